"""Standard output: text as it comes, and an honest word where it cannot be written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from mosul_extract.errors import OutputError, ReaderGone


def send(pieces: Iterable[str]) -> None:
    """Write the pieces to standard output, each at once. Raises OutputError; ReaderGone where the pipe was closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    for piece in pieces:
        _write(piece.encode("utf-8"))


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as gone:
        _let_go()
        raise ReaderGone from gone
    except OSError as wrong:
        _let_go()
        raise OutputError(f"standard output: {wrong.strerror}") from wrong


def _let_go() -> None:
    """Nothing more goes to standard output, so that the interpreter does not complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
