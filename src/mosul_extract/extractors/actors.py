"""Actors without a face: groups, governments, international bodies, outlets, organisations, and unnamed sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mosul_extract.extractors.reading import Reader, longest_first
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_LONGEST_PHRASE, _LONGEST_HEAD, _LONGEST_MEMBER = 6, 2, 3
# Lexicons that hold words for members and heads of groups too: «الحوثيون» is in one and still a group.
_OF_GROUPS = frozenset({"victims", "constructions", "heads"})
_FORCES, _DEFENCE = "قوات", "الدفاع"
_REACH_OF_SAYING = 3
_REACH_OF_QUOTING = 8
_REACH_OF_OFFICE = 9
_LONGEST_ASIDE = 8
_OFFICIAL = "الرسميه"
_RULER_OFFICE = "ruler-office"
_AGENCY, _FOR_NEWS = "وكالة", "للانباء"
_FACTIONS = "الفصائل"
_COMMAS = frozenset("،,")
_SHE, _CITING = "ت", "عن"
_OR, _DASHES = "او", frozenset("-–—/")
_LONGEST_CITY = 3
_FEMININE, _NISBA = "يه", "ي"
_COMMON = frozenset({"common_words"})
_LED_BY = "برئاسه"
_REPORTERS = ("مراسل", "موفد", "مندوب")
_OCCUPATION, _PALESTINE = "il-occupation", frozenset({"IL", "PS"})


def find_actors(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the actors that are not persons, in the order of the text."""
    reader = _ActorReader(document, findings)
    found = [
        *_known(reader),
        *_ministries(reader),
        *_bodies(reader),
        *_rights_bodies(reader),
        *_rulers(reader),
        *_rebels(reader),
        *_liberators(reader),
        *_outlets(reader),
        *_quoted_groups(reader),
    ]
    kept = list(longest_first(found))
    for mention in kept:
        reader.note(mention)
    sources = [
        m
        for m in _sources(reader)
        if all(i not in reader.over or reader.over[i].list != "actors" for i in range(m.first, m.last))
    ]
    hospitals = list(_hospitals(reader, sources))
    findings.actors += sorted([*kept, *sources, *hospitals], key=lambda m: m.first)


class _ActorReader(Reader):
    """A reader that knows the head words of actors: «قناة», «حزب», «وزارة»."""

    def __init__(self, document: AnnotatedDocument, findings: Findings) -> None:
        """Note the head words; `constructs` are those without the article, which a name can follow."""
        super().__init__(document, findings)
        self.heads = [head for head in document.matches("heads") if head.row["list"] == "actors"]
        self.constructs = [head for head in self.heads if not self.folded(head.first).startswith("ال", head.prefix)]

    @cached_property
    def _kinds_by_end(self) -> dict[int, str]:
        """By the token behind it the kind of a head word of one word or two."""
        longest = [head for head in self.heads if head is self.any_match(head.first, "heads")]
        return {head.last: head.row["kind"] for head in longest if head.last <= head.first + _LONGEST_HEAD}

    @cached_property
    def tells_of_palestine(self) -> bool:
        """Whether the text names a place or a nationality of Israel or Palestine."""
        named = (match for name in ("places", "nationalities") for match in self.document.matches(name))
        return any(match.row["country"] in _PALESTINE for match in named if not match.entry.weak)

    def head_before(self, at: int) -> str | None:
        """The kind of the head word that ends with the last token before this one that is no quote."""
        return self._kinds_by_end.get(self.before(at) + 1)


# -- lexicon


def _known(reader: _ActorReader) -> Iterator[Mention]:
    """Names of the lexicon, with the nationality that follows where the name is a common one."""
    seen: dict[str, bool] = {}
    for match in reader.document.matches("actors"):
        if match.entry.weak and not _is_supported(reader, match, seen):
            continue
        if (
            match.last - match.first == 1
            and match.prefix == 0
            and not match.entry.weak
            and not match.entry.exact
            and reader.is_daily(match.first, but=_OF_GROUPS)
        ) and not _is_supported(reader, match, seen):
            continue
        if match.row.id == _RULER_OFFICE and _in_title(reader, match.first):
            continue
        kind = match.row["kind"]
        if kind == "media" and reader.role(match.last, "name_grammar", "outlet-of") is not None:
            continue
        mention = reader.claim("actors", match, kind, "actors.lexicon")
        last = _brand_end(reader, match) if kind == "media" else reader.past_nationality(match.last)
        if kind == "armed_group" and last > match.last and not _is_own(reader, match):
            last = match.last
        if kind == "armed_group" and reader.folded(match.first)[match.prefix :].endswith(_FACTIONS):
            last = _past_second_adjective(reader, last)
        mention.last, mention.end = (
            last,
            max(mention.end, reader.ends[last - 1]) if last >= match.last else reader.ends[last - 1],
        )
        if kind == "armed_group" and not match.prefix:
            _with_head(reader, mention)
        if kind == "media":
            _leave_nationality(reader, mention)
            _leave_head(reader, match, mention)
            _with_agency(reader, mention)
            _merge(reader, mention)
        yield mention


