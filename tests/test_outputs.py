"""Outputs: every format loads elsewhere with the right types, and no total counts anybody twice."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from conftest import KILLED, Run
from mosul_extract.formats.tables import TABLES, cells
from mosul_extract.formats.writers import STREAMS, write
from mosul_extract.records import Record


def duckdb(query: str) -> Any:
    """The rows of a query, by duckdb in a process of its own (it complains at the end of one that it shares)."""
    if find_spec("duckdb") is None:
        pytest.skip("needs duckdb")
    code = "import duckdb, json, sys; print(json.dumps(duckdb.sql(sys.argv[1]).fetchall(), default=int))"
    return json.loads(
        subprocess.run([sys.executable, "-c", code, query], capture_output=True, text=True, check=True).stdout
    )


def quoted(text: str, ref: str | None = None) -> dict[str, Any]:
    return {"text": text, "start": 0, "end": len(text), "ref": ref}


def fact(number: int, kind: str, low: int | None, **more: Any) -> dict[str, Any]:
    return {
        "id": f"C{number}", "kind": kind, "start": number, "end": number + 4, "text": "=قتل",
        "count": {"text": str(low), "start": 0, "end": 1, "low": low, "high": low, "precision": "exact" if low else "unstated"},
        "victims": {**quoted("مدنيين"), "group": "civilian", "categories": ["child", "woman"]},
        "place": quoted("الموصل", "P1"), "rule": "casualties.made-up", "sentence": {"start": 0, "end": 9},
        "when": {"text": "أمس", "start": 0, "end": 3, "from": "2017-01-01", "to": "2017-01-01", "precision": "day"},
        "evidence": [{**quoted("وأضاف"), "role": "attribution", "row": "cues:add"}],
        **more,
    }  # fmt: skip


@pytest.fixture
def lines() -> list[str]:
    """Two records, made by hand, with every kind of value in them; the first has an id of digits only."""
    facts = [
        fact(1, "killed", 10),
        fact(2, "killed", 4, subset=True, subset_of="C1"),
        fact(3, "killed", 10, repeats="C1"),
        fact(4, "killed", 99, assertion="denied"),
        fact(5, "killed", 340_000, scope="period"),
        fact(6, "killed", None),
        fact(7, "killed", 3, place=None),
        fact(8, "injured", 10**30),
    ]
    for one in facts:
        del one["evidence"][0]["ref"]
    place = {
        "id": "P1", "kind": "city", "name": "الموصل", "name_en": "Mosul", "country": "IQ", "latitude": 36.335, "longitude": 43.119,
        "precision": "own", "geonames": 99072, "admin": [{"level": "governorate", "name": "نينوى"}],
        "mentions": [{"start": 3, "end": 9, "text": "الموصل", "rule": "places.lexicon"}],
    }  # fmt: skip
    nowhere = {**place, "id": "P2", "latitude": None, "longitude": None, "precision": None}
    actor = {"id": "A1", "kind": "person", "name": "@فلان", "role": "-قائد", "mentions": place["mentions"]}
    unit = {"id": "U1", "kind": "army", "name": "اللواء 37", "number": 37, "mentions": place["mentions"]}
    gun = {
        "id": "M1",
        "kind": "destroyed",
        "start": 0,
        "end": 5,
        "text": "دمرت 8",
        "item": {"text": "عجلات", "start": 0, "end": 5},
    }
    materiel = {**gun, "count": facts[0]["count"], "rule": "materiel.made-up", "sentence": {"start": 0, "end": 9}}
    document = {
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "characters": 100,
        "title": '+عنوان, "نص"\nوسطر',
        "published": "2017-01-02",
    }
    one = {
        "document": {**document, "id": "0042", "path": "a.txt", "extra": {"desk": "أ"}}, "actors": [actor], "units": [unit],
        "places": [place, nowhere], "casualties": facts, "materiel": [materiel],
        "warnings": [{"code": "made-up", "message": "just so", "start": 1}],
    }  # fmt: skip
    two = {"document": {**document, "id": "d_x", "path": None, "text": "u\u2028v", "published": None}}
    return [Record.model_validate(record).to_json() for record in (one, two)]


def test_every_field_of_a_record_has_a_column(lines: list[str]) -> None:
    """What a record says of facts and entities is in the tables: nothing is lost but the order of nested lists."""
    record = json.loads(lines[0])
    columns = {table.name: {column.name for column in table.columns} for table in TABLES}
    for name in ("actors", "units", "places", "casualties", "materiel"):
        for key, value in record[name][0].items():
            expected = {key}
            if key in ("start", "end"):
                expected = {f"{key}_char"}
            elif key == "evidence":
                assert columns["evidence"] >= {"fact", "role", "text", "row"}
                continue
            elif key == "admin":
                expected = {"admin_governorate"}
            elif key in ("source", "by", "place", "means", "when"):
                expected = {f"{key}_text", f"{key}_start", f"{key}_end"}
            elif isinstance(value, dict):
                expected = {f"{key}_{inner}" for inner in value}
            assert expected <= columns[name], (name, key)
    assert set(record["document"]) - {"id"} | {"document"} <= columns["documents"]


def test_tables_have_a_key_that_is_unique(lines: list[str]) -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        keys = [
            tuple(row[names.index(key)] for key in table.key)
            for line in lines
            for row in cells(table, json.loads(line))
        ]
        assert len(keys) == len(set(keys))
        assert None not in {part for key in keys for part in key}


def test_csv_is_safe_in_a_spreadsheet_and_whole(lines: list[str], tmp_path: Path) -> None:
    write(lines, "csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv" / "casualties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["text"] == "'=قتل"
    assert (rows[0]["victims_categories"], rows[0]["subset"], rows[0]["count_low"]) == ("child|woman", "false", "10")
    assert rows[5]["count_low"] == ""
    for path in (tmp_path / "out.csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert not any(
                cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in csv.reader(file) for cell in row
            )
    package = json.loads((tmp_path / "out.csv" / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]


def test_csv_in_pandas_polars_and_duckdb(lines: list[str], tmp_path: Path) -> None:
    pandas, polars = (pytest.importorskip(name) for name in ("pandas", "polars"))
    folder = tmp_path / "out.csv"
    write(lines, "csv", folder)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    [fields] = [r["schema"]["fields"] for r in package["resources"] if r["name"] == "casualties"]
    types = {f["name"]: {"integer": "Int64", "boolean": "boolean"}.get(f["type"], "str") for f in fields}
    frame = pandas.read_csv(folder / "casualties.csv", dtype=types)
    assert frame["document"].tolist() == ["0042"] * 8
    assert frame["count_low"].sum() == 340_126
    assert frame.query("summable and kind == 'killed'")["count_low"].sum() == 13
    table = polars.read_csv(folder / "places.csv", schema_overrides={"document": polars.String})
    assert table["latitude"].dtype == polars.Float64
    assert table["document"][0] == "0042"
    path = folder / "casualties.csv"
    assert duckdb(f"select sum(count_low) from read_csv('{path}') where summable and kind = 'killed'") == [[13]]


def test_sqlite(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.sqlite"
    write(lines, "sqlite", path)
    database = sqlite3.connect(path)
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")} == {
        t.name for t in TABLES
    }
    assert database.execute("select document, typeof(document) from documents").fetchall() == [
        ("0042", "text"),
        ("d_x", "text"),
    ]
    total = "select sum(count_low) from casualties where summable and kind = 'killed'"
    assert database.execute(total).fetchone() == (13,)
    assert database.execute("select count_low from casualties where id = 'C8'").fetchone() == (None,)
    key = [name for _, name, *_, position in database.execute("pragma table_info(casualties)") if position]
    assert key == ["document", "id"]
    database.close()


def test_parquet_in_pandas_polars_and_duckdb(lines: list[str], tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet")
    pandas, polars = (pytest.importorskip(name) for name in ("pandas", "polars"))
    folder = tmp_path / "out.parquet"
    write(lines, "parquet", folder)
    schema = arrow.read_schema(folder / "casualties.parquet")
    kinds = {
        name: str(schema.field(name).type)
        for name in ("document", "count_low", "summable", "when_from", "victims_categories")
    }
    assert kinds["when_from"] == "date32[day]"
    assert (kinds["document"], kinds["count_low"], kinds["summable"]) == ("string", "int64", "bool")
    assert kinds["victims_categories"].startswith("list<")
    assert not schema.field("document").nullable
    frame = pandas.read_parquet(folder / "casualties.parquet")
    assert frame["document"].tolist() == ["0042"] * 8
    assert frame[frame["summable"] & (frame["kind"] == "killed")]["count_low"].sum() == 13
    table = polars.read_parquet(folder / "casualties.parquet")
    assert table["when_from"].dtype == polars.Date
    assert table["victims_categories"][0].to_list() == ["child", "woman"]
    query = f"""
        select name, sum(count_low) from '{folder}/casualties.parquet' c
        join '{folder}/places.parquet' p on p.document = c.document and p.id = c.place_ref
        where summable and c.kind = 'killed' group by name"""
    assert duckdb(query) == [["الموصل", 10]]
    assert arrow.read_table(folder / "warnings.parquet").num_rows == 1


def test_parquet_without_pyarrow_says_what_to_install(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    result = run(article, "-o", tmp_path / "out.parquet")
    assert result.code == 3
    assert "mosul-extract[parquet]" in result.err


def test_geojson(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.geojson"
    write(lines, "geojson", path)
    collection = json.loads(path.read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    [feature] = collection["features"]
    assert feature["id"] == "0042/P1"
    assert feature["properties"]["killed_low"] == 10
    assert feature["properties"]["injured_low"] == 10**30
    assert len(feature["properties"]["casualties"]) == 7
    shapely = pytest.importorskip("shapely.geometry")
    point = shapely.shape(feature["geometry"])
    assert (point.x, point.y) == (43.119, 36.335)


def test_an_event_stands_where_a_fact_that_repeats_it_says(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text("مقتل قيادي حوثي\n\nقتل القيادي الحوثي محمد علي الشامي في مدينة تعز أمس.\n", "utf-8")
    assert run(text, "-o", tmp_path / "out.geojson").code == run(text, "-o", tmp_path / "out.csv").code == 0
    [feature] = json.loads((tmp_path / "out.geojson").read_text("utf-8"))["features"]
    assert (feature["properties"]["name_en"], feature["properties"]["killed_low"]) == ("Taiz", 1)
    with (tmp_path / "out.csv" / "casualties.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["id"], row["repeats"], row["place_ref"], row["event_place"]) for row in csv.DictReader(file)]
    assert rows == [("C1", "", "", "P1"), ("C2", "C1", "P1", "P1")]


@pytest.mark.parametrize("form", STREAMS)
def test_streams_without_records_are_whole(form: str) -> None:
    text = "".join(STREAMS[form]([]))
    assert form == "jsonl" or json.loads(text) in ([], {"type": "FeatureCollection", "features": []})


@pytest.mark.parametrize("ending", ["jsonl", "json", "geojson", "csv", "parquet", "sqlite", "db"])
def test_format_by_ending_and_nothing_left_beside(run: Run, article: Path, tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / "out" / f"records.{ending}"
    out.parent.mkdir()
    assert run(article, "-o", out).code == 0
    first = sorted(out.iterdir()) if out.is_dir() else out.read_bytes()
    assert run(article, "-o", out).code == 0
    assert first == (sorted(out.iterdir()) if out.is_dir() else out.read_bytes())
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_an_output_never_takes_the_place_of_an_input_or_of_other_files(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": KILLED}), "utf-8")
    folder = tmp_path / "photos.csv"
    folder.mkdir()
    (folder / "photo.png").write_bytes(b"x")
    (tmp_path / "file.csv").write_text("x", "utf-8")
    assert run(rows, "-o", tmp_path / "file.csv").code == 2
    for out in (rows, folder, tmp_path):
        assert run(rows, "-o", out, "-f", "csv" if out.is_dir() else "jsonl").code == 2
    assert rows.read_text("utf-8") == json.dumps({"text": KILLED})
    assert [path.name for path in folder.iterdir()] == ["photo.png"]


def test_an_earlier_output_stays_until_the_new_one_is_whole(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("earlier", "utf-8")

    def breaking() -> Any:
        yield lines[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(breaking(), "jsonl", path)
    assert path.read_text("utf-8") == "earlier"
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]
