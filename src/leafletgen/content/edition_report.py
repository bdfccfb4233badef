"""What an edition and its folder leave out of, replace in and add to the data below, in a line each.

In: the Catalogue. Out: notes, and warnings about what the words of the edition do not say that it means.
Why: whoever replaces a section does not see which services the old one printed, so each lost service is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, Area, Catalogue, Contact, Edition, Force, Override
from leafletgen.content.compose import compose
from leafletgen.content.edition_place import find_other_places
from leafletgen.content.layers import is_own
from leafletgen.content.leaflet_text import Block, LeafletText, OwnSection, Section
from leafletgen.content.records import Variant
from leafletgen.content.rules.draft import printed_contacts
from leafletgen.content.rules.printed_texts import printed_texts
from leafletgen.content.selection import agencies_of, areas_around, changes_of, holds_in, sections_of
from leafletgen.content.services import CALLS, contacts_for
from leafletgen.counts import counted
from leafletgen.errors import ContentError, Problem, Where

_HINT = "See all with: leafletgen list overrides"


def report_changes(catalogue: Catalogue, editions: Collection[str]) -> Iterator[Problem]:
    """What the editions of these ids, and the records of the folder, change in the data below it."""
    reported = [edition for edition in catalogue.editions.values() if edition.id in editions]
    for edition in reported:
        for variant in catalogue.leaflets:
            yield from _of_leaflet(catalogue, edition, variant)
        yield from find_other_places(catalogue, edition)
    yield from _of_records(catalogue, reported)


# --- sections ---


def _of_leaflet(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Problem]:
    changes = changes_of(edition, variant)
    below = {section.id: section for section in catalogue.leaflets[variant].sections}
    leaflet = f"{edition.id} {variant}"
    unprinted = list(_unprinted(catalogue, edition, variant)) if changes.sections else []
    lost = _lost(catalogue, edition, variant) if changes.remove or changes.sections else []
    for name in changes.remove:
        gone = _named(agency for agency in lost if name in below and _shows(below[name], agency))
        services = f", and {gone}" if gone else ""
        yield Problem(
            "leaves-out",
            f"{leaflet}: leaves out {_section(name, below.get(name))}{services}.",
            _HINT,
            changes.at,
            "note",
        )
    for own in changes.sections:
        elsewhere = not holds_in(own.only_in, catalogue, edition)
        found = list(_of_section(leaflet, own, below.get(own.id), lost, elsewhere))
        if own in unprinted and not any(problem.severity == "warning" for problem in found):
            found = [_not_printed(leaflet, own)]
        yield from found
    yield from _of_two_sections(catalogue, edition, variant)
    yield from _not_to_call(catalogue, edition, variant)
    if parts := _for_elsewhere(catalogue, edition, variant):
        message = f"{leaflet}: has nothing of {', '.join(parts)}, whose words hold in other areas only."
        hint = "Have a lawyer of your nation write what holds there, and add it as a section of the edition."
        yield Problem("parts-lacking", message, hint, edition.at, "note")
    if changes.emergency_lines:
        count = len(changes.emergency_lines)
        yield Problem("adds", f"{leaflet}: adds {counted(count, 'line')} to the emergency.", _HINT, changes.at, "note")


def _of_section(
    leaflet: str, own: OwnSection, below: Section | None, lost: Iterable[Agency], elsewhere: bool
) -> Iterator[Problem]:
    """What a section of the edition changes; `elsewhere`: its `only_in` leaves out an area of the edition."""
    if below is None:
        yield Problem("adds", f"{leaflet}: adds the section {own.id}, “{own.heading}”.", _HINT, own.at, "note")
        return
    if own.after:
        yield Problem("moves", f"{leaflet}: moves {_section(own.id, below)} behind {own.after}.", _HINT, own.at, "note")
    if not own.heading:
        return
    shown = () if elsewhere else own.topics
    gone = _named(agency for agency in lost if _shows(below, agency) and agency.topic not in shown)
    if gone:
        why, cure = _why_lost(own, below, elsewhere)
        message = f"{leaflet}: the edition’s own section {own.id} {why}, so the leaflet loses {gone}."
        hint = f"{cure}. If it is meant, `remove:` the section and add one with another id."
        yield Problem("services-lost", message, hint, own.at, "warning")
    else:
        yield Problem(
            "replaces", f"{leaflet}: has words of its own for {_section(own.id, below)}.", _HINT, own.at, "note"
        )


def _why_lost(own: OwnSection, below: Section, elsewhere: bool) -> tuple[str, str]:
    """Why a section of an edition prints fewer services than the one that it replaces, and what would change that."""
    if elsewhere:
        return "is for other areas", "Correct `only_in:`, or leave it out"
    if own.topics:
        topics = ", ".join(below.topics)
        return "names other topics", f"Leave `agencies:` and `tiles:` out to keep the topics ({topics}), or add them"
    return "has no words of crisis that name them", "Add a block with `crisis:`, and name them in its `agencies:`"


def _unprinted(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[OwnSection]:
    """The edition's own sections that the leaflet does not print, because nothing stands below their headings."""
    try:
        printed = {section.at for section in compose(catalogue, edition.id, variant).sections}
    except ContentError:  # Whoever makes the leaflet says it.
        return
    yield from (own for own in changes_of(edition, variant).sections if own.heading and own.at not in printed)


