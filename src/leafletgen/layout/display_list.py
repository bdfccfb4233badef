"""The display list: pages of items at fixed positions, each with its place in the structure tree.

In: nothing; the layout makes these. Out: what the PDF writer draws in this order, without a decision of its own.
Units are points of 1/72 inch; the origin is the lower left corner of the trimmed page and y grows upward.
Why: a finished layout can be tested, imposed, checked and shown on a screen without a PDF. `at` is the position in the
data files that an item comes from: the preview leads there, and no file depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from weakref import ref

from msgspec import Struct

from leafletgen.content.logo.drawing import Artwork, Segment
from leafletgen.content.records import Detail
from leafletgen.errors import Where
from leafletgen.layout.theme import Colour
from leafletgen.units import Rect

if TYPE_CHECKING:  # The encoder takes a while to load, and a build with nothing to do needs none.
    from leafletgen.layout.qr_modules import Matrix

Role = Literal["Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Link", "Figure", "Span", "Form"]
ArtifactKind = Literal["Layout", "Header", "Footer", "Background", "Watermark"]


class Element:
    """A structure element (ISO 32000-1, 14.7): its role, its parent and what assistive software needs of it.

    `alt` describes a Figure, `language` marks a passage in another language, `numbering` a list. `writing_mode` says
    that its blocks are laid out from right to left (RlTb) or from left to right (LrTb), if not as those around it. An
    element holds its children and has only a weak reference to its parent, so reference counting frees a tree after its
    last use. One with the role Artifact is in no tree: it says in which language words are that screen readers skip.
    """

    __slots__ = ("__weakref__", "_parent", "alt", "children", "language", "numbering", "role", "writing_mode")

    def __init__(
        self,
        role: Role | Literal["Artifact"],
        parent: Element | None,
        *,
        alt: str = "",
        language: str = "",
        numbering: Literal["", "None", "Disc", "Decimal"] = "",
    ) -> None:
        self.role = role
        self._parent = ref(parent) if parent else None
        self.alt = alt
        self.language = language
        self.numbering = numbering
        self.writing_mode: Literal["", "LrTb", "RlTb"] = ""
        self.children: list[Element] = []

    @property
    def parent(self) -> Element | None:
        """The element that this one is a child of; None for the root."""
        if self._parent is None:
            return None
        parent = self._parent()
        assert parent is not None, "the tree of this element was freed"
        return parent

    def add(self, role: Role, **attributes: str) -> Element:
        """Append a child element and return it."""
        child = Element(role, self, **attributes)  # type: ignore[arg-type]
        self.children.append(child)
        return child

    def adopt(self, root: Element, role: Role, language: str) -> None:
        """Make the root of another tree a child element with this role and language."""
        root.role, root.language, root._parent = role, language, ref(self)
        self.children.append(root)


class Glyph(Struct, frozen=True):
    """One glyph of a run: its id in the font, the letters that it stands for, its advance in 1/1000 of the type size.

    `dx` and `dy` move it right and up from the pen, in the same unit, without moving what follows. `text` is empty if
    the letters before and after it have glyphs of their own, as for the dots that a face draws apart from a letter.
    """

    gid: int
    text: str
    advance: int
    dx: int = 0
    dy: int = 0


class Word(Struct, frozen=True, eq=False):
    """A shaped word (or a space): its glyphs and its width in 1/1000 of the type size. It is compared by identity.

    `text` is in the order in which it is read, `glyphs` in the order in which they stand, from left to right.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    width: int


class TextRun(Struct, frozen=True):
    """Shaped text on one line, in one face and one direction: `x`, `y` is the left end of its baseline.

    `words` stand from left to right; `text` is that of all of them together, in the order in which it is read. `rtl`
    says that it is read from right to left, so that the first of its words is read last; `among_rtl` that it is not,
    but stands on a line with such words.
    """

    x: float
    y: float
    font: str
    size: float
    colour: Colour
    text: str
    words: tuple[Word, ...]
    width: float
    element: Element | None = None
    at: Where | None = None
    rtl: bool = False
    among_rtl: bool = False


