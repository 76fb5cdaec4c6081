"""Meanings: which places of the lexicon a name may mean, by its words and its class word alone, before the text is asked."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mosul_extract.gazetteer import Gazetteer, gazetteer
from mosul_extract.lexicons.loading import Lexicon, Row
from mosul_extract.naming import Words

# What a row may be for a class word to name the row itself, the likeliest first; any other row only tells where the place is.
FITTING: dict[str, tuple[str, ...]] = {
    "country": ("country", "region"),
    "region": ("region", "governorate", "zone"),
    "governorate": ("governorate", "region"),
    "district": ("district",),
    "city": ("city", "town", "neighbourhood", "village"),
    "town": ("town", "city", "village", "neighbourhood", "zone"),
    "village": ("village", "town"),
    "neighbourhood": ("neighbourhood", "zone", "town", "village"),
    "zone": (
        "neighbourhood",
        "town",
        "zone",
        "village",
        "city",
        "district",
        "natural",
        "region",
        "governorate",
        "facility",
    ),
    "facility": ("facility",),
    "natural": ("natural",),
}
# How well known a place of a kind is: what a reader takes a name for who knows nothing of the article.
RENOWN = {
    "country": 5.0, "governorate": 3.6, "city": 4.0, "region": 3.6, "district": 2.6, "town": 2.4, "natural": 2.2,
    "zone": 1.6, "facility": 1.4, "village": 1.0, "neighbourhood": 0.8,
}  # fmt: skip
# How much a name that can only be in one country tells of what the text is about.
_EVIDENCE = {"country": 1.0, "governorate": 2.0, "city": 2.0, "region": 2.0, "district": 1.5}
_LITTLE_EVIDENCE = 0.6
_WITH_CLASS_WORD = 1.0
_WEAK, _UNFIT_STEP, _NOT_CURATED, _CHOSEN = -0.8, 0.35, -0.3, 0.2
_MOST_REMEMBERED = 1 << 9
_NONE: frozenset[Row] = frozenset()


class Called(NamedTuple):
    """How a text calls a place: the `words` of its name, the kind of the class word before them (`under`, empty for none),
    the `whole` name with its class word where that can be a name of its own, and the row that the extractor `chose`."""

    words: Words
    under: str
    whole: Words
    chosen: Row | None


class Meanings(NamedTuple):
    """What a name may mean.

    `candidates`: how likely each row is that it may name. `containers`: the rows that only tell where it lies.
    `whole`: the candidates that have the class word in their name. `weak`: those of which it is a weak name. `home`: the
    country in which all of them lie, empty for none; `evidence`: how much the name then tells of what the text is about.
    """

    candidates: tuple[tuple[float, Row], ...]
    containers: tuple[Row, ...]
    whole: frozenset[Row]
    weak: frozenset[Row]
    home: str
    evidence: float


class Names:
    """The meanings of the names that were met, kept for the texts to come."""

    def __init__(self, places: Gazetteer) -> None:
        """Nothing is looked up before it is asked for."""
        self._places = places
        self._known: dict[Called, Meanings] = {}

    def meanings(self, called: Called) -> Meanings:
        """What a name may mean."""
        known = self._known.get(called)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[called] = self._find(called)
        return known

    def _find(self, called: Called) -> Meanings:
        """The rows of its words with the class word, and those of a fitting kind without it."""
        words, under, whole, chosen = called
        rows = dict(self._places.named(whole)) if whole else {}
        weak = {row for row, is_weak in rows.items() if is_weak}
        candidates = [(_WITH_CLASS_WORD + renown(row, is_weak, chosen), row) for row, is_weak in rows.items()]
        containers: list[Row] = []
        if under:
            below, containers = self._below(called)
            for row, is_weak in below:
                if row not in rows:
                    weak.update([row] if is_weak else ())
                    unfit = _UNFIT_STEP * FITTING[under].index(row["kind"])
                    candidates.append((renown(row, is_weak, chosen) - unfit, row))
            if not candidates and under == "governorate":
                found = self._places.named_with_class_word(words, under)
                candidates = [(renown(row, is_weak, chosen), row) for row, is_weak in found]
        elif len(rows) > 1 and any(self._is_of_the_world(row) and row not in weak for row in rows):
            candidates = [found for found in candidates if self._is_of_the_world(found[1])]
        if not candidates and not containers and chosen is not None:
            if not under or chosen["kind"] in FITTING.get(under, ()):
                candidates = [(renown(chosen, False, chosen), chosen)]
            else:
                containers = [chosen]
        with_class_word = frozenset(rows) if under else _NONE
        home, evidence = self._evidence([row for _, row in candidates] or containers)
        return Meanings(tuple(candidates), tuple(containers), with_class_word, frozenset(weak), home, evidence)

    def _below(self, called: Called) -> tuple[list[tuple[Row, bool]], list[Row]]:
        """The rows of a name without its class word: those of a kind that the class word can stand for, and all others."""
        fitting = FITTING.get(called.under, ())
        named = self._places.named(called.words)
        fit = [(row, is_weak) for row, is_weak in named if row["kind"] in fitting]
        return fit, [row for row, _ in named if row["kind"] not in fitting]

    def _is_of_the_world(self, row: Row) -> bool:
        """Whether the place is a country or of several ones: what its plain name means («النيجر», «البحر الأحمر»)."""
        return row["kind"] == "country" or self._places.country(row) is None

    def _evidence(self, rows: list[Row]) -> tuple[str, float]:
        """The one country of some rows, and how much they tell of it; none where they lie in several."""
        homes = {self._places.country(row) for row in rows}
        home = homes.pop() if len(homes) == 1 else None
        return (home, max(_EVIDENCE.get(row["kind"], _LITTLE_EVIDENCE) for row in rows)) if home else ("", 0.0)


@lru_cache(maxsize=4)
def place_names(lexicon: Lexicon) -> Names:
    """The names of the places of a lexicon, made once."""
    return Names(gazetteer(lexicon))


def is_bulk(row: Row) -> bool:
    """Whether the row is one of the many that nobody has looked at."""
    return row.id[1:].isdigit()


def renown(row: Row, weak: bool, chosen: Row | None) -> float:
    """How well known a place is under a name, and a little more where the extractor chose it."""
    return RENOWN[row["kind"]] + weak * _WEAK + (row is chosen) * _CHOSEN + is_bulk(row) * _NOT_CURATED
