"""The cover of a leaflet: title and picture, why, whom to call, the officer's lines.

In: a composed Cover, a Setting and a Format. Out: a Stack, as high as its words need.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.content.leaflet import Cover, KeyNumber, Logo, OfficerPanel, WhoToCall
from leafletgen.content.output_options import ENGLISH
from leafletgen.formats import Format
from leafletgen.layout.display_list import Element, Image, Item, Shape
from leafletgen.layout.flow import Place
from leafletgen.layout.panels import add_writing_lines
from leafletgen.layout.sentences import sentences
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked
from leafletgen.layout.text import Line, Span, Style, widest
from leafletgen.layout.theme import WHITE, Colour, reversed_cover
from leafletgen.units import MM, fits

_LEAD_EMS = 32
"""The measure of the words on the cover, in ems: about 65 characters."""

_WIDE = 150 * MM
"""If the text area is wider than this, a number, whom one calls and why may be on one line."""

_LEAST_PICTURE = 18 * MM
"""A smaller picture on the cover is left out."""


def cover_stack(cover: Cover, setting: Setting, form: Format, parent: Element, outset: float = 0.0) -> Stack:
    """The front page: a panel with title and picture, paragraphs, whom to call, the officer's lines, the force.

    With `outset` the panel is a solid background that goes so many points beyond the text area, into the bleed.
    """
    scale, width = setting.scale, form.measure
    stack = Stack(setting)
    _add_title(stack, cover, setting, width, parent, outset)
    stack.space(scale.gap * 1.8)
    text_width = min(width, scale.name * _LEAD_EMS)
    for paragraph in cover.paragraphs:
        stack.text(element_text(parent, "P", paragraph.text, setting.lead), text_width, paragraph.at)
        stack.space(scale.gap)
    stack.space(scale.gap)
    add_who_to_call(stack, cover.who_to_call, setting, form, parent)
    if cover.officer:
        stack.space(scale.gap)
        add_officer(stack, cover.officer, cover, setting, width, parent)
    elif cover.force:
        stack.space(scale.gap * 1.5)
        named = Span(cover.force, setting.bold, parent.add("P", language=cover.force_language))
        stack.text([named], text_width, cover.at)
    if cover.english:
        small = Style("Regular", scale.footer, setting.theme.text)
        stack.space(scale.gap)
        stack.text([Span(cover.english, small, parent.add("P", language=ENGLISH))], width, cover.at)
    return stack


def _add_title(stack: Stack, cover: Cover, setting: Setting, width: float, parent: Element, outset: float) -> None:
    scale = setting.scale
    panel_setting = replace(setting, theme=reversed_cover(setting.theme)) if outset else setting
    theme = panel_setting.theme
    pad = scale.pad * 1.4
    inner = width - 2 * pad
    large = Style("Bold", scale.title, theme.strong)
    lines = setting.lines(element_text(parent, "H1", cover.title, large), inner * 0.68, cover.at, even=True)
    title = Stack(setting)
    title.lines(lines)
    title.space(scale.gap * 0.6)
    whom = setting.lines(element_text(parent, "P", cover.for_whom, panel_setting.whom), inner, cover.at)
    title.lines(whom)
    if cover.language:
        name = Style("Bold", scale.heading, theme.strong)
        title.text(element_text(parent, "P", cover.language, name), inner, cover.at, even=True)
    plate = _plate(cover.logo, setting, parent.add("Figure", alt=cover.logo.alt)) if cover.logo else None
    wide = max(line.width for line in (*lines, *whom))
    beside = not plate or wide + pad + plate.width <= inner
    above = plate.height + scale.pad if plate and not beside else 0.0
    high = max(scale.cover, title.height + 2 * pad + above, plate.height + 2 * pad if plate else 0.0)
    picture = min(high - 2 * pad, inner - wide - pad)

    def place(x: float, top: float) -> list[Item]:
        items: list[Item] = [_background(x, top, width, high, outset, theme.soft)]
        if plate:
            items += plate.place(x + width - pad, top - pad)
        elif picture > _LEAST_PICTURE:
            items += _picture(x + width - pad, top - pad, picture, panel_setting)
        return items + title.place(x + pad, top - high + pad + title.height)

    stack.add(place, high)


class _Plate(Struct, frozen=True):
    """A logo on a white plate, placed by its upper right corner."""

    width: float
    height: float
    place: Place


def _plate(logo: Logo, setting: Setting, figure: Element) -> _Plate:
    """The logo in colour, or in black if the leaflet has one ink."""
    picture, in_ink = (logo.black, logo.black) if setting.theme.one_ink else (logo.colour, logo.black)
    pad = setting.scale.pad * 0.7
    across = logo.width_mm * MM
    high = across * max(one.height / one.width for one in (logo.colour, logo.black))
    width, height = across + 2 * pad, high + 2 * pad

    def place(right: float, top: float) -> list[Item]:
        x = right - width
        image = Image(x + pad, top - height + pad, across, high, picture, in_ink, figure, logo.at)
        return [panel(x, top, width, height, fill=WHITE), image]

    return _Plate(width, height, place)


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
        fill = getattr(setting.theme, disc.fill)
        items.append(Shape(x, y, 2 * radius, 2 * radius, fill, radius=radius))
    return items


def add_who_to_call(stack: Stack, table: WhoToCall, setting: Setting, form: Format, parent: Element) -> None:
    """The framed table of numbers; on wide paper, and with high letters, their words take as few lines as they can."""
    root = parent.add("Sect")
    width, pad = form.measure, setting.scale.pad
    inner = Stack(setting)
    inner.space(pad * 0.65)
    inner.text(element_text(root, "H2", table.heading, setting.heading), width - 2 * pad, table.at, even=True)
    column = max(_number_width(number, setting) for number in table.numbers) + 1.2 * setting.scale.body
    wide = setting.high or (width > _WIDE and _takes_fewer_lines(table, setting, width - 2 * pad - column))
    for number in table.numbers:
        inner.space(setting.scale.gap * 0.5)
        _add_number(inner, number, setting, width - 2 * pad, column, root, wide=wide)
    inner.space(pad * 0.65)

    def place(x: float, top: float) -> list[Item]:
        frame = panel(x, top, width, inner.height, stroke=setting.theme.strong, line_width=1.2, radius=7)
        return [frame, *inner.place(x + pad, top)]

    stack.add(place, inner.height)
    if table.after:
        stack.space(setting.scale.gap)
        stack.text(element_text(root, "P", table.after, setting.body), width, table.at)


def _number_width(number: KeyNumber, setting: Setting) -> float:
    style = setting.urgent if number.urgent else setting.key
    return setting.fonts[style.font].shape(number.call.text).width * style.size / 1000


def _add_number(
    stack: Stack,
    number: KeyNumber,
    setting: Setting,
    width: float,
    column: float,
    root: Element,
    *,
    wide: bool,
) -> None:
    """A number at the left; whom one calls, why and when beside it."""
    element = root.add("P")
    row = number.call
    link = element.add("Link") if row.uri else None
    style = setting.urgent if number.urgent else setting.key
    line = setting.lines(
        [Span(row.text, style, link or element, whole=True, isolates=row.values)], column, row.at, more=True
    )[0]
    beside = _words(number, setting, width - column, element, wide=wide)
    words = Stack(setting)
    words.lines(beside)
    height = max(line.height, words.height)
    middle = beside[0].height if not wide else words.height

    def place(x: float, top: float) -> list[Item]:
        lower = (middle - line.height) / 2 if middle > line.height else 0.0
        items = place_linked(line, row, link, setting)(x, top - lower)
        return [*items, *words.place(x + column, top - max(0.0, (line.height - middle) / 2))]

    stack.add(place, max(height, words.height + max(0.0, (line.height - middle) / 2)))


def _takes_fewer_lines(table: WhoToCall, setting: Setting, room: float) -> bool:
    """Whether the words of all numbers take fewer lines if whom one calls has no line of its own."""
    apart = Element("Document", None)  # Only the lines are counted here.
    wide, narrow = (
        sum(len(_words(number, setting, room, apart, wide=way)) for number in table.numbers) for way in (True, False)
    )
    return wide < narrow


def _words(number: KeyNumber, setting: Setting, room: float, element: Element, *, wide: bool) -> tuple[Line, ...]:
    """Whom one calls, why and when: one after the other if `wide`, else whom on a line of its own."""
    bold = Style("Bold", setting.scale.body, setting.theme.strong)
    who = Span(number.who, bold, element, isolates=number.values)
    note = _held_together(_sentence(number.call.note), setting, room)
    reason = number.why if wide else " ".join(_held_together(one, setting, room) for one in sentences(number.why))
    why = Span(setting.stop.join(part for part in (reason, note) if part), setting.body, element)
    if wide:
        return setting.lines([who, replace(why, space=2.5)], room, number.at)
    return (*setting.lines([who], room, number.at, more=True), *setting.lines([why], room, number.at))


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:]


def _held_together(words: str, setting: Setting, width: float) -> str:
    """The words with no-break spaces, so that they go to the next line as a whole, if one line holds them."""
    whole = words.replace(" ", "\u00a0")
    return whole if fits(widest([Span(whole, setting.body)], setting.fonts), width) else words


def add_officer(
    stack: Stack, block: OfficerPanel, cover: Cover | None, setting: Setting, width: float, parent: Element
) -> None:
    """The officer's lines, behind a heading and, if they stand on a cover, the name of the force."""
    spans = element_text(parent, "H2", block.heading, Style("Bold", setting.scale.body, setting.theme.strong))
    if cover and cover.force:
        named = parent.add("P", language=cover.force_language)
        spans = (*spans, Span(cover.force, setting.body, named, space=2.5))
    stack.text(spans, width, block.at)
    add_writing_lines(stack, block, setting, width, parent)
