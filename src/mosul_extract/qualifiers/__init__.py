"""Qualifiers of facts: is it said, denied, doubted or planned, and who says so."""

from __future__ import annotations

from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.mentions import Findings
from mosul_extract.qualifiers.assertion import Cues, set_assertion
from mosul_extract.qualifiers.attribution import Quotations, attribute
from mosul_extract.qualifiers.speeches import speeches_of

__all__ = ["qualify"]


def qualify(reader: FactReader, findings: Findings) -> None:
    """Fill assertion, source and their evidence of all facts; leave out what only looks like one (sentences of courts, attempts)."""
    cues = Cues(reader)
    void = {fact for fact in findings.casualties if set_assertion(reader, fact, cues)}
    findings.casualties = [fact for fact in findings.casualties if fact not in void and fact.of not in void]
    for fact in findings.casualties:
        if fact.of is not None and fact.assertion == "stated" and fact.of.assertion in ("unconfirmed", "future"):
            fact.assertion = fact.of.assertion  # «يعتقد أن 100 مدني قتلوا، بينهم 20 طفلا»
            fact.evidence += fact.of.evidence
    findings.materiel = [fact for fact in findings.materiel if not set_assertion(reader, fact, cues)]
    facts = [*findings.casualties, *findings.materiel]
    speeches = speeches_of(reader, facts)
    quotations = Quotations(reader)
    for fact in facts:
        attribute(reader, fact, speeches, quotations)
