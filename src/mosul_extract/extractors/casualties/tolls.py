"""Tolls: «عدد القتلى بلغ 26», «ارتفع عدد القتلى إلى 30 والمصابين إلى 28», «القتلى هم 17 من المدنيين»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.both import past_both
from mosul_extract.extractors.casualties.facts import add_people, fact_of, people_fact
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.victims import Phrase, bounded, phrase_at
from mosul_extract.extractors.description import described_until
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact
from mosul_extract.text.numerals import Number

# Forms of words that begin a statement of their own.
_TELLING = frozenset({"masdar", "either", "passive", "active", "light"})
_BUT = frozenset({"لكن", "ولكن", "غير", "الا", "بيد"})
# «عدد الذين قتلوا», «عدد من اعتقلوا»
_THOSE_WHO, _OF_MANY, _REACH_TO_WHO = frozenset({"الذين", "من", "ممن"}), ("وا", "هم"), 6
_REACH_OF_AMONG, _REACH_BURIED = 2, 5
_TO = frozenset({"الي", "عن"})
_IS_NOT = frozenset({"ليس", "ليسوا", "لا"})
_CASES = frozenset({"حاله", "حالات"})
_HELD = frozenset({"detained", "kidnapped"})
_REACH_TOLL, _WITH = 26, "ب"
_REACH_OF_TOLL = 14


def toll(reader: FactReader, event: Match) -> list[Fact]:
    """«عدد القتلى بلغ 26 شخصا», «ارتفاع حصيلة القتلى إلى 16», and «والمصابين 28» after such a toll."""
    if any(
        (reader.word_in(i, "subset-of-toll") or 0) > event.first
        for i in range(event.first - _REACH_OF_AMONG, event.first)
    ):
        return []  # «من ضمن القتلى ثلاثة أجانب»
    if event.row["kind"] == "injured" and reader.is_ill(event.last):
        return []  # «عدد الإصابات بالكوليرا بلغ 4 آلاف»
    if event.row["kind"] == "casualties" and reader.word_in(event.last, "no-violence") is not None:
        return []  # «ضحايا البطالة»
    follows_toll = reader.role_before(event.first, "toll", 3)
    number = reader.number_at(event.last)
    listed = _is_listed(reader, event)
    goes_on = _goes_on(reader, event)
    if not (follows_toll or listed or goes_on or _rises(reader, event)) and not (
        number is not None and reader.is_definite(event.first) and reader.is_break(number.last)
    ):
        return []
    phrases = _linked_count(reader, event, linked=_is_tied(reader, event.last), sure=follows_toll)
    if not phrases:
        return []
    _bound(reader, event.first, phrases[0])
    reader.take(phrases[0].amount.number)
    fact = fact_of(reader, event, event.first, phrases[0].last, phrases[0].amount, "casualties.toll", phrases[0])
    _describe_by_noun(reader, event, fact)
    if (both := past_both(reader, event)) is not None:
        fact.kind = "casualties"
        reader.spent.update(range(event.last, both))
    return [fact, *_rest_of_toll(reader, event, phrases[1:])] if listed else [fact]


def _bound(reader: FactReader, at: int, count: Phrase) -> None:
    """Bound a count by the verb before its toll: «تجاوز عدد القتلى مئة»."""
    bound = reader.bound_before(at)
    if bound is not None and count.amount.precision == "exact":
        count.amount = bounded(count.amount, bound)


def toll_of_those(reader: FactReader, event: Match) -> list[Fact]:
    """«ارتفع عدد المدنيين الذين قتلوا في القصف إلى 60», «عدد من اعتقلوا بلغ 200», «عدد الأشخاص الذين تم ضبطهم إلى 45»."""
    verb = event.first
    if reader.word_in(verb - 1, "done") is not None:
        verb -= 1
    elif not reader.folded(verb).endswith(_OF_MANY):
        return []
    if event.row["kind"] == "injured" and reader.is_ill(event.last):
        return []  # «الذين أصيبوا بكورونا»
    who = verb - 1 - (reader.folded(verb - 1) == "قد")
    if reader.folded(who) not in _THOSE_WHO:
        return []
    first = max(reader.document.sentence_of(who).first, who - _REACH_TO_WHO)
    toll_at = next(iter(reversed(reader.words_in("toll", first, who))), None)
    if toll_at is None:
        return []
    people_at = reader.word_in(toll_at, "toll") or who
    people = phrase_at(reader, people_at) if people_at < who else None
    if people_at < who and (people is None or people.last != who):
        return []
    rises = reader.word_in(reader.before(toll_at), "toll-link") is not None
    phrases = _linked_count(reader, event, linked=rises, sure=False)
    number = reader.number_before(toll_at) if not phrases else None
    if number is not None and reader.folded(number.first - 1) in _TO:  # «يرتفع إلى 30 عدد الذين قتلوا»
        phrases = [Phrase(number.first, number.last, reader.amount_of(number), counted=True)]
    if not phrases:
        return []
    _bound(reader, toll_at, phrases[0])
    reader.take(phrases[0].amount.number)
    first, last = min(people_at, phrases[0].first), max(event.last, phrases[0].last)
    fact = fact_of(reader, event, first, last, phrases[0].amount, "casualties.toll-of-those", phrases[0])
    if people is not None and fact.neutral:
        add_people(reader, fact, people)
    return [fact]


def _linked_count(reader: FactReader, event: Match, *, linked: bool, sure: bool) -> list[Phrase]:
    """The first count of a clause that a word like «بلغ», «إلى» ties to a toll, and what «و» adds to it.

    `linked`: such a word stands before; `sure`: a word for a toll stands before, so that a count needs none.
    """
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_TOLL)
    for at in range(event.last, end):
        if reader.word_in(at, "toll-link") is not None:
            linked = True
        elif at > event.last and reader.begins_with_and(at) and reader.has_verb(at, at + 1):
            break  # «عدد القتلى لم يعرف بعد، وشارك 300 رجل»
        elif reader.word_in(at, "subset") is not None:
            break  # «حصيلة ضحايا الحادث إلى 12 قتيلا بينهم خمسة ضباط»
        elif reader.folded(at) in _BUT:
            break  # «لم تتضح حصيلة القتلى، ولكن أعلنت الوكالة أن 13 شخصا قتلوا»
        number = reader.number_at(at)
        other = reader.match(at, "casualty_words")
        if other is not None and at > event.last and other.row["form"] in _TELLING:
            break
        if number is None or number.form == "ordinal" or reader.is_year(number) or reader.is_used(number):
            continue
        if reader.folded(at - 1) in _IS_NOT:
            linked = True  # «عدد القتلى ليس 40 بل 12»
            continue
        phrases = list_from(reader, at, bare=True)
        if not phrases and (again := _of_same_noun(reader, event, number)) is not None:
            phrases = [again]
        if not phrases or (number.low is None and number.high is None):
            continue
        if not linked and not sure and at > event.last:
            continue
        if reader.folded(at - 1) == "من" and any(
            reader.folded(i) == "الي" for i in range(number.last, min(number.last + 3, end))
        ):
            linked = True
            continue
        return phrases
    return []


def toll_noun(reader: FactReader, event: Match) -> list[Fact]:
    """«عدد قتلاها وصل إلى 40», «ارتفع عدد جرحاه إلى 12»: the toll of those whom a pronoun means; a force's own are fighters."""
    facts = toll(reader, event) or _buried(reader, event)
    for fact in facts:
        if fact.neutral and reader.is_of_force(event.first):
            fact.group, fact.neutral = "combatant", False
    return facts


