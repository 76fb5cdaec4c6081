"""Notebook: a record as a piece of HTML that stands alone: its facts, its names, and its text with their marks.

It takes records and imports nothing of ours, so that records can show themselves. What an article says becomes text of a tree of
elements, never markup; styles stand in the elements, since many places that show notebooks drop a style sheet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as Tree

if TYPE_CHECKING:
    from mosul_extract.records import Actor, Casualty, Materiel, Place, Record, Unit

_LINES = {"actors": "#9a5fc0", "units": "#3d82d6", "places": "#2a9d6f"}
_TINTS = {"casualties": "rgba(214, 60, 48, 0.18)", "materiel": "rgba(168, 134, 44, 0.22)"}
_TEXT = (
    "direction: rtl; text-align: right; white-space: pre-wrap; line-height: 2.1; font-size: 1.1em; max-width: 46em; "
    "max-height: 28em; overflow-y: auto; padding: 0.8em 1em; margin-top: 0.6em; border: 1px solid rgba(128, 128, 128, 0.4)"
)
_CELL = "text-align: start; vertical-align: top; padding: 0.15em 1em 0.15em 0; white-space: normal"
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_KEPT = frozenset("\n\t")
_COLUMNS = ("", "what", "count", "group", "statement", "where", "when", "by", "says who")

Child = Tree.Element | str | None


class Mark(NamedTuple):
    """A piece of the text that a list of the record claims."""

    start: int
    end: int
    list: str
    title: str


def record_html(record: Record) -> str:
    """The record as HTML; without its text only the facts and the names."""
    document = record.document
    facts: Sequence[Casualty | Materiel] = [*record.casualties, *record.materiel]
    page = _element(
        "div",
        _element(
            "p", _element("strong", _words(document.title or document.path or document.id)), style="margin: 0.3em 0"
        ),
        _facts(facts) if facts else _element("p", "No facts were found."),
        *(_names(name, found) for name in ("actors", "units", "places") if (found := getattr(record, name))),
        _text(document.text, list(_marks(record))) if document.text else None,
        **{"class": "mosul-extract"},
    )
    return Tree.tostring(page, encoding="unicode", method="html")


def _element(tag: str, *children: Child, **attributes: str) -> Tree.Element:
    made = Tree.Element(tag, attributes)
    for child in children:
        if isinstance(child, Tree.Element):
            made.append(child)
        elif child and len(made):
            made[-1].tail = (made[-1].tail or "") + child
        elif child:
            made.text = (made.text or "") + child
    return made


def _words(text: str | None) -> Child:
    """Words of an article within a line: they reorder nothing around them."""
    return _element("bdi", visible(" ".join(text.split())), dir="auto") if text else None


def visible(text: str) -> str:
    """The text with control characters and marks of direction shown as what they are: <U+202E>."""
    return "".join(
        f"<U+{ord(c):04X}>"
        if c in _DIRECTIONS or (c not in _KEPT and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp"))
        else c
        for c in text
    )


def _facts(facts: Iterable[Casualty | Materiel]) -> Tree.Element:
    head = _element("tr", *(_element("th", name, style=_CELL) for name in _COLUMNS))
    rows = [_element("tr", *(_element("td", *cell, style=_CELL) for cell in _cells(fact))) for fact in facts]
    return _element("table", _element("thead", head), _element("tbody", *rows))


def _cells(fact: Casualty | Materiel) -> Iterator[list[Child]]:
    victims = getattr(fact, "victims", None)
    yield [fact.id]
    yield [", ".join((fact.kind, *_notes(fact)))]
    yield [str(fact.count)]
    yield [victims.group if victims else None]
    yield from (
        [_words(piece.text) if piece else None] for piece in (fact, fact.place, fact.when, fact.by, fact.source)
    )


def _notes(fact: Casualty | Materiel) -> Iterator[str]:
    """What sets a fact apart from those that may be added up."""
    if fact.assertion != "stated":
        yield fact.assertion
    if getattr(fact, "scope", "event") == "period":
        yield "over a period"
    if getattr(fact, "subset", False):
        yield f"part of {getattr(fact, 'subset_of', None) or 'a total'}"
    if repeated := getattr(fact, "repeats", None):
        yield f"repeats {repeated}"


def _names(name: str, entities: Sequence[Actor | Unit | Place]) -> Tree.Element:
    line = _element(
        "p", _element("span", name, style=f"border-bottom: 2px solid {_LINES[name]}"), ": ", style="margin: 0.3em 0"
    )
    for number, entity in enumerate(entities):
        english = f" {visible(entity.name_en)}" if entity.name_en else ""
        often = f" ×{len(entity.mentions)}" if len(entity.mentions) > 1 else ""
        line.append(_element("span", " · " if number else "", _words(entity.name), english + often))
    return line


def _marks(record: Record) -> Iterator[Mark]:
    for name in ("actors", "units", "places"):
        for entity in getattr(record, name):
            title = f"{entity.id} {entity.kind}: {visible(entity.name_en or entity.name)}"
            yield from (Mark(mention.start, mention.end, name, title) for mention in entity.mentions)
    for name in ("casualties", "materiel"):
        for fact in getattr(record, name):
            yield Mark(fact.start, fact.end, name, f"{fact.id} {fact.kind}: {fact.count}")


def _text(text: str, marks: Sequence[Mark]) -> Tree.Element:
    pieces: list[Child] = []
    for start, end, here in segments(len(text), marks):
        words = visible(text[start:end].replace("\r\n", "\n"))
        title = "\n".join(mark.title for mark in here)
        pieces.append(_element("span", words, style=_style(here), title=title) if here else words)
    return _element("div", *pieces, lang="ar", style=_TEXT)


def segments(length: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """A text of this length cut at all borders of the marks, each piece with those that hold it: marks may overlap."""
    borders = sorted({0, length, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting, active = sorted(marks, key=lambda mark: mark.start, reverse=True), list[Mark]()
    for start, end in pairwise(borders):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        yield start, end, list(active)


def _style(marks: Sequence[Mark]) -> str:
    """A tint for facts, a line below for each kind of names."""
    lists = {mark.list for mark in marks}
    tints = [f"background-color: {tint}" for name, tint in _TINTS.items() if name in lists][:1]
    lines = [color for name, color in _LINES.items() if name in lists]
    shadows = ", ".join(f"0 {2 + 3 * number}px 0 -{number}px {color}" for number, color in enumerate(lines))
    return "; ".join([*tints, f"box-shadow: {shadows}"] if lines else tints)
