"""What the texts of all cases give is what was written down: tests/cases/told.expected, written by tests/told.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import told


def blocks() -> Iterator[tuple[str, list[str]]]:
    """(text, the lines written down for it)."""
    for block in ("\n" + told.FILE.read_text("utf-8")).split("\ntext: ")[1:]:
        text, *lines = block.removesuffix("\n").split("\n")
        yield text, lines


EXPECTED = dict(blocks())


@pytest.mark.parametrize("number", range(20))
def test_each_text_gives_what_was_written_down(number: int) -> None:
    for text in told.texts()[number::20]:
        check(text)


def check(text: str) -> None:
    assert text in EXPECTED, f"a new text: python tests/told.py --write (or .ci/renew), and read the difference: {text}"
    assert [*told.lines(text)][1:] == EXPECTED[text], (
        f"{text}\nif it is meant: python tests/told.py --write (or .ci/renew)"
    )


def test_nothing_else_is_written_down() -> None:
    assert [*EXPECTED] == told.texts()
