"""Statements by nouns for those it happened to: counted, in tolls, in states, bare, bodies."""

from __future__ import annotations

from collections.abc import Callable

from mosul_extract.extractors.casualties.both import WOUNDED, past_both
from mosul_extract.extractors.casualties.facts import add_people, describe, fact_of, people_fact
from mosul_extract.extractors.casualties.found import found_dead
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.tolls import toll
from mosul_extract.extractors.casualties.victims import FAMILIES, Phrase, bounded, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece
from mosul_extract.text.numerals import Number

# What people are that others hold.
_HELD = frozenset({"kidnapped", "detained", "missing"})
# Kinds of which people can be set free.
# «أفرجت عن ثلاث رهائن مقابل 90 أسيرا»
_FOR_THEM = "مقابل"
_REACH_OF_BURIAL = 5
_REACH_TO_FREED, _REACH_TO_COUNTS = 9, 22
_RELEASED = frozenset({"detained", "kidnapped", "missing", "displaced"})
_REACH_LICENSE, _REACH_OF_DENIAL = 4, 7
_REACH_BACK = 14
_REACH_TO_FOUND = 5
_TWO = 2
_RUBBLE = "rubble-state"
_EACH = "كل"
_REACH_TO_NAME = 3
_REACH_TO_NAMES = 9
_CARRY = ("نقل", "نقلت")
_REACH_TO_NAMED = 6
_REACH_OF_RELEASE = 14
_AMONG = frozenset({"بين", "وبين"})
_HELD_BY = "held-state"
_SEARCH = ("بحث", "حث", "تبحث")
_TO, _PRISONERS, _OF = "الي", "detainee-many", frozenset({"من", "في"})
_UNKNOWN_COUNT = Amount(None, None, "unstated")


def noun(reader: FactReader, event: Match) -> list[Fact]:
    """«35 قتيلا», «عشرات القتلى والجرحى», «سقوط قتلى», «عدد القتلى بلغ 26»: a noun for those it happened to."""
    if reader.folded(event.first - 1) == "بين" and (
        reader.is_definite(event.first) or reader.mention_from(event.last) is not None
    ):
        return []  # «من بين القتلى», «من بين قتلى المعارضة»
    if _is_of_no_event(reader, event):
        return []
    if _was_before(reader, event):
        return _risen(reader, event)
    if event.row.id.startswith(WOUNDED) and reader.is_ill(event.last):
        return []  # «1200 مصاب بفيروس»
    if (held := _held(reader, event)) is not None:
        return [held]
    if (hurt := _hurt_by(reader, event)) is not None:
        return [hurt]
    if any(event.row["kind"] in kinds and is_so(reader, event) for kinds, is_so in _NOT_SO):
        return []
    if (taken := _taken_hurt(reader, event)) is not None:
        return [taken]
    for rule in (found_dead, counted_noun, _named, toll, _bare_noun, _prisoners_of):
        if facts := rule(reader, event):
            return facts
    return []


def _is_of_no_event(reader: FactReader, event: Match) -> bool:
    """«12 حادثة أوقعت كل منها عشرة قتلى», «مقابلات مع 140 ضحية»: a count for each of many, and people who were asked."""
    begin = _begin_of_count(reader, event)
    return reader.ending_at(begin, "each-one") is not None or reader.role_before(begin, "interviews", 2)


def _are_free(reader: FactReader, event: Match) -> bool:
    """«خرج من السجن أكثر من 2000 معتقل», «90 أسيرا محررا», «5 رهائن بعد الإفراج عنهم»: held no more."""
    begin = _begin_of_count(reader, event)
    if (
        reader.folded(begin - 1) == _FOR_THEM
        or reader.role_before(begin, "release", _REACH_OF_RELEASE if reader.folded(begin - 1) == "عن" else 6)
        or reader.word_in(event.last, "former")
    ):
        return True
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_TO_FREED)
    closed = next((i for i in range(event.last, end) if reader.is_punctuation(i)), end)
    return bool(reader.words_in("set-free", event.last, closed))


