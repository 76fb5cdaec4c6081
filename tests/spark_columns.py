"""Run by tests/test_spark.py in the environment of Spark: columns that are taken and refused, and files made into rows."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from mosul_extract import InputError
from mosul_extract.engines.spark import extract_dataframe

TEXT = "قُتل 25 شخصا في الموصل أمس."


def refused(said: str, *args: Any, **options: Any) -> None:
    try:
        extract_dataframe(*args, **options)
    except InputError as wrong:
        assert said in str(wrong), wrong
    else:
        raise AssertionError(f"not refused: {said}")


def main() -> None:
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    row = (7, TEXT, date(2016, 12, 29), datetime(2016, 12, 29, 8), "العنوان", {"k": ["v"]}, b"x")
    types = (
        "n long, `the.text` string, day date, time timestamp, title string, `a.b` map<string,array<string>>, raw binary"
    )
    df = spark.createDataFrame([row, (8, None, *row[2:])], types).coalesce(1)

    for published in ("day", "time"):
        for timeout in (None, 60.0):
            good, bad = extract_dataframe(df, "the.text", "n", published, keep=["a.b"], timeout=timeout).collect()
            assert (good["id"], good["status"], good["a.b"]) == ("7", "ok", {"k": ["v"]})
            assert good["casualties"][0]["when_from"] == date(2016, 12, 28)
            assert '"title":"العنوان"' in good["record"]
            assert (bad["id"], bad["status"], bad["record"], bad["a.b"]) == ("8", "InputError", None, {"k": ["v"]})

    only = extract_dataframe(df.select(df["`the.text`"].alias("text")).where("text is not null")).collect()
    assert only[0]["id"].startswith("d_")
    assert only[0]["casualties"][0]["when_from"] is None

    refused("text='text': no such column in the DataFrame; it has n, the.text", df)
    refused("id='nr': no such column", df, "the.text", "nr")
    refused("text='raw': a column of binary, not string", df, "raw")
    refused("keep: no column 'c'", df, "the.text", keep=["c"])
    renamed = df.withColumnRenamed("n", "status")
    refused("keep: 'status' is a column of the result", renamed, "the.text", keep=["status"])
    files_as_rows(spark)
    spark.stop()


def files_as_rows(spark: SparkSession) -> None:
    """The example of docs/clusters.md, with a file that is not UTF-8 among the pages."""
    page = (Path(__file__).parents[1] / "docs" / "clusters.md").read_text("utf-8")
    [code] = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "wholetext" in block]
    Path("pages/below").mkdir(parents=True)
    Path("pages/below/good.txt").write_text(TEXT, "utf-8")
    Path("pages/bad.txt").write_bytes(TEXT.encode("windows-1256", "ignore"))
    exec(code, {})
    rows = extract_dataframe(spark.read.parquet("articles")).collect()
    assert {Path(row["id"]).name: row["status"] for row in rows} == {"good.txt": "ok", "bad.txt": "DecodingError"}


if __name__ == "__main__":
    main()
