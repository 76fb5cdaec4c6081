"""Acts of saying: every one of a text with its speaker, carried over where the text carries him.

A verb of saying reaches to the end of its sentence, «بحسب» back to its beginning; «وأضاف», «مشيرا إلى» carry a speaker on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Fact, Piece
from mosul_extract.qualifiers.speakers import (
    according_to,
    blamer,
    is_aside,
    is_medium,
    issuer,
    opening_speaker,
    several_before,
    speaker_after,
    speaker_before,
    subject,
)
from mosul_extract.text.sentences import Sentence

_REACH_OF_SPEAKER = 12
_REACH_OF_ACCORDING = 9
_REACH_OF_CLAIM = 6
_REACH_OF_OBJECT = 4
_REACH_OF_MEDIUM = 4
_REACH_OF_BLAME = 24
_BURDEN = ("مسؤولي", "مسئولي", "تبع")
# The rows of «حمّل … المسؤولية» and «أعلنتها».
_BLAME, _ACCUSE = "blame", "accuse"
_ANNOUNCED = "announce-it"
_REACH_OF_TOLD = 6
_PUBLISH, _REACH_OF_TROOPS = ("نشر", "ينشر", "تنشر"), 6
_AFTER, _WHERE, _ALSO = "عقب", "حيث", "كما"
_BY_IT = frozenset({"به", "بها", "بهم"})
_REACH_OF_DEEMED = 40
_DEEMED = frozenset({"يعتبر", "تعتبر"})
_QUOTE, _REACH_OF_QUOTE = "quote", 14
_FROM, _QUOTED = frozenset({"عن", "عنه", "عنها", "عنهم"}), frozenset(":«“")
_DOCUMENTING = "documenting"
_OBSERVE, _DONE = "observe", frozenset({"بعد", "عقب", "قبل", "اثر", "تم", "جري", "يتم", "خلال"})
_AMOUNTS = frozenset({"يبلغ", "تبلغ", "بلغ", "بلغت"})
_DESCRIBED = ("وصف", "يوصف", "توصف")
_NORM, _FEMININE = "norm", "ت"
# What one who speaks calls his own words.
_TOLD = ("معلومات", "تقدير", "اعتراف", "وصف", "تعبير", "قول", "اقوال", "راي", "زعم", "مزاعم", "روايت", "شهادت")
_PRONOUNS = ("ه", "ها", "هم", "نا")
# Verbs that go on with a deed («واصلت تطهير المحافظة») or with a speech.
_SELF = frozenset({"نفسه", "نفسها"})
_WENT_ON, _SPEAKING = ("واصل", "تابع"), ("قايل", "قول", "حديث", "كلام", "تصريح", "بقول", "بالقول")
_WARNS = ("يحذر", "تحذر", "حذر", "حذرت", "يطالب", "تطالب", "يتهم", "تتهم", "يهدد", "تهدد")
_AS_FOR = frozenset({"اما", "واما"})
_CALLED = frozenset({"يدعى", "تدعى", "يُدعى", "تُدعى"})


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
        if category == "pseudo" or (category == "hearsay" and reader.word_in(match.last - 1, "that") is not None):
            skip = max(skip, match.last)  # «يذكر أن»
        if category not in ("say", "add", "according") or match.first < skip:
            continue
        if reader.over.get(match.first) is not None and reader.over[match.first].kind != "source":
            continue
        sentence = reader.document.sentence_of(match.first)
        if category == "according":
            speaker, end = (None, 0) if _adds(reader, match, anchors) else _according(reader, match, sentence)
            if speaker is not None:
                speeches.append(Speech(match.first, match, speaker, backward=True))
                skip = max(skip, end)
        elif not _says_nothing(reader, match, sentence):
            told = _told(reader, match, sentence, speeches[-1] if speeches else None, anchors)
            speeches += [told] if told is not None else []
    return speeches


def _adds(reader: FactReader, match: Match, anchors: list[int]) -> bool:
    """«كما أعلنت مقتل ثلاثة»: what somebody tells too, and not by whom it is told."""
    said = reader.any_match(match.last, "cues")
    if reader.folded(match.last - 1) != _ALSO or said is None or said.row["category"] != "say":
        return False
    next_fact = bisect_left(anchors, said.last)
    return next_fact < len(anchors) and anchors[next_fact] == said.last


def _according(reader: FactReader, match: Match, sentence: Sentence) -> tuple[Piece | None, int]:
    """Who is named behind «بحسب» and its like, and the token after him; not «بحسب معلوماتنا», «على حد وصفهم»."""
    told = reader.folded(match.last)
    if told.startswith(_TOLD) and told.endswith(_PRONOUNS):
        return None, match.last
    speaker = issuer(reader, match.last, sentence)
    if speaker is not None:
        return speaker, match.last
    said = reader.any_match(match.last, "cues")
    begin = said.last if said is not None and said.row["category"] == "say" else match.last
    if begin > match.last:
        begin += reader.folded(begin) in _BY_IT
        while reader.is_time(begin):
            begin += 1  # «حسب ما أفاد به الأربعاء بيان للوزارة»
        if (speaker := issuer(reader, begin, sentence)) is not None:
            return speaker, begin
    if any(found.row["role"] == _NORM for found in reader.document.at(begin, "name_grammar")):
        return None, begin  # «وفق المادة 4»
    speaker, end = speaker_after(reader, begin, sentence, _REACH_OF_ACCORDING, anchors=())
    return according_to(reader, begin, sentence) if speaker is None and begin == match.last else (speaker, end)


def _told(
    reader: FactReader, match: Match, sentence: Sentence, last: Speech | None, anchors: list[int]
) -> Speech | None:
    """What a verb of saying tells, by its own speaker or, where it goes on, by that of the last speech."""
    if _deploys(reader, match, sentence):
        return None
    main = last.speaker if last is not None and last.at >= sentence.first else None
    if main is not None and _tells_of_medium(reader, match.first, sentence):
        return None  # «قال الوزير في تصريح مسجل», «في بيان نشرته صحيفة محلية»
    participle = is_participle(reader, match) or match.row.id == _DOCUMENTING
    if main is None and participle:
        main = subject(reader, sentence.first + 1, match.first) or _clause_subject(reader, match.first, sentence)
    if main is not None and participle:
        return Speech(match.first, match, main, backward=False)
    speaker = _named(reader, match, sentence, anchors)
    if participle and speaker is not None and speaker.mention is None:
        speaker = None  # «معتبرا قيامها بذلك خرقا»
    if speaker is None and main is None and (match.prefix or participle):
        speaker = _opening_subject(reader, match, sentence)
    if speaker is None and last is not None and (match.row["category"] == "add" or _goes_on(reader, match, sentence)):
        speaker = last.speaker
    return None if speaker is None else Speech(match.first, match, speaker, backward=is_aside(reader, match))


def _opening_subject(reader: FactReader, match: Match, sentence: Sentence) -> Piece | None:
    """«تبنى التنظيم الهجوم، وقال إنه …»: the subject behind the verb that opens the sentence, in the gender of this one."""
    opening = sentence.first
    roles = ("attacked", "claimed")
    verb = reader.is_verb(opening) or reader.says_at(opening) or any(reader.word_in(opening, role) for role in roles)
    if opening >= match.first or not verb or reader.number_at(opening + 1) is not None:
        return None
    feminine = (reader.folded(at).endswith(_FEMININE) for at in (opening, match.first))
    return subject(reader, opening + 1, match.first) if len({*feminine}) == 1 else None


def _deploys(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """«نشر التنظيم 500 مقاتل في المدينة»: troops or arms are deployed, where words would be published."""
    if not reader.folded(match.first)[match.prefix :].startswith(_PUBLISH):
        return False
    for at in range(match.last, min(sentence.last, match.last + _REACH_OF_TROOPS)):
        told = any(reader.word_in(at, role) is not None for role in ("that", "footage", "document"))
        if told or reader.is_punctuation(at) or reader.role(at, "name_grammar", "locative") is not None:
            return False
        if at in reader.over:
            continue
        number = reader.number_at(at)
        people = reader.noun_at(number.last if number is not None else at)
        troops = people is not None and people.word["group"] == "combatant" and not people.definite
        arms = reader.match(number.last if number is not None else at, "equipment")
        if troops or (arms is not None and not reader.is_definite(at)):
            return True
    return False


def _clause_subject(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The subject of the last clause before a token that has one: «حيث عبر المرصد عن إدانته، معتبرا …»."""
    for clause in range(at - 1, sentence.first, -1):
        opens = clause + 1 if reader.folded(clause) == _WHERE else reader.word_in(clause, "clause")
        who = subject(reader, opens + 1, at) if opens is not None else None
        if who is not None:
            return who
    return None


