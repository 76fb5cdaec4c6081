"""The facts of statements: an event word, its people, and what their words say of them."""

from __future__ import annotations

from mosul_extract.extractors.casualties.victims import Phrase
from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

# Rows of words that point to more people than those told before.
OTHERS = frozenset({"other", "other-many", "other-two"})
_REACH_OF_BOOTY = 3
# Rows of kin: they are not what the man is whose they are.
_KIN = ("family", "sons", "own-family")
_ANYONE = frozenset({"human", "individual", "innocent-many", "person"})
# Words for flight that also tell of men who escape the police.
_GET_AWAY = frozenset({"flee-masdar", "flee2-verb"})
_A_CROWD, _WAYS = 100, frozenset({"من", "الي", "نحو", "باتجاه"})
_HOSTAGES = frozenset({"رهائن", "رهينه", "كرهائن", "رهينتين"})
_CAPTURES = "capture-verb"
# «قضى شاب تحت التعذيب», «قضت طفلة جوعا».
_DYING = frozenset(
    {
        "تحت",
        "متاثرا",
        "متاثره",
        "جراء",
        "غرقا",
        "جوعا",
        "عطشا",
        "بردا",
        "حرقا",
        "خنقا",
        "اختناقا",
        "دهسا",
        "ذبحا",
        "شنقا",
    }
)
_REACH_OF_DYING = 8
# «قضى رجل حياته في …»: what is spent.
_SPENT = (
    "حيا",
    "عمر",
    "ليل",
    "يوم",
    "سنو",
    "سنه",
    "سنت",
    "وقت",
    "شهر",
    "اشهر",
    "فتر",
    "عقوب",
    "محكومي",
    "عطل",
    "اجاز",
    "بقي",
    "اعوام",
    "عام",
    "ساع",
    "اسبوع",
)
_NEEDS_PEOPLE = frozenset({"detained", "missing", "displaced", "kidnapped"})


def with_people(reader: FactReader, event: Match, phrases: list[Phrase]) -> list[Fact]:
    """A fact a phrase: the first with its event word, the others with their own words."""
    kind = event.row["kind"]
    if kind == "displaced":
        phrases = [
            p
            for p in phrases
            if p.amount.low != 1
            and (p.words is None or reader.judge(*p.words)[0] != "combatant")
            and not (p.row is not None and p.row.id.startswith("prisoner"))  # «فر 17 سجينا»
            and not (event.row.id in _GET_AWAY and _got_away(reader, p))
        ]
    if not phrases:
        return []
    first = phrases[0]
    if (
        kind in _NEEDS_PEOPLE
        and first.row is None
        and first.person is None
        and not _are_people(reader, first)
        and not (
            (first.counted or first.refers_back)
            and first.words is None
            and first.first <= event.last + 1
            and event.row.id != "missing-verb"
        )
    ):
        return []
    if kind == "missing" and (
        reader.is_possession(first.last)
        or (event.row.id == "missing-verb" and not first.counted)
        or _lose_something(reader, first.last)
    ):
        return []
    if _is_generic(reader, event, phrases) or reader.role_ends_in("figure", first.last, 2):
        return []
    if reader.words_in("figure", event.last, first.first):
        return []  # «جرح مشاعر الملايين»
    if kind == "kidnapped" and reader.words_in("snatched", event.last, first.last + _REACH_OF_BOOTY):
        return []  # «خطف المهاجم هدف الفوز»
    if kind == "injured" and (
        reader.is_ill(first.last) or (event.row.id == "injure-verb" and first.definite and not first.person)
    ):
        return []
    rule = f"casualties.{event.row['form']}-" + ("count-victims" if first.counted else "victims")
    facts = []
    taken = first.row is not None and first.row.id.startswith("hostage")
    if kind == "detained" and (taken or reader.folded(phrases[-1].last) in _HOSTAGES):
        kind = "kidnapped"  # «احتجاز الرهائن», «احتجاز المدنيين رهائن»
    for i, phrase in enumerate(phrases):
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, kind, rule)
        if event.row.id == _CAPTURES and fact.group == "civilian":
            fact.kind = "kidnapped"  # «أسر المسلحون ثمانية من الركاب»
        if i == 0:
            fact.first, fact.start = event.first, reader.starts[event.first] + event.prefix
        facts.append(fact)
    return facts


