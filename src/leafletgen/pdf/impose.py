"""Imposition: place pages on sheets of paper, one page on a sheet, two on a side for folding, or many to be cut apart.

In: laid-out Pages. Out: Sheets: their size, the position of each page, boxes and marks. Pages are not changed.
Why: the layout decides the reading order; the printing decides where each page goes on paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from leafletgen.formats import A4_LANDSCAPE, Grid
from leafletgen.layout.display_list import Page, Shape
from leafletgen.layout.theme import BLACK, REGISTRATION, Colour
from leafletgen.print_limits import PAGES_PER_SHEET, THINNEST_RULE
from leafletgen.units import MM, Rect

_MARK_LENGTH = 5 * MM
_MARK_CLEAR = 1 * MM

_CUT_MARK = 0.5
"""The thickness of a cut mark on an office sheet, in points: desktop printers lose thinner lines."""

CALIPER = 0.1 * MM
"""The thickness of office paper (80 g/m²): creep pushes the pages of each inner sheet out by this much."""


class Placement(Struct, frozen=True):
    """A page, and the position of its lower left corner on the sheet."""

    page: Page
    dx: float
    dy: float


class Sheet(Struct, frozen=True):
    """One side of a sheet of paper; `trim` and `bleed` are its boxes if it is for a press."""

    width: float
    height: float
    placements: tuple[Placement, ...]
    marks: tuple[Shape, ...] = ()
    trim: Rect | None = None
    bleed: Rect | None = None

    @property
    def boxes(self) -> dict[str, Rect]:
        """The boxes of this side's PDF page, by their names without "Box"."""
        others = {"Bleed": self.bleed, "Trim": self.trim}
        return {"Media": (0.0, 0.0, self.width, self.height)} | {name: box for name, box in others.items() if box}


def single(page: Page) -> Sheet:
    """A sheet with the size of its page, for office printers and screens."""
    return Sheet(page.width, page.height, (Placement(page, 0.0, 0.0),))


def with_bleed(page: Page, bleed: float, *, marks: bool) -> Sheet:
    """The page with `bleed` points around it and, if `marks`, crop marks outside the bleed; the origin is 0 0."""
    around = bleed + (_MARK_CLEAR + _MARK_LENGTH if marks else 0.0)
    width, height = page.width + 2 * around, page.height + 2 * around
    trim = (around, around, around + page.width, around + page.height)
    bled = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    crops = _crop_marks(trim, bleed + _MARK_CLEAR) if marks else ()
    return Sheet(width, height, (Placement(page, around, around),), crops, trim, bled)


def in_bound_order(pages: Sequence[Page], *, rtl: bool) -> list[Page]:
    """The pages as they lie in a bound leaflet, from its front: bound at the right with `rtl`, else at the left.

    Pages that are read in the other direction begin at its back, so that both languages of a leaflet have a front.
    """
    own = [page for page in pages if page.rtl == rtl]
    return [*own, *(page for page in reversed(pages) if page.rtl != rtl)]


def booklet_order(count: int, *, rtl: bool = False) -> list[tuple[int, int]]:
    """The left and right page numbers of each side; front and back of the outermost sheet come first.

    A booklet that is bound at the right (`rtl`) has the same pages on each side, left and right exchanged.
    Raises ValueError if `count` is not a multiple of 4.
    """
    if count % PAGES_PER_SHEET or count < PAGES_PER_SHEET:
        raise ValueError(f"a booklet has a multiple of {PAGES_PER_SHEET} pages, not {count}")
    sides = []
    for sheet in range(count // 4):
        sides.append((count - 2 * sheet, 1 + 2 * sheet))
        sides.append((2 + 2 * sheet, count - 1 - 2 * sheet))
    return [(right, left) for left, right in sides] if rtl else sides


def booklet(pages: Sequence[Page], *, rtl: bool = False) -> list[Sheet]:
    """Two A5 pages on each side of A4, to be printed on both sides (flipped on the short edge), folded and stapled.

    `pages` are in their bound order, from the front; with `rtl` the booklet is bound at the right.
    Each page is centred in its half of 148.5 mm; pages of inner sheets move towards the fold by as much as creep pushes
    them out. A tick marks the fold 5 to 10 mm from the edge, where office printers can print it.
    """
    width, height = A4_LANDSCAPE
    half = width / 2
    sheets = []
    for side, (left, right) in enumerate(booklet_order(len(pages), rtl=rtl)):
        creep = side // 2 * CALIPER
        placements = tuple(
            Placement(page, start + (half - page.width) / 2 + shift, (height - page.height) / 2)
            for page, start, shift in ((pages[left - 1], 0.0, creep), (pages[right - 1], half, -creep))
        )
        sheets.append(Sheet(width, height, placements, _fold_ticks(half, height)))
    return sheets


def _fold_ticks(x: float, height: float) -> tuple[Shape, ...]:
    return tuple(_line(x - THINNEST_RULE / 2, y, THINNEST_RULE, 5 * MM, BLACK) for y in (height - 10 * MM, 5 * MM))


def on_grid(pages: Sequence[Page], grid: Grid) -> list[Sheet]:
    """A sheet full of each page, in the middle of the paper, with marks where it is cut.

    Every second page is a back: its columns are mirrored, so that it is behind its front if the sheet is flipped on the
    long edge.
    """
    sheets = []
    for side, page in enumerate(pages):
        cells = grid.cells(page.width, page.height)
        starts = [grid.paper[0] - cell[2] if side % 2 else cell[0] for cell in cells]
        placements = tuple(Placement(page, x, cell[1]) for x, cell in zip(starts, cells, strict=True))
        sheets.append(Sheet(*grid.paper, placements, _cut_marks(cells, grid.bleed + _MARK_CLEAR)))
    return sheets


def _cut_marks(cells: Sequence[Rect], offset: float) -> tuple[Shape, ...]:
    """Marks around a block of pages, in line with each cut, `offset` points outside the block."""
    across, up = (sorted({round(cell[side + end], 3) for cell in cells for end in (0, 2)}) for side in (0, 1))
    before, behind = offset + _MARK_LENGTH, offset
    thick = _CUT_MARK / 2
    upright = [
        _line(x - thick, y, _CUT_MARK, _MARK_LENGTH, BLACK) for x in across for y in (up[0] - before, up[-1] + behind)
    ]
    level = [
        _line(x, y - thick, _MARK_LENGTH, _CUT_MARK, BLACK)
        for y in up
        for x in (across[0] - before, across[-1] + behind)
    ]
    return (*upright, *level)


def _crop_marks(trim: Rect, offset: float) -> tuple[Shape, ...]:
    """Eight crop marks, two at each corner, `offset` outside the trim, in registration colour."""
    left, bottom, right, top = trim
    marks = []
    for x in (left, right):
        for y in (top + offset, bottom - offset - _MARK_LENGTH):
            marks.append(_line(x - THINNEST_RULE / 2, y, THINNEST_RULE, _MARK_LENGTH, REGISTRATION))
    for y in (bottom, top):
        for x in (left - offset - _MARK_LENGTH, right + offset):
            marks.append(_line(x, y - THINNEST_RULE / 2, _MARK_LENGTH, THINNEST_RULE, REGISTRATION))
    return tuple(marks)


def _line(x: float, y: float, width: float, height: float, colour: Colour) -> Shape:
    return Shape(x, y, width, height, fill=colour)
