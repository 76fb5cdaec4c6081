"""Numerals: every number of a text, in digits or words, with its bounds, never more exact than it is written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from mosul_extract.text.folding import fold

if TYPE_CHECKING:
    from mosul_extract.lexicons.loading import Row
    from mosul_extract.lexicons.matcher import AnnotatedDocument, Match

Precision = Literal["exact", "approximate", "at_least", "at_most", "range", "vague", "unstated"]
NumberForm = Literal["digits", "words", "vague", "ordinal", "fraction", "dual"]
# Kinds of rows of the lexicon that are numbers themselves; the others only shape one that stands beside them.
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

# Particles are too frequent to be matched in every sentence; they are looked at beside a number only.
_AND = "و"
# واحد has no hamza: what folds to it with one is «وأحد».
_AND_HAMZA = "وأ"
_FROM = "من"
_TO = frozenset({"الي", "حتي"})
_OR = "او"
_ARTICLES = frozenset({"ال", "لل", "وال", "بال", "كال", "فال", "ولل"})
_FUTURE = "س"
_TANWIN = "\u064b"
_DASHES = frozenset("-–—−ـ")
_SEPARATORS = frozenset(".,٫٬،")
_THOUSANDS_ONLY = "٬"
_DECIMAL_ONLY = "٫"
_THIN_BLANKS = frozenset("\u00a0\u2009\u202f\u2007")
_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_RUN = re.compile(r"\d+")
_LARGEST = 10**15
_FLOATING_REACH = 3
_CHANGE_REACH = 14


@dataclass(frozen=True, slots=True)
class Number:
    """How many, as it is written: tokens `first` to `last - 1`, code points `start` to `end` without attached letters.

    `low` and `high` are the codebook's; None is not known. `bound` are the tokens of the words that shaped them.
    `share` is numerator and denominator of a fraction.
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


class _Meaning(NamedTuple):
    """A row of the lexicon, read."""

    kind: str
    value: int
    high: int | None
    word: str
    address: str


class _Piece(NamedTuple):
    """A row met in the text. `attached` are the letters before the word: و of a compound, or a preposition."""

    first: int
    last: int
    start: int
    end: int
    attached: str
    definite: bool
    meaning: _Meaning


class _Cardinal(NamedTuple):
    """A cardinal being read, from a token known to the reader. `scale` is the last ألف or مليون in it, else 1."""

    last: int
    end: int
    value: float
    scale: int
    form: NumberForm
    definite: bool
    rows: tuple[str, ...]


def find_numbers(annotated: AnnotatedDocument) -> list[Number]:
    """Every number of the text, in order, none overlapping another.

    Digits inside Latin words («A10») count as well: such a number begins inside its token. A duration of one after a
    bound («لنحو شهر») is the number 1. Whether a number is a count of people is for others to judge.
    """
    scan = _Scan(annotated)
    numbers: list[Number] = []
    free = 0
    for at in scan.starts:
        if at < free:
            continue
        found = list(scan.read(at))
        if found:
            numbers += found
            free = found[-1].last
    for i in range(len(numbers) - 1, 0, -1):
        if scan.shares_bound(numbers[i - 1], numbers[i]):
            numbers[i - 1] = replace(numbers[i - 1], high=None, precision="at_least", bound=numbers[i].bound)
    return numbers


@lru_cache(maxsize=1024)
def _meaning(row: Row) -> _Meaning:
    kind, value = row["kind"], row["value"]
    if kind == "vague":
        low, _, high = value.partition("-")
        return _Meaning(kind, int(low or 0), int(high) if high else None, value, row.address)
    if kind == "fraction":
        above, _, below = value.partition("/")
        return _Meaning(kind, int(above), int(below), value, row.address)
    return _Meaning(kind, int(value) if value.isdecimal() else 0, None, value, row.address)


