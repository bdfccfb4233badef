"""Rows: one service each, with its contacts and its QR code. A row never splits.

In: a composed Service. Out: a Box. A row has no frame, but a hairline above, which ends before the column of QR codes.
The right edges of all codes are on one vertical line, the right edge of the text area; the quiet zones of two codes,
one above the other, may overlap. On wide paper, and for a helpline without a code, the contacts are beside the name. A
row that several agencies share has its codes below, in as many lines as they need, or on wide paper at the right, each
with the name of its place, and below the codes the contacts, which are of the other places.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.content.leaflet import Service
from leafletgen.formats import Format
from leafletgen.layout.codes import CLEAR, Code, qr_column, words_width
from leafletgen.layout.contacts import add_contacts, width_without_note
from leafletgen.layout.display_list import Element, Item
from leafletgen.layout.flow import Box
from leafletgen.layout.setting import Setting, Stack, element_text, rule
from leafletgen.layout.text import Line, Span, baseline_of, widest
from leafletgen.units import MM, fits

_HAIRLINE = 0.6

_FEW = 3
"""At most this many contacts are beside a name and a code; more are below the name."""

_NAMES = 0.42
"""The part of the text's width, without the codes, that names have on wide paper: the contacts begin there."""

_GUTTER = 5 * MM

_WORTH = 1 * MM
"""Words go into the narrow column below a name if that makes the row lower by more than this."""


def row_box(service: Service, setting: Setting, form: Format, parent: Element, *, outer: bool, ruled: bool) -> Box:
    """Set a service over the whole width of the page; `ruled` with a hairline above it."""
    root = parent.add("Sect")
    alone = len(service.codes) == 1 and not service.codes[0].caption
    column = qr_column(setting)
    stack = Stack(setting)
    stack.space(setting.scale.above)
    shared = bool(service.codes) and not alone
    at_end = _room_at_end(service, setting, form) if shared and form.wide else 0.0
    ends = qr_column(setting, service.codes[0]) if alone else at_end
    text_width = form.measure - ends
    if _is_beside(service, setting, form, text_width, shared=shared):
        edge = _NAMES * (form.measure - column) if form.wide else text_width
        least = Code(service.codes[0], setting, Element("Document", None)).side if alone else 0.0
        words = min(text_width, words_width(form, setting))
        _name_and_contacts(stack, service, text_width, edge, words, root, least)
    else:
        _name(stack, service, text_width, root)
        _words(stack, service, text_width, root)
        if not shared:
            add_contacts(stack, service.rows, text_width, root)
    code = Code(service.codes[0], setting, root) if alone else None
    if code:
        stack.height = max(stack.height, setting.scale.above + code.side + code.room_below(setting))
    elif shared:
        cells = _cells(service, setting, _caption_width(service, setting, form.measure), root)
        if note := _note_on_all(service):
            stack.text(element_text(root, "P", f"{note}:", setting.body), text_width, service.at)
        if ends:
            _add_codes(stack, cells, setting.scale.above, text_width + _GUTTER, at_end=True)
        else:
            quiet = max(cell.code.quiet for cell in cells) + CLEAR
            for line in _in_lines(cells, form.measure):
                _add_codes(stack, line, stack.height + quiet, 0.0, at_end=False)
        stack.space(setting.scale.gap if service.rows else 0.0)
        add_contacts(stack, service.rows, form.measure, root)
    stack.space(setting.scale.below)

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = []
        if ruled:
            items.append(rule(x, top, form.measure - max(column, ends), setting.theme.line, _HAIRLINE))
        items += stack.place(x, top)
        if code:
            items += code.at(x + form.measure - code.side, top - setting.scale.above)
        return items

    what = f"the row “{service.name}”"
    return Box(stack.height, place, outer=outer, what=what, at=service.at)


def _is_beside(service: Service, setting: Setting, form: Format, width: float, *, shared: bool) -> bool:
    """Whether the contacts are beside the name: all on wide paper if no code needs the room, otherwise a few.

    Not so if one of them would need two lines there, and one below the name.
    """
    if form.wide:
        if shared or (service.codes and len(service.rows) > _FEW):
            return False
        needed = [width_without_note(row, setting) for row in service.rows if not row.number and row.kind != "ask"]
        long = [each for each in needed if fits(each, width) and not fits(each, width / 2)]
        return not long or fits(max(long), _room_beside(service, setting, width))
    return not service.codes and (not service.rows or (len(service.rows) == 1 and _has_room(service, setting, form)))


def _room_beside(service: Service, setting: Setting, width: float) -> float:
    """The width that contacts may have beside the name: half, or more if the name still needs one line."""
    name = setting.lines(_name_spans(setting, service, Element("Document", None)), width, service.at)
    return max(width / 2, width - name[0].width - _GUTTER)


def _has_room(service: Service, setting: Setting, form: Format) -> bool:
    """Whether one contact leaves room for the name on a line and for the label on a line."""
    apart = Element("Document", None)  # Only widths are needed here.
    contact = add_contacts(Stack(setting), service.rows, form.measure, apart)
    left = form.measure - contact.width - _GUTTER
    parts = _name_spans(setting, service, apart), _label_spans(setting, service, apart)
    return all(fits(line.width, left) for spans in parts for line in setting.lines(spans, form.measure, service.at)[:1])


def _room_at_end(service: Service, setting: Setting, form: Format) -> float:
    """The width that the codes of a shared row take at its end; 0 if too little is left for the words."""
    cells = _cells(service, setting, form.measure, Element("Document", None))  # for their widths
    room = sum(cell.width + _GUTTER for cell in cells)
    return room if form.measure - room >= _NAMES * form.measure else 0.0


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
    stack.text(_word_spans(stack.setting, service, root), width, service.at)


