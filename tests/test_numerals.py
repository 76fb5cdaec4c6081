"""Numbers: the case file, the round trip of all number words, and the lexicon."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mosul_extract.lexicons.loading import load
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.lexicons.schema import NumeralRow
from mosul_extract.text.document import Document
from mosul_extract.text.folding import fold_text
from mosul_extract.text.numerals import Number, find_numbers
from simple_cases import read_cases

CASES = list(read_cases("numerals.txt", "number"))


def annotate(text: str) -> AnnotatedDocument:
    return AnnotatedDocument(Document(text), load())


def described(annotated: AnnotatedDocument, number: Number) -> str:
    words = [
        number.low if number.low is not None else "-",
        number.high if number.high is not None else "-",
        number.precision,
        number.form,
    ]
    if number.definite:
        words.append("definite")
    if number.bound:
        words.append("bound=" + annotated.text(*number.bound))
    return f"{annotated.source[number.start : number.end]} | {' '.join(map(str, words))}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_case(text: str, expected: list[str]) -> None:
    annotated = annotate(text)
    assert [described(annotated, number) for number in find_numbers(annotated)] == expected


# A speller of Arabic numbers, written from the grammar, not from the lexicon.

UNITS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثماني", 9: "تسع"}
TENS = {2: "عشر", 3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
SCALES = (
    (1_000_000, "مليون", ("مليونان", "مليونين"), "ملايين"),
    (1_000, "ألف", ("ألفان", "ألفين"), "آلاف"),
)


def spell_small(n: int, *, feminine: bool, oblique: bool) -> str:
    """1 to 99. A unit of three to ten takes the other gender than what is counted."""
    if n == 1:
        return "واحدة" if feminine else "واحد"
    if n == 2:
        return ("اثنتين" if oblique else "اثنتان") if feminine else ("اثنين" if oblique else "اثنان")
    if n == 10:
        return "عشر" if feminine else "عشرة"
    if n < 10:
        return UNITS[n] if feminine else UNITS[n].removesuffix("ي" if n == 8 else "") + ("ية" if n == 8 else "ة")
    if n < 20:
        ten = "عشرة" if feminine else "عشر"
        if n == 11:
            return f"{'إحدى' if feminine else 'أحد'} {ten}"
        if n == 12:
            return ("اثنتي " if oblique else "اثنتا ") + ten if feminine else ("اثني " if oblique else "اثنا ") + ten
        return f"{spell_small(n - 10, feminine=feminine, oblique=oblique)} {ten}"
    ten = TENS[n // 10] + ("ين" if oblique else "ون")
    if n % 10 == 0:
        return ten
    if n % 10 == 1:
        return f"{'إحدى' if feminine else 'أحد' if oblique else 'واحد'} و{ten}"
    return f"{spell_small(n % 10, feminine=feminine, oblique=oblique)} و{ten}"


def spell_group(n: int, *, feminine: bool, oblique: bool) -> str:
    parts = []
    if n >= 300:
        parts.append(TENS[n // 100].replace("عشر", "") + "مئة")
    elif n >= 200:
        parts.append("مئتين" if oblique else "مئتان")
    elif n >= 100:
        parts.append("مائة" if oblique else "مئة")
    if n % 100:
        parts.append(spell_small(n % 100, feminine=feminine, oblique=oblique))
    return " و".join(parts)


def spell(n: int, *, feminine: bool = False, oblique: bool = False) -> str:
    if n == 0:
        return "صفر"
    parts = []
    for scale, one, two, many in SCALES:
        count, n = divmod(n, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two[oblique])
        elif count:
            last = count % 100
            group = spell_group(count, feminine=False, oblique=oblique)
            parts.append(f"{group} {many if 3 <= last <= 10 else one}")
    if n:
        parts.append(spell_group(n, feminine=feminine, oblique=oblique))
    return " و".join(parts)


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(st.integers(0, 100), st.integers(0, 2000), st.integers(0, 999_999_999)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "و", "ب", "ل"]),
)
def test_round_trip(n: int, feminine: bool, oblique: bool, attached: str) -> None:
    words = spell(n, feminine=feminine, oblique=oblique)
    assume(f"{attached}{words}".split()[0] != "لست")  # "I am not", and so it is read
    annotated = annotate(f"قالوا {attached}{words} هناك")
    (number,) = find_numbers(annotated)
    assert (number.low, number.high, number.precision) == (n, n, "exact")
    assert annotated.source[number.start : number.end] == words


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 999_999_999), st.sampled_from(["{}", "{:,}"]), st.booleans())
def test_digits_round_trip(n: int, layout: str, eastern: bool) -> None:
    digits = layout.format(n)
    if eastern:
        digits = digits.translate(str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬"))
    annotated = annotate(f"قالوا إن {digits} هناك")
    (number,) = find_numbers(annotated)
    assert (number.low, number.high, annotated.source[number.start : number.end]) == (n, n, digits)


PIECES = (
    "بين", "و", "10", "15", "2015", "-", "/", ".", ",", "إلى", "من", "أو", "خمس", "عشرة", "ألف", "آلاف", "ونصف", "نحو",
    "على الأقل", "3", "عشرات", "الـ", "جنديا", "،", "وعشرين", "1.5", "مئة", "A10",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.booleans())
def test_numbers_are_in_order_and_miss_no_digit(words: list[str], tight: bool) -> None:
    annotated = annotate(("" if tight else " ").join(words))
    numbers = find_numbers(annotated)
    assert all(a.end <= b.start for a, b in pairwise(numbers))
    covered = {at for number in numbers for at in range(number.start, number.end)}
    assert all(at in covered for at, letter in enumerate(annotated.source) if letter.isdecimal())
    assert all(number.low is None or number.high is None or number.low <= number.high for number in numbers)


def test_lexicon_rows() -> None:
    rows = list(load().of("numerals"))
    assert rows
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        checked = NumeralRow.model_validate(
            {column: row[column] for column in ("id", "names", "kind", "value", "source")}
        )
        for name in checked.names.split("|"):
            assert name == name.strip()
            family = "vague" if checked.kind == "vague" else "dual" if checked.kind == "dual" else "word"
            assert seen.setdefault((fold_text(name), family), row.id) == row.id, name
    assert [row.id for row in rows] == sorted(row.id for row in rows)
