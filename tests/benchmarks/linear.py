"""How the time of an extraction grows with the text: n against 4n characters of every hostile text, processor time in one run.

    python tests/benchmarks/linear.py [--characters 4000] [--part 1/3] [--pairs SECONDS]

1.0 means: four times the text takes four times as long. Prints the texts that grow faster, and last a line of JSON.
`--pairs` also repeats random runs of two to five words of the lexicons for so many seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import hostile
from mosul_extract import extract
from mosul_extract.lexicons.loading import load

TIMES = 4
SUSPECT = 1.6  # beyond this a text is measured again, longer
NOISE = 0.02  # seconds, below which nothing is said


def seconds(text: str) -> float:
    """Processor time of one extraction, what is remembered of words aside."""
    start = time.process_time()
    extract(text)
    return time.process_time() - start


def growth(text: Callable[[int], str], characters: int) -> tuple[float, float]:
    """(ratio, seconds of the longer text); a ratio of 1 is linear. One that looks bad is measured again at twice the size."""
    short, long = text(characters), text(characters * TIMES)
    seconds(short)
    first, second = seconds(short), seconds(long)
    ratio = second / max(first, 1e-4) / (len(long) / len(short))
    if ratio > SUSPECT and second > NOISE and characters < 16_000:
        return min((ratio, second), growth(text, characters * 2))
    return ratio, second


def pairs(until: float, seed: int) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Random runs of a few words and signs, until a moment."""
    chance, known = random.Random(seed), [*hostile.SIGNS, *hostile.words(load())]
    while time.monotonic() < until:
        piece = chance.choice((" ", " ", "")).join(chance.choices(known, k=chance.randint(2, 5)))
        repeat = chance.choice([*hostile.LAYOUTS.values()])
        yield repr(piece), lambda size, piece=piece, repeat=repeat: repeat(piece, size)


def main() -> None:
    """Measure, and print what grows too fast."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--characters", type=int, default=4000)
    options.add_argument("--part", default="1/1", help="2/3: the second third of the texts")
    options.add_argument("--pairs", type=float, default=0, metavar="SECONDS")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    part, of = map(int, given.part.split("/"))
    texts = [*hostile.texts()][part - 1 :: of] if part else []
    counted, worst, bad = 0, 0.0, 0
    for find in (lambda: iter(texts), lambda: pairs(time.monotonic() + given.pairs, given.seed)):
        for name, text in find():
            ratio, taken = growth(text, given.characters)
            counted += 1
            if taken < NOISE:
                continue
            worst = max(worst, ratio)
            if ratio > SUSPECT:
                bad += 1
                print(f"{ratio:.2f} {taken:.3f} s {name}", flush=True)
    print(json.dumps({"texts": counted, "faster_than_linear": bad, "worst_ratio": round(worst, 2)}))


if __name__ == "__main__":
    main()
