"""Arrow batches: the records and tables of the command line, failures as rows, and time limits that cut."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import time
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import INJURED, KILLED, ROOT, Run
from mosul_extract import ARROW_SCHEMA, InputError, LexiconError, MosulExtractError, extract_batch
from mosul_extract.batch import Settings
from mosul_extract.engines import arrow

pyarrow = pytest.importorskip("pyarrow")
POISON = ROOT / "tests" / "poison"
TEXTS = [
    KILLED,
    f"{INJURED}\n{KILLED}",
    "لا شيء هنا.",
    *(p.read_text() for p in sorted(ROOT.glob("tests/frozen/*.txt"))),
]


def batch(texts: list[str | None], **columns: list[Any]) -> Any:
    return pyarrow.RecordBatch.from_pydict({"text": pyarrow.array(texts, pyarrow.string()), **columns})


def without_path(line: str) -> str:
    """A record of the command line as it would be without a file."""
    record = json.loads(line)
    return line.replace(json.dumps(record["document"]["path"], ensure_ascii=False), "null", 1)


@pytest.mark.parametrize("timeout", [None, 60])
def test_records_and_tables_are_those_of_the_command_line(run: Run, tmp_path: Path, timeout: float | None) -> None:
    rows = [
        {"id": f"r{n}", "text": text, "published": "2016-12-29", "title": f"T{n}", "desk": "x"}
        for n, text in enumerate(TEXTS)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    lines = [without_path(line) for line in run(path).out.splitlines()]
    found = extract_batch(pyarrow.RecordBatch.from_pylist(rows), timeout=timeout)
    assert found.schema == ARROW_SCHEMA
    found.validate(full=True)
    assert found["record"].to_pylist() == lines
    assert found["status"].to_pylist() == ["ok"] * len(rows)
    assert found["error"].null_count == len(rows)
    assert found["id"].to_pylist() == [row["id"] for row in rows]
    run(path, "-o", tmp_path / "out.parquet")
    for name in ARROW_SCHEMA.names[4:]:
        table = pytest.importorskip("pyarrow.parquet").read_table(tmp_path / "out.parquet" / f"{name}.parquet")
        assert pyarrow.struct(list(table.schema)) == ARROW_SCHEMA.field(name).type.value_type
        assert found[name].flatten().to_pylist() == table.to_pylist()


def test_days_in_any_type_resolve_the_words_for_time() -> None:
    for kind, value in [
        (pyarrow.string(), "2016-12-29"),
        (pyarrow.date32(), date(2016, 12, 29)),
        (pyarrow.timestamp("us", "UTC"), datetime(2016, 12, 29, 8)),
    ]:
        found = extract_batch(batch(["قُتل 25 شخصا أمس."], published=pyarrow.array([value], kind)))
        assert found["casualties"][0].as_py()[0]["when_from"] == date(2016, 12, 28)


def test_other_columns_are_carried_in_extra() -> None:
    columns = {"n": [3], "when": [datetime(2016, 1, 2)], "raw": [b"\xff"], "tags": [["a", None]], "of": [{"b": 1.5}]}
    record = json.loads(extract_batch(batch([KILLED], **columns))["record"][0].as_py())
    assert record["document"]["extra"] == {
        "n": 3,
        "when": "2016-01-02T00:00:00",
        "raw": "/w==",
        "tags": ["a", None],
        "of": {"b": 1.5},
    }


def test_a_row_that_fails_is_a_row() -> None:
    broken = pyarrow.array([b"good", b"\xd9", None, b"x" * 10_000_001], pyarrow.binary()).view(pyarrow.string())
    found = extract_batch(pyarrow.record_batch({"id": ["a", "b", None, "d"], "text": broken}))
    assert found["status"].to_pylist() == ["ok", "DecodingError", "InputError", "InputError"]
    assert found["error"].to_pylist()[1:] == [
        "not UTF-8: byte 0xd9 at offset 0 of the column 'text'",
        "the column 'text' holds no text",
        "more than 10,000,000 bytes; --max-bytes allows more",
    ]
    assert found["id"].to_pylist() == ["a", "b", None, "d"]
    assert found["record"].is_null().to_pylist() == [False, True, True, True]
    assert found["casualties"].is_null().to_pylist() == [False, True, True, True]


def test_batches_without_rows_or_without_text() -> None:
    assert extract_batch(batch([])).schema == ARROW_SCHEMA
    with pytest.raises(InputError, match="no column 'text' in the batch; it has 'body'"):
        extract_batch(pyarrow.record_batch({"body": ["x"]}))


def test_types_of_text_that_engines_hand_over() -> None:
    texts = pyarrow.array([KILLED, None, KILLED], pyarrow.string())
    rows = [texts.cast(pyarrow.large_string()), texts.dictionary_encode(), texts]
    assert len({str(extract_batch(pyarrow.record_batch({"text": row}))["record"]) for row in rows}) == 1


def test_it_can_be_pickled() -> None:
    work, schema = pickle.loads(pickle.dumps((partial(extract_batch, timeout=5), ARROW_SCHEMA)))
    assert work.func is extract_batch
    assert schema == ARROW_SCHEMA


@pytest.mark.parametrize("timeout", [None, 60])
def test_lexicons_of_ones_own(tmp_path: Path, timeout: float | None) -> None:
    with pytest.raises(LexiconError):
        extract_batch(batch([KILLED]), lexicons=[str(tmp_path / "none")], timeout=timeout)
    (tmp_path / "places").mkdir()
    head = (ROOT / "data" / "places" / "iraq.tsv").read_text("utf-8").split("\n")
    columns = next(line for line in head if not line.startswith("#")).split("\t")
    row = {"id": "xx-tell", "kind": "village", "names": "تل الغزلان الصغير", "source": "curated", "country": "IQ"}
    lines = ["\t".join(columns), "\t".join(row.get(column, "") for column in columns)]
    (tmp_path / "places" / "own.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    found = extract_batch(batch(["قتل شخص في تل الغزلان الصغير."]), lexicons=[str(tmp_path)], timeout=timeout)
    assert [place["name"] for place in found["places"][0].as_py()] == ["تل الغزلان الصغير"]


def test_documents_that_raise_hang_or_kill_cost_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(POISON))
    texts = [f"{KILLED} {n}" for n in range(12)]
    texts[2], texts[5], texts[6] = "POISON: HANG", "POISON: KILL", "POISON: RAISE"
    start = time.monotonic()
    found = extract_batch(batch(texts), timeout=3)
    assert time.monotonic() - start < 60
    wrong = {2: "Timeout", 5: "ProcessDied", 6: "RuntimeError"}
    assert found["status"].to_pylist() == [wrong.get(n, "ok") for n in range(12)]
    assert found["error"][2].as_py() == "took longer than 3 seconds; a longer timeout allows more"
    assert found["error"][5].as_py() == "the process died while reading it (exit code -9); out of memory?"
    assert found["error"][6].as_py().startswith("internal error, please report it: RuntimeError: as the document asks")


def test_a_child_that_was_ended_from_outside_is_started_again() -> None:
    first = extract_batch(batch([KILLED]), timeout=61)
    process = arrow._child(Settings(), 61, os.getpid())._process
    assert process is not None
    process.kill()
    process.wait()
    assert extract_batch(batch([KILLED]), timeout=61) == first


def test_a_child_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(MosulExtractError, match="could not start"):
        extract_batch(batch([KILLED]), timeout=62)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
@pytest.mark.parametrize("text", [KILLED, "POISON: HANG"])
def test_a_child_ends_with_its_parent_whatever_it_does(text: str) -> None:
    """Also the parent is a plain script here, which a child must not run again."""
    code = (
        "import os, sys, time, pyarrow; from mosul_extract import extract_batch; from mosul_extract.engines import arrow;"
        "from mosul_extract.batch import Settings; rows = [pyarrow.record_batch({'text': [t]}) for t in sys.argv[1:]];"
        "extract_batch(rows[0], timeout=1); print(arrow._child(Settings(), 1, os.getpid())._process.pid, flush=True);"
        "extract_batch(rows[1], timeout=1); time.sleep(60)"
    )
    env = {**os.environ, "PYTHONPATH": str(POISON)}
    parent = subprocess.Popen([sys.executable, "-c", code, KILLED, text], env=env, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = Path("/proc") / parent.stdout.readline().decode().strip()
    assert b"engines.child" in (child / "cmdline").read_bytes()
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    end = time.monotonic() + 10
    while child.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not child.exists()


def test_without_pyarrow_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from mosul_extract import extract_batch"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MissingExtraError: Arrow needs pyarrow: uv pip install 'mosul-extract[arrow]'" in done.stderr


CLUSTERS = (ROOT / "docs" / "clusters.md").read_text("utf-8")


def test_the_page_names_every_column() -> None:
    for name in ARROW_SCHEMA.names:
        assert f"`{name}`" in CLUSTERS


@pytest.mark.parametrize("engine", ["ray", "dask", "apache_beam"])
def test_other_engines_give_the_same_records(engine: str, tmp_path: Path) -> None:
    """The examples of docs/clusters.md, each where its engine is installed."""
    blocks = re.findall(r"```python\n(.*?)```", CLUSTERS, re.DOTALL)
    [code] = [block for block in blocks if re.match(rf"import {engine}\b", block)]
    compile(code, engine, "exec")
    pytest.importorskip(engine)
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = batch(TEXTS, id=[f"r{n}" for n in range(len(TEXTS))])
    (tmp_path / "articles").mkdir()
    parquet.write_table(pyarrow.Table.from_batches([rows]), tmp_path / "articles" / "some.parquet")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    found = [row for file in (tmp_path / "found").iterdir() for row in parquet.read_table(file).to_pylist()]
    assert sorted(row["record"] for row in found) == sorted(extract_batch(rows)["record"].to_pylist())
