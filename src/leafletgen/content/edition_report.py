"""What an edition and its folder leave out of, replace in and add to the data below, in a line each.

In: the Catalogue. Out: notes, and warnings about what the words of the edition do not say that it means.
Why: who writes a section anew does not see which services stood in it; nobody may lose one without being told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath

from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, Catalogue, Edition, Override
from leafletgen.content.leaflet_text import Block, OwnSection, Section
from leafletgen.content.records import Variant
from leafletgen.content.rules.printed_texts import printed_texts
from leafletgen.content.selection import agencies_of, changes_of, holds_in
from leafletgen.counts import counted
from leafletgen.errors import Problem, Where

_HINT = "See all with: leafletgen list overrides"


def report_changes(catalogue: Catalogue, editions: Collection[str]) -> Iterator[Problem]:
    """What the editions of these ids, and the records of the folder, change in the data below it."""
    for edition in catalogue.editions.values():
        for variant in catalogue.leaflets if edition.id in editions else ():
            yield from _of_leaflet(catalogue, edition, variant)
    yield from _of_records(catalogue)


def is_own(catalogue: Catalogue, at: Where) -> bool:
    """Whether a record is in the data folder itself, not in one that it extends."""
    return PurePath(catalogue.folder) in PurePath(at.file).parents


# --- sections ---


def _of_leaflet(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Problem]:
    changes = changes_of(edition, variant)
    below = {section.id: section for section in catalogue.leaflets[variant].sections}
    leaflet = f"{edition.id} {variant}"
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
        yield from _of_section(leaflet, own, below.get(own.id), lost)
    if parts := _for_elsewhere(catalogue, edition, variant):
        message = f"{leaflet}: has nothing of {', '.join(parts)}, whose words hold in other areas only."
        hint = "Have a lawyer of your nation write what holds there, and add it as a section of the edition."
        yield Problem("parts-lacking", message, hint, edition.at, "note")
    if changes.emergency_lines:
        count = len(changes.emergency_lines)
        yield Problem("adds", f"{leaflet}: adds {counted(count, 'line')} to the emergency.", _HINT, changes.at, "note")


def _of_section(leaflet: str, own: OwnSection, below: Section | None, lost: Iterable[Agency]) -> Iterator[Problem]:
    if below is None:
        yield Problem("adds", f"{leaflet}: adds the section {own.id}, “{own.heading}”.", _HINT, own.at, "note")
        return
    if own.after:
        yield Problem("moves", f"{leaflet}: moves {_section(own.id, below)} behind {own.after}.", _HINT, own.at, "note")
    if not own.heading:
        return
    gone = _named(agency for agency in lost if _shows(below, agency) and agency.topic not in own.topics)
    if gone:
        message = f"{leaflet}: the edition’s own section {own.id} names other topics, so the leaflet loses {gone}."
        topics = ", ".join(below.topics)
        hint = (
            f"Leave `agencies:` and `tiles:` out to keep the topics ({topics}), or add them. If it is meant, `remove:` "
            "the section and add one with another id."
        )
        yield Problem("services-lost", message, hint, own.at, "warning")
    else:
        yield Problem(
            "replaces", f"{leaflet}: has words of its own for {_section(own.id, below)}.", _HINT, own.at, "note"
        )


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
    """The sections of which the edition lacks all or a part, if it lacks more words than it has that others lack.

    Law differs between nations: an edition for one of which the data know little has less than the others.
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
    own = (agency for agency in catalogue.agencies.values() if is_own(catalogue, agency.at))
    return [agency for agency in own if agency.id not in replaced and not agency.withheld]


def _of_records(catalogue: Catalogue) -> Iterator[Problem]:
    for found in catalogue.overrides:
        if is_own(catalogue, found.at):
            yield _of_override(catalogue, found)
    if added := added_agencies(catalogue):
        yield Problem("adds", f"This folder adds {_named(added)}.", _HINT, Where(added[0].at.file), "note")


def _of_override(catalogue: Catalogue, found: Override) -> Problem:
    agency = catalogue.agencies.get(found.id) if found.kind == "agency" else None
    over = f"{found.over.file}:{found.over.line}"
    if agency and found.name != found.over_name:
        message = f"The agency {found.id}, “{found.name}”, is printed in place of “{found.over_name}” ({over})."
        hint = (
            "If it is another service, give it an id of its own: then both are printed. If it is renamed, all is well."
        )
        return Problem("other-service", message, hint, found.at, "warning")
    if agency and agency.withheld:
        return Problem(
            "leaves-out", f"The agency {found.id}, “{found.name}”, is withheld here ({over}).", _HINT, found.at, "note"
        )
    name = f", “{found.name}”," if found.name else ""
    return Problem(
        "replaces",
        f"The {found.kind} {found.id}{name} replaces that of the data below ({over}).",
        _HINT,
        found.at,
        "note",
    )


def _named(agencies: Iterable[Agency]) -> str:
    """How many services, and their names; empty if there are none."""
    names = [agency.name for agency in agencies]
    return f"{counted(len(names), 'service')}: {', '.join(names)}" if names else ""
