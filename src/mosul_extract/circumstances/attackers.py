"""Attackers: the subject of a verb of attack in the clause of a fact, or in the sentence before of whose attack it tells."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.circumstances.clauses import (
    ACTORS,
    BY_ATTACK,
    CONJUNCTIONS,
    OBJECTS,
    REACH_OF_PARTY,
    attackers_at,
    clause_before_it,
    country_at,
    goes_on_with_it,
    in_the_wake,
    leads_a_force,
    names_attack_near,
    points_back,
)
from mosul_extract.circumstances.strikes import owner
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_TOPIC, _REACH_OF_ADDING = 18, 4
_THESE = frozenset({"هذه", "هذا", "تلك", "ذلك", "هذين", "هذان", "هاتين"})
_ALSO = frozenset({"كما", "وكما", "فيما"})
_IT_IS = frozenset({"هي", "هو", "هم"})
_ANSWERED, _UPON = frozenset({"رد", "ردت", "ردوا"}), "علي"
_UPON_THEM = frozenset({"عليه", "عليها", "عليهم", "عليهما"})
_INFLICT = ("كبد",)
_THROW, _HOLD, _REACH_OF_HOLD = ("القي", "القت", "القوا"), "القبض", 8
# Endings that no subject has.
_OF_OBJECTS = ("ا", "ين")
# What stands before a noun: «بقصف» is no verb.
_BEFORE_NOUNS = frozenset({"ب", "ل", "ك"})


def attacker(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«عندما هاجم مقاتلو …», «بعد أن فجر انتحاري نفسه»: the subject of a verb of attack in the same clause.

    «واصل الثوار تقدمهم، وأشارت مصادر إلى مقتل …»: what is said behind «و» is another matter.
    """
    clause = clause_before_it(reader, fact, sentence)
    anew, wake = reader.said_anew(clause.start, fact.first), in_the_wake(reader, fact)
    first = max(at for at in (clause.start, anew, wake) if at is not None)
    answered = _who_answered(reader, range(first, fact.first), sentence)
    return answered or attacker_among(reader, range(first, _end_of_statement(reader, fact, clause.stop)), sentence)


def _who_answered(reader: FactReader, tokens: range, sentence: Sentence) -> Piece | None:
    """«هاجم مسلحون المقر ورد عليه التحالف بضربة جوية خلفت 20 قتيلا»: who answered an attack last, and with what or whom."""
    for i in reversed(tokens):
        if reader.folded(i).lstrip("وف") not in _ANSWERED:
            continue
        at = i + 1 + (reader.folded(i + 1) in _UPON_THEM)
        who = attackers_at(reader, at, sentence) or country_at(reader, at)
        if who is not None:
            behind = bisect_left(reader.starts, who.end)
            answers = reader.folded(behind) == _UPON or reader.folded(behind).startswith("ب")
            return who if answers and behind < tokens.stop else None
    return None


def _is_object(reader: FactReader, at: int) -> bool:
    """«استهدف قياديا»: one man in the case of an object."""
    man = reader.noun_at(at)
    return man is not None and man.word["number"] == "singular" and reader.folded(man.first).endswith("ا")


def _end_of_statement(reader: FactReader, fact: Fact, stop: int) -> int:
    """The token at which something else is said behind a fact: «…، مشيرا إلى أن التنظيم نفذ …»."""
    told = (at for at in reader.words_in("that", fact.last, stop) if reader.says_at(at - 1) or reader.says_at(at - 2))
    return next(told, stop)


