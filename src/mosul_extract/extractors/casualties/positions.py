"""Where the people of an event word stand behind it: at once, past its subject, a time or a place."""

from __future__ import annotations

from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.objects import (
    are_forces,
    is_the_one,
    object_after,
    object_of_forces,
    those_present,
    time_between_commas,
)
from mosul_extract.extractors.casualties.victims import Phrase
from mosul_extract.extractors.fact_reading import FactReader, Noun
from mosul_extract.text.numerals import Number

_REACH_FORWARD = 14
_REACH_UNCOUNTED, _REACH_OF_BARE = 7, 5
_PLURAL_ENDINGS = ("وا", "ن")
_DUAL_ENDINGS = ("ا",)
# Forms of casualty words that may stand between a verb and its people.
_BETWEEN = frozenset({"noun", "toll-noun", "body", "light_object", "object", "fall", "alive"})
# Forms of casualty words that can be the verb of the people before them.
_FINITE = frozenset({"either", "passive", "light", "idiom"})
_ACCUSATIVE = ("ا", "ين")
_COMMAS = frozenset("،,")
_STOPS = frozenset(":؛;؟?!")
_BRACKETS, _WITH, _GIVEN = frozenset("()"), "ب", "لل"

_NOMINATIVE = "ون"
_MASSACRE = "massacre"
_OF_THEM = ("هم", "هن", "هما")


def adjacent(reader: FactReader, at: int, *, bare: bool = True) -> list[Phrase]:
    """The victim phrase that begins at a token, in the sentence of the word before it, and those that «و» adds to it."""
    first = reader.skip_quotes(at)
    if reader.document.sentence_of(first).first >= at:
        return []
    if (noun := reader.match(first, "victims")) is not None and noun.prefix:
        return []
    return _of_verb_before(reader, list_from(reader, at, bare=bare, far=True))


def past_asides(reader: FactReader, at: int) -> int:
    """The token after «فيها», «أيضا» and their like behind a verb, and after «منهم» before a count or one of no article."""
    while (end := reader.word_in(at, "therein") or reader.word_in(at, "adverb")) is not None:
        at = end
    of_them = reader.word_in(at, "of-them")
    if of_them is None:
        return at
    noun = reader.noun_at(of_them)
    one = noun is not None and noun.word["number"] != "plural" and not noun.definite  # «70 جريحا توفي منهم طفل»
    return of_them if one or reader.number_at(of_them) is not None else at


def _tells_more(reader: FactReader, first: int, at: int) -> bool:
    """Whether another event begins at a token, or parts of a toll: «قتلوا أو جرحوا وبين الضحايا عمال»."""
    if reader.begins_with_and(at) and reader.word_in(at, "subset-of-toll") is not None:
        return True
    event = reader.any_match(at, "casualty_words")
    if event is None or (event.row.id == _MASSACRE and reader.is_definite(at)):
        return False  # «راح ضحية المجزرة 200 قروي»
    return event.row["form"] not in _BETWEEN and not _is_of_means(reader, first, at)


def after(reader: FactReader, at: int, *, uncounted: bool, end: int | None = None) -> list[Phrase]:
    """The victim phrases after a verb: at once, or past its subject, a time or a place."""
    at = past_asides(reader, at)
    found = adjacent(reader, at)
    if found and are_forces(reader, found[0]):
        return object_of_forces(reader, found[0], end)
    if found:
        behind = object_after(reader, found)
        return found if behind is None else list_from(reader, behind, bare=True, far=True)
    limit = min(reader.document.sentence_of(at - 1).last, at + _REACH_FORWARD, end or at + _REACH_FORWARD)
    step, manner = at, set[int]()
    while step < limit:
        if step > at and (aside := time_between_commas(reader, step)):
            step = aside.stop  # «أعدمت السلطات، الاثنين، 11 شخصا»
            continue
        if (how := reader.word_in(step, "adverb")) is not None:
            manner.update(range(step, how))
        word = reader.words[step]
        apart = word.text in _COMMAS and not all(reader.is_time(i) for i in range(at, step))
        closed = word.text == ")" and all(reader.words[i].text != "(" for i in range(at, step))
        number = reader.number_at(step)
        # «59 شخصا قتلوا في تفجير، معظمهم من رجال الأمن»
        of_them = number is not None and step > at and reader.folded(number.last - 1).endswith(_OF_THEM)
        ends = word.text in _STOPS or apart or closed or of_them
        if ends or _leads_off(reader, at, step) or _tells_more(reader, at, step):
            return []
        if number is not None and (others := those_present(reader, at, step)) is not None:
            step = others
            continue
        if number is not None:
            bare = (number.definite and number.form == "vague") or _is_bare_object_count(reader, at, step, number)
            found = list_from(reader, step, bare=bare, far=True)
            if found or _counts_dead(reader, number):
                return _of_verb_before(reader, found)
        elif _is_named(reader, at, step, manner):
            return list_from(reader, step)
        elif _is_one_of_others(reader, at, step):
            return list_from(reader, step, far=True)
        elif uncounted and step < at + _REACH_UNCOUNTED and reader.mention_over(step) is None:
            noun = reader.noun_at(step) if not reader.is_time(step) else None  # «في أغسطس/آب»
            apart = step > at and (_is_where_and_how(reader, at, step) or _is_shot(reader, at, step))
            near = step < at + _REACH_OF_BARE
            behind = apart or reader.follows_subject(step) or reader.word_in(step - 1, "except") is not None
            behind = behind or (near and reader.folded(at).endswith(_NOMINATIVE) and _is_bare_object(reader, step))
            theirs = noun is not None and _shoots(reader, noun)
            someone = noun is not None and (not noun.definite or is_the_one(reader, step))
            # «مدرسة للبنات», «برصاص جندي ومدني»
            someone = someone and not (reader.folded(step).startswith(_GIVEN) or reader.begins_with_and(step))
            someone = someone and not _is_owned_thing(reader, at, step)  # «أصابت غارة منزل عائلة فلان»
            if someone and behind and reader.folded(step - 1) != "من" and not theirs:
                found = list_from(reader, step, far=True)
                if found:
                    return found
        step += 1
    return []


