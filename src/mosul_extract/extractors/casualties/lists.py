"""Lists of people: a victim phrase and those that «و» adds to it."""

from __future__ import annotations

from mosul_extract.extractors.casualties.victims import OF_AGE, Phrase, office, phrase_at
from mosul_extract.extractors.casualties.wounds import past_wound
from mosul_extract.extractors.fact_reading import FactReader

_POSSESSIVE = ("ه", "ها", "هم", "هما")
_DEPOSED = frozenset({"المخلوع", "الرئيس"})
_COMMAS, _KIND = frozenset("،,"), "يا"
_LONGEST_APPOSITION, _PRONOUNS = 12, ("ه", "ها")
_REACH_OF_VERB = 3
_OTHERS = ("اخر",)
_SEVERAL, _BEFORE_PLURALS = 2, 10  # of what numbers are counted in the dual and the plural
_MOST, _MOST_NAMED, _REACH_OF_MASDAR = 6, 30, 4
_LONGEST_AGE, _HE_IS = 5, frozenset({"وهو", "وهي"})
_HIMSELF = frozenset({"نفسه", "نفسها", "انفسهم", "نفسيهما"})
_OF_YEARS = frozenset({"عاما", "سنه", "ربيعا", "اعوام", "سنوات", "شهرا", "اشهر", "شهور"})


