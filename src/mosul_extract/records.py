"""What comes out: the record of one document, as pydantic models that refuse any field they do not know."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1.0"
SCHEMA_ID = "https://mosul-extract.example/schema/record-1.0.json"

ActorKind = Literal["person", "armed_group", "government", "international", "media", "source", "organization"]
UnitKind = Literal["army", "police", "special", "air", "navy", "paramilitary", "security", "command", "brigade"]
PlaceKind = Literal[
    "country",
    "region",
    "governorate",
    "district",
    "city",
    "town",
    "village",
    "neighbourhood",
    "zone",
    "facility",
    "natural",
]
Echelon = Literal[
    "army", "corps", "division", "brigade", "regiment", "battalion", "company", "service", "command", "branch"
]
CasualtyKind = Literal["killed", "injured", "casualties", "missing", "kidnapped", "detained", "displaced"]
MaterielKind = Literal["destroyed", "damaged", "captured"]
CountPrecision = Literal["exact", "approximate", "at_least", "at_most", "range", "vague", "unstated"]
Group = Literal["civilian", "combatant", "mixed", "unknown"]
Assertion = Literal["stated", "denied", "unconfirmed", "future"]
Category = Literal[
    "child", "woman", "elderly", "journalist", "medic", "aid_worker", "displaced", "foreigner",
    "police", "soldier", "fighter", "leader", "prisoner", "protester",
]  # fmt: skip
MeansKind = Literal[
    "airstrike", "drone", "shelling", "shooting", "vehicle_bomb", "bomb", "suicide_attack", "mine",
    "execution", "clash", "chemical", "accident", "disaster", "disease", "other",
]  # fmt: skip
WhenPrecision = Literal["day", "part_of_day", "week", "month", "year", "range", "weekday", "unresolved"]
PlacePrecision = Literal["own", "city", "district", "governorate", "country"]
AdminLevel = Literal["country", "region", "governorate", "district", "city", "town", "neighbourhood", "zone"]


# The values of a model by the names of its fields, before they are validated.
Values = dict[str, Any]


def known(values: Values) -> Values:
    """The values that are not None: None is what a field has that is not given, and what is not given need not be validated."""
    return {name: value for name, value in values.items() if value is not None}


# For pydantic these have a signature at hand; it would parse that of `list` out of its documentation, for each field anew.
def _none() -> list[Any]:
    return []


def _no_fields() -> dict[str, Any]:
    return {}


class Model(BaseModel):
    """The base of all models of a record: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)


class Span(Model):
    """A piece of the original text: `text == source[start:end]`, in Unicode code points."""

    start: int = Field(ge=0, description="First code point of the piece in the decoded text.")
    end: int = Field(ge=0, description="The code point after the last one.")
    text: str = Field(description="The piece itself, to the letter.")


class Mention(Span):
    """One place in the text that names an entity."""

    rule: str = Field(description="The rule that found it: list.what-it-sees.")


class Quoted(Span):
    """Words of the text that say who, where or how; `ref` is the entity that they name."""

    ref: str | None = Field(default=None, description="The id of the entity of this document that the words name.")


class Means(Quoted):
    """How it was done."""

    kind: MeansKind = Field(description="The kind of weapon or event.")


class When(Model):
    """The words for the time, and the days that they mean where that can be known."""

    text: str = Field(description="The words, to the letter.")
    start: int = Field(ge=0, description="First code point of the words.")
    end: int = Field(ge=0, description="The code point after the last one.")
    from_: date | None = Field(default=None, alias="from", description="First day, ISO; only against a known day.")
    to: date | None = Field(default=None, description="Last day, ISO; only against a known day.")
    precision: WhenPrecision = Field(description="How exact the words are.")


class Evidence(Span):
    """Words that decided something about a fact: a cue with its lexicon row."""

    role: str = Field(description="What the words did: attribution, negation, doubt, purpose, bound, carried …")
    row: str = Field(description="The lexicon row that knows the words, file:id.")


class Sentence(Model):
    """The sentence that holds a fact."""

    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="The code point after the last one.")


