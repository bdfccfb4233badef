"""Words that the outer pages of a neutral leaflet must not have, because other people can see them.

In: a Draft. Out: a Problem at each word on an outer page that the leaflet lists in `limits: outside:`.
Why: friends, or the person who did the harm, can see the leaflet in a child's hand. It is an error, so no file is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from leafletgen.content.catalogue import Agency, ByVariant, Changes, Contact, Edition
from leafletgen.content.leaflet_text import Back, LeafletText, OwnSection, SectionWords, Version
from leafletgen.content.own_sections import topics_from
from leafletgen.content.records import Record, Variant
from leafletgen.content.rules.draft import Draft, audience_of, printed_contacts
from leafletgen.content.rules.phrases import without_fields
from leafletgen.content.rules.printed_texts import PRINTED, PrintedText, printed_texts
from leafletgen.content.values import quote
from leafletgen.errors import Problem


def find_telling_words(draft: Draft) -> Iterator[Problem]:
    """A Problem for each text of an outer page that contains a word of `limits: outside:`."""
    for leaflet in draft.leaflets:
        if not leaflet.neutral_outside or leaflet.limits is None or not leaflet.limits.outside:
            continue
        telling = beginning_with(leaflet.limits.outside)
        for text, node in _outside(leaflet, draft):
            if match := telling.search(text):
                message = f"{quote(match.group())} would be printed on an outer page of the {leaflet.variant} leaflet."
                hint = "Move it to an inner page, or use words that do not show what the leaflet is about."
                yield Problem("telling-word", message, hint, node.place_of(match.start()))


def beginning_with(words: Iterable[str]) -> re.Pattern[str]:
    """Finds words with these beginnings."""
    beginnings = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{beginnings})\w*", re.IGNORECASE)


def telling_names(edition: str, leaflets: Iterable[LeafletText]) -> Iterator[tuple[Variant, str]]:
    """Each neutral leaflet whose files would tell the subject by the id of an edition, and the word that does."""
    for leaflet in leaflets:
        outside = leaflet.limits.outside if leaflet.neutral_outside and leaflet.limits else ()
        if outside and (match := beginning_with(outside).search(edition)):
            yield leaflet.variant, match.group()


def _outside(leaflet: LeafletText, draft: Draft) -> Iterator[PrintedText]:
    """All texts for the first and last page: cover, emergency strip, back, `outside` sections and their agencies."""
    fields: Mapping[type[Record], tuple[str, ...]] = {**PRINTED, ByVariant: (leaflet.variant,)}
    sections: list[SectionWords] = [section for section in leaflet.sections if section.outside]
    # What to do if a number does not work is printed on an inner page.
    inside: Mapping[type[Record], tuple[str, ...]] = {Back: ("heading", "other_formats")}
    card = [leaflet.card] if leaflet.card else []  # a stranger may find it
    outer: list[Record] = [leaflet.who_to_call, leaflet.emergency, leaflet.back, *sections, *card]
    for text, node in printed_texts(draft.phrases, draft.places):
        yield PrintedText(without_fields(text), node)
    yield from printed_texts(outer, draft.places, {**fields, **inside})
    yield from printed_texts([leaflet], draft.places, {LeafletText: PRINTED[LeafletText]})
    for edition in draft.editions:
        yield from _of_edition(edition, leaflet, fields, draft)
        sections += _own_sections(edition, leaflet.variant)
    by_id = {section.id: section for section in leaflet.sections}
    own = (topics_from(one, by_id.get(one.id)) for one in sections if isinstance(one, OwnSection))
    shown = {topic for section in (*sections, *own) for topic in section.topics}
    merged = {row.id: row for row in draft.merged}
    for agency in draft.agencies:
        if leaflet.variant in agency.audience and not agency.withheld:
            yield from printed_texts(_pieces(agency, leaflet, sections, shown), draft.places, fields)
            yield from printed_texts(_with_codes(agency, leaflet, shown), draft.places, {Contact: ("opens",)})
            if of_agency := _own_fields(agency, leaflet, sections, shown):
                yield from printed_texts([agency], draft.places, {Agency: of_agency})
    rows = {agency.merge for agency in draft.agencies if agency.merge and agency.topic in shown}
    yield from printed_texts([merged[row] for row in sorted(rows & merged.keys())], draft.places, fields)


def _pieces(
    agency: Agency, leaflet: LeafletText, sections: Iterable[SectionWords], shown: Collection[str]
) -> Iterator[Record]:
    """The records of an agency that an outer page prints: all in a section, some of them where it is named."""
    whole = agency.topic in shown
    if whole:
        yield from (agency.does, *([agency.note] if agency.note else ()))
    if whole or agency.key or agency.id == leaflet.emergency.agency:
        yield agency.label
    in_table = agency.key or agency.card or any(row.agency == agency.id for row in leaflet.who_to_call.rows)
    if in_table or _own_fields(agency, leaflet, sections, shown):
        yield from (c for c in printed_contacts(agency) if leaflet.variant in audience_of(agency, c))


def _with_codes(agency: Agency, leaflet: LeafletText, shown: Collection[str]) -> Iterator[Contact]:
    """The contacts of an agency whose QR code an outer page has: a telephone shows the address before it opens it."""
    if agency.topic in shown or agency.card or agency.id == leaflet.emergency.agency:
        yield from (c for c in printed_contacts(agency) if c.opens and leaflet.variant in audience_of(agency, c))


def _own_fields(
    agency: Agency, leaflet: LeafletText, sections: Iterable[SectionWords], shown: Collection[str]
) -> tuple[str, ...]:
    """The fields of an agency itself that an outer page prints."""
    if agency.topic in shown:
        return PRINTED[Agency]
    named = {leaflet.emergency.agency}
    named.update(*(b.crisis.agencies for s in sections for b in (*s.blocks, *s.below) if b.crisis))
    return ("name",) if agency.key or agency.card or agency.id in named else ()


def _of_edition(
    edition: Edition, leaflet: LeafletText, fields: Mapping[type[Record], tuple[str, ...]], draft: Draft
) -> Iterator[PrintedText]:
    """The texts of an edition for the outer pages of one leaflet; texts for the other variant are not checked."""
    variant = leaflet.variant
    changes = _changes(edition, variant)
    fields_used = tuple(field for field in PRINTED[Edition] if not getattr(changes, field, None))
    yield from printed_texts([edition], draft.places, {Edition: fields_used})
    if changes:
        yield from printed_texts([changes], draft.places, {Changes: PRINTED[Changes]})
    if version := (changes and changes.current_version) or edition.current_version:
        # The address behind a code tells too (see _with_codes); beside the officer's lines nobody else sees it.
        shown = ("words",) if _has_inner_panel(leaflet, changes) else (*PRINTED[Version], "opens")
        yield from printed_texts([version], draft.places, {Version: shown})
    yield from printed_texts(_own_sections(edition, variant), draft.places, fields)


def _has_inner_panel(leaflet: LeafletText, changes: Changes | None) -> bool:
    """Whether the leaflet of an edition has the officer's lines on an inner page."""
    own = [section for section in changes.sections if section.heading] if changes else []
    gone = {*(changes.remove if changes else ()), *(section.id for section in own)}
    sections: list[SectionWords] = [*(one for one in leaflet.sections if one.id not in gone), *own]
    inner = (section for section in sections if not (section.outside or section.only_in))
    return any(block.officer and not block.only_in for section in inner for block in (*section.blocks, *section.below))


def _own_sections(edition: Edition, variant: Variant) -> list[OwnSection]:
    """The sections that an edition adds or replaces and that can be on an outer page."""
    changes = _changes(edition, variant)
    return [section for section in changes.sections if section.outside] if changes else []


def _changes(edition: Edition, variant: Variant) -> Changes | None:
    return edition.child if variant == "child" else edition.parent
