"""By whom, by what means, where and when: the words around a fact that belong to it."""

from __future__ import annotations

from mosul_extract.dates import TimeExpression
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Findings, Mention, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_SUBJECT = 12
_REACH_OF_CLAUSE = 26
_REACH_OF_TIME = 40
_WIDE = frozenset({"country", "region"})
_REACH_OF_CHAIN = 5
_MOST_CARRIED = 2
_CONJUNCTIONS = frozenset({"و", "ف"})
_BY_ATTACK = frozenset({"killed", "injured", "casualties"})
_NEVER_CLAIMED = frozenset({"airstrike", "accident", "disaster", "disease", "clash"})
_ACTORS = frozenset({"armed_group", "international", "government"})
_STRONGER = {
    "suicide_attack": 3,
    "vehicle_bomb": 3,
    "drone": 3,
    "mine": 3,
    "chemical": 3,
    "execution": 2,
    "airstrike": 2,
    "accident": 2,
    "disaster": 2,
    "disease": 2,
}


def situate(reader: FactReader, findings: Findings) -> None:
    """Fill by, means, place and when of every fact from its sentence; place and time also from the one before."""
    for facts in (findings.casualties, findings.materiel):
        previous: Fact | None = None
        for fact in facts:
            _situate(reader, fact, previous)
            previous = fact


def _situate(reader: FactReader, fact: Fact, previous: Fact | None) -> None:
    sentence = reader.document.sentence_of(fact.anchor)
    fact.means = _means(reader, fact, sentence)
    fact.place = _place(reader, fact, sentence)
    fact.when = _when(reader, fact, sentence)
    total = fact.of or (previous if previous is not None and _continues(reader, previous, fact) else None)
    if total is None and previous is not None and _goes_on(reader, fact, previous, joined=True):
        total = previous
    fact.by = (total.by if total is not None else None) or _doer(reader, fact, sentence)
    if fact.by is None and previous is not None and _goes_on(reader, fact, previous, joined=False):
        fact.by = previous.by
    if fact.of is not None:
        fact.place, fact.when, fact.means = fact.of.place, fact.when or fact.of.when, fact.means or fact.of.means
    if previous is not None:
        _carry(reader, previous, fact, sentence)


def _goes_on(reader: FactReader, fact: Fact, previous: Fact, *, joined: bool) -> bool:
    """Whether an active plural verb without a subject goes on with the one before: «… قتلوا أربعة، ثم قتلوا شخصين».

    `joined`: by «و» or «ف» in the same sentence; else it may be in the sentence before.
    """
    verb = reader.any_match(fact.anchor, "casualty_words")
    if (
        verb is None
        or fact.first != verb.first
        or not reader.folded(verb.first).endswith("وا")
        or ".victims" in fact.rule
    ):
        return False
    earlier, own = reader.document.sentence_of(previous.anchor), reader.document.sentence_of(verb.first)
    if joined:
        return reader.folded(verb.first)[: verb.prefix] in _CONJUNCTIONS and earlier == own
    return earlier.last >= own.first


def _continues(reader: FactReader, previous: Fact, fact: Fact) -> bool:
    """Whether two facts follow each other with nothing between but «و» and marks: «مقتل 3 وإصابة 5»."""
    return fact.first - previous.last <= 3 and reader.document.sentence_of(
        previous.anchor
    ) == reader.document.sentence_of(fact.anchor)


def _carry(reader: FactReader, previous: Fact, fact: Fact, sentence: Sentence) -> None:
    """Place and time of the fact before, where this one stands in the next sentence and says neither."""
    before = reader.document.sentence_of(previous.anchor)
    if before == sentence:
        if _continues(reader, previous, fact):
            fact.when = fact.when or previous.when
        return
    if before.last != sentence.first:
        return
    told_there = previous.when is not None and previous.when.start >= reader.tokens[before.first].start
    same = _same_speaker(previous, fact) or _points_back(reader, fact, sentence)
    if fact.when is None and told_there and same:
        fact.when = previous.when


