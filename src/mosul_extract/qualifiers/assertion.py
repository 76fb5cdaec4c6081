"""Is it said, denied, doubted or planned: ConText (Harkema et al. 2009) on Arabic cue rows.

A cue reaches forward to the first boundary of its sentence; what a pseudo cue covers negates nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Cue, Fact

# Rows of what was only tried.
_TRIED, _ATTEMPT = ("attempt", "escape"), "attempt"
_TRY, _FAIL, _IN, _REACH_OF_TRYING = ("حاول", "تحاول", "محاول"), ("فشل", "تفشل"), "في", 14
_FINITE = frozenset({"either", "active", "passive", "either-counted", "active-counted", "passive-counted"})
_WILL_NOT = "لن"
_REACH_OF_RESULT = 8
_LEADS_TO = frozenset({"يسفر", "تسفر", "يود", "تود", "يؤد", "تؤد", "يودي", "تودي", "يخلف", "تخلف", "يوقع", "توقع",
                       "يتسبب", "تتسبب", "ينجم", "ينتج", "يسجل", "تسجل"})  # fmt: skip
_CONCESSION = "concession"
_WANTED = frozenset({"future", "void"})
_PROBABLY, _PERHAPS, _MAY_REACH = "probably", "ربما", "may-reach"
# Nouns of what came of a deed, which nobody attempts.
_RESULTS = frozenset({"مقتل", "مصرع", "اصابه", "استشهاد", "وفاه", "سقوط"})
_PERFECT_ENDINGS = ("ت", "وا")
# Category: how many tokens a cue reaches forward, and whether «أن» and commas stop it.
_REACH = {"negation": (7, True), "doubt": (9, False), "suspicion": (2, False), "future": (4, False), "void": (4, True)}
_REACH_BACK = 12
_ANSWERS = frozenset({"يرد", "ترد", "يردوا", "يجب", "تجب", "يستجب", "تستجب", "يعقب", "تعقب", "يعلق", "تعلق"})
_WITHOUT = "without"
_EXECUTION, _REACH_OF_VERDICT, _COURT = "اعدام", 12, ("محكم", "قاض", "قضاء")
_RULES = frozenset({"قضت", "قضي", "حكمت", "حكم", "اصدرت", "اصدر", "تقضي", "يقضي"})
_CONFIRMS = frozenset({"صادق", "صادقت", "صدق", "صدقت", "يصادق", "تصادق", "وافق", "وافقت", "ايدت", "ايد"})
_DENIALS = frozenset({"deny", "absence", "without"})
_ASSERTIONS = {"negation": "denied", "doubt": "unconfirmed", "suspicion": "unconfirmed", "future": "future"}
_ORDER = ("negation", "doubt", "suspicion", "future")
_COMMAS = frozenset("،,")
# What people deny when they deny no death: their responsibility, their link to it.
_PARTS = ("مسؤولي", "مسئولي", "علاق", "تورط", "ضلوع", "صلت", "صله", "دورها", "دوره", "وقوف", "مشارك")
# Those of whom a deed is told that has been done: «طالب بإعدام المتهمين بقتل ثلاثة».
_ACCUSED = frozenset({"متهم", "متهمين", "متهمون", "متهما", "متهمه", "مشتبه", "مدان", "مدانين", "مدانون", "متورط", "متورطين",
                      "ضالع", "ضالعين", "مسؤولين", "منفذي", "منفذو", "مرتكبي", "مرتكبو"})  # fmt: skip
_WHETHER = "conditional"
_REACH_OF_RANK = 4
_IS_NOT = ("ليس", "ليست")
_FUTURE, _PURPOSE, _FOR_THE = "س", "ل", "لل"
_MAY = frozenset({"قد", "وقد", "فقد"})
# Verbs of the perfect that begin as the imperfect does.
_PERFECT = ("توفي", "توفو", "تعرض", "تكبد", "تشرد", "تضرر")
_HELD, _DRIVEN = frozenset({"detained", "kidnapped"}), frozenset({"displaced"})
_CAUSED = frozenset({"ادي", "ادت", "اسفر", "اسفرت", "خلف", "خلفت", "اوقع", "اوقعت", "تسبب", "تسببت", "اودي", "اودت"})
_IN_TIME = frozenset({"بعد", "عقب", "اثر", "خلال", "قبل"})
_AFTER = frozenset({"بعد", "عقب", "اثر"})
_HARD_STOPS = frozenset(":؛.!؟?")
# «نفذت الوزارة … حكم الإعدام بحق 13 مدانا»: a sentence that is carried out kills.
_REACH_OF_CARRYING_OUT = 8

_UNTIL, _REACH_TO_GOAL = "حتي", 8
_TO, _REACH_OF_CALL = "الي", 18
_CALLS = frozenset({"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون", "داعيا", "داعيه"})
_CALLS_WITH = frozenset({"طالب", "طالبت", "طالبوا", "يطالب", "تطالب", "يطالبون", "مطالبا", "مطالبين"})
_THREATS = frozenset(
    {"هدد", "هددت", "هددوا", "يهدد", "تهدد", "يهددون", "توعد", "توعدت", "يتوعد", "تتوعد", "مهددا", "مهدده"}
)
# «أمر جنوده بقتل الأسرى», «أصدر أوامر بإعدام»
_ORDERS = frozenset({"امر", "امرت", "امروا", "يامر", "تامر", "يامرون", "امرا", "اوامر", "اوامره", "اوامرها"})
# «قرر القاضي، بعد شهور، إعدام فلان»
_EXECUTION, _DECISIONS = "اعدام", frozenset({"قرر", "قررت", "قرروا", "يقرر", "تقرر", "قرارا", "قرار"})
# «لم يكن بين القتلى», «لم يكن هناك قتلى»: their last words are the first of the fact.
_INTO_FACT = frozenset({"none-among", "not-there"})


def cue_evidence(reader: Reader, match: Match, role: str) -> Cue:
    """The words of a cue as evidence."""
    start, end = reader.span(match.first, match.last, match.prefix)
    return Cue(role, start, end, match.row.address)


class Cues:
    """Where a document has cues that can decide an assertion, and words that only look like one («لا شك», «ليست بالقليلة»)."""

    def __init__(self, reader: Reader) -> None:
        """Sort the cues once."""
        self._deciding: list[int] = []
        self.pseudo: set[int] = set()
        for match in reader.document.matches("cues"):
            category = match.row["category"]
            if category in _REACH:
                self._deciding.append(match.first)
            elif (
                category == "pseudo" and reader.any_match(match.first, "cues") is match
            ):  # «لم يكن», but «لم يكن بين القتلى …»
                self.pseudo.update(range(match.first, match.last))

    def deciding_in(self, first: int, last: int) -> bool:
        """Whether a cue that can decide an assertion begins among some tokens."""
        at = bisect_left(self._deciding, first)
        return at < len(self._deciding) and self._deciding[at] < last


@dataclass(slots=True)
class _Passed:
    """What lies between a cue and a fact."""

    boundary: bool = False
    comma: bool = False
    that: bool = False
    caused: bool = False
    in_time: bool = False
    after: bool = False


def set_assertion(reader: FactReader, fact: Fact, cues: Cues) -> bool:
    """Fill the assertion of a fact by the cues before it; true where a cue makes it void."""
    sentence = reader.document.sentence_of(fact.anchor)
    start = min(fact.first, fact.anchor)
    if reader.words_in("drill", sentence.first, start) or _is_verdict(reader, fact, sentence.first):
        return True  # «تمرين يحاكي انهيار مبنى وإصابة 40 شخصا»
    if _is_to_come(reader, fact) or _may_come(reader, fact):
        fact.assertion = "future"
        return False
    within = _cue_within(reader, fact, start)
    if within is not None:
        fact.assertion = _ASSERTIONS[within.row["category"]]
        fact.evidence.append(cue_evidence(reader, within, within.row["category"]))
        return False
    if reader.words_in("relative", start, fact.anchor):
        start = fact.anchor  # «طالب بالإفراج عن الصحفيين الذين اعتقلتهم»: what is demanded is not what was done
    if not cues.deciding_in(max(sentence.first, start - _REACH_BACK), start):
        _set_wanted(reader, fact)
        return False
    found = _cues_before(reader, start, max(sentence.first, start - _REACH_BACK), cues.pseudo)
    if _is_deed_of_its_own(reader, fact) or reader.words_in("therein", fact.first, fact.last):
        found = {category: cue for category, cue in found.items() if not cue.row.id.startswith(_TRIED)}
    if "void" in found:
        return True
    if start < fact.anchor and _is_told_as_done(reader, fact):
        found.pop("future", None)  # «طالبت عائلات 1700 جندي قتلوا في المعسكر بمحاكمتهم»
    unknown = fact.kind == "missing" and bool(reader.words_in("unknown-fate", start - _REACH_BACK, start))
    excepted = reader.words_in("except", found["negation"].last if "negation" in found else fact.anchor, fact.last)
    if excepted and "negation" in found and reader.folded(found["negation"].first).lstrip("وف") == _WILL_NOT:
        found["future"] = found.pop("negation")  # «لن يرضوا إلا بإعدام القاتل»
    if excepted or _is_not_prevented(reader, start) or unknown:
        found.pop("negation", None)  # «لم يقتل سوى ثلاثة», «لم تحل … دون مقتل», «لا تعلم مصير أبنائها»: they were
    doubt, denied = found.get("doubt"), found.get("negation")
    known = doubt is not None and denied is not None and doubt.row.id == _WHETHER and denied.first < doubt.first
    if denied is not None and (known or _is_not_the_first(reader, denied)):
        del found["negation"]  # «من غير المعروف ما إذا كان ثلاثة قتلوا»
    for category in _ORDER:
        if category in found:
            fact.assertion = _ASSERTIONS[category]
            fact.evidence.append(cue_evidence(reader, found[category], category))
            return False
    _set_wanted(reader, fact)
    return False


def _is_verdict(reader: FactReader, fact: Fact, first: int) -> bool:
    """«قضت محكمة عسكرية في غوما، الأحد، بإعدام ستة», «صادق الرئيس على إعدام 12»: what a court rules or a head of state confirms."""
    if reader.folded(fact.anchor).lstrip("ب") != _EXECUTION or fact.first != fact.anchor:
        return False
    back = range(max(first, fact.anchor - _REACH_OF_VERDICT), fact.anchor)
    if reader.folded(fact.anchor).startswith("ب"):
        rules = any(reader.folded(at).lstrip("وف") in _RULES for at in back)
        return rules and any(reader.folded(at).removeprefix("ال").startswith(_COURT) for at in back)
    upon = reader.folded(fact.anchor - 1) == "علي"
    return upon and any(reader.folded(at).lstrip("وف") in _CONFIRMS for at in back)


def _cue_within(reader: FactReader, fact: Fact, start: int) -> Match | None:
    """The cue between the people and their verb, or between the verb and its count."""
    between = (_denial_of_verb(reader, fact) or _doubt_of_verb(reader, fact)) if start < fact.anchor else None
    return between or _likely(reader, fact)


def _likely(reader: FactReader, fact: Fact) -> Match | None:
    """The cue of «قتلت على الأرجح 12 مدنيا», «عدد القتلى قد يصل إلى 12», which stands behind the verb, or ends the clause."""
    number = fact.amount.number
    behind = range(fact.anchor + 1, number.first if number is not None else fact.last)
    for at in (*behind, fact.last):
        cue = reader.any_match(at, "cues") if at < len(reader.words) else None
        if cue is None or not (cue.row.id in (_PROBABLY, _MAY_REACH) or reader.folded(at) == _PERHAPS):
            continue
        if at < fact.last or (cue.row.id == _PROBABLY and reader.is_punctuation(cue.last)):
            return cue
    return None


def _is_told_as_done(reader: FactReader, fact: Fact) -> bool:
    """Whether the verb behind the people is a finite one of the perfect: «قتلوا»."""
    verb = reader.match(fact.anchor, "casualty_words")
    return verb is not None and verb.row["form"] in _FINITE and not reader.folded(fact.anchor).startswith(("ي", "ت"))


def _denial_of_verb(reader: FactReader, fact: Fact) -> Match | None:
    """The cue of «5 جنود لم يقتلوا», which stands between the people and their verb."""
    cues = reader.document.at(fact.anchor - 1, "cues")
    return next((cue for cue in cues if cue.row["category"] == "negation" and cue.last == fact.anchor), None)


def _doubt_of_verb(reader: FactReader, fact: Fact) -> Match | None:
    """The cue of «42 مهاجرا مفقودون ويفترض أنهم لقوا حتفهم», right before the verb."""
    cues = (cue for at in range(fact.anchor - 2, fact.anchor) for cue in reader.document.at(at, "cues"))
    return next((cue for cue in cues if cue.row["category"] == "doubt" and cue.first > fact.first), None)


def _is_deed_of_its_own(reader: FactReader, fact: Fact) -> bool:
    """«أحبطت القوات محاولة تسلل وقتلت ثلاثة», «نجا من محاولة اغتيال ومقتل حارسه»: what «و» joins to an attempt is none."""
    event = next((m for m in reader.document.at(fact.anchor, "casualty_words") if m.prefix == 1), None)
    if event is None or not reader.begins_with_and(fact.anchor):
        return False
    if event.row["form"] == "masdar":
        return reader.folded(fact.anchor)[event.prefix :] in _RESULTS or event.row["kind"] == "detained"
    return event.row["form"] in _FINITE and reader.folded(fact.anchor).endswith(_PERFECT_ENDINGS)


def _is_not_prevented(reader: FactReader, start: int) -> bool:
    """«لم تحل كثافة الإجراءات دون مقتل ستة»: what was not prevented came to pass."""
    if reader.folded(start - 1) != "دون":
        return False
    verbs = reader.words_in("prevents", start - _REACH_BACK, start)
    return bool(verbs) and reader.is_negated(verbs[-1])


def _is_not_the_first(reader: FactReader, denied: Match) -> bool:
    """«ليس هذا أول هجوم يقتل فيه ثلاثة»: only that it was the first is denied; «لم يؤد الهجوم الثاني إلى قتلى» denies them."""
    return reader.folded(denied.first).endswith(_IS_NOT) and reader.ranks_in(denied.last, denied.last + _REACH_OF_RANK)


def _is_to_come(reader: FactReader, fact: Fact) -> bool:
    """Whether the event word itself says that it has not happened: «سيقتلون», «للقبض على»."""
    events = reader.document.at(fact.anchor, "casualty_words")
    whole = reader.folded(fact.anchor).lstrip("وف").startswith(_FOR_THE)  # «للقبض» is read with its article
    if _is_goal(reader, fact, events):
        return True
    event = next((m for m in events if m.prefix or (whole and m.row["form"].startswith("masdar"))), None)
    if event is None:
        return False
    attached = reader.folded(event.first)[: event.prefix] or _PURPOSE
    if attached.endswith(_FUTURE):
        return True
    purpose = (
        attached.endswith(_PURPOSE) and event.row["form"].startswith("masdar") and event.row["kind"] in _HELD | _DRIVEN
    )
    return purpose and reader.role(reader.before(event.first), "constructions", "license") is None


def _is_goal(reader: FactReader, fact: Fact, events: list[Match]) -> bool:
    """«تستمر العمليات حتى القضاء على آخر مسلح»: how far something will go on."""
    if reader.folded(fact.anchor - 1) != _UNTIL or not any(event.row["form"].startswith("masdar") for event in events):
        return False
    return bool(reader.words_in("goes-on", max(fact.anchor - _REACH_TO_GOAL, 0), fact.anchor))


def _may_come(reader: FactReader, fact: Fact) -> bool:
    """«قد يموت 14 ألف رضيع»: «قد» before the imperfect says what may be, before the perfect («قد توفي») what is."""
    may = reader.before(fact.anchor)
    if may < 0 or reader.folded(may) not in _MAY:
        return False
    verb = reader.folded(fact.anchor)
    return verb.startswith("ي") or (verb.startswith("ت") and not verb.startswith(_PERFECT))


def _set_wanted(reader: FactReader, fact: Fact) -> None:
    """What was called for, threatened or tried."""
    _set_called_for(reader, fact)
    if fact.assertion == "stated":
        _set_tried(reader, fact)


def _set_tried(reader: FactReader, fact: Fact) -> None:
    """«حاول المسلحون أكثر من مرة قتل الوزير», «فشلت العملية في حصد أرواح …»: what somebody tried, words between."""
    within = reader.folded(fact.first - 1) == _IN
    events = [m for m in reader.document.at(fact.anchor, "casualty_words") if not m.prefix]
    named = [event for event in events if within or event.row["form"].startswith("masdar")]
    if not named or fact.first != fact.anchor:
        return
    for at in range(fact.anchor - 1, max(fact.anchor - _REACH_OF_TRYING, -1), -1):
        if reader.is_punctuation(at) or reader.role(at, "constructions", "that") is not None:
            return
        cue = reader.any_match(at, "cues")
        stems = _FAIL if within else _TRY
        if cue is not None and cue.row.id == _ATTEMPT and reader.folded(cue.first).lstrip("وي").startswith(stems):
            fact.assertion = "future"
            fact.evidence.append(cue_evidence(reader, cue, "future"))
            return
        if not within and (reader.is_event(at) or reader.any_match(at, "casualty_words") is not None):
            return


def _set_called_for(reader: FactReader, fact: Fact) -> None:
    """«هددت الجماعة في فيديو بقتل رهينة», «دعا المعتصمون إلى إعدام القاتل»: what somebody threatens or calls for, words between."""
    event = next(
        (m for m in reader.document.at(fact.anchor, "casualty_words") if m.row["form"].startswith("masdar")), None
    )
    to, verb = reader.folded(fact.anchor - 1) == _TO, reader.folded(fact.anchor)
    if event is None or fact.first != fact.anchor or not (to or verb.startswith("ب") or verb == _EXECUTION):
        return
    decided = verb == _EXECUTION and not to
    wanted = _DECISIONS if decided else _CALLS if to else _CALLS_WITH | _THREATS | _ORDERS
    for at in range(fact.anchor - 1 - to, max(fact.anchor - _REACH_OF_CALL, -1), -1):
        mark = reader.is_punctuation(at) and not reader.words[at].is_quote
        mark = mark and not (decided and reader.words[at].text in _COMMAS)
        if mark or reader.role(at, "constructions", "that") is not None or reader.word_in(at, "blames") is not None:
            return
        if reader.folded(at).lstrip("وف") in wanted:
            if not reader.is_negated(at):
                fact.assertion = "future"
                cues = (cue for cue in reader.document.at(at, "cues") if cue.row["category"] == "future")
                fact.evidence += [cue_evidence(reader, cue, "future") for cue in cues][:1]
            return


def _cues_before(reader: FactReader, start: int, first: int, pseudo: set[int]) -> dict[str, Match]:
    """By category the nearest cue before a fact that begins at `start` and lies in the cue's reach."""
    found: dict[str, Match] = {}
    passed = _Passed()
    for i in range(start - 1, first - 1, -1):
        text = reader.words[i].text
        if text in _HARD_STOPS:
            break
        passed.comma = passed.comma or text in _COMMAS
        if i in pseudo:
            continue
        passed.caused = passed.caused or reader.folded(i) in _CAUSED
        passed.in_time = passed.in_time or reader.folded(i) in _IN_TIME
        passed.after = passed.after or reader.folded(i) in _AFTER
        matches = [
            m
            for m in reader.document.at(i, "cues")
            if m.last <= start or m.row["category"] == "pseudo" or m.row.id in _INTO_FACT or _is_sentence(m, start)
        ]
        passed.that = passed.that or (
            reader.role(i, "constructions", "that") is not None
            and reader.folded(i) not in ("و", "ف")
            and not _is_conceded(reader, i)
        )
        longest = max((match.last for match in matches), default=i)
        for match in matches:
            category = match.row["category"]
            if category not in _REACH or match.last < longest or _in_name(reader, match):
                continue
            if _is_outlived(match, passed) or _denies_part(reader, match, start) or _is_about(reader, match, start):
                continue
            if category == "void" and reader.role_before(match.first, "carries-out", _REACH_OF_CARRYING_OUT):
                continue
            if _reaches(reader, match, start, passed):
                found.setdefault(category, match)
        bound = any(_is_boundary(reader, match) for match in matches)
        accused = reader.folded(i).removeprefix("لل").removeprefix("ال") in _ACCUSED
        bound = bound or accused or reader.role(i, "constructions", "relative") is not None
        if bound and not _is_in_cue(reader, i):
            passed.boundary = True
    return found


