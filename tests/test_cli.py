"""The command line: its commands, options, streams and exit codes."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import INJURED, KILLED, Run, command, spawn


def test_extract_is_the_default_command(run: Run, article: Path) -> None:
    assert run(article) == run("extract", article)


def test_nothing_found_is_no_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text("طقس جميل.", "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run(tmp_path)
    assert result.code == 0
    assert [record["casualties"] for record in result.records] == [[], []]


def test_a_bad_input_costs_one_line_and_exit_code_1(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("قتل 3 أشخاص".encode("windows-1256"))
    result = run(tmp_path)
    assert result.code == 1
    assert len(result.records) == 1
    lines = result.err.splitlines()
    assert lines[0].startswith(f"{tmp_path}/bad.txt: ")
    assert "windows-1256" in lines[0]
    assert lines[1:] == ["2 inputs: 1 record, 1 failure"]


@pytest.mark.parametrize(
    "args",
    [
        ["--no-such-option", "x"],
        ["no-such-file.txt"],
        ["-f", "parquet", "."],
        ["--resume", "."],
        [".", "-o", "out.jsonl", "--errors", "no/such/folder/errors"],
        ["-o", "out.unknown", "."],
        ["-o", "no/such/folder/out.jsonl", "."],
        ["--encoding", "klingon", "."],
        ["--only", "weapons", "."],
        ["--date", "yesterday", "."],
        ["--jobs", "0", "."],
        ["compare", "one.jsonl"],
        ["explain"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_before_any_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.code == 2
    assert not result.out
    assert result.err
    assert "Traceback" not in result.err
    assert not list(tmp_path.iterdir())


def test_a_missing_path_is_found_before_the_others_are_read(run: Run, article: Path) -> None:
    result = run(article, "missing.txt")
    assert (result.code, result.out) == (2, "")
    assert "missing.txt: no such file or directory" in result.err


def test_a_first_word_that_is_a_command_is_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("schema").write_text(KILLED, "utf-8")
    assert "$schema" in run("schema").out
    assert run("./schema").records[0]["document"]["path"] == "schema"


def test_paths_are_sorted_and_each_read_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt"):
        Path(name).write_text(KILLED, "utf-8")
    result = run("c.txt", "b", "./a.txt", "b/2.txt", tmp_path / "c.txt")
    assert [record["document"]["path"] for record in result.records] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_gold_files_are_passed_over_and_include_narrows(run: Run, tmp_path: Path) -> None:
    for name in ("x.txt", "x.gold.json", "x.marks.json", "x.entities.json", "y.txt", "z.pdf"):
        (tmp_path / name).write_text(KILLED, "utf-8")
    assert len(run(tmp_path).records) == 2
    assert len(run(tmp_path, "--include", "x*").records) == 1


def test_standard_input() -> None:
    result = spawn("-", stdin=KILLED.encode())
    assert result.code == 0
    [record] = result.records
    assert record["document"]["path"] is None
    assert record["casualties"][0]["count"]["low"] == 25


def test_standard_input_may_be_packed_and_must_be_text() -> None:
    assert spawn("-", stdin=gzip.compress(KILLED.encode())).records[0]["casualties"]
    assert spawn("-", stdin=b"").records[0]["document"]["characters"] == 0
    broken = spawn("-", stdin=gzip.compress(KILLED.encode() * 99)[:-9])
    assert (broken.code, broken.out) == (1, "")
    assert broken.err.startswith("-: truncated gzip file")
    assert spawn("-", "--max-bytes", "10", stdin=KILLED.encode()).code == 1


def test_json_is_one_array(run: Run, tmp_path: Path, article: Path) -> None:
    assert json.loads(
        run(
            "-f",
            "json",
            article,
        ).out
    )[0]["document"]["path"] == str(article)
    (tmp_path / "none").mkdir()
    assert json.loads(run("-f", "json", tmp_path / "none").out) == []


def test_json_lines_are_lines_whatever_the_text_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("قتل\u2028 25\u2029 شخصا\u0085 هنا", "utf-8")
    out = run(tmp_path, "--with-text").out
    assert len(out.splitlines()) == 1
    assert "قتل" in out
    assert json.loads(out)["document"]["text"] == "قتل\u2028 25\u2029 شخصا\u0085 هنا"


def test_only_keeps_lists_and_no_reference_into_the_others(run: Run, article: Path) -> None:
    [whole], [some] = run(article).records, run(article, "--only", "casualties,places").records
    assert whole["casualties"]
    assert len(some["casualties"]) == len(whole["casualties"])
    assert some["actors"] == some["units"] == []
    known = {place["id"] for place in some["places"]} | {None}
    assert all(
        (fact[name] or {}).get("ref") in known for fact in some["casualties"] for name in ("source", "by", "place")
    )


def test_date_stands_for_the_day_of_publication(run: Run, article: Path) -> None:
    assert run(article, "--date", "2016-12-29").records[0]["document"]["published"] == "2016-12-29"
    assert run(article).records[0]["document"]["published"] is None


def test_environment_variables_stand_for_options(article: Path) -> None:
    [record] = spawn(article, env={"MOSUL_EXTRACT_WITH_TEXT": "1", "MOSUL_EXTRACT_DATE": "2017-01-02"}).records
    assert record["document"]["text"] is not None
    assert record["document"]["published"] == "2017-01-02"
    assert spawn(article, env={"MOSUL_EXTRACT_JOBS": "none"}).code == 2


def test_quiet_says_nothing_but_failures(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "second.txt").write_text(INJURED, "utf-8")
    assert run(tmp_path).err == "2 inputs: 2 records, 0 failures\n"
    assert run(tmp_path, "-q").err == ""
    (tmp_path / "bad.txt").write_bytes(b"\xff\x00\x01")
    assert len(run(tmp_path, "-q").err.splitlines()) == 1


def test_errors_file(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xc7\xe1")
    errors = tmp_path / "errors.log"
    assert run(tmp_path, "--errors", errors).code == 1
    [line] = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert (line["path"], line["error"]) == (f"{tmp_path}/bad.txt", "DecodingError")
    assert run(article, "--errors", errors).code == 0
    assert errors.read_text("utf-8") == ""


def test_fail_fast_stops_at_the_first_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(KILLED, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    (tmp_path / "c.txt").write_text(KILLED, "utf-8")
    result = run(tmp_path, "--fail-fast")
    assert (result.code, len(result.records)) == (1, 1)


def test_version_and_help() -> None:
    from mosul_extract import __version__

    assert spawn("--version").out.strip() == f"mosul-extract {__version__}"
    for args in (["--help"], ["-h"], ["extract", "--help"], ["explain", "--help"], ["lexicon", "find", "--help"]):
        result = spawn(*args)
        assert (result.code, result.err) == (0, "")
        assert "Usage: " in result.out
    assert "--resume" in spawn("--help").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    script = Path(sys.executable).with_name("mosul-extract")
    done = subprocess.run(
        [script], env={**os.environ, "_MOSUL_EXTRACT_COMPLETE": f"{shell}_source"}, capture_output=True, check=True
    )
    assert b"mosul-extract" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_exit_code_3(article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(article), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == ["Error: standard output: No space left on device"]


def test_a_closed_standard_output_is_exit_code_3(article: Path) -> None:
    done = subprocess.run(["bash", "-c", 'exec "$@" >&-', "-", *command(article)], capture_output=True, check=False)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_is_exit_code_141_in_silence(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(KILLED * 400, "utf-8")
    shell = 'set -o pipefail; "$@" | head -1 > /dev/null; echo "${PIPESTATUS[0]}"'
    done = subprocess.run(["bash", "-c", shell, "-", *command(tmp_path)], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"141\n", b"")


def test_a_closed_standard_error_changes_nothing_on_standard_output(tmp_path: Path, article: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    closed = subprocess.run(["bash", "-c", 'exec "$@" 2>&-', "-", *command(tmp_path)], capture_output=True, check=False)
    assert closed.returncode == 1
    assert closed.stdout.decode() == spawn(tmp_path).out


def test_ctrl_c_is_exit_code_130(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"{KILLED} " * 1000, "utf-8")
    process = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_pretty_in_a_pipe_has_no_colour(run: Run, article: Path) -> None:
    result = run(article, "-f", "pretty")
    assert "\x1b" not in result.out
    assert "Casualties" in result.out


def test_the_same_bytes_with_any_hash_seed(article: Path) -> None:
    outputs = {spawn(article, env={"PYTHONHASHSEED": seed}).out for seed in ("0", "1", "77")}
    assert len(outputs) == 1


def test_schema_command(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["$id"]


def test_lexicon_find(run: Run) -> None:
    result = run("lexicon", "find", "وبغداد")
    assert result.code == 0
    assert "places:iq-baghdad" in result.out
    assert run("lexicon", "find", "خزعبلات").out == "no row\n"
