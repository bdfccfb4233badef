"""Formats as a table: all that a paper size is, from its trim to the names that choose it on the command line.

In: nothing. Out: rows that the command line, the plan, the layout and the checks look up by name.
Why: a new size needs only a row here. The module imports next to nothing, because every command reads it at its start.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from leafletgen.print_limits import OFFICE_MARGIN, PAGES_PER_SHEET, QR_SIDE, SMALLEST_TYPE, TWO_SIDED, safe_area
from leafletgen.units import MM, Rect

USUAL_LEADING = 1.3
"""The leading of running text, as a multiple of its size."""


class Scale(NamedTuple):
    """The sizes of one setting, in points: types, their leading and the fixed space around things.

    `body` is running text and labels, `name` names of services, `number` their telephone numbers, `key` the numbers on
    the cover and `urgent` the first of them, `heading` section headings, `title` the cover; `footer` is the one size
    under 10 pt. `address` is that of addresses in tiles, in parts of `body`, if larger ones would not stay on their
    lines. `leading` is a multiple of the size.
    `qr` is the least side of a QR code. `above` and `below` are the space of a service's row, `gap` that between
    paragraphs, `section` that before a heading, `pad` that inside frames. `cover` is the least height of the cover's
    panel, `writing_line` the room for a line of handwriting.
    """

    title: float = 28
    heading: float = 18
    name: float = 13.5
    number: float = 16
    key: float = 18
    urgent: float = 25
    body: float = 12
    footer: float = 9
    address: float = 10 / 12
    leading: float = USUAL_LEADING
    qr: float = QR_SIDE
    above: float = 3.4 * MM
    below: float = 3.0 * MM
    gap: float = 2.0 * MM
    section: float = 8.0 * MM
    pad: float = 3.5 * MM
    cover: float = 43 * MM
    writing_line: float = 9 * MM


_NORMAL = Scale()
"""12 points with the usual space; what is in a leaflet only if there is room gets no tighter scale than this."""

SCALES: tuple[Scale, ...] = (
    _NORMAL._replace(title=30, heading=20, name=15, number=17, key=20, body=13.5, cover=46 * MM),
    _NORMAL._replace(title=29, heading=19, name=14.5, number=16.5, key=19, body=13, cover=46 * MM),
    _NORMAL,
    _NORMAL._replace(number=15, above=2.4 * MM, below=2.1 * MM, gap=1.7 * MM, section=6.6 * MM, pad=3.2 * MM),
    _NORMAL._replace(
        title=26,
        heading=16.5,
        number=15,
        key=17,
        urgent=24,
        leading=1.22,
        above=1.75 * MM,
        below=1.6 * MM,
        gap=1.2 * MM,
        section=4.0 * MM,
        pad=2.6 * MM,
        cover=34 * MM,
        writing_line=7.0 * MM,
    ),
)
"""The scales that a leaflet may have, the roomiest first: layout/fit.py takes the first that fits on the pages."""

COVER_TITLES = (1.0, 0.8, 0.65)
"""The size of the title in parts of its own, for a cover that has no room; no smaller than a heading."""

A4_COVER = SCALES[0]._replace(title=40, heading=24, name=18, key=27, urgent=36, body=17, gap=4 * MM, cover=62 * MM)
"""The cover of an A4 leaflet on a page of its own: it is read at arm's length, and has the room."""

WORKING_PAPER = _NORMAL
"""The scale of working papers, such as the sheet for the check of contacts."""

LARGE_PRINT: tuple[Scale, ...] = (
    Scale(
        title=36,
        heading=26,
        name=20,
        number=22,
        key=24,
        urgent=30,
        body=18,
        footer=14,
        address=1.0,
        qr=24 * MM,
        gap=3 * MM,
        section=10 * MM,
        pad=4 * MM,
        cover=40 * MM,
        writing_line=11 * MM,
    ),
)
"""Large print: 18 pt, and nothing smaller but the footer (UKAAF G003: at least 16 pt, 18 is better)."""

CLOSER_LARGE_PRINT = LARGE_PRINT[0]._replace(above=2.2 * MM, below=1.9 * MM, gap=2 * MM, section=7 * MM)
"""The same type with less space between things, for translations: that may save two pages."""


