"""Names: actors, units and places, a line each with how often they are named and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mosul_extract.display.paper import Field, Paper
from mosul_extract.display.words import plain, spaced
from mosul_extract.records import Actor, Place, Unit

Entity = Actor | Unit | Place
_NARROW = 80
_WIDE = ("country", "region", "governorate")


def describe(entity: Entity) -> str:
    """An entity in Latin words: its English name, else its kind; of a place also what it lies in."""
    named = plain(entity.name_en) if entity.name_en else _kind(entity)
    if not isinstance(entity, Place):
        return named
    widest = [plain(unit.name_en or unit.name) for unit in reversed(entity.admin) if unit.level in _WIDE]
    return ", ".join(dict.fromkeys((named, *widest)))


def _kind(entity: Entity) -> str:
    if isinstance(entity, Actor) and entity.kind == "source":
        return "unnamed source"
    return spaced(entity.kind)


def _within(place: Place) -> str:
    """What a place lies in, the nearest first; not the place itself."""
    names = [plain(unit.name_en or unit.name) for unit in place.admin]
    own = plain(place.name_en) if place.name_en else None
    outer = [name for name in dict.fromkeys(reversed(names)) if name != own]
    return ", ".join(outer) or ("" if place.kind == "country" else place.country or "")


def print_names(paper: Paper, entities: Sequence[Entity], known: Mapping[str, Entity]) -> None:
    """The entities, those named most often first; `known` are all of the document, which some of these belong to."""
    for entity in sorted(entities, key=lambda entity: -len(entity.mentions)):
        print_name(paper, entity, known)


def print_name(paper: Paper, entity: Entity, known: Mapping[str, Entity]) -> None:
    """How often an entity is named, its id, its kind, what is known of it, and its name; then rank and role."""
    head, about = f"{len(entity.mentions):>4}×  {entity.id:<5}", list(_facts(entity, known))
    if paper.width < _NARROW:
        about.insert(0, spaced(entity.kind))
    else:
        head += f"{spaced(entity.kind):<15}"
    paper.fields([Field(head, " · ".join(dict.fromkeys(filter(None, about))), entity.name)], indent=0, label=len(head))
    if isinstance(entity, Actor):
        held = [Field("rank", quote=entity.rank), Field("role", quote=entity.role)]
        paper.fields([field for field in held if field.quote], indent=len(head), label=6)


def _facts(entity: Entity, known: Mapping[str, Entity]) -> Iterator[str]:
    yield plain(entity.name_en or "")
    if isinstance(entity, Place):
        within = _within(entity)
        yield f"in {within}" if within else ""
        yield _coordinates(entity)
        return
    if isinstance(entity, Unit):
        yield " ".join(filter(None, (entity.echelon, str(entity.number or ""))))
        yield entity.country or ""
    owner = known.get((entity.parent if isinstance(entity, Unit) else entity.affiliation) or "")
    if owner is not None:
        yield f"of {owner.id} {describe(owner)}"


def _coordinates(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return "" if place.kind == "country" else "no coordinates"
    whose = "its own" if place.precision == "own" else f"its {place.precision}'s"
    return f"at {place.latitude:.3f}, {place.longitude:.3f} ({whose})"
