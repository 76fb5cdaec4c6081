"""The statements that tell of casualties: a verb, a masdar or a noun for the event, and the people it happened to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.extractors.casualties.victims import Phrase, bounded, phrase_at
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece
from mosul_extract.text.numerals import Number

_REACH_FORWARD = 14
_REACH_UNCOUNTED = 5
_REACH_OF_OBJECT = 8
_REACH_BACK = 18
_REACH_TOLL = 9
_REACH_LICENSE = 4
_REACH_LIGHT = 16
_GAP_TO_VERB = 9
_REACH_OF_SHARE = 12
_PRONOUNS = ("هم", "هما", "هن")
_ANYONE = frozenset({"human", "individual", "person"})
_PLURAL_ENDINGS = ("وا", "ون", "ن")
_DUAL_ENDINGS = ("ا",)
_COMMAS = frozenset("،,")
_STOPS = frozenset(":؛;؟?!")
_UNKNOWN_COUNT = Amount(None, None, "unstated")
# Kinds whose words are also daily words: only told of people that the text counts or names as such.
VERBS = frozenset({"either", "passive", "idiom", "active", "light", "either-counted", "passive-counted", "active-counted"})
_NEEDS_PEOPLE = frozenset({"detained", "missing", "displaced", "kidnapped"})


def statements(reader: FactReader) -> Iterator[Fact]:
    """All casualty statements of a document in the order of their event words."""
    seen = -1
    for word in reader.document.matches("casualty_words"):
        if word.first < seen or reader.is_inside_name(word):
            continue
        if word.row["form"] in VERBS and reader.is_definite(word.first):
            continue
        words = [w for w in reader.document.at(word.first, "casualty_words") if w.last == word.last]
        if word.first in reader.spent:
            continue
        for form, rule in RULES:
            event = next((w for w in words if w.row["form"] == form), None)
            if event is None:
                continue
            facts = rule(reader, event)
            if facts:
                yield from facts
                break
        seen = word.last


# -- verbs and masdars


def counted(rule: Callable[[FactReader, Match], list[Fact]]) -> Callable[[FactReader, Match], list[Fact]]:
    """The rule for a word of many meanings: only with a count or a name does it tell of casualties."""

    def only_counted(reader: FactReader, event: Match) -> list[Fact]:
        if event.row.id == "missing-verb" and (reader.is_verb(event.last) or reader.is_definite(event.last)):
            return []
        facts = rule(reader, event)
        if event.row.id == "missing-verb" and facts and facts[0].anchor == facts[0].first and facts[0].amount.start is not None:
            if reader.tokens[event.last - 1].end + 1 < facts[0].amount.start:
                return []
        return facts if facts and (facts[0].amount.number is not None or facts[0].amount.low is not None) else []

    return only_counted


def idiom(reader: FactReader, event: Match) -> list[Fact]:
    """«فارق الحياة», «نال الشهادة»: words that can mean nothing else, also where their subject was named before."""
    facts = passive(reader, event)
    verb = reader.folded(event.first)[event.prefix :]
    if facts or verb.endswith(("وا", "ا")):
        return facts
    return [_fact(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.idiom")]


def passive(reader: FactReader, event: Match) -> list[Fact]:
    """«أصيب 11 شخصا», «33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا»: the people are the subject."""
    if event.row["form"].startswith("passive") and reader.folded(event.first).endswith("وا"):
        return before(reader, event)
    return _with_people(reader, event, after(reader, event.last, uncounted=True)) or before(reader, event)


def active(reader: FactReader, event: Match) -> list[Fact]:
    """«قتلت 24 إرهابياً», «قتلت موجة من الهجمات 50 شخصا»: the people are the object."""
    return _with_people(reader, event, after(reader, event.last, uncounted=True))


def masdar(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل 3 جنود», «إصابة آخرين»: the people follow at once."""
    phrases = adjacent(reader, event.last) or _upon(reader, event)
    if event.row["form"] == "masdar-counted" and reader.is_definite(event.first):
        return []
    return _with_people(reader, event, phrases)


def _upon(reader: FactReader, event: Match) -> list[Phrase]:
    """«القتل الجماعي بحق الإيزيديين», «إعدام ميدانية بحق عدد من المقاتلين»: the people behind «بحق»."""
    for at in range(event.last, event.last + 5):
        end = reader.word_in(at, "upon")
        if end is not None:
            return adjacent(reader, end, bare=False)
        if reader.is_punctuation(at) or reader.number_at(at) is not None:
            break
    return []


