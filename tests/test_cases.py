"""The case files of facts: sentences with what a reader of the codebook takes from them, and those not yet understood.

A case is a `text:` line and what it must yield: `casualty: SPAN | kind=killed low=25 high=25 source=مصدر أمني`, `materiel:`
the same, or `nothing: casualties`. Only the fields that matter are given; `null` means that the field is empty. Facts of a
list that a case speaks of and does not name are failures. `cases/known_failures.txt` is strict: a case that stands there
and passes fails its test until the line is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mosul_extract import extract
from mosul_extract.records import Casualty, Materiel, Record

CASES = Path(__file__).parent / "cases"
# Case files of another form, with the tests that read them; every other file holds facts and is read here.
OTHERS = frozenset(
    {"entities", "geography", "known_failures", "ledger", "numerals", "other_numbers", "times", "two_counts"}
)
FILES = tuple(path.name for path in sorted(CASES.glob("*.txt")) if path.stem not in OTHERS)
LISTS = {"casualty": "casualties", "materiel": "materiel"}
WRAPPERS = "\"'«»“”()[]/# ,.،ـ\u200f\u200e"
NUMBERS = {"low", "high"}
PLAIN = {"kind", "precision", "group", "assertion", "subset", "scope", "means"}
WORDS = {"source", "by", "place", "when", "item", "victims"}
Fact = Casualty | Materiel


@dataclass
class Expected:
    """One fact that a case asks for."""

    start: int
    end: int
    fields: dict[str, str]


@dataclass
class Case:
    """A text with the facts that it must yield; `lists` are those that it speaks of."""

    file: str
    line: int
    text: str
    lists: set[str] = field(default_factory=set)
    expected: dict[str, list[Expected]] = field(default_factory=lambda: {"casualties": [], "materiel": []})


def read_cases(file: str) -> Iterator[Case]:
    case: Case | None = None
    for number, line in enumerate((CASES / file).read_text("utf-8").splitlines(), 1):
        key, _, value = line.partition(": ")
        if key == "text":
            if case:
                yield case
            case = Case(file, number, value)
        elif case and key in (*LISTS, "nothing"):
            add_line(case, key, value)
        elif line and not line.startswith("#"):
            raise ValueError(f"{file}:{number}: not a line of a case: {line}")
    if case:
        yield case


def add_line(case: Case, key: str, value: str) -> None:
    if key == "nothing":
        case.lists.add(value)
        return
    case.lists.add(LISTS[key])
    piece, _, given = value.partition(" | ")
    earlier = case.expected[LISTS[key]]
    start = case.text.find(piece, earlier[-1].start + 1 if earlier else 0)
    if start < 0:
        raise ValueError(f"{case.file}:{case.line}: not in the text, or out of order: {piece}")
    fields = dict(re.findall(r"(\w+)=(.*?)(?= +\w+=| *$)", given))
    if unknown := fields.keys() - NUMBERS - PLAIN - WORDS:
        raise ValueError(f"{case.file}:{case.line}: no such field: {', '.join(unknown)}")
    earlier.append(Expected(start, start + len(piece), fields))


def same_place(wanted: Expected, found: Fact) -> bool:
    """Spans that overlap by half of the shorter and a third of the longer one."""
    shared = min(wanted.end, found.end) - max(wanted.start, found.start)
    short, long = sorted((wanted.end - wanted.start, found.end - found.start))
    return shared > 0 and shared * 2 >= short and shared * 3 >= long


def alike(a: str, b: str) -> bool:
    """Whether two pieces of text share a word of three letters or more."""

    def split(piece: str) -> set[str]:
        return {word.strip(WRAPPERS).removeprefix("ال") for word in piece.split()}

    return any(len(word) > 2 for word in split(a) & split(b)) or a == b


def words(fact: Fact, name: str) -> str:
    return getattr(getattr(fact, name, None), "text", None) or ""


def plain(fact: Fact, name: str) -> str:
    if name == "group":
        return fact.victims.group if isinstance(fact, Casualty) else ""
    if name == "means":
        return fact.means.kind if fact.means else "null"
    if name == "precision":
        return fact.count.precision
    return str(getattr(fact, name)).lower()


def agrees(fact: Fact, name: str, value: str) -> bool:
    if name in NUMBERS:
        number = getattr(fact.count, name)
        return value == ("null" if number is None else str(number))
    if name in PLAIN:
        return plain(fact, name) == value
    return not words(fact, name) if value == "null" else alike(words(fact, name), value)


def given(fact: Fact, name: str) -> str:
    if name in NUMBERS:
        return str(getattr(fact.count, name))
    return plain(fact, name) if name in PLAIN else words(fact, name) or "null"


def shown(fact: Fact) -> str:
    return f"{fact.kind} {fact.count.low}..{fact.count.high} «{fact.text}»"


def pairs(wanted: list[Expected], found: list[Fact]) -> dict[int, int]:
    """One-to-one pairs of the same kind and place, the closest spans first."""
    rows = sorted(
        (abs(w.start - f.start) + abs(w.end - f.end), i, j)
        for i, w in enumerate(wanted)
        for j, f in enumerate(found)
        if same_place(w, f) and w.fields.get("kind", f.kind) == f.kind
    )
    chosen: dict[int, int] = {}
    for _, i, j in rows:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


def faults(case: Case, record: Record) -> Iterator[str]:
    """What a record has wrong by its case, a line each."""
    for name in sorted(case.lists):
        wanted, found = case.expected[name], list(getattr(record, name))
        chosen = pairs(wanted, found)
        for i, fact in enumerate(wanted):
            if i not in chosen:
                yield f"missed: {fact.fields.get('kind')} «{case.text[fact.start : fact.end]}»"
                continue
            got = found[chosen[i]]
            for key, value in fact.fields.items():
                if not agrees(got, key, value):
                    yield f"{key}: wanted {value}, got {given(got, key)}: «{got.text}»"
        yield from (f"extra: {shown(f)}" for j, f in enumerate(found) if j not in chosen.values())


def known_failures() -> dict[str, str]:
    """{a listed line: the case that it names}; a line is the file and the first words of the text."""
    path = CASES / "known_failures.txt"
    rows = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    listed = {}
    for row in rows:
        file, _, words = row.partition(": ")
        named = [case.text for case in ALL if case.file == file and case.text.startswith(words)]
        if len(named) != 1:
            raise ValueError(f"known_failures.txt: {len(named)} cases begin so: {row}")
        listed[row] = f"{file}: {named[0]}"
    return listed


ALL = [case for file in FILES for case in read_cases(file)]
KNOWN = set(known_failures().values())


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file.removesuffix('.txt')}-{case.line}")
def test_case(case: Case) -> None:
    wrong = list(faults(case, extract(case.text)))
    if f"{case.file}: {case.text}" in KNOWN:
        assert wrong, f"passes now: take it out of known_failures.txt: {case.text}"
    else:
        assert not wrong, "\n".join([case.text, *wrong])


def test_no_text_stands_twice() -> None:
    assert len({case.text for case in ALL}) == len(ALL)


def test_enough_of_each_kind() -> None:
    for file in ("negation_doubt_purpose", "bounds_ranges", "number_words", "subsets", "attribution"):
        assert sum(case.file == f"{file}.txt" for case in ALL) >= 60