def _is_conceded(reader: FactReader, at: int) -> bool:
    """Whether a token belongs to «وإن فقدت», «حتى وإن»: what may come to pass, and no clause that tells of it."""
    return any(
        cue.row.id == _CONCESSION and cue.last > at
        for first in (at - 1, at)
        if first >= 0
        for cue in reader.document.at(first, "cues")
    )


def _is_sentence(cue: Match, start: int) -> bool:
    """Whether a cue ends with the word for the event itself: «القاضي بإعدام», «تمهيدا لقتلهم»."""
    return cue.row["category"] == "void" and cue.last == start + 1


def _is_outlived(cue: Match, passed: _Passed) -> bool:
    """Whether what was tried or escaped still cost lives: «نجا من محاولة اغتيال أسفرت عن مقتل اثنين من حراسه»."""
    if cue.row["category"] == "future" and passed.after:
        return True  # «دعا إلى وقف القتال بعد مقتل ثلاثين»
    escaped = cue.row.id == "escape"
    return (passed.caused and (escaped or cue.row["category"] == "void")) or (passed.in_time and escaped)


def _is_about(reader: FactReader, cue: Match, start: int) -> bool:
    """Whether what is wanted or may be only follows a deed: «طالبت بفتح تحقيق في مقتل 30», «قد يكون انتقاما لمقتل جنوده»."""
    if reader.folded(start).startswith("ب") and reader.folded(start)[1:] not in _RESULTS:
        return False  # «خطط للرد بقتل 50 شخصا»
    about = cue.row["category"] in _WANTED or (
        cue.row["category"] == "doubt" and reader.folded(start).startswith(_PURPOSE)
    )
    return about and bool(reader.words_in("deed-done", cue.last, start))


