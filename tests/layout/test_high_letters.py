"""Letters that are higher than Latin ones, as those of Nastaliq: a lighter cover, more pages, marks on the baseline."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leafletgen.content.languages import LANGUAGES
from leafletgen.content.leaflet import Items, Leaflet, ListItem, Section
from leafletgen.formats import FORMATS, longer
from leafletgen.layout.display_list import Blank, LaidOut
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.print_limits import BESIDE_LATIN
from tests.support.hand_made import AT, a_leaflet, a_panel, runs, text_of

WORDS = "آپ کے بچے کے لیے مدد اور سہارا"
CALL = "وہ انگریزی بولتے ہیں"
WHY = " ".join(["پولیس نے آپ سے رابطہ کیا ہے کیونکہ آن لائن کچھ ہوا ہے۔"] * 3)


def urdu(rows: int) -> Leaflet:
    """A leaflet with so many numbers on its cover, and more words than the page holds."""
    section = Section(WORDS, (Items((ListItem(WORDS, AT), ListItem(WORDS, AT)), False, AT),), False, AT)
    leaflet = a_leaflet(section, cover=(WHY, WHY), back=(WORDS,))
    (number,) = leaflet.cover.who_to_call.numbers
    table = replace(leaflet.cover.who_to_call, numbers=(replace(number, who=WORDS, why=WORDS),) * rows, after=CALL)
    officer = replace(a_panel("نام", "فون"), heading="آپ کا افسر")
    cover = replace(leaflet.cover, title=WORDS, who_to_call=table, officer=officer, force="")
    return replace(leaflet, language="ur", cover=cover)


def page_of(laid_out: LaidOut, words: str) -> int:
    """The number of the page that has the words."""
    return next(number for number, page in enumerate(laid_out.pages, 1) if words in text_of(page.items))


@pytest.mark.parametrize(("rows", "after", "officer"), [(2, True, True), (6, False, True), (7, False, False)])
def test_a_cover_that_is_too_high_gives_up_its_words_but_never_whom_to_call(
    rows: int, after: bool, officer: bool, fonts: FontBook
) -> None:
    laid_out = lay_out(urdu(rows), "a5", fonts)
    assert text_of(laid_out.pages[0].items).count("999") == rows
    assert (page_of(laid_out, CALL) == 1) == after
    assert (page_of(laid_out, "فون") == 1) == officer
    assert sum(isinstance(item, Blank) for page in laid_out.pages for item in page.items) == 2
    written = " ".join(text_of(page.items) for page in laid_out.pages)
    assert written.count("کیونکہ") == 6 and written.count(CALL) == 1


def test_marks_of_lists_stand_on_the_baseline_of_their_line(fonts: FontBook) -> None:
    laid_out = lay_out(urdu(2), "a5", fonts)
    marks = [(run, page) for page in laid_out.pages for run in runs(page.items) if run.text.strip() == "•"]
    assert len(marks) == 2
    for mark, page in marks:
        assert any(run.y == pytest.approx(mark.y) and run is not mark for run in runs(page.items))


def test_the_number_of_a_page_stands_on_the_baseline_of_its_title(fonts: FontBook) -> None:
    leaflet = replace(urdu(2), title=WORDS)
    for page in lay_out(leaflet, "a5", fonts).pages[1:]:
        footer = [run.y for run in runs(page.items) if run.element is None]
        assert footer == pytest.approx([footer[0]] * len(footer))


def test_such_leaflets_may_have_half_as_many_pages_more() -> None:
    assert longer(FORMATS["a4"]).pages == (4, 6, 8, 10, 12)
    assert longer(FORMATS["a5"]).pages == (4, 8, 12, 16, 20, 24)
    assert longer(FORMATS["card"]).pages == (2,)


def test_no_face_is_set_smaller_beside_latin_letters_than_the_checks_allow() -> None:
    assert min(row.scale for row in LANGUAGES.values()) == BESIDE_LATIN


def test_sentences_of_the_cover_end_with_the_full_stop_of_their_language(fonts: FontBook) -> None:
    leaflet = urdu(2)
    table = leaflet.cover.who_to_call
    free = tuple(replace(number, call=replace(number.call, note=CALL)) for number in table.numbers)
    cover = replace(leaflet.cover, who_to_call=replace(table, numbers=free))
    page = lay_out(replace(leaflet, cover=cover), "a5", fonts.of_language("ur")).pages[0]
    assert f"{WORDS}۔ {CALL}" in text_of(page.items).replace("\u00a0", " ")
