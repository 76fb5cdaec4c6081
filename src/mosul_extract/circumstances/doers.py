"""By whom: «على يد …», the subject of an active verb, the owner of a strike, the enemy in a clash, an attacker, a claimant."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.circumstances.clauses import CONJUNCTIONS, clause_of, described, party_at, points_back
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_SUBJECT = 12
_REACH_OF_FIGHT = 4
_REACH_OF_ACCUSED = 6
_REACH_OF_PARTY = 5
_FIGHTS = frozenset({"clash", "shooting"})
# Words for one side alone: where they are the victims, others did it.
_SIDES = frozenset({"gunman", "militant", "terrorist", "is-member", "fighter"})
_BY_ATTACK = frozenset({"killed", "injured", "casualties"})
_NEVER_CLAIMED = frozenset({"airstrike", "accident", "disaster", "disease"})
_NEVER_CLAIMED_LATER = frozenset({None, "clash"})
_OF_A_STATE = frozenset({"army", "police", "security", "special", "paramilitary", "command"})
_STATE_SERVICE = frozenset({"policeman", "soldier", "officer", "conscript", "rank"})
_PREPOSITIONS = frozenset("بلك")
_ACTORS = frozenset({"armed_group", "international", "government"})


def doer(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """Who did it: «على يد …», the subject of an active verb, the owner of a strike, the enemy in a clash, an attacker."""
    for rule in (
        _by_phrase,
        _subject,
        _owner_of_strike,
        _enemy,
        _attacker,
        _own_deed,
        _accused,
        _attacker_before_that,
        _claimant,
    ):
        who = rule(reader, fact, sentence)
        if who is None or _is_victim(reader, fact, who):
            continue
        if rule is _subject and fact.rule == "casualties.lost":
            continue
        if rule in (_by_phrase, _subject) or not _is_own_side(reader, fact, who):
            return who
    return None


def _is_victim(reader: FactReader, fact: Fact, who: Piece) -> bool:
    """Whether the words name the victims' own side."""
    if fact.victims is None:
        return False
    if fact.victims.start <= who.start < fact.victims.end:
        return True
    at = bisect_left(reader.starts, who.start)
    noun = reader.any_match(at if at < len(reader.starts) and reader.starts[at] == who.start else at - 1, "victims")
    if noun is not None and fact.noun and _stem(noun.row.id) == _stem(fact.noun) and _stem(fact.noun) in _SIDES:
        return True
    own = fact.victims.mention
    if own is None or who.mention is None:
        return False
    return own.row is not None and own.row is who.mention.row


def _stem(row_id: str) -> str:
    """The id of a word for people without its number: gunman-many is gunman."""
    return row_id.removesuffix("-many").removesuffix("-two")


