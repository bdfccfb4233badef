"""Pages as SVG: the words of the display list, each leading to its place; nothing that an editor types is mark-up."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.leaflet import Items, ListItem, Paragraph, Questions
from leafletgen.errors import Where
from leafletgen.layout.display_list import LaidOut, Page, TextRun, Word
from leafletgen.layout.fit import lay_out
from leafletgen.layout.theme import BLACK
from leafletgen.web.pages import Picture, picture_of
from tests.support.hand_made import AT, a_leaflet, a_panel, a_section, a_service, fake_book, filler, paragraphs
from tests.support.made_files import Maker

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "LEAFLETGEN_UPDATE_GOLDEN"
SVG = "{http://www.w3.org/2000/svg}"


def _words(picture: Picture) -> list[tuple[str, Where]]:
    """The text of each run as a reader of XML finds it, with the place that it leads to."""
    texts = ElementTree.fromstring(picture.svg).iter(f"{SVG}text")
    return [("".join(text.itertext()), picture.places[int(text.attrib["data-place"])]) for text in texts]


def test_the_words_are_those_of_the_pages_and_each_leads_to_its_place(maker: Maker) -> None:
    pages = [page for made in maker.files("office", "hampshire") for page in made.laid_out.pages]
    assert len(pages) > 20
    for page in pages:
        runs = [item for item in page.items if isinstance(item, TextRun)]
        assert _words(picture_of(page)) == [(run.text, run.at) for run in runs]


@pytest.fixture(scope="module")
def little() -> LaidOut:
    """A leaflet of every kind of item, in a font whose widths are known."""
    section = a_section(
        "What to do & why",
        Paragraph("<b>Words</b> that look like mark-up.", AT),
        Items((ListItem("You can help.", AT, "Stay calm."), ListItem("Listen.", AT)), True, AT),
        a_service("Helpline", "Talks to parents.", rows=2),
        Questions(paragraphs("Who can help?"), AT),
        a_panel("Name", "Phone"),
        *filler(18),
    )
    return lay_out(a_leaflet(section), "a5", fake_book())


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_little_leaflet(little: LaidOut, number: int) -> None:
    """To write the files again: LEAFLETGEN_UPDATE_GOLDEN=1. That run fails, so nobody mistakes it for a test."""
    found = picture_of(little.pages[number - 1]).svg.decode().replace("><", ">\n<")
    file = GOLDEN / f"page-{number}.svg"
    if os.environ.get(UPDATE):
        file.write_text(found, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew: look at what changed, then run again without {UPDATE}")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_a_line_above_changes_no_picture(little: LaidOut) -> None:
    """Numbers stand in the SVG, so pages stay when the lines of a file move."""
    svg = picture_of(little.pages[0]).svg
    assert b"leaflet.yaml" not in svg
    assert b'data-place="0"' in svg


def test_words_that_are_read_from_the_right_begin_at_their_right_ends() -> None:
    """Word by word, because the word space of a face may be another one in the leaflet."""
    words = (Word("دو", (), 900), Word(" ", (), 300), Word("ایک", (), 1200))
    run = TextRun(10, 20, "Some Face-Bold", 10, BLACK, "ایک دو", words, 24, at=AT, rtl=True)
    picture = picture_of(Page(100, 200, (run,)))
    (text,) = ElementTree.fromstring(picture.svg).iter(f"{SVG}text")
    assert [(word.text, word.get("x")) for word in text] == [("ایک ", "34"), ("دو", "19")]
    assert (text.get("font-family"), text.get("font-weight"), text.get("direction")) == (
        "'Some Face-Bold'",
        "700",
        "rtl",
    )
    assert picture.faces == {"Some Face-Bold"}


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</text></svg><svg onload=alert(1)>",
        "]]><!--",
        "&lt;script&gt;&#60;",
        '" onclick="alert(1)',
        "<foreignObject><iframe src=javascript:alert(1)>",
    ]
)


@given(TYPED)
def test_whatever_is_typed_stays_words(typed: str) -> None:
    run = TextRun(10, 20, "Regular", 12, BLACK, typed, (Word(typed, (), 500),), 6, at=Where(typed, 1, 1))
    root = ElementTree.fromstring(picture_of(Page(100, 200, (run,))).svg)
    assert [element.tag.removeprefix(SVG) for element in root.iter()] == ["svg", "rect", "text", "tspan"]
    assert {name for element in root.iter() for name in element.attrib} <= {
        *("viewBox", "width", "height", "fill", "x", "y", "font-size", "font-weight", "data-place")
    }
    assert "".join(root.itertext()) == typed
