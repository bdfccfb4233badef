"""Pages: cover, back and footers, in little leaflets and in every leaflet that ships."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

import pytest

from leafletgen.content.leaflet import Paragraph, services_in
from leafletgen.errors import FitError
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import Element, Item, LaidOut, Link, Page, QrCode, Shape, TextRun
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import BLACK, THEMES, Colour
from leafletgen.units import MM
from tests.support.hand_made import (
    AT,
    Area,
    a_leaflet,
    a_section,
    a_service,
    area,
    everything,
    filler,
    pages_of,
    runs,
    services_of,
    shapes,
    text_of,
    words,
)
from tests.support.real_leaflets import LEAFLET_FORMATS, Real

SIZES = sorted(LEAFLET_FORMATS)


def _headings(page: Page) -> list[str]:
    return [run.text.strip() for run in runs(page.items) if run.element and run.element.role == "H2"]


@pytest.mark.parametrize("size", SIZES)
def test_a_short_leaflet_has_the_least_pages_its_cover_and_its_back(size: str, fake: FontBook) -> None:
    laid_out = lay_out(a_leaflet(a_section("Heading", *filler(1))), size, fake)
    form = FORMATS[size]
    assert len(laid_out.pages) == form.pages[0]
    assert {(page.width, page.height) for page in laid_out.pages} == {(form.width, form.height)}
    start = "The title For you Why you have this. Who to call 999 In danger For help at once A Force"
    assert text_of(laid_out.pages[0].items).startswith(start)
    assert _headings(laid_out.pages[-1])[-1:] == ["About"]


def test_the_back_is_at_the_bottom_of_the_last_page(fake: FontBook) -> None:
    laid_out = lay_out(a_leaflet(a_section("Heading", *filler(1))), "a5", fake)
    panel = next(shape for shape in shapes(laid_out.pages[-1].items) if shape.fill == THEMES["parent"].soft)
    assert panel.y == pytest.approx(FORMATS["a5"].bottom)
    assert panel.x == pytest.approx(FORMATS["a5"].margin)
    found = text_of(laid_out.pages[-1].items)
    assert "About Ask for large print. Ask for the newest." in found


@pytest.mark.parametrize("size", SIZES)
def test_footers_are_on_all_pages_but_the_first(size: str, fake: FontBook) -> None:
    laid_out = lay_out(a_leaflet(a_section("Heading", *filler(4))), size, fake)
    form = FORMATS[size]
    for number, page in enumerate(laid_out.pages, 1):
        small = [run for run in runs(page.items) if run.element is None]
        assert [run.text for run in small] == ([] if number == 1 else ["A footer", str(number)])
        for run in small:
            assert run.size == form.scales[0].footer
            assert form.margin <= run.y < form.bottom
        if small:
            left, right = small
            assert left.x == form.margin
            assert right.x + right.width == pytest.approx(form.width - form.margin)


@pytest.mark.parametrize("size", SIZES)
def test_the_outer_pages_of_a_neutral_leaflet_have_only_what_may_be_there(size: str, fake: FontBook) -> None:
    sections = (
        a_section("Open", Paragraph("Anybody may see this.", AT), outside=True),
        a_section("Inner", *filler(3, "Secret"), a_service("Shelter")),
        a_section("Later", Paragraph("Open again.", AT), outside=True),
    )
    neutral = lay_out(a_leaflet(*sections, variant="child", neutral=True), size, fake)
    for page in (neutral.pages[0], neutral.pages[-1]):
        assert not {"Secret", "Shelter", "Inner"}.intersection(text_of(page.items).split())
    whole = text_of([item for page in neutral.pages for item in page.items])
    assert all(words_ in whole for words_ in ("Anybody may see this.", "Secret 2", "Shelter", "Open again."))


def test_a_leaflet_that_is_not_neutral_uses_its_outer_pages(fake: FontBook) -> None:
    laid_out = lay_out(a_leaflet(a_section("Inner", Paragraph("Seen at once.", AT))), "a4", fake)
    assert "Seen at once." in text_of(laid_out.pages[0].items)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", range(1, 13))
def test_nothing_is_lost_whatever_the_length(size: str, count: int, fake: FontBook) -> None:
    blocks = [Paragraph(f"Start{n} {words(12 * n)} stop{n}.", AT) for n in range(count)]
    services = [a_service(f"Row{n}", words(5 * n + 1), rows=n % 4) for n in range(count)]
    laid_out = lay_out(a_leaflet(a_section("Text", *blocks), a_section("Rows", *services)), size, fake)
    found = text_of([item for page in laid_out.pages for item in page.items]).split()
    order = [word for word in found if word.startswith(("Start", "stop", "Row"))]
    wanted = [part for n in range(count) for part in (f"Start{n}", f"stop{n}.")]
    assert order == [*wanted, "Rows", *[f"Row{n}" for n in range(count)]]
    _assert_well_made(laid_out, f"{count} {size}")


@pytest.mark.parametrize("count", range(1, 60))
def test_a_back_of_any_height_stays_inside_the_safe_area_or_is_refused(count: int, fake: FontBook) -> None:
    back = tuple(words(6) for _ in range(count))
    try:
        laid_out = lay_out(a_leaflet(a_section("Heading", *filler(1)), back=back), "a5", fake)
    except FitError as error:
        assert "the back" in str(error)
        return
    _assert_safe(laid_out, f"a back of {count} paragraphs")


def _assert_safe(laid_out: LaidOut, name: str) -> None:
    for number, page in enumerate(laid_out.pages, 1):
        safe = Area(10 * MM, 10 * MM, page.width - 10 * MM, page.height - 10 * MM)
        for item in page.items:
            assert area(item).within(safe), f"{name}, page {number}: {item} leaves the safe area"


def _assert_services_whole(laid_out: LaidOut, name: str) -> None:
    for service in services_of(laid_out.root):
        assert len(pages_of(laid_out, service)) == 1, f"{name}: a row is split"


def _assert_headings_lead(laid_out: LaidOut, name: str) -> None:
    """Below each section heading, on its page, stands something of its own section."""
    for section in (found for found in everything(laid_out.root) if found.role in ("Sect", "Document")):
        for heading in (child for child in section.children if child.role in ("H2", "H3")):
            (number,) = pages_of(laid_out, heading)
            page = laid_out.pages[number]
            low = min(run.y for run in runs(page.items) if run.element is heading)
            mine = set(map(id, everything(section))) - {id(heading)}
            below = [run for run in runs(page.items) if id(run.element) in mine and run.y < low]
            beside = [run for run in runs(page.items) if id(run.element) in mine and run.y == low]
            assert below or beside, f"{name}: a heading alone on a page"


def _assert_no_lone_lines(laid_out: LaidOut, name: str) -> None:
    """If a paragraph goes over a page, at least two lines of it stand on each side."""
    inside = {id(element) for service in services_of(laid_out.root) for element in everything(service)}
    lines: dict[int, dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
    for number, page in enumerate(laid_out.pages):
        for run in runs(page.items):
            if run.element and run.element.role in ("P", "LBody") and id(run.element) not in inside:
                lines[id(run.element)][number].add(run.y)
    for places in lines.values():
        if len(places) > 1:
            assert min(map(len, places.values())) >= 2, f"{name}: a line alone"


def _assert_nothing_overlaps(laid_out: LaidOut, name: str) -> None:
    for number, page in enumerate(laid_out.pages, 1):
        texts = [(run, area(run)) for run in runs(page.items)]
        for (one, left), (other, right) in combinations(texts, 2):
            assert not left.meets(right, 0.05), f"{name}, page {number}: “{one.text}” and “{other.text}” overlap"
        for mark in (item for item in page.items if isinstance(item, QrCode)):
            free = 4 * mark.side / len(mark.matrix)
            quiet = Area(mark.x - free, mark.y - free, mark.x + mark.side + free, mark.y + mark.side + free)
            for run, where in texts:
                assert not where.meets(quiet), f"{name}, page {number}: “{run.text}” stands in a quiet zone"


def _assert_well_made(laid_out: LaidOut, name: str) -> None:
    _assert_safe(laid_out, name)
    _assert_services_whole(laid_out, name)
    _assert_headings_lead(laid_out, name)
    _assert_no_lone_lines(laid_out, name)
    _assert_nothing_overlaps(laid_out, name)


def test_real_pages_keep_to_the_safe_area(reals: list[Real]) -> None:
    for real in reals:
        _assert_safe(real.laid_out, real.name)


def _name(service: Element, laid_out: LaidOut) -> str:
    """The name of a service without the one that it had."""
    heading = service.children[0]
    words = [run.text for page in laid_out.pages for run in runs(page.items) if run.element is heading]
    return "".join(words).partition("(was")[0].strip()


def test_real_services_are_whole(reals: list[Real]) -> None:
    for real in reals:
        named = {service.name for section in real.leaflet.sections for service in services_in(section)}
        found = {_name(element, real.laid_out) for element in services_of(real.laid_out.root)}
        assert found and found <= {*named, "In an emergency"}
        _assert_services_whole(real.laid_out, real.name)


def test_real_headings_are_above_their_words(reals: list[Real]) -> None:
    for real in reals:
        _assert_headings_lead(real.laid_out, real.name)


def test_no_real_paragraph_leaves_a_line_alone(reals: list[Real]) -> None:
    for real in reals:
        _assert_no_lone_lines(real.laid_out, real.name)


def test_nothing_overlaps_on_real_pages(reals: list[Real]) -> None:
    for real in reals:
        _assert_nothing_overlaps(real.laid_out, real.name)


def _gap(disc: Shape, text: Area) -> float:
    """How far text is from a disc's edge: negative where it runs into it."""
    radius = disc.width / 2 + disc.line_width / 2
    x, y = disc.x + disc.width / 2, disc.y + disc.height / 2
    dx = max(text.left - x, 0.0, x - text.right)
    dy = max(text.bottom - y, 0.0, y - text.top)
    return float((dx**2 + dy**2) ** 0.5 - radius)


