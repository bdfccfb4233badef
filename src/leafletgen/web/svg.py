"""Items of the display list as SVG elements.

In: shapes, QR codes, glyphlets and pictures at fixed positions of a page. Out: Html for the inside of an SVG.
SVG counts from the upper left corner downwards, the display list from the lower left upwards: `height` is the page's.
Why apart: a cover is drawn with outlines of letters, a page for the preview with text; all else is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from leafletgen.content.logo.drawing import Drawing, Outline, Picture, Rgb, Segment
from leafletgen.layout.display_list import Glyphlet, Image, Item, Page, QrCode, Shape, Watermark
from leafletgen.web.dots import data_address, picture_png
from leafletgen.web.html import Child, Html, tag

if TYPE_CHECKING:
    from leafletgen.layout.qr_modules import Matrix

_DARK = re.compile(rb"\x01+")
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")
"""The names of PDF's numbers (ISO 32000-1, 8.4.3)."""


def svg_file(page: Page, children: Child) -> bytes:
    """An SVG file as large as the page."""
    width, height = number(page.width), number(page.height)
    box = f"0 0 {width} {height}"
    root = tag(
        "svg", children, xmlns="http://www.w3.org/2000/svg", viewBox=box, width=f"{width}pt", height=f"{height}pt"
    )
    return f"{root}\n".encode()


def drawn(item: Item, height: float) -> Html | None:
    """The element of an item that is not text; None for what is only room or a link."""
    match item:
        case Shape():
            return _shape(item, height)
        case QrCode():
            return _qr(item, height)
        case Glyphlet():
            return _glyphlet(item, height)
        case Image():
            return _image(item, height)
        case Watermark():
            return _watermark(item, height)
    return None


def drawing_file(drawing: Drawing) -> bytes:
    """The paths of a logo as an SVG file."""
    box = f"0 0 {number(drawing.width)} {number(drawing.height)}"
    paths = tag("g", _paths(drawing), transform=f"matrix(1 0 0 -1 0 {number(drawing.height)})")
    return tag("svg", paths, xmlns="http://www.w3.org/2000/svg", viewBox=box).encode()


def hex_of(rgb: Rgb) -> str:
    """A colour as "#0b4a57"."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def number(value: float) -> str:
    """A number with at most two decimal places, a 250th of a millimetre."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _shape(shape: Shape, height: float) -> Html:
    radius = min(shape.radius, shape.width / 2, shape.height / 2)
    return tag(
        "rect",
        x=number(shape.x),
        y=number(height - shape.y - shape.height),
        width=number(shape.width),
        height=number(shape.height),
        rx=number(radius) if radius else None,
        fill=hex_of(shape.fill.rgb) if shape.fill else "none",
        stroke=hex_of(shape.stroke.rgb) if shape.stroke else None,
        stroke_width=number(shape.line_width) if shape.stroke else None,
        stroke_dasharray=number(shape.dashed) if shape.dashed else None,
    )


def _qr(code: QrCode, height: float) -> Html:
    """All dark modules as one path: a rectangle for each run of dark modules in a row."""
    module = code.side / len(code.matrix)
    place = f"translate({number(code.x)} {number(height - code.y - code.side)}) scale({module:.4f})"
    return tag(
        "path", d=_modules(code.matrix), fill=hex_of(code.colour.rgb), transform=place, shape_rendering="crispEdges"
    )


@lru_cache(maxsize=512)
def _modules(matrix: Matrix) -> str:
    """The path of a QR code, in modules from its upper left corner; cached, because leaflets share most codes."""
    runs = ((row, *run.span()) for row, modules in enumerate(matrix) for run in _DARK.finditer(modules))
    return "".join(f"M{start} {row}h{end - start}v1h{start - end}z" for row, start, end in runs)


def _glyphlet(item: Glyphlet, height: float) -> Html:
    size = number(item.size)
    return tag(
        "path",
        d=path_data(item.segments),
        fill="none",
        stroke=hex_of(item.colour.rgb),
        stroke_width=f"{item.line_width / item.size:.4f}",
        stroke_linecap="round",
        stroke_linejoin="round",
        transform=f"matrix({size} 0 0 -{size} {number(item.x)} {number(height - item.y)})",
    )


def _watermark(mark: Watermark, height: float) -> Html:
    """The outline, and white where nothing of it must be seen."""
    outline = tag("path", d=path_data(mark.segments), fill=hex_of(mark.colour.rgb))
    free = (
        tag("path", d=f"M{number(left)} {number(bottom)}H{number(right)}V{number(top)}H{number(left)}z", fill="#ffffff")
        for left, bottom, right, top in mark.free
    )
    return tag("g", outline, free, transform=f"matrix(1 0 0 -1 {number(mark.x)} {number(height - mark.y)})")


def _image(image: Image, height: float) -> Html:
    picture = image.picture
    top = height - image.y - image.height
    if isinstance(picture, Picture):
        place = {"x": number(image.x), "y": number(top), "width": number(image.width), "height": number(image.height)}
        return tag("image", href=data_address(picture_png(picture), "image/png"), **place)
    scale = f"{image.width / picture.width:.5f}"
    where = f"matrix({scale} 0 0 -{scale} {number(image.x)} {number(height - image.y)})"
    return tag("g", _paths(picture), transform=where)


def _paths(drawing: Drawing) -> Iterator[Html]:
    return map(_outline, drawing.outlines)


def _outline(outline: Outline) -> Html:
    line = outline.line
    stroke: dict[str, str | None] = {}
    if line:
        stroke = {
            "stroke": hex_of(line.colour),
            "stroke_width": number(line.width),
            "stroke_linecap": _CAPS[line.cap],
            "stroke_linejoin": _JOINS[line.join],
            "stroke_miterlimit": number(line.miter),
            "stroke_dasharray": " ".join(map(number, line.dashes)) or None,
            "stroke_dashoffset": number(line.phase) if line.dashes else None,
        }
    rule = "evenodd" if outline.even_odd else None
    fill = hex_of(outline.fill) if outline.fill else "none"
    return tag("path", d=path_data(outline.segments), fill=fill, fill_rule=rule, **stroke)


def path_data(segments: tuple[Segment, ...]) -> str:
    """Segments as the path of an SVG; both have the same operators in another case."""
    return "".join(f"{'z' if kind == 'h' else kind.upper()}{' '.join(map(_fine, where))}" for kind, where in segments)


def _fine(value: float) -> str:
    """A number with at most four decimal places, for paths that are scaled up."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
