"""Urdu in Naskh: where Nastaliq has no room, and in an edition that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.output_options import OutputOptions
from leafletgen.layout.display_list import LaidOut, TextRun
from leafletgen.layout.fonts import FONT_FILES, FontBook
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.inputs import Inputs
from leafletgen.pipeline.plan import OutputFile, plan
from leafletgen.pipeline.render import Layout, Renderer
from tests.support.made_files import TOOLS

NASTALIQ, NASKH = ({f"{face}-{weight}" for weight in FONT_FILES} for face in ("NotoNastaliqUrdu", "NotoNaskhArabic"))
DRAFT = OutputOptions(draft=True)


def order_of(catalogue: Catalogue, size: str, language: str = "ur") -> OutputFile:
    variant = "child" if size == "card" else "parent"
    (order,) = plan(catalogue, ["england"], [variant], [size], DRAFT, languages=[language])
    return order


def laid(catalogue: Catalogue, size: str, fonts: FontBook, language: str = "ur", *, naskh: bool = False) -> Layout:
    order = order_of(catalogue, size, language)
    edition = replace(catalogue.editions["england"], naskh=naskh)
    words = replace(catalogue, editions={**catalogue.editions, "england": edition})
    return Renderer(TOOLS).lay_out(order, Composer(words, fonts.coverage).compose(order))


def faces_of(laid_out: LaidOut) -> set[str]:
    return {item.font for page in laid_out.pages for item in page.items if isinstance(item, TextRun)} - {*FONT_FILES}


@pytest.fixture(scope="module")
def usual(catalogue: Catalogue, fonts: FontBook) -> Layout:
    return laid(catalogue, "a5", fonts)


def test_urdu_is_in_nastaliq_if_that_has_room(usual: Layout) -> None:
    assert faces_of(usual.laid_out) == NASTALIQ
    assert not usual.laid_out.compact and "Naskh" not in usual.fit


def test_an_edition_that_asks_for_naskh_has_it_on_every_page_and_fewer_pages(
    catalogue: Catalogue, fonts: FontBook
) -> None:
    higher, lower = (laid(catalogue, "a4", fonts, naskh=naskh) for naskh in (False, True))
    assert faces_of(lower.laid_out) == NASKH and lower.pages < higher.pages
    assert lower.fit.startswith(f"{lower.pages} pages") and "set in NotoNaskhArabic" in lower.fit


def test_what_has_no_room_in_nastaliq_is_in_naskh(catalogue: Catalogue, fonts: FontBook) -> None:
    card = laid(catalogue, "card", fonts)
    assert faces_of(card.laid_out) == NASKH
    assert "set in NotoNaskhArabic" in card.fit


def test_an_edition_in_another_language_is_as_before(catalogue: Catalogue, fonts: FontBook) -> None:
    asked, usual = (laid(catalogue, "card", fonts, "ar", naskh=naskh) for naskh in (True, False))
    assert not asked.laid_out.compact and asked.fit == usual.fit


def test_the_file_depends_on_both_faces(catalogue: Catalogue, fonts: FontBook) -> None:
    order = order_of(catalogue, "card")
    leaflet = Composer(catalogue, fonts.coverage).compose(order)
    inputs = Inputs(TOOLS, fonts, [order])
    inputs.of(order, leaflet)
    assert {Path(face).stem for face in inputs.faces} == NASTALIQ | NASKH
