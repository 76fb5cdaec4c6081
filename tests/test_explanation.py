"""Explanation: every mention and fact with its rule, the rows met in it, and its cues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import KILLED, SEED, Run
from mosul_extract.display import explanations
from mosul_extract.display.marks import KINDS, Mark, marked


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


def test_rows_and_mentions_show_what_was_cut_off_their_words(run: Run, article: Path) -> None:
    article.write_text("وقُتل 25 شخصا بالموصل.", "utf-8")
    told = json.loads(run("explain", article, "-f", "json").out)
    text = told["document"]["text"]
    [place] = [mention for mention in told["mentions"] if mention["list"] == "places"]
    assert (place["clitics"], place["text"]) == ("ب", "الموصل")
    rows = [row for thing in told["facts"] + told["mentions"] for row in thing["rows"]]
    assert ("و", "casualty_words:kill-verb") in {(row["clitics"], row["row"]) for row in rows}
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["start"] - len(row["clitics"]) : row["start"]] == row["clitics"]
    shown = run("explain", article).out
    assert "\u2068ب + الموصل\u2069" in shown
    assert "\u2068و + قُتل\u2069" in shown


def test_all_that_ids_point_to_is_told(run: Run, told: dict[str, Any]) -> None:
    [record] = run(SEED).records
    for name in ("actors", "units", "places"):
        for entity in record[name]:
            del entity["mentions"]
        assert told[name] == record[name]
    assert told["document"]["text"] == SEED.read_text("utf-8")
    assert told["warnings"] == record["warnings"]


def test_the_article_has_its_marks_inline(run: Run, article: Path) -> None:
    article.write_text(
        "قال زيد\n\nقتلت الشرطة الاتحادية 24 إرهابيا من داعش في الموصل. ودمرت خمس عجلات مفخخة.\n", "utf-8"
    )
    out = run("explain", article).out
    marked = "⟦قتلت ⟪الشرطة الاتحادية⟫¹ 24 إرهابيا من ⟨داعش⟩¹⟧¹ في ⌊الموصل⌋¹."
    rows = out.split("\n")
    [at] = [at for at, row in enumerate(rows) if marked in row.replace("\u2069", "").replace("\u2068", "")]
    assert rows[at + 1].startswith("    ● C1  killed 24")
    assert "⌈دمرت خمس عجلات مفخخة⌉¹" in rows[at + 2]
    assert "⟦casualty fact⟧¹ is C1" in out
    assert "\x1b" not in out


def test_marks_over_a_line_break_are_closed_and_opened_anew() -> None:
    text = "قتل\n \n\n  25 شخصا \n\n"
    lines = [line.plain for line, _ in marked(text, [Mark(0, 16, "C12", KINDS["casualties"])], ())]
    assert lines == ["⟦قتل⟧¹²", "", "⟦25 شخصا⟧¹²"]


def test_marks_that_cross_each_close_with_their_own_bracket() -> None:
    marks = [Mark(0, 5, "C1", KINDS["casualties"]), Mark(3, 8, "P2", KINDS["places"])]
    [(line, _)] = marked("قتلفيبغداد", marks, ())
    assert line.plain == "⟦قتل⌊في⟧¹بغد⌋²اد"


def test_the_ledger_tells_each_number_and_why(run: Run, told: dict[str, Any], article: Path) -> None:
    assert {line["reason"]: line["meaning"] for line in told["numbers"]}["year"] == "a year"
    assert all((line["fact"] is None) == (line["meaning"] is not None) for line in told["numbers"])
    article.write_text("قتل 25 شخصا في بغداد عام 2003.", "utf-8")
    out = run("explain", article).out
    assert "Numbers: 2, 1 of them refused" in out
    assert "25 · counts C1" in out
    assert "2003 · refused: a year (year)" in out
    assert "‹2003›" in out


def test_numbers_by_words_for_casualties_come_first(told: dict[str, Any]) -> None:
    """There a fact may be missing."""
    told = told | {"numbers": [*told["numbers"]]}
    told["numbers"][-1] |= {"reason": "casualty_not_read", "meaning": "not sure enough", "fact": None}
    [page] = explanations([told])
    _, _, numbers = page.partition("Numbers: ")
    assert "casualty not read" in numbers.split("\n")[1]


def test_documents_of_a_file_follow_one_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = ({"id": "one", "text": KILLED, "published": "yesterday"}, {"id": "two", "text": KILLED})
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    out = run("explain", path).out
    assert out.count("⟦قُتل 25 شخصا⟧¹") == 2
    assert out.count("published-unread") == 1
    assert run(path, "-f", "pretty").out.count("killed 25") == 2


def test_json_is_one_line_a_document_for_every_reader(run: Run, article: Path) -> None:
    text = f"{KILLED}\u2028نص\u2029نص\u0085نص\x1b[31m"
    article.write_text(text, "utf-8")
    out = run("explain", article, "-f", "json").out
    assert len(out.splitlines()) == 1
    assert json.loads(out)["document"]["text"] == text
    assert "\x1b" not in out


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff")
    result = run("explain", path)
    assert (result.code, result.out) == (2, "")
    assert "not UTF-8" in result.err
