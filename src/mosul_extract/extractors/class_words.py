"""Places after a class word: «حي القدس الأول», «قرية العريج», «أحياء (السلام والانتصار)»."""

from __future__ import annotations

from collections.abc import Iterator

from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention

_LONGEST_LIST = 14
# «مبنى مستشفى مدينة الموصل»: more class words before one name are no name any more.
_MOST_CLASS_WORDS = 4
_SHORTEST_UNKNOWN = 2
_SHORTEST_SECOND = 3
_COMMAS = frozenset("،,/")
# Class words that do not tell the kind: the place's own kind is the real one.
_GENERIC = frozenset(
    {"area", "area-two", "area-many", "city", "city-two", "city-many", "town", "town-two", "town-many", "front"}
)
_SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "district"})
_SIDES = frozenset({"الشرق", "الغرب", "الشمال", "الجنوب"})
# «جهة» is a region of the Maghreb, and elsewhere just a side.
_SIDE, _MAGHREB = "side-region", frozenset({"MA", "TN", "DZ", "MR"})
# «جبهة صرواح», «ريف جسر الشغور» are not the town; a front in a city is the quarter that it is named after.
_FRONT, _QUARTERS = "front", frozenset({"neighbourhood"})
# «مخيم عين عيسى», «حي غويران», «محور كبانة»: not the town itself.
_TELLING, _TOWNS = frozenset({"camp", "quarter", "front"}), frozenset({"town", "village"})
_SUBDISTRICT = "subdistrict"
_LONGEST_QUOTED = 3
_GATE = "gate"
_PRISONS = "سجون"
# Plurals whose names are told one by one: «جبهات كلابة وحوض الأشرف», but «جبال حمرين», «قرى الكصيبة».
_OF_MANY = frozenset({"front-many"})
_COMMON = frozenset({"common_words"})
_NAMED_BY_NOUNS = frozenset({"village", "mountain", "street"})
_BUILDINGS = frozenset({"heads", "targets", "portfolios"})
_NO_NOUNS = frozenset(
    {
        "victims",
        "things",
        "targets",
        "means",
        "titles",
        "heads",
        "sources",
        "forces",
        "portfolios",
        "times",
        "equipment",
    }
    | {"casualty_words", "constructions", "cues", "numerals", "actors", "units", "materiel_words"}
)
_OF_WAR = frozenset(
    {"المعركه", "المعارك", "القتال", "الحرب", "الشرف", "العمل", "الصراع", "المواجهه", "الموت", "البلاد", "الوغي"}
)
_BUILDING, _SHORTEST_FOREIGN = "building", 5
_AREA, _SITES = "area", frozenset({"natural", "facility"})
_ADJECTIVES = ("يه", "ي", "ات", "ين", "ها", "هم")
_NUMBER, _LIKE = "رقم", "ك"
_STREET, _TENS = "street", ("عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")
_NUMBERED = frozenset({"quarter", "gate", "market", "street", "gate-many"})


def after_heads(reader: Reader, heads: list[Match]) -> Iterator[Mention]:
    """The places of class words, one by one or in a list under one of them."""
    for head in heads:
        if not _is_construct(reader, head):
            continue
        if head.row["number"] == "singular":
            place = _one(reader, head)
            if place is not None:
                yield place
        else:
            yield from _list(reader, head)


def _is_construct(reader: Reader, head: Match) -> bool:
    """Whether the class word has no article: «مدينة X», not «المدينة»."""
    folded = reader.folded(head.first)
    return not folded.startswith("ال", head.prefix) and not (head.first and folded.startswith("لل"))


def _one(reader: Reader, head: Match, *, depth: int = 1) -> Mention | None:
    """The place that a class word in the singular begins; `depth`: how many class words stand before its name so far."""
    whole = next(
        (m for m in reader.document.at(head.first, "places") if m.last > head.last and m.prefix == head.prefix), None
    )
    name = reader.skip_quotes(head.last)
    if head.row["id"] == _SUBDISTRICT and reader.any_match(name, "portfolios") is not None:
        return None  # «مديرية الأمن»
    inner = _inner(reader, name, head, depth=depth)
    if inner is None and whole is None:
        return None
    if head.row["id"] == _SIDE and (
        inner is None or inner[1] is None or inner[1]["country"] not in _MAGHREB or reader.folded(name) in _SIDES
    ):
        return None  # «من جهة سد الموصل», «من جهة الشرق»
    if whole is not None and (inner is None or whole.last >= inner[0] or _goes_too_far(reader, inner)):
        last = _without_side(reader, whole)
        row: Row | None = whole.row
    elif inner is not None:
        last, row = inner
    last = _with_side(
        reader, last, known=row is not None or (head.row["kind"] != "neighbourhood" and head.row["id"] != "area")
    )
    kind = _kind(head.row, row, whole is not None)
    rule = "places.class-word-and-name" if row is not None else "places.class-word-and-unknown-name"
    return place_under(reader, head, head.first, last, kind, rule, row)


