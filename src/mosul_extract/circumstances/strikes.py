"""Strikes: whose a strike was, by its nationality, its owner or the one who did it."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.circumstances.clauses import (
    ACTORS,
    OBJECTS,
    anybody_at,
    attackers_at,
    clause_before_it,
    country_at,
    in_the_wake,
    leads_a_force,
    party_at,
    seat_at,
    whose_adjective,
)
from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

# Who strikes, called by what he does.
_AGGRESSION = frozenset({"العدوان", "للعدوان"})
_CELLS = frozenset({"لخلايا", "لخليه"})
_REACH_OF_OWNER, _SHOT_DOWN = 5, ("intercept", "shoot-down")
_BLOWS, _AMBUSH, _LAID = frozenset({"ضربه", "كضربه"}), frozenset({"كمين", "كمينا"}), "نصب"
_TWO = ("ين", "ان")
_LEFT, _TO = "مخلفات", "الي"
# «المواجهات التي تخوضها ضد الميليشيات»
_AGAINST = frozenset({"ضد", "مع", "علي"})
_HIMSELF = frozenset({"نفسه", "لنفسه", "نفسها", "سيارته", "حزامه"})
# «وسط قصف للطيران», «بالتزامن مع غارات»: strikes that go along with a fight and are not told to have killed.
_AMID, SAME_TIME = (
    "وسط",
    (
        "بالتزامن",
        "تزامنا",
        "وتزامنا",
        "متزامنا",
        "ترافق",
        "وترافق",
        "ترافقا",
        "تزامن",
        "وتزامن",
        "بالتوازي",
        "بالترافق",
    ),
)
_REACH_OF_AMID = 4
_ALONG, _ADVANCE = "مع", frozenset({"تقدم", "زحف", "اقتراب", "توغل"})
# What stands before aircraft that strike nobody: «شهدت طائرات الجيش حوادث».
_UNDERGOES = frozenset({"في", "شهدت", "وشهدت", "تعرضت", "وتعرضت", "تشهد", "فقدت", "خسرت"})
# What no bombs do to people.
_AIRCRAFT = ("طائر", "مقاتلات", "مروحي", "مسير")
_WITH_AIRCRAFT = tuple(f"ب{word}" for word in _AIRCRAFT)
_OF_NOBODY = frozenset({"مجهوله", "الهويه", "المصدر"})
_FROM, _CURBS = "من", ("حد", "تقليل")
_HIT = frozenset(
    {"قافله", "رتل", "رتلا", "ارتال", "موكب", "موكبا", "تجمع", "تجمعا", "تجمعات", "معاقل", "اهداف", "مواقع"}
)
_STRUCK = ("heads", "targets", "equipment")
_TAKEN = frozenset({"detained", "kidnapped", "missing"})


def owner_of_strike(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«غارة أمريكية», «غارات شنها طيران التحالف», «قصف لقوات النظام»: whose strike it was, the nearest in the clause."""
    best: tuple[int, Piece] | None = None
    clause = clause_before_it(reader, fact, sentence)
    wake = in_the_wake(reader, fact)
    clause = clause if wake is None else range(wake, clause.stop)
    taken = fact.kind in _TAKEN
    for i in sorted(
        {
            *reader.words_in("raid" if taken else "strike", clause.start, clause.stop),
            *reader.words_in("done-by", clause.start, clause.stop),
            *reader.words_in("laid-to", clause.start, clause.stop),
            *(reader.aircraft_in(clause.start, clause.stop) if not taken else ()),
        }
    ):
        end, done = reader.word_in(i, "raid" if taken else "strike"), reader.word_in(i, "done-by")
        within = fact.first <= i < fact.last and not _is_where_they_died(reader, i, fact)
        if (done is None and within) or _is_wreck(reader, i) or _is_held(reader, i):
            continue
        if done is not None and _were_intercepted(reader, i):
            continue
        if end is not None and reader.ending_at(i, "in-answer") is not None:
            continue  # «أعدم 50 رهينة ردا على القصف الباكستاني»
        if end is not None and reader.word_in(i, "by") is not None:
            continue  # «برصاص الشرطة» says by whom on its own
        if (
            (done is not None and (leads_a_force(reader, i) or _is_habit(reader, i, fact)))
            or _goes_along(reader, i, fact)
            or _tells_of_place(reader, i, fact)
        ):
            continue
        mention, laid = reader.starting.get(i), reader.word_in(i, "laid-to")
        if laid is not None:
            to = laid if reader.folded(laid - 1) == _TO else _past_accuser(reader, laid, sentence)
            who = _laid_to(reader, laid) or _laid_to(reader, to) or attackers_at(reader, to, sentence)
        elif done is not None:
            who = (
                attackers_at(reader, done, sentence)
                or (None if reader.folded(done) in _AGAINST else attackers_at(reader, done + 1, sentence))
                or country_at(reader, done)
                or seat_at(reader, done)
                or anybody_at(reader, done)
                or _of_somebody(reader, done)
                or _right_before(reader, i)
                or _aircraft_at(reader, done)
            )
        elif end is not None:
            who = None if _is_dealt(reader, i, end) else owner(reader, i, end, sentence)
        else:
            who = None
        flies = mention is not None and mention.kind == "air" and reader.folded(reader.before(i)) not in _UNDERGOES
        flies = flies and reader.any_match(i - 1, "materiel_words") is None  # «أسقطت الدفاعات الجوية مسيرة»
        if who is None and mention is not None and flies:
            who = Piece(mention.start, mention.end, mention)
        if who is not None and (best is None or abs(i - fact.anchor) < best[0]):
            best = abs(i - fact.anchor), who
    return best[1] if best is not None else None


