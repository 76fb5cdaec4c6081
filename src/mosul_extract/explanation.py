"""Explanation: why each mention and fact is in a record: its rule, its lexicon rows, the cues that decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from mosul_extract.errors import InputError, MosulExtractError
from mosul_extract.formats.files import find_inputs
from mosul_extract.formats.readers import Reading, read_document, read_tasks
from mosul_extract.lexicons.loading import Lexicon, load
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.linking import link
from mosul_extract.mentions import Findings
from mosul_extract.pipeline import read
from mosul_extract.records import Casualty, Materiel, Record
from mosul_extract.text.document import Document

_ORDINARY = frozenset({"common_words", "stop_words"})  # they keep words from being names; they support nothing
_LEDGER = "mosul_extract.ledger"  # where the account of all numbers is kept


def explain(document: Document, lexicon: Lexicon) -> dict[str, Any]:
    """The record of a document with the reasons, as plain values that JSON can hold.

    `mentions` and `facts` give rule and rows; a row has its address, file and line. `numbers` accounts for every
    number of the text: the fact that it counts, or why it counts none.
    """
    annotated, findings = read(document, lexicon)
    record = link(annotated, findings)
    told: dict[str, Any] = {
        "document": {"id": record.document.id, "path": record.document.path, "title": record.document.title},
        "mentions": list(_mentions(record, annotated, findings)),
        "facts": [_fact(fact, name, annotated) for name, facts in _facts(record) for fact in facts],
    }
    numbers = _numbers(annotated, findings)
    return told if numbers is None else told | {"numbers": numbers}


def _mentions(record: Record, annotated: AnnotatedDocument, findings: Findings) -> Iterator[dict[str, Any]]:
    """`row` is the row of the thing that was named, where the lexicons know it; `rows` are all that were met in the words."""
    known = {
        (str(m.list), m.start): m.row.address for m in (*findings.actors, *findings.units, *findings.places) if m.row
    }
    for name, entities in (("actors", record.actors), ("units", record.units), ("places", record.places)):
        for entity in entities:
            for mention in entity.mentions:
                yield {
                    "list": name,
                    "entity": entity.id,
                    "kind": entity.kind,
                    "name": entity.name,
                    **mention.model_dump(),
                    "row": known.get((name, mention.start)),
                    "rows": _rows(annotated, mention.start, mention.end),
                }


def _facts(record: Record) -> tuple[tuple[str, list[Casualty] | list[Materiel]], ...]:
    return ("casualties", record.casualties), ("materiel", record.materiel)


def _fact(fact: Casualty | Materiel, name: str, annotated: AnnotatedDocument) -> dict[str, Any]:
    told = fact.model_dump(mode="json", by_alias=True, exclude={"evidence"})
    rows = _rows(annotated, fact.start, fact.end)
    return {"list": name, **told, "rows": rows, "evidence": [cue.model_dump() for cue in fact.evidence]}


def _rows(annotated: AnnotatedDocument, start: int, end: int) -> list[dict[str, Any]]:
    """The lexicon rows met within a piece of the text, the longest first at each word."""
    found = []
    for index, at in enumerate(annotated.starts):
        if annotated.ends[index] > start and at < end:
            found += [match for match in annotated.all_at(index) if annotated.ends[match.last - 1] <= end]
    return [_row(annotated, match) for match in found if match.row.lexicon not in _ORDINARY]


def _row(annotated: AnnotatedDocument, match: Match) -> dict[str, Any]:
    return {
        "row": match.row.address,
        "file": match.row.file,
        "line": match.row.line,
        "text": annotated.text(match.first, match.last, match.prefix),
        "weak": match.entry.weak,
    }


def explain_file(path: str, reading: Reading, lexicons: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The explanation of each document of a file. Raises InputError, DecodingError."""
    lexicon = load(lexicons)
    for task in read_tasks(find_inputs([path]).paths, reading):
        try:
            yield explain(read_document(task, reading), lexicon)
        except MosulExtractError as wrong:
            raise InputError(f"{task.name}: {wrong}") from wrong


def to_json(explanations: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line of JSON for each."""
    for told in explanations:
        yield json.dumps(told, ensure_ascii=False) + "\n"


def find_rows(words: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The rows that words meet as they would in a text: with their clitics cut, and what of them was met."""
    annotated = AnnotatedDocument(Document(words), lexicon)
    matches = (match for index in range(len(annotated.words)) for match in annotated.all_at(index))
    return [_row(annotated, match) for match in matches]


def _numbers(annotated: AnnotatedDocument, findings: Findings) -> list[dict[str, Any]] | None:
    """The ledger's lines, or nothing where this build keeps none."""
    if find_spec(_LEDGER) is None:
        return None
    return [_plain(line) for line in import_module(_LEDGER).ledger(annotated, findings)]


def _plain(line: Any) -> dict[str, Any]:
    if isinstance(line, dict):
        return line
    return asdict(line) if is_dataclass(line) and not isinstance(line, type) else dict(line._asdict())
