"""Payload: what a page needs to know of records, each article for itself and all facts and names as one index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mosul_extract.formats.tables import Values, summable

_LISTS = ("actors", "units", "places")
_FACTS = ("casualties", "materiel")
_OF_DOCUMENT = ("id", "path", "title", "outlet", "published", "url", "sha256", "encoding", "characters")
_OF_NAME = ("kind", "name", "name_en", "country", "latitude", "longitude", "precision")
_OF_FACT = ("id", "kind", "start", "end", "text", "subset", "subset_of", "repeats", "scope", "assertion", "rule")
_QUOTED = ("source", "by", "place")


def article(record: Values) -> Values:
    """An article as the page shows it: its text, its entities with the spans of their mentions, its facts in full."""
    shown: Values = {"text": record["document"]["text"], "extra": record["document"]["extra"]}
    for name in _LISTS:
        shown[name] = [
            {
                **entity,
                "mentions": [[mention["start"], mention["end"], mention["rule"]] for mention in entity["mentions"]],
            }
            for entity in record[name]
        ]
    shown |= {name: record[name] for name in (*_FACTS, "warnings")}
    lean: Values = _lean(shown)
    return lean


def _lean(value: Any) -> Any:
    """The value without what is null, false or empty: the page takes what is missing for that."""
    if isinstance(value, dict):
        kept = ((key, _lean(part)) for key, part in value.items())
        return {key: part for key, part in kept if part is not None and part is not False and part not in ([], {})}
    return [_lean(part) for part in value] if isinstance(value, list) else value


class Index:
    """What the page knows of all articles at once. One name is one thing in all of them, however often it is met.

    An article that is to the letter an earlier one is marked as its copy, so that its facts are not added again.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self._documents: list[Values] = []
        self._facts: list[Values] = []
        self._names: dict[tuple[Any, ...], Values] = {}
        self._texts: dict[str, int] = {}

    def __len__(self) -> int:
        """How many articles."""
        return len(self._documents)

    def add(self, record: Values) -> int:
        """Take up an article; its number."""
        number, document = len(self), record["document"]
        first = self._texts.setdefault(document["sha256"], number)
        refs = {entity["id"]: self._name(name, entity) for name in _LISTS for entity in record[name]}
        row = {key: document[key] for key in _OF_DOCUMENT} | {
            "names": sorted(set(refs.values())),
            "copy_of": first if first != number else None,
            "warnings": len(record["warnings"]),
            "untexted": document["text"] is None,
        }
        self._documents.append(_lean(row))
        for name in _FACTS:
            self._facts += (_lean(_fact(fact, name, refs) | {"document": number}) for fact in record[name])
        return number

    @property
    def mapped(self) -> bool:
        """Whether a place of any article has coordinates."""
        return any(named["latitude"] is not None for named in self._names.values())

    def _name(self, list_: str, entity: Values) -> int:
        where = (entity.get("country"), entity.get("latitude"), entity.get("longitude"))
        named = self._names.setdefault(
            (list_, entity["name_en"] or entity["name"], *where),
            {
                "list": list_,
                **{key: entity.get(key) for key in _OF_NAME},
                "articles": 0,
                "mentions": 0,
                "at": len(self._names),
            },
        )
        named["articles"] += 1
        named["mentions"] += len(entity["mentions"])
        return int(named["at"])

    def told(self) -> Iterator[tuple[str, list[Values]]]:
        """The lists of the index: documents, names, facts. Documents and facts name others by their place in these."""
        yield "documents", self._documents
        yield (
            "names",
            [_lean({key: value for key, value in named.items() if key != "at"}) for named in self._names.values()],
        )
        yield "facts", self._facts


def _fact(fact: Values, list_: str, refs: dict[str, int]) -> Values:
    count, victims, when, means = (fact.get(name) or {} for name in ("count", "victims", "when", "means"))
    row = {key: fact.get(key) for key in _OF_FACT} | {
        "list": list_,
        **{key: count[key] for key in ("low", "high", "precision")},
        "group": victims.get("group"),
        "categories": victims.get("categories"),
        "summable": list_ == "casualties" and summable(fact),
        "when": {key: when.get(key) for key in ("text", "from", "to")},
        "means": {key: means.get(key) for key in ("text", "kind")},
        "item": (fact.get("item") or {}).get("text"),
    }
    for name in _QUOTED:
        piece = fact[name] or {}
        row[name] = {"text": piece.get("text"), "name": refs.get(piece.get("ref") or "")}
    return row
