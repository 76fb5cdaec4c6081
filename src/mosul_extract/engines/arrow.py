"""Batches of Arrow: rows to records, a failure a row of its own; what Spark, Ray, Dask and Beam map over their data."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from mosul_extract.batch import Outcome, Settings, run_task
from mosul_extract.engines.child import Child
from mosul_extract.formats.arrow import OK, Found, Row, batch_of, rows_of
from mosul_extract.formats.files import STANDARD_INPUT, too_long
from mosul_extract.formats.readers import MAX_BYTES, Task, text_of
from mosul_extract.lexicons.loading import load


def extract_batch(batch: Any, *, timeout: float | None = None, lexicons: Iterable[str] = ()) -> Any:
    """The records of a pyarrow.RecordBatch as a RecordBatch with ARROW_SCHEMA: a row for each row, in the same order.

    Columns: `text`; where there are any `id`, `published` (a day, a time or ISO text), `title`, `outlet`, `url`; the others
    are carried in `document.extra`. Pure and picklable; the lexicon is loaded once a process. A row that fails is a row
    with its error; `timeout` (seconds a document) also cuts off one that hangs and outlives one that takes its process
    down, by work in a child process that stays for later batches. `lexicons` are folders of a user's own rows.

    Raises InputError for a batch without `text`, LexiconError for a lexicon that is not right.
    """
    rows = list(rows_of(batch))
    outcomes = _outcomes(map(_task, rows), Settings(lexicons=tuple(lexicons)), timeout)
    return batch_of([_found(row, outcome) for row, outcome in zip(rows, outcomes, strict=True)])


def _task(row: Row) -> Task:
    """A row as a document to be read, under the same limit of size as a file."""
    text = row.fields.get("text")
    error = row.error
    if error is None and isinstance(text, str) and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        error = too_long(MAX_BYTES)
    return Task(STANDARD_INPUT, fields=row.fields, error=error)


def _outcomes(tasks: Iterable[Task], settings: Settings, timeout: float | None) -> Iterator[Outcome]:
    if timeout is None:
        load(settings.lexicons)
        return (run_task(task, settings) for task in tasks)
    return map(_child(settings, timeout, os.getpid()).run, tasks)


@cache
def _child(settings: Settings, timeout: float, process: int) -> Child:  # noqa: ARG001  (what was forked has no child)
    """One child for this process, kept for all its batches: to start it and load the lexicon takes half a second."""
    child = Child(settings, timeout)
    atexit.register(child.stop)
    return child


def _found(row: Row, outcome: Outcome) -> Found:
    return Found(text_of(row.fields.get("id")), outcome.kind or OK, outcome.error, outcome.record)
