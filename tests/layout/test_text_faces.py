"""The two faces of the leaflets: those of Atkinson Hyperlegible Next with a plain zero, under names of their own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from leafletgen.layout.fonts import FONT_FILES, FontBook
from tests.support.made_files import Maker
from tests.support.project import PROJECT
from tools.make_text_faces import WEIGHTS, make, original

ORIGINALS = {
    "Regular": "60f8c1a1b2e7da47ff7af95c3e5b5b1232ca5b3771e93eb587784f08fb1e6650",
    "Bold": "4ba7415b7095e546720446b6d47daa95d6f482d9fd40c729793e21d67cc9f366",
}
"""SHA-256 of the files that bear the name of the original."""

TEXTS = ("0800 1111", "0808 800 5000", "+44 (0)20 7946 0100", "18000", "£40", "page 10", "20 November 2026", "LTO 0O0")


@dataclass(frozen=True)
class Faces:
    """An original face, the one made from it, and the file of that."""

    before: TTFont
    after: TTFont
    file: Path


@pytest.fixture(scope="module", params=FONT_FILES)
def faces(request: pytest.FixtureRequest) -> Faces:
    file = PROJECT / "fonts" / FONT_FILES[request.param]
    return Faces(TTFont(original(request.param)), TTFont(file), file)


def test_the_tool_makes_the_files_that_ship(tmp_path: Path) -> None:
    assert {path.name for path in (PROJECT / "fonts").glob("*.ttf")} == set(FONT_FILES.values())
    for _ in range(2):
        for weight in WEIGHTS:
            make(weight, tmp_path)
        for file in FONT_FILES.values():
            assert (tmp_path / file).read_bytes() == (PROJECT / "fonts" / file).read_bytes()


@pytest.mark.parametrize("weight", ORIGINALS)
def test_the_originals_are_unchanged(weight: str) -> None:
    assert hashlib.sha256(original(weight).read_bytes()).hexdigest() == ORIGINALS[weight]


def test_the_zero_is_an_outline_and_one_counter(faces: Faces) -> None:
    before, after = (face["glyf"]["zero"] for face in (faces.before, faces.after))
    assert (before.numberOfContours, after.numberOfContours) == (3, 2)
    points, (outer, inner), _ = after.getCoordinates(faces.after["glyf"])
    assert list(points[: outer + 1]) == list(before.coordinates[: outer + 1])
    counter = points[outer + 1 : inner + 1]
    assert _box(counter) == pytest.approx(_box(before.coordinates[outer + 1 :]), abs=1)
    left, _, right, _ = _box(counter)
    assert {(left + right - x, y) for x, y in counter} == set(counter), "the same at the left and at the right"
    assert _area(points[: outer + 1]) * _area(counter) < 0, "the counter is drawn the other way round"


def test_the_zero_of_tables_is_that_zero(faces: Faces) -> None:
    (part,) = faces.after["glyf"]["zero.tf"].components
    assert part.glyphName == "zero"
    assert len(faces.after["glyf"]["zero.tf"].getCoordinates(faces.after["glyf"])[1]) == 2


def _box(points: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """The least and the greatest x and y: left, low, right, high."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _area(contour: Sequence[tuple[int, int]]) -> float:
    """The area inside a polygon; its sign is the direction in which it is drawn."""
    pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x * ahead_y - ahead_x * y for (x, y), (ahead_x, ahead_y) in pairs) / 2


@pytest.mark.parametrize("name", ["zero", "zero.tf"])
def test_a_zero_is_narrower_than_a_capital_o_inside_and_outside(faces: Faces, name: str) -> None:
    (zero, zero_inside), (letter, letter_inside) = (_contours(faces.after, glyph) for glyph in (name, "O"))
    assert _width(zero) < 0.85 * _width(letter)
    assert _width(zero_inside) < 0.8 * _width(letter_inside)
    assert _box(zero)[1::2] == pytest.approx(_box(letter)[1::2], abs=2)


def _contours(face: TTFont, glyph: str) -> list[list[tuple[int, int]]]:
    """The contours of a glyph, the outer one first."""
    points, ends, _ = face["glyf"][glyph].getCoordinates(face["glyf"])
    starts = [0, *(end + 1 for end in ends)]
    return [list(points[start : end + 1]) for start, end in zip(starts, ends, strict=False)]


def _width(points: Sequence[tuple[int, int]]) -> int:
    left, _, right, _ = _box(points)
    return right - left


def test_nothing_else_is_another(faces: Faces) -> None:
    assert faces.after.getGlyphOrder() == faces.before.getGlyphOrder()
    before, after = (_outlines(face) for face in (faces.before, faces.after))
    assert [name for name, outline in before.items() if outline != after[name]] == ["zero", "zero.tf"]
    same = set(faces.before.reader.keys()) - {"glyf", "loca", "head", "name"}
    assert "hmtx" in same
    assert [table for table in sorted(same) if faces.before.reader[table] != faces.after.reader[table]] == []


def _outlines(face: TTFont) -> dict[str, object]:
    """The points, ends of contours and flags of each glyph."""
    return {name: face["glyf"][name].getCoordinates(face["glyf"]) for name in face.getGlyphOrder()}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_text_is_as_wide_as_in_the_original(fonts: FontBook, weight: str, text: str) -> None:
    shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(original(weight).read_bytes())))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer, {"liga": False, "clig": False, "calt": False})
    shaped = [(glyph.gid, glyph.advance) for glyph in fonts[weight].shape(text).glyphs]
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    assert shaped == [(info.codepoint, position.x_advance) for info, position in glyphs]


def test_it_bears_the_name_of_the_original_only_to_say_what_it_comes_from(faces: Faces) -> None:
    told = {record.nameID: record.toUnicode() for record in faces.after["name"].names}
    weight = faces.file.stem.partition("-")[2]
    assert (told[1], told[2], told[6]) == ("Leafletgen Text", weight, faces.file.stem)
    assert {number for number, text in told.items() if "atkinson" in text.lower()} == {0, 10}  # copyright, description
    assert "SIL Open Font License, Version 1.1" in told[13]
    log = (PROJECT / "fonts" / "FONTLOG.txt").read_text(encoding="utf-8")
    assert faces.file.name in log
    assert original(weight).name in log
    assert told[0] in (PROJECT / "fonts" / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["office", "press"])
def test_a_file_has_these_two_faces_and_its_zeros_are_plain_and_read_as_digits(maker: Maker, kind: str) -> None:
    (made,) = (made for made in maker.files(kind, "england") if made.order.name.startswith("england-child-a5"))
    with pypdfium2.PdfDocument(made.pdf) as document:
        assert "0800 1111" in document[0].get_textpage().get_text_range()
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        found = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        descriptors = [thing for thing in found if thing.get("/Type") == "/FontDescriptor"]
        programs = {str(thing.FontName).partition("+")[2]: thing.FontFile2.read_bytes() for thing in descriptors}
    assert set(programs) == {Path(file).stem for file in FONT_FILES.values()}
    for weight, file in FONT_FILES.items():
        drawn = list(_outlines(TTFont(io.BytesIO(programs[Path(file).stem]))).values())
        assert _outlines(TTFont(PROJECT / "fonts" / file))["zero"] in drawn
        assert _outlines(TTFont(original(weight)))["zero"] not in drawn
