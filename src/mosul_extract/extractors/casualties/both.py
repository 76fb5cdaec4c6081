"""Killed and wounded told together: «بين قتيل وجريح», «قتلى وجرحى», «مقتل 12 وجرح 9 من مسلحي التنظيم»."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from mosul_extract.extractors.casualties.facts import OTHERS
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Piece

# Rows of nouns for the wounded, not for wounds.
WOUNDED = "wounded"
_OR, _OF = frozenset({"او", "و", "ولا"}), frozenset({"بين", "في", "من"})


def past_both(reader: FactReader, event: Match) -> int | None:
    """The end of «قتيلا وجريحا», «بين قتيل وجريح» that begins at the event or right before it."""
    listed = next(
        (
            end
            for i in (event.first, event.first - 1, event.first - 2)
            if i >= 0 and (end := reader.word_in(i, "between")) is not None and end > event.first
        ),
        None,
    )
    return listed or _and_wounded(reader, event)


def _and_wounded(reader: FactReader, event: Match) -> int | None:
    """The end of «الشهداء والمصابين»: the dead, and the wounded in the same number, both with the article or both without."""
    wounded = reader.event_noun_at(event.last) if reader.begins_with_and(event.last) else None
    if wounded is None or event.row["kind"] != "killed" or not wounded.row.id.startswith(WOUNDED):
        return None  # «تسعة قتلى وإصابات عدة»
    alike = reader.is_definite(event.first) == reader.is_definite(event.last)
    return wounded.last if alike and event.row["number"] == wounded.row["number"] else None


def share_people(reader: FactReader, facts: list[Fact]) -> None:
    """«مقتل 12 وجرح 9 من مسلحي التنظيم», «ضحايا أو إصابات بين الأهالي»: who the hurt are is told of the dead as well.

    Only words that take people out of a body are shared («من …», «بين …», «في صفوف …»), not the noun of a second count.
    """
    for second, fact in pairwise(reversed(facts)):
        if fact.victims is not None or second.victims is None or fact.kind == second.kind or fact.of is not None:
            continue
        joined = reader.begins_with_and(second.anchor) or reader.folded(second.first - 1) in _OR
        if not joined or second.first - (reader.folded(second.first - 1) in _OR) != fact.last:
            continue
        first = bisect_right(reader.starts, second.victims.start) - 1
        if (second.others or second.noun in OTHERS) and reader.is_partitive(first + 1):
            first += 1  # «مقتل اثنين وإصابة آخرين من الشرطة»
        inside = reader.folded(first) in _OF or reader.folded(first - 1) in _OF
        of_body = inside or reader.is_partitive(first) or reader.ending_at(first, "ranks-of") is not None
        uncounted = fact.amount.low is None and second.amount.low is None and first > second.anchor
        if uncounted or (of_body and not second.neutral):
            fact.victims = Piece(reader.start_of(first), second.victims.end, second.victims.mention)
            fact.group, fact.categories, fact.neutral = second.group, second.categories, second.neutral
        if uncounted:  # «سقوط قتلى وجرحى»
            fact.last, fact.end = second.anchor + 1, reader.ends[second.anchor]
