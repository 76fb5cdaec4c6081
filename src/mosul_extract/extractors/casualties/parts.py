"""The parts of totals: «بينهم 3 أطفال», «ثلثهم», «منهم», and what they belong to."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from mosul_extract.extractors.casualties.facts import add_people, fact_of, people_fact
from mosul_extract.extractors.casualties.lists import list_from, past_age
from mosul_extract.extractors.casualties.nouns import fell_at
from mosul_extract.extractors.casualties.victims import Phrase, is_of_percent, phrase_at
from mosul_extract.extractors.casualties.wounds import past_state
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact
from mosul_extract.text.numerals import Number

_REACH_FORWARD, _LONGEST_BRACKET = 14, 16
_REACH_OF_SHARE = 12
_REACH_OF_RELEASE = 2
_REACH_OF_VERB, _REACH_OF_DEED = 3, 8
_HELD = frozenset({"kidnapped", "detained"})
_STILL_ALIVE = frozenset({"kidnapped", "detained", "injured"})
_APPOSED = frozenset("،,:")
_WERE = frozenset({"كانوا", "كانا", "كن", "كانتا"})
_DIES = frozenset({"passive", "passive-counted", "idiom"})
_HURT = frozenset({"killed", "injured", "casualties"})
_THE_OTHER = frozenset({"والاخر", "والاخري", "والثاني", "والثانيه"})
_STATES = ("حاله", "حال", "جروح", "جراح", "وضع")
_OPENING_MARKS = frozenset("،:")
_PRONOUNS, _COMMAS = ("هم", "هما", "هن"), frozenset("،,")
# Rules of facts whose verb, or the noun that it needs, can stand behind the people: «لقي أربعة، أحدهم طفل، مصرعهم».
_VERB_BEHIND = ("casualties.victims-verb", "casualties.light")
_PARTITIVE = ("subset", "of-them", "subset-of-toll", "made-of", "one-of-them")


class _Told:
    """The facts told so far by the tokens at which they begin and end, so that a look at a sentence costs that sentence only."""

    def __init__(self, facts: list[Fact]) -> None:
        self._by_first = sorted(facts, key=attrgetter("first"))
        self._firsts = [fact.first for fact in self._by_first]
        self._by_last: dict[str | None, list[Fact]] = {}
        for fact in sorted((fact for fact in facts if not fact.subset), key=attrgetter("last")):
            for kind in (None, fact.kind, *(("hurt",) if fact.kind in _HURT else ())):
                self._by_last.setdefault(kind, []).append(fact)

    def between(self, first: int, last: int) -> list[Fact]:
        """The facts that begin at the tokens `first` to `last`."""
        return self._by_first[bisect_left(self._firsts, first) : bisect_right(self._firsts, last)]

    def last_before(self, at: int, kind: str | None) -> Fact | None:
        """The total, of a kind, of any, or of those who are «hurt», that ends last of those that end up to a token."""
        facts = self._by_last.get(kind, [])
        behind = bisect_right(facts, at, key=attrgetter("last"))
        return facts[behind - 1] if behind else None


def subsets(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«بينهم أربعة أطفال وامرأة»: parts of the total told just before in the same sentence."""
    end = -1
    told = _Told(facts)
    for cue in reader.document.in_roles("constructions", *_PARTITIVE):
        role = cue.row["role"]
        counted = reader.number_before(cue.first) if role == "of-them" else None
        if cue.first < end or cue.first in reader.spent or counted is not None:
            continue  # «اثنان منهم قاصران» is a share
        end = cue.last
        sentence = reader.document.sentence_of(cue.first)
        here = told.between(sentence.first, cue.first)
        if any(cue.first < fact.last and not _stands_behind_people(reader, cue, fact) for fact in here):
            continue
        total = _total_of(reader, cue, told, here)
        if total is None:
            yield from _untold(reader, cue) if role == "subset-of-toll" else ()
            continue
        if role == "one-of-them":
            apart = cue.first > total.last and not reader.is_punctuation(cue.first - 1)
            if apart and phrase_at(reader, cue.last) is None:
                continue  # «أسرنا اثنين وقد أقنعنا أحدهم»
            if total.amount.low == 2 or not reader.folded(cue.last - 1).endswith("هما"):
                yield _one_of_them(reader, cue, total)
            continue
        at = _past_owner(reader, cue) if role == "subset-of-toll" else cue.last
        people = list_from(reader, at, bare=role == "subset-of-toll", commas=True)
        phrases = _parts(people, told_apart=role == "subset-of-toll")
        if not phrases and role in ("subset", "of-them"):
            _join_told(told.between(cue.last, cue.last + 1), total)
            yield from _in_state(reader, cue, total)
            continue
        if role == "subset-of-toll" and phrases:
            phrases += _the_other(reader, phrases[-1])
        if role == "subset-of-toll" and not phrases:
            yield from _among(reader, cue, total)
            continue
        nested = _nested(reader, phrases, total) if role == "made-of" else None
        if nested is not None:
            yield from _told_apart(reader, cue, nested, total)
            end = nested.parts[-1].last
            continue
        if not _may_be_parts(role, phrases, total):
            continue
        for i, phrase in enumerate(phrases):
            reader.take(phrase.amount.number)
            kind = "killed" if _has_died(reader, phrase, total) else total.kind
            fact = people_fact(reader, cue, phrase, kind, "casualties.subset")
            if i == 0 and phrase.first <= at + 1:
                fact.first, fact.start = cue.first, reader.starts[cue.first] + cue.prefix
            fact.subset, fact.of = True, total
            yield fact


