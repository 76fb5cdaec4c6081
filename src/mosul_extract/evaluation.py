"""Evaluation: how well records agree with gold files, by precision, recall and F1."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from mosul_extract.errors import InputError

Mark = Mapping[str, Any]
Fits = Callable[[Mark, Mark], bool]

MENTIONS = ("actors", "units", "places")
FACTS = ("casualties", "materiel")
_AROUND = "\"'«»“”()[]/# ,.،ـ\u200f\u200e"  # quotes, brackets and the like at the ends of a mark decide nothing
_ATTACHED = frozenset("وفبلكسا ")
_ARTICLES = ("ال", "لل", "ل")
_RESAMPLES = 500
_SUFFIX = ".gold.json"


class Figure(NamedTuple):
    """Precision, recall and F1, the range that holds F1 in 95 of 100 resamples, and the sizes."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    gold: int
    found: int


class Hits(NamedTuple):
    """How many marks of one article agree, of how many."""

    hits: int
    gold: int
    found: int


@dataclass(slots=True)
class Evaluation:
    """Figures by list and measure, and the articles that have no record."""

    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)
    without_record: list[str] = field(default_factory=list)


def evaluate(gold: Path, records: Iterable[Mark]) -> Evaluation:
    """Compare records with the gold files NAME.gold.json of a folder. Raises InputError.

    A record belongs to the gold file whose name its path has. Measures of names: `exact`, `typed` (the same kind too),
    `overlap`. Measures of facts: `found` (the same kind, about the same words), `count` (the same numbers too), `full`
    (precision, group, assertion and subset too). `agents` are actors and units as one list.
    """
    named = _by_name(records)
    paths = sorted(gold.glob(f"*{_SUFFIX}"))
    if not paths:
        raise InputError(f"{gold}: no {_SUFFIX} files; give the folder that holds them")
    result, hits = Evaluation(), dict[tuple[str, str], list[Hits]]()
    for path in paths:
        name = path.name.removesuffix(_SUFFIX)
        if name not in named:
            result.without_record.append(name)
        for measure, here in _compare(path, named.get(name, {})):
            hits.setdefault(measure, []).append(here)
    result.figures = {measure: figure_of(rows) for measure, rows in hits.items()}
    return result


def _by_name(records: Iterable[Mark]) -> dict[str, Mark]:
    named: dict[str, Mark] = {}
    for record in records:
        path = record["document"].get("path")
        if path is None:
            continue
        name = Path(path).stem
        if name in named:
            raise InputError(f"two records of {name}; give the records of one run")
        named[name] = record
    return named


def _compare(path: Path, record: Mark) -> Iterator[tuple[tuple[str, str], Hits]]:
    wanted = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.removesuffix(_SUFFIX) + ".txt").read_bytes().decode("utf-8-sig")
    found: dict[str, list[Mark]] = {name: list(_mentions(record, name)) for name in MENTIONS}
    found |= {name: list(_facts(record, name)) for name in FACTS}
    found["agents"], wanted["agents"] = found["actors"] + found["units"], wanted["actors"] + wanted["units"]
    for name in (*MENTIONS, "agents", *FACTS):
        for measure, fits in _measures(name, text).items():
            agreeing = len(pair(wanted[name], found[name], fits))
            yield (name, measure), Hits(agreeing, len(wanted[name]), len(found[name]))


def _mentions(record: Mark, name: str) -> Iterator[Mark]:
    for entity in record.get(name, ()):
        for mention in entity["mentions"]:
            yield {"start": mention["start"], "end": mention["end"], "kind": entity["kind"]}


def _facts(record: Mark, name: str) -> Iterator[Mark]:
    for fact in record.get(name, ()):
        count, victims = fact["count"], fact.get("victims") or {}
        yield {
            **{key: fact[key] for key in ("start", "end", "kind", "assertion")},
            **{key: count[key] for key in ("low", "high", "precision")},
            "subset": bool(fact.get("subset")),
            "group": victims.get("group", "unknown"),
        }


