"""The report: the page as a file, and in a headless Chromium what a reader sees and does."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import Browser, program
from conftest import INJURED, KILLED, ROOT, SEED, Run, spawn
from generated import articles
from mosul_extract.formats.tables import summable
from mosul_extract.report.page import page
from test_faults import largest_file

PARTS = ROOT / "src" / "mosul_extract" / "report"
HOSTILE = (
    "<script>window.hostile = 1</script> مقتل 12 مدنيا بغارة جوية في الموصل </script><img src=x onerror='window.hostile = 2'> "
    "😀 <!-- \u202eقُتل 5 جنود\u202c في بغداد \x1b[31mأحمر\x1b[0m \u2028 وأصيب 7 جنود في كركوك. \u2066<svg onload=hostile()>"
)


def as_shown(text: str) -> str:
    """Text of an article with its controls as the page shows them."""
    return re.sub("[\x1b\u202e\u202c\u2028\u2066]", lambda met: f"<U+{ord(met[0]):04X}>", text)


def blocks(text: str) -> dict[str, Any]:
    """The data of a page, by the name of its block."""
    found = re.findall(r'<script type="application/json" id="([^"]+)">(.*?)</script>', text, re.DOTALL)
    return {name: json.loads(data) for name, data in found}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages and the records that they show: the seed article, a thousand, and a hostile one."""
    folder = tmp_path_factory.mktemp("report")
    rows = [json.dumps(article, ensure_ascii=False) for article in articles(1000)]
    (folder / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    hostile = {
        "id": "<b>1</b>", "title": "<img src=x onerror='window.hostile = 3'>\u202e", "url": "javascript:window.hostile=4",
        "outlet": "'\"><script>window.hostile = 5</script>", "text": HOSTILE,
    }  # fmt: skip
    linked = {"id": "2", "title": "x", "url": "https://news.example/a?b=1&c=<d>", "text": "قتل 3 جنود في حلب."}
    (folder / "hostile.jsonl").write_text(f"{json.dumps(hostile)}\n{json.dumps(linked)}\n", "utf-8")
    for name, given in (("seed", SEED), ("many", folder / "rows.jsonl"), ("hostile", folder / "hostile.jsonl")):
        records, made = folder / f"{name}.records.jsonl", folder / f"{name}.html"
        assert spawn(given, "--with-text", "-o", records, "-j", "2", "-q").code == 0
        assert spawn("report", records, "-o", made, "-q").code == 0
    return {path.name.removesuffix(".html"): path for path in folder.glob("*.html")}


def records_of(path: Path) -> list[dict[str, Any]]:
    lines = path.with_suffix(".records.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    if program() is None:
        assert not os.environ.get("CI"), "CI needs Chromium: .ci/run installs it"
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser with nothing kept from another test; a page must never complain nor ask for anything but itself."""
    chromium.size(1280, 900)
    chromium.scheme("light")
    yield chromium
    assert chromium.errors == []
    assert all(address.startswith(("file:", "data:", "blob:", "about:")) for address in chromium.requests)
    assert len([address for address in chromium.requests if address.startswith("file:")]) <= 1
    chromium.run("localStorage.clear()")


# The page as a file


def test_the_policy_allows_the_pages_own_style_and_script_only(pages: dict[str, Path]) -> None:
    text = pages["seed"].read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert style is not None
    assert script is not None
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(part.group(1).encode()).digest()).decode()}'"
        for part in (style, script)
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.group(1).split("; "))
    assert rules == {
        "default-src": "'none'", "style-src": hashes[0], "script-src": hashes[1], "img-src": "data:",
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    assert re.findall(r'\s(?:src|href)="([^"]*)"', text.split("<body>")[0]) == ["data:,"]
    assert " style=" not in text


def test_what_articles_say_is_data_that_ends_nothing(pages: dict[str, Path]) -> None:
    text = pages["hostile"].read_text("utf-8")
    data = re.findall(r'<script type="application/json" id="[^"]+">(.*?)</script>', text, re.DOTALL)
    assert not re.search("[<>\u2028\u202e\u2066]", "".join(data))
    assert "\x1b" not in text
    assert text.count("<script") == len(data) + 1
    assert blocks(text)["article-0"]["text"] == HOSTILE


def test_the_same_records_give_the_same_page(pages: dict[str, Path], run: Run, tmp_path: Path) -> None:
    """Of texts or of their records, with one process or two."""
    for jobs in ("1", "2"):
        made = tmp_path / f"{jobs}.html"
        rows = pages["hostile"].with_suffix(".jsonl")
        assert run("report", rows, "-o", made, "--jobs", jobs).code == 0
        assert made.read_bytes() == pages["hostile"].read_bytes()


def test_a_copy_of_an_article_is_known_as_one(run: Run, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(KILLED, "utf-8")
    (tmp_path / "c.txt").write_text(INJURED, "utf-8")
    assert run("report", tmp_path, "-o", tmp_path / "page.html", "-q").code == 0
    documents = blocks((tmp_path / "page.html").read_text("utf-8"))["documents"]
    assert [document.get("copy_of") for document in documents] == [None, 0, None]


def test_a_failure_costs_itself_and_stands_in_the_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(KILLED, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xff")
    rows = [{"schema_version": "1.0", "document": {"id": 1}}, {"text": 5}]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = run("report", tmp_path, "-o", tmp_path / "page.html")
    assert done.code == 1
    assert done.out == ""
    assert "4 inputs: 1 record, 3 failures" in done.err
    failures = blocks((tmp_path / "page.html").read_text("utf-8"))["about"]["failures"]
    assert [Path(failure["name"]).name for failure in failures] == ["b.txt", "c.jsonl:1", "c.jsonl:2"]
    assert "not a record of this version" in failures[1]["error"]


def test_wrong_usage_is_found_before_any_work(run: Run, article: Path, tmp_path: Path) -> None:
    assert run("report", article).code == 2
    assert run("report", tmp_path / "none.txt", "-o", tmp_path / "a.html").code == 2
    assert "no such folder" in run("report", article, "-o", tmp_path / "none" / "a.html").err
    assert run("report", article, "-o", article).code == 2
    assert article.read_text("utf-8").startswith(KILLED)


def test_a_page_that_cannot_be_written_leaves_the_old_one(run: Run, article: Path, tmp_path: Path) -> None:
    made = tmp_path / "page.html"
    made.write_text("old", "utf-8")
    with largest_file(10_000):
        done = run("report", article, "-o", made)
    assert done.code == 3
    assert "page.html: File too large" in done.err
    assert made.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [article.name, "page.html"]


def test_a_page_of_nothing_is_a_page() -> None:
    found = blocks("".join(page([])))
    assert found["documents"] == []
    assert found["outlines"] is None


def test_outlines_are_small_and_name_their_source() -> None:
    path = PARTS / "outlines.json"
    assert path.stat().st_size < 300_000
    assert "Natural Earth" in json.loads(path.read_text("utf-8"))["source"]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_can_be_read_on_both_papers(theme: int) -> None:
    """Contrast of 4.5 to 1 and more (WCAG 2.2, 1.4.3)."""
    themes = re.findall(r":root \{(.*?)\}", (PARTS / "style.css").read_text("utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6})", themes[theme]))
    for paper in ("paper", "sheet", "chosen", "sentence", "faint"):
        inks = ("ink", "quiet", "accent", "killed", "injured", "actors", "units", "places", "yes")
        for ink in inks if paper in ("paper", "sheet", "faint") else inks[:1] + inks[5:8]:
            lighter, darker = sorted((luminance(colours[paper]), luminance(colours[ink])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (ink, paper)


# In the browser


def test_marks_stand_where_the_record_says(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["seed"])
    [record] = records_of(pages["seed"])
    browser.run(
        "window.textOf = (id) => [...document.querySelectorAll(`.text [data-${id}]`)].map((e) => e.textContent).join('')"
    )
    whole = browser.run("document.querySelector('.text').textContent")
    assert whole == record["document"]["text"]
    for fact in record["casualties"] + record["materiel"]:
        assert browser.run(f"textOf('facts~={fact['id']}')") == fact["text"]
    for entity in record["actors"] + record["units"] + record["places"]:
        assert browser.run(f"textOf('entities~={entity['id']}')") == "".join(m["text"] for m in entity["mentions"])
    overlap = browser.run("document.querySelectorAll('.text .units.actors, .text .units.places').length")
    assert overlap > 0


def test_a_click_on_a_fact_shows_all_that_is_known_of_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["seed"])
    browser.click(".text [data-facts~=C2]")
    [record] = records_of(pages["seed"])
    fact = next(fact for fact in record["casualties"] if fact["id"] == "C2")
    shown = browser.run("document.querySelector('.detail').textContent")
    for piece in (
        fact["source"]["text"],
        fact["place"]["text"],
        fact["rule"],
        fact["evidence"][0]["row"],
        "low 24, high 24 (exact)",
    ):
        assert piece in shown
    roles = browser.run("[...document.querySelectorAll('.text [data-roles]')].map((e) => e.dataset.roles).join(' · ')")
    assert {"count", "victims", "source", "place"} <= set(roles.split(" · "))
    assert browser.run("location.hash") == "#article-0/C2"
    assert browser.run("document.activeElement.dataset.fact") == "1"
    browser.click(".text [data-entities~=A1]")
    assert "Islamic State" in browser.run("document.querySelector('.detail.entity').textContent")


def test_a_thousand_articles_are_counted_filtered_and_kept(browser: Browser, pages: dict[str, Path]) -> None:
    records = records_of(pages["many"])
    facts = [fact for record in records for fact in record["casualties"] + record["materiel"]]
    browser.open(pages["many"])
    low = sum(fact["count"]["low"] or 0 for fact in facts if fact["kind"] == "killed" and summable(fact))
    assert f"{low:,}" in browser.run("document.querySelector('.matrix .kind-killed').textContent")
    assert "check before you cite" in browser.run("document.querySelector('#overview').textContent")
    assert browser.run("document.querySelectorAll('.timeline .bar').length") > 80

    browser.click(".matrix .kind-killed td:nth-child(2) button")
    shown = "document.querySelector('#shown .count strong').textContent"
    killed = [fact for fact in facts if fact["kind"] == "killed" and summable(fact)]
    assert browser.run(shown) == f"{len(killed):,} facts"
    browser.run("document.querySelector('#search').focus()")
    browser.type("الموصل مقتل")  # letters that fold, words in any order
    number = int(browser.run(shown).split()[0].replace(",", ""))
    assert 0 < number < len(killed)
    browser.click("[data-sort=count]")
    counts = browser.run("[...document.querySelectorAll('#shown td.c-count')].map((e) => Number(e.textContent))")
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == min(100, number)

    browser.click("#csv")
    text = browser.downloaded("facts.csv")
    assert text.startswith("\ufeffdocument,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == number
    assert [int(row["count_low"]) for row in rows][:100] == counts
    assert {row["kind"] for row in rows} == {"killed"}
    assert all("الموصل" in row["place_text"] + row["title"] for row in rows)

    browser.run("[...document.querySelectorAll('.filters button')].find((b) => b.textContent === 'Clear').click()")
    assert browser.run(shown) == f"{len(facts):,} facts"
    assert browser.run("document.querySelectorAll('#shown tbody tr').length") == 100
    before = browser.run("document.querySelector('#shown tbody tr').dataset.fact")
    browser.click(".pager button:last-child")
    assert browser.run("document.querySelector('#shown tbody tr').dataset.fact") != before


def test_filters_by_group_assertion_and_country(browser: Browser, pages: dict[str, Path]) -> None:
    records = records_of(pages["many"])
    browser.open(pages["many"], "#facts")
    of_libya = {(r["document"]["id"], p["id"]) for r in records for p in r["places"] if p["country"] == "LY"}
    wanted = [
        fact["id"] for record in records for fact in record["casualties"]
        if fact["victims"]["group"] == "civilian" and fact["assertion"] == "stated"
        and fact["place"] and (record["document"]["id"], fact["place"]["ref"]) in of_libya
    ]  # fmt: skip
    for label, value in (("Group", "civilian"), ("Assertion", "stated"), ("Country", "LY")):
        browser.run(
            f"(() => {{ const s = [...document.querySelectorAll('.filters .choice')].find((c) => c.textContent.startsWith('{label}'))"
            f".querySelector('select'); s.value = '{value}'; s.dispatchEvent(new Event('change')); }})()"
        )
    assert browser.run("document.querySelector('#shown .count strong').textContent") == f"{len(wanted):,} facts"


def test_the_map_draws_own_places_unlike_others_and_leads_to_facts(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["seed"], "#overview")
    browser.run("document.querySelector('#map-card').scrollIntoView()")
    assert browser.run("document.querySelector('.land').getAttribute('d').length") > 50_000
    kinds = browser.run("[...document.querySelectorAll('.map circle')].map((e) => e.getAttribute('class').trim())")
    assert kinds.count("own") + kinds.count("own counted") == 1
    assert any(kind.startswith("borrowed") for kind in kinds)
    style = "getComputedStyle(document.querySelector('.map circle.{}')).strokeDasharray"
    assert browser.run(style.format("borrowed")) != browser.run(style.format("own"))
    at = "document.querySelector('.map circle.own').getAttribute('cx')"
    before = browser.run("document.querySelector('.map g').getAttribute('transform')")
    browser.click(".tools button")
    assert browser.run("document.querySelector('.map g').getAttribute('transform')") != before
    assert browser.run(at) is not None
    browser.run("document.querySelector('.map circle.own').dispatchEvent(new Event('click'))")
    assert browser.run("location.hash") == "#facts"
    assert (
        browser.run("[...document.querySelectorAll('#shown td.c-place .english')].map((e) => e.textContent)").count(
            "Mosul"
        )
        == 2
    )


def test_a_bar_of_the_timeline_leads_to_the_facts_of_its_day(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["many"])
    label = browser.run("document.querySelector('.timeline .bar').getAttribute('aria-label')")
    browser.run("document.querySelector('.timeline .bar').focus()")
    browser.key("Enter")
    assert f"day: {label[:10]}" in browser.run("document.querySelector('#shown .count').textContent")
    sums = browser.run("document.querySelector('#shown .count').textContent")
    assert re.search(rf"killed {label.split(': ')[1].split(' ')[0]}\b", sums)


def test_review_by_keys_is_kept_exported_and_evaluated(
    browser: Browser, pages: dict[str, Path], run: Run, tmp_path: Path
) -> None:
    browser.open(pages["seed"])
    browser.key("j", "a", "j", "r", "j", "n")
    browser.type("=أي قتلى؟")
    browser.key("Escape")
    assert "✓ 1  ✗ 1  ✎ 1" in browser.run("document.querySelector('#tally').textContent")
    browser.click("#export")
    review = tmp_path / "review.jsonl"
    review.write_text(browser.downloaded("review.jsonl"), "utf-8")
    lines = [json.loads(line) for line in review.read_text("utf-8").splitlines()]
    assert [(line["fact"], line["verdict"], line["note"]) for line in lines] == [
        ("C1", "accept", None), ("C2", "reject", None), ("C3", None, "=أي قتلى؟"),
    ]  # fmt: skip
    figures = json.loads(run("evaluate", review, SEED, "-f", "json").out)
    assert (figures["casualties.reviewed"]["precision"], figures["casualties.reviewed"]["recall"]) == (0.5, 1.0)

    browser.open(pages["seed"], "#facts")  # after a reload all is there
    assert browser.run(
        "[...document.querySelectorAll('#shown tr[data-verdict]')].map((e) => e.dataset.verdict).filter(Boolean)"
    ) == ["accept", "reject"]
    browser.click("#csv")
    rows = list(csv.DictReader(io.StringIO(browser.downloaded("facts.csv").removeprefix("\ufeff"))))
    assert "'=أي قتلى؟" in [row["note"] for row in rows]

    browser.run("localStorage.clear()")
    browser.open(pages["seed"])
    browser.run(
        "(() => { const d = new DataTransfer(); "
        f"d.items.add(new File([{json.dumps(review.read_text('utf-8'))}], 'review.jsonl')); "
        "const i = document.querySelector('.load input'); i.files = d.files; i.dispatchEvent(new Event('change')); })()"
    )
    browser.until("document.querySelector('#said').textContent.startsWith('3 facts')")
    assert "✓ 1  ✗ 1  ✎ 1" in browser.run("document.querySelector('#tally').textContent")


def test_keys_lead_from_the_table_to_the_text_and_back(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["many"], "#facts")
    browser.key("j", "j", "a")
    assert browser.run("document.activeElement.dataset.verdict") == "accept"
    at = browser.run("document.activeElement.dataset.fact")
    browser.key("Enter")
    assert browser.run("document.querySelector('.text .chosen').textContent.length") > 0
    assert browser.run("document.activeElement.dataset.fact") == at
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.key("Escape")
    assert browser.run("location.hash") == "#facts"
    assert browser.run("document.activeElement.dataset.fact") == at
    browser.key("4", "]", "j")
    assert browser.run("location.hash") == "#article-1/C1"


def test_without_storage_the_review_is_still_exported(chromium: Browser, pages: dict[str, Path]) -> None:
    script = chromium.script_first(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    try:
        chromium.open(pages["seed"])
        chromium.key("j", "a")
        assert chromium.run("document.querySelector('#unkept').hidden") is False
        chromium.click("#export")
        assert json.loads(chromium.downloaded("review.jsonl"))["verdict"] == "accept"
        assert chromium.errors == []
    finally:
        chromium.script_first_no_more(script)


def test_hostile_texts_change_nothing(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["hostile"])
    for view in ("overview", "facts", "articles", "article-0", "article-0/C1", "article-1"):
        browser.run(f"(() => {{ location.hash = '{view}'; }})()")
        browser.until(
            f"location.hash === '#{view}' && document.querySelector('#{view.split('-')[0]}:not([hidden])') !== null"
        )
        assert (
            browser.run("document.querySelectorAll('main img, main script, main [onerror], main [onload]').length") == 0
        )
        assert browser.run("window.hostile") is None
        links = browser.run("[...document.querySelectorAll('a[href]')].map((a) => a.href)")
        assert links == (["https://news.example/a?b=1&c=%3Cd%3E"] if view == "article-1" else [])
    browser.run("(() => { location.hash = 'article-0'; })()")
    browser.until("document.querySelector('.text .control') !== null")
    shown = browser.run("document.querySelector('.text').textContent")
    assert shown == as_shown(HOSTILE)
    [record, _] = records_of(pages["hostile"])
    for fact in record["casualties"]:
        marked = browser.run(
            f"[...document.querySelectorAll('.text [data-facts~={fact['id']}]')].map((e) => e.textContent).join('')"
        )
        assert marked == as_shown(fact["text"])
    assert any(fact["start"] > HOSTILE.index("😀") for fact in record["casualties"]), (
        "no fact behind a letter of two units"
    )
    assert "javascript:" in browser.run("document.querySelector('#article .about').textContent")
    assert "<U+202E>" in browser.run("document.querySelector('#article h2').textContent")


@pytest.mark.parametrize("view", ["overview", "facts", "articles", "article-0/C1"])
def test_a_phone_shows_all_without_scrolling_sideways(browser: Browser, pages: dict[str, Path], view: str) -> None:
    browser.size(390, 844, phone=True)
    browser.open(pages["many"], f"#{view}")
    assert browser.run("document.documentElement.scrollWidth") <= 390
    assert browser.run("document.querySelector('main > section:not([hidden])').childNodes.length") > 0


def test_dark_where_the_reader_prefers_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["seed"])
    light = browser.run("getComputedStyle(document.body).backgroundColor")
    browser.scheme("dark")
    assert browser.run("getComputedStyle(document.body).backgroundColor") != light


def test_on_paper_the_whole_table_is_there(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    browser.open(pages["seed"])
    browser.paper(tmp_path / "page.pdf")
    pdf = (tmp_path / "page.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 8
    browser.open(pages["many"])
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run("document.querySelectorAll('#shown tbody tr').length") == 3000
    assert browser.run("document.querySelectorAll('#overview .matrix tbody tr').length") > 0
    assert browser.run("location.hash") == "#overview"


def test_an_article_without_its_text_shows_its_facts(browser: Browser, run: Run, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text(run(SEED).out, "utf-8")
    assert run("report", tmp_path / "records.jsonl", "-o", tmp_path / "page.html").code == 0
    browser.open(tmp_path / "page.html", "#article-0/C2")
    assert "--with-text" in browser.run("document.querySelector('.paper').textContent")
    assert "cues:add" in browser.run("document.querySelector('.detail').textContent")
