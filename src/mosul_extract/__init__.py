"""Facts with their evidence from Arabic news of armed conflict: actors, forces, places, casualties."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mosul_extract.engines.arrow import extract_batch as extract_batch
    from mosul_extract.errors import DecodingError, InputError, LexiconError, MosulExtractError, OutputError
    from mosul_extract.formats.arrow import ARROW_SCHEMA as ARROW_SCHEMA
    from mosul_extract.lexicons.loading import Lexicon
    from mosul_extract.pipeline import extract
    from mosul_extract.records import Record, json_schema

__version__ = "0.1.0"

# Each public name and the module that holds it, imported on first use (PEP 562): `--help` must not load it all.
_HOMES = {
    "extract": "pipeline",
    "Record": "records",
    "json_schema": "records",
    "Lexicon": "lexicons.loading",
    "MosulExtractError": "errors",
    "DecodingError": "errors",
    "InputError": "errors",
    "LexiconError": "errors",
    "OutputError": "errors",
    "extract_batch": "engines.arrow",
    "ARROW_SCHEMA": "formats.arrow",
}
# Those that need the extra [arrow] are left out: `import *` works without it.
__all__ = [
    "DecodingError",
    "InputError",
    "Lexicon",
    "LexiconError",
    "MosulExtractError",
    "OutputError",
    "Record",
    "extract",
    "json_schema",
]


def __getattr__(name: str) -> Any:
    """Import the public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
