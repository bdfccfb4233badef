"""The mask of a QR code: of eight ways to flip its modules, the one with the least penalty.

In: a QR code as a Grid, and the Plan of its version. Out: the number of its mask, from 0 to 7.
Why: the package qrcode examines module after module, which takes longer than all else of a leaflet. Here a whole code
is one integer, so a rule of ISO/IEC 18004, 7.8.3 is a few shifts. A test asserts that the package chooses the same.
"""

from __future__ import annotations

from leafletgen.layout.qr_modules import Grid, Plan


def best_mask(plain: Grid, plan: Plan) -> int:
    """The mask with the least penalty; the first of those that have it."""
    return min(range(8), key=lambda number: _penalty(_flip(plain, plan.masks[number]), plan.whole, plan.size))


def _flip(grid: Grid, mask: Grid) -> Grid:
    return Grid(grid.rows ^ mask.rows, grid.columns ^ mask.columns)


def _penalty(grid: Grid, whole: int, size: int) -> int:
    """The penalty of ISO/IEC 18004, table 11, for a QR code of `size` modules a side."""
    dark, light = grid.rows, grid.rows ^ whole
    lines = _in_lines(dark, light) + _in_lines(grid.columns, grid.columns ^ whole)
    uneven = int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)
    return lines + _blocks(dark, size) + _blocks(light, size) + 10 * uneven


def _in_lines(dark: int, light: int) -> int:
    """For runs of five or more of one colour, and for what looks like a finder pattern beside four light modules."""
    core = dark & dark >> 2 & dark >> 3 & dark >> 4 & dark >> 6 & light >> 1 & light >> 5
    pairs = light & light >> 1
    four = pairs & pairs >> 2
    finders = (core & four >> 7).bit_count() + (core & four << 4).bit_count()
    return _runs(dark) + _runs(light) + 40 * finders


def _runs(same: int) -> int:
    """3 for a run of five modules, and 1 for each further module."""
    pairs = same & same >> 1
    fives = pairs & pairs >> 2 & same >> 4
    return fives.bit_count() + 2 * (fives & ~(fives >> 1)).bit_count()


def _blocks(same: int, size: int) -> int:
    """3 for each square of two by two modules."""
    pairs = same & same >> 1
    return 3 * (pairs & pairs >> size + 1).bit_count()
