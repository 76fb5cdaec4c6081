"""When: the words for time in a sentence that are a fact's, and not a speaker's or another clause's."""

from __future__ import annotations

from mosul_extract.circumstances.clauses import BY_ATTACK, end_of_opening, in_the_wake, points_back, was_hurt
from mosul_extract.dates import TimeExpression
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_TIME = 40
# So many tokens further off than it stands.
_CLAUSE_BEHIND, _CLAUSE_BEFORE, _STATEMENT_BEHIND, _VAGUE, _SAYING = 20, 15, 30, 20, 16
_BESIDE, _NEAR_SAYING, _NEAR_TOLL, _TOLL_OF = 1, 6, 3, 8
_RESULTS_IN, _MANY = frozenset({"الي", "عن"}), 100
_OF_DAYS = frozenset({"day", "part_of_day", "weekday"})
_WITHIN = "خلال"
_NEAR_DEED = 7
_NEAR_EVENT, _REACH_OF_RANK, _REACH_OF_SUPERLATIVE = 4, 3, 7
_RANKED = frozenset(
    {"اول", "اولي", "ثاني", "ثالث", "رابع", "خامس", "اكبر", "اعنف", "اسوا", "اعلي", "اكثر", "احدث", "اخطر", "ادمي"}
)
# What people are, or do, for long before.
_SINCE_THEN = frozenset(
    {
        "مطلوب",
        "مطلوبا",
        "ملاحق",
        "معتقل",
        "محتجز",
        "محتجزا",
        "هارب",
        "فار",
        "متوار",
        "متواريا",
        "مقيم",
        "متقاعد",
        "شغل",
        "يشغل",
        "تولي",
        "يتولي",
        "تراس",
        "يتراس",
        "قاد",
        "يقود",
        "يعمل",
        "عمل",
    }
)
_OF_PEOPLE, _THAT = ("الذين", "اللذين", "اللذان"), "ان"
_AFTER, _AFTER_THAT, _REACH_OF_AFTER = "بعد", frozenset({"علي", "من"}), 6
_TODAY = "اليوم"
_OF_THEM_ALL, _REACH_OF_FATE = ("وا", "ا"), 16
_BODIES, _SEIZED = "casualties.bodies", frozenset({"kidnapped", "detained", "missing"})
_IN_ITS_WAKE = frozenset({"بعد", "عقب", "اثر"})
_ORIGINS = ("مواليد", "مولود", "ولد", "تاسس", "انشئ", "انضم", "تخرج", "تزوج", "انشق", "تقاعد")
_REACH_OF_DATELINE, _DASHES = 6, frozenset("-–—ـ")
_ADDS = "add"
_BY_THEM = frozenset({"بها", "بهما", "به"})
_VERBS = ("either", "active", "passive")
_SOME_TIME = frozenset({"سابق", "لاحق"})


