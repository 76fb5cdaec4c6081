"""Arrow: tables as Arrow batches, rows of a batch as fields of documents, outcomes as rows of a batch (needs pyarrow)."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import accumulate
from typing import Any, NamedTuple

from mosul_extract.errors import DecodingError, InputError, MissingExtraError, MosulExtractError
from mosul_extract.formats.tables import TABLES, Table, cells

try:
    import pyarrow
except ImportError as missing:
    raise MissingExtraError("Arrow needs pyarrow: uv pip install 'mosul-extract[arrow]'") from missing

OK = "ok"
_TYPES = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "real": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "list": pyarrow.list_(pyarrow.string()),
}
# What the documents' own table holds is in the record, and in the batch that came in.
NESTED = tuple(table for table in TABLES if table.name != "documents")


def table_schema(table: Table) -> Any:
    """The Arrow schema of a table, in Parquet files and in batches; only its key columns are without nulls."""
    return pyarrow.schema(
        [
            pyarrow.field(c.name, _TYPES[c.type], c.name not in table.key, {"description": c.description})
            for c in table.columns
        ]
    )


def table_batch(table: Table, rows: Sequence[list[Any]]) -> Any:
    """Rows of a table, as `cells` gives them, as a RecordBatch."""
    schema = table_schema(table)
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in table.columns]
    for at, column in enumerate(table.columns):
        if column.type == "date":
            columns[at] = [value and date.fromisoformat(value) for value in columns[at]]
    arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _field(name: str, kind: Any, description: str, *, nullable: bool = True) -> Any:
    return pyarrow.field(name, kind, nullable, {"description": description})


ARROW_SCHEMA = pyarrow.schema(
    [
        _field(
            "id",
            pyarrow.string(),
            "The id given with the row, else d_ and a hash of the text; null for a failure without.",
        ),
        _field("status", pyarrow.string(), f"{OK}, or the kind of failure.", nullable=False),
        _field("error", pyarrow.string(), f"What went wrong; null where the status is {OK}."),
        _field("record", pyarrow.string(), "The record as JSON, to the byte a line of the command's JSON Lines."),
        *(
            _field(
                table.name,
                pyarrow.list_(pyarrow.struct(list(table_schema(table)))),
                f"The rows that the record has in {table.name}.parquet; null for a failure.",
            )
            for table in NESTED
        ),
    ]
)


class Found(NamedTuple):
    """What became of a row: the record as JSON, or what went wrong. `id` is the one given, where there was any."""

    id: str | None
    status: str
    error: str | None
    record: str | None


def batch_of(found: Sequence[Found]) -> Any:
    """Outcomes as a RecordBatch with ARROW_SCHEMA, a row each."""
    records = [None if one.record is None else json.loads(one.record) for one in found]
    named = [
        one if record is None else one._replace(id=record["document"]["id"])
        for one, record in zip(found, records, strict=True)
    ]
    heads = [pyarrow.array([one[at] for one in named], pyarrow.string()) for at in range(len(Found._fields))]
    arrays = [*heads, *(_nested(table, records) for table in NESTED)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=ARROW_SCHEMA)


def _nested(table: Table, records: list[Any]) -> Any:
    """The rows of each record in a table as one list a record."""
    rows = [None if record is None else list(cells(table, record)) for record in records]
    flat = table_batch(table, [row for some in rows for row in some or ()])
    ends = accumulate((len(some or ()) for some in rows), initial=0)
    values = pyarrow.StructArray.from_arrays(flat.columns, fields=list(flat.schema))
    missing = pyarrow.array([some is None for some in rows], pyarrow.bool_())
    return pyarrow.ListArray.from_arrays(pyarrow.array(ends, pyarrow.int32()), values, mask=missing)


class Row(NamedTuple):
    """The fields of a row, or what was wrong with its text."""

    fields: dict[str, Any]
    error: MosulExtractError | None = None


def rows_of(batch: Any) -> Iterator[Row]:
    """The rows of a RecordBatch. A cell that is not UTF-8 costs its row. Raises InputError without the column `text`."""
    if "text" not in batch.schema.names:
        raise InputError(f"no column 'text' in the batch; it has {', '.join(map(repr, batch.schema.names))}")
    names = batch.schema.names
    for values in zip(*map(_values, batch.columns), strict=True):
        yield _row(names, values)


def _values(column: Any) -> list[Any]:
    """The values of a column; text as bytes, since an engine may hand over text that is none."""
    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return [value if value is None else _Text(value) for value in column.cast(pyarrow.large_binary()).to_pylist()]
    values: list[Any] = column.to_pylist()
    return values


class _Text(bytes):
    """Bytes of a column of text."""


def _row(names: Iterable[str], values: Iterable[Any]) -> Row:
    fields: dict[str, Any] = {}
    error: MosulExtractError | None = None
    for name, value in zip(names, values, strict=True):
        try:
            fields[name] = value.decode() if isinstance(value, _Text) else _plain(value)
        except UnicodeDecodeError as wrong:
            said = f"not UTF-8: byte 0x{wrong.object[wrong.start]:02x} at offset {wrong.start} of the column {name!r}"
            error = error or DecodingError(said)
    return Row(fields, error)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: days and times as ISO, bytes as Base64, what else there is as its text."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
