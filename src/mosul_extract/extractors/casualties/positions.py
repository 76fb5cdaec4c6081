"""Where the people of an event word stand: behind it, past its subject, before it, in lists."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import describe, fact_of, people_fact
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact

_REACH_FORWARD = 14
_REACH_UNCOUNTED = 5
_REACH_OF_OBJECT = 14
_REACH_OF_BARE_OBJECT = 3
_REACH_BACK = 18
_REACH_TO_RELATIVE = 10
_REACH_TO_DEAD = 6
_GAP_TO_VERB = 9
_UNKNOWN = Amount(None, None, "unstated")
_PLURAL_ENDINGS = ("وا", "ن")
_DUAL_ENDINGS = ("ا",)
_POSSESSIVE = ("ه", "ها", "هم", "هما")
_AGREEING = ("ين", "ون", "ات")
# Endings that no subject has.
_ACCUSATIVE = ("يا", "ين")
# Clitics that no finite verb wears: «لأسر المشاركين» are families.
_PREPOSITIONS = ("ل", "ب", "ك")
# Forms of casualty words that may stand between a verb and its people.
_BETWEEN = frozenset({"noun", "body", "light_object", "object", "fall"})
# Forms of casualty words that can be the verb of the people before them.
_FINITE = frozenset({"either", "passive", "light", "idiom"})
_COMMAS = frozenset("،,")
_STOPS = frozenset(":؛;؟?!")


def adjacent(reader: FactReader, at: int, *, bare: bool = True) -> list[Phrase]:
    """The victim phrase that begins at a token, in the sentence of the word before it, and those that «و» adds to it."""
    first = reader.skip_quotes(at)
    if reader.document.sentence_of(first).first >= at:
        return []
    if (noun := reader.match(first, "victims")) is not None and noun.prefix:
        return []
    return _of_verb_before(reader, list_from(reader, at, bare=bare))


def past_asides(reader: FactReader, at: int) -> int:
    """The token after «فيها», «أيضا» and their like behind a verb, and after «منهم» before a count."""
    while (end := reader.word_in(at, "therein") or reader.word_in(at, "adverb")) is not None:
        at = end
    of_them = reader.word_in(at, "of-them")
    return of_them if of_them is not None and reader.number_at(of_them) is not None else at


def after(reader: FactReader, at: int, *, uncounted: bool, end: int | None = None) -> list[Phrase]:
    """The victim phrases after a verb: at once, or past its subject, a time or a place."""
    at = past_asides(reader, at)
    found = adjacent(reader, at)
    if found and _are_forces(reader, found[0]):
        return _object_of_forces(reader, found[0], end)
    if found:
        behind = _object_after(reader, found)
        return found if behind is None else list_from(reader, behind, bare=True)
    limit = min(reader.document.sentence_of(at - 1).last, at + _REACH_FORWARD, end or at + _REACH_FORWARD)
    step = at
    while step < limit:
        word = reader.words[step]
        apart = word.text in _COMMAS and not all(reader.is_time(i) for i in range(at, step))
        closed = word.text == ")" and all(reader.words[i].text != "(" for i in range(at, step))
        if word.text in _STOPS or apart or closed or reader.word_in(step, "that") is not None:
            return []
        event = reader.any_match(step, "casualty_words")
        if event is not None and event.row["form"] not in _BETWEEN:
            return []
        number = reader.number_at(step)
        if number is not None:
            found = list_from(reader, step, bare=number.definite and number.form == "vague")
            if found:
                return _of_verb_before(reader, found)
        elif reader.word_in(step, "each-of") is not None or (
            (reader.names_person(step) or _is_named_behind_doer(reader, at, step))
            and all(reader.is_inside(i) or reader.is_quiet(i) for i in range(at, step))
        ):
            return list_from(reader, step)
        elif uncounted and step < at + _REACH_UNCOUNTED and reader.mention_over(step) is None:
            noun = reader.noun_at(step)
            apart = step > at and (_is_where(reader, at, step) or _is_shot(reader, at, step))
            behind = apart or reader.follows_subject(step)
            if noun is not None and not noun.definite and behind and reader.folded(step - 1) != "من":
                found = list_from(reader, step)
                if found:
                    return found
        step += 1
    return []


def _of_verb_before(reader: FactReader, phrases: list[Phrase]) -> list[Phrase]:
    """The people behind a verb without those that «و» adds and that have their own: «قتل 13 مدنيا و47 آخرون أصيبوا»."""
    for i, phrase in enumerate(phrases):
        added = i or reader.begins_with_and(phrase.first) or reader.folded(phrase.first - 1) == "و"
        if added and _has_own_verb(reader, phrase.last):
            return phrases[:i]
    return phrases


def _has_own_verb(reader: FactReader, at: int) -> bool:
    """Whether a verb for what happened to the people before it stands at a token: «أصيبوا», «قد جرحوا»."""
    verb = reader.match(reader.word_in(at, "already") or at, "casualty_words")
    if verb is None or verb.prefix or verb.row["form"].partition("-")[0] not in _FINITE:
        return False
    return reader.folded(verb.first).endswith(_PLURAL_ENDINGS + _DUAL_ENDINGS)


def _is_shot(reader: FactReader, first: int, last: int) -> bool:
    """Whether nothing but a shell or another means stands among some tokens: «أصابت رصاصة طائشة طفلة»."""
    means = reader.any_match(first, "means")
    if means is None or means.prefix:
        return False
    return not any(reader.is_closed(i) or reader.is_inside(i) for i in range(means.last, last))


def _is_named_behind_doer(reader: FactReader, at: int, step: int) -> bool:
    """Whether a bare name stands right behind a force, a group or a country: «قتل الجيش الإسرائيلي ياسين السراديح»."""
    doer, named = reader.starting.get(at), reader.starting.get(step)
    if doer is None or named is None or named.kind != "person" or doer.last != step:
        return False
    return doer.list == "units" or doer.kind in ("armed_group", "country")


def _are_forces(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the words behind a verb name forces: these are its subject, also where their number is told."""
    if phrase.amount.low is not None:
        return False
    mention = reader.mention_over(phrase.first)
    return (mention is not None and mention.list == "units") or (
        phrase.row is not None and phrase.row.id == "troops-many"
    )


