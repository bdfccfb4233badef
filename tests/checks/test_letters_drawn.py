"""No empty box: the build's own check that each letter has a glyph, and the faces of the names of languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from leafletgen.checks.letters_drawn import letters_not_drawn
from leafletgen.content.languages import LANGUAGES, Language
from leafletgen.content.leaflet import Leaflet, Paragraph
from leafletgen.content.translations.printed_page import with_others
from leafletgen.layout.display_list import LaidOut, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.profiles import OFFICE
from leafletgen.pipeline.render import page_faults
from tests.support.hand_made import AT, a_leaflet, a_section

CHINESE_FACE = Path(__file__).parents[1] / "support" / "chinese_face"


@pytest.fixture(scope="module")
def book(project: Path) -> FontBook:
    return FontBook.load(project / "fonts", CHINESE_FACE)


def saying(text: str, language: str = "en-GB") -> Leaflet:
    return replace(a_leaflet(a_section("Heading", Paragraph(text, AT))), language=language)


def missing(laid_out: LaidOut) -> list[str]:
    return [problem.message for problem in letters_not_drawn(laid_out, "x.pdf")]


@pytest.mark.parametrize("text", ["Ελλάδα", "עברית", "नमस्ते", "ኢትዮጵያ", "✓", "☎ 999"])
@pytest.mark.parametrize("language", ["en-GB", "ar", "uk"])
def test_a_letter_that_no_face_has_is_a_fault(book: FontBook, text: str, language: str) -> None:
    laid_out = lay_out(saying(text, language), "a5", book)
    assert missing(laid_out)
    assert "letter-not-drawn" in {problem.code for problem in page_faults(laid_out, "a5", OFFICE, "x.pdf")}


@pytest.mark.parametrize("text", ["Łódź", "Допомога", "مساعد", "সাহায্য", "帮助", "Tiếng Việt"])
@pytest.mark.parametrize("language", ["en-GB", "ur", "bn"])
def test_a_letter_that_some_face_has_is_none(book: FontBook, text: str, language: str) -> None:
    assert missing(lay_out(saying(text, language), "a5", book)) == []


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.tag)
def test_the_name_of_a_language_is_in_its_own_face(row: Language, book: FontBook) -> None:
    laid_out = lay_out(with_others(saying("Help"), "This leaflet is also in:", [row]), "a5", book)
    assert missing(laid_out) == []
    runs = [item for page in laid_out.pages for item in page.items if isinstance(item, TextRun)]
    (own,) = {run.font for run in runs if row.name in run.text} or {""}
    assert own == (f"{row.faces[0]}-Bold" if row.faces[0].startswith("Noto") else "Bold")
