"""Counted nouns: what a number counts, by the lexicons that know the noun beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention
from mosul_extract.text.numerals import Number

UNITS_OF_TIME = frozenset({"unit", "unit-plural", "unit-dual", "two-days", "two-months", "two-years"})
DASHES = frozenset("-–—−ـ")

_FROM, _ARTICLES = "من", frozenset({"ال", "لل", "وال", "بال"})
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه")
_HOLDERS = frozenset({"families", "formations", "places", "buildings"})
_COMMAS = frozenset("،,")
_TENS, _FOLLOWING = range(20, 100, 10), (1, 2)
_MEASURES = frozenset({"age", "area", "distance", "duration", "mass", "money"})
NOUN_REACH, _SHORTEST_STEM = 3, 3


class Verdict(NamedTuple):
    """Why a number counts nobody: a reason, and the address of the row that gave it."""

    reason: str
    row: str | None = None


class CountedNouns(Reader):
    """Looks for the noun that a number counts: after it, before it, with a pronoun, behind «من»."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings) -> None:
        """Index the numbers by their tokens."""
        super().__init__(annotated, findings)
        self.over_number = {at: number for number in findings.numbers for at in range(number.first, number.last)}

    def of_its_noun(self, number: Number) -> Verdict | None:
        """The noun of a number: after it, but before one with the article («الجسور الخمسة من»); of a fraction a measure."""
        if number.form == "fraction":
            found = self.of_noun(number)
            return found if found is not None and found.reason in _MEASURES else None
        if number.definite and number.form == "words":
            return self.of_noun_before(number) or self.of_noun(number)
        return self.of_noun(number)

    def of_noun(self, number: Number) -> Verdict | None:
        """The counted noun after a number; quotes, «من», adjectives and words like «أبرز» aside."""
        if number.form == "ordinal":
            return None
        at, partitive = number.last, False
        for _ in range(NOUN_REACH):
            at = self.skip_quotes(at)
            if self.is_punctuation(at):
                return None
            verdict = self._noun(at) or (self._member(at) if partitive else None)
            if at in self.over_number:  # «ثانية» is a length of time as well
                return verdict if verdict is not None and verdict.reason == "duration" else None
            if verdict is not None:
                counted = not partitive or self._may_count(at, verdict)
                return self._aged(number, verdict) if counted else Verdict("people", verdict.row)
            if not (self._is_passed(at) or self.folded(at) == _FROM):
                return None
            partitive = partitive or self.folded(at) == _FROM
            at += 1
        return None

    def _is_passed(self, at: int) -> bool:
        """Whether a word may stand between a number and its noun."""
        aside = self.match(at, "refusals")
        adjective = self.role(at, "constructions", "adjective") is not None
        return adjective or (aside is not None and aside.row["side"] == "aside")

    def _member(self, at: int) -> Verdict | None:
        """«5 من داعش», «4 من طاجيكستان»: people of what is named."""
        mention = self.starting.get(at)
        if mention is None:
            return None
        armed = mention.list == "units" or mention.kind == "armed_group"
        return Verdict("strength" if armed else "people", address_of(mention))

    def _may_count(self, at: int, verdict: Verdict) -> bool:
        """Whether what follows «من» is counted itself («من القرى»), not what the counted belong to («من قرية»)."""
        return verdict.reason not in _HOLDERS or self.is_definite(at)

    def _aged(self, number: Number, verdict: Verdict) -> Verdict:
        """«(35 عاما)» and «فلان، 35 عاما» are ages."""
        if verdict.reason != "duration" or number.first == 0:
            return verdict
        before = number.first - 2 if self.words[number.first - 1].text in _COMMAS else number.first - 1
        named = before in self.over and self.over[before].kind == "person"
        opened = self.words[number.first - 1].text == "("
        closed = number.last + 1 < len(self.words) and self.words[number.last + 1].text == ")"
        return Verdict("age", verdict.row) if named or (opened and closed) else verdict

    def of_noun_before(self, number: Number) -> Verdict | None:
        """The noun before a number that follows it: «الجسور الخمسة», «شخص واحد», «قرى عدة», «عام ونصف»."""
        end = self.begin(number)
        follows = number.definite or end < number.first or (number.form == "words" and number.low in _FOLLOWING)
        if number.form in ("vague", "fraction"):
            follows = number.low is not None or self.wears_letters(number)
        if end == 0 or number.form == "ordinal" or not follows:
            return None
        for at in range(max(0, end - 2), end):
            if (verdict := self._noun(at, until=end)) is not None:
                return Verdict("part_of_name", verdict.row) if self._is_named(at, number) else verdict
        return None

    def _is_named(self, at: int, number: Number) -> bool:
        """Whether a number names the one thing before it: «شارع الستين», «الكتيبة الـ21»."""
        head = self.any_match(at, "heads")
        single = head is not None and head.row["number"] == "singular"
        return single and (number.form == "digits" or number.low in _TENS)

    def _noun(self, at: int, until: int | None = None) -> Verdict | None:
        """What a noun at a token says of its number; before a number it has to reach it, and may have letters attached."""
        if not 0 <= at < len(self.words):
            return None
        known = [
            (-found.last, _BELIEVED[found.row.lexicon], reason, found.row.address)
            for found in self.document.all_at(at)
            if (not found.prefix or until is not None)
            and until in (None, found.last)
            and (reason := _reason(found.row))
        ]
        if known:
            *_, reason, address = min(known)
            return Verdict(reason, address)
        return self._owned(at) if until in (None, at + 1) else None

    def _owned(self, at: int) -> Verdict | None:
        """A noun with a pronoun: «مركباته», «قيادتهم»."""
        folded = self.folded(at)
        if self.is_closed(at):
            return None
        for ending in _PRONOUNS:
            stem = folded.removesuffix(ending)
            if stem == folded or len(stem) < _SHORTEST_STEM:
                continue
            for form in (stem, stem.removesuffix("ت") + "ه"):
                for entry in self.document.lexicon.entries(form) if form != folded else ():
                    if (reason := _reason(entry.row)) is not None:
                        return Verdict(reason, entry.row.address)
        return None

    # -- where a number begins

    def begin(self, number: Number) -> int:
        """The token at which a number begins, with the article, quotes, dash and bound words before it."""
        at = number.first
        if number.bound is not None and number.bound[1] <= number.first:
            at = number.bound[0]
        while at > 0 and (self.words[at - 1].is_quote or self.folded(at - 1) in _ARTICLES or self.hangs(at - 1)):
            at -= 1
        return at

    def hangs(self, at: int) -> bool:
        """Whether a token is a dash that ties the digits after it to the word before: «إف-16»."""
        return self.touches(at) and self.words[at].text in DASHES

    def touches(self, at: int) -> bool:
        """Whether a token touches both of its neighbours."""
        if not 0 < at < len(self.words) - 1:
            return False
        return self.ends[at - 1] == self.starts[at] and self.ends[at] == self.starts[at + 1]

    def wears_letters(self, number: Number) -> bool:
        """Whether letters are attached to the number: «وأربعة», «بالآلاف»."""
        return self.starts[number.first] < number.start


