"""Tolls of one event: counts that others give, that rise, that a headline sums up. None is counted twice."""

from __future__ import annotations

import pytest

from mosul_extract import extract
from mosul_extract.records import Casualty

# An article by its paragraphs, and each of its facts: how many, and the number of the fact that it repeats or is part of.
ARTICLES = {
    "another speaker gives another toll": (
        ["قال ناشطون إن 30 مدنيا قتلوا في قصف استهدف سوقا في الفاشر.", "وقال مصدر طبي إن عدد القتلى في القصف بلغ 25."],
        ["30", "25 repeats 1"],
    ),
    "the attackers claim more": (
        [
            "قتل 12 جنديا في هجوم على قاعدة قرب غاو، بحسب وزارة الدفاع.",
            "وتبنى تنظيم القاعدة الهجوم وقال إن مقاتليه قتلوا 60 جنديا.",
        ],
        ["12", "60 repeats 1"],
    ),
    "while others say": (
        [
            "أعلنت الشرطة مقتل سبعة أشخاص في انفجار سيارة مفخخة في بيدوا، بينما قال شهود عيان إن عدد القتلى لا يقل عن 15."
        ],
        ["7", "15 repeats 1"],
    ),
    "news that differ": (
        ["تضاربت الأنباء، فبينما أعلنت الوزارة مقتل 10 أشخاص، تحدثت مصادر محلية عن سقوط 22 قتيلا."],
        ["10", "22 repeats 1"],
    ),
    "corrected twice": (
        [
            "تحدثت السلطات في البداية عن مقتل 17 جنديا في الهجوم على المخفر.",
            "وأعلن المتحدث لاحقا مقتل 11 جنديا.",
            "لكن قائد الجيش تحدث عن مقتل تسعة جنود فقط.",
        ],
        ["17", "11 repeats 1", "9 repeats 1"],
    ),
    "a toll that rises": (
        [
            "قتل خمسة أشخاص في انفجار سيارة مفخخة في مقديشو صباح السبت.",
            "وفي وقت لاحق ارتفعت حصيلة القتلى إلى تسعة، بحسب الشرطة.",
        ],
        ["5 of 2", "9"],
    ),
    "a toll that rises by the dying": (
        [
            "قتل خمسة أشخاص وأصيب عشرة في انفجار سيارة مفخخة في مقديشو.",
            "وقال مصدر طبي إن عدد القتلى ارتفع إلى تسعة بعد وفاة أربعة من المصابين.",
        ],
        ["5 of 3", "10", "9", "4 of 3"],
    ),
    "a first and a last toll": (
        ["قتل 17 شخصا في حصيلة أولية للغارة على بلدة أيطو.", "ثم أعلنت وزارة الصحة أن الحصيلة النهائية بلغت 23 شهيدا."],
        ["17 of 2", "23"],
    ),
    "fewer, of whom more is told": (
        ["قتل 12 شخصا في هجوم على فندق في غاو، بحسب مصادر عسكرية.", "وقالت البعثة إن أربعة مهندسين قتلوا في الهجوم."],
        ["12", "4 of 1"],
    ),
    "scores in the headline": (
        ["مقتل العشرات في هجوم على قرية شمالي نيجيريا", "قتل 45 شخصا في أعمال عنف بين رعاة ومزارعين في ولاية زمفرة."],
        ["20", "45 repeats 1"],
    ),
    "a headline that lists": (
        ["مقتل طفل و3 نساء في قصف على ريف إدلب", "قتل أربعة مدنيين، طفل وثلاث نساء، في قصف على بلدة سفوهن."],
        ["1 of 3", "3 of 3", "4", "1 of 3", "3 of 3"],
    ),
    "a headline that tells of a part": (
        ["إعدام 7 قراصنة في بونتلاند", "أعلنت المحكمة إعدام 12 محكوما، من بينهم 7 قراصنة."],
        ["7 of 2", "12", "7 of 2"],
    ),
    "two attacks": (
        [
            "أسفر هجومان لحركة الشباب في بيدوا عن مقتل 16 جنديا.",
            "وقال مسؤول إن مسلحين هاجموا معسكرا ما أدى إلى مقتل 11 جنديا.",
        ],
        ["16", "11 of 1"],
    ),
    "two sides of a fight": (
        [
            "قتل 23 من قوات النظام وفصائل المعارضة في اشتباكات على أطراف الغوطة.",
            "وأشار المرصد إلى مقتل 15 عنصرا من قوات النظام، مقابل ثمانية مقاتلين من جيش الإسلام.",
        ],
        ["23", "15 of 1", "8 of 1"],
    ),
    "others": (
        ["قتل 3 جنود في هجوم ببيدوا، بحسب الجيش.", "وقالت الشرطة إن مسلحين قتلوا 5 مدنيين في الهجوم."],
        ["3", "5"],
    ),
    "elsewhere": (
        [
            "قتل خمسة أشخاص في انفجار ببغداد، بحسب الشرطة.",
            "وفي الموصل، قالت مصادر طبية إن ثلاثة أشخاص قتلوا في الهجوم على مطعم.",
        ],
        ["5", "3"],
    ),
    "of another nation": (
        ["قالت كييف إن 5 جنود روس قتلوا في القصف على بيلغورود.", "وقالت موسكو إن 8 جنود أوكرانيين قتلوا في القصف."],
        ["5", "8"],
    ),
    "on another day": (
        ["قتل 5 مدنيين الأحد في القصف على الغوطة، بحسب المرصد.", "وقال ناشطون إن 9 مدنيين قتلوا الاثنين في القصف."],
        ["5", "9"],
    ),
    "losses of the speakers": (
        ["قتل 12 جنديا في هجوم على قاعدة، بحسب الوزارة.", "وقالت الحركة إن 4 من مقاتليها قتلوا في الهجوم."],
        ["12", "4"],
    ),
    "another attack": (
        [
            "أعلنت الشرطة مقتل رجلين في إطلاق نار بحي الكرادة.",
            "وقالت مصادر أمنية إن ثلاثة رجال قتلوا في هجوم آخر على مقهى.",
        ],
        ["2", "3"],
    ),
}


def told(fact: Casualty, numbers: dict[str, int]) -> str:
    """How many, and what the fact repeats or is part of."""
    if fact.subset_of:
        return f"{fact.count.low} of {numbers[fact.subset_of]}"
    return f"{fact.count.low} repeats {numbers[fact.repeats]}" if fact.repeats else f"{fact.count.low}"


@pytest.mark.parametrize("name", ARTICLES)
def test_tolls_of_one_event_are_counted_once(name: str) -> None:
    paragraphs, expected = ARTICLES[name]
    facts = extract("\n\n".join(paragraphs)).casualties
    numbers = {fact.id: number for number, fact in enumerate(facts, start=1)}
    assert [told(fact, numbers) for fact in facts] == expected
