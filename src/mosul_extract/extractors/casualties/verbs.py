"""Statements by verbs and masdars: passive, active, light verbs, idioms, pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mosul_extract.extractors.casualties.antecedents import before, counted_antecedent
from mosul_extract.extractors.casualties.earlier import of_earlier
from mosul_extract.extractors.casualties.facts import fact_of, people_fact, with_people
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.positions import adjacent, after, past_asides
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at, phrase_given
from mosul_extract.extractors.casualties.wounds import past_wound
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_REACH_LIGHT = 22
_COURTS, _SENTENCES = (
    ("محكم", "محاكم", "قاضي", "قضاء"),
    ("بسجن", "بالسجن", "بحبس", "بالحبس", "باعدام", "بالاعدام", "بتغريم", "ببراء"),
)
# «أجهز على» can only mean to kill.
_FINISHED = "جهز"
_REACH_OVER = 8
_REACH_OF_BETWEEN = 10
_REACH_OF_PARTICIPLE = 5
_REACH_TO_WHOM = 14
_REACH_OF_FATE = 4
_REACH_OF_GIVEN = 3
_REACH_OF_WOUNDS, _AFFECTED = 5, frozenset({"متاثرا", "متاثره"})
_UNKNOWN_COUNT = Amount(None, None, "unstated")
# Verbs of one subject that cannot have another's death as their object, and the one that can.
_KILLED = "قتل"
_OF_ONE = frozenset({"استشهد", "استشهدت", "توفي", "توفيت", "اغتيل", "اغتيلت", _KILLED})
_KILLED_ONE, _WAS = frozenset({"قتل", "قتلت", "اغتيل", "استشهد"}), frozenset({"كان", "كانت"})
_AND_THEY = frozenset({"وهم", "وهو", "وهي", "جميعا"})
_AND_THEN = frozenset({"حيث", "ثم", "لكنهم", "انهم", "بانهم"})
_OF_MANY = frozenset({"استشهدوا", "قتلوا", "توفوا", "اصيبوا", "جرحوا"})
_DIED = frozenset({"استشهد", "استشهدت", "توفي", "توفيت"})
_TO_BE_KILLED = frozenset({"يقتل", "تقتل"})
_HIS = ("ه", "ها")
_THEIRS = ("هم", "هن", "هما")
# «منهم», «فيهم», «عليهم»: prepositions with a pronoun.
_LONGEST_PARTICLE = 5
_HANDS = frozenset({"يد", "ايدي", "يدي"})
_THEN = frozenset({"حيث", "ثم", "ان", "لكنه", "لكنها", "انه", "انها", "قد"})
_OF_WOUNDS = frozenset({"متاثرا", "متاثره", "لاحقا", "بعدما", "داخل"})
_WHO = frozenset({"الذي", "التي", "والذي", "والتي"})
_THAT_HE = frozenset({"انه", "انها", "بانه", "بانها", "وانه", "وانها", "وبانه", "وبانها"})
_IN_WHAT = frozenset(
    {"في", "خلال", "اثناء", "اثر", "جراء", "برصاص", "بنيران", "بغاره", "بقصف", "بانفجار", "بضربه", "قبل", "بعد"}
)
_BY_WHAT = _IN_WHAT - {"في", "قبل", "بعد"}
# Rows of masdars of a deed done to people told before, which can be a threat or a plan as well.
_DEEDS = ("all-deed", "all-kidnap", "all-seize")
_TO = frozenset({"الي", "لل"})
_TO_INJURY = "لاصابه"
_DROWN = frozenset({"drown-verb", "perish-masdar"})
_SHOT_DOWN = "shoot-down-verb"
_I_WAS_HURT = "i-was-hurt"
_MARTYRED = "martyred-verb"
_NOT_KNOWN = frozenset({"مجهول", "مجهولا", "غامض", "غامضا", "يجهل", "تجهل", "يجهلون"})
_PLAYER = "player"
_HANDED, _SELF = "سلم", ("نفس", "انفس")
_LIVING = frozenset({"حيا", "حيه", "احياء", "حيين", "حيتين"})
# Rows of kin with a pronoun.
_OWN = ("own-family", "sons")
# Verbs whose people can be «بين قتيل وجريح».
_NOT_ALL_DEAD = frozenset({"lose-verb", "missing-verb"})


def counted(rule: Callable[[FactReader, Match], list[Fact]]) -> Callable[[FactReader, Match], list[Fact]]:
    """The rule for a word of many meanings: only with a count or a name does it tell of casualties."""

    def only_counted(reader: FactReader, event: Match) -> list[Fact]:
        if event.row.id in _NOT_ALL_DEAD and _is_between(reader, event.last):
            return []
        if event.row.id in _DROWN and reader.word_in(event.last, "sinks-or-burns") is not None:
            return []  # «غرق مركب يقل 45 مهاجرا»
        if event.row.id == "claim-verb" and not _claims(reader, event):
            return []
        facts = rule(reader, event)
        if facts and event.row.id == "massacre" and facts[0].amount.number is None:
            return []
        if not facts or (event.row.id == "missing-verb" and not _are_lost(reader, event, facts[0])):
            return []
        if event.row.id == "perish-verb" and (
            _is_over(reader, event, facts[0]) or _is_of_court(reader, event, facts[0])
        ):
            return []
        if event.row.id in ("lose-verb", "mourn-verb"):
            lost = facts[0].group == "combatant" and facts[0].amount.number is not None
            lost = lost and (event.row.id == "lose-verb" or reader.mention_from(event.last) is not None)
            return [replace(fact, rule="casualties.lost") for fact in facts] if lost else []
        seized = event.row["kind"] == "detained" and facts[0].group == "combatant"
        fighters = seized and facts[0].anchor == facts[0].first and not reader.is_definite(event.last)
        return facts if facts[0].amount.number is not None or facts[0].amount.low is not None or fighters else []

    return only_counted


def _is_over(reader: FactReader, event: Match, fact: Fact) -> bool:
    """Whether «على» stands between «قضى» and people: «قضت العاصفة على آمال 20 مزارعا» is no death."""
    at = fact.amount.number.first if fact.amount.number is not None else fact.last - 1
    return any(reader.folded(i) == "علي" for i in range(event.last, at))


def _is_of_court(reader: FactReader, event: Match, fact: Fact) -> bool:
    """Whether «قضى» is what a court does: «قضت محكمة بسجن ثلاثة», «قضى القاضي بحبس خمسة»."""
    at = fact.amount.number.first if fact.amount.number is not None else fact.last - 1
    return any(
        reader.folded(i).removeprefix("ال").startswith(_COURTS) or reader.folded(i).startswith(_SENTENCES)
        for i in range(event.last, at)
    )


def _is_between(reader: FactReader, at: int) -> bool:
    """Whether «بين قتيل وجريح» follows in the sentence: the noun counts them."""
    end = reader.document.sentence_of(at).last
    return bool(reader.words_in("between", at, min(end, at + _REACH_OF_BETWEEN)))


def _claims(reader: FactReader, event: Match) -> bool:
    """Whether a count with «ب» is what the verb takes: «أودت الاشتباكات بـ15 مسلحا»."""
    end = reader.document.sentence_of(event.first).last
    for at in range(event.last, min(end, event.last + _REACH_LIGHT)):
        number = reader.number_at(at)
        if number is not None and not reader.is_year(number):
            return reader.folded(at).startswith("ب") or reader.folded(at - 1) == "ب"
    return False


def _are_lost(reader: FactReader, event: Match, fact: Fact) -> bool:
    """Whether «فقد» tells of people: counted at once, before the verb, or a force's own; these have been killed."""
    if _are_own(reader, fact) or _are_of_force(reader, event, fact):
        fact.kind, fact.rule = "killed", "casualties.lost"
        return True
    what = reader.folded(event.last)
    if (
        reader.is_verb(event.last)
        or reader.is_definite(event.last)
        or (len(what) > _LONGEST_PARTICLE and what.endswith(_THEIRS))
    ):
        return False  # «900 عامل فقدوا وظائفهم»
    apart = reader.number_at(event.last) is None and fact.amount.start is not None
    return not (apart and fact.anchor == fact.first)


