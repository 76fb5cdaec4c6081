"""Batches: processes, time limits, deaths, interruption and resumption, and always the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import INJURED, KILLED, Run, command, spawn
from mosul_extract import batch
from mosul_extract.batch import Outcome, Settings
from mosul_extract.formats.readers import Task
from mosul_extract.journal import journal_path

ENDINGS = ("jsonl", "json", "geojson", "csv", "parquet", "sqlite")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with texts, rows, and failures among them."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:03}.txt").write_text(f"{KILLED.replace('25', str(number + 3))}\n{INJURED}", "utf-8")
    (folder / "017.txt").write_bytes(b"\xff\xff")
    lines = [json.dumps({"id": f"r{n}", "text": KILLED, "n": n}, ensure_ascii=False) for n in range(50)]
    lines[20] = '{"id": "no text"}'
    (folder / "rows.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def bytes_of(path: Path) -> dict[str, bytes]:
    """The bytes of an output: of a file, or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files}


def test_order_and_bytes_do_not_depend_on_jobs(run: Run, archive: Path) -> None:
    one, two, three = (run(archive, "-j", str(jobs)) for jobs in (1, 2, 3))
    assert one == two == three
    assert one.code == 1
    assert one.err.splitlines()[-1] == "110 inputs: 108 records, 2 failures"


