"""Extractors: each reads an annotated document and adds what it claims. Adding one is a module and a name here."""

from __future__ import annotations

from collections.abc import Callable

from mosul_extract.extractors.actors import find_actors
from mosul_extract.extractors.casualties import find_casualties
from mosul_extract.extractors.fact_reading import FactReader
from mosul_extract.extractors.materiel import find_materiel
from mosul_extract.extractors.people import find_people
from mosul_extract.extractors.places import find_places
from mosul_extract.extractors.units import find_units
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings

# In this order: units read the actors that own them, people stay out of both, places out of all three.
NAMES: tuple[Callable[[AnnotatedDocument, Findings], None], ...] = (find_actors, find_units, find_people, find_places)
# Facts read the names; each of these begins with no number taken, but for what the one before it counted by.
FACTS: tuple[Callable[[FactReader], None], ...] = (find_casualties, find_materiel)
