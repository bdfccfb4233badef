"""What belongs together stays together, in the leaflets of every police force, both variants and every format.

The pages are read as the display list has them: which structure element has its words on which page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue, Edition
from leafletgen.content.compose_card import compose_as
from leafletgen.content.leaflet import Leaflet
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.display_list import Element, LaidOut, QrCode
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.units import MM
from tests.support.hand_made import area, runs, shapes


class Set(NamedTuple):
    """A leaflet on the pages of a format."""

    leaflet: Leaflet
    form: Format
    laid_out: LaidOut

    @property
    def name(self) -> str:
        return f"{self.leaflet.edition} {self.leaflet.variant} {self.form.name}"

    def pages_of(self) -> dict[int, list[int]]:
        """For each element (by its identity) the pages of its words and of those below it, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, page in enumerate(self.laid_out.pages, 1):
            for run in runs(page.items):
                element = run.element
                while element is not None:
                    found[id(element)].append(number)
                    element = element.parent
        return found

    def sections(self) -> Iterator[Element]:
        """The sections with a heading, without the cover."""
        for section in self.laid_out.root.children[1:]:
            if section.role == "Sect" and section.children and section.children[0].role == "H2":
                yield section


@pytest.fixture(scope="module", params=["parent", "child"])
def all_forces(request: pytest.FixtureRequest, catalogue: Catalogue, fonts: FontBook) -> list[Set]:
    """The leaflets of one variant for all forces in every format that has pages of text."""
    found = []
    for force in catalogue.forces.values():
        edition = replace(
            catalogue.editions["england"], id=force.id, name=force.place, force=force.id, areas=force.areas
        )
        assert isinstance(edition, Edition)
        leaflet = compose_as("leaflet", replace(catalogue, editions={force.id: edition}), force.id, request.param)
        assert isinstance(leaflet, Leaflet)
        for form in FORMATS.values():
            if form.pages[-1] > 2:
                found.append(Set(leaflet, form, lay_out(leaflet, form.name, fonts)))
    assert len(found) == 3 * 45
    return found


def is_service(element: Element) -> bool:
    """A row or a tile: it begins with the name of a service."""
    return element.role == "Sect" and bool(element.children) and element.children[0].role == "H3"


def test_a_heading_and_a_lead_stand_on_the_page_of_what_follows(all_forces: list[Set]) -> None:
    leads = 0
    for made in all_forces:
        pages = made.pages_of()
        for section in made.sections():
            heading, first = section.children[:2]
            assert set(pages[id(heading)]) == {pages[id(first)][0]}, made.name
            for before, after in pairwise(section.children[1:]):
                if before.role == "P" and is_service(after):
                    leads += 1
                    assert set(pages[id(before)]) == set(pages[id(after)]), f"{made.name}: a lead without its row"
    assert leads > 100


def test_rows_never_split_up_to_three_stay_together_and_none_is_carried_over_alone(all_forces: list[Set]) -> None:
    long = 0
    for made in all_forces:
        pages = made.pages_of()
        for section in made.sections():
            for services, group in groupby(section.children, is_service):
                if not services:
                    continue
                places = [pages[id(service)] for service in group]
                assert all(len(set(place)) == 1 for place in places), f"{made.name}: a row is split"
                counts = [len(list(same)) for _, same in groupby(place[0] for place in places)]
                long += len(counts) > 1
                assert len(counts) == 1 or (sum(counts) > 3 and counts[-1] > 1), f"{made.name}: {counts}"
    assert long > 0 or all_forces[0].leaflet.variant == "child"


def test_steps_that_belong_together_are_not_parted(all_forces: list[Set]) -> None:
    for made in all_forces:
        items = [item for section in made.sections() for item in walk(section) if item.role == "LI"]
        pages = made.pages_of()
        words: dict[int, str] = defaultdict(str)
        for page in made.laid_out.pages:
            for run in runs(page.items):
                if run.element and run.element.role == "LBody":
                    words[id(run.element.parent)] += run.text
        parted = 0
        for before, after in pairwise(items):
            if re.match("Do(n’t| not look for,) copy", words[id(after)]):
                parted += 1
                assert set(pages[id(before)]) == set(pages[id(after)]), made.name
        assert parted == 1, made.name


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from walk(child)


