"""Linking: mentions become entities, facts point to entities, and both become the record."""

from __future__ import annotations

from mosul_extract import records
from mosul_extract.assembly import casualty_records, describe
from mosul_extract.entities import actor_records, place_records, unit_records
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings, Mention


def link(annotated: AnnotatedDocument, findings: Findings) -> records.Record:
    """The record of all findings; every mention knows its entity's id before the facts are written."""
    ids: dict[Mention, str] = {}
    actors = actor_records(annotated, findings, ids)
    units = unit_records(annotated, findings, ids)
    places = place_records(annotated, findings, ids)
    return records.Record(
        document=describe(annotated.document), actors=actors, units=units, places=places,
        casualties=casualty_records(annotated, findings, ids),
    )  # fmt: skip