def pronoun(reader: FactReader, event: Match) -> list[Fact]:
    """«نبأ استشهاده», «أدى إلى مقتلهما»: the people were named before, and the word itself tells of it."""
    if not reader.role_before(event.first, "told", 2) or reader.is_ill(event.last):
        return []
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
    fact = _fact(reader, event, event.first, event.last, amount, "casualties.masdar-pronoun")
    return [fact]


def light(reader: FactReader, event: Match) -> list[Fact]:
    """«لقي 6 أشخاص مصرعهم», «لقي مصرعه جندي», «33 شخصا لقوا مصرعهم»: a verb that says nothing without its object."""
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_LIGHT)
    for at in range(event.last, end):
        found = reader.match(at, "casualty_words")
        if found is None or found.row["form"] != "light_object" or found.row["kind"] != event.row["kind"]:
            continue
        phrases = after(reader, event.last, uncounted=True, end=at) if at > event.last else after(reader, found.last, uncounted=True)
        if phrases and phrases[0].amount.low == 1 and reader.folded(at).endswith("هما"):
            phrases[0].amount = Amount(2, 2, "exact")
            phrases = phrases[:1]
        facts = _with_people(reader, event, phrases)
        reader.spent.add(found.first)
        for fact in facts[:1]:
            fact.last = max(fact.last, found.last)
            fact.end = max(fact.end, reader.tokens[found.last - 1].end)
        return facts or before(reader, event, end=found.last)
    return []


def pair(reader: FactReader, event: Match) -> list[Fact]:
    """«مقتل وإصابة 19 شخصا»: one count for both; without a count it tells of both."""
    for found in reader.document.at(event.first, "constructions"):
        if found.row["role"] != "pair":
            continue
        phrases = after(reader, found.last, uncounted=True)
        if not phrases or phrases[0].refers_back and phrases[0].amount.low is not None and phrases[0].row is not None:
            return []
        if phrases[0].amount.low is not None or phrases[0].amount.high is not None:
            facts = _with_people(reader, event, phrases)
            for fact in facts:
                fact.kind, fact.rule = "casualties", "casualties.killed-and-injured-count"
            reader.spent.update(range(event.last, found.last))
            return facts
        reader.spent.update(range(event.last, found.last))
        facts = _with_people(reader, event, phrases)
        other = _fact(reader, event, found.last - 1, facts[0].last, facts[0].amount, "casualties.killed-and-injured", phrases[0])
        other.kind = "injured"
        return [*facts[:1], other, *facts[1:]]
    return []


# -- nouns


def noun(reader: FactReader, event: Match) -> list[Fact]:
    """«35 قتيلا», «عشرات القتلى والجرحى», «سقوط قتلى», «عدد القتلى بلغ 26»: a noun for those it happened to."""
    if reader.folded(event.first - 1) == "بين" and reader.is_definite(event.first):
        return []
    if event.row["kind"] in ("detained", "kidnapped", "missing", "displaced") and reader.role_before(event.first, "release", 6):
        return []
    return _counted_noun(reader, event) or _toll(reader, event) or _bare_noun(reader, event)


def _counted_noun(reader: FactReader, event: Match) -> list[Fact]:
    """A count right before the noun, or right after a definite plural: «القتلى الـ16»."""
    between = _between(reader, event)
    number = reader.number_before(event.first) or (_number_of_between(reader, event) if between else _number_over_noun(reader, event))
    if number is not None and number.low is None and number.high is None and reader.word_in(number.first, "majority") is not None:
        return []
    if number is None:
        after_noun = reader.number_behind(event.last)
        if after_noun is None or reader.is_used(after_noun) or event.row["number"] != "plural":
            return []
        if not (after_noun.definite or reader.is_bracketed(after_noun)) or after_noun.form == "ordinal":
            return []
        reader.take(after_noun)
        return [_fact(reader, event, event.first, after_noun.last, reader.amount_of(after_noun), "casualties.noun-count")]
    reader.take(number)
    last = between if between else event.last
    reader.spent.update(range(event.last, last))
    fact = _fact(reader, event, number.first, last, reader.amount_of(number), "casualties.count-noun")
    fact.start = number.start
    bound = reader.bound_before(number.first) if reader.role_before(number.first, "toll", 4) else None
    if bound is not None and number.precision == "exact":
        fact.amount = bounded(fact.amount, bound)
    if between and event.row["kind"] in ("killed", "casualties"):
        fact.kind, fact.rule = "casualties", "casualties.count-killed-and-injured"
    _describe(reader, fact, last)
    return [fact]


