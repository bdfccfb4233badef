"""The list of tables of a font file: whether it is whole (OpenType 1.9, table directory).

In: the bytes of a file. Out: the tags of its tables, and whether a byte was changed since the font was made.
Why: HarfBuzz takes a damaged file for one without letters, or draws other outlines, and says nothing.
"""

from __future__ import annotations

import sys
from array import array
from struct import iter_unpack

_WHOLE = 0xB1B0AFBA
"""The sum of a whole font file."""


def tables_of(data: bytes) -> frozenset[bytes]:
    """The tags of a font's tables; none if one of them is not within the file."""
    entries = _entries(data)
    ends = [offset + length for _, _, offset, length in entries]
    return frozenset(tag for tag, *_ in entries) if max(ends, default=0) <= len(data) else frozenset()


def is_changed(data: bytes) -> bool:
    """Whether the numbers of four bytes in the file do not have the sum that head makes them have.

    Every change of one byte is found, in head and in the list of tables too (OpenType 1.9, head, checksumAdjustment).
    """
    return _sum(data) != _WHOLE


def _entries(data: bytes) -> list[tuple[bytes, int, int, int]]:
    """Tag, checksum, offset and length of each table."""
    directory = data[12 : 12 + 16 * int.from_bytes(data[4:6], "big")]
    return list(iter_unpack(">4s3I", directory[: len(directory) // 16 * 16]))


def _sum(data: bytes) -> int:
    """The sum of the numbers of four bytes, without what is over four bytes."""
    words = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
