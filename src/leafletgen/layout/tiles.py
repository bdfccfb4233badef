"""Tiles: services that are only a website, side by side: QR code, name, for whom it is, address.

One whose name or address has a part that is too long for its column has the whole width.
The code is at the left of its own words, and not beside those of the next tile, so that nobody scans the wrong one.

In: composed Tiles. Out: a Box for each line of tiles, which never splits.
"""

from __future__ import annotations

from msgspec.structs import replace

from leafletgen.content.leaflet import Row, Service, Tiles
from leafletgen.formats import Format
from leafletgen.layout.codes import CLEAR, Code, qr_column
from leafletgen.layout.display_list import Element
from leafletgen.layout.flow import Box, Place
from leafletgen.layout.setting import Setting, Stack, element_text, place_linked, rule
from leafletgen.layout.text import Span, Style, widest
from leafletgen.units import MM, fits

_GUTTER = 4 * MM


def tile_boxes(tiles: Tiles, setting: Setting, form: Format, parent: Element, *, outer: bool, ruled: bool) -> list[Box]:
    """Lines of tiles as boxes; the first is `ruled` with hairlines above it, as all others are."""
    across = form.tiles
    width = (form.measure - (across - 1) * _GUTTER) / across
    style = _address_style(tiles, setting, width)
    boxes = []
    for number, services in enumerate(_in_lines(tiles, setting, width, across)):
        room = width if _is_narrow(services[0], setting, width) else form.measure
        stacks = [_tile(service, setting, style, room, parent, ruled=ruled or number > 0) for service in services]
        height = max(stack.height for stack in stacks)
        what = f"the tile “{services[0].name}”"
        at = services[0].at
        boxes.append(Box(height, _side_by_side(stacks, room), outer=outer, what=what, at=at))
    return boxes


def _in_lines(tiles: Tiles, setting: Setting, width: float, across: int) -> list[list[Service]]:
    """The tiles of each line: as many as stand side by side, or one that needs the whole width."""
    lines: list[list[Service]] = []
    full = True
    for service in tiles.services:
        narrow = _is_narrow(service, setting, width)
        if full or not narrow:
            lines.append([])
        lines[-1].append(service)
        full = not narrow or len(lines[-1]) == across
    return lines


def _is_narrow(service: Service, setting: Setting, width: float) -> bool:
    """Whether each part of its name and of its address that cannot be broken fits beside its code."""
    address = [Span(row.text, _smaller(setting), address="dot", isolates=row.values) for row in service.rows]
    name = Span(service.name, setting.name, isolates=(service.name,))
    return fits(widest([name, *address], setting.fonts), width - _beside(service, setting))


def _side_by_side(stacks: list[Stack], width: float) -> Place:
    step = width + _GUTTER
    return lambda x, top: [item for n, stack in enumerate(stacks) for item in stack.place(x + n * step, top)]


def _tile(service: Service, setting: Setting, address: Style, width: float, parent: Element, *, ruled: bool) -> Stack:
    root = parent.add("Sect")
    stack = Stack(setting)
    beside = _beside(service, setting)
    text_width = width - beside
    if ruled:
        stack.add(lambda x, top: [rule(x, top, text_width, setting.theme.line)], 0.0, beside)
    stack.space(setting.scale.above)
    element = root.add("H3", language=service.language)
    name = Span(service.name, setting.name, element, isolates=(service.name,))
    stack.text([name], text_width, service.at, dx=beside, even=True)
    texts = (
        (service.former, setting.body),
        (service.label, setting.label),
        (service.cost, setting.bold),
    )
    for words, style in texts:
        if words:
            stack.text(element_text(root, "P", words, style), text_width, service.at, dx=beside)
    for row in service.rows:
        _address(stack, row, address, text_width, beside, root)
    for code in (Code(target, setting, root) for target in service.codes[:1]):
        stack.parts.append((0.0, setting.scale.above, code.at))
        stack.height = max(stack.height, setting.scale.above + code.side + code.room_below(setting))
    stack.space(setting.scale.below)
    return stack


def _beside(service: Service, setting: Setting) -> float:
    """The width that the code of a tile takes at the left of its words, which begin where its quiet zone ends."""
    return qr_column(setting, service.codes[0]) - CLEAR if service.codes else 0.0


def _smaller(setting: Setting) -> Style:
    return replace(setting.bold, size=setting.scale.body * setting.scale.address)


def _address_style(tiles: Tiles, setting: Setting, width: float) -> Style:
    """Addresses are as large as running text, and all smaller if one of them would not stay on its line."""
    for service in tiles.services:
        addresses = [Span(row.text, setting.bold, whole=True, isolates=row.values) for row in service.rows]
        if any(not fits(widest([one], setting.fonts), width - _beside(service, setting)) for one in addresses):
            return _smaller(setting)
    return setting.bold


def _address(stack: Stack, row: Row, style: Style, width: float, dx: float, root: Element) -> None:
    """An address (or what to search for): a tile has only this to reach its service by.

    It has a label only if that says in which other language the page is. It breaks only if its column is too narrow.
    """
    setting = stack.setting
    element = root.add("P")
    link = element.add("Link") if row.uri else None
    unbroken = Span(row.text, style, link or element, whole=True, isolates=row.values)
    fitting = fits(widest([unbroken], setting.fonts), width)
    spans = [Span(row.label, setting.label, element)] if row.language else []
    spans.append(unbroken if fitting else replace(unbroken, whole=False, address="dot"))
    spans += [Span(row.note, setting.body, element, isolates=row.values)] if row.note else []
    for line in setting.lines(spans, width, row.at):
        stack.add(place_linked(line, row, link, setting), line.height, dx)
