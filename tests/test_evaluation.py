"""Evaluation: the figures by hand on a small example, and by the common scorer on the shared gold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED, Run
from mosul_extract.errors import InputError
from mosul_extract.evaluation import evaluate, pair

TEXT = 'قتل 3 جنود في "الموصل" وبغداد، قالت وكالة رويترز'


def mark(piece: str, kind: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece), "text": piece, "kind": kind, **more}


def killed(piece: str, low: int, high: int, **more: Any) -> dict[str, Any]:
    usual = {
        "low": low,
        "high": high,
        "precision": "exact",
        "group": "combatant",
        "subset": False,
        "assertion": "stated",
    }
    return mark(piece, "killed", **{**usual, **more})


def record(**lists: Any) -> dict[str, Any]:
    return {
        "document": {"path": "some/where/a.txt"},
        "actors": [],
        "units": [],
        "places": [],
        "casualties": [],
        "materiel": [],
        **lists,
    }


def entity(*marks: dict[str, Any]) -> dict[str, Any]:
    return {"kind": marks[0]["kind"], "mentions": list(marks)}


def found(piece: str, low: int, group: str = "combatant") -> dict[str, Any]:
    return {
        **mark(piece, "killed"), "count": {"low": low, "high": low, "precision": "exact"},
        "victims": {"group": group}, "assertion": "stated", "subset": False,
    }  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One article with two places, an actor and a fact."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    marks = {
        "actors": [mark("رويترز", "media")], "units": [], "places": [mark("الموصل", "city"), mark("بغداد", "city")],
        "casualties": [killed("قتل 3 جنود", 3, 3)], "materiel": [],
    }  # fmt: skip
    (folder / "a.gold.json").write_text(json.dumps(marks), "utf-8")
    return folder


def test_figures_by_hand(gold: Path) -> None:
    places = [entity(mark('"الموصل"', "city")), entity(mark("وبغداد", "town")), entity(mark("وكالة", "city"))]
    actors = [entity(mark("وكالة رويترز", "media"))]
    result = evaluate(gold, [record(places=places, actors=actors, casualties=[found("قتل 3", 3, "unknown")])])
    shown = {
        measure: (round(f.precision, 3), round(f.recall, 3), f.gold, f.found) for measure, f in result.figures.items()
    }
    assert shown["places", "exact"] == (0.667, 1.0, 2, 3)
    assert shown["places", "typed"] == (0.333, 0.5, 2, 3)
    assert shown["actors", "exact"] == (0.0, 0.0, 1, 1)
    assert shown["actors", "overlap"] == (1.0, 1.0, 1, 1)
    assert shown["agents", "overlap"] == (1.0, 1.0, 1, 1)
    assert shown["casualties", "found"] == shown["casualties", "count"] == (1.0, 1.0, 1, 1)
    assert shown["casualties", "full"] == (0.0, 0.0, 1, 1)
    assert shown["materiel", "found"] == (0.0, 0.0, 0, 0)


def test_a_letter_of_the_name_is_not_forgiven(gold: Path) -> None:
    for piece, agrees in (("موصل", True), ("وصل", False), ("الموص", False), ('في "الموصل', False)):
        result = evaluate(gold, [record(places=[entity(mark(piece, "city"))])])
        assert result.figures["places", "exact"].precision == agrees, piece


def test_articles_without_a_record_count_as_missed(gold: Path) -> None:
    result = evaluate(gold, [])
    assert result.without_record == ["a"]
    assert result.figures["places", "exact"].recall == 0.0


def test_two_records_of_one_name_are_refused(gold: Path) -> None:
    with pytest.raises(InputError, match="two records of a"):
        evaluate(gold, [record(), record()])


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no .gold.json"):
        evaluate(tmp_path, [])


def test_pairs_are_one_to_one_and_the_closest_first() -> None:
    gold = [{"start": 0, "end": 10}, {"start": 10, "end": 20}]
    found = [{"start": 9, "end": 20}, {"start": 0, "end": 20}]
    assert sorted(pair(gold, found, lambda g, f: min(g["end"], f["end"]) > max(g["start"], f["start"]))) == [
        (0, 1),
        (1, 0),
    ]


def test_command(run: Run, gold: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(run(gold / "a.txt").out, "utf-8")
    one, other = (run("evaluate", gold, path, "-f", "json") for path in (gold, records))
    assert (one.code, one.out) == (0, other.out)
    assert json.loads(one.out)["casualties.count"]["f1"] == 1.0
    assert "casualties" in run("evaluate", gold, gold).out
    (tmp_path / "rows.jsonl").write_text('{"text": "x"}', "utf-8")
    assert run("evaluate", gold, tmp_path / "rows.jsonl").code == 2


@pytest.mark.skipif(not (SHARED / "gold" / "dev").is_dir(), reason="needs the shared gold")
@pytest.mark.parametrize("name", ["seed", "dev"])
def test_the_same_figures_as_the_common_scorer(run: Run, tmp_path: Path, name: str) -> None:
    gold, records = SHARED / "gold" / name, tmp_path / "records.jsonl"
    assert run(gold, "-o", records, "-q").code == 0
    scorer = [sys.executable, str(SHARED / "eval" / "score.py"), str(gold), str(records), "--json"]
    theirs = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    ours = json.loads(run("evaluate", gold, records, "-f", "json").out)
    assert ours == {measure: figures for measure, figures in theirs.items() if measure in ours}
    assert set(ours) == {measure for measure, figures in theirs.items() if "f1" in figures}
