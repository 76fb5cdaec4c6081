"""Who speaks: every act of saying of a text with its speaker, carried over where the text carries him.

A verb of saying reaches to the end of its sentence, «بحسب» back to its beginning; «وأضاف», «مشيرا إلى» carry a speaker on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Mention, Piece
from mosul_extract.text.sentences import Sentence

_COMMAS = frozenset("،,")
_REACH_OF_SPEAKER = 12
_REACH_OF_ACCORDING = 9
_LONGEST_SPEAKER = 4
_REACH_OF_ISSUER = 4
_REACH_OF_CLAIM = 6
_REACH_OF_OBJECT = 4


@dataclass(slots=True)
class Speech:
    """Someone says something: the cue, who (None: not told), and whether the words reach backward from it."""

    at: int
    cue: Match
    speaker: Piece | None
    backward: bool


def speeches_of(reader: FactReader, facts: list[Fact]) -> list[Speech]:
    """All acts of saying in the order of the text, speakers carried over where the text carries them."""
    anchors = sorted({min(fact.first, fact.anchor) for fact in facts})
    speeches: list[Speech] = []
    skip = -1
    for match in reader.document.matches("cues"):
        category = match.row["category"]
        if category == "pseudo":
            skip = max(skip, match.last)
        if category not in ("say", "add", "according") or match.first < skip:
            continue
        if reader.over.get(match.first) is not None and reader.over[match.first].kind != "source":
            continue
        sentence = reader.document.sentence_of(match.first)
        if category == "according":
            issuer = _issuer(reader, match.last, sentence)
            if issuer is not None:
                speeches.append(Speech(match.first, match, issuer, backward=True))
                continue
            said = reader.any_match(match.last, "cues")
            begin = said.last if said is not None and said.row["category"] == "say" else match.last
            speaker, end = _speaker_after(reader, begin, sentence, _REACH_OF_ACCORDING, anchors=())
            if speaker is not None:
                speeches.append(Speech(match.first, match, speaker, backward=True))
                skip = end
            continue
        if _says_nothing(reader, match, sentence):
            continue
        main = speeches[-1].speaker if speeches and speeches[-1].at >= sentence.first else None
        if main is not None and _is_participle(reader, match):
            speeches.append(Speech(match.first, match, main, backward=False))
            continue
        speaker = _issuer(reader, match.last, sentence)
        if speaker is None:
            speaker, _ = _speaker_after(reader, match.last, sentence, _REACH_OF_SPEAKER, anchors=anchors)
        if speaker is None and not match.prefix:
            speaker = _speaker_before(reader, match.first, sentence)
        if speaker is None and (category == "add" or _goes_on(reader, match, sentence)):
            speaker = speeches[-1].speaker if speeches else None
        if speaker is not None:
            speeches.append(Speech(match.first, match, speaker, backward=_is_aside(reader, match)))
    return speeches


def _is_participle(reader: FactReader, match: Match) -> bool:
    """«مشيرا إلى», «مؤكدة أن»: the speaker of the verb before goes on speaking."""
    word = reader.folded(match.first)
    return word.startswith("م") and word.endswith(("ا", "ه", "ين")) and match.last == match.first + 1


def _issuer(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
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


def _says_nothing(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying tells of nothing: it is negated («لم تكشف»), or claims a deed («أعلن مسؤوليته عن»)."""
    before = reader.any_match(match.first - 1, "cues") if match.first > sentence.first else None
    if before is not None and before.row["category"] == "negation" and before.last == match.first:
        return True
    in_role = reader.document.in_role
    if in_role("name_grammar", "no-statement", match.last, match.last + 2):
        return True
    if in_role("name_grammar", "measures", match.last, match.last + _REACH_OF_OBJECT):
        return True
    if match.row.id != "announce":
        return False
    return bool(reader.words_in("claimed", match.last, min(match.last + _REACH_OF_CLAIM, sentence.last)))


