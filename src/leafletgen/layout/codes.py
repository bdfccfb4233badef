"""QR codes on a page: their size, their quiet zone and the width of the column that they need.

In: the address of a code and a Setting. Out: a Code that can be placed.
"""

from __future__ import annotations

from leafletgen.content.leaflet import QrTarget
from leafletgen.formats import Format
from leafletgen.layout import qr
from leafletgen.layout.display_list import Element, Item, QrCode
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import BLACK
from leafletgen.print_limits import QR_QUIET
from leafletgen.units import MM

CLEAR = 1.0 * MM
"""The space between text and the quiet zone of a code."""

_FEWEST_MODULES = 25
"""The modules of version 2, the smallest that addresses need: it has the widest quiet zone (4 modules of 25)."""


class Code:
    """A QR code with its side and its quiet zone in points, and the Figure element that describes it."""

    def __init__(self, target: QrTarget, setting: Setting, parent: Element) -> None:
        self.target = target
        self.matrix = qr.matrix(target.uri)
        self.side = qr.side_for(len(self.matrix), setting.scale.qr)
        self.quiet = QR_QUIET * self.side / len(self.matrix)
        self.element = parent.add("Figure", alt=target.alt)

    def room_below(self, setting: Setting) -> float:
        """How much more room its quiet zone needs below it than the end of a row has.

        Hairlines of the next row end before the usual column of codes, which a larger code is wider than.
        """
        wider = self.side + self.quiet > qr_column(setting)
        return max(0.0, self.quiet - setting.scale.below) if wider else 0.0

    def at(self, x: float, top: float) -> list[Item]:
        """Draw the code with the upper left corner of its first module at `x`, `top`."""
        y = top - self.side
        return [QrCode(x, y, self.side, self.matrix, self.target.uri, BLACK, self.element, self.target.at)]


def words_width(form: Format, setting: Setting) -> float:
    """How wide words may be: on wide paper no wider than beside a code, so that their lines are not too long."""
    return form.measure - qr_column(setting) if form.wide else form.measure


def qr_column(setting: Setting, target: QrTarget | None = None) -> float:
    """The width of the column of codes: a code of the smallest side, its quiet zone at the left, and CLEAR.

    That of a larger code, for a `target` with a long address, is wider.
    """
    usual = setting.scale.qr * (1 + QR_QUIET / _FEWEST_MODULES) + CLEAR
    if target is None:
        return usual
    code = Code(target, setting, Element("Document", None))  # for its size
    return max(usual, code.side + code.quiet + CLEAR)
