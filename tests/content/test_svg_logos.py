"""SVG logos: what is painted where, and everything that is refused because it would print or display wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from leafletgen.content.check import check, examine
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.logo.drawing import WIDTH, Drawing, Outline
from leafletgen.content.logo.load import MAX_BYTES, Pictures
from leafletgen.content.logo.svg import read_drawing
from leafletgen.content.logo.svg_tree import Unfit, UnfitDrawing
from leafletgen.content.source import read_folder
from tests.support.faults import ED, logo

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<path d="M10 10H20V20H10Z"/>'


def svg(body: str, attributes: str = 'viewBox="0 0 100 50"', before: str = "") -> bytes:
    """A drawing of 100 by 50 units: a unit is 10 of a Drawing's. The body begins on the second line."""
    return f"{before}<svg {NAMESPACE} {attributes}>\n{body}\n</svg>".encode()


def drawn(body: str, attributes: str = 'viewBox="0 0 100 50"') -> Drawing:
    return read_drawing(svg(body, attributes), 20)


def faults(body: str, attributes: str = 'viewBox="0 0 100 50"') -> tuple[Unfit, ...]:
    """All that is wrong with a drawing."""
    with pytest.raises(UnfitDrawing) as caught:
        drawn(body, attributes)
    return caught.value.faults


def only(body: str) -> Outline:
    (outline,) = drawn(body).outlines
    return outline


def box(outline: Outline) -> tuple[float, ...]:
    """The box around the ends of all segments: left, bottom, right, top."""
    ends = [where[-2:] for kind, where in outline.segments if kind != "h"]
    across, up = [end[0] for end in ends], [end[1] for end in ends]
    return tuple(round(side, 1) for side in (min(across), min(up), max(across), max(up)))


def test_a_path_is_converted_to_the_units_of_a_drawing_with_y_upward() -> None:
    drawing = drawn(SQUARE)
    assert (drawing.width, drawing.height) == (WIDTH, 500)
    (outline,) = drawing.outlines
    assert outline.segments == (("m", (100, 400)), ("l", (200, 400)), ("l", (200, 300)), ("l", (100, 300)), ("h", ()))
    assert (outline.fill, outline.even_odd, outline.line) == ((0, 0, 0), False, None)


SHAPES = {
    '<rect x="10" y="10" width="10" height="10"/>': (100, 300, 200, 400),
    '<rect x="10" y="10" width="10" height="10" rx="2"/>': (100, 300, 200, 400),
    '<rect x="10" y="10" width="10" height="10" rx="90"/>': (100, 300, 200, 400),
    '<circle cx="15" cy="15" r="5"/>': (100, 300, 200, 400),
    '<ellipse cx="15" cy="15" rx="5" ry="10"/>': (100, 250, 200, 450),
    '<polygon points="10,10 20,10 20 20"/>': (100, 300, 200, 400),
    '<polyline points="10,10 20,10 20 20"/>': (100, 300, 200, 400),
    '<line x1="10" y1="10" x2="20" y2="20" stroke="red"/>': (100, 300, 200, 400),
    '<path d="M10\n10\na5,5\n0\n1\n0\n10 0z"/>': (100, 350, 200, 400),
    '<path d="M10 20a5 5 0 0110 0z"/>': (100, 300, 200, 350),
    '<path d="M10 20A0 0 0 0 1 20 10V20z"/>': (100, 300, 200, 400),
    '<path d="M10 20Q15 10 20 20T30 20z"/>': (100, 300, 300, 300),
    '<path d="M10 20C10 10 20 10 20 20S30 30 30 20z"/>': (100, 300, 300, 300),
    '<path d="m10 10l.5.5-1-1 1e1 10z"/>': (95, 305, 195, 405),
    f'<g transform="translate(5,10) scale(2)">{SQUARE}</g>': (250, 0, 450, 200),
    f'<g transform="translate(5)"><g transform="translate(0 10)">{SQUARE}</g></g>': (150, 200, 250, 300),
    '<path transform="rotate(90 15 15)" d="M10 10H20V12H10Z"/>': (180, 300, 200, 400),
    '<path style="transform:matrix(1 0 0 1 5 5)" d="M10 10H20V20H10Z"/>': (150, 250, 250, 350),
    '<defs><g id="a"><path d="M0 0H10V10H0Z"/></g></defs><use xlink:href="#a" x="10" y="10"/>': (100, 300, 200, 400),
    '<defs><path id="a" d="M0 0H10V10H0Z"/></defs><use href="#a" transform="scale(2)" x="5"/>': (100, 300, 300, 500),
    f'<svgless xmlns="urn:other"><text/></svgless><title>A</title><metadata/>{SQUARE}': (100, 300, 200, 400),
    f'<g display="none">{SQUARE}</g><path visibility="hidden" d="M0 0H1V1z"/>{SQUARE}': (100, 300, 200, 400),
}


