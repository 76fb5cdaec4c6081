"""Who brought it about: «تسببت المليشيا في مقتل …», «مسؤول عن مقتل …», «أقدم أحد أقاربه على قتله»."""

from __future__ import annotations

from mosul_extract.circumstances.clauses import ACTORS, attackers_at
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_IN = "في"
_REACH_OF_CAUSE, _REACH_OF_PARTY = 9, 6
_IT_IS = frozenset({"هو", "هي", "هم"})
# The verbs whose subject is a man as well as a force.
_DARED = ("اقدم", "تمكن", "نجح", "استطاع", "قام")
_LONGEST_SUBJECT = 7
_COMMAS = frozenset("،,")
_ACTS = frozenset({*ACTORS, "person", "country"})


def cause(reader: FactReader, fact: Fact, sentence: Sentence) -> Piece | None:
    """The party that is told to have caused a death or to answer for it: right behind that verb, or right before it."""
    to = fact.first - (reader.folded(fact.first - 1) == _IN)
    begin = reader.ending_at(to, "caused") or reader.ending_at(fact.first, "caused")
    if begin is not None:
        before = begin - 1
        while before > sentence.first and (
            reader.folded(before) in _IT_IS
            or reader.words[before].is_quote
            or reader.word_in(before, "copula") is not None
        ):
            before -= 1
        return _ends_at(reader, before, sentence)
    for verb in reversed(reader.words_in("caused", max(sentence.first, fact.first - _REACH_OF_CAUSE), fact.first)):
        who = attackers_at(reader, reader.word_in(verb, "caused") or verb + 1, sentence)
        if who is not None and who.end == reader.ends[to - 1]:
            return who
    return None


def _ends_at(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The party whose last word a token is."""
    mention = reader.over.get(at)
    if mention is not None and mention.kind == "country" and not reader.opens_clause(mention.first, sentence.first):
        return None  # «اشتباكات في سوريا تسببت بمقتل …»
    if mention is not None and mention.last == at + 1 and (mention.list == "units" or mention.kind in _ACTS):
        return Piece(mention.start, mention.end, mention)
    for first in range(max(sentence.first, at - _REACH_OF_PARTY), at + 1):
        who = attackers_at(reader, first, sentence)
        if who is not None and who.end == reader.ends[at]:
            return who
    return None


def who_dared(reader: FactReader, verb: int, deed: int) -> Piece | None:
    """«أقدم أحد أقاربه على قتل …», «تمكنت المرأة من قتل …»: whoever stands between the verb and the deed, no force."""
    first = reader.word_in(verb, "managed") or verb + 1
    if not reader.folded(verb).lstrip("وف").startswith(_DARED):
        return None
    while (end := reader.word_in(first, "adverb")) is not None or reader.is_time(first):
        first = end or first + 1
    comma = next((i for i in range(first, deed) if reader.words[i].text in _COMMAS), deed)
    last = min(comma, deed)
    if not first < last <= first + _LONGEST_SUBJECT or any(reader.is_punctuation(i) for i in range(first, last)):
        return None
    named = reader.starting.get(first)
    if named is not None:
        return Piece(named.start, named.end, named) if named.kind == "person" else None
    man = reader.noun_at(first) is not None or reader.word_in(first, "party-head") is not None
    if not man or reader.is_attached(first):
        return None
    return Piece(*reader.span(first, last))
