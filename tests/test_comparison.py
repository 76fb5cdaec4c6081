"""Comparison: what counts as gained, lost and changed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from conftest import Run
from mosul_extract.comparison import compare, to_markdown


def record(path: str = "a.txt") -> dict[str, Any]:
    mention = {"start": 3, "end": 9, "text": "الموصل", "rule": "places.lexicon"}
    fact = {
        "start": 20, "end": 30, "kind": "killed", "text": "قتل 3 جنود", "assertion": "stated", "subset": False,
        "scope": "event", "repeats": None, "count": {"low": 3, "high": 3, "precision": "exact"},
        "victims": {"text": "جنود", "group": "combatant"}, "source": None, "by": None, "place": None, "means": None, "when": None,
    }  # fmt: skip
    return {
        "schema_version": "1.0", "document": {"id": path, "path": path}, "actors": [], "units": [], "materiel": [],
        "places": [{"kind": "city", "name": "الموصل", "mentions": [mention]}], "casualties": [fact],
    }  # fmt: skip


def test_nothing_changed() -> None:
    result = compare([record()], [record()])
    assert result.changes == []
    assert result.counts("places") == (1, 1, 0, 0, 0)


def test_gains_losses_and_changes() -> None:
    new = copy.deepcopy(record())
    new["places"][0]["mentions"][0]["end"] = 8
    new["casualties"][0]["count"]["high"] = 4
    new["casualties"][0]["victims"]["group"] = "unknown"
    result = compare([record()], [new])
    assert [(c.sign, c.list, c.start) for c in result.changes] == [
        ("+", "places", 3),
        ("-", "places", 3),
        ("~", "casualties", 20),
    ]
    assert result.changes[-1].detail == "count.high: 3 → 4; group: combatant → unknown"
    assert result.counts("places") == (1, 1, 1, 1, 0)
    assert result.counts("casualties") == (1, 1, 0, 0, 1)


def test_two_equal_facts_are_two() -> None:
    new = copy.deepcopy(record())
    new["casualties"] *= 2
    assert compare([record()], [new]).counts("casualties") == (1, 2, 1, 0, 0)


def test_documents_of_one_run_only() -> None:
    result = compare([record("a.txt"), record("b.txt")], [record("b.txt"), record("c.txt")])
    assert (result.only_old, result.only_new, result.changes) == (["a.txt"], ["c.txt"], [])


def test_markdown() -> None:
    new = copy.deepcopy(record())
    new["places"] = []
    text = "\n".join(to_markdown(compare([record(), record("b|`.txt")], [new])))
    assert "| places | 1 | 0 | 0 | 1 | 0 |" in text
    assert "Only in the old run: `b|'.txt`" in text
    assert "- - places city at 3: `الموصل`" in text


def test_command(run: Run, article: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text(run(article).out, "utf-8")
    changed = json.loads(old.read_text("utf-8"))
    changed["casualties"] = []
    new.write_text(json.dumps(changed), "utf-8")
    result = run("compare", old, new, "-f", "markdown")
    assert result.code == 0
    assert result.out.startswith("| list | before | after | gained | lost | changed |")
    assert "- - casualties killed" in result.out
    assert "casualties" in run("compare", old, new).out
    assert run("compare", old, article).code == 2
