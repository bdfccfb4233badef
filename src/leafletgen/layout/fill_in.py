"""Put words on the lines to write on, as the last change to a layout before it is written.

In: a finished layout, and the words for each of its Blanks. Out: the same layout with text runs in place of the Blanks.
Why: words that are added after layout move nothing: all else on the pages is the same with and without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from leafletgen.layout.display_list import Blank, Item, LaidOut, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.units import fits


def blanks_of(laid_out: LaidOut) -> Iterator[tuple[int, Blank]]:
    """Each blank with its page, from 0, in reading order."""
    for number, page in enumerate(laid_out.pages):
        for item in page.items:
            if isinstance(item, Blank):
                yield number, item


def excess(blank: Blank, words: str, fonts: FontBook) -> float:
    """By how many points the words are too wide for the blank; 0 if they fit."""
    width = fonts[blank.font].shape(words).width * blank.size / 1000 if words else 0.0
    return 0.0 if fits(width, blank.width) else width - blank.width


def fill(laid_out: LaidOut, say: Callable[[Blank], str], fonts: FontBook) -> LaidOut:
    """Put words on the blanks: `say` returns those of a blank, "" to leave it empty. They must fit (see `excess`)."""

    def filled(item: Item) -> Item:
        words = say(item) if isinstance(item, Blank) else ""
        return _run(item, words, fonts) if isinstance(item, Blank) and words else item

    pages = (replace(page, items=tuple(map(filled, page.items))) for page in laid_out.pages)
    return replace(laid_out, pages=tuple(pages))


def _run(blank: Blank, words: str, fonts: FontBook) -> TextRun:
    """The words as part of the label's element, after a space, so that both are read and copied as one line."""
    font = fonts[blank.font]
    space = font.shape(" ")
    shaped = font.shape(words)
    scale = blank.size / 1000
    before = blank.width - shaped.width * scale if blank.rtl else 0.0
    return TextRun(
        x=blank.x + before - space.width * scale,
        y=blank.baseline,
        font=blank.font,
        size=blank.size,
        colour=blank.colour,
        text=f" {words}",
        words=(space, shaped),
        width=(space.width + shaped.width) * scale,
        element=blank.element,
    )
