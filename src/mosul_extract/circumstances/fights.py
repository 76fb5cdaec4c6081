"""Fights: the other side of a clash, and who beat back those that were killed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from mosul_extract.circumstances.attackers import attacker_before, topic
from mosul_extract.circumstances.clauses import attackers_at, clause_before_it, clause_of
from mosul_extract.circumstances.subjects import who_managed
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

# The kind of a doer known only as the side in a fight that the victims are not of.
OTHER_SIDE = "other side"
_REACH_OF_FIGHT, _REACH_OF_RESULT = 7, 5
_HERE_AND_THERE = frozenset(
    {"متفرقه", "المتفرقه", "مختلفه", "المختلفه", "الدائره", "الجاريه", "المستمره", "المتواصله", "عده", "محيط"}
)
_UNARMED = frozenset({"رعاه", "الاهالي", "المصلين"})
_REACH_OF_SIDES, _REACH_OF_CAMPS = 12, 40
_NEAR_EVENT = 3
# Words for a group that was named before.
_GROUPS = frozenset({"التنظيم", "الحركه", "الجماعه", "المليشيا", "المليشيات", "الميليشيا", "الميليشيات"})
_SIDE = frozenset({"طرف", "جهه", "ناحيه", "جانب"})
_FIGHTS = frozenset({"clash", "shooting"})
_WHERE, _PRESENT = "حيث", ("ي", "ت")
# Categories of people who serve a state.
_HURT = frozenset({"killed", "injured", "casualties"})
# Fighters whom these outlets call so are the foes of those whom they call so.
_RISEN, _THEIR_FOES = ("resister",), ("militant", "putschist", "rebel", "houthi", "is-member")
# Words for one of a group that are made from its name, and how much of it they keep.
_MEMBER_BY_NAME, _STEM = "is-member", 4
# Participles that say what he did who beat others back.
_INFLICTING = frozenset({"موقعا", "موقعه", "موقعين", "مكبدا", "مكبده", "مكبدين"})
_SERVE = frozenset({"soldier", "police"})


def enemy(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اشتباكات مع داعش»: the other side of the fight."""
    clause = clause_before_it(reader, fact, sentence)
    if reader.words_in("as-a-result", fact.first - _REACH_OF_RESULT, fact.first) and reader.words_in(
        "attacked", clause.start, fact.first
    ):
        clause = range(clause.start, fact.last)  # «هاجموا فندقا ما أدى إلى مقتل ثلاثة، وتبادلوا إطلاق النار مع الشرطة»
    for i in reader.words_in("clash-with", clause.start, clause.stop):
        who = attackers_at(reader, reader.word_in(i, "clash-with") or i, sentence)
        if who is not None:
            return who
    for means in reader.means_in(clause.start, clause.stop):
        if means.row["kind"] not in _FIGHTS or _goes_on_there(reader, means.first, fact):
            continue
        if _is_of_another_time(reader, fact, means.first):
            continue
        who = _opponent(reader, means.last, sentence) or _other_side(reader, fact, means.last, sentence)
        if who is not None:
            return who
    return None


