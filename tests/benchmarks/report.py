"""How fast the page of many articles opens and answers, in a headless Chromium: median and slowest of several runs.

    python tests/benchmarks/report.py 1000 5000

Prints one line of JSON for each number of articles: the size of the page, seconds until it is loaded and drawn, and
milliseconds until a frame shows a search, a sort, an article, the next fact.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import Browser
from generated import articles

RUNS = 7
# Each act and what it is called; a frame later it is seen.
ACTS = {
    "table_ms": "document.querySelector('#tabs [data-view=facts]').click()",
    "search_ms": "(() => { const s = document.querySelector('#search'); s.value = 'الموصل'; s.dispatchEvent(new Event('input')); })()",
    "sort_ms": "document.querySelector('[data-sort=count]').click()",
    "article_ms": "document.querySelector('#shown tbody tr').click()",
    "next_fact_ms": "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))",
    "overview_ms": "document.querySelector('#tabs [data-view=overview]').click()",
}
FRAME = (
    "new Promise((done) => {{ const start = performance.now(); {act}; "
    "requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); }})"
)


def measure(number: int, folder: Path) -> dict[str, float]:
    """Make a page and open it several times."""
    rows, made = folder / "rows.jsonl", folder / "page.html"
    rows.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in articles(number)), "utf-8")
    subprocess.run([sys.executable, "-m", "mosul_extract", "report", rows, "-o", made, "-j", "2", "-q"], check=True)
    seconds, answers = [], {name: list[float]() for name in ACTS}
    for _ in range(RUNS):
        browser = Browser()  # a fresh one: nothing is cached
        try:
            browser.size(1280, 900)
            seconds.append(browser.open(made))
            for name, act in ACTS.items():
                answers[name].append(browser.run(FRAME.format(act=act)))
            assert not browser.errors, browser.errors
        finally:
            browser.close()
    told = {"articles": number, "page_mb": made.stat().st_size / 1e6}
    told |= {"open_s": statistics.median(seconds), "open_slowest_s": max(seconds)}
    told |= {name: statistics.median(times) for name, times in answers.items()}
    return {name: round(value, 2) for name, value in told.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for given in map(int, sys.argv[1:]):
            print(json.dumps(measure(given, Path(name))), flush=True)
