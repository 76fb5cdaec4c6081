"""Statements by active and light verbs, by idioms, pairs, participles, and by words for falls and fates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mosul_extract.extractors.casualties.antecedents import before, counted_antecedent, counted_object
from mosul_extract.extractors.casualties.earlier import of_earlier
from mosul_extract.extractors.casualties.facts import add_people, fact_of, with_people
from mosul_extract.extractors.casualties.lists import company_at, list_from
from mosul_extract.extractors.casualties.masdars import is_of_thing
from mosul_extract.extractors.casualties.passives import passive, who_died
from mosul_extract.extractors.casualties.positions import adjacent, after, past_asides
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact

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
_REACH_OF_FATE = 8
_REACH_OF_FALL, _NOW = 3, "ون"
_UNKNOWN_COUNT = Amount(None, None, "unstated")
_HIS = ("ه", "ها")
_THEIRS = ("هم", "هن", "هما")
# «منهم», «فيهم», «عليهم»: prepositions with a pronoun.
_LONGEST_PARTICLE = 5
_WHO = frozenset({"الذي", "التي", "والذي", "والتي"})
_THAT_HE = frozenset({"انه", "انها", "بانه", "بانها", "وانه", "وانها", "وبانه", "وبانها"})
_TO = frozenset({"الي", "لل"})
_OF_LIFE = frozenset({"مدي", "قيد", "طوال", "طيله"})
_DROWN = frozenset({"drown-verb", "perish-masdar"})
_RISING, _TWO = "ارتقاء", 2
_SHOT_DOWN = "shoot-down-verb"
_I_WAS_HURT = "i-was-hurt"
_NOT_KNOWN = frozenset({"مجهول", "مجهولا", "غامض", "غامضا", "يجهل", "تجهل", "يجهلون"})
_HANDED, _SELF = "سلم", ("نفس", "انفس")
_FIRMS = (
    "شرك",
    "مصنع",
    "مصانع",
    "ناد",
    "بنك",
    "مصرف",
    "موسس",
    "مؤسس",
    "فريق",
    "منتخب",
    "صحيف",
    "جامع",
    "مدرس",
    "مطعم",
    "متجر",
)
_LIVING = frozenset({"حيا", "حيه", "احياء", "حيين", "حيتين"})
_TO_DEATH = ("حتي", "الموت")
# Rows of light verbs and objects that go with nothing but each other.
_CAPTIVITY = "captivity-object"
_TAKEN_AWAY, _HELD = "taken-away", frozenset({"kidnapped", "detained"})
_LEAVE, _BACK = "leave-light", frozenset({"الي", "في", "على", "علي", "نحو"})
_CHOOSY = {"suicide", "surrender", "murder", "abduction", "injury", "captivity", "suffer", "leave"}
# Rows of kin with a pronoun.
_REACH_OF_CONTEST, _OF_MANY = 7, frozenset({"massacre", "taken-away-verb"})
_CAPTURED, _REACH_OF_FAMILIES, _PLAYER = "اسر", 6, "player"
_PREPOSITIONS = frozenset({"علي", "بين", "بعض", "جميع"})
_OUR_COUNTRY = frozenset({"بلاده", "بلادها", "بلادنا", "بلادهم", "بلده", "قواته", "قواتها", "قواتنا", "قواتهم",
                          "مجموعته", "مجموعتها", "حركته", "حركتها", "فصيله", "كتيبته", "جماعته", "وحدته"})  # fmt: skip
_OWN = ("own-family", "sons")
_COMMAS = frozenset("،,")
# Verbs whose people can be «بين قتيل وجريح».
_NOT_ALL_DEAD = frozenset({"lose-verb", "missing-verb"})


def counted(rule: Callable[[FactReader, Match], list[Fact]]) -> Callable[[FactReader, Match], list[Fact]]:
    """The rule for a word of many meanings: only with a count or a name does it tell of casualties."""

    def only_counted(reader: FactReader, event: Match) -> list[Fact]:
        if _says_something_else(reader, event):
            return []
        facts = rule(reader, event)
        if facts and event.row.id in _OF_MANY and facts[0].amount.number is None:
            return []
        if (
            not facts
            or _are_players(facts[0])
            or (event.row.id == "missing-verb" and not _are_lost(reader, event, facts[0]))
        ):
            return []
        if event.row.id == "perish-verb" and (
            _is_over(reader, event, facts[0]) or _is_of_court(reader, event, facts[0]) or _is_spent(reader, facts[0])
        ):
            return []
        if event.row.id in ("lose-verb", "mourn-verb"):
            lost = _lost_or_mourned(reader, event, facts[0])
            return [replace(fact, rule="casualties.lost") for fact in facts] if lost else []
        seized = event.row["kind"] == "detained" and facts[0].group == "combatant"
        fighters = seized and facts[0].anchor == facts[0].first and not reader.is_definite(event.last)
        return facts if facts[0].amount.number is not None or facts[0].amount.low is not None or fighters else []

    return only_counted


def _says_something_else(reader: FactReader, event: Match) -> bool:
    """Whether a word of many meanings has another one here: «غرق مركب يقل 45 مهاجرا» is what a boat does."""
    if event.row.id in _NOT_ALL_DEAD and _is_between(reader, event.last):
        return True
    if event.row.id in _DROWN:
        return reader.word_in(event.last, "sinks-or-burns") is not None or _is_manner(reader, event)
    return (event.row.id == "claim-verb" and not _claims(reader, event)) or _are_families(reader, event)


def _are_players(fact: Fact) -> bool:
    """«أوقف الاتحاد أربعة لاعبين»: a ban is no arrest."""
    return fact.kind == "detained" and fact.noun is not None and fact.noun.startswith(_PLAYER)


def _are_families(reader: FactReader, event: Match) -> bool:
    """Whether «أسر» are families: «مساعدات لأسر 200 نازح», «زار الوزير أسر 12 جنديا»."""
    folded = reader.folded(event.first)
    if folded[event.prefix :] != _CAPTURED:
        return False
    before = reader.folded(event.first - 1) in _PREPOSITIONS or folded[: event.prefix].endswith("ل")
    first = max(reader.document.sentence_of(event.first).first, event.first - _REACH_OF_FAMILIES)
    return before or bool(reader.words_in("helps", first, event.first))


def _is_manner(reader: FactReader, event: Match) -> bool:
    """Whether «غرقا» only says how those died of whom the word before it tells: «لقوا حتفهم غرقا»."""
    told = reader.any_match(event.first - 1, "casualty_words")
    return not event.prefix and reader.folded(event.first).endswith("ا") and told is not None


def _lost_or_mourned(reader: FactReader, event: Match, fact: Fact) -> bool:
    """«خسر الجيش 40 من عناصره», «نعت الحركة ثلاثة من مقاتليها», «نعى الحزب القيادي فلان»: fighters, by whose men they were."""
    if event.row.id == "lose-verb":
        return fact.group == "combatant" and fact.amount.number is not None
    own = reader.mention_from(event.last) is not None or any(
        reader.word_in(event.last, role) is not None for role in ("party", "body")
    )
    named = fact.victims is not None and fact.victims.mention is not None and fact.victims.mention.kind == "person"
    return own and fact.group == "combatant" and (fact.amount.number is not None or named)


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


def _is_spent(reader: FactReader, fact: Fact) -> bool:
    """Whether a length of time follows «قضى» and people: «قضى ثلاثة صحفيين سبعة أشهر في السجن»."""
    number = reader.number_at(fact.last)
    return reader.folded(fact.last) in _OF_LIFE or (number is not None and reader.is_thing(number.last))


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
        if reader.folded(event.last).removeprefix("ال").startswith(_FIRMS):
            return False  # «فقدت الشركة 30 من موظفيها»
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
    behind, before_it = reader.word_in(event.last, "body"), reader.folded(event.first - 1)
    own = behind is not None or before_it in _OUR_COUNTRY or reader.ending_at(event.first, "body") is not None
    if force is None and reader.folded(event.first).endswith(("ت", "وا")):  # «روسيا فقدت», but «فقد 15 جنديا»
        force = reader.mention_over(event.first - 1 - (reader.word_in(event.first - 1, "relative") is not None))
    lost = force is not None and (force.list == "units" or force.kind in ("armed_group", "country"))
    return (lost or own) and fact.group == "combatant" and fact.amount.number is not None


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


def active(reader: FactReader, event: Match) -> list[Fact]:
    """«قتلت 24 إرهابياً», «قتلت موجة من الهجمات 50 شخصا»: the people are the object."""
    facts = of_earlier(reader, event) or with_people(reader, event, after(reader, event.last, uncounted=True))
    if facts and reader.word_in(event.last, "anyone") is not None and reader.is_negated(event.first):
        facts[0].amount = Amount(None, None, "unstated")  # «لم يصب أحد من أفراد أسرته»
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
            facts = with_people(reader, event, adjacent(reader, at + 1, bare=False)) or _finished_off(
                reader, event, at + 1
            )
            # «قضت المحكمة على ثلاثة مسلحين بالسجن»
            sentenced = bool(facts) and (
                reader.role_ends_in("sentenced-to", facts[-1].last, 2) or _is_of_court(reader, event, facts[0])
            )
            certain = bool(facts) and (facts[0].group == "combatant" or _FINISHED in reader.folded(event.first))
            return facts if certain and not sentenced else []
        if reader.is_punctuation(at) or reader.number_at(at) is not None:
            return []
    return []


def _finished_off(reader: FactReader, event: Match, at: int) -> list[Fact]:
    """«أجهز المسلحون على ثلاثة جرحى»: the wounded, whom the verb kills."""
    number = reader.number_at(at)
    hurt = reader.event_noun_at(at if number is None else number.last)
    if hurt is None or hurt.row["kind"] != "injured" or _FINISHED not in reader.folded(event.first):
        return []
    amount = Amount(None, None, "unstated") if number is None else reader.amount_of(number)
    reader.take(number)
    reader.spent.add(hurt.first)
    return [fact_of(reader, event, event.first, hurt.last, amount, "casualties.over-count")]


def alive(reader: FactReader, event: Match) -> list[Fact]:
    """«أحرقوا أربعة أسرى أحياء», «حتى الموت»: what kills only those of whom the text says that they lived, or that they died."""
    phrases = after(reader, event.last, uncounted=True)
    if not phrases:
        return []
    last = phrases[-1].last
    if reader.folded(last) not in _LIVING and (reader.folded(last), reader.folded(last + 1)) != _TO_DEATH:
        return []
    facts = with_people(reader, event, phrases)
    reader.spent.update(range(event.last, phrases[-1].last))
    return facts


def fall(reader: FactReader, event: Match) -> list[Fact]:
    """«سقوط 11 متمردا»: counted people who fall are killed, where no word says that some were only hurt."""
    at = past_asides(reader, event.last)
    while reader.is_time(at):
        at += 1  # «سقط اليوم 14 آخرون»
    owner = reader.mention_from(at) if reader.folded(at).startswith("ل") else None
    phrases = adjacent(reader, owner.last if owner is not None else at)
    if not phrases or not _are_named_people(reader, phrases[0]):
        return []
    last = phrases[-1].last
    dead = reader.event_noun_at(last)
    if dead is not None and (dead.prefix or dead.row["kind"] != event.row["kind"]):
        dead = None
    shot = bool(reader.means_in(last, last + 1)) and reader.folded(last).startswith("ب")  # «سقط شاب برصاص مجهولين»
    named_two = (
        reader.folded(event.first).endswith(_RISING) and phrases[0].amount.low == _TWO
    )  # «ارتقاء المسعفين فلان وفلان»
    if not phrases[0].counted and not named_two and ((dead is None and not shot) or phrases[0].amount.low is None):
        return []  # «سقط الوزير», but «سقط جندي شهيدا»
    if reader.role_ends_in("contest", last, _REACH_OF_CONTEST):
        return []  # «سقط 12 نائبا في الانتخابات», «سقط 5 مرشحين في الدورة الأولى من الانتخابات»
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
    if _is_between(reader, event.last):
        return []
    facts = before(reader, event)
    if not facts or facts[0].amount.number is None or facts[0].victims is None:
        return []
    contest = reader.words_in("contest", event.last, event.last + _REACH_OF_FALL)
    now = reader.folded(event.first).endswith(_NOW)  # «جنود يسقطون كل يوم»
    if not violent and (facts[0].group != "combatant" or contest or now):
        return []  # «خمسة طلاب سقطوا في الامتحان», but «466 من جنوده سقطوا»
    return facts if not any(reader.noun_at(i) for i in range(event.last, event.last + 2)) else []


def fate(reader: FactReader, event: Match) -> list[Fact]:
    """«لم يعرف مصير سبعة جنود», «مصير أربعة بحارة لا يزال مجهولا»: people of whom nobody knows what became of them."""
    phrases = adjacent(reader, event.last)
    if not phrases or not (
        phrases[0].counted or phrases[0].person is not None or _are_their_own(reader, event, phrases[0])
    ):
        return []
    if reader.folded(event.first - 1).endswith("تقرير"):
        return []  # «حق تقرير مصير …»
    if reader.any_match(phrases[-1].last, "casualty_words") is not None:
        return []  # «مصير 230 مواطنا اختطفهم التنظيم»: it says what became of them
    if phrases[0].words is not None and reader.folded(phrases[0].words[0]) in _NOT_KNOWN:
        phrases[0].last, phrases[0].words, phrases[0].row = phrases[0].words[0], None, None  # «مصير اثنين مجهولا»
    last = min(reader.document.sentence_of(event.first).last, phrases[-1].last + _REACH_OF_FATE)
    unknown = reader.role_before(event.first, "unknown-fate", _REACH_OF_FATE)
    unknown = unknown or bool(reader.words_in("unknown-fate", phrases[-1].last, last))
    near = (*range(max(event.first - _REACH_OF_FATE, 0), event.first), *range(phrases[-1].first, last))
    unknown = unknown or any(reader.folded(i) in _NOT_KNOWN for i in near)
    return with_people(reader, event, phrases) if unknown else []


def _are_their_own(reader: FactReader, event: Match, phrase: Phrase) -> bool:
    """«لا تعلم مصير أبنائها»: people with a pronoun for those who do not know."""
    known = reader.ending_at(event.first, "unknown-fate") is None
    return not known and phrase.row is not None and phrase.words is not None and reader.is_possession(phrase.words[0])


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


def told_object(reader: FactReader, event: Match) -> list[Fact]:
    """«وقتلوه», «فذبحوهم»: the people were named before; of «90 شخصا تحتجزهم» they stand right before."""
    if is_of_thing(reader, event):
        return []
    counted_before = counted_antecedent(reader, event) or counted_object(reader, event)
    if counted_before:
        return counted_before
    if event.row["kind"] == "killed" and _are_told_dead(reader, event):
        return []
    if event.row.id.startswith(_TAKEN_AWAY) and _is_held(reader, event):
        return []  # «خطف مسلحون الطبيب واقتادوه إلى جهة مجهولة»
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    return [fact_of(reader, event, event.first, event.last, amount, "casualties.verb-pronoun")]


def _are_told_dead(reader: FactReader, event: Match) -> bool:
    """«رفات 130 شخصا أعدمهم التنظيم»: the people right before the verb, whose bodies have told of them."""
    last = event.first - (reader.word_in(event.first - 1, "relative") is not None)
    for at in range(last - 1, max(last - _REACH_OF_PARTICIPLE, 0), -1):
        body = reader.event_noun_at(at)
        if body is not None:
            people = phrase_at(reader, body.last)
            used = reader.number_at(body.last)
            ends = people.last if people is not None else reader.after_number(used) + 1 if used is not None else -1
            return body.row["form"] == "body" and ends == last
    return False


def _is_held(reader: FactReader, event: Match) -> bool:
    """Whether the sentence has told that somebody was seized or kidnapped."""
    first = reader.document.sentence_of(event.first).first
    return any(word.row["kind"] in _HELD for word in reader.document.matches_in("casualty_words", first, event.first))


def light(reader: FactReader, event: Match) -> list[Fact]:
    """«لقي 6 أشخاص مصرعهم», «لقي مصرعه جندي», «33 شخصا لقوا مصرعهم»: a verb that says nothing without its object."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    verbs = [word for word in reader.document.at(event.first, "casualty_words") if word.row["form"] == "light"]
    for at in range(event.last, end):
        found = reader.match(at, "casualty_words")
        if found is None or found.row["form"] != "light_object":
            continue
        own = next((w for w in verbs if w.row["kind"] == found.row["kind"] and _go_together(w, found)), None)
        if own is None or _hands_over(reader, own, found) or (own.row.id == _LEAVE and reader.folded(at - 1) in _BACK):
            continue
        event = own
        if reader.folded(at - 1) in _OF_LIFE:
            continue  # «قضت المحكمة بسجن 27 طيارا مدى الحياة»
        captors = found.row.id == _CAPTIVITY and at == event.last  # «وقعوا بأيدي المقاومة»
        if captors:
            return before(reader, event, end=found.last) or _captives(reader, event, found)
        phrases = (
            after(reader, event.last, uncounted=True, end=at)
            if at > event.last
            else after(reader, found.last, uncounted=True)
        )
        phrases = phrases or _named_between(reader, event.last, at)
        if phrases and phrases[0].amount.low == 1 and reader.folded(at).endswith("هما"):
            phrases[0].amount = Amount(2, 2, "exact")
            phrases = phrases[:1]
        if found.row.id == "claim-victim" and not (phrases and phrases[0].counted):
            continue  # «راح الفريق ضحية أخطاء التحكيم»
        if phrases and at > event.last and (theirs := company_at(reader, phrases[-1], found.last)) is not None:
            phrases = [*phrases, theirs]
        facts = with_people(reader, event, phrases or adjacent(reader, found.last)) or of_earlier(reader, event)
        reader.spent.add(found.first)
        for fact in facts[:1]:
            fact.last = max(fact.last, found.last)
            fact.end = max(fact.end, reader.ends[found.last - 1])
        return facts or before(reader, event, end=found.last) or _who_met_death(reader, event, found)
    return []


