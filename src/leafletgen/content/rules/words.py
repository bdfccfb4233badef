"""Rules for the words of any printed text: none is mark-up or still to be written, and each contact in them is right.

In: a Draft, and its printed texts. Out: Problems at the place in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from leafletgen.content.contacts_in_text import contacts_in
from leafletgen.content.mark_up import find_mark_up
from leafletgen.content.phrases import Phrases
from leafletgen.content.placeholders import example_address, find_placeholder
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts, versions_in
from leafletgen.content.rules.printed_texts import PrintedText, TextsOfRecords, texts_of
from leafletgen.content.services import CALLS
from leafletgen.content.values import find_redaction
from leafletgen.errors import Problem, Where


def find_mark_up_and_placeholders(draft: Draft, printed: TextsOfRecords) -> Iterator[Problem]:
    """A Problem for each text that has mark-up or a placeholder such as "...", and each address with an example's host.

    A field in braces, which would be a placeholder elsewhere, has a meaning in the words of the program.
    """
    logos = [
        (edition.logo, tuple(texts_of(edition.logo, "alt", draft.places))) for edition in draft.editions if edition.logo
    ]
    for record, texts in chain(printed, logos):
        for text, node in texts:
            if find_redaction(text):
                continue  # That has a Problem of its own.
            found = find_mark_up(text) or (None if isinstance(record, Phrases) else find_placeholder(text))
            if found:
                yield found[1].at(node.place_of(found[0]))
    for record, field, address in _addresses(draft):
        if fault := example_address(address):
            yield draft.say(fault, record, field)


def _addresses(draft: Draft) -> Iterator[tuple[Record, str, str]]:
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            fields = ("shown", "opens", *(["value"] if contact.kind == "email" else []))
            yield from ((contact, field, getattr(contact, field)) for field in fields if getattr(contact, field))
    if draft.site:
        fields = ("exit", *(["accessibility_statement"] if draft.site.accessibility_statement else []))
        yield from ((draft.site, field, getattr(draft.site, field)) for field in fields)
    yield from ((force, "website", force.website) for force in draft.forces)
    for version in versions_in(draft):
        fields = ("shown", "opens")
        yield from ((version, field, getattr(version, field)) for field in fields if getattr(version, field))


def find_bad_contacts(draft: Draft, texts: Iterable[PrintedText]) -> Iterator[Problem]:
    """A Problem for each number and address inside a text that would be refused as a contact."""
    judged = set(_judged_elsewhere(draft))
    for text, node in texts:
        if node.at not in judged:
            for found in contacts_in(text):
                if found.fault:
                    yield found.fault.at(node.place_of(found.start))


def _judged_elsewhere(draft: Draft) -> Iterator[Where]:
    """The places of the values that are a number or an address as a whole: other rules judge them."""
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            if contact.kind in (*CALLS, "whatsapp", "email"):
                yield draft.places.of(contact, "value")
            if contact.shown:
                yield draft.places.of(contact, "shown")
    for leaflet in draft.leaflets:
        yield draft.places.of(leaflet.emergency, "number")
        yield from (draft.places.of(row, "number") for row in leaflet.who_to_call.rows if row.number)
    yield from (draft.places.of(version, "shown") for version in versions_in(draft) if version.shown)
