"""Encoding: bytes of an input to text, by what is known of it, and by a guess only where one was asked for."""

from __future__ import annotations

import codecs
import re

from mosul_extract.errors import DecodingError
from mosul_extract.text.document import decode

AUTO = "auto"
# What Arabic text was written in before UTF-8; a guess among all encodings of the world is often a wrong one.
_CANDIDATES = ["cp1256", "iso8859_6", "cp720", "cp864", "mac_arabic", "utf_16_le", "utf_16_be"]
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def decode_input(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """(text, encoding) of the bytes: by their mark, else UTF-8, else the encoding given; `auto` guesses one.

    Raises DecodingError.
    """
    if encoding != AUTO:
        return decode(data, encoding)
    try:
        return decode(data)
    except DecodingError:
        return decode(data, _guess(data))


def decode_html(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Like decode_input; where no encoding was given, the one that the page declares."""
    declared = _DECLARED.search(data[:4096])
    if encoding is None and declared and is_encoding(declared[1].decode("ascii")):
        encoding = declared[1].decode("ascii")
    return decode_input(data, encoding)


def is_encoding(name: str) -> bool:
    """Whether Python knows a text encoding of this name."""
    try:
        return name == AUTO or codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None or best.encoding not in _CANDIDATES:
        raise DecodingError("no encoding of Arabic text fits these bytes; name one with --encoding")
    return best.encoding
