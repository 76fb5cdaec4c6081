"""Who the victims are, where their own words do not say: what they refer to, then what was hit (codebook, `group`)."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import OTHERS
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Mention
from mosul_extract.text.folding import fold_text

_PRONOUN, _CAMP = "pronoun", "مخيم "
_SHARE = "casualties.share"
_REACH_OF_ALL, _ALL_OF_THEM = 16, frozenset({"جميعهم", "كلهم", "جميعهن", "كلهن"})
_REACH, _FACTS_BEFORE, _SUSPECT = 18, 4, ("suspect", "wanted")
_REACH_BEHIND_NAME = 5
_REACH_OF_MEMBERSHIP, _MEMBERSHIP = 6, "انتما"
_SUSPECTED = frozenset(
    {
        "يشتبه",
        "مشتبه",
        "مشتبها",
        "متهم",
        "متهما",
        "متهمين",
        "متهمون",
        "متهمان",
        "في",
        "ب",
        "بهم",
        "به",
        "انهم",
        "للاشتباه",
        "بتهمه",
    }
)
# «من أفراده», «من أعضائها»
_OF_THEIRS, _THEIR_MEN = 2, ("افراده", "افرادها", "افرادهم", "اعضائه", "اعضائها", "اعضائهم", "رجاله", "رجالها")
_BELIEVER, _BODIES = "believer", "casualties.bodies"
_WAR_ON = frozenset({"ضد", "علي"})
_HURT = frozenset({"killed", "injured", "casualties"})
# Category of a cue: how many tokens lie at most between it and people of whom nobody knows («ولم ترد معلومات عن إصابات»).
_NOT_KNOWN = {"negation": 5, "doubt": 2}
_ABOUT = "عن"
_OF_A_WAR, _FAR_MORE = 1000, 50


def settle_groups(reader: FactReader, facts: list[Fact]) -> None:
    """Fill the group of facts whose words are neutral, in the codebook's order: their antecedent, then a target named in the sentence."""
    mix_totals(reader, facts)
    persons: dict[str, str] = {}
    for i, fact in enumerate(facts):
        name = reader.victim_name(fact)
        if fact.group == "unknown" and name is not None:
            fact.group = persons.get(name, "unknown")
        if name is not None and fact.group != "unknown":
            persons.setdefault(name, fact.group)
        if fact.group != "unknown":
            continue
        if _is_member(reader, fact) or _is_of_their_own(reader, fact):
            fact.group = "combatant"
            continue
        sentence = reader.document.sentence_of(fact.anchor)
        since = reader.document.sentence_of(sentence.first - 1).first if sentence.first else 0
        if fact.of is not None:
            fact.group = fact.of.group
            continue
        told = _same_number(facts, i) or _antecedent(facts, i)
        if told is not None and (_is_of_more(fact, told) or _is_none_known(reader, fact)):
            told = None
        driven = fact.kind == "displaced" and not (fact.others or fact.noun in OTHERS)  # they are no fighters
        apart = told is not None and (told.subset or (told.amount.low == 1 and told.anchor < sentence.first))
        if fact.rule == _BODIES and apart:
            told = None  # bodies that are seen are not the one man told before
        if told is not None and told.first >= since and _refers(reader, fact) and told.group != "unknown":
            fact.group = "civilian" if driven else told.group
            continue
        fact.group = _of_those(reader, fact, since) or _from_name(reader, fact)
        if fact.group == "unknown" and fact.rule.endswith(_PRONOUN):
            fact.group = _of_one_told(reader, fact, persons, since)
        if name is not None and fact.group != "unknown":
            persons.setdefault(name, fact.group)
        if fact.group == "unknown":
            suspected = fact.noun.startswith(_SUSPECT)  # «موت المشتبه به في السينما»
            target = "unknown" if suspected else _target(reader, sentence.first, sentence.last, fact)
            fact.group = "civilian" if fact.kind == "displaced" else target


def _is_member(reader: FactReader, fact: Fact) -> bool:
    """«يشتبه في انتمائهم لتنظيم داعش», «متهما بالانتماء للتنظيم»: people told to belong to a group that fights."""
    end = min(reader.document.sentence_of(fact.last - 1).last, fact.last + _REACH_OF_MEMBERSHIP)
    for at in range(fact.last, end):
        if _MEMBERSHIP in reader.folded(at):
            to = at + 1 + (reader.folded(at + 1) == "الي")
            group = reader.mention_from(to)
            named = group is not None and group.kind == "armed_group"
            return named or (group is None and reader.word_in(to, "body") is not None)
        if reader.folded(at) not in _SUSPECTED and reader.words[at].text not in "،,":
            return False
    return False


def _is_of_their_own(reader: FactReader, fact: Fact) -> bool:
    """«أعلن الجيش مقتل خمسة من أفراده»: people of the force that the sentence named last before them."""
    if fact.victims is None:
        return False
    words = reader.document.source[fact.victims.start : fact.victims.end].split()
    return len(words) == _OF_THEIRS and fold_text(words[-1]).startswith(_THEIR_MEN) and reader.is_of_force(fact.first)


