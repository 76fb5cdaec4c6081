"""Who speaks: the speaker whom a text names behind a word of saying, at the head of its clause, or right before it."""

from __future__ import annotations

from bisect import bisect_left

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention, Piece
from mosul_extract.text.sentences import Sentence

_TO_REPORTERS = frozenset({"للصحفيين", "للصحافيين", "للصحافه", "للاعلاميين"})
_COMMAS = frozenset("،,")
_LONGEST_SPEAKER = 4
_LONGEST_CUE = 4
_REACH_OF_ISSUER = 4
_REACH_OF_SUBJECT = 6
_IN_OR_BY = frozenset({"في", "عبر", "خلال", "علي", "عقب", "ضمن"})
_JOURNALISTS = ("صحفيين", "صحافيين")
_LONGEST_SOURCE = 12
_BUT = frozenset({"لكن", "ولكن", "الا", "غير"})
_OF_SEVERAL, _LONGEST_CROWD, _ADJECTIVES = "وا", 4, ("ين", "ون", "ات")
_REACH_OF_CALLED, _TO = 5, "الي"
_COUNTS = ("حصيل", "تقدير", "احصا", "معطي", "ارقام", "دراس", "بيانات", "نتائج")
_ISSUED = frozenset({"صادر", "صدر", "صادره", "صدرت"})
_LONGEST_ASIDE, _REACH_OF_NAME, _IN_HIS_NAME = 9, 4, "باسم"
_OPENING, _SHUTTING = frozenset("(["), frozenset(")]")


