"""By whom, by what means, where and when: the words around a fact that belong to it."""

from __future__ import annotations

from mosul_extract.extractors.casualties.reading import FactReader
from mosul_extract.mentions import Fact, Piece


def add_circumstances(reader: FactReader, facts: list[Fact]) -> None:
    """Fill by, means, place and when of every fact."""
