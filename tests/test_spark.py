"""Spark, a real one, set up by the README: the job of docs/clusters.md in one process and with a worker of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import INJURED, KILLED, ROOT, spawn
from mosul_extract.formats.tables import TABLES, cells

PAGE = (ROOT / "docs" / "clusters.md").read_text("utf-8")
JOB = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0].replace("timeout=10", "timeout=3")
[SETUP] = re.findall(r"^python3 -m venv .venv-spark .*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
POISON = ROOT / "tests" / "poison"
DOCUMENTS = 1000
POISONED = {"r100": "POISON: HANG", "r500": "POISON: KILL", "r900": "POISON: RAISE"}
FAILURES = {"r100": "Timeout", "r500": "ProcessDied", "r900": "RuntimeError"}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment of the README's line: made here and now in CI, elsewhere the one that was made by hand."""
    if not os.environ.get("CI"):
        if shutil.which("java") is None:
            pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless (.ci/run does it)")
        if not (ROOT / ".venv-spark").exists():
            pytest.skip("needs .venv-spark, which the README's line for Spark makes (half a gigabyte), or CI=1")
        return ROOT / ".venv-spark"
    assert shutil.which("java"), "Spark needs Java 17: apt-get install openjdk-17-jre-headless (.ci/run does it)"
    made = tmp_path_factory.mktemp("spark") / "environment"
    subprocess.run(["bash", "-c", SETUP.replace(".venv-spark", str(made))], cwd=ROOT, check=True)
    return made


def submit(environment: Path, folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The job of docs/clusters.md on the rows of a folder, its result beside them."""
    (folder / "job.py").write_text(JOB, "utf-8")
    python = str(environment / "bin" / "python")
    env = {
        **os.environ,
        "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    env |= {"PYSPARK_PYTHON": python, "PYSPARK_DRIVER_PYTHON": python, **variables}
    words = [environment / "bin" / "spark-submit", "--conf", "spark.ui.enabled=false", *options]
    done = subprocess.run(
        [*words, "job.py", "rows.jsonl", str(folder / "found")],
        cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-5000:]
    return done


def write_rows(folder: Path, documents: int, poisoned: dict[str, str]) -> Path:
    """So many articles as JSON Lines, some of them poisoned."""
    texts = [KILLED, INJURED, *(path.read_text("utf-8") for path in sorted(ROOT.glob("tests/frozen/*.txt")))]
    rows = [
        {"id": f"r{n}", "text": f"{texts[n % len(texts)]} {n}", "published": "2016-12-29", "title": f"T{n}"}
        for n in range(documents)
    ]
    lines = (json.dumps({**row, "text": poisoned.get(row["id"], row["text"])}, ensure_ascii=False) for row in rows)
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def read_found(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pytest.importorskip("pyarrow.parquet").read_table(folder / "found").to_pylist()
    return sorted(rows, key=lambda row: int(row["id"][1:]))


def test_a_thousand_documents_give_the_records_of_the_command_line(environment: Path, tmp_path: Path) -> None:
    path = write_rows(tmp_path, DOCUMENTS, POISONED)
    done = submit(
        environment,
        tmp_path,
        "--master",
        "local[2]",
        "--conf",
        "spark.sql.files.maxPartitionBytes=100k",
        PYTHONPATH=str(POISON),
    )
    found = read_found(tmp_path)
    assert len(found) == DOCUMENTS
    assert len(list((tmp_path / "found").glob("*.parquet"))) > 2  # several tasks
    assert {row["id"]: row["status"] for row in found if row["status"] != "ok"} == FAILURES
    assert all(kind in done.stdout for kind in FAILURES.values())

    command = spawn(path, "--errors", tmp_path / "errors", "--timeout", "2", "-j", "2", env={"PYTHONPATH": str(POISON)})
    errors = [json.loads(line) for line in (tmp_path / "errors").read_text("utf-8").splitlines()]
    assert [error["error"] for error in errors] == list(FAILURES.values())
    given = json.dumps(str(path))
    lines = [line.replace(f'"path":{given}', '"path":null', 1) for line in command.out.splitlines()]
    assert [row["record"] for row in found if row["status"] == "ok"] == lines
    for row in (row for row in found if row["status"] == "ok"):
        for table in TABLES[1:]:
            names = [column.name for column in table.columns]
            expected = [dict(zip(names, values, strict=True)) for values in cells(table, json.loads(row["record"]))]
            assert json.loads(json.dumps(row[table.name], default=str)) == expected


def test_columns_that_are_taken_kept_and_refused(environment: Path, tmp_path: Path) -> None:
    python = environment / "bin" / "python"
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": str(python)}
    words = [python, ROOT / "tests" / "spark_columns.py"]
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.skipif(not os.environ.get("CI"), reason="packs an environment from the package index: set CI=1")
def test_the_packed_environment_is_enough_for_workers(environment: Path, tmp_path: Path) -> None:
    """A worker in a folder of its own, as docs/clusters.md submits the job; no mark of this test's environment."""
    packing = next(block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if "tar -czf" in block)
    packing = packing.replace("environment", str(tmp_path / "environment"))
    subprocess.run(["bash", "-ec", packing], cwd=ROOT, check=True)
    [options] = re.findall(r"spark-submit --master yarn (.*?) job.py ARTICLES FOUND", PAGE)
    path = write_rows(tmp_path, 40, {"r7": "\x00", "r9": "لا شيء"})
    home = next((environment / "lib").glob("python*/site-packages/pyspark"))
    submit(
        environment, tmp_path, "--master", "local-cluster[1,1,1024]", *options.split(),
        PYSPARK_PYTHON="./environment/bin/python", SPARK_HOME=str(home), PYTHONPATH="", SPARK_WORKER_DIR=str(tmp_path),
    )  # fmt: skip
    given = json.dumps(str(path))
    lines = [line.replace(f'"path":{given}', '"path":null', 1) for line in spawn(path).out.splitlines()]
    assert [row["record"] for row in read_found(tmp_path)] == lines
