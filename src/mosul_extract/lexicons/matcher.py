"""Matching: one pass over the tokens that notes every lexicon row met, for all extractors at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from itertools import chain, compress
from typing import NamedTuple

from mosul_extract.lexicons.loading import (
    BULK,
    DIGITS,
    NO_ROLES,
    NOT_LISTED,
    WITH_ROLES,
    Cut,
    Entry,
    Lexicon,
    Readings,
    Row,
)
from mosul_extract.text.document import Document
from mosul_extract.text.sentences import Sentence, split_sentences
from mosul_extract.text.tokens import Word, spellings_of, tokenize


class Match(NamedTuple):
    """A lexicon row met in the tokens `first` to `last - 1`; `prefix` characters of the first are attached letters."""

    first: int
    last: int
    prefix: int
    entry: Entry
    row: Row


# A named tuple of a tuple, without the detour over keyword arguments: there are hundreds in a text.
_match = partial(tuple.__new__, Match)
NO_MATCHES: list[Match] = []
_NO_ENDS: dict[int, int] = {}
# By role the end of every word that has it, by first token.
Roles = defaultdict[str, dict[int, int]]


# By lexicon what begins at a token: the readings of the word, or matches where longer names begin with it.
Here = Mapping[str, Cut | list[Match]]


class Lookup:
    """The matches of a lexicon that is not listed, made for each question: most of its words nobody asks about."""

    def __init__(self, lexicon: str, here: list[Here], rows: Callable[[int, Cut], Cut]) -> None:
        """Of a lexicon in a document; `rows` gives the readings of a token with their rows."""
        self._lexicon, self._here, self._rows = lexicon, here, rows

    def get(self, token: int, default: list[Match]) -> list[Match]:
        """The matches at a token, as a dict would give them."""
        found = self._here[token].get(self._lexicon) if 0 <= token < len(self._here) else None
        if found is None or isinstance(found, list):
            return found or default
        return matches_of(token, self._rows(token, found))


class ByLexicon(dict[str, dict[int, list[Match]] | Lookup]):
    """For each lexicon its matches by the token at which they begin, in the order of the text; found when first asked for."""

    def __init__(self, here: list[Here], tokens_of: Mapping[str, list[int]], bulk: Callable[[int, Cut], Cut]) -> None:
        """Of what begins at each token; `tokens_of`: where the matches of listed lexicons begin; `bulk`: the rows of the bulk."""
        super().__init__()
        self._here, self._tokens_of, self._bulk = here, tokens_of, bulk

    def __missing__(self, lexicon: str) -> dict[int, list[Match]] | Lookup:
        """The matches of a lexicon that was not asked for before."""
        here = self._here
        if lexicon in NOT_LISTED:
            self[lexicon] = Lookup(lexicon, here, self._bulk if lexicon == BULK else _as_they_are)
        else:
            self[lexicon] = {
                token: found if isinstance(found := here[token][lexicon], list) else matches_of(token, found)
                for token in self._tokens_of.get(lexicon, ())
            }
        return self[lexicon]


def _bulk(lexicon: Lexicon, words: list[Word], token: int, cut: Cut) -> Cut:
    return lexicon.bulk(words[token], cut)


def _as_they_are(token: int, cut: Cut) -> Cut:  # noqa: ARG001
    return cut


def matches_of(token: int, cut: Cut) -> list[Match]:
    """The readings of a word in one lexicon as matches at a token."""
    if len(cut) == 1:
        prefix, entry = cut[0]
        return [_match((token, token + 1, prefix, entry, entry[0]))]
    return [_match((token, token + 1, prefix, entry, entry[0])) for prefix, entry in cut]


class AnnotatedDocument:
    """A document with its tokens, sentences and lexicon matches: what extractors read.

    Token `i` is `words[i]` at `source[starts[i]:ends[i]]`. `marks` are the tokens that are punctuation, `quotes` the quotes
    and brackets among them, `solid` all that are no quotes: names are matched across quotes, not across brackets.
    """

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        """Tokenize, split and match."""
        self.document, self.lexicon = document, lexicon
        self.source = document.source
        tokens = tokenize(document.source)
        self.words, self.starts, self.ends, self.marks = tokens
        self.sentences: list[Sentence] = split_sentences(document.source, tokens)
        self._sentence_at = [sentence for sentence in self.sentences for _ in range(sentence[0], sentence[1])]
        self.quotes = frozenset([mark for mark in self.marks if self.words[mark].is_quote])
        self.solid = _without(len(self.words), [mark for mark in self.marks if not self.words[mark].is_solid])
        self._folded = [word.folded for word in self.words]
        self._readings = lexicon.readings_of(self.words)
        self._here: list[Here] = [readings.singles for readings in self._readings]
        self._longer: dict[int, list[Match]] = {}
        # Of the lexicons that are listed: the tokens at which their matches begin.
        self._tokens_of: defaultdict[str, list[int]] = defaultdict(list)
        # By lexicon and token the matches, made when they are first asked for.
        self.by_token = ByLexicon(self._here, self._tokens_of, partial(_bulk, lexicon, self.words))
        self._matches: dict[str, list[Match]] = {}
        self._roles: dict[str, Roles] = {lexicon: defaultdict(dict) for lexicon in WITH_ROLES}
        # Words of a role that wear a preposition: by their first token.
        self._worn: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._in_order: dict[tuple[str, str, bool], list[int]] = {}
        self._read_words()
        self._read_names()

    @property
    def with_digits(self) -> list[int]:
        """The tokens whose word has digits in it, in order."""
        return self._tokens_of.get(DIGITS, [])

    def matches(self, lexicon: str) -> list[Match]:
        """All matches of a lexicon that is listed, in the order of the text; at one token the longest first."""
        known = self._matches.get(lexicon)
        if known is None:
            found = self.by_token[lexicon]
            assert isinstance(found, dict), f"{lexicon} is not listed"
            known = self._matches[lexicon] = list(chain.from_iterable(found.values()))
        return known

    def at(self, token: int, lexicon: str) -> list[Match]:
        """The matches of a lexicon that begin at a token, the longest first."""
        return self.by_token[lexicon].get(token, NO_MATCHES)

    def matches_in(self, lexicon: str, first: int, last: int) -> list[Match]:
        """The matches of a lexicon that is listed which begin among the tokens `first` to `last - 1`, in order."""
        tokens = self._tokens_of.get(lexicon)
        if not tokens:
            return NO_MATCHES
        here = self.by_token[lexicon]
        begin = bisect_left(tokens, first)
        return [
            match for token in tokens[begin : bisect_left(tokens, last, begin)] for match in here.get(token, NO_MATCHES)
        ]

    def all_at(self, token: int) -> list[Match]:
        """The matches of all lexicons that begin at a token; those of several words first."""
        short = [match for name in self._here[token] for match in self.at(token, name) if match.last == token + 1]
        return [*self._longer.get(token, ()), *short]

    def is_in(self, token: int, lexicons: Set[str]) -> bool:
        """Whether a match of one of these lexicons begins at a token."""
        return 0 <= token < len(self._here) and not lexicons.isdisjoint(self._here[token])

    def is_single_in(self, token: int, lexicons: Set[str]) -> bool:
        """Whether the whole word at a token, nothing cut off, is in one of these lexicons."""
        if not self.is_in(token, lexicons):
            return False
        singles = self._readings[token].singles
        return any(not cut[0][0] for lexicon, cut in singles.items() if lexicon in lexicons)

    def is_cut(self, token: int) -> bool:
        """Whether a match begins at a token behind letters that are attached to it."""
        if not 0 <= token < len(self._here):
            return False
        singles = self._readings[token].singles
        return any(prefix for cut in singles.values() for prefix, _ in cut) or any(
            match.prefix for match in self._longer.get(token, ())
        )

    def role_ends(self, lexicon: str, role: str) -> Mapping[int, int]:
        """By first token the end of every word of this role, in a lexicon whose rows have one; a conjunction may be attached."""
        return self._roles[lexicon].get(role, _NO_ENDS)

    def in_role(self, lexicon: str, role: str, first: int, last: int, *, worn: bool = False) -> list[int]:
        """The tokens from `first` to `last - 1` at which a word of this role begins, in order; `worn`: also behind a preposition."""
        key = lexicon, role, worn
        tokens = self._in_order.get(key)
        if tokens is None:
            far = self._worn.get((lexicon, role), ()) if worn else ()
            tokens = self._in_order[key] = sorted({*self.role_ends(lexicon, role), *far})
        return tokens[bisect_left(tokens, first) : bisect_left(tokens, last)] if tokens else tokens

    def roles(self, lexicon: str) -> Roles:
        """The ends of the words of all roles of a lexicon."""
        return self._roles[lexicon]

    def in_roles(self, lexicon: str, *roles: str) -> Iterator[Match]:
        """The matches of these roles in the order of the text, whatever is attached to them."""
        tokens: set[int] = set()
        for role in roles:
            tokens.update(self.role_ends(lexicon, role), self._worn.get((lexicon, role), ()))
        for token in sorted(tokens):
            yield from (match for match in self.at(token, lexicon) if match.row["role"] in roles)

    def tokens_of(self, stems: Collection[str]) -> list[int]:
        """The tokens whose word, with letters cut off its front or without, is one of these, in order."""
        spellings = {spelling for stem in stems for spelling in spellings_of(stem)}
        near = compress(range(len(self.words)), map(spellings.__contains__, self._folded))
        return [token for token in near if any(stem in stems for _, stem in self.words[token].forms)]

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        at = self._sentence_at
        return at[token] if token < len(at) else self.sentences[-1]

    def text(self, first: int, last: int, prefix: int = 0) -> str:
        """The original text of the tokens `first` to `last - 1` without `prefix` attached characters."""
        return self.source[self.starts[first] + prefix : self.ends[last - 1]]

    def _read_words(self) -> None:
        """Note what every word is: where words of a listed lexicon begin, and where words of each role end."""
        tokens_of = self._tokens_of
        constructions, grammar = (self._roles[name] for name in WITH_ROLES)
        for token, (_, is_noted, _, _, listed, roles, worn) in enumerate(self._readings):
            if not is_noted:
                continue
            for name in listed:
                tokens_of[name].append(token)
            if roles is NO_ROLES:
                continue
            for role in roles[0]:
                constructions[role][token] = token + 1
            for role in roles[1]:
                grammar[role][token] = token + 1
            for known_as in worn:
                self._worn[known_as].append(token)

    def _read_names(self) -> None:
        """Look for longer names where a word may begin one and the next word is a second of those."""
        readings_of, solid = self._readings, self.solid
        folded = self._folded
        if not isinstance(solid, range):
            folded = [folded[token] for token in solid]
            readings_of = [readings_of[token] for token in solid]
        count = len(solid)
        for k, (readings, following) in enumerate(zip(readings_of, folded[1:], strict=False)):
            if following not in readings[3]:
                continue
            for prefix, stem, seconds in readings.longer:
                if following not in seconds:
                    continue
                for length in seconds[following]:
                    if k + length <= count:
                        self._find_longer(k, prefix, length, " ".join([stem, *folded[k + 1 : k + length]]))
        if self._longer:
            for token in self._longer:
                self._settle_longer(token, self._readings[token])
            for tokens in self._tokens_of.values():
                tokens.sort()

    def _find_longer(self, k: int, prefix: int, length: int, name: str) -> None:
        """Note the rows of a name of several words that begins at a solid token, with letters cut off its front."""
        entries = self.lexicon.entries(name)
        if not entries:
            return
        first, last = self.solid[k], self.solid[k + length - 1] + 1
        found = [
            _match((first, last, prefix, entry, entry[0]))
            for entry in entries
            if not entry[2] or self.text(first, last, prefix) in entry[2]
        ]
        if found:
            self._longer[first] = self._longer[first] + found if first in self._longer else found

    def _settle_longer(self, first: int, readings: Readings) -> None:
        """Keep the best of the longer names at a token, and note their lexicons and roles beside those of the word itself."""
        found = self._longer[first]
        if len(found) > 1:
            found = self._longer[first] = _settle(found)
        here: dict[str, list[Match]] = {}
        for match in found:
            lexicon = match[4].lexicon
            here.setdefault(lexicon, []).append(match)
            if lexicon in WITH_ROLES:
                self._note_role(lexicon, match)
        singles, listed = readings.singles, readings.listed
        for lexicon, matches in here.items():
            if lexicon not in listed:
                self._tokens_of[lexicon].append(first)
            if lexicon in singles:
                here[lexicon] = matches + self._singles(first, lexicon)
        self._here[first] = {**singles, **here}

    def _note_role(self, lexicon: str, match: Match) -> None:
        """Note where a word of a role of more than one token ends."""
        first, last, prefix, _, row = match
        if prefix > 1:
            self._worn[lexicon, row["role"]].append(first)
        else:
            ends = self._roles[lexicon][row["role"]]
            ends[first] = max(last, ends.get(first, last))

    def _singles(self, token: int, lexicon: str) -> list[Match]:
        """The matches of the word alone."""
        found = self._readings[token].singles[lexicon]
        return matches_of(token, _bulk(self.lexicon, self.words, token, found) if lexicon == BULK else found)

    def lexicon_key(self, first: int, last: int, start: int) -> str:
        """The folded words of some tokens from a code point on, as the lexicon keeps them."""
        cut = start - self.starts[first]
        if last == first + 1:
            return self._folded[first][cut:]
        words = [self._folded[token] for token in range(first, last) if token not in self.quotes]
        if words and cut:
            words[0] = words[0][cut:]
        return " ".join(words)

    def next_solid(self, token: int) -> int:
        """The next token at or after this one that is not a quote or bracket; the number of tokens where there is none."""
        if token not in self.quotes:
            return token
        at = bisect_right(self._free, token)
        return self._free[at] if at < len(self._free) else len(self.words)

    def last_solid(self, token: int) -> int:
        """The last token up to this one that is not a quote or bracket; -1 where there is none."""
        if token not in self.quotes:
            return token
        at = bisect_left(self._free, token)
        return self._free[at - 1] if at else -1

    @cached_property
    def _free(self) -> list[int]:
        """The tokens that are neither quotes nor brackets, in order: no run of them is walked through again and again."""
        return list(_without(len(self.words), sorted(self.quotes)))


def _without(count: int, tokens: list[int]) -> Sequence[int]:
    """The numbers below `count` without some, which come in order."""
    if not tokens:
        return range(count)
    kept: list[int] = []
    at = 0
    for token in tokens:
        kept += range(at, token)
        at = token + 1
    kept += range(at, count)
    return kept


def _settle(here: list[Match]) -> list[Match]:
    """Longer beats shorter, whole word beats one with letters cut off: where the whole word is known, cut readings of it fall."""
    here.sort(key=lambda match: (-match.last, match.prefix))
    whole = {match.last for match in here if match.prefix == 0}
    return [match for match in here if match.prefix == 0 or match.last not in whole]
