"""Services as a leaflet shows them: agencies and their contacts in printed form.

In: an Agency, the variant of the leaflet and the phrases of the program. Out: a Service with its contact rows
and QR codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from msgspec.structs import replace

from leafletgen.content import leaflet as composed
from leafletgen.content.catalogue import Agency, Contact, MergedRow
from leafletgen.content.leaflet_text import Version
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Variant

CALLS = ("call", "text")
"""The kinds of contacts that are numbers."""


_FOR_ALL = frozenset({"en", ENGLISH, "bsl", "interpreter"})
"""A contact that speaks one of these is for leaflets in any language."""


def contacts_for(agency: Agency, variant: Variant, language: str) -> tuple[Contact, ...]:
    """The contacts of an agency that the leaflet of this variant prints in a language, given by its tag.

    A contact that speaks other languages alone is for leaflets in one of them. A page in the language alone stands in
    place of those that all leaflets print.
    """
    found = [
        contact
        for contact in agency.contacts
        if not contact.withheld
        and (contact.audience is None or variant in contact.audience)
        and is_for(contact, language)
    ]
    if any(contact.kind == "web" and not is_for(contact, ENGLISH) for contact in found):
        return tuple(contact for contact in found if contact.kind != "web" or not is_for(contact, ENGLISH))
    return tuple(found)


def is_for(contact: Contact | Version, language: str) -> bool:
    """Whether readers of a language can use it: it speaks that language, or English if nothing is said."""
    return not contact.speaks or language in contact.speaks or not _FOR_ALL.isdisjoint(contact.speaks)


def printed_value(contact: Contact, phrases: Phrases) -> str:
    """What is printed of a contact: the number, the address or the words to search for; with a keyword to text."""
    value = contact.value or contact.shown or contact.search_for or ""
    return phrases.keyword.format(keyword=contact.keyword, number=value) if contact.keyword else value


def service_of(agency: Agency, variant: Variant, phrases: Phrases, language: str) -> composed.Service:
    """An agency with its contacts, and the QR code of the first that opens a page."""
    contacts = contacts_for(agency, variant, language)
    opened = next((contact for contact in contacts if contact.opens), None)
    does = (getattr(agency.does, variant), getattr(agency.note, variant) if agency.note else None)
    return composed.Service(
        name=agency.name,
        was=agency.was or "",
        label=getattr(agency.label, variant) or "",
        does=" ".join(words for words in does if words),
        cost=agency.cost or "",
        rows=tuple(contact_row(agency.name, contact, phrases, language) for contact in contacts),
        codes=(qr_code(agency, opened, phrases),) if opened else (),
        at=agency.at,
        former=_former(agency.was, phrases),
    )


def merged_row(
    row: MergedRow, agencies: Sequence[Agency], variant: Variant, phrases: Phrases, language: str, comma: str
) -> composed.Service:
    """One row for agencies that do the same: a QR code for each place, and words for places without an address.

    What to search for is said once for all places, if the row has words for that: who cannot scan a code needs them
    too. What they cost, and the limits of privacy, are said for each place, or once if they are the same. `comma`
    stands between a place and the note of its contact.
    """
    rows: list[composed.Row] = []
    codes: list[composed.QrTarget] = []
    places: list[str] = []
    without_code: list[str] = []
    for agency in agencies:
        place = agency.place or agency.name
        places.append(place)
        for contact in contacts_for(agency, variant, language):
            if contact.opens and contact.kind == "web" and not contact.shown:
                note = in_english(phrases) if _opens_english(contact, language) else ""
                codes.append(replace(qr_code(agency, contact, phrases), caption=place, note=note))
            elif row.search_for and contact.kind == "search":
                without_code.append(place)
            else:
                found = contact_row(agency.name, contact, phrases, language)
                said = "" if place in found.text else place
                rows.append(replace(found, note=comma.join(part for part in (said, found.note) if part)))
                codes += [replace(qr_code(agency, contact, phrases), caption=place)] if contact.opens else []
    if row.search_for:
        note = comma.join([*(without_code or places[:1]), *([row.search_note] if row.search_note else [])])
        rows.append(composed.Row("search", phrases.search, row.search_for, row.at, note, values=(row.search_for,)))
    notes = [
        (agency.place or agency.name, getattr(agency.note, variant) if agency.note else None) for agency in agencies
    ]
    return composed.Service(
        name=row.name,
        was=row.was or "",
        label=getattr(row.label, variant) or "",
        does=" ".join(words for words in (getattr(row.does, variant), _of_places(notes)) if words),
        cost=_of_places([(agency.place or agency.name, agency.cost) for agency in agencies]),
        rows=tuple(rows),
        codes=tuple(codes),
        at=row.at,
        former=_former(row.was, phrases),
    )


def _of_places(said: Sequence[tuple[str, str | None]]) -> str:
    """What is said of several places: once if it is the same for all, else behind the name of each place."""
    if len({words for _, words in said}) == 1:
        return next(words for _, words in said) or ""
    return " ".join(f"{place}: {words}" for place, words in said if words)


def _former(name: str | None, phrases: Phrases) -> str:
    """The words about a former name; empty if there is none."""
    return phrases.was.format(name=name) if name else ""


def qr_code(agency: Agency, contact: Contact, phrases: Phrases) -> composed.QrTarget:
    """The QR code of a contact that opens a page."""
    opens = contact.opens or ""
    alt = phrases.qr_code.format(name=agency.name, address=without_scheme(opens))
    return composed.QrTarget(opens, alt, contact.at)


def contact_row(name: str, contact: Contact, phrases: Phrases, language: str) -> composed.Row:
    """How a contact is printed: the word before it, what one dials or types, and what a click opens.

    `name` is that of its agency, `language` that of the leaflet.
    """
    kind, value, note, at = contact.kind, contact.value or "", contact.note or "", contact.at
    label = phrases.before(kind)
    match kind:
        case "call":
            link = phrases.call_link.format(name=name, number=value)
            return composed.Row(kind, label, value, at, note, _tel(value), link, number=True, values=(value,))
        case "text":
            words = printed_value(contact, phrases)
            link = phrases.text_link.format(name=name, words=words)
            values = (contact.keyword or "", value)
            sms = f"sms:{digits_of(value)}"
            return composed.Row(kind, label, words, at, note, sms, link, number=True, values=values)
        case "email":
            link = phrases.email_link.format(name=name, address=value)
            return composed.Row(kind, label, value, at, note, mailto(value), link, values=(value,))
        case "web":
            return _web_row(contact, name, phrases, ENGLISH if _opens_english(contact, language) else "")
        case _:
            return composed.Row(kind, label, value, at, note, number=kind == "whatsapp", values=(value,))


_IN_MAILTO = "@!$'*+"
"""What an address in mailto: has as it is; %, & and others would be read as something else (RFC 6068, 2)."""


def mailto(address: str) -> str:
    """The mailto: address of an e-mail address."""
    return f"mailto:{quote(address, safe=_IN_MAILTO)}"


def _opens_english(contact: Contact, language: str) -> bool:
    """Whether a reader of a leaflet in another language is led to a page in English."""
    speaks = contact.speaks or ("en",)
    return bool(contact.opens) and language != ENGLISH and "en" in speaks and language not in speaks


def in_english(phrases: Phrases) -> str:
    """The words before the address of a page in English, in a leaflet in another language."""
    return f"{phrases.in_english[:1].upper()}{phrases.in_english[1:]}"


def _web_row(contact: Contact, name: str, phrases: Phrases, other_language: str) -> composed.Row:
    """An address, or what to search for; `other_language` is that of its page, "" if that of the leaflet."""
    wanted, note = contact.search_for, contact.note or ""
    link = phrases.web_link.format(name=name, address=without_scheme(contact.opens or contact.shown or ""))
    if not contact.shown:
        words = phrases.search_words.format(words=wanted) if wanted else ""
        note = " ".join(filter(None, (note, phrases.in_english if other_language else "")))
        return composed.Row(
            "search", phrases.search, words, contact.at, note, contact.opens, link, values=(wanted or "",)
        )
    then = phrases.and_search.format(words=wanted) if wanted else ""
    words = " ".join(part for part in (then, note) if part)
    values = (contact.shown, wanted or "")
    label = in_english(phrases) if other_language else phrases.web
    row = composed.Row("web", label, contact.shown, contact.at, words, contact.opens, link, values=values)
    return replace(row, language=other_language)


def calls_of(agency: Agency, variant: Variant, phrases: Phrases, language: str) -> tuple[composed.Row, ...]:
    """The numbers of an agency to call or to text."""
    contacts = contacts_for(agency, variant, language)
    return tuple(contact_row(agency.name, contact, phrases, language) for contact in contacts if contact.kind in CALLS)


def _tel(number: str) -> str:
    """The tel: address of a UK number (RFC 3966): in full for numbers that begin with 0 and have 10 digits after it."""
    digits = digits_of(number)
    return f"tel:+44{digits[1:]}" if digits.startswith("0") and len(digits) >= 10 else f"tel:{digits}"


def digits_of(number: str) -> str:
    """The digits of a number as it is printed."""
    return "".join(character for character in number if character.isdigit())


def without_scheme(address: str) -> str:
    """An address as it is read out: without scheme and without a slash at its end."""
    return address.split("://", 1)[-1].rstrip("/")
