"""Rules of pages: boxes, bleed, the safe area, sizes and counts.

In: a Document. Out: Findings.
Sources: ISO 15930-7, 6.10 (boxes); printers' guides (bleed, safe area); see docs/printing.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.checks.preflight.document import Document, PageFacts, nested
from leafletgen.checks.preflight.painted import PaintedObject
from leafletgen.formats import FORMATS
from leafletgen.units import MM, Rect, in_mm

_TOUCHES = 0.5 * MM
"""What comes this near to the cut is a ground that should bleed."""


def blank_pages(document: Document) -> Iterator[Finding]:
    """A page on which nothing is printed."""
    for page in document.pages:
        if page.blank:
            yield Finding("blank-page", "nothing is printed here", page.number)


def page_sizes(document: Document) -> Iterator[Finding]:
    """Pages of more than one size."""
    first = document.pages[0]
    for page in document.pages[1:]:
        if any(abs(one - other) > print_limits.SLACK for one, other in zip(page.size, first.size, strict=True)):
            yield Finding("page-sizes", f"the size is {_size(page)}, that of page 1 {_size(first)}", page.number)


def _size(page: PageFacts) -> str:
    return " by ".join(in_mm(side) for side in page.size)


def boxes(document: Document) -> Iterator[Finding]:
    """The boxes of a press file: a TrimBox, nested, at the origin, not turned."""
    for page in document.pages:
        if "/TrimBox" not in page.boxes:
            yield Finding("no-trim-box", "there is no TrimBox", page.number)
        elif "/ArtBox" in page.boxes:
            yield Finding("art-box", "there is an ArtBox beside the TrimBox", page.number)
        if not _nest(page):
            yield Finding("boxes-not-nested", "the boxes do not lie inside one another", page.number)
        if max(map(abs, page.media[:2])) > print_limits.SLACK:
            yield Finding("origin-not-zero", f"the MediaBox begins at {page.media[0]:g} {page.media[1]:g}", page.number)
        if page.rotation:
            yield Finding("page-rotated", f"the page is shown turned by {page.rotation} degrees", page.number)


def _nest(page: PageFacts) -> bool:
    """Whether trim, bleed, crop and media lie inside one another, as far as there are any."""
    found = [page.boxes[name] for name in ("/TrimBox", "/BleedBox", "/CropBox", "/MediaBox") if name in page.boxes]
    return all(nested(inner, outer) for inner, outer in pairwise(found))


def bleed(document: Document) -> Iterator[Finding]:
    """3 mm of bleed on each side, and grounds that touch the cut fill it."""
    for page in document.pages:
        if "/TrimBox" not in page.boxes or not _nest(page):
            continue  # that is the fault to mend first
        least = min(_distances(page.trim, page.bleed))
        if least < print_limits.BLEED - print_limits.SLACK:
            yield Finding(
                "bleed-too-small",
                f"the bleed is {in_mm(max(0.0, least))}, not {in_mm(print_limits.BLEED)}",
                page.number,
            )
        elif page.bare_sides:
            sides = " and ".join(page.bare_sides)
            yield Finding("bleed-not-covered", f"colour ends at the cut on the {sides} side", page.number)


def _distances(inner: Rect, outer: Rect) -> tuple[float, ...]:
    """How far each side of one box lies inside another; less than 0 where it lies outside."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def safe_area(document: Document) -> Iterator[Finding]:
    """Text, pictures and frames keep clear of the cut; grounds that go over it are meant to."""
    least = print_limits.safe_area(len(document.pages))
    for page in document.pages:
        if "/TrimBox" in page.boxes and _nest(page):
            yield from _too_near(page, page.trim, least, "outside-safe-area", "cut")


def office_margin(document: Document) -> Iterator[Finding]:
    """Office pages keep 10 mm clear."""
    for page in document.pages:
        yield from _too_near(page, page.trim, print_limits.OFFICE_MARGIN, "near-the-edge", "edge of the paper")


def printable(document: Document) -> Iterator[Finding]:
    """Sheets of a booklet keep clear what office printers do not reach."""
    for page in document.pages:
        yield from _too_near(page, page.trim, print_limits.PRINTABLE, "near-the-edge", "edge of the paper")


def _too_near(page: PageFacts, edge: Rect, least: float, code: str, what: str) -> Iterator[Finding]:
    for item in page.content.painted:
        gaps = _distances(item.box, edge)
        if item.paint.white or _outside(item.box, edge) or (code == "outside-safe-area" and _bleeds(item, gaps)):
            continue
        if min(gaps) < least - print_limits.SLACK:
            name = "text" if item.kind == "text" else "a picture" if item.kind == "image" else "a frame or a ground"
            place = f"{in_mm(max(0.0, min(gaps)))} from the {what}, less than {in_mm(least)}"
            yield Finding(code, f"{name} stands {place}", page.number)
            return


def _bleeds(item: PaintedObject, gaps: tuple[float, ...]) -> bool:
    """Whether an object is a ground or a picture that goes over the cut: its bleed is looked at elsewhere."""
    return item.kind != "text" and min(gaps) < _TOUCHES


def _outside(box: Rect, edge: Rect) -> bool:
    """Whether an object stands beyond the edge: crop marks, notes to the printer."""
    return box[2] <= edge[0] or box[0] >= edge[2] or box[3] <= edge[1] or box[1] >= edge[3]


def page_count(document: Document) -> Iterator[Finding]:
    """Pages for folding and stitching are a multiple of 4, those of a format that is not folded of 2."""
    count = len(document.pages)
    width, height = document.pages[0].size
    rows = [row for row in FORMATS.values() if abs(row.width - width) <= 1 and abs(row.height - height) <= 1]
    several = max((row.multiple for row in rows), default=print_limits.PAGES_PER_SHEET)
    if count % several:
        yield Finding("page-count", f"{count} pages are not a multiple of {several}")


def booklet_sheets(document: Document) -> Iterator[Finding]:
    """Sheets for folding: A4 across, an even number of sides, and nothing over the fold."""
    if len(document.pages) % 2:
        yield Finding("odd-sides", f"{len(document.pages)} sides are not whole sheets")
    for page in document.pages:
        if not page.is_sheet:
            yield Finding("sheet-size", f"the sheet is {_size(page)}", page.number)
            continue
        fold = (page.trim[0] + page.trim[2]) / 2
        for item in page.content.painted:
            if item.kind == "text" and item.box[0] < fold < item.box[2]:
                yield Finding("over-the-fold", "text runs over the fold", page.number)
                break