@pytest.mark.parametrize("body", SHAPES)
def test_every_shape_is_where_it_is_drawn(body: str) -> None:
    outline = only(body)
    if "Q15" in body:
        (_, first), (_, curve) = outline.segments[:2]
        assert curve == pytest.approx((133.333, 366.667, 166.667, 366.667, 200, 300), abs=0.01) and first == (100, 300)
    expected = SHAPES[body]
    assert box(outline) == pytest.approx(expected, abs=5 if 'r="5"' in body or "a5" in body or "rx" in body else 0.1)


def test_a_drawing_without_a_view_box_has_the_size_that_it_gives() -> None:
    assert drawn(SQUARE, 'width="1in" height="48px"').height == 500
    assert drawn(SQUARE, 'width="5cm" height="5cm" viewBox="0 0 100 20"').height == 200
    assert box(drawn(SQUARE, 'viewBox="0 0 100 50" transform="translate(5 5)"').outlines[0]) == (150, 250, 250, 350)
    shifted = drawn('<path d="M-10 -5H0V5z"/>', 'viewBox="-10 -5 100 50"').outlines[0]
    assert box(shifted) == (0, 400, 100, 500)


PAINTS = {
    '<path fill="#123a7a" d="D"/>': ((18, 58, 122), None),
    '<path fill="#fc0" d="D"/>': ((255, 204, 0), None),
    '<path fill="rgb(10, 20, 30)" d="D"/>': ((10, 20, 30), None),
    '<path fill="AliceBlue" d="D"/>': ((240, 248, 255), None),
    '<path style="fill:red;stroke:#00f; font-family: Arial" fill="blue" d="D"/>': ((255, 0, 0), (0, 0, 255)),
    '<g fill="red"><path d="D"/></g>': ((255, 0, 0), None),
    '<g fill="red"><path fill="inherit" d="D"/></g>': ((255, 0, 0), None),
    '<g color="red"><path fill="currentColor" d="D"/></g>': ((255, 0, 0), None),
    '<g fill="red"><path fill="none" stroke="lime" d="D"/></g>': (None, (0, 255, 0)),
    "<style>.a{fill:red}</style><path class='b a' fill='blue' d='D'/>": ((255, 0, 0), None),
    "<style><![CDATA[ /* one */ .a, #x {fill:red} path{fill:lime} ]]></style><path id='x' d='D'/>": ((255, 0, 0), None),
    "<style>path.a{fill:red} .a{fill:blue}</style><path class='a' d='D'/>": ((255, 0, 0), None),
    "<style>.a{fill:blue} .b{fill:red}</style><path class='b a' d='D'/>": ((255, 0, 0), None),
    "<style>*{fill:blue}</style><path style='fill:red' d='D'/>": ((255, 0, 0), None),
    "<path class='a' d='D'/><style>.a{fill:red}</style>": ((255, 0, 0), None),
}


@pytest.mark.parametrize("body", PAINTS)
def test_paint_is_found_as_a_browser_finds_it(body: str) -> None:
    outline = only(body.replace('"D"', '"M10 10H20V20z"').replace("'D'", "'M10 10H20V20z'"))
    line = outline.line.colour if outline.line else None
    found = tuple(paint and tuple(round(255 * part) for part in paint) for paint in (outline.fill, line))
    assert found == PAINTS[body]


def test_lines_keep_their_kind_and_grow_with_the_drawing() -> None:
    how = 'stroke-width="2px" stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="1,2" fill-rule="evenodd"'
    how += ' stroke-dashoffset="-1"'
    outline = only(f'<g transform="scale(2)"><path stroke="black" {how} d="M1 1H5V5z"/></g>')
    assert outline.even_odd and outline.line
    assert astuple(outline.line)[1:] == (40, 1, 2, 4, (20, 40), 100)


