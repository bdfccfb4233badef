"""The numbers that texts and logos must keep: for each limit a value just outside it and one just inside.

The numbers stand here as literals, so that a limit that changes by mistake fails a test.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from leafletgen.content.logo.load import Pictures
from leafletgen.content.logo.svg import read_drawing
from leafletgen.content.logo.svg_tree import UnfitDrawing
from leafletgen.content.values import find_suggestion, uk_number, web_address

START = "https://example.org/"


@pytest.mark.parametrize(
    ("length", "code", "severity", "said", "mended"),
    [
        (84, "", "", "", ""),
        (
            85,
            "address-long",
            "note",
            "has 85 characters, so its QR code is dense (version 6)",
            "is 1 character shorter, at most 84",
        ),
        (106, "address-long", "note", "dense (version 6)", "is 22 characters shorter, at most 84"),
        (107, "address-long", "note", "dense (version 7)", "is 1 character shorter, at most 106"),
        (
            152,
            "address-long",
            "note",
            "has 152 characters, so its QR code is dense (version 8)",
            "30 characters shorter, at most 122",
        ),
        (
            153,
            "address-too-long",
            "error",
            "too dense to scan: at most 152 are allowed",
            "is 1 character shorter, at most 152",
        ),
    ],
)
def test_the_length_of_an_address(length: int, code: str, severity: str, said: str, mended: str) -> None:
    fault = web_address(START + "a" * (length - len(START)))
    assert (fault.code, fault.severity) == (code, severity) if fault else code == ""
    assert said in (fault.message if fault else "")
    assert mended in (fault.hint if fault else "")


@pytest.mark.parametrize(
    ("start", "lengths"),
    [
        ("0800", {10, 11}),
        ("0808", {11}),
        ("01204", {10, 11}),
        ("016977", {10, 11}),
        ("01273", {11}),
        ("020", {11}),
        ("023", {11}),
        ("024", {11}),
        ("028", {11}),
        ("029", {11}),
        ("0300", {11}),
        ("0330", {11}),
        ("0345", {11}),
        ("0370", {11}),
        *((f"07{digit}", {11}) for digit in "12345789"),
        ("07624", {11}),
    ],
)
def test_how_many_digits_a_number_has(start: str, lengths: set[int]) -> None:
    good = {length for length in range(7, 15) if uk_number(start + "2" * (length - len(start))) is None}
    assert good == lengths


@pytest.mark.parametrize(
    "start", ["00", "0100", "021", "022", "025", "026", "027", "031", "032", "035", "0620", "070", "0760", "0801"]
)
def test_no_number_begins_so(start: str) -> None:
    assert [uk_number(start + "2" * (length - len(start))) is None for length in (10, 11)] == [False, False]


@pytest.mark.parametrize(
    ("number", "good"),
    [("5000", False), ("50000", True), ("899999", True), ("8999999", False), ("40000", False), ("90000", False)],
)
def test_how_many_digits_a_number_to_text_has(number: str, good: bool) -> None:
    assert (uk_number(number, texting=True) is None) is good
    assert uk_number(number) is not None


@pytest.mark.parametrize(
    "number", ["999", "112", "101", "111", "105", "159", "116123", "116000", "116111", "18000", "18001"]
)
def test_the_short_numbers_are_these(number: str) -> None:
    assert uk_number(number) is None
    assert uk_number(f"{number[:-1]}{(int(number[-1]) + 5) % 10}") is not None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("08001", "phone-childline"),
        ("0800111", "phone-childline"),
        ("080011111", "phone-childline"),
        ("0800111111", ""),
        ("0800", "phone-digits"),
    ],
)
def test_what_is_taken_for_childline(number: str, code: str) -> None:
    fault = uk_number(number)
    assert (fault.code if fault else "") == code


@pytest.mark.parametrize(("name", "found"), [("abcdefzzzz", "abcdefghij"), ("abcdezzzzz", None)])
def test_how_like_a_name_a_mistyped_one_is(name: str, found: str | None) -> None:
    """Six of ten letters are enough, five are not."""
    assert find_suggestion(name, ["abcdefghij"]) == found


# --- logos ---


def png(width: int, height: int = 40, colour: tuple[int, int, int] = (0, 0, 0), more: int = 0) -> bytes:
    """A picture in one colour; `more` bytes follow its end, where no reader looks."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue() + bytes(more)


