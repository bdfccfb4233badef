"""Lay a composed leaflet out on the pages of a format, at the roomiest scale that fits.

In: a Leaflet, the name of a format, the fonts. Out: LaidOut pages; or FitError, naming the block and by how much.
Type is never made smaller than the scales of the format allow: what does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.composed import BackToBack, Composed
from leafletgen.content.leaflet import Back, Card, Emergency, Leaflet, Service, services_in
from leafletgen.content.output_options import ENGLISH
from leafletgen.errors import FitError, Problem, Where
from leafletgen.formats import FORMATS, Format, Scale, for_folding, for_translations, longer
from leafletgen.layout.back_to_back import back_to_back
from leafletgen.layout.card import lay_out_card
from leafletgen.layout.display_list import LaidOut, Over
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import Theme, monochrome, theme_of
from leafletgen.units import in_mm


def lay_out(
    leaflet: Composed,
    form_name: str,
    fonts: FontBook,
    *,
    mono: bool = False,
    folded: bool = False,
    bleed: float = 0.0,
    draft: bool = False,
    measured: bool = False,
) -> LaidOut:
    """Lay the leaflet out on the fewest pages that the tightest scale needs, at the roomiest scale that fits on them.

    `form_name` is a row of formats.FORMATS; `mono` sets it in black and tints of black; `folded` asks for a page count
    that can be folded and stitched; backgrounds at the edge go `bleed` points beyond; each page of a `draft` says that
    it is one. In a format that folds, sections marked `if_room` fill the pages if that needs no scale tighter than the
    usual one. If `measured`, it is found by how much the leaflet misses the next lower page count, which takes longer.
    Pages in a language that is read from right to left are mirrored. A language with a compact face is set
    in it if its usual one has no room, as Urdu on a wallet card.
    Raises FitError if it does not fit at the tightest scale on the most pages, or if a word is wider than its column.
    """
    if isinstance(leaflet, BackToBack):
        front, rear = (
            lay_out(one, form_name, fonts, mono=mono, folded=folded, bleed=bleed, draft=draft, measured=measured)
            for one in (leaflet.first, leaflet.second)
        )
        return back_to_back(front, rear)
    fonts = fonts.of_language(leaflet.language, compact=leaflet.compact)
    form = for_folding(FORMATS[form_name], bleed) if folded else FORMATS[form_name]
    if leaflet.language != ENGLISH:
        form = for_translations(form)
    if fonts.language:
        form = longer(form)
    theme = theme_of(leaflet.variant, leaflet.colours)
    if mono:
        theme = monochrome(theme)
    try:
        if isinstance(leaflet, Card):
            laid_out = lay_out_card(leaflet, form, theme, fonts, draft=draft)
        else:
            laid_out = _lay_out(leaflet, form, theme, fonts, draft=draft, measured=measured)
    except FitError:
        if leaflet.compact or not fonts.language or not fonts.language.compact:
            raise
        lower = replace(leaflet, compact=True)
        return lay_out(lower, form_name, fonts, mono=mono, folded=folded, bleed=bleed, draft=draft, measured=measured)
    if fonts.rtl:
        from leafletgen.content.values_in_text import values_of
        from leafletgen.layout.mirror import mirrored

        laid_out = replace(mirrored(laid_out), values=values_of(leaflet), compact=leaflet.compact)
    if not (draft and leaflet.watermark):
        return laid_out
    from leafletgen.layout.watermark import with_watermark

    at = leaflet.at if isinstance(leaflet, Card) else leaflet.cover.at
    return with_watermark(laid_out, leaflet.watermark, form, theme, fonts, at)


def _lay_out(leaflet: Leaflet, form: Format, theme: Theme, fonts: FontBook, *, draft: bool, measured: bool) -> LaidOut:
    optional = [section for section in leaflet.sections if section.if_room]
    headings = [section.english or section.heading for section in optional]
    fillers = headings if form.folds else []

    @cache
    def maker(kept: int, number: int) -> Maker:
        """The leaflet in a scale, with so many of the sections that it has only if there is room."""
        sections = tuple(section for section in leaflet.sections if section not in optional[kept:])
        setting = Setting(theme, form.scales[number], fonts)
        return Maker(replace(leaflet, sections=sections), form, setting, draft=draft)

    tightest = len(form.scales) - 1
    first = tightest if fillers else max(tightest - 1, 0)
    found = _fewest(leaflet, form, partial(maker, 0), first, measured=measured)
    count = found.pages
    likely = _likely(form.scales, found.scale, maker(0, found.scale).fullness(count))
    for kept in range(len(fillers), -1, -1):
        start, last = (form.roomy, form.roomy) if kept else (likely, tightest)
        number = _roomiest(partial(maker, kept), count, start, last, loose=found.loose)
        if number is None and kept and leaflet.language != ENGLISH:  # A list in two parts is better than none.
            number = _roomiest(partial(maker, kept), count, start, last, loose=True)
        if number is not None:
            if leaflet.cut_out and form.folds:
                number = _roomiest_with_card(partial(maker, kept), count, number, form.roomy)
            made = maker(kept, number).make(count)
            left_out = (*headings[kept:], *made.left_out)
            return replace(made, over=found.over if measured else None, left_out=left_out)
    raise AssertionError("the tightest scale holds the leaflet")


class _Fewest(NamedTuple):
    """The fewest pages that hold a leaflet, how much is too much for the next lower count, and a scale that fits.

    `loose`: they hold it only if lists and questions may be parted.
    """

    pages: int
    over: Over | None
    scale: int
    loose: bool = False


def _fewest(leaflet: Leaflet, form: Format, maker: Callable[[int], Maker], first: int, *, measured: bool) -> _Fewest:
    """Find the fewest pages. Raises FitError.

    Scale number `first` is tried before the tightest one, which need not be set if that fits; and on pages that are
    surely too few only if it must be known by how much.
    """
    tightest = len(form.scales) - 1
    overset: Overset | None = None
    over: Over | None = None
    for count in form.pages:
        if (over is None or not measured) and _fits(maker, first, count):
            return _Fewest(count, over, first)
        if not measured and _surely_over(form.scales, maker, first, count):
            continue
        try:
            maker(tightest).fits(count)
        except Overset as error:
            if maker(tightest).fullness(count) <= 1 and _fits(maker, tightest, count, loose=True):
                return _Fewest(count, over, tightest, loose=True)
            overset = error.with_traceback(None)  # The traceback would keep all Boxes in memory.
            over = Over(error.excess, count)
        else:
            return _Fewest(count, over, tightest)
    if overset is None:  # No page count came near.
        return _fewest(leaflet, form, maker, first, measured=True)
    raise FitError(_does_not_fit(leaflet, form, overset)) from overset


def _fits(maker: Callable[[int], Maker], number: int, count: int, *, loose: bool = False) -> bool:
    try:
        maker(number).fits(count, loose=loose)
    except (Overset, FitError):  # a word may be too wide for its column in this scale, and not in a tighter one
        return False
    return True


_SURELY_OVER = 1.1
"""A page count is skipped if the leaflet is estimated to need more than this multiple of its room.