def _named_between(reader: FactReader, first: int, last: int) -> list[Phrase]:
    """«لقي الحاكم العسكري، اللواء فلان، حتفه»: one named behind a comma, where nobody else stands between a verb and its object."""
    for at in range(first + 1, last):
        if reader.words[at - 1].text in _COMMAS and (named := list_from(reader, at)):
            ends = named[-1].last + (reader.words[named[-1].last].text in _COMMAS)
            return named if named[0].person is not None and ends == last else []
    return []


def _go_together(verb: Match, held: Match) -> bool:
    """Whether a verb that says much else takes one of its own objects: «أقدم على الانتحار», not «أقدم … حتفه»."""
    rows = [match.row.id.partition("-")[0] for match in (verb, held)]
    return rows[0] == rows[1] or not _CHOOSY & set(rows)


def _hands_over(reader: FactReader, event: Match, held: Match) -> bool:
    """«سلمت الحركة ثلاثة أسرى»: who is handed over has not been seized; «سلم نفسه» is a surrender, «فجر نفسه» is none."""
    handed = reader.folded(event.first)[event.prefix :].startswith(_HANDED)
    return handed != reader.folded(held.first).startswith(_SELF)


def _captives(reader: FactReader, event: Match, hands: Match) -> list[Fact]:
    """«أسرى يمنيون وقعوا بأيدي المقاومة»: captives of no number, right before the verb or before their adjective."""
    for at in (event.first - 1, event.first - 2):
        nouns = (word.row for word in reader.document.at(at, "casualty_words") if not word.prefix)
        if any((row["kind"], row["form"], row["number"]) == ("detained", "noun", "plural") for row in nouns):
            fact = fact_of(reader, event, at, hands.last, _UNKNOWN_COUNT, "casualties.captives")
            add_people(reader, fact, Phrase(at, event.first, _UNKNOWN_COUNT, (at, event.first)))
            reader.spent.add(at)
            return [fact]
    return []


