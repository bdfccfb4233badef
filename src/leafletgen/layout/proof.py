"""The pages of a proof: the sheet to sign, then each page of the leaflet on A4 with bars beside what changed.

In: a laid-out leaflet, the version before it, and the sheet's words. Out: LaidOut pages of A4 in one structure tree.
Why: whoever signs must see what is new at one look. A bar is beside words, QR codes and pictures that the version
before does not have; what was removed stands only in the sheet's list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from msgspec.structs import replace

from leafletgen.formats import FORMATS, WORKING_PAPER
from leafletgen.layout.display_list import Blank, Element, Image, Item, LaidOut, Page, QrCode, Shape, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.setting import Setting, panel, rule
from leafletgen.layout.sign_off import SignOff, sign_off_pages
from leafletgen.layout.text import Span, Style
from leafletgen.layout.theme import THEMES, WHITE
from leafletgen.print_limits import OFFICE_MARGIN, QR_QUIET, TEXT_ASCENT, TEXT_DESCENT
from leafletgen.units import MM

_PAPER = FORMATS["a4"]
_BLOCKS = ("P", "H1", "H2", "H3", "LI")
"""The elements whose words are compared as one."""

_BAR = 1.2 * MM
_FROM_PAGE = 4 * MM
"""How far the bars are from a page that is smaller than the paper."""

_TOGETHER = 4 * MM
"""Bars that are nearer to one another are one."""

Reach = tuple[float, float]
"""The lower and the upper end of something on a page, in points."""


def lay_out_proof(leaflet: LaidOut, before: LaidOut | None, sheet: SignOff, band: str, fonts: FontBook) -> LaidOut:
    """The sheet, and the pages of the leaflet with bars; without a version before it there are none.

    The words of the `band` stand on the paper above pages that are smaller. Raises FitError if a word of the sheet is
    wider than the paper.
    """
    english = leaflet.language.startswith("en")
    parent = leaflet.root.add("Sect") if english else leaflet.root.add("Sect", language="en-GB")
    parent.writing_mode = "LrTb" if leaflet.rtl else ""
    first = sign_off_pages(sheet, fonts, parent)
    marked = [[] for _ in leaflet.pages] if before is None else [*changed_spans(before, leaflet)]
    above = _band(band, Setting(THEMES["parent"], WORKING_PAPER, fonts), sheet) if leaves_room(leaflet) else []
    pages = tuple(_on_paper(page, spans, above) for page, spans in zip(leaflet.pages, marked, strict=True))
    return LaidOut((*first, *pages), leaflet.root, sheet.title, leaflet.language, rtl=leaflet.rtl, rendition="proof")


def leaves_room(leaflet: LaidOut) -> bool:
    """Whether the paper has room around the pages of the leaflet."""
    return leaflet.pages[0].width < _PAPER.width - 2 * OFFICE_MARGIN


def words_at(leaflet: LaidOut) -> list[list[tuple[str, float, float]]]:
    """The words of each page with their places; without those that only tell pages apart."""
    return [
        [(item.text, item.x, item.y) for item in page.items if isinstance(item, TextRun) and item.element]
        for page in leaflet.pages
    ]


def _band(words: str, setting: Setting, sheet: SignOff) -> list[Item]:
    """A band at the head of the paper, as artifacts: the sheet says the same of all pages."""
    style = Style("Bold", setting.scale.footer, WHITE)
    line = setting.lines([Span(words, style, whole=True)], _PAPER.measure, sheet.at)[0]
    high = 1.8 * setting.scale.footer
    top = _PAPER.height - _PAPER.margin
    shape = panel(_PAPER.margin, top, _PAPER.measure, high, fill=setting.theme.accent, radius=3)
    return [shape, *setting.place(line)(_PAPER.margin + style.size / 2, top - (high - line.height) / 2)]


def changed_spans(before: LaidOut, after: LaidOut) -> Iterator[list[Reach]]:
    """For each page the spans with something that the version before does not have, the lowest first."""
    known = Counter(what for page in before.pages for what, _ in _pieces(page))
    for page in after.pages:
        spans = []
        for what, span in _pieces(page):
            if known[what]:
                known[what] -= 1
            else:
                spans.append(span)
        yield _joined(spans)


def _pieces(page: Page) -> Iterator[tuple[Hashable, Reach]]:
    """What a reader sees on a page, each with its span: the words of a block, a QR code, a picture."""
    words: dict[int, list[TextRun]] = {}
    for item in page.items:
        if isinstance(item, TextRun) and item.element:
            words.setdefault(id(_block(item.element)), []).append(item)
        elif isinstance(item, QrCode):
            yield item.uri, (item.y, item.y + item.side)
        elif isinstance(item, Image):
            yield item.picture, (item.y, item.y + item.height)
    for runs in words.values():
        text = "".join("".join(run.text for run in runs).split())  # lines may break elsewhere
        low = min(run.y - TEXT_DESCENT * run.size for run in runs)
        yield text, (low, max(run.y + TEXT_ASCENT * run.size for run in runs))


def _block(element: Element) -> Element:
    step = element
    while step.role not in _BLOCKS and step.parent:
        step = step.parent
    return step if step.role in _BLOCKS else element


def _joined(spans: Iterable[Reach]) -> list[Reach]:
    joined: list[Reach] = []
    for low, high in sorted(spans):
        if joined and low - joined[-1][1] < _TOGETHER:
            joined[-1] = joined[-1][0], max(joined[-1][1], high)
        else:
            joined.append((low, high))
    return joined


def _on_paper(page: Page, spans: Iterable[Reach], above: Iterable[Item]) -> Page:
    """A page in the middle of A4, within a line that shows its edge if it is smaller, with a bar for each span."""
    across, up = (_PAPER.width - page.width) / 2, (_PAPER.height - page.height) / 2
    theme = THEMES["parent"]
    items: list[Item] = [_moved(item, across, up) for item in page.items]
    if across > OFFICE_MARGIN:
        edge = Shape(across, up, page.width, page.height, stroke=theme.line, line_width=0.6)
        items = [edge, *items]
    items += [rule(x, up + high, _BAR, theme.accent, high - low) for x, (low, high) in _bars(page, across, spans)]
    return Page(_PAPER.width, _PAPER.height, (*above, *items), page.rtl)


def _bars(page: Page, across: float, spans: Iterable[Reach]) -> Iterator[tuple[float, Reach]]:
    """Where the bars of a page begin from the left of the paper, and their reach.

    They are at the left; beside a QR code that needs the white there they are at the right, or nowhere.
    """
    left = max(across - _FROM_PAGE, OFFICE_MARGIN)
    right = _PAPER.width - left - _BAR
    zones = [
        (across + code.x - quiet, across + code.x + code.side + quiet, (code.y - quiet, code.y + code.side + quiet))
        for code in page.items
        if isinstance(code, QrCode)
        for quiet in [QR_QUIET * code.side / len(code.matrix)]
    ]
    at_left = _joined(reach for start, _, reach in zones if start < left + _BAR)
    at_right = _joined(reach for _, end, reach in zones if end > right)
    for low, high in spans:
        for part in _without((low, high), at_left):
            yield left, part
        for bottom, top in at_left:
            for part in _without((max(low, bottom), min(high, top)), at_right):
                yield right, part


def _without(span: Reach, zones: Iterable[Reach]) -> Iterator[Reach]:
    """The parts of a span that are outside of all zones, which are in order and apart."""
    low, high = span
    for bottom, top in zones:
        if low < min(bottom, high):
            yield low, min(bottom, high)
        low = max(low, top)
    if low < high:
        yield low, high


def _moved(item: Item, across: float, up: float) -> Item:
    moved = replace(item, x=item.x + across, y=item.y + up)
    return replace(moved, baseline=moved.baseline + up) if isinstance(moved, Blank) else moved
