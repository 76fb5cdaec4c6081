"""Parquet: a file a table, with explicit types, written in batches so that memory stays flat (needs pyarrow)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from mosul_extract.errors import OutputError
from mosul_extract.formats.tables import TABLES, Column, Table, cells

MISSING = "writing Parquet needs pyarrow: uv pip install 'mosul-extract[parquet]'"
_ROWS_AT_ONCE = 10_000


def check_installed() -> None:
    """Raises OutputError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as missing:
        raise OutputError(MISSING) from missing


def write_parquet(lines: Iterable[str], folder: Path) -> None:
    """Write records, given as lines of JSON, to a new folder."""
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetWriter

    folder.mkdir()
    schemas = {table.name: arrow_schema(table) for table in TABLES}
    waiting: dict[str, list[list[Any]]] = {table.name: [] for table in TABLES}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def flush(table: Table) -> None:
            rows = [
                [_arrow_cell(value, c) for value, c in zip(row, table.columns, strict=True)]
                for row in waiting[table.name]
            ]
            columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in table.columns]
            schema = schemas[table.name]
            writers[table.name].write_batch(RecordBatch.from_arrays(_arrays(columns, schema), schema=schema))
            waiting[table.name].clear()

        for line in lines:
            record = json.loads(line)
            for table in TABLES:
                waiting[table.name] += cells(table, record)
                if len(waiting[table.name]) >= _ROWS_AT_ONCE:
                    flush(table)
        for table in TABLES:
            flush(table)


def _arrays(columns: list[Any], schema: Any) -> list[Any]:
    from pyarrow import array

    return [array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]


def arrow_schema(table: Table) -> Any:
    """The Arrow schema of a table; only its key columns are without nulls."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema(
        [
            pyarrow.field(c.name, types[c.type], c.name not in table.key, {"description": c.description})
            for c in table.columns
        ]
    )


def _arrow_cell(value: Any, column: Column) -> Any:
    return date.fromisoformat(value) if column.type == "date" and value else value
