"""Subjects: «على يد …», and who does what the verb or masdar of the fact itself tells."""

from __future__ import annotations

import re
from bisect import bisect_left

from mosul_extract.circumstances.attackers import attacker_among, topic, who_seized
from mosul_extract.circumstances.causes import who_dared
from mosul_extract.circumstances.clauses import (
    ACTORS,
    CONJUNCTIONS,
    OBJECTS,
    anybody_at,
    attackers_at,
    country_at,
    is_of_event,
    party_at,
    tells_of_part,
    whose_adjective,
)
from mosul_extract.circumstances.strikes import aggressor_at, owner
from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader, Noun
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Mention, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_SUBJECT, _REACH_OF_MANAGED = 12, 8
_BY_MEN = ("وا", "ون", "وه", "وهم", "وها")
_WAS, _TO_QUESTION = "كان", ("للتحقيق", "للاستجواب")
_VICTIM, _ALONE = "ضحي", frozenset({"واحد", "اخر"})
_ON = frozenset({"علي", "من", "في"})
_WHICH = frozenset({"ما", "مما"})
_HIS = ("ه", "ها")
_FEMININE = "ت"
_HELD, _WITH, _IN_PRISONS, _REACH_OF_HOLDER = (
    frozenset({"detained", "kidnapped", "missing"}),
    "لدي",
    frozenset({"سجون", "معتقلات", "قبضه", "ايدي", "يد", "اسر", "بقبضه"}),
    6,
)
_STOPS = frozenset(".؛:")
_TO, _SURRENDER, _SELVES = "ل", "ستسل", ("نفسه", "نفسها", "انفسهم", "نفسيهما")
_LONGEST_TARGET, _LONGEST_BAND = 4, 5
_COMMAS, _FROM = frozenset("،,"), "من"
_OPENING, _CLOSING, _REACH_OF_THAT = frozenset("«“"), frozenset("»”"), 8
# Verbs of several who did it to others: «قتلوه», «فذبحوهم».
_OF_WOMEN = ("ه", "اء", "ا", "ي")
_BY_SEVERAL = re.compile("و(?:ه|ها|هم|هما)$")
# Rules whose facts have no verb of their own.
_PARTS = frozenset(
    {"casualties.subset", "casualties.part-by-place", "casualties.share", "casualties.one-of-them", "casualties.among"}
)


