"""Victim phrases: «24 إرهابياً», «أكثر من 33 مسلحا من مسلحي داعش», «جندي تركي», «القيادي فلان», «آخرون»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mosul_extract.extractors.description import described, of_institution, unlisted_force, within
from mosul_extract.extractors.fact_reading import FactReader, Noun
from mosul_extract.lexicons.loading import Row
from mosul_extract.mentions import Amount, Mention
from mosul_extract.text.numerals import Number

_REACH_TO_NUMBER = 5
_NOT_THEM = frozenset({"متهما", "مهما", "مبهما", "ملهما", "مساهما", "سهما"})
_UPON_THEM = frozenset({"بهما", "عليهما", "لهما", "فيهما", "اليهما", "منهما", "عنهما"})
_COMMAS, _LONGEST_ROLE = frozenset("،,"), 14
_ARTICLE = "ال"
_OR = "او"
_OF_TWO = ("ين", "ان")
# A dual whose vowels are written: «مسعفَين».
_WRITTEN_DUAL = ("\u064eين", "\u064eيْن", "\u064eيْنِ", "\u064eينِ")
_EACH = "كل"
# «160 جنديا أسرهم التنظيم»: the verb, not their families.
_SEIZED_THEM = frozenset({"اسرهم", "اسرتهم"})
_HERS = ("ها", "هما", "نا")
_TWO = 2
OF_AGE = frozenset({"عمره", "عمرها", "عمرهم", "عمرهما", "العمر"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
# Families are not people: how many were hurt is not said.
FAMILIES = frozenset({"family", "family-many", "family-two"})
_VAGUE_PLURAL = Amount(None, None, "unstated")
_BY_NUMBER = {"singular": Amount(1, 1, "exact"), "dual": Amount(2, 2, "exact")}


@dataclass(slots=True)
class Phrase:
    """People as a text counts them: the tokens of the whole phrase, the amount, the words for the people, who they are."""

    first: int
    last: int
    amount: Amount
    words: tuple[int, int] | None = None
    row: Row | None = None
    person: Mention | None = None
    definite: bool = False
    counted: bool = False
    refers_back: bool = False


def phrase_at(reader: FactReader, at: int, *, bare_number: bool = False) -> Phrase | None:
    """The victim phrase that begins at a token, or None.

    `bare_number`: a number without any noun («جرح 30») is one as well.
    """
    at = reader.skip_quotes(at)
    introduced = reader.begins_construction(at)
    number = reader.number_at(at)
    if number is None and reader.folded(at) == _ARTICLE and (digits := reader.number_at(at + 1)) is not None:
        at, number = at + 1, digits  # «مقتل الـ12 جنديا»
    if number is None and introduced:
        number = _number_of(reader, at)
    if number is not None:
        phrase = _counted(reader, at, number, bare_number=bare_number)
        if phrase is not None and phrase.words is not None and number.first > at and reader.noun_at(at) is not None:
            phrase.words = at, phrase.words[1]  # «عائلة من سبعة أفراد»
        return phrase
    at_least = _bounded_noun(reader, at)
    if at_least is not None:
        return at_least
    for role, rule in _INTRODUCED if introduced else ():
        last = reader.word_in(at, role)
        if last is not None and ((phrase := rule(reader, at, last)) is not None or role in _ALWAYS):
            return phrase
    one = _named(reader, at) or _noun_or_office(reader, at) or (_so_called(reader, at) if introduced else None)
    return one if one is None else _with_names(reader, one)


def _noun_or_office(reader: FactReader, at: int) -> Phrase | None:
    """«جندي», «مدير الأمن»; of «نائب», a member of parliament, and «نائب مدير أمن» the longer one."""
    noun, by_office = _noun(reader, at), office(reader, at)
    if noun is None or by_office is None:
        return noun or by_office
    return by_office if by_office.last > noun.last else noun


def _with_names(reader: FactReader, phrase: Phrase) -> Phrase:
    """«رئيس المجلس الأعلى، صالح الصماد، في غارة», «الشابين سامي العمور وخالد الناقة»: the names behind what people are."""
    if phrase.counted or phrase.person is not None or phrase.words is None:
        return phrase
    if phrase.amount.low == _TWO and phrase.definite:
        last = _past_two_names(reader, phrase.last)
    elif phrase.amount.low == 1 and phrase.last - phrase.first > 1:
        named = reader.starting.get(phrase.last)  # «القائد الميداني في اللواء الثالث فلان»
        if named is not None and named.kind == "person" and named.start == reader.starts[phrase.last]:
            phrase.person, last = named, named.last
        else:
            last = _past_name_behind_comma(reader, phrase)
    else:
        last = None
    if last is not None:
        phrase.last, phrase.words = last, (phrase.words[0], last)
    return phrase


def _past_two_names(reader: FactReader, at: int) -> int | None:
    """The token after «فلان وفلان»."""
    first = reader.starting.get(at)
    if first is None or first.kind != "person" or not reader.begins_with_and(first.last):
        return None
    second = reader.over.get(first.last + (reader.folded(first.last) == "و"))
    return second.last if second is not None and second.kind == "person" else None


def _has_two_names(reader: FactReader, at: int) -> bool:
    """Whether two names and no more follow what can be a dual as well: «المسعفين فلان وفلان»."""
    last = _past_two_names(reader, at) if reader.folded(at - 1).endswith("ين") else None
    third = None if last is None else reader.over.get(last + (reader.folded(last) == "و"))
    return (
        last is not None
        and not (reader.begins_with_and(last) and third is not None)
        and reader.folded(last) not in _COMMAS
    )


def _past_name_behind_comma(reader: FactReader, phrase: Phrase) -> int | None:
    """The token after a name between commas, or at the end of the sentence, which tells who an office is."""
    limit = min(phrase.last + _LONGEST_ROLE, reader.document.sentence_of(phrase.first).last)
    place = reader.starting.get(phrase.last)  # «عضو المجلس بمديرية كذا، فلان»
    comma = place.last if place is not None and place.list == "places" else phrase.last
    if reader.folded(comma) not in _COMMAS:
        return None
    for at in range(comma + 1, limit):
        person = reader.starting.get(at)
        if person is None or person.kind != "person":
            continue
        titles = min(piece[0] for piece in (person.rank, person.role, (person.start, person.end)) if piece is not None)
        alone = person.last >= limit or reader.is_punctuation(person.last)
        if titles != reader.starts[comma + 1] or not alone or reader.begins_with_and(at):
            return None
        phrase.person = person
        return person.last
    return None


def _number_of(reader: FactReader, at: int) -> Number | None:
    """The number behind «عدد» and its like, and of those who make up a family, a cell, a crew: «طاقم السفينة المؤلف من 12 بحارا»."""
    if (word := reader.word_in(at, "count-word")) is not None:
        return reader.number_at(reader.skip_quotes(word))
    step = reader.word_in(at, "collective")
    if step is None:
        return None
    for i in range(step, step + _REACH_TO_NUMBER):
        link = i + 1 if reader.folded(i) == "من" else reader.word_in(i, "composed-of")
        number = reader.number_at(reader.skip_quotes(link)) if link is not None else None
        if number is not None:
            return number
        if reader.is_punctuation(i) or reader.begins_with_and(i) or (link is None and reader.is_verb(i)):
            break
    return None


def _parent(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«أم وطفليها», «أب وثلاثة من أبنائه»: a word that means «or» and «August» as well, before kin or a count that «و» adds."""
    kin, noun = reader.noun_at(last), reader.noun_at(at)
    if not reader.begins_with_and(last) or (kin is None and reader.number_at(last) is None):
        return None
    row = noun.word if noun is not None else None
    return Phrase(at, last, Amount(1, 1, "exact"), (at, last), row, definite=reader.is_definite(at))


