"""The build's own check: pages with one fault each are refused with its code, before their file is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from leafletgen.checks.laid_out import Kind, check_pages
from leafletgen.checks.pdf_bytes import check_product
from leafletgen.errors import ProductError
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Item, LaidOut, Page, QrCode, Shape, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.theme import BLACK, WHITE, Colour
from leafletgen.pdf.impose import Sheet
from leafletgen.pdf.writer import sheets
from tests.support.made_files import Made
from tests.support.program import run_inside as run

MM = 72 / 25.4
PRESS = Kind(folded=True, bleed=3 * MM, form=FORMATS["a5"])
BOOKLET = Kind(folded=True, form=FORMATS["a5"])
OFFICE = Kind(form=FORMATS["a5"])
RICH = Colour("rich black", (0, 0, 0), (0.6, 0.4, 0.4, 1))
SOAKED = Colour("soaked", (0.1, 0.1, 0.5), (1, 1, 0.6, 0.5))
NIGHT = Colour("night", (0.1, 0.1, 0.3), (0.8, 0.7, 0, 0.3))

Change = Callable[[LaidOut], LaidOut]


def with_page(laid_out: LaidOut, index: int, items: tuple[Item, ...]) -> LaidOut:
    pages = list(laid_out.pages)
    pages[index] = replace(pages[index], items=items)
    return replace(laid_out, pages=tuple(pages))


def added(*items: Shape, first: bool = False) -> Change:
    """Shapes on the last page of the leaflet, in front of all else or behind it."""

    def change(laid_out: LaidOut) -> LaidOut:
        there = laid_out.pages[-1].items
        return with_page(laid_out, -1, (*items, *there) if first else (*there, *items))

    return change


def first_of(kind: type[Item], make: Callable[[Item], Item]) -> Change:
    """The first item of a kind, anywhere in the leaflet, changed."""

    def change(laid_out: LaidOut) -> LaidOut:
        for index, page in enumerate(laid_out.pages):
            for at, item in enumerate(page.items):
                if isinstance(item, kind):
                    return with_page(laid_out, index, (*page.items[:at], make(item), *page.items[at + 1 :]))
        raise AssertionError(f"there is no {kind}")

    return change


def qr_code(**changes: object) -> Change:
    return first_of(QrCode, lambda mark: replace(mark, **changes))


def text(**changes: object) -> Change:
    return first_of(TextRun, lambda run: replace(run, **changes))


def beside_the_symbol(laid_out: LaidOut) -> LaidOut:
    """A line within the quiet zone of the first symbol."""
    index, mark = next((n, i) for n, page in enumerate(laid_out.pages) for i in page.items if isinstance(i, QrCode))
    module = mark.side / len(mark.matrix)
    line = Shape(mark.x - 3 * module, mark.y, 0.6, mark.side, fill=BLACK)
    return with_page(laid_out, index, (*laid_out.pages[index].items, line))


def dark_ground(laid_out: LaidOut) -> LaidOut:
    """A page with nothing but the first symbol, on a dark ground in its middle."""
    index, mark = next((n, i) for n, page in enumerate(laid_out.pages) for i in page.items if isinstance(i, QrCode))
    mark = replace(mark, x=60 * MM, y=90 * MM)
    ground = Shape(mark.x - 12, mark.y - 12, mark.side + 24, mark.side + 24, fill=NIGHT)
    return with_page(laid_out, index, (ground, mark))


def fewer_pages(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, pages=laid_out.pages[:-1])


def smaller(mark: Item) -> Item:
    """A symbol shrunk to 18 mm about its middle, of modules that are still large enough."""
    assert isinstance(mark, QrCode)
    side = 18 * MM
    inward = (mark.side - side) / 2
    return replace(mark, x=mark.x + inward, y=mark.y + inward, side=side, matrix=mark.matrix[:25])


def denser(mark: Item) -> Item:
    """A symbol of so many modules that each is under half a millimetre."""
    assert isinstance(mark, QrCode)
    return replace(mark, matrix=tuple(((True,) * 61,) * 61))


def shape(x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> Shape:
    return Shape(x * MM, y * MM, width * MM, height * MM, fill=colour)


FAULTS: list[tuple[str, Kind, Change]] = [
    ("page-count", PRESS, fewer_pages),
    ("page-count", BOOKLET, fewer_pages),
    ("blank-page", OFFICE, lambda laid_out: with_page(laid_out, 1, ())),
    ("type-too-small", OFFICE, text(size=8.9)),
    ("rich-black-text", PRESS, text(colour=RICH)),
    ("too-much-ink", PRESS, added(shape(30, 100, 20, 20, SOAKED))),
    ("rule-too-thin", OFFICE, added(Shape(100, 300, 100, 0.2, fill=BLACK))),
    ("near-the-edge", OFFICE, text(x=9 * MM)),
    ("near-the-edge", BOOKLET, added(shape(60, 7, 20, 20, WHITE))),
    ("outside-safe-area", PRESS, text(x=5 * MM)),
    ("bleed-not-covered", PRESS, added(shape(0, 60, 20, 20))),
    ("bleed-not-covered", PRESS, added(shape(-2, 60, 20, 20))),
    ("qr-too-small", OFFICE, first_of(QrCode, smaller)),
    ("qr-module-too-small", OFFICE, first_of(QrCode, denser)),
    ("qr-not-black", OFFICE, qr_code(colour=NIGHT)),
    ("qr-quiet-zone", OFFICE, beside_the_symbol),
    ("qr-inverted", OFFICE, dark_ground),
]


@pytest.fixture(scope="module")
def leaflet(every: list[Made]) -> Callable[[Kind], LaidOut]:
    """A leaflet as `build` lays it out for each kind of file."""
    kinds = {PRESS: "press", BOOKLET: "booklet", OFFICE: "office"}

    def find(kind: Kind) -> LaidOut:
        return next(
            m.laid_out for m in every if m.kind == kinds[kind] and m.order.name.startswith("hampshire-child-a5")
        )

    return find


@pytest.mark.parametrize(("code", "kind", "change"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_each_fault_of_a_page_is_found_and_no_other(
    code: str, kind: Kind, change: Change, leaflet: Callable[[Kind], LaidOut]
) -> None:
    sound = leaflet(kind)
    assert list(check_pages(sound, kind)) == []
    assert {finding.code for finding in check_pages(change(sound), kind)} == {code}


def test_every_page_that_is_made_passes(every: list[Made]) -> None:
    for made in every:
        kind = Kind(made.profile.folded, made.profile.bleed, FORMATS[made.order.form])
        assert list(check_pages(made.laid_out, kind)) == [], made.name


@pytest.mark.parametrize(("form", "count", "several"), [("a4", 5, 2), ("a4", 6, 0), ("a5", 6, 4), ("a5", 8, 0)])
def test_pages_that_are_folded_are_a_multiple_of_4_and_others_of_2(form: str, count: int, several: int) -> None:
    page = Page(FORMATS[form].width, FORMATS[form].height, (shape(50, 50, 10, 10),))
    made = LaidOut((page,) * count, None, "", "")  # type: ignore[arg-type]
    found = [finding.message for finding in check_pages(made, Kind(folded=True, form=FORMATS[form]))]
    assert found == ([f"{count} pages are not a multiple of {several}"] if several else [])


def test_a_background_that_bleeds_passes(leaflet: Callable[[Kind], LaidOut]) -> None:
    bleeding = added(shape(-3, 60, 20, 20), first=True)(leaflet(PRESS))
    assert list(check_pages(bleeding, PRESS)) == []


def boxes_of(made: Made) -> list[dict[str, tuple[float, float, float, float]]]:
    return [sheet.boxes for sheet in sheets(made.laid_out, made.profile)]


def test_the_boxes_in_the_bytes_are_those_that_were_laid_out(every: list[Made]) -> None:
    for made in every:
        boxes = boxes_of(made)
        check_product(made.pdf, len(boxes), "a.pdf", boxes)
        for name in boxes[1]:
            left, bottom, right, top = boxes[1][name]
            wrong = [boxes[0], {**boxes[1], name: (left, bottom, right + 0.02, top)}, *boxes[2:]]
            with pytest.raises(ProductError, match=f"{name}Boxes"):
                check_product(made.pdf, len(boxes), "a.pdf", wrong)


def test_a_file_with_a_box_too_many_is_refused(every: list[Made]) -> None:
    office = next(made for made in every if made.kind == "office")
    wrong = [{**page, "Trim": page["Media"]} for page in boxes_of(office)]
    with pytest.raises(ProductError, match="TrimBoxes"):
        check_product(office.pdf, len(wrong), "a.pdf", wrong)
    assert Sheet(10, 10, ()).boxes == {"Media": (0, 0, 10, 10)}


def test_build_leaves_the_last_good_file_where_the_new_one_has_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault is injected into the layout, as a program error would cause it: the old file is kept."""
    command = ("build", "hampshire", "--variant", "child", "--size", "a5", "-o", tmp_path)
    assert run(*command).code == 0
    path = tmp_path / "hampshire-child-a5.pdf"
    good = path.read_bytes()
    monkeypatch.setattr(
        "leafletgen.pipeline.render.lay_out", lambda *args, **more: beside_the_symbol(lay_out(*args, **more))
    )
    outcome = run(*command, "--force")
    assert outcome.code == 7
    assert re.search(rf"{re.escape(str(path))}: error: page [0-9]: the QR code for", outcome.stderr)
    assert "[qr-quiet-zone]" in outcome.stderr
    assert path.read_bytes() == good


def test_pages_are_checked_by_the_trim_and_not_by_the_paper() -> None:
    page = Page(100 * MM, 100 * MM, (shape(11, 11, 78, 78),))
    assert list(check_pages(LaidOut((page,), None, "", ""), OFFICE)) == []  # type: ignore[arg-type]
    wider = replace(page, items=(shape(11, 11, 80, 78),))
    found = list(check_pages(LaidOut((wider,), None, "", ""), OFFICE))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == ["near-the-edge"]
