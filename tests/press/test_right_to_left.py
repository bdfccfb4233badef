"""Files of a leaflet that is written from the right: keys, tags, metadata, fields, and sheets bound at the right."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pikepdf
import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Leaflet
from leafletgen.layout.display_list import LaidOut
from leafletgen.layout.fill_in import blanks_of, fill
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.profiles import BOOKLET, FILLABLE, OFFICE, Profile
from leafletgen.pdf.writer import sheets, write
from tests.support.hand_made import area, runs
from tests.support.made_files import MOMENT

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def english(catalogue: Catalogue) -> Leaflet:
    return compose(catalogue, "hampshire", "parent")


@pytest.fixture(scope="module")
def arabic(english: Leaflet) -> Leaflet:
    """The words matter to no test here."""
    return replace(english, language="ar", title="مساعدة", english_title="Help & hope")


@pytest.fixture(scope="module")
def laid_out(arabic: Leaflet, fonts: FontBook) -> LaidOut:
    return lay_out(arabic, "a5", fonts, folded=True)


def pdf_of(laid_out: LaidOut, fonts: FontBook, profile: Profile = OFFICE) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(laid_out, fonts, MOMENT, profile)))


def test_its_pages_are_read_from_the_right_and_so_are_its_tags(laid_out: LaidOut, fonts: FontBook) -> None:
    with pdf_of(laid_out, fonts) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
        document = pdf.Root.StructTreeRoot.K
        assert str(document.S) == "/Document"
        assert {key: str(value) for key, value in document.A.items()} == {"/O": "/Layout", "/WritingMode": "/RlTb"}


def test_its_metadata_have_its_title_in_both_languages(laid_out: LaidOut, fonts: FontBook) -> None:
    with pdf_of(laid_out, fonts) as pdf:
        packet = ET.fromstring(pdf.Root.Metadata.read_bytes().strip())
        titles = [(item.get(LANG), item.text) for item in packet.findall(f".//{DC}title/{RDF}Alt/{RDF}li")]
        assert titles == [("x-default", "مساعدة"), ("ar", "مساعدة"), ("en-GB", "Help & hope")]
        assert [item.text for item in packet.findall(f".//{DC}language/{RDF}Bag/{RDF}li")] == ["ar", "en-GB"]
        assert str(pdf.docinfo.Title) == "مساعدة"


def test_a_booklet_has_its_cover_at_the_left_of_the_first_sheet(laid_out: LaidOut, fonts: FontBook) -> None:
    front, back = sheets(laid_out, BOOKLET)[:2]
    on_front, on_back = ([placed.page for placed in sorted(side.placements, key=_left)] for side in (front, back))
    assert on_front[0] is laid_out.pages[0] and on_front[1] is laid_out.pages[-1]
    assert on_back[1] is laid_out.pages[1]
    with pdf_of(laid_out, fonts, BOOKLET) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"


def _left(placed: object) -> float:
    return placed.dx  # type: ignore[attr-defined, no-any-return]


def test_for_the_press_its_pages_are_in_the_order_in_which_they_are_read(laid_out: LaidOut) -> None:
    press = OFFICE._replace(bleed=8.5)
    assert [side.placements[0].page for side in sheets(laid_out, press)] == list(laid_out.pages)


def test_an_english_part_is_read_from_the_left_and_bound_from_the_other_end(
    arabic: Leaflet, english: Leaflet, fonts: FontBook
) -> None:
    both = lay_out(BackToBack(arabic, english, 0, None, ()), "a5", fonts, folded=True)
    with pdf_of(both, fonts) as pdf:
        document = pdf.Root.StructTreeRoot.K
        assert str(document.A.WritingMode) == "/RlTb"
        first, second = document.K
        assert (str(first.Lang), str(second.Lang)) == ("ar", "en-GB")
        assert str(second.A.WritingMode) == "/LrTb"
    own = [page for page in both.pages if page.rtl]
    other = [page for page in both.pages if not page.rtl]
    bound = [side.placements[0].page for side in sheets(both, OFFICE._replace(bleed=8.5))]
    assert bound == [*own, *reversed(other)]
    on_front = [placed.page for placed in sorted(sheets(both, BOOKLET)[0].placements, key=_left)]
    assert on_front[0] is own[0] and on_front[1] is other[0]


def test_details_end_at_the_right_beside_their_label_on_paper_and_in_a_form(laid_out: LaidOut, fonts: FontBook) -> None:
    printed = fill(laid_out, lambda blank: "PC Quaife", fonts)
    for number, blank in blanks_of(laid_out):
        (words,) = [
            run for run in runs(printed.pages[number].items) if run.element is blank.element and "PC" in run.text
        ]
        assert area(words).right == pytest.approx(blank.x + blank.width)
        assert words.text == "PC Quaife"
    with pdf_of(laid_out, fonts, FILLABLE) as pdf:
        assert [int(field.Q) for field in pdf.Root.AcroForm.Fields] == [2] * len(list(blanks_of(laid_out)))
