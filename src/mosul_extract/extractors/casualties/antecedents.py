"""Antecedents: the people before their verb, before a relative clause, before a verb that has a pronoun for them."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import describe, fact_of, people_fact, with_people
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.positions import after, is_where
from mosul_extract.extractors.casualties.victims import FAMILIES, Phrase, bounded, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact
from mosul_extract.text.sentences import Sentence

_REACH_BACK, _BESIDE, _AND = 18, frozenset({"نحو", "،", ","}), "و"
_REACH_TO_OBJECT, _THEN, _STOPS = 14, "ثم", frozenset(".؛:")
_REACH_TO_RELATIVE = 10
_REACH_TO_DEAD, _REACH_TO_WHOLE = 6, 8
_REACH_TO_RANKED = 6
_GAP_TO_VERB = 9
_LONGEST_ASIDE = 12
_TWO = 2
_OPENERS = ("aged", "relative")
_FEWEST_INNER, _AGE_ENDS = 2, (1, 2)  # «عاما», «عاما )»
_MOST, _THEIRS = "numerals:most", ("هم", "هن")
_IT_IS = frozenset({"هو", "هي"})
_UNKNOWN = Amount(None, None, "unstated")
_PLURAL_ENDINGS = ("وا", "ن")
_FINITE = frozenset({"either", "passive", "idiom"})
_DUAL_ENDINGS = ("ا",)
_AGREEING = ("ين", "ون", "ات")
# Clitics that no finite verb wears: «لأسر المشاركين» are families.
_PREPOSITIONS = ("ل", "ب", "ك")
_HERS = "ت"
_DIED = ("مات", "فات", "بات")
_COMMAS, _OR = frozenset("،,"), "او"
_ALL_OF_THEM = frozenset({"كلهم", "جميعهم"})


def before(reader: FactReader, event: Match, *, end: int | None = None) -> list[Fact]:
    """The people before their verb: «أن 33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا», «محسن الفضلي قتل»."""
    last = end or event.last
    clitics, verb = reader.folded(event.first)[: event.prefix], reader.folded(event.first)[event.prefix :]
    # «رئيس البعثة قال إن ما حدث هو قتل متعمد»
    if (
        clitics.endswith(_PREPOSITIONS)
        or reader.folded(event.first - 1) in _IT_IS
        or (reader.folded(event.first - 1) == "من" and reader.folded(event.first - 2) in _IT_IS)  # «هو من قتل الشيخ»
        or (event.row["kind"] == "injured" and reader.is_ill(last))
    ):
        return []
    plural, dual = verb.endswith(_PLURAL_ENDINGS), verb.endswith(_DUAL_ENDINGS) and not verb.endswith("وا")
    sentence = reader.document.sentence_of(event.first)
    relative = event.first - 1
    if reader.word_in(relative, "relative") is not None:
        return _antecedent(reader, event, relative, last, dual=dual)
    if reader.begins_with_and(event.first) and event.prefix:
        return []
    if plural and reader.folded(relative).removeprefix("و") in _ALL_OF_THEM:
        return _all_of_them(reader, event, last)
    start = max(sentence.first, event.first - _REACH_BACK)
    for at in range(event.first - 1, start - 1, -1):
        opens = reader.opens_clause(at, sentence.first) or (
            plural and (_is_part_of_its_own(reader, at, event.first) or _is_behind_verb(reader, at))
        )
        if opens and reader.words[at - 1].is_quote and _goes_on_in_quotes(reader, at):
            continue
        own = opens or (plural and _counts_its_own(reader, at))
        phrases = list_from(reader, at, bare=plural) if own and not _is_share(reader, at, event.first) else []
        if not phrases or not (opens or _are_described(reader, phrases, event.first)):
            continue
        phrases = [*(_joined_before(reader, at, start) if plural and phrases[0].counted else []), *phrases]
        if _are_subject(reader, event, phrases, plural=plural, dual=dual):
            if dual and phrases[0].amount.low is None:
                phrases[0].amount = Amount(2, 2, "exact")
            return _people_before(reader, event, phrases, last)
    return [] if plural or dual else _next_of_rank(reader, event, last)


def _goes_on_in_quotes(reader: FactReader, at: int) -> bool:
    """Whether a quoted word belongs to what stands before: «عشرة بينهم "عدد من الأطفال" قتلوا», «تسعة "إرهابيين" قتلوا»."""
    return reader.ending_at(at - 1, "subset") is not None or reader.number_before(at) is not None


def _joined_before(reader: FactReader, at: int, start: int) -> list[Phrase]:
    """The counted people to whom «و» adds those that begin at a token: «7 من عناصر الجيش و71 مسلحا قتلوا», «7 جنود، و71 مسلحا، قتلوا»."""
    step = at - (reader.folded(at - 1) == _AND)
    if step == at and not reader.begins_with_and(at):
        return []
    step -= reader.folded(step - 1) in _COMMAS
    for first in range(step - 1, start - 1, -1):
        if reader.is_punctuation(first) or reader.any_match(first, "casualty_words") is not None:
            return []
        number = reader.number_at(first)
        if number is None or reader.is_used(number) or not _counts_its_own(reader, first):
            continue
        phrases = [phrase for phrase in list_from(reader, first) if phrase.last <= step]
        counted = bool(phrases) and phrases[0].counted
        return phrases if counted and not reader.has_verb(phrases[-1].last, step) else []
    return []


def _next_of_rank(reader: FactReader, event: Match, last: int) -> list[Fact]:
    """«ثالث صحفي يقتل هذا العام», «أرفع ضابط قتل»: one person, whom the text ranks among his like."""
    for at in range(event.first - 2, max(event.first - _REACH_TO_RANKED, -1), -1):
        if not reader.ranks_in(at, at + 1) or reader.is_definite(at):
            continue
        phrase = phrase_at(reader, at + 1)
        if reader.nationality_at(at + 1) is not None and at + 2 == event.first:
            phrase = Phrase(at, at + 2, Amount(1, 1, "exact"), (at + 1, at + 2))  # «ثالث فلسطيني يقتل»
        if phrase is None or phrase.last != event.first or phrase.amount.low != 1 or phrase.words is None:
            return []
        if phrase.counted or phrase.definite or not _tells_how(reader, last):
            return []  # «أول رجل يقتل زوجته»
        phrase.first = at
        return _people_before(reader, event, [phrase], last)
    return []


def _are_subject(reader: FactReader, event: Match, phrases: list[Phrase], *, plural: bool, dual: bool) -> bool:
    """Whether people are those of whom the verb behind them tells: they agree in number, and nothing but asides lies between."""
    first, tail = phrases[0], phrases[-1]
    at_once = (reader.word_in(tail.last, "already") or tail.last) == event.first
    if tail.words is None and not at_once:
        return False
    far = first.counted or first.person or dual or _is_office(first)
    the_one = first.amount.low == 1 and not first.counted and (first.definite or reader.is_definite(tail.last - 1))
    told_of = the_one and _is_told_of(reader, tail.last, event)
    aside = told_of or ((dual or first.amount.low is not None) and _is_aside(reader, tail, event.first))
    gap = 0 if aside else event.first - tail.last
    far_off = gap > _GAP_TO_VERB and first.counted and plural and _is_theirs(reader, tail.last, event.first)
    if gap < 0 or (gap > (_GAP_TO_VERB if far else 2) and not far_off and not is_where(reader, tail.last, event.first)):
        return False
    two = dual and not first.counted and first.amount.low == _TWO and _ends(reader, event)
    past = two or (plural and first.counted and not first.definite)
    described = _past_their_verb(reader, tail.last) if past else tail.last
    if (
        not aside
        and reader.has_verb(described, event.first)
        and not (plural and reader.word_in(event.first - 1, "already"))
    ):
        return False
    families = event.row["kind"] == "displaced" and first.row is not None and first.row.id in FAMILIES
    if families and at_once:
        return first.counted or first.definite  # «مئات العائلات فرت»
    if _is_counted_family(reader, first) and reader.folded(event.first).endswith(_HERS):
        return at_once and reader.noun_at(event.last) is None
    if not (plural or dual) and (first.amount.low != 1 or len(phrases) > 1):
        return False
    if plural and first.amount.low == 1 and len(phrases) == 1:
        return False
    if not (plural or dual) and _is_of_her(reader, event) and _is_man(reader, first):
        return False  # «الأسير فلان قتلت القوات …»
    named = dual and first.amount.low == _TWO and _are_names(reader, tail.last, event.first)
    return not (first.definite and not ((at_once or told_of or named) and _ends(reader, event)))


def _is_counted_family(reader: FactReader, people: Phrase) -> bool:
    """«أسرة كاملة من خمسة أفراد قتلت»: a family whose number is told agrees as one."""
    family = reader.noun_at(people.first) if people.counted else None
    return family is not None and family.word.id in FAMILIES and family.word["number"] == "singular"


def _are_names(reader: FactReader, first: int, last: int) -> bool:
    """Whether only names stand among some tokens: «أن الشقيقين جرجس وبطرس قتلا»."""
    return all(
        i in reader.over or reader.begins_with_and(i) or reader.may_be_name(i) for i in range(first, last)
    ) and not any(reader.is_punctuation(i) for i in range(first, last))


def _is_of_her(reader: FactReader, event: Match) -> bool:
    """Whether a verb is in the feminine: «قتلت», not «مات»."""
    folded = reader.folded(event.first)
    return folded.endswith("ت") and not folded.endswith(_DIED)


def _is_man(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the first word of a phrase is a masculine one for one man, and no name of a woman follows."""
    noun = reader.noun_at(phrase.first)
    if noun is None or noun.word["number"] != "singular" or reader.folded(noun.last - 1).endswith("ه"):
        return False
    return phrase.person is None or not reader.folded(phrase.person.first).endswith(("ه", "اء", "ا"))


