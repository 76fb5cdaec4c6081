"""Statements by passive verbs: «قتل 3 جنود», «استشهد فلان», and who it was where nobody follows."""

from __future__ import annotations

from mosul_extract.extractors.casualties.antecedents import before
from mosul_extract.extractors.casualties.earlier import of_earlier
from mosul_extract.extractors.casualties.facts import fact_of, people_fact, with_people
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.masdars import given_by_one, given_by_troops, people_given
from mosul_extract.extractors.casualties.positions import after
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_REACH_OF_PARTICIPLE = 5
_REACH_TO_WHOM = 14
_REACH_OF_WOUNDS, _AFFECTED = 5, frozenset({"متاثرا", "متاثره"})
_UNKNOWN_COUNT = Amount(None, None, "unstated")
# Verbs of one subject that cannot have another's death as their object, and the one that can.
_KILLED = "قتل"
_OF_ONE = frozenset({"استشهد", "استشهدت", "توفي", "توفيت", "اغتيل", "اغتيلت", _KILLED})
_KILLED_ONE, _WAS = frozenset({"قتل", "قتلت", "اغتيل", "استشهد"}), frozenset({"كان", "كانت"})
_HE = frozenset({"هو", "هي"})
_AND_THEY = frozenset({"وهم", "وهو", "وهي", "جميعا"})
_AND_THEN = frozenset({"حيث", "ثم", "لكنهم", "انهم", "بانهم"})
_OF_MANY = frozenset({"استشهدوا", "قتلوا", "توفوا", "اصيبوا", "جرحوا"})
_OF_TWO_MEN = frozenset({"قتلا", "استشهدا", "اصيبا", "جرحا", "توفيا"})
_DIED = frozenset({"استشهد", "استشهدت", "توفي", "توفيت"})
_TO_BE_KILLED = frozenset({"يقتل", "تقتل"})
_HANDS = frozenset({"يد", "ايدي", "يدي"})
_THEN = frozenset({"حيث", "ثم", "ان", "لكنه", "لكنها", "انه", "انها", "قد"})
_OF_WOUNDS = frozenset({"متاثرا", "متاثره", "لاحقا", "بعدما", "داخل"})
_WHO = frozenset({"الذي", "التي", "والذي", "والتي"})
_THAT_HE = frozenset({"انه", "انها", "بانه", "بانها", "وانه", "وانها", "وبانه", "وبانها"})
_IN_WHAT = frozenset(
    {"في", "خلال", "اثناء", "اثر", "جراء", "برصاص", "بنيران", "بغاره", "بقصف", "بانفجار", "بضربه", "قبل", "بعد"}
)
_BY_WHAT = _IN_WHAT - {"في", "قبل", "بعد"}
_MARTYRED = "martyred-verb"
_PLAYER = "player"
_OF_THEM = ("هم", "هن")
_HELD = frozenset({"detained", "kidnapped"})
_WOUNDS, _THEREWITH = frozenset({"جروح", "جراح", "اصابات", "اصابه", "حروق"}), "بها"


def passive(reader: FactReader, event: Match) -> list[Fact]:
    """«أصيب 11 شخصا», «33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا»: the people are the subject."""
    nobody = reader.word_in(event.last, "anyone") is not None and reader.is_negated(event.first)
    if nobody or _tells_of_wounds(reader, event):
        return []
    if event.row["form"].startswith("passive") and reader.folded(event.first).endswith("وا"):
        return before(reader, event) or _and_died(reader, event)
    if _has_parts_behind(reader, event) and (facts := before(reader, event)):
        return facts
    if given := _he_and_others(reader, event) or _given(reader, event):
        return with_people(reader, event, given)
    if reader.is_punctuation(event.last) and (facts := before(reader, event)):
        return facts
    if facts := of_earlier(reader, event):
        return facts
    facts = with_people(reader, event, after(reader, event.last, uncounted=True)) or before(reader, event)
    if facts and (_seize_things(reader, event, facts[0]) or _is_of_illness_or_sport(reader, event, facts[0])):
        return []
    if event.row.id == _MARTYRED and reader.word_in(facts[-1].last if facts else event.last, "cited") is not None:
        return []  # «استشهد الباحث بقول ابن خلدون»
    if not facts and _is_of_one(reader, event):
        return who_died(reader, event, event.last)
    return facts or _aimed_at(reader, event) or _and_died(reader, event) or _who_was(reader, event)


