"""The page: one HTML file that asks for nothing, whose policy forbids it to, and in which what articles say is data only."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from mosul_extract import __version__
from mosul_extract.report.payload import Index, article

SCRIPTS = ("elements", "data", "review", "overview", "map", "table", "article", "main")
# Nothing is loaded and nothing runs but the one style and the one script of the page, known by their hashes.
_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; form-action 'none'"
)
# Within a script element no letter of the data may end it, begin a comment, break a line or change the reading order.
_ESCAPED = "<>&\u2028\u2029\u0085\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in _ESCAPED}


def page(lines: Iterable[str], failures: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """The pieces of the page of records, given as lines of JSON.

    `failures`, names of inputs and what was wrong with them, are asked for when all records have come.
    """
    style, script = _part("style.css"), _script()
    head, tail = _part("page.html").split("<!-- data -->\n")
    policy = _POLICY.format(style=_hash(style), script=_hash(script))
    yield head.replace("{policy}", policy).replace("{style}", style)
    index = Index()
    for line in lines:
        record = json.loads(line)
        yield _data(f"article-{index.add(record)}", article(record))
    for name, values in index.told():
        yield _data(name, values)
    failed = [{"name": name, "error": error} for name, error in failures]
    yield _data("about", {"version": __version__, "failures": failed})
    yield _data("outlines", json.loads(_part("outlines.json")) if index.mapped else None)
    yield tail.replace("{script}", script)


def _data(name: str, value: Any) -> str:
    """A block of data, which no browser runs."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/json" id="{name}">{text}</script>\n'


@cache
def _part(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _script() -> str:
    parts = "\n".join(_part(f"{name}.js") for name in SCRIPTS)
    return f"\n'use strict';\n(() => {{\n{parts}\n}})();\n"


def _hash(text: str) -> str:
    """The name under which a policy allows a text: its SHA-256 (Content Security Policy, level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
