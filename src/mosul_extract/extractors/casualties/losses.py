"""Statements by losses: «خسائر في الأرواح», «خسائر بشرية في صفوف القوات», «بلغت خسائر الجيش 400 جندي»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import add_people, fact_of
from mosul_extract.extractors.casualties.victims import bounded, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact, Piece

_UNKNOWN_COUNT = Amount(None, None, "unstated")
_REACH_TO_COUNT = 14
_REACH_TO_VERB, _REACH_TO_TAKING = 3, 6
_ADJECTIVE, _MOST_ADJECTIVES = ("ه", "بري"), 3
_RANKS, _AMONG = "صفوف", frozenset({"في", "بين", "وسط"})
_UP_TO = "حتي"
_TAKES = ("تكبد", "يتكبد", "تتكبد", "كبد", "يكبد", "تكبيد", "مني", "منيت", "تلق")


def loss(reader: FactReader, event: Match) -> list[Fact]:
    """«خسائر في الأرواح», «خسائر بشرية في صفوف …»: losses of people, mostly without a number."""
    if (counted := _counted(reader, event)) is not None:
        return [counted]
    if _are_told_behind(reader, event):
        return []
    number = reader.number_before(event.first)  # «ثلاث إصابات في صفوف الجيش»
    amount, first = (_UNKNOWN_COUNT, event.first) if number is None else (reader.amount_of(number), number.first)
    reader.take(number)
    fact = fact_of(reader, event, first, event.last, amount, "casualties.losses")
    ranks = reader.word_in(event.last, "ranks-of")
    at = ranks if ranks is not None else event.last
    phrase = phrase_at(reader, at)
    if phrase is not None and not phrase.counted:
        add_people(reader, fact, phrase)
        fact.last, fact.end = phrase.last, reader.ends[phrase.last - 1]
        return [fact]
    mention = reader.mention_from(at)
    if mention is not None and mention.list != "places":
        fact.victims = Piece(mention.start, mention.end, mention)
        fact.last, fact.end, fact.neutral = mention.last, mention.end, False
        fact.group, fact.categories = reader.judge(mention.first, mention.last)
    elif reader.folded(at - 1) == _RANKS and (body := reader.word_in(at, "body")) is not None:
        fact.victims = Piece(reader.starts[at], reader.ends[body - 1])  # «خسائر كبيرة في صفوف الميليشيا»
        fact.last, fact.end, fact.group = body, reader.ends[body - 1], "combatant"
    elif fact.victims is None and _is_of_force(reader, event):
        fact.group = "combatant"
    return [fact]


def _are_told_behind(reader: FactReader, event: Match) -> bool:
    """«بلغت الخسائر البشرية 40 قتيلا و60 جريحا»: counts of their own say what the losses are."""
    number = reader.number_at(event.last)
    return number is not None and reader.event_noun_at(reader.after_number(number)) is not None


def _is_of_force(reader: FactReader, event: Match) -> bool:
    """«تكبدت القوات خسائر بالأرواح», «مني الحوثيون بخسائر بشرية»: the force or group that takes the losses stands between."""
    for at in range(event.first - 1, max(event.first - _REACH_TO_TAKING, 0), -1):
        party = reader.starting.get(at)
        of_force = party is not None and (party.list == "units" or party.kind == "armed_group")
        if of_force or reader.word_in(at, "party") is not None:
            return reader.folded(at - 1).lstrip("وف").startswith(_TAKES) or (
                reader.folded(at - 2).lstrip("وف").startswith(_TAKES)
            )
    return False


def counted_loss(reader: FactReader, event: Match) -> list[Fact]:
    """«بلغت خسائر الجيش 400 جندي»: losses that can be of money or of things, where fighters are counted or named.

    «خسائر فادحة ومتلاحقة في صفوف الميليشيا», «خسائر كبيرة في صفوفها».
    """
    fact = _counted(reader, event)
    if fact is not None:
        return [fact] if fact.group == "combatant" else []
    at = event.last
    while at < event.last + _MOST_ADJECTIVES and reader.folded(at).endswith(_ADJECTIVE) and not reader.is_definite(at):
        at += 1
    if at == event.last or not reader.folded(at + 1).startswith(_RANKS) or reader.folded(at) not in _AMONG:
        return []
    return loss(reader, event._replace(last=at + 2))


def _counted(reader: FactReader, event: Match) -> Fact | None:
    """The people to whom losses amount, behind a verb that says so: «خسائر بشرية تقدر بنحو 900 جندي»."""
    linked = reader.role_before(event.first, "toll-rises", _REACH_TO_VERB)
    end = min(reader.document.sentence_of(event.first).last, event.last + _REACH_TO_COUNT)
    for at in range(event.last, end):
        if reader.is_punctuation(at) and not reader.words[at].is_quote:
            return None
        linked = linked or reader.word_in(at, "toll-link") is not None
        number = reader.number_at(at)
        if number is None:
            continue
        human = event.row["form"] == "loss"  # «حصيلة الخسائر البشرية إلى 87»: no word says of what they are
        phrase = phrase_at(reader, at, bare_number=human)
        if not linked or phrase is None or not phrase.counted or (phrase.row is None and not human):
            return None
        bound = reader.bound_before(event.first)  # «تجاوزت خسائره ألف مقاتل»
        if bound is not None and phrase.amount.precision == "exact":
            phrase.amount = bounded(phrase.amount, bound)
        if reader.folded(phrase.first - 1) == _UP_TO and phrase.amount.precision == "exact":
            phrase.amount = bounded(phrase.amount, "at_most")
        reader.take(phrase.amount.number)
        last = reader.word_in(phrase.last, "between") or phrase.last  # «400 جندي بين قتيل وجريح»
        reader.spent.update(range(phrase.last, last))
        return fact_of(reader, event, event.first, last, phrase.amount, "casualties.losses-counted", phrase)
    return None