def _is_share(reader: FactReader, at: int, verb: int) -> bool:
    """Whether «معظمهم» stands at a token, and the verb is of them all: «12 شخصا، معظمهم نساء، قتلوا», «12 شخصا معظمهم نساء قتلوا»."""
    share = reader.number_at(at)
    if share is None or _MOST not in share.rows or not reader.folded(at).endswith(_THEIRS):
        return False
    return reader.folded(verb - 1) in _COMMAS or _are_counted_before(reader, at)


def _are_counted_before(reader: FactReader, at: int) -> bool:
    """Whether counted people end right before a token."""
    first = max(reader.document.sentence_of(at).first, at - _REACH_TO_WHOLE)
    counts = (phrase_at(reader, i) for i in range(first, at) if reader.number_at(i) is not None)
    return any(phrase is not None and phrase.last == at for phrase in counts)


def _is_aside(reader: FactReader, people: Phrase, verb: int) -> bool:
    """Whether an age or words between two commas stand between people and their verb: «رجلا يبلغ من العمر 49 عاما قتل»."""
    at = reader.after_bound(people.last, people.amount)
    if (aged := reader.word_in(at, "aged")) is not None:
        number = reader.number_at(aged)
        return number is not None and verb in (number.last, number.last + 1)
    at = _past_bracket(reader, at)
    at += at < verb and reader.words[at].text == ")"  # «مقاتلي الوحدات (اليبشة)»
    opens = reader.folded(at) in _COMMAS or reader.word_in(at, "subset") is not None
    commas = opens and reader.folded(verb - 1) in _COMMAS
    inner = range(at + 1, verb - 1)
    return commas and 0 < len(inner) <= _LONGEST_ASIDE and not any(reader.folded(i) in _COMMAS for i in inner)


