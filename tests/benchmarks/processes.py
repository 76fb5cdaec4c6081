"""Processes as a benchmark sees them: what one took, and how much memory a tree of them holds while it runs."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A process that ended: processor and wall seconds, the most megabytes that it held, what it printed, its exit code."""

    cpu: float
    wall: float
    peak: float
    output: str
    code: int


def run(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end. Standard error goes where ours goes, so that what is wrong is seen."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=output, env={**os.environ, **(environment or {})})
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read().decode("utf-8")
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, printed, process.returncode)


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
    """The proportional set size of a process tree in megabytes: pages that several share count once."""
    total = 0
    for one in tree(pid):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024