def _goes_on(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying without a speaker goes on with the last one: «وأشار إلى أن», «مشيرا إلى»."""
    return match.prefix > 0 or match.first - sentence.first <= 2 or reader.folded(match.first).endswith("ا")


def _is_aside(reader: FactReader, match: Match) -> bool:
    """Whether the verb stands in an aside at the end: «، حسبما قال مصدر»."""
    return any(
        m.row["category"] == "according"
        for i in (match.first - 1, match.first - 2)
        if i >= 0
        for m in reader.document.at(i, "cues")
    )


def _speaker_after(
    reader: FactReader, at: int, sentence: Sentence, reach: int, *, anchors: list[int] | tuple[()]
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
            at = i
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
    title = next(iter(reader.document.at(reader.skip_quotes(at), "titles")), None) if at < len(reader.words) else None
    if first is not None and (first.list != "places" or first.first == reader.skip_quotes(at)):
        named = _unknown_name(reader, first.last, end) if title is not None and first.list != "places" else None
        return named or (_piece(first), first.last)
    if title is not None and not title.prefix:
        last = title.last
        while last < end and not reader.is_punctuation(last) and not reader.is_closed(last):
            last += 1
        start, stop = reader.span(title.first, last)
        return Piece(start, stop), last
    aside = at > 0 and any(_is_aside(reader, cue) for cue in reader.document.at(at - 1, "cues"))
    begins = next_anchor < len(anchors) and anchors[next_anchor] == end
    return _plain_speaker(reader, at, end, closed=not anchors or begins, aside=aside)


def _unknown_name(reader: FactReader, at: int, end: int) -> tuple[Piece, int] | None:
    """A name that no lexicon has, behind an office, its body and its place: «قائد شرطة الإقليم في ولاية X فلان»."""
    while at < end and (reader.role(at, "name_grammar", "inside") is not None or reader.is_inside(at)):
        at += 1
    last = at
    while last < end and reader.may_be_name(last) and not reader.is_closed(last) and not reader.is_definite(last):
        last += 1
    if not 1 < last - at <= _LONGEST_SPEAKER:
        return None
    bounded = (
        last >= end
        or reader.is_punctuation(last)
        or reader.role(last, "name_grammar", "statement") is not None
        or reader.is_time(last)
    )
    return (Piece(reader.starts[at], reader.ends[last - 1]), last) if bounded else None


def _plain_speaker(reader: FactReader, at: int, end: int, *, closed: bool, aside: bool) -> tuple[Piece | None, int]:
    """A speaker by a common noun, up to where the statement begins: «قالت الحكومة إن», «ذكرت إذاعة محلية أن».

    `closed`: the words end where the statement or the sentence does, so that nothing need mark it; `aside`: they stand
    behind «حسبما ذكرت», where nothing but a speaker can.
    """
    first = reader.skip_quotes(at)
    if first >= end or not reader.words[first].is_arabic or reader.is_attached(first):
        return None, at
    body = reader.is_definite(first) and reader.role(first, "constructions", "relative") is None
    body = body or reader.match(first, "heads") is not None
    if reader.is_closed(first) and not body:
        return None, at
    last = first + 1
    while last < min(end, first + _LONGEST_SPEAKER) and not reader.is_punctuation(last) and not reader.is_closed(last):
        last += 1
    bounded = aside or (closed and (last >= end or reader.is_punctuation(last)))
    if not bounded and not any(
        reader.role(i, "name_grammar", "statement") is not None or reader.words[i].text == ":"
        for i in range(last, min(end, last + 3))
    ):
        return None, at
    start, stop = reader.span(first, last)
    return Piece(start, stop), last


def _is_addressed(reader: FactReader, at: int) -> bool:
    """Whether the body is told something, and does not speak: «لوكالة رويترز», «لـ"العربية"»."""
    return (
        (reader.folded(at).startswith("ل") and not reader.folded(at).startswith("لا"))
        or reader.folded(reader.before(at)) == "ل"
        or (
            reader.role(reader.before(at), "name_grammar", "told-to") is not None
            and reader.folded(reader.before(at)).startswith("ل")
        )
    )


def _speaker_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The speaker right before the verb: «الجيش المصري يعلن», «مصدر أمني قال»."""
    before = at - 1
    if before >= sentence.first and (reader.words[before].text in _COMMAS or reader.folded(before) == "قد"):
        before -= 1
    mention = reader.over.get(before)
    if mention is None or mention.first < sentence.first or (mention.list == "places" and mention.kind != "country"):
        return None
    return _piece(mention)


def _piece(mention: Mention) -> Piece:
    return Piece(mention.start, mention.end, mention)
