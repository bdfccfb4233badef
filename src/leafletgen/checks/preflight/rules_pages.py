"""Rules about pages: boxes, bleed, the safe area, sizes and counts.

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
from leafletgen.counts import counted
from leafletgen.units import MM, Rect, in_mm

_TOUCHES = 0.5 * MM
"""A background or picture nearer to the trim edge than this is meant to bleed."""


def blank_pages(document: Document) -> Iterator[Finding]:
    """No page is blank."""
    for page in document.pages:
        if page.blank:
            yield Finding("blank-page", "nothing is printed here", page.number)


def page_sizes(document: Document) -> Iterator[Finding]:
    """All pages have the same size."""
    first = document.pages[0]
    for page in document.pages[1:]:
        if any(abs(one - other) > print_limits.SLACK for one, other in zip(page.size, first.size, strict=True)):
            yield Finding("page-sizes", f"the size is {_size(page)}, that of page 1 {_size(first)}", page.number)


def _size(page: PageFacts) -> str:
    return " by ".join(in_mm(side) for side in page.size)


def boxes(document: Document) -> Iterator[Finding]:
    """Pages of a press file have a TrimBox, nested boxes, their origin at 0 0 and no rotation."""
    for page in document.pages:
        if "/TrimBox" not in page.boxes:
            yield Finding("no-trim-box", "there is no TrimBox", page.number)
        elif "/ArtBox" in page.boxes:
            yield Finding("art-box", "there is an ArtBox beside the TrimBox", page.number)
        if not _nest(page):
            yield Finding("boxes-not-nested", "the boxes are not nested", page.number)
        if max(map(abs, page.media[:2])) > print_limits.SLACK:
            yield Finding("origin-not-zero", f"the MediaBox begins at {page.media[0]:g} {page.media[1]:g}", page.number)
        if page.rotation:
            yield Finding("page-rotated", f"the page is rotated by {page.rotation} degrees", page.number)


def _nest(page: PageFacts) -> bool:
    """Whether those of TrimBox, BleedBox, CropBox and MediaBox that exist are nested."""
    found = [page.boxes[name] for name in ("/TrimBox", "/BleedBox", "/CropBox", "/MediaBox") if name in page.boxes]
    return all(nested(inner, outer) for inner, outer in pairwise(found))


def bleed(document: Document) -> Iterator[Finding]:
    """There are 3 mm of bleed on each side, and backgrounds at the trim edge fill it."""
    for page in document.pages:
        if "/TrimBox" not in page.boxes or not _nest(page):
            continue  # `boxes` reports that fault, which must be mended first.
        least = min(_distances(page.trim, page.bleed))
        if least < print_limits.BLEED - print_limits.SLACK:
            yield Finding(
                "bleed-too-small",
                f"the bleed is {in_mm(max(0.0, least))}, not {in_mm(print_limits.BLEED)}",
                page.number,
            )
        elif page.bare_sides:
            sides = " and ".join(page.bare_sides)
            yield Finding("bleed-not-covered", f"colour ends at the trim edge on the {sides} side", page.number)


def _distances(inner: Rect, outer: Rect) -> tuple[float, ...]:
    """How far each side of `inner` lies inside `outer`; less than 0 if it lies outside."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def safe_area(document: Document) -> Iterator[Finding]:
    """Text, pictures and frames keep clear of the trim edge; backgrounds may go over it."""
    count = len(document.pages)
    least = document.form.safe_area(count) if document.form else print_limits.safe_area(count)
    for page in document.pages:
        if "/TrimBox" in page.boxes and _nest(page):
            yield from _too_near(page, page.trim, least, "outside-safe-area", "trim edge")


def office_margin(document: Document) -> Iterator[Finding]:
    """Office pages keep 10 mm at the edge clear."""
    for page in document.pages:
        yield from _too_near(page, page.trim, print_limits.OFFICE_MARGIN, "near-the-edge", "edge of the paper")


def printable(document: Document) -> Iterator[Finding]:
    """Booklet sheets keep the edge clear that office printers cannot print."""
    for page in document.pages:
        yield from _too_near(page, page.trim, print_limits.PRINTABLE, "near-the-edge", "edge of the paper")


def _too_near(page: PageFacts, edge: Rect, least: float, code: str, what: str) -> Iterator[Finding]:
    for item in page.content.painted:
        gaps = _distances(item.box, edge)
        if item.paint.white or _outside(item.box, edge) or (code == "outside-safe-area" and _bleeds(item, gaps)):
            continue
        if min(gaps) < least - print_limits.SLACK:
            name = "text" if item.kind == "text" else "a picture" if item.kind == "image" else "a frame or background"
            place = f"{in_mm(max(0.0, min(gaps)))} from the {what}, less than {in_mm(least)}"
            yield Finding(code, f"{name} is {place}", page.number)
            return


def _bleeds(item: PaintedObject, gaps: tuple[float, ...]) -> bool:
    """Whether an object is a background or picture at or over the trim edge, which the rule `bleed` checks."""
    return item.kind != "text" and min(gaps) < _TOUCHES


def _outside(box: Rect, edge: Rect) -> bool:
    """Whether an object is wholly outside the edge, as crop marks and notes to the printer are."""
    return box[2] <= edge[0] or box[0] >= edge[2] or box[3] <= edge[1] or box[1] >= edge[3]


def page_count(document: Document) -> Iterator[Finding]:
    """The number of pages is a multiple of 4 for folding and stitching, or of 2 in a format that is not folded."""
    count = len(document.pages)
    several = document.form.multiple if document.form else print_limits.PAGES_PER_SHEET
    if count % several:
        yield Finding("page-count", f"{counted(count, 'page is', 'pages are')} not a multiple of {several}")


def cut_apart(document: Document) -> Iterator[Finding]:
    """Sheets that are cut apart have an even number of sides, and text keeps clear of the cuts."""
    if len(document.pages) % 2:
        sides = counted(len(document.pages), "side is", "sides are")
        yield Finding("odd-sides", f"{sides} not a whole number of sheets")
    form = document.form_on_grid
    if form is None or form.grid is None:
        yield Finding("sheet-size", "these are no sheets with the same page in each place of a grid")
        return
    cells = form.grid.cells(form.width, form.height)
    for page in document.pages:
        texts = [item.box for item in page.content.painted if item.kind == "text"]
        gaps = [min(_distances(box, cell)) for cell in cells for box in texts if nested(box, cell)]
        if min(gaps) < form.least_safe - print_limits.SLACK:
            place = f"{in_mm(min(gaps))} from the cut, less than {in_mm(form.least_safe)}"
            yield Finding("outside-safe-area", f"text is {place}", page.number)


def booklet_sheets(document: Document) -> Iterator[Finding]:
    """Sheets for folding are A4 landscape, with an even number of sides and no text over the fold."""
    if len(document.pages) % 2:
        sides = counted(len(document.pages), "side is", "sides are")
        yield Finding("odd-sides", f"{sides} not a whole number of sheets")
    for page in document.pages:
        if not page.is_sheet:
            yield Finding("sheet-size", f"the sheet is {_size(page)}", page.number)
            continue
        fold = (page.trim[0] + page.trim[2]) / 2
        for item in page.content.painted:
            if item.kind == "text" and item.box[0] < fold < item.box[2]:
                yield Finding("over-the-fold", "text runs over the fold", page.number)
                break
