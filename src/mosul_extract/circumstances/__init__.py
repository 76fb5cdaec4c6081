"""By whom, by what means, where and when: the words around a fact that belong to it."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.circumstances.claims import words_of_blame
from mosul_extract.circumstances.clauses import (
    BY_ATTACK,
    CONJUNCTIONS,
    end_of_opening,
    own_part,
    points_back,
    tells_of_part,
)
from mosul_extract.circumstances.doers import doer, shares_doer
from mosul_extract.circumstances.fights import OTHER_SIDE
from mosul_extract.circumstances.when import is_span, when_of
from mosul_extract.circumstances.where import place_of
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Findings, Piece
from mosul_extract.text.sentences import Sentence

_OPENS_WITH_PLACE = 2
_SHORT_GAP, _DISPLACED = 3, "displaced"
_ACCIDENT, _INCIDENT = "accident", ("حادث", "حوادث")
_OF_ANY_KIND = ("منفصل", "اخر", "امني", "ارهاب", "عنف", "مماثل", "مشابه", "مسلح", "اجرام", "جنائ", "متفرق", "غامض")
_EXECUTION, _CONVICTED = "execution", ("ادين", "مدان", "متهم", "بتهم")
# «وقف إطلاق النار» is no shooting.
_HALT = frozenset({"وقف", "لوقف", "بوقف", "هدنه", "ووقف"})
_RIGHT_BEFORE, _RIGHT_BEHIND = 4, 25
_ANOTHER_TIME = frozenset({"بعد", "قبل", "عقب", "بعدما"})
# «بعدما», «بعد أن»
_AFTER_THAT = (1, 2)
_BEFORE, _DIED = "قبل", ("casualties.victims-verb", "casualties.light")
_OTHERS = ("اخرون", "اخرين", "اخران", "اخر")
_JOINED_GAP = 7
_LONG_GAP = 20
_NOWHERE = -1
# What hits from afar, and whose it is is told also where nobody was hurt.
_FROM_AFAR = frozenset({"airstrike", "shelling", "drone"})
_LONGEST_HEAD = 12
_ALSO, _WHILE = "كما", frozenset({"فيما", "بينما"})
_WARS = frozenset({"النزاع", "الصراع", "الحرب", "الثوره", "الازمه", "الاحتجاجات", "الانتفاضه"})
# What a state does is done in it: «تركيا تعتقل 17 مشتبها».
_DONE_AT_HOME = frozenset({"detained", "kidnapped"})
_STRONGER = {
    "suicide_attack": 3,
    "vehicle_bomb": 3,
    "drone": 3,
    "mine": 3,
    "chemical": 3,
    "execution": 2,
    "airstrike": 2,
    "accident": 2,
    "disaster": 2,
    "disease": 2,
}


def situate(reader: FactReader, findings: Findings) -> None:
    """Fill by, means, place and when of every fact from its sentence; place and time also from the one before."""
    equipment = {
        at
        for fact in findings.materiel
        if fact.victims is not None
        for at in range(bisect_left(reader.starts, fact.victims.start), fact.last)
    }
    for facts in (findings.casualties, findings.materiel):
        previous: Fact | None = None
        for fact in facts:
            _situate(reader, fact, previous, equipment)
            previous = fact


def _situate(reader: FactReader, fact: Fact, previous: Fact | None, equipment: set[int]) -> None:
    sentence = reader.document.sentence_of(fact.anchor)
    fact.means = _means(reader, fact, sentence, equipment)
    fact.place = place_of(reader, fact, sentence)
    fact.when = when_of(reader, fact, sentence)
    total = fact.of or (previous if previous is not None and _continues(reader, previous, fact) else None)
    if total is None and previous is not None and _goes_on(reader, fact, previous, joined=True):
        total = previous
    inherited = total.by if total is not None else None
    if inherited is not None and inherited.kind == OTHER_SIDE and not fact.neutral and fact.of is None:
        inherited = None
    if inherited is not None and fact.of is None and not shares_doer(reader, fact, inherited, sentence):
        inherited = None
    if fact.of is None and total is not None and fact.kind == _DISPLACED != total.kind:
        inherited = None  # «اعتقلت القوات 14 مسلحا، ما دفع ألف شخص إلى النزوح»
    if inherited is not None and _is_attacker(reader, fact):
        inherited = None  # «نفذ هجوما أسفر عن مقتل أربعة قبل أن يقتل المهاجم برصاص الشرطة»
    if inherited is not None and words_of_blame(reader, fact, sentence):
        inherited = None  # «اعتقلت الشرطة ثلاثة من المتهمين بقتل خمسة»
    before = _who_had(reader, fact, previous)
    fact.by = before or inherited or doer(reader, fact, sentence)
    if fact.by is None and previous is not None and _goes_on(reader, fact, previous, joined=False):
        fact.by = previous.by
    if fact.by is None and previous is not None and _tells_more(reader, fact, previous, sentence):
        fact.by = previous.by
    if (
        fact.assertion == "denied"
        and fact.by is not None
        and (_is_denier(fact, fact.by) or not (_is_beside(fact, fact.by) or _was_shot(fact)))
    ):
        fact.by = None  # «فجرت القوات العبوات دون وقوع إصابات», «نفت الحركة أسر 12 من مقاتليها»
    if fact.by is not None and _is_of_another(reader, fact, previous, fact.by, sentence):
        fact.by = None
    if fact.place is not None and fact.by is not None:
        elsewhere = _elsewhere(reader, fact, fact.place, fact.by, sentence)
        fact.place = elsewhere or (fact.place if fact.kind in _DONE_AT_HOME else None)
    if fact.of is not None:
        apart = fact.rule == "casualties.part-by-place"  # «7 منهم في كركوك»
        if not apart and (fact.place is None or fact.place.start < fact.end or fact.of.last > sentence.first):
            fact.place = fact.of.place
        fact.when, fact.means = fact.when or fact.of.when, fact.means or fact.of.means
    if previous is not None:
        _carry(reader, previous, fact, sentence)


def _who_had(reader: FactReader, fact: Fact, previous: Fact | None) -> Piece | None:
    """«قتلت الشرطة المهاجم بعد أن طعن ثلاثة», «اعتقلت رجلا قتل ثلاثة»: the one told right before is who had done it."""
    if previous is None or previous.victims is None or previous.amount.low != 1 or previous.of is not None:
        return None
    verb = reader.any_match(fact.anchor, "casualty_words")
    active = verb is not None and not verb.prefix and verb.row["form"].startswith(("either", "active"))
    if not active or fact.first != fact.anchor or fact.victims is None or fact.victims.start < reader.ends[fact.anchor]:
        return None
    first = bisect_left(reader.starts, previous.victims.start)
    at_once = previous.last == fact.anchor and not reader.is_definite(first) and previous.kind in _DONE_AT_HOME
    then = fact.anchor - previous.last
    after = then in _AFTER_THAT and reader.folded(previous.last) in _ANOTHER_TIME and _agree(reader, first, fact.anchor)
    return Piece(previous.victims.start, previous.victims.end, previous.victims.mention) if at_once or after else None


def _agree(reader: FactReader, person: int, verb: int) -> bool:
    """Whether a verb of the perfect in the singular has the gender of the one told before it."""
    woman = reader.folded(person).endswith("ه")
    return reader.folded(verb).endswith("ت") == woman and not reader.folded(verb).endswith("وا")


def _suffers(reader: FactReader, fact: Fact, previous: Fact, by: Piece) -> bool:
    """«192 جنديا قتلوا وأصيب 511», «لقيا حتفهما وألقي القبض على ثالث»: those who died are no doers of what a verb of others tells."""
    theirs = previous.victims
    theirs_too = reader.folded(fact.anchor).endswith("وا")  # «مسلحون قتلوا بعد أن قتلوا حارسا»
    dead = previous.kind == "killed" and previous.rule.startswith(_DIED)
    return dead and not theirs_too and theirs is not None and by.start < theirs.end and theirs.start < by.end


def _is_of_another(reader: FactReader, fact: Fact, previous: Fact | None, by: Piece, sentence: Sentence) -> bool:
    """Whether a doer is that of another deed told beside a fact.

    «بعد مقتل جندي في X، اقتحم الجيش Y»: what is told behind the opening.
    """
    opening = end_of_opening(reader, fact, sentence)
    if opening is not None and by.start >= reader.starts[opening]:
        return True
    return previous is not None and (
        _suffers(reader, fact, previous, by)
        or _was_refused(reader, fact, previous, by, sentence)
        or _is_of_other_attack(reader, fact, previous, by, sentence)
    )


def _was_refused(reader: FactReader, fact: Fact, previous: Fact, by: Piece, sentence: Sentence) -> bool:
    """«داهمت الشرطة منزلا فقتل أربعة شرطيين وأصيب آخرون»: who is no doer of the first, told before both, is none of the others."""
    if previous.by is not None or fact.victims is None or previous.start < by.start:
        return False
    told = fact.group == previous.group == "combatant" and {fact.kind, previous.kind} <= BY_ATTACK
    return told and reader.document.sentence_of(previous.anchor) == sentence and _says_others(reader, fact)


def _is_of_other_attack(reader: FactReader, fact: Fact, previous: Fact, by: Piece, sentence: Sentence) -> bool:
    """«شن الجيش غارات قتلت 20، فيما أصيب ثلاثة بصواريخ»: who did the first, where the second has means of its own."""
    own = own_part(reader, fact, sentence)
    if reader.folded(own.start) not in _WHILE or previous.by is None or previous.by.start != by.start:
        return False
    begins = reader.starts[own.start]
    means = fact.means is not None and previous.means is not None and fact.means.kind != previous.means.kind
    return means and by.start < begins <= (fact.means.start if fact.means is not None else -1)


def _says_others(reader: FactReader, fact: Fact) -> bool:
    """Whether the victims are others than those told before: «آخرون»."""
    assert fact.victims is not None
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    return any(reader.folded(i).startswith(_OTHERS) for i in range(first, last))


def _is_beside(fact: Fact, by: Piece) -> bool:
    """Whether the words for a doer stand in those of the fact or right behind them."""
    return fact.start - _RIGHT_BEFORE <= by.end and by.start < fact.end + _RIGHT_BEHIND


def _was_shot(fact: Fact) -> bool:
    """«قصف الطيران أماكن ولم ترد معلومات عن خسائر»: who fired is told, also where nobody was hurt."""
    return fact.means is not None and fact.means.kind in _FROM_AFAR


def _is_denier(fact: Fact, by: Piece) -> bool:
    """Whether it is the one who denies the fact."""
    return fact.source is not None and fact.source.start == by.start


def _is_attacker(reader: FactReader, fact: Fact) -> bool:
    """Whether the one who dies is he who did it, of whom was told before: «المهاجم»."""
    return (fact.noun or "").startswith("bomber") and fact.of is None and reader.is_definite(fact.last - 1)


def _elsewhere(reader: FactReader, fact: Fact, place: Piece, by: Piece, sentence: Sentence) -> Piece | None:
    """Where it was, if the place is only who did it: «أربعة قتلى في غارات شنتها إسرائيل على بيروت», «روسيا أطلقت صواريخ قتلت سبعة»."""
    if not by.start <= place.start < by.end or place.mention is None:
        return place
    reader.placed[place.mention.first] = _NOWHERE
    other = place_of(reader, fact, sentence)
    return None if other is not None and by.start <= other.start < by.end else other


def _tells_more(reader: FactReader, fact: Fact, previous: Fact, sentence: Sentence) -> bool:
    return _recalls(reader, fact, previous, sentence) or _are_others(reader, fact, previous, sentence)


def _recalls(reader: FactReader, fact: Fact, previous: Fact, sentence: Sentence) -> bool:
    """Whether a fact tells more of the attack of the sentence before: «وأسفر القصف عن …», «عدد القتلى ارتفع إلى …»."""
    if previous.by is None or fact.assertion != previous.assertion or not {fact.kind, previous.kind} <= BY_ATTACK:
        return False
    if (fact.when is not None and is_span(reader, fact.when)) or _is_of_a_war(reader, fact):
        return False
    earlier = reader.document.sentence_of(previous.anchor)
    # «قتل فلان في هجوم … حيث أسفر الهجوم عن …»
    here = earlier == sentence and reader.names_event(previous.last, fact.first)
    if not (here or earlier.last == sentence.first) or fact.of is not None:
        return False
    if not (here or points_back(reader, fact, sentence) or reader.words_in("toll", sentence.first, fact.last)):
        return False
    means = fact.means
    if means is not None and not reader.is_definite(bisect_left(reader.starts, means.start)):
        return False
    same = fact.neutral or previous.neutral or fact.group == previous.group
    return same and shares_doer(reader, fact, previous.by, sentence)


def _is_of_a_war(reader: FactReader, fact: Fact) -> bool:
    """«حصيلة قتلى النزاع»: the dead of a whole war, not of the attack told before."""
    return any(reader.folded(at) in _WARS for at in range(fact.first, fact.last))


def _are_others(reader: FactReader, fact: Fact, previous: Fact, sentence: Sentence) -> bool:
    """«قتل 14 متمردا في الغارات، كما أصيب 22 آخرون»: others of the same deed, where no other attack is told between."""
    if previous.by is None or fact.victims is None or fact.assertion != previous.assertion:
        return False
    if not {fact.kind, previous.kind} <= BY_ATTACK or reader.document.sentence_of(previous.anchor) != sentence:
        return False
    others = _says_others(reader, fact)
    return others and not reader.means_in(previous.last, fact.last) and shares_doer(reader, fact, previous.by, sentence)


def _goes_on(reader: FactReader, fact: Fact, previous: Fact, *, joined: bool) -> bool:
    """Whether an active plural verb without a subject goes on with the one before: «… قتلوا أربعة، ثم قتلوا شخصين».

    `joined`: by «و» or «ف» in the same sentence; else it may be in the sentence before.
    """
    verb = reader.any_match(fact.anchor, "casualty_words")
    if (
        verb is None
        or fact.first != verb.first
        or not reader.folded(verb.first).endswith("وا")
        or ".victims" in fact.rule
    ):
        return False
    earlier, own = reader.document.sentence_of(previous.anchor), reader.document.sentence_of(verb.first)
    if joined:
        return reader.folded(verb.first)[: verb.prefix] in CONJUNCTIONS and earlier == own
    return earlier.last >= own.first


def _continues(reader: FactReader, previous: Fact, fact: Fact) -> bool:
    """Whether two facts follow each other with nothing between but what joins them: «مقتل 3 وإصابة 5», «إضافة إلى سقوط جرحى»."""
    if reader.document.sentence_of(previous.anchor) != reader.document.sentence_of(fact.anchor):
        return False
    gap = fact.first - previous.last
    if previous.kind in _DONE_AT_HOME and reader.folded(fact.first - 1) in _ANOTHER_TIME:
        return False  # «اعتقلت الشرطة إحدى المهاجمتين بعد إصابتها»
    joined = reader.begins_with_and(fact.first) and ".masdar" in fact.rule and ".masdar" in previous.rule
    if joined and gap <= _LONG_GAP and reader.clause_from(previous.last) >= fact.first:
        return True
    return gap <= _SHORT_GAP or (gap <= _JOINED_GAP and bool(reader.words_in("plus", previous.last, fact.first)))


def _carry(reader: FactReader, previous: Fact, fact: Fact, sentence: Sentence) -> None:
    """Place and time of the fact before, where this one stands in the next sentence and says neither."""
    before = reader.document.sentence_of(previous.anchor)
    if before == sentence:
        if _continues(reader, previous, fact):
            fact.when = fact.when or previous.when
        return
    head = min(fact.first, sentence.first + _LONGEST_HEAD)
    turns = (reader.words_in(role, sentence.first, head) for role in ("elsewhere", "meanwhile"))
    if before.last != sentence.first or any(turns):
        return
    told_there = (
        previous.when is not None
        and previous.when.start >= reader.starts[before.first]
        and (previous.when.start > previous.end or not is_span(reader, previous.when))
    )
    same = _same_speaker(reader, previous, fact) or points_back(reader, fact, sentence)
    told_again = (
        fact.subset
        or "toll" in fact.rule
        or bool(reader.words_in("toll", sentence.first, fact.first))
        or reader.names_event(sentence.first, sentence.last)
    )
    if fact.place is None and told_again and not (_is_of_a_war(reader, fact) or _has_own_event(reader, fact)):
        fact.place = previous.place
    span = previous.when is not None and is_span(reader, previous.when)
    if span and not told_again and _has_own_place(reader, fact, sentence):
        return  # «قتل 360 منذ بدء الحرب. واستشهد خمسة في X»
    if _tells_another_deed(reader, sentence):
        return
    if fact.when is None and told_there and same and not _is_elsewhere(fact, previous, sentence):
        fact.when = previous.when


def _tells_another_deed(reader: FactReader, sentence: Sentence) -> bool:
    """«كما استهدف الثوار موقعا في X»: a sentence that adds an attack to the one told before, whose time is not its own."""
    return reader.folded(sentence.first) == _ALSO and reader.word_in(sentence.first + 1, "attacked") is not None


def _has_own_event(reader: FactReader, fact: Fact) -> bool:
    """«القتلى جراء هجوم الحركة»: whether a fact tells of an attack in words that point to none told before."""
    means = fact.means
    if means is None or not fact.start <= means.start:
        return False
    at = bisect_left(reader.starts, means.start)
    return not reader.is_definite(at) and fact.first <= at


def _has_own_place(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    return fact.place is not None and fact.place.start >= reader.starts[sentence.first]


def _is_elsewhere(fact: Fact, previous: Fact, sentence: Sentence) -> bool:
    """«قتل 12 في X أمس. وفي Y قتل 32»: whether another place than before opens the sentence."""
    own = fact.place.mention if fact.place is not None else None
    other = previous.place.mention if previous.place is not None else None
    if own is None or other is None or not sentence.first <= own.first <= sentence.first + _OPENS_WITH_PLACE:
        return False
    return own.row is None or own.row is not other.row


def _same_speaker(reader: FactReader, previous: Fact, fact: Fact) -> bool:
    """Whether nobody new speaks: then what the sentence before told of time still holds."""
    if any(cue.row is not None and cue.row.startswith("cues:add") for cue in fact.evidence):
        return True
    if fact.source is None or previous.source is None:
        return fact.source is None
    own, other = fact.source.mention, previous.source.mention
    return fact.source.start == previous.source.start or (
        own is not None
        and other is not None
        and ((own.kind == "source" and reader.is_definite(own.first)) or own.row is other.row)
    )


def _is_of_next_deed(reader: FactReader, fact: Fact, at: int) -> bool:
    """«مقتل أربعة عسكريين قبل أن يقتل المهاجم برصاص الشرطة»: a means behind what was done afterwards."""
    then = next((i for i in range(fact.last, min(at, fact.last + _SHORT_GAP)) if reader.folded(i) == _BEFORE), None)
    return then is not None and any(reader.any_match(i, "casualty_words") is not None for i in range(then, at))


def _is_sentence_for_it(reader: FactReader, fact: Fact, at: int) -> bool:
    """«قضت محكمة بإعدام ثمانية أدينوا بقتل 16 شرطيا»: what the convicted were sentenced to is not how they killed."""
    return any(reader.folded(i).removeprefix("ال").startswith(_CONVICTED) for i in range(at, fact.first))


def _is_any_incident(reader: FactReader, at: int, last: int) -> bool:
    """«الحادث», «حادث منفصل», «حادث عنف»: an incident of any kind, and no accident by its own word."""
    if last != at + 1 or not reader.folded(at).lstrip("وبل").removeprefix("ال").startswith(_INCIDENT):
        return False
    definite = reader.is_definite(at)
    return definite or reader.is_event(last) or reader.folded(last).startswith(_OF_ANY_KIND)


def _means(reader: FactReader, fact: Fact, sentence: Sentence, equipment: set[int]) -> Piece | None:
    """How it was done: by the words in the fact's own part of the sentence, else in all of it."""
    own = own_part(reader, fact, sentence)
    here = _means_in(reader, fact, own, equipment)
    whole = range(sentence.first, sentence.last)
    if here is not None or own == whole or end_of_opening(reader, fact, sentence) is not None:
        return here
    return _means_in(reader, fact, whole, equipment)