CARD: tuple[Scale, ...] = (
    Scale(
        title=20,
        heading=15,
        name=11,
        number=15.5,
        body=11,
        footer=10,
        leading=1.15,
        qr=16 * MM,
        gap=2.4 * MM,
        pad=1.6 * MM,
        writing_line=9.5 * MM,
    ),
    Scale(
        title=18,
        heading=13,
        name=11,
        number=14,
        body=11,
        footer=9,
        leading=1.08,
        qr=15 * MM,
        gap=1 * MM,
        pad=1.6 * MM,
        writing_line=8.5 * MM,
    ),
    Scale(
        title=14,
        heading=12,
        name=10,
        number=13,
        body=10,
        footer=9,
        leading=1.05,
        qr=15 * MM,
        gap=0.6 * MM,
        pad=1.4 * MM,
        writing_line=8 * MM,
    ),
    Scale(
        title=12,
        heading=11,
        name=10,
        number=12,
        body=10,
        footer=9,
        leading=1.05,
        qr=15 * MM,
        gap=0.3 * MM,
        pad=1.2 * MM,
        writing_line=8 * MM,
    ),
)
"""The wallet card: `title` is the heading of its front, `heading` that of its back, `footer` its small print."""


class Grid(NamedTuple):
    """How the pages of a file stand side by side on sheets of `paper` (width, height), to be cut apart.

    Their edges touch, so one cut parts two of them; backgrounds go `bleed` points beyond, for cuts that miss.
    """

    paper: tuple[float, float]
    columns: int
    rows: int
    bleed: float

    def cells(self, width: float, height: float) -> list[Rect]:
        """The places of pages of a size in the middle of the paper, line by line from the upper left."""
        left, top = (self.paper[0] - self.columns * width) / 2, (self.paper[1] + self.rows * height) / 2
        corners = [(left + n * width, top - (m + 1) * height) for m in range(self.rows) for n in range(self.columns)]
        return [(x, y, x + width, y + height) for x, y in corners]


class Format(NamedTuple):
    """One format. Lengths in points; `pages` are the page counts allowed, in the order in which they are tried.

    `margin` is on every side; `footer` is the height above it that keeps text clear of the page footer. `line` is the
    widest that a line of text may be. `wide` sets the contacts of a service beside its words. `folds` says whether its
    pages are folded and stitched, and so are a multiple of 4. `scales` are the settings to choose from, and
    `roomy` the tightest for what is there only if there is room; `bleed` is how
    far backgrounds at the edge go beyond it.

    `size` is what `--size` and file names call it; `large_print` names the row that sets this size in 18 point type;
    `sheet` is the paper on which two of its pages stand side by side as a booklet; "" and None if there is none.
    `grid` is how its pages are put on sheets for an office printer that are cut apart; None if each is a sheet.
    `tiles` is how many tiles stand side by side.
    `by_default` says whether `build` makes it if no size is named. `holds` is what stands on its pages, and `variants`
    whom it is made for. `covers` are roomier settings for a cover alone on its page; `closer` are further settings for
    languages other than English, whose words are longer.

    The limits that its files are checked against: `least_margin` keeps clear of the edge of office files, `least_safe`
    of the trim edge of press files (0: print_limits.safe_area), `smallest_type` is the smallest type, `least_qr` the
    smallest side of a QR code.
    """

    name: str
    width: float
    height: float
    margin: float
    footer: float
    line: float
    pages: tuple[int, ...]
    wide: bool = False
    folds: bool = False
    scales: tuple[Scale, ...] = SCALES
    closer: tuple[Scale, ...] = ()
    covers: tuple[Scale, ...] = ()
    roomy: int = SCALES.index(_NORMAL)
    bleed: float = 0.0
    size: str = ""
    large_print: str = ""
    sheet: tuple[float, float] | None = None
    grid: Grid | None = None
    by_default: bool = True
    holds: Literal["leaflet", "card"] = "leaflet"
    variants: tuple[str, ...] = ("parent", "child")
    least_margin: float = OFFICE_MARGIN
    least_safe: float = 0.0
    tiles: int = 2
    smallest_type: float = SMALLEST_TYPE
    least_qr: float = QR_SIDE

    @property
    def multiple(self) -> int:
        """The number of its pages is a multiple of this on paper: a folded sheet has 4 pages, another has 2."""
        return 4 if self.folds else 2

    def safe_area(self, pages: int) -> float:
        """The least distance of text from the trim edge of a press file of so many pages."""
        return self.least_safe or safe_area(pages)

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def top(self) -> float:
        """Where the text area begins, from the lower edge of the page."""
        return self.height - self.margin

    @property
    def bottom(self) -> float:
        """Where the text area ends, above the footer."""
        return self.margin + self.footer


