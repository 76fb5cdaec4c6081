"""PNG made small: a screenshot of text in few colours becomes an image with a palette, a fourth of its size."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHADES = 12  # of each channel; the eye sees no difference in the edges of letters


def small(png: bytes, comment: str) -> bytes:
    """The image (8 bits of red, green and blue, as Chromium writes it) with a palette, and a comment behind its head."""
    pixels = decoded(png)
    height, width, _ = pixels.shape
    coarse = np.rint(np.rint(pixels / 255 * (_SHADES - 1)) * 255 / (_SHADES - 1)).astype(np.uint32)
    colours, places = np.unique(coarse @ np.array([65536, 256, 1], np.uint32), return_inverse=True)
    if len(colours) > 256:
        raise ValueError(f"{len(colours)} colours: more than a palette holds")
    rows = np.zeros((height, width + 1), np.uint8)  # the first byte of a row says that it is not filtered
    rows[:, 1:] = places.reshape(height, width)
    palette = b"".join(int(colour).to_bytes(3, "big") for colour in colours)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 9)
    chunks = (
        (b"IHDR", head),
        (b"tEXt", b"Comment\0" + comment.encode("ascii")),
        (b"PLTE", palette),
        (b"IDAT", body),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the data of each part of a file."""
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def decoded(png: bytes) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """The pixels: rows, columns, three channels."""
    parts = list(chunks(png))
    width, height, depth, colour = struct.unpack(">IIBB", parts[0][1][:10])
    if (depth, colour) != (8, 2):
        raise ValueError(f"depth {depth}, colour type {colour}: not 8 bits of red, green and blue")
    raw, stride = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT")), 3 * width + 1
    above, rows = bytes(stride - 1), []
    for at in range(0, height * stride, stride):
        above = _unfiltered(raw[at], raw[at + 1 : at + stride], above)
        rows.append(above)
    return np.frombuffer(b"".join(rows), np.uint8).reshape(height, width, 3)


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """A row as it was before its filter (PNG specification, chapter 9)."""
    if kind == 0:
        return row
    if kind == 2:
        return (np.frombuffer(row, np.uint8) + np.frombuffer(above, np.uint8)).tobytes()
    made = bytearray(b"\0\0\0" + row)  # with a pixel before the first one
    corner = b"\0\0\0" + above
    for i in range(3, len(made)):
        left, up = made[i - 3], corner[i]
        guess = left if kind == 1 else (left + up) // 2 if kind == 3 else _paeth(left, up, corner[i - 3])
        made[i] = (made[i] + guess) & 255
    return bytes(made[3:])


def _paeth(left: int, up: int, corner: int) -> int:
    """Which of three neighbours is nearest to left + up - corner."""
    a, b, c = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    return left if a <= b and a <= c else up if b <= c else corner
