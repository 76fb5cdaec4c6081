"""Places that a text names and that are not where it was: whence and whither one goes, who acts, speaks or has an office there."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Mention

WIDE = frozenset({"country", "region"})
_COMMAS = frozenset("،,")
_ROAD = frozenset({"طريق", "الطريق"})
_REACH_FURTHER = 45
_REACH_OF_WARD = 6
_FLAG = frozenset({"علم", "العلم", "بعلم"})
# The verbs of the feminine whose subject is a country to which something happened.
_UNDERGOES = ("شهد", "عرف", "عاش", "سجل", "كان", "تعرض", "خسر", "فقد")
_REACH_OF_ANSWER = 10
_FIRED, _SLOGAN = ("اطلق", "انطلق", "تطلق"), ("طريق", "القدس")
_REACH_OF_SPEAKER = 12
_REACH_OF_PROTEST, _MOST_ALLIES = 3, 5
# The ending of a verb whose subject is a country.
_FEMININE = "ت"
_BUT = frozenset({"لكن", "ولكن", "كانت", "وكانت", "بعدما", "فيما", "بينما"})
_IN_FAVOUR = frozenset({"لصالح", "لحساب"})
_WITH, _AGAINST = frozenset({"مع", "لدي"}), "ضد"
_RELATIONS = ("صراع", "نزاع", "خلاف", "توتر", "علاق", "حرب", "عداء", "اتفاق", "محادث", "مفاوض", "هدن", "تعاون", "ازم")
_SAY = frozenset({"say", "add"})
_REPRESENTS = frozenset(
    {"حليف", "حليفه", "حلفاء", "ممثل", "ممثلو", "مندوب", "سفير", "سفيره", "قنصل", "مبعوث", "نائب", "نواب"}
)
BRACKET = "("
_IN_IT, _GOVERNMENT = "في", "الحكومه"
_ON_SIDE = ("مؤيد", "مويد", "موال", "مناهض", "معاد", "داعم", "مقرب", "مناصر", "معارض")
_HOSPITALS, _REACH_OF_RECEIVING = ("مستشفي", "مشفي", "مجمع"), 7
_POSITIONS = ("مواقع", "قواعد", "قاعدته", "قاعدتها", "ثكنات", "مرابض", "معسكرات")
_STAND = ("المتمركز", "المنتشر", "المتواجد")
_TO_HOSPITAL = ("لمستشفي", "لمشفي", "لمشافي")
_PARTS_OF_TOWN = frozenset({"مركز", "وسط", "قلب", "داخل", "عمق", "محيط", "اطراف", "ضواحي"})
_IT_IS = frozenset({"هي", "هو"})
_ACCUSED = ("متورط", "ضالع", "منفذ", "مشتبه", "متهم", "مسوول", "مدبر", "مخطط", "مرتكب", "مشارك")
_STATEMENT_MARKS = frozenset(":«“")
_CLOSED = frozenset("»”")
# «أطلقت صواريخ باتجاه عسقلان»: what is shot there hits there.
_TOWARDS, _SHOT, _REACH_OF_SHOT = frozenset({"صوب", "باتجاه"}), frozenset({"shelling", "drone", "airstrike"}), 6
_SEATS = frozenset({"country", "city"})
_HURT = frozenset({"killed", "injured"})
TO, _UPON = frozenset({"الي", "صوب", "باتجاه"}), frozenset({"علي", "نحو", "تجاه"})


def is_where(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """Whether a place says where: not one in the name of a force or body, nor in the words for the speaker."""
    if fact.source is not None and fact.source.mention is place:
        return False
    if _is_partner(reader, place, fact) or _is_represented(reader, place) or _is_party_too(reader, place):
        return False
    if leads_away(reader, place) or reader.in_dateline(place) or _attacks(reader, place) or _receives(reader, place):
        return False
    if (reader.folded(place.first - 1), reader.folded(place.first)) == _SLOGAN:
        return False  # «شهيد على طريق القدس»
    if reader.role(place.first - 1, "name_grammar", "treaty") is not None or reader.folded(place.first - 1) in _FLAG:
        return False  # «اتفاقيات جنيف», «سفينة ترفع علم ليبيريا»
    if (
        _is_of_position(reader, place)
        or _says_whence(reader, place, fact)
        or _is_answered(reader, place, fact)
        or names_speaker(reader, place, fact)
    ):
        return False
    if fact.kind == "detained" and _is_of_deed(reader, place, fact):
        return False
    if _is_of_office(reader, place) and not fact.first <= place.first < fact.last:
        return False
    if _is_of_protest(reader, place, fact) or _is_homeland(reader, place, fact):
        return False
    over = reader.over.get(place.first)
    return over is None or over is place or over.list == "places" or fact.first <= place.first < fact.last


def describes(reader: FactReader, at: int) -> bool:
    """Whether a definite word that nothing knows otherwise stands behind a place, as its adjective."""
    return reader.is_definite(at) and not (reader.is_attached(at) or at in reader.over or reader.is_containing(at))


def leads_away(reader: FactReader, place: Mention) -> bool:
    """Whether the words before a place say that it is not where it was, but where one went, or whence one is."""
    if reader.ending_at(place.first, "to-hospital") is not None or reader.folded(place.first).startswith(_TO_HOSPITAL):
        return True
    if any(
        all(describes(reader, at) for at in range(reader.word_in(ward, "to-hospital") or ward, place.first - 1))
        for ward in reader.words_in("to-hospital", place.first - _REACH_OF_WARD, place.first - 1)
    ):
        return reader.is_containing(place.first - 1)  # «نقلت الجثث إلى المستشفى الحكومي في طرابلس»
    before = reader.over.get(place.first - 1)
    if before is not None and before.list == "places" and reader.begins_with_and(place.first):
        return leads_away(reader, before)  # «إلى مشافي إدلب وسرمدا»
    inner = place.first - (reader.folded(place.first - 1) in _PARTS_OF_TOWN)  # «انسحبوا إلى مركز المدينة»
    if reader.ending_at(inner, "not-where") is None or reader.ending_at(place.first, "way") is not None:
        return False
    shot = reader.means_in(place.first - _REACH_OF_SHOT, place.first)
    return reader.folded(place.first - 1) not in _TOWARDS or all(match.row["kind"] not in _SHOT for match in shot)


def _receives(reader: FactReader, place: Mention) -> bool:
    """«مستشفى X في Y استقبل 48 مصابا»: where those hurt elsewhere were taken, if the sentence names another place."""
    if place.kind != "facility" or not reader.folded(place.first).lstrip("و").startswith(_HOSPITALS):
        return False
    near = (place.first - 1, *range(place.last, place.last + _REACH_OF_RECEIVING))
    sentence = reader.document.sentence_of(place.first)
    takes_in = any(reader.word_in(at, "takes-in") is not None for at in near)
    return takes_in and len(reader.places_between(sentence.first, sentence.last)) > 1


def _is_of_position(reader: FactReader, place: Mention) -> bool:
    """«قصفت القوات من مواقعها في X بلدة Y», «القوات المتمركزة في X»: where those stand who fire."""
    if reader.role(place.first - 1, "name_grammar", "inside") is None:
        return False
    stands = reader.folded(place.first - 2).startswith(_STAND)
    sentence = reader.document.sentence_of(place.first)
    if stands and len(reader.places_between(sentence.first, sentence.last)) > 1:
        return True
    return reader.folded(place.first - 3) == "من" and reader.folded(place.first - 2).startswith(_POSITIONS)


def _says_whence(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«جندي من تشاد»: the country or region that people come from; «حافلة من هرات إلى قندهار»: where a way begins."""
    at = reader.before(place.first)
    if reader.role(at, "name_grammar", "direction") is not None and reader.folded(at - 1) == "من":
        at -= 1
    if reader.folded(at) != "من" or reader.folded(at - 1) in _ROAD:
        return False  # «على الطريق من X إلى Y»
    if place.kind in WIDE and reader.match(at - 1, "victims") is not None:
        return True
    own = reader.over.get(at - 1)
    if place.kind == "country" and own is not None and own.list == "units" and fact.first <= own.first < fact.last:
        return True  # «أحد عناصر قوات حفظ السلام من أوروغواي»
    if fact.kind in _HURT and fact.victims is not None and reader.any_nationality(at - 1):
        return fact.victims.start <= reader.starts[at - 1] < fact.victims.end  # «سائح ألماني من ميونيخ»
    if fact.kind == "displaced":
        return False
    if reader.folded(at - 1).lstrip("وف").startswith(_FIRED):
        return True  # «صاروخ أطلق من لبنان وأصاب منزلا في X»
    aim = reader.starting.get(place.last + 1) if reader.folded(place.last) in _UPON else None
    shot = aim is not None and aim.list == "places"  # «صواريخ من لبنان على حيفا»
    return shot or reader.folded(place.last) in TO


