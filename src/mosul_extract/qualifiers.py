"""Qualifiers: is it said, denied, doubted or planned, and who says so. ConText (Harkema et al. 2009) on Arabic cue rows.

A cue reaches forward to the first boundary of its sentence; what a pseudo cue covers negates nothing. Attribution keeps
who speaks: a verb of saying reaches to the end of its sentence, «بحسب» back to its beginning; «وأضاف» carries a speaker on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Cue, Fact, Findings, Mention, Piece
from mosul_extract.text.sentences import Sentence

# Category: how many tokens a cue reaches forward, and whether «أن» and commas stop it.
_REACH = {"negation": (7, True), "doubt": (9, False), "suspicion": (2, False), "future": (4, False), "void": (4, True)}
_REACH_BACK = 12
_DENIALS = frozenset({"deny", "absence", "without"})
_ASSERTIONS = {"negation": "denied", "doubt": "unconfirmed", "suspicion": "unconfirmed", "future": "future"}
_ORDER = ("negation", "doubt", "suspicion", "future")
_COMMAS = frozenset("،,")
_OF_ONE_SIDE = frozenset({"accuse", "claim", "deny-say"})
_HARD_STOPS = frozenset(":؛.!؟?")
# «نفذت الوزارة … حكم الإعدام بحق 13 مدانا»: a sentence that is carried out kills.
_REACH_OF_CARRYING_OUT = 8
_REACH_OF_SPEAKER = 12
_REACH_OF_ACCORDING = 9
_LONGEST_SPEAKER = 4
_REACH_OF_ISSUER = 4
_REACH_OF_CLAIM = 6
_OPENING_QUOTES = frozenset("«“")
_CLOSING_QUOTES = frozenset("»”")


@dataclass(slots=True)
class Speech:
    """Someone says something: the cue, who (None: not told), and whether the words reach backward from it."""

    at: int
    cue: Match
    speaker: Piece | None
    backward: bool


_at = attrgetter("at")


def qualify(reader: FactReader, findings: Findings) -> None:
    """Fill assertion, source and their evidence of all facts; leave out what only looks like one (sentences of courts, attempts)."""
    cues = _Cues(reader)
    void = {fact for fact in findings.casualties if _assert(reader, fact, cues)}
    findings.casualties = [fact for fact in findings.casualties if fact not in void and fact.of not in void]
    findings.materiel = [fact for fact in findings.materiel if not _assert(reader, fact, cues)]
    facts = [*findings.casualties, *findings.materiel]
    speeches = _speeches(reader, facts)
    quotations = _Quotations(reader)
    for fact in facts:
        _attribute(reader, fact, speeches, quotations)


# -- assertion


class _Cues:
    """Where a document has cues that can decide an assertion, and words that only look like one («لا شك», «ليست بالقليلة»)."""

    def __init__(self, reader: Reader) -> None:
        """Sort the cues once."""
        self._deciding: list[int] = []
        self.pseudo: set[int] = set()
        for match in reader.document.matches("cues"):
            category = match.row["category"]
            if category in _REACH:
                self._deciding.append(match.first)
            elif category == "pseudo":
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


def _assert(reader: FactReader, fact: Fact, cues: _Cues) -> bool:
    """Fill the assertion of a fact by the cues before it; true where a cue makes it void."""
    sentence = reader.document.sentence_of(fact.anchor)
    start = min(fact.first, fact.anchor)
    if not cues.deciding_in(max(sentence.first, start - _REACH_BACK), start):
        return False
    found = _cues_before(reader, start, max(sentence.first, start - _REACH_BACK), cues.pseudo)
    if "void" in found:
        return True
    for category in _ORDER:
        if category in found:
            fact.assertion = _ASSERTIONS[category]
            fact.evidence.append(cue_evidence(reader, found[category], category))
            break
    return False


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
        passed.that = passed.that or (
            reader.role(i, "constructions", "that") is not None and reader.folded(i) not in ("و", "ف")
        )
        matches = [m for m in reader.document.at(i, "cues") if m.last <= start or m.row["category"] == "pseudo"]
        longest = max((match.last for match in matches), default=i)
        for match in matches:
            category = match.row["category"]
            if category not in _REACH or match.last < longest or _in_name(reader, match):
                continue
            if category == "void" and reader.role_before(match.first, "carries-out", _REACH_OF_CARRYING_OUT):
                continue
            if _reaches(match, start, passed):
                found.setdefault(category, match)
        if any(_is_boundary(reader, match) for match in matches) or (
            reader.role(i, "constructions", "relative") is not None and not _is_in_cue(reader, i)
        ):
            passed.boundary = True
    return found


def _is_boundary(reader: Reader, match: Match) -> bool:
    """Whether a cue before it does not reach beyond this one: another clause, another saying."""
    category = match.row["category"]
    return category == "boundary" or (category in ("say", "add") and not _goes_with_doubt(reader, match))


def _reaches(match: Match, start: int, passed: _Passed) -> bool:
    """Whether a cue reaches what begins at `start` over what lies between; a verb of denial reaches over «أن» and a comma."""
    category = match.row["category"]
    reach, stops_at_that = _REACH[category]
    far = category == "negation" and match.row.id in _DENIALS
    if start - match.last >= reach + (5 if far else 0) or passed.boundary:
        return False
    return far or not (passed.comma or (passed.that and stops_at_that))


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


def cue_evidence(reader: Reader, match: Match, role: str) -> Cue:
    """The words of a cue as evidence."""
    start, end = reader.span(match.first, match.last, match.prefix)
    return Cue(role, start, end, match.row.address)


# -- attribution


class _Quotations:
    """How many quotations are open at each mark of a document."""

    def __init__(self, reader: Reader) -> None:
        """Count them once."""
        self._marks = [
            mark for mark in reader.document.marks if reader.words[mark].text in _OPENING_QUOTES | _CLOSING_QUOTES
        ]
        steps = (1 if reader.words[mark].text in _OPENING_QUOTES else -1 for mark in self._marks)
        self._depths = [0, *accumulate(steps)]

    def opened(self, first: int, last: int) -> int:
        """How many more are opened than closed by the tokens `first` to `last - 1`."""
        depths, marks = self._depths, self._marks
        return depths[bisect_left(marks, max(first, last))] - depths[bisect_left(marks, first)]


def _speeches(reader: Reader, facts: list[Fact]) -> list[Speech]:
    """All acts of saying in the order of the text, speakers carried over where the text carries them."""
    anchors = sorted({min(fact.first, fact.anchor) for fact in facts})
    speeches: list[Speech] = []
    skip = -1
    for match in reader.document.matches("cues"):
        category = match.row["category"]
        if category not in ("say", "add", "according") or match.first < skip:
            continue
        if reader.over.get(match.first) is not None and reader.over[match.first].kind != "source":
            continue
        sentence = reader.document.sentence_of(match.first)
        if category == "according":
            speaker, end = _speaker_after(reader, match.last, sentence, _REACH_OF_ACCORDING, anchors=())
            if speaker is not None:
                speeches.append(Speech(match.first, match, speaker, backward=True))
                skip = end
            continue
        if _says_nothing(reader, match, sentence):
            continue
        speaker = _issuer(reader, match.last, sentence)
        if speaker is None:
            speaker, _ = _speaker_after(reader, match.last, sentence, _REACH_OF_SPEAKER, anchors=anchors)
        speaker = speaker or _speaker_before(reader, match.first, sentence)
        if speaker is None and (category == "add" or _goes_on(reader, match, sentence)):
            speaker = speeches[-1].speaker if speeches else None
        if speaker is not None:
            speeches.append(Speech(match.first, match, speaker, backward=_is_aside(reader, match)))
    return speeches


def _issuer(reader: Reader, at: int, sentence: Sentence) -> Piece | None:
    """Who issued the document that speaks: «أفاد بيان لوزارة الداخلية», «ذكر تقرير للأمم المتحدة»."""
    if reader.role(at, "constructions", "document") is None:
        return None
    for i in range(at + 1, min(at + _REACH_OF_ISSUER, sentence.last)):
        mention = reader.starting.get(i)
        if mention is not None and mention.list != "places":
            return _piece(mention) if reader.folded(i).startswith("ل") or reader.folded(i - 1) in ("ل", "عن") else None
        if (
            reader.folded(i).startswith("ل")
            and (inner := reader.starting.get(i + 1)) is not None
            and inner.list != "places"
        ):
            return _piece(inner)
        if reader.role(i, "name_grammar", "statement") is not None and reader.folded(i) != "عن":
            return None
    return None


def _says_nothing(reader: Reader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying tells of nothing: it is negated («لم تكشف»), or claims a deed («أعلن مسؤوليته عن»)."""
    before = reader.any_match(match.first - 1, "cues") if match.first > sentence.first else None
    if before is not None and before.row["category"] == "negation" and before.last == match.first:
        return True
    if match.row.id != "announce":
        return False
    claimed = reader.document.in_role(
        "constructions", "claimed", match.last, min(match.last + _REACH_OF_CLAIM, sentence.last)
    )
    return bool(claimed)


