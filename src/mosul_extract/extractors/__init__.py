"""Extractors: each reads an annotated document and adds what it claims. Adding one is a module and a name here."""

from __future__ import annotations

from collections.abc import Callable

from mosul_extract.extractors.actors import find_actors
from mosul_extract.extractors.casualties import find_casualties
from mosul_extract.extractors.materiel import find_materiel
from mosul_extract.extractors.people import find_people
from mosul_extract.extractors.places import find_places
from mosul_extract.extractors.units import find_units
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings

# In this order: units read the actors that own them, people stay out of both, places out of all three.
EXTRACTORS: tuple[Callable[[AnnotatedDocument, Findings], None], ...] = (
    find_actors,
    find_units,
    find_people,
    find_places,
    find_casualties,
    find_materiel,
)
