"""PDF objects given as text or bytes, and their numbers in a ReportLab document.

In: the text or the bytes of an object. Out: objects that a ReportLab document holds beside its own.
Why: structure, links, bookmarks and streams are text from the start; ReportLab's objects would cost time.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from leafletgen.pdf.library import pdfdoc

_LEVEL = 4
"""The zlib level: compared with the default 6, files are a fifteenth larger but take little more than half the time."""


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
