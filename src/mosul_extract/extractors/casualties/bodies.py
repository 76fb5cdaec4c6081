"""Statements by bodies: «العثور على 12 جثة», «جثامين أربعة شهداء», «رفات جندي»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import describe, fact_of
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.nouns import past_owner
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact
from mosul_extract.text.numerals import Number

_REACH_BACK = 14
_REACH_TO_FOUND = 5
_UNKNOWN_COUNT, _TWO = Amount(None, None, "unstated"), Amount(2, 2, "exact")
_VICTIMS = "victim-neutral-many"
_VICTIM, _FOUND, _FEWEST = "fatal-victim", "participle", 2


def body(reader: FactReader, event: Match) -> list[Fact]:
    """«العثور على جثتين», «5 جثث», «جثة المفجر»: bodies are killed people."""
    number = reader.number_before(event.first) or _number_of_bodies(reader, event)
    found_at = reader.ending_at(number.first if number is not None else event.first, "recover")
    reach = _REACH_BACK if reader.folded(event.first - 1) == "علي" else _REACH_TO_FOUND
    found_somewhere = found_at is not None or reader.role_before(event.first, "recover", reach)
    found_somewhere = found_somewhere or _two_arrive(reader, event)
    if number is not None:
        reader.take(number)
        dead = _dead_behind(reader, number) if number.first == event.last else None
        first, last = min(number.first, event.first), max(dead.last if dead is not None else number.last, event.last)
        fact = fact_of(reader, event, first, last, reader.amount_of(number), "casualties.bodies")
        if first == number.first:
            fact.start = number.start
    else:
        phrase = phrase_at(reader, event.last) or _people_of_bodies(reader, event)
        phrase = _all_listed(reader, event, phrase)
        of_people = phrase is not None and not reader.is_partitive(event.last)
        if of_people and phrase is not None and _were_told(reader, event, phrase, found=found_somewhere):
            return []
        dead = reader.event_noun_at(event.last)
        if phrase is not None and reader.word_in(phrase.last, "relative") is not None:
            verb = reader.any_match(phrase.last + 1, "casualty_words")
            if verb is not None and verb.row["kind"] == "killed":
                return []  # «جثمان الجندي الذي قتل»: the verb tells of him
        if phrase is None and dead is not None and not reader.is_definite(event.last):
            return _bodies_of_dead(reader, event, dead)
        if not found_somewhere and not of_people:
            return []
        seen = found_at is not None or reader.folded(event.first).endswith("ا")
        if event.row["number"] == "plural" and not of_people and (not seen or reader.is_definite(event.first)):
            return []
        amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(
            event.row["number"], _UNKNOWN_COUNT
        )
        many = phrase.amount.low is None if phrase is not None and of_people else _is_plural(dead)
        if many and event.row["number"] != "dual":  # «رفات الشهداء», not «جثتي محتجزين»
            amount = _UNKNOWN_COUNT
        if phrase is not None and of_people and _are_two(reader, phrase):
            amount = _TWO
        if phrase is not None and of_people and (phrase.counted or (amount is _UNKNOWN_COUNT and phrase.amount.low)):
            amount = phrase.amount
            reader.take(amount.number)
        last = phrase.last if phrase is not None and of_people else event.last
        fact = fact_of(reader, event, event.first, last, amount, "casualties.bodies", phrase if of_people else None)
    if fact.victims is None:
        describe(reader, fact, event.last)
    if found_at is not None:
        fact.first, fact.start = found_at, reader.starts[found_at] + reader.clitics(found_at)
    return [fact]


def _two_arrive(reader: FactReader, event: Match) -> bool:
    """«وصلت جثتان إلى المستشفى»: two bodies without article that are brought to a hospital."""
    two = event.row["number"] == "dual" and not reader.is_definite(event.first)
    return two and bool(reader.words_in("hospital", event.last, event.last + _REACH_TO_FOUND))


def _all_listed(reader: FactReader, event: Match, phrase: Phrase | None) -> Phrase | None:
    """«جثتي رجل وامرأة», «جثث رجل وامرأة وطفلين»: all whose bodies they are, as many as the bodies; else the first."""
    if phrase is None or phrase.words is None or event.row["number"] == "singular":
        return phrase
    people = list_from(reader, event.last)
    counts = [one.amount.low or 0 for one in people]
    if len(people) < _FEWEST or 0 in counts or any(one.counted or one.definite for one in people):
        return phrase
    if event.row["number"] == "dual" and sum(counts) != _FEWEST:
        return phrase
    last, total = people[-1].last, sum(counts)
    reader.spent.update(
        i for i in (last,) if (told := reader.match(i, "casualty_words")) and told.row["form"] == _FOUND
    )
    return Phrase(phrase.first, last, Amount(total, total, "exact"), (phrase.words[0], last), None)


def _were_told(reader: FactReader, event: Match, people: Phrase, *, found: bool) -> bool:
    """«تشيع المحافظة جثمان الشهيد فلان», «نقلت جثامين الضحايا»: those of whose death the text has told before."""
    if people.row is not None and people.row.id == _VICTIMS:
        return people.definite and not (people.counted or found)
    one = people.amount.low == 1 and not people.counted and (people.person is not None or people.definite)
    return one and reader.role_before(event.first, "buries", _REACH_BACK)


def _are_two(reader: FactReader, people: Phrase) -> bool:
    """«جثمان فلسطينيين قتلا برصاص الجيش»: the verb right behind says that they were two."""
    verb = reader.match(people.last, "casualty_words")
    if verb is None or verb.prefix or verb.row["kind"] != "killed" or people.amount.low is not None:
        return False
    return reader.folded(verb.first).endswith("ا") and reader.folded(people.last - 1).endswith("ين")


def _people_of_bodies(reader: FactReader, event: Match) -> Phrase | None:
    """The people of «جثث متفحمة لـ8 أشخاص», behind an adjective."""
    at = event.last + 1
    if event.row["number"] != "plural" or reader.is_definite(event.last) or not reader.folded(event.last).endswith("ه"):
        return None
    phrase = phrase_at(reader, at + (reader.folded(at) == "ل")) if reader.folded(at).startswith("ل") else None
    return phrase if phrase is not None and phrase.counted else None


def _is_plural(noun: Match | None) -> bool:
    return noun is not None and noun.row["number"] == "plural"


def _number_of_bodies(reader: FactReader, event: Match) -> Number | None:
    """The number of «العشرات من جثث المقاتلين», «جثامين أربعة من قتلى التنظيم»."""
    if reader.folded(event.first - 1) == "من":
        return reader.number_before(event.first - 1)
    number = reader.number_at(event.last)
    if number is None or reader.is_used(number):
        return None
    if (dead := _dead_behind(reader, number)) is not None:
        reader.spent.update(range(dead.first, dead.last))
        return number
    of_dead = reader.folded(number.last) == "من" and reader.event_noun_at(number.last + 1) is not None
    return number if of_dead else None


def _dead_behind(reader: FactReader, number: Number) -> Match | None:
    """The noun of «جثامين 42 شهيدا»."""
    told = reader.document.at(number.last, "casualty_words") if number.low is not None else []
    return next((dead for dead in told if dead.row.id == _VICTIM or _is_dead(dead)), None)


def _is_dead(noun: Match) -> bool:
    return (noun.row["form"], noun.row["kind"]) == ("noun", "killed")


def _bodies_of_dead(reader: FactReader, event: Match, dead: Match) -> list[Fact]:
    """«جثث قتلى المتطرفين»: the bodies of those who were killed."""
    if dead.row["kind"] != "killed" or event.row["number"] != "plural":
        return []
    reader.spent.update(range(event.last, dead.last))
    number = reader.number_behind(past_owner(reader, dead.last))
    if number is not None and number.definite and number.form != "ordinal" and not reader.is_used(number):
        reader.take(number)  # «جثامين شهداء الأردن الثلاثة»
        return [fact_of(reader, event, event.first, number.last, reader.amount_of(number), "casualties.bodies")]
    fact = fact_of(reader, event, event.first, dead.last, _UNKNOWN_COUNT, "casualties.bodies")
    describe(reader, fact, dead.last)
    return [fact]