@pytest.mark.parametrize("ending", ENDINGS)
def test_outputs_do_not_depend_on_jobs(run: Run, archive: Path, tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    outputs = []
    for jobs in (1, 2):
        path = tmp_path / f"out{jobs}.{ending}"
        assert run(archive, "-o", path, "-j", str(jobs)).code == 1
        outputs.append(bytes_of(path))
    assert outputs[0] == outputs[1]


def sleepy(task: Task, settings: Settings) -> Outcome:
    """Work that hangs on one document and dies on another."""
    if task.path == "hang":
        time.sleep(60)
    if task.path == "die":
        os._exit(9)
    if task.path == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(task.name, task.path, task.row, record=f"{task.path} {bool(settings.lexicons)}")


def outcomes(names: list[str], *, jobs: int, timeout: float = 2.0) -> list[Outcome]:
    tasks = (Task(name) for name in names)
    return list(batch.run(tasks, Settings(), jobs=jobs, timeout=timeout, work=sleepy))


@pytest.mark.parametrize(("bad", "kind"), [("hang", "Timeout"), ("die", "ProcessDied"), ("kill", "ProcessDied")])
def test_a_document_that_hangs_or_kills_its_process_costs_itself(bad: str, kind: str) -> None:
    names = [f"n{number}" for number in range(40)]
    names.insert(20, bad)
    found = outcomes(names, jobs=2)
    assert [outcome.path for outcome in found] == names
    assert [outcome.path for outcome in found if outcome.record is None] == [bad]
    assert found[20].kind == kind
    assert found[20].error


def test_many_deaths_cost_as_many_documents() -> None:
    names = ["die" if number % 3 == 0 else f"n{number}" for number in range(30)]
    found = outcomes(names, jobs=2)
    assert [outcome.record is None for outcome in found] == [name == "die" for name in names]


def test_a_time_limit_holds_with_one_job_too() -> None:
    found = outcomes(["a", "hang", "b"], jobs=1, timeout=1.0)
    assert [outcome.kind for outcome in found] == [None, "Timeout", None]
    assert found[1].error == "took longer than 1 seconds; --timeout allows more"


def test_tasks_are_taken_only_as_they_are_needed() -> None:
    """Memory stays flat: what waits in the queue is bounded."""
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield Task(f"n{number}")

    running = batch.run(tasks(), Settings(), jobs=2, timeout=10, work=sleepy)
    for _ in range(10):
        next(running)
    assert taken < 1000
    running.close()  # type: ignore[attr-defined]


def test_an_internal_error_costs_one_document(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batch.extract_document

    def broken(document: object, lexicon: object) -> object:
        if getattr(document, "path", "").endswith("005.txt"):
            raise ValueError("a fault\nof ours")
        return real(document, lexicon)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "extract_document", broken)
    result = run(archive, "-j", "1")
    assert result.code == 1
    assert (
        f"{archive}/005.txt: internal error, please report it: ValueError: a fault of ours (test_batch.py:"
        in result.err
    )
    assert result.err.splitlines()[-1] == "110 inputs: 107 records, 3 failures"


def test_processes_pay_off_for_many_files_only() -> None:
    assert batch.processes_for(1) == 1
    assert batch.processes_for(2) == 1
    assert batch.processes_for(100_000) == (os.cpu_count() or 1)


def children(pid: int) -> list[int]:
    """The living descendants of a process."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    found, waiting = [], [pid]
    while waiting:
        here = waiting.pop()
        for child, parent, state in rows:
            if int(parent) == here and not state.startswith("Z"):
                found.append(int(child))
                waiting.append(int(child))
    return found


def gone(pids: list[int], seconds: float = 10) -> bool:
    """Whether all processes end in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,000 documents, some of which fail."""
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1000):
            text = "" if number % 500 == 77 else f"{KILLED.replace('25', str(number + 3))} {INJURED}\n" * 3
            row = {"id": f"n{number}", "text": text} if text else {"id": f"n{number}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="module")
def clean_run(large: Path) -> tuple[bytes, bytes]:
    """The output and the errors of a run over the large file that nothing stops."""
    out, errors = large.with_name("clean.jsonl"), large.with_name("clean.errors")
    assert spawn(large, "-o", out, "--errors", errors).code == 1
    return out.read_bytes(), errors.read_bytes()


def begin(*args: str | Path, wait_for: Path, lines: int) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Start a batch and wait until its journal has so many lines."""
    process = subprocess.Popen(command(*args), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if wait_for.exists() and wait_for.read_bytes().count(b"\n") > lines:
            break
        time.sleep(0.02)
    assert process.poll() is None, "the batch ended before it could be stopped; make it larger"
    return process, children(process.pid)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_and_resumed_gives_the_bytes_of_a_clean_run(
    tmp_path: Path, large: Path, clean_run: tuple[bytes, bytes], jobs: str
) -> None:
    killed, errors = tmp_path / "killed.jsonl", tmp_path / "killed.errors"
    process, family = begin(large, "-o", killed, "-j", jobs, wait_for=journal_path(killed), lines=150)
    process.kill()
    process.communicate()
    assert gone(family), "the workers outlive their parent"
    assert not killed.exists()
    assert [path.name for path in tmp_path.iterdir() if "killed" in path.name] == ["killed.jsonl.partial.jsonl"]
    with journal_path(killed).open("ab") as journal:
        journal.write(b'{"name": "cut of')
    assert spawn(large, "-o", killed).code == 2
    result = spawn(large, "-o", killed, "--resume", "-j", jobs, "--errors", errors)
    assert (result.code, result.err.splitlines()[-1]) == (1, "1,000 inputs: 998 records, 2 failures")
    assert (killed.read_bytes(), errors.read_bytes()) == clean_run
    assert not journal_path(killed).exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path, large: Path) -> None:
    out = tmp_path / "out.sqlite"
    process, family = begin(large, "-o", out, "-j", "2", wait_for=journal_path(out), lines=100)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted; the same command with --resume goes on from here" in err.decode()
    assert "Traceback" not in err.decode()
    assert gone(family)
    assert journal_path(out).exists()
    assert not out.exists()
    clean = tmp_path / "clean.sqlite"
    assert spawn(large, "-o", out, "--resume").code == 1
    assert spawn(large, "-o", clean).code == 1
    assert out.read_bytes() == clean.read_bytes()


def test_resume_refuses_another_run(run: Run, tmp_path: Path, article: Path, archive: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(archive, "-o", out, "--fail-fast").code == 1
    assert journal_path(out).exists()
    for args in ([archive, "--only", "actors"], [archive, "--date", "2017-01-01"], [article]):
        result = run(*args, "-o", out, "--resume")
        assert result.code == 2
        assert "of another version, other options, lexicons or inputs; delete it to begin anew" in result.err
    (archive / "017.txt").write_text(KILLED, "utf-8")
    lines = (archive / "rows.jsonl").read_text("utf-8").splitlines()
    (archive / "rows.jsonl").write_text("\n".join(lines[:20]), "utf-8")
    result = run(archive, "-o", out, "--resume")
    assert (result.code, result.err) == (0, "80 inputs: 80 records, 0 failures\n")
    assert out.read_text("utf-8") == run(archive).out


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_an_output_within_the_input_folder_is_no_input(run: Run, archive: Path, ending: str) -> None:
    out, errors = archive / f"out.{ending}", archive / "errors.jsonl"
    assert run(archive, "-o", out, "--errors", errors, "--fail-fast").code == 1
    (archive / "017.txt").write_text(KILLED, "utf-8")
    assert run(archive, "-o", out, "--errors", errors, "--fail-fast", "--resume").code == 1
    for args in (["--resume"], [], []):
        assert (
            run(archive, "-o", out, "--errors", errors, *args).err.splitlines()[-1]
            == "110 inputs: 109 records, 1 failure"
        )


def test_resume_without_a_journal_begins(run: Run, tmp_path: Path, article: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(article, "-o", out, "--resume").code == 0
    assert out.read_text("utf-8") == run(article).out


def test_inputs_that_have_changed_are_noticed(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}\n{}\n', "utf-8")
    assert run(path, "-o", out, "--fail-fast").code == 1
    path.write_text('\n{"text": "a"}\n{"text": "b"}\n', "utf-8")
    result = run(path, "-o", out, "--resume")
    assert result.code == 2
    assert "the inputs have changed" in result.err


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_disk_that_fills_up_is_exit_code_3_and_can_be_resumed(tmp_path: Path, archive: Path) -> None:
    out, clean = tmp_path / "out.jsonl", tmp_path / "clean.jsonl"
    limited = 'ulimit -f 40; trap "" XFSZ; exec "$@"'
    done = subprocess.run(["bash", "-c", limited, "-", *command(archive, "-o", out)], capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1] == f"Error: {journal_path(out)}: File too large"
    assert not out.exists()
    assert spawn(archive, "-o", out, "--resume").code == 1
    assert spawn(archive, "-o", clean).code == 1
    assert out.read_bytes() == clean.read_bytes()


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the benchmark reads memory from /proc")
def test_the_benchmark_runs(tmp_path: Path) -> None:
    words = [sys.executable, "tests/benchmarks/speed.py", "tests/frozen", "--runs", "1", "--documents", "30"]
    out = tmp_path / "figures.json"
    root = Path(__file__).parents[1]
    done = subprocess.run([*words, "--json", str(out)], cwd=root, capture_output=True, text=True, check=True)
    figures = {figure["what"]: figure for figure in json.loads(out.read_text("utf-8"))["figures"]}
    assert all(f"| {what} |" in done.stdout for what in figures)
    assert figures["extraction, a text"]["ratio"] > 0 < figures["one file: most memory"]["value"]
    assert figures["30 documents, 2 processes, documents a second"]["against"] == "one process"
    assert figures["30 documents, 2 processes: most memory"]["value"] > 20
