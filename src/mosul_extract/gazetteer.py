"""Gazetteer: the places of a lexicon, each with its country, its governorate and all that it lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from mosul_extract.lexicons.loading import Lexicon, Row
from mosul_extract.naming import Words
from mosul_extract.records import Values, known
from mosul_extract.text.folding import fold

_LEVELS = frozenset({"country", "region", "governorate", "district", "city", "town", "neighbourhood", "zone"})
_MOST_REMEMBERED = 1 << 9
_WIDEST = frozenset({"country", "governorate"})
# Of a place without coordinates of its own: how exact those of a place around it are.
_LEVEL_OF = {"town": "city", "village": "city", "neighbourhood": "city", "zone": "city", "facility": "city"} | {
    "natural": "district", "region": "governorate"
}  # fmt: skip


class Location(NamedTuple):
    """Where a name is: the `row` of the place itself, else the row that it lies `within`, else its `country` alone."""

    row: Row | None = None
    within: Row | None = None
    country: str | None = None


K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """What was found for each key, found when it is first asked for; of less weight than functools.cache."""

    def __init__(self, find: Callable[[K], V]) -> None:
        """With what finds it."""
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> V:
        """Find it and keep it."""
        found = self[key] = self._find(key)
        return found


class Gazetteer:
    """The places of a lexicon, each with all that it lies in.

    `chain(row)` is the place and what it lies in, the narrowest first; the country at last, also where a parent is missing.
    `around(row)` are the ids of these without the country. `country(row)` and `governorate(row)` are those that a place is or
    lies in, None for None. `told(location)` are the values of a record that follow from where a place is. All are found when
    they are first asked for, and kept.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Nothing is computed before it is asked for."""
        self.lexicon = lexicon
        self.chain = Kept(self._chain).__getitem__
        self.around = Kept(self._around).__getitem__
        self.country = Kept(self._country).__getitem__
        self.governorate = Kept(self._governorate).__getitem__
        self.told = lru_cache(_MOST_REMEMBERED)(self._told)
        self._level = cache(self._as_level)
        self._class_words = cache(self._find_class_words)

    def home(self, country: str | None) -> Row | None:
        """The row of a country by its ISO code."""
        return self.lexicon.row("places", country.lower()) if country else None

    def name(self, row: Row) -> str:
        """The Arabic name, of a governorate without its class word: «نينوى», not «محافظة نينوى»."""
        name = row["names"].split("|")[0].removeprefix("=")
        if row["kind"] != "governorate":
            return name
        first, _, rest = name.partition(" ")
        heads = [e.row for e in self.lexicon.find(first) if e.row.lexicon == "heads"] if rest else []
        return rest if any(head["kind"] == "governorate" for head in heads) else name

    def common(self, rows: Iterable[Row]) -> Row | None:
        """The narrowest place that holds all of these."""
        chains = [self.chain(row) for row in rows]
        return next((place for place in chains[0] if all(place in chain for chain in chains[1:])), None)

    def named(self, words: Words) -> list[tuple[Row, bool]]:
        """The rows of a name, and whether it is a weak one of theirs."""
        return [(e.row, e.weak) for e in self.lexicon.entries(" ".join(words)) if e.row.lexicon == "places"]

    def named_with_class_word(self, words: Words, kind: str) -> list[tuple[Row, bool]]:
        """The rows of a kind that bear the name after a class word: «محافظة إب» for «إب» in a list of governorates."""
        return [
            found
            for word in self._class_words(kind)
            for found in self.named((word, *words))
            if found[0]["kind"] == kind
        ]

    def _chain(self, row: Row) -> tuple[Row, ...]:
        chain = [row]
        while (parent := self.lexicon.row("places", chain[-1]["parent"])) is not None and parent not in chain:
            chain.append(parent)
        home = self.home(row["country"])
        if home is not None and home not in chain:
            chain.append(home)
        return tuple(chain)

    def _around(self, row: Row) -> frozenset[str]:
        return frozenset(place.id for place in self.chain(row) if place["kind"] != "country")

    def _country(self, row: Row | None) -> str | None:
        if row is None:
            return None
        return row["country"] or next((place["country"] for place in self.chain(row) if place["country"]), None)

    def _governorate(self, row: Row | None) -> Row | None:
        around = self.chain(row) if row is not None else ()
        return next((place for place in around if place["kind"] == "governorate"), None)

    def _told(self, location: Location) -> Values:
        """Country, what a place lies in, the best coordinates that are known, and what its own row knows of it."""
        row, within, country = location
        place = within if row is None else row
        latitude, longitude, precision = self._coordinates(location)
        return known({
            "name_en": (row["name_en"] or None) if row is not None else None, "country": country or self.country(place),
            "admin": self._admin(location), "latitude": latitude, "longitude": longitude, "precision": precision,
            "geonames": int(row["geonames"]) if row is not None and row["geonames"] else None,
        })  # fmt: skip

    def _admin(self, location: Location) -> list[Values]:
        """What a place lies in, the widest first; a country and a governorate count as their own."""
        place = location.row or location.within or self.home(location.country)
        if place is None:
            return []
        own = location.row is place and place["kind"] not in _WIDEST
        return [level for row in reversed(self.chain(place)[own:]) if (level := self._level(row))]

    def _as_level(self, row: Row) -> Values | None:
        """The place as one of those in which another lies; None where its kind is none of those."""
        if row["kind"] not in _LEVELS:
            return None
        return {"level": row["kind"], "name": self.name(row), "name_en": row["name_en"] or None}

    def _coordinates(self, location: Location) -> tuple[float | None, float | None, str | None]:
        """Own coordinates, else those of the nearest place around that has them, and how exact that is."""
        place = location.row or location.within
        for row in self.chain(place) if place is not None else ():
            if row["latitude"] and row["longitude"]:
                level = "own" if row is location.row else _LEVEL_OF.get(row["kind"], row["kind"])
                return float(row["latitude"]), float(row["longitude"]), level
        return None, None, None

    def _find_class_words(self, kind: str) -> tuple[str, ...]:
        """The folded class words of a kind of place, in the singular."""
        heads = (
            row
            for row in self.lexicon.of("heads")
            if row["list"] == "places" and row["kind"] == kind and row["number"] == "singular"
        )
        return tuple(fold(word) for row in heads for word in row["names"].split("|"))


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a lexicon, made once."""
    return Gazetteer(lexicon)