def _by_phrase(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«على يد مسلحين», «بنيران الجيش», «من قبل …» behind the fact."""
    last = min(sentence.last, fact.last + _REACH_OF_SUBJECT, reader.clause_from(fact.last) + 1)
    for i in reader.words_in("by", fact.first, last):
        who = party_at(reader, reader.word_in(i, "by") or i, sentence)
        if who is not None:
            return who
    return None


def _subject(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """The subject of an active verb: between verb and people, or before the verb; of «تمكن من قتل», the one who managed."""
    if fact.subset:
        return None
    form = fact.rule.partition(".")[2]
    lexicon = "materiel_words" if fact.rule.startswith("materiel") else "casualty_words"
    verb = reader.any_match(fact.anchor, lexicon)
    if verb is None or fact.first != verb.first:
        return None
    people_at = fact.victims.start if fact.victims is not None else fact.end
    limit = min(people_at, fact.amount.start if fact.amount.start is not None else people_at)
    clitic = reader.folded(verb.first)[: verb.prefix]
    coordinated = clitic in CONJUNCTIONS
    if reader.ending_at(verb.first, "recording") is not None:
        return None
    managed = (bool(clitic) and not coordinated) or reader.role_before(verb.first, "managed", 8)
    if form.startswith(("active", "either", "verb")) and not managed:
        for i in range(verb.last, min(sentence.last, verb.last + 6)):
            if reader.starts[i] >= limit:
                break
            who = party_at(reader, i, sentence)
            if who is not None and who.start < limit:
                who.end = min(who.end, _end_before(reader, i, limit))
                return who if _is_subject_place(reader, i, verb.last) else None
        if _is_active(reader, verb):
            first = _first_subject(reader, verb.first, sentence) if coordinated else None
            return first or _party_before(reader, verb.first, sentence)
        return None
    agent = reader.mention_from(verb.last) if reader.word_in(verb.first, "agentive") is not None else None
    if agent is not None and agent.end <= limit and (agent.list == "units" or agent.kind in (*_ACTORS, "country")):
        return Piece(agent.start, agent.end, agent)
    if managed and form.startswith(("masdar", "either")) and reader.role_before(verb.first, "managed", 12):
        return _who_managed(reader, verb.first, sentence) or _party_before(reader, verb.first, sentence)
    return None


def _who_managed(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«تمكن المقاتلون من دحر التنظيم بعد القضاء على …»: the subject right behind the verb, not the foe that stands nearer."""
    for i in reader.words_in("managed", max(sentence.first, at - _REACH_OF_SUBJECT), at):
        who = party_at(reader, reader.word_in(i, "managed") or i + 1, sentence)
        if who is not None:
            return who
    return None


def _end_before(reader: FactReader, at: int, limit: int) -> int:
    """The end of the last token, from a token on, that begins before an offset of the text."""
    while at + 1 < len(reader.words) and reader.starts[at + 1] < limit:
        at += 1
    return reader.ends[at]


def _first_subject(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that opens the sentence or a clause of it: «قوات الأمن تواصل ملاحقة المجموعة واعتقلت …» goes on with it."""
    for i in range(sentence.first, at):
        if reader.follows_preposition(i) or not (i == sentence.first or reader.opens_clause(i, sentence.first)):
            continue
        who = party_at(reader, i, sentence)
        if who is not None:
            return who
    return None


def _is_subject_place(reader: FactReader, at: int, verb_end: int) -> bool:
    """Whether nothing but quotes stands between verb and party: «قتلت موجة من الهجمات على الشرطة» names no subject."""
    return reader.skip_quotes(verb_end) == at or all(reader.is_quiet(i) for i in range(verb_end, at))


def _is_active(reader: FactReader, verb: Match) -> bool:
    """Whether a verb that has its people behind it is active by its form, or because its subject stands right before it."""
    folded = reader.folded(verb.first)[verb.prefix :]
    if (
        (folded[0] in "يت" and len(folded) > 3)
        or folded.endswith(("وا", "ت"))
        or verb.row["form"].startswith(("active", "verb"))
    ):
        return True
    if verb.prefix:
        return False
    for i in (verb.first - 1, verb.first - 2):
        mention = reader.over.get(i)
        if mention is not None:
            return mention.kind == "armed_group" or mention.list == "units"
    return False


def _party_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The nearest force, group or attacker before a token in its sentence, speakers and objects of prepositions aside."""
    for i in range(at - 1, max(sentence.first, at - 2 * _REACH_OF_SUBJECT) - 1, -1):
        if reader.words[i].text in ".؛:":
            return None
        mention = reader.starting.get(i)
        if mention is not None and mention.kind == "country" and mention.last == at:
            return Piece(mention.start, mention.end, mention)
        if mention is not None and mention.list != "places":
            own = mention.start == reader.starts[i] and not reader.folded(i).startswith("لل")
            if own and (mention.list == "units" or mention.kind in _ACTORS) and not reader.follows_preposition(i):
                return Piece(mention.start, mention.end, mention)
            continue
        party = reader.word_in(i, "party")
        noun = reader.noun_at(i)
        is_party = party is not None or (noun is not None and noun.word["group"] == "combatant")
        describes = (
            reader.is_definite(i) and (reader.is_definite(i - 1) or reader.is_inside(i - 1)) and i > sentence.first
        )
        if (
            is_party
            and not describes
            and not reader.begins_with_and(i)
            and not reader.is_inside(i)
            and not reader.follows_preposition(i)
        ):
            end = described(reader, party or (noun.last if noun is not None else i + 1))
            inner = next(
                (m for k in range(i, end) if (m := reader.over.get(k)) is not None and m.list != "places"), None
            )
            return Piece(reader.start_of(i), reader.ends[end - 1], inner)
    return None


def _owner_of_strike(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«غارة أمريكية», «غارات شنها طيران التحالف», «قصف لقوات النظام»: whose strike it was, the nearest in the clause."""
    best: tuple[int, Piece] | None = None
    clause = clause_of(reader, fact, sentence)
    for i in sorted(
        {
            *reader.words_in("strike", clause.start, clause.stop),
            *reader.words_in("done-by", clause.start, clause.stop),
            *reader.aircraft_in(clause.start, clause.stop),
        }
    ):
        end, done = reader.word_in(i, "strike"), reader.word_in(i, "done-by")
        if done is None and fact.first <= i < fact.last:
            continue
        mention = reader.starting.get(i)
        if done is not None:
            who = party_at(reader, done, sentence) or party_at(reader, done + 1, sentence)
        elif end is not None:
            who = _owner(reader, i, end, sentence)
        else:
            who = None
        if who is None and mention is not None and mention.kind == "air":
            who = Piece(mention.start, mention.end, mention)
        if who is not None and (best is None or abs(i - fact.anchor) < best[0]):
            best = abs(i - fact.anchor), who
    return best[1] if best is not None else None


def _owner(reader: FactReader, at: int, end: int, sentence: Sentence) -> Piece | None:
    """The nationality of a strike («غارة جوية أمريكية») or its owner, at once or after «ل»."""
    for i in range(end, min(sentence.last, end + 3)):
        match = reader.any_match(i, "nationalities")
        if match is not None and match.prefix == 0 and reader.over.get(i) is None:
            return Piece(reader.starts[at] + reader.clitics(at), reader.ends[i])
        mention = reader.starting.get(reader.skip_quotes(i))
        if mention is not None:
            if mention.list == "units" or mention.kind in _ACTORS:
                return Piece(mention.start, mention.end, mention)
            return None
        describes = reader.word_in(i, "strike-adjective") is not None or (i == end and _may_describe(reader, i))
        if not describes:
            return (
                party_at(reader, i, sentence) if reader.word_in(i, "party") is not None else _owning_troops(reader, i)
            )
    return None


def _may_describe(reader: FactReader, at: int) -> bool:
    """Whether a word behind a strike can be an adjective of it that no lexicon knows: «هجمات مفترضة لحركة …»."""
    known = reader.is_closed(at) or at in reader.over or reader.word_in(at, "party") is not None
    return not (known or reader.is_punctuation(at) or reader.is_attached(at) or reader.is_definite(at))


def _owning_troops(reader: FactReader, at: int) -> Piece | None:
    """«قصف مدفعي لقوات الجيش», «كمين لمقاتلي الحركة»: troops that a strike belongs to, with whose they are."""
    troops = reader.any_match(at, "victims")
    if troops is None or troops.prefix != 1 or not reader.folded(at).startswith("ل"):
        return None
    owner = reader.mention_from(troops.last)
    if owner is None and troops.row.id == "troops-many" and reader.is_definite(troops.last):
        return Piece(reader.starts[at] + troops.prefix, reader.ends[troops.last])
    if owner is None or not (owner.list == "units" or owner.kind in _ACTORS):
        return None
    return Piece(reader.starts[at] + troops.prefix, owner.end, owner)


def _enemy(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اشتباكات مع داعش»: the other side of the fight."""
    clause = clause_of(reader, fact, sentence)
    for i in reader.words_in("clash-with", clause.start, clause.stop):
        who = party_at(reader, reader.word_in(i, "clash-with") or i, sentence)
        if who is not None:
            return who
    for means in reader.means_in(clause.start, clause.stop):
        who = _opponent(reader, means.last, sentence) if means.row["kind"] in _FIGHTS else None
        if who is not None:
            return who
    return None


def _opponent(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The other side behind a fight and its adjectives: «القتال الشرس مع قوات الأمن», «تبادل لإطلاق النيران مع …»."""
    for i in range(at, min(at + _REACH_OF_FIGHT, sentence.last)):
        against = reader.word_in(i, "in-fight")
        if against is not None:
            return party_at(reader, against, sentence)
        if reader.is_punctuation(i) or i in reader.over or reader.is_closed(i):
            return None
    return None


def _attacker(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«عندما هاجم مقاتلو …», «بعد أن فجر انتحاري نفسه»: the subject of a verb of attack in the same clause.

    «واصل الثوار تقدمهم، وأشارت مصادر إلى مقتل …»: what is said behind «و» is another matter.
    """
    clause = clause_of(reader, fact, sentence)
    anew = reader.said_anew(clause.start, fact.first)
    return _attacker_among(reader, range(clause.start if anew is None else anew, clause.stop), sentence)


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
        return own.row is not None and force.row is not None and own.row["country"] == force.row["country"]
    return _stem(fact.noun or "") in _STATE_SERVICE


def _attacker_before_that(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«فجر انتحاري نفسه في سوق. وأسفر الهجوم عن …»: the attacker of the sentence before, of whose attack this one speaks."""
    if not sentence.first or fact.kind not in _BY_ATTACK:
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    if not (points_back(reader, fact, sentence) or _same_strikes(reader, fact, earlier)):
        return None
    return _attacker_among(reader, range(earlier.first, earlier.last), earlier)


def _same_strikes(reader: FactReader, fact: Fact, earlier: Sentence) -> bool:
    """Whether the sentence before tells of air strikes as this one does: «شن التحالف غارات. … قتل قيادي في غارات …»."""
    if fact.means is None or fact.means.kind != "airstrike":
        return False
    return any(match.row["kind"] == "airstrike" for match in reader.means_in(earlier.first, earlier.last))


def _attacker_among(reader: FactReader, tokens: range, sentence: Sentence) -> Piece | None:
    for i in reader.words_in("attacked", tokens.start, tokens.stop):
        if reader.clitics(i) and reader.folded(i)[0] in _PREPOSITIONS:
            continue  # «بقصف على تعز» is no verb
        end = reader.word_in(i, "attacked") or i
        who = party_at(reader, end, sentence) or _country_at(reader, end) or _attacker_before(reader, i, sentence)
        if who is not None:
            return who
    return None


def _country_at(reader: FactReader, at: int) -> Piece | None:
    """A state that is the subject right behind its verb: «شنت إسرائيل غارات»."""
    mention = reader.starting.get(at)
    state = mention is not None and mention.kind == "country" and mention.start == reader.starts[at]
    return Piece(mention.start, mention.end, mention) if mention is not None and state else None


def _own_deed(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلنت القيادة تنفيذ غارة»: a force that tells of what it did."""
    speaker = fact.source.mention if fact.source is not None else None
    if fact.source is None or speaker is None or not (speaker.list == "units" or speaker.kind == "armed_group"):
        return None
    if fact.kind == "detained" and speaker.list == "units" and fact.assertion == "stated":
        return Piece(fact.source.start, fact.source.end, speaker)
    clause = clause_of(reader, fact, sentence)
    own = reader.words_in("own-deed", clause.start, clause.stop)
    return Piece(fact.source.start, fact.source.end, speaker) if own else None


def _claimant(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلن تنظيم داعش مسؤوليته عن الهجوم»: who claims an attack, in the sentence of the fact or in the one behind it."""
    means = fact.means.kind if fact.means is not None else None
    if fact.kind not in _BY_ATTACK or means in _NEVER_CLAIMED:
        return None
    own = _claim_in(reader, sentence)
    if own is not None or means in _NEVER_CLAIMED_LATER or sentence.last >= len(reader.words):
        return own
    return _claim_in(reader, reader.document.sentence_of(sentence.last))


def _claim_in(reader: FactReader, sentence: Sentence) -> Piece | None:
    for i in reader.words_in("claimed", sentence.first, sentence.last):
        if reader.is_negated(i):
            continue
        claim = reader.word_in(i, "claimed") or i
        who = party_at(reader, claim, sentence) or _party_before(reader, i, sentence)
        if who is not None:
            return who
    return None


def _accused(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«هجوم اتهمت أنقرة حزب العمال بتنفيذه», «التنظيم المتهم بالوقوف خلف العملية»: who stands before the deed of which he is accused."""
    if fact.kind not in _BY_ATTACK:
        return None
    for i in reader.words_in("accused-of", sentence.first, sentence.last):
        for at in range(i - 1, max(sentence.first, i - _REACH_OF_ACCUSED) - 1, -1):
            who = party_at(reader, at, sentence)
            if who is not None and reader.word_in(at, "accused") is None:
                return who
    return None


def _before_relative(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that ends right before a relative word: «الطائرات التي قصفت», «مقاتلي التنظيم، الذين نصبوا كمينا»."""
    end = at - 1 if reader.words[at - 1].text in "،," else at
    for i in range(max(sentence.first, end - _REACH_OF_PARTY), end):
        who = party_at(reader, i, sentence)
        if who is not None and not reader.is_inside(i - 1) and who.end == reader.ends[reader.before(end)]:
            return who
    return None


def _attacker_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«أن انتحاريا فجر نفسه», «المسلحين الذين هاجموا القرية»: the attacker right before his verb or before «الذين»."""
    if reader.role(at - 1, "constructions", "relative") is not None:
        return _before_relative(reader, at - 1, sentence)
    for i in range(at - 1, max(sentence.first, at - 5) - 1, -1):
        who = party_at(reader, i, sentence)
        if (
            who is not None
            and not reader.follows_preposition(i)
            and (i == sentence.first or reader.opens_clause(i, sentence.first))
        ):
            return who if who.end >= reader.starts[at - 1] - 1 or at - i <= 2 else None
    return None