def test_the_picture_of_a_real_cover_stays_clear_of_its_words(reals: list[Real]) -> None:
    for real in reals:
        front = real.laid_out.pages[0].items
        discs = [shape for shape in shapes(front) if shape.width == shape.height == 2 * shape.radius]
        assert len(discs) == len(THEMES[real.leaflet.variant].discs)
        panel = area(next(shape for shape in shapes(front) if shape.fill == THEMES[real.leaflet.variant].soft))
        for disc in discs:
            assert area(disc).within(panel), f"{real.name}: a disc leaves the cover's panel"
            for run in runs(front):
                assert _gap(disc, area(run)) > 0, f"{real.name}: a disc runs into “{run.text}”"


def test_a_sentence_beside_a_number_goes_to_the_next_line_as_a_whole(reals: list[Real]) -> None:
    """“See the back” in the table of the child's A5, which has no room for it after “Can’t talk or hear?”."""
    real = next(real for real in reals if real.name == "hampshire child a5")
    lines = [run.text.replace("\u00a0", " ").strip() for run in runs(real.laid_out.pages[0].items)]
    assert lines[lines.index("Can’t talk or hear?") + 1] == "See the back"


def test_real_page_counts_are_allowed_and_booklets_are_multiples_of_four(reals: list[Real]) -> None:
    for real in reals:
        count = len(real.laid_out.pages)
        assert count in FORMATS[real.size].pages
        assert real.size != "a5" or count % 4 == 0


