"""Tolls of one event: what a toll rose from and by whom it rose, and the other counts that others give. None is counted twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from operator import attrgetter

from mosul_extract.circumstances.clauses import BY_ATTACK
from mosul_extract.circumstances.elsewhere import WIDE
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Findings, Piece
from mosul_extract.relations import differ_in_time
from mosul_extract.text.folding import fold
from mosul_extract.text.sentences import Sentence

_REACH = 12
# Facts among which the toll that has risen is looked for.
_REACH_OF_TOLL, _OLDER, _AFTER = 4, "حصيل", frozenset({"بعد", "اثر", "عقب"})
_RISES = ("ارتفع", "يرتفع", "ترتفع", "قفز", "تضاعف", "يتضاعف", "زاد", "ازداد", "صعد")
_UPDATED, _FIRST = (fold("نهائية"), fold("النهائية"), "جديده", "محدثه", "لاحقا", "لاحق"), fold("أولية")
_SENTENCES_TO_RISE = 3
_TOGETHER = ("بذلك", "وبذلك", "اجمالي", "الاجمالي", "مجموع", "المجموع", "الحصيله")
_HEAD_OF_CLAUSE, _NEAR_TOLL = 8, 5
_CONTRAST = frozenset({"بينما", "فيما", "حين", "لكن", "غير", "بيد", "الا", "المقابل", "مقابل"})
# Facts and tokens among which a toll's own event is looked for, and facts that a headline can have: the cost stays in line.
_WINDOW, _FAR, _TITLED = 12, 60, 4
_BOTH, _TO, _FROM = 2, "الي", "من"
_PRONOUN, _ANYBODY = "pronoun", frozenset({"", "person", "people", "human", "victim"})
_LATER, _LONGEST_LEAD = frozenset({"لاحقا", "فقط"}), 3
_DIED_LATER = ("توفي", "مات", "وفا", "فارق", "متاثر")


def set_new_totals(reader: FactReader, findings: Findings) -> None:
    """Read what a toll has risen to, not by how many: «ارتفع عدد القتلى اثنين ليصل إلى تسعة», «ارتفع عدد القتلى 3 إلى 18».

    Where the new toll is a fact of its own («… إلى تسعة قتلى»), those by whom it rose are part of it.
    """
    counts = {fact.amount.number.first: fact for fact in findings.casualties if fact.amount.number is not None}
    for fact in findings.casualties:
        begins = max(reader.document.sentence_of(fact.anchor).first, fact.first - _HEAD_OF_CLAUSE)
        rises = any(any(word.startswith(_RISES) for word in _bare(reader, at)) for at in range(begins, fact.last))
        if not rises or not ("toll" in fact.rule or reader.words_in("toll", begins, fact.last)):
            continue
        behind = reader.word_in(fact.last, "raises-toll")
        if behind is not None:
            at = behind + (reader.folded(behind) == _TO)
            number = reader.number_at(at)
            if number is not None and number.first in counts:
                fact.subset, fact.of = True, counts[number.first]
            elif number is not None and number.low is not None and number.low > (fact.amount.low or 0):
                fact.amount = reader.amount_of(number)
                fact.last, fact.end = number.last, reader.ends[number.last - 1]
        elif fact.amount.precision == "range" and fact.amount.number is not None:
            number = fact.amount.number
            if reader.folded(number.first - 1) != _FROM and any(
                reader.folded(i) == _TO for i in range(number.first, number.last)
            ):
                fact.amount = replace(fact.amount, low=fact.amount.high, precision="exact")


def set_risen_tolls(reader: FactReader, findings: Findings) -> None:
    """Tie to a toll what it rose from, which it tells again, and those by whom it rose, who are part of it: none is counted twice.

    «64 قتيلا، بعدما كانت حصيلة سابقة أفادت بمقتل 52», «توفي أحد المصابين لترتفع الحصيلة إلى 53».
    """
    facts = [
        fact
        for fact in findings.casualties
        if fact.amount.low is not None and fact.assertion == "stated" and not fact.subset and fact.scope == "event"
    ]
    for i, fact in enumerate(facts):
        newer = _newer_toll(reader, fact, facts[max(i - _REACH_OF_TOLL, 0) : i])
        if newer is not None:
            fact.repeats = newer
            continue
        toll = _toll_raised(reader, fact, facts[i + 1 : i + 1 + _REACH_OF_TOLL])
        toll = toll or _toll_before(reader, fact, facts[max(i - _REACH_OF_TOLL, 0) : i])
        if toll is not None:
            fact.subset, fact.of = True, toll


def _newer_toll(reader: FactReader, older: Fact, before: list[Fact]) -> Fact | None:
    """The larger count told before «بعدما كانت حصيلة سابقة أفادت بمقتل 52»."""
    sentence = reader.document.sentence_of(older.anchor)
    cues = reader.words_in("older-toll", max(sentence.first, older.first - _REACH), older.first)
    if not cues:
        return None
    for toll in reversed(before):
        own = reader.document.sentence_of(toll.anchor)
        if own.last < sentence.first or toll.last > cues[-1] or not _is_more(toll, older):
            continue
        told = any(_OLDER in reader.folded(at) for at in range(cues[-1], older.first))
        rises = reader.words_in("toll", own.first, toll.last) and reader.words_in("toll-rises", own.first, toll.last)
        return toll if told or rises else None
    return None


def _toll_raised(reader: FactReader, fact: Fact, behind: list[Fact]) -> Fact | None:
    """The larger count behind «لترتفع الحصيلة إلى», in the same sentence."""
    last = reader.document.sentence_of(fact.anchor).last
    for toll in behind:
        if toll.first >= last:
            return None
        if not _is_more(toll, fact):
            continue
        rises = reader.words_in("raises-toll", fact.last, toll.first)
        return toll if rises and reader.words_in("toll", rises[0], toll.last) else None
    return None


def _toll_before(reader: FactReader, fact: Fact, before: list[Fact]) -> Fact | None:
    """The toll of «ارتفعت الحصيلة إلى 31 قتيلا بعد انتشال ثلاث جثث», right before those by whom it rose."""
    sentence = reader.document.sentence_of(fact.anchor)
    for toll in reversed(before):
        if toll.first < sentence.first:
            return None
        after = any(reader.folded(at) in _AFTER for at in range(toll.last, fact.first))
        if not _is_more(toll, fact) or fact.first - toll.last > _REACH or not after:
            continue
        rises = reader.words_in("toll-rises", sentence.first, toll.last)
        return toll if rises and reader.words_in("toll", sentence.first, toll.last) else None
    return None


def _is_more(toll: Fact, fact: Fact) -> bool:
    return toll.kind == fact.kind and not toll.subset and (toll.amount.low or 0) > (fact.amount.low or 0)


def set_headlines(reader: FactReader, findings: Findings) -> None:
    """Tie the counts of a headline to those below it that tell them otherwise: as a sum, with the rest, exactly.

    «مقتل طفل و3 نساء» / «قتل أربعة مدنيين»: the four hold them. «إعدام 11 إرهابيا» / «إعدام 13، بينهم 11 إرهابيا»: the 13 hold
    the eleven. «مقتل العشرات» / «قتل 45 شخصا»: the second tells it again.
    """
    told = [
        f for f in findings.casualties if f.amount.low is not None and f.assertion == "stated" and f.scope == "event"
    ]
    title = reader.document.sentences[0].last if told else 0
    for kind in {fact.kind for fact in told if fact.first < title}:
        head = [f for f in told if f.kind == kind and f.first < title and not f.subset and f.repeats is None]
        lead = [f for f in told if f.kind == kind and f.first >= title and _sentence(reader, f) <= _LONGEST_LEAD]
        if not head or not lead:
            continue
        total = lead[0]
        if len(head) > 1 and not total.subset and sum(f.amount.low or 0 for f in head) == total.amount.low:
            for fact in head:
                fact.subset, fact.of = True, total
            continue
        first = head[0]
        if len(head) > 1 or {first.group, total.group} == {"civilian", "combatant"}:
            continue
        same = next((f for f in lead[1:] if f.of is total and f.amount.low == first.amount.low), None)
        if same is not None and not total.subset and (total.amount.low or 0) > (first.amount.low or 0):
            first.subset, first.of, total.repeats = True, total, None
        elif _holds(first, total) and not total.subset and total.repeats is None and not total.others:
            total.repeats = first


def _holds(vague: Fact, exact: Fact) -> bool:
    """Whether «العشرات» can be the exact count below it."""
    low, high, count = vague.amount.low, vague.amount.high, exact.amount.low
    if vague.amount.precision != "vague" or exact.amount.precision == "vague" or None in (low, high, count):
        return False
    return (low or 0) <= (count or 0) <= (high or 0)


def set_rival_tolls(reader: FactReader, findings: Findings) -> None:
    """Tie to the count told first what others count of the same event, and to a toll that rises the count before it.

    «مقتل 12 جنديا، بحسب الوزارة. وقالت الحركة إنها قتلت 60 في الهجوم»: the second tells the event again. «قتل خمسة في انفجار
    … وارتفعت حصيلة القتلى إلى تسعة»: the five are part of the nine.
    """
    told: dict[str, list[Fact]] = {}
    tied: Fact | None = None
    for at, fact in enumerate(findings.casualties):
        if fact.amount.low is None or fact.kind not in BY_ATTACK or fact.assertion != "stated":
            continue
        if fact.subset or fact.scope != "event":
            continue
        before = told.setdefault(fact.kind, [])
        of_it = [part for part in findings.casualties[max(at - _WINDOW, 0) : at] if part.of is fact]
        summed = _that_add_up(reader, before, of_it, fact) if fact.repeats is None else []
        for part in summed:
            part.subset, part.of, part.repeats = True, fact, None
        if not summed and fact.repeats is None and before and _counts_same_people(reader, before[-1], fact):
            first = before[-1]
            if _has_risen(reader, first, fact):
                for part in (*before[:_TITLED], *before[-_WINDOW:]):
                    same = part.amount.low == first.amount.low
                    if part is first or (same and (part.place is None or not _sentence(reader, part))):
                        part.subset, part.of, part.repeats = True, fact, None
                tied = fact
            elif _tells_it_otherwise(reader, first, fact, tied) or _goes_on_from(reader, first, fact, tied):
                also = tied is not None and tied.of is first and _goes_on_from(reader, first, fact, tied)
                tied = fact
                if also or _is_part(reader, first, fact):
                    fact.subset, fact.of = True, first
                else:
                    fact.repeats = first
        if fact.repeats is None and not fact.subset:
            before.append(fact)


def _that_add_up(reader: FactReader, before: list[Fact], of_it: list[Fact], fact: Fact) -> list[Fact]:
    """The counts before a toll that add up to it, with those known to be of it; else none.

    «قتل ثلاثة في X. وقتل خمسة في Y. وبذلك بلغ عدد القتلى ثمانية».
    """
    begins = max(reader.document.sentence_of(fact.anchor).first, fact.first - _HEAD_OF_CLAUSE)
    toll = "toll" in fact.rule or reader.words_in("toll", begins, fact.last)
    sums = reader.words_in("raises-toll", begins, fact.last) or any(
        any(word.startswith(_TOGETHER) for word in _bare(reader, at)) for at in range(begins, fact.last)
    )
    if not (toll and sums):
        return []
    parts: list[Fact] = []
    left = (fact.amount.low or 0) - sum(part.amount.low or 0 for part in of_it if part.kind == fact.kind)
    for part in reversed(before):
        if left <= 0 or _sentences_between(reader, part, fact) > _SENTENCES_TO_RISE:
            break
        parts.append(part)
        left -= part.amount.low or 0
    return parts if left == 0 and len(parts) + len(of_it) > 1 else []


def _counts_same_people(reader: FactReader, first: Fact, fact: Fact) -> bool:
    """Whether two facts with different counts can speak of the same people: nothing that both tell of them differs."""
    pronouns = first.rule.endswith(_PRONOUN) or fact.rule.endswith(_PRONOUN)
    if first.amount.low == fact.amount.low or fact.others or fact.of_them or pronouns:
        return False  # «وباستشهاده ترتفع حصيلة الشهداء في جنين إلى 21»: of many days
    if any(reader.victim_name(one) is not None for one in (first, fact)):
        return False
    if {first.group, fact.group} == {"civilian", "combatant"}:
        return False
    if not (_is_anybody(first) or _is_anybody(fact)) and not _are_of_one_kind(first, fact):
        return False
    if any(reader.folded(at).lstrip("و").startswith(_DIED_LATER) for at in range(fact.first, fact.last)):
        return False
    theirs = _are_the_speakers(reader, fact) and not (fact.categories and first.categories == fact.categories)
    if theirs or _differ_in_place(reader, first, fact):
        return False
    if differ_in_time(first.when, fact.when) or len({*_peoples(reader, first), *_peoples(reader, fact)}) > 1:
        return False
    sentence = reader.document.sentence_of(fact.anchor)
    turns = ("elsewhere", "meanwhile", "another-event")
    reach = min(sentence.last, fact.last + _HEAD_OF_CLAUSE)
    return not any(reader.words_in(role, max(sentence.first, first.last), reach) for role in turns)


def _peoples(reader: FactReader, fact: Fact) -> set[str]:
    """The countries whose people the victims are: «جنود روس»."""
    if fact.victims is None:
        return set()
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    found = (reader.any_match(at, "nationalities") for at in range(first, last))
    return {match.row["country"] for match in found if match is not None}


def _is_anybody(fact: Fact) -> bool:
    """Whether the words of a fact do not tell who the people are: «شخص», «قتيل», none."""
    return fact.neutral and fact.noun.removesuffix("-many").removesuffix("-two") in _ANYBODY


def _are_of_one_kind(first: Fact, fact: Fact) -> bool:
    """Whether the words for the victims of two facts mean the same people: «جنود», «من جنودها»."""
    if first.categories or fact.categories:
        return first.categories == fact.categories
    return first.noun.removesuffix("-many") == fact.noun.removesuffix("-many")


def _are_the_speakers(reader: FactReader, fact: Fact) -> bool:
    """«وقالت الحركة إن خمسة من مقاتليها قتلوا»: whether a pronoun says whose the victims are."""
    if fact.victims is None:
        return False
    last = bisect_left(reader.starts, fact.victims.end) - 1
    return reader.words[last].text.endswith(("ها", "هم", "نا")) and not reader.folded(last).startswith("من")


def _differ_in_place(reader: FactReader, first: Fact, fact: Fact) -> bool:
    """Whether both tell where it was, in words of their own, and not the same."""
    one, other = first.place, fact.place
    if one is None or other is None or other.start < reader.starts[reader.document.sentence_of(fact.anchor).first]:
        return False
    rows = [piece.mention.row for piece in (one, other) if piece.mention is not None]
    if len(rows) != _BOTH or rows[0] is None or rows[1] is None:
        return other.start != one.start
    wide = any(piece.mention is not None and piece.mention.kind in WIDE for piece in (one, other))
    return rows[0] is not rows[1] and not (wide and rows[0]["country"] == rows[1]["country"])


def _has_risen(reader: FactReader, first: Fact, fact: Fact) -> bool:
    """«وارتفعت حصيلة القتلى إلى تسعة», «الحصيلة النهائية بلغت تسعة»: a toll of more, a few sentences behind."""
    if (fact.amount.low or 0) <= (first.amount.low or 0) or _sentences_between(
        reader, first, fact
    ) > _SENTENCES_TO_RISE:
        return False
    sentence = reader.document.sentence_of(fact.anchor)
    begins = max(sentence.first, first.last, fact.first - _HEAD_OF_CLAUSE)
    behind = min(sentence.last, fact.last + _HEAD_OF_CLAUSE)
    toll = "toll" in fact.rule or reader.words_in("toll", begins, behind)
    if not toll or _names_new_event(reader, begins, fact.last):
        return False
    opens = max(sentence.first, fact.first - _FAR)
    earlier = any(_FIRST in reader.folded(at) for at in range(first.last, first.last + _HEAD_OF_CLAUSE))
    return earlier or any(
        any(word.startswith((*_RISES, *_UPDATED)) for word in _bare(reader, at))
        for at in range(opens if _sentences_between(reader, first, fact) else begins, fact.last + _NEAR_TOLL)
    )


def _tells_it_otherwise(reader: FactReader, first: Fact, fact: Fact, tied: Fact | None) -> bool:
    """«فيما قالت الحركة إنها قتلت 60», «وبلغ عدد القتلى 25»: another speaker, or a toll, of the event told right before."""
    sentence = reader.document.sentence_of(fact.anchor)
    own = reader.document.sentence_of(first.anchor)
    speaks = fact.source is not None and fact.source.start >= reader.starts[sentence.first]
    anew = speaks and not _is_same_speaker(first.source, fact.source)
    end = min(sentence.last, fact.last + _NEAR_TOLL)
    if own == sentence:
        contrasts = [
            at
            for at in range(max(sentence.first, fact.first - _FAR), fact.first)
            if not _CONTRAST.isdisjoint(_bare(reader, at))
        ]
        begins = max(contrasts[-1], first.last) if contrasts else end
        anew = anew or any(reader.says_at(at) for at in range(begins, fact.first))  # «لكن أديس أبابا قالت إن …»
        return anew and bool(contrasts) and not _names_new_event(reader, begins, end)
    again = tied is not None and tied.repeats is first and not _sentences_between(reader, tied, fact) > 1
    if fact.first - sentence.first > _FAR:
        return False
    if (own.last != sentence.first and not again) or _names_new_event(reader, sentence.first, end):
        return False
    toll = reader.words_in("toll", max(sentence.first, fact.first - _NEAR_TOLL), fact.last)
    if (
        toll
        and (anew or fact.source is None)
        and (fact.when is None or fact.when.start < reader.starts[sentence.first])
    ):
        return True
    but = range(sentence.first, min(sentence.first + 2, fact.first))
    corrected = any(not _CONTRAST.isdisjoint(_bare(reader, at)) for at in but) or any(
        reader.folded(at) in _LATER for at in range(sentence.first, end)
    )
    same = corrected and not fact.neutral and _are_of_one_kind(first, fact)  # «لكن الجيش تحدث عن مقتل ثمانية جنود»
    return anew and (
        same or _tells_nothing_else(reader, first, fact, sentence) or reader.names_event(sentence.first, end)
    )


def _tells_nothing_else(reader: FactReader, first: Fact, fact: Fact, sentence: Sentence) -> bool:
    """«وزعم التنظيم أنه قتل 47 جنديا»: a count alone, with no place, time or attack of its own: it can only be of the event before."""
    sides = [
        one.victims.mention.row if one.victims is not None and one.victims.mention else None for one in (first, fact)
    ]
    if sides[0] is not sides[1]:
        return False
    begins = reader.starts[sentence.first]
    told = (piece is not None and piece.start >= begins for piece in (fact.place, fact.when))
    deeds = any(reader.words_in(role, sentence.first, fact.first) for role in ("attacked", "two-attacks"))
    at_once = fact.first - sentence.first <= _REACH
    return at_once and not (any(told) or deeds or reader.places_between(sentence.first, sentence.last))


def _is_part(reader: FactReader, first: Fact, fact: Fact) -> bool:
    """«قتل 12 شخصا. وقالت البعثة إن خمسة موظفين قتلوا في الهجوم»: fewer, of whom more is told; no toll, and no «فيما» before it."""
    sentence = reader.document.sentence_of(fact.anchor)
    begins = max(sentence.first, first.last)
    toll = reader.words_in("toll", max(begins, fact.first - _NEAR_TOLL), fact.last)
    contrast = any(not _CONTRAST.isdisjoint(_bare(reader, at)) for at in range(begins, fact.first))
    more = (fact.amount.low or 0) > (first.amount.low or 0)
    if more or toll or contrast or first.amount.precision == "vague":
        return False
    return first.source is None or (first.neutral and not fact.neutral)


def _bare(reader: FactReader, at: int) -> tuple[str, str]:
    """A word as it is, and without its first letter, which can be «و» or «ف»: «فبينما»."""
    return reader.folded(at), reader.folded(at)[1:]


def _goes_on_from(reader: FactReader, first: Fact, fact: Fact, tied: Fact | None) -> bool:
    """«بلغ عدد القتلى 25 وأصيب 40»: what stands beside a count that tells an event otherwise tells the same."""
    if tied is None or _sentences_between(reader, tied, fact) or _sentences_between(reader, first, fact) > 1:
        return False
    near = fact.first - tied.last <= _NEAR_TOLL and reader.begins_with_and(fact.first)
    return near or (tied.of is first and tied.kind == fact.kind and _are_others(reader, fact))


def _are_others(reader: FactReader, fact: Fact) -> bool:
    """«… بينما أصيب 15 آخرون»."""
    if fact.victims is None:
        return False
    first, last = (bisect_left(reader.starts, offset) for offset in (fact.victims.start, fact.victims.end))
    return any(reader.folded(at).startswith("اخر") for at in range(first, last))


def _is_same_speaker(one: Piece | None, other: Piece | None) -> bool:
    if one is None or other is None:
        return False
    rows = [piece.mention.row for piece in (one, other) if piece.mention is not None]
    return one.start == other.start or (len(rows) == _BOTH and rows[0] is not None and rows[0] is rows[1])


def _names_new_event(reader: FactReader, first: int, last: int) -> bool:
    """Whether an attack is told that was not told before: one without the article."""
    return any(
        reader.is_event(at) and not reader.is_definite(at) and reader.word_in(at, "toll") is None
        for at in range(first, last)
    )


def _sentences_between(reader: FactReader, first: Fact, fact: Fact) -> int:
    """How many sentences further on a fact stands."""
    return _sentence(reader, fact) - _sentence(reader, first)


def _sentence(reader: FactReader, fact: Fact) -> int:
    """The number of the sentence of a fact; the headline is 0."""
    return bisect_right(reader.document.sentences, fact.anchor, key=attrgetter("first")) - 1


def set_joint_tolls(reader: FactReader, findings: Findings) -> None:
    """Tie a toll of killed and injured together to the exact counts beside it: «عشرات القتلى والجرحى» / «قتل 17 وأصيب 40».

    A vague one, an older one, and one that is the sum of the two before it tell again what they tell.
    """
    facts = [
        fact
        for fact in findings.casualties
        if fact.amount.low is not None and fact.assertion == "stated" and fact.scope == "event" and not fact.subset
    ]
    for i, joint in enumerate(facts):
        if joint.kind != "casualties" or joint.repeats is not None:
            continue
        around = range(max(i - _WINDOW, 0), min(i + _WINDOW, len(facts)))
        near = [
            facts[k] for k in around if k != i and abs(_sentences_between(reader, joint, facts[k])) <= _LONGEST_LEAD
        ]
        killed = next((f for f in near if f.kind == "killed" and not _differ_in_place(reader, joint, f)), None)
        injured = next((f for f in near if f.kind == "injured"), None)
        if killed is None or injured is None or {joint.group, killed.group} == {"civilian", "combatant"}:
            continue
        first = killed.first > joint.first
        together = (killed.amount.low or 0) + (injured.amount.low or 0)
        vague = joint.amount.precision == "vague" and together >= (joint.amount.low or 0)
        vague = vague and (_sentence(reader, joint) == 0 if first else _tells_of_it(reader, killed, joint))
        if vague or (not first and (together == joint.amount.low or _is_older(reader, joint))):
            joint.repeats = killed


def _tells_of_it(reader: FactReader, killed: Fact, joint: Fact) -> bool:
    """«وذكرت لجنة أن القصف أوقع عشرات القتلى والجرحى»: in the next sentence, of the attack told before and no other."""
    sentence = reader.document.sentence_of(joint.anchor)
    end = min(sentence.last, joint.last + _NEAR_TOLL)
    if joint.first - sentence.first > _FAR or _sentences_between(reader, killed, joint) > 1:
        return False
    return not _names_new_event(reader, sentence.first, end) and reader.names_event(sentence.first, end)


def _is_older(reader: FactReader, fact: Fact) -> bool:
    """«وكان مصدر أفاد في وقت سابق بمقتل وإصابة 15 في التفجير»: an older toll of an attack that was told."""
    sentence = reader.document.sentence_of(fact.anchor)
    older = any(reader.folded(at) == "سابق" for at in range(max(sentence.first, fact.first - _FAR), fact.first))
    return older and reader.names_event(fact.first, sentence.last)
