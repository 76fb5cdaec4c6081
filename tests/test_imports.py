"""The house rules of imports: they point one way, and a dependency has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "mosul_extract"
MODULES = sorted(PACKAGE.rglob("*.py"))
# The layers, the lowest first; a module imports from its own layer and those below.
LAYERS = (
    ("errors", "notebook", "records"),
    ("text",),
    ("lexicons",),
    ("mentions", "calendars", "date_words", "dates"),
    ("extractors",),
    ("qualifiers", "circumstances", "relations", "tolls", "counted", "refusals", "ledger"),
    ("naming", "gazetteer", "meanings", "geography", "grouping", "entities", "assembly", "linking"),
    ("pipeline",),
    ("selection", "formats"),
    ("batch", "workers", "engines"),
    (
        "journal",
        "streams",
        "target",
        "explanation",
        "evaluation",
        "reviews",
        "comparison",
        "display",
        "report",
        "running",
    ),
    ("cli", "__main__"),
)
DOORS = {
    "camel_tools": ("text",),
    "click": ("cli",),
    "rich": ("display",),
    "hijridate": ("calendars",),
    "pebble": ("workers",),
    "pyarrow": ("formats", "engines"),
    "pyspark": ("engines",),
    "trafilatura": ("formats",),
    "charset_normalizer": ("formats",),
    "sqlite3": ("formats",),
}


def part(path: Path) -> str:
    """The part of the house in which a module lies."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of each import of a module, also of those within functions; types only aside."""
    tree = ast.parse(path.read_text("utf-8"))
    hidden = {id(node) for test in ast.walk(tree) if _is_for_types(test) for node in ast.walk(test)}
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            yield from ((node.module, alias.name) for alias in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def ours(path: Path) -> Iterator[str]:
    """The parts of the house that a module imports."""
    for module, name in imports(path):
        if module == "mosul_extract":
            if name != "__version__":
                yield name
        elif module.startswith("mosul_extract."):
            yield module.split(".")[1]


def test_every_part_has_its_layer() -> None:
    assert {part(path) for path in MODULES} - {"__init__"} <= {name for layer in LAYERS for name in layer}


def test_imports_point_one_way() -> None:
    height = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in MODULES
        if part(path) != "__init__"
        for other in ours(path)
        if height[other] > height[part(path)]
    ]
    assert not wrong


def test_records_and_errors_import_nothing_of_ours() -> None:
    """But for the view that a record shows of itself, which imports nothing of ours either."""
    assert set(ours(PACKAGE / "records.py")) == {"notebook"}
    assert not list(ours(PACKAGE / "notebook.py"))
    assert not list(ours(PACKAGE / "errors.py"))


def test_extractors_do_not_import_each_other() -> None:
    """A list's extractor, a module or a folder, knows nothing of another's; what they share has a name of its own."""
    lists = {"actors", "units", "places", "casualties", "materiel"}
    for path in (PACKAGE / "extractors").rglob("*.py"):
        own = path.relative_to(PACKAGE / "extractors").parts[0].removesuffix(".py")
        used = {module.split(".")[2] for module, _ in imports(path) if module.startswith("mosul_extract.extractors.")}
        assert own == "__init__" or not (used & lists) - {own}, path


def test_a_dependency_has_one_door() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path in MODULES
        for module, _ in imports(path)
        if part(path) not in DOORS.get(module.split(".")[0], (part(path),))
    ]
    assert not wrong


def test_camel_tools_is_used_for_words_and_letters_only() -> None:
    """The other parts load torch or ask the network."""
    for path in MODULES:
        for module, _ in imports(path):
            if module.startswith("camel_tools"):
                assert module.startswith(("camel_tools.tokenizers.word", "camel_tools.utils."))


def test_help_loads_neither_the_pipeline_nor_the_tokenizer() -> None:
    code = "import sys, mosul_extract.cli; print([m for m in sys.modules if m.split('.')[0] in %r])"
    heavy = ["camel_tools", "pydantic", "rich", "pebble", "pyarrow", "json"]
    out = subprocess.run([sys.executable, "-c", code % heavy], capture_output=True, text=True, check=True).stdout
    assert out.strip() in ("[]", "['json']")


def test_the_public_names_are_there() -> None:
    import mosul_extract

    assert set(mosul_extract.__all__) == set(mosul_extract._HOMES) - {"extract_batch", "ARROW_SCHEMA"}
    for name in mosul_extract._HOMES:
        assert getattr(mosul_extract, name) is not None
