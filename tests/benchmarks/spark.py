"""What Spark costs over the processes of the command line: the same documents, the same cores.

    .venv-spark/bin/python tests/benchmarks/spark.py FOLDER --documents 10000 --cores 2

FOLDER holds .txt articles; they are repeated under other ids until there are enough, as one file of JSON Lines. Runs the
command line (records to JSON Lines), and Spark (`extract_dataframe`, `id`, `status`, `error` and `record` to Parquet, and
then all columns; last with no documents, which is what Spark costs by itself), in turn, `--repeat` times. Of each: seconds
by the clock, seconds of processor time of the whole process tree (which other work on the machine disturbs less), and the
most memory that Python took for a core (proportional set size). Prints a line of JSON a run, and the medians.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from batch import tree

JOB = """
import sys, time
from pyspark.sql import SparkSession
from mosul_extract.engines.spark import extract_dataframe
rows, out, columns, timeout = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
start = time.perf_counter()
frame = spark.read.schema("id string, text string, published string").json(rows)
found = extract_dataframe(frame, timeout=float(timeout) or None)
(found.select(*columns.split(",")) if columns else found).write.parquet(out)
print("SECONDS", time.perf_counter() - start)
spark.stop()
"""
TICKS = os.sysconf("SC_CLK_TCK")


def rows_of(folder: Path, target: Path, documents: int) -> Path:
    """So many documents as a file of JSON Lines."""
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    with target.open("w", encoding="utf-8") as file:
        for number, text in zip(range(documents), itertools.cycle(texts), strict=False):
            row = {"id": f"r{number}", "text": text, "published": "2016-12-29"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return target


def processor_seconds(pid: int) -> float:
    """User and system time of a process, without its children."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> tuple[bool, float]:
    """(whether it is Python, its proportional set size in megabytes)."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return False, 0.0
    return name.startswith("python"), sum(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:")) / 1024


def measure(words: list[str], env: dict[str, str]) -> dict[str, Any]:
    """Run a command and watch its process tree."""
    spent: dict[int, float] = {}
    peak = 0.0
    start = time.perf_counter()
    process = subprocess.Popen(words, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        pids = tree(process.pid)
        spent |= {pid: max(spent.get(pid, 0.0), processor_seconds(pid)) for pid in pids}
        peak = max(peak, sum(size for python, size in map(memory, pids[1:]) if python))
        time.sleep(0.1)
    assert process.returncode == 0 and process.stdout is not None, words
    told = process.stdout.read().decode()
    inner = [float(line.split()[1]) for line in told.splitlines() if line.startswith("SECONDS")]
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "seconds_of_the_step": round(inner[0], 1) if inner else None,
        "processor_seconds": round(sum(spent.values()), 1),
        "python_mb": round(peak),
    }


def runs(folder: Path, rows: Path, cores: int, turn: int) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The commands that are compared."""
    job, empty = folder / "job.py", folder / "empty.jsonl"
    job.write_text(JOB, "utf-8")
    empty.write_text("", "utf-8")
    size = str(max(1, rows.stat().st_size // (cores * 4)))
    spark = [str(Path(sys.executable).with_name("spark-submit")), "--master", f"local[{cores}]"]
    spark += ["--conf", "spark.ui.enabled=false", "--conf", f"spark.sql.files.maxPartitionBytes={size}"]
    spark += ["--conf", "spark.sql.files.openCostInBytes=1", str(job)]
    env = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "mosul_extract", str(rows), "-q", "-j", str(cores)]
    head = "id,status,error,record"

    def submitted(name: str, given: Path, columns: str, timeout: int) -> tuple[list[str], dict[str, str]]:
        return [*spark, str(given), str(folder / f"{name}-{turn}"), columns, str(timeout)], env

    return {
        "command line": ([*command, "-o", str(folder / f"out-{turn}.jsonl")], {}),
        "spark, record": submitted("record", rows, head, 60),
        "spark, all columns": submitted("all", rows, "", 60),
        "spark, record, no time limit": submitted("free", rows, head, 0),
        "spark, no documents": submitted("empty", empty, head, 60),
    }


def main() -> None:
    """Measure each in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    found: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as name:
        rows = rows_of(options.folder, Path(name) / "rows.jsonl", options.documents)
        for turn in range(options.repeat):
            for what, (words, env) in runs(Path(name), rows, options.cores, turn).items():
                found.setdefault(what, []).append(measure(words, env))
                print(json.dumps({"run": what, **found[what][-1]}), flush=True)
    for what, each in found.items():
        middle = {key: statistics.median(one[key] for one in each) for key in each[0] if each[0][key] is not None}
        print(json.dumps({"median": what, "documents": options.documents, "cores": options.cores, **middle}))


if __name__ == "__main__":
    main()
