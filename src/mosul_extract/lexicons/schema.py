"""What a row of each lexicon may hold: one pydantic class a kind of file, read by the checks and by docs, not at every start."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mosul_extract.records import PlaceKind, UnitKind

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Unique in its file; never reused.")]
Names = Annotated[
    str,
    Field(
        min_length=1,
        description="Spellings, separated by |. Matched after folding (alef, maksura, teh marbuta, marks); "
        "a spelling that begins with = must stand to the letter.",
    ),
]
Weak = Annotated[
    str,
    Field(
        description="Spellings that are also common words or names of other things: taken only where the context "
        "supports them (a head word before, quotes, or a full name of the row elsewhere in the document)."
    ),
]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$", description="ISO 3166-1 alpha-2, or empty.")]
Day = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", description="ISO date, month or year, or empty.")]
Source = Annotated[str, Field(min_length=1, description="The dataset with its licence, or 'curated'.")]
Example = Annotated[str, Field(description="A sentence in which the row is found as itself.")]


# Why a number counts nobody; what each means stands in refusals.py.
Reason = Literal[
    "abstract", "age", "animals", "area", "buildings", "distance", "documents", "duration", "events", "families",
    "formations", "goods", "label", "mass", "money", "ordinal", "part_of_name", "people", "percent", "places", "score",
    "share", "strength", "telephone", "time_of_day", "vehicles", "votes", "weapons",
]  # fmt: skip


class Words(BaseModel):
    """What every row has. Where there is no id, the first of the names stands for one."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    names: Names
    source: Source


class Row(Words):
    """A row with an id."""

    id: Slug


class NamedThing(Row):
    """A row that names one thing of the world."""

    weak: Weak = ""
    name_en: Annotated[str, Field(description="The usual English name.")] = ""
    country: Country = ""
    since: Day = ""
    until: Day = ""

    @model_validator(mode="after")
    def _ordered(self) -> NamedThing:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until is before since")
        return self


class ActorRow(NamedThing):
    """actors/*.tsv: groups, governments, international bodies, media, organisations."""

    kind: Literal["armed_group", "government", "international", "media", "organization"]


class PersonRow(NamedThing):
    """people/people.tsv: persons of public life. `names` are full names (or a name that nobody else bears), `weak` short ones."""

    role: Annotated[str, Field(description="What they are known as, in English.")] = ""


class UnitRow(NamedThing):
    """units/*.tsv: forces of states and authorities, and named sub-formations of armed groups."""

    kind: UnitKind
    echelon: Literal[
        "", "army", "corps", "division", "brigade", "regiment", "battalion", "company", "service", "command", "branch"
    ] = ""
    number: Annotated[str, Field(pattern=r"^\d*$")] = ""
    parent: Annotated[str, Field(description="The id of the unit or actor that it belongs to, or empty.")] = ""


class PlaceRow(NamedThing):
    """places/*.tsv: where. `names` stand without their class word unless it is part of the name («قطاع غزة»)."""

    kind: PlaceKind
    parent: Annotated[str, Field(description="The id of the place that it lies in, or empty.")] = ""
    latitude: Annotated[str, Field(pattern=r"^(-?\d{1,2}(\.\d+)?)?$")] = ""
    longitude: Annotated[str, Field(pattern=r"^(-?\d{1,3}(\.\d+)?)?$")] = ""
    geonames: Annotated[str, Field(pattern=r"^\d*$", description="GeoNames id, from the dataset only.")] = ""


class GivenNameRow(Row):
    """people/given_names.tsv: given names, one word or a compound («عبد الله»)."""

    gender: Literal["m", "f", "u"]
    common: Annotated[Literal["", "yes"], Field(description="yes: also a common word, adjective or place.")] = ""


class TitleRow(Row):
    """people/titles.tsv: what stands before or after a person's name."""

    kind: Literal["rank", "role", "honorific", "profession"]
    takes: Annotated[
        Literal["", "complement"],
        Field(
            description="complement: an organisation, place or domain follows before the name («قائد الشرطة الاتحادية»)."
        ),
    ] = ""


