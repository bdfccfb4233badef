"""The words of a leaflet as its file has them: cover, sections and their blocks, back.

In: nothing; check.py makes these records. Out: what compose.py reads.
Why: each kind of block is a field of its own, so that texts need no mark-up.
"""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from leafletgen.content.records import Address, Count, Detail, Id, LanguageTag, Phrase, Prose, Record, Variant


class OfficerLine(Record, frozen=True, kw_only=True):
    """A ruled line of the officer panel."""

    label: Annotated[Phrase, Meta(description="The words before the line.")]
    details: Annotated[
        tuple[Detail, ...], Meta(min_length=1, description="What an officer's copy prints on the line, in this order.")
    ]
    only_full: Annotated[bool, Meta(description="True where only an officer's copy with full details has it.")] = False


class OfficerOnCover(Record, frozen=True, kw_only=True):
    """The officer's lines on the cover: what a family needs to ring."""

    heading: Phrase
    lines: Annotated[tuple[OfficerLine, ...], Meta(min_length=1, description="Two lines, such as name and phone.")]


class KeyRow(Record, frozen=True, kw_only=True):
    """A row of "Who to call": an agency by its id, or a number of its own such as 999."""

    agency: Annotated[Id | None, Meta(description="The agency whose first number it is.")] = None
    number: Annotated[Phrase | None, Meta(description="A number of no agency, set as the most urgent.")] = None
    who: Annotated[Phrase, Meta(description="Whom one calls, in two to four words.")]
    why: Annotated[Phrase, Meta(description="Why one would call, in few words.")]
    on_web: Annotated[
        Phrase | None, Meta(description="The same for the web page, which has no back and no inside: See below.")
    ] = None


class WhoToCall(Record, frozen=True, kw_only=True):
    """The framed table on the cover. Agencies with `key: true` that no row names follow at its end."""

    heading: Phrase
    rows: Annotated[tuple[KeyRow, ...], Meta(min_length=1)]
    after: Annotated[Prose | None, Meta(description="A line below the table.")] = None


class Step(Record, frozen=True, kw_only=True):
    """A numbered step: a text, or an act in bold and what more there is to say of it."""

    short_for: ClassVar[str] = "text"

    act: Annotated[Phrase | None, Meta(description="What to do, in bold at the beginning.")] = None
    text: Annotated[Prose | None, Meta(description="The words of the step, or those after its act.")] = None
    together: Annotated[bool, Meta(description="True to keep it on one page with the step before.")] = False
    critical: Annotated[
        bool, Meta(description="True if a mistake in a translation could do great harm: two people must check it.")
    ] = False


class Crisis(Record, frozen=True, kw_only=True):
    """Words for somebody in despair, with a number that is always on the same page."""

    text: Prose
    agencies: Annotated[
        tuple[Id, ...], Meta(min_length=1, description="The number of the first of them that the edition prints.")
    ]


class Block(Record, frozen=True, kw_only=True):
    """A piece of a section: exactly one of text, points, steps, box, questions, crisis, officer or emergency."""

    text: Annotated[Prose | None, Meta(description="A paragraph.")] = None
    points: Annotated[tuple[Prose, ...] | None, Meta(min_length=1, description="A list with bullets.")] = None
    steps: Annotated[tuple[Step, ...] | None, Meta(min_length=1, description="A list with numbers.")] = None
    box: Annotated[Prose | None, Meta(description="A paragraph that must not be missed, set in a frame.")] = None
    questions: Annotated[
        tuple[Phrase, ...] | None, Meta(min_length=1, description="Questions to ask, each with a line to write on.")
    ] = None
    crisis: Annotated[Crisis | None, Meta(description="Words for somebody in despair, and whom to call.")] = None
    officer: Annotated[
        tuple[OfficerLine, ...] | None, Meta(min_length=1, description="The officer panel: lines to write on.")
    ] = None
    emergency: Annotated[
        bool | None, Meta(description="true: here stands how to call in an emergency, once in a leaflet.")
    ] = None
    only_in: Annotated[tuple[Id, ...] | None, Meta(min_length=1, description="Only in editions of these areas.")] = None
    with_services: Annotated[
        bool, Meta(description="True for words that lead to services: only where one is shown.")
    ] = False
    critical: Annotated[
        bool, Meta(description="True if a mistake in a translation could do great harm: two people must check it.")
    ] = False


