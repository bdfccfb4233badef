"""The modules of a QR code: its frame, its codewords placed in it, and what each mask would flip.

In: a version and codewords. Out: Grids, in which a whole QR code is one integer, and their rows.
Why: the package qrcode draws the frame of each version (finder, alignment and timing patterns, format, version) once.
After that, itemgetter takes all bits of a code in one step; the package would decide for each module by itself.
Source: ISO/IEC 18004, 7.7.3 and 7.8.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import mask_func

Matrix = tuple[bytes, ...]
"""The rows of a QR code from the top: a byte for each module, 1 for a dark one."""

_PERIOD = 12
"""Every mask repeats after this many modules, across and down."""

_DIGITS, _MODULES = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")
_LIGHT, _DARK = -2, -1
"""The indexes of the two colours of the frame in the text of bits, which ends with "01"."""


class Grid(NamedTuple):
    """Modules as bits, row after row and column after column; one bit more before each row or column is always 0."""

    rows: int
    columns: int


class _Frame(QRCode):  # type: ignore[misc]
    """A QR code without data: the modules that hold them stay None."""

    def __init__(self, version: int, level: int, mask: int, *, blank: bool) -> None:
        """Draw it; `blank` leaves format and version light, as the encoder does when it compares masks."""
        super().__init__(version, level)
        self.data_cache: list[int] = []
        self.makeImpl(blank, mask)

    def map_data(self, data: object, mask_pattern: int) -> None:
        """Leave the data out."""


class Plan(NamedTuple):
    """What all QR codes of a version share.

    `size` is the side in modules, `whole` the rows of a code with dark modules alone, `masks` the modules that each
    mask flips, `data` the number of modules for data. `rows` and `columns` take the bits of a Grid from a text of bits.
    """

    size: int
    whole: int
    masks: tuple[Grid, ...]
    data: int
    rows: Callable[[str], tuple[str, ...]]
    columns: Callable[[str], tuple[str, ...]]

    def place(self, codewords: bytes) -> Grid:
        """The code with no mask and a blank format."""
        bits = f"{int.from_bytes(codewords):0{8 * len(codewords)}b}".ljust(self.data, "0") + "01"
        return Grid(int("".join(self.rows(bits)), 2), int("".join(self.columns(bits)), 2))


@lru_cache(maxsize=40)
def plan_for(version: int) -> Plan:
    """The plan of a version."""
    modules = _Frame(version, ERROR_CORRECT_M, 0, blank=True).modules
    size, step = len(modules), len(modules) + 1
    rows, columns = _colours(modules), _colours(zip(*modules, strict=True))
    path = tuple(_path(modules))
    for number, (row, column) in enumerate(path):
        rows[row * step + column + 1] = columns[column * step + row + 1] = number
    free = [[module is None for module in line] for line in modules]
    data = Grid(_bits(free), _bits(zip(*free, strict=True)))
    masks = tuple(
        Grid(_spread(tile, size) & data.rows, _spread(zip(*tile, strict=True), size) & data.columns)
        for tile in _tiles()
    )
    return Plan(size, int(f"0{'1' * size}" * size, 2), masks, len(path), itemgetter(*rows), itemgetter(*columns))


def _colours(lines: Iterable[Iterable[bool | None]]) -> list[int]:
    return [_DARK if dark else _LIGHT for line in lines for dark in (False, *line)]


def _bits(lines: Iterable[Iterable[bool | None]]) -> int:
    return int(b"0".join(bytes(map(bool, line)).translate(_DIGITS) for line in lines), 2)


def _path(modules: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """Row and column of each module that holds data, in order: by two columns, from the right, upwards first."""
    rows = range(len(modules))
    pairs = (*range(len(modules) - 1, 6, -2), 5, 3, 1)  # Column 6 is a timing pattern.
    for turn, right in enumerate(pairs):
        for row in rows if turn % 2 else reversed(rows):
            for column in (right, right - 1):
                if modules[row][column] is None:
                    yield row, column


@lru_cache(maxsize=1)
def _tiles() -> list[list[str]]:
    """One period of each mask, row by row; "1" flips a module."""
    period = range(_PERIOD)
    return [
        ["".join("01"[flips(row, column)] for column in period) for row in period] for flips in map(mask_func, range(8))
    ]


def _spread(tile: Iterable[Iterable[str]], size: int) -> int:
    """The lines of a tile again and again, across and down, until they fill a grid."""
    again = -(-size // _PERIOD)
    lines = "".join("0" + ("".join(line) * again)[:size] for line in tile)
    return int((lines * again)[: size * (size + 1)], 2)


@lru_cache(maxsize=640)
def formatted(version: int, level: int, mask: int) -> int:
    """The frame of a version as rows, with the format information that names level and mask."""
    return _bits(_Frame(version, level, mask, blank=False).modules)


def rows_of(rows: int, size: int) -> Matrix:
    """The rows of a grid one by one."""
    step = size + 1
    modules = f"{rows:0{size * step}b}".encode().translate(_MODULES)
    return tuple(modules[start : start + size] for start in range(1, len(modules), step))
