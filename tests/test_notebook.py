"""Notebook: what a record shows of itself is its facts and names, and its text with marks; an article's markup stays text."""

from __future__ import annotations

from html.parser import HTMLParser

from conftest import SEED
from mosul_extract import extract
from mosul_extract.notebook import Mark, segments
from mosul_extract.records import Record

TEXT = "<script>alert(1)</script> قتل 24 إرهابياً في الموصل، بحسب طيران التحالف الدولي \u202e\x1b[31m"


class Page(HTMLParser):
    """The tags of a piece of HTML, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.text = ""
        self._title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert {name for name, _ in attrs} <= {"style", "title", "dir", "lang", "class"}
        self._title = dict(attrs).get("title") or ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._title:
            self.marks += ((line, data) for line in self._title.split("\n"))
        self._title = ""


def test_facts_and_marks_are_shown() -> None:
    record = extract(SEED.read_text("utf-8"))
    page = Page(record._repr_html_())
    assert record.document.text in page.text
    for fact in record.casualties:
        assert "".join(words for title, words in page.marks if title.startswith(f"{fact.id} ")) == fact.text
    for entity in (*record.actors, *record.units, *record.places):
        marked = "".join(words for title, words in page.marks if title.startswith(f"{entity.id} "))
        assert marked == "".join(mention.text for mention in entity.mentions)
    assert "C2killed24combatant" in page.text


def test_markup_and_controls_of_a_text_are_shown_as_what_they_are() -> None:
    page = Page(extract(TEXT)._repr_html_())
    assert not set(page.tags) - {"div", "p", "strong", "span", "bdi", "table", "thead", "tbody", "tr", "th", "td"}
    assert "<script>alert(1)</script>" in page.text
    assert "<U+202E><U+001B>[31m" in page.text


def test_a_record_without_text_or_facts() -> None:
    record = extract("قتل 3 جنود في حلب")
    record.document.text = None
    assert "at least" not in record._repr_html_()
    assert "قتل 3 جنود" in record._repr_html_()
    assert "No facts were found." in extract("")._repr_html_()
    read = Record.model_validate_json(record.to_json())
    assert read._repr_html_() == record._repr_html_()


def test_counts_in_words() -> None:
    texts = ("قتل 24 جنديا", "مقتل أكثر من 20 جنديا", "قتل نحو 1500 جندي", "قتل بين 10 و15 جنديا", "مقتل جنود")
    counts = [str(extract(text).casualties[0].count) for text in texts]
    assert counts == ["24", "at least 20", "about 1,500", "10 to 15", "unknown"]


def test_segments_of_marks_that_overlap() -> None:
    marks = [Mark(2, 6, "places", "a"), Mark(4, 8, "units", "b"), Mark(4, 5, "actors", "c")]
    cut = [(start, end, [mark.title for mark in here]) for start, end, here in segments(9, marks)]
    assert cut == [
        (0, 2, []), (2, 4, ["a"]), (4, 5, ["a", "c", "b"]), (5, 6, ["a", "b"]), (6, 8, ["b"]), (8, 9, []),
    ]  # fmt: skip