REFUSED = {
    # what is refused: its code, its line, and the twin that is drawn
    '<text x="1" y="9">Police</text>': ("logo-svg-text", 2, SQUARE),
    f"{SQUARE}\n<defs>\n<text>Police</text></defs>": ("logo-svg-text", 4, f"{SQUARE}\n<defs>\n</defs>"),
    '<image href="a.png"/>': ("logo-svg-picture", 2, SQUARE),
    "<foreignObject/>": ("logo-svg-picture", 2, SQUARE),
    f"{SQUARE}<script>alert(1)</script>": ("logo-svg-script", 2, SQUARE),
    '<path onclick="go()" d="M0 0H9V9z"/>': ("logo-svg-script", 2, '<path d="M0 0H9V9z"/>'),
    '<path d="M0 0H9V9z"><animate/></path>': ("logo-svg-script", 2, '<path d="M0 0H9V9z"></path>'),
    '<use href="other.svg#a"/>': ("logo-svg-outside", 2, f'{SQUARE}<g id="a"/><use href="#a"/>'),
    '<path fill="url(http://a.example/#b)" d="M0 0H9V9z"/>': ("logo-svg-outside", 2, '<path d="M0 0H9V9z"/>'),
    '<path style="fill:url( \'b.svg#b\')" d="M0 0H9V9z"/>': ("logo-svg-outside", 2, '<path d="M0 0H9V9z"/>'),
    '<linearGradient id="a"/><path fill="url(#a)" d="M0 0H9V9z"/>': (
        "logo-svg-paint",
        2,
        '<linearGradient id="a"/><path fill="red" d="M0 0H9V9z"/>',
    ),
    f'<g filter="url(#a)">{SQUARE}</g>': ("logo-svg-effect", 2, f'<g filter="none">{SQUARE}</g>'),
    f'<g style="mask:url(#a)">{SQUARE}</g>': ("logo-svg-effect", 2, f'<g style="mask:none">{SQUARE}</g>'),
    f'<g clip-path="url(#a)">{SQUARE}</g>': ("logo-svg-effect", 2, f'<clipPath id="a"/><g>{SQUARE}</g>'),
    f'<g style="mix-blend-mode:multiply">{SQUARE}</g>': (
        "logo-svg-effect",
        2,
        f'<g style="mix-blend-mode:normal">{SQUARE}</g>',
    ),
    f'<g opacity=".5">{SQUARE}</g>': ("logo-svg-clear", 2, f'<g opacity="1">{SQUARE}</g>'),
    '<path fill-opacity="50%" d="M0 0H9V9z"/>': ("logo-svg-value", 2, '<path fill-opacity="100%" d="M0 0H9V9z"/>'),
    '<path fill-opacity="0.9" d="M0 0H9V9z"/>': ("logo-svg-clear", 2, '<path fill-opacity="1.0" d="M0 0H9V9z"/>'),
    '<path fill="rgba(1,2,3,99)" d="M0 0H9V9z"/>': ("logo-svg-clear", 2, '<path fill="rgb(1,2,3)" d="M0 0H9V9z"/>'),
    '<path fill="#12345678" d="M0 0H9V9z"/>': ("logo-svg-clear", 2, '<path fill="#123456ff" d="M0 0H9V9z"/>'),
    '<path fill="transparent" d="M0 0H9V9z"/>': ("logo-svg-clear", 2, '<path fill="white" d="M0 0H9V9z"/>'),
    '<path fill="var(--a)" d="M0 0H9V9z"/>': ("logo-svg-value", 2, '<path fill="white" d="M0 0H9V9z"/>'),
    '<path d="M0 0H9V9--5z"/>': ("logo-svg-value", 2, '<path d="M0 0H9V9-5z"/>'),
    '<path d="M0 0L9"/>': ("logo-svg-value", 2, '<path d="M0 0L9 9 0 9"/>'),
    '<path d="L9 9 0 9"/>': ("logo-svg-value", 2, '<path d="M0 0L9 9 0 9"/>'),
    '<path d="M0 0L9 9 nonsense"/>': ("logo-svg-value", 2, '<path d="M0 0L9 9 0 9"/>'),
    '<path d="M0 0L1e400 9 0 9"/>': ("logo-svg-value", 2, '<path d="M0 0L1e1 9 0 9"/>'),
    '<polygon points="1 1 9 9 1"/>': ("logo-svg-value", 2, '<polygon points="1 1 9 9 1 9"/>'),
    '<rect width="50%" height="9"/>': ("logo-svg-value", 2, '<rect width="50" height="9"/>'),
    f'<g transform="scale(2">{SQUARE}</g>': ("logo-svg-value", 2, f'<g transform="scale(2)">{SQUARE}</g>'),
    f'<g transform="matrix(1 2 3)">{SQUARE}</g>': (
        "logo-svg-value",
        2,
        f'<g transform="matrix(1 0 0 1 0 0)">{SQUARE}</g>',
    ),
    f'<g transform="turn(2)">{SQUARE}</g>': ("logo-svg-value", 2, f'<g transform="rotate(2)">{SQUARE}</g>'),
    f"<style>g > path{{fill:red}}</style>{SQUARE}": ("logo-svg-style", 2, f"<style>path{{fill:red}}</style>{SQUARE}"),
    f"<style>@import 'a.css';</style>{SQUARE}": ("logo-svg-style", 2, f"<style></style>{SQUARE}"),
    f"<style>path{{fill:red!important}}</style>{SQUARE}": (
        "logo-svg-style",
        2,
        f"<style>path{{fill:red}}</style>{SQUARE}",
    ),
    '<rect style="width:9px" width="5" height="5"/>': ("logo-svg-style", 2, '<rect width="5" height="5"/>'),
    f'<g style="marker:url(#a)">{SQUARE}</g>': ("logo-svg-effect", 2, f'<g style="marker:none">{SQUARE}</g>'),
    f'<g style="paint-order:stroke">{SQUARE}</g>': (
        "logo-svg-effect",
        2,
        f'<g style="paint-order:markers fill stroke">{SQUARE}</g>',
    ),
    f"<switch>{SQUARE}</switch>": ("logo-svg-element", 2, f"<g>{SQUARE}</g>"),
    f'<svg x="1">{SQUARE}</svg>': ("logo-svg-element", 2, f"<g>{SQUARE}</g>"),
    '<g id="a"><use href="#a"/></g>': ("logo-svg-element", 2, SQUARE),
    '<use href="#none"/>': ("logo-svg-element", 2, SQUARE),
    '<path stroke="red" stroke-width=".1" d="M0 0H9V9z"/>': (
        "logo-svg-thin",
        2,
        '<path stroke="red" stroke-width=".5" d="M0 0H9V9z"/>',
    ),
    '<path stroke="red" transform="scale(2 1)" d="M0 0H9V9z"/>': (
        "logo-svg-stretched",
        2,
        '<path stroke="red" transform="scale(2 -2)" d="M0 0H9V-9z"/>',
    ),
    '<rect width=".1" height="9"/>': ("logo-svg-thin", 2, '<rect width=".5" height="9"/>'),
    "<g/>": ("logo-svg-empty", 0, SQUARE),
    '<path fill="none" d="M0 0H9V9z"/>': ("logo-svg-empty", 0, SQUARE),
    f"{SQUARE}<g>": ("logo-damaged", 3, SQUARE),
    "<g>" * 70 + "</g>" * 70: ("logo-too-big", 2, SQUARE),
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_cannot_be_printed_is_refused_and_what_is_like_it_is_drawn(body: str) -> None:
    code, line, twin = REFUSED[body]
    (fault,) = faults(body)
    assert (fault.code, fault.line) == (code, line)
    assert fault.hint.endswith(".")
    assert drawn(twin).outlines


@pytest.mark.parametrize("attributes", ["", 'width="100%" height="100%"', 'viewBox="0 0 100"', 'viewBox="0 0 0 50"'])
def test_a_drawing_says_how_wide_and_high_it_is(attributes: str) -> None:
    (fault,) = faults(SQUARE, attributes)
    assert fault.code in ("logo-svg-size", "logo-svg-value")


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]>', "logo-svg-entity"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "logo-svg-entity"),
        ('<!DOCTYPE svg [<!ATTLIST path fill CDATA "red">]>', "logo-svg-entity"),
        ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>', "logo-svg-entity"),
        ('<?xml-stylesheet href="a.css"?>', "logo-svg-outside"),
        ('<?xml version="1.0" encoding="none-such"?>', "logo-damaged"),
        ("<!-- ", "logo-damaged"),
    ],
)
def test_nothing_is_expanded_or_fetched(before: str, code: str) -> None:
    with pytest.raises(UnfitDrawing) as caught:
        read_drawing(svg(SQUARE, before=before), 20)
    assert [fault.code for fault in caught.value.faults] == [code]
    plain = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/">'
    )
    assert read_drawing(svg(SQUARE, before=plain), 20) == drawn(SQUARE)