def _goes_too_far(reader: Reader, inner: tuple[int, Row | None]) -> bool:
    """Whether a name that no lexicon has goes past one that is known with its class word: «تل أبيب بصلية»."""
    last, row = inner
    return row is None and not reader.is_definite(last - 1)


def _inner(reader: Reader, at: int, head: Match, *, depth: int) -> tuple[int, Row | None] | None:
    """The end and the row of the name after a class word: another class word with its name, a known or an unknown name."""
    if at >= len(reader.words) or at > head.last + 1 or reader.folded(at).startswith("لل"):
        return None  # «أكاديمية للشرطة»
    if head.row["id"] == _GATE and reader.is_definite(at) and reader.any_match(at, "heads") is not None:
        return None  # «بوابة الفندق»
    nested = reader.match(at, "heads")
    if (
        nested is not None
        and depth < _MOST_CLASS_WORDS
        and nested.prefix == 0
        and nested.row["list"] == "places"
        and _is_construct(reader, nested)
        and _takes_class_word(head.row)
    ):
        inside = _one(reader, nested, depth=depth + 1)
        if inside is not None:
            return inside.last, inside.row
    if _is_described_site(reader, at, head.row):
        return at + 2, None
    known = _known(reader, at, head.row)
    if known is None or known.last == at + 1:
        compound = _compound(reader, at, head)
        if compound is not None:
            return compound, None
    if known is not None:
        return known.last, known.row
    closing = reader.quoted_until(head.last)
    if closing is not None and at == head.last + 1 and _is_quoted_name(reader, head, at, closing):
        return closing, None
    openness = head.row["open"]
    if not openness:
        return None
    return _unknown(reader, at, head, careful=openness == "weak")


def _is_described_site(reader: Reader, at: int, head: Row) -> bool:
    """Whether a hill, river or building with its adjective names an area or quarter: «منطقة الجبل الأصفر», «حي الجسر الكبير»."""
    if head["number"] != "singular" or not (head["id"] == _AREA or head["kind"] in _QUARTERS):
        return False
    site, described = reader.match(at, "heads"), at + 1
    if site is None or site.prefix or site.last != described or site.row["number"] != "singular":
        return False
    definite = all(reader.is_definite(i) and not reader.is_attached_to(i) for i in (at, described))
    known = reader.any_nationality(described) or any(m.last > described for m in reader.document.at(at, "places"))
    return definite and site.row["kind"] in _SITES and not known and not reader.is_closed(described)


def _is_quoted_name(reader: Reader, head: Match, first: int, last: int) -> bool:
    """Whether a short quotation behind a class word is its name: «بلدة "بيت امر"», not «منطقة "خفض التصعيد"»."""
    if last - first > _LONGEST_QUOTED or not all(reader.words[i].is_arabic for i in range(first, last)):
        return False
    if reader.may_be_name(first):
        return True
    unheard = any(not reader.document.is_in(i, _COMMON) for i in range(first, last))
    return head.row["kind"] in _SETTLEMENTS or (head.row["id"] in _GENERIC and unheard)


def _without_side(reader: Reader, whole: Match) -> int:
    """«ريف حماة الشمالي» is marked without its side, as direction words are."""
    last = whole.last
    while (
        whole.row["kind"] == "zone"
        and last > whole.first + 2
        and reader.role(last - 1, "name_grammar", "side") is not None
    ):
        last -= 1
    return last


def _takes_class_word(head: Row) -> bool:
    """Whether another class word with its name can follow: «منطقة جبال حمرين», «بوابة مدينة الموصل»."""
    return head["open"] == "yes" or head["id"] in _GENERIC or head["id"] == "gate"


