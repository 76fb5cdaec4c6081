"""The ledger: the case file, the seed article, and that no number is missing and none stands twice."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SEED
from mosul_extract.ledger import LedgerRow, ledger
from mosul_extract.lexicons.loading import load
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.lexicons.schema import Reason
from mosul_extract.linking import link
from mosul_extract.pipeline import read
from mosul_extract.refusals import REASONS
from mosul_extract.text.document import Document
from mosul_extract.text.numerals import COUNT_KINDS
from simple_cases import read_cases

CASES = list(read_cases("ledger.txt", "number"))


def account(text: str) -> tuple[AnnotatedDocument, list[LedgerRow]]:
    annotated, findings = read(Document(text), load())
    return annotated, ledger(annotated, findings)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_case(text: str, expected: list[str]) -> None:
    _, rows = account(text)
    assert [f"{row.text} | {row.fact or row.reason}" for row in rows] == expected


def check(annotated: AnnotatedDocument, rows: list[LedgerRow]) -> None:
    """Each run of digits and each number word of the lexicon in exactly one row; each row a fact or a known reason."""
    source = annotated.source
    over = [0] * (len(source) + 1)
    for row in rows:
        assert row.text == source[row.start : row.end]
        assert (row.fact is None) != (row.reason is None)
        assert row.reason is None or row.reason in REASONS
        for at in range(row.start, row.end):
            over[at] += 1
    assert max(over) <= 1
    assert rows == sorted(rows, key=lambda row: row.start)
    for run in re.finditer(r"\d+", source):
        assert [row for row in rows if row.start <= run.start() and run.end() <= row.end]
    for match in annotated.matches("numerals"):
        if match.row["kind"] in COUNT_KINDS:
            for token in range(match.first, match.last):
                start, end = annotated.starts[token], annotated.ends[token]
                assert annotated.words[token].is_quote or any(row.start < end and start < row.end for row in rows)


@cache
def number_words() -> list[str]:
    rows = [row for row in load().of("numerals") if row["kind"] != "other"]
    return sorted({name.removeprefix("=") for row in rows for name in row["names"].split("|")})


CONTEXT = [
    "قتل", "مقتل", "إصابة", "أصيب", "جنديا", "شخصا", "جنود", "مدنيين", "آخرون", "آخرين", "منهم", "بينهم", "الجرحى", "القتلى",
    "في", "من", "إلى", "أو", "و", "ال", "حي القدس", "الموصل", "داعش", "عام", "الساعة", "صباحا", "سبتمبر", "المادة", "رقم",
    "دولار", "كلم", "في المئة", "يوما", "أيام", "عائلة", "دبابات", "الفرقة", "اللواء", "طائرات", "إف", "بنتيجة", "هاتف",
    "(", ")", "«", "»", "،", ".", "-", "/", ":", "%", "$", "+", "A", "F-", "\n", "٪", "ـ",
]  # fmt: skip
PIECES = st.one_of(
    st.deferred(lambda: st.sampled_from(number_words())),
    st.deferred(lambda: st.sampled_from(number_words()).map(lambda word: "و" + word)),
    st.deferred(lambda: st.sampled_from(number_words()).map(lambda word: "ب" + word)),
    st.integers(0, 10**6).map(str),
    st.text("٠١٢٣٤٥٦٧٨٩", min_size=1, max_size=8),
    st.text("0123456789.,:/-A", min_size=1, max_size=9),
    st.sampled_from(CONTEXT),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ""])), max_size=14))
def test_no_number_is_missing_and_none_stands_twice(pieces: list[tuple[str, str]]) -> None:
    check(*account("".join(piece + blank for piece, blank in pieces)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_its_account(text: str) -> None:
    check(*account(text))


def test_the_seed_article() -> None:
    annotated, rows = account(SEED.read_text("utf-8-sig"))
    check(annotated, rows)
    told = {row.text: row.fact or row.reason for row in rows}
    expected = {
        "8": "M1", "24": "C2", "100 ألف": "strength", "500": "distance", "2003": "year", "الخمسة": "buildings",
        "الرابع": "part_of_name", "الثانية": "ordinal", "الأول": "part_of_name", "خمس أو عشر": "duration",
        "10": "part_of_name", "شهرين": "duration", "شهر": "duration", "أسبوعين": "duration", "الآلاف": "indefinite",
        "عشرات": "weapons", "عدة": "places", "ربع": "share", "أعداد ليست بالقليلة من": "strength", "أول": "ordinal",
        "بعضها": "part_of_total", "بعض": "places",
    }  # fmt: skip
    assert told == expected


def test_facts_have_the_ids_of_the_record() -> None:
    annotated, findings = read(Document(SEED.read_text("utf-8-sig")), load())
    rows = {row.fact: row for row in ledger(annotated, findings) if row.fact}
    record = link(annotated, findings)
    counts = {fact.id: fact.count for fact in record.casualties} | {fact.id: fact.count for fact in record.materiel}
    told = {name: (count.start, count.end) for name, count in counts.items() if count.text is not None}
    assert {name: (row.start, row.end) for name, row in rows.items()} == told


def test_reasons_are_a_closed_set() -> None:
    """The rows of the lexicons give no reason that the table does not explain."""
    assert set(get_args(Reason)) <= REASONS.keys()
    given_reasons = {row["reason"] for name in ("things", "refusals") for row in load().of(name)} - {""}
    assert given_reasons <= REASONS.keys()


def test_long_chains_take_linear_time() -> None:
    """Nothing here looks further than a sentence's reach."""
    check(*account("1-2/3:4,5 " * 400))
    check(*account("(" * 2000 + "3" + ")" * 2000))
