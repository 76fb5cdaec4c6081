"""Materiel: equipment destroyed, damaged or captured: «دمرت 8 عجلات مفخخة ومفرزة هاون»."""

from __future__ import annotations

from typing import NamedTuple

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_REACH = 6
_LONGEST_LIST = 6
# Words for make and calibre behind equipment: «بندقية كلاشنكوف», «دانات آر بي جي».
_LONGEST_MAKE = 5
# Behind numbers above ten the noun is singular.
_LAST_WITH_PLURAL = 10
_COMMAS = frozenset("،,")
_BY_NUMBER = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}
# Events of some equipment alone: what falls flies, and what a force of the state blows up are bombs and depots.
_ONLY = {
    "shoot-down-intercept": ("aircraft", "bomb"),  # a boat that is intercepted is only stopped
    "crash-masdar": ("aircraft",),
    "crash-verb": ("aircraft",),
    "blow-up-masdar": ("bomb", "depot"),
    "blow-up-verb": ("bomb", "depot"),
}
_REACH_OF_MANAGED, _NEAR, _ALREADY = 6, 4, "قد"
_DEFUSED = ("ابطال", "ابطل", "تفكيك", "فكك", "تعطيل")
_UNDONE, _HARMED = "undo-it", "harm"
_OWNED, _OF = "owned", "من"
_ASIDES = frozenset({"علي", "لهم", "له", "لها"})
_OTHERS = frozenset({"اخري", "اخريات", "اخر"})
_RIGGED = "مفخخ"
_DROPPED = ("برميل", "براميل", "قنبل", "قنابل", "عبو", "قذيف", "قذائف")
_UPON, _DRONE = "علي", "مسير"
_ARMS = frozenset(
    {"اسلحه", "ذخائر", "ذخيره", "عتاد", "اعتده", "متفجرات", "الاسلحه", "الذخائر", "الذخيره", "العتاد", "المتفجرات"}
)
_WARPLANES = frozenset({"المروحيه", "المقاتله", "القاذفه", "المسيره"})
_MILITARY = frozenset({"العسكريه", "الحربيه", "المسيره", "المقاتله"})
_SHOT_DOWN = "shoot-down"
_WEIGHTS = frozenset(
    {"كيلوغرام", "كيلوغراما", "كيلوغرامات", "كيلو", "كغ", "كلغ", "كجم", "طن", "اطنان", "طنا", "غرام", "لتر", "لترا"}
)
_SOME = Amount(None, None, "unstated")


class Item(NamedTuple):
    """Equipment as a text counts it: the tokens of the phrase, those of the words for it, and the amount."""

    first: int
    last: int
    words: tuple[int, int]
    amount: Amount


def find_materiel(reader: FactReader) -> None:
    """Add what happened to equipment, in the order of the text."""
    findings = reader.findings
    taken = {fact.amount.number.first for fact in findings.casualties if fact.amount.number is not None}
    reader.taken |= taken
    end = -1
    for event in reader.document.matches("materiel_words"):
        if event.first < end or event.first in reader.over:
            continue
        if event.row.id.startswith(_UNDONE):
            _add_told_before(reader, event)
            continue
        worn = event.row.id.startswith(_HARMED)
        at = reader.skip_quotes(event.last) if worn else _start(reader, event)
        end_of_sentence = reader.document.sentence_of(event.first).last
        items = (
            _items(reader, at, end_of_sentence, worn=worn) or _the_aircraft(reader, event, at) or _others(reader, at)
        )
        if (
            items
            and event.row.id.startswith(_SHOT_DOWN)
            and (_costs_lives(reader, items[0]) or _drops(reader, event, items[0]))
        ):
            continue
        if event.row.id in _ONLY and not (items and _is_told_of(reader, event, items[0])):
            continue
        for i, item in enumerate(items):
            reader.take(item.amount.number)
            findings.materiel.append(
                _fact(
                    reader,
                    event,
                    item,
                    leads=i == 0 and (item.first <= reader.skip_quotes(at) or reader.is_definite(item.first)),
                )
            )
        end = event.last


