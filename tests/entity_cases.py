"""Cases of entities: a text, and for each entity its distinct mentions and some of its fields; `no:` what is no mention in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mosul_extract.pipeline import extract
from mosul_extract.records import Record

CASES = Path(__file__).parent / "cases"
LISTS = {"actor": "actors", "unit": "units", "place": "places"}


def read_cases(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each text with its lines."""
    for block in (CASES / name).read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0].removeprefix("text: "), lines[1:]


def check(text: str, expected: list[str]) -> None:
    """Find each expected entity among those of its list: the same mentions, and the fields that the line gives."""
    record = extract(text)
    for line in expected:
        kind, _, rest = line.partition(": ")
        names, _, fields = rest.partition(" | ")
        if kind == "no":
            mentions = [m.text for name in LISTS.values() for e in getattr(record, name) for m in e.mentions]
            assert names not in mentions, f"{names} is none of {mentions}"
            continue
        entities = getattr(record, LISTS[kind])
        wanted = set(names.split(", "))
        found = [e for e in entities if {m.text for m in e.mentions} == wanted]
        assert len(found) == 1, f"{names}: {[[m.text for m in e.mentions] for e in entities]}"
        for name, value in _fields(fields):
            told = _told(record, found[0], name)
            assert told.startswith(value[:-1]) if value.endswith("*") else told == value, (
                f"{names}: {name} is {told}, not {value}"
            )


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of `name=value name=value`; a value may hold spaces."""
    parts = text.split("=")
    for i in range(len(parts) - 1):
        value = parts[i + 1] if i + 2 == len(parts) else parts[i + 1].rpartition(" ")[0]
        yield parts[i].rpartition(" ")[2], value


def _told(record: Record, entity: Any, field: str) -> str:
    """What the record says, as a case writes it."""
    if field == "admin":
        return ">".join(level.name for level in entity.admin)
    value = getattr(entity, {"en": "name_en"}.get(field, field))
    if field in ("parent", "affiliation"):
        value = next((e.name for e in (*record.actors, *record.units) if e.id == value), None)
    return "null" if value is None else str(value)
