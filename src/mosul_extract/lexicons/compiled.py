"""Compiled: the index of the shipped names, kept between runs as plain data and made again whenever anything in it changes.

It lies in the user's cache folder (`$XDG_CACHE_HOME/mosul-extract`, else `~/.cache/mosul-extract`). Where nothing can be
written there, every run makes it anew.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from mosul_extract.lexicons import indexing
from mosul_extract.lexicons.indexing import Index
from mosul_extract.text import folding, pieces, tokens

_DIGEST = 32
_FORMAT = f"2 {marshal.version} {sys.implementation.cache_tag} {array('I').itemsize}"


def key_of(files: Iterable[Path]) -> bytes:
    """What the index of some files depends on, as a digest: these files, and the modules that cut, fold and index names.

    A file is known by its place, size and times to the nanosecond: to read them all would take longer than the index does.
    """
    digest = blake2b(_FORMAT.encode(), digest_size=_DIGEST)
    modules = (__file__, indexing.__file__, folding.__file__, pieces.__file__, tokens.__file__)
    for path in (*map(Path, modules), *files):
        now = path.stat()
        digest.update(f"{path}\0{now.st_size} {now.st_mtime_ns} {now.st_ctime_ns} {now.st_ino}\0".encode())
    return digest.digest()


def read_index(key: bytes) -> Index | None:
    """The index that was kept under this key, where there is one and it is whole."""
    try:
        kept = _path().read_bytes()
    except (OSError, RuntimeError):
        return None
    data = memoryview(kept)[2 * _DIGEST :]
    if kept[: 2 * _DIGEST] != key + blake2b(data, digest_size=_DIGEST).digest():
        return None
    return _unpacked(data)


def keep_index(key: bytes, index: Index) -> None:
    """Keep an index for later runs: written aside and put in its place at once, so that nobody reads half of it."""
    import tempfile

    data = _packed(index)
    with contextlib.suppress(OSError, RuntimeError):
        path = _path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as aside:
            whole = Path(aside) / path.name
            whole.write_bytes(key + blake2b(data, digest_size=_DIGEST).digest() + data)
            whole.replace(path)


def _packed(index: Index) -> bytes:
    """The names as one text each and their numbers as one array: a dict of them is made faster than it is read."""
    single = {name: code for name, code in index.codes.items() if isinstance(code, int)}
    several = {name: code for name, code in index.codes.items() if not isinstance(code, int)}
    return marshal.dumps(
        (
            "\n".join(single),
            array("I", single.values()).tobytes(),
            several,
            "\n".join(index.seconds),
            "\n".join(index.seconds.values()),
            index.written,
            index.counts,
        )
    )


def _unpacked(data: memoryview) -> Index:
    names, numbers, several, firsts, seconds, written, counts = marshal.loads(data)
    codes: dict[str, int | list[int]] = dict(zip(names.split("\n"), array("I", numbers), strict=True))
    codes.update(several)
    return Index(codes, dict(zip(firsts.split("\n"), seconds.split("\n"), strict=True)), written, counts, is_kept=True)


def _path() -> Path:
    """One file for each place at which the package is installed. Raises RuntimeError where there is no home."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "mosul-extract" / f"{blake2b(__file__.encode(), digest_size=8).hexdigest()}.names"
