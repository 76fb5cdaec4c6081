"""Tables: a record as rows of flat tables, the same for CSV, SQLite and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

Type = Literal["text", "integer", "real", "boolean", "date", "list"]
Values = dict[str, Any]
_LARGEST = 2**63 - 1


class Column(NamedTuple):
    """A column: its name, its type, and what it holds."""

    name: str
    type: Type
    description: str


class Table(NamedTuple):
    """A table: its name, its key, its columns, and how the rows of a record are made."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Values], Iterator[Values]]


def summable(fact: Values) -> bool:
    """Whether a fact may be added to others: no repeat, no part of a total, stated, of one event.

    Every total of this program sums such facts only, so that nobody is counted twice.
    """
    return fact["repeats"] is None and not fact["subset"] and fact["assertion"] == "stated" and fact["scope"] == "event"


def event_places(record: Values) -> dict[str, str | None]:
    """The id of the place of each casualty fact's event, by the id of the fact; null where none is told.

    It is the fact's own place or, where that is missing or has no coordinates, the first with coordinates among the
    facts that repeat it: a headline is counted, and the sentence below it tells where.
    """
    located = {place["id"] for place in record["places"] if place["latitude"] is not None}
    own = {fact["id"]: (fact["place"] or {}).get("ref") for fact in record["casualties"]}
    places = dict(own)
    for fact in record["casualties"]:
        told = fact["repeats"]
        if told is not None and own[fact["id"]] in located and places[told] not in located:
            places[told] = own[fact["id"]]
    return places


def _flat(value: Values, name: str, fields: tuple[str, ...] = ("text", "start", "end", "ref")) -> Values:
    """The fields of a quoted piece under the name of the piece: source_text, source_start …; all null for none."""
    piece = value.get(name) or {}
    return {f"{name}_{field}": piece.get(field) for field in fields}


def _documents(record: Values) -> Iterator[Values]:
    document = record["document"]
    yield {**document, "document": document["id"], "extra": json.dumps(document["extra"], ensure_ascii=False)} | {
        "schema_version": record["schema_version"]
    }


def _entities(name: str) -> Callable[[Values], Iterator[Values]]:
    def rows(record: Values) -> Iterator[Values]:
        for entity in record[name]:
            levels = {f"admin_{unit['level']}": unit["name"] for unit in entity.get("admin", ())}
            yield {**levels, **entity, "document": record["document"]["id"], "mentions": len(entity["mentions"])}

    return rows


def _mentions(record: Values) -> Iterator[Values]:
    for name in ("actors", "units", "places"):
        for entity in record[name]:
            for number, mention in enumerate(entity["mentions"], 1):
                yield {"document": record["document"]["id"], "entity": entity["id"], "number": number, "list": name} | {
                    **mention,
                    "start_char": mention["start"],
                    "end_char": mention["end"],
                }


def _facts(name: str) -> Callable[[Values], Iterator[Values]]:
    def rows(record: Values) -> Iterator[Values]:
        places = event_places(record) if name == "casualties" else {}
        for fact in record[name]:
            row = {**fact, "document": record["document"]["id"], "start_char": fact["start"], "end_char": fact["end"]}
            for quoted in ("source", "by", "place"):
                row |= _flat(fact, quoted)
            row |= _flat(fact, "means", ("kind", "text", "start", "end", "ref"))
            row |= _flat(fact, "when", ("text", "start", "end", "from", "to", "precision"))
            row |= _flat(fact, "count", ("text", "start", "end", "low", "high", "precision"))
            row |= _flat(fact, "sentence", ("start", "end"))
            row |= _flat(fact, "item", ("text", "start", "end"))
            row |= _flat(fact, "victims", ("text", "start", "end", "ref", "group", "categories"))
            if name == "casualties":
                row |= {"summable": summable(fact), "event_place": places[fact["id"]]}
            yield row

    return rows


