"""The wallet card on its two pages: large equal numbers, room at the edges, and what does not fit is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.compose_card import compose_card
from leafletgen.content.leaflet import Card
from leafletgen.content.services import digits_of
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Blank, LaidOut, Page, QrCode, Shape, TextRun, Watermark
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import WHITE
from tests.support.hand_made import runs, shapes

MM = 72 / 25.4
BLEED = 2 * MM


@pytest.fixture(scope="module")
def card(catalogue: Catalogue) -> Card:
    return compose_card(catalogue, "hampshire", "child")


Change = Callable[[Card], Card]


def laid_out(card: Card, fonts: FontBook, bleed: float = BLEED) -> LaidOut:
    return lay_out(card, "card", fonts, folded=True, bleed=bleed)


def found(page: Page, text: str) -> TextRun:
    (run,) = (run for run in runs(page.items) if run.text.strip() == text)
    return run


def with_own_hours(card: Card) -> Card:
    """The card if its numbers have different hours: it needs the most room."""
    numbers = tuple(replace(number, why="free, day or night") for number in card.numbers[:-1])
    return replace(card, hours="", numbers=(*numbers, card.numbers[-1]))


@pytest.mark.parametrize("change", [lambda card: card, with_own_hours], ids=["shared hours", "own hours"])
def test_the_numbers_are_large_and_equal_and_999_is_marked(card: Card, fonts: FontBook, change: Change) -> None:
    shown = change(card)
    front, _ = laid_out(shown, fonts).pages
    numbers = [found(front, number.call.text) for number in shown.numbers]
    names = [found(front, number.who) for number in shown.numbers]
    assert len(numbers) == 4
    assert {(run.font, run.size) for run in numbers} in [{("Bold", 15.5)}, {("Bold", 14)}]
    assert {(run.font, run.size) for run in names} == {("Bold", 11)}
    urgent = numbers[-1]
    assert urgent.text == "999"
    frames = [item for item in front.items if isinstance(item, Shape) and item.stroke]
    (frame,) = frames
    for run in (urgent, names[-1]):
        assert frame.x < run.x
        assert run.x + run.width < frame.x + frame.width
        assert frame.y < run.y
        assert run.y + run.size * 0.72 < frame.y + frame.height
    for run in (*numbers[:-1], *names[:-1]):
        apart = run.x + run.width < frame.x or run.y - 0.22 * run.size > frame.y + frame.height
        assert apart, run.text


@pytest.mark.parametrize("change", [lambda card: card, with_own_hours], ids=["shared hours", "own hours"])
def test_nothing_but_the_ground_is_within_2_mm_of_the_cut(card: Card, fonts: FontBook, change: Change) -> None:
    for page in laid_out(change(card), fonts).pages:
        ground, *others = page.items
        assert isinstance(ground, Shape)
        edges = (ground.x, ground.y, ground.x + ground.width, ground.y + ground.height)
        assert edges == pytest.approx((-BLEED, -BLEED, 85 * MM + BLEED, 54 * MM + BLEED))
        for item in others:
            if isinstance(item, TextRun):
                box = (item.x, item.y - 0.25 * item.size, item.x + item.width, item.y + item.size)
            elif isinstance(item, QrCode):
                box = (item.x, item.y, item.x + item.side, item.y + item.side)
            else:
                assert isinstance(item, Shape | Blank)
                box = (item.x, item.y, item.x + item.width, item.y + item.height)
            gaps = (box[0], box[1], page.width - box[2], page.height - box[3])
            assert min(gaps) >= 2 * MM, item


def test_the_smallest_type_is_9_points_and_the_lines_have_room_for_a_pen(card: Card, fonts: FontBook) -> None:
    for shown in (card, with_own_hours(card)):
        pages = laid_out(shown, fonts).pages
        assert min(run.size for page in pages for run in runs(page.items)) >= 9
        blanks = [item for item in pages[1].items if isinstance(item, Blank)]
        assert [blank.label for blank in blanks] == ["Name", "Number", "Next time"]
        assert [blank.details for blank in blanks] == [("name",), ("phone",), ()]
        baselines = [blank.y for blank in blanks]
        assert all(upper - lower >= 8 * MM for upper, lower in pairwise(baselines))


def test_the_qr_code_is_15_mm_at_least_and_as_large_as_its_modules_need(card: Card, fonts: FontBook) -> None:
    for shown in (card, with_own_hours(card)):
        (code,) = (item for item in laid_out(shown, fonts).pages[0].items if isinstance(item, QrCode))
        assert code.side >= 15 * MM
        assert code.side / len(code.matrix) >= 0.5 * MM
    longer = _address(card, 80)  # version 5, of 37 modules
    (code,) = (item for item in laid_out(longer, fonts).pages[0].items if isinstance(item, QrCode))
    assert code.side == pytest.approx(18.5 * MM)


def test_both_pages_have_the_same_ground_at_all_edges(card: Card, fonts: FontBook) -> None:
    grounds = [page.items[0] for page in laid_out(card, fonts).pages]
    assert grounds[0] == grounds[1]


def test_a_card_without_a_page_to_open_has_no_qr_code(card: Card, fonts: FontBook) -> None:
    front = laid_out(replace(card, web=None, qr=None), fonts).pages[0]
    assert not any(isinstance(item, QrCode) for item in front.items)
    assert {digits_of(run.text) for run in runs(front.items)} >= {"08001111", "85258", "116123", "999"}


def _numbers(card: Card, times: int) -> Card:
    return replace(card, numbers=(*card.numbers[:-1] * times, card.numbers[-1]))


def _wide(card: Card) -> Card:
    call = replace(card.numbers[0].call, text="SHOUTING to 0123 456 7890 1234")
    return replace(card, numbers=(replace(card.numbers[0], call=call), *card.numbers[1:]))


def _address(card: Card, length: int) -> Card:
    assert card.qr
    return replace(card, qr=replace(card.qr, uri="https://www.example.org/".ljust(length, "a")))


TOO_LONG: dict[str, Change] = {
    "nine numbers": lambda card: _numbers(card, 3),
    "a number that is too wide": _wide,
    "a heading of sentences": lambda card: replace(card, heading="Do you need to talk to somebody? " * 4),
    "a word that is too wide": lambda card: replace(card, heading="Needtotalktosomebodyaboutit?"),
    "an address that takes a large QR code": lambda card: _address(card, 230),
    "too many words below the lines": lambda card: replace(card, after="Use any phone that you find. " * 6),
    "too many lines": lambda card: replace(card, ask=replace(card.ask, lines=card.ask.lines * 2)),
    "a long heading of the back": lambda card: replace(
        card, ask=replace(card.ask, heading="The name of somebody whom I can ask " * 4)
    ),
}


@pytest.mark.parametrize("case", TOO_LONG)
def test_what_does_not_fit_is_refused_and_named_with_its_cure(card: Card, fonts: FontBook, case: str) -> None:
    shown = TOO_LONG[case](card)
    with pytest.raises(FitError) as caught:
        laid_out(shown, fonts)
    (problem,) = caught.value.problems
    assert problem.code in ("does-not-fit", "word-too-wide")
    assert "mm" in problem.message
    assert "never" in problem.hint
    assert problem.where
    if problem.code == "does-not-fit":
        assert problem.message.startswith("hampshire child card: the ")


def test_in_black_alone_there_is_no_colour(card: Card, fonts: FontBook) -> None:
    for page in lay_out(card, "card", fonts, mono=True, folded=True, bleed=BLEED).pages:
        colours = [run.colour for run in runs(page.items)]
        colours += [
            colour for item in page.items if isinstance(item, Shape) for colour in (item.fill, item.stroke) if colour
        ]
        assert all(len(set(colour.rgb)) == 1 and not sum(colour.cmyk[:3]) for colour in colours)


def test_the_tree_is_read_front_first(card: Card, fonts: FontBook) -> None:
    laid = laid_out(card, fonts)
    front, back = laid.root.children
    assert [element.role for element in front.children] == ["H1", "P", *["P"] * 4, "P", "Figure"]
    assert [element.role for element in back.children] == ["H2", *["P"] * 3, "P"]
    assert front.children[-1].alt == "QR code for Childline: opens www.childline.org.uk"


def test_the_format_is_a_row_with_limits_of_its_own() -> None:
    row = FORMATS["card"]
    assert (row.width, row.height) == pytest.approx((85 * MM, 54 * MM))
    assert (row.smallest_type, row.least_qr, row.least_safe) == pytest.approx((9, 15 * MM, 2 * MM))
    assert row.pages == (2,)
    assert not row.by_default


@pytest.mark.parametrize("change", [lambda card: card, with_own_hours], ids=["shared hours", "own hours"])
def test_a_draft_says_so_above_both_headings(card: Card, fonts: FontBook, change: Change) -> None:
    laid = lay_out(change(card), "card", fonts, folded=True, bleed=BLEED, draft=True)
    assert laid.title.startswith("DRAFT")
    for page, heading in zip(laid.pages, (card.heading, card.ask.heading), strict=True):
        band = found(page, "DRAFT: do not give to families")
        assert band.element is None
        assert band.y > found(page, heading).y + found(page, heading).size * 0.72


def test_no_plate_hides_the_watermark_of_the_back(card: Card, fonts: FontBook) -> None:
    """The band of the draft alone is filled, and on the front the plate of the QR code; the lines have an outline."""
    made = lay_out(replace(card, watermark=("DRAFT", "WERSJA ROBOCZA")), "card", fonts, draft=True)
    filled = []
    for page in made.pages:
        number = next(number for number, item in enumerate(page.items) if isinstance(item, Watermark))
        filled.append([item for item in shapes(page.items[number:]) if item.fill and item.height > 15])
    assert [item.fill == WHITE for item in filled[0]].count(True) == 1
    assert filled[1] == []
    assert any(item.stroke and item.height > 50 for item in shapes(made.pages[1].items))
