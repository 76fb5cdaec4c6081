"""Readers: from input files to documents, one task a document, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any, NamedTuple

from mosul_extract.errors import InputError, MosulExtractError
from mosul_extract.formats import files, rows
from mosul_extract.formats.encoding import decode_html, decode_input
from mosul_extract.formats.html import read_article
from mosul_extract.text.document import Document

MAX_BYTES = 10_000_000
_OWN_COLUMNS = ("id", "title", "published", "outlet", "url")
_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read; each field is an option of the command line."""

    text_field: str = "text"
    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    published: date | None = None
    with_text: bool = False


class Task(NamedTuple):
    """One document to be read: a whole file, or a row with its fields; or what was wrong with the row or its file.

    `row` is counted from 1, and 0 for a whole file. `renamed` is the id given, where an earlier row had it.
    """

    path: str
    row: int = 0
    fields: dict[str, Any] | None = None
    encoding: str = "utf-8"
    error: MosulExtractError | None = None
    renamed: str | None = None

    @property
    def name(self) -> str:
        """Where the document stands, for messages: path, or path:row; what cannot be shown is escaped."""
        return f"{shown(self.path)}:{self.row}" if self.row else shown(self.path)


def read_tasks(paths: Iterable[str], reading: Reading) -> Iterator[Task]:
    """The documents of all files in order. An id that was given before is taken off, so that ids stay unique."""
    seen: set[str] = set()
    for path in paths:
        for task in _tasks_of(path, reading):
            given = text_of((task.fields or {}).get("id"))
            if given in seen:
                assert task.fields is not None
                yield task._replace(fields={**task.fields, "id": None}, renamed=given)
                continue
            if given:
                seen.add(given)
            yield task


def _tasks_of(path: str, reading: Reading) -> Iterator[Task]:
    kind = files.ending(path)
    if kind not in rows.ENDINGS:
        yield Task(path)
        return
    last = 0
    try:
        for row in rows.read_rows(path, kind, encoding=reading.encoding, max_bytes=reading.max_bytes):
            last = row.number
            yield Task(path, row.number, row.fields, row.encoding, row.error)
    except MosulExtractError as wrong:
        yield Task(path, last + 1 if last else 0, error=wrong)


def read_document(task: Task, reading: Reading) -> Document:
    """The document of a task. Raises MosulExtractError where it cannot be read."""
    if task.error:
        raise task.error
    if task.fields is not None:
        return _of_fields(task.fields, task, reading, task.encoding)
    data = files.read_whole(task.path, reading.max_bytes)
    if files.ending(task.path) in _HTML:
        page, encoding = decode_html(data, reading.encoding)
        return _of_fields({**read_article(page)}, task, replace(reading, text_field="text"), encoding)
    text, encoding = decode_input(data, reading.encoding)
    return Document(
        text, path=_path_of(task), encoding=encoding, published=reading.published, keep_text=reading.with_text
    )


def _of_fields(fields: dict[str, Any], task: Task, reading: Reading, encoding: str) -> Document:
    """The document of a row: its own columns taken up, the others carried along."""
    text = fields.get(reading.text_field)
    if not isinstance(text, str):
        raise InputError(_no_text(fields, reading.text_field))
    extra = {
        key: value
        for key, value in fields.items()
        if isinstance(key, str) and key != reading.text_field and key not in _OWN_COLUMNS
    }
    given = text_of(fields.get("published"))
    published = _date(given)
    if given and published is None:
        extra["published"] = given
    if task.renamed:
        extra["id"] = task.renamed
    return Document(
        text,
        path=_path_of(task),
        encoding=encoding,
        given_id=text_of(fields.get("id")),
        row=task.row,
        title=text_of(fields.get("title")),
        outlet=text_of(fields.get("outlet")),
        published=published or reading.published,
        url=text_of(fields.get("url")),
        keep_text=True,
        extra=extra,
    )


def _no_text(fields: dict[str, Any], column: str) -> str:
    if column in fields:
        return f"the column {column!r} holds no text"
    return f"no column {column!r}; --text-field names the column that holds the text"


def text_of(value: Any) -> str | None:
    """A cell as text; nothing for what is empty, and for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _date(value: str | None) -> date | None:
    """The day of an ISO date or time; nothing for another form."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _path_of(task: Task) -> str | None:
    return None if task.path == files.STANDARD_INPUT else shown(task.path)


def shown(path: str) -> str:
    """A path as text that can be printed and stored: bytes that are no UTF-8 and control characters escaped."""
    whole = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    text = str(PurePath(whole))
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
