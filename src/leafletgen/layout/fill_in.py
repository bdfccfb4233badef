"""Put words on the lines to write on, as the last change to a layout before it is written.

In: a finished layout, and the words for each of its Blanks. Out: the same layout with text runs in place of the Blanks.
Why: words that are added after layout move nothing: all else on the pages is the same with and without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import inf

from msgspec.structs import replace

from leafletgen.errors import Where
from leafletgen.layout.display_list import Blank, Item, LaidOut, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.text import Span, Style, break_lines, place_line, widest
from leafletgen.units import fits


def blanks_of(laid_out: LaidOut) -> Iterator[tuple[int, Blank]]:
    """Each blank with its page, from 0, in reading order."""
    for number, page in enumerate(laid_out.pages):
        for item in page.items:
            if isinstance(item, Blank):
                yield number, item


def excess(blank: Blank, words: str, fonts: FontBook) -> float:
    """By how many points the words are too wide for the blank; 0 if they fit."""
    width = widest([_span(blank, words)], fonts) if words else 0.0
    return 0.0 if fits(width, blank.width) else width - blank.width


def fill(laid_out: LaidOut, say: Callable[[Blank], str], fonts: FontBook) -> LaidOut:
    """Put words on the blanks: `say` returns those of a blank, "" to leave it empty. They must fit (see `excess`)."""

    def filled(item: Item) -> Sequence[Item]:
        words = say(item) if isinstance(item, Blank) else ""
        return _runs(item, words, fonts) if isinstance(item, Blank) and words else [item]

    pages = (replace(page, items=tuple(chain.from_iterable(map(filled, page.items)))) for page in laid_out.pages)
    return replace(laid_out, pages=tuple(pages))


def _span(blank: Blank, words: str) -> Span:
    return Span(words, Style(blank.font, blank.size, blank.colour), blank.element, whole=True)


def _runs(blank: Blank, words: str, fonts: FontBook) -> list[TextRun]:
    """The words as part of the label's element, after a space, so that both are read and copied as one line.

    They are one run, but for words in several scripts.
    """
    (line,) = break_lines([_span(blank, words)], inf, fonts, 1.0, Where(""))
    first, *others = place_line(line, 0.0, 0.0, fonts)
    space = fonts[blank.font].shape(" ")
    wide = space.width * blank.size / 1000
    spaced = (*first.words, space) if first.rtl else (space, *first.words)
    left = first.x if first.rtl else first.x - wide
    first = replace(first, x=left, text=f" {first.text}", words=spaced, width=first.width + wide)
    placed = [replace(run, x=run.x + blank.x, y=blank.baseline, at=None) for run in (first, *others)]
    if not blank.rtl:
        return placed
    right = blank.width - line.width
    return [replace(run, x=run.x + right) for run in placed]