def _word_spans(setting: Setting, service: Service, root: Element) -> Sequence[Span]:
    spans = element_text(root, "P", service.does, setting.body)
    return (*spans, Span(service.cost, setting.bold, spans[0].element)) if service.cost else spans


def _name_and_contacts(
    stack: Stack, service: Service, width: float, edge: float, column: float, root: Element, least: float
) -> None:
    """The contacts beside the name; below both, what the service does, which is read before the contacts.

    The first line of the name and the first contact have one baseline. Contacts begin at `edge`, or further left if
    they need the room; or further right, if the row is lower if name and label stand on one line. The words are no
    wider than `column`, and below the name alone if that makes the row lower, but never lower than `least`.
    """
    setting, at = stack.setting, service.at
    heading, contacts = Stack(setting), Stack(setting)
    name, label = _name_spans(setting, service, root), _label_spans(setting, service, root)
    spans = _word_spans(setting, service, root)
    limit = _room_beside(service, setting, width)
    if edge < width and all(fits(width_without_note(row, setting), width - edge) for row in service.rows):
        limit = width - edge  # A note goes below, so that the contacts begin where others do.
    room, contact = add_contacts(contacts, service.rows, limit, root, share=False)
    together = setting.lines([*name, *label], width, at)[0].width + _GUTTER
    if len(service.rows) == 1 and not service.codes and fits(together + room, width):
        edge = max(edge, together)  # Two contacts, or a code, are as high as a name with its label below.
    left = min(width - room, edge)
    lines = _name_lines(setting, name, label, left - _GUTTER, service)
    heading.lines(lines)
    named = baseline_of(lines[0], setting.fonts)
    baseline = max(named, contact)
    contacts_end = baseline + contacts.height - contact
    heading_end = baseline + heading.height - named
    below = max(heading_end, contacts_end)
    if fits(widest(spans, setting.fonts), left - _GUTTER):
        beside_contacts = heading_end + _height(setting.lines(spans, left - _GUTTER, at))
        under_both = below + _height(setting.lines(spans, column, at))
        if max(beside_contacts, contacts_end, least) + _WORTH < max(under_both, least):
            column, below = left - _GUTTER, heading_end
    words = Stack(setting)
    words.text(spans, column, at)
    start = stack.height
    stack.parts += [
        (0.0, start + baseline - named, heading.place),
        (0.0, start + below, words.place),
        (left, start + baseline - contact, contacts.place),
    ]
    stack.space(max(contacts_end, below + words.height))


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


class _Cell(Struct):
    """A code of a shared row, the name of its place with the note below it in lines, and the width of all."""

    code: Code
    caption: Sequence[Line]
    width: float


def _cells(service: Service, setting: Setting, width: float, root: Element) -> list[_Cell]:
    cells = []
    for target in service.codes:
        code = Code(target, setting, root)
        caption = setting.lines(element_text(root, "P", target.caption, setting.body), width, target.at)
        if target.note and not _note_on_all(service):
            caption = (*caption, *setting.lines(element_text(root, "P", target.note, setting.body), width, target.at))
        cells.append(_Cell(code, caption, max(code.side + 2 * code.quiet, *(line.width for line in caption))))
    return cells


def _caption_width(service: Service, setting: Setting, width: float) -> float:
    """How wide the names of the places may be: as narrow as their codes and words if one line cannot hold all codes."""
    cells = _cells(service, setting, width, Element("Document", None))  # for their widths
    if len(_in_lines(cells, width)) == 1:
        return width
    words = [Span(part, setting.body) for target in service.codes for part in (target.caption, target.note) if part]
    codes = max(cell.code.side + 2 * cell.code.quiet for cell in cells)
    return max(codes, widest(words, setting.fonts))


def _in_lines(cells: Sequence[_Cell], width: float) -> list[Sequence[_Cell]]:
    """The codes of a shared row in as few lines as hold them: in columns of one width, lines as long as each other."""
    if fits(sum(cell.width for cell in cells) + (len(cells) - 1) * _GUTTER, width):
        return [cells]
    widest_cell = max(cell.width for cell in cells)
    most = max(1, int((width + _GUTTER) / (widest_cell + _GUTTER)))
    across = ceil(len(cells) / ceil(len(cells) / most))
    alike = [replace(cell, width=widest_cell) for cell in cells]
    return [alike[start : start + across] for start in range(0, len(alike), across)]


def _add_codes(stack: Stack, cells: Sequence[_Cell], top: float, left: float, *, at_end: bool) -> None:
    """The codes of a shared row side by side from `left`, each above the name of its place, with one lower edge.

    Code and name begin at one edge, or end at one if they are `at_end` of the row, where other rows have their code.
    """
    high = max(cell.code.side for cell in cells)
    quiet = max(cell.code.quiet for cell in cells) + CLEAR
    for cell in cells:
        code, right = cell.code, left + cell.width
        x = right - code.side if at_end else left
        stack.parts.append((x, top + high - code.side, code.at))
        below = top + high + quiet
        for line in cell.caption:
            x = right - line.width if at_end else left
            stack.parts.append((x, below, stack.setting.place(line)))
            below += line.height
        stack.height = max(stack.height, below)
        left = right + _GUTTER


def _note_on_all(service: Service) -> str:
    """The note of the codes of a shared row, if it is the same for all; else "", and each has its own below it."""
    notes = {code.note for code in service.codes}
    return notes.pop() if len(notes) == 1 else ""