def _is_where_they_died(reader: FactReader, at: int, fact: Fact) -> bool:
    """«قتل في الغارات الإسرائيلية 14 عالما»: a strike between a verb and its count, behind a preposition."""
    number = fact.amount.number
    behind = reader.follows_preposition(at) or reader.folded(at).startswith("ب")
    return number is not None and fact.anchor < at < number.first and behind


def _were_intercepted(reader: FactReader, done: int) -> bool:
    """«اعتراض خمس طائرات أطلقها الحوثيون»: whose the weapons are that were shot down, and no doer."""
    words = (reader.any_match(at, "materiel_words") for at in range(max(done - _REACH_OF_OWNER, 0), done))
    return any(word is not None and word.row.id.startswith(_SHOT_DOWN) for word in words)


def _is_dealt(reader: FactReader, at: int, end: int) -> bool:
    """«مقتله ضربة قاصمة للتنظيم», «نصبت كمينا لمجموعة إرهابية»: whom a blow or an ambush meets, not whose it is."""
    blow = reader.folded(at)
    if blow in _AMBUSH:
        return any(_LAID in reader.folded(i) for i in range(max(at - _REACH_OF_OWNER, 0), at))
    if blow not in _BLOWS or reader.follows_preposition(at) or reader.word_in(at - 1, "attacked") is not None:
        return False
    return any(reader.folded(i).startswith("ل") for i in range(end, end + _REACH_OF_OWNER)) and not any(
        reader.any_nationality(i) for i in range(end, end + _REACH_OF_OWNER)
    )


def _goes_along(reader: FactReader, at: int, fact: Fact) -> bool:
    """«قتل تسعة، وسط قصف للطيران», «ترافق مع غارات»: a strike that only goes on at the same time."""
    if reader.words_in("as-a-result", at, fact.first):
        return False
    if reader.words_in("helped-by", at - 1, at + 1):
        return True  # «قوات الحكومة مدعومة بغارات التحالف»
    along = reader.folded(at - 1) == _ALONG or reader.begins_with_and(at)
    if along and reader.folded(at).removeprefix("و") in _ADVANCE:
        return True  # «مقتل 13 جنديا مع تقدم المتمردين»
    for i in range(at - 1, max(at - _REACH_OF_AMID, 0) - 1, -1):
        if reader.is_punctuation(i) and not reader.words[i].is_quote:
            return False
        if reader.folded(i) == _AMID:
            return reader.is_punctuation(i - 1)
        if reader.folded(i) in SAME_TIME:
            return True
    return False


def _tells_of_place(reader: FactReader, at: int, fact: Fact) -> bool:
    """«مناطق استهدفتها الغارات», «سيناء التي تشهد هجمات يشنها متشددون»: strikes behind a fact, in words that describe a place."""
    if any(
        reader.role(reader.word_in(which, "relative") or which + 1, "name_grammar", "describes-place") is not None
        and (place := reader.over.get(reader.before(which))) is not None
        and place.list == "places"
        for which in reader.words_in("relative", fact.last, at)
    ):
        return True
    verb = at - 1
    struck = at > fact.last and reader.word_in(at, "strike") is not None and reader.word_in(verb, "done-by") is None
    return struck and reader.word_in(verb, "attacked") is not None and reader.folded(verb).endswith(OBJECTS)


