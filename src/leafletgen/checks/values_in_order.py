"""Check that each number and address stands as in the data, also beside words that are read from right to left.

In: laid-out pages. Out: Problems.
Why: a number whose groups have changed places is another number, and an editor who cannot read the script sees no
fault. This reads the positions of the glyphs on the finished page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from leafletgen.errors import Problem, Where
from leafletgen.layout.display_list import LaidOut, Page, TextRun

_LATIN = re.compile("[0-9A-Za-z]")
"""What each value has."""

_HINT = "Put it into a sentence of its own, and report this: leafletgen must print each number as it is in the data."


def values_out_of_order(laid_out: LaidOut, file: str) -> Iterator[Problem]:
    """A Problem for each number, address, keyword or name whose glyphs stand in another order than its letters."""
    for number, page in enumerate(laid_out.pages, 1):
        for read, seen in _lines(page) if _may_be_turned(page) else ():
            for value in laid_out.values if read != seen else ():
                if value in read and read.count(value) > seen.count(value):
                    message = f"page {number}: “{value}” is printed as “{seen.strip()}”."
                    yield Problem("wrong-order", message, _HINT, Where(file))


def _may_be_turned(page: Page) -> bool:
    """Whether a page is read from the right, or has words that are, such as an officer's name."""
    return page.rtl or any(isinstance(item, TextRun) and item.rtl for item in page.items)


def _lines(page: Page) -> Iterator[tuple[str, str]]:
    """The text of each line of each element that may have a value: in the order of reading, and from left to right."""
    runs = (item for item in page.items if isinstance(item, TextRun))
    for _, group in groupby(runs, lambda run: (run.y, id(run.element))):
        line = list(group)
        read = "".join(run.text for run in line)
        if _LATIN.search(read):
            glyphs = sorted((placed for run in line for placed in _glyphs(run)), key=itemgetter(0))
            yield read, "".join(text for _, text in glyphs)


def _glyphs(run: TextRun) -> Iterator[tuple[float, str]]:
    """The letters of each glyph of a run, and how far from the left edge it stands, in points."""
    pen = 0
    for word in run.words:
        for glyph in word.glyphs:
            yield run.x + (pen + glyph.dx) * run.size / 1000, glyph.text
            pen += glyph.advance
