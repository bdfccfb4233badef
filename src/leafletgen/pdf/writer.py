"""Write: laid-out pages as a PDF file.

In: LaidOut pages, the fonts, the moment that the file is dated with. Out: the bytes of a PDF 1.7 file in sRGB values.
It draws what it is told, in the order that it is told, and decides nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reportlab.pdfbase import pdfdoc

from leafletgen import __version__
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.frames import ArtifactKind, Element, Item, LaidOut, Link, Page, QrMark, Shape, TextRun
from leafletgen.layout.theme import Colour
from leafletgen.pdf.canvas import LeafletCanvas
from leafletgen.pdf.fonts import EmbeddedFont
from leafletgen.pdf.metadata import Info, xmp_packet
from leafletgen.pdf.tags import Raw, StructureTree

PRODUCER = f"leafletgen {__version__}"

_ARC = 0.5523
"""How far the control points of a quarter circle stand from its ends, as a part of the radius."""


def write(laid_out: LaidOut, fonts: FontBook, moment: datetime.datetime) -> bytes:
    """Write the pages as one tagged PDF file, dated `moment` (UTC). The same pages and moment give the same bytes."""
    canvas = LeafletCanvas(laid_out.language)
    tree = StructureTree(canvas.document, laid_out.root)
    embedded = {name: EmbeddedFont(font, f"F{n}") for n, (name, font) in enumerate(sorted(fonts.fonts.items()), 1)}
    links: list[tuple[Raw, Link, int]] = []
    headings = _Headings(canvas)
    for number, page in enumerate(laid_out.pages):
        canvas.setPageSize((page.width, page.height))
        tree.start_page()
        canvas.operators(*_content(page, tree, embedded))
        for item in page.items:
            if isinstance(item, Link):
                links.append(_link(canvas, tree, item))
            elif isinstance(item, TextRun):
                headings.note(item)
        canvas.close_page(StructParents=number, Tabs=pdfdoc.PDFName("S"))
    for body, link, key in links:
        body.text = _annotation(canvas.document, link, len(laid_out.pages) + key)
    for font in embedded.values():
        if font.used:
            canvas.embed(font)
    headings.bookmark()
    _describe(canvas.document, laid_out, moment, tree.finish(canvas.page_numbers))
    return canvas.finish()


def _describe(document: pdfdoc.PDFDocument, laid_out: LaidOut, moment: datetime.datetime, tree: Raw) -> None:
    """The document's own entries: title, language, structure, conformance (ISO 14289-1, 5 and 7.1)."""
    catalog = document.Catalog
    catalog.MarkInfo = Raw("<</Marked true>>")
    catalog.StructTreeRoot = tree
    catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
    catalog.PageLabels = Raw("<</Nums [0 <</S /D>>]>>")
    catalog.Metadata = xmp_packet(laid_out.title, laid_out.language, PRODUCER, moment)
    document.info = Info(laid_out.title, PRODUCER, moment)


class _Headings:
    """The headings of a document, gathered from their text runs, as bookmarks."""

    def __init__(self, canvas: LeafletCanvas) -> None:
        self.canvas = canvas
        self.found: dict[int, tuple[Element, list[str]]] = {}

    def note(self, run: TextRun) -> None:
        """Take in a text run of the page being drawn, if it belongs to a heading."""
        element = run.element
        if element is None or element.role not in ("H1", "H2", "H3"):
            return
        if id(element) not in self.found:
            self.found[id(element)] = (element, [])
            self.canvas.bookmarkPage(f"h{len(self.found)}", fit="XYZ", left=0, top=run.y + run.size * 1.2, zoom=0)
        self.found[id(element)][1].append(run.text)

    def bookmark(self) -> None:
        """Add the outline: H1 is the root, sections and cards lie below it."""
        for number, (element, parts) in enumerate(self.found.values(), 1):
            title, level = "".join(parts).strip(), int(element.role[1]) - 1
            self.canvas.addOutlineEntry(title, f"h{number}", level=level, closed=level > 0)


