"""Agencies as rows of a table: a row for each contact, with the fields of the agency in the first of its rows.

In: agencies; or a Table. Out: rows of texts; or the texts of each agency, and records that were read from them.
Why: teams keep their services in spreadsheets. The columns come from the record classes, so each key has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

import msgspec

from leafletgen.content.catalogue import Agency, ByVariant, Contact
from leafletgen.content.nodes import Mapping as Keys
from leafletgen.content.nodes import Node, Scalar
from leafletgen.content.nodes import Sequence as List
from leafletgen.content.records import Record
from leafletgen.content.schema import Many, Nested, fields_of
from leafletgen.errors import Where

Texts: TypeAlias = dict[str, str]
"""The text of each column; "" is no value."""


class AgencyTexts(NamedTuple):
    """An agency as texts: its own by column, and those of each contact by the id of the contact."""

    own: Texts
    contacts: dict[str, Texts]


def _columns(kind: type[Record], without: Sequence[str]) -> Iterator[str]:
    for name, field in fields_of(kind).items():
        if isinstance(field.shape, Nested) and field.shape.kind is ByVariant:
            yield from (f"{name} {variant}" for variant in fields_of(ByVariant))
        elif name not in without:
            yield name


OWN = tuple(_columns(Agency, ("contacts",)))
"""The columns of an agency: its keys, and for words of each leaflet two: "label parent", "label child"."""

OF_CONTACT = tuple(_columns(Contact, ("checked",)))
"""The keys of a contact, but for its check, which is recorded by another command."""

_PREFIX = "contact "
COLUMNS = (*OWN, *(f"{_PREFIX}{name}" for name in OF_CONTACT))
"""The headings of the table; those of a contact begin with "contact"."""


def key_of_contact(column: str) -> str:
    """The key of a contact that a column holds; "" if it holds one of the agency."""
    return column.removeprefix(_PREFIX) if column.startswith(_PREFIX) else ""


# --- from records ---


def texts_of(agency: Agency) -> AgencyTexts:
    """The texts of an agency."""
    contacts = {contact.id: {name: _text(getattr(contact, name)) for name in OF_CONTACT} for contact in agency.contacts}
    return AgencyTexts({column: _text(_value(agency, column)) for column in OWN}, contacts)


def _value(agency: Agency, column: str) -> object:
    name, _, variant = column.partition(" ")
    value = getattr(agency, name)
    return getattr(value, variant, None) if variant else value


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ("\n" if any("://" in item for item in value) else ", ").join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def rows_of(agencies: Iterable[Agency]) -> Iterator[tuple[str, ...]]:
    """The rows of the table, the headings first."""
    yield COLUMNS
    for agency in agencies:
        own, contacts = texts_of(agency)
        for contact in contacts.values() or ({},):
            yield (*own.values(), *(contact.get(name, "") for name in OF_CONTACT))
            own = {column: text if column == "id" else "" for column, text in own.items()}


# --- to records ---


def defaults(kind: type[Record], columns: Iterable[str]) -> Texts:
    """The text of each column of which a record has no value."""
    found = _defaults_of(kind)
    return {column: found.get(column, "") for column in columns}


@cache
def _defaults_of(kind: type[Record]) -> Texts:
    """The text of each field of a record that has a value if none is given: msgspec takes a millisecond to tell."""
    return {field.name: _text(field.default) for field in msgspec.structs.fields(kind) if not field.required}


def node_of(texts: AgencyTexts, places: Mapping[tuple[str, str], Where], at: Where) -> Keys:
    """The texts as nodes, for the Reader of records.

    `places` has the place of each text, by the id of its contact ("" for the agency's own) and its column; `at` is the
    place of all others.
    """
    own = _keys(texts.own, "", places, at)
    contacts = tuple(Keys(tuple(_keys(one, name, places, at)), at) for name, one in texts.contacts.items())
    if contacts:
        own.append((Scalar("contacts", at), List(contacts, at)))
    return Keys(tuple(own), at)


def _keys(texts: Texts, contact: str, places: Mapping[tuple[str, str], Where], at: Where) -> list[tuple[Scalar, Node]]:
    fields = fields_of(Contact if contact else Agency)
    entries: dict[str, Node] = {}
    for column, text in texts.items():
        place = places.get((contact, column), at)
        name, _, variant = column.partition(" ")
        if variant:
            before = entries.get(name)
            inner = before.entries if isinstance(before, Keys) else ()
            more = ((Scalar(variant, place), Scalar(text, place)),) if text else ()
            entries[name] = Keys((*inner, *more), at)
        elif isinstance(fields[name].shape, Many):
            entries[name] = List(tuple(Scalar(item, place) for item in items_of(text)), place)
        elif text:
            entries[name] = Scalar(text, place)
    return [(Scalar(name, at), node) for name, node in entries.items() if fields[name].required or _has_value(node)]


def _has_value(node: Node) -> bool:
    return isinstance(node, Scalar) or bool(node.items if isinstance(node, List) else node.entries)


def items_of(text: str) -> tuple[str, ...]:
    """The items of a list in one cell: separated by commas, semicolons or spaces; addresses by spaces alone."""
    return tuple(filter(None, re.split(r"\s+" if "://" in text else r"[\s,;]+", text)))


def as_typed(contact: bool, column: str, text: str) -> str:
    """The text of a cell as `texts_of` gives it, however the items of a list are separated."""
    return _text(items_of(text)) if is_list(contact, column) else text


def is_list(contact: bool, column: str) -> bool:
    """Whether a column holds a list."""
    field = fields_of(Contact if contact else Agency).get(column)
    return field is not None and isinstance(field.shape, Many)
