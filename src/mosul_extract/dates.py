"""Dates: the words for time in a text, and the days that they mean, given the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, cast

from mosul_extract.calendars import (
    Ago,
    Between,
    Calendar,
    Lasting,
    Lean,
    Meaning,
    Offset,
    Period,
    Since,
    Unit,
    Unknown,
    Weekday,
)
from mosul_extract.date_words import AND, ARTICLES, IN, MARKS, MONTHS, OF, UNITS, DateWords, Found, Precision
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.text.numerals import Number, find_numbers

_BETWEEN, _FROM = frozenset({"بين", "وبين"}), frozenset({"من", "ومن"})
_UNTIL = frozenset({"الي", "حتي", "وحتي", "والي"})
_OF_IT = frozenset({"منه", "منها"})
_NOW = "الان"
_REACH_OF_EVENT, _LONGEST_EVENT = 9, 3
_DEEPEST = 4
# With these no noun goes on: verbs, prepositions.
_SMALL_WORDS = frozenset({"casualty_words", "stop_words", "cues"})
_PRECISION_AGO: dict[str, Precision] = {
    "minute": "range", "hour": "range", "day": "day", "night": "day", "week": "week", "month": "month",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time: tokens `first` to `last - 1`, code points `start` to `end`, how exact, and what they mean."""

    first: int
    last: int
    start: int
    end: int
    precision: Precision
    meaning: Meaning
    rows: tuple[str, ...] = ()

    def resolve(self, published: date | None) -> tuple[date | None, date | None, Precision]:
        """(first day, last day, precision). Without a day of publication only what names its year has days.

        Neither has a day before the year 1 or after 9999, which no date can hold («أمس» said on the first of all days).
        """
        try:
            days = self.meaning.days(published)
        except OverflowError:
            days = None
        if days is None:
            return None, None, self.precision
        return days[0], days[1], "day" if self.precision == "weekday" else self.precision


class Counted(NamedTuple):
    """A duration: how many (None: several) of what, up to which token, by which row."""

    amount: int | None
    unit: Unit
    last: int
    row: str


def find_times(annotated: AnnotatedDocument, numbers: list[Number] | None = None) -> list[TimeExpression]:
    """The words for time of a text, in order, none overlapping; `numbers` are the text's, where they are known."""
    reader = _Reader(annotated, find_numbers(annotated) if numbers is None else numbers)
    times: list[TimeExpression] = []
    free = 0
    for at in reader.anchors:
        if at >= free and (found := reader.read(at)):
            found = reader.with_range(found)
            times.append(reader.expression(found, free))
            free = found.last
    return times


