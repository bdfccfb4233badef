"""A font of known widths, little leaflets made by hand, and what tests ask of a display list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from leafletgen.content.leaflet import (
    Back,
    Block,
    Cover,
    Emergency,
    KeyNumber,
    Leaflet,
    OfficerLine,
    OfficerPanel,
    Paragraph,
    QrTarget,
    Row,
    Section,
    Service,
    WhoToCall,
)
from leafletgen.content.records import Variant
from leafletgen.errors import Where
from leafletgen.layout.display_list import (
    Blank,
    Element,
    Glyph,
    Glyphlet,
    Image,
    Item,
    LaidOut,
    Link,
    QrCode,
    Shape,
    TextRun,
    Watermark,
    Word,
)
from leafletgen.layout.fonts import FONT_FILES, Font, FontBook, Proportions, Shaping

AT = Where("leaflet.yaml", 7, 3)
"""The place of what a test does not care about."""

ADVANCE = 500
"""The width of every character of the fake font, space too, in 1/1000 of the size: 5 points at 10 points."""

CAP_HEIGHT = 700


class FakeFont(Font):
    """A font in which every character is one glyph, 500/1000 wide, and nothing is kerned."""

    def __init__(self, name: str, proportions: Proportions | None = None) -> None:
        nothing = cast(Any, None)  # no face and no shaper: nothing here reaches HarfBuzz
        super().__init__(name, f"Fake-{name}", nothing, nothing, proportions)

    def has(self, character: str) -> bool:
        return True

    @property
    def ascent(self) -> int:
        return 900

    @property
    def descent(self) -> int:
        return -200

    @property
    def cap_height(self) -> int:
        return CAP_HEIGHT

    def shape(self, text: str, how: Shaping | None = None) -> Word:
        glyphs = tuple(Glyph(ord(character), character, ADVANCE) for character in text)
        return Word(text, glyphs, ADVANCE * len(text))

    def advance(self, gid: int) -> int:
        return ADVANCE


def fake_book() -> FontBook:
    """The fake font under the name of each face."""
    return FontBook({name: FakeFont(name) for name in FONT_FILES})


def words(count: int, word: str = "word") -> str:
    """As many words as asked for."""
    return " ".join([word] * count)


def a_service(
    name: str = "Helpline", does: str = "Talks to you.", *, at: Where = AT, rows: int = 1, qr: bool = True
) -> Service:
    """A service with telephone numbers and, if asked for, a QR code."""
    calls = tuple(
        Row("call", "Call", f"0800 00{n:02}", at, "", f"tel:080000{n:02}", f"Call {name}", number=True)
        for n in range(rows)
    )
    codes = (QrTarget("https://example.org/", f"QR code for {name}", at),) if qr else ()
    return Service(name, "", "For parents", does, "", calls, codes, at)


def an_address(shown: str, note: str = "") -> Row:
    """A web contact."""
    return Row("web", "Web", shown, AT, note, f"https://{shown}/", f"It: {shown}")


def an_emergency(*lines: str) -> Emergency:
    call = Row("call", "Call", "999", AT, "in danger", "tel:999", "Call 999", number=True)
    return Emergency(
        "Emergency", call, paragraphs(*(lines or ("Cannot speak? Press 55.",))), Where("leaflet.yaml", 2, 1)
    )


def a_panel(*labels: str) -> OfficerPanel:
    """An officer panel with a line for each label."""
    return OfficerPanel(tuple(OfficerLine(label, ("name",), AT) for label in labels), AT)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, AT) for text in texts)


def texts_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The words of some paragraphs, without their positions."""
    return [paragraph.text for paragraph in paragraphs]


def a_section(heading: str, *blocks: Block, outside: bool = False) -> Section:
    return Section(heading, blocks, outside, AT)


def a_leaflet(
    *sections: Section,
    variant: Variant = "parent",
    neutral: bool = False,
    cover: tuple[str, ...] = ("Why you have this.",),
    back: tuple[str, ...] = ("Ask for large print.", "Ask for the newest."),
) -> Leaflet:
    """A leaflet with little on its cover and its back, and the sections that are asked for."""
    call = Row("call", "Call", "999", AT, "", "tel:999", "Call 999", number=True)
    table = WhoToCall("Who to call", (KeyNumber(call, "In danger", "For help at once", AT, urgent=True),), "", AT)
    at = Where("leaflet.yaml", 1, 1)
    return Leaflet(
        edition="here",
        variant=variant,
        language="en-GB",
        date=datetime.date(2026, 1, 2),
        title="A footer",
        neutral_outside=neutral,
        cover=Cover("The title", "For you", paragraphs(*cover), table, "" if neutral else "A Force", at),
        sections=sections,
        back=Back("About", paragraphs(*back), Where("leaflet.yaml", 90, 1)),
        unchecked=0,
    )


def filler(count: int, name: str = "Filler") -> tuple[Block, ...]:
    """As many paragraphs of 40 words."""
    return tuple(Paragraph(f"{name} {number} {words(40)}", AT) for number in range(count))


class Area(NamedTuple):
    """A rectangle by its sides."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Area, slack: float = 0.01) -> bool:
        """Whether the two share more than an edge."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > slack and high > slack

    def within(self, other: Area, slack: float = 0.01) -> bool:
        """Whether this lies inside the other."""
        sides = (other.left - self.left, other.bottom - self.bottom, self.right - other.right, self.top - other.top)
        return max(sides) <= slack


def area(item: Item) -> Area:
    """Where the ink of an item is: of text from the descenders to the capitals, without a space at its end."""
    match item:
        case TextRun():
            spaces = len(item.text) - len(item.text.rstrip())
            tail = sum(glyph.advance for glyph in glyphs_of(item)[-spaces:] if spaces) * item.size / 1000
            return Area(item.x, item.y - 0.22 * item.size, item.x + item.width - tail, item.y + 0.72 * item.size)
        case Shape():
            half = item.line_width / 2 if item.stroke else 0.0
            return Area(item.x - half, item.y - half, item.x + item.width + half, item.y + item.height + half)
        case QrCode():
            return Area(item.x, item.y, item.x + item.side, item.y + item.side)
        case Glyphlet():
            return Area(item.x, item.y, item.x + item.size, item.y + item.size)
        case Link() | Image() | Watermark() | Blank():
            return Area(item.x, item.y, item.x + item.width, item.y + item.height)


def runs(items: Iterable[Item]) -> list[TextRun]:
    return [item for item in items if isinstance(item, TextRun)]


def shapes(items: Iterable[Item]) -> list[Shape]:
    return [item for item in items if isinstance(item, Shape)]


def glyphs_of(run: TextRun) -> list[Glyph]:
    """The glyphs of all words of a run."""
    return [glyph for word in run.words for glyph in word.glyphs]


def text_of(items: Iterable[Item]) -> str:
    """All the words of some items, as they read."""
    return " ".join(" ".join(run.text for run in runs(items)).split())


def everything(element: Element) -> Iterator[Element]:
    """An element and all under it."""
    yield element
    for child in element.children:
        yield from everything(child)


def pages_of(laid_out: LaidOut, element: Element) -> set[int]:
    """The pages, from 0, on which an element or anything under it is drawn."""
    mine = set(map(id, everything(element)))
    return {
        number
        for number, page in enumerate(laid_out.pages)
        for item in page.items
        if not isinstance(item, Shape) and id(item.element) in mine
    }


def services_of(root: Element) -> list[Element]:
    """The elements of the services: sections whose first child is a heading of level 3."""
    return [
        found for found in everything(root) if found.role == "Sect" and [c.role for c in found.children][:1] == ["H3"]
    ]
