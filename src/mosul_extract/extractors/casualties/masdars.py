"""Statements by masdars and by what has a pronoun for its people: «مقتل 3 جنود», «نبأ استشهاده», «قتلهم للنساء»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.antecedents import counted_antecedent
from mosul_extract.extractors.casualties.earlier import of_earlier
from mosul_extract.extractors.casualties.facts import fact_of, with_people
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.positions import adjacent
from mosul_extract.extractors.casualties.victims import Phrase, phrase_given
from mosul_extract.extractors.casualties.wounds import past_wound
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_REACH_LIGHT = 22
_REACH_OF_GIVEN = 3
_UNKNOWN_COUNT = Amount(None, None, "unstated")
# Rows of masdars of a deed done to people told before, which can be a threat or a plan as well.
_DEEDS = ("all-deed", "all-kidnap", "all-seize")
_TO_INJURY = "لاصابه"
_DASHES, _LONGEST_ASIDE = frozenset("-–—"), 12
_SOME = frozenset({"قسم", "جزء", "بعض", "كثير", "الكثير", "العديد", "عدد"})
_SURRENDER = "استسلام"
_PLACES = frozenset({"buildings", "places"})
_VEHICLES = "vehicles"
_SEIZED = frozenset({"kidnapped", "detained"})
_DONE_TO_PEOPLE, _MOST_ADJECTIVES = frozenset({"killed", "injured", "detained", "kidnapped"}), 3


def masdar(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل 3 جنود», «إصابة آخرين»: the people follow at once."""
    if _is_in_name_of_place(reader, event):
        return []
    if facts := of_earlier(reader, event):
        return facts
    phrases = _behind_agent(reader, event) or adjacent(reader, event.last) or _upon(reader, event)
    if not (phrases and phrases[0].counted):
        reached = _reached(reader, event) or _reached_before(reader, event)
        if reached and reached[0].counted:
            return with_people(reader, event, reached)
        phrases = phrases or reached or _suffered_by(reader, event)
    if phrases and _did_it_to_things(reader, phrases[0]):
        return []
    alone = event.last == event.first + 1
    if event.row["form"] == "masdar-counted" and alone and reader.is_definite(event.first):
        return []
    return with_people(reader, event, phrases)


def _is_in_name_of_place(reader: FactReader, event: Match) -> bool:
    """«مركز لاحتجاز المهاجرين», «سجن توقيف النساء»: what a place is for."""
    building = reader.any_match(event.first - 1, "things")
    place = building is not None and building.row.id in _PLACES and building.last == event.first
    return place and event.row["kind"] == "detained" and not reader.is_definite(event.first - 1)


def _did_it_to_things(reader: FactReader, people: Phrase) -> bool:
    """«إحراق الإرهابيين لأكثر من 100 عربة»: whether the definite people did it to things, counted behind «ل»."""
    at = reader.skip_quotes(people.last)
    if people.counted or not people.definite or not reader.folded(at).startswith("ل"):
        return False
    number = next(
        (number for i in range(at, at + _REACH_OF_GIVEN) if (number := reader.number_at(i)) is not None), None
    )
    return number is not None and reader.is_thing(reader.after_number(number))


def to_injury(reader: FactReader, event: Match) -> list[Fact]:
    """«أدى لإصابة 8 أشخاص»: what is the object of «تعرض» elsewhere."""
    return masdar(reader, event._replace(prefix=1)) if reader.folded(event.first) == _TO_INJURY else []


def _behind_agent(reader: FactReader, event: Match) -> list[Phrase]:
    """«اغتيال إسرائيل القيادي فلان», «اعتقال قوات الأمن 3 صحفيين»: the people behind who did it."""
    if reader.word_in(event.first, "agentive") is None:
        return []
    troops = reader.noun_at(event.last)
    behind = troops.last if troops is not None and troops.word.id == "troops-many" else event.last
    if given := given_by_troops(reader, event.last):
        return given
    agent = reader.mention_from(event.last) or reader.mention_from(behind)
    party = reader.word_in(event.last, "party") if agent is None else None
    if party is not None:
        return people_given(reader, party)  # «اغتيال الاحتلال للشاب فلان»
    if agent is not None and agent.kind == "person":
        return given_by_one(reader, agent.last)
    if agent is None or agent.kind in ("source", "media") or (agent.list == "places" and agent.kind != "country"):
        return []
    if given := people_given(reader, agent.last):
        return given
    step = agent.last + 1 if agent.last < len(reader.words) and reader.words[agent.last].text in "،," else agent.last
    phrases = list_from(reader, step)
    counted_or_named = phrases and (
        phrases[0].counted or phrases[0].person is not None or phrases[0].amount.low is not None
    )
    return phrases if counted_or_named else []


