"""PDF objects given as text or bytes, and their numbers in a ReportLab document.

In: the text or the bytes of an object. Out: objects that a ReportLab document holds beside its own.
Why: structure, links, bookmarks and streams are text from the start; ReportLab's objects would cost time.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from leafletgen.pdf.library import pdfdoc

_LEVEL = 5
"""The zlib level: compared with the default 6, streams are a hundredth larger but take four fifths of the time."""

_NONE, _SUB = b"\0", b"\1"
"""The filter types of a row of bytes as they are, and of one of differences from those before in the row (PNG, 9.2)."""

_COLOUR = 6
"""Bytes of a colour of three values of 16 bits."""

_ROWS = range(4098, 1000, -_COLOUR)
"""How many bytes a row of a table of colours may have: longer ones fit the table less, shorter ones take more time."""


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose PDF syntax is `text`, which may be set after the object is registered."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.text.encode("latin-1")


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream object; `body` comes from `packed_stream`."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.body


def packed_stream(data: bytes, entries: str = "", level: int = _LEVEL) -> bytes:
    """The bytes of a compressed stream object, with `entries` in its dictionary (ISO 32000-1, 7.3.8)."""
    packed = zlib.compress(data, level)
    head = f"<<{entries} /Filter /FlateDecode /Length {len(packed)}>>\nstream\n"
    return b"%s%s\nendstream" % (head.encode("latin-1"), packed)


def packed_colours(table: bytes, entries: str) -> bytes:
    """The same for a table of colours, each of which mostly changes little from the one before it.

    Rows are written as they are, or as differences from the colour before, if that packs better (ISO 32000-1, 7.4.4.4).
    A table that has no whole number of such rows is packed as it is.
    """
    columns = next((length for length in _ROWS if not len(table) % length), 0)
    if not table or not columns:
        return packed_stream(table, entries)
    rows = [table[start : start + columns] for start in range(0, len(table), columns)]
    written = [min(_NONE + row, _SUB + _differences(row, bytes(_COLOUR) + row[:-_COLOUR]), key=_packed) for row in rows]
    parameters = f"/DecodeParms <</Predictor 15 /Colors 3 /BitsPerComponent 16 /Columns {columns // _COLOUR}>>"
    return packed_stream(b"".join(written), f"{entries} {parameters}")


def _packed(row: bytes) -> int:
    return len(zlib.compress(row, _LEVEL))


def _differences(data: bytes, others: bytes) -> bytes:
    """Each byte less the other, modulo 256: all at once, as numbers whose highest bits keep bytes from borrowing."""
    high = int.from_bytes(b"\x80" * len(data), "big")
    one, other = int.from_bytes(data, "big"), int.from_bytes(others, "big")
    less = ((one | high) - (other & ~high)) ^ ((one ^ ~other) & high)
    return less.to_bytes(len(data), "big")


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """A text string in PDF syntax: plain if it is ASCII, else in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def register(document: pdfdoc.PDFDocument, body: pdfdoc.PDFObject) -> int:
    """Make `body` an object of the document, if it is not one yet; returns its number."""
    number, _ = document.idToObjectNumberAndVersion[document.Reference(body).name]
    return int(number)