def code(folder: Path, data: bytes, *, width_mm: int = 20, grey: bool = True, kind: str = "png") -> str:
    (folder / f"logo.{kind}").write_bytes(data)
    found = Pictures(folder).read(f"logo.{kind}", width_mm, grey)
    return found[0].code if isinstance(found, tuple) else ""


@pytest.mark.parametrize(
    ("width_mm", "width", "wanted"),
    [
        (20, 236, "logo-resolution"),  # 20 mm at 300 dots an inch are 236.2 dots
        (20, 237, ""),
        (127, 1499, "logo-resolution"),  # 127 mm are 5 inches: 1,500 dots
        (127, 1500, ""),
    ],
)
def test_the_dots_of_a_logo_in_its_width(tmp_path: Path, width_mm: int, width: int, wanted: str) -> None:
    assert code(tmp_path, png(width), width_mm=width_mm) == wanted


@pytest.mark.parametrize(
    ("width", "height", "wanted"),
    [(4000, 40, ""), (4001, 40, "logo-too-big"), (300, 4000, "logo-shape"), (300, 4001, "logo-too-big")],
)
def test_the_dots_of_a_logo_a_side(tmp_path: Path, width: int, height: int, wanted: str) -> None:
    assert code(tmp_path, png(width, height)) == wanted


@pytest.mark.parametrize(
    ("width", "height", "wanted"),
    [(600, 400, ""), (600, 401, "logo-shape")],  # 30 mm wide: 20 mm high and a little more
)
def test_the_height_of_a_logo(tmp_path: Path, width: int, height: int, wanted: str) -> None:
    assert code(tmp_path, png(width, height), width_mm=30) == wanted
    drawing = svg(f'<path d="M0 0H{width}V{height}z"/>', f"0 0 {width} {height}")
    assert code(tmp_path, drawing, width_mm=30, kind="svg") == wanted


@pytest.mark.parametrize(("kind", "most"), [("png", 4_000_000), ("svg", 1_000_000)])
def test_the_bytes_of_a_logo(tmp_path: Path, kind: str, most: int) -> None:
    data = png(300) if kind == "png" else SQUARE
    room = b"\0" if kind == "png" else b"\n"
    assert code(tmp_path, data + room * (most - len(data)), kind=kind) == ""
    assert code(tmp_path, data + room * (most + 1 - len(data)), kind=kind) == "logo-too-big"


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ((100, 108, 100), ""),
        ((100, 109, 100), "logo-not-black"),
        ((100, 100, 108), ""),
        ((100, 100, 109), "logo-not-black"),
        ((109, 100, 100), "logo-not-black"),
    ],
)
def test_how_far_from_grey_a_black_logo_is(tmp_path: Path, colour: tuple[int, int, int], wanted: str) -> None:
    assert code(tmp_path, png(300, colour=colour)) == wanted
    assert code(tmp_path, png(300, colour=colour), grey=False) == ""
    drawing = svg(f'<path fill="rgb{colour}" d="M0 0H9V9z"/>')
    assert code(tmp_path, drawing, kind="svg") == wanted
    line = svg(f'<path fill="none" stroke="rgb{colour}" d="M0 0H9V9z"/>')
    assert code(tmp_path, line, kind="svg") == wanted


def svg(body: str, view: str = "0 0 100 50") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{body}</svg>'.encode()


SQUARE = svg('<path d="M0 0H9V9z"/>')


def refused(data: bytes, width_mm: int = 20) -> str:
    """The code of what is wrong with a drawing; empty if it can be printed."""
    try:
        read_drawing(data, width_mm)
    except UnfitDrawing as unfit:
        return unfit.faults[0].code
    return ""


def groups(depth: int) -> str:
    """A square so many elements deep, that of the drawing counted."""
    return "<g>" * (depth - 2) + '<path d="M0 0H9V9z"/>' + "</g>" * (depth - 2)