def _object_of_forces(reader: FactReader, forces: Phrase, end: int | None) -> list[Phrase]:
    """The people behind a verb and the forces that are its subject: «اعتقلت قوات الاحتلال فجر الأربعاء شابا»."""
    sentence_end = reader.document.sentence_of(forces.first).last
    for at in range(forces.first + 1, min(sentence_end, forces.last + _REACH_FORWARD, end or sentence_end)):
        if reader.words[at].text in _STOPS or reader.word_in(at, "that") is not None:
            return []
        if at in reader.over:
            continue
        event = reader.any_match(at, "casualty_words")
        if event is not None and event.row["form"] not in _BETWEEN:
            return []
        if reader.follows_preposition(at) or reader.begins_with_and(at):
            continue
        number, noun = reader.number_at(at), reader.noun_at(at)
        one_of = reader.word_in(at, "one-of") is not None
        if number is not None or one_of or (noun is not None and not noun.definite) or reader.names_person(at):
            found = list_from(reader, at)
            if found:
                return found
    return []


def _object_after(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """Where the object begins, if the people right behind a verb are its subject: «قتل انتحاري 26 شخصا», «قتل مسلحون جنديا»."""
    first = phrases[0]
    event = reader.match(first.first - 1, "casualty_words")
    if first.person is not None or (event is not None and event.row["form"] == "passive"):
        return None
    if first.counted:
        return _object_of_counted(reader, phrases)
    return _object_of_uncounted(reader, phrases)


def _object_of_uncounted(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """«قتل مسلحون جنديا», «قتل انتحاري 26 شخصا»: what can only be the object of people without a number."""
    first = phrases[0]
    if (first.row is not None and first.row["group"] == "civilian") or reader.event_noun_at(first.first) is not None:
        return None
    if reader.folded(first.first).endswith(_ACCUSATIVE):
        return _counted_object(reader, first.last)
    end = reader.document.sentence_of(first.first).last
    nominative = reader.folded(first.first).endswith("ون")
    for at in range(first.first + 1, min(first.last + _REACH_OF_OBJECT, end)):
        if at >= first.last and _closes_subject(reader, at):
            return None
        number = reader.number_at(at)
        if number is not None and at >= first.last and not number.definite:
            bare = at == first.last and (first.definite or first.amount.low is None)
            return at if phrase_at(reader, at, bare_number=bare) is not None else None
        if len(phrases) > 1 and at >= first.last:
            return None
        in_name = at in reader.over and reader.over[at].kind != "person"
        if (
            not in_name
            and (nominative or at <= first.last + _REACH_OF_BARE_OBJECT)
            and _is_accusative(reader, at, nominative=nominative)
        ):
            return at
        noun = reader.noun_at(at)
        if first.definite and noun is not None and noun.definite and noun.word["group"] == "civilian":
            return at
        if _is_named_by_forces(reader, first, at):
            return at
    return None


def _is_named_by_forces(reader: FactReader, forces: Phrase, at: int) -> bool:
    """«اعتقل جنود الاحتلال الشاب فلان»: a name at once behind uncounted fighters, which is none of theirs («جنود من وحدة فلان»)."""
    if forces.row is None or forces.row["group"] != "combatant" or forces.amount.low is not None:
        return False
    within = range(forces.first + 1, at)
    return reader.names_person(at) and all(i in reader.over or reader.is_definite(i) for i in within)


def _object_of_counted(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """«قتل ثلاثة مسلحين خمسة جنود»: counted people right behind counted fighters, whose number they do not part."""
    first = phrases[0]
    if len(phrases) > 1 or first.row is None or first.row["group"] != "combatant":
        return None
    at = _counted_object(reader, first.last)
    behind = list_from(reader, at) if at is not None else []
    counts = [phrase.amount.low for phrase in behind]
    parts = None not in counts and sum(low or 0 for low in counts) == first.amount.low
    return None if parts else at


def _counted_object(reader: FactReader, at: int) -> int | None:
    """Where counted people stand right behind a subject in the wrong case: «قتل مسلحين ثمانية أشخاص»."""
    phrase = phrase_at(reader, at) if reader.number_at(at) is not None else None
    return at if phrase is not None and phrase.row is not None else None


def _closes_subject(reader: FactReader, at: int) -> bool:
    return (
        (reader.is_punctuation(at) and not reader.words[at].is_quote)
        or (reader.begins_with_and(at) and reader.role(at, "name_grammar", "direction") is None)
        or reader.word_in(at, "that") is not None
        or reader.word_in(at, "subset") is not None
        or reader.role(at, "constructions", "license") is not None
        or ((event := reader.any_match(at, "casualty_words")) is not None and event.row["form"] not in _BETWEEN)
    )


def _is_accusative(reader: FactReader, at: int, *, nominative: bool) -> bool:
    """Whether people stand here as an object: «جنديا» behind any subject, «الصحفي», «مدنيين», a name behind one in «ون»."""
    if reader.follows_preposition(at) or reader.begins_with_and(at):
        return False
    if nominative and at in reader.starting and reader.starting[at].kind == "person":
        return True
    noun = reader.noun_at(at)
    if noun is None:
        return nominative and (reader.names_person(at) or reader.office_at(at) is not None)
    if noun.definite and (at - 1 in reader.over or reader.is_definite(at - 1)):
        return False
    folded = reader.folded(noun.last - 1)
    if folded.endswith("ا"):
        return True
    return nominative and not folded.endswith("ون")


def before(reader: FactReader, event: Match, *, end: int | None = None) -> list[Fact]:
    """The people before their verb: «أن 33 شخصا لقوا مصرعهم», «الجنود الذين قتلوا», «محسن الفضلي قتل»."""
    last = end or event.last
    clitics, verb = reader.folded(event.first)[: event.prefix], reader.folded(event.first)[event.prefix :]
    if clitics.endswith(_PREPOSITIONS) or (event.row["kind"] == "injured" and reader.is_ill(last)):
        return []
    plural, dual = verb.endswith(_PLURAL_ENDINGS), verb.endswith(_DUAL_ENDINGS) and not verb.endswith("وا")
    sentence = reader.document.sentence_of(event.first)
    relative = event.first - 1
    if reader.word_in(relative, "relative") is not None:
        return _antecedent(reader, event, relative, last, dual=dual)
    if reader.begins_with_and(event.first) and event.prefix:
        return []
    start = max(sentence.first, event.first - _REACH_BACK)
    for at in range(event.first - 1, start - 1, -1):
        opens = reader.opens_clause(at, sentence.first)
        if not opens and not (plural and _counts_its_own(reader, at)):
            continue
        phrases = list_from(reader, at, bare=plural)
        if not phrases or not (opens or _are_described(reader, phrases, event.first)):
            continue
        tail = phrases[-1]
        if tail.words is None and tail.last != event.first:
            continue
        first = phrases[0]
        far = first.counted or first.person or dual or _is_office(first)
        gap = event.first - tail.last
        far_off = gap > _GAP_TO_VERB and first.counted and plural and _is_theirs(reader, tail.last, event.first)
        if gap < 0 or (
            gap > (_GAP_TO_VERB if far else 2) and not far_off and not _is_where(reader, tail.last, event.first)
        ):
            continue
        described = (
            _past_their_verb(reader, tail.last) if plural and first.counted and not first.definite else tail.last
        )
        if reader.has_verb(described, event.first) and not (plural and reader.word_in(event.first - 1, "already")):
            continue
        if not (plural or dual) and (first.amount.low != 1 or len(phrases) > 1):
            continue
        if dual and first.amount.low is None:
            first.amount = Amount(2, 2, "exact")
        if plural and first.amount.low == 1 and len(phrases) == 1:
            continue
        if first.definite and not (tail.last == event.first and _ends(reader, event)):
            continue
        return _people_before(reader, event, phrases, last)
    return []


def _counts_its_own(reader: FactReader, at: int) -> bool:
    """Whether a number begins here, with its bounds, that «و» joins to nothing and that is no part of others."""
    number = reader.number_at(at)
    part = reader.ending_at(at, "subset") is not None or reader.pronoun_at(at - 1)
    if number is None or part or reader.begins_with_and(at):
        return False
    return number.bound is None or number.bound[0] >= number.first or at == number.bound[0]


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
    return at + 1 if verb.startswith("ي") and verb.endswith("ون") else at


def _is_where(reader: FactReader, first: int, last: int) -> bool:
    """Whether nothing but places with their prepositions stands among some tokens: «قائد الشرطة في ولاية قندهار قتل»."""
    return all(
        (i in reader.over and reader.over[i].list == "places") or reader.role(i, "name_grammar", "locative") is not None
        for i in range(first, last)
    )


def _is_office(phrase: Phrase) -> bool:
    """Whether the people are one person told by his office alone: «قائد الشرطة في ولاية قندهار»."""
    return phrase.row is None and phrase.amount.low == 1


def _ends(reader: FactReader, event: Match) -> bool:
    """Whether no people follow the verb: then those before it are the ones it happened to («الجنود قُتلوا في كمين»)."""
    return not after(reader, event.last, uncounted=False)


def _people_before(reader: FactReader, event: Match, phrases: list[Phrase], last: int) -> list[Fact]:
    facts = []
    for phrase in phrases:
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb")
        fact.anchor = event.first
        if phrase is phrases[-1]:
            fact.last, fact.end = last, reader.ends[last - 1]
        facts.append(fact)
    return [*facts, *_with_them(reader, event, last), *_listed_behind(reader, event, facts[0], last)]


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
    whom = reader.word_in(step, "with-whom")
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
    last = event.first if until is None else until
    if reader.word_in(last - 1, "relative") is not None:
        last -= 1
    sentence = reader.document.sentence_of(event.first)
    for at in range(last - 1, max(last - _REACH_TO_RELATIVE, sentence.first - 1), -1):
        number = reader.number_at(at)
        phrases = list_from(reader, at, bare=True) if number is not None else []
        if len(phrases) != 1 or not _reaches(reader, phrases[0], last):
            continue
        phrase = phrases[0]
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-verb-pronoun")
        fact.anchor, fact.last, fact.end = event.first, event.last, reader.ends[event.last - 1]
        return [fact]
    return []


def _antecedent(reader: FactReader, event: Match, relative: int, last: int, *, dual: bool) -> list[Fact]:
    """«الجنود الأمريكيين الذين قتلوا»: the people of a relative clause."""
    if event.row["form"] == "either" and reader.is_definite(event.last) and not reader.is_time(event.last):
        return []  # «الجندي الذي قتل الشاب», «اللاعب الذي قتل الملل»
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
    """Whether a phrase ends at a token, or only places of its people or an age lie between: «مسيحيي نينوى الذين», «فلان (34 عاما) الذي»."""
    if phrase.last < at and reader.words[phrase.last].text == "(" and reader.words[at - 1].text == ")":
        return any(reader.number_over(i) is not None for i in range(phrase.last, at))
    return phrase.last <= at and all(
        i in reader.over and reader.over[i].list == "places" for i in range(phrase.last, at)
    )


def _is_counted_with(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """Whether «و» adds to the bodies that a count is of, and no count: «العشرات من الحوثيين وقوات صالح»."""
    of_them = phrase.counted and phrase.words is not None and any(reader.is_partitive(i) for i in range(*phrase.words))
    uncounted = not following.counted and following.amount.low is None and following.person is None
    return of_them and uncounted and following.words is not None and not reader.says_at(following.last)


def _join(reader: FactReader, phrase: Phrase, following: Phrase) -> None:
    if phrase.words is not None and following.words is not None:
        name = reader.mention_over(following.words[0])
        last = max(following.last, name.last if name is not None else 0)
        phrase.last, phrase.words = last, (phrase.words[0], last)


def _is_next_of_rank(reader: FactReader, phrase: Phrase, following: Phrase) -> bool:
    """«استشهاد العريف فلان، والجندي فلان»: one more soldier with rank and name, of whom no verb tells more."""
    ranked = all(p.person is not None and p.person.rank is not None for p in (phrase, following))
    return ranked and reader.is_break(following.last) and not reader.says_at(following.last)


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


def _is_captured(reader: FactReader, phrase: Phrase) -> bool:
    """Whether «وأسر» is the verb and no families: a count follows («وأسر خمسة»)."""
    row = phrase.row
    return row is not None and row.id == "family-many" and reader.number_at(phrase.last) is not None


def list_from(reader: FactReader, at: int, *, bare: bool = False) -> list[Phrase]:
    """A victim phrase and those that «و» adds: «ضابطين وجندي», «11 من عناصر داعش و10 مدنيين»."""
    phrase = phrase_at(reader, at, bare_number=bare)
    if phrase is None:
        return []
    phrases = [phrase]
    while len(phrases) < 6:
        step = reader.skip_quotes(reader.after_bound(phrases[-1].last, phrases[-1].amount))
        step = _past_place(reader, step)
        plus = reader.word_in(step, "plus") or reader.word_in(step, "with-whom")
        comma = reader.folded(step) in _COMMAS
        if comma:
            plus = plus or reader.word_in(step + 1, "plus")
            step += 1
        if not (plus or reader.begins_with_and(step)):
            break
        if plus is not None:
            step = plus
        elif reader.folded(step) == "و":
            step += 1
        following = phrase_at(reader, step)
        if following is not None and _is_captured(reader, following):
            break
        if following is not None and not (comma or plus) and _is_counted_with(reader, phrases[-1], following):
            _join(reader, phrases[-1], following)
            continue
        if (
            following is None
            or (following.definite and not following.counted)
            or reader.event_noun_at(step) is not None
        ):
            break
        if (
            (comma or plus is not None)
            and not following.counted
            and not _is_next_of_rank(reader, phrases[-1], following)
        ):
            break
        if not following.counted and reader.says_at(following.last):
            break
        phrases.append(following)
    return phrases
