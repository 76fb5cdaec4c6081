"""Name grammar: which words can be part of a person's name, and where a name that begins at a token ends."""

from __future__ import annotations

from functools import cached_property

from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings

COMMAS = frozenset("،,")
_LONGEST_NAME, _LONGEST_TITLE = 7, 7
_FULL_NAME, _HIS_SON, _IN_THE_NAME = 2, "ابن", "باسم"
_WHOLE_NAME = 2
_SHORTEST_LAST_NAME = 3
_NAMES = frozenset({"places", "people", "actors", "units"})
_POSTS = frozenset({"role", "rank", "profession"})
# Pronouns that no name ends in.
_THEIRS = ("هما", "هم", "هن")
# What follows a post: «القاضي في المحكمة», «الوزير لدى البلاط».
_OF_POST = frozenset({"في", "لدى", "عن", "من", "الذي", "التي", "سابقا"})
_FATHER_OF, _SHORTEST_KUNYA = "ابو", 6
# What follows «ابو» in other words: «أبواب», «أبويه»; pronouns.
_NO_CHILD, _OF_HIS = ("اب", "اق", "ين", "يه", "لو", "لل"), frozenset({"هما", "كما", "هم", "ها", "كم", "نا"})
_NO_KUNYAS = frozenset({"places", "common_words", "units", "people", "constructions"})
_SON_OF = "بن"
_FATHERS = frozenset({"ابو", "ابي", "ابا"})
_NO_CHILDREN = frozenset({"cues", "constructions", "stop_words", "times", "casualty_words"})