def _known(reader: Reader, at: int, head: Row) -> Match | None:
    """The place of the lexicon at a token, of those with the same name the one whose kind fits the class word."""
    matches = [m for m in reader.document.at(at, "places") if m.prefix == 0]
    if not matches:
        return None
    longest = [m for m in matches if m.last == matches[0].last]
    return next((m for m in longest if m.row["kind"] == head["kind"]), longest[0])


def _unknown(reader: Reader, at: int, head: Match, *, careful: bool) -> tuple[int, None] | None:
    """A name that no lexicon has. `careful`: the class word is also a daily word, so that only a definite name is taken."""
    person = reader.over.get(at)
    if person is not None and person.kind == "person" and not (head.row["kind"] == "village" and person.first == at):
        return None
    plain = _plain_end(reader, at, head)
    if plain is not None:
        return plain, None
    starts = reader.role(at, "name_grammar", "kunya") or reader.role(at, "name_grammar", "link")
    if starts is not None and (reader.may_be_name(starts) or _is_of_village(reader, head, starts)):
        return starts + 1, None
    if not reader.may_be_name(at) or (careful and not _may_be_careful(reader, at, head)):
        return None
    if not reader.is_definite(at) and (reader.is_attached(at) or reader.is_verb_like(at)):
        return None
    last = at + 1
    if reader.is_definite(at) or (careful and not reader.is_punctuation(last + 1)):
        return last, None
    if reader.may_be_name(last) and not reader.is_attached(last) and not reader.is_verb_like(last):
        last += 1
    kunya = reader.role(last - 1, "name_grammar", "kunya") == last  # «محلة برج أبو حيدر»
    return last + (kunya and reader.may_be_name(last)), None


def _plain_end(reader: Reader, at: int, head: Match) -> int | None:
    """The token after a name that is a number or a daily word: «حي 5», «حي رقم أربعة», «شارع الستين», «ميدان المحكمة»."""
    if head.row["id"] in _NUMBERED and reader.words[at].is_digits:
        return at + 1
    if reader.folded(at) == _NUMBER and at + 1 < len(reader.words) and reader.is_number_word(at + 1):
        return at + 2
    tens = head.row["id"] == _STREET and reader.is_definite(at) and reader.folded(at).endswith(_TENS)
    return at + 1 if tens or _is_daily_name(reader, at, head) or _begins_with_k(reader, at, head) else None


def _begins_with_k(reader: Reader, at: int, head: Match) -> bool:
    """Whether a name that no lexicon has only seems to wear «ك», which no settlement's class word has behind it: «حي كذرة»."""
    word = reader.folded(at)
    if head.row["kind"] not in _SETTLEMENTS or not word.startswith(_LIKE) or len(word) <= _SHORTEST_SECOND:
        return False
    known = reader.document.lexicon.entries(word)
    return not (known or reader.is_attached(at) or reader.is_nationality(at) or word.endswith(_ADJECTIVES))


def _is_daily_name(reader: Reader, at: int, head: Match) -> bool:
    """Whether a common noun with the article names a village, valley, square or street in which something is.

    «عند عزبة الحجارة بمركز سنورس», «بميدان المحكمة»: what is behind it may not go on with it.
    """
    if head.row["id"] not in _NAMED_BY_NOUNS or not reader.is_definite(at) or reader.is_attached_to(at):
        return False
    where = reader.folded(at + 1).startswith("ب") and any(
        match.prefix for name in ("places", "heads") for match in reader.document.at(at + 1, name)
    )
    # «بميدان المحكمة بحي كذا»: what else may name a square or street
    others = _BUILDINGS if head.row["id"] == _STREET and where else frozenset()
    noun = reader.document.is_in(at, _COMMON) and not reader.document.is_in(at, _NO_NOUNS - others)
    located = head.prefix > 0 or reader.role(reader.before(head.first), "name_grammar", "locative") is not None
    if not (noun and located) or reader.is_nationality(at) or reader.folded(at) in _OF_WAR:
        return False
    return reader.is_punctuation(at + 1) or reader.is_attached(at + 1) or reader.is_closed(at + 1)


def _compound(reader: Reader, at: int, head: Match) -> int | None:
    """The token after a name of two words whose first is one for a house, a spring, a saint: «بيت X», «عين X», «سان X»."""
    second = reader.role(at, "name_grammar", "toponym")
    if second is None or not (head.row["kind"] in _SETTLEMENTS or head.row["id"] in _GENERIC):
        return None
    word = reader.word(second)
    if word is None or not word.is_arabic or reader.is_closed(second) or reader.is_verb_like(second):
        return None
    if len(word.folded) < _SHORTEST_SECOND or (reader.is_attached(second) and not reader.is_definite(second)):
        return None
    return second + 1