class NationalityRow(Row):
    """nationalities.tsv: id is the ISO code in lower case (or a people), names the masculine singular and broken plurals."""

    name_en: str = ""
    country: Country = ""


class HeadRow(Row):
    """heads.tsv: class words before a name: «حي», «وزارة», «لواء», «تنظيم»."""

    list: Literal["places", "actors", "units"]
    kind: str
    number: Literal["singular", "dual", "plural"]
    open: Annotated[
        Literal["", "yes", "name", "np", "number", "owner", "quoted", "weak"],
        Field(
            description="Which names that no lexicon has are taken after this word: none, any (yes), or of one form."
        ),
    ] = ""
    echelon: str = ""
    alone: Annotated[Literal["", "yes"], Field(description="yes: the word with its adjectives is a name itself.")] = ""
    example: Example = ""


class NumeralRow(Row):
    """numerals.tsv: number words in all their spellings, and the words that bound a number, one row a value or family."""

    kind: Literal[
        "unit", "teen", "ten", "compound", "hundred", "hundreds", "scale", "dual", "vague", "fraction", "ordinal",
        "measure", "measure-dual", "bound", "bound-after", "bound-floating", "between", "change", "other",
    ]  # fmt: skip
    value: Annotated[
        str,
        Field(
            pattern=r"^(\d+|\d+-\d+|\d/\d|at_least|at_most|approximate)?$",
            description="A number; low-high or nothing for a vague word; a fraction; for a bound, what it makes of a number.",
        ),
    ] = ""


class CasualtyWordRow(Row):
    """casualty_words.tsv: words that say that something happened to people, in all their forms."""

    kind: Literal["killed", "injured", "casualties", "missing", "kidnapped", "detained", "displaced"]
    form: Annotated[str, Field(pattern=r"^[a-z][a-z_-]*$", description="How the word takes its count and its victims.")]
    number: Literal["", "singular", "dual", "plural"] = ""


class ConstructionRow(Row):
    """constructions.tsv: the small words between an event, its count and its victims, by what they do there."""

    role: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$", description="What the words do.")]


class CueRow(Row):
    """cues.tsv: words that say how sure a statement is and who makes it (ConText: Harkema et al. 2009)."""

    category: Literal[
        "according", "add", "boundary", "doubt", "future", "hearsay", "negation", "pseudo", "say", "suspicion",
        "void",
    ]  # fmt: skip
    example: Example = ""


class MeansRow(Row):
    """means.tsv: weapons and events, by the kind of means that they are."""

    kind: Literal[
        "airstrike", "drone", "shelling", "shooting", "vehicle_bomb", "bomb", "suicide_attack", "mine",
        "execution", "clash", "chemical", "accident", "disaster", "disease", "other",
    ]  # fmt: skip


class TargetRow(Row):
    """targets.tsv: what was hit, where that tells who the victims are."""

    group: Literal["civilian", "combatant"]


class ThingRow(Row):
    """things.tsv: what is counted and is not people; a number before it is refused, with this reason."""

    reason: Annotated[Reason, Field(description="Why a number before it counts nobody.")]


class RefusalRow(Row):
    """refusals.tsv: words beside a number that tell why it counts no casualties; read for the ledger alone."""

    side: Annotated[
        Literal["before", "after", "around", "aside"],
        Field(
            description="Where the words stand: before or after the number, around it; aside: passed over to its noun."
        ),
    ]
    reason: Annotated[
        Reason | Literal[""], Field(description="Why the number counts nobody; empty for words passed over.")
    ] = ""


class VictimRow(Row):
    """victims.tsv: words for people to whom something happens."""

    number: Literal["singular", "dual", "plural"]
    group: Literal["civilian", "combatant", "unknown"]
    category: Literal[
        "", "child", "woman", "elderly", "journalist", "medic", "aid_worker", "displaced", "foreigner",
        "police", "soldier", "fighter", "leader", "prisoner", "protester",
    ] = ""  # fmt: skip