def _are_sheltered(reader: FactReader, event: Match) -> bool:
    """«مدرسة تؤوي 2400 نازح»: they live there; of a country that has taken in refugees the number is told."""
    return reader.ending_at(_begin_of_count(reader, event), "shelters") is not None


def _is_counted_apart(reader: FactReader, event: Match) -> bool:
    """«بلغ عدد ضحايا الألغام 121 قتيلا و213 مصابا»: the dead and the hurt of whom the toll is, counted behind it."""
    if not reader.role_before(event.first, "toll", 2):
        return False
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_TO_COUNTS)
    counts = (number for at in range(event.last, end) if (number := reader.number_at(at)) is not None)
    number = next((count for count in counts if not reader.is_year(count) and count.form != "ordinal"), None)
    told = reader.event_noun_at(number.last) if number is not None else None
    return told is not None and told.row["kind"] in ("killed", "injured") and told.row["number"] != "plural"


def _taken_hurt(reader: FactReader, event: Match) -> Fact | None:
    """«نقل 18 شخصا إلى المستشفى مصابين»: counted people, where they were taken, and how."""
    how = event.row.id.startswith(WOUNDED) and not event.prefix and not reader.is_definite(event.first)
    number = _number_of_between(reader, event) if how else None
    people = phrase_at(reader, number.first) if number is not None else None
    if people is None or people.row is None or not 1 < event.first - people.last <= _REACH_TO_FOUND:
        return None
    if reader.role(people.last, "constructions", "to-hospital") is None and reader.folded(people.last) != _TO:
        return None
    if any(reader.is_punctuation(i) or reader.begins_with_and(i) for i in range(people.last, event.first)):
        return None
    reader.take(number)
    fact = people_fact(reader, event, people, event.row["kind"], "casualties.taken-hurt")
    fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
    return fact


def _prisoners_of(reader: FactReader, event: Match) -> list[Fact]:
    """«أسرى المقاومة», «أسرى للجيش», «أسرى من الحوثيين»: prisoners of no number by the force or group whose men they are."""
    if event.row.id != _PRISONERS or reader.is_definite(event.first):
        return []
    inside = reader.folded(event.last) in _OF
    owner = reader.starting.get(event.last + inside)
    if owner is None or not (owner.list == "units" or owner.kind == "armed_group"):
        return []
    fact = fact_of(reader, event, event.first, owner.last, _UNKNOWN_COUNT, "casualties.prisoners-of")
    begin = event.last if inside else event.first
    add_people(reader, fact, Phrase(event.first, owner.last, _UNKNOWN_COUNT, (begin, owner.last)))
    return [fact]


def _hurt_by(reader: FactReader, event: Match) -> Fact | None:
    """«فلان (23 عاما) المصاب برصاص في كتفه»: one named, and by what he was hurt."""
    how = event.row["kind"] == "injured" and event.row["number"] == "singular"
    before = reader.over.get(event.first - 1)
    how = how and (reader.is_definite(event.first) or (before is not None and before.kind == "person"))
    if not how or event.prefix or not reader.folded(event.last).startswith("ب") or reader.is_ill(event.last):
        return None
    for at in range(event.first - 1, max(event.first - _REACH_TO_NAMED, -1), -1):
        person = reader.over.get(at)
        if person is not None:
            if person.kind != "person":
                return None
            fact = fact_of(reader, event, person.first, event.last, Amount(1, 1, "exact"), "casualties.hurt-by")
            fact.start = person.start
            fact.victims = Piece(person.start, person.end, person)
            return fact
        aged = reader.number_over(at) is not None or reader.is_punctuation(at) or reader.word_in(at, "aged") is not None
        if not aged and reader.any_match(at, "times") is None:
            return None
    return None


def _are_killed(reader: FactReader, event: Match) -> bool:
    """«أربعة رهائن قتلوا»: the verb right behind the people says that they were killed."""
    verb = reader.match(event.last, "casualty_words")
    killed = verb is not None and verb.row["kind"] == "killed" and reader.folded(verb.first).endswith("وا")
    return killed and reader.number_before(event.first) is not None