def _is_bare_object_count(reader: FactReader, at: int, step: int, number: Number) -> bool:
    """«قتل الجيش ثلاثة في قصف»: a number without a noun right behind a force that is the subject, before what tells how."""
    doer = reader.mention_over(step - 1)
    force = doer is not None and doer.first == at and (doer.list == "units" or doer.kind == "armed_group")
    how = reader.role(number.last, "name_grammar", "locative") is not None or reader.is_punctuation(number.last)
    return force and how and number.form in ("words", "digits") and not reader.is_year(number)


def _counts_dead(reader: FactReader, number: Number) -> bool:
    """Whether a noun for the dead has the count: «راح ضحيتها 180 قتيلا بينهم 35 طفلا»."""
    dead = reader.event_noun_at(number.last)
    return dead is not None and dead.row["kind"] == "killed"


def _leads_off(reader: FactReader, at: int, step: int) -> bool:
    """Whether what follows is said, is told of others beside whom it was, or only owns what was hit.

    «50 جنديا قتلوا إلى جانب 33 مقاتلا», «أصابت ثلاث قذائف منازل عدد من المواطنين».
    """
    beside = any(reader.word_in(step, role) is not None for role in ("that", "with-whom"))
    return beside or (reader.number_at(step) is not None and _is_owned_thing(reader, at, step))


def _is_owned_thing(reader: FactReader, at: int, step: int) -> bool:
    """Whether the people of a count own a thing right before it, which is what was hit: «منازل عدد من المواطنين»."""
    thing = step - 1
    if thing <= at or reader.is_definite(thing) or reader.noun_at(thing) is not None:
        return False
    hit = reader.any_match(thing, "targets")
    return hit is not None and hit.row["group"] == "civilian" and not reader.follows_preposition(thing)


def _is_bare_object(reader: FactReader, at: int) -> bool:
    """Whether a noun is in the case of an object and no preposition rules it: «اغتال مجهولون يستقلون دراجة نارية عنصرا سابقا»."""
    return reader.folded(at).endswith("ا") and not reader.is_attached(at) and not reader.follows_preposition(at)


def _is_one_of_others(reader: FactReader, at: int, step: int) -> bool:
    """«قتلت الشرطة أحد المسلحين»: one of some people behind the subject of the verb, which is none of them."""
    if step == at or reader.word_in(step, "one-of") is None or reader.mention_over(step) is not None:
        return False
    doer = reader.mention_over(step - 1)
    if doer is not None and doer.kind == "person":
        return False  # «زوجة فلان أحد قادة التنظيم»
    return reader.follows_subject(step) and not any(
        reader.begins_with_and(i) or reader.follows_preposition(i) for i in range(at, step + 1)
    )


def _of_verb_before(reader: FactReader, phrases: list[Phrase]) -> list[Phrase]:
    """The people behind a verb without those that «و» adds and that have their own: «قتل 13 مدنيا و47 آخرون أصيبوا»."""
    for i, phrase in enumerate(phrases):
        added = i or reader.begins_with_and(phrase.first) or reader.folded(phrase.first - 1) == "و"
        if added and _has_own_verb(reader, phrase.last):
            return phrases[:i]
    return phrases


def _has_own_verb(reader: FactReader, at: int) -> bool:
    """Whether a verb for what happened to the people before it stands at a token: «أصيبوا», «قد جرحوا»."""
    verb = reader.match(reader.word_in(at, "already") or at, "casualty_words")
    if verb is None or verb.prefix or verb.row["form"].partition("-")[0] not in _FINITE:
        return False
    return reader.folded(verb.first).endswith(_PLURAL_ENDINGS + _DUAL_ENDINGS)


