"""Words on the lines to write on: where they begin and end, and how they are read after the label of the line."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leafletgen.layout.display_list import Blank, Element, LaidOut, Page, TextRun
from leafletgen.layout.fill_in import blanks_of, excess, fill
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import BLACK
from tests.support.hand_made import fake_book, words

LABEL = Element("P", None)
BLANK = Blank(100.0, 50.0, 200.0, 20.0, 55.0, "Bold", 10.0, BLACK, "Name", ("name",), LABEL)
"""Room for 40 letters of the fake font, which are 5 points wide each."""


def one_line(blank: Blank = BLANK) -> LaidOut:
    return LaidOut((Page(400.0, 600.0, ()), Page(400.0, 600.0, (blank,))), LABEL, "Title", "en-GB")


def filled(said: str, fonts: FontBook, blank: Blank = BLANK) -> list[TextRun]:
    """A space, and the words on the only line there is."""
    (items,) = (page.items for page in fill(one_line(blank), lambda blank: said, fonts).pages if page.items)
    runs = [item for item in items if isinstance(item, TextRun)]
    assert len(runs) == len(items)
    return runs


def test_the_words_begin_at_the_line_on_its_baseline() -> None:
    space, run = filled("PC Quaife", fake_book())
    assert space.x + space.width == run.x == BLANK.x
    assert run.y == space.y == BLANK.baseline
    assert (run.font, run.size, run.colour) == ("Bold", 10.0, BLACK)
    assert run.x + run.width == BLANK.x + 9 * 5


def test_they_are_read_after_the_label_with_a_space_between() -> None:
    runs = filled("PC Quaife", fake_book())
    assert {run.element for run in runs} == {LABEL}
    assert "".join(run.text for run in runs) == " PC Quaife"
    for run in runs:
        assert "".join(word.text for word in run.words) == run.text
        assert "".join(glyph.text for word in run.words for glyph in word.glyphs) == run.text


def test_on_a_line_that_is_read_from_the_right_they_begin_there(fonts: FontBook) -> None:
    """A name in Latin letters beside one in Arabic: the first in reading order is at the right."""
    runs = filled("سارة, PC Quaife", fonts.of_language("ar"), replace(BLANK, rtl=True))
    assert "".join(run.text for run in runs) == " سارة, PC Quaife"
    assert (runs[1].text, runs[1].rtl) == ("سارة", True)
    assert (runs[-1].text, runs[-1].rtl) == ("PC Quaife", False)
    edges = [BLANK.x + BLANK.width + runs[0].width, *(run.x for run in runs)]
    assert [run.x + run.width for run in runs] == pytest.approx(edges[:-1])


def test_a_line_without_words_stays_a_line_to_write_on() -> None:
    assert fill(one_line(), lambda blank: "", fake_book()) == one_line()
    assert list(blanks_of(one_line())) == [(1, BLANK)]


@pytest.mark.parametrize(("letters", "over"), [(0, 0), (1, 0), (40, 0), (41, 5), (50, 50)])
def test_what_is_too_wide_is_told_in_points(letters: int, over: float) -> None:
    fonts = fake_book()
    said = "W" * letters
    assert excess(BLANK, said, fonts) == over
    if letters and not over:
        _, run = filled(said, fonts)
        assert run.x + run.width <= BLANK.x + BLANK.width


def test_the_size_of_the_line_counts() -> None:
    assert excess(replace(BLANK, size=20.0), words(8), fake_book()) == pytest.approx(39 * 10 - 200)
