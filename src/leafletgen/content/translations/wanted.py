"""The English texts that a translation must have, and records with other texts in their places.

In: the Catalogue. Out: each text with its file and its place there; or the Catalogue with texts that a function gives.
Why: one walk through the records finds the texts and replaces them, so the two never disagree. Names of services and
forces are no texts: they stay, or the data have their Welsh form (`name_cy`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from leafletgen.content.catalogue import Agency, ByVariant, Catalogue, Changes, Contact, Edition, MergedRow
from leafletgen.content.leaflet_text import (
    Back,
    Block,
    Card,
    CardBack,
    CardFront,
    CardLine,
    Crisis,
    Emergency,
    KeyRow,
    LeafletText,
    OfficerLine,
    OfficerOnCover,
    OwnSection,
    Section,
    Step,
    Version,
    WhoToCall,
)
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import VARIANTS, Record, Variant
from leafletgen.content.rules.printed_texts import PRINTED, fields_of_records
from leafletgen.content.translations.records import FileKind

R = TypeVar("R", bound=Record)

_OWN_WORDS: Mapping[type[Record], tuple[str, ...]] = {
    Agency: ("cost", "place"),
    Contact: ("note",),
    MergedRow: ("name", "was", "search_note"),
    Version: ("words",),
    Emergency: ("heading", "lead", "lines"),
    KeyRow: ("who", "why", "on_web"),
    Edition: ("other_formats",),
    Phrases: tuple(name for name in PRINTED[Phrases] if name != "english_title"),  # which is always in English
}
"""Of these records only some printed fields are words to translate."""

_ALL_WORDS = (
    *(ByVariant, Block, Step, Crisis, OfficerLine, OfficerOnCover, WhoToCall, Section, OwnSection, Back),
    *(Card, CardFront, CardLine, CardBack, Changes, LeafletText),
)

WORDS: Mapping[type[Record], tuple[str, ...]] = {**{kind: PRINTED.get(kind, ()) for kind in _ALL_WORDS}, **_OWN_WORDS}
"""The fields of each record that are translated."""


class Wanted(NamedTuple):
    """An English text: the file and the place of its translation, and whether it needs two checks."""

    file: FileKind
    place: str
    en: str
    critical: bool

    @property
    def key(self) -> tuple[FileKind, str, str]:
        """What finds its translation."""
        return self.file, self.place, self.en


Take: TypeAlias = Callable[[Wanted], str]
"""Given a text, what stands in its place."""


def wanted_texts(catalogue: Catalogue) -> tuple[Wanted, ...]:
    """Every text of the data that can be printed, once, in the order of the files."""
    found: dict[tuple[FileKind, str, str], Wanted] = {}

    def take(wanted: Wanted) -> str:
        before = found.setdefault(wanted.key, wanted)
        if wanted.critical and not before.critical:
            found[wanted.key] = wanted
        return wanted.en

    for variant in VARIANTS:
        with_words(catalogue, variant, take)
    return tuple(sorted(found.values(), key=lambda wanted: _ORDER[wanted.file]))


_ORDER: Mapping[FileKind, int] = {"parent": 0, "child": 1, "agencies": 2, "phrases": 3}


def with_words(catalogue: Catalogue, variant: Variant, take: Take) -> Catalogue:
    """The same Catalogue for leaflets of one variant, each text as `take` gives it."""
    walk = _Walk(take)
    text, phrases = catalogue.leaflets[variant], catalogue.phrases
    return replace(
        catalogue,
        leaflets={**catalogue.leaflets, variant: walk.through(text, variant, "")},
        editions={name: _edition(edition, variant, walk) for name, edition in catalogue.editions.items()},
        agencies={name: _agency(agency, walk) for name, agency in catalogue.agencies.items()},
        merged={name: walk.through(row, "agencies", f"merged/{row.id}") for name, row in catalogue.merged.items()},
        phrases=walk.through(phrases, "phrases", ""),
    )


def _edition(edition: Edition, variant: Variant, walk: _Walk) -> Edition:
    """An edition's own words; those for both variants stand in the file of each."""
    changes = edition.parent if variant == "parent" else edition.child
    changed: dict[str, Any] = {variant: changes and walk.through(changes, variant, "")}
    if edition.current_version:
        changed["current_version"] = walk.through(edition.current_version, variant, "current_version")
    if edition.other_formats:
        changed["other_formats"] = walk.take(Wanted(variant, "other_formats", edition.other_formats, True))
    return replace(edition, **changed)


def _agency(agency: Agency, walk: _Walk) -> Agency:
    """The words of an agency; what is withheld is left alone."""
    if agency.withheld:
        return agency
    contacts = tuple(contact if contact.withheld else _contact(contact, walk) for contact in agency.contacts)
    own = walk.through(replace(agency, contacts=()), "agencies", f"agencies/{agency.id}")
    return replace(own, contacts=contacts)


def _contact(contact: Contact, walk: _Walk) -> Contact:
    """The note of a contact, and whom to ask. Many have the same words, so their place names no service."""
    found = walk.through(contact, "agencies", "contacts")
    if contact.kind == "ask" and contact.value:
        return replace(found, value=walk.take(Wanted("agencies", "contacts/value", contact.value, False)))
    return found


class _Walk(NamedTuple):
    """Goes through records, and gives each text to `take`."""

    take: Take

    def through(self, record: R, file: FileKind, place: str, critical: bool = False) -> R:
        """The record with other texts; `place` is that of its texts that have no name of their own."""
        critical = critical or _is_critical(record)
        words = WORDS.get(type(record), ())
        changed: dict[str, Any] = {}
        for field in _parts_of(type(record)):
            value = getattr(record, field)
            if not value:
                continue
            here = place if field == record.short_for else f"{place}/{field}".lstrip("/")
            if field in words:
                urgent = critical or (type(record), field) in _CRITICAL_FIELDS
                texts = value if isinstance(value, tuple) else (value,)
                given = tuple(self.take(Wanted(file, here, text, urgent)) for text in texts)
                changed[field] = given if isinstance(value, tuple) else given[0]
            elif isinstance(value, Record):
                changed[field] = self.through(value, file, here, critical)
            elif isinstance(value, tuple) and isinstance(value[0], Record):
                changed[field] = tuple(self.through(one, file, _place_of(one, here, place), critical) for one in value)
        return replace(record, **changed) if changed else record


@cache
def _parts_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record that are words or hold other records, in their order."""
    words, records = WORDS.get(kind, ()), fields_of_records(kind)
    return tuple(field for field in kind.__struct_fields__ if field in words or field in records)


def _place_of(record: Record, here: str, around: str) -> str:
    """The place of one record of a list: sections have their ids, and blocks stand in their sections without a name."""
    if isinstance(record, Block):
        return around
    if isinstance(record, Section | OwnSection):
        return f"{here}/{record.id}"
    return here


_CRITICAL_FIELDS = {
    (Back, "other_formats"),
    (Changes, "other_formats"),
    (Phrases, "interpreter"),
    (Phrases, "say_language"),
}
"""Who needs an interpreter must be told so without a mistake."""


def _is_critical(record: Record) -> bool:
    """Whether a mistake in these words could do great harm: an emergency, or what the data call `critical`."""
    if isinstance(record, KeyRow):
        return bool(record.number)
    return isinstance(record, Emergency) or bool(getattr(record, "critical", False))
