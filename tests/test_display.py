"""Display: what an article says can neither colour nor reorder nor forge what a person sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from conftest import SEED, Run
from mosul_extract.display import COUNTED_ONCE, isolated, pages, plain
from mosul_extract.display.totals import total
from mosul_extract.records import Count, Record

HOSTILE = (
    "\x1b[31m[bold red]قتل 25 شخصا[/bold red]\u202e\u2066 في الموصل\x07\r\x9b31m\u2028 :skull: \x1b]0;title\x07"
    " ⟦فخ⟧¹ \ufeff\u00ad \x1b[2J <script>"
)
UNSHOWN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\u2028\u2029\ud800-\udfff\ufeff]"
)


@given(st.text())
def test_plain_text_holds_no_controls_and_no_marks_of_direction(text: str) -> None:
    shown = plain(text)
    assert not UNSHOWN.search(shown)
    assert not set("\n\u2068\u2069⟦⟧⟪⟫⌊⌋⌈⌉") & set(shown)


def test_controls_are_shown_as_what_they_are() -> None:
    assert plain("a\u202eb\x1b[0m\x7f\x9b") == "a⟨U+202E⟩b␛[0m␡⟨U+009B⟩"
    assert plain("⟦قتل⟧ ⟨") == "⟨U+27E6⟩قتل⟨U+27E7⟩ ⟨U+27E8⟩"
    assert plain("قُتِّلَ [red] مى\u200cشود") == "قُتِّلَ [red] مى\u200cشود"
    assert plain("a" + "\u0301" * 6) == "a" + "\u0301" * 4 + "⟨U+0301⟩" * 2
    assert isolated("قتل\n 3\r\n\r") == "\u2068قتل 3 ␍\u2069"
    assert isolated(None) == ""


@pytest.mark.parametrize("words", [("extract", "-f", "pretty"), ("explain",)])
@pytest.mark.parametrize("width", ["60", "100", "140"])
def test_a_hostile_article(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    path = tmp_path / "a.txt"
    path.write_text(f"{HOSTILE}\n\n{HOSTILE}", "utf-8", newline="")
    out = run(words[0], path, *words[1:]).out
    assert not UNSHOWN.search(out)
    shown = re.sub("[\u2068\u2069 \n]", "", out)
    for what in (
        "␛[31m[boldred]",
        "⟨U+202E⟩⟨U+2066⟩",
        "␇␍⟨U+009B⟩31m⟨U+2028⟩",
        ":skull:",
        "⟨U+27E6⟩فخ⟨U+27E7⟩¹",
        "␛[2J",
    ):
        assert what in shown
    for row in out.split("\n"):
        assert re.fullmatch("[^\u2068\u2069]*(\u2068[^\u2068\u2069]+\u2069[^\u2068\u2069]*)*", row), (
            "isolates end in their line"
        )


@pytest.mark.parametrize("words", [("extract", "-f", "pretty"), ("explain",)])
@pytest.mark.parametrize("width", [60, 100, 140])
def test_lines_fit_the_window_and_keep_arabic_apart(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: int
) -> None:
    """Two pieces of Arabic in a line have a Latin letter between them; no line begins with an isolate."""
    monkeypatch.setenv("COLUMNS", str(width))
    for row in run(words[0], SEED, *words[1:]).out.split("\n"):
        assert cell_len(row) <= width
        assert not row.startswith("\u2068")
        for between in re.split("\u2068[^\u2069]*\u2069", row)[1:-1]:
            assert re.match(" +[a-zA-Z]", between)


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
            {"count": count(10)}, {"count": count(4), "subset": True, "subset_of": "C1"},
            {"count": count(10), "repeats": "C1"}, {"count": count(99), "assertion": "denied"},
            {"count": count(340_000), "scope": "period"}, {"count": count(2)},
        )
    ])  # fmt: skip
    told = " ".join(page.split())
    assert "killed 12 12 2 facts" in told
    assert COUNTED_ONCE[1:] in told
    assert "Left out: 1 part of a total, 1 repeated, 1 denied, 1 over a period." in told
    assert [row.split()[:2] for row in page.split("\n") if re.match(" *[●○] ", row)] == [
        ["●", "C1"], ["○", "C2"], ["○", "C3"], ["○", "C4"], ["○", "C5"], ["●", "C6"]
    ]  # fmt: skip
    for words in ("part of C1, not counted", "repeats C1, not counted", "DENIED, not counted", "over a period, not"):
        assert words in told


def test_parts_and_repeats_stand_beneath_their_facts() -> None:
    repeat, its_part = {"repeats": "C1"}, {"subset": True, "subset_of": "C3"}
    [page] = pages([line(*({"count": count(9), **fact} for fact in ({}, {}, repeat, its_part)))])
    indents = {row.split()[1]: len(row) - len(row.lstrip()) for row in page.split("\n") if re.match(" *[●○] ", row)}
    assert list(indents) == ["C1", "C3", "C4", "C2"]
    assert indents["C1"] == indents["C2"] < indents["C3"] < indents["C4"]


def test_every_fact_is_shown_once_whatever_it_points_to() -> None:
    facts = ({"repeats": "C2"}, {"repeats": "C1"}, {"subset_of": "C9", "subset": True}, {"repeats": "C4"})
    [page] = pages([line(*({"count": count(1), **fact} for fact in facts))])
    assert sorted(row.split()[1] for row in page.split("\n") if re.match(" *[●○] ", row)) == ["C1", "C2", "C3", "C4"]
    chain = ({"repeats": f"C{n}", "count": count(1)} for n in range(2000))
    [page] = pages([line(*chain)])
    assert len(re.findall("^ *[●○] ", page, re.MULTILINE)) == 2000
    assert max(cell_len(row) for row in page.split("\n")) <= 80


def test_a_total_without_numbers_is_no_zero() -> None:
    unknown = {"count": count(None, None, "unstated")}
    assert "killed no number" in " ".join(next(pages([line(unknown)])).split())
    told = " ".join(next(pages([line(unknown, {"count": count(7)})])).split())
    assert "killed at least 7 at least 7 2 facts, 1 without a number" in told


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([(5, 5, "exact"), (7, 7, "exact")], "12"),
        ([(5, 5, "exact"), (30, 30, "approximate")], "about 35"),
        ([(5, 5, "exact"), (20, None, "at_least")], "at least 25"),
        ([(5, 5, "exact"), (20, 99, "vague")], "25 to 104"),
        ([(5, 5, "exact"), (None, None, "unstated")], "at least 5"),
        ([(5, 5, "exact"), (None, 20, "at_most")], "5 to 25"),
        ([(None, 20, "at_most")], "at most 20"),
        ([(None, None, "unstated")], "unknown"),
    ],
)
def test_a_total_is_no_more_exact_than_its_counts(counts: list[tuple[int | None, int | None, str]], words: str) -> None:
    facts = [Count.model_validate({"low": low, "high": high, "precision": how}) for low, high, how in counts]
    assert str(total(facts)) == words


def test_a_fact_that_leans_on_another_sentence_says_so() -> None:
    source = {"start": 9, "end": 12, "text": "زيد", "ref": None}
    inside = {"start": 1, "end": 2, "text": "ت", "ref": None}
    [page] = pages([line({"count": count(1), "source": source, "by": inside})])
    assert "source from another sentence" in page
    assert "doer" not in page


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
    assert str(Count.model_validate({"low": low, "high": high, "precision": precision})) == words


def test_nothing_found_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("طقس جميل", "utf-8")
    assert "nothing found" in run(path, "-f", "pretty").out
