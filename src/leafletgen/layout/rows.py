"""Rows: one service each, with its contacts and its QR code. A row never splits.

In: a composed Service. Out: a Box. A row has no frame, but a hairline above, which ends before the column of QR codes.
The right edges of all codes are on one vertical line, the right edge of the text area; the quiet zones of two codes,
one above the other, may overlap. On wide paper, and for a helpline without a code, the contacts are beside the name. A
row that several agencies share has its codes below, each with the name of its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from leafletgen.content.leaflet import Service
from leafletgen.formats import Format
from leafletgen.layout.codes import CLEAR, Code, qr_column
from leafletgen.layout.contacts import add_contacts
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import Box
from leafletgen.layout.setting import Setting, Stack, element_text, rule
from leafletgen.layout.text import Line, Span, baseline_of
from leafletgen.units import MM

_HAIRLINE = 0.6

_FEW = 3
"""At most this many contacts are beside a name; more are below it."""

_NAMES = 0.42
"""The part of the text's width, without the codes, that names have on wide paper: the contacts begin there."""

_GUTTER = 5 * MM


def row_box(service: Service, setting: Setting, form: Format, parent: Element, *, outer: bool, ruled: bool) -> Box:
    """Set a service over the whole width of the page; `ruled` with a hairline above it."""
    root = parent.add("Sect")
    alone = len(service.codes) == 1 and not service.codes[0].caption
    column = qr_column(setting)
    stack = Stack(setting)
    stack.space(setting.scale.above)
    text_width = form.measure - (column if alone else 0.0)
    if len(service.rows) <= (_FEW if form.wide else 1) and (form.wide or not service.codes):
        edge = _NAMES * (form.measure - column) if form.wide else text_width
        _name_and_contacts(stack, service, text_width, edge, root)
    else:
        _name(stack, service, text_width, root)
        _words(stack, service, text_width, root)
        add_contacts(stack, service.rows, text_width, root)
    code = Code(service.codes[0], setting, root) if alone else None
    if code:
        stack.height = max(stack.height, setting.scale.above + code.side)
    elif service.codes:
        _codes_below(stack, service, setting, form.measure, root)
    stack.space(setting.scale.below)

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = []
        if ruled:
            items.append(rule(x, top, form.measure - column, setting.theme.line, _HAIRLINE))
        items += stack.place(x, top)
        if code:
            items += code.at(x + form.measure - code.side, top - setting.scale.above)
        return items

    what = f"the row “{service.name}”"
    return Box(stack.height, place, outer=outer, what=what, at=service.at)


def _name(stack: Stack, service: Service, width: float, root: Element) -> None:
    """The name (with the former one) and for whom the service is, on one line if they fit."""
    setting = stack.setting
    name, label = _name_spans(setting, service, root), _label_spans(setting, service, root)
    stack.lines(_name_lines(setting, name, label, width, service))


def _name_spans(setting: Setting, service: Service, root: Element) -> list[Span]:
    element = root.add("H3", language=service.language)
    name = [Span(service.name, setting.name, element, isolates=(service.name,))]
    if not service.former:
        return name
    return [*name, Span(service.former, setting.body, element, isolates=(service.was,))]


def _label_spans(setting: Setting, service: Service, root: Element) -> list[Span]:
    return [Span(service.label, setting.label, root.add("P"), space=2.0)] if service.label else []


def _name_lines(
    setting: Setting, name: list[Span], label: list[Span], width: float, service: Service
) -> Sequence[Line]:
    together = setting.lines([*name, *label], width, service.at)
    if len(together) == 1:
        return together
    lines = setting.lines(name, width, service.at, even=True)
    return (*lines, *setting.lines(label, width, service.at)) if label else lines


def _words(stack: Stack, service: Service, width: float, root: Element) -> None:
    """What the service does, and what it costs."""
    setting = stack.setting
    spans = element_text(root, "P", service.does, setting.body)
    if service.cost:
        spans = (*spans, Span(service.cost, setting.bold, spans[0].element))
    stack.text(spans, width, service.at)


def _name_and_contacts(stack: Stack, service: Service, width: float, edge: float, root: Element) -> None:
    """The contacts beside the name; below both, what the service does, which is read before the contacts.

    The first line of the name and the first contact have one baseline. Contacts begin at `edge`, or further left if
    they need the room; or further right, if the row is lower if name and label stand on one line.
    """
    setting = stack.setting
    heading, words, contacts = Stack(setting), Stack(setting), Stack(setting)
    name, label = _name_spans(setting, service, root), _label_spans(setting, service, root)
    _words(words, service, width, root)
    beside = setting.lines(name, width, service.at)[0].width + _GUTTER  # so that the name needs one line
    room, contact = add_contacts(contacts, service.rows, max(width / 2, width - beside), root, share=False)
    if not service.codes:  # A code is higher than two lines.
        edge = max(edge, setting.lines([*name, *label], width, service.at)[0].width + _GUTTER)
    left = min(width - room, edge)
    lines = _name_lines(setting, name, label, left - _GUTTER, service)
    heading.lines(lines)
    named = baseline_of(lines[0], setting.fonts)
    baseline = max(named, contact)
    start = stack.height
    below = baseline + max(heading.height - named, contacts.height - contact)
    stack.parts += [
        (0.0, start + baseline - named, heading.place),
        (0.0, start + below, words.place),
        (left, start + baseline - contact, contacts.place),
    ]
    stack.space(below + words.height)


def _codes_below(stack: Stack, service: Service, setting: Setting, width: float, root: Element) -> None:
    """The codes of a shared row side by side, each with the name of its place under it."""
    codes = [Code(target, setting, root) for target in service.codes]
    captions = [
        setting.lines(element_text(root, "P", target.caption, setting.body), width, target.at)
        for target in service.codes
    ]
    quiet = max(code.quiet for code in codes) + CLEAR
    stack.space(quiet)
    high = max(code.side for code in codes) + quiet
    dx = 0.0
    for code, lines in zip(codes, captions, strict=True):
        stack.parts.append((dx, stack.height + high - quiet - code.side, code.at))  # all end above their captions
        for number, line in enumerate(lines):
            below = stack.height + high + number * line.height
            stack.parts.append((dx, below, setting.place(line)))
        dx += max(code.side + 2 * code.quiet, *(line.width for line in lines)) + _GUTTER
    stack.space(high + max(len(lines) for lines in captions) * captions[0][0].height)
