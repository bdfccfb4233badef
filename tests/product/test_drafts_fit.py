"""The shipped drafts have room in the formats that are hard for them, and pass the checks of the build."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.languages import language_of
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.records import Variant
from leafletgen.content.source import read_folder
from leafletgen.formats import FORMATS
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile
from tests.support.checked import check_all
from tests.support.project import PROJECT

DRAFTS = sorted(path.name for path in (PROJECT / "data" / "translations").iterdir())
HARD = [(tag, "card") for tag in DRAFTS] + [(tag, size) for tag in ("ar", "ur") for size in FORMATS if size != "card"]
"""A card has the least room for long words, and Nastaliq the highest lines."""


@pytest.fixture(scope="module")
def composer(catalogue: Catalogue, fonts: FontBook) -> Composer:
    return Composer(catalogue, fonts.coverage)


@pytest.mark.parametrize("edition", ["hampshire", "england"])
@pytest.mark.parametrize(("language", "size"), HARD)
def test_a_draft_has_room_and_passes_the_checks(
    language: str, size: str, edition: str, composer: Composer, fonts: FontBook
) -> None:
    form = FORMATS[size]
    for variant in form.variants:
        options = OutputOptions(language=language, draft=True)
        file = OutputFile(edition, cast(Variant, variant), form.size or "a4", options)
        words = composer.compose(file)
        bleed = form.grid.bleed if form.grid else 0.0
        laid_out = lay_out(words, size, fonts, folded=form.folds or bool(bleed), bleed=bleed, draft=True)
        assert list(check_pages(laid_out, Kind(bool(bleed), bleed, form))) == []
        assert {laid_out.rtl, *(page.rtl for page in laid_out.pages)} == {language_of(language).direction == "rtl"}


@pytest.mark.parametrize("language", DRAFTS)
def test_a_draft_says_nothing_telling_when_all_its_contacts_are_checked(
    language: str, data: Path, fonts: FontBook
) -> None:
    """Then the back says since when, in words that stand there no sooner."""
    check_all(data)
    checked = check(read_folder(data), fonts.coverage())
    file = OutputFile("hampshire", "child", "a5", OutputOptions(language=language, draft=True))
    back = Composer(checked, fonts.coverage).compose(file).back  # type: ignore[union-attr]
    assert len(back.paragraphs) > 3
