"""The JSON Schemas: committed, up to date, and in agreement with `check`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from leafletgen.content.json_schema import FILES, json_schema
from leafletgen.editorial.schemas import write_schemas
from tests.support.faults import ROWS, Row, edit

DATA = Path(__file__).parents[2] / "data"

KIND = {
    "agencies.yaml": "agencies",
    "areas.yaml": "areas",
    "checks.yaml": "checks",
    "forces.yaml": "forces",
    "phrases.yaml": "phrases",
    "traps.yaml": "traps",
    "settings.yaml": "settings",
    "editions": "edition",
    "translations": "translation",
}
"""Which schema describes a file, by its name or its folder."""

SEEN_BY_A_SCHEMA = {"unknown-key", "missing-field", "wrong-type", "bad-choice", "too-long", "bad-form", "empty-list"}
"""The faults that an editor shows too: what one value or key may be, whatever stands beside it."""


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2): a date is a text, and so is NO."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def kind_of(file: str) -> str:
    parts = file.split("/")
    return KIND.get(parts[0], "leaflet")


def faults(text: str, kind: str) -> list[str]:
    """What an editor would underline."""
    validator = jsonschema.Draft7Validator(json_schema(FILES[kind]), format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(yaml.load(text, _Loader))]


def test_the_committed_schemas_are_fresh(tmp_path: Path) -> None:
    for path in write_schemas(tmp_path).files:
        assert (DATA / "schemas" / path.name).read_bytes() == path.read_bytes(), (
            "run: leafletgen schema -o data/schemas"
        )
    assert {path.stem for path in (DATA / "schemas").iterdir()} == set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_one_and_explains_its_keys(kind: str) -> None:
    schema: dict[str, Any] = json_schema(FILES[kind])
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["description"] and schema["additionalProperties"] is False
    for definition in schema["definitions"].values():
        assert definition["description"]
        assert "position" not in definition["properties"]
    assert json.dumps(schema).count('"$ref"') == 0 or schema["definitions"]


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_data_fit_their_schemas_and_name_them(path: Path) -> None:
    file = path.relative_to(DATA).as_posix()
    text = path.read_text(encoding="utf-8")
    assert faults(text, kind_of(file)) == []
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == DATA / "schemas" / f"{kind_of(file)}.json"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if {e.split()[-1] for e in row.expected} & SEEN_BY_A_SCHEMA], ids=lambda row: row.name
)
def test_an_editor_sees_what_the_check_refuses(row: Row, folder: Path) -> None:
    assert faults(edit(folder, row), kind_of(row.file)) != []