def _of_those(reader: FactReader, fact: Fact, first: int) -> str | None:
    """«غارة استهدفت مسلحين تقتل 20 منهم»: the group of the people named last before «منهم»."""
    if not fact.of_them:
        return None
    for at in range(fact.first - 1, max(first, fact.first - _REACH) - 1, -1):
        people = None if _is_named(reader, at) else reader.noun_at(at)
        several = people is not None and people.word["number"] == "plural"
        if people is not None and several and not people.word.id.startswith(_BELIEVER):
            return None if people.word["group"] == "unknown" else people.word["group"]
    return None


def _of_one_told(reader: FactReader, fact: Fact, persons: dict[str, str], first: int) -> str:
    """«أدى ذلك إلى استشهاده»: what one by name is known to be of whom the sentence, or the one before, has told."""
    if fact.victims is not None or fact.amount.low != 1:
        return "unknown"
    named = (reader.starting.get(at) for at in range(fact.first - 1, first - 1, -1))
    known = (persons.get(reader.folded(one.last - 1)) for one in named if one is not None and one.kind == "person")
    return next((group for group in known if group is not None), "unknown")


def _antecedent(facts: list[Fact], i: int) -> Fact | None:
    """Whom «آخرون» points to: those told before, all of them where only a part stands between."""
    before = facts[i - 1] if i else None
    return before.of if before is not None and before.of is not None else before


def _same_number(facts: list[Fact], i: int) -> Fact | None:
    """«اعتقال ثلاثة أشخاص … . واعتقل الثلاثة في …»: those of the same number, told shortly before."""
    number = facts[i].amount.number
    if facts[i].victims is not None or number is None or not number.definite or number.low is None:
        return None
    before = facts[max(i - _FACTS_BEFORE, 0) : i]
    return next((fact for fact in reversed(before) if fact.amount.low == number.low == fact.amount.high), None)


def _is_of_more(fact: Fact, told: Fact) -> bool:
    """Whether a count is that of a whole war, and the people told before are not: «قتل شرطي … في نزاع أوقع أربعين ألف قتيل»."""
    low = fact.amount.low or 0
    return low >= _OF_A_WAR and (told.amount.low or 0) * _FAR_MORE < low


def _is_none_known(reader: FactReader, fact: Fact) -> bool:
    """Whether nobody is known to be hurt by what is told now: «فيما تعرضت دوما لقصف دون أنباء عن إصابات»."""
    if fact.victims is not None or fact.amount.low is not None:
        return False
    before = reader.document.matches_in("cues", max(0, fact.first - max(_NOT_KNOWN.values())), fact.first)
    rumoured = reader.folded(fact.first - 1) == _ABOUT  # not «مرشحة للارتفاع بسبب وجود جرحى»
    return any(
        fact.first - cue.last <= _NOT_KNOWN.get(cue.row["category"], -1)
        for cue in before
        if rumoured or cue.row["category"] != "doubt"
    )


def mix_totals(reader: FactReader, facts: list[Fact]) -> None:
    """A total whose own words are neutral is what its parts are, if they are all of it, and mixed where they are of two groups.

    «15 شخصا بينهم نساء وجندي», «ثلاثة أشخاص بينهم شرطي وجنديان».
    """
    parts: dict[int, set[str]] = {}
    people: dict[int, int] = {}
    mostly: set[int] = set()
    for fact in facts:
        if fact.of is not None and fact.of.neutral and fact.group != "unknown":
            listed = range(fact.of.last, min(fact.last, fact.of.last + _REACH))
            groups = {found.row["group"] for i in listed for found in reader.document.at(i, "victims")[:1]}
            if fact.rule == _SHARE and fact.amount.precision == "vague" and fact.group == "combatant":
                mostly.add(id(fact.of))  # «100 شخص معظمهم جنود»
            parts.setdefault(id(fact.of), set()).update({fact.group}, groups & {"civilian", "combatant"})
            people[id(fact.of)] = people.get(id(fact.of), 0) + (fact.amount.low or 0)
    for fact in facts:
        groups = parts.get(id(fact), set())
        all_of_them = _all_are(reader, fact) if fact.neutral else None
        if all_of_them is not None:
            fact.group = all_of_them
        elif len(groups) > 1 or (id(fact) in mostly and fact.group == "unknown"):
            fact.group = "mixed"
        elif groups and fact.group == "unknown" and people[id(fact)] == fact.amount.low:
            fact.group = next(iter(groups))


