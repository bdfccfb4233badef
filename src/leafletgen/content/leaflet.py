"""The composed leaflet: one edition and variant as an ordered list of semantic blocks; and the wallet card.

In: nothing; compose.py and compose_card.py make these. Out: what the layout and the web page read.
Why: it has all words and what each of them is, so no later stage needs to know agencies, coverage or YAML. `at` is the
position in the data files that words come from: for messages and the preview, never part of what a file is made from.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from msgspec import Struct

from leafletgen.content.logo.drawing import Artwork
from leafletgen.content.records import ContactKind, Detail, Variant
from leafletgen.errors import Where


class Row(Struct, frozen=True):
    """One contact: `label` is the word before it ("Call"), `text` what is printed.

    `uri` is what a click opens (tel:, sms:, mailto:, https:), None if there is nothing to open; `whose` names the
    agency for the link's description. `number` is true for what is set large and never breaks. `values` are the parts
    of `text` and `note` that are from the data, such as a number in a sentence: they keep their order in any language.
    `language` is that of the page that it opens, if it is not that of the leaflet; `label` says so.
    """

    kind: ContactKind
    label: str
    text: str
    at: Where
    note: str = ""
    uri: str | None = None
    whose: str = ""
    number: bool = False
    values: tuple[str, ...] = ()
    language: str = ""


class QrTarget(Struct, frozen=True):
    """The address that a QR code opens, its description for those who cannot see it, its place, and its language."""

    uri: str
    alt: str
    at: Where
    caption: str = ""
    note: str = ""


class Service(Struct, frozen=True):
    """One agency as the leaflet shows it, or several that share a row.

    `cost` has the printed words about cost and `former` those about the former name `was`, empty if there are none.
    `codes` has one QR code, none, or one for each place of a shared row. `language` is that of its name, if it is not
    that of the leaflet.
    """

    name: str
    was: str
    label: str
    does: str
    cost: str
    rows: tuple[Row, ...]
    codes: tuple[QrTarget, ...]
    at: Where
    former: str = ""
    language: str = ""


class Tiles(Struct, frozen=True):
    """Services that are only a website, side by side."""

    services: tuple[Service, ...]
    at: Where


class Paragraph(Struct, frozen=True):
    """Running text; `boxed` is for what nobody must overlook: it has a background.

    `language` is that of the text if it is not the leaflet's; `values` are the parts of it that are from the data.
    `on_checks`: it says how far contacts have been checked.
    """

    text: str
    at: Where
    boxed: bool = False
    language: str = ""
    values: tuple[str, ...] = ()
    on_checks: bool = False


class ListItem(Struct, frozen=True):
    """A point or a step: `act` is its bold beginning; `together` keeps it on a page with the one before."""

    text: str
    at: Where
    act: str = ""
    together: bool = False

    @property
    def words(self) -> str:
        """All its words."""
        return " ".join(part for part in (self.act, self.text) if part)


class Items(Struct, frozen=True):
    """A list: numbered steps or bulleted points."""

    items: tuple[ListItem, ...]
    numbered: bool
    at: Where


class Questions(Struct, frozen=True):
    """Questions to ask, each with a line to write the answer on."""

    questions: tuple[Paragraph, ...]
    at: Where


class Crisis(Struct, frozen=True):
    """Words for somebody in despair, and the service to call, which are never on different pages."""

    text: str
    name: str
    rows: tuple[Row, ...]
    at: Where


class OfficerLine(Struct, frozen=True):
    """A ruled line to write on, with its label; `details` are what an officer's copy prints there.

    `english` is the label in English in a leaflet in another language, because the officer writes there.
    """

    label: str
    details: tuple[Detail, ...]
    at: Where
    english: str = ""


class OfficerPanel(Struct, frozen=True):
    """Ruled lines for the officer's details; `more` are lines that only a copy with full details has.

    `version` and `qr` are the address of the current version, if no outer page may have it.
    """

    lines: tuple[OfficerLine, ...]
    at: Where
    more: tuple[OfficerLine, ...] = ()
    heading: str = ""
    version: Row | None = None
    qr: QrTarget | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The words before the lines."""
        return tuple(line.label for line in self.lines)


class Emergency(Struct, frozen=True):
    """How to call in an emergency: `call` is the number to call and when, `lines` the further ways to get help.

    `heading` is empty if the section has the same one; `service` is an agency whose address and QR code are here too.
    """

    heading: str
    call: Row
    lines: tuple[Paragraph, ...]
    at: Where
    service: Service | None = None


Block = Paragraph | Items | Service | Tiles | Questions | Crisis | OfficerPanel | Emergency


class Section(Struct, frozen=True):
    """A heading, "" if it has none, and its blocks; `outside` says whether it may be on an outer page.

    A section with `if_room` is left out if it does not fit into the room that the others leave. In another language
    than English it has a `number` (0 if none) and its heading in `english`.
    """

    heading: str
    blocks: tuple[Block, ...]
    outside: bool
    at: Where
    if_room: bool = False
    number: int = 0
    english: str = ""