def issuer(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
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
        issued = reader.folded(i) == "عن" and reader.folded(i - 1).removeprefix("ال") in _ISSUED
        known = any(reader.word_in(i + 1, role) == i + 2 for role in ("body", "party"))
        if issued and known and i + 1 not in reader.over and reader.is_definite(i + 1):
            return Piece(*reader.span(i + 1, i + 2))  # «بيان صادر عن الحزب»
    return None


def is_aside(reader: FactReader, match: Match) -> bool:
    """Whether the verb stands in an aside at the end: «، حسبما قال مصدر»."""
    return any(
        m.row["category"] == "according"
        for i in (match.first - 1, match.first - 2)
        if i >= 0
        for m in reader.document.at(i, "cues")
    )


def speaker_after(
    reader: FactReader, at: int, sentence: Sentence, reach: int, *, anchors: list[int] | tuple[()]
) -> tuple[Piece | None, int]:
    """The speaker named after a cue, before the statement begins, and the token after him."""
    end = min(sentence.last, at + reach)
    next_anchor = bisect_left(anchors, at)
    if next_anchor < len(anchors):
        end = min(end, anchors[next_anchor])
    first: Mention | None = None
    at += reader.folded(at) in _TO_REPORTERS  # «قال للصحفيين إن»
    i = at
    cues = reader.document.at(at - 1, "cues") if at > 0 else []
    quoting = any(match.row.id == "quote" for match in cues)
    pointing = any(match.row.id == "point-out" for match in cues)  # «أشار الكاتب إلى …»
    according = any(
        match.row["category"] == "according" and match.last == at
        for i in range(max(0, at - _LONGEST_CUE), at)
        for match in reader.document.at(i, "cues")
    )
    while i < end:
        text = reader.words[i].text
        if quoting and reader.folded(i) == "عن":
            first, quoting = None, False
            i += 1
            at = i
            continue
        if (
            text in ":؛"
            or (according and i > at and (_opens_statement(reader, i) or (first is None and text in _COMMAS)))
            or reader.role(i, "name_grammar", "statement") is not None
            or (i > at and pointing and reader.folded(i) == _TO)
        ):
            break
        if not quoting and (is_medium(reader, i) or (i > at and _is_told_to(reader, i))):
            end = i  # «في بيان تلقت فرانس برس نسخة منه», «لصحفيين يرافقون الوزير فلانا»
            break
        if first is None and i > at and not quoting and reader.word_in(i, "relative") is not None:
            end = i  # «كشفت الأعمال التي أحبطتها قوات الأمن»
            break
        if first is None and i > at and text in _OPENING:
            break  # «قالت الشبكة (غير حكومية) إن»
        mention = reader.starting.get(i)
        close = reader.ending_at(i, "close-to") if mention is not None and first is None else None
        if close is not None and mention is not None and close > reader.skip_quotes(at):
            start, stop = reader.span(reader.skip_quotes(at), close)
            return Piece(start, stop), mention.last  # «الحركة المقربة من الحزب»
        if mention is not None and (mention.list != "places" or first is None):
            if mention.kind in ("source", "person"):
                if first is None or (mention.kind == "person" and first.first > reader.skip_quotes(at)):
                    called = _who_is_called(reader, mention, end) or mention
                    return _piece(called), called.last
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
        return _of_title(reader, title, end)
    aside = at > 0 and any(is_aside(reader, cue) for cue in reader.document.at(at - 1, "cues"))
    begins = next_anchor < len(anchors) and anchors[next_anchor] == end
    return _plain_speaker(reader, at, end, closed=not anchors or begins, aside=aside)


def _of_title(reader: FactReader, title: Match, end: int) -> tuple[Piece, int]:
    """A speaker by his office and the words behind it that no lexicon knows."""
    last = title.last
    while last < end and not reader.is_punctuation(last) and not reader.is_closed(last):
        last += 1
    return Piece(*reader.span(title.first, last)), last


def _opens_statement(reader: FactReader, at: int) -> bool:
    """«وحسب الوكالة، أسرت المقاومة …»: a comma, and the verb of what is told."""
    return reader.words[at].text in _COMMAS and (
        reader.is_verb(at + 1) or reader.any_match(at + 1, "casualty_words") is not None
    )


def _who_is_called(reader: FactReader, source: Mention, end: int) -> Mention | None:
    """The name of «ذكر رائد شرطة، يدعى فلان، أن …», «وفق المتحدث باسمه الجنرال فلان»."""
    for at in range(source.last, min(end, source.last + _REACH_OF_NAME) if source.kind == "source" else source.last):
        beside = reader.starting.get(at)
        if beside is not None and beside.kind == "person":
            return beside
        if not (reader.match(at, "titles") or reader.folded(at).startswith(_IN_HIS_NAME)):
            break
    for at in reader.words_in("is-called", source.last, min(end, source.last + _REACH_OF_CALLED)):
        if reader.words_in("that", source.last, at):
            return None  # «أشار الضابط إلى أن المنفذ يدعى فلان»
        named = reader.mention_from(reader.word_in(at, "is-called") or at + 1)
        if named is not None and named.kind == "person":
            return named
    return None


def _unknown_name(reader: FactReader, at: int, end: int) -> tuple[Piece, int] | None:
    """A name that no lexicon has, behind an office, its body and its place: «قائد شرطة الإقليم في ولاية X فلان»."""
    while at < end and (reader.role(at, "name_grammar", "inside") is not None or reader.is_inside(at)):
        at += 1
    last = at
    while last < end and reader.may_be_name(last) and not reader.is_closed(last) and not reader.is_definite(last):
        last += 1
    given = last == at + 1 and reader.match(at, "given_names") is not None  # «النقيب في الجيش سليمان»
    if not (given or 1 < last - at <= _LONGEST_SPEAKER):
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
    while first < end and (
        (how := reader.word_in(first, "adverb")) is not None
        or reader.is_time(first)
        or reader.number_at(first) is not None
    ):
        first = how or first + 1  # «بحسب ما قال الأربعاء أقارب الضحايا», «نفت بشدة»
    named = reader.match(first, "given_names") is not None
    verb = reader.is_verb_like(first) and not named  # «بحسب يوسف»
    if first >= end or not reader.words[first].is_arabic or reader.is_attached(first) or verb:
        return None, at
    if reader.word_in(first, "one-of-them") is not None:
        return None, at  # «جاء في إحداها»
    body = reader.is_definite(first) and reader.role(first, "constructions", "relative") is None
    counts = reader.role(first, "constructions", "document") is not None and reader.folded(first).startswith(_COUNTS)
    body = body or (counts and reader.says_at(at - 1))  # «تحدثت حصيلة رسمية عن»
    one = reader.word_in(first, "one-of") or first
    body = (
        body or reader.match(first, "heads") is not None or reader.noun_at(one) is not None or _is_shown(reader, first)
    )
    if reader.is_closed(first) and not body:
        return None, at
    last = one + 1
    while (
        last < min(end, one + _LONGEST_SPEAKER)
        and not _ends_speaker(reader, last)
        and (not reader.is_closed(last) or _describes(reader, first, last))
    ):
        last += 1
    behind = _past_aside(reader, last, end)
    bounded = aside or (closed and (behind >= end or _ends_speaker(reader, last)))
    bounded = bounded or is_medium(reader, behind) or _is_told_to(reader, behind)
    onward = behind
    while onward < end and (reader.role(onward, "name_grammar", "inside") is not None or reader.is_inside(onward)):
        onward += 1  # «ذكر قرويون في منطقة X أن»
    if not bounded and not any(
        reader.role(i, "name_grammar", "statement") is not None or reader.words[i].text == ":"
        for i in range(onward, min(end, onward + 3))
    ):
        return None, at
    owner = reader.starting.get(last)
    if owner is not None and owner.list != "places" and last == first + 1:
        last = owner.last  # «إدارة مستشفى المدينة»
    start, stop = reader.span(first, last)
    return Piece(start, stop), last


def _describes(reader: FactReader, first: int, at: int) -> bool:
    """Whether a word belongs to a speaker: an adjective that agrees («حصيلة رسمية»), the owner of a force («جيش العدو»)."""
    adjective = any(reader.word_in(at, role) == at + 1 for role in ("adjective", "strike-adjective"))
    force = at == first + 1 and reader.match(first, "heads") is not None and not reader.is_definite(first)
    owner = force and reader.is_definite(at) and not reader.is_attached(at) and not reader.is_time(at)
    return owner or (adjective and reader.is_definite(at) == reader.is_definite(first))


def _past_aside(reader: FactReader, at: int, end: int) -> int:
    """The token after what stands between a speaker and his words: «(غير حكومية)», «لاحقا»."""
    while at < end:
        if reader.words[at].text in _OPENING:
            close = next(
                (i for i in range(at, min(end, at + _LONGEST_ASIDE)) if reader.words[i].text in _SHUTTING), None
            )
            if close is None:
                return at
            at = close + 1
        elif (how := reader.word_in(at, "adverb")) is not None:
            at = how
        elif reader.is_time(at):
            at += 1
        else:
            return at
    return at


def according_to(reader: FactReader, at: int, sentence: Sentence) -> tuple[Piece | None, int]:
    """What «وفقا ل» names where it is no name: «وفقا لأوراق المحكمة», «طبقا للدعوى», not «وفقا للقانون»."""
    folded = reader.folded(at)
    norm = any(found.row["role"] == "norm" for found in reader.document.at(at, "name_grammar"))
    if at >= sentence.last or not folded.startswith("ل") or norm:
        return None, at
    number = reader.number_at(at)
    last = number.last if number is not None else at + 1
    while (
        last < min(sentence.last, at + _LONGEST_SPEAKER)
        and reader.is_definite(last)
        and not (reader.is_attached_to(last) or reader.word_in(last, "relative") is not None)
    ):
        last += 1
    if last == at + 1 and not folded.startswith("لل"):
        return None, at
    start, stop = reader.span(at, last, 0 if folded.startswith("لل") else 1)
    return Piece(start, stop), last


def _ends_speaker(reader: FactReader, at: int) -> bool:
    """Whether a mark, a number or what is shown stands at a token: «سجلت المنظمة 12 حالة», «نشر التنظيم صورا»."""
    return _is_shown(reader, at) or reader.is_punctuation(at) or reader.number_at(at) is not None


def _is_shown(reader: FactReader, at: int) -> bool:
    """Whether the word is for pictures and their like, which somebody shows or which show something themselves."""
    return reader.role(at, "constructions", "footage") is not None


def is_medium(reader: FactReader, at: int) -> bool:
    """Whether the words tell in or by what somebody speaks: «في بيان», «خلال مقابلة», «عبر حسابه»."""
    return reader.folded(at) in _IN_OR_BY and reader.role(at + 1, "name_grammar", "medium") is not None


def _is_told_to(reader: FactReader, at: int) -> bool:
    """Whether the word tells to whom somebody speaks: «لوكالة رويترز», «للصحفيين»."""
    folded = reader.folded(at)
    if not folded.startswith("ل"):
        return False
    mention = reader.starting.get(at)
    if mention is not None and mention.kind == "media":
        return True
    head = reader.any_match(at, "heads")
    if reader.role(at, "name_grammar", "told-to") is not None:
        return True  # «لوكالة», «لقناة»
    return (head is not None and head.prefix > 0 and head.row["kind"] == "media") or folded.endswith(_JOURNALISTS)


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


def speaker_before(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The speaker right before the verb: «الجيش المصري يعلن», «مصدر أمني قال»."""
    before = at - 1
    if before >= sentence.first and (reader.words[before].text in _COMMAS or reader.folded(before) == "قد"):
        before -= 1
    if before > sentence.first and reader.word_in(before, "copula") is not None:
        before -= 1  # «الوزارة كانت قد أعلنت»
    mention = reader.over.get(before)
    if mention is None or mention.first < sentence.first:
        return None
    capital = mention.kind == "city" and mention.first == sentence.first and mention.last == at  # «واشنطن تعلن مقتل …»
    if mention.list == "places" and mention.kind != "country" and not capital:
        return None
    return _piece(mention)


def several_before(reader: FactReader, verb: int, sentence: Sentence) -> Piece | None:
    """«لكن سكانا قالوا إن …», «مسؤولين محليين قالوا»: speakers without a name right before a verb of several."""
    if not reader.folded(verb).endswith(_OF_SEVERAL):
        return None
    for first in range(verb - 1, max(sentence.first, verb - _LONGEST_CROWD) - 1, -1):
        crowd = reader.match(first, "sources")
        if crowd is not None and crowd.last <= verb:
            described = all(reader.folded(i).endswith(_ADJECTIVES) for i in range(crowd.last, verb))
            return Piece(*reader.span(first, verb)) if described else None
        if reader.is_punctuation(first) or reader.is_closed(first):
            break
    opens = sentence.first + (reader.folded(sentence.first) in _BUT)  # «لكن المرصد ومؤيدين للرئيس قالوا إن …»
    mention = reader.starting.get(opens)
    if mention is None or mention.list == "places" or reader.has_verb(mention.last, verb):
        return None
    return _piece(mention)


def opening_speaker(reader: FactReader, verb: int, sentence: Sentence) -> Piece | None:
    """The speaker who opens the clause of a verb: «مصدر في الشرطة قال», «وكان التنظيم تحدث», «لكن فلان، قائد الجيش، تحدث»."""
    last = verb - (reader.folded(verb - 1) == "قد")
    first, commas = last, 0
    while first > sentence.first and last - first < _LONGEST_SOURCE:
        before = first - 1
        if any(reader.word_in(before, role) is not None for role in ("that", "opens", "copula")):
            break
        if reader.is_punctuation(before) and not reader.words[before].is_quote:
            if before + 1 == last and (begin := _unnamed_since(reader, before, sentence)) is not None:
                first, last, commas = begin, begin, commas + 1  # «مسؤول، طلب عدم ذكر اسمه، قال»
                continue
            if (
                reader.words[before].text not in _COMMAS
                or (commas := commas + 1) > 2
                or (commas == 1 and before + 1 < last)
            ):
                break
        elif reader.says_at(before) or reader.has_verb(before, first):
            return None
        first = before
    mention = reader.starting.get(first)
    if mention is None or mention.list == "places":
        return None
    speaks = mention.kind == "source" or mention.last == last or commas == 2
    # «الدفاع المدني في الموصل أكد أنه …»
    where = range(mention.last, last)
    speaks = speaks or all(reader.role(i, "name_grammar", "inside") is not None or reader.is_inside(i) for i in where)
    return _piece(mention) if speaks else None


def _unnamed_since(reader: FactReader, comma: int, sentence: Sentence) -> int | None:
    """The comma at which an aside begins that ends at another and says why a speaker has no name."""
    for at in range(comma - 1, max(sentence.first, comma - _LONGEST_ASIDE) - 1, -1):
        if reader.words[at].text in _COMMAS:
            return at if reader.word_in(at + 1, "unnamed") is not None else None
    return None


def subject(reader: FactReader, first: int, last: int) -> Piece | None:
    """The body or person behind the verb that opens a sentence: «طالب مجلس محافظة الأنبار بوقف القصف، كاشفا عن …»."""
    if first >= last:
        return None
    body = any(reader.word_in(first, role) is not None for role in ("body", "party"))
    if body and reader.is_definite(first) and first not in reader.over:
        return Piece(*reader.span(first, first + 1))  # «تبنى التنظيم عبر وكالة كذا …»
    for at in range(first, min(first + _REACH_OF_SUBJECT, last)):
        mention = reader.starting.get(at)
        if mention is not None and mention.list != "places" and not _is_addressed(reader, at):
            return _piece(mention)
        if reader.is_punctuation(at) or (mention is None and reader.follows_preposition(at)):
            break
    return _by_office(reader, first)


def _by_office(reader: FactReader, at: int) -> Piece | None:
    """A speaker by his office alone, with the nation or body of it: «الأمين العام للأمم المتحدة», «الرئيس الفلسطيني»."""
    title = next((title for title in reader.document.at(at, "titles") if not title.prefix), None)
    if title is None or not (reader.is_definite(at) or title.last > at + 1):
        return None
    last = reader.nationality_at(title.last) or title.last
    body = reader.starting.get(last)
    if body is not None and _is_addressed(reader, last):
        last = body.last
    return Piece(*reader.span(at, last))


def blamer(reader: FactReader, at: int) -> Piece | None:
    """Who blames somebody behind him: «حمل الرئيس الفلسطيني إسرائيل المسؤولية», «حملت الحركة الاحتلال مسؤولية مقتل …»."""
    office = _by_office(reader, at)
    named = None if office is None else next((m for m in reader.starting.values() if m.start == office.end + 1), None)
    if named is not None and named.kind == "person":
        return _piece(named)
    if office is not None or at in reader.starting or not reader.is_definite(at):
        return office
    return Piece(*reader.span(at, at + 1))


def _piece(mention: Mention) -> Piece:
    return Piece(mention.start, mention.end, mention)