def _in_title(reader: Reader, at: int) -> bool:
    """«مدير مكتب وزير الدفاع»: whether a title that begins one token before holds the word."""
    return any(title.last > at for title in reader.document.at(at - 1, "titles"))


def _past_second_adjective(reader: Reader, at: int) -> int:
    """«الفصائل الإسلامية والمقاتلة»: the token after a second adjective of the same factions."""
    folded = reader.folded(at)
    joined = folded.startswith("وال") and folded.endswith("ه") and reader.folded(at - 1).endswith("ه")
    other = reader.any_match(at, "actors") or reader.any_match(at, "heads") or reader.any_match(at, "units")
    return at + 1 if joined and other is None and not reader.any_nationality(at) else at


def _brand_end(reader: Reader, outlet: Match) -> int:
    """The token after the name of an outlet, without «الرسمية» and the nation of one that is named without it: «سبوتنيك الروسية»."""
    last = outlet.last
    if reader.folded(last - 1) == _OFFICIAL and reader.is_nationality(last - 2):
        return last - 1
    brand = any(m.row is outlet.row and m.last == last - 1 for m in reader.document.at(outlet.first, "actors"))
    nation = reader.is_nationality(last - 1) and reader.folded(last - 1).startswith("ال")
    return last - 1 if brand and nation and reader.any_match(outlet.first, "heads") is None else last


def _with_head(reader: Reader, group: Mention) -> None:
    """«فصيل أنصار الشريعة», «مليشات الحوثي»: with a head noun that the lexicon's own names do not have."""
    head = group.first - 1
    if head < 0 or reader.role(head, "name_grammar", "group-noun") is None or reader.is_definite(head):
        return
    clitics = next(m.prefix for m in reader.document.at(head, "name_grammar") if m.row["role"] == "group-noun")
    group.first, group.start = head, reader.starts[head] + clitics


def _is_own(reader: Reader, group: Match) -> bool:
    """Whether the nationality behind a group is its own: «حزب الله اللبناني»; «ميليشيات الحوثي الإيرانية» judges."""
    own, told = group.row["country"], reader.country_of(group.last)
    return not own or not told or own == told


def _leave_nationality(reader: Reader, outlet: Mention) -> None:
    """«صحيفة "حريت" التركية» is marked as «حريت»: the quote closes the name before the nationality."""
    closing = next((i for i in range(outlet.first + 1, outlet.last) if reader.words[i].is_quote), None)
    if closing is None or reader.past_nationality(closing + 1) != outlet.last:
        return
    if reader.words[outlet.first - 1].is_quote and not reader.words[outlet.first].is_quote:
        outlet.last, outlet.end = closing, reader.ends[closing - 1]


def _leave_head(reader: Reader, match: Match, mention: Mention) -> None:
    """«وكالة أنباء فارس» is marked as «فارس», where that is a name of its own; «وكالة أنباء الشرق الأوسط» is one name."""
    if reader.role(match.first, "name_grammar", "agency-head") is None:
        return
    agency = reader.role(match.first + 1, "name_grammar", "agency")
    if agency is not None and reader.is_definite(match.first + 1):
        return
    at = reader.skip_quotes(agency or match.first + 1)
    if reader.is_definite(at) and agency is None:
        return
    if any(m.row is match.row and m.last == match.last and m.prefix == 0 for m in reader.document.at(at, "actors")):
        mention.first, mention.start = at, reader.starts[at]


def _with_agency(reader: Reader, mention: Mention) -> None:
    """«وكالة الأناضول للأنباء» is one name: what the agency is for stands behind it."""
    head = reader.before(mention.first)
    last = mention.last + (reader.folded(mention.last) == _FOR_NEWS)
    whole = head >= 0 and reader.role(head, "name_grammar", "agency-head") == head + 1
    if whole and reader.folded(last - 1) == _FOR_NEWS and not reader.is_definite(head):
        mention.first, mention.start = head, reader.ends[head] - len(_AGENCY)
        mention.last, mention.end = last, reader.ends[last - 1]


