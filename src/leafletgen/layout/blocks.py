"""Headings, paragraphs, lists and questions as boxes.

In: the words of a block and the structure element that it belongs to. Out: Boxes for the flow.
Each line of a paragraph is a box. A short paragraph stays on one page; of a longer one the first two lines do, and the
last two, and it is parted between two sentences if the pages have room for that. A short list, all steps and a few
questions stay on one page too, but only loosely: if they are parted, the lines of a step stay together, and the first
two and the last two questions.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from leafletgen.content.leaflet import Items, ListItem, Paragraph, Questions, Section
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import Where
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import ALONE, PARTED, TORN, Box, Partings, Place
from leafletgen.layout.sentences import between_sentences
from leafletgen.layout.setting import Setting, Stack, element_text, panel, rule
from leafletgen.layout.text import Line, Span, Style, baseline_of

_INDENT = {True: 1.75, False: 1.25}
"""The indent of list text in ems: after a number (True), after a bullet (False)."""

_SHORT_LIST = 8
"""A list of at most this many lines or questions stays on one page, and one of steps however many lines it has."""

_SHORT_PARAGRAPH = 5
"""The same for a paragraph."""

_BAR = 1.6
"""The length of the bar over a section's heading, in ems."""

_NEARER = 0.15
"""The part of the room for writing that is added above a question, so that it is nearer to its own line."""

WRITING_RULE = 0.8
"""The thickness of lines to write on, in points: a photocopier must not lose them."""


def heading_box(section: Section, setting: Setting, width: float, parent: Element, outer: bool) -> Box:
    """A section heading below a short bar. The box after it needs `keep`, so that the heading does not end a page.

    In another language than English it has its number, and the English heading below it.
    """
    text, at = f"{section.number}. {section.heading}" if section.number else section.heading, section.at
    stack = Stack(setting)
    stack.add(lambda x, top: [rule(x, top, _BAR * setting.scale.heading, setting.theme.accent, 2.6)], 2.6)
    stack.space(setting.scale.gap * 0.5)
    stack.text(element_text(parent, "H2", text, setting.heading), width, at, even=True)
    if section.english:
        english = parent.add("P", language=ENGLISH)
        stack.text([Span(section.english, setting.companion, english)], width, at)
    gap = setting.scale.section
    return Box(stack.height, stack.place, gap, outer=outer, what=f"the heading “{text}”", at=at, first=True)


def paragraph_boxes(
    block: Paragraph, setting: Setting, width: float, parent: Element, outer: bool, keep: bool
) -> list[Box]:
    """A paragraph; with `keep` its first line stays on the page of the box before."""
    if block.boxed:
        return [_boxed(block, setting, width, parent, outer, keep)]
    element, at, what = parent.add("P", language=block.language), block.at, described("the text", block.text)

    def boxes_of(text: str, *, more: bool = False) -> list[Box]:
        lines = setting.lines([Span(text, setting.body, element)], width, at, more=more)
        return _line_boxes(lines, setting, what, at, outer, keep, gap=setting.scale.gap)

    def partings() -> Partings:
        for end, start in between_sentences(block.text):
            before, after = boxes_of(block.text[:end], more=start > end), boxes_of(block.text[start:])
            if min(len(before), len(after)) > 1:
                yield before, after

    boxes = boxes_of(block.text)
    return _whole(boxes) if len(boxes) <= _SHORT_PARAGRAPH else [replace(box, partings=partings) for box in boxes]


def list_boxes(block: Items, setting: Setting, width: float, parent: Element, outer: bool, keep: bool) -> list[Box]:
    """A list with bullets or numbers; item lines are indented after their mark."""
    root = parent.add("L", numbering="Decimal" if block.numbered else "Disc")
    indent = _INDENT[block.numbered] * setting.scale.body
    boxes: list[Box] = []
    for number, item in enumerate(block.items, 1):
        element = root.add("LI")
        label = Span(f"{number}." if block.numbered else "•", _bold(setting), element.add("Lbl"))
        mark = setting.lines([label], indent, item.at)[0]
        lines = setting.lines(_item_spans(item, setting, element.add("LBody")), width - indent, item.at)
        gap = setting.scale.gap * (1.0 if number == 1 else 0.75)
        tied = keep if number == 1 else item.together
        what = described("the item", item.words)
        found = _line_boxes(lines, setting, what, item.at, outer, tied, gap=gap, indent=indent, mark=mark)
        first = replace(found[0], parted=ALONE) if block.numbered and number in (2, len(block.items)) else found[0]
        boxes += [first, *(replace(box, keep=box.keep or block.numbered) for box in found[1:])]
    whole = block.numbered or len(boxes) <= _SHORT_LIST
    return _loosely_whole(boxes) if whole else boxes


