"""The wallet card to cut out of a booklet: its front at the foot of a page, its back behind it on the same leaf.

In: a Leaflet's Card, and the white that its boxes leave at the foot of each page. Out: items for two pages, or none.
Why: rows do not split, so pages end with white, and a card for the pocket is of more use there than ruled lines. The
layout breaks the pages first, without the card, and adds it to a leaf whose two pages have room at their foot; if none
has, it breaks them once more with less room on a leaf. The card adds no page, and nothing is left out for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from leafletgen.content.leaflet import Card
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.card import CardMaker
from leafletgen.layout.display_list import Blank, Element, Item, Shape
from leafletgen.layout.flow import Frame, Overset
from leafletgen.layout.setting import Setting, Stack, element_text, panel
from leafletgen.print_limits import TWO_SIDED
from leafletgen.units import MM, fits

_CARD = FORMATS["card"]

_GUTTER = 5 * MM
"""The space between the back and the words beside it, more than a cut may miss (TWO_SIDED)."""

_DASHES = 3.0
"""The length of the dashes of the line to cut along, and of their gaps, in points."""


class CutOut:
    """The card of a leaflet, set as it stands in a setting of that leaflet, and its place on a leaf."""

    def __init__(self, card: Card, setting: Setting, form: Format) -> None:
        self.form = form
        self.root = Element("Document", None)
        self.words = Stack(setting)
        words = element_text(self.root.add("Sect"), "P", card.cut_out, setting.label)
        self.words.text(words, _CARD.width, card.at)
        self.words.space(setting.scale.gap)
        self.behind = Stack(setting)
        self.setting = setting
        self.sides = self._sides(replace(card, qr=None, web=None))
        high = setting.scale.section + _CARD.height
        self.needed = (high + self.words.height, high - TWO_SIDED)  # The frame of the back is so much lower.

    def _sides(self, card: Card) -> tuple[list[Item], list[Item]] | None:
        """Its front and its back in the roomiest scale that holds its words; None if none does.

        Words are no smaller than in the leaflet, and names and small print no smaller than on the roomiest card.
        """
        first, least = _CARD.scales[0], min(scale.body for scale in self.form.scales)
        for scale in _CARD.scales:
            large = scale._replace(body=least, name=first.name, footer=first.footer)
            root = Element("Document", None)
            maker = CardMaker(card, _CARD, replace(self.setting, scale=large), root, level=2)
            try:
                front = maker.front()
                if card.cut_out_behind:
                    self._add_words_behind(card, root)
                sides = front, maker.back()
            except (Overset, FitError):
                continue
            for part in root.children:
                self.root.adopt(part, "Sect", "")
            return sides
        return None

    def _add_words_behind(self, card: Card, root: Element) -> None:
        """Say beside the back what it is: the line to cut along is on the other side of the leaf."""
        self.behind = Stack(self.setting)
        words = element_text(root.add("Sect"), "P", card.cut_out_behind, self.setting.label)
        self.behind.text(words, self.form.measure - _CARD.width - _GUTTER, card.at, even=True)

    def leaf(self, white: Mapping[int, float], count: int) -> int | None:
        """The first page, from 0, of the last inner leaf whose two pages have room for it; None if no leaf has."""
        return next((leaf for leaf in self.leaves(count) if self._has_room(white, leaf)), None)

    def _has_room(self, white: Mapping[int, float], leaf: int) -> bool:
        return all(fits(high, white.get(leaf + side, 0.0)) for side, high in enumerate(self.needed))

    def leaves(self, count: int) -> Sequence[int]:
        """The first page of each leaf of which no side is an outer page, the last leaf first."""
        return range(2, count - 2, 2)[::-1]

    def shortened(self, frames: Sequence[Frame], leaf: int) -> list[Frame]:
        """The frames of all pages, with the room for the card taken from the foot of those of a leaf."""
        taken = {leaf + side: high for side, high in enumerate(self.needed)}
        return [replace(frame, height=max(0.0, frame.height - taken.get(frame.page, 0.0))) for frame in frames]

    def add(self, pages: Sequence[list[Item]], leaf: int, foot: float) -> None:
        """Put it above `foot` on the two pages of a leaf."""
        assert self.sides, "a card without room for its words is not added"
        front, back = self.sides
        right = self.form.width - self.form.margin - _CARD.width
        pages[leaf] += self.words.place(right, foot + _CARD.height + self.words.height)
        pages[leaf] += [_line_to_cut(right, foot + _CARD.height, self.setting), *_moved(front, right, foot)]
        left = self.form.margin
        pages[leaf + 1] += self.behind.place(left + _CARD.width + _GUTTER, foot + _CARD.height)
        pages[leaf + 1] += [_frame(left, foot + _CARD.height, self.setting), *_moved(back, left, foot)]


def _line_to_cut(x: float, top: float, setting: Setting) -> Shape:
    line = panel(x, top, _CARD.width, _CARD.height, stroke=setting.theme.line, line_width=0.8, radius=0)
    return replace(line, dashed=_DASHES)


def _frame(x: float, top: float, setting: Setting) -> Shape:
    """The frame of the back, inside what a cut along the line on the other side may take away."""
    width, height = (side - 2 * TWO_SIDED for side in (_CARD.width, _CARD.height))
    return panel(x + TWO_SIDED, top - TWO_SIDED, width, height, stroke=setting.theme.line)


def _moved(items: Sequence[Item], dx: float, dy: float) -> list[Item]:
    """Items further right and up."""
    moved: list[Item] = []
    for item in items:
        new = replace(item, x=item.x + dx, y=item.y + dy)
        moved.append(replace(new, baseline=new.baseline + dy) if isinstance(new, Blank) else new)
    return moved
