"""Extractors: each reads an annotated document and adds what it claims. Adding one is a module and a name here."""

from __future__ import annotations

from collections.abc import Callable

from mosul_extract.extractors.casualties import find_casualties
from mosul_extract.extractors.names import find_names
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings

EXTRACTORS: tuple[Callable[[AnnotatedDocument, Findings], None], ...] = (find_names, find_casualties)
