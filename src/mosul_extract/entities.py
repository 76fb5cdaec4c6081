"""Entities: the mentions of one thing under one id, with what the lexicon and the text say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mosul_extract import records
from mosul_extract.geography import Geography, Location, identity
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings, Mention
from mosul_extract.naming import Words, bare_words, contains, person_words, skeleton, words_of

Key = Hashable
_WRAPPERS = "\"'«»“”‘’()[]، "
_ECHELONS = ("army", "corps", "division", "brigade", "regiment", "battalion", "company")
_LEVELS = frozenset({"country", "region", "governorate", "district", "city", "town", "neighbourhood", "zone"})
_SETTLED_LEVEL = {
    "town": "city",
    "village": "city",
    "neighbourhood": "city",
    "zone": "city",
    "facility": "city",
    "region": "governorate",
    "natural": "district",
}


class Entities(NamedTuple):
    """All entities of a document, and the id of each mention's entity."""

    actors: list[records.Actor]
    units: list[records.Unit]
    places: list[records.Place]
    ids: dict[Mention, str]


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one thing."""

    mentions: list[Mention] = field(default_factory=list)
    id: str = ""

    @property
    def row(self) -> Row | None:
        """The lexicon row that most mentions met."""
        rows = Counter(m.row for m in self.mentions if m.row is not None)
        return rows.most_common(1)[0][0] if rows else None


def link_entities(annotated: AnnotatedDocument, findings: Findings) -> Entities:
    """The entities of all three lists, numbered in the order of the text."""
    geography = Geography(annotated, findings)
    names = Names(annotated, findings, geography)
    actor_keys = _actor_keys(names, findings.actors)
    clusters = {
        "A": _clusters(findings.actors, actor_keys, "A"),
        "U": _clusters(findings.units, _unit_keys(names, findings.units, actor_keys), "U"),
        "P": _clusters(findings.places, {m: identity(geography, m) for m in findings.places}, "P"),
    }
    ids = {m: cluster.id for found in clusters.values() for cluster in found for m in cluster.mentions}
    return Entities(
        [_actor(names, cluster, ids) for cluster in clusters["A"]],
        [_unit(names, cluster, ids) for cluster in clusters["U"]],
        [_place(names, cluster) for cluster in clusters["P"]],
        ids,
    )


def _clusters(mentions: list[Mention], keys: dict[Mention, Key], letter: str) -> list[Cluster]:
    """The mentions with the same key together, in the order of the text."""
    found: dict[Key, Cluster] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        found.setdefault(keys[mention], Cluster()).mentions.append(mention)
    for number, cluster in enumerate(found.values(), 1):
        cluster.id = f"{letter}{number}"
    return list(found.values())


# -- names


class Names:
    """The words of all mentions of a document, their nationality, and what stands inside what."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings, geography: Geography) -> None:
        """Remember the document and sort its mentions."""
        self.annotated, self.geography, self.source = annotated, geography, annotated.source
        self.bodies = sorted((*findings.actors, *findings.units), key=lambda m: m.start)
        self.words = {m: words_of(annotated, m) for m in self.bodies}
        self.places = findings.places

    def nationality(self, mention: Mention) -> tuple[Words, str | None]:
        """The words without head words that say nothing and without adjectives of nationality, and the country of these."""
        kept, country = [], mention.country
        at, words = mention.first, list(self.words[mention])
        for word in words:
            while self.annotated.tokens[at].word.is_punctuation:
                at += 1
            adjective = (
                next((m for m in self.annotated.at(at, "nationalities") if m.row["country"]), None)
                if at > mention.first
                else None
            )
            if adjective is not None:
                country = country or adjective.row["country"]
            elif not (at == mention.first and len(words) > 1 and self._is_ministry(at)):
                kept.append(word)
            at += 1
        return bare_words(tuple(kept)), country

    def _is_ministry(self, at: int) -> bool:
        return any(m.row.id == "ministry" for m in self.annotated.at(at, "heads"))

    def inside(self, start: int, end: int, mentions: Iterable[Mention]) -> Mention | None:
        """The first and longest mention that lies in a piece of the text."""
        found = [m for m in mentions if start <= m.start and m.end <= end]
        return min(found, key=lambda m: (m.start, -m.end), default=None)

    def display(self, cluster: Cluster) -> str:
        """The fullest name of a thing, as the text writes it; «للجيش» is shown as «الجيش»."""
        best = max(
            cluster.mentions, key=lambda m: (len(self._words(m)), not self._is_merged(m), m.end - m.start, -m.start)
        )
        text = " ".join(self.source[best.start : best.end].split()).strip(_WRAPPERS)
        return "ال" + text[2:] if self._is_merged(best) else text

    def _words(self, mention: Mention) -> Words:
        return self.words.get(mention) or self.geography.name_of[mention].words

    def _is_merged(self, mention: Mention) -> bool:
        return self.source.startswith("لل", mention.start) and not self._words(mention)[0].startswith("لل")