def _begin_of_count(reader: FactReader, event: Match) -> int:
    """The token of the count right before a noun, bounds included, or of the noun."""
    number = reader.number_before(event.first)
    if number is None:
        return event.first
    return min(number.first, number.bound[0]) if number.bound is not None else number.first


def _named(reader: FactReader, event: Match) -> list[Fact]:
    """«القتيل الأول يدعى فلان», «والشهيد هو فلان»: one of the dead or hurt, and who he is."""
    if event.row["number"] == "dual":
        return _named_two(reader, event)
    if event.row["number"] != "singular" or not reader.is_definite(event.first):
        return []
    at = event.last
    while at < event.last + _REACH_TO_NAME and reader.is_definite(at):
        at += 1
    called = reader.word_in(at, "is-called")
    phrase = None if called is None else phrase_at(reader, called)
    if phrase is None or phrase.person is None:
        return []
    return [fact_of(reader, event, event.first, phrase.last, Amount(1, 1, "exact"), "casualties.noun-named", phrase)]


def _named_two(reader: FactReader, event: Match) -> list[Fact]:
    """«القتيلان هما فلان وفلان», «الجريحين اللذين أصيبا هما مدني وجندي»: two of the dead or hurt, and who they are."""
    end = min(event.last + _REACH_TO_NAMES, reader.document.sentence_of(event.first).last)
    they = next((at for at in range(event.last, end) if reader.word_in(at, "made-of") is not None), None)
    phrases = list_from(reader, they + 1) if they is not None and reader.is_definite(event.first) else []
    if len(phrases) != _TWO or any(phrase.amount.low != 1 for phrase in phrases):
        return []
    for phrase in phrases:
        reader.take(phrase.amount.number)
    reader.spent.update(range(event.last, phrases[-1].last))
    whole = Phrase(
        phrases[0].first, phrases[-1].last, Amount(_TWO, _TWO, "exact"), (phrases[0].first, phrases[-1].last)
    )
    return [fact_of(reader, event, event.first, whole.last, whole.amount, "casualties.noun-named", whole)]


def _was_before(reader: FactReader, event: Match) -> bool:
    """Whether the count is the one that a toll had: «ارتفعت من 20 قتيلا إلى 25 قتيلا»."""
    number = reader.number_before(event.first)
    if number is None or reader.folded(number.first - 1) != "من" or reader.folded(event.last) != "الي":
        return False
    return reader.number_at(event.last + 1) is not None


def _risen(reader: FactReader, event: Match) -> list[Fact]:
    """«ارتفعت الحصيلة من 10 قتلى إلى 16»: the count that the toll has now, where no noun of its own follows."""
    earlier, now = reader.number_before(event.first), reader.number_at(event.last + 1)
    if earlier is None or now is None or reader.is_used(now):
        return []
    if not reader.is_break(now.last) or reader.event_noun_at(now.last) is not None:
        return []
    if not reader.role_before(earlier.first, "toll-rises", _REACH_LICENSE):
        return []
    reader.take(now)
    fact = fact_of(reader, event, earlier.first, now.last, reader.amount_of(now), "casualties.toll")
    fact.start = earlier.start
    return [fact]


def _held(reader: FactReader, event: Match) -> Fact | None:
    """«العسكريين المخطوفين», «الجنود الأسرى»: definite people, and what has become of them."""
    at = event.first - 1
    given = event.prefix or reader.folded(event.first).startswith("لل")  # «قتل المسلحين للرهائن»
    if event.row["kind"] not in _HELD or event.row["number"] != "plural" or given or at < 0:
        return None
    if not (reader.is_definite(event.first) and reader.is_definite(at)) or reader.number_over(at) is not None:
        return None
    noun = reader.noun_at(at)
    many = noun is not None and noun.word["number"] == "plural" and noun.last == event.first
    foreign = reader.nationality_at(at) is not None and reader.folded(at).endswith(("ين", "ون"))
    if not (many or foreign) or at in reader.over or reader.number_before(at) is not None:
        return None
    if reader.folded(at).endswith("ون") and not reader.folded(event.first).endswith("ون"):
        return None  # «قتل المسلحون الرهائن»
    fact = fact_of(reader, event, at, event.last, _UNKNOWN_COUNT, "casualties.people-held")
    add_people(reader, fact, Phrase(at, event.last, _UNKNOWN_COUNT, (at, event.last), noun.word if noun else None))
    return fact