def _past_bracket(reader: FactReader, at: int) -> int:
    """The token after «(اليبشة)»; the token itself where no short bracket opens."""
    if at >= len(reader.words) or reader.words[at].text != "(":
        return at
    end = min(at + _LONGEST_ASIDE, len(reader.words))
    return next((i + 1 for i in range(at + 1, end) if reader.words[i].text == ")"), at)


def _is_told_of(reader: FactReader, at: int, event: Match) -> bool:
    """Whether only what describes one with the article lies before his verb: «الشاب البالغ (20 عاما)», «المنفذ الذي كان يقود السيارة»."""
    while at < event.first and reader.is_definite(at) and not any(reader.word_in(at, role) for role in _OPENERS):
        at += 1
    if (aged := reader.word_in(at, "aged")) is not None:
        at = aged
    if reader.words[at].text == "(" and reader.number_over(at + 1) is not None:
        at += 1
    if (number := reader.number_at(at)) is not None:
        return event.first - number.last in _AGE_ENDS and _tells_how(reader, event.last)
    if at < event.first and is_where(reader, at, event.first):
        return _tells_how(reader, event.last)
    inner = range(at + 1, event.first)
    return (
        reader.word_in(at, "relative") is not None
        and _FEWEST_INNER <= len(inner) <= _LONGEST_ASIDE
        and not any(_parts(reader, i) for i in inner)
        and _tells_how(reader, event.last)
    )


