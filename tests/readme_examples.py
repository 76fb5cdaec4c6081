"""The examples of the README and of docs/: run as they stand, and written anew when what they print changes.

    python tests/readme_examples.py --write

In a block of the kind `console`, a line that begins with `$ ` is a command (it goes on where it ends in a backslash) and
the lines up to the next one are what it prints. Long lines and long outputs are cut where a line `…` stands at the end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/formats.md", "docs/lexicons.md", "docs/fields.md", "docs/report.md")
_BLOCK = re.compile(r"(?P<head>```console\n)(?P<body>.*?)(?P<tail>```)", re.DOTALL)
_CUT = "…"


class Example(NamedTuple):
    """A command and what it prints; `cut` is how many lines are shown where not all are."""

    command: str
    output: str
    cut: int | None


def examples(body: str) -> Iterator[Example]:
    """The commands of a block."""
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = piece.split("\n")
        length = next(i for i, line in enumerate(lines) if not line.endswith("\\")) + 1
        output = lines[length:]
        while output and not output[-1]:
            output.pop()
        cut = len(output) - 1 if output and output[-1] == _CUT else None
        yield Example("\n".join(lines[:length]), "\n".join(output), cut)


def run(command: str, folder: Path) -> str:
    """What a command prints, in a folder that holds the seeds and the frozen texts, with the tool of this environment."""
    scripts = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120", "NO_COLOR": "1"}
    env |= {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    shell = ["bash", "-c", f"set -o pipefail; {command}"]
    done = subprocess.run(shell, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}\nended with {done.returncode}: {done.stderr}")
    return done.stdout + done.stderr


def shown(output: str, cut: int | None) -> str:
    """The output as the page shows it: line ends of lines stripped, cut after some lines where that is wanted."""
    lines = [line.rstrip() for line in output.rstrip().split("\n")] if output.strip() else []
    return "\n".join([*lines[:cut], _CUT] if cut is not None else lines)


def renewed(page: str) -> str:
    """A page with what its commands print now. The commands of a page run one after another in one folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copytree(ROOT / "tests" / "frozen", folder / "tests" / "frozen")

        def renew(block: re.Match[str]) -> str:
            body = ""
            for example in examples(block["body"]):
                output = shown(run(example.command, folder), example.cut)
                body += f"$ {example.command}\n" + (output + "\n" if output else "")
            return block["head"] + body + block["tail"]

        return _BLOCK.sub(renew, page)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    for page in PAGES:
        path = ROOT / page
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")