For the shipped leaflets, in all languages and formats, no estimate is more than a hundredth too high.
"""


def _surely_over(scales: Sequence[Scale], maker: Callable[[int], Maker], number: int, count: int) -> bool:
    """Whether no scale has room on so many pages, as the height in scale `number` shows well enough."""
    try:
        fullness = maker(number).fullness(count)
    except FitError:  # A word that is too wide in this scale may have room in a tighter one.
        return False
    heights = _heights(scales)
    return fullness * heights[-1] / heights[number] > _SURELY_OVER


_USUALLY_FULL = 0.9
"""A leaflet probably fits if its boxes take no more than this part of the room: rows and lists leave some of it empty.

The scale that fits and the next roomier one are both tried, so a guess at either costs the same; most guesses for the
editions of all forces are one of the two.
"""


def _likely(scales: Sequence[Scale], holding: int, fullness: float) -> int:
    """The number of the scale to try first; `fullness` is the part of the room that scale number `holding` takes.

    A wrong guess costs time and nothing else.
    """
    heights = _heights(scales)
    fitting = (number for number, size in enumerate(heights) if size / heights[holding] * fullness <= _USUALLY_FULL)
    return min(next(fitting, holding), holding)


def _heights(scales: Sequence[Scale]) -> list[float]:
    """For each scale, the height of a usual row with its part of a heading.

    The height of a leaflet is roughly in proportion to it. A row is about four lines and the gaps; larger letters make
    more lines, so the size counts twice. For the shipped leaflets the proportion is right within a tenth.
    """
    return [4 * scale.body**2 / 12 * scale.leading + scale.above + scale.below + scale.section for scale in scales]


def _roomiest(maker: Callable[[int], Maker], count: int, likely: int, tightest: int, *, loose: bool) -> int | None:
    """The number of the roomiest scale, up to `tightest`, that fits on `count` pages; None if none does.

    The search starts at `likely`: a tighter scale fits if a roomier one does.
    """
    number = likely
    while not _fits(maker, number, count, loose=loose):
        number += 1
        if number > tightest:
            return None
    if number == likely:
        while number and _fits(maker, number - 1, count, loose=loose):
            number -= 1
    return number


def _roomiest_with_card(maker: Callable[[int], Maker], count: int, roomiest: int, roomy: int) -> int:
    """The roomiest scale that has room for the card to cut out too, if it is no tighter than `roomy`; else `roomiest`.

    The card is of more use to a child than larger type: it survives a phone that was taken away.
    """
    if roomiest >= roomy:
        return roomiest
    fitting = (number for number in range(roomiest, roomy + 1) if _fits(maker, number, count, loose=True))
    return next((number for number in fitting if maker(number).has_card(count)), roomiest)


def _does_not_fit(leaflet: Leaflet, form: Format, overset: Overset) -> Problem:
    name = f"{leaflet.edition} {leaflet.variant} {form.name}"
    over = "higher than a page has room for" if overset.alone else f"of column too much for {form.pages[-1]} pages"
    cures, at = _cures(leaflet, overset)
    return Problem(
        "does-not-fit",
        f"{name}: {overset.box.what} does not fit: {in_mm(overset.excess)} {over}",
        f"Use {', or '.join(cures)}: leafletgen never makes the type smaller.",
        at,
    )


def _cures(leaflet: Leaflet, overset: Overset) -> tuple[list[str], Where | None]:
    """What gives more room for what does not fit, and where: a block that is too high must itself become shorter."""
    fewer, at = "fewer or shorter words", overset.box.at
    smaller_logo = ["a smaller logo (`width_mm:`)"] if leaflet.cover.logo else []
    blocks = [block for section in leaflet.sections for block in section.blocks]
    if not overset.alone:
        services = any(any(services_in(section)) for section in leaflet.sections)
        return [fewer, *smaller_logo, *(["fewer services (`withheld:`)"] if services else [])], at
    if at == leaflet.cover.at:
        return [fewer, *smaller_logo, "fewer services with `key: true`"], at
    if at == leaflet.back.at:
        return ["fewer or shorter lines (`contact_lines:`, `imprint:`, `other_formats:`)"], _added(leaflet.back)
    found = next((block for block in blocks if block.at == at), None)
    if isinstance(found, Emergency):
        return ["fewer or shorter lines (`emergency_lines:`)"], _added(found)
    return [fewer, *(["fewer contacts (`withheld:`)"] if isinstance(found, Service) else [])], at


def _added(block: Emergency | Back) -> Where:
    """The first line of the block that comes from another file, such as that of the edition; else its own place."""
    lines = block.lines if isinstance(block, Emergency) else block.paragraphs
    return next((line.at for line in lines if line.at.file != block.at.file), block.at)
