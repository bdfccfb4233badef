"""Sections: a heading and its blocks as boxes.

In: a composed Section, a Format, a Setting and the element that it belongs to. Out: Boxes for the flow.
On one page stay: a heading and what follows it, two lines at least; a paragraph before services and the first service;
a paragraph in a frame and the words before it; up to three rows; of more rows, the last two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from leafletgen.content.leaflet import (
    Block,
    Crisis,
    Emergency,
    Items,
    OfficerPanel,
    Paragraph,
    Questions,
    Section,
    Service,
    Tiles,
)
from leafletgen.formats import Format
from leafletgen.layout.blocks import heading_box, list_boxes, paragraph_boxes, question_boxes
from leafletgen.layout.display_list import Element
from leafletgen.layout.flow import FROM_WORDS, TORN, Box, height_of
from leafletgen.layout.panels import crisis_box, emergency_box, officer_box
from leafletgen.layout.rows import row_box
from leafletgen.layout.setting import Setting
from leafletgen.layout.tiles import tile_boxes
from leafletgen.units import fits

_FEW = 3
"""A page break below a heading and fewer lines than these costs as much as one inside a paragraph."""

_NEVER_PARTED = 3
"""Up to this many rows of a section, or lines of tiles, stay on one page."""


def boxes_of(
    sections: Sequence[Section], form: Format, setting: Setting, root: Element, room: float, *, neutral_outside: bool
) -> list[Box]:
    """Set all sections for pages with so much room. Raises FitError if a word is wider than its column.

    The space at the end of a row is a part of that before the next heading: the same is above all headings.
    """
    boxes: list[Box] = []
    after_row = False
    for section in sections:
        first, *others = section_boxes(section, form, setting, root, room, outer=section.outside or not neutral_outside)
        if after_row and first.first:
            first = replace(first, gap=first.gap - setting.scale.below)
        boxes += [first, *others]
        after_row = any(isinstance(block, Service | Tiles) for block in section.blocks[-1:])
    return boxes


def section_boxes(
    section: Section, form: Format, setting: Setting, root: Element, room: float, *, outer: bool
) -> list[Box]:
    """Set a section for pages with so much room. Raises FitError if a word is wider than its column.

    Of rows that would stay together only the last two do so if with the words before them they are higher than that.
    """
    setter = _Setter(form, setting, root.add("Sect"), outer)
    boxes = setter.heading(section)
    lead = len(boxes)  # how many boxes at the end stay with the next one
    for are_services, group in groupby(section.blocks, lambda block: isinstance(block, Service | Tiles)):
        blocks = list(group)
        found = setter.services(blocks) if are_services else setter.text(blocks)
        if lead and (are_services or len(boxes) == 1):
            first = len(boxes) - lead + 1
            boxes = [*boxes[:first], *_kept(boxes[first:])]
            found[0] = replace(found[0], keep=True)
            if are_services and not fits(height_of([*_tied_end(boxes), *found]), room):
                found = [found[0], *(replace(box, keep=False) for box in found[1:-1]), *found[1:][-1:]]
        elif are_services:
            found[0] = replace(found[0], parted=FROM_WORDS)
        boxes += found
        lead = 0 if are_services else setter.lead
    return boxes


class _Setter:
    """Sets the blocks of one section; `lead` is the number of boxes of the paragraph that it set last, 0 if none."""

    def __init__(self, form: Format, setting: Setting, parent: Element, outer: bool) -> None:
        self.form = form
        self.setting = setting
        self.parent = parent
        self.outer = outer
        self.width = min(form.measure, form.line)
        self.lead = 0
        self.framed = False

    def heading(self, section: Section) -> list[Box]:
        """The heading, if the section has one."""
        if not section.heading:
            return []
        return [heading_box(section, self.setting, self.width, self.parent, self.outer)]

    def text(self, blocks: Sequence[Block]) -> list[Box]:
        """What is not a service, each block after the one before."""
        boxes: list[Box] = []
        for before, block in pairwise((None, *blocks)):
            assert block is not None
            found = self._block(block, keep=len(boxes) == 1 or (before is not None and _belongs(block, before)))
            if 1 < len(boxes) < _FEW:
                found[0] = replace(found[0], parted=TORN)
            boxed = isinstance(block, Paragraph) and block.boxed
            self.lead = len(found) if isinstance(block, Paragraph) and not (boxed and before) else 0
            self.framed = isinstance(block, Crisis) or boxed
            boxes += found
        return boxes

    def services(self, blocks: Sequence[Block]) -> list[Box]:
        """Rows and tiles: up to three stay on one page, of more the last two."""
        boxes = [
            box
            for number, block in enumerate(blocks)
            for box in self._block(block, keep=False, ruled=self._is_ruled(block, number))
        ]
        boxes[0] = replace(boxes[0], gap=self.setting.scale.gap)
        if len(boxes) <= _NEVER_PARTED:
            return [*boxes[:1], *_kept(boxes[1:])]
        return [*boxes[:-1], *_kept(boxes[-1:])]

    def _is_ruled(self, block: Block, number: int) -> bool:
        """Whether a hairline is above a row or tile: not below a frame, nor a tile's in the quiet zone of a row."""
        return not self.framed if number == 0 else not isinstance(block, Tiles)

    def _block(self, block: Block, *, keep: bool, ruled: bool = True) -> list[Box]:
        """The boxes of a block; `ruled` says whether a row or tile has a hairline above it."""
        setting, parent, outer, width = self.setting, self.parent, self.outer, self.width
        match block:
            case Paragraph():
                across = self.form.measure if block.boxed else width
                return paragraph_boxes(block, setting, across, parent, outer, keep)
            case Items():
                return list_boxes(block, setting, width, parent, outer, keep)
            case Questions():
                return question_boxes(block, setting, self.form.measure, parent, outer, keep)
            case Crisis():
                return [crisis_box(block, setting, self.form, parent, outer, keep)]
            case OfficerPanel():
                return [officer_box(block, setting, self.form.measure, parent, outer, keep)]
            case Emergency():
                return [emergency_box(block, setting, self.form, parent, outer)]
            case Service():
                return [row_box(block, setting, self.form, parent, outer=outer, ruled=ruled)]
            case Tiles():
                return tile_boxes(block, setting, self.form, parent, outer=outer, ruled=ruled)


def _tied_end(boxes: Sequence[Box]) -> Sequence[Box]:
    """The last box and those before it with which it stays on one page."""
    return boxes[max((number for number, box in enumerate(boxes) if not box.keep), default=0) :]


def _kept(boxes: Sequence[Box]) -> list[Box]:
    """The same boxes, each tied to the one before."""
    return [replace(box, keep=True) for box in boxes]


def _belongs(block: Block, before: Block) -> bool:
    """Whether a block stays with the words before it: they end with a colon, or the block is a list, frame or panel.

    Frames do not stay together: many would be higher than a page.
    """
    if isinstance(block, Paragraph) and block.boxed:
        return isinstance(before, Items) or (isinstance(before, Paragraph) and not before.boxed)
    if not isinstance(before, Paragraph):
        return False
    return before.text.endswith(":") or isinstance(block, Items | OfficerPanel | Questions | Crisis)
