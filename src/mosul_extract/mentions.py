"""Mentions: what extractors claim of the text, before linking makes entities and a record of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mosul_extract.lexicons.loading import Row

if TYPE_CHECKING:
    from mosul_extract.dates import TimeExpression
    from mosul_extract.text.numerals import Number

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
class Piece:
    """Words that a fact quotes: code points, the mention that they name, and (for means and times) what kind they are."""

    start: int
    end: int
    mention: Mention | None = None
    kind: str = ""
    time: TimeExpression | None = None


@dataclass(slots=True)
class Cue:
    """Words that decided something about a fact, with the address of their lexicon row."""

    role: str
    start: int
    end: int
    row: str


@dataclass(slots=True)
class Amount:
    """How many: the words of the count (none for a singular noun) and what they mean. None is not known, not zero."""

    low: int | None
    high: int | None
    precision: str
    start: int | None = None
    end: int | None = None
    number: Number | None = None


@dataclass(slots=True, eq=False)
class Fact:
    """What happened to how many people (or to which equipment), with the words for each part.

    `anchor` is the token of the event word, `first` to `last - 1` are the tokens of the fact. `victims` are the words for
    people or equipment. `neutral`: these do not tell who the people are («آخرون», «شخص», none). `of_them`: they point to
    people counted before («منهم»). `others`: they say that these are not those told before («جنود آخرون»). `noun`: the row
    of their first word. `of`: the total of a subset.
    """

    kind: str
    anchor: int
    first: int
    last: int
    start: int
    end: int
    rule: str
    amount: Amount
    victims: Piece | None = None
    group: str = "unknown"
    neutral: bool = True
    categories: list[str] = field(default_factory=list)
    of_them: bool = False
    others: bool = False
    noun: str = ""
    subset: bool = False
    of: Fact | None = None
    repeats: Fact | None = None
    scope: str = "event"
    assertion: str = "stated"
    source: Piece | None = None
    by: Piece | None = None
    place: Piece | None = None
    means: Piece | None = None
    when: Piece | None = None
    evidence: list[Cue] = field(default_factory=list)


@dataclass(slots=True)
class Findings:
    """All that was found in a document, each list in the order of the text. Extractors add to it and read what stands in it."""

    actors: list[Mention] = field(default_factory=list)
    units: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    casualties: list[Fact] = field(default_factory=list)
    materiel: list[Fact] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)

    def of(self, name: ListName) -> list[Mention]:
        """The mentions of a list."""
        return {"actors": self.actors, "units": self.units, "places": self.places}[name]
