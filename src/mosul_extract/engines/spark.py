"""Spark: the records of a DataFrame of documents, by mapInArrow, each document under a time limit and none fatal to the job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mosul_extract.engines.arrow import extract_batch
from mosul_extract.errors import InputError
from mosul_extract.formats.arrow import ARROW_SCHEMA
from mosul_extract.workers import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_ROWS_AT_ONCE = 256  # Spark hands over 10,000 rows at a time; fewer at once keep the memory of a core flat
_OPTIONAL = ("title", "outlet", "url")


def extract_dataframe(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    published: str = "published",
    *,
    keep: Sequence[str] = (),
    timeout: float | None = DEFAULT_TIMEOUT,
    lexicons: Iterable[str] = (),
) -> DataFrame:
    """The records of a DataFrame: a row for each row, with the columns of ARROW_SCHEMA and those of `keep`.

    `text`, `id` and `published` name the columns of `df`; `title`, `outlet` and `url` are taken up where it has them. `id`
    should be unique. A row that raises, takes longer than `timeout` seconds or kills its process has its failure in
    `status` and `error`; the job goes on. None for `timeout` works within Spark's own Python processes, without that
    protection. `keep` are columns of `df` handed on as they are, `lexicons` folders that each executor finds at that path.

    Raises InputError where `df` has no such column, or `text` is no string.
    """
    from pyspark.sql.types import StructType

    documents = _columns(df, {"text": text, "id": id, "published": published})
    _check_kept(df, keep)
    kept = [_column(df, name).alias(f"kept {number}") for number, name in enumerate(keep)]
    fields = [*_spark_type(_struct(ARROW_SCHEMA)).fields, *(df.schema[name] for name in keep)]
    work = _work(len(documents), timeout, tuple(lexicons))
    return df.select(*documents, *kept).mapInArrow(work, StructType(fields))


def _columns(df: DataFrame, given: dict[str, str]) -> list[Column]:
    """The columns that make a document, under our names and as text; those that `df` may be without left out."""
    from pyspark.sql.types import StringType

    for ours, name in given.items():
        if name not in df.columns and (ours == "text" or name != ours):
            raise InputError(f"{ours}={name!r}: no such column in the DataFrame; it has {', '.join(df.columns)}")
    if not isinstance(df.schema[given["text"]].dataType, StringType):
        kind = df.schema[given["text"]].dataType.simpleString()
        raise InputError(f"text={given['text']!r}: a column of {kind}, not string; decode(column, 'UTF-8') makes one")
    names = {**given, **{name: name for name in _OPTIONAL}}
    return [_column(df, name).cast("string").alias(ours) for ours, name in names.items() if name in df.columns]


def _check_kept(df: DataFrame, keep: Sequence[str]) -> None:
    for name in keep:
        if name not in df.columns:
            raise InputError(f"keep: no column {name!r} in the DataFrame; it has {', '.join(df.columns)}")
        if name in ARROW_SCHEMA.names:
            raise InputError(f"keep: {name!r} is a column of the result; rename it before")


def _column(df: DataFrame, name: str) -> Column:
    """A column by its name to the letter, whatever dots are in it."""
    return df["`" + name.replace("`", "``") + "`"]


def _work(documents: int, timeout: float | None, lexicons: tuple[str, ...]) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What a task does with its batches: our columns of each to records, the others handed on."""

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS_AT_ONCE):
                rows = batch.slice(start, _ROWS_AT_ONCE)
                found = extract_batch(rows.select(range(documents)), timeout=timeout, lexicons=lexicons)
                fields = [*found.schema, *list(rows.schema)[documents:]]
                columns = [*found.columns, *rows.columns[documents:]]
                yield pyarrow.RecordBatch.from_arrays(columns, schema=pyarrow.schema(fields))

    return work


def _struct(schema: Any) -> Any:
    import pyarrow

    return pyarrow.struct(list(schema))


def _spark_type(kind: Any) -> Any:
    """The Spark type of an Arrow type. Everything may be null, as in any file that Spark reads."""
    from pyarrow import types as arrow
    from pyspark.sql import types as spark

    if arrow.is_struct(kind):
        return spark.StructType([spark.StructField(field.name, _spark_type(field.type)) for field in kind])
    if arrow.is_list(kind):
        return spark.ArrayType(_spark_type(kind.value_type))
    return {
        "string": spark.StringType,
        "int64": spark.LongType,
        "double": spark.DoubleType,
        "bool": spark.BooleanType,
        "date32[day]": spark.DateType,
    }[str(kind)]()
