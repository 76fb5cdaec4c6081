"""Statements by verbs and masdars: passive, active, light verbs, idioms, pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mosul_extract.extractors.casualties.facts import fact_of, people_fact, with_people
from mosul_extract.extractors.casualties.positions import (
    adjacent,
    after,
    before,
    counted_antecedent,
    list_from,
    past_asides,
)
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact

_REACH_LIGHT = 22
_REACH_OF_BETWEEN = 6
_REACH_OF_PARTICIPLE = 5
_UNKNOWN_COUNT = Amount(None, None, "unstated")


def counted(rule: Callable[[FactReader, Match], list[Fact]]) -> Callable[[FactReader, Match], list[Fact]]:
    """The rule for a word of many meanings: only with a count or a name does it tell of casualties."""

    def only_counted(reader: FactReader, event: Match) -> list[Fact]:
        facts = rule(reader, event)
        if not facts or (event.row.id == "missing-verb" and not _are_lost(reader, event, facts[0])):
            return []
        if event.row.id == "lose-verb":
            lost = facts[0].group == "combatant" and facts[0].amount.number is not None
            return [replace(fact, rule="casualties.lost") for fact in facts] if lost else []
        seized = event.row["kind"] == "detained" and facts[0].group == "combatant"
        fighters = seized and not reader.is_definite(event.last)
        return facts if facts[0].amount.number is not None or facts[0].amount.low is not None or fighters else []

    return only_counted


def _are_lost(reader: FactReader, event: Match, fact: Fact) -> bool:
    """Whether «فقد» tells of people: counted at once, before the verb, or a force's own; these have been killed."""
    if _are_own(reader, fact) or _are_of_force(reader, event, fact):
        fact.kind, fact.rule = "killed", "casualties.lost"
        return True
    if reader.is_verb(event.last) or reader.is_definite(event.last):
        return False
    apart = reader.number_at(event.last) is None and fact.amount.start is not None
    return not (apart and fact.anchor == fact.first)


def _are_own(reader: FactReader, fact: Fact) -> bool:
    """«فقدت 27 من عناصرها»: a force that loses its own people has them killed."""
    words = range(fact.anchor, fact.last)
    owned = [reader.word(i + 1) for i in words if reader.is_partitive(i)]
    return any(word is not None and word.text.endswith(("ها", "ه", "هم")) for word in owned)


def _are_of_force(reader: FactReader, event: Match, fact: Fact) -> bool:
    """«فقد الجيش 12 جنديا»: fighters whom a force has lost."""
    force = reader.mention_from(event.last)
    lost = force is not None and (force.list == "units" or force.kind == "armed_group")
    return lost and fact.group == "combatant" and fact.amount.number is not None


