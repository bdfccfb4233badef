"""The limits for leaflets on paper: margins, bleed, ink, type sizes, QR codes, image resolution.

In: nothing. Out: lengths in points; ink as a sum over the plates, each from 0 to 1 (3.0 is 300 %).
Why: the build checks its pages and `preflight` checks finished files against the same numbers.
Sources: ISO/IEC 18004 (quiet zone); the UK printers and laser printers named in docs/printing.md.
"""

from __future__ import annotations

from leafletgen.units import MM

OFFICE_MARGIN = 10 * MM
"""Laser printers cannot print up to 5 mm at the edge; office pages keep twice that clear."""

PRINTABLE = 5 * MM
"""The edge that some office printers cannot print. Booklet sheets, which are not cut, keep it clear."""

TWO_SIDED = 2 * MM
"""By how much the back of a sheet may miss its front on an office printer, in either direction."""

BLEED = 3 * MM
"""The bleed that every UK printer asks for, on each side."""

INK = 3.0
"""The most ink at any point, as a sum over the plates: FOGRA39 allows 330 %; 300 % also dries on uncoated paper."""

SMALLEST_TYPE = 9.0
"""The size of page footers in points; all other text is larger."""

BESIDE_LATIN = 0.9
"""The size of letters of another script that look as large as Latin ones, in parts of theirs: the least of any face."""

THINNEST_RULE = 0.25

QR_SIDE = 20 * MM
"""The smallest side of a QR code: many phones cannot read a smaller one. (Leaflets use 22 mm and more.)"""

QR_MODULE = 0.5 * MM

QR_QUIET = 4
"""The quiet zone: modules that stay blank on every side of a QR code (ISO/IEC 18004, 6.3.8)."""

QR_BYTES = (14, 26, 42, 62, 84, 106, 122, 152)
"""The bytes that versions 1 to 8 hold at level M (ISO/IEC 18004, table 7); beyond, modules are too small at 25 mm."""

QR_VERSION_FINE = 5
"""The last version that is easy to scan; higher ones are dense."""

LOGO_PPI = 300
"""The least resolution of a logo in pixels per inch, at its printed size."""

IMAGE_PPI = 250.0
"""The least resolution of a picture in a finished file, in pixels per inch; fewer look coarse."""

LEAST_CONTRAST = 4.5
"""The least contrast of text with its background (WCAG 2.2, 1.4.3, level AA)."""

LINE_CONTRAST = 3.0
"""The least contrast of lines to write on with the paper (WCAG 2.2, 1.4.11): a photocopier loses paler ones."""

GOOD_CONTRAST = 7.0
"""The contrast that themes should reach (WCAG 2.2, 1.4.6, level AAA)."""

PAGES_PER_SHEET = 4
"""Pages on a sheet that is printed on both sides and folded once; a stitched leaflet has whole sheets."""

TEXT_ASCENT, TEXT_DESCENT = 0.72, 0.22
"""How far the ink of a line of text goes above and below its baseline, in parts of its size."""

SLACK = 0.1
"""The tolerance of a measured length in points: 0.04 mm."""

SHEET_SLACK = 1.0
"""Points by which the sides of a sheet may differ from the format: programs round A4 to whole points."""


def safe_area(pages: int) -> float:
    """The least distance of text from the trim edge: 5 mm for 4 pages, 6 mm for 8, 7 mm for 12.

    The inner pages of a stitched leaflet creep outward, so more is cut off them than off the outer ones.
    """
    return (5 + max(0, -(-pages // PAGES_PER_SHEET) - 1)) * MM


def near_black(cmyk: tuple[float, ...]) -> bool:
    """Whether a colour looks black, so that text in it belongs on the black plate alone."""
    cyan, magenta, yellow, black = cmyk
    return black >= 0.7 or all((1 - ink) * (1 - black) < 0.2 for ink in (cyan, magenta, yellow))
