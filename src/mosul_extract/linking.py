"""Linking: mentions become entities, facts point to entities, and both become the record."""

from __future__ import annotations

from mosul_extract import records
from mosul_extract.assembly import casualty_values, describe, materiel_values
from mosul_extract.entities import link_entities
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings
from mosul_extract.relations import set_repeats


def link(annotated: AnnotatedDocument, findings: Findings) -> records.Record:
    """The record of all findings, validated as a whole; every mention knows its entity's id before the facts are written."""
    actors, units, places, ids = link_entities(annotated, findings)
    set_repeats(annotated, findings, ids, places)
    return records.Record.model_validate({
        "document": describe(annotated.document), "actors": actors, "units": units, "places": places,
        "casualties": casualty_values(annotated, findings, ids), "materiel": materiel_values(annotated, findings, ids),
    })  # fmt: skip
