"""The panels of a leaflet: officer panel, words of crisis, emergency and back.

In: their words, a Setting and a width. Out: Boxes (or Stacks) as high as their words need.
"""

from __future__ import annotations

from msgspec.structs import replace

from leafletgen.content.leaflet import (
    Back,
    Crisis,
    Emergency,
    OfficerLine,
    OfficerPanel,
    QrTarget,
    Row,
    Service,
)
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import Where
from leafletgen.formats import Format
from leafletgen.layout.blocks import WRITING_RULE
from leafletgen.layout.codes import Code, qr_column, words_width
from leafletgen.layout.contacts import add_contacts
from leafletgen.layout.display_list import Blank, Element, Item
from leafletgen.layout.flow import Box
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked, rule
from leafletgen.layout.text import Span, Style, baseline_of, widest
from leafletgen.layout.theme import WHITE

_FRAME = 4.0
"""Room for the outline of a frame and its round corner, in points."""


def crisis_box(block: Crisis, setting: Setting, form: Format, parent: Element, outer: bool, keep: bool) -> Box:
    """Words for somebody in despair and the service to call, in one frame that never splits.

    On wide paper the lines of the words are shorter than the frame, unless there would be more of them.
    """
    root = parent.add("Sect")
    pad, width = setting.scale.pad, form.measure
    stack = Stack(setting)
    stack.space(pad * 0.65)
    words, inner = element_text(root, "P", block.text, setting.body), width - 2 * pad
    lines = setting.lines(words, inner, block.at)
    shorter = setting.lines(words, min(inner, words_width(form, setting)), block.at)
    stack.lines(shorter if len(shorter) == len(lines) else lines)
    rows = [
        replace(row, note=setting.comma.join(part for part in (block.name, row.note) if part)) for row in block.rows
    ]
    add_contacts(stack, rows, inner, root)
    stack.space(pad * 0.65)
    return _framed(stack, setting, width, keep=keep, outer=outer, what=f"the words with {block.name}", at=block.at)


def emergency_box(emergency: Emergency, setting: Setting, form: Format, parent: Element, outer: bool) -> Box:
    """How to call in an emergency, in a frame; the QR code of its service is at the right."""
    scale, service = setting.scale, emergency.service
    root = parent.add("Sect")
    pad = scale.pad
    inner = form.measure - 2 * pad
    target = service.codes[0] if service and service.codes else None
    sized = Code(target, setting, Element("Document", None)) if target else None  # for its size
    right = max(0.0, sized.quiet + _FRAME - pad) if sized else 0.0  # the quiet zone ends at the frame
    width = inner - (qr_column(setting, target) + right if target else 0.0)
    stack = Stack(setting)
    stack.space(pad * 0.65)
    _add_urgent(stack, emergency, width, root)
    for line in emergency.lines:
        stack.space(scale.gap * 0.5)
        stack.text(element_text(root, "P", line.text, setting.body), width, line.at)
    if service:
        stack.space(scale.gap * 0.5)
        _add_service(stack, service, width, root)
    code = Code(target, setting, root) if target else None
    if code:  # beside the last lines, which have its address
        stack.height = max(stack.height, 2 * code.quiet + code.side)
        lower = max(0.0, code.quiet + _FRAME - pad * 0.65)
        stack.parts.append((inner - code.side - right, stack.height - code.side - lower, code.at))
    stack.space(pad * 0.65)
    what = "how to call in an emergency"
    return _framed(stack, setting, form.measure, keep=False, outer=outer, what=what, at=emergency.at)


def _add_service(stack: Stack, service: Service, width: float, root: Element) -> None:
    """The name of a service and its address, on one line."""
    words = f"{service.name}{stack.setting.comma}{service.label}:"
    name = Span(words, stack.setting.body, root.add("P"), isolates=(service.name,))
    for row in service.rows:
        link = name.element.add("Link") if name.element and row.uri else None
        value = Span(row.text, stack.setting.bold, link or name.element, address="slash", isolates=row.values)
        for line in stack.setting.lines([name, value], width, row.at):
            stack.add(place_linked(line, row, link, stack.setting), line.height)


def _add_urgent(stack: Stack, emergency: Emergency, width: float, root: Element) -> None:
    """The heading, and on its line the number to call and when."""
    setting, row = stack.setting, emergency.call
    accent = Style("Bold", setting.scale.number, setting.theme.accent)
    heading = [Span(emergency.heading, accent, root.add("H3"))] if emergency.heading else []
    element = root.add("P")
    link = element.add("Link")
    spans = [
        *heading,
        Span(row.label, accent, element, space=2.5 if heading else 1.0),
        Span(row.text, Style("Bold", setting.scale.key, setting.theme.accent), link, whole=True, isolates=row.values),
        *([Span(row.note, setting.bold, element)] if row.note else []),
    ]
    for line in setting.lines(spans, width, row.at):
        stack.add(place_linked(line, row, link, setting), line.height)


def _framed(stack: Stack, setting: Setting, width: float, *, keep: bool, outer: bool, what: str, at: Where) -> Box:
    theme, pad = setting.theme, setting.scale.pad

    def place(x: float, top: float) -> list[Item]:
        frame = panel(
            x, top, width, stack.height, fill=theme.accent_soft, stroke=theme.accent, line_width=1.2, radius=7
        )
        return [frame, *stack.place(x + pad, top)]

    return Box(stack.height, place, setting.scale.gap * 1.5, keep, outer, what, at)


