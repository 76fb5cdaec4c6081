"""Batches: many documents to outcomes, in the order of the inputs, whatever the number of processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import Any, NamedTuple

from mosul_extract import records
from mosul_extract.errors import MosulExtractError
from mosul_extract.formats.readers import Reading, Task, read_document
from mosul_extract.lexicons.loading import load, read_rows
from mosul_extract.pipeline import extract_document
from mosul_extract.selection import LISTS, select

DEFAULT_TIMEOUT = 60.0
_CHUNK_DOCUMENTS = 16
_CHUNK_CHARACTERS = 500_000
_CHUNKS_AHEAD = 4  # a process: enough to keep it busy, few enough to keep memory flat
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
    return _in_processes(tasks, Workers(settings, jobs, timeout or DEFAULT_TIMEOUT, work))


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
        return _failure(task, str(wrong), type(wrong).__name__)
    except MemoryError:
        return _failure(task, "not enough memory for this document", "MemoryError")
    except Exception as wrong:  # a fault of ours must not cost the batch
        return _failure(task, f"internal error, please report it: {_told(wrong)}", type(wrong).__name__)


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


def _failure(task: Task, message: str, kind: str) -> Outcome:
    one_line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    return Outcome(task.name, task.path, task.row, error=one_line, kind=kind)


def _in_processes(tasks: Iterable[Task], workers: Workers) -> Iterator[Outcome]:
    """Chunks go to the processes ahead of their turn; a chunk that fails is run again, each document alone."""
    waiting: deque[tuple[list[Task], Any]] = deque()
    try:
        for chunk in _chunks(tasks):
            waiting.append((chunk, workers.start(chunk)))
            if len(waiting) >= workers.jobs * _CHUNKS_AHEAD:
                yield from workers.finish(*waiting.popleft())
        while waiting:
            yield from workers.finish(*waiting.popleft())
    finally:
        workers.stop()


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    characters = 0
    for task in tasks:
        chunk.append(task)
        characters += sum(len(value) for value in (task.fields or {}).values() if isinstance(value, str))
        if len(chunk) >= _CHUNK_DOCUMENTS or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


class Workers:
    """Processes that run chunks of tasks under a time limit, and are replaced when they die."""

    def __init__(self, settings: Settings, jobs: int, timeout: float, work: Work) -> None:
        """Start them on first use."""
        self.jobs, self._settings, self._timeout, self._work = jobs, settings, timeout, work
        self._pool = self._new_pool()

    def start(self, chunk: list[Task]) -> Any:
        """Hand a chunk to the next free process; the future of its outcomes."""
        try:
            return self._schedule(chunk)
        except RuntimeError:  # the pool broke: all its processes died at once
            self._replace()
            return self._schedule(chunk)

    def finish(self, chunk: list[Task], future: Any) -> Iterator[Outcome]:
        """The outcomes of a chunk."""
        try:
            yield from future.result()
        except Exception:  # a document of the chunk hung, or took its process with it
            for task in chunk:
                yield self._alone(task)

    def stop(self) -> None:
        """End all processes."""
        self._pool.stop()
        self._pool.join()

    def _schedule(self, chunk: list[Task]) -> Any:
        return self._pool.schedule(_run_chunk, args=[self._work, chunk], timeout=self._timeout)

    def _alone(self, task: Task) -> Outcome:
        try:
            outcome: Outcome = self.start([task]).result()[0]
        except OutOfTime:
            return _failure(task, f"took longer than {self._timeout:g} seconds; --timeout allows more", "Timeout")
        except BrokenProcessPool:
            self._replace()
            return _failure(task, "the process died while reading it, and all others with it", "ProcessDied")
        except Exception as wrong:
            code = getattr(wrong, "exitcode", None)
            return _failure(
                task, f"the process died while reading it (exit code {code}); out of memory?", "ProcessDied"
            )
        return outcome

    def _new_pool(self) -> Any:
        from pebble import ProcessPool

        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([__name__])
        return ProcessPool(max_workers=self.jobs, initializer=_begin, initargs=[self._settings], context=context)

    def _replace(self) -> None:
        self.stop()
        self._pool = self._new_pool()


_settings = Settings()


def _begin(settings: Settings) -> None:
    """Make a worker ready: its settings, its lexicon, and a watch that ends it when its parent is gone."""
    global _settings  # noqa: PLW0603  (a worker's only state, set once)
    _settings = settings
    gc.set_threshold(200_000, 20, 50)  # as in the command's own process
    load(settings.lexicons)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run_chunk(work: Work, tasks: list[Task]) -> list[Outcome]:
    return [work(task, _settings) for task in tasks]
