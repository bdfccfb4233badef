"""SVG files made to stop the program: each is refused, or drawn, within seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.logo.svg import read_drawing
from leafletgen.content.logo.svg_tree import UnfitDrawing

SQUARE = '<path d="M10 10H20V20H10Z"/>'
LINE = '<path d="M0 0L9 9" stroke="red"/>'

pytestmark = pytest.mark.timeout(120)  # Each takes a few seconds of processor time.


def read(body: str) -> str:
    """The code with which a drawing is refused; "" if it is drawn."""
    start = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
    try:
        read_drawing(f"{start}\n{body}\n</svg>".encode(), 20)
    except UnfitDrawing as unfit:
        assert all(len(fault.what) < 500 for fault in unfit.faults)
        assert len(unfit.faults) <= 201
        return unfit.faults[-1].code
    return ""


NUMBERS = ["1e-300", "1e300", "-1e300", "1e308", "1e-323", "0", "1e9", "-1e-9", "1e400", "99999999999999999999"]


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M0 0A{0} 5 0 0 1 9 9z"/>',
        '<path d="M0 0A5 {0} 0 1 1 9 9z"/>',
        '<path d="M0 0A{0} {0} 0 0 0 9 9z"/>',
        '<path d="M0 0A5 5 {0} 0 1 9 9z"/>',
        '<path d="M0 0A5 5 0 0 1 {0} {0}z"/>',
        '<path d="M{0} 0A5 5 0 0 1 9 9z"/>',
        '<path d="M0 0a{0} {0} 0 0 1 {0} {0}z"/>',
        '<path d="M{0} {0}Q{0} 0 9 {0}T{0} {0}z"/>',
        '<path d="M{0} 0C{0} 0 9 {0} {0} {0}S{0} {0} 1 1z"/>',
        '<path d="M0 0h{0}v{0}z"/>',
        '<circle r="{0}"/>',
        '<ellipse rx="{0}" ry="9" cx="{0}"/>',
        '<rect width="9" height="9" rx="{0}"/>',
        '<rect width="{0}" height="{0}" rx="5" ry="{0}"/>',
        '<polygon points="{0} 0 9 9 {0} {0}"/>',
        '<line x1="{0}" y2="{0}" stroke="red"/>',
        '<g transform="scale({0})"><path d="M0 0H9V9z" stroke="red"/></g>',
        '<g transform="scale({0} {0})"><g transform="scale({0})"><path d="M0 0L0 0" stroke="red"/></g></g>',
        '<g transform="rotate({0})"><path d="M0 0H9V9z"/></g>',
        '<g transform="rotate(5 {0} {0})"><path d="M0 0H9V9z"/></g>',
        '<g transform="skewX({0})"><path d="M0 0H9V9z" stroke="red"/></g>',
        '<g transform="matrix({0} {0} {0} {0} 0 0)"><path d="M0 0H9V9z" stroke="red"/></g>',
        '<path d="M0 0H9V9z" stroke="red" stroke-width="{0}"/>',
        '<path d="M0 0H9V9z" stroke="red" stroke-dasharray="{0} 1"/>',
        '<path d="M0 0H9V9z" stroke="red" stroke-dasharray="1" stroke-dashoffset="{0}"/>',
        '<path d="M0 0H9V9z" stroke="red" stroke-miterlimit="{0}"/>',
        '<path id="a" d="M0 0H9V9z"/><use href="#a" x="{0}"/>',
        '<svg viewBox="0 0 {0} {0}"/>',
    ],
)
def test_numbers_that_are_too_large_or_too_small(shape: str) -> None:
    codes = {"", "logo-svg-value", "logo-svg-thin", "logo-svg-stretched", "logo-svg-empty", "logo-svg-element"}
    read_as = {number: read(shape.format(number) + SQUARE) for number in NUMBERS}
    assert {number: code for number, code in read_as.items() if code not in codes} == {}


@pytest.mark.parametrize("number", ["1e-300", "1e300", "-1", "1e9", "0", "1e-9"])
@pytest.mark.parametrize("box", ["0 0 {0} {0}", "{0} 0 100 50", "0 0 100 {0}", "{0} {0} {0} {0}"])
def test_a_view_of_any_size(box: str, number: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.format(number)}">{SQUARE}{LINE}</svg>'
    try:
        read_drawing(text.encode(), 20)
    except UnfitDrawing as unfit:
        assert all(fault.code.startswith("logo-svg-") for fault in unfit.faults)


def _often(count: int, body: str) -> str:
    """A group that is used again and again."""
    return f'<defs><g id="a">{body}</g></defs>' + '<use href="#a"/>' * count


HOSTILE: dict[str, tuple[Callable[[], str], str]] = {
    "comments that open": (lambda: f"<style>{'/*' * 400_000}</style>{SQUARE}", "logo-too-big"),
    "some comments that open": (lambda: f"<style>{'/*' * 24_000}</style>{SQUARE}", "logo-svg-style"),
    "comments": (lambda: f"<style>{'/**/' * 12_000}</style>{SQUARE}", ""),
    "letters": (lambda: f"<style>{'a' * 400_000}</style>{SQUARE}", "logo-too-big"),
    "some letters": (lambda: f"<style>{'a' * 49_000}</style>{SQUARE}", "logo-svg-style"),
    "braces": (lambda: f"<style>{'{' * 49_000}</style>{SQUARE}", "logo-svg-style"),
    "braces that close": (lambda: f"<style>{'}' * 49_000}</style>{SQUARE}", "logo-svg-style"),
    "selectors": (lambda: f"<style>{'a,' * 20_000}a{{fill:red}}</style>{SQUARE}", "logo-too-big"),
    "many sheets": (lambda: f"<style>{'a' * 9000}{{fill:red}}</style>" * 90 + SQUARE, "logo-too-big"),
    "cut sheet": (lambda: f"<style>{'a<!---->' * 90_000}</style>{SQUARE}", "logo-too-big"),
    "a long number": (lambda: f'<path d="M0 0H{"9" * 900_000}"/>', "logo-svg-value"),
    "a long fraction": (lambda: f'<path d="M0 0H.{"9" * 900_000}"/>', "logo-svg-value"),
    "a long exponent": (lambda: f'<path d="M0 0H1e{"9" * 900_000}"/>', "logo-svg-value"),
    "a long point": (lambda: f'<polygon points="{"9" * 900_000}"/>', "logo-svg-value"),
    "a long width": (lambda: f'<rect width="{"9" * 900_000}" height="9"/>', "logo-too-big"),
    "a shorter width": (lambda: f'<rect width="{"9" * 9_000}" height="9"/>', "logo-svg-value"),
    "signs": (lambda: f'<path d="M0 0{"-" * 900_000}"/>', "logo-svg-value"),
    "closes": (lambda: f'<path d="M0 0{"z" * 900_000}"/>', "logo-too-big"),
    "some closes": (lambda: f'<path d="M0 0{"z" * 40_000}"/>', "logo-too-big"),
    "closes and lines": (lambda: f'<path d="M0 0{"l1 1z" * 24_000}"/>', "logo-too-big"),
    "lines, then closes": (lambda: f'<path d="M0 0{"l0 0" * 49_000}{"z" * 19}"/>{SQUARE}', ""),
    "moves": (lambda: f'<path d="{"M0 0" * 200_000}"/>', "logo-too-big"),
    "lines": (lambda: f'<path d="M0 0L{"1 1 " * 240_000}"/>', "logo-too-big"),
    "arcs": (lambda: f'<path d="M0 0{"a9 9 0 1 1 0 1" * 49_000}"/>', "logo-too-big"),
    "arc flags": (lambda: f'<path d="M0 0A{"1 1 0 0110" * 90_000}"/>', "logo-too-big"),
    "spaces": (lambda: f'<path d="M0 0{" " * 900_000}H9V9z"/>', ""),
    "commas": (lambda: f'<path d="M0 0{"," * 900_000}H9V9z"/>', ""),
    "spaces, used often": (lambda: _often(4000, f'<path d="M0 0H9V9{" " * 800_000}z"/>'), ""),
    "points": (lambda: f'<polygon points="{"1 " * 450_000}"/>', "logo-too-big"),
    "transforms": (lambda: f'<g transform="{"scale(1)" * 40_000}">{SQUARE * 4000}</g>', "logo-too-big"),
    "some transforms": (lambda: f'<g transform="{"scale(1)" * 1_200}">{SQUARE * 4000}</g>', ""),
    "transforms, used often": (
        lambda: _often(4000, f'<g transform="{"scale(1)" * 1_200}">{SQUARE * 9}</g>'),
        "logo-too-big",
    ),
    "transforms of a sheet": (
        lambda: f"<style>path{{transform:{'scale(1)' * 6_000}}}</style>{SQUARE * 4000}",
        "",
    ),
    "nested transforms": (
        lambda: f'<g transform="{"scale(1)" * 1_200}">' * 30 + SQUARE * 900 + "</g>" * 30,
        "",
    ),
    "a transform that is not one": (lambda: f'<g transform="{"scale(" * 1_600}">{SQUARE}</g>', "logo-svg-value"),
    "declarations": (lambda: _often(4000, f'<path d="M0 0H9V9z" style="{"fill:red;" * 50_000}"/>'), "logo-too-big"),
    "some declarations": (lambda: _often(4900, f'<path d="M0 0H9V9z" style="{"fill:red;" * 1_100}"/>'), ""),
    "declarations of a sheet": (
        lambda: f"<style>path{{{'fill:red;' * 5_500}}}</style>{SQUARE * 1900}",
        "",
    ),
    "rules and elements": (
        lambda: f"<style>{'path.a{fill:red}' * 190}</style>" + '<path class="b c" d="M0 0H9V9z"/>' * 1900,
        "",
    ),
    "classes and rules": (
        lambda: f"<style>{'.a{fill:red}' * 190}</style>" + f'<path class="{"b " * 4_900}" d="M0 0H9V9z"/>' * 90,
        "",
    ),
    "dashes, used often": (
        lambda: f'<g stroke="red" stroke-dasharray="{"1 " * 4_900}">{LINE * 4000}</g>',
        "logo-too-big",
    ),
    "a reference": (lambda: f'<path fill="url({" " * 900_000}" d="M0 0H9V9z"/>', "logo-svg-paint"),
    "a shorter reference": (lambda: f'<path fill="url({" " * 9_000}" d="M0 0H9V9z"/>' * 90, "logo-svg-paint"),
    "a colour": (lambda: f'<path fill="rgb({"9" * 9_000})" d="M0 0H9V9z"/>', "logo-svg-value"),
    "a name": (lambda: f"<{'a' * 900_000}/>", "logo-svg-element"),
    "attributes": (lambda: "<path " + "".join(f'a{n}="1" ' for n in range(80_000)) + "/>" + SQUARE, ""),
    "titles, used often": (lambda: _often(2400, "<title/>" * 2400) + SQUARE, "logo-too-big"),
    "references and shapes": (
        lambda: (
            "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 9 + "</g>" for n in range(1, 6))
            + f'<defs><g id="a0">{SQUARE * 900}</g></defs>'
        ),
        "logo-too-big",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_work_has_limits(name: str) -> None:
    make, code = HOSTILE[name]
    body = make()
    assert len(body) < 1_000_000 or name == "many sheets" or code
    assert read(body) == code


@given(
    st.text(st.sampled_from("/*{}:;,.#@ab \n\\!"), max_size=60),
    st.text(st.sampled_from("acelrstkwX(),-.019e \n"), max_size=60),
)
def test_any_sheet_and_transform_are_read_or_refused(sheet: str, transform: str) -> None:
    assert read(f"<style><![CDATA[{sheet}]]></style>{SQUARE}") in ("", "logo-svg-style")
    assert read(f'<g transform="{transform}">{SQUARE}</g>') in ("", "logo-svg-value", "logo-svg-thin")