def _is_habit(reader: FactReader, at: int, fact: Fact) -> bool:
    """«سيؤدي مقتله إلى الحد من العمليات التي ينفذها التنظيم»: what somebody does at all times, told behind a fact."""
    if at <= fact.last or reader.role(at - 1, "constructions", "relative") is None:
        return False
    return any(reader.folded(i) == _FROM and reader.folded(i - 1).endswith(_CURBS) for i in (at - 3, at - 4))


def _laid_to(reader: FactReader, at: int) -> Piece | None:
    """«غارة نسبت لإسرائيل»: to whom others lay an attack."""
    who = reader.starting.get(at)
    known = who is not None and (who.list == "units" or who.kind in ACTORS or who.kind == "country")
    return Piece(who.start, who.end, who) if who is not None and known else None


def _past_accuser(reader: FactReader, at: int, sentence: Sentence) -> int:
    """The token after «إلى» behind who lays it: «هجوم نسبته السلطات إلى حركة الشباب»."""
    to = (i for i in range(at, min(at + _REACH_OF_OWNER, sentence.last)) if reader.folded(i) == _TO)
    return next(to, at) + 1


def _aircraft_at(reader: FactReader, at: int) -> Piece | None:
    """«شنتها طائرة مجهولة الهوية»: aircraft of nobody known."""
    if not reader.folded(at).startswith(_AIRCRAFT) or reader.is_definite(at):
        return None
    end = at + 1
    while reader.word_in(end, "strike-adjective") is not None or reader.folded(end) in _OF_NOBODY:
        end += 1
    return Piece(reader.start_of(at), reader.ends[end - 1]) if reader.folded(end - 1) in _OF_NOBODY else None


def _right_before(reader: FactReader, at: int) -> Piece | None:
    """«الهجوم الذي يشتبه أن النظام السوري شنه»: the force or state that ends right before a verb which holds the attack."""
    who = reader.over.get(at - 1)
    if who is None or who.last != at or not reader.folded(at).endswith(OBJECTS):
        return None
    known = who.list == "units" or who.kind in ACTORS or who.kind == "country"
    return Piece(who.start, who.end, who) if known and who.start == reader.starts[who.first] else None


def _of_somebody(reader: FactReader, at: int) -> Piece | None:
    """«نفذته خلية تابعة لتنظيم الدولة», «شنته فصائل موالية لإيران»: a band by whom it belongs to."""
    belongs = reader.word_in(at + 1, "belongs-to")
    owner = _laid_to(reader, belongs) if belongs is not None else None
    return Piece(reader.start_of(at), owner.end, owner.mention) if owner is not None else None


def _is_held(reader: FactReader, at: int) -> bool:
    """Whether a word for what holds weapons stands right before: «مستودع صواريخ لحزب الله» is what was struck."""
    holds = any(found.row["role"] == "holder" for found in reader.document.at(at - 1, "name_grammar")) if at else False
    return holds and not reader.is_definite(at - 1) and reader.clitics(at) == 0


def _is_wreck(reader: FactReader, at: int) -> bool:
    """Whether a word for an accident stands right before: «تحطمت طائرة حربية» is no strike of hers."""
    accident = reader.any_match(at - 1, "means")
    return accident is not None and accident.row["kind"] == "accident"


def owner(reader: FactReader, at: int, end: int, sentence: Sentence) -> Piece | None:
    """The nationality of a strike («غارة جوية أمريكية») or its owner, at once or after «ل»."""
    i = end + 2 if reader.folded(end) == "من" and reader.folded(end + 1) == _LEFT else end  # «لغم من مخلفات التنظيم»
    while i < min(sentence.last, end + _REACH_OF_OWNER):
        belongs = reader.word_in(i + 1, "belongs-to") if reader.folded(i).startswith(_WITH_AIRCRAFT) else None
        told = aggressor_at(reader, i) if i == end and at not in reader.over else None
        if belongs is not None or told is not None:
            return told if belongs is None else _laid_to(reader, belongs)  # «قصف بمسيرة تتبع للجيش»
        adjective_of = whose_adjective(reader, i)
        if adjective_of is not None and i > end and reader.word_in(i - 1, "strike-adjective") is None:
            return None  # «استهداف قنصلية أمريكية»
        if adjective_of is not None:
            if reader.word_in(i + 1, "made-there") is not None:
                return None
            return Piece(reader.starts[at] + reader.clitics(at), reader.ends[i])
        mention = reader.starting.get(reader.skip_quotes(i + (i > end and reader.folded(i) == _FROM)))
        if mention is not None:
            if mention.kind == "country" and i == end and all(reader.folded(k).endswith("ا") for k in (i - 1, i)):
                # «قصفا أوكرانيا»: the adjective, written as the country.
                return Piece(reader.starts[at] + reader.clitics(at), mention.end)
            if mention.list == "units" or mention.kind in ACTORS:
                return Piece(mention.start, mention.end, mention)
            return None
        adjective = reader.word_in(i, "strike-adjective")
        if adjective is None and i == end and all(reader.folded(k).endswith(_TWO) for k in (end - 1, end)):
            adjective = i + 1
        if adjective is not None and (bomber := _bomber_at(reader, i)) is not None:
            return bomber
        step = reader.skip_quotes(i)
        if adjective is None and not (step == end and _may_describe(reader, step)):
            party = _owning_party(reader, step, sentence) if reader.word_in(step, "party") is not None else None
            troops = party or _owning_troops(reader, step) or _foreign_troops(reader, step)
            flies = step == end and reader.folded(step).startswith(_AIRCRAFT)
            return troops or (_of_somebody(reader, step) if flies else None)
        i = adjective or i + 1
    return None


