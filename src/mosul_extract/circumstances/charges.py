"""Charges: who is charged with a deed, confesses it or threatens it: he is its doer, and not the police that seized him."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from mosul_extract.circumstances.clauses import attackers_at
from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_VERB, _REACH_OF_THREAT, _REACH_OF_NAME = 6, 18, 14
_ACCUSE, _HIM = ("يتهم", "تتهم", "اتهم", "يشتبه"), ("ه", "ها", "هم")
_CHARGES = frozenset({"بتهمه", "بشبهه", "تهمه", "بتهم", "بجريمه", "جريمه"})
_ACCUSED = ("متهم", "متهما", "متهمه", "متهمين", "مدان", "مدانا", "ادين", "ادينت", "لاتهامه", "لاتهامها", "لاتهامهم")
_CONFESSES = ("اعترف", "اعترفت", "يعترف", "تعترف", "اعترفوا", "اقر", "اقرت", "يقر", "تقر", "اقروا")
_THREATENS = ("هدد", "هددت", "يهدد", "تهدد", "هددوا", "يهددون", "توعد", "توعدت", "يتوعد", "تتوعد")
_DEEDS = ("قتل", "اغتيال", "اعدام", "خطف", "ذبح")
_OF_SPEECH = frozenset({"source", "media"})


class Charge(NamedTuple):
    """That somebody is charged with a deed, and the words for him, where they are known."""

    who: Piece | None


def charge(reader: FactReader, fact: Fact, sentence: Sentence) -> Charge | None:
    """«أوقف فلان بتهمة قتل طفلة», «اعترف مغربي بقتل شخصين», «رجل هدد بقتل السفير»; None where nobody is charged."""
    before = reader.folded(fact.first - 1)
    told_of_one = "pronoun" in fact.rule and reader.folded(fact.anchor).lstrip("وب").startswith(_DEEDS)  # «بقتله»
    if reader.word_in(fact.anchor, "agentive") is None and not told_of_one:
        return None  # «الحركة تعترف بمقتل اثنين»
    if before in _CHARGES:
        seized = _seized(reader, fact, sentence)
        return Charge(seized or _nearest(reader, fact.first - 1, sentence))
    if not reader.folded(fact.first).startswith("ب") or (reader.starts[fact.first] == fact.start and not told_of_one):
        return None
    number = reader.number_over(fact.first - 2)
    if before in _ACCUSED and number is not None and number.last == fact.first - 1:
        return Charge(Piece(number.start, reader.ends[fact.first - 1]))  # «أدين 12 متهما بقتل ضابط»
    if before.removeprefix("ال") in _ACCUSED:
        return Charge(_nearest(reader, fact.first - 1, sentence)) if not before.startswith("ال") else None
    if (accused := _accused_by_them(reader, fact.first - 1, sentence)) is not None:
        return Charge(accused)
    for at in range(fact.first - 1, max(sentence.first, fact.first - _REACH_OF_THREAT) - 1, -1):
        if reader.is_punctuation(at) and not reader.words[at].is_quote:
            break
        word = reader.folded(at).lstrip("وف")
        if word in _THREATENS or (word in _CONFESSES and fact.first - at <= _REACH_OF_VERB):
            between = _one_at(reader, at + 1, sentence) if at + 1 < fact.first else None
            return Charge(between or _nearest(reader, at, sentence))
    return None


def _accused_by_them(reader: FactReader, verb: int, sentence: Sentence) -> Piece | None:
    """«أحد أفراد عائلته الذي يتهمونه بقتل …»: the one before the relative, whom the verb of accusing holds."""
    folded, which = reader.folded(verb), verb - 1
    if not (folded.startswith(_ACCUSE) and folded.endswith(_HIM)) or reader.word_in(which, "relative") is None:
        return None
    for at in range(which - 1, max(sentence.first, which - _REACH_OF_VERB) - 1, -1):
        if reader.word_in(at, "party-head") is not None:
            return Piece(reader.start_of(at), reader.ends[which - 1])
    return _nearest(reader, which, sentence)


def _seized(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اعتقال أحد أقارب فلان بتهمة قتل …»: the people last told to be seized, before the charge."""
    facts = reader.findings.casualties
    for other in (facts[at] for at in range(bisect_left(facts, fact.start, key=attrgetter("start")) - 1, -1, -1)):
        if other.first < sentence.first:
            break
        if other.kind == "detained" and other.victims is not None:
            return Piece(other.victims.start, other.victims.end, other.victims.mention)
    return None


def _nearest(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The nearest person, group or people before a token, in its clause."""
    for i in range(at - 1, max(sentence.first, at - _REACH_OF_NAME) - 1, -1):
        if reader.is_punctuation(i) and not reader.words[i].is_quote:
            return None
        if i > sentence.first and (reader.is_inside(i - 1) and reader.over.get(i) is reader.over[i - 1]):
            continue
        who = _one_at(reader, i, sentence)
        if who is not None:
            who.end = min(who.end, reader.ends[at - 1])
            return who
    return None


def _one_at(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The person, party or people that begin at a token."""
    mention = reader.starting.get(at)
    if mention is not None:
        known = mention.kind not in _OF_SPEECH and mention.list != "places"
        return Piece(mention.start, mention.end, mention) if known else None
    noun = reader.noun_at(at)
    if noun is not None:
        last = described(reader, noun.last)
        person = reader.starting.get(last)  # «الشاب سمير حداد»
        if person is not None and person.kind == "person" and person.start == reader.starts[last]:
            return Piece(reader.start_of(at), person.end, person)
        return Piece(reader.start_of(at), reader.ends[last - 1])
    people = reader.any_match(at, "nationalities")
    if people is not None and not reader.is_definite(at) and reader.noun_at(at - 1) is None:
        return Piece(reader.starts[at] + people.prefix, reader.ends[people.last - 1])
    return attackers_at(reader, at, sentence)
