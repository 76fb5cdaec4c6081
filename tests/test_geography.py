"""Geography: which place of the world a name means, and what is left open where the text does not decide."""

from __future__ import annotations

import pytest

from entity_cases import check, read_cases
from mosul_extract.gazetteer import gazetteer
from mosul_extract.lexicons.loading import load
from mosul_extract.pipeline import extract

NAMED = list(read_cases("geography.txt"))


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=range(len(NAMED)))
def test_case(text: str, expected: list[str]) -> None:
    check(text, expected)


def test_every_place_of_the_lexicon_has_a_chain_that_ends() -> None:
    places = gazetteer(load())
    for row in load().of("places"):
        chain = places.chain(row)
        assert chain[0] is row
        assert len(chain) == len(set(chain))
        home = places.home(row["country"])
        assert home is None or home in chain


def test_coordinates_and_precision_come_together() -> None:
    record = extract(" ".join(text for text, _ in NAMED))
    for place in record.places:
        assert (place.latitude is None) == (place.longitude is None) == (place.precision is None)
