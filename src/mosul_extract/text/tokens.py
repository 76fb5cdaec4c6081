"""Tokens: pieces of the original text with exact spans and, remembered by spelling, what is known of the word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from camel_tools.tokenizers.word import simple_word_tokenize

from mosul_extract.text.folding import fold, fold_words

BRACKETS = frozenset("()[]{}")
QUOTES = frozenset("\"'«»“”‘’„‹›`´") | BRACKETS
_CLITICS = "وفبلكس"
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلكس"
_SHORTEST_STEM = 2
# «س» of the future only stands before the prefixes of the imperfect: «سمات» is no «مات».
_FUTURE = "س"
_IMPERFECT = "يتنا"
_ARTICLES = ("ال", "لل")
_TATWEEL = "\u0640"
_BORDER = re.compile(r"(?<=\d)(?=[\u0621-\u064a])|(?<=[\u0621-\u065f])(?=\d)|(?<=[\u0621-\u0652]\u0640)(?=[\dA-Za-z])")
# A word with a mark before or behind it: most of what is not one token; camel-tools would try every letter of it.
_MARKED = re.compile(r"""([«"(]?)([\u0621-\u063a\u0641-\u064a]+)([،.:؛؟!»")]?)""")
_LIGATURE = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_LONGEST_REMEMBERED = 40
_MOST_REMEMBERED = 1 << 17
# Words by their spelling; pieces without white space that are one token, most of a text; pieces of several tokens.
_WORDS: dict[str, Word] = {}
_WHOLE: dict[str, Word] = {}
_SPLIT: dict[str, tuple[tuple[int, int, Word], ...]] = {}


class Form(NamedTuple):
    """A reading of a word: `prefix` letters cut off its front, and the folded rest."""

    prefix: int
    folded: str


class Word:
    """What the spelling alone tells. One object a spelling, shared by all its tokens."""

    __slots__ = (
        "definite",
        "folded",
        "forms",
        "is_arabic",
        "is_digits",
        "is_punctuation",
        "is_quote",
        "is_solid",
        "text",
    )

    def __init__(self, text: str, folded: str) -> None:
        """Cut the clitics of the word, which comes with its folded form."""
        self.text = text
        self.folded = folded
        self.is_digits = folded.isdecimal()
        self.is_quote = text in QUOTES
        # Names are matched across quotes, not across brackets.
        self.is_solid = not self.is_quote or text in BRACKETS
        self.is_punctuation = not (text.isalnum() or any(map(str.isalnum, text)))
        self.is_arabic = not self.is_punctuation and "\u0620" <= folded[:1] <= "\u064a"
        has_clitics = self.is_arabic and folded[0] in _CLITICS
        self.forms = tuple(_forms(text, folded)) if has_clitics else (_form((0, folded)),)
        # Whether it wears the article, attached letters aside.
        self.definite = (
            self.is_arabic
            and len(folded) > 3
            and any(text.startswith(_ARTICLES, prefix) and len(stem) > 3 for prefix, stem in self.forms)
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


# A named tuple of a tuple, without the detour over keyword arguments: there is one a word of every text.
_form = partial(tuple.__new__, Form)
_token = partial(tuple.__new__, Token)


def _forms(text: str, folded: str) -> Iterator[Form]:
    """The whole word first, then without a conjunction, a preposition, both; «لل» is ل and ال."""
    yield _form((0, folded))
    if folded != text and _LIGATURE.search(text):
        return
    stems = [(0, folded)]
    if folded[0] in _CONJUNCTIONS and len(folded) > _SHORTEST_STEM:
        stems.append((1, folded[1:]))
        yield _form((_raw_length(text, 1), folded[1:]))
    for cut, stem in stems:
        if stem.startswith("لل") and len(stem) > 3:
            yield _form((_raw_length(text, cut), "ال" + stem[2:]))
        if stem[0] == _FUTURE and stem[1:2] not in _IMPERFECT:
            continue
        if stem[0] in _PREPOSITIONS and len(stem) > _SHORTEST_STEM:
            yield _form((_raw_length(text, cut + 1), stem[1:]))


def _raw_length(text: str, letters: int) -> int:
    """How many characters of the raw text hold its first `letters`: marks and tatweel go with their letter."""
    begin = text[: letters + 1]
    if begin.isalpha() and _TATWEEL not in begin:
        return letters
    at = 0
    while at < len(text) and letters:
        at += 1
        letters -= 1
        while at < len(text) and not fold(text[at]):
            at += 1
    return at


def word(text: str) -> Word:
    """The Word of a spelling."""
    known = _WORDS.get(text)
    return _remember(text, fold(text)) if known is None else known


def _remember(text: str, folded: str) -> Word:
    """A new Word; the oldest fall where there are too many."""
    if len(_WORDS) >= _MOST_REMEMBERED:
        _WORDS.clear()
    made = _WORDS[text] = Word(text, folded)
    return made


def _learn(chunks: Iterable[str]) -> None:
    """Remember the tokens of pieces that were not met before; their letters are folded in one go."""
    if len(_WHOLE) + len(_SPLIT) > _MOST_REMEMBERED:
        _WHOLE.clear()
        _SPLIT.clear()
    plain = []
    for chunk in chunks:
        if len(chunk) > _LONGEST_REMEMBERED:
            continue
        # Letters alone are one token, to camel-tools too; a tatweel may part Arabic letters from Latin ones.
        if chunk.isalpha() and _TATWEEL not in chunk:
            plain.append(chunk)
            continue
        split = _split(chunk)
        if len(split) == 1:
            _WHOLE[chunk] = split[0][2]
        else:
            _SPLIT[chunk] = split
    for chunk, folded in zip(plain, fold_words(plain), strict=True):
        _WHOLE[chunk] = _WORDS.get(chunk) or _remember(chunk, folded)


def _split(chunk: str) -> tuple[tuple[int, int, Word], ...]:
    """The tokens of a piece without white space: camel-tools' tokens, cut again between digits and Arabic letters."""
    pieces, cursor = [], 0
    # Letters and digits alone are one token to camel-tools too: what it splits off are marks, symbols and emoji.
    marked = _MARKED.fullmatch(chunk)
    for piece in (
        filter(None, marked.groups()) if marked else (chunk,) if chunk.isalnum() else simple_word_tokenize(chunk)
    ):
        start = chunk.index(piece, cursor)
        cursor = start + len(piece)
        borders = [0, *(m.start() for m in _BORDER.finditer(piece)), len(piece)] if len(piece) > 1 else [0, 1]
        for a, b in pairwise(borders):
            pieces.append((start + a, start + b, word(piece[a:b])))
    return tuple(pieces)


def tokenize(source: str) -> list[Token]:
    """All tokens of the text in order: every character that is not white space lies in exactly one."""
    chunks = source.split()
    new = set(chunks).difference(_WHOLE).difference(_SPLIT)
    if new:
        _learn(new)
    whole, at = _WHOLE, 0
    starts: list[int] = []
    ends: list[int] = []
    words: list[Word] = []
    for chunk in chunks:
        at = source.index(chunk, at)
        known = whole.get(chunk)
        if known is not None:
            starts.append(at)
            at += len(chunk)
            ends.append(at)
            words.append(known)
        else:
            for start, end, piece in _SPLIT.get(chunk) or _split(chunk):
                starts.append(at + start)
                ends.append(at + end)
                words.append(piece)
            at += len(chunk)
    return list(map(_token, zip(starts, ends, words, strict=True)))
