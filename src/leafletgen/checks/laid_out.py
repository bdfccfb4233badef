"""The build's own check of its pages: every print fault that positions, sizes and colours show.

In: laid-out pages and the kind of file that they go into. Out: Findings, with the same codes as `preflight`.
Why: a file that a printer would reject must not be published. This needs no PDF reader and takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from leafletgen import print_limits
from leafletgen.checks.faults import Finding
from leafletgen.counts import counted
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.display_list import (
    Blank,
    Glyphlet,
    Image,
    Item,
    LaidOut,
    Link,
    Page,
    QrCode,
    Shape,
    TextRun,
    Watermark,
    Word,
)
from leafletgen.layout.fonts import FONT_FILES
from leafletgen.layout.theme import Colour
from leafletgen.units import MM, Rect, in_mm

_NAMES: dict[type[Item], str] = {
    QrCode: "a QR code",
    Shape: "a background",
    Image: "a picture",
    Watermark: "the watermark",
}

_PALE = 0.85
"""The least red, green and blue (0 to 1) of the background of a QR code."""


class Kind(Struct, frozen=True):
    """The kind of file that pages go into: `folded` or of whole sheets, trimmed with `bleed` points around, or neither.

    `form` is the format of its pages, with the least sizes of type, QR codes and margins.
    """

    folded: bool = False
    bleed: float = 0.0
    form: Format = FORMATS["a4"]


def check_pages(laid_out: LaidOut, kind: Kind) -> Iterator[Finding]:
    """Every fault of the pages, by the limits of print_limits.py and of the format."""
    count = len(laid_out.pages)
    if kind.folded and count % (several := kind.form.multiple):
        yield Finding("page-count", f"{counted(count, 'page is', 'pages are')} not a multiple of {several}")
    least = kind.form.safe_area(count) if kind.bleed else kind.form.least_margin
    for number, page in enumerate(laid_out.pages, 1):
        for code, message in _page(page, kind, least):
            yield Finding(code, message, number)


def _page(page: Page, kind: Kind, least: float) -> Iterator[tuple[str, str]]:
    placed = [(item, box_of(item)) for item in page.items if not isinstance(item, Link | Blank)]
    if not placed:
        yield "blank-page", "nothing is printed here"
    for item, box in placed:
        gaps = (box[0], box[1], page.width - box[2], page.height - box[3])
        if isinstance(item, TextRun):
            yield from _text(item, kind)
        elif isinstance(item, Shape):
            yield from _shape(item, gaps, kind)
        elif isinstance(item, QrCode):
            yield from _qr_code(item, kind, placed)
        yield from _place(item, min(gaps), kind, least)


def _text(run: TextRun, kind: Kind) -> Iterator[tuple[str, str]]:
    if run.size < _smallest(run.font, kind.form):
        yield "type-too-small", f"“{run.text}” is set in {run.size:g} points"
    cmyk = run.colour.cmyk
    if kind.bleed and sum(cmyk[:3]) and print_limits.near_black(cmyk):
        yield "rich-black-text", f"“{run.text}” is in {run.colour.name}, which is not black ink only"
    yield from _ink(run.colour)


def _smallest(font: str, form: Format) -> float:
    """The smallest size of a face: letters of other scripts may be set a little smaller than Latin ones beside them."""
    least = form.smallest_type
    return least if font in FONT_FILES else max(print_limits.SMALLEST_TYPE, print_limits.BESIDE_LATIN * least)


def _shape(shape: Shape, gaps: Rect, kind: Kind) -> Iterator[tuple[str, str]]:
    thickness = shape.line_width if shape.stroke else min(shape.width, shape.height)
    if thickness < print_limits.THINNEST_RULE:
        yield "rule-too-thin", f"a line is {thickness:.2f} points thick"
    for colour in (shape.fill, shape.stroke):
        yield from _ink(colour) if colour else ()
    if kind.bleed and min(gaps) <= 0 and any(-kind.bleed + print_limits.SLACK < gap <= 0 for gap in gaps):
        yield "bleed-not-covered", f"a background goes {in_mm(-min(gaps))} over the trim edge"


def _ink(colour: Colour) -> Iterator[tuple[str, str]]:
    if sum(colour.cmyk) > print_limits.INK:
        yield "too-much-ink", f"{colour.name} takes {100 * sum(colour.cmyk):.0f} % of ink"


def _place(item: Item, nearest: float, kind: Kind, least: float) -> Iterator[tuple[str, str]]:
    """Check that an item keeps its distance from the edge; with bleed, a background may go over the edge."""
    if nearest >= least - print_limits.SLACK or (kind.bleed and isinstance(item, Shape) and nearest <= 0):
        return
    what = f"“{item.text}”" if isinstance(item, TextRun) else _NAMES[type(item)]
    code = "outside-safe-area" if kind.bleed else "near-the-edge"
    yield code, f"{what} is {in_mm(nearest)} from the edge, less than {in_mm(least)}"


def _qr_code(code: QrCode, kind: Kind, placed: Sequence[tuple[Item, Rect]]) -> Iterator[tuple[str, str]]:
    """Check size, colour, quiet zone and background of a QR code; `placed` are all items with their boxes."""
    name = f"the QR code for {code.uri}"
    modules = len(code.matrix)
    if code.side < kind.form.least_qr - print_limits.SLACK:
        yield "qr-too-small", f"{name} is {in_mm(code.side)} wide"
    if code.side / modules < print_limits.QR_MODULE - 0.001:
        yield "qr-module-too-small", f"{name} has modules of {code.side / modules / MM:.2f} mm"
    if sum(code.colour.cmyk[:3]) or max(code.colour.rgb) > 0:
        yield "qr-not-black", f"{name} is in {code.colour.name}"
    free = print_limits.QR_QUIET * code.side / modules - print_limits.SLACK
    zone = (code.x - free, code.y - free, code.x + code.side + free, code.y + code.side + free)
    background: Colour | None = None
    for item, box in placed:
        if item is code or not _meet(zone, box) or (isinstance(item, Watermark) and _leaves_out(item, zone)):
            continue
        if not (isinstance(item, Shape) and _holds(item, zone)):
            yield "qr-quiet-zone", f"{name} has less than {print_limits.QR_QUIET} modules free around it"
            return
        background = item.fill or background
    if background and min(background.rgb) < _PALE:
        yield "qr-inverted", f"{name} is on a dark background"


def box_of(item: Item) -> Rect:
    """The box around the ink of an item; spaces at either end of text do not count."""
    match item:
        case TextRun():
            before, tail = (_spaces(words) * item.size / 1000 for words in (item.words, reversed(item.words)))
            bottom = item.y - print_limits.TEXT_DESCENT * item.size
            top = item.y + print_limits.TEXT_ASCENT * item.size
            return item.x + before, bottom, item.x + item.width - tail, top
        case Shape():
            over = item.line_width / 2 if item.stroke else 0.0
            return item.x - over, item.y - over, item.x + item.width + over, item.y + item.height + over
        case QrCode():
            return item.x, item.y, item.x + item.side, item.y + item.side
        case Glyphlet():
            return item.x, item.y, item.x + item.size, item.y + item.size
        case Link() | Image() | Watermark() | Blank():
            return item.x, item.y, item.x + item.width, item.y + item.height


def _spaces(words: Iterable[Word]) -> int:
    """The width of the spaces that words begin with."""
    return sum(word.width for word in takewhile(lambda word: word.text.isspace(), words))


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _leaves_out(mark: Watermark, zone: Rect) -> bool:
    """Whether the rectangle `zone` lies in one that a watermark leaves out."""
    left, bottom, right, top = zone[0] - mark.x, zone[1] - mark.y, zone[2] - mark.x, zone[3] - mark.y
    return any(free[0] <= left and free[1] <= bottom and free[2] >= right and free[3] >= top for free in mark.free)


def _holds(shape: Shape, zone: Rect) -> bool:
    """Whether the rectangle `zone` lies inside a shape, clear of its outline and rounded corners."""
    line = shape.line_width / 2 if shape.stroke else 0.0
    left, bottom = shape.x + line, shape.y + line
    right, top = shape.x + shape.width - line, shape.y + shape.height - line
    if zone[0] < left or zone[1] < bottom or zone[2] > right or zone[3] > top:
        return False
    radius = max(0.0, min(shape.radius, shape.width / 2, shape.height / 2) - line)
    across = max(0.0, left + radius - zone[0], zone[2] - (right - radius))
    up = max(0.0, bottom + radius - zone[1], zone[3] - (top - radius))
    return not (across and up) or across**2 + up**2 <= radius**2
