"""Paper: lines that fit a window, each with its Arabic at the end, so that terminals of every kind keep the order.

Terminals differ: some reorder right-to-left text and know isolates (VTE, Konsole), some know marks of direction only
(mlterm), most know neither. Three things hold in all of them. A line begins with a Latin word or a space, since a mark
that stands first in a line is lost. Between two pieces of Arabic stands a Latin word. Each line has its own isolates,
for an isolate ends with its line.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mosul_extract.display.words import END_ISOLATE, ISOLATE, flat

# Colours that can be read on black and on white, also where there are only sixteen.
LABEL, QUOTE, WARNING, PLAIN_FACT = 9, "cyan", "magenta", "bold"
_NARROWEST, _TWO_COLUMNS, _GAP = 30, 90, 3
_MARKS = 8  # mlterm counts marks of direction as columns: room for those of a line
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = "\u200f", "\u200e"


@dataclass(frozen=True, slots=True)
class Field:
    """A label, what it means in English, and the words of the article."""

    label: str
    gist: str = ""
    quote: str | None = None
    style: str = ""


class Paper:
    """Collects lines for a window of some width; `printed` is what the terminal is sent."""

    def __init__(self) -> None:
        """Measure the window. Colour is for terminals that have it, where NO_COLOR is not set."""
        is_terminal = sys.stdout is not None and sys.stdout.isatty()
        self._console = Console(force_terminal=is_terminal, markup=False, highlight=False, emoji=False)
        dumb = self._console.is_dumb_terminal
        window = shutil.get_terminal_size().columns if dumb else self._console.width
        self._is_mlterm = is_terminal and "MLTERM" in os.environ
        self.width = max(_NARROWEST, window - _MARKS * self._is_mlterm)
        self._lines: list[Text | Table] = []

    def printed(self) -> str:
        """All lines."""
        with self._console.capture() as capture:
            for line in self._lines:
                self._console.print(line, soft_wrap=isinstance(line, Text))
        lines = "\n".join(line.rstrip(" ") for line in capture.get().split("\n"))
        return _for_mlterm(lines) if self._is_mlterm else lines

    def add(self, table: Table) -> None:
        """A table, as it is."""
        self._lines.append(table)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(Text(""))

    def heading(self, words: str, *, rule: str = "─", style: str = "bold") -> None:
        """A line that begins a part, ruled to the end of the window."""
        *above, last = self.wrapped(Text(words, style), self.width)
        rest = self.width - last.cell_len - 1
        self._lines += [*above, Text.assemble(last, " ", (rule * max(rest, 0), "dim"))]

    def line(self, words: Text, *, indent: int = 0, hang: int = 0) -> None:
        """Words over as many lines as they need; those after the first stand `hang` further in."""
        first, *rest = self.wrapped(words, self.width - indent - hang) or [Text("")]
        self._lines.append(Text(" " * indent) + first)
        self._lines += [Text(" " * (indent + hang)) + line for line in rest]

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows of Latin words in columns; the first row names them."""
        widths = [max(Text(row[i]).cell_len for row in rows) for i in range(len(rows[0]))]
        for n, row in enumerate(rows):
            cells = [Text(cell + " " * (w - Text(cell).cell_len + _GAP)) for cell, w in zip(row, widths, strict=True)]
            cells[0].stylize("bold")
            line = Text.assemble(*cells)
            line.rstrip()
            if not n:
                line.stylize("dim")
            self.line(line, indent=2, hang=4)

    def fields(self, fields: Iterable[Field], *, indent: int, label: int = LABEL) -> None:
        """Fields below each other; in a wide window two short ones stand beside each other."""
        room = self.width - indent
        half = (room - _GAP) // 2 if self.width >= _TWO_COLUMNS else 0
        waiting: Text | None = None
        for field in fields:
            lines = list(self._field(field, room, label))
            short = len(lines) == 1 and lines[0].cell_len <= half
            if waiting is not None and short:
                gap = " " * (half + _GAP - waiting.cell_len)
                self._lines.append(Text.assemble(" " * indent, waiting, gap, lines[0]))
                waiting = None
                continue
            if waiting is not None:
                self._lines.append(Text(" " * indent) + waiting)
            waiting = lines[0] if short else None
            if not short:
                self._lines += [Text(" " * indent) + line for line in lines]
        if waiting is not None:
            self._lines.append(Text(" " * indent) + waiting)

    def _field(self, field: Field, room: int, label: int) -> Iterator[Text]:
        """The lines of a field: what fits beside the label, then the words of the article on lines of their own."""
        gists = self.wrapped(Text(field.gist, field.style), room - label) if field.gist else [Text("")]
        if field.quote:
            quoted = Text(flat(field.quote), QUOTE)
            gap = 2 if field.gist else 0
            if gists[-1].cell_len + gap + quoted.cell_len <= room - label:
                gists[-1] = Text.assemble(gists[-1], " " * gap, isolate(quoted))
            else:
                lines = [isolate(line) for line in self.wrapped(quoted, room - label)]
                gists = lines if not field.gist else gists + lines
        head = Text(field.label.ljust(label), "dim")
        for line in gists:
            yield Text.assemble(head, line)
            head = Text(" " * label)

    def article(self, words: Text) -> None:
        """Words of an article, each line flush with the right end of the window, where its reading begins."""
        for line in self.wrapped(words, self.width - 2) or [Text("")]:
            pad = " " * (self.width - 1 - line.cell_len)
            self._lines.append(Text.assemble(pad, isolate(line)) if line.plain else line)

    def wrapped(self, words: Text, width: int) -> list[Text]:
        """The words over lines of at most so many columns."""
        lines = list(words.wrap(self._console, max(width, 10), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines


def isolate(words: Text) -> Text:
    """Words of an article within isolates."""
    return Text.assemble(ISOLATE, words, END_ISOLATE)


def _for_mlterm(lines: str) -> str:
    """mlterm knows the older marks of direction only, and draws a box for an isolate."""
    marks = {ord(ISOLATE): _RIGHT_TO_LEFT, ord(END_ISOLATE): _RIGHT_TO_LEFT + _LEFT_TO_RIGHT}
    return "\n".join(_LEFT_TO_RIGHT + line if line else line for line in lines.translate(marks).split("\n"))
