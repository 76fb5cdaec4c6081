"""FactReader: the questions that the casualty rules ask of a document, each answered by lexicons, numbers and mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from mosul_extract.dates import TimeExpression
from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Amount, Fact, Findings, Mention
from mosul_extract.text.folding import fold_text as fold
from mosul_extract.text.numerals import Number

# What follows from what was told: «وأدى ذلك إلى».
_THAT, _LED = "ذلك", frozenset({"ادي", "اسفر", "تسبب", "نتج", "اوقع", "نجم", "افضي", "اودي", "خلف"})
_OPENERS = frozenset("([{")
_CLAUSE_MARKS = frozenset("؛:")
_AND_THAT, _MEANWHILE, _NEAR_JOINT = ("وان", "وبان"), frozenset({"فيما", "بينما", "كما", "ثم"}), 3
_FRIENDLY, _FIRE = frozenset({"صديقه", "الصديقه"}), "نيران"
_DASHES = frozenset("-–—ـ")
_FULL_STOPS = frozenset("؛:.")
# The pronouns that kin wear.
_HIS = ("ه", "ها", "هم", "نا")
# Rows of people by their faith, who are civilians where nothing else is said of them.
_REACH_OF_ILLNESS = 5
_DEPUTY = frozenset({"نائب", "نائبا", "نائبه", "نائبي", "نواب"})
_BELIEVER, _WORKER = "believer", "worker"
_TITLE_GAP = 5
_LONGEST_CONSTRUCTION = 5
_REACH_OF_DATELINE = 5
_SPORT_WORDS = 3
_ATTACHED = frozenset("وبلفك")
_CONSTRUCTIONS = frozenset({"constructions"})
_VERB_FORMS = ("either", "active", "passive")
# The most that «عدة» can mean.
_SEVERAL = 9
_ONE = Amount(1, 1, "exact")
_TWO = Amount(2, 2, "exact")
_SOME = Amount(None, None, "unstated")


class Noun(NamedTuple):
    """A word for people: its tokens, its row, whether it wears the article."""

    first: int
    last: int
    word: Row
    definite: bool


def _is_clock(source: str, number: Number) -> bool:
    """Whether digits are part of a time of day: «13:40 شهيدان في قصف»."""
    before, behind = source[max(number.start - 2, 0) : number.start], source[number.end : number.end + 2]
    return (before[1:] == ":" and before[:1].isdecimal()) or (behind[:1] == ":" and behind[1:].isdecimal())


class FactReader(Reader):
    """Looks at a document with its mentions, numbers and times; remembers which numbers a fact has taken."""

    def __init__(self, document: AnnotatedDocument, findings: Findings) -> None:
        """Index numbers and times by their tokens."""
        super().__init__(document, findings)
        self._constructions = document.roles("constructions")
        self.taken: set[int] = set()
        self._taken_last: list[int] = []
        self.spent: set[int] = set()
        # By the first token of a place the first of the only fact that was there: «7 منهم في كركوك».
        self.placed: dict[int, int] = {}
        self._numbers: dict[int, Number] = {}
        self._inside: dict[int, Number] = {}
        for number in findings.numbers:
            if _is_clock(document.source, number):
                continue
            self._numbers[number.first] = number
            if number.bound is not None and number.bound[0] < number.first:
                self._numbers[number.bound[0]] = number
            for i in range(number.first, number.last):
                self._inside[i] = number
        self._titled: dict[int, Mention] = {}
        for mention in findings.actors:
            for title in (mention.rank, mention.role):
                if title is not None and title[0] < mention.start:
                    self._titled.setdefault(title[0], mention)
        self._offices = sorted(mention.role for mention in findings.actors if mention.role is not None)
        self._places = sorted(findings.places, key=attrgetter("first"))
        self._place_firsts = [place.first for place in self._places]
        self._time_firsts = [time.first for time in findings.times]
        # The clauses of facts, by their first token and the one after their last; a fact is looked at many times.
        self.clauses: dict[tuple[int, int], range] = {}
        self._time_at = {i: time for time in findings.times for i in range(time.first, time.last)}

    def word_in(self, at: int, role: str) -> int | None:
        """The token after a construction word of this role, or None."""
        return self._constructions[role].get(at)

    def is_of_force(self, at: int) -> bool:
        """Whether the actor or unit that the sentence names last before a token fights: a pronoun there means it."""
        for i in range(at - 1, self.document.sentence_of(at).first - 1, -1):
            mention = self.over.get(i)
            if mention is not None and mention.list != "places":
                return mention.list == "units" or mention.kind == "armed_group"
        return False

    def in_office(self, place: Mention) -> bool:
        """Whether a place stands in the words for what some named person is: «إمام مسجد ناحية كذا»."""
        before = bisect_right(self._offices, (place.start, len(self.document.source)))
        return before > 0 and place.end <= self._offices[before - 1][1]

    def begin(self) -> None:
        """No number is taken any more: another kind of facts is read."""
        self.taken, self.spent = set(), set()

    def words_in(self, role: str, first: int, last: int) -> list[int]:
        """The tokens from `first` to `last - 1` at which a construction word of this role begins, in order."""
        return self.document.in_role("constructions", role, first, last)

    # -- clauses and what the sentence speaks of

    @cached_property
    def _clause_starts(self) -> list[int]:
        """The tokens at which another clause or statement begins, in order."""
        marks = (
            mark
            for mark in self.document.marks
            if self.words[mark].text in _CLAUSE_MARKS and self.word_in(mark + 1, "as-a-result") is None
        )
        return sorted({*marks}.union(self._constructions["clause"]))

    @cached_property
    def joints(self) -> list[int]:
        """The commas behind which «و», «فيما» or «كما» goes on with a word for casualties: «، وقتل اثنان …», in order."""
        return [mark for mark in self.document.marks if self.words[mark].text in "،," and self._counts_others(mark + 1)]

    def _counts_others(self, at: int) -> bool:
        """«وقتل اثنان», «بينما أصيب», but not «وأنه قتل في …», which tells of the same."""
        folded = self.folded(at)
        if folded.startswith(_AND_THAT) or (folded not in _MEANWHILE and not self.begins_with_and(at)):
            return False
        return any(self.any_match(i, "casualty_words") is not None for i in range(at, at + _NEAR_JOINT))

    def clause_before(self, at: int) -> int:
        """The last token up to this one at which a clause begins; 0 where there is none."""
        before = bisect_right(self._clause_starts, at)
        return self._clause_starts[before - 1] if before else 0

    def clause_from(self, at: int) -> int:
        """The first token from this one on at which a clause begins; the number of tokens where there is none."""
        behind = bisect_left(self._clause_starts, at)
        return self._clause_starts[behind] if behind < len(self._clause_starts) else len(self.words)

    @cached_property
    def _means(self) -> list[Match]:
        """The words for how it was done, the longest at each token, in order."""
        found: dict[int, Match] = {}
        for match in self.document.matches("means"):
            found.setdefault(match.first, match)
        return list(found.values())

    def means_in(self, first: int, last: int) -> list[Match]:
        """The words for how it was done that begin among some tokens, none inside another."""
        kept: list[Match] = []
        begin, end = (bisect_left(self._means, at, key=attrgetter("first")) for at in (first, last))
        for match in self._means[begin:end]:
            if not kept or match.first >= kept[-1].last:
                kept.append(match)
        return kept

    @cached_property
    def _events(self) -> list[int]:
        """The tokens with a definite word for a strike or another event: «الهجوم», «الانفجار»."""
        told = {match.first for match in self._means}.union(self.document.role_ends("constructions", "strike"))
        return sorted(filter(self.is_definite, told))

    def names_event(self, first: int, last: int) -> bool:
        """Whether a definite word for an event stands among some tokens."""
        at = bisect_left(self._events, first)
        return at < len(self._events) and self._events[at] < last

    def follows_from_that(self, first: int) -> bool:
        """Whether a sentence opens with «وأدى ذلك إلى», «وأسفر ذلك عن»."""
        return self.folded(first + 1) == _THAT and self.folded(first).lstrip("وف") in _LED

    def is_event(self, at: int) -> bool:
        """Whether a word for a strike or another event, or for a weapon, stands at a token."""
        return self.word_in(at, "strike") is not None or self.any_match(at, "means") is not None

    # -- numbers and times

    def number_at(self, at: int) -> Number | None:
        """The number that begins at a token, with its bound words or without."""
        return self._numbers.get(at)

    def bound_at(self, at: int) -> tuple[int, str] | None:
        """(token after it, precision that it gives) of the bound words at a token: «ما لا يقل عن»."""
        for found in self.document.at(at, "numerals"):
            if found.row["kind"] == "bound" and found.prefix <= 1:
                return found.last, found.row["value"]
        return None

    def bound_behind(self, at: int) -> tuple[int, str] | None:
        """(token after it, precision that it gives) of «على الأقل» and its like at a token."""
        for found in self.document.at(at, "numerals"):
            floats = found.row["kind"] in ("bound-floating", "bound-after") and not found.prefix
            # «32 قتيلا وأكثر من مئة جريح»: the bound of the next count.
            of_next = found.row["kind"] == "bound-after" and self.folded(found.last) == "من"
            if floats and not of_next:
                return found.last, found.row["value"]
        return None

    def bound_before(self, at: int) -> str | None:
        """The precision that a verb of bounding before a toll gives: «تجاوز عدد القتلى مئة»."""
        for i in range(max(self.document.sentence_of(at).first, at - 5), at):
            bound = self.bound_at(i)
            if bound is not None and bound[0] <= at:
                return bound[1]
        return None

    @cached_property
    def _sayings(self) -> list[Match]:
        """The verbs of saying, one a token, in order."""
        firsts: dict[int, Match] = {}
        for match in self.document.matches("cues"):
            firsts.setdefault(match.first, match)
        return [match for match in firsts.values() if match.row["category"] in ("say", "add")]

    @cached_property
    def _said_at(self) -> list[int]:
        return [match.first for match in self._sayings]

    def saying_before(self, first: int, last: int) -> int | None:
        """The last of some tokens at which a verb of saying stands: «قال», «وأضاف»."""
        at = bisect_left(self._said_at, last)
        return self._said_at[at - 1] if at and self._said_at[at - 1] >= first else None

    def said_anew(self, first: int, last: int) -> int | None:
        """The last of some tokens with a verb of saying that wears a conjunction: what is said behind it is another matter."""
        begin = bisect_left(self._said_at, first)
        for match in reversed(self._sayings[begin : bisect_left(self._said_at, last)]):
            if match.prefix and match.row["category"] == "say":
                return match.first
        return None

    def begins_construction(self, at: int) -> bool:
        """Whether any construction word begins at a token."""
        return self.document.is_in(at, _CONSTRUCTIONS)

    def is_negated(self, at: int) -> bool:
        """Whether «لا» or its like stands right before a noun, «أي» aside."""
        before = at - 1
        if self.word_in(before, "any") is not None:
            before -= 1
        found = self.any_match(before, "cues")
        return found is not None and found.row["category"] == "negation" and found.last >= before + 1

    def is_possession(self, at: int) -> bool:
        """Whether a word with a possessive ending stands at the token: «فقد 300 موظف وظائفهم» loses things, not people."""
        word = self.word(at)
        return word is not None and word.folded.endswith(("هم", "ها", "ته", "هما", "نا")) and not self.is_closed(at)

    def is_of_fiction(self, at: int) -> bool:
        """Whether one kills another in a film or series that the sentence names."""
        event = self.any_match(at, "casualty_words")
        if event is None or not event.row.id.startswith("kill"):
            return False
        sentence = self.document.sentence_of(at)
        return bool(self.words_in("fiction", sentence.first, sentence.last))

    def is_of_sport(self) -> bool:
        """Whether the document speaks of sport: what is injured there plays."""
        told = self.document.role_ends("constructions", "sport")
        return len(told) >= _SPORT_WORDS and len({self.folded(at) for at in told}) >= _SPORT_WORDS

    def is_verb(self, at: int) -> bool:
        """Whether a verb that the stop words know stands at a token, or a word for casualties."""
        found = self.any_match(at, "stop_words")
        return (found is not None and found.row["kind"] == "verb") or self.match(at, "casualty_words") is not None

    def is_ill(self, at: int) -> bool:
        """Whether an illness or a feeling follows with «ب»: «أصيب بالإنفلونزا», «أصيبت بخيبة», not «بينهم ثمانية بالصدمة»."""
        if self.word_in(at, "subset") is not None or self.number_at(at) is not None:
            return False
        if any(self.word_in(i, "no-injury") is not None for i in (at, at + 1, at + 2)):
            return True
        for i in range(at, at + _REACH_OF_ILLNESS):
            found = self.any_match(i, "means")
            if found is not None and found.row["kind"] == "disease" and self.folded(i).startswith("ب"):
                return True
            place = self.over.get(i)
            if not (
                self.role(i, "name_grammar", "inside") is not None
                or (place is not None and place.list == "places")
                or self.any_match(i, "heads") is not None
                or self.is_definite(i)
            ):
                return False  # «إصابة آلاف الأطفال في مخيمات النازحين بأمراض»
        return False

    def number_behind(self, at: int) -> Number | None:
        """The number at a token, or behind an article that stands alone: «ال27»."""
        at = self.skip_quotes(at)
        return self.number_at(at) or (self.number_at(at + 1) if self.folded(at) == "ال" else None)

    def number_over(self, at: int) -> Number | None:
        """The number that covers a token."""
        return self._inside.get(at)

    def is_used(self, number: Number) -> bool:
        """Whether a fact has taken the number."""
        return number.first in self.taken

    def take(self, number: Number | None) -> None:
        """Note that a fact counts by this number."""
        if number is not None and number.first not in self.taken:
            self.taken.add(number.first)
            self._taken_last.append(number.first)

    def give_back(self) -> None:
        """No fact came of what was read last: the numbers that it took are free for others. See `keep`."""
        self.taken.difference_update(self._taken_last)
        self._taken_last.clear()

    def keep(self) -> None:
        """The facts that were read last stand: the numbers that they took stay taken."""
        self._taken_last.clear()

    def is_time(self, at: int) -> bool:
        """Whether the token is part of an expression of time."""
        return at in self._time_at

    def is_year(self, number: Number) -> bool:
        """Whether the number is part of a date or a name."""
        mention = self.over.get(number.first)
        return number.first in self._time_at or (
            mention is not None and mention.first < number.first and mention.last >= number.last
        )

    def after_number(self, number: Number) -> int:
        """The token after a number, its repetition in brackets aside: «(7) سبعة من رجال»."""
        at = number.last
        if number.bound is not None and number.bound[0] == at:
            at = number.bound[1]
        at = self.skip_quotes(at)
        again = self._numbers.get(at)
        if again is not None and again.low == number.low and again.high == number.high and at > number.last:
            self.taken.add(again.first)
            at = self.skip_quotes(again.last)
        return at

    def is_bracketed(self, number: Number) -> bool:
        """Whether the number stands in brackets: «القتلى (16)»."""
        return number.first > 0 and self.words[number.first - 1].text in _OPENERS

    def is_several(self, number: Number) -> bool:
        """Whether the number is «عدة» or its like, which may stand behind its noun: «إصابات عدة», «جنود عدة»."""
        return number.form == "vague" and number.last == number.first + 1 and number.high == _SEVERAL

    # -- words for people

    def noun_at(self, at: int) -> Noun | None:
        """The word for people that begins at a token."""
        found = self.match(at, "victims")
        if found is None or (self.folded(at) in _FRIENDLY and self.folded(at - 1).endswith(_FIRE)):
            return None  # «بنيران صديقة»
        definite = self.folded(at)[1 if found.prefix else 0 :].startswith("ال")
        return Noun(at, found.last, found.row, definite)

    def event_noun_at(self, at: int) -> Match | None:
        """The casualty noun («قتيلا», «جرحى») that begins at a token."""
        found = self.match(at, "casualty_words")
        return found if found is not None and found.row["form"] in ("noun", "body") else None

    def nationality_at(self, at: int) -> int | None:
        """The token after a nationality word, or None."""
        found = self.match(at, "nationalities")
        return None if found is None or self.is_side(at) else found.last

    def is_side(self, at: int) -> bool:
        """Whether a word says on which side of something people are: «مسلحون غربي كركوك», «غربي البلاد»."""
        if self.role(at, "name_grammar", "direction") is None:
            return False
        return self.is_definite(at + 1) or bool(self.document.at(at + 1, "places"))

    def nationality_amount(self, at: int) -> Amount:
        """One, two or a plural of no number, from the ending of a nationality word."""
        folded = self.folded(at)
        if folded.endswith(("يان", "يتان", "يتين")):
            return _TWO
        if folded.endswith(("ين", "ون", "ات")) or not folded.endswith(("ي", "يا", "يه")):
            return _SOME
        return _ONE

    def is_partitive(self, at: int) -> bool:
        """«من», or «منهم» and its like."""
        return self.folded(at) == "من" or self.pronoun_at(at)

    def pronoun_at(self, at: int) -> bool:
        """«منهم» and its like."""
        return self.word_in(at, "of-them") is not None

    def refers_back(self, row: Row) -> bool:
        """Whether the word only points to people named before («آخرون»)."""
        return row["id"].startswith("other")

    def refers_back_at(self, at: int) -> bool:
        """Whether «آخرون» or its like begins at a token."""
        found = self.match(at, "victims")
        return found is not None and self.refers_back(found.row)

    def people_in(self, first: int, last: int) -> Row | None:
        """The first word for people among some tokens."""
        return next((found.row for i in range(first, last) if (found := self.match(i, "victims")) is not None), None)

    def is_thing(self, at: int) -> bool:
        """Whether a counted thing that is no person begins at the token."""
        at = self.skip_quotes(at)
        return self.match(at, "things") is not None and self.match(at, "victims") is None

    def may_be_people(self, at: int, *, definite: bool = False) -> bool:
        """Whether a noun stands at the token that no lexicon has: it may be people."""
        word = self.word(at)
        if word is None or not word.is_arabic or len(word.folded) < 3:
            return False
        if word.folded[0] in _ATTACHED or (word.definite and not definite) or self.is_closed(at):
            return False
        return at not in self.over and at not in self._inside and not self.is_thing(at)

    def is_break(self, at: int) -> bool:
        """Whether what begins at the token cannot be the noun of a number before it."""
        word = self.word(at)
        if word is None or word.is_punctuation or not word.is_arabic:
            return True
        return word.folded[0] in _ATTACHED or word.definite or self.is_closed(at) or at in self.over

    # -- mentions

    def mention_from(self, at: int) -> Mention | None:
        """The mention that begins at a token, quotes aside."""
        return self.starting.get(self.skip_quotes(at))

    def mention_over(self, at: int) -> Mention | None:
        """The longest mention that covers a token."""
        return self.over.get(at)

    def person_from(self, at: int) -> Mention | None:
        """The person named at a token, or after the titles or the whole role that begin there."""
        if at < len(self.words) and (titled := self._titled.get(self.starts[at])) is not None:
            return titled
        step = at
        while step < at + _TITLE_GAP:
            step = self.skip_quotes(step)
            mention = self.starting.get(step)
            if mention is not None:
                return mention if mention.kind == "person" else None
            title = self.match(step, "titles") or self.match(step, "victims")
            if title is not None:
                step = title.last
            elif (
                (step > at or self.is_nationality(step))
                and self.is_definite(step)
                and self.word_in(step, "relative") is None
            ):
                step += 1
            else:
                return None
        return None

    # -- questions about what stands around

    def is_inside_name(self, event: Match) -> bool:
        """Whether the event word is part of a longer name («كتائب شهداء الأقصى»)."""
        mention = self.over.get(event.first)
        return mention is not None and mention.last - mention.first > event.last - event.first

    def role_before(self, at: int, role: str, reach: int) -> bool:
        """Whether a construction word of this role ends at most `reach` tokens before, in the same sentence."""
        first = max(self.document.sentence_of(at).first, at - reach)
        for begin in reversed(self.document.in_role("constructions", role, first, at, worn=True)):
            if any(
                found.row["role"] == role and found.last <= at for found in self.document.at(begin, "constructions")
            ):
                return not any(word.text in _FULL_STOPS for word in self.words[begin + 1 : at])
        return False

    def number_before(self, at: int) -> Number | None:
        """The unused number that ends right before a token, quotes aside."""
        step = at - 1
        while step >= 0 and self.words[step].is_quote:
            step -= 1
        number = self._inside.get(step)
        if (
            number is None
            or number.last != step + 1
            or number.form == "ordinal"
            or self._is_of_crowd(number, at)
            or self.is_used(number)
            or self.is_year(number)
        ):
            return None
        return number

    def _is_of_crowd(self, number: Number, at: int) -> bool:
        """Whether a vague number with the article counts somebody else than the word at a token: «شيع الآلاف شهداء المجزرة»."""
        partitive = self.folded(number.last - 1) == "من" or self.folded(at) == "من"
        return number.form == "vague" and number.definite and not partitive

    def amount_of(self, number: Number) -> Amount:
        """The amount of a number that a fact counts by."""
        return Amount(number.low, number.high, number.precision, number.start, number.end, number)

    def is_casualty_noun_before(self, at: int) -> bool:
        """Whether a noun for casualties stands right before: «قتلى وجرحى»."""
        return any(self.event_noun_at(i) is not None for i in range(max(0, at - 3), at))

    def is_casualty_noun_after(self, at: int) -> bool:
        """Whether «وجرحى», «أو إصابات» follows."""
        nor = self.word_in(at, "nor")
        found = self.event_noun_at(nor if nor is not None else at)
        return found is not None and (nor is not None or self.begins_with_and(at)) and found.row["kind"] == "injured"

    def follows_subject(self, at: int) -> bool:
        """Whether an actor, a unit, or a word for people or means ends right before: the subject of the verb before it."""
        mention = self.over.get(at - 1)
        if mention is not None:
            return mention.list != "places"
        if self.is_time(at - 1) or self.is_definite(at - 1):
            return True
        return any(self.word_in(i, "party") == at for i in (at - 1, at - 2))

    def opens_clause(self, at: int, sentence_first: int) -> bool:
        """Whether a clause begins at a token: the sentence, after «أن» and its like, after a comma, colon or quote."""
        if at == sentence_first:
            return True
        word = self.words[at - 1]
        if word.is_punctuation:
            return True
        return any(
            found.row["role"] in ("that", "opens") and found.last == at
            for i in (at - 1, at - 2)
            if i >= 0
            for found in self.document.at(i, "constructions")
        )

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a verb that the lexicons know stands among the tokens."""
        for i in range(first, last):
            if any(found.row["kind"] == "verb" for found in self.document.at(i, "stop_words")):
                return True
            if any(found.row["form"] in _VERB_FORMS for found in self.document.at(i, "casualty_words")):
                return True
        return False

    def says_at(self, at: int) -> bool:
        """Whether a verb of saying stands at a token: then the noun before it is its subject."""
        found = self.any_match(at, "cues")
        return found is not None and found.prefix == 0 and found.row["category"] in ("say", "add")

    def after_bound(self, at: int, amount: Amount) -> int:
        """The token after «على الأقل» and its like, where they stand behind the people that they bound."""
        number = amount.number
        if (
            number is not None
            and number.bound is not None
            and number.bound[0] >= number.last
            and number.bound[0] <= at + 1
        ):
            return max(at, number.bound[1])
        return at

    def start_of(self, at: int) -> int:
        """The code point at which a phrase begins: without an attached «و» before a number or a word for people."""
        number = self._numbers.get(at)
        if number is not None:
            return number.start if number.first == at else self.starts[at] + self.begins_with_and(at)
        if self.begins_with_and(at) and any(self.word_in(at, role) is not None for role in ("one-of", "parent")):
            return self.starts[at] + 1
        for lexicon in ("victims", "nationalities", "titles", "casualty_words"):
            found = self.match(at, lexicon)
            if found is not None:
                return self.starts[at] + found.prefix
        mention = self.starting.get(at)
        return mention.start if mention is not None else self.starts[at]

    def clitics(self, at: int) -> int:
        """How many letters an attached conjunction takes off a construction word."""
        return max((found.prefix for found in self.document.at(at, "constructions")), default=0)

    def judge(self, first: int, last: int) -> tuple[str, list[str]]:
        """Who the words say that the people are: their group, and the categories of the contract."""
        groups, categories, believers = [], [], False
        at = first
        while at < last:
            mention = self.starting.get(at)
            named = mention is not None and mention.kind == "person"
            noun = None if named else self.match(at, "victims")  # «أمير» is a name as well
            if noun is not None:
                faith = noun.row.id.startswith(_BELIEVER)  # «17 مسلما من رجال الأمن»
                aside = faith or self._only_says_where(at, first) or self._is_deputy(at)
                if not aside and (at == first or not self._is_of_those_before(at)):
                    groups.append(noun.row["group"])  # «جنود مسلمين», «العقيد المهندس» are no two kinds of people
                believers = believers or faith
                if noun.row["category"]:
                    categories.append(noun.row["category"])
            if mention is not None and mention.last <= last:
                if mention.list == "units" or mention.kind == "armed_group":
                    groups.append("combatant")
                at = mention.last
            else:
                at = max(at + 1, noun.last if noun is not None else 0)
        known = {group for group in groups if group != "unknown"}
        if believers and not known:
            return "civilian", sorted(set(categories))
        group = known.pop() if len(known) == 1 else "mixed" if known else "unknown"
        return group, sorted(set(categories))

    def _is_deputy(self, at: int) -> bool:
        """«نائب قائد الأسطول»: a deputy of somebody, and no member of parliament."""
        leader = self.match(at + 1, "victims") if self.folded(at).removeprefix("و") in _DEPUTY else None
        return leader is not None and leader.row["group"] == "combatant"

    def _only_says_where(self, at: int, first: int) -> bool:
        """«عناصر الكتيبة الماليزية العاملة ضمن القوات»: an adjective that makes nobody a worker."""
        noun = self.match(at, "victims")
        worker = noun is not None and noun.row.id.startswith(_WORKER) and at > first + 1
        return worker and self.is_definite(at) and self.is_definite(at - 1) and not self.begins_with_and(at)

    def _is_of_those_before(self, at: int) -> bool:
        """Whether a word for people only describes those right before it, of whom more is known; «خاله العقيد» says who he is."""
        before = self.match(at - 1, "victims")
        if before is None or before.last != at or before.row["group"] == "unknown" or self.begins_with_and(at):
            return False
        return not self.words[at - 1].text.endswith(_HIS)

    def role_ends_in(self, role: str, at: int, reach: int) -> bool:
        """Whether a construction word of this role stands among the `reach` tokens from a token on."""
        return bool(self.words_in(role, at, at + reach))

    def ranks_in(self, first: int, last: int) -> bool:
        """Whether words among some tokens say of which rank something is: «الأعنف», «ثالث هجوم»."""
        return any(
            self.word_in(i, "superlative") is not None or ((n := self.number_at(i)) is not None and n.form == "ordinal")
            for i in range(first, last)
        )

    def ending_at(self, at: int, role: str) -> int | None:
        """The first token of a construction word of this role that ends right before a token, in its sentence."""
        if self.document.sentence_of(at).first == at:
            return None
        ends = self.document.role_ends("constructions", role)
        return next((i for i in self.words_in(role, at - _LONGEST_CONSTRUCTION, at) if ends[i] == at), None)

    def office_at(self, at: int, *, joined: bool = False) -> int | None:
        """The token after a word for one office or rank: the first two names of a title's row are its singular.

        `joined`: behind «و» as well.
        """
        found = self.match(at, "titles")
        if found is None or found.row["kind"] not in ("role", "rank", "profession") or found.prefix > joined:
            return None
        # «مدير مستشفى» is one as «مدير» is.
        own = (
            title
            for title in self.document.at(at, "titles")
            if title.last in (found.last, at + 1) and title.prefix == found.prefix
        )
        return found.last if any(self._is_one_office(title) for title in own) else None

    def _is_one_office(self, title: Match) -> bool:
        singular = [fold(name.removeprefix("=")) for name in title.row["names"].split("|")[:2]]
        words = self.document.lexicon_key(title.first, title.last, self.starts[title.first] + title.prefix)
        if words.removeprefix("ال") in singular or words in singular:
            return True
        return " " in words and words.split()[0] == singular[0].split()[0]  # «حاكم الإقليم» as «حاكم ولاية»

    def names_person(self, at: int) -> bool:
        """Whether a title with a person's name begins at the token, so that the name is an object: «أعدم … الشيخ فلان»."""
        return at not in self.over and self.person_from(at) is not None

    def is_inside(self, at: int) -> bool:
        """Whether the token lies in a mention."""
        return at in self.over

    def is_quiet(self, at: int) -> bool:
        """Whether the token is a mark or a time: it parts no verb from its subject."""
        return self.is_punctuation(at) or self.is_time(at)

    def victim_name(self, fact: Fact) -> str | None:
        """The last word of a named victim, by which he is told again."""
        mention = fact.victims.mention if fact.victims is not None else None
        return self.folded(mention.last - 1) if mention is not None and mention.kind == "person" else None

    def follows_preposition(self, at: int) -> bool:
        """Whether a preposition stands before the token or on it: what follows is no subject."""
        return (
            self.role(self.before(at), "name_grammar", "locative") is not None
            or self.role(self.before(at), "constructions", "preposition") is not None
        )

    def places_between(self, first: int, last: int) -> list[Mention]:
        """The places that begin among some tokens."""
        return self._places[bisect_left(self._place_firsts, first) : bisect_left(self._place_firsts, last)]

    def times_in(self, first: int, last: int) -> list[TimeExpression]:
        """The words for time that begin among some tokens."""
        return self.findings.times[bisect_left(self._time_firsts, first) : bisect_left(self._time_firsts, last)]

    @cached_property
    def _aircraft(self) -> list[int]:
        """The tokens at which aircraft are named, in order."""
        return sorted(m.first for m in self.findings.units if m.kind == "air" and self.starting.get(m.first) is m)

    def aircraft_in(self, first: int, last: int) -> list[int]:
        """The tokens among some at which aircraft are named."""
        return self._aircraft[bisect_left(self._aircraft, first) : bisect_left(self._aircraft, last)]

    def is_containing(self, at: int) -> bool:
        """Whether a word between two places says that the first lies in or by the second."""
        word = self.words[at]
        return (
            word.is_punctuation
            or word.is_digits
            or self.number_at(at) is not None
            or self.role(at, "name_grammar", "direction") is not None
            or self.role(at, "constructions", "containing") is not None
            or self.any_nationality(at)
        )

    def in_dateline(self, place: Mention) -> bool:
        """Whether a place opens its sentence beside an outlet: «دبي، الإمارات العربية المتحدة (CNN)--», «عين اليوم – بغداد»."""
        sentence = self.document.sentence_of(place.first)
        if place.first - sentence.first > _REACH_OF_DATELINE:
            return False
        if place.first == sentence.first and self._is_agency_behind(place.last):
            return True
        if self.words[place.first - 1].text in _OPENERS and self.words[place.last].text in ")]":
            return place.first - 1 == sentence.first and self.words[place.last + 1].text in _DASHES  # «(بيروت) – …»
        end = min(sentence.last, sentence.first + 2 * _REACH_OF_DATELINE)
        return any(
            (mention := self.starting.get(i)) is not None and mention.kind == "media"
            for i in range(sentence.first, end)
        ) and not any(self.any_match(i, "cues") is not None for i in range(sentence.first, place.first))

    def _is_agency_behind(self, at: int) -> bool:
        """«كابول (وكالة) -»: a name of some words in brackets, and a dash behind."""
        if at >= len(self.words) or self.words[at].text not in _OPENERS:
            return False
        closed = next(
            (
                i
                for i in range(at + 1, min(at + 1 + _REACH_OF_DATELINE, len(self.words) - 1))
                if self.words[i].text in ")]"
            ),
            None,
        )
        return closed is not None and self.words[closed + 1].text in _DASHES

    def lasts(self, time: TimeExpression) -> bool:
        """Whether the time is a span that goes on («منذ عام 2007»), and not a moment."""
        return self.folded(time.first).endswith("منذ")
