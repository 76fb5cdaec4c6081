"""Numerals: every number of a text, in digits or words, with its bounds, never more exact than it is written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from mosul_extract.text.cardinals import AND, LARGEST, RUN, Cardinals, NumberForm, Part

if TYPE_CHECKING:
    from mosul_extract.lexicons.matcher import AnnotatedDocument

Precision = Literal["exact", "approximate", "at_least", "at_most", "range", "vague", "unstated"]
# Kinds of rows that are numbers themselves; the other rows shape one that stands beside them.
COUNT_KINDS = frozenset(
    {
        "unit",
        "teen",
        "ten",
        "compound",
        "hundred",
        "hundreds",
        "scale",
        "dual",
        "vague",
        "fraction",
        "ordinal",
        "measure-dual",
    }
)

_FROM, _TO = "من", frozenset({"الي", "حتي"})
_TO_OR = _TO | {"او"}
_DASHES = frozenset("-–—−ـ")
_CHAINS = _DASHES | {"/"}
_LONGEST_RUN = 15
_FLOATING_REACH = 3
_CHANGE_REACH = 14


class Number(NamedTuple):
    """How many, as it is written: tokens `first` to `last - 1`, code points `start` to `end` without attached letters.

    `low` and `high` are the codebook's; None is not known. `bound` are the tokens of the words that shaped them, `rows`
    the addresses of the lexicon rows, `share` numerator and denominator of a fraction.
    """

    first: int
    last: int
    start: int
    end: int
    low: int | None
    high: int | None
    precision: Precision
    form: NumberForm
    definite: bool = False
    bound: tuple[int, int] | None = None
    rows: tuple[str, ...] = ()
    share: tuple[int, int] | None = None


def find_numbers(annotated: AnnotatedDocument) -> list[Number]:
    """Every number of the text, in order, none overlapping another.

    Digits inside Latin words («A10») count as well: such a number begins inside its token. A unit of measure after a
    bound («لنحو شهر») is the number 1. Whether a number is a count of people is for others to judge.
    """
    reader = _Reader(annotated)
    numbers: list[Number] = []
    free = 0
    for at in sorted({*reader.pieces, *reader.digits}):
        if at >= free and (found := reader.read(at)):
            numbers += found
            free = found[-1].last
    for i in range(len(numbers) - 1, 0, -1):
        if numbers[i].precision == "at_least" and reader.shares_bound(numbers[i - 1], numbers[i]):
            numbers[i - 1] = numbers[i - 1]._replace(high=None, precision="at_least", bound=numbers[i].bound)
    return numbers


class _Reader(Cardinals):
    """Cardinals, and what makes numbers of them: ranges and bounds; and the numbers that are no cardinals."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        super().__init__(annotated)
        self.bounds_before: dict[int, Part] = {}
        self.bounds_after: dict[int, Part] = {}
        self.betweens: dict[int, Part] = {}
        self.changes: list[int] = []
        for part in self.shapers:
            if part.kind in ("bound", "bound-floating"):
                self.bounds_before.setdefault(part.last, part)
            if part.kind in ("bound-after", "bound-floating"):
                self.bounds_after.setdefault(part.first, part)
            if part.kind == "between":
                self.betweens.setdefault(part.last, part)
            if part.kind == "change":
                self.changes.append(part.first)

    def read(self, at: int) -> list[Number]:
        """The number that begins at a token; of a word with digits in it one for each run of them."""
        if at not in self.pieces and not self.words[at].is_digits:
            return self._runs(at)
        number = self._plain(at)
        return [] if number is None else [self._bounded(number)]

    def _runs(self, at: int) -> list[Number]:
        start, numbers = self.starts[at], []
        for run in RUN.finditer(self.words[at].text):
            value = int(run[0]) if len(run[0]) <= _LONGEST_RUN else None
            precision: Precision = "unstated" if value is None else "exact"
            numbers.append(
                Number(at, at + 1, start + run.start(), start + run.end(), value, value, precision, "digits")
            )
        return numbers

    def _plain(self, at: int) -> Number | None:
        """The number at a token, bounds aside."""
        for piece in self.pieces.get(at, ()):
            if piece.kind == "vague":
                known = "-" in piece.word
                return _number(
                    piece, int(piece.value) if known else None, piece.below if known else None, "vague", "vague"
                )
            if piece.kind == "ordinal":
                return self._ordinal(piece)
            if piece.kind == "fraction":
                return self._fraction(piece)
            if piece.kind == "measure-dual":
                return _number(piece, 2, 2, "exact", "dual")
            if piece.kind == "measure":
                return (
                    _number(piece, 1, 1, "exact", "words") if at in self.bounds_before and not piece.attached else None
                )
        left = self.cardinal(at)
        return None if left is None else self._range(left) or _exact(left)

    def _ordinal(self, piece: Part) -> Number:
        """An ordinal, with the tens that follow: «الخامسة والعشرين»."""
        ten = self.joined(piece.last, "ten")
        value = int(piece.value)
        if ten is None or value > 9 or ten.definite != piece.definite:
            return _number(piece, value, value, "exact", "ordinal")
        whole = piece._replace(last=ten.last, end=ten.end, rows=piece.rows + ten.rows)
        return _number(whole, value + int(ten.value), value + int(ten.value), "exact", "ordinal")

    def _fraction(self, piece: Part) -> Number:
        """«نصف مليون» is a number, «نصفهم» a share of one that stands elsewhere."""
        scale = self.direct(piece.last, "scale")
        if scale is None:
            return _number(piece, None, None, "vague", "fraction")._replace(share=(int(piece.value), piece.below))
        value = int(scale.value * piece.value) // piece.below
        whole = piece._replace(last=scale.last, end=scale.end, rows=piece.rows + scale.rows, definite=scale.definite)
        return _number(whole, value, value, "exact", "words")

    # Ranges

    def _range(self, left: Part) -> Number | None:
        """«بين 10 و15», «من 10 إلى 15», «10-15», «خمس أو عشر»; falling numbers are no range."""
        at = left.first
        between = self.betweens.get(self._with_article(at)) if self.betweens else None
        if between is not None and not self.attached(at) and (found := self._between(left)):
            return found._replace(bound=(between.first, between.last))
        after = self._connected(left)
        right = None if after is None else self.cardinal(after)
        if right is None or self.attached(right.first):
            return None
        from_to = self._is_from(at - 1) and self.folded(left.last) in _TO
        if from_to and self._is_changed(at):
            return None
        found = _spanning(left, right)
        return found._replace(bound=(at - 1, at)) if found and from_to and at not in self.bounds_before else found

    def _between(self, left: Part) -> Number | None:
        """The two numbers after «بين», joined by «و» or «إلى»; where one compound took both («بين خمسة وعشرين») it is cut again."""
        for first in (left, self.cardinal(left.first, compound=False)):
            joined = None if first is None else self.joined_at(first.last) or self._connected(first)
            right = None if joined is None else self.cardinal(joined)
            if first is not None and right is not None and (found := _spanning(first, right)):
                return found
        return None

    def _connected(self, left: Part) -> int | None:
        """The token after «إلى», «أو» or a dash that stands after a number."""
        mark = left.last
        is_word = self.folded(mark) in _TO_OR
        if not is_word and (mark >= len(self.words) or self.words[mark].text not in _DASHES):
            return None
        if not (self.is_near(mark) and self.is_near(mark + 1)):
            return None
        if is_word:
            return self.skip_article(mark + 1)
        if self.touches(mark) != self.touches(mark + 1):
            return None
        lonely = not self._is_chain(left.first - 1) and not self._is_chain(mark + 2)
        return mark + 1 if lonely and self.is_digits(mark + 1) and self.is_digits(mark - 1) else None

    def _is_chain(self, at: int) -> bool:
        """Whether a dash or slash at a token makes a date, a telephone number or a name of the digits beside it."""
        return (
            0 <= at < len(self.words) and self.words[at].text in _CHAINS and (self.touches(at) or self.touches(at + 1))
        )

    def _is_from(self, at: int) -> bool:
        """Whether a token is «من» or «ومن»."""
        return at >= 0 and any(stem == _FROM for _, stem in self.words[at].forms)

    def _is_changed(self, at: int) -> bool:
        """«ارتفع عدد القتلى من 10 إلى 15» tells of two numbers, not of a range."""
        first = max(self.annotated.sentence_of(at).first, at - _CHANGE_REACH)
        return any(first <= change < at for change in self.changes)

    # Bounds

    def _with_article(self, at: int) -> int:
        """The first token of a number with its «الـ»."""
        return at - 1 if self.is_digits(at) and self.has_article(at) else at

    def _bounded(self, number: Number) -> Number:
        """The number with the bound words before it, else those after it."""
        if number.form in ("ordinal", "fraction") or number.low is None:
            return number
        before = self.bounds_before.get(self._with_article(number.first)) if self.bounds_before else None
        if before is not None and self.is_near(number.first) and not self.attached(number.first):
            outer = None if before.attached.startswith(AND) else self.bounds_before.get(before.first)
            decides = outer if outer is not None and before.word == "approximate" else before
            return _apply(number, decides, (outer.first if outer else before.first, before.last))
        after = self._bound_after(number.last) if self.bounds_after else None
        return number if after is None else _apply(number, after, (after.first, after.last))

    def _bound_after(self, at: int) -> Part | None:
        """«على الأقل» right after the count or after its noun; not across another number or a comma."""
        for token in range(at, min(at + _FLOATING_REACH + 1, len(self.words))):
            if not self.is_near(token):
                return None
            if after := self.bounds_after.get(token):
                return (
                    after
                    if token == at or (after.kind == "bound-floating" and not self._belongs_ahead(after))
                    else None
                )
            word = self.words[token]
            if word.is_digits or token in self.pieces or (word.is_punctuation and not word.is_quote):
                return None
        return None

    def _belongs_ahead(self, bound: Part) -> bool:
        """Whether a number stands right after «على الأقل»."""
        return self.is_digits(bound.last) or (bound.last in self.pieces and not self.attached(bound.last))

    def shares_bound(self, left: Number, right: Number) -> bool:
        """«20 قتيلا و30 جريحا على الأقل»: what stands after two joined counts bounds both."""
        if left.precision != "exact" or right.precision != "at_least" or left.form not in ("digits", "words"):
            return False
        if not 1 <= right.first - left.last <= _FLOATING_REACH:
            return False
        joined = next((at for at in range(left.last, right.first + 1) if self.joined_at(at) == right.first), None)
        return joined is not None and not any(self.words[at].is_punctuation for at in range(left.last, joined))