def _not_printed(leaflet: str, own: OwnSection) -> Problem:
    reason = "nothing would stand below its heading: no words, and no service of its topics"
    hint = "Add `blocks:`, or topics in `agencies:` that services of this edition have."
    if own.only_in:
        reason = f"its words are for {', '.join(own.only_in)} only"
        hint = "Remove `only_in:`, or the section."
    message = f"{leaflet}: the section {own.id}, “{own.heading}”, is not printed: {reason}."
    return Problem("section-unprinted", message, hint, own.at, "warning")


def _of_two_sections(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Problem]:
    """A warning for each of the edition's own sections that shows services which another section shows too."""
    sections = sections_of(catalogue, edition, variant)
    agencies = list(agencies_of(catalogue, edition, variant))
    printed = {section.id for section in sections}
    said: set[str] = set()
    for own in changes_of(edition, variant).sections:
        if not (own.heading and own.topics and own.id in printed):
            continue
        said.add(own.id)
        for other in sections:
            same = set(own.topics).intersection(other.topics) if other.id not in said else ()
            services = _named(agency for agency in agencies if agency.topic in same)
            if services:
                message = f"{edition.id} {variant}: the sections {own.id} and {other.id} both print {services}."
                hint = "Give the services a topic of their own, or take the topic out of one of the two sections."
                yield Problem("services-twice", message, hint, own.at, "warning")


def _not_to_call(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Problem]:
    """The agencies that "Who to call" names, or that are key, and of which the leaflet has no number to print there."""
    printed = {agency.id: agency for agency in agencies_of(catalogue, edition, variant)}
    wide = {area for own in edition.areas for area in areas_around(catalogue, own)}
    named = [row.agency for row in catalogue.leaflets[variant].who_to_call.rows if row.agency]
    key = [agency.id for agency in printed.values() if agency.key]
    for agency in (catalogue.agencies[name] for name in dict.fromkeys([*named, *key])):
        contacts = contacts_for(agency, variant, catalogue.language) if agency.id in printed else ()
        if wide.intersection(agency.coverage) and not any(contact.kind in CALLS for contact in contacts):
            why = "it is withheld" if agency.withheld else "the leaflet prints no number of it"
            message = f"{edition.id} {variant}: whom to call is without {agency.name}: {why}."
            hint = (
                "Give it a number to call or text, and this leaflet in its `audience:`; or take its row or `key:` away."
            )
            at = agency.at if is_own(catalogue.folder, agency.at) else edition.at
            yield Problem("not-to-call", message, hint, at, "note" if agency.withheld else "warning")


def _lost(catalogue: Catalogue, edition: Edition, variant: Variant) -> list[Agency]:
    """The agencies that the leaflet would print without the edition's changes, and does not print."""
    unchanged = replace(edition, parent=None) if variant == "parent" else replace(edition, child=None)
    printed = {agency.id for agency in agencies_of(catalogue, edition, variant)}
    return [agency for agency in agencies_of(catalogue, unchanged, variant) if agency.id not in printed]


def _shows(section: Section, agency: Agency) -> bool:
    """Whether a section shows an agency by its topic, or names it with words of crisis."""
    in_crisis = (name for block in (*section.blocks, *section.below) if block.crisis for name in block.crisis.agencies)
    return agency.topic in section.topics or agency.id in in_crisis


def _for_elsewhere(catalogue: Catalogue, edition: Edition, variant: Variant) -> list[str]:
    """The sections that `only_in` leaves out of the edition, wholly or in part; none if `only_in` adds as many words.

    Law differs between nations, and for some the data have few texts of their own: this tells their editors.
    """
    lacking: list[str] = []
    lost = gained = 0
    for section in catalogue.leaflets[variant].sections:
        parts: tuple[Section | Block, ...] = (section, *section.blocks, *section.below)
        for part in parts:
            if not part.only_in:
                continue
            words = sum(len(text.text.split()) for text in printed_texts([part], catalogue.places))
            if holds_in(part.only_in, catalogue, edition):
                gained += words
            else:
                lost += words
                lacking.append(section.heading)
    return [f"“{heading}”" for heading in dict.fromkeys(lacking)] if lost > gained else []


def _section(name: str, section: Section | None) -> str:
    return f"the section {name}, “{section.heading}”" if section else f"the section {name}"