def counted_noun(reader: FactReader, event: Match) -> list[Fact]:
    """A count right before the noun, or right after a definite plural: «القتلى الـ16»."""
    between = past_both(reader, event)
    added = event.prefix > 0 and reader.begins_with_and(event.first)  # «القتلى 30 والمصابين 28»: 30 are not injured
    number = (
        (None if added else reader.number_before(event.first))
        or _number_of_many(reader, event)
        or _number_before_toll(reader, event)
        or (_number_of_between(reader, event) if between and _is_among(reader, event) else None)
        or _number_over_noun(reader, event)
        or _number_of_them(reader, event)
    )
    if number is not None and (
        reader.word_in(number.first, "majority") is not None
        or reader.folded(number.first - 1) == _EACH
        or _is_of_no_event(reader, event)
    ):
        return []  # «9 من كل 10 مصابين»
    if number is not None and number.last == event.first and _are_some_of_the(reader, event, number):
        return []
    if event.row.id == "injury-count" and (number is None or _is_of_disease(reader, event)):
        return []
    if number is None:
        end = past_owner(reader, event.last)
        in_number = reader.word_in(end, "in-number")
        after_noun = reader.number_behind(in_number or end)
        if after_noun is None or reader.is_used(after_noun) or event.row["number"] != "plural":
            return []
        several = reader.is_several(after_noun) and not reader.is_definite(event.first)
        two = after_noun.form == "words" and after_noun.low == after_noun.high == _TWO
        if (
            not (in_number or after_noun.definite or reader.is_bracketed(after_noun) or several or two)
            or after_noun.form == "ordinal"
        ):
            return []
        reader.take(after_noun)
        amount = reader.amount_of(after_noun)
        least = reader.bound_before(event.first) if reader.role_before(event.first, "toll", 2) else None
        if least is not None and after_noun.precision == "exact":
            amount = bounded(amount, least)  # «تجاوز عدد القتلى المئة»
        return [fact_of(reader, event, event.first, after_noun.last, amount, "casualties.noun-count")]
    people = phrase_at(reader, number.first, bare_number=True) if between else None
    family = reader.noun_at(event.first - 1)
    if family is not None and family.word.id in FAMILIES and event.row["number"] == "singular":
        return []  # «500 أسرة شهيد»
    reader.take(number)
    last = between if between else event.last
    reader.spent.update(range(event.last, last))
    fact = fact_of(reader, event, number.first, last, reader.amount_of(number), "casualties.count-noun")
    fact.start = number.start
    bound = reader.bound_before(number.first) if reader.role_before(number.first, "toll", 4) else None
    if bound is not None and number.precision == "exact":
        fact.amount = bounded(fact.amount, bound)
    behind = reader.bound_behind(last)
    if behind is not None and fact.amount.precision == "exact":
        fact.amount = bounded(fact.amount, behind[1])
    if between and event.row["kind"] in ("killed", "casualties"):
        fact.kind, fact.rule = "casualties", "casualties.count-killed-and-injured"
    describe(reader, fact, last)
    if fact.victims is None and people is not None:
        add_people(reader, fact, people)
    _begin_with_fall(reader, fact, number)
    return [fact, *_and_of_others(reader, event, fact)]


def _are_some_of_the(reader: FactReader, event: Match, number: Number) -> bool:
    """«بعض القتلى مقاتلون»: what some of the dead were."""
    if number.form != "vague" or number.low is not None or not reader.is_definite(event.first):
        return False
    people = phrase_at(reader, event.last)
    return people is not None and not (people.counted or people.definite)


