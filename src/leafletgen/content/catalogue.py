"""The data, checked and typed: agencies, areas, editions and traps as frozen records, and all of them together.

In: nothing; check.py makes these records. Out: the Catalogue that compose.py reads.
Why: after the check every stage can trust its input. The field descriptions are what an editor shows beside the YAML.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from leafletgen.content.leaflet_text import LeafletText, OwnSection, Version
from leafletgen.content.logo.drawing import NARROWEST_MM, WIDEST_MM, Artwork
from leafletgen.content.output_options import (
    ENGLISH,
)
from leafletgen.content.phrases import Phrases
from leafletgen.content.records import (
    Address,
    Comment,
    ContactKind,
    Fee,
    Id,
    LanguageTag,
    Level,
    Phrase,
    Prose,
    Record,
    Spoken,
    Status,
    Variant,
)
from leafletgen.content.schema import Places
from leafletgen.content.settings import Settings
from leafletgen.content.values import meant_cmyk, meant_rgb
from leafletgen.errors import Problem, Where


class Checked(Record, frozen=True, kw_only=True):
    """A person's check of a contact."""

    on: Annotated[datetime.date, Meta(description="The day of the check: 2026-11-24.")]
    how: Annotated[Phrase, Meta(description="What was done: rang it, opened it.")]
    by: Annotated[Phrase, Meta(description="The role of who did it, never a person's name.")]


class Contact(Record, frozen=True, kw_only=True):
    """One way to reach an agency, with where it comes from and how well that is known."""

    id: Id
    kind: Annotated[ContactKind, Meta(description="How one gets in touch: this is the word that stands before it.")]
    value: Annotated[Phrase | None, Meta(description="The number as printed, the e-mail address, or the words.")] = None
    keyword: Annotated[Phrase | None, Meta(description="The word to text to a short number, such as SHOUT.")] = None
    shown: Annotated[Address | None, Meta(description="The address as printed: short, without https://.")] = None
    search_for: Annotated[Phrase | None, Meta(description="What to search for on that site, or on the web.")] = None
    opens: Annotated[Address | None, Meta(description="The exact page that the QR code opens.")] = None
    http_reason: Annotated[Phrase | None, Meta(description="Why an address without https is accepted.")] = None
    note: Annotated[Phrase | None, Meta(description="A few printed words after it: Free, day or night.")] = None
    audience: Annotated[
        tuple[Variant, ...] | None, Meta(min_length=1, description="Only these leaflets print it; else all.")
    ] = None
    level: Annotated[Level, Meta(description="How well the source is known: own, 2nd, repo, seed or none.")]
    source: Annotated[tuple[Address, ...], Meta(description="The pages where it was read.")] = ()
    seen: Annotated[Phrase | None, Meta(description="The year or date of what was read, where it is known.")] = None
    speaks: Annotated[
        tuple[Spoken, ...] | None,
        Meta(
            min_length=1,
            description="The languages that it answers in, or its page is in; else English. Without en: in leaflets in "
            "one of these alone, a page in place of the English one.",
        ),
    ] = None
    speaks_level: Annotated[Level | None, Meta(description="How well the source of `speaks` is known.")] = None
    speaks_source: Annotated[tuple[Address, ...], Meta(description="The pages where `speaks` was read.")] = ()
    checked: Annotated[Checked | None, Meta(description="The last check by a person.")] = None
    withheld: Annotated[Prose | None, Meta(description="Why this contact is not printed.")] = None
    comment: Comment | None = None


class InSentence(Struct, frozen=True):
    """A number or an address inside a sentence: a contact that a person must check.

    `owner` says whose sentence it is: "edition kent", "leaflet parent", "agency childline". The leaflets of `variants`
    print it if they print the record at the position `within`.
    """

    owner: str
    sentence: str
    contact: Contact
    variants: tuple[Variant, ...]
    within: Where


class ByVariant(Record, frozen=True, kw_only=True):
    """Words that differ between the parent and the child leaflet."""

    parent: Prose | None = None
    child: Prose | None = None


class Agency(Record, frozen=True, kw_only=True):
    """A service that a leaflet may name."""

    id: Id
    name: Annotated[Phrase, Meta(description="The official name.")]
    name_cy: Annotated[Phrase | None, Meta(description="Its official name in Welsh, if it has one.")] = None
    was: Annotated[Phrase | None, Meta(description="The name people may still know, printed as (was ...).")] = None
    status: Annotated[Status, Meta(description="What is known of the service today.")]
    topic: Annotated[Id, Meta(description="What it helps with: the sections that show this topic print it.")]
    audience: Annotated[tuple[Variant, ...], Meta(description="The leaflets that may print it.")]
    coverage: Annotated[tuple[Id, ...], Meta(description="The areas that it serves, from areas.yaml.")]
    coverage_level: Annotated[Level | None, Meta(description="How well the coverage is known, if not well.")] = None
    label: Annotated[ByVariant, Meta(description="Whom it is for, in two to five words.")]
    does: Annotated[ByVariant, Meta(description="What it does, in one or two short sentences.")]
    fee: Annotated[Fee, Meta(description="Whether it costs money.")] = "unknown"
    key: Annotated[bool, Meta(description="True to have its number in the table of whom to call.")] = False
    card: Annotated[bool, Meta(description="True to have its number on the wallet card.")] = False
    merge: Annotated[Id | None, Meta(description="The record of `merged:` that it shares a row with.")] = None
    place: Annotated[Phrase | None, Meta(description="With merge: the name of the place under its QR code.")] = None
    cost: Annotated[Phrase | None, Meta(description="The printed words about cost; required when it may charge.")] = (
        None
    )
    note: Annotated[ByVariant | None, Meta(description="A printed rider, such as the limits of privacy.")] = None
    withheld: Annotated[Prose | None, Meta(description="Why this agency is not printed.")] = None
    comment: Comment | None = None
    contacts: tuple[Contact, ...] = ()


