"""The README's pictures of the terminal views: what the tool prints at a terminal, drawn by headless Chromium.

python tests/terminal_pictures.py --write    draw anew those whose text has changed; needs Chromium
"""

from __future__ import annotations

import hashlib
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import png

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
COLUMNS, FONT, LINE, PADDING, BAR, SCALE = 100, 15, 21, 22, 34, 2
_ADVANCE = 0.602  # of DejaVu Sans Mono, in parts of its size; it has Arabic letters of that width, too
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_BLACK, _WHITE, _GREY = (24, 26, 31), (214, 218, 224), (110, 116, 128)
_RED, _GREEN, _YELLOW, _BLUE = (240, 113, 120), (152, 195, 121), (229, 192, 123), (97, 175, 239)
_MAGENTA, _CYAN = (214, 143, 235), (98, 200, 210)
_COLOURS = [_RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN]
_THEME = TerminalTheme(_BLACK, _WHITE, [_BLACK, *_COLOURS, _WHITE], [_GREY, *_COLOURS, _WHITE])
_PAGE = f"""<!doctype html><meta charset="utf-8"><style>
html, body {{{{ margin: 0; background: {{background}}; }}}}
.bar {{{{ height: {BAR}px; background: #2b2e36; color: #aab0bb; font: 13px/{BAR}px "DejaVu Sans", sans-serif; text-align: center; }}}}
.bar i {{{{ float: left; width: 12px; height: 12px; margin: 11px 0 0 9px; border-radius: 6px; background: #565b66; }}}}
pre {{{{ margin: 0; padding: {PADDING}px; color: {{foreground}}; font: {FONT}px/{LINE}px "DejaVu Sans Mono", monospace; }}}}
</style><div class="bar"><i></i><i></i><i></i>TITLE</div>
<pre>{{code}}</pre>"""


class Picture(NamedTuple):
    """A file of docs/pictures/, the words of a command, and how many lines its window shows (all, where none)."""

    name: str
    words: tuple[str, ...]
    lines: int | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return FOLDER / self.name


PICTURES = (
    Picture("terminal.png", ("tests/frozen/airstrike.txt",)),
    Picture("explain.png", ("explain", "tests/frozen/battle.txt"), 28),
)


def seen(words: tuple[str, ...]) -> str:
    """What the tool sends to a terminal that has colours."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "PYTHONHASHSEED": "0"}
    for name in ("NO_COLOR", "MLTERM", "COLORTERM"):
        env.pop(name, None)
    process = subprocess.Popen([sys.executable, "-m", "mosul_extract", *words], cwd=ROOT, stdout=follower, env=env)
    os.close(follower)
    sent = bytearray()
    while part := _read(leader):
        sent += part
    os.close(leader)
    if process.wait():
        raise RuntimeError(f"mosul-extract {' '.join(words)} ended with {process.returncode}")
    return sent.decode("utf-8").replace("\r\n", "\n").rstrip("\n")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # the other end is closed: Linux says so by an error
        return b""


def page(picture: Picture) -> str:
    """A window with what the tool prints, as HTML."""
    lines = seen(picture.words).split("\n")[: picture.lines]
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"), markup=False, highlight=False)  # noqa: SIM115, PTH123
    console.print(Text.from_ansi("\n".join(lines)), soft_wrap=True)
    html = console.export_html(theme=_THEME, code_format=_PAGE, inline_styles=True)
    return html.replace("TITLE", f"mosul-extract {' '.join(picture.words)}")


def draw(html: str, path: Path) -> None:
    """The page as a PNG that says of which page it is. Raises RuntimeError where there is no Chromium."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise RuntimeError("needs Chromium: install it, or leave the pictures as they are")
    lines = html.partition("<pre>")[2].count("\n")
    width, height = round(COLUMNS * FONT * _ADVANCE) + 2 * PADDING, lines * LINE + 2 * PADDING + BAR
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(html, "utf-8")
        options = (
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={SCALE}",
            f"--user-data-dir={folder}/profile", f"--window-size={width},{height}", f"--screenshot={folder}/page.png",
        )  # fmt: skip
        subprocess.run([browser, *options, f"file://{folder}/page.html"], check=True, capture_output=True, timeout=120)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png.small((Path(folder) / "page.png").read_bytes(), digest(html)))


def digest(html: str) -> str:
    """What a picture is known by."""
    return hashlib.sha256(html.encode("utf-8")).hexdigest()


def is_current(picture: Picture, html: str) -> bool:
    """Whether the file is the picture of this page."""
    return picture.path.exists() and digest(html).encode("ascii") in picture.path.read_bytes()[:200]


def write() -> None:
    """Draw anew what has changed."""
    for picture in PICTURES:
        html = page(picture)
        if not is_current(picture, html):
            draw(html, picture.path)
            print(f"{picture.path.relative_to(ROOT)}: {picture.path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    write()