class Shape(Struct, frozen=True):
    """A rectangle with its lower left corner at `x`, `y`; `radius` rounds its corners; filled, stroked or both.

    Its line is in dashes and gaps of `dashed` points, or unbroken if that is 0.
    """

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    line_width: float = 0.0
    radius: float = 0.0
    dashed: float = 0.0
    kind: ArtifactKind = "Layout"


class QrCode(Struct, frozen=True):
    """A QR symbol: lower left corner of its first dark or light module (not of its quiet zone), side and matrix."""

    x: float
    y: float
    side: float
    matrix: Matrix
    uri: str
    colour: Colour
    element: Element | None = None
    at: Where | None = None


class Image(Struct, frozen=True):
    """Pixels or paths with their lower left corner at `x`, `y`; press files have `in_ink` in their place."""

    x: float
    y: float
    width: float
    height: float
    picture: Artwork
    in_ink: Artwork
    element: Element | None = None
    at: Where | None = None


class Glyphlet(Struct, frozen=True):
    """A small outline drawing in a square of `size` points with its lower left corner at `x`, `y`: an artifact.

    `segments` are in parts of the side; the line is `line_width` points thick.
    """

    x: float
    y: float
    size: float
    segments: tuple[Segment, ...]
    colour: Colour
    line_width: float
    element: None = None


class Watermark(Struct, frozen=True):
    """Words behind a page as one filled outline, with the lower left corner of their box at `x`, `y`: an artifact.

    `segments` are in points from that corner, and so are the rectangles `free`, in which nothing is drawn.
    """

    x: float
    y: float
    width: float
    height: float
    segments: tuple[Segment, ...]
    colour: Colour
    free: tuple[Rect, ...] = ()
    element: None = None
    kind: ArtifactKind = "Watermark"


class Link(Struct, frozen=True):
    """An area of the page that opens `uri`; `contents` describes it; it belongs to the Link element."""

    x: float
    y: float
    width: float
    height: float
    uri: str
    contents: str
    element: Element | None = None


class Blank(Struct, frozen=True):
    """Room above a rule, to write on with a pen; for a form field, or for the officer's details.

    `x`, `y` is its lower left corner; words on it stand on `baseline` in `font`, `size` and `colour`. They begin at its
    left end, or end at its right one with `rtl`, beside the label. `label` says what is asked for, `details` which of
    the officer's details belong here; the element is that of the label.
    """

    x: float
    y: float
    width: float
    height: float
    baseline: float
    font: str
    size: float
    colour: Colour
    label: str
    details: tuple[Detail, ...]
    element: Element
    rtl: bool = False


Item = TextRun | Shape | QrCode | Image | Glyphlet | Watermark | Link | Blank


class Page(Struct, frozen=True):
    """One trimmed page and the items on it, in drawing order, which is reading order; `rtl`: from right to left."""

    width: float
    height: float
    items: tuple[Item, ...]
    rtl: bool = False


class Over(Struct, frozen=True):
    """By how much, in points of column height, the leaflet is too high for `pages` pages, the next lower count."""

    excess: float
    pages: int


CARD_TO_CUT_OUT = "Card to cut out"
"""What the wallet card in a folded leaflet is called among what is left out."""


class LaidOut(Struct, frozen=True):
    """A whole leaflet, laid out: its pages, its structure tree and what its metadata say.

    `rtl` says that its first pages are read from right to left; `english_title` is its title in English, if its own is
    in another language. `over` says by how much it misses the next lower page count, None if it has the lowest.
    `left_out` are the English headings of what is only there if there is room, and is not: sections, and
    CARD_TO_CUT_OUT. `values` are the numbers, addresses and names that stand from left to right on pages that are read
    from right to left. `compact` says that it is set in the compact face of its language. `rendition` says of a draft
    and of a proof that it is one.
    """

    pages: tuple[Page, ...]
    root: Element
    title: str
    language: str
    over: Over | None = None
    left_out: tuple[str, ...] = ()
    rtl: bool = False
    english_title: str = ""
    values: tuple[str, ...] = ()
    compact: bool = False
    rendition: Literal["default", "draft", "proof"] = "default"
