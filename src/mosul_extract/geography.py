"""Geography: which place of the world a name means here, by its class word, the other places of the text and its countries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import count
from operator import attrgetter, itemgetter

from mosul_extract.gazetteer import Location, gazetteer
from mosul_extract.lexicons.loading import Row
from mosul_extract.lexicons.matcher import AnnotatedDocument
from mosul_extract.meanings import FITTING, RENOWN, Called, Meanings, is_bulk, place_names, renown
from mosul_extract.mentions import Findings, Mention
from mosul_extract.naming import Words, bare_words, words_of

# Kinds whose class word is left out in lists and datelines, where the name alone is also that of another kind.
_NAMED_ALIKE = frozenset({"governorate", "city"})
_WIDTH = {"country": 0, "region": 1, "governorate": 2, "district": 3, "city": 4, "town": 4, "natural": 4}
_NARROW = 5
_LOCAL = frozenset({"neighbourhood", "facility", "zone"})
_SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "zone"})
_PARTS_OF_A_FRONT = frozenset({"front", "front-two", "front-many"})
_ADMINISTRATIVE = frozenset({"governorate", "district", "region", "country"})
_SAME_COUNTRY, _SAME_GOVERNORATE, _SAME_SENTENCE, _INSIDE_NAMED, _NAMED_WITH_CLASS = 4.0, 1.2, 1.0, 1.5, 2.5
_INSIDE_NAMED_GOVERNORATE = 1.0
_FOREIGN = -2.0
_MARGIN_ABROAD, _MARGIN_UNTOLD, _MARGIN_AT_HOME = 0.5, 1.2, 0.15
_COUNTED_AT_MOST = 4
_CLEAR_SHARE = 0.5
_NO_SHARE = 1e-9
_LITTLE_SHARE = 0.1
_ENOUGH = 3.0
_REACH = 14
_NEIGHBOURS = 12


NOWHERE = Location()


@dataclass(slots=True, eq=False)
class Name:
    """One name as the document uses it: under a class word of one kind, or alone (`under` empty)."""

    words: Words
    under: str
    meanings: Meanings
    mentions: list[Mention] = field(default_factory=list)
    location: Location = NOWHERE
    same_as: Name | None = None
    weight: float = 0.0


class Geography:
    """The places of a document: `location` of each mention, `kin` that name the same place, the countries of the text."""

    def __init__(self, annotated: AnnotatedDocument, findings: Findings) -> None:
        """Resolve all names of the document."""
        self.annotated, self.gazetteer = annotated, gazetteer(annotated.lexicon)
        self.mentions = sorted(findings.places, key=attrgetter("start"))
        self.names: list[Name] = []
        # By its words the names under each kind of class word.
        self._under: dict[Words, dict[str, Name]] = {}
        self.name_of: dict[Mention, Name] = {}
        self.words: dict[Mention, Words] = {}
        self._starts = [mention.start for mention in self.mentions]
        self._sentence = [annotated.sentence_of(mention.first).first for mention in self.mentions]
        self._place = dict(zip(self.mentions, count(), strict=False))
        self._note_names()
        # «ومقرها واشنطن» tells of a body, not of what happens.
        self._seats = frozenset(annotated.role_ends("name_grammar", "seated").values())
        self.countries: dict[str, float] = self._count_countries(findings)
        self._total = sum(self.countries.values())
        self.main_country = self._find_main_country()
        self._settled: set[str] = set()
        self._governorates: defaultdict[str, int] = defaultdict(int)
        self._named_governorates: set[str] = set()
        self._resolve()
        self._tell_city_from_governorate()
        self._place_unknown()

    # -- answers

    def identities(self) -> dict[Mention, Hashable]:
        """For each mention what it has in common with the others of its place."""
        keys: dict[Mention, Hashable] = {}
        for name in self.names:
            key = self._identity(name.same_as or name)
            for mention in name.mentions:
                keys[mention] = key
        return keys

    def _identity(self, name: Name) -> tuple[str, ...]:
        if name.location.row is not None:
            return ("row", name.location.row.id)
        under = "settlement" if name.under in _SETTLEMENTS else name.under
        return (under, *bare_words(name.words))

    def location(self, mention: Mention) -> Location:
        """Where the place of a mention is."""
        return self.name_of[mention].location

    def country_of(self, mention: Mention) -> str | None:
        """The country of a place."""
        row, within, country = self.name_of[mention].location
        return country or self.gazetteer.country(within if row is None else row)

    def inside(self, start: int, end: int) -> Mention | None:
        """The first place that lies in a piece of the text."""
        at = bisect_left(self._starts, start)
        mention = self.mentions[at] if at < len(self.mentions) else None
        return mention if mention is not None and mention.end <= end else None

    def country_near(self, mention: Mention) -> str | None:
        """The country of the place nearest to a body in its sentence; else of the last place before it."""
        at = bisect_left(self._starts, mention.start)
        sentence = self.annotated.sentence_of(mention.first)
        around = [
            m
            for m in self.mentions[max(0, at - 1) : at + 2]
            if sentence.first <= m.first < sentence.last and m.first not in self._seats
        ]
        nearest = min(around, key=lambda m: abs(m.start - mention.start), default=None) or (
            self.mentions[at - 1] if at else None
        )
        return self.country_of(nearest) if nearest is not None else None

    # -- the countries of the text

    def share(self, country: str | None, *, without: Name | None = None) -> float:
        """How much of the text is about a country, 0 to 1; a name that is in question does not speak for itself."""
        if not country or not self._total:
            return 0.0
        own = without.weight if without is not None and without.meanings.home == country else 0.0
        return (self.countries.get(country, 0.0) - own) / self._total

    def _find_main_country(self) -> str | None:
        """The country that the text is about, where that is clear."""
        if not self.countries:
            return None
        most = max(self.countries.values())
        first = min([country for country, weight in self.countries.items() if weight == most])
        return first if most >= _CLEAR_SHARE * self._total else None

    def _count_countries(self, findings: Findings) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        for name in self.names:
            if home := name.meanings.home:
                told = sum(mention.first not in self._seats for mention in name.mentions)
                name.weight = name.meanings.evidence * min(told, _COUNTED_AT_MOST)
                weights[home] += name.weight
        adjectives: dict[str, int] = defaultdict(int)
        for match in self.annotated.matches("nationalities"):
            adjectives[match.row["country"]] += 1
        for country, times in adjectives.items():
            if country:
                weights[country] += min(times, _COUNTED_AT_MOST) / 2
        for country in {m.row["country"] for m in findings.units if m.row is not None and m.row["country"]}:
            weights[country] += 1
        return weights

    # -- names and what they may mean

    def _note_names(self) -> None:
        """Add each mention to its name; the first mention of a name looks for what it may mean."""
        annotated, meanings = self.annotated, place_names(self.annotated.lexicon).meanings
        for mention in self.mentions:
            first, under = self._below_head(mention) if mention.head is not None else (mention.first, "")
            whole = inner = self.words[mention] = words_of(annotated, mention)
            if first != mention.first:
                inner = words_of(annotated, mention, first)
            namesakes = self._under.setdefault(inner, {})
            name = namesakes.get(under)
            if name is None:
                with_class_word = () if under in _NAMED_ALIKE and whole == inner else whole
                known = meanings(Called(inner, under, with_class_word, mention.row))
                name = namesakes[under] = Name(inner, under, known)
                self.names.append(name)
            name.mentions.append(mention)
            self.name_of[mention] = name

    def _below_head(self, mention: Mention) -> tuple[int, str]:
        """The first token of the name itself, and the kind of its class word; of one that stands before a list as well."""
        assert mention.head is not None
        head = next((m for m in self.annotated.at(mention.first, "heads") if m.row.id == mention.head), None)
        row = head.row if head is not None else self.annotated.lexicon.row("heads", mention.head)
        under = row["kind"] if row is not None and row["list"] == "places" else mention.kind
        if mention.head in _PARTS_OF_A_FRONT:
            under = "front"
        if head is None or head.last >= mention.last:
            return mention.first, under
        return self._past_settlement_word(head.last, mention.last), under

    def _past_settlement_word(self, first: int, last: int) -> int:
        """The token after a second class word: «بوابة مدينة الموصل» is «بوابة الموصل»."""
        for inner in self.annotated.at(first, "heads"):
            if (
                inner.row["list"] == "places"
                and inner.row["kind"] in _SETTLEMENTS
                and inner.last < last
                and not inner.prefix
            ):
                return inner.last
        return first

    # -- decisions

    def _resolve(self) -> None:
        for name in self.names:
            if len(name.meanings.candidates) == 1:
                row = name.meanings.candidates[0][1]
                if RENOWN[row["kind"]] > RENOWN["town"] and not self._is_out_of_place(name, row):
                    self._settle(name, Location(row))
        left = [name for name in self.names if name.location is NOWHERE and name.meanings.candidates]
        for name in [name for name in left if name.under] + [name for name in left if not name.under]:
            self._settle(name, self._decide(name))

    def _is_out_of_place(self, name: Name, row: Row) -> bool:
        """Whether a little place cannot be meant: nothing else is of its country, and the text is plainly about another."""
        sure = row not in name.meanings.weak or name.under == row["kind"]  # «مدينة عمان»
        if RENOWN[row["kind"]] > RENOWN["town"] and not is_bulk(row) and sure:
            return False
        home = self.gazetteer.country(row)
        if home is None or row["kind"] == "country" or self.share(home, without=name) > _LITTLE_SHARE:
            return False
        if any(self.gazetteer.country(other.location.row) == home for other in self._beside(name)):
            return False
        return self.main_country not in (None, home) or (is_bulk(row) and self._total - name.weight >= _ENOUGH)

    def _is_outvoted(self, name: Name, row: Row) -> bool:
        """Whether the places named beside it all lie in one other governorate: then the name is of another place there."""
        own = self.gazetteer.governorate(row)
        if own is None or own.id in self._named_governorates or RENOWN[row["kind"]] >= RENOWN["town"]:
            return False
        if row in name.meanings.whole or (not name.under and row not in name.meanings.weak):
            return False
        beside = {
            other.location.row: self._governorate_of(other)
            for other in self._beside(name)
            if other.location.row is not None
        }
        votes = {governorate for governorate in beside.values() if governorate is not None}
        return len(beside) > 1 and len(votes) == 1 and own.id not in votes

    def _beside(self, name: Name) -> Iterator[Name]:
        """The names that stand in a sentence with this one."""
        for mention in name.mentions[:_COUNTED_AT_MOST]:
            yield from (self.name_of[other] for other in self._in_sentence(mention) if self.name_of[other] is not name)

    def _governorate_of(self, name: Name) -> str | None:
        governorate = self.gazetteer.governorate(name.location.row)
        return governorate.id if governorate is not None else None

    def _settle(self, name: Name, location: Location) -> None:
        name.location = location
        if location.row is not None:
            self._settled.add(location.row.id)
            governorate = self.gazetteer.governorate(location.row)
            if governorate is not None:
                self._governorates[governorate.id] += len(name.mentions)
                if location.row["kind"] in ("governorate", "city"):
                    self._named_governorates.add(governorate.id)

    def _decide(self, name: Name) -> Location:
        named = self._named_with_class(name)
        scored = list(name.meanings.candidates)
        if named is not None or len(scored) > 1:
            scored = sorted(
                [(score + self._support(name, row), row) for score, row in scored], key=itemgetter(0), reverse=True
            )
        if not name.under and named is not None and named.location.row is None:
            home = self.gazetteer.country(scored[0][1])
            if self.share(home) < self.share(self.main_country) or scored[0][0] < _NAMED_WITH_CLASS + _SAME_COUNTRY:
                name.same_as = named
                return NOWHERE
        best, row = scored[0]
        home = self.gazetteer.country(row)
        if self._is_out_of_place(name, row):
            is_open = len(scored) > 1 and RENOWN[row["kind"]] > RENOWN["town"]
            return Location() if is_open else NOWHERE
        if self._is_outvoted(name, row):
            return Location(country=home)
        if len(scored) == 1:
            return Location(row)
        margin = _MARGIN_ABROAD if self.share(home, without=name) > _LITTLE_SHARE else _MARGIN_UNTOLD
        abroad = [
            other for score, other in scored[1:] if best - score < margin and self.gazetteer.country(other) != home
        ]
        rivals = [other for other in abroad if margin == _MARGIN_ABROAD or other["kind"] == row["kind"]]
        if rivals:
            return Location(within=self.gazetteer.common([row, *rivals]))
        twins = [other for score, other in scored[1:] if best - score < _MARGIN_AT_HOME]
        if twins:
            return Location(within=self.gazetteer.common([row, *twins]), country=home)
        return Location(row)

    def _named_with_class(self, name: Name) -> Name | None:
        """The same name under a class word elsewhere in the document."""
        namesakes = self._under[name.words]
        others = [namesakes[under] for under in FITTING if under in namesakes and under in _SETTLEMENTS]
        return next((other for other in others if other is not name), None) if len(namesakes) > 1 else None

    def _support(self, name: Name, row: Row) -> float:
        """How well a place fits the rest of the document."""
        home = self.gazetteer.country(row)
        share = self.share(home, without=name)
        score = _SAME_COUNTRY * share
        if self._total and home and share <= _NO_SHARE and row["kind"] != "country":
            score += _FOREIGN
        governorate = self.gazetteer.governorate(row)
        if governorate is not None and governorate.id in self._governorates:
            score += _SAME_GOVERNORATE
        named = next(
            (
                place
                for place in self.gazetteer.chain(row)[1:]
                if place.id in self._settled and place["kind"] != "country"
            ),
            None,
        )
        if named is not None:
            score += (
                _INSIDE_NAMED if _WIDTH.get(named["kind"], _NARROW) >= _WIDTH["city"] else _INSIDE_NAMED_GOVERNORATE
            )
        if not name.under and any(
            other.under in FITTING and other.location.row is row for other in self._under[name.words].values()
        ):
            score += _NAMED_WITH_CLASS
        return score + (_SAME_SENTENCE if self._in_sentence_with(name, row) else 0)

    def _in_sentence_with(self, name: Name, row: Row) -> bool:
        """Whether a place of the same governorate stands in a sentence with the name."""
        around = self.gazetteer.around(row)
        return any(
            other.location.row is not None and not around.isdisjoint(self.gazetteer.around(other.location.row))
            for other in self._beside(name)
        )

    def _in_sentence(self, mention: Mention) -> list[Mention]:
        """The other places of its sentence, those that are near."""
        at, sentences = self._place[mention], self._sentence
        first = bisect_left(sentences, sentences[at], max(0, at - _NEIGHBOURS), at)
        last = bisect_right(sentences, sentences[at], at, min(len(sentences), at + _NEIGHBOURS + 1))
        return self.mentions[first:at] + self.mentions[at + 1 : last]

    def _tell_city_from_governorate(self) -> None:
        """Of a city and the governorate of its name the text may mean both, each in its place.

        «صعدة» in a text that has «محافظة صعدة» and no «مدينة صعدة» is the governorate; «غرب صعدة» lies west of the city,
        and «محافظ صعدة» governs the governorate.
        """
        for name in [name for name in self.names if not name.under]:
            city = name.location.row
            if city is None or city["kind"] != "city":
                continue
            governorate = self._governorate_named(name, city)
            if governorate is None:
                continue
            told = self._under[name.words].keys()
            is_governorate = "governorate" in told and "city" not in told
            if is_governorate:
                others = [mention for mention in name.mentions if mention.first in self._after("city-of")]
            else:
                others = [mention for mention in name.mentions if self._is_beside_administration(mention)]
            if others:
                self._part(name, others, Location(city if is_governorate else governorate))
            if is_governorate:
                name.location = Location(governorate)
            for mention in name.mentions if is_governorate else others:
                mention.kind = "governorate"

    def _is_beside_administration(self, mention: Mention) -> bool:
        """«محافظ تعز», «محافظة تعز والحديدة», «مديرية مكيراس بالبيضاء»."""
        if mention.first in self._after("governorate-of"):
            return True
        at = self._place[mention]
        before = self.mentions[at - 1] if at else None
        if before is None or mention.first - before.last not in (0, 1):
            return False
        letter, is_next = self.annotated.words[mention.first].folded[0], before.last == mention.first
        if self.name_of[before].under == "governorate":
            return is_next and letter == "و"
        inside = letter == "ب" if is_next else self.annotated.words[before.last].folded == "في"
        return inside and before.kind == "district"

    def _after(self, role: str) -> set[int]:
        """The tokens behind the words of a role."""
        return {match.last for match in self.annotated.in_roles("name_grammar", role)}

    def _part(self, name: Name, mentions: list[Mention], location: Location) -> None:
        """Give some mentions of a name a place of their own."""
        part = Name(name.words, name.under, name.meanings, mentions, location)
        name.mentions = [mention for mention in name.mentions if mention not in mentions]
        self.names.append(part)
        self.name_of.update(dict.fromkeys(mentions, part))

    def _governorate_named(self, name: Name, city: Row) -> Row | None:
        """The governorate around a city that bears its name, as the text tells it or as it is known."""
        around = self.gazetteer.governorate(city)
        told = self._under[name.words].get("governorate")
        if told is not None:
            return around if told.location.row is around else None
        named = self.gazetteer.named_with_class_word(name.words, "governorate")
        return around if any(row is around for row, _ in named) else None

    # -- names that no lexicon has

    def _place_unknown(self) -> None:
        for name in self.names:
            if name.location is not NOWHERE or name.same_as is not None:
                continue
            name.location = self._from_container(name) or self._from_neighbours(name)
        for name in self.names:
            if name.same_as is not None:
                name.location = name.same_as.location

    def _from_container(self, name: Name) -> Location | None:
        """«مطار الموصل» lies in Mosul, «قضاء بيجي» where the town of that name lies."""
        if not name.meanings.containers:
            return None
        scored = sorted(
            ((renown(r, False, None) + self._support(name, r), r) for r in name.meanings.containers),
            key=lambda item: -item[0],
        )
        row: Row | None = scored[0][1]
        if self._is_out_of_place(name, scored[0][1]) or (name.under == "facility" and scored[0][1]["kind"] in _LOCAL):
            return None
        if name.under in _ADMINISTRATIVE and row is not None:
            width = _WIDTH[name.under]
            row = next((place for place in self.gazetteer.chain(row)[1:] if _WIDTH.get(place["kind"], 9) < width), None)
        return Location(within=row)

    def _from_neighbours(self, name: Name) -> Location:
        """By the nearest place known in the sentence, the one that follows first; else the country that the text is about."""
        if name.under in ("country", "region"):
            return Location(country=None)
        for mention in name.mentions:
            row = self._nearest(mention)
            if row is not None:
                return Location(within=self._around(row, name.under), country=self.gazetteer.country(row))
        country = self.main_country
        governorate = None
        if country is not None and len(self._governorates) == 1:
            governorate = self.annotated.lexicon.row("places", next(iter(self._governorates)))
            governorate = governorate if self.gazetteer.country(governorate) == country else None
        return Location(within=governorate, country=country)

    def _nearest(self, mention: Mention) -> Row | None:
        """The place nearest in the sentence; one behind counts as nearer, one whose governorate is named elsewhere as well."""
        best: tuple[bool, int, Row] | None = None
        for other in self._in_sentence(mention):
            row = self.name_of[other].location.row
            if row is None or row["kind"] in ("country", "region"):
                continue
            gap = other.first - mention.last if other.first >= mention.last else (mention.first - other.last) * 2 + 1
            doubtful = self._governorate_of(self.name_of[other]) not in self._named_governorates
            if gap <= _REACH * 2 and (best is None or (doubtful, gap) < best[:2]):
                best = doubtful, gap, row
        return best[2] if best is not None else None

    def _around(self, row: Row, under: str) -> Row | None:
        """What the neighbour tells: a quarter lies in the city named beside it, a village only in its governorate."""
        chain = self.gazetteer.chain(row)
        if under == "governorate":
            return chain[-1]
        if under == "neighbourhood" and row["kind"] == "city":
            return row
        return next((place for place in chain if place["kind"] in ("governorate", "country")), None)