def _parts(reader: FactReader, at: int) -> bool:
    """Whether a relative clause may end at a token, or another event stands there."""
    return (
        reader.is_punctuation(at)
        or reader.begins_with_and(at)
        or reader.word_in(at, "relative") is not None
        or reader.any_match(at, "casualty_words") is not None
    )


def _all_of_them(reader: FactReader, event: Match, last: int) -> list[Fact]:
    """«كانوا أجانب وكلهم قتلوا»: all of the people told before."""
    fact = fact_of(reader, event, event.first - 1, last, _UNKNOWN, "casualties.all-of-them")
    fact.start += reader.begins_with_and(event.first - 1)
    return [fact]


def _counts_its_own(reader: FactReader, at: int) -> bool:
    """Whether a number begins here, with its bounds, that «و» joins to nothing and that is no part of others."""
    number = reader.number_at(at)
    part = reader.ending_at(at, "subset") is not None or reader.pronoun_at(at - 1)
    of_all = reader.ending_at(at, "out-of") or at  # «اثنان من ثلاثة مهاجمين قتلوا»
    part = part or (reader.folded(of_all - 1) == "من" and reader.number_over(of_all - 2) is not None)
    if number is None or part or (reader.begins_with_and(at) and not _is_behind_verb(reader, at)):
        return False
    return number.bound is None or number.bound[0] >= number.first or at == number.bound[0]


def _is_behind_verb(reader: FactReader, at: int) -> bool:
    """Whether the verb of others before stands right before a token: «عشرة جنود قتلوا وخمسة جرحوا»."""
    verb = reader.match(at - 1, "casualty_words")
    finite = verb is not None and verb.last == at and verb.row["form"].partition("-")[0] in _FINITE
    return finite and reader.folded(at - 1).endswith(_PLURAL_ENDINGS)


def _is_part_of_its_own(reader: FactReader, at: int, verb: int) -> bool:
    """Whether a number alone, of which «بينهم» says that it is a part, has the verb at once: «سبعة جرحى بينهم ثلاثة توفوا»."""
    number = reader.number_at(at)
    if number is None or number.last != verb:
        return False
    return reader.ending_at(at, "subset") is not None or reader.ending_at(at, "of-them") is not None


def _are_described(reader: FactReader, phrases: list[Phrase], verb: int) -> bool:
    """Whether a verb describes people of no article at once, an adjective between: «عثر على 10 أشخاص قتلوا»."""
    last = phrases[-1].last
    if phrases[0].row is None or phrases[0].refers_back:
        return False
    if last == verb:
        return True
    agrees = reader.folded(last).endswith(_AGREEING) and not (reader.is_definite(last) or reader.is_closed(last))
    return last + 1 == verb and agrees