def _merge(reader: Reader, mention: Mention) -> None:
    """«لـCNN»: a preposition written onto a Latin name belongs to the mark, as the article has merged them."""
    before = mention.first - 1
    if before < 0 or reader.words[mention.first].is_arabic or reader.ends[before] != mention.start:
        return
    if reader.words[before].is_arabic and len(reader.folded(before)) == 1:
        mention.first, mention.start = before, reader.starts[before]


def _is_supported(reader: _ActorReader, match: Match, seen: dict[str, bool]) -> bool:
    """Whether an ambiguous name is one here: quoted, after the head word of its kind, or named in full elsewhere."""
    kind, head = match.row["kind"], reader.head_before(match.first)
    if match.row.id == _OCCUPATION:
        return reader.tells_of_palestine and not reader.any_nationality(match.last)  # «الاحتلال», not «الاحتلال التركي»
    quoted = match.first > 0 and reader.words[match.first - 1].text in '"«“'
    if kind == "media":
        outlet = any(m.row["kind"] == "media" for m in reader.document.at(reader.before(match.first), "heads"))
        agency = outlet and not reader.is_definite(match.first)  # «وكالة أعماق», but «وكالة الأنباء»
        return (
            head == "media"
            or agency
            or (
                quoted
                and (
                    reader.words[min(match.last, len(reader.words) - 1)].is_quote
                    or (_is_told_to(reader, match) and not reader.is_definite(match.last))
                    or reader.folded(reader.before(match.first)).endswith("مراسل")
                )
            )
            or _is_of_dateline(reader, match)
            or _is_cited(reader, match)
        )
    if _is_adjective_behind(reader, match):
        return False
    if kind == "armed_group" and reader.role(match.first - 1, "name_grammar", "group-noun") is not None:
        return True
    if any(unit.last >= match.last for unit in reader.document.at(match.first, "units")):
        return _is_in_full(reader, match, seen)  # «الجيش الوطني» is any state's army else
    if head == kind or (
        head is not None and kind in ("armed_group", "government") and head in ("armed_group", "government")
    ):
        return True
    if kind == "armed_group" and (quoted or _is_behind_troops(reader, match) or _is_whose(reader, match)):
        return True
    if kind in ("armed_group", "government") and (_is_spoken_for(reader, match) or _is_beside_group(reader, match)):
        return True
    if kind == "armed_group" and match.last > match.first + 1 and match.row["country"] in reader.told_countries:
        return True  # «حزب العمال» where the text tells of Turkey
    return _is_in_full(reader, match, seen) and kind != "media"


def _is_in_full(reader: Reader, match: Match, seen: dict[str, bool]) -> bool:
    """Whether the text has a name of the same row that needs no support."""
    row = match.row.id
    if row not in seen:
        seen[row] = any(other.row is match.row and not other.entry.weak for other in reader.document.matches("actors"))
    return seen[row]


def _is_of_dateline(reader: Reader, outlet: Match) -> bool:
    """Whether an outlet stands behind the city of a dateline: «العريش - الأهرام:», «بنغازي – الوسط»."""
    dash, after = outlet.first - 1, reader.word(outlet.last)
    if outlet.prefix or dash < 1 or reader.words[dash].text not in _DASHES:
        return False
    closes = after is None or after.text == ":" or reader.document.sentence_of(dash).last == outlet.last
    cities = (m for at in range(max(dash - _LONGEST_CITY, 0), dash) for m in reader.document.at(at, "places"))
    return closes and any(city.last == dash for city in cities)


def _is_cited(reader: Reader, outlet: Match) -> bool:
    """Whether an outlet says or cites something: «ذكرت الميادين أن», «نقلت فارس عن»; a woman of that name cites nobody."""
    if outlet.prefix or not reader.folded(outlet.first - 1).endswith(_SHE):
        return False
    said = any(
        cue.last == outlet.first and cue.row["category"] == "say"
        for cue in reader.document.at(outlet.first - 1, "cues")
    )
    statement = reader.role(outlet.last, "name_grammar", "statement") is not None
    woman = reader.any_match(outlet.first, "given_names") is not None
    return said and statement and (not woman or reader.folded(outlet.last) == _CITING)


