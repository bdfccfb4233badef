"""Contacts of a service: each with its glyph, the word before it, what one dials or types, and its note.

In: composed Rows, a Setting and a width. Out: lines in a Stack. A label and its value stay on one line; a note that
does not fit after them goes to the next line as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from msgspec import Struct

from leafletgen.content.leaflet import Row
from leafletgen.layout import glyphs
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import Place
from leafletgen.layout.setting import Setting, Stack, place_linked
from leafletgen.layout.text import Line, Span, Style, baseline_of, widest
from leafletgen.units import fits

_APART = 1.4
"""The space between two contacts on a line, in ems."""


class _Contact(Struct, frozen=True):
    """A contact set in lines: the first begins with its glyph."""

    row: Row
    link: Element | None
    lines: Sequence[Line]

    @property
    def width(self) -> float:
        """The width of its first line without the glyph."""
        return self.lines[0].width


class Taken(NamedTuple):
    """The width that contacts take, and how far the baseline of the first one lies below its top."""

    width: float
    baseline: float


def add_contacts(stack: Stack, rows: Iterable[Row], width: float, root: Element, *, share: bool = True) -> Taken:
    """Put contacts at the end of the stack, in lines of at most `width`; short contacts may `share` a line."""
    setting = stack.setting
    apart = _APART * setting.scale.body
    indent = indent_of(setting)
    taken = widest_line = baseline = 0.0
    before: _Contact | None = None
    for row in rows:
        contact = _contact(row, setting, width - indent, root)
        needed = indent + contact.width
        short = before and len(before.lines) == len(contact.lines) == 1
        if before and short and share and fits(taken + apart + needed, width):
            _share(stack, before, contact, taken + apart)
            taken += apart + needed
        else:
            _add(stack, contact)
            taken = needed
        widest_line = max(widest_line, taken, *(indent + line.width for line in contact.lines))
        baseline = baseline if before else baseline_of(contact.lines[0], setting.fonts)
        before = contact
    return Taken(widest_line, baseline)


def indent_of(setting: Setting) -> float:
    """The indent of the words of a contact, after their glyph."""
    return _size(setting) * 1.25


def _size(setting: Setting) -> float:
    return glyphs.SIZE * setting.scale.body / 12


def width_without_note(row: Row, setting: Setting) -> float:
    """The width of a contact on one line, with its glyph and label, but without the note after it."""
    style = setting.number if row.number else setting.bold
    spans = [Span(row.label, setting.label), Span(row.text, style, whole=True, isolates=row.values)]
    return indent_of(setting) + sum(line.width for line in setting.lines(spans, inf, row.at, more=True))


def _contact(row: Row, setting: Setting, width: float, root: Element) -> _Contact:
    element = root.add("P")
    link = element.add("Link") if row.uri else None
    label = Span(row.label, setting.label, element)
    value = _value(row, setting, link or element, width - widest([label], setting.fonts) - setting.scale.body)
    note = [Span(row.note, setting.body, element, isolates=row.values)] if row.note else []
    lines = setting.lines([label, value, *note], width, row.at)
    if note and len(lines) > 1:  # the note goes to the next line as a whole
        lines = setting.lines([label, value], width, row.at, more=True) + setting.lines(note, width, row.at)
    return _Contact(row, link, lines)


def _value(row: Row, setting: Setting, element: Element, room: float) -> Span:
    """What one dials or types: on one line, unless it is words to search for, or an address wider than the column."""
    style: Style = setting.number if row.number else setting.bold
    unbroken = Span(row.text, style, element, whole=True, isolates=row.values)
    if row.number or (row.kind in ("web", "email") and fits(widest([unbroken], setting.fonts), room)):
        return unbroken
    return Span(row.text, style, element, address="slash" if row.kind == "web" else None, isolates=row.values)


def _share(stack: Stack, before: _Contact, contact: _Contact, dx: float) -> None:
    """Put a contact on the line of the one before, with the same baseline."""
    fonts = stack.setting.fonts
    lower = baseline_of(before.lines[0], fonts) - baseline_of(contact.lines[0], fonts)
    end = stack.height
    stack.height += lower - before.lines[0].height
    _add(stack, contact, dx)
    stack.height = max(end, stack.height)


def _add(stack: Stack, contact: _Contact, dx: float = 0.0) -> None:
    setting = stack.setting
    size, indent = _size(setting), indent_of(setting)
    for number, line in enumerate(contact.lines):
        place = place_linked(line, contact.row, contact.link, setting)
        stack.add(_with_glyph(place, contact, line, size) if number == 0 else place, line.height, dx + indent)


def _with_glyph(place: Place, contact: _Contact, line: Line, size: float) -> Place:
    setting_indent = size * 1.25

    def placed(x: float, top: float) -> list[Item]:
        colour = contact.lines[0].spans[0].style.colour
        glyph = glyphs.glyph(contact.row.kind, x - setting_indent, top - line.height / 2, size, colour)
        return [glyph, *place(x, top)]

    return placed
