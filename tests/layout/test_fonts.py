"""Fonts: what they cover, how they shape and what a subset keeps."""

from __future__ import annotations

import string
from functools import lru_cache
from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.errors import ExitCode, ResourceError
from leafletgen.layout.fonts import FONT_FILES, Font, FontBook

FACES = sorted(FONT_FILES)


@pytest.mark.parametrize("name", FACES)
def test_coverage_has_welsh_and_the_signs_that_leaflets_use(fonts: FontBook, name: str) -> None:
    covered = fonts.coverage()[fonts[name].postscript_name]
    for character in string.ascii_letters + string.digits + "ŵŷŴŶâêîôû’‘“”–—•·£€…":
        assert ord(character) in covered, character
    assert 0x4E00 not in covered  # no Chinese


@pytest.mark.parametrize("name", FACES)
def test_what_is_covered_shapes_to_glyphs(fonts: FontBook, name: str) -> None:
    font = fonts[name]
    for code in sorted(fonts.coverage()[font.postscript_name]):
        if code < 0x20 or 0x300 <= code < 0x370:
            continue  # controls, and marks that stand on a letter
        assert all(glyph.gid for glyph in font.shape(chr(code)).glyphs), hex(code)


@pytest.mark.parametrize("name", FACES)
def test_metrics(fonts: FontBook, name: str) -> None:
    font = fonts[name]
    assert font.cap_height == 668  # measured on H in the font files that ship
    assert font.descent < 0 < font.cap_height < font.ascent
    assert font.name == name
    assert f"{font.postscript_name}.ttf" == FONT_FILES[name]


def test_the_weights_differ(fonts: FontBook) -> None:
    assert fonts["Bold"].shape("Help").width > fonts["Regular"].shape("Help").width


@pytest.mark.parametrize("name", FACES)
def test_widths_are_sums_of_advances(fonts: FontBook, name: str) -> None:
    for text in ("Help", "AVATAR", "0800 1111", "Dŵr a llŷs"):
        word = fonts[name].shape(text)
        assert word.text == text
        assert word.width == sum(glyph.advance for glyph in word.glyphs) > 0
        assert "".join(glyph.text for glyph in word.glyphs) == text


def test_a_letter_with_a_combining_mark_is_one_cluster(fonts: FontBook) -> None:
    word = fonts["Regular"].shape("we\u0302l")  # e and a circumflex, not composed
    assert "".join(glyph.text for glyph in word.glyphs) == "we\u0302l"


def _pen(font: uharfbuzz.Font, gid: int) -> str:
    parts: list[str] = []
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda x, y, d: parts.append(f"M{x} {y}"))
    draw.set_line_to_func(lambda x, y, d: parts.append(f"L{x} {y}"))
    draw.set_quadratic_to_func(lambda a, b, x, y, d: parts.append(f"Q{a} {b} {x} {y}"))
    draw.set_cubic_to_func(lambda a, b, c, e, x, y, d: parts.append(f"C{a} {b} {c} {e} {x} {y}"))
    draw.set_close_path_func(lambda d: parts.append("Z"))
    font.draw_glyph(gid, draw, None)
    return "".join(parts)


def _gids(font: Font, text: str) -> set[int]:
    return {glyph.gid for glyph in font.shape(text).glyphs}


@lru_cache
def _book(project: Path) -> FontBook:
    """The real fonts, by a path: Hypothesis writes out the arguments of a test, and a font is long."""
    return FontBook.load(project / "fonts")


@given(text=st.text("ABCabc ŵŷéî0123£’", min_size=1, max_size=12))
def test_a_subset_keeps_the_glyphs_drawn_and_little_else(project: Path, text: str) -> None:
    font = _book(project)["Regular"]
    gids = _gids(font, text)
    data, new_ids = font.subset(gids)
    assert gids | {0} <= new_ids.keys()
    subset = uharfbuzz.Face(uharfbuzz.Blob(data))
    shaper = uharfbuzz.Font(subset)
    assert subset.upem == 1000
    assert subset.glyph_count == len(set(new_ids.values())) <= 3 * len(gids) + 1  # a letter with its accent is three
    for gid in gids:
        assert shaper.get_glyph_h_advance(new_ids[gid]) == font.advance(gid)
        assert _pen(shaper, new_ids[gid]) == _pen(font.shaper, gid)


def test_a_subset_is_the_same_each_time_and_small(project: Path, fonts: FontBook) -> None:
    font = fonts["Bold"]
    gids = _gids(font, "Help for you and your child: 0800 1111")
    fresh = FontBook.load(project / "fonts")["Bold"]
    data, new_ids = font.subset(gids)
    assert (data, new_ids) == font.subset(set(gids)) == fresh.subset(gids)
    assert data != font.subset(gids - {max(gids)})[0]
    assert len(data) < 12_000 < (project / "fonts" / FONT_FILES["Bold"]).stat().st_size


def test_a_subset_has_the_tables_that_pdf_needs_and_no_layout(fonts: FontBook) -> None:
    data, _ = fonts["Regular"].subset(_gids(fonts["Regular"], "fi"))
    count = int.from_bytes(data[4:6], "big")
    tables = {data[12 + 16 * n : 16 + 16 * n].decode().strip() for n in range(count)}
    assert tables >= {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}
    assert tables.isdisjoint({"GSUB", "GPOS", "GDEF", "fpgm", "name"})


def test_words_are_shaped_once(fonts: FontBook) -> None:
    assert fonts["Regular"].shape("once") is fonts["Regular"].shape("once")


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        FontBook.load(tmp_path)
    (problem,) = caught.value.problems
    assert caught.value.exit_code == ExitCode.RESOURCE
    assert problem.code == "font-missing"
    assert problem.where is not None and Path(problem.where.file).parent == tmp_path
    assert problem.hint


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00" + bytes(40)])
def test_a_damaged_font_is_named(tmp_path: Path, content: bytes) -> None:
    for file in FONT_FILES.values():
        (tmp_path / file).write_bytes(content)
    with pytest.raises(ResourceError) as caught:
        FontBook.load(tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "font-damaged"
    assert problem.where is not None and Path(problem.where.file).name in FONT_FILES.values()


def test_a_font_cut_short_is_refused(project: Path, tmp_path: Path) -> None:
    for file in FONT_FILES.values():
        whole = (project / "fonts" / file).read_bytes()
        (tmp_path / file).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ResourceError):
        FontBook.load(tmp_path)
