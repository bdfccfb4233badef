"""Compose: from the checked data, what one leaflet says.

In: the Catalogue, an edition and a variant. Out: a Leaflet, a list of semantic blocks in reading order.
Coverage and audience decide which agencies enter, topics decide where; no line here names a force or an agency.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from leafletgen.content import leaflet as say
from leafletgen.content.catalogue import Agency, Block, Catalogue, Contact, Edition, LeafletText, Variant

_LABELS = {
    "call": "Call",
    "text": "Text",
    "whatsapp": "WhatsApp",
    "email": "Email",
    "web": "Web",
    "search": "Search",
    "ask": "Ask",
}


def compose(catalogue: Catalogue, edition_id: str, variant: Variant) -> say.Leaflet:
    """All that the leaflet of this edition and variant says. The ids must exist: the plan has checked them."""
    edition = catalogue.editions[edition_id]
    text = catalogue.leaflets[variant]
    entering = tuple(agencies_of(catalogue, edition, variant))
    sections = tuple(_sections(catalogue, edition, text, entering))
    return say.Leaflet(
        edition=edition.id,
        variant=variant,
        language=edition.language,
        date=edition.date,
        title=f"{text.title} · {edition.name}",
        neutral_outside=text.neutral_outside,
        cover=say.Cover(
            text.title,
            text.for_whom,
            text.cover,
            "" if text.neutral_outside else _force_name(catalogue, edition),
            text.at,
        ),
        emergency=_emergency(text),
        sections=sections,
        back=_back(edition, text, entering, variant),
        unchecked=sum(contact.checked is None for _, contact in _printed(entering, variant)),
        last_checked=_oldest_check(entering, variant),
    )


def _force_name(catalogue: Catalogue, edition: Edition) -> str:
    return catalogue.forces[edition.force].name if edition.force else ""


def agencies_of(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Agency]:
    """The agencies that the edition's leaflet prints: not withheld, for this reader, serving a place of the edition."""
    wide = {area for own in edition.areas for area in areas_around(catalogue, own)}
    for agency in catalogue.agencies.values():
        if not agency.withheld and variant in agency.audience and wide.intersection(agency.coverage):
            yield agency


def areas_around(catalogue: Catalogue, area_id: str) -> Iterator[str]:
    """An area and all that it lies in, from the inside out."""
    area: str | None = area_id
    while area is not None:
        yield area
        area = catalogue.areas[area].within


def printed_contacts(agency: Agency, variant: Variant) -> tuple[Contact, ...]:
    """The contacts of an agency that the leaflet of this variant prints."""
    return tuple(
        contact
        for contact in agency.contacts
        if not contact.withheld and (contact.audience is None or variant in contact.audience)
    )


def _printed(agencies: Iterable[Agency], variant: Variant) -> Iterator[tuple[Agency, Contact]]:
    for agency in agencies:
        for contact in printed_contacts(agency, variant):
            yield agency, contact


def _sections(
    catalogue: Catalogue, edition: Edition, text: LeafletText, agencies: tuple[Agency, ...]
) -> Iterator[say.Section]:
    for section in text.sections:
        if not _holds(section.only_in, catalogue, edition):
            continue
        blocks = (
            *_blocks(section.blocks, catalogue, edition),
            *(_card(agency, text.variant) for agency in agencies if agency.topic in section.agencies),
            *_blocks(section.after, catalogue, edition),
        )
        if blocks and (not section.agencies or section.blocks or any(isinstance(b, say.Card) for b in blocks)):
            yield say.Section(section.heading, blocks, section.outside, section.at)


def _holds(only_in: tuple[str, ...] | None, catalogue: Catalogue, edition: Edition) -> bool:
    """Whether words bound to some areas hold in every place of the edition."""
    if only_in is None:
        return True
    return all(set(only_in).intersection(areas_around(catalogue, area)) for area in edition.areas)


def _blocks(blocks: Iterable[Block], catalogue: Catalogue, edition: Edition) -> Iterator[say.Block]:
    for block in blocks:
        if _holds(block.only_in, catalogue, edition):
            yield _block(block)


def _block(block: Block) -> say.Block:
    if block.points or block.steps:
        return say.Items(block.points or block.steps or (), bool(block.steps), block.at)
    if block.officer:
        return say.OfficerPanel(block.officer, block.at)
    return say.Paragraph(block.text or block.box or "", block.at, boxed=bool(block.box))