def _has_died(reader: FactReader, part: Phrase, total: Fact) -> bool:
    """«أصيب 15 بينهم طفلة في الثالثة من عمرها توفيت لاحقا»: whether a verb right behind one of the hurt says that he died."""
    verb = reader.match(past_age(reader, part.last), "casualty_words")
    if verb is None or verb.prefix or total.kind not in _STILL_ALIVE or part.amount.low != 1:
        return False
    died = verb.row["kind"] == "killed" and verb.row["form"] in _DIES and reader.number_at(verb.last) is None
    if died:
        reader.spent.add(verb.first)
    return died


def _may_be_parts(role: str, phrases: list[Phrase], total: Fact) -> bool:
    """Whether people can be parts of a total: behind «منهم» counted or known ones, behind «هم» counts or all of it."""
    if role == "of-them":
        return bool(phrases) and (phrases[0].counted or phrases[0].row is not None)
    return role != "made-of" or (len(phrases) > 1 and (_are_counted(phrases) or _add_up(phrases, total)))


class _Nested(NamedTuple):
    """The parts of a total, and the parts of the first of them, which stand between it and the others."""

    parts: list[Phrase]
    inner: list[Phrase]


def _nested(reader: FactReader, phrases: list[Phrase], total: Fact) -> _Nested | None:
    """«87، هم 45 مدنيا بينهم 12 طفلا و42 مقاتلا»: what «و» adds behind the parts of the first part, where the sum says so."""
    if len(phrases) != 1 or not phrases[0].counted:
        return None
    within = reader.word_in(phrases[0].last + (reader.folded(phrases[0].last) in _COMMAS), "subset")
    if within is None:
        return None
    listed = list_from(reader, within, commas=True)
    for begin in range(1, len(listed)):
        parts = [phrases[0], *listed[begin:]]
        if _are_counted(listed) and _add_up(parts, total):
            return _Nested(parts, listed[:begin])
    return None


def _told_apart(reader: FactReader, cue: Match, nested: _Nested, total: Fact) -> Iterator[Fact]:
    """The facts of nested parts, in the order of the text."""
    first: Fact | None = None
    for phrase in [nested.parts[0], *nested.inner, *nested.parts[1:]]:
        reader.take(phrase.amount.number)
        fact = people_fact(reader, cue, phrase, total.kind, "casualties.subset")
        fact.subset, fact.of = True, first if first is not None and phrase in nested.inner else total
        first = first or fact
        yield fact


def parts_by_noun(reader: FactReader, facts: list[Fact]) -> None:
    """«وصل 72 شهيدا، منهم 7 شهداء»: the parts of a total that a noun for the dead counts are parts all the same."""
    for total, part in itertools.pairwise(facts):
        if (
            part.subset
            or part.kind != total.kind
            or part.anchor <= total.last
            or None in (part.amount.low, total.amount.low)
        ):
            continue
        marked = any(reader.ending_at(part.first, role) is not None for role in ("subset", "of-them"))
        if marked and (part.amount.low or 0) < (total.amount.low or 0) and part.first - total.last <= _REACH_OF_VERB:
            part.subset, part.of = True, total