def _who_met_death(reader: FactReader, event: Match, death: Match) -> list[Fact]:
    """«الذي لقي حتفه مؤخرا», «أنه لقي مصرعه»: one told of before."""
    one = death.first == event.last and reader.folded(death.first).endswith(_HIS) and death.row.id == "death-object"
    if event.prefix or not one or reader.folded(event.first - 1) not in _WHO | _THAT_HE:
        return []
    return who_died(reader, event, death.last)


def _is_of_one_before(reader: FactReader, event: Match) -> bool:
    """Whether a verb of one has him right before it, behind «أن»: the next verb is of others."""
    for at in range(event.first - 1, max(event.first - _REACH_OF_PARTICIPLE, 0), -1):
        if reader.ending_at(at, "that") is None:
            continue
        one = phrase_at(reader, at)  # «أن مجندا واحدا قتل», «إن راعي أغنام قتل»
        single = one is not None and one.last == event.first and one.row is not None and one.row["number"] == "singular"
        return single and not event.prefix and not reader.is_definite(at)
    return False


def pair(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل وإصابة 19 شخصا»: one count for both; without a count it tells of both."""
    for found in reader.document.at(event.first, "constructions"):
        if found.row["role"] != "pair":
            continue
        phrases = after(reader, found.last, uncounted=True)
        row = phrases[0].row if phrases and not phrases[0].counted else None
        if (row is not None and row.id.startswith(_OWN)) or _is_of_one_before(reader, event):
            return []  # «فلسطينيا قتل وأصيب نجلاه», «أن جنديا قتل وأصيب اثنان»
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
