"""Objects: where the people behind a verb are its subject, and who is the object behind them."""

from __future__ import annotations

from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.victims import FAMILIES, Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.text.numerals import Number

_REACH_FORWARD = 14
_REACH_OF_OBJECT = 14
_REACH_OF_BARE_OBJECT = 3
# Endings that no subject has.
_ACCUSATIVE = ("يا", "ين")
_FEMININE, _OF_TWO = "ه", "ين"
_TWO, _TWO_AS_SUBJECT = 2, "ان"
_OF_A_PEOPLE = "يا"
_ONLY_ACTIVE, _WITHOUT_ARTICLE = "active", ("ان", "ين", "ون", "ا")
# Forms of casualty words that may stand between a verb and its people.
_BETWEEN = frozenset({"noun", "toll-noun", "body", "light_object", "object", "fall", "alive"})
_STOPS = frozenset(":؛;؟?!")
_COMMAS, _LONGEST_TIME = frozenset("،,"), 8
_ADJECTIVES = ("ي", "ية", "يا", "يين", "ة")
_BY, _FOR = "ب", "ل"
_THOUGHT = frozenset({"doubt", "suspicion"})
_GUNMEN = ("gunman", "militant", "unknown-men")
_MANNER = frozenset({"طعنا", "ذبحا", "خنقا", "دهسا", "حرقا", "ضربا", "شنقا", "غدرا", "عمدا"})
_THEIR = ("ها", "ه", "هم")
# Rows of kin, and the pronouns that they wear.
_KIN, _PRONOUNS = ("own-family", "sons"), ("ه", "ها")
_OF_SUBJECTS = "ون"
_NOMINATIVES = ("ون", "ان")
_ABOUT = frozenset({"اكثر", "من", "نحو", "حوالي", "قرابه", "زهاء", "عدد"})


def are_forces(reader: FactReader, phrase: Phrase) -> bool:
    """Whether the words behind a verb name forces: these are its subject, also where their number is told."""
    if phrase.amount.low is not None:
        return False
    mention = reader.mention_over(phrase.first)
    return (mention is not None and mention.list == "units") or (
        phrase.row is not None and phrase.row.id == "troops-many"
    )


def object_of_forces(reader: FactReader, forces: Phrase, end: int | None) -> list[Phrase]:
    """The people behind a verb and the forces that are its subject: «اعتقلت قوات الاحتلال فجر الأربعاء شابا»."""
    sentence_end = reader.document.sentence_of(forces.first).last
    present = forces.first
    for at in range(forces.first + 1, min(sentence_end, forces.last + _REACH_FORWARD, end or sentence_end)):
        present = max(present, those_present(reader, forces.last, at) or present)
        if at < present:
            continue
        if reader.words[at].text in _STOPS or reader.word_in(at, "that") is not None:
            return []
        if at in reader.over and not _is_named_behind(reader, at):
            continue
        event = reader.any_match(at, "casualty_words")
        if event is not None and event.row["form"] not in _BETWEEN:
            return []
        if reader.follows_preposition(at) or reader.begins_with_and(at):
            continue
        if reader.word_in(at, "each-of") is not None:
            return list_from(reader, at, far=True)
        number, noun = reader.number_at(at), reader.noun_at(at)
        one_of = reader.word_in(at, "one-of") is not None or _is_of_a_people(reader, at)
        single = noun is not None and (not noun.definite or is_the_one(reader, at))
        if number is not None or one_of or single or reader.names_person(at) or _is_named_behind(reader, at):
            near = at == forces.last or (at == forces.last + 1 and reader.is_definite(forces.last))
            found = list_from(reader, at, bare=number is not None and near, far=True)  # «قتلت القوات الحكومية عشرة»
            if found:
                return found
    return []


def those_present(reader: FactReader, first: int, at: int) -> int | None:
    """The token after people counted as those who took part, came or were there: «قتلت القوات في عملية شارك فيها 200 جندي مسلحا»."""
    number = reader.number_at(at)
    if number is None:
        return None
    begin = at
    while reader.folded(begin - 1) in _ABOUT:
        begin -= 1
    if begin <= first or not _is_governed(reader, number, first, begin):
        return None
    people = phrase_at(reader, at, bare_number=True)
    return people.last if people is not None else None