def given_by_troops(reader: FactReader, at: int) -> list[Phrase]:
    """«قتل الجنود للشاب»: the people behind «لل», right behind those who did it."""
    troops = reader.noun_at(at)
    by_troops = troops is not None and troops.definite and reader.folded(troops.last).startswith("لل")
    return people_given(reader, troops.last) if troops is not None and by_troops else []


def given_by_one(reader: FactReader, at: int) -> list[Phrase]:
    """«قتل فلان - ابن عم الرئيس - للعقيد فلان»: one person behind «لل», whom the one named before has killed."""
    if reader.folded(at) in _DASHES:
        at = next((i + 1 for i in range(at + 1, at + _LONGEST_ASIDE) if reader.folded(i) in _DASHES), at)
    phrase = phrase_given(reader, at) if reader.folded(at).startswith("لل") else None
    one = phrase is not None and phrase.amount.low == 1
    return [phrase] if phrase is not None and one and (phrase.row is not None or phrase.person is not None) else []


def people_given(reader: FactReader, at: int) -> list[Phrase]:
    """People behind «ل», up to two words on: «قتل المليشيا بالرصاص المباشر لزوج وزوجته», «اعتقال الجيش لثلاثة شبان»."""
    for step in range(at, at + _REACH_OF_GIVEN):
        phrase = phrase_given(reader, step)
        if phrase is not None:
            more = list_from(reader, phrase.last) if reader.begins_with_and(phrase.last) else []
            if phrase.words is None or phrase.amount.low is not None or any(p.amount.low is not None for p in more):
                return [phrase, *more]
            phrase.last = more[-1].last if more else phrase.last  # «قتلهم للنساء والأطفال»
            phrase.words = phrase.words[0], phrase.last
            return [phrase]
        if reader.is_punctuation(step) or reader.is_verb(step):
            break
    return []


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


def _suffered_by(reader: FactReader, event: Match) -> list[Phrase]:
    """«القتل المتعمد للمدنيين», «تصفية لأسرى», «حملة اعتقالات واسعة في صفوف الناشطين»: the people behind adjectives of the deed."""
    at = event.last
    if event.row["kind"] not in _DONE_TO_PEOPLE or _SURRENDER in reader.folded(event.first):
        return []  # «الاستسلام للجيش»
    if event.row["kind"] == "injured" and reader.is_definite(event.first):
        return []  # «حالات الوفاة أو الإصابة بين المدنيين»
    while at < event.last + _MOST_ADJECTIVES and _describes_deed(reader, event, at):
        at += 1
    if (ranks := reader.word_in(at, "ranks-of")) is not None:
        phrases = adjacent(reader, ranks)
        return phrases if phrases and (phrases[0].row is not None or phrases[0].counted) else []
    phrase = phrase_given(reader, at)
    if phrase is None or not (phrase.row is not None or reader.any_nationality(at)):
        return []
    # «إصابة خطيرة لجندي», but «إصابة خطيرة للاعب»
    soldiers = event.row["kind"] == "injured" and phrase.row is not None and phrase.row["group"] == "combatant"
    return [phrase] if phrase.amount.low is None or soldiers else []


def _describes_deed(reader: FactReader, event: Match, at: int) -> bool:
    """Whether a word can be an adjective of a deed: it wears the article where the deed does, and nothing else is known of it."""
    if reader.word_in(at, "strike-adjective") is not None:
        return True
    if reader.is_punctuation(at) or reader.is_attached(at) or reader.is_closed(at):
        return False
    if reader.is_definite(at) != reader.is_definite(event.first):
        return False
    other = reader.noun_at(at) is not None or reader.is_thing(at) or at in reader.over
    return reader.is_nationality(at) or not other