class Document(Model):
    """Where the text came from."""

    id: str = Field(description="The id given with the input, else d_ and a hash of path and row.")
    path: str | None = Field(default=None, description="The path as given; null for text from a program.")
    sha256: str = Field(description="SHA-256 of the decoded text in UTF-8, hexadecimal.")
    encoding: str = Field(description="The encoding in which the text was read.")
    characters: int = Field(ge=0, description="Length of the decoded text in code points.")
    title: str | None = Field(
        default=None, description="Title given with the input, else the first line where a blank line follows."
    )
    outlet: str | None = Field(default=None, description="Outlet given with the input.")
    published: date | None = Field(default=None, description="Day of publication given with the input.")
    url: str | None = Field(default=None, description="Address given with the input.")
    text: str | None = Field(default=None, description="The decoded text, where it is carried along.")
    extra: dict[str, Any] = Field(default_factory=_no_fields, description="Other columns of the input row.")


class Actor(Model):
    """Who acts or speaks, other than forces."""

    id: str = Field(description="A and a number, in the order of the text.")
    kind: ActorKind = Field(description="Codebook section 1.")
    name: str = Field(description="The fullest name in the document.")
    name_en: str | None = Field(default=None, description="The usual English name, from the lexicon.")
    wikidata: str | None = Field(default=None, description="Wikidata item, from a named dataset only.")
    rank: str | None = Field(default=None, description="Rank, as it stands in the text.")
    role: str | None = Field(default=None, description="Role or title, as it stands in the text.")
    affiliation: str | None = Field(default=None, description="Id of the actor or unit that the role names.")
    mentions: list[Mention] = Field(description="Every mention, in the order of the text.")


class Unit(Model):
    """A formation, service, branch or command of a force."""

    id: str = Field(description="U and a number, in the order of the text.")
    kind: UnitKind = Field(description="Codebook section 2.")
    name: str = Field(description="The fullest name in the document.")
    name_en: str | None = Field(default=None, description="The usual English name, from the lexicon.")
    wikidata: str | None = Field(default=None, description="Wikidata item, from a named dataset only.")
    echelon: Echelon | None = Field(default=None, description="Level of the formation.")
    number: int | None = Field(default=None, description="Its number (the 9 of the Ninth Division).")
    parent: str | None = Field(default=None, description="Id of the unit or actor of this document that it belongs to.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 of the state whose force it is.")
    mentions: list[Mention] = Field(description="Every mention, in the order of the text.")


class AdminUnit(Model):
    """One level of what a place lies in."""

    level: AdminLevel = Field(description="The level.")
    name: str = Field(description="Its Arabic name.")
    name_en: str | None = Field(default=None, description="Its English name.")


class Place(Model):
    """Where."""

    id: str = Field(description="P and a number, in the order of the text.")
    kind: PlaceKind = Field(description="Codebook section 3.")
    name: str = Field(description="The fullest name in the document.")
    name_en: str | None = Field(default=None, description="The usual English name, from the lexicon.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2; null where the text does not decide.")
    admin: list[AdminUnit] = Field(default_factory=_none, description="What it lies in, the widest first.")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="Degrees north, WGS 84.")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="Degrees east, WGS 84.")
    precision: PlacePrecision | None = Field(default=None, description="own, or the level whose coordinates are given.")
    geonames: int | None = Field(default=None, description="GeoNames id.")
    wikidata: str | None = Field(default=None, description="Wikidata item, from a named dataset only.")
    mentions: list[Mention] = Field(description="Every mention, in the order of the text.")


class Count(Model):
    """How many, not made more exact than it is written."""

    text: str | None = Field(default=None, description="The words of the count; null where there are none.")
    start: int | None = Field(default=None, ge=0, description="First code point of the words.")
    end: int | None = Field(default=None, ge=0, description="The code point after the last one.")
    low: int | None = Field(default=None, ge=0, description="At least so many; null: not known, which is not zero.")
    high: int | None = Field(default=None, ge=0, description="At most so many; null: not known.")
    precision: CountPrecision = Field(description="How the text gives it.")

    def __str__(self) -> str:
        """The count in words: 24, about 24, at least 20, 20 to 99, unknown."""
        if self.low is None and self.high is None:
            return "unknown"
        if self.high is None:
            return f"at least {self.low:,}"
        if self.low is None:
            return f"at most {self.high:,}"
        if self.low != self.high:
            return f"{self.low:,} to {self.high:,}"
        return f"about {self.low:,}" if self.precision == "approximate" else f"{self.low:,}"


