"""The contacts that an edition prints, and which of them are due for a check by a person.

In: the Catalogue, an edition. Out: each printed contact with its agency and its leaflets, in the order of the data.
Why: `contacts stale`, the contacts sheet and `build --require-checked` must mean the same contacts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Agency, Catalogue, Contact, Edition
from leafletgen.content.compose import agencies_of
from leafletgen.content.compose_card import on_card
from leafletgen.content.records import VARIANTS, Variant
from leafletgen.content.services import contacts_for, printed_value


class Printed(NamedTuple):
    """A contact, its agency, the leaflets of the edition that print it, and what they print."""

    agency: Agency
    contact: Contact
    variants: tuple[Variant, ...]
    text: str


def contacts_of(catalogue: Catalogue, edition: Edition) -> Iterator[Printed]:
    """Each contact that a leaflet of the edition prints, once."""
    by_variant = {variant: {a.id for a in agencies_of(catalogue, edition, variant)} for variant in VARIANTS}
    cards = {variant: list(_on_card(catalogue, edition, variant)) for variant in VARIANTS}
    for agency in catalogue.agencies.values():
        for contact in agency.contacts:
            variants = tuple(
                variant
                for variant in VARIANTS
                if (agency.id in by_variant[variant] and contact in contacts_for(agency, variant))
                or contact in cards[variant]
            )
            if variants:
                yield Printed(agency, contact, variants, printed_value(contact, catalogue.phrases))


def _on_card(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Contact]:
    """The contacts on the wallet card: they stand there even if no section of the leaflet shows their agency."""
    for entry in on_card(catalogue, edition, variant):
        yield from (contact for contact in (entry.number, entry.page) if contact)


def is_due(contact: Contact, today: datetime.date, days: int) -> bool:
    """Whether nobody has checked the contact, or the last check is more than `days` days ago."""
    return contact.checked is None or (today - contact.checked.on).days > days
