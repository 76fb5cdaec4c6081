"""The fuzzers for some seconds (tests/fuzz.py runs them for longer), and what they found before."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fuzz

CALM = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.randoms(use_true_random=False))
@CALM
def test_texts_of_the_lexicons_own_words(chance: Random) -> None:
    fuzz.check_text(fuzz.text_of(chance))


@given(st.text(st.characters(codec=None), max_size=300))
@CALM
def test_texts_of_any_characters(source: str) -> None:
    fuzz.check_text(source)


@pytest.mark.parametrize("name", fuzz.good_files())
def test_good_files_with_faults(tmp_path: Path, name: str) -> None:
    if name == ".html":
        pytest.importorskip("trafilatura")
    chance, good = Random(name), fuzz.good_files()[name]
    for _ in range(60):
        encoding = chance.choice((None, None, "auto", "windows-1256", "utf-7"))
        fuzz.check_bytes(name, fuzz.mutated(good, chance), tmp_path, encoding)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None, suppress_health_check=[*HealthCheck])
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    for name in (".txt", ".jsonl", ".csv", ".txt.gz"):
        fuzz.check_bytes(name, data, tmp_path)


FOUND = (
    "محافظة\n" * 600,
    "مستشفى\n" * 600,
    "ناحية " * 600,
    "1," * 3000,
    "عبد الملك المخلافي" * 200,
    "قتل 3 في قرية \ud83dالزهور",
)


@pytest.mark.parametrize("source", FOUND, ids=lambda source: ascii(source[:20]))
def test_texts_that_once_broke_something(source: str) -> None:
    fuzz.check_text(source)
