"""Gazetteer: the places of a lexicon, each with its country, its governorate and all that it lies in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mosul_extract.lexicons.loading import Lexicon, Row
from mosul_extract.naming import Words
from mosul_extract.records import Values
from mosul_extract.text.folding import fold

_LEVELS = frozenset({"country", "region", "governorate", "district", "city", "town", "neighbourhood", "zone"})


class Gazetteer:
    """The places of a lexicon, each with all that it lies in."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Nothing is computed before it is asked for."""
        self.lexicon = lexicon
        self._chains: dict[Row, tuple[Row, ...]] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self._names: dict[Row, str] = {}
        self._levels: dict[Row, Values | None] = {}
        self._countries: dict[Row, str | None] = {}
        self._governorates: dict[Row, Row | None] = {}

    def chain(self, row: Row) -> tuple[Row, ...]:
        """The place and what it lies in, the narrowest first; the country at last, also where a parent is missing."""
        known = self._chains.get(row)
        if known is None:
            chain = [row]
            while (parent := self.lexicon.row("places", chain[-1]["parent"])) is not None and parent not in chain:
                chain.append(parent)
            home = self.home(row["country"])
            if home is not None and home not in chain:
                chain.append(home)
            known = self._chains[row] = tuple(chain)
        return known

    def home(self, country: str | None) -> Row | None:
        """The row of a country by its ISO code."""
        return self.lexicon.row("places", country.lower()) if country else None

    def name(self, row: Row) -> str:
        """The Arabic name, of a governorate without its class word: «نينوى», not «محافظة نينوى»."""
        known = self._names.get(row)
        if known is None:
            known = row["names"].split("|")[0].removeprefix("=")
            first, _, rest = known.partition(" ")
            if rest and any(
                e.row.lexicon == "heads" and e.row["kind"] == row["kind"] == "governorate"
                for e in self.lexicon.find(first)
            ):
                known = rest
            self._names[row] = known
        return known

    def level(self, row: Row) -> Values | None:
        """The place as one of those in which another lies; None where its kind is none of those."""
        if row not in self._levels:
            is_level = row["kind"] in _LEVELS
            named = {"level": row["kind"], "name": self.name(row), "name_en": row["name_en"] or None}
            self._levels[row] = named if is_level else None
        return self._levels[row]

    def country(self, row: Row | None) -> str | None:
        """The country of a place."""
        if row is None:
            return None
        if row not in self._countries:
            self._countries[row] = next((place["country"] for place in self.chain(row) if place["country"]), None)
        return self._countries[row]

    def governorate(self, row: Row | None) -> Row | None:
        """The governorate that a place is or lies in."""
        if row is None:
            return None
        if row not in self._governorates:
            around = (place for place in self.chain(row) if place["kind"] == "governorate")
            self._governorates[row] = next(around, None)
        return self._governorates[row]

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

    def _class_words(self, kind: str) -> tuple[str, ...]:
        """The folded class words of a kind of place, in the singular."""
        if kind not in self._heads:
            heads = (
                row
                for row in self.lexicon.of("heads")
                if row["list"] == "places" and row["kind"] == kind and row["number"] == "singular"
            )
            self._heads[kind] = tuple(fold(word) for row in heads for word in row["names"].split("|"))
        return self._heads[kind]


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a lexicon, made once."""
    return Gazetteer(lexicon)
