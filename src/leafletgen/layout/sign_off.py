"""The sheet to sign before a leaflet is given out: which version, what changes, which contacts are checked, who signs.

In: a SignOff, the fonts, the element that the sheet belongs to. Out: pages of A4, tagged. Paragraphs never split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from leafletgen.errors import Where
from leafletgen.formats import WORKING_PAPER
from leafletgen.layout.display_list import Element, Item, Page
from leafletgen.layout.flow import Box, Overset, height_of, reach
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.setting import Setting, Stack, element_text, panel, rule
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import THEMES
from leafletgen.layout.working_paper import FORM, FRAME, working_pages
from leafletgen.units import MM

_INDENT = 5 * MM
_TICK = 4.5 * MM
_LINES = ("Name", "Signature", "Date")
_DECISIONS = ("Approved", "Approved with changes", "Not approved")


class Group(Struct, frozen=True):
    """A heading with its lines: words before the list, then each item of the list."""

    heading: str
    intro: str
    items: tuple[str, ...] = ()


class SignOff(Struct, frozen=True):
    """The words of the sheet; `facts` are label and value; each of the `roles` has a box to sign in."""

    title: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    signing: str
    roles: tuple[str, ...]
    at: Where


def sign_off_pages(sheet: SignOff, fonts: FontBook, parent: Element) -> tuple[Page, ...]:
    """Set the sheet on as many pages as it takes. Raises FitError if a word is wider than the page."""
    setting = Setting(THEMES["parent"], WORKING_PAPER, fonts)
    filled = list(_fill([*_boxes(sheet, setting, parent)]))
    return working_pages(filled, sheet.title, sheet.at, setting)


def _boxes(sheet: SignOff, setting: Setting, parent: Element) -> Iterator[Box]:
    yield _head(sheet, setting, parent)
    for group in sheet.groups:
        yield from _group(group, sheet.at, setting, parent.add("Sect"))
    signing = parent.add("Sect")
    yield _words("Sign-off", sheet.signing, sheet.at, setting, signing)
    for role in sheet.roles:
        yield _to_sign(role, sheet.at, setting, signing)


def _head(sheet: SignOff, setting: Setting, parent: Element) -> Box:
    stack = Stack(setting)
    title = Style("Bold", setting.scale.heading * 1.3, setting.theme.strong)
    stack.text(element_text(parent, "H1", sheet.title, title), FORM.measure, sheet.at, even=True)
    stack.space(setting.scale.gap)
    for label, value in sheet.facts:
        element = parent.add("P")
        spans = [Span(f"{label}:", setting.label, element), Span(value, setting.bold, element)]
        stack.text(spans, FORM.measure, sheet.at)
    return Box(stack.height, stack.place, what="the head of the proof", at=sheet.at)


def _words(heading: str, text: str, at: Where, setting: Setting, parent: Element) -> Box:
    stack = Stack(setting)
    stack.text(element_text(parent, "H2", heading, setting.heading), FORM.measure, at, even=True)
    stack.space(setting.scale.gap * 0.6)
    stack.text(element_text(parent, "P", text, setting.body), FORM.measure, at)
    return Box(stack.height, stack.place, setting.scale.section, what=f"“{heading}”", at=at)


def _group(group: Group, at: Where, setting: Setting, parent: Element) -> Iterator[Box]:
    yield _words(group.heading, group.intro, at, setting, parent)
    items = parent.add("L", numbering="Disc") if group.items else parent
    for number, text in enumerate(group.items):
        stack = Stack(setting)
        item = items.add("LI")
        mark = setting.lines([Span("•", setting.body, item.add("Lbl"))], _INDENT, at)[0]
        body = item.add("LBody")
        lines = setting.lines([Span(text, setting.body, body)], FORM.measure - _INDENT, at)
        stack.add(setting.place(mark), 0.0)
        stack.lines(lines, _INDENT)
        yield Box(stack.height, stack.place, setting.scale.gap * 0.5, keep=number == 0, what="a line", at=at)


def _to_sign(role: str, at: Where, setting: Setting, parent: Element) -> Box:
    """A frame with the role, what is decided, and lines to write on; all of them stand on one page."""
    pad = setting.scale.pad
    width = FORM.measure - 2 * pad
    stack = Stack(setting)
    stack.space(pad)
    stack.text(element_text(parent, "H3", role, setting.name), width, at, dx=pad, even=True)
    stack.space(setting.scale.gap * 0.6)
    decision = parent.add("P")
    words = [setting.lines([Span(word, setting.body, decision)], width / 3, at)[0] for word in _DECISIONS]

    def ticks(x: float, top: float) -> list[Item]:
        items: list[Item] = []
        for number, word in enumerate(words):
            start, middle = x + number * width / 3, top - word.height / 2
            square = panel(start, middle + _TICK / 2, _TICK, _TICK, stroke=setting.theme.text, radius=1.0)
            items += [square, *setting.place(word)(start + _TICK * 1.4, top)]
        return items

    stack.add(ticks, words[0].height, pad)
    stack.space(setting.scale.gap)
    labels = [setting.lines(element_text(parent, "P", text, setting.label), width / 3, at)[0] for text in _LINES]

    def lines(x: float, top: float) -> list[Item]:
        items: list[Item] = []
        for number, label in enumerate(labels):
            start = x + number * width / 3
            items += setting.place(label)(start, top)
            low = top - label.height - setting.scale.writing_line
            items.append(rule(start, low, width / 3 - 4 * MM, setting.theme.line, 0.8))
        return items

    stack.add(lines, labels[0].height + setting.scale.writing_line, pad)
    stack.space(pad)
    height = stack.height

    def place(x: float, top: float) -> list[Item]:
        return [panel(x, top, FORM.measure, height, stroke=setting.theme.line), *stack.place(x, top)]

    return Box(height, place, setting.scale.gap, keep=True, what=f"the box of “{role}”", at=at)


def _fill(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """The boxes of each page: as many as fit; a heading is not left at its foot."""
    start = 0
    while start < len(boxes):
        end = reach(boxes, start, FRAME)
        while start < end < len(boxes) and boxes[end].keep and end - 1 > start:
            end -= 1
        if end <= start:
            raise Overset(boxes[start], height_of(boxes[start : start + 1]) - FRAME.height)
        yield [*boxes[start:end]]
        start = end
