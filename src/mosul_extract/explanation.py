"""Explanation: why each mention and fact is in a record: its rule, its lexicon rows, the cues that decided."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from mosul_extract.batch import reading_warnings
from mosul_extract.errors import InputError, MosulExtractError
from mosul_extract.formats.files import find_inputs
from mosul_extract.formats.readers import Reading, read_document, read_tasks
from mosul_extract.ledger import LedgerRow, ledger
from mosul_extract.lexicons.loading import Lexicon, load
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.linking import link
from mosul_extract.mentions import Findings
from mosul_extract.pipeline import read
from mosul_extract.records import Actor, Casualty, Materiel, Place, Record, Unit
from mosul_extract.refusals import REASONS
from mosul_extract.text.document import Document

_ORDINARY = frozenset({"common_words", "stop_words"})  # they keep words from being names; they support nothing


def explain(document: Document, lexicon: Lexicon) -> dict[str, Any]:
    """The record of a document with the reasons, as plain values that JSON can hold.

    `mentions` and `facts` give rule and rows; a row has its address, file and line, and the letters that were cut off
    the front of its word. `numbers` accounts for every number of the text: the fact that it counts, or why it counts
    none. `actors`, `units` and `places` are the entities that mentions and facts name by their ids.
    """
    annotated, findings = read(document, lexicon)
    record = link(annotated, findings)
    return {
        "document": record.document.model_dump(mode="json") | {"text": document.source},
        "mentions": list(_mentions(record, annotated, findings)),
        "facts": [_fact(fact, name, annotated) for name, facts in _facts(record) for fact in facts],
        "numbers": [_number(row) for row in ledger(annotated, findings)],
        **{name: [entity.model_dump(exclude={"mentions"}) for entity in entities] for name, entities in _names(record)},
        "warnings": [warning.model_dump() for warning in record.warnings],
    }


def _names(record: Record) -> tuple[tuple[str, list[Actor] | list[Unit] | list[Place]], ...]:
    return ("actors", record.actors), ("units", record.units), ("places", record.places)


def _mentions(record: Record, annotated: AnnotatedDocument, findings: Findings) -> Iterator[dict[str, Any]]:
    """`row` is the row of the thing that was named, where the lexicons know it; `rows` are all that were met in the words."""
    known = {
        (str(m.list), m.start): m.row.address for m in (*findings.actors, *findings.units, *findings.places) if m.row
    }
    for name, entities in _names(record):
        for entity in entities:
            for mention in entity.mentions:
                yield {
                    "list": name,
                    "entity": entity.id,
                    "kind": entity.kind,
                    "name": entity.name,
                    **mention.model_dump(),
                    "clitics": _clitics(annotated, mention.start),
                    "row": known.get((name, mention.start)),
                    "rows": _rows(annotated, mention.start, mention.end),
                }


def _clitics(annotated: AnnotatedDocument, start: int) -> str:
    """The letters of a word that stand before a piece of the text: «ب» of «بالموصل» before «الموصل»."""
    at = bisect_right(annotated.starts, start) - 1
    return annotated.source[annotated.starts[at] : start]


def _facts(record: Record) -> tuple[tuple[str, list[Casualty] | list[Materiel]], ...]:
    return ("casualties", record.casualties), ("materiel", record.materiel)


def _fact(fact: Casualty | Materiel, name: str, annotated: AnnotatedDocument) -> dict[str, Any]:
    told = fact.model_dump(mode="json", by_alias=True, exclude={"evidence"})
    rows = _rows(annotated, fact.start, fact.end)
    return {"list": name, **told, "rows": rows, "evidence": [cue.model_dump() for cue in fact.evidence]}


def _rows(annotated: AnnotatedDocument, start: int, end: int) -> list[dict[str, Any]]:
    """The lexicon rows met within a piece of the text, the longest first at each word."""
    first, last = bisect_right(annotated.ends, start), bisect_left(annotated.starts, end)
    inside = (match for index in range(first, last) for match in annotated.all_at(index))
    found = [match for match in inside if annotated.ends[match.last - 1] <= end]
    return [_row(annotated, match) for match in found if match.row.lexicon not in _ORDINARY]


def _row(annotated: AnnotatedDocument, match: Match) -> dict[str, Any]:
    start = annotated.starts[match.first]
    return {
        "row": match.row.address,
        "file": match.row.file,
        "line": match.row.line,
        "start": start + match.prefix,
        "end": annotated.ends[match.last - 1],
        "text": annotated.text(match.first, match.last, match.prefix),
        "clitics": annotated.source[start : start + match.prefix],
        "weak": match.entry.weak,
    }


def explain_file(path: str, reading: Reading, lexicons: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The explanation of each document of a file. Raises InputError, DecodingError."""
    lexicon = load(lexicons)
    for task in read_tasks(find_inputs([path]).paths, reading):
        try:
            document = read_document(task, reading)
            told = explain(document, lexicon)
        except MosulExtractError as wrong:
            raise InputError(f"{task.name}: {wrong}") from wrong
        told["warnings"] += [warning.model_dump() for warning in reading_warnings(task, document.extra)]
        yield told


def to_json(explanations: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line of JSON for each, with what some programs take for the end of a line escaped."""
    for told in explanations:
        line = json.dumps(told, ensure_ascii=False)
        yield line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085") + "\n"


def find_rows(words: str, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The rows that words meet as they would in a text: with their clitics cut, and what of them was met."""
    annotated = AnnotatedDocument(Document(words), lexicon)
    matches = (match for index in range(len(annotated.words)) for match in annotated.all_at(index))
    return [_row(annotated, match) for match in matches]


def _number(row: LedgerRow) -> dict[str, Any]:
    """A row of the ledger, with the meaning of its reason."""
    return asdict(row) | {"meaning": None if row.reason is None else REASONS[row.reason]}