def question_boxes(
    block: Questions, setting: Setting, width: float, parent: Element, outer: bool, keep: bool
) -> list[Box]:
    """Questions, each with a line below it to write the answer on; with `keep` the first stays with the box before."""
    boxes = []
    root = parent.add("L", numbering="None")  # its items have no marks (ISO 32000-1, table 347)
    for number, question in enumerate(block.questions):
        stack = Stack(setting)
        stack.text((Span(question.text, setting.body, root.add("LI").add("LBody")),), width, question.at)
        room = setting.scale.writing_line * 0.85
        stack.space(room - setting.scale.writing_line * _NEARER)
        stack.add(_writing_line(width, setting), 0.0)
        what = described("the question", question.text)
        tied = keep if number == 0 else number in (1, len(block.questions) - 1)
        gap = setting.scale.gap + setting.scale.writing_line * _NEARER
        boxes.append(Box(stack.height, stack.place, gap, tied, outer, what, question.at, ruled=room))
    return _loosely_whole(boxes) if len(boxes) <= _SHORT_LIST else boxes


def _whole(boxes: list[Box]) -> list[Box]:
    return [*boxes[:1], *(replace(box, keep=True) for box in boxes[1:])]


def _loosely_whole(boxes: list[Box]) -> list[Box]:
    """Boxes that stay on one page; where nothing else ties them, only loosely."""
    free = {number: box for number, box in enumerate(boxes) if number and not box.keep}
    tied = {number: replace(box, keep=True, loosely=True, parted=max(box.parted, TORN)) for number, box in free.items()}
    return [tied.get(number, box) for number, box in enumerate(boxes)]


def _writing_line(width: float, setting: Setting) -> Place:
    return lambda x, top: [rule(x, top + WRITING_RULE, width, setting.theme.line, WRITING_RULE)]


def _bold(setting: Setting) -> Style:
    return Style("Bold", setting.scale.body, setting.theme.strong)


def _item_spans(item: ListItem, setting: Setting, element: Element) -> tuple[Span, ...]:
    act = (Span(item.act, setting.bold, element),) if item.act else ()
    return (*act, Span(item.text, setting.body, element)) if item.text else act


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
        above = gap if first else 0.0
        box = Box(line.height, place, above, keep=tied, outer=outer, what=what, at=at, parted=PARTED if first else TORN)
        boxes.append(box)
    return boxes


def _placer(line: Line, setting: Setting, indent: float, mark: Line | None) -> Place:
    """The function that draws a line, indented by `indent` points, after its mark, if any, on the same baseline."""
    lower = baseline_of(line, setting.fonts) - baseline_of(mark, setting.fonts) if mark else 0.0

    def place(x: float, top: float) -> list[Item]:
        before = setting.place(mark)(x, top - lower) if mark else []
        return [*before, *setting.place(line)(x + indent, top)]

    return place


def _boxed(block: Paragraph, setting: Setting, width: float, parent: Element, outer: bool, keep: bool) -> Box:
    pad = setting.scale.pad
    stack = Stack(setting)
    stack.space(pad * 0.7)
    stack.text(element_text(parent, "P", block.text, _bold(setting)), width - 2 * pad, block.at, dx=pad)
    stack.space(pad * 0.7)

    def place(x: float, top: float) -> list[Item]:
        background = panel(x, top, width, stack.height, fill=setting.theme.soft)
        return [background, *stack.place(x, top)]

    what = described("the framed text", block.text)
    return Box(stack.height, place, setting.scale.gap, keep=keep, outer=outer, what=what, at=block.at)


def described(kind: str, text: str) -> str:
    """What messages call a piece of text: its kind and its beginning."""
    return f"{kind} “{text[:40]}{'…' if len(text) > 40 else ''}”"