def when_of(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """When: the nearest words for time in the sentence; what stands in another clause is further off than it looks."""
    stop = end_of_opening(reader, fact, sentence) or sentence.last
    times = [t for t in reader.times_in(sentence.first, stop) if _may_tell(reader, fact, t)]
    if not times:
        return _told_before(reader, fact, sentence)
    if (died := _when_they_died(reader, fact, times)) is not None:
        return Piece(died.start, died.end, time=died)
    far = {t.first: _distance(fact, t) + _apart(reader, fact, t) for t in times}
    nearest = (
        times[0] if len(times) == 1 else min(times, key=lambda t: (far[t.first] + _doubt(reader, fact, t), t.first))
    )
    if far[nearest.first] > _REACH_OF_TIME:
        return None
    return Piece(nearest.start, nearest.end, time=nearest)


def _when_they_died(reader: FactReader, fact: Fact, times: list[TimeExpression]) -> TimeExpression | None:
    """«شيع الجمعة جثامين ثمانية قتلوا في 23 مارس»: the time behind the verb that tells how the dead or hurt came to be so."""
    verb = reader.any_match(fact.last, "casualty_words")
    tells = (verb is not None and not verb.prefix) or reader.word_in(fact.last, "falls") is not None
    if not tells or not reader.folded(fact.last).endswith(_OF_THEM_ALL):
        return None
    stop = min(reader.clause_from(fact.last), fact.last + _REACH_OF_FATE)
    return next((t for t in times if fact.last < t.first < stop), None)


def _told_before(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«استهدف تفجير الاثنين سيارة. وأسفر التفجير عن …»: the one day of the sentence before, where the fact tells of its event."""
    if not sentence.first or fact.kind not in BY_ATTACK or reader.times_in(sentence.first, sentence.last):
        return None
    far = fact.first - sentence.first > _REACH_OF_TIME or reader.words_in("elsewhere", sentence.first, fact.first)
    if far or not points_back(reader, fact, sentence):
        return None
    earlier = reader.document.sentence_of(sentence.first - 1)
    times = reader.times_in(earlier.first, earlier.last)
    told = [t for t in times if t.precision in _OF_DAYS and not reader.lasts(t) and not _is_of_rank(reader, t)]
    if len(times) != 1 or len(told) != 1 or not _is_of_event(reader, told[0], earlier):
        return None
    return Piece(told[0].start, told[0].end, time=told[0])


def _is_of_event(reader: FactReader, time: TimeExpression, sentence: Sentence) -> bool:
    """«انفجار وقع الجمعة في …», «استهدفت المقاتلات صباح أمس قرية»: whether a deed is told close to words for time."""
    near = range(max(sentence.first, time.first - _NEAR_DEED), min(sentence.last, time.last + _NEAR_DEED))
    roles = ("attacked", "strike", "happens")
    return any(any(reader.word_in(at, role) is not None for role in roles) for at in near)


def _may_tell(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """Whether words for time may be a fact's: a span before it only where it was in that, or counts a whole war's dead.

    «نزاع مستمر منذ سنة قتل فيه عشرات», «أدى النزاع منذ ست سنوات إلى مقتل 15 ألفا», «منذ مطلع العام قتل 312 مدنيا».
    """
    if reader.folded(time.last - 1) in _SOME_TIME and not _happens_then(reader, fact, time):
        return False
    tolls = range(max(fact.last, time.first - _TOLL_OF), time.first)
    if any(
        reader.role_before(at, role, _NEAR_TOLL)
        for at in reader.words_in("toll", tolls.start, tolls.stop)
        for role in ("toll-rises", "toll-raised")
    ):
        return False  # «قتل ثمانية، ما رفع الحصيلة منذ الأحد إلى 90»
    if _is_of_origin(reader, time) or _is_of_dateline(reader, time):
        return False
    if time.first < fact.first and _is_of_rank(reader, time):
        return False  # «في ثاني خرق خلال يومين، استهدفت …»
    if time.first < fact.first and (_is_of_main_clause(reader, fact, time) or _is_of_document(reader, fact, time)):
        return False
    if time.first > fact.first or not reader.lasts(time):
        return True
    if reader.words_in("therein", fact.first, fact.last + 1):
        return True
    if _is_of_toll(reader, fact, time):
        return True
    if fact.first - time.last <= _BESIDE and reader.opens_clause(
        time.first, reader.document.sentence_of(time.first).first
    ):
        return True
    many = fact.amount.low is None or fact.amount.low >= _MANY
    return many and fact.first - time.last <= 2 and reader.folded(time.last) in _RESULTS_IN


def _is_of_toll(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """«الحصيلة منذ بدء الحرب بلغت 2634 قتيلا», «ومنذ الهدنة، ارتفع عدد القتلى إلى 30»: since when a toll counts, told before it."""
    if reader.words_in("toll", time.first - _NEAR_TOLL, time.first) and fact.first - time.last <= _NEAR_TOLL:
        return True
    opens = time.first - reader.document.sentence_of(time.first).first <= 1
    behind = reader.words_in("toll", time.last, fact.first + 1)
    return opens and fact.first - time.last <= _NEAR_SAYING and bool(behind)


def _is_of_origin(reader: FactReader, time: TimeExpression) -> bool:
    """«فتى من مواليد عام 2009», «الجماعة التي تأسست مطلع 2004»: when somebody was born or something founded."""
    before = time.first - 1 - (reader.folded(time.first - 1) == "في")
    return before >= 0 and reader.folded(before).removeprefix("و").removeprefix("ال").startswith(_ORIGINS)


def _is_of_dateline(reader: FactReader, time: TimeExpression) -> bool:
    """«غزة 14-5-2025 وفا- استشهد …»: the day of the report at the head of its sentence, before a dash."""
    sentence = reader.document.sentence_of(time.first)
    dated = reader.words[time.first].is_digits or reader.words[time.first].has_digits
    if not dated or not 0 < time.first - sentence.first <= _REACH_OF_DATELINE:
        return False
    behind = range(time.last, min(time.last + _REACH_OF_DATELINE, sentence.last))
    dash = next((at for at in behind if reader.words[at].text in _DASHES), None)
    return dash is not None and not any(reader.is_verb(at) for at in range(sentence.first, dash))


def _is_of_document(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """«قال المتحدث في بيان أمس إن …», «قال الأحد في تصريح إن …»: when a statement was given out, if not on the day itself."""
    if reader.folded(time.first) == _TODAY:
        return False
    beside = (time.first - 1, time.first - 2, time.last + 1)
    told = any(reader.word_in(at, "document") is not None for at in beside if 0 <= at < fact.first)
    return told and bool(reader.words_in("that", time.last, fact.first))


def _is_of_main_clause(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """«تعهد أمس بسحق المسلحين الذين قتلوا …», «هجوم أمس بعد أيام على مقتل …»: when something else was done than what is told of."""
    which = fact.anchor - 1
    if time.last <= which and reader.word_in(which, "relative") is not None:
        return fact.first <= which or reader.folded(which).endswith(_OF_PEOPLE)
    if reader.folded(fact.first - 1) not in _AFTER_THAT:
        return False
    after = next(
        (at for at in range(fact.first - 2, fact.first - _REACH_OF_AFTER, -1) if reader.folded(at) == _AFTER), -1
    )
    return time.last <= after and reader.folded(after + 1) != _THAT


def _doubt(reader: FactReader, fact: Fact, time: TimeExpression) -> int:
    """How many tokens nearer another time may lose to this one: «في وقت لاحق», or a time of saying («أعلن الجيش الأحد مقتل …»)."""
    if reader.folded(time.last - 1) in _SOME_TIME:
        return _VAGUE
    return _SAYING if time.last <= fact.first and _is_of_saying(reader, time) else 0


def _is_of_saying(reader: FactReader, time: TimeExpression) -> bool:
    """Whether a verb of saying stands shortly before words for time: «أعلن الجيش الأحد مقتل …»."""
    return any(reader.says_at(at) for at in range(max(time.first - _NEAR_SAYING, 0), time.first))


def _happens_then(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """Whether «في وقت لاحق» stands beside the fact or a word that says that something happened: «وقع في وقت سابق»."""
    if 0 <= _distance(fact, time) <= _BESIDE:
        return True
    at = time.first - 2
    return reader.any_match(at, "casualty_words") is not None or reader.word_in(at, "happens") is not None


def _apart(reader: FactReader, fact: Fact, time: TimeExpression) -> int:
    """How much further off words for time are than they stand: in another clause, or before «بعد هجوم» that the fact is of."""
    if time.first >= fact.last:
        if any(
            reader.says_at(at) for at in range(fact.last, min(time.first - _NEAR_SAYING, fact.last + _REACH_OF_TIME))
        ):
            return _STATEMENT_BEHIND
        cues = reader.document.matches_in("cues", fact.last, time.first)
        if any(cue.row["category"] == _ADDS and _tells_fate(reader, cue.first, time.first) for cue in cues):
            return _REACH_OF_TIME + 1  # «قتل 23، وأضاف المتحدث أن طفلين لقيا حتفهما الاثنين»
        if reader.words[time.first - 1].text == "." and time.first > fact.last:
            return _REACH_OF_TIME
        if _is_of_another_deed(reader, fact, time) or _is_of_rank(reader, time):
            return _REACH_OF_TIME + 1
        clause = reader.clause_from(fact.last + 1)
        if clause < time.first and _tells_such_a_fact(reader, fact, clause, time.first):
            return _REACH_OF_TIME + 1  # «قتل ستة في X، فيما قتل ستة آخرون الجمعة»
        return _CLAUSE_BEHIND if clause < time.first else 0
    begins = in_the_wake(reader, fact)
    if begins is not None and time.last <= begins:
        return _REACH_OF_TIME
    return _CLAUSE_BEFORE if reader.clause_before(fact.first) > time.last else 0


def _tells_fate(reader: FactReader, said: int, time: int) -> bool:
    """Whether words for casualties stand between a verb of saying and words for time."""
    return any(reader.any_match(at, "casualty_words") is not None for at in range(said + 1, time))


def _tells_such_a_fact(reader: FactReader, fact: Fact, first: int, last: int) -> bool:
    """Whether a verb for the same kind of casualties stands among some tokens, shortly before the last."""
    words = (reader.any_match(at, "casualty_words") for at in range(max(first, last - _NEAR_SAYING), last))
    return any(
        word is not None and word.row["kind"] == fact.kind and word.row["form"].startswith(_VERBS) for word in words
    )


def _is_of_another_deed(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """Whether a relative tells when somebody did something else: «القائد الذي انضم إلى التنظيم عام 2014», not «الهجوم الذي وقع أمس»."""
    if fact.kind == "killed" and any(was_hurt(reader, at) for at in reader.words_in("relative", fact.last, time.first)):
        return True  # «توفي الجندي فلان الذي أصيب قبل أسبوع»
    if fact.kind == "killed" and any(_was_wounded(reader, at) for at in range(fact.last, time.first)):
        return True
    if _is_of_seizure(reader, fact, time) or _is_of_attack_before(reader, fact, time):
        return True
    if time.precision in _OF_DAYS:
        return False  # «في المدينة التي مزقتها الحرب يوم الاثنين»
    for at in reader.words_in("relative", fact.last, time.first):
        verb = reader.word_in(at, "relative") or at + 1
        if reader.lasts(time):
            return True
        if any(reader.is_punctuation(i) and not reader.words[i].is_quote for i in range(at, time.first)):
            continue
        event = any(reader.is_event(i) for i in range(max(fact.last, at - _NEAR_EVENT), at))
        if not (event or _tells_of_event(reader, verb) or reader.is_verb_like(verb)) and verb < time.first:
            return True
    return False


def _was_wounded(reader: FactReader, at: int) -> bool:
    """«متأثرا بجروح أصيب بها في 3 يونيو»: a verb of being hurt that points back to the wounds."""
    word = reader.any_match(at, "casualty_words")
    return word is not None and word.row["kind"] == "injured" and reader.folded(word.last) in _BY_THEM


def _is_of_seizure(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """«عثر على جثث 6 عمال اختطفوا قبل شهرين»: when they had been seized whose bodies were found."""
    if not fact.rule.startswith(_BODIES):
        return False
    verb = reader.any_match(fact.last, "casualty_words")
    return verb is not None and verb.row["kind"] in _SEIZED and verb.last <= time.first


def _is_of_attack_before(reader: FactReader, fact: Fact, time: TimeExpression) -> bool:
    """«اعتقل خمسة بعد تفجير قتل فيه 16 أمس»: when the attack was after which something else was done."""
    for at in range(fact.last, time.first):
        if reader.folded(at) in _IN_ITS_WAKE and reader.is_event(at + 1) and not reader.is_definite(at + 1):
            return bool(reader.words_in("therein", at + 1, time.first))
    return False


def _tells_of_event(reader: FactReader, verb: int) -> bool:
    """Whether a verb says that an attack or a death happened."""
    told = any(reader.word_in(verb, role) is not None for role in ("happens", "attacked", "done-by", "strike"))
    return told or any(reader.any_match(verb, lexicon) is not None for lexicon in ("casualty_words", "means"))


def _is_of_rank(reader: FactReader, time: TimeExpression) -> bool:
    """Whether words for time tell of how long something was the first or the worst: «الأعنف منذ 2013», «ثاني هجوم خلال أسبوع»."""
    if not (reader.lasts(time) or reader.folded(time.first) == _WITHIN):
        return False
    far = reader.words_in(
        "superlative", time.first - _REACH_OF_SUPERLATIVE, time.first
    )  # «الأكثر دموية في البلاد منذ 2013»
    if far and not any(reader.is_punctuation(i) for i in range(far[-1], time.first)):
        return True
    return any(
        reader.folded(i).removeprefix("ال") in _RANKED or reader.folded(i) in _SINCE_THEN
        for i in range(time.first - _REACH_OF_RANK, time.first)
    )


def is_span(reader: FactReader, when: Piece) -> bool:
    """Whether words for time name a span that goes on: «منذ عام 2015»."""
    return when.time is not None and reader.lasts(when.time)


def _distance(fact: Fact, time: TimeExpression) -> int:
    return time.first - fact.last if time.first >= fact.last else fact.first - time.last + 1
