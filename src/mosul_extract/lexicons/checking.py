"""Checking: what every row of the lexicons, shipped or a user's own, has to hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from mosul_extract.errors import LexiconError
from mosul_extract.lexicons import schema
from mosul_extract.lexicons.loading import Lexicon, Row, data_directory, read_file
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.text.document import Document
from mosul_extract.text.folding import fold_text

CURATED = "curated"
# Lexicons whose rows name things: no two curated rows may bear one name without one of them being weak in it.
_NAMING = frozenset({"places", "actors", "units", "people"})
_PARENTS = {"places": ("places",), "units": ("units", "actors")}
_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"))
_FRAME = "هكذا {name} هكذا .\n"


class Fault(NamedTuple):
    """What is wrong with a row."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """In the form in which compilers name a place."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Report:
    """The faults of the rows that were checked, and how many rows that were."""

    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    def __str__(self) -> str:
        """The summary."""
        return f"{self.rows:,} rows, {len(self.faults):,} fault{'' if len(self.faults) == 1 else 's'}"


def check(folder: Path | None = None) -> Report:
    """Check the shipped rows, or those of a folder as rows on top of the shipped ones.

    Never raises for what a row holds; raises LexiconError where the folder holds no lexicon.
    """
    where, report = folder or data_directory(), Report()
    rows: list[Row] = []
    for path in sorted(where.rglob("*.tsv")):
        try:
            rows += read_file(path, where)
        except LexiconError as wrong:
            report.faults.append(_of_message(str(wrong)))
        except UnicodeDecodeError as wrong:
            report.faults.append(Fault(path.relative_to(where).as_posix(), 1, f"not UTF-8: {wrong.reason}"))
    if not rows and not report.faults:
        raise LexiconError(f"{where}: no .tsv files in this folder")
    report.rows = len(rows)
    report.faults += [fault for row in rows for fault in _check_row(row)]
    report.faults += _check_order(rows)
    report.faults += _check_ids(rows)
    if not any(" cells where " in fault.message or "no column" in fault.message for fault in report.faults):
        lexicon = Lexicon([folder] if folder else [])
        report.faults += _check_parents(rows, lexicon)
        report.faults += _check_names(rows)
        report.faults += _check_found(rows, lexicon)
    report.faults.sort()
    return report


def _of_message(message: str) -> Fault:
    file, line, said = message.split(":", 2)
    return Fault(file, int(line), said.strip())


def _at(row: Row, message: str) -> Fault:
    return Fault(row.file, row.line, message)


def values(row: Row) -> dict[str, str]:
    """The cells of a row by column; an empty cell of a column that has a default is left to it."""
    return {column: row[column] for column in row.columns if row[column] or column in ("id", "names", "source")}


def _check_row(row: Row) -> Iterator[Fault]:
    """A row alone: its columns and values, stray and invisible characters."""
    kind = schema.ROWS.get(row.lexicon)
    if kind is None:
        yield _at(row, f"no lexicon is named {row.lexicon!r}; there are {', '.join(schema.ROWS)}")
        return
    unknown = [column for column in row.columns if column not in kind.model_fields]
    if unknown:
        yield _at(row, f"unknown column {', '.join(unknown)}")
    try:
        kind.model_validate({column: value for column, value in values(row).items() if column not in unknown})
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False, include_context=False):
            place = ".".join(map(str, error["loc"]))
            yield _at(row, f"{place + ': ' if place else ''}{error['msg'].removeprefix('Value error, ')}")
    for column in row.columns:
        yield from (_at(row, f"{column}: {what}") for what in _stray(column, row[column]))


def _stray(column: str, value: str) -> Iterator[str]:
    pieces = value.split("|") if column in ("names", "weak") and value else [value]
    if any(piece != piece.strip() for piece in pieces):
        yield "space at an end"
    if "  " in value:
        yield "two spaces in a row"
    if len(pieces) > 1 and "" in pieces:
        yield "an empty spelling"
    if len(set(pieces)) < len(pieces):
        yield f"a spelling stands twice: {next(p for p in pieces if pieces.count(p) > 1)}"
    for character in dict.fromkeys(value):
        if unicodedata.category(character) in _INVISIBLE or (character.isspace() and character != " "):
            yield f"invisible character U+{ord(character):04X}"


