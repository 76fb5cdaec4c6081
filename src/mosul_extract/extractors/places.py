"""Places: names of the lexicon, and names after a class word («حي», «قرية», «مخيم»), alone or in a list under one head."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mosul_extract.extractors.reading import Reader, longest_first
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_LONGEST_LIST = 14
# «مبنى مستشفى مدينة الموصل»: more class words before one name are no name any more.
_MOST_CLASS_WORDS = 4
_SHORTEST_UNKNOWN = 2
_SHORTEST_AGAIN = 4
# A class word and one word of a name.
_NAME_AND_CLASS = 2
_DIGITS_OF_YEAR = 4
_REACH_OF_TAKING = 5
_COMMAS = frozenset("،,/")
_DASHES = frozenset("-–—/")
# Class words that do not tell the kind: the place's own kind is the real one.
_GENERIC = frozenset(
    {"area", "area-two", "area-many", "city", "city-two", "city-many", "town", "town-two", "town-many", "front"}
)
_SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "district"})
_WEAK_IN_PLACE = frozenset({"city", "town", "governorate", "district", "country", "region"})
_FOUGHT_FOR = _WEAK_IN_PLACE | {"facility"}
_COMMON = frozenset({"common_words"})
_BULK = "places/geonames.tsv"
_NUMBERED = frozenset({"quarter", "gate", "street", "gate-many"})


def find_places(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the places of a document, in the order of the text."""
    reader = Reader(document, findings)
    heads = [head for head in document.matches("heads") if head.row["list"] == "places"]
    under_heads = [*_after_heads(reader, heads), *_sides(reader)]
    covered = {i for m in under_heads for i in range(m.first, m.last)}
    bare = [*_bare(reader, heads, under_heads), *_again(reader, under_heads, covered), *_roads(reader)]
    found = [m for m in (*under_heads, *bare) if not _inside_a_name(reader, m) and not _is_no_place(reader, m)]
    findings.places += longest_first(found)


# -- after a class word


def _after_heads(reader: Reader, heads: list[Match]) -> Iterator[Mention]:
    """«حي القدس الأول», «قرية العريج», «أحياء (السلام والانتصار)»."""
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
    inner = _inner(reader, name, head, depth=depth)
    if inner is None and whole is None:
        return None
    if whole is not None and (inner is None or whole.last >= inner[0]):
        last = _without_side(reader, whole)
        row: Row | None = whole.row
    elif inner is not None:
        last, row = inner
    last = _with_side(
        reader, last, known=row is not None or (head.row["kind"] != "neighbourhood" and head.row["id"] != "area")
    )
    kind = _kind(head.row, row, whole is not None)
    rule = "places.class-word-and-name" if row is not None else "places.class-word-and-unknown-name"
    return _place(reader, head, head.first, last, kind, rule, row)


def _inner(reader: Reader, at: int, head: Match, *, depth: int) -> tuple[int, Row | None] | None:
    """The end and the row of the name after a class word: another class word with its name, a known or an unknown name."""
    if at >= len(reader.words) or at > head.last + 1:
        return None
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
    known = _known(reader, at, head.row)
    if known is not None:
        return known.last, known.row
    closing = reader.quoted_until(head.last)
    if closing is not None and at == head.last + 1 and closing - at <= 3 and reader.may_be_name(at):
        return closing, None
    openness = head.row["open"]
    if not openness:
        return None
    return _unknown(reader, at, head, careful=openness == "weak")


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
    if reader.over.get(at) is not None and reader.over[at].kind == "person":
        return None
    if head.row["id"] in _NUMBERED and reader.words[at].is_digits:
        return at + 1, None
    starts = reader.role(at, "name_grammar", "kunya") or reader.role(at, "name_grammar", "link")
    if starts is not None and reader.may_be_name(starts):
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
    return last, None


def _may_be_careful(reader: Reader, at: int, head: Match) -> bool:
    """Whether a word behind a class word of daily language is a name: with the article, or one that nobody knows, behind «في»."""
    if reader.is_definite(at):
        return True
    word = reader.folded(at)
    located = head.prefix > 0 or reader.role(reader.before(head.first), "name_grammar", "locative") is not None
    return (
        located
        and head.row["id"] in _GENERIC
        and len(word) > _SHORTEST_UNKNOWN
        and not word.endswith(("يه", "ات", "ين"))
    )


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
    if whole:
        return row["kind"]
    if head["id"] in _GENERIC and (row["kind"] in _SETTLEMENTS or head["id"].startswith("area")):
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
        if _stands_alone(head, row):
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
            yield _place(reader, head, head.first, last, _kind(head.row, row, False), "places.class-word-and-name", row)
        return
    for first, last, prefix, row in items:
        start, end = reader.span(first, last, prefix)
        mention = Mention(
            "places", _kind(head.row, row, False), first, last, start, end, "places.list-under-class-word", row
        )
        mention.head = head.row["id"]
        yield mention