class MergedRow(Record, frozen=True, kw_only=True):
    """One row for several agencies that do the same in different places."""

    id: Id
    name: Annotated[Phrase, Meta(description="What they are called together.")]
    was: Annotated[Phrase | None, Meta(description="The name people may still know, printed as (was ...).")] = None
    label: ByVariant
    does: ByVariant
    search_for: Annotated[
        Phrase | None,
        Meta(description="What to search for with the name of a place, said once for all of them."),
    ] = None
    search_note: Annotated[
        Phrase | None, Meta(description="After that and the place it is said for: that one's own place serves as well.")
    ] = None


class Area(Record, frozen=True, kw_only=True):
    """A place that a service covers or an edition is for; areas lie within one another."""

    id: Id
    name: Phrase
    within: Annotated[Id | None, Meta(description="The area that this one lies in.")] = None


class Force(Record, frozen=True, kw_only=True):
    """A police force that an edition may be for."""

    id: Id
    name: Annotated[Phrase, Meta(description="The name, as printed.")]
    name_cy: Annotated[Phrase | None, Meta(description="The name in Welsh, if it has one.")] = None
    place: Annotated[Phrase, Meta(description="Where it serves, in few words: what a new edition of it is called.")]
    place_cy: Annotated[Phrase | None, Meta(description="The same in Welsh, if that differs.")] = None
    nation: Annotated[Id, Meta(description="The nation that it serves in, from areas.yaml.")]
    areas: Annotated[tuple[Id, ...], Meta(min_length=1, description="The areas that a new edition of it is for.")]
    website: Annotated[Address, Meta(description="Its website.")]
    welsh_duty: Annotated[bool, Meta(description="True where Welsh language standards bind it.")] = False
    comment: Comment | None = None


class Ink(Record, frozen=True, kw_only=True):
    """A colour, for screens and desktop printers and for the press."""

    example = '{rgb: "0b4a57", cmyk: 95 45 35 55}'

    rgb: Annotated[
        str,
        Meta(
            pattern=r"^[0-9a-fA-F]{6}$",
            description='Six digits in quotation marks: "0b4a57".',
            extra={"meant": meant_rgb},
        ),
    ]
    cmyk: Annotated[
        str,
        Meta(
            extra={"meant": meant_cmyk},
            pattern=r"^(100|[1-9]?[0-9])( (100|[1-9]?[0-9])){3}$",
            description="Cyan, magenta, yellow and black ink in per cent, with spaces: 90 40 35 45.",
        ),
    ]


class Palette(Record, frozen=True, kw_only=True):
    """The colours of a leaflet that an edition changes; the others stay."""

    example = f"{{strong: {Ink.example}}}"

    strong: Annotated[Ink | None, Meta(description="Headings and labels; a deep colour.")] = None
    soft: Annotated[Ink | None, Meta(description="Large pale areas.")] = None
    line: Annotated[Ink | None, Meta(description="Rules and outlines.")] = None
    accent: Annotated[Ink | None, Meta(description="The emergency; a deep, warm colour.")] = None
    accent_soft: Annotated[Ink | None, Meta(description="The pale background of the emergency.")] = None


class Changes(Record, frozen=True, kw_only=True):
    """What an edition changes in one of its leaflets."""

    remove: Annotated[tuple[Id, ...], Meta(description="The sections to leave out, by their ids.")] = ()
    sections: Annotated[
        tuple[OwnSection, ...], Meta(description="Sections to add, to move, or to replace those with the same ids.")
    ] = ()
    emergency_lines: Annotated[tuple[Prose, ...], Meta(description="Lines added to the emergency strip.")] = ()
    contact_lines: Annotated[tuple[Prose, ...], Meta(description="How to reach the force: on the back page.")] = ()
    imprint: Annotated[Phrase | None, Meta(description="Who publishes it, at the end of the back page.")] = None
    other_formats: Annotated[Prose | None, Meta(description="Where to get other formats and languages.")] = None
    current_version: Annotated[Version | None, Meta(description="Where to get the current version.")] = None
    colours: Palette | None = None