# -- actors


def _actor_keys(names: Names, actors: list[Mention]) -> dict[Mention, Key]:
    """What the mentions of one actor have in common."""
    people = [m for m in actors if m.kind == "person"]
    sources = [m for m in actors if m.kind == "source"]
    bodies = [m for m in actors if m.kind not in ("person", "source")]
    return _person_keys(names, people) | _source_keys(names, sources) | _shortened(names, bodies, _body_keys(names, bodies))


def _source_keys(names: Names, sources: list[Mention]) -> dict[Mention, Key]:
    """Each unnamed speaker is one of his own; «المصدر» carries on the «مصدر أمني» before it."""
    keys: dict[Mention, Key] = {}
    last: dict[str, Key] = {}
    for mention in sorted(sources, key=lambda m: m.start):
        words = names.words[mention]
        plain = bare_words(words)[0]
        before = last.get(plain) if plain != words[0] else None
        keys[mention] = last[plain] = before or ("source", mention.start)
    return keys


def _person_keys(names: Names, people: list[Mention]) -> dict[Mention, Key]:
    """Full names by their words; a short one goes to the full name that holds it, of several the nearest before it."""
    lexicon = names.annotated.lexicon
    words = {m: person_words(lexicon, names.words[m]) for m in people}
    bare = {m: bare_words(words[m]) for m in people}
    keys: dict[Mention, Key] = {}
    known: dict[Words, Key] = {}
    for mention in sorted(people, key=lambda m: (-len(words[m]), m.start)):
        name = bare[mention]
        keys[mention] = known.get(name) or _fuller(mention, keys, bare) or ("person", name)
        if len(name) > 1:
            known[name] = keys[mention]
    return keys


def _fuller(mention: Mention, keys: dict[Mention, Key], words: dict[Mention, Words]) -> Key | None:
    """The person of the nearest fuller name that holds all words of this one: before it, else after it."""
    name = words[mention]
    holding = [m for m in keys if len(words[m]) > len(name) and contains(words[m], name)]
    if not holding:
        sounds = tuple(map(skeleton, name))
        holding = [
            m for m in keys if len(words[m]) >= max(len(name), 2) and contains(tuple(map(skeleton, words[m])), sounds)
        ]
    before = [m for m in holding if m.start < mention.start]
    nearest = max(before, key=lambda m: m.start) if before else min(holding, key=lambda m: m.start, default=None)
    return keys[nearest] if nearest is not None else None


# -- bodies: groups, governments, units


def _body_keys(names: Names, bodies: list[Mention]) -> dict[Mention, Key]:
    """By lexicon row, else by words and country; what stands without its country or in short goes to the one that it can only mean."""
    facts = {m: names.nationality(m) for m in bodies}
    keys: dict[Mention, Key] = {}
    by_core: dict[Words, dict[Key, str | None]] = defaultdict(dict)
    for mention in bodies:
        if mention.row is not None:
            keys[mention] = ("row", mention.row.id)
            by_core[facts[mention][0]].setdefault(keys[mention], facts[mention][1] or mention.row["country"] or None)
    for mention in bodies:
        core, country = facts[mention]
        if mention not in keys and country is not None:
            same = next((key for key, home in by_core[core].items() if home == country), None)
            keys[mention] = same or ("body", core, country)
            by_core[core][keys[mention]] = country
    for mention in bodies:
        if mention not in keys:
            keys[mention] = _only_one(names, by_core[facts[mention][0]]) or ("body", facts[mention][0], None)
    return keys


