"""Select: which sections, agencies and areas the leaflet of an edition prints.

In: the Catalogue, an edition and a variant. Out: records of the Catalogue.
Coverage and audience decide which agencies are printed, topics in which section; no code names a force or an agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leafletgen.content.catalogue import Agency, Catalogue, Changes, Edition
from leafletgen.content.leaflet_text import LeafletText, Section, SectionWords
from leafletgen.content.own_sections import with_own
from leafletgen.content.records import Variant


def changes_of(edition: Edition, variant: Variant) -> Changes:
    """What the edition changes in its leaflet of a variant: nothing if it says nothing of it."""
    return (edition.parent if variant == "parent" else edition.child) or Changes(at=edition.at)


def sections_of(catalogue: Catalogue, edition: Edition, variant: Variant) -> tuple[Section, ...]:
    """The sections that the edition prints, with those that it adds, moves and replaces."""
    changes = changes_of(edition, variant)
    named = with_own(catalogue.leaflets[variant].sections, changes.sections)
    return tuple(s for s in named if s.id not in changes.remove and holds_in(s.only_in, catalogue, edition))


def agencies_of(catalogue: Catalogue, edition: Edition, variant: Variant) -> Iterator[Agency]:
    """The agencies that the leaflet prints.

    Its reader is in their audience, they serve an area of the edition, and a section shows their topic or the text
    names them.
    """
    wide = {area for own in edition.areas for area in areas_around(catalogue, own)}
    sections = sections_of(catalogue, edition, variant)
    topics = {topic for section in sections for topic in section.topics}
    named = set(named_in(catalogue.leaflets[variant], sections))
    for agency in catalogue.agencies.values():
        serves = bool(wide.intersection(agency.coverage))
        if (
            not agency.withheld
            and variant in agency.audience
            and serves
            and (agency.topic in topics or agency.id in named)
        ):
            yield agency


def named_in(text: LeafletText, sections: Iterable[SectionWords]) -> Iterator[str]:
    """The agencies that a leaflet names by their ids: in "Who to call", in the emergency and with words of crisis."""
    yield from (row.agency for row in text.who_to_call.rows if row.agency)
    yield from [text.emergency.agency] if text.emergency.agency else ()
    for section in sections:
        for block in (*section.blocks, *section.below):
            yield from block.crisis.agencies if block.crisis else ()


def areas_around(catalogue: Catalogue, area_id: str) -> Iterator[str]:
    """An area and all that it lies in, from the inside out."""
    area: str | None = area_id
    while area is not None:
        yield area
        area = catalogue.areas[area].within


def holds_in(only_in: tuple[str, ...] | None, catalogue: Catalogue, edition: Edition) -> bool:
    """Whether words for certain areas alone (`only_in`) are for every area of the edition."""
    if only_in is None:
        return True
    return all(set(only_in).intersection(areas_around(catalogue, area)) for area in edition.areas)
