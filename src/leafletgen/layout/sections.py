"""Sections: a heading with its text and cards as boxes, in one column or, on wide paper, in two.

In: a composed Section, a Format and a Setting. Out: Boxes at the full measure, in reading order.
On wide paper text of more than a few lines stands in two balanced columns, which end level by construction, and cards
stand across, their contacts in a column; reading order is left to right, top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from leafletgen.content.leaflet import Block, Card, Items, OfficerPanel, Paragraph, Section
from leafletgen.formats import Format
from leafletgen.layout.blocks import heading_box, list_boxes, paragraph_boxes
from leafletgen.layout.cards import card_part
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import Box, Frame, height_of, reach, spread
from leafletgen.layout.panels import officer_box
from leafletgen.layout.setting import Setting


def section_boxes(section: Section, form: Format, setting: Setting, root: Element, *, outer: bool) -> list[Box]:
    """The boxes of a section; `outer` says whether an outer page may carry them."""
    parent = root.add("Sect")
    heading = heading_box(section.heading, setting, form.measure, parent, section.at, outer)
    setter = _Setter(form, setting, parent, outer)
    return [heading, *(setter.two_columns(section) if form.columns > 1 else setter.one_column(section))]


class _Setter:
    """Sets the blocks of one section."""

    def __init__(self, form: Format, setting: Setting, parent: Element, outer: bool) -> None:
        self.form = form
        self.setting = setting
        self.parent = parent
        self.outer = outer

    def one_column(self, section: Section) -> Iterator[Box]:
        """Blocks below one another; a first card keeps to a short lead."""
        for number, (before, block) in enumerate(pairwise((None, *section.blocks))):
            assert block is not None
            keep = _belongs(block, before) or (number == 1 and isinstance(block, Card) and not isinstance(before, Card))
            yield from self._block(block, self.form.measure, keep=keep)

    def two_columns(self, section: Section) -> Iterator[Box]:
        """Text in balanced columns, cards across."""
        keep = True
        for is_card, group in groupby(section.blocks, lambda block: isinstance(block, Card)):
            blocks = list(group)
            if is_card:
                for number, card in enumerate(blocks):
                    yield from self._block(card, self.form.measure, keep=keep and not number)
            else:
                yield from self._regions(blocks, keep)
                keep = len(blocks) == 1

    def _block(self, block: Block, width: float, *, keep: bool) -> list[Box]:
        match block:
            case Paragraph():
                return paragraph_boxes(block, self.setting, width, self.parent, self.outer, keep)
            case Items():
                whole = self.form.columns == 1
                return list_boxes(block, self.setting, width, self.parent, self.outer, keep, whole=whole)
            case OfficerPanel():
                keep = keep and self.form.columns == 1
                return [officer_box(block, self.setting, width, self.parent, self.outer, keep)]
            case Card():
                return [self._card(block, keep)]

    def _card(self, card: Card, keep: bool) -> Box:
        part = card_part(card, self.setting, self.form.measure, self.parent, wide=self.form.columns > 1)
        gap = self.setting.scale.gap * 1.1
        return Box(part.height, part.place, gap, gap, keep, self.outer, f"the card “{part.name}”", part.at)

    def _regions(self, blocks: Sequence[Block], keep: bool) -> Iterator[Box]:
        """Text of a section: across, or in two columns; a very long one in several parts."""
        form = self.form
        if self._stands_across(blocks):
            yield self._region([self._boxes(blocks, self._across)], keep)
            return
        for number, part in enumerate(self._parts(self._boxes(blocks, form.column_width))):
            yield self._region(balanced(part, form.columns), keep and not number)

    def _stands_across(self, blocks: Sequence[Block]) -> bool:
        """Whether text stands across: a little of it, and what would not make level columns."""
        form, scale = self.form, self.setting.scale
        apart = _Setter(form, self.setting, Element("Document", None), self.outer)  # set here for its heights alone
        line = scale.body * scale.leading
        if height_of(apart._boxes(blocks, self._across)) <= _MOST_ACROSS * line:
            return True
        first, *more = self._parts(apart._boxes(blocks, form.column_width))
        heights = [height_of(column) for column in balanced(first, form.columns)]
        return not more and (len(heights) == 1 or max(heights) - min(heights) > 2 * line)

    @property
    def _across(self) -> float:
        return min(self.form.measure, self.form.line)

    def _parts(self, boxes: Sequence[Box]) -> Iterator[Sequence[Box]]:
        return _parts(boxes, (self.form.top - self.form.bottom) * _HIGHEST_REGION, self.form.columns)

    def _boxes(self, blocks: Sequence[Block], width: float) -> list[Box]:
        boxes: list[Box] = []
        for before, block in pairwise((None, *blocks)):
            assert block is not None
            boxes += self._block(block, width, keep=_belongs(block, before))
        return boxes

    def _region(self, columns: Sequence[Sequence[Box]], keep: bool) -> Box:
        form, first = self.form, columns[0][0]
        height = max(height_of(column) for column in columns)
        step = form.column_width + form.gutter

        def place(x: float, top: float) -> list[Item]:
            items: list[Item] = []
            for number, column in enumerate(columns):
                frame = Frame(0, x + number * step, top, height)
                most = height_of(column) + _MOST_STRETCH * sum(box.stretch for box in column[1:])
                for placed in spread(column, frame, min(height, most)):
                    items += placed.box.place(frame.x, placed.top)
            return items

        gap = self.setting.scale.gap
        return Box(height, place, gap, gap, keep, self.outer, first.what, first.at)


_MOST_ACROSS = 10
"""How many lines of text, at most, stand across a page of two columns: fewer would make stumps of columns."""

_HIGHEST_REGION = 0.7
"""What part of a page's height text in two columns may take before it goes on as a new region, which may be broken."""


_MOST_STRETCH = 1.5
"""Gaps of the lower column grow to this many times their stretch at most, so that both end level."""


def _parts(boxes: Sequence[Box], height: float, columns: int) -> Iterator[Sequence[Box]]:
    """Boxes in parts of at most `columns` columns of `height`, or of the one piece that is higher."""
    frame = Frame(0, 0.0, 0.0, height)
    start = 0
    while start < len(boxes):
        end = start
        for _ in range(columns):
            end = reach(boxes, end, frame)
        if end == start:
            end = next((n for n in range(start + 1, len(boxes)) if not boxes[n].keep), len(boxes))
        yield boxes[start:end]
        start = end


def balanced(boxes: Sequence[Box], count: int) -> list[list[Box]]:
    """Boxes in at most `count` columns: of all ways to break them the lowest, and of these the most level."""
    if count == 1:
        return [list(boxes)]
    best: list[list[Box]] = [list(boxes)]
    for end in range(len(boxes) - 1, 0, -1):
        alone = end == 1 and not boxes[0].gap and not boxes[1].gap  # the last lines of a paragraph, the first by itself
        if not boxes[end].keep and not alone:
            columns = [list(boxes[:end]), *balanced(boxes[end:], count - 1)]
            best = min(best, columns, key=_unevenness)
    return best


def _unevenness(columns: Sequence[Sequence[Box]]) -> tuple[float, float]:
    """How high the columns are, and how much lower the lowest of them is."""
    heights = [height_of(column) for column in columns]
    return round(max(heights), 3), round(max(heights) - min(heights), 3)


def _belongs(block: Block, before: Block | None) -> bool:
    """Whether a block keeps to the one before: to a heading, to a line that announces it, a panel to its words."""
    if before is None:
        return True
    if not isinstance(before, Paragraph):
        return False
    return before.text.endswith(":") or isinstance(block, (Items, OfficerPanel))
