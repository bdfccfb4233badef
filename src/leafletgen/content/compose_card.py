"""Compose the wallet card: from the checked data, what its two sides say; and what any file prints, card or leaflet.

In: the Catalogue and an edition. Out: a Card. The services with `card: true` that serve the edition stand on its front,
then the emergency number of the child's leaflet; the words are those of `card:` in that leaflet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, Catalogue, Contact, Edition
from leafletgen.content.compose import compose, days_of_checks, tints_of, urgent_row
from leafletgen.content.leaflet import Card, KeyNumber, Leaflet, OfficerLine, OfficerPanel
from leafletgen.content.leaflet_text import CardBack, CardFront, LeafletText
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Variant
from leafletgen.content.selection import areas_around, changes_of
from leafletgen.content.sentences import printed_in_sentences
from leafletgen.content.services import CALLS, contact_row, contacts_for, qr_code
from leafletgen.errors import ContentError, Problem


class OnCard(NamedTuple):
    """An agency on the card, with the number that stands there and the page that its QR code may open."""

    agency: Agency
    number: Contact
    page: Contact | None


def compose_as(
    holds: Literal["leaflet", "card"], catalogue: Catalogue, edition_id: str, variant: Variant
) -> Leaflet | Card:
    """What a file says whose format holds a leaflet, with the card to cut out, or a card. Raises ContentError."""
    if holds == "card":
        return compose_card(catalogue, edition_id, variant)
    leaflet, words = compose(catalogue, edition_id, variant), catalogue.leaflets[variant].card
    if words and words.cut_out and any(on_card(catalogue, catalogue.editions[edition_id], variant)):
        return replace(leaflet, cut_out=compose_card(catalogue, edition_id, variant))
    return leaflet


def compose_card(catalogue: Catalogue, edition_id: str, variant: Variant) -> Card:
    """The card of an edition. Raises ContentError if the data have no words or no number for it."""
    edition, text = catalogue.editions[edition_id], catalogue.leaflets[variant]
    if text.card is None:
        hint = "Add `card:` to the leaflet, with `front:` and `back:`: docs/editions.md has an example."
        raise ContentError(
            Problem("no-card", f"The {variant} leaflet has no words for the wallet card.", hint, text.at)
        )
    front, back = text.card.front, text.card.back
    named = list(on_card(catalogue, edition, variant))
    if not named:
        message = f"No service with `card: true` serves the edition {edition.id}, so its card would have no number."
        hint = "Add `card: true` to the services whose number should be on the card, in agencies.yaml."
        raise ContentError(Problem("card-without-services", message, hint, text.card.at))
    phrases = catalogue.phrases
    rows = [contact_row(entry.agency.name, entry.number, phrases, catalogue.language) for entry in named]
    shared = rows[0].note if len({row.note for row in rows}) == 1 else ""
    numbers = [
        KeyNumber(row, _whom(entry, phrases), "" if shared else row.note, entry.agency.at, values=(entry.agency.name,))
        for row, entry in zip(rows, named, strict=True)
    ]
    opened = next(((entry.agency, entry.page) for entry in named if entry.page), None)
    printed = [entry.number for entry in named] + ([opened[1]] if opened else [])
    printed += [one.contact for one in printed_in_sentences(catalogue, edition, variant, card=True)]
    days = days_of_checks(printed)
    palette = changes_of(edition, variant).colours
    return Card(
        edition=edition.id,
        variant=variant,
        language=catalogue.language,
        date=edition.date,
        title=f"{front.heading} · {edition.name}",
        heading=front.heading,
        hours=f"{shared[:1].upper()}{shared[1:]}",
        numbers=(*numbers, _emergency(catalogue, text, front)),
        web=contact_row(opened[0].name, opened[1], phrases, catalogue.language) if opened else None,
        qr=qr_code(*opened, phrases) if opened else None,
        ask=_ask(back),
        after=back.after or "",
        at=front.at,
        unchecked=days.count(None),
        last_checked=None if None in days else min(filter(None, days), default=None),
        colours=tuple(tints_of(palette)) if palette else (),
        draft=phrases.draft,
        cut_out=text.card.cut_out or "",
        cut_out_behind=text.card.cut_out_behind or "",
    )


def on_card(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[OnCard]:
    """The agencies on the card of an edition, in the order of the data; none if the leaflet has no card."""
    wide = {area for own in edition.areas for area in areas_around(catalogue, own)}
    for agency in catalogue.agencies.values() if catalogue.leaflets[variant].card else ():
        if agency.card and not agency.withheld and variant in agency.audience and wide.intersection(agency.coverage):
            contacts = contacts_for(agency, variant, catalogue.language)
            number = next((contact for contact in contacts if contact.kind in CALLS), None)
            if number:  # A rule refuses one without.
                yield OnCard(agency, number, next((contact for contact in contacts if contact.opens), None))


def _whom(entry: OnCard, phrases: Phrases) -> str:
    """Whom one calls or texts at a number."""
    words = phrases.text_on_card if entry.number.kind == "text" else phrases.call_on_card
    return words.format(name=entry.agency.name)


def _emergency(catalogue: Catalogue, text: LeafletText, front: CardFront) -> KeyNumber:
    places = catalogue.places
    row = urgent_row(text.emergency.number, "", places.of(text.emergency, "number"), catalogue.phrases)
    return KeyNumber(row, front.danger, "", places.of(front, "danger"), urgent=True)


def _ask(back: CardBack) -> OfficerPanel:
    """The lines for the person to ask; one without a detail is empty in every copy."""
    lines = (OfficerLine(line.label, (line.detail,) if line.detail else (), line.at) for line in back.lines)
    return OfficerPanel(tuple(lines), back.at, heading=back.heading)