def idiom(reader: FactReader, event: Match) -> list[Fact]:
    """«فارق الحياة», «نال الشهادة»: words that can mean nothing else, also where their subject was named before."""
    facts = passive(reader, event)
    verb = reader.folded(event.first)[event.prefix :]
    if facts or verb.endswith(("وا", "ا")):
        return facts
    return [fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.idiom")]


def passive(reader: FactReader, event: Match) -> list[Fact]:
    """«أصيب 11 شخصا», «33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا»: the people are the subject."""
    if event.row["form"].startswith("passive") and reader.folded(event.first).endswith("وا"):
        return before(reader, event)
    if reader.word_in(event.last, "anyone") is not None and reader.is_negated(event.first):
        return []
    if reader.is_punctuation(event.last) and (facts := before(reader, event)):
        return facts
    return with_people(reader, event, after(reader, event.last, uncounted=True)) or before(reader, event)


def active(reader: FactReader, event: Match) -> list[Fact]:
    """«قتلت 24 إرهابياً», «قتلت موجة من الهجمات 50 شخصا»: the people are the object."""
    return with_people(reader, event, after(reader, event.last, uncounted=True))


def masdar(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل 3 جنود», «إصابة آخرين»: the people follow at once."""
    phrases = _behind_agent(reader, event) or adjacent(reader, event.last) or _upon(reader, event)
    if not phrases and (of_wounded := _of_wounded(reader, event)) is not None:
        return [of_wounded]
    alone = event.last == event.first + 1
    if event.row["form"] == "masdar-counted" and alone and reader.is_definite(event.first):
        return []
    return with_people(reader, event, phrases)


def _of_wounded(reader: FactReader, event: Match) -> Fact | None:
    """«وفاة بعض الجرحى», «وفاة ثلاثة من المصابين»: wounded who died."""
    number = reader.number_at(event.last)
    if event.row["kind"] != "killed" or number is None or reader.is_used(number):
        return None
    at = number.last + 1 if reader.folded(number.last) == "من" else number.last
    wounded = reader.event_noun_at(at)
    if wounded is None or wounded.row["kind"] != "injured":
        return None
    reader.take(number)
    reader.spent.update(range(event.last, wounded.last))
    return fact_of(reader, event, event.first, wounded.last, reader.amount_of(number), "casualties.death-of-wounded")


def _behind_agent(reader: FactReader, event: Match) -> list[Phrase]:
    """«اغتيال إسرائيل القيادي فلان», «اعتقال قوات الأمن 3 صحفيين»: the people behind who did it."""
    if reader.word_in(event.first, "agentive") is None:
        return []
    troops = reader.noun_at(event.last)
    behind = troops.last if troops is not None and troops.word.id == "troops-many" else event.last
    agent = reader.mention_from(event.last) or reader.mention_from(behind)
    if (
        agent is None
        or agent.kind in ("person", "source", "media")
        or (agent.list == "places" and agent.kind != "country")
    ):
        return []
    step = agent.last + 1 if agent.last < len(reader.words) and reader.words[agent.last].text in "،," else agent.last
    phrases = list_from(reader, step)
    counted_or_named = phrases and (
        phrases[0].counted or phrases[0].person is not None or phrases[0].amount.low is not None
    )
    return phrases if counted_or_named else []


def _upon(reader: FactReader, event: Match) -> list[Phrase]:
    """«القتل الجماعي بحق الإيزيديين», «إعدام ميدانية بحق عدد من المقاتلين»: the people behind «بحق»."""
    for at in range(event.last, event.last + 5):
        end = reader.word_in(at, "upon")
        if end is not None:
            return adjacent(reader, end, bare=False)
        number = reader.number_at(at)
        if number is not None and reader.folded(at).startswith("ب"):
            return adjacent(reader, at, bare=False)
        if reader.is_punctuation(at) or number is not None:
            break
        if reader.folded(at) in ("في", "ب") and reader.is_definite(event.first):
            counted_people = adjacent(reader, at + 1, bare=False)
            return counted_people if counted_people and counted_people[0].counted else []
    return []


def pronoun(reader: FactReader, event: Match) -> list[Fact]:
    """«نبأ استشهاده», «أدى إلى مقتلهما»: the people were named before; in «قتله شخصين» the word's own are its doer."""
    people = [phrase for phrase in adjacent(reader, event.last, bare=False) if phrase.counted or phrase.amount.low]
    if people and event.row["number"] != "dual":
        return with_people(reader, event, people)
    if event.row["kind"] in ("killed", "kidnapped"):
        told = not reader.role_before(event.first, "not-told", 2)
    else:
        told = reader.role_before(event.first, "told", 2)
    if not told or reader.is_ill(event.last):
        return []
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    fact = fact_of(reader, event, event.first, event.last, amount, "casualties.masdar-pronoun")
    return [fact]


def fall(reader: FactReader, event: Match) -> list[Fact]:
    """«سقوط 11 متمردا»: counted people who fall are killed, where no word says that some were only hurt."""
    phrases = adjacent(reader, past_asides(reader, event.last))
    if not phrases or not phrases[0].counted or not _are_named_people(reader, phrases[0]):
        return []
    last = phrases[-1].last
    if any(reader.word_in(i, "between") is not None for i in range(event.last, last + _REACH_OF_BETWEEN)):
        return []
    return with_people(reader, event, phrases)


def _are_named_people(reader: FactReader, phrase: Phrase) -> bool:
    """Whether a word for people, a nationality or a force says whom a count is of."""
    if phrase.row is not None:
        return True
    return phrase.words is not None and any(
        reader.mention_over(i) is not None or reader.nationality_at(i) is not None for i in range(*phrase.words)
    )


def participle(reader: FactReader, event: Match) -> list[Fact]:
    """«ضابطين مقتولين», «وجد الحارس مقتولا»: what the people before have become."""
    sentence = reader.document.sentence_of(event.first)
    for at in range(max(sentence.first, event.first - _REACH_OF_PARTICIPLE), event.first):
        phrase = phrase_at(reader, at)
        if phrase is None or phrase.last not in (event.first, event.last):
            continue
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-participle")
        fact.last, fact.end = event.last, reader.ends[event.last - 1]
        return [fact]
    if reader.role_before(event.first, "recover", 2):
        return [fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.participle")]
    return []


def told_object(reader: FactReader, event: Match) -> list[Fact]:
    """«وقتلوه», «فذبحوهم»: the people were named before; of «90 شخصا تحتجزهم» they stand right before."""
    counted_before = counted_antecedent(reader, event)
    if counted_before:
        return counted_before
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    return [fact_of(reader, event, event.first, event.last, amount, "casualties.verb-pronoun")]


def light(reader: FactReader, event: Match) -> list[Fact]:
    """«لقي 6 أشخاص مصرعهم», «لقي مصرعه جندي», «33 شخصا لقوا مصرعهم»: a verb that says nothing without its object."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    verbs = [word for word in reader.document.at(event.first, "casualty_words") if word.row["form"] == "light"]
    for at in range(event.last, end):
        found = reader.match(at, "casualty_words")
        if found is None or found.row["form"] != "light_object":
            continue
        event = next((w for w in verbs if w.row["kind"] == found.row["kind"]), event)
        if event.row["kind"] != found.row["kind"]:
            continue
        phrases = (
            after(reader, event.last, uncounted=True, end=at)
            if at > event.last
            else after(reader, found.last, uncounted=True)
        )
        if phrases and phrases[0].amount.low == 1 and reader.folded(at).endswith("هما"):
            phrases[0].amount = Amount(2, 2, "exact")
            phrases = phrases[:1]
        facts = with_people(reader, event, phrases or adjacent(reader, found.last))
        reader.spent.add(found.first)
        for fact in facts[:1]:
            fact.last = max(fact.last, found.last)
            fact.end = max(fact.end, reader.ends[found.last - 1])
        return facts or before(reader, event, end=found.last)
    return []


def pair(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل وإصابة 19 شخصا»: one count for both; without a count it tells of both."""
    for found in reader.document.at(event.first, "constructions"):
        if found.row["role"] != "pair":
            continue
        phrases = after(reader, found.last, uncounted=True)
        if not phrases and (facts := before(reader, event, end=found.last)):
            reader.spent.update(range(event.last, found.last))
            for fact in facts:
                fact.kind, fact.rule = "casualties", "casualties.victims-killed-and-injured"
            return facts
        if not phrases or (phrases[0].refers_back and phrases[0].amount.low is not None and phrases[0].row is not None):
            return []
        if phrases[0].counted or phrases[0].amount.low is not None or phrases[0].amount.high is not None:
            facts = with_people(reader, event, phrases)
            for fact in facts:
                fact.kind, fact.rule = "casualties", "casualties.killed-and-injured-count"
            reader.spent.update(range(event.last, found.last))
            return facts
        reader.spent.update(range(event.last, found.last))
        facts = with_people(reader, event, phrases)
        other = fact_of(
            reader, event, found.last - 1, facts[0].last, facts[0].amount, "casualties.killed-and-injured", phrases[0]
        )
        other.kind = "injured"
        return [*facts[:1], other, *facts[1:]]
    return []
