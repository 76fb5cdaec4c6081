"""Places: names of the lexicon, and names after a class word («حي», «قرية», «مخيم»), alone or in a list under one head."""

from __future__ import annotations

from collections.abc import Iterator

from mosul_extract.extractors.bare_places import bare_places, beside_known, told_again
from mosul_extract.extractors.class_words import after_heads, place_under
from mosul_extract.extractors.facilities import facilities, named_after
from mosul_extract.extractors.reading import Reader, longest_first
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_DIGITS_OF_YEAR = 4
_OF_TOWNSMEN = frozenset({"ثوار", "مجاهدي", "مقاتلي", "شوري", "شباب", "شهداء", "مقاومه"})
_AREA, _OF_NO_SIDE = "منطقه", frozenset({"العسكريه", "المركزيه"})
_ACCORDS = frozenset({"اتفاق", "اتفاقيه", "اتفاقيات", "وثيقه", "معاهده", "باتفاق", "لاتفاق"})
_PEOPLE, _LIKE = "شعب", "ك"


def find_places(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the places of a document, in the order of the text."""
    reader = Reader(document, findings)
    heads = [h for h in document.matches("heads") if h.row["list"] == "places" and not _is_no_class_word(reader, h)]
    under_heads = [*after_heads(reader, heads), *_sides(reader)]
    after_people = list(named_after(reader, heads))
    names = {id(person) for _, person in after_people}
    findings.actors[:] = [mention for mention in findings.actors if id(mention) not in names]
    under_heads += [place for place, _ in after_people]
    covered = {i for m in under_heads for i in range(m.first, m.last)}
    bare = [
        *bare_places(reader, heads, under_heads),
        *told_again(reader, under_heads, covered),
        *beside_known(reader, covered),
        *facilities(reader),
    ]
    found = [m for m in (*under_heads, *bare) if not _inside_a_name(reader, m) and not _is_no_place(reader, m)]
    findings.places += longest_first(found)


def _is_no_class_word(reader: Reader, head: Match) -> bool:
    """Whether a class word is none here: behind «ك», or the people of a land («شعب المملكة», «شعب أزواد», not «شعب الجرد»)."""
    if head.prefix and reader.folded(head.first).startswith(_LIKE):
        return True  # «كواد كابتر»
    country = any(place.row["kind"] in ("country", "region") for place in reader.document.at(head.last, "places"))
    return country and reader.folded(head.first)[head.prefix :] == _PEOPLE


def _sides(reader: Reader) -> Iterator[Mention]:
    """«المحور الشرقي», «الجانب الأيسر», «الجسر الرابع»: a definite class word told apart by its side, age or number."""
    for head in reader.document.in_roles("name_grammar", "side-head"):
        if not reader.is_definite(head.first) or _is_listed(reader, head):
            continue
        area = reader.folded(head.first).endswith(_AREA)
        side = reader.role(head.last, "name_grammar", "side")
        side = side or (None if area else reader.role(head.last, "name_grammar", "rank"))
        if side is None or (area and reader.folded(head.last) in _OF_NO_SIDE):
            continue  # «المنطقة العسكرية الرابعة»
        known = reader.match(head.first, "heads")
        kind = known.row["kind"] if known is not None and known.row["list"] == "places" else "zone"
        yield place_under(reader, head, head.first, side, kind, "places.side", None)


def _is_listed(reader: Reader, head: Match) -> bool:
    """Whether the lexicon has a longer name that begins at the word: «الضفة الغربية»."""
    return any(m.last > head.last and not m.entry.weak for m in reader.document.at(head.first, "places"))


def _is_no_place(reader: Reader, mention: Mention) -> bool:
    """Whether the name is an idiom («ولاية الفقيه») or an operation's own («عملية سيناء 2018»)."""
    if reader.role(mention.first, "name_grammar", "no-place") is not None:
        return True
    if reader.folded(mention.first - 1).removeprefix("و") in _ACCORDS:
        return True  # «اتفاق الطائف»
    after = reader.word(mention.last)
    if after is None or not after.is_digits or len(after.text) != _DIGITS_OF_YEAR:
        return False
    quoted = mention.first > 0 and reader.words[mention.first - 1].is_quote
    return quoted or reader.role(reader.before(mention.first), "name_grammar", "operation") is not None


def _inside_a_name(reader: Reader, mention: Mention) -> bool:
    """Whether the place is only part of a person's, a brand's or a symbolic name; where a body works it is a place of its own."""
    other = reader.over.get(mention.first)
    if other is None or other.last < mention.last or other is mention:
        return False
    if other.rule.endswith("of-place") or other.kind in ("government", "organization"):
        return other.first == mention.first and other.last == mention.last
    if other.kind == "armed_group" and reader.folded(mention.first - 1) in _OF_TOWNSMEN:
        return False  # «مجلس شورى ثوار بنغازي»
    works_in = reader.role(mention.first - 1, "name_grammar", "inside") is not None
    return not (works_in and (other.kind == "international" or other.list == "units"))