def by_phrase(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«على يد مسلحين», «بنيران الجيش», «من قبل …» behind the fact."""
    last = min(sentence.last, fact.last + 2 * _REACH_OF_SUBJECT, reader.clause_from(fact.last) + 1)
    for i in reader.words_in("by", fact.first, last):
        if reader.words_in("relative", fact.last, i) or tells_of_part(reader, fact, i):
            break
        if reader.word_in(i, "nobodys") is not None or reader.words_in("helped-by", i - 1, i + 1):
            continue
        end = reader.word_in(i, "by") or i
        who = attackers_at(reader, end, sentence) or country_at(reader, end) or _whose_weapon(reader, i, end)
        who = who or aggressor_at(reader, end)
        who = who or (anybody_at(reader, end) if reader.folded(i) == "علي" else None)  # «على يد زميله»
        if who is not None:
            return who
    return _held_by(reader, fact, sentence, last) if fact.kind in _HELD else None


def _held_by(reader: FactReader, fact: Fact, sentence: Sentence, last: int) -> Piece | None:
    """«محتجزين لدى المقاومة», «في سجون النظام», «في قبضة الجيش», «توقيفهم من الجيش»: with whom people are held."""
    if fact.rule.endswith("pronoun") and reader.folded(fact.last) == _FROM:
        return attackers_at(reader, fact.last + 1, sentence)
    captor = fact.last - 1 if reader.folded(fact.last - 1).startswith(_TO) else fact.last
    if reader.folded(captor).startswith(_TO) and _surrenders(reader, fact):
        who = _captor_at(reader, captor)
        if who is not None:
            return who
    for i in range(max(fact.anchor, 0), min(last, fact.last + _REACH_OF_HOLDER)):
        at = i + 1 if reader.folded(i) == _WITH else None
        if reader.folded(i) in _IN_PRISONS:
            at = i + 1
        if at is not None:
            moved = any(reader.folded(k).startswith(_TO_QUESTION) for k in range(fact.last, i))
            return None if moved else attackers_at(reader, at, sentence)
    return None


def _surrenders(reader: FactReader, fact: Fact) -> bool:
    """Whether people gave themselves up: «استسلموا», «سلموا أنفسهم»."""
    return any(
        _SURRENDER in reader.folded(i) or reader.folded(i).endswith(_SELVES) for i in range(fact.first, fact.last)
    )


def _captor_at(reader: FactReader, at: int) -> Piece | None:
    """«لقوات الجيش», «للثوار»: the party behind «ل», to whom people gave themselves up."""
    named = reader.starting.get(at)
    if named is not None and (named.list == "units" or named.kind in ACTORS):
        return Piece(named.start, named.end, named)
    troops = reader.any_match(at, "victims")
    known = (troops is not None and troops.row["group"] == "combatant") or reader.word_in(at, "party") is not None
    if not known:
        return None
    end = described(reader, troops.last if troops is not None else at + 1)
    inner = next((m for k in range(at, end) if (m := reader.over.get(k)) is not None and m.list != "places"), None)
    cut = 0 if reader.folded(at).startswith("لل") else 1
    return Piece(reader.starts[at] + cut, reader.ends[end - 1], inner)


def _whose_weapon(reader: FactReader, at: int, end: int) -> Piece | None:
    """«برصاص إسرائيلي», «بنيران حوثية»: the weapon with the nationality behind it."""
    last = whose_adjective(reader, end)
    if last is None or reader.word_in(last, "made-there") is not None or not reader.folded(at).startswith("ب"):
        return None
    return Piece(reader.starts[at] + 1, reader.ends[last - 1])


def subject(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """The subject of an active verb: between verb and people, or before the verb; of «تمكن من قتل», the one who managed."""
    if fact.subset and fact.rule in _PARTS:
        return None
    form = fact.rule.partition(".")[2]
    lexicon = "materiel_words" if fact.rule.startswith("materiel") else "casualty_words"
    verb = reader.any_match(fact.anchor, lexicon)
    if verb is not None and _holds_object(reader, fact, verb):
        between = reader.word_in(verb.last, "adverb") or verb.last
        behind_at = between + 1 if reader.is_quiet(between) else between
        behind = party_at(reader, behind_at, sentence) or country_at(reader, behind_at)
        if behind is not None or fact.first < verb.first:
            return behind
    if verb is None or fact.first != verb.first or verb.row["kind"] == "missing" or _is_passive(reader, fact, verb):
        return None
    people_at = fact.victims.start if fact.victims is not None else fact.end
    limit = min(people_at, fact.amount.start if fact.amount.start is not None else people_at)
    clitic = reader.folded(verb.first)[: verb.prefix]
    coordinated = clitic in CONJUNCTIONS
    victim_of = any(reader.folded(i).startswith(_VICTIM) for i in range(verb.first, verb.last))
    if victim_of or reader.ending_at(verb.first, "recording") is not None:
        return None  # «راح ضحيتها أربعة»
    managed = (bool(clitic) and not coordinated) or reader.role_before(
        verb.first,
        "managed",
        _REACH_OF_SUBJECT if coordinated or reader.folded(verb.first - 1) in _ON else _REACH_OF_MANAGED,
    )
    if coordinated and managed and (nearest := _joined_subject(reader, verb.first, sentence)) is not None:
        return nearest
    if form.startswith(("active", "either", "verb", "light")) and not managed:
        number = reader.number_at(verb.last)  # «قتلت 58 غارة للتحالف نحو 800»
        at = verb.last if number is None else number.last
        strike = reader.word_in(at, "strike")
        if strike is not None and reader.starts[at] < limit:  # «قتلت غارة إسرائيلية ثلاثة»
            return owner(reader, at, strike, sentence)
    both = form.startswith("killed-and-injured") and verb.row["form"] in ("active", "either")
    if (both or form.startswith(("active", "either", "verb"))) and not managed:
        return _of_verb(reader, fact, verb, limit, sentence)
    captor = who_seized(reader, fact, sentence) if fact.kind == "detained" else None
    if (agent := _agent(reader, verb, limit, sentence) or captor) is not None:
        return agent
    if managed and form.startswith(("masdar", "either", "killed-and-injured", "pronoun")):
        return who_managed(reader, verb.first, sentence)
    return None


def _is_passive(reader: FactReader, fact: Fact, verb: Match) -> bool:
    """«أسقطت الدفاعات مسيرة وقتل شخص واحد»: one man right behind a verb, in the case of a subject, is who was killed."""
    joined = verb.row["form"] == "either" and reader.folded(verb.first)[: verb.prefix] in CONJUNCTIONS
    man = reader.noun_at(verb.last) if joined and fact.victims is not None else None
    if man is None or man.definite or man.word["number"] != "singular" or man.last != verb.last + 1:
        return False
    alone = reader.is_break(man.last) or reader.folded(man.last) in _ALONE or reader.ends[man.last - 1] == fact.end
    return alone and not reader.folded(man.last - 1).endswith(("ا", "ه", "ي", "ء"))


def _of_verb(reader: FactReader, fact: Fact, verb: Match, limit: int, sentence: Sentence) -> Piece | None:
    """The subject of a verb that has its people behind it: between it and them, or before it."""
    for i in range(verb.last, min(sentence.last, verb.last + 6)):
        if reader.starts[i] >= limit:
            break
        number = reader.number_at(reader.skip_quotes(i))
        some = i == verb.last and (
            number is None or number.start != fact.amount.start
        )  # «أحد المسلحين», «ثلاثة مقنعين»
        who = (attackers_at if some else party_at)(reader, i, sentence)
        if who is None and i == verb.last:
            who = country_at(reader, i) or (anybody_at(reader, i) if fact.amount.start is not None else None)
        if who is not None and who.start < limit:
            who.end = min(who.end, _end_before(reader, i, limit))
            return who if _is_subject_place(reader, i, verb.last) else None
    return _before_verb(reader, verb, sentence) if _is_active(reader, verb) else _of_kin(reader, fact, verb)


def _agent(reader: FactReader, verb: Match, limit: int, sentence: Sentence) -> Piece | None:
    """Who did it, right behind a masdar: «اغتيال إسرائيل القيادي فلان», «اغتيال الاحتلال للشاب فلان»."""
    if reader.word_in(verb.first, "agentive") is None:
        return None
    agent = reader.mention_from(verb.last)
    if agent is not None:
        acts = agent.list == "units" or agent.kind in (*ACTORS, "country")
        return Piece(agent.start, agent.end, agent) if acts and agent.end <= limit else None
    troops = reader.noun_at(verb.last)
    given = troops is not None and troops.definite and reader.folded(troops.last).startswith("لل")  # «قتل الجنود للشاب»
    acts = given or reader.word_in(verb.last, "party") is not None
    who = party_at(reader, verb.last, sentence) if acts else None
    if who is None or who.start >= limit:
        return None
    who.end = min(who.end, _end_before(reader, verb.last, limit))
    return who


def _before_verb(reader: FactReader, verb: Match, sentence: Sentence) -> Piece | None:
    """The subject before an active verb: whose strike it was that kills, the first party where the verb goes on with «و», the nearest."""
    if reader.folded(verb.first - 1) in _WHICH and not verb.prefix:
        return None  # «هجوم نسب إلى التنظيم، ما أودى بحياة ثلاثة»: the event does it
    struck = _striking(reader, verb.first, sentence)
    if struck is not None:
        return owner(reader, struck, reader.word_in(struck, "strike") or struck + 1, sentence)
    if not verb.prefix and _tells_of_event(reader, verb.first):
        return None
    coordinated = reader.folded(verb.first)[: verb.prefix] in CONJUNCTIONS
    first = _first_subject(reader, verb.first, sentence) if coordinated else None
    several = _BY_SEVERAL.search(reader.folded(verb.first)) is not None
    return (
        first
        or _band_before(reader, verb.first, sentence)
        or party_before(reader, verb.first, sentence, several=several)
        or _unsaid_subject(reader, verb, sentence)
    )


def _of_kin(reader: FactReader, fact: Fact, verb: Match) -> Piece | None:
    """«مواطن قتل زوجته»: one of no name right before the verb whose object are his own kin."""
    if fact.victims is None or fact.amount.start is not None or verb.prefix:
        return None
    victim = bisect_left(reader.starts, fact.victims.start)
    if victim != verb.last or not reader.words[victim].text.endswith(_HIS) or fact.victims.mention is not None:
        return None
    noun = reader.noun_at(verb.first - 1)
    if noun is None or noun.last != verb.first or noun.definite or noun.word["number"] != "singular":
        return None
    return Piece(reader.start_of(verb.first - 1), reader.ends[verb.first - 1])


def _tells_of_event(reader: FactReader, at: int) -> bool:
    """Whether the subject of a verb is the attack before it: «هجوم أودى بحياة ثلاثة», «أصيبوا في الهجوم الذي قتل خمسة»."""
    if reader.word_in(at - 1, "relative") == at:
        return reader.is_event(at - 2)
    return reader.word_in(at - 1, "strike") == at and not reader.is_definite(at - 1)


def _holds_object(reader: FactReader, fact: Fact, verb: Match) -> bool:
    """Whether a verb holds its object, so that its subject may follow at once: «تحتجزهم جماعات», «الذي قتله أمس مسلحون»."""
    if not (fact.rule.endswith("pronoun") and reader.folded(fact.anchor).endswith(OBJECTS)):
        return False
    return "verb" in fact.rule or reader.word_in(verb.first - 1, "relative") is not None


def _striking(reader: FactReader, at: int, sentence: Sentence) -> int | None:
    """The strike that opens the clause and is itself what kills: «أن ضربة أميركية قرب المدينة قتلت خمسة»."""
    for i in reader.words_in("strike", max(sentence.first, at - _REACH_OF_SUBJECT), at):
        opens = i == sentence.first or any(reader.word_in(i - 1, role) == i for role in ("that", "copula", "opens"))
        if opens and not any(reader.is_punctuation(k) or reader.words_in("attacked", k, k + 1) for k in range(i, at)):
            return i
    return None


def _unsaid_subject(reader: FactReader, verb: Match, sentence: Sentence) -> Piece | None:
    """«داهم مسلحون القرى وفي بعض الحالات ذبحوهم»: the attacker told last before a verb that says no subject."""
    if not (verb.row["form"] == "object" or reader.folded(verb.first).endswith("وا")):
        return None
    return attacker_among(reader, range(sentence.first, verb.first), sentence, last=True)


def who_managed(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«تمكن المقاتلون من دحر التنظيم بعد القضاء على …»: the subject right behind the verb or before it, not the foe that stands nearer."""
    reach = _REACH_OF_SUBJECT if reader.folded(at - 1) != "من" else 3 * _REACH_OF_SUBJECT
    verbs = reader.words_in("managed", max(sentence.first, at - reach), at)
    if not verbs or not reader.role_before(at, "managed", reach):
        return None
    for i in verbs:
        behind = reader.word_in(i, "managed") or i + 1
        behind = (
            reader.word_in(behind + (reader.folded(behind) == "من"), "therein") or behind
        )  # «تمكنت من خلالها القوة»
        who = attackers_at(reader, behind, sentence)
        if who is not None:
            return who
    if (whoever := who_dared(reader, verbs[-1], at - (not reader.clitics(at)))) is not None:
        return whoever
    first = _first_subject(reader, verbs[-1], sentence) if reader.begins_with_and(verbs[-1]) else None
    return first or party_before(reader, verbs[-1], sentence) or topic(reader, verbs[-1], sentence)


def _end_before(reader: FactReader, at: int, limit: int) -> int:
    """The end of the last token, from a token on, that begins before an offset of the text."""
    while at + 1 < len(reader.words) and reader.starts[at + 1] < limit:
        at += 1
    return reader.ends[at]


def _first_subject(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that opens the sentence or a clause of it: «قوات الأمن تواصل ملاحقة المجموعة واعتقلت …» goes on with it."""
    if (nearest := _joined_subject(reader, at, sentence)) is not None:
        return nearest
    head = range(sentence.first, min(at, sentence.first + _REACH_OF_SUBJECT))
    first = next(
        (i + 1 for i in head if reader.words[i].text == ":"), sentence.first
    )  # «الدفاع المدني: طيران النظام يقصف …»
    for i in range(first, at):
        if reader.follows_preposition(i) or not (i == first or reader.opens_clause(i, first)):
            continue
        if not _agrees(reader, i, at):
            continue
        who = attackers_at(reader, i, sentence) or _behind_its_verb(reader, i, at)
        if who is not None:
            return who
    return None


def _joined_subject(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«تمكن الجيش من تحرير البلدة وسيطر التنظيم على قرى وأعدم …»: the subject behind the last verb that «و» joins before."""
    for verb in range(at - 2, max(sentence.first, at - 2 * _REACH_OF_SUBJECT), -1):
        if reader.words[verb].text in _STOPS:
            return None
        joined = reader.begins_with_and(verb) and reader.folded(verb) != "و"
        if not joined or not (reader.is_verb(verb) or reader.role(verb, "name_grammar", "takes-place") is not None):
            continue
        if reader.says_at(verb) or reader.folded(verb).endswith(_FEMININE) != reader.folded(at).endswith(_FEMININE):
            return None
        deed = any(reader.any_match(verb, lexicon) is not None for lexicon in ("casualty_words", "materiel_words"))
        return None if deed else party_at(reader, verb + 1, sentence)  # «وقتلت 40 إرهابيا ودمرت خمس عجلات»
    return None


def _behind_its_verb(reader: FactReader, first: int, verb: int) -> Piece | None:
    """«شرعت قوات الأمن في عمليات … واعتقلت 97 شخصا»: the force behind the verb that opens a clause, in the number of the other.

    «سيطر مسلحون على المقر وقتلوا ثمانية»: the men behind it, of whom a verb in the plural goes on.
    """
    if reader.folded(verb).endswith("وا") and not reader.says_at(first) and not reader.is_definite(first):
        return _men_at(reader, first + 1)
    force = reader.starting.get(first + 1)
    agree = reader.folded(first).endswith(_FEMININE) and reader.folded(verb).endswith(_FEMININE)
    if force is None or not agree or reader.says_at(first) or not (force.list == "units" or force.kind in ACTORS):
        return None
    noun = reader.noun_at(first) is not None or reader.is_definite(first) or reader.word_in(first, "strike") is not None
    return None if noun or force.start != reader.starts[first + 1] else Piece(force.start, force.end, force)


def _men_at(reader: FactReader, at: int) -> Piece | None:
    """«مسلحون من الحركة»: men in the plural of a subject."""
    noun = reader.noun_at(at)
    several = noun is not None and noun.word["number"] == "plural" and noun.word["group"] == "combatant"
    if not reader.folded(at).endswith("ون") or not (several or reader.word_in(at, "party") is not None):
        return None
    return party_at(reader, at, reader.document.sentence_of(at))


def _agrees(reader: FactReader, at: int, verb: int) -> bool:
    """Whether a party can be a verb's subject: no man of one in the feminine («الأسير … وأصابت نجليه»), no aircraft of one of men."""
    if reader.folded(verb).endswith(_BY_MEN):
        one = (noun := reader.noun_at(at)) is not None and noun.word["number"] == "singular"
        return not one and reader.word_in(at, "strike") is None  # «أسقطوا طائرة مسيرة وأسروا ثلاثة»
    if not reader.folded(verb).endswith("ت"):
        return True
    named = reader.starting.get(at)
    if named is not None:
        return named.kind != "person" or reader.folded(named.first).endswith(_OF_WOMEN)
    noun = reader.noun_at(at)
    man = noun is not None and noun.word["number"] == "singular" and not reader.folded(noun.last - 1).endswith("ه")
    return not man


def _is_subject_place(reader: FactReader, at: int, verb_end: int) -> bool:
    """Whether nothing but quotes stands between verb and party: «قتلت موجة من الهجمات على الشرطة» names no subject."""
    return reader.skip_quotes(verb_end) == at or all(reader.is_quiet(i) for i in range(verb_end, at))


def _is_active(reader: FactReader, verb: Match) -> bool:
    """Whether a verb that has its people behind it is active by its form, or because its subject stands right before it."""
    folded = reader.folded(verb.first)[verb.prefix :]
    if (
        (folded[0] in "يت" and len(folded) > 3)
        or folded.endswith(("وا", "ت"))
        or verb.row["form"].startswith(("active", "verb", "object"))
    ):
        return True
    if verb.prefix:
        return False
    for i in (verb.first - 1, verb.first - 2):
        mention = reader.over.get(i)
        if mention is not None and mention.list == "places":
            mention = _whose_place(reader, mention) or mention
        if mention is not None:
            return mention.kind == "armed_group" or mention.list == "units"
    at = verb.first - 1 - (reader.folded(verb.first - 1) == "قد")
    doer = reader.noun_at(at)
    combatant = reader.word_in(at, "party") == at + 1 or (doer is not None and doer.word["group"] == "combatant")
    was = at < verb.first - 1 and reader.folded(at - 1).lstrip("وف").startswith(_WAS)
    # «أن انتحاريا قتل ستة», «أن التنظيم أعدم 12», «وكان انتحاري قد قتل 13»
    return combatant and (was or reader.ending_at(at, "that") is not None)


def _whose_place(reader: FactReader, place: Mention) -> Mention | None:
    """The force behind «أن» that is told with its place: «أن الجيش في السودان قتل …»."""
    if reader.role(place.first - 1, "name_grammar", "locative") is None:
        return None
    force = reader.over.get(place.first - 2)
    return force if force is not None and reader.ending_at(force.first, "that") is not None else None


def _is_topic(reader: FactReader, country: Mention, at: int) -> bool:
    """Whether a country right before a verb is its subject: «روسيا قتلت», not «مع اليمن فقتلوا»."""
    return not (
        reader.begins_with_and(at) or reader.folded(at).startswith("ف") or reader.follows_preposition(country.first)
    )


def _some_of(reader: FactReader, at: int, verb: int, sentence: Sentence) -> Piece | None:
    """«وحدة من الجيش قتلت …», «مجموعة من المسلحين هاجموا»: some of a force that opens its clause, right before its verb."""
    if reader.folded(at + 1) != "من" or not reader.opens_clause(at, sentence.first):
        return None
    who = attackers_at(reader, at, sentence)
    return who if who is not None and who.end == reader.ends[verb - 1] else None


def _owns_object(reader: FactReader, at: int) -> bool:
    """«عمليات ضد مسلحي التنظيم واعتقلت …»: whether the people before a party, behind a preposition, are its."""
    people = reader.noun_at(at - 1)
    return people is not None and not people.definite and reader.follows_preposition(at - 1)


def _before_helpers(reader: FactReader, at: int, first: int) -> int:
    """The token at which helpers begin that stand before a verb: «قوة أمنية بمساندة الحشد الشعبي تمكنت»; the verb without them."""
    helped = reader.words_in("helped-by", first, at)
    if not helped or any(reader.folded(i) in _COMMAS for i in range(helped[0], at)):
        return at
    return helped[0]


def _owns_target(reader: FactReader, at: int) -> bool:
    """«استهدف مسجد قوات الطوارئ وأودى …», «نادي ضباط الشرطة»: whether what was hit stands before a party and is its."""
    for before in range(at - 1, max(at - _LONGEST_TARGET, -1), -1):
        if reader.is_definite(before) or reader.is_punctuation(before):
            return False
        head = reader.any_match(before, "heads")
        place = head is not None and head.row["list"] == "places"
        if place or reader.role(before, "name_grammar", "centre") or reader.any_match(before, "targets") is not None:
            return True
        if reader.noun_at(before) is None:
            return False
    return False


def _is_of_many(noun: Noun | None) -> bool:
    return noun is None or noun.word["number"] != "singular"


def _is_imperfect(reader: FactReader, at: int) -> bool:
    """Whether a verb of headlines stands at a token: «يعدم», «تقتل»."""
    verb = reader.any_match(at, "casualty_words")
    return (
        verb is not None
        and not verb.prefix
        and reader.folded(at)[:1] in ("ي", "ت")
        and not reader.folded(at).endswith("ت")
    )


def _band_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«حركة كردية تقتل», «جماعة مسلحة أعدمت»: a band of no name that opens its clause, right before its verb."""
    for first in range(at - 2, max(sentence.first, at - _LONGEST_BAND) - 1, -1):
        head = reader.any_match(first, "heads")
        band = head is not None and head.row["list"] == "actors" and head.row["kind"] == "armed_group"
        if reader.is_definite(first) or not (band or reader.role(first, "name_grammar", "group-noun") is not None):
            continue
        adjectives = range(first + 1, at)
        known = all(
            reader.nationality_at(i) is not None or reader.word_in(i, "adjective") is not None for i in adjectives
        )
        opens = first == sentence.first or reader.opens_clause(first, sentence.first) or reader.begins_with_and(first)
        return (
            Piece(reader.starts[first] + reader.begins_with_and(first), reader.ends[at - 1])
            if known and opens
            else None
        )
    return None


def _is_hit(reader: FactReader, at: int) -> bool:
    """«قصف يقتل منتسبا ويصيب ثمانية»: one man in the case of an object, right behind the verb that he suffers."""
    return reader.folded(at).endswith("ا") and reader.any_match(at - 1, "casualty_words") is not None


def party_before(reader: FactReader, at: int, sentence: Sentence, *, several: bool = False) -> Piece | None:
    """The nearest force, group or attacker before a token in its sentence, speakers and objects of prepositions aside.

    `several`: not one man.
    """
    closed = False
    first = max(sentence.first, at - 2 * _REACH_OF_SUBJECT)
    for i in range(_before_helpers(reader, at, first) - 1, first - 1, -1):
        text = reader.words[i].text
        if text in ".؛:" or (text in _OPENING and not closed and not reader.words_in("that", i - _REACH_OF_THAT, i)):
            return None  # «جاء في بيان الجيش «قتل …», but «أكد أن الجيش «قتل …»
        closed = (closed or text in _CLOSING) and text not in _OPENING
        mention = reader.starting.get(i)
        may = reader.folded(at - 1) == "قد"  # «إسرائيل قد تقتل»
        if (
            mention is not None
            and mention.kind == "country"
            and mention.last == at - may
            and _is_topic(reader, mention, at)
        ):
            return Piece(mention.start, mention.end, mention)
        force = reader.over.get(i)
        if force is not None and force.list == "units" and force.first < i:
            continue  # «قوات الاحتلال تقتل»: the force, not whose it is
        given = reader.folded(i).startswith("لل")
        if mention is not None and mention.list != "places":
            joined = mention.last == at and reader.begins_with_and(i) and _is_imperfect(reader, at)  # «وداعش يعدم»
            own = (mention.start == reader.starts[i] or joined) and not given
            ruled = reader.follows_preposition(i) or _owns_object(reader, i) or _owns_target(reader, i)
            ruled = ruled or reader.ending_at(i, "close-to") is not None  # «الحركة المقربة من الحزب»
            if own and (mention.list == "units" or mention.kind in ACTORS) and not ruled:
                troops = i > first and reader.word_in(i - 1, "party") == i and not reader.is_definite(i - 1)
                owned = party_at(reader, i - 1, sentence) if troops else None  # «جنود الاحتلال يقتلون»
                return owned or Piece(mention.start, mention.end, mention)
            continue
        some = _some_of(reader, i, at, sentence)
        if some is not None:
            return some
        party = reader.word_in(i, "party")
        noun = reader.noun_at(i)
        is_party = party is not None or (noun is not None and noun.word["group"] == "combatant")
        is_party = is_party and not (several and noun is not None and noun.word["number"] == "singular")
        describes = (
            reader.is_definite(i)
            and i > sentence.first
            and (reader.is_definite(reader.before(i)) or reader.is_inside(reader.before(i)))
        ) or (noun is not None and noun.word["number"] == "singular" and is_of_event(reader, i))
        if (
            is_party
            and not (describes or given or (_is_of_many(noun) and _owns_target(reader, i)) or _is_hit(reader, i))
            and not (reader.begins_with_and(i) and not (i + 1 == at and _is_imperfect(reader, at)))
            and not reader.is_inside(i)
            and not (reader.follows_preposition(i) or _owns_object(reader, i))
            and _agrees(reader, i, at)
        ):
            end = described(reader, party or (noun.last if noun is not None else i + 1))
            inner = next(
                (m for k in range(i, end) if (m := reader.over.get(k)) is not None and m.list != "places"), None
            )
            # «رعاة مسلحين قتلوا»
            whose = reader.noun_at(i - 1) if noun is None or not reader.is_definite(i) else None
            begin = i - 1 if whose is not None and whose.last == i and not whose.definite else i
            return Piece(reader.start_of(begin), reader.ends[end - 1], inner)
    return None
