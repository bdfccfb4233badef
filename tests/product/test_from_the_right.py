"""The shipped drafts that are written from the right have room in every format, and pass the checks of the build."""

from __future__ import annotations

from typing import cast

import pytest

from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.records import Variant
from leafletgen.formats import FORMATS
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile

TOO_HIGH = ("ur", "card")
"""Nastaliq has no room on a wallet card: `--size card` refuses it, and says so."""

MADE = [(language, size) for language in ("ar", "ur") for size in FORMATS if (language, size) != TOO_HIGH]


@pytest.fixture(scope="module")
def composer(catalogue: Catalogue, fonts: FontBook) -> Composer:
    return Composer(catalogue, fonts.coverage)


@pytest.mark.parametrize(("language", "size"), MADE)
def test_a_draft_has_room_and_passes_the_checks(language: str, size: str, composer: Composer, fonts: FontBook) -> None:
    form = FORMATS[size]
    for variant in form.variants:
        options = OutputOptions(language=language, draft=True)
        file = OutputFile("hampshire", cast(Variant, variant), form.size or "a4", options)
        words = composer.compose(file)
        bleed = form.grid.bleed if form.grid else 0.0
        laid_out = lay_out(words, size, fonts, folded=form.folds or bool(bleed), bleed=bleed, draft=True)
        assert list(check_pages(laid_out, Kind(bool(bleed), bleed, form))) == []
        assert laid_out.rtl and all(page.rtl for page in laid_out.pages)
