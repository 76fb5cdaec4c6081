"""Cardinals: digits and number words read into one value, «3 آلاف و500», «مئة وخمسة وعشرون», «مليون ونصف المليون»."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from mosul_extract.text.folding import fold

if TYPE_CHECKING:
    from mosul_extract.lexicons.loading import Row
    from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
    from mosul_extract.text.tokens import Word

NumberForm = Literal["digits", "words", "vague", "ordinal", "fraction", "dual"]
# More is no count of anything that a text tells of.
LARGEST = 10**15
RUN = re.compile(r"\d+")

# Particles are too frequent to be matched in every sentence; they are looked at beside a number only.
AND = "و"
_ARTICLES = frozenset({"ال", "لل", "وال", "بال", "كال", "فال", "ولل"})
# واحد has no hamza: what folds to it with one is «وأحد».
_AND_HAMZA = "وأ"
_FUTURE = "س"
# Kinds of stop words that are no nouns, and the words that tell a part.
_NO_NOUNS, _PARTS = frozenset({"adverb", "particle", "preposition", "pronoun", "verb"}), ("بين", "من", "معظم", "غالب")
_TANWIN = "\u064b"
_POINT, _DECIMAL, _BLANK = ".", "٫", " "
# Agencies write a decimal point as ر; the fraction stands before it: «5ر1» is 1.5.
_AGENCY_POINT = "ر"
_SEPARATORS = frozenset({*".,٫٬،", _AGENCY_POINT})
_THIN_BLANKS = frozenset("\u00a0\u2009\u202f\u2007")
_LONGEST_DIGITS = 15
# Of a chain of digits and marks so many groups are looked at, at each of its groups anew.
_MOST_GROUPS = 40


class Part(NamedTuple):
    """A piece of a number, or all of it: tokens `first` to `last - 1`, code points `start` to `end`.

    `attached` are the letters before its first word, `scale` is the last ألف or مليون in it, `below` the denominator of
    a fraction or the most that a vague word means, `word` the cell of its row.
    """

    first: int
    last: int
    start: int
    end: int
    value: float
    kind: str = ""
    definite: bool = False
    rows: tuple[str, ...] = ()
    attached: str = ""
    scale: int = 1
    form: NumberForm = "words"
    below: int = 1
    word: str = ""


def combine(value: float, *parts: Part, scale: int = 1) -> Part:
    """One part of several that stand in a row."""
    form: NumberForm = "digits" if any(part.form == "digits" for part in parts) else "words"
    return Part(
        parts[0].first, parts[-1].last, parts[0].start, parts[-1].end, value,
        definite=any(part.definite for part in parts), rows=tuple(row for part in parts for row in part.rows),
        scale=scale, form=form,
    )  # fmt: skip


class Cardinals:
    """The number words and digits of a document, by token, and the cardinals that begin with them."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        """Sort the matches of the numeral lexicon; of pieces at one token only the longest stay."""
        self.annotated, self.words, self.source = annotated, annotated.words, annotated.source
        self.starts, self.ends = annotated.starts, annotated.ends
        self.pieces: dict[int, list[Part]] = {}
        self.shapers: list[Part] = []
        for match in annotated.matches("numerals"):
            self._sort_in(self._part(match))
        self.pieces = {at: pieces for at, pieces in self.pieces.items() if pieces}
        self.digits = annotated.with_digits

    def _sort_in(self, part: Part) -> None:
        known = self.pieces.get(part.first)
        longer = known is not None and any(piece.last > part.last for piece in known)
        if part.kind in SHAPERS:
            self.shapers.append(part)
        elif part.kind == "other":
            if not longer:
                self.pieces[part.first] = []
        elif known is None:
            if not part.attached.endswith(_FUTURE):
                self.pieces[part.first] = [part]
        elif known and not longer:
            known.append(part)

    def _part(self, match: Match) -> Part:
        first, last, prefix, _, row = match
        prefix, attached, stem = _attached(self.words[first], prefix)
        definite = stem.startswith("لل") or (stem.startswith("ال") and self._is_article(stem, match))
        kind, value, below, cell, rows = _meaning(row)
        return Part(
            first, last, self.starts[first] + prefix, self.ends[last - 1], value, kind, definite, rows, attached,
            1, "words", below, cell,
        )  # fmt: skip

    def _is_article(self, stem: str, match: Match) -> bool:
        """Whether the row knows the word without ال too: الثلاثة, not ألف."""
        name = " ".join([stem[2:], *[self.words[i].folded for i in range(match.first + 1, match.last)]])
        return any(entry.row is match.row for entry in self.annotated.lexicon.entries(name))

    # What stands where

    def folded(self, at: int) -> str:
        """The folded word of a token, empty beyond the text."""
        return self.words[at].folded if 0 <= at < len(self.words) else ""

    def is_digits(self, at: int) -> bool:
        """Whether a token is a run of digits."""
        return at < len(self.words) and self.words[at].is_digits

    def is_near(self, at: int) -> bool:
        """Whether a token stands on the same line as the one before it."""
        return at < len(self.words) and "\n" not in self.source[self.ends[at - 1] : self.starts[at]]

    def touches(self, at: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]

    def has_article(self, at: int) -> bool:
        """Whether «الـ» stands right before the digits."""
        return at > 0 and self.folded(at - 1) in _ARTICLES and self.starts[at] - self.ends[at - 1] <= 1

    def skip_article(self, at: int) -> int:
        """The digits after «الـ», else the token itself."""
        return at + 1 if self.folded(at) in _ARTICLES and self.is_digits(at + 1) else at

    def attached(self, at: int) -> str:
        """The letters before the number word at a token."""
        pieces = self.pieces.get(at)
        return pieces[0].attached if pieces else ""

    def direct(self, at: int, kind: str) -> Part | None:
        """The piece of a kind right at a token, nothing attached."""
        for piece in self.pieces.get(at, ()):
            if piece.kind == kind and not piece.attached:
                return piece if self.is_near(at) else None
        return None

    def joined_at(self, at: int) -> int | None:
        """The token of a number joined by و: the word that wears it, or what follows where it stands alone."""
        if self.attached(at) == AND and self.is_near(at):
            return at
        alone = self.folded(at) == AND and (self.is_digits(at + 1) or at + 1 in self.pieces)
        return at + 1 if alone and self.is_near(at) and self.is_near(at + 1) else None

    def joined(self, at: int, kind: str) -> Part | None:
        """The piece of a kind joined by و."""
        joined = self.joined_at(at)
        if joined is not None:
            for piece in self.pieces.get(joined, ()):
                if piece.kind == kind:
                    return piece
        return None

    # Cardinals

    def cardinal(self, at: int, *, compound: bool = True) -> Part | None:
        """Groups with their scales in falling order, joined by و; not joined where a compound is not wanted."""
        whole = self._scaled(at, compound=compound)
        while whole is not None and compound and whole.scale > 1:
            joined = self.joined_at(whole.last)
            group = None if joined is None else self._scaled(joined, compound=True)
            if group is None or group.value >= whole.scale or group.scale >= whole.scale or group.value % 1:
                break
            whole = combine(whole.value + group.value, whole, group, scale=group.scale)
        return whole

    def _scaled(self, at: int, *, compound: bool) -> Part | None:
        """«خمسة وعشرون ألفا», «100 ألف», «ثلاثة ونصف مليون», «ألف», «ألفان»."""
        group = self._group(at, compound=compound)
        if group is None:
            group = self._scale_alone(at)
            return self._and_a_half(group) if group and compound else group
        if group.last not in self.pieces and self.folded(group.last) != AND:
            return group
        half = self.joined(group.last, "fraction")
        scale = self.direct(half.last if half else group.last, "scale")
        if scale is None:
            return group
        if half is not None:
            return combine(
                (group.value + half.value / half.below) * scale.value, group, half, scale, scale=int(scale.value)
            )
        group = combine(round(group.value * scale.value, 3), group, scale, scale=int(scale.value))
        return self._and_a_half(group) if compound else group

    def _scale_alone(self, at: int) -> Part | None:
        """ألف, مليون; and the duals: ألفين, and ألفا where nothing says that it is one thousand in the accusative.

        It is one with its tanwin, with a number joined to it, and where no noun follows: a dual without ن needs one
        («قتل ألفا شخص», but «تجاوز العدد ألفا»).
        """
        pieces = {piece.kind: piece for piece in self.pieces.get(at, ())}
        dual, scale = pieces.get("dual"), pieces.get("scale")
        one = (
            scale
            and dual
            and (
                _TANWIN in self.source[dual.start : dual.end]
                or self.joined_at(dual.last) is not None
                or self._stands_alone(dual.last)
            )
        )
        if dual and dual.value >= 2000 and not one:
            return dual._replace(scale=int(dual.value) // 2, form="dual")
        return scale and scale._replace(scale=int(scale.value))

    def _stands_alone(self, at: int) -> bool:
        """Whether no noun can begin at a token: a mark, an article, a particle, a word with letters attached."""
        if at >= len(self.words):
            return True
        word = self.words[at]
        closed = any(found.row["kind"] in _NO_NOUNS for found in self.annotated.at(at, "stop_words"))
        parts = word.folded.startswith(_PARTS) and word.folded.endswith("هم")
        return word.is_punctuation or not word.is_arabic or word.definite or closed or parts

    def _and_a_half(self, group: Part) -> Part:
        """«مليون ونصف», «ثلاثة ملايين ونصف المليون»."""
        half = self.joined(group.last, "fraction")
        again = self.direct(half.last, "scale") if half else None
        if half is None or (again is not None and again.value != group.scale):
            return group
        value = group.value + group.scale * half.value / half.below
        return combine(value, group, *((half, again) if again else (half,)), scale=group.scale)._replace(
            definite=group.definite
        )

    def _group(self, at: int, *, compound: bool) -> Part | None:
        """Less than a thousand in words, or a number in digits."""
        if self.is_digits(at):
            return self._in_digits(at)
        pieces = {piece.kind: piece for piece in self.pieces.get(at, ())}
        hundreds = self._hundreds(pieces)
        joined = self.joined_at(hundreds.last) if hundreds and compound else None
        if hundreds is None:
            return self._tens(pieces, compound=compound)
        if joined is None:
            return hundreds
        rest = (
            self._in_digits(joined)
            if self.is_digits(joined)
            else self._tens({p.kind: p for p in self.pieces[joined]}, compound=True)
        )
        return (
            hundreds
            if rest is None or rest.value >= 100 or rest.value % 1
            else combine(hundreds.value + rest.value, hundreds, rest)
        )

    def _hundreds(self, pieces: dict[str, Part]) -> Part | None:
        """مئة, مئتان, ثلاثمئة, ثلاث مئة."""
        if "dual" in pieces and pieces["dual"].value < 1000:
            return pieces["dual"]._replace(form="dual")
        if "hundreds" in pieces or "hundred" in pieces:
            return pieces.get("hundreds") or pieces["hundred"]
        unit = pieces.get("unit")
        hundred = self.direct(unit.last, "hundred") if unit and 3 <= unit.value <= 9 else None
        return combine(unit.value * hundred.value, unit, hundred) if unit and hundred else None

    def _tens(self, pieces: dict[str, Part], *, compound: bool) -> Part | None:
        """Less than a hundred: a unit, a unit and tens, eleven to nineteen, tens."""
        unit = pieces.get("unit")
        if unit is None:
            return pieces.get("teen") or pieces.get("compound") or pieces.get("ten")
        ten = self.joined(unit.last, "ten") if compound and 0 < unit.value < 10 else None
        return combine(unit.value + ten.value, unit, ten) if ten else unit

    # Digits

    def _in_digits(self, at: int) -> Part:
        """A number in digits, joined over the separators at which the tokenizer cut it."""
        groups, separators, after = self._digit_groups(at)
        text, kept = join_digits(
            groups, separators, scaled=bool(separators) and self.direct(after, "scale") is not None
        )
        last = at + 2 * kept - 1 - separators[: kept - 1].count(_BLANK)
        value = float(text) if _POINT in text else int(text) if 0 < len(text) <= _LONGEST_DIGITS else math.inf
        start = self.starts[at] + _digit_span(self.words[at].text)[0]
        end = self.starts[last - 1] + _digit_span(self.words[last - 1].text)[1]
        return Part(at, last, start, end, value, definite=self.has_article(at), form="digits")

    def _digit_groups(self, at: int) -> tuple[list[str], list[str], int]:
        """Runs of digits parted by a mark without blanks, or by a thin blank; the marks; and the token after them."""
        groups, separators, last = [self.folded(at)], [], at + 1
        while (
            len(groups) < _MOST_GROUPS
            and self.is_digits(last + 1)
            and self.folded(last) in _SEPARATORS
            and self.touches(last)
            and self.touches(last + 1)
        ):
            separators.append(self.folded(last))
            groups.append(self.folded(last + 1))
            last += 2
        if not separators:
            while len(groups) < _MOST_GROUPS and self.is_digits(last) and self._thin_gap(last):
                separators.append(_BLANK)
                groups.append(self.folded(last))
                last += 1
        return groups, separators, last

    def _thin_gap(self, at: int) -> bool:
        """Whether a blank before three digits parts thousands: a thin one, or any before round hundreds."""
        gap, digits = self.source[self.ends[at - 1] : self.starts[at]], self.folded(at)
        return len(digits) == 3 and (gap in _THIN_BLANKS or (gap == _BLANK and digits.endswith("00")))


@lru_cache(maxsize=4096)
def _attached(word: Word, prefix: int) -> tuple[int, str, str]:
    """How many characters are attached to a number word of which `prefix` are cut off, what they are, and the folded rest."""
    prefix = prefix or (1 if word.text.startswith(_AND_HAMZA) else 0)
    attached = fold(word.text[:prefix])
    return prefix, attached, word.folded[len(attached) :]


# Kinds of rows that are no number but shape one beside them.
SHAPERS = frozenset({"bound", "bound-after", "bound-floating", "between", "change"})


@lru_cache(maxsize=1024)
def _meaning(row: Row) -> tuple[str, int, int, str, tuple[str]]:
    """(kind, value, below, cell, its address) of a row: «20-99» is 20 and 99, «2/3» is 2 and 3."""
    cell = row["value"]
    value, _, below = cell.replace("/", "-").partition("-")
    return row["kind"], int(value) if value.isdecimal() else 0, int(below or 1), cell, (row.address,)


def join_digits(groups: list[str], separators: list[str], *, scaled: bool) -> tuple[str, int]:
    """The number of digit groups, with a point where it has decimals, and how many of the groups belong to it.

    A mark before exactly three digits parts thousands, but for a point before ألف or مليون («1.500 مليون»).
    Where it is not sure on which side of ر the fraction stands («25ر1»), the number is empty.
    """
    if not separators:
        return groups[0], 1
    mark, thousands = separators[0], 0
    if mark == _AGENCY_POINT:
        sure = len(separators) == 1 and len(groups[0]) == 1 and groups[0] != "0"
        return (f"{groups[1]}.{groups[0]}", 2) if sure else ("", len(groups))
    if len(groups[0]) <= 3 and groups[0] != "0" and mark != _DECIMAL:
        while thousands < len(separators) and separators[thousands] == mark and len(groups[thousands + 1]) == 3:
            thousands += 1
    if (
        thousands
        and thousands < len(separators)
        and separators[thousands] in (_POINT, _DECIMAL)
        and mark != separators[thousands]
    ):
        return f"{''.join(groups[: thousands + 1])}.{groups[thousands + 1]}", thousands + 2
    if thousands == len(separators) and not (scaled and thousands == 1 and mark == _POINT):
        return "".join(groups), len(groups)
    if len(separators) == 1 and (mark in (_POINT, _DECIMAL) or scaled):
        return f"{groups[0]}.{groups[1]}", 2
    return groups[0], 1


@lru_cache(maxsize=4096)
def _digit_span(text: str) -> tuple[int, int]:
    """Where the digits of a token begin and end: marks of direction may stand around them."""
    runs = list(RUN.finditer(text))
    return (runs[0].start(), runs[-1].end()) if runs else (0, len(text))