def _add_told_before(reader: FactReader, event: Match) -> None:
    """«قصفت الطائرات مخزن أسلحة ودمرته»: the one thing named right before, to which the pronoun points back."""
    findings = reader.findings
    begin = max(reader.document.sentence_of(event.first).first, event.first - _REACH)
    if findings.materiel:
        begin = max(begin, findings.materiel[-1].last)
    item, at = None, begin
    while at < event.first:
        found = _item(reader, at)
        item, at = (found, found.last) if found is not None else (item, at + 1)
    if item is None or item.amount.low != 1 or not _points_to(reader, item, event):
        return
    reader.take(item.amount.number)
    words = Piece(_start_of(reader, item.words[0]), reader.ends[item.words[1] - 1])
    end = reader.ends[event.last - 1]
    start = _start_of(reader, item.first)
    rule = f"materiel.{event.row['form']}-pronoun"
    findings.materiel.append(
        Fact(event.row["kind"], event.first, item.first, event.last, start, end, rule, item.amount, words)
    )


def _points_to(reader: FactReader, item: Item, event: Match) -> bool:
    """Whether nothing but its owner stands before the pronoun: not «أطلق صاروخا على المنزل فدمره»; bombs alone are defused."""
    equipment = reader.any_match(item.words[0], "equipment")
    defused = any(root in reader.folded(i) for i in range(event.first, event.last) for root in _DEFUSED)
    if defused and equipment is not None and equipment.row.id.startswith("bomb"):
        return True
    between = range(item.last, event.first)
    return all(
        reader.folded(i).startswith("ل") or reader.words[i].text in _COMMAS or _is_owner(reader, i) for i in between
    )


def _is_owner(reader: FactReader, at: int) -> bool:
    """Whether a token is of a name that begins behind «ل»: «رتل لتنظيم داعش»."""
    who = reader.over.get(at)
    return who is not None and who.first < at and reader.folded(who.first).startswith("ل")


def _the_aircraft(reader: FactReader, event: Match, at: int) -> list[Item]:
    """«أسقطت الحركة المروحية», «إسقاط الطائرة الحربية»: the one military aircraft that a text tells of, shot down."""
    if not event.row.id.startswith(_SHOT_DOWN):
        return []
    for first in range(at, min(at + _REACH, reader.document.sentence_of(event.first).last)):
        equipment = reader.match(first, "equipment")
        if reader.is_punctuation(first):
            break
        if equipment is None or equipment.row.id != "aircraft" or not reader.is_definite(first):
            continue
        last = equipment.last
        while reader.is_definite(last) and reader.word_in(last, "equipment-adjective") is not None:
            last += 1
        military = reader.folded(first) in _WARPLANES or any(reader.folded(i) in _MILITARY for i in range(first, last))
        return [Item(first, last, (first, last), _BY_NUMBER["singular"])] if military else []
    return []


def _others(reader: FactReader, at: int) -> list[Item]:
    """«استولى على 27 عربة ودمر 14 أخرى»: as many others of what the sentence has told of last."""
    number, told = reader.number_at(at), reader.findings.materiel[-1:]
    if number is None or number.form == "ordinal" or reader.is_used(number) or reader.is_year(number):
        return []
    sentence = reader.document.sentence_of(at)
    if reader.folded(number.last) not in _OTHERS or not told or told[0].anchor < sentence.first:
        return []
    if any(reader.is_thing(i) for i in range(told[0].last, at)):
        return []  # «دمر دبابتين وهدم منزلين وأحرق أربعة أخرى»
    return [Item(at, number.last + 1, (number.last, number.last + 1), reader.amount_of(number))]


def _costs_lives(reader: FactReader, item: Item) -> bool:
    """«أسقطت طائرة مسيرة قتيلا وعشرة جرحى»: the dead are what fell, and the aircraft did it."""
    for at in range(item.last, item.last + _NEAR):
        if reader.is_punctuation(at) or reader.begins_with_and(at) or reader.follows_preposition(at):
            return False
        if reader.event_noun_at(at) is not None:
            return True
    return False


