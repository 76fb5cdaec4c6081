"""Progress: a bar on standard error while a batch runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text


class Bar:
    """A watcher that draws a progress bar: files, documents a second, failures, time left."""

    def __init__(self, progress: Progress, files: int) -> None:
        """Begin at nothing."""
        self._progress, self._last = progress, ""
        self._files = self._documents = self._failures = 0
        self._task = progress.add_task("", total=files, rate="")

    def step(self, path: str, *, failed: bool) -> None:
        """A document of this file is done."""
        self._files += path != self._last
        self._last = path
        self._documents += 1
        self._failures += failed
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = f"{self._documents / elapsed:,.0f} documents a second" if elapsed else ""
        failures = f", {self._failures:,} failed" if self._failures else ""
        self._progress.update(self._task, completed=self._files, rate=rate + failures)

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._progress.console.print(Text(line))


@contextmanager
def progress_bar(files: int) -> Iterator[Bar]:
    """A progress bar on standard error while the block runs."""
    columns = (
        MofNCompleteColumn(),
        TextColumn("files"),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    err = Console(stderr=True, markup=False, highlight=False, emoji=False)
    with Progress(*columns, console=err, transient=True) as progress:
        yield Bar(progress, files)
