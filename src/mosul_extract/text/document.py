"""Document: decoded text with where it came from. Bytes are decoded strictly, never with replacement characters."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from mosul_extract.errors import DecodingError

# UTF-32 before UTF-16: its mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TITLE = re.compile(r"\s*(\S[^\n]{0,300}?)[ \t\r]*\n[ \t\r]*\n")


@dataclass(frozen=True)
class Document:
    """A text and what the input told of it. `source` is the decoded text, line ends as they are, without a BOM."""

    source: str
    path: str | None = None
    encoding: str = "utf-8"
    given_id: str | None = None
    row: int = 0
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    keep_text: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id given with the input, else `d_` and a hash of the path as given and the row number."""
        if self.given_id:
            return self.given_id
        named = f"{self.path}\0{self.row}" if self.path is not None else f"\0{self.sha256}"
        return "d_" + hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the decoded text in UTF-8."""
        return hashlib.sha256(self.source.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def headline(self) -> str | None:
        """The title given with the input, else the first line where a blank line follows it."""
        if self.title:
            return self.title
        found = _TITLE.match(self.source)
        return found[1] if found else None


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """(text, encoding) of the bytes: by their byte order mark, else strict UTF-8, else `encoding` where one is given.

    Raises DecodingError, which names the first byte that is wrong.
    """
    for mark, named in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], named, offset=len(mark)), named
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        if b"\0" in data[:4096]:
            raise DecodingError(f"binary data: byte 0x00 at offset {data.index(0)}; give a text file") from wrong
        if encoding is None:
            raise DecodingError(
                f"not UTF-8: byte 0x{data[wrong.start]:02x} at offset {wrong.start}; "
                "if it is an Arabic Windows text, try --encoding windows-1256"
            ) from wrong
        return _strict(data, encoding, offset=0), codecs.lookup(encoding).name


def _strict(data: bytes, encoding: str, *, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise DecodingError(
            f"not {encoding}: byte 0x{data[wrong.start]:02x} at offset {offset + wrong.start}: {wrong.reason}"
        ) from wrong
    except LookupError as unknown:
        raise DecodingError(f"no encoding is named {encoding!r}; try windows-1256") from unknown