def _goes_on(reader: Reader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying without a speaker goes on with the last one: «وأشار إلى أن», «مشيرا إلى»."""
    return match.prefix > 0 or match.first - sentence.first <= 2 or reader.folded(match.first).endswith("ا")


def _is_aside(reader: Reader, match: Match) -> bool:
    """Whether the verb stands in an aside at the end: «، حسبما قال مصدر»."""
    return any(
        m.row["category"] == "according"
        for i in (match.first - 1, match.first - 2)
        if i >= 0
        for m in reader.document.at(i, "cues")
    )


def _speaker_after(
    reader: Reader, at: int, sentence: Sentence, reach: int, *, anchors: list[int] | tuple[()]
) -> tuple[Piece | None, int]:
    """The speaker named after a cue, before the statement begins, and the token after him."""
    end = min(sentence.last, at + reach)
    next_anchor = bisect_left(anchors, at)
    if next_anchor < len(anchors):
        end = min(end, anchors[next_anchor])
    first: Mention | None = None
    i = at
    quoting = at > 0 and any(match.row.id == "quote" for match in reader.document.at(at - 1, "cues"))
    while i < end:
        text = reader.words[i].text
        if quoting and reader.folded(i) == "عن":
            first, quoting = None, False
            i += 1
            continue
        if text in ":؛" or reader.role(i, "name_grammar", "statement") is not None:
            break
        mention = reader.starting.get(i)
        if mention is not None and (mention.list != "places" or first is None):
            if mention.kind in ("source", "person"):
                if mention.kind == "person" or first is None:
                    return _piece(mention), mention.last
                break
            if (
                first is None
                and (mention.list != "places" or mention.kind in ("country", "city"))
                and not _is_addressed(reader, i)
            ):
                first = mention
            i = mention.last
            continue
        i += 1
    if first is not None and (first.list != "places" or first.first == reader.skip_quotes(at)):
        return _piece(first), first.last
    title = next(iter(reader.document.at(reader.skip_quotes(at), "titles")), None) if at < len(reader.words) else None
    if title is not None and not title.prefix:
        last = title.last
        while last < end and not reader.is_punctuation(last) and not reader.is_closed(last):
            last += 1
        start, stop = reader.span(title.first, last)
        return Piece(start, stop), last
    begins = next_anchor < len(anchors) and anchors[next_anchor] == end
    return _plain_speaker(reader, at, end, closed=not anchors or begins)


def _plain_speaker(reader: Reader, at: int, end: int, *, closed: bool) -> tuple[Piece | None, int]:
    """A speaker by a common noun, up to where the statement begins: «قالت الحكومة إن», «ذكرت إذاعة محلية أن».

    `closed`: the words end where the statement or the sentence does, so that nothing need mark it.
    """
    first = reader.skip_quotes(at)
    if first >= end or not reader.words[first].is_arabic or reader.is_attached(first):
        return None, at
    body = reader.is_definite(first) and reader.role(first, "constructions", "relative") is None
    if reader.is_closed(first) and not body:
        return None, at
    last = first + 1
    while last < min(end, first + _LONGEST_SPEAKER) and not reader.is_punctuation(last) and not reader.is_closed(last):
        last += 1
    bounded = closed and (last >= end or reader.is_punctuation(last))
    if not bounded and not any(
        reader.role(i, "name_grammar", "statement") is not None or reader.words[i].text == ":"
        for i in range(last, min(end, last + 3))
    ):
        return None, at
    start, stop = reader.span(first, last)
    return Piece(start, stop), last


def _is_addressed(reader: Reader, at: int) -> bool:
    """Whether the body is told something, and does not speak: «لوكالة رويترز», «لـ"العربية"»."""
    return (
        (reader.folded(at).startswith("ل") and not reader.folded(at).startswith("لا"))
        or reader.folded(reader.before(at)) == "ل"
        or (
            reader.role(reader.before(at), "name_grammar", "told-to") is not None
            and reader.folded(reader.before(at)).startswith("ل")
        )
    )


def _speaker_before(reader: Reader, at: int, sentence: Sentence) -> Piece | None:
    """The speaker right before the verb: «الجيش المصري يعلن», «مصدر أمني قال»."""
    before = at - 1
    if before >= sentence.first and reader.words[before].text in _COMMAS:
        before -= 1
    mention = reader.over.get(before)
    if mention is None or mention.first < sentence.first or (mention.list == "places" and mention.kind != "country"):
        return None
    return _piece(mention)


def _piece(mention: Mention) -> Piece:
    return Piece(mention.start, mention.end, mention)


def _attribute(reader: Reader, fact: Fact, speeches: list[Speech], quotations: _Quotations) -> None:
    """The speaker nearest to the fact in its sentence, or one whose words go on into it."""
    sentence = reader.document.sentence_of(fact.anchor)
    inside = speeches[bisect_left(speeches, sentence.first, key=_at) : bisect_left(speeches, sentence.last, key=_at)]
    before = [s for s in inside if s.at < fact.last and not s.backward]
    after = [s for s in inside if s.at >= fact.last and s.backward]
    lead = [s for s in inside if s.at < fact.first and s.backward]
    if lead and before and lead[-1].at > before[-1].at:
        before = lead
    candidates = (
        [*before[-1:], *after[:1]] or lead[-1:] or [s for s in inside if s.at >= fact.last and _may_follow(s)][-1:]
    )
    chosen = min(candidates, key=lambda s: abs(s.at - fact.anchor), default=None)
    if chosen is None:
        colon = _before_colon(reader, fact, sentence)
        if colon is not None:
            fact.source = colon
            return
        chosen = _carried(fact, sentence, speeches, quotations)
        if chosen is None:
            return
        fact.evidence.append(cue_evidence(reader, chosen.cue, "carried"))
    else:
        fact.evidence.append(cue_evidence(reader, chosen.cue, "attribution"))
    if (
        chosen.speaker is not None and chosen.speaker.mention not in (fact.victims.mention if fact.victims else None,)
    ) or (chosen.speaker and chosen.speaker.mention is None):
        fact.source = chosen.speaker


def _may_follow(speech: Speech) -> bool:
    """Whether the words before a verb of saying can be what is said: not before one that accuses or claims."""
    return speech.cue.row["category"] == "say" and speech.cue.row.id not in _OF_ONE_SIDE


def _before_colon(reader: Reader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«حماس: مقتل …»: a name and a colon at the head of the sentence."""
    first = reader.skip_quotes(sentence.first)
    mention = reader.starting.get(first)
    if mention is None or mention.first > fact.first or mention.list == "places":
        return None
    after = reader.skip_quotes(mention.last)
    if after < len(reader.words) and reader.words[after].text == ":" and fact.first > after:
        return Piece(mention.start, mention.end, mention)
    return None


def _carried(fact: Fact, sentence: Sentence, speeches: list[Speech], quotations: _Quotations) -> Speech | None:
    """The speaker of the sentence before, where a quotation that he opened is still open."""
    earlier = bisect_left(speeches, sentence.first, key=_at)
    if not earlier:
        return None
    last = speeches[earlier - 1]
    return last if quotations.opened(last.at, fact.first) > 0 else None