def _are_own(reader: FactReader, fact: Fact) -> bool:
    """«فقدت 27 من عناصرها»: a force that loses its own people has them killed."""
    words = range(fact.anchor, fact.last)
    owned = [reader.word(i + 1) for i in words if reader.is_partitive(i)]
    return any(word is not None and word.text.endswith(("ها", "ه", "هم")) for word in owned)


def _are_of_force(reader: FactReader, event: Match, fact: Fact) -> bool:
    """«فقد الجيش 12 جنديا»: fighters whom a force has lost."""
    force = reader.mention_from(event.last)
    if force is None and reader.folded(event.first).endswith(("ت", "وا")):  # «روسيا فقدت», but «فقد 15 جنديا»
        force = reader.mention_over(event.first - 1)
    lost = force is not None and (force.list == "units" or force.kind in ("armed_group", "country"))
    return lost and fact.group == "combatant" and fact.amount.number is not None


def idiom(reader: FactReader, event: Match) -> list[Fact]:
    """«فارق الحياة», «نال الشهادة»: words that can mean nothing else, also where their subject was named before."""
    facts = passive(reader, event)
    verb = reader.folded(event.first)[event.prefix :]
    if facts or verb.endswith(("وا", "ا")) or _has_count_behind(reader, event):
        return facts
    last = event.first + 1 if event.row.id == _I_WAS_HURT else event.last  # «أصبت في …»
    return [fact_of(reader, event, event.first, last, Amount(1, 1, "exact"), "casualties.idiom")]


