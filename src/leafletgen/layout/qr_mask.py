"""The mask of a QR symbol: of eight ways to flip its modules, the one that scanners find easiest.

In: a symbol of the encoder whose data and level are set. Out: the number of its mask, from 0 to 7.
Why: the encoder weighs each module by itself, which takes longer than all else of a leaflet. Here a whole symbol is one
integer, so that a rule of ISO/IEC 18004, 7.8.3 is a few shifts. The choice is the encoder's own, bit for bit, and only
the choice is made here: the encoder makes the symbol, and each of the eight can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from qrcode.main import QRCode
from qrcode.util import mask_func

_PERIOD = 12
"""Every mask repeats itself after so many modules, across and down."""


_DIGITS = bytes.maketrans(b"\0\1", b"01")


class _Grid(NamedTuple):
    """Modules as bits, row after row and column after column; above each line of bits one is free and stays 0."""

    rows: int
    columns: int


class _Frame(QRCode):  # type: ignore[misc]
    """A symbol without data: the modules that hold them stay None."""

    def map_data(self, data: object, mask_pattern: int) -> None:
        """Leave the data out."""


def best_mask(code: QRCode) -> int:
    """The mask with the least penalty; the first of those that have it."""
    code.makeImpl(True, 0)
    size = code.modules_count
    masks = _masks(code.version)
    whole = _grid([bytes([1]) * size] * size)
    plain = _flip(_grid(code.modules), masks[0])
    return min(range(8), key=lambda number: _penalty(_flip(plain, masks[number]), whole, size))


@lru_cache(maxsize=40)
def _masks(version: int) -> tuple[_Grid, ...]:
    """What each mask flips in a symbol of `version`: modules that hold data, and no others."""
    frame = _Frame(version=version)
    frame.data_cache = []
    frame.makeImpl(True, 0)
    data = _grid([[module is None for module in row] for row in frame.modules])
    size = frame.modules_count
    again = -(-size // _PERIOD)
    whole = (_grid([(row * again)[:size] for row in tile * again][:size]) for tile in _tiles())
    return tuple(_Grid(mask.rows & data.rows, mask.columns & data.columns) for mask in whole)


@lru_cache(maxsize=1)
def _tiles() -> list[list[bytes]]:
    """One period of each mask, row by row."""
    period = range(_PERIOD)
    return [[bytes(flips(row, column) for column in period) for row in period] for flips in map(mask_func, range(8))]


def _grid(modules: Sequence[Iterable[int]]) -> _Grid:
    return _Grid(_bits(modules), _bits(zip(*modules, strict=True)))


def _bits(lines: Iterable[Iterable[int]]) -> int:
    return int(b"".join(b"0" + bytes(line).translate(_DIGITS) for line in lines), 2)


def _flip(grid: _Grid, mask: _Grid) -> _Grid:
    return _Grid(grid.rows ^ mask.rows, grid.columns ^ mask.columns)


def _penalty(grid: _Grid, whole: _Grid, size: int) -> int:
    """What ISO/IEC 18004, table 11, takes off for a symbol of `size` modules a side."""
    dark, light = grid.rows, grid.rows ^ whole.rows
    lines = _in_lines(dark, light) + _in_lines(grid.columns, grid.columns ^ whole.columns)
    uneven = int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)
    return lines + _blocks(dark, size) + _blocks(light, size) + 10 * uneven


def _in_lines(dark: int, light: int) -> int:
    """For runs of five or more of one colour, and for what looks like a finder pattern with four light on a side."""
    core = dark & dark >> 2 & dark >> 3 & dark >> 4 & dark >> 6 & light >> 1 & light >> 5
    pairs = light & light >> 1
    four = pairs & pairs >> 2
    finders = (core & four >> 7).bit_count() + (core & four << 4).bit_count()
    return _runs(dark) + _runs(light) + 40 * finders


def _runs(same: int) -> int:
    """A run of five takes 3, each module more takes 1."""
    pairs = same & same >> 1
    fives = pairs & pairs >> 2 & same >> 4
    return fives.bit_count() + 2 * (fives & ~(fives >> 1)).bit_count()


def _blocks(same: int, size: int) -> int:
    """Each square of two by two takes 3."""
    pairs = same & same >> 1
    return 3 * (pairs & pairs >> size + 1).bit_count()
