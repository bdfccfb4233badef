"""Sections: a heading with its text and cards as boxes, in one column or, on wide paper, in two.

In: a composed Section, a Format and a Setting. Out: Boxes at the full measure, in reading order.
On wide paper text of more than a paragraph stands in two balanced columns, and cards in rows of two of equal height:
columns end level by construction, and reading order is left to right, top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from leafletgen.content.leaflet import Block, Card, Items, OfficerPanel, Paragraph, Section
from leafletgen.layout.blocks import heading_box, list_boxes, paragraph_boxes
from leafletgen.layout.cards import CardPart, card_part
from leafletgen.layout.flow import Box, Frame, Overset, fill, height_of, spread
from leafletgen.layout.formats import Format
from leafletgen.layout.frames import Element, Item
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
            keep = _belongs(block, before) or (number == 1 and isinstance(block, Card))
            yield from self._block(block, self.form.measure, keep=keep)

    def two_columns(self, section: Section) -> Iterator[Box]:
        """Text in balanced columns, cards in rows of two."""
        keep = True
        for is_card, group in groupby(section.blocks, lambda block: isinstance(block, Card)):
            blocks = list(group)
            if is_card:
                yield from self._rows([block for block in blocks if isinstance(block, Card)], keep)
            else:
                yield self._region(blocks)
                keep = len(blocks) == 1

    def _block(self, block: Block, width: float, *, keep: bool) -> list[Box]:
        match block:
            case Paragraph():
                return paragraph_boxes(block, self.setting, width, self.parent, self.outer, keep)
            case Items():
                return list_boxes(block, self.setting, width, self.parent, self.outer, keep)
            case OfficerPanel():
                keep = keep and self.form.columns == 1
                return [officer_box(block, self.setting, width, self.parent, self.outer, keep)]
            case Card():
                return [self._row([card_part(block, self.setting, width, self.parent)], 0.0, keep)]

    def _rows(self, cards: Sequence[Card], keep: bool) -> Iterator[Box]:
        """Rows of two cards of equal height; an odd card, and two that are lower so, have the whole width."""
        form = self.form
        for start in range(0, len(cards), 2):
            pair = cards[start : start + 2]
            tied = keep and start == 0
            if self._better_across(pair):
                for number, card in enumerate(pair):
                    yield self._row([self._part(card, form.measure)], 0.0, keep=tied and number == 0)
            else:
                parts = [self._part(card, form.column_width) for card in pair]
                yield self._row(parts, form.column_width + form.gutter, keep=tied)

    def _better_across(self, pair: Sequence[Card]) -> bool:
        """Whether cards take less height below one another at the full measure than side by side."""
        apart = Element("Document", None)
        across = [card_part(card, self.setting, self.form.measure, apart).height for card in pair]
        beside = [card_part(card, self.setting, self.form.column_width, apart).height for card in pair]
        return len(pair) == 1 or sum(across) + self.setting.scale.gap <= max(beside)

    def _part(self, card: Card, width: float) -> CardPart:
        return card_part(card, self.setting, width, self.parent)

    def _row(self, parts: Sequence[CardPart], step: float, keep: bool) -> Box:
        height = max(part.height for part in parts)

        def place(x: float, top: float) -> list[Item]:
            return [item for n, part in enumerate(parts) for item in part.place(x + n * step, top, height)]

        gap = self.setting.scale.gap * 1.1
        what = " and ".join(f"the card “{part.name}”" for part in parts)
        return Box(height, place, gap, gap, keep, self.outer, what, parts[0].at)

    def _region(self, blocks: Sequence[Block]) -> Box:
        """Text of a section as one box: a lone paragraph or a panel across, more in two columns."""
        form, setting = self.form, self.setting
        alone = all(isinstance(block, (Paragraph, OfficerPanel)) for block in blocks) and len(blocks) <= 2
        width = min(form.measure, form.line) if alone else form.column_width
        boxes: list[Box] = []
        for before, block in pairwise((None, *blocks)):
            assert block is not None
            boxes += self._block(block, width, keep=_belongs(block, before))
        columns = [boxes] if alone else balanced(boxes, form.columns)
        height = max(height_of(column) for column in columns)
        step = form.column_width + form.gutter

        def place(x: float, top: float) -> list[Item]:
            items: list[Item] = []
            for number, column in enumerate(columns):
                frame = Frame(0, x + number * step, top, height)
                for placed in spread(column, frame, 0.0):
                    items += placed.box.place(frame.x, placed.top)
            return items

        gap = setting.scale.gap
        return Box(height, place, gap, gap, True, self.outer, boxes[0].what, boxes[0].at)


def balanced(boxes: Sequence[Box], count: int) -> list[list[Box]]:
    """Boxes in `count` columns as level as they go, the first not shorter than the rest."""
    low, high = height_of(boxes) / count, height_of(boxes)
    best = [list(boxes)]
    while high - low > 1:
        middle = (low + high) / 2
        try:
            ends = fill(boxes, [Frame(0, 0.0, 0.0, middle)] * count)
        except Overset:
            low = middle
            continue
        best = [list(boxes[start:end]) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
        high = min(middle, max(height_of(column) for column in best))
    return best


def _belongs(block: Block, before: Block | None) -> bool:
    """Whether a block keeps to the one before: to a heading, to a line that announces it, a panel to its words."""
    if before is None or isinstance(block, OfficerPanel):
        return True
    if not isinstance(before, Paragraph):
        return False
    return before.text.endswith(":") or isinstance(block, Items)
