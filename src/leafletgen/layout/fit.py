"""Lay out: a composed leaflet onto the pages of a format, in the roomiest setting that fits.

In: a Leaflet, the name of a format, the fonts. Out: LaidOut pages; or FitError, naming the block and by how much.
Type is never made smaller than the settings of the format allows: what does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import FitError, Problem
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.formats import FORMATS, Format, for_folding
from leafletgen.layout.frames import LaidOut
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import monochrome, theme_of
from leafletgen.layout.units import in_mm


def lay_out(
    leaflet: Leaflet,
    form_name: str,
    fonts: FontBook,
    *,
    mono: bool = False,
    folded: bool = False,
    bleed: float = 0.0,
) -> LaidOut:
    """Set the leaflet on the fewest pages that the format allows, and there in the roomiest scale that holds all of it.

    `form_name` is a row of formats.FORMATS; `mono` sets it in black and tints of black; `folded` takes a
    multiple of 4 pages, and rules for notes what is left before the back; grounds at the edge go `bleed` points beyond.
    Raises FitError where not even the tightest scale on the most pages does, or where a word is wider than its column.
    """
    form = for_folding(FORMATS[form_name], bleed) if folded else FORMATS[form_name]
    theme = theme_of(leaflet.variant, leaflet.colours)
    if mono:
        theme = monochrome(theme)
    makers: dict[int, Maker] = {}

    def maker(number: int) -> Maker:
        if number not in makers:
            makers[number] = Maker(leaflet, form, Setting(theme, form.scales[number], fonts))
        return makers[number]

    overset: Overset | None = None
    for count in form.pages:
        try:
            maker(len(form.scales) - 1).fits(count)
        except Overset as error:
            overset = error
            continue
        return maker(_roomiest(maker, count, len(form.scales))).make(count)
    assert overset is not None
    raise FitError(_does_not_fit(leaflet, form, overset)) from overset


def _roomiest(maker: Callable[[int], Maker], count: int, scales: int) -> int:
    """The first scale that fits `count` pages, knowing that the last does; a tighter one fits where a roomier does."""
    low, high = 0, scales - 1
    while low < high:
        middle = (low + high) // 2
        try:
            maker(middle).fits(count)
        except (Overset, FitError):  # a word may be too wide for its column in this scale, and not in a tighter one
            low = middle + 1
        else:
            high = middle
    return high


def _does_not_fit(leaflet: Leaflet, form: Format, overset: Overset) -> Problem:
    name = f"{leaflet.edition} {leaflet.variant} {form.name}"
    over = f"{in_mm(overset.excess)} of column too much for {form.pages[-1]} pages"
    return Problem(
        "does-not-fit",
        f"{name}: {overset.box.what} does not fit: {over}",
        "Use fewer or shorter words, or withhold a service: leafletgen never makes the type smaller.",
        overset.box.at,
    )
