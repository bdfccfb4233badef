"""The telephone numbers and addresses inside the sentences of the data, as contacts that a person must check.

In: a Draft; later the Catalogue, an edition and a variant. Out: InSentence records, and those that a leaflet prints.
Why: families ring a number in a sentence too. It is on the contacts sheet, and asked for by --require-checked, like the
contact of a service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Agency, Catalogue, Changes, Contact, Edition, InSentence
from leafletgen.content.check_log import CheckIndex
from leafletgen.content.contacts_in_text import InText, contacts_in
from leafletgen.content.leaflet_text import Back, Emergency, KeyRow, LeafletText, SectionWords, Version
from leafletgen.content.records import VARIANTS, Record, Variant
from leafletgen.content.rules.draft import Draft, audience_of, changes_in, printed_contacts
from leafletgen.content.rules.printed_texts import PrintedText, printed_texts, texts_of
from leafletgen.content.schema import Places
from leafletgen.content.selection import agencies_of, changes_of, holds_in, sections_of
from leafletgen.errors import Where

NOT_TO_RING = frozenset({"999", "112", "101", "18000"})
"""Numbers that nobody may ring to try them: those for emergencies, and that of every police force."""


class _Unit(NamedTuple):
    """Texts that are printed together: whose they are, in which leaflets, the record that has them, and the texts."""

    owner: str
    variants: tuple[Variant, ...]
    record: Record
    texts: Iterable[PrintedText]


def find_in_sentences(draft: Draft, checks: CheckIndex) -> Iterator[InSentence]:
    """Each contact in a sentence, with the check that counts; once for each record that has it."""
    seen: set[tuple[str, str, Where, tuple[Variant, ...]]] = set()
    for owner, variants, record, texts in _units(draft):
        known = _numbers_of(record) if isinstance(record, Agency) else frozenset()
        for text, node in texts:
            for found in contacts_in(text):
                key = (owner, found.value, record.at, variants)
                if found.fault or _plain(found.value) in known | NOT_TO_RING or key in seen:
                    continue
                seen.add(key)
                contact = _contact(found, node.place_of(found.start))
                yield InSentence(owner, text, checks.with_check(owner, contact), variants, record.at)
    for owner, variants, record, contact in _by_themselves(draft):
        yield InSentence(owner, contact.id, checks.with_check(owner, contact), variants, record.at)


def printed_in_sentences(
    catalogue: Catalogue, edition: Edition, variant: Variant, card: bool = False
) -> Iterator[InSentence]:
    """Those that the leaflet of an edition prints, or its wallet card; each number or address of an owner once."""
    candidates = [one for one in catalogue.in_sentences if variant in one.variants]
    if not candidates:
        return
    words = catalogue.leaflets[variant]
    if card:
        printed = {words.card.at} if words.card else set()
    else:
        printed = {record.at for record in _printed(catalogue, edition, variant)}
    seen: set[tuple[str, str]] = set()
    for one in candidates:
        key = (one.owner, _plain(one.contact.id))
        if one.within in printed and key not in seen:
            seen.add(key)
            yield one


def _printed(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Record]:
    """The records whose texts the leaflet prints."""
    text, changes = catalogue.leaflets[variant], changes_of(edition, variant)
    yield from (text, changes)
    yield from agencies_of(catalogue, edition, variant)
    for section in sections_of(catalogue, edition, variant):
        yield section
        blocks = (*section.blocks, *section.below)
        yield from (block for block in blocks if holds_in(block.only_in, catalogue, edition))
    yield formats_of(edition, changes, text.back)
    yield version_of(edition, changes, text.back)


def formats_of(edition: Edition, changes: Changes, back: Back) -> Changes | Edition | Back:
    """The record that says where to get other formats: the first of them that does."""
    return next(record for record in (changes, edition, back) if record.other_formats)


def version_of(edition: Edition, changes: Changes, back: Back) -> Version:
    """Where to get the current version."""
    return changes.current_version or edition.current_version or back.current_version


# --- the units of the data ---


def _units(draft: Draft) -> Iterator[_Unit]:
    places = draft.places
    for agency in draft.agencies:
        yield from _of_agency(agency, places)
    for row in draft.merged:
        for agency in draft.agencies:
            if agency.merge == row.id and not agency.withheld:
                yield _Unit(f"row {row.id}", agency.audience, agency, printed_texts([row], places))
    for leaflet in draft.leaflets:
        yield from _of_leaflet(leaflet, places)
    for edition in draft.editions:
        yield _Unit(f"edition {edition.id}", VARIANTS, edition, texts_of(edition, "other_formats", places))
    for edition, variant, changes in changes_in(draft):
        owner = f"edition {edition.id}"
        for field in ("emergency_lines", "contact_lines", "imprint", "other_formats"):
            yield _Unit(owner, (variant,), changes, texts_of(changes, field, places))
        yield from _of_sections(owner, (variant,), changes.sections, places)
    for owner, variants, version in _versions(draft):
        yield _Unit(owner, variants, version, texts_of(version, "words", places))


def _of_agency(agency: Agency, places: Places) -> Iterator[_Unit]:
    if agency.withheld:
        return
    owner = f"agency {agency.id}"
    for variant in agency.audience:
        for words in filter(None, (agency.label, agency.does, agency.note)):
            yield _Unit(owner, (variant,), agency, texts_of(words, variant, places))
    for field in ("name", "was", "cost", "place"):
        yield _Unit(owner, agency.audience, agency, texts_of(agency, field, places))
    for contact in printed_contacts(agency):
        variants = audience_of(agency, contact)
        for field in ("note", "search_for", *(["value"] if contact.kind == "ask" else [])):
            yield _Unit(owner, variants, agency, texts_of(contact, field, places))


def _of_leaflet(leaflet: LeafletText, places: Places) -> Iterator[_Unit]:
    owner = f"leaflet {leaflet.variant}"
    variants: tuple[Variant, ...] = (leaflet.variant,)
    for field in ("title", "for_whom", "cover"):
        yield _Unit(owner, variants, leaflet, texts_of(leaflet, field, places))
    for record in filter(None, (leaflet.who_to_call, leaflet.officer, leaflet.emergency)):
        yield _Unit(owner, variants, leaflet, printed_texts([record], places))
    for field in ("heading", "unchecked"):
        yield _Unit(owner, variants, leaflet, texts_of(leaflet.back, field, places))
    yield _Unit(owner, variants, leaflet.back, texts_of(leaflet.back, "other_formats", places))
    if leaflet.card:
        yield _Unit(owner, variants, leaflet.card, printed_texts([leaflet.card], places))
    yield from _of_sections(owner, variants, leaflet.sections, places)


def _of_sections(
    owner: str, variants: tuple[Variant, ...], sections: Iterable[SectionWords], places: Places
) -> Iterator[_Unit]:
    for section in sections:
        yield _Unit(owner, variants, section, texts_of(section, "heading", places))
        for block in (*section.blocks, *section.below):
            yield _Unit(owner, variants, block, printed_texts([block], places))


def _versions(draft: Draft) -> Iterator[tuple[str, tuple[Variant, ...], Version]]:
    for leaflet in draft.leaflets:
        yield f"leaflet {leaflet.variant}", (leaflet.variant,), leaflet.back.current_version
    for edition in draft.editions:
        if edition.current_version:
            yield f"edition {edition.id}", VARIANTS, edition.current_version
    for edition, variant, changes in changes_in(draft):
        if changes.current_version:
            yield f"edition {edition.id}", (variant,), changes.current_version


def _by_themselves(draft: Draft) -> Iterator[tuple[str, tuple[Variant, ...], Record, Contact]]:
    """The numbers and addresses of leaflets and editions that are no part of a sentence."""
    for leaflet in draft.leaflets:
        rows: list[Emergency | KeyRow] = [leaflet.emergency, *leaflet.who_to_call.rows]
        for row in rows:
            if row.number and _plain(row.number) not in NOT_TO_RING:
                contact = Contact(at=row.at, id=row.number, kind="call", value=row.number, level="none")
                yield f"leaflet {leaflet.variant}", (leaflet.variant,), leaflet, contact
    for owner, variants, version in _versions(draft):
        if shown := version.shown:
            contact = Contact(at=version.at, id=shown, kind="web", shown=shown, opens=version.opens, level="none")
            yield owner, variants, version, contact


def _contact(found: InText, at: Where) -> Contact:
    if found.kind == "web":
        return Contact(at=at, id=found.value, kind="web", shown=found.value, level="none")
    kind = "call" if found.kind == "number" else found.kind
    return Contact(at=at, id=found.value, kind=kind, value=found.value, level="none")


def _numbers_of(agency: Agency) -> frozenset[str]:
    """What the contacts of an agency say: in its own words the same number needs no check of its own."""
    shown = (contact.value or contact.shown for contact in printed_contacts(agency))
    return frozenset(_plain(value) for value in shown if value)


def _plain(value: str) -> str:
    """A number or an address for comparisons: grouped or not."""
    return "".join(value.split()).lower()
