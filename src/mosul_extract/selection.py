"""Selection: a record with some of its lists only, and without references into the others."""

from __future__ import annotations

from mosul_extract.records import Casualty, Materiel, Record

LISTS = ("actors", "units", "places", "casualties", "materiel")
_QUOTES = ("victims", "source", "by", "place", "means")


def select(record: Record, lists: tuple[str, ...]) -> Record:
    """The record with these lists; the others are empty, and what referred to them refers to nothing."""
    kept = record.model_copy(update={name: [] for name in LISTS if name not in lists})
    known = {a.id for a in kept.actors} | {u.id for u in kept.units} | {p.id for p in kept.places}
    for actor in kept.actors:
        actor.affiliation = actor.affiliation if actor.affiliation in known else None
    for unit in kept.units:
        unit.parent = unit.parent if unit.parent in known else None
    facts: list[Casualty | Materiel] = [*kept.casualties, *kept.materiel]
    for fact in facts:
        for name in _QUOTES:
            quoted = getattr(fact, name, None)
            if quoted is not None and quoted.ref not in known:
                quoted.ref = None
    return kept