def _any_of(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«أي جنود»: people of no number; «أي شخص» is nobody."""
    phrase = _noun(reader, last)
    if phrase is None or (phrase.row is not None and phrase.row["group"] == "unknown"):
        return None
    phrase.first, phrase.amount = at, _VAGUE_PLURAL
    return phrase


def _more_of(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«مزيد من الجنود»: people of no number, though definite."""
    phrase = _noun(reader, last)
    if phrase is None or phrase.amount.low is not None:
        return None
    phrase.first, phrase.definite = at, False
    return phrase


def _each_of(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«كل من فلان وفلان», «كل من: فلان، فلان»: the first of some named people."""
    phrase = _named(reader, last + (reader.folded(last) == ":"))
    if phrase is not None:
        phrase.first = at
    return phrase


def _of_them(reader: FactReader, at: int, last: int) -> Phrase | None:  # noqa: ARG001
    """«أحدهم»: one of the people told before."""
    return Phrase(at, last, Amount(1, 1, "exact"), (at, last), refers_back=True)


def _this(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«هذين الشرطيين», «هؤلاء الجنود»: people told before."""
    phrase = _noun(reader, last)
    if phrase is None or not phrase.definite:
        return None
    phrase.first = at
    return phrase


def _so_called(reader: FactReader, at: int) -> Phrase | None:
    """«ما يسمى والي الموصل», «المدعو أبو عمر»: one person by a name or an office that the writer does not own."""
    called = reader.word_in(at, "so-called")
    if called is None:
        return None
    named = reader.skip_quotes(called)
    phrase = _named(reader, called) or office(reader, named) or _noun(reader, named)
    if phrase is None or phrase.amount.low != 1:
        return None
    phrase.first = at
    closed = reader.word(phrase.last)
    if named > called and closed is not None and closed.is_quote:
        phrase.last = described(reader, phrase.last + 1)
        if phrase.words is not None:
            phrase.words = (phrase.words[0], phrase.last)
    return phrase


def _all_of(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«جميع العسكريين الأربعة», «كل المهاجمين»: all of some people, whose number may follow."""
    phrase = _noun(reader, last)
    if phrase is None or phrase.row is None or phrase.row["number"] == "singular":
        return None
    phrase.first, phrase.definite = at, False
    return phrase


def _bounded_noun(reader: FactReader, at: int) -> Phrase | None:
    """«ما لا يقل عن شخصين»: a bound before a noun that counts by its form."""
    bound = reader.bound_at(at)
    if bound is None:
        return None
    last, kind = bound
    phrase = _noun(reader, reader.skip_quotes(last))
    if phrase is None or phrase.amount.low is None:
        return None
    phrase.amount = bounded(phrase.amount, kind)
    phrase.first = at
    return phrase


def _counted(
    reader: FactReader, at: int, number: Number, *, bare_number: bool, of_whole: bool = False
) -> Phrase | None:
    """A number and its noun: the noun, «من» and the people, a pronoun, or nothing; `of_whole`: it is no part of others."""
    if number.form == "ordinal":
        return _ordinal(reader, at, number)
    if reader.is_used(number) or reader.is_year(number) or is_of_percent(reader, number):
        return None
    if reader.folded(at - 1) == _EACH:
        return None  # «واحد من كل عشرة»
    amount = Amount(number.low, number.high, number.precision, number.start, number.end, number)
    if (bracket := reader.word(number.last)) is not None and bracket.text == "(":
        return Phrase(at, number.last, amount, None, counted=True, refers_back=True) if bare_number else None
    after = reader.after_number(number)
    after = reader.word_in(after, "this") or after  # «العديد من هؤلاء الجنود»
    noun = reader.noun_at(after)
    if noun is not None and noun.word.id in FAMILIES and reader.begins_with_and(after):
        noun = None  # «قتل 9 وأسر 4»
    if noun is not None and (noun.word["number"] != "dual" or _is_plural_too(reader, noun, number)):
        if noun.word.id in FAMILIES:
            amount.low = amount.high = None
            amount.precision = "vague" if number.form == "vague" else "unstated"
        end = described(reader, noun.last)
        end = next((i for i in range(noun.last, end) if reader.folded(i) in _SEIZED_THEM), end)
        bound = reader.bound_behind(end) if amount.precision == "exact" else None
        if bound is not None:
            amount = bounded(amount, bound[1])
        return Phrase(
            at, end, amount, (noun.first, end), noun.word, counted=True, refers_back=reader.refers_back(noun.word)
        )
    parts_follow = reader.pronoun_at(after) and reader.number_at(after + 1) is not None  # «15 منهم 12 جنديا»
    if reader.is_partitive(after) and not parts_follow:
        return _part(reader, at, number, amount, bare_number=bare_number, of_whole=of_whole)
    people = reader.nationality_at(after)
    if people is not None:
        end = described(reader, people)
        return Phrase(at, end, amount, (after, end), counted=True)
    return _bare(reader, at, number, amount) if bare_number else None


def is_of_percent(reader: FactReader, number: Number) -> bool:
    """Whether the number is the hundred of «10 في المئة»."""
    return any(
        match.last >= number.last and match.row.id == "percent"
        for match in reader.document.matches_in("things", max(0, number.first - 1), number.first + 1)
    )


def _part(
    reader: FactReader, at: int, number: Number, amount: Amount, *, bare_number: bool, of_whole: bool
) -> Phrase | None:
    """«خمسة من المسلحين», «العشرات منهم»: a number, «من», and the people of whom it is a part."""
    after = reader.after_number(number)
    if not of_whole and (whole := _whole_behind(reader, after, number)) is not None:
        return Phrase(at, whole.last, amount, (after, whole.last), whole.row, counted=True)
    end = _partitive_end(reader, after)
    if end is None:
        vague = number.definite and number.form == "vague"
        alone = bare_number and (vague or (_is_of_place(reader, after + 1) and not _may_be_year(number)))
        return Phrase(at, number.last, amount, None, counted=True, refers_back=True) if alone else None
    row, back = reader.people_in(after, end), reader.pronoun_at(after)
    return Phrase(at, end, amount, (after, end), row, counted=True, refers_back=back)


def _is_of_place(reader: FactReader, at: int) -> bool:
    """«نزح 30 ألفا من بلدة X», «قتل 12 من القرية»: a place by name or class behind «من»."""
    mention = reader.mention_from(at)
    if mention is not None:
        return mention.list == "places"
    head = reader.any_match(at, "heads")
    return head is not None and head.row["list"] == "places"


def _whole_behind(reader: FactReader, at: int, part: Number) -> Phrase | None:
    """«قتل 5 من 12 رهينة», «3 من أصل 20 راكبا»: the people, and how many they all were, of whom a count is a part."""
    first = reader.word_in(at + 1, "out-of") or at + 1
    number = reader.number_at(first)
    if reader.folded(at) != "من" or number is None or number.low is None or part.low is None:
        return None
    whole = _counted(reader, first, number, bare_number=False, of_whole=True)
    hurt = reader.event_noun_at(reader.after_number(number))
    if whole is None and hurt is not None:  # «توفي 6 من بين 45 مصابا»
        whole = Phrase(first, hurt.last, _VAGUE_PLURAL, (first, hurt.last))
    if whole is None and first > at + 1 and number.low > part.low:  # «12 من أصل 45»
        return Phrase(first, number.last, _VAGUE_PLURAL, None)
    if whole is None or (whole.row is None and whole.words is None):
        return None
    families = whole.row is not None and whole.row.id in FAMILIES  # «7 من 3 عائلات»
    return whole if number.low > part.low or families else None


def _bare(reader: FactReader, at: int, number: Number, amount: Amount) -> Phrase | None:
    """«قتل 12 وأصيب 30»: a number without a noun, before what cannot be counted or before a word that may be people."""
    after = reader.after_number(number)
    thing = reader.is_thing(after) and not reader.is_time(after)
    counts_noun = reader.event_noun_at(after) is not None and not reader.begins_with_and(after)
    if thing or counts_noun:
        return None
    if reader.may_be_people(after):
        end = described(reader, after + 1)
        return Phrase(at, end, amount, (after, end), counted=True)
    if _may_be_year(number) and not _goes_on_from_count(reader, at):
        return None
    if reader.is_break(after) or reader.is_time(after) or number.form == "vague":
        return Phrase(at, number.last, amount, None, counted=True, refers_back=True)
    return None


def _may_be_year(number: Number) -> bool:
    """Whether a number without any noun looks like a year: «قتل فيه 2011»."""
    return number.form == "digits" and number.low is not None and _FIRST_YEAR <= number.low <= _LAST_YEAR


def _goes_on_from_count(reader: FactReader, at: int) -> bool:
    """«قتل 100 شخص وأصيب 1946 في أيلول»: whether «و» adds the verb right before a number to another count of the hurt."""
    verb = reader.any_match(at - 1, "casualty_words") if at else None
    if verb is None or verb.first != at - 1 or not reader.begins_with_and(at - 1) or verb.row["kind"] != "injured":
        return False
    first = max(reader.document.sentence_of(at).first, at - 1 - _REACH_TO_NUMBER)
    counts = (reader.number_over(i) for i in range(first, at - 1))
    return any(count is not None and not reader.is_year(count) for count in counts)


def _is_plural_too(reader: FactReader, noun: Noun, number: Number) -> bool:
    """Whether a word that is listed as a dual is a plural behind its number («5 شرطيين»), or the number says two as well."""
    if number.low == number.high == _TWO:
        return number.form == "words" and reader.folded(noun.last - 1).endswith(("ان", "ين"))
    return reader.folded(noun.last - 1).endswith("ين")


def _ordinal(reader: FactReader, at: int, number: Number) -> Phrase | None:
    """«وأصيب ثالث», «وجرح الرابع»: one more person, where no noun follows."""
    alone = reader.is_break(number.last) and not reader.is_partitive(number.last) and not reader.is_time(at)
    if not alone or (number.definite and not _is_last_of_them(reader, at, number)):
        return None
    return Phrase(at, number.last, Amount(1, 1, "exact", number.start, number.end, number), refers_back=True)


def _is_last_of_them(reader: FactReader, at: int, number: Number) -> bool:
    """Whether a verb or masdar stands right before «الرابع», and a count before it in the sentence."""
    event = reader.any_match(at - 1, "casualty_words") if at else None
    if event is None or reader.is_definite(event.first) or number.low == 1 or reader.is_definite(number.last):
        return False
    return any(reader.number_over(i) is not None for i in range(reader.document.sentence_of(at).first, event.first))


def _partitive_end(reader: FactReader, at: int) -> int | None:
    """Where «من عناصر داعش», «منهم» ends; None where what follows «من» is a time or place («20 من الشهر»)."""
    if reader.pronoun_at(at):
        return at + 1
    of = reader.skip_quotes(at + 1)
    of = (
        reader.word_in(of, "this") or reader.word_in(of, "foremost") or of
    )  # «ثلاثة من هؤلاء الشبان», «3 من كبار القادة»
    if reader.folded(of) in OF_AGE:
        return None  # «قتل وهو في الـ25 من عمره»
    mention, body = reader.mention_from(of), reader.word_in(of, "body")
    if mention is None and body is None and (reader.is_thing(of) or reader.is_time(of)):
        return unlisted_force(reader, of)  # «اثنين من قوة الأمن العام»
    if mention is not None and mention.list == "places":
        return None
    noun = reader.noun_at(of)
    if noun is None and mention is None:
        if (own := reader.match(of, "casualty_words")) is not None and own.row["form"] == "toll-noun":
            return own.last  # «ثلاثة من أسراها»
        held = reader.event_noun_at(of)
        wounded = held is not None and held.row["kind"] != "killed" and held.row["number"] == "plural"
        if held is not None and wounded and reader.is_definite(of):
            return described(reader, held.last)
        if body is None and not reader.may_be_people(of, definite=True):
            return None
        return described(reader, body or of + 1)
    return described(reader, max(noun.last if noun else of + 1, mention.last if mention else 0))


def _one_of(reader: FactReader, at: int, last: int) -> Phrase | None:
    """«أحد السجناء», «واحد من أفراد القوة», «أحد أبرز القادة»: one of some people."""
    while (step := reader.word_in(last, "foremost")) is not None:
        last = step
    noun = reader.noun_at(last)
    start = last
    if noun is None and reader.is_partitive(last):
        noun, start = reader.noun_at(last + 1), last + 1
    if noun is None:
        if not reader.may_be_people(last, definite=True):
            return None
        return Phrase(at, described(reader, last + 1), Amount(1, 1, "exact"), (at, last + 1))
    end = described(reader, noun.last)
    return Phrase(at, end, Amount(1, 1, "exact"), (at, end), noun.word) if start else None


# What a word before people says of them, in the order in which it is asked; those of `_ALWAYS` leave no other reading.
_INTRODUCED: tuple[tuple[str, Callable[[FactReader, int, int], Phrase | None]], ...] = (
    ("any", _any_of),
    ("more-of", _more_of),
    ("each-of", _each_of),
    ("all-of", _all_of),
    ("one-of-them", _of_them),
    ("one-of", _one_of),
    ("this", _this),
    ("parent", _parent),
)
_ALWAYS = frozenset({"any", "all-of", "one-of-them", "one-of"})


def _named(reader: FactReader, at: int) -> Phrase | None:
    """A named person, titles before the name aside: «القيادي البارز محمد خلف الراوي»."""
    person = reader.person_from(at)
    noun = reader.noun_at(at)
    if person is None or (noun is not None and noun.word["number"] != "singular"):
        return None
    row = next((noun.word for i in range(at, person.first) if (noun := reader.noun_at(i)) is not None), None)
    return Phrase(at, person.last, Amount(1, 1, "exact"), (at, person.last), row, person)


def office(reader: FactReader, at: int, *, joined: bool = False) -> Phrase | None:
    """Someone by his office alone: «مدير الأمن», «رئيس الأركان»; `joined`: behind «و» as well."""
    last = end = reader.office_at(at, joined=joined)
    if last is None or end is None:
        return None
    mention = reader.mention_from(end)
    inside = reader.folded(end - 1) == "في" and end - 1 > at  # «قيادي في التنظيم», but «قيادي» in a place
    if mention is not None and (mention.list != "places" or (mention.start == reader.starts[end] and not inside)):
        last = mention.last  # «قائد كتائب القسام», «محافظ عدن»
    elif (institution := of_institution(reader, last)) is not None:
        last = institution  # «معاون مباحث قسم الشرطة», «رئيس ما يسمى بالمجلس الأعلى»
    elif inside:
        last = end - 1
    elif (body := reader.word_in(last, "own-body")) is not None:
        named = reader.starting.get(body)  # «رئيس أركانهم فلان»
        last = named.last if named is not None and named.kind == "person" else body
    elif (
        not reader.is_definite(last - 1)
        and not reader.begins_with_and(last)
        and (superior := office(reader, last)) is not None
    ):
        last = superior.last  # «نائب مدير الأمن»
    while last < at + 4 and reader.is_definite(last) and not reader.is_attached_to(last) and not reader.is_closed(last):
        last += 1
    if reader.folded(last) == "في":
        last = within(reader, last) or last  # «قائد كتيبة في داعش»
    return Phrase(at, last, Amount(1, 1, "exact"), (at, last))


def _noun(reader: FactReader, at: int) -> Phrase | None:
    """A noun for people without a number: its form tells one, two, or a plural of no known number."""
    noun = reader.noun_at(at)
    if noun is None:
        people = reader.nationality_at(at)
        many = reader.folded(at).endswith(("ين", "ون"))
        if people is None or (reader.is_definite(at) and not many) or reader.mention_over(at) is not None:
            return None
        end = described(reader, people)
        if reader.is_definite(at):
            return Phrase(at, end, _VAGUE_PLURAL, (at, end), definite=True)
        return _with_number(reader, Phrase(at, end, reader.nationality_amount(at), (at, end)))
    amount = _VAGUE_PLURAL if noun.word.id in FAMILIES else _BY_NUMBER.get(noun.word["number"], _VAGUE_PLURAL)
    end = described(reader, noun.last)
    two = _told_as_two(reader, noun.last, plural=amount is _VAGUE_PLURAL)
    two = two or (amount is _VAGUE_PLURAL and reader.words[noun.last - 1].text.endswith(_WRITTEN_DUAL))
    two = two or (noun.definite and amount is _VAGUE_PLURAL and _has_two_names(reader, noun.last))
    if amount.low != 2 and (two or _are_two_of(reader, noun)):
        amount = _BY_NUMBER["dual"]
    after = in_number(reader, end, several=not noun.definite) if amount is _VAGUE_PLURAL else None
    if after is not None:
        amount = Amount(after.low, after.high, after.precision, after.start, after.end, after)
        return Phrase(at, after.last, amount, (at, end), noun.word, definite=True, counted=True)
    least = reader.bound_behind(noun.last) if amount.low == 1 and end > noun.last else None
    if least is not None:
        amount = bounded(amount, least[1])  # «مقتل عنصر على الأقل من الحزب»
    phrase = Phrase(
        at, end, amount, (noun.first, end), noun.word,
        definite=noun.definite, refers_back=reader.refers_back(noun.word),
    )  # fmt: skip
    return _with_number(reader, phrase)


def phrase_given(reader: FactReader, at: int) -> Phrase | None:
    """The people at a token that wears «ل»: «لزوج», «للنساء», «لثلاثة مدنيين»."""
    if not reader.folded(at).startswith("ل"):
        return None
    if (phrase := phrase_at(reader, at)) is not None:
        return phrase
    people = reader.any_match(at, "victims")
    if people is None or not (people.prefix or reader.folded(at).startswith("لل")):
        return None
    end = described(reader, people.last)
    amount = _BY_NUMBER.get(people.row["number"], _VAGUE_PLURAL)
    return Phrase(at, end, amount, (at, end), people.row, definite=reader.folded(at).startswith("لل"))


def in_number(reader: FactReader, at: int, *, several: bool = False) -> Number | None:
    """The number behind people that tells how many they are: «السبعة», «(7)»; `several`: also «عدة»."""
    in_number = reader.word_in(at, "in-number")  # «أفراد الدورية وعددهم 7»
    number = reader.number_behind(in_number or at)
    if number is None or number.form == "ordinal" or reader.is_used(number):
        return None
    told = (
        in_number is not None
        or number.definite
        or reader.is_bracketed(number)
        or (several and reader.is_several(number))
    )
    return number if told else None


def _are_two_of(reader: FactReader, noun: Noun) -> bool:
    """«منفذا الهجوم», «جنديا الاحتلال»: what looks like one man as an object is two, where an owner with the article follows."""
    last = reader.folded(noun.last - 1)
    if noun.word["number"] != "singular" or noun.definite or not last.endswith("ا") or last.endswith(_HERS):
        return False  # «ابنها الوحيد»
    owner = noun.last
    if reader.word_in(owner, "relative") is not None:
        return False  # «القتلى الـ40 تلميذا الذين سقطوا»
    if reader.is_event(owner) and not reader.is_attached(owner) and not reader.is_definite(owner):
        owner += 1  # «منفذا هجوم القدس»
        if owner in reader.over:
            return True
    return reader.is_definite(owner) and not (
        reader.is_attached_to(owner) or reader.is_time(owner) or reader.any_nationality(owner)
    )


def _told_as_two(reader: FactReader, at: int, *, plural: bool) -> bool:
    """Whether a word right behind says that they are two: «مدنيين تم نقلهما», «مشتبه بهما»."""
    for step in range(at, min(at + (3 if plural else 1), len(reader.words))):
        if reader.is_punctuation(step) or reader.begins_with_and(step):
            return False
        them = reader.folded(step).endswith("هما") and reader.folded(step) not in _NOT_THEM
        if them and reader.word_in(step, "one-of-them") is None:
            upon_them = reader.folded(step) in _UPON_THEM  # «مشتبه بهما», but «ابن عمهما»
            return reader.folded(at - 1).endswith("ين") if plural else upon_them
    return False


def _with_number(reader: FactReader, phrase: Phrase) -> Phrase:
    """«فلسطينيين اثنين», «جندي أفغاني واحد»: the number behind a noun that says what its form tells, or whose ending may be a plural's."""
    if (most := _or_more(reader, phrase)) is not None:
        return most
    number = reader.number_at(phrase.last)
    inner = reader.number_over(phrase.last - 1)
    if number is None and inner is not None and inner.first > phrase.first:
        number = inner  # «عسكريين آخرين اثنين»
    told = _TWO if phrase.amount.low is None else phrase.amount.low
    if number is None or number.low != told or number.high not in (told, None):
        return _with_bound(reader, phrase)
    if phrase.amount.low is None and phrase.words is not None:
        word = reader.noun_at(phrase.words[0])
        if not reader.folded(phrase.words[0] if word is None else word.last - 1).endswith(_OF_TWO):
            return _with_bound(reader, phrase)  # «قتلت قوات الأمن الصومالية اثنين من المسلحين»
    if phrase.definite or number.form != "words" or reader.is_used(number):
        return _with_bound(reader, phrase)
    reader.take(number)
    phrase.amount, phrase.last, phrase.counted = reader.amount_of(number), number.last, True
    return phrase


def _or_more(reader: FactReader, phrase: Phrase) -> Phrase | None:
    """«قتل شخص أو شخصان», «أصيب شخصان أو ثلاثة»: one or two people, or one more."""
    if phrase.amount.low is None or phrase.definite or reader.folded(phrase.last) != _OR:
        return None
    at = phrase.last + 1
    number, two = reader.number_at(at), reader.noun_at(at)
    if number is not None and number.low == number.high == phrase.amount.low + 1 and not reader.is_used(number):
        end = number.last
        reader.take(number)
    elif two is not None and two.word["number"] == "dual" and phrase.amount.low == 1 and not two.definite:
        end = two.last
    else:
        return None
    start = reader.starts[phrase.first]
    phrase.amount = Amount(phrase.amount.low, phrase.amount.low + 1, "range", start, reader.ends[end - 1])
    phrase.last = end
    return phrase


def _with_bound(reader: FactReader, phrase: Phrase) -> Phrase:
    """«شخصين على الأقل»: a bound behind a noun that counts by its form."""
    if phrase.amount.low is None:
        return phrase
    bound = reader.bound_behind(phrase.last)
    if bound is not None:
        phrase.last = bound[0]
        phrase.amount = bounded(phrase.amount, bound[1])
    return phrase


def bounded(amount: Amount, precision: str) -> Amount:
    """An exact amount under a bound."""
    low = None if precision == "at_most" else amount.low
    high = None if precision == "at_least" else amount.high
    return Amount(low, high, precision, amount.start, amount.end, amount.number)
