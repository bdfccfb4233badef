"""PDF objects written as they are given, and their numbers in a ReportLab document.

In: the text or the bytes of an object. Out: objects that ReportLab's document holds with its own.
Why: what leafletgen writes itself (structure, links, bookmarks, streams) is put into the file without another look.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

_LEVEL = 4
"""Of zlib: against 6, its own, files are a fifteenth larger and packed in little more than half the time."""


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object written as it is given, once `text` is set."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.text.encode("latin-1")


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream whose bytes `packed_stream` made."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes."""
        return self.body


def packed_stream(data: bytes, entries: str = "", level: int = _LEVEL) -> bytes:
    """The bytes of a stream, compressed, with these entries in its dictionary (ISO 32000-1, 7.3.8)."""
    packed = zlib.compress(data, level)
    head = f"<<{entries} /Filter /FlateDecode /Length {len(packed)}>>\nstream\n"
    return b"%s%s\nendstream" % (head.encode("latin-1"), packed)


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """A text string as it stands in a file: ASCII as it is, anything else as UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def register(document: pdfdoc.PDFDocument, body: pdfdoc.PDFObject) -> int:
    """Make `body` an object of the document, if it is none yet; returns its number."""
    number, _ = document.idToObjectNumberAndVersion[document.Reference(body).name]
    return int(number)
