"""Place the boxes of a leaflet on a given number of pages, with cover, back and footers.

In: a Leaflet, a Format, a Setting and a page count. Out: LaidOut, or Overset if it does not fit.
Page 1 begins with the cover, and sections follow if there is room; the last page ends with the back. Space is never
stretched: pages end at different heights, and nothing is added to fill them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import product
from math import inf

from msgspec.structs import replace

from leafletgen.content.leaflet import Back, Cover, Leaflet, OfficerPanel, Paragraph
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import FitError
from leafletgen.formats import COVER_TITLES, Format, Scale
from leafletgen.layout.blocks import paragraph_boxes
from leafletgen.layout.cover import add_officer, cover_stack
from leafletgen.layout.cut_out import CutOut
from leafletgen.layout.display_list import CARD_TO_CUT_OUT, Element, Item, LaidOut, Page
from leafletgen.layout.flow import (
    Box,
    Frame,
    Overset,
    between_sentences,
    break_pages,
    fill,
    height_of,
    loosened,
    place_boxes,
)
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.panels import back_stack
from leafletgen.layout.sections import boxes_of
from leafletgen.layout.setting import Setting, Stack, panel
from leafletgen.layout.text import Line, Span, Style, baseline_of
from leafletgen.layout.theme import WHITE, Theme
from leafletgen.units import fits

MOST_RULED = 0.4
"""The part of a page that lines to write on may take."""


class Maker:
    """Lays out one leaflet in one setting, on any number of pages; the Boxes of its sections are made once."""

    def __init__(self, leaflet: Leaflet, form: Format, setting: Setting, *, draft: bool = False) -> None:
        self.leaflet = leaflet
        self.draft = draft
        self.form = form
        self.setting = setting
        self.gap = setting.scale.section
        self.root = Element("Document", None)
        self.front = self.root.add("Sect")
        room = form.top - self._bottom
        self.boxes = boxes_of(leaflet.sections, form, setting, self.root, room, neutral_outside=leaflet.neutral_outside)
        apart = Element("Document", None)  # Only the heights of these two are needed here.
        self.cover = leaflet.cover
        self.front_height = self._front(apart).height
        too_high = not fits(self.front_height, form.top - self._lowest) and not self._front_alone(apart)
        if too_high and leaflet.language != ENGLISH:
            self.boxes = [*self._moved_from_cover(), *self.boxes]
        self.back_height = self._back(apart).height
        self.natural = height_of(self.boxes)
        self.ruled = sum(box.ruled for box in self.boxes)

    def _moved_from_cover(self) -> list[Box]:
        """Take words off a translated cover until it is not too high: they come after it, whom to call stays there.

        Editors can shorten English words; a translation must say what they say.
        """
        parent, outer = self.root.add("Sect"), not self.leaflet.neutral_outside
        width = min(self.form.measure, self.form.line)
        boxes: list[Box] = []
        for paragraphs, officer in self._lightened():
            for paragraph in paragraphs:
                boxes += paragraph_boxes(paragraph, self.setting, width, parent, outer, keep=False)
            if officer:
                lines = Stack(self.setting)
                add_officer(lines, officer, None, self.setting, width, parent)
                boxes.append(Box(lines.height, lines.place, self.gap, outer=outer, what="the officer", at=officer.at))
        self.front_height = self._front(Element("Document", None)).height
        return boxes

    def _lightened(self) -> Iterator[tuple[tuple[Paragraph, ...], OfficerPanel | None]]:
        """Take off the cover its paragraphs, then the line below the numbers, then the lines of the officer."""
        cover, table = self.cover, self.cover.who_to_call
        self.cover = replace(cover, paragraphs=())
        yield cover.paragraphs, None
        if table.after and not self._front_alone(Element("Document", None)):
            self.cover = replace(self.cover, who_to_call=replace(table, after=""))
            yield (Paragraph(table.after, table.at),), None
        if cover.officer and not self._front_alone(Element("Document", None)):
            self.cover = replace(self.cover, officer=None)
            yield (), cover.officer

    def fits(self, count: int, *, loose: bool = False) -> None:
        """Raises Overset if the boxes do not fit on `count` pages; `loose`: if lists and questions may be parted."""
        form, leaflet = self.form, self.leaflet
        room = form.top - self._lowest
        if not fits(self.front_height, room) and not self._front_alone(Element("Document", None)):
            self._refuse_higher(self.front_height, room, "the cover", leaflet.cover)
        self._refuse_higher(self.back_height, form.top - self._bottom, "the back", leaflet.back)
        fill(loosened(self.boxes) if loose else self.boxes, self._frames(count))

    @property
    def _ruled_front(self) -> float:
        """The room on the cover to write in."""
        return len(self.cover.officer.lines) * self.setting.scale.writing_line if self.cover.officer else 0.0

    @property
    def _lowest(self) -> float:
        """How far down the cover may go, from the lower edge of the page."""
        above = self.form.scales[-1].gap * len(self._band_lines)  # a higher band needs more room to stand apart
        return self.form.margin + (self._band_height + above if self.draft else 0.0)

    @property
    def _bottom(self) -> float:
        """Where the text ends: above the footer, and above the band of a draft if that is higher."""
        return max(self.form.bottom, self._lowest)

    def fullness(self, count: int) -> float:
        """The height of the boxes as a part of the room on `count` pages: of all, or of the inner ones if more."""
        frames = self._frames(count)
        inside = height_of([box for box in self.boxes if not box.outer])
        return max(
            self.natural / max(1.0, sum(frame.height for frame in frames)),
            inside / max(1.0, sum(frame.height for frame in frames if not frame.outer)),
        )

    def _refuse_higher(self, height: float, room: float, what: str, words: Cover | Back) -> None:
        if not fits(height, room):
            raise Overset(Box(height, _nothing, what=what, at=words.at), height - room, alone=True)

    def make(self, count: int) -> LaidOut:
        """Place everything on `count` pages. Raises Overset if it does not fit.

        Lists and questions are parted only if there is no other way, or if else much of a page would stay white.
        """
        frames = self._frames(count)
        ends = break_pages(self.boxes, frames)
        card, leaf = self._card(), None
        if card:
            ends, leaf = self._with_room_for(card, ends, frames)
        pages: list[list[Item]] = [[] for _ in range(count)]
        front = self._front(self.front) if ends[0] else self._front_alone(self.front)
        assert front, "it was seen to fit"
        pages[0] += front.place(self.form.margin, self.form.top)
        on_pages = [self.boxes[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
        rooms = card.shortened(frames, leaf) if card and leaf is not None else frames
        for frame, boxes in zip(frames, between_sentences(on_pages, rooms), strict=True):
            for placed in place_boxes(boxes, frame):
                pages[frame.page] += placed.box.place(frame.x, placed.top)
        if card and leaf is not None:
            card.add(pages, leaf, self._bottom)
            self.root.adopt(card.root, "Sect", "")
        pages[-1] += self._back(self.root).place(self.form.margin, self._bottom + self.back_height)
        for number, items in enumerate(pages, 1):
            items += self._band(number) if self.draft else self._footer(number) if number > 1 else []
        made = tuple(Page(self.form.width, self.form.height, tuple(items)) for items in pages)
        band = (self.leaflet.draft_in_english, self.leaflet.draft) if self.draft else ()
        title, english = " · ".join(filter(None, (*band, self.leaflet.title))), self.leaflet.english_title
        lacks_card = self.leaflet.cut_out is not None and self.form.folds and leaf is None
        left_out = (CARD_TO_CUT_OUT,) if lacks_card else ()
        laid_out = LaidOut(made, self.root, title, self.leaflet.language, english_title=english, left_out=left_out)
        return replace(laid_out, rendition="draft") if self.draft else laid_out

    def has_card(self, count: int) -> bool:
        """Whether `count` pages, which hold the boxes, leave room for the card to cut out where they end best."""
        frames, card = self._frames(count), self._card()
        return card is not None and self._leaf(card, break_pages(self.boxes, frames), frames) is not None

    def _card(self) -> CutOut | None:
        """The card to cut out; None if the leaflet has none, does not fold, or has too many words for the card."""
        if not self.leaflet.cut_out or not self.form.folds:
            return None
        card = CutOut(self.leaflet.cut_out, self.setting, self.form)
        return card if card.sides else None

    def _with_room_for(self, card: CutOut, ends: list[int], frames: Sequence[Frame]) -> tuple[list[int], int | None]:
        """The leaf for the card, and the breaks of the pages: others if only then a leaf has room for it."""
        leaf = self._leaf(card, ends, frames)
        if leaf is not None:
            return ends, leaf
        for leaf in card.leaves(len(frames)):
            with suppress(Overset):
                return break_pages(self.boxes, card.shortened(frames, leaf)), leaf
        return ends, None

    def _leaf(self, card: CutOut, ends: Sequence[int], frames: Sequence[Frame]) -> int | None:
        """The leaf that has room for the card if the pages end there; None if none has."""
        starts = [0, *ends[:-1]]
        white = {
            frame.page: frame.height - height_of(self.boxes[start:end])
            for frame, start, end in zip(frames, starts, ends, strict=True)
        }
        return card.leaf(white, len(frames))

    def _front(self, parent: Element) -> Stack:
        return _front(self.cover, self.setting, self.form, parent)

    def _front_alone(self, parent: Element) -> Stack | None:
        """The cover of a page that holds nothing else, in the roomiest scale that fits there; None if none does."""
        theme, fonts = self.setting.theme, self.setting.fonts
        scale = _scale_alone(self.cover, self.form, theme, fonts, self.form.top - self._lowest)
        return _front(self.cover, Setting(theme, scale, fonts), self.form, parent) if scale else None

    def _back(self, parent: Element) -> Stack:
        return back_stack(self.leaflet.back, self.setting, self.form, parent)

    def _frames(self, count: int) -> list[Frame]:
        """The room of each page: below the cover on the first, above the back on the last."""
        form, frames = self.form, []
        final = count - 1
        for page in range(count):
            top = form.top - (self.front_height + self.gap if page == 0 else 0.0)
            bottom = self._bottom + (self.back_height + self.gap if page == final else 0.0)
            ruled = MOST_RULED * form.height - (self._ruled_front if page == 0 else 0.0)
            limit = ruled if self.ruled > ruled else inf
            frames.append(Frame(page, form.margin, top, max(0.0, top - bottom), page in (0, final), limit))
        return frames

    def _footer(self, number: int) -> list[Item]:
        """The title at the start of the line and the page number at its end, as artifacts."""
        style = Style("Regular", self.setting.scale.footer, self.setting.theme.strong)
        title = Span(self.leaflet.title, style, whole=True)
        lines = self.setting.lines([title], self.form.measure, self.leaflet.cover.at)
        return self._at_the_ends(lines, number, style, top=0.775 * lines[0].height)

    @cached_property
    def _band_lines(self) -> tuple[Line, ...]:
        """The words of a draft, each language on lines of its own."""
        style = Style("Bold", self.setting.scale.footer, WHITE)
        said = self.leaflet.draft_in_english
        english = Span(said, style, Element("Artifact", None, language=ENGLISH), isolates=(said,))
        spans = (english, Span(self.leaflet.draft, style))
        width, at = self.form.measure - 4 * style.size, self.leaflet.cover.at
        return tuple(line for span in spans if span.text for line in self.setting.lines([span], width, at))

    @property
    def _band_height(self) -> float:
        first, *others = self._band_lines
        return max(1.8 * self.setting.scale.footer, first.height) + sum(line.height for line in others)

    def _band(self, number: int) -> list[Item]:
        """The band of a draft in place of the footer, on the first page too; its words are in the file's title."""
        style = Style("Bold", self.setting.scale.footer, WHITE)
        first = self._band_lines[0].height
        top = self._band_height - (max(1.8 * style.size, first) - first) / 2
        margin, high = self.form.margin, self._band_height
        band = panel(margin, margin + high, self.form.measure, high, fill=self.setting.theme.accent, radius=3)
        return [band, *self._at_the_ends(self._band_lines, number, style, top=top, inset=style.size / 2)]

    def _at_the_ends(
        self, lines: Sequence[Line], number: int, style: Style, *, top: float, inset: float = 0.0
    ) -> list[Item]:
        """Lines at the start, `top` points above the margin, and at the end of the first the page number."""
        margin, place = self.form.margin, self.setting.place
        right = self.setting.lines([Span(str(number), style, whole=True)], self.form.measure, self.leaflet.cover.at)[0]
        items: list[Item] = []
        down = 0.0
        for line in lines:
            items += place(line)(margin + inset, margin + top - down)
            down += line.height
        end = self.form.width - margin - inset - right.width
        lower = baseline_of(lines[0], self.setting.fonts) - baseline_of(right, self.setting.fonts)
        return [*items, *place(right)(end, margin + top - lower)]


def _nothing(x: float, top: float) -> list[Item]:
    return []


def _front(cover: Cover, setting: Setting, form: Format, parent: Element) -> Stack:
    outset = form.margin + form.bleed if form.bleed else 0.0
    return cover_stack(cover, setting, form, parent, outset)


@lru_cache(maxsize=16)
def _scale_alone(cover: Cover, form: Format, theme: Theme, fonts: FontBook, room: float) -> Scale | None:
    """The roomiest scale in which a cover is no higher than `room`; None if there is none.

    If there is none, the title is set smaller: words in another language can be half as long again. A cover that is
    too high in the smallest of all is too high in each. Cached, because all Makers of a leaflet ask for the same.
    """
    scales = [
        scale._replace(title=max(scale.heading, part * scale.title))
        for part, scale in product(COVER_TITLES, (*form.covers, *form.scales))
    ]

    def has_room(scale: Scale) -> bool:
        try:
            return fits(_front(cover, Setting(theme, scale, fonts), form, Element("Document", None)).height, room)
        except FitError:  # a word may be too wide for its column in this scale, and not in a tighter one
            return False

    return next(filter(has_room, scales if has_room(scales[-1]) else ()), None)
