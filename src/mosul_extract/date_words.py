"""Date words: days, months and years of the Gregorian and the Hijri calendar as an article writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple, cast

from mosul_extract.calendars import Between, Calendar, Lean, Meaning, Period
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.text.numerals import Number

Precision = Literal["day", "part_of_day", "week", "month", "year", "range", "weekday", "unresolved"]

# Particles are too frequent to be matched in every sentence.
AND, OF, IN = "و", "من", frozenset({"في", "وفي", "ففي"})
ARTICLES = frozenset({"ال", "لل", "وال", "بال", "كال", "فال"})
# Words behind which «مارس» is the month and no verb.
_BEFORE_MONTHS = IN | {
    "منذ", "ومنذ", "مذ", "شهر", "شهري", "منتصف", "مطلع", "بدايه", "نهايه", "اواخر", "اوائل", "اواسط", "مستهل", "حتي", "وحتي",
}  # fmt: skip
_UNTIL = frozenset({"الي", "حتي"})
MARKS = frozenset("-–—/.\\")
_YEARS, _HIJRI_YEARS, _BARE_YEARS = range(1900, 2101), range(1300, 1501), range(1960, 2051)
_OF_CHRONICLE = frozenset("-–—:")
_LONGEST_DATE = 12
_FURTHEST_DAY = 6
_ANCHORS = frozenset(
    {
        "weekday", "relative", "relative-part", "period", "part", "unit", "unit-plural", "unit-dual", "two-days",
        "two-years", "qualifier", "lead", "month", "weak-month", "hijri-month", "unresolved",
    }
)  # fmt: skip
UNITS = ("unit", "unit-plural", "unit-dual")
MONTHS = ("month", "weak-month", "hijri-month")


class Found(NamedTuple):
    """An expression being read: up to token `last`."""

    first: int
    last: int
    precision: Precision
    meaning: Meaning
    rows: tuple[str, ...]

    def to(self, last: int, **changes: object) -> Found:
        """The same up to another token, with what else changes."""
        return self._replace(last=last, **changes)  # type: ignore[arg-type]


class DateWords:
    """Matches and numbers of a document by token, and the dates that begin with them."""

    def __init__(self, annotated: AnnotatedDocument, numbers: list[Number]) -> None:
        """Sort the matches of the lexicon of times; of those at one token only the longest stay."""
        self.annotated, self.words, self.source = annotated, annotated.words, annotated.source
        self.starts, self.ends = annotated.starts, annotated.ends
        self.matched: dict[int, list[Match]] = {}
        # The words that an expression can begin with.
        self.anchored: dict[int, Match] = {}
        others = []
        for match in annotated.matches("times"):
            kind, known = match.row["kind"], self.matched.setdefault(match.first, [])
            if kind == "other":
                others.append(match)
            if not known or known[0].last == match.last:
                known.append(match)
                if kind in _ANCHORS:
                    self.anchored.setdefault(match.first, match)
        for match in others:
            for at in range(match.first, match.last):
                self.matched.pop(at, None)
                self.anchored.pop(at, None)
        self.numbers = {number.first: number for number in numbers}
        self.bounded = {
            number.bound[0]: number for number in numbers if number.bound and number.bound[1] <= number.first
        }
        self.anchors = sorted({*self.anchored, *self.numbers})

    # What stands where

    def match(self, at: int, *kinds: str) -> Match | None:
        """The match of one of the kinds at a token."""
        for match in self.matched.get(at, ()):
            if match.row["kind"] in kinds:
                return match
        return None

    def folded(self, at: int) -> str:
        """The folded word of a token, empty beyond the text."""
        return self.words[at].folded if 0 <= at < len(self.words) else ""

    def text(self, at: int) -> str:
        """The raw word of a token, empty beyond the text."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def near(self, at: int) -> bool:
        """Whether a token stands on the line of the one before it."""
        return 0 < at < len(self.words) and "\n" not in self.source[self.ends[at - 1] : self.starts[at]]

    def after(self, at: int) -> int:
        """The token itself, or the one after an opening bracket or quote before it; beyond the text at a line's end."""
        if not self.near(at):
            return len(self.words)
        return at + 1 if self.words[at].is_quote and self.near(at + 1) else at

    def digits(self, at: int) -> Number | None:
        """The number at a token or after its «الـ»."""
        if at in self.numbers:
            return self.numbers[at]
        return self.numbers.get(at + 1) if self.folded(at) in ARTICLES else None

    def definite(self, match: Match) -> bool:
        """Whether a match wears the article."""
        return self.words[match.first].definite

    # Dates

    def date(self, at: int) -> Found | None:
        """A date that begins with its day, its month, or in digits; or a bare year after في."""
        number = self.digits(at)
        if number is None:
            return self.month(at, None)
        return self.in_digits(number, at) or self.day_and_month(number, at) or self.bare_year(number, at)

    def year(self, match: Match) -> Found | None:
        """«عام 2009», «العام 2009», «عامي 2011 و2013»."""
        number = self.digits(match.last)
        if number is None or number.form != "digits" or number.low is None:
            return None
        meaning = _year(number.low)
        if meaning is None or number.high is None:
            return None
        last = number.last
        if era := self.match(last, "era"):
            meaning, last = replace(meaning, hijri=era.row["value"] == "hijri"), era.last
        found = Found(match.first, last, "year", meaning, (match.row.address,))
        second = self.digits(last + 1) if self.folded(last) == AND else None
        if match.row["kind"] == "two-years" and second and second.low and (end := _year(second.low)):
            return found.to(second.last, precision="range", meaning=Between(meaning, end))
        if number.low != number.high:
            end = _year(number.high)
            return found.to(last, precision="range", meaning=Between(meaning, end)) if end else None
        return found

    def bare_year(self, number: Number, at: int, *, led: bool = False) -> Found | None:
        """A year without a word for it, after في, منذ, خلال or a qualifier, or that opens a line of a chronicle: «1974 - …»."""
        if number.end - number.start != 4 or number.form != "digits" or number.low != number.high:
            return None
        if (
            number.low not in _BARE_YEARS
            or number.bound
            or not (led or self.folded(at - 1) in IN or self.match_ending(at, "lead") or self.opens_line(number))
        ):
            return None
        after = self.words[number.last] if self.near(number.last) else None
        if (
            after is not None
            and after.is_arabic
            and not (
                self.folded(number.last) in IN | _UNTIL | {OF}
                or (len(after.folded) > 2 and not self.counts(number.last))
            )
        ):
            return None
        return Found(at, number.last, "year", Calendar(number.low), ())

    def opens_line(self, number: Number) -> bool:
        """Whether a number opens a line, and a dash or colon follows."""
        return not self.near(number.first) and self.near(number.last) and self.text(number.last) in _OF_CHRONICLE

    def counts(self, at: int) -> bool:
        """Whether a word after a number is what it counts: an accusative or a unit of something."""
        return self.words[at].folded.endswith("ا") or self.match(at, *UNITS) is not None

    def match_ending(self, at: int, kind: str) -> bool:
        """Whether a match of a kind ends right before a token."""
        return any(
            match.last == at and match.row["kind"] == kind
            for first in (at - 1, at - 2)
            for match in self.matched.get(first, ())
        )

    def in_digits(self, number: Number, at: int) -> Found | None:
        """«2015/7/19م», «19-7-2015», «1436/10/5هـ»."""
        first = number.first
        mark = self.text(first + 1)
        if mark not in MARKS or mark != self.text(first + 3):
            return None
        parts = [self.numbers.get(first + step) for step in (0, 2, 4)]
        if any(part is None or part.form != "digits" for part in parts):
            return None
        a, b, c = (part.low for part in parts if part is not None)
        if a is None or b is None or c is None or self.starts[first] + _LONGEST_DATE < self.starts[first + 4]:
            return None
        year, month, day = (a, b, c) if a > 31 else (c, b, a)
        if month > 12 >= day:
            month, day = day, month
        meaning = _year(year)
        if meaning is None or not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        last, rows = first + 5, cast(tuple[str, ...], ())
        if era := self.match(last, "era"):
            meaning, last, rows = replace(meaning, hijri=era.row["value"] == "hijri"), era.last, (era.row.address,)
        return Found(at, last, "day", replace(meaning, month=month, first=day, last=day), rows)

    def day_and_month(self, number: Number, at: int) -> Found | None:
        """«15 يناير», «الثامن من يوليو», «الـ17 من شهر يوليو», «3 إلى 5 يونيو», «15 و16 يوليو», «5 من الشهر الجاري»."""
        low, high, last = number.low, number.high, number.last
        if last not in self.matched and self.folded(last) not in (AND, OF):
            return None
        if number.form not in ("digits", "ordinal") or number.precision not in ("exact", "range"):
            return None
        if low is None or high is None or not 1 <= low <= high <= 31 or not self.near(last):
            return None
        joined = self.digits(last + 1) if self.folded(last) == AND else None
        if joined is not None and low == high and joined.low is not None and low < joined.low <= 31:
            high, last = joined.low, joined.last
        found = self.month(last, (low, high))
        if found is None and self.folded(last) == OF:
            found = self.month(last + 1, (low, high)) or self.day_of_period(last + 1, low)
        return found and found._replace(first=at, precision="range" if low != high else "day")

    def day_of_period(self, at: int, day: int) -> Found | None:
        """«الثامن من الشهر الجاري»."""
        match = self.match(at, "period")
        if match is None or not match.row["value"].startswith("month"):
            return None
        return Found(at, match.last, "day", Period("month", int(match.row["value"][-2:]), day), (match.row.address,))

    def month(self, at: int, days: tuple[int, int] | None, *, trusted: bool = False) -> Found | None:
        """A month with its second name, year or «الماضي»; what is also another word needs one of these."""
        if at not in self.matched or (at and not self.near(at)):
            return None
        start, headed = at, trusted
        unit = self.match(at, "unit")
        if unit is not None and unit.row["value"] == "month":
            at, headed = unit.last, True
        match = self.match(at, *MONTHS)
        if match is None or (match.prefix and headed):
            return None
        if self.match_ending(self.before_day(at), "name-head"):
            return None
        hijri = match.row["kind"] == "hijri-month"
        number = int(match.row["value"])
        last, paired = self.second_name(match)
        last, year, lean, yeared = self.of_year(last, hijri=hijri)
        weak = match.row["kind"] != "month"
        if (
            weak
            and not (days or headed or paired or yeared)
            and not (not hijri and self.folded(match.first - 1) in _BEFORE_MONTHS)
        ):
            return None
        first, final = days or (None, None)
        return Found(
            start, last, "month", Calendar(year, number, first, final, cast(Lean, lean), hijri), (match.row.address,)
        )

    def before_day(self, month: int) -> int:
        """The token of the day before a month: a number and perhaps «من» stand between."""
        at = month - 1
        while (
            at > 0
            and month - at < _FURTHEST_DAY
            and (at in self.numbers or self.folded(at) == OF or self.folded(at) in ARTICLES)
        ):
            at -= 1
        return at + 1

    def second_name(self, match: Match) -> tuple[int, bool]:
        """The end of «يونيو (حزيران)», «أكتوبر/ تشرين الأول», «مايو أيار», and whether a second name was there."""
        at = match.last
        opened = False
        while (
            at < len(self.words)
            and self.near(at)
            and (self.text(at) in MARKS or self.text(at) == "(")
            and at - match.last < 2
        ):
            opened = opened or self.text(at) == "("
            at += 1
        other = self.match(at, "month", "weak-month") if self.near(at) else None
        if other is not None and other.row["value"] == match.row["value"] and not other.prefix:
            return (other.last + 1 if opened and self.text(other.last) == ")" else other.last), True
        if opened and self.text(at + 1) == ")":
            return match.last, False
        return match.last, False

    def of_year(self, at: int, *, hijri: bool) -> tuple[int, int | None, str, bool]:
        """(end, year, lean, whether there was one) after a month: «2015», «من عام 2015», «الماضي»."""
        if not self.near(at):
            return at, None, "", False
        if past := self.match(at, "past"):
            return past.last, None, past.row["value"], True
        after = at + 1 if self.folded(at) in {OF, "،"} else at
        if (unit := self.match(after, "unit")) and unit.row["value"] == "year":
            after = unit.last
        number = self.digits(after)
        if (
            number is not None
            and number.low == number.high
            and number.form == "digits"
            and number.end - number.start == 4
        ):
            year = number.low or 0
            if year in (_HIJRI_YEARS if hijri else _YEARS):
                era = self.match(number.last, "era")
                return (era.last if era else number.last), year, "", True
        return at, None, "", False


def _year(number: int) -> Calendar | None:
    """A year of either calendar."""
    if number in _YEARS:
        return Calendar(number)
    return Calendar(number, hijri=True) if number in _HIJRI_YEARS else None