def _has_count_behind(reader: FactReader, event: Match) -> bool:
    """Whether a count follows in the clause: «راح ضحية الهجوم عدد من القتلى والجرحى» tells of them."""
    end = reader.document.sentence_of(event.first).last
    for at in range(event.last, min(end, event.last + _REACH_OVER)):
        if reader.is_punctuation(at):
            break
        number = reader.number_at(at)
        if number is not None and not reader.is_year(number) and not reader.is_time(at):
            return True
    return False


def passive(reader: FactReader, event: Match) -> list[Fact]:
    """«أصيب 11 شخصا», «33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا»: the people are the subject."""
    if event.row["form"].startswith("passive") and reader.folded(event.first).endswith("وا"):
        return before(reader, event) or _and_died(reader, event)
    doer = reader.mention_from(event.last) if event.row["form"] == "either" and not event.prefix else None
    if doer is not None and doer.kind == "armed_group" and (given := _given(reader, doer.last)):
        return with_people(reader, event, given)  # «شهد قتل المليشيا لثلاثة مدنيين»
    if reader.word_in(event.last, "anyone") is not None and reader.is_negated(event.first):
        return []
    if reader.is_punctuation(event.last) and (facts := before(reader, event)):
        return facts
    if facts := of_earlier(reader, event):
        return facts
    facts = with_people(reader, event, after(reader, event.last, uncounted=True)) or before(reader, event)
    if event.row["kind"] == "injured" and facts and _is_of_illness_or_sport(reader, event, facts[0]):
        return []
    if event.row.id == _MARTYRED and reader.word_in(facts[-1].last if facts else event.last, "cited") is not None:
        return []  # «استشهد الباحث بقول ابن خلدون»
    if not facts and _is_of_one(reader, event):
        return _who_died(reader, event, event.last)
    return facts or _aimed_at(reader, event) or _and_died(reader, event) or _who_was(reader, event)


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
    sentence = reader.document.sentence_of(event.first)
    kinds = {means.row["kind"] for means in reader.means_in(sentence.first, sentence.last)}
    return kinds == {"disease"} or (not kinds and fact.noun is not None and fact.noun.startswith(_PLAYER))


def _cites(reader: FactReader, at: int) -> bool:
    """Whether «استشهد على جهلهم بقول …» follows: no death."""
    return reader.folded(at) == "علي" and reader.folded(at + 1) not in _HANDS


def _who_died(reader: FactReader, event: Match, last: int) -> list[Fact]:
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


def active(reader: FactReader, event: Match) -> list[Fact]:
    """«قتلت 24 إرهابياً», «قتلت موجة من الهجمات 50 شخصا»: the people are the object."""
    facts = of_earlier(reader, event) or with_people(reader, event, after(reader, event.last, uncounted=True))
    if facts and event.row.id == _SHOT_DOWN and (dead := reader.event_noun_at(facts[-1].last)) is not None:
        reader.spent.add(dead.first)  # «أردت الشرطة المهاجم قتيلا»: the verb has told of him
        if len(facts) == 1:
            facts[0].last, facts[0].end = dead.last, reader.ends[dead.last - 1]
    return facts