def officer_box(block: OfficerPanel, setting: Setting, width: float, parent: Element, outer: bool, keep: bool) -> Box:
    """Ruled lines to write on, each after its label."""
    stack = Stack(setting)
    add_writing_lines(stack, block, setting, width, parent)
    ruled = stack.height + setting.scale.gap
    if block.version and block.qr:
        _add_version_with_code(stack, block.version, block.qr, width, parent)
    stack.space(setting.scale.gap * 0.5)
    return Box(stack.height, stack.place, setting.scale.gap, keep, outer, "the officer panel", block.at, ruled=ruled)


def add_writing_lines(stack: Stack, block: OfficerPanel, setting: Setting, width: float, parent: Element) -> None:
    """The lines of a panel, all as long as beside the longest label, or below the labels if that is too short."""
    labels = [f"{line.label} {line.english}".strip() for line in block.lines]
    indent = max(widest([Span(label, setting.label, whole=True)], setting.fonts) for label in labels)
    indent += setting.scale.body
    if indent > width * 0.45:
        indent = 0.0
    for line in block.lines:
        _ruled_label(stack, line, setting, width, indent, parent)


def _ruled_label(
    stack: Stack,
    asked: OfficerLine,
    setting: Setting,
    width: float,
    indent: float,
    parent: Element,
) -> None:
    """A label and the line to write on, just below the descenders; if `indent` is 0 the line is below the label."""
    element = parent.add("P")
    spans = [Span(asked.label, setting.label, element)]
    if asked.english:
        spans.append(Span(asked.english, setting.body, element.add("Span", language=ENGLISH)))
    first, *others = setting.lines(spans, width, asked.at)
    height = max(setting.scale.writing_line, first.height)
    drop = height + sum(other.height for other in others) if not indent else 0.0
    style = setting.bold
    font = setting.fonts[style.font]
    below = font.descent * style.size / 1000

    def place(x: float, top: float) -> list[Item]:
        bottom = top - height - drop
        left, baseline = x + indent, bottom + first.height - baseline_of(first, setting.fonts)
        y, room = baseline + below, width - indent
        blank = Blank(
            left,
            y,
            room,
            height * 0.9,
            baseline,
            style.font,
            style.size,
            style.colour,
            asked.label,
            asked.details,
            element,
        )
        label = Stack(setting)
        label.lines((first, *others))
        text = label.place(x, bottom + drop + first.height)
        return [*text, blank, rule(left, y, room, setting.theme.line, WRITING_RULE)]

    stack.add(place, height + drop)


def back_stack(back: Back, setting: Setting, form: Format, parent: Element) -> Stack:
    """About this leaflet: other formats, the current version with its QR code, edition, dates; set small in a panel."""
    root = parent.add("Sect")
    pad, width = setting.scale.pad, form.measure
    sized = Code(back.code, setting, Element("Document", None)) if back.code else None  # for its size
    inner = width - 2 * pad - (sized.side + 2 * sized.quiet + setting.scale.body if sized else 0.0)
    stack = Stack(setting)
    stack.space(pad)
    heading = Style("Bold", setting.scale.body, setting.theme.strong)
    stack.text(element_text(root, "H2", back.heading, heading), inner, back.at, even=True)
    if back.version:
        _add_version(stack, back.version, inner, root)
    for paragraph in back.paragraphs:
        stack.space(setting.scale.gap * 0.5)
        element = root.add("P", language=paragraph.language)
        words = Span(paragraph.text, setting.body, element, isolates=paragraph.values)
        stack.text([words], min(inner, words_width(form, setting)), paragraph.at)
    if back.languages:
        stack.space(setting.scale.gap * 0.5)
        _add_languages(stack, back, inner, root)
    code = Code(back.code, setting, root) if back.code else None
    if code:
        stack.height = max(stack.height, pad + code.side + 2 * code.quiet)
    stack.space(pad)

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = [panel(x, top, width, stack.height, fill=setting.theme.soft, radius=7)]
        items += stack.place(x + pad, top)
        if code:
            right = x + width - pad
            plate = code.side + 2 * code.quiet
            items.append(panel(right - plate, top - pad, plate, plate, fill=WHITE, radius=0))
            items += code.at(right - code.quiet - code.side, top - pad - code.quiet)
        return items

    whole = Stack(setting)
    whole.add(place, stack.height)
    return whole


def _add_languages(stack: Stack, back: Back, width: float, root: Element) -> None:
    """The strip of the other languages of the leaflet: each by its own name, with its tag."""
    element = root.add("P")
    names = [
        Span(f"{name} ({tag})", stack.setting.bold, element.add("Span", language=tag)) for name, tag in back.languages
    ]
    stack.text([Span(back.also_in, stack.setting.body, element), *names], width, back.at)


def _add_version_with_code(stack: Stack, row: Row, target: QrTarget, width: float, parent: Element) -> None:
    """The address of the current version, with its QR code and its quiet zone at the right."""
    sized = Code(target, stack.setting, Element("Document", None))  # for its size
    stack.space(stack.setting.scale.gap * 0.5 + sized.quiet)
    top = stack.height
    _add_version(stack, row, width - qr_column(stack.setting, target), parent)
    stack.parts.append((width - sized.side, top, Code(target, stack.setting, parent).at))
    stack.height = max(stack.height, top + sized.side + sized.quiet)


def _add_version(stack: Stack, row: Row, width: float, root: Element) -> None:
    setting = stack.setting
    element = root.add("P")
    link = element.add("Link") if row.uri else None
    address = Span(row.text, setting.bold, link or element, address="slash", isolates=row.values)
    note = [Span(row.note, setting.body, element)] if row.note else []
    for line in setting.lines([Span(row.label, setting.body, element), address, *note], width, row.at):
        stack.add(place_linked(line, row, link, setting), line.height)
