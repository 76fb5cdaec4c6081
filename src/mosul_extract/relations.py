"""Relations of facts: what tells the same event again, and what is a toll over months or years. Nothing is counted twice."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Fact, Findings, Mention, Piece
from mosul_extract.records import Values

_SMALL = 2
# Counts that several deeds of one day can share; who did them tells them apart.
_COMMON = 9
_TWO = 2
_REACH = 12
_REACH_OF_SPAN = 5
_BESIDE = 4
_REACH_OF_ALIKE = 8
_SHORTEST_RETELLING = 4
_DAYS_OF_A_PERIOD = 28
_REACH_OF_RECORD = 6
# Of 40 large counts that a reader judged, 26 were tolls of months or years. Massacres of this size told without their day are
# taken for such, too, and stay out of the totals.
_MORE_THAN_AN_EVENT = 1000
_MORE_THAN_FLEE_AT_ONCE = 100_000
_OF_A_DAY = frozenset({"day", "part_of_day", "weekday"})
# Against which the length of «خلال ثلاثة أشهر» is measured, where no day of publication is known.
_ANY_DAY = date(2016, 6, 15)
# Facts behind a total among which its parts are looked for, and earlier facts of one kind and count that one is compared
# with: far more than any article has, and the cost stays in line with the text.
_REACH_OF_TOTAL, _REACH_OF_SIDES = 200, 4
_MOST_COMPARED = 40
# Rules of facts that only point to people told before: «مقتله».
_RETOLD = "pronoun"
_NEXT_PLACE = "casualties.more-by-place"
# One with a name is a part of a count right before him; further on the text may tell of somebody else.
_REACH_OF_NAMED = 80
# The sentences behind a headline that tell its event.
_LONGEST_LEAD = 4
_PRONOUN, _WITH_HIS_DEATH = "pronoun", ("باستشهاد", "بمقتل", "بوفا", "برحيل")
_THE_DEAD = ("القتيل", "الشهيد", "الجريح", "المصاب", "الضحي", "الجثت")
_LONG_EVENTS = (
    "حرب",
    "الحرب",
    "عدوان",
    "العدوان",
    "نزاع",
    "النزاع",
    "صراع",
    "الصراع",
    "ثوره",
    "الثوره",
    "الغزو",
    "طوفان",
)
_IN_THE_WAR, _THE_WAR = frozenset({"في", "خلال", "اثناء"}), "الحرب"
_SINCE, _TURNING_POINT = "منذ", "turning-point"
_REGION, _COUNTRY = "region", "country"
_EXACT_PLACES = frozenset({"village", "neighbourhood", "facility", "zone"})
_OPPOSED = ({"civilian", "combatant"},)
_OPEN_COUNTS = frozenset({"at_least", "approximate", "exact"})


def set_scope(reader: FactReader, findings: Findings) -> None:
    """Mark the tolls over months and years: «قتل 340 ألفا منذ 2011», «منذ اندلاع النزاع», «خلال العام الماضي»."""
    for fact in findings.casualties:
        if fact.rule.endswith(_PRONOUN) and reader.words_in("toll", fact.last, fact.last + _REACH_OF_SPAN):
            continue  # «وبمقتله ترتفع حصيلة القتلى منذ بدء الحرب إلى 900»
        if _spans(reader, fact) or _since_war(reader, fact) or _takes_long(reader, fact) or _is_of_a_war(fact):
            fact.scope = "period"


def _spans(reader: FactReader, fact: Fact) -> bool:
    """Whether the time of a fact, told in its own sentence, is a month or more that it went on through."""
    time = fact.when.time if fact.when is not None else None
    sentence = reader.document.sentence_of(fact.anchor)
    if (
        time is None
        or not sentence.first <= time.first < sentence.last
        or _is_of_record(reader, time.first, sentence.first)
    ):
        return False
    if reader.role(time.first, "constructions", "span-of-time") is None:
        return False
    event = reader.any_match(time.first + 1, "times") if reader.lasts(time) else None
    war = event is not None and reader.folded(event.last).startswith(_LONG_EVENTS)
    turns = event is not None and event.row["kind"] == _TURNING_POINT
    if time.precision == "unresolved" and (turns or (war and event is not None and event.row["kind"] == "beginning")):
        return True  # «منذ بدء حرب الإبادة», not «منذ انطلاق المظاهرة»
    first, last, _ = time.resolve(reader.document.document.published or _ANY_DAY)
    if first is None or last is None:
        # Since a day after the one that is taken for today: «منذ أكتوبر 2023».
        toll = reader.words_in("toll", sentence.first, fact.last)
        return bool(toll) and reader.lasts(time) and reader.document.document.published is None
    return (last - first).days >= _DAYS_OF_A_PERIOD


def _is_of_record(reader: FactReader, at: int, first: int) -> bool:
    """Whether the span only says of what an event is the worst: «الأكثر دموية منذ أشهر», «الثالث خلال عام»."""
    return reader.ranks_in(max(first, at - _REACH_OF_RECORD), at)


def _takes_long(reader: FactReader, fact: Fact) -> bool:
    """«في ثلاثين عاما», «خلال 10 أشهر» beside a fact: months or years, counted."""
    sentence = reader.document.sentence_of(fact.anchor)
    first, last = max(sentence.first, fact.first - _REACH), min(sentence.last, fact.last + _REACH)
    for lasting in reader.words_in("lasting", first - 1, last - 1):
        number = reader.number_at(lasting + 1)
        unit = number.last if number is not None else lasting + 1
        if reader.word_in(unit, "long-unit") is not None and not _is_of_record(reader, lasting, sentence.first):
            return True
    return False


def _is_of_a_war(fact: Fact) -> bool:
    """Whether so many are counted that no one event is meant, and no day is told: in doubt out of the totals."""
    low = fact.amount.low or 0
    time = fact.when.time if fact.when is not None else None
    most = _MORE_THAN_FLEE_AT_ONCE if fact.kind == "displaced" else _MORE_THAN_AN_EVENT
    return low >= most and (time is None or time.precision not in _OF_A_DAY)


def _since_war(reader: FactReader, fact: Fact) -> bool:
    """«منذ اندلاع النزاع», «منذ بدء الحرب», «منذ سقوط النظام» right behind a fact, or before it in the same clause."""
    sentence = reader.document.sentence_of(fact.anchor)
    first, last = max(sentence.first, fact.first - _REACH), min(sentence.last, fact.last + _REACH_OF_SPAN)
    return (
        bool(reader.words_in("since-war", first, last))
        or any(
            reader.folded(at).endswith(_SINCE)
            and (turn := reader.any_match(at + 1, "times")) is not None
            and turn.row["kind"] == _TURNING_POINT
            and not _is_of_record(reader, at, sentence.first)
            for at in range(first, last)
        )
        or _tolls_of_the_war(reader, fact, sentence.first)
    )


def _tolls_of_the_war(reader: FactReader, fact: Fact, first: int) -> bool:
    """«يرتفع عدد الصحفيين الذين قتلوا في الحرب إلى 248»: a toll of those who died in a whole war."""
    begins = max(first, fact.first - _REACH_OF_SPAN)
    toll = "toll" in fact.rule or reader.words_in("toll", begins, fact.last)
    return bool(toll) and any(
        reader.folded(at) in _IN_THE_WAR and reader.folded(at + 1) == _THE_WAR for at in range(begins, fact.last)
    )


def set_parts(reader: FactReader, findings: Findings) -> None:
    """Tie to a total the facts that list its parts: «قتل 30 في سلسلة تفجيرات. … قتل 19 … وقتل أربعة …».

    A total is listed where it tells of several attacks, or where what follows adds up to it to a man. The parts are of its
    kind (of killed and injured, for a count of both), smaller, not told before, and never more together than the total.
    """
    facts = [fact for fact in findings.casualties if fact.amount.low is not None and fact.assertion == "stated"]
    for i, total in enumerate(facts):
        if not total.subset and (named := _two_named(reader, total, facts[i + 1 : i + 1 + _TWO])):
            for part in named:
                part.subset, part.of = True, total
        if total.subset or (total.amount.low or 0) <= _SMALL:
            continue
        later = _of_same_matter(reader, total, facts[i + 1 : i + 1 + _REACH_OF_TOTAL])
        parts = _parts(reader, total, later)
        together = sum(part.amount.low or 0 for part in parts)
        exact = together == total.amount.low and len(parts) > 1 and _are_all_of_it(total, parts, later)
        if not ((exact and not _are_elsewhere(total, parts)) or (parts and _tells_of_several(reader, total))):
            parts = _of_two_attacks(reader, total, parts) or _two_sides(reader, total, later)
        for part in parts:
            part.subset, part.of = True, total


def _two_named(reader: FactReader, total: Fact, behind: list[Fact]) -> list[Fact]:
    """«مقتل جنديين» in the headline, «قتل الجندي فلان والجندي علان» at once below it: the two by name, else none."""
    head = reader.document.sentences[0]
    if total.amount.low != _TWO or total.amount.high != _TWO or total.anchor >= head.last or len(behind) < _TWO:
        return []
    alone = all(fact.amount.low == 1 and fact.anchor >= head.last and not fact.subset for fact in behind)
    alike = all(_is_part_kind(total, fact) and not {*total.categories}.isdisjoint(fact.categories) for fact in behind)
    names = {reader.victim_name(fact) for fact in behind}
    return behind if alone and alike and len(names) == _TWO and None not in names else []


def _of_same_matter(reader: FactReader, total: Fact, later: list[Fact]) -> list[Fact]:
    """The facts behind a total, as long as the text does not turn to something else («من ناحية ثانية»)."""
    if not later:
        return later
    turns = reader.words_in("elsewhere", total.last, later[-1].first)
    return [fact for fact in later if not turns or fact.first < turns[0]]


def _parts(reader: FactReader, total: Fact, later: list[Fact]) -> list[Fact]:
    """The later facts that can be parts of a total, in order, as long as they do not exceed it."""
    parts: list[Fact] = []
    left = total.amount.low or 0
    seen = {(total.kind, total.amount.low)}
    named: set[str] = set()
    for fact in later:
        name = reader.victim_name(fact)
        low = fact.amount.low or 0
        if fact.kind == total.kind and low >= (total.amount.low or 0) and (fact.kind, fact.amount.low) not in seen:
            break
        if (
            fact.subset
            or (fact.anchor == total.anchor and _is_next_place(total, fact))
            or (fact.kind, fact.amount.low) in seen
            or not _is_part_kind(total, fact)
            or fact.amount.precision == "vague"
            or fact.rule.endswith(_RETOLD)
            or (name is not None and (name in named or fact.first - total.last > _REACH_OF_NAMED))
            or low > left
            or not low
        ):
            continue
        parts.append(fact)
        if name is not None:
            named.add(name)
        left -= low
        seen.add((fact.kind, fact.amount.low) if low > _SMALL * 2 else (fact.kind, None))
    return parts


def _two_sides(reader: FactReader, total: Fact, later: list[Fact]) -> list[Fact]:
    """«19 قتيلا من الجيش والمعارضة … 13 من الجيش مقابل ستة من المعارضة»: two of one sentence that add up to the total."""
    if (total.amount.low or 0) < _COMMON:
        return []
    for one, other in pairwise(later[:_REACH_OF_SIDES]):
        alike = one.kind == other.kind == total.kind and not (one.subset or other.subset)
        near = reader.document.sentence_of(one.anchor) == reader.document.sentence_of(other.anchor)
        if alike and near and (one.amount.low or 0) + (other.amount.low or 0) == total.amount.low:
            return [one, other]
    return []


def _is_next_place(total: Fact, fact: Fact) -> bool:
    """«قتل خمسة في حمص وثلاثة في حماة»: others of one verb, at another place."""
    own, other = (f.place.mention if f.place is not None else None for f in (fact, total))
    apart = own is not None and other is not None and own is not other and (own.row is None or own.row is not other.row)
    return fact.rule == _NEXT_PLACE or apart


def _are_elsewhere(total: Fact, parts: list[Fact]) -> bool:
    """Whether a total was at one exact place and what adds up to it by chance at others."""
    where = total.place.mention if total.place is not None else None
    if where is None or where.kind not in _EXACT_PLACES:
        return False
    there = [part.place.mention for part in parts if part.place is not None and part.place.mention is not None]
    return len(there) == len(parts) and all(
        place.kind in _EXACT_PLACES and place is not where and (place.row is None or place.row is not where.row)
        for place in there
    )


def _are_all_of_it(total: Fact, parts: list[Fact], later: list[Fact]) -> bool:
    """Whether two counts that add up to a total follow each other: else they do so by chance."""
    if len(parts) > _TWO:
        return True
    counts = {part.amount.low for part in (total, *parts)}
    between = later[: later.index(parts[-1])]
    others = (fact for fact in between if fact.kind == total.kind and not fact.subset and fact not in parts)
    return all(fact.amount.low in counts for fact in others)


def _is_part_kind(total: Fact, fact: Fact) -> bool:
    """Whether a fact counts people of a total's kind, and no others."""
    if total.kind != fact.kind and not (total.kind == "casualties" and fact.kind in ("killed", "injured")):
        return False
    if {total.group, fact.group} in _OPPOSED:
        return False
    own, other = (f.victims.mention if f.victims is not None else None for f in (total, fact))
    return own is None or other is None or own.row is other.row