class Victims(Quoted):
    """The words for the victims, and who they are."""

    text: str | None = Field(default=None, description="The words; null where there are none.")  # type: ignore[assignment]
    start: int | None = Field(default=None, ge=0, description="First code point.")  # type: ignore[assignment]
    end: int | None = Field(default=None, ge=0, description="The code point after the last one.")  # type: ignore[assignment]
    group: Group = Field(description="Civilian, combatant, mixed or unknown, judged as the codebook says.")
    categories: list[Category] = Field(default_factory=_none, description="Who they are, from the words.")


class Casualty(Span):
    """What happened to how many people, by one statement."""

    id: str = Field(description="C and a number, in the order of the text.")
    kind: CasualtyKind = Field(description="Codebook section 4.")
    count: Count
    victims: Victims
    subset: bool = Field(default=False, description="Part of a total that the text gives.")
    subset_of: str | None = Field(default=None, description="Id of that total, where it was extracted.")
    repeats: str | None = Field(
        default=None,
        description="Id of the earlier fact that tells the same event, also where another speaker counts otherwise, or of the "
        "newer toll that replaces this one.",
    )
    scope: Literal["event", "period"] = Field(
        default="event", description="One event, or a toll over months and years."
    )
    assertion: Assertion = Field(default="stated", description="How sure the text is.")
    source: Quoted | None = Field(default=None, description="Who says so.")
    by: Quoted | None = Field(default=None, description="Who did it.")
    place: Quoted | None = Field(default=None, description="Where.")
    means: Means | None = Field(default=None, description="How.")
    when: When | None = Field(default=None, description="When.")
    evidence: list[Evidence] = Field(default_factory=_none, description="The cues that decided.")
    rule: str = Field(description="The rule that found it.")
    sentence: Sentence = Field(description="The sentence that holds it.")


class Materiel(Span):
    """Equipment destroyed, damaged or captured."""

    id: str = Field(description="M and a number, in the order of the text.")
    kind: MaterielKind = Field(description="Codebook section 5.")
    item: Span = Field(description="The words for the equipment.")
    count: Count
    assertion: Assertion = Field(default="stated", description="How sure the text is.")
    source: Quoted | None = Field(default=None, description="Who says so.")
    by: Quoted | None = Field(default=None, description="Who did it.")
    place: Quoted | None = Field(default=None, description="Where.")
    means: Means | None = Field(default=None, description="How.")
    when: When | None = Field(default=None, description="When.")
    evidence: list[Evidence] = Field(default_factory=_none, description="The cues that decided.")
    rule: str = Field(description="The rule that found it.")
    sentence: Sentence = Field(description="The sentence that holds it.")


class Warning_(Model):  # noqa: N801  (Warning is a builtin)
    """Something about the text that a reader should know."""

    code: str = Field(description="What it is: bidi-control, replacement-character …")
    message: str = Field(description="The same for people.")
    start: int | None = Field(default=None, ge=0, description="Where, in code points.")


class Record(Model):
    """All that was found in one document."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="Version of this schema.")
    document: Document
    actors: list[Actor] = Field(default_factory=_none)
    units: list[Unit] = Field(default_factory=_none)
    places: list[Place] = Field(default_factory=_none)
    casualties: list[Casualty] = Field(default_factory=_none)
    materiel: list[Materiel] = Field(default_factory=_none)
    warnings: list[Warning_] = Field(default_factory=_none)

    def to_json(self) -> str:
        """One line of JSON Lines: Arabic as it is, U+2028, U+2029 and U+0085 escaped, keys as in the contract."""
        line = self.model_dump_json(by_alias=True)
        return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085")

    def _repr_html_(self) -> str:
        """What a notebook shows: facts, names, and the text with their marks where the record holds it."""
        from mosul_extract.notebook import record_html

        return record_html(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record, with `$schema` and `$id`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return head | Record.model_json_schema(by_alias=True, mode="serialization")
