"""The composed leaflet: one edition and variant as an ordered list of semantic blocks.

In: nothing; compose.py makes these. Out: what the layout (and, later, an HTML twin) reads.
Why: the words and their meaning are settled here once; no stage after it knows agencies, coverage or YAML.
"""

from __future__ import annotations

import datetime

from msgspec import Struct

from leafletgen.content.catalogue import Detail, Variant
from leafletgen.content.logo.drawing import Artwork
from leafletgen.errors import Where


class Row(Struct, frozen=True):
    """One contact row of a card: `label` is the word before it ("Call"), `text` what is printed.

    `uri` is what a click opens (tel:, sms:, mailto:, https:), None where there is nothing to open; `whose` names the
    agency for the link's description. `number` is true for what is set large and never breaks.
    """

    label: str
    text: str
    note: str = ""
    uri: str | None = None
    whose: str = ""
    number: bool = False


class QrTarget(Struct, frozen=True):
    """The address that a QR symbol opens, and the words that say so to who cannot see it."""

    uri: str
    alt: str


class Card(Struct, frozen=True):
    """One agency as the leaflet shows it; `cost` is what must be said of money, empty where nothing must."""

    name: str
    was: str
    label: str
    does: str
    cost: str
    rows: tuple[Row, ...]
    qr: QrTarget | None
    at: Where


class Paragraph(Struct, frozen=True):
    """Running text; `boxed` sets it in a frame, as a thing that must not be missed."""

    text: str
    at: Where
    boxed: bool = False


class Items(Struct, frozen=True):
    """A list: numbered steps or bulleted points."""

    items: tuple[str, ...]
    numbered: bool
    at: Where


class OfficerLine(Struct, frozen=True):
    """A ruled line to write on, with its label; `details` are what an officer's copy prints there."""

    label: str
    details: tuple[Detail, ...]


class OfficerPanel(Struct, frozen=True):
    """Ruled lines for the officer's details; `more` are lines that only a copy with full details has."""

    lines: tuple[OfficerLine, ...]
    at: Where
    more: tuple[OfficerLine, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The words before the lines."""
        return tuple(line.label for line in self.lines)


Block = Paragraph | Items | Card | OfficerPanel


class Section(Struct, frozen=True):
    """A heading and its blocks; `outside` says whether an outer page may carry it."""

    heading: str
    blocks: tuple[Block, ...]
    outside: bool
    at: Where


class Emergency(Struct, frozen=True):
    """The emergency strip: `call` is the number to call and when, `lines` the further ways to get help."""

    heading: str
    call: Row
    lines: tuple[str, ...]
    at: Where


class Logo(Struct, frozen=True):
    """A logo in colour and in black, printed `width_mm` wide; `alt` says what it shows."""

    colour: Artwork
    black: Artwork
    alt: str
    width_mm: int
    at: Where


class Cover(Struct, frozen=True):
    """The front page: title, for whom, why; `force` is empty and `logo` None where none may be shown there."""

    title: str
    for_whom: str
    paragraphs: tuple[str, ...]
    force: str
    at: Where
    logo: Logo | None = None


class Back(Struct, frozen=True):
    """The last page: where to get other formats, the current version, edition and dates; then room for notes."""

    heading: str
    paragraphs: tuple[str, ...]
    notes_heading: str
    at: Where


class Tint(Struct, frozen=True):
    """A colour that stands in place of the token of that name: `rgb` as six digits, `cmyk` in per cent of ink."""

    token: str
    rgb: str
    cmyk: tuple[int, ...]
    at: Where


class Leaflet(Struct, frozen=True):
    """All that one leaflet says, in reading order: cover, emergency, sections, back.

    `title` names the leaflet and its edition, in the footers and in the file; `neutral_outside` keeps the subject off
    the first and the last page. `date` is the edition's own date, `unchecked` how many contacts nobody has checked;
    `last_checked` is the day of the oldest check of all, None as long as one contact has none. `colours` are those in
    which the edition differs.
    """

    edition: str
    variant: Variant
    language: str
    date: datetime.date
    title: str
    neutral_outside: bool
    cover: Cover
    emergency: Emergency
    sections: tuple[Section, ...]
    back: Back
    unchecked: int
    last_checked: datetime.date | None = None
    colours: tuple[Tint, ...] = ()
