"""The list of tables of a font file: whether it is whole (OpenType 1.9, table directory).

In: the bytes of a file. Out: the tags of its tables, and whether one was changed since the font was made.
Why: HarfBuzz takes a damaged file for one without letters, or draws other outlines, and says nothing.
"""

from __future__ import annotations

import sys
from array import array
from struct import iter_unpack


def tables_of(data: bytes) -> frozenset[bytes]:
    """The tags of a font's tables; none if one of them is not within the file."""
    entries = _entries(data)
    ends = [offset + length for _, _, offset, length in entries]
    return frozenset(tag for tag, *_ in entries) if max(ends, default=0) <= len(data) else frozenset()


def is_changed(data: bytes) -> bool:
    """Whether a table does not have its checksum; head, which has that of the whole file in it, is not looked at."""
    return any(
        tag != b"head" and _sum(data[start : start + length]) != sum_ for tag, sum_, start, length in _entries(data)
    )


def _entries(data: bytes) -> list[tuple[bytes, int, int, int]]:
    """Tag, checksum, offset and length of each table."""
    directory = data[12 : 12 + 16 * int.from_bytes(data[4:6], "big")]
    return list(iter_unpack(">4s3I", directory[: len(directory) // 16 * 16]))


def _sum(table: bytes) -> int:
    """The sum of the numbers of four bytes in a table, without what is over four bytes."""
    words = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
