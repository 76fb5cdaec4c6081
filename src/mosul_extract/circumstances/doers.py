"""By whom: the rules in their order, and whom they cannot name: the victims, their own side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from mosul_extract.circumstances.attackers import (
    attacker,
    attacker_before_that,
    attacker_goes_on,
    attacker_told_before,
)
from mosul_extract.circumstances.causes import cause
from mosul_extract.circumstances.charges import charge
from mosul_extract.circumstances.claims import accused, blamed, claimant, own_deed, words_of_blame
from mosul_extract.circumstances.clauses import ACTORS, is_of_event, own_part
from mosul_extract.circumstances.fights import defender, enemy, is_side_of, winner
from mosul_extract.circumstances.strikes import owner_of_strike
from mosul_extract.circumstances.subjects import by_phrase, subject
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Mention, Piece
from mosul_extract.text.sentences import Sentence

# Words for one side alone: where they are the victims, others did it.
_SIDES = frozenset({"gunman", "militant", "terrorist", "is-member", "fighter", "bomber"})
_OF_A_STATE = frozenset({"army", "police", "security", "special", "paramilitary", "command"})
# Of these one state has one.
_REGULAR = frozenset({"army", "police", "security"})
_OWNERS = frozenset({"armed_group", "government", "country", "international"})
_REACH_OF_LOSS = 6
_BETWEEN, _BOTH = frozenset({"بين", "من"}), frozenset({"الطرفين", "الجانبين", "الفريقين"})
_FORCES = ("قوات", "قوه")
_SERVE = frozenset({"soldier", "police"})
_MARTYR = ("استشه", "شهيد", "شهداء")
# The ending of verbs of the first person.
_WE = "نا"
# Words for a group that was named before.
_POINTS_BACK = frozenset({"التنظيم", "الجماعه", "الحركه", "المليشيا", "الميليشيا"})
_SERVICES = frozenset({"الامن", "الدرك", "الشرطه", "الجيش"})
# How the names of international bodies begin that fight.
_ALLIANCES = ("تحالف", "ائتلاف", "حلف", "ناتو", "اطلسي", "قوات", "قوه", "بعثه", "ايساف", "اميصوم", "يونيفيل")
_STATE_SERVICE = frozenset({"policeman", "soldier", "officer", "conscript", "rank"})

_REACH_OF_PRONOUN = 60
_ACCORDING = "cues:according"
_OF_THEM, _REACH_OF_THEM = frozenset({"منهم", "منها"}), 8
_DENIES = frozenset({"نفي", "نفت", "نفوا", "ينفي", "تنفي", "انكر", "انكرت", "نافيا", "نافيه"})
_BLAMING, _ANSWERS_FOR = frozenset({"متهما", "متهمه", "متهمين", "محملا", "محمله"}), ("المسؤول", "المسئول")
_AIMS = frozenset({"يستهدف", "تستهدف", "استهدف", "استهدفت", "طال", "يطال", "تطال"})
_NEAR_TIE, _UPON = 10, "علي"
_TIES, _TIED = frozenset({"صله", "بتهمه", "للاشتباه", "بشبهه"}), ("لصلت", "لتورط", "لاشتباه", "بتورط")
_FACTS_BEFORE, _DIED = 3, "casualties.victims-verb"
_MASCULINE = ("جيش", "تنظيم", "حزب", "تحالف", "حشد", "جهاز", "لواء", "حرس", "طيران", "سلاح", "فصيل", "نظام", "احتلال")
_POSTS = frozenset({"نقطه", "حاجز", "حاجزا", "مفرزه", "مركز", "مقر", "كتيبه", "سريه", "قوه", "مجموعه", "خليه"})
# The rules that name none of those who lose their own.
_OF_OTHERS = (by_phrase, owner_of_strike, enemy, claimant)


def doer(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """Who did it: «على يد …», the subject of an active verb, the owner of a strike, the enemy in a clash, an attacker."""
    if _of_both_sides(reader, fact):
        return None
    if reader.folded(fact.anchor).endswith(_WE):
        return _we(fact)
    if (charged := charge(reader, fact, sentence)) is not None:
        return charged.who
    lost = _is_loss(reader, fact)
    if words_of_blame(reader, fact, sentence):
        own = subject(reader, fact, sentence)  # «اتهموا فلانا باعتقال القوات للشبان»
        inner = own if own is not None and fact.start < own.start < fact.end else None
        return by_phrase(reader, fact, sentence) or inner or blamed(reader, fact, sentence)
    for rule in (
        by_phrase,
        cause,
        subject,
        defender,
        owner_of_strike,
        enemy,
        winner,
        attacker,
        blamed,
        own_deed,
        accused,
        attacker_told_before,
        attacker_before_that,
        attacker_goes_on,
        claimant,
    ):
        who = rule(reader, fact, sentence)
        if who is None or _is_victim(reader, fact, who) or (rule is not by_phrase and _only_watches(reader, who)):
            continue
        if (
            (lost and rule not in _OF_OTHERS)
            or (not _right_before(fact, who) and _are_his(reader, fact, who, sentence))
            or _is_witness(fact, who)
            or (rule is not by_phrase and (_is_dead(reader, fact, who) or _stands_apart(reader, fact, who)))
            or (rule is not by_phrase and _are_martyrs_of(reader, fact, who))
        ):
            continue
        if rule is not by_phrase and (earlier := _told_as_victims(reader, fact, who)) is not None:
            if earlier.by is not None and reader.begins_with_and(fact.first):
                return earlier.by
            continue
        if rule is not subject and _shot_down(reader, fact, who):
            continue
        if rule is subject and _is_only_cited(reader, fact, who):
            continue
        group = who.mention is not None and who.mention.kind == "armed_group"
        if rule is own_deed and group and is_side_of(reader, fact, who):
            continue
        told = rule in (by_phrase, cause, subject) or (rule is own_deed and fact.kind != "detained")
        if told or not _is_own_side(reader, fact, who):
            return _with_owner(reader, who)
    return None


def _we(fact: Fact) -> Piece | None:
    """«كتائب كذا: قتلنا خمسة جنود»: the force or group that speaks of itself."""
    teller = fact.source.mention if fact.source is not None else None
    if fact.source is None or teller is None or not (teller.list == "units" or teller.kind in ACTORS):
        return None
    return Piece(fact.source.start, fact.source.end, teller)


def _stands_apart(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether somebody is told to have another part in it: he denies it, blames others, is its aim, or seized those who did it.

    «نفى الجيش مسؤوليته عن قصف أدى إلى …», «متهما فصائل بتنفيذه», «تفجير يستهدف مجندين», «أوقفت الشرطة 14 على صلة بمقتل …».
    """
    at = bisect_right(reader.starts, who.start) - 1
    before, behind = reader.folded(at - 1).lstrip("وف"), bisect_left(reader.starts, who.end)
    if before in _DENIES or reader.folded(behind).lstrip("وف") in _DENIES or reader.folded(at) in _BLAMING:
        return True
    if before in _AIMS and reader.folded(at).endswith("ين") and (at < 2 or reader.is_event(at - 2)):
        return True
    if _is_speaker_of_blast(reader, fact, who, behind) or _is_object(reader, fact, at):
        return True
    seized = any(
        reader.folded(i) in _TIES or reader.folded(i).startswith(_TIED)
        for i in range(behind, min(fact.first, behind + _NEAR_TIE))
    )
    return seized or (reader.folded(at).startswith(_ANSWERS_FOR) and reader.folded(behind) == "عن")


