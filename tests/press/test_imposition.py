"""Imposition: every page once, backs behind their fronts, the fold in the middle; and a booklet folded on the table."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.formats import FORMATS, for_folding
from leafletgen.layout.display_list import Page
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.impose import CALIPER, Sheet, booklet, booklet_order, in_bound_order, with_bleed
from leafletgen.pdf.profiles import BOOKLET, OFFICE
from leafletgen.pdf.writer import write
from leafletgen.units import MM
from tests.support.hand_made import a_leaflet, a_section, fake_book, filler, text_of
from tests.support.made_files import MOMENT, Made
from tests.support.real_leaflets import LEAFLET_FORMATS
from tests.support.rendering import darkest, rendered

HALF = 148.5 * MM
COUNTS = st.integers(1, 16).map(lambda quarter: 4 * quarter)


def pages(count: int, *, rtl: bool = False) -> list[Page]:
    """Empty pages of A5; each is told by its identity."""
    return [Page(148 * MM, 210 * MM, (), rtl) for _ in range(count)]


def halves(sheet: Sheet) -> dict[str, Page]:
    """The pages on the left and on the right of the fold."""
    found = {
        "left" if placed.dx + placed.page.width / 2 < HALF else "right": placed.page for placed in sheet.placements
    }
    assert len(found) == len(sheet.placements) == 2
    return found


@given(COUNTS, st.booleans())
def test_every_page_is_imposed_once_and_every_side_has_two(count: int, rtl: bool) -> None:
    given_pages = pages(count, rtl=rtl)
    sides = booklet(given_pages, rtl=rtl)
    placed = [id(placement.page) for side in sides for placement in side.placements]
    assert sorted(placed) == sorted(map(id, given_pages))
    assert len(sides) == count // 2


@given(COUNTS, st.booleans())
def test_back_pages_are_behind_their_fronts_after_a_flip_on_the_short_edge(count: int, rtl: bool) -> None:
    """A leaf is two pages that follow one another, the odd one first."""
    given_pages = pages(count, rtl=rtl)
    number = {id(page): at for at, page in enumerate(given_pages, 1)}
    sides = booklet(given_pages, rtl=rtl)
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        before, behind = halves(front), halves(back)
        for one, other in (("right", "left"), ("left", "right")):  # the sheet is turned over about its short edge
            leaf = sorted((number[id(before[one])], number[id(behind[other])]))
            assert leaf[0] % 2 == 1
            assert leaf[1] == leaf[0] + 1


@given(COUNTS)
def test_the_nested_and_folded_sheets_read_in_order(count: int) -> None:
    """Going through the stack from outside in, then out again: the right of each front, then the left of each back."""
    given_pages = pages(count)
    sides = booklet(given_pages)
    number = {id(page): at for at, page in enumerate(given_pages, 1)}
    outward: list[int] = []
    inward: list[int] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        inward += [number[id(halves(front)["right"])], number[id(halves(back)["left"])]]
        outward = [number[id(halves(back)["right"])], number[id(halves(front)["left"])], *outward]
    assert [*inward, *outward] == list(range(1, count + 1))


@given(COUNTS)
def test_a_booklet_bound_at_the_right_reads_in_order_from_the_right(count: int) -> None:
    """Its front cover is at the left of the outermost sheet, with the fold at the right; so page 2 is behind it."""
    given_pages = pages(count, rtl=True)
    sides = booklet(given_pages, rtl=True)
    number = {id(page): at for at, page in enumerate(given_pages, 1)}
    outward: list[int] = []
    inward: list[int] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        inward += [number[id(halves(front)["left"])], number[id(halves(back)["right"])]]
        outward = [number[id(halves(back)["left"])], number[id(halves(front)["right"])], *outward]
    assert [*inward, *outward] == list(range(1, count + 1))


@given(COUNTS)
def test_binding_at_the_right_exchanges_the_pages_of_each_side_and_moves_nothing_else(count: int) -> None:
    assert booklet_order(count, rtl=True) == [(right, left) for left, right in booklet_order(count)]
    for one, other in zip(booklet(pages(count)), booklet(pages(count), rtl=True), strict=True):
        assert [(placed.dx, placed.dy) for placed in one.placements] == [
            (placed.dx, placed.dy) for placed in other.placements
        ]
        assert one.marks == other.marks


@given(COUNTS, COUNTS, st.booleans())
def test_a_booklet_in_two_directions_reads_from_both_its_ends(first: int, second: int, rtl: bool) -> None:
    """Whichever is first: from the left cover one leaflet reads in order, and from the right cover the other."""
    parts = pages(first, rtl=rtl), pages(second, rtl=not rtl)
    bound = in_bound_order([*parts[0], *parts[1]], rtl=rtl)
    from_left = bound[::-1] if rtl else bound
    rightward, leftward = parts[::-1] if rtl else parts
    assert list(map(id, from_left[: len(rightward)])) == list(map(id, rightward))
    assert list(map(id, from_left[::-1][: len(leftward)])) == list(map(id, leftward))
    assert len(bound) == first + second
    front = halves(booklet(bound, rtl=rtl)[0])
    assert front["right"] is rightward[0]  # a booklet that lies shut shows this with the fold at the left
    assert front["left"] is leftward[0]  # and, turned over, this with the fold at the right


@given(COUNTS, st.booleans())
def test_a_leaflet_in_one_direction_is_bound_in_the_order_in_which_it_is_read(count: int, rtl: bool) -> None:
    given_pages = pages(count, rtl=rtl)
    assert list(map(id, in_bound_order(given_pages, rtl=rtl))) == list(map(id, given_pages))


@given(COUNTS)
def test_pages_are_centred_on_their_halves_but_for_creep(count: int) -> None:
    for side, sheet in enumerate(booklet(pages(count))):
        assert (sheet.width, sheet.height) == pytest.approx((297 * MM, 210 * MM))
        left, right = sorted(sheet.placements, key=lambda placed: placed.dx)
        creep = (side // 2) * CALIPER
        assert left.dx == pytest.approx((HALF - left.page.width) / 2 + creep)
        assert right.dx == pytest.approx(HALF + (HALF - right.page.width) / 2 - creep)
        assert left.dx + right.dx + left.page.width == pytest.approx(sheet.width)
        assert left.dy == right.dy == pytest.approx(0)
        assert left.dx >= 0
        assert left.dx + left.page.width <= right.dx + 2 * creep


@given(COUNTS)
def test_inner_sheets_lie_nearer_to_the_fold_by_the_thickness_of_the_paper(count: int) -> None:
    fronts = booklet(pages(count))[::2]
    left_edges = [min(placed.dx for placed in sheet.placements) for sheet in fronts]
    assert all(inner - outer == pytest.approx(0.1 * MM) for outer, inner in pairwise(left_edges))


@given(COUNTS)
def test_the_ticks_mark_the_fold_where_office_printers_print(count: int) -> None:
    for sheet in booklet(pages(count)):
        assert len(sheet.marks) == 2
        ends = sorted((tick.y / MM, (tick.y + tick.height) / MM) for tick in sheet.marks)
        assert ends == [pytest.approx((5, 10)), pytest.approx((200, 205))]
        for tick in sheet.marks:
            assert tick.x + tick.width / 2 == pytest.approx(HALF)
            assert tick.width <= 0.5


@given(st.integers(-4, 70).filter(lambda count: count % 4 or count < 4))
def test_other_counts_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="multiple of 4"):
        booklet_order(count)


@given(
    width=st.floats(50, 900),
    height=st.floats(50, 1300),
    bleed=st.floats(0.1, 30),
    marks=st.booleans(),
)
def test_boxes_nest_with_the_origin_at_0_0_and_marks_are_outside_the_bleed(
    width: float, height: float, bleed: float, marks: bool
) -> None:
    sheet = with_bleed(Page(width, height, ()), bleed, marks=marks)
    assert sheet.trim
    assert sheet.bleed
    placed = sheet.placements[0]
    assert (placed.dx, placed.dy) == sheet.trim[:2]
    assert (sheet.trim[2] - sheet.trim[0], sheet.trim[3] - sheet.trim[1]) == pytest.approx((width, height))
    outward = [inner - outer for inner, outer in zip(sheet.trim[:2], sheet.bleed[:2], strict=True)]
    outward += [outer - inner for inner, outer in zip(sheet.trim[2:], sheet.bleed[2:], strict=True)]
    assert outward == pytest.approx([bleed] * 4)
    assert min(sheet.bleed[:2]) >= -1e-9
    assert sheet.bleed[2] <= sheet.width + 1e-9
    assert sheet.bleed[3] <= sheet.height + 1e-9
    assert len(sheet.marks) == (8 if marks else 0)
    for mark in sheet.marks:
        beside = mark.x + mark.width <= sheet.bleed[0] or mark.x >= sheet.bleed[2]
        beyond = mark.y + mark.height <= sheet.bleed[1] or mark.y >= sheet.bleed[3]
        assert beside or beyond
        assert mark.x >= -1e-9
        assert mark.y >= -1e-9
        assert mark.x + mark.width <= sheet.width + 1e-9
        assert mark.y + mark.height <= sheet.height + 1e-9
        lines = [(mark.x + mark.width / 2, sheet.trim[::2]), (mark.y + mark.height / 2, sheet.trim[1::2])]
        assert any(min(abs(at - edge) for edge in edges) < 1e-6 for at, edges in lines), "a mark points at the trim"


# --- the booklets that are made ---

DPI = 100
SCALE = DPI / 72


def folded(sides: list[Image.Image]) -> list[Image.Image]:
    """Print, nest and fold: the pages that a reader then turns over, each as wide as half the paper."""
    inward: list[Image.Image] = []
    outward: list[Image.Image] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        middle, right, bottom = front.width // 2, front.width, front.height
        inward += [front.crop((middle, 0, right, bottom)), back.crop((0, 0, middle, bottom))]
        outward = [back.crop((middle, 0, right, bottom)), front.crop((0, 0, middle, bottom)), *outward]
    return [*inward, *outward]


def difference(page: Image.Image, half: Image.Image, left: float) -> float:
    """How much of the page differs from its half of the paper, `left` pixels in: a part of all its ink."""
    inner = page.crop((8, 0, page.width - 8, page.height))
    there = half.crop((8 + round(left), 0, page.width - 8 + round(left), page.height))
    strays = ImageChops.difference(inner, there).resize((inner.width // 6, inner.height // 6), Image.Resampling.BOX)
    ink = sum(255 - level for level in inner.resize(strays.size, Image.Resampling.BOX).tobytes())
    return sum(strays.tobytes()) / ink


def test_a_folded_booklet_reads_in_order(booklets: list[Made], fonts: FontBook) -> None:
    """The sheets put back together show the same pages, in the same order, as the leaflet that is not imposed."""
    for made in booklets:
        plain = rendered(write(made.laid_out, fonts, MOMENT, OFFICE), DPI)
        turned = folded(rendered(made.pdf, DPI))
        assert len(turned) == len(plain) == len(made.laid_out.pages)
        count = len(plain)
        for number, half in enumerate(turned):
            sheet = min(number, count - 1 - number) // 2
            creep = CALIPER * sheet * (1 if number % 2 else -1)
            left = ((HALF - 148 * MM) / 2 + creep) * SCALE
            scores = [difference(page, half, left) for page in plain]
            assert scores.index(min(scores)) == number, f"{made.name}, page {number + 1}: {scores}"
            assert scores[number] < 0.35, f"{made.name}, page {number + 1}"
            assert sorted(scores)[1] > 2 * scores[number]


def test_a_folded_arabic_booklet_reads_from_the_right(catalogue: Catalogue, fonts: FontBook) -> None:
    """Mirrored, its sheets are those of a booklet that is bound at the left: so must the stack of them be folded."""
    leaflet = replace(compose(catalogue, "hampshire", "child"), language="ar")
    laid_out = lay_out(leaflet, "a5", fonts, folded=True)
    plain = [ImageOps.mirror(page) for page in rendered(write(laid_out, fonts, MOMENT, OFFICE), DPI)]
    turned = folded([ImageOps.mirror(side) for side in rendered(write(laid_out, fonts, MOMENT, BOOKLET), DPI)])
    assert len(turned) == len(plain) == 8
    for number, half in enumerate(turned):
        scores = [difference(page, half, (HALF - 148 * MM) / 2 * SCALE) for page in plain]
        assert scores.index(min(scores)) == number


def test_a_booklet_has_no_empty_page_and_claims_no_standard(booklets: list[Made]) -> None:
    for made in booklets:
        assert len(made.laid_out.pages) % 4 == 0
        for half in folded(rendered(made.pdf, DPI)):
            assert darkest(half) < 128
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            assert len(pdf.pages) == len(made.laid_out.pages) // 2
            assert "/StructTreeRoot" not in pdf.Root
            assert "/MarkInfo" not in pdf.Root
            assert "/OutputIntents" not in pdf.Root
            packet = pdf.Root.Metadata.read_bytes()
            assert b"pdfuaid:part" not in packet
            assert b"GTS_PDFXVersion" not in packet
            for page in pdf.pages:
                assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, 297 * MM, 210 * MM], abs=0.01)
                assert "/Annots" not in page


def test_a_booklet_asks_for_actual_size_and_the_short_edge(booklets: list[Made]) -> None:
    with pikepdf.open(io.BytesIO(booklets[0].pdf)) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert str(wishes.PrintScaling) == "/None"
        assert str(wishes.Duplex) == "/DuplexFlipShortEdge"
        assert bool(wishes.DisplayDocTitle)


def test_a_booklet_keeps_clear_of_the_edge_that_printers_cannot_print(booklets: list[Made]) -> None:
    margin = round(5 * MM * SCALE) - 1
    for made in booklets:
        for side in rendered(made.pdf, DPI):
            frame = side.copy()
            frame.paste(255, (margin, margin, side.width - margin, side.height - margin))
            assert darkest(frame) == 255


@settings(max_examples=25)
@given(paragraphs=st.integers(1, 60), bleed=st.sampled_from([0.0, 3 * MM]))
def test_what_is_folded_has_a_multiple_of_4_pages_and_none_is_blank(paragraphs: int, bleed: float) -> None:
    """However much there is to say: the back page stays the last."""
    leaflet = a_leaflet(a_section("A section", *filler(paragraphs)))
    laid_out = lay_out(leaflet, "a5", fake_book(), folded=True, bleed=bleed)
    assert len(laid_out.pages) % 4 == 0
    assert "About" in text_of(laid_out.pages[-1].items)
    assert all(text_of(page.items) for page in laid_out.pages)


def test_formats_that_fold_take_multiples_of_4_and_others_what_the_table_says() -> None:
    for form in (FORMATS[name] for name in LEAFLET_FORMATS):
        counts = for_folding(form, 0.0).pages
        assert counts[0] == 4
        if form.folds:
            assert all(count % 4 == 0 for count in counts)
            assert max(counts) >= max(form.pages)
        else:
            assert counts == form.pages
            assert all(count % 2 == 0 for count in counts)
