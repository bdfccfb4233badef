"""Rules of type, lines, pictures and QR symbols: what is printed must be made out.

In: a Document. Out: Findings.
Sources: ISO/IEC 18004 (QR); printers' guides (rules, resolution, embedding); see docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.document import Document, PageFacts
from leafletgen.checks.preflight.marks import Mark
from leafletgen.checks.preflight.picture import Symbol
from leafletgen.units import MM, in_mm

_DENSE = 100
"""So many pieces make one path, as wide as it is high, a QR symbol."""

_READING_ERROR = 0.2 * MM
"""By how much the side of a symbol may be misread on a picture of 300 dpi."""


def fonts(document: Document) -> Iterator[Finding]:
    """Every font that text is set in is embedded."""
    for page in document.pages:
        names = _missing_fonts(page)
        if names:
            yield Finding("font-not-embedded", f"not embedded: {', '.join(names)}", page.number)


def _missing_fonts(page: PageFacts) -> list[str]:
    faces = {mark.face for mark in page.content.marks if mark.face and not mark.face.embedded}
    return sorted(face.name for face in faces)


def type_size(document: Document) -> Iterator[Finding]:
    """No type under 9 points."""
    for page in document.pages:
        sizes = [mark.size for mark in page.content.marks if mark.kind == "text"]
        if min(sizes, default=print_limits.SMALLEST_TYPE) < print_limits.SMALLEST_TYPE - 0.01:
            yield Finding("type-too-small", f"the smallest type is {min(sizes):.3g} points", page.number)


def rules(document: Document) -> Iterator[Finding]:
    """No line thinner than 0.25 points."""
    for page in document.pages:
        widths = [mark.size for mark in page.content.marks if _is_line(mark)]
        if min(widths, default=print_limits.THINNEST_RULE) < print_limits.THINNEST_RULE - 0.005:
            yield Finding("rule-too-thin", f"the thinnest line is {min(widths):.2f} points", page.number)


def _is_line(mark: Mark) -> bool:
    return not mark.paint.white and (mark.kind == "stroke" or (mark.kind == "fill" and mark.parts == 1))


def images(document: Document) -> Iterator[Finding]:
    """Pictures of 250 pixels to the inch or more at the size that they are printed."""
    for page in document.pages:
        for mark in page.content.marks:
            if mark.kind == "image" and mark.size < print_limits.IMAGE_PPI - 1 and not _in_symbol(mark, page):
                yield Finding("image-too-coarse", f"a picture has {mark.size:.0f} pixels to the inch", page.number)


def _in_symbol(mark: Mark, page: PageFacts) -> bool:
    """A QR symbol needs no more pixels than modules."""
    return any(symbol.holds(mark.box) for symbol in page.symbols)


def symbols(document: Document) -> Iterator[Finding]:
    """QR symbols: decoded, dark on light, large enough, with their quiet zone; of each, the first fault is named.

    Where a font is missing, another stands in its place, and nobody knows what its letters will cover: there the quiet
    zone is not judged.
    """
    for page in document.pages:
        seen_as_printed = not _missing_fonts(page)
        for symbol in page.symbols:
            fault = _fault(symbol) if symbol.readable else None
            if fault and (seen_as_printed or fault[0] != "qr-quiet-zone"):
                yield Finding(*fault, page.number)
        for mark in page.content.marks:
            if _looks_like_one(mark, page) and not any(s.readable and s.holds(mark.box) for s in page.symbols):
                yield Finding("qr-unreadable", "a QR symbol cannot be decoded", page.number)


def _fault(symbol: Symbol) -> tuple[str, str] | None:
    name = f"the QR symbol for {symbol.text}"
    if not symbol.dark_on_light:
        return "qr-inverted", f"{name} is light on dark"
    if symbol.side < print_limits.QR_SIDE - _READING_ERROR:
        return "qr-too-small", f"{name} is {in_mm(symbol.side)} wide"
    module = symbol.side / symbol.modules
    if module < print_limits.QR_MODULE - _READING_ERROR / symbol.modules:
        return "qr-module-too-small", f"{name} has modules of {module / MM:.2f} mm"
    if not symbol.quiet:
        return "qr-quiet-zone", f"{name} has less than 4 modules free around it"
    return None


def _looks_like_one(mark: Mark, page: PageFacts) -> bool:
    """Whether a mark looks like a symbol: a square path of very many pieces, or a picture in which one is suspected."""
    left, foot, right, top = mark.box
    square = abs((right - left) - (top - foot)) <= 0.1 * (right - left)
    dense = mark.kind == "fill" and mark.parts >= _DENSE
    suspected = mark.kind == "image" and any(not symbol.readable and symbol.holds(mark.box) for symbol in page.symbols)
    return square and (dense or suspected)
