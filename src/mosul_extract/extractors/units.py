"""Units: forces of the lexicon, bodies with their nationality or owner, numbered formations, commands and police of a place."""

from __future__ import annotations

from collections.abc import Iterator

from mosul_extract.extractors.reading import Reader, longest_first
from mosul_extract.lexicons.matcher import AnnotatedDocument, Match
from mosul_extract.mentions import Findings, Mention

_LONGEST_FORMATION = 7
_REGION = "region-head"
_LONGEST_QUOTED = 4
# «وحدة» is unity as well, and «فرقة» a band.
_ALSO_OTHERWISE = frozenset({"وحده", "فرقه"})
_KINDS_OF_PLACE = {"command-of": "command", "intelligence-of": "security"}
_CROWD, _IRAQ = "الحشد", "IQ"
_OF_ANY_STATE = "gen-"
_MINISTRY = "actors.ministry"
_BODIES_OF_FORCES = frozenset({"armed_group", "international"})
_OWNERS_BEFORE = frozenset({"ب", "ل", "في", "من"})
_ECHELON_NUMBERS = range(1, 1000)


def find_units(document: AnnotatedDocument, findings: Findings) -> None:
    """Add the units of a document, in the order of the text."""
    reader = Reader(document, findings)
    found = [
        *_formations(reader),
        *_forces(reader),
        *_of_place(reader),
        *_known(reader),
        *_armed_wings(reader),
        *_quoted(reader),
        *_branded(reader),
    ]
    kept = [
        _trim(reader, mention)
        for mention in longest_first(found)
        if not (_is_site(reader, mention) or _is_words_of_body(reader, mention))
    ]
    findings.units += sorted([*kept, *_second_adjectives(reader, kept)], key=lambda m: m.first)
    forces: dict[int, int] = {}  # «هيئة الأركان» is no body beside the force, nor «مجلس منبج» in «مجلس منبج العسكري»
    for mention in findings.units:
        forces[mention.start] = max(mention.end, forces.get(mention.start, 0))
    findings.actors[:] = [body for body in findings.actors if not _is_begin_of_force(body, forces)]


def _is_begin_of_force(body: Mention, forces: dict[int, int]) -> bool:
    """Whether a body is a force that begins with it, or only the first words of its name."""
    end = forces.get(body.start, 0)
    return end == body.end or (body.kind == "government" and end > body.end)


def _is_site(reader: Reader, mention: Mention) -> bool:
    """Whether the force only names a quarter: «حي الشرطة»."""
    head = reader.any_match(mention.first - 1, "heads") if mention.first else None
    return (
        head is not None
        and head.last == mention.first
        and head.row["kind"] in ("neighbourhood", "zone")
        and not reader.is_definite(head.first)
    )


def _is_words_of_body(reader: Reader, mention: Mention) -> bool:
    """Whether the force is only words of another name: «الجيش السوري الحر», «وزارة الدفاع الوطني»; or a group's short name."""
    body = reader.over.get(mention.first)
    if body is None or body.list != "actors":
        return False
    if (body.first, body.last) == (mention.first, mention.last):
        return body.kind == "armed_group" and body.row is not None and _is_of_any_state(mention)
    begins = body.kind in _BODIES_OF_FORCES and body.first == mention.first
    return body.last >= mention.last and (begins or body.rule == _MINISTRY)


def _is_of_any_state(mention: Mention) -> bool:
    """Whether the name alone does not tell whose force it is: «الجيش الوطني»."""
    return mention.country is None and (mention.row is None or mention.row.id.startswith(_OF_ANY_STATE))


