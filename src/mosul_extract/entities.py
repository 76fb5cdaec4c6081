"""Entities: the mentions of one thing under one id, with what the lexicon and the text say of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mosul_extract.geography import Geography
from mosul_extract.grouping import Bodies, Key, actor_keys, in_order, is_of_any_state, unit_keys
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings, Mention
from mosul_extract.naming import Words
from mosul_extract.records import Values, known

_QUOTES = dict.fromkeys(map(ord, '"«»“”'))
_WRAPPERS = "'‘’()[]، "
_ECHELONS = ("army", "corps", "division", "brigade", "regiment", "battalion", "company")
_PARENT_REACH = 2
# Where no army of its own stands, a numbered formation is the one's that fights there.
_ARMY_OF_ANOTHER, _ARMIES = {"PS": "IL"}, frozenset({"army", "air", "navy"})


class Entities(NamedTuple):
    """All entities of a document as the values of their records, and the id of each mention's entity."""

    actors: list[Values]
    units: list[Values]
    places: list[Values]
    ids: dict[Mention, str]


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one thing, in the order of the text."""

    id: str
    mentions: list[Mention]

    @property
    def row(self) -> Row | None:
        """The lexicon row that the fullest of the mentions met."""
        rows = [mention.row for mention in self.mentions]
        if rows.count(rows[0]) == len(rows):
            return rows[0]
        met = [mention for mention in self.mentions if mention.row is not None]
        return max(met, key=lambda m: (m.last - m.first, -m.start)).row

    @property
    def kind(self) -> Any:
        """The kind that most mentions have; of equal ones that of the first."""
        kinds = [mention.kind for mention in self.mentions]
        return kinds[0] if kinds.count(kinds[0]) == len(kinds) else Counter(kinds).most_common(1)[0][0]

    def first(self, trait: str) -> Any:
        """The first that the text tells of a trait of its mentions; None where it does not."""
        return next((told for mention in self.mentions if (told := getattr(mention, trait)) is not None), None)


def link_entities(annotated: AnnotatedDocument, findings: Findings) -> Entities:
    """The entities of all three lists, numbered in the order of the text."""
    geography = Geography(annotated, findings)
    bodies = Bodies(annotated, findings, geography)
    actors = actor_keys(bodies, findings.actors)
    clusters = {
        "A": _clusters("A", findings.actors, actors),
        "U": _clusters("U", findings.units, unit_keys(bodies, findings.units, actors)),
        "P": _clusters("P", findings.places, geography.identities()),
    }
    ids = {m: cluster.id for found in clusters.values() for cluster in found for m in cluster.mentions}
    make = Maker(geography, bodies, ids)
    return Entities(
        [make.actor(cluster) for cluster in clusters["A"]],
        [make.unit(cluster) for cluster in clusters["U"]],
        [make.place(cluster) for cluster in clusters["P"]],
        ids,
    )


def _clusters(letter: str, mentions: list[Mention], keys: dict[Mention, Key]) -> list[Cluster]:
    """The mentions with the same key together."""
    found: dict[Key, Cluster] = {}
    for mention in in_order(mentions):
        key = keys[mention]
        cluster = found.get(key)
        if cluster is None:
            found[key] = Cluster(f"{letter}{len(found) + 1}", [mention])
        else:
            cluster.mentions.append(mention)
    return list(found.values())


class Maker:
    """Makes the values of a cluster's record; they are validated with the whole record."""

    def __init__(self, geography: Geography, bodies: Bodies, ids: dict[Mention, str]) -> None:
        """Remember what all records draw on."""
        self.geography, self.bodies, self.ids = geography, bodies, ids
        self.source = bodies.annotated.source

    @cached_property
    def by_row(self) -> dict[str, str]:
        """The id of the body that meets a lexicon row, by the row's id; of several the first."""
        return {m.row.id: self.ids[m] for m in reversed(self.bodies.mentions) if m.row is not None}

    # -- what all have

    def mentions(self, cluster: Cluster) -> list[Values]:
        """Each mention with its words and its rule."""
        source = self.source
        return [
            {"start": m.start, "end": m.end, "text": source[m.start : m.end], "rule": m.rule} for m in cluster.mentions
        ]

    def name(self, cluster: Cluster) -> str:
        """The fullest name of a thing, as the text writes it; «للجيش» is shown as «الجيش»."""
        words = self.geography.words if cluster.mentions[0].list == "places" else self.bodies.words
        best = cluster.mentions[0] if len(cluster.mentions) == 1 else self._fullest(cluster.mentions, words)
        text = self.source[best.start : best.end]
        if not all(map(str.isalpha, text.split(" "))):
            text = " ".join(text.translate(_QUOTES).split()).strip(_WRAPPERS)
        return "ال" + text[2:] if self._is_merged(best, words[best]) else text

    def _fullest(self, mentions: list[Mention], words: dict[Mention, Words]) -> Mention:
        """The mention that serves best as the name: of many words, nothing attached, no quotes inside, the first."""
        most = max([len(words[mention]) for mention in mentions])
        longest = [mention for mention in mentions if len(words[mention]) == most]
        whole = [mention for mention in longest if not self._is_merged(mention, words[mention])] or longest
        return next((mention for mention in whole if mention.last - mention.first == most), whole[0])

    def _is_merged(self, mention: Mention, words: Words) -> bool:
        return self.source.startswith("لل", mention.start) and not "".join(words[:1]).startswith("لل")

    # -- actors

    def actor(self, cluster: Cluster) -> Values:
        """An actor; rank and role of a person are the first that the text gives."""
        source, kind = self.source, cluster.kind
        rank, role = (cluster.first("rank"), cluster.first("role")) if kind == "person" else (None, None)
        return known({
            "id": cluster.id, "kind": kind, "name": self.name(cluster), "name_en": _name_en(cluster.row),
            "rank": source[rank[0] : rank[1]] if rank else None, "role": source[role[0] : role[1]] if role else None,
            "affiliation": self._affiliation(cluster, role) if role else None, "mentions": self.mentions(cluster),
        })  # fmt: skip

    def _affiliation(self, cluster: Cluster, role: tuple[int, int]) -> str | None:
        """The first body that the role names."""
        named = (m for m in self.bodies.inside(*role) if m.kind != "person" and self.ids[m] != cluster.id)
        return next((self.ids[m] for m in named), None)

    # -- units

    def unit(self, cluster: Cluster) -> Values:
        """A unit, with what its names tell of its level, number, state and the formation above it."""
        row = cluster.row
        echelon = row["echelon"] if row is not None else ""
        echelon = echelon or next((m.echelon for m in cluster.mentions if m.echelon), None) or ""
        return known({
            "id": cluster.id, "kind": cluster.kind, "name": self.name(cluster), "name_en": _name_en(row),
            "echelon": echelon or None, "number": cluster.first("number"), "parent": self._parent(cluster),
            "country": self._country(cluster), "mentions": self.mentions(cluster),
        })  # fmt: skip

    def _country(self, cluster: Cluster) -> str | None:
        """By nationality or lexicon, by the place in its name; a body of any state without them is of the text's country."""
        for mention in cluster.mentions:
            if country := self.bodies.body(mention).country:
                return country
        for mention in cluster.mentions:
            place = self.geography.inside(mention.start, mention.end)
            if place is not None:
                return self.geography.country_of(place)
        first = cluster.mentions[0]
        if first.kind == "brigade" or not all(map(is_of_any_state, cluster.mentions)):
            return None
        country = self.geography.main_country or self.geography.country_near(first)
        other = _ARMY_OF_ANOTHER.get(country or "") if first.kind in _ARMIES else None
        return other if self.geography.share(other) > 0 else country

    def _parent(self, cluster: Cluster) -> str | None:
        """«الفوج الثاني في الفرقة التاسعة»: the larger formation right behind; else the lexicon's, where the text names it."""
        for mention in cluster.mentions:
            if mention.echelon not in _ECHELONS:
                break
            above = next(iter(self.bodies.after(mention, _PARENT_REACH)), None)
            if (
                above is not None
                and above.echelon in _ECHELONS
                and _ECHELONS.index(above.echelon) < _ECHELONS.index(mention.echelon)
            ):
                return self.ids[above]
        parent = self.by_row.get(cluster.row["parent"]) if cluster.row is not None else None
        return parent if parent != cluster.id else None

    # -- places

    def place(self, cluster: Cluster) -> Values:
        """A place, with all that it lies in and the best coordinates that are known."""
        location = self.geography.location(cluster.mentions[0])
        return {
            "id": cluster.id, "kind": self._place_kind(cluster, location.row), "name": self.name(cluster),
            "mentions": self.mentions(cluster), **self.geography.gazetteer.told(location),
        }  # fmt: skip

    def _place_kind(self, cluster: Cluster, row: Row | None) -> Any:
        """What the text calls it; for a name without class word what the place is that it turned out to mean."""
        if row is not None and all(m.head is None and m.row is not row for m in cluster.mentions):
            return row["kind"]
        kind = cluster.kind
        # An article that calls a town «مدينة», and never «بلدة», speaks of a city; and the other way round.
        if kind in ("town", "city"):
            heads = {m.head for m in cluster.mentions}
            other = "city" if kind == "town" else "town"
            return other if other in heads and kind not in heads else kind
        return kind


def _name_en(row: Row | None) -> str | None:
    return (row["name_en"] or None) if row is not None else None