def past_owner(reader: FactReader, at: int) -> int:
    """The token after whose dead they are: «شهداء الأردن الثلاثة», «قتلى الهجوم الخمسة», not «ضحايا الأيام الثلاثة»."""
    owner = reader.mention_from(at)
    if owner is not None:
        return owner.last
    one = reader.is_definite(at) and (reader.folded(at).endswith("ه") or reader.any_match(at, "means") is not None)
    number = reader.number_behind(at + 1) if one else None
    return at + 1 if number is not None and number.definite and number.form == "words" else at


def _and_of_others(reader: FactReader, event: Match, fact: Fact) -> list[Fact]:
    """«1500 قتيل من المدنيين و2300 من العسكريين»: the same of other people, where each count says of whom it is."""
    if reader.folded(event.last) != "من" or not reader.begins_with_and(fact.last):
        return []
    at = fact.last + (reader.folded(fact.last) == "و")
    number = reader.number_at(at)
    if number is None or reader.folded(number.last) != "من":
        return []
    phrase = phrase_at(reader, at)
    if phrase is None or phrase.words is None or not phrase.counted or reader.says_at(phrase.last):
        return []
    reader.take(number)
    return [people_fact(reader, event, phrase, fact.kind, "casualties.count-of-others")]


def _begin_with_fall(reader: FactReader, fact: Fact, number: Number) -> None:
    """«سقوط ما لا يقل عن 15 قتيلا», «سقط فيه 20 قتيلا»: the word for falling before the count belongs to the statement."""
    at = number.first if number.bound is None else min(number.first, number.bound[0])
    if fact.first not in (at, number.first):
        return
    aside = reader.ending_at(at, "therein")
    fall = reader.ending_at(at if aside is None else aside, "befall")
    if fall is not None:
        fact.first, fact.start = fall, reader.starts[fall] + reader.clitics(fall)


def _is_of_disease(reader: FactReader, event: Match) -> bool:
    """Whether the sentence speaks of an illness: «47 إصابة جديدة بالكوليرا» are no injuries."""
    sentence = reader.document.sentence_of(event.first)
    return any(means.row["kind"] == "disease" for means in reader.means_in(sentence.first, sentence.last))


def _number_of_many(reader: FactReader, event: Match) -> Number | None:
    """The number of «الآلاف من القتلى»."""
    if reader.folded(event.first - 1) != "من" or event.row["number"] != "plural":
        return None
    number = reader.number_before(event.first - 1)
    if number is not None and reader.role_before(number.first, "buries", _REACH_OF_BURIAL):
        return number  # «دفن الأهالي 9 من ضحايا المجزرة»
    if number is not None and event.row["kind"] == "injured" and _takes_in(reader, number):
        return number
    many = (
        number is not None
        and reader.is_definite(event.first)
        and number.form == "vague"
        and number.definite
        and number.low is not None
    )
    return number if many and not reader.word_in(event.last, "made-of") else None


def _takes_in(reader: FactReader, number: Number) -> bool:
    """«استقبل مستشفى كذا 31 من المصابين»: whether a hospital has received those who are counted."""
    first = max(reader.document.sentence_of(number.first).first, number.first - _REACH_OF_BURIAL)
    return bool(reader.words_in("takes-in", first, number.first)) and bool(
        reader.words_in("hospital", first, number.first)
    )


def _number_before_toll(reader: FactReader, event: Match) -> Number | None:
    """The number of «يرتفع إلى 600 عدد القتلى»: the word for the toll stands between."""
    toll = reader.ending_at(event.first, "toll")
    if toll is None and reader.word_in(event.first - 1, "toll") is not None:
        toll = event.first - 1  # «حصيلة ضحايا»
    if toll is None:
        return None
    return reader.number_before(toll) or _number_of_headline(reader, toll)