def over(reader: FactReader, event: Match) -> list[Fact]:
    """«قضت القوات على 30 عنصرا», «أجهز المهاجم على الحارس»: fighters, or people counted, behind «على» and the subject."""
    sentence = reader.document.sentence_of(event.first)
    for at in range(event.last, min(sentence.last, event.last + _REACH_OVER)):
        if reader.folded(at) == "علي":
            phrases = adjacent(reader, at + 1, bare=False)
            facts = with_people(reader, event, phrases)
            # «قضت المحكمة على ثلاثة مسلحين بالسجن»
            sentenced = bool(facts) and (
                reader.role_ends_in("sentenced-to", facts[-1].last, 2) or _is_of_court(reader, event, facts[0])
            )
            certain = bool(facts) and (facts[0].group == "combatant" or _FINISHED in reader.folded(event.first))
            return facts if certain and not sentenced else []
        if reader.is_punctuation(at) or reader.number_at(at) is not None:
            return []
    return []


def masdar(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل 3 جنود», «إصابة آخرين»: the people follow at once."""
    if facts := of_earlier(reader, event):
        return facts
    phrases = _behind_agent(reader, event) or adjacent(reader, event.last) or _upon(reader, event)
    phrases = phrases or _reached(reader, event)
    alone = event.last == event.first + 1
    if event.row["form"] == "masdar-counted" and alone and reader.is_definite(event.first):
        return []
    return with_people(reader, event, phrases)


def to_injury(reader: FactReader, event: Match) -> list[Fact]:
    """«أدى لإصابة 8 أشخاص»: what is the object of «تعرض» elsewhere."""
    return masdar(reader, event._replace(prefix=1)) if reader.folded(event.first) == _TO_INJURY else []


def _behind_agent(reader: FactReader, event: Match) -> list[Phrase]:
    """«اغتيال إسرائيل القيادي فلان», «اعتقال قوات الأمن 3 صحفيين»: the people behind who did it."""
    if reader.word_in(event.first, "agentive") is None:
        return []
    troops = reader.noun_at(event.last)
    behind = troops.last if troops is not None and troops.word.id == "troops-many" else event.last
    agent = reader.mention_from(event.last) or reader.mention_from(behind)
    party = reader.word_in(event.last, "party") if agent is None else None
    if party is not None:
        return _given(reader, party)  # «اغتيال الاحتلال للشاب فلان»
    if (
        agent is None
        or agent.kind in ("person", "source", "media")
        or (agent.list == "places" and agent.kind != "country")
    ):
        return []
    if given := _given(reader, agent.last):
        return given
    step = agent.last + 1 if agent.last < len(reader.words) and reader.words[agent.last].text in "،," else agent.last
    phrases = list_from(reader, step)
    counted_or_named = phrases and (
        phrases[0].counted or phrases[0].person is not None or phrases[0].amount.low is not None
    )
    return phrases if counted_or_named else []


def _given(reader: FactReader, at: int) -> list[Phrase]:
    """People behind «ل», up to two words on: «قتل المليشيا بالرصاص المباشر لزوج وزوجته», «اعتقال الجيش لثلاثة شبان»."""
    for step in range(at, at + _REACH_OF_GIVEN):
        phrase = phrase_given(reader, step)
        if phrase is not None:
            more = list_from(reader, phrase.last) if reader.begins_with_and(phrase.last) else []
            if phrase.words is None or phrase.amount.low is not None or any(p.amount.low is not None for p in more):
                return [phrase, *more]
            phrase.last = more[-1].last if more else phrase.last  # «قتلهم للنساء والأطفال»
            phrase.words = phrase.words[0], phrase.last
            return [phrase]
        if reader.is_punctuation(step) or reader.is_verb(step):
            break
    return []


def _upon(reader: FactReader, event: Match) -> list[Phrase]:
    """«القتل الجماعي بحق الإيزيديين», «إعدام ميدانية بحق عدد من المقاتلين»: the people behind «بحق»."""
    for at in range(event.last, event.last + 5):
        end = reader.word_in(at, "upon")
        if end is not None:
            return adjacent(reader, end, bare=False)
        number = reader.number_at(at)
        if number is not None and reader.folded(at).startswith("ب"):
            return adjacent(reader, at, bare=False)
        if reader.is_punctuation(at) or number is not None:
            break
        if reader.folded(at) in ("في", "ب") and reader.is_definite(event.first):
            counted_people = adjacent(reader, at + 1, bare=False)
            return counted_people if counted_people and counted_people[0].counted else []
    return []


def _reached(reader: FactReader, event: Match) -> list[Phrase]:
    """«حملة اعتقالات في الضفة طالت 25 فلسطينيا», «عملية اغتيال استهدفت قائدا»: people whom the verb of a deed reaches."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    for at in range(event.last, end):
        behind = reader.word_in(at, "reach")
        if behind is not None:
            return adjacent(reader, behind, bare=False)
        if (reader.is_punctuation(at) and not reader.words[at].is_quote) or reader.number_at(at) is not None:
            break
        if reader.any_match(at, "casualty_words") is not None:
            break
    return []


def cases(reader: FactReader, event: Match) -> list[Fact]:
    """«12 حالة اعتقال طالت 30 شخصا»: the people whom cases of a deed reach."""
    phrases = _reached(reader, event)
    return with_people(reader, event, phrases) if phrases and phrases[0].counted else []


def alive(reader: FactReader, event: Match) -> list[Fact]:
    """«أحرقوا أربعة أسرى أحياء»: what kills only those of whom the text says that they lived."""
    phrases = after(reader, event.last, uncounted=True)
    if not phrases or reader.folded(phrases[-1].last) not in _LIVING:
        return []
    facts = with_people(reader, event, phrases)
    reader.spent.update(range(event.last, phrases[-1].last))
    return facts


def pronoun(reader: FactReader, event: Match) -> list[Fact]:
    """«نبأ استشهاده», «أدى إلى مقتلهما»: the people were named before; in «قتله شخصين» the word's own are its doer."""
    if event.row["number"] == "plural" and _is_not_yet(reader, event):
        return []
    given = _given(reader, event.last)
    if given and given[0].first == event.last and reader.word_in(event.first - 1, "done") is None:
        return with_people(reader, event, given)  # «قتلهم للنساء والأطفال»
    people = [phrase for phrase in adjacent(reader, event.last, bare=False) if phrase.counted or phrase.amount.low]
    if people and event.row["number"] != "dual":
        return with_people(reader, event, people)
    if event.row["number"] == "plural" and (of_counted := _done_to_counted(reader, event)):
        return of_counted
    if event.row["kind"] in ("killed", "kidnapped") and not event.row.id.startswith(_DEEDS):
        told = not reader.role_before(event.first, "not-told", 2)
    else:
        told = reader.role_before(event.first, "told", 2)
    if not told or reader.is_ill(event.last):
        return []
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    last = (past_wound(reader, event.last) if event.row["kind"] == "injured" else None) or event.last
    return [fact_of(reader, event, event.first, last, amount, "casualties.masdar-pronoun")]


def _is_not_yet(reader: FactReader, event: Match) -> bool:
    """Whether the verb of doing tells of the future or of no people of its own: «فسيتم اعتقالهم», «أبرز من تم تصفيتهم»."""
    done = event.first - 1
    future = reader.folded(done).lstrip("وف").startswith("س") or reader.folded(event.last) == "عن"
    return future or (reader.word_in(done, "done") is not None and reader.folded(done - 1) in ("من", "ممن"))


def _done_to_counted(reader: FactReader, event: Match) -> list[Fact]:
    """«ثلاثة من أبنائها تم اختطافهم»: the people before a verb of doing and its masdar."""
    done = event.first - 1
    if event.prefix or reader.word_in(done, "done") is None:
        return []
    return counted_antecedent(reader, event, until=done)


def fall(reader: FactReader, event: Match) -> list[Fact]:
    """«سقوط 11 متمردا»: counted people who fall are killed, where no word says that some were only hurt."""
    at = past_asides(reader, event.last)
    owner = reader.mention_from(at) if reader.folded(at).startswith("ل") else None
    phrases = adjacent(reader, owner.last if owner is not None else at)
    if not phrases or not _are_named_people(reader, phrases[0]):
        return []
    last = phrases[-1].last
    dead = reader.event_noun_at(last)
    if dead is not None and (dead.prefix or dead.row["kind"] != event.row["kind"]):
        dead = None
    if not phrases[0].counted and (dead is None or phrases[0].amount.low is None):
        return []  # «سقط الوزير», but «سقط جندي شهيدا»
    if reader.role_ends_in("contest", last, 3):
        return []  # «سقط 12 نائبا في الانتخابات»
    if reader.folded(last) in _TO or _is_between(reader, last) or reader.event_noun_at(last - 1) is not None:
        return []  # «سقوط العديد من الضحايا»: the noun tells what they are
    facts = with_people(reader, event, phrases)
    if facts and dead is not None:
        reader.spent.update(range(last, dead.last))  # «سقط أربعة جنود قتلى»
        facts[-1].last, facts[-1].end = dead.last, reader.ends[dead.last - 1]
    return facts


def fallen(reader: FactReader, event: Match) -> list[Fact]:
    """«خمسة مقاتلين سقطوا في المعارك»: counted people, and at once the verb that says that they fell."""
    violent = reader.means_in(event.last, event.last + _REACH_OF_PARTICIPLE) or reader.word_in(event.last, "by")
    if not violent or _is_between(reader, event.last):
        return []  # «خمسة طلاب سقطوا في الامتحان»
    facts = before(reader, event)
    known = facts and facts[0].amount.number is not None and facts[0].victims is not None
    return facts if known and not any(reader.noun_at(i) for i in range(event.last, event.last + 2)) else []


def fate(reader: FactReader, event: Match) -> list[Fact]:
    """«لم يعرف مصير سبعة جنود», «مصير أربعة بحارة لا يزال مجهولا»: people of whom nobody knows what became of them."""
    phrases = adjacent(reader, event.last, bare=False)
    if not phrases or not (phrases[0].counted or phrases[0].person is not None):
        return []
    if reader.folded(event.first - 1).endswith("تقرير"):
        return []  # «حق تقرير مصير …»
    if reader.any_match(phrases[-1].last, "casualty_words") is not None:
        return []  # «مصير 230 مواطنا اختطفهم التنظيم»: it says what became of them
    last = min(reader.document.sentence_of(event.first).last, phrases[-1].last + _REACH_OF_FATE)
    unknown = reader.role_before(event.first, "unknown-fate", _REACH_OF_FATE)
    unknown = unknown or bool(reader.words_in("unknown-fate", phrases[-1].last, last))
    near = (*range(max(event.first - _REACH_OF_FATE, 0), event.first), *range(phrases[-1].first, last))
    unknown = unknown or any(reader.folded(i) in _NOT_KNOWN for i in near)
    return with_people(reader, event, phrases) if unknown else []


def ours(reader: FactReader, event: Match) -> list[Fact]:
    """«قتلنا 40 جنديا»: counted people or fighters right behind a verb of the first person."""
    phrases = adjacent(reader, event.last, bare=False)
    facts = with_people(reader, event, phrases)
    sure = facts and (facts[0].amount.number is not None or facts[0].group == "combatant")
    return facts if sure and phrases[0].row is not None else []


def _are_named_people(reader: FactReader, phrase: Phrase) -> bool:
    """Whether a word for people, a nationality or a force says whom a count is of."""
    if phrase.row is not None:
        return True
    return phrase.words is not None and any(
        reader.mention_over(i) is not None or reader.nationality_at(i) is not None for i in range(*phrase.words)
    )


def participle(reader: FactReader, event: Match) -> list[Fact]:
    """«ضابطين مقتولين», «وجد الحارس مقتولا»: what the people before have become."""
    sentence = reader.document.sentence_of(event.first)
    for at in range(max(sentence.first, event.first - _REACH_OF_PARTICIPLE), event.first):
        phrase = phrase_at(reader, at)
        if phrase is None or phrase.last not in (event.first, event.last):
            continue
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-participle")
        fact.last, fact.end = event.last, reader.ends[event.last - 1]
        return [fact]
    if reader.role_before(event.first, "recover", 2):
        return [fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.participle")]
    return []


def told_object(reader: FactReader, event: Match) -> list[Fact]:
    """«وقتلوه», «فذبحوهم»: the people were named before; of «90 شخصا تحتجزهم» they stand right before."""
    counted_before = counted_antecedent(reader, event)
    if counted_before:
        return counted_before
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    return [fact_of(reader, event, event.first, event.last, amount, "casualties.verb-pronoun")]


def light(reader: FactReader, event: Match) -> list[Fact]:
    """«لقي 6 أشخاص مصرعهم», «لقي مصرعه جندي», «33 شخصا لقوا مصرعهم»: a verb that says nothing without its object."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    verbs = [word for word in reader.document.at(event.first, "casualty_words") if word.row["form"] == "light"]
    for at in range(event.last, end):
        found = reader.match(at, "casualty_words")
        if found is None or found.row["form"] != "light_object":
            continue
        event = next((w for w in verbs if w.row["kind"] == found.row["kind"]), event)
        if event.row["kind"] != found.row["kind"] or _hands_over(reader, event, found):
            continue
        phrases = (
            after(reader, event.last, uncounted=True, end=at)
            if at > event.last
            else after(reader, found.last, uncounted=True)
        )
        if phrases and phrases[0].amount.low == 1 and reader.folded(at).endswith("هما"):
            phrases[0].amount = Amount(2, 2, "exact")
            phrases = phrases[:1]
        if found.row.id == "claim-victim" and not (phrases and phrases[0].counted):
            continue  # «راح الفريق ضحية أخطاء التحكيم»
        facts = with_people(reader, event, phrases or adjacent(reader, found.last)) or of_earlier(reader, event)
        reader.spent.add(found.first)
        for fact in facts[:1]:
            fact.last = max(fact.last, found.last)
            fact.end = max(fact.end, reader.ends[found.last - 1])
        return facts or before(reader, event, end=found.last) or _who_met_death(reader, event, found)
    return []


def _hands_over(reader: FactReader, event: Match, held: Match) -> bool:
    """«سلمت الحركة ثلاثة أسرى»: who is handed over has not been seized; «سلم نفسه» is a surrender."""
    handed = reader.folded(event.first)[event.prefix :].startswith(_HANDED)
    return handed and not reader.folded(held.first).startswith(_SELF)


def _who_met_death(reader: FactReader, event: Match, death: Match) -> list[Fact]:
    """«الذي لقي حتفه مؤخرا», «أنه لقي مصرعه»: one told of before."""
    one = death.first == event.last and reader.folded(death.first).endswith(_HIS) and death.row.id == "death-object"
    if event.prefix or not one or reader.folded(event.first - 1) not in _WHO | _THAT_HE:
        return []
    return _who_died(reader, event, death.last)


def pair(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل وإصابة 19 شخصا»: one count for both; without a count it tells of both."""
    for found in reader.document.at(event.first, "constructions"):
        if found.row["role"] != "pair":
            continue
        phrases = after(reader, found.last, uncounted=True)
        row = phrases[0].row if phrases and not phrases[0].counted else None
        if row is not None and row.id.startswith(_OWN):
            return []  # «فلسطينيا قتل وأصيب نجلاه»
        if not phrases and (facts := before(reader, event, end=found.last)):
            reader.spent.update(range(event.last, found.last))
            for fact in facts:
                fact.kind, fact.rule = "casualties", "casualties.victims-killed-and-injured"
            return facts
        if not phrases or (phrases[0].refers_back and phrases[0].amount.low is not None and phrases[0].row is not None):
            return []
        if phrases[0].counted or phrases[0].amount.low is not None or phrases[0].amount.high is not None:
            facts = with_people(reader, event, phrases)
            for fact in facts:
                fact.kind, fact.rule = "casualties", "casualties.killed-and-injured-count"
            reader.spent.update(range(event.last, found.last))
            return facts
        reader.spent.update(range(event.last, found.last))
        facts = with_people(reader, event, phrases)
        if not facts:
            return []
        other = fact_of(
            reader, event, found.last - 1, facts[0].last, facts[0].amount, "casualties.killed-and-injured", phrases[0]
        )
        other.kind = "injured"
        return [*facts[:1], other, *facts[1:]]
    return []
