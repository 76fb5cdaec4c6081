"""Grouping: what two mentions of one actor or one unit have in common; equal keys are one entity."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from mosul_extract.geography import Geography
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.mentions import Findings, Mention
from mosul_extract.naming import Words, bare, bare_words, contains, person_names, skeleton, words_of

Key = Hashable
# Rows of a name that many states use («القوات الخاصة»): the nationality tells which one.
_OF_ANY_STATE = "gen-"
_MINISTRY = "ministry"
_OWNER_RULE = "units.aircraft-of-owner"
_MOST_REMEMBERED = 1 << 9


class Body(NamedTuple):
    """What the name of a body tells.

    `core`: its words without article, without «وزارة», without the adjectives of a country. `country`: that of its adjective or
    of its lexicon row. `cores`: what a name without country can be found by: its row, its words, its words without any people.
    """

    core: Words
    country: str | None
    cores: tuple[Key, ...]


class Bodies:
    """The actors and units of a document: their words, their nationality, and what stands inside what."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings, geography: Geography) -> None:
        """Read the words of each mention once."""
        self.annotated, self.geography = annotated, geography
        self.mentions = in_order([*findings.actors, *findings.units])
        self.words = {m: words_of(annotated, m) for m in self.mentions}
        self._starts = [m.start for m in self.mentions]
        self._peoples = {m.first: m.row["country"] for m in reversed(annotated.matches("nationalities"))}
        ministry = annotated.lexicon.row("heads", _MINISTRY)
        self._ministries = {m.first for m in annotated.matches("heads") if m.row is ministry}
        self._known: dict[Mention, Body] = {}
        for mention in findings.units:
            if mention.row is None and mention.number is None:
                mention.row = self._row_of(mention)

    def inside(self, start: int, end: int) -> Iterable[Mention]:
        """The mentions that lie in a piece of the text, in order."""
        for mention in self._from(start):
            if mention.start >= end:
                return
            if mention.end <= end:
                yield mention

    def after(self, mention: Mention, reach: int) -> Iterable[Mention]:
        """The mentions that begin within so many tokens behind a mention."""
        for other in self._from(mention.end):
            if other.first - mention.last > reach:
                return
            yield other

    def _from(self, start: int) -> Iterator[Mention]:
        return (self.mentions[i] for i in range(bisect_left(self._starts, start), len(self.mentions)))

    def body(self, mention: Mention) -> Body:
        """What the name of a mention tells."""
        known = self._known.get(mention)
        if known is None:
            core, plain, country = self._without_nationality(mention)
            row = mention.row
            known = _body(core, plain, country, *((row.id, row["country"]) if row is not None else (None, "")))
            self._known[mention] = known
        return known

    def _row_of(self, mention: Mention) -> Row | None:
        """The lexicon row of a force that the grammar read, where the text is about its country: «الشرطة الاتحادية»."""
        _, _, country = self._without_nationality(mention)
        for entry in self.annotated.lexicon.entries(" ".join(self.words[mention])):
            home = entry.row["country"] if entry.row.lexicon == "units" else ""
            if home and (home == country or (country is None and self.geography.share(home) > 0)):
                return entry.row
        return None

    def _without_nationality(self, mention: Mention) -> tuple[Words, Words, str | None]:
        """The words without «وزارة» and the adjectives of countries, without those of any people, and the country of these."""
        first, inner = mention.first, range(mention.first + 1, mention.last)
        if first not in self._ministries and self._peoples.keys().isdisjoint(inner):
            core = bare_words(self.words[mention])
            return core, core, mention.country
        words, told, plain, country = self.annotated.words, [], [], mention.country
        solid = [i for i in range(mention.first, mention.last) if not words[i].is_punctuation]
        for at, word in zip(solid, self.words[mention], strict=False):
            people = None if at == mention.first else self._peoples.get(at)
            if people:
                country = country or people
            elif at > mention.first or at not in self._ministries:
                told.append(word)
                plain += [word] if people is None else []
        return bare_words(tuple(told)), bare_words(tuple(plain)), country


@lru_cache(_MOST_REMEMBERED)
def _body(core: Words, plain: Words, country: str | None, row_id: str | None, home: str) -> Body:
    country = country or home or None
    by_row = (("row", row_id),) if row_id is not None else ()
    by_words = (("of any people", plain),) if by_row or country is None else ()
    return Body(core, country, (*by_row, core, *by_words))


def in_order(mentions: list[Mention]) -> list[Mention]:
    """Mentions in the order of the text; of those that begin together the longest first."""
    return sorted(sorted(mentions, key=attrgetter("end"), reverse=True), key=attrgetter("start"))


