"""Readers: from paths to documents, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mosul_extract.errors import InputError
from mosul_extract.text.document import Document, decode


def find_files(paths: Iterable[str]) -> list[str]:
    """All input files below the paths, sorted, each once."""
    found = set()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found |= {str(p) for p in path.rglob("*.txt") if p.is_file()}
        else:
            found.add(str(path))
    return sorted(found)


def read_documents(path: str, encoding: str | None = None) -> Iterator[Document]:
    """The documents of a file. Raises InputError, DecodingError."""
    try:
        data = Path(path).read_bytes()
    except OSError as wrong:
        raise InputError(f"{wrong.strerror}") from wrong
    text, named = decode(data, encoding)
    yield Document(text, path=path, encoding=named)
