"""The first page of a leaflet as an SVG file, its letters as outlines: the picture of it in the gallery.

In: a laid-out page and the fonts. Out: the bytes of an SVG file, the same on every machine.
Why outlines: a browser shows an SVG picture without loading fonts, so text would be set in another face.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.layout.display_list import Page, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.web.html import Html, tag
from leafletgen.web.svg import drawn, hex_of, number, svg_file


def cover(page: Page, fonts: FontBook) -> bytes:
    """The page as an SVG file. Each letter is defined once and used wherever it stands."""
    runs = [item for item in page.items if isinstance(item, TextRun)]
    used = sorted({(run.font, glyph.gid) for run in runs for word in run.words for glyph in word.glyphs})
    letters = [tag("path", id=_name(font, gid), d=fonts[font].outline(gid)) for font, gid in used]
    paper = tag("rect", width=number(page.width), height=number(page.height), fill="#ffffff")
    items = (
        _letters(item, page.height) if isinstance(item, TextRun) else drawn(item, page.height) for item in page.items
    )
    return svg_file(page, [tag("defs", letters), paper, items])


def _letters(run: TextRun, height: float) -> Html:
    scale = f"{run.size / 1000:.5f}"
    place = f"matrix({scale} 0 0 -{scale} {number(run.x)} {number(height - run.y)})"
    return tag("g", _uses(run), fill=hex_of(run.colour.rgb), transform=place)


def _uses(run: TextRun) -> Iterator[Html]:
    x = 0
    for word in run.words:
        for glyph in word.glyphs:
            if not glyph.text.isspace():
                y = str(glyph.dy) if glyph.dy else None
                yield tag("use", href=f"#{_name(run.font, glyph.gid)}", x=str(x + glyph.dx), y=y)
            x += glyph.advance


def _name(font: str, gid: int) -> str:
    """The id of a letter in the file: Bold-12."""
    return f"{font}-{gid}"
