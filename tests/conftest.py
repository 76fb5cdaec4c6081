"""What all tests share: the command line run in this process or in one of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEED = ROOT / "seeds" / "000_da85cc435e4eabdf.txt"
# Two plain statements that any version of the extractors finds.
KILLED = "قُتل 25 شخصا في الموصل، بحسب مصدر أمني."
INJURED = "وأصيب 7 جنود في بغداد."


# A shell that starts the tests in the background has Ctrl-C ignored, and every process of theirs would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records on standard output."""
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Result]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process."""
    from mosul_extract.cli import main

    def call(*args: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["mosul-extract", *map(str, args)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        sys.stdout.flush()
        captured = capfd.readouterr()
        return Result(int(left.value.code or 0), captured.out, captured.err)

    return call


def command(*args: str | Path) -> list[str]:
    """The words that run the tool in a process of its own."""
    return [sys.executable, "-m", "mosul_extract", *map(str, args)]


def spawn(
    *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Result:
    """Run the command line in a process of its own."""
    done = subprocess.run(
        command(*args),
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=300,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small text file with a killing and an injury."""
    path = tmp_path / "article.txt"
    path.write_text(f"{KILLED}\n{INJURED}\n", "utf-8")
    return path