# --- records ---


def added_agencies(catalogue: Catalogue) -> list[Agency]:
    """The agencies that the folder adds to the data below it; none if it extends no other folder."""
    if not catalogue.settings.extends:
        return []
    replaced = {found.id for found in catalogue.overrides if found.kind == "agency"}
    own = (agency for agency in catalogue.agencies.values() if is_own(catalogue.folder, agency.at))
    return [agency for agency in own if agency.id not in replaced and not agency.withheld]


def _of_records(catalogue: Catalogue, editions: Collection[Edition]) -> Iterator[Problem]:
    for found in catalogue.overrides:
        if is_own(catalogue.folder, found.at):
            yield _of_override(found)
            yield from _lost_by(catalogue, found, editions)
    if added := added_agencies(catalogue):
        yield Problem("adds", f"This folder adds {_named(added)}.", _HINT, Where(added[0].at.file), "note")
        yield from _twice(catalogue, added)


def _of_override(found: Override) -> Problem:
    over = _place(found.over)
    if not isinstance(found.record, Agency) or not isinstance(found.replaced, Agency):
        name = f", “{found.record.name}”," if isinstance(found.record, Area | Force) else ""
        message = f"The {found.kind} {found.id}{name} replaces that of the data below ({over})."
        return Problem("replaces", message, _HINT, found.at, "note")
    agency, below = found.record, found.replaced
    if agency.withheld:
        message = f"The agency {found.id}, “{agency.name}”, is withheld here ({over})."
        return Problem("leaves-out", message, _HINT, found.at, "note")
    kept = {_value(contact) for contact in printed_contacts(agency)}
    gone = [_value(contact) for contact in printed_contacts(below) if _value(contact) not in kept]
    without = f", without {', '.join(gone)}" if gone else ""
    if agency.name != below.name:
        message = f"The agency {found.id}, “{agency.name}”, is printed in place of “{below.name}” ({over}){without}."
        hint = (
            "If it is another service, give it an id of its own: then both are printed. If it is renamed, all is well."
        )
        return Problem("other-service", message, hint, found.at, "warning")
    message = f"The agency {found.id}, “{agency.name}”, replaces that of the data below ({over}){without}."
    return Problem("replaces", message, _HINT, found.at, "note")


def _lost_by(catalogue: Catalogue, found: Override, editions: Iterable[Edition]) -> Iterator[Problem]:
    """The services that leaflets lose by a record of the folder that does not say so."""
    if isinstance(found.replaced, Agency):
        below = replace(catalogue, agencies={**catalogue.agencies, found.id: found.replaced})
    elif isinstance(found.replaced, LeafletText):
        below = replace(catalogue, leaflets={**catalogue.leaflets, found.replaced.variant: found.replaced})
    else:
        return
    for edition in editions:
        for variant in catalogue.leaflets:
            printed = {agency.id for agency in agencies_of(catalogue, edition, variant)}
            lost = [agency for agency in agencies_of(below, edition, variant) if agency.id not in printed]
            gone = _named(agency for agency in lost if not catalogue.agencies[agency.id].withheld)
            if gone:
                message = (
                    f"{edition.id} {variant}: the {found.kind} {found.id} of this folder replaces that of the data "
                    f"below ({_place(found.over)}), so the leaflet loses {gone}."
                )
                hint = "Copy `audience:`, `coverage:` and `topic:` from the record below"
                if isinstance(found.replaced, LeafletText):
                    hint = "Name the topics of all sections of the leaflet below"
                yield Problem("services-lost", message, f"{hint}, or say it with `withheld:`.", found.at, "warning")


def _twice(catalogue: Catalogue, added: Iterable[Agency]) -> Iterator[Problem]:
    """The services of the folder that have the name of another one."""
    names: dict[str, list[Agency]] = {}
    for agency in catalogue.agencies.values():
        if not agency.withheld:
            names.setdefault(_plain(agency.name), []).append(agency)
    for agency in added:
        for other in names[_plain(agency.name)]:
            if other.id != agency.id:
                message = f"The agency {agency.id} has the name of {other.id} ({_place(other.at)}), “{other.name}”."
                hint = f"A leaflet may print both. To replace that one, give this one the id {other.id}."
                yield Problem("other-service", message, hint, agency.at, "warning")


def _place(at: Where) -> str:
    return f"{at.file}:{at.line}"


def _value(contact: Contact) -> str:
    return contact.value or contact.shown or contact.id


def _plain(name: str) -> str:
    """A name for comparisons, in small letters and without spaces and signs."""
    return "".join(filter(str.isalnum, name.lower()))


def _named(agencies: Iterable[Agency]) -> str:
    """How many services, and their names; empty if there are none."""
    names = [agency.name for agency in agencies]
    return f"{counted(len(names), 'service')}: {', '.join(names)}" if names else ""
