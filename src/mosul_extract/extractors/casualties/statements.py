"""The statements that tell of casualties: a verb, a masdar or a noun for the event, and the people it happened to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter

from mosul_extract.extractors.casualties.bodies import body
from mosul_extract.extractors.casualties.found import participle
from mosul_extract.extractors.casualties.losses import counted_loss, loss
from mosul_extract.extractors.casualties.masdars import cases, masdar, pronoun, to_injury
from mosul_extract.extractors.casualties.nouns import counted_noun, noun, state
from mosul_extract.extractors.casualties.passives import passive
from mosul_extract.extractors.casualties.tolls import toll_noun, toll_of_those
from mosul_extract.extractors.casualties.verbs import (
    active,
    alive,
    counted,
    fall,
    fallen,
    fate,
    idiom,
    light,
    ours,
    over,
    pair,
    told_object,
)
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact
from mosul_extract.text.folding import fold_text

# Rules for those who can have been told by the statement before, and how far before.
_AGAIN, _NEAR = frozenset({"casualties.victims-who", "casualties.people-held"}), 3
Rule = Callable[[FactReader, Match], list[Fact]]
VERBS = frozenset(
    {
        "either",
        "passive",
        "idiom",
        "active",
        "light",
        "object",
        "either-counted",
        "passive-counted",
        "active-counted",
        "active-over",
    }
)


def statements(reader: FactReader) -> Iterator[Fact]:
    """All casualty statements of a document in the order of their event words."""
    seen = -1
    for word in reader.document.matches("casualty_words"):
        if word.first < seen or reader.is_inside_name(word):
            continue
        verbal = not _wears_article(reader, word) and not _is_of_anyone(reader, word)
        if word.first in reader.spent:
            continue
        if told := toll_of_those(reader, word):
            yield from told
            seen = word.last
            continue
        reader.keep()
        for event, rule in _readings(reader, word, verbal=verbal):
            facts = rule(reader, event)
            if facts:
                yield from facts
                break
            reader.give_back()
        seen = word.last


def once(facts: list[Fact]) -> list[Fact]:
    """Leave out those held or dead whom a statement before has told already.

    «اغتيال النائب العام فلان الذي قتل بسيارة مفخخة», «مقتل 60 من الأسرى المحتجزين».
    """
    return [fact for i, fact in enumerate(facts) if fact.rule not in _AGAIN or not _is_told(facts[:i][-_NEAR:], fact)]


def _is_told(facts: list[Fact], fact: Fact) -> bool:
    """Whether the people of a fact stand within those of one shortly before: the same one, or a count of the same people."""
    if fact.victims is None:
        return False
    return any(
        told.victims is not None
        and told.victims.start <= fact.victims.start
        and fact.victims.end <= told.victims.end
        and ((fact.kind == told.kind and told.amount.low == 1) or told.amount.number is not None)
        for told in facts
    )


def _wears_article(reader: FactReader, word: Match) -> bool:
    """Whether a word wears the article; a verb without its hamza only looks so: «القت القبض على»."""
    if not reader.is_definite(word.first):
        return False
    key = reader.document.lexicon_key(word.first, word.last, reader.starts[word.first] + word.prefix)
    here = (match for match in reader.document.at(word.first, "casualty_words") if match.last == word.last)
    return not any(key in map(fold_text, match.row["names"].split("|")) for match in here if match.row["form"] in VERBS)


def _is_of_anyone(reader: FactReader, word: Match) -> bool:
    """«القانون يعاقب من يقتل شخصا»: what anybody may do, behind «من»."""
    who, verb = reader.folded(word.first - 1).lstrip("ولكبف"), reader.folded(word.first)
    return who == "من" and not word.prefix and verb[:1] in ("ي", "ت") and not verb.endswith(("هم", "ها", "ه"))


def _readings(reader: FactReader, word: Match, *, verbal: bool) -> Iterator[tuple[Match, Rule]]:
    """What the words at a token can be, the longest first, each with its rule."""
    here = reader.document.at(word.first, "casualty_words")
    for last in dict.fromkeys(match.last for match in here):
        by_form: dict[str, Match] = {}
        for match in here:
            if match.last == last:
                by_form.setdefault(match.row["form"], match)
        ranked = [(rank, form, rule) for form in by_form for rank, rule in _RULES_OF.get(form, ())]
        for _, form, rule in sorted(ranked, key=itemgetter(0)):
            if verbal or form not in VERBS:
                yield by_form[form], rule


RULES: tuple[tuple[str, Rule], ...] = (
    ("either", pair),
    ("passive", pair),
    ("masdar", pair),
    ("active", pair),
    ("light", light),
    ("passive", passive),
    ("idiom", idiom),
    ("either", passive),
    ("active", active),
    ("active-over", over),
    ("masdar", masdar),
    ("light_object", to_injury),
    ("either-counted", counted(passive)),
    ("passive-counted", counted(passive)),
    ("active-counted", counted(active)),
    ("masdar-counted", counted(masdar)),
    ("participle", participle),
    ("fall", fall),
    ("fallen", fallen),
    ("fate", fate),
    ("alive", alive),
    ("ours", ours),
    ("object", told_object),
    ("pronoun", pronoun),
    ("loss", loss),
    ("loss-counted", counted_loss),
    ("body", body),
    ("toll-noun", toll_noun),
    ("noun", noun),
    ("counted-noun", cases),
    ("counted-noun", counted_noun),
    ("state", state),
)
# By form its rules, each with its rank among all.
_RULES_OF = {form: [(rank, rule) for rank, (other, rule) in enumerate(RULES) if other == form] for form in dict(RULES)}
