"""Sections as boxes: rows, tiles, lists and panels, and what keeps together."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from leafletgen.content.leaflet import (
    Block,
    Crisis,
    Items,
    ListItem,
    Paragraph,
    QrTarget,
    Questions,
    Row,
    Service,
    Tiles,
)
from leafletgen.formats import FORMATS, SCALES, Scale
from leafletgen.layout.blocks import list_boxes, paragraph_boxes, question_boxes
from leafletgen.layout.contacts import add_contacts
from leafletgen.layout.display_list import Blank, Element, Glyphlet, Item, Link, QrCode, Shape, TextRun
from leafletgen.layout.flow import ALONE, FROM_WORDS, PARTED, TORN, Box, height_of, loosened
from leafletgen.layout.sections import section_boxes
from leafletgen.layout.setting import Setting, Stack
from leafletgen.layout.theme import THEMES
from leafletgen.units import MM
from tests.support.hand_made import (
    AT,
    Area,
    a_panel,
    a_section,
    a_service,
    an_address,
    an_emergency,
    area,
    fake_book,
    paragraphs,
    runs,
    shapes,
    text_of,
    words,
)

A4, A5 = FORMATS["a4"], FORMATS["a5"]
SETTING = Setting(THEMES["parent"], SCALES[2], fake_book())  # body 12, led by 1.3: a line is 15.6 high


def _document() -> Element:
    return Element("Document", None)


def _boxes(*blocks: Block, size: str = "a5", outer: bool = True, room: float = 1000.0) -> list[Box]:
    return section_boxes(a_section("Heading", *blocks), FORMATS[size], SETTING, _document(), room, outer=outer)


def _codes(items: list[Item]) -> list[QrCode]:
    return [item for item in items if isinstance(item, QrCode)]


def _listed(*texts: str, numbered: bool = False) -> Items:
    return Items(tuple(ListItem(text, AT) for text in texts), numbered, AT)


# --- rows ---


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("does", [3, 12, 30, 60])
@pytest.mark.parametrize("rows", [0, 1, 2, 3, 6])
def test_nothing_touches_the_quiet_zone_of_a_row_and_all_stays_inside(size: str, does: int, rows: int) -> None:
    box = _boxes(a_service(does=words(does), rows=rows), size=size)[-1]
    items = box.place(50.0, 600.0)
    (code,) = _codes(items)
    quiet = code.side / len(code.matrix) * 4
    around = area(code)
    zone = Area(around.left - quiet, around.bottom - quiet, around.right + quiet, around.top + quiet)
    assert not [item for item in items if item is not code and area(item).meets(zone)]
    row = Area(50.0, 600.0 - box.height, 50.0 + FORMATS[size].measure, 600.0)
    assert all(area(item).within(row) for item in items)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_right_edges_of_all_qr_codes_are_at_the_right_edge_of_the_text(size: str) -> None:
    long = QrTarget("https://example.org/" + "a" * 100, "QR code", AT)
    services = (a_service(), replace(a_service(), codes=(long,)), a_service(does=words(40), rows=3))
    codes = [code for box in _boxes(*services, size=size)[1:] for code in _codes(box.place(40.0, 700.0))]
    assert len({len(code.matrix) for code in codes}) == 2
    assert [code.x + code.side for code in codes] == [pytest.approx(40.0 + FORMATS[size].measure)] * 3


def test_a_code_grows_only_if_its_modules_would_be_too_small() -> None:
    # 20 mm, and 45 modules (version 7) of 0.5 mm: 22.5 mm.
    long = QrTarget("https://example.org/" + "a" * 95, "QR code", AT)
    boxes = _boxes(a_service(), replace(a_service(), codes=(long,)))[1:]
    sides = [_codes(box.place(0.0, 600.0))[0].side / MM for box in boxes]
    assert sides == [pytest.approx(20.0), pytest.approx(22.5)]


def test_the_hairline_above_a_row_ends_before_the_column_of_codes() -> None:
    items = _boxes(a_service())[-1].place(0.0, 600.0)
    (hairline,) = shapes(items)
    (code,) = _codes(items)
    assert hairline.height == 0.6
    assert area(hairline).top == pytest.approx(600.0)
    assert area(hairline).right <= code.x - 4 * code.side / len(code.matrix)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_number_has_its_glyph_and_its_label_on_its_line(size: str) -> None:
    for box in _boxes(a_service(rows=1), a_service(rows=1, qr=False), a_service(rows=4), size=size)[1:]:
        items = box.place(0.0, 600.0)
        glyphs = [item for item in items if isinstance(item, Glyphlet)]
        numbers = [run for run in runs(items) if run.text.strip().startswith("0800")]
        labels = [run for run in runs(items) if run.text.strip() == "Call"]
        assert len(glyphs) == len(numbers) == len(labels)
        for glyph, label, number in zip(glyphs, labels, numbers, strict=True):
            assert label.y == number.y
            assert glyph.x + glyph.size < label.x < number.x
            assert area(glyph).bottom < number.y + 5 < area(glyph).top


def test_a_note_that_does_not_fit_goes_to_the_next_line_as_a_whole() -> None:
    row = Row("call", "Call", "0800 800 5000", AT, "free from nearly every phone", "tel:1", "Call it", number=True)
    items = _boxes(replace(a_service(), rows=(row,)))[-1].place(0.0, 600.0)
    note = [run for run in runs(items) if "free" in run.text or "phone" in run.text]
    assert [run.text for run in note] == ["free from nearly every phone"]
    number = next(run for run in runs(items) if run.text.startswith("0800"))
    assert note[0].y < number.y


def test_contacts_that_fit_share_a_line_and_a_baseline() -> None:
    call = Row("call", "Call", "116 000", AT, "", "tel:116000", "Call it", number=True)
    mail = Row("email", "Email", "a@b.org", AT, "", "mailto:a@b.org", "Write", number=False)
    items = _boxes(replace(a_service(qr=False), rows=(call, mail)))[-1].place(0.0, 600.0)
    number, address = (next(run for run in runs(items) if run.text.startswith(text)) for text in ("116", "a@b"))
    assert number.y == pytest.approx(address.y)
    assert area(number).right < area(address).left


def test_an_address_stays_on_one_line_beside_its_label() -> None:
    long = an_address("www.an-address-of-28.org/ab")
    items = _boxes(replace(a_service(rows=0), rows=(long,)), size="a4")[-1].place(0.0, 600.0)
    assert [run.text for run in runs(items) if "address" in run.text] == ["www.an-address-of-28.org/ab"]


def test_a_helpline_without_a_code_has_its_number_at_the_right_of_its_name() -> None:
    items = _boxes(a_service(qr=False))[-1].place(0.0, 600.0)
    name, number = (next(run for run in runs(items) if run.text.startswith(text)) for text in ("Helpline", "0800"))
    assert area(number).right == pytest.approx(A5.measure, abs=0.02)
    assert abs(name.y - number.y) < 3
    does = next(run for run in runs(items) if run.text.startswith("Talks"))
    assert does.y < number.y


def test_a_contact_that_leaves_too_little_room_for_the_label_is_below_it() -> None:
    """“Ages 13 to 18” in a column of 15 mm would be two lines."""
    wide = Row("search", "Search", "Shore, Lucy Faithfull Foundation here", AT)
    for label, beside in (("Age 13", True), ("For ages 13 to 18", False)):
        service = replace(a_service(qr=False, rows=0), name="Shore", label=label, rows=(wide,))
        items = _boxes(service)[-1].place(0.0, 600.0)
        name, contact, does = (
            next(run for run in runs(items) if run.text.startswith(text)) for text in ("Shore", "Search", "Talks")
        )
        assert (abs(name.y - contact.y) < 3) == beside
        assert (contact.y < does.y) != beside
        assert [run.text for run in runs(items) if run.text.strip() == label]


@pytest.mark.parametrize(
    "contact",
    [
        Row("search", "Search", "“Bournemouth, Christchurch and Poole Youth Justice”", AT),
        an_address("kent.example.org/children/families/parents/online-safety"),
        an_address("www.kent.example.org/children-and-family-support/help"),
        Row("email", "Email", "help@children-and-families.kent.example.org", AT),
    ],
)
@pytest.mark.parametrize("name", ["Aid", "Bournemouth Youth Justice Service"])
@pytest.mark.parametrize("qr", [True, False])
def test_a_contact_on_wide_paper_that_needs_the_width_is_below_the_name(contact: Row, name: str, qr: bool) -> None:
    """It would be two lines beside a long name."""
    service = replace(a_service(name, rows=0, qr=qr), rows=(contact,))
    items = _boxes(service, size="a4")[-1].place(0.0, 600.0)
    line = next(run for run in runs(items) if run.text.startswith(contact.label)).y
    said = "".join(run.text for run in runs(items) if run.y == line).replace("\u00a0", " ")
    assert f"{contact.label} {contact.text}" in said


def test_an_address_that_leaves_no_room_for_its_label_breaks_after_a_slash() -> None:
    """Label and address are 4 + 1 + 34 characters of 6 points, and stand behind a glyph."""
    row = an_address("www.example.org.uk/helps/somebody/")
    for width, parts in (
        (262.0, ["www.example.org.uk/helps/somebody/"]),
        (225.0, ["www.example.org.uk/helps/", "somebody/"]),
    ):
        stack = Stack(SETTING)
        add_contacts(stack, [row], width, _document())
        lines = [list(line) for _, line in itertools.groupby(runs(stack.place(0.0, 0.0)), key=lambda run: run.y)]
        assert ["".join(run.text for run in line) for line in lines] == [f"Web {parts[0]}", *parts[1:]]


def test_a_former_name_and_a_cost_are_in_the_row() -> None:
    service = replace(a_service(), former="(was Old Name)", cost="You pay.")
    text = text_of(_boxes(service)[-1].place(0.0, 600.0))
    assert text.startswith("Helpline (was Old Name) For parents Talks to you. You pay. Call 0800 000")


def test_a_shared_row_has_its_codes_side_by_side_each_with_its_place_below() -> None:
    places = ("Hampshire", "Isle of Wight", "Southampton")
    codes = tuple(QrTarget(f"https://{n}.example.org/", "QR code", AT, place) for n, place in enumerate(places))
    box = _boxes(replace(a_service(rows=0), codes=codes))[-1]
    items = box.place(0.0, 600.0)
    drawn = _codes(items)
    assert len({code.y for code in drawn}) == 1
    for code, place in zip(drawn, places, strict=True):
        caption = next(run for run in runs(items) if run.text.strip() == place)
        assert caption.x == pytest.approx(code.x)
        assert area(caption).top < code.y - 4 * code.side / len(code.matrix) + 1
    for one, other in itertools.pairwise(drawn):
        quiet = 4 * max(code.side / len(code.matrix) for code in (one, other))
        assert other.x - one.x - one.side >= quiet
    assert min(area(item).bottom for item in items) >= 600 - box.height


@pytest.mark.parametrize("size", ["a4", "a5", "a4-large"])
@pytest.mark.parametrize("place", ["Kent", "Christchurch and Poole"])
@pytest.mark.parametrize("count", [1, 2, 4, 5, 7, 12])
def test_the_codes_of_a_shared_row_take_as_many_lines_as_they_need(size: str, place: str, count: int) -> None:
    """All stay between the margins, and no code is in the quiet zone of another one, or has words in its own."""
    codes = tuple(QrTarget(f"https://{n}.example.org/", "QR code", AT, f"{place} {n}") for n in range(count))
    box = _boxes(replace(a_service(rows=0), codes=codes), size=size)[-1]
    items = box.place(0.0, 600.0)
    drawn, names = _codes(items), [area(run) for run in runs(items)]
    assert len(drawn) == count
    assert min(area(item).bottom for item in items) >= 600 - box.height
    assert max(area(item).right for item in items) <= FORMATS[size].measure + 0.01
    quiet = [(4 * code.side / len(code.matrix), area(code)) for code in drawn]
    for number, (zone, ink) in enumerate(quiet):
        around = Area(ink.left - zone, ink.bottom - zone, ink.right + zone, ink.top + zone)
        others = [*names, *(other for n, (_, other) in enumerate(quiet) if n != number)]
        assert not any(other.meets(around) for other in others)
    for code, target in zip(drawn, codes, strict=True):
        near = 4 * code.side / len(code.matrix) + 3 * MM
        below = [run for run in runs(items) if 0 < code.y - area(run).top < near]
        edges = ((run, run.x - code.x, area(run).right - code.x - code.side) for run in below)
        (caption,) = [run.text for run, *apart in edges if min(map(abs, apart)) < 0.1]
        assert target.caption.startswith(caption.strip())


def test_one_long_name_does_not_make_all_columns_of_codes_wide() -> None:
    names = ("Kent", "Medway", "Christchurch and Poole", "Surrey", "Sussex", "Dorset", "Essex")
    codes = tuple(QrTarget("https://a.example.org/", "QR code", AT, name) for name in names)
    items = _boxes(replace(a_service(rows=0), codes=codes))[-1].place(0.0, 600.0)
    assert len({code.y for code in _codes(items)}) == 2


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_contacts_of_a_shared_row_are_below_its_codes_on_one_line(size: str) -> None:
    codes = tuple(QrTarget(f"https://{n}.example.org/", "QR code", AT, f"Place {n}") for n in range(3))
    search = Row("search", "Search", "Portsmouth Youth Justice Service", AT)
    items = _boxes(replace(a_service(rows=0), codes=codes, rows=(search,)), size=size)[-1].place(0.0, 600.0)
    label, value = (next(run for run in runs(items) if run.text.startswith(one)) for one in ("Search", "Portsmouth"))
    assert value.text.strip() == search.text and value.y == label.y
    lowest = [area(run).bottom for run in runs(items) if run.text.startswith("Place")]
    assert area(value).top <= min(lowest, default=0.0) + 0.01 and label.x < 20


# --- tiles ---


def _tiles(count: int) -> Tiles:
    one = replace(a_service(rows=0), rows=(an_address("www.a-website.org.uk"),))
    return Tiles(tuple(replace(one, name=f"Tile {n}") for n in range(count)), AT)


def test_tiles_are_two_across_with_name_label_address_and_code() -> None:
    boxes = _boxes(_tiles(5))[1:]
    assert len(boxes) == 3
    items = boxes[0].place(0.0, 600.0)
    left, right = _codes(items)
    assert left.y == right.y
    assert (left.x, right.x) == pytest.approx((0.0, A5.measure / 2 + 2 * MM))  # each at the left of its own words
    assert text_of(items) == "Tile 0 For parents www.a-website.org.uk Tile 1 For parents www.a-website.org.uk"
    assert {run.size for run in runs(items) if "website" in run.text} == {10}
    links = [item for item in items if isinstance(item, Link)]
    assert {link.uri for link in links} == {"https://www.a-website.org.uk/"}


LONG = "kent-and-medway-safeguarding-children-partnership"


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize(
    ("wide", "lines"),
    [({0}, [1, 2, 2]), ({1}, [1, 1, 2, 1]), ({4}, [2, 2, 1]), ({0, 1}, [1, 1, 2, 1]), (set(range(5)), [1] * 5)],
)
@pytest.mark.parametrize("part", ["address", "name"])
def test_a_tile_that_is_too_wide_for_half_a_line_has_a_whole_one(
    size: str, wide: set[int], lines: list[int], part: str
) -> None:
    def tile(number: int, service: Service) -> Service:
        if number not in wide:
            return service
        if part == "name":
            return replace(service, name=LONG.replace("-", "")[:32])
        return replace(service, rows=(an_address(f"www.{LONG}.org.uk"),))

    tiles = Tiles(tuple(tile(number, service) for number, service in enumerate(_tiles(5).services)), AT)
    boxes = _boxes(tiles, size=size)[1:]
    drawn = [box.place(0.0, 600.0) for box in boxes]
    assert [len(_codes(items)) for items in drawn] == lines
    assert all(
        code.x in (0.0, pytest.approx((FORMATS[size].measure + 4 * MM) / 2)) for i in drawn for code in _codes(i)
    )
    assert max(area(item).right for items in drawn for item in items) <= FORMATS[size].measure + 0.01
    names = [run.text.strip() for items in drawn for run in runs(items) if run.element and run.element.role == "H3"]
    assert names == [service.name for service in tiles.services]


# --- codes of long addresses ---


def _with_code(service: Service, length: int) -> Service:
    address = "https://www.example.org/".ljust(length, "x")
    return replace(service, codes=(QrTarget(address, "QR code", AT),))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("length", [30, 98, 107, 124, 152])
def test_a_larger_code_of_a_long_address_keeps_its_quiet_zone_too(size: str, length: int, scale: Scale) -> None:
    """From version 7 on a code is wider than the usual column. A small one stands before and after each."""
    setting = replace(SETTING, scale=scale)
    full = replace(a_service("A helpline with a long name", words(40), rows=2), rows=a_service(rows=2).rows)
    row = [_with_code(full, length), _with_code(full, 30)]
    tile = replace(_tiles(1).services[0], label=words(6))
    tiles = Tiles(tuple(_with_code(tile, each) for each in (30, length, 30, length, length, 30, 30)), AT)
    panel = replace(a_panel("Name"), version=an_address("kent.org.uk"), qr=_with_code(full, length).codes[0])
    strip = replace(an_emergency(words(60)), service=replace(tile, codes=_with_code(tile, length).codes))
    blocks: list[Block] = [strip, panel, *row, *row, tiles]
    boxes = section_boxes(a_section("Heading", *blocks), FORMATS[size], setting, _document(), 1000.0, outer=True)
    items, top = [], 9000.0
    for box in boxes:
        items += box.place(0.0, top - box.gap)
        top -= box.gap + box.height
    codes = _codes(items)
    assert len(codes) == 13
    drawn = [(item, area(item)) for item in items if not isinstance(item, Link | Blank)]
    for code in codes:
        zone = 4 * code.side / len(code.matrix)
        around = Area(code.x - zone, code.y - zone, code.x + code.side + zone, code.y + code.side + zone)
        met = [item for item, where in drawn if item is not code and where.meets(around) and not around.within(where)]
        assert met == []


# --- what keeps together ---


def test_a_heading_stays_with_what_follows_in_every_kind_of_section() -> None:
    crisis = Crisis("Call now.", "Helpline", a_service().rows, AT)
    for size in ("a4", "a5"):
        for block in (
            Paragraph(words(5), AT),
            Paragraph(words(5), AT, boxed=True),
            _listed("One.", "Two.", numbered=True),
            Questions(paragraphs("Who?", "When?"), AT),
            crisis,
            an_emergency(),
            a_panel("Name", "Telephone"),
            a_service(),
            _tiles(1),
        ):
            heading, first, *_ = _boxes(block, size=size)
            assert heading.what == "the heading “Heading”"
            assert not heading.keep
            assert first.keep, (size, block)


def _kept(*blocks: Block) -> list[bool]:
    return [box.keep for box in _boxes(*blocks)]


def test_a_lead_stays_with_the_first_row_whole() -> None:
    lead = Paragraph(words(90), AT)
    count = len(paragraph_boxes(lead, SETTING, A5.measure, _document(), True, False))
    assert count > 5  # a shorter one stays on one page anyway
    first = Paragraph(words(30), AT)
    after = 1 + len(paragraph_boxes(first, SETTING, A5.measure, _document(), True, False))
    assert after > 2
    boxes = _boxes(first, lead, a_service("One"), a_service("Two"))
    assert [box.keep for box in boxes[after : after + count]] == [False, *[True] * (count - 1)]
    assert boxes[after + count].what == "the row “One”" and boxes[after + count].keep


def test_a_frame_stays_with_the_words_before_it_but_not_with_a_frame() -> None:
    """Many frames that stay together would be higher than a page."""
    words_before, frame = Paragraph(words(20), AT), Paragraph(words(20), AT, boxed=True)
    assert _kept(words_before, frame, frame, frame)[-3:] == [True, False, False]


def test_a_heading_has_two_lines_below_it_on_its_page() -> None:
    long = Paragraph(words(150), AT)
    assert _kept(Paragraph("One line.", AT), long)[:4] == [False, True, True, True]
    assert _kept(long)[:4] == [False, True, True, False]


def test_a_name_and_the_number_beside_it_have_one_baseline() -> None:
    _, box = _boxes(a_service("Samaritans", rows=1), size="a4")
    placed = runs(box.place(0.0, 600.0))
    name = next(run for run in placed if run.text.startswith("Samaritans"))
    number = next(run for run in placed if run.text.startswith("0800"))
    assert number.size > name.size
    assert number.y == pytest.approx(name.y)


def test_up_to_three_rows_stay_on_one_page_and_of_more_the_last_two() -> None:
    services = [a_service(str(n)) for n in range(6)]
    assert _kept(*services[:1]) == [False, True]
    assert _kept(*services[:3]) == [False, True, True, True]
    assert _kept(*services[:4]) == [False, True, False, False, True]
    assert _kept(*services) == [False, True, False, False, False, False, True]
    assert _kept(_tiles(6)) == [False, True, True, True]
    assert _kept(_tiles(8)) == [False, True, False, False, True]


def test_all_steps_stay_on_one_page() -> None:
    steps = tuple(ListItem(words(50), AT, f"Act {n}.") for n in range(4))
    boxes = list_boxes(Items(steps, True, AT), SETTING, 300.0, _document(), True, False)
    assert [box.keep for box in boxes] == [False, *[True] * (len(boxes) - 1)]


def test_a_step_never_splits_and_stays_with_the_one_before_if_the_data_say_so() -> None:
    steps = tuple(ListItem(words(50), AT, f"Act {n}.", together=n == 2) for n in range(4))
    boxes = loosened(list_boxes(Items(steps, True, AT), SETTING, 300.0, _document(), True, False))
    first = [number for number, box in enumerate(boxes) if number == 0 or box.what != boxes[number - 1].what]
    assert [boxes[number].keep for number in first] == [False, False, True, False]
    assert all(box.keep for number, box in enumerate(boxes) if number not in first)


def test_a_page_break_inside_a_list_costs_as_much_as_one_inside_a_paragraph_and_beside_a_single_step_more() -> None:
    steps = _listed("One.", "Two.", "Three.", "Four.", numbered=True)
    boxes = list_boxes(steps, SETTING, 300.0, _document(), True, False)
    assert [box.parted for box in boxes[1:]] == [ALONE, TORN, ALONE]
    points = list_boxes(_listed("One.", "Two.", "Three."), SETTING, 300.0, _document(), True, False)
    assert [box.parted for box in points[1:]] == [TORN, TORN]
    long = paragraph_boxes(Paragraph(words(150), AT), SETTING, 300.0, _document(), True, False)
    assert {box.parted for box in long[1:]} == {TORN}


def test_words_in_a_frame_stay_with_the_words_before_them_and_rows_may_be_on_the_next_page() -> None:
    words_before, framed = Paragraph(words(60), AT), Paragraph("Being threatened?", AT, boxed=True)
    boxes = _boxes(words_before, framed, a_service())
    assert (boxes[-2].what, boxes[-2].keep) == ("the framed text “Being threatened?”", True)
    assert (boxes[-1].keep, boxes[-1].parted) == (False, FROM_WORDS)
    alone = _boxes(framed, a_service())
    assert [box.keep for box in alone] == [False, True, True]


def test_a_page_break_below_a_heading_and_two_lines_costs_as_much_as_one_inside_a_paragraph() -> None:
    for count, parted in ((2, TORN), (3, PARTED)):
        text = Paragraph(words(11 * count - 3), AT)
        boxes = _boxes(text, Paragraph("More.", AT))
        assert (len(boxes), boxes[-1].keep, boxes[-1].parted) == (count + 2, False, parted)


def test_an_act_is_bold_and_its_words_follow() -> None:
    items = Items((ListItem("Listen.", AT, "Stay calm."),), True, AT)
    boxes = list_boxes(items, SETTING, 300.0, _document(), True, False)
    label, act, text = runs(boxes[0].place(0.0, 100.0))
    assert (label.text, act.text, text.text) == ("1.", "Stay calm. ", "Listen.")
    assert (act.font, text.font) == ("Bold", "Regular")
    assert act.element is text.element


def test_a_few_questions_stay_on_one_page_and_of_many_the_first_and_last_two() -> None:
    asked = paragraphs(*(f"Who is number {number}?" for number in range(9)))
    assert _kept(Questions(asked[:8], AT)) == [False, *[True] * 8]
    assert _kept(Questions(asked, AT)) == [False, True, True, *[False] * 6, True]
    boxes = loosened(question_boxes(Questions(asked[:8], AT), SETTING, A5.measure, _document(), True, True))
    assert [box.keep for box in boxes] == [True, True, *[False] * 5, True]


def test_questions_have_a_line_each_to_write_on() -> None:
    boxes = _boxes(Questions(paragraphs("Who?", "When?", "Why?"), AT))[1:]
    for box, question in zip(boxes, ("Who?", "When?", "Why?"), strict=True):
        items = box.place(0.0, 600.0)
        (line,) = shapes(items)
        (run,) = runs(items)
        assert run.text == question
        assert line.width == pytest.approx(A5.measure) and line.height == 0.8
        assert area(run).bottom - area(line).top > 5 * MM
        assert line.fill == THEMES["parent"].line


def test_words_of_crisis_and_their_number_are_one_box() -> None:
    crisis = Crisis("Do you feel like hurting yourself?", "PAPYRUS", a_service().rows, AT)
    _, box = _boxes(crisis)
    assert text_of(box.place(0.0, 600.0)) == "Do you feel like hurting yourself? Call 0800 0000 PAPYRUS"


def test_the_emergency_has_the_code_of_its_service_inside_its_frame() -> None:
    service = replace(a_service("999 BSL", rows=0), rows=(an_address("999bsl.co.uk"),))
    box = _boxes(replace(an_emergency("Cannot speak? " + words(30)), service=service))[-1]
    items = box.place(10.0, 600.0)
    (code,) = _codes(items)
    frame = next(shape for shape in shapes(items) if shape.stroke)
    quiet = 4 * code.side / len(code.matrix)
    zone = Area(code.x - quiet, code.y - quiet, code.x + code.side + quiet, code.y + code.side + quiet)
    assert zone.within(Area(frame.x, frame.y, frame.x + frame.width, frame.y + frame.height))
    assert not [run for run in runs(items) if area(run).meets(zone)]
    assert "999 BSL, For parents: 999bsl.co.uk" in text_of(items)


def test_a_short_paragraph_stays_on_one_page_and_of_a_long_one_no_line_is_alone() -> None:
    width = 100 * 6.0

    def ties(count: int) -> list[bool]:
        boxes = paragraph_boxes(Paragraph(words(20 * count), AT), SETTING, width, _document(), True, False)
        return [box.keep for box in boxes]

    assert ties(1) == [False]
    assert ties(2) == [False, True]
    assert ties(5) == [False, True, True, True, True]
    assert ties(6) == [False, True, False, False, False, True]


def test_list_lines_are_indented_after_their_marks() -> None:
    root = _document()
    boxes = list_boxes(_listed(words(30), "Two.", numbered=True), SETTING, 300.0, root, True, False)
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


def test_a_short_list_stays_on_one_page() -> None:
    for count, together in ((8, True), (9, False)):
        boxes = list_boxes(_listed(*map(str, range(count))), SETTING, 240.0, _document(), True, False)
        assert all(box.keep for box in boxes[1:]) is together
    boxes = loosened(list_boxes(_listed(*map(str, range(8))), SETTING, 240.0, _document(), True, False))
    assert not any(box.keep for box in boxes)


def test_boxes_say_what_they_are_and_whether_they_may_be_on_an_outer_page() -> None:
    for outer in (True, False):
        boxes = _boxes(Paragraph("Words to find.", AT), a_service("Shout"), outer=outer)
        assert [box.outer for box in boxes] == [outer] * 3
        assert [box.what for box in boxes] == [
            "the heading “Heading”",
            "the text “Words to find.”",
            "the row “Shout”",
        ]
        assert {box.at for box in boxes} == {AT}


def test_the_officer_panel_has_a_ruled_line_for_each_label() -> None:
    boxes = _boxes(Paragraph("Your officer:", AT), a_panel("Name", "Telephone", "Email"))
    items = boxes[-1].place(0.0, 400.0)
    rules = shapes(items)
    assert [run.text for run in runs(items)] == ["Name", "Telephone", "Email"]
    assert len(rules) == 3
    assert {rule.height for rule in rules} == {0.8}
    steps = [above.y - below.y for above, below in itertools.pairwise(rules)]
    assert steps == [pytest.approx(9 * MM)] * 2  # 9 mm to write on
    assert boxes[-1].keep


def test_boxes_are_as_high_as_what_they_draw() -> None:
    for size in ("a4", "a5"):
        for box in _boxes(
            Paragraph(words(60), AT),
            Paragraph(words(20), AT, boxed=True),
            _listed("One.", words(30)),
            Questions(paragraphs(words(20)), AT),
            Crisis(words(20), "Helpline", a_service().rows, AT),
            an_emergency(words(40)),
            a_service(rows=3),
            a_service(does=words(30)),
            _tiles(3),
            size=size,
        ):
            areas = [area(item) for item in box.place(0.0, 1000.0)]
            assert max(found.top for found in areas) <= 1000 + 0.01
            assert min(found.bottom for found in areas) >= 1000 - box.height - 0.81  # a line to write on ends a box
            assert max(found.right for found in areas) <= FORMATS[size].measure + 0.01


def test_a_name_may_have_two_lines() -> None:
    service = Service("A helpline with a name of many words, and more", "", "", "Talks.", "", (), (), AT)
    named = [run for run in _runs_of(service) if run.size == SETTING.scale.name]
    assert len({run.y for run in named}) == 2


def _runs_of(service: Service) -> list[TextRun]:
    code = QrTarget("https://example.org/", "QR code", AT)
    items = _boxes(replace(service, codes=(code,)))[-1].place(0.0, 600.0)
    assert not [shape for shape in items if isinstance(shape, Shape) and shape.stroke]
    return runs(items)


def test_three_rows_that_are_too_high_for_a_page_with_their_words_may_be_parted() -> None:
    blocks: list[Block] = [Paragraph(words(3), AT), *(a_service() for _ in range(3))]
    boxes = _boxes(*blocks)
    assert [box.keep for box in boxes] == [False, True, True, True, True]
    height = height_of(boxes)
    assert [box.keep for box in _boxes(*blocks, room=height)] == [box.keep for box in boxes]
    assert [box.keep for box in _boxes(*blocks, room=height - 1)] == [False, True, True, False, True]
