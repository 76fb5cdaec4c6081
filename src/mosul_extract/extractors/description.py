"""What describes people: adjectives, nations, «من» with a body, the force or the owner behind them."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Mention

# Rows of words for people that describe no others: «قتل المسلحون الرهائن» has a subject and an object.
_HOSTAGE = "hostage"
# Rows of those of whom an attack is: «منفذو الهجوم».
_PERPETRATOR = "bomber"
_LONGEST_FORCE, _LONGEST_INSTITUTION = 2, 3
_REACH_OF_SERVICE = 4
_LONGEST_DESCRIPTION, _SHORTEST_ADJECTIVE = 8, 5
# Endings of sound plurals and duals, which fall off before an owner: «مسلحو الحركة», but «هاجم مسلحون القرية».
_OWNS_NOTHING = ("ون", "ين")
_DUAL, _HIMSELF = "ان", "انتحاري"
_SIDE = frozenset({"الجانب", "الطرف"})
_OF_RANK = "برتبه"
# «أطلق جنود النار»
_FIRED = frozenset({"النار", "النيران", "الرصاص", "القذائف", "الغاز", "الصواريخ"})
# The ending of verbs of several, which is no accusative: «جنودا تواجدوا».
_VERBS = "وا"
_ATTACKS = frozenset({"means"})
_NO_OWNER = frozenset({"times", "casualty_words", "numerals"}) | _ATTACKS
# Rows of words for one person that what follows with the article owns: «قائد الكتيبة», «سائق السيارة».
_APART = frozenset({"person", "media", "source"})
_BODIES = frozenset({"armed_group", "government", "international", "organization"})
_LEADS = frozenset({"commander", "politician", "member-of"})
_OWNED = frozenset({"commander", "driver", "politician", "bodyguard", "member-of", "bomber"})


def described(reader: FactReader, at: int) -> int:
    """The end of what describes the people: adjectives, «من» and a name, «في صفوف» and a name; none in another sentence."""
    limit, end = at + _LONGEST_DESCRIPTION, reader.document.sentence_of(at - 1).last
    while at < limit:
        bound = reader.bound_behind(at)
        # «31 شخصا على الأقل من سكان المدينة»: what describes them may stand behind the bound.
        step = described_until(reader, bound[0] if bound is not None else at)
        if step is None and _is_accusative_adjective(reader, at):
            step = at + 1
        if step is None or step > end:
            return at
        at = step
    return at


def described_until(reader: FactReader, at: int) -> int | None:
    """The token after one more piece that describes the people before it, or None where the phrase ends."""
    at_word = reader.word(at)
    if at_word is None or (at_word.is_punctuation and not at_word.is_quote):
        return None
    solid = reader.skip_quotes(at)
    if (
        solid >= len(reader.words)
        or reader.is_time(solid)
        or (  # «جماعة مسلحة أول أمس»
            solid > at and reader.starting.get(solid) is None and reader.noun_at(solid) is None
        )
    ):
        return None
    if reader.folded(solid) in ("من", _OF_RANK):
        return _after_partitive(reader, solid)
    place = reader.starting.get(solid + 1)
    # «متشددون وسط مالي», but «خسائر وسط المدنيين»
    somewhere = reader.is_side(solid) and place is not None and place.list == "places"
    if not somewhere and (reader.word_in(solid, "ranks-of") is not None or reader.folded(solid) == "في"):
        return within(reader, solid)
    if reader.begins_with_and(solid) or reader.is_side(solid):
        return None
    force, name = unlisted_force(reader, solid), reader.starting.get(solid)
    if force is not None:
        return force
    for found in (reader.match(solid, "nationalities"), reader.match(solid, "victims"), _for_people(reader, solid)):
        if (
            found is not None
            and not _is_object(reader, solid, found)
            and (name is None or name.list != "units" or name.last <= found.last)
        ):
            return found.last
    adjective = reader.word_in(solid, "adjective") or reader.word_in(solid, "former")
    if adjective is None and reader.office_at(solid - 1, joined=True) is not None:
        adjective = reader.word_in(solid, "own-body")  # «وزير خارجيته», «رئيس أركانها»
    if adjective is not None and not (reader.pronoun_at(solid) and reader.is_definite(solid - 1)):
        return adjective
    if name is not None and (name.start == reader.starts[solid] or _serves_in(reader, solid, name)):
        return None if name.kind in _APART or _is_aim(reader, name) else name.last
    return _owned(reader, solid) if solid == at else None


def _serves_in(reader: FactReader, at: int, mention: Mention) -> bool:
    """«ضابط بالجيش», «قيادي بحزب الله»: the body that someone belongs to, behind «ب»; «الزعيم الجديد لتنظيم القاعدة»: behind «ل»."""
    body = mention.list == "units" or mention.kind in _BODIES
    if not body or mention.kind == "air" or mention.start != reader.starts[at] + 1:
        return False
    if reader.folded(at)[0] == "ل":
        before = next((noun for i in (at - 1, at - 2) if (noun := reader.noun_at(i)) is not None), None)
        return before is not None and before.word["number"] == "singular" and before.word.id in _LEADS
    if reader.folded(at)[0] != "ب":
        return False
    noun = next(
        (noun for i in range(at - 1, at - _REACH_OF_SERVICE, -1) if (noun := reader.noun_at(i)) is not None), None
    )
    return noun is not None and (noun.word["number"] == "singular" or noun.word["group"] == "combatant")


def _is_accusative_adjective(reader: FactReader, at: int) -> bool:
    """Whether a word agrees with the accusative before it: «شابا فلسطينيا مقعدا»."""
    word, before = reader.word(at), reader.folded(at - 1)
    if (
        word is None
        or not before.endswith("ا")
        or not word.folded.endswith("ا")
        or word.folded.endswith(_VERBS)
        or len(word.folded) < _SHORTEST_ADJECTIVE
    ):
        return False
    return not (reader.is_closed(at) or reader.is_attached(at) or reader.is_time(at) or at in reader.over)


def within(reader: FactReader, at: int) -> int | None:
    """The token after «في صفوف الجيش», «في حركة كذا», «في كتيبة كذا»."""
    ranks = reader.word_in(at, "ranks-of")
    mention = reader.mention_from(ranks or at + 1)
    if ranks is not None:
        noun = reader.noun_at(ranks)
        return mention.last if mention is not None else noun.last if noun is not None else None
    if mention is not None and mention.list != "places":
        return mention.last
    return unlisted_force(reader, at + 1) or _one_behind(reader, at + 1)


def _one_behind(reader: FactReader, at: int) -> int | None:
    """The token after a bare word for the group that was named before: «قيادي في التنظيم», «عضو في الحركة»."""
    return reader.word_in(at, "body") if reader.is_definite(at) else None


def unlisted_force(reader: FactReader, at: int) -> int | None:
    """The token after a force whose name no lexicon has: «قائد كتيبة الرضوان», «قيادي في لواء الفجر»."""
    head = reader.match(at, "heads")
    if head is None or head.prefix or head.row["list"] != "units" or at in reader.over or reader.is_definite(at):
        return None
    last = head.last
    while last < head.last + _LONGEST_FORCE and _may_name_force(reader, last):
        last += 1
    return last if last > head.last else None


def _may_name_force(reader: FactReader, at: int) -> bool:
    if reader.is_definite(at):
        return not reader.is_attached_to(at) and reader.word_in(at, "relative") is None
    return reader.may_be_name(at) and not reader.is_attached(at)


def _is_aim(reader: FactReader, place: Mention) -> bool:
    """Whether a place with its class word follows forces at once: «قصفت المدفعية مدينة كذا», not «سكان مدينة كذا»."""
    head = reader.match(place.first, "heads")
    if place.list != "places" or head is None or head.last >= place.last:
        return False
    owner = reader.noun_at(place.first - 1)
    if owner is None or owner.definite or reader.folded(place.first - 1).endswith(_OWNS_NOTHING):
        return True
    fighter = owner.word["number"] == "singular" and owner.word["group"] == "combatant"
    return fighter and (
        owner.word.id not in _OWNED or owner.word.id.startswith(_PERPETRATOR)
    )  # «استهدف انتحاري مقر كذا»


def _is_object(reader: FactReader, at: int, found: Match) -> bool:
    """Whether a word for people is no description of those before it: «قتل المسلحون الرهائن», «قتل مسلحون جنديين»."""
    word, before = reader.folded(at), reader.folded(at - 1)
    single = word.endswith("ا") or found.row["number"] == "singular"
    one = found.row.lexicon == "victims" and single and before.endswith(_OWNS_NOTHING)
    one = one or (found.row.lexicon == "victims" and word.endswith("ا") and reader.is_definite(at - 1))
    if found.row.lexicon == "victims" and reader.is_definite(at - 1) and found.row["number"] == "plural":
        construct = word.endswith("ي") and not reader.is_definite(at)
        one = one or construct  # «قتلت قوات الأمن منفذي الهجوم»
    if found.row.lexicon == "victims" and before.endswith("ون") and reader.is_definite(at):
        one = one or not word.endswith("ون")  # «هاجم المسلحون الجنود»
    return found.row.id.startswith(_HOSTAGE) or one or (word.endswith("ين") and before.endswith("ون"))


def _for_people(reader: FactReader, at: int) -> Match | None:
    """A word for people with «ل» attached: «تسع جثث لمقاتلين»."""
    found = reader.any_match(at, "victims")
    return (
        found
        if found is not None
        and found.prefix == 1
        and reader.folded(at)[0] == "ل"
        and reader.event_noun_at(at - 1) is not None
        else None
    )


def _owned(reader: FactReader, at: int) -> int | None:
    """The token after the definite words that own the people before them: «أفراد القوة الدولية», «زعيم الحركة»."""
    before = reader.match(at - 1, "victims")
    if (
        before is None
        or reader.is_definite(at - 1)
        or reader.folded(at - 1).startswith(_HIMSELF)
        or reader.folded(at - 1).endswith(_OWNS_NOTHING)
    ):
        return None
    if before.row["number"] == "dual" and reader.folded(at - 1).endswith(_DUAL):
        return None  # «أطلق مسلحان النار»
    fighter = before.row["number"] == "singular" and before.row["group"] == "combatant" and before.row.id not in _OWNED
    institution = None if fighter or before.row.id.startswith(_PERPETRATOR) else of_institution(reader, at)
    if institution is not None:
        return institution
    apart = before.row.id not in _OWNED and before.row["category"] != "leader"
    if before.row["number"] == "singular" and (apart or reader.is_time(at)):
        return None
    of_attack = before.row.id.startswith(_PERPETRATOR)
    last = at
    while (
        last < at + 2
        and reader.is_definite(last)
        and not reader.is_attached_to(last)
        and reader.folded(last) not in _FIRED
        and reader.word_in(last, "relative") is None
        and not reader.document.is_in(last, _NO_OWNER - _ATTACKS if of_attack else _NO_OWNER)
        and last not in reader.over
    ):
        last += 1
    return last if last > at else None


def of_institution(reader: FactReader, at: int) -> int | None:
    """The token after «كلية القوة الجوية», «قسم شرطة العريش», «ما يسمى بالمجلس الأعلى», to which the people before it belong."""
    head, called = reader.match(at, "heads"), reader.word_in(at, "so-called")
    if head is not None and (head.prefix or reader.is_definite(at) or at in reader.over):
        return None
    if head is None and called is None:
        return None
    begin = last = head.last if head is not None else called or at
    while last < begin + _LONGEST_INSTITUTION:
        name = reader.starting.get(last)
        if name is not None:
            return name.last
        if reader.nationality_at(last) is not None or reader.word_in(last, "adjective") is not None:
            last += 1  # «حزب كردي معارض»
            continue
        own = reader.is_definite(last) and not reader.is_attached_to(last) and not reader.is_time(last)
        if not (own or (last == begin and called is not None and reader.folded(last).startswith("بال"))):
            break
        last += 1
    return last if last > begin else None


def _after_partitive(reader: FactReader, at: int) -> int | None:
    """The token after the people or the body that «من» names, or after the rank of «برتبة نقيب»."""
    if reader.folded(at) == _OF_RANK:
        rank = reader.match(at + 1, "titles")
        return None if rank is None else rank.last
    of = reader.word_in(at + 1, "this") or at + 1
    mention = reader.mention_from(of)
    if mention is not None:
        return mention.last if mention.list != "places" else None
    noun = reader.noun_at(of)
    if reader.folded(of) in _SIDE and (nation := reader.nationality_at(of + 1)) is not None:
        return nation  # «من الجانب الأرميني»
    return noun.last if noun is not None else reader.word_in(of, "body") or _men_of(reader, of)


def _men_of(reader: FactReader, at: int) -> int | None:
    """The token after «مرتبات الأمن العام», «كتيبة تابعة للجيش»: a word for men or for a force, and whose they are."""
    if reader.is_definite(at) or at in reader.over or reader.is_punctuation(at):
        return None
    head = reader.any_match(at, "heads")
    other = reader.is_closed(at) or reader.is_time(at) or reader.is_thing(at)
    if head.row["list"] != "units" if head is not None else other:
        return None
    tied = reader.word_in(at + 1, "belongs-to")
    owner = reader.starting.get(at + 1 if tied is None else tied)
    return owner.last if owner is not None and (owner.list == "units" or owner.kind in _BODIES) else None
