"""Pixels as PNG files: QR codes of one bit for each module, and logos.

In: the matrix of a QR code, or a Picture. Out: the bytes of a PNG file; or any file as a data: address.
Why: 26 QR codes as paths of an SVG take 96 kB, as PNG files 13 kB, and a browser can draw each pixel as a sharp square.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from leafletgen.content.logo.drawing import Picture
from leafletgen.print_limits import QR_QUIET

if TYPE_CHECKING:
    from leafletgen.layout.qr_modules import Matrix

_GREY, _RGB = 0, 2
"""Colour types of PNG (PNG, third edition, 11.2.1)."""


@lru_cache(maxsize=512)
def qr_png(matrix: Matrix) -> bytes:
    """A QR code with its quiet zone, one pixel a module; cached, because leaflets share most codes."""
    side = len(matrix) + 2 * QR_QUIET
    light = (1 << side) - 1
    dark = [0] * QR_QUIET + [_bits(row) << QR_QUIET for row in matrix] + [0] * QR_QUIET
    stride = (side + 7) // 8
    rows = (((light ^ row) << (8 * stride - side)).to_bytes(stride, "big") for row in dark)
    return _png(side, side, 1, _GREY, rows)


def picture_png(picture: Picture) -> bytes:
    """The pixels of a logo."""
    stride = picture.width * (1 if picture.grey else 3)
    rows = (picture.dots[start : start + stride] for start in range(0, len(picture.dots), stride))
    return _png(picture.width, picture.height, 8, _GREY if picture.grey else _RGB, rows)


def data_address(data: bytes, media: str) -> str:
    """A file as a data: address (RFC 2397)."""
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def _bits(row: bytes) -> int:
    """A row of modules as a number; a dark module is a 1."""
    return int("".join(map(str, row)), 2)


def _png(width: int, height: int, depth: int, colour: int, rows: Iterable[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    unfiltered = b"".join(b"\0" + row for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(unfiltered, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
