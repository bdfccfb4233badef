"""Pages of the papers that a force works with: the sheet for the check of contacts, and the sheet to sign.

In: the boxes of each page. Out: pages of A4 with the boxes one below the other, and a footer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leafletgen.errors import Where
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Item, Page
from leafletgen.layout.flow import Box, Frame
from leafletgen.layout.setting import Setting
from leafletgen.layout.text import Span, Style

FORM = FORMATS["a4"]
FRAME = Frame(0, FORM.margin, FORM.top, FORM.top - FORM.bottom)
"""The room for boxes on each page."""


def working_pages(filled: Sequence[Sequence[Box]], title: str, at: Where, setting: Setting) -> tuple[Page, ...]:
    """A page for each list of boxes, with `title` and the number of the page in its footer."""
    return tuple(
        Page(FORM.width, FORM.height, (*_placed(boxes), *_footer(title, at, setting, f"{number} of {len(filled)}")))
        for number, boxes in enumerate(filled, 1)
    )


def _placed(boxes: Sequence[Box]) -> Iterator[Item]:
    top = FORM.top
    for number, box in enumerate(boxes):
        top -= box.gap if number else 0.0
        yield from box.place(FORM.margin, top)
        top -= box.height


def _footer(title: str, at: Where, setting: Setting, number: str) -> Iterator[Item]:
    """The title at the left and the page at the right, as artifacts."""
    style = Style("Regular", setting.scale.footer, setting.theme.strong)
    left, right = (setting.lines([Span(text, style, whole=True)], FORM.measure, at)[0] for text in (title, number))
    top = FORM.margin + left.height * 0.85
    yield from setting.place(left)(FORM.margin, top)
    yield from setting.place(right)(FORM.width - FORM.margin - right.width, top)
