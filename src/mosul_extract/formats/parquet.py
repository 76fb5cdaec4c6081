"""Parquet: a file a table, with explicit types, written in batches so that memory stays flat (needs pyarrow)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from mosul_extract.errors import OutputError
from mosul_extract.formats.tables import TABLES, Table, cells

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
    from pyarrow.parquet import ParquetWriter

    from mosul_extract.formats.arrow import table_batch, table_schema

    folder.mkdir()
    waiting: dict[str, list[list[Any]]] = {table.name: [] for table in TABLES}
    with ExitStack() as files:
        writers = {
            table.name: files.enter_context(
                ParquetWriter(folder / f"{table.name}.parquet", table_schema(table), compression="zstd")
            )
            for table in TABLES
        }

        def flush(table: Table) -> None:
            writers[table.name].write_batch(table_batch(table, waiting[table.name]))
            waiting[table.name].clear()

        for line in lines:
            record = json.loads(line)
            for table in TABLES:
                waiting[table.name] += cells(table, record)
                if len(waiting[table.name]) >= _ROWS_AT_ONCE:
                    flush(table)
        for table in TABLES:
            flush(table)
