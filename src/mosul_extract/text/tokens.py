"""Tokens: pieces of the original text with exact spans and, remembered by spelling, what is known of the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from camel_tools.tokenizers.word import simple_word_tokenize

from mosul_extract.text.folding import fold

BRACKETS = frozenset("()[]{}")
QUOTES = frozenset("\"'«»“”‘’„‹›`´") | BRACKETS
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلكس"
_SHORTEST_STEM = 2
_BORDER = re.compile(r"(?<=\d)(?=[\u0621-\u064a])|(?<=[\u0621-\u065f])(?=\d)|(?<=[\u0621-\u0652]\u0640)(?=[\dA-Za-z])")
_LIGATURE = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_LONGEST_REMEMBERED = 40
_MOST_REMEMBERED = 1 << 17
# Pieces without white space that are one token: most of a text, found by one look-up.
_WHOLE: dict[str, Word] = {}


class Form(NamedTuple):
    """A reading of a word: `prefix` letters cut off its front, and the folded rest."""

    prefix: int
    folded: str


class Word:
    """What the spelling alone tells. One object a spelling, shared by all its tokens."""

    __slots__ = ("definite", "folded", "forms", "is_arabic", "is_digits", "is_punctuation", "is_quote", "text")

    def __init__(self, text: str) -> None:
        """Fold the word and cut its clitics."""
        self.text = text
        self.folded = fold(text)
        self.is_digits = self.folded.isdecimal()
        self.is_quote = text in QUOTES
        self.is_punctuation = not any(map(str.isalnum, text))
        self.is_arabic = not self.is_punctuation and "\u0620" <= self.folded[:1] <= "\u064a"
        self.forms = tuple(_forms(text, self.folded)) if self.is_arabic else (Form(0, self.folded),)
        # Whether it wears the article, attached letters aside.
        self.definite = self.is_arabic and len(self.folded) > 3 and any(
            text.startswith(("ال", "لل"), prefix) and len(stem) > 3 for prefix, stem in self.forms
        )

    @property
    def bare(self) -> str:
        """The folded word without the article."""
        return self.folded[2:] if self.folded.startswith("ال") and len(self.folded) > 4 else self.folded


class Token(NamedTuple):
    """A piece of the text: `source[start:end]`."""

    start: int
    end: int
    word: Word


def _forms(text: str, folded: str) -> Iterator[Form]:
    """The whole word first, then without a conjunction, a preposition, both; «لل» is ل and ال."""
    yield Form(0, folded)
    if folded != text and _LIGATURE.search(text):
        return
    stems = [(0, folded)]
    if folded[0] in _CONJUNCTIONS and len(folded) > _SHORTEST_STEM:
        stems.append((1, folded[1:]))
        yield Form(_raw_length(text, 1), folded[1:])
    for cut, stem in stems:
        if stem.startswith("لل") and len(stem) > 3:
            yield Form(_raw_length(text, cut), "ال" + stem[2:])
        if stem[0] in _PREPOSITIONS and len(stem) > _SHORTEST_STEM:
            yield Form(_raw_length(text, cut + 1), stem[1:])


def _raw_length(text: str, letters: int) -> int:
    """How many characters of the raw text hold its first `letters`: marks and tatweel go with their letter."""
    if text[:letters + 1].isalpha() and "\u0640" not in text[:letters + 1]:
        return letters
    at = 0
    while at < len(text) and letters:
        at += 1
        letters -= 1
        while at < len(text) and not fold(text[at]):
            at += 1
    return at


@lru_cache(maxsize=1 << 17)
def word(text: str) -> Word:
    """The Word of a spelling."""
    return Word(text)


def _split(chunk: str) -> tuple[tuple[int, int, Word], ...]:
    """The tokens of a piece without white space: camel-tools' tokens, cut again between digits and Arabic letters."""
    pieces, cursor = [], 0
    # Letters and digits alone are one token to camel-tools too: what it splits off are marks, symbols and emoji.
    for piece in (chunk,) if chunk.isalnum() else simple_word_tokenize(chunk):
        start = chunk.index(piece, cursor)
        cursor = start + len(piece)
        borders = [0, *(m.start() for m in _BORDER.finditer(piece)), len(piece)] if len(piece) > 1 else [0, 1]
        for a, b in zip(borders, borders[1:], strict=False):
            pieces.append((start + a, start + b, word(piece[a:b])))
    return tuple(pieces)


_split_remembered = lru_cache(maxsize=1 << 17)(_split)


def tokenize(source: str) -> list[Token]:
    """All tokens of the text in order: every character that is not white space lies in exactly one."""
    tokens, at = [], 0
    whole = _WHOLE
    for chunk in source.split():
        at = source.index(chunk, at)
        known = whole.get(chunk)
        if known is not None:
            tokens.append(Token(at, at + len(chunk), known))
        else:
            split = _split_remembered(chunk) if len(chunk) <= _LONGEST_REMEMBERED else _split(chunk)
            tokens += [Token(at + start, at + end, piece) for start, end, piece in split]
            if len(split) == 1 and len(chunk) <= _LONGEST_REMEMBERED and len(whole) < _MOST_REMEMBERED:
                whole[chunk] = split[0][2]
        at += len(chunk)
    return tokens
