"""Who the victims are, where their own words do not say: what they refer to, then what was hit (codebook, `group`)."""

from __future__ import annotations

from mosul_extract.extractors.casualties.reading import FactReader
from mosul_extract.mentions import Fact

_REFERRING = frozenset({"other", "other-many", "other-two"})


def settle_groups(reader: FactReader, facts: list[Fact]) -> None:
    """Fill the group of facts whose words are neutral, in the codebook's order: their antecedent, then a target named in the sentence."""
    for i, fact in enumerate(facts):
        if fact.group != "unknown":
            continue
        sentence = reader.document.sentence_of(fact.anchor)
        earlier = [f for f in facts[:i] if f.last > sentence.first - 1 and f.first >= sentence.first]
        if earlier and _refers(reader, fact) and earlier[-1].group != "unknown":
            fact.group = earlier[-1].group
            continue
        fact.group = _target(reader, sentence.first, sentence.last, fact)


def _refers(reader: FactReader, fact: Fact) -> bool:
    """Whether the fact has no words for its people, or only such as point back."""
    if fact.victims is None:
        return True
    words = reader.document.source[fact.victims.start : fact.victims.end].split()
    return any(match.row["id"] in _REFERRING for i in range(fact.first, fact.last) for match in reader.document.at(i, "victims")) or (
        bool(words) and words[0] in ("منهم", "منها")
    )


def _target(reader: FactReader, first: int, last: int, fact: Fact) -> str:
    """The group of the one kind of target that the sentence names; unknown where it names none, or both."""
    groups = {
        found.row["group"]
        for i in range(first, last)
        if not fact.first <= i < fact.last
        for found in reader.document.at(i, "targets")
    }
    return groups.pop() if len(groups) == 1 else "unknown"
