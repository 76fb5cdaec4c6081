"""Properties that hold for any text: spans are exact, references lead somewhere, nothing raises, bytes repeat."""

from __future__ import annotations

import json
import pickle
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import SEED
from mosul_extract import Record, extract
from mosul_extract.lexicons.loading import load
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.pipeline import read
from mosul_extract.text.document import Document
from mosul_extract.text.tokens import spellings_of, word

# Words from which sentences of the kind are made; any order of them is a text that must not break anything.
WORDS = (
    "قُتل", "مقتل", "وإصابة", "أصيب", "لم", "يسقط", "قتلى", "25", "٣", "1,500", "عشرات", "نحو", "أكثر من", "ما لا يقل عن", "بين",
    "شخصا", "جنود", "جنديين", "مدنيين", "آخرون", "بينهم", "ثلاثة", "أطفال", "في", "بالموصل", "وبغداد", "حي", "القدس", "مدينة", "حلب",
    "داعش", "تنظيم", "الدولة", "الإسلامية", "الشرطة", "الاتحادية", "الفرقة", "التاسعة", "اللواء", "37", "الفريق", "عبد", "الوهاب",
    "الساعدي", "قال", "وأضاف", "بحسب", "مصدر", "أمني", "وكالة", "رويترز", "أمس", "الخميس", "15", "يناير", "2017", "،", ".", "\"", "(", ")",
    "\n", "«", "»", ":", "غارة", "تركية", "دمرت", "عجلات", "مفخخة", "لل", "و", "ـــ", "\u200f", "\u202e", "ﷲ", "مئة", "ألف", "مليون",
    "ونصف",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
LINES = st.lists(st.sampled_from([*WORDS, "\n", "."]), max_size=40).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
ANYTHING = st.one_of(
    st.text(max_size=200), SENTENCES, GLUED, st.text(alphabet='قتلجرحو 0123٤٥٦،.«»"()\u064b\u0640\n', max_size=120)
)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a record that has words and a place."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("start") is not None and "end" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@given(ANYTHING)
@example("\u0651" * 3000)
@example("ا" * 3000)
@example("(" * 3000)
@example("قُتل" * 300)
@example("و" * 2000 + " 25 شخصا")
@example("9" * 400 + " قتيلا")
@CALM
def test_every_span_is_its_words(source: str) -> None:
    record = json.loads(extract(source).to_json())
    assert record["document"]["characters"] == len(source)
    for span in spans({name: record[name] for name in ("actors", "units", "places", "casualties", "materiel")}):
        assert span["text"] == source[span["start"] : span["end"]]
        assert span["start"] < span["end"]


@given(st.one_of(SENTENCES, LINES))
@example("يسقط \n قتلى")
@example("قتل و جرح 25 خلاله الملل")
@example("قالت صحيفة «😀»")
@example("إصابة توم باراك\nمحمد قاسم فهيم")
@example("أصيب 20 من بين الرهائن\nخلية قوامها ثلاثة")
@CALM
def test_references_lead_somewhere_and_mentions_stand_in_order(source: str) -> None:
    record = json.loads(extract(source).to_json())
    entities = {entity["id"] for name in ("actors", "units", "places") for entity in record[name]}
    facts = [fact["id"] for fact in record["casualties"]]
    assert len(facts) == len(set(facts))
    for fact in record["casualties"] + record["materiel"]:
        for name in ("victims", "source", "by", "place", "means"):
            assert (fact.get(name) or {}).get("ref") in entities | {None}
        for name in ("repeats", "subset_of"):
            assert fact.get(name) is None or fact[name] in facts
        assert fact["sentence"]["start"] <= fact["start"] < fact["end"] <= fact["sentence"]["end"]
        count = fact["count"]
        assert count["low"] is None or count["high"] is None or count["low"] <= count["high"]
    for name in ("actors", "units", "places"):
        starts = [entity["mentions"][0]["start"] for entity in record[name]]
        assert starts == sorted(starts)
        for entity in record[name]:
            places = [(mention["start"], mention["end"]) for mention in entity["mentions"]]
            assert places == sorted(set(places))


@given(ANYTHING)
@CALM
def test_the_same_text_gives_the_same_bytes_and_a_valid_record(source: str) -> None:
    line = extract(source).to_json()
    assert extract(source).to_json() == line
    assert Record.model_validate_json(line).to_json() == line
    assert len(line.splitlines()) == 1


def test_extract_and_its_record_can_be_pickled() -> None:
    record = extract(SEED.read_text("utf-8"))
    assert pickle.loads(pickle.dumps(extract)) is extract
    assert pickle.loads(pickle.dumps(record)) == record


def told(source: str) -> dict[str, list[tuple[object, ...]]]:
    """What stands where: numbers, times, casualty and materiel facts."""
    _, findings = read(Document(source), load())
    return {
        "numbers": [(n.start, n.end, n.low, n.high, n.precision) for n in findings.numbers],
        "times": [(t.start, t.end) for t in findings.times],
        "casualties": [(f.start, f.end, f.kind, f.amount.low, f.amount.high) for f in findings.casualties],
        "materiel": [(f.start, f.end, f.kind, f.amount.low) for f in findings.materiel],
    }


# What a reader may be told later and reads backward from: a text about sport has no casualties, a name in full explains a
# short one, and who claims an attack may stand in the next sentence. Therefore entities may change, and facts in texts of
# words at random; numbers and times never do, nor the facts of plain sentences.
PLAIN = (
    "قُتل 25 شخصا في الموصل، بحسب مصدر أمني.", "وأصيب 7 جنود في بغداد يوم الخميس.", "مقتل 12 مدنيا بغارة جوية في ريف إدلب\n",
    "قتلت القوات العراقية سبعة من عناصر داعش في تلال حمرين.", "خلف الهجوم 12 قتيلا و34 جريحا.", "خطف داعش 3 مدنيين\n",
    "دمرت القوات 8 عجلات مفخخة في 15 يناير 2017.", "قال العقيد محمد علي إن 3 من جنوده قتلوا.", "أصيب آخرون.", "نزح ألف شخص",
    "أسفر القصف عن مقتل ما لا يقل عن 10 أشخاص بينهم 3 أطفال.", "دبي، الإمارات العربية المتحدة (CNN)-- قتل 4 جنود.", "إرهابيا",
)  # fmt: skip
ARTICLES = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6).map(" ".join)


