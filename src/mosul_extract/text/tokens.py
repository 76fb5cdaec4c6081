"""Tokens: pieces of the original text with exact spans and, remembered by spelling, what is known of the word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, cast

from mosul_extract.text.folding import fold, fold_words
from mosul_extract.text.pieces import pieces_of

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
# A word with a mark before or behind it: most of what is not one token.
_MARKED = re.compile(r"""([«"(]?)([\u0621-\u063a\u0641-\u064a]+)([،.:؛؟!»")]?)""")
_LIGATURE = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_SPACE = re.compile(r"(\s+)")
_LONGEST_REMEMBERED = 40
_MOST_REMEMBERED = 1 << 17
# Words by their spelling; pieces without white space that are one word, most of a text; pieces of several tokens, or marks.
_WORDS: dict[str, Word] = {}
_WHOLE: dict[str, Word] = {}
_SPLIT: dict[str, tuple[tuple[int, int, Word], ...]] = {}


class Word:
    """What the spelling alone tells. One object a spelling, shared by all its tokens."""

    __slots__ = (
        "definite",
        "folded",
        "forms",
        "has_digits",
        "is_arabic",
        "is_digits",
        "is_punctuation",
        "is_quote",
        "is_solid",
        "text",
    )
    # The readings of the word: how many letters are cut off its front, and the folded rest; the whole word first.
    forms: tuple[tuple[int, str], ...]
    # Whether it wears the article, attached letters aside.
    definite: bool

    def __init__(self, text: str, folded: str) -> None:
        """A word, which comes with its folded form."""
        self.text = text
        self.folded = folded
        self.has_digits = self.is_digits = self.is_quote = self.is_punctuation = False
        # Names are matched across quotes, not across brackets.
        self.is_solid = True
        if not text.isalpha():
            self.has_digits = any(map(str.isdecimal, text))
            self.is_digits = folded.isdecimal()
            self.is_quote = text in QUOTES
            self.is_solid = not self.is_quote or text in BRACKETS
            self.is_punctuation = not (text.isalnum() or any(map(str.isalnum, text)))
        self.is_arabic = not self.is_punctuation and "\u0620" <= folded[:1] <= "\u064a"
        may_be_cut = self.is_arabic and folded[0] in _CLITICS
        self.forms = _forms(text, folded) if may_be_cut else ((0, folded),)

    def __getattr__(self, name: str) -> Any:
        """What only some words are asked for, read when it is, and kept."""
        if name == "definite":
            self.definite = (
                self.is_arabic
                and len(self.folded) > 3
                and any(self.text.startswith(_ARTICLES, prefix) and len(stem) > 3 for prefix, stem in self.forms)
            )
            return self.definite
        raise AttributeError(name)

    @property
    def bare(self) -> str:
        """The folded word without the article."""
        return self.folded[2:] if self.folded.startswith("ال") and len(self.folded) > 4 else self.folded


class Tokens(NamedTuple):
    """The pieces of a text in order: token `i` is `words[i]`, and stands at `source[starts[i]:ends[i]]`.

    `marks` are the tokens that are punctuation.
    """

    words: list[Word]
    starts: list[int]
    ends: list[int]
    marks: list[int]


def _forms(text: str, folded: str) -> tuple[tuple[int, str], ...]:
    """The whole word first, then without a conjunction, a preposition, both; «لل» is ل and ال."""
    forms = [(0, folded)]
    if folded != text and _LIGATURE.search(text):
        return tuple(forms)
    stems = [(0, folded)]
    if folded[0] in _CONJUNCTIONS and len(folded) > _SHORTEST_STEM:
        stems.append((1, folded[1:]))
        forms.append((_raw_length(text, 1), folded[1:]))
    for cut, stem in stems:
        if stem.startswith("لل") and len(stem) > 3:
            forms.append((_raw_length(text, cut), "ال" + stem[2:]))
        if stem[0] == _FUTURE and stem[1:2] not in _IMPERFECT:
            continue
        if stem[0] in _PREPOSITIONS and len(stem) > _SHORTEST_STEM:
            forms.append((_raw_length(text, cut + 1), stem[1:]))
    return tuple(forms)


def spellings_of(stem: str) -> list[str]:
    """The folded words that a stem can be read in: with a conjunction before it, a preposition, both, or none."""
    stems = [stem, *[letter + stem for letter in _PREPOSITIONS]]
    if stem.startswith("ال"):
        stems.append("لل" + stem[2:])
    return [*stems, *[letter + word for letter in _CONJUNCTIONS for word in stems]]


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
    """A new Word; where folding changes nothing, its letters are kept once."""
    made = _WORDS[text] = Word(text, text if folded == text else folded)
    return made


def _forget() -> None:
    _WORDS.clear()
    _WHOLE.clear()
    _SPLIT.clear()


def _learn(chunks: Iterable[str]) -> None:
    """Remember the tokens of pieces that were not met before; their letters are folded in one go.

    Where too many are remembered, all are forgotten: before, never in between.
    """
    if max(len(_WORDS), len(_WHOLE) + len(_SPLIT)) > _MOST_REMEMBERED:
        _forget()
    plain: set[str] = set()
    marked: list[tuple[str, str, str, str]] = []
    other = []
    for chunk in chunks:
        if len(chunk) > _LONGEST_REMEMBERED:
            continue
        # Letters alone are one token, to camel-tools too; a tatweel may part Arabic letters from Latin ones.
        if chunk.isalpha() and _TATWEEL not in chunk:
            plain.add(chunk)
        elif found := _MARKED.fullmatch(chunk):
            marked.append((chunk, found[1], found[2], found[3]))
        else:
            other.append(chunk)
    new = list(plain.union([letters for _, _, letters, _ in marked]).difference(_WORDS))
    for text, folded in zip(new, fold_words(new), strict=True):
        _remember(text, folded)
    for chunk in plain:
        _WHOLE[chunk] = _WORDS[chunk]
    for chunk, before, letters, after in marked:
        _SPLIT[chunk] = _around(_WORDS[letters], before, after)
    for chunk in other:
        split = _split(chunk)
        if len(split) == 1 and not split[0][2].is_punctuation:
            _WHOLE[chunk] = split[0][2]
        else:
            _SPLIT[chunk] = split


def _around(letters: Word, before: str, after: str) -> tuple[tuple[int, int, Word], ...]:
    """The tokens of a word with one mark before it, behind it, or both: «(بغداد», «بغداد،»."""
    begin, end = len(before), len(before) + len(letters.text)
    marks = [(0, 1, word(before))] if before else [], [(end, end + 1, word(after))] if after else []
    return (*marks[0], (begin, end, letters), *marks[1])


def _split(chunk: str) -> tuple[tuple[int, int, Word], ...]:
    """The tokens of a piece without white space: camel-tools' tokens, cut again between digits and Arabic letters."""
    pieces, cursor = [], 0
    # Letters and digits alone are one token to camel-tools too: what it splits off are marks, symbols and emoji.
    for piece in (chunk,) if chunk.isalnum() else pieces_of(chunk):
        start = chunk.index(piece, cursor)
        cursor = start + len(piece)
        borders = [0, *(m.start() for m in _BORDER.finditer(piece)), len(piece)] if len(piece) > 1 else [0, 1]
        for a, b in pairwise(borders):
            pieces.append((start + a, start + b, word(piece[a:b])))
    return tuple(pieces)


def tokenize(source: str) -> Tokens:
    """All tokens of the text in order: every character that is not white space lies in exactly one."""
    pieces = _SPACE.split(source)
    borders = list(accumulate(map(len, pieces)))
    chunks, starts, ends = pieces[::2], [0, *borders[1::2]], borders[::2]
    whole = list(map(_WHOLE.get, chunks))
    if None not in whole:
        return Tokens(cast("list[Word]", whole), starts, ends, [])
    new = {chunk for chunk, known in zip(chunks, whole, strict=True) if known is None and chunk not in _SPLIT}
    if new:
        _learn(new)
        whole = list(map(_WHOLE.get, chunks))
    words: list[Word] = []
    begins: list[int] = []
    stops: list[int] = []
    marks: list[int] = []
    done = 0
    for k in [k for k, known in enumerate(whole) if known is None]:
        words += whole[done:k]  # type: ignore[arg-type]
        begins += starts[done:k]
        stops += ends[done:k]
        done, at = k + 1, starts[k]
        for start, end, piece in _SPLIT.get(chunks[k]) or _split(chunks[k]):
            if piece.is_punctuation:
                marks.append(len(words))
            words.append(piece)
            begins.append(at + start)
            stops.append(at + end)
    words += whole[done:]  # type: ignore[arg-type]
    return Tokens(words, begins + starts[done:], stops + ends[done:], marks)