def test_references_that_multiply_are_stopped() -> None:
    groups = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 20 + "</g>" for n in range(1, 5))
    (fault,) = faults(f'<defs><path id="a0" d="M0 0H9V9z"/>{groups}</defs><use href="#a4"/>')
    assert fault.code == "logo-too-big"


def test_long_chains_of_references_are_stopped() -> None:
    links = "".join(f'<use id="a{n}" href="#a{n - 1}"/>' for n in range(1, 2000))
    body = f'<defs><path id="a0" d="M0 0H9V9z"/>{links}</defs><use href="#a'
    assert len(drawn(f'{body}4"/>').outlines) == 1
    for number in (5, 1999):
        (fault,) = faults(f'{body}{number}"/>')
        assert fault.code == "logo-svg-element"


SMOOTH = {
    # T reflects only Q and T, S only C and S (SVG 1.1, 8.3.6 and 8.3.7): written out beside them
    "M0 0C10 20 20 20 30 10T50 20V40z": "M0 0C10 20 20 20 30 10Q30 10 50 20V40z",
    "M0 0C10 20 20 20 30 10t20 10V40z": "M0 0C10 20 20 20 30 10q0 0 20 10V40z",
    "M0 0c9 9 9 9 20 0s9 9 20 9t20 9v9z": "M0 0c9 9 9 9 20 0c11 -9 9 9 20 9q0 0 20 9v9z",
    "M0 0C10 20 20 20 30 10T50 20T70 9V40z": "M0 0C10 20 20 20 30 10Q30 10 50 20Q70 30 70 9V40z",
    "M0 0Q10 20 30 10S40 30 50 20V40z": "M0 0Q10 20 30 10C30 10 40 30 50 20V40z",
    "M0 0q10 20 30 10s10 20 20 10v9z": "M0 0q10 20 30 10c0 0 10 20 20 10v9z",
    "M0 0Q10 20 30 10T50 20S60 40 70 9V49z": "M0 0Q10 20 30 10Q50 0 50 20C50 20 60 40 70 9V49z",
    "M0 0T20 20S30 40 40 9V49z": "M0 0Q0 0 20 20C20 20 30 40 40 9V49z",
    "M0 0S10 20 30 10T40 9V49z": "M0 0C0 0 10 20 30 10Q30 10 40 9V49z",
    "M0 0A9 9 0 0 1 20 20S30 40 40 9T60 9V49z": "M0 0A9 9 0 0 1 20 20C20 20 30 40 40 9Q40 9 60 9V49z",
    # and these do reflect
    "M0 0Q10 20 30 10T50 20V40z": "M0 0Q10 20 30 10Q50 0 50 20V40z",
    "M0 0C10 20 20 20 30 10S40 30 50 20V40z": "M0 0C10 20 20 20 30 10C40 0 40 30 50 20V40z",
}


