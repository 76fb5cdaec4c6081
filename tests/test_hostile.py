"""Hostile input: the steps that rules take grow in line with the text, and no character and no byte breaks anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from types import FrameType
from typing import Any

import pytest

import hostile
from mosul_extract import Record, extract
from test_properties import spans

# A quadratic rule takes four times the steps for twice the text.
MOST = 2.6
SMALL = 1500
EVERY = 120


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


def checked(source: str) -> Record:
    """The record of a text, all its spans true, and equal to itself when read again."""
    record = extract(source)
    line = record.to_json()
    assert Record.model_validate_json(line) == record
    told = json.loads(line)
    for span in spans({name: told[name] for name in ("actors", "units", "places", "casualties", "materiel")}):
        assert span["text"] == source[span["start"] : span["end"]]
    return record


def chosen() -> Iterator[Any]:
    """The texts whose steps are counted here: all signs and tales, and every so many of the words.

    `tests/benchmarks/linear.py` measures the time of all.
    """
    texts = list(hostile.texts())
    signs = len(hostile.SIGNS) * len(hostile.LAYOUTS)
    yield from islice(texts, 0, signs, 13)
    yield from islice(texts, signs, len(texts) - len(hostile.TALES), EVERY)
    yield from texts[-len(hostile.TALES) :]


@pytest.mark.parametrize("text", [pytest.param(make, id=ascii(name)) for name, make in chosen()])
def test_twice_the_text_takes_about_twice_the_steps(text: Any) -> None:
    once, twice = steps(text(SMALL)), steps(text(2 * SMALL))
    assert twice < MOST * once + 500
