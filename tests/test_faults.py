"""Faults: every write fails once, the process dies at every step, and what stands in the output's place is whole or is not there."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import KILLED, Run
from limits import largest_file
from mosul_extract import batch
from mosul_extract.cli import main
from mosul_extract.formats import writers
from mosul_extract.journal import journal_path

ENDINGS = ("jsonl", "json", "geojson", "csv", "sqlite", "parquet")
FULL = "No space left on device"
EARLIER = "قُتل 3 جنود في بغداد."
_open = io.open


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Three documents, one of which fails."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in (3, 4):
        (folder / f"{number}.txt").write_text(KILLED.replace("25", str(number)), "utf-8")
    (folder / "5.txt").write_bytes(b"\xff\xff")
    return folder


def content(path: Path) -> dict[str, bytes] | None:
    """The bytes of an output, a file or a folder; None where there is none."""
    if not path.exists():
        return None
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files}


def left(out: Path) -> list[str]:
    """What lies beside an output that has its name."""
    return sorted(path.name for path in out.parent.iterdir() if out.name in path.name)


class Steps:
    """Counts the steps of a run; at one of them it does what it was told to do."""

    def __init__(self, at: int, act: Callable[[], None]) -> None:
        self.at, self.act, self.done = at, act, 0

    def __call__(self) -> None:
        self.done += 1
        if self.done == self.at:
            self.act()


def disk_full() -> None:
    raise OSError(errno.ENOSPC, FULL)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Counted(io.FileIO):
    """A file of which half a write arrives before the step is taken."""

    step: Callable[[], None]

    def write(self, data: Any) -> int:
        half = bytes(data)[: len(data) // 2]
        taken = Counted.step
        before = getattr(taken, "done", 0)
        if before + 1 == getattr(taken, "at", 0) and half:
            super().write(half)
        taken()
        return super().write(data)


@contextmanager
def counted_writes(step: Callable[[], None]) -> Iterator[None]:
    """All files that Python opens to write count their writes."""

    def open_counted(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        if isinstance(file, int) or not {*mode} & {*"wax+"}:
            return _open(file, mode, buffering, *args, **options)
        raw = Counted(file, mode.replace("b", "").replace("t", ""))
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        names = ("encoding", "errors", "newline")
        given = dict(zip(names, args, strict=False)) | options
        return io.TextIOWrapper(buffered, **{name: given[name] for name in names if name in given})

    Counted.step = staticmethod(step)
    io.open = open_counted
    try:
        yield
    finally:
        io.open = _open


def earlier_output(run: Run, tmp_path: Path, out: Path) -> dict[str, bytes] | None:
    """An output of other texts that stands in the place of the one to come."""
    path = tmp_path / "earlier.txt"
    path.write_text(EARLIER, "utf-8")
    assert run(path, "-o", out).code == 0
    return content(out)


def clean_output(run: Run, tmp_path: Path, texts: Path, ending: str) -> tuple[dict[str, bytes] | None, str]:
    """What a run gives that nothing disturbs."""
    (tmp_path / "clean").mkdir()
    result = run(texts, "-o", tmp_path / "clean" / f"out.{ending}")
    assert result.code == 1
    return content(tmp_path / "clean" / f"out.{ending}"), result.err


def over_earlier(
    run: Run, tmp_path: Path, texts: Path, ending: str
) -> tuple[Path, dict[str, bytes] | None, dict[str, bytes] | None]:
    """An output's place, what an undisturbed run gives, and what stands in the place before."""
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{ending}"
    clean, _ = clean_output(run, tmp_path, texts, ending)
    return out, clean, earlier_output(run, tmp_path, out)


@pytest.mark.parametrize("ending", ["jsonl", "json", "geojson", "csv"])
@pytest.mark.parametrize("replaces", [False, True], ids=["new", "replaces"])
def test_whichever_write_fails_nothing_half_written_stands_there(
    run: Run, tmp_path: Path, texts: Path, ending: str, replaces: bool
) -> None:
    out = tmp_path / f"out.{ending}"
    clean, summary = clean_output(run, tmp_path, texts, ending)
    before = earlier_output(run, tmp_path, out) if replaces else None
    failed = 0
    for at in range(1, 1000):
        step = Steps(at, disk_full)
        with counted_writes(step):
            result = run(texts, "-o", out)
        if step.done < at:
            break
        failed += 1
        assert result.code == 3, result.err
        assert result.err.splitlines()[-1].startswith("Error: ")
        assert FULL in result.err.splitlines()[-1]
        assert "Traceback" not in result.err
        assert content(out) == before
        assert set(left(out)) <= {out.name, journal_path(out).name}
        resumed = run(texts, "-o", out, "--resume")
        assert (resumed.code, resumed.err) == (1, summary)
        assert content(out) == clean
        assert left(out) == [out.name]
        if replaces:
            before = earlier_output(run, tmp_path, out)
        else:
            remove(out)
    assert failed >= 5
    assert content(out) == clean


