"""At a terminal: a bar on standard error while a batch runs, tables on standard output, and neither in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import KILLED, command, spawn

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


VIEWS = pytest.mark.parametrize("words", [("extract",), ("explain",)])
_STYLE = re.compile("\x1b\\[[0-9;]*m")
_COLOUR = re.compile("\x1b\\[(?:[0-9;]+;)?(?:3[0-8]|4[0-8]|9[0-7])(?:;[0-9]+)*m")


@VIEWS
def test_no_color_is_obeyed(article: Path, words: tuple[str, ...]) -> None:
    coloured, _, _ = at_terminal(command(*words, article), stdout=True, stderr=False, env={"NO_COLOR": ""})
    plain, _, _ = at_terminal(command(*words, article), stdout=True, stderr=False, env={"NO_COLOR": "1"})
    assert _COLOUR.search(coloured)
    assert not _COLOUR.search(plain)
    assert _STYLE.sub("", plain) == _STYLE.sub("", coloured)


@VIEWS
def test_a_dumb_terminal_is_sent_letters_only(article: Path, words: tuple[str, ...]) -> None:
    env = {"TERM": "dumb", "COLUMNS": "60"}
    seen, _, _ = at_terminal(command(*words, article), stdout=True, stderr=False, env=env)
    assert "\x1b" not in seen
    assert max(len(row) for row in re.sub("[\u2068\u2069\r]", "", seen).split("\n")) == 60


@VIEWS
def test_a_pipe_has_no_colour_even_where_it_is_asked_for(article: Path, words: tuple[str, ...]) -> None:
    told = ("-f", "pretty")
    result = spawn(*words, article, *told, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert "killed 25" in result.out
    assert "\x1b" not in result.out


@VIEWS
def test_an_article_cannot_command_a_terminal(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "قتل 25 شخصا \x1b]0;title\x07\x1b[2J\x1b[31m\x9b5A\u202e[blink] في الموصل.\r\n\r\nنص\x08\x08", "utf-8"
    )
    seen, _, _ = at_terminal(command(*words, path), stdout=True, stderr=False)
    shown = _STYLE.sub("", seen)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "\r" not in shown.replace("\r\n", "")
    assert "\x1b[5" not in seen
    if words == ("explain",):
        assert "␛]0;title␇␛[2J␛[31m⟨U+009B⟩5A⟨U+202E⟩[blink]" in shown


def test_mlterm_is_sent_the_marks_that_it_knows(article: Path) -> None:
    seen, _, _ = at_terminal(command(article), stdout=True, stderr=False, env={"MLTERM": "3.9.0"})
    assert not set("\u2068\u2069") & set(seen)
    assert "\u200fقُتل 25 شخصا\u200f\u200e" in _STYLE.sub("", seen)


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
