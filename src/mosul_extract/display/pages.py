"""Pages: a record for a person: casualty facts first, then who, which forces, where, equipment, and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from mosul_extract.display.facts import entities_of, print_facts
from mosul_extract.display.names import Entity, print_names
from mosul_extract.display.paper import WARNING, Field, Paper
from mosul_extract.display.totals import print_totals
from mosul_extract.display.words import counted, flat, plain
from mosul_extract.records import Document, Record, Warning_


def pages(lines: Iterable[str]) -> Iterator[str]:
    """Records, given as lines of JSON, a page each."""
    for line in lines:
        yield page(Record.model_validate_json(line))


def page(record: Record) -> str:
    """One record."""
    paper, known = Paper(), entities_of(record)
    print_head(paper, record.document)
    if record.casualties:
        part(paper, "Casualties", counted(len(record.casualties), "fact"))
        print_totals(paper, record.casualties)
        if record.document.published is None and any(fact.when and not fact.when.from_ for fact in record.casualties):
            paper.line(
                Text("No day of publication: weekdays and the like have no dates (give --date).", "italic"), indent=2
            )
        paper.blank()
        print_facts(paper, record.casualties, known)
    lists: tuple[tuple[str, Sequence[Entity]], ...] = (
        ("Actors", record.actors),
        ("Units", record.units),
        ("Places", record.places),
    )
    for title, entities in lists:
        if entities:
            part(
                paper,
                title,
                f"{len(entities):,}, {counted(sum(len(entity.mentions) for entity in entities), 'mention')}",
            )
            print_names(paper, entities, known)
    if record.materiel:
        part(paper, "Materiel", counted(len(record.materiel), "fact"))
        print_facts(paper, record.materiel, known)
    if not (record.casualties or record.materiel or known):
        paper.line(Text("nothing found"), indent=2)
    print_warnings(paper, record.warnings)
    paper.blank()
    return paper.printed()


def print_head(paper: Paper, document: Document) -> None:
    """Where the text came from."""
    paper.heading(plain(document.path or document.id), rule="━")
    if document.title:
        paper.fields([Field("", quote=document.title)], indent=2, label=0)
    about = [f"published {document.published}" if document.published else "", f"{document.characters:,} characters"]
    paper.line(Text(" · ".join(filter(None, about)), "dim"), indent=2)
    origin = [Field("outlet", quote=document.outlet), Field("url", flat(document.url or ""))]
    paper.fields([field for field in origin if field.quote or field.gist], indent=2)


def part(paper: Paper, title: str, amount: str) -> None:
    """The heading of a part, with how much is in it: Casualties: 5 facts."""
    paper.blank()
    paper.heading(f"{title}: {amount}")


def print_warnings(paper: Paper, warnings: Sequence[Warning_]) -> None:
    """What a reader should know of the text."""
    if warnings:
        part(paper, "Warnings", f"{len(warnings):,}")
    for warning in warnings:
        at = f" (at {warning.start:,})" if warning.start is not None else ""
        paper.line(Text(f"{warning.code}: {flat(warning.message)}{at}", WARNING), indent=2, hang=4)