def _is_adjective_behind(reader: Reader, match: Match) -> bool:
    """Whether the word is an adjective of the one before it: «الإقليم الكردستاني»."""
    one = match.last == match.first + 1 and not match.prefix
    nisba = reader.is_definite(match.first) and reader.folded(match.first).endswith(_NISBA)
    return one and nisba and reader.is_definite(match.first - 1)


def _is_spoken_for(reader: Reader, match: Match) -> bool:
    """«المتحدث باسم فتح»."""
    return not match.prefix and reader.role(match.first - 1, "name_grammar", "speaks-for") == match.first


def _is_beside_group(reader: Reader, match: Match) -> bool:
    """Whether an armed group stands in one list with a name: «فتح وحماس», «القاعدة أو الدولة الإسلامية»."""
    step = match.last + (reader.folded(match.last) == _OR)
    if _group_at(reader, step, joined=step == match.last):
        return True
    common = reader.document.is_in(match.first, _COMMON)
    if match.row["kind"] != "armed_group" or (common and not reader.is_punctuation(match.last)):
        return False  # «الحوثيون وتقدم للمقاومة», «المعارضة وفتح صفحة»
    before = match.first - (reader.folded(match.first - 1) == _OR)
    if before == match.first and not (match.prefix and reader.begins_with_and(match.first)):
        return False
    back = range(max(before - _LONGEST_MEMBER, 0), before)
    return any(_group_at(reader, at, last=before) for at in back)


def _group_at(reader: Reader, at: int, *, joined: bool = False, last: int | None = None) -> bool:
    """Whether an armed group that needs no support begins at a token: behind «و» where it is `joined`, up to `last` where given."""
    if joined and not reader.begins_with_and(at):
        return False
    return any(
        m.row["kind"] == "armed_group" and not m.entry.weak and m.prefix == joined and last in (None, m.last)
        for m in reader.document.at(at, "actors")
    )


def _is_behind_troops(reader: Reader, match: Match) -> bool:
    return reader.role(reader.before(match.first), "name_grammar", "troops") is not None


def _is_whose(reader: Reader, match: Match) -> bool:
    """Whether one leads a name, belongs to it or is tied to it: «زعيم القاعدة», «قيادي في القاعدة», «على صلة بالقاعدة»."""
    if reader.folded(match.first).startswith("ب") and match.prefix:
        return reader.role(reader.before(match.first), "name_grammar", "tied-to") is not None
    back = range(max(match.first - _LONGEST_MEMBER, 0), match.first)
    return not match.prefix and any(reader.role(at, "name_grammar", "member-of") == match.first for at in back)


def _is_told_to(reader: Reader, match: Match) -> bool:
    """Whether the quoted name is told something: «لـ"الشرق الأوسط"»."""
    before = reader.folded(reader.before(match.first))
    return before in ("ل", "ب") or reader.role(reader.before(match.first), "name_grammar", "told-to") is not None


# -- ministries and other bodies


def _ministries(reader: Reader) -> Iterator[Mention]:
    """«وزارة الخارجية الأمريكية», and «الصحة اليمنية» where the word for ministry is left out."""
    for match in reader.document.matches("portfolios"):
        before = reader.before(match.first)
        head = reader.any_match(before, "heads") if before >= 0 else None
        if (
            head is not None
            and head.row["id"] == "ministry"
            and match.prefix == 0
            and not reader.folded(head.first)[head.prefix :].startswith("ال")
        ):
            last = reader.past_nationality(match.last)
            mention = reader.claim("actors", head, "government", "actors.ministry")
            mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
            yield mention
        elif match.row["bare"] == "yes" and reader.role(before, "name_grammar", "office") is None:
            last = reader.past_nationality(match.last)
            if (last == match.last and not _is_told_for(reader, match)) or reader.is_minister(before):
                continue
            if before >= 0 and reader.folded(before).endswith(_FORCES) and reader.folded(match.first) == _DEFENCE:
                continue  # «قوات الدفاع الأوغندية»
            mention = reader.claim("actors", match, "government", "actors.portfolio-and-nationality")
            mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
            yield mention


def _is_told_for(reader: Reader, match: Match) -> bool:
    """Whether the short name of a ministry stands behind words for who speaks: «باسم الداخلية», «أعلنت الداخلية»."""
    before = reader.before(match.first)
    if before >= 0 and not match.prefix and reader.folded(before).endswith("ت"):
        cue = reader.any_match(before, "cues")
        if cue is not None and cue.last == match.first and cue.row["category"] in ("say", "add"):
            return True
    return before >= 0 and reader.role(before, "name_grammar", "in-the-name-of") is not None


