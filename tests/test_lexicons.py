"""Lexicons: every shipped row passes the checks, and the checks find what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Run
from mosul_extract.errors import LexiconError
from mosul_extract.explanation import find_rows
from mosul_extract.lexicons import schema
from mosul_extract.lexicons.checking import check
from mosul_extract.lexicons.loading import Lexicon, data_directory, lexicon_of, load

UNITS = "id\tkind\tnames\tweak\tname_en\techelon\tnumber\tparent\tcountry\tsince\tuntil\tsource\n"


def unit(**cells: str) -> str:
    """A line of a file of units."""
    usual = {"id": "xx-one", "kind": "army", "names": "لواء الزعفران", "source": "curated"}
    return "\t".join({**usual, **cells}.get(column, "") for column in UNITS.strip().split("\t")) + "\n"


def test_every_shipped_row_passes() -> None:
    report = check()
    assert report.rows > 10_000
    assert not report.faults, "\n".join(map(str, report.faults[:50]))


def test_every_lexicon_has_rows() -> None:
    shipped = {lexicon_of(path.relative_to(data_directory()).as_posix()) for path in data_directory().rglob("*.tsv")}
    assert shipped == set(schema.ROWS)
    assert all(next(load().of(name), None) for name in shipped)


def test_the_columns_in_the_readme_are_current() -> None:
    import documents

    page = (ROOT / "data" / "README.md").read_text("utf-8")
    assert documents.data_page(page) == page


def test_the_data_lies_at_the_top_of_the_repository() -> None:
    assert data_directory() == ROOT / "data"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([unit(since="2016", until="2014")], "units.tsv:2: until is before since"),
        ([unit(since="last year")], "units.tsv:2: since: String should match pattern"),
        ([unit(kind="choir")], "units.tsv:2: kind: Input should be 'army'"),
        ([unit(source="")], "units.tsv:2: source: String should have at least 1 character"),
        ([unit(names="")], "units.tsv:2: names: String should have at least 1 character"),
        ([unit(id="XX One")], "units.tsv:2: id: String should match pattern"),
        ([unit(country="Iraq")], "units.tsv:2: country: String should match pattern"),
        ([unit(parent="nobody")], "units.tsv:2: parent: no row has the id nobody"),
        ([unit(names="لواء الزعفران ")], "units.tsv:2: names: space at an end"),
        ([unit(names="لواء  الزعفران")], "units.tsv:2: names: two spaces in a row"),
        ([unit(names="لواء الزعفران|")], "units.tsv:2: names: an empty spelling"),
        ([unit(names="لواء\u200f الزعفران")], "units.tsv:2: names: invisible character U+200F"),
        ([unit(names="لواء\u00a0الزعفران")], "units.tsv:2: names: invisible character U+00A0"),
        ([unit(names="لواء الزعفران|لواء الزعفران")], "units.tsv:2: names: a spelling stands twice: لواء الزعفران"),
        ([unit(), unit(names="لواء السماق")], "units.tsv:3: the id xx-one is taken by units.tsv:2"),
        ([unit(id="xx-two"), unit(names="لواء السماق")], "units.tsv:3: not sorted: xx-one stands after xx-two"),
        ([unit(), unit(id="xx-two", names="لوآء الزعفران")], "also a name of xx-one (units.tsv:2); make one weak"),
        (["only one cell\n"], "units.tsv:2: 1 cells where the header has 12"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path: Path, lines: list[str], fault: str) -> None:
    (tmp_path / "units.tsv").write_text(UNITS + "".join(lines), "utf-8")
    found = [str(found) for found in check(tmp_path).faults]
    assert any(fault in line for line in found), found


def test_a_name_of_two_rows_is_right_where_one_has_it_as_weak(tmp_path: Path) -> None:
    lines = [unit(), unit(id="xx-two", names="فوج السماق", weak="لواء الزعفران")]
    (tmp_path / "units.tsv").write_text(UNITS + "".join(lines), "utf-8")
    assert check(tmp_path).faults == []


def test_places_share_a_name_where_they_lie_in_different_ones(tmp_path: Path) -> None:
    header = "id\tkind\tnames\tparent\tsource\n"
    rows = "xx-one\tneighbourhood\tحي الزعفران\tiq-baghdad\tcurated\nxx-two\tneighbourhood\tحي الزعفران\t{}\tcurated\n"
    (tmp_path / "places.tsv").write_text(header + rows.format("iq-mosul"), "utf-8")
    assert check(tmp_path).faults == []
    (tmp_path / "places.tsv").write_text(header + rows.format("iq-baghdad"), "utf-8")
    assert "حي الزعفران is also a name of xx-one" in str(check(tmp_path).faults)


def test_a_name_that_a_text_can_never_hold_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text(UNITS + unit(names="=«لواء الزعفران»"), "utf-8")
    assert "is not found as this row" in str(check(tmp_path).faults)


def test_a_name_may_have_several_exact_spellings(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text(UNITS + unit(names="=لِواء|=لُواء"), "utf-8")
    assert check(tmp_path).faults == []
    lexicon = Lexicon([tmp_path])
    met = {word: [row["row"] for row in find_rows(word, lexicon)] for word in ("لِواء", "لُواء", "لواء")}
    assert ["units:xx-one" in rows for rows in met.values()] == [True, True, False]


def test_examples_are_found_as_their_row(tmp_path: Path) -> None:
    header = "id\tnames\tlist\tkind\tnumber\topen\techelon\talone\texample\tsource\n"
    row = "xx-head\tزقورة\tplaces\tfacility\tsingular\tyes\t\t\t{}\tcurated\n"
    (tmp_path / "heads.tsv").write_text(header + row.format("زار الوفد زقورة أور."), "utf-8")
    assert check(tmp_path).faults == []
    (tmp_path / "heads.tsv").write_text(header + row.format("زار الوفد المتحف."), "utf-8")
    [fault] = check(tmp_path).faults
    assert fault.message.startswith("example: زار الوفد المتحف. is not found as this row")


def test_files_of_no_lexicon_and_unknown_columns(tmp_path: Path) -> None:
    (tmp_path / "cats.tsv").write_text("id\tnames\tsource\na\tقطة\tcurated\n", "utf-8")
    (tmp_path / "units.tsv").write_text("id\tkind\tnames\tmotto\tsource\na\tarmy\tلواء الزعفران\t\tcurated\n", "utf-8")
    faults = "\n".join(map(str, check(tmp_path).faults))
    assert "cats.tsv:2: no lexicon is named 'cats'" in faults
    assert "units.tsv:2: unknown column motto" in faults


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no .tsv files"):
        check(tmp_path)


def test_a_users_row_wins_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    shipped = next(load().of("units"))
    (tmp_path / "units" / "mine.tsv").write_text(UNITS + unit(id=shipped.id), "utf-8")
    lexicon = Lexicon([tmp_path])
    row = lexicon.row("units", shipped.id)
    assert row is not None
    assert row["names"] == "لواء الزعفران"
    assert [entry.row.id for entry in lexicon.find("لواء الزعفران")] == [shipped.id]


def test_commands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text(UNITS + unit(since="2016", until="2014"), "utf-8")
    result = run("lexicon", "check", tmp_path)
    assert (result.code, result.out) == (1, "units.tsv:2: until is before since\n")
    assert result.err == "1 rows, 1 fault\n"
    (tmp_path / "units.tsv").write_text(UNITS + unit(), "utf-8")
    assert run("lexicon", "check", tmp_path).code == 0
    assert "units:xx-one" in run("lexicon", "find", "بلواء الزعفران", "--lexicon", tmp_path).out


def test_a_broken_lexicon_is_told_before_any_work(run: Run, article: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "units.tsv").write_text(UNITS + "one cell\n", "utf-8")
    result = run(article, "--lexicon", mine)
    assert (result.code, result.out) == (2, "")
    assert "units.tsv:2: 1 cells where the header has 12" in result.err
