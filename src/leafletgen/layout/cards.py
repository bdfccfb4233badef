"""Cards: one agency each, with its contact rows and its QR symbol. A card never splits.

In: a composed Card. Out: a CardPart. The QR stands at the right with its quiet zone inside the card; text runs beside
it, and a contact row that is too long for the narrow part goes below it at the full width. On wide paper the contact
rows have a column of their own between the words and the QR, so that the cards read down like a directory.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from leafletgen.content.leaflet import Card, QrTarget, Row
from leafletgen.errors import Where
from leafletgen.layout import qr
from leafletgen.layout.display_list import Element, Item, QrCode
from leafletgen.layout.setting import Setting, Stack, element_text, panel, place_linked
from leafletgen.layout.text import Line, Span, widest
from leafletgen.layout.theme import BLACK
from leafletgen.print_limits import QR_QUIET
from leafletgen.units import fits

_COMMON_FOOT = 1.35
"""What most QR symbols take of a card's width with their quiet zone, as a part of their side."""

_OUTLINE = 0.8
"""The line around a card, in points."""

_INSET = 2.4
"""How far the quiet zone of a symbol keeps from a card's edge: clear of the outline and of its round corner."""

_CONTACT_EMS = 15
"""The width of the column of contact rows on wide paper, in ems: an address of 25 letters."""


class _Symbol:
    """A QR symbol with its quiet zone, at the upper right corner of a card."""

    def __init__(self, target: QrTarget, setting: Setting) -> None:
        self.uri = target.uri
        self.matrix = qr.matrix(target.uri)
        self.side = qr.side_for(len(self.matrix), setting.scale.qr)
        self.quiet = self.side / len(self.matrix) * QR_QUIET
        self.element: Element | None = None

    @property
    def footprint(self) -> float:
        """The side of the symbol with its quiet zone, and what keeps it from the card's edge."""
        return self.side + 2 * self.quiet + _INSET

    def mark(self, right: float, top: float) -> QrCode:
        """The symbol in the corner of a card: between its outline and the symbol lies the quiet zone alone."""
        inset = _INSET + self.quiet + self.side
        x, y = right - inset, top - inset
        return QrCode(x, y, self.side, self.matrix, self.uri, BLACK, self.element)


class CardPart(Struct, frozen=True):
    """A card set at a width: its height, and how to draw it."""

    name: str
    at: Where
    width: float
    height: float
    setting: Setting
    stack: Stack
    symbol: _Symbol | None

    def place(self, x: float, top: float) -> list[Item]:
        """Draw the card with its upper left corner at `x`, `top`."""
        items: list[Item] = [
            panel(x, top, self.width, self.height, stroke=self.setting.theme.line, line_width=_OUTLINE)
        ]
        items += self.stack.place(x + _side(self.setting), top)
        if self.symbol:
            items.append(self.symbol.mark(x + self.width, top))
        return items


def card_part(card: Card, setting: Setting, width: float, parent: Element, *, wide: bool = False) -> CardPart:
    """Set a card at the width of its column; `wide` sets its contact rows in a column beside its words."""
    root = parent.add("Sect")
    pad = setting.scale.pad
    symbol = _Symbol(card.qr, setting) if card.qr else None
    foot = symbol.footprint + _INSET if symbol else 0.0
    side = _side(setting)
    narrow = width - side - (foot if symbol else side)
    stack = Stack(setting)
    stack.space(pad)
    if wide:
        left = width - side - setting.scale.qr * _COMMON_FOOT - setting.scale.body * _CONTACT_EMS
        _directory(stack, card, left, narrow, width - 2 * side, foot, root)
    else:
        _column(stack, card, narrow, width - 2 * side, foot, root)
    stack.space(pad)
    if symbol and card.qr:
        symbol.element = root.add("Figure", alt=card.qr.alt)
    return CardPart(card.name, card.at, width, max(stack.height, foot), setting, stack, symbol)


