"""Small PDF files just inside and just outside each number of preflight, and the codes that preflight finds in one."""

from __future__ import annotations

from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from leafletgen.checks.faults import ProfileName
from leafletgen.checks.preflight import preflight
from tests.support.small_pdf import (
    LONG,
    Change,
    Kind,
    box,
    drawn,
    inks,
    only,
    picture,
    qr_code,
    small_pdf,
    space,
    state,
    text,
)

PROFILES: dict[Kind, ProfileName] = {"x4": "press", "x1a": "press", "office": "office", "booklet": "booklet"}
SQUARE = "80 80 20 20 re f"
TWICE = "2 0 0 2 0 0 cm"
RICH = "0.01 0 0"


class Limit(NamedTuple):
    """A limit of files of a kind: the code, the change that breaks it, the one that just keeps it, and the pages.

    `always` are codes that both files get for another reason.
    """

    what: str
    kind: Kind
    code: str
    outside: Change
    inside: Change
    pages: int = 0
    always: tuple[str, ...] = ()


def ground(left: float, bottom: float, right: float, top: float, colour: str = "0 0 0 1 k") -> Change:
    return drawn(f"{colour} {left} {bottom} {right - left} {top - bottom} re f")


def line(width: float, colour: str = "0 0 0 1 K") -> Change:
    return drawn(f"{colour} {width} w 50 90 m 110 90 l S")


def tenth(width: float) -> Change:
    """A line in units of a tenth of a point."""
    return drawn(f"0.1 0 0 0.1 0 0 cm {width} w 500 900 m 999 900 l S")


def ink(*parts: float) -> Change:
    return drawn(f"{' '.join(map(str, parts))} k {SQUARE}")


def spot(*tints: float) -> Change:
    """A square in cyan, black and two spot inks."""
    inked = space(lambda pdf: inks("Cyan", "Black", "Orange", "Green"))
    return drawn(f"/Own cs {' '.join(map(str, tints))} scn {SQUARE}", inked)


def image(across: float) -> Change:
    """A picture of 100 dots a side, `across` points wide."""
    return drawn(f"{across} 0 0 {across} 50 80 cm /Own Do", picture(100, "DeviceGray", bytes([90]) * 100 * 100))


def inked(*levels: int) -> Change:
    """A picture of one colour in CMYK."""
    return drawn("20 0 0 20 80 80 cm /Own Do", picture(100, "DeviceCMYK", bytes(levels) * 100 * 100))


def dense(parts: int, width: float = 50, height: float = 50) -> Change:
    """A path as wide and high as asked for, of so many parts that nobody can decode."""
    corner = f"{45 + width - 2} {45 + height - 2} 2 2 re"
    return drawn(f"0 0 0 1 k {' '.join(['45 45 2 2 re'] * (parts - 1))} {corner} f")


def beside(modules: float, colour: str = "0 0 0 1") -> Change:
    """A QR code of 2.4 points a module with a bar beside it, so many modules away."""
    return qr_code(55, 55, 60, more=[f"{colour} k {55 - 2.4 * modules - 3} 60 3 30 re f"])


def over(*ink: float, mode: int = 1, left: float = 80) -> Change:
    """A square in cyan and magenta, and one that overprints it, its left side at `left`."""
    code = f"1 1 0 0 k {SQUARE} /Own gs {' '.join(map(str, ink))} k {left} 80 20 20 re f"
    return drawn(code, state(op=True, OPM=mode))


def forms(depth: int, width: float = 0.1) -> Change:
    """A line, 0.1 points thick, in a form within forms."""

    def change(pdf: pikepdf.Pdf) -> None:
        code, inner = f"0 0 0 1 K {width} w 50 90 m 110 90 l S".encode(), Dictionary()
        for _ in range(depth):
            form = pdf.make_stream(code, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 160, 160]))
            form["/Resources"] = inner
            code, inner = b"/Own Do", Dictionary(XObject=Dictionary(Own=form))
        drawn("/Own Do", lambda pdf: {"/XObject": Dictionary(Own=form)})(pdf)

    return change


def office(what: str, outside: Change, inside: Change) -> Limit:
    return Limit(what, "office", "near-the-edge", outside, inside)


def safe(what: str, outside: Change, inside: Change, pages: int = 4, always: tuple[str, ...] = ()) -> Limit:
    return Limit(what, "x4", "outside-safe-area", outside, inside, pages, always)


def bare(side: str, outside: Change, inside: Change) -> Limit:
    return Limit(f"bleed-{side}", "x4", "bleed-not-covered", outside, inside)


