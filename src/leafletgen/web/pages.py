"""A page as SVG whose text is text, for the preview; each piece of it leads to its place in the data.

In: a laid-out page. Out: a Picture: the SVG, and the places that its elements lead to.
Why text: it takes a thousandth of the time of rendering, is sharp at every size, and can be searched and clicked. The
elements have numbers and not positions, so a line that an editor adds above changes no picture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from leafletgen.errors import Where
from leafletgen.layout.display_list import Image, Item, Page, QrCode, TextRun, Word
from leafletgen.web.html import Html, joined, tag
from leafletgen.web.svg import drawn, hex_of, number, svg_file

WEIGHTS = {"Regular": "400", "Bold": "700"}
"""The weight by which a style sheet finds each Latin face."""


class Picture(NamedTuple):
    """A page as an SVG file. An element with `data-place="3"` comes from `places[3]`.

    `faces` are the names of the faces that its text names; text in a Latin face names none.
    """

    svg: bytes
    places: tuple[Where, ...]
    faces: frozenset[str]


def picture_of(page: Page) -> Picture:
    """Draw a page. Whoever shows it chooses the faces, with kerning and without ligatures, as the layout has them."""
    places: dict[Where, int] = {}
    paper = tag("rect", width=number(page.width), height=number(page.height), fill="#ffffff")
    items = [_element(item, page.height, places) for item in page.items]
    faces = frozenset(item.font for item in page.items if isinstance(item, TextRun)) - WEIGHTS.keys()
    return Picture(svg_file(page, [paper, items]), tuple(places), faces)


def _element(item: Item, height: float, places: dict[Where, int]) -> Html | None:
    match item:
        case TextRun():
            return _text(item, height, _number_of(item.at, places))
        case QrCode():
            return _area(item, item.side, item.side, height, places)
        case Image():
            return _area(item, item.width, item.height, height, places)
    return drawn(item, height)


def _number_of(at: Where | None, places: dict[Where, int]) -> str | None:
    return None if at is None else str(places.setdefault(at, len(places)))


def _area(item: QrCode | Image, width: float, high: float, height: float, places: dict[Where, int]) -> Html:
    """An item that can be clicked between its dark parts too."""
    place = {"x": number(item.x), "y": number(height - item.y - high), "width": number(width), "height": number(high)}
    whole = tag("rect", fill="none", pointer_events="all", **place)
    return tag("g", drawn(item, height), whole, data_place=_number_of(item.at, places))


def _text(run: TextRun, height: float, place: str | None) -> Html:
    """Text word by word. The browser joins and orders the letters of a word, as the layout had HarfBuzz do."""
    return tag(
        "text",
        _words(run.words, run.x + run.width if run.rtl else run.x, run.size, rtl=run.rtl),
        y=number(height - run.y),
        font_size=number(run.size),
        font_family=None if run.font in WEIGHTS else f"'{run.font}'",
        font_weight=WEIGHTS[run.font.rpartition("-")[2]],
        direction="rtl" if run.rtl else None,
        fill=hex_of(run.colour.rgb),
        data_place=place,
    )


@lru_cache(maxsize=8192)
def _words(words: tuple[Word, ...], x: float, size: float, *, rtl: bool) -> Html:
    """Each word at its own position, with the space after it, so that a text is copied as it reads.

    `x` is where the first word begins. Cached, because most lines stay as they were when an editor saves a file.
    """
    step = -1 if rtl else 1
    starts: list[tuple[float, str]] = []
    for word in words[::step]:
        if word.text.isspace() and starts:
            starts[-1] = (starts[-1][0], starts[-1][1] + word.text)
        else:
            starts.append((x, word.text))
        x += step * word.width * size / 1000
    return joined(tag("tspan", text, x=number(start)) for start, text in starts)
