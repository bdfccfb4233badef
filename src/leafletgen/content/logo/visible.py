"""Is there anything to see of a logo on white paper?

In: a Picture or a Drawing. Out: True if enough of it is darker than paper.
Why: the white version of a logo, for dark backgrounds, prints as an empty box, and looks right in a file list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from leafletgen.content.logo.drawing import Artwork, Drawing, Outline, Rgb

if TYPE_CHECKING:
    from PIL.Image import Image

LIGHTEST = 229
"""The lightest grey, of 255, that counts as seen: it has a contrast of 1.25 with white (WCAG 2.2, 1.4.3)."""

LEAST_SEEN = 0.005
"""The share of the area that must be seen. A frame of hairlines takes more."""

_ACROSS = 400  # pixels of the picture in which a Drawing is judged
_CURVE = 8  # straight pieces of a curve
_MIDDLE = 128

_Points = list[tuple[float, float]]


def can_be_seen(artwork: Artwork) -> bool:
    """Whether at least LEAST_SEEN of the area is as dark as LIGHTEST or darker."""
    from PIL import Image

    if isinstance(artwork, Drawing):
        image = _painted(artwork)
    else:
        size = artwork.width, artwork.height
        image = Image.frombytes("L" if artwork.grey else "RGB", size, artwork.dots).convert("L")
    seen = sum(image.histogram()[: LIGHTEST + 1])
    return seen >= LEAST_SEEN * image.width * image.height


def _painted(drawing: Drawing) -> Image:
    """A small picture of a Drawing in greys on white; curves are a few straight lines, dashes are not broken."""
    from PIL import Image, ImageDraw

    scale = _ACROSS / drawing.width
    image = Image.new("L", (_ACROSS, max(1, round(drawing.height * scale))), 255)
    pen = ImageDraw.Draw(image)
    for outline in drawing.outlines:
        lines = [[(x * scale, image.height - y * scale) for x, y in line] for line in _lines(outline)]
        if outline.fill:
            image.paste(_grey(outline.fill), mask=_filled(lines, outline.even_odd, image.size))
        if outline.line:
            for line in lines:
                pen.line(line, _grey(outline.line.colour), max(1, round(outline.line.width * scale)))
    return image


def _grey(colour: Rgb) -> int:
    """How light a colour is, of 255 (ITU-R BT.601, as Pillow has it)."""
    red, green, blue = colour
    return round(255 * (0.299 * red + 0.587 * green + 0.114 * blue))


def _filled(lines: list[_Points], even_odd: bool, size: tuple[int, int]) -> Image:
    """The area that a path fills: how often, or how often more one way round than the other, it goes around a point."""
    from PIL import Image, ImageChops, ImageDraw

    around = Image.new("L", size, _MIDDLE)
    for line in lines:
        if len(line) < 2:
            continue
        one = Image.new("L", size, 0)
        ImageDraw.Draw(one).polygon(line, fill=1)
        back = not even_odd and sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*line, line[0]])) < 0
        around = ImageChops.subtract(around, one) if back else ImageChops.add(around, one)
    inside = [255 * ((turns - _MIDDLE) % 2 if even_odd else turns != _MIDDLE) for turns in range(256)]
    return around.point(inside)


def _lines(outline: Outline) -> Iterator[_Points]:
    """The parts of a path, each as the corners of a line."""
    line: _Points = []
    for kind, at in outline.segments:
        if kind == "m":
            if line:
                yield line
            line = [(at[0], at[1])]
        elif kind == "l":
            line.append((at[0], at[1]))
        elif kind == "c":
            line.extend(_curve(line[-1], at))
        else:
            line.append(line[0])
    if line:
        yield line


def _curve(start: tuple[float, float], at: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    """The corners of a cubic curve after its start."""
    for step in range(1, _CURVE + 1):
        t = step / _CURVE
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            sum(weight * x for weight, x in zip(weights, (start[0], *at[::2]), strict=True)),
            sum(weight * y for weight, y in zip(weights, (start[1], *at[1::2]), strict=True)),
        )
