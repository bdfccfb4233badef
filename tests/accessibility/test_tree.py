"""The structure tree, read back from each file, says what the composed leaflet says: all of it, once, in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pikepdf
import pytest
from msgspec.structs import replace

from leafletgen.content import leaflet as composed
from leafletgen.layout.display_list import QrCode
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.writer import write
from tests.support.made_files import Made
from tests.support.pdf_checks import CheckPdf
from tests.support.tagged_reader import Node, Tagged

NAMES = [
    f"{edition}-{variant}-{form}{mono}.pdf"
    for edition in ("england", "hampshire")
    for variant in ("parent", "child")
    for form in ("a4", "a5", "a4-large")
    for mono in ("", "-mono")
]


def test_the_names_are_all_files(every: dict[str, Made]) -> None:
    assert sorted(every) == sorted(NAMES)


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest, every: dict[str, Made]) -> tuple[Made, Tagged]:
    made = every[request.param]
    return made, Tagged(made.pdf)


def expected(leaflet: composed.Leaflet) -> Iterator[tuple[str, str]]:
    """Role and text of every element that holds words, in reading order, from the composed leaflet alone."""
    cover, strip = leaflet.cover, leaflet.emergency
    yield "H1", cover.title
    yield "P", cover.for_whom
    yield from (("P", text) for text in cover.paragraphs)
    if cover.force:
        yield "P", cover.force
    yield "H2", strip.heading
    yield "P", f"{strip.call.label} {strip.call.text} {strip.call.note}"
    yield from (("P", text) for text in strip.lines)
    for section in leaflet.sections:
        yield "H2", section.heading
        for block in section.blocks:
            yield from _block(block)


def _block(block: composed.Block) -> Iterator[tuple[str, str]]:
    match block:
        case composed.Paragraph():
            yield "P", block.text
        case composed.Items():
            for number, item in enumerate(block.items, 1):
                yield "Lbl", f"{number}." if block.numbered else "•"
                yield "LBody", item
        case composed.OfficerPanel():
            yield from (("P", label) for label in block.labels)
        case composed.Card():
            yield "H3", block.name
            label = ". ".join(part for part in (f"Was {block.was}" if block.was else "", block.label) if part)
            yield from (("P", text) for text in (label, block.does, block.cost) if text)
            for row in block.rows:
                yield "P", " ".join(part for part in (row.label, row.text, row.note) if part)
            if block.qr:
                yield "Figure", block.qr.alt


def _said(tree: Node) -> list[tuple[str, str]]:
    found = []
    for node in tree.walk():
        if node.role == "Figure":
            found.append((node.role, node.alt))
        elif node.role in ("H1", "H2", "H3", "P", "Lbl", "LBody"):
            found.append((node.role, node.text.strip()))
    return found


def test_the_tree_says_what_the_leaflet_says(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    leaflet, said = made.leaflet, _said(tagged.tree)
    back = [("H2", leaflet.back.heading), *(("P", text.replace("\u00a0", " ")) for text in leaflet.back.paragraphs)]
    notes = [("H2", leaflet.back.notes_heading)]
    assert said in ([*expected(leaflet), *back], [*expected(leaflet), *notes, *back])


def test_content_is_drawn_in_the_order_of_the_tree(case: tuple[Made, Tagged]) -> None:
    tagged = case[1]
    assert tagged.order == sorted(tagged.order)
    assert tagged.tree.places == tagged.order


def test_nothing_is_left_unmarked_and_only_footers_are_artifacts(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    pages = len(made.laid_out.pages)
    assert tagged.unmarked == []
    assert tagged.kinds == {("/Layout", ""), ("/Pagination", "/Footer")}  # rules and screens; footers
    assert tagged.artifacts == [text for n in range(2, pages + 1) for text in (made.leaflet.title, str(n))]


def test_each_symbol_names_its_own_target(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    cards = [
        block for s in made.leaflet.sections for block in s.blocks if isinstance(block, composed.Card) and block.qr
    ]
    figures = [node for node in tagged.tree.walk() if node.role == "Figure"]
    assert len(figures) == len(cards) > 8
    marks = [item for page in made.laid_out.pages for item in page.items if isinstance(item, QrCode)]
    for figure, card, mark in zip(figures, cards, marks, strict=True):
        assert card.qr is not None
        assert card.name in figure.alt
        assert mark.uri.removeprefix("https://").rstrip("/") in figure.alt
        assert figure.box == pytest.approx([mark.x, mark.y, mark.x + mark.side, mark.y + mark.side], abs=0.01)


def test_links_say_whose_they_are(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    rows = [made.leaflet.emergency.call]
    rows += [
        row
        for s in made.leaflet.sections
        for b in s.blocks
        if isinstance(b, composed.Card)
        for row in b.rows
        if row.uri
    ]
    links = [node for node in tagged.tree.walk() if node.role == "Link"]
    assert [link.text.strip() for link in links] == [row.text for row in rows]
    for link, row in zip(links, rows, strict=True):
        assert set(link.links) == {(row.uri, row.whose)}
    numbers = [link for link in links if link.links[0][0].startswith("tel:")]
    assert all(link.text.strip() in link.links[0][1] for link in numbers)


def test_headings_have_no_gap_and_lists_are_whole(case: tuple[Made, Tagged]) -> None:
    tree = case[1].tree
    levels = [int(node.role[1]) for node in tree.walk() if node.role in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for node in tree.walk():
        if node.role == "L":
            assert node.numbering in ("/Disc", "/Decimal")
            assert [kid.role for kid in node.kids if isinstance(kid, Node)] == ["LI"] * len(node.kids)
        if node.role == "LI":
            assert [kid.role for kid in node.kids if isinstance(kid, Node)] == ["Lbl", "LBody"]


def test_a_paragraph_over_two_pages_is_one_element(
    every: dict[str, Made], fonts: FontBook, check_pdf: CheckPdf
) -> None:
    """The first section begins with a paragraph and a list item that no page can hold."""
    leaflet = every["england-parent-a5.pdf"].leaflet
    text, item = (" ".join(f"{word}{number}" for number in range(500)) for word in ("word", "item"))
    first, *others = leaflet.sections
    long = (composed.Paragraph(text, first.at), composed.Items((item,), True, first.at))
    leaflet = replace(leaflet, sections=(replace(first, blocks=(*long, *first.blocks)), *others))
    pdf = write(lay_out(leaflet, "a5", fonts), fonts, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC))
    check_pdf(pdf)
    tagged = Tagged(pdf)
    split = [node for node in tagged.tree.walk() if len({page for page, _ in node.content}) > 1]
    assert [(node.role, node.text) for node in split] == [("P", text), ("LBody", item)]
    for node in split:
        assert len(node.content) == len({page for page, _ in node.content}), "one marked content on each page"
        assert [page for page, _ in node.content] == sorted(page for page, _ in node.content)
    assert tagged.tree.places == tagged.order


def test_what_the_file_says_of_itself(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    root = tagged.pdf.Root
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "en-GB"
    assert str(root.PageLabels.Nums[1].S) == "/D"
    for number, page in enumerate(tagged.pdf.pages):
        assert str(page.Tabs) == "/S"
        assert int(page.StructParents) == number
    with tagged.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(tagged.pdf.docinfo.Title) == made.leaflet.title
        assert metadata["dc:language"] == {"en-GB"}
        assert metadata["pdfuaid:part"] == "1"


def test_a_passage_in_another_language_says_so(every: dict[str, Made], fonts: FontBook, check_pdf: CheckPdf) -> None:
    laid_out = lay_out(every["england-child-a5.pdf"].leaflet, "a5", fonts)
    first = next(element for element in laid_out.root.children[0].children if element.role == "P")
    first.language = "cy"
    pdf = write(laid_out, fonts, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC))
    check_pdf(pdf)
    languages = [(node.text, node.language) for node in Tagged(pdf).tree.walk() if node.language]
    assert languages == [("You are not alone", "cy")]


def test_page_labels_count_from_1(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    labels = [pikepdf.Page(page).label for page in tagged.pdf.pages]
    assert labels == [str(number) for number in range(1, len(made.laid_out.pages) + 1)]


def test_bookmarks_are_the_headings(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    headings = [(int(n.role[1]), n.text.strip()) for n in tagged.tree.walk() if n.role in ("H1", "H2", "H3")]
    with tagged.pdf.open_outline() as outline:
        found = [(level, str(item.title)) for level, item in _flat(outline.root, 1)]
    assert found == headings
    assert made.leaflet.cover.title == found[0][1]


def _flat(items: Iterable[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, pikepdf.OutlineItem]]:
    for item in items:
        yield level, item
        yield from _flat(item.children, level + 1)
