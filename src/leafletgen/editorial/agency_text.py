"""Write agencies into the text of agencies.yaml: new ones behind the last, changed values in their places.

In: the text of the file, and the texts of an agency. Out: the text with the agency; all the rest stays as it was.
Why: people keep comments and an order of their own in the file. Each change is read again before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from leafletgen.content.agency_table import (
    OF_CONTACT,
    OWN,
    AgencyTexts,
    Texts,
    defaults,
    is_list,
    items_of,
    texts_of,
)
from leafletgen.content.catalogue import Agency, AgencyFile
from leafletgen.content.nodes import Mapping, Node
from leafletgen.content.nodes import Sequence as List
from leafletgen.content.parse import parse
from leafletgen.content.schema import Reader
from leafletgen.editorial.agency_rows import differences
from leafletgen.editorial.yaml_edit import TextFile, inline, text_of, value_of
from leafletgen.errors import ContentError, Problem, Where

NEW_FILE = "# Services of your area. docs/editions.md explains the keys.\nagencies:\n"
"""The first lines of a new file."""

_ALWAYS = ("audience", "coverage")
_WORDS = ("label", "does")
"""Keys that must be there even if they have no value: lists, and words for each leaflet."""


def add_agencies(text: str, new: Sequence[AgencyTexts], name: str) -> str:
    """The text with new agencies behind the last. Raises ContentError if the form of the file does not allow it."""
    if not new:
        return text
    if text == NEW_FILE:
        return text + "".join(f"{line}\n" for texts in new for line in _item_lines(_lines(texts), "  "))
    root = parse(text.encode(), name)
    agencies = value_of(root, "agencies") if isinstance(root, Mapping) else None
    if isinstance(agencies, List) and not agencies.raw:
        indent = " " * (agencies.at.column - 1)
        lines = [line for texts in new for line in _item_lines(_lines(texts), indent)]
        made = TextFile(text).add_lines(agencies, lines)
        found = _texts_in(made, name)
        if all(found.get(texts.own["id"]) == texts for texts in new):
            return made
    hint = (
        "Write the list below `agencies:`, each agency after a hyphen on a line of its own, without brackets around it."
    )
    raise ContentError(Problem("agencies-form", "No agency can be added to this file.", hint, Where(name)))


def change_agencies(text: str, changed: Sequence[AgencyTexts], name: str) -> str:
    """The text with the changed values of some agencies, each in its place.

    Raises ContentError if a record is written in a way in which they cannot be changed.
    """
    if not changed:
        return text
    nodes = {text_of(node, "id"): node for node in agency_nodes(text.encode(), name)}
    key, pieces = _pieces(text, name)
    for texts in changed:
        agency_id = texts.own["id"]
        at = nodes[agency_id].at
        if agency_id in pieces:  # Reading the whole file for each agency would take a minute for some hundreds.
            pieces[agency_id] = _change_agency(key + pieces[agency_id], texts, name, at).removeprefix(key)
        else:
            text = _change_agency(text, texts, name, at)
    return "".join(pieces.values()) or text


def _pieces(text: str, name: str) -> tuple[str, dict[str, str]]:
    """The line of the key `agencies`, and the lines of each agency by its id, those before the first by "".

    There are no pieces if the list stands in brackets.
    """
    root = parse(text.encode(), name)
    agencies = value_of(root, "agencies") if isinstance(root, Mapping) and not root.raw else None
    if not isinstance(agencies, List) or agencies.raw:
        return "", {}
    key = f"{' ' * (root.at.column - 1)}agencies:\n"
    lines = TextFile(text).lines
    before = " " * (agencies.at.column - 1)
    found: dict[str, str] = {}
    known, start = "", 0
    for node in agencies.items:
        begin = node.at.line - 1
        while not lines[begin].startswith(f"{before}-"):
            begin -= 1
        found[known] = "".join(lines[start:begin])
        known, start = text_of(node, "id") if isinstance(node, Mapping) else "", begin
    return key, {**found, known: "".join(lines[start:])}


def _change_agency(text: str, texts: AgencyTexts, name: str, at: Where) -> str:
    """The text with the changed values of one agency, which the file has at the place `at`."""
    agency_id = texts.own["id"]
    before = _texts_in(text, name)
    made = text
    for contact, column, _, after in differences(before[agency_id], texts) if agency_id in before else ():
        made = _edited(made, texts, contact, column, after, name)
    if _texts_in(made, name) != {**before, agency_id: texts}:
        message = f"The record of {agency_id} is written in a way in which a program cannot change it."
        hint = "Make the changes of this agency by hand: without --write the command lists them."
        raise ContentError(Problem("agencies-form", message, hint, at))
    return made


def _edited(text: str, texts: AgencyTexts, contact: str, column: str, after: str, name: str) -> str:
    """The text with one difference."""
    file = TextFile(text)
    agency = _node(text, texts.own["id"], name)
    if not contact:
        return _set(file, agency, column, after, False)
    contacts = value_of(agency, "contacts")
    items = contacts.items if isinstance(contacts, List) else ()
    place = next((n for n, one in enumerate(items) if isinstance(one, Mapping) and text_of(one, "id") == contact), None)
    if column and place is not None and isinstance(one := items[place], Mapping):
        return _set(file, one, column, after, True)
    if place is not None and isinstance(contacts, List):
        return file.remove_item(contacts, place) if len(items) > 1 else file.remove_key(agency, "contacts")
    lines = list(_contact_lines(texts.contacts[contact]))
    if isinstance(contacts, List) and items:
        return file.add_lines(contacts, _item_lines(lines, " " * (contacts.at.column - 1)))
    indent = " " * (agency.at.column - 1)
    return file.add_lines(agency, [f"{indent}contacts:", *_item_lines(lines, f"{indent}  ")])


def _set(file: TextFile, record: Mapping, column: str, after: str, of_contact: bool) -> str:
    """The text with another value of a column, which is a key or, of words for one leaflet, a key within a key."""
    key, _, variant = column.partition(" ")
    if not variant:
        value = inline(items_of(after) if is_list(of_contact, column) else after)
        return file.set_key(record, key, value) if after else file.remove_key(record, key)
    words = value_of(record, key)
    if isinstance(words, Mapping) and words.entries:
        if after:
            return file.set_key(words, variant, inline(after))
        if len(words.entries) > 1:
            return file.remove_key(words, variant)
        return file.set_key(record, key, "{}") if key in _WORDS else file.remove_key(record, key)
    return file.set_key(record, key, f"{{{variant}: {inline(after)}}}")


def _lines(texts: AgencyTexts) -> Iterator[str]:
    """The lines of a whole agency, without a hyphen."""
    usual = defaults(Agency, OWN)
    words: dict[str, list[str]] = {key: [] for key in _WORDS}
    for column, text in texts.own.items():
        key, _, variant = column.partition(" ")
        if variant:
            words.setdefault(key, []).extend([f"{variant}: {inline(text)}"] if text else [])
    for column, text in texts.own.items():
        key, _, variant = column.partition(" ")
        if variant:
            if inner := words.pop(key, None):
                yield f"{key}:"
                yield from (f"  {line}" for line in inner)
            elif inner is not None and key in _WORDS:
                yield f"{key}: {{}}"
        elif text != usual[column] or key in _ALWAYS:
            yield f"{key}: {inline(items_of(text) if is_list(False, column) else text)}"
    if texts.contacts:
        yield "contacts:"
        for contact in texts.contacts.values():
            yield from _item_lines(_contact_lines(contact), "  ")


def _contact_lines(contact: Texts) -> Iterator[str]:
    for column in OF_CONTACT:
        if contact[column]:
            yield f"{column}: {inline(items_of(contact[column]) if is_list(True, column) else contact[column])}"


def _item_lines(lines: Iterable[str], indent: str) -> list[str]:
    """Lines as an item of a list."""
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _node(text: str, agency_id: str, name: str) -> Mapping:
    return next(node for node in agency_nodes(text.encode(), name) if text_of(node, "id") == agency_id)


def agency_nodes(data: bytes, name: str) -> list[Mapping]:
    """The records of the list of agencies."""
    root = parse(data, name)
    agencies = value_of(root, "agencies") if isinstance(root, Mapping) else None
    return [node for node in agencies.items if isinstance(node, Mapping)] if isinstance(agencies, List) else []


class KeyPlace(NamedTuple):
    """Where a value begins, by line and column, and whose it is: the agency, its contact ("" if none), the column."""

    at: tuple[int, int]
    agency: str
    contact: str
    column: str


def places_of_keys(data: bytes, name: str) -> Iterator[KeyPlace]:
    """The place of each value of the agencies of a file."""
    for agency in agency_nodes(data, name):
        agency_id = text_of(agency, "id")
        yield KeyPlace((agency.at.line, agency.at.column), agency_id, "", "id")
        for key, node in agency.entries:
            if key.value != "contacts":
                yield from _places(key.value, node, agency_id, "")
                continue
            for contact in node.items if isinstance(node, List) else ():
                if isinstance(contact, Mapping):
                    for inner, value in contact.entries:
                        yield from _places(inner.value, value, agency_id, text_of(contact, "id"))


def _places(column: str, node: Node, agency: str, contact: str) -> Iterator[KeyPlace]:
    """The place of a value; of words for each leaflet ("label parent") the places of all."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _places(f"{column} {key.value}", value, agency, contact)
    else:
        yield KeyPlace((node.at.line, node.at.column), agency, contact, column)


def _texts_in(text: str, name: str) -> dict[str, AgencyTexts]:
    """The texts of each agency of a file; empty if it is not valid."""
    reader = Reader()
    try:
        file = reader.read(AgencyFile, parse(text.encode(), name))
    except ContentError:
        return {}
    return {agency.id: texts_of(agency) for agency in file.agencies} if file else {}
