"""What belongs together stays together, in the leaflets of every police force, both variants and every format.

The pages are read as the display list has them: which structure element has its words on which page. The leaflets of
today may keep a rule by luck, so rules about the ends of lines and pages are also tried on paper of other sizes, where
lines and pages end elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby, pairwise, product
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from leafletgen.content.catalogue import Catalogue, Edition
from leafletgen.content.compose import compose
from leafletgen.content.compose_card import compose_as
from leafletgen.content.leaflet import Crisis, Items, Leaflet, Paragraph, Questions, Tiles
from leafletgen.formats import FORMATS, Format
from leafletgen.layout.display_list import Blank, Element, LaidOut, Link, Page, QrCode
from leafletgen.layout.fit import lay_out
from leafletgen.layout.flow import Overset
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.pages import Maker
from leafletgen.layout.setting import Setting
from leafletgen.layout.theme import THEMES
from leafletgen.units import MM
from tests.support.hand_made import area, runs, shapes, text_of

SIZES = 24
"""How many other sizes of paper are tried: enough to see each rule broken that the layout does not keep."""


class Set(NamedTuple):
    """A leaflet on the pages of a format, for an office or, in a format that has it, for the press."""

    leaflet: Leaflet
    form: Format
    laid_out: LaidOut
    press: bool = False

    @property
    def name(self) -> str:
        return f"{self.leaflet.edition} {self.leaflet.variant} {self.form.name}{' press' if self.press else ''}"

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

    def framed(self) -> set[int]:
        """The paragraphs on a background (by their identity), found by their words."""
        words: dict[int, str] = defaultdict(str)
        for page in self.laid_out.pages:
            for run in runs(page.items):
                words[id(run.element)] += run.text.replace("\u00a0", " ")
        blocks = [block for section in self.leaflet.sections for block in section.blocks]
        texts = {block.text for block in blocks if isinstance(block, Paragraph) and block.boxed}
        return {element for element, text in words.items() if text.strip() in texts}

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
            if form.pages[-1] > 2 and form.size:
                press = lay_out(leaflet, form.name, fonts, folded=True, bleed=3 * MM)
                found.append(Set(leaflet, form, press, press=True))
    assert len(found) == 5 * 45
    return found


@pytest.fixture(scope="module")
def anywhere(all_forces: list[Set], catalogue: Catalogue, fonts: FontBook) -> list[Set]:
    """The leaflets of all forces, and that of the longest edition with its lines and pages ending elsewhere."""
    leaflet = compose(catalogue, "hampshire", all_forces[0].leaflet.variant)
    first, *others = leaflet.sections
    numbers = Paragraph("Call 0808 800 5000 or 116 123. " * 12, first.at)
    leaflet = replace(leaflet, sections=(replace(first, blocks=(*first.blocks, numbers)), *others))
    found = list(all_forces)
    for number, size in product(range(SIZES), ("a4", "a5")):
        form = FORMATS[size]
        wider, lower = number * 0.7 * MM, number / SIZES * form.height / 5
        form = form._replace(width=form.width + wider, line=form.line + wider, footer=form.footer + lower)
        setting = Setting(THEMES[leaflet.variant], form.scales[number % 5], fonts)
        found.append(Set(leaflet, form, on_fewest_pages(Maker(leaflet, form, setting))))
    return found


def on_fewest_pages(maker: Maker) -> LaidOut:
    for count in range(2, 40):
        with suppress(Overset):
            return maker.make(count)
    raise AssertionError("it fits on no number of pages")


def is_service(element: Element) -> bool:
    """A row or a tile: it begins with the name of a service."""
    return element.role == "Sect" and bool(element.children) and element.children[0].role == "H3"


def test_a_heading_and_a_lead_stand_on_the_page_of_what_follows(anywhere: list[Set]) -> None:
    leads = 0
    for made in anywhere:
        pages, framed = made.pages_of(), made.framed()
        for section in made.sections():
            heading, first = section.children[:2]
            assert set(pages[id(heading)]) == {pages[id(first)][0]}, made.name
            for before, after in pairwise(section.children[1:]):
                if before.role == "P" and is_service(after) and (id(before) not in framed or before is first):
                    leads += 1
                    assert set(pages[id(before)]) == set(pages[id(after)]), f"{made.name}: a lead without its row"
    assert leads > 100


def test_words_in_a_frame_stand_on_the_page_of_the_words_before(anywhere: list[Set]) -> None:
    found = 0
    for made in anywhere:
        pages, framed = made.pages_of(), made.framed()
        for section in made.sections():
            for before, after in pairwise(section.children):
                if id(after) in framed:
                    found += 1
                    assert pages[id(before)][-1] == pages[id(after)][0], made.name
    assert found > 100


def test_a_paragraph_that_goes_on_on_the_next_page_is_parted_between_two_sentences(all_forces: list[Set]) -> None:
    parted = 0
    for made in all_forces:
        words: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, page in enumerate(made.laid_out.pages):
            for run in runs(page.items):
                if run.element is not None and run.element.role == "P":
                    words[id(run.element)].append((number, run.text))
        for lines in words.values():
            for (number, text), (after, _) in pairwise(lines):
                if number != after:
                    assert text.rstrip()[-1] in ".?!", f"{made.name}: {text}"
                    assert text.endswith(" "), "the next word is not joined to this one"
                    parted += 1
    assert parted > 100 or all_forces[0].leaflet.variant == "child"


def test_rows_never_split_up_to_three_stay_together_and_none_is_carried_over_alone(anywhere: list[Set]) -> None:
    long = 0
    for made in anywhere:
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
    assert long > 0 or anywhere[0].leaflet.variant == "child"


def test_steps_that_belong_together_are_not_parted(anywhere: list[Set]) -> None:
    """Those with `together: true`, and among them what must not be deleted and what must not be copied."""
    for made in anywhere:
        pages = made.pages_of()
        words: dict[int, str] = defaultdict(str)
        for page in made.laid_out.pages:
            for run in runs(page.items):
                if run.element and run.element.role == "LBody":
                    words[id(run.element.parent)] += run.text.replace("\u00a0", " ")
        places = {" ".join(text.split()): pages[number] for number, text in words.items()}
        lists = [
            block.items for section in made.leaflet.sections for block in section.blocks if isinstance(block, Items)
        ]
        parted = []
        for before, after in (pair for items in lists for pair in pairwise(items)):
            if after.together:
                parted.append(after.words)
                assert set(places[before.words]) == set(places[after.words]), f"{made.name}: {after.words}"
        assert any(re.match("Do(n’t| not look for,) copy", text) for text in parted), made.name


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from walk(child)


def test_words_of_crisis_stand_in_one_frame_with_their_number(anywhere: list[Set]) -> None:
    for made in anywhere:
        blocks = [block for section in made.leaflet.sections for block in section.blocks if isinstance(block, Crisis)]
        framed = [
            "".join(run.text.replace("\u00a0", " ") for run in runs(page.items) if area(run).within(area(frame)))
            for page in made.laid_out.pages
            for frame in shapes(page.items)
            if frame.stroke
        ]
        assert blocks, made.name
        for block in blocks:
            told = [block.text, *(row.text for row in block.rows)]
            assert any(all(words in text for words in told) for text in framed), f"{made.name}: {block.text}"


def ruled_part(page: Page) -> float:
    """The part of a page from each line to write on up to the words or the line above it."""
    drawn = [area(item) for item in page.items if not isinstance(item, Link | Blank)]
    lines = [area(shape) for shape in shapes(page.items) if shape.height == pytest.approx(0.8)]
    above = [
        min(
            (other.bottom for other in drawn if other.bottom > line.top and other.right > line.left),
            default=line.top + 9 * MM,
        )
        for line in lines
    ]
    return sum(bottom - line.top for bottom, line in zip(above, lines, strict=True)) / page.height


def test_no_page_is_ruled_over_more_than_two_fifths(all_forces: list[Set]) -> None:
    parts = {made.name: [ruled_part(page) for page in made.laid_out.pages] for made in all_forces}
    assert {name: max(found) for name, found in parts.items() if max(found) > 0.4} == {}
    assert max(max(found) for found in parts.values()) > 0.1


@pytest.mark.parametrize("form", ["a4", "a5", "a4-large"])
@pytest.mark.parametrize("count", [1, 12, 14, 20, 30])
def test_many_questions_are_parted_before_a_page_is_ruled_over(
    catalogue: Catalogue, fonts: FontBook, form: str, count: int
) -> None:
    leaflet = compose(catalogue, "england", "parent")
    at = leaflet.cover.at
    asked = Questions(tuple(Paragraph(f"Question {number}, what happens next?", at) for number in range(count)), at)
    sections = [
        replace(section, blocks=tuple(asked if isinstance(block, Questions) else block for block in section.blocks))
        for section in leaflet.sections
    ]
    pages = lay_out(replace(leaflet, sections=tuple(sections)), form, fonts).pages
    assert sum(text_of(runs(page.items)).count("Question ") for page in pages) == count
    assert [part for part in map(ruled_part, pages) if part > 0.4] == []


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


def test_the_space_above_a_heading_is_the_same_in_the_whole_leaflet(all_forces: list[Set]) -> None:
    """From the lowest words, code or frame above down to the bar of the heading: the largest is at most 1.3 times."""
    for made in all_forces:
        gaps = []
        for page in made.laid_out.pages:
            drawn = [item for item in page.items if not isinstance(item, Link | Blank)]
            for bar in shapes(page.items):
                if bar.height == pytest.approx(2.6):
                    above = [
                        area(item).bottom for item in drawn if item is not bar and area(item).bottom > area(bar).top
                    ]
                    gaps += [min(above) - area(bar).top] if above else []
        assert gaps, made.name
        assert max(gaps) <= 1.3 * min(gaps), f"{made.name}: {min(gaps):.1f} to {max(gaps):.1f} points"


def lines_of(made: Set) -> dict[int, list[str]]:
    """For each paragraph (by its identity) the words of its lines, with those of its links."""
    on_lines: dict[tuple[int, int, float], str] = defaultdict(str)
    for number, page in enumerate(made.laid_out.pages):
        for run in runs(page.items):
            element = run.element
            while element is not None and element.role in ("Link", "Span"):
                element = element.parent
            on_lines[id(element), number, round(run.y, 1)] += run.text.replace("\u00a0", " ")
    paragraphs: dict[int, list[str]] = defaultdict(list)
    for (paragraph, _, _), words in on_lines.items():
        paragraphs[paragraph].append(words)
    return paragraphs


def test_label_and_value_of_a_contact_stand_on_one_line(anywhere: list[Set]) -> None:
    """Numbers, addresses and words to search for in rows; a tile has no label, and its address may break."""
    for made in anywhere:
        blocks = [block for section in made.leaflet.sections for block in section.blocks]
        rows = [row for block in blocks for row in getattr(block, "rows", ()) if row.kind != "ask"]
        lines = [line for paragraph in lines_of(made).values() for line in paragraph]
        assert len(rows) >= 5
        for row in rows:
            assert any(line.startswith(f"{row.label} {row.text}") for line in lines), f"{made.name}: {row.text}"


def test_the_address_of_a_tile_goes_on_after_a_slash_or_before_a_dot(anywhere: list[Set]) -> None:
    """A dot at the end of a line looks like the end of a sentence. All lines together are the address."""
    broken = 0
    for made in anywhere:
        blocks = [block for section in made.leaflet.sections for block in section.blocks if isinstance(block, Tiles)]
        addresses = {row.text for block in blocks for service in block.services for row in service.rows}
        paragraphs = [lines for lines in lines_of(made).values() if "".join(lines).strip() in addresses]
        assert {"".join(lines).strip() for lines in paragraphs} == addresses, made.name
        for line, after in (pair for lines in paragraphs for pair in pairwise(lines)):
            assert line.endswith("/") or after.startswith("."), f"{made.name}: {line} / {after}"
            broken += 1
    assert broken or anywhere[0].leaflet.variant == "child"  # which has no tiles


NUMBER = re.compile(r"(?<!\d)(?:0[\d ]{7,12}\d|116 \d{3}|\d{5}|999|101)(?!\d)")


def test_addresses_in_tiles_are_as_large_as_running_text_if_each_stays_on_its_line(all_forces: list[Set]) -> None:
    """Those of a block of tiles are of one size, and no smaller than 10 pt."""
    sizes: dict[str, set[float]] = defaultdict(set)
    for made in all_forces:
        addresses = {
            row.text
            for section in made.leaflet.sections
            for block in section.blocks
            if isinstance(block, Tiles)
            for service in block.services
            for row in service.rows
        }
        for page in made.laid_out.pages:
            sizes[made.form.name] |= {run.size for run in runs(page.items) if run.text in addresses}
    wanted = {"a4": 12.0, "a5": 10.0, "a4-large": 18.0}
    tiled = all_forces[0].leaflet.variant == "parent"
    assert dict(sizes) == {name: {size} if tiled else set() for name, size in wanted.items()}


def test_no_line_of_words_is_too_long_to_read(all_forces: list[Set]) -> None:
    """At most 70 characters; 88 on A4, where shorter lines would make the leaflets of five forces two pages longer."""
    most: Counter[str] = Counter()
    for made in all_forces:
        for page in made.laid_out.pages:
            lines: dict[tuple[int, float], str] = defaultdict(str)
            for run in runs(page.items):
                lines[id(run.element), round(run.y, 2)] += run.text
            most[made.form.name] = max(most[made.form.name], *(len(line.strip()) for line in lines.values()))
    assert most["a4"] <= 88 and most["a5"] <= 70 and most["a4-large"] <= 70, most


def test_no_telephone_number_is_broken_over_lines(anywhere: list[Set]) -> None:
    """Nor in running text: a paragraph has as many numbers as its lines have."""
    for made in anywhere:
        found = 0
        for lines in lines_of(made).values():
            numbers = NUMBER.findall("".join(lines))
            assert numbers == [number for line in lines for number in NUMBER.findall(line)], f"{made.name}: {lines}"
            found += sum(" " in number for number in numbers)
        assert found >= 5, made.name


def test_page_counts_are_those_that_families_get(all_forces: list[Set]) -> None:
    """The press file of a format that is not folded is not padded either."""
    longer = {("hampshire", "parent", "a4"): 6}  # it alone has seven local services for parents
    usual = {"a5": 8, "a4": 4}
    for made in (made for made in all_forces if made.form.name in usual):
        wanted = longer.get((made.leaflet.edition, made.leaflet.variant, made.form.name), usual[made.form.name])
        assert len(made.laid_out.pages) == wanted, made.name


def test_the_childs_booklet_has_questions_and_the_card_to_cut_out(all_forces: list[Set]) -> None:
    """For each force, in the office's and the printer's files: larger type leaves neither of them out."""
    booklets = [made for made in all_forces if made.leaflet.cut_out and made.form.folds]
    for made in booklets:
        assert made.leaflet.cut_out
        wanted = [section.heading for section in made.leaflet.sections if section.if_room]
        wanted += [made.leaflet.cut_out.heading, made.leaflet.cut_out.ask.heading]
        said = [" ".join(text_of(runs(page.items)).split()) for page in made.laid_out.pages]
        assert [heading for heading in wanted if not any(heading in page for page in said)] == [], made.name
        assert len(wanted) == 3
    assert len(booklets) == (90 if all_forces[0].leaflet.variant == "child" else 0)


def test_the_cover_of_a_draft_is_the_same_in_every_scale(catalogue: Catalogue, fonts: FontBook) -> None:
    """It is alone on its page, and so needs none of the space that is saved inside."""
    leaflet, form = compose(catalogue, "hampshire", "parent"), FORMATS["a5"]
    makers = [Maker(leaflet, form, Setting(THEMES["parent"], scale, fonts), draft=True) for scale in form.scales]
    covers = [runs(on_fewest_pages(maker).pages[0].items) for maker in makers]
    places = [[(run.text, run.size, run.x, run.y) for run in cover] for cover in covers]
    assert len(places) == 5 and len(places[0]) > 20
    assert places == [places[0]] * 5


def test_contacts_on_wide_paper_begin_on_one_line(all_forces: list[Set]) -> None:
    """All of those beside a QR code: a note that has no room there goes below."""
    total = 0
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
        assert len(starts) == 1, f"{made.name}: {starts}"
        total += starts.total()
    assert total > 45