def _tells_of_wounds(reader: FactReader, event: Match) -> bool:
    """«توفي متأثرا بجروح أصيب بها»: the wounds of one who has died of them."""
    wounds = reader.folded(event.first - 1).removeprefix("ب") in _WOUNDS
    died = wounds and reader.folded(event.first - 2) in _AFFECTED
    return died and event.row["kind"] == "injured" and reader.folded(event.last) == _THEREWITH


def _has_parts_behind(reader: FactReader, event: Match) -> bool:
    """Whether some of those before a verb of many follow it: «إن 70 مدنيا قتلوا بينهم 30 طفلا», «قتلوا معظمهم نساء»."""
    if not reader.folded(event.first).endswith("وا"):
        return False
    share = reader.number_at(event.last)
    some = share is not None and reader.folded(share.last - 1).endswith(_OF_THEM)
    return some or any(reader.word_in(event.last, role) is not None for role in ("subset", "of-them"))


def _seize_things(reader: FactReader, event: Match, fact: Fact) -> bool:
    """«احتجز الحوثيون سفينة», «اختطف انفصاليون قطارا»: who seizes a thing that stands right behind him is no victim."""
    if event.row["kind"] not in _HELD or fact.amount.low is not None or fact.anchor != fact.first:
        return False
    if reader.follows_preposition(fact.last) or reader.begins_with_and(fact.last):
        return False
    return any(reader.match(fact.last, name) is not None for name in ("equipment", "targets", "things"))


def _given(reader: FactReader, event: Match) -> list[Phrase]:
    """The people behind «ل», where the word is a noun: «قتل المليشيا لثلاثة مدنيين», «قتل الجنود للشاب», «قتل فلان للعقيد فلان»."""
    if event.row["form"] != "either":
        return []
    doer = reader.mention_from(event.last) if not event.prefix else None
    if doer is not None and doer.kind == "person":
        return given_by_one(reader, doer.last)
    if doer is not None and (doer.kind == "armed_group" or doer.list == "units"):
        return people_given(reader, doer.last)
    return given_by_troops(reader, event.last)


def _he_and_others(reader: FactReader, event: Match) -> list[Phrase]:
    """«قتل هو وزوجته وطفلاه»: one told of before, and those whom «و» adds to him."""
    at = event.last + 1
    if reader.folded(event.last) not in _HE or not reader.begins_with_and(at):
        return []
    others = list_from(reader, at + (reader.folded(at) == "و"))
    known = others and all(one.amount.low is not None and (one.row or one.person) for one in others)
    he = Phrase(event.last, at, Amount(1, 1, "exact"), refers_back=True)
    return [he, *others] if known else []


def _aimed_at(reader: FactReader, event: Match) -> list[Fact]:
    """«أطلقوا النار على طفلة فأصيبت في رأسها»: the one at whom they shot, right before the verb that «ف» joins."""
    if not reader.folded(event.first).startswith("ف") or not event.prefix:
        return []
    for at in range(event.first - 1, event.first - _REACH_OF_PARTICIPLE, -1):
        phrase = phrase_at(reader, at)
        if phrase is None or phrase.last != event.first or reader.folded(at - 1) != "علي":
            continue
        if phrase.amount.low is None or (phrase.row is None and phrase.person is None):
            return []
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.aimed-at")
        fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
        return [fact]
    return []