def _buried(reader: FactReader, event: Match) -> list[Fact]:
    """«دفنت المليشيات 45 من قتلاها», «شيع الحزب أربعة من شهدائه», «30 من ضحاياها»: the dead who are buried, counted."""
    number = reader.number_before(event.first - 1) if reader.folded(event.first - 1) == "من" else None
    dead = event.row["kind"] in ("killed", "casualties")
    if number is None or not dead or not reader.role_before(number.first, "buries", _REACH_BURIED):
        return []
    reader.take(number)
    fact = fact_of(reader, event, number.first, event.last, reader.amount_of(number), "casualties.toll")
    fact.start, fact.kind = number.start, "killed"
    return [fact]


def _describe_by_noun(reader: FactReader, event: Match, fact: Fact) -> None:
    """«حصيلة القتلى في صفوف المقاتلين بلغت …»: who they were stands behind the noun."""
    end = described_until(reader, event.last) if fact.neutral else None
    if end is not None:
        fact.group, fact.categories = reader.judge(event.last, end)
        fact.neutral = fact.group == "unknown"
    elif fact.neutral and reader.is_definite(event.last) and reader.word_in(event.last, "body") is not None:
        fact.group, fact.neutral = "combatant", False  # «عدد قتلى التنظيم إلى 25»


