"""Pictures of web pages: QR codes and logos as PNG, covers as SVG, each read by another program."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from PIL import Image

from leafletgen.content.logo.drawing import Drawing, Outline, Picture, Stroke
from leafletgen.formats import format_of
from leafletgen.layout import display_list
from leafletgen.layout.display_list import Glyph, LaidOut, Page, TextRun, Word
from leafletgen.layout.fonts import FONT_FILES, FontBook
from leafletgen.layout.qr import matrix
from leafletgen.layout.theme import BLACK
from leafletgen.web.cover import cover
from leafletgen.web.dots import picture_png, qr_png
from leafletgen.web.svg import drawing_file, drawn
from tests.support.made_files import Maker
from tests.support.project import PROJECT

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("address", ["https://www.childline.org.uk", f"https://example.org/{'a' * 120}"])
def test_a_code_is_read_from_its_png(address: str) -> None:
    picture = Image.open(io.BytesIO(qr_png(matrix(address))))
    assert picture.mode == "1" and picture.size == (len(matrix(address)) + 8,) * 2
    (found,) = zxingcpp.read_barcodes(picture.convert("L").resize([side * 4 for side in picture.size], 0))
    assert found.text == address


@pytest.mark.parametrize(("grey", "mode"), [(True, "L"), (False, "RGB")])
def test_a_logo_comes_back_from_its_png(grey: bool, mode: str) -> None:
    dots = bytes(range(7 * 3 * (1 if grey else 3)))
    picture = Image.open(io.BytesIO(picture_png(Picture(7, 3, grey, dots))))
    assert (picture.mode, picture.size, picture.tobytes()) == (mode, (7, 3), dots)


@pytest.fixture(scope="module", params=["parent", "child"])
def first_page(maker: Maker, request: pytest.FixtureRequest) -> Page:
    made = next(
        m for m in maker.files("office", "hampshire") if (m.order.variant, m.order.size) == (request.param, "a5")
    )
    laid_out: LaidOut = made.laid_out
    return laid_out.pages[0]


def test_every_letter_of_the_page_is_on_its_picture(first_page: Page, fonts: FontBook) -> None:
    root = ElementTree.fromstring(cover(first_page, fonts))
    defined = {f"#{path.get('id')}" for path in root.iterfind(f"{_SVG}defs/{_SVG}path")}
    used = [use.get("href") for use in root.iter(f"{_SVG}use")]
    letters = [
        f"#{item.font}-{fonts[item.font].characters[letter]}"
        for item in first_page.items
        if isinstance(item, TextRun)
        for letter in item.text
        if not letter.isspace()
    ]
    assert used == letters and set(used) <= defined


def test_letters_stand_at_their_offsets(fonts: FontBook) -> None:
    """As marks of Arabic and the dots of Nastaliq do; what follows stands as if they had none."""
    gids = [fonts["Regular"].characters[letter] for letter in "abc"]
    glyphs = (Glyph(gids[0], "ا", 500), Glyph(gids[1], "", 0, -120, 340), Glyph(gids[2], "ب", 400, 15))
    run = TextRun(10, 20, "Regular", 12, BLACK, "با", (Word("با", glyphs, 900),), 10.8, rtl=True)
    root = ElementTree.fromstring(cover(Page(100, 50, (run,)), fonts))
    places = [(use.get("href"), use.get("x"), use.get("y", "0")) for use in root.iter(f"{_SVG}use")]
    assert places == [
        (f"#Regular-{gids[0]}", "0", "0"),
        (f"#Regular-{gids[1]}", "380", "340"),
        (f"#Regular-{gids[2]}", "515", "0"),
    ]


def test_the_picture_asks_for_nothing_and_is_as_large_as_the_page(first_page: Page, fonts: FontBook) -> None:
    data = cover(first_page, fonts)
    root = ElementTree.fromstring(data)
    a5 = format_of("a5")
    assert [float(part) for part in root.attrib["viewBox"].split()] == pytest.approx(
        [0, 0, a5.width, a5.height], abs=0.01
    )
    assert data.count(b"http") == 1 and b"url(" not in data and b"style" not in data
    assert len(data) < 60_000


@pytest.mark.parametrize("face", FONT_FILES)
def test_the_outlines_of_letters_are_those_of_the_font_file(face: str, fonts: FontBook) -> None:
    file = TTFont(PROJECT / "fonts" / FONT_FILES[face])
    glyphs, order = file.getGlyphSet(), file.getGlyphOrder()
    for letter in "agO08&é":
        gid = fonts[face].characters[letter]
        pen = SVGPathPen(glyphs)
        glyphs[order[gid]].draw(pen)
        assert _points(fonts[face].outline(gid)) == _points(pen.getCommands())


def _points(path: str) -> set[tuple[int, int]]:
    """The end points of all steps of a path in whole units, whether it writes H and V or L."""
    points: set[tuple[int, int]] = set()
    x = y = 0.0
    for operator, operands in re.findall(r"([MLQHVZz])([^MLQHVZz]*)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", operands)]
        if operator in "HV":
            x, y = (values[0], y) if operator == "H" else (x, values[0])
            points.add((round(x), round(y)))
        step = 4 if operator == "Q" else 2
        for start in range(0, len(values) if operator in "MLQ" else 0, step):
            x, y = values[start : start + step][-2:]
            points.add((round(x), round(y)))
    return points


DRAWING = Drawing(
    1000,
    500,
    (
        Outline((("m", (0, 0)), ("l", (1000, 0)), ("c", (1, 2, 3, 4, 5, 6)), ("h", ())), (1, 0, 0), True, None),
        Outline((("m", (0, 0)), ("l", (9, 9))), None, False, Stroke((0, 0, 1), 3, 1, 2, 4, (5, 6), 7)),
    ),
)


def test_a_logo_of_paths_keeps_its_colours_and_lines() -> None:
    filled, stroked = ElementTree.fromstring(drawing_file(DRAWING)).iter(f"{_SVG}path")
    assert filled.attrib == {"d": "M0 0L1000 0C1 2 3 4 5 6z", "fill": "#ff0000", "fill-rule": "evenodd"}
    assert stroked.attrib["stroke"] == "#0000ff" and stroked.attrib["stroke-dasharray"] == "5 6"
    assert (stroked.attrib["stroke-linecap"], stroked.attrib["stroke-linejoin"]) == ("round", "bevel")


def test_pictures_of_pixels_are_inside_the_file() -> None:
    picture = Picture(1, 1, True, b"\0")
    image = drawn(display_list.Image(10, 20, 30, 40, picture, picture), 100)
    element = ElementTree.fromstring(image or "")
    assert element.attrib["href"].startswith("data:image/png;base64,")
    assert [element.attrib[key] for key in ("x", "y", "width", "height")] == ["10", "40", "30", "40"]


def test_a_code_of_a_page_is_where_it_stands_in_print() -> None:
    code = display_list.QrCode(10, 20, 50, matrix("https://example.org"), "https://example.org", BLACK)
    element = ElementTree.fromstring(drawn(code, 200) or "")
    assert element.attrib["transform"].startswith("translate(10 130) scale(2")