def _number_over_noun(reader: FactReader, event: Match) -> Number | None:
    """The number of «600 شخص مفقودين»: a word for people stands between."""
    at = event.first - 1
    if event.prefix or at < 1 or reader.noun_at(at) is None or reader.noun_at(event.first) is not None and event.row["number"] == "plural":
        return None
    return reader.number_before(at)


def state(reader: FactReader, event: Match) -> list[Fact]:
    """«43 شخصا في عداد المفقودين»: what the people before are counted among."""
    number = _number_of_between(reader, event)
    if number is None:
        return []
    reader.take(number)
    fact = _fact(reader, event, number.first, event.last, reader.amount_of(number), "casualties.count-state")
    fact.start = number.start
    return [fact]


def _number_of_between(reader: FactReader, event: Match) -> Number | None:
    """The number of «250 شخصا بين قتيل وجريح», a word for people and «بين» after it."""
    for i in range(event.first - 1, max(event.first - 10, -1), -1):
        number = reader.number_over(i)
        if number is not None:
            return None if reader.is_used(number) or reader.is_year(number) or number.form == "ordinal" else number
    return None


def _between(reader: FactReader, event: Match) -> int | None:
    """The end of «قتيلا وجريحا», «بين قتيل وجريح» that begins at the event or right before it."""
    return reader.word_in(event.first, "between") or next(
        (end for i in (event.first - 1, event.first - 2) if i >= 0 and (end := reader.word_in(i, "between")) is not None and end > event.first), None
    )


def _toll(reader: FactReader, event: Match) -> list[Fact]:
    """«عدد القتلى بلغ 26 شخصا», «ارتفاع حصيلة القتلى إلى 16», and «والمصابين 28» after such a toll."""
    follows_toll = reader.role_before(event.first, "toll", 3)
    number = reader.number_at(event.last)
    if not follows_toll and not (number is not None and reader.is_definite(event.first) and reader.is_break(number.last)):
        return []
    both = _between(reader, event) is not None
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_TOLL)
    linked = False
    for at in range(event.last, end):
        if reader.word_in(at, "toll-link") is not None:
            linked = True
        number = reader.number_at(at)
        if number is not None and number.form != "ordinal" and not reader.is_year(number) and not reader.is_used(number):
            phrase = phrase_at(reader, at)
            if number.low is None and number.high is None:
                continue
            if phrase is None or (not linked and at > event.last and follows_toll is False):
                continue
            if reader.folded(at - 1) == "من" and any(reader.folded(i) == "الي" for i in range(number.last, min(number.last + 3, end))):
                linked = True
                continue
            bound = reader.bound_before(event.first)
            if bound is not None and phrase.amount.precision == "exact":
                phrase.amount = bounded(phrase.amount, bound)
            reader.take(number)
            fact = _fact(reader, event, event.first, phrase.last, phrase.amount, "casualties.toll", phrase)
            if both:
                fact.kind = "casualties"
            return [fact]
    return []


def _license_before(reader: FactReader, event: Match) -> int | None:
    """The token of «سقوط», «مخلفا» and their like right before the noun."""
    at = event.first - 1
    return at if at >= 0 and reader.word_in(at, "license") is not None else None


def _bare_noun(reader: FactReader, event: Match) -> list[Fact]:
    """«سقوط قتلى وجرحى», «مخلفا قتيلين»: no number, but a word that says that it happened."""
    number = event.row["number"]
    if reader.is_definite(event.first):
        return []
    licensed = (
        reader.role_before(event.first, "license", _REACH_LICENSE)
        or (event.first == reader.document.sentence_of(event.first).first and not reader.is_definite(event.last))
        or reader.folded(event.first - 1) in (":", ".")
        or ((reader.begins_with_and(event.first) or reader.ending_at(event.first, "nor") is not None) and reader.is_casualty_noun_before(event.first))
    )
    if number == "dual" or (number == "plural" and reader.is_negated(event.first)):
        licensed = True
    if not licensed or event.row["kind"] in ("detained", "kidnapped", "displaced"):
        return []
    amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(number, _UNKNOWN_COUNT)
    license_at = _license_before(reader, event)
    if event.row["kind"] == "casualties" and reader.is_casualty_noun_after(event.last):
        kind = "killed"
    else:
        kind = event.row["kind"]
    fact = _fact(reader, event, event.first, event.last, amount, "casualties.noun")
    if license_at is not None and len(reader.folded(license_at)) > 3:
        fact.first, fact.start = license_at, reader.tokens[license_at].start + reader.clitics(license_at)
    fact.kind = kind
    _describe(reader, fact, event.last)
    return [fact]