def parts_of_toll(reader: FactReader, facts: list[Fact]) -> None:
    """«من بين الشهداء 19 شهيدا من طالبي المساعدات»: a count of dead among the dead is part of the last larger one."""
    for i, part in enumerate(facts):
        if part.subset or part.amount.number is None or reader.ending_at(part.first, "subset-of-toll") is None:
            continue
        larger = (fact for fact in reversed(facts[:i]) if fact.kind == part.kind and not fact.subset)
        part.subset, part.of = True, next((f for f in larger if (f.amount.low or 0) > (part.amount.low or 0)), None)


def _join_told(behind: list[Fact], total: Fact) -> None:
    """«قتل 30 مسلحا، بينهم 12 قتلوا في غارة»: parts that a verb of their own has told are parts all the same."""
    for part in behind:
        fewer = None not in (part.amount.low, total.amount.low) and (part.amount.low or 0) < (total.amount.low or 0)
        if part.kind == total.kind and fewer and not part.subset:
            part.subset, part.of = True, total


def _the_other(reader: FactReader, one: Phrase) -> list[Phrase]:
    """«أحد القتيلين ضابط والآخر مجند»: what the second of two is."""
    if one.amount.low != 1 or reader.folded(one.last) not in _THE_OTHER:
        return []
    other = phrase_at(reader, one.last + 1)
    return [other] if other is not None and other.amount.low == 1 and not other.counted else []


def _in_state(reader: FactReader, cue: Match, total: Fact) -> Iterator[Fact]:
    """«أصيب 45 بينهم 12 في حالة حرجة», «منهم 460 سقطوا في المعارك»: a number alone, and how those are, or what they did."""
    number = reader.number_at(cue.last)
    if number is None or reader.is_used(number) or number.form == "ordinal" or _exceeds(number, total):
        return
    end = past_state(reader, number.last) if total.kind == "injured" else None
    if end is None and _is_told_of(reader, number.last, total):
        end = number.last
    if end is None:
        return
    reader.take(number)
    fact = fact_of(reader, cue, cue.first, end, reader.amount_of(number), "casualties.subset")
    fact.kind, fact.subset, fact.of = total.kind, True, total
    yield fact


def _is_told_of(reader: FactReader, at: int, total: Fact) -> bool:
    """Whether «كانوا …», or of the dead «سقطوا …», follows a number alone: it counts some of those before."""
    fell = total.kind == "killed" and fell_at(reader, at)
    return fell or reader.folded(at) in _WERE


