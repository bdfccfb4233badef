"""The face of telephone numbers: the bold face with a zero that has no slash, under a name of its own."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from leafletgen.layout.display_list import Element, LaidOut, Page, TextRun
from leafletgen.layout.fonts import FONT_FILES, FontBook
from leafletgen.layout.theme import BLACK
from leafletgen.pdf.profiles import BOOKLET
from leafletgen.pdf.writer import write
from tests.support.hand_made import runs
from tests.support.made_files import Maker
from tests.support.project import PROJECT
from tests.support.real_leaflets import Real
from tools.make_numbers_face import SOURCE, TARGET, make

ORIGINALS = {
    "Regular": "60f8c1a1b2e7da47ff7af95c3e5b5b1232ca5b3771e93eb587784f08fb1e6650",
    "Bold": "4ba7415b7095e546720446b6d47daa95d6f482d9fd40c729793e21d67cc9f366",
}
"""SHA-256 of the files that bear the name of the original."""

NUMBERS = ("0800 1111", "0808 800 5000", "+44 (0)20 7946 0100", "SHOUT to 85258", "101", "18000")


@pytest.fixture(scope="module")
def bold() -> TTFont:
    return TTFont(SOURCE)


@pytest.fixture(scope="module")
def numbers() -> TTFont:
    return TTFont(TARGET)


def test_the_tool_makes_the_file_that_ships(tmp_path: Path) -> None:
    for name in ("once", "twice"):
        make(SOURCE, tmp_path / name)
        assert (tmp_path / name).read_bytes() == TARGET.read_bytes()


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_originals_are_unchanged(name: str) -> None:
    assert hashlib.sha256((PROJECT / "fonts" / FONT_FILES[name]).read_bytes()).hexdigest() == ORIGINALS[name]


def test_its_zero_is_an_outline_and_one_counter(bold: TTFont, numbers: TTFont) -> None:
    assert (bold["glyf"]["zero"].numberOfContours, numbers["glyf"]["zero"].numberOfContours) == (3, 2)
    points, (outer, inner), _ = numbers["glyf"]["zero"].getCoordinates(numbers["glyf"])
    assert list(points[: outer + 1]) == list(bold["glyf"]["zero"].coordinates[: outer + 1])
    counter = points[outer + 1 : inner + 1]
    assert _box(counter) == pytest.approx(_box(bold["glyf"]["zero"].coordinates[outer + 1 :]), abs=1)
    left, _, right, _ = _box(counter)
    assert {(left + right - x, y) for x, y in counter} == set(counter), "the same at the left and at the right"
    assert _area(points[: outer + 1]) * _area(counter) < 0, "the counter is drawn the other way round"


def _box(points: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """The least and the greatest x and y: left, low, right, high."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _area(contour: Sequence[tuple[int, int]]) -> float:
    """The area inside a polygon; its sign is the direction in which it is drawn."""
    pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x * ahead_y - ahead_x * y for (x, y), (ahead_x, ahead_y) in pairs) / 2


def test_its_zero_is_narrower_than_a_capital_o(numbers: TTFont) -> None:
    zero, letter = (numbers["glyf"][name] for name in ("zero", "O"))
    assert zero.xMax - zero.xMin < 0.85 * (letter.xMax - letter.xMin)
    assert (zero.yMin, zero.yMax) == (letter.yMin, letter.yMax)


def test_nothing_else_is_another(bold: TTFont, numbers: TTFont) -> None:
    assert numbers.getGlyphOrder() == bold.getGlyphOrder()
    before, after = (_outlines(face) for face in (bold, numbers))
    assert [name for name, outline in before.items() if outline != after[name]] == ["zero", "zero.tf"]
    same = set(bold.reader.keys()) - {"glyf", "loca", "head", "name"}
    assert [table for table in sorted(same) if bold.reader[table] != numbers.reader[table]] == []


def _outlines(face: TTFont) -> dict[str, object]:
    """The points, ends of contours and flags of each glyph."""
    return {name: face["glyf"][name].getCoordinates(face["glyf"]) for name in face.getGlyphOrder()}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_as_wide_as_in_the_bold_face(fonts: FontBook, number: str) -> None:
    assert fonts["Numbers"].shape(number).glyphs == fonts["Bold"].shape(number).glyphs


def test_it_bears_the_name_of_the_original_only_to_say_what_it_comes_from(numbers: TTFont) -> None:
    told = {record.nameID: record.toUnicode() for record in numbers["name"].names}
    assert (told[1], told[2], told[6]) == ("Leafletgen Numbers", "Bold", TARGET.stem)
    assert {number for number, text in told.items() if "atkinson" in text.lower()} == {0, 10}  # copyright, description
    assert "SIL Open Font License, Version 1.1" in told[13]
    log = (PROJECT / "fonts" / "FONTLOG.txt").read_text(encoding="utf-8")
    assert all(file in log for file in FONT_FILES.values())
    assert told[0] in (PROJECT / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_contacts_that_are_dialled_and_nothing_else_are_set_in_it(reals: list[Real]) -> None:
    for real in reals:
        found = [run for page in real.laid_out.pages for run in runs(page.items)]
        for run in found:
            dialled = re.fullmatch(r"([A-Z]+ to )?[\d ]{3,}", run.text)
            assert (run.font == "Numbers") is bool(dialled), (real.name, run.text)
        assert {"999", "0800 1111"} <= {run.text.strip() for run in found if run.font == "Numbers"}


@pytest.mark.parametrize("kind", ["office", "press"])
def test_a_number_is_read_from_the_file_as_digits(maker: Maker, kind: str) -> None:
    (made,) = (made for made in maker.files(kind, "england") if made.order.name.startswith("england-child-a5"))
    with pypdfium2.PdfDocument(made.pdf) as document:
        assert "0800 1111" in document[0].get_textpage().get_text_range()
    assert "LeafletgenNumbers-Bold" in _faces(made.pdf)


def test_a_file_without_a_number_does_not_have_the_face(fonts: FontBook) -> None:
    run = TextRun(50, 50, "Regular", 12, BLACK, "Help", (fonts["Regular"].shape("Help"),), 30.0)
    laid_out = LaidOut((Page(200, 200, (run,)),) * 4, Element("Document", None), "Title", "en-GB")
    pdf = write(laid_out, fonts, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), BOOKLET)
    assert _faces(pdf) == {"AtkinsonHyperlegibleNext-Regular"}


def _faces(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        return {str(thing.FontName).partition("+")[2] for thing in found if thing.get("/Type") == "/FontDescriptor"}