def body(reader: FactReader, event: Match) -> list[Fact]:
    """«العثور على جثتين», «5 جثث», «جثة المفجر»: bodies are killed people."""
    number = reader.number_before(event.first)
    found_at = reader.ending_at(number.first if number is not None else event.first, "recover")
    found_somewhere = found_at is not None or reader.role_before(event.first, "recover", 5)
    if number is not None:
        reader.take(number)
        fact = _fact(reader, event, number.first, event.last, reader.amount_of(number), "casualties.bodies")
        fact.start = number.start
    else:
        phrase = phrase_at(reader, event.last, bare_number=False)
        of_people = phrase is not None and not reader.is_partitive(event.last)
        if not found_somewhere and not of_people:
            return []
        if event.row["number"] == "plural" and not of_people:
            return []
        amount = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}.get(event.row["number"], _UNKNOWN_COUNT)
        if phrase is not None and of_people and phrase.counted:
            amount = phrase.amount
            reader.take(amount.number)
        last = phrase.last if phrase is not None and of_people else event.last
        fact = _fact(reader, event, event.first, last, amount, "casualties.bodies", phrase if of_people else None)
    if fact.victims is None:
        _describe(reader, fact, event.last)
    if found_at is not None:
        fact.first, fact.start = found_at, reader.tokens[found_at].start + reader.clitics(found_at)
    return [fact]


def loss(reader: FactReader, event: Match) -> list[Fact]:
    """«خسائر في الأرواح», «خسائر بشرية في صفوف …»: losses of people without a number."""
    fact = _fact(reader, event, event.first, event.last, _UNKNOWN_COUNT, "casualties.losses")
    ranks = reader.word_in(event.last, "ranks-of")
    mention = reader.mention_from(ranks if ranks is not None else event.last)
    if mention is not None and mention.list != "places":
        fact.victims = Piece(mention.start, mention.end, mention)
        fact.last, fact.end, fact.neutral = mention.last, mention.end, False
    return [fact]


RULES: tuple[tuple[str, Callable[[FactReader, Match], list[Fact]]], ...] = (
    ("either", pair),
    ("passive", pair),
    ("masdar", pair),
    ("active", pair),
    ("light", light),
    ("passive", passive),
    ("idiom", idiom),
    ("either", passive),
    ("active", active),
    ("masdar", masdar),
    ("either-counted", counted(passive)),
    ("passive-counted", counted(passive)),
    ("active-counted", counted(active)),
    ("masdar-counted", counted(masdar)),
    ("pronoun", pronoun),
    ("loss", loss),
    ("body", body),
    ("noun", noun),
    ("counted-noun", _counted_noun),
    ("state", state),
)


# -- parts of a total