@pytest.mark.parametrize("data", SMOOTH)
def test_a_smooth_curve_reflects_only_a_curve_of_its_kind(data: str) -> None:
    assert only(f'<path d="{data}"/>') == only(f'<path d="{SMOOTH[data]}"/>')


MANY = {
    '<text>A</text>\n<image href="#a"/>\n<script/>': ["2 logo-svg-text", "3 logo-svg-picture", "4 logo-svg-script"],
    f"<text>A</text>\n{SQUARE}\n<text>B</text>": ["2 logo-svg-text", "4 logo-svg-text"],
    '<path fill="url(#a)" stroke="url(#b)" fill-opacity=".5" d="M0 0H9V9z"/>': [
        "2 logo-svg-clear",
        "2 logo-svg-paint",
        "2 logo-svg-paint",
    ],
    '<g opacity=".5" filter="url(#f)" mask="url(#m)"><path d="M0 0H9V9z"/></g>': [
        "2 logo-svg-clear",
        "2 logo-svg-effect",
        "2 logo-svg-effect",
    ],
    '<style>a>b{fill:red} c{fill:re!d}</style>\n<path d="M0 0H9V9z" fill="none" stroke="red" stroke-width=".1"/>': [
        "2 logo-svg-style",
        "2 logo-svg-style",
        "3 logo-svg-thin",
    ],
    '<path d="M0 0X"/>\n<path d="M0 0H9V9z" fill="no colour"/>\n<sphere/>': [
        "2 logo-svg-value",
        "3 logo-svg-value",
        "4 logo-svg-element",
    ],
    '<use href="#none"/>\n<use href="b.svg#a"/>\n<path d="M0 0H9V9z" onclick="a()"/>': [
        "2 logo-svg-element",
        "3 logo-svg-outside",
        "4 logo-svg-script",
    ],
}


