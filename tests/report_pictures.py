"""Makes the pictures of the report in docs/pictures from the real page of the seed article and the frozen texts.

    python tests/report_pictures.py

Needs Chromium, and an Arabic font that is good to read (Debian: fonts-noto-core).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from browser import Browser

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SCALE = 1.25


def main() -> None:
    """An article with a fact chosen, and the overview."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "report.html"
        words = [
            sys.executable,
            "-m",
            "mosul_extract",
            "report",
            "seeds",
            "tests/frozen",
            "-o",
            made,
            "--date",
            "2016-12-29",
            "-q",
        ]
        subprocess.run(words, cwd=ROOT, check=True)
        browser = Browser()
        try:
            browser.hide_scrollbars()
            browser.size(1240, 760, scale=SCALE)
            browser.open(made, "#article-0/C2")
            browser.run("window.scrollTo(0, 0)")
            browser.picture(PICTURES / "report.png")
            browser.size(1240, 830, scale=SCALE)
            browser.open(made, "#overview")
            browser.run("document.querySelectorAll('#overview .card')[1].scrollIntoView()")
            browser.picture(PICTURES / "report-overview.png")
        finally:
            browser.close()
    for path in sorted(PICTURES.glob("report*.png")):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