def _number_of_headline(reader: FactReader, toll: int) -> Number | None:
    """The number of «45 شخصا بينهم 12 طفلا حصيلة ضحايا القصف»: people who open the sentence, and their toll behind them."""
    first = reader.document.sentence_of(toll).first
    phrase = phrase_at(reader, first)
    if phrase is None or not phrase.counted or phrase.row is None:
        return None
    parts = reader.word_in(phrase.last, "subset")
    listed = list_from(reader, parts) if parts is not None else []
    end = listed[-1].last if listed else phrase.last
    return phrase.amount.number if end == toll else None


def _number_over_noun(reader: FactReader, event: Match) -> Number | None:
    """The number of «600 شخص مفقودين»: a word for people stands between."""
    at = event.first - 1
    if (
        event.prefix
        or at < 1
        or reader.noun_at(at) is None
        or reader.is_definite(at) != reader.is_definite(event.first)  # «زار عشرات الأطباء جرحى التفجير»
        or (reader.noun_at(event.first) is not None and event.row["number"] == "plural")
    ):
        return None
    return reader.number_before(at)


def _number_of_them(reader: FactReader, event: Match) -> Number | None:
    """The number of «سقط 4 منهم قتلى»."""
    of_them = event.first - 1
    alone = event.prefix == 0 and not reader.is_definite(event.first)
    return reader.number_before(of_them) if alone and of_them > 0 and reader.pronoun_at(of_them) else None


def state(reader: FactReader, event: Match) -> list[Fact]:
    """«43 شخصا في عداد المفقودين»: what the people before are counted among."""
    number = _number_of_between(reader, event)
    if number is None and event.row.id == _RUBBLE and (two := _two_there(reader, event)) is not None:
        return [two]
    if number is None or (event.row.id == _RUBBLE and not _are_still_there(reader, event, number)):
        return []
    people = phrase_at(reader, number.first)
    if people is None and reader.is_thing(number.last):
        return []  # «أكثر من 20 عاما خلف القضبان»
    if event.row.id == _HELD_BY and (people is None or not 0 <= event.first - people.last <= 1):
        return []  # «المئات من الصواريخ … زعيمه المعتقل لدى»
    behind = people.last if people is not None else number.last
    others = (at for at in range(behind, event.first) if reader.begins_with_and(at))
    if any(reader.any_match(at, "victims") is None for at in others):
        return []  # «أنقذ 34 واعتبر الباقون في عداد المفقودين»
    reader.take(number)
    families = people is not None and people.row is not None and people.row.id in FAMILIES
    amount = people.amount if people is not None and families else reader.amount_of(number)
    fact = fact_of(reader, event, number.first, event.last, amount, "casualties.count-state")
    fact.start, fact.of_them = number.start, reader.pronoun_at(number.last)
    if people is not None and people.row is not None:
        add_people(reader, fact, people)
    return [fact]


def _two_there(reader: FactReader, event: Match) -> Fact | None:
    """«لا يزال شخصان تحت الردم»: two people right before, whom no number counts."""
    people = phrase_at(reader, event.first - 1)
    if people is None or people.amount.low != _TWO or people.last != event.first:
        return None
    first = max(reader.document.sentence_of(event.first).first, people.first - _REACH_TO_FOUND)
    if not reader.words_in("still", first, people.first):
        return None
    fact = people_fact(reader, event, people, event.row["kind"], "casualties.count-state")
    fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
    return fact


def _are_still_there(reader: FactReader, event: Match, number: Number) -> bool:
    """«لا يزال 10 آلاف شخص تحت الأنقاض», not «أنقذت 12 شخصا من تحت الأنقاض»: people right before, who have not been found."""
    people = phrase_at(reader, number.first)
    if people is None or people.row is None or reader.folded(event.first - 1) == "من":
        return False
    first = reader.document.sentence_of(event.first).first
    still = reader.words_in("still", max(first, number.first - _REACH_TO_FOUND), event.first)
    return bool(still) or "عالق" in reader.folded(event.first)


def _number_of_between(reader: FactReader, event: Match) -> Number | None:
    """The number of «250 شخصا بين قتيل وجريح», a word for people and «بين» after it."""
    first = reader.document.sentence_of(event.first).first
    for i in range(event.first - 1, max(event.first - _REACH_BACK, first - 1), -1):
        number = reader.number_over(i)
        if number is not None:
            return None if reader.is_used(number) or reader.is_year(number) or number.form == "ordinal" else number
    return None