def _tells_of_several(reader: FactReader, total: Fact) -> bool:
    """Whether the sentence of a total tells of several attacks or places."""
    sentence = reader.document.sentence_of(total.anchor)
    return bool(reader.words_in("several", total.last, min(sentence.last, total.last + _REACH)))


def _of_two_attacks(reader: FactReader, total: Fact, parts: list[Fact]) -> list[Fact]:
    """«أسفر هجومان عن مقتل 14 جنديا. … هاجموا قاعدة ما أدى إلى مقتل 9»: parts of a lead's total that follow at once."""
    sentences = reader.document.sentences[:_LONGEST_LEAD]
    lead = [at for at, sentence in enumerate(sentences) if sentence.first <= total.anchor < sentence.last]
    if not lead or lead[0] > 1:
        return []
    own = sentences[lead[0]]
    if not reader.words_in("two-attacks", max(own.first, total.first - _REACH), total.last):
        return []
    return [
        part
        for part in parts
        if part.anchor < sentences[-1].last and part.categories == total.categories and part.group == total.group
    ]


class _Where(NamedTuple):
    """What is known of the places of a document, by their ids: the names that hold them, their kinds and countries."""

    within: dict[str, set[str]]
    kinds: dict[str, str]
    countries: dict[str, str | None]


def set_repeats(
    annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str], places: list[Values]
) -> None:
    """Tie every fact to the earliest one of the document that tells the same event with a compatible count; in doubt to none."""
    counts = [
        (fact.kind, fact.amount.low if fact.amount.low is not None else fact.amount.high)
        for fact in findings.casualties
    ]
    if len(set(counts)) == len(counts):
        return
    firsts = [sentence.first for sentence in annotated.sentences]
    sentences = {id(fact): bisect_right(firsts, fact.anchor) - 1 for fact in findings.casualties}
    named: dict[int, set[str]] = {}
    for mention in findings.places:
        if (there := ids.get(mention)) is not None:
            named.setdefault(bisect_right(firsts, mention.first) - 1, set()).add(there)
    alike = {id(fact) for fact in findings.casualties if _is_of_another(annotated, fact)}
    where = _Where(
        {place["id"]: _names_of(place) for place in places},
        {place["id"]: place["kind"] for place in places},
        {place["id"]: place.get("country") for place in places},
    )
    told = [fact for fact in findings.casualties if not fact.subset]
    beside = {fact: before for before, fact in pairwise(told) if fact.first - before.last <= _BESIDE}
    earlier: dict[tuple[str, int | None], list[Fact]] = {}
    latest: dict[str, Fact] = {}
    called: dict[int, str] = {}  # by whose name a text goes on to call those of no name
    for fact, key in zip(findings.casualties, counts, strict=True):
        if key[1] is None:
            continue
        told_before = [] if id(fact) in alike else earlier.get(key, [])
        name = _person(fact, ids)
        same = (
            other
            for other in told_before
            if _same_event(other, fact, ids, where, sentences, named)
            and (name is None or called.get(id(other)) in (None, name))
        )
        first = next(
            (o for o in same if o is beside.get(fact) or not _differ_beside(beside.get(o), beside.get(fact))), None
        )
        first = first or _told_right_before(annotated, fact, latest.get(fact.kind), sentences)
        if not fact.subset:
            latest[fact.kind] = fact
        # What repeats a count that is not of one or two, or with a name, tells more: later facts are compared with it too.
        situated = first is not None and first.place is None and fact.place is not None
        by_name = first is not None and (name is not None or _person(first, ids) is not None)
        if (first is None or key[1] > _TWO or by_name or situated) and len(
            apart := earlier.setdefault(key, [])
        ) < _MOST_COMPARED:
            apart.append(fact)
        if first is not None:
            if sentences[id(fact)] == sentences[id(first)] + 1:
                fact.place, fact.when, fact.by = fact.place or first.place, fact.when or first.when, fact.by or first.by
            first = first.repeats or first
            fact.repeats = first
            if name is not None:
                called.setdefault(id(first), name)
            fact.scope = first.scope = "period" if "period" in (fact.scope, first.scope) else "event"


