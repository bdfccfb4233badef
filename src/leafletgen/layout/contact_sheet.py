"""Lay out the sheet for the check of contacts: pages of A4 with boxes to tick and lines to write on.

In: a composed Sheet, the fonts. Out: LaidOut pages, tagged like a leaflet's. A contact never splits over pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.contact_sheet import ContactSheet, Entry, Group
from leafletgen.formats import WORKING_PAPER
from leafletgen.layout.display_list import Element, Item, LaidOut
from leafletgen.layout.flow import Box, Overset, height_of, reach
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked, rule
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import THEMES, monochrome
from leafletgen.layout.working_paper import FORM, FRAME, working_pages
from leafletgen.units import MM

_TICKS = ("Right", "Wrong")
_TICK = 4.5 * MM
_TICK_STEP = 24 * MM
_GUTTER = 6 * MM


class _Part(NamedTuple):
    """A box, and the boxes to repeat above it if it is the first of a page."""

    box: Box
    continued: tuple[Box, ...] = ()


def lay_out_sheet(sheet: ContactSheet, fonts: FontBook) -> LaidOut:
    """Set the sheet on as many pages of A4 as it takes. Raises FitError if a word is wider than its column."""
    setting = Setting(monochrome(THEMES["parent"]), WORKING_PAPER, fonts)
    root = Element("Document", None)
    parts = [_Part(_head(sheet, setting, root))]
    parts += [part for group in sheet.groups for part in _group(group, setting, root)]
    filled = list(_fill(parts))
    pages = working_pages(filled, sheet.title, sheet.at, setting)
    return LaidOut(pages, root, sheet.title, sheet.language)


def _fill(parts: list[_Part]) -> Iterator[list[Box]]:
    """The boxes of each page: as many as fit, below those to repeat if the contacts of an agency go on here."""
    while parts:
        above = parts[0].continued
        boxes = [*above, *(part.box for part in parts)]
        end = reach(boxes, 0, FRAME)
        if end <= len(above):
            raise Overset(parts[0].box, height_of(boxes[: len(above) + 1]) - FRAME.height)
        yield boxes[:end]
        parts = parts[end - len(above) :]


def _head(sheet: ContactSheet, setting: Setting, root: Element) -> Box:
    """The title, what to do, and the lines for who did it and when."""
    stack = Stack(setting)
    parent = root.add("Sect")
    title = Style("Bold", setting.scale.heading * 1.3, setting.theme.strong)
    stack.text(element_text(parent, "H1", sheet.title, title), FORM.measure, sheet.at, even=True)
    for text in sheet.intro:
        stack.space(setting.scale.gap)
        stack.text(element_text(parent, "P", text, setting.body), FORM.line, sheet.at)
    stack.space(setting.scale.gap)
    for label in sheet.blanks:
        stack.space(setting.scale.gap)
        _blank(stack, label, FORM.line, sheet, parent)
    return Box(stack.height, stack.place, what="the head of the sheet", at=sheet.at)


def _blank(stack: Stack, label: str, width: float, sheet: ContactSheet, parent: Element) -> None:
    """A label and a ruled line after it."""
    setting = stack.setting
    line = setting.lines(element_text(parent, "P", label, setting.label), width, sheet.at)[0]

    def place(x: float, top: float) -> list[Item]:
        start = 46 * MM
        end = rule(x + start, top - line.height, width - start, setting.theme.line)
        return [*setting.place(line)(x, top), end]

    stack.add(place, line.height)


def _group(group: Group, setting: Setting, root: Element) -> Iterator[_Part]:
    """The name of an agency and its contacts; the first contact stays on the page of the name.

    If the contacts go on to the next page, the name is repeated there, as an artifact: the structure tree has them all
    in one Sect with one heading, and a screen reader has no pages (ISO 32000-1, 14.8.2.2.2, pagination artifacts).
    """
    parent = root.add("Sect")
    stack = Stack(setting)
    stack.text(element_text(parent, "H2", group.name, setting.name), FORM.measure, group.at, even=True)
    what = f"the contacts of “{group.name}”"
    yield _Part(Box(stack.height, stack.place, setting.scale.gap * 2.5, what=what, at=group.at))
    again = Stack(setting)
    again.text([Span(group.continued, setting.name)], FORM.measure, group.at, even=True)
    continued = (Box(again.height, again.place),)
    for number, entry in enumerate(group.entries):
        yield _Part(_entry(entry, setting, parent, keep=number == 0), continued)


def _entry(entry: Entry, setting: Setting, parent: Element, *, keep: bool) -> Box:
    """A contact with its facts at the left, boxes to tick and a line to write on at the right, a rule above."""
    right = _TICK_STEP * len(_TICKS)
    width = FORM.measure - right - _GUTTER
    left = Stack(setting)
    left.space(setting.scale.gap * 0.8)
    element = parent.add("P", language=entry.language)
    link = element.add("Link") if entry.row.uri else None
    spans = [
        Span(entry.row.label, setting.label, element),
        Span(
            entry.row.text,
            setting.number,
            link or element,
            whole=entry.row.number,
            address=None if entry.row.number else "slash",
        ),
        *([Span(entry.row.note, setting.body, element)] if entry.row.note else []),
    ]
    for line in setting.lines(spans, width, entry.at):
        left.add(place_linked(line, entry.row, link, setting), line.height)
    small = Style("Regular", 10, setting.theme.text)
    for fact in entry.facts:
        spans = [Span(fact, small, parent.add("P"), address="slash" if "://" in fact else None)]
        left.text(spans, width, entry.at)
    ticks = _ticks(entry, setting, parent)
    height = max(left.height, ticks.height + setting.scale.writing_line)

    def place(x: float, top: float) -> list[Item]:
        edge = x + width + _GUTTER
        below = rule(edge, top - ticks.height - setting.scale.writing_line, right, setting.theme.line)
        return [
            rule(x, top, FORM.measure, setting.theme.line),
            *left.place(x, top),
            *ticks.place(edge, top),
            below,
        ]

    gap = setting.scale.gap * 0.8
    return Box(height, place, gap, keep=keep, what=f"the contact “{entry.row.text}”", at=entry.at)


def _ticks(entry: Entry, setting: Setting, parent: Element) -> Stack:
    """Boxes to tick, side by side, each before its word."""
    stack = Stack(setting)
    stack.space(setting.scale.gap * 0.8)
    element = parent.add("P")
    words = [setting.lines([Span(word, setting.body, element)], _TICK_STEP, entry.at)[0] for word in _TICKS]

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = []
        for number, word in enumerate(words):
            start = x + number * _TICK_STEP
            middle = top - word.height / 2
            items.append(_square(start, middle, setting))
            items += setting.place(word)(start + _TICK * 1.4, top)
        return items

    stack.add(place, words[0].height)
    return stack


def _square(x: float, middle: float, setting: Setting) -> Item:
    return panel(x, middle + _TICK / 2, _TICK, _TICK, stroke=setting.theme.text, radius=1.0)