def subsets(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«بينهم أربعة أطفال وامرأة»: parts of the total told just before in the same sentence."""
    end = -1
    for cue in reader.document.matches("constructions"):
        role = cue.row["role"]
        if role not in ("subset", "of-them", "subset-of-toll", "made-of", "one-of-them") or cue.first < end or cue.first in reader.spent:
            continue
        end = cue.last
        if any(fact.first <= cue.first < fact.last for fact in facts):
            continue
        sentence = reader.document.sentence_of(cue.first)
        since = 0 if role == "subset-of-toll" else sentence.first
        total = max(
            (f for f in facts if since <= f.first and f.last <= cue.first + 1 and not f.subset and f.anchor < cue.first),
            key=lambda f: f.last,
            default=None,
        )
        if total is not None and since and cue.first - total.last > _REACH_FORWARD:
            total = None
        if total is None:
            yield from _untold(reader, cue) if role == "subset-of-toll" else ()
            continue
        if role == "one-of-them":
            yield _one_of_them(reader, cue, total)
            continue
        at = cue.last
        restated = reader.number_behind(at)
        if role == "subset-of-toll" and restated is not None and restated.definite:
            at = restated.last
        phrases = _parts(_list_from(reader, at, bare=False), told_apart=role == "subset-of-toll")
        if role == "of-them" and not (phrases and (phrases[0].counted or phrases[0].row is not None)):
            continue
        if role == "made-of" and not (len(phrases) > 1 and all(phrase.counted for phrase in phrases)):
            continue
        for i, phrase in enumerate(phrases):
            reader.take(phrase.amount.number)
            fact = _people_fact(reader, cue, phrase, total.kind, "casualties.subset")
            if i == 0:
                fact.first, fact.start = cue.first, reader.tokens[cue.first].start + cue.prefix
            fact.subset, fact.of = True, total
            yield fact


def _one_of_them(reader: FactReader, cue: Match, total: Fact) -> Fact:
    """«أحدهم قيادي بارز»: one of the people just told."""
    phrase = phrase_at(reader, cue.last, bare_number=False)
    last = phrase.last if phrase is not None and not phrase.counted else cue.last
    fact = _fact(reader, cue, cue.first, last, Amount(1, 1, "exact"), "casualties.one-of-them", phrase if last > cue.last else None)
    fact.kind, fact.subset, fact.of = total.kind, True, total
    return fact


def _untold(reader: FactReader, cue: Match) -> Iterator[Fact]:
    """«ومن بين القتلى طفلان»: parts of a total that this text does not count."""
    word = next((m for i in range(cue.first, cue.last) if (m := reader.event_noun_at(i)) is not None), None)
    if word is None:
        return
    for phrase in _parts(_list_from(reader, cue.last, bare=False), told_apart=True):
        reader.take(phrase.amount.number)
        fact = _people_fact(reader, cue, phrase, "killed" if word.row["kind"] == "casualties" else word.row["kind"], "casualties.subset")
        fact.subset = True
        yield fact


def _parts(phrases: list[Phrase], *, told_apart: bool) -> list[Phrase]:
    """The parts of a total: each counted one alone; plurals without a number as one, where they are leaders or told apart.

    «بينهم نساء وأطفال» only says who the people are: words of the total, and no statement of its own.
    """
    counted = [phrase for phrase in phrases if phrase.counted or phrase.amount.low is not None]
    if counted or not phrases:
        return counted
    first, last = phrases[0], phrases[-1]
    if first.definite or not (told_apart or (first.row is not None and first.row["category"] == "leader")):
        return []
    first.last = last.last
    if first.words is not None and last.words is not None:
        first.words = first.words[0], last.words[1]
    return [first]


def tie_parts(facts: list[Fact]) -> None:
    """«أعدم أربعة منهم»: a count of «منهم» is part of the larger count just told, whatever happened to the others."""
    for before, fact in zip(facts, facts[1:], strict=False):
        if fact.subset or not fact.of_them or fact.amount.low is None or fact.amount.precision == "vague":
            continue
        total = before.of or before
        if total.amount.low is not None and total.amount.low > fact.amount.low:
            fact.subset, fact.of = True, total


def shares(reader: FactReader, facts: list[Fact]) -> Iterator[Fact]:
    """«معظمهم مدنيون», «اثنان منهم», «نصفهم»: how many of the people told just before in the same sentence."""
    for number in reader.findings.numbers:
        if reader.is_used(number) or reader.is_year(number):
            continue
        pronoun_end = number.last if reader.folded(number.last - 1).endswith(_PRONOUNS) else None
        if pronoun_end is None and number.form in ("words", "digits", "vague"):
            pronoun_end = reader.word_in(number.last, "of-them")
        sentence = reader.document.sentence_of(number.first)
        if pronoun_end is None:
            continue
        total = max(
            (f for f in facts if sentence.first <= f.first and f.last <= number.first and not f.subset),
            key=lambda f: f.last,
            default=None,
        )
        if total is None or number.first - total.last > _REACH_OF_SHARE or _exceeds(number, total):
            continue
        reader.take(number)
        amount = _share_of(number, total, reader)
        at = pronoun_end + 1 if reader.folded(pronoun_end) == "من" else pronoun_end
        phrase = phrase_at(reader, at, bare_number=False)
        last = phrase.last if phrase is not None and not phrase.counted else pronoun_end
        fact = Fact(total.kind, number.first, number.first, last, number.start, reader.tokens[last - 1].end, "casualties.share", amount)
        if phrase is not None and last == phrase.last:
            _add_people(reader, fact, phrase)
        fact.subset, fact.of = True, total
        yield fact


def _exceeds(number: Number, total: Fact) -> bool:
    """Whether a number is larger than the total that it should be part of."""
    known = total.amount.low if total.amount.low is not None else total.amount.high
    return number.low is not None and known is not None and number.low >= known


def _share_of(number: Number, total: Fact, reader: FactReader) -> Amount:
    """A fraction of its total; a majority has no number."""
    if number.share is not None and total.amount.low is not None:
        part = total.amount.low * number.share[0] // number.share[1]
        return Amount(part, part if total.amount.high is not None else None, "approximate", number.start, number.end, number)
    if number.share is not None:
        return Amount(None, None, "vague", number.start, number.end, number)
    return reader.amount_of(number)


# -- where the people stand


def adjacent(reader: FactReader, at: int, *, bare: bool = True) -> list[Phrase]:
    """The victim phrase that begins at a token, and those that «و» adds to it."""
    return _list_from(reader, at, bare=bare)


def after(reader: FactReader, at: int, *, uncounted: bool, end: int | None = None) -> list[Phrase]:
    """The victim phrases after a verb: at once, or past its subject, a time or a place."""
    found = adjacent(reader, at)
    if found:
        behind = _object_after(reader, found)
        return found if behind is None else _list_from(reader, behind, bare=True)
    limit = min(reader.document.sentence_of(at - 1).last, at + _REACH_FORWARD, end or at + _REACH_FORWARD)
    step = at
    while step < limit:
        word = reader.tokens[step].word
        if word.text in _STOPS or (word.text in _COMMAS and step > at) or reader.word_in(step, "that") is not None:
            return []
        event = reader.match(step, "casualty_words")
        if event is not None and event.row["form"] not in ("noun", "body", "light_object"):
            return []
        number = reader.number_at(step)
        if number is not None:
            found = _list_from(reader, step, bare=number.definite and number.form == "vague")
            if found:
                return found
        elif step > at and reader.names_person(step) and all(reader.is_inside(i) or reader.is_quiet(i) for i in range(at, step)):
            return _list_from(reader, step, bare=False)
        elif uncounted and step < at + _REACH_UNCOUNTED and step > at and reader.mention_over(step) is None:
            previous = reader.folded(step - 1)
            noun = reader.noun_at(step)
            if noun is not None and not noun.definite and reader.follows_subject(step) and previous != "من":
                found = _list_from(reader, step, bare=False)
                if found:
                    return found
        step += 1
    return []


def _object_after(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """Where the object begins, if the people right behind a verb are its subject: «قتل انتحاري 26 شخصا», «قتل مسلحون جنديا»."""
    first = phrases[0]
    if first.counted or first.person is not None or len(phrases) > 1:
        return None
    if first.row is not None and first.row["group"] == "civilian" or reader.event_noun_at(first.first) is not None:
        return None
    end = reader.document.sentence_of(first.first).last
    noun = reader.noun_at(first.last) if first.last < end else None
    if noun is not None and not noun.definite and noun.word["number"] == "singular" and reader.folded(first.last).endswith("ا"):
        return first.last
    for at in range(first.last, min(first.last + _REACH_OF_OBJECT, end)):
        if reader.is_punctuation(at) or reader.begins_with_and(at) or reader.word_in(at, "that") is not None or reader.word_in(at, "subset") is not None:
            return None
        number = reader.number_at(at)
        if number is not None and not number.definite and not reader.is_used(number):
            bare = at == first.last and (first.definite or first.amount.low is None)
            return at if phrase_at(reader, at, bare_number=bare) is not None else None
    return None


def before(reader: FactReader, event: Match, *, end: int | None = None) -> list[Fact]:
    """The people before their verb: «أن 33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا», «محسن الفضلي قتل»."""
    last = end or event.last
    verb = reader.folded(event.first)[event.prefix :]
    plural, dual = verb.endswith(_PLURAL_ENDINGS), verb.endswith(_DUAL_ENDINGS) and not verb.endswith("وا")
    sentence = reader.document.sentence_of(event.first)
    relative = event.first - 1
    if reader.word_in(relative, "relative") is not None:
        return _antecedent(reader, event, relative, last, dual=dual)
    if reader.begins_with_and(event.first) and event.prefix:
        return []
    start = max(sentence.first, event.first - _REACH_BACK)
    for at in range(event.first - 1, start - 1, -1):
        if not reader.opens_clause(at, sentence.first):
            continue
        phrases = _list_from(reader, at, bare=plural and at >= event.first - 4)
        if not phrases:
            continue
        tail = phrases[-1]
        if tail.words is None and tail.last != event.first:
            continue
        first = phrases[0]
        if tail.last > event.first or event.first - tail.last > (_GAP_TO_VERB if first.counted or first.person or dual else 2):
            continue
        if reader.has_verb(tail.last, event.first):
            continue
        if not (plural or dual) and (first.amount.low != 1 or len(phrases) > 1):
            continue
        if dual and first.amount.low is None and not first.counted and reader.folded(first.first).endswith(("ين", "ان")):
            first.amount = Amount(2, 2, "exact")
        if plural and first.amount.low == 1 and len(phrases) == 1:
            continue
        if first.definite and not first.person:
            continue
        return _people_before(reader, event, phrases, last)
    if not plural and not dual:
        return _name_before(reader, event, last)
    return []


def _people_before(reader: FactReader, event: Match, phrases: list[Phrase], last: int) -> list[Fact]:
    facts = []
    for phrase in phrases:
        reader.take(phrase.amount.number)
        fact = _people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb")
        fact.anchor = event.first
        if phrase is phrases[-1]:
            fact.last, fact.end = last, reader.tokens[last - 1].end
        facts.append(fact)
    return facts


def _name_before(reader: FactReader, event: Match, last: int) -> list[Fact]:
    """A name right before a passive verb: «محسن الفضلي قتل هذا الشهر»."""
    mention = reader.mention_over(event.first - 1)
    if event.prefix or mention is None or mention.kind != "person" or reader.says_before(mention.first):
        return []
    fact = _fact(reader, event, mention.first, last, Amount(1, 1, "exact"), "casualties.name-verb")
    fact.start = mention.start
    fact.victims, fact.neutral = Piece(mention.start, mention.end, mention), False
    return [fact]


def _antecedent(reader: FactReader, event: Match, relative: int, last: int, *, dual: bool) -> list[Fact]:
    """«الجنود الأمريكيين الذين قتلوا»: the people of a relative clause."""
    for at in range(relative - 1, max(relative - 7, -1), -1):
        phrase = phrase_at(reader, at, bare_number=False)
        if phrase is None or phrase.last != relative or (event.row["kind"] == "displaced" and phrase.amount.low == 1):
            continue
        while (number := reader.number_before(phrase.first)) is not None and not phrase.counted:
            phrase.amount, phrase.first, phrase.counted = reader.amount_of(number), number.first, True
        if dual:
            phrase.amount = Amount(2, 2, "exact")
        reader.take(phrase.amount.number)
        fact = _people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-who")
        fact.anchor, fact.last, fact.end = event.first, last, reader.tokens[last - 1].end
        return [fact]
    return []


def _list_from(reader: FactReader, at: int, *, bare: bool) -> list[Phrase]:
    """A victim phrase and those that «و» adds: «ضابطين وجندي», «11 من عناصر داعش و10 مدنيين»."""
    phrase = phrase_at(reader, at, bare_number=bare)
    if phrase is None:
        return []
    phrases = [phrase]
    while len(phrases) < 6:
        step = reader.after_bound(phrases[-1].last, phrases[-1].amount)
        plus = reader.word_in(step, "plus")
        comma = step < len(reader.tokens) and reader.tokens[step].word.text in _COMMAS
        if comma:
            plus = plus or reader.word_in(step + 1, "plus")
            step += 1
        if step >= len(reader.tokens) or not (plus or reader.begins_with_and(step)):
            break
        if plus is not None:
            step = plus
        elif reader.folded(step) == "و":
            step += 1
        following = phrase_at(reader, step, bare_number=False)
        if following is None or (following.definite and not following.person) or reader.event_noun_at(step) is not None:
            break
        if (comma or plus is not None) and not following.counted:
            break
        if not following.counted and reader.says_at(following.last):
            break
        if following.refers_back and not following.counted and following.amount.low is None and following.row is None:
            break
        phrases.append(following)
    return phrases


# -- facts


def _with_people(reader: FactReader, event: Match, phrases: list[Phrase]) -> list[Fact]:
    """A fact a phrase: the first with its event word, the others with their own words."""
    kind = event.row["kind"]
    if kind == "displaced":
        phrases = [p for p in phrases if p.amount.low != 1 and (p.words is None or reader.judge(*p.words)[0] != "combatant")]
    if not phrases:
        return []
    first = phrases[0]
    if kind in _NEEDS_PEOPLE and first.row is None and first.person is None and not _are_people(reader, first):
        if not (first.counted and first.words is None and first.first <= event.last + 1 and event.row.id != "missing-verb"):
            return []
    if kind == "missing" and (reader.is_possession(first.last) or (event.row.id == "missing-verb" and not first.counted)):
        return []
    if _is_generic(reader, event, first):
        return []
    if kind == "injured" and (reader.is_ill(first.last) or (event.row.id == "injure-verb" and first.definite and not first.person)):
        return []
    rule = f"casualties.{event.row['form']}-" + ("count-victims" if first.counted else "victims")
    facts = []
    if kind == "detained" and first.row is not None and first.row.id.startswith("hostage"):
        kind = "kidnapped"
    for i, phrase in enumerate(phrases):
        reader.take(phrase.amount.number)
        fact = _people_fact(reader, event, phrase, kind, rule)
        if i == 0:
            fact.first, fact.start = event.first, reader.tokens[event.first].start + event.prefix
        facts.append(fact)
    return facts


def _is_generic(reader: FactReader, event: Match, phrase: Phrase) -> bool:
    """Whether the words tell of people at large or of something else: «وفاة الإنسان», «يصاب الأطفال», «قضى الدكتور حياته»."""
    if phrase.counted:
        return False
    if phrase.definite and phrase.row is not None and phrase.row.id in _ANYONE:
        return True
    verb = reader.folded(event.first)[event.prefix :]
    habit = verb[:1] in ("ي", "ت") and event.row["form"] in ("passive", "active") and event.row["kind"] == "injured"
    if habit and phrase.amount.low is None and (phrase.definite or reader.is_possession(phrase.first)):
        return True
    return event.row.id == "perish-verb" and phrase.amount.low == 1


def _are_people(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the words of a phrase are a nationality, members of a group, or point back to people."""
    if phrase.words is not None and phrase.counted and reader.may_be_people(phrase.words[0]):
        return True
    return phrase.words is not None and (phrase.refers_back or reader.nationality_at(phrase.words[0]) is not None or reader.is_partitive(phrase.words[0]))


def _people_fact(reader: FactReader, event: Match, phrase: Phrase, kind: str, rule: str) -> Fact:
    """The fact of one victim phrase, without its event word."""
    fact = Fact(kind, event.first, phrase.first, phrase.last, reader.start_of(phrase.first), reader.tokens[phrase.last - 1].end, rule, phrase.amount)
    _add_people(reader, fact, phrase)
    return fact


def _fact(reader: FactReader, event: Match, first: int, last: int, amount: Amount, rule: str, phrase: Phrase | None = None) -> Fact:
    """The fact of an event word and the tokens `first` to `last - 1`."""
    start = reader.tokens[event.first].start + event.prefix if first == event.first else reader.start_of(first)
    fact = Fact(event.row["kind"], event.first, first, last, start, reader.tokens[last - 1].end, rule, amount)
    if phrase is not None:
        _add_people(reader, fact, phrase)
    return fact


def _add_people(reader: FactReader, fact: Fact, phrase: Phrase) -> None:
    """The words for the people, and what these say of them."""
    if phrase.words is None:
        return
    first, last = phrase.words
    mention = phrase.person or next((m for i in range(first, last) if (m := reader.mention_over(i)) is not None and m.list != "places"), None)
    fact.of_them = reader.pronoun_at(first) or reader.word_in(first, "one-of-them") is not None
    fact.victims = Piece(reader.start_of(first), reader.tokens[last - 1].end, mention)
    fact.group, fact.categories = reader.judge(first, last)
    fact.neutral = fact.group == "unknown"


def _describe(reader: FactReader, fact: Fact, at: int) -> None:
    """What follows a noun for casualties: «من المتمردين الحوثيين», «مدنيين», «في صفوف …»."""
    last = at
    while (step := reader.described_until(last)) is not None and step > last and step - at < 10:
        last = step
    if last > at:
        fact.victims = Piece(reader.tokens[at].start, reader.tokens[last - 1].end, None)
        fact.last, fact.end = last, reader.tokens[last - 1].end
        fact.group, fact.categories = reader.judge(at, last)
        fact.neutral = fact.group == "unknown"
        fact.victims.mention = next((m for i in range(at, last) if (m := reader.mention_over(i)) is not None and m.list != "places"), None)
