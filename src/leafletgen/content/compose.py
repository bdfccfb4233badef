"""Compose: from the checked data, what one leaflet says.

In: the Catalogue, an edition and a variant. Out: a Leaflet, a list of semantic blocks in reading order.
selection.py decides which agencies and sections are printed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeGuard

from msgspec.structs import replace

from leafletgen.content import leaflet as composed
from leafletgen.content.catalogue import Agency, Catalogue, Contact, Edition, Ink, Palette
from leafletgen.content.leaflet_text import (
    Block,
    Crisis,
    LeafletText,
    OfficerLine,
    Section,
    Version,
    WhoToCall,
)
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import Record, Variant
from leafletgen.content.rules.outer_pages import beginning_with
from leafletgen.content.schema import Places
from leafletgen.content.selection import agencies_of, changes_of, holds_in, sections_of
from leafletgen.content.sentences import formats_of, printed_in_sentences, version_of
from leafletgen.content.services import calls_of, contacts_for, digits_of, merged_row, service_of, without_scheme
from leafletgen.errors import ContentError, Problem, Where


def compose(catalogue: Catalogue, edition_id: str, variant: Variant) -> composed.Leaflet:
    """All that the leaflet of this edition and variant says. The ids must exist: the plan has checked them.

    Raises ContentError if words for somebody in despair would stand there without a number.
    """
    edition = catalogue.editions[edition_id]
    text = catalogue.leaflets[variant]
    changes = changes_of(edition, variant)
    entering = {agency.id: agency for agency in agencies_of(catalogue, edition, variant)}
    contacts = [
        contact for agency in entering.values() for contact in contacts_for(agency, variant, catalogue.language)
    ]
    contacts += [one.contact for one in printed_in_sentences(catalogue, edition, variant)]
    days = days_of_checks(contacts)
    sections = tuple(_Sections(catalogue, edition, text, entering, days).compose())
    return composed.Leaflet(
        edition=edition.id,
        variant=variant,
        language=catalogue.language,
        date=edition.date,
        title=f"{text.title} · {edition.name}",
        neutral_outside=text.neutral_outside,
        cover=_cover(catalogue, edition, text, entering),
        sections=sections,
        back=_back(catalogue, edition, text, days),
        unchecked=days.count(None),
        last_checked=None if None in days else min(filter(None, days), default=None),
        colours=tuple(tints_of(changes.colours)) if changes.colours else (),
        draft=catalogue.phrases.draft,
    )


def _comma(language: str) -> str:
    if language == ENGLISH:
        return ", "
    from leafletgen.content.languages import language_of  # which no English leaflet loads

    return language_of(language).comma


class _Sections:
    """Composes the sections of one leaflet."""

    def __init__(
        self,
        catalogue: Catalogue,
        edition: Edition,
        text: LeafletText,
        agencies: Mapping[str, Agency],
        days: list[datetime.date | None],
    ) -> None:
        self.catalogue = catalogue
        self.phrases = catalogue.phrases
        self.edition = edition
        self.text = text
        self.agencies = agencies
        self.days = days

    def compose(self) -> Iterator[composed.Section]:
        """Each section that is not empty; at the end the emergency, if no section has it."""
        emergency = False
        for section in sections_of(self.catalogue, self.edition, self.text.variant):
            services: list[composed.Block] = [*self._services(section)]
            before = [*self._blocks(section, section.blocks, bool(services))]
            below = [*self._blocks(section, section.below, bool(services))]
            if services or before or (below and not section.topics):
                blocks: tuple[composed.Block, ...] = (*before, *services, *below)
                emergency = emergency or any(isinstance(block, composed.Emergency) for block in blocks)
                yield composed.Section(section.heading, blocks, section.outside, section.at, section.if_room)
        if not emergency:
            yield composed.Section("", (self._emergency(),), True, self.text.emergency.at)

    def _services(self, section: Section) -> Iterator[composed.Service | composed.Tiles]:
        """The agencies of its topics as rows, then those of `tiles:` as tiles: they have no word before a number.

        So an agency of `tiles:` that has one is a row too.
        """
        of_tiles = [(agency, self._service(agency)) for agency in self._of_topics(section.tiles)]
        with_number = [agency for agency, service in of_tiles if any(row.number for row in service.rows)]
        yield from self._rows([*self._of_topics(section.agencies), *with_number])
        tiles = tuple(service for agency, service in of_tiles if agency not in with_number)
        if tiles:
            yield composed.Tiles(tiles, section.at)

    def _service(self, agency: Agency) -> composed.Service:
        return service_of(agency, self.text.variant, self.phrases, self.catalogue.language)

    def _rows(self, agencies: Sequence[Agency]) -> Iterator[composed.Service]:
        """Agencies as rows; a row that several share is at the position of the first of them."""
        shared: set[str] = set()
        for agency in agencies:
            alike = [other for other in agencies if agency.merge and other.merge == agency.merge]
            if len(alike) < 2:
                yield self._service(agency)
            elif agency.merge and agency.merge not in shared:
                shared.add(agency.merge)
                row, language = self.catalogue.merged[agency.merge], self.catalogue.language
                yield merged_row(row, alike, self.text.variant, self.phrases, language, _comma(language))

    def _of_topics(self, topics: Iterable[str]) -> list[Agency]:
        return [agency for agency in self.agencies.values() if agency.topic in topics]

    def _blocks(self, section: Section, blocks: Iterable[Block], with_services: bool) -> Iterator[composed.Block]:
        """The blocks that hold in the edition; lists of points that follow each other are one list."""
        before: composed.Block | None = None
        for block in blocks:
            if not holds_in(block.only_in, self.catalogue, self.edition) or (block.with_services and not with_services):
                continue
            for found in self._block(block, section):
                if _are_points(before) and _are_points(found):
                    before = replace(before, items=(*before.items, *found.items))
                else:
                    yield from (before,) if before else ()
                    before = found
        yield from (before,) if before else ()

    def _block(self, block: Block, section: Section) -> Iterator[composed.Block]:
        if block.points or block.steps:
            steps = tuple(
                composed.ListItem(step.text or "", step.at, step.act or "", step.together) for step in block.steps or ()
            )
            points = (
                composed.ListItem(point.text, point.at) for point in _paragraphs(self.catalogue.places, block, "points")
            )
            yield composed.Items(steps or tuple(points), bool(steps), block.at)
        elif block.questions:
            yield composed.Questions(tuple(_paragraphs(self.catalogue.places, block, "questions")), block.at)
        elif block.crisis:
            yield self._crisis(block.crisis)
        elif block.officer:
            panel = _officer_panel(block.officer, block.at)
            changes = changes_of(self.edition, self.text.variant)
            version = version_of(self.edition, changes, self.text.back)
            if not section.outside and is_for_inside(version, self.text):
                row, code = _version_row(version, self.catalogue), _version_code(version, self.phrases)
                panel = replace(panel, version=row, qr=code)
            yield panel
            if self.text.neutral_outside and None in self.days:  # on an inner page: the back is an outer one
                yield _unchecked(self.catalogue.places, self.text)
        elif block.emergency:
            emergency = self._emergency()
            yield replace(emergency, heading="") if section.heading == emergency.heading else emergency
        else:
            yield composed.Paragraph(block.text or block.box or "", block.at, boxed=bool(block.box))

    def _crisis(self, crisis: Crisis) -> composed.Crisis:
        for name in crisis.agencies:
            agency = self.agencies.get(name)
            if agency and (rows := calls_of(agency, self.text.variant, self.phrases, self.catalogue.language)):
                return composed.Crisis(crisis.text, agency.name, rows, crisis.at)
        message = (
            f"The edition {self.edition.id} prints none of {', '.join(crisis.agencies)}, so no number would follow."
        )
        hint = "Name an agency below `agencies:` that serves the edition, and of which it prints a number."
        raise ContentError(Problem("crisis-without-number", message, hint, crisis.at))

    def _emergency(self) -> composed.Emergency:
        strip = self.text.emergency
        places, changes = self.catalogue.places, changes_of(self.edition, self.text.variant)
        call = urgent_row(strip.number, strip.lead or "", places.of(strip, "number"), self.phrases)
        lines = (*_paragraphs(places, strip, "lines"), *_paragraphs(places, changes, "emergency_lines"))
        agency = self.agencies.get(strip.agency or "")
        language = self.catalogue.language
        service = service_of(agency, self.text.variant, self.phrases, language) if agency else None
        return composed.Emergency(strip.heading, call, tuple(lines), strip.at, service)


def _are_points(block: composed.Block | None) -> TypeGuard[composed.Items]:
    return isinstance(block, composed.Items) and not block.numbered


def _paragraphs(places: Places, record: Record, field: str) -> Iterator[composed.Paragraph]:
    """Each text of a list as a paragraph."""
    for number, words in enumerate(getattr(record, field) or ()):
        yield composed.Paragraph(words, places.of(record, field, number))


def _unchecked(places: Places, text: LeafletText) -> composed.Paragraph:
    return composed.Paragraph(text.back.unchecked, places.of(text.back, "unchecked"), on_checks=True)


def _officer_panel(lines: Iterable[OfficerLine], at: Where, heading: str = "") -> composed.OfficerPanel:
    always: list[composed.OfficerLine] = []
    more: list[composed.OfficerLine] = []
    for line in lines:
        (more if line.only_full else always).append(composed.OfficerLine(line.label, line.details, line.at))
    return composed.OfficerPanel(tuple(always), at, tuple(more), heading)


# --- cover and back ---


def _cover(catalogue: Catalogue, edition: Edition, text: LeafletText, agencies: Mapping[str, Agency]) -> composed.Cover:
    """The cover; if it must be neutral, it has nothing about the force or an officer."""
    places = catalogue.places
    table = _who_to_call(text.who_to_call, agencies, text.variant, catalogue)
    paragraphs = tuple(_paragraphs(places, text, "cover"))
    cover = composed.Cover(text.title, text.for_whom, paragraphs, table, "", places.of(text, "title"))
    if text.neutral_outside:
        return cover
    officer = text.officer and _officer_panel(text.officer.lines, text.officer.at, text.officer.heading)
    cover = replace(cover, officer=officer)
    if not edition.force:
        return cover
    return replace(cover, force=catalogue.forces[edition.force].name, logo=_logo(catalogue, edition))


def _who_to_call(
    table: WhoToCall, agencies: Mapping[str, Agency], variant: Variant, catalogue: Catalogue
) -> composed.WhoToCall:
    numbers = []
    phrases, language = catalogue.phrases, catalogue.language
    for row in table.rows:
        if row.number:
            call = urgent_row(row.number, "", row.at, phrases)
            numbers.append(composed.KeyNumber(call, row.who, row.why, row.at, urgent=True, on_web=row.on_web or ""))
        elif row.agency and row.agency in agencies:
            calls = calls_of(agencies[row.agency], variant, phrases, language)
            numbers += _key_numbers(calls, row.who, row.why, row.at)
    named = {row.agency for row in table.rows}
    for agency in agencies.values():
        if agency.key and agency.id not in named:
            why = getattr(agency.label, variant) or ""
            calls = calls_of(agency, variant, phrases, language)
            numbers += _key_numbers(calls, agency.name, why, agency.at, (agency.name,))
    return composed.WhoToCall(table.heading, tuple(numbers), table.after or "", table.at)


def _key_numbers(
    calls: tuple[composed.Row, ...], who: str, why: str, at: Where, values: tuple[str, ...] = ()
) -> Iterator[composed.KeyNumber]:
    """The row of an agency: the first of its numbers with its note; none if it has no number to print."""
    for row in calls[:1]:
        yield composed.KeyNumber(row, who, why, at, values=values)


def urgent_row(number: str, lead: str, at: Where, phrases: Phrases) -> composed.Row:
    """The number to call in danger, and when."""
    link = phrases.dial_link.format(number=number)
    tel = f"tel:{digits_of(number)}"
    return composed.Row("call", phrases.call, number, at, lead, tel, link, number=True, values=(number,))


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


def _back(catalogue: Catalogue, edition: Edition, text: LeafletText, days: list[datetime.date | None]) -> composed.Back:
    places, phrases = catalogue.places, catalogue.phrases
    changes = changes_of(edition, text.variant)
    version = version_of(edition, changes, text.back)
    if is_for_inside(version, text):
        version = text.back.current_version
    formats = formats_of(edition, changes, text.back)
    paragraphs = (
        composed.Paragraph(formats.other_formats or "", places.of(formats, "other_formats")),
        *([composed.Paragraph(version.words, version.at)] if version.words else []),
        *_paragraphs(places, changes, "contact_lines"),
        composed.Paragraph(
            phrases.edition.format(name=edition.name, version=edition.version, date=phrases.day(edition.date)),
            places.of(edition, "version"),
            values=(edition.name, edition.version, phrases.day(edition.date)),
        ),
        *_said_of_checks(catalogue, edition, text, days),
        *([composed.Paragraph(changes.imprint, places.of(changes, "imprint"))] if changes.imprint else []),
    )
    row, code = _version_row(version, catalogue), _version_code(version, phrases)
    return composed.Back(text.back.heading, paragraphs, text.back.at, row, code)


def is_for_inside(version: Version, text: LeafletText) -> bool:
    """Whether the address of the current version tells a passer-by the subject of a leaflet that must be neutral."""
    if not (text.neutral_outside and version.shown and text.limits and text.limits.outside):
        return False
    return bool(beginning_with(text.limits.outside).search(f"{version.shown} {version.opens}"))


def _version_row(version: Version, catalogue: Catalogue) -> composed.Row | None:
    """The address of the current version; None if words say where to get it. A rule refuses half an address."""
    if not version.shown or not version.opens:
        return None
    phrases, language = catalogue.phrases, catalogue.language
    note = "" if language == ENGLISH or language in (version.speaks or ()) else phrases.in_english
    link = phrases.newest_link.format(address=without_scheme(version.opens))
    shown, opens = version.shown, version.opens
    return composed.Row("web", phrases.newest, shown, version.at, note, opens, link, values=(shown,))


def _version_code(version: Version, phrases: Phrases) -> composed.QrTarget | None:
    if not version.opens:
        return None
    alt = phrases.newest_code.format(address=without_scheme(version.opens))
    return composed.QrTarget(version.opens, alt, version.at)


def _said_of_checks(
    catalogue: Catalogue, edition: Edition, text: LeafletText, days: list[datetime.date | None]
) -> Iterator[composed.Paragraph]:
    """The day of the oldest check if every contact was checked; otherwise what to do if a number does not work."""
    known = [day for day in days if day]
    if known and len(known) == len(days):
        phrases = catalogue.phrases
        day = phrases.day(min(known))
        words = phrases.last_checked.format(date=day)
        yield composed.Paragraph(words, edition.at, values=(day,), on_checks=True)
    elif days and not text.neutral_outside:
        yield _unchecked(catalogue.places, text)


def days_of_checks(contacts: Iterable[Contact]) -> list[datetime.date | None]:
    """The day on which each contact was checked; None for one that nobody has checked."""
    return [contact.checked.on if contact.checked else None for contact in contacts]