def _is_tile_address(run: TextRun) -> bool:
    """An address in a tile may be 10 points; no other text may."""
    link = run.element
    return bool(link and link.role == "Link" and run.font == "Bold" and run.text.strip(" .")[:1].isalpha())


def test_real_type_sizes(reals: list[Real]) -> None:
    for real in reals:
        for page in real.laid_out.pages:
            for run in runs(page.items):
                footer, large = run.element is None, real.size.endswith("large")
                least = (18 if large else 12) * (10 / 12 if _is_tile_address(run) else 1)
                assert run.size == (14 if large else 9) if footer else run.size >= least, (
                    f"{real.name}: “{run.text}” at {run.size}"
                )
                assert not footer or run.y < FORMATS[real.size].bottom


def test_real_pages_have_two_weights_and_headings_larger_than_text(reals: list[Real]) -> None:
    for real in reals:
        found = [run for page in real.laid_out.pages for run in runs(page.items)]
        assert {run.font for run in found} == {"Regular", "Bold"}
        body = min(run.size for run in found if run.element and run.size >= 12)
        for role, least in (("H1", 2.0), ("H3", 1.08)):
            sizes = [run.size for run in found if run.element and run.element.role == role and run.font == "Bold"]
            assert min(sizes) >= least * body, (real.name, role)


