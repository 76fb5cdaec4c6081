"""Read at its start by every Python that has this folder on its path: documents with a mark raise, hang or kill.

The time limits of batches and engines work in processes of their own, where a test cannot put anything in; this can.
"""

from __future__ import annotations

import os
import re
import signal
from contextlib import suppress
from typing import Any

RAISES, HANGS, KILLS = "POISON: RAISE", "POISON: HANG", "POISON: KILL"


def _poison() -> None:
    from mosul_extract import pipeline

    extract_document = pipeline.extract_document

    def poisoned(document: Any, lexicon: Any) -> Any:
        if RAISES in document.source:
            raise RuntimeError("as the document asks")
        if HANGS in document.source:
            re.match("(a+)+$", "a" * 64 + "!")  # in C, where no exception of another thread comes through
        if KILLS in document.source:
            os.kill(os.getpid(), signal.SIGKILL)
        return extract_document(document, lexicon)

    pipeline.extract_document = poisoned


with suppress(ImportError):  # a Python of another environment
    _poison()
