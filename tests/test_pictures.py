"""The README's pictures: small, shown, and drawn from what the tool prints at a terminal."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from pathlib import Path

import pytest

from conftest import ROOT

pytest.importorskip("pty")
png = pytest.importorskip("png")
terminal_pictures = pytest.importorskip("terminal_pictures")
needs_chromium = pytest.mark.skipif(
    not any(map(shutil.which, terminal_pictures._BROWSERS)), reason="draws with Chromium"
)


@pytest.mark.parametrize("picture", terminal_pictures.PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_small_and_the_readme_shows_it(picture: terminal_pictures.Picture) -> None:
    data = picture.path.read_bytes()
    assert data.startswith(png.SIGNATURE)
    assert len(data) < 300_000
    assert f"](docs/pictures/{picture.name})" in (ROOT / "README.md").read_text("utf-8")


def test_a_page_holds_what_the_tool_prints() -> None:
    picture = terminal_pictures.PICTURES[0]
    html = terminal_pictures.page(picture)
    shown = re.sub("<[^>]*>", "", html.partition("<pre>")[2])
    assert "killed 12" in shown
    assert "\u2068مقتل 12 مدنيا\u2069" in shown
    assert "color: #f07178" in html, "colours of the terminal"


@needs_chromium
def test_a_page_is_drawn_at_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    html = terminal_pictures._PAGE.format(code="<b>قتل</b>\n" * 3, background="#000000", foreground="#ffffff")
    terminal_pictures.draw(html, path)
    parts = dict(png.chunks(path.read_bytes()))
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    assert (width, height) == (1894, 2 * (34 + 44 + 3 * 21))
    assert terminal_pictures.digest(html).encode() in parts[b"tEXt"]


def test_a_screenshot_keeps_its_pixels_whatever_their_filters() -> None:
    np = pytest.importorskip("numpy")
    pixels = np.random.default_rng(1).choice(np.array([0, 23, 46, 255], np.uint8), (10, 7, 3))
    for kind in range(5):
        assert (png.decoded(filtered(pixels.tolist(), kind)) == pixels).all()
    before = png.decoded(filtered(pixels.tolist(), 4))
    parts = dict(png.chunks(png.small(filtered(pixels.tolist(), 4), "told")))
    palette = [tuple(parts[b"PLTE"][i : i + 3]) for i in range(0, len(parts[b"PLTE"]), 3)]
    raw = zlib.decompress(parts[b"IDAT"])
    after = np.array([[palette[raw[8 * y + 1 + x]] for x in range(7)] for y in range(10)])
    assert np.abs(after - before.astype(int)).max() <= 12


def filtered(pixels: list[list[list[int]]], kind: int) -> bytes:
    """A PNG of these pixels, all rows written with one filter, as the specification has it."""
    body, above = b"", [0] * 21
    for line in pixels:
        row = [value for pixel in line for value in pixel]
        body += bytes([kind])
        for i, value in enumerate(row):
            a, b, c = (row[i - 3] if i > 2 else 0), above[i], (above[i - 3] if i > 2 else 0)
            nearest = min((a, b, c), key=lambda guess: abs(a + b - c - guess))
            body += bytes([(value - (0, a, b, (a + b) // 2, nearest)[kind]) % 256])
        above = row
    head = struct.pack(">IIBBBBB", 7, 10, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(body)), (b"IEND", b""))
    return png.SIGNATURE + b"".join(png._chunk(name, data) for name, data in parts)