@given(ARTICLES, ARTICLES)
@CALM
def test_a_paragraph_more_changes_nothing_before_it(source: str, more: str) -> None:
    before, after = told(source), told(f"{source}\n\n{more}")
    for name, found in before.items():
        assert [place for place in after[name] if place[0] < len(source)] == found  # type: ignore[operator]


@given(SENTENCES, SENTENCES)
@CALM
def test_a_paragraph_more_changes_no_number_and_no_time(source: str, more: str) -> None:
    before, after = told(source), told(f"{source}.\n\n{more}")
    for name in ("numbers", "times"):
        assert [place for place in after[name] if place[0] < len(source)] == before[name]  # type: ignore[operator]


@given(st.text(alphabet="وفبلكساملر", min_size=1, max_size=8))
@example("وللموصل")
@CALM
def test_a_word_is_among_the_spellings_of_all_that_it_can_be_read_as(text: str) -> None:
    spelled = word(text)
    for _, stem in spelled.forms:
        assert spelled.folded in spellings_of(stem)


@given(ANYTHING)
@example("A10 ٣٤، १२ و5")
@CALM
def test_words_with_digits_are_known_in_order(source: str) -> None:
    annotated = AnnotatedDocument(Document(source, keep_text=True), load())
    starts = annotated.starts
    assert annotated.with_digits == sorted({bisect_right(starts, m.start()) - 1 for m in re.finditer(r"\d", source)})
