"""Fonts of known widths, the shipped fonts, and every shipped leaflet laid out once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.source import read_folder
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS, SCALES, Scale
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES
from tests.support.hand_made import fake_book


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


def _real(leaflet: Leaflet, size: str, fonts: FontBook) -> Real:
    laid_out = lay_out(leaflet, size, fonts)
    return Real(leaflet, size, roomiest(leaflet, size, len(laid_out.pages), fonts), laid_out)


@pytest.fixture(scope="session")
def fake() -> FontBook:
    """Fonts in which every character is 500/1000 wide and a capital 700/1000 high."""
    return fake_book()


@pytest.fixture(scope="session")
def book(project: Path) -> FontBook:
    """The fonts that ship."""
    return FontBook.load(project / "fonts")


@pytest.fixture(scope="session")
def setting(fake: FontBook) -> Setting:
    """The parent's theme in the fake font, body 12 points, led by 1.35."""
    return Setting(THEMES["parent"], SCALES[-3], fake)


@pytest.fixture(scope="session")
def reals(project: Path, book: FontBook) -> list[Real]:
    """Every shipped edition, variant and size."""
    catalogue = check(read_folder(project / "data"), book.coverage())
    leaflets = [
        compose(catalogue, edition, variant) for edition in catalogue.editions for variant in catalogue.leaflets
    ]
    return [_real(leaflet, size, book) for leaflet in leaflets for size in FORMATS]