def _check_order(rows: list[Row]) -> Iterator[Fault]:
    for before, row in pairwise(rows):
        if before.file == row.file and _place(row) < _place(before):
            yield _at(row, f"not sorted: {row.id} stands after {before.id}")


def _place(row: Row) -> str:
    """What a file is sorted by: the id, else the names."""
    return row["id"] or row["names"]


def _check_ids(rows: list[Row]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        other = first.setdefault((row.lexicon, row.id), row)
        if other is not row:
            yield _at(row, f"the id {row.id} is taken by {other.file}:{other.line}")


def _check_parents(rows: list[Row], lexicon: Lexicon) -> Iterator[Fault]:
    for row in rows:
        parent = row["parent"]
        if parent and not any(lexicon.row(name, parent) for name in _PARENTS.get(row.lexicon, (row.lexicon,))):
            yield _at(row, f"parent: no row has the id {parent}")
        if parent and parent == row.id:
            yield _at(row, "parent: the row itself")


def _check_names(rows: list[Row]) -> Iterator[Fault]:
    """No two curated rows of a lexicon fold to one name, unless all but one of them have it as weak.

    Places that lie in different ones may share a name («حي الوحدة» of many cities): the text's other places decide.
    """
    strong: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if row["source"] != CURATED or row.lexicon not in _NAMING or not row["names"]:
            continue
        for name, folded in zip(row["names"].split("|"), fold_text(row["names"]).split("|"), strict=True):
            spelled = name if name.startswith("=") else folded
            other = strong.setdefault((row.lexicon, row["parent"] if row.lexicon == "places" else "", spelled), row)
            if other is not row:
                yield _at(row, f"names: {name} is also a name of {other.id} ({other.file}:{other.line}); make one weak")


def _check_found(rows: list[Row], lexicon: Lexicon) -> Iterator[Fault]:
    """Every name is met as its row in a sentence that holds nothing else; the row's example, where it has one, too."""
    wanted = [(row, column, name.removeprefix("=")) for row in rows for column, name in _names(row)]
    wanted += [(row, "example", row["example"]) for row in rows if row["example"]]
    met = _rows_met([text for *_, text in wanted], lexicon)
    for (row, column, text), found in zip(wanted, met, strict=True):
        if not any(other.lexicon == row.lexicon and other.id == row.id for other in found):
            instead = f"; found instead: {', '.join(sorted({r.address for r in found}))}" if found else ""
            yield _at(row, f"{column}: {text} is not found as this row{instead}")


def _names(row: Row) -> Iterator[tuple[str, str]]:
    for column in ("names", "weak"):
        if row[column]:
            yield from ((column, name) for name in row[column].split("|") if name)


def _rows_met(pieces: list[str], lexicon: Lexicon) -> list[list[Row]]:
    """The rows met in each piece, all pieces read as one document, each in a sentence of its own."""
    before, after = _FRAME.split("{name}")
    document = AnnotatedDocument(Document("".join(f"{before}{piece}{after}" for piece in pieces)), lexicon)
    met: list[list[Row]] = [[] for _ in pieces]
    piece, start = 0, len(before)
    for index, at in enumerate(document.starts):
        while piece < len(pieces) and at >= start + len(pieces[piece]):
            start += len(pieces[piece]) + len(after) + len(before)
            piece += 1
        if piece < len(pieces) and at >= start:
            met[piece] += [match.row for match in document.all_at(index)]
    return met


def describe_columns() -> Iterator[str]:
    """The lexicons and their columns as Markdown, for data/README.md."""
    for name, kind in schema.ROWS.items():
        yield f"### {name}\n\n{(kind.__doc__ or '').strip()}\n"
        yield "| column | holds |\n| --- | --- |"
        for column, info in kind.model_fields.items():
            yield f"| `{column}` | {_holds(info)} |"
        yield ""


def _holds(info: Any) -> str:
    described = [info.description] if info.description else []
    choices = [str(choice) or "empty" for choice in getattr(info.annotation, "__args__", ())]
    if choices:
        described.append("One of: " + ", ".join(choices) + ".")
    return " ".join(described).replace("|", "\\|") or "Free text."