def _bodies(reader: _ActorReader) -> Iterator[Mention]:
    """«مجلس محافظة نينوى», «وكالة إدارة الطوارئ الوطنية النيجيرية»: a head noun with the noun phrase that names it."""
    for head in reader.constructs:
        if head.row["open"] != "np" or (head.row["id"] == "agency" and _is_outlet(reader, head.last)):
            continue
        if reader.is_struck_mission(head.first) or _is_group(reader, head.first):
            continue  # «حزب الله الميدانيين» is no party
        if reader.folded(head.first) == _LED_BY and not reader.is_definite(head.last):
            continue
        last, of_place = _phrase_end(reader, head.last)
        if last is None or last == head.last:
            continue
        kind = head.row["kind"]
        if of_place and _is_where(reader, head):
            continue
        mention = reader.claim("actors", head, kind, "actors.body-of-place" if of_place else "actors.body")
        mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
        yield mention


def _is_where(reader: Reader, head: Match) -> bool:
    """Whether a body that is an area too tells where something was: «ببلدية الزبيرية»."""
    if not any(
        m.row["role"] == "also-area" and m.last == head.last for m in reader.document.at(head.first, "name_grammar")
    ):
        return False
    inside = reader.role(reader.before(head.first), "name_grammar", "inside") is not None
    return inside or (head.prefix > 0 and reader.folded(head.first).startswith("ب"))


def _rights_bodies(reader: _ActorReader) -> Iterator[Mention]:
    """«اللجنة الإثيوبية لحقوق الإنسان», «المنظمة الوطنية لحقوق الإنسان»: by its nation or its kind, and what it works for."""
    for rights in reader.document.in_roles("name_grammar", "rights"):
        first = rights.first
        while first > max(rights.first - _LONGEST_MEMBER, 0) and reader.is_definite(first - 1):
            first -= 1
            if reader.is_attached_to(first):
                break
        head = reader.any_match(first, "heads")
        if head is None or first >= rights.first - 1 or head.last != first + 1 or head.row["open"] != "np":
            continue
        kind = "international" if head.row["kind"] == "organization" else head.row["kind"]
        mention = reader.claim("actors", head, kind, "actors.rights-body")
        mention.row, mention.last, mention.end = None, rights.last, reader.ends[rights.last - 1]
        yield mention


def _is_group(reader: Reader, at: int) -> bool:
    """Whether an armed group that needs no support begins at a token."""
    return any(
        m.row["kind"] == "armed_group" and not (m.prefix or m.entry.weak) for m in reader.document.at(at, "actors")
    )


def _is_outlet(reader: Reader, at: int) -> bool:
    """Whether the name of an outlet begins at a token: «وكالة الأناضول»."""
    return any(m.row["kind"] == "media" and not m.prefix for m in reader.document.at(at, "actors"))


def _phrase_end(reader: Reader, at: int) -> tuple[int | None, bool]:
    """Where the noun phrase after a head ends, and whether it ends in a place; None where it is not definite."""
    first, of_place = at, False
    while at < first + _LONGEST_PHRASE:
        place = next(
            (m for m in reader.document.at(at, "places") if m.prefix == 0 and (not m.entry.weak or at > first)), None
        )
        if place is not None and at + 1 <= place.last:
            at, of_place = place.last, True
            return reader.past_nationality(at), of_place
        word = reader.word(at)
        if word is None or not word.is_arabic or reader.is_closed(at):
            return None, False
        if reader.is_definite(at):
            if reader.is_attached_to(at):
                return None, False
            break
        if reader.is_attached(at) or reader.is_verb_like(at):
            return None, False
        at += 1
    else:
        return None, False
    at += 1
    while (
        at < first + _LONGEST_PHRASE
        and reader.is_definite(at)
        and not reader.is_attached_to(at)
        and not reader.is_closed(at)
    ):
        if reader.match(at, "people") is not None and not reader.any_nationality(at):
            break
        title = reader.any_match(at, "titles")
        if title is not None and title.row["kind"] in ("rank", "honorific") and not reader.is_definite(title.last):
            break  # «مجلس السيادة الفريق عبد الفتاح»
        if reader.role(at, "name_grammar", "takes-side") is not None:
            break  # «حزب الشعوب الديمقراطي المناصر للأكراد»
        at += 1
    return at, of_place