class _Reader(DateWords):
    """Dates, and what needs the day of publication: «أمس», weekdays, «الشهر الماضي», «منذ», «خلال»."""

    # How many readings of a day are under way, one in the other.
    _within = 0

    # Reading at a token

    def read(self, at: int) -> Found | None:
        """The expression that begins at a token."""
        match = self.anchored.get(at)
        if match is None or match.row["kind"] in MONTHS:
            return self.date(at)
        return _READERS.get(match.row["kind"], _Reader.named)(self, match)

    def day(self, at: int) -> Found | None:
        """What names a day after a part of it: «أمس», «يوم الجمعة», «5 مايو»; None deep within such words («مساء مساء …»)."""
        if self._within == _DEEPEST:
            return None
        self._within += 1
        try:
            return self._day(at)
        finally:
            self._within -= 1

    def _day(self, at: int) -> Found | None:
        if self.folded(at) == OF:
            at += 1
        match = self.match(at, "weekday", "relative", "relative-part", "unit", "part", "unresolved")
        if match is None:
            found = self.date(at)
            return found if found and found.precision == "day" else None
        kind = match.row["kind"]
        if kind == "part":
            return self.part(match)
        if kind == "unit":
            return self.unit(match) if match.row["value"] == "day" else None
        return self.named(match)

    def named(self, match: Match) -> Found:
        """A weekday, «أمس», «الشهر الماضي», with what makes it more exact: «أمس (الخميس)», «الخميس 6 أغسطس 2015»."""
        kind, value, rows = match.row["kind"], match.row["value"], (match.row.address,)
        if kind == "unresolved":
            found = Found(match.first, match.last, "unresolved", Unknown(), rows)
            inner = self.day(match.last) if self.near(match.last) else None
            if inner is not None:
                return self.under(found, inner, "part_of_day")
            period = self.match(match.last + (self.folded(match.last) == OF), "period")
            return self.under(found, wider, wider.precision) if period and (wider := self.named(period)) else found
        if kind == "period":
            unit, shift = cast(Unit, value[:-2]), int(value[-2:])
            return Found(match.first, match.last, cast(Precision, unit), Period(unit, shift), rows)
        if kind == "weekday":
            found = self.weekday(match)
        else:
            first, _, last = value.partition("..")
            precision: Precision = "part_of_day" if kind == "relative-part" else "day"
            found = Found(match.first, match.last, precision, Offset(int(first), int(last)), rows)
            found = self.more_exact(found, self.match(self.after(match.last), "weekday"))
        return self.at_part(self.dated(found))

    def weekday(self, match: Match) -> Found:
        """A weekday, with «الماضي», or a second one for a night between the two («ليل الاثنين الثلاثاء»)."""
        weekday = int(match.row["value"])
        lean = self.match(match.last, "past") if self.near(match.last) else None
        last = lean.last if lean else match.last
        meaning = Weekday(weekday, cast(Lean, lean.row["value"]) if lean else "")
        following = last + 1 if self.text(last) in MARKS else last
        second = self.match(following, "weekday") if self.near(following) else None
        if second is not None and not second.prefix and int(second.row["value"]) == (weekday + 1) % 7:
            return Found(
                match.first,
                second.last,
                "part_of_day",
                replace(meaning, nights=1),
                (match.row.address, second.row.address),
            )
        return Found(match.first, last, "weekday", meaning, (match.row.address,))

    def more_exact(self, found: Found, match: Match | None) -> Found:
        """«أمس الخميس»: the weekday decides, and it is a day."""
        if match is None or match.prefix:
            return found
        weekday = self.weekday(match)
        meaning = weekday.meaning
        if isinstance(found.meaning, Offset) and found.meaning.last > 0 and isinstance(meaning, Weekday):
            meaning = replace(meaning, lean="next")
        precision = found.precision if found.precision == "part_of_day" else "day"
        return found.to(
            self.closed(weekday.last, match.first), meaning=meaning, precision=precision, rows=found.rows + weekday.rows
        )

    def closed(self, last: int, first: int) -> int:
        """The end with the closing bracket, where one was opened right before `first`."""
        opened = self.words[first - 1].is_quote
        return last + 1 if opened and last < len(self.words) and self.words[last].is_quote else last

    def dated(self, found: Found) -> Found:
        """A weekday with its date: «الخميس 6 أغسطس 2015», «الجمعة الموافق 15 يناير»."""
        at = found.last
        if not self.near(at):
            return found
        if match := self.match(at, "corresponding"):
            at = match.last
        if self.text(at) == "،" and self.near(at + 1):
            at += 1
        at = self.after(at)
        exact = self.date(at) if self.digits(at) else None
        if exact is None or exact.precision != "day":
            return found
        precision = found.precision if found.precision == "part_of_day" else "day"
        return found.to(
            self.closed(exact.last, at), meaning=exact.meaning, precision=precision, rows=found.rows + exact.rows
        )

    def at_part(self, found: Found) -> Found:
        """«الخميس صباحا»."""
        match = self.match(found.last, "part-adverb") if self.near(found.last) else None
        return found.to(match.last, precision="part_of_day", rows=(*found.rows, match.row.address)) if match else found

    def part(self, match: Match) -> Found | None:
        """«مساء أمس», «فجر يوم الجمعة», «ساعة متأخرة من ليل الأربعاء»: a part of the day that follows."""
        inner = self.day(match.last) if self.near(match.last) else None
        if inner is None:
            return None
        return self.under(
            Found(match.first, match.last, "part_of_day", Unknown(), (match.row.address,)), inner, "part_of_day"
        )

    def under(self, outer: Found, inner: Found, precision: Precision) -> Found:
        """The outer words with the inner meaning."""
        return outer.to(inner.last, meaning=inner.meaning, precision=precision, rows=outer.rows + inner.rows)

    def two_days(self, match: Match) -> Found | None:
        """«يومي الثلاثاء والأربعاء»: two weekdays, made one range by what joins them."""
        inner = self.match(match.last, "weekday")
        if inner is not None:
            return self.weekday(inner)._replace(first=match.first)
        exact = self.date(match.last)
        return exact._replace(first=match.first) if exact else None

    # Units

    def unit(self, match: Match) -> Found | None:
        """«يوم الخميس», «عام 2009», «الأيام القليلة الماضية», «اليومين الماضيين», «شهر يوليو»."""
        kind, value = match.row["kind"], match.row["value"]
        if not self.near(match.last):
            return None
        if kind in ("unit", "two-years") and value in ("year", ""):
            return self.year(match)
        if kind == "unit" and value == "day":
            at = self.after(match.last)
            inner = self.match(at, "weekday", "relative")
            found = self.named(inner) if inner else self.date(at)
            return (
                found._replace(first=match.first, last=self.closed(found.last, at))
                if found and found.precision != "year"
                else None
            )
        if kind == "unit" and value == "month":
            return self.month(match.first, None)
        if kind in ("unit-plural", "unit-dual") and match.row["value"]:
            return self.past_units(match)
        return None

    def past_units(self, match: Match) -> Found | None:
        """Units that are said to be past: «الأيام القليلة الماضية», «الأشهر الستة الأخيرة», «اليومين الماضيين»."""
        count, last = (2 if match.row["kind"] == "unit-dual" else None), match.last
        number = self.digits(last)
        if number is not None and count is None:
            count, last = number.low, number.last
        if few := self.match(last, "few"):
            last = few.last
        past = self.match(last, "past")
        if past is None or past.row["value"] != "past":
            return None
        unit = cast(Unit, match.row["value"])
        precision: Precision = "range" if count is not None or unit == "hour" else "unresolved"
        return Found(match.first, past.last, precision, Lasting(count, unit), (match.row.address, past.row.address))

    def counted(self, at: int) -> Counted | None:
        """A duration: «ثلاثة أيام», «يومين», «أكثر من شهر», «ساعات»."""
        number = self.digits(at) or self.bounded.get(at)
        where = (
            at
            if number is None
            else number.first
            if number.form == "dual" or self.match(number.first, *UNITS)
            else number.last
        )
        match = self.match(where, *UNITS) if self.near(where) else None
        if (
            match is None
            or match.prefix
            or (number is None and self.definite(match) and not self.match(self.past_few(match), "past"))
        ):
            return None
        count: int | None = {"unit": 1, "unit-dual": 2}.get(match.row["kind"])
        if number is not None and where == number.last:
            count = number.low if number.precision in ("exact", "approximate", "at_least") else None
        last = self.past_few(match)
        return Counted(count, cast(Unit, match.row["value"]), last, match.row.address)

    def past_few(self, match: Match) -> int:
        """The token after a unit and «قليلة»."""
        few = self.match(match.last, "few")
        return few.last if few else match.last

    # What leads or qualifies

    def led(self, match: Match) -> Found | None:
        """«منذ», «قبل» and «خلال» before a duration or an expression."""
        at, role = match.last, match.row["value"]
        if not self.near(at):
            return None
        # «آخر» leads a length only: in «أصيب آخر فجر الخميس» it is a man.
        whole = role != "ago" and match.row.id != "last-of" and not self.match(at, "lead")
        if whole and (inner := self.read(at)):
            if role == "during":
                inner = self.with_range(inner)
                return self.under(
                    Found(match.first, at, "range", Unknown(), (match.row.address,)), inner, inner.precision
                )
            precision: Precision = inner.precision if inner.precision == "unresolved" else "range"
            return Found(match.first, inner.last, precision, Since(inner.meaning), (match.row.address, *inner.rows))
        counted = self.counted(at)
        if counted is None:
            return self.since_event(match) if role == "since" else None
        return self.lasting(match, counted) if role == "during" else self.ago(match, counted)

    def since_event(self, match: Match) -> Found | None:
        """«منذ سيطرة التنظيم عليها في يونيو 2014»: since its date; without one «منذ اندلاع الحرب» has words only."""
        first = match.last
        for at in range(first + 1, min(first + _REACH_OF_EVENT, len(self.words))):
            if not self.near(at) or self.words[at].is_punctuation:
                break
            year = self.match(at, "unit") if self.folded(at - 1) not in IN else None
            inner = self.unit(year) if year else self.date(at) if self.folded(at - 1) in IN else None
            if inner is not None and inner.precision in ("day", "month", "year"):
                return Found(match.first, inner.last, "range", Since(inner.meaning), (match.row.address, *inner.rows))
        begins = self.match(first, "beginning", "qualifier", "turning-point")
        if begins is None:
            return None
        last, turn = begins.last, begins.row["kind"] == "turning-point"
        if turn and self.near(last + 1) and self.words[last + 1].definite and not self._is_apart(last):
            last += 2  # «منذ سقوط نظام الأسد»
        while last < begins.last + _LONGEST_EVENT and self.near(last) and self.words[last].definite:
            last += 1
        told = self.words[last - 1].definite if turn else begins.row["kind"] == "beginning"
        if last == begins.last and not told:
            return None
        return Found(match.first, last, "unresolved", Unknown(), (match.row.address, begins.row.address))

    def _is_apart(self, at: int) -> bool:
        """Whether a word goes on with none before it: one with the article, a mark, a number or a known small word."""
        word = self.words[at]
        return word.definite or word.is_punctuation or at in self.numbers or self.annotated.is_in(at, _SMALL_WORDS)

    def ago(self, match: Match, counted: Counted) -> Found:
        """«قبل يومين», «منذ ثلاثة أشهر»; before something else («قبل يومين من») is not before publication."""
        rows, last = (match.row.address, counted.row), counted.last
        elsewhere = self.folded(last) == OF
        if elsewhere and self.folded(last + 1) == _NOW:
            last, elsewhere = last + 2, False
        if elsewhere or counted.amount is None:
            return Found(match.first, last, "unresolved", Unknown(), rows)
        ago = Ago(counted.amount, counted.unit)
        if match.row["value"] == "since":
            return Found(match.first, last, "range", Since(ago), rows)
        return Found(match.first, last, _PRECISION_AGO.get(counted.unit, "year"), ago, rows)

    def lasting(self, match: Match, counted: Counted) -> Found | None:
        """«خلال 24 ساعة», «آخر 48 ساعة», «خلال ثلاثة أيام»: a length that ends now only where it is said or short."""
        rows, last = (match.row.address, counted.row), counted.last
        past = self.match(last, "past") if self.near(last) else None
        if past is not None:
            last = past.last
        if (past is not None and past.row["value"] == "next") or (
            match.row.id == "last-of" and match.last not in self.numbers
        ):
            return None
        hours = counted.unit == "hour"
        ends_now = (past is not None or hours or match.row.id == "last-of") and (hours or counted.amount is not None)
        if not ends_now:
            return Found(match.first, last, "unresolved", Unknown(), rows)
        return Found(match.first, last, "range", Lasting(counted.amount, counted.unit), rows)

    def qualified(self, match: Match) -> Found | None:
        """«مطلع الشهر الماضي», «منتصف يناير», «نهاية عام 2014», «مطلع العام»: as exact as what follows."""
        at = match.last
        if not self.near(at):
            return None
        inner = None
        following = self.match(at, "period", "unit", *MONTHS)
        if following is not None and following.row["kind"] == "unit":
            unit = following.row["value"]
            inner = self.unit(following)
            if (
                inner is None
                and match.row["value"] in ("start", "end", "middle")
                and unit in ("week", "month", "year")
                and self.definite(following)
            ):
                precision = cast(Precision, unit)
                inner = Found(
                    following.first, following.last, precision, Period(cast(Unit, unit), 0), (following.row.address,)
                )
        elif following is not None:
            inner = self.read(at)
        elif number := self.digits(at):
            inner = self.bare_year(number, at, led=True)
        return (
            self.under(Found(match.first, at, "month", Unknown(), (match.row.address,)), inner, inner.precision)
            if inner
            else None
        )

    # Ranges and spans

    def with_range(self, left: Found) -> Found:
        """«من ليل الأربعاء حتى فجر الخميس», «بين سبتمبر ويناير», «17 يوليو حتى 19 منه», «الأربعاء والخميس»."""
        before = self.folded(left.first - 1)
        at = left.last + 1 if before in _BETWEEN and self.text(left.last) == "،" else left.last
        if not self.near(at) or isinstance(left.meaning, (Between, Unknown, Lasting, Ago)):
            return left
        started = left.meaning.start if isinstance(left.meaning, Since) else left.meaning
        right = None
        if self.folded(at) in _UNTIL and (before in _FROM or isinstance(left.meaning, Since)):
            right = self.read(at + 1) or self.of_same_month(started, at + 1)
            if right is None and isinstance(started, Calendar):
                right = self.month(at + 1, None, trusted=True)
        elif self.folded(at).startswith(AND) and (
            before in _BETWEEN or self.match(left.first, "two-days") or isinstance(started, Weekday)
        ):
            right = self.read(at)
            if (
                isinstance(started, Weekday)
                and before not in _BETWEEN
                and (right is None or {left.precision, right.precision} != {"weekday"})
            ):
                right = None
        if right is None or isinstance(right.meaning, (Since, Unknown, Lasting, Ago)):
            return left
        if isinstance(started, Calendar) and isinstance(right.meaning, Calendar) and started.year is None:
            started = replace(
                started,
                year=right.meaning.year if started.month and (started.month <= (right.meaning.month or 12)) else None,
            )
        first = left.first - 1 if before in _FROM | _BETWEEN else left.first
        return Found(first, right.last, "range", Between(started, right.meaning), left.rows + right.rows)

    def of_same_month(self, started: Meaning, at: int) -> Found | None:
        """«19 منه»: a day of the month just named."""
        number = self.digits(at)
        if (
            number is None
            or not isinstance(started, Calendar)
            or self.folded(number.last) not in _OF_IT
            or number.low is None
        ):
            return None
        return Found(at, number.last + 1, "day", replace(started, first=number.low, last=number.low), ())

    def expression(self, found: Found, free: int) -> TimeExpression:
        """The expression with its code points, attached letters left out."""
        first = max(found.first, free)
        word, start = self.words[first], self.starts[first]
        if first in self.matched:
            start += self.matched[first][0].prefix
        elif first in self.numbers:
            start = self.numbers[first].start
        elif word.folded in _FROM | _BETWEEN and word.folded.startswith(AND):
            start += 1
        elif word.folded in ARTICLES:
            start = self.numbers[first + 1].start if first + 1 in self.numbers else start
        return TimeExpression(
            first, found.last, start, self.ends[found.last - 1], found.precision, found.meaning, found.rows
        )


# What reads the expression that a word of a kind begins; all other words name their time themselves.
_READERS: dict[str, Callable[[_Reader, Match], Found | None]] = {
    "part": _Reader.part, "lead": _Reader.led, "qualifier": _Reader.qualified, "two-days": _Reader.two_days,
    "unit": _Reader.unit, "unit-plural": _Reader.unit, "unit-dual": _Reader.unit, "two-years": _Reader.unit,
}  # fmt: skip
