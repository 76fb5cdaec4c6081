"""Running: from paths to written records, with every input counted as a record or a failure."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from mosul_extract import batch
from mosul_extract.batch import Outcome, Settings, Work
from mosul_extract.errors import InputError, OutputError
from mosul_extract.formats import writers
from mosul_extract.formats.files import find_inputs
from mosul_extract.formats.readers import MAX_BYTES, read_tasks, shown
from mosul_extract.formats.rows import read_rows
from mosul_extract.journal import Journal, fingerprint, journal_path
from mosul_extract.streams import send
from mosul_extract.target import Target

# An input and what is wrong with it. A writer takes records as lines of JSON, and the failures among them, all there at the end.
Failure = tuple[str, str]
Writer = Callable[[Iterator[str], Iterable[Failure]], None]


class Watcher(Protocol):
    """Who is told of each outcome as it comes, and of what is to be said."""

    def step(self, path: str, *, failed: bool) -> None:
        """A document of this file is done."""

    def say(self, line: str) -> None:
        """A line for people."""


class Lines:
    """A watcher that only says what is to be said, on standard error."""

    def step(self, path: str, *, failed: bool) -> None:
        """Nothing."""

    def say(self, line: str) -> None:
        """Print it, where somebody listens."""
        if sys.stderr is not None:
            with suppress(OSError):
                print(line, file=sys.stderr, flush=True)


@dataclass(slots=True)
class Tally:
    """How many inputs became records and how many failed; together they are all inputs."""

    records: int = 0
    failures: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if outcome.record is not None:
            self.records += 1
        else:
            self.failures += 1

    def __str__(self) -> str:
        """The summary of a run."""
        inputs = _counted(self.records + self.failures, "input")
        return f"{inputs}: {_counted(self.records, 'record')}, {_counted(self.failures, 'failure')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run, and how."""

    paths: list[str]
    settings: Settings = field(default_factory=Settings)
    jobs: int = 1
    timeout: float | None = None
    fail_fast: bool = False
    errors: Path | None = None
    work: Work | None = None

    def outcomes(self, journal: Journal | None = None) -> Iterator[Outcome]:
        """The outcomes of all documents, those of a journal left out."""
        tasks = read_tasks(self.paths, self.settings.reading)
        todo = journal.skip(tasks) if journal else tasks
        return batch.run(todo, self.settings, jobs=self.jobs, timeout=self.timeout, work=self.work)


def run(job: Job, target: Target, *, quiet: bool = False) -> Tally:
    """Run a job. Failures and a summary go to standard error. Raises MosulExtractError, KeyboardInterrupt."""
    shown = target.output is None and sys.stdout is not None and sys.stdout.isatty()
    with watching(job, quiet=quiet or shown) as watcher:
        try:
            tally = _to_stream(job, target, watcher) if target.output is None else _to_file(job, target, watcher)
        except KeyboardInterrupt:
            if target.output is not None:
                watcher.say("interrupted; the same command with --resume goes on from here")
            raise
    if not quiet:
        summarise(tally)
    return tally


def summarise(tally: Tally) -> None:
    """A line on what became of the inputs, where that needs saying."""
    if tally.failures or tally.records != 1:
        Lines().say(str(tally))


def watching(job: Job, *, quiet: bool) -> AbstractContextManager[Watcher]:
    """A progress bar where somebody looks on and nothing else is shown there."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(Lines())
    from mosul_extract.display import progress_bar

    return progress_bar(len(job.paths))


def _to_stream(job: Job, target: Target, watcher: Watcher) -> Tally:
    return pour(job, lambda lines, _: send(_stream(target.form)(lines)), watcher)


def pour(job: Job, write: Writer, watcher: Watcher) -> Tally:
    """Run a job into a writer, record by record. Raises MosulExtractError."""
    tally, failures = Tally(), list[Failure]()
    with Errors(job.errors) as errors:

        def lines() -> Iterator[str]:
            for outcome in job.outcomes():
                tally.add(outcome)
                errors.add(outcome)
                _watch(watcher, outcome)
                if outcome.record is not None:
                    yield outcome.record
                    continue
                failures.append((outcome.name, outcome.error or ""))
                if job.fail_fast:
                    watcher.say("stopped at the first failure, as --fail-fast asks")
                    return

        write(lines(), failures)
    return tally


def _stream(form: str) -> Callable[[Iterable[str]], Iterator[str]]:
    if form != "pretty":
        return writers.STREAMS[form]
    from mosul_extract.display import pages

    return pages


def _to_file(job: Job, target: Target, watcher: Watcher) -> Tally:
    """All outcomes to the journal, then the output from it. Whatever ends the run before, the journal stays."""
    assert target.output is not None
    journal = Journal(journal_path(target.output), fingerprint(job.settings, job.paths), resume=target.resume)
    tally = Tally()
    try:
        for outcome in journal.outcomes() if journal.done else ():
            tally.add(outcome)
            _watch(watcher, outcome)
        for outcome in job.outcomes(journal):
            _watch(watcher, outcome)
            tally.add(outcome)
            if job.fail_fast and outcome.record is None:
                watcher.say("stopped at the first failure, as --fail-fast asks; --resume goes on from there")
                return tally
            journal.add(outcome)
        writers.write((o.record for o in journal.outcomes() if o.record is not None), target.form, target.output)
        with Errors(job.errors) as errors:
            for outcome in journal.outcomes():
                errors.add(outcome)
        journal.remove()
    finally:
        journal.close()
    return tally


def _watch(watcher: Watcher, outcome: Outcome) -> None:
    watcher.step(outcome.path, failed=outcome.record is None)
    if outcome.record is None:
        watcher.say(f"{outcome.name}: {outcome.error}")


class Errors:
    """The file of failures, a line of JSON each; nothing where none was asked for. Raises OutputError."""

    def __init__(self, path: Path | None) -> None:
        """Open it."""
        self._path = path
        try:
            self._file: IO[str] | None = path.open("w", encoding="utf-8", newline="\n") if path else None
        except OSError as wrong:
            raise OutputError(f"{path}: {wrong.strerror}") from wrong

    def __enter__(self) -> Errors:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        if self._file:
            self._file.close()

    def add(self, outcome: Outcome) -> None:
        """Append a failure."""
        if self._file is None or outcome.record is not None:
            return
        line = {
            "path": shown(outcome.path),
            "row": outcome.row or None,
            "error": outcome.kind,
            "message": outcome.error,
        }
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as wrong:
            raise OutputError(f"{self._path}: {wrong.strerror}") from wrong


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file. Raises InputError."""
    for row in read_rows(str(path), ".jsonl", encoding=None, max_bytes=100 * MAX_BYTES):
        if row.error or row.fields is None or "schema_version" not in row.fields:
            raise InputError(f"{path}:{row.number}: {row.error or 'not a record of mosul-extract'}")
        yield row.fields


def records_of(path: str, settings: Settings) -> Iterator[dict[str, Any]]:
    """The records that a path holds, or those of its texts. Raises InputError for the first that fails."""
    if path.removesuffix(".gz").endswith(".jsonl"):
        yield from read_records(Path(path))
        return
    for outcome in batch.run(read_tasks(find_inputs([path]).paths, settings.reading), settings):
        if outcome.record is None:
            raise InputError(f"{outcome.name}: {outcome.error}")
        yield json.loads(outcome.record)
