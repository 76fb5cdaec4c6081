"""Nouns that count killed and wounded together: «بين قتيل وجريح», «قتلى وجرحى»."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match

# Rows of nouns for the wounded, not for wounds.
WOUNDED = "wounded"


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
