"""Matching: one pass over the tokens that notes every lexicon row met, for all extractors at once."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from mosul_extract.lexicons.loading import Entry, Lexicon, Row
from mosul_extract.text.document import Document
from mosul_extract.text.sentences import Sentence, split_sentences
from mosul_extract.text.tokens import BRACKETS, Token, tokenize


class Match(NamedTuple):
    """A row met in the tokens `first` to `last - 1`; `prefix` characters of the first are attached letters."""

    first: int
    last: int
    prefix: int
    entry: Entry

    @property
    def row(self) -> Row:
        """The lexicon row."""
        return self.entry.row


class AnnotatedDocument:
    """A document with its tokens, sentences and lexicon matches: what extractors read.

    `solid` holds the indices of the tokens that are not quotes: names are matched across quotes, not across brackets.
    """

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        """Tokenize, split and match."""
        self.document, self.lexicon = document, lexicon
        self.source = document.source
        self.tokens: list[Token] = tokenize(document.source)
        self.sentences: list[Sentence] = split_sentences(document.source, self.tokens)
        self._firsts = [sentence.first for sentence in self.sentences]
        self.solid = [i for i, token in enumerate(self.tokens) if not token.word.is_quote or token.word.text in BRACKETS]
        self._at: dict[int, list[Match]] = {}
        self._of: dict[str, list[Match]] = {}
        for match in _matches(self):
            self._at.setdefault(match.first, []).append(match)
            self._of.setdefault(match.entry.row.lexicon, []).append(match)

    def matches(self, lexicon: str) -> list[Match]:
        """All matches of a lexicon in the order of the text; at one token the longest first."""
        return self._of.get(lexicon, [])

    def at(self, token: int, lexicon: str | None = None) -> list[Match]:
        """The matches that begin at a token (of one lexicon), the longest first."""
        found = self._at.get(token, [])
        return found if lexicon is None else [match for match in found if match.entry.row.lexicon == lexicon]

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self._firsts, token) - 1]

    def text(self, first: int, last: int, prefix: int = 0) -> str:
        """The original text of the tokens `first` to `last - 1` without `prefix` attached characters."""
        return self.source[self.tokens[first].start + prefix : self.tokens[last - 1].end]

    def lexicon_key(self, first: int, last: int, start: int) -> str:
        """The folded words of some tokens from a code point on, as the lexicon keeps them."""
        words = [self.tokens[i].word.folded for i in range(first, last) if not self.tokens[i].word.is_quote]
        cut = start - self.tokens[first].start
        if words and cut:
            words[0] = words[0][cut:]
        return " ".join(words)

    def next_solid(self, token: int) -> int:
        """The next token at or after this one that is not a quote or bracket; the number of tokens where there is none."""
        while token < len(self.tokens) and self.tokens[token].word.is_quote:
            token += 1
        return token


def _matches(document: AnnotatedDocument) -> list[Match]:
    tokens, solid, lexicon = document.tokens, document.solid, document.lexicon
    folded = [tokens[i].word.folded for i in solid]
    found: list[Match] = []
    for k, first in enumerate(solid):
        readings = lexicon.readings(tokens[first].word)
        if not readings:
            continue
        here: list[Match] = []
        for prefix, stem, entries, lengths in readings:
            for length in lengths:
                if k + length > len(solid):
                    continue
                longer = lexicon.entries(f"{stem} {' '.join(folded[k + 1 : k + length])}")
                here += [Match(first, solid[k + length - 1] + 1, prefix, entry) for entry in longer]
            here += [Match(first, first + 1, prefix, entry) for entry in entries]
        if len(here) > 1:
            here = _settle(here)
        found += [match for match in here if not match.entry.exact or _stands_exactly(document, match)]
    return found


def _settle(here: list[Match]) -> list[Match]:
    """Longer beats shorter, whole word beats one with letters cut off: where the whole word is known, cut readings of it fall."""
    here.sort(key=lambda match: (-match.last, match.prefix))
    whole = {match.last for match in here if match.prefix == 0}
    return [match for match in here if match.prefix == 0 or match.last not in whole]


def _stands_exactly(document: AnnotatedDocument, match: Match) -> bool:
    return document.text(match.first, match.last, match.prefix) == match.entry.exact
