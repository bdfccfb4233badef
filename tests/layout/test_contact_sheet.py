"""The contacts sheet: nothing is split over pages, no name is alone at the bottom, nothing leaves the page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leafletgen.content.contact_sheet import ContactSheet, Entry, Group
from leafletgen.content.leaflet import Row
from leafletgen.formats import FORMATS
from leafletgen.layout.contact_sheet import lay_out_sheet
from leafletgen.layout.display_list import Element, Glyphlet, LaidOut, Link, QrCode, Shape, TextRun
from leafletgen.layout.fonts import FontBook
from tests.support.hand_made import AT


def _sheet(groups: int, facts: int = 2) -> ContactSheet:
    row = Row("call", "Call", "0800 1111", AT, "free", "tel:08001111", "Call", number=True)
    entry = Entry(row, ("Not yet checked.",) * facts, AT)
    made = tuple(Group(f"Service {number}", (entry,) * (1 + number % 3), AT) for number in range(groups))
    return ContactSheet("Contacts to check", "en-GB", ("Ring each.",), ("Role",), made, AT)


def _roles(laid_out: LaidOut) -> list[list[str]]:
    """For each page, the role of the element of each run, footers left out."""
    return [
        [item.element.role for item in page.items if isinstance(item, TextRun) and item.element]
        for page in laid_out.pages
    ]


@pytest.mark.parametrize("facts", [1, 2, 3])
@pytest.mark.parametrize("groups", range(1, 30, 4))
def test_no_name_is_alone_at_the_bottom_of_a_page(fonts: FontBook, groups: int, facts: int) -> None:
    for roles in _roles(lay_out_sheet(_sheet(groups, facts), fonts)):
        assert roles[-1] != "H2"


def test_each_contact_has_its_boxes_on_its_page(fonts: FontBook) -> None:
    laid_out = lay_out_sheet(_sheet(30), fonts)
    assert len(laid_out.pages) > 2
    for page in laid_out.pages:
        numbers = [item for item in page.items if isinstance(item, TextRun) and item.text.startswith("0800 1111")]
        boxes = [item for item in page.items if isinstance(item, Shape) and item.height == pytest.approx(item.width)]
        links = [item for item in page.items if isinstance(item, Link)]
        assert len(boxes) == 2 * len(numbers) == 2 * len(links) > 0


@pytest.mark.parametrize("facts", [1, 2, 3])
@pytest.mark.parametrize("entries", [1, 8, 30])
def test_a_name_is_repeated_on_the_page_where_its_contacts_go_on(fonts: FontBook, entries: int, facts: int) -> None:
    sheet = _sheet(9, facts)
    groups = tuple(replace(group, entries=group.entries[:1] * entries) for group in sheet.groups)
    laid_out = lay_out_sheet(replace(sheet, groups=groups), fonts)
    under = ""  # the service whose contacts come
    found = 0
    for number, page in enumerate(laid_out.pages):
        runs = [item for item in page.items if isinstance(item, TextRun)]
        first, *_ = runs
        if number and not (first.element and first.element.role == "H2"):
            assert (first.text, first.element) == (f"{under} (continued)", None)
            found += 1
        assert sum(run.text.endswith("(continued)") for run in runs) == (first.text == f"{under} (continued)")
        under = [run.text for run in runs if (run.element and run.element.role == "H2") or run is first][-1]
        under = under.removesuffix(" (continued)")
    assert found == 0 if entries == 1 else found > 0


@pytest.mark.parametrize("groups", [3, 30])
def test_nothing_leaves_the_page(fonts: FontBook, groups: int) -> None:
    form = FORMATS["a4"]
    sheet = _sheet(groups)
    long = replace(sheet.groups[0], entries=sheet.groups[0].entries * 20)
    for page in lay_out_sheet(replace(sheet, groups=(long, *sheet.groups)), fonts).pages:
        for item in page.items:
            width = item.side if isinstance(item, QrCode) else item.size if isinstance(item, Glyphlet) else item.width
            assert item.x >= form.margin - 0.01
            assert item.x + width <= form.width - form.margin + 0.01
            assert form.margin - 0.01 <= item.y <= form.top


def test_the_structure_has_a_title_and_a_heading_for_each_service(fonts: FontBook) -> None:
    laid_out = lay_out_sheet(_sheet(5), fonts)
    found: list[str] = []

    def walk(element: Element) -> None:
        found.append(element.role)
        for child in element.children:
            walk(child)

    walk(laid_out.root)
    assert (found.count("H1"), found.count("H2")) == (1, 5)
