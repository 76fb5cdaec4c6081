"""Places without a class word: names of the lexicon that stand by themselves, and unknown names told again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from mosul_extract.extractors.reading import Reader
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention

_SHORTEST_AGAIN = 4
_DATELINE, _CITY = frozenset("(-–—/"), "city"
_MOST_PARENTS = 4
_OF_THINGS = frozenset({"victims", "things", "heads", "times", "numerals", "sources", "casualty_words", "targets"})
# Endings of duals and plurals: no foreign name of one word has them.
_MANY = ("ين", "ون")
# «في حفلتها», «في خنادقهم»
_THEIRS = ("تها", "ته", "هم", "هما", "هن")
# A class word and one word of a name.
_NAME_AND_CLASS = 2
_REACH_OF_TAKING = 5
_WEAK_IN_PLACE = frozenset({"city", "town", "governorate", "district", "country", "region"})
_TOWNS = frozenset({"city", "town", "village", "district"})
_FOUGHT_FOR = _WEAK_IN_PLACE | {"facility"}
_COMMON = frozenset({"common_words"})
_SIDES = ("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "وسط")
_MANY_THINGS = frozenset(
    {
        "مواقع",
        "قري",
        "مدن",
        "قوي",
        "فصائل",
        "جهات",
        "اوساط",
        "وسائل",
        "قنوات",
        "صحف",
        "شخصيات",
        "مصادر",
        "جماعات",
        "عناصر",
    }
)
_LED_BY_SAUDIS = "arab-coalition"
_SAUDI, _OTHER_KINGDOMS = "sa", frozenset({"JO", "MA", "BH"})
_OF_A_NATION, _OF_NATIONS = "يا", ("يين", "يا")
_RIVER = frozenset({"لنهر", "نهر", "للنهر", "لشط"})
_BULK = "places/geonames.tsv"


def bare_places(reader: Reader, heads: list[Match], under_heads: list[Mention]) -> Iterator[Mention]:
    """Names of the lexicon that stand by themselves; ambiguous ones only where the text supports them."""
    covered = {i for m in under_heads for i in range(m.first, m.last)}
    covered.update([head.first for head in heads if not reader.is_definite(head.first)])
    told = _Told(reader, under_heads)
    last_end = -1
    for match in reader.document.matches("places"):
        first, last, prefix, _, _ = match
        if first in covered or first < last_end or _is_date(reader, match):
            continue
        here = reader.document.at(first, "places")
        same = [m for m in here if m.last == last and m.prefix == prefix] if len(here) > 1 else here
        strong = _strong(reader, same)
        chosen = strong or _supported(reader, same, last_end, told)
        if chosen is None or _is_adjective(reader, chosen) or _is_plain_noun(reader, chosen):
            continue
        last_end = last
        rule = "places.lexicon" if strong else "places.lexicon-supported"
        mention = reader.claim("places", chosen, chosen.row["kind"], rule)
        if not strong and chosen.row["kind"] == _CITY and _is_dateline(reader, chosen):
            mention.head = _CITY  # «عمان (رويترز)» is the city, as if told so
        yield mention


def _is_date(reader: Reader, match: Match) -> bool:
    """«17 تموز» is a day, where no class word says that it is a quarter."""
    return reader.words[match.first].is_digits and reader.any_match(match.first + 1, "times") is not None


class _Told:
    """What a text tells of places for sure: the names under class words, and the countries of names that need no support."""

    def __init__(self, reader: Reader, under_heads: list[Mention]) -> None:
        """Of a document whose places under class words are known."""
        self._reader = reader
        key = reader.document.lexicon_key
        self.named = {key(m.first, m.last, m.start) for m in under_heads}
        # «القريتين», where «مدينة القريتين» is told.
        self.towns = {m.row.address for m in under_heads if m.row is not None and m.kind in _TOWNS}

    @cached_property
    def _governorates(self) -> set[str]:
        """The governorates whose places the text names."""
        return {self._governorate(m.row) for m in self._reader.document.matches("places") if not m.entry.weak}

    def _governorate(self, row: Row) -> str:
        """The id of the governorate that a place is or lies in, empty where none is known."""
        place: Row | None = row
        for _ in range(_MOST_PARENTS):
            if place is None or place["kind"] in ("country", "governorate"):
                break
            place = self._reader.document.lexicon.row("places", place["parent"])
        return place.id if place is not None and place["kind"] == "governorate" else ""

    def is_near(self, row: Row) -> bool:
        """Whether the text names the governorate of a place, or another place in it."""
        governorate = self._governorate(row)
        return bool(governorate) and governorate in self._governorates

    @cached_property
    def is_saudi(self) -> bool:
        """Whether «المملكة» means Saudi Arabia: the text tells more of it, or of its coalition, than of another kingdom."""
        document = self._reader.document
        told = Counter(m.row["country"] for m in document.matches("places") if not m.entry.weak)
        told.update(m.row["country"] for m in document.matches("nationalities"))
        led = any(m.row.id == _LED_BY_SAUDIS for m in document.matches("actors"))
        return told[_SAUDI.upper()] + led > max(told[kingdom] for kingdom in _OTHER_KINGDOMS)


def _strong(reader: Reader, same: list[Match]) -> Match | None:
    """The first of the places of one name that needs no support: none where the word is also one of daily language."""
    for match in same:
        if not match.entry.weak:
            single = match.last - match.first == 1 and not match.entry.exact
            return None if single and reader.is_daily(match.first) else match
    return None


def _supported(reader: Reader, same: list[Match], last_end: int, told: _Told) -> Match | None:
    """The first of the places of one name that the text supports, those of countries that it tells of before others."""
    for match in sorted(same, key=lambda m: m.row["country"] not in reader.told_countries) if len(same) > 1 else same:
        if _is_supported(reader, match, last_end, told) or _is_fought_for(reader, match, told):
            return match
    return None


def beside_known(reader: Reader, covered: set[int]) -> Iterator[Mention]:
    """«في دراغاد جنوب العاصمة سريناغار», «في غوبالاند بالصومال»: a name that no lexicon has, behind «في» and right before a known place."""
    for behind in _known_behind_side(reader, covered):
        at = behind - 1
        if at < 1 or at in covered or at in reader.over or not reader.may_be_name(at):
            continue
        word = reader.words[at]
        if word.definite or reader.is_attached(at) or not reader.is_unheard(word.folded):
            continue
        if word.folded.endswith(_MANY + _THEIRS):
            continue
        inside = reader.role(at - 1, "name_grammar", "inside")
        if inside == at:
            start, end = reader.span(at, behind)
            yield Mention("places", "town", at, behind, start, end, "places.unknown-name-beside")


def _known_behind_side(reader: Reader, covered: set[int]) -> Iterator[int]:
    """The tokens at which a side of a known place begins, or a known place itself with «ب»: «جنوب سريناغار», «بولاية هلمند»."""
    for side in reader.document.in_roles("name_grammar", "direction"):
        worn = side.prefix == 1 and reader.folded(side.first).startswith("ب")
        if (worn or not side.prefix) and _known_behind(reader, side.last) is not None:
            yield side.first
    for place in reader.document.matches("places"):
        if place.prefix == 1 and not place.entry.weak and reader.folded(place.first).startswith("ب"):
            yield place.first
        bracket = place.first - 1
        if not (place.prefix or place.entry.weak) and reader.words[bracket].text == "(":
            closed = reader.word(place.last)
            if closed is not None and closed.text == ")":
                yield bracket  # «في لفوف (أوكرانيا)»
    for head in reader.document.matches("heads"):
        under = head.row["list"] == "places" and head.prefix == 1 and head.first in covered
        if under and reader.folded(head.first).startswith("ب"):
            yield head.first


def _known_behind(reader: Reader, at: int) -> Match | None:
    """The place of the lexicon at a token, or behind «مدينة» and its like, which needs no support."""
    head = reader.match(at, "heads")
    step = head.last if head is not None and head.row["list"] == "places" else at
    step = reader.role(step, "name_grammar", "own-area") or step
    return next((m for m in reader.document.at(step, "places") if not (m.prefix or m.entry.weak)), None)


def told_again(reader: Reader, under_heads: list[Mention], covered: set[int]) -> Iterator[Mention]:
    """«في كيلوا» where the text has «قرية كيلوا»: a name that no lexicon has, told again without its class word."""
    told: dict[str, Mention] = {}
    for mention in under_heads:
        name = reader.folded(mention.last - 1)
        alone = mention.row is None and mention.last - mention.first <= _NAME_AND_CLASS
        if alone and len(name) >= _SHORTEST_AGAIN and reader.may_be_name(mention.last - 1):
            told.setdefault(name, mention)
    if not told:
        return
    for at in reader.document.tokens_of(told):
        if at in covered or at in reader.over:
            continue
        for cut, stem in reader.words[at].forms:
            if stem in told and (cut or _is_located(reader, at)):
                start, end = reader.span(at, at + 1, cut)
                yield Mention("places", told[stem].kind, at, at + 1, start, end, "places.unknown-name-again")
                break


def _is_located(reader: Reader, at: int) -> bool:
    """Whether a word of place or direction stands before the token."""
    before = reader.before(at)
    return before >= 0 and any(
        reader.role(i, "name_grammar", role) == before + 1
        for role in ("locative", "direction", "inside")
        for i in (before, before - 1)
    )


def _is_supported(reader: Reader, match: Match, last_end: int, told: _Told) -> bool:
    """Whether the text supports an ambiguous name: what stands before it, or its class word elsewhere; of a daily word both."""
    first, last, prefix, _, row = match
    led = _is_led(reader, match, last_end) and not _hides_noun(reader, match)
    if row["id"] == _SAUDI:
        return told.is_saudi  # «المملكة»
    if _is_dateline(reader, match):
        return True
    if led and row.address in told.towns:
        return True  # «محيط القريتين» beside «مدينة القريتين»
    if last == first + 1 and reader.is_daily(first):
        return _is_struck(reader, match) or _is_in_near(reader, match, told)
    if not led and _is_in_village(reader, match, told):
        return True
    return led or (
        bool(told.named) and reader.document.lexicon_key(first, last, reader.starts[first] + prefix) in told.named
    )


def _is_dateline(reader: Reader, match: Match) -> bool:
    """«عمان (رويترز) -», «صور - الأخبار»: a city that opens a line before a bracket or a dash; «مالي: مقتل …»: a country."""
    after = reader.word(match.last)
    opens = not match.prefix and reader.document.sentence_of(match.first).first == match.first
    if not opens or match.row.file == _BULK or after is None:
        return False
    return (match.row["kind"] == "city" and after.text in _DATELINE) or (
        match.row["kind"] == "country" and after.text == ":"
    )


def _is_in_village(reader: Reader, match: Match, told: _Told) -> bool:
    """«في مركبا», «إلى قنديل»: a village, hill or front of a country told of; a quarter where its governorate is told of."""
    row = match.row
    side = reader.role(match.first, "name_grammar", "direction")  # «في شرق الفرات»
    inside = reader.role(reader.before(match.first), "name_grammar", "inside")
    if match.prefix or row.file == _BULK or inside is None or side is not None:
        return False
    if row["kind"] == "neighbourhood":
        return told.is_near(row) and _ends_phrase(reader, match.last)
    return row["country"] in reader.told_countries and _ends_phrase(reader, match.last)


def _is_struck(reader: Reader, match: Match) -> bool:
    """«غارة على صور», «قصف على الخيام»: a town that is a daily word, right behind the strike on it, where its phrase ends."""
    strike = reader.any_match(match.first - 2, "means") if reader.folded(match.first - 1) == "علي" else None
    town = match.row["kind"] in ("city", "town") and match.row.file != _BULK and not match.prefix
    return (
        strike is not None
        and town
        and match.row["country"] in reader.told_countries
        and _ends_phrase(reader, match.last)
    )


def _is_in_near(reader: Reader, match: Match, told: _Told) -> bool:
    """«في الباب شرقي حلب», «في تدمر»: a town that is a daily word, behind «في», where the text leaves no doubt.

    A verb or adjective without the article cannot stand there; a noun needs to be a city's name, a place beside it, or its
    governorate told of.
    """
    first, last, prefix, _, row = match
    inside = reader.role(reader.before(first), "name_grammar", "inside") is not None
    if prefix or not inside or row["kind"] not in _TOWNS or row["country"] not in reader.told_countries:
        return False
    if row.file == _BULK or not _ends_phrase(reader, last):
        return False
    if _is_known_beside(reader, last, row["country"]):
        return True
    if reader.document.is_in(first, _OF_THINGS):
        return False
    if row["kind"] == "city" or (not reader.is_definite(first) and _is_verb_or_adjective(reader, first)):
        return True
    return told.is_near(row) and reader.is_definite(first)


def _is_known_beside(reader: Reader, at: int, country: str) -> bool:
    """Whether a place of the country follows that tells where another is: «جنوبي لبنان», «بشمال دارفور», «في الأنبار»."""
    step = reader.role(at, "name_grammar", "direction") or reader.role(at, "name_grammar", "inside") or at
    prefix = int(step == at)
    return any(
        m.row["country"] == country
        and not m.entry.weak
        and m.prefix == prefix
        and (step > at or reader.folded(at).startswith("ب"))
        for m in reader.document.at(step, "places")
    )


def _is_verb_or_adjective(reader: Reader, at: int) -> bool:
    """Whether every common word at a token is a verb or an adjective: «تدمر», «طويلة»."""
    kinds = [
        entry.row["kind"]
        for entry in reader.document.lexicon.entries(reader.folded(at))
        if entry.row.lexicon in ("common_words", "stop_words")
    ]
    return bool(kinds) and all(kind in ("verb", "adjective") for kind in kinds)


def _ends_phrase(reader: Reader, at: int) -> bool:
    """Whether no noun or adjective goes on with a name: a mark, a small word, a preposition or a side follows."""
    if reader.is_punctuation(at) or reader.is_closed(at) or reader.is_attached(at):
        return True
    side = reader.role(at, "name_grammar", "direction")
    return side is not None or reader.role(at, "name_grammar", "inside") is not None


def _hides_noun(reader: Reader, match: Match) -> bool:
    """«موصول بإطار سيارات»: a daily word behind «ب», and a country of which the text does not tell."""
    first, last, prefix, _, row = match
    if prefix != 1 or last > first + 1 or row["country"] in reader.told_countries:
        return False
    stem = reader.folded(first)[1:]
    return any(entry.row.lexicon == "common_words" for entry in reader.document.lexicon.entries(stem))


def _is_led(reader: Reader, match: Match, last_end: int) -> bool:
    """Whether a word of direction or place stands before a name or is attached to it, or a list of places goes on with it."""
    first, _, prefix, _, row = match
    if prefix == 0:
        before = reader.before(first)
        for at in (before, before - 1):
            if reader.role(at, "name_grammar", "direction") == before + 1:
                return True
        inside = reader.role(before, "name_grammar", "inside") is not None
    elif prefix == 1 and last_end == first and reader.begins_with_and(first) and row.file != _BULK:
        return True
    else:
        inside = reader.folded(first).startswith("ب")
    return inside and row["kind"] in _WEAK_IN_PLACE and row.file != _BULK


def _is_fought_for(reader: Reader, match: Match, told: _Told) -> bool:
    """«تحرير العند», «قصف على حجة»: an ambiguous name of a country told of, behind words that only a place follows.

    Of words of daily language only nouns that no other lexicon has are taken so, or where their governorate is told of;
    those need words that leave no doubt.
    """
    first, last, prefix, _, row = match
    before = reader.before(first)
    if prefix or before < 0 or row["kind"] not in _FOUGHT_FOR:
        return False
    fought = _ends_at(reader, before, "fought-for") or _is_taken(reader, before)
    if not (fought or _ends_at(reader, before, "seat-of")) or row["country"] not in reader.told_countries:
        return False
    if last > first + 1 or not reader.is_daily(first):
        return True
    listed = reader.is_daily(first, but=_COMMON) or reader.any_match(first, "actors") is not None
    near = listed and not reader.document.is_in(first, _OF_THINGS) and told.is_near(row)
    return fought and row.file != _BULK and (near or not listed)


def _is_taken(reader: Reader, at: int) -> bool:
    """Whether «على» at a token says what was taken or hit: «سيطرت القوات على»."""
    if reader.folded(at) != "علي":
        return False
    taken = reader.document.in_role("name_grammar", "takes", at - _REACH_OF_TAKING, at)
    return bool(taken) and not any(map(reader.is_punctuation, range(taken[-1], at)))


def _ends_at(reader: Reader, at: int, role: str) -> bool:
    """Whether a word of this role ends with a token."""
    return any(reader.role(i, "name_grammar", role) == at + 1 for i in (at, at - 1, at - 2))


def _is_plain_noun(reader: Reader, match: Match) -> bool:
    """Whether words that are a place's name elsewhere only say what or where it is: «القاعدة الجوية», «بجنوب غرب البلاد»."""
    first, last, _, entry, _ = match
    if last - first == 1:
        if _is_done_by_nation(reader, match):
            return True  # «بعدوان إسرائيلي»
        if match.row["kind"] == "neighbourhood" and reader.is_definite(last) and reader.is_nationality(last):
            return True  # «حكومة المملكة والشعب السعودي»
        described = reader.is_definite(last) and not (reader.is_attached_to(last) or reader.any_nationality(last))
        return described and entry.weak and reader.any_match(first, "heads") is not None
    if reader.folded(first).endswith("الضفه") and _is_bank(reader, last):
        return True
    if reader.folded(first).endswith("المنطقه") and reader.folded(last) == "من":
        return True  # «المنطقة الشرقية من محافظة ننكرهار»
    sides = all(reader.role(i, "name_grammar", "direction") is not None for i in range(first + 1, last))
    return sides and reader.folded(first).endswith(_SIDES)