def _denies_part(reader: Reader, cue: Match, start: int) -> bool:
    """Whether only somebody's part in it is denied: «نفت الحكومة مسؤوليتها عن مقتل الصحفي»."""
    if reader.folded(cue.last) in _ANSWERS:
        return any(reader.folded(i) == "علي" for i in range(cue.last, start))  # «لم يرد الجيش على أسئلة عن مقتل 12»
    if cue.row.id not in _DENIALS:
        return False
    return any(reader.folded(i).removeprefix("ال").startswith(_PARTS) for i in range(cue.last, start))


def _is_boundary(reader: Reader, match: Match) -> bool:
    """Whether a cue before it does not reach beyond this one: another clause, another saying."""
    category = match.row["category"]
    return category == "boundary" or (category in ("say", "add") and not _goes_with_doubt(reader, match))


def _reaches(reader: FactReader, match: Match, start: int, passed: _Passed) -> bool:
    """Whether a cue reaches what begins at `start` over what lies between; a verb of denial reaches over «أن» and a comma."""
    category = match.row["category"]
    reach, stops_at_that = _REACH[category]
    far = category == "negation" and match.row.id in _DENIALS
    if passed.comma and match.row.id == _WITHOUT and _opens_sentence(reader, match.first):
        return False  # «من دون سابق إنذار، قتل الجنود أربعة»
    if category == "negation" and reader.folded(match.last) in _LEADS_TO:
        reach += _REACH_OF_RESULT  # «لم يسفر القصف على الميناء عن وقوع إصابات»
    if start - match.last >= reach + (5 if far else 0) or passed.boundary:
        return False
    return far or not (passed.comma or (passed.that and stops_at_that))


def _opens_sentence(reader: FactReader, at: int) -> bool:
    """Whether a token is one of the first of its sentence, or of a clause."""
    first = reader.document.sentence_of(at).first
    return at - first <= 1 or reader.opens_clause(at, first)


def _goes_with_doubt(reader: Reader, say: Match) -> bool:
    """Whether a verb of saying denies, or rumours are what speaks: «أنباء قد تحدثت عن»."""
    before = (m for i in range(max(0, say.first - 2), say.first) for m in reader.document.at(i, "cues"))
    return say.row.id == "deny-say" or any(m.row["category"] == "doubt" for m in before)


def _is_in_cue(reader: Reader, at: int) -> bool:
    """Whether the token stands inside a longer cue: «الأنباء التي تحدثت عن»."""
    return any(m.row["category"] in _REACH and m.last > at for m in reader.document.at(at - 1, "cues")) if at else False


def _in_name(reader: Reader, match: Match) -> bool:
    """Whether a cue is part of a name: «وكالة أنباء …», «وكالة … للأنباء»."""
    over = reader.over.get(match.first)
    given = match.row["category"] == "doubt" and reader.folded(match.first).startswith("لل")
    return given or (over is not None and over.kind != "source")