def _trim(reader: Reader, mention: Mention) -> Mention:
    """Without a plain «قوات» before a service's name, and without the adjective that belongs to the body around it."""
    opens_with_force = (
        mention.last > mention.first + 1
        and reader.folded(mention.first).endswith("قوات")
        and reader.any_match(mention.first, "forces") is not None
    )
    if opens_with_force and reader.role(mention.first + 1, "name_grammar", "plain-force") is not None:
        mention.first += 1
        mention.start = reader.starts[mention.first]
    outer = reader.over.get(mention.first)
    if (
        (
            outer is not None
            and outer.last == mention.last
            and outer.first < mention.first
            and mention.last - mention.first > 1
        )
        and outer.kind == "government"
        and reader.any_nationality(mention.last - 1)
    ):
        mention.last -= 1
        mention.end = reader.ends[mention.last - 1]
    return mention


def _armed_wings(reader: Reader) -> Iterator[Mention]:
    """«الجناح المسلح للحزب …»: the armed wing of a party or group."""
    for match in reader.document.in_roles("name_grammar", "armed-wing"):
        owner = reader.starting.get(match.last) or (
            reader.starting.get(match.last + 1) if reader.folded(match.last) == "ل" else None
        )
        if owner is None or owner.list != "actors":
            continue
        mention = reader.claim("units", match, "brigade", "units.armed-wing")
        mention.row, mention.last, mention.end = None, owner.last, owner.end
        yield mention


# -- lexicon


def _known(reader: Reader) -> Iterator[Mention]:
    """Names of the lexicon, with the nationality that follows."""
    in_full = {other.row.address for other in reader.document.matches("units") if not other.entry.weak}
    groups = {other.row.id for other in reader.document.matches("actors") if not other.entry.weak}
    for match in reader.document.matches("units"):
        of_group = match.row["parent"] in groups  # «القسام» where the text tells of حماس
        if match.entry.weak and not (of_group or _is_supported(reader, match, in_full)):
            continue
        if (
            match.last - match.first == 1
            and match.prefix == 0
            and reader.is_daily(match.first)
            and not match.entry.exact
        ):
            continue
        last = reader.past_nationality(match.last)
        if _is_of_another(reader, match, last) or reader.is_minister(match.first - 1):
            continue
        mention = reader.claim("units", match, match.row["kind"], "units.lexicon")
        mention.last, mention.end = last, reader.ends[last - 1]
        yield _known_facts(mention)


def _is_of_another(reader: Reader, match: Match, last: int) -> bool:
    """Whether a force is another state's than the row's: «قوات الدفاع الوطني الكونغولية»; or one of its name is, by the text."""
    own = match.row["country"]
    if not own:
        return False
    if last > match.last:
        told = reader.country_of(match.last)
        return told is not None and told != own
    if reader.tells_of(own):
        return False
    if any(
        m.last == match.last and m.prefix == match.prefix and m.row["bare"]
        for m in reader.document.at(match.first, "forces")
    ):
        return bool(reader.told_countries)  # «القوات البحرية» in a text of another land
    return any(reader.tells_of(m.row["country"]) for m in _namesakes(reader, match))


def _namesakes(reader: Reader, match: Match) -> Iterator[Match]:
    """The forces of other states with the same name."""
    for other in reader.document.at(match.first, "units"):
        same = other.last == match.last and other.prefix == match.prefix
        if same and other.row["country"] not in ("", match.row["country"]):
            yield other


def _known_facts(mention: Mention) -> Mention:
    row = mention.row
    if row is not None:
        mention.echelon = row["echelon"] or None
        mention.number = int(row["number"]) if row["number"] else None
        mention.country = row["country"] or None
    return mention


def _is_supported(reader: Reader, match: Match, in_full: set[str]) -> bool:
    """Whether an ambiguous name is quoted, follows a word for troops, or stands elsewhere in full (`in_full`: addresses)."""
    before = match.first - 1
    if before >= 0 and reader.words[before].is_quote and reader.words[before].text in '"«“':
        return True
    if reader.role(reader.before(match.first), "name_grammar", "troops") is not None:
        return True
    return match.row.address in in_full or _is_instead(reader, match)


def _is_instead(reader: Reader, match: Match) -> bool:
    """«قوات الدفاع الشعبي» of a state that the text tells of, where it tells of none that has the name for sure."""
    if match.last == match.first + 1 or not reader.tells_of(match.row["country"]):
        return False
    others = [other for other in _namesakes(reader, match) if not other.entry.weak]
    return bool(others) and not any(reader.tells_of(other.row["country"]) for other in others)


