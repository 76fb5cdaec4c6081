"""Comparison: gains and losses between two runs over the same documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Values = Mapping[str, Any]
Key = tuple[Any, ...]

NAMES = ("actors", "units", "places")
FACTS = ("casualties", "materiel")
LISTS = (*NAMES, *FACTS)
_PIECES = ("victims", "source", "by", "place", "means", "when", "item")
_PLAIN = ("assertion", "subset", "scope")


class Change(NamedTuple):
    """Something gained, lost, or told otherwise: in which document and list, its words, and what changed."""

    sign: Literal["+", "-", "~"]
    document: str
    list: str
    kind: str
    start: int
    text: str
    detail: str = ""


@dataclass(slots=True)
class Comparison:
    """All changes in the order of documents and text, and how many items each list had and has."""

    changes: list[Change] = field(default_factory=list)
    before: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LISTS, 0))
    after: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LISTS, 0))
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)

    def counts(self, name: str) -> tuple[int, int, int, int, int]:
        """Of a list: how many there were, how many there are, gained, lost, changed."""
        signs = [change.sign for change in self.changes if change.list == name]
        return self.before[name], self.after[name], signs.count("+"), signs.count("-"), signs.count("~")


def compare(old: Iterable[Values], new: Iterable[Values]) -> Comparison:
    """Gains and losses by list: mentions of names, and facts with their counts and circumstances.

    Documents are the same where their ids are. A fact that stands at the same words with the same kind, but is told
    otherwise, is a change; it is named with the fields that differ.
    """
    before, after = ({record["document"]["id"]: record for record in records} for records in (old, new))
    result = Comparison()
    for key, record in before.items():
        if key not in after:
            result.only_old.append(_name(record))
    for key, record in after.items():
        if key not in before:
            result.only_new.append(_name(record))
        else:
            _compare_record(before[key], record, result)
    return result


def _compare_record(old: Values, new: Values, result: Comparison) -> None:
    for name in LISTS:
        had, has = (_items(record, name) for record in (old, new))
        result.before[name] += len(had)
        result.after[name] += len(has)
        changes = [_change("-", new, name, had[key]) for key in had.keys() - has.keys()]
        changes += [_change("+", new, name, has[key]) for key in has.keys() - had.keys()]
        for key in had.keys() & has.keys():
            detail = _differences(had[key], has[key])
            if detail:
                changes.append(_change("~", new, name, has[key])._replace(detail=detail))
        result.changes += sorted(changes, key=lambda change: (change.start, change.sign, change.text))


def _items(record: Values, name: str) -> dict[Key, Values]:
    """The items of a list by what makes them the same; those that stand twice are counted apart."""
    items: dict[Key, Values] = {}
    for item in _facts(record, name) if name in FACTS else _mentions(record, name):
        key: Key = (item["start"], item["end"], item["kind"])
        while key in items:
            key = (*key, "again")
        items[key] = item
    return items


def _mentions(record: Values, name: str) -> Iterator[Values]:
    for entity in record[name]:
        for mention in entity["mentions"]:
            yield {
                **mention,
                "kind": entity["kind"],
                "told": {"entity": entity["name"], "name_en": entity.get("name_en")},
            }


def _facts(record: Values, name: str) -> Iterator[Values]:
    for fact in record[name]:
        told = {key: fact.get(key) for key in _PLAIN}
        told |= {key: (fact.get(key) or {}).get("text") for key in _PIECES}
        told |= {f"count.{key}": fact["count"][key] for key in ("low", "high", "precision")}
        told |= {"group": (fact.get("victims") or {}).get("group"), "repeats": bool(fact.get("repeats"))}
        yield {"start": fact["start"], "end": fact["end"], "kind": fact["kind"], "text": fact["text"], "told": told}


def _differences(old: Values, new: Values) -> str:
    changed = [key for key in new["told"] if old["told"].get(key) != new["told"][key]]
    return "; ".join(f"{key}: {_shown(old['told'].get(key))} → {_shown(new['told'][key])}" for key in changed)


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)


def _change(sign: Literal["+", "-", "~"], record: Values, name: str, item: Values) -> Change:
    told = item["told"]
    detail = f"{_shown(told['count.low'])}..{_shown(told['count.high'])}" if name in FACTS else ""
    return Change(sign, _name(record), name, item["kind"], item["start"], " ".join(item["text"].split()), detail)


def _name(record: Values) -> str:
    document = record["document"]
    return str(document.get("path") or document["id"])


def to_markdown(comparison: Comparison) -> Iterator[str]:
    """The report as lines of Markdown: a table of the lists, then each change."""
    yield "| list | before | after | gained | lost | changed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name in LISTS:
        yield f"| {name} | " + " | ".join(map(str, comparison.counts(name))) + " |"
    for title, names in (("Only in the old run", comparison.only_old), ("Only in the new run", comparison.only_new)):
        if names:
            yield ""
            yield f"{title}: {', '.join(map(_code, names))}"
    document = None
    for change in comparison.changes:
        if change.document != document:
            document = change.document
            yield ""
            yield f"**{_code(document)}**"
            yield ""
        what = f"{change.list} {change.kind} at {change.start}"
        yield f"- {change.sign} {what}: {_code(change.text)} {change.detail}".rstrip()


def _code(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "`" + text.replace("`", "'") + "`"
