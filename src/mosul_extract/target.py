"""Target: where records go and in which format, and that it can be written there without harm; settled before any work."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mosul_extract.errors import UsageError
from mosul_extract.formats import writers
from mosul_extract.journal import journal_path


@dataclass(frozen=True, slots=True)
class Target:
    """Where records go and in which format: a file, or standard output."""

    form: str
    output: Path | None = None
    resume: bool = False

    @classmethod
    def choose(cls, form: str | None, output: Path | None, *, resume: bool) -> Target:
        """The target that the options mean. Raises UsageError, OutputError."""
        if output is None:
            form = form or ("pretty" if sys.stdout is not None and sys.stdout.isatty() else "jsonl")
            if resume:
                raise UsageError("--resume needs --output")
            if form != "pretty" and form not in writers.STREAMS:
                raise UsageError(f"{form} needs --output")
            return cls(form)
        form = form or writers.ENDINGS.get(output.suffix.lower())
        if form is None or form == "pretty":
            raise UsageError(f"{output}: for a file give --format, or one of the endings {', '.join(writers.ENDINGS)}")
        if not output.absolute().parent.is_dir():
            raise UsageError(f"{output.parent}: no such folder to write to")
        writers.check_format(form)
        return cls(form, output, resume)

    @classmethod
    def page(cls, output: Path) -> Target:
        """The target of a report, which is one file. Raises UsageError."""
        if not output.absolute().parent.is_dir():
            raise UsageError(f"{output.parent}: no such folder to write to")
        return cls("report", output)

    def files(self, errors: Path | None) -> list[Path]:
        """What a run writes. Raises UsageError where it could not: found now, not when all is done."""
        if errors and not errors.absolute().parent.is_dir():
            raise UsageError(f"{errors.parent}: no such folder to write to")
        written = [self.output, journal_path(self.output), *writers.aside(self.output)] if self.output else []
        return [*written, errors] if errors else written

    def refuse_inputs(self, inputs: Iterable[str]) -> None:
        """Raises UsageError where the output would take the place of something that is not an output."""
        if self.output is None:
            return
        here = self.output.absolute()
        if any(here == path or here in path.parents for path in (Path(given).absolute() for given in inputs)):
            raise UsageError(f"{self.output} is or holds an input; choose another --output")
        ours = self.form in writers.FOLDERS and writers.is_output_folder(self.output)
        if self.form in writers.FOLDERS and self.output.is_file():
            raise UsageError(f"{self.output} is a file; {self.form} makes a folder: choose another --output")
        if self.output.is_dir() and not ours:
            raise UsageError(f"{self.output} is a folder that is no earlier output; choose another --output")
