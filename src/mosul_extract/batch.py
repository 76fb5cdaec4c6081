"""Batches: many documents to outcomes, in the order of the inputs, whatever the number of processes."""

from __future__ import annotations

import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mosul_extract import records
from mosul_extract.errors import MosulExtractError
from mosul_extract.formats.readers import Reading, Task, read_document
from mosul_extract.lexicons.loading import load, read_rows
from mosul_extract.pipeline import extract_document
from mosul_extract.selection import LISTS, select

_FILES_A_PROCESS = 8  # below this a process costs more than it saves


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker needs to know, once."""

    reading: Reading = field(default_factory=Reading)
    lexicons: tuple[str, ...] = ()
    only: tuple[str, ...] = LISTS


class Outcome(NamedTuple):
    """What became of a task: the record as a line of JSON, or the error and its kind."""

    name: str
    path: str
    row: int
    record: str | None = None
    error: str | None = None
    kind: str | None = None


Work = Callable[[Task, Settings], Outcome]


def processes_for(files: int) -> int:
    """How many processes pay off for so many files: one for a few, all processors for many."""
    return max(1, min(os.cpu_count() or 1, files // _FILES_A_PROCESS))


def run(
    tasks: Iterable[Task], settings: Settings, *, jobs: int = 1, timeout: float | None = None, work: Work | None = None
) -> Iterator[Outcome]:
    """The outcome of each task, in order. With several jobs, or a time limit, in processes of their own.

    Raises LexiconError before anything else; nothing for what a document holds. `work` is what is done with a task.
    """
    work = work or run_task
    if jobs == 1 and timeout is None:
        load(settings.lexicons)
        return (work(task, settings) for task in tasks)
    for folder in settings.lexicons:  # the workers load them; what is wrong with them is told here, once
        deque(read_rows(Path(folder)), maxlen=0)
    from mosul_extract.workers import in_processes

    return in_processes(tasks, settings, jobs=jobs, timeout=timeout, work=work)


def run_task(task: Task, settings: Settings) -> Outcome:
    """Read and extract one document. Never raises for it: an error is its outcome."""
    try:
        document = read_document(task, settings.reading)
        record = extract_document(document, load(settings.lexicons))
        record.warnings += reading_warnings(task, document.extra)
        if settings.only != LISTS:
            record = select(record, settings.only)
        return Outcome(task.name, task.path, task.row, record.to_json())
    except MosulExtractError as wrong:
        return failure(task, str(wrong), type(wrong).__name__)
    except MemoryError:
        return failure(task, "not enough memory for this document", "MemoryError")
    except Exception as wrong:  # a fault of ours must not cost the batch
        return failure(task, f"internal error, please report it: {_told(wrong)}", type(wrong).__name__)


def _told(wrong: Exception) -> str:
    """An error with the place where it was raised."""
    frame = traceback.extract_tb(wrong.__traceback__)[-1]
    return f"{type(wrong).__name__}: {wrong} ({Path(frame.filename).name}:{frame.lineno})"


def reading_warnings(task: Task, extra: dict[str, Any]) -> Iterator[records.Warning_]:
    """What the reader saw in the row that a reader of the record should know."""
    if task.renamed:
        yield records.Warning_(code="id-repeated", message=f"the id {task.renamed!r} was given to an earlier document")
    if task.fields is not None and "published" in extra:
        yield records.Warning_(
            code="published-unread", message="published is not an ISO date (YYYY-MM-DD); kept in extra"
        )


def failure(task: Task, message: str, kind: str) -> Outcome:
    """The outcome of a task that failed, told in one line."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    return Outcome(task.name, task.path, task.row, error=one_line, kind=kind)
