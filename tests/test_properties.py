"""Properties that hold for any text: spans are exact, references lead somewhere, nothing raises, bytes repeat."""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import SEED
from mosul_extract import Record, extract

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


@given(SENTENCES)
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


@pytest.mark.parametrize(
    "unit",
    ["قُتل 25 شخصا في الموصل، بحسب مصدر أمني.", "قتل ", " 25", "(", '"قال ', "داعش ", "الفريق عبد ", "و", "9", "\u064e"],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    """Ten times the text takes about ten times as long, also where no sentence ends."""

    def seconds(times: int) -> float:
        start = time.perf_counter()
        extract(unit * times)
        return time.perf_counter() - start

    seconds(300)
    assert seconds(3000) < 30 * seconds(300) + 0.1


def test_extract_and_its_record_can_be_pickled() -> None:
    record = extract(SEED.read_text("utf-8"))
    assert pickle.loads(pickle.dumps(extract)) is extract
    assert pickle.loads(pickle.dumps(record)) == record


def offsets(record: Record) -> set[tuple[str, int, int]]:
    """Where all mentions and casualty facts stand."""
    entities = [*record.actors, *record.units, *record.places]
    found = {(type(entity).__name__, m.start, m.end) for entity in entities for m in entity.mentions}
    return found | {(fact.kind, fact.start, fact.end) for fact in record.casualties}
