"""Reader: the questions that rules ask of the tokens and their lexicon matches, in one place for all extractors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mosul_extract.lexicons.loading import WITH_ROLES
from mosul_extract.lexicons.matcher import NO_MATCHES, AnnotatedDocument, Match
from mosul_extract.mentions import Findings, ListName, Mention
from mosul_extract.text.tokens import Word

_WORDS = ("titles", "victims", "heads")
_CONJUNCTIONS = frozenset("وف")
_CLOSED = frozenset({"cues", "constructions", "stop_words", "times", "casualty_words", "numerals"})
_ORDINARY = frozenset(
    {"common_words", "victims", "things", "targets", "means", "titles", "heads", "sources", "forces", "portfolios"}
)
_NO_NAMES = _CLOSED | _ORDINARY
_DAILY = _CLOSED | {"common_words", "victims", "things", "heads", "sources"}
_ATTACHED = frozenset("وبلفك")
_OPENING = frozenset("\"«“(‘'[")
_CLOSING = frozenset("\"»”)’']")
_SHORTEST_NAME = 3
_SHORTEST_UNHEARD = 4
_LONGEST_QUOTE = 6
_LIKE = "ك"
_SHORTEST_FOREIGN, _SHORTEST_WITH_ALEF = 6, 5
# Objects of a verb, and its plural: «تستخدمها», «يأخذوا».
_OBJECTS = ("ها", "نا", "وا", "هما", "كما")
# Endings that names of other languages have, and no verb.
_FOREIGN = (
    "فكا",
    "سك",
    "سكي",
    "سكا",
    "كوف",
    "يوف",
    "ينو",
    "يفا",
    "يتسا",
    "غراد",
    "بول",
    "بورغ",
    "برغ",
    "ستان",
    "وفو",
    "كوني",
    "تش",
    "تشي",
    "ينكو",
    "اندا",
)


class Reader:
    """Looks at the tokens of a document; one is made for each extractor."""

    def __init__(self, document: AnnotatedDocument, findings: Findings) -> None:
        """Remember the document and what was found so far."""
        self.document, self.findings = document, findings
        self._by_token = document.by_token
        self._roles = {name: document.roles(name) for name in WITH_ROLES}
        self.words, self.starts, self.ends = document.words, document.starts, document.ends
        self._folded, self._many = [word.folded for word in self.words], len(self.words)
        self.over: dict[int, Mention] = {}
        self.starting: dict[int, Mention] = {}
        self._quotes = document.quotes
        for mention in (*findings.places, *findings.actors, *findings.units):
            self.note(mention)

    @cached_property
    def told_countries(self) -> set[str]:
        """The countries whose places the text names, ambiguous names aside."""
        return {m.row["country"] for m in self.document.matches("places") if not m.entry.weak}

    @cached_property
    def _told_peoples(self) -> set[str]:
        """The countries whose nationality the text names."""
        return {m.row["country"] for m in self.document.matches("nationalities")}

    def tells_of(self, country: str) -> bool:
        """Whether the text names a place or a nationality of a country."""
        return country in self.told_countries or country in self._told_peoples

    def note(self, mention: Mention) -> None:
        """Remember where a mention stands; of several over one token the longest."""
        first, last, over = mention.first, mention.last, self.over
        known = self.starting.get(first)
        if known is None or last >= known.last:
            self.starting[first] = mention
        for i in range(first, last):
            other = over.get(i)
            if other is None or last - first > other.last - other.first:
                over[i] = mention

    # -- tokens

    def word(self, at: int) -> Word | None:
        """The word of a token, or None beyond the text."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def folded(self, at: int) -> str:
        """The folded word of a token, empty beyond the text."""
        return self._folded[at] if 0 <= at < self._many else ""

    def skip_quotes(self, at: int) -> int:
        """The next token that is not a quote or bracket."""
        return at if at not in self._quotes else self.document.next_solid(at)

    def is_punctuation(self, at: int) -> bool:
        """Whether the token is a mark; the end of the text is one."""
        word = self.word(at)
        return word is None or word.is_punctuation

    def is_definite(self, at: int) -> bool:
        """Whether the word wears the article."""
        return 0 <= at < len(self.words) and self.words[at].definite

    def past_nationality(self, at: int) -> int:
        """The token after the definite adjectives of nationality that follow a name: «الجيش العراقي»."""
        while self.is_definite(at) and not self.is_attached_to(at) and (nation := self.any_match(at, "nationalities")):
            at = nation.last
        return at

    def is_struck_mission(self, at: int) -> bool:
        """Whether an embassy or consulate at a token is a place: where something is, or what was attacked."""
        if self.role(at, "name_grammar", "mission") is None:
            return False
        before = self.before(at)
        if self.role(before, "name_grammar", "by-mission") is not None:
            return True
        return any(self.role(i, "constructions", "attacked") is not None for i in (before, before - 1) if i >= 0)

    def begins_with_and(self, at: int) -> bool:
        """Whether «و» is attached to the token or is the token, not the first letter of a word: «وزير», «والي»."""
        folded = self.folded(at)
        if not folded.startswith("و"):
            return False
        name = self.starting.get(at)  # «وحدات حماية الشعب», «وليد»
        return not (
            len(folded) > 1 and ((name is not None and name.start == self.starts[at]) or self._is_whole_word(at))
        )

    def _is_whole_word(self, at: int) -> bool:
        """Whether a word for people, an office or a body begins with the first letter of the token."""
        return any(not found.prefix for lexicon in _WORDS for found in self._by_token[lexicon].get(at, NO_MATCHES))

    def quoted_until(self, at: int) -> int | None:
        """The token of the closing quote, where a short quotation begins at the token."""
        word = self.word(at)
        if word is None or word.text not in _OPENING:
            return None
        for i in range(at + 1, min(at + 2 + _LONGEST_QUOTE, len(self.words))):
            if self.words[i].text in _CLOSING and i > at + 1:
                return None if all(word.is_punctuation for word in self.words[at + 1 : i]) else i
        return None

    def span(self, first: int, last: int, prefix: int = 0) -> tuple[int, int]:
        """The code points of the tokens `first` to `last - 1`."""
        return self.starts[first] + prefix, self.ends[last - 1]

    # -- lexicons

    def match(self, at: int, lexicon: str) -> Match | None:
        """The longest match of a lexicon at a token; where letters are cut off, only conjunctions."""
        for found in self._by_token[lexicon].get(at, NO_MATCHES):
            if found.prefix == 0 or (found.prefix == 1 and self.words[at].folded[0] in _CONJUNCTIONS):
                return found
        return None

    def any_match(self, at: int, lexicon: str) -> Match | None:
        """The longest match of a lexicon at a token, whatever letters are attached."""
        found = self._by_token[lexicon].get(at, NO_MATCHES)
        return found[0] if found else None

    def role(self, at: int, lexicon: str, role: str) -> int | None:
        """The token after a word of this role in a lexicon of words with roles, or None."""
        return self._roles[lexicon][role].get(at)

    def is_closed(self, at: int) -> bool:
        """Whether the word belongs to the small words, cues, numerals and verbs that the lexicons list."""
        return self.document.is_in(at, _CLOSED)

    def is_ordinary(self, at: int) -> bool:
        """Whether the word is one of daily language: no name begins with it."""
        return self.document.is_in(at, _ORDINARY)

    def is_nationality(self, at: int) -> bool:
        """Whether the word is an adjective of nationality."""
        return self.match(at, "nationalities") is not None

    def any_nationality(self, at: int) -> bool:
        """Whether an adjective of nationality stands at the token, whatever is attached to it."""
        return self.any_match(at, "nationalities") is not None

    def country_of(self, at: int) -> str | None:
        """The country of the adjective of nationality at the token."""
        match = self.any_match(at, "nationalities")
        return (match.row["country"] or None) if match is not None else None

    def is_attached_to(self, at: int) -> bool:
        """Whether a definite word wears a conjunction or preposition before its article."""
        return not self.folded(at).startswith("ال")

    def is_branch_word(self, at: int) -> bool:
        """Whether the word names a branch of service: «المدرعة», «مشاة»."""
        return self.role(at, "name_grammar", "branch") is not None and not self.begins_with_and(at)

    def is_minister(self, at: int) -> bool:
        """Whether a word for a minister or another office ends at the token: «وزير» before «الخارجية الأمريكية»."""
        return self.role(at, "name_grammar", "office") is not None

    def between_speaker(self, first: int, last: int) -> bool:
        """Whether the tokens between a verb of saying and a speaker are times, counts or quotes: «قال أمس ثلاثة مسؤولين»."""
        asides = (
            self.words[i].is_quote or self.words[i].text == "،" or self.any_match(i, "times") is not None
            for i in range(first, last)
        )
        return all(asides) or all(self.is_number_word(i) for i in range(first, last))

    def is_number_word(self, at: int) -> bool:
        """Whether digits or a word of number stands at a token."""
        return self.words[at].is_digits or self.any_match(at, "numerals") is not None

    def opens(self, at: int) -> bool:
        """Whether the token opens its sentence, a quotation or a clause."""
        return at == self.document.sentence_of(at).first or self.is_punctuation(at - 1)

    def may_be_name(self, at: int) -> bool:
        """Whether an Arabic word stands at the token that no lexicon of words has: it may be a name."""
        word = self.word(at)
        if word is None or not word.is_arabic or len(word.folded) < _SHORTEST_NAME:
            return False
        return not (self.document.is_in(at, _NO_NAMES) or self.is_nationality(at))

    def is_unheard(self, folded: str) -> bool:
        """Whether no lexicon has a word, as it stands or without its first letter."""
        lexicon = self.document.lexicon
        return len(folded) >= _SHORTEST_UNHEARD and not lexicon.entries(folded) and not lexicon.entries(folded[1:])

    def is_daily(self, at: int, *, but: frozenset[str] = frozenset()) -> bool:
        """Whether the word as it stands, nothing cut off, is one of daily language; `but`: lexicons that do not count."""
        return self.document.is_single_in(at, _DAILY - but if but else _DAILY)

    def is_attached(self, at: int) -> bool:
        """Whether the word seems to begin with a preposition or conjunction: what follows it is known, or has the article."""
        folded = self.folded(at)
        if folded[:1] not in _ATTACHED:
            return False
        if folded[0] == _LIKE:
            return folded[1:3] == "ال"  # «كالموصل»; «كارا» is more often a name than «ك» and one
        return folded[1:3] == "ال" or folded[:2] == "لل" or self.document.is_cut(at)

    def is_verb_like(self, at: int) -> bool:
        """Whether a word without article looks like a verb of the present: «يسيطر», «تستخدمها», not «تيموفييفكا», «تاناكا»."""
        folded = self.folded(at)
        if len(folded) <= 3 or folded[0] not in "يت" or self.is_definite(at):
            return False
        if len(folded) >= _SHORTEST_WITH_ALEF and self.words[at].text[1] == "ا":
            return False  # a verb has a hamza there: «يأخذون»
        if len(folded) >= _SHORTEST_WITH_ALEF and (
            self.words[at].text.endswith("ة") or (folded.endswith("ا") and not folded.endswith(_OBJECTS))
        ):
            return False  # «تقوعة», «تولاغا»
        return len(folded) < _SHORTEST_FOREIGN or not folded.endswith(_FOREIGN)

    # -- mentions

    def claim(self, name: ListName, match: Match, kind: str, rule: str) -> Mention:
        """The mention of a lexicon match."""
        start, end = self.span(match.first, match.last, match.prefix)
        return Mention(name, kind, match.first, match.last, start, end, rule, match.row)

    def before(self, at: int) -> int:
        """The last token before this one that is not a quote or bracket; -1 where there is none."""
        return at - 1 if at - 1 not in self._quotes else self.document.last_solid(at - 1)


def longest_first(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions that no longer one covers, in the order of the text; of two over the same tokens the first."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        tokens = range(mention.first, mention.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(mention)
    return iter(sorted(kept, key=lambda m: m.first))