def _only_one(names: Names, choices: dict[Key, str | None]) -> Key | None:
    """The thing that a name without its country means: the only one of the document, or that of its main country."""
    if len(choices) < 2:
        return next(iter(choices), None)
    home = names.geography.main_country
    return next((key for key, country in choices.items() if country == home), None)


def _shortened(names: Names, bodies: list[Mention], keys: dict[Mention, Key]) -> dict[Mention, Key]:
    """«التحالف» after «التحالف العربي»: a short form without a fuller one of its own joins the nearest that begins with it."""
    longest: dict[Key, int] = defaultdict(int)
    starts: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in bodies:
        words = names.words[mention]
        longest[keys[mention]] = max(longest[keys[mention]], len(words))
        if len(words) > 1:
            starts[words[0], mention.kind].append(mention)
    joined = dict(keys)
    for mention in bodies:
        words = names.words[mention]
        if len(words) == 1 and longest[keys[mention]] == 1 and words[0].startswith("ال"):
            fuller = starts[words[0], mention.kind]
            before = [m for m in fuller if m.start < mention.start]
            if fuller and (before or len({keys[m] for m in fuller}) == 1):
                joined[mention] = keys[before[-1] if before else fuller[0]]
    return joined


def _unit_keys(names: Names, units: list[Mention], actor_keys: dict[Mention, Key]) -> dict[Mention, Key]:
    """Numbered formations by echelon and number, aircraft by their owner, all others as bodies."""
    keys: dict[Mention, Key] = {}
    rest = []
    for mention in units:
        if mention.number is not None and mention.row is None:
            keys[mention] = ("formation", mention.echelon, mention.number)
        elif mention.rule == "units.aircraft-of-owner":
            owner = names.inside(mention.start, mention.end, actor_keys)
            keys[mention] = ("aircraft", actor_keys[owner] if owner is not None else names.nationality(mention)[0][1:])
        else:
            rest.append(mention)
    return keys | _body_keys(names, rest)


# -- records


def _mentions(source: str, cluster: Cluster) -> list[records.Mention]:
    return [
        records.Mention(start=m.start, end=m.end, text=source[m.start : m.end], rule=m.rule) for m in cluster.mentions
    ]


def _kind(cluster: Cluster) -> str:
    """The kind that most mentions have; of equal ones that of the first."""
    return Counter(m.kind for m in cluster.mentions).most_common(1)[0][0]


def _name_en(row: Row | None) -> str | None:
    return (row["name_en"] or None) if row is not None else None


def _actor(names: Names, cluster: Cluster, ids: dict[Mention, str]) -> records.Actor:
    rank = next((m.rank for m in cluster.mentions if m.rank is not None), None)
    role = next((m.role for m in cluster.mentions if m.role is not None), None)
    affiliation = None
    if role is not None:
        body = names.inside(*role, (m for m in names.bodies if m not in cluster.mentions and m.kind != "person"))
        affiliation = ids[body] if body is not None else None
    source = names.source
    return records.Actor(
        id=cluster.id, kind=_kind(cluster), name=names.display(cluster), name_en=_name_en(cluster.row),
        rank=source[rank[0] : rank[1]] if rank else None, role=source[role[0] : role[1]] if role else None,
        affiliation=affiliation, mentions=_mentions(source, cluster),
    )  # fmt: skip


