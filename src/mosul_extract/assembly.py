"""Assembly: facts, and the document itself, as the values of a record, which is validated as a whole."""

from __future__ import annotations

from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Amount, Cue, Fact, Findings, Mention, Piece
from mosul_extract.records import Values, known
from mosul_extract.text.document import Document

# What opens a quotation, by what closes it.
_QUOTES = {"»": "«", "”": "“", '"': '"'}


def casualty_values(annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str]) -> list[Values]:
    """The casualty facts, numbered in the order of the text."""
    names = {id(fact): f"C{n}" for n, fact in enumerate(findings.casualties, 1)}
    return [
        known({
            "id": names[id(fact)], "victims": _victims(annotated.source, fact, ids), "subset": fact.subset, "scope": fact.scope,
            "subset_of": names.get(id(fact.of)), "repeats": names.get(id(fact.repeats)), **_shared(annotated, fact, ids),
        })
        for fact in findings.casualties
    ]  # fmt: skip


def materiel_values(annotated: AnnotatedDocument, findings: Findings, ids: dict[Mention, str]) -> list[Values]:
    """What happened to equipment, numbered in the order of the text."""
    return [
        known({"id": f"M{n}", "item": _span(annotated.source, fact.victims), **_shared(annotated, fact, ids)})
        for n, fact in enumerate(findings.materiel, 1)
        if fact.victims is not None
    ]


def _shared(annotated: AnnotatedDocument, fact: Fact, ids: dict[Mention, str]) -> Values:
    """What both kinds of facts have."""
    source = annotated.source
    return {
        "kind": fact.kind, "start": fact.start, "end": fact.end, "text": source[fact.start : fact.end], "rule": fact.rule,
        "count": _count(source, fact.amount), "assertion": fact.assertion, "source": _quoted(source, fact.source, ids),
        "by": _quoted(source, fact.by, ids), "place": _quoted(source, fact.place, ids), "means": _means(source, fact.means, ids),
        "when": _when(annotated, fact.when), "sentence": _sentence(annotated, fact),
        "evidence": [_cue(source, cue) for cue in fact.evidence],
    }  # fmt: skip


def _span(source: str, piece: Piece) -> Values:
    return {"start": piece.start, "end": piece.end, "text": source[piece.start : piece.end]}


def _count(source: str, amount: Amount) -> Values:
    start, end = amount.start, amount.end
    precise = {"low": amount.low, "high": amount.high, "precision": amount.precision}
    return known(precise if start is None else {"text": source[start:end], "start": start, "end": end, **precise})


def _victims(source: str, fact: Fact, ids: dict[Mention, str]) -> Values:
    who = {"group": fact.group, "categories": fact.categories}
    return who if fact.victims is None else {**_named(source, fact.victims, ids), **who}


def _named(source: str, piece: Piece, ids: dict[Mention, str]) -> Values:
    if _ends_before_its_quote(source, piece):
        piece = Piece(piece.start, piece.end + 1, piece.mention)
    named = _span(source, piece)
    if piece.mention is not None and (ref := ids.get(piece.mention)) is not None:
        named["ref"] = ref
    return named


def _ends_before_its_quote(source: str, piece: Piece) -> bool:
    """«عناصر "داعش" في …»: whether words open a quotation that the next mark closes."""
    text, behind = source[piece.start : piece.end], source[piece.end : piece.end + 1]
    opening = _QUOTES.get(behind)
    if opening is None:
        return False
    return text.count(opening) % 2 == 1 if opening == behind else text.count(opening) > text.count(behind)


def _cue(source: str, cue: Cue) -> Values:
    return {"role": cue.role, "start": cue.start, "end": cue.end, "text": source[cue.start : cue.end], "row": cue.row}


def _quoted(source: str, piece: Piece | None, ids: dict[Mention, str]) -> Values | None:
    return None if piece is None else _named(source, piece, ids)


def _means(source: str, piece: Piece | None, ids: dict[Mention, str]) -> Values | None:
    return None if piece is None else {**_named(source, piece, ids), "kind": piece.kind}


def _when(annotated: AnnotatedDocument, piece: Piece | None) -> Values | None:
    if piece is None or piece.time is None:
        return None
    first, last, precision = piece.time.resolve(annotated.document.published)
    return known({**_span(annotated.source, piece), "from": first, "to": last, "precision": precision})


def _sentence(annotated: AnnotatedDocument, fact: Fact) -> Values:
    first, last = annotated.sentence_of(fact.anchor)
    return {"start": annotated.starts[first], "end": annotated.ends[last - 1]}


def describe(document: Document) -> Values:
    """What the record says of the document itself."""
    return known({
        "id": document.id, "path": document.path, "sha256": document.sha256, "encoding": document.encoding,
        "characters": len(document.source), "title": document.headline, "outlet": document.outlet,
        "published": document.published, "url": document.url,
        "text": document.source if document.keep_text else None, "extra": document.extra,
    })  # fmt: skip