@pytest.mark.parametrize("body", MANY)
def test_all_faults_of_a_drawing_are_said_in_one_round(body: str) -> None:
    assert sorted(f"{fault.line} {fault.code}" for fault in faults(body)) == MANY[body]


def test_faults_are_said_although_the_drawing_has_no_size() -> None:
    found = faults('<path d="M0 0H9V9z" fill="url(#a)"/>', "")
    assert [fault.code for fault in found] == ["logo-svg-size", "logo-svg-paint"]


def test_like_faults_are_one_message_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(svg("<text>A</text>\n" * 13 + "<image/>"))
    found = Pictures(tmp_path).read("a.svg", 20, grey=True)
    assert isinstance(found, tuple)
    text, picture = found
    assert "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more cannot" in text.message
    assert "line 15 cannot" in picture.message


@given(st.text(st.sampled_from("MmLlAaQqZzCS0123456789.-+eE, \n#x"), max_size=40))
def test_any_path_data_is_drawn_or_refused(data: str) -> None:
    try:
        drawing = drawn(f'<path d="{data}"/>{SQUARE}')
    except UnfitDrawing as unfit:
        assert {fault.code for fault in unfit.faults} <= {"logo-svg-value", "logo-svg-thin"}
    else:
        assert all(abs(at) < 1e6 for one in drawing.outlines for _, where in one.segments for at in where)


@given(st.binary(max_size=60))
def test_any_bytes_that_are_no_drawing_are_refused(data: bytes) -> None:
    with pytest.raises(UnfitDrawing):
        read_drawing(data, 20)


def composed(folder: Path) -> Leaflet:
    return compose(check(read_folder(folder)), "hampshire", "parent")


def test_an_edition_has_an_svg_for_its_logo(folder: Path) -> None:
    path = folder / ED
    path.write_text(path.read_text(encoding="utf-8") + logo("good.svg", "black.svg") + "\n", encoding="utf-8")
    (folder / "good.svg").write_bytes(svg('<path fill="#123a7a" d="M0 0H100V50z"/>'))
    (folder / "black.svg").write_bytes(svg('<path d="M0 0H100V50z"/>'))
    before = composed(folder)
    assert before.cover.logo and isinstance(before.cover.logo.colour, Drawing)
    (folder / "good.svg").write_bytes(svg('<path fill="#123a7b" d="M0 0H100V50z"/>'))
    assert composed(folder) != before
    (folder / "black.svg").write_bytes((folder / "good.svg").read_bytes())
    _, problems = examine(read_folder(folder))
    assert [problem.code for problem in problems] == ["logo-not-black"]
    (folder / "black.svg").write_bytes(svg("\n<text>Police</text>"))
    _, problems = examine(read_folder(folder))
    (problem,) = problems
    assert problem.code == "logo-svg-text" and problem.where and problem.where.file.endswith(ED)
    assert "“black.svg”, line 3 cannot be printed" in problem.message
    assert "outlines" in problem.hint and "PNG" in problem.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (svg(SQUARE, 'viewBox="0 0 100 110"'), "logo-shape"),
        (svg(SQUARE + " " * MAX_BYTES[".svg"]), "logo-too-big"),
        (svg(SQUARE, 'viewBox="0 0 100 100"'), ""),
    ],
)
def test_size_and_shape_are_those_of_any_logo(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.SVG").write_bytes(data)
    found = Pictures(tmp_path).read("a.SVG", 20, grey=True)
    assert ([fault.code for fault in found] if isinstance(found, tuple) else []) == [code] * bool(code)
