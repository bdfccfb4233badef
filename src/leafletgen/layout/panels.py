"""The pieces of a leaflet that stand by themselves: cover, emergency strip, officer panel, notes and back.

In: their words, a Setting and a width. Out: Boxes (or Stacks) as high as their words need.
"""

from __future__ import annotations

from msgspec.structs import replace

from leafletgen.content.leaflet import Back, Cover, Emergency, Logo, OfficerLine, OfficerPanel
from leafletgen.errors import Where
from leafletgen.layout.display_list import Blank, Element, Image, Item, Shape
from leafletgen.layout.flow import Box, Place
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked, rule
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import WHITE, Colour, reversed_cover
from leafletgen.units import MM

_LEAD_EMS = 32
"""The measure of the words on the cover, in ems: about 65 characters."""


def cover_stack(
    cover: Cover, setting: Setting, width: float, parent: Element, spare: float = 0.0, outset: float = 0.0
) -> Stack:
    """The cover's panel with its picture, the title and whom it is for; then why.

    `spare` points make the panel higher. `outset` points take it beyond the edge of the paper, as a solid ground.
    """
    scale = setting.scale
    panel_setting = replace(setting, theme=reversed_cover(setting.theme)) if outset else setting
    theme = panel_setting.theme
    pad = scale.pad * 2
    inner = width - 2 * pad
    large = Style("Bold", scale.title, theme.strong)
    lines = setting.lines(element_text(parent, "H1", cover.title, large), inner, cover.at, even=True)
    title = Stack(setting)
    for line in lines:
        title.add(setting.place(line), line.height)
    title.space(scale.gap)
    title.text(element_text(parent, "P", cover.for_whom, panel_setting.whom), inner, cover.at)
    plate = _plate(cover.logo, setting, parent.add("Figure", alt=cover.logo.alt)) if cover.logo else None
    above = max(14 * MM, plate[0] + scale.gap) if plate else 14 * MM
    background = max(scale.cover, title.height + 2 * pad + above) + spare
    beside = inner - max(line.width for line in lines)
    picture = max(background - title.height - pad * 1.5, min(background, beside) - pad)

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = [_background(x, top, width, background, outset, theme.soft)]
        if plate:
            items += plate[1](x + width - pad, top - pad)
        else:
            items += _picture(x + width - pad, top - pad, picture, panel_setting)
        return items + title.place(x + pad, top - background + pad + title.height)

    stack = Stack(setting)
    stack.add(place, background)
    stack.space(scale.gap * 2)
    text_width = min(width, scale.name * _LEAD_EMS)
    for text in cover.paragraphs:
        stack.text(element_text(parent, "P", text, setting.lead), text_width, cover.at)
        stack.space(scale.gap)
    if cover.force:
        stack.text(element_text(parent, "P", cover.force, setting.bold), text_width, cover.at)
    return stack


def _plate(logo: Logo, setting: Setting, figure: Element) -> tuple[float, Place]:
    """The logo on a plate of white: its height, and how to draw it from its upper right corner."""
    picture, in_ink = (logo.black, logo.black) if setting.theme.one_ink else (logo.colour, logo.black)
    pad = setting.scale.pad
    across = logo.width_mm * MM
    high = across * max(one.height / one.width for one in (logo.colour, logo.black))
    width, height = across + 2 * pad, high + 2 * pad

    def place(right: float, top: float) -> list[Item]:
        x = right - width
        image = Image(x + pad, top - height + pad, across, high, picture, in_ink, figure)
        return [panel(x, top, width, height, fill=WHITE), image]

    return height, place


def _background(x: float, top: float, width: float, height: float, outset: float, colour: Colour) -> Shape:
    if outset:
        return panel(x - outset, top + outset, width + 2 * outset, height + outset, fill=colour, radius=0)
    return panel(x, top, width, height, fill=colour, radius=9)


def _picture(right: float, top: float, size: float, setting: Setting) -> list[Item]:
    """The discs of the theme in a square of `size` points, whose upper right corner is at `right`, `top`."""
    items: list[Item] = []
    for disc in setting.theme.discs:
        radius = disc.radius * size
        x, y = right - disc.right * size - radius, top - disc.down * size - radius
        fill = getattr(setting.theme, disc.fill) if disc.fill else None
        ring = getattr(setting.theme, disc.ring) if disc.ring else None
        items.append(Shape(x, y, 2 * radius, 2 * radius, fill, ring, disc.weight * size if ring else 0.0, radius))
    return items


def emergency_stack(emergency: Emergency, setting: Setting, width: float, parent: Element, *, wide: bool) -> Stack:
    """The emergency strip in its frame; `wide` sets the number beside the further lines instead of above them."""
    theme, scale = setting.theme, setting.scale
    root = parent.add("Sect")
    pad = scale.pad * 1.5
    inner = width - 2 * pad
    first = inner * 0.35 if wide else inner
    call, lines = Stack(setting), Stack(setting)
    accent = Style("Bold", scale.heading, theme.accent)
    call.text(
        element_text(root, "H2", emergency.heading, accent), first - pad if wide else first, emergency.at, even=True
    )
    _call_line(call, emergency, setting, first - pad if wide else first, root, wide=wide)
    for number, text in enumerate(emergency.lines):
        lines.space(scale.gap * 0.7 if number or not wide else 0.0)
        lines.text(element_text(root, "P", text, setting.body), inner - first if wide else inner, emergency.at)
    stack = Stack(setting)
    height = (max(call.height, lines.height) if wide else call.height + lines.height) + 2 * pad
    dx, dy = (first, 0.0) if wide else (0.0, call.height)

    def place(x: float, top: float) -> list[Item]:
        frame = panel(x, top, width, height, fill=theme.accent_soft, stroke=theme.accent, line_width=1.6, radius=7)
        parts = call.place(x + pad, top - pad) + lines.place(x + pad + dx, top - pad - dy)
        return [frame, *parts]

    stack.add(place, height)
    return stack