def _drops(reader: FactReader, event: Match, item: Item) -> bool:
    """«إسقاط مسيرة أوكرانية عبوة ناسفة», «أسقطت مروحيات النظام براميل متفجرة»: the bombs are what an aircraft let fall."""
    subject = reader.match(event.last, "equipment")
    if subject is not None and subject.row.id.startswith("aircraft") and subject.first < item.words[0]:
        return reader.folded(item.words[0]).startswith(_DROPPED)
    aircraft = reader.match(item.words[0], "equipment")
    if aircraft is None or not aircraft.row.id.startswith("aircraft"):
        return False
    for at in range(aircraft.last, item.last + 1):
        number = reader.number_at(at)
        bomb = reader.match(reader.after_number(number) if number is not None else at, "equipment")
        if bomb is None or not bomb.row.id.startswith("bomb") or bomb.prefix:
            continue
        if not reader.folded(bomb.first).startswith(_RIGGED) and not reader.is_definite(bomb.first):
            return True
    return False


def _is_told_of(reader: FactReader, event: Match, item: Item) -> bool:
    """Whether a word for an event means the end of equipment: an aircraft falls, a force of the state blows up finds.

    That a shell fell is what it is for; that a bomb was blown up is an attack, unless those who clear them did it.
    """
    equipment = reader.match(item.words[0], "equipment")
    if equipment is None or not equipment.row.id.startswith(_ONLY[event.row.id]):
        return False
    if event.row.id.startswith("crash") and reader.folded(item.last) == _UPON:
        return not reader.folded(item.last - 1).startswith(_DRONE)  # «سقوط مسيرة على مبنى» is what it was sent for
    if event.row.id.startswith(("crash", _SHOT_DOWN)):
        return True
    return _names_force(reader, event.last, item.first) or _force_managed(reader, event.first)


def _names_force(reader: FactReader, first: int, last: int) -> bool:
    """Whether a force of a state begins among some tokens."""
    return any((who := reader.starting.get(at)) is not None and who.list == "units" for at in range(first, last))


def _force_managed(reader: FactReader, event: int) -> bool:
    """«تمكنت قوات الأمن من تفجير 7 عبوات», «الجيش تمكن من تفجير …»: a force behind the verb or right before it."""
    begin = max(reader.document.sentence_of(event).first, event - _REACH_OF_MANAGED)
    verbs = reader.words_in("managed", begin, event)
    if not verbs:
        return False
    if _names_force(reader, verbs[0] + 1, event):
        return True
    subject = verbs[0] - 1 - (reader.folded(verbs[0] - 1) == _ALREADY)
    who = reader.over.get(subject)
    return event - verbs[0] <= _NEAR and who is not None and who.list == "units"


def _start(reader: FactReader, event: Match) -> int:
    """Where the equipment begins: at once, or behind the subject of a verb."""
    at = reader.skip_quotes(event.last)
    if event.row["form"] != "verb" and not _has_agent(reader, at):
        return at
    mention = reader.mention_from(at)
    if mention is not None and mention.list != "places":
        at = reader.skip_quotes(mention.last)
    for step in range(at, min(at + _REACH, reader.document.sentence_of(event.first).last)):
        if _item(reader, step) is not None and not _brings_down(reader, event, step):
            return step
        if reader.is_punctuation(step) and reader.words[step].text not in _COMMAS:
            break
        subject = (
            step in reader.over or reader.is_definite(step) or reader.role(step, "name_grammar", "troops") is not None
        )
        if not (
            reader.is_quiet(step)
            or subject
            or _brings_down(reader, event, step)
            or (reader.is_nationality(step) and _brings_down(reader, event, step - 1))
            or reader.word_in(step, "party") is not None
            or reader.folded(step) in _ASIDES
        ):
            break
    return at


