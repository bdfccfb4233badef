"""Cards: one agency each, with its contact rows and its QR symbol. A card never splits.

In: a composed Card. Out: a CardPart. The QR stands at the right with its quiet zone inside the card; text runs beside
it, and a contact row that is too long for the narrow part goes below it at the full width.
"""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.content.leaflet import Card, QrTarget, Row
from leafletgen.errors import Where
from leafletgen.layout import qr
from leafletgen.layout.frames import Element, Item, QrMark
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked
from leafletgen.layout.text import Span, widest
from leafletgen.layout.theme import BLACK
from leafletgen.layout.units import fits


class _Symbol:
    """A QR symbol with its quiet zone, at the upper right corner of a card."""

    def __init__(self, target: QrTarget, setting: Setting) -> None:
        self.uri = target.uri
        self.matrix = qr.matrix(target.uri)
        self.side = qr.side_for(len(self.matrix), setting.scale.qr)
        self.quiet = self.side / len(self.matrix) * qr.QUIET_ZONE
        self.element: Element | None = None

    @property
    def footprint(self) -> float:
        """The side of the symbol with its quiet zone."""
        return self.side + 2 * self.quiet

    def mark(self, right: float, top: float) -> QrMark:
        """The symbol with its quiet zone touching `right` and `top`."""
        x, y = right - self.quiet - self.side, top - self.quiet - self.side
        return QrMark(x, y, self.side, self.matrix, self.uri, BLACK, self.element)


@dataclass(frozen=True, slots=True)
class CardPart:
    """A card set at a width: its natural height, and how to draw it at that height or a greater one."""

    name: str
    at: Where
    width: float
    height: float
    setting: Setting
    stack: Stack
    symbol: _Symbol | None

    def place(self, x: float, top: float, height: float) -> list[Item]:
        """Draw the card with its upper left corner at `x`, `top`."""
        items: list[Item] = [panel(x, top, self.width, height, stroke=self.setting.theme.line)]
        items += self.stack.place(x + self.setting.scale.pad, top - (self.height - self.stack.height) / 2)
        if self.symbol:
            items.append(self.symbol.mark(x + self.width, top))
        return items


def card_part(card: Card, setting: Setting, width: float, parent: Element) -> CardPart:
    """Set a card at the width of its column."""
    root = parent.add("Sect")
    pad = setting.scale.pad
    symbol = _Symbol(card.qr, setting) if card.qr else None
    foot = symbol.footprint if symbol else 0.0
    narrow = width - 2 * pad - (foot - pad if symbol else 0.0)
    stack = Stack(setting)
    stack.space(pad)
    _head(stack, card, narrow, root)
    _rows(stack, card, narrow, width - 2 * pad, foot, root)
    stack.space(pad)
    if symbol and card.qr:
        symbol.element = root.add("Figure", alt=card.qr.alt)
    return CardPart(card.name, card.at, width, max(stack.height, foot), setting, stack, symbol)


def _head(stack: Stack, card: Card, width: float, root: Element) -> None:
    setting = stack.setting
    name = Span(card.name, setting.name, root.add("H3"))
    words = ". ".join(part for part in (f"Was {card.was}" if card.was else "", card.label) if part)
    label = Span(words, setting.label, root.add("P"), space=2.5)
    if len(setting.lines([name, label], width, card.at)) == 1:
        stack.text([name, label], width, card.at)
    else:
        stack.text([name], width, card.at, even=True)
        stack.text([label], width, card.at)
    stack.space(setting.scale.gap * 0.2)
    stack.text(element_text(root, "P", card.does, setting.body), width, card.at)
    if card.cost:
        stack.text(element_text(root, "P", card.cost, setting.bold), width, card.at)


def _rows(stack: Stack, card: Card, narrow: float, full: float, qr_foot: float, root: Element) -> None:
    """Set the contact rows, beside the QR while they fit on a line there, from then on below it."""
    setting = stack.setting
    stack.space(setting.scale.gap * 0.35)
    below = False
    for row in card.rows:
        element = root.add("P")
        link = element.add("Link") if row.uri else None
        spans = _row_spans(row, setting, element, link)
        below = below or not _goes_beside(spans, narrow, qr_foot - stack.height, card, setting)
        if below:
            stack.height = max(stack.height, qr_foot)
        for line in setting.lines(spans, full if below else narrow, card.at):
            stack.add(place_linked(line, row, link, setting), line.height)


def _goes_beside(spans: list[Span], width: float, left: float, card: Card, setting: Setting) -> bool:
    """Whether a row stands beside the QR: on one line it does, on more where a hole would be left there otherwise."""
    if not fits(widest(spans, setting.fonts), width):
        return False
    lines = setting.lines(spans, width, card.at)
    return len(lines) == 1 or sum(line.height for line in lines) < left


def _row_spans(row: Row, setting: Setting, element: Element, link: Element | None) -> list[Span]:
    style = setting.number if row.number else setting.bold
    address = row.label == "Web" or "@" in row.text
    spans = [Span(row.label, setting.label, element)]
    spans.append(Span(row.text, style, link or element, whole=row.number, address=address))
    if row.note:
        spans.append(Span(row.note, setting.body, element))
    return spans