class NameReader(Reader):
    """A reader that knows the words of which names are made."""

    def __init__(self, document: AnnotatedDocument, findings: Findings) -> None:
        """Note where words of names stand: of all tokens few have one."""
        super().__init__(document, findings)
        given, family = (self._uncut(lexicon) for lexicon in ("given_names", "family_names"))
        that = document.role_ends("constructions", "that")
        # By token the letters cut off before a kunya that is written as one word.
        self.kunyas = {
            at: cut for at, word in enumerate(self.words) if (cut := self._kunya_in(at, word.folded)) is not None
        }
        self._given, self._titles = given, self._uncut("titles")
        # By first token the end of a given or family name; of a word that links names or begins a compound.
        self._name_ends = {at: match.last for at, match in (family | given).items() if at not in that}
        self._name_ends |= {at: at + 1 for at, cut in self.kunyas.items() if not cut}
        self._link_ends = {
            at: end
            for role in ("servant", "kunya", "link")
            for at, end in document.role_ends("name_grammar", role).items()
        }

    def _uncut(self, lexicon: str) -> dict[int, Match]:
        """By token the longest match of a lexicon before which no letters are cut off."""
        by_token = self.document.by_token[lexicon]
        assert isinstance(by_token, dict), f"{lexicon} is not listed"
        return {match.first: match for found in by_token.values() for match in reversed(found) if not match.prefix}

    def _kunya_in(self, at: int, folded: str) -> int | None:
        """The letters before a kunya that is written as one word: «أبوخوصة», «وأبوحسن», not «أبوظبي», «أبواب», «أبوهما»."""
        cut = int(folded.startswith("و" + _FATHER_OF))
        if not folded.startswith(_FATHER_OF, cut) or len(folded) < _SHORTEST_KUNYA + cut:
            return None
        child = folded[cut + len(_FATHER_OF) :]
        other = child.startswith(_NO_CHILD) or child in _OF_HIS or self.document.is_in(at, _NO_KUNYAS)
        if other or self.role(at - 1, "name_grammar", "locative") is not None:
            return None  # «اشتباكات في أبوسليم»
        as_two = self.document.lexicon.entries(f"{_FATHER_OF} {child}")
        return None if any(entry.row.lexicon == "places" for entry in as_two) else cut

    @cached_property
    def titles_by_end(self) -> dict[int, Match]:
        """By the token behind it the longest title that ends there."""
        titles = self.document.matches("titles")
        return {title.last: title for title in reversed(titles) if title.last - title.first <= _LONGEST_TITLE}

    @cached_property
    def _posts(self) -> frozenset[int]:
        """The tokens at which a rank, role or profession stands."""
        titles = self.document.matches("titles")
        return frozenset([match.first for match in titles if not match.prefix and match.row["kind"] in _POSTS])

    def is_free(self, at: int) -> bool:
        """Whether no actor or unit stands at the token."""
        return at not in self.over

    def mention_ends(self, at: int) -> bool:
        """Whether an actor, a unit or a place ends right before the token."""
        over = self.over.get(at - 1)
        return over is not None and over.last == at

    def name_word(self, at: int) -> int | None:
        """The token after one more word of a name: a given name, a compound, a family name; None where there is none."""
        return None if at in self.over else self._name_ends.get(at)

    def given_name(self, at: int) -> Match | None:
        """The given name that begins at a token."""
        return None if at in self.over else self._given.get(at)

    def title(self, at: int) -> Match | None:
        """The longest title that begins at a token, no letters cut off."""
        return self._titles.get(at)

    def linked(self, at: int) -> int | None:
        """The token after «بن فلان», «أبو فلان», «آل فلان», «عبد …», or None."""
        link = self._link_ends.get(at)
        if link is None or (self.begins_with_and(at) and not self.folded(at).startswith("ول")):
            return None
        word = self.word(link)
        father = self.folded(at) in _FATHERS  # «أبو حديد», «أبو قرنين»: any word may follow
        son = self.folded(at) == _SON_OF and at - 1 in self._name_ends  # «خالد بن قرار»
        # «علي» is a name and, to the lexicons, «على».
        closed = (
            self.document.is_in(link, _NO_CHILDREN) and link not in self._given and not self._is_night(at, link)
            if father
            else self.is_closed(link) and not son
        )
        if word is None or not word.is_arabic or closed:
            return None
        return self.name_word(link) or (
            link + 1 if father or son or self.may_be_name(link) or self.is_definite(link) else None
        )

    def _is_night(self, at: int, link: int) -> bool:
        """«عمر أبو ليل»: a word for a time behind a given name and «أبو», which is not «أبي»."""
        return self.folded(at) == _FATHER_OF and self._is_after_given(at) and self.any_match(link, "times") is not None

    def _is_after_given(self, at: int) -> bool:
        """Whether a given name stands right before a token, whatever is attached to it."""
        return at > 0 and self.any_match(at - 1, "given_names") is not None

    def listed(self, at: int) -> int | None:
        """The token after words of names that the lexicons have: linked ones, or one alone."""
        if at in self._link_ends and (end := self.linked(at)):
            return end
        return None if at in self.over else self._name_ends.get(at)

    def unknown_word(self, at: int) -> int | None:
        """The token after a word that no lexicon has and that may be part of a name."""
        if at in self.over or not self.may_be_name(at) or self.is_attached(at) or self.is_verb_like(at):
            return None
        if self.kunyas.get(at):
            return None
        if self.folded(at).endswith(_THEIRS) or (self.document.is_in(at, _NAMES) and self._is_known_name(at)):
            return None
        return at + 1

    def _is_known_name(self, at: int) -> bool:
        """Whether a place, person, actor or unit stands at the token, by a name that needs no support."""
        return any(not found.entry.weak for lexicon in _NAMES for found in self.document.at(at, lexicon))

    def closes_name(self, at: int) -> bool:
        """Whether a word of daily language is the last of a name that a title vouches for: «العميد إبراهيم المحرج،»."""
        word = self.word(at)
        if word is None or not word.is_arabic or len(word.folded) < _SHORTEST_LAST_NAME or not self.is_free(at):
            return False
        if self.is_closed(at) or self.any_nationality(at) or self.any_match(at, "titles") is not None:
            return False
        if (self.is_attached(at) and not self.is_daily(at)) or self.any_match(at, "portfolios") is not None:
            return False
        after = self.word(at + 1)
        if after is None or after.is_punctuation:
            return True
        if self.is_definite(at + 1) and self.folded(at + 1).endswith("ي") and self.name_word(at + 1) is not None:
            return True
        title = self.any_match(at + 1, "titles")
        return (title is not None and title.row["kind"] in ("role", "profession")) or (
            self.role(at + 1, "name_grammar", "statement") is not None
        )

    def name_end(self, at: int, *, trusting: bool) -> int:
        """Where the name that begins at a token ends; the token itself where none begins.

        `trusting`: a title before it vouches for words that no lexicon has.
        """
        words, unknown = 0, 0
        end = min(at + _LONGEST_NAME, self.document.sentence_of(at).last)
        while at < end and not (words and at in self._posts and not self._is_post_name(at)):
            if words and self.folded(at) == _IN_THE_NAME and self._is_body(at + 1):
                break  # «الدكتور المومني باسم الحكومة»
            step = self.listed(at)
            if words >= _FULL_NAME and self.folded(at) == _HIS_SON:
                break  # «سليمان الأسد ابن هلال الأسد»: two men
            if step is not None and words >= _WHOLE_NAME and self._may_follow(at, step):
                break
            if step is None:
                unknown += 1
                if not self._goes_on(at, begun=words, trusting=trusting, unknown=unknown):
                    break
                step = at + 1
            words += 1
            at = step
        return at

    def _is_body(self, at: int) -> bool:
        """Whether a word for a body stands at a token: «الحكومة», «الخارجية», «حزب»."""
        if self.any_match(at, "portfolios") is not None or self.role(at, "name_grammar", "rule") is not None:
            return True
        head = self.any_match(at, "heads")
        return head is not None and head.row["list"] == "actors"

    def _is_post_name(self, at: int) -> bool:
        """Whether a post is a family name here: «خالد عمر الخطيب أن», not «خالد عمر القاضي في المحكمة»."""
        if at not in self._name_ends or not self.is_definite(at) or self.is_definite(at + 1):
            return False
        if self.is_closed(at + 1):
            return self.folded(at + 1) not in _OF_POST
        says = self.role(at + 1, "name_grammar", "statement") is not None
        return says or self.is_punctuation(at + 1) or self.begins_with_and(at + 1)

    def _may_follow(self, at: int, end: int) -> bool:
        """Whether a word behind a whole name is one of daily language, and no name follows it: «مسعود بارزاني تحرير المدينة»."""
        if end > at + 1 or self.is_definite(at) or not self.is_daily(at):
            return False
        return not (self.listed(end) or self._is_nisba(end) or self.is_punctuation(end))

    def _goes_on(self, at: int, *, begun: int, trusting: bool, unknown: int) -> bool:
        """Whether a word that is no listed name goes on with a name, or begins one that a title vouches for.

        `begun`: how many words the name has before it; `unknown`: how many such words with this one.
        """
        if not (begun or trusting) or self.folded(at) in _FATHERS:
            return False  # no name ends in «أبو»
        if unknown <= (2 if trusting else 1) and self.unknown_word(at) is not None:
            return True
        if not begun:
            return False
        # «رئيس الوزراء حيدر العبادي قرارا», «… الوفد», but «عثمان بن ناصر المحرج»
        whole = (
            begun >= _WHOLE_NAME and self.is_daily(at) and not (self.is_definite(at) and self.folded(at - 2) == _SON_OF)
        )
        return self._is_nisba(at) or (trusting and not whole and self.closes_name(at))

    def _is_nisba(self, at: int) -> bool:
        """Whether a word of no lexicon stands at the token that is formed as «الدليمي» is."""
        return (
            self.folded(at).endswith("ي")
            and self.is_definite(at)
            and not self.is_attached_to(at)
            and self.is_free(at)
            and not (self.is_closed(at) or self.is_ordinary(at))
        )