def _card(agency: Agency, variant: Variant) -> say.Card:
    contacts = printed_contacts(agency, variant)
    opened = next((contact for contact in contacts if contact.opens), None)
    does = (getattr(agency.does, variant), agency.note and getattr(agency.note, variant))
    return say.Card(
        name=agency.name,
        was=agency.was or "",
        label=getattr(agency.label, variant) or "",
        does=" ".join(words for words in does if words),
        cost=agency.cost or "",
        rows=tuple(contact_row(agency, contact) for contact in contacts),
        qr=_qr(agency, opened) if opened else None,
        at=agency.at,
    )


def _qr(agency: Agency, contact: Contact) -> say.QrTarget:
    opens = contact.opens or ""
    return say.QrTarget(opens, f"QR code for {agency.name}: opens {_short(opens)}")


def contact_row(agency: Agency, contact: Contact) -> say.Row:
    """How a contact is printed: the word before it, what one dials or types, and what a click opens."""
    value = contact.value or ""
    note = contact.note or ""
    name = agency.name
    match contact.kind:
        case "call":
            return say.Row("Call", value, note, _tel(value), f"Call {name}: {value}", number=True)
        case "text":
            words = f"{contact.keyword} to {value}" if contact.keyword else value
            return say.Row("Text", words, note, f"sms:{_digits(value)}", f"Text {name}: {words}", number=True)
        case "email":
            return say.Row("Email", value, note, f"mailto:{value}", f"Email {name}: {value}")
        case "web":
            return _web_row(contact, name)
        case _:
            return say.Row(_LABELS[contact.kind], value, note, number=contact.kind == "whatsapp")


def _web_row(contact: Contact, name: str) -> say.Row:
    wanted = f"“{contact.search_for}”" if contact.search_for else ""
    note = contact.note or ""
    whose = f"{name}: {_short(contact.opens or contact.shown or '')}"
    if not contact.shown:
        return say.Row("Search", wanted, note, contact.opens, whose)
    then = f"and search {wanted}" if wanted else ""
    return say.Row("Web", contact.shown, " ".join(part for part in (then, note) if part), contact.opens, whose)


def _emergency(text: LeafletText) -> say.Emergency:
    strip = text.emergency
    call = say.Row(
        "Call", strip.number, strip.lead, f"tel:{_digits(strip.number)}", f"Call {strip.number}", number=True
    )
    return say.Emergency(strip.heading, call, strip.lines, strip.at)


def _back(edition: Edition, text: LeafletText, agencies: tuple[Agency, ...], variant: Variant) -> say.Back:
    dated = f"{edition.date.day} {edition.date:%B %Y}"
    paragraphs = (
        edition.other_formats or text.back.other_formats,
        edition.current_version or text.back.current_version,
        f"Edition: {edition.name}, version {edition.version}, {dated}.",
        f"Contacts last checked: {_last_checked(agencies, variant)}.",
    )
    return say.Back(text.back.heading, paragraphs, text.back.notes_heading, text.back.at)


def _oldest_check(agencies: tuple[Agency, ...], variant: Variant) -> datetime.date | None:
    """The day of the oldest check of all contacts printed; None as long as one of them has none."""
    days = [contact.checked.on if contact.checked else None for _, contact in _printed(agencies, variant)]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _last_checked(agencies: tuple[Agency, ...], variant: Variant) -> str:
    """The oldest check of all contacts printed; "not yet checked" as long as one of them has none."""
    days = [contact.checked.on if contact.checked else None for _, contact in _printed(agencies, variant)]
    known = [day for day in days if day is not None]
    if not known:
        return "not yet checked"
    oldest = min(known)
    said = f"{oldest.day} {oldest:%B %Y}"
    return said if len(known) == len(days) else f"{said}, but {len(days) - len(known)} of {len(days)} not yet checked"


def _tel(number: str) -> str:
    """The tel: address of a UK number (RFC 3966): in full for numbers that begin with 0 and have 10 digits after it."""
    digits = _digits(number)
    return f"tel:+44{digits[1:]}" if digits.startswith("0") and len(digits) >= 10 else f"tel:{digits}"


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


def _short(address: str) -> str:
    """An address as people say it: without scheme and closing slash."""
    return address.split("://", 1)[-1].rstrip("/")