def _and_died(reader: FactReader, event: Match) -> list[Fact]:
    """«نقل إلى المستشفى حيث توفي», «كان فلان قائد الكتيبة، وقتل في غارة»: one told of before, by a verb of which nobody else is."""
    verb = reader.folded(event.first)[event.prefix :]
    follows = (
        reader.is_break(event.last) or reader.is_time(event.last) or reader.folded(event.last) in _IN_WHAT | _OF_WOUNDS
    )
    they = reader.folded(event.last) in _AND_THEY
    follows = (follows and not reader.begins_with_and(event.last)) or they  # «وقتل وأسر 3 جنود»
    then = reader.begins_with_and(event.first) or reader.folded(event.first - 1) in _THEN
    if not (then and follows) or _cites(reader, event.last):
        return []
    if verb in _OF_TWO_MEN and reader.folded(event.first).startswith("ف"):  # «انفجر لغم بطفلين فقتلا»
        return [fact_of(reader, event, event.first, event.last, Amount(2, 2, "exact"), "casualties.and-died")]
    if verb in _OF_MANY and not event.prefix and reader.folded(event.first - 1) in _AND_THEN:
        return [fact_of(reader, event, event.first, event.last, _UNKNOWN_COUNT, "casualties.and-died")]
    if verb not in _OF_ONE | _TO_BE_KILLED:
        return []
    sentence = reader.document.sentence_of(event.first)
    last = _past_wounds(reader, event.last)
    if verb in _DIED and sentence.first < event.first:
        return [fact_of(reader, event, event.first, last, Amount(1, 1, "exact"), "casualties.and-died")]
    for at in range(event.first - 1, sentence.first - 1, -1):
        if reader.word_in(at, "that") is not None or reader.number_at(at) is not None:
            return []
        person = reader.starting.get(at)
        if person is not None and person.kind == "person":
            return [fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.and-died")]
    return []


def _past_wounds(reader: FactReader, at: int) -> int:
    """The token after «متأثرا بجراحه», at once or behind where one died: «توفي في المستشفى متأثرا بجراحه»."""
    end = reader.document.sentence_of(at - 1).last
    for step in range(at, min(at + _REACH_OF_WOUNDS, end - 1)):
        if reader.is_punctuation(step):
            break
        if reader.folded(step) in _AFFECTED:
            return step + 2
    return at


def _who_was(reader: FactReader, event: Match) -> list[Fact]:
    """«وكان فلان الذي أشرف على التهريب قتل في غارة»: the one with whom the sentence begins."""
    sentence = reader.document.sentence_of(event.first)
    person = reader.starting.get(sentence.first + 1)
    follows = reader.folded(event.last) in _IN_WHAT or reader.is_time(event.last) or reader.is_break(event.last)
    if event.prefix or not follows or reader.folded(event.first) not in _KILLED_ONE or person is None:
        return []
    if person.kind != "person" or reader.folded(sentence.first).removeprefix("و") not in _WAS:
        return []
    if person.last < event.first and reader.word_in(person.last, "relative") is None:
        return []
    fact = fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.who-was")
    fact.victims, fact.neutral = Piece(person.start, person.end, person), False
    return [fact]


def _is_of_illness_or_sport(reader: FactReader, event: Match, fact: Fact) -> bool:
    """«توفي 388 شخصا بالكوليرا وأصيب 13 ألفا», «أصيب 3 لاعبين قبل المباراة»: where nothing is told that hurts by force."""
    if event.row["kind"] != "injured":
        return False
    sentence = reader.document.sentence_of(event.first)
    kinds = {means.row["kind"] for means in reader.means_in(sentence.first, sentence.last)}
    return kinds == {"disease"} or (not kinds and fact.noun is not None and fact.noun.startswith(_PLAYER))


def _cites(reader: FactReader, at: int) -> bool:
    """Whether «استشهد على جهلهم بقول …» follows: no death."""
    return reader.folded(at) == "علي" and reader.folded(at + 1) not in _HANDS


def who_died(reader: FactReader, event: Match, last: int) -> list[Fact]:
    """One person whom the sentence tells of before the relative («فلان، قائد الكتيبة، الذي استشهد»), or whom «أنه» means."""
    if reader.folded(event.first - 1) in _THAT_HE:
        return [fact_of(reader, event, event.first, last, Amount(1, 1, "exact"), "casualties.who-died")]
    sentence = reader.document.sentence_of(event.first)
    for at in range(event.first - 2, max(sentence.first, event.first - _REACH_TO_WHOM) - 1, -1):
        phrase = phrase_at(reader, at)
        if phrase is None or phrase.last >= event.first or (phrase.row is None and phrase.person is None):
            continue
        if phrase.amount.low != 1 or phrase.counted:
            continue  # «أحد قادة القوة الذي لقي حتفه»
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.who-died")
        fact.anchor, fact.last, fact.end = event.first, last, reader.ends[last - 1]
        return [fact]
    return []


def _is_of_one(reader: FactReader, event: Match) -> bool:
    """«الذي استشهد أثناء …», «أنه توفي في المستشفى»: the one who was told of before, where no other word says that he died."""
    verb = reader.folded(event.first)[event.prefix :]
    who, follows = reader.folded(event.first - 1), reader.folded(event.last)
    if event.prefix or verb not in _OF_ONE or reader.word_in(event.last, "therein") is not None:
        return False
    if verb == _KILLED:
        by = follows == "من" and reader.folded(event.last + 1) == "قبل"
        sure = who in _WHO and (by or follows in _IN_WHAT or reader.is_time(event.last))
        sure = sure or (who in _THAT_HE and (by or follows in _BY_WHAT))
    else:
        sure = who in _WHO | _THAT_HE and (reader.is_break(event.last) or reader.is_time(event.last))
    first = reader.document.sentence_of(event.first).first
    return sure and not any(
        word.row["kind"] == "killed" and not reader.is_definite(i)
        for i in range(first, event.first)
        for word in reader.document.at(i, "casualty_words")[:1]
    )