class Logo(Record, frozen=True, kw_only=True):
    """The force's logo, for leaflets that name the force on their cover. Files are named from the data folder on."""

    colour: Annotated[
        Address, Meta(description="The file in colour, SVG or PNG, below the data folder: logos/kent.svg.")
    ]
    black: Annotated[Address, Meta(description="The same in black alone, for mono files and for the press.")]
    alt: Annotated[Phrase, Meta(description="What it shows, for those who cannot see it: Kent Police crest.")]
    width_mm: Annotated[
        int, Meta(ge=NARROWEST_MM, le=WIDEST_MM, description="How wide it is printed, in mm. PNG: 300 dots an inch.")
    ] = 30


class Edition(Record, frozen=True, kw_only=True):
    """One regional edition: whom it is for, and what differs from the leaflets that all share."""

    id: Id
    name: Phrase
    name_cy: Annotated[Phrase | None, Meta(description="The name in Welsh, if it has one.")] = None
    force: Annotated[Id | None, Meta(description="The force, from forces.yaml: parents read its name.")] = None
    areas: Annotated[tuple[Id, ...], Meta(min_length=1, description="The areas that it is for, from areas.yaml.")]
    date: Annotated[datetime.date, Meta(description="The date of the edition: 2026-11-24.")]
    version: Annotated[Phrase, Meta(description="The version of the edition, such as 1.")]
    languages: Annotated[
        tuple[LanguageTag, ...] | None,
        Meta(min_length=1, description="The languages that it is made in: [cy, en]. English if nothing is said."),
    ] = None
    language: Annotated[LanguageTag | None, Meta(description="The same for one language.")] = None
    naskh: Annotated[bool, Meta(description="Set Urdu in Naskh, which is lower than Nastaliq: fewer pages.")] = False
    other_formats: Annotated[Prose | None, Meta(description="Where to get other formats and languages.")] = None
    current_version: Annotated[Version | None, Meta(description="Where to get the current version.")] = None
    logo: Logo | None = None
    parent: Annotated[Changes | None, Meta(description="What differs in the leaflet for parents.")] = None
    child: Annotated[Changes | None, Meta(description="What differs in the leaflet for the child.")] = None

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages that it is made in, by their tags in PDF."""
        named = self.languages or (self.language or ENGLISH,)
        return tuple(ENGLISH if tag == "en" else tag for tag in named)


class AgencyFile(Record, frozen=True, kw_only=True):
    """The file agencies.yaml."""

    agencies: Annotated[tuple[Agency, ...], Meta(min_length=1)]
    merged: Annotated[tuple[MergedRow, ...], Meta(description="Rows that several alike agencies share.")] = ()


class AreaFile(Record, frozen=True, kw_only=True):
    """The file areas.yaml."""

    areas: Annotated[tuple[Area, ...], Meta(min_length=1)]


class ForceFile(Record, frozen=True, kw_only=True):
    """The file forces.yaml."""

    forces: Annotated[tuple[Force, ...], Meta(min_length=1)]


class Trap(Record, frozen=True, kw_only=True):
    """A mistake that was met before, so that nobody makes it again: exactly one of number, host and pattern."""

    id: Id
    number: Annotated[
        Phrase | None, Meta(description="A telephone number that must not be printed, however grouped.")
    ] = None
    host: Annotated[Phrase | None, Meta(description="A web host that must not be printed, without www.")] = None
    pattern: Annotated[Phrase | None, Meta(description="A regular expression that no printed text may match.")] = None
    agency: Annotated[Id | None, Meta(description="Only in the texts of this agency; else anywhere.")] = None
    says: Annotated[Prose, Meta(description="What is wrong with it.")]
    instead: Annotated[Prose, Meta(description="What to print instead.")]


class TrapFile(Record, frozen=True, kw_only=True):
    """The file traps.yaml."""

    traps: Annotated[tuple[Trap, ...], Meta(min_length=1)]


class Override(NamedTuple):
    """A record of one data folder that replaces the one with the same id in a folder that it extends."""

    kind: str
    id: str
    record: Record
    replaced: Record

    @property
    def at(self) -> Where:
        """Where the record is."""
        return self.record.at

    @property
    def over(self) -> Where:
        """Where the record is that it replaces."""
        return self.replaced.at


class Catalogue(Struct, frozen=True, kw_only=True):
    """All the data of one folder and of those that it extends, valid and resolved. Mappings keep the files' order.

    `folder` is the one asked for, the last of `folders`, and `settings` are its own; `language` is that of its words;
    `logos` has, by edition, the logo in colour and in black; `in_sentences` are the numbers and addresses inside texts.
    `places` has the position of each field of each record; `own_fonts` is the folder of faces that the settings name.
    """

    folder: str
    folders: tuple[str, ...]
    settings: Settings
    agencies: dict[str, Agency]
    merged: dict[str, MergedRow]
    areas: dict[str, Area]
    forces: dict[str, Force]
    editions: dict[str, Edition]
    logos: dict[str, tuple[Artwork, Artwork]]
    leaflets: dict[Variant, LeafletText]
    phrases: Phrases
    places: Places
    in_sentences: tuple[InSentence, ...] = ()
    language: str = ENGLISH
    overrides: tuple[Override, ...] = ()
    warnings: tuple[Problem, ...] = ()
    own_fonts: Path | None = None
