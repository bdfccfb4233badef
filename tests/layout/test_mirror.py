"""Pages of a language that is written from right to left: everything at the other side, and nothing turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose import compose
from leafletgen.content.compose_card import compose_as
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.logo.drawing import Drawing
from leafletgen.content.records import Variant
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import (
    Blank,
    Element,
    Glyphlet,
    Image,
    Item,
    LaidOut,
    Link,
    Page,
    QrCode,
    Shape,
    TextRun,
    Watermark,
)
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.mirror import mirrored
from leafletgen.layout.theme import BLACK, WHITE
from leafletgen.print_limits import BLEED, TWO_SIDED
from tests.support.hand_made import area, everything, runs, shapes

ROOT = Element("Document", None)
NOTHING = Drawing(1.0, 1.0, ())
ITEMS: tuple[Item, ...] = (
    TextRun(20, 500, "Bold", 10, BLACK, "word", (), 60, ROOT),
    Shape(10, 400, 100, 30, fill=WHITE, stroke=BLACK, line_width=2, radius=5),
    Shape(-9, -9, 418, 618, fill=WHITE),  # a background that bleeds
    QrCode(300, 300, 60, (b"\x01",), "https://example.org/", BLACK, ROOT),
    Image(30, 200, 80, 40, NOTHING, NOTHING, ROOT),
    Glyphlet(15, 100, 12, (), BLACK, 1.0),
    Watermark(40, 40, 300, 200, (), BLACK),
    Link(20, 490, 60, 15, "tel:999", "Call 999", ROOT),
    Blank(120, 50, 200, 20, 55, "Bold", 10, BLACK, "Name", ("name",), ROOT),
)


def one_page(*items: Item) -> LaidOut:
    return LaidOut((Page(400, 600, items),), Element("Document", None), "Title", "ar")


def test_the_items_of_this_test_are_of_every_kind() -> None:
    assert {type(item) for item in ITEMS} == set(get_args(Item))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_an_item_is_as_far_from_the_right_edge_as_it_was_from_the_left_and_else_the_same(item: Item) -> None:
    (page,) = mirrored(one_page(item)).pages
    (moved,) = page.items
    before, after = area(item), area(moved)
    assert (400 - after.right, 400 - after.left) == pytest.approx((before.left, before.right))
    there = replace(moved, x=item.x)
    assert (replace(there, rtl=False) if isinstance(there, Blank) else there) == item


@given(st.floats(-50, 450), st.floats(0.5, 400))
def test_a_page_mirrored_twice_is_as_before(x: float, width: float) -> None:
    shape = Shape(x, 10, width, 10, fill=BLACK)
    (page,) = mirrored(mirrored(one_page(shape))).pages
    (moved,) = shapes(page.items)
    assert moved.x == pytest.approx(x, abs=1e-9)


def test_pages_root_and_leaflet_say_in_which_direction_they_are_read() -> None:
    laid_out = mirrored(one_page(*ITEMS))
    assert laid_out.rtl and laid_out.pages[0].rtl
    assert laid_out.root.writing_mode == "RlTb"


# --- whole leaflets, of English words in a language that is written from the right ---


@pytest.fixture(scope="module")
def leaflet(catalogue: Catalogue) -> Leaflet:
    return replace(compose(catalogue, "hampshire", "parent"), language="ar")


@pytest.fixture(scope="module")
def laid_out(leaflet: Leaflet, fonts: FontBook) -> LaidOut:
    return lay_out(leaflet, "a5", fonts)


A5 = FORMATS["a5"]
RIGHT = A5.width - A5.margin


def test_lists_begin_at_the_right_with_their_numbers_and_bullets(laid_out: LaidOut) -> None:
    marks = labels = 0
    for page in laid_out.pages:
        found = runs(page.items)
        for mark in [run for run in found if run.element and run.element.role == "Lbl"]:
            beside = [run for run in found if run.y == mark.y and run.element is not mark.element]
            whole = [run for run in found if run.element is mark.element]  # a number and its full stop
            assert max(run.x + run.width for run in whole) == pytest.approx(RIGHT)
            assert beside and all(run.x + run.width < mark.x + 0.01 for run in beside)
            marks += 1
        for blank in [item for item in page.items if isinstance(item, Blank)]:
            label = min((run for run in found if run.element is blank.element), key=lambda run: abs(run.y - blank.y))
            assert blank.rtl
            assert label.x + label.width == pytest.approx(RIGHT)
            assert blank.x == pytest.approx(A5.margin) and blank.x + blank.width < label.x
            labels += 1
    assert marks > 5 and labels > 1


def test_codes_are_at_the_left_of_rows_and_at_the_right_of_tiles(
    leaflet: Leaflet, laid_out: LaidOut, fonts: FontBook
) -> None:
    english = lay_out(replace(leaflet, language="en-GB"), "a5", fonts)
    before = {(round(code.x, 1), round(code.x + code.side, 1)) for code in codes_of(english)}
    after = {(round(A5.width - code.x - code.side, 1), round(A5.width - code.x, 1)) for code in codes_of(laid_out)}
    assert after == before
    rows = [right for _, right in before if right == round(RIGHT, 1)]
    assert 1 <= len(rows) < len(before)  # there are tiles, the emergency and the back too


def codes_of(made: LaidOut) -> Iterator[QrCode]:
    return (item for page in made.pages for item in page.items if isinstance(item, QrCode))


def test_the_glyphs_of_contacts_are_at_the_right_of_their_words(laid_out: LaidOut) -> None:
    glyphs = 0
    for page in laid_out.pages:
        for glyph in [item for item in page.items if isinstance(item, Glyphlet)]:
            beside = [run for run in runs(page.items) if glyph.y < run.y + run.size / 3 < glyph.y + glyph.size]
            assert any(0 < glyph.x - run.x - run.width < glyph.size for run in beside)
            glyphs += 1
    assert glyphs > 10


def test_footers_have_the_number_of_the_page_at_the_left_and_the_title_at_the_right(laid_out: LaidOut) -> None:
    for number, page in enumerate(laid_out.pages[1:], 2):
        title, count = [run for run in runs(page.items) if run.element is None][-2:]
        assert count.text == str(number)
        assert count.x == pytest.approx(A5.margin)
        assert title.x + title.width == pytest.approx(RIGHT)


PRINTED = [("a4", 0.0), ("a5", 0.0), ("a5", BLEED), ("a4-large", 0.0), ("card", TWO_SIDED)]


@pytest.mark.parametrize(("size", "bleed"), PRINTED)
def test_the_checks_of_pages_hold(size: str, bleed: float, catalogue: Catalogue, fonts: FontBook) -> None:
    form = FORMATS[size]
    for variant in form.variants:
        english = compose_as(form.holds, catalogue, "hampshire", cast(Variant, variant))
        made = lay_out(replace(english, language="ar"), size, fonts, folded=bool(bleed), bleed=bleed)
        assert list(check_pages(made, Kind(bool(bleed), bleed, form))) == []
        assert all(page.rtl for page in made.pages)


def test_links_lie_over_the_words_that_they_open(laid_out: LaidOut) -> None:
    links = 0
    for page in laid_out.pages:
        for link in [item for item in page.items if isinstance(item, Link)]:
            inside = [
                run for run in runs(page.items) if run.element is link.element and link.y < run.y < link.y + link.height
            ]
            assert area(link).left == pytest.approx(min(run.x for run in inside))
            assert area(link).right == pytest.approx(max(run.x + run.width for run in inside))
            links += 1
    assert links > 20


def test_only_the_half_that_is_read_from_the_right_is_mirrored(catalogue: Catalogue, fonts: FontBook) -> None:
    english = compose(catalogue, "hampshire", "parent")
    arabic = replace(english, language="ar")
    alone = [lay_out(one, "a5", fonts) for one in (arabic, english)]
    for first, second in ((arabic, english), (english, arabic)):
        both = lay_out(BackToBack(first, second, 0, None, ()), "a5", fonts)
        assert both.rtl == (first is arabic)
        parts = both.root.children
        assert [part.language for part in parts] == [first.language, second.language]
        assert both.root.writing_mode == ("RlTb" if both.rtl else "")
        assert parts[1].writing_mode == ("LrTb" if both.rtl else "RlTb")
        placed = {page.rtl: [(item.x, item.y) for item in page.items] for page in reversed(both.pages)}
        for one in alone:
            assert placed[one.rtl] == [(item.x, item.y) for item in one.pages[0].items]


def test_an_english_leaflet_is_as_it_was(catalogue: Catalogue, fonts: FontBook) -> None:
    made = lay_out(compose(catalogue, "hampshire", "parent"), "a5", fonts)
    assert not made.rtl and not any(page.rtl for page in made.pages)
    assert not any(element.writing_mode for element in everything(made.root))
