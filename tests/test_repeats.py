"""Nothing twice: which facts of an article tell again what an earlier one has told."""

from __future__ import annotations

import pytest

from mosul_extract import extract

# An article by its paragraphs, and for each of its facts the number of the one that it repeats.
ARTICLES = {
    "headline and lead": (["مقتل 12 مدنيا بقصف على تعز", "قتل 12 مدنيا الجمعة في قصف على مدينة تعز."], [None, 1]),
    "one of no name, named below": (
        ["مقتل قيادي حوثي بارز في صعدة", "أعلن التحالف مقتل القيادي الحوثي محمد علي الشامي في صعدة أمس."],
        [None, 1],
    ),
    "named below, and again by his family name": (
        ["مقتل عقيد في اللاذقية", "قتل العقيد حسان الشيخ في اللاذقية أمس.", "وقال شهود إن مسلحا قتل الشيخ أمام منزله."],
        [None, 1, 1],
    ),
    "a journalist, named below": (
        ["استشهاد صحفية برصاص الاحتلال في جنين", "استشهدت الصحفية شيرين أبو عاقلة برصاص الاحتلال في جنين."],
        [None, 1],
    ),
    "a second name is another man": (
        [
            "اغتيال ضابط في عدن",
            "اغتال مسلحون العقيد ناصر المقبلي في عدن.",
            "واغتال مسلحون العقيد سالم الردفاني في عدن.",
        ],
        [None, 1, None],
    ),
    "a man of another kind": (
        ["مقتل جندي في عدن", "اغتال مسلحون الصحفي سالم الردفاني في عدن أمس."],
        [None, None],
    ),
    "a leader of a group, named below": (
        ["اغتيال قيادي بحماس في بيروت", "أعلنت حركة حماس استشهاد القيادي صالح العاروري في بيروت."],
        [None, 1],
    ),
    "a region in the headline, its town below, and «the two dead»": (
        [
            "مقتل شرطيين في هجوم بسيناء",
            "قتل شرطيان في هجوم لمسلحين على حاجز في العريش.",
            "وأوضح المصدر أن القتيلين هما أمين شرطة ومجند.",
        ],
        [None, 1, 1],
    ),
    "with his death": (
        [
            "استشهاد طفل متأثرا بجراحه",
            "استشهد طفل فلسطيني متأثرا بجروح أصيب بها قبل أسبوع في جنين.",
            "وباستشهاده ترتفع حصيلة الشهداء في جنين إلى 21 شهيدا.",
        ],
        [None, 1, 1, None],
    ),
    "a place that no lexicon has": (["مقتل جندي في قرية أم الزنبق", "قتل جندي في بلدة زنبقان."], [None, None]),
    "two of no name in two towns": (["مقتل جندي في عدن", "قتل جندي في مدينة تعز."], [None, None]),
}


def test_two_soldiers_of_the_headline_are_those_named_below() -> None:
    facts = extract("مقتل جنديين في عدن\n\nقتل الجندي محمد سالم والجندي علي ناصر في عدن أمس.").casualties
    assert [(fact.count.low, fact.subset_of) for fact in facts] == [(2, None), (1, "C1"), (1, "C1")]


@pytest.mark.parametrize("name", ARTICLES)
def test_facts_told_again_repeat_the_first(name: str) -> None:
    paragraphs, expected = ARTICLES[name]
    facts = extract("\n\n".join(paragraphs)).casualties
    numbers = {fact.id: number for number, fact in enumerate(facts, start=1)}
    assert [numbers[fact.repeats] if fact.repeats else None for fact in facts] == expected