class KeyNumber(Struct, frozen=True):
    """A row of "Who to call": the number, whom one calls and why; `urgent` sets it largest.

    `values` has the name of an agency in `who`; none if that is words alone. `on_web` is the reason as the web page has
    it, "" if it is the same.
    """

    call: Row
    who: str
    why: str
    at: Where
    urgent: bool = False
    values: tuple[str, ...] = ()
    on_web: str = ""


class WhoToCall(Struct, frozen=True):
    """The table of numbers on the cover, and a line below it."""

    heading: str
    numbers: tuple[KeyNumber, ...]
    after: str
    at: Where


class Logo(Struct, frozen=True):
    """A logo in colour and in black, printed `width_mm` wide; `alt` says what it shows."""

    colour: Artwork
    black: Artwork
    alt: str
    width_mm: int
    at: Where


class Cover(Struct, frozen=True):
    """The front page: title, for whom, why, whom to call; `force` is empty and `logo` None if none may be shown there.

    `officer` are the lines for the officer's name and telephone, None if they must not be on an outer page. In another
    language than English, `language` is what its readers call it, `english` tells an officer what the leaflet is, and
    `force_language` is the language of the name of the force, if it is not that of the leaflet.
    """

    title: str
    for_whom: str
    paragraphs: tuple[Paragraph, ...]
    who_to_call: WhoToCall
    force: str
    at: Where
    logo: Logo | None = None
    officer: OfficerPanel | None = None
    language: str = ""
    english: str = ""
    force_language: str = ""


class Back(Struct, frozen=True):
    """The end of the last page: other formats, the current version (with its QR code if it has one), dates.

    `also_in` stands before `languages`, the other languages of the leaflet: their own names and their tags.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...]
    at: Where
    version: Row | None = None
    code: QrTarget | None = None
    also_in: str = ""
    languages: tuple[tuple[str, str], ...] = ()


class Tint(Struct, frozen=True):
    """A colour that replaces the token of that name: `rgb` as six digits, `cmyk` in per cent of ink."""

    token: str
    rgb: str
    cmyk: tuple[int, ...]
    at: Where


class Leaflet(Struct, frozen=True):
    """All that one leaflet says, in reading order: cover, sections, back.

    `title` names the leaflet and its edition, in the footers and in the metadata; `neutral_outside`: the first and the
    last page must not tell the subject. `date` is the edition's own date, `unchecked` how many contacts nobody has
    checked; `last_checked` is the day of the oldest check, None if a contact has none. `colours` are those that the
    edition changes; `draft` is what each page of a draft says, after `draft_in_english` in another language. `cut_out`
    is a wallet card to cut out of it. `english_title` is the title in English of one in another language, for its
    metadata; `compact` asks for the compact face of its language. `language_last_checked` is the day of the oldest
    check of the words of a translation that families may read, None for any other leaflet; `watermark` are the words
    across each page of a draft of a translation, in English and in its language.
    """

    edition: str
    variant: Variant
    language: str
    date: datetime.date
    title: str
    neutral_outside: bool
    cover: Cover
    sections: tuple[Section, ...]
    back: Back
    unchecked: int
    last_checked: datetime.date | None = None
    colours: tuple[Tint, ...] = ()
    draft: str = ""
    draft_in_english: str = ""
    unchecked_words: bool = False
    cut_out: Card | None = None
    english_title: str = ""
    compact: bool = False
    language_last_checked: datetime.date | None = None
    watermark: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call it: hampshire parent."""
        return f"{self.edition} {self.variant}"


class Card(Struct, frozen=True):
    """All that a wallet card says: `heading` to `qr` on its front, `ask` and `after` on its back.

    `draft_behind` is what the back of a draft says if its front says it in another language. `hours` are those of all
    numbers, or empty. In a leaflet `cut_out` stands above it, `cut_out_behind` beside its back. The rest: see Leaflet.
    """

    edition: str
    variant: Variant
    language: str
    date: datetime.date
    title: str
    heading: str
    hours: str
    numbers: tuple[KeyNumber, ...]
    web: Row | None
    qr: QrTarget | None
    ask: OfficerPanel
    after: str
    at: Where
    unchecked: int
    last_checked: datetime.date | None = None
    colours: tuple[Tint, ...] = ()
    draft: str = ""
    draft_behind: str = ""
    cut_out: str = ""
    cut_out_behind: str = ""
    unchecked_words: bool = False
    english_title: str = ""
    compact: bool = False
    language_last_checked: datetime.date | None = None
    watermark: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call it: hampshire child card."""
        return f"{self.edition} {self.variant} card"


def services_in(section: Section) -> Iterator[Service]:
    """The services of a section, those in tiles too, in reading order."""
    for block in section.blocks:
        if isinstance(block, Service):
            yield block
        elif isinstance(block, Tiles):
            yield from block.services
        elif isinstance(block, Emergency) and block.service:
            yield block.service
