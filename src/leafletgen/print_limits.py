"""The limits that a leaflet must keep on paper, as numbers in one place.

In: nothing. Out: lengths in points, ink in parts of 1 for each plate (3.0 is 300 %).
Why: the build checks its pages against them and `preflight` a finished file, by the same numbers.
Sources: ISO/IEC 18004 (quiet zone); the UK printers and laser printers named in docs/printing.md.
"""

from __future__ import annotations

from leafletgen.units import MM

OFFICE_MARGIN = 10 * MM
"""Laser printers miss up to 5 mm at the edge; office pages keep twice that clear."""

PRINTABLE = 5 * MM
"""What every office printer can reach: booklets, whose sheets are not cut, keep this clear."""

BLEED = 3 * MM
"""What every UK printer asked for, on each side."""

INK = 3.0
"""The most ink in one place: FOGRA39 allows 330 %, and 300 % also dries on uncoated paper."""

SMALLEST_TYPE = 9.0
"""Page footers; all else is larger."""

THINNEST_RULE = 0.25

QR_SIDE = 20 * MM
"""A smaller symbol fails on many phones. (Leaflets are set with 22 mm and more.)"""

QR_MODULE = 0.5 * MM

QR_QUIET = 4
"""Modules that stay free on every side of a symbol (ISO/IEC 18004, 6.3.8)."""

QR_BYTES = (14, 26, 42, 62, 84, 106, 122, 152)
"""The bytes that versions 1 to 8 hold at level M (ISO/IEC 18004, table 7); beyond, modules are too small at 25 mm."""

QR_VERSION_FINE = 5
"""The last version whose QR codes are easy to scan; the next ones are dense."""

LOGO_PPI = 300
"""Pixels an inch that a logo needs at the size at which it is printed."""

IMAGE_PPI = 250.0
"""Fewer pixels an inch than these in a finished file look coarse."""

LEAST_CONTRAST = 4.5
"""Of text on its background (WCAG 2.2, 1.4.3, level AA)."""

GOOD_CONTRAST = 7.0
"""What the themes aim for (WCAG 2.2, 1.4.6, level AAA)."""

PAGES_PER_SHEET = 4
"""Pages on a sheet that is printed on both sides and folded once; a stitched leaflet has whole sheets."""

TEXT_ASCENT, TEXT_DESCENT = 0.72, 0.22
"""How far the ink of a line of text goes above and below its baseline, in parts of its size."""

SLACK = 0.1
"""Points by which a length may miss: 0.04 mm."""

SHEET_SLACK = 1.0
"""Points by which the sides of a sheet of paper may miss: programs round A4 to whole points."""


def safe_area(pages: int) -> float:
    """How far text keeps from the cut: 5 mm for 4 pages, 6 for 8, 7 for 12.

    The inner pages of a stitched leaflet creep outward, and are cut shorter than the outer ones.
    """
    return (5 + max(0, -(-pages // PAGES_PER_SHEET) - 1)) * MM


def near_black(cmyk: tuple[float, ...]) -> bool:
    """Whether a colour reads as black: text in it belongs on the black plate alone."""
    cyan, magenta, yellow, black = cmyk
    return black >= 0.7 or all((1 - ink) * (1 - black) < 0.2 for ink in (cyan, magenta, yellow))
