"""Compiled: the index of the shipped names, kept between runs as plain data and made again whenever anything in it changes.

It lies in the user's cache folder (`$XDG_CACHE_HOME/mosul-extract`, else `~/.cache/mosul-extract`). Where nothing can be
written there, every run makes it anew.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from mosul_extract.text import folding, tokens

if TYPE_CHECKING:
    from mosul_extract.lexicons.loading import Index, LexiconFile

_DIGEST = 32
_FORMAT = f"1 {marshal.version} {sys.implementation.cache_tag}"


def key_of(files: list[LexiconFile], loading: str) -> bytes:
    """What the index of some files depends on, as a digest: their text, and the modules that read, cut and fold it."""
    digest = blake2b(_FORMAT.encode(), digest_size=_DIGEST)
    for module in (loading, folding.__file__, tokens.__file__):
        digest.update(Path(module).read_bytes())
    for file in files:
        digest.update("\0".join((file.name, *file.columns, *file.lines)).encode())
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
    index: Index = marshal.loads(data)
    return index


def keep_index(key: bytes, index: Index) -> None:
    """Keep an index for later runs: written aside and put in its place at once, so that nobody reads half of it."""
    import tempfile

    data = marshal.dumps(index)
    with contextlib.suppress(OSError, RuntimeError):
        path = _path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
            aside.write(key + blake2b(data, digest_size=_DIGEST).digest() + data)
        os.replace(aside.name, path)  # noqa: PTH105  (Path.replace does the same)


def _path() -> Path:
    """One file for each place at which the package is installed. Raises RuntimeError where there is no home."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "mosul-extract" / f"{blake2b(__file__.encode(), digest_size=8).hexdigest()}.names"