def _content(page: Page, tree: StructureTree, embedded: dict[str, EmbeddedFont]) -> Iterator[str]:
    """The operators of a page: each stretch of one element, or of one kind of artifact, between its marks."""
    opened: object = None
    for item in page.items:
        if isinstance(item, Link):
            continue
        owner = item.kind if isinstance(item, Shape) else item.element or "Pagination"
        if owner is not opened:
            if opened is not None:
                yield "EMC"
            yield _mark(tree, owner, item)
            opened = owner
        yield from _operators(item, embedded)
    if opened is not None:
        yield "EMC"


def _mark(tree: StructureTree, owner: Element | ArtifactKind, item: Item) -> str:
    if isinstance(owner, str):
        return tree.mark_artifact(owner)
    if isinstance(item, QrMark):
        return tree.mark(owner, (item.x, item.y, item.x + item.side, item.y + item.side))
    return tree.mark(owner)


def _operators(item: Item, embedded: dict[str, EmbeddedFont]) -> Iterator[str]:
    match item:
        case TextRun():
            yield from _text(item, embedded[item.font])
        case Shape():
            yield from _shape(item)
        case QrMark():
            yield from _qr(item)


def _text(run: TextRun, font: EmbeddedFont) -> Iterator[str]:
    yield f"BT /{font.resource} {_number(run.size)} Tf {_ink(run.colour, 'rg')}"
    yield f"1 0 0 1 {_number(run.x)} {_number(run.y)} Tm {font.encode(run.glyphs)} TJ ET"


def _shape(shape: Shape) -> Iterator[str]:
    if shape.fill:
        yield _ink(shape.fill, "rg")
    if shape.stroke:
        yield f"{_ink(shape.stroke, 'RG')} {_number(shape.line_width)} w"
    yield _outline(shape)
    yield {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(shape.fill), bool(shape.stroke)]


def _outline(shape: Shape) -> str:
    x, y, width, height = shape.x, shape.y, shape.width, shape.height
    radius = min(shape.radius, width / 2, height / 2)
    if not radius:
        return f"{_numbers(x, y, width, height)} re"
    near, far = radius * (1 - _ARC), radius
    right, top = x + width, y + height
    return " ".join(
        [
            f"{_numbers(x + far, y)} m {_numbers(right - far, y)} l",
            f"{_numbers(right - near, y, right, y + near, right, y + far)} c {_numbers(right, top - far)} l",
            f"{_numbers(right, top - near, right - near, top, right - far, top)} c {_numbers(x + far, top)} l",
            f"{_numbers(x + near, top, x, top - near, x, top - far)} c {_numbers(x, y + far)} l",
            f"{_numbers(x, y + near, x + near, y, x + far, y)} c h",
        ]
    )


def _qr(mark: QrMark) -> Iterator[str]:
    """All dark modules as one path in one colour: a rectangle for each run of a row, filled at once."""
    module = mark.side / len(mark.matrix)
    top = mark.y + mark.side
    yield f"q {_ink(mark.colour, 'rg')} {_number(module)} 0 0 {_number(-module)} {_numbers(mark.x, top)} cm"
    for row, modules in enumerate(mark.matrix):
        for start, length in _runs(modules):
            yield f"{start} {row} {length} 1 re"
    yield "f Q"


def _runs(modules: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    start = None
    for column, dark in enumerate((*modules, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None


def _link(canvas: LeafletCanvas, tree: StructureTree, link: Link) -> tuple[Raw, Link, int]:
    """Reserve an annotation of the page for `link`: its body follows when the count of pages is known."""
    body = Raw()
    assert link.element is not None
    return body, link, tree.annotate(link.element, canvas.annotate(body))


def _annotation(document: pdfdoc.PDFDocument, link: Link, key: int) -> str:
    rect = _numbers(link.x, link.y, link.x + link.width, link.y + link.height)
    uri, contents = (
        bytes(pdfdoc.PDFString(text).format(document)).decode("latin-1") for text in (link.uri, link.contents)
    )
    return (
        f"<</Type /Annot /Subtype /Link /Rect [{rect}] /F 4 /Border [0 0 0] /StructParent {key} "
        f"/Contents {contents} /A <</S /URI /URI {uri}>>>>"
    )


def _ink(colour: Colour, operator: str) -> str:
    return f"{_numbers(*colour.rgb)} {operator}"


def _numbers(*values: float) -> str:
    return " ".join(_number(value) for value in values)


def _number(value: float) -> str:
    """A number as PDF wants it: plain decimals, a thousandth of a point at most (four places where it scales)."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
