"""Words: text of an article made harmless for a line of a terminal, and values of a record in plain words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
# The brackets of marks in an article (see marks.py): where the article itself has them, they must not look like ours.
BRACKETS = "⟦⟧⟨⟩⟪⟫⌊⌋⌈⌉"
# Controls, marks of direction, separators, halves of pairs: what a terminal may obey or cannot show.
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# Among them what belongs to Arabic spelling: joiners, signs of numbers, the end of a verse.
_SPELLING = "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"
_WHITE = re.compile("(?:\r?\n|[ \t\u00a0])+")
_MOST_MARKS = 4  # on one letter; more would run over the lines above and below


def plain(text: str) -> str:
    """The text with what a terminal would obey shown as what it is: ␛ for an escape, ⟨U+202E⟩ for a mark of direction.

    Brackets like those of marks are shown so, too, and so are marks piled on one letter beyond the fourth.
    """
    if text.isascii() and text.isprintable():
        return text
    shown, marks = [], 0
    for c in text:
        marks = marks + 1 if _is_mark(c) else 0
        shown.append(_named(c) if marks > _MOST_MARKS else _shown(c))
    return "".join(shown)


@cache
def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Me")


@cache
def _shown(c: str) -> str:
    if ord(c) < 0x20:
        return chr(0x2400 + ord(c))
    if c == "\x7f":
        return "␡"
    if c in BRACKETS or (unicodedata.category(c) in _UNSHOWN and c not in _SPELLING):
        return _named(c)
    return c


def _named(c: str) -> str:
    return f"⟨U+{ord(c):04X}⟩"


def isolated(text: str | None) -> str:
    """Text of an article for a line in another direction: shown as it is, and reordering nothing around it."""
    return f"{ISOLATE}{flat(text)}{END_ISOLATE}" if text else ""


def flat(text: str) -> str:
    """Text of an article in one line, harmless."""
    return plain(_WHITE.sub(" ", text).strip(" "))


def spaced(value: str) -> str:
    """A value of a record as words: armed_group is «armed group»."""
    return value.replace("_", " ")


def counted(amount: int, noun: str) -> str:
    """1 fact, 2 facts."""
    return f"{amount:,} {noun}{'' if amount == 1 else 's'}"
