"""A setting: the theme, the scale and the fonts that blocks are set with, and the functions that all blocks use.

In: theme, scale, fonts. Out: styles by name, lines of text, and stacks of parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from leafletgen.content.leaflet import Row
from leafletgen.errors import Where
from leafletgen.formats import Scale
from leafletgen.layout.display_list import Element, Item, Link, Shape, TextRun
from leafletgen.layout.flow import Place
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.text import Line, Span, Style, break_lines, place_line
from leafletgen.layout.theme import Colour, Theme

_HIGH = 2.0
"""The leading of a language, as a multiple of the size, above which its lines are high."""


class Setting(Struct, frozen=True, eq=False, dict=True):
    """What blocks are set with."""

    theme: Theme
    scale: Scale
    fonts: FontBook

    @property
    def comma(self) -> str:
        """What stands between two words that the layout puts side by side."""
        return self.fonts.language.comma if self.fonts.language else ", "

    @property
    def stop(self) -> str:
        """What stands between two sentences that the layout puts side by side."""
        return self.fonts.language.stop if self.fonts.language else ". "

    @property
    def high(self) -> bool:
        """Whether lines take twice the room of Latin ones, as in Nastaliq."""
        language = self.fonts.language
        return language is not None and (language.leading or 0.0) > _HIGH

    @cached_property
    def body(self) -> Style:
        """Running text."""
        return Style("Regular", self.scale.body, self.theme.text)

    @cached_property
    def bold(self) -> Style:
        """Running text that must be seen: addresses, costs."""
        return Style("Bold", self.scale.body, self.theme.text)

    @cached_property
    def label(self) -> Style:
        """Labels beside text of their own."""
        return Style("Regular", self.scale.body, self.theme.strong)

    @cached_property
    def companion(self) -> Style:
        """English headings below those in another language."""
        return Style("Regular", self.scale.body * self.scale.address, self.theme.strong)

    @cached_property
    def name(self) -> Style:
        """Names of services."""
        return Style("Bold", self.scale.name, self.theme.strong)

    @cached_property
    def number(self) -> Style:
        """Telephone numbers."""
        return Style("Bold", self.scale.number, self.theme.text)

    @cached_property
    def key(self) -> Style:
        """The numbers of "Who to call"."""
        return Style("Bold", self.scale.key, self.theme.text)

    @cached_property
    def urgent(self) -> Style:
        """The number that comes first of all."""
        return Style("Bold", self.scale.urgent, self.theme.accent)

    @cached_property
    def heading(self) -> Style:
        """Headings of sections."""
        return Style("Bold", self.scale.heading, self.theme.strong)

    @cached_property
    def whom(self) -> Style:
        """The line under the title."""
        return Style("Regular", self.scale.heading, self.theme.strong)

    @cached_property
    def lead(self) -> Style:
        """The words of the cover."""
        return Style("Regular", self.scale.name, self.theme.text)

    def lines(
        self, spans: Sequence[Span], width: float, at: Where, *, even: bool = False, more: bool = False
    ) -> tuple[Line, ...]:
        """Set spans in lines of at most `width`; headings (`even`) have less leading than text."""
        leading = 1.15 if even else self.scale.leading
        return break_lines(spans, width, self.fonts, leading, at, even=even, more=more)

    def place(self, line: Line) -> Place:
        """The function that draws a line at a left and a top edge."""
        return lambda x, top: [*place_line(line, x, top, self.fonts)]


class Stack(Struct):
    """Parts one below the other, drawn as one: rows and panels are made of them."""

    setting: Setting
    height: float = 0.0
    parts: list[tuple[float, float, Place]] = []

    def space(self, height: float) -> None:
        """Leave `height` points free."""
        self.height += height

    def add(self, place: Place, height: float, dx: float = 0.0) -> None:
        """Put a part below what is there, indented by `dx` points."""
        self.parts.append((dx, self.height, place))
        self.height += height

    def text(self, spans: Sequence[Span], width: float, at: Where, *, dx: float = 0.0, even: bool = False) -> None:
        """Set text below what is there."""
        self.lines(self.setting.lines(spans, width, at, even=even), dx)

    def lines(self, lines: Sequence[Line], dx: float = 0.0) -> None:
        """Put lines of text below what is there."""
        for line in lines:
            self.add(self.setting.place(line), line.height, dx)

    def place(self, x: float, top: float) -> list[Item]:
        """Draw all parts."""
        return [item for dx, dy, place in self.parts for item in place(x + dx, top - dy)]


def panel(
    x: float,
    top: float,
    width: float,
    height: float,
    *,
    fill: Colour | None = None,
    stroke: Colour | None = None,
    line_width: float = 0.8,
    radius: float = 5.0,
) -> Shape:
    """A rounded rectangle by its upper left corner; the outline lies inside it."""
    inset = line_width / 2 if stroke else 0.0
    return Shape(
        x + inset,
        top - height + inset,
        width - 2 * inset,
        height - 2 * inset,
        fill=fill,
        stroke=stroke,
        line_width=line_width if stroke else 0.0,
        radius=radius,
    )


def rule(x: float, y: float, width: float, colour: Colour, line_width: float = 0.6) -> Shape:
    """A thin horizontal rule whose upper edge is at `y`."""
    return Shape(x, y - line_width, width, line_width, fill=colour)


def element_text(parent: Element, role: str, text: str, style: Style) -> tuple[Span, ...]:
    """A new element under `parent` and the one span that is its text."""
    return (Span(text, style, parent.add(role)),)  # type: ignore[arg-type]


def place_linked(line: Line, row: Row, link: Element | None, setting: Setting) -> Place:
    """The function that draws a line of a contact, with an area to click over the runs that are its link."""

    def place(x: float, top: float) -> list[Item]:
        items = setting.place(line)(x, top)
        runs = [run for run in items if isinstance(run, TextRun) and link is not None and run.element is link]
        if runs:
            left, right = min(run.x for run in runs), max(run.x + run.width for run in runs)
            items.append(Link(left, top - line.height, right - left, line.height, row.uri or "", row.whose, link))
        return items

    return place