def _number(part: Part, low: int | None, high: int | None, precision: Precision, form: NumberForm) -> Number:
    return Number(
        part.first, part.last, part.start, part.end, low, high, precision, form, part.definite, None, part.rows
    )


def _exact(part: Part) -> Number:
    """A cardinal as it is; of decimals the whole numbers around it; of too many digits nothing."""
    if part.value >= LARGEST:
        return _number(part, None, None, "unstated", part.form)
    low, high = math.floor(part.value), math.ceil(part.value)
    return _number(part, low, high, "exact" if low == high else "range", part.form)


def _spanning(left: Part, right: Part) -> Number | None:
    """One number of two; a scale after the second holds for both («بين 20 و30 ألفا»)."""
    low, high = left.value, right.value
    if left.scale == 1 < right.scale and low < 1000 and low * right.scale < high:
        low *= right.scale
    if not low < high < LARGEST:
        return None
    whole = left._replace(
        last=right.last, end=right.end, rows=left.rows + right.rows, definite=left.definite or right.definite
    )
    form: NumberForm = "digits" if "digits" in (left.form, right.form) else "words"
    return _number(whole, math.floor(low), math.ceil(high), "range", form)


def _apply(number: Number, bound: Part, words: tuple[int, int]) -> Number:
    """The number as a bound leaves it: a floor, a ceiling, or about so many."""
    rows = number.rows + bound.rows
    if bound.word == "at_least":
        return number._replace(high=None, precision="at_least", bound=words, rows=rows)
    if bound.word == "at_most":
        return number._replace(low=None, precision="at_most", bound=words, rows=rows)
    precision = "approximate" if number.precision == "exact" else number.precision
    return number._replace(precision=precision, bound=number.bound or words, rows=rows)
