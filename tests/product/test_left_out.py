"""What the child's booklet is without in each language that ships, with checks that the test has signed itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leafletgen.content.check import check
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.output_options import OutputOptions
from leafletgen.content.source import read_folder
from leafletgen.layout.display_list import CARD_TO_CUT_OUT, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import OutputFile
from tests.support.checked import check_all
from tests.support.project import PROJECT
from tests.support.translated import in_language, own_folder

LANGUAGES = sorted(path.name for path in (PROJECT / "data" / "translations").iterdir())
QUESTIONS = "Things you can ask"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory, fonts: FontBook) -> Composer:
    folder = own_folder(tmp_path_factory.mktemp("signed") / "ours")
    shutil.copy(PROJECT / "data" / "editions" / "hampshire.yaml", folder / "editions")
    check_all(folder)
    for language in LANGUAGES:
        in_language(folder, language)
    return Composer(check(read_folder(folder), fonts.coverage()), fonts.coverage)


@pytest.mark.parametrize("language", ["en-GB", *LANGUAGES])
def test_a_childs_booklet_has_the_questions_and_the_card_or_says_that_it_has_not(
    language: str, composer: Composer, fonts: FontBook
) -> None:
    leaflet = composer.compose(OutputFile("hampshire", "child", "a5", OutputOptions(language=language)))
    assert isinstance(leaflet, Leaflet) and leaflet.cut_out
    laid_out = lay_out(leaflet, "a5", fonts, folded=True)
    printed = {item.text for page in laid_out.pages for item in page.items if isinstance(item, TextRun)}
    (section,) = (section for section in leaflet.sections if QUESTIONS in (section.heading, section.english))
    has_card = any(leaflet.cut_out.cut_out.startswith(text) for text in printed if len(text) > 8)
    assert (section.heading in printed) == (QUESTIONS not in laid_out.left_out)
    assert has_card == (CARD_TO_CUT_OUT not in laid_out.left_out)
    assert QUESTIONS not in laid_out.left_out
    assert language != "en-GB" or not laid_out.left_out


def test_the_welsh_booklet_of_a_child_has_the_card_with_unchecked_contacts_too(tmp_path: Path, fonts: FontBook) -> None:
    """Its inside has a line more then: what to do if a number does not work."""
    catalogue = check(read_folder(in_language(own_folder(tmp_path / "ours"), "cy")), fonts.coverage())
    leaflet = Composer(catalogue, fonts.coverage).compose(
        OutputFile("gwent", "child", "a5", OutputOptions(language="cy"))
    )
    laid_out = lay_out(leaflet, "a5", fonts, folded=True)
    assert (laid_out.left_out, len(laid_out.pages)) == ((), 8)
