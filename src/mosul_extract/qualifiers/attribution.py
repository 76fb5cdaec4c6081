"""Who says a fact: the speaker nearest to it in its sentence, or one whose words go on into it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from operator import attrgetter

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.qualifiers.assertion import cue_evidence
from mosul_extract.qualifiers.speeches import Speech, is_participle
from mosul_extract.text.sentences import Sentence

_OF_ONE_SIDE = frozenset({"accuse", "blame", "claim", "deny-say"})
_DENIES, _ACCUSES = "deny-say", "accuse"
_OPENING_QUOTES = frozenset("«“")
_CLOSING_QUOTES = frozenset("»”")
_STRAIGHT_QUOTE = '"'
# «وإنه», «وأن» at the head of a sentence: what the speaker of the one before says too.
_REACH_OF_COLON, _TOLD_TO = 9, "لل"
_WARDS = ("مستشفي", "مشفي", "مجمع")
_URGENT = frozenset({"عاجل", "الساعه"})
_THEREBY, _ALSO = "وذلك", frozenset({"ايضا", "كذلك"})
_AND_THAT = frozenset({"وان", "وانه", "وانها", "وانهم", "وبان", "وبانه"})

_at = attrgetter("at")


class Quotations:
    """How many quotations are open at each mark of a document, those left out that are never closed."""

    def __init__(self, reader: FactReader) -> None:
        """Count them once."""
        marks = [(mark, reader.words[mark].text) for mark in reader.document.marks]
        paired = [(mark, text in _OPENING_QUOTES) for mark, text in marks if text in _OPENING_QUOTES | _CLOSING_QUOTES]
        self._marks = [mark for mark, _ in paired]
        self._depths = [0, *accumulate(1 if opens else -1 for _, opens in paired)]
        # The least depth from each mark on: a quotation that nothing closes is none.
        self._least = list(accumulate(reversed(self._depths), min))[::-1]
        self._straight = [mark for mark, text in marks if text == _STRAIGHT_QUOTE]

    def opened(self, first: int, last: int) -> int:
        """How many more are opened than closed by the tokens `first` to `last - 1`; marks that look alike come in pairs."""
        depths, marks, last = self._depths, self._marks, max(first, last)
        begin, end = bisect_left(marks, first), bisect_left(marks, last)
        opened = depths[end] - depths[begin]
        if opened > 0 and self._least[end] > depths[begin]:
            return 0
        return opened or (bisect_left(self._straight, last) - bisect_left(self._straight, first)) % 2


def attribute(reader: FactReader, fact: Fact, speeches: list[Speech], quotations: Quotations) -> None:
    """The speaker nearest to the fact in its sentence, or one whose words go on into it."""
    sentence = reader.document.sentence_of(fact.anchor)
    inside = speeches[bisect_left(speeches, sentence.first, key=_at) : bisect_left(speeches, sentence.last, key=_at)]
    before = [s for s in inside if s.at < fact.last and not s.backward]
    after = [s for s in inside if s.at >= fact.last and s.backward and not _is_parted(reader, fact.last, s.at)]
    lead = [s for s in inside if s.at < fact.first and s.backward]
    if lead and before and lead[-1].at > before[-1].at:
        before = lead
    apart = next(iter(reader.words_in("other-clause", fact.last, sentence.last)), sentence.last)
    candidates = (
        [*before[-1:], *after[:1]]
        or lead[-1:]
        or [s for s in inside if fact.last <= s.at < apart and _may_follow(reader, s)][-1:]
    )
    chosen = min(candidates, key=lambda s: abs(s.at - fact.anchor), default=None)
    if chosen is not None and chosen.cue.row.id == _DENIES and fact.assertion == "stated":
        return  # «نفت الحكومة أي دور لها في الهجوم الذي قتل ثلاثة»: she tells of no dead
    if chosen is None:
        colon = _before_colon(reader, fact, sentence)
        if colon is not None:
            fact.source = colon
            return
        chosen = _carried(reader, fact, sentence, speeches, quotations)
        if chosen is None:
            return
        fact.evidence.append(cue_evidence(reader, chosen.cue, "carried"))
    else:
        fact.evidence.append(cue_evidence(reader, chosen.cue, "attribution"))
    if (
        chosen.speaker is not None and chosen.speaker.mention not in (fact.victims.mention if fact.victims else None,)
    ) or (chosen.speaker and chosen.speaker.mention is None):
        fact.source = chosen.speaker
        if chosen.cue.row.id == _ACCUSES and _is_accused(reader, fact, chosen.speaker):
            fact.source = _accuser(reader, chosen)


def _is_accused(reader: FactReader, fact: Fact, speaker: Piece) -> bool:
    """«اتهمت اللجنة القوات بإعدام 45»: whether the words end right before the deed of which somebody is accused."""
    return reader.folded(fact.first).startswith("ب") and bisect_left(reader.starts, speaker.end) == fact.first


def _accuser(reader: FactReader, speech: Speech) -> Piece | None:
    """Who stands between the verb and the accused: a body that no lexicon has."""
    assert speech.speaker is not None
    first, stop = speech.cue.last, bisect_left(reader.starts, speech.speaker.start)
    last = next((at for at in range(first, stop) if reader.is_punctuation(at)), stop)
    return Piece(reader.starts[first], reader.ends[last - 1]) if last > first else None


def _is_parted(reader: FactReader, first: int, last: int) -> bool:
    """Whether two full stops part some tokens: «… في نابلس.. ووفقا لمصادر …»."""
    return any(reader.words[i].text == "." == reader.words[i + 1].text for i in range(first, last - 1))


def _may_follow(reader: FactReader, speech: Speech) -> bool:
    """Whether the words before a verb of saying can be what is said: not before one that accuses or claims, or «مشيرا إلى»."""
    if is_participle(reader, speech.cue) or speech.cue.prefix:
        return False
    return speech.cue.row["category"] == "say" and speech.cue.row.id not in _OF_ONE_SIDE


def _before_colon(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """«حماس: مقتل …», «مصدر طبي للجزيرة: 5 شهداء», «وزير الدفاع التركي: تحييد …»: a speaker and a colon at the head of the sentence."""
    first = reader.skip_quotes(_past_dots(reader, _past_stamp(reader, sentence.first, fact.first), fact.first))
    limit = min(fact.first, first + _REACH_OF_COLON)
    colon = next((i for i in range(first, limit) if reader.words[i].text == ":"), None)
    if colon is None:
        return None
    mention = reader.starting.get(first)
    if mention is None:
        titled = reader.match(first, "titles") is not None and not reader.has_verb(first, colon)
        return Piece(*reader.span(first, colon)) if titled else None
    aside = range(reader.skip_quotes(mention.last), colon)
    where = all(
        i in reader.over
        or reader.is_quiet(i)
        or reader.role(i, "name_grammar", "locative") is not None
        or reader.folded(i).startswith(_TOLD_TO)
        for i in aside
    )
    ward = mention.kind == "facility" and reader.folded(mention.first).startswith(_WARDS)  # «مستشفى العودة: وصلنا …»
    return Piece(mention.start, mention.end, mention) if where and (mention.list != "places" or ward) else None


def _past_stamp(reader: FactReader, first: int, last: int) -> int:
    """The token after the hour, marks and «عاجل» at the head of an item: «13:10 | مصدر طبي: 5 جرحى», «عاجل| …»."""
    at = first
    while at < last and (reader.words[at].is_digits or reader.folded(at) in _URGENT or not reader.words[at].is_arabic):
        at += 1
    return at if at < last else first


def _past_dots(reader: FactReader, first: int, last: int) -> int:
    """The token after the last dots before a fact: «بعد يوم من القمة.. منظمة كذا: 4 قتلى»."""
    behind = (at + 1 for at in range(last - 1, first, -1) if reader.words[at].text == "." == reader.words[at - 1].text)
    return next(behind, first)


def _carried(
    reader: FactReader, fact: Fact, sentence: Sentence, speeches: list[Speech], quotations: Quotations
) -> Speech | None:
    """The speaker of the sentence before, where a quotation that he opened is still open."""
    earlier = bisect_left(speeches, sentence.first, key=_at)
    if not earlier:
        return None
    last = speeches[earlier - 1]
    if quotations.opened(last.at, fact.first) > 0:
        return last
    told = reader.document.sentence_of(last.at)
    first = reader.skip_quotes(sentence.first)
    follows = reader.folded(first) == _THEREBY or reader.follows_from_that(first)  # «وذلك في …», «وأدى ذلك إلى …»
    too = any(reader.folded(at) in _ALSO for at in range(fact.first, fact.last + 1))  # «وقتل أيضا مدنيان»
    goes_on = told.last == sentence.first and (too or follows or reader.folded(first) in _AND_THAT)
    return last if goes_on or (told.last == sentence.first and _closes_quote(reader, fact, sentence)) else None


def _closes_quote(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """Whether a quotation ends behind a fact that no mark has opened in its sentence."""
    depth = 0
    for i in range(sentence.first, sentence.last):
        text = reader.words[i].text
        depth += (text in _OPENING_QUOTES) - (text in _CLOSING_QUOTES)
        if depth < 0:
            return i >= fact.first
    return False
