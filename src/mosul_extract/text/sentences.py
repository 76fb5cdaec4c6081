"""Sentences: runs of tokens between ends of lines and the marks that end a sentence."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from mosul_extract.text.tokens import Tokens

_ENDS = frozenset("!؟?…⸮")
_CLOSERS = frozenset("\"'»”’)]")
_NEVER_FIRST = _CLOSERS | {","}
# Nothing else stands at the end of a sentence.
_LAST = _ENDS | _CLOSERS | {".", ","}
_SHORTEST_BEFORE_DOT = 2
_AND, _SHORTEST_BESIDE_DOT = "و", 3
_LONGEST = 400


class Sentence(NamedTuple):
    """The tokens `first` to `last - 1`."""

    first: int
    last: int


def split_sentences(source: str, tokens: Tokens) -> list[Sentence]:
    """The sentences of the text, in order, together covering every token.

    A sentence ends at a line end, at `! ? ؟`, and at a full stop that white space, a closing quote or the `.,` of
    scraped paragraphs follows. A stop inside a number, after a single letter («د.»), or doubled in a headline does not end one.
    A run of 400 tokens without any end is cut there: no writer's sentence is so long, and rules that look around in a
    sentence stay linear in the text.
    """
    firsts = _after_line_ends(source, tokens.starts)
    words = tokens.words
    count = len(words)
    for mark in tokens.marks:
        i = mark + 1
        if words[mark].text in _LAST and i < count and words[i].text not in _NEVER_FIRST and _ends_before(tokens, i):
            firsts.add(i)
    borders = [0, *sorted(firsts), count] if words else []
    return [
        Sentence(at, min(at + _LONGEST, last))
        for first, last in pairwise(borders)
        for at in range(first, last, _LONGEST)
    ]


def _after_line_ends(source: str, starts: list[int]) -> set[int]:
    """The tokens before which a line ends, the first of the text aside."""
    firsts = set()
    at = source.find("\n")
    while at >= 0:
        first = bisect_right(starts, at)
        if 0 < first < len(starts):
            firsts.add(first)
        at = source.find("\n", at + 1)
    return firsts


def _ends_before(tokens: Tokens, i: int) -> bool:
    """Whether the tokens up to i close a sentence: an end mark, closing quotes and the scraped comma aside."""
    words, at = tokens.words, i - 1
    while at >= 0 and (words[at].text in _CLOSERS or (words[at].text == "," and at and _is_stop(tokens, at - 1))):
        at -= 1
    return at >= 0 and (words[at].text in _ENDS or _is_stop(tokens, at))


def _is_stop(tokens: Tokens, at: int) -> bool:
    """Whether the token is a full stop that can end a sentence."""
    words, starts, ends, _ = tokens
    if words[at].text in _CLOSERS and at:
        at -= 1
    if words[at].text != ".":
        return False
    if at + 1 < len(words) and starts[at + 1] == ends[at]:
        after = words[at + 1].text
        if not (after in _CLOSERS or after == "," or _goes_on_with_and(tokens, at)):
            return False
    return not (
        at
        and ends[at - 1] == starts[at]
        and words[at - 1].text not in _CLOSERS
        and (words[at - 1].text == "." or len(words[at - 1].folded) < _SHORTEST_BEFORE_DOT)
    )


def _goes_on_with_and(tokens: Tokens, at: int) -> bool:
    """Whether a stop without white space behind it stands before a word with «و», and behind a word of Arabic or its quote."""
    words = tokens.words
    before, after = words[at - 1] if at else None, words[at + 1]
    if before is None or not (before.is_arabic or before.text in _CLOSERS):
        return False
    long = len(after.folded) >= _SHORTEST_BESIDE_DOT
    long = long and (before.text in _CLOSERS or len(before.folded) >= _SHORTEST_BESIDE_DOT)
    return long and after.is_arabic and after.folded.startswith(_AND)
