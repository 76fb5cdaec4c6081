"""How fast the program is and how much memory it takes, measured in one run, every figure in a process of its own.

    python tests/benchmarks/speed.py                        # the project's own texts
    python tests/benchmarks/speed.py FOLDER --json OUT      # .txt articles; all figures as JSON
    python tests/benchmarks/speed.py --spacy PYTHON         # the peer, in an environment that has spaCy
    python tests/benchmarks/speed.py --documents 100000     # a batch of so many: does its memory stay flat?

Texts are taken once each. What is compared runs in turn, A B A B; figures are medians, ratios the medians of the pairs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import make_archive, run_batch
from processes import Run, run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMMAND = Path(sys.executable).with_name("mosul-extract")
OURS = (str(COMMAND),) if COMMAND.exists() else (sys.executable, "-m", "mosul_extract")
SENTENCES_A_TEXT = 12
INSTALL_SPACY = "`python -m venv spacy-env && spacy-env/bin/pip install spacy`, then `--spacy spacy-env/bin/python`"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table. `ratio`: to what it is measured against, where there is something."""

    what: str
    value: float | None
    unit: str
    ratio: float | None = None
    against: str = ""


# -- texts


def own_texts() -> Iterator[str]:
    """The seed articles, the frozen texts, and the sentences of the cases, some to a text."""
    for folder in (ROOT / "seeds", ROOT / "tests" / "frozen"):
        yield from (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    cases = "".join(path.read_text("utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.txt")))
    sentences = list(dict.fromkeys(re.findall(r"^text: (.+)$", cases, re.MULTILINE)))
    for at in range(0, len(sentences), SENTENCES_A_TEXT):
        yield "\n".join(sentences[at : at + SENTENCES_A_TEXT]) + "\n"


def write_texts(folder: Path | None, target: Path) -> int:
    """Each text once, as a file; the number of them."""
    given = (path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))) if folder else own_texts()
    texts = dict.fromkeys(given)
    target.mkdir()
    for number, text in enumerate(texts):
        (target / f"{number:05}.txt").write_bytes(text.encode("utf-8"))
    return len(texts)


# -- measures


def succeeded(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """A run that ended well."""
    done = run(words, environment)
    if done.code:
        raise SystemExit(f"{' '.join(words)}: exit code {done.code}")
    return done


def loop(name: str, texts: Path, python: str = sys.executable) -> tuple[str, ...]:
    """The command that runs a loop of loops.py."""
    return python, str(HERE / "loops.py"), name, str(texts)


def told(done: Run, key: str) -> float:
    """A figure that a loop printed."""
    return float(json.loads(done.output)[key])


def in_turn(one: Sequence[str], other: Sequence[str], runs: int) -> tuple[list[Run], list[Run]]:
    """Two commands in turn, after a run of each that does not count."""
    pairs = [(succeeded(one), succeeded(other)) for _ in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def ratio(ones: list[float], others: list[float]) -> float:
    """The median of the ratios pair by pair."""
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))


def measure_loops(texts: Path, runs: int, spacy: str) -> Iterator[Figure]:
    """The loops, in processor time: the tokenizer, the extraction, the peer."""
    ours, bare = in_turn(loop("extraction", texts), loop("tokenizer", texts), runs)
    count = told(bare[0], "texts")
    mine, base = [told(r, "seconds") for r in ours], [told(r, "seconds") for r in bare]
    yield Figure("tokenizer alone, a text", statistics.median(base) / count * 1000, "ms")
    yield Figure("extraction, a text", statistics.median(mine) / count * 1000, "ms", ratio(mine, base), "tokenizer")
    peer = json.loads(succeeded(loop("names", texts, spacy)).output)
    if "missing" in peer:
        yield Figure(f"spaCy's EntityRuler: not installed; {INSTALL_SPACY}", None, "")
        return
    what = f"spaCy {peer['version']}, EntityRuler with our {peer['names']:,} names"
    speed = peer["seconds"] / statistics.median(base)
    yield Figure(f"{what}, a text", peer["seconds"] / count * 1000, "ms", speed, "tokenizer")
    yield Figure(f"{what}, to build", peer["load"] * 1000, "ms")


