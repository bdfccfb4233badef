"""Glyphs composed of others in a font program, read back by fontTools."""

from __future__ import annotations

import io

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from leafletgen.layout.fonts import Font, FontBook
from leafletgen.pdf.composed import Composed, with_composed


def _read(program: bytes) -> TTFont:
    """The font, with all its checksums compared."""
    return TTFont(io.BytesIO(program), checkChecksums=2)


def _drawn(font: TTFont, gid: int, *, at: tuple[int, int] = (0, 0)) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(gid)].draw(TransformPen(pen, (1, 0, 0, 1, *at)))
    return list(pen.value)


@pytest.fixture(scope="module")
def latin(fonts: FontBook) -> Font:
    return fonts["Regular"]


def _with(font: Font, text: str, composed: list[Composed]) -> tuple[TTFont, TTFont, dict[int, int]]:
    """The subset of a face for the letters of a text, as it was, and with composed glyphs; and the ids in both."""
    program, ids = font.subset({font.characters[letter] for letter in text})
    return _read(program), _read(with_composed(program, composed, ids)), ids


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("b", [(0, 0)]),
        ("b", [(-120, 340)]),
        ("ab", [(0, 0), (500, -250)]),
        ("aé", [(10, 20), (-30, 700)]),  # é is itself composed of e and an accent.
        ("a b", [(0, 0), (0, 0), (800, 0)]),  # A blank glyph draws nothing.
        ("aaa", [(0, 0), (1, 0), (0, 1)]),
    ],
)
def test_a_composed_glyph_is_drawn_as_its_parts(latin: Font, text: str, places: list[tuple[int, int]]) -> None:
    parts = tuple((latin.characters[letter], x, y) for letter, (x, y) in zip(text, places, strict=True))
    before, after, ids = _with(latin, text, [Composed(parts, 321)])
    new = before["maxp"].numGlyphs
    wanted = [step for gid, x, y in parts for step in _drawn(before, ids[gid], at=(x, y))]
    assert _drawn(after, new) == wanted
    name = after.getGlyphName(new)
    after["glyf"][name].recalcBounds(after["glyf"])
    assert after["hmtx"][name] == (321, after["glyf"][name].xMin)


def test_the_box_of_a_composed_glyph_is_around_its_ink(latin: Font) -> None:
    parts = ((latin.characters["b"], 40, 10), (latin.characters["g"], -70, -20))
    _, after, _ = _with(latin, "bg", [Composed(parts, 0)])
    glyph = after["glyf"][after.getGlyphName(after["maxp"].numGlyphs - 1)]
    written = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
    glyph.recalcBounds(after["glyf"])
    assert written == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)


def test_a_glyph_without_parts_is_blank_and_has_its_width(latin: Font) -> None:
    _, after, _ = _with(latin, "a", [Composed((), 87)])
    last = after["maxp"].numGlyphs - 1
    assert _drawn(after, last) == []
    assert after["hmtx"][after.getGlyphName(last)] == (87, 0)


def test_more_outlines_than_short_offsets_reach_are_found(latin: Font) -> None:
    """Short offsets count pairs of bytes and end at 131,070 (OpenType 1.9, loca)."""
    parts = ((latin.characters["b"], 40, 10), (latin.characters["g"], -70, -20))
    few, many = (_with(latin, "bg", [Composed(parts, width) for width in range(count)]) for count in (10, 6000))
    for (_, after, _), long in ((few, 0), (many, 1)):
        assert after["head"].indexToLocFormat == long
        assert _drawn(after, after["maxp"].numGlyphs - 1) == _drawn(few[1], few[1]["maxp"].numGlyphs - 1) != []


def test_all_other_glyphs_stay_as_they_are(latin: Font) -> None:
    text = "Leaflet é, 0808"
    before, after, _ = _with(latin, text, [Composed(((latin.characters["L"], 3, 4),), 5), Composed((), 6)])
    count = before["maxp"].numGlyphs
    assert after["maxp"].numGlyphs == count + 2
    for gid in range(count):
        assert _drawn(after, gid) == _drawn(before, gid)
        assert after["hmtx"][after.getGlyphName(gid)] == before["hmtx"][before.getGlyphName(gid)]


def test_the_limits_of_the_font_cover_its_composed_glyphs(latin: Font) -> None:
    """Programs make room by maxp before they read a glyph."""
    parts = tuple((latin.characters[letter], 0, 0) for letter in "éêè")
    _, after, _ = _with(latin, "éêè", [Composed(parts, 0)])
    limits, glyph = after["maxp"], after["glyf"][after.getGlyphName(after["maxp"].numGlyphs - 1)]
    needed = glyph.getCompositeMaxpValues(after["glyf"])
    assert limits.maxCompositePoints >= needed.nPoints
    assert limits.maxCompositeContours >= needed.nContours
    assert limits.maxComponentDepth >= needed.maxComponentDepth == 2
    assert limits.maxComponentElements >= 3


def test_offsets_are_in_thousandths_whatever_the_units_of_the_face(latin: Font) -> None:
    """The program of a face with 2048 units per em is made by doubling the declared units: 2000 in place of 1000."""
    program, ids = latin.subset({latin.characters["b"]})
    changed = _read(program)
    changed["head"].unitsPerEm = 2000
    whole = io.BytesIO()
    changed.save(whole)
    after = _read(with_composed(whole.getvalue(), [Composed(((latin.characters["b"], 100, -50),), 300)], ids))
    last = after["maxp"].numGlyphs - 1
    assert _drawn(after, last) == _drawn(after, ids[latin.characters["b"]], at=(200, -100))
    assert after["hmtx"][after.getGlyphName(last)][0] == 600
