"""Clauses: which words around a fact belong to it, and who a word names."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.extractors.description import described
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_CLAUSE = 26
_DEEDS = ("العمل", "للعمل", "الجريمه", "الاعتداء", "للاعتداء")
_REACH_OF_AFTER, _REACH_OF_LONG_AFTER = 8, 10
_REACH_OF_SPAN = 4
_REACH_OF_RESULT = 5
_REACH_OF_CAUSE, _REACH_OF_FATE = 3, 7
_DIED = ("توفي", "مات", "توفو")
_AFTERWARDS, _REACH_OF_OPENING = frozenset({"بعد", "عقب", "غداه", "اثر", "بعيد", "قبل", "قبيل"}), 8
_REACH_OF_ATTACK = 60
_COMMAS, _BY_IT = frozenset("،,"), frozenset({"به", "بها", "بهما"})
CONJUNCTIONS = frozenset({"و", "ف"})
REACH_OF_PARTY = 5
# The endings by which a verb holds its object, so that what follows is its subject: «استهدفها», «قصفهم».
OBJECTS = ("ه", "ها", "هم", "هن", "هما")
_OTHERS = ("اخر",)
# «60 بالمئة منهم بغارات التحالف», «ثلثهم بنيران القوات»: behind a share, by whom it was.
_OF_WHOM = frozenset({"منهم", "منها", "ثلثهم", "ثلثاهم", "نصفهم", "ربعهم", "معظمهم", "غالبيتهم", "اغلبهم"})
_BY_WHOM = ("ب", "علي", "قتل", "سقط", "قضو")
_LEADS, _NEAR, _WITH = "قود", 3, "ب"
BY_ATTACK = frozenset({"killed", "injured", "casualties"})
ACTORS = frozenset({"armed_group", "international", "government"})


def clause_of(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The tokens around a fact up to where another clause begins, on either side."""
    key = fact.first, fact.last
    if key not in reader.clauses:
        reader.clauses[key] = _clause_of(reader, fact, sentence)
    return reader.clauses[key]


