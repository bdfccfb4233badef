"""The watermark of a draft of a translation: its words, large and slanted, behind all else on each page.

In: laid-out pages, the words in English and in the language, format, theme and fonts. Out: the same pages with it.
Why as outlines: programs that copy a page or read it aloud would find the letters of text in the middle of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from math import atan2, cos, inf, sin

from msgspec.structs import replace

from leafletgen.content.logo.drawing import Segment
from leafletgen.errors import Where
from leafletgen.formats import Format
from leafletgen.layout.display_list import LaidOut, Page, QrCode, Shape, TextRun, Watermark
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.setting import Setting
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import BLACK, Colour, Theme, contrast, grey
from leafletgen.print_limits import LEAST_CONTRAST, QR_QUIET
from leafletgen.units import Rect

_TINTS = (10, 7, 4, 2)
"""How dark the letters may be, in per cent of black: the first on which all text can be read is taken."""

_ON_COLOUR = (20, *_TINTS)
"""The same on a background that covers the page, which hides pale ones."""

_APART = 0.3
"""The space between two lines of it, in parts of the height of the first."""

_STEP = re.compile(r"([MLQCz])([^MLQCz]*)")

Point = tuple[float, float]
Path = list[tuple[str, list[Point]]]
"""Steps of an outline with their points: M, L, Q and C as in SVG, and z."""


def with_watermark(
    laid_out: LaidOut, words: Sequence[str], form: Format, theme: Theme, fonts: FontBook, at: Where
) -> LaidOut:
    """The pages with the words behind all else, but before a background that covers the page.

    They leave out QR codes and their quiet zones. The pages stay without them if they would make text `hard_to_read`.
    """
    first = laid_out.pages[0]
    colour = _colour(theme, _ON_COLOUR if _covered(first) else _TINTS)
    if colour is None:
        return laid_out
    setting = Setting(theme, form.scales[0], fonts)
    lines = [_line(word, setting, at) for word in words]
    area = (form.margin, form.bottom, form.width - form.margin, form.top)
    mark = _fitted(lines, area, colour)
    return replace(laid_out, pages=tuple(_behind(page, mark) for page in laid_out.pages))


def hard_to_read(theme: Theme) -> Iterator[Colour]:
    """The colours of text that cannot be read on the palest tint."""
    palest = grey("watermark", _TINTS[-1])
    return (text for text in _texts(theme) if contrast(text, palest) < LEAST_CONTRAST)


def _colour(theme: Theme, tints: Sequence[int]) -> Colour | None:
    """The first tint on which each colour of text can be read; None if none is."""
    texts = _texts(theme)
    greys = (grey("watermark", black) for black in tints)
    return next((one for one in greys if all(contrast(text, one) >= LEAST_CONTRAST for text in texts)), None)


def _texts(theme: Theme) -> list[Colour]:
    """The colours of text on paper."""
    return [text for text, background in theme.pairs() if background == theme.paper and text != BLACK]


def _behind(page: Page, mark: Watermark) -> Page:
    covered = _covered(page)
    free = tuple(_zone(code, mark) for code in page.items if isinstance(code, QrCode))
    return replace(page, items=(*page.items[:covered], replace(mark, free=free), *page.items[covered:]))


def _covered(page: Page) -> int:
    """How many backgrounds that cover the page its items begin with."""
    return len([*takewhile(lambda item: isinstance(item, Shape) and item.width >= page.width, page.items)])


def _zone(code: QrCode, mark: Watermark) -> Rect:
    """A QR code with its quiet zone, seen from the corner of the watermark."""
    quiet = QR_QUIET * code.side / len(code.matrix)
    x, y = code.x - mark.x, code.y - mark.y
    return x - quiet, y - quiet, x + code.side + quiet, y + code.side + quiet


def _line(word: str, setting: Setting, at: Where) -> Path:
    """The outline of a word in bold letters, in points of a size that the page decides later."""
    style = Style("Bold", 100.0, setting.theme.text)
    line = setting.lines([Span(word, style, whole=True, isolates=(word,) if word.isascii() else ())], inf, at)[0]
    path: Path = []
    for item in setting.place(line)(0.0, 0.0):
        if isinstance(item, TextRun):
            left = line.width - item.x - item.width if setting.fonts.rtl else item.x
            path += _outlines(item, left, setting.fonts)
    return path


def _outlines(run: TextRun, pen: float, fonts: FontBook) -> Iterator[tuple[str, list[Point]]]:
    """The outlines of the glyphs of a run whose left end is at `pen`."""
    part = run.size / 1000
    for glyph in (glyph for word in run.words for glyph in word.glyphs):
        for kind, numbers in _STEP.findall(fonts[run.font].outline(glyph.gid)):
            values = [float(value) for value in numbers.split()]
            points = zip(values[::2], values[1::2], strict=True)
            yield kind, [(pen + (x + glyph.dx) * part, run.y + (y + glyph.dy) * part) for x, y in points]
        pen += glyph.advance * part


def _fitted(lines: Iterable[Path], area: Rect, colour: Colour) -> Watermark:
    """The lines one below the other, each in the middle, slanted like the diagonal of the area and as large as it."""
    block: Path = []
    top = 0.0
    for path in lines:
        left, bottom, right, upper = _box(path)
        middle, height = (left + right) / 2, upper - bottom
        block += [(kind, [(x - middle, top + y - upper) for x, y in points]) for kind, points in path]
        top -= height * (1 + _APART)
    left, bottom, right, upper = _box(block)
    wide, high = area[2] - area[0], area[3] - area[1]
    slant = atan2(high, wide)
    across, up = cos(slant), sin(slant)
    middle = (upper + bottom) / 2
    turned: Path = [
        (kind, [(x * across - (y - middle) * up, x * up + (y - middle) * across) for x, y in points])
        for kind, points in block
    ]
    left, bottom, right, upper = _box(turned)
    scale = min(wide / (right - left), high / (upper - bottom))
    width, height = (right - left) * scale, (upper - bottom) * scale
    moved: Path = [
        (kind, [(round((x - left) * scale, 2), round((y - bottom) * scale, 2)) for x, y in points])
        for kind, points in turned
    ]
    x, y = area[0] + (wide - width) / 2, area[1] + (high - height) / 2
    return Watermark(x, y, width, height, tuple(_segments(moved)), colour)


def _box(path: Path) -> Rect:
    xs, ys = zip(*(point for _, points in path for point in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _segments(path: Path) -> Iterator[Segment]:
    """The path with operators of PDF, which has no quadratic curves."""
    here = (0.0, 0.0)
    for kind, points in path:
        match kind:
            case "M":
                yield "m", points[0]
            case "L":
                yield "l", points[0]
            case "Q":
                (x, y), (end_x, end_y) = points
                near = (here[0] + 2 * (x - here[0]) / 3, here[1] + 2 * (y - here[1]) / 3)
                far = (end_x + 2 * (x - end_x) / 3, end_y + 2 * (y - end_y) / 3)
                yield "c", (*near, *far, end_x, end_y)
            case "C":
                yield "c", tuple(value for point in points for value in point)
            case _:
                yield "h", ()
        here = points[-1] if points else here