def _is_of_village(reader: Reader, head: Match, at: int) -> bool:
    """Whether a village may be named by a word of daily language behind «أبو», «أم», «بني»: «قرية أبو ناعورة»."""
    word = reader.word(at)
    return head.row["kind"] == "village" and word is not None and word.is_arabic and not reader.is_closed(at)


def _may_be_careful(reader: Reader, at: int, head: Match) -> bool:
    """Whether a word behind a class word of daily language is a name: with the article, or one that nobody knows, behind «في»."""
    if reader.is_definite(at):
        return True
    word = reader.folded(at)
    if head.row["id"] == _BUILDING and _sounds_foreign(reader, word):
        return reader.role(at + 1, "name_grammar", "locative") is not None  # «فندق راديسون في باماكو»
    located = head.prefix > 0 or reader.role(reader.before(head.first), "name_grammar", "locative") is not None
    return (
        located
        and head.row["id"] in _GENERIC
        and len(word) > _SHORTEST_UNKNOWN
        and not word.endswith(("يه", "ات", "ين"))
    )


def _sounds_foreign(reader: Reader, word: str) -> bool:
    """Whether a word that no lexicon has is no adjective of Arabic form: «راديسون», not «مزدحم», «سياحي»."""
    adjective = word.startswith("م") or word.endswith(("ي", "ه", "ات", "ين"))
    return len(word) >= _SHORTEST_FOREIGN and not adjective and reader.is_unheard(word)


def _with_side(reader: Reader, last: int, *, known: bool = True) -> int:
    """With «الأول», «القديمة» after the name; with a side («الشرقية») only where the name is not known without it."""
    if reader.begins_with_and(last):
        return last
    rank = reader.role(last, "name_grammar", "rank")
    if rank is not None:
        return reader.role(rank, "name_grammar", "rank") or rank
    side = None if known else reader.role(last, "name_grammar", "side")
    return side or last


def _kind(head: Row, row: Row | None, whole: bool) -> str:
    """The kind of a place under a class word: the word's, unless it is a word for any kind of place."""
    if row is None:
        return head["kind"]
    if head["id"] == _STREET and row["kind"] in _QUARTERS:
        return head["kind"]
    if whole:
        return head["kind"] if head["id"] in _TELLING and row["kind"] in _TOWNS else row["kind"]
    settlements = _QUARTERS if head["id"] == _FRONT else _SETTLEMENTS
    if head["id"] in _GENERIC and (row["kind"] in settlements or head["id"].startswith("area")):
        return row["kind"]
    if head["id"] == "province-or-region" and row["kind"] in ("governorate", "region"):
        return row["kind"]
    return head["kind"]


def _list(reader: Reader, head: Match) -> Iterator[Mention]:
    """«أحياء (السلام والانتصار)», «محافظتي الأنبار ونينوى»: each name alone; a single one with its class word."""
    items: list[tuple[int, int, int, Row | None]] = []
    at = reader.skip_quotes(head.last)
    while len(items) < _LONGEST_LIST and at < len(reader.words):
        item = _item(reader, at, head.row, joined=bool(items))
        if item is None:
            break
        items.append(item)
        at = _next_item(reader, item[1])
    if len(items) == 1:
        first, last, _, row = items[0]
        if _stands_alone(head, row) or (row is not None and _are_prisons(reader, head)):
            start, end = reader.span(first, last)
            yield Mention(
                "places",
                row["kind"] if row is not None else head.row["kind"],
                first,
                last,
                start,
                end,
                "places.list-under-class-word",
                row,
            )
        elif first == reader.skip_quotes(head.last) and (
            head.row["kind"] != "facility" or head.row["id"] == "camp-many"
        ):
            yield place_under(
                reader, head, head.first, last, _kind(head.row, row, False), "places.class-word-and-name", row
            )
        return
    for first, last, prefix, row in items:
        start, end = reader.span(first, last, prefix)
        own = _own_class_word(reader, first, last, prefix)
        if own is None or (row is not None and row["kind"] != own["kind"] and own["id"] != _STREET):
            own = head.row  # «جسر الشغور» is a town
        mention = Mention(
            "places", _kind(own, row, False), first, last, start, end, "places.list-under-class-word", row
        )
        mention.head = own["id"]
        yield mention