def _reason(row: Row) -> str | None:
    """Why a number that counts what a row names counts no casualties; nothing for rows that name no such things."""
    decide = _REASON_OF.get(row.lexicon)
    return None if decide is None else decide(row)


# How each of these lexicons gives a reason.
_REASON_OF: dict[str, Callable[[Row], str | None]] = {
    "casualty_words": lambda row: "casualty_not_read" if row["form"] in ("noun", "body", "counted-noun") else None,
    "things": lambda row: row["reason"],
    "victims": lambda row: "strength" if row["group"] == "combatant" else "people",
    "refusals": lambda row: row["reason"] if row["side"] == "after" else None,
    "times": lambda row: "duration" if row["kind"] in UNITS_OF_TIME else None,
    "heads": lambda row: "places" if row["list"] == "places" else "formations",
    "titles": lambda row: "strength" if row["kind"] == "rank" else "people",
    "nationalities": lambda _: "people",
    "forces": lambda _: "formations",
    "equipment": lambda _: "weapons",
}
# Of two lexicons that know a word equally long, the first is believed.
_BELIEVED = {lexicon: place for place, lexicon in enumerate(_REASON_OF)}


def refused(found: Match) -> Verdict:
    """The reason that a row of refusals or things gives."""
    return Verdict(found.row["reason"], found.row.address)


def address_of(mention: Mention) -> str | None:
    """The address of the lexicon row of a mention, where it has one."""
    return None if mention.row is None else mention.row.address