def _is_governed(reader: FactReader, number: Number, first: int, begin: int) -> bool:
    """Whether a count belongs to a preposition or another verb: «أمام 30 طالبا», «أب لسبعة», «جمعية ترعى 500 يتيم»."""
    if reader.ending_at(begin, "attends") is not None:
        return True
    if number.start > reader.starts[number.first]:
        return reader.folded(number.first).startswith(_FOR)
    if reader.follows_preposition(begin):
        return reader.folded(begin - 1) != _BY  # «أودت الاشتباكات بـ15 مسلحا»
    verb = begin - 1
    adjective = reader.words[verb].text.endswith(_ADJECTIVES)  # «بشكل تعسفي»
    named = adjective or verb in reader.over or reader.is_time(verb) or reader.word_in(verb, "adverb") is not None
    return verb > first and reader.is_verb_like(verb) and not named and not reader.follows_preposition(verb)


def _is_named_behind(reader: FactReader, at: int) -> bool:
    """«قتلت قوات الاحتلال فلانا»: a name right behind a word with the article; «قوات فلان» are his."""
    person, forces_end = reader.starting.get(at), reader.ending_at(at, "adverb") or at
    named = person is not None and person.kind == "person" and not reader.is_attached(at)
    return named and reader.is_definite(forces_end - 1)


def is_the_one(reader: FactReader, at: int) -> bool:
    """«قتلت الشرطة المهاجم»: a man with the article behind forces that are no man cannot be what they are like."""
    noun, before = reader.noun_at(at), reader.folded(at - 1)
    if noun is None or noun.word["number"] != "singular" or reader.words[at].text.endswith("ة"):
        return False
    fighters = reader.noun_at(at - 1)
    several = before.endswith((_FEMININE, "ات", "ون", "ين")) or (
        fighters is not None and fighters.word["number"] == "plural"
    )
    return several and not reader.is_attached_to(at)


def _is_of_a_people(reader: FactReader, at: int) -> bool:
    """«قتلت القوات الإسرائيلية فلسطينيا»: a nationality without article behind words that have it is someone."""
    return reader.nationality_at(at) is not None and not reader.is_definite(at) and reader.is_definite(at - 1)