def _told_right_before(
    annotated: AnnotatedDocument, fact: Fact, before: Fact | None, sentences: dict[int, int]
) -> Fact | None:
    """The last fact of a kind where «القتيلين», «وباستشهاده» mean it: with the same count, in the sentence before at most."""
    word = annotated.words[fact.anchor]
    pronoun = fact.rule.endswith(_PRONOUN) and word.folded.lstrip("و").startswith(_WITH_HIS_DEATH)
    if fact.subset or not (pronoun or (word.definite and word.folded.startswith(_THE_DEAD))):
        return None
    if before is None or sentences[id(fact)] - sentences[id(before)] > 1:
        return None
    alike = before.assertion == fact.assertion and before.amount.low == fact.amount.low == fact.amount.high
    return before if alike and not differ_in_time(before.when, fact.when) else None


def _is_of_another(annotated: AnnotatedDocument, fact: Fact) -> bool:
    """Whether the clause of a fact tells of an attack like one told before: «بقصف مماثل», «هجوم سابق», «في حادث منفصل»."""
    sentence = annotated.sentence_of(fact.anchor)
    first, last = max(sentence.first, fact.first - _REACH_OF_ALIKE), min(sentence.last, fact.last + _BESIDE + 1)
    return bool(annotated.in_role("constructions", "another-event", first, last, worn=True))