# -- bodies of states


def _forces(reader: Reader) -> Iterator[Mention]:
    """«القوات العراقية», «قوات الأمن», «طيران التحالف»: a body with its nationality or owner, or one that is a name alone."""
    for match in reader.document.matches("forces"):
        mention = _aircraft(reader, match) if match.row["owner"] == "owner" else _body(reader, match)
        if mention is not None:
            mention.echelon = match.row["echelon"] or None
            yield mention


def _body(reader: Reader, match: Match) -> Mention | None:
    """A body with its nationality; without one only where the words alone are a name."""
    if match.last == match.first + 1 and reader.folded(match.first).endswith(_CROWD) and not reader.tells_of(_IRAQ):
        return None  # «أطلق النار على الحشد»
    definite = _is_definite_phrase(reader, match)
    last = _with_adjectives(reader, match)
    adjectives = range(match.last, last)
    national = next((i for i in adjectives if reader.any_nationality(i)), None) if adjectives else None
    if national is None:
        owner = reader.starting.get(reader.skip_quotes(match.last)) if match.row["id"] == "government-forces" else None
        state = _state_of_army(reader, match)
        if state is not None:
            mention = reader.claim("units", match, match.row["kind"], "units.army-of-country")
            mention.row, mention.last, mention.end = None, state.last, reader.ends[state.last - 1]
            mention.country = state.row["country"]
            return mention
        if owner is not None and owner.kind == "government":
            last = owner.last
        elif not (match.row["bare"] and definite):
            return None
        else:
            last = match.last
    elif not definite and not reader.is_definite(national):
        return None
    mention = reader.claim(
        "units", match, match.row["kind"], "units.body" if national is None else "units.body-and-nationality"
    )
    mention.row = None
    mention.last, mention.end = last, reader.ends[last - 1]
    if national is not None:
        mention.country = reader.country_of(national)
    if mention.last - mention.first == 1 and not definite:
        return None
    base = reader.any_match(mention.first - 1, "heads") if match.row["kind"] == "navy" and not match.prefix else None
    if base is not None and last == match.first + 1 and reader.is_definite(base.first):
        return None  # «القاعدة البحرية»
    return mention


def _state_of_army(reader: Reader, match: Match) -> Match | None:
    """The country of «جيش مصر»; a word with the article behind it makes another name («جيش سوريا الجديد»)."""
    if match.row["id"] != "army" or reader.is_definite(match.first):
        return None
    state = next(
        (m for m in reader.document.at(match.last, "places") if m.row["kind"] == "country" and not m.prefix), None
    )
    return state if state is not None and not reader.is_definite(state.last) else None


def _is_definite_phrase(reader: Reader, match: Match) -> bool:
    """Whether the phrase wears the article on its first or last word."""
    return reader.is_definite(match.first) or (match.last > match.first + 1 and reader.is_definite(match.last - 1))


def _with_adjectives(reader: Reader, match: Match) -> int:
    """The token after the definite adjectives that follow: a side or kind of force, then nationalities."""
    at = match.last
    while at < match.last + 3 and reader.is_definite(at) and not reader.is_attached_to(at):
        nation = reader.any_match(at, "nationalities")  # «الكورية الجنوبية» is one
        if nation is None and reader.role(at, "name_grammar", "force-adjective") is None:
            break
        at = nation.last if nation is not None else at + 1
    return at


