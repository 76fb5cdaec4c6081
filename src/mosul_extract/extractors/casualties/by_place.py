"""Counts by where they were: «قتل 11 شخصا، 7 منهم في كركوك و4 في ديالى», «قتل 4 في حمص وفي حماة 6»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mosul_extract.extractors.casualties.facts import phrase_fact
from mosul_extract.extractors.casualties.lists import behind_asides, list_from, past_asides_of
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact
from mosul_extract.text.numerals import Number

_SEPARATORS = frozenset("،,:")
_IN = frozenset({"وفي", "في"})
_ITSELF = frozenset({"نفسها", "نفسه", "ذاتها", "ذاته"})
_REACH_OF_PLACE = 45
_MOST_PARTS = 12
_REACH_OF_TOTAL = 6
# «17 منهم بسقوط مروحية، وستة في هجوم»: a share may go on.
_SHARE = "casualties.share"


@dataclass(slots=True)
class _Part:
    """A count without a noun, the token after it or after its «منهم», the first token of its place and the one after it."""

    number: Number
    last: int
    place: int
    end: int


def parts_by_place(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """The parts of each total that are told apart by their places alone; the total was in none of these places."""
    for total in facts:
        if total.subset or total.amount.low is None or total.amount.number is None:
            continue
        at = _beginning(reader, total)
        number = None if at is None else reader.number_at(at)
        one = number is not None and number.start == reader.starts[number.first]  # «واحد» begins with no «و»
        parts = [] if at is None or (reader.begins_with_and(at) and not one) else _chain(reader, at)
        if at is not None and parts and _are_parts(parts, total, among=reader.word_in(at - 1, "subset") == at):
            yield from (_part_of(reader, total, part) for part in parts)


def more_by_place(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """Further counts of one event word, from place to place: «سقط 15 قتيلا في إدلب و9 في حلب», «في حمص قتل 4 وفي حماة 6»."""
    known = {fact.first for fact in facts}  # «وآخر في سقبا», which the list of the verb has
    for told in facts:
        if told.amount.number is None or (told.subset and told.rule != _SHARE):
            continue
        at, counted = told.last, told.amount.low or 0
        for _ in range(_MOST_PARTS):
            more = _in_next_place(reader, told, past_asides_of(reader, at)) or behind_asides(reader, at, counted=True)
            if more is None or more.first in known or (more.amount.number is None and more.row is None):
                break
            if more.amount.number is not None and reader.is_used(more.amount.number):
                break
            counted += more.amount.low or 0
            if told.of is not None and counted > (told.of.amount.low or 0):
                break
            yield _more_of(reader, told, more)
            at = max(more.last, at + 1)
            if more.row is not None and reader.begins_with_and(at):  # «مواطن وطفلته»
                for theirs in list_from(reader, more.first)[1:]:
                    yield _more_of(reader, told, theirs)
                    at = theirs.last


def _in_next_place(reader: FactReader, told: Fact, at: int) -> Phrase | None:
    """«وفي حماة 6»: the next place, and a number alone, where the count before has its place before it."""
    at += reader.folded(at) in _SEPARATORS
    place = reader.starting.get(at + 1)
    if reader.folded(at) not in _IN or place is None or place.list != "places":
        return None
    first = max(reader.document.sentence_of(told.first).first, told.first - _REACH_OF_PLACE)
    if not reader.places_between(first, at):
        return None
    number = reader.number_at(place.last)
    people = _people_in_place(reader, told, place.last)
    if people is not None:
        return people
    if number is None or number.form == "ordinal" or reader.is_year(number) or not reader.is_break(number.last):
        return None
    if not reader.is_used(number):
        reader.placed[place.first] = number.first
    return Phrase(number.first, number.last, reader.amount_of(number), counted=True, refers_back=True)


def _people_in_place(reader: FactReader, told: Fact, at: int) -> Phrase | None:
    """«وفي مخيم البريج ثلاثة آخرون», «وفي حماة مواطن وطفلته»: people right behind a place, of whom no verb tells more."""
    if told.rule == _SHARE or told.kind not in ("killed", "injured"):
        return None
    phrase = phrase_at(reader, at)
    if phrase is None or phrase.row is None or phrase.amount.low is None or phrase.definite:
        return None
    closed = reader.is_punctuation(phrase.last) or reader.begins_with_and(phrase.last)
    return phrase if closed and reader.event_noun_at(phrase.last) is None else None


def _more_of(reader: FactReader, told: Fact, more: Phrase) -> Fact:
    """One more fact of an event word that was told."""
    reader.take(more.amount.number)
    fact = phrase_fact(reader, told.anchor, more, told.kind, "casualties.more-by-place")
    fact.subset, fact.of = told.subset, told.of
    return fact


def _beginning(reader: FactReader, total: Fact) -> int | None:
    """Where the parts may begin: behind a comma or «بينهم» right behind the total."""
    end = min(reader.document.sentence_of(total.first).last, total.last + _REACH_OF_TOTAL)
    for at in range(total.last, end):
        among = reader.word_in(at, "subset") or reader.word_in(at, "of-them")
        if among is not None:
            return among
        named = any(reader.word_in(at + 1, role) is not None for role in ("subset", "of-them"))
        if reader.words[at].text in _SEPARATORS and not named:
            return at + 1
        if reader.number_at(at) is not None or reader.any_match(at, "casualty_words") is not None:
            return None
    return None


def _chain(reader: FactReader, at: int) -> list[_Part]:
    parts: list[_Part] = []
    while len(parts) < _MOST_PARTS:
        if parts:
            comma = reader.word(at) is not None and reader.words[at].text in _SEPARATORS
            at += comma
            if not (comma or reader.begins_with_and(at)):
                break
            at += reader.folded(at) == "و"
        part = _part(reader, at)
        if part is None:
            break
        parts.append(part)
        at = part.end
    return parts


def _part(reader: FactReader, at: int) -> _Part | None:
    number = reader.number_at(at)
    if number is None or number.form == "ordinal" or number.low is None:
        return None
    if reader.is_used(number) or reader.is_year(number):
        return None
    last = reader.word_in(number.last, "of-them") or number.last
    begins = reader.role(last, "name_grammar", "inside") or reader.role(last, "name_grammar", "direction")
    place = reader.starting.get(begins) if begins is not None else None
    if place is None or place.list != "places":
        return None
    return _Part(number, last, place.first, place.last + (reader.folded(place.last) in _ITSELF))


def _are_parts(parts: list[_Part], total: Fact, *, among: bool) -> bool:
    """Whether counts are parts of a total: no more than it, and several, or behind «بينهم», or with «منهم»."""
    counted, whole = sum(part.number.low or 0 for part in parts), total.amount.low or 0
    if len(parts) > 1:
        return counted <= whole
    return counted < whole and (among or parts[0].last > parts[0].number.last)


def _part_of(reader: FactReader, total: Fact, part: _Part) -> Fact:
    number = part.number
    reader.take(number)
    reader.placed[part.place] = number.first
    fact = Fact(
        total.kind,
        number.first,
        number.first,
        part.last,
        number.start,
        reader.ends[part.last - 1],
        "casualties.part-by-place",
        reader.amount_of(number),
    )
    fact.subset, fact.of = True, total
    return fact
