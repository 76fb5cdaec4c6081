"""Sentences: runs of tokens between ends of lines and the marks that end a sentence."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from mosul_extract.text.tokens import Token

_ENDS = frozenset("!؟?…⸮")
_CLOSERS = frozenset("\"'»”’)]")
_NEVER_FIRST = _CLOSERS | {","}
_SHORTEST_BEFORE_DOT = 2
_LONGEST = 400


class Sentence(NamedTuple):
    """The tokens `first` to `last - 1`."""

    first: int
    last: int


def split_sentences(source: str, tokens: list[Token]) -> list[Sentence]:
    """The sentences of the text, in order, together covering every token.

    A sentence ends at a line end, at `! ? ؟`, and at a full stop that white space, a closing quote or the `.,` of
    scraped paragraphs follows. A stop inside a number, after a single letter («د.»), or doubled in a headline does not end one.
    A run of 400 tokens without any end is cut there: no writer's sentence is so long, and rules that look around in a
    sentence stay linear in the text.
    """
    firsts = _after_line_ends(source, tokens)
    for i, token in enumerate(tokens, 1):
        if (
            token[2].is_punctuation
            and i < len(tokens)
            and tokens[i].word.text not in _NEVER_FIRST
            and _ends_before(tokens, i)
        ):
            firsts.add(i)
    borders = [0, *sorted(firsts), len(tokens)] if tokens else []
    return [
        Sentence(at, min(at + _LONGEST, last))
        for first, last in pairwise(borders)
        for at in range(first, last, _LONGEST)
    ]


def _after_line_ends(source: str, tokens: list[Token]) -> set[int]:
    """The tokens before which a line ends, the first of the text aside."""
    firsts = set()
    starts = [token[0] for token in tokens]
    at = source.find("\n")
    while at >= 0:
        first = bisect_right(starts, at)
        if 0 < first < len(tokens):
            firsts.add(first)
        at = source.find("\n", at + 1)
    return firsts


def _ends_before(tokens: list[Token], i: int) -> bool:
    """Whether the tokens up to i close a sentence: an end mark, closing quotes and the scraped comma aside."""
    at = i - 1
    if not tokens[at].word.is_punctuation:
        return False
    while at >= 0 and (
        tokens[at].word.text in _CLOSERS or (tokens[at].word.text == "," and at and _is_stop(tokens, at - 1))
    ):
        at -= 1
    return at >= 0 and (tokens[at].word.text in _ENDS or _is_stop(tokens, at))


def _is_stop(tokens: list[Token], at: int) -> bool:
    """Whether the token is a full stop that can end a sentence."""
    if tokens[at].word.text in _CLOSERS and at:
        at -= 1
    if tokens[at].word.text != ".":
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if (
        after is not None
        and after.start == tokens[at].end
        and not (after.word.text in _CLOSERS or after.word.text == ",")
    ):
        return False
    return not (
        before is not None
        and before.end == tokens[at].start
        and (before.word.text == "." or len(before.word.folded) < _SHORTEST_BEFORE_DOT)
    )
