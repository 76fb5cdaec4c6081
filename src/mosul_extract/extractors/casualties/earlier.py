"""People of an earlier event whom another one meets: «توفي ثلاثة جرحى», «أعدم التنظيم المخطوفين الخمسة»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import with_people
from mosul_extract.extractors.casualties.lists import past_asides_of
from mosul_extract.extractors.casualties.positions import past_asides
from mosul_extract.extractors.casualties.victims import Phrase, in_number
from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact

# What meets people who were hurt, taken or lost before; who was killed meets nothing more.
_LATER = frozenset({"killed", "injured"})
_IN = "في"
_COUNTED_BY_FORM = {"singular": 1, "dual": 2}


def of_earlier(reader: FactReader, event: Match) -> list[Fact]:
    """The fact of people whom a word behind the event names by what happened to them before; none where it names no such people."""
    kind = event.row["kind"]
    if kind not in _LATER:
        return []
    at = past_asides(reader, event.last)
    if reader.folded(at) == _IN:  # «توفي في المستشفى أحد الجرحى»
        at = reader.word_in(at + 1, "hospital") or past_asides_of(reader, at)
    phrase = _phrase_at(reader, at, kind) or _behind_doer(reader, event, kind)
    return [] if phrase is None else with_people(reader, event, [phrase])


def _behind_doer(reader: FactReader, event: Match, kind: str) -> Phrase | None:
    """«أعدم التنظيم المخطوفين»: the object behind a named doer or one word for fighters."""
    if not event.row["form"].startswith(("active", "either")):
        return None
    party, mention = reader.word_in(event.last, "party"), reader.mention_from(event.last)
    troops = reader.noun_at(event.last)
    if party is not None:
        return _phrase_at(reader, party, kind)
    if mention is not None and mention.list != "places":
        return _phrase_at(reader, mention.last, kind)
    if troops is not None and troops.word["group"] == "combatant" and troops.word["number"] == "plural":
        return _phrase_at(reader, troops.last, kind)
    return None


def _phrase_at(reader: FactReader, at: int, kind: str) -> Phrase | None:
    """«ثلاثة جرحى», «بعض المصابين», «خمسة من المخطوفين», «أحد الجرحى», «جريح», «المخطوفين الخمسة»."""
    number, one_of = reader.number_at(at), reader.word_in(at, "one-of")
    step = at
    if number is not None and number.form != "ordinal" and not reader.is_used(number) and not reader.is_year(number):
        step = reader.after_number(number)
        step += reader.folded(step) == "من"
    elif one_of is not None:
        step = one_of
    noun = reader.event_noun_at(step)
    if noun is None or noun.row["form"] != "noun" or noun.row["kind"] in (kind, "killed", "casualties"):
        return None
    if noun.prefix or reader.noun_at(step) is not None or reader.document.sentence_of(step).first >= at:
        return None
    end = described(reader, noun.last)
    if number is not None and step > at:
        reader.spent.update(range(step, noun.last))
        return Phrase(at, end, reader.amount_of(number), (number.last, end), counted=True)
    reader.spent.update(range(step, noun.last))
    if one_of is not None and step > at:
        return Phrase(at, end, Amount(1, 1, "exact"), (at, end))
    count = _COUNTED_BY_FORM.get(noun.row["number"])
    if count is None and (after := in_number(reader, end)) is not None:
        return Phrase(at, after.last, reader.amount_of(after), (at, end), definite=True, counted=True)
    amount = Amount(count, count, "exact") if count else Amount(None, None, "unstated")
    return Phrase(at, end, amount, (at, end), definite=reader.is_definite(at))
