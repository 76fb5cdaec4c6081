"""Matching: one pass over the tokens that notes every lexicon row met, for all extractors at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from mosul_extract.lexicons.loading import UNLISTED, Entry, Lexicon, Row
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


_NONE: list[Match] = []
_NO_ENDS: dict[int, int] = {}
_NO_SINGLES: dict[str, tuple[tuple[int, Entry], ...]] = {}


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
        self._longer: dict[int, list[Match]] = {}
        self._singles: dict[int, dict[str, tuple[tuple[int, Entry], ...]]] = {}
        self._remembered: dict[tuple[int, str | None], list[Match]] = {}
        self._tokens_of: dict[str, list[int]] = {}
        self._roles: dict[str, dict[str, dict[int, int]]] = {}
        self._match()

    def matches(self, lexicon: str) -> list[Match]:
        """All matches of a lexicon in the order of the text; at one token the longest first."""
        if lexicon in UNLISTED:
            return [match for token in sorted({*self._singles, *self._longer}) for match in self.at(token, lexicon)]
        return [match for token in self._tokens_of.get(lexicon, ()) for match in self.at(token, lexicon)]

    def at(self, token: int, lexicon: str | None = None) -> list[Match]:
        """The matches that begin at a token (of one lexicon), the longest first."""
        if lexicon is not None and lexicon not in self._singles.get(token, _NO_SINGLES) and token not in self._longer:
            return _NONE
        key = token, lexicon
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._build(token, lexicon)
        return found

    def role_ends(self, lexicon: str, role: str) -> dict[int, int]:
        """By first token the end of every word of this role, in a lexicon whose rows have one; a conjunction may be attached."""
        roles = self._roles.get(lexicon)
        if roles is None:
            roles = self._roles[lexicon] = {}
            for token in self._tokens_of.get(lexicon, ()):
                for _, last, prefix, entry in self._longer.get(token, ()):
                    if prefix <= 1 and entry.row.lexicon == lexicon:
                        roles.setdefault(entry.row["role"], {}).setdefault(token, last)
                for prefix, entry in self._singles.get(token, _NO_SINGLES).get(lexicon, ()):
                    if prefix <= 1:
                        roles.setdefault(entry.row["role"], {}).setdefault(token, token + 1)
        return roles.get(role, _NO_ENDS)

    def _build(self, token: int, lexicon: str | None) -> list[Match]:
        singles = self._singles.get(token, _NO_SINGLES)
        chosen = singles.get(lexicon, ()) if lexicon is not None else [pair for pairs in singles.values() for pair in pairs]
        short = [Match(token, token + 1, prefix, entry) for prefix, entry in chosen]
        longer = self._longer.get(token, ())
        return [match for match in longer if lexicon is None or match.entry.row.lexicon == lexicon] + short

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self._firsts, token) - 1]

    def text(self, first: int, last: int, prefix: int = 0) -> str:
        """The original text of the tokens `first` to `last - 1` without `prefix` attached characters."""
        return self.source[self.tokens[first].start + prefix : self.tokens[last - 1].end]

    def _match(self) -> None:
        """Look up every word once, and with the words behind it where a longer name begins with it."""
        tokens, lexicon, tokens_of, remembered = self.tokens, self.lexicon, self._tokens_of, self.lexicon.remembered
        for k, first in enumerate(self.solid):
            word = tokens[first].word
            readings = remembered.get(word.text) or lexicon.readings(word)
            names: Iterable[str] = readings.listed
            if readings.singles:
                self._singles[first] = readings.singles
            if readings.longer and (found := self._longer_at(k, readings.longer)):
                self._longer[first] = found
                names = {*names, *(match.entry.row.lexicon for match in found)}
            for name in names:
                if name in tokens_of:
                    tokens_of[name].append(first)
                else:
                    tokens_of[name] = [first]

    def _longer_at(self, k: int, longer: tuple[tuple[int, str, tuple[int, ...]], ...]) -> list[Match]:
        """The names of several words that begin at a solid token."""
        found, solid, tokens = [], self.solid, self.tokens
        if k + 1 == len(solid):
            return []
        second = tokens[solid[k + 1]].word.folded
        for prefix, stem, lengths in longer:
            if not self.lexicon.begins_name(f"{stem} {second}"):
                continue
            for length in lengths:
                if k + length > len(solid):
                    continue
                entries = self.lexicon.entries(f"{stem} {' '.join([tokens[i].word.folded for i in solid[k + 1 : k + length]])}")
                found += [Match(solid[k], solid[k + length - 1] + 1, prefix, entry) for entry in entries]
        exact = [match for match in found if not match.entry.exact or self.text(match.first, match.last, match.prefix) in match.entry.exact]
        return _settle(exact) if len(exact) > 1 else exact

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


def _settle(here: list[Match]) -> list[Match]:
    """Longer beats shorter, whole word beats one with letters cut off: where the whole word is known, cut readings of it fall."""
    here.sort(key=lambda match: (-match.last, match.prefix))
    whole = {match.last for match in here if match.prefix == 0}
    return [match for match in here if match.prefix == 0 or match.last not in whole]