def names_speaker(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«قال ضابط كبير في البنجاب إن …»: where somebody speaks or belongs, between the verb of saying and what he says."""
    if place.first > fact.first:
        return False
    sentence = reader.document.sentence_of(place.first)
    said = reader.saying_before(max(sentence.first, place.first - _REACH_OF_SPEAKER), place.first)
    if said is None:
        return False
    closed = False
    for at in range(place.first - 1, said - 1, -1):
        mark = reader.words[at].text
        if reader.word_in(at, "that") is not None or (mark in _STATEMENT_MARKS and not (closed and mark != ":")):
            return False
        closed = (closed or mark in _CLOSED) and mark not in _STATEMENT_MARKS
    return any(
        (reader.role(i, "name_grammar", "statement") is not None and not _is_result(reader, i, place))
        or reader.words[i].text in _STATEMENT_MARKS
        for i in range(place.last, min(fact.first, place.last + _REACH_OF_SPEAKER))
    )


def _is_answered(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«غارات على X ردا على صاروخ على Y»: where the other thing was, up to the next comma; not if the fact is told of it."""
    told = reader.words_in("in-answer", place.first - _REACH_OF_ANSWER, place.first)
    if not told or reader.words_in("relative", place.last, fact.first) or told[-1] < fact.first < place.first:
        return False  # «قصف ثكنة كذا ردا على استشهاد امرأة في X»
    return all(reader.words[at].text != "،" for at in range(told[-1], place.first))


def _is_of_protest(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«اعتصم المئات في X احتجاجا على مقتل خمسة», «تظاهر أهالي المختطفين في X»: where people protest against what happened."""
    if place.first >= fact.last:
        return bool(reader.words_in("protest-verb", fact.first - _REACH_OF_PROTEST, fact.first))
    against = reader.words_in("protest-at", place.last, fact.first)
    if not against or fact.first - against[-1] > _REACH_FURTHER or reader.begins_with_and(fact.first):
        return False  # «احتجاجا على الغلاء وقتل شخصان»
    return all(reader.folded(at) not in _COMMAS for at in range(against[-1], fact.first))


def _is_result(reader: FactReader, at: int, place: Mention) -> bool:
    """Whether «عن» at a token goes with a verb behind the place («في سرت، أسفر عن») and begins no statement."""
    return reader.folded(at) == "عن" and at > place.last and not reader.is_quiet(at - 1)


def _attacks(reader: FactReader, place: Mention) -> bool:
    """Whether a country is the subject of an attack: «قصفت روسيا المدينة», «إسرائيل شنت غارات», «غارات شنتها إسرائيل»."""
    if place.kind not in _SEATS or place.start != reader.starts[place.first]:
        return False
    if place.kind == "city":
        return reader.word_in(place.first - 1, "done-by") is not None  # «الحملة التي أطلقتها أنقرة»
    before, behind = place.first - 1, place.last
    behind += reader.folded(behind) == "قد"  # «كانت الولايات المتحدة قد شنت غارة»
    if reader.word_in(before, "done-by") is not None:
        return True
    if reader.word_in(before, "attacked") is not None and reader.folded(before).endswith(_FEMININE):
        return True
    if reader.folded(behind) in _IT_IS and (
        reader.folded(behind + 1) == "من" or reader.word_in(behind + 1, "relative") is not None
    ):
        return True  # «أن إسرائيل هي التي شنت الهجوم»
    if reader.is_verb(before) and reader.folded(before).endswith((_FEMININE, "ته", "تها", "تهم")):
        return not reader.folded(before).lstrip("وف").startswith(_UNDERGOES)  # «منذ أن بدأت الولايات المتحدة هجماتها»
    verb = reader.word_in(behind, "attacked") is not None and reader.folded(behind).endswith(_FEMININE)
    return verb and not reader.follows_preposition(place.first)


def _is_partner(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«العلاقات مع باكستان», «وتصف أنقرة», «مسلحون موالون لإيران»: with whom one has to do, who speaks, whose side one is on."""
    before = reader.folded(place.first - 1)
    beside = place.start == reader.starts[place.first]
    if beside:
        said = reader.any_match(place.first - 1, "cues")
        speaks = said is not None and said.row["category"] in _SAY and place.first >= fact.last
        lays = reader.word_in(place.first - 1, "laid-to") is not None  # «هجوم نسبته أنقرة إلى …»
        helps = reader.ending_at(place.first, "helped-by") is not None  # «بمساندة روسيا»
        acts = (
            before in _WITH
            or (before == _AGAINST and place.kind in _SEATS)
            or before in _IN_FAVOUR
            or _acts(reader, place)
        )
        return acts or speaks or lays or helps or _opens_saying(reader, place) or _is_party_to(reader, place)
    return before.removeprefix("ال").startswith(_ON_SIDE) and reader.folded(place.first).startswith("ل")


def _acts(reader: FactReader, place: Mention) -> bool:
    """«ونفت الرياض ذلك», «سلمت إسرائيل جثامين 45», «لكن نيروبي نفت»: a state or its capital that does what only states do."""
    if place.kind not in _SEATS:
        return False
    sentence = reader.document.sentence_of(place.first)
    opens = reader.opens_clause(place.first, sentence.first) or reader.folded(place.first - 1) in _BUT
    behind = opens and place.last < sentence.last and reader.word_in(place.last, "acts-of-state") is not None
    return behind or reader.ending_at(place.first, "acts-of-state") is not None


def _opens_saying(reader: FactReader, place: Mention) -> bool:
    """«واشنطن تدين مقتل خمسة»: a capital or country that opens the sentence and speaks."""
    speaks = reader.word_in(place.last, "speaks-of-it") is not None
    return speaks and reader.document.sentence_of(place.first).first == place.first


def _is_party_to(reader: FactReader, place: Mention) -> bool:
    """«الصراع بين نيودلهي والمتمردين»: one of two that have to do with each other, not a way between two places."""
    relation = reader.folded(place.first - 2).removeprefix("و").removeprefix("ال")
    return reader.folded(place.first - 1) == "بين" and relation.startswith(_RELATIONS)


def _is_represented(reader: FactReader, place: Mention) -> bool:
    """«حذر ممثل ديالى»: a place for which somebody speaks elsewhere."""
    own = place.start == reader.starts[place.first]
    before = reader.folded(place.first - 1).removeprefix("و")
    seat = before == _IN_IT and reader.folded(place.first - 2) == _GOVERNMENT  # «الحكومة في الخرطوم»
    return (own and before in _REPRESENTS) or seat


def _is_homeland(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«شهداء الإمارات الثلاثة», «شهداء الواجب من دولة الإمارات»: the country whose people are dead or hurt, told with the word for them."""
    if place.kind != "country" or not fact.first < place.first <= fact.last or fact.kind not in _HURT:
        return False
    dead = reader.event_noun_at(place.first - 1) or (
        reader.event_noun_at(fact.anchor) if reader.folded(place.first - 1) == "من" else None
    )
    return dead is not None


def _is_party_too(reader: FactReader, place: Mention) -> bool:
    """«هجمات للنظام وروسيا وإيران على X», «بمساندة روسيا وإيران»: a country, or its seat, that «و» adds to those who strike."""
    if place.kind not in _SEATS or not reader.begins_with_and(place.first) or place.start == reader.starts[place.first]:
        return False
    at = place.first - 1
    for _ in range(_MOST_ALLIES):
        ally = reader.over.get(at)
        if ally is None or ally.kind != "country" or not reader.begins_with_and(ally.first):
            break
        at = ally.first - 1
    owner = reader.over.get(at)
    known = owner is not None and (owner.list == "units" or owner.kind in ("armed_group", "government"))
    if owner is not None and owner.kind == "country" and reader.ending_at(owner.first, "helped-by") is not None:
        return True
    return known or reader.word_in(at, "party") is not None


def _is_of_office(reader: FactReader, place: Mention) -> bool:
    """«أعدم فلان، إمام مسجد ناحية X (جنوب Y)»: in the words for what somebody is, or in brackets behind them."""
    if reader.in_office(place):
        return True
    at = place.first - 1
    at -= reader.is_side(at)
    own = reader.over.get(at - 1) if reader.words[at].text == BRACKET else None
    return own is not None and own.list == "places" and reader.in_office(own)


def _is_of_deed(reader: FactReader, place: Mention, fact: Fact) -> bool:
    """«اعتقال المتورطين في التفجير الذي استهدف X»: where those did it who were seized elsewhere."""
    event = next((at for at in range(fact.last - 1, place.first) if reader.is_event(at)), None)
    accused = range(max(fact.anchor, 0), fact.last if event is None else event)
    return event is not None and any(reader.folded(i).removeprefix("ال").startswith(_ACCUSED) for i in accused)