def _is_speaker_of_blast(reader: FactReader, fact: Fact, who: Piece, behind: int) -> bool:
    """«ذكرت الشرطة أن سيارة ملغومة انفجرت فقتلت 32»: who only tells of a bomb or a car that did it."""
    if fact.source is None or fact.source.start != who.start:
        return False
    said = next((end for at in range(behind, fact.first) if (end := reader.word_in(at, "that")) is not None), None)
    return said is not None and any(
        reader.any_match(said, lexicon) is not None and not reader.is_definite(said)
        for lexicon in ("means", "equipment")
    )


def _is_object(reader: FactReader, fact: Fact, at: int) -> bool:
    """«إسقاط 47 طائرة أوكرانية ومقتل 350», «شنت غارات على العراق وسوريا قتلت 40»: what was shot down or struck."""
    number = reader.number_at(at)
    equipment = reader.any_match(at if number is None else number.last, "equipment") is not None
    down = any(reader.any_match(i, "materiel_words") is not None for i in (at - 1, at - 2))
    if equipment and (number is not None or down or reader.number_before(at) is not None):
        return True
    place = reader.over.get(at)
    country = place is not None and place.kind == "country" and at < fact.first
    return country and (reader.begins_with_and(at) or reader.folded(at - 1) == _UPON)


