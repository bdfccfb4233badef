"""Rules about legibility: fonts, type, lines, pictures and QR codes.

In: a Document. Out: Findings.
Sources: ISO/IEC 18004 (QR); printers' guides (rules, resolution, embedding); see docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.document import Document, PageFacts
from leafletgen.checks.preflight.painted import PaintedObject
from leafletgen.checks.preflight.picture import SeenQrCode
from leafletgen.units import MM, in_mm

_DENSE = 100
"""A square path with at least this many subpaths is taken for a QR code."""

_READING_ERROR = 0.2 * MM
"""The error of the measured side of a QR code in a picture of 300 dpi."""


def fonts(document: Document) -> Iterator[Finding]:
    """Every font of printed text is embedded."""
    for page in document.pages:
        names = _missing_fonts(page)
        if names:
            yield Finding("font-not-embedded", f"not embedded: {', '.join(names)}", page.number)


def _missing_fonts(page: PageFacts) -> list[str]:
    faces = {item.face for item in page.content.painted if item.face and not item.face.embedded}
    return sorted(face.name for face in faces)


def type_size(document: Document) -> Iterator[Finding]:
    """No type is smaller than 9 points."""
    for page in document.pages:
        sizes = [item.size for item in page.content.painted if item.kind == "text"]
        if min(sizes, default=print_limits.SMALLEST_TYPE) < print_limits.SMALLEST_TYPE - 0.01:
            yield Finding("type-too-small", f"the smallest type is {min(sizes):.3g} points", page.number)


def rules(document: Document) -> Iterator[Finding]:
    """No line is thinner than 0.25 points."""
    for page in document.pages:
        widths = [item.size for item in page.content.painted if _is_line(item)]
        if min(widths, default=print_limits.THINNEST_RULE) < print_limits.THINNEST_RULE - 0.005:
            yield Finding("rule-too-thin", f"the thinnest line is {min(widths):.2f} points", page.number)


def _is_line(item: PaintedObject) -> bool:
    return not item.paint.white and (item.kind == "stroke" or (item.kind == "fill" and item.parts == 1))


def images(document: Document) -> Iterator[Finding]:
    """Pictures have at least 250 pixels per inch at their printed size."""
    for page in document.pages:
        for item in page.content.painted:
            if item.kind == "image" and item.size < print_limits.IMAGE_PPI - 1 and not _in_qr_code(item, page):
                yield Finding("image-too-coarse", f"a picture has {item.size:.0f} pixels per inch", page.number)


def _in_qr_code(item: PaintedObject, page: PageFacts) -> bool:
    """Whether a picture shows a QR code, which needs no more pixels than modules."""
    return any(qr_code.holds(item.box) for qr_code in page.qr_codes)


def qr_codes(document: Document) -> Iterator[Finding]:
    """QR codes can be decoded, are dark on light and large enough, and have a quiet zone; the first fault is named.

    If a font is missing, the picture shows another one, whose letters may cover the quiet zone: it is not checked.
    """
    least = document.form.least_qr if document.form else print_limits.QR_SIDE
    for page in document.pages:
        seen_as_printed = not _missing_fonts(page)
        for qr_code in page.qr_codes:
            fault = _fault(qr_code, least) if qr_code.readable else None
            if fault and (seen_as_printed or fault[0] != "qr-quiet-zone"):
                yield Finding(*fault, page.number)
        for item in page.content.painted:
            if _looks_like_one(item, page) and not any(s.readable and s.holds(item.box) for s in page.qr_codes):
                yield Finding("qr-unreadable", "a QR code cannot be decoded", page.number)


def _fault(qr_code: SeenQrCode, least: float) -> tuple[str, str] | None:
    name = f"the QR code for {qr_code.text}"
    if not qr_code.dark_on_light:
        return "qr-inverted", f"{name} is light on dark"
    if qr_code.side < least - _READING_ERROR:
        return "qr-too-small", f"{name} is {in_mm(qr_code.side)} wide"
    module = qr_code.side / qr_code.modules
    if module < print_limits.QR_MODULE - _READING_ERROR / qr_code.modules:
        return "qr-module-too-small", f"{name} has modules of {module / MM:.2f} mm"
    if not qr_code.quiet:
        return "qr-quiet-zone", f"{name} has less than {print_limits.QR_QUIET} modules free around it"
    return None


def _looks_like_one(item: PaintedObject, page: PageFacts) -> bool:
    """Whether an object looks like a QR code: a square path of many subpaths, or a picture with an unreadable one."""
    left, bottom, right, top = item.box
    square = abs((right - left) - (top - bottom)) <= 0.1 * (right - left)
    dense = item.kind == "fill" and item.parts >= _DENSE
    suspected = item.kind == "image" and any(
        not qr_code.readable and qr_code.holds(item.box) for qr_code in page.qr_codes
    )
    return square and (dense or suspected)
