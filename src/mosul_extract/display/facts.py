"""Facts: a card for each, with what is counted first, then who, how, where, when and who says so, and what to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.text import Text

from mosul_extract.display.names import describe
from mosul_extract.display.paper import PLAIN_FACT, WARNING, Field, Paper
from mosul_extract.display.totals import left_out
from mosul_extract.display.words import spaced
from mosul_extract.records import Actor, Casualty, Count, Materiel, Place, Quoted, Record, Unit, When

Fact = Casualty | Materiel
Entities = Mapping[str, Actor | Unit | Place]
_STYLES = {"killed": "bold red", "injured": "bold magenta"}
_STEP, _DEEPEST = 3, 3
_CUES_OF_DOUBT = {"negation": "denied by", "doubt": "doubted by", "future": "not yet, by", "suspicion": "suspected by"}


def entities_of(record: Record) -> Entities:
    """The entities of a record by their ids."""
    entities: tuple[Actor | Unit | Place, ...] = (*record.actors, *record.units, *record.places)
    return {entity.id: entity for entity in entities}


def print_facts(
    paper: Paper,
    facts: Sequence[Fact],
    entities: Entities,
    *,
    reasons: Callable[[Fact], Iterator[Field]] | None = None,
) -> None:
    """A card a fact; repeats and parts stand beneath the fact that they repeat or are part of."""
    for n, (depth, fact) in enumerate(_in_order(facts)):
        if n:
            paper.blank()
        indent = 2 + _STEP * depth
        paper.line(headline(fact), indent=indent - 2, hang=8)
        paper.fields(_fields(fact, entities), indent=indent + 3)
        if reasons:
            paper.fields(reasons(fact), indent=indent + 3)


def _in_order(facts: Sequence[Fact]) -> Iterator[tuple[int, Fact]]:
    """Each fact once, at its depth beneath the fact that it repeats or is part of."""
    ids = {fact.id for fact in facts}
    below: dict[str | None, list[Fact]] = {}
    for fact in facts:
        parent = _parent(fact)
        below.setdefault(parent if parent in ids else None, []).append(fact)
    done: set[str] = set()
    # Behind those that stand beneath nothing, all: some may point to each other in a circle.
    waiting = [(0, fact) for fact in reversed([*below.get(None, ()), *facts])]
    while waiting:
        depth, fact = waiting.pop()
        if fact.id not in done:
            done.add(fact.id)
            yield min(depth, _DEEPEST), fact
            waiting += [(depth + 1, child) for child in reversed(below.get(fact.id, ()))]


def _parent(fact: Fact) -> str | None:
    return (fact.repeats or fact.subset_of) if isinstance(fact, Casualty) else None


def headline(fact: Fact) -> Text:
    """What is counted, in one line: ● C2 killed 24 · combatant: fighter · airstrike · stated. ○ is not counted."""
    reason = left_out(fact)
    about = Text.assemble("○ " if reason else "● ", (fact.id, "bold"), "  ")
    about.append(f"{fact.kind} {_how_many(fact.count)}", "bold" if reason else _STYLES.get(fact.kind, PLAIN_FACT))
    if reason:
        about.append(f" · {reason.upper() if fact.assertion != 'stated' else reason}, not counted", WARNING)
    told = [_victims(fact)] if isinstance(fact, Casualty) else []
    told += [spaced(fact.means.kind)] if fact.means is not None else []
    told += ["stated"] if fact.assertion == "stated" else []
    return about.append("".join(f" · {piece}" for piece in told))


def _victims(fact: Casualty) -> str:
    """Their group, and who they are as far as the words say: civilian: child, woman."""
    group = "group unknown" if fact.victims.group == "unknown" else fact.victims.group
    return ": ".join(filter(None, (group, ", ".join(map(spaced, fact.victims.categories)))))


def _how_many(count: Count) -> str:
    told = str(count)
    return "(no number)" if told == "unknown" else told


def _fields(fact: Fact, entities: Entities) -> Iterator[Field]:
    yield Field("words", quote=fact.text)
    if fact.count.precision != "exact" and fact.count.text and not fact.count.text.isdecimal():
        vague = ", a vague word" if fact.count.precision == "vague" else ""
        yield Field("count", f"{fact.count!s}{vague}", fact.count.text)
    if isinstance(fact, Materiel):
        yield Field("item", quote=fact.item.text)
    elif fact.victims.text is not None:
        yield Field("victims", _named(fact.victims.ref, entities), fact.victims.text)
    for label, piece in (("by", fact.by), ("where", fact.place)):
        if piece is not None:
            yield Field(label, _named(piece.ref, entities), piece.text)
    if fact.means is not None:
        yield Field("means", spaced(fact.means.kind), fact.means.text)
    if fact.when is not None:
        yield Field("when", _day(fact.when), fact.when.text)
    if fact.source is not None:
        yield Field("source", _named(fact.source.ref, entities), fact.source.text)
    else:
        yield Field("source", "the article itself")
    for cue in fact.evidence:
        if cue.role in _CUES_OF_DOUBT:
            yield Field("sure", _CUES_OF_DOUBT[cue.role], cue.text)
    asked = (("by", fact.by), ("where", fact.place), ("means", fact.means), ("when", fact.when))
    if missing := [label for label, piece in asked if piece is None]:
        yield Field("unknown", ", ".join(missing), style="dim")
    if doubts := "; ".join(_doubts(fact, entities)):
        yield Field("check", doubts, style=WARNING)


def _named(ref: str | None, entities: Entities) -> str:
    """The entity that some words name, with its id."""
    return f"{ref} {describe(entities[ref])}" if ref is not None and ref in entities else ""


def _day(when: When) -> str:
    if when.from_ is None and when.to is None:
        return f"{spaced(when.precision)}, no date"
    days = dict.fromkeys(str(day) for day in (when.from_, when.to) if day is not None)
    return f"{' to '.join(days)}, {spaced(when.precision)}"


def _doubts(fact: Fact, entities: Entities) -> Iterator[str]:
    """Where a fact rests on less than its own sentence, or says less than it seems."""
    if isinstance(fact, Casualty) and fact.subset and fact.subset_of is None:
        yield "its total was not found"
    pieces: tuple[tuple[str, Quoted | When | None], ...] = (
        ("doer", fact.by), ("place", fact.place), ("time", fact.when), ("source", fact.source),
    )  # fmt: skip
    inside = range(fact.sentence.start, fact.sentence.end)
    if carried := [name for name, piece in pieces if piece is not None and piece.start not in inside]:
        yield f"{' and '.join(carried)} from another sentence"
    place = entities.get(fact.place.ref or "") if fact.place else None
    if isinstance(place, Place) and place.precision != "own" and place.kind != "country":
        yield f"place has its {place.precision}'s coordinates" if place.precision else "place has no coordinates"
