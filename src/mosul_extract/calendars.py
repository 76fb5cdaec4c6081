"""Calendars: what words for time mean, and the days that they name once the day of publication is known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

Days = tuple[date, date]
Lean = Literal["", "past", "current", "next"]
Unit = Literal["minute", "hour", "day", "night", "week", "month", "year", "decade"]

_MONTHS_OF = {"month": 1, "year": 12, "decade": 120}
_DAYS_OF = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7}
# The week of Arabic news begins on Saturday; Monday is 0.
_FIRST_OF_WEEK = 5


class Meaning(Protocol):
    """What an expression means."""

    def days(self, published: date | None) -> Days | None:
        """First and last day, or None where that cannot be known."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month or year. Without a year it is the last such one not after publication, or as `lean` says."""

    year: int | None
    month: int | None = None
    first: int | None = None
    last: int | None = None
    lean: Lean = ""
    hijri: bool = False

    def days(self, published: date | None) -> Days | None:
        """The days in this calendar's year, else in the year nearest before publication."""
        in_year = self._in_hijri if self.hijri else self._in_gregorian
        if self.year is not None:
            return in_year(self.year)
        if published is None:
            return None
        return _nearest(in_year, _hijri_year(published) if self.hijri else published.year, published, self.lean)

    def _in_gregorian(self, year: int) -> Days | None:
        if not date.min.year <= year <= date.max.year:
            return None
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        length = monthrange(year, self.month)[1]
        first, last = self.first or 1, self.last or length
        return (date(year, self.month, first), date(year, self.month, last)) if first <= last <= length else None

    def _in_hijri(self, year: int) -> Days | None:
        from hijridate import Hijri

        try:
            months = (self.month, self.month) if self.month else (1, 12)
            last = self.last or Hijri(year, months[1], 1).month_length()
            first = Hijri(year, months[0], self.first or 1).to_gregorian()
            final = Hijri(year, months[1], last).to_gregorian()
        except (OverflowError, ValueError):
            return None
        return date(first.year, first.month, first.day), date(final.year, final.month, final.day)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the last one not after publication, or as `lean` says; a night reaches into the next day."""

    weekday: int
    lean: Lean = ""
    nights: int = 0

    def days(self, published: date | None) -> Days | None:
        """Within a week of publication."""
        if published is None:
            return None
        back = (published.weekday() - self.weekday) % 7
        if self.lean == "past" and back == 0:
            back = 7
        if self.lean == "next":
            back -= 7
        day = published - timedelta(back)
        return day, day + timedelta(self.nights)


@dataclass(frozen=True, slots=True)
class Offset:
    """Days counted from publication: yesterday is -1 to -1."""

    first: int
    last: int

    def days(self, published: date | None) -> Days | None:
        """Publication and the offsets."""
        return None if published is None else (published + timedelta(self.first), published + timedelta(self.last))


@dataclass(frozen=True, slots=True)
class Period:
    """The week, month or year of publication, `shift` of them later; with `day` that day of the month."""

    unit: Unit
    shift: int
    day: int | None = None

    def days(self, published: date | None) -> Days | None:
        """The whole period, or its day."""
        if published is None:
            return None
        if self.unit == "week":
            first = published - timedelta((published.weekday() - _FIRST_OF_WEEK) % 7) + timedelta(7 * self.shift)
            return first, first + timedelta(6)
        if self.unit == "year":
            return Calendar(published.year + self.shift).days(published)
        months = published.year * 12 + published.month - 1 + self.shift
        return Calendar(months // 12, months % 12 + 1, self.day, self.day).days(published)


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before publication: the day, the month or the year that this falls into."""

    count: int | None
    unit: Unit

    def days(self, published: date | None) -> Days | None:
        """As exact as the unit: «قبل شهرين» is a month."""
        if published is None or self.count is None:
            return None
        if self.unit in ("minute", "hour"):
            return _back(published, self.count, self.unit), published
        if self.unit in ("week", "month"):
            return Period(self.unit, -self.count).days(published)
        if self.unit in ("year", "decade"):
            return Calendar(published.year - self.count * (10 if self.unit == "decade" else 1)).days(published)
        day = _back(published, self.count, self.unit)
        return day, day


@dataclass(frozen=True, slots=True)
class Lasting:
    """The last so many units up to publication."""

    count: int | None
    unit: Unit

    def days(self, published: date | None) -> Days | None:
        """From so long ago to publication; of hours that are not counted, the last day."""
        count = 24 if self.count is None and self.unit == "hour" else self.count
        return None if published is None or count is None else (_back(published, count, self.unit), published)


@dataclass(frozen=True, slots=True)
class Since:
    """From something to publication."""

    start: Meaning

    def days(self, published: date | None) -> Days | None:
        """Where it began, to publication."""
        began = self.start.days(published)
        return None if began is None or published is None or began[0] > published else (began[0], published)


@dataclass(frozen=True, slots=True)
class Between:
    """From one to another."""

    start: Meaning
    end: Meaning

    def days(self, published: date | None) -> Days | None:
        """From the first day of the one to the last of the other; a start after its end lies a cycle before."""
        start, end = self.start.days(published), self.end.days(published)
        if start is None or end is None:
            return None
        first = start[0]
        if first > end[1] and isinstance(self.start, Weekday):
            first -= timedelta(7)
        if first > end[1] and isinstance(self.start, Calendar) and self.start.year is None:
            earlier = self.start._in_gregorian(first.year - 1) if not self.start.hijri else None
            first = earlier[0] if earlier else first
        return (first, end[1]) if first <= end[1] else None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words for a time that nothing here can resolve: «في وقت سابق»."""

    def days(self, published: date | None) -> Days | None:  # noqa: ARG002
        """Never known."""
        return None


def _nearest(in_year: Callable[[int], Days | None], year: int, published: date, lean: Lean) -> Days | None:
    """The days in the latest year in which they begin not after publication; in the earliest after it for «المقبل»."""
    if lean == "next":
        return next((found for y in (year, year + 1) if (found := in_year(y)) and found[0] > published), None)
    if lean == "current":
        return in_year(year)
    for y in range(year, year - 5, -1):
        found = in_year(y)
        if found and (found[1] < published if lean == "past" else found[0] <= published):
            return found
    return None


def _hijri_year(day: date) -> int:
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return 0


def _back(day: date, count: int, unit: Unit) -> date:
    """A day so many units before another, not before the first of all days."""
    try:
        if unit in _MONTHS_OF:
            months = day.year * 12 + day.month - 1 - count * _MONTHS_OF[unit]
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        if unit in ("minute", "hour"):
            return day - timedelta(-(-count // 24) if unit == "hour" else 1)
        return day - timedelta(count * _DAYS_OF[unit])
    except (OverflowError, ValueError):
        return date.min
