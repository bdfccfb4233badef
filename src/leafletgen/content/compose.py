"""Compose: from the checked data, what one leaflet says.

In: the Catalogue, an edition and a variant. Out: a Leaflet, a list of semantic blocks in reading order.
Coverage and audience decide which agencies enter, topics decide where; no line here names a force or an agency.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from leafletgen.content import leaflet as composed
from leafletgen.content.catalogue import (
    Agency,
    Block,
    Catalogue,
    Changes,
    Contact,
    Edition,
    Ink,
    LeafletText,
    OfficerLine,
    Palette,
    Section,
    Variant,
)
from leafletgen.errors import Where

_LABELS = {"whatsapp": "WhatsApp", "search": "Search", "ask": "Ask"}


def compose(catalogue: Catalogue, edition_id: str, variant: Variant) -> composed.Leaflet:
    """All that the leaflet of this edition and variant says. The ids must exist: the plan has checked them."""
    edition = catalogue.editions[edition_id]
    text = catalogue.leaflets[variant]
    changes = changes_of(edition, variant)
    entering = tuple(agencies_of(catalogue, edition, variant))
    days = _days_of_checks(entering, variant)
    return composed.Leaflet(
        edition=edition.id,
        variant=variant,
        language=edition.language,
        date=edition.date,
        title=f"{text.title} · {edition.name}",
        neutral_outside=text.neutral_outside,
        cover=_cover(catalogue, edition, text),
        emergency=_emergency(text, changes),
        sections=tuple(_sections(catalogue, edition, text, entering)),
        back=_back(edition, text, days),
        unchecked=days.count(None),
        last_checked=None if None in days else min(filter(None, days), default=None),
        colours=tuple(tints_of(changes.colours)) if changes.colours else (),
    )


def changes_of(edition: Edition, variant: Variant) -> Changes:
    """What the edition changes in its leaflet of a variant: nothing where it says nothing of it."""
    return (edition.parent if variant == "parent" else edition.child) or Changes(at=edition.at)


def sections_of(catalogue: Catalogue, edition: Edition, variant: Variant) -> tuple[Section, ...]:
    """The sections that hold in the edition, each as the edition has it."""
    changes = changes_of(edition, variant)
    own = {section.id: section for section in changes.sections}
    named = (own.get(section.id, section) for section in catalogue.leaflets[variant].sections)
    return tuple(s for s in named if s.id not in changes.remove and _holds(s.only_in, catalogue, edition))


def agencies_of(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Agency]:
    """The agencies that the leaflet prints: not withheld, for this reader, serving the edition, of a topic shown."""
    wide = {area for own in edition.areas for area in areas_around(catalogue, own)}
    topics = {topic for section in sections_of(catalogue, edition, variant) for topic in section.agencies}
    for agency in catalogue.agencies.values():
        serves = bool(wide.intersection(agency.coverage))
        if not agency.withheld and variant in agency.audience and serves and agency.topic in topics:
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


def _sections(
    catalogue: Catalogue, edition: Edition, text: LeafletText, agencies: tuple[Agency, ...]
) -> Iterator[composed.Section]:
    for section in sections_of(catalogue, edition, text.variant):
        cards = [_card(agency, text.variant) for agency in agencies if agency.topic in section.agencies]
        before = [*_blocks(section.blocks, catalogue, edition, bool(cards))]
        after = [*_blocks(section.after, catalogue, edition, bool(cards))]
        if cards or before or (after and not section.agencies):
            yield composed.Section(section.heading, (*before, *cards, *after), section.outside, section.at)


def _holds(only_in: tuple[str, ...] | None, catalogue: Catalogue, edition: Edition) -> bool:
    """Whether words bound to some areas hold in every place of the edition."""
    if only_in is None:
        return True
    return all(set(only_in).intersection(areas_around(catalogue, area)) for area in edition.areas)


def _blocks(
    blocks: Iterable[Block], catalogue: Catalogue, edition: Edition, with_services: bool
) -> Iterator[composed.Block]:
    for block in blocks:
        if _holds(block.only_in, catalogue, edition) and (with_services or not block.with_services):
            yield _block(block)


def _block(block: Block) -> composed.Block:
    if block.points or block.steps:
        return composed.Items(block.points or block.steps or (), bool(block.steps), block.at)
    if block.officer:
        return _officer_panel(block.officer, block.at)
    return composed.Paragraph(block.text or block.box or "", block.at, boxed=bool(block.box))


def _officer_panel(lines: Iterable[OfficerLine], at: Where) -> composed.OfficerPanel:
    always: list[composed.OfficerLine] = []
    more: list[composed.OfficerLine] = []
    for line in lines:
        (more if line.only_full else always).append(composed.OfficerLine(line.label, line.details))
    return composed.OfficerPanel(tuple(always), at, tuple(more))


def _card(agency: Agency, variant: Variant) -> composed.Card:
    contacts = printed_contacts(agency, variant)
    opened = next((contact for contact in contacts if contact.opens), None)
    does = (getattr(agency.does, variant), agency.note and getattr(agency.note, variant))
    return composed.Card(
        name=agency.name,
        was=agency.was or "",
        label=getattr(agency.label, variant) or "",
        does=" ".join(words for words in does if words),
        cost=agency.cost or "",
        rows=tuple(contact_row(agency, contact) for contact in contacts),
        qr=_qr(agency, opened) if opened else None,
        at=agency.at,
    )


def _qr(agency: Agency, contact: Contact) -> composed.QrTarget:
    opens = contact.opens or ""
    return composed.QrTarget(opens, f"QR code for {agency.name}: opens {_short(opens)}")


def contact_row(agency: Agency, contact: Contact) -> composed.Row:
    """How a contact is printed: the word before it, what one dials or types, and what a click opens."""
    value = contact.value or ""
    note = contact.note or ""
    name = agency.name
    match contact.kind:
        case "call":
            return composed.Row("Call", value, note, _tel(value), f"Call {name}: {value}", number=True)
        case "text":
            words = f"{contact.keyword} to {value}" if contact.keyword else value
            return composed.Row("Text", words, note, f"sms:{_digits(value)}", f"Text {name}: {words}", number=True)
        case "email":
            return composed.Row("Email", value, note, f"mailto:{value}", f"Email {name}: {value}")
        case "web":
            return _web_row(contact, name)
        case _:
            return composed.Row(_LABELS[contact.kind], value, note, number=contact.kind == "whatsapp")


def _web_row(contact: Contact, name: str) -> composed.Row:
    wanted = f"“{contact.search_for}”" if contact.search_for else ""
    note = contact.note or ""
    whose = f"{name}: {_short(contact.opens or contact.shown or '')}"
    if not contact.shown:
        return composed.Row("Search", wanted, note, contact.opens, whose)
    then = f"and search {wanted}" if wanted else ""
    return composed.Row("Web", contact.shown, " ".join(part for part in (then, note) if part), contact.opens, whose)


def _cover(catalogue: Catalogue, edition: Edition, text: LeafletText) -> composed.Cover:
    """The cover; nothing of the force is on one that must be neutral."""
    cover = composed.Cover(text.title, text.for_whom, text.cover, "", text.at)
    if text.neutral_outside or not edition.force:
        return cover
    return replace(cover, force=catalogue.forces[edition.force].name, logo=_logo(catalogue, edition))


def _logo(catalogue: Catalogue, edition: Edition) -> composed.Logo | None:
    if not edition.logo:
        return None
    colour, black = catalogue.logos[edition.id]
    return composed.Logo(colour, black, edition.logo.alt, edition.logo.width_mm, edition.logo.at)


def tints_of(palette: Palette) -> Iterator[composed.Tint]:
    """The colours that a palette changes."""
    for token in palette.__struct_fields__:
        ink = getattr(palette, token)
        if isinstance(ink, Ink):
            yield composed.Tint(token, ink.rgb.lower(), tuple(map(int, ink.cmyk.split())), ink.at)


def _emergency(text: LeafletText, changes: Changes) -> composed.Emergency:
    strip = text.emergency
    call = composed.Row(
        "Call", strip.number, strip.lead, f"tel:{_digits(strip.number)}", f"Call {strip.number}", number=True
    )
    return composed.Emergency(strip.heading, call, (*strip.lines, *changes.emergency_lines), strip.at)


def _back(edition: Edition, text: LeafletText, days: list[datetime.date | None]) -> composed.Back:
    changes = changes_of(edition, text.variant)
    paragraphs = (
        changes.other_formats or edition.other_formats or text.back.other_formats,
        changes.current_version or edition.current_version or text.back.current_version,
        *changes.contact_lines,
        f"Edition: {edition.name}, version\u00a0{edition.version}, {_day(edition.date)}.",
        f"Contacts last checked: {_last_checked(days)}.",
        *([changes.imprint] if changes.imprint else []),
    )
    return composed.Back(text.back.heading, paragraphs, text.back.notes_heading, text.back.at)


def _days_of_checks(agencies: Iterable[Agency], variant: Variant) -> list[datetime.date | None]:
    """The day on which each contact that is printed was checked; None for one that nobody has checked."""
    contacts = (contact for agency in agencies for contact in printed_contacts(agency, variant))
    return [contact.checked.on if contact.checked else None for contact in contacts]


def _last_checked(days: list[datetime.date | None]) -> str:
    """The oldest check of all, and how many contacts have none; "not yet checked" where none has one."""
    known = [day for day in days if day is not None]
    if not known:
        return "not yet checked"
    oldest = min(known)
    said = _day(oldest)
    return said if len(known) == len(days) else f"{said}, but {len(days) - len(known)} of {len(days)} not yet checked"


def _day(date: datetime.date) -> str:
    """A date in words, which no line breaks."""
    return f"{date.day}\u00a0{date:%B}\u00a0{date.year}"


def _tel(number: str) -> str:
    """The tel: address of a UK number (RFC 3966): in full for those of ten digits or more that begin with 0."""
    digits = _digits(number)
    return f"tel:+44{digits[1:]}" if digits.startswith("0") and len(digits) >= 10 else f"tel:{digits}"


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


def _short(address: str) -> str:
    """An address as people say it: without scheme and closing slash."""
    return address.split("://", 1)[-1].rstrip("/")
