"""The ledger: every number of a text stands in exactly one row, as the count of a fact or refused with a reason."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Amount, Findings
from mosul_extract.refusals import Refusals
from mosul_extract.text.numerals import COUNT_KINDS, Number


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A number: its words and value, and the id of the fact that it counts, or why it counts none.

    `row` is the address of the lexicon row that gave the reason, where one did.
    """

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    precision: str
    fact: str | None
    reason: str | None
    row: str | None


def ledger(annotated: AnnotatedDocument, findings: Findings) -> list[LedgerRow]:
    """The account of all numbers of a text, in its order: each run of digits and each number word in one row."""
    book = _Ledger(annotated, findings)
    rows = [book.enter(number) for number in findings.numbers]
    rows += [book.leave_out(first, last) for first, last in book.unread()]
    return sorted(rows, key=lambda row: row.start)


class _Ledger:
    """Enters each number once."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings) -> None:
        self.document, self.findings, self.numbers = annotated, findings, findings.numbers
        self.starts = [number.start for number in findings.numbers]
        self.facts = self._counted()
        self.refusals = Refusals(annotated, findings, set(self.facts))

    def enter(self, number: Number) -> LedgerRow:
        """The row of a number."""
        fact = self.facts.get(number.start)
        reason, row = self.refusals.judge(number) if fact is None else (None, None)
        return LedgerRow(
            number.start, number.end, self.document.source[number.start : number.end], number.low, number.high,
            number.precision, fact, reason, row,
        )  # fmt: skip

    def leave_out(self, first: int, last: int) -> LedgerRow:
        """The row of words that the numeral lexicon has and the reader of numbers took for none: «وأحد»."""
        row = next((found.row.address for found in self.document.at(first, "numerals")), None)
        start, end = self.document.starts[first], self.document.ends[last - 1]
        return LedgerRow(start, end, self.document.source[start:end], None, None, "unstated", None, "not_a_number", row)

    def unread(self) -> Iterator[tuple[int, int]]:
        """Runs of tokens that number words of the lexicon cover and no number does."""
        words = {
            at
            for found in self.document.matches("numerals")
            if found.row["kind"] in COUNT_KINDS
            for at in range(found.first, found.last)
        }
        unread = words - self.refusals.over_number.keys()
        for first in sorted(at for at in unread if at - 1 not in unread):
            last = first + 1
            while last in unread:
                last += 1
            yield first, last

    # -- facts

    def _counted(self) -> dict[int, str]:
        """The id of the fact of each number that one counts by, by where the number begins."""
        facts: dict[int, str] = {}
        for letter, found in (("M", self.findings.materiel), ("C", self.findings.casualties)):
            for n, fact in enumerate(found, 1):
                for number in self._numbers_of(fact.amount, fact.start, fact.end):
                    facts[number.start] = f"{letter}{n}"
        return facts

    def _numbers_of(self, amount: Amount, start: int, end: int) -> Iterator[Number]:
        """The numbers in the words of a count, and those in brackets beside them that say the same."""
        if amount.start is None or amount.end is None:
            inside = (self.numbers[at] for at in self._within(start, end))
            yield from (number for number in inside if number.form == "words" and _same(number, amount))
            return
        for at in self._within(amount.start, amount.end):
            yield self.numbers[at]
            if at > 0 and self._is_repeated(self.numbers[at - 1], self.numbers[at]):
                yield self.numbers[at - 1]
            if at + 1 < len(self.numbers) and self._is_repeated(self.numbers[at], self.numbers[at + 1]):
                yield self.numbers[at + 1]

    def _within(self, start: int, end: int) -> Iterator[int]:
        """Which numbers lie within a piece of the text."""
        for at in range(bisect_left(self.starts, start), len(self.numbers)):
            if self.numbers[at].end > end:
                break
            yield at

    def _is_repeated(self, left: Number, right: Number) -> bool:
        """Whether two numbers say the same and only brackets stand between them: «(7) سبعة»."""
        same = left.low == right.low and left.high == right.high
        return same and left.last < right.first == self.document.next_solid(left.last)


def _same(number: Number, amount: Amount) -> bool:
    return number.low == amount.low and number.high == amount.high
