"""Claims: who tells of his own deed or claims an attack, and whom others blame for it."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.circumstances.clauses import (
    ACTORS,
    BY_ATTACK,
    REACH_OF_PARTY,
    attackers_at,
    clause_of,
    country_at,
    party_at,
)
from mosul_extract.circumstances.subjects import party_before
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.folding import fold
from mosul_extract.text.sentences import Sentence

_REACH_OF_ACCUSED = 6
_REACH_OF_MANAGED, _THAT_IT = 4, frozenset({"انها", "انه", "انهم"})
_AUTHORITIES = frozenset({"السلطات"})
_RULERS = frozenset({"الحكومه", "السلطات", "الوزاره", "الاداره"})
_REACH_OF_BLAME = 16
_REACH_OF_RESULT = 40
_OF_THE_LEADER = frozenset({"بقياده", "من", "بزعامه", "بدعم", "بمساعده"})
_RESPONSIBILITY = frozenset({fold("المسؤولية"), fold("المسئولية"), fold("مسؤوليته"), fold("مسؤوليتها")})
_REACH_OF_CLAIMED = 5
_THIS = frozenset({"هذه", "هذا", "هولاء"})
_NEVER_CLAIMED = frozenset({"airstrike", "accident", "disaster", "disease"})
_NEVER_CLAIMED_LATER = frozenset({None, "clash"})
# Whom no attack is laid to by a word of claiming near them: observers, speakers.
_NEVER_CLAIM = frozenset({"international", "person", "organization"})


def own_deed(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلنت القيادة تنفيذ غارة»: a force that tells of what it did."""
    speaker = fact.source.mention if fact.source is not None else None
    deed = reader.word_in(fact.anchor, "deed") is not None and "masdar" in fact.rule
    if fact.source is not None and speaker is None and fact.assertion == "stated" and (deed or fact.kind == "detained"):
        at = bisect_left(reader.starts, fact.source.start)
        bare = reader.word_in(at, "party" if fact.kind == "detained" else "body") is not None
        return Piece(fact.source.start, fact.source.end) if bare and reader.is_definite(at) else None
    if fact.source is not None and (_she_managed(reader, fact) or _are_authorities(reader, fact)):
        return Piece(fact.source.start, fact.source.end, speaker)
    if fact.source is None or speaker is None or not (speaker.list == "units" or speaker.kind == "armed_group"):
        return None
    if fact.kind == "detained" and speaker.list == "units" and fact.assertion == "stated":
        return Piece(fact.source.start, fact.source.end, speaker)
    if fact.assertion == "stated" and deed:
        return Piece(fact.source.start, fact.source.end, speaker)
    clause = clause_of(reader, fact, sentence)
    own = reader.words_in("own-deed", clause.start, clause.stop)
    return Piece(fact.source.start, fact.source.end, speaker) if own else None


def _are_authorities(reader: FactReader, fact: Fact) -> bool:
    """«أعلنت السلطات البحرينية اعتقال 14 إيرانيا»: authorities that announce an arrest, with its noun."""
    assert fact.source is not None
    named = reader.folded(bisect_left(reader.starts, fact.source.start)) in _AUTHORITIES
    return named and fact.kind == "detained" and fact.assertion == "stated" and "masdar" in fact.rule


def _she_managed(reader: FactReader, fact: Fact) -> bool:
    """«قالت الحكومة إنها تمكنت من قتل 15 مسلحا»: a body or force that tells what it managed."""
    assert fact.source is not None
    at = bisect_left(reader.starts, fact.source.start)
    speaker = fact.source.mention
    body = speaker is not None and (speaker.list == "units" or speaker.kind in ACTORS)
    if not body and reader.word_in(at, "party") is None and reader.folded(at) not in _RULERS:
        return False
    managed = reader.words_in("managed", max(fact.first - _REACH_OF_MANAGED, 0), fact.first)
    return bool(managed) and reader.folded(managed[-1] - 1).lstrip("وب") in _THAT_IT


