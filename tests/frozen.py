"""The records of the seed article and of the frozen texts: written anew on purpose, and what a change gained and lost.

python tests/frozen.py --write     write seeds/expected.records and tests/frozen/expected.records from what is found now
python tests/frozen.py --report    gains and losses against the records before the last change of these files
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SETS = ("seeds", "tests/frozen")


def records(folder: str) -> list[str]:
    """The records of a folder of texts as lines of JSON, found now; paths are given from the top of the repository."""
    from mosul_extract.lexicons.loading import load
    from mosul_extract.pipeline import extract_document
    from mosul_extract.text.document import Document, decode

    lines = []
    for path in sorted((ROOT / folder).glob("*.txt")):
        text, encoding = decode(path.read_bytes())
        document = Document(text, path=path.relative_to(ROOT).as_posix(), encoding=encoding)
        lines.append(extract_document(document, load()).to_json())
    return lines


def expected(folder: str) -> str:
    """The records of a folder as they were written down."""
    return (ROOT / folder / "expected.records").read_text("utf-8")


def before(folder: str) -> str | None:
    """The records of a folder as they were before the last change of their file; none without such a history."""
    path = f"{folder}/expected.records"
    for revision in _git("log", "-2", "--format=%H", "--", path).split():
        told = _git("show", f"{revision}:{path}")
        if told and told != "".join(line + "\n" for line in records(folder)):
            return told
    return None


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def parsed(text: str) -> list[dict[str, Any]]:
    """Records as values."""
    return [json.loads(line) for line in text.split("\n") if line]


def write() -> None:
    """Write the records down."""
    for folder in SETS:
        (ROOT / folder / "expected.records").write_text("".join(line + "\n" for line in records(folder)), "utf-8")


def report() -> None:
    """Print what was gained and lost."""
    from mosul_extract.comparison import compare, to_markdown

    for folder in SETS:
        old = before(folder)
        print(f"\n## Gains and losses: {folder}\n")
        if old is None:
            print("The records have not changed.")
            continue
        for line in to_markdown(compare(parsed(old), parsed("\n".join(records(folder))))):
            print(line)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    elif sys.argv[1:] == ["--report"]:
        report()
    else:
        sys.exit(__doc__)
