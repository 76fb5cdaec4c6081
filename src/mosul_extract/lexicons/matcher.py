"""Matching: one pass over the tokens that notes every lexicon row met, for all extractors at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import partial
from typing import NamedTuple

from mosul_extract.lexicons.loading import NOTHING, UNLISTED, Cut, Entry, Lexicon, Row
from mosul_extract.text.document import Document
from mosul_extract.text.sentences import Sentence, split_sentences
from mosul_extract.text.tokens import Token, Word, tokenize


class Match(NamedTuple):
    """A lexicon row met in the tokens `first` to `last - 1`; `prefix` characters of the first are attached letters."""

    first: int
    last: int
    prefix: int
    entry: Entry
    row: Row


# A named tuple of a tuple, without the detour over keyword arguments: there are hundreds in a text.
_match = partial(tuple.__new__, Match)
_NONE: list[Match] = []
_NO_ENDS: dict[int, int] = {}
_NO_SINGLES: dict[str, Cut] = {}


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
        self._firsts = [sentence[0] for sentence in self.sentences]
        self._words: list[Word] = [token[2] for token in self.tokens]
        self.solid = [i for i, word in enumerate(self._words) if word.is_solid]
        self._longer: dict[int, list[Match]] = {}
        self._singles: dict[int, dict[str, Cut]] = {}
        self._tokens_of: defaultdict[str, list[tuple[int, Cut]]] = defaultdict(list)
        self._found: dict[str, dict[int, list[Match]]] = {}
        self._roles: dict[str, dict[str, dict[int, int]]] = {}
        self._read_words()

    def matches(self, lexicon: str) -> list[Match]:
        """All matches of a lexicon in the order of the text; at one token the longest first."""
        return [match for found in self.by_token(lexicon).values() for match in found]

    def at(self, token: int, lexicon: str | None = None) -> list[Match]:
        """The matches that begin at a token (of one lexicon), the longest first."""
        if lexicon is None:
            short = (item for cut in self._singles.get(token, _NO_SINGLES).values() for item in cut)
            return [
                *self._longer.get(token, ()),
                *(Match(token, token + 1, prefix, entry, entry.row) for prefix, entry in short),
            ]
        known = self._found.get(lexicon)
        return (self.by_token(lexicon) if known is None else known).get(token, _NONE)

    def is_in(self, token: int, lexicons: Set[str]) -> bool:
        """Whether a match of one of these lexicons begins at a token."""
        if not lexicons.isdisjoint(self._singles.get(token, _NO_SINGLES)):
            return True
        return token in self._longer and any(match.row.lexicon in lexicons for match in self._longer[token])

    def role_ends(self, lexicon: str, role: str) -> dict[int, int]:
        """By first token the end of every word of this role, in a lexicon whose rows have one; a conjunction may be attached."""
        return self.roles(lexicon).get(role, _NO_ENDS)

    def roles(self, lexicon: str) -> dict[str, dict[int, int]]:
        """The ends of the words of all roles of a lexicon."""
        roles = self._roles.get(lexicon)
        if roles is None:
            roles = self._roles[lexicon] = {}
            for token, found in self.by_token(lexicon).items():
                for _, last, prefix, _, row in found:
                    if prefix <= 1:
                        roles.setdefault(row["role"], {}).setdefault(token, last)
        return roles

    def by_token(self, lexicon: str) -> dict[int, list[Match]]:
        """The matches of a lexicon by their first token, in the order of the text; made when a rule first asks for one."""
        known = self._found.get(lexicon)
        if known is None:
            known = self._found[lexicon] = {}
            for token, cut in self._tokens_of.get(lexicon, ()) if lexicon not in UNLISTED else self._unlisted(lexicon):
                found = [_match((token, token + 1, prefix, entry, entry[0])) for prefix, entry in cut]
                if token in self._longer:
                    found = [match for match in self._longer[token] if match.row.lexicon == lexicon] + found
                known[token] = found
        return known

    def _unlisted(self, lexicon: str) -> Iterator[tuple[int, Cut]]:
        """The tokens with a match of a lexicon that is not kept by token."""
        for token in sorted({*self._singles, *self._longer}):
            if self.is_in(token, {lexicon}):
                yield token, self._singles.get(token, _NO_SINGLES).get(lexicon, ())

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self._firsts, token) - 1]

    def text(self, first: int, last: int, prefix: int = 0) -> str:
        """The original text of the tokens `first` to `last - 1` without `prefix` attached characters."""
        return self.source[self.tokens[first].start + prefix : self.tokens[last - 1].end]

    def _read_words(self) -> None:
        """Look up every word once, and with the words behind it where a longer name begins with it."""
        tokens_of, lexicon = self._tokens_of, self.lexicon
        words = [self._words[first] for first in self.solid]
        following = [word.folded for word in words[1:]]
        for k, (first, readings) in enumerate(zip(self.solid, map(lexicon.remembered.get, words), strict=True)):
            if readings is NOTHING:
                continue
            singles, longer, listed = readings or lexicon.readings(words[k])
            if singles:
                self._singles[first] = singles
                for name, cut in listed:
                    tokens_of[name].append((first, cut))
            for prefix, stem, lengths, seconds in longer if k < len(following) else ():
                if following[k] in seconds:
                    self._longer.setdefault(first, []).extend(self._longer_at(k, prefix, stem, lengths))
            if first in self._longer:
                self._settle_longer(first)

    def _longer_at(self, k: int, prefix: int, stem: str, lengths: tuple[int, ...]) -> Iterator[Match]:
        """The names of several words that begin at a solid token, with letters cut off its front."""
        solid = self.solid
        for length in lengths:
            if k + length > len(solid):
                continue
            last = solid[k + length - 1] + 1
            rest = " ".join([self._words[i].folded for i in solid[k + 1 : k + length]])
            for entry in self.lexicon.entries(f"{stem} {rest}"):
                if not entry.exact or self.text(solid[k], last, prefix) in entry.exact:
                    yield _match((solid[k], last, prefix, entry, entry.row))

    def _settle_longer(self, first: int) -> None:
        """Keep the best of the longer names at a token, and note their lexicons beside those of the word itself."""
        found = self._longer[first]
        if not found:
            del self._longer[first]
            return
        if len(found) > 1:
            found = self._longer[first] = _settle(found)
        for name in {match.row.lexicon for match in found}.difference(self._singles.get(first, ())):
            self._tokens_of[name].append((first, ()))

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
