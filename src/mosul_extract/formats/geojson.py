"""GeoJSON: a feature for each place that has coordinates, with the casualties of events there (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mosul_extract.formats.tables import Values, event_places, summable

_OF_PLACE = ("kind", "name", "name_en", "country", "precision", "geonames", "wikidata")
_OF_FACT = ("id", "kind", "text", "subset", "repeats", "scope", "assertion", "rule")
_TOTALS = ("killed", "injured")


def feature_collection(lines: Iterable[str]) -> Iterator[str]:
    """One FeatureCollection, a feature a line."""
    before = '{"type":"FeatureCollection","features":[\n'
    for line in lines:
        for feature in _features(json.loads(line)):
            text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
            yield before + text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085")
            before = ",\n"
    yield '{"type":"FeatureCollection","features":[]}\n' if before.startswith("{") else "\n]}\n"


def _features(record: Values) -> Iterator[Values]:
    document, places = record["document"], event_places(record)
    for place in record["places"]:
        if place["latitude"] is None or place["longitude"] is None:
            continue
        here = [fact for fact in record["casualties"] if places[fact["id"]] == place["id"]]
        properties: dict[str, Any] = {
            "document": document["id"],
            "id": place["id"],
            "published": document["published"],
            "title": document["title"],
            **{name: place[name] for name in _OF_PLACE},
            "mentions": len(place["mentions"]),
            **{f"{kind}_low": _total(here, kind) for kind in _TOTALS},
            "casualties": [_fact(fact) for fact in here],
        }
        yield {
            "type": "Feature",
            "id": f"{document['id']}/{place['id']}",
            "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
            "properties": properties,
        }


def _total(facts: list[Values], kind: str) -> int | None:
    """At least so many, of the facts that may be added up; null where none gives a number."""
    lows = [f["count"]["low"] for f in facts if f["kind"] == kind and summable(f) and f["count"]["low"] is not None]
    return sum(lows) if lows else None


def _fact(fact: Values) -> Values:
    return {name: fact[name] for name in _OF_FACT} | {
        "low": fact["count"]["low"],
        "high": fact["count"]["high"],
        "count_precision": fact["count"]["precision"],
        "group": fact["victims"]["group"],
        "summable": summable(fact),
    }