def _differ_beside(one: Fact | None, other: Fact | None) -> bool:
    """Whether two facts stand beside counts that differ: «مقتل 22 وإصابة 12» is not «قتل 4 وأصيب 12»."""
    if one is None or other is None or one.kind != other.kind or other.repeats is one:
        return False
    counts = one.amount.low, other.amount.low
    return None not in counts and counts[0] != counts[1]


def _names_of(place: Values) -> set[str]:
    """What holds a place, itself included; a zone («ريف إدلب») stands for what holds it alone, as what is named there itself."""
    above = {unit["name"] for unit in place["admin"]}
    named = bool(place["admin"]) and place["admin"][-1]["level"] == place["kind"]
    return above if above and (named or place["kind"] == "zone") else {place["name"], *above}


def _same_event(
    one: Fact,
    other: Fact,
    ids: dict[Mention, str],
    where: _Where,
    sentences: dict[int, int],
    named: dict[int, set[str]],
) -> bool:
    """Whether two facts of one kind and number can only be one event: nothing that both tell differs, and enough agrees."""
    told_apart = other.others and not one.others
    if told_apart or (one.assertion, one.subset) != (other.assertion, other.subset):
        return False
    places = sentences.get(id(one), 0), sentences.get(id(other), 0)
    if places[0] == places[1] and other.first - one.last < _SHORTEST_RETELLING:
        return False
    leads = places == (0, 1)
    if "vague" in (one.amount.precision, other.amount.precision) and not leads:
        return False
    own, others = (fact.victims.mention if fact.victims is not None else None for fact in (one, other))
    sides = [ids.get(side) for side in (own, others) if side is not None and side.kind != "person"]
    if len(sides) == _TWO and sides[0] != sides[1]:
        return False
    if _count_differently(one, other) or {one.group, other.group} in _OPPOSED or differ_in_time(one.when, other.when):
        return False
    names = _person(one, ids), _person(other, ids)
    if all(names):
        return names[0] == names[1]
    place = _place_agreement(one.place, other.place, ids, where.within)
    lead = places[0] == 0 and places[1] <= _LONGEST_LEAD
    if place is False and lead and one.place is not None and one.place.mention is not None:
        place = ids.get(one.place.mention) in named.get(places[1], ())  # «قصف على حي X»: «قصف مدرسة Y في حي X»
    if place is False and leads and _is_wider(one.place, other.place, ids, where):
        place = None  # «بسيناء» in the headline, «في العريش» below it
    if place is False:
        return False
    if any(names):
        return lead and (leads or place is True) and _may_be_named(one, other)
    counted = one.amount.low or one.amount.high or 0
    doers = {ids.get(fact.by.mention) for fact in (one, other) if fact.by is not None and fact.by.mention is not None}
    if leads or counted > _COMMON or (counted > _SMALL and len(doers) < _TWO):
        return True
    return place is True and len(doers) < _TWO and _same_words(one, other)


