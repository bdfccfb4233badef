"""Fonts of known widths, and every shipped leaflet laid out once."""

from __future__ import annotations

import pytest

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.formats import SCALES
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES
from tests.support.hand_made import fake_book
from tests.support.real_leaflets import LEAFLET_FORMATS, Real, real


@pytest.fixture(scope="session")
def fake() -> FontBook:
    """Fonts in which every character is 500/1000 wide and a capital 700/1000 high."""
    return fake_book()


@pytest.fixture(scope="session")
def setting(fake: FontBook) -> Setting:
    """The parent's theme in the fake font, body 12 points, led by 1.3."""
    return Setting(THEMES["parent"], SCALES[2], fake)


@pytest.fixture(scope="session")
def reals(catalogue: Catalogue, fonts: FontBook) -> list[Real]:
    """Every shipped edition, variant and size."""
    leaflets = [
        compose(catalogue, edition, variant) for edition in catalogue.editions for variant in catalogue.leaflets
    ]
    return [real(leaflet, size, fonts) for leaflet in leaflets for size in LEAFLET_FORMATS]
