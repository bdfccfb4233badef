"""Headings, paragraphs and lists as boxes.

In: the words of a block and the structure element that it belongs to. Out: Boxes for the flow.
A paragraph is a box a line, tied so that no single line is left behind or carried over.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from leafletgen.content.leaflet import Items, Paragraph
from leafletgen.errors import Where
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import Box, Place
from leafletgen.layout.setting import Setting, Stack, element_text, panel, rule
from leafletgen.layout.text import Line, Span, Style

_INDENT = {True: 1.75, False: 1.25}
"""How far list text stands in, in ems: behind a number, behind a bullet."""


_SHORT_LIST = 8
"""How many lines a list may have to stay on one page."""

_BAR = 1.6
"""The length of the bar over a section's heading, in ems."""


def heading_box(text: str, setting: Setting, width: float, parent: Element, at: Where, outer: bool) -> Box:
    """A section heading under a short bar; what follows must keep to it."""
    stack = Stack(setting)
    stack.add(lambda x, top: [rule(x, top, _BAR * setting.scale.heading, setting.theme.accent, 2.6)], 2.6)
    stack.space(setting.scale.gap * 0.5)
    stack.text(element_text(parent, "H2", text, setting.heading), width, at, even=True)
    gap = setting.scale.gap * 2.6
    return Box(stack.height, stack.place, gap, gap * 0.8, outer=outer, what=f"the heading “{text}”", at=at)


def paragraph_boxes(
    block: Paragraph, setting: Setting, width: float, parent: Element, outer: bool, keep: bool
) -> list[Box]:
    """A paragraph; `keep` ties its beginning to the box before."""
    if block.boxed:
        return [_boxed(block, setting, width, parent, outer, keep)]
    spans = element_text(parent, "P", block.text, setting.body)
    lines = setting.lines(spans, width, block.at)
    return _line_boxes(lines, setting, _what("the text", block.text), block.at, outer, keep, gap=setting.scale.gap)


def list_boxes(
    block: Items, setting: Setting, width: float, parent: Element, outer: bool, keep: bool, *, whole: bool = False
) -> list[Box]:
    """A list with bullets or numbers; an item's lines hang behind its mark. `whole` keeps a short one together."""
    root = parent.add("L", numbering="Decimal" if block.numbered else "Disc")
    indent = _INDENT[block.numbered] * setting.scale.body
    boxes: list[Box] = []
    short = False
    for number, text in enumerate(block.items, 1):
        item = root.add("LI")
        mark = f"{number}." if block.numbered else "•"
        mark_style = Style("Bold", setting.scale.body, setting.theme.strong)
        mark_line = setting.lines([Span(mark, mark_style, item.add("Lbl"))], indent, block.at)[0]
        body = (Span(text, setting.body, item.add("LBody")),)
        lines = setting.lines(body, width - indent, block.at)
        gap = setting.scale.gap * (1.0 if number == 1 else 0.6)
        ends = whole and number == len(block.items) and len(lines) < 3
        tied = keep if number == 1 else ends or (number == 2 and short)  # a list has no lone short item at either end
        short = len(lines) < 2
        boxes += _line_boxes(
            lines, setting, _what("the item", text), block.at, outer, tied, gap=gap, indent=indent, mark=mark_line
        )
    if whole and len(boxes) <= _SHORT_LIST:
        return [*boxes[:1], *(replace(box, keep=True) for box in boxes[1:])]
    return boxes


def _line_boxes(
    lines: Sequence[Line],
    setting: Setting,
    what: str,
    at: Where,
    outer: bool,
    keep: bool,
    *,
    gap: float,
    indent: float = 0.0,
    mark: Line | None = None,
) -> list[Box]:
    boxes = []
    for number, line in enumerate(lines):
        first, second, last = number == 0, number == 1, number == len(lines) - 1
        place = _placer(line, setting, indent, mark if first else None)
        tied = keep if first else second or last
        space = (gap, gap * 0.6) if first else (0.0, 0.0)
        boxes.append(Box(line.height, place, *space, keep=tied, outer=outer, what=what, at=at))
    return boxes


def _placer(line: Line, setting: Setting, indent: float, mark: Line | None) -> Place:
    """How to draw a line, `indent` points in, with the mark that may stand before it."""

    def place(x: float, top: float) -> list[Item]:
        before = setting.place(mark)(x, top) if mark else []
        return [*before, *setting.place(line)(x + indent, top)]

    return place


def _boxed(block: Paragraph, setting: Setting, width: float, parent: Element, outer: bool, keep: bool) -> Box:
    pad = setting.scale.pad * 1.4
    stack = Stack(setting)
    stack.space(pad * 0.8)
    style = Style("Bold", setting.scale.body, setting.theme.strong)
    stack.text(element_text(parent, "P", block.text, style), width - 2 * pad, block.at, dx=pad)
    stack.space(pad * 0.8)

    def place(x: float, top: float) -> list[Item]:
        background = panel(x, top, width, stack.height, fill=setting.theme.soft)
        return [background, *stack.place(x, top)]

    gap = setting.scale.gap * 1.3
    what = _what("the framed text", block.text)
    return Box(stack.height, place, gap=gap, stretch=gap, keep=keep, outer=outer, what=what, at=block.at)


def _what(kind: str, text: str) -> str:
    return f"{kind} “{text[:40]}{'…' if len(text) > 40 else ''}”"
