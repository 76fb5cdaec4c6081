"""People found dead: «ضابطين مقتولين», «وجد الحارس مقتولا», «ثلاثة رجال عثر عليهم مقتولين», «رهائن عثر عليهم قتلى»."""

from __future__ import annotations

from mosul_extract.extractors.casualties.facts import fact_of, people_fact
from mosul_extract.extractors.casualties.lists import list_from
from mosul_extract.extractors.casualties.victims import Phrase, phrase_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.matcher import Match
from mosul_extract.mentions import Amount, Fact

_REACH_OF_PARTICIPLE, _REACH_TO_PEOPLE = 6, 8
_UPON = {
    "عليه": Amount(1, 1, "exact"), "عليها": Amount(1, 1, "exact"), "عليهما": Amount(2, 2, "exact"),
    "عليهم": Amount(None, None, "unstated"), "عليهن": Amount(None, None, "unstated"),
}  # fmt: skip


def participle(reader: FactReader, event: Match) -> list[Fact]:
    """«ضابطين مقتولين», «وجد الحارس مقتولا»: what the people before have become."""
    if found := found_dead(reader, event):
        return found
    sentence = reader.document.sentence_of(event.first)
    for at in range(max(sentence.first, event.first - _REACH_OF_PARTICIPLE), event.first):
        phrase = phrase_at(reader, at)
        if phrase is None or phrase.last not in (event.first, event.last):
            continue
        body = reader.event_noun_at(phrase.first - 1)
        if body is not None and body.row["form"] == "body":
            return []  # «جثة شاب مقتولا»: the body has told of him
        reader.take(phrase.amount.number)
        fact = people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-participle")
        fact.last, fact.end = event.last, reader.ends[event.last - 1]
        return [fact]
    if reader.role_before(event.first, "recover", 2):
        return [fact_of(reader, event, event.first, event.last, Amount(1, 1, "exact"), "casualties.participle")]
    return []


def found_dead(reader: FactReader, event: Match) -> list[Fact]:
    """«ثلاث نساء عثر عليهن قتلى»: people, then the verb of finding with a pronoun for them, then how they were found."""
    them = event.first - 1
    amount = _UPON.get(reader.folded(them))
    if amount is None or reader.word_in(them - 1, "recover") is None or event.row["kind"] != "killed":
        return []
    people = _people_before(reader, them - 1)
    if not people:
        return [fact_of(reader, event, them - 1, event.last, amount, "casualties.found-dead")]
    facts = []
    for phrase in people:
        reader.take(phrase.amount.number)
        facts.append(people_fact(reader, event, phrase, event.row["kind"], "casualties.victims-found-dead"))
    facts[-1].last, facts[-1].end = event.last, reader.ends[event.last - 1]
    return facts


def _people_before(reader: FactReader, verb: int) -> list[Phrase]:
    """The people that end right before a verb of finding, the first of several first."""
    last = verb - (reader.word_in(verb - 1, "relative") is not None)
    for at in range(max(reader.document.sentence_of(verb).first, last - _REACH_TO_PEOPLE), last):
        if reader.begins_with_and(at) or reader.follows_preposition(at):
            continue
        phrases = list_from(reader, at)
        if phrases and phrases[-1].last == last:
            return phrases
    return []