def test_gaps_of_a_kind_are_alike_and_text_ends_above_the_footer(reals: list[Real]) -> None:
    """Space is fixed: between two rows of one page it is the same everywhere, and no page is stretched."""
    for real in reals:
        form = FORMATS[real.size]
        for page in real.laid_out.pages[1:]:
            assert [run for run in runs(page.items) if run.element], f"{real.name}: an empty page"
            footer = max(area(run).top for run in runs(page.items) if run.element is None)
            lowest = min(area(run).bottom for run in runs(page.items) if run.element is not None)
            assert lowest - footer >= 8 * MM, real.name
            assert lowest >= form.bottom - 1 * MM


def test_no_more_than_two_fifths_of_a_page_are_lines_to_write_on(reals: list[Real]) -> None:
    for real in reals:
        for page in real.laid_out.pages:
            to_write = [shape for shape in shapes(page.items) if shape.height == 0.8]
            assert len(to_write) * real.scale.writing_line <= 0.4 * page.height, real.name


@pytest.mark.parametrize("size", SIZES)
def test_scales_go_from_the_roomiest_to_the_tightest(size: str) -> None:
    scales = FORMATS[size].scales
    for roomier, tighter in pairwise(scales):
        for part in ("title", "heading", "name", "number", "body", "leading", "qr", "above", "below", "gap", "pad"):
            assert getattr(roomier, part) >= getattr(tighter, part)
        assert roomier != tighter
    for scale in scales:
        assert scale.body >= (18 if size.endswith("large") else 12)
        assert scale.footer >= 9
        assert 20 * MM <= scale.qr <= 26 * MM + 1e-9
        assert scale.title > scale.heading > scale.name > scale.body
        assert scale.number >= 15 and scale.key >= 17 and scale.urgent >= 23
        assert scale.above + scale.below >= 4 * scale.qr / 25  # the quiet zone between two codes of version 2


def _ground(page: Page, run: TextRun, paper: Colour) -> Colour:
    """The colour under a run: of the last filled shape before it that lies under it."""
    colour = paper
    for item in page.items:
        if item is run:
            break
        if isinstance(item, Shape) and item.fill and _gap_free(run, item):
            colour = item.fill
    return colour


def _gap_free(run: TextRun, shape: Shape) -> bool:
    return area(run).meets(area(shape))


def test_text_is_only_on_backgrounds_whose_contrast_is_checked(reals: list[Real]) -> None:
    for real in reals:
        theme = THEMES[real.leaflet.variant]
        pairs = {(text.name, ground.name) for text, ground in theme.pairs()}
        for page in real.laid_out.pages:
            for run in runs(page.items):
                ground = _ground(page, run, theme.paper)
                assert (run.colour.name, ground.name) in pairs, f"{real.name}: “{run.text}” on {ground.name}"