A4_LANDSCAPE = (297 * MM, 210 * MM)
"""A sheet of A4 lying on its long side."""

FORMATS: dict[str, Format] = {
    "a4": Format(
        name="a4",
        size="a4",
        width=210 * MM,
        height=297 * MM,
        margin=12 * MM,
        footer=10.3 * MM,
        line=150 * MM,
        pages=(4, 6, 8),
        wide=True,
        covers=(A4_COVER,),
        large_print="a4-large",
    ),
    "a5": Format(
        name="a5",
        size="a5",
        width=148 * MM,
        height=210 * MM,
        margin=11 * MM,
        footer=10.3 * MM,
        line=128 * MM,
        pages=(4, 8, 12, 16),
        folds=True,
        sheet=A4_LANDSCAPE,
    ),
    "a4-large": Format(
        name="a4-large",
        width=210 * MM,
        height=297 * MM,
        margin=14 * MM,
        footer=12 * MM,
        line=182 * MM,
        pages=tuple(range(4, 41, 2)),
        scales=LARGE_PRINT,
        closer=(CLOSER_LARGE_PRINT,),
        tiles=1,
        smallest_type=14.0,
    ),
    "card": Format(
        name="card",
        size="card",
        width=85 * MM,
        height=54 * MM,
        margin=4 * MM,
        footer=0.0,
        line=77 * MM,
        pages=(2,),
        scales=CARD,
        grid=Grid(paper=(210 * MM, 297 * MM), columns=2, rows=5, bleed=TWO_SIDED),
        by_default=False,
        holds="card",
        variants=("child",),
        least_margin=TWO_SIDED,
        least_safe=TWO_SIDED,
        least_qr=15 * MM,
    ),
}


def sizes() -> tuple[str, ...]:
    """What `--size` may be: the sizes of the table, in its order."""
    return tuple(dict.fromkeys(row.size for row in FORMATS.values() if row.size))


def format_of(size: str, *, large_print: bool = False) -> Format:
    """The row for files of a size."""
    row = next(row for row in FORMATS.values() if row.size == size)
    return FORMATS[row.large_print] if large_print else row


def paper_of(size: str, *, booklet: bool) -> str:
    """The size of the paper that a file is printed on: its own, or that of the sheet with several of its pages."""
    row = format_of(size)
    sheet = row.sheet if booklet else row.grid and row.grid.paper
    upright = sheet and (min(sheet), max(sheet))
    return next((row.size for row in FORMATS.values() if row.size and (row.width, row.height) == upright), size)


def longer(form: Format) -> Format:
    """The format with half as many pages more, for letters that are higher than Latin ones: Nastaliq needs them."""
    most = max(form.pages)
    step = form.pages[-1] - form.pages[-2] if len(form.pages) > 1 else 0
    return form._replace(pages=(*form.pages, *range(most + step, most + most // 2 + 1, step))) if step else form


def for_translations(form: Format) -> Format:
    """The format with its closer settings too, which are no reason to leave out what is there only if there is room.

    Readers of a translation are to get what readers of the English leaflet get.
    """
    scales = (*form.scales, *form.closer)
    return form._replace(scales=scales, roomy=len(scales) - 1)


def for_folding(form: Format, bleed: float) -> Format:
    """The format with backgrounds that bleed, and with multiples of 4 pages if it is folded and stitched."""
    if not form.folds:
        return form._replace(bleed=bleed)
    most, sheet = max(form.pages), PAGES_PER_SHEET
    return form._replace(bleed=bleed, pages=tuple(range(sheet, most + sheet, sheet)))