def _is_theirs(reader: FactReader, first: int, last: int) -> bool:
    """Whether what stands between counted people and their verb names no others: «5 موظفين يعملون لحساب شركات … قتلوا»."""
    return not any(
        reader.noun_at(i) is not None or reader.number_at(i) is not None or reader.any_match(i, "casualty_words")
        for i in range(first, last)
    )


def _past_their_verb(reader: FactReader, at: int) -> int:
    """The token after a verb that describes people of no article: «موظفين يعملون …», «مهاجرين كانوا يستقلون …»."""
    if reader.word_in(at, "copula") is not None:
        at += 1
    verb = reader.folded(at)
    return at + 1 if verb.startswith(("ي", "ت")) and verb.endswith(("ون", "ان")) else at


def _is_office(phrase: Phrase) -> bool:
    """Whether the people are one person told by his office alone: «قائد الشرطة في ولاية قندهار»."""
    return phrase.row is None and phrase.amount.low == 1


def _ends(reader: FactReader, event: Match) -> bool:
    """Whether no people follow the verb: then those before it are the ones it happened to («الجنود قُتلوا في كمين»)."""
    return not after(reader, event.last, uncounted=False)


def _people_before(reader: FactReader, event: Match, phrases: list[Phrase], last: int) -> list[Fact]:
    if event.row["kind"] == "displaced":
        phrases = [phrase for phrase in phrases if phrase.amount.low != 1]  # «المشتبه به فر منهما»
    if not phrases:
        return []
    facts = []
    for phrase in phrases:
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb")
        fact.anchor = event.first
        if phrase is phrases[-1]:
            fact.last, fact.end = last, reader.ends[last - 1]
        if _or_missing(reader, event, last) and fact.amount.precision == "exact":
            fact.amount = bounded(fact.amount, "at_most")
        facts.append(fact)
    return [*facts, *_with_them(reader, event, last), *_listed_behind(reader, event, facts[0], last)]


def _or_missing(reader: FactReader, event: Match, at: int) -> bool:
    """«10 جنود قتلوا أو فقدوا»: how many of them were killed is not told, but no more than all."""
    other = reader.any_match(at + 1, "casualty_words") if reader.folded(at) == _OR else None
    return other is not None and other.row["kind"] == "missing" and event.row["kind"] == "killed"


def _listed_behind(reader: FactReader, event: Match, total: Fact, at: int) -> list[Fact]:
    """«إن 19 شخصا قتلوا، سبعة جنود وأربعة مدنيين»: the parts of a total right behind its verb."""
    if total.amount.low is None or reader.folded(at) not in _COMMAS:
        return []
    facts: list[Fact] = []
    for phrase in list_from(reader, at + 1):
        low = phrase.amount.low or 0
        if not phrase.counted or phrase.row is None or not 0 < low < total.amount.low:
            break
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.listed-behind")
        fact.subset, fact.of = True, total
        facts.append(fact)
    return facts


def _with_them(reader: FactReader, event: Match, at: int) -> list[Fact]:
    """Those counted with the people before a verb: «قيادي قتل مع مسلحين اثنين», «قتل، ومعه خمسة من حراسه»."""
    step = at + 1 if reader.folded(at) in _COMMAS else at
    while (
        step < at + _LONGEST_ASIDE
        and reader.word_in(step, "with-whom") is None
        and (reader.is_time(step) or is_where(reader, step, step + 1) or reader.folded(step) in _BESIDE)
    ):
        step += 1  # «قتل في جبهة الجفينة برفقة العشرات من مرافقيه»
    whom = reader.word_in(step, "with-whom") or reader.word_in(step, "plus")
    phrases = [] if whom is None else list_from(reader, whom)
    facts = []
    for phrase in phrases if phrases and (phrases[0].counted or phrases[0].amount.low) else ():
        reader.take(phrase.amount.number)
        facts.append(people_fact(reader, event, phrase, event.row["kind"], "casualties.with-victims"))
    return facts