def _lose_something(reader: FactReader, at: int) -> bool:
    """Whether an object with the article stands right behind people: «فقد 30 عنصرا الاتصال بقيادتهم», «فقد 12 لاعبا الوعي»."""
    if not reader.is_definite(at) or reader.is_attached_to(at) or reader.any_nationality(at) or reader.is_time(at):
        return False
    return at not in reader.over and reader.noun_at(at) is None and reader.word_in(at, "relative") is None


def _got_away(reader: FactReader, phrase: Phrase) -> bool:
    """«توقيف 12 مشتبها وفرار 3»: a few of those told before, of whom is said neither whence nor where they fled."""
    few = phrase.amount.low is not None and phrase.amount.low < _A_CROWD
    return few and phrase.refers_back and reader.folded(phrase.last) not in _WAYS


def _is_generic(reader: FactReader, event: Match, phrases: list[Phrase]) -> bool:
    """Whether the words tell of people at large or of something else: «وفاة الإنسان», «يصاب الأطفال», «قضى الدكتور حياته»."""
    phrase, last = phrases[0], phrases[-1].last
    if phrase.counted:
        return False
    if phrase.definite and phrase.row is not None and phrase.row.id in _ANYONE:
        return True
    verb = reader.folded(event.first)[event.prefix :]
    habit = verb[:1] in ("ي", "ت") and event.row["form"] in ("passive", "active") and event.row["kind"] == "injured"
    if habit and phrase.amount.low is None and (phrase.definite or reader.is_possession(phrase.first)):
        return True
    prisoner = phrase.row is not None and phrase.row["category"] == "prisoner"  # «قضى أسير في سجن عوفر»
    one = event.row.id == "perish-verb" and phrase.amount.low == 1 and not (prisoner and not _is_of_time(reader, last))
    how = reader.word_in(last, "by") is not None or bool(reader.means_in(last, last + 2)) or _says_how(reader, last)
    more = reader.begins_with_and(last) and reader.any_match(last, "casualty_words") is not None
    with_others = any(other.counted for other in phrases)  # «قضى قائد اللواء وثلاثة من مرافقيه»
    return one and not (how or more or with_others)  # «قضى شاب وأصيب آخر»


def _is_of_time(reader: FactReader, at: int) -> bool:
    """Whether what somebody spends stands at a token: «قضى أسير 20 عاما في السجن»."""
    number = reader.number_at(at)
    word = reader.folded(at if number is None else number.last)
    return word.startswith(_SPENT)


def _says_how(reader: FactReader, last: int) -> bool:
    """«قضت طفلة جوعا», «قضى رجل يبلغ 54 عاما تحت الأنقاض»: whether the clause tells of what somebody died."""
    if _is_of_time(reader, last):
        return False
    stop = min(reader.clause_from(last), last + _REACH_OF_DYING)
    return any(reader.folded(i) in _DYING for i in range(last, max(stop, last + 1)))


