"""Pieces of a run without white space: words, and every mark, symbol and emoji by itself, as camel-tools splits them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters, digits and marks of running text, signs of direction among them: no emoji of several characters begins in it.
_PLAIN = (
    (0x21, 0x7E), (0xA1, 0x6FF), (0x200B, 0x200C), (0x200E, 0x200F), (0x2010, 0x2027), (0x202A, 0x202E),
    (0x2030, 0x205E), (0x2066, 0x2069), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF),
)  # fmt: skip
_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in _PLAIN)
# The joiner too, but not behind what Unicode counts among the emoji.
_NOT_PLAIN = re.compile(f"[^{_RANGES}\u200d]|(?<=[0-9#*\u00a9\u00ae\u203c\u2049])\u200d")


@cache
def _marks() -> re.Pattern[str]:
    """What is a piece of its own in plain text: each mark and symbol by its Unicode category."""
    plain = (chr(point) for first, last in _PLAIN for point in range(first, last + 1))
    return re.compile(f"([{re.escape(''.join(c for c in plain if unicodedata.category(c)[0] in 'PS'))}])")


def pieces_of(run: str) -> list[str]:
    """The pieces of a run without white space, in order; joined they are the run.

    camel-tools' `simple_word_tokenize` (Obeid et al. 2020). It is loaded where a run has more than plain text: that asks the
    category of each of 1.1 million code points, 0.4 s, which is more than the rest of the program needs to start.
    """
    if not _NOT_PLAIN.search(run):
        return [piece for piece in _marks().split(run) if piece]
    from camel_tools.tokenizers.word import simple_word_tokenize

    pieces: list[str] = simple_word_tokenize(run)
    return pieces