def _side(setting: Setting) -> float:
    """The space between the outline of a card and its words, left and right: a line of text has its own above it."""
    return setting.scale.pad * 1.35


def _column(stack: Stack, card: Card, narrow: float, full: float, qr_foot: float, root: Element) -> None:
    """Words, then contact rows: beside the QR while they fit on a line there, from then on below it."""
    setting = stack.setting
    _head(stack, card, narrow, root)
    stack.space(setting.scale.gap * 0.35)
    below = False
    for contact in _contacts(card, setting, root):
        lines = None if below else _beside(contact.spans, narrow, qr_foot - stack.height, card, setting)
        if lines is None:
            below = True
            stack.height = max(stack.height, qr_foot)
            lines = setting.lines(contact.spans, full, card.at)
        _add_contact(stack, contact, lines)


def _directory(stack: Stack, card: Card, left: float, width: float, full: float, qr_foot: float, root: Element) -> None:
    """Words, and contact rows in a column at `left`; from the first row that is too wide for it, below both."""
    setting = stack.setting
    words, beside = Stack(setting), Stack(setting)
    _head(words, card, left - setting.scale.pad * 1.5, root)
    contacts = _contacts(card, setting, root)
    fitting = list(takewhile(lambda contact: fits(widest(contact.spans, setting.fonts), width - left), contacts))
    for contact in fitting:
        _add_contact(beside, contact, setting.lines(contact.spans, width - left, card.at))
    stack.parts += [(0.0, stack.height, words.place), (left, stack.height, beside.place)]
    stack.space(max(words.height, beside.height))
    for contact in contacts[len(fitting) :]:
        stack.height = max(stack.height, qr_foot)
        _add_contact(stack, contact, setting.lines(contact.spans, full, card.at))


def _head(stack: Stack, card: Card, width: float, root: Element) -> None:
    setting = stack.setting
    name = Span(card.name, setting.name, root.add("H3"))
    words = ". ".join(part for part in (f"Was {card.was}" if card.was else "", card.label) if part)
    label = [Span(words, setting.label, root.add("P"), space=2.5)] if words else []
    together = setting.lines([name, *label], width, card.at)
    if len(together) == 1:
        stack.lines(together)
    else:
        stack.text([name], width, card.at, even=True)
        if label:
            stack.text(label, width, card.at)
    stack.space(setting.scale.gap * 0.2)
    stack.text(element_text(root, "P", card.does, setting.body), width, card.at)
    if card.cost:
        stack.text(element_text(root, "P", card.cost, setting.bold), width, card.at)


class _Contact(Struct, frozen=True):
    """A contact row of a card with its words, and the Link element that they belong to."""

    row: Row
    link: Element | None
    spans: list[Span]


def _contacts(card: Card, setting: Setting, root: Element) -> list[_Contact]:
    contacts = []
    for row in card.rows:
        element = root.add("P")
        link = element.add("Link") if row.uri else None
        contacts.append(_Contact(row, link, _row_spans(row, setting, element, link)))
    return contacts


def _add_contact(stack: Stack, contact: _Contact, lines: Sequence[Line]) -> None:
    for line in lines:
        stack.add(place_linked(line, contact.row, contact.link, stack.setting), line.height)


def _beside(spans: list[Span], width: float, left: float, card: Card, setting: Setting) -> Sequence[Line] | None:
    """The lines of a row beside the QR: one, or more where a hole would be left there; None where it goes below."""
    if not fits(widest(spans, setting.fonts), width):
        return None
    lines = setting.lines(spans, width, card.at)
    return lines if len(lines) == 1 or sum(line.height for line in lines) < left else None


def _row_spans(row: Row, setting: Setting, element: Element, link: Element | None) -> list[Span]:
    style = setting.number if row.number else setting.bold
    address = row.label == "Web" or "@" in row.text
    spans = [Span(row.label, setting.label, element)]
    spans.append(Span(row.text, style, link or element, whole=row.number, address=address))
    if row.note:
        spans.append(Span(row.note, setting.body, element))
    return spans