def aggressor_at(reader: FactReader, at: int) -> Piece | None:
    """«غارات العدوان الأمريكي», «قصف للعدوان»: the enemy by his deed, and his nation."""
    if reader.folded(at) not in _AGGRESSION:
        return None
    last = at + 1
    while last < len(reader.words) and reader.is_definite(last) and reader.is_nationality(last):
        last += 1
    return Piece(reader.starts[at] + reader.clitics(at), reader.ends[last - 1])


def _bomber_at(reader: FactReader, at: int) -> Piece | None:
    """«تفجير انتحاري نفسه»: the man, where the word is no adjective of the attack."""
    return Piece(reader.starts[at], reader.ends[at]) if reader.folded(at + 1) in _HIMSELF else None


def _owning_party(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«قصف لمسلحين», «هجوم لانتحاريين اثنين»: a party and its number, without the «ل» that is written onto it."""
    who = party_at(reader, at, sentence)
    if who is None:
        return None
    number = reader.number_at(bisect_left(reader.starts, who.end))
    two = number is not None and number.low == number.high == 2 and number.form == "words"
    end = number.end if number is not None and two else who.end
    start = who.start if who.start < reader.starts[at] else reader.starts[at] + reader.clitics(at)
    return Piece(start, end, who.mention)


def _may_describe(reader: FactReader, at: int) -> bool:
    """Whether a word behind a strike can be an adjective of it that no lexicon knows: «هجمات مفترضة لحركة …»."""
    known = reader.is_closed(at) or at in reader.over or reader.word_in(at, "party") is not None
    foiled = reader.word_in(at, "foiled") is not None
    struck = reader.folded(at) in _HIT or any(
        reader.any_match(at, lexicon) is not None for lexicon in _STRUCK
    )  # «قصف مركز للجيش»
    return not (
        known or foiled or struck or reader.is_punctuation(at) or reader.is_attached(at) or reader.is_definite(at)
    )


def _foreign_troops(reader: FactReader, at: int) -> Piece | None:
    """«إطلاق قوات إسرائيلية النار»: troops of a nation, no names, right behind the deed."""
    troops = reader.noun_at(at)
    last = reader.nationality_at(troops.last) if troops is not None and troops.word["group"] == "combatant" else None
    return Piece(reader.starts[at], reader.ends[last - 1]) if last is not None else None


def _owning_troops(reader: FactReader, at: int) -> Piece | None:
    """«قصف مدفعي لقوات الجيش», «كمين لمقاتلي الحركة»: troops that a strike belongs to, with whose they are."""
    if reader.folded(at) in _CELLS:  # «هجوم لخلايا التنظيم»
        whose = reader.mention_from(at + 1 + (reader.folded(at + 1) == _FROM))
        group = whose is not None and whose.kind == "armed_group"
        return Piece(reader.starts[at] + 1, whose.end, whose) if whose is not None and group else None
    troops = reader.any_match(at, "victims")
    if troops is None or troops.prefix != 1 or not reader.folded(at).startswith("ل"):
        return None
    owner = reader.mention_from(troops.last)
    if owner is None and troops.row.id == "troops-many" and reader.is_definite(troops.last):
        return Piece(reader.starts[at] + troops.prefix, reader.ends[troops.last])
    if owner is None and troops.row["category"] == "fighter" and not reader.folded(at).startswith("لل"):
        return Piece(reader.starts[at] + troops.prefix, reader.ends[described(reader, troops.last) - 1])
    if owner is None or not (owner.list == "units" or owner.kind in ACTORS):
        return None
    return Piece(reader.starts[at] + troops.prefix, owner.end, owner)
