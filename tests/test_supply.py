"""Supply chain: nothing is run that was read as data, nothing asks the network, every licence is known."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import documents
from conftest import ROOT, SEED
from test_imports import MODULES, PACKAGE, imports

# What runs data, or loads what may run; and what reaches out of the machine or starts other programs.
RUNS_DATA = {"eval", "exec", "compile", "__import__"}
UNSAFE = {
    "pickle", "cPickle", "dill", "shelve", "yaml", "joblib", "cloudpickle", "jsonpickle", "code", "codeop", "imp", "runpy",
    "socket", "ssl", "urllib", "urllib3", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc",
    "asyncio", "socketserver", "subprocess", "pty", "ctypes",
}  # fmt: skip
# marshal holds the index that the program itself keeps (plain dicts, lists and strings, under a digest); it never runs code.
MARSHAL_IN = {"lexicons/compiled.py"}
# A worker of an engine starts the program again, with words of the module's own.
STARTS_ITSELF = {"engines/child.py": {"subprocess"}}
CALLS = {
    ("os", "system"),
    ("os", "popen"),
    ("os", "execv"),
    ("os", "spawnv"),
    ("os", "startfile"),
    ("importlib", "import_module"),
}
# The public API loads its own names on first use, by names that stand in the module.
MAY_IMPORT = {"__init__.py"}


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """(module or empty, name) of every call by a plain name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                yield node.func.value.id, node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_run_that_was_read(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    used = {module.split(".")[0] for module, _ in imports(path)}
    assert not used & (UNSAFE - STARTS_ITSELF.get(name, set()))
    assert "marshal" not in used or name in MARSHAL_IN
    made = set(calls(path))
    assert not {called for module, called in made if not module} & RUNS_DATA
    assert not {call for call in made if call in CALLS and not (call[0] == "importlib" and name in MAY_IMPORT)}


def without_network() -> list[str]:
    """The words that start a program where there is no network but itself; none where the kernel does not allow it."""
    words = ["unshare", "-rn", "--"]
    if shutil.which("unshare") is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return []
    return words


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_the_tool_needs_no_network(tmp_path: Path) -> None:
    """All formats, a page of HTML, processes and explanations, with no interface but a loopback that is down."""
    words = without_network()
    if not words:
        pytest.skip("the kernel allows no network namespace here")
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><p>{'قُتل 25 شخصا في الموصل. ' * 20}</p></article></body></html>", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*words, sys.executable, str(script), str(SEED), str(page), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"reached": False, "casualties": True}


SCRIPT = """
import contextlib, io, json, socket, sys
from importlib.util import find_spec
from mosul_extract.cli import main

def tool(*words):
    sys.argv = ["mosul-extract", *words]
    try:
        main()
    except SystemExit as left:
        assert not left.code, words

if __name__ == "__main__":
    seed, page, out = sys.argv[1:]
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=2)
        reached = True
    except OSError:
        reached = False
    inputs = [seed, page] if find_spec("trafilatura") else [seed]
    for ending in ("jsonl", "json", "csv", "sqlite", "geojson", *(["parquet"] if find_spec("pyarrow") else [])):
        tool(*inputs, "-o", f"{out}/found.{ending}", "-j", "2" if ending == "jsonl" else "1", "-q")
    for words in (["explain", seed], ["lexicon", "find", "بالموصل"], ["schema"]):
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
            tool(*words)
    first = json.loads(open(f"{out}/found.jsonl", encoding="utf-8").readline())
    print(json.dumps({"reached": reached, "casualties": bool(first["casualties"])}))
"""


def test_every_locked_package_has_its_line_among_the_licences() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    rows = {
        row[0]: row[2]
        for line in page.splitlines()
        if len(row := [c.strip() for c in line.strip("| ").split("|")]) == 3
    }
    for name, _ in {*documents.locked("requirements.txt"), *documents.locked("requirements-dev.txt")}:
        assert name in rows, f"{name}: no line in docs/licences.md"
        assert rows[name].startswith((*documents.ALLOWED, documents.UNCHANGED.get(name, "MIT"))), (
            f"{name}: {rows[name]}"
        )
        told = documents.licence(name)
        assert told is None or told == rows[name]
