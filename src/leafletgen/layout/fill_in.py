"""Put words on the lines to write on, as the last change to a layout before it is written.

In: a finished layout, and the words for each of its Blanks. Out: the same layout with text runs in place of the Blanks.
Why: words that are added after layout move nothing: all else on the pages is the same with and without them. Names are
in all scripts, so the words are set like any line: each letter in a face that has it, from the side it is read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import inf

from msgspec.structs import replace

from leafletgen.errors import Where
from leafletgen.layout.display_list import Blank, Item, LaidOut, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.text import Line, Span, Style, baseline_of, break_lines, place_line
from leafletgen.units import fits


def blanks_of(laid_out: LaidOut) -> Iterator[tuple[int, Blank]]:
    """Each blank with its page, from 0, in reading order."""
    for number, page in enumerate(laid_out.pages):
        for item in page.items:
            if isinstance(item, Blank):
                yield number, item


def excess(blank: Blank, words: str, fonts: FontBook) -> float:
    """By how many points the words are too wide for the blank; 0 if they fit."""
    width = _line(blank, words, fonts).width if words else 0.0
    return 0.0 if fits(width, blank.width) else width - blank.width


def fill(laid_out: LaidOut, say: Callable[[Blank], str], fonts: FontBook) -> LaidOut:
    """Put words on the blanks: `say` returns those of a blank, "" to leave it empty. They must fit (see `excess`).

    `fonts` is the book of the leaflet's language, here and in `excess`.
    """

    def filled(item: Item) -> Sequence[Item]:
        words = say(item) if isinstance(item, Blank) else ""
        return _runs(item, words, fonts) if isinstance(item, Blank) and words else [item]

    pages = (replace(page, items=tuple(chain.from_iterable(map(filled, page.items)))) for page in laid_out.pages)
    return replace(laid_out, pages=tuple(pages))


def _line(blank: Blank, words: str, fonts: FontBook) -> Line:
    """The words as one line. What is between commas keeps its place: a number does not change sides with a name."""
    style = Style(blank.font, blank.size, blank.colour)
    span = Span(words, style, blank.element, whole=True, isolates=tuple(words.split(", ")))
    (line,) = break_lines([span], inf, fonts, 1.0, Where(""))
    return line


def _runs(blank: Blank, words: str, fonts: FontBook) -> list[TextRun]:
    """The words as part of the label's element, after a space, so that both are read and copied as one line."""
    line = _line(blank, words, fonts)
    placed = place_line(line, 0, blank.baseline + baseline_of(line, fonts), fonts)
    space = fonts[blank.font].shape(" ")
    wide = space.width * blank.size / 1000
    before = TextRun(
        -wide, blank.baseline, blank.font, blank.size, blank.colour, " ", (space,), wide, blank.element, rtl=blank.rtl
    )
    left, right = blank.x, blank.x + blank.width
    return [
        replace(run, x=right - run.x - run.width if blank.rtl else left + run.x, at=None) for run in (before, *placed)
    ]