def _evidence(record: Values) -> Iterator[Values]:
    for fact in (*record["casualties"], *record["materiel"]):
        for number, cue in enumerate(fact["evidence"], 1):
            yield {"document": record["document"]["id"], "fact": fact["id"], "number": number} | {
                **cue,
                "start_char": cue["start"],
                "end_char": cue["end"],
            }


def _warnings(record: Values) -> Iterator[Values]:
    for number, warning in enumerate(record["warnings"], 1):
        yield {"document": record["document"]["id"], "number": number, "start_char": warning["start"], **warning}


def _text(name: str, description: str) -> Column:
    return Column(name, "text", description)


def _number(name: str, description: str) -> Column:
    return Column(name, "integer", description)


_DOCUMENT = _text("document", "The id of the document.")
_SPAN = (
    _number("start_char", "First code point in the decoded text."),
    _number("end_char", "The code point after the last one."),
)
_NAME = (
    _text("name", "The fullest name in the document."),
    _text("name_en", "The usual English name."),
    _text("wikidata", "Wikidata item."),
)
_MENTIONS = _number("mentions", "How often the document names it.")


def _quoted(name: str, what: str) -> tuple[Column, ...]:
    return (
        _text(f"{name}_text", f"The words for {what}."),
        _number(f"{name}_start", "Their first code point."),
        _number(f"{name}_end", "The code point after their last one."),
        _text(f"{name}_ref", "The entity of this document that they name."),
    )


_COUNT = (
    _text("count_text", "The words of the count."),
    _number("count_start", "Their first code point."),
    _number("count_end", "The code point after their last one."),
    _number("count_low", "At least so many; null: not known, which is not zero."),
    _number("count_high", "At most so many; null: not known."),
    _text("count_precision", "exact, approximate, at_least, at_most, range, vague, unstated."),
)
_CIRCUMSTANCES = (
    _text("assertion", "stated, denied, unconfirmed, future."),
    *_quoted("source", "who says so"),
    *_quoted("by", "who did it"),
    *_quoted("place", "where"),
    _text("means_kind", "How: airstrike, shelling …"),
    *_quoted("means", "how it was done"),
    _text("when_text", "The words for the time."),
    _number("when_start", "Their first code point."),
    _number("when_end", "The code point after their last one."),
    Column("when_from", "date", "First day."),
    Column("when_to", "date", "Last day."),
    _text("when_precision", "day, part_of_day, week, month, year, range, weekday, unresolved."),
    _text("rule", "The rule that found it."),
    _number("sentence_start", "First code point of the sentence."),
    _number("sentence_end", "The code point after its last one."),
)