def _aircraft(reader: Reader, match: Match) -> Mention | None:
    """«طيران التحالف الدولي», «مقاتلات الجيش», «الطائرات الإسرائيلية», «طائرات روسية»: an air arm by its owner."""
    at = reader.skip_quotes(match.last)
    owner = reader.starting.get(at)
    rule = "units.aircraft-of-owner"
    if (
        owner is not None
        and owner.list == "actors"
        and owner.kind in ("international", "government")
        and not reader.is_attached_to(at)
    ):
        last = owner.last
    elif (
        reader.is_definite(at)
        and not reader.is_attached_to(at)
        and reader.role(at, "name_grammar", "owner") is not None
    ):
        last = reader.role(at, "name_grammar", "owner") or at + 1
        last = reader.past_nationality(last)
    elif (
        reader.is_definite(match.first)
        and reader.is_definite(at)
        and reader.any_nationality(at)
        and not reader.is_attached_to(at)
    ):
        last, rule = reader.past_nationality(at), "units.aircraft-and-nationality"
    else:
        return None
    mention = reader.claim("units", match, "air", rule)
    mention.row = None
    mention.last, mention.end = last, reader.ends[last - 1]
    mention.country = next(
        (c for i in range(match.last, last) if reader.any_nationality(i) and (c := reader.country_of(i))), None
    )
    return mention


def _second_adjectives(reader: Reader, units: list[Mention]) -> Iterator[Mention]:
    """«القوات السورية والروسية»: the second adjective is a force of its own."""
    for unit in units:
        at = unit.last
        if unit.country is None or unit.rule not in ("units.body-and-nationality", "units.aircraft-and-nationality"):
            continue
        match = reader.any_match(at, "nationalities")
        if match is None or match.prefix != 1 or not reader.folded(at).startswith("وال"):
            continue
        mention = reader.claim("units", match, unit.kind, "units.second-nationality")
        mention.row, mention.country, mention.echelon = None, match.row["country"] or None, unit.echelon
        yield mention


# -- numbered formations


def _formations(reader: Reader) -> Iterator[Mention]:
    """«الفرقة المدرعة التاسعة», «اللواء 37», «لواء المشاة الجبلي العاشر», «الكتيبة 21 حرس حدود»."""
    numbers = {number.first: number for number in reader.findings.numbers}
    for head in reader.document.matches("heads"):
        if head.row["list"] != "units" or head.row["number"] != "singular":
            continue
        at = head.last
        while at < head.last + _LONGEST_FORMATION and at not in numbers and _is_branch_word(reader, at):
            at += 1
        number = numbers.get(at)
        side = reader.role(head.last, "name_grammar", "side") if head.row["id"] == _REGION else None
        if side is not None:
            yield _military_region(reader, head, side)  # «المنطقة العسكرية الجنوبية»
        if number is None or number.low not in _ECHELON_NUMBERS or number.bound is not None:
            continue
        if number.form not in ("ordinal", "digits") or (number.form == "digits" and at > head.last + 3):
            continue
        if number.start > reader.starts[at] + 2 or (
            head.row["id"] in (_REGION, "army-head") and number.form != "ordinal"
        ):
            continue
        if not (reader.is_definite(head.first) or reader.is_definite(at) or at > head.last or number.form == "digits"):
            continue
        bare = at == head.last and not reader.is_definite(head.first)
        if head.row["id"] == "battalion" and number.form == "digits" and bare:
            continue
        last = _past_branches(reader, number.last)
        kind = "paramilitary" if _is_of_paramilitary(reader, last) else head.row["kind"]
        mention = reader.claim("units", head, kind, "units.numbered-formation")
        mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
        mention.number, mention.echelon = number.low, head.row["echelon"] or None
        yield mention


def _past_branches(reader: Reader, at: int) -> int:
    """The token after the branch and nationality behind a number: «الثاني عمالقة», «الثالث دعم وإسناد»."""
    end = at + 3
    while at < end:
        branch = reader.role(at, "name_grammar", "branch")
        if branch is not None and not reader.is_attached(at):
            at = branch
        elif reader.is_definite(at) and reader.any_nationality(at):
            at += 1
        else:
            break
    return at


def _is_of_paramilitary(reader: Reader, at: int) -> bool:
    """Whether a formation is told to belong to one: «اللواء 35 بالحشد», «الفوج الثالث في الحشد الشعبي»."""
    owner = reader.any_match(at, "forces")
    if owner is None:
        owner = reader.match(at + 1, "forces") if reader.folded(at) in _OWNERS_BEFORE else None
    elif not owner.prefix:
        owner = None
    return owner is not None and owner.row["kind"] == "paramilitary"