class TimeRow(Row):
    """times.tsv: words for days, parts of the day, months and units of time, and what relates them to today."""

    kind: Literal[
        "weekday", "month", "weak-month", "hijri-month", "part", "part-adverb", "relative", "relative-part", "period",
        "past", "unit", "unit-dual", "unit-plural", "two-days", "two-months", "two-years", "few", "qualifier", "lead",
        "era", "corresponding", "unresolved", "other", "name-head",
        "beginning",
        "turning-point",
    ]  # fmt: skip
    value: Annotated[
        str,
        Field(
            description="The number of a month; of a weekday, Monday being 0; a unit; days from publication (-1..0); "
            "a unit and how many later (month-1); what a lead or a qualifier does."
        ),
    ] = ""


class FamilyNameRow(Row):
    """people/family_names.tsv: family names and names of tribes, as they follow a given name."""

    gender: Literal["m", "f", "u"]
    common: Annotated[Literal["", "yes"], Field(description="yes: also a common word, adjective or place.")] = ""


class StopWordRow(Words):
    """people/stop_words.tsv: words that are never part of a name that no lexicon has."""

    kind: Literal["adverb", "noun", "particle", "preposition", "pronoun", "time", "verb"]


class CommonWordRow(Words):
    """common_words.tsv: words of every day, which support no name that no lexicon has."""

    kind: Literal["adjective", "noun", "verb", "other"]


class PortfolioRow(Words):
    """portfolios.tsv: what a ministry or minister is of, as it follows «وزارة» or «وزير»; `bare`, with nothing before it."""

    bare: Weak = ""
    name_en: Annotated[str, Field(description="The usual English name.")] = ""


class ForceRow(Row):
    """forces.tsv: words for a force that are a name together with a nationality or an owner: «القوات العراقية»."""

    kind: Literal["army", "police", "special", "air", "navy", "paramilitary", "security", "command", "brigade"]
    echelon: Literal[
        "", "army", "corps", "division", "brigade", "regiment", "battalion", "company", "service", "command", "branch"
    ] = ""
    bare: Annotated[Literal["", "yes"], Field(description="yes: with its article it is a name alone.")] = ""
    owner: Annotated[
        Literal["nationality", "owner"], Field(description="What may follow: a nationality, or any owner.")
    ]


class NameGrammarRow(Row):
    """name_grammar.tsv: the small words in and around names, by what they do there."""

    role: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$", description="What the words do.")]


class SourceRow(Row):
    """sources.tsv: words for unnamed speakers; `speaking`: only where a statement is attributed to them; `described`: an adjective too."""

    role: Literal["always", "speaking", "described"]


class EquipmentRow(Row):
    """equipment.tsv: words for equipment that is destroyed, damaged or captured."""

    number: Literal["singular", "dual", "plural"]


class MaterielWordRow(Row):
    """materiel_words.tsv: words that say that something happened to equipment, in all their forms."""

    kind: Literal["destroyed", "damaged", "captured"]
    form: Literal["verb", "masdar", "participle"]


# Each lexicon and the class of its rows; `lexicon check` refuses a file of any other name.
ROWS: dict[str, type[Words]] = {
    "actors": ActorRow,
    "people": PersonRow,
    "given_names": GivenNameRow,
    "titles": TitleRow,
    "units": UnitRow,
    "places": PlaceRow,
    "nationalities": NationalityRow,
    "heads": HeadRow,
    "casualty_words": CasualtyWordRow,
    "victims": VictimRow,
    "constructions": ConstructionRow,
    "targets": TargetRow,
    "cues": CueRow,
    "means": MeansRow,
    "things": ThingRow,
    "equipment": EquipmentRow,
    "materiel_words": MaterielWordRow,
    "refusals": RefusalRow,
    "numerals": NumeralRow,
    "times": TimeRow,
    "family_names": FamilyNameRow,
    "stop_words": StopWordRow,
    "common_words": CommonWordRow,
    "portfolios": PortfolioRow,
    "forces": ForceRow,
    "name_grammar": NameGrammarRow,
    "sources": SourceRow,
}
