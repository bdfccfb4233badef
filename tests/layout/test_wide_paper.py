"""What stands side by side on wide paper alone: contacts, words below a name, shared codes."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from leafletgen.content.leaflet import QrTarget, Row, Service
from leafletgen.formats import A4_COVER, FORMATS, SCALES
from leafletgen.layout.cover import add_who_to_call
from leafletgen.layout.display_list import Element, Item, QrCode, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.flow import Box
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.sections import section_boxes
from leafletgen.layout.setting import Setting, Stack
from leafletgen.layout.theme import THEMES
from leafletgen.units import MM
from tests.support.hand_made import (
    AT,
    a_leaflet,
    a_section,
    a_service,
    an_address,
    area,
    fake_book,
    filler,
    runs,
    shapes,
    text_of,
    words,
)

SETTING = Setting(THEMES["parent"], SCALES[2], fake_book())
MEASURE = FORMATS["a4"].measure
LEFT, TOP = 40.0, 700.0


def _box(block: Service, size: str = "a4") -> Box:
    section = a_section("Heading", block)
    return section_boxes(section, FORMATS[size], SETTING, Element("Document", None), 1000, outer=True)[-1]


def _items(block: Service, size: str = "a4") -> list[Item]:
    return _box(block, size).place(LEFT, TOP)


def _run(items: list[Item], text: str) -> TextRun:
    return next(run for run in runs(items) if run.text.startswith(text))


def _start(service: Service) -> float:
    return _run(_items(service), "Call" if service.rows[0].number else "Web").x


# --- contacts ---


def test_contacts_of_services_with_and_without_codes_begin_on_one_line() -> None:
    services = [a_service(rows=1), a_service(rows=3), a_service(qr=False), a_service(rows=6, qr=False)]
    noted = replace(a_service(rows=0), rows=(an_address("a-web-address.org.uk", "and search “a long name of a page”"),))
    together = replace(a_service(qr=False, rows=2), name="A name that", label="and a label fill all of one line here")
    assert {round(_start(service), 1) for service in [*services, noted, together]} == {round(_start(services[0]), 1)}


def test_a_note_that_would_move_a_contact_goes_to_the_next_line_but_an_address_never_breaks() -> None:
    noted = replace(a_service(rows=0), rows=(an_address("a-web-address.org.uk", "and search “a long name of a page”"),))
    items = _items(noted)
    assert _run(items, "and search").y < _run(items, "a-web").y
    long = replace(a_service(rows=0), rows=(an_address("www." + "address-of-many-letters" * 2 + ".org.uk", "a note"),))
    moved = _items(long)
    assert _run(moved, "www.").text.strip().endswith(".org.uk")
    assert _run(moved, "Web").x < _run(items, "Web").x


def test_many_contacts_are_beside_a_name_if_no_code_needs_the_room() -> None:
    beside, below = _items(a_service(rows=5, qr=False)), _items(a_service(rows=5))
    assert _run(beside, "Call").y == pytest.approx(_run(beside, "Helpline").y, abs=1)
    assert _run(below, "Call").y < _run(below, "Talks").y


# --- the words of a service ---


def test_words_are_below_the_name_alone_if_the_row_is_lower_so() -> None:
    service = a_service(does=words(7), rows=4, qr=False)
    items = _items(service)
    said = [run for run in runs(items) if run.y < _run(items, "Helpline").y and run.x == LEFT]
    assert len(said) > 1
    assert max(area(run).right for run in said) < _run(items, "Call").x
    assert min(run.y for run in said) > min(run.y for run in runs(items)) - 1


def test_words_use_the_width_if_the_code_is_as_high_as_they_would_be() -> None:
    items = _items(a_service(does=words(12), rows=2))
    assert max(area(run).right for run in runs(items) if run.x == LEFT) > _run(items, "Call").x


def test_a_word_wider_than_the_column_below_the_name_takes_the_width() -> None:
    items = _items(a_service(does="x" * 50, rows=4, qr=False))
    assert _run(items, "xx").text == "x" * 50


# --- shared codes ---


def _shared(*places: str) -> Service:
    opened = [f"https://{'a' * 45 * number}.example.org/" for number in range(1, len(places) + 1)]
    codes = (QrTarget(uri, "QR code", AT, place) for uri, place in zip(opened, places, strict=True))
    return replace(a_service(rows=0), codes=tuple(codes))


def test_shared_codes_are_at_the_right_and_end_with_their_names_at_one_edge() -> None:
    service = _shared("Hampshire County", "Isle of Wight", "Southampton")
    box, below = _box(service), _box(service, "a5")
    items = box.place(LEFT, TOP)
    drawn = [item for item in items if isinstance(item, QrCode)]
    assert drawn[-1].x + drawn[-1].side == pytest.approx(LEFT + MEASURE)
    assert len({round(code.y, 3) for code in drawn}) == 1
    assert len({code.side for code in drawn}) > 1
    for code in drawn:
        (name,) = (run for run in runs(items) if run.text.strip() in code_name(service, code))
        assert area(name).right == pytest.approx(code.x + code.side, abs=0.02)
        assert area(name).top < code.y - 4 * code.side / len(code.matrix) + 1
    for one, other in itertools.pairwise(drawn):
        quiet = 4 * max(code.side / len(code.matrix) for code in (one, other))
        assert other.x - one.x - one.side >= quiet
    first, quiet = drawn[0], 4 * drawn[0].side / len(drawn[0].matrix)
    said = [run for run in runs(items) if run.x == LEFT]
    assert max(area(run).right for run in said) < first.x - quiet
    assert max(area(shape).right for shape in shapes(items)) < first.x - quiet
    assert box.height < below.height - 10 * MM
    assert min(area(item).bottom for item in items) >= TOP - box.height


def code_name(service: Service, code: QrCode) -> list[str]:
    return [target.caption for target in service.codes if target.uri == code.uri]


def test_more_shared_codes_than_leave_room_for_words_are_below_them() -> None:
    items = _items(_shared("North Yorkshire", "East Yorkshire", "South Yorkshire", "West Yorkshire", "Hull"))
    drawn = [item for item in items if isinstance(item, QrCode)]
    assert drawn[0].x == LEFT
    assert max(code.y + code.side for code in drawn) < _run(items, "Talks").y


def test_a_service_without_contacts_is_a_row_too() -> None:
    assert _items(replace(a_service(rows=0, qr=False), rows=(Row("ask", "Ask", "the officer", AT),)))


# --- whom to call ---


def test_whom_one_calls_has_a_line_of_its_own_if_the_words_then_take_no_more_lines() -> None:
    """The words beside 999 have room for 75 characters; with "In danger" before them, for 63."""
    table = a_leaflet().cover.who_to_call
    for length, apart in ((60, False), (70, True), (80, False)):
        numbers = (replace(table.numbers[0], why="word " * (length // 5)),)
        stack = Stack(SETTING)
        add_who_to_call(stack, replace(table, numbers=numbers), SETTING, FORMATS["a4"], Element("Document", None))
        items = stack.place(LEFT, TOP)
        assert (_run(items, "In danger").y > _run(items, "word").y) is apart, length


def test_a_cover_alone_on_its_page_has_larger_letters(fake: FontBook) -> None:
    """The child's outer pages hold only neutral sections, so its first page has the cover alone."""
    for outside, number in ((True, FORMATS["a4"].scales[0].urgent), (False, A4_COVER.urgent)):
        leaflet = a_leaflet(a_section("Heading", *filler(2), outside=outside), variant="child", neutral=True)
        first = lay_out(leaflet, "a4", fake).pages[0]
        assert _run(list(first.items), "999").size == number
        assert ("Filler" in text_of(first.items)) is outside


def test_a_cover_with_too_many_words_for_larger_letters_has_the_usual_ones(fake: FontBook) -> None:
    leaflet = a_leaflet(a_section("Heading", *filler(2)), variant="child", neutral=True, cover=(words(420),))
    first = lay_out(leaflet, "a4", fake).pages[0]
    assert _run(list(first.items), "999").size < A4_COVER.urgent