def _are_people(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the words of a phrase are a nationality, members of a group, or point back to people."""
    if phrase.words is not None and phrase.counted and reader.may_be_people(phrase.words[0]):
        return True
    return phrase.words is not None and (
        reader.word_in(phrase.words[0], "one-of") is not None
        or reader.office_at(phrase.words[0]) is not None
        or phrase.refers_back
        or reader.nationality_at(phrase.words[0]) is not None
        or reader.is_partitive(phrase.words[0])
    )


def people_fact(reader: FactReader, event: Match, phrase: Phrase, kind: str, rule: str) -> Fact:
    """The fact of one victim phrase, without its event word."""
    return phrase_fact(reader, event.first, phrase, kind, rule)


def phrase_fact(reader: FactReader, anchor: int, phrase: Phrase, kind: str, rule: str) -> Fact:
    """The fact of one victim phrase whose event is told at the token `anchor`."""
    start, end = reader.start_of(phrase.first), reader.ends[phrase.last - 1]
    fact = Fact(kind, anchor, phrase.first, phrase.last, start, end, rule, phrase.amount)
    add_people(reader, fact, phrase)
    return fact


def fact_of(
    reader: FactReader, event: Match, first: int, last: int, amount: Amount, rule: str, phrase: Phrase | None = None
) -> Fact:
    """The fact of an event word and the tokens `first` to `last - 1`."""
    start = reader.starts[event.first] + event.prefix if first == event.first else reader.start_of(first)
    fact = Fact(event.row["kind"], event.first, first, last, start, reader.ends[last - 1], rule, amount)
    if phrase is not None:
        add_people(reader, fact, phrase)
    return fact


def add_people(reader: FactReader, fact: Fact, phrase: Phrase) -> None:
    """The words for the people, and what these say of them."""
    if phrase.words is None:
        return
    first, last = phrase.words
    mention = phrase.person or next(
        (m for i in range(first, last) if (m := reader.mention_over(i)) is not None and m.list != "places"), None
    )
    fact.of_them = reader.pronoun_at(first) or reader.word_in(first, "one-of-them") is not None
    fact.victims = Piece(reader.start_of(first), reader.ends[last - 1], mention)
    fact.group, fact.categories = reader.judge(first, last)
    leads = phrase.row is not None and phrase.row["category"] == "leader"
    if leads and mention is not None and mention.kind == "government" and fact.group == "combatant":
        fact.group = "unknown"  # «قيادي في حزب الحق»
    if fact.group in ("mixed", "civilian") and phrase.person is not None and phrase.person.rank is not None:
        fact.group = "combatant"  # «خاله العقيد فلان», «نائب رئيس الهيئة العميد فلان»
    if fact.group == "mixed" and phrase.amount.low == phrase.amount.high == 1:
        kin = phrase.row is not None and phrase.row.id.startswith(_KIN)
        fact.group = "civilian" if kin else "combatant"  # one man: «نجل قائد الحركة», «نائب رئيس الحشد»
    if fact.group == "unknown" and phrase.row is not None and reader.match(first, "victims") is None:
        fact.group = phrase.row["group"]  # «قتلها لمدنيين»: «ل» hides the word
    fact.neutral = fact.group == "unknown"
    noun = reader.match(first, "victims")
    fact.noun = noun.row.id if noun is not None else ""
    later = (reader.match(i, "victims") for i in range(noun.last if noun is not None else last, last))
    fact.others = any(word is not None and word.row.id in OTHERS for word in later)


def describe(reader: FactReader, fact: Fact, at: int) -> None:
    """What follows a noun for casualties: «من المتمردين الحوثيين», «مدنيين», «في صفوف …»."""
    last = described(reader, at)
    if last > at:
        more = reader.noun_at(last + (reader.folded(last) == "و")) if reader.begins_with_and(last) else None
        if more is not None and more.definite and reader.any_match(last, "casualty_words") is None:
            last = described(reader, more.last)  # «الشهداء من قوات الأمن والعاملين في الموقع»
        fact.victims = Piece(reader.starts[at], reader.ends[last - 1], None)
        fact.last, fact.end = last, reader.ends[last - 1]
        fact.group, fact.categories = reader.judge(at, last)
        hidden = reader.any_match(at, "victims") if reader.folded(at).startswith("ل") else None
        if fact.group == "unknown" and hidden is not None and hidden.prefix == 1:
            fact.group = hidden.row["group"]  # «جثث لجنود»: «ل» hides the word
        fact.neutral = fact.group == "unknown"
        fact.victims.mention = next(
            (m for i in range(at, last) if (m := reader.mention_over(i)) is not None and m.list != "places"), None
        )


def keep_in_sentence(reader: FactReader, fact: Fact) -> bool:
    """Cut off what a fact took from another sentence than that of its event; false where nothing of it is left."""
    sentence = reader.document.sentence_of(fact.anchor)
    start, end = reader.starts[sentence.first], reader.ends[sentence.last - 1]
    if start <= fact.start and fact.end <= end:
        return True
    fact.first, fact.last = max(fact.first, sentence.first), min(fact.last, sentence.last)
    fact.start, fact.end = max(fact.start, start), min(fact.end, end)
    if fact.victims is not None and not start <= fact.victims.start < fact.victims.end <= end:
        fact.victims, fact.group, fact.categories, fact.neutral = None, "unknown", [], True
    counted = fact.amount.start is None or start <= fact.amount.start < end
    return fact.start < fact.end and counted