def _means_in(reader: FactReader, fact: Fact, tokens: range, equipment: set[int]) -> Piece | None:
    """The nearest word for a weapon or event among some tokens, exact kinds before general ones.

    What was itself destroyed or captured («دمرت خمس عجلات مفخخة») is none.
    """
    best: tuple[int, int, Piece] | None = None
    for match in reader.means_in(tokens.start, tokens.stop):
        i = match.first
        mention = reader.over.get(i)
        if i in equipment or reader.folded(i - 1) in _HALT or (mention is not None and mention.kind != "air"):
            continue
        if (
            reader.ending_at(i, "subset") is not None
            or _is_of_next_deed(reader, fact, i)
            or tells_of_part(reader, fact, i)
        ):
            continue  # «15 مسلحا بينهم قناصة»
        kind = match.row["kind"]
        if kind == _ACCIDENT and _is_any_incident(reader, match.first, match.last):
            continue
        if kind == _EXECUTION and _is_sentence_for_it(reader, fact, i):
            continue
        distance = i - fact.last if i >= fact.last else (fact.first - i) + 4
        rank = (-_STRONGER.get(kind, 1), distance) if distance <= 12 else (0, distance)
        start, stop = reader.span(match.first, match.last, match.prefix)
        if best is None or rank < best[:2]:
            best = (*rank, Piece(start, stop, mention, kind))
    return best[2] if best is not None else None