def _is_shot(reader: FactReader, first: int, last: int) -> bool:
    """Whether nothing but a shell or another means stands among some tokens: «أصابت رصاصة طائشة طفلة»."""
    means = reader.any_match(first, "means")
    if means is None or means.prefix:
        return False
    return all(
        _is_weapon(reader, i) or not (reader.is_closed(i) or reader.is_inside(i)) for i in range(means.last, last)
    )


def _is_weapon(reader: FactReader, at: int) -> bool:
    """Whether a weapon, a means or whose it is stands at a token: «ضربة بمسيرة أوكرانية»."""
    return reader.any_nationality(at) or any(reader.any_match(at, name) is not None for name in ("means", "equipment"))


def _shoots(reader: FactReader, people: Noun) -> bool:
    """Whether fighters right behind a means can only be whose it is: «نيران قناصة الجيش», but «رصاصة جنديا»."""
    if people.word["group"] != "combatant" or reader.folded(people.last - 1).endswith(_ACCUSATIVE):
        return False
    means = people.first - 1
    return reader.any_match(means, "means") is not None and not reader.is_definite(means)


def _is_of_means(reader: FactReader, first: int, at: int) -> bool:
    """Whether a verb tells of the shell before it: «أصابت قذيفة سقطت على المنزل خمسة مدنيين»."""
    means = reader.any_match(first, "means")
    return means is not None and means.last == at and reader.role(at, "constructions", "license") is not None


def _is_named(reader: FactReader, at: int, step: int, manner: set[int]) -> bool:
    """Whether people are named behind a verb: «كل من», a name behind nothing but its doer, how it was done and when."""
    if reader.word_in(step, "each-of") is not None or _is_named_behind_word(reader, at, step):
        return True
    if step == at + 1 and reader.office_at(step) is not None and reader.folded(at).endswith(_NOMINATIVE):
        return True  # «اغتال مجهولون مدير مدرسة»
    named = reader.names_person(step) or _is_named_behind_doer(reader, at, step)
    return named and all(
        reader.is_inside(i)
        or reader.is_quiet(i)
        or i in manner
        or _is_in_place(reader, i)
        or bool(reader.means_in(i, i + 1))
        or reader.any_nationality(i)
        or reader.word_in(i, "party") is not None
        for i in range(at, step)
    )


def _is_in_place(reader: FactReader, at: int) -> bool:
    """Whether «في» and its like stands before a place or an attack: «قتلت إسرائيل في بيروت القائد فلانا», «قتل في الهجوم اللواء فلان»."""
    place = reader.over.get(at + 1)
    inside = (place is not None and place.list == "places") or reader.is_event(at + 1)
    return (inside and reader.role(at, "name_grammar", "locative") is not None) or reader.is_event(at)


def _is_named_behind_doer(reader: FactReader, at: int, step: int) -> bool:
    """Whether a bare name stands right behind a force, a group or a country: «قتل الجيش الإسرائيلي ياسين السراديح»."""
    doer, named = reader.starting.get(at), reader.starting.get(step)
    if doer is None or named is None or named.kind != "person" or _past_adverb(reader, doer.last) != step:
        return False
    return doer.list == "units" or doer.kind in ("armed_group", "country")


def _is_named_behind_word(reader: FactReader, at: int, step: int) -> bool:
    """«أعدم التنظيم فلانا», «اغتالت طائرة إسرائيلية فلانا»: a bare name right behind a time or a word for the doer."""
    named = reader.starting.get(step)
    if named is None or named.kind != "person" or step == at or reader.is_attached(step) or at in reader.over:
        return False
    if step == at + 1 and reader.is_definite(at):
        return reader.noun_at(at) is None
    if all(reader.is_time(i) for i in range(at, step)):
        return True
    struck_by = step > at + 1 and reader.means_in(at, at + 1)
    return bool(struck_by) and all(
        reader.nationality_at(i) or _is_in_place(reader, i) or reader.is_inside(i) for i in range(at + 1, step)
    )


def _past_adverb(reader: FactReader, at: int) -> int:
    """The token after «بدم بارد» and its like; the token itself without it."""
    return reader.word_in(at, "adverb") or at


def _is_where_and_how(reader: FactReader, first: int, last: int) -> bool:
    """Whether nothing but places, times and means stands among some tokens: «قتل بالسلاح أمس في موبتي (وسط) شرطيا»."""
    return all(
        is_where(reader, i, i + 1)
        or reader.is_time(i)
        or reader.names_event(i, i + 1)
        or any(reader.word_in(k, "adverb") is not None for k in (i, i - 1))
        or reader.words[i].text in _BRACKETS
        or reader.role(i, "name_grammar", "direction") is not None
        or (reader.any_match(i, "means") is not None and reader.folded(i).startswith(_WITH))
        for i in range(first, last)
    )


def is_where(reader: FactReader, first: int, last: int) -> bool:
    """Whether nothing but places with their prepositions stands among some tokens: «قائد الشرطة في ولاية قندهار قتل»."""
    return all(
        (i in reader.over and reader.over[i].list == "places") or reader.role(i, "name_grammar", "locative") is not None
        for i in range(first, last)
    )