def _call_line(
    stack: Stack, emergency: Emergency, setting: Setting, width: float, root: Element, *, wide: bool
) -> None:
    row = emergency.call
    element = root.add("P")
    link = element.add("Link")
    large = Style("Bold", setting.scale.title, setting.theme.accent)
    spans = [
        Span(row.label, Style("Bold", setting.scale.heading, setting.theme.accent), element),
        Span(row.text, large, link, whole=True, space=0.5),
    ]
    when = Span(row.note, setting.bold, element, space=2.5)
    if wide:
        lines = setting.lines(spans, width, emergency.at, even=True, more=True)
        lines += setting.lines([when], width, emergency.at)
    else:
        lines = setting.lines([*spans, when], width, emergency.at, even=True)
    for line in lines:
        stack.add(place_linked(line, row, link, setting), line.height)


def officer_box(block: OfficerPanel, setting: Setting, width: float, parent: Element, outer: bool, keep: bool) -> Box:
    """Ruled lines to write on, each with its label, in a frame."""
    pad = setting.scale.pad * 1.4
    line_height = setting.scale.writing_line
    widest = max(setting.fonts["Regular"].shape(label).width for label in block.labels)
    indent = widest * setting.scale.body / 1000 + setting.scale.body
    if indent > (width - 2 * pad) * 0.45:
        indent = 0.0
    stack = Stack(setting)
    stack.space(pad * 0.5)
    for line in block.lines:
        _ruled_label(stack, line, setting, width - 2 * pad, indent, line_height, parent, block.at)
    stack.space(pad)
    gap = setting.scale.gap * 1.4

    def place(x: float, top: float) -> list[Item]:
        return [panel(x, top, width, stack.height, stroke=setting.theme.line), *stack.place(x, top)]

    return Box(stack.height, place, gap=gap, stretch=gap, keep=keep, outer=outer, what="the officer panel", at=block.at)


def _ruled_label(
    stack: Stack,
    asked: OfficerLine,
    setting: Setting,
    width: float,
    indent: float,
    height: float,
    parent: Element,
    at: Where,
) -> None:
    """A label and the line to write on, just under the tails of the letters; below the label without indent."""
    pad = setting.scale.pad * 1.4
    element = parent.add("P")
    label = Span(asked.label, setting.label, element)
    line = setting.lines([label], width, at)[0]
    drop = height if not indent else 0.0
    style = setting.bold
    font = setting.fonts[style.font]
    below = font.descent * style.size / 1000

    def place(x: float, top: float) -> list[Item]:
        bottom = top - height - drop
        left, baseline = x + pad + indent, bottom + line.height / 2 - font.cap_height * style.size / 2000
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
        text = setting.place(line)(x + pad, bottom + drop + line.height)
        return [*text, blank, rule(left, y, room, setting.theme.line)]

    stack.add(place, height + drop)


def notes_items(
    back: Back, setting: Setting, x: float, top: float, width: float, height: float, parent: Element | None
) -> list[Item]:
    """Ruled lines for notes that fill `height` points; under their heading where they have a parent element."""
    items: list[Item] = []
    y = top
    if parent:
        spans = element_text(parent, "H2", back.notes_heading, setting.heading)
        run = setting.lines(spans, width, back.at, even=True)[0]
        items += setting.place(run)(x, top)
        y -= run.height
    count = int((y - (top - height)) // setting.scale.writing_line)
    for number in range(1, count + 1):
        items.append(rule(x, y - number * setting.scale.writing_line, width, setting.theme.line))
    return items


def back_stack(back: Back, setting: Setting, width: float, parent: Element, columns: int) -> Stack:
    """About this leaflet: other formats, version, when the contacts were checked."""
    root = parent.add("Sect")
    pad = setting.scale.pad * 1.5
    inner = (width - 2 * pad - (columns - 1) * pad * 1.5) / columns
    stack = Stack(setting)
    stack.space(pad)
    stack.text(element_text(root, "H2", back.heading, setting.heading), inner, back.at, dx=pad, even=True)
    split = -(-len(back.paragraphs) // columns)
    bottom = start = stack.height
    for column in range(columns):
        stack.height = start
        for text in back.paragraphs[column * split : (column + 1) * split]:
            stack.space(setting.scale.gap * 0.7)
            dx = pad + column * (inner + pad * 1.5)
            stack.text(element_text(root, "P", text, setting.body), inner, back.at, dx=dx)
        bottom = max(bottom, stack.height)
    stack.height = bottom + pad
    background = Stack(setting)
    background.add(lambda x, top: [panel(x, top, width, stack.height, fill=setting.theme.soft, radius=7)], 0.0)
    background.add(stack.place, stack.height)
    return background
