"""Shipped leaflets laid out, and the scale that each should have, found by trying every one."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS, Scale
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES

LEAFLET_FORMATS = [name for name, row in FORMATS.items() if row.holds == "leaflet"]
"""The formats of whole leaflets."""


class Real(NamedTuple):
    """A shipped leaflet, its format, the scale that it should have, and its pages."""

    leaflet: Leaflet
    size: str
    scale: Scale
    laid_out: LaidOut

    @property
    def name(self) -> str:
        return f"{self.leaflet.edition} {self.leaflet.variant} {self.size}"


def roomiest(leaflet: Leaflet, size: str, count: int, fonts: FontBook) -> Scale:
    """The first scale in which a leaflet goes onto so many pages, found by trying each."""
    for scale in FORMATS[size].scales:
        try:
            Maker(leaflet, FORMATS[size], Setting(THEMES[leaflet.variant], scale, fonts)).fits(count)
        except (Overset, FitError):
            continue
        return scale
    raise AssertionError(f"no scale holds {leaflet.edition} {leaflet.variant} on {count} pages of {size}")


def as_printed(leaflet: Leaflet, laid_out: LaidOut) -> Leaflet:
    """The leaflet without the sections that it would only have if there were room."""
    kept = (section for section in leaflet.sections if (section.english or section.heading) not in laid_out.left_out)
    return replace(leaflet, sections=tuple(kept))


def real(leaflet: Leaflet, size: str, fonts: FontBook) -> Real:
    laid_out = lay_out(leaflet, size, fonts)
    printed = as_printed(leaflet, laid_out)
    return Real(printed, size, roomiest(printed, size, len(laid_out.pages), fonts), laid_out)
