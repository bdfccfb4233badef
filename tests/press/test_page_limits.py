"""The numbers of the build's own check: for each limit a page just outside it, which is refused, and one just inside.

The numbers stand here as literals, in points, so that a limit that changes by mistake fails a test. The pages are 400
points wide and high; the QR code has 25 modules of 3 points and stands at 160 160: with 4 modules around it, less the
0.1 points that a length may miss by, it takes 148.1 to 246.9.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.display_list import Element, Glyph, Item, LaidOut, Link, Page, QrCode, Shape, TextRun, Word
from leafletgen.layout.theme import BLACK, WHITE, Colour
from leafletgen.print_limits import near_black, safe_area

OFFICE, FOLDED, PRESS = Kind(), Kind(folded=True), Kind(folded=True, bleed=8.504)
MOST = (1, 1, 0.5)
ROUND_LINE = {"radius": 20.0, "stroke": 2.0}
LETTER = Word("a", (Glyph(1, "a", 500),), 500)
SPACE = Word(" ", (Glyph(2, " ", 500),), 500)
QR = QrCode(160, 160, 75, (bytes([1]) * 25,) * 25, "https://example.org/", BLACK)


def codes(kind: Kind, *items: Item, pages: int = 4) -> list[str]:
    """The codes of a leaflet whose first page has these items, and a square that keeps every limit."""
    square = Shape(300, 300, 9, 9, fill=BLACK)
    page = Page(400, 400, (square, *items))
    laid_out = LaidOut((page, *[Page(400, 400, (square,))] * (pages - 1)), Element("Document", None), "", "")
    return [finding.code for finding in check_pages(laid_out, kind)]


def ground(left: float, bottom: float, right: float, top: float) -> Shape:
    return Shape(left, bottom, right - left, top - bottom, fill=BLACK)


def text(x: float, y: float, size: float = 10, tail: int = 0, colour: Colour = BLACK) -> TextRun:
    """Four letters, each half as wide as the type size, and so many spaces."""
    words = (*[LETTER] * 4, *[SPACE] * tail)
    return TextRun(x, y, "Regular", size, colour, "aaaa" + " " * tail, words, len(words) * size / 2)


def colour(*cmyk: float) -> Colour:
    return Colour("ink", (0, 0, 0), cmyk)  # type: ignore[arg-type]


def inked(*cmyk: float) -> TextRun:
    return text(60, 60, colour=colour(*cmyk))


def box(x: float = 60, **look: Any) -> Shape:
    return Shape(x, 60, 9, 9, **{"line_width": 1, **look})


def wide(**look: Any) -> Shape:
    """A rectangle under the whole QR code, black if nothing else is asked for."""
    return Shape(140, 140, 120, 120, **{"fill": BLACK, "line_width": 1, **look})


def grey(level: float) -> Colour:
    return Colour("grey", (1, 1, level), (0, 0, 0.1, 0))


def around(left: float, bottom: float, right: float, top: float, *, radius: float = 0, stroke: float = 0) -> Shape:
    """A background that goes so far over what the QR code takes on each side."""
    line = {"stroke": WHITE, "line_width": stroke} if stroke else {}
    width, height = 98.8 + left + right, 98.8 + bottom + top
    return Shape(148.1 - left, 148.1 - bottom, width, height, fill=WHITE, radius=radius, **line)  # type: ignore[arg-type]


def below(item: Shape) -> tuple[Item, ...]:
    return item, QR


class Limit(NamedTuple):
    what: str
    kind: Kind
    code: str
    outside: tuple[Item, ...]
    inside: tuple[Item, ...]
    pages: int = 4


def qr_code(side: float, modules: int) -> QrCode:
    return replace(QR, side=side, matrix=(bytes([1]) * modules,) * modules)


def one(what: str, code: str, outside: Item, inside: Item, kind: Kind = OFFICE) -> Limit:
    return Limit(what, kind, code, (outside,), (inside,))


def beside(what: str, outside: Shape, inside: Shape) -> Limit:
    return Limit(f"beside-{what}", OFFICE, "qr-quiet-zone", (QR, outside), (QR, inside))


def higher(what: str, outside: Shape, inside: Shape) -> Limit:
    """Beside a QR code that stands 30 points higher: it takes 178.1 to 276.9 from below."""
    code = replace(QR, y=190)
    return Limit(f"higher-{what}", OFFICE, "qr-quiet-zone", (code, outside), (code, inside))


def under(what: str, outside: Shape, inside: Shape) -> Limit:
    return Limit(f"under-{what}", OFFICE, "qr-quiet-zone", below(outside), below(inside))


def edge(what: str, outside: Item, inside: Item) -> Limit:
    return Limit(what, OFFICE, "near-the-edge", (outside,), (inside,))


def safe(what: str, outside: Item, inside: Item, pages: int = 4) -> Limit:
    return Limit(what, PRESS, "outside-safe-area", (outside,), (inside,), pages)


LIMITS = [
    # 10 mm in office files, less 0.1 points.
    edge("left", ground(28.24, 60, 90, 90), ground(28.25, 60, 90, 90)),
    edge("lower", ground(60, 28.24, 90, 90), ground(60, 28.25, 90, 90)),
    edge("right", ground(60, 60, 371.76, 90), ground(60, 60, 371.75, 90)),
    edge("upper", ground(60, 60, 90, 371.76), ground(60, 60, 90, 371.75)),
    edge("over", ground(-9, 60, 90, 90), ground(29, 60, 90, 90)),
    edge("stroke", box(28.74, stroke=BLACK), box(28.75, stroke=BLACK)),
    edge("text-left", text(28.24, 90), text(28.25, 90)),
    edge("text-lower", text(60, 30.44), text(60, 30.45)),
    edge("text-right", text(351.76, 90), text(351.75, 90)),
    edge("text-spaces", text(351.76, 90, tail=2), text(351.75, 90, tail=2)),
    edge("text-upper", text(60, 364.56), text(60, 364.55)),
    one("booklet", "near-the-edge", ground(28.24, 60, 90, 90), ground(28.25, 60, 90, 90), FOLDED),
    # 5, 6 and 7 mm in files of the press; backgrounds go over the cut by the whole bleed, less 0.1 points.
    safe("4-pages", ground(14.07, 60, 90, 90), ground(14.08, 60, 90, 90)),
    safe("8-pages", ground(16.90, 60, 90, 90), ground(16.91, 60, 90, 90), 8),
    safe("12-pages", ground(19.74, 60, 90, 90), ground(19.75, 60, 90, 90), 12),
    safe("cut", ground(0.01, 60, 90, 90), ground(-8.504, 60, 90, 90)),
    safe("text", text(-8.504, 60), text(14.08, 60)),
    one("left", "bleed-not-covered", ground(-8.40, 60, 90, 90), ground(-8.41, 60, 90, 90), PRESS),
    one("lower", "bleed-not-covered", ground(60, -8.40, 90, 90), ground(60, -8.41, 90, 90), PRESS),
    one("right", "bleed-not-covered", ground(60, 60, 408.40, 90), ground(60, 60, 408.41, 90), PRESS),
    one("upper", "bleed-not-covered", ground(60, 60, 90, 408.40), ground(60, 60, 90, 408.41), PRESS),
    one("cut", "bleed-not-covered", ground(0, 60, 90, 90), ground(-9, 60, 90, 90), PRESS),
    one("one-of-two", "bleed-not-covered", ground(-9, 0, 90, 90), ground(-9, -9, 90, 90), PRESS),
    # Lines, type and ink.
    one("fill", "rule-too-thin", ground(60, 60, 90, 60.249), ground(60, 60, 90, 60.251)),
    one("upright", "rule-too-thin", ground(60, 60, 60.249, 90), ground(60, 60, 60.251, 90)),
    one("stroke", "rule-too-thin", box(stroke=BLACK, line_width=0.249), box(stroke=BLACK, line_width=0.25)),
    one("type", "type-too-small", text(60, 60, 8.99), text(60, 60, 9)),
    one("rich", "rich-black-text", inked(0.01, 0, 0, 0.7), inked(0.01, 0, 0, 0.69), PRESS),
    one("plain", "rich-black-text", inked(0.01, 0, 0, 1), inked(0, 0, 0, 1), PRESS),
    one("text", "too-much-ink", inked(*MOST, 0.51), inked(*MOST, 0.5)),
    one("fill", "too-much-ink", box(fill=colour(*MOST, 0.51)), box(fill=colour(*MOST, 0.5))),
    one("stroke", "too-much-ink", box(stroke=colour(*MOST, 0.51)), box(stroke=colour(*MOST, 0.5))),
    # QR codes.
    one("module", "qr-module-too-small", qr_code(75.064, 53), qr_code(75.066, 53)),
    one("ink", "qr-not-black", replace(QR, colour=colour(0.01, 0, 0, 1)), replace(QR, colour=colour(0, 0, 0, 1))),
    one("screen", "qr-not-black", replace(QR, colour=Colour("a", (0, 0, 0.01), (0, 0, 0, 1))), QR),
    Limit("dark", OFFICE, "qr-inverted", below(wide(fill=grey(0.849))), below(wide(fill=grey(0.85)))),
    Limit("frame", OFFICE, "qr-inverted", (wide(), wide(fill=None, stroke=WHITE), QR), (wide(), wide(fill=WHITE), QR)),
    beside("left", ground(60, 180, 148.11, 190), ground(60, 180, 148.09, 190)),
    beside("lower", ground(180, 60, 190, 148.11), ground(180, 60, 190, 148.09)),
    beside("right", ground(246.89, 180, 290, 190), ground(246.91, 180, 290, 190)),
    beside("upper", ground(180, 246.89, 190, 290), ground(180, 246.91, 190, 290)),
    higher("right", ground(246.89, 220, 290, 230), ground(246.91, 220, 290, 230)),
    higher("upper", ground(180, 276.89, 190, 320), ground(180, 276.91, 190, 320)),
    under("left", around(-0.01, 9, 9, 9), around(0.01, 9, 9, 9)),
    under("lower", around(9, -0.01, 9, 9), around(9, 0.01, 9, 9)),
    under("right", around(9, 9, -0.01, 9), around(9, 9, 0.01, 9)),
    under("upper", around(9, 9, 9, -0.01), around(9, 9, 9, 0.01)),
    under("line", around(0.99, 9, 9, 9, stroke=2), around(1.01, 9, 9, 9, stroke=2)),
    under("corner", around(-0.01, 0.01, 9, 9), around(0.01, 0.01, 9, 9)),
    # Corners rounded with 20 points: the quiet zone fits under one if it keeps 20 * (1 - 1 / sqrt 2) = 5.858 from each
    # side, or 20 from one of them.
    under("lower-left", around(5.85, 5.85, 40, 40, radius=20), around(5.86, 5.86, 40, 40, radius=20)),
    under("lower-right", around(40, 5.85, 5.85, 40, radius=20), around(40, 5.86, 5.86, 40, radius=20)),
    under("upper-left", around(5.85, 40, 40, 5.85, radius=20), around(5.86, 40, 40, 5.86, radius=20)),
    under("upper-right", around(40, 40, 5.85, 5.85, radius=20), around(40, 40, 5.86, 5.86, radius=20)),
    under("beside-the-corner", around(0.01, 19, 40, 40, radius=20), around(0.01, 20, 40, 40, radius=20)),
    under("below-the-corner", around(19, 0.01, 40, 40, radius=20), around(20, 0.01, 40, 40, radius=20)),
    under("rounded-line", around(6.56, 6.56, 40, 40, **ROUND_LINE), around(6.57, 6.57, 40, 40, **ROUND_LINE)),
    under("half-round", around(20, 10, 20, 10, radius=999), around(60, 10, 60, 10, radius=999)),
    under("half-round-upright", around(10, 20, 10, 20, radius=999), around(10, 60, 10, 60, radius=999)),
]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.code}-{limit.what}")
def test_just_outside_a_limit_is_refused_and_just_inside_passes(limit: Limit) -> None:
    assert codes(limit.kind, *limit.outside, pages=limit.pages) == [limit.code]
    assert codes(limit.kind, *limit.inside, pages=limit.pages) == []


@pytest.mark.parametrize(
    ("name", "margin", "size", "side"),
    [
        ("a4", 28.346, 9, 56.693),
        ("a5", 28.346, 9, 56.693),
        ("a4-large", 28.346, 14, 56.693),
        ("card", 5.669, 9, 42.520),
    ],
)
def test_each_format_has_its_own_limits(name: str, margin: float, size: float, side: float) -> None:
    """Lengths may miss by 0.1 points, type by nothing."""
    kind = Kind(form=FORMATS[name])
    for by, wanted in ((-0.11, ["near-the-edge"]), (-0.09, [])):
        assert codes(kind, ground(margin + by, 60, 90, 90)) == wanted
    for by, wanted in ((-0.01, ["type-too-small"]), (0, [])):
        assert codes(kind, text(60, 60, size + by)) == wanted
    for by, wanted in ((-0.11, ["qr-too-small"]), (-0.09, [])):
        assert codes(kind, qr_code(side + by, 25)) == wanted


def test_every_format_is_named_above() -> None:
    assert set(FORMATS) == {"a4", "a5", "a4-large", "card"}


@pytest.mark.parametrize(
    ("column", "change", "items"),
    [
        ("least_margin", 60.0, (ground(50, 60, 90, 90),)),
        ("smallest_type", 12.0, (text(60, 60, 11),)),
        ("least_qr", 80.0, (QR,)),
    ],
)
def test_the_limits_are_columns_of_the_format(column: str, change: float, items: tuple[Item, ...]) -> None:
    stricter: Format = FORMATS["a5"]._replace(**{column: change})  # type: ignore[arg-type]
    assert codes(Kind(form=FORMATS["a5"]), *items) == []
    assert len(codes(Kind(form=stricter), *items)) == 1


@pytest.mark.parametrize("pages", range(1, 10))
def test_pages_to_be_folded_are_a_multiple_of_4_and_those_of_whole_sheets_of_2(pages: int) -> None:
    a4, a5 = (Kind(form=FORMATS[size], folded=True) for size in ("a4", "a5"))
    assert codes(a5, pages=pages) == ([] if pages in (4, 8) else ["page-count"])
    assert codes(a4, pages=pages) == ([] if pages in (2, 4, 6, 8) else ["page-count"])
    assert codes(OFFICE, pages=pages) == []


def test_a_page_with_nothing_but_a_link_is_blank() -> None:
    link = Link(60, 60, 9, 9, "https://example.org/", "a")
    page = Page(400, 400, (link,))
    laid_out = LaidOut((page,), Element("Document", None), "", "")
    assert [finding.code for finding in check_pages(laid_out, OFFICE)] == ["blank-page"]


@pytest.mark.parametrize(
    ("pages", "points"),
    [(1, 14.173), (4, 14.173), (5, 17.008), (8, 17.008), (9, 19.843), (12, 19.843), (13, 22.677), (16, 22.677)],
)
def test_the_safe_area_grows_by_a_millimetre_for_each_sheet(pages: int, points: float) -> None:
    assert safe_area(pages) == pytest.approx(points, abs=0.001)


@pytest.mark.parametrize(
    ("cmyk", "black"),
    [
        ((0, 0, 0, 0.7), True),
        ((0, 0, 0, 0.69), False),
        ((1, 1, 1, 0), True),
        ((0.81, 0.81, 0.81, 0), True),
        ((0.79, 0.81, 0.81, 0), False),
        ((0.81, 0.79, 0.81, 0), False),
        ((0.81, 0.81, 0.79, 0), False),
        ((0.5, 0.5, 0.5, 0.61), True),
        ((0.5, 0.5, 0.5, 0.59), False),
    ],
)
def test_what_reads_as_black(cmyk: tuple[float, ...], black: bool) -> None:
    assert near_black(cmyk) is black
