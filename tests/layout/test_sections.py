"""Sections as boxes: balanced columns, cards in rows, what keeps together."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.content.leaflet import Card, Items, OfficerPanel, Paragraph
from leafletgen.formats import FORMATS, SCALES
from leafletgen.layout.blocks import list_boxes, paragraph_boxes
from leafletgen.layout.display_list import Element, Item, QrCode, Shape, TextRun
from leafletgen.layout.flow import Box, height_of
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.sections import balanced, section_boxes
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES
from tests.support.hand_made import AT, Area, a_card, a_panel, a_section, area, fake_book, runs, shapes, text_of, words
from tests.support.real_leaflets import Real

A4, A5 = FORMATS["a4"], FORMATS["a5"]
SETTING = Setting(THEMES["parent"], SCALES[-3], fake_book())  # body 12, led by 1.35: a line is 16.2 high
LINE = 12 * 1.35
CONTACTS = A4.measure - 22 * 72 / 25.4 * 1.35 - 15 * 12


def _document() -> Element:
    return Element("Document", None)


def _nothing(x: float, top: float) -> list[Item]:
    return []


def _boxes(*blocks: Paragraph | Items | Card | OfficerPanel, size: str = "a4", outer: bool = True) -> list[Box]:
    return section_boxes(a_section("Heading", *blocks), FORMATS[size], SETTING, _document(), outer=outer)


def test_lines_are_balanced() -> None:
    lines = [Box(16, _nothing) for _ in range(9)]
    first, second = balanced(lines, 2)
    assert (len(first), len(second)) == (5, 4)
    assert first + second == lines
    assert [len(column) for column in balanced(lines, 3)] == [3, 3, 3]


def test_what_keeps_together_is_not_parted_for_balance() -> None:
    # Five lines of a paragraph: neither the first nor the last may stand alone: 3 and 2 (or 2 and 3), never 4 and 1.
    boxes = [Box(16, _nothing, keep=keep) for keep in (False, True, False, False, True)]
    assert [len(column) for column in balanced(boxes, 2)] == [3, 2]
    # Four lines, of which the last three keep: all or nothing.
    tied = [Box(16, _nothing, keep=number > 0) for number in range(4)]
    assert balanced(tied, 2)[0] == tied


@given(st.lists(st.integers(4, 14), min_size=1, max_size=6))
@settings(max_examples=60)
def test_columns_of_paragraphs_end_within_two_lines(counts: list[int]) -> None:
    boxes = [
        box
        for count in counts  # 40 characters fill the width: eight words of four letters and their spaces
        for box in paragraph_boxes(Paragraph(words(8 * count), AT), SETTING, 40 * 6.0, _document(), True, False)
    ]
    _assert_level(boxes, counts)


@given(st.integers(4, 20))
def test_columns_of_a_list_end_within_two_lines(count: int) -> None:
    items = Items(tuple(f"Item {n}." for n in range(count)), False, AT)
    _assert_level(list_boxes(items, SETTING, 240.0, _document(), True, False), [1] * count)


def _assert_level(boxes: list[Box], counts: list[int]) -> None:
    assert len(boxes) == sum(counts)
    columns = balanced(boxes, 2)
    assert [box for column in columns for box in column] == boxes
    left, right = (height_of(column) for column in columns)
    # Paragraphs of four lines break in their middle alone: a gap between paragraphs comes to the two lines.
    assert abs(left - right) <= 2 * LINE + SETTING.scale.gap + 0.01
    assert not columns[1][0].keep


def _columns(items: list[Item], middle: float) -> tuple[list[TextRun], list[TextRun]]:
    left = [run for run in runs(items) if run.x < middle]
    return left, [run for run in runs(items) if run.x >= middle]


def test_text_columns_of_the_real_a4_leaflets_end_within_two_lines(reals: list[Real], fonts: FontBook) -> None:
    seen = 0
    for real in (real for real in reals if real.size == "a4"):
        for number, section in enumerate(real.leaflet.sections):
            setting = Setting(THEMES[real.leaflet.variant], real.scale, fonts)
            for box in section_boxes(section, A4, setting, _document(), outer=True):
                items = box.place(0.0, 1000.0)
                left, right = _columns(items, A4.column_width)
                if "card" in box.what or not right or shapes(items):
                    continue  # cards have their own test; the officer panel and framed text are no columns of lines
                gap = min(run.y for run in left) - min(run.y for run in right)
                assert abs(gap) <= 2 * real.scale.body * real.scale.leading + 0.01, (
                    real.name,
                    number,
                    section.heading,
                    box.what,
                )
                seen += 1
    assert seen


def _outlines(items: list[Item]) -> list[Shape]:
    return [shape for shape in shapes(items) if shape.stroke == SETTING.theme.line and not shape.fill]


def test_cards_on_wide_paper_read_down_like_a_directory() -> None:
    heading, *cards = _boxes(a_card("One", does=words(10)), a_card("Two", does=words(40)))
    for box in cards:
        items = box.place(40.0, 700.0)
        (outline,) = _outlines(items)
        assert outline.width == pytest.approx(A4.measure - 0.8)
        # The contact rows have 15 ems, before 1.35 sides of a symbol: beside the words, from the line of the name on.
        call = next(run for run in runs(items) if run.text.startswith("Call"))
        assert call.x == pytest.approx(40 + CONTACTS)
        assert max(area(run).right for run in runs(items) if run.element and run.element.role == "H3") < call.x
        (mark,) = (item for item in items if isinstance(item, QrCode))
        assert call.y > mark.y + mark.side / 2
    assert cards[0].keep and not cards[1].keep and not heading.keep  # the first card keeps to the heading


def test_a_contact_too_wide_for_its_column_of_the_directory_goes_below() -> None:
    card = a_card(rows=1)
    wide = card.rows[0].__class__("Web", "www.an-address-of-thirty-nine-letters.org", "", "https://example.org/", "It")
    items = _boxes(Card(card.name, "", "For you", card.does, "", (card.rows[0], wide), card.qr, AT))[-1].place(0.0, 600)
    (mark,) = (item for item in items if isinstance(item, QrCode))
    call, web = (next(run for run in runs(items) if run.text.startswith(word)) for word in ("Call", "Web"))
    assert call.x == pytest.approx(CONTACTS) and call.y > mark.y
    assert web.x == pytest.approx(1.35 * SETTING.scale.pad) and web.y < mark.y


def test_cards_of_one_column_stand_below_one_another() -> None:
    boxes = _boxes(a_card("One"), a_card("Two"), a_card("Three"), size="a5")
    assert [box.what for box in boxes] == [
        "the heading “Heading”",
        "the card “One”",
        "the card “Two”",
        "the card “Three”",
    ]
    assert [box.keep for box in boxes] == [False, True, False, False]
    assert all(box.gap >= box.stretch > 0 for box in boxes)


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("does", [3, 12, 30, 90])
@pytest.mark.parametrize("rows", [0, 1, 3, 6])
def test_a_card_holds_all_that_is_in_it_and_nothing_touches_its_symbol(size: str, does: int, rows: int) -> None:
    boxes = _boxes(a_card(does=words(does), rows=rows), size=size)
    items = boxes[-1].place(50.0, 600.0)
    (outline,) = _outlines(items)
    frame = area(outline)
    assert frame.bottom == pytest.approx(600 - boxes[-1].height)
    assert all(area(item).within(frame) for item in items if not isinstance(item, Shape))
    (mark,) = (item for item in items if isinstance(item, QrCode))
    free = mark.side / len(mark.matrix) * 4
    symbol = area(mark)
    quiet = Area(symbol.left - free, symbol.bottom - free, symbol.right + free, symbol.top + free)
    assert quiet.within(Area(frame.left, frame.bottom, frame.right, frame.top), slack=0.5)
    assert not any(area(run).meets(quiet) for run in runs(items))


def test_contact_rows_that_are_too_long_for_the_narrow_part_go_below_the_symbol() -> None:
    card = a_card(does="Short.")
    long = card.rows[0].__class__("Web", "www.a-very-long-address-of-40-letters.org", "", "https://example.org/", "It")
    items = _boxes(Card(card.name, "", card.label, card.does, "", (card.rows[0], long), card.qr, AT), size="a5")[
        -1
    ].place(0.0, 600.0)
    (mark,) = (item for item in items if isinstance(item, QrCode))
    number = next(run for run in runs(items) if run.text.startswith("0800"))
    web = next(run for run in runs(items) if run.text.startswith("www"))
    assert number.y > mark.y
    assert web.y < mark.y


def test_a_heading_keeps_what_comes_first_in_every_kind_of_section() -> None:
    for size in ("a4", "a5"):
        for block in (
            Paragraph(words(5), AT),
            Paragraph(words(5), AT, boxed=True),
            Items(("One.", "Two."), True, AT),
            a_panel("Name", "Telephone"),
            a_card(),
        ):
            heading, first, *_ = _boxes(block, size=size)
            assert heading.what == "the heading “Heading”"
            assert not heading.keep
            assert first.keep, (size, block)


def test_no_line_of_a_paragraph_can_stand_alone() -> None:
    width = 100 * 6.0

    def ties(count: int) -> list[bool]:
        boxes = paragraph_boxes(Paragraph(words(20 * count), AT), SETTING, width, _document(), True, False)
        return [box.keep for box in boxes]

    assert ties(1) == [False]
    assert ties(2) == [False, True]
    assert ties(3) == [False, True, True]
    assert ties(5) == [False, True, False, False, True]


def test_a_list_hangs_behind_its_marks() -> None:
    root = _document()
    boxes = list_boxes(Items((words(30), "Two."), True, AT), SETTING, 300.0, root, True, False)
    items = [item for n, box in enumerate(boxes) for item in box.place(10.0, 500.0 - 50 * n)]
    marks = [run for run in runs(items) if run.element and run.element.role == "Lbl"]
    bodies = [run for run in runs(items) if run.element and run.element.role == "LBody"]
    assert [mark.text for mark in marks] == ["1.", "2."]
    assert {mark.x for mark in marks} == {10}
    assert {body.x for body in bodies} == {10 + 1.75 * 12}  # a number needs 1.75 em
    assert {mark.y for mark in marks} <= {body.y for body in bodies}
    assert all(area(body).right <= 310 for body in bodies)
    assert [child.role for child in root.children[0].children] == ["LI", "LI"]
    assert root.children[0].numbering == "Decimal"
    second = next(box for box in boxes if "Two" in box.what)
    assert not second.keep  # the first item has more than a line: it may stand by itself
    one, two = list_boxes(Items(("One.", "Two."), True, AT), SETTING, 300.0, _document(), True, False)
    assert two.keep and not one.keep  # a list does not begin with a lone short item


def test_a_short_list_stays_on_one_page() -> None:
    for count, together in ((8, True), (9, False)):
        items = Items(tuple(f"Item {n}." for n in range(count)), False, AT)
        boxes = list_boxes(items, SETTING, 240.0, _document(), True, False, whole=True)
        assert all(box.keep for box in boxes[1:]) is together
        assert boxes[-1].keep  # a longer one does not leave its last short item alone


def test_boxes_say_what_they_are_and_whether_they_may_stand_outside() -> None:
    for outer in (True, False):
        boxes = _boxes(Paragraph("Words to find.", AT), a_card("Shout"), size="a5", outer=outer)
        assert [box.outer for box in boxes] == [outer] * 3
        assert [box.what for box in boxes] == [
            "the heading “Heading”",
            "the text “Words to find.”",
            "the card “Shout”",
        ]
        assert {box.at for box in boxes} == {AT}


def test_the_officer_panel_has_a_ruled_line_for_each_label() -> None:
    boxes = _boxes(Paragraph("Your officer:", AT), a_panel("Name", "Telephone", "Email"), size="a5")
    items = boxes[-1].place(0.0, 400.0)
    frame, *rules = shapes(items)
    assert [run.text for run in runs(items)] == ["Name", "Telephone", "Email"]
    assert len(rules) == 3
    assert all(area(rule).within(area(frame)) for rule in rules)
    steps = [above.y - below.y for above, below in itertools.pairwise(rules)]
    assert steps == [pytest.approx(9 * 72 / 25.4)] * 2  # 9 mm to write on
    assert boxes[-1].keep
    assert text_of(items) == "Name Telephone Email"


def test_boxes_are_as_high_as_what_they_draw() -> None:
    for size in ("a4", "a5"):
        for box in _boxes(
            Paragraph(words(60), AT),
            Paragraph(words(20), AT, boxed=True),
            Items(("One.", words(30)), False, AT),
            a_card(rows=3),
            a_card(does=words(30)),
            size=size,
        ):
            areas = [area(item) for item in box.place(0.0, 1000.0)]
            assert max(found.top for found in areas) <= 1000 + 0.01
            assert min(found.bottom for found in areas) >= 1000 - box.height - 0.01
            assert max(found.right for found in areas) <= FORMATS[size].measure + 0.01


def test_a_card_with_no_label_may_have_a_name_of_two_lines() -> None:
    card = a_card("A helpline with a name of many, many, many words")
    items = _boxes(Card(card.name, "", "", card.does, "", card.rows, card.qr, AT), size="a5")[-1].place(0.0, 600.0)
    assert text_of(items).startswith(card.name + " Talks to you.")
    named = [run for run in runs(items) if run.size == 14.5 and not run.text.startswith("0800")]
    assert len({run.y for run in named}) == 2