def _rulers(reader: Reader) -> Iterator[Mention]:
    """«السلطات العراقية», «الحكومة السورية», «نظام الأسد», «حكومة الوفاق»: a word for rule with its nationality or owner."""
    for match in reader.document.in_roles("name_grammar", "rule"):
        if reader.is_minister(reader.before(match.first)):
            continue
        definite = reader.is_definite(match.last - 1) or reader.is_definite(match.first)
        last = reader.past_nationality(match.last)
        if last == match.last and not definite:
            owner = reader.skip_quotes(match.last)
            place = next((m for m in reader.document.at(owner, "places") if m.prefix == 0), None)
            group = next(
                (m for m in reader.document.at(owner, "actors") if m.prefix == 0 and m.row["kind"] == "armed_group"),
                None,
            )
            led = reader.folded(match.first) == _LED_BY  # «وفد برئاسة فلان»
            person = next((m for m in reader.document.at(owner, "people") if m.prefix == 0 and not led), None)
            if place is not None and place.row["kind"] in ("country", "governorate", "region", "city"):
                last = place.last
            elif group is not None:
                last = group.last
            elif person is not None:
                last = person.last
        if last == match.last or (
            not definite and reader.any_nationality(match.last) and not reader.is_definite(match.last)
        ):
            continue
        mission = reader.role(match.first, "name_grammar", "mission") is not None
        if mission and (reader.is_struck_mission(match.first) or reader.is_definite(match.first - 1)):
            continue  # «هجوم على السفارة التركية», «السلطات القنصلية العراقية»
        mention = reader.claim("actors", match, "government", "actors.rule-and-nationality")
        mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
        yield mention


def _rebels(reader: Reader) -> Iterator[Mention]:
    """«المتمردون الأكراد»: rebels of a people or state, as the whole party that they are."""
    for match in reader.document.in_roles("name_grammar", "rebels"):
        last = reader.past_nationality(match.last)
        if last == match.last or any(m.prefix == 0 for m in reader.document.at(match.last, "actors")):
            continue
        start, end = reader.span(match.first, last, 0 if reader.folded(match.first).startswith("لل") else match.prefix)
        yield Mention("actors", "armed_group", match.first, last, start, end, "actors.rebels-of-people")


def _liberators(reader: Reader) -> Iterator[Mention]:
    """«حركة تحرير بلوشستان», «الجبهة الشعبية لتحرير أوغادين»: a group by the land that it fights for."""
    for match in reader.document.in_roles("name_grammar", "liberation"):
        land = next((m for m in reader.document.at(match.last, "places") if m.prefix == 0), None)
        unknown = reader.may_be_name(match.last) and not (
            reader.is_definite(match.last) or reader.is_attached(match.last) or reader.is_verb_like(match.last)
        )
        last = land.last if land is not None else match.last + unknown
        if last == match.last:
            continue  # «حركة تحرير المرأة»
        if reader.is_definite(last) and reader.folded(last).endswith(_FEMININE) and not reader.is_attached_to(last):
            last += 1
        start, end = reader.span(match.first, last, 0 if reader.folded(match.first).startswith("لل") else match.prefix)
        yield Mention("actors", "armed_group", match.first, last, start, end, "actors.liberation-of")


def _outlets(reader: _ActorReader) -> Iterator[Mention]:
    """«قناة "…"», «وكالة أنباء …»: an outlet after its head word, where it is quoted or an agency of news."""
    for head in reader.heads:
        if head.row["kind"] != "media":
            continue
        at = head.last
        agency = reader.role(at, "name_grammar", "agency")
        if agency is not None and reader.role(head.first, "name_grammar", "agency-head") is not None:
            last, _ = (
                _phrase_end(reader, agency)
                if not reader.is_definite(agency - 1)
                else (reader.past_nationality(agency), False)
            )
            named = any(m.row["kind"] == "media" for m in reader.document.at(reader.skip_quotes(agency), "actors"))
            if last is not None and last > agency and not named:
                mention = reader.claim("actors", head, "media", "actors.news-agency")
                mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
                yield mention
            continue
        closing = reader.quoted_until(at)
        aside = closing is not None and reader.words[at].text == "(" and reader.is_closed(at + 1)
        if closing is None or closing - at > 4 or aside:
            continue  # «الشبكة (غير حكومية)»
        first = at + 1
        start, end = reader.span(first, closing)
        yield Mention("actors", "media", first, closing, start, end, "actors.quoted-outlet")


