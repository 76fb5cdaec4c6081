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
    LOOKED_UP,
    WITH_ROLES,
    WORN,
    Cut,
    Entry,
    Lexicon,
    Readings,
    Row,
    role_key,
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
_SLASH, _LONGEST_SLASHED = "/", 6

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
        if lexicon in LOOKED_UP:
            self[lexicon] = Lookup(lexicon, here, self._bulk if lexicon == BULK else _as_they_are)
            return self[lexicon]
        made: dict[int, list[Match]] = {}
        for token in self._tokens_of.get(lexicon, ()):
            found = here[token][lexicon]
            if isinstance(found, list):
                made[token] = found
            elif len(found) == 1:
                prefix, entry = found[0]
                made[token] = [_match((token, token + 1, prefix, entry, entry[0]))]
            else:
                made[token] = matches_of(token, found)
        self[lexicon] = made
        return made


class Roles(dict[str, dict[int, int]]):
    """By role the end of every word that has it, by first token; at most a conjunction is attached. Found when first asked for."""

    def __init__(self, lexicon: str, noted: Mapping[str, list[int]], longer: Mapping[str, dict[int, int]]) -> None:
        """Of a lexicon; `noted`: where the words of each role begin, `longer`: where those of several words end."""
        super().__init__()
        self._lexicon, self._noted, self._longer = lexicon, noted, longer

    def __missing__(self, role: str) -> dict[int, int]:
        """The ends of a role that was not asked for before."""
        key = role_key(self._lexicon, role)
        ends = self[role] = {token: token + 1 for token in self._noted.get(key, ())}
        if longer := self._longer.get(key):
            ends.update(longer)
        return ends


def _bulk(lexicon: Lexicon, words: list[Word], token: int, cut: Cut) -> Cut:
    return lexicon.bulk(words[token], cut)


def _as_they_are(token: int, cut: Cut) -> Cut:  # noqa: ARG001
    return cut