def _count_differently(one: Fact, other: Fact) -> bool:
    """Whether two facts cannot tell one number: «12» and «13», «30» and «at least 30»."""
    precisions = {one.amount.precision, other.amount.precision}
    if len(precisions) > 1 and precisions - _OPEN_COUNTS:
        return True
    return None not in (one.amount.low, other.amount.low) and one.amount.low != other.amount.low


def _may_be_named(one: Fact, other: Fact) -> bool:
    """«مقتل قيادي حوثي» in the headline, «مقتل القيادي الحوثي فلان» below it: one of a kind, and one of that kind by name."""
    alone = one.amount.low == one.amount.high == other.amount.low == other.amount.high == 1
    return alone and ((bool(one.noun) and one.noun == other.noun) or not {*one.categories}.isdisjoint(other.categories))


def _person(fact: Fact, ids: dict[Mention, str]) -> str | None:
    """The id of the person whom a fact names as its victim."""
    mention = fact.victims.mention if fact.victims is not None else None
    return ids.get(mention) if mention is not None and mention.kind == "person" else None


def differ_in_time(one: Piece | None, other: Piece | None) -> bool:
    """Whether both tell a time, and no word of the one is in the other's."""
    if one is None or other is None or one.time is None or other.time is None:
        return False
    return one.time.meaning != other.time.meaning and one.time.precision == other.time.precision


