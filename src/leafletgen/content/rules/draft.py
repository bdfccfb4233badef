"""The records that could be read, for the rules that look at several of them.

In: records of each kind. Out: a Draft, and functions that go through its contacts, changes, sections and blocks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Agency, Area, Changes, Contact, Edition, Force, MergedRow, Trap
from leafletgen.content.check_log import LoggedCheck
from leafletgen.content.leaflet_text import Block, LeafletText, SectionWords, Version
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import VARIANTS, Record, Variant
from leafletgen.content.schema import Places
from leafletgen.content.settings import SiteSettings
from leafletgen.content.values import Fault
from leafletgen.errors import Problem


class Draft(NamedTuple):
    """The records that could be read, and whether that is all of them; `today` is the day of the check."""

    folder: str
    agencies: tuple[Agency, ...]
    merged: tuple[MergedRow, ...]
    areas: tuple[Area, ...]
    forces: tuple[Force, ...]
    traps: tuple[Trap, ...]
    checks: tuple[LoggedCheck, ...]
    editions: tuple[Edition, ...]
    leaflets: tuple[LeafletText, ...]
    phrases: tuple[Phrases, ...]
    site: SiteSettings | None
    places: Places
    agencies_whole: bool
    areas_whole: bool
    forces_whole: bool
    topics_whole: bool
    leaflets_whole: bool
    today: datetime.date

    def say(self, fault: Fault, record: Record, field: str, index: int | None = None) -> Problem:
        """Turn a Fault of a field into a Problem at the position of that field."""
        return fault.at(self.places.of(record, field, index))


def printed_contacts(agency: Agency) -> tuple[Contact, ...]:
    """The contacts of an agency that a leaflet may print."""
    return () if agency.withheld else tuple(contact for contact in agency.contacts if not contact.withheld)


def audience_of(agency: Agency, contact: Contact) -> tuple[Variant, ...]:
    """The variants of the leaflets that print a contact."""
    return tuple(v for v in agency.audience if contact.audience is None or v in contact.audience)


def changes_in(draft: Draft) -> Iterator[tuple[Edition, Variant, Changes]]:
    """What each edition changes in each of its leaflets."""
    for edition in draft.editions:
        for variant, changes in zip(VARIANTS, (edition.parent, edition.child), strict=True):
            if changes:
                yield edition, variant, changes


def sections_in(draft: Draft) -> Iterator[SectionWords]:
    """Each section of the leaflets and of the editions."""
    for leaflet in draft.leaflets:
        yield from leaflet.sections
    for _, _, changes in changes_in(draft):
        yield from changes.sections


def versions_in(draft: Draft) -> Iterator[Version]:
    """Each text or address that says where to get the current version."""
    yield from (leaflet.back.current_version for leaflet in draft.leaflets)
    yield from (edition.current_version for edition in draft.editions if edition.current_version)
    yield from (changes.current_version for _, _, changes in changes_in(draft) if changes.current_version)


def blocks_in(draft: Draft) -> Iterator[Block]:
    """Each block of each section."""
    for section in sections_in(draft):
        yield from section.blocks
        yield from section.below