def _named(reader: FactReader, match: Match, sentence: Sentence, anchors: list[int]) -> Piece | None:
    """The speaker whom the text names behind a verb of saying, at the head of its clause, or right before it."""
    speaker = issuer(reader, match.last, sentence)
    if speaker is None and match.row.id in (_BLAME, _ACCUSE):
        speaker = blamer(reader, match.last)
    if speaker is None:
        speaker, _ = speaker_after(reader, match.last, sentence, _REACH_OF_SPEAKER, anchors=anchors)
    if match.prefix:
        return speaker or _as_for(reader, match, sentence)
    if _warns(reader, match, sentence):
        return speaker_before(reader, match.first, sentence)
    if speaker is None or speaker.start > reader.ends[match.last - 1] + 2:
        speaker = opening_speaker(reader, match.first, sentence) or speaker
    return speaker or speaker_before(reader, match.first, sentence) or several_before(reader, match.first, sentence)


def _as_for(reader: FactReader, match: Match, sentence: Sentence) -> Piece | None:
    """«أما الحركة فأعلنت مقتل ثلاثة»: the one of whom «أما» speaks."""
    who = sentence.first + 1
    if reader.folded(sentence.first) not in _AS_FOR or not reader.folded(match.first).startswith("ف"):
        return None
    mention = reader.starting.get(who)
    if mention is not None:
        return (
            None
            if mention.list == "places" and mention.kind != "country"
            else Piece(mention.start, mention.end, mention)
        )
    return Piece(*reader.span(who, who + 1)) if reader.is_definite(who) and not reader.is_time(who) else None