def _same_speaker(previous: Fact, fact: Fact) -> bool:
    """Whether nobody new speaks: then what the sentence before told of time still holds."""
    if any(cue.row is not None and cue.row.startswith("cues:add") for cue in fact.evidence):
        return True
    if fact.source is None or previous.source is None:
        return fact.source is None
    own, other = fact.source.mention, previous.source.mention
    return fact.source.start == previous.source.start or (
        own is not None and other is not None and (own.kind == "source" or own.row is other.row)
    )


# -- by


def _doer(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """Who did it: «على يد …», the subject of an active verb, the owner of a strike, the enemy in a clash, an attacker."""
    for rule in (
        _by_phrase,
        _subject,
        _owner_of_strike,
        _enemy,
        _attacker,
        _own_deed,
        _attacker_before_that,
        _claimant,
    ):
        who = rule(reader, fact, sentence)
        if who is not None and not _is_victim(fact, who):
            return who
    return None


def _is_victim(fact: Fact, who: Piece) -> bool:
    """Whether the words name the victims' own side."""
    if fact.victims is None:
        return False
    if fact.victims.start <= who.start < fact.victims.end:
        return True
    own = fact.victims.mention
    if own is None or who.mention is None:
        return False
    return own.row is not None and own.row is who.mention.row


def _by_phrase(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«على يد مسلحين», «بنيران الجيش», «من قبل …» behind the fact."""
    for i in range(fact.first, min(sentence.last, fact.last + _REACH_OF_SUBJECT)):
        end = reader.word_in(i, "by")
        if end is not None:
            who = _party(reader, end, sentence)
            if who is not None:
                return who
        if i >= fact.last and _leaves(reader, i):
            return None
    return None


def _leaves(reader: FactReader, at: int) -> bool:
    """Whether another clause or statement begins at a token."""
    return at in reader.clause_starts


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
    coordinated = clitic in _CONJUNCTIONS
    managed = (bool(clitic) and not coordinated) or reader.role_before(verb.first, "managed", 8)
    if form.startswith(("active", "either", "verb")) and not managed:
        for i in range(verb.last, min(sentence.last, verb.last + 6)):
            if reader.tokens[i].start >= limit:
                break
            who = _party(reader, i, sentence)
            if who is not None and who.start < limit:
                who.end = min(who.end, _end_before(reader, i, limit))
                return who if _is_subject_place(reader, i, verb.last) else None
        if _is_active(reader, verb):
            first = _first_subject(reader, verb.first, sentence) if coordinated else None
            return first or _party_before(reader, verb.first, sentence)
        return None
    if managed and form.startswith(("masdar", "either")) and reader.role_before(verb.first, "managed", 12):
        return _party_before(reader, verb.first, sentence)
    return None


def _end_before(reader: FactReader, at: int, limit: int) -> int:
    """The end of the last token, from a token on, that begins before an offset of the text."""
    while at + 1 < len(reader.tokens) and reader.tokens[at + 1].start < limit:
        at += 1
    return reader.tokens[at].end


def _first_subject(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that opens the sentence or a clause of it: «قوات الأمن تواصل ملاحقة المجموعة واعتقلت …» goes on with it."""
    for i in range(sentence.first, at):
        if reader.follows_preposition(i) or not (i == sentence.first or reader.opens_clause(i, sentence.first)):
            continue
        who = _party(reader, i, sentence)
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
        if reader.tokens[i].word.text in ".؛:":
            return None
        mention = reader.starting.get(i)
        if mention is not None and mention.kind == "country" and mention.last == at:
            return Piece(mention.start, mention.end, mention)
        if mention is not None and mention.list != "places":
            own = mention.start == reader.tokens[i].start and not reader.folded(i).startswith("لل")
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
            end = _described(reader, party or (noun.last if noun is not None else i + 1))
            inner = next(
                (m for k in range(i, end) if (m := reader.over.get(k)) is not None and m.list != "places"), None
            )
            return Piece(reader.start_of(i), reader.tokens[end - 1].end, inner)
    return None


def _owner_of_strike(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«غارة أمريكية», «غارات شنها طيران التحالف», «قصف لقوات النظام»: whose strike it was, the nearest in the clause."""
    best: tuple[int, Piece] | None = None
    for i in _clause(reader, fact, sentence):
        end, done = reader.word_in(i, "strike"), reader.word_in(i, "done-by")
        if done is None and fact.first <= i < fact.last:
            continue
        mention = reader.starting.get(i)
        if done is not None:
            who = _party(reader, done, sentence) or _party(reader, done + 1, sentence)
        elif end is not None:
            who = _owner(reader, i, end, sentence)
        else:
            who = None
        if who is None and mention is not None and mention.kind == "air":
            who = Piece(mention.start, mention.end, mention)
        if who is not None and (best is None or abs(i - fact.anchor) < best[0]):
            best = abs(i - fact.anchor), who
    return best[1] if best is not None else None


def _clause(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The tokens around a fact up to where another clause begins, on either side."""
    first = fact.first
    while first > sentence.first and fact.first - first < _REACH_OF_CLAUSE and not _leaves(reader, first):
        first -= 1
    last = fact.last
    while (
        last < sentence.last
        and last - fact.last < _REACH_OF_CLAUSE
        and not (last > fact.last and _leaves(reader, last))
    ):
        last += 1
    return range(first, last)


def _owner(reader: FactReader, at: int, end: int, sentence: Sentence) -> Piece | None:
    """The nationality of a strike («غارة جوية أمريكية») or its owner, at once or after «ل»."""
    for i in range(end, min(sentence.last, end + 3)):
        match = reader.any_match(i, "nationalities")
        if match is not None and match.prefix == 0 and reader.over.get(i) is None:
            return Piece(reader.tokens[at].start + reader.clitics(at), reader.tokens[i].end)
        mention = reader.starting.get(reader.skip_quotes(i))
        if mention is not None:
            if mention.list == "units" or mention.kind in _ACTORS:
                return Piece(mention.start, mention.end, mention)
            return None
        if reader.word_in(i, "strike-adjective") is None:
            return _party(reader, i, sentence) if reader.word_in(i, "party") is not None else None
    return None


def _enemy(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«اشتباكات مع داعش»: the other side of the fight."""
    for i in _clause(reader, fact, sentence):
        end = reader.word_in(i, "clash-with")
        if end is not None and (who := _party(reader, end, sentence)) is not None:
            return who
    return None


def _attacker(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«عندما هاجم مقاتلو …», «بعد أن فجر انتحاري نفسه»: the subject of a verb of attack in the same clause."""
    return _attacker_among(reader, _clause(reader, fact, sentence), sentence)


def _attacker_before_that(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«فجر انتحاري نفسه في سوق. وأسفر الهجوم عن …»: the attacker of the sentence before, of whose attack this one speaks."""
    if not sentence.first or fact.kind not in _BY_ATTACK or not _points_back(reader, fact, sentence):
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    return _attacker_among(reader, range(earlier.first, earlier.last), earlier)


def _attacker_among(reader: FactReader, tokens: range, sentence: Sentence) -> Piece | None:
    for i in tokens:
        end = reader.word_in(i, "attacked")
        if end is None:
            continue
        who = _party(reader, end, sentence) or _country_at(reader, end) or _attacker_before(reader, i, sentence)
        if who is not None:
            return who
    return None


def _country_at(reader: FactReader, at: int) -> Piece | None:
    """A state that is the subject right behind its verb: «شنت إسرائيل غارات»."""
    mention = reader.starting.get(at)
    state = mention is not None and mention.kind == "country" and mention.start == reader.tokens[at].start
    return Piece(mention.start, mention.end, mention) if mention is not None and state else None


def _own_deed(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلنت القيادة تنفيذ غارة»: a force that tells of what it did."""
    speaker = fact.source.mention if fact.source is not None else None
    if fact.source is None or speaker is None or not (speaker.list == "units" or speaker.kind == "armed_group"):
        return None
    own = any(reader.word_in(i, "own-deed") is not None for i in _clause(reader, fact, sentence))
    return Piece(fact.source.start, fact.source.end, speaker) if own else None


def _claimant(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«أعلن تنظيم داعش مسؤوليته عن الهجوم»: who claims an attack, in the sentence of the fact or in the one behind it."""
    if fact.kind not in _BY_ATTACK or fact.means is None or fact.means.kind in _NEVER_CLAIMED:
        return None
    return _claim_in(reader, sentence) or (
        _claim_in(reader, reader.document.sentence_of(sentence.last)) if sentence.last < len(reader.tokens) else None
    )


def _claim_in(reader: FactReader, sentence: Sentence) -> Piece | None:
    for i in range(sentence.first, sentence.last):
        claim = reader.role(i, "constructions", "claimed")
        if claim is None or reader.is_negated(i):
            continue
        who = _party(reader, claim, sentence) or _party_before(reader, i, sentence)
        if who is not None:
            return who
    return None


def _attacker_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«أن انتحاريا فجر نفسه»: the attacker right before his verb."""
    for i in range(at - 1, max(sentence.first, at - 5) - 1, -1):
        who = _party(reader, i, sentence)
        if (
            who is not None
            and not reader.follows_preposition(i)
            and (i == sentence.first or reader.opens_clause(i, sentence.first))
        ):
            return who if who.end >= reader.tokens[at - 1].start - 1 or at - i <= 2 else None
    return None


def _party(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The force, group or attackers that a token names, words for troops before it included."""
    at = reader.skip_quotes(at)
    if at >= sentence.last:
        return None
    mention = reader.starting.get(at)
    if mention is not None and mention.list != "places" and mention.kind not in ("source", "media"):
        given = reader.folded(at).startswith("لل") or (
            mention.start > reader.tokens[at].start and reader.folded(at)[0] == "ل"
        )
        return None if given else Piece(mention.start, mention.end, mention)
    noun, party = reader.noun_at(at), reader.word_in(at, "party")
    if party is None and (noun is None or noun.word["group"] == "civilian"):
        return None
    end = _described(reader, party or (noun.last if noun is not None else at + 1))
    inner = next((m for i in range(at, end) if (m := reader.over.get(i)) is not None and m.list != "places"), None)
    end = max(end, inner.last) if inner is not None else end
    return Piece(reader.start_of(at), reader.tokens[end - 1].end, inner)


def _described(reader: FactReader, at: int) -> int:
    limit = at + 6
    while at < limit and (step := reader.described_until(at)) is not None and step > at:
        at = step
    return at


# -- means


def _means(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """How it was done: the nearest word for a weapon or event in the sentence, exact kinds before general ones."""
    best: tuple[int, int, Piece] | None = None
    end = -1
    means = reader.document.by_token("means")
    for i in range(sentence.first, sentence.last):
        if i not in means or i < end:
            continue
        match = means[i][0]
        end = match.last
        mention = reader.over.get(i)
        if mention is not None and mention.kind != "air":
            continue
        kind = match.row["kind"]
        distance = i - fact.last if i >= fact.last else (fact.first - i) + 4
        rank = (-_STRONGER.get(kind, 1), distance) if distance <= 12 else (0, distance)
        start, stop = reader.span(match.first, match.last, match.prefix)
        if best is None or rank < best[:2]:
            best = (*rank, Piece(start, stop, mention, kind))
    return best[2] if best is not None else None


# -- place


def _place(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """Where: the place behind the fact in its clause, else the last one named before it, else that of the sentence before."""
    points_back = any(reader.word_in(i, "therein") is not None for i in range(fact.first, fact.last))
    chosen = (None if points_back else _after(reader, fact, sentence)) or _before(reader, fact, sentence)
    if chosen is None and (border := _border(reader, sentence)) is not None:
        return border
    if chosen is None and sentence.first:
        chosen = _told_before(reader, fact, sentence)
    return Piece(chosen.start, chosen.end, chosen) if chosen is not None else None


def _told_before(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The first of one or two places of the sentence before, where the fact speaks of the event told there."""
    if not _points_back(reader, fact, sentence):
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    chains = _chains(reader, earlier.first, earlier.last, fact)
    return chains[0] if 0 < len(chains) <= _MOST_CARRIED else None


def _border(reader: FactReader, sentence: Sentence) -> Piece | None:
    """«على الحدود السورية», «قرب الحدود العراقية الإيرانية»: no place of the lexicon, but where it was."""
    for at in range(sentence.first, sentence.last):
        end = reader.word_in(at, "border")
        if end is None or reader.is_inside(at):
            continue
        last = end
        while last < sentence.last and reader.any_nationality(last):
            last += 1
        if last > end:
            return Piece(reader.start_of(at), reader.tokens[last - 1].end)
    return None


def _points_back(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """Whether the sentence speaks of the event of the one before: «الهجوم», «الانفجار», «الحادث» with the article."""
    return any(
        reader.is_definite(i) and (reader.word_in(i, "strike") is not None or reader.any_match(i, "means") is not None)
        for i in range(sentence.first, fact.last)
    )


def _after(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The first place behind the fact, before another clause begins."""
    clause = _clause(reader, fact, sentence)
    chains = _chains(reader, fact.last, clause.stop, fact)
    return _finest(chains[0], chains[1:]) if chains else None


def _before(reader: FactReader, fact: Fact, sentence: Sentence) -> Mention | None:
    """The last place before the fact or in it; of «في قرية X شمال Y» the village."""
    inside = _chains(reader, fact.first, fact.last, fact)
    chains = _chains(reader, sentence.first, fact.first, fact)
    if chains:
        return _finest(chains[-1], chains[-2::-1])
    return inside[0] if inside else None


def _finest(chosen: Mention, others: list[Mention]) -> Mention:
    """The most exact place: for a country or region the nearest of the others that lies in it."""
    if chosen.kind not in _WIDE:
        return chosen
    country = chosen.row["country"] if chosen.row is not None else ""
    for other in others:
        if other.kind not in _WIDE and (other.row is None or not country or other.row["country"] == country):
            return other
    return chosen


def _chains(reader: FactReader, first: int, last: int, fact: Fact) -> list[Mention]:
    """The places among some tokens, without those that only say in what the place before them lies («شمال بغداد»)."""
    heads: list[Mention] = []
    end = -1
    for place in reader.places_between(first, last):
        if not _is_where(reader, place, fact):
            continue
        if not (
            heads
            and place.first - end <= _REACH_OF_CHAIN
            and all(reader.is_containing(i) for i in range(end, place.first))
            and end >= 0
        ):
            heads.append(place)
        end = place.last
    return heads


def _is_where(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """Whether a place says where: not one in the name of a force or body, nor in the words for the speaker."""
    if fact.source is not None and fact.source.mention is place:
        return False
    if reader.ending_at(place.first, "not-where") is not None or reader.in_dateline(place):
        return False
    over = reader.over.get(place.first)
    return over is None or over is place or over.list == "places" or fact.first <= place.first < fact.last


# -- when


def _when(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """When: the nearest words for time in the sentence."""
    times = [
        t
        for t in reader.findings.times
        if sentence.first <= t.first < sentence.last and not (t.first < fact.first and reader.lasts(t))
    ]
    if not times:
        return None
    nearest = min(times, key=lambda t: (_distance(fact, t), t.first))
    if _distance(fact, nearest) > _REACH_OF_TIME:
        return None
    return Piece(nearest.start, nearest.end, time=nearest)


def _distance(fact: Fact, time: TimeExpression) -> int:
    return time.first - fact.last if time.first >= fact.last else fact.first - time.last + 1
