"""How fast a batch is, and whether its memory stays flat: the same articles again and again under other names.

    python tests/benchmarks/batch.py FOLDER --documents 100000 --jobs 2

FOLDER holds .txt articles; they are linked (hard links) under other names until there are enough. Every quarter of a second
the memory of the whole process tree is taken (proportional set size, so that shared pages count once) together with the
number of documents in the journal. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WARM = 10_000  # documents after which memory should not grow any more


def archive(source: Path, target: Path, documents: int) -> None:
    """So many documents, a thousand a folder."""
    originals = target.parent / "originals"
    originals.mkdir()
    articles = [Path(shutil.copy(path, originals / f"{n}.txt")) for n, path in enumerate(sorted(source.rglob("*.txt")))]
    for number, article in zip(range(documents), itertools.cycle(articles), strict=False):
        folder = target / f"{number // 1000:04}"
        if number % 1000 == 0:
            folder.mkdir(parents=True)
        os.link(article, folder / f"{number:07}.txt")


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def memory(pid: int) -> float:
    """The proportional set size of a process tree in megabytes."""
    total = 0
    for one in tree(pid):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


class Lines:
    """Counts the lines of a file that grows, reading each part once."""

    def __init__(self, path: Path) -> None:
        self.path, self.count, self._at = path, 0, 0

    def update(self) -> int:
        try:
            with self.path.open("rb") as file:
                file.seek(self._at)
                while part := file.read(1 << 20):
                    self.count += part.count(b"\n")
                    self._at += len(part)
        except OSError:
            pass
        return self.count


def measure(folder: Path, jobs: int) -> dict[str, float]:
    """Run a batch and watch it."""
    out = folder.parent / f"out-{jobs}.jsonl"
    words = [sys.executable, "-m", "mosul_extract", str(folder), "-o", str(out), "-j", str(jobs), "-q"]
    lines, peaks = Lines(Path(f"{out}.partial.jsonl")), {"first": 0.0, "rest": 0.0}
    start = time.perf_counter()
    process = subprocess.Popen(words)
    while process.poll() is None:
        part = "first" if lines.update() <= WARM + 1 else "rest"  # the journal begins with a line of its own
        peaks[part] = max(peaks[part], memory(process.pid))
        time.sleep(0.25)
    seconds = time.perf_counter() - start
    with out.open("rb") as file:
        records = sum(1 for _ in file)
    out.unlink()
    return {
        "jobs": jobs,
        "exit_code": process.returncode,
        "records": records,
        "seconds": round(seconds, 1),
        "documents_a_second": round(records / seconds, 1),
        "peak_mb_first_10000": round(peaks["first"]),
        "peak_mb_after": round(peaks["rest"]),
        "growth_mb": round(peaks["rest"] - peaks["first"]) if peaks["rest"] else 0,
    }


def main() -> None:
    """Measure each number of jobs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        archive(options.folder, folder, options.documents)
        for jobs in options.jobs:
            print(json.dumps({"documents": options.documents, **measure(folder, jobs)}), flush=True)


if __name__ == "__main__":
    main()
