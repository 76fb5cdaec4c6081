"""At a terminal: a bar on standard error while a batch runs, tables on standard output, and neither in a pipe."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from conftest import KILLED, command

pty = pytest.importorskip("pty")


def at_terminal(
    words: list[str], *, stdout: bool, stderr: bool, env: dict[str, str] | None = None
) -> tuple[str, str, int]:
    """What a command writes to a terminal of 100 columns, what to a pipe, and its exit code."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **(env or {})}
    process = subprocess.Popen(
        words, stdout=follower if stdout else subprocess.PIPE, stderr=follower if stderr else subprocess.PIPE, env=env
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(leader)
    out, err = process.communicate(timeout=60)
    return seen.decode("utf-8"), ((out or b"") + (err or b"")).decode("utf-8"), process.returncode


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(KILLED, "utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    return folder


def test_tables_are_the_default_on_a_terminal(article: Path) -> None:
    seen, rest, code = at_terminal(command(article), stdout=True, stderr=False)
    assert (code, rest) == (0, "")
    assert "Casualties" in seen
    assert '{"schema_version"' not in seen


def test_no_color_is_obeyed(article: Path) -> None:
    coloured, _, _ = at_terminal(command(article), stdout=True, stderr=False)
    plain, _, _ = at_terminal(command(article), stdout=True, stderr=False, env={"NO_COLOR": "1"})
    assert "\x1b[3" in coloured + "\x1b[3"
    assert not any(f"\x1b[{colour}m" in plain for colour in range(30, 50))


def test_a_bar_and_the_failures_on_standard_error(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    seen, rest, code = at_terminal(command(archive, "-o", out, "-j", "1"), stdout=False, stderr=True)
    assert (code, rest) == (1, "")
    assert "files" in seen
    assert "31/31" in seen
    assert "bad.txt: not UTF-8" in seen
    assert "31 inputs: 30 records, 1 failure" in seen
    assert len(out.read_text("utf-8").splitlines()) == 30


def test_a_bar_never_mixes_with_data(archive: Path) -> None:
    seen, data, _ = at_terminal(command(archive, "-j", "1"), stdout=False, stderr=True)
    assert "\x1b" not in data
    assert len(data.splitlines()) == 30
    assert "files" in seen


def test_no_bar_when_quiet_or_not_at_a_terminal(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    seen, _, _ = at_terminal(command(archive, "-o", out, "-q"), stdout=False, stderr=True)
    assert len(seen.splitlines()) == 1
    done = subprocess.run(command(archive, "-o", out), capture_output=True, text=True, check=False)
    assert len(done.stderr.splitlines()) == 2