def _brings_down(reader: FactReader, event: Match, at: int) -> bool:
    """Whether a missile is what shot an aircraft down: «أسقط صاروخ إيراني طائرة ركاب»."""
    missile = reader.match(at, "equipment")
    if not event.row.id.startswith(_SHOT_DOWN) or missile is None or missile.row.id != "bomb":
        return False
    end = min(at + _REACH, reader.document.sentence_of(at).last)
    for step in range(missile.last, end):
        if reader.is_punctuation(step) or reader.begins_with_and(step):
            return False
        other = reader.match(step, "equipment")
        if other is not None and other.row.id.startswith("aircraft"):
            return True
    return False


def _has_agent(reader: FactReader, at: int) -> bool:
    """Whether a masdar has its subject right behind it: «اعتراض الدفاع الجوي ثلاثة صواريخ»."""
    mention = reader.starting.get(at)
    return mention is not None and mention.list != "places" and mention.start == reader.starts[at]


def _items(reader: FactReader, at: int, end: int, *, worn: bool) -> list[Item]:
    """The equipment at a token and what «و» adds to it; «أسلحة وذخائر», uncounted, are one. Behind «أضرار» it wears «ب»."""
    items: list[Item] = []
    aside = _passed(reader, at, end)
    item = _item(reader, at, worn=worn) if aside is None else _next_item(reader, aside, end)
    while item is not None and item.last <= end and len(items) < _LONGEST_LIST:
        if not (items and _is_arms(reader, item) and _is_arms(reader, items[-1])):
            items.append(item)
        following = _next_item(reader, item.last, end)
        for step in range(item.last + 1, min(item.last + _LONGEST_MAKE, end)):
            between = reader.is_closed(step - 1) and step - 1 not in reader.over
            if following is not None or between or reader.is_punctuation(step - 1):
                break
            following = _next_item(reader, step, end)
        item = following
        if item is not None and _shares_count(items[-1], item):
            break
    return items


def _is_arms(reader: FactReader, item: Item) -> bool:
    """Whether an item is uncounted arms or ammunition in general: one haul with such beside it."""
    first = reader.folded(item.words[0])
    return item.amount is _SOME and (first in _ARMS or (reader.begins_with_and(item.words[0]) and first[1:] in _ARMS))


def _next_item(reader: FactReader, at: int, end: int) -> Item | None:
    """The equipment that «و» or a comma adds at a token; «9 أهداف» and their like between are passed over."""
    if at + 1 < end and reader.words[at].text in _COMMAS:
        at += 1
        if not reader.begins_with_and(at) and reader.number_at(at) is None:
            return None
    elif at >= end or not reader.begins_with_and(at):
        return None
    at = at + 1 if reader.folded(at) == "و" else at
    aside = _passed(reader, at, end)
    return _item(reader, at) if aside is None else _next_item(reader, aside, end)


def _passed(reader: FactReader, at: int, end: int) -> int | None:
    """The token after counted things that are hit but are no equipment: «تدمير 9 أهداف و3 سيارات»."""
    number = reader.number_at(at)
    thing = reader.word_in(reader.after_number(number), "hit-thing") if number is not None else None
    return thing if thing is not None and thing < end else None


def _shares_count(before: Item, item: Item) -> bool:
    """Whether a singular behind a counted singular is counted with it: «391 ملجأ ووكرا ومخزنا»."""
    counted = before.amount.number is not None and (before.amount.low or 0) > _LAST_WITH_PLURAL
    return counted and item.amount.number is None and item.amount.low == 1


