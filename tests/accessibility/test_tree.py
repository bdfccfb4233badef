"""The structure tree, read back from each file, says what the composed leaflet says: all of it, once, in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from leafletgen.content import leaflet as composed
from leafletgen.layout.display_list import Glyphlet, QrCode
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.pdf.writer import write
from tests.support.made_files import Made
from tests.support.pdf_checks import CheckPdf
from tests.support.real_leaflets import as_printed
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


Said = Iterator[tuple[str, str]]


def expected(leaflet: composed.Leaflet) -> Said:
    """Role and text of every element that holds words, in reading order, from the composed leaflet alone."""
    cover, back = leaflet.cover, leaflet.back
    yield "H1", cover.title
    yield "P", cover.for_whom
    yield from (("P", paragraph.text) for paragraph in cover.paragraphs)
    yield "H2", cover.who_to_call.heading
    for number in cover.who_to_call.numbers:
        note = number.call.note[:1].upper() + number.call.note[1:]
        yield "P", f"{number.call.text} {number.who} {_joined('. ', number.why, note)}"
    if cover.who_to_call.after:
        yield "P", cover.who_to_call.after
    if cover.officer:
        yield "H2", cover.officer.heading
    if cover.force:
        yield "P", cover.force
    if cover.officer:
        yield from _block(cover.officer)
    for section in leaflet.sections:
        if section.heading:
            yield "H2", section.heading
        for block in section.blocks:
            yield from _block(block)
    yield "H2", back.heading
    if back.version:
        yield "P", f"{back.version.label} {back.version.text}"
    yield from (("P", paragraph.text.replace("\u00a0", " ")) for paragraph in back.paragraphs)
    if back.code:
        yield "Figure", back.code.alt


def _block(block: composed.Block) -> Said:
    match block:
        case composed.Paragraph():
            yield "P", block.text
        case composed.Items():
            for number, item in enumerate(block.items, 1):
                yield "Lbl", f"{number}." if block.numbered else "•"
                yield "LBody", _joined(" ", item.act, item.text)
        case composed.Questions():
            yield from (("LBody", question.text) for question in block.questions)
        case composed.Crisis():
            yield "P", block.text
            for row in block.rows:
                yield "P", _joined(" ", row.label, row.text, _joined(", ", block.name, row.note))
        case composed.OfficerPanel():
            yield from (("P", label) for label in block.labels)
        case composed.Emergency():
            yield from _emergency(block)
        case composed.Service():
            yield from _service(block)
        case composed.Tiles():
            for service in block.services:
                yield from _tile(service)


def _emergency(block: composed.Emergency) -> Said:
    if block.heading:
        yield "H3", block.heading
    yield "P", _joined(" ", block.call.label, block.call.text, block.call.note)
    yield from (("P", line.text) for line in block.lines)
    if block.service:
        (row,) = block.service.rows
        yield "P", f"{block.service.name}, {block.service.label}: {row.text}"
        yield from (("Figure", code.alt) for code in block.service.codes)


def _service(service: composed.Service) -> Said:
    yield "H3", _joined(" ", service.name, f"(was {service.was})" if service.was else "")
    if service.label:
        yield "P", service.label
    yield "P", _joined(" ", service.does, service.cost)
    contacts = [("P", _joined(" ", row.label, row.text, row.note)) for row in service.rows]
    shared = any(code.caption for code in service.codes)
    yield from () if shared else contacts
    for code in service.codes:
        yield "Figure", code.alt
        if code.caption:
            yield "P", code.caption
    yield from contacts if shared else ()


def _tile(service: composed.Service) -> Said:
    yield "H3", service.name
    words = (f"(was {service.was})" if service.was else "", service.label, service.cost)
    yield from (("P", text) for text in words if text)
    yield from (("P", _joined(" ", row.text, row.note)) for row in service.rows)
    yield from (("Figure", code.alt) for code in service.codes)


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


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
    assert _said(tagged.tree) == list(expected(as_printed(made.leaflet, made.laid_out)))


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


def test_glyphs_and_rules_are_artifacts_and_only_figures_are_painted(case: tuple[Made, Tagged]) -> None:
    """A reader with a screen hears "Call" once: the drawing of a telephone beside it says nothing."""
    made, tagged = case
    glyphs = [item for page in made.laid_out.pages for item in page.items if isinstance(item, Glyphlet)]
    assert len(glyphs) > 10
    figures = {place for node in tagged.tree.walk() if node.role == "Figure" for place in node.content}
    assert tagged.painted == figures


def _codes(leaflet: composed.Leaflet) -> Iterator[tuple[str, composed.QrTarget]]:
    """Each QR code, with a word that its description must have: the name of its service, unless several share a row."""
    for section in leaflet.sections:
        for service in composed.services_in(section):
            yield from (("" if code.caption else service.name, code) for code in service.codes)
    if leaflet.back.code:
        yield "newest version", leaflet.back.code


def test_each_qr_code_names_its_own_target(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    codes = list(_codes(made.leaflet))
    figures = [node for node in tagged.tree.walk() if node.role == "Figure"]
    assert len(figures) == len(codes) > 5
    marks = [item for page in made.laid_out.pages for item in page.items if isinstance(item, QrCode)]
    for figure, (name, code), mark in zip(figures, codes, marks, strict=True):
        assert figure.alt == code.alt
        assert name in figure.alt
        assert mark.uri.removeprefix("https://").rstrip("/") in figure.alt
        assert figure.box == pytest.approx([mark.x, mark.y, mark.x + mark.side, mark.y + mark.side], abs=0.01)


def _rows(leaflet: composed.Leaflet) -> Iterator[composed.Row]:
    """Each contact that can be opened, in reading order."""
    yield from (number.call for number in leaflet.cover.who_to_call.numbers)
    for section in leaflet.sections:
        for block in section.blocks:
            if isinstance(block, composed.Emergency):
                yield block.call
            if isinstance(block, composed.Crisis):
                yield from block.rows
            for service in composed.services_in(replace(section, blocks=(block,))):
                yield from (row for row in service.rows if row.uri)
    if leaflet.back.version:
        yield leaflet.back.version


def test_links_say_whose_they_are(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    rows = list(_rows(made.leaflet))
    links = [node for node in tagged.tree.walk() if node.role == "Link" and not _figures(node)]
    assert [link.text.strip() for link in links] == [row.text for row in rows]
    for link, row in zip(links, rows, strict=True):
        assert set(link.links) == {(row.uri, row.whose)}
    numbers = [link for link in links if link.links[0][0].startswith("tel:")]
    assert len(numbers) > 8
    assert all(link.text.strip() in link.links[0][1] for link in numbers)


def _figures(node: Node) -> list[Node]:
    return [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Figure"]


def test_each_qr_code_is_a_figure_inside_a_link_of_its_own(case: tuple[Made, Tagged]) -> None:
    made, tagged = case
    marks = [item for page in made.laid_out.pages for item in page.items if isinstance(item, QrCode)]
    links = [node for node in tagged.tree.walk() if node.role == "Link" and _figures(node)]
    assert len(links) == len(marks) > 5
    assert len([node for node in tagged.tree.walk() if node.role == "Figure"]) == len(marks)
    for link, mark in zip(links, marks, strict=True):
        (figure,) = link.kids
        assert isinstance(figure, Node)
        assert link.links == [(mark.uri, figure.alt)]
        assert figure.links == []  # a Figure is read by its alternative text alone


def test_headings_have_no_gap_and_lists_are_whole(case: tuple[Made, Tagged]) -> None:
    tree = case[1].tree
    levels = [int(node.role[1]) for node in tree.walk() if node.role in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for node in tree.walk():
        if node.role == "L":
            assert node.numbering in ("/Disc", "/Decimal", "/None")
            assert [kid.role for kid in node.kids if isinstance(kid, Node)] == ["LI"] * len(node.kids)
            marks = [] if node.numbering == "/None" else ["Lbl"]
            for item in node.kids:
                assert isinstance(item, Node)
                assert [kid.role for kid in item.kids if isinstance(kid, Node)] == [*marks, "LBody"]


def test_a_paragraph_over_two_pages_is_one_element(
    every: dict[str, Made], fonts: FontBook, check_pdf: CheckPdf
) -> None:
    """The first section begins with a paragraph and a list item that no page can hold."""
    leaflet = every["england-parent-a5.pdf"].leaflet
    text, item = (" ".join(f"{word}{number}" for number in range(500)) for word in ("word", "item"))
    first, *others = leaflet.sections
    long = (composed.Paragraph(text, first.at), composed.Items((composed.ListItem(item, first.at),), False, first.at))
    leaflet = replace(leaflet, sections=(replace(first, blocks=(*long, *first.blocks)), *others))
    pdf = write(lay_out(leaflet, "a5", fonts), fonts, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC))
    check_pdf(pdf)
    tagged = Tagged(pdf)
    split = [node for node in tagged.tree.walk() if len({page for page, _ in node.content}) > 1]
    assert [(node.role, node.text) for node in split if node.text in (text, item)] == [("P", text), ("LBody", item)]
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


def test_what_the_file_asks_of_a_print_dialog(case: tuple[Made, Tagged]) -> None:
    """A4 is printed at actual size. Who prints A5 on A4 paper is better off with pages that fill it."""
    tagged = case[1]
    wishes = {str(key): str(value) for key, value in tagged.pdf.Root.ViewerPreferences.items()}
    is_a4 = [float(side) for side in tagged.pdf.pages[0].MediaBox][2:] == pytest.approx([595.276, 841.89], abs=0.01)
    actual_size = {"/PrintScaling": "/None"} if is_a4 else {}
    assert wishes == {"/DisplayDocTitle": "True", "/Duplex": "/DuplexFlipLongEdge", **actual_size}


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


def test_every_content_and_annotation_leads_to_its_element(case: tuple[Made, Tagged]) -> None:
    """ISO 32000-1, 14.7.4.4: by the number tree of parents; its keys are in order, and the next one is free."""
    tagged = case[1]
    root = tagged.pdf.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(parents) == sorted(parents)
    assert int(root.ParentTreeNextKey) == max(parents) + 1 == len(parents)
    used = []
    for page in tagged.pdf.pages:
        used.append(int(page.StructParents))
        marks = {mark for number, mark in tagged.order if tagged.pages[page.objgen] == number}
        elements = parents[used[-1]]
        assert marks == set(range(len(elements)))
        for mark, element in enumerate(elements):
            assert _holds(element, page, mark)
        used += [int(note.StructParent) for note in page.obj.get("/Annots", [])]
    assert sorted(used) == list(parents)


def _holds(element: Any, page: pikepdf.Page, mark: int) -> bool:
    """Whether the element has the marked content of this page among its kids."""
    for kid in element.K:
        if isinstance(kid, int):
            found = (element.Pg.objgen, int(kid))
        elif kid.get("/Type") == "/MCR":
            found = (kid.Pg.objgen, int(kid.MCID))
        else:
            continue
        if found == (page.objgen, mark):
            return True
    return False


def test_bookmarks_are_the_headings(case: tuple[Made, Tagged]) -> None:
    """Those of the composed leaflet: what both the tree and the bookmarks lack would be missed otherwise."""
    made, tagged = case
    headings = [
        (int(role[1]), text)
        for role, text in expected(as_printed(made.leaflet, made.laid_out))
        if role in ("H1", "H2", "H3")
    ]
    found = [(level, str(item.title)) for level, item in _bookmarks(tagged)]
    assert found == headings
    assert len(found) > 15


def _bookmarks(tagged: Tagged) -> Iterator[tuple[int, pikepdf.OutlineItem]]:
    """Each with its level. Not in a with block, at the end of which pikepdf would write them anew."""
    yield from _flat(tagged.pdf.open_outline().root, 1)


def _flat(items: Iterable[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, pikepdf.OutlineItem]]:
    for item in items:
        yield level, item
        yield from _flat(item.children, level + 1)


def test_each_bookmark_shows_its_heading_at_the_top_of_the_window(case: tuple[Made, Tagged]) -> None:
    """At the zoom that the reader has, from the left edge, with the whole heading in sight."""
    tagged = case[1]
    headings = [node for node in tagged.tree.walk() if node.role in ("H1", "H2", "H3")]
    targets: list[Any] = [item.destination for _, item in _bookmarks(tagged)]
    for node, target in zip(headings, targets, strict=True):
        page, kind, left, top, zoom = target
        number, mark = node.content[0]
        assert tagged.pages[page.objgen] == number
        assert (str(kind), float(left), float(zoom)) == ("/XYZ", 0, 0)
        size, baseline = tagged.first_lines[number, mark]
        assert baseline + 0.9 * size < float(top) < baseline + 1.5 * size, node.text


def test_the_sections_show_from_the_start_and_what_is_in_them_is_folded(case: tuple[Made, Tagged]) -> None:
    """ISO 32000-1, 12.3.3: the counts, and the chains in both directions."""
    outlines = case[1].pdf.Root.Outlines
    assert str(outlines.Type) == "/Outlines"
    (title,) = _chain(outlines)
    sections = _chain(title)
    assert len(sections) >= 5
    assert int(title.Count) == len(sections)
    assert int(outlines.Count) == 1 + len(sections)
    counts = [int(section.get("/Count", 0)) for section in sections]
    assert counts == [-len(_chain(section)) for section in sections]
    assert min(counts) < 0
    assert all("/Count" not in card and "/First" not in card for section in sections for card in _chain(section))


def _chain(parent: Any) -> list[Any]:
    """The bookmarks right below one: the same from the first to the last as from the last to the first."""
    forward, backward = _walk(parent, "/First", "/Next"), _walk(parent, "/Last", "/Prev")
    assert [item.objgen for item in forward] == [item.objgen for item in reversed(backward)]
    assert all(item.Parent.objgen == parent.objgen for item in forward)
    return forward


def _walk(parent: Any, start: str, step: str) -> list[Any]:
    found, item = [], parent.get(start)
    while item is not None:
        found.append(item)
        item = item.get(step)
    return found