def matches_of(token: int, cut: Cut) -> list[Match]:
    """The readings of a word in one lexicon as matches at a token."""
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
        self._sentence_at: list[Sentence] = []
        for sentence in self.sentences:
            self._sentence_at += [sentence] * (sentence[1] - sentence[0])
        slashes = self._quoting_slashes()
        self.quotes = frozenset([mark for mark in self.marks if self.words[mark].is_quote or mark in slashes])
        self.solid = _without(
            len(self.words), [mark for mark in self.marks if not self.words[mark].is_solid or mark in slashes]
        )
        self._folded = [word.folded for word in self.words]
        self._readings = lexicon.readings_of(self.words)
        self._here: list[Here] = [readings.singles for readings in self._readings]
        self._longer: dict[int, list[Match]] = {}
        # Of the lexicons that are listed and of roles: the tokens at which their matches begin, in order.
        self._tokens_of: defaultdict[str, list[int]] = defaultdict(list)
        # By lexicon and token the matches, made when they are first asked for.
        self.by_token = ByLexicon(self._here, self._tokens_of, partial(_bulk, lexicon, self.words))
        self._matches: dict[str, list[Match]] = {}
        # Of roles whose words are several tokens: by the first the end.
        self._long_roles: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._roles = {lexicon: Roles(lexicon, self._tokens_of, self._long_roles) for lexicon in WITH_ROLES}
        self._read_words()
        self._read_names()

    def _quoting_slashes(self) -> set[int]:
        """The slashes that stand for quotes: «تنظيم /داعش/»; each closes right before a space what opens right behind one."""
        found: set[int] = set()
        opened = -1
        for mark in self.marks:
            if self.words[mark].text != _SLASH:
                continue
            spaced = (
                self.source[self.starts[mark] - 1 : self.starts[mark]],
                self.source[self.ends[mark] : self.ends[mark] + 1],
            )
            before, behind = (not side or side.isspace() for side in spaced)
            if before and not behind:
                opened = mark
            elif not before and 0 <= opened < mark - 1 <= opened + _LONGEST_SLASHED:
                found.update((opened, mark))
                opened = -1
        return found

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
        return self._roles[lexicon][role]

    def in_role(self, lexicon: str, role: str, first: int, last: int, *, worn: bool = False) -> list[int]:
        """The tokens from `first` to `last - 1` at which a word of this role begins, in order; `worn`: also behind a preposition."""
        tokens = self._tokens_of.get(role_key(lexicon, role))
        found = tokens[bisect_left(tokens, first) : bisect_left(tokens, last)] if tokens else []
        return sorted({*found, *self.in_role(lexicon, role + WORN, first, last)}) if worn else found

    def roles(self, lexicon: str) -> Roles:
        """The ends of the words of all roles of a lexicon."""
        return self._roles[lexicon]

    def in_roles(self, lexicon: str, *roles: str) -> Iterator[Match]:
        """The matches of these roles in the order of the text, whatever is attached to them."""
        tokens: set[int] = set()
        for role in roles:
            key = role_key(lexicon, role)
            tokens.update(self._tokens_of.get(key, ()), self._tokens_of.get(key + WORN, ()))
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
        """Note where the words of a listed lexicon and of each role begin."""
        tokens_of = self._tokens_of
        for token, readings in enumerate(self._readings):
            for key in readings[1]:
                tokens_of[key].append(token)

    def _read_names(self) -> None:
        """Look for longer names where a word may begin one and the next word is a second of those."""
        readings_of, solid = self._readings, self.solid
        folded = self._folded
        if not isinstance(solid, range):
            folded = [folded[token] for token in solid]
            readings_of = [readings_of[token] for token in solid]
        added: set[str] = set()
        for k, (readings, following) in enumerate(zip(readings_of, folded[1:], strict=False)):
            if following in readings[3] and (found := self._longer_at(k, readings, following, folded)):
                first = solid[k]
                self._longer[first] = found if len(found) == 1 else _settle(found)
                self._note_longer(first, readings, added)
        for key in added:
            self._tokens_of[key].sort()

    def _longer_at(self, k: int, readings: Readings, following: str, folded: list[str]) -> list[Match]:
        """The names of several words that begin at a solid token, with or without letters cut off its front."""
        solid, entries_of = self.solid, self.lexicon.entries
        count = len(solid)
        found: list[Match] = []
        for prefix, stem, seconds in readings.longer:
            for length in seconds.get(following, ()):
                if k + length > count:
                    continue
                name = f"{stem} {following}" if length == 2 else " ".join([stem, *folded[k + 1 : k + length]])
                for entry in entries_of(name):
                    first, last = solid[k], solid[k + length - 1] + 1
                    if not entry[2] or self.text(first, last, prefix) in entry[2]:
                        found.append(_match((first, last, prefix, entry, entry[0])))
        return found

    def _note_longer(self, first: int, readings: Readings, added: set[str]) -> None:
        """Note the longer names at a token beside what the word itself is; `added`: under which keys they had to be."""
        singles, noted = readings.singles, readings.noted
        here: dict[str, Cut | list[Match]] = {**singles}
        for match in self._longer[first]:
            _, last, prefix, _, row = match
            key = lexicon = row.lexicon
            known = here.get(lexicon)
            if isinstance(known, list):
                known.append(match)
            else:
                here[lexicon] = [match]
            if lexicon in WITH_ROLES:
                key = role_key(lexicon, row["role"], prefix)
                if prefix <= 1:
                    ends = self._long_roles[key]
                    ends[first] = max(last, ends.get(first, last))
            if key not in noted:
                tokens = self._tokens_of[key]
                if not tokens or tokens[-1] != first:
                    tokens.append(first)
                    added.add(key)
        for lexicon, matches in here.items():
            if isinstance(matches, list) and lexicon in singles:
                matches.extend(self._singles(first, lexicon))
        self._here[first] = here

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
