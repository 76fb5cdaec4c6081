"""Casualties: how many people, what happened to them, and who they are."""

from __future__ import annotations

from mosul_extract.extractors.casualties.both import share_people
from mosul_extract.extractors.casualties.by_place import more_by_place, parts_by_place
from mosul_extract.extractors.casualties.facts import keep_in_sentence
from mosul_extract.extractors.casualties.groups import settle_groups
from mosul_extract.extractors.casualties.parts import (
    bracketed,
    parts_by_noun,
    parts_of_toll,
    same_people,
    shares,
    subsets,
    tie_parts,
)
from mosul_extract.extractors.casualties.renewed import renewed
from mosul_extract.extractors.casualties.statements import once, statements
from mosul_extract.extractors.fact_reading import FactReader


def find_casualties(reader: FactReader) -> None:
    """Add the casualty facts of a document, in the order of the text."""
    facts = once(list(statements(reader)))
    facts += list(parts_by_place(reader, facts))
    facts += list(more_by_place(reader, facts))
    facts += list(bracketed(reader, facts))
    facts += list(renewed(reader, facts))
    facts += subsets(reader, facts)
    shared = list(shares(reader, facts))
    facts += [*shared, *more_by_place(reader, shared)]
    if reader.is_of_sport():
        facts = [
            fact
            for fact in facts
            if fact.kind not in ("injured", "casualties") or fact.group == "combatant" or (fact.amount.low or 0) > 2
        ]
    facts = [fact for fact in facts if keep_in_sentence(reader, fact) and not reader.is_of_fiction(fact.anchor)]
    facts.sort(key=lambda fact: (fact.start, fact.end))
    share_people(reader, facts)
    tie_parts(reader, facts)
    parts_by_noun(reader, facts)
    parts_of_toll(reader, facts)
    same_people(reader, facts)
    settle_groups(reader, facts)
    reader.findings.casualties += (fact for fact in facts if (fact.kind, fact.group) != ("displaced", "combatant"))
