"""Marks: an article with its actors, units, places and facts in brackets of their own, so that they show without colour.

Between Arabic words stand no Latin letters, which would part the line for a terminal: a raised number after the bracket
is the number of the id. The brackets are ours alone; where the article has such ones, `plain` shows their code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from mosul_extract.display.paper import PLAIN_FACT, QUOTE
from mosul_extract.display.words import plain

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Kind:
    """How marks of a list look; `outer` lies around what it shares its words with."""

    letter: str
    what: str
    opening: str
    closing: str
    style: str
    outer: int


KINDS = {
    "actors": Kind("A", "actor", "⟨", "⟩", QUOTE, 2),
    "units": Kind("U", "unit", "⟪", "⟫", "magenta", 1),
    "places": Kind("P", "place", "⌊", "⌋", "green", 3),
    "casualties": Kind("C", "casualty fact", "⟦", "⟧", "bold red", 0),
    "materiel": Kind("M", "materiel", "⌈", "⌉", PLAIN_FACT, 0),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the text, code points `start` to `end`, with the id of what it names or tells."""

    start: int
    end: int
    id: str
    kind: Kind


def legend() -> Text:
    """What the brackets mean."""
    shown = Text()
    for kind in KINDS.values():
        shown.append(f"{kind.opening}{kind.what}{kind.closing}", kind.style)
        shown.append(f"¹ is {kind.letter}1   ")
    shown.rstrip()
    return shown


def marked(text: str, marks: Iterable[Mark], cuts: Iterable[int]) -> Iterator[tuple[Text, int]]:
    """The lines of a text with their marks, and where each ends in the text; blank lines one at a time.

    A line is also ended at each of the code points `cuts`.
    """
    last = len(text.rstrip())
    lines = [found.end() for found in re.finditer("\n", text[:last])]
    ends = sorted({*lines, *(cut for cut in cuts if cut < last), last})
    of_line: list[list[Mark]] = [[] for _ in ends]
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind.outer)):
        for at in range(bisect_right(ends, mark.start), bisect_left(ends, min(mark.end, last)) + 1):
            of_line[at].append(mark)
    begin, was_blank = 0, True
    for end, here in zip(ends, of_line, strict=True):
        is_blank = not text[begin:end].strip()
        if not (is_blank and was_blank):
            yield _line(text, begin, end, here), end
        begin, was_blank = end, is_blank


def _line(text: str, begin: int, end: int, marks: Iterable[Mark]) -> Text:
    """A line without the white space around it: a mark that goes on into the next line is closed with its last words."""
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    end = begin + len(text[begin:end].rstrip())
    here = [mark for mark in marks if max(mark.start, begin) < min(mark.end, end)]
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in here:
        opens.setdefault(max(mark.start, begin), []).append(mark)
        closes.setdefault(min(mark.end, end), []).insert(0, mark)
    shown, open_at = Text(), dict[int, int]()
    borders = sorted({begin, end, *opens, *closes})
    for at, until in zip(borders, [*borders[1:], end], strict=True):
        for mark in closes.get(at, ()):
            shown.append(f"{mark.kind.closing}{mark.id[1:].translate(_RAISED)}")
            shown.stylize(mark.kind.style, open_at[id(mark)], len(shown.plain))
        for mark in opens.get(at, ()):
            open_at[id(mark)] = len(shown.plain)
            shown.append(mark.kind.opening)
        shown.append(plain(_spaced(text[at:until])))
    return shown


def _spaced(piece: str) -> str:
    """Tabs and the like as spaces: a terminal would jump at a tab."""
    return "".join(" " if c in "\t\n\u00a0" else c for c in piece)
