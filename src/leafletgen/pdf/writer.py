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
from leafletgen.layout.frames import Item, LaidOut, Link, Page, QrMark, Shape, TextRun
from leafletgen.layout.theme import Colour
from leafletgen.pdf.canvas import LeafletCanvas
from leafletgen.pdf.fonts import EmbeddedFont

PRODUCER = f"leafletgen {__version__}"

_ARC = 0.5523
"""How far the control points of a quarter circle stand from its ends, as a part of the radius."""


def write(laid_out: LaidOut, fonts: FontBook, moment: datetime.datetime) -> bytes:
    """Write the pages as one PDF file, dated `moment` (UTC). The same pages and moment give the same bytes."""
    canvas = LeafletCanvas(moment, laid_out.language)
    canvas.setTitle(laid_out.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    embedded = {name: EmbeddedFont(font, f"F{n}") for n, (name, font) in enumerate(sorted(fonts.fonts.items()), 1)}
    for page in laid_out.pages:
        _draw_page(canvas, page, embedded)
    for font in embedded.values():
        if font.used:
            canvas.embed(font)
    return canvas.finish()


def _draw_page(canvas: LeafletCanvas, page: Page, embedded: dict[str, EmbeddedFont]) -> None:
    canvas.setPageSize((page.width, page.height))
    for item in page.items:
        canvas.operators(*_operators(item, embedded))
        if isinstance(item, Link):
            _annotate(canvas, item)
    canvas.showPage()


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


def _annotate(canvas: LeafletCanvas, link: Link) -> None:
    rect = (link.x, link.y, link.x + link.width, link.y + link.height)
    canvas.linkURL(link.uri, tuple(round(side, 3) for side in rect), Contents=pdfdoc.PDFString(link.contents), F=4)


def _ink(colour: Colour, operator: str) -> str:
    return f"{_numbers(*colour.rgb)} {operator}"


def _numbers(*values: float) -> str:
    return " ".join(_number(value) for value in values)


def _number(value: float) -> str:
    """A number as PDF wants it: plain decimals, a thousandth of a point at most (four places where it scales)."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