def attacker_told_before(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«هاجم مسلحون الفندق، وأكد شهود أن 12 نزيلا قتلوا في الهجوم»: the last attacker of the sentence, of whose attack is told."""
    clause = clause_before_it(reader, fact, sentence)
    anew = reader.said_anew(clause.start, fact.first)
    first = clause.start if anew is None else anew
    if fact.kind not in BY_ATTACK or not names_attack_near(reader, fact, first, sentence):
        return None
    return attacker_among(reader, range(sentence.first, first), sentence, last=True)


def attacker_before_that(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«فجر انتحاري نفسه في سوق. وأسفر الهجوم عن …»: the attacker of the sentence before, of whose attack this one speaks."""
    if not sentence.first or fact.kind not in BY_ATTACK:
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    if not (
        points_back(reader, fact, sentence)
        or goes_on_with_it(reader, fact, sentence)
        or _same_strikes(reader, fact, earlier)
        or _counts_its_dead(reader, fact, earlier)
    ):
        return None
    return (
        attacker_among(reader, range(earlier.first, earlier.last), earlier)
        or _who_carried_out(reader, earlier)
        or _whose_strikes(reader, fact, sentence, earlier)
    )


def _counts_its_dead(reader: FactReader, fact: Fact, earlier: Sentence) -> bool:
    """«فجر انتحاري نفسه في سوق. وأضاف أن من بين الضحايا جنديا»: the dead with the article, of whom nothing was told before."""
    sentence = reader.document.sentence_of(fact.first)
    head = range(sentence.first, min(sentence.first + _REACH_OF_ADDING, fact.first))
    adds = any((cue := reader.any_match(at, "cues")) is not None and cue.row["category"] == "add" for at in head)
    if not adds or not reader.is_definite(fact.anchor) or reader.any_match(fact.anchor, "casualty_words") is None:
        return False
    told = any(
        word.row["kind"] in BY_ATTACK
        for at in range(earlier.first, earlier.last)
        for word in reader.document.at(at, "casualty_words")[:1]
    )
    return not told


def _who_carried_out(reader: FactReader, sentence: Sentence) -> Piece | None:
    """«استهدف هجوم نفذه مسلحون مركزا للشرطة»: the party behind the verb that holds the attack."""
    for i in reader.words_in("done-by", sentence.first, sentence.last):
        done = reader.word_in(i, "done-by") or i
        who = attackers_at(reader, done, sentence) or country_at(reader, done)
        if who is not None:
            return who
    return None


def _whose_strikes(reader: FactReader, fact: Fact, sentence: Sentence, earlier: Sentence) -> Piece | None:
    """«تتواصل غارات التحالف. وأدت هذه الغارات إلى …»: the one owner of the strikes to which this sentence points back."""
    clause = clause_before_it(reader, fact, sentence)
    if not any(
        reader.folded(i - 1).lstrip("وف") in _THESE for i in reader.words_in("strike", clause.start, clause.stop)
    ):
        return None
    strikes = reader.words_in("strike", earlier.first, earlier.last)
    owners = [who for i in strikes if (who := owner(reader, i, reader.word_in(i, "strike") or i, earlier)) is not None]
    return owners[0] if len({reader.document.source[who.start : who.end] for who in owners}) == 1 else None


def attacker_goes_on(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«داهمت القوات منازل. واعتقلت ثلاثة شبان»: the force of the sentence before, whose verb opens this one and says no subject."""
    verb = reader.any_match(fact.anchor, "casualty_words")
    if verb is None or fact.first != verb.first or not sentence.first or verb.first > sentence.first + 1:
        return None
    folded = reader.folded(verb.first)[verb.prefix :]
    joined = verb.prefix or reader.folded(sentence.first) in _ALSO
    if not joined or not folded.endswith(("ت", "وا")) or verb.row["form"].startswith("passive"):
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    who = attacker_among(reader, range(earlier.first, earlier.last), earlier)
    return (
        who
        if who is not None and (who.mention is None or who.mention.list == "units" or who.mention.kind in ACTORS)
        else None
    )


def _same_strikes(reader: FactReader, fact: Fact, earlier: Sentence) -> bool:
    """Whether the sentence before tells of air strikes as this one does: «شن التحالف غارات. … قتل قيادي في غارات …»."""
    if fact.means is None or fact.means.kind != "airstrike":
        return False
    return any(match.row["kind"] == "airstrike" for match in reader.means_in(earlier.first, earlier.last))


def attacker_among(reader: FactReader, tokens: range, sentence: Sentence, *, last: bool = False) -> Piece | None:
    """The subject of the first verb of attack among some tokens that has one; `last`: of the last."""
    for i in reader.words_in("attacked", tokens.start, tokens.stop)[:: -1 if last else 1]:
        if reader.folded(i)[: reader.clitics(i)] in _BEFORE_NOUNS or leads_a_force(reader, i) or seizes(reader, i):
            continue
        end = reader.word_in(i, "attacked") or i
        opens = reader.opens_clause(i, sentence.first)
        # «وستة آخرون في قصف على إدلب», but «تركيا هي من نفذ القصف»
        noun = reader.follows_preposition(i) and reader.folded(i - 1) != "من"
        who = None if opens or noun else attacker_before(reader, i, sentence)
        if who is None and (reader.word_in(end, "one-of-them") or not _is_of_event(reader, i, sentence)):
            # A verb in the plural has its subject before it.
            end = _past_that_time(reader, end)
            end = reader.word_in(end, "one-of-them") or end  # «نفذ أحدهما انتحاري»
            several = reader.folded(i).endswith("وا") or _is_object(reader, end)
            behind = None if several else attackers_at(reader, end, sentence)
            if behind is not None and _is_inflicted_on(reader, i, behind, sentence):
                behind = None
            behind = behind or country_at(reader, end) or _compatriot_at(reader, i, end)
            who = behind or (attacker_before(reader, i, sentence) if opens else None)
            who = who or topic(reader, i, sentence)
        if who is not None:
            return who
    return None


def _is_inflicted_on(reader: FactReader, verb: int, who: Piece, sentence: Sentence) -> bool:
    """«وكبدت التنظيم خسائر»: the one party behind the verb suffers; of «كبدت القوات المليشيا خسائر» the first is the doer."""
    if not reader.folded(verb).lstrip("وف").startswith(_INFLICT):
        return False
    behind = bisect_left(reader.starts, who.end)
    return behind >= sentence.last or attackers_at(reader, behind, sentence) is None


def seizes(reader: FactReader, verb: int) -> int | None:
    """«ألقت الشرطة القبض على 22»: the token of «القبض» behind a verb of throwing that lays hands on somebody."""
    if not reader.folded(verb).lstrip("وف").startswith(_THROW):
        return None
    return next((i for i in range(verb + 1, verb + _REACH_OF_HOLD) if reader.folded(i) == _HOLD), None)


def who_seized(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«ألقت الشرطة القبض على 22», «الشرطة ألقت القبض على 22»: the subject of the verb that lays hands on them."""
    for verb in range(fact.anchor - 1, max(sentence.first, fact.anchor - _REACH_OF_HOLD) - 1, -1):
        if seizes(reader, verb) == fact.anchor:
            at = next((i for i in range(verb + 1, fact.anchor) if not reader.is_quiet(i)), verb + 1)
            return (
                attackers_at(reader, at, sentence) or country_at(reader, at) or attacker_before(reader, verb, sentence)
            )
    return None


def _past_that_time(reader: FactReader, at: int) -> int:
    """The token after «يومها», «آنذاك» between a verb and its subject."""
    return reader.word_in(at, "at-that") or at


def _compatriot_at(reader: FactReader, verb: int, at: int) -> Piece | None:
    """«نفذ فلسطيني عملية طعن»: someone of a people right behind his verb, in no case of an object; «في قصف أميركي» has no verb."""
    last = reader.nationality_at(at)
    if last is None or reader.is_definite(at) or reader.mention_over(at) is not None:
        return None
    noun = reader.word_in(verb, "strike") is not None or reader.follows_preposition(verb)
    if noun or reader.folded(at).endswith(_OF_OBJECTS):
        return None
    return Piece(reader.start_of(at), reader.ends[last - 1])


def _is_of_event(reader: FactReader, at: int, sentence: Sentence) -> bool:
    """Whether the verb tells what an attack aimed at: «هجوم استهدف الجيش», «التفجير الذي استهدف …» name no attacker behind it."""
    if reader.folded(at).endswith(OBJECTS):
        return False
    if reader.role(at - 1, "constructions", "relative") is not None:
        return True
    if reader.folded(at)[: reader.clitics(at)] in CONJUNCTIONS:
        return False
    for i in range(at - 1, max(sentence.first, at - REACH_OF_PARTY) - 1, -1):
        if reader.is_event(i):
            return True
        if reader.is_punctuation(i) or reader.is_closed(i):
            return False
    return False


def _before_relative(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that ends right before a relative word: «الطائرات التي قصفت», «مقاتلي التنظيم، الذين نصبوا كمينا»."""
    end = at - 1 if reader.words[at - 1].text in "،," else at
    for i in range(max(sentence.first, end - REACH_OF_PARTY), end):
        who = attackers_at(reader, i, sentence)
        if (
            who is not None
            and not (reader.is_inside(i - 1) or (reader.is_definite(i) and reader.is_event(i - 1)))
            and who.end == reader.ends[reader.before(end)]
        ):
            return who
    return None


def _state_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«إن روسيا قصفت سوقا», «إسرائيل تشن غارات»: a state that opens its clause, right before a verb that agrees with it."""
    end = at - (reader.folded(at - 1) == "قد")
    end -= reader.word_in(end - 1, "copula") is not None  # «الولايات المتحدة كانت قد شنت»
    state, verb = reader.over.get(end - 1), reader.folded(at)
    if state is None or state.kind != "country" or state.last != end or state.start != reader.starts[state.first]:
        return None
    was = end < at and reader.word_in(state.first - 1, "copula") is not None  # «وكانت الولايات المتحدة قد شنت»
    opens = was or reader.opens_clause(state.first, sentence.first)
    if not (verb.endswith("ت") or verb.startswith("ت")) or not opens:
        return None
    return Piece(state.start, state.end, state)


def _very_one(reader: FactReader, at: int) -> Piece | None:
    """«أن إسرائيل هي التي شنت الهجوم», «الحركة هي من نفذ»: the state, force or group right before «هي»."""
    who_did = reader.folded(at - 1) == "من" or reader.role(at - 1, "constructions", "relative") is not None
    very = who_did and reader.folded(at - 2) in _IT_IS
    who = reader.over.get(at - 3) if very else None
    if who is None and very:
        return _guard_at(reader, at - 2)
    if who is None or who.last != at - 2 or not (who.list == "units" or who.kind in (*ACTORS, "country")):
        return None
    return Piece(who.start, who.end, who)


def _guard_at(reader: FactReader, end: int) -> Piece | None:
    """«أحد حراس الوزير هو من قتل …»: one of some people right before «هو»."""
    for at in range(end - 1, max(end - REACH_OF_PARTY, 0) - 1, -1):
        if reader.word_in(at, "party-head") is not None:
            return Piece(reader.start_of(at), reader.ends[end - 1])
    return None


def attacker_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """«أن انتحاريا فجر نفسه», «المسلحين الذين هاجموا القرية»: the attacker right before his verb or before «الذين»."""
    if (one := _very_one(reader, at)) is not None:
        return one
    if reader.role(at - 1, "constructions", "relative") is not None:
        return _before_relative(reader, at - 1, sentence)
    if (state := _state_before(reader, at, sentence)) is not None:
        return state
    at -= reader.folded(at - 1) == "قد"  # «كان الجيش قد استهدف»
    if reader.role(at - 2, "constructions", "that") == at - 1 and reader.nationality_at(at - 1) == at:
        # «أن فلسطينيا هاجم …»
        return Piece(reader.starts[at - 1], reader.ends[at - 1])
    for i in range(at - 1, max(sentence.first, at - 5) - 1, -1):
        who = attackers_at(reader, i, sentence)
        if i == at - 1 and who is not None and _is_told_of(reader, i, who):
            return who
        if who is not None and not reader.follows_preposition(i) and reader.opens_clause(i, sentence.first):
            return who if who.end >= reader.starts[at - 1] - 1 or at - i <= 2 else None
    return None


def _is_told_of(reader: FactReader, at: int, who: Piece) -> bool:
    """«محاكمة مسلح أطلق النار»: one attacker of no name right before the verb that tells what he did."""
    noun = reader.noun_at(at)
    if noun is None or noun.definite or noun.word["number"] != "singular" or noun.word["group"] != "combatant":
        return False
    one = noun.last == at + 1
    return one and who.mention is None and who.end == reader.ends[at] and not reader.folded(at).endswith("ا")


def topic(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party right behind «أن» or first in the sentence, of which the verb tells: «أن مسلحين يستقلون دراجة أطلقوا …»."""
    for i in range(at - 1, max(sentence.first, at - _REACH_OF_TOPIC) - 1, -1):
        if reader.words[i].text in ".؛:":
            return None
        if i == sentence.first or reader.role(i - 1, "constructions", "that") == i:
            who = attackers_at(reader, i, sentence)
            return who if who is not None and _may_attack(reader, i, who) else None
    return None


def _may_attack(reader: FactReader, at: int, who: Piece) -> bool:
    """Whether a party is one by its own word, and not people of any kind: «مسلحان», «القوات», but not «شخصين»."""
    if who.mention is not None:
        return who.mention.list == "units" or who.mention.kind in ACTORS
    last = bisect_left(reader.starts, who.end)
    return any(
        reader.word_in(i, "party") is not None
        or ((noun := reader.noun_at(i)) is not None and noun.word["group"] == "combatant")
        for i in range(at, last)
    )