def _warns(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """«الرئيس الأفغاني يحذر باكستان»: a verb with an object behind it, whose subject stands right before it."""
    before = match.first - 1
    if not reader.folded(match.first).endswith(_WARNS) or before < sentence.first or reader.is_punctuation(before):
        return False
    return reader.is_inside(before) or reader.is_definite(before)


def is_participle(reader: FactReader, match: Match) -> bool:
    """«مشيرا إلى», «مؤكدة أن»: the speaker of the verb before goes on speaking."""
    word = reader.folded(match.first)
    active = word.startswith("م") or word[1:2] == "ا"  # «مشيرا», «كاشفا»
    ends = word.endswith(("ا", "ه", "ين")) and not word.endswith("وا")  # not «قالوا»
    return active and ends and match.last == match.first + 1


def _says_nothing(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying tells of nothing: it is negated («لم تكشف»), or claims a deed («أعلن مسؤوليته عن»)."""
    before = reader.any_match(match.first - 1, "cues") if match.first > sentence.first else None
    if before is not None and before.row["category"] == "negation" and before.last == match.first:
        return True
    in_role = reader.document.in_role
    object_at = in_role("name_grammar", "no-statement", match.last, match.last + 2)
    same = bool(object_at) and reader.folded(object_at[0]) in _SELF and object_at[0] - 1 in reader.over
    if object_at and not same:  # «أعلن نفسه», but «قال المصدر نفسه»
        return True
    if in_role("name_grammar", "measures", match.last, match.last + _REACH_OF_OBJECT):
        return True
    if _means_something_else(reader, match, sentence):
        return True
    if match.row.id == _ACCUSE and _is_accused(reader, match, sentence):
        return True
    if match.row.id == _BLAME:  # «حملت الحركة الاحتلال المسؤولية», not «البيان الذي حمل رقم 15»
        blamed = range(match.last, min(match.last + _REACH_OF_BLAME, sentence.last))
        return not any(reader.folded(at).removeprefix("ال").startswith(_BURDEN) for at in blamed)
    if match.row.id == _ANNOUNCED:  # «حصيلة أعلنتها الوزارة», not «الهدنة التي أعلنتها»
        told = range(max(sentence.first, match.first - _REACH_OF_TOLD), match.first)
        return not any(
            reader.role(at, "constructions", role) is not None for at in told for role in ("document", "toll")
        )
    if match.row.id != "announce":
        return False
    return bool(reader.words_in("claimed", match.last, min(match.last + _REACH_OF_CLAIM, sentence.last)))


def _is_accused(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """«اتهم الجيش بقتل سبعة»: one alone stands between the verb and the charge, and nobody before it who accuses him."""
    verb, who = reader.folded(match.first)[match.prefix :], reader.starting.get(match.last)
    opens = (
        match.prefix or reader.opens_clause(match.first, sentence.first) or reader.word_in(match.first - 1, "clause")
    )
    number = reader.number_at(match.last)
    last = number.last + 1 if number is not None else who.last if who is not None else match.last + 1
    told = number is not None or who is not None or reader.is_definite(match.last)
    if not opens or not told or is_participle(reader, match):
        return False
    feminine = verb.endswith("ت") or verb.startswith("ت")
    charged = reader.folded(last).startswith("ب") and reader.any_match(last, "casualty_words") is not None
    return charged and feminine == reader.folded(last - 1).endswith(("ه", "ات"))


def _means_something_else(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether a word is no verb of saying where it stands: «نقلوا إلى المستشفى», «يدعى», «يعتبر فلان أرفع ضابط», «عقب الهجوم»."""
    if match.row.id == _OBSERVE and (
        reader.follows_preposition(match.first) or reader.folded(match.first - 1) in _DONE
    ):
        return True  # «بعد رصد مقاتلين», «تم رصد»
    if reader.folded(match.first)[match.prefix :].startswith(_DESCRIBED) and reader.folded(match.last).startswith("ب"):
        return True  # «بجروح وصفت بالخطيرة»
    if reader.folded(match.first)[match.prefix :] in _AMOUNTS and reader.number_at(match.last) is not None:
        return True  # «عدد المفقودين يبلغ 338 شخصا»
    if match.row.id == _QUOTE:
        return not _quotes(reader, match, sentence)
    verb = reader.folded(match.first)[match.prefix :]
    if verb in _DEEMED:
        return not reader.words_in("that", match.last, min(match.last + _REACH_OF_DEEMED, sentence.last))
    if verb == _AFTER:
        return reader.folded(match.last) != "علي"
    if verb.endswith(_WENT_ON) or verb.endswith(tuple(f"{stem}ت" for stem in _WENT_ON)):
        told = range(match.last, min(match.last + _REACH_OF_QUOTE, sentence.last))
        return not any(reader.words[i].text in _QUOTED or _opens_speech(reader, i) for i in told)
    called = reader.words[match.first].text.removeprefix("و") in _CALLED
    return called and reader.word_in(match.last, "that") is None


def _opens_speech(reader: FactReader, at: int) -> bool:
    """Whether what is said begins at a token: «أن», «قائلا», «حديثه», a quote."""
    return (
        reader.word_in(at, "that") is not None or reader.words[at].is_quote or reader.folded(at).startswith(_SPEAKING)
    )


def _quotes(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether «نقل» brings words («نقلت الوكالة عن», «نقل أن»), and not the wounded to a hospital."""
    for at in range(match.last - 1, min(match.last + _REACH_OF_QUOTE, sentence.last)):
        if reader.folded(at) in _FROM or reader.word_in(at, "that") is not None or reader.words[at].text in _QUOTED:
            return True
        if at >= match.last and reader.folded(at) == "الي":
            return False
    return False


def _ends_in_alef(reader: FactReader, match: Match) -> bool:
    """«مشيرا», not «قالوا»."""
    folded = reader.folded(match.first)
    return folded.endswith("ا") and not folded.endswith("وا")


def _goes_on(reader: FactReader, match: Match, sentence: Sentence) -> bool:
    """Whether a verb of saying without a speaker goes on with the last one: «وأشار إلى أن», «مشيرا إلى»."""
    also = reader.folded(match.first - 1) == _ALSO
    return also or match.prefix > 0 or match.first - sentence.first <= 2 or _ends_in_alef(reader, match)


def _tells_of_medium(reader: FactReader, at: int, sentence: Sentence) -> bool:
    """Whether the word is part of the words in which somebody speaks, or tells where they stand."""
    for medium in range(at - 1, max(sentence.first, at - _REACH_OF_MEDIUM) - 1, -1):
        if reader.is_punctuation(medium) or reader.word_in(medium, "that") is not None:
            return False
        if is_medium(reader, medium):
            return True
    return False
