"""The whole story: a text becomes tokens, matches, mentions, entities, and one validated record. Read this first."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from mosul_extract.circumstances import situate
from mosul_extract.dates import find_times
from mosul_extract.extractors import FACTS, NAMES
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.lexicons.loading import Lexicon, load
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.linking import link
from mosul_extract.mentions import Findings
from mosul_extract.qualifiers import qualify
from mosul_extract.records import Record
from mosul_extract.relations import set_parts, set_scope
from mosul_extract.text.document import Document
from mosul_extract.text.numerals import find_numbers
from mosul_extract.tolls import set_headlines, set_joint_tolls, set_new_totals, set_risen_tolls, set_rival_tolls


def extract(text: str, *, published: date | None = None, lexicon: Lexicon | None = None) -> Record:
    """The record of a text: actors, units, places, casualties and materiel, each with its evidence.

    `published` is the day against which «أمس» and weekdays become dates; without it they keep their words only.
    Pure: no network, nothing beside the package; never raises for what a text says. Half a character (a lone surrogate) that
    stands in the words of a span has no form in UTF-8: such a record is made, but its JSON cannot be.
    """
    with _no_collection():
        return extract_document(Document(text, published=published, keep_text=True), lexicon or load())


def extract_document(document: Document, lexicon: Lexicon) -> Record:
    """The record of a document that was read from an input."""
    return link(*read(document, lexicon))


def read(document: Document, lexicon: Lexicon) -> tuple[AnnotatedDocument, Findings]:
    """All that is found in a document, before it is linked: what explanations look into."""
    annotated = AnnotatedDocument(document, lexicon)
    numbers = find_numbers(annotated)
    findings = Findings(numbers=numbers, times=find_times(annotated, numbers))
    for find in NAMES:
        find(annotated, findings)
    reader = FactReader(annotated, findings)
    for find_facts in FACTS:
        find_facts(reader)
        reader.begin()
    qualify(reader, findings)
    situate(reader, findings)
    set_new_totals(reader, findings)
    set_scope(reader, findings)
    set_risen_tolls(reader, findings)
    set_parts(reader, findings)
    set_headlines(reader, findings)
    set_rival_tolls(reader, findings)
    set_joint_tolls(reader, findings)
    return annotated, findings


@contextmanager
def _no_collection() -> Iterator[None]:
    """The garbage collector waits: a text makes many objects that are all in use, and looking them through finds nothing."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