def rules(count: int) -> str:
    return f'<style>{"g{fill:red}" * count}</style><path d="M0 0H9V9z"/>'


def corners(count: int) -> str:
    """A path of so many segments."""
    return f'<path d="M0 0{"L9 9L0 9" * ((count - 1) // 2)}{"L9 9" * ((count - 1) % 2)}"/>'


def uses(depth: int) -> str:
    """A square by way of so many references."""
    links = "".join(f'<use id="a{n}" href="#a{n - 1}"/>' for n in range(1, depth))
    return f'<defs><path id="a0" d="M0 0H9V9z"/>{links}</defs><use href="#a{depth - 1}"/>'


def thick(units: float) -> str:
    """A line on a drawing of 100 units, which is 20 mm wide: 0.25 points are 0.441 units."""
    return f'<path fill="none" stroke="black" stroke-width="{units}" d="M0 0H9V9"/>'


def flat(units: float) -> str:
    return f'<path d="M0 0H9V{units}H0z"/>'


def stretched(by: float) -> str:
    return f'<path stroke="black" transform="scale({by} 1)" d="M0 0H9V9z"/>'


def skewed(degrees: float) -> str:
    return f'<path stroke="black" transform="skewX({degrees})" d="M0 0H9V9z"/>'


def far(x: float) -> str:
    """A point so far to the right on a drawing of 100 units; a Drawing has 1000."""
    return f'<path d="M0 0H{x}V9z"/>'


@pytest.mark.parametrize(
    ("make", "outside", "inside", "wanted"),
    [
        (groups, 41, 40, "logo-too-big"),
        (lambda count: "<g/>" * (count - 2) + '<path d="M0 0H9V9z"/>', 5001, 5000, "logo-too-big"),
        (rules, 501, 500, "logo-too-big"),
        (corners, 50_000, 49_999, "logo-too-big"),  # the path itself is one more
        (uses, 6, 5, "logo-svg-element"),
        (thick, 0.440, 0.442, "logo-svg-thin"),
        (flat, 0.440, 0.442, "logo-svg-thin"),
        (stretched, 1.0011, 1.0009, "logo-svg-stretched"),
        (skewed, 0.06, 0.05, "logo-svg-stretched"),
        (far, 10_000, 9_999, "logo-svg-value"),
    ],
)
def test_the_size_of_a_drawing(make: Callable[[float], str], outside: float, inside: float, wanted: str) -> None:
    assert refused(svg(make(outside))) == wanted
    assert refused(svg(make(inside))) == ""


@pytest.mark.parametrize(
    ("view", "body", "wanted"),
    [
        ("0 0 1 1000", "M0 999H1V1000z", ""),
        ("0 0 1 1001", "M0 999H1V1000z", "logo-svg-size"),
        ("0 0 1000 1", "M0 0H1V1z", ""),
        ("0 0 1001 1", "M0 0H1V1z", "logo-svg-size"),
    ],
)
def test_the_shape_of_a_drawing(view: str, body: str, wanted: str) -> None:
    assert refused(svg(f'<path d="{body}"/>', view), 200) == wanted


@pytest.mark.parametrize(("number", "wanted"), [("1e9", ""), ("1.1e9", "logo-svg-value")])
def test_the_numbers_of_a_drawing(number: str, wanted: str) -> None:
    assert refused(svg(f'<path stroke-miterlimit="{number}" stroke="red" d="M0 0H9V9z"/>')) == wanted


@pytest.mark.parametrize(
    ("unit", "width"), [("", 1), ("px", 1), ("pt", 1.3333), ("pc", 16), ("mm", 3.7795), ("cm", 37.795), ("in", 96)]
)
def test_the_units_of_a_drawing(unit: str, width: float) -> None:
    """In parts of a Drawing, which is ten times as wide as the 100 units here."""
    drawing = read_drawing(svg(f'<path stroke="black" stroke-width="1{unit}" d="M0 0H9V9z"/>'), 20)
    assert drawing.outlines[0].line
    assert drawing.outlines[0].line.width == pytest.approx(10 * width, abs=0.001 * width + 0.01)