def _shot_down(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether somebody shot down what did it: who did that killed nobody on the ground.

    «اعترضت الدفاعات الجوية 33 مسيرة، وأدت شظايا إحداها إلى مقتل امرأة», «القوات اعترضت صاروخا», «اعتراضه من قبل القوات».
    """
    force = who.mention is not None and who.mention.list == "units" and not fact.rule.startswith("materiel")
    at = bisect_right(reader.starts, who.start) - 1
    if not at or not force:
        return False
    behind = bisect_left(reader.starts, who.end)
    by = reader.ending_at(at, "by") or at
    verbs = (at - 1, behind, behind + 1 if reader.folded(behind) == "قد" else behind)
    masdars = range(max(by - _REACH_OF_THEM, 0), by if by < at else 0)
    return any(_is_shooting_down(reader, i) for i in (*verbs, *masdars))


def _is_shooting_down(reader: FactReader, at: int) -> bool:
    """Whether a word for shooting something down stands at a token: «اعترضت», «إسقاط»."""
    word = reader.any_match(at, "materiel_words")
    return word is not None and word.row.id.startswith("shoot-down")


def _told_as_victims(reader: FactReader, fact: Fact, who: Piece) -> Fact | None:
    """«قتلت القوات 10 جنود ودمرت 3 دبابات»: the fact told before of which somebody is the counted victims, and not the doer."""
    facts = reader.findings.casualties
    behind = bisect_left(facts, fact.start, key=attrgetter("start"))
    for other in facts[max(behind - _FACTS_BEFORE, 0) : behind]:
        victims, counted = other.victims, other.amount.start
        if other is fact or victims is None or counted is None or other.anchor >= fact.first:
            continue
        if min(counted, victims.start) <= who.start < victims.end and _is_told_behind(other):
            return other
    return None


def _is_told_behind(fact: Fact) -> bool:
    """Whether the people of a fact stand behind their verb."""
    return fact.victims is not None and not fact.rule.startswith(_DIED) and "verb" not in fact.rule


def _only_watches(reader: FactReader, who: Piece) -> bool:
    """Whether an international body is none that fights: an observatory, the United Nations."""
    body = who.mention
    if body is None or body.kind != "international":
        return False
    words = (reader.folded(i).removeprefix("لل").removeprefix("ال") for i in range(body.first, body.last))
    return not any(word.startswith(_ALLIANCES) for word in words)


def _with_owner(reader: FactReader, who: Piece) -> Piece:
    """«مسيرة تابعة لقوات سوريا الديمقراطية»: the words with whom they belong to."""
    if who.mention is not None:
        return who
    at = bisect_left(reader.starts, who.end)
    belongs = reader.word_in(at, "belongs-to") or reader.word_in(at - 1, "belongs-to")
    owner = reader.starting.get(belongs) if belongs is not None else None
    if owner is None or not (owner.list == "units" or owner.kind in _OWNERS):
        return who
    return Piece(who.start, owner.end, owner)


def _is_loss(reader: FactReader, fact: Fact) -> bool:
    """Whether a force has lost these people: «خسر الجيش 40 من عناصره», «قواته خسرت 5 شهداء»."""
    if fact.rule == "casualties.lost":
        return True
    before = (reader.any_match(i, "casualty_words") for i in range(max(fact.first - _REACH_OF_LOSS, 0), fact.first))
    return any(word is not None and word.row.id == "lose-verb" for word in before)


def _of_both_sides(reader: FactReader, fact: Fact) -> bool:
    """Whether the victims are of both sides of a fight: «قتلى من الطرفين»."""
    if fact.victims is None:
        return False
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    if reader.folded(last) in _BETWEEN and reader.folded(last + 1) in _BOTH:
        return True  # «13 مسلحا بين الطرفين»
    return any(
        (word := reader.any_match(i, "victims")) is not None and word.row.id == "both-sides" for i in range(first, last)
    )


def shares_doer(reader: FactReader, fact: Fact, who: Piece, sentence: Sentence) -> bool:
    """Whether a fact can have the doer of the one that it goes on with: its words name no other, and not him as the victims."""
    if _are_martyrs_of(reader, fact, who) or charge(reader, fact, sentence) is not None:
        return False
    if _stands_apart(reader, fact, who):
        return False
    own = subject(reader, fact, sentence)
    if _is_victim(reader, fact, who) or is_side_of(reader, fact, who):
        return False
    told = by_phrase(reader, fact, sentence) or _own_strike(reader, fact, sentence)
    if told is not None and told.start != who.start:
        return False  # «غارة أودت بحياة امرأة، كما قتل مهاجر بنيران حرس الحدود»
    return own is None or not fact.start <= own.start < fact.end


def _own_strike(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«قصف الحوثيون مأرب، وقتل اثنان بغارة للتحالف»: whose strike it was, told in the fact's own part of the sentence."""
    own = own_part(reader, fact, sentence)
    if own.start == sentence.first:
        return None
    struck = owner_of_strike(reader, fact, sentence)
    within = struck is not None and reader.starts[own.start] <= struck.start < reader.ends[own.stop - 1]
    return struck if within else None


def _are_martyrs_of(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """«صفّت القوات أحد المسلحين … وأسفر الحادث عن استشهاد ضابط»: whether who serves a state died as a martyr beside its own forces."""
    word = reader.any_match(fact.anchor, "casualty_words")
    martyrs = word is not None and reader.folded(word.first)[word.prefix :].startswith(_MARTYR)
    force = who.mention is not None and who.mention.list == "units" and who.mention.country != "IL"
    if martyrs and force and word is not None and reader.is_definite(word.first):
        return True  # «هؤلاء الشهداء»
    if not martyrs or _SERVE.isdisjoint(fact.categories):
        return False
    names = range(bisect_left(reader.starts, who.start), bisect_left(reader.starts, who.end))
    if force and not any(reader.any_nationality(i) for i in names):
        return True  # «قضت مفارز للجيش على أربعة … واستشهاد عريف»
    first = reader.folded(bisect_left(reader.starts, who.start)).removeprefix("ال")
    return first.startswith(_FORCES) and (who.mention is None or not who.mention.country)


def _is_victim(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether the words name the victims' own side."""
    if fact.victims is None:
        return False
    if who.start < fact.victims.end and fact.victims.start < who.end:
        return True
    at = bisect_left(reader.starts, who.start)
    noun = reader.any_match(at if at < len(reader.starts) and reader.starts[at] == who.start else at - 1, "victims")
    if noun is not None and fact.noun and _stem(noun.row.id) == _stem(fact.noun) and _stem(fact.noun) in _SIDES:
        return True
    if _are_of_them(reader, fact, at, who):
        return True
    own = fact.victims.mention
    if own is not None and who.mention is None and own.kind == "armed_group":
        return reader.folded(at) in _POINTS_BACK  # «مقتل عشرة من داعش في هجوم شنه التنظيم»
    if own is None or who.mention is None:
        return False
    return own.row is not None and own.row is who.mention.row


def _are_of_them(reader: FactReader, fact: Fact, at: int, who: Piece) -> bool:
    """«لاحقت المهاجمين وقتلت أربعة منهم»: whether «منهم» means a party of no name, the last people before it."""
    if who.mention is not None or fact.victims is None or not reader.is_definite(at) or reader.noun_at(at) is None:
        return False
    them = reader.folded(bisect_left(reader.starts, fact.victims.start))
    if them not in _OF_THEM or (them == "منهم" and reader.folded(at).endswith("ات")):
        return False
    behind = bisect_left(reader.starts, who.end)
    return behind <= fact.first <= behind + _REACH_OF_THEM and not any(
        reader.noun_at(i) is not None or reader.word_in(i, "party") is not None for i in range(behind, fact.first)
    )


def _stem(row_id: str) -> str:
    """The id of a word for people without its number: gunman-many is gunman."""
    return row_id.removesuffix("-many").removesuffix("-two")


def _right_before(fact: Fact, who: Piece) -> bool:
    """Whether the party stands right before its verb: «التنظيم أعدم ثلاثة من مقاتليه»."""
    return who.mention is not None and who.mention.last == fact.anchor


def _are_his(reader: FactReader, fact: Fact, who: Piece, sentence: Sentence) -> bool:
    """«صد هجوم للتنظيم وقتل تسعة من عناصره»: a pronoun says that the victims are those of the force named last before them."""
    if fact.victims is None or who.mention is None or not 0 < fact.first - who.mention.first <= _REACH_OF_PRONOUN:
        return False
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    endings = _endings_of(reader, who.mention)
    theirs = any(
        reader.words[i].text.endswith(endings)
        and (noun := reader.any_match(i, "victims")) is not None
        and noun.row["group"] == "combatant"
        for i in range(first, last)
    )
    hit = any(
        reader.any_match(at - 1, "materiel_words") is None
        and (
            reader.any_match(at, "targets") is not None
            or (reader.word_in(at, "party") is not None and not is_of_event(reader, at))
            or reader.folded(at) in _POSTS
        )
        for at in range(who.mention.last, fact.first)
    )
    if not theirs or hit:  # «هاجم التنظيم ثكنة وقتل تسعة من عناصرها»
        return False
    parties = (
        party
        for at in range(fact.first - 1, sentence.first - 1, -1)
        if (party := reader.starting.get(at)) is not None and (party.list == "units" or party.kind in ACTORS)
    )
    return next(parties, None) is who.mention


def _endings_of(reader: FactReader, party: Mention) -> tuple[str, ...]:
    """The pronouns that can mean a party: «ها» for «القوات», «ه» for «الجيش», any for a name that tells no gender."""
    head = reader.folded(party.first)
    if head.endswith(("ات", "ه", "ئب", "يا")):
        return ("ها", "هم")
    return ("ه", "هم") if head.removeprefix("ال").startswith(_MASCULINE) else ("ه", "ها", "هم")


def _is_witness(fact: Fact, who: Piece) -> bool:
    """Whether the words name a person who tells of it: «وقال الناطق فلان إن القوات داهمت المنزل وأصابت شابين»."""
    teller = fact.source.mention if fact.source is not None else None
    return teller is not None and teller is who.mention and teller.kind == "person"


def _is_only_cited(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """«بحسب بيانات الجيش، قتل أكثر من 500 مسلح»: whether a party is only named as the one according to whom it was."""
    teller = fact.source
    if teller is None or not teller.start <= who.start < teller.end:
        return False
    if reader.words_in("that", bisect_left(reader.starts, teller.end), fact.first):
        return False  # «جاء في بيان الجيش أنه قتل …»
    return any(cue.role == "attribution" and (cue.row or "").startswith(_ACCORDING) for cue in fact.evidence)


def _is_dead(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """«جنديين قتلا في تبادل إطلاق النار وقتل مهاجم»: whether a party of no name was itself killed, by the facts told right before."""
    if who.mention is not None and who.mention.start == who.start:
        return False
    facts = reader.findings.casualties
    at = bisect_left(facts, fact.start, key=attrgetter("start"))
    return any(
        other.kind == "killed"
        and other.anchor < fact.first
        and other.rule == _DIED
        and other.victims is not None
        and other.victims.start <= who.start < other.victims.end
        for other in facts[max(at - _FACTS_BEFORE, 0) : at]
    )


def _is_own_side(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether the victims serve the state whose forces these are: «شنت قوات الأمن مداهمة قتل فيها شرطي»."""
    force = who.mention
    if force is None or force.list != "units" or force.kind not in _OF_A_STATE or fact.victims is None:
        return False
    first = bisect_left(reader.starts, fact.victims.start)
    last = bisect_left(reader.starts, fact.victims.end)
    if any(reader.any_nationality(i) for i in range(first, last)):
        return False
    own = fact.victims.mention
    if own is not None and own.list == "units":
        if own.row is not None and force.row is not None:
            return own.row["country"] == force.row["country"]
        # «7 أفراد من قوات الجيش»: the army, and no other is told of
        return {own.kind, force.kind} <= _REGULAR and (own.country or force.country) == force.country
    served = (reader.any_match(i, "victims") for i in range(first, last))
    return (
        _stem(fact.noun or "") in _STATE_SERVICE
        or any(word is not None and _stem(word.row.id) in _STATE_SERVICE for word in served)
        or any(reader.folded(i) in _SERVICES for i in range(first, last))
    )
