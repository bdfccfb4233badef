"""Formats as a table: trim size, margins, columns, type scales and the page counts to aim for.

In: nothing. Out: rows that the layout looks up by name; a new paper size or fold is a new row.
"""

from __future__ import annotations

from typing import NamedTuple

from leafletgen.layout.theme import LARGE_PRINT, SCALES, Scale
from leafletgen.units import MM


class Format(NamedTuple):
    """One format. Lengths in points; `pages` are the page counts allowed, the one to aim for first.

    `margin` is on every side (office printers need 10 mm); `foot` is the part of the lower margin's upper side that the
    page footer takes. `columns` stand `gutter` apart; `line` is the widest that a line of text may be.
    `scales` are the settings to choose from; `bleed` is how far grounds at the edge go beyond it.
    """

    name: str
    width: float
    height: float
    margin: float
    foot: float
    columns: int
    gutter: float
    line: float
    pages: tuple[int, ...]
    scales: tuple[Scale, ...] = SCALES
    bleed: float = 0.0

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
        """Where the text area begins, from the foot of the page."""
        return self.height - self.margin

    @property
    def bottom(self) -> float:
        """Where the text area ends, above the footer."""
        return self.margin + self.foot


FORMATS: dict[str, Format] = {
    "a5": Format("a5", 148 * MM, 210 * MM, 11 * MM, 6 * MM, 1, 0, 128 * MM, (8, 12, 16)),
    "a4": Format("a4", 210 * MM, 297 * MM, 14 * MM, 6 * MM, 2, 8 * MM, 140 * MM, (4, 6, 8), SCALES[2:]),
    "a4-large": Format(
        "a4-large", 210 * MM, 297 * MM, 14 * MM, 8 * MM, 1, 0, 182 * MM, tuple(range(4, 41, 2)), LARGE_PRINT
    ),
}


def for_folding(form: Format, bleed: float) -> Format:
    """The format with page counts that can be folded and stitched, multiples of 4, and grounds that bleed so far."""
    most = max(form.pages)
    return form._replace(bleed=bleed, pages=tuple(range(4, most + 4, 4)))