def _quoted_groups(reader: _ActorReader) -> Iterator[Mention]:
    """«جماعة (أجناد مصر)», «ما يسمى "لواء …"»: a group that no lexicon has, by its head word and quotes."""
    for head in reader.constructs:
        if head.row["open"] != "quoted":
            continue
        closing = reader.quoted_until(head.last)
        if closing is None:
            continue
        mention = reader.claim("actors", head, "armed_group", "actors.quoted-group")
        mention.row, mention.last, mention.end = None, closing, reader.ends[closing - 1]
        yield mention


# -- unnamed sources


def _sources(reader: Reader) -> Iterator[Mention]:
    """«مصادر أمنية وطبية», «شهود عيان», «مسؤول كردي»: a speaker without a name, where the text lets him speak."""
    end = -1
    for match in reader.document.matches("sources"):
        if match.first < end:
            continue
        last = _described(reader, match.last)
        one_of = reader.before(match.first)
        first = one_of if reader.role(one_of, "name_grammar", "one-speaker") is not None else match.first
        if reader.role(one_of, "name_grammar", "statement-of") is not None or _is_of_outlet(reader, match):
            continue
        if match.row["role"] == "described" and last == match.last:
            continue
        if _is_of_many(reader, match.first) or (reader.is_definite(match.first) and _is_numbered(reader, last)):
            continue  # «نشر 4000 جندي», «أكد اللواء 444»
        someone = match.row.id != "source" or _is_someone(reader, match, last)
        always = match.row["role"] == "always" and someone and not _is_of_thing(reader, match, last)
        if not always and not _speaks(reader, first, match, last):
            continue
        if not always and _is_named_after(reader, last):
            continue
        mention = reader.claim("actors", match, "source", "actors.source" if always else "actors.speaking-source")
        mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
        if first < match.first:
            mention.first, mention.start = first, reader.starts[first] + reader.words[first].folded.startswith("و")
        end = last
        yield mention


def _is_of_many(reader: Reader, at: int) -> bool:
    """Whether a number of more than ten stands right before a token: so many do not speak."""
    number = reader.words[at - 1] if at else None
    return number is not None and number.is_digits and len(number.text) > 1


def _is_numbered(reader: Reader, at: int) -> bool:
    """Whether a number stands at a token: the source before it is a formation."""
    word = reader.word(at)
    return word is not None and word.is_digits


def _is_of_outlet(reader: Reader, source: Match) -> bool:
    """«مراسل الجزيرة»: the outlet speaks, and no one else."""
    if not reader.folded(source.first)[source.prefix :].startswith(_REPORTERS):
        return False
    outlet = reader.over.get(reader.skip_quotes(source.last))
    return outlet is not None and outlet.kind == "media"


def _hospitals(reader: Reader, sources: list[Mention]) -> Iterator[Mention]:
    """«مصدر طبي في مستشفى سامراء»: a hospital that a source belongs to is an organisation, not a site."""
    for source in sources:
        at = source.last + 1 if reader.role(source.last, "name_grammar", "inside") is not None else source.last
        head = reader.any_match(at, "heads")
        if head is None or head.row["id"] != "hospital" or (at == source.last and not head.prefix):
            continue
        nested = reader.match(head.last, "heads")
        name_at = nested.last if nested is not None and nested.row["list"] == "places" else head.last
        place = next((m for m in reader.document.at(name_at, "places") if m.prefix == 0), None)
        if place is None and not reader.may_be_name(name_at):
            continue
        last = place.last if place is not None else name_at + 1
        mention = reader.claim("actors", head, "organization", "actors.hospital-of-place")
        mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
        yield mention


def _described(reader: Reader, at: int) -> int:
    """The token after the adjectives of a source: «أمنية وطبية», «يمني مسؤول», «عراقيون وأكراد»."""
    limit = at + 5
    while at < limit:
        adjective = reader.role(at, "name_grammar", "source-adjective")
        if adjective is not None:
            at = adjective
        elif (found := reader.match(at, "nationalities")) is not None and found.prefix <= 1:
            at += 1
        else:
            break
    return at


def _is_someone(reader: Reader, match: Match, last: int) -> bool:
    """Whether «مصدر» is a person here, described or placed, and not the source of something («مصدر رعب»)."""
    if reader.is_definite(match.first) or last > match.last:
        return True
    after = reader.folded(last)
    return (
        reader.role(last, "name_grammar", "in-title") is not None
        or after.startswith(("ب", "ل"))
        or reader.is_punctuation(last)
    )


