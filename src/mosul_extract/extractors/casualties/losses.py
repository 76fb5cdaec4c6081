"""Statements by losses: «خسائر في الأرواح», «خسائر بشرية في صفوف القوات»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import add_people, fact_of
from mosul_extract.extractors.casualties.victims import phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_UNKNOWN_COUNT = Amount(None, None, "unstated")


def loss(reader: FactReader, event: Match) -> list[Fact]:
    """«خسائر في الأرواح», «خسائر بشرية في صفوف …»: losses of people without a number."""
    fact = fact_of(reader, event, event.first, event.last, _UNKNOWN_COUNT, "casualties.losses")
    ranks = reader.word_in(event.last, "ranks-of")
    at = ranks if ranks is not None else event.last
    phrase = phrase_at(reader, at)
    if phrase is not None and not phrase.counted:
        add_people(reader, fact, phrase)
        fact.last, fact.end = phrase.last, reader.ends[phrase.last - 1]
        return [fact]
    mention = reader.mention_from(at)
    if mention is not None and mention.list != "places":
        fact.victims = Piece(mention.start, mention.end, mention)
        fact.last, fact.end, fact.neutral = mention.last, mention.end, False
        fact.group, fact.categories = reader.judge(mention.first, mention.last)
    return [fact]