def winner(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«سيطر الثوار على التل بعد مواجهات أسفرت عن مقتل 22 متمردا»: the one party told before a fight that cost the other lives."""
    clause = clause_before_it(reader, fact, sentence)
    fights = [m.first for m in reader.means_in(sentence.first, fact.first) if m.row["kind"] in _FIGHTS]
    own_words = fact.victims is not None and (_fights(fact) or fact.victims.mention is not None)
    if fact.group != "combatant" or not own_words or fact.kind not in _HURT or not fights:
        return None
    if reader.words_in("sides", fights[-1], clause.stop) or reader.words_in("that", fights[-1], fact.first):
        return None
    for verb in reader.words_in("advances", sentence.first, fights[-1]):
        who = attackers_at(reader, reader.word_in(verb, "advances") or verb, sentence) or attacker_before(
            reader, verb, sentence
        )
        if who is not None:
            return None if is_side_of(reader, fact, who) or _is_same(fact, who) else who
    return None


def _is_of_another_time(reader: FactReader, fact: Fact, at: int) -> bool:
    """«مقتل قياديين كانا يديران معارك ضد الحركة», «ابن فلان الذي قتل في معارك مع …»: fights that tell who somebody is."""
    for which in range(fact.last, at):
        told = reader.word_in(which, "relative") is not None or reader.word_in(which, "copula") is not None
        if told and not any(reader.is_event(i) for i in range(max(fact.last, which - _NEAR_EVENT), which)):
            return True
    return False


def _goes_on_there(reader: FactReader, at: int, fact: Fact) -> bool:
    """«في سيناء حيث تدور معارك بين الجيش والمتشددين»: fights that only tell of the place behind a fact."""
    if at < fact.last:
        return False
    where = next((i for i in (at - 2, at - 3) if i >= fact.last and reader.folded(i) == _WHERE), None)
    return where is not None and reader.folded(where + 1)[:1] in _PRESENT


def _other_side(reader: FactReader, fact: Fact, at: int, sentence: Sentence) -> Piece | None:
    """Of «اشتباكات بين الجيش ومسلحين» the side that is not the victims', of «بين محتجين والشرطة» the armed one."""
    for i in reader.words_in("sides", at, min(at + _REACH_OF_SIDES, sentence.last)):
        marks = [reader.words[k].text for k in range(at, i) if reader.is_punctuation(k)]
        if marks and marks not in (["،"], [","]):  # «في قتال امتد حتى الفجر، بين …»
            return None
        if (camps := _camps(reader, i + 1, sentence)) is not None:
            return _other_camp(reader, fact, camps)
        sides: list[Piece] = []
        unarmed = False
        for k in range(i + 1, min(i + 2 * _REACH_OF_SIDES, sentence.last)):
            if reader.words[k].text in ".؛:،" and len(sides) != 1:
                break
            if k == i + 1 or reader.begins_with_and(k):
                who = attackers_at(reader, k, sentence)
                noun = reader.noun_at(k)
                unarmed = unarmed or (who is None and noun is not None and noun.word["group"] == "civilian")
                if who is not None:
                    herd = who.mention is None and reader.folded(k).lstrip("و") in _UNARMED
                    sides += [] if herd else [who]
        if unarmed and len(sides) == 1 and fact.group != "combatant" and not is_side_of(reader, fact, sides[0]):
            return sides[0]
        if len(sides) != 2:
            return None
        first, second = _by_nation(reader, fact, sides) or [is_side_of(reader, fact, who) for who in sides]
        if first == second:
            return None
        other = sides[1] if first else sides[0]
        return Piece(other.start, other.end, other.mention, OTHER_SIDE)
    return None


def _camps(reader: FactReader, at: int, sentence: Sentence) -> list[list[Piece]] | None:
    """The parties of each side of «بين فلان وفلان من جهة، وفلان وفلان من جهة أخرى»; None where no words tell them apart."""
    camps: list[list[Piece]] = [[]]
    for i in range(at, min(at + _REACH_OF_CAMPS, sentence.last)):
        if reader.folded(i) == "من" and reader.folded(i + 1) in _SIDE:
            if len(camps) > 1:
                return camps
            camps.append([])
        elif i == at or reader.begins_with_and(i):
            who = attackers_at(reader, i, sentence)
            if who is not None:
                camps[-1].append(who)
    return None


def _other_camp(reader: FactReader, fact: Fact, camps: list[list[Piece]]) -> Piece | None:
    """The first party of the side that the victims are not of, where it is plain of which they are."""
    own = [any(_is_same(fact, who) for who in camp) for camp in camps]
    if own[0] == own[1]:
        own = [any(is_side_of(reader, fact, who) for who in camp) for camp in camps]
    if own[0] == own[1]:
        return None
    other = next(iter(camps[1] if own[0] else camps[0]), None)
    return None if other is None else Piece(other.start, other.end, other.mention, OTHER_SIDE)


def _is_same(fact: Fact, who: Piece) -> bool:
    """Whether the victims' own force or group is that of a party."""
    own = fact.victims.mention if fact.victims is not None else None
    return own is not None and who.mention is not None and own.row is not None and own.row is who.mention.row


def _by_nation(reader: FactReader, fact: Fact, sides: list[Piece]) -> list[bool]:
    """Of two sides of different countries the one of the victims' nation: «ثلاثة فلسطينيين … بين الجيش الإسرائيلي وحماس»; else none."""
    countries = [_country_of(who) for who in sides]
    if fact.victims is None or not all(countries):
        return []
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    nations = {people.row["country"] for i in range(first, last) if (people := reader.any_match(i, "nationalities"))}
    own = [country in nations for country in countries]
    return own if own[0] != own[1] else []


def _country_of(who: Piece) -> str | None:
    if who.mention is None:
        return None
    return who.mention.country or (who.mention.row["country"] if who.mention.row is not None else None)


def is_side_of(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether the victims belong to a side: its own people, forces of its country, fighters where it is no state's."""
    if fact.victims is None:
        return False
    own, force = fact.victims.mention, who.mention
    of_state = force is not None and force.list == "units"
    if own is None:
        if force is None:
            word = reader.any_match(bisect_right(reader.starts, who.start) - 1, "victims")
            if word is not None and word.row.id.startswith(_RISEN) and fact.noun.startswith(_THEIR_FOES):
                return False
            group = reader.folded(bisect_right(reader.starts, who.start) - 1) in _GROUPS
            return _fights(fact) and (group or (word is not None and word.row["category"] == "fighter"))
        if force.kind == "armed_group":
            return _fights(fact) and _may_be_named(reader, fact, who)
        return of_state and not _SERVE.isdisjoint(fact.categories)
    if force is None:
        return own.kind == "armed_group"
    if own.row is None or force.row is None:
        return False
    if own.list == "units" and of_state:
        return own.row is force.row or (bool(own.row["country"]) and own.row["country"] == force.row["country"])
    return own.row is force.row


def _may_be_named(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether a word made from a group's name fits a party: «24 حوثيا» are of «ميليشيات الحوثي», and not of «المقاومة»."""
    if not fact.noun.startswith(_MEMBER_BY_NAME) or fact.victims is None:
        return True
    name = reader.folded(bisect_left(reader.starts, fact.victims.start)).removeprefix("ال")[:_STEM]
    party = range(bisect_right(reader.starts, who.start) - 1, bisect_left(reader.starts, who.end))
    return any(name in reader.folded(i) for i in party)


def _fights(fact: Fact) -> bool:
    """Whether the victims are fighters of no state by their own word: «مسلحين», «إرهابيا», not «عناصر»."""
    return "fighter" in fact.categories and not fact.noun.startswith("member")


def defender(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أحبط الجيش محاولة تسلل وقتل ثلاثة مسلحين»: who beat back the fighters that were killed."""
    own = fact.victims.mention if fact.victims is not None else None
    of_force = own is not None and own.list == "units"  # «تصدت كتائب المعارضة للقوات موقعة قتلى في صفوفها»
    of_force = of_force or reader.folded(fact.first - 1) in _INFLICTING
    if not (_fights(fact) or of_force):
        return None
    clause = clause_of(reader, fact, sentence)
    for i in reader.words_in("repelled", clause.start, fact.first):
        who = (
            attackers_at(reader, reader.word_in(i, "repelled") or i, sentence)
            or attacker_before(reader, i, sentence)
            or topic(reader, i, sentence)
            or who_managed(reader, i, sentence)
        )
        if who is not None and who.mention is not None and (who.mention.list == "units" or of_force):
            return who
    return None


def _opponent(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The other side behind a fight and its adjectives: «القتال الشرس مع قوات الأمن», «تبادل لإطلاق النيران مع …»."""
    for i in range(at, min(at + _REACH_OF_FIGHT, sentence.last)):
        against = reader.word_in(i, "in-fight")
        if against is not None:
            return attackers_at(reader, against, sentence)
        if reader.word_in(i, "strike-adjective") is not None or _tells_where(reader, i):
            continue  # «اشتباك مسلح مع …», «الاشتباكات بمناطق متفرقة مع …»
        if reader.is_punctuation(i) or i in reader.over or reader.is_closed(i):
            return None
    return None


def _tells_where(reader: FactReader, at: int) -> bool:
    """Whether a word only says where a fight is: a place, «في», a class word, an adjective of many."""
    over = reader.over.get(at)
    if over is not None:
        return over.list == "places"
    inside = reader.role(at, "name_grammar", "inside") is not None
    return inside or reader.any_match(at, "heads") is not None or reader.folded(at) in _HERE_AND_THERE