def _own_class_word(reader: Reader, first: int, last: int, prefix: int) -> Row | None:
    """«أحياء كذا، وجبل صبر، وشارع الأربعين»: the class word with which a name of a list begins itself."""
    return next(
        (
            word.row
            for word in reader.document.at(first, "heads")
            if word.prefix == prefix
            and word.last < last
            and word.row["list"] == "places"
            and word.row["number"] == "singular"
        ),
        None,
    )


def _stands_alone(head: Match, row: Row | None) -> bool:
    """Whether the one name known after a plural is marked alone: «قريتي الزيادية وفتحة السد», «مناطق سنجار», «أحياء بغداد»."""
    if head.row["number"] == "dual" or head.row["id"] in _OF_MANY:
        return True
    return row is not None and (
        head.row["id"] in _GENERIC or (head.row["kind"] == "neighbourhood" and row["kind"] != "neighbourhood")
    )


def _are_prisons(reader: Reader, head: Match) -> bool:
    """«أحد سجون إسطنبول»: prisons bear no common name."""
    return reader.folded(head.first)[head.prefix :] == _PRISONS


def _next_item(reader: Reader, at: int) -> int:
    """The token after a comma or a closing quote, where the list goes on."""
    at = reader.skip_quotes(at)
    if at < len(reader.words) and reader.words[at].text in _COMMAS:
        at = reader.skip_quotes(at + 1)
    return at


def _item(reader: Reader, at: int, head: Row, *, joined: bool) -> tuple[int, int, int, Row | None] | None:
    """(first, last, letters to cut, row) of the name at a token of a list; after the first «و» or a comma joins it."""
    at_comma = reader.words[at - 1].text in _COMMAS if at else False
    has_and = reader.begins_with_and(at) and joined
    if joined and not has_and and not at_comma and not (at and reader.words[at - 1].text in _COMMAS):
        return None
    if reader.folded(at) == "و":
        at = reader.skip_quotes(at + 1)
        has_and = False
    nested = reader.match(at, "heads")
    matches = [m for m in reader.document.at(at, "places") if m.prefix == (1 if has_and else 0)]
    named = (
        head["number"] == "dual" and bool(matches) and nested is not None and matches[0].last > nested.last
    )  # «قريتي تل أعور والفريكة»
    if not (joined or named) and nested is not None and nested.prefix == 0 and nested.row["list"] == "places":
        return None
    if matches:
        longest = [m for m in matches if m.last == matches[0].last]
        best = min(
            longest, key=lambda m: (m.row["kind"] != head["kind"], m.row["country"] not in reader.told_countries)
        )
        if best.row["kind"] == "country" and reader.is_nationality(at) and reader.folded(at).endswith("ه"):
            return None  # «قرى سورية»
        return at, _with_side(reader, best.last), best.prefix, best.row
    if has_and and head["number"] == "dual" and _is_construct_name(reader, at):
        return at, at + 2, 1, None
    if not head["open"] or not reader.may_be_name(at):
        return None
    folded = reader.folded(at)[1 if has_and else 0 :]
    if (
        len(folded) < 3
        or (head["open"] == "weak" and not folded.startswith("ال"))
        or (not has_and and reader.is_attached(at))
    ):
        return None
    if not folded.startswith("ال") and joined and (head["open"] != "yes" or not reader.is_unheard(folded)):
        return None
    return at, _with_side(reader, at + 1), 1 if has_and else 0, None


def _is_construct_name(reader: Reader, at: int) -> bool:
    """Whether two words can be the second name of two: «قريتي الزيادية وفتحة السد»."""
    second = at + 1
    if reader.is_closed(at) or reader.match(at, "heads") is not None or reader.folded(at).startswith("ال", 1):
        return False
    definite = reader.is_definite(second) and not reader.is_attached_to(second)
    return definite and reader.role(second, "name_grammar", "side") is None and not reader.is_closed(second)


def place_under(reader: Reader, match: Match, first: int, last: int, kind: str, rule: str, row: Row | None) -> Mention:
    """The mention of some tokens, which begin with the match of a class word or of a place."""
    start, end = reader.span(first, last, match.prefix)
    mention = Mention("places", kind, first, last, start, end, rule, row)
    if match.row.lexicon == "heads":
        mention.head = match.row["id"]
    return mention
