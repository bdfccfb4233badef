"""The wallet card to cut out of a booklet: its front at the foot of a page, its back behind it on the same leaf.

In: a Leaflet's Card, and the white that its boxes leave at the foot of each page. Out: items for two pages, or none.
Why: rows do not split, so pages end with white, and a card for the pocket is of more use there than ruled lines. The
layout breaks the pages first, without the card, so no service loses its place; then it adds the card to a leaf whose
two pages have room at their foot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from leafletgen.content.leaflet import Card
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.card import CardMaker
from leafletgen.layout.display_list import Blank, Element, Item, Shape
from leafletgen.layout.flow import Overset
from leafletgen.layout.setting import Setting, Stack, element_text, panel
from leafletgen.units import fits

_CARD = FORMATS["card"]

_DASHES = 3.0
"""The length of the dashes of the line to cut along, and of their gaps, in points."""


def add_cut_out(
    pages: Sequence[list[Item]], card: Card, white: Mapping[int, float], foot: float, setting: Setting, form: Format
) -> Element | None:
    """Add the card to the last inner leaf whose two pages have room for it above `foot`.

    `white` is the height that is free at the foot of each page, by its number from 0. Returns the structure element of
    the card, whose parent is still to be set; None if no leaf has room, or if the card is too small for its words.
    """
    words = Stack(setting)
    root = Element("Document", None)
    words.text(element_text(root.add("Sect"), "P", card.cut_out, setting.label), _CARD.width, card.at)
    words.space(setting.scale.gap)
    needed = setting.scale.section + _CARD.height
    leaf = _leaf(white, len(pages), (needed + words.height, needed))
    if leaf is None:
        return None
    least = min(scale.body for scale in form.scales)  # Running text of a card may be smaller, that of a leaflet not.
    roomiest = replace(setting, scale=_CARD.scales[0]._replace(body=least))
    maker = CardMaker(replace(card, qr=None, web=None), _CARD, roomiest, root, level=2)
    try:
        front, back = maker.front(), maker.back()
    except (Overset, FitError):  # The card alone, with `--size card`, has tighter scales: here it can be left out.
        return None
    right = form.width - form.margin - _CARD.width
    pages[leaf] += words.place(right, foot + _CARD.height + words.height)
    pages[leaf] += [_line_to_cut(right, foot + _CARD.height, setting), *_moved(front, right, foot)]
    pages[leaf + 1] += _moved(back, form.margin, foot)
    return root


def _leaf(white: Mapping[int, float], count: int, needed: tuple[float, float]) -> int | None:
    """The first page of the last leaf with so much white on its two sides, of which none is an outer page."""

    def holds(leaf: int) -> bool:
        return all(fits(high, white.get(leaf + side, 0.0)) for side, high in enumerate(needed))

    return next(filter(holds, reversed(range(2, count - 2, 2))), None)


def _line_to_cut(x: float, top: float, setting: Setting) -> Shape:
    line = panel(x, top, _CARD.width, _CARD.height, stroke=setting.theme.line, line_width=0.8, radius=0)
    return replace(line, dashed=_DASHES)


def _moved(items: Sequence[Item], dx: float, dy: float) -> list[Item]:
    """Items further right and up."""
    moved: list[Item] = []
    for item in items:
        new = replace(item, x=item.x + dx, y=item.y + dy)
        moved.append(replace(new, baseline=new.baseline + dy) if isinstance(new, Blank) else new)
    return moved
