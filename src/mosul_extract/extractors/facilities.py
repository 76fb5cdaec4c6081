"""Facilities by what they are: seats of forces and bodies, centres with their purpose, embassies that are a place, roads."""

from __future__ import annotations

from collections.abc import Iterator

from mosul_extract.extractors.class_words import place_under
from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention

_OPENING = frozenset("\"«“‘'")
_DASHES = frozenset("-–—/")
# «مركز سعيد المسحال الثقافي»: as many words may stand between a centre and what it is for.
_LONGEST_NAME = 4
_BODIES = frozenset({"government", "international", "organization"})
# Class words of what is named after people, and those behind which an office belongs to a man: «قرية الرئيس بشار الأسد».
_NAMED_AFTER = frozenset(
    {"airport", "bridge", "camp", "hospital", "market", "mosque", "school", "street", "quarter", "town", "village"}
)
_OF_A_MAN, _OFFICES = frozenset({"town", "village"}), ("رئيس", "وزير", "قياد", "قائد", "زعيم", "نائب", "محافظ", "سفير")
_CAMP, _CAMPS = "camp", ("مخيم", "معسكر")
_AIRPORT, _INTERNATIONAL = "airport", "الدولي"
_QUARTER, _SETTLEMENTS = "quarter", frozenset({"quarter", "town", "village"})
_ALI = "علي"
_MOST_TITLES = 3
_KINDS_OF_ROAD = frozenset({"الصحراوي", "الزراعي", "الدولي", "السريع", "الساحلي", "الدائري"})
_ROAD, _ON_ROADS = "طريق", frozenset({"علي", "قرب", "عند", "بمحاذاه"})
# Places after which a road is named by itself: «طريق بئر لحفن», not «طريق دمشق».
_ALONG = frozenset({"village", "town"})


def facilities(reader: Reader) -> Iterator[Mention]:
    """The facilities of a document."""
    yield from _seats(reader)
    yield from _centres(reader)
    yield from _roads(reader)
    yield from _missions(reader)


def _seats(reader: Reader) -> Iterator[Mention]:
    """«معسكر قوات الأمن الخاصة», «مقر النيابة العامة», «مبنى الأمم المتحدة»: a building of a force or body that is named."""
    for seat in reader.document.in_roles("name_grammar", "seat"):
        if reader.is_definite(seat.first):
            continue
        at = reader.skip_quotes(seat.last)
        owner = reader.starting.get(at)
        if owner is None or not (owner.list == "units" or owner.kind in _BODIES) or reader.folded(at).startswith("لل"):
            continue  # «معسكر للجيش»
        if any(reader.words[i].text not in _OPENING for i in range(seat.last, at)):
            continue
        closed = at > seat.last and reader.skip_quotes(owner.last) > owner.last
        yield _facility(reader, seat, owner.last + closed, "places.seat")


def _centres(reader: Reader) -> Iterator[Mention]:
    """«مركز سعيد المسحال الثقافي», «مركز «ويست غيت» التجاري»: a centre by its name and what it is for."""
    for centre in reader.document.in_roles("name_grammar", "centre"):
        if reader.is_definite(centre.first):
            continue
        named = False
        for at in range(centre.last, centre.last + _LONGEST_NAME + 2):
            word = reader.word(at)
            if named and reader.role(at, "name_grammar", "purpose") is not None:
                yield _facility(reader, centre, at + 1, "places.centre")
                break
            added = named and reader.begins_with_and(at)
            if word is None or not (word.is_quote or word.is_arabic) or reader.is_closed(at) or added:
                break
            named = named or word.is_arabic


def _roads(reader: Reader) -> Iterator[Mention]:
    """«طريق الفيوم - القاهرة», «طريق (العريش القنطرة)»: a road by the two places that it joins."""
    for road in reader.document.in_roles("name_grammar", "road"):
        begin = next((m for m in reader.document.at(reader.skip_quotes(road.last), "places") if not m.prefix), None)
        if reader.is_definite(road.first):
            continue
        if begin is None:
            if _is_lone_road(reader, road.first, road.last):
                yield _facility(reader, road, road.last + 1 + _road_kind(reader, road.last + 1), "places.road")
            continue
        step = begin.last
        if step < len(reader.words) and reader.words[step].text in _DASHES:
            step += 1
        end = next((m for m in reader.document.at(step, "places") if not m.prefix), None)
        if end is not None and end.first == step:
            closing = step < len(reader.words) and end.last < len(reader.words) and reader.words[end.last].text == ")"
            opened = reader.words[road.last].text == "("
            kind = 0 if closing else reader.folded(end.last) in _KINDS_OF_ROAD
            yield _facility(reader, road, end.last + (closing and opened) + kind, "places.road")
        elif _road_kind(reader, begin.last) or (
            begin.first == road.last and begin.row["kind"] in _ALONG and _is_on(reader, road.first)
        ):
            yield _facility(reader, road, begin.last + _road_kind(reader, begin.last), "places.road")


def _road_kind(reader: Reader, at: int) -> int:
    """1 where a token says what kind of road it is: «الساحلي», «الدولي»."""
    return reader.folded(at) in _KINDS_OF_ROAD


