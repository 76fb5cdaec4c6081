"""Times: the case file, what holds for all texts, and the lexicon."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mosul_extract.dates import TimeExpression, find_times
from mosul_extract.lexicons.loading import load
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.lexicons.schema import TimeRow
from mosul_extract.text.document import Document
from simple_cases import read_cases

CASES = list(read_cases("times.txt", "time"))

PUBLISHED = date(2017, 1, 20)


def annotate(text: str) -> AnnotatedDocument:
    return AnnotatedDocument(Document(text), load())


def described(annotated: AnnotatedDocument, time: TimeExpression) -> str:
    first, last, _ = time.resolve(PUBLISHED)
    days = f"{first}..{last}" if first else "-"
    absolute = " absolute" if time.resolve(None)[0] else ""
    return f"{annotated.source[time.start : time.end]} | {time.precision} {days}{absolute}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_case(text: str, expected: list[str]) -> None:
    annotated = annotate(text)
    assert [described(annotated, time) for time in find_times(annotated)] == expected


def test_a_weekday_is_a_day_once_it_is_resolved() -> None:
    (time,) = find_times(annotate("قتل جندي الخميس"))
    assert time.resolve(None) == (None, None, "weekday")
    assert time.resolve(PUBLISHED) == (date(2017, 1, 19), date(2017, 1, 19), "day")


PIECES = (
    *("من", "إلى", "حتى", "بين", "و", "في", "منذ", "قبل", "خلال", "يوم", "يومي", "عام", "2014", "15", "31", "99", "3"),
    *("-", "/", "(", ")", "،", "الماضي", "المقبل", "الجاري", "أمس", "اليوم", "الخميس", "الجمعة", "صباح", "مساء", "ليل"),
    *(
        "يناير",
        "شباط",
        "(فبراير)",
        "وآب",
        "رمضان",
        "1436",
        "الشهر",
        "أيام",
        "يومين",
        "ثلاثة",
        "الأيام",
        "الماضية",
        "مطلع",
    ),
    *("منه", "هـ", "وقت سابق", "\n", "الأول"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.dates())
@example(["أمس"], date.min)
@example(["الخميس"], date.min)
@example(["غدا"], date.max)
def test_times_are_in_order_and_resolve_without_error(words: list[str], published: date) -> None:
    annotated = annotate(" ".join(words))
    times = find_times(annotated)
    assert all(a.end <= b.start and a.last <= b.first for a, b in pairwise(times))
    for time in times:
        assert 0 <= time.start < time.end <= len(annotated.source)
        assert annotated.source[time.start : time.end] == annotated.source[time.start : time.end].strip()
        first, last, _ = time.resolve(published)
        assert (first is None) == (last is None)
        assert first is None or last is None or first <= last


def test_lexicon_rows() -> None:
    rows = list(load().of("times"))
    assert rows
    for row in rows:
        checked = TimeRow.model_validate({column: row[column] for column in ("id", "names", "kind", "value", "source")})
        assert all(name == name.strip() for name in checked.names.split("|"))
    assert [row.id for row in rows] == sorted(row.id for row in rows)


@pytest.mark.parametrize(("word", "published"), [("أمس", date.min), ("الخميس", date.min), ("غدا", date.max)])
def test_a_day_that_no_calendar_has_is_no_date(word: str, published: date) -> None:
    (time,) = find_times(annotate(word))
    assert time.resolve(published)[:2] == (None, None)
