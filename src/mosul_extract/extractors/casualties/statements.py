"""The statements that tell of casualties: a verb, a masdar or a noun for the event, and the people it happened to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mosul_extract.extractors.casualties.nouns import _counted_noun, body, loss, noun, state
from mosul_extract.extractors.casualties.verbs import active, counted, idiom, light, masdar, pair, passive, pronoun
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact

VERBS = frozenset(
    {"either", "passive", "idiom", "active", "light", "either-counted", "passive-counted", "active-counted"}
)


def statements(reader: FactReader) -> Iterator[Fact]:
    """All casualty statements of a document in the order of their event words."""
    seen = -1
    for word in reader.document.matches("casualty_words"):
        if word.first < seen or reader.is_inside_name(word):
            continue
        verbal = not reader.is_definite(word.first)
        if word.first in reader.spent:
            continue
        by_form: dict[str, Match] = {}
        for other in reader.document.at(word.first, "casualty_words"):
            if other.last == word.last:
                by_form.setdefault(other.row["form"], other)
        for form, rule in RULES:
            event = by_form.get(form)
            if event is None or (form in VERBS and not verbal):
                continue
            facts = rule(reader, event)
            if facts:
                yield from facts
                break
        seen = word.last


RULES: tuple[tuple[str, Callable[[FactReader, Match], list[Fact]]], ...] = (
    ("either", pair),
    ("passive", pair),
    ("masdar", pair),
    ("active", pair),
    ("light", light),
    ("passive", passive),
    ("idiom", idiom),
    ("either", passive),
    ("active", active),
    ("masdar", masdar),
    ("either-counted", counted(passive)),
    ("passive-counted", counted(passive)),
    ("active-counted", counted(active)),
    ("masdar-counted", counted(masdar)),
    ("pronoun", pronoun),
    ("loss", loss),
    ("body", body),
    ("noun", noun),
    ("counted-noun", _counted_noun),
    ("state", state),
)
