"""The journal of a batch: every outcome as it comes, so that a run that was killed can go on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from mosul_extract import __version__
from mosul_extract.batch import Outcome, Settings
from mosul_extract.errors import OutputError, ResumeError
from mosul_extract.formats.readers import Task

_RECORD = ',"record":'


def journal_path(output: Path) -> Path:
    """Where the journal of an output stands: beside it."""
    return output.with_name(output.name + ".partial.jsonl")


def fingerprint(settings: Settings, paths: list[str]) -> str:
    """What two runs must share for one to go on where the other stopped: version, options, lexicons, inputs."""
    parts = [__version__, repr(settings), *paths]
    for folder in settings.lexicons:
        parts += [f"{file}\0{file.read_text('utf-8')}" for file in sorted(Path(folder).rglob("*.tsv"))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


class Journal:
    """A file of outcomes in the order of the inputs, a line each, after a line that says what run it is."""

    def __init__(self, path: Path, run: str, *, resume: bool) -> None:
        """Begin a journal, or with `resume` go on with the one that is there. Raises OutputError, ResumeError."""
        self.path, self.done = path, 0
        try:
            if resume and path.exists():
                self.done = self._check(run)
                self._file: IO[bytes] = path.open("ab", buffering=0)
                if not self._file.tell():
                    self._write(_head(run))
            elif path.exists():
                raise ResumeError(
                    f"{path} is left from a run that did not end; --resume goes on from it, or delete it to begin anew"
                )
            else:
                self._file = path.open("xb", buffering=0)
                self._write(_head(run))
        except OSError as wrong:
            raise OutputError(f"{path}: {wrong.strerror}") from wrong

    def add(self, outcome: Outcome) -> None:
        """Append an outcome. Raises OutputError, for a full disk among others."""
        head = json.dumps({"name": outcome.name, "path": _printable(outcome.path), "row": outcome.row})
        if outcome.record is not None:
            self._write(f"{head[:-1]}{_RECORD}{outcome.record}}}\n".encode())
        else:
            self._write(f"{head[:-1]}, {json.dumps({'error': outcome.error, 'kind': outcome.kind})[1:]}\n".encode())

    def outcomes(self) -> Iterator[Outcome]:
        """Everything in the journal, read again."""
        with self.path.open("rb") as file:
            file.readline()
            for line in file:
                yield _parse(line.decode("utf-8"))

    def skip(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks that are not done. Raises ResumeError where those that are done are not these."""
        waiting = iter(tasks)
        for outcome in self.outcomes() if self.done else ():
            task = next(waiting, None)
            if task is None or (_printable(task.path), task.row) != (outcome.path, outcome.row):
                raise ResumeError(f"{self.path}: the inputs have changed since; delete it to begin anew")
        yield from waiting

    def close(self) -> None:
        """End the journal but leave it."""
        self._file.close()

    def remove(self) -> None:
        """End the journal and take it away: its output is whole."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _check(self, run: str) -> int:
        """The number of outcomes in the journal of this run; a last line that was cut off is taken away."""
        with self.path.open("r+b") as file:
            head, whole, done = file.readline(), 0, 0
            if head != (begin := _head(run)) and begin.startswith(head):  # the run ended before it had begun
                file.truncate(0)
                return 0
            if head != begin:
                raise ResumeError(
                    f"{self.path}: of another version, other options, lexicons or inputs; delete it to begin anew"
                )
            whole = file.tell()
            for line in file:
                if line.endswith(b"\n"):
                    whole, done = whole + len(line), done + 1
            file.truncate(whole)
        return done

    def _write(self, line: bytes) -> None:
        data = memoryview(line)
        while data:
            try:
                data = data[self._file.write(data) :]
            except OSError as wrong:
                raise OutputError(f"{self.path}: {wrong.strerror}") from wrong


def _head(run: str) -> bytes:
    """The first line of a journal."""
    return json.dumps({"journal": 1, "run": run}).encode() + b"\n"


def _parse(line: str) -> Outcome:
    head, is_record, rest = line.partition(_RECORD)
    if is_record:
        known = json.loads(head + "}")
        return Outcome(known["name"], known["path"], known["row"], record=rest.rstrip("\n")[:-1])
    known = json.loads(line)
    return Outcome(known["name"], known["path"], known["row"], error=known["error"], kind=known["kind"])


def _printable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
