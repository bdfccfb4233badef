"""Formats as a table: all that a paper size is, from its trim to the names that choose it on the command line.

In: nothing. Out: rows that the command line, the plan, the layout and the checks look up by name.
Why: a row here is all that a new size takes. It loads nothing, for the command line needs the names when it starts.
"""

from __future__ import annotations

from typing import NamedTuple

from leafletgen.print_limits import OFFICE_MARGIN, PAGES_PER_SHEET, QR_SIDE, SMALLEST_TYPE
from leafletgen.units import MM


class Scale(NamedTuple):
    """The sizes of one setting, in points: four type sizes, their leading and the space around things.

    `body` is running text and labels, `name` card names and telephone numbers, `heading` section headings, `title` the
    cover; `footer` is the one size under 10 pt. `leading` is a multiple of the size. `qr` is the side of a symbol at
    least, `gap` the unit of the space between things, `pad` that inside frames, `cover` the height of the cover's panel
    at least, `writing_line` the room for a line of handwriting.
    """

    title: float
    heading: float
    name: float
    body: float
    footer: float
    leading: float
    qr: float
    gap: float
    pad: float
    cover: float
    writing_line: float = 9 * MM


_NORMAL = Scale(
    title=32, heading=18, name=14.5, body=12, footer=9, leading=1.35, qr=22 * MM, gap=6, pad=7, cover=52 * MM
)

SCALES: tuple[Scale, ...] = (
    _NORMAL._replace(title=34, heading=21, name=17, body=14, qr=25 * MM, gap=9.5, pad=10),
    _NORMAL._replace(title=34, heading=20.5, name=16.5, body=13.5, qr=25 * MM, gap=9, pad=9.5),
    _NORMAL._replace(title=33, heading=20, name=16, body=13, qr=25 * MM, gap=8.5, pad=9),
    _NORMAL._replace(title=32, heading=19, name=15.5, body=12.5, qr=24 * MM, gap=8, pad=8.5),
    _NORMAL._replace(heading=18.5, name=15, qr=24 * MM, gap=7.5, pad=8.5),
    _NORMAL._replace(qr=23 * MM, gap=7, pad=8),
    _NORMAL._replace(gap=6.5, pad=7.5),
    _NORMAL,
    _NORMAL._replace(title=31, gap=5.4, pad=6.5, leading=1.34, cover=49 * MM),
    _NORMAL._replace(title=30, gap=4.8, pad=6, leading=1.32, cover=46 * MM),
)
"""The settings that a leaflet may have, the roomiest first: the fit takes the first that goes into the pages."""

WORKING_PAPER = _NORMAL
"""The setting of what is no leaflet: sheets to work with."""

LARGE_PRINT: tuple[Scale, ...] = (
    Scale(
        title=36,
        heading=26,
        name=22,
        body=18,
        footer=14,
        leading=1.35,
        qr=26 * MM,
        gap=8,
        pad=9,
        cover=48 * MM,
        writing_line=12 * MM,
    ),
)
"""Large print: 18 pt, and nothing under it but the footer (UKAAF G003: at least 16 pt, 18 is better)."""


class Format(NamedTuple):
    """One format. Lengths in points; `pages` are the page counts allowed, the one to aim for first.

    `margin` is on every side; `footer` is the height that the page footer takes above it. `columns` stand `gutter`
    apart; `line` is the widest that a line of text may be. `scales` are the settings to choose from; `bleed` is how far
    backgrounds at the edge go beyond it.

    `size` is what `--size` and file names call it; `large_print` names the row that sets this size in 18 point type;
    `sheet` is the paper on which two of its pages stand side by side as a booklet; "" and None if there is none.
    `by_default` says whether `build` makes it if no size is named.

    The limits that its files are checked against: `least_margin` keeps clear of the edge of office files,
    `smallest_type` is the smallest type, `least_qr` the smallest side of a QR code.
    """

    name: str
    width: float
    height: float
    margin: float
    footer: float
    columns: int
    gutter: float
    line: float
    pages: tuple[int, ...]
    scales: tuple[Scale, ...] = SCALES
    bleed: float = 0.0
    size: str = ""
    large_print: str = ""
    sheet: tuple[float, float] | None = None
    by_default: bool = True
    least_margin: float = OFFICE_MARGIN
    smallest_type: float = SMALLEST_TYPE
    least_qr: float = QR_SIDE

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def column_width(self) -> float:
        """The width of one column."""
        return (self.measure - (self.columns - 1) * self.gutter) / self.columns

    @property
    def top(self) -> float:
        """Where the text area begins, from the lower edge of the page."""
        return self.height - self.margin

    @property
    def bottom(self) -> float:
        """Where the text area ends, above the footer."""
        return self.margin + self.footer


A4_ACROSS = (297 * MM, 210 * MM)
"""A sheet of A4 lying on its long side."""

FORMATS: dict[str, Format] = {
    "a4": Format(
        name="a4",
        size="a4",
        width=210 * MM,
        height=297 * MM,
        margin=14 * MM,
        footer=6 * MM,
        columns=2,
        gutter=8 * MM,
        line=140 * MM,
        pages=(4, 6, 8),
        scales=SCALES[2:],
        large_print="a4-large",
    ),
    "a5": Format(
        name="a5",
        size="a5",
        width=148 * MM,
        height=210 * MM,
        margin=11 * MM,
        footer=6 * MM,
        columns=1,
        gutter=0,
        line=128 * MM,
        pages=(8, 12, 16),
        sheet=A4_ACROSS,
    ),
    "a4-large": Format(
        name="a4-large",
        width=210 * MM,
        height=297 * MM,
        margin=14 * MM,
        footer=8 * MM,
        columns=1,
        gutter=0,
        line=182 * MM,
        pages=tuple(range(4, 41, 2)),
        scales=LARGE_PRINT,
        smallest_type=14.0,
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
    """The size of the paper that a file is printed on: its own, or that of the sheet if its pages are a booklet."""
    sheet = format_of(size).sheet if booklet else None
    return next((row.size for row in FORMATS.values() if row.size and (row.height, row.width) == sheet), size)


def for_folding(form: Format, bleed: float) -> Format:
    """The format with page counts that can be folded and stitched (multiples of 4), and backgrounds that bleed."""
    most, sheet = max(form.pages), PAGES_PER_SHEET
    return form._replace(bleed=bleed, pages=tuple(range(sheet, most + sheet, sheet)))