def _unit(names: Names, cluster: Cluster, ids: dict[Mention, str]) -> records.Unit:
    row = cluster.row
    echelon = next((m.echelon for m in cluster.mentions if m.echelon), None) or (
        row["echelon"] if row is not None else None
    )
    number = next((m.number for m in cluster.mentions if m.number is not None), None)
    return records.Unit(
        id=cluster.id, kind=_kind(cluster), name=names.display(cluster), name_en=_name_en(row), echelon=echelon or None,
        number=number, parent=_parent(names, cluster, ids), country=_unit_country(names, cluster), mentions=_mentions(names.source, cluster),
    )  # fmt: skip


def _unit_country(names: Names, cluster: Cluster) -> str | None:
    """By nationality, by the lexicon, by the place in its name; a body of a state without them is of the text's main country."""
    for mention in cluster.mentions:
        country = names.nationality(mention)[1] or (mention.row["country"] if mention.row is not None else None)
        if country:
            return country
    for mention in cluster.mentions:
        place = names.inside(mention.start, mention.end, names.places)
        if place is not None:
            return country_of(names.geography, names.geography.by_mention[place])
    if any(m.rule == "units.aircraft-of-owner" or m.row is not None or m.kind == "brigade" for m in cluster.mentions):
        return None
    return names.geography.main_country


def _parent(names: Names, cluster: Cluster, ids: dict[Mention, str]) -> str | None:
    """«الفوج الثاني في الفرقة التاسعة»: the larger formation named right behind; else the lexicon's, where the text names it."""
    if cluster.mentions[0].echelon in _ECHELONS:
        for mention in cluster.mentions:
            above = next((m for m in names.bodies if m.list == "units" and 0 < m.first - mention.last <= 2), None)
            if (
                above is not None
                and above.echelon in _ECHELONS
                and _ECHELONS.index(above.echelon) < _ECHELONS.index(mention.echelon or "army")
            ):
                return ids[above] if ids[above] != cluster.id else None
    row = cluster.row
    if row is None or not row["parent"]:
        return None
    return next(
        (ids[m] for m in names.bodies if m.row is not None and m.row.id == row["parent"] and ids[m] != cluster.id), None
    )


def country_of(geography: Geography, location: Location) -> str | None:
    """The country of a location."""
    return location.country or geography.gazetteer.country(location.row or location.within)


def _place(names: Names, cluster: Cluster) -> records.Place:
    geography = names.geography
    location = geography.by_mention[cluster.mentions[0]]
    row = location.row
    latitude, longitude, precision = _coordinates(geography, location)
    return records.Place(
        id=cluster.id, kind=_kind(cluster), name=names.display(cluster), name_en=_name_en(row),
        country=country_of(geography, location), admin=list(_admin(geography, location)),
        latitude=latitude, longitude=longitude, precision=precision,
        geonames=int(row["geonames"]) if row is not None and row["geonames"] else None, mentions=_mentions(names.source, cluster),
    )  # fmt: skip


def _admin(geography: Geography, location: Location) -> Iterator[records.AdminUnit]:
    """What a place lies in, the widest first; a country and a governorate count as their own."""
    place = location.row or location.within
    if place is None:
        home = geography.annotated.lexicon.row("places", location.country.lower()) if location.country else None
        chain: tuple[Row, ...] = (home,) if home is not None else ()
    else:
        chain = geography.gazetteer.chain(place)
        if location.row is not None and place["kind"] not in ("country", "governorate"):
            chain = chain[1:]
    for above in reversed(chain):
        if above["kind"] in _LEVELS:
            yield records.AdminUnit(
                level=above["kind"],
                name=geography.gazetteer.name(above),
                name_en=above["name_en"] or None,
            )


def _coordinates(geography: Geography, location: Location) -> tuple[float | None, float | None, str | None]:
    """Own coordinates, else those of the nearest place around that has them, and how exact that is."""
    place = location.row or location.within
    for above in geography.gazetteer.chain(place) if place is not None else ():
        if above["latitude"] and above["longitude"]:
            level = "own" if above is location.row else _SETTLED_LEVEL.get(above["kind"], above["kind"])
            return float(above["latitude"]), float(above["longitude"]), level
    return None, None, None
