"""Explanation: every mention and fact with its rule, the rows met in it, and its cues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import SEED, Run
from mosul_extract import explanation


@pytest.fixture
def told(run: Run) -> dict[str, Any]:
    result = run("explain", SEED, "--format", "json")
    assert result.code == 0
    value: dict[str, Any] = json.loads(result.out)
    return value


def test_all_mentions_and_facts_of_the_record_are_explained(run: Run, told: dict[str, Any]) -> None:
    [record] = run(SEED).records
    mentions = [m for name in ("actors", "units", "places") for entity in record[name] for m in entity["mentions"]]
    assert [(m["start"], m["end"], m["rule"]) for m in told["mentions"]] == [
        (m["start"], m["end"], m["rule"]) for m in mentions
    ]
    facts = record["casualties"] + record["materiel"]
    assert [(f["id"], f["rule"]) for f in told["facts"]] == [(f["id"], f["rule"]) for f in facts]


def test_rows_are_real_and_stand_in_the_words(told: dict[str, Any]) -> None:
    root = Path(__file__).parents[1] / "data"
    rows = [row for thing in told["mentions"] + told["facts"] for row in thing["rows"]]
    assert rows
    for row in rows:
        line = (root / row["file"]).read_text("utf-8").splitlines()[row["line"] - 1]
        assert row["row"].split(":", 1)[1] in line
    for mention in told["mentions"]:
        assert all(row["text"] in mention["text"] for row in mention["rows"])
        assert mention["rule"].split(".")[0] == mention["list"]


def test_pretty(run: Run) -> None:
    out = run("explain", SEED).out
    assert "Mentions" in out
    assert "\x1b" not in out


def test_the_ledger_is_shown_where_one_is_kept(
    run: Run, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch, article: Path
) -> None:
    number = {"low": 2003, "high": 2003, "precision": "exact", "fact": None, "reason": "year", "row": None}
    lines = [{"text": "2003", "start": 5, "end": 9, **number}]
    monkeypatch.setattr(explanation, "_numbers", lambda *_: lines)
    assert json.loads(run("explain", article, "-f", "json").out)["numbers"] == lines
    assert "refused: year" in run("explain", article).out
    monkeypatch.setattr(explanation, "_numbers", lambda *_: None)
    assert "numbers" not in json.loads(run("explain", article, "-f", "json").out)


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff")
    result = run("explain", path)
    assert (result.code, result.out) == (2, "")
    assert "not UTF-8" in result.err
