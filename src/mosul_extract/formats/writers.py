"""Writers: records to files of every format, written beside their place and moved there when whole."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from mosul_extract.errors import OutputError
from mosul_extract.formats.geojson import feature_collection
from mosul_extract.formats.parquet import check_installed, write_parquet
from mosul_extract.formats.tables import TABLES, Table, cells

ENDINGS = {
    ".jsonl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".parquet": "parquet",
    ".geojson": "geojson",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_SQLITE_TYPES = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",
}


def json_lines(lines: Iterable[str]) -> Iterator[str]:
    """JSON Lines: a record a line."""
    for line in lines:
        yield line + "\n"


def json_array(lines: Iterable[str]) -> Iterator[str]:
    """One JSON array of all records, a record a line."""
    before = "[\n"
    for line in lines:
        yield before + line
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


STREAMS: dict[str, Callable[[Iterable[str]], Iterator[str]]] = {
    "jsonl": json_lines,
    "json": json_array,
    "geojson": feature_collection,
}


def check_format(form: str) -> None:
    """Raises OutputError where the format needs a package that is not installed."""
    if form == "parquet":
        check_installed()


def write(lines: Iterable[str], form: str, path: Path) -> None:
    """Write records, given as lines of JSON, to a file, or for csv and parquet a folder. Raises OutputError."""
    if form in STREAMS:
        write_text(STREAMS[form](lines), path)
        return
    with _whole(path) as beside:
        _TABLE_WRITERS[form](lines, beside)


def write_text(pieces: Iterable[str], path: Path) -> None:
    """Write the pieces of a text to a file. Raises OutputError."""
    with _whole(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write beside the place of an output; what was written is moved there when whole. Raises OutputError."""
    beside = aside(path)[0]
    try:
        _remove(beside)  # a run that was killed while it wrote has left it
        yield beside
        _move(beside, path)
    except (OSError, sqlite3.Error) as wrong:
        said = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
        raise OutputError(f"{path}: {said}") from wrong
    finally:
        _remove(beside)


def is_output_folder(path: Path) -> bool:
    """Whether a folder holds nothing but the files of an earlier output."""
    ours = {f"{table.name}{ending}" for table in TABLES for ending in (".csv", ".parquet")} | {"datapackage.json"}
    return path.is_dir() and all(file.name in ours for file in path.iterdir())


def aside(path: Path) -> tuple[Path, Path]:
    """Where an output is written before it is whole, and where an earlier one, a folder, waits until it is replaced."""
    return path.with_name(f".{path.name}.writing"), path.with_name(f".{path.name}.old")


def _move(beside: Path, path: Path) -> None:
    """Put what is whole in its place; a folder cannot replace one, so the old one steps aside first, and back where that fails."""
    old = aside(path)[1]
    if beside.is_dir() and path.is_dir():
        _remove(old)
        path.rename(old)
        try:
            beside.rename(path)
        except BaseException:
            old.rename(path)
            raise
    else:
        beside.replace(path)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _write_csv(lines: Iterable[str], folder: Path) -> None:
    """A file a table, and `datapackage.json`, which gives the type of each column (Frictionless Data)."""
    folder.mkdir()
    with ExitStack() as files:
        writers = []
        for table in TABLES:
            file = files.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers.append(csv.writer(file, lineterminator="\n"))
            writers[-1].writerow([column.name for column in table.columns])
        for line in lines:
            record = json.loads(line)
            for table, writer in zip(TABLES, writers, strict=True):
                writer.writerows(list(map(_csv_cell, row)) for row in cells(table, record))
    package = json.dumps(_data_package(), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(package + "\n", "utf-8", newline="\n")


def _csv_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before = + - @ and the like."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(value)
    return "'" + value if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def _data_package() -> dict[str, Any]:
    names = {
        "text": "string",
        "integer": "integer",
        "real": "number",
        "boolean": "boolean",
        "date": "date",
        "list": "string",
    }
    return {
        "profile": "tabular-data-package",
        "name": "mosul-extract",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": c.name, "type": names[c.type], "description": c.description} for c in table.columns
                    ],
                    "primaryKey": list(table.key),
                },
            }
            for table in TABLES
        ],
    }


def _write_sqlite(lines: Iterable[str], path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            connection.execute(_create(table))
        for line in lines:
            record = json.loads(line)
            for table in TABLES:
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(
                    f'INSERT INTO "{table.name}" VALUES ({marks})',
                    ([_sqlite_cell(value) for value in row] for row in cells(table, record)),
                )
        connection.commit()
    finally:
        connection.close()


def _create(table: Table) -> str:
    columns = [f'"{c.name}" {_SQLITE_TYPES[c.type]}{" NOT NULL" if c.name in table.key else ""}' for c in table.columns]
    columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.name != "documents":
        columns.append("FOREIGN KEY (document) REFERENCES documents (document)")
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'


def _sqlite_cell(value: Any) -> Any:
    return "|".join(value) if isinstance(value, list) else value


_TABLE_WRITERS = {"csv": _write_csv, "sqlite": _write_sqlite, "parquet": write_parquet}
FORMATS = ("pretty", *STREAMS, *_TABLE_WRITERS)
FOLDERS = ("csv", "parquet")
