"""Files: which inputs there are, and their bytes, read without ever waiting, hanging or filling the memory."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from mosul_extract.errors import InputError

ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl", ".csv")
PASSED_OVER = ("*.gold.json", "*.marks.json", "*.entities.json")
STANDARD_INPUT = "-"
_GZIP = b"\x1f\x8b"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe; give - and pipe into it"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


@dataclass(slots=True)
class Inputs:
    """The input files in their order, and the symbolic links in folders that were not followed."""

    paths: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def ending(path: str) -> str:
    """The ending of a path that tells its format, in lower case and without .gz: «.jsonl» of `a.JSONL.gz`."""
    return Path(path.lower().removesuffix(".gz")).suffix


def find_inputs(paths: Iterable[str], include: Iterable[str] = (), outputs: Iterable[Path] = ()) -> Inputs:
    """All input files of the paths, folders with all that lies below them; sorted by path, each path once.

    `include` narrows folders to the names or relative paths that fit one of its patterns. `outputs`, and what lies below
    them, are no inputs though they lie in a folder. Raises InputError where a path does not exist.
    """
    patterns, found = tuple(include), dict[str, str]()
    written = {output.absolute() for output in outputs}
    links: list[str] = []
    for given in paths:
        if given == STANDARD_INPUT:
            found[given] = given
            continue
        path = os.path.normpath(given)
        try:
            is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
        except OSError as wrong:
            raise InputError(f"{given}: {_reason(wrong)}") from wrong
        for file in _walk(Path(path), patterns, links) if is_folder else (path,):
            if (
                is_folder
                and written
                and not written.isdisjoint((Path(file).absolute(), *Path(file).absolute().parents))
            ):
                continue
            if not any(fnmatch(Path(file).name, pattern) for pattern in PASSED_OVER):
                found.setdefault(os.path.abspath(file), file)  # noqa: PTH100  (resolve() would follow links)
    return Inputs(sorted(found.values()), sorted(links))


def _walk(folder: Path, patterns: tuple[str, ...], links: list[str]) -> Iterator[str]:
    """The files below a folder whose ending is known; a folder that cannot be read stands for itself."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            yield str(here)
            continue
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif ending(entry.name) in ENDINGS and _included(path.relative_to(folder), patterns):
                if entry.is_symlink():
                    links.append(str(path))
                else:
                    yield str(path)


def _included(path: Path, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatch(path.name, p) or fnmatch(path.as_posix(), p) for p in patterns)


@contextmanager
def open_input(path: str) -> Iterator[BinaryIO]:
    """The bytes of a regular file or of standard input, unpacked where they are gzip. Raises InputError."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise InputError("standard input is closed")
        given = io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
        if given.peek(2)[:2] != _GZIP:
            yield given
            return
        with gzip.open(given) as unpacked:
            yield io.BufferedReader(unpacked)
        return
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as wrong:
        raise InputError(_not_regular(path) or _reason(wrong)) from wrong
    with os.fdopen(handle, "rb") as raw:
        kind = _kind(os.fstat(raw.fileno()).st_mode)
        if kind:
            raise InputError(f"not a file but {kind}")
        if raw.read(2) == _GZIP:
            raw.seek(0)
            with gzip.open(raw) as unpacked:
                yield io.BufferedReader(unpacked)
        else:
            if path.lower().endswith(".gz") and os.fstat(raw.fileno()).st_size:
                raise InputError("not a gzip file, though its name ends in .gz")
            raw.seek(0)
            yield raw


def read_whole(path: str, max_bytes: int) -> bytes:
    """All bytes of a file, unpacked. Raises InputError, also where there are more than `max_bytes`."""
    with open_input(path) as stream:
        data = read_some(stream, max_bytes + 1)
    if len(data) > max_bytes:
        raise too_long(max_bytes)
    return data


def read_some(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes. Raises InputError where the file cannot be read or unpacked."""
    with readable():
        return stream.read(size)


@contextmanager
def readable() -> Iterator[None]:
    """Turns what the system and gzip say of a file that cannot be read into an InputError."""
    try:
        yield
    except EOFError as wrong:
        raise InputError("truncated gzip file: it ends before its end mark; get it again") from wrong
    except (gzip.BadGzipFile, zlib.error) as wrong:
        raise InputError(f"broken gzip file: {wrong}") from wrong
    except OSError as wrong:
        raise InputError(_reason(wrong)) from wrong


def too_long(max_bytes: int) -> InputError:
    """The error for a document of more than `max_bytes`."""
    return InputError(f"more than {max_bytes:,} bytes; --max-bytes allows more")


def _kind(mode: int) -> str | None:
    return next((name for test, name in _KINDS if test(mode)), None)


def _not_regular(path: str) -> str | None:
    try:
        kind = _kind(Path(path).stat().st_mode)
    except OSError:
        return None
    return f"not a file but {kind}" if kind and kind != "a folder" else None


def _reason(wrong: OSError) -> str:
    """What the system says, in small letters: «no such file or directory»."""
    said = wrong.strerror or str(wrong)
    return said[:1].lower() + said[1:]