def test_words_of_crisis_stand_beside_their_number(all_forces: list[Set]) -> None:
    for made in all_forces:
        pages = made.pages_of()
        framed = [
            child
            for section in made.sections()
            for child in section.children
            if child.role == "Sect" and [grandchild.role for grandchild in child.children] == ["P", "P"]
        ]
        assert framed, made.name
        assert all(len(set(pages[id(frame)])) == 1 for frame in framed)


def test_no_page_is_ruled_over_more_than_two_fifths(all_forces: list[Set]) -> None:
    for made in all_forces:
        least = min(scale.writing_line for scale in made.form.scales)
        for page in made.laid_out.pages:
            to_write = [shape for shape in shapes(page.items) if shape.height == pytest.approx(0.8)]
            assert len(to_write) * least <= 0.4 * page.height, made.name


def test_text_ends_8_mm_above_the_footer(all_forces: list[Set]) -> None:
    for made in all_forces:
        for page in made.laid_out.pages[1:]:
            footer = max(area(run).top for run in runs(page.items) if run.element is None)
            lowest = min(area(run).bottom for run in runs(page.items) if run.element)
            assert lowest - footer >= 8 * MM, made.name


def test_the_space_of_a_row_is_the_same_in_the_whole_leaflet(all_forces: list[Set]) -> None:
    """From the hairline of a row down to its first line: the largest is at most 1.3 times the smallest."""
    for made in all_forces:
        gaps = []
        for page in made.laid_out.pages:
            lines = [shape for shape in shapes(page.items) if shape.height == pytest.approx(0.6)]
            names = [area(run) for run in runs(page.items) if run.element and run.element.role == "H3"]
            for line in lines:
                below = [name.top for name in names if name.top < line.y and abs(name.left - line.x) < 1]
                gaps += [line.y - max(below)] if below else []
        assert len(gaps) >= 5, made.name
        assert max(gaps) <= 1.3 * min(gaps), f"{made.name}: {min(gaps):.1f} to {max(gaps):.1f} points"


def test_no_telephone_number_is_broken_over_lines(all_forces: list[Set]) -> None:
    """Each number of the services stands whole in one run of text, behind its label."""
    for made in all_forces:
        wanted = {
            row.text
            for section in made.leaflet.sections
            for block in section.blocks
            for service in getattr(block, "services", (block,))
            for row in getattr(service, "rows", ())
            if row.number
        }
        on_lines: dict[tuple[int, int, float], str] = defaultdict(str)
        for number, page in enumerate(made.laid_out.pages):
            for run in runs(page.items):
                element = run.element
                while element is not None and element.role in ("Link", "Span"):
                    element = element.parent
                on_lines[number, id(element), round(run.y, 1)] += run.text
        for text in wanted:
            beside_its_label = re.compile(rf"(Call|Text|WhatsApp) {re.escape(text)}")
            assert any(map(beside_its_label.match, on_lines.values())), f"{made.name}: {text}"


def test_page_counts_are_those_that_families_get(all_forces: list[Set]) -> None:
    counts = {(made.leaflet.edition, made.form.name): len(made.laid_out.pages) for made in all_forces}
    variant = all_forces[0].leaflet.variant
    assert {count for (_, form), count in counts.items() if form == "a5"} == {8}
    a4 = {edition: count for (edition, form), count in counts.items() if form == "a4"}
    longer = {"hampshire": 6} if variant == "parent" else {}  # it alone has seven local services for parents
    assert a4 == dict.fromkeys(a4, 4) | longer


def test_contacts_on_wide_paper_begin_on_one_line(all_forces: list[Set]) -> None:
    """Most of those beside a QR code do; only words that need more room begin further left."""
    aligned = total = 0
    for made in all_forces:
        if not made.form.wide:
            continue
        starts: Counter[float] = Counter()
        for page in made.laid_out.pages:
            codes = [area(item) for item in page.items if isinstance(item, QrCode) and item.x > page.width / 2]
            for run in runs(page.items):
                where = area(run)
                beside = any(code.bottom < where.top and where.bottom < code.top for code in codes)
                if beside and run.text.strip() in ("Call", "Web") and run.x > made.form.width / 3:
                    starts[round(run.x, 1)] += 1
        aligned += starts[max(starts)]
        total += starts.total()
    assert total > 45
    assert aligned > 0.55 * total
