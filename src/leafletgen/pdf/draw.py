"""Draw items of the display list as operators of a content stream.

In: items at fixed positions. Out: operators, in RGB or CMYK. This module knows nothing of pages, tags or files.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from leafletgen.content.logo.drawing import Artwork, Outline, Picture, Rgb, Segment
from leafletgen.layout.display_list import Glyphlet, Image, Item, QrCode, Shape, TextRun, Watermark
from leafletgen.layout.qr_modules import Matrix
from leafletgen.layout.theme import REGISTRATION, Colour
from leafletgen.pdf.font_objects import EmbeddedFont

ALL_PLATES = "Registration"
"""The name, in a page's resources, of the colour space that prints on every plate."""

_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S"}
"""The operator that paints a path, filled or not and stroked or not (ISO 32000-1, table 60)."""

_ARC = 0.5523
"""The distance of the control points of a quarter circle from its ends, as a fraction of the radius."""

_DARK = re.compile(rb"\x01+")
"""A run of dark modules in a row."""


class Pen(Struct, frozen=True):
    """Draws items with the fonts of one document, in CMYK if `cmyk` is true, else in RGB."""

    fonts: dict[str, EmbeddedFont]
    cmyk: bool

    def draw(self, item: Item) -> str:
        """The operators of an item; empty for an item that becomes an annotation."""
        match item:
            case TextRun():
                return self._text(item)
            case Shape():
                return self._shape(item)
            case QrCode():
                return self._qr(item)
            case Image():
                return "\n".join(self._image(item))
            case Glyphlet():
                return self._glyphlet(item)
            case Watermark():
                return self._place_watermark(item)
        return ""

    def picture_of(self, image: Image) -> Artwork:
        """The version of the picture for the colours of this file."""
        return image.in_ink if self.cmyk else image.picture

    def _text(self, run: TextRun) -> str:
        font = self.fonts[run.font]
        shown = font.codes.show(run.words, rtl=run.rtl, among_rtl=run.among_rtl)
        return (
            f"BT /{font.resource} {number(run.size)} Tf {self._fill(run.colour)}\n"
            f"1 0 0 1 {number(run.x)} {number(run.y)} Tm {shown} ET"
        )

    def _shape(self, shape: Shape) -> str:
        fill = f"{self._fill(shape.fill)}\n" if shape.fill else ""
        stroke = f"{self._stroke(shape.stroke)} {number(shape.line_width)} w\n" if shape.stroke else ""
        painted = f"{fill}{stroke}{_outline(shape)}\n{_PAINT[bool(shape.fill), bool(shape.stroke)]}"
        return f"q [{number(shape.dashed)}] 0 d\n{painted} Q" if shape.dashed else painted

    def _qr(self, mark: QrCode) -> str:
        """All dark modules as one path, filled together: a rectangle for each run in a row, and equal ones below it."""
        module = mark.side / len(mark.matrix)
        place = f"{number(module)} 0 0 {number(-module)} {numbers(mark.x, mark.y + mark.side)} cm"
        return f"q {self._fill(mark.colour)} {place}\n{_modules(mark.matrix)}\nf Q"

    def _place_watermark(self, mark: Watermark) -> str:
        """The drawing of a watermark, clipped to its box without each of the free rectangles."""
        box = f"{numbers(0, 0, mark.width, mark.height)} re"
        clips = [
            f"{box} {numbers(left, bottom, right - left, top - bottom)} re W* n"
            for left, bottom, right, top in mark.free
        ]
        return "\n".join([f"q 1 0 0 1 {numbers(mark.x, mark.y)} cm", *clips, f"/{watermark_name(mark)} Do Q"])

    def watermark(self, mark: Watermark) -> str:
        """The operators of a watermark in its own box, from its lower left corner."""
        return f"{self._fill(mark.colour)}\n{_drawing(mark.segments)}\nf"

    def _glyphlet(self, item: Glyphlet) -> str:
        """The outline with round ends and corners, in its own square."""
        path = " ".join(f"{numbers(*where)} {kind}".lstrip() for kind, where in item.segments)
        place = f"{numbers(item.size, 0, 0, item.size, item.x, item.y)} cm"
        return f"q {self._stroke(item.colour)} {number(item.line_width / item.size)} w 1 J 1 j {place}\n{path}\nS Q"

    def _image(self, image: Image) -> Iterator[str]:
        """The pixels of a picture, or its paths clipped to the picture's area."""
        picture = self.picture_of(image)
        if isinstance(picture, Picture):
            yield f"q {numbers(image.width, 0, 0, image.height, image.x, image.y)} cm /{image_name(picture)} Do Q"
            return
        scale = image.width / picture.width
        yield f"q {number(scale)} 0 0 {number(scale)} {numbers(image.x, image.y)} cm"
        yield f"0 0 {numbers(picture.width, picture.height)} re W n"
        for outline in picture.outlines:
            yield from self._path(outline)
        yield "Q"

    def _path(self, outline: Outline) -> Iterator[str]:
        line = outline.line
        if outline.fill:
            yield f"{self._own_colour(outline.fill)} {'k' if self.cmyk else 'rg'}"
        if line:
            yield f"{self._own_colour(line.colour)} {'K' if self.cmyk else 'RG'}"
            yield f"{number(line.width)} w {line.cap} J {line.join} j {number(line.miter)} M"
            yield f"[{numbers(*line.dashes)}] {number(line.phase)} d"
        yield " ".join(f"{numbers(*where)} {kind}".lstrip() for kind, where in outline.segments)
        star = "*" if outline.fill and outline.even_odd else ""
        yield _PAINT[bool(outline.fill), bool(line)] + star

    def _own_colour(self, rgb: Rgb) -> str:
        """A colour of a drawing: in RGB, or in CMYK as black ink only (drawings for ink have only greys)."""
        return numbers(0, 0, 0, round(1 - sum(rgb) / 3, 4)) if self.cmyk else numbers(*rgb)

    def _fill(self, colour: Colour) -> str:
        return _fill_in_ink(colour) if self.cmyk else _fill(colour)

    def _stroke(self, colour: Colour) -> str:
        return f"{numbers(*colour.cmyk)} K" if self.cmyk else f"{numbers(*colour.rgb)} RG"


