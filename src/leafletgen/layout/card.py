"""The wallet card: its front and its back, in the roomiest setting that holds the words.

In: a composed Card, a Format, the theme, the fonts. Out: LaidOut, two pages; or FitError, naming the block.
On the front the heading stands beside the QR code, and the numbers in two columns below it; all of them have one size.
The background is the same at all edges of both sides, so a cut or a back that misses by 2 mm shows nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leafletgen.content.leaflet import Card, KeyNumber
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import FitError, Problem, Where
from leafletgen.formats import Format
from leafletgen.layout.codes import CLEAR, Code
from leafletgen.layout.display_list import Element, Item, LaidOut, Page, Role
from leafletgen.layout.flow import Box, Overset, Place
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.panels import add_writing_lines
from leafletgen.layout.setting import Setting, Stack, element_text, panel
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import WHITE, Theme
from leafletgen.units import MM, fits, in_mm

_GUTTER = 3 * MM
"""The least space between the two columns of numbers."""

_ROUND = 0.2 * MM
"""By how much the plate of a QR code is larger than its quiet zone, so that round corners do not cut into it."""

_PLATE = 2.5 * MM
"""The room inside the white plate for the lines, at each side."""


def lay_out_card(card: Card, form: Format, theme: Theme, fonts: FontBook, *, draft: bool = False) -> LaidOut:
    """Set the card in the first scale of the format that holds it; both sides of a `draft` say that it is one.

    Raises FitError if no scale holds it.
    """
    fault: FitError | None = None
    for scale in form.scales:
        try:
            return CardMaker(card, form, Setting(theme, scale, fonts), Element("Document", None), draft=draft).make()
        except Overset as overset:
            fault = FitError(_does_not_fit(card, overset))
        except FitError as error:  # a word is wider than its column
            fault = error
    assert fault is not None
    raise fault


def _does_not_fit(card: Card, overset: Overset) -> Problem:
    message = f"{card.name}: {overset.box.what} does not fit: {in_mm(overset.excess)} too high"
    hint = (
        "Use fewer or shorter words, take `card: true` away from a service, or give its QR code a shorter address: "
        "leafletgen never makes the type smaller."
    )
    return Problem("does-not-fit", message, hint, overset.box.at)


class CardMaker:
    """Makes the two sides of a card in one setting, as children of `root`; its heading is one of `level`."""

    def __init__(
        self,
        card: Card,
        form: Format,
        setting: Setting,
        root: Element,
        *,
        level: Literal[1, 2] = 1,
        draft: bool = False,
    ) -> None:
        self.card = card
        self.form = form
        self.setting = setting
        self.root = root
        self.heading: Role = "H1" if level == 1 else "H2"
        self.asking: Role = "H2" if level == 1 else "H3"
        self.draft = draft
        self.small = Style("Regular", setting.scale.footer, setting.theme.text)

    def make(self) -> LaidOut:
        """Place everything. Raises Overset if a side is too high, FitError if a word is too wide."""
        pages = tuple(
            Page(self.form.width, self.form.height, (self._background(), *items))
            for items in (self.front(), self.back())
        )
        title = f"{self.card.draft} · {self.card.title}" if self.draft else self.card.title
        return LaidOut(
            pages,
            self.root,
            title,
            self.card.language,
            english_title=self.card.english_title,
            rendition="draft" if self.draft else "default",
        )

    def _background(self) -> Item:
        out = self.form.bleed
        width, height = self.form.width + 2 * out, self.form.height + 2 * out
        return panel(-out, self.form.height + out, width, height, fill=self.setting.theme.soft, radius=0)

    def _add_band(self, stack: Stack, width: float, words_of_draft: str, language: str = "") -> None:
        """The band of a draft, an artifact: its words are in the file's title."""
        if not self.draft:
            return
        setting = self.setting
        style = Style("Bold", setting.scale.footer, WHITE)
        words = Stack(setting)
        artifact = Element("Artifact", None, language=language) if language else None
        span = Span(words_of_draft, style, artifact, isolates=(words_of_draft,) if language else ())
        lines = setting.lines([span], width - style.size, self.card.at)
        words.lines(lines)
        wide, colour = max(line.width for line in lines), setting.theme.accent

        def place(x: float, top: float) -> list[Item]:
            band = panel(x, top, wide + style.size, words.height, fill=colour, radius=2)
            return [band, *words.place(x + style.size / 2, top)]

        stack.add(place, words.height + 0.15 * lines[-1].height)

    # --- front ---

    def front(self) -> list[Item]:
        """The heading and hours at the left of the QR code, its address at their foot; the numbers. Raises Overset."""
        card, form, setting = self.card, self.form, self.setting
        parent = self.root.add("Sect")
        code = Code(card.qr, setting, Element("Document", None)) if card.qr else None  # read after its address
        border = code.quiet + _ROUND if code else 0.0
        down = code.side + 2 * border - setting.scale.pad if code else 0.0
        width = form.measure - (down + CLEAR if code else 0.0)
        words, web, numbers = Stack(setting), Stack(setting), Stack(setting)
        self._add_band(words, width, self.card.draft, ENGLISH if self.card.draft_behind else "")
        self._add_heading(words, parent, width)
        self._add_numbers(numbers, parent)
        self._add_address(web, parent, width)
        head = max(words.height + web.height + border, down)
        self._refuse_higher(head + setting.scale.gap + numbers.height, "the front with its numbers", card.at)
        return [
            *words.place(form.margin, form.top),
            *numbers.place(form.margin, form.margin + numbers.height),
            *web.place(form.margin, form.top - head + border + web.height),
            *(self._code(Code(card.qr, setting, parent), border) if card.qr else ()),
        ]

    def _code(self, code: Code, border: float) -> list[Item]:
        """The QR code on a white plate in the upper right corner: the background may be any colour."""
        side = code.side + 2 * border
        x, top = (edge + self.setting.scale.pad for edge in (self.form.width - self.form.margin - side, self.form.top))
        plate = panel(x, top, side, side, fill=WHITE, radius=_ROUND * 3)
        return [plate, *code.at(x + border, top - border)]

    def _add_heading(self, stack: Stack, parent: Element, width: float) -> None:
        setting = self.setting
        title = Style("Bold", setting.scale.title, setting.theme.strong)
        stack.text(element_text(parent, self.heading, self.card.heading, title), width, self.card.at, even=True)
        if self.card.hours:
            stack.text(element_text(parent, "P", self.card.hours, setting.body), width, self.card.at)

    def _add_address(self, stack: Stack, parent: Element, width: float) -> None:
        if web := self.card.web:
            bold = Style("Bold", self.small.size, self.small.colour)
            element = parent.add("P")
            stack.text(
                [
                    Span(web.label, self.small, element),
                    Span(web.text, bold, element, address="slash", isolates=web.values),
                ],
                width,
                web.at,
            )

    def _add_numbers(self, stack: Stack, parent: Element) -> None:
        """Two columns, read line by line: as wide as their words, or of one width if only that fits."""
        numbers, measure, setting = self.card.numbers, self.form.measure, self.setting
        natural = [max(map(self._natural, numbers[column::2]), default=0.0) for column in (0, 1)]
        if fits(sum(natural) + _GUTTER, measure):
            widths = (measure - natural[1] - _GUTTER, natural[1])
        else:
            second = max([(measure - _GUTTER) / 2, *(self._widths(number)[1] for number in numbers[1::2])])
            widths = (measure - second - _GUTTER, second)
        columns = ((0.0, widths[0]), (widths[0] + _GUTTER, widths[1]))
        for start in range(0, len(numbers), 2):
            stack.space(setting.scale.gap if start else 0.0)
            high = 0.0
            for number, (dx, width) in zip(numbers[start : start + 2], columns, strict=False):
                cell = self._cell(number, width, parent)
                if number.urgent:
                    stack.parts.append((dx, stack.height, self._frame(width, cell.height)))
                stack.parts.append((dx, stack.height, cell.place))
                high = max(high, cell.height)
            stack.space(high)

    def _natural(self, number: KeyNumber) -> float:
        """The width of a number with its words, each on one line."""
        return max(self._widths(number))

    def _widths(self, number: KeyNumber) -> list[float]:
        """The widths of whom one calls, of the number, and of its hours."""
        spans = self._spans(number, Element("Document", None))
        return [self.setting.lines([span], 10 * self.form.width, self.card.at)[0].width for span in spans]

    def _cell(self, number: KeyNumber, width: float, parent: Element) -> Stack:
        """Whom one calls, the number, and its hours if they are not those of all."""
        stack = Stack(self.setting)
        who, call, *why = self._spans(number, parent.add("P"))
        for span, at in ((who, number.at), (call, number.call.at), *((span, number.at) for span in why)):
            stack.text([span], width, at)
        return stack

    def _spans(self, number: KeyNumber, element: Element) -> Sequence[Span]:
        scale, theme = self.setting.scale, self.setting.theme
        of_name, of_number = (theme.accent, theme.accent) if number.urgent else (theme.strong, theme.text)
        who = Span(number.who, Style("Bold", scale.name, of_name), element, isolates=number.values)
        bold = Style("Bold", scale.number, of_number)
        call = Span(number.call.text, bold, element, whole=True, isolates=number.call.values)
        return [who, call, *([Span(number.why, self.small, element)] if number.why else [])]

    def _frame(self, width: float, height: float) -> Place:
        """A frame around the most urgent number, a little larger than its cell."""
        theme, pad = self.setting.theme, self.setting.scale.pad
        above = min(0.6 * pad, 0.5 * self.setting.scale.gap)

        def place(x: float, top: float) -> list[Item]:
            size = (width + 2 * pad, height + 2 * above)
            fill, line = theme.accent_soft, theme.accent
            return [panel(x - pad, top + above, *size, fill=fill, stroke=line, line_width=1, radius=4)]

        return place

    # --- back ---

    def back(self) -> list[Item]:
        """Whom to ask: lines to write on, on a white plate. Raises Overset."""
        card, form, setting = self.card, self.form, self.setting
        parent = self.root.add("Sect")
        above, lines, below = Stack(setting), Stack(setting), Stack(setting)
        self._add_band(above, form.measure, self.card.draft_behind or self.card.draft)
        heading = element_text(parent, self.asking, card.ask.heading, setting.heading)
        above.text(heading, form.measure, card.ask.at, even=True)
        add_writing_lines(lines, card.ask, setting, form.measure - 2 * _PLATE, parent)
        lines.space(_PLATE)
        if card.after:
            below.text(element_text(parent, "P", card.after, setting.body), form.measure, card.ask.at)
        gap = setting.scale.gap / 2
        high = above.height + gap + lines.height + gap + below.height
        self._refuse_higher(high, "the back with its lines", card.ask.at)
        top = form.top - above.height - gap
        # The plate would hide most of a watermark, so a draft with one has its outline.
        marked = self.draft and card.watermark
        fill, stroke = (None, setting.theme.line) if marked else (setting.theme.paper, None)
        plate = panel(form.margin, top, form.measure, lines.height, fill=fill, stroke=stroke, radius=6)
        return [
            *above.place(form.margin, form.top),
            plate,
            *lines.place(form.margin + _PLATE, top),
            *below.place(form.margin, form.margin + below.height),
        ]

    def _refuse_higher(self, height: float, what: str, at: Where) -> None:
        room = self.form.top - self.form.margin
        if not fits(height, room):
            raise Overset(Box(height, lambda _x, _top: [], what=what, at=at), height - room)