def counted_antecedent(reader: FactReader, event: Match, *, until: int | None = None) -> list[Fact]:
    """The counted people right before a verb that has a pronoun for them: «نحو 90 شخصا تحتجزهم جماعات».

    `until`: the token at which they end, where that is not the verb's.
    """
    sentence = reader.document.sentence_of(event.first)
    last = _past_doer_back(reader, event.first if until is None else until, sentence)
    if related := reader.word_in(last - 1, "relative") is not None:
        last -= 1
    for at in range(last - 1, max(last - _REACH_TO_RELATIVE, sentence.first - 1), -1):
        number = reader.number_at(at)
        phrases = list_from(reader, at, bare=True) if number is not None else []
        if len(phrases) != 1 or not _reaches(reader, phrases[0], last):
            continue
        phrase = phrases[0]
        if phrase.words is None and number is not None and reader.folded(number.last - 1) == "من":
            return []  # «لم يعلن عدد من اعتقلتهم»
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb-pronoun")
        fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
        return [fact]
    return _related(reader, event, last) if related and event.row["number"] == "plural" else []


def counted_object(reader: FactReader, event: Match) -> list[Fact]:
    """«أنزلوا 23 راكبا من حافلات وأعدموهم»: the only counted people of the clause, to whom «و» or «ثم» joins what was done to them."""
    joined = reader.begins_with_and(event.first) or reader.folded(event.first - 1) == _THEN
    if not joined or event.row["number"] != "plural":
        return []
    first = max(reader.document.sentence_of(event.first).first, event.first - _REACH_TO_OBJECT)
    phrases = []
    for at in range(first, event.first):
        if reader.any_match(at, "casualty_words") is not None or reader.words[at].text in _STOPS:
            return []
        if reader.number_at(at) is not None and (phrase := phrase_at(reader, at)) is not None:
            phrases.append(phrase)
    if len(phrases) != 1 or (phrases[0].amount.low or 0) < _TWO:
        return []
    phrase = phrases[0]
    before = reader.word(phrase.first - 1)
    if (
        before is None
        or phrase.row is None
        or phrase.row["group"] == "combatant"
        or reader.follows_preposition(phrase.first)
    ):
        return []
    reader.take(phrase.amount.number)
    fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.object-verb-pronoun")
    fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
    return [fact]


