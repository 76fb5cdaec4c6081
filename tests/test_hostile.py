"""Hostile input: the steps that rules take grow in line with the text, and no character and no byte breaks anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice
from types import FrameType
from typing import Any

import pytest

import hostile
from fuzz import check_text
from mosul_extract import extract
from mosul_extract.lexicons import loading
from mosul_extract.lexicons.loading import load
from mosul_extract.text import tokens

# A quadratic rule takes four times the steps for twice the text.
MOST = 2.6
SMALL = 1500
EVERY = 120
# What once took four times the steps for twice the text, and one word with a number after every letter.
KEPT = (("هم", "killed"), ("منهم", "killed"), ("من بين القتلى", "killed"), ("قـ9", "glued"))


def steps(text: str) -> int:
    """The lines of Python that an extraction runs through: the same in every run, unlike its time."""
    taken = 0

    def count(frame: FrameType, event: str, given: Any) -> Any:
        nonlocal taken
        taken += event == "line"
        return count

    extract(text)  # what is remembered of words is remembered now
    sys.settrace(count)
    try:
        extract(text)
    finally:
        sys.settrace(None)
    return taken


def chosen() -> Iterator[Any]:
    """The texts whose steps are counted here: all signs and tales, and every so many of the words.

    `tests/benchmarks/linear.py` measures the time of all.
    """
    texts = list(hostile.texts())
    signs = len(hostile.SIGNS) * len(hostile.LAYOUTS)
    yield from islice(texts, 0, signs, 13)
    yield from islice(texts, signs, len(texts) - len(hostile.TALES), EVERY)
    yield from texts[-len(hostile.TALES) :]
    for piece, layout in KEPT:
        yield f"{piece!r} {layout}", partial(hostile.LAYOUTS[layout], piece)


@pytest.mark.parametrize("text", [pytest.param(make, id=ascii(name)) for name, make in chosen()])
def test_twice_the_text_takes_about_twice_the_steps(text: Any) -> None:
    once, twice = steps(text(SMALL)), steps(text(2 * SMALL))
    assert twice < MOST * once + 500


TALE = "قتل {} 3 جنود{}في قرية {}الزهور، قال العقيد {} محمد علي."


@pytest.mark.parametrize("first", range(0, 0x10000, 0x1000), ids=hex)
def test_every_code_point_of_the_basic_plane_in_the_middle_of_a_tale(first: int) -> None:
    """Alone, attached, and between digits; lone surrogates and NUL among them."""
    for start in range(first, first + 0x1000, 256):
        letters = [chr(point) for point in range(start, start + 256)]
        check_text("".join(TALE.replace("{}", letter) for letter in letters))
        check_text("قُتل " + "".join(f"2{letter}5 و{letter}شخصا " for letter in letters))


@pytest.mark.parametrize(
    "letter", ["ق", "9", "\u064b", "\u0640", "\ufdfa", '"', "(", "\u202e", "و", "a", "\0", ".", ","]
)
def test_one_word_of_many_letters(letter: str) -> None:
    assert check_text("قتل 3 جنود في " + letter * 200_000 + " قتل 5 مدنيين.").casualties


def test_names_do_not_nest_without_end() -> None:
    """A thousand class words before one name: each is looked at, none calls the next without end."""
    for row in load().of("heads"):
        check_text((row["names"].split("|")[0] + " ") * 1100 + "الزهور")


def test_a_title_again_and_again() -> None:
    for row in [*load().of("titles")][::7]:
        check_text((row["names"].split("|")[0] + " ") * 300 + "محمد علي")


def test_what_is_remembered_of_words_may_be_forgotten_at_any_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long run meets more words than are remembered; the records are the same."""
    sources = [
        TALE.replace("{}", chr(letter)) + f' قتل {letter} "شخصا" في(حي{letter})' for letter in range(0x621, 0x660)
    ]
    wanted = [check_text(source) for source in sources]
    monkeypatch.setattr(tokens, "_MOST_REMEMBERED", 20)
    monkeypatch.setattr(loading, "_MOST_REMEMBERED", 20)
    assert [check_text(source) for source in sources] == wanted


@pytest.mark.parametrize("piece", ["مساء ", "مساء ذلك اليوم ", "ذلك اليوم ", "3 من 12 ", "شهرين من "])
def test_words_that_may_stand_in_each_other_do_not_nest_without_end(piece: str) -> None:
    record = extract("قتل خمسة أشخاص. " + piece * sys.getrecursionlimit())
    assert [fact.count.low for fact in record.casualties][:1] == [5]
