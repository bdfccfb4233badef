"""Numbers keep their order: the build's own check of where the glyphs of each number, address and keyword stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from leafletgen.checks.values_in_order import values_out_of_order
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Block, Leaflet, Paragraph
from leafletgen.content.values_in_text import values_of
from leafletgen.layout import isolates, mixed
from leafletgen.layout.display_list import LaidOut, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.profiles import OFFICE
from leafletgen.pipeline.render import page_faults
from tests.support.hand_made import AT, a_leaflet, a_section, a_service

NUMBERS = "اتصل على 0808 800 5000 أو +44 20 7946 0018 أو 116 123 الآن."
SENTENCES = (
    NUMBERS,
    "أرسل “SHOUT” 85258 من هاتفك.",
    "ابحث عن Stop It Now! أو افتح www.meic.cymru/ الآن.",
    "الشرطة: 999 / 101 (18001 101).",
)


def an_arabic_leaflet(*sentences: str) -> Leaflet:
    """A leaflet whose words are English, but for the sentences; all of it is set as Arabic."""
    blocks: list[Block] = [*(Paragraph(text, AT) for text in sentences), a_service("Stop It Now!")]
    return replace(a_leaflet(a_section("القسم", *blocks)), language="ar")


def laid(leaflet: Leaflet, fonts: FontBook) -> LaidOut:
    return lay_out(leaflet, "a5", fonts)


@pytest.fixture
def own_fonts(fonts: FontBook) -> FontBook:
    """A book whose texts no other test has set."""
    return FontBook(fonts.fonts, fonts.folder)


def messages(laid_out: LaidOut) -> Iterator[str]:
    return (problem.message for problem in values_out_of_order(laid_out, "x.pdf"))


def test_no_value_is_out_of_order(own_fonts: FontBook) -> None:
    laid_out = laid(an_arabic_leaflet(*SENTENCES), own_fonts)
    assert laid_out.rtl and {"0808 800 5000", "Stop It Now!", "85258"} <= set(laid_out.values)
    assert list(messages(laid_out)) == []


def test_both_halves_of_a_booklet_in_two_languages_are_looked_at(own_fonts: FontBook) -> None:
    arabic = an_arabic_leaflet(*SENTENCES)
    both = BackToBack(arabic, replace(arabic, language="en-GB"), 0, None, ())
    laid_out = lay_out(both, "a5", own_fonts)
    assert "0808 800 5000" in laid_out.values
    assert list(messages(laid_out)) == []


def test_a_leaflet_from_the_left_is_not_looked_at(own_fonts: FontBook) -> None:
    laid_out = laid(replace(an_arabic_leaflet(), language="en-GB"), own_fonts)
    assert laid_out.values == ()
    assert list(messages(laid_out)) == []


@pytest.mark.parametrize("sentence", [SENTENCES[0], *SENTENCES[2:]])
def test_without_isolates_the_check_fails(sentence: str, own_fonts: FontBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixed, "isolates_in", lambda *_args, **_more: [])
    assert list(messages(laid(an_arabic_leaflet(sentence), own_fonts)))


def test_without_the_isolate_of_one_number_the_build_refuses_its_pages(
    own_fonts: FontBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_one(text: str, values: tuple[str, ...], *, latin: bool) -> list[tuple[int, int]]:
        found = isolates.isolates_in(text, values, latin=latin)
        return [place for place in found if text[slice(*place)] != "0808 800 5000"]

    monkeypatch.setattr(mixed, "isolates_in", without_one)
    faults = page_faults(laid(an_arabic_leaflet(NUMBERS), own_fonts), own_fonts, "a5", OFFICE, "x.pdf")
    (wrong,) = [fault for fault in faults if fault.code == "wrong-order"]
    assert "“0808 800 5000” is printed as" in wrong.message and "5000 800 0808" in wrong.message
    assert wrong.hint and str(wrong.where) == "x.pdf"


def test_the_check_sees_glyphs_and_not_what_the_layout_meant(own_fonts: FontBook) -> None:
    laid_out = laid(an_arabic_leaflet(NUMBERS), own_fonts)

    def turned(run: TextRun) -> TextRun:
        words = tuple(replace(word, glyphs=word.glyphs[::-1]) for word in run.words)
        return replace(run, words=words) if run.text == "0808 800 5000" else run

    pages = tuple(
        replace(page, items=tuple(turned(item) if isinstance(item, TextRun) else item for item in page.items))
        for page in laid_out.pages
    )
    wrong = list(messages(replace(laid_out, pages=pages)))
    assert any("“0808 800 5000” is printed as" in message and "0005 008 8080" in message for message in wrong)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("اتصل على 0808 800 5000.", {"0808 800 5000", "0808", "800", "5000"}),
        ("افتح www.meic.cymru، الآن", {"www.meic.cymru"}),
        ("0808\u00a0800 5000", {"0808 800 5000", "0808", "800", "5000"}),
        ("Stop It Now!", {"Stop It Now!", "Stop", "It", "Now"}),
        ("نعم 5", set()),
    ],
)
def test_values_are_what_stands_from_left_to_right(text: str, values: set[str]) -> None:
    assert set(values_of(Paragraph(text, AT))) == values