def test_qr_codes_are_black_large_enough_and_of_version_8_at_most(reals: list[Real]) -> None:
    seen = 0
    for real in reals:
        for page in real.laid_out.pages:
            for mark in (item for item in page.items if isinstance(item, QrCode)):
                modules = len(mark.matrix)
                assert modules <= 17 + 4 * 8, f"{real.name}: {mark.uri}"
                assert mark.side >= 20 * MM - 1e-9 and mark.side / modules >= 0.5 * MM - 1e-9
                assert mark.colour == BLACK
                assert mark.element and mark.element.role == "Figure" and mark.element.alt
                seen += 1
    assert seen


def test_the_outer_pages_of_real_neutral_leaflets(reals: list[Real]) -> None:
    neutral = [real for real in reals if real.leaflet.neutral_outside]
    assert {real.leaflet.variant for real in neutral} == {"child"}
    for real in neutral:
        inner = [section for section in real.leaflet.sections if not section.outside]
        assert inner
        for page in (real.laid_out.pages[0], real.laid_out.pages[-1]):
            found = text_of(page.items)
            for section in inner:
                assert section.heading not in found
                for block in section.blocks:
                    assert not isinstance(block, Paragraph) or block.text not in found
                for service in services_in(section):
                    assert service.does not in found


def test_reading_order_is_drawing_order(reals: list[Real]) -> None:
    """Elements come in the tree in the order in which they are drawn."""
    for real in reals:
        order = {id(element): number for number, element in enumerate(everything(real.laid_out.root))}
        drawn: list[int] = []
        for page in real.laid_out.pages:
            for item in page.items:
                if not isinstance(item, Shape) and item.element:
                    assert id(item.element) in order, f"{real.name}: {item} is not in the tree"
                    drawn.append(order[id(item.element)])
        blocks = _blocks(real.laid_out.root, order)
        places = [blocks[number] for number in drawn]
        assert places == sorted(places), f"{real.name}: drawn out of order"


def _blocks(root: Element, order: dict[int, int]) -> dict[int, int]:
    """The place of each element, counted in blocks: all in a row, a paragraph or a list item counts as one."""
    place: dict[int, int] = {}
    whole = {id(service) for service in services_of(root)}

    def walk(element: Element, block: int | None) -> None:
        mine = order[id(element)] if block is None else block
        place[order[id(element)]] = mine
        one = block is not None or id(element) in whole or element.role in ("P", "LI", "H1", "H2", "H3")
        for child in element.children:
            walk(child, mine if one else None)

    walk(root, None)
    return place


def test_every_element_is_drawn(reals: list[Real]) -> None:
    for real in reals:
        drawn = {
            id(item.element)
            for page in real.laid_out.pages
            for item in page.items
            if not isinstance(item, Shape) and item.element
        }
        for element in everything(real.laid_out.root):
            assert element.children or id(element) in drawn, f"{real.name}: an empty {element.role}"


def test_links_lie_over_their_words(reals: list[Real]) -> None:
    for real in reals:
        for page in real.laid_out.pages:
            _assert_links(page.items, real.name)


def _assert_links(items: tuple[Item, ...], name: str) -> None:
    links = [item for item in items if isinstance(item, Link)]
    elements = {id(item.element) for item in links}
    for run in runs(items):
        if run.element and run.element.role == "Link":
            assert id(run.element) in elements, f"{name}: “{run.text}” cannot be clicked"
            assert any(link.element is run.element and area(run).within(area(link)) for link in links)
    for link in links:
        assert link.contents and link.uri.startswith(("https://", "http://", "tel:", "sms:", "mailto:"))
    for one, other in combinations(links, 2):
        assert not area(one).meets(area(other)), f"{name}: {one.uri} and {other.uri} overlap"


def test_no_line_breaks_a_date_or_parts_a_version_from_its_number(reals: list[Real]) -> None:
    for real in reals:
        words = [item.text for page in real.laid_out.pages for item in page.items if isinstance(item, TextRun)]
        dated = [text for text in words if "November" in text]
        assert dated, real.name
        assert all("24 November 2026" in text for text in dated), real.name
        assert any("version 1" in text for text in words), real.name