def _place_agreement(
    one: Piece | None, other: Piece | None, ids: dict[Mention, str], within: dict[str, set[str]]
) -> bool | None:
    """True where both name one place or one lies in the other, False where they differ, None where one tells none."""
    if one is None or other is None or one.mention is None or other.mention is None:
        return None
    first, second = ids.get(one.mention), ids.get(other.mention)
    if first is None or second is None:
        return None
    if first == second:
        return True
    return bool(within.get(first, set()) & within.get(second, set())) and _lies_in(within, first, second)


def _is_wider(one: Piece | None, other: Piece | None, ids: dict[Mention, str], where: _Where) -> bool:
    """Whether a region, whose parts no lexicon tells, is followed by a smaller place of the same country."""
    first, second = (ids.get(p.mention) if p is not None and p.mention is not None else None for p in (one, other))
    if first is None or second is None or where.kinds.get(first) != _REGION:
        return False
    smaller = where.kinds.get(second) not in (_REGION, _COUNTRY)
    return smaller and where.countries.get(first) == where.countries.get(second)


def _lies_in(within: dict[str, set[str]], first: str, second: str) -> bool:
    """Whether all that holds one place, itself included, holds the other too."""
    return within[first] <= within[second] or within[second] <= within[first]


def _same_words(one: Fact, other: Fact) -> bool:
    """Whether two facts count the same kind of people."""
    nouns = one.noun == other.noun or not (one.noun and other.noun)
    return nouns and one.group == other.group and one.categories == other.categories