def claimant(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلن تنظيم داعش مسؤوليته عن الهجوم»: who claims an attack, in the sentence of the fact or in the one behind it."""
    means = fact.means.kind if fact.means is not None else None
    if fact.kind not in BY_ATTACK or means in _NEVER_CLAIMED:
        return None
    own = _claim_in(reader, range(clause_of(reader, fact, sentence).start, sentence.last), sentence)
    if own is not None or means in _NEVER_CLAIMED_LATER or sentence.last >= len(reader.words):
        return own
    following = reader.document.sentence_of(sentence.last)
    return _claim_in(reader, range(following.first, following.last), following, later=True)


def _claim_in(reader: FactReader, tokens: range, sentence: Sentence, *, later: bool = False) -> Piece | None:
    """Who claims an attack among some tokens; `later`: in the sentence behind, where only «الهجوم» can be the one told before."""
    for i in reader.words_in("claimed", tokens.start, tokens.stop):
        if reader.is_negated(i):
            continue
        claim = reader.word_in(i, "claimed") or i
        claim += reader.folded(claim) in _THIS  # «تبنت هذه المجموعة هجوما»
        event = next((at for at in range(claim, claim + _REACH_OF_CLAIMED) if reader.is_event(at)), None)
        if later and event is not None and not reader.is_definite(event):
            continue  # «وكان التنظيم قد أعلن الخميس مسؤوليته عن تفجير مدرعة»
        who = (
            party_at(reader, claim, sentence) or party_before(reader, i, sentence) or _group_before(reader, i, sentence)
        )
        if who is not None and not (who.mention is not None and who.mention.kind in _NEVER_CLAIM):
            return who
    return None


def accused(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«هجوم اتهمت أنقرة حزب العمال بتنفيذه», «التنظيم المتهم بالوقوف خلف العملية»: who stands before the deed of which he is accused."""
    if fact.kind not in BY_ATTACK:
        return None
    for i in reader.words_in("accused-of", sentence.first, sentence.last):
        for at in range(i - 1, max(sentence.first, i - _REACH_OF_ACCUSED) - 1, -1):
            inside = at in reader.over and reader.over[at] is reader.over.get(at - 1)
            who = None if inside else attackers_at(reader, at, sentence)
            if who is not None and reader.word_in(at, "accused") is None:
                return who
    return _accused_of_strike(reader, fact, sentence) or _held_responsible(reader, fact, sentence)


def _held_responsible(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«قتل ثلاثة في هجوم، وحمّلت الحكومة الحركة المسؤولية عنه»: whom somebody holds responsible, behind the fact."""
    for i in range(fact.last, min(sentence.last, fact.last + _REACH_OF_RESULT)):
        if reader.folded(i) not in _RESPONSIBILITY:
            continue
        blames = reader.words_in("blames", max(fact.last, i - _REACH_OF_BLAME), i)
        for at in range(i - 1, blames[-1] if blames else i, -1):
            inside = at in reader.over and reader.over[at] is reader.over.get(at - 1)
            who = None if inside else attackers_at(reader, at, sentence) or country_at(reader, at)
            if who is not None:
                return who
    return None


def _accused_of_strike(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اتهم الجيش المليشيا بقصف سوق ما أسفر عن مقتل 54»: whom somebody accuses of the strike that cost these lives."""
    for i in reversed(reader.words_in("strike", max(sentence.first, fact.first - _REACH_OF_RESULT), fact.first)):
        blames = reader.words_in("blames", max(sentence.first, i - _REACH_OF_BLAME), i)
        if not blames or not reader.folded(i).startswith("ب"):
            continue
        after = reader.word_in(blames[-1], "blames") or blames[-1]
        for at in range(i - 1, after, -1):
            who = attackers_at(reader, at, sentence) or country_at(reader, at)
            if who is not None:
                return who
    return None


def words_of_blame(reader: FactReader, fact: Fact, sentence: Sentence) -> list[int]:
    """The words of blame before «بقتل …», «مسؤولية مقتل …»."""
    if not reader.folded(fact.first).startswith("ب") and reader.ending_at(fact.first, "blame-for") is None:
        return []
    return reader.words_in("blames", max(sentence.first, fact.first - _REACH_OF_BLAME), fact.first)


def _group_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«… قتلى في انفجار وحركة الشباب تعلن مسؤوليتها»: the armed group behind «و», a few words before."""
    for i in range(at - 1, max(sentence.first, at - REACH_OF_PARTY) - 1, -1):
        mention = reader.starting.get(i)
        if mention is not None:
            return Piece(mention.start, mention.end, mention) if mention.kind == "armed_group" else None
    return None


def blamed(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اتهم الجيش الحركة بقتل …», «حملت الحركة إسرائيل مسؤولية مقتل …»: whom somebody blames for the deed, the nearest before it."""
    suspect = reader.ending_at(fact.first, "suspect")
    if suspect is not None:
        last = fact.first - 1 if reader.folded(fact.first - 1) in ("في", "عن") else fact.first
        return Piece(reader.starts[suspect], reader.ends[last - 1])
    blames = words_of_blame(reader, fact, sentence)
    if not blames:
        return None
    for i in range(fact.first - 1, blames[-1], -1):
        mention = reader.starting.get(i)
        if reader.folded(i - 1) in _OF_THE_LEADER or (reader.begins_with_and(i) and reader.any_nationality(i)):
            continue  # «التحالف بقيادة السعودية», «فصائل مدعومة من تركيا», «القوات الأمريكية والأفغانية»
        if mention is not None and mention.kind == "country":
            return Piece(mention.start, mention.end, mention)
        who = attackers_at(reader, i, sentence)
        if who is not None and not (i in reader.over and reader.over[i] is reader.over.get(i - 1)):
            # «اتهمت الحركة فلانا بقتل …»: who accuses stands right behind the verb, and the accused behind him.
            accuses = i == (reader.word_in(blames[-1], "blames") or i) and _is_followed(reader, who, fact.first)
            return None if accuses else who
    return None


def _is_followed(reader: FactReader, who: Piece, deed: int) -> bool:
    """Whether words that are no time stand between a party and the deed."""
    last = bisect_left(reader.starts, who.end)
    return any(not reader.is_quiet(i) and reader.ending_at(deed, "blame-for") != i for i in range(last, deed))