def _is_of_thing(reader: Reader, match: Match, last: int) -> bool:
    """«مصدر للوقود»: what «ل» adds to an undescribed source is no outlet, so that a verb of saying has to vouch for it."""
    plain = match.row.id == "source" and not reader.is_definite(match.first) and last == match.last
    outlet = reader.over.get(last)
    return plain and reader.folded(last).startswith("لل") and (outlet is None or outlet.kind != "media")


def _speaks(reader: Reader, first: int, match: Match, last: int) -> bool:
    """Whether a verb of saying stands right before, or right after, or «بحسب» before."""
    sentence = reader.document.sentence_of(match.first)
    for i in range(first - 1, max(sentence.first, first - _REACH_OF_SAYING) - 1, -1):
        if reader.words[i].text in ".؛:":
            break
        # «نفى مسؤولون» denies and says.
        cues = (cue for cue in reader.document.at(i, "cues") if cue.row["category"] in ("say", "add", "according"))
        if (said := next(cues, None)) is not None and said.last <= first:
            return said.last == first or reader.between_speaker(said.last, first)
    return _is_quoted_from(reader, first, sentence.first) or _says_behind(reader, first, last)


def _is_quoted_from(reader: Reader, first: int, start: int) -> bool:
    """«نقلت وكالة الأناضول عن مسؤول محلي», «نقلا عن ثلاثة مسؤولين»: whom an outlet quotes."""
    while first > start and reader.is_number_word(first - 1):
        first -= 1
    if reader.folded(first - 1) != "عن":
        return False
    said = (reader.any_match(i, "cues") for i in range(max(start, first - _REACH_OF_QUOTING), first - 1))
    return any(cue is not None and cue.row.id == "quote" for cue in said)


def _says_behind(reader: Reader, first: int, last: int) -> bool:
    """Whether a verb of saying follows a speaker who opens the clause, behind where he belongs: «مسؤول في الإدارة المحلية ذكر»."""
    opening = any(reader.role(first - 1, "constructions", role) is not None for role in ("opens", "that"))
    if not (opening or reader.opens(first)):
        return False
    end = min(reader.document.sentence_of(first).last, last + _REACH_OF_OFFICE)
    step = last
    while step < end:
        if (spoken := _past_aside(reader, step)) is not None:
            step, end = spoken, max(end, spoken + 1)
        said = [cue for cue in reader.document.at(step, "cues") if cue.row["category"] in ("say", "add")]
        if said:
            return said[0].prefix == 0
        inside = reader.role(step, "name_grammar", "in-title") or reader.role(step, "name_grammar", "inside")
        if inside is None and not _is_of_office(reader, step):
            return False
        step = inside or step + 1
    return False


def _past_aside(reader: Reader, comma: int) -> int | None:
    """The token after an aside that says why a speaker has no name: «مسؤول محلي، طلب عدم ذكر اسمه، قال»."""
    unnamed = reader.role(comma + 1, "constructions", "unnamed")
    if unnamed is None or reader.folded(comma) not in _COMMAS:
        return None
    ends = range(unnamed, min(unnamed + _LONGEST_ASIDE, len(reader.words)))
    return next((at + 1 for at in ends if reader.folded(at) in _COMMAS), None)


def _is_of_office(reader: Reader, at: int) -> bool:
    """Whether a word may tell where a speaker belongs: it has an article, or is a name or a body of the lexicons."""
    found = (reader.any_match(at, lexicon) for lexicon in ("heads", "places", "units", "actors"))
    return any(match is not None and match.prefix == 0 for match in found) or (
        reader.is_definite(at) and not reader.begins_with_and(at)
    )


def _is_named_after(reader: Reader, last: int) -> bool:
    """Whether a person's name follows: then he is named, and not a source."""
    at = last
    for _ in range(8):
        at = reader.skip_quotes(at)
        if at >= len(reader.words):
            return False
        if reader.words[at].text in "،,":
            at += 1
            continue
        if (complement := reader.role(at, "name_grammar", "in-title")) is not None:
            at = complement
            continue
        named = reader.starting.get(at)
        if named is not None and named.kind == "person":
            return True
        if reader.match(at, "people") is not None and not reader.any_match(at, "places"):
            return True
        name = reader.match(at, "given_names")
        if name is not None and name.prefix == 0 and not reader.is_daily(at) and not reader.is_definite(at):
            return True
        if reader.may_be_name(at) and any(reader.match(at + 1, names) for names in ("given_names", "family_names")):
            return True
        force = any(reader.role(at, "name_grammar", role) is not None for role in ("police-of", "command-of"))
        if reader.is_closed(at) and not (force or reader.is_definite(at)):
            return False
        at += 1
    return False
