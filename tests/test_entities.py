"""Entities: one thing is one, two things are two, and each tells what the text and the lexicon know of it."""

from __future__ import annotations

import pytest

from entity_cases import check, read_cases
from mosul_extract.lexicons.loading import load
from mosul_extract.naming import contains, person_names, skeleton
from mosul_extract.pipeline import extract

NAMED = list(read_cases("entities.txt"))


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=range(len(NAMED)))
def test_case(text: str, expected: list[str]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("عبد", "الله"), ("عبدالله",)), (("ابي", "بكر"), ("ابوبكر",)), (("رشيد", "يار", "الله"), ("رشيد", "يارالله"))],
)
def test_two_spellings_of_a_name_have_the_same_words(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert person_names(load()).joined(one) == person_names(load()).joined(other)


def test_a_short_name_stands_in_a_full_one_in_its_order() -> None:
    assert contains(("عبدالوهاب", "عبد", "الساعدي"), ("عبدالوهاب", "الساعدي"))
    assert not contains(("محمد", "علي"), ("علي", "محمد"))


def test_long_vowels_do_not_tell_foreign_names_apart() -> None:
    assert skeleton("بارزاني") == skeleton("البرزاني")


def test_every_mention_stands_in_one_entity_and_ids_count_in_the_order_of_the_text() -> None:
    record = extract(" ".join(text for text, _ in NAMED))
    for letter, entities in (("A", record.actors), ("U", record.units), ("P", record.places)):
        assert [entity.id for entity in entities] == [f"{letter}{n}" for n in range(1, len(entities) + 1)]
        firsts = [entity.mentions[0].start for entity in entities]
        assert firsts == sorted(firsts)
        spans = [(m.start, m.end) for entity in entities for m in entity.mentions]
        assert len(spans) == len(set(spans))