def _related(reader: FactReader, event: Match, last: int) -> list[Fact]:
    """«الصحفيين الذين اعتقلتهم السلطات», «المقاتلين الذين تم أسرهم»: people of no number before the relative word."""
    for at in range(last - 1, max(last - _REACH_TO_RELATIVE, -1), -1):
        phrase = phrase_at(reader, at)
        if phrase is None or not _reaches(reader, phrase, last) or phrase.row is None or phrase.amount.low == 1:
            continue
        if not phrase.counted and (number := reader.number_before(phrase.first)) is not None:
            phrase.amount, phrase.first = reader.amount_of(number), number.first
            reader.take(number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb-pronoun")
        fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
        return [fact]
    return []


def _past_doer_back(reader: FactReader, at: int, sentence: Sentence) -> int:
    """The token before which people can end, where «كان المتمردون قد» stands between them and a verb that has a pronoun for them."""
    if reader.folded(at - 1) != "قد":
        return at
    doer = at - 2
    for was in (doer, doer - 1, doer - 2):
        if was > sentence.first and reader.word_in(was, "copula") is not None:
            return was - (reader.folded(was - 1) in _COMMAS)
    return at


def _tells_how(reader: FactReader, at: int) -> bool:
    """Whether a clause ends at a token, or a time, a place or a means begins there: no object."""
    return (
        reader.is_break(at)
        or reader.is_time(at)
        or reader.role(at, "constructions", "preposition") is not None
        or (reader.word(at) is not None and reader.folded(at).startswith("ب") and not reader.is_definite(at))
    )


def _antecedent(reader: FactReader, event: Match, relative: int, last: int, *, dual: bool) -> list[Fact]:
    """«الجنود الأمريكيين الذين قتلوا»: the people of a relative clause."""
    if event.row["form"] == "either" and reader.is_definite(event.last) and not reader.is_time(event.last):
        return []  # «الجندي الذي قتل الشاب», «اللاعب الذي قتل الملل»
    if event.row["form"] == "either" and (killed := _behind_commas(reader, event.last)):
        return with_people(reader, event, killed)  # «الجاني الذي قتل، ظهر الخميس، أربعة جنود»
    for at in range(relative - 1, max(relative - _REACH_TO_RELATIVE, -1), -1):
        phrase = phrase_at(reader, at)
        if (
            phrase is None
            or not _reaches(reader, phrase, relative)
            or (event.row["kind"] == "displaced" and phrase.amount.low == 1)
        ):
            continue
        if reader.word_in(at - 1, "one-of") == at:
            phrase.amount, phrase.first = Amount(1, 1, "exact"), at - 1
        of = phrase.first - 1 if reader.folded(phrase.first - 1) == "من" else phrase.first
        dead = reader.event_noun_at(of - 1) if of < phrase.first else None
        if dead is not None and dead.row["kind"] == event.row["kind"]:
            return []  # «عشرات القتلى من عناصر القوات الذين لقوا مصرعهم»: told by their noun
        if not phrase.counted and (number := reader.number_before(of)) is not None:
            phrase.amount, phrase.first = reader.amount_of(number), number.first
        if dual:
            phrase.amount = Amount(2, 2, "exact")
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-who")
        fact.anchor, fact.last, fact.end = event.first, last, reader.ends[last - 1]
        return [fact]
    return _dead_who(reader, event, relative, last)


def _behind_commas(reader: FactReader, at: int) -> list[Phrase]:
    """Counted people behind an aside between commas right after a verb: «، ظهر يوم الخميس، أربعة جنود»."""
    if reader.folded(at) not in _COMMAS:
        return []
    closing = next((i for i in range(at + 1, at + _LONGEST_ASIDE) if reader.folded(i) in _COMMAS), None)
    phrases = [] if closing is None else list_from(reader, closing + 1)
    return phrases if phrases and phrases[0].counted and phrases[0].row is not None else []


def _dead_who(reader: FactReader, event: Match, relative: int, last: int) -> list[Fact]:
    """«الشهداء الذين سقطوا», «قتلى الجيش الذين قضوا»: a noun for the dead that the verb tells once more."""
    for at in range(relative - 1, max(relative - _REACH_TO_DEAD, -1), -1):
        noun = reader.event_noun_at(at)
        if reader.is_punctuation(at) or reader.number_over(at) is not None:
            return []
        if noun is not None:
            if noun.row["kind"] != event.row["kind"] or noun.row["number"] != "plural":
                return []
            reader.spent.update(range(at, noun.last))
            fact = fact_of(reader, event, at, last, _UNKNOWN, "casualties.noun-who")
            describe(reader, fact, noun.last)
            fact.last, fact.end = last, reader.ends[last - 1]
            return [fact]
    return []


def _reaches(reader: FactReader, phrase: Phrase, at: int) -> bool:
    """Whether a phrase ends at a token, or only adjectives, places of its people or an age lie between: «مسيحيي نينوى الذين»."""
    if phrase.last < at and reader.words[phrase.last].text == "(" and reader.words[at - 1].text == ")":
        return any(reader.number_over(i) is not None for i in range(phrase.last, at))
    return phrase.last <= at and all(
        (i in reader.over and reader.over[i].list == "places") or (phrase.definite and _is_adjective(reader, i))
        for i in range(phrase.last, at)
    )


def _is_adjective(reader: FactReader, at: int) -> bool:
    """Whether a word with the article can agree with people before it: «الضابطين الأمنيين اللذين»."""
    agrees = reader.is_definite(at) and reader.folded(at).endswith(("ين", "ون", "ان", "ه", "ات"))
    known = at in reader.over or reader.noun_at(at) is not None or reader.number_over(at) is not None
    return agrees and not known and not reader.is_attached(at)