def measure_runs(texts: Path, runs: int) -> Iterator[Figure]:
    """Whole runs, start and end included, in processor time."""
    one_file = str(min(texts.glob("*.txt")))
    click = (sys.executable, "-c", "import click")
    cases = (
        ("--help", (*OURS, "--help"), click, "`import click`"),
        ("--version", (*OURS, "--version"), click, "`import click`"),
        ("one file", (*OURS, one_file), loop("start", texts), "bare imports"),
        ("all files, one process", (*OURS, str(texts), "-j", "1", "-q"), loop("command", texts), "tokenizer"),
    )
    for what, ours, other, against in cases:
        mine, base = in_turn(ours, other, runs)
        cpu = [r.cpu for r in mine], [r.cpu for r in base]
        yield Figure(what, statistics.median(cpu[0]) * 1000, "ms", ratio(*cpu), against)
        if "file" in what:
            yield Figure(f"{what}: most memory", statistics.median(r.peak for r in mine), "MB")


def measure_lexicons(texts: Path, runs: int) -> Iterator[Figure]:
    """All lexicons, with an empty cache folder and with one that holds their index."""
    first, later = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            for found in (first, later):
                found.append(told(succeeded(loop("lexicon", texts), {"XDG_CACHE_HOME": cache}), "seconds"))
    yield Figure("lexicons, the first time", statistics.median(first) * 1000, "ms")
    yield Figure("lexicons, later", statistics.median(later) * 1000, "ms", ratio(later, first), "the first time")


def measure_batches(texts: Path, documents: int) -> Iterator[Figure]:
    """So many documents with one process and with two: wall time, and the memory of all processes together."""
    make_archive(texts, texts.parent / "archive", documents)
    one, two = (run_batch(texts.parent / "archive", jobs) for jobs in (1, 2))
    for batch, gain in ((one, None), (two, one.seconds / two.seconds)):
        what = f"{batch.records:,} documents, {batch.jobs} process{'es' if batch.jobs > 1 else ''}"
        yield Figure(
            f"{what}, documents a second", batch.records / batch.seconds, "", gain, "one process" if gain else ""
        )
        yield Figure(f"{what}: most memory", max(batch.first_peak, batch.later_peak), "MB")
        if batch.later_peak:
            yield Figure(f"{what}: growth after 10,000 documents", batch.later_peak - batch.first_peak, "MB")


# -- what is shown


def machine() -> str:
    """The kind of machine, without its name."""
    try:
        model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    except OSError:
        model = None
    kind = model[1] if model else platform.machine()
    return f"{os.cpu_count()} cores, {kind}, {platform.system()}, Python {platform.python_version()}"


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield "| what | figure | ratio to |"
    yield "| --- | ---: | --- |"
    for f in figures:
        value = (
            "" if f.value is None else f"{f.value:,.2f} {f.unit}" if abs(f.value) < 10 else f"{f.value:,.0f} {f.unit}"
        )
        yield f"| {f.what} | {value.strip()} | {'' if f.ratio is None else f'{f.ratio:.2f} × {f.against}'} |"


def main() -> None:
    """Measure, show, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--spacy", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--json", type=Path, metavar="OUT")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        texts = Path(name) / "texts"
        count = write_texts(options.folder, texts)
        succeeded(loop("patterns", texts))
        figures = [
            *measure_loops(texts, options.runs, options.spacy),
            *measure_runs(texts, options.runs),
            *measure_lexicons(texts, options.runs),
            *measure_batches(texts, options.documents),
        ]
    day = datetime.now(UTC).date().isoformat()
    print(f"{day}; {machine()}; {count} texts; medians of {options.runs} runs\n", *table(figures), sep="\n")
    if options.json:
        whole = {"day": day, "machine": machine(), "texts": count, "runs": options.runs}
        options.json.write_text(json.dumps(whole | {"figures": [asdict(f) for f in figures]}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