def _goes_on(reader: FactReader, event: Match) -> bool:
    """Whether a toll goes on with another kind: «ارتفع عدد القتلى إلى 30 والمصابين إلى 28»."""
    if not (event.prefix and reader.begins_with_and(event.first)) or event.row["number"] != "plural":
        return False
    at = reader.word_in(event.last, "toll-link") or (
        event.last if reader.folded(event.last).startswith(_WITH) else None
    )
    at = at + 1 if at is not None and reader.folded(at) == _WITH else at  # «والجرحى بـ2880»
    if at is None or reader.number_at(at) is None:
        return False
    sentence = reader.document.sentence_of(event.first)
    return bool(reader.words_in("toll", max(sentence.first, event.first - _REACH_OF_TOLL), event.first))


def _of_same_noun(reader: FactReader, event: Match, number: Number) -> Phrase | None:
    """The count of «عدد المصابين … إلى 38 مصابا», «عدد من أعدموا بلغ 250 أسيرا», or of «عدد الوفيات … 193 حالة»."""
    again = reader.event_noun_at(number.last)
    if again is None and reader.folded(number.last) in _CASES:
        return Phrase(number.first, number.last + 1, reader.amount_of(number), counted=True)
    killed_after = again is not None and event.row["kind"] == "killed" and again.row["kind"] in _HELD
    if again is None or not (killed_after or again.row["kind"] == event.row["kind"]):
        return None
    reader.spent.update(range(again.first, again.last))
    return Phrase(number.first, again.last, reader.amount_of(number), counted=True)


def _is_listed(reader: FactReader, event: Match) -> bool:
    """Whether the people follow their noun at once: «القتلى أربعة مدنيين وشرطيان», «والقتلى هم 17 من …»."""
    at = event.last
    if reader.word_in(at, "made-of") is not None or _is_colon(reader, at):
        at += 1
    return event.row["number"] == "plural" and reader.is_definite(event.first) and reader.number_at(at) is not None


def _is_tied(reader: FactReader, at: int) -> bool:
    """Whether «:» or «بـ» stands at a token: «القتلى: 13», «والجرحى بـ2880»."""
    return _is_colon(reader, at) or reader.folded(at) == _WITH


def _is_colon(reader: FactReader, at: int) -> bool:
    """Whether «:» stands at a token: «القتلى: 13»."""
    return at < len(reader.words) and reader.words[at].text == ":"


def _rest_of_toll(reader: FactReader, event: Match, phrases: list[Phrase]) -> list[Fact]:
    """What «و» adds to the first people of a list: «القتلى أربعة مدنيين وشرطيان»."""
    facts = []
    for phrase in phrases:
        reader.take(phrase.amount.number)
        facts.append(people_fact(reader, event, phrase, event.row["kind"], "casualties.toll"))
    return facts


def _rises(reader: FactReader, event: Match) -> bool:
    """Whether the noun itself is the toll: «قتلى التنظيم ارتفع إلى 25», «وقتلى المدينة بالمئات»."""
    if event.row["number"] != "plural":
        return False
    owner = reader.mention_from(event.last)
    at = owner.last if owner is not None else event.last
    number = reader.number_at(at)
    return bool(reader.words_in("toll-rises", event.last, at + 2)) or (
        number is not None and number.form == "vague" and reader.folded(at).startswith("بال")
    )