def _reached(reader: FactReader, event: Match) -> list[Phrase]:
    """«حملة اعتقالات في الضفة طالت 25 فلسطينيا», «عملية اغتيال استهدفت قائدا»: people whom the verb of a deed reaches."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    for at in range(event.last, end):
        behind = reader.word_in(at, "reach")
        if behind is not None:
            return adjacent(reader, behind, bare=False)
        if (reader.is_punctuation(at) and not reader.words[at].is_quote) or reader.number_at(at) is not None:
            break
        if reader.any_match(at, "casualty_words") is not None:
            break
    return []


def _reached_before(reader: FactReader, event: Match) -> list[Phrase]:
    """«طالت الإعدامات الميدانية أكثر من 300 مواطن»: counted people behind a deed that is the subject of the verb right before it."""
    if reader.ending_at(event.first, "reach") is None:
        return []
    at = event.last
    while at < event.last + _MOST_ADJECTIVES and _describes_deed(reader, event, at):
        at += 1
    phrases = adjacent(reader, at, bare=False)
    return phrases if phrases and phrases[0].counted else []


def cases(reader: FactReader, event: Match) -> list[Fact]:
    """«12 حالة اعتقال طالت 30 شخصا»: the people whom cases of a deed reach."""
    phrases = _reached(reader, event)
    return with_people(reader, event, phrases) if phrases and phrases[0].counted else []


def pronoun(reader: FactReader, event: Match) -> list[Fact]:
    """«نبأ استشهاده», «أدى إلى مقتلهما»: the people were named before; in «قتله شخصين» the word's own are its doer."""
    if is_of_thing(reader, event):
        return []
    if event.row["number"] == "plural" and _is_not_yet(reader, event):
        return []
    given = people_given(reader, event.last)
    if given and given[0].first == event.last and reader.word_in(event.first - 1, "done") is None:
        return with_people(reader, event, given)  # «قتلهم للنساء والأطفال»
    people = [phrase for phrase in adjacent(reader, event.last, bare=False) if phrase.counted or phrase.amount.low]
    if people and event.row["number"] != "dual":
        return with_people(reader, event, people)
    if of_counted := _done_to_counted(reader, event):
        return of_counted
    if event.row.id.startswith(_DEEDS) and not event.prefix and (seized := counted_antecedent(reader, event)):
        return seized  # «160 جنديا أسرهم التنظيم»
    if event.row["kind"] in ("killed", "kidnapped") and not event.row.id.startswith(_DEEDS):
        told = not reader.role_before(event.first, "not-told", 2)
    else:
        told = reader.role_before(event.first, "told", 2)
    if not told or reader.is_ill(event.last):
        return []
    if (some := _some_of_them(reader, event)) is not None:
        return [some]
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    last = (past_wound(reader, event.last) if event.row["kind"] == "injured" else None) or event.last
    return [fact_of(reader, event, event.first, last, amount, "casualties.masdar-pronoun")]


def is_of_thing(reader: FactReader, event: Match) -> bool:
    """«قطار خطفه انفصاليون», «السفينة التي احتجزها»: what was seized is a thing that stands right before."""
    at = event.first - 1 - (reader.word_in(event.first - 1, "relative") is not None)
    one = event.row["kind"] in _SEIZED and event.row["number"] == "singular" and not event.prefix
    thing = reader.any_match(at, "things") if one else None
    return thing is not None and thing.row.id.startswith(_VEHICLES)


def _some_of_them(reader: FactReader, event: Match) -> Fact | None:
    """«قسم منهم تم اعتقاله»: some of the people told before, and the verb of doing between them and its masdar."""
    done = event.first - 1
    them = done - 1
    if event.prefix or reader.word_in(done, "done") is None or not reader.pronoun_at(them):
        return None
    first = them - 1 if reader.folded(them - 1).lstrip("وف") in _SOME else them
    fact = fact_of(reader, event, first, event.last, _UNKNOWN_COUNT, "casualties.masdar-pronoun")
    fact.subset = fact.of_them = True
    fact.victims = Piece(reader.start_of(first), reader.ends[them])
    return fact


def _is_not_yet(reader: FactReader, event: Match) -> bool:
    """Whether the verb of doing tells of the future or of no people of its own: «فسيتم اعتقالهم», «أبرز من تم تصفيتهم»."""
    done = event.first - 1
    future = reader.folded(done).lstrip("وف").startswith("س") or reader.folded(event.last) == "عن"
    return future or (reader.word_in(done, "done") is not None and reader.folded(done - 1) in ("من", "ممن"))


def _done_to_counted(reader: FactReader, event: Match) -> list[Fact]:
    """«ثلاثة من أبنائها تم اختطافهم»: the people before a verb of doing and its masdar."""
    done = event.first - 1
    if event.prefix or reader.word_in(done, "done") is None:
        return []
    return counted_antecedent(reader, event, until=done)