def _is_one_with(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether what «و» adds belongs to the people that a count is of, and tells of nobody else."""
    rules = (_is_counted_with, _is_of_more_nations, _is_of_more_kinds, _is_of_more_ranks)
    return any(of(reader, phrase, following) for of in rules)


def _is_of_more_ranks(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether «و» adds a word of no number to counted people: «ستة ضباط وجنود», «17 جنديا وضابطا»."""
    words = phrase.words
    if words is None or phrase.row is None or following.row is None or following.counted or following.definite:
        return False
    if not phrase.counted:
        return False
    one_word = following.last == following.first + 1 and words[1] == words[0] + 1
    several = phrase.row["number"] == following.row["number"] == "plural"
    if several and following.amount.low is None:
        alike = phrase.row["group"] == following.row["group"] == "combatant"  # «ثلاثة شيوخ ونساء» are others
        return alike and one_word and reader.word_in(following.last, "adjective") is None
    return _are_counted_by_case(reader, phrase, following)


def _are_counted_by_case(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether two nouns stand in the case of what a number counts: «17 جنديا وضابطا», not «9 جنود وضابط».

    Behind a verb («قتلا 21 سائحا وشرطيا») the case can be that of its object: people of another group are others.
    """
    assert phrase.words is not None and phrase.row is not None and following.row is not None
    nouns = reader.noun_at(phrase.words[0]), reader.noun_at(following.first)
    if any(noun is None or noun.definite or noun.word["number"] != "singular" for noun in nouns):
        return False
    ends = [noun.last for noun in nouns if noun is not None]
    if not all(reader.folded(end - 1).endswith("ا") for end in ends) or reader.folded(ends[1]).startswith(_OTHERS):
        return False
    event = range(max(phrase.first - _REACH_OF_MASDAR, 0), phrase.first)
    masdar = any(
        (word := reader.any_match(at, "casualty_words")) is not None and word.row["form"].startswith("masdar")
        for at in event
    )
    return masdar or phrase.row["group"] == following.row["group"]


def _is_counted_with(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether «و» adds to the bodies that a count is of, and no count: «العشرات من الحوثيين وقوات صالح»."""
    of_them = (
        phrase.counted
        and phrase.words is not None
        and any(reader.is_partitive(i) for i in range(phrase.words[0] - 1, phrase.words[1]))
    )
    uncounted = not following.counted and following.amount.low is None and following.person is None
    return of_them and uncounted and following.words is not None and not reader.says_at(following.last)


def _is_of_more_nations(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether «و» adds a nation and nobody: «17 سائحا أميركيا وكنديا», «ثلاثة جنود أميركيين وبريطانيين»."""
    before = phrase.last - 1
    if not phrase.counted or phrase.row is None or following.row is not None or following.counted:
        return False
    if reader.nationality_at(before) is None or reader.nationality_at(following.first) != following.last:
        return False
    return reader.folded(before)[-2:] == reader.folded(following.first)[-2:] and not reader.is_definite(following.first)


def _is_of_more_kinds(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether «و» adds an adjective and nobody: «23 عنصرا جنائيا وتكفيريا», not «21 سائحا أجنبيا وشرطيا»."""
    if following.row is None or following.row["category"] in ("police", "soldier") or phrase.row is None:
        return False
    if following.row["group"] != phrase.row["group"]:
        return False
    many = phrase.counted and phrase.amount.low is not None and phrase.amount.low > _BEFORE_PLURALS
    one_word = following.last == following.first + 1 and not following.counted
    kinds = (reader.folded(phrase.last - 1), reader.folded(following.first))
    described = phrase.words is not None and phrase.words[1] - phrase.words[0] > 1
    members = all(reader.word_in(i, "of-group") is not None for i in (phrase.last - 1, following.first))
    return many and one_word and (described or members) and all(kind.endswith(_KIND) for kind in kinds)


def _join(reader: FactReader, phrase: Phrase, following: Phrase) -> None:
    if phrase.words is not None and following.words is not None:
        name = reader.mention_over(following.words[0])
        last = max(following.last, name.last if name is not None else 0)
        phrase.last, phrase.words = last, (phrase.words[0], last)


def _are_of_rank(*people: Phrase) -> bool:
    return all(one.person is not None and one.person.rank is not None for one in people)


def _is_next_of_rank(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """«استشهاد العريف فلان، والجندي فلان»: one more soldier with rank and name, of whom no verb tells more."""
    return _are_of_rank(phrase, following) and reader.is_break(following.last) and not reader.says_at(following.last)


def _past_place(reader: FactReader, at: int) -> int:
    """The token of «وثلاثة من مرافقيه» behind the place of one man told before: «مقتل قيادي في درنة وثلاثة من مرافقيه»."""
    place = reader.starting.get(at + 1)
    if place is None or place.list != "places" or reader.role(at, "name_grammar", "locative") is None:
        return at
    number = reader.number_at(place.last) if reader.begins_with_and(place.last) else None
    if number is None or not (reader.folded(number.last) == "من" or reader.refers_back_at(number.last)):
        return at
    theirs = reader.folded(number.last) != "من" or reader.folded(number.last + 1).endswith(_POSSESSIVE)
    return place.last if theirs else at


def _past_ware(reader: FactReader, one: Phrase, at: int) -> int:
    """The token after a word of no lexicon that tells what one deals with, before those who were with him: «بائع خضار وطفلاه»."""
    known = one.counted or one.definite or one.amount.low != 1 or one.person is not None
    if (
        one.words is None
        or known
        or at != one.last
        or not (reader.may_be_people(at) and reader.begins_with_and(at + 1))
    ):
        return at
    if any((reader.is_closed(at), reader.is_verb(at), reader.is_verb_like(at), reader.is_attached(at))):
        return at
    if at in reader.over or reader.is_time(at) or reader.is_event(at) or reader.folded(at).endswith("ا"):
        return at
    joined = phrase_at(reader, at + 1 + (reader.folded(at + 1) == "و"))
    if joined is None or joined.row is None or joined.person is not None:
        return at
    if joined.definite and not _is_possessed(reader, joined):
        return at
    one.last, one.words = at + 1, (one.words[0], at + 1)
    return at + 1


def past_age(reader: FactReader, at: int) -> int:
    """The token after «(45 عاما)» or «، 45 عاما» behind one person, after «دون سن العاشرة» behind people."""
    if (aged := reader.word_in(at, "of-age")) is not None:
        number = reader.number_behind(aged)
        return aged + 1 if number is None else number.last
    if (old := reader.word_in(at, "aged")) is not None:
        number = reader.number_behind(old)  # «رجل يبلغ من العمر 67 عاما وزوجته»
        return at if number is None else number.last + (reader.folded(number.last) in _OF_YEARS)
    if reader.folded(at) == "في" and (years := reader.number_at(at + 1)) is not None:  # «في الأربعين من عمره»
        of_life = reader.folded(years.last) == "من" and reader.folded(years.last + 1) in OF_AGE
        return years.last + 2 if of_life else at
    years = reader.number_at(at + (reader.folded(at) in _COMMAS))
    if years is not None and reader.folded(years.last) in _OF_YEARS:
        return years.last + 1
    opened = reader.word(at)
    if opened is None or opened.text != "(" or reader.number_at(at + 1) is None:
        return at
    closed = (i for i in range(at + 2, min(at + _LONGEST_AGE, len(reader.words))) if reader.words[i].text == ")")
    return next(closed, at - 1) + 1


def behind_asides(reader: FactReader, at: int, *, counted: bool) -> Phrase | None:
    """The people whom «و» adds behind where, when and how those before were met, where no verb tells more of them.

    «قتل 5 جنود في الموصل و3 مدنيين في بغداد», «أصيب شرطيان بجروح ومدني», «3 من الخليل و4 من نابلس». `counted`: those before are.
    """
    step, limit = at, reader.document.sentence_of(at - 1).last
    while step < limit and (end := _aside(reader, step)) is not None:
        step = end
    comma = step < limit and reader.folded(step) in _COMMAS
    step += comma
    if step == at or step >= limit or not reader.begins_with_and(step):
        return None
    step += reader.folded(step) == "و"
    phrase = phrase_at(reader, step) or (_count_alone(reader, step) if counted else None)
    if phrase is None or phrase.amount.low is None:
        return None
    other = reader.folded(step).removeprefix("و").startswith(_OTHERS)  # «استشهد شاب في جنين، وآخر في نابلس»
    if (phrase.definite or (comma and not other)) and not phrase.counted:
        return None
    end = phrase.last
    while (beyond := _aside(reader, end)) is not None:
        end = beyond
    return phrase if reader.is_break(end) and not _go_on(reader, end, limit) else None


def past_asides_of(reader: FactReader, at: int) -> int:
    """The token after where, when and how people were met."""
    limit = reader.document.sentence_of(at - 1).last
    while at < limit and (end := _aside(reader, at)) is not None:
        at = end
    return at


def _company(reader: FactReader, one: Phrase, at: int) -> Phrase | None:
    """«قتل قائد اللواء في غارة، السبت، مع ثلاثة من حراسه»: people with a pronoun for the one man before, behind asides."""
    step, limit = at, reader.document.sentence_of(at - 1).last
    while step < limit and (end := _aside(reader, step + (reader.folded(step) in _COMMAS))) is not None:
        step = end
    step += step < limit and reader.folded(step) in _COMMAS
    return company_at(reader, one, step) if at < step < limit else None


def company_at(reader: FactReader, one: Phrase, at: int) -> Phrase | None:
    """The people with a pronoun for the one man told before, behind «مع» and its like at a token: «مصرعه مع ثلاثة من حراسه»."""
    whom = reader.word_in(at, "with-whom") if one.amount.low == 1 and not one.counted else None
    theirs = phrase_at(reader, whom) if whom is not None else None
    if theirs is None or not _is_possessed(reader, theirs):
        return None
    return theirs if theirs.counted or theirs.amount.low == _SEVERAL else None  # «مع ثلاثة من حراسه», «مع نجليه»


def _is_possessed(reader: FactReader, people: Phrase) -> bool:
    """Whether a pronoun for the man before ends a count's people: «خمسة من حراسه»."""
    return reader.words[people.last - 1].folded.endswith(_POSSESSIVE)


def _go_on(reader: FactReader, at: int, limit: int) -> bool:
    """Whether a verb near behind people tells of something else that they do: «وقائد في المدينة يعلن حظر التجول»."""
    for i in range(at, min(at + _REACH_OF_VERB, limit)):
        if reader.is_punctuation(i) or reader.begins_with_and(i) or reader.any_match(i, "means") is not None:
            return False
        if reader.says_at(i) or reader.is_verb(i) or reader.is_verb_like(i):
            return True
    return False


def _count_alone(reader: FactReader, at: int) -> Phrase | None:
    """«و4 من نابلس», «و5 في إدلب», «و6 في قصف», «و3 بالرصاص»: a number without a noun, right before a place, strike or wound."""
    number = reader.number_at(at)
    if number is None or number.form == "ordinal" or reader.is_used(number) or reader.is_year(number):
        return None
    if past_wound(reader, number.last) is not None:  # «أصيب 9 بالاختناق و3 بالرصاص»
        return Phrase(at, number.last, reader.amount_of(number), counted=True, refers_back=True)
    place = reader.starting.get(number.last + 1)
    somewhere = (place is not None and place.list == "places") or reader.any_match(number.last + 1, "means") is not None
    if not somewhere or reader.role(number.last, "name_grammar", "locative") is None:
        return None
    return Phrase(at, number.last, reader.amount_of(number), counted=True, refers_back=True)


def _aside(reader: FactReader, at: int) -> int | None:
    """The token after one place, time, wound or strike behind people."""
    if reader.is_time(at):
        return at + 1
    place = reader.starting.get(at)
    if place is not None and place.list == "places" and place.start > reader.starts[at]:
        return place.last  # «بالموصل»
    if (hand := reader.word_in(at, "by")) is not None:
        return _past_doer(reader, hand)  # «برصاص الاحتلال»
    by = reader.any_match(at, "means")
    if by is not None and by.prefix == 1 and reader.folded(at).startswith("ب") and not reader.is_definite(at):
        return _past_adjectives(reader, by.last)  # «بسقوط مروحية»
    inside = reader.role(at, "name_grammar", "locative") or reader.role(at, "name_grammar", "direction")
    if inside is None:
        return past_wound(reader, at)
    while (onward := reader.role(inside, "name_grammar", "direction")) is not None:
        inside = onward
    place = reader.starting.get(inside)
    if place is not None:
        return place.last if place.list == "places" else None
    if (home := reader.word_in(inside, "homeland")) is not None:
        return home  # «في جنوب البلاد»
    strike = reader.any_match(inside, "means")
    return None if strike is None or strike.prefix else _past_adjectives(reader, strike.last)


def _past_doer(reader: FactReader, at: int) -> int | None:
    """The token after the party by whose hand somebody died: «الاحتلال», «قوات الاحتلال», «مجهولين», «إسرائيلي»."""
    party = reader.mention_over(at)
    if party is not None:
        return party.last if party.list != "places" else None
    end = reader.word_in(at, "party") or reader.nationality_at(at)
    if end is None and (people := reader.noun_at(at)) is not None:
        end = people.last
    return None if end is None else _past_adjectives(reader, end)


def _past_adjectives(reader: FactReader, at: int) -> int:
    """The token after what describes a strike: «غارة جوية أمريكية»."""
    while reader.nationality_at(at) is not None or reader.word_in(at, "strike-adjective") is not None:
        at += 1
    return at


def _is_captured(reader: FactReader, phrase: Phrase) -> bool:
    """Whether «وأسر» is the verb and no families: a count or one man follows («وأسر خمسة», «وأسر مساعده»)."""
    if phrase.row is None or phrase.row.id != "family-many":
        return False
    man = reader.noun_at(phrase.first + 1)
    one = man is not None and man.word["number"] == "singular" and not reader.is_definite(man.first)
    return one or reader.number_at(phrase.last) is not None


def _next_office(reader: FactReader, before: Phrase, at: int) -> Phrase | None:
    """«مقتل قائد الشرطة وحاكم الإقليم»: one more by his office alone, behind one man, of whom no verb tells more."""
    if before.counted or before.amount.low != 1 or not reader.is_definite(before.last - 1):
        return None
    phrase = office(reader, at, joined=True)
    if phrase is None or not (reader.is_break(phrase.last) or reader.begins_with_and(phrase.last)):
        return None
    return None if _go_on(reader, phrase.last, reader.document.sentence_of(at).last) else phrase


def _does_more(reader: FactReader, at: int) -> bool:
    """Whether a verb right behind a man tells what he says or does: «ومدير الأمن قال», «ووزير الدفاع يتوعد»."""
    if reader.word_in(at, "aged") is not None:
        return False
    return reader.says_at(at) or (reader.is_definite(at - 1) and reader.is_verb_like(at))


def _behind_apposition(reader: FactReader, named: Phrase, at: int) -> Phrase | None:
    """«مقتل فلان قائد الفصيل وأربعة من مرافقيه», «النقيب فلان رئيس المباحث والجندي فلان»: people behind what a man is."""
    if named.person is None or named.counted or named.amount.low != 1:
        return None
    comma = reader.folded(at) in _COMMAS
    at += comma
    he_is = comma and reader.folded(at) in _HE_IS  # «فلان، وهو قائد ميداني، واثنين من مرافقيه»
    if reader.begins_with_and(at) and not he_is:
        return None
    ranked = named.person.rank is not None and not (reader.is_closed(at) or reader.is_verb(at))
    begins = ranked or reader.is_definite(at) or at in reader.over or reader.office_at(at) is not None
    noun = reader.noun_at(at)
    if not (
        begins or he_is or (noun is not None and noun.word["number"] == "singular" and reader.is_definite(noun.last))
    ):
        return None  # «قتل فلان مدنيين وسبعة شرطيين»
    end = min(reader.document.sentence_of(at).last, at + _LONGEST_APPOSITION)
    for step in range(at + 1, end):
        closing = (comma or ranked) and reader.folded(step) in _COMMAS
        if reader.begins_with_and(step + closing):
            joined = step + closing
            people = phrase_at(reader, joined + (reader.folded(joined) == "و"))
            if people is None or not (_is_counted(people) or _is_his(reader, people) or _are_of_rank(named, people)):
                return None
            return None if _go_on(reader, people.last, end) else people
        if closing or _ends_apposition(reader, step):
            return None
    return None


def _is_counted(people: Phrase) -> bool:
    return people.counted and (people.row is not None or people.refers_back)


def _is_his(reader: FactReader, people: Phrase) -> bool:
    """Whether a phrase is one person with a pronoun for the man before: «وزوجته», «وسائقه»."""
    one = people.row is not None and people.amount.low == 1 and people.person is None
    return one and reader.words[people.last - 1].text.endswith(_PRONOUNS)


def _ends_apposition(reader: FactReader, at: int) -> bool:
    """Whether what a man is cannot go on over a token: a mark, a number, a relative clause, another event."""
    return (
        reader.is_punctuation(at)
        or ((number := reader.number_at(at)) is not None and number.form != "ordinal")
        or reader.word_in(at, "relative") is not None
        or reader.says_at(at)
        or reader.any_match(at, "casualty_words") is not None
    )


def _is_told_one_by_one(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the first of several stands right behind the word for them all, so that «و» adds none: «شخصان رجل وامرأة»."""
    few = phrase.amount.low is not None and _SEVERAL <= phrase.amount.low <= _BEFORE_PLURALS
    if phrase.words is None or not few:
        return False  # «21 سائحا أجنبيا وشرطيا»
    people = reader.noun_at(phrase.words[0])
    first = reader.noun_at(people.last) if people is not None else None
    one = first is not None and first.word["number"] == "singular" and not first.definite
    return one and first is not None and first.last <= phrase.last and not reader.begins_with_and(first.first)


def _is_next_name(reader: FactReader, before: Phrase, following: Phrase) -> bool:
    """Whether a bare name goes with a bare name before «، و», and no verb tells more of it: «اعتقلت فلانا، وفلانا، وفلانا من»."""
    if before.person is None or following.person is None or before.row is not None or following.row is not None:
        return False
    end = past_age(reader, following.last)
    return reader.is_break(end) and not _go_on(reader, end, reader.document.sentence_of(following.first).last)


def _goes_with(first: Phrase, following: Phrase, *, plus: bool) -> bool:
    """Whether one with the article goes with those before: «إلى جانب المهاجم», «مقتل الضابط والمجند»."""
    if plus:
        return _is_one(following)
    return first.definite and first.amount.low == 1 and not first.counted and _is_one(following)


def _past_event(reader: FactReader, at: int) -> int:
    """The token after «في المواجهات» before «، إلى جانب» and its like; the token itself where nothing is added so."""
    if reader.folded(at) != "في" or not reader.names_event(at + 1, at + 2):
        return at
    behind = at + 2 + (reader.folded(at + 2) in _COMMAS)
    return at + 2 if reader.word_in(behind, "plus") is not None else at


def _is_one(phrase: Phrase) -> bool:
    """Whether a word for one person is all of a phrase: «إلى جانب المهاجم»."""
    return phrase.amount.low == 1 and phrase.row is not None and phrase.person is None


def _is_of_label(reader: FactReader, at: int) -> bool:
    """«70 عنصرا من قوات الحوثي والمخلوع صالح»: he whose forces these are too."""
    label = reader.folded(at).removeprefix("و") in _DEPOSED
    group = reader.over.get(at - 1)
    return label and group is not None and group.kind == "armed_group"


def _beyond(reader: FactReader, before: Phrase, at: int, *, far: bool) -> Phrase | None:
    """The next people behind what the man before is, behind where and when he was met, or, where `far`, behind asides."""
    beyond = _behind_apposition(reader, before, at) or _company(reader, before, at)
    if beyond is None and far:
        return behind_asides(reader, at, counted=before.amount.low is not None)
    return beyond


def list_from(
    reader: FactReader, at: int, *, bare: bool = False, far: bool = False, commas: bool = False
) -> list[Phrase]:
    """A victim phrase and those that «و» adds: «ضابطين وجندي», «11 من عناصر داعش و10 مدنيين».

    `far`: also behind the place, the time or the wounds of those before; `commas`: also counts behind a comma alone.
    """
    phrase = phrase_at(reader, at, bare_number=bare)
    if phrase is None:
        return []
    phrases = [phrase]
    if _is_told_one_by_one(reader, phrase):
        return phrases
    all_named = reader.word_in(at, "each-of") is not None
    while len(phrases) < (_MOST_NAMED if all_named else _MOST):
        step = reader.skip_quotes(past_age(reader, reader.after_bound(phrases[-1].last, phrases[-1].amount)))
        if (beyond := _beyond(reader, phrases[-1], step, far=far)) is not None:
            phrases.append(beyond)
            continue
        step = _past_ware(reader, phrases[-1], step)
        step = _past_event(reader, _past_place(reader, step)) if far else _past_place(reader, step)
        step += reader.folded(step) in _HIMSELF and reader.begins_with_and(step + 1)  # «قتل الانتحاري نفسه وثلاثة جنود»
        plus = reader.word_in(step, "plus") or reader.word_in(step, "with-whom")
        comma = reader.folded(step) in _COMMAS
        if comma:
            plus = plus or reader.word_in(step + 1, "plus")
            step += 1
        listed = comma and (
            reader.person_from(step) is not None if all_named else commas and reader.number_at(step) is not None
        )
        if not (plus or reader.begins_with_and(step) or listed):
            break
        if plus is not None:
            step = plus
        elif reader.folded(step) == "و":
            step += 1
        following = phrase_at(reader, step) or _next_office(reader, phrases[-1], step)
        if following is not None and (_is_captured(reader, following) or _is_of_label(reader, step)):
            break
        if following is not None and not (comma or plus) and _is_one_with(reader, phrases[-1], following):
            _join(reader, phrases[-1], following)
            continue
        if (
            following is None
            or (
                following.definite
                and not following.counted
                and not _goes_with(phrases[0], following, plus=plus is not None)
            )
            or reader.event_noun_at(step) is not None
        ):
            break
        if (
            (comma or plus is not None)
            and not following.counted
            and not (plus is not None and _is_one(following))
            and not _is_next_of_rank(reader, phrases[-1], following)
            and not _is_next_name(reader, phrases[-1], following)
        ):
            break
        if not following.counted and _does_more(reader, following.last):
            break
        phrases.append(following)
    return phrases