def _stands_alone(head: Match, row: Row | None) -> bool:
    """Whether the one name after a plural is what the plural lies in: «مناطق سنجار», «أحياء بغداد»."""
    return row is not None and (
        head.row["id"] in _GENERIC or (head.row["kind"] == "neighbourhood" and row["kind"] != "neighbourhood")
    )


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
    if not joined and nested is not None and nested.prefix == 0 and nested.row["list"] == "places":
        return None
    matches = [m for m in reader.document.at(at, "places") if m.prefix == (1 if has_and else 0)]
    if matches:
        longest = [m for m in matches if m.last == matches[0].last]
        best = next((m for m in longest if m.row["kind"] == head["kind"]), longest[0])
        return at, _with_side(reader, best.last), best.prefix, best.row
    if not head["open"] or not reader.may_be_name(at):
        return None
    folded = reader.folded(at)[1 if has_and else 0 :]
    if (
        len(folded) < 3
        or (head["open"] == "weak" and not folded.startswith("ال"))
        or (not has_and and reader.is_attached(at))
    ):
        return None
    if not folded.startswith("ال") and joined and (head["open"] != "yes" or not _is_unheard(reader, folded)):
        return None
    return at, _with_side(reader, at + 1), 1 if has_and else 0, None


def _is_unheard(reader: Reader, folded: str) -> bool:
    """Whether no lexicon has a word, as it stands or without its first letter."""
    lexicon = reader.document.lexicon
    return len(folded) >= _SHORTEST_AGAIN and not lexicon.entries(folded) and not lexicon.entries(folded[1:])


def _sides(reader: Reader) -> Iterator[Mention]:
    """«المحور الشرقي», «الجانب الأيسر», «الجسر الرابع»: a definite class word told apart by its side, age or number."""
    for head in reader.document.in_roles("name_grammar", "side-head"):
        if not reader.is_definite(head.first) or _is_listed(reader, head):
            continue
        side = reader.role(head.last, "name_grammar", "side") or reader.role(head.last, "name_grammar", "rank")
        if side is None:
            continue
        known = reader.match(head.first, "heads")
        kind = known.row["kind"] if known is not None and known.row["list"] == "places" else "zone"
        yield _place(reader, head, head.first, side, kind, "places.side", None)


def _roads(reader: Reader) -> Iterator[Mention]:
    """«طريق الفيوم - القاهرة», «طريق (العريش القنطرة)»: a road by the two places that it joins."""
    for road in reader.document.in_roles("name_grammar", "road"):
        begin = next((m for m in reader.document.at(reader.skip_quotes(road.last), "places") if not m.prefix), None)
        if begin is None or reader.is_definite(road.first):
            continue
        step = begin.last
        if step < len(reader.words) and reader.words[step].text in _DASHES:
            step += 1
        end = next((m for m in reader.document.at(step, "places") if not m.prefix), None)
        if end is not None and end.first == step:
            closing = step < len(reader.words) and end.last < len(reader.words) and reader.words[end.last].text == ")"
            opened = reader.words[road.last].text == "("
            yield _place(reader, road, road.first, end.last + (closing and opened), "facility", "places.road", None)


def _is_listed(reader: Reader, head: Match) -> bool:
    """Whether the lexicon has a longer name that begins at the word: «الضفة الغربية»."""
    return any(m.last > head.last and not m.entry.weak for m in reader.document.at(head.first, "places"))


# -- without a class word


def _bare(reader: Reader, heads: list[Match], under_heads: list[Mention]) -> Iterator[Mention]:
    """Names of the lexicon that stand by themselves; ambiguous ones only where the text supports them."""
    covered = {i for m in under_heads for i in range(m.first, m.last)}
    covered.update([head.first for head in heads if not reader.is_definite(head.first)])
    told = _Told(reader, under_heads)
    last_end = -1
    for match in reader.document.matches("places"):
        first, last, prefix, _, _ = match
        if first in covered or first < last_end:
            continue
        here = reader.document.at(first, "places")
        same = [m for m in here if m.last == last and m.prefix == prefix] if len(here) > 1 else here
        strong = _strong(reader, same)
        chosen = strong or _supported(reader, same, last_end, told)
        if chosen is None or _is_adjective(reader, chosen):
            continue
        last_end = last
        rule = "places.lexicon" if strong else "places.lexicon-supported"
        yield _place(reader, chosen, first, last, chosen.row["kind"], rule, chosen.row)


class _Told:
    """What a text tells of places for sure: the names under class words, and the countries of names that need no support."""

    def __init__(self, reader: Reader, under_heads: list[Mention]) -> None:
        """Of a document whose places under class words are known."""
        self._reader = reader
        self.named = {reader.document.lexicon_key(m.first, m.last, m.start) for m in under_heads}

    @cached_property
    def countries(self) -> set[str]:
        """The countries whose places the text names."""
        return {m.row["country"] for m in self._reader.document.matches("places") if not m.entry.weak}