def is_of_any_state(mention: Mention) -> bool:
    """Whether the name alone does not tell whose body it is."""
    return mention.rule != _OWNER_RULE and (mention.row is None or mention.row.id.startswith(_OF_ANY_STATE))


# -- actors


def actor_keys(bodies: Bodies, actors: list[Mention]) -> dict[Mention, Key]:
    """A key for each actor mention."""
    people = [m for m in actors if m.kind == "person"]
    sources = [m for m in actors if m.kind == "source"]
    others = [m for m in actors if m.kind not in ("person", "source")]
    return _people(bodies, people) | _sources(bodies, sources) | _shortened(bodies, others, _body_keys(bodies, others))


def _sources(bodies: Bodies, sources: list[Mention]) -> dict[Mention, Key]:
    """Each unnamed speaker is one of his own; «المصدر» carries on the «مصدر أمني» before it."""
    keys: dict[Mention, Key] = {}
    last: dict[str, Key] = {}
    for mention in sorted(sources, key=attrgetter("start")):
        word = bodies.words[mention][0]
        plain = bare_words((word,))[0]
        before = last.get(plain) if plain != word else None
        keys[mention] = last[plain] = before or ("source", mention.start)
    return keys


def _people(bodies: Bodies, people: list[Mention]) -> dict[Mention, Key]:
    """Full names by their words; a short one goes to the full name that holds it, of several the nearest before it."""
    joined = person_names(bodies.annotated.lexicon).joined
    names: dict[Words, list[Mention]] = defaultdict(list)
    for mention in people:
        names[bare_words(joined(bodies.words[mention]))].append(mention)
    keys: dict[Mention, Key] = {}
    if len(names) == 1:
        return dict.fromkeys(people, ("person", *names))
    holders: dict[str, dict[Words, list[Mention]]] = defaultdict(dict)
    for name, mentions in sorted(names.items(), key=lambda item: (-len(item[0]), item[1][0].start)):
        sounds = tuple(map(skeleton, name))
        fuller = sorted(
            [(m.start, keys[m]) for full in _fuller(name, sounds, holders) for m in names[full]], key=itemgetter(0)
        )
        for mention in mentions:
            keys[mention] = _nearest(mention, fuller) or ("person", name)
        for word in {*name, *sounds} if len(name) > 1 else ():
            holders[word][name] = mentions
    return keys


def _fuller(name: Words, sounds: Words, holders: dict[str, dict[Words, list[Mention]]]) -> list[Words]:
    """The fuller names that hold all words of this one; else those that sound the same."""
    if not name:
        return []
    same = [full for full in holders.get(name[0], ()) if len(full) > len(name) and contains(full, name)]
    if same:
        return same
    return [full for full in holders.get(sounds[0], ()) if contains(tuple(map(skeleton, full)), sounds)]


def _nearest(mention: Mention, fuller: list[tuple[int, Key]]) -> Key | None:
    """The key of the nearest mention before this one, else of the first after it."""
    if not fuller:
        return None
    return fuller[max(0, bisect_left(fuller, mention.start, key=lambda held: held[0]) - 1)][1]


# -- bodies: groups, governments, units


def _body_keys(bodies: Bodies, mentions: list[Mention]) -> dict[Mention, Key]:
    """By lexicon row, else by words and country; a name without its country goes to the one that it can only mean."""
    keys: dict[Mention, Key] = {}
    if not mentions:
        return keys
    known: dict[Key, dict[Key, str | None]] = defaultdict(dict)
    armies: dict[Key, set[Key]] = defaultdict(set)
    told, untold = [], []
    for mention in mentions:
        body, row = bodies.body(mention), mention.row
        if row is not None and not is_of_any_state(mention):
            key = keys[mention] = ("row", row.id)
            for core in body.cores:
                known[core].setdefault(key, body.country)
            if mention.echelon == "army":
                armies[body.core[:1], body.country].add(key)
        elif body.country is not None:
            told.append(mention)
        else:
            untold.append(mention)
    for mention in told:
        body = bodies.body(mention)
        keys[mention] = _of_country(body, mention, known, armies)
        for core in body.cores:
            known[core][keys[mention]] = body.country
    stands: dict[Key, list[int]] = defaultdict(list)
    for mention in in_order([*keys]):
        stands[keys[mention]].append(mention.start)
    for mention in untold:
        keys[mention] = _without_country(bodies, mention, known, stands)
        for core in bodies.body(mention).cores:
            known[core].setdefault(keys[mention], None)
    return keys