def _is_on(reader: Reader, road: int) -> bool:
    """Whether something is on a road or by it: «على طريق …», «قرب طريق …»; «في طريق العودة», «عن طريق الخطأ» are none."""
    before = reader.folded(reader.before(road))
    return before in _ON_ROADS and not reader.words[road - 1].is_quote


def _is_lone_road(reader: Reader, road: int, at: int) -> bool:
    """Whether a name with the article that no lexicon has stands behind the word for a road: «على طريق الخردلي»."""
    plain = reader.folded(road) == _ROAD and _is_on(reader, road) and reader.is_definite(at)
    return plain and not reader.is_attached_to(at) and reader.may_be_name(at)


def _missions(reader: Reader) -> Iterator[Mention]:
    """«هجوم على السفارة الأمريكية», «قرب القنصلية التركية»: a mission that is a building, not one that speaks."""
    for mission in reader.document.in_roles("name_grammar", "mission"):
        last = reader.past_nationality(mission.last)
        if last > mission.last and reader.is_struck_mission(mission.first):
            yield _facility(reader, mission, last, "places.mission")


def _facility(reader: Reader, match: Match, last: int, rule: str) -> Mention:
    return place_under(reader, match, match.first, last, "facility", rule, None)


def named_after(reader: Reader, heads: list[Match]) -> Iterator[tuple[Mention, Mention | None]]:
    """«مستشفى الشهيد كمال عدوان», «كنيسة مار إلياس», «حي الملك فهد»: a place named after someone, and the person that its name is not."""
    for head in heads:
        if head.row["id"] not in _NAMED_AFTER or reader.is_definite(head.first):
            continue
        if head.row["id"] == _CAMP and not reader.folded(head.first).endswith(_CAMPS):
            continue  # «عقوبة سجن الجندي فلان»
        at = reader.skip_quotes(head.last)
        for _ in range(_MOST_TITLES):
            at = _past_title(reader, at)
        first = reader.skip_quotes(head.last)
        titled = at > first
        if titled and head.row["id"] in _OF_A_MAN and reader.folded(first).removeprefix("ال").startswith(_OFFICES):
            continue
        person = reader.starting.get(at)
        if person is not None and person.kind == "person" and person.start == reader.starts[at]:
            last = person.last
        elif (titled and _is_name(reader, at)) or reader.role(at + 1, "name_grammar", "link") is not None:
            person, last = None, _past_name(reader, at)
        elif titled and head.row["id"] == _QUARTER and _ends_at(reader, at):
            person, last = None, at  # «حي الأمير»
        elif (
            not titled and head.row["id"] in _SETTLEMENTS and _is_title(reader, first) and _is_second(reader, first + 1)
        ):
            person, last = None, first + 2  # «قرية قاضي كلاي»
        else:
            continue
        last = _past_fathers(reader, last)
        last += head.row["id"] == _AIRPORT and reader.folded(last) == _INTERNATIONAL
        closed = reader.quoted_until(head.last) == last
        end = last + closed
        yield place_under(reader, head, head.first, end, head.row["kind"], "places.named-after", None), person


def _is_name(reader: Reader, at: int) -> bool:
    """Whether a name may begin behind a title; «علي» is one there, and no «على»."""
    return reader.may_be_name(at) or (reader.word(at) is not None and reader.words[at].text == _ALI)


def _ends_at(reader: Reader, at: int) -> bool:
    """Whether a name ends before a token: a mark, a small word or the end of the text."""
    return reader.word(at) is None or reader.is_closed(at) or reader.is_punctuation(at)


def _is_title(reader: Reader, at: int) -> bool:
    """Whether a title without the article stands at a token alone: «قاضي», «ملا», «سلطان»."""
    return not reader.is_definite(at) and any(
        not t.prefix and t.last == at + 1 for t in reader.document.at(at, "titles")
    )


def _is_second(reader: Reader, at: int) -> bool:
    """Whether a token can be the second word of a name whose first is a title: «كلاي», «باشا»."""
    return (reader.may_be_name(at) and not reader.is_verb_like(at)) or _is_title(reader, at)


def _past_title(reader: Reader, at: int) -> int:
    """The token after one «الشهيد», «الملك», «مار» or their like before the one that a facility is named after."""
    saint = reader.role(at, "name_grammar", "saint")
    if saint is not None:
        return saint
    ends = [title.last for title in reader.document.at(at, "titles") if not title.prefix]
    named = (end for end in ends if (person := reader.starting.get(end)) is not None and person.kind == "person")
    return next(named, at + 1 if at + 1 in ends and reader.is_definite(at) else at)


def _past_fathers(reader: Reader, last: int) -> int:
    """The token after «بن عبد العزيز» and its like behind a name."""
    while (father := reader.role(last, "name_grammar", "link")) is not None and reader.word(father) is not None:
        last = _past_name(reader, father)
    return last


def _past_name(reader: Reader, at: int) -> int:
    """The token after one name: «خالد», «عبد العزيز», «أبي طالب»."""
    begun = reader.role(at, "name_grammar", "servant") or reader.role(at, "name_grammar", "kunya")
    return (begun if begun is not None and reader.word(begun) is not None else at) + 1