LIMITS = [
    # The margins of office pages: 10 mm, less the 0.1 points that a length may miss by.
    office("left", ground(28.24, 60, 80, 90), ground(28.25, 60, 80, 90)),
    office("lower", ground(60, 28.24, 80, 90), ground(60, 28.25, 80, 90)),
    office("right", ground(60, 60, 121.76, 90), ground(60, 60, 121.75, 90)),
    office("upper", ground(60, 60, 80, 121.76), ground(60, 60, 80, 121.75)),
    office("text-left", text(28.24, 90), text(28.25, 90)),
    office("text-lower", text(60, 30.44), text(60, 30.45)),
    office("text-right", text(101.76, 90), text(101.75, 90)),
    office("text-right-without-spaces", text(101.76, 90, letters="aaaa "), text(101.75, 90, letters="aaaa ")),
    office("text-upper", text(60, 114.56), text(60, 114.55)),
    office("line", drawn("1 w 28.74 60 m 28.74 90 l S"), drawn("1 w 28.75 60 m 28.75 90 l S")),
    office("white", ground(5, 80, 80, 90, "0.999 g"), ground(5, 80, 80, 90, "1 g")),
    office("clipped", ground(5, 60, 80, 90), drawn("28.25 60 50 30 re W n 0 0 0 1 k 5 60 80 30 re f")),
    office("beyond", ground(-20, 60, 0.1, 90), ground(-20, 60, 0, 90)),
    Limit("left", "booklet", "near-the-edge", ground(14.07, 60, 80, 90), ground(14.08, 60, 80, 90)),
    Limit("right", "booklet", "near-the-edge", ground(700, 60, 827.82, 90), ground(700, 60, 827.81, 90)),
    # The safe area: 5 mm with 4 pages, 6 with 5 to 8, 7 with 9 to 12, from the TrimBox at 20 and 140.
    safe("left", ground(34.07, 60, 80, 90), ground(34.08, 60, 80, 90)),
    safe("lower", ground(60, 34.07, 80, 90), ground(60, 34.08, 80, 90)),
    safe("right", ground(60, 60, 125.93, 90), ground(60, 60, 125.92, 90)),
    safe("upper", ground(60, 60, 80, 125.93), ground(60, 60, 80, 125.92)),
    safe("text", text(34.07, 90), text(34.08, 90)),
    safe("5-pages", ground(36.90, 60, 80, 90), ground(36.91, 60, 80, 90), 5, ("page-count",)),
    safe("8-pages", ground(36.90, 60, 80, 90), ground(36.91, 60, 80, 90), 8),
    safe("9-pages", ground(39.74, 60, 80, 90), ground(39.75, 60, 80, 90), 9, ("page-count",)),
    safe("text-beyond-the-cut", text(0.1, 90), text(0, 90)),
    safe("ends-at-the-cut", ground(21.42, 60, 80, 90), ground(21.41, 60, 80, 71)),
    safe("text-at-the-cut", text(21.41, 90), text(34.08, 90)),
    # Bleed: 3 mm; what is printed at the cut fills it; 5 mm of bare bleed are looked for in steps of 0.5 mm.
    *(
        Limit(f"bleed-{name}", "x4", "bleed-too-small", box("/BleedBox", *less), box("/BleedBox", *enough))
        for name, less, enough in (
            ("left", (11.61, 11, 149, 149), (11.59, 11, 149, 149)),
            ("lower", (11, 11.61, 149, 149), (11, 11.59, 149, 149)),
            ("right", (11, 11, 148.39, 149), (11, 11, 148.41, 149)),
            ("upper", (11, 11, 149, 148.39), (11, 11, 149, 148.41)),
        )
    ),
    bare("left", ground(20, 62.52, 60, 76.69), ground(20, 62.52, 60, 75.28)),
    bare("lower", ground(62.52, 20, 76.69, 60), ground(62.52, 20, 75.28, 60)),
    bare("right", ground(100, 62.52, 140, 76.69), ground(100, 62.52, 140, 75.28)),
    bare("upper", ground(62.52, 100, 76.69, 140), ground(62.52, 100, 75.28, 140)),
    bare("from", ground(20.9, 60, 60, 100), ground(21.4, 60, 60, 100)),
    bare("to", ground(12.6, 60, 60, 100), ground(11.8, 60, 60, 100)),
    bare("pale", ground(20, 60, 60, 100, "0.974 g"), ground(20, 60, 60, 100, "0.983 g")),
    # Boxes and sizes: 0.1 points; sheets of A4: 1 point.
    Limit("wider", "x4", "page-sizes", box("/TrimBox", 20, 20, 140.11, 140), box("/TrimBox", 20, 20, 140.09, 140)),
    Limit("higher", "x4", "page-sizes", box("/TrimBox", 20, 19.89, 140, 140), box("/TrimBox", 20, 19.91, 140, 140)),
    *(
        Limit(f"nested-{name}", "x4", "boxes-not-nested", box("/BleedBox", *out), box("/BleedBox", *still))
        for name, out, still in (
            ("left", (-0.11, 11, 149, 149), (-0.1, 11, 149, 149)),
            ("lower", (11, -0.11, 149, 149), (11, -0.1, 149, 149)),
            ("right", (11, 11, 160.11, 149), (11, 11, 160.1, 149)),
            ("upper", (11, 11, 149, 160.11), (11, 11, 149, 160.1)),
        )
    ),
    Limit("x", "x4", "origin-not-zero", box("/MediaBox", -0.11, 0, 160, 160), box("/MediaBox", -0.09, 0, 160, 160)),
    Limit("y", "x4", "origin-not-zero", box("/MediaBox", 0, 0.11, 160, 160), box("/MediaBox", 0, 0.09, 160, 160)),
    Limit(
        "sheet-width",
        "booklet",
        "sheet-size",
        box("/MediaBox", 0, 0, 842.9, 595.28, every=True),
        box("/MediaBox", 0, 0, 842.88, 595.28, every=True),
    ),
    Limit(
        "sheet-height",
        "booklet",
        "sheet-size",
        box("/MediaBox", 0, 0, 841.89, 594.27, every=True),
        box("/MediaBox", 0, 0, 841.89, 594.28, every=True),
    ),
    Limit("fold-left", "booklet", "over-the-fold", text(420.94, 90), text(420.945, 90)),
    Limit("fold-right", "booklet", "over-the-fold", text(400.95, 90), text(400.94, 90)),
    Limit("faint", "x4", "blank-page", only("0.983 g 70 70 9 9 re f"), only("0.974 g 70 70 9 9 re f")),
    Limit("on-the-paper", "x4", "blank-page", only("0 g 4 70 15 9 re f"), only("0 g 4 70 40 9 re f"), 0, ()),
    # Type, lines and pictures: 9 points, 0.25 points, 250 pixels to the inch, as far as numbers in a file are exact.
    Limit("size", "x4", "type-too-small", text(50, 90, 8.98), text(50, 90, 8.99)),
    Limit("size-by-matrix", "x4", "type-too-small", text(25, 45, 4.49, before=TWICE), text(25, 45, 4.5, before=TWICE)),
    Limit("line", "x4", "rule-too-thin", line(0.244), line(0.246)),
    Limit("line-by-matrix", "x4", "rule-too-thin", tenth(2.44), tenth(2.46)),
    Limit("flat", "x4", "rule-too-thin", ground(50, 90, 110, 90.244), ground(50, 90, 110, 90.246)),
    Limit("narrow", "x4", "rule-too-thin", ground(90, 50, 90.244, 110), ground(90, 50, 90.246, 110)),
    Limit("white-line", "x4", "rule-too-thin", line(0.1, "0.999 G"), line(0.1, "1 G")),
    Limit("in-30-forms", "x4", "rule-too-thin", forms(30), forms(30, 1)),
    Limit("nested-forms", "x4", "too-big-to-examine", forms(31, 1), forms(30, 1)),
    Limit("dots", "x4", "image-too-coarse", image(28.95), image(28.90)),
    # Ink: 300 %.
    Limit("own", "x4", "too-much-ink", ink(0.8, 0.7, 0.7, 0.802), ink(0.8, 0.7, 0.7, 0.8005)),
    Limit("image", "x4", "too-much-ink", inked(255, 255, 128, 128), inked(255, 255, 128, 127)),
    Limit("overprinting", "x4", "too-much-ink", over(0, 0, 0.5, 0.502), over(0, 0, 0.5, 0.5)),
    Limit("overprint-mode", "x4", "too-much-ink", over(0, 0, 1, 1), over(0, 0, 1, 1, mode=0)),
    Limit("overlap", "x4", "too-much-ink", over(0, 0, 1, 1, left=99.9), over(0, 0, 1, 1, left=100)),
    Limit("spots", "x4", "too-much-ink", spot(1, 1, 0.5, 0.502), spot(1, 1, 0.5, 0.5), always=("spot-colour",)),
    Limit("plate", "x4", "rich-black-text", text(50, 90, before=f"{RICH} 0.7 k"), text(50, 90, before=f"{RICH} .69 k")),
    # QR codes: a path of 100 parts within a tenth of a square; 4 modules free, of which the reading may miss 0.4.
    Limit("parts", "x4", "qr-unreadable", dense(100), dense(99)),
    Limit("square-low", "x4", "qr-unreadable", dense(100, 50, 45.1), dense(100, 50, 44.9)),
    Limit("square-high", "x4", "qr-unreadable", dense(100, 50, 54.9), dense(100, 50, 55.1)),
    Limit("side", "x4", "qr-too-small", qr_code(52, 52, 55.3), qr_code(52, 52, 56.7)),
    Limit(
        "module",
        "x4",
        "qr-module-too-small",
        qr_code(46, 46, 68.3, address=LONG),
        qr_code(46, 46, 69.7, address=LONG),
    ),
    Limit("near", "x4", "qr-quiet-zone", beside(3.4), beside(3.8)),
    Limit("shade", "x4", "qr-quiet-zone", beside(2, "0 0 0 0.17"), beside(2, "0 0 0 0.13")),
]


def codes(kind: Kind, *changes: Change, pages: int = 0) -> list[str]:
    found = preflight(small_pdf(kind, *changes, pages=pages), "a.pdf", PROFILES[kind])
    return [problem.code for problem in found.problems]
