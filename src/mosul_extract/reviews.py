"""Reviews: what a person accepted and rejected in a report, as a measure of the facts that records hold now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mosul_extract.errors import InputError
from mosul_extract.evaluation import FACTS, Evaluation, Hits, Mark, about_the_same, figure_of, pair
from mosul_extract.formats.readers import MAX_BYTES
from mosul_extract.formats.rows import read_rows

_NEEDED = ("document", "list", "kind", "start", "end", "low", "high", "verdict")
_VERDICTS = ("accept", "reject", None)


def is_review(path: Path) -> bool:
    """Whether a path is one of an exported review, not of a folder of gold files."""
    return path.is_file() and path.name.lower().removesuffix(".gz").endswith(".jsonl")


def evaluate_review(path: Path, records: Iterable[Mark]) -> Evaluation:
    """Compare records with the facts that were accepted and rejected in a report. Raises InputError.

    A reviewed fact is found where a record of the same text has a fact of its kind with its bounds about the same words.
    Precision: of the reviewed facts that are found, how many were accepted. Recall: of the accepted, how many are found.
    The measure `reviewed` takes all facts of a list, the others those of a kind. What nobody judged counts nowhere.
    """
    judged = _read(path)
    by_text = {record["document"]["sha256"]: record for record in records}
    result, hits = Evaluation(), dict[tuple[str, str], list[Hits]]()
    for text, facts in judged.items():
        if text not in by_text:
            result.without_record.append(facts[0]["document"].get("path") or facts[0]["document"]["id"])
        for list_ in FACTS:
            here = [fact for fact in facts if fact["list"] == list_]
            found = list(by_text.get(text, {}).get(list_, ()))
            for measure, few in _measures(list_, here):
                hits.setdefault(measure, []).append(_hits(few, found))
    result.figures = {measure: figure_of(rows) for measure, rows in sorted(hits.items(), key=_order)}
    return result


def _read(path: Path) -> dict[str, list[Mark]]:
    """The judged facts by the hash of their text; of several verdicts on one fact the last counts."""
    last: dict[tuple[Any, ...], Mark] = {}
    for row in read_rows(str(path), ".jsonl", encoding=None, max_bytes=MAX_BYTES):
        fact: Mark = row.fields or {}
        missing = [name for name in _NEEDED if name not in fact]
        if row.error or missing or not isinstance(fact["document"], dict) or "sha256" not in fact["document"]:
            wrong = row.error or "not a line of a review that a report exported"
            raise InputError(f"{path}:{row.number}: {wrong}")
        if fact["verdict"] not in _VERDICTS:
            raise InputError(f"{path}:{row.number}: the verdict {fact['verdict']!r} is not accept, reject or null")
        last[fact["document"]["sha256"], *(fact[name] for name in _NEEDED[1:-1])] = fact
    judged: dict[str, list[Mark]] = {}
    for fact in last.values():
        if fact["verdict"]:
            judged.setdefault(fact["document"]["sha256"], []).append(fact)
    if not judged:
        raise InputError(f"{path}: nothing was accepted or rejected; review facts in a report and export them")
    return judged


def _measures(list_: str, facts: list[Mark]) -> Iterator[tuple[tuple[str, str], list[Mark]]]:
    if facts:
        yield (list_, "reviewed"), facts
    for kind in sorted({fact["kind"] for fact in facts}):
        yield (list_, kind), [fact for fact in facts if fact["kind"] == kind]


def _order(measured: tuple[tuple[str, str], Any]) -> tuple[int, bool, str]:
    (list_, measure), _ = measured
    return FACTS.index(list_), measure != "reviewed", measure


def _hits(judged: list[Mark], found: list[Mark]) -> Hits:
    """`gold` are the accepted facts, `found` those judged facts that the record has, `hits` the accepted among them."""
    met = [judged[at] for at, _ in pair(judged, found, _fits)]
    accepted = [fact for fact in judged if fact["verdict"] == "accept"]
    return Hits(sum(fact["verdict"] == "accept" for fact in met), len(accepted), len(met))


def _fits(judged: Mark, found: Mark) -> bool:
    count = found["count"]
    same = judged["kind"] == found["kind"] and (judged["low"], judged["high"]) == (count["low"], count["high"])
    return same and about_the_same(judged, found)
