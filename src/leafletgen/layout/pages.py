"""Pages: the boxes of a leaflet onto a given number of pages, with cover, notes, back and footers.

In: a Leaflet, a Format, a Setting and a page count. Out: LaidOut, or Overset where it does not fit.
Page 1 begins with the cover and the emergency strip; the last page ends with the back; what is left is ruled for notes.
"""

from __future__ import annotations

from leafletgen.content.leaflet import Back, Cover, Leaflet
from leafletgen.formats import Format
from leafletgen.layout import panels
from leafletgen.layout.display_list import Element, Item, LaidOut, Page
from leafletgen.layout.flow import Box, Frame, Overset, break_columns, fill, height_of, spread
from leafletgen.layout.sections import section_boxes
from leafletgen.layout.setting import Setting, Stack
from leafletgen.layout.text import Span, Style
from leafletgen.units import MM, fits

_NOTES_AT_LEAST = 48 * MM
"""Less room than this is spread over the page instead of being ruled for notes."""

_MOST_STRETCH = 1.4
"""Gaps grow to this many times their stretch at most; past that a page ends short."""


class Maker:
    """Makes the pages of one leaflet in one setting, on as many pages as are asked for. Makes them once."""

    def __init__(self, leaflet: Leaflet, form: Format, setting: Setting) -> None:
        self.leaflet = leaflet
        self.form = form
        self.setting = setting
        self.gap = setting.scale.gap * 3
        self.root = Element("Document", None)
        self.front = self.root.add("Sect")
        self.boxes = [
            box
            for section in leaflet.sections
            for box in section_boxes(
                section, form, setting, self.root, outer=section.outside or not leaflet.neutral_outside
            )
        ]
        apart = Element("Document", None)  # these two are set here for their heights alone
        self.front_height = self._front(apart).height
        self.back_height = self._back(apart).height
        self.natural = height_of(self.boxes)
        self.most_gap = max((box.gap for box in self.boxes), default=0.0)
        self.ends: dict[int, list[int]] = {}
        self.pages: list[list[Item]] = []
        self.noted = False

    def fits(self, count: int) -> list[int]:
        """Where the boxes break over `count` pages. Raises Overset where they do not fit."""
        if count not in self.ends:
            self.ends[count] = self._break(count)
        return self.ends[count]

    def _break(self, count: int) -> list[int]:
        form, leaflet = self.form, self.leaflet
        self._refuse_higher(
            self.front_height, form.top - form.margin, "the cover with its emergency strip", leaflet.cover
        )
        self._refuse_higher(self.back_height, form.top - form.bottom, "the back", leaflet.back)
        frames = self._frames(count)
        if self.natural > sum(frame.height for frame in frames) + self.most_gap * count:
            fill(self.boxes, frames)  # raises at once: no need to look for the best breaks
        return break_columns(self.boxes, frames)

    def fullness(self, count: int) -> float:
        """What part of the room on `count` pages the boxes take in one column."""
        return self.natural / max(1.0, sum(frame.height for frame in self._frames(count)))

    def _refuse_higher(self, height: float, room: float, what: str, words: Cover | Back) -> None:
        if not fits(height, room):
            raise Overset(Box(height, _nothing, what=what, at=words.at), height - room)

    def make(self, count: int) -> LaidOut:
        """Place everything on `count` pages. Raises Overset where it does not fit."""
        ends = self.fits(count)
        frames = self._frames(count)
        self.pages = [[] for _ in range(count)]
        columns = [self.boxes[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
        last = max((frame.page for frame, column in zip(frames, columns, strict=True) if column), default=0)
        for frame, column in zip(frames, columns, strict=True):
            self._page(frame, column, last)
        self._end()
        pages = tuple(Page(self.form.width, self.form.height, tuple(items)) for items in self.pages)
        return LaidOut(pages, self.root, self.leaflet.title, self.leaflet.language)

    def _front(self, parent: Element, spare: float = 0.0) -> Stack:
        """The cover and the emergency strip; `spare` points more make the cover's panel higher."""
        setting, width = self.setting, self.form.measure
        stack = Stack(setting)
        outset = self.form.margin + self.form.bleed if self.form.bleed else 0.0
        cover = panels.cover_stack(self.leaflet.cover, setting, width, parent, spare, outset)
        stack.add(cover.place, cover.height)
        stack.space(setting.scale.gap * 2)
        strip = panels.emergency_stack(self.leaflet.emergency, setting, width, parent, wide=self.form.columns > 1)
        stack.add(strip.place, strip.height)
        return stack

    def _back(self, parent: Element) -> Stack:
        return panels.back_stack(self.leaflet.back, self.setting, self.form.measure, parent, self.form.columns)

    def _frames(self, count: int) -> list[Frame]:
        """The room of each page: below the front, above the back; none on the last page where that must be neutral."""
        form, frames = self.form, []
        final = count - 1
        for page in range(count):
            top = form.top - (self.front_height + self.gap if page == 0 else 0.0)
            bottom = form.bottom + (self.back_height + self.gap if page == final else 0.0)
            closed = page == final and self.leaflet.neutral_outside
            height = 0.0 if closed else max(0.0, top - bottom)
            frames.append(Frame(page, form.margin, top, height, outer=page in (0, final)))
        return frames

    def _page(self, frame: Frame, boxes: list[Box], last: int) -> None:
        """Place the boxes of one page, spread down to its foot; rule what is left for notes after the last of them."""
        items = self.pages[frame.page]
        natural = height_of(boxes)
        height = min(frame.height, natural + _MOST_STRETCH * sum(box.stretch for box in boxes[1:]))
        if frame.page == 0:
            spare = frame.height - height if boxes else self.form.top - self.form.margin - self.front_height
            items += self._front(self.front, spare).place(self.form.margin, self.form.top)
            frame = Frame(frame.page, frame.x, frame.top - spare, frame.height - spare, frame.outer)
        elif frame.page == last and frame.height - natural >= _NOTES_AT_LEAST:
            height = natural
        for placed in spread(boxes, frame, height):
            items += placed.box.place(frame.x, placed.top)
        if frame.page and frame.page >= last:
            self._notes(frame.page, height)

    def _notes(self, page: int, used: float) -> None:
        """Ruled lines below `used` points of a page; the heading stands over the first of them."""
        top = self.form.top - (used + self.gap if used else 0.0)
        bottom = self.form.bottom + (self.back_height + self.gap if page == len(self.pages) - 1 else 0.0)
        if top - bottom < _NOTES_AT_LEAST - self.gap:
            return
        parent = None if self.noted else self.root.add("Sect")
        self.noted = True
        x, width = self.form.margin, self.form.measure
        self.pages[page] += panels.notes_items(self.leaflet.back, self.setting, x, top, width, top - bottom, parent)

    def _end(self) -> None:
        """The back at the foot of the last page, and a footer on every page but the cover."""
        self.pages[-1] += self._back(self.root).place(self.form.margin, self.form.bottom + self.back_height)
        for number, items in enumerate(self.pages[1:], 2):
            items += self._footer(number)

    def _footer(self, number: int) -> list[Item]:
        """The title at the left and the page number at the right, as artifacts."""
        style = Style("Regular", self.setting.scale.footer, self.setting.theme.strong)
        left, right = (
            self.setting.lines([Span(text, style, whole=True)], self.form.measure, self.leaflet.cover.at)[0]
            for text in (self.leaflet.title, str(number))
        )
        top = self.form.margin + left.height * 0.85
        end = self.form.width - self.form.margin - right.width
        return [*self.setting.place(left)(self.form.margin, top), *self.setting.place(right)(end, top)]


def _nothing(x: float, top: float) -> list[Item]:
    return []
