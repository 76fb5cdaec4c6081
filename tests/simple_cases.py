"""Simple cases: `text: …` and below it what is expected of it, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def read_cases(name: str, expected_key: str) -> Iterator[tuple[str, list[str]]]:
    """Each text of a case file with its expected lines, without the key that they begin with."""
    text = ""
    expected: list[str] = []
    for line in (CASES / name).read_text("utf-8").splitlines():
        key, _, value = line.partition(": ")
        if key == "text":
            if text:
                yield text, expected
            text, expected = value, []
        elif key == expected_key:
            expected.append(value)
    yield text, expected