def remove(out: Path) -> None:
    for path in sorted(out.iterdir()) if out.is_dir() else ():
        path.unlink()
    out.rmdir() if out.is_dir() else out.unlink()


@pytest.mark.parametrize("ending", ENDINGS)
def test_wherever_the_disk_is_full_nothing_half_written_stands_there(
    run: Run, tmp_path: Path, texts: Path, ending: str
) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    clean, _ = clean_output(run, tmp_path, texts, ending)
    assert clean is not None
    lines = [outcome.record for outcome in outcomes(texts) if outcome.record is not None]
    out = tmp_path / "full" / f"out.{ending}"
    out.parent.mkdir()
    largest = max(map(len, clean.values()))
    sizes = sorted({0, 1, 2, largest // 2, largest - 1, *range(0, largest, max(1, largest // 25))})
    for size in sizes:
        with largest_file(size), pytest.raises(writers.OutputError, match=r"out\.") as told:
            writers.write(lines, writers.ENDINGS[f".{ending}"], out)
        assert "\n" not in str(told.value)
        assert left(out) == []
    writers.write(lines, writers.ENDINGS[f".{ending}"], out)
    assert content(out) == clean


def outcomes(texts: Path) -> list[batch.Outcome]:
    from mosul_extract.formats.readers import Task

    return list(batch.run((Task(str(path)) for path in sorted(texts.iterdir())), batch.Settings()))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_folder_that_cannot_be_put_in_its_place_leaves_the_earlier_one(
    run: Run, tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch, ending: str, at: int
) -> None:
    out, clean, before = over_earlier(run, tmp_path, texts, ending)
    step, real = Steps(at, disk_full), Path.rename

    def rename(self: Path, target: Path) -> Path:
        step()
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        result = run(texts, "-o", out)
    assert (result.code, FULL in result.err) == (3, True)
    assert content(out) == before
    assert left(out) == [out.name, journal_path(out).name]
    assert run(texts, "-o", out, "--resume").code == 1
    assert (content(out), left(out)) == (clean, [out.name])


# The steps at which a run can be killed: whatever it asks the system to do to files.
CHANGES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree", "sqlite3.connect")


def killed_at(at: int, args: list[str], by: str) -> bool:
    """Run the command line in a child that is killed at its step `at`; whether it got so far."""
    child = os.fork()
    if child == 0:
        try:
            step = Steps(at, die)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            sys.argv[1:] = args
            if by == "writes":
                with counted_writes(step):
                    main()
            sys.addaudithook(lambda event, given: step() if changes(event, given) else None)
            main()
        except SystemExit as ended:
            os._exit(int(ended.code or 0))
        finally:
            os._exit(99)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 1
    return False


def changes(event: str, given: tuple[Any, ...]) -> bool:
    if event != "open":
        return event in CHANGES
    return bool(isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked child")
@pytest.mark.parametrize("by", ["changes", "writes"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_killed_at_any_step_the_output_is_whole_or_the_earlier_one(
    run: Run, tmp_path: Path, texts: Path, ending: str, by: str
) -> None:
    out, clean, before = over_earlier(run, tmp_path, texts, ending)
    kills = 0
    for at in range(1, 1000):
        if not killed_at(at, [str(texts), "-o", str(out)], by):
            break
        kills += 1
        stands = content(out)
        assert stands in (before, clean) or (stands is None and before == content(writers.aside(out)[1]))
        if journal_path(out).exists() or stands != clean:
            assert run(texts, "-o", out, "--resume").code == 1
        assert content(out) == clean
        assert left(out) == [out.name]
        before = earlier_output(run, tmp_path, out)
    assert kills >= 4
    assert content(out) == clean


@pytest.mark.parametrize("form", ["jsonl", "json", "geojson", "pretty"])
def test_whichever_write_to_standard_output_fails_it_is_said(
    run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    from mosul_extract import streams
    from mosul_extract.errors import OutputError

    real = streams._write
    for at in range(1, 1000):
        step = Steps(at, lambda: (_ for _ in ()).throw(OutputError(f"standard output: {FULL}")))

        def write(data: bytes, step: Steps = step) -> None:
            step()
            real(data)

        with monkeypatch.context() as patched:
            patched.setattr(streams, "_write", write)
            result = run(texts, "-f", form)
        if step.done < at:
            break
        assert (result.code, result.err.splitlines()[-1]) == (3, f"Error: standard output: {FULL}")
    assert at > 1
