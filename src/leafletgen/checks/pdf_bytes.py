"""The check of the bytes of a finished PDF before it is published.

In: the bytes, and the boxes that their pages must have. Out: nothing, or a ProductError: the file is not published.
Why: a truncated file, or one with wrong boxes, which a printer would cut in the wrong place, must not replace a good
one. This reads only the structure of the file, in microseconds; checks/laid_out.py checks what is on the pages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence

from leafletgen.counts import counted
from leafletgen.errors import Problem, ProductError, Where

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"\d+ 0 obj\n<</Type /XRef\b|xref\n0 ")
_OBJECTS = re.compile(rb"<</Type /ObjStm [^>]*/Length (\d+)>>\nstream\n")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_BOX = re.compile(rb"/(Media|Bleed|Trim)Box \[([^\]]*)\]")
_EXACT = 0.01
"""The tolerance of a box in points."""

Boxes = Mapping[str, Sequence[float]]
"""The boxes of a page in points, by their names in PDF without "Box": Media, Bleed, Trim."""


def check_product(data: bytes, pages: int, name: str, boxes: Sequence[Boxes] = ()) -> None:
    """Raise ProductError unless `data` is a whole PDF with a cross-reference table, `pages` pages and these boxes."""
    end = _END.search(data, max(0, len(data) - 64))
    if not data.startswith(b"%PDF-") or end is None:
        raise _refusal("It does not begin and end like a PDF.", name)
    if not _TABLE.match(data, int(end[1])):
        raise _refusal("Its startxref does not point to the cross-reference table.", name)
    objects = _objects(data, name)
    found = len(_PAGE.findall(objects))
    if found != pages:
        raise _refusal(
            f"It has {counted(found, 'page')}, but {pages} {'was' if pages == 1 else 'were'} laid out.", name
        )
    if boxes:
        _check_boxes(objects, boxes, name)


def _check_boxes(objects: bytes, boxes: Sequence[Boxes], name: str) -> None:
    written: dict[str, list[list[float]]] = {"Media": [], "Bleed": [], "Trim": []}
    for kind, sides in _BOX.findall(objects):
        written[kind.decode()].append([float(side) for side in sides.split()])
    for kind, found in written.items():
        if not _same(found, [page[kind] for page in boxes if kind in page]):
            raise _refusal(f"The {kind}Boxes of its pages are not those that were laid out.", name)


def _same(written: Sequence[Sequence[float]], wanted: Sequence[Sequence[float]]) -> bool:
    if [len(box) for box in written] != [len(box) for box in wanted]:
        return False
    pairs = (pair for boxes in zip(written, wanted, strict=True) for pair in zip(*boxes, strict=True))
    return all(abs(one - other) <= _EXACT for one, other in pairs)


def _objects(data: bytes, name: str) -> bytes:
    """The bytes that hold the dictionaries: the object stream unpacked, or the file if it has none (PDF/X-1a)."""
    found = _OBJECTS.search(data)
    if found is None:
        return data
    try:
        return zlib.decompress(data[found.end() : found.end() + int(found[1])])
    except zlib.error:
        raise _refusal("Its objects cannot be unpacked.", name) from None


def _refusal(message: str, name: str) -> ProductError:
    hint = "The file was not written. This is a fault of leafletgen: please report it."
    return ProductError(Problem("product-damaged", message, hint, Where(name)))
