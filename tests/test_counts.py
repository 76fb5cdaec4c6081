"""Counts keep their places: two counts of one sentence are never exchanged, and what counts something else counts nobody.

`cases/two_counts.txt` and `cases/other_numbers.txt` hold sentences with gaps, filled here with several pairs of numbers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mosul_extract import extract

CASES = Path(__file__).parent / "cases"
NUMBERS = (("13", "47"), ("47", "13"), ("٣٥", "١١٠"), ("3", "1,200"))


def _lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _value(digits: str) -> int:
    return int(digits.replace(",", ""))


def _counts(text: str, *kinds: str) -> set[int | None]:
    return {value for c in extract(text).casualties if c.kind in kinds for value in (c.count.low, c.count.high)}


@pytest.mark.parametrize("line", _lines("two_counts.txt"))
def test_two_counts_keep_their_places(line: str) -> None:
    sentence = line.removeprefix("? ")
    for killed, injured in NUMBERS:
        text = sentence.replace("{K}", killed).replace("{I}", injured)
        dead, hurt = _counts(text, "killed"), _counts(text, "injured")
        assert _value(injured) not in dead and _value(killed) not in hurt, f"exchanged: {text}"
        both = _value(killed) in dead and _value(injured) in hurt
        assert both != line.startswith("? "), f"{'passes now' if both else 'not read'}: {text}"


@pytest.mark.parametrize("line", _lines("other_numbers.txt"))
def test_other_numbers_count_nobody(line: str) -> None:
    for other, harmed in NUMBERS:
        text = line.replace("{N}", other).replace("{K}", harmed)
        counts = {v for c in extract(text).casualties for v in (c.count.low, c.count.high)}
        assert _value(other) not in counts, f"{other} counts people: {text}"
        assert _value(harmed) in counts, f"not read: {text}"
