"""Refusals: why a number counts nobody, by rules from the surest to the weakest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from mosul_extract.counted import (
    DASHES,
    NOUN_REACH,
    UNITS_OF_TIME,
    CountedNouns,
    Verdict,
    address_of,
    refused,
)
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings
from mosul_extract.text.numerals import Number

# Why a number counts nobody. The reasons of things.tsv and refusals.tsv are among them; no row has another.
REASONS: dict[str, str] = {
    "abstract": "counts ideas, steps, kinds, reasons",
    "age": "how old somebody or something is",
    "animals": "counts animals",
    "area": "a measure of land",
    "buildings": "counts buildings and works",
    "casualty_not_read": "stands by a word for casualties, but no rule is sure enough to make a fact of it",
    "date": "part of a date",
    "distance": "a length or a way",
    "documents": "counts texts, pictures, messages, broadcasts",
    "duration": "a length of time",
    "events": "counts what happened: raids, meetings, times",
    "families": "counts families",
    "formations": "counts formations, organisations, companies",
    "goods": "counts wares and belongings",
    "indefinite": "a word for some or many, of which no lexicon knows what it counts",
    "label": "tells one thing from others of its kind: an article, a channel, a room, a model",
    "list_item": "numbers an item of a list",
    "mass": "a weight, a volume, a power",
    "money": "a sum of money, a price",
    "not_a_casualty": "none of the other reasons is seen",
    "not_a_number": "a word that is spelled like a number word",
    "ordinal": "a place in an order",
    "part_of_total": "tells a part of people or things named before",
    "part_of_name": "part of the name of a person, unit, place or thing",
    "people": "counts people to whom nothing is said to have happened",
    "percent": "a percentage, a rate, points",
    "places": "counts places and positions",
    "score": "a result, a goal, a rank in sport",
    "share": "a fraction of something",
    "strength": "counts soldiers, police or fighters who are there",
    "telephone": "a telephone number",
    "time_of_day": "the hour",
    "vehicles": "counts vehicles, aircraft, ships",
    "votes": "counts votes and seats",
    "weapons": "counts weapons and ammunition",
    "year": "a year",
}

_RANGE_OF_YEARS, _YEAR, _LONGEST_SPAN = range(1800, 2101), 4, 100
_SHORTEST_TELEPHONE, _LONGEST_SCORE = 7, 199
_CLOCK_MARK, _DATE_MARKS = ":", frozenset("/-.–")
_LIST_MARKS, _JOINS = frozenset(".-)–:"), frozenset("/-–:،و_.,")
_LINKS = frozenset({"الي", "او", "و", "-", "–", "حتي", "/", "مقابل", ",", "،", ":"})
_MONTHS = frozenset({"month", "weak-month", "hijri-month"})
_HOLDING = frozenset({"after", "around"})
_OF_PEOPLE = frozenset({"people", "strength", "part_of_total", "not_a_casualty", "indefinite", "families"})
_NAMING = frozenset({"label", "part_of_name", "money", "score"})
_STOPS = frozenset(".؛")
_OWNERS = ("هما", "هم", "هن", "ها")
_LINK_REACH, _CASUALTY_REACH, _LONGEST_CHAIN, _INDENT = 3, 6, 4, 8


class Refusals(CountedNouns):
    """Judges the numbers of a document that no fact counts by."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings, counts: set[int]) -> None:
        """`counts` are the code points at which the numbers of facts begin."""
        super().__init__(annotated, findings)
        self.counts = counts
        pairs = list(pairwise(findings.numbers))
        self.after_number = {left.start: right for left, right in pairs}
        self.before_number = {right.start: left for left, right in pairs}
        self.times = {at: time for time in findings.times for at in range(time.first, time.last)}
        self.rules: tuple[Callable[[Number], Verdict | None], ...] = (
            self._in_name, self._in_phrase, self._by_sign, self._after_word, self._in_time, self._in_digits,
            self.of_its_noun, self._of_linked, self.of_noun_before, self._of_those, self._in_order, self._alone,
        )  # fmt: skip

    def judge(self, number: Number) -> Verdict:
        """Why a number counts nobody."""
        verdict = next((verdict for rule in self.rules if (verdict := rule(number))), Verdict("not_a_casualty"))
        return self._unsure(number, verdict)

    # -- names, phrases, signs

    def _in_name(self, number: Number) -> Verdict | None:
        """«حي القدس الأول», «اللواء 16», «A10», «F-16»."""
        mention = self.over.get(number.first)
        if mention is not None:
            return Verdict("part_of_name", address_of(mention))
        at = number.first
        inside = not self._is_word(number) and (self.starts[at] < number.start or number.end < self.ends[at])
        latin = any(word.isascii() and word.isalpha() for word in self._touching(number))
        return Verdict("part_of_name") if inside or latin else None

    def _is_word(self, number: Number) -> bool:
        """Whether the number is written in words."""
        return self.words[number.first].is_arabic

    def _touching(self, number: Number) -> Iterator[str]:
        """The words that touch a number, a dash between aside."""
        for step, beside in ((-1, number.first - 1), (1, number.last)):
            at = beside + step if self.hangs(beside) else beside
            if 0 <= at < len(self.words) and not self._is_apart(at, number):
                yield self.words[at].text

    def _is_apart(self, at: int, number: Number) -> bool:
        """Whether white space stands between a token and a number."""
        first, last = (at, number.first) if at < number.first else (number.last - 1, at)
        return any(self.ends[i] < self.starts[i + 1] for i in range(first, last))

    def _in_phrase(self, number: Number) -> Verdict | None:
        """«في المئة», «أسبوعين», «مجموعة العشرين», «كانون الأول»: a row that holds the number word."""
        if not self._is_word(number):
            return None
        for at in range(max(0, number.first - NOUN_REACH), number.first + 1):
            for found in self.document.all_at(at):
                alone = at == number.first and found.last == number.last and number.form == "ordinal"
                if found.last < number.last or (alone and at - 1 not in self.over_number):
                    continue
                if found.row.lexicon == "times" and found.row["kind"] in _MONTHS and found.last - at > 1:
                    return Verdict("date", found.row.address)
                if found.row.lexicon == "things" or (found.row.lexicon == "refusals" and found.row["side"] in _HOLDING):
                    return refused(found)
        return None

    def _by_sign(self, number: Number) -> Verdict | None:
        """Signs of percent and money at either side: «%25», «$ 300»."""
        for at in (number.last, number.first - 1):
            word = self.word(at)
            if word is None or word.is_arabic or word.is_digits or (at < number.first and at - 1 in self.over_number):
                continue
            found = self.any_match(at, "things") or self.any_match(at, "refusals")
            if found is not None and found.row["side"] in ("", "after"):
                return refused(found)
        return None

    def _after_word(self, number: Number) -> Verdict | None:
        """A word before the number that says what it is: «المادة 140», «الساعة الثالثة», «بنتيجة», «يبلغ من العمر»."""
        end = self.begin(number)
        if self.wears_letters(number):
            return None
        for at in range(max(0, end - NOUN_REACH), end):
            for found in self.document.at(at, "refusals"):
                names = found.row["reason"] in _NAMING
                if found.row["side"] == "before" and found.last == end and not (names and self._is_no_name(number)):
                    return refused(found)
        return None

    def _is_no_name(self, number: Number) -> bool:
        """Whether a number tells one thing from no other: vague words, ordinals and dates do not."""
        return number.form in ("vague", "ordinal") or number.first in self.times

    # -- times and digits

    def _in_time(self, number: Number) -> Verdict | None:
        """A number in the words for a time: year, duration or date; and one right before a month."""
        time = self.times.get(number.first)
        if time is None:
            month = self.match(number.last, "times")
            return Verdict("date", month.row.address) if month is not None and month.row["kind"] in _MONTHS else None
        row = time.rows[0] if time.rows else None
        if _is_year(number):
            return Verdict("year", row)
        unit = self._unit_of_time(number)
        return Verdict("date", row) if unit is None else Verdict("duration", unit)

    def _unit_of_time(self, number: Number) -> str | None:
        """The row of the unit of time that a number counts or is: «ثلاثة أيام», «الأشهر الـ12», «شهرين»."""
        if number.form == "ordinal":
            return None
        before = self.begin(number) - 1
        for at in (number.last, number.first, before):
            found = self.any_match(at, "times")
            if found is None or found.row["kind"] not in UNITS_OF_TIME:
                continue
            if at != before or number.form != "digits" or found.row["kind"] == "unit-plural":
                return found.row.address
        return None

    def _in_digits(self, number: Number) -> Verdict | None:
        """Digits by their form: telephone numbers, those in a chain, those that open a line."""
        if number.form != "digits":
            return None
        text = self.document.source[number.start : number.end]
        dialled = text.isdecimal() and (int(text[0]) == 0 or self.folded(number.first - 1) == "+")
        if dialled and len(text) >= _SHORTEST_TELEPHONE:
            return Verdict("telephone")
        marks = [self.words[at].text for at in self._chain(number)]
        if _is_year(number) and (marks or self._in_list(number)):
            return Verdict("date" if len(marks) > 1 else "year")
        return self._in_chain(number, marks) or self._in_list(number)

    def _in_chain(self, number: Number, marks: list[str]) -> Verdict | None:
        """Digits that touch other digits: «18:30», «2-1», «17/10/2016»."""
        if marks and set(marks) == {_CLOCK_MARK}:
            return Verdict("time_of_day")
        if len(marks) > 1 and set(marks) <= _DATE_MARKS:
            return Verdict("date")
        if len(marks) == 1 and set(marks) <= DASHES:
            return Verdict("score") if (number.low or 0) <= _LONGEST_SCORE else Verdict("label")
        return None

    def _chain(self, number: Number) -> list[int]:
        """The marks between digits that touch one another around a number."""
        marks: list[int] = []
        for step, beside in ((-1, number.first - 1), (1, number.last)):
            for at in range(beside, beside + 2 * step * _LONGEST_CHAIN, 2 * step):
                if not self.touches(at) or self.words[at].text not in _JOINS or at + step not in self.over_number:
                    break
                marks.append(at)
        return marks

    def _in_list(self, number: Number) -> Verdict | None:
        """«1- », «2. »: a number that opens a line, with a mark after it."""
        before = self.document.source[max(0, number.start - _INDENT) : number.start].rpartition("\n")
        opens = not before[2].strip(" \t([") and (before[1] or number.start < _INDENT)
        mark = self.word(number.last)
        return Verdict("list_item") if opens and mark is not None and mark.text in _LIST_MARKS else None

    # -- others

    def _of_linked(self, number: Number) -> Verdict | None:
        """What the number joined to it counts: «من 10 إلى 15 دولارا», «السابعة والنصف», «13,30 بتوقيت»."""
        if number.form == "ordinal":
            return None
        if self._is_result(number):
            return Verdict("score")
        later, earlier = self.after_number.get(number.start), self.before_number.get(number.start)
        if later is not None and self._is_linked(number, later):
            verdict = self._after_word(later) or self._by_sign(later) or self.of_noun(later)
            if verdict is not None:
                return verdict
        if earlier is None or earlier.start in self.counts or not self._is_linked(earlier, number):
            return None
        if self._is_word(number) and number.form != "fraction":
            return None
        touching = number.first == earlier.last or not self._is_apart(earlier.last, number)
        return self._after_word(earlier) or self._in_time(earlier) if touching else None

    def _is_result(self, number: Number) -> bool:
        """«2 - 1»: two small numbers with a dash between."""
        neighbours = (self.before_number.get(number.start), self.after_number.get(number.start))
        pairs = [(left, right) for left, right in pairwise((neighbours[0], number, neighbours[1])) if left and right]
        return (number.low or 0) <= _LONGEST_SCORE and any(
            right.first == left.last + 1
            and self.words[left.last].text in DASHES
            and (left.form, right.form) != ("words", "words")
            for left, right in pairs
        )

    def _is_linked(self, left: Number, right: Number) -> bool:
        """Whether only small words of a range stand between two numbers."""
        return 0 <= right.first - left.last <= _LINK_REACH and all(
            self.folded(at) in _LINKS for at in range(left.last, right.first)
        )

    def _of_those(self, number: Number) -> Verdict | None:
        """«بعضهم», «ثلاثة منهم»: of people or things that were named before."""
        after = self.role(number.last, "constructions", "of-them")
        begin = self.begin(number)
        before = any(self.role(at, "constructions", "among-them") == begin for at in range(max(0, begin - 2), begin))
        ending = number.form in ("vague", "fraction") and self.words[number.last - 1].folded.endswith(_OWNERS)
        if after is None and not before and not ending:
            return None
        return Verdict("part_of_total", number.rows[0] if number.rows else None)

    def _in_order(self, number: Number) -> Verdict | None:
        """Ordinals and fractions that nothing else explains."""
        row = number.rows[0] if number.rows else None
        if number.form == "ordinal":
            return Verdict("ordinal", row)
        return Verdict("share", row) if number.form == "fraction" else None

    def _alone(self, number: Number) -> Verdict | None:
        """What a number says by itself."""
        if number.form == "vague":
            return Verdict("indefinite", number.rows[0] if number.rows else None)
        return Verdict("year") if _is_year(number) else None

    # -- casualties that are no facts

    def _unsure(self, number: Number, verdict: Verdict) -> Verdict:
        """People after a word for casualties are no others: «مقتل … خمسة», where no rule made a fact of it."""
        if verdict.reason not in _OF_PEOPLE:
            return verdict
        row = self._casualty_word(number)
        return verdict if row is None else Verdict("casualty_not_read", row)

    def _casualty_word(self, number: Number) -> str | None:
        """The row of the word for casualties near a number, in its clause and with no other number between."""
        begin = self.begin(number)
        first = max(self.document.sentence_of(number.first).first, begin - _CASUALTY_REACH)
        before, after = range(begin - 1, first - 1, -1), range(number.last, min(number.last + 2, len(self.words)))
        for tokens in (before, after):
            for at in tokens:
                if at in self.over_number or self.words[at].text in _STOPS:
                    break
                found = self.any_match(at, "casualty_words")
                # «غادر», «وقع» say nothing of people without their object.
                if found is not None and (found.row["form"] != "light" or found.row["kind"] == "killed"):
                    return found.row.address
        return None


def _is_year(number: Number) -> bool:
    """«2016», «2016-2018»: all digits of what may be years."""
    if number.form != "digits" or number.low is None or number.high is None or number.high - number.low > _LONGEST_SPAN:
        return False
    length = number.end - number.start
    written = length == _YEAR if number.precision == "exact" else length > 2 * _YEAR
    return written and number.low in _RANGE_OF_YEARS and number.high in _RANGE_OF_YEARS
