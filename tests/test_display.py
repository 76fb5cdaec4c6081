"""Display: what an article says can neither colour nor reorder nor forge what a person sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from mosul_extract.display import COUNTED_ONCE, isolated, number, pages, plain
from mosul_extract.records import Count, Record

HOSTILE = "\x1b[31m[red]قتل 25 شخصا[/red]\u202e\u2066 في الموصل\x07\r\x9b31m\u2028 :skull:"


@given(st.text())
def test_plain_text_holds_no_controls_and_no_marks_of_direction(text: str) -> None:
    shown = plain(text)
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", shown
    )


def test_controls_are_shown_as_what_they_are() -> None:
    assert plain("a\u202eb\x1b[0m") == "a<U+202E>b<U+001B>[0m"
    assert isolated("قتل\n 3") == "\u2068قتل 3\u2069"
    assert isolated(None) == ""


def test_a_hostile_article(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{HOSTILE}\n\n{HOSTILE}", "utf-8")
    out = run(path, "-f", "pretty").out
    assert "\x1b" not in out
    assert "<U+001B>[31m[red]" in out
    assert ":skull:" in out
    assert not set("\u202e\u2066\x07\r\x9b") & set(out)
    assert out.count("\u2068") == out.count("\u2069")


def line(*casualties: dict[str, object]) -> str:
    usual = {"start": 0, "end": 3, "text": "قتل", "rule": "r", "sentence": {"start": 0, "end": 3}}
    facts = [
        {**usual, "id": f"C{n}", "kind": "killed", "victims": {"group": "unknown"}, **fact}
        for n, fact in enumerate(casualties, 1)
    ]
    document = {"id": "d", "sha256": "0", "encoding": "utf-8", "characters": 3}
    return Record.model_validate({"document": document, "casualties": facts}).to_json()


def count(low: int | None, high: int | None = None, precision: str = "exact") -> dict[str, object]:
    return {"low": low, "high": high if high is not None else low, "precision": precision}


def test_totals_count_nobody_twice_and_say_so() -> None:
    [page] = pages([
        line(
            {"count": count(10)}, {"count": count(4), "subset": True}, {"count": count(10), "repeats": "C1"},
            {"count": count(99), "assertion": "denied"}, {"count": count(340_000), "scope": "period"},
            {"count": count(None, None, "unstated")}, {"count": count(2)},
        )
    ])  # fmt: skip
    assert f"Total: killed at least 12 ({COUNTED_ONCE})" in " ".join(page.split())


def test_a_total_without_numbers_is_no_zero() -> None:
    [page] = pages([line({"count": count(None, None, "unstated")})])
    assert "Total: no numbers" in page


@pytest.mark.parametrize(
    ("low", "high", "precision", "words"),
    [
        (24, 24, "exact", "24"),
        (1500, 1500, "approximate", "about 1,500"),
        (20, None, "at_least", "at least 20"),
        (None, 20, "at_most", "at most 20"),
        (10, 15, "range", "10 to 15"),
        (20, 99, "vague", "20 to 99"),
        (None, None, "unstated", "unknown"),
    ],
)
def test_counts_in_words(low: int | None, high: int | None, precision: str, words: str) -> None:
    assert number(Count.model_validate({"low": low, "high": high, "precision": precision})) == words


def test_nothing_found_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("طقس جميل", "utf-8")
    assert "nothing found" in run(path, "-f", "pretty").out