def _of_country(
    body: Body, mention: Mention, known: dict[Key, dict[Key, str | None]], armies: dict[Key, set[Key]]
) -> Key:
    """The key of a name with its country: that of the same words and country, or of the one army that the lexicon has there."""
    for core in body.cores:
        for key, home in known[core].items() if core in known else ():
            if home == body.country:
                return key
    army = armies.get((body.core, body.country), set()) if mention.echelon == "army" else set()
    return next(iter(army)) if len(army) == 1 else ("body", body.cores[0], body.country)


def _without_country(
    bodies: Bodies, mention: Mention, known: dict[Key, dict[Key, str | None]], stands: dict[Key, list[int]]
) -> Key:
    """The only body of these words in the document, or the one named last before it, or that of the place beside it or the text."""
    geography, cores = bodies.geography, bodies.body(mention).cores
    choices = next((known[core] for core in cores if core in known), {})
    home = geography.main_country
    if len(choices) == 1:
        return next(iter(choices))
    before = {key: at for key in choices if (at := bisect_left(stands[key], mention.start))}
    if before:
        return max(before, key=lambda key: stands[key][before[key] - 1])
    near = geography.country_near(mention) if mention.list == "units" else None
    for country in (near, home):
        for key, owner in choices.items():
            if country is not None and owner == country:
                return key
    return ("body", cores[0], near if home is None else None)


def _shortened(bodies: Bodies, mentions: list[Mention], keys: dict[Mention, Key]) -> dict[Mention, Key]:
    """«التحالف» after «التحالف العربي»: a short form without a fuller one of its own joins the nearest that begins with it."""
    longest: dict[Key, int] = defaultdict(int)
    fuller: dict[tuple[str, str], set[Key]] = defaultdict(set)
    begun = []
    for mention in sorted(mentions, key=attrgetter("start")):
        words, key = bodies.words[mention], keys[mention]
        longest[key] = max(longest[key], len(words))
        begin = bare(words[0]), mention.kind
        begun.append((mention, words, begin))
        if len(words) > 1:
            fuller[begin].add(key)
    joined = dict(keys)
    last: dict[tuple[str, str], Key] = {}
    for mention, words, begin in begun:
        if len(words) > 1:
            last[begin] = keys[mention]
        elif longest[keys[mention]] == 1 and begin[0] != words[0]:
            only = next(iter(fuller[begin])) if len(fuller[begin]) == 1 else None
            joined[mention] = last.get(begin) or only or keys[mention]
    return joined


# -- units


def unit_keys(bodies: Bodies, units: list[Mention], actors: dict[Mention, Key]) -> dict[Mention, Key]:
    """Numbered formations by echelon and number, aircraft by their owner, all others as bodies."""
    keys: dict[Mention, Key] = {}
    rest = []
    for mention in units:
        if mention.number is not None and mention.row is None:
            keys[mention] = ("formation", mention.echelon, mention.number, _branch(bodies, mention))
        elif mention.rule == _OWNER_RULE:
            owner = next((m for m in bodies.inside(mention.start, mention.end) if m in actors), None)
            keys[mention] = ("aircraft", actors[owner] if owner is not None else bodies.body(mention).core[1:])
        else:
            rest.append(mention)
    return _one_branch(keys) | _body_keys(bodies, rest)


def _branch(bodies: Bodies, mention: Mention) -> frozenset[str]:
    """The words for the branch of service in a formation's name: «المدرعة»."""
    at = bodies.annotated.at
    branch = (
        i for i in range(mention.first, mention.last) if any(m.row["role"] == "branch" for m in at(i, "name_grammar"))
    )
    return frozenset(bare_words(tuple(bodies.annotated.words[i].folded for i in branch)))


def _one_branch(keys: dict[Mention, Key]) -> dict[Mention, Key]:
    """«الفرقة التاسعة» is «الفرقة المدرعة التاسعة» where the document has no other ninth division."""
    if not keys:
        return keys
    fullest: dict[Key, set[frozenset[str]]] = defaultdict(set)
    formations = {m: key for m, key in keys.items() if isinstance(key, tuple) and key[0] == "formation"}
    for _, echelon, number, branch in formations.values():
        fullest[echelon, number].add(branch)
    joined = dict(keys)
    for mention, (kind, echelon, number, branch) in formations.items():
        wider = [other for other in fullest[echelon, number] if other > branch]
        if len(wider) == 1:
            joined[mention] = (kind, echelon, number, wider[0])
    return joined
