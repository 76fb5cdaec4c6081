"""Records: what comes out is valid against its own schema, and what does not belong is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from conftest import INJURED, KILLED, SEED, SHARED
from mosul_extract import Record, extract, json_schema, records


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("text", ["", KILLED, f"{KILLED}\n{INJURED}", SEED.read_text("utf-8")])
def test_records_are_valid_against_the_schema(validator: Draft202012Validator, text: str) -> None:
    value = json.loads(extract(text).to_json())
    validator.validate(value)
    assert Record.model_validate(value).to_json() == extract(text).to_json()


def test_the_schema_names_itself_and_refuses_unknown_fields(validator: Draft202012Validator) -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith("record-1.0.json")
    value = json.loads(extract(KILLED).to_json())
    value["casualties"][0]["weather"] = "fine"
    assert not validator.is_valid(value)
    with pytest.raises(ValidationError):
        Record.model_validate(value)


def test_every_model_forbids_what_it_does_not_know() -> None:
    models = [model for model in vars(records).values() if isinstance(model, type) and issubclass(model, BaseModel)]
    assert len(models) > 15
    for model in models:
        assert model is BaseModel or model.model_config["extra"] == "forbid"


def test_every_field_is_described() -> None:
    def bare(name: str, definition: dict[str, Any]) -> list[str]:
        fields = definition.get("properties", {})
        return [
            f"{name}.{field}"
            for field, value in fields.items()
            if "description" not in value and "$ref" not in str(value)
        ]

    schema = json_schema()
    assert not [field for name, definition in schema["$defs"].items() for field in bare(name, definition)]


def test_what_is_not_known_is_null_and_always_there() -> None:
    value = json.loads(extract("قُتل 3 جنود.").to_json())
    assert [key for key, known in value["document"].items() if known is None] == [
        "path",
        "title",
        "outlet",
        "published",
        "url",
    ]
    assert value["document"]["text"] == "قُتل 3 جنود."  # what the offsets point into
    [fact] = value["casualties"]
    assert fact["source"] is fact["by"] is fact["means"] is fact["when"] is fact["repeats"] is None


def test_line_ends_of_unicode_are_escaped() -> None:
    line = Record(
        document=records.Document(id="x", sha256="0", encoding="utf-8", characters=1, title="a\u2028b\u2029c\u0085d")
    ).to_json()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["document"]["title"] == "a\u2028b\u2029c\u0085d"


def test_the_seed_article_is_the_shared_one() -> None:
    shared = SHARED / "seeds" / SEED.name
    if not shared.exists():
        pytest.skip("needs the shared folder")
    assert shared.read_bytes() == SEED.read_bytes()