class _Scan:
    """One reading of a document: pieces and digits by token."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self.annotated, self.tokens, self.source = annotated, annotated.tokens, annotated.source
        self.pieces: dict[int, list[_Piece]] = {}
        self.bounds_before: dict[int, _Piece] = {}
        self.bounds_after: dict[int, _Piece] = {}
        self.betweens: dict[int, _Piece] = {}
        self.changes: list[int] = []
        for match in annotated.matches("numerals"):
            self._sort_in(match)
        digits = [
            i
            for i, token in enumerate(self.tokens)
            if not token.word.is_arabic
            and not token.word.is_punctuation
            and (token.word.is_digits or _RUN.search(token.word.folded))
        ]
        self.pieces = {at: pieces for at, pieces in self.pieces.items() if pieces}
        self.starts = sorted({*self.pieces, *digits})

    def _sort_in(self, match: Match) -> None:
        """Put a match where its kind is looked for. Of pieces at one token only the longest stay."""
        meaning = _meaning(match.entry.row)
        if meaning.kind == "other":
            if not any(piece.last > match.last for piece in self.pieces.get(match.first, ())):
                self.pieces[match.first] = []
        elif meaning.kind == "change":
            self.changes.append(match.first)
        elif meaning.kind == "between":
            self.betweens.setdefault(match.last, self._piece(match, meaning))
        elif meaning.kind.startswith("bound"):
            if meaning.kind != "bound-after":
                self.bounds_before.setdefault(match.last, self._piece(match, meaning))
            if meaning.kind != "bound":
                self.bounds_after.setdefault(match.first, self._piece(match, meaning))
        else:
            known = self.pieces.get(match.first)
            if known is not None and (not known or known[0].last != match.last):
                return
            piece = self._piece(match, meaning)
            if not piece.attached.endswith(_FUTURE):
                self.pieces.setdefault(match.first, []).append(piece)

    def _piece(self, match: Match, meaning: _Meaning) -> _Piece:
        first, _, word = self.tokens[match.first]
        prefix = match.prefix or (1 if word.text.startswith(_AND_HAMZA) else 0)
        start, end, folded = first + prefix, self.tokens[match.last - 1].end, word.folded
        attached = fold(self.source[first:start]) if prefix else ""
        stem = folded[len(attached) :]
        definite = stem.startswith("لل") or (stem.startswith("ال") and self._is_article(stem, match))
        return _Piece(match.first, match.last, start, end, attached, definite, meaning)

    def _is_article(self, stem: str, match: Match) -> bool:
        """Whether the row knows the word without ال too: الثلاثة, not ألف."""
        rest = "".join(f" {self.tokens[i].word.folded}" for i in range(match.first + 1, match.last))
        return any(entry.row is match.entry.row for entry in self.annotated.lexicon.entries(stem[2:] + rest))

    # Reading at a token

    def read(self, at: int) -> Iterator[Number]:
        """The number that begins at a token; of a Latin word one for each run of digits."""
        word = self.tokens[at].word
        if not word.is_arabic and not word.is_digits:
            yield from self._runs(at)
            return
        number = self._plain(at)
        if number is not None:
            yield self._bounded(number)

    def _runs(self, at: int) -> Iterator[Number]:
        start = self.tokens[at].start
        for run in _RUN.finditer(self.tokens[at].word.text):
            value = _whole(int(run[0])) if len(run[0]) < 16 else None
            yield Number(
                at,
                at + 1,
                start + run.start(),
                start + run.end(),
                value,
                value,
                "exact" if value is not None else "unstated",
                "digits",
            )

    def _plain(self, at: int) -> Number | None:
        """The number at a token, bounds aside."""
        pieces = self.pieces.get(at, ())
        for piece in pieces:
            kind = piece.meaning.kind
            if kind == "ordinal":
                return self._ordinal(piece)
            if kind == "vague":
                return _vague(piece)
            if kind == "fraction":
                return self._fraction(piece)
            if kind == "measure-dual":
                return Number(
                    at,
                    piece.last,
                    piece.start,
                    piece.end,
                    2,
                    2,
                    "exact",
                    "dual",
                    piece.definite,
                    None,
                    (piece.meaning.address,),
                )
            if kind == "measure":
                before = self.bounds_before.get(at)
                return before and Number(
                    at,
                    piece.last,
                    piece.start,
                    piece.end,
                    1,
                    1,
                    "exact",
                    "words",
                    piece.definite,
                    None,
                    (piece.meaning.address,),
                )
        left = self._cardinal(at)
        return None if left is None else self._range(at, left) or self._number(at, left)

    def _number(self, at: int, cardinal: _Cardinal) -> Number:
        low, high = _whole(math.floor(cardinal.value)), _whole(math.ceil(cardinal.value))
        precision: Precision = "exact" if low == high else "range"
        if low is None:
            precision = "unstated"
        start = self._start(at)
        return Number(
            at,
            cardinal.last,
            start,
            cardinal.end,
            low,
            high,
            precision,
            cardinal.form,
            cardinal.definite,
            None,
            cardinal.rows,
        )

    def _start(self, at: int) -> int:
        """The first code point of the count: without attached letters, without marks of direction before digits."""
        if at in self.pieces:
            return self.pieces[at][0].start
        return self.tokens[at].start + _digit_span(self.tokens[at].word.text)[0]

    def _ordinal(self, piece: _Piece) -> Number:
        """An ordinal, with the tens that follow: «الخامسة والعشرين»."""
        value, last, end = piece.meaning.value, piece.last, piece.end
        rows: tuple[str, ...] = (piece.meaning.address,)
        ten = self._joined_piece(last, "ten")
        if ten is not None and value < 10 and ten.definite == piece.definite:
            value, last, end, rows = value + ten.meaning.value, ten.last, ten.end, (*rows, ten.meaning.address)
        return Number(piece.first, last, piece.start, end, value, value, "exact", "ordinal", piece.definite, None, rows)

    def _fraction(self, piece: _Piece) -> Number:
        """«نصف مليون» is a number, «نصفهم» a share of one that stands elsewhere."""
        scale = self._direct_piece(piece.last, "scale")
        share = (piece.meaning.value, piece.meaning.high or 1)
        if scale is not None:
            value = scale.meaning.value * share[0] // share[1]
            rows = (piece.meaning.address, scale.meaning.address)
            return Number(
                piece.first,
                scale.last,
                piece.start,
                scale.end,
                value,
                value,
                "exact",
                "words",
                scale.definite,
                None,
                rows,
            )
        return Number(
            piece.first,
            piece.last,
            piece.start,
            piece.end,
            None,
            None,
            "vague",
            "fraction",
            piece.definite,
            None,
            (piece.meaning.address,),
            share,
        )

    # Cardinals

    def _cardinal(self, at: int, *, compound: bool = True) -> _Cardinal | None:
        """Groups below a thousand, each with its scale, in falling order, joined by و."""
        whole = self._group_with_scale(at, compound=compound)
        while whole is not None and compound and whole.scale > 1:
            joined = self._joined(whole.last)
            group = None if joined is None else self._group_with_scale(joined, compound=True)
            if (
                group is None
                or group.value >= whole.scale
                or group.scale >= whole.scale
                or group.value != int(group.value)
            ):
                break
            whole = _Cardinal(
                group.last, group.end, whole.value + group.value, group.scale,
                "digits" if "digits" in (whole.form, group.form) else "words",
                whole.definite or group.definite, whole.rows + group.rows,
            )  # fmt: skip
        return whole

    def _group_with_scale(self, at: int, *, compound: bool) -> _Cardinal | None:
        """«خمسة وعشرون ألفا», «100 ألف», «ألف», «ألفان», «مليون ونصف المليون»."""
        group = self._group(at, compound=compound)
        if group is None:
            group = self._scale_alone(at)
        else:
            half = self._joined_piece(group.last, "fraction")
            scale = self._direct_piece(half.last if half else group.last, "scale")
            if scale is None:
                return group
            value = group.value + (half.meaning.value / (half.meaning.high or 1) if half else 0)
            rows = (*group.rows, *((half.meaning.address,) if half else ()), scale.meaning.address)
            group = _Cardinal(
                scale.last, scale.end, round(value * scale.meaning.value, 3), scale.meaning.value,
                "digits" if group.form == "digits" else "words", group.definite or scale.definite, rows,
            )  # fmt: skip
        return group and self._and_a_half(group) if compound else group

    def _scale_alone(self, at: int) -> _Cardinal | None:
        """ألف, مليون; and the duals: ألفين, and ألفا without tanwin where no number stands before it."""
        by_kind = {piece.meaning.kind: piece for piece in self.pieces.get(at, ())}
        dual, scale = by_kind.get("dual"), by_kind.get("scale")
        if (
            dual is not None
            and dual.meaning.value >= 2000
            and not (scale and _TANWIN in self.source[dual.start : dual.end])
        ):
            return _Cardinal(
                dual.last,
                dual.end,
                dual.meaning.value,
                dual.meaning.value // 2,
                "dual",
                dual.definite,
                (dual.meaning.address,),
            )
        if scale is not None:
            return _Cardinal(
                scale.last,
                scale.end,
                scale.meaning.value,
                scale.meaning.value,
                "words",
                scale.definite,
                (scale.meaning.address,),
            )
        return None

    def _and_a_half(self, group: _Cardinal) -> _Cardinal:
        """«مليون ونصف», «ثلاثة ملايين ونصف المليون»."""
        half = self._joined_piece(group.last, "fraction") if group.scale > 1 else None
        if half is None:
            return group
        again = self._direct_piece(half.last, "scale")
        if again is not None and again.meaning.value != group.scale:
            return group
        end, last = (again.end, again.last) if again else (half.end, half.last)
        value = group.value + group.scale * half.meaning.value / (half.meaning.high or 1)
        return group._replace(
            last=last,
            end=end,
            value=value,
            form="digits" if group.form == "digits" else "words",
            rows=(*group.rows, half.meaning.address),
        )

    def _group(self, at: int, *, compound: bool) -> _Cardinal | None:
        """Less than a thousand in words, or a number in digits."""
        if self._is_digits(at):
            return self._digits(at)
        pieces = {piece.meaning.kind: piece for piece in self.pieces.get(at, ())}
        hundreds = self._hundreds(pieces)
        if hundreds is None:
            return self._tens(pieces, compound=compound)
        joined = self._joined(hundreds.last) if compound else None
        rest = None
        if joined is not None:
            rest = self._digits(joined) if self._is_digits(joined) else self._tens_at(joined)
        if rest is None or rest.value >= 100 or rest.value != int(rest.value):
            return hundreds
        return _Cardinal(
            rest.last,
            rest.end,
            hundreds.value + rest.value,
            1,
            "words",
            hundreds.definite or rest.definite,
            hundreds.rows + rest.rows,
        )

    def _hundreds(self, pieces: dict[str, _Piece]) -> _Cardinal | None:
        """مئة, مئتان, ثلاثمئة, ثلاث مئة."""
        for kind in ("hundreds", "hundred", "dual"):
            if kind in pieces and pieces[kind].meaning.value < 1000:
                form: NumberForm = "dual" if kind == "dual" else "words"
                return _simple(pieces[kind], form)
        unit = pieces.get("unit")
        hundred = self._direct_piece(unit.last, "hundred") if unit and 3 <= unit.meaning.value <= 9 else None
        if unit is None or hundred is None:
            return None
        value = unit.meaning.value * hundred.meaning.value
        return _Cardinal(
            hundred.last,
            hundred.end,
            value,
            1,
            "words",
            unit.definite or hundred.definite,
            (unit.meaning.address, hundred.meaning.address),
        )

    def _tens_at(self, at: int) -> _Cardinal | None:
        return self._tens({piece.meaning.kind: piece for piece in self.pieces.get(at, ())}, compound=True)

    def _tens(self, pieces: dict[str, _Piece], *, compound: bool) -> _Cardinal | None:
        """Less than a hundred: a unit, a unit and tens, eleven to nineteen, tens."""
        unit = pieces.get("unit")
        if unit is not None:
            ten = self._joined_piece(unit.last, "ten") if compound and unit.meaning.value < 10 else None
            if ten is None:
                return _simple(unit, "words")
            value = unit.meaning.value + ten.meaning.value
            return _Cardinal(
                ten.last,
                ten.end,
                value,
                1,
                "words",
                unit.definite or ten.definite,
                (unit.meaning.address, ten.meaning.address),
            )
        for kind in ("teen", "compound", "ten"):
            if kind in pieces:
                return _simple(pieces[kind], "words")
        return None

    # Digits

    def _is_digits(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].word.is_digits

    def _digits(self, at: int) -> _Cardinal:
        """A number in digits, joined over the separators at which the tokenizer cut it."""
        groups, separators, last = self._digit_groups(at)
        scaled = self._direct_piece(last, "scale") is not None
        text, kept = _join(groups, separators, scaled=scaled)
        last = at + 2 * kept - 1 if separators and separators[0] != " " else at + kept
        value = float(text) if "." in text else int(text) if len(text) <= 15 else math.inf
        end = self.tokens[last - 1].start + _digit_span(self.tokens[last - 1].word.text)[1]
        return _Cardinal(last, end, value, 1, "digits", self._article_before(at), ())

    def _digit_groups(self, at: int) -> tuple[list[str], list[str], int]:
        """Runs of digits parted by one separator without a blank, or by a thin blank; and the token after them."""
        groups, separators, last = [self.tokens[at].word.folded], [], at + 1
        while (
            self._is_digits(last + 1)
            and self.tokens[last].word.text in _SEPARATORS
            and self._touch(last)
            and self._touch(last + 1)
        ):
            separators.append(self.tokens[last].word.text)
            groups.append(self.tokens[last + 1].word.folded)
            last += 2
        while not any(mark != " " for mark in separators) and self._is_digits(last) and self._thin_gap(last):
            separators.append(" ")
            groups.append(self.tokens[last].word.folded)
            last += 1
        return groups, separators, last

    def _touch(self, at: int) -> bool:
        """Whether no blank stands before a token."""
        return self.tokens[at - 1].end == self.tokens[at].start

    def _thin_gap(self, at: int) -> bool:
        """Whether a blank before three digits parts thousands: a thin one, or any before round hundreds."""
        gap, digits = self.source[self.tokens[at - 1].end : self.tokens[at].start], self.tokens[at].word.folded
        return len(digits) == 3 and len(gap) == 1 and (gap in _THIN_BLANKS or (gap == " " and digits.endswith("00")))

    def _article_before(self, at: int) -> bool:
        """Whether «الـ» stands right before the digits."""
        return (
            at > 0
            and self.tokens[at - 1].word.folded in _ARTICLES
            and self.tokens[at].start - self.tokens[at - 1].end <= 1
        )

    # Neighbours

    def _near(self, at: int) -> bool:
        """Whether a token stands on the same line as the one before it."""
        return at < len(self.tokens) and "\n" not in self.source[self.tokens[at - 1].end : self.tokens[at].start]

    def _direct_piece(self, at: int, kind: str) -> _Piece | None:
        """The piece of a kind right at a token, nothing attached."""
        if at in self.pieces and self._near(at):
            for piece in self.pieces[at]:
                if piece.meaning.kind == kind and not piece.attached:
                    return piece
        return None

    def _joined(self, at: int) -> int | None:
        """The token of a number joined by و: the word that wears it, or what follows where it stands alone."""
        if at >= len(self.tokens) or not self._near(at):
            return None
        if self.tokens[at].word.folded == _AND and self._near(at + 1):
            return at + 1 if self._is_digits(at + 1) or at + 1 in self.pieces else None
        return at if at in self.pieces and self.pieces[at][0].attached == _AND else None

    def _joined_piece(self, at: int, kind: str) -> _Piece | None:
        joined = self._joined(at)
        return (
            None
            if joined is None
            else next((piece for piece in self.pieces.get(joined, ()) if piece.meaning.kind == kind), None)
        )

    def _before(self, at: int) -> int:
        """The first token of a number with its «الـ»."""
        return at - 1 if self._is_digits(at) and self._article_before(at) else at

    def _attached(self, at: int) -> str:
        """The letters before the number word at a token."""
        return self.pieces[at][0].attached if at in self.pieces else ""

    # Ranges and bounds

    def _range(self, at: int, left: _Cardinal) -> Number | None:
        """«بين 10 و15», «من 10 إلى 15», «10-15», «خمس أو عشر»; falling numbers are no range."""
        between = self.betweens.get(self._before(at))
        if between is not None and (found := self._between(at, left)):
            return replace(found, bound=(between.first, between.last))
        after = self._connector(at, left)
        right = None if after is None else self._cardinal(after)
        if right is None or self._is_changed(at, left.last):
            return None
        found = self._spanning(at, left, right)
        if (
            found is not None
            and self._is_from(at - 1)
            and self._folded(left.last) in _TO
            and at not in self.bounds_before
        ):
            return replace(found, bound=(at - 1, at))
        return found

    def _between(self, at: int, left: _Cardinal) -> Number | None:
        """The two numbers after «بين»; where one compound took both («بين خمسة وعشرين») it is cut again."""
        for first in (left, self._cardinal(at, compound=False)):
            joined = None if first is None else self._joined(first.last)
            right = None if joined is None else self._cardinal(joined)
            if first is not None and right is not None and (found := self._spanning(at, first, right)):
                return found
        return None

    def _connector(self, at: int, left: _Cardinal) -> int | None:
        """The token after «إلى», «أو» or a dash that stands after a number."""
        mark = left.last
        if not (self._near(mark) and self._near(mark + 1)):
            return None
        if self._folded(mark) in _TO or self._folded(mark) == _OR:
            return self._after_article(mark + 1)
        if self.tokens[mark].word.text not in _DASHES or self._touch(mark) != self._touch(mark + 1):
            return None
        lonely = not self._is_chain(at - 1) and not (self._is_chain(mark + 2))
        return mark + 1 if lonely and self._is_digits(mark + 1) and self._is_digits(mark - 1) else None

    def _after_article(self, at: int) -> int:
        return at + 1 if self._is_digits(at + 1) and self._folded(at) in _ARTICLES else at

    def _is_chain(self, at: int) -> bool:
        """Whether a dash or a slash at a token makes a date, a telephone number or a name of the digits beside it."""
        if not 0 <= at < len(self.tokens) or self.tokens[at].word.text not in ("/", *_DASHES):
            return False
        return (at + 1 < len(self.tokens) and self._touch(at + 1)) or (at > 0 and self._touch(at))

    def _is_changed(self, at: int, last: int) -> bool:
        """«ارتفع عدد القتلى من 10 إلى 15» tells of two numbers, not of a range."""
        if not self._is_from(at - 1) or self._folded(last) not in _TO:
            return False
        first = max(self.annotated.sentence_of(at).first, at - _CHANGE_REACH)
        return any(first <= change < at for change in self.changes)

    def _spanning(self, at: int, left: _Cardinal, right: _Cardinal) -> Number | None:
        """One number of two; a scale after the second holds for both («بين 20 و30 ألفا»)."""
        low, high = left.value, right.value
        if left.scale == 1 < right.scale and low < 1000 and low * right.scale < high:
            low *= right.scale
        if not low < high < _LARGEST:
            return None
        form: NumberForm = "digits" if "digits" in (left.form, right.form) else "words"
        return Number(
            at, right.last, self._start(at), right.end, math.floor(low), math.ceil(high), "range", form,
            left.definite or right.definite, None, left.rows + right.rows,
        )  # fmt: skip

    def _is_from(self, at: int) -> bool:
        """Whether a token is «من» or «ومن»."""
        return at >= 0 and any(form.folded == _FROM for form in self.tokens[at].word.forms)

    def _folded(self, at: int) -> str:
        return self.tokens[at].word.folded if 0 <= at < len(self.tokens) else ""

    def _bounded(self, number: Number) -> Number:
        """The number with the bound words before it, else those after it."""
        if number.form in ("ordinal", "fraction") or (number.low is None and number.high is None):
            return number
        before = self.bounds_before.get(self._before(number.first))
        if before is not None and self._near(number.first) and not self._attached(number.first):
            outer = None if before.attached.startswith(_AND) else self.bounds_before.get(before.first)
            stronger = outer if outer is not None and before.meaning.word == "approximate" else before
            return _apply(number, stronger.meaning, (outer.first if outer else before.first, before.last))
        after = self._bound_after(number.last)
        return number if after is None else _apply(number, after.meaning, (after.first, after.last))

    def shares_bound(self, left: Number, right: Number) -> bool:
        """«20 قتيلا و30 جريحا على الأقل»: what stands after two joined counts bounds both."""
        if (
            left.precision != "exact"
            or left.low is None
            or right.precision != "at_least"
            or right.form not in ("digits", "words")
        ):
            return False
        if right.bound is None or right.bound[0] < right.last or not 1 <= right.first - left.last <= _FLOATING_REACH:
            return False
        joined = next((at for at in range(left.last, right.first + 1) if self._joined(at) == right.first), None)
        return joined is not None and not any(self.tokens[at].word.is_punctuation for at in range(left.last, joined))

    def _bound_after(self, at: int) -> _Piece | None:
        """«على الأقل» right after the count or after a noun or two; not across another number or a comma."""
        for token in range(at, min(at + _FLOATING_REACH + 1, len(self.tokens))):
            if not self._near(token):
                return None
            after = self.bounds_after.get(token)
            if after is not None:
                follows = self._is_digits(after.last) or (after.last in self.pieces and not self._attached(after.last))
                close = after.meaning.kind == "bound-floating" or token == at
                return after if close and not (follows and token != at) else None
            word = self.tokens[token].word
            if word.is_digits or (word.is_punctuation and not word.is_quote) or (token in self.pieces and token > at):
                return None
        return None


def _vague(piece: _Piece) -> Number:
    meaning = piece.meaning
    low, high = (meaning.value, meaning.high) if meaning.high else (None, None)
    return Number(
        piece.first,
        piece.last,
        piece.start,
        piece.end,
        low,
        high,
        "vague",
        "vague",
        piece.definite,
        None,
        (meaning.address,),
    )


def _simple(piece: _Piece, form: NumberForm) -> _Cardinal:
    return _Cardinal(piece.last, piece.end, piece.meaning.value, 1, form, piece.definite, (piece.meaning.address,))


def _apply(number: Number, bound: _Meaning, words: tuple[int, int]) -> Number:
    """The number as a bound leaves it: a floor, a ceiling, or about so many."""
    if bound.word == "at_least":
        return replace(number, high=None, precision="at_least", bound=words)
    if bound.word == "at_most":
        return replace(number, low=None, precision="at_most", bound=words)
    precision = "approximate" if number.precision == "exact" else number.precision
    return replace(number, precision=precision, bound=number.bound or words)


def _join(groups: list[str], separators: list[str], *, scaled: bool) -> tuple[str, int]:
    """The digits with a point where they have decimals, and how many of the groups belong to it."""
    if not separators:
        return groups[0], 1
    mark = separators[0]
    threes = 0
    if len(groups[0]) <= 3 and groups[0] != "0" and mark != _DECIMAL_ONLY:
        while threes < len(separators) and separators[threes] == mark and len(groups[threes + 1]) == 3:
            threes += 1
    if threes and threes < len(separators) and separators[threes] not in (mark, _THOUSANDS_ONLY, " "):
        return "".join(groups[: threes + 1]) + "." + groups[threes + 1], threes + 2
    if threes == len(separators) and not (scaled and threes == 1 and mark == "."):
        return "".join(groups), len(groups)
    if len(separators) == 1 and (mark in (".", _DECIMAL_ONLY) or scaled):
        return f"{groups[0]}.{groups[1]}", 2
    return groups[0], 1


def _whole(value: float) -> int | None:
    return int(value) if value < _LARGEST else None


@lru_cache(maxsize=4096)
def _digit_span(text: str) -> tuple[int, int]:
    """Where the digits of a token begin and end: marks of direction may stand around them."""
    found = _DIGITS.search(text)
    return found.span() if found else (0, len(text))
