"""Linking: mentions become entities, facts point to entities, and both become the record."""

from __future__ import annotations

from mosul_extract import records
from mosul_extract.assembly import casualty_records, describe, materiel_records
from mosul_extract.entities import link_entities
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings
from mosul_extract.relations import set_repeats


def link(annotated: AnnotatedDocument, findings: Findings) -> records.Record:
    """The record of all findings; every mention knows its entity's id before the facts are written."""
    actors, units, places, ids = link_entities(annotated, findings)
    set_repeats(findings, ids, places)
    return records.Record(
        document=describe(annotated.document), actors=actors, units=units, places=places,
        casualties=casualty_records(annotated, findings, ids), materiel=materiel_records(annotated, findings, ids),
    )  # fmt: skip