def bracketed(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«قتل 12 شخصا (8 رجال و4 نساء)», «14 شخصا، ثمانية إيرانيون وستة سوريين»: counted parts that add up to the total before them."""
    for total in facts:
        opened = reader.word(total.last)
        apposed = opened is not None and opened.text in _APPOSED and total.amount.number is not None
        if total.subset or total.amount.low is None or opened is None or not (apposed or opened.text == "("):
            continue
        phrases = list_from(reader, total.last + 1)
        end = phrases[-1].last if len(phrases) > 1 else total.last
        while end < total.last + _LONGEST_BRACKET and reader.is_definite(end) and not reader.is_attached_to(end):
            end += 1  # «… واثنين من قوة الأمن العام)»
        closed = reader.word(end) if len(phrases) > 1 else None
        if closed is None:
            continue
        counted = _are_apposed(reader, phrases) if apposed else closed.text == ")"
        if not (counted and (apposed or _are_counted(phrases)) and _add_up(phrases, total)):
            continue
        event = reader.any_match(total.anchor, "casualty_words")
        if event is None:
            continue
        for phrase in phrases:
            reader.take(phrase.amount.number)
            fact = people_fact(reader, event, phrase, total.kind, "casualties.subset")
            fact.subset, fact.of = True, total
            yield fact


def _are_apposed(reader: FactReader, phrases: list[Phrase]) -> bool:
    """Whether parts begin right behind a comma, without «و», and no verb tells more of them."""
    first, last = phrases[0], phrases[-1].last
    return not reader.begins_with_and(first.first) and (reader.is_break(last) and not reader.is_verb(last))


def _are_counted(phrases: list[Phrase]) -> bool:
    return all(phrase.counted for phrase in phrases)


def _add_up(phrases: list[Phrase], total: Fact) -> bool:
    """Whether parts, some of them counted, are all of their total: «5 أطفال هم 4 أشقاء وطفلة»; names only say who they are."""
    counts = [phrase.amount.low for phrase in phrases]
    whole = None not in counts and sum(count or 0 for count in counts) == total.amount.low
    nobody_named = all(phrase.person is None for phrase in phrases)
    return whole and nobody_named and (any(phrase.counted for phrase in phrases) or _are_several(phrases))


def _are_several(phrases: list[Phrase]) -> bool:
    """«ثلاثة أشخاص، جنديان ومدني»: people told by words without article, whose forms count them."""
    return len(phrases) > 1 and all(phrase.row is not None and not phrase.definite for phrase in phrases)


def _total_of(reader: FactReader, cue: Match, told: _Told, here: list[Fact]) -> Fact | None:
    """The total that the parts behind a cue belong to: of the sentence, near by; of «بين القتلى» any that was told before."""
    if cue.row["role"] == "subset-of-toll":
        return told.last_before(cue.first + 1, _kind_of_toll(reader, cue) or "hurt")
    total = max(
        (f for f in here if not f.subset and (f.last <= cue.first + 1 or _stands_behind_people(reader, cue, f))),
        key=attrgetter("last"),
        default=None,
    )
    return None if total is not None and cue.first - total.last > _REACH_FORWARD else total


def _stands_behind_people(reader: FactReader, cue: Match, fact: Fact) -> bool:
    """Whether parts are told between people and their verb: «30 رجلا بينهم شيخ خطفوا»."""
    return _stands_behind(reader, cue.first, fact)


def _stands_behind(reader: FactReader, at: int, fact: Fact) -> bool:
    """Whether a token stands between the people of a fact and their verb."""
    between = fact.rule.startswith(_VERB_BEHIND) and fact.first < at < fact.last
    return between and fact.victims is not None and fact.victims.end <= reader.starts[at]


def _one_of_them(reader: FactReader, cue: Match, total: Fact) -> Fact:
    """«أحدهم قيادي بارز»: one of the people just told."""
    phrase = phrase_at(reader, cue.last)
    last = phrase.last if phrase is not None and not phrase.counted else cue.last
    fact = fact_of(
        reader,
        cue,
        cue.first,
        last,
        Amount(1, 1, "exact"),
        "casualties.one-of-them",
        phrase if last > cue.last else None,
    )
    fact.kind, fact.subset, fact.of = total.kind, True, total
    return fact


def _among(reader: FactReader, cue: Match, total: Fact | None) -> Iterator[Fact]:
    """«ثلاثة من أبنائه كانوا بين القتلى»: counted or named people before the words that say among whom they are."""
    if reader.word_in(cue.first, "one-of") is not None:
        return
    end = cue.first - 1 if reader.word_in(cue.first - 1, "copula") == cue.first else cue.first
    kind = _kind_of_toll(reader, cue) or "killed"
    for at in range(max(reader.document.sentence_of(end).first, end - _REACH_FORWARD), end):
        phrases = list_from(reader, at)
        last = reader.after_bound(phrases[-1].last, phrases[-1].amount) if phrases else at
        if not phrases or last != end or not all(p.counted or p.amount.low is not None for p in phrases):
            continue
        for phrase in phrases:
            reader.take(phrase.amount.number)
            fact = people_fact(reader, cue, phrase, kind, "casualties.among")
            fact.subset, fact.of = True, total
            if phrase is phrases[-1]:
                fact.last, fact.end = cue.last, reader.ends[cue.last - 1]
            yield fact
        return


def _kind_of_toll(reader: FactReader, cue: Match) -> str | None:
    """The kind of those among whom the parts are: «من بين القتلى» are dead; victims can be both."""
    word = next((m for i in range(cue.first, cue.last) if (m := reader.event_noun_at(i)) is not None), None)
    return None if word is None or word.row["kind"] == "casualties" else word.row["kind"]


def _untold(reader: FactReader, cue: Match) -> Iterator[Fact]:
    """«ومن بين القتلى طفلان»: parts of a total that this text does not count."""
    word = next((m for i in range(cue.first, cue.last) if (m := reader.event_noun_at(i)) is not None), None)
    if word is None:
        return
    phrases = _parts(list_from(reader, _past_owner(reader, cue), bare=True), told_apart=True)
    if not phrases:
        yield from _among(reader, cue, None)
    for phrase in phrases:
        reader.take(phrase.amount.number)
        fact = people_fact(
            reader, cue, phrase, "killed" if word.row["kind"] == "casualties" else word.row["kind"], "casualties.subset"
        )
        fact.subset = True
        yield fact


def _past_owner(reader: FactReader, cue: Match) -> int:
    """The token at which the parts begin: «ومن بين القتلى، قائد ميداني»."""
    at = _past_toll(reader, cue)
    return at + (reader.folded(at) in _OPENING_MARKS)


def _past_toll(reader: FactReader, cue: Match) -> int:
    """The token after those whose dead they are, and after their number told again: «من بين قتلى المعارضة الثلاثين قائدان»."""
    owner = reader.mention_from(cue.last)
    at = cue.last
    if owner is not None and owner.kind != "person":
        at = owner.last
    else:
        while at < cue.last + 3 and reader.is_definite(at) and reader.number_at(at) is None:
            at += 1
    again = reader.number_behind(at)
    if again is None or not again.definite:
        return at
    what = reader.noun_at(again.last)  # «من بين القتلى الـ40 تلميذا»
    return (
        what.last if what is not None and not what.definite and reader.folded(again.last).endswith("ا") else again.last
    )


def _parts(phrases: list[Phrase], *, told_apart: bool) -> list[Phrase]:
    """The parts of a total: each counted one alone, plurals without a number that follow each other as one («نساء وأطفال»).

    Behind «بينهم» plurals are words for the victims and no parts, but for leaders; `told_apart`: they are parts.
    """
    parts: list[Phrase] = []
    for phrase in phrases:
        plural = not phrase.counted and phrase.amount.low is None
        if plural and not told_apart and not (phrase.row is not None and phrase.row["category"] == "leader"):
            continue
        before = parts[-1] if parts else None
        if plural and before is not None and not before.counted and before.amount.low is None:
            before.last = phrase.last
            if before.words is not None and phrase.words is not None:
                before.words = before.words[0], phrase.words[1]
        else:
            parts.append(phrase)
    return parts


def tie_parts(reader: FactReader, facts: list[Fact]) -> None:
    """«أعدم أربعة منهم»: a count of «منهم» is part of the larger count just told, whatever happened to the others."""
    for before, fact in itertools.pairwise(facts):
        if fact.subset or not fact.of_them or fact.amount.low is None or fact.amount.precision == "vague":
            continue
        total = before.of or before
        if (
            total.kind == fact.kind == "killed"
            and reader.folded(fact.anchor).endswith("وا")
            and fact.first == fact.anchor
        ):
            continue  # «إن رجالها قتلوا اثنين منهم»: not of the dead told before, but of those who did it
        if total.amount.low is not None and total.amount.low > fact.amount.low:
            fact.subset, fact.of = True, total


def same_people(reader: FactReader, facts: list[Fact]) -> None:
    """«أسروا ثمانية من الركاب وقتلوهم»: a verb that holds the people counted right before it tells of as many."""
    for before, fact in itertools.pairwise(facts):
        if fact.rule != "casualties.verb-pronoun" or fact.amount.precision != "unstated" or before.victims is None:
            continue
        if before.amount.low is None or before.kind not in _STILL_ALIVE or before.subset:
            continue
        if not 0 <= fact.first - before.last <= (_REACH_OF_DEED if before.kind in _HELD else _REACH_OF_VERB):
            continue
        if reader.document.sentence_of(before.anchor) != reader.document.sentence_of(fact.anchor):
            continue
        fact.amount = Amount(before.amount.low, before.amount.high, before.amount.precision)
        fact.victims, fact.group, fact.categories = before.victims, before.group, before.categories
        fact.neutral, fact.noun = before.neutral, before.noun


def shares(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«معظمهم مدنيون», «اثنان منهم», «نصفهم»: how many of the people told just before in the same sentence."""
    told = _Told(facts)
    for number in reader.findings.numbers:
        if reader.is_used(number) or reader.is_year(number) or is_of_percent(reader, number):
            continue
        pronoun_end = number.last if reader.folded(number.last - 1).endswith(_PRONOUNS) else None
        most = _most_of_them(reader, number)
        if most is not None:
            dead = told.last_before(number.first, None) if most.kind == "casualties" else None
            if dead is not None and dead.kind == "killed":
                most.kind = "killed"  # «قتل 3 أشخاص. … اثنين من الضحايا من الناخبين»
            yield most
            continue
        if pronoun_end is None and number.form in ("words", "digits", "vague"):
            pronoun_end = reader.word_in(number.last, "of-them")
        sentence = reader.document.sentence_of(number.first)
        if pronoun_end is None:
            continue
        total = max(
            (
                f
                for f in told.between(sentence.first, number.first)
                if not f.subset and (f.last <= number.first or _stands_behind(reader, number.first, f))
            ),
            key=attrgetter("last"),
            default=None,
        )
        if total is None or number.first - total.last > _REACH_OF_SHARE or _exceeds(number, total):
            continue
        if reader.role_before(number.first, "release", _REACH_OF_RELEASE):
            continue  # «ثم أفرجوا عن 137 منهم»
        reader.take(number)
        amount = _share_of(number, total, reader)
        pronoun_end = reader.word_in(pronoun_end, "great") or pronoun_end
        at = pronoun_end + 1 if reader.folded(pronoun_end) == "من" else pronoun_end
        phrase = phrase_at(reader, at)
        if phrase is None and _is_owner(reader, number, total):
            continue  # «للاشتباه بانتماء بعضهم إلى …»
        last = (
            phrase.last if phrase is not None and not phrase.counted else past_state(reader, pronoun_end) or pronoun_end
        )
        fact = Fact(
            total.kind,
            number.first,
            number.first,
            last,
            number.start,
            reader.ends[last - 1],
            "casualties.share",
            amount,
        )
        if phrase is not None and last == phrase.last:
            add_people(reader, fact, phrase)
        fact.subset, fact.of = True, total
        yield fact


def _is_owner(reader: FactReader, number: Number, total: Fact) -> bool:
    """Whether «بعضهم» belongs to the word before it, which tells something else of them."""
    most = any(row.endswith(":most") for row in number.rows)
    some = number.form == "vague" and number.low is None and not most
    before = number.first - 1
    if not some or number.first <= total.last or reader.begins_with_and(number.first):
        return False
    does = reader.is_verb(before) or reader.is_verb_like(before) or reader.word_in(before, "managed") is not None
    # «بانتماء بعضهم», but «بجروح بعضهم خطرة»
    of_theirs = reader.folded(before).startswith("با") and not reader.folded(before).endswith(_STATES)
    return (does and reader.any_match(before, "casualty_words") is None) or of_theirs


def _most_of_them(reader: FactReader, number: Number) -> Fact | None:
    """«معظم القتلى مدنيون»: the greater part of people whose count this sentence does not tell."""
    majority = reader.word_in(number.first, "majority") is not None or is_some(number)
    at = number.last + 1 if not majority and reader.folded(number.last) == "من" else number.last
    noun = reader.event_noun_at(at)
    if noun is None or not reader.is_definite(at) or not (majority or at > number.last):
        return None
    said = _past_copula(reader, noun.last)
    of = said + 1 if reader.folded(said) == "من" else said
    phrase = phrase_at(reader, of)
    if phrase is None and not majority and (end := past_state(reader, said)) is not None:
        reader.take(number)  # «ستة من المصابين في حالة حرجة»
        fact = fact_of(reader, noun, number.first, end, reader.amount_of(number), "casualties.share")
        fact.subset = True
        return fact
    if phrase is None or phrase.counted or (phrase.definite and of == said):
        return None
    reader.take(number)
    amount = Amount(None, None, "vague", number.start, number.end, number) if majority else reader.amount_of(number)
    fact = fact_of(reader, noun, number.first, phrase.last, amount, "casualties.share", phrase)
    fact.subset = True
    return fact


def is_some(number: Number) -> bool:
    """Whether a number is «بعض» and its like, which tells no count."""
    return number.form == "vague" and number.low is None and number.high is None


def _past_copula(reader: FactReader, at: int) -> int:
    """The token after «هم», «كانوا» between people and what they are."""
    while (end := reader.word_in(at, "made-of") or reader.word_in(at, "copula")) is not None:
        at = end
    return at


def _exceeds(number: Number, total: Fact) -> bool:
    """Whether a number is larger than the total that it should be part of."""
    known = total.amount.low if total.amount.low is not None else total.amount.high
    return number.low is not None and known is not None and number.low >= known


def _share_of(number: Number, total: Fact, reader: FactReader) -> Amount:
    """A fraction of its total; a majority has no number."""
    if number.share is not None and total.amount.low is not None:
        above, below = number.share
        low, high = (None if of is None else of * above // below for of in (total.amount.low, total.amount.high))
        return Amount(low, high, "approximate", number.start, number.end, number)
    if number.share is not None:
        return Amount(None, None, "vague", number.start, number.end, number)
    return reader.amount_of(number)
