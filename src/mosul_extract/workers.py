"""Workers: the processes of a batch, each with its lexicon, under a time limit, replaced when they die."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any

from mosul_extract.batch import Outcome, Settings, Work, failure
from mosul_extract.formats.readers import Task
from mosul_extract.lexicons.loading import load

DEFAULT_TIMEOUT = 60.0
_CHUNK_DOCUMENTS = 16
_CHUNK_CHARACTERS = 500_000
_CHUNKS_AHEAD = 4  # a process: enough to keep it busy, few enough to keep memory flat


def in_processes(
    tasks: Iterable[Task], settings: Settings, *, jobs: int, timeout: float | None, work: Work
) -> Iterator[Outcome]:
    """Chunks go to the processes ahead of their turn; a chunk that fails is run again, each document alone."""
    return _outcomes(tasks, Workers(settings, jobs, timeout or DEFAULT_TIMEOUT, work))


def _outcomes(tasks: Iterable[Task], workers: Workers) -> Iterator[Outcome]:
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
            return failure(task, f"took longer than {self._timeout:g} seconds; --timeout allows more", "Timeout")
        except BrokenProcessPool:
            self._replace()
            return failure(task, "the process died while reading it, and all others with it", "ProcessDied")
        except Exception as wrong:
            code = getattr(wrong, "exitcode", None)
            return failure(task, f"the process died while reading it (exit code {code}); out of memory?", "ProcessDied")
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