class SectionWords(Record, frozen=True, kw_only=True):
    """What a section holds below its heading: text and the agencies of its topics."""

    outside: Annotated[bool, Meta(description="True where an outer page may carry it.")] = False
    if_room: Annotated[
        bool, Meta(description="True for what only fills room left over in a folded leaflet, without one page more.")
    ] = False
    only_in: Annotated[tuple[Id, ...] | None, Meta(min_length=1, description="Only in editions of these areas.")] = None
    blocks: tuple[Block, ...] = ()
    agencies: Annotated[tuple[Id, ...], Meta(description="The topics whose agencies are shown here.")] = ()
    tiles: Annotated[
        tuple[Id, ...], Meta(description="Topics whose agencies are only a website: shown as tiles, two across.")
    ] = ()
    below: Annotated[tuple[Block, ...], Meta(description="Blocks below the agencies.")] = ()
    critical: Annotated[
        bool, Meta(description="True if a mistake in a translation could do great harm: two people must check it.")
    ] = False

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it shows, as rows or as tiles."""
        return (*self.agencies, *self.tiles)


class Section(SectionWords, frozen=True, kw_only=True):
    """A heading with its text and the agencies of its topics."""

    id: Id
    heading: Phrase


class OwnSection(SectionWords, frozen=True, kw_only=True):
    """A section of an edition: in place of the one with its id, or a new one. With `id` and `after` alone it moves."""

    id: Annotated[Id, Meta(description="A section of the leaflet, which this one replaces or moves, or a new id.")]
    after: Annotated[
        Id | None, Meta(description="The section that it follows, or cover for the first place; a new one needs it.")
    ] = None
    heading: Annotated[Phrase | None, Meta(description="Its heading. Without it, the section only moves.")] = None


class Emergency(Record, frozen=True, kw_only=True):
    """How to call in an emergency: the number first, then what to do when one cannot speak or hear."""

    heading: Phrase
    number: Phrase
    lead: Annotated[Phrase | None, Meta(description="When to call it, in few words.")] = None
    lines: Annotated[tuple[Prose, ...], Meta(min_length=1)]
    agency: Annotated[Id | None, Meta(description="An agency whose address stands here too, with its QR code.")] = None


class Version(Record, frozen=True, kw_only=True):
    """Where to get the current version: in words, or as an address with its QR code."""

    short_for: ClassVar[str] = "words"

    words: Annotated[Prose | None, Meta(description="Where to get it, as a sentence.")] = None
    shown: Annotated[Address | None, Meta(description="The address as printed: short, without https://.")] = None
    opens: Annotated[Address | None, Meta(description="The exact page that the QR code opens.")] = None
    speaks: Annotated[
        tuple[LanguageTag, ...] | None, Meta(min_length=1, description="The languages of that page; else English.")
    ] = None


class Back(Record, frozen=True, kw_only=True):
    """The words at the end: other formats, the current version, and what to do if a number does not work."""

    heading: Phrase
    other_formats: Prose
    says_interpreter: Annotated[
        bool,
        Meta(description="True if `other_formats` says that an interpreter is free: translations say it only there."),
    ] = False
    current_version: Version
    unchecked: Annotated[Prose, Meta(description="Printed until every contact has been checked by a person.")]


class CardFront(Record, frozen=True, kw_only=True):
    """The front of the wallet card: the numbers of agencies with `card: true`, and that of the emergency."""

    heading: Annotated[Phrase, Meta(description="What it is for, in two to four words.")]
    danger: Annotated[Phrase, Meta(description="When to call the emergency number, in two to four words.")]


class CardLine(Record, frozen=True, kw_only=True):
    """A line to write on."""

    label: Annotated[Phrase, Meta(description="The words before the line.")]
    detail: Annotated[
        Literal["name", "phone"] | None,
        Meta(description="What an officer's copy prints there, the first name alone; none: it is written by hand."),
    ] = None


class CardBack(Record, frozen=True, kw_only=True):
    """The back of the wallet card: whom to ask."""

    heading: Annotated[Phrase, Meta(description="Whom the lines are for, in few words.")]
    lines: Annotated[tuple[CardLine, ...], Meta(min_length=1, description="Three lines, such as name and number.")]
    after: Annotated[Prose | None, Meta(description="Words below the lines.")] = None


class Card(Record, frozen=True, kw_only=True):
    """The wallet card (`--size card`). A stranger may find it: both sides are outer pages."""

    front: CardFront
    back: CardBack
    cut_out: Annotated[
        Phrase | None,
        Meta(description="What stands above the card in a leaflet that is folded and has room for it; none: no card."),
    ] = None
    cut_out_behind: Annotated[
        Phrase | None, Meta(description="What stands there beside its back, which has no line to cut along.")
    ] = None


class Limits(Record, frozen=True, kw_only=True):
    """How hard to read the words may be, and what the outer pages of a neutral leaflet must not say."""

    grade: Annotated[Count, Meta(description="The highest reading grade: 5 is read at 10 to 11 years, 8 at 13 to 14.")]
    sentence: Annotated[Count, Meta(description="The most words that a sentence may have.")]
    familiar: Annotated[tuple[Phrase, ...], Meta(description="Long words that these readers know.")] = ()
    outside: Annotated[
        tuple[Phrase, ...], Meta(description="No word on an outer page may begin with one of these.")
    ] = ()


class Renamed(Record, frozen=True, kw_only=True):
    """A section or a topic that has another id now, so that an older edition is told which."""

    section: Annotated[Id | None, Meta(description="The id that a section had.")] = None
    topic: Annotated[Id | None, Meta(description="The id that a topic of this leaflet had.")] = None
    now: Annotated[Id, Meta(description="The id that it has now.")]


class Review(Record, frozen=True, kw_only=True):
    """A person's review of all words of a leaflet. It lapses when a word changes."""

    on: Annotated[datetime.date, Meta(description="The day of the review: 2026-11-24.")]
    by: Annotated[Phrase, Meta(description="The role of who read it, never a person's name.")]
    digest: Annotated[
        str,
        Meta(
            pattern=r"^[0-9a-f]{12}$", description="12 digits from `leafletgen list leaflets`: which words were read."
        ),
    ]


class LeafletText(Record, frozen=True, kw_only=True):
    """The words of one variant of the leaflet."""

    variant: Variant
    limits: Annotated[Limits | None, Meta(description="How hard to read the words may be.")] = None
    reviewed: Annotated[tuple[Review, ...], Meta(description="Who has read all its words, by role.")] = ()
    renamed: Annotated[tuple[Renamed, ...], Meta(description="Ids of older versions, and those of today.")] = ()
    title: Phrase
    for_whom: Phrase
    cover: Annotated[tuple[Prose, ...], Meta(min_length=1)]
    who_to_call: WhoToCall
    officer: Annotated[OfficerOnCover | None, Meta(description="The officer's lines on the cover.")] = None
    neutral_outside: Annotated[bool, Meta(description="True where the outer pages must tell a passer-by nothing.")]
    emergency: Emergency
    sections: Annotated[tuple[Section, ...], Meta(min_length=1)]
    back: Back
    card: Annotated[Card | None, Meta(description="The words of the wallet card, in the leaflet for the child.")] = None
