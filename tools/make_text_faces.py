"""Make the two faces of fonts/: Atkinson Hyperlegible Next, Regular and Bold, with a zero that has no slash.

In: the original faces in fonts/original/. Out: the faces that all text is set in, the same bytes each time.
Why: readers take a slashed zero for an 8 or a foreign letter, and the original has no feature for a plain zero.
fonts/FONTLOG.txt tells what is changed: change it with this program.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates, flagOnCurve

FONTS = Path(__file__).parent.parent / "fonts"
WEIGHTS = ("Regular", "Bold")

_NAMES = {
    1: "Leafletgen Text",
    3: "2.001;NONE;LeafletgenText-{weight}",
    4: "Leafletgen Text {weight}",
    6: "LeafletgenText-{weight}",
    10: "Atkinson Hyperlegible Next {weight} with a zero that has no slash",
    25: "LeafletgenText",
}
"""The names of a face by name id (OpenType 1.9, name). Those for copyright, designers and licence stay."""

_MAKERS = (8, 11, 12)
"""The ids of the original's manufacturer and web addresses: they did not make these faces."""

_ENGLISH = (3, 1, 0x409)
"""Platform, encoding and language of all names of the original."""


def original(weight: str) -> Path:
    """The file of an original face."""
    return FONTS / "original" / f"AtkinsonHyperlegibleNext-{weight}.ttf"


def make(weight: str, folder: Path) -> None:
    """Write into `folder` the face of this weight with an open zero and a name of its own."""
    font = TTFont(original(weight), recalcTimestamp=False)
    _open_zero(font)
    for number in _MAKERS:
        font["name"].removeNames(nameID=number)
    for number, text in _NAMES.items():
        font["name"].setName(text.format(weight=weight), number, *_ENGLISH)
    font.save(folder / f"LeafletgenText-{weight}.ttf")


def _open_zero(font: TTFont) -> None:
    """Replace the two counters of the zero, on either side of its slash, by one. Its outer contour and width stay."""
    zero = font["glyf"]["zero"]
    points, (outer, lower, _), flags = zero.getCoordinates(font["glyf"])
    # The lower counter ends with its lower left quarter; its first point is the lowest.
    counter = _counter([*points[lower - 3 : lower + 1], points[outer + 1]], middle=(zero.yMin + zero.yMax) / 2)
    on_curve = [0 if number % 4 else flagOnCurve for number in range(len(counter))]
    zero.coordinates = GlyphCoordinates([*points[: outer + 1], *counter])
    zero.flags = bytearray([*flags[: outer + 1], *on_curve])
    zero.endPtsOfContours = [outer, outer + len(counter)]
    zero.numberOfContours = 2


def _counter(quarter: list[tuple[int, int]], middle: float) -> list[tuple[int, int]]:
    """A closed contour from its lower left quarter: five points, the left end first. `middle` is half its height."""
    lowest = quarter[-1][0]
    lower = [*quarter, *((2 * lowest - x, y) for x, y in reversed(quarter[:-1]))]
    upper = [(x, round(2 * middle) - y) for x, y in reversed(lower[1:-1])]
    return [*lower, *upper]


if __name__ == "__main__":
    for each in WEIGHTS:
        make(each, FONTS)