def object_after(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """Where the object begins, if the people right behind a verb are its subject: «قتل انتحاري 26 شخصا», «قتل مسلحون جنديا»."""
    first = phrases[0]
    if (the_one := _named_by_gunmen(reader, first)) is not None:
        return the_one
    if first.person is not None or any(
        event.row["form"].startswith("passive") for event in reader.document.at(first.first - 1, "casualty_words")
    ):
        return None
    someone = _someone_behind(reader, first) or _own_kin(reader, first) or _own_members(reader, first)
    if someone is not None:
        return someone
    if first.counted:
        return _object_of_counted(reader, phrases)
    if _are_two(reader, first) and (the_one := _one_with_article(reader, first)) is not None:
        return the_one
    if first.row is not None and first.row["group"] == "civilian":
        return _object_of_civilians(reader, first)
    return _object_of_uncounted(reader, phrases) or _object_of_several(reader, phrases)


def _object_of_several(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """«قتل مسلحون وميليشيات متحالفة معهم عشرة مدنيين», «… والي الولاية فلانا»: the people behind two subjects of no number."""
    armed = all(p.amount.low is None and p.row is not None and p.row["group"] == "combatant" for p in phrases)
    if len(phrases) < 2 or not armed or not reader.folded(phrases[0].first).endswith(_NOMINATIVES):
        return None
    at = phrases[-1].last
    limit = min(at + _REACH_OF_OBJECT, reader.document.sentence_of(phrases[0].first).last)
    while at < limit:
        number = reader.number_at(at)
        if number is not None:
            return at if phrase_at(reader, at) is not None else None
        if reader.names_person(at):
            return at
        bound = reader.is_punctuation(at) or reader.begins_with_and(at) or reader.follows_preposition(at)
        if bound or reader.any_match(at, "casualty_words") is not None:
            return None
        at += 1
    return None


def _object_of_uncounted(reader: FactReader, phrases: list[Phrase]) -> int | None:
    """«قتل مسلحون جنديا», «قتل انتحاري 26 شخصا»: what can only be the object of people without a number."""
    first = phrases[0]
    if reader.event_noun_at(first.first) is not None:
        return None
    if reader.folded(first.first).endswith(_ACCUSATIVE) or _wears_accusative(reader, first):
        return _counted_object(reader, first.last)
    end = reader.document.sentence_of(first.first).last
    nominative = reader.folded(first.first).endswith("ون")
    one = (
        first.row is not None and first.row.id.startswith(_GUNMEN) and not first.definite
    )  # «مسلح يعتقد أنه من القاعدة»
    far = _behind_doubt(reader, first.last, end) if nominative or one else None
    return far if far is not None else _near_object(reader, phrases, end, nominative=nominative)


def _near_object(reader: FactReader, phrases: list[Phrase], end: int, *, nominative: bool) -> int | None:
    """The first people behind an uncounted subject who can only be its object."""
    first = phrases[0]
    aside = time_between_commas(reader, first.last)
    for at in range(first.first + 1, min(first.last + _REACH_OF_OBJECT, end)):
        if at in aside:
            continue
        if at >= first.last and _closes_subject(reader, at):
            return None
        number = reader.number_at(at)
        if number is not None and at >= first.last and not number.definite:
            near = at == first.last or (nominative and not reader.follows_preposition(at))
            bare = near and (first.definite or first.amount.low is None)
            present = those_present(reader, first.last - 1, at) is not None  # «قتل مدرب فريق يضم 25 لاعبا»
            return at if not present and phrase_at(reader, at, bare_number=bare) is not None else None
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
        if (first.definite and is_the_one(reader, at)) or _is_woman_behind(reader, first, at):
            return at
        if _is_named_by_forces(reader, first, at):
            return at
    return None


def time_between_commas(reader: FactReader, at: int) -> range:
    """The tokens of «، مساء الأربعاء،» behind a subject; none where something else stands between the commas."""
    if reader.folded(at) not in _COMMAS:
        return range(0)
    closing = next((i for i in range(at + 1, at + _LONGEST_TIME) if reader.folded(i) in _COMMAS), at)
    times = [reader.is_time(i) or reader.any_match(i, "times") is not None for i in range(at + 1, closing)]
    return range(at, closing + 1) if times and all(times) else range(0)


def _behind_doubt(reader: FactReader, at: int, end: int) -> int | None:
    """«قتل مسلحون يشتبه بانتمائهم إلى جماعة كذا 63 شخصا»: the count behind what is thought of the subject."""
    cue = reader.any_match(at, "cues")
    if cue is None or cue.prefix or cue.row["category"] not in _THOUGHT:
        return None
    for step in range(cue.last, min(end, at + _REACH_OF_OBJECT)):
        if reader.is_punctuation(step) or reader.begins_with_and(step):
            return None
        if reader.number_at(step) is not None:
            people = phrase_at(reader, step)
            return step if people is not None and people.row is not None else None
    return None


def _is_woman_behind(reader: FactReader, forces: Phrase, at: int) -> bool:
    """«قتل جنود الاحتلال طفلة»: a woman or girl without article right behind fighters who have it."""
    noun = reader.noun_at(at) if reader.is_definite(at - 1) else None
    fighters = forces.row is not None and forces.row["group"] == "combatant"
    one = noun is not None and not noun.definite and noun.word["number"] == "singular"
    return fighters and one and reader.words[at].text.endswith("ة") and not reader.is_attached(at)


def _object_of_civilians(reader: FactReader, subject: Phrase) -> int | None:
    """«قتل الأهالي لصا», «قتل أهالي القرية ثلاثة مسلحين»: people without article at once behind several with it."""
    people = reader.noun_at(subject.words[0]) if subject.words is not None else None
    if people is None or people.word["number"] != "plural":
        return None
    at = people.last
    if reader.folded(at - 1).endswith(_OF_SUBJECTS) and not people.definite and (number := reader.number_at(at)):
        others = phrase_at(reader, at)
        are_others = others is not None and others.words is not None and not reader.is_partitive(number.last)
        return at if are_others else None  # «أصاب مستوطنون ثلاثة فلاحين»
    while reader.is_definite(at) and not reader.is_attached_to(at):
        at += 1
    if at == people.last and not people.definite:
        return None
    if (counted := _counted_object(reader, at)) is not None:
        number = reader.number_at(at)
        return None if number is None or number.definite else counted
    return at if _is_one_object(reader, at) or _is_pair_object(reader, at) else None


def _is_pair_object(reader: FactReader, at: int) -> bool:
    """Whether two people without article stand as an object: «شرطيين»."""
    noun = reader.noun_at(at)
    pair = noun is not None and noun.word["number"] == "dual" and not noun.definite
    return pair and reader.folded(at).endswith(_OF_TWO) and not reader.folded(at - 1).endswith(_OF_TWO)


def _wears_accusative(reader: FactReader, people: Phrase) -> bool:
    """Whether the first word is the accusative of another name of its row, as «شابا» is of «شاب»: no subject is."""
    word = reader.folded(people.first)
    if not word.endswith("ا") or people.row is None:
        return False
    return any(entry.row is people.row for entry in reader.document.lexicon.entries(word[:-1]))


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
    if at is None and _is_one_object(reader, first.last):
        return first.last
    if at is None and (the_one := _one_with_article(reader, first) or _one_behind_time(reader, first)) is not None:
        return the_one
    behind = list_from(reader, at) if at is not None else []
    counts = [phrase.amount.low for phrase in behind]
    parts = None not in counts and sum(low or 0 for low in counts) == first.amount.low
    return None if parts else at


def _one_behind_time(reader: FactReader, subject: Phrase) -> int | None:
    """«خطف ثلاثة مقنعين في مايو الأب فلانا»: one named or with the article, behind when it was."""
    at = subject.last
    while reader.is_time(at) or (reader.role(at, "name_grammar", "locative") is not None and reader.is_time(at + 1)):
        at += 1
    if at == subject.last:
        return None
    behind = list_from(reader, at)
    named = len(behind) == 1 and behind[0].amount.low == 1 and not behind[0].counted
    return at if named and (behind[0].person is not None or behind[0].definite) else None


def _someone_behind(reader: FactReader, subject: Phrase) -> int | None:
    """«قتل مستوطنان فلسطينيا», «قتل مسلحان طفلة»: one right behind a subject, in a case or a number that is not its own."""
    if subject.words is None:
        return None
    people = reader.noun_at(subject.words[0])
    at = people.last if people is not None else subject.words[0] + 1
    subject_word = reader.folded(at - 1)
    if reader.folded(at) in _MANNER:
        at += 1  # «قتل فلسطيني طعنا إسرائيليا»
    if (
        reader.nationality_at(at) is not None
        and not reader.is_definite(at)
        and reader.folded(at).endswith(_OF_A_PEOPLE)
    ):
        return None if subject_word.endswith("ا") else at
    noun = reader.noun_at(at) if _are_two(reader, subject) else None
    if noun is None or noun.definite or noun.word["number"] != "singular" or reader.is_attached(at):
        return None
    behind = list_from(reader, at)
    if people is not None and people.word["group"] == "combatant" and noun.word["group"] == "civilian":
        return at if behind else None  # «قتل مسلحان طفلة ووالدها»
    return at if len(behind) == 1 and not reader.begins_with_and(behind[0].last) else None  # «قتل شخصان رجل وامرأة»


def _own_kin(reader: FactReader, subject: Phrase) -> int | None:
    """«قتل رجل زوجته وأطفاله الثلاثة»: kin with a pronoun right behind someone of no name, who killed them."""
    one = subject.words is not None and subject.amount.low == 1 and not subject.counted and not subject.definite
    people = reader.noun_at(subject.words[0]) if subject.words is not None and one else None
    if people is None or people.word.id.startswith(_KIN):
        return None
    kin = reader.noun_at(people.last)
    own = kin is not None and kin.word.id.startswith(_KIN) and not reader.begins_with_and(kin.first)
    return people.last if own and reader.words[people.last].text.endswith(_PRONOUNS) else None


def _named_by_gunmen(reader: FactReader, subject: Phrase) -> int | None:
    """«قتل مسلح الصحفي أحمد علي», «اغتال مسلحان على دراجة نارية الشيخ فلانا»: one by title and name behind fighters of no name."""
    unknown = subject.row is not None and subject.row.id.startswith(_GUNMEN) and not subject.counted
    if not unknown or subject.definite or subject.words is None:
        return None
    end = min(reader.document.sentence_of(subject.first).last, subject.words[0] + _REACH_OF_OBJECT)
    aside = time_between_commas(reader, subject.last)
    for at in range(subject.words[0] + 1, end):
        if at in aside:
            continue
        if _closes_subject(reader, at):
            return None
        if reader.is_definite(at) and reader.names_person(at) and not reader.follows_preposition(at):
            return at
    return None


def _own_members(reader: FactReader, subject: Phrase) -> int | None:
    """«فقدت العائلة ثمانية من أفرادها»: counted members with a pronoun for the subject right before them."""
    family = subject.row is not None and subject.row.id in FAMILIES
    if not (subject.definite or family) or subject.counted or reader.number_at(subject.last) is None:
        return None
    theirs = phrase_at(reader, subject.last)
    own = theirs is not None and theirs.words is not None and reader.is_partitive(theirs.words[0])
    return subject.last if own and theirs is not None and reader.words[theirs.last - 1].text.endswith(_THEIR) else None


def _are_two(reader: FactReader, people: Phrase) -> bool:
    """Whether people are a pair that no number counts, in the case of a subject: «مسلحان»."""
    return people.amount.low == _TWO and reader.folded(people.first).endswith(_TWO_AS_SUBJECT)


def _one_with_article(reader: FactReader, subject: Phrase) -> int | None:
    """«اغتال مسلحان الضابط», «قتل ثلاثة مسلحين إمام المسجد»: one with the article behind several without it is no one of them.

    Behind «اغتال», which has no other reading, also further off: «اغتال مسلحان يستقلان دراجة نارية الضابط».
    """
    event = reader.match(subject.first - 1, "casualty_words")
    only = event is not None and event.row["form"] == _ONLY_ACTIVE
    people = reader.noun_at(subject.words[0]) if subject.words is not None else None
    if people is None or not reader.folded(people.last - 1).endswith(_WITHOUT_ARTICLE):
        return None
    end = min(reader.document.sentence_of(subject.first).last, people.last + (_REACH_OF_OBJECT if only else 1))
    for at in range(people.last, end):
        if _closes_subject(reader, at):
            return None
        noun = reader.noun_at(at)
        if noun is None or noun.word["number"] != "singular" or reader.follows_preposition(at) or at in reader.over:
            continue
        behind = list_from(reader, at)
        if not behind or (len(behind) > 1 and not only):
            continue  # «قتل جنديان الضابط فلان والمجند فلان»
        known = noun.definite or behind[0].person is not None
        if known or (behind[0].words is not None and reader.is_definite(behind[0].words[1] - 1)):
            return at
    return None


def _is_one_object(reader: FactReader, at: int) -> bool:
    """Whether one person stands as an object right behind counted people: «قتل ثلاثة مسلحين تاجرا»."""
    noun = reader.noun_at(at)
    one = (
        noun is not None and noun.word["number"] == "singular" and not noun.definite and not reader.begins_with_and(at)
    )
    return one and reader.folded(at).endswith("ا")


def _counted_object(reader: FactReader, at: int) -> int | None:
    """Where counted people stand right behind a subject in the wrong case: «قتل مسلحين ثمانية أشخاص»."""
    phrase = phrase_at(reader, at) if reader.number_at(at) is not None else None
    return at if phrase is not None and phrase.row is not None else None


def _closes_subject(reader: FactReader, at: int) -> bool:
    """Whether what stands at a token parts a subject from an object; «مع» brings more of those who were killed."""
    return (
        (reader.is_punctuation(at) and not reader.words[at].is_quote)
        or (reader.begins_with_and(at) and reader.role(at, "name_grammar", "direction") is None)
        or reader.word_in(at, "that") is not None
        or reader.word_in(at, "subset") is not None
        or reader.word_in(at, "with-whom") is not None
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
        people = _is_of_a_people(reader, at) and reader.folded(at).endswith(_ACCUSATIVE)  # «خطف المسلحون أثيوبيين»
        return nominative and (people or reader.names_person(at) or reader.office_at(at) is not None)
    if noun.definite and (at - 1 in reader.over or reader.is_definite(at - 1)):
        return False
    folded = reader.folded(noun.last - 1)
    if folded.endswith("ا"):
        return True
    if noun.word["number"] == "dual" and folded.endswith(_OF_TWO) and not reader.folded(at - 1).endswith(_OF_TWO):
        return True  # «قتل المسلح شخصين»
    return nominative and not folded.endswith("ون")
