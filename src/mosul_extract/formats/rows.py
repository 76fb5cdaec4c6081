"""Rows: the documents of a JSON, JSON Lines or CSV file, read one after another, each with its own error."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from mosul_extract.errors import InputError, MosulExtractError
from mosul_extract.formats.encoding import decode_input
from mosul_extract.formats.files import open_input, read_some, readable, too_long
from mosul_extract.text.document import decode

_LONGEST_SKIP = 1 << 30
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class Row(NamedTuple):
    """A row and its number, counted from 1 (in JSON Lines the line); or what is wrong with it."""

    number: int
    fields: dict[str, Any] | None
    encoding: str = "utf-8"
    error: MosulExtractError | None = None


def read_rows(path: str, ending: str, *, encoding: str | None, max_bytes: int) -> Iterator[Row]:
    """The rows of a file. Raises InputError or DecodingError where the file as a whole cannot be read."""
    with open_input(path) as stream:
        yield from _READERS[ending](stream, encoding, max_bytes)


def _json(stream: BinaryIO, encoding: str | None, max_bytes: int) -> Iterator[Row]:
    """An object is one row, an array one row an element."""
    data = read_some(stream, max_bytes + 1)
    if len(data) > max_bytes:
        raise too_long(max_bytes)
    text, named = decode_input(data, encoding)
    if not text.strip():
        return
    value = _parse(text)
    for number, element in enumerate(value if isinstance(value, list) else [value], 1):
        yield _object(number, element, named)


def _json_lines(stream: BinaryIO, encoding: str | None, max_bytes: int) -> Iterator[Row]:
    for number, data, named in _lines(stream, max_bytes):
        if isinstance(data, MosulExtractError):
            yield Row(number, None, error=data)
            continue
        try:
            text, used = (data, named) if isinstance(data, str) else decode_input(data, encoding)
            if text.strip():
                yield _object(number, _parse(text), used)
        except MosulExtractError as wrong:
            yield Row(number, None, error=wrong)


def _csv(stream: BinaryIO, encoding: str | None, max_bytes: int) -> Iterator[Row]:
    """A broken row costs itself: bytes that are not UTF-8 are carried through the reader and decoded cell by cell."""
    csv.field_size_limit(max_bytes)
    reader = csv.reader(_csv_lines(stream, max_bytes), strict=True)
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader)
            if not cells:
                continue
            if header is None:
                header = [name.strip() for name in cells]
                continue
            number += 1
            yield _cells(number, header, cells, encoding)
        except StopIteration:
            return
        except csv.Error as wrong:
            number += 1
            yield Row(number, None, error=InputError(f"broken CSV at line {reader.line_num}: {wrong}"))


def _cells(number: int, header: list[str], cells: list[str], encoding: str | None) -> Row:
    if len(cells) > len(header):
        return Row(number, None, error=InputError(f"{len(cells)} cells where the header has {len(header)}"))
    used = "utf-8"
    try:
        for at, cell in enumerate(cells):
            if not cell.isascii():
                cells[at], named = decode_input(cell.encode("utf-8", "surrogateescape"), encoding)
                used = named if named != "utf-8" else used
    except MosulExtractError as wrong:
        return Row(number, None, error=wrong)
    return Row(number, dict(zip(header, cells, strict=False)), used)


def _csv_lines(stream: BinaryIO, max_bytes: int) -> Iterator[str]:
    for _, data, _ in _lines(stream, max_bytes):
        if isinstance(data, InputError):
            raise data
        yield data if isinstance(data, str) else data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | str | InputError, str]]:
    """(number, line or error, encoding): lines as bytes, or as text where a mark says UTF-16 or UTF-32."""
    with readable():
        head = stream.peek(4)[:4] if isinstance(stream, io.BufferedReader) else b""
    if head.startswith(_WIDE):
        data = read_some(stream, max_bytes + 1)
        if len(data) > max_bytes:
            raise too_long(max_bytes)
        text, named = decode(data)
        yield from ((number, line, named) for number, line in enumerate(io.StringIO(text, newline=None), 1))
        return
    number = 0
    while line := _line(stream, max_bytes):
        number += 1
        if len(line) <= max_bytes:
            yield number, line, ""
            continue
        yield number, too_long(max_bytes), ""
        _skip_line(stream, max_bytes)


def _skip_line(stream: BinaryIO, max_bytes: int) -> None:
    """Read to the end of a line. Raises InputError where it does not end within reason: a gzip bomb."""
    for _ in range(_LONGEST_SKIP // max_bytes + 1):
        line = _line(stream, max_bytes)
        if not line or line.endswith(b"\n"):
            return
    raise InputError("a line without end; the rest of the file was not read")


def _line(stream: BinaryIO, max_bytes: int) -> bytes:
    with readable():
        return stream.readline(max_bytes + 1)


def _parse(text: str) -> Any:
    """The value of JSON. Half a character can be written in it (\\ud83d) but in no output: it is refused here."""
    try:
        value = json.loads(text)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except UnicodeEncodeError as wrong:
        raise InputError("half a character (a lone surrogate, \\ud800 to \\udfff) in a string") from wrong
    except json.JSONDecodeError as wrong:
        raise InputError(f"broken JSON at line {wrong.lineno} column {wrong.colno}: {wrong.msg}") from wrong
    except (RecursionError, ValueError) as wrong:
        raise InputError(f"JSON that cannot be read: {type(wrong).__name__}") from wrong


def _object(number: int, value: Any, encoding: str) -> Row:
    if isinstance(value, dict):
        return Row(number, value, encoding)
    return Row(number, None, error=InputError(f"a JSON {_NAMES.get(type(value), 'value')} where an object is expected"))


_NAMES = {str: "string", int: "number", float: "number", list: "array", type(None): "null", bool: "boolean"}
_READERS: dict[str, Callable[[BinaryIO, str | None, int], Iterator[Row]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".csv": _csv,
}
ENDINGS = frozenset(_READERS)