TABLES = (
    Table(
        "documents",
        ("document",),
        (
            _DOCUMENT,
            _text("path", "The path as given."),
            _text("sha256", "SHA-256 of the decoded text in UTF-8."),
            _text("encoding", "The encoding in which it was read."),
            _number("characters", "Its length in code points."),
            _text("title", "Its title."),
            _text("outlet", "Who published it."),
            Column("published", "date", "The day of publication."),
            _text("url", "Its address."),
            _text("text", "The text, where it is carried along."),
            _text("extra", "The other columns of the input, as JSON."),
            _text("schema_version", "Version of the record."),
        ),
        _documents,
    ),
    Table(
        "actors",
        ("document", "id"),
        (
            _DOCUMENT,
            _text("id", "A and a number."),
            _text("kind", "Codebook section 1."),
            *_NAME,
            _text("rank", "Rank, as it stands in the text."),
            _text("role", "Role, as it stands in the text."),
            _text("affiliation", "Id of the actor or unit that the role names."),
            _MENTIONS,
        ),
        _entities("actors"),
    ),
    Table(
        "units",
        ("document", "id"),
        (
            _DOCUMENT,
            _text("id", "U and a number."),
            _text("kind", "Codebook section 2."),
            *_NAME,
            _text("echelon", "Level of the formation."),
            _number("number", "Its number."),
            _text("parent", "Id of what it belongs to."),
            _text("country", "ISO 3166-1 alpha-2."),
            _MENTIONS,
        ),
        _entities("units"),
    ),
    Table(
        "places",
        ("document", "id"),
        (
            _DOCUMENT,
            _text("id", "P and a number."),
            _text("kind", "Codebook section 3."),
            *_NAME,
            _text("country", "ISO 3166-1 alpha-2."),
            _text("admin_country", "Name of the country that it lies in."),
            _text("admin_governorate", "Name of the governorate that it lies in."),
            _text("admin_district", "Name of the district that it lies in."),
            _text("admin_city", "Name of the city that it lies in."),
            Column("latitude", "real", "Degrees north, WGS 84."),
            Column("longitude", "real", "Degrees east, WGS 84."),
            _text("precision", "own, or the level whose coordinates are given."),
            _number("geonames", "GeoNames id."),
            _MENTIONS,
        ),
        _entities("places"),
    ),
    Table(
        "mentions",
        ("document", "entity", "number"),
        (
            _DOCUMENT,
            _text("entity", "Id of the actor, unit or place."),
            _number("number", "Counted from 1."),
            _text("list", "actors, units or places."),
            *_SPAN,
            _text("text", "The words, to the letter."),
            _text("rule", "The rule that found them."),
        ),
        _mentions,
    ),
    Table(
        "casualties",
        ("document", "id"),
        (
            _DOCUMENT,
            _text("id", "C and a number."),
            _text("kind", "killed, injured, casualties, missing, kidnapped, detained, displaced."),
            *_SPAN,
            _text("text", "The statement, to the letter."),
            *_COUNT,
            *_quoted("victims", "the victims"),
            _text("victims_group", "civilian, combatant, mixed, unknown."),
            Column("victims_categories", "list", "child, woman, journalist …"),
            Column("subset", "boolean", "Part of a total that the text gives."),
            _text("subset_of", "Id of that total."),
            _text("repeats", "Id of the earlier fact that tells the same event."),
            _text("scope", "event, or period for a toll over months and years."),
            Column("summable", "boolean", "No repeat, no part of a total, stated, of one event: may be added up."),
            _text(
                "event_place",
                "Id of the place: `place_ref` or, where it has no coordinates, of a fact that repeats this one.",
            ),
            *_CIRCUMSTANCES,
        ),
        _facts("casualties"),
    ),
    Table(
        "materiel",
        ("document", "id"),
        (
            _DOCUMENT,
            _text("id", "M and a number."),
            _text("kind", "destroyed, damaged, captured."),
            *_SPAN,
            _text("text", "The statement, to the letter."),
            _text("item_text", "The words for the equipment."),
            _number("item_start", "Their first code point."),
            _number("item_end", "The code point after their last one."),
            *_COUNT,
            *_CIRCUMSTANCES,
        ),
        _facts("materiel"),
    ),
    Table(
        "evidence",
        ("document", "fact", "number"),
        (
            _DOCUMENT,
            _text("fact", "Id of the fact."),
            _number("number", "Counted from 1."),
            _text("role", "What the words did: attribution, negation, doubt …"),
            *_SPAN,
            _text("text", "The words, to the letter."),
            _text("row", "The lexicon row that knows them."),
        ),
        _evidence,
    ),
    Table(
        "warnings",
        ("document", "number"),
        (
            _DOCUMENT,
            _number("number", "Counted from 1."),
            _text("code", "What it is."),
            _text("message", "The same for people."),
            _number("start_char", "Where, in code points."),
        ),
        _warnings,
    ),
)


def cells(table: Table, record: Values) -> Iterator[list[Any]]:
    """The rows of a record in a table, a cell a column; a number that no database can hold is left out."""
    for row in table.rows(record):
        yield [_fitting(row.get(column.name)) for column in table.columns]


def _fitting(value: Any) -> Any:
    return None if isinstance(value, int) and abs(value) > _LARGEST else value
