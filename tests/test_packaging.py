"""Packaging: a lean, locked installation, and a wheel that works where there is no repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

import documents
from conftest import ROOT, SEED

LARGEST = 60  # megabytes
LOCKED = ("requirements.txt", "requirements-dev.txt", "requirements-arrow.txt", "requirements-spark.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Tests that install from the package index run where CI, or whoever asks, has one.
needs_index = pytest.mark.skipif(not os.environ.get("CI"), reason="installs from the package index: set CI=1")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_its_data_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"mosul_extract", wheel.name.split("-py3")[0] + ".dist-info"}
    shipped = {path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*.tsv")}
    assert {name.removeprefix("mosul_extract/data/") for name in names if name.endswith(".tsv")} == shipped
    assert "mosul_extract/py.typed" in names
    parts = {
        path.name for path in (ROOT / "src" / "mosul_extract" / "report").iterdir() if path.suffix not in (".py", "")
    }
    assert {"page.html", "style.css", "main.js", "outlines.json"} <= parts
    assert {f"mosul_extract/report/{part}" for part in parts} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith("mosul_extract/data/") and name.endswith(".py")]


def test_the_wheel_works_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    """Unpacked as an installer does, with the packages of this environment: package and data come from the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    code = (
        "import sys, mosul_extract; from mosul_extract.lexicons.loading import data_directory;"
        "print(mosul_extract.__file__, data_directory(), sep='\\n');"
        "from mosul_extract.cli import main; sys.argv[1:] = [sys.argv[1]]; main()"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    run = [sys.executable, "-c", code, str(SEED)]
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    package, data, record = done.stdout.splitlines()
    assert Path(package).is_relative_to(tmp_path)
    assert Path(data) == tmp_path / "site" / "mosul_extract" / "data"
    found = json.loads(record)
    assert all(found[name] for name in ("actors", "units", "places", "casualties"))


@needs_index
def test_a_lean_installation_of_the_wheel_works_and_is_small(wheel: Path, tmp_path: Path) -> None:
    """The README's way, in a fresh environment, without anything of this one."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "env"), "platbase": str(tmp_path / "env")}))
    before = size(site)
    # Compiled, as a user has it: .ci/run does without.
    pip = [str(python), "-m", "pip", "install", "--compile", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
    done = subprocess.run(
        [python.with_name("mosul-extract"), SEED], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["casualties"]
    installed = (size(site) - before) / 1e6
    print(f"installed: {installed:.1f} MB")
    assert installed < LARGEST


@needs_index
@pytest.mark.parametrize(("extra", "ending"), [("parquet", "parquet"), ("html", None)])
def test_an_extra_is_enough_for_its_format(wheel: Path, tmp_path: Path, extra: str, ending: str | None) -> None:
    """Each extra in a clean environment: the tool's locked packages and what the extra names."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = str(tmp_path / "env" / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    subprocess.run([*pip, *PROJECT["project"]["optional-dependencies"][extra]], check=True)
    if ending:
        subprocess.run([python, "-m", "mosul_extract", SEED, "-o", str(tmp_path / f"out.{ending}")], check=True)
        assert (tmp_path / f"out.{ending}" / "casualties.parquet").exists()
    else:
        page = tmp_path / "page.html"
        page.write_text(
            f"<html><body><article><p>{'قُتل 25 شخصا في الموصل. ' * 20}</p></article></body></html>", "utf-8"
        )
        done = subprocess.run([python, "-m", "mosul_extract", page], capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["casualties"]


def size(folder: Path) -> int:
    """Bytes below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.mark.parametrize("file", LOCKED)
def test_requirements_are_locked_by_hash_and_name_no_address(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"^[a-z0-9._-]+==\S+", block), block
        assert "--hash=sha256:" in block


def test_requirements_cover_what_the_project_declares() -> None:
    declared = {re.split(r"[\[<>= ]", need)[0].lower() for need in PROJECT["project"]["dependencies"]}
    locked = dict(documents.locked("requirements.txt"))
    assert declared <= set(locked)
    for file in LOCKED[1:]:
        assert locked.items() <= dict(documents.locked(file)).items()
    assert set(documents.locked("requirements-arrow.txt")) <= set(documents.locked("requirements-dev.txt"))
    spark = set(documents.locked("requirements-spark.txt")) - set(documents.locked("requirements-dev.txt"))
    assert {name for name, _ in spark} == {"pyspark", "py4j"}


def test_nothing_heavy_is_in_the_plain_installation() -> None:
    names = {name for name, _ in documents.locked("requirements.txt")}
    assert not names & {"torch", "transformers", "pandas", "numpy", "scipy", "scikit-learn", "pyarrow", "lxml"}
    assert not names & {"pyspark", "py4j"}
    assert len(names) <= 20
    workers = {name for name, _ in documents.locked("requirements-arrow.txt")}
    assert workers - names == {"pyarrow"}


def test_no_licence_binds_what_uses_it() -> None:
    for name, _ in documents.locked("requirements-dev.txt"):  # pyspark and py4j: looked at by hand, docs/licences.md
        told = documents.licence(name)
        assert told is None or name in documents.UNCHANGED or told.startswith(documents.ALLOWED), f"{name}: {told}"


@pytest.mark.parametrize("page", documents.PAGES)
def test_pages_made_from_code_are_current(page: str) -> None:
    written = (ROOT / page).read_text("utf-8")
    assert written == documents.PAGES[page](), "write it again: python tests/documents.py --write"


def test_one_version() -> None:
    from importlib.metadata import version

    import mosul_extract

    assert version("mosul-extract") == mosul_extract.__version__
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    assert "The mosul-extract authors" in (ROOT / "LICENSE").read_text("utf-8")
