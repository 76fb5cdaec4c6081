"""Mentions: what extractors claim of the text, before linking makes entities and a record of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mosul_extract.lexicons.loading import Row

ListName = Literal["actors", "units", "places"]


@dataclass(slots=True, eq=False)
class Mention:
    """One name in the text: tokens `first` to `last - 1`, code points `start` to `end`, and the rule that claims it.

    `row` is the lexicon row of the thing named, where one is known. The other fields are what the grammar read beside
    the name: rank and role of a person, echelon, number and owner of a unit, the head word of a place.
    """

    list: ListName
    kind: str
    first: int
    last: int
    start: int
    end: int
    rule: str
    row: Row | None = None
    rank: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    echelon: str | None = None
    number: int | None = None
    country: str | None = None
    head: str | None = None


@dataclass(slots=True)
class Findings:
    """All mentions of a document by list, each in the order of the text. Extractors add to it and read what stands in it."""

    actors: list[Mention] = field(default_factory=list)
    units: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)

    def of(self, name: ListName) -> list[Mention]:
        """The mentions of a list."""
        return {"actors": self.actors, "units": self.units, "places": self.places}[name]
