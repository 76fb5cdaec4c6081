"""Fuzzers, run by hand: bytes through the readers, and texts made of the lexicons' own words; tests/test_fuzz.py runs them for seconds.

    python tests/fuzz.py texts --seconds 300 [--seed 1]     # hypothesis' strategies, random texts until the time is up
    python tests/fuzz.py bytes --seconds 300                # mutations of small good files of every format
    python tests/fuzz.py atheris -max_total_time=300        # the same, led by coverage (pip install atheris)

A text must give a record with true spans that is equal to itself when read again; bytes must give records or failures, and
together as many as there are inputs. What breaks is printed, and written to a file of its own in this folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import hostile
from mosul_extract import Record, extract
from mosul_extract.batch import Outcome, Settings, run
from mosul_extract.formats.readers import Reading, read_tasks
from mosul_extract.lexicons.loading import load
from test_properties import spans

HALF = re.compile("[\ud800-\udfff]")
LISTS = ("actors", "units", "places", "casualties", "materiel")
JOINTS = (
    " ",
    " ",
    " ",
    " ",
    "",
    "\n",
    "، ",
    ". ",
    " و",
    " في ",
    " من ",
    " على ",
    '"',
    " (",
    ") ",
    "«",
    "»",
    ":",
    "\u0640",
    "\u064e",
)
NAMES = (".txt", ".html", ".json", ".jsonl", ".csv", ".txt.gz", ".jsonl.gz")
GOOD = "قُتل 25 شخصا في الموصل، بحسب مصدر أمني.\nوأصيب 7 جنود في بغداد."


class BrokenError(AssertionError):
    """What a fuzzer found."""


@cache
def vocabulary() -> tuple[list[str], list[str], list[str]]:
    """Words of every kind; those that make facts, which come more often; signs."""
    lexicon = load()
    facts = [
        name.removeprefix("=")
        for lists in ("casualty_words", "victims", "numerals", "cues", "constructions", "means", "materiel_words")
        for row in lexicon.of(lists)
        for name in row["names"].split("|")
    ]
    return [*hostile.words(lexicon)], facts, [*hostile.SIGNS]


def text_of(chance: random.Random) -> str:
    """An Arabic-shaped text: words of the lexicons with letters before them, marks and digits among them."""
    words, facts, signs = vocabulary()
    pieces = []
    for _ in range(chance.randint(1, 60)):
        drawn = chance.random()
        word = chance.choice(facts if drawn < 0.5 else words if drawn < 0.9 else signs)
        if drawn > 0.97:
            word = str(chance.randint(0, 10 ** chance.randint(1, 6)))
        pieces += [chance.choice("وفبلكس") if chance.random() < 0.1 else "", word, chance.choice(JOINTS)]
    return "".join(pieces)


def check_text(source: str) -> Record:
    """The record of a text. Raises BrokenError where it is not what a record must be, and whatever extraction raises."""
    record = extract(source)
    told = record.model_dump(mode="json")
    if source.isascii() or not HALF.search(source):  # UTF-8, and so JSON, has no form for half a character
        line = record.to_json()
        again = Record.model_validate_json(line)
        if again != record or again.to_json() != line:
            raise BrokenError("a record is not equal to itself when read again")
    for span in spans({name: told[name] for name in LISTS}):
        if span["text"] != source[span["start"] : span["end"]] or span["start"] >= span["end"]:
            raise BrokenError(f"a span is not true: {span}")
    return record


def check_bytes(name: str, data: bytes, folder: Path, encoding: str | None = None) -> list[Outcome]:
    """The outcomes of a file of these bytes. Raises BrokenError where an error is one of the program's own."""
    path = folder / f"input{name}"
    path.write_bytes(data)
    reading = Reading(encoding=encoding, max_bytes=100_000)
    outcomes = list(run(read_tasks([str(path)], reading), Settings(reading)))
    for outcome in outcomes:
        if (outcome.record is None) == (outcome.error is None):
            raise BrokenError(f"neither a record nor a failure: {outcome}")
        if outcome.error is not None and ("internal error" in outcome.error or "\n" in outcome.error):
            raise BrokenError(outcome.error)
        if outcome.record is not None:
            Record.model_validate_json(outcome.record)
            outcome.record.encode("utf-8")
    return outcomes


def good_files() -> dict[str, bytes]:
    """A small good file for every ending."""
    row = {"text": GOOD, "id": "7", "title": "عنوان", "published": "2016-12-29", "desk": [1, {"a": None}]}
    line = json.dumps(row, ensure_ascii=False).encode()
    return {
        ".txt": GOOD.encode(),
        ".html": f"<html><head><title>ع</title></head><body><article><p>{GOOD * 5}</p></article></body></html>".encode(),
        ".json": b"[" + line + b"," + line + b"]",
        ".jsonl": line + b"\n" + line + b"\n",
        ".csv": f'id,text,desk\n1,"{GOOD}",x\n2,قتل,y\n'.encode(),
        ".txt.gz": gzip.compress(GOOD.encode(), mtime=0),
        ".jsonl.gz": gzip.compress(line + b"\n", mtime=0),
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few faults: some changed, cut, doubled, put in, or moved."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(found) + 1), chance.choice((1, 1, 1, 2, 4, 30))
        act = chance.randrange(5)
        if act == 0:
            found[at : at + size] = chance.randbytes(size)
        elif act == 1:
            del found[at : at + size]
        elif act == 2:
            found[at:at] = found[at : at + size * 4]
        elif act == 3:
            found[at:at] = chance.choice(TOKENS)
        else:
            found = found[at:] + found[:at]
    return bytes(found)


TOKENS = (
    b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x1f\x8b", b'"', b"'", b"\\u0000", b"\\ud83d", b"\n", b"\r",
    b"\r\n", b",", b"{", b"}", b"[" * 50, b"]", b"null", b"NaN", b"1e999", b"-0", b"1" * 400, b"\xe2\x80\xa8", b"\xc2\x85", b"<",
    b"<script>",
    b"<!--", b"&#x0;", b"&#1114111;", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b'"id":', b'"text":', b'"published":"0000-00-00"', b"\t", b";",
)  # fmt: skip


def main() -> None:
    """Run one of the fuzzers."""
    if sys.argv[1:2] == ["atheris"]:
        with_atheris()
        return
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("texts", "bytes"))
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=int(time.time()))
    given = options.parse_args()
    chance, until, tried, broken = random.Random(given.seed), time.monotonic() + given.seconds, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            tried += 1
            try:
                if given.what == "texts":
                    source: str | bytes = text_of(chance)
                    check_text(str(source))
                else:
                    name, data = chance.choice([*good_files().items()])
                    source = mutated(data, chance)
                    check_bytes(
                        name, source, Path(folder), chance.choice((None, None, "auto", "windows-1256", "utf-7"))
                    )
            except Exception as wrong:
                broken += 1
                kept = Path(f"fuzz-{given.what}-{given.seed}-{tried}")
                kept.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
                print(f"{kept}: {type(wrong).__name__}: {str(wrong)[:300]}", flush=True)
    print(json.dumps({"fuzzer": given.what, "seed": given.seed, "tried": tried, "broken": broken}))


def with_atheris() -> None:
    """Atheris leads the bytes by the coverage of the readers; the first byte chooses the format."""
    import atheris

    folder = Path(tempfile.mkdtemp())
    atheris.instrument_all()

    def one(data: bytes) -> None:
        if not data:
            return
        name = NAMES[data[0] % len(NAMES)]
        check_bytes(name, gzip.compress(data[1:], 1) if name.endswith(".gz") and data[0] % 2 else data[1:], folder)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
