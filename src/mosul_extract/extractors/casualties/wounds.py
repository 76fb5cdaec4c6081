"""How the hurt are hurt: «بجروح خطيرة», «برصاصتين في الصدر», «في حالة حرجة», «إصابتهم خطيرة»."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader

# What people are hurt with, behind «ب»; the parts of the body; states; wounds with the pronoun of whose they are. Folded.
_WOUNDS = frozenset({"جروح", "جراح", "اصابات", "شظايا", "شظيه", "كسور", "حروق", "رضوض", "عيار", "عيارات", "عيارين", "طلق", "طلقه",
                     "طلقات", "اختناق", "الاختناق", "الغاز", "الضرب", "كسر", "رصاصه", "رصاصتين", "رصاصات", "رصاص", "الرصاص"})  # fmt: skip
_BODY = frozenset({"الراس", "الصدر", "الظهر", "البطن", "الحوض", "العنق", "الرقبه", "القدم", "القدمين", "الساق", "الساقين", "اليد",
                   "اليدين", "الكتف", "الفخذ", "الوجه", "العين", "الركبه", "الذراع", "القلب", "الاطراف"})  # fmt: skip
_KINDS = ("الحي", "المطاط", "المعدن", "المغلف", "المسيل", "المدمع", "بالمطاط", "للدموع", "المبرح")
_SEVERE = "بالغه"  # which looks as if it wore an article
_STATES = frozenset({"حاله", "حال", "وضع"})
_THEIR_STATE = ("اصابته", "اصاباته", "حالته", "حالاته", "جروحه", "جراحه")


def past_wound(reader: FactReader, at: int) -> int | None:
    """The token after «بجروح», «بجروح خطيرة», «بعيار ناري في الصدر», «في الرأس»; None where no wound is told at the token."""
    step = at
    if reader.folded(at)[:1] == "ب" and reader.folded(at)[1:] in _WOUNDS:
        step = _past_kind(reader, at + 1) if reader.folded(at).startswith("بال") else _past_adjective(reader, at + 1)
    if reader.folded(step) == "في" and reader.folded(step + 1) in _BODY:
        step += 2
        while reader.begins_with_and(step) and reader.folded(step)[1:] in _BODY:
            step += 1
    return step if step > at else None


def _past_kind(reader: FactReader, at: int) -> int:
    """The token after what «بالرصاص» and its like are: «الحي», «المطاطي», «المعدني المغلف بالمطاط»."""
    while reader.folded(at).startswith(_KINDS):
        at += 1
    return at


def past_state(reader: FactReader, at: int) -> int | None:
    """The token after «في حالة حرجة», «بحالة خطرة», «إصابتهم خطيرة», or after a wound; None where no state is told."""
    step = at + 1 if reader.folded(at) == "في" else at
    state = reader.folded(step)
    if state.removeprefix("ب") in _STATES or (step == at and state.startswith(_THEIR_STATE)):
        return _past_adjective(reader, step + 1)
    return past_wound(reader, at)


def _past_adjective(reader: FactReader, at: int) -> int:
    """The token after a word that may describe the one before it; the token itself where it cannot."""
    word = reader.word(at)
    plain = (
        word is not None and word.is_arabic and at not in reader.over and not (word.definite and word.folded != _SEVERE)
    )
    return at + (plain and not (reader.begins_with_and(at) or reader.is_closed(at) or reader.is_time(at)))
