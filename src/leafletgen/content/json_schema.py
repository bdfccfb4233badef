"""JSON Schemas of the data files, for text editors that complete, explain and check while one types.

In: the record classes. Out: one schema for each kind of file.
Why: the schemas come from the classes that `check` uses, so a text editor and `validate` never disagree about a key.
They use draft 7, which every YAML editor supports.
"""

from __future__ import annotations

import datetime
import inspect
from typing import Any, Literal, get_args, get_origin

from leafletgen.content.catalogue import AgencyFile, AreaFile, Edition, ForceFile, TrapFile
from leafletgen.content.check_log import CheckFile
from leafletgen.content.leaflet_text import LeafletText
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Record
from leafletgen.content.schema import Leaf, Many, Nested, Shape, fields_of
from leafletgen.content.settings import Settings
from leafletgen.content.translations.records import TranslationFile

FILES: dict[str, type[Record]] = {
    "agencies": AgencyFile,
    "areas": AreaFile,
    "checks": CheckFile,
    "edition": Edition,
    "forces": ForceFile,
    "leaflet": LeafletText,
    "phrases": Phrases,
    "settings": Settings,
    "translation": TranslationFile,
    "traps": TrapFile,
}
"""The record class of each kind of file, by the name of its schema."""


def json_schema(kind: type[Record]) -> dict[str, Any]:
    """The schema of files that hold one record of this class."""
    found: dict[str, Any] = {}
    _define(kind, found)
    own = found.pop(kind.__name__)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": own["description"],
        **own,
        "definitions": found,
    }


def _define(kind: type[Record], found: dict[str, Any]) -> None:
    """Add the definitions of a class and of all classes within it to `found`."""
    if kind.__name__ in found:
        return
    found[kind.__name__] = {}  # Reserves its position before the classes within it.
    fields = fields_of(kind)
    found[kind.__name__] = {
        "type": "object",
        "description": inspect.getdoc(kind),
        "properties": {name: _described(field.shape, field.description, found) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    }


def _described(shape: Shape, description: str, found: dict[str, Any]) -> dict[str, Any]:
    schema = _schema(shape, found)
    if "$ref" in schema and description:
        schema = {"allOf": [schema]}  # Draft 7 ignores keys beside $ref.
    return {**schema, **({"description": description} if description else {})}


def _schema(shape: Shape, found: dict[str, Any]) -> dict[str, Any]:
    match shape:
        case Nested():
            _define(shape.kind, found)
            whole = {"$ref": f"#/definitions/{shape.kind.__name__}"}
            if not shape.kind.short_for:
                return whole
            return {"anyOf": [_schema(fields_of(shape.kind)[shape.kind.short_for].shape, found), whole]}
        case Many():
            least = {"minItems": shape.at_least} if shape.at_least else {}
            return {"type": "array", "items": _schema(shape.item, found), **least}
        case Leaf():
            return _leaf(shape)


def _leaf(leaf: Leaf) -> dict[str, Any]:
    if get_origin(leaf.bare) is Literal:
        return {"enum": list(get_args(leaf.bare))}
    if leaf.bare is datetime.date:
        return {"type": "string", "format": "date"}
    names = {
        "ge": "minimum",
        "le": "maximum",
        "min_length": "minLength",
        "max_length": "maxLength",
        "pattern": "pattern",
    }
    limits = {
        name: getattr(meta, key)
        for meta in leaf.limits
        for key, name in names.items()
        if getattr(meta, key) is not None
    }
    return {"type": {str: "string", bool: "boolean", int: "integer"}[leaf.bare], **limits}