def _is_among(reader: FactReader, event: Match) -> bool:
    """Whether «بين» stands before the noun, so that its number may stand further off: «250 عاملا من الميناء بين قتيل وجريح»."""
    return any(reader.folded(i) in _AMONG for i in (event.first - 1, event.first - 2) if i >= 0)


def _license_before(reader: FactReader, event: Match) -> int | None:
    """The token of «سقوط», «مخلفا» and their like right before the noun, of «وقوع أي» before its «أي»."""
    license_at = reader.ending_at(event.first, "license")
    any_at = reader.ending_at(event.first, "any") if license_at is None else None
    return reader.ending_at(any_at, "befall") if any_at is not None else license_at


def _bare_noun(reader: FactReader, event: Match) -> list[Fact]:
    """«سقوط قتلى وجرحى», «مخلفا قتيلين»: no number, but a word that says that it happened."""
    number = event.row["number"]
    if (mixed := _of_both(reader, event)) is not None:
        return [mixed]
    more = reader.ending_at(event.first, "more-of")
    fall = number == "plural" and reader.role_before(event.first, "befall", 2)  # «سقوط القتلى والجرحى»
    if reader.is_definite(event.first) and more is None and not fall:
        return []
    licensed = (
        more is not None
        or reader.role_before(event.first, "license", _REACH_LICENSE)
        or (event.first == reader.document.sentence_of(event.first).first and _opens(reader, event.last))
        or reader.folded(event.first - 1) in (":", ".")
        or _ends_headline(reader, event)
        or _fell(reader, event)
        or (
            (reader.begins_with_and(event.first) or reader.ending_at(event.first, "nor") is not None)
            and reader.is_casualty_noun_before(event.first)
        )
    )
    of_any = number == "singular" and reader.word_in(event.first - 1, "any") is not None  # «لم تسجل أي وفاة»
    if number == "dual" or ((number == "plural" or of_any) and _is_denied(reader, event)) or _is_sought(reader, event):
        licensed = True
    if licensed and _carried(reader, event):
        return []  # «نقل مصابي الهجوم إلى المستشفى»
    if not licensed or event.row["kind"] in ("detained", "kidnapped", "displaced") or _is_how(reader, event):
        return []
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(number, _UNKNOWN_COUNT)
    amount = _UNKNOWN_COUNT if of_any else amount
    license_at = _license_before(reader, event)
    kind = (
        "killed"
        if event.row["kind"] == "casualties" and reader.is_casualty_noun_after(event.last)
        else event.row["kind"]
    )
    fact = fact_of(reader, event, event.first, event.last, amount, "casualties.noun")
    if license_at is not None and len(reader.folded(license_at)) > 2:
        fact.first, fact.start = license_at, reader.starts[license_at] + reader.clitics(license_at)
    fact.kind = kind
    both = _both_behind(reader, event) if number == "plural" else None
    if both is not None:
        reader.spent.update(range(event.last, both))
        fact.kind, fact.last, fact.end = "casualties", both, reader.ends[both - 1]
    describe(reader, fact, both or event.last)
    return [fact, *(_and_of_others(reader, event, fact) if amount.low is not None else [])]


def _both_behind(reader: FactReader, event: Match) -> int | None:
    """The token after «إصابات بين قتيل وجريح», «إصابات مؤكدة بين قتيل وجريح»: the noun is of dead and hurt."""
    ends = (reader.word_in(at, "between") for at in (event.last, event.last + 1) if reader.folded(at) in _AMONG)
    return next((end for end in ends if end is not None), None)


def _is_sought(reader: FactReader, event: Match) -> bool:
    """«البحث عن مفقودين»: people of no number who are looked for."""
    sought = event.row["kind"] == "missing" and reader.folded(event.first - 1) == "عن"
    return sought and reader.folded(event.first - 2).removeprefix("ال").lstrip("وفبي").startswith(_SEARCH)


