"""The numbers of preflight: for each limit a file just outside it, which is refused, and one just inside it.

The numbers stand here as literals, in points, so that a limit that changes by mistake fails a test.
"""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from leafletgen.checks.preflight import preflight
from leafletgen.checks.preflight.document import read
from leafletgen.checks.preflight.picture import SeenQrCode
from leafletgen.checks.preflight.rules_type import qr_codes
from leafletgen.checks.preflight.type import face_of
from tests.support.file_limits import LIMITS, PROFILES, Limit, codes
from tests.support.small_pdf import (
    Change,
    Kind,
    box,
    on_page,
    small_pdf,
)


@pytest.mark.parametrize("kind", PROFILES)
def test_the_small_files_are_sound_and_seen_as_what_they_are(kind: Kind) -> None:
    found = preflight(small_pdf(kind), "a.pdf")
    assert found.problems == ()
    assert found.facts["profile"] == PROFILES[kind]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.kind}-{limit.code}-{limit.what}")
def test_just_outside_a_limit_is_refused_and_just_inside_passes(limit: Limit) -> None:
    assert codes(limit.kind, limit.outside, pages=limit.pages) == sorted([limit.code, *limit.always])
    assert codes(limit.kind, limit.inside, pages=limit.pages) == list(limit.always)


@pytest.mark.parametrize("pages", range(1, 10))
def test_pages_to_be_stitched_are_a_multiple_of_4(pages: int) -> None:
    assert codes("x4", pages=pages) == ([] if pages in (4, 8) else ["page-count"])


@pytest.mark.parametrize("pages", range(1, 4))
def test_sides_to_be_folded_are_a_multiple_of_2(pages: int) -> None:
    assert codes("booklet", pages=pages) == ([] if pages == 2 else ["odd-sides"])


@pytest.mark.parametrize(("turned", "wanted"), [(0, []), (90, ["page-rotated"]), (270, ["page-rotated"]), (360, [])])
def test_pages_of_the_press_are_not_turned(turned: int, wanted: list[str]) -> None:
    assert codes("x4", on_page("/Rotate", turned)) == wanted


@pytest.mark.parametrize(("turned", "wanted"), [(90, []), (270, []), (0, ["page-sizes"]), (180, ["page-sizes"])])
def test_the_size_of_a_page_is_that_which_is_read(turned: int, wanted: list[str]) -> None:
    assert codes("office", box("/MediaBox", 0, 0, 170, 150, every=True), turned_page(turned), pages=2) == wanted


def turned_page(turned: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        box("/MediaBox", 0, 0, 150, 170)(pdf)
        on_page("/Rotate", turned)(pdf)

    return change


@pytest.mark.parametrize(
    ("more", "width", "wanted"), [(0, 842.88, "booklet"), (0, 842.9, "office"), (1, 842.88, "office")]
)
def test_sheets_of_a4_are_taken_for_a_booklet(more: int, width: float, wanted: str) -> None:
    changes = [box("/MediaBox", 0, 0, width, 595.28, every=not more)]
    if more:
        changes.append(box("/MediaBox", 0, 0, 300, 300))
    assert preflight(small_pdf("booklet", *changes), "a.pdf").facts["profile"] == wanted


def seen(side: float, modules: int) -> SeenQrCode:
    return SeenQrCode("a", True, (0, 0, side, side), side, modules, dark_on_light=True, quiet=True)


@pytest.mark.parametrize(
    ("side", "modules", "wanted"),
    [
        (56.13, 25, []),  # 20 mm less the 0.2 mm that the side may be misread by
        (56.12, 25, ["qr-too-small"]),
        (74.56, 53, []),  # 53 modules of 0.5 mm, less the same 0.2 mm
        (74.54, 53, ["qr-module-too-small"]),
    ],
)
def test_the_size_of_a_qr_code_allows_for_misreading(side: float, modules: int, wanted: list[str]) -> None:
    """By the record of what was seen: no picture of a page is exact to a hundredth of a point."""
    document = read(small_pdf("office"))
    page = replace(document.pages[0], qr_codes=(seen(side, modules),))
    assert [finding.code for finding in qr_codes(replace(document, pages=(page,)))] == wanted


FIRST = {"FirstChar": 97, "Widths": Array([321])}


@pytest.mark.parametrize(
    ("font", "width"),
    [
        ({"Subtype": Name.Type1}, 500),
        ({"Subtype": Name.Type1, **FIRST}, 321),
        ({"Subtype": Name.Type1, "FirstChar": 98, "Widths": Array([321])}, 500),
        ({"Subtype": Name.Type3, "FontMatrix": Array([0.01, 0, 0, 0.01, 0, 0]), **FIRST}, 3210),
        ({"Subtype": Name.Type0, "DescendantFonts": Array([Dictionary()])}, 1000),
        ({"Subtype": Name.Type0, "DescendantFonts": Array([Dictionary(DW=700)])}, 700),
        ({"Subtype": Name.Type0, "DescendantFonts": Array([Dictionary(W=Array([96, Array([1, 2, 3])]))])}, 2),
        ({"Subtype": Name.Type0, "DescendantFonts": Array([Dictionary(W=Array([90, 97, 4, 98, 99, 5]))])}, 4),
    ],
)
def test_letters_are_as_wide_as_their_font_says(font: dict[str, object], width: float) -> None:
    assert face_of(Dictionary({f"/{key}": value for key, value in font.items()})).width(97) == width
