"""The README and the pages in docs/: every command in them runs, prints what they show, and every link leads somewhere."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import readme_examples
from conftest import ROOT
from mosul_extract.formats.tables import TABLES

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"```sh\n(python3 -m venv .*?)\n```", README, re.DOTALL)
needs_index = pytest.mark.skipif(not os.environ.get("CI"), reason="installs from the package index: set CI=1")


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq")
@pytest.mark.parametrize("page", readme_examples.PAGES)
def test_examples_print_what_is_shown(page: str) -> None:
    """Where this fails on purpose: python tests/readme_examples.py --write."""
    if not all(find_spec(name) for name in ("duckdb", "pandas", "pyarrow")):
        pytest.skip("needs duckdb, pandas and pyarrow")
    text = (ROOT / page).read_text("utf-8")
    now = readme_examples.renewed(text)
    if now != text:
        changed = difflib.unified_diff(text.splitlines(), now.splitlines(), "shown", "printed now", lineterm="", n=0)
        pytest.fail("\n".join(changed), pytrace=False)


def test_python_example_prints_what_is_shown() -> None:
    [code], [shown] = (re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL) for kind in ("python", "text"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == shown


def test_the_sum_of_deaths_counts_nobody_twice() -> None:
    """The jq line's conditions are those of `summable`."""
    assert '.assertion == "stated" and .scope == "event" and .repeats == null and (.subset | not)' in README


@pytest.mark.parametrize(
    "page", ["README.md", "data/README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", (ROOT / page).read_text("utf-8")):
        assert target.startswith("https://") or ((ROOT / page).parent / target).exists(), target


def test_the_columns_that_map_to_others_are_columns_of_ours() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in TABLES}
    lines = [
        line.split("|")
        for line in (ROOT / "docs" / "fields.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    named = [name for cells in lines if len(cells) > 3 for name in re.findall(r"`([^`]+)`", cells[2])]
    assert len(named) > 60
    for name in named:
        table, _, column = name.rpartition(".")
        assert column in columns[table or "casualties"], name


def test_there_are_three_commands_and_ci_runs_the_second() -> None:
    """The third is run by tests/test_spark.py."""
    assert len(COMMANDS) == 3
    assert COMMANDS[0].endswith(".venv/bin/mosul-extract seeds")
    assert COMMANDS[1].endswith(".venv/bin/pytest")
    found = subprocess.run(["bash", ROOT / ".ci" / "run", "--show"], capture_output=True, text=True, check=True).stdout
    assert found.strip() == COMMANDS[1]


@needs_index
def test_the_first_command_works_where_there_is_nothing_yet(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    done = subprocess.run(["bash", "-c", COMMANDS[0]], cwd=tmp_path, capture_output=True, text=True, check=True)
    [record] = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(record[name] for name in ("actors", "units", "places", "casualties"))