def _carried(reader: FactReader, event: Match) -> bool:
    """Whether the noun only says who was taken to be treated, and whose they are."""
    license_at = _license_before(reader, event)
    carried = license_at is not None and reader.folded(license_at).endswith(_CARRY)
    return carried and reader.mention_from(event.last) is not None


def _is_how(reader: FactReader, event: Match) -> bool:
    """Whether the noun only tells how the people before it are hurt: «إصابة 11 شخصا بإصابات بالغة», not «تسبب القصف بإصابات»."""
    if (
        event.prefix != 1
        or not reader.folded(event.first).startswith("ب")
        or _license_before(reader, event) is not None
    ):
        return False
    first = max(reader.document.sentence_of(event.first).first, event.first - _REACH_TO_FOUND)
    before = (reader.any_match(at, "casualty_words") for at in range(first, event.first))
    return any(other is not None and other.row["form"] != "light" for other in before)


def _of_both(reader: FactReader, event: Match) -> Fact | None:
    """«إيقاع أفرادها بين قتيل وجريح»: people of no number, some dead, some hurt."""
    first = next((i for i in (event.first - 1, event.first - 2) if i >= 0 and reader.folded(i) in _AMONG), None)
    end = None if first is None else reader.word_in(first, "between")
    if first is None or end is None or event.row["kind"] != "killed":
        return None
    reader.spent.update(range(event.last, end))
    fact = fact_of(reader, event, first, end, _UNKNOWN_COUNT, "casualties.among-killed-and-injured")
    fact.kind = "casualties"
    return fact


def _opens(reader: FactReader, at: int) -> bool:
    """Whether a noun that opens a sentence tells what happened: «قتلى في هجوم», «إصابات بالاختناق»; not «إصابات الملاعب»."""
    return not reader.is_definite(at) or (reader.folded(at).startswith("بال") and not reader.is_ill(at))


def _ends_headline(reader: FactReader, event: Match) -> bool:
    """«معارك في الضالع وقتلى في تعز»: what «و» adds to fighting that no verb tells of."""
    first = reader.document.sentence_of(event.first).first
    if not reader.begins_with_and(event.first) or event.row["number"] != "plural":
        return False
    return bool(reader.means_in(first, event.first)) and not any(
        (reader.is_verb(at) or reader.is_verb_like(at)) and reader.any_match(at, "means") is None
        for at in range(first, event.first)
        if at not in reader.over
    )


def _fell(reader: FactReader, event: Match) -> bool:
    """«أن قتلى سقطوا في القصف»: the verb right behind says that it happened."""
    told = event.row["kind"] == "killed" and reader.ending_at(event.first, "that") is not None
    return told and event.row["number"] == "plural" and fell_at(reader, event.last)


def fell_at(reader: FactReader, at: int) -> bool:
    """Whether «سقطوا» stands at a token."""
    return any(verb.row["form"] == "fallen" and not verb.prefix for verb in reader.document.at(at, "casualty_words"))


def _is_denied(reader: FactReader, event: Match) -> bool:
    """Whether a word of denial stands right before the noun or before its verb: «لا إصابات», «لم تسجل أي إصابات»."""
    if reader.is_negated(event.first):
        return True
    far = reader.word_in(event.first - 1, "any") is not None  # «لم ينجم عن الهجوم القوي أي إصابات»
    reach = _REACH_OF_DENIAL if far else _REACH_LICENSE
    first = max(reader.document.sentence_of(event.first).first, event.first - reach)
    return any(
        found.row["category"] == "negation"
        for at in range(first, event.first)
        for found in reader.document.at(at, "cues")
    )


# By the kinds of nouns what makes the noun tell of nobody, or of those whom another word tells.
_NOT_SO: tuple[tuple[frozenset[str], Callable[[FactReader, Match], bool]], ...] = (
    (_RELEASED, _are_free),
    (frozenset({"displaced"}), _are_sheltered),
    (frozenset({"casualties"}), _is_counted_apart),
    (_HELD, _are_killed),
)