def _strong(reader: Reader, same: list[Match]) -> Match | None:
    """The first of the places of one name that needs no support: none where the word is also one of daily language."""
    for match in same:
        if not match.entry.weak:
            single = match.last - match.first == 1 and not match.entry.exact
            return None if single and reader.is_daily(match.first) else match
    return None


def _supported(reader: Reader, same: list[Match], last_end: int, told: _Told) -> Match | None:
    """The first of the places of one name that the text supports."""
    for match in same:
        if _is_supported(reader, match, last_end, told.named) or _is_fought_for(reader, match, told):
            return match
    return None


def _again(reader: Reader, under_heads: list[Mention], covered: set[int]) -> Iterator[Mention]:
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


def _is_no_place(reader: Reader, mention: Mention) -> bool:
    """Whether the name is an idiom («ولاية الفقيه») or an operation's own («عملية سيناء 2018»)."""
    if reader.role(mention.first, "name_grammar", "no-place") is not None:
        return True
    after = reader.word(mention.last)
    if after is None or not after.is_digits or len(after.text) != _DIGITS_OF_YEAR:
        return False
    quoted = mention.first > 0 and reader.words[mention.first - 1].is_quote
    return quoted or reader.role(reader.before(mention.first), "name_grammar", "operation") is not None


def _is_supported(reader: Reader, match: Match, last_end: int, named: set[str]) -> bool:
    """Whether the text supports an ambiguous name: what stands before it, or its class word elsewhere; no daily word alone."""
    first, last, prefix, _, _ = match
    supported = _is_led(reader, match, last_end) or (
        named and reader.document.lexicon_key(first, last, reader.starts[first] + prefix) in named
    )
    return bool(supported) and not (last == first + 1 and reader.is_daily(first))


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

    Of words of daily language only nouns that no other lexicon has are taken so; those need words that leave no doubt.
    """
    first, last, prefix, _, row = match
    before = reader.before(first)
    if prefix or before < 0 or row["kind"] not in _FOUGHT_FOR:
        return False
    fought = _ends_at(reader, before, "fought-for") or _is_taken(reader, before)
    if not (fought or _ends_at(reader, before, "seat-of")) or row["country"] not in told.countries:
        return False
    if last > first + 1 or not reader.is_daily(first):
        return True
    listed = reader.is_daily(first, but=_COMMON) or reader.any_match(first, "actors") is not None
    return fought and row.file != _BULK and not listed


def _is_taken(reader: Reader, at: int) -> bool:
    """Whether «على» at a token says what was taken or hit: «سيطرت القوات على»."""
    if reader.folded(at) != "علي":
        return False
    taken = reader.document.in_role("name_grammar", "takes", at - _REACH_OF_TAKING, at)
    return bool(taken) and not any(map(reader.is_punctuation, range(taken[-1], at)))


def _ends_at(reader: Reader, at: int, role: str) -> bool:
    """Whether a word of this role ends with a token."""
    return any(reader.role(i, "name_grammar", role) == at + 1 for i in (at, at - 1, at - 2))


def _is_adjective(reader: Reader, match: Match) -> bool:
    """Whether the word is here the adjective that is spelled like a country: «قوات سورية», «جنديا تركيا»."""
    if match.prefix or match.last - match.first > 1 or reader.match(match.first, "nationalities") is None:
        return False
    before = reader.folded(match.first - 1)
    if reader.is_definite(match.first):
        return before.startswith("ال") and reader.role(match.first - 1, "name_grammar", "direction") is None
    of_one = before.endswith("ا") and reader.match(match.first - 1, "victims") is not None
    return (
        (before.endswith(("ه", "ات")) or of_one)
        and not reader.is_definite(match.first - 1)
        and reader.role(match.first - 1, "name_grammar", "direction") is None
    )


# -- mentions


def _place(reader: Reader, match: Match, first: int, last: int, kind: str, rule: str, row: Row | None) -> Mention:
    start, end = reader.span(first, last, match.prefix)
    mention = Mention("places", kind, first, last, start, end, rule, row)
    if match.row.lexicon == "heads":
        mention.head = match.row["id"]
    return mention


def _inside_a_name(reader: Reader, mention: Mention) -> bool:
    """Whether the place is only part of a person's, a brand's or a symbolic name; where a body works it is a place of its own."""
    other = reader.over.get(mention.first)
    if other is None or other.last < mention.last or other is mention:
        return False
    if other.rule.endswith("of-place") or other.kind in ("government", "organization"):
        return other.first == mention.first and other.last == mention.last
    works_in = reader.role(mention.first - 1, "name_grammar", "inside") is not None
    return not (works_in and (other.kind == "international" or other.list == "units"))