def _measures(name: str, text: str) -> dict[str, Fits]:
    """The measures of a list: when does what was found agree with a mark of the gold?"""
    if name in FACTS:
        levels = {"found": ("kind",), "count": ("kind", "low", "high")}
        if name == "casualties":
            levels["full"] = (*levels["count"], "precision", "group", "assertion", "subset")
        return {level: _fact_fits(keys) for level, keys in levels.items()}
    if name == "agents":
        return {"overlap": lambda g, f: _shared(g, f) > 0}
    return {
        "exact": lambda g, f: _same_words(g, f, text),
        "typed": lambda g, f: g["kind"] == f["kind"] and _same_words(g, f, text),
        "overlap": lambda g, f: _shared(g, f) > 0,
    }


def _fact_fits(keys: tuple[str, ...]) -> Fits:
    def fits(gold: Mark, found: Mark) -> bool:
        return all(gold.get(key) == found[key] for key in keys) and about_the_same(gold, found)

    return fits


def _shared(one: Mark, other: Mark) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def about_the_same(gold: Mark, found: Mark) -> bool:
    """Whether the words overlap by half of the shorter and a third of the longer piece."""
    shared, lengths = _shared(gold, found), (gold["end"] - gold["start"], found["end"] - found["start"])
    return shared > 0 and 2 * shared >= min(lengths) and 3 * shared >= max(lengths)


def _same_words(gold: Mark, found: Mark, text: str) -> bool:
    """Whether both are the same words; an attached letter or article too many or too few in front is forgiven."""
    (start, end), (found_start, found_end) = _core(gold, text), _core(found, text)
    if end != found_end:
        return False
    if found_start > start:
        return text[start:found_start] in _ARTICLES
    return start - found_start <= 2 and _ATTACHED.issuperset(text[found_start:start])


def _core(mark: Mark, text: str) -> tuple[int, int]:
    piece = text[mark["start"] : mark["end"]]
    start = mark["start"] + len(piece) - len(piece.lstrip(_AROUND))
    return (start, start + len(piece.strip(_AROUND))) if start < mark["end"] else (start, start)


def pair(gold: list[Mark], found: list[Mark], fits: Fits) -> list[tuple[int, int]]:
    """Which marks agree, one to one, by their places in the two lists; those whose ends are closest first."""
    candidates = sorted(
        (abs(g["start"] - f["start"]) + abs(g["end"] - f["end"]), i, j)
        for (i, g), (j, f) in product(enumerate(gold), enumerate(found))
        if fits(g, f)
    )
    left, right, pairs = set[int](), set[int](), []
    for _, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def figure_of(rows: list[Hits]) -> Figure:
    """Micro-averaged figures; the range of F1 by resampled articles (bootstrap: Efron 1979), each time the same."""
    draw = random.Random(1)
    spread = sorted(_rates(draw.choices(rows, k=len(rows)))[2] for _ in range(_RESAMPLES))
    edge = _RESAMPLES // 40
    total = Hits(*(sum(column) for column in zip(*rows, strict=True)))
    return Figure(*_rates(rows), spread[edge], spread[-edge - 1], total.gold, total.found)


def _rates(rows: Iterable[Hits]) -> tuple[float, float, float]:
    hits, gold, found = (sum(column) for column in zip(*rows, strict=True))
    precision, recall = (hits / found if found else 0.0), (hits / gold if gold else 0.0)
    return precision, recall, (2 * precision * recall / (precision + recall) if hits else 0.0)


def to_json(evaluation: Evaluation) -> str:
    """The figures as one JSON object: list.measure to precision, recall, f1 and the others."""
    told = {".".join(measure): figure._asdict() for measure, figure in evaluation.figures.items()}
    return json.dumps(told, indent=1) + "\n"
