"""Entities: the mentions of one thing under one id, with what the lexicon and the text say of it."""

from __future__ import annotations

from mosul_extract import records
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings, Mention


def _mention(source: str, mention: Mention) -> records.Mention:
    return records.Mention(start=mention.start, end=mention.end, text=source[mention.start : mention.end], rule=mention.rule)


def actor_records(annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str]) -> list[records.Actor]:
    """One entity a mention, for now."""
    out = []
    for n, m in enumerate(findings.actors, 1):
        ids[m] = f"A{n}"
        out.append(records.Actor(id=ids[m], kind=m.kind, name=annotated.source[m.start : m.end], mentions=[_mention(annotated.source, m)]))
    return out


def unit_records(annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str]) -> list[records.Unit]:
    """One entity a mention, for now."""
    out = []
    for n, m in enumerate(findings.units, 1):
        ids[m] = f"U{n}"
        out.append(records.Unit(id=ids[m], kind=m.kind, name=annotated.source[m.start : m.end], mentions=[_mention(annotated.source, m)]))
    return out


def place_records(annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str]) -> list[records.Place]:
    """One entity a mention, for now."""
    out = []
    for n, m in enumerate(findings.places, 1):
        ids[m] = f"P{n}"
        out.append(records.Place(id=ids[m], kind=m.kind, name=annotated.source[m.start : m.end], mentions=[_mention(annotated.source, m)]))
    return out
