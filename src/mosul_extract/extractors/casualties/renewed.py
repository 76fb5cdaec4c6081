"""Tolls told anew: «قتل ثلاثة في القصف، وارتفع العدد لاحقا إلى خمسة»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from mosul_extract.extractors.casualties.facts import phrase_fact
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact
from mosul_extract.text.numerals import Number

_REACH_OF_VERB = 4
_TO, _TOLL = "الي", "الحصيله"


def renewed(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«وارتفع العدد إلى 15»: the toll of the only kind that its sentence, or else the one before, has told of."""
    told = sorted(facts, key=attrgetter("first"))
    for word in reader.document.in_roles("constructions", "toll-alone"):
        number = _number_of(reader, word)
        earlier = None if number is None else _told_before(reader, word, told)
        if number is None or earlier is None:
            continue
        phrases = list_from(reader, number.first, bare=True)
        if not phrases or (phrases[0].words is None and not reader.is_break(phrases[0].last)):
            continue
        phrase = phrases[0]
        reader.take(number)
        fact = phrase_fact(reader, word.first, phrase, earlier.kind, "casualties.toll-renewed")
        fact.first, fact.start = word.first, reader.start_of(word.first)
        yield fact


def _number_of(reader: FactReader, word: Match) -> Number | None:
    """The number behind «إلى», where a verb or masdar that rises stands before the word or behind it."""
    sentence = reader.document.sentence_of(word.first)
    if reader.event_noun_at(word.last) is not None or not (
        reader.role_before(word.first, "toll-rises", _REACH_OF_VERB)
        or reader.word_in(word.last, "toll-rises")
        or _is_raised(reader, word)
    ):
        return None
    at = reader.word_in(word.last, "toll-rises") or word.last
    while at < sentence.last and (reader.is_time(at) or reader.word_in(at, "adverb") is not None):
        at += 1
    number = reader.number_at(at + 1) if reader.folded(at) == _TO else None
    if number is None or reader.is_used(number) or reader.is_year(number) or number.form == "ordinal":
        return None
    return number


def _is_raised(reader: FactReader, word: Match) -> bool:
    """«ما رفع العدد إلى 90», «رفعت الوزارة الحصيلة إلى 90»; what a government raises to 500 need be no toll."""
    reach = _REACH_OF_VERB if reader.folded(word.first).endswith(_TOLL) else 1
    return reader.role_before(word.first, "toll-raised", reach)


def _told_before(reader: FactReader, word: Match, told: list[Fact]) -> Fact | None:
    """The last total told before a word, where its sentence, or else the one before, tells of one kind only."""
    sentence = reader.document.sentence_of(word.first)
    firsts = [fact.first for fact in told]
    before = reader.document.sentence_of(sentence.first - 1).first if sentence.first else sentence.first
    for first, last in ((sentence.first, word.first), (before, sentence.first)):
        here = [f for f in told[bisect_left(firsts, first) : bisect_left(firsts, last)] if not f.subset]
        if here:
            return here[-1] if len({fact.kind for fact in here}) == 1 else None
    return None
