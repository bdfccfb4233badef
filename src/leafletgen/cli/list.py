"""`leafletgen list`: what the data hold: editions, agencies, forces, leaflets, sections, topics, areas, overrides.

In: which of them to list. Out: one line, or one JSON item, for each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from leafletgen.cli.options import Command, common_options, data_to_read
from leafletgen.errors import ResourceError
from leafletgen.report import Item, Report

if TYPE_CHECKING:
    from leafletgen.content.catalogue import Agency, Catalogue, Override
    from leafletgen.content.languages import Language
    from leafletgen.content.leaflet_text import Section
    from leafletgen.content.translations.translation import Text
    from leafletgen.layout.fonts import FontBook


@click.command("list", cls=Command, short_help="List the editions, agencies, sections, areas and more.")
@click.argument(
    "kind",
    type=click.Choice(
        ["editions", "agencies", "forces", "leaflets", "sections", "topics", "areas", "languages", "overrides"]
    ),
    default="editions",
)
@common_options
def command(kind: str, data: Path | None) -> Report:
    """List the editions (the default), or what else the data hold.

    \b
    Editions:  id, name, date, version
    Agencies:  id, name, audience, areas that it serves, status or "withheld", the folder that it comes from
    Forces:    id, name, nation
    Leaflets:  file that `build` makes, edition, variant, size, digest of its words, who has reviewed these words
    Sections:  id, leaflet, heading, topics that it shows, the edition if it alone has it so
    Topics:    topic, leaflet, sections that show it, agencies that have it
    Areas:     id, name, area that it lies in, editions that name it
    Languages: tag, own name, English name, script, direction, face, letters that it lacks, state, texts: all, missing,
               out of date, ready; how many telling words
    Overrides: services and sections that are added; records of the extended folder, and sections of leaflets, that are
               replaced, moved or left out: kind, id, position here, position there

    On a terminal the first line names the columns. If the folder extends another one, the last line says what it adds
    and replaces.

    \b
    Examples:
      leafletgen list
      leafletgen list agencies
      leafletgen list sections --data our-data
      leafletgen list overrides --data our-data
      leafletgen list leaflets --json
    """
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder

    # Who mends the `force:` of an edition needs the forces.
    catalogue = check(read_folder(data_to_read(data), editions=kind != "forces"), None)
    return Report(items=tuple(_LISTS[kind](catalogue)), summary=_layers(catalogue))


def _layers(catalogue: Catalogue) -> str:
    """A line on what the folder adds to and replaces in the one that it extends; empty if it extends none."""
    if not catalogue.settings.extends:
        return ""
    replaced = ", ".join(f"{found.kind} {found.id}" for found in catalogue.overrides)
    own = [agency for agency in catalogue.agencies.values() if _folder_of(agency) == catalogue.folder]
    new = len(own) - sum(
        found.kind == "agency" and _folder_of(found) == catalogue.folder for found in catalogue.overrides
    )
    return (
        f"{catalogue.folder} extends {catalogue.settings.extends}; "
        f"it adds {new} {'agency' if new == 1 else 'agencies'} and replaces {replaced or 'nothing'}."
    )


def _folder_of(record: Agency | Override) -> str:
    return str(PurePath(record.at.file).parent)


def _editions(catalogue: Catalogue) -> list[Item]:
    return [
        {"id": edition.id, "name": edition.name, "date": edition.date.isoformat(), "version": edition.version}
        for edition in catalogue.editions.values()
    ]


def _agencies(catalogue: Catalogue) -> list[Item]:
    return [
        {
            "id": agency.id,
            "name": agency.name,
            "audience": agency.audience,
            "coverage": agency.coverage,
            "status": "withheld" if agency.withheld else agency.status,
            "from": _folder_of(agency),
        }
        for agency in catalogue.agencies.values()
    ]


def _forces(catalogue: Catalogue) -> list[Item]:
    return [{"id": force.id, "name": force.name, "nation": force.nation} for force in catalogue.forces.values()]


def _sections(catalogue: Catalogue) -> Iterator[Item]:
    """The sections of each leaflet; after them those that an edition adds, replaces or moves, with its id."""
    from leafletgen.content.selection import changes_of, sections_of

    for variant, text in catalogue.leaflets.items():
        yield from (_section(section, variant, "") for section in text.sections)
        for edition in catalogue.editions.values():
            own = {section.id for section in changes_of(edition, variant).sections}
            named = sections_of(catalogue, edition, variant)
            yield from (_section(section, variant, edition.id) for section in named if section.id in own)


def _section(section: Section, variant: str, edition: str) -> Item:
    return {
        "id": section.id,
        "leaflet": variant,
        "heading": section.heading,
        "topics": section.topics,
        "edition": edition,
    }


def _topics(catalogue: Catalogue) -> Iterator[Item]:
    """Each topic of each leaflet, in the order of its sections; one that no section shows has an empty list."""
    sections = [*_sections(catalogue)]
    for variant in catalogue.leaflets:
        of_leaflet = [section for section in sections if section["leaflet"] == variant]
        agencies = [agency for agency in catalogue.agencies.values() if variant in agency.audience]
        topics = [*(topic for section in of_leaflet for topic in section["topics"]), *(a.topic for a in agencies)]
        for topic in dict.fromkeys(topics):
            yield {
                "topic": topic,
                "leaflet": variant,
                "sections": tuple(dict.fromkeys(str(one["id"]) for one in of_leaflet if topic in one["topics"])),
                "agencies": tuple(agency.id for agency in agencies if agency.topic == topic),
            }


def _areas(catalogue: Catalogue) -> list[Item]:
    return [
        {
            "id": area.id,
            "name": area.name,
            "within": area.within or "",
            "editions": tuple(edition.id for edition in catalogue.editions.values() if area.id in edition.areas),
        }
        for area in catalogue.areas.values()
    ]


def _overrides(catalogue: Catalogue) -> list[Item]:
    from leafletgen.content.edition_report import added_agencies
    from leafletgen.content.selection import changes_of

    found = [(found.kind, found.id, found.at, str(found.over)) for found in catalogue.overrides]
    found += [("agency added", agency.id, agency.at, "") for agency in added_agencies(catalogue)]
    for edition in catalogue.editions.values():
        for variant, text in catalogue.leaflets.items():
            below, changes = {section.id: section for section in text.sections}, changes_of(edition, variant)
            named = [("section left out", name, changes.at) for name in changes.remove]
            kinds = {True: "section replaced", False: "section moved"}
            named += [
                (kinds[bool(own.heading)] if own.id in below else "section added", own.id, own.at)
                for own in changes.sections
            ]
            for kind, name, at in named:
                over = str(below[name].at) if name in below else ""
                found.append((kind, f"{edition.id} {variant} {name}", at, over))
    return [{"kind": kind, "id": name, "at": str(at), "over": over} for kind, name, at, over in found]


def _leaflets(catalogue: Catalogue) -> list[Item]:
    from leafletgen.content.reviews import digest_of, said_of_reviews
    from leafletgen.pipeline.plan import whole_plan

    digests = {variant: digest_of(text) for variant, text in catalogue.leaflets.items()}
    return [
        {
            "file": output_file.name,
            "edition": output_file.edition,
            "variant": output_file.variant,
            "size": output_file.size,
            "words": digests[output_file.variant],
            "review": said_of_reviews(catalogue.leaflets[output_file.variant], catalogue.editions[output_file.edition]),
        }
        for output_file in whole_plan(catalogue)
    ]


def _languages(catalogue: Catalogue) -> list[Item]:
    from leafletgen.content.languages import LANGUAGES
    from leafletgen.layout.fonts import FontBook
    from leafletgen.resources import fonts_folder

    fonts = FontBook.load(fonts_folder(), catalogue.own_fonts)
    return [_language(catalogue, row, fonts) for row in LANGUAGES.values()]


def _language(catalogue: Catalogue, language: Language, fonts: FontBook) -> Item:
    from leafletgen.content.translations.store import begun_in
    from leafletgen.content.translations.translation import read_translation

    try:
        coverage = fonts.coverage(language.tag)
    except ResourceError:
        coverage = None
    translation = read_translation(catalogue, language, coverage or {})
    texts = translation.texts.values()
    letters = {*language.name, *language.alphabet, *language.alphabet.upper()}.union(*(text.words for text in texts))
    lacking = {letter for letter in letters for points in (coverage or {}).values() if ord(letter) not in points}
    return {
        "tag": language.tag,
        "name": language.name,
        "English name": language.english,
        "script": language.script,
        "direction": language.direction,
        "face": language.faces[0] if coverage else f"{language.faces[0]} is missing",
        "letters lacking": "".join(sorted(lacking)),
        "state": _state_of(texts) if begun_in(catalogue, language) else "no translation",
        "texts": str(len(texts)),
        "missing": str(sum(text.state == "missing" for text in texts)),
        "out of date": str(sum(text.state == "out of date" for text in texts)),
        "ready": str(sum(text.ready for text in texts)),
        "telling words": str(len(translation.outside)),
    }


def _state_of(texts: Collection[Text]) -> str:
    """How far a translation is, by the first thing that it lacks."""
    states = {text.state for text in texts}
    for state in ("missing", "out of date"):
        if state in states:
            return f"texts {state}"
    return "ready" if all(text.ready for text in texts) else "not checked"


_LISTS: dict[str, Callable[[Catalogue], Iterable[Item]]] = {
    "editions": _editions,
    "agencies": _agencies,
    "forces": _forces,
    "leaflets": _leaflets,
    "sections": _sections,
    "topics": _topics,
    "areas": _areas,
    "languages": _languages,
    "overrides": _overrides,
}
