"""An archive: the same texts again and again under other names, run as one batch while its memory is watched."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from processes import memory

WARM = 10_000  # documents after which memory should not grow any more


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that ran: how many processes and records, wall seconds, and megabytes (all processes) at first and later."""

    jobs: int
    records: int
    seconds: float
    first_peak: float
    later_peak: float


def make_archive(texts: Path, folder: Path, documents: int) -> None:
    """So many documents as hard links, a thousand a folder."""
    originals = sorted(texts.glob("*.txt"))
    for number, original in zip(range(documents), itertools.cycle(originals), strict=False):
        inside = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            inside.mkdir(parents=True)
        os.link(original, inside / f"{number:07}.txt")


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


def run_batch(folder: Path, jobs: int) -> Batch:
    """Run a batch and look at its memory every quarter of a second."""
    out = folder.parent / f"out-{jobs}.jsonl"
    words = [sys.executable, "-m", "mosul_extract", str(folder), "-o", str(out), "-j", str(jobs), "-q"]
    lines, first, later = Lines(Path(f"{out}.partial.jsonl")), 0.0, 0.0
    start = time.perf_counter()
    process = subprocess.Popen(words)
    while process.poll() is None:
        if lines.update() <= WARM + 1:  # the journal begins with a line of its own
            first = max(first, memory(process.pid))
        else:
            later = max(later, memory(process.pid))
        time.sleep(0.25)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {process.returncode}")
    with out.open("rb") as file:
        records = sum(1 for _ in file)
    out.unlink()
    return Batch(jobs, records, seconds, first, later)