def _clause_of(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    first = max(reader.clause_before(fact.first), sentence.first, fact.first - _REACH_OF_CLAUSE)
    last = min(reader.clause_from(fact.last + 1), sentence.last, fact.last + _REACH_OF_CLAUSE)
    last = min(last, before_next_attack(reader, fact, sentence))
    return range(min(first, fact.first), max(_next_deed(reader, fact.last, last), fact.last))


def before_next_attack(reader: FactReader, fact: Fact, sentence: Sentence) -> int:
    """The token behind a fact's own part of its sentence, where another attack with its own dead follows; else its end."""
    if (comma := end_of_opening(reader, fact, sentence)) is not None:
        return comma
    stop = own_part(reader, fact, sentence).stop
    return stop if stop < sentence.last and _has_new_attack(reader, stop, sentence.last) else sentence.last


def _next_deed(reader: FactReader, first: int, stop: int) -> int:
    """The token at which another deed is told: «قتل جندي، وهاجم مسلحون حاجزا في X», but «قتل ثلاثة، واستهدف الهجوم مطعما»."""
    for comma in range(first, stop - 1):
        verb = comma + 1
        if reader.words[comma].text not in _COMMAS or not reader.begins_with_and(verb):
            continue
        end = reader.word_in(verb, "attacked")
        if end is None or reader.folded(verb).endswith(OBJECTS) or reader.folded(end) in _BY_IT:
            continue  # «واستهدفتهم طائرة», «وقام به ضابط»
        counts = any(reader.any_match(verb, lexicon) is not None for lexicon in ("casualty_words", "materiel_words"))
        if not counts and not (reader.is_event(end) and reader.is_definite(end)):
            return comma
    return stop


def own_part(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The part of a sentence that tells of a fact, where another one tells of others with an attack of their own.

    «قتل 3 جنود بلغم في تعز، بينما قتل 5 مدنيين بغارة على صنعاء»: two parts; the whole sentence where it has one.
    """
    if (comma := end_of_opening(reader, fact, sentence)) is not None:
        return range(sentence.first, comma)
    joints = reader.joints
    behind, ahead = bisect_left(joints, fact.first), bisect_left(joints, fact.last)
    first = joints[behind - 1] + 1 if behind and joints[behind - 1] >= sentence.first else sentence.first
    stop = joints[ahead] if ahead < len(joints) and joints[ahead] < sentence.last else sentence.last
    whole = range(sentence.first, sentence.last)
    return range(first, stop) if len(whole) > stop - first and _has_new_attack(reader, first, stop) else whole


def end_of_opening(reader: FactReader, fact: Fact, sentence: Sentence) -> int | None:
    """The comma behind a sentence's opening «بعد ساعات من مقتل جندي في X،», in which a fact stands; what follows is no part of it."""
    if reader.folded(sentence.first).lstrip("و") not in _AFTERWARDS or fact.first - sentence.first > _REACH_OF_OPENING:
        return None
    if any(reader.folded(at) in _COMMAS for at in range(sentence.first, fact.first)):
        return None
    if reader.words_in("therein", fact.first, fact.last):
        return None  # «بعد معركة قتل فيها 16، سيطرت القوات على X»
    stop = min(sentence.last, fact.last + _REACH_OF_CLAUSE)
    return next((at for at in range(fact.last, stop) if reader.words[at].text in _COMMAS), None)


def _has_new_attack(reader: FactReader, first: int, stop: int) -> bool:
    """Whether an attack of its own is told among some tokens: «بغارة», «في كمين», not «في الهجوم»."""
    return any(
        not reader.is_definite(match.first) for match in reader.means_in(first, min(stop, first + _REACH_OF_ATTACK))
    )


def cause_of(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The tokens around a fact, and behind «مما أسفر عن» and its like the whole clause before it, however long."""
    clause = clause_of(reader, fact, sentence)
    if not reader.words_in("as-a-result", fact.first - _REACH_OF_RESULT, fact.first):
        return clause
    return range(min(clause.start, max(reader.clause_before(fact.first), sentence.first)), clause.stop)


def points_back(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """Whether the sentence speaks of the event of the one before: «أسفر الهجوم عن …», «… جراء القصف», with the article."""
    if reader.follows_from_that(sentence.first):
        return True
    return reader.names_event(sentence.first, fact.last) or names_attack_near(reader, fact, fact.last, sentence)


def goes_on_with_it(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """«استهدف هجوم مركزا للشرطة. وأصيب عشرة»: a sentence that goes on with «و» and its verb behind one that tells of an attack."""
    if not sentence.first or fact.anchor - sentence.first > 1 or fact.kind not in BY_ATTACK:
        return False
    if not reader.begins_with_and(sentence.first) or reader.means_in(fact.last, sentence.last):
        return False
    if reader.folded(fact.anchor).lstrip("وف").startswith(_DIED):
        return False
    earlier = reader.document.sentence_of(sentence.first - 1)
    attacked = reader.words_in("attacked", earlier.first, earlier.last)
    told = any(
        word.row["kind"] in BY_ATTACK
        for at in range(earlier.first, earlier.last)
        for word in reader.document.at(at, "casualty_words")[:1]
    )
    return bool(attacked) and not told


def tells_of_part(reader: FactReader, fact: Fact, at: int) -> bool:
    """«1300 قتيل، بينهم 830 قتلوا على يد الجيش», «26 قتيلا بينهم طفل سقط برصاص قناص»: words behind a part with a verb of its own."""
    shares = (
        i for i in range(fact.last, at) if reader.folded(i) in _OF_WHOM and reader.folded(i + 1).startswith(_BY_WHOM)
    )
    return any(_has_own_fate(reader, part, at) for part in reader.words_in("subset", fact.last, at)) or any(shares)


def _has_own_fate(reader: FactReader, part: int, stop: int) -> bool:
    """Whether the people behind «بينهم» have a verb of dying of their own: not «بينهم نساء وأطفال قتلوا»."""
    people = reader.word_in(part, "subset") or part + 1
    counted = reader.number_at(people) is not None
    for at in range(people, min(stop, people + _REACH_OF_FATE)):
        if reader.is_punctuation(at) or reader.begins_with_and(at):
            return False
        word = reader.any_match(at, "casualty_words")
        told = word is not None and word.row["form"].startswith(("passive", "either"))
        if at > people and (told or reader.word_in(at, "falls") is not None):
            return counted or not reader.folded(at).endswith("وا")
    return False


def names_attack_near(reader: FactReader, fact: Fact, first: int, sentence: Sentence) -> bool:
    """Whether an attack is meant, with the article, between a token and the end of a fact, or shortly behind it."""
    behind = range(min(first, fact.last), min(sentence.last, fact.last + _REACH_OF_CAUSE))
    return any(reader.names_event(i, i + 1) and not _is_fight(reader, i) for i in behind)


def _is_fight(reader: FactReader, at: int) -> bool:
    """Whether a word for a fight of two sides, of which none is the attacker, or for shots alone stands at a token."""
    means = reader.any_match(at, "means")
    return means is not None and (means.row.id == "fight" or means.row["kind"] == "shooting")


def in_the_wake(reader: FactReader, fact: Fact) -> int | None:
    """The token of «بعد» in «وصل أمس … بعد هجوم قتل فيه خمسة», shortly before a fact: what stands before it is no part of that."""
    before = reader.words_in("in-the-wake", fact.first - _REACH_OF_LONG_AFTER, fact.first)
    for at in reversed(before):
        if fact.first - at <= _REACH_OF_AFTER and reader.word_in(at + 1, "strike") is not None:
            return at
        of = next((i for i in range(at + 1, at + _REACH_OF_SPAN) if reader.folded(i) == "من"), None)
        if of is not None and reader.word_in(of + 1, "strike") is not None:  # «بعد أسابيع من الهجوم»
            return at
    return None


def party_at(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The force, group or attackers that a token names, words for troops before it included."""
    at = reader.skip_quotes(at)
    if at >= sentence.last:
        return None
    mention = reader.starting.get(at)
    if mention is not None and mention.list != "places" and mention.kind not in ("source", "media"):
        given = reader.folded(at).startswith("لل") or (
            mention.start > reader.starts[at] and reader.folded(at)[0] == "ل"
        )
        return None if given else Piece(mention.start, mention.end, mention)
    noun, party = reader.noun_at(at), reader.word_in(at, "party")
    if reader.folded(at).startswith(_OTHERS):
        return None  # «دمرت خمس أخرى»
    if party is not None and noun is None and reader.person_from(at) is not None:
        return None  # «اللواء مجدي»: a general
    if party is None and (noun is None or noun.word["group"] == "civilian"):
        return None
    if noun is not None and noun.word["number"] == "singular" and is_of_event(reader, at):
        return None  # «هجوما انتحاريا», «الهجوم المسلح»
    if reader.folded(at).startswith(_WITH) and reader.clitics(at):
        return None  # «قصف بمسيرة»: with what
    owned = reader.is_definite(at) and not reader.is_definite(at - 1)
    if owned and at - 1 > sentence.first and reader.word_in(at - 1, "party") == at:
        return party_at(reader, at - 1, sentence)  # «طائرات النظام»
    end = described(reader, party or (noun.last if noun is not None else at + 1))
    inner = next((m for i in range(at, end) if (m := reader.over.get(i)) is not None and m.list != "places"), None)
    end = max(end, inner.last) if inner is not None else end
    if inner is None and end - 1 > at and reader.folded(end - 1) == "من":
        whose = party_at(reader, end, sentence)  # «عناصر من التنظيم», but «عناصر من وزارة …»
        if whose is not None:
            return Piece(reader.start_of(at), whose.end, whose.mention)
        end -= 1
    return Piece(reader.start_of(at), reader.ends[end - 1], inner)


def is_of_event(reader: FactReader, at: int) -> bool:
    """Whether the word says what the attack before it is like."""
    before = at - 1
    if reader.is_definite(at) != reader.is_definite(before) or reader.word_in(before, "attacked") is not None:
        return False
    if reader.word_in(before, "by") is not None:
        return False  # «برصاص قناص»
    return reader.is_event(before) or reader.folded(before).endswith(_DEEDS)


def leads_a_force(reader: FactReader, at: int) -> bool:
    """Whether a verb tells who leads a force or a post, and of no attack: «قوات التحالف التي يقودها الحلف», «حاجز يقوده فلان»."""
    led = _LEADS in reader.folded(at) and reader.folded(at).endswith(OBJECTS)
    if led and not any(reader.is_event(i) for i in range(max(at - _NEAR, 0), at)):
        return True
    force = reader.over.get(at - 2) if reader.word_in(at - 1, "relative") == at else None
    return force is not None and force.list != "places" and reader.folded(at).endswith(OBJECTS)


def attackers_at(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party that a token names, or some of it: «أحد عناصر التنظيم», «مجموعة من المسلحين», «ثلاثة مسلحين»."""
    who = party_at(reader, at, sentence)
    if who is not None:
        return who
    at = reader.skip_quotes(at)
    number = reader.number_at(at)
    head = number.last if number is not None and number.form != "ordinal" else reader.word_in(at, "party-head")
    if head is None:
        return None
    who = party_at(reader, head + 1 if reader.folded(head) == "من" else head, sentence)
    return Piece(reader.start_of(at), who.end, who.mention) if who is not None else None


def country_at(reader: FactReader, at: int) -> Piece | None:
    """A state that is the subject right behind its verb: «شنت إسرائيل غارات»."""
    mention = reader.starting.get(at)
    state = mention is not None and mention.kind == "country" and mention.start == reader.starts[at]
    return Piece(mention.start, mention.end, mention) if mention is not None and state else None


def seat_at(reader: FactReader, at: int) -> Piece | None:
    """«الحملة التي أطلقتها أنقرة»: a city that stands for its government, right behind the verb of what was done."""
    mention = reader.starting.get(at)
    own = mention is not None and mention.kind == "city" and mention.start == reader.starts[at]
    return Piece(mention.start, mention.end, mention) if mention is not None and own else None


def clause_before_it(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The clause of a fact, without what came after it in time: «قصف الجيش القرية بعد مقتل جندي»."""
    clause = cause_of(reader, fact, sentence)
    later = reader.ending_at(fact.first, "later")
    return clause if later is None else range(later, clause.stop)


def anybody_at(reader: FactReader, at: int) -> Piece | None:
    """The one who did what is told, whoever it is: «عملية نفذها شاب فلسطيني»."""
    noun = reader.noun_at(at)
    last = noun.last if noun is not None else reader.nationality_at(at)
    if last is None or reader.is_definite(at):
        return None
    return Piece(reader.start_of(at), reader.ends[described(reader, last) - 1])


def whose_adjective(reader: FactReader, at: int) -> int | None:
    """The token after an adjective of a nation or group that stands alone: «غارة إسرائيلية», «لغم حوثي»."""
    found = reader.any_match(at, "nationalities")
    if found is not None and found.prefix == 0 and reader.over.get(at) is None:
        return at + 1
    return reader.word_in(at, "of-group")


def was_hurt(reader: FactReader, relative: int) -> bool:
    """Whether a relative clause tells that somebody was hurt before."""
    verb = reader.any_match(reader.word_in(relative, "relative") or relative + 1, "casualty_words")
    return verb is not None and verb.row["kind"] == "injured"
