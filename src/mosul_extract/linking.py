"""Linking: mentions become entities, facts point to entities, and both become the record."""

from __future__ import annotations

from mosul_extract import records
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings
from mosul_extract.text.document import Document


def link(annotated: AnnotatedDocument, findings: Findings) -> records.Record:
    """The record of all findings."""
    return records.Record(document=describe(annotated.document))


def describe(document: Document) -> records.Document:
    """What the record says of the document itself."""
    return records.Document(
        id=document.id, path=document.path, sha256=document.sha256, encoding=document.encoding,
        characters=len(document.source), title=document.headline, outlet=document.outlet, published=document.published,
        url=document.url, text=document.source if document.keep_text else None, extra=document.extra,
    )  # fmt: skip
