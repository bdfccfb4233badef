"""A last look at a finished PDF before it is published.

In: the bytes and how many pages they must hold. Out: nothing, or a ProductError; then the file is not published.
Why: a truncated or empty file must never replace a good one. This reads only the frame of the file, in microseconds;
what a PDF promises (tags, fonts, colours) is for the checks.
"""

from __future__ import annotations

import re
import zlib

from leafletgen.errors import Problem, ProductError, Where

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"\d+ 0 obj\n<</Type /XRef\b|xref\n0 ")
_OBJECTS = re.compile(rb"<</Type /ObjStm [^>]*/Length (\d+)>>\nstream\n")
_PAGE = re.compile(rb"/Type\s*/Page\b")


def check_product(data: bytes, pages: int, name: str) -> None:
    """Refuse what is no whole PDF of so many pages, with a way to its cross-reference table."""
    end = _END.search(data, max(0, len(data) - 64))
    if not data.startswith(b"%PDF-") or end is None:
        raise _refusal("It does not begin and end as a PDF does.", name)
    if not _TABLE.match(data, int(end[1])):
        raise _refusal("Its last line does not lead to its table of contents.", name)
    found = len(_PAGE.findall(_objects(data, name)))
    if found != pages:
        raise _refusal(f"It has {found} pages where {pages} were laid out.", name)


def _objects(data: bytes, name: str) -> bytes:
    """The dictionaries of the file: out of its object stream where it has one (PDF/X-1a has none)."""
    found = _OBJECTS.search(data)
    if found is None:
        return data
    try:
        return zlib.decompress(data[found.end() : found.end() + int(found[1])])
    except zlib.error:
        raise _refusal("Its objects cannot be unpacked.", name) from None


def _refusal(message: str, name: str) -> ProductError:
    hint = "The file was not put in place. This is a fault of leafletgen: please report it."
    return ProductError(Problem("product-damaged", message, hint, Where(name)))
