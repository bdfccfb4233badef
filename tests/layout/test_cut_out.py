"""The wallet card in a folded leaflet: its back is behind its front, nothing else is cut, and it needs no page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose_card import compose_as
from leafletgen.content.languages import language_of
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.translations.compose import Order, compose_in
from leafletgen.content.translations.translation import read_translation
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Blank, Element, Item, LaidOut, Page, Shape
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from tests.support.hand_made import Area, area, runs, shapes, text_of

MM = 72 / 25.4
WIDTH, HEIGHT = 85 * MM, 54 * MM


@pytest.fixture(scope="module")
def leaflet(catalogue: Catalogue) -> Leaflet:
    composed = compose_as("leaflet", catalogue, "hampshire", "child")
    assert isinstance(composed, Leaflet)
    return composed


@pytest.fixture(scope="module")
def booklet(leaflet: Leaflet, fonts: FontBook) -> LaidOut:
    return lay_out(leaflet, "a5", fonts)


def lines_to_cut(laid_out: LaidOut) -> list[tuple[int, Shape]]:
    """The page, from 1, and the rectangle of each line to cut along."""
    return [(n, shape) for n, page in enumerate(laid_out.pages, 1) for shape in shapes(page.items) if shape.dashed]


def inside(page: Page, left: float, bottom: float) -> list[Item]:
    """The items of a page that a card with this corner would cut, but the line itself."""

    def meets(item: Item) -> bool:
        where = area(item)
        across = where.left < left + WIDTH and where.right > left
        return across and where.bottom < bottom + HEIGHT and where.top > bottom

    return [item for item in page.items if not getattr(item, "dashed", 0) and meets(item)]


def test_the_back_is_behind_the_front_and_nothing_else_is_cut(booklet: LaidOut) -> None:
    ((number, line),) = lines_to_cut(booklet)
    assert number % 2 == 1 and 1 < number < len(booklet.pages) - 1, "a right-hand page, neither side an outer one"
    assert (line.width + line.line_width, line.height + line.line_width) == pytest.approx((WIDTH, HEIGHT))
    left, bottom = line.x - line.line_width / 2, line.y - line.line_width / 2
    front, back = booklet.pages[number - 1 : number + 1]
    behind = front.width - left - WIDTH
    cut = inside(front, left, bottom)
    assert " ".join(text_of(runs(cut)).split()) == (
        "Need to talk? Free, day or night Call Childline 0800 1111 Text Shout SHOUT to 85258 Call Samaritans 116 123 "
        "In danger now 999"
    )
    cut = inside(back, behind, bottom)
    assert " ".join(text_of(runs(cut)).split()) == "Someone I can ask Name Number Next time No phone? Use any phone."
    for page, start in ((front, left), (back, behind)):
        for run in runs(inside(page, start, bottom)):
            where = area(run)
            assert start + 2 * MM <= where.left and where.right <= start + WIDTH - 2 * MM, run.text
            assert bottom + 2 * MM <= where.bottom and where.top <= bottom + HEIGHT - 2 * MM, run.text


def test_a_frame_shows_what_belongs_to_its_back_and_no_cut_reaches_it(booklet: LaidOut) -> None:
    ((number, line),) = lines_to_cut(booklet)
    back = booklet.pages[number]
    left, bottom = back.width - (line.x - line.line_width / 2) - WIDTH, line.y - line.line_width / 2
    (frame,) = (area(item) for item in inside(back, left, bottom) if isinstance(item, Shape) and item.stroke)
    sure = Area(left + 2 * MM, bottom + 2 * MM, left + WIDTH - 2 * MM, bottom + HEIGHT - 2 * MM)
    assert frame.within(sure)
    assert all(area(run).within(frame) for run in runs(inside(back, left, bottom)))


def test_words_above_say_what_to_do_and_it_is_one_part_of_the_structure(booklet: LaidOut) -> None:
    ((number, line),) = lines_to_cut(booklet)
    (words,) = (run for run in runs(booklet.pages[number - 1].items) if run.text == "Cut out this card and keep it")
    assert line.y + line.height < words.y < line.y + line.height + 8 * MM
    assert words.element is not None
    part: Element | None = words.element.parent
    assert part is not None
    card = part.parent
    assert card is not None
    assert card.parent is booklet.root and card.role == "Sect"
    assert [heading.role for child in card.children for heading in child.children if heading.role[0] == "H"] == [
        "H2",
        "H3",
    ]


def test_words_beside_its_back_say_what_it_is_where_no_cut_meets_them(booklet: LaidOut) -> None:
    """It has no line to cut along, so without words it is a form among the services."""
    ((number, line),) = lines_to_cut(booklet)
    back = booklet.pages[number]
    found = [run for run in runs(back.items) if run.text.strip() in ("The back of", "your card")]
    assert [run.text.strip() for run in found] == ["The back of", "your card"]
    end_of_card = back.width - line.x + line.line_width / 2
    for run in found:
        where = area(run)
        assert end_of_card + 2 * MM <= where.left and where.right <= back.width
        assert line.y < where.bottom and where.top <= line.y + line.height + line.line_width


def test_a_card_without_words_for_its_back_has_none(leaflet: Leaflet, fonts: FontBook, booklet: LaidOut) -> None:
    assert leaflet.cut_out
    silent = lay_out(replace(leaflet, cut_out=replace(leaflet.cut_out, cut_out_behind="")), "a5", fonts)
    ((number, line),) = lines_to_cut(silent)
    assert [(number, line)] == lines_to_cut(booklet)
    assert "The back of" not in text_of(runs(silent.pages[number].items))


def test_words_for_its_back_that_are_too_wide_leave_the_card_out(leaflet: Leaflet, fonts: FontBook) -> None:
    assert leaflet.cut_out
    wide = replace(leaflet.cut_out, cut_out_behind="Kartenrückseitenbeschreibung")
    assert not lines_to_cut(lay_out(replace(leaflet, cut_out=wide), "a5", fonts))


def test_the_officers_details_stand_on_its_back_too(booklet: LaidOut) -> None:
    ((number, _),) = lines_to_cut(booklet)
    blanks = [item for item in booklet.pages[number].items if isinstance(item, Blank)]
    assert [blank.details for blank in blanks] == [("name",), ("phone",), ()]
    assert all(blank.y <= blank.baseline <= blank.y + blank.height for blank in blanks)


def test_the_pages_are_those_of_a_leaflet_without_a_card(leaflet: Leaflet, fonts: FontBook, booklet: LaidOut) -> None:
    bare = lay_out(replace(leaflet, cut_out=None), "a5", fonts)
    assert not lines_to_cut(bare)
    for page, with_card in zip(bare.pages, booklet.pages, strict=True):
        places = {(run.text, run.x, run.y) for run in runs(with_card.items)}
        assert {(run.text, run.x, run.y) for run in runs(page.items)} <= places


def test_it_stands_only_in_formats_that_fold(leaflet: Leaflet, fonts: FontBook) -> None:
    for form in ("a4", "a4-large"):
        assert not FORMATS[form].folds
        assert not lines_to_cut(lay_out(leaflet, form, fonts)), form


def test_it_yields_if_no_leaf_has_room(leaflet: Leaflet, fonts: FontBook) -> None:
    few = replace(leaflet, sections=leaflet.sections[:3])
    made = lay_out(few, "a5", fonts)
    assert len(made.pages) == 4
    assert not lines_to_cut(made)


@pytest.mark.parametrize("tag", ["cy", "bn"])
def test_longer_words_break_the_pages_so_that_a_leaf_has_room(tag: str, catalogue: Catalogue, fonts: FontBook) -> None:
    translation = read_translation(catalogue, language_of(tag), {})
    leaflet = compose_in(translation, catalogue, Order("leaflet", "hampshire", "child", True))
    assert isinstance(leaflet, Leaflet) and leaflet.cut_out
    made, bare = (lay_out(one, "a5", fonts) for one in (leaflet, replace(leaflet, cut_out=None)))
    ((number, line),) = lines_to_cut(made)
    assert len(made.pages) == len(bare.pages)
    left, bottom = line.x - line.line_width / 2, line.y - line.line_width / 2
    front, back = made.pages[number - 1 : number + 1]
    on_card = [
        text_of(runs(inside(front, left, bottom))),
        text_of(runs(inside(back, front.width - left - WIDTH, bottom))),
    ]
    assert leaflet.cut_out.heading in on_card[0] and leaflet.cut_out.ask.heading in on_card[1]
    sizes = {run.size for page in (front, back) for run in runs(page.items) if run.element}
    assert min(sizes) >= 10, "no words of a leaflet are smaller"


def test_too_many_words_for_the_card_leave_it_out(leaflet: Leaflet, fonts: FontBook) -> None:
    assert leaflet.cut_out
    wordy = replace(leaflet.cut_out, after="Use any phone that you can find. " * 12)
    assert not lines_to_cut(lay_out(replace(leaflet, cut_out=wordy), "a5", fonts))


def test_a_leaflet_without_words_for_it_has_none(catalogue: Catalogue) -> None:
    text = catalogue.leaflets["child"]
    assert text.card
    silent = replace(text, card=replace(text.card, cut_out=None))
    composed = compose_as(
        "leaflet", replace(catalogue, leaflets={**catalogue.leaflets, "child": silent}), "hampshire", "child"
    )
    assert isinstance(composed, Leaflet)
    assert composed.cut_out is None


def test_each_name_on_it_stands_on_one_line(booklet: LaidOut) -> None:
    ((number, _),) = lines_to_cut(booklet)
    words = [run.text.strip() for run in runs(booklet.pages[number - 1].items)]
    assert {"Call Childline", "Text Shout", "Call Samaritans", "In danger now"} <= set(words)
