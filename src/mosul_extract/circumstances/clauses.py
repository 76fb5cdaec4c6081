"""Clauses: which words around a fact belong to it, and who a word names."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Fact, Piece
from mosul_extract.text.sentences import Sentence

_REACH_OF_CLAUSE = 26
_REACH_OF_AFTER = 8
CONJUNCTIONS = frozenset({"و", "ف"})


def clause_of(reader: FactReader, fact: Fact, sentence: Sentence) -> range:
    """The tokens around a fact up to where another clause begins, on either side."""
    first = max(reader.clause_before(fact.first), sentence.first, fact.first - _REACH_OF_CLAUSE)
    last = min(reader.clause_from(fact.last + 1), sentence.last, fact.last + _REACH_OF_CLAUSE)
    return range(min(first, fact.first), max(last, fact.last))


def points_back(reader: FactReader, fact: Fact, sentence: Sentence) -> bool:
    """Whether the sentence speaks of the event of the one before: «الهجوم», «الانفجار», «الحادث» with the article."""
    return reader.names_event(sentence.first, fact.last)


def in_the_wake(reader: FactReader, fact: Fact) -> int | None:
    """The token of «بعد» in «وصل أمس … بعد هجوم قتل فيه خمسة», shortly before a fact: what stands before it is no part of that."""
    before = reader.words_in("in-the-wake", fact.first - _REACH_OF_AFTER, fact.first)
    return next((at for at in reversed(before) if reader.word_in(at + 1, "strike") is not None), None)


def party_at(reader: FactReader, at: int, sentence: Sentence) -> Piece | None:
    """The force, group or attackers that a token names, words for troops before it included."""
    at = reader.skip_quotes(at)
    if at >= sentence.last:
        return None
    mention = reader.starting.get(at)
    if mention is not None and mention.list != "places" and mention.kind not in ("source", "media"):
        given = reader.folded(at).startswith("لل") or (
            mention.start > reader.starts[at] and reader.folded(at)[0] == "ل"
        )
        return None if given else Piece(mention.start, mention.end, mention)
    noun, party = reader.noun_at(at), reader.word_in(at, "party")
    if party is None and (noun is None or noun.word["group"] == "civilian"):
        return None
    end = described(reader, party or (noun.last if noun is not None else at + 1))
    inner = next((m for i in range(at, end) if (m := reader.over.get(i)) is not None and m.list != "places"), None)
    end = max(end, inner.last) if inner is not None else end
    return Piece(reader.start_of(at), reader.ends[end - 1], inner)


def described(reader: FactReader, at: int) -> int:
    """The token after what describes the people or forces before it, a few pieces at most."""
    limit = at + 6
    while at < limit and (step := reader.described_until(at)) is not None and step > at:
        at = step
    return at