def _item(reader: FactReader, at: int, *, worn: bool = False) -> Item | None:
    """«8 عجلات مفخخة», «مفرزة هاون», «عددا من العربات العسكرية»: a count and its equipment, or equipment by its form."""
    at = reader.skip_quotes(at)
    quantity = reader.word_in(at, "quantity")
    if quantity is not None:
        return _of_quantity(reader, at, quantity)
    count_word = reader.word_in(at, "count-word")
    number = reader.number_at(at) or (reader.number_at(reader.skip_quotes(count_word)) if count_word else None)
    words_at = reader.after_number(number) if number is not None else at
    weight = _of_weight(reader, words_at) if number is not None else None
    if weight is not None:
        return _of_quantity(reader, at, weight)
    if number is not None and (all_of := _out_of(reader, words_at)) is not None:
        words_at = all_of  # «27 من أصل 30 صاروخا»
    elif number is not None and reader.folded(words_at) == _OF and reader.folded(words_at + 1) not in _ARMS:
        words_at += 1
    equipment = reader.any_match(words_at, "equipment") if worn else reader.match(words_at, "equipment")
    if equipment is None or (
        number is not None and (number.form == "ordinal" or reader.is_used(number) or reader.is_year(number))
    ):
        return None
    if number is None and (reader.is_definite(words_at) or equipment.row.id.startswith(_OWNED)):
        return None
    last = _described(reader, equipment.last)
    amount = reader.amount_of(number) if number is not None else _BY_NUMBER.get(equipment.row["number"], _SOME)
    return Item(at, last, (words_at, last), amount)


def _of_weight(reader: FactReader, at: int) -> int | None:
    """The token of the equipment behind a weight: «200 كيلوغرام من المتفجرات»."""
    of = at + 1 if reader.folded(at + 1) == _OF else None
    return of + 1 if of is not None and reader.folded(at) in _WEIGHTS else None


def _out_of(reader: FactReader, at: int) -> int | None:
    """The token of the equipment behind the count of which another is a part: «من أصل 30 صاروخا», «من 30 صاروخا»."""
    if reader.folded(at) != _OF:
        return None
    whole = reader.number_at(reader.word_in(at + 1, "out-of") or at + 1)
    return None if whole is None or whole.form == "ordinal" else reader.after_number(whole)


def _of_quantity(reader: FactReader, at: int, words_at: int) -> Item | None:
    """«كمية من الذخائر»: equipment whose number nobody tells."""
    equipment = reader.match(words_at, "equipment")
    if equipment is None:
        return None
    last = _described(reader, equipment.last)
    return Item(at, last, (words_at, last), _SOME)


def _described(reader: FactReader, at: int) -> int:
    """The token after the adjectives of equipment: «مفخخة», «عسكرية», «من نوع» aside."""
    while at < len(reader.words) and (
        (end := reader.word_in(at, "equipment-adjective")) is not None
        or (
            (other := reader.match(at, "equipment")) is not None
            and other.prefix == 0
            and not reader.is_definite(at)
            and (end := other.last)
        )
        or (reader.is_nationality(at) and not reader.begins_with_and(at) and (end := at + 1))
    ):
        if reader.begins_with_and(at) or reader.word_in(at, "by") is not None or end is None:
            break  # «آليات عسكرية بقذائف»
        at = end
    return at


def _fact(reader: FactReader, event: Match, item: Item, *, leads: bool) -> Fact:
    """The fact of one item: the first with its event word, the others with their own words."""
    first = event.first if leads else item.first
    start = reader.starts[event.first] + event.prefix if leads else _start_of(reader, item.first)
    words = Piece(_start_of(reader, item.words[0]), reader.ends[item.words[1] - 1])
    rule = f"materiel.{event.row['form']}-" + ("count-item" if item.amount.number is not None else "item")
    return Fact(
        event.row["kind"],
        event.first,
        first,
        item.last,
        start,
        reader.ends[item.last - 1],
        rule,
        item.amount,
        words,
    )


def _start_of(reader: FactReader, at: int) -> int:
    """The code point at which equipment begins, without an attached «و» or «ب»."""
    equipment = reader.any_match(at, "equipment")
    if equipment is not None:
        return reader.starts[at] + equipment.prefix
    if reader.number_at(at) is None and reader.word_in(at, "quantity") is not None and reader.begins_with_and(at):
        return reader.starts[at] + 1
    return reader.start_of(at)