def _all_are(reader: FactReader, fact: Fact) -> str | None:
    """«14 شخصا، جميعهم مقاتلون», «كلهم من المدنيين»: who all the people of a count are told to be."""
    end = min(reader.document.sentence_of(fact.anchor).last, fact.last + _REACH_OF_ALL)
    all_at = next((at for at in range(fact.last, end) if reader.folded(at).removeprefix("و") in _ALL_OF_THEM), None)
    if all_at is None or fact.amount.low == 1:
        return None
    people = reader.noun_at(all_at + 1 + (reader.folded(all_at + 1) == "من"))
    known = people is not None and people.word["group"] != "unknown" and people.word["number"] == "plural"
    return people.word["group"] if people is not None and known else None


def _refers(reader: FactReader, fact: Fact) -> bool:
    """Whether the fact has no words for its people, or only such as point back."""
    if fact.victims is None:
        return True
    words = reader.document.source[fact.victims.start : fact.victims.end].split()
    return any(match.row["id"] in OTHERS for match in reader.document.matches_in("victims", fact.first, fact.last)) or (
        bool(words) and words[0] in ("منهم", "منها")
    )


def _target(reader: FactReader, first: int, last: int, fact: Fact) -> str:
    """The group of the one kind of target that the fact's surroundings name; unknown where they name none, or both."""
    first, last = max(first, fact.first - _REACH), min(last, fact.last + _REACH)
    groups = {
        "civilian" if _is_of_displaced(reader, found.first) else found.row["group"]
        for found in reader.document.matches_in("targets", first, last)
        if not fact.first <= (at := found.first) < fact.last
        and not (
            _is_named(reader, at)
            or _is_part(reader, at)
            or _takes_in(reader, at)
            or (found.row["group"] == "combatant" and _is_near(reader, at))
        )
    }
    for at in range(first, last) if fact.kind in _HURT else ():
        party = reader.starting.get(at)
        if party is not None and (party.list == "units" or party.kind == "armed_group") and _is_hit(reader, party):
            groups.add("combatant")
    return groups.pop() if len(groups) == 1 else "unknown"


def _is_named(reader: FactReader, at: int) -> bool:
    """Whether the word is part of a name of somebody: «حزب العمال الكردستاني»."""
    name = reader.over.get(at)
    return name is not None and name.list == "actors" and name.first < at


def _is_of_displaced(reader: FactReader, at: int) -> bool:
    """«معسكر زمزم», «معسكر للنازحين»: a camp that is called «مخيم» too, or that the displaced have: it is none of an army."""
    place = reader.starting.get(at)
    called = place is not None and place.row is not None and _CAMP in place.row["names"]
    behind = (reader.any_match(i, "victims") for i in (at + 1, at + 2))
    return called or any(found is not None and found.row["category"] == "displaced" for found in behind)


def _is_part(reader: FactReader, at: int) -> bool:
    """«قتل 100 شخص، بينهم عشرة مدنيين», «بينهم مدنيون»: whether the people at a token are told as a part of others."""
    number = reader.number_over(at - 1)
    return reader.ending_at(at if number is None else number.first, "subset") is not None


def _is_hit(reader: FactReader, party: Mention) -> bool:
    """Whether a force or group owns what was hit: «دورية للجيش», «مواقع وتعزيزات الحوثيين»."""
    before = reader.before(party.first)
    if reader.role(before, "constructions", "target-of") is not None:
        return party.list == "units" or reader.folded(before) not in _WAR_ON  # «المعركة ضد داعش»
    holds = reader.role(before, "name_grammar", "military-holding") is not None
    return holds and not (reader.is_definite(before) or _is_near(reader, before))


def _takes_in(reader: FactReader, at: int) -> bool:
    """Whether people come to the place after it happened: «نقلوا إلى المستشفى», «يعالجون في مستشفيات»."""
    before = reader.before(at)
    moved = reader.role(before, "constructions", "not-where") is not None
    return moved or (
        reader.role(at, "constructions", "hospital") is not None
        and reader.role(before, "constructions", "aimed-at") is None
    )


def _is_near(reader: FactReader, at: int) -> bool:
    """Whether it was only near the place: «على مقربة من معسكر للجيش»."""
    return reader.ending_at(reader.before(at) + 1, "near") is not None


def _from_name(reader: FactReader, fact: Fact) -> str:
    """The group that the rank, the role or the words right behind a victim's name tell."""
    mention = fact.victims.mention if fact.victims is not None else None
    if mention is None or mention.kind != "person":
        return "unknown"
    if mention.rank is not None:
        return "combatant"
    first = mention.first
    while first > max(fact.anchor + 1, mention.first - 4) and reader.mention_over(first - 1) is None:
        noun = reader.noun_at(first - 1)
        if noun is not None and noun.word["number"] != "singular":
            break  # «اعتقل جنود الاحتلال الشاب فلان»: the subject
        first -= 1
    behind = range(mention.last, min(len(reader.words), mention.last + _REACH_BEHIND_NAME))
    # «فلان ونائب قائد الحشد»: another one, but «وهو قيادي»
    another = (i for i in behind if reader.begins_with_and(i) and reader.word_in(i, "is-called") is None)
    last = next(another, behind.stop)
    group, _ = reader.judge(first, last)
    return group
