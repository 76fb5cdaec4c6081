"""Reviews: the figures of an exported review by hand, and what is wrong with one that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mosul_extract.errors import InputError
from mosul_extract.reviews import evaluate_review


def judged(
    start: int, verdict: str | None, *, kind: str = "killed", low: int | None = 3, sha256: str = "aa"
) -> dict[str, Any]:
    return {
        "review_version": "1.0", "document": {"id": "d_1", "path": f"{sha256}.txt", "sha256": sha256}, "list": "casualties",
        "fact": "C1", "kind": kind, "start": start, "end": start + 10, "text": "…", "low": low, "high": low, "verdict": verdict,
        "note": None,
    }  # fmt: skip


def record(*facts: tuple[int, str, int | None], sha256: str = "aa") -> dict[str, Any]:
    found = [
        {"start": start, "end": start + 10, "kind": kind, "count": {"low": low, "high": low, "precision": "exact"}}
        for start, kind, low in facts
    ]
    return {"document": {"sha256": sha256, "path": "elsewhere.txt"}, "casualties": found, "materiel": []}


def review(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "review.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def shown(path: Path, *records: dict[str, Any]) -> dict[tuple[str, str], tuple[float, float, int, int]]:
    figures = evaluate_review(path, records).figures
    return {key: (round(f.precision, 3), round(f.recall, 3), f.gold, f.found) for key, f in figures.items()}


def test_figures_by_hand(tmp_path: Path) -> None:
    path = review(
        tmp_path, judged(0, "accept"), judged(20, "accept"), judged(40, "reject"), judged(60, "reject"), judged(80, None),
        judged(100, "accept", kind="injured"),
    )  # fmt: skip
    found = record((0, "killed", 3), (42, "killed", 3), (60, "killed", 4), (80, "killed", 3), (100, "killed", 3))
    assert shown(path, found) == {
        ("casualties", "reviewed"): (0.5, 0.333, 3, 2),  # of the two still found one is right; two of three are lost
        ("casualties", "injured"): (0.0, 0.0, 1, 0),
        ("casualties", "killed"): (0.5, 0.5, 2, 2),
    }


def test_the_last_verdict_counts_and_unknown_counts_agree(tmp_path: Path) -> None:
    path = review(tmp_path, judged(0, "accept", low=None), judged(0, "reject", low=None), judged(20, "accept"))
    assert shown(path, record((0, "killed", None), (20, "killed", 3)))["casualties", "reviewed"] == (0.5, 1.0, 1, 2)


def test_a_text_without_record_is_named(tmp_path: Path) -> None:
    path = review(tmp_path, judged(0, "accept"), judged(0, "accept", sha256="bb"))
    result = evaluate_review(path, [record((0, "killed", 3))])
    assert result.without_record == ["bb.txt"]
    assert result.figures["casualties", "reviewed"].recall == 0.5


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ({"text": "x"}, r"review.jsonl:1: not a line of a review"),
        (judged(0, "perhaps"), r"the verdict 'perhaps' is not accept, reject or null"),
        (judged(0, None), r"nothing was accepted or rejected"),
    ],
)
def test_what_is_no_review_is_refused(tmp_path: Path, line: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        evaluate_review(review(tmp_path, line), [])