def _military_region(reader: Reader, head: Match, last: int) -> Mention:
    mention = reader.claim("units", head, head.row["kind"], "units.military-region")
    mention.row, mention.last, mention.end = None, last, reader.ends[last - 1]
    mention.echelon = head.row["echelon"] or None
    return mention


def _is_branch_word(reader: Reader, at: int) -> bool:
    return reader.is_branch_word(at) or (
        reader.is_definite(at) and reader.any_nationality(at) and not reader.is_attached_to(at)
    )


def _quoted(reader: Reader) -> Iterator[Mention]:
    """«كتيبة "فرسان زينب"», «لواء «الفتح»»: a named sub-formation of a group, where no lexicon knows the name."""
    for head in reader.document.matches("heads"):
        if head.row["list"] != "units" or head.row["number"] != "singular" or reader.is_definite(head.first):
            continue
        if reader.folded(head.first)[head.prefix :] in _ALSO_OTHERWISE:
            continue
        if any(m.last > head.last and not m.entry.weak for m in reader.document.at(head.first, "units")):
            continue  # «لواء "غولاني"»
        closing = reader.quoted_until(head.last)
        if closing is None or not 0 < closing - head.last - 1 <= _LONGEST_QUOTED:
            continue
        inner = range(head.last + 1, closing)
        if any(not reader.words[i].is_arabic or i in reader.over for i in inner):
            continue
        mention = reader.claim("units", head, "brigade", "units.quoted-name")
        mention.row, mention.last, mention.end = None, closing + 1, reader.ends[closing]
        mention.echelon = head.row["echelon"] or None
        yield mention


def _branded(reader: Reader) -> Iterator[Mention]:
    """«كتيبة شهداء الوادي», «لواء أحرار الجبل»: a sub-formation named as such ones are, that no lexicon has."""
    for head in reader.document.matches("heads"):
        if head.row["list"] != "units" or head.row["number"] != "singular" or reader.is_definite(head.first):
            continue
        name = reader.role(head.last, "name_grammar", "battalion-brand")
        if name is None or reader.folded(head.first)[head.prefix :] in _ALSO_OTHERWISE:
            continue
        if not reader.is_definite(name) or reader.is_attached_to(name) or reader.any_nationality(name):
            continue
        mention = reader.claim("units", head, "brigade", "units.branded-name")
        mention.row, mention.last, mention.end = None, name + 1, reader.ends[name]
        mention.echelon = head.row["echelon"] or None
        yield mention


# -- of a place


def _of_place(reader: Reader) -> Iterator[Mention]:
    """«قيادة عمليات نينوى», «شرطة ديالى»: a command or police by the place where it works."""
    for match in reader.document.in_roles("name_grammar", "command-of", "police-of", "intelligence-of"):
        role = match.row["role"]
        if reader.folded(match.first)[match.prefix :].startswith("ال"):
            continue
        place = _place_at(reader, reader.skip_quotes(match.last))
        if place is None:
            continue
        mention = reader.claim("units", match, _KINDS_OF_PLACE.get(role, "police"), "units.of-place")
        mention.row, mention.last, mention.end = None, place, reader.ends[place - 1]
        mention.echelon = "command" if role == "command-of" else "service"
        yield mention


def _place_at(reader: Reader, at: int) -> int | None:
    """The token after a place name, with its class word or «المحافظة»."""
    if reader.role(at, "name_grammar", "own-area") is not None:
        return at + 1
    head = reader.match(at, "heads")
    if head is not None and head.row["list"] == "places" and head.prefix == 0:
        inside = reader.match(head.last, "places")
        return inside.last if inside is not None and inside.prefix == 0 else None
    match = reader.match(at, "places")
    if match is None or match.prefix or match.row["kind"] in ("country", "facility", "natural"):
        return None
    return match.last
