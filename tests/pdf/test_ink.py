"""The embedded fonts draw each outline where the layout placed its glyph, whatever codes draw it."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from leafletgen.layout.display_list import LaidOut, TextRun
from leafletgen.layout.fonts import FontBook
from tests.support.pdf_fonts import widths_of
from tests.support.scripts import TEXTS, laid_out_texts, write_texts

Point = tuple[int, int]
"""Rounded: parts of a glyph may be scaled."""


def _placed(laid_out: LaidOut, fonts: FontBook) -> list[Counter[Point]]:
    """Where the contours of each run begin, in 1/1000 of the type size from the start of the run, by the layout."""
    found = []
    for run in (item for page in laid_out.pages for item in page.items if isinstance(item, TextRun)):
        begins: Counter[Point] = Counter()
        pen = 0
        for glyph in (glyph for word in run.words for glyph in word.glyphs):
            for x, y in re.findall(r"M(-?\d+) (-?\d+)", fonts[run.font].outline(glyph.gid)):
                begins[pen + glyph.dx + int(x), glyph.dy + int(y)] += 1
            pen += glyph.advance
        found.append(begins)
    return found


class _Embedded:
    """A font in a file: by code the beginnings of the contours of its glyph, and its width."""

    def __init__(self, font: Any) -> None:
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        self.glyphs, self.names = program.getGlyphSet(), program.getGlyphOrder()
        self.ids = descendant.CIDToGIDMap.read_bytes()
        self.widths = widths_of(descendant)

    def begins(self, code: int) -> list[tuple[float, float]]:
        pen = DecomposingRecordingPen(self.glyphs)
        self.glyphs[self.names[int.from_bytes(self.ids[2 * code : 2 * code + 2], "big")]].draw(pen)
        return [operands[0] for operator, operands in pen.value if operator == "moveTo"]


def _drawn(path: Path) -> list[Counter[Point]]:
    """The same, by the file."""
    found = []
    with pikepdf.open(path) as pdf:
        fonts = {name: _Embedded(font) for name, font in pdf.pages[0].Resources.Font.items()}
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            operands: Any = instruction.operands
            if str(instruction.operator) == "Tf":
                font = fonts[str(operands[0])]
            elif str(instruction.operator) == "TJ":
                found.append(_shown(operands[0], font))
    return found


def _shown(pieces: Any, font: _Embedded) -> Counter[Point]:
    begins: Counter[Point] = Counter()
    pen = 0.0
    for piece in pieces:
        if not isinstance(piece, pikepdf.String):
            pen -= float(piece)
            continue
        data = bytes(piece)
        for code in (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)):
            for x, y in font.begins(code):
                begins[round(pen + x), round(y)] += 1
            pen += font.widths[code]
    return begins


@pytest.mark.parametrize("tag", TEXTS)
def test_each_outline_is_drawn_where_the_layout_placed_it(tag: str, fonts: FontBook, tmp_path: Path) -> None:
    laid_out = laid_out_texts(tag, fonts)
    path = write_texts(laid_out, fonts, tmp_path)
    assert _drawn(path) == _placed(laid_out, fonts)