def _is_done_by_nation(reader: Reader, match: Match) -> bool:
    """Whether a daily word with «ب» goes on with an adjective of nationality: «بعدوان إسرائيلي», «بصواريخ إيرانية»."""
    if match.prefix != 1 or not reader.any_nationality(match.last) or reader.is_definite(match.last):
        return False
    stems = reader.document.lexicon.entries(reader.folded(match.first)[1:])
    return any(entry.row.lexicon in ("common_words", "means") for entry in stems)


def _is_bank(reader: Reader, at: int) -> bool:
    """Whether «الضفة الغربية» is the bank of a river that follows: «للبوسفور», «لنهر الفرات», «من نهر دجلة»; not of the Jordan."""
    if reader.folded(at + 1).endswith("الاردن"):
        return False
    at += reader.folded(at) == "من"
    if reader.folded(at) in _RIVER:
        return True
    return any(m.row["kind"] == "natural" for m in reader.document.at(at, "places"))


def _is_counted_nation(reader: Reader, match: Match) -> bool:
    """Whether the word is a man of a nation as an object, spelled like a country: «61 سوريا», «ثلاثة لبنانيين وسوريا»."""
    at = match.first
    if not reader.folded(at).endswith(_OF_A_NATION) or reader.any_match(at, "nationalities") is None:
        return False
    before = reader.words[at - 1] if at else None
    if before is None:
        return False
    if before.is_digits:
        return not match.prefix and len(before.text) > 1
    joined = reader.folded(at).startswith("و") and match.prefix == 1
    return joined and before.folded.endswith(_OF_NATIONS) and reader.any_match(at - 1, "nationalities") is not None


def _is_adjective(reader: Reader, match: Match) -> bool:
    """Whether the word is here the adjective that is spelled like a country: «قوات سورية», «جنديا تركيا»."""
    if match.last - match.first == 1 and _is_counted_nation(reader, match):
        return True
    if match.prefix or match.last - match.first > 1 or reader.match(match.first, "nationalities") is None:
        return False
    before = reader.folded(match.first - 1)
    if before.removeprefix("و") in _MANY_THINGS:
        return True  # «مواقع سورية معارضة»
    if reader.is_definite(match.first):
        return before.startswith("ال") and reader.role(match.first - 1, "name_grammar", "direction") is None
    of_one = before.endswith("ا") and reader.match(match.first - 1, "victims") is not None
    of_many = before.endswith(("ه", "ات")) and reader.folded(match.first).endswith("ه")  # not «عاصمة روسيا»
    return (
        (of_many or of_one)
        and not reader.is_definite(match.first - 1)
        and reader.role(match.first - 1, "name_grammar", "direction") is None
    )