@lru_cache(maxsize=256)
def _fill(colour: Colour) -> str:
    return f"{numbers(*colour.rgb)} rg"


@lru_cache(maxsize=256)
def _fill_in_ink(colour: Colour) -> str:
    return f"/{ALL_PLATES} cs 1 scn" if colour is REGISTRATION else f"{numbers(*colour.cmyk)} k"


def watermark_name(mark: Watermark) -> str:
    """The name of a watermark in a page's resources."""
    return _drawing_name(mark.segments, mark.colour)


@lru_cache(maxsize=16)
def _drawing_name(segments: tuple[Segment, ...], colour: Colour) -> str:
    """Cached, as the next one: all pages of a file have the same drawing."""
    return f"Wm{zlib.crc32(repr((segments, colour)).encode()):08x}"


@lru_cache(maxsize=16)
def _drawing(segments: tuple[Segment, ...]) -> str:
    return "\n".join(f"{numbers(*where)} {kind}".lstrip() for kind, where in segments)


def image_name(picture: Picture) -> str:
    """The name of a picture in a page's resources."""
    return f"Im{zlib.crc32(picture.dots):08x}"


def numbers(*values: float) -> str:
    """Numbers in PDF syntax, separated by spaces."""
    return " ".join([number(value) for value in values])


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A number in PDF syntax: plain decimals with at most four places."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _outline(shape: Shape) -> str:
    x, y, width, height = shape.x, shape.y, shape.width, shape.height
    radius = min(shape.radius, width / 2, height / 2)
    if not radius:
        return f"{numbers(x, y, width, height)} re"
    near, far = radius * (1 - _ARC), radius
    right, top = x + width, y + height
    return " ".join(
        [
            f"{numbers(x + far, y)} m {numbers(right - far, y)} l",
            f"{numbers(right - near, y, right, y + near, right, y + far)} c {numbers(right, top - far)} l",
            f"{numbers(right, top - near, right - near, top, right - far, top)} c {numbers(x + far, top)} l",
            f"{numbers(x + near, top, x, top - near, x, top - far)} c {numbers(x, y + far)} l",
            f"{numbers(x, y + near, x + near, y, x + far, y)} c h",
        ]
    )


@lru_cache(maxsize=512)
def _modules(matrix: Matrix) -> str:
    """The path of a QR code, in modules from its upper left corner; cached, because leaflets share most codes."""
    found: dict[tuple[int, int, int], int] = {}
    above: dict[tuple[int, int], int] = {}
    for row, modules in enumerate(matrix):
        spans = [run.span() for run in _DARK.finditer(modules)]
        above = {span: above.get(span, row) for span in spans}
        found |= {(top, *span): row + 1 - top for span, top in above.items()}
    rectangles = sorted((height, end - start, start, top) for (top, start, end), height in found.items())
    return "\n".join(f"{x} {y} {width} {height} re" for height, width, x, y in rectangles)
