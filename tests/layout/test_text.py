"""Lines and runs, in a font whose every character is 5 points wide at 10 points."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.errors import ExitCode, FitError
from leafletgen.layout.display_list import Element, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.text import Line, Span, Style, break_lines, place_line, widest
from leafletgen.layout.theme import BLACK, WHITE
from leafletgen.units import MM
from tests.support.hand_made import AT, fake_book, glyphs_of

FAKE = fake_book()
SMALL = Style("Regular", 10, BLACK)  # 5 points a character
LARGE = Style("Bold", 20, WHITE)  # 10 points a character


def _set(text: str, characters: int, *, even: bool = False) -> list[str]:
    """The lines of a text in a column that so many characters of 5 points fill."""
    lines = break_lines([Span(text, SMALL)], characters * 5.0, FAKE, 1.35, AT, even=even)
    return [_said(line).rstrip() for line in lines]


def _said(line: Line) -> str:
    return "".join(run.text for run in place_line(line, 0, 0, FAKE))


def _placed(spans: list[Span], width: float, x: float = 0.0, top: float = 0.0) -> list[list[TextRun]]:
    return [place_line(line, x, top, FAKE) for line in break_lines(spans, width, FAKE, 1.35, AT)]


def test_a_line_takes_what_fits_to_the_point() -> None:
    # "aaaa bbb" is 8 characters; with " cc" it would be 11, and the column takes 10.
    assert _set("aaaa bbb cc dddd", 10) == ["aaaa bbb", "cc dddd"]
    # With 11 all but the last word stand on the first line: exactly full is not too wide.
    assert _set("aaaa bbb cc dddd", 11) == ["aaaa bbb cc", "dddd"]


def test_a_no_break_space_holds_two_words_together_and_is_an_ordinary_space_on_the_page() -> None:
    assert _set("on 24 November", 11) == ["on 24", "November"]
    (first, second) = _placed([Span("on 24\u00a0November", SMALL)], 55)
    assert [run.text for run in first] == ["on "]
    assert [run.text for run in second] == ["24 November"]
    assert second[0].width == 55  # 11 characters


@pytest.mark.parametrize(
    "number", ["023 8090 1234", "(023) 8090 1234", "0800 1111", "+44 23 8090 1234", "116 123", "18001 101"]
)
def test_no_line_breaks_inside_a_telephone_number(number: str) -> None:
    for width in range(len(number), 45):
        lines = _set(f"Please call us on {number} or write.", width)
        assert sum(number in line for line in lines) == 1, lines
    assert _set("in 2026 we met", 7) == ["in 2026", "we met"]


@pytest.mark.parametrize("ages", ["13 to 18", "8 to 12", "1 to 16"])
def test_no_line_breaks_inside_a_range_of_numbers(ages: str) -> None:
    for width in range(12, 45):
        lines = _set(f"It is for ages {ages} who ask.", width)
        assert sum(ages in line for line in lines) == 1, lines


def test_a_no_break_space_does_not_make_a_word_of_its_own() -> None:
    assert _set("\u00a0aaaa\n bbb \u00a0 cc\u00a0", 20) == ["aaaa bbb cc"]


def test_widths_and_heights() -> None:
    first, second = break_lines([Span("aaaa bbb cc dddd", SMALL)], 50, FAKE, 1.35, AT)
    assert (first.width, second.width) == (40, 35)  # 8 and 7 characters of 5 points; no space at an end counts
    assert first.height == second.height == pytest.approx(13.5)  # 10 points led by 1.35
    assert (first.more, second.more) == (True, False)


def test_lines_are_evenly_ragged() -> None:
    # Filled greedily: 10, 6 and 8 characters of 10. The squares of what is missing: 0 + .16 (the last line is free).
    # With "cc" on the second line: 7, 9 and 8 characters: .09 + .01, which is less.
    assert _set("aaaa bb cc dddddd eeeeeeee", 10) == ["aaaa bb", "cc dddddd", "eeeeeeee"]


def test_a_last_line_of_a_third_is_free_in_text_and_counts_in_headings() -> None:
    # "dddddd" leaves 40 % of the last line: nothing in text. Counted, 0 + .16 is more than .09 + .01.
    assert _set("aaaa bb cc dddddd", 10) == ["aaaa bb cc", "dddddd"]
    assert _set("aaaa bb cc dddddd", 10, even=True) == ["aaaa bb", "cc dddddd"]


def test_a_last_line_that_is_very_short_is_avoided() -> None:
    # 20 and 1 characters of 20: (.95 - .67)² = .0784. 18 and 3: .1² + (.85 - .67)² = .0424, which is less.
    assert _set("aaaaaaaaaa bbbbbbb c z", 20) == ["aaaaaaaaaa bbbbbbb", "c z"]


def test_spans_of_two_styles_become_runs_at_exact_places() -> None:
    document = Element("Document", None)
    row, link = document.add("P"), document.add("Link")
    spans = [Span("Call", SMALL, row), Span("0800 1111", LARGE, link, whole=True), Span("free", SMALL, row)]
    ((call, number, free),) = _placed(spans, 200, x=100, top=300)
    # "Call": 4 × 5 = 20, and the space before the number is a large one, 10: the number begins at 100 + 30.
    assert (call.text, call.x, call.width) == ("Call ", 100, 30)
    # The number: 9 × 10 = 90, and a small space before what follows, 5: "free" begins at 130 + 95.
    assert (number.text, number.x, number.width) == ("0800 1111 ", 130, 95)
    assert (free.text, free.x, free.width) == ("free", 225, 20)
    # The line is 20 × 1.35 = 27 high; capitals of 14 points stand in its middle: 300 - 13.5 - 7.
    assert {run.y for run in (call, number, free)} == {279.5}
    assert [run.element for run in (call, number, free)] == [row, link, row]
    assert [(run.font, run.size, run.colour) for run in (call, number)] == [("Regular", 10, BLACK), ("Bold", 20, WHITE)]


def test_the_space_before_a_span_can_be_wider_or_not_there() -> None:
    spans = [Span("ab", SMALL), Span("cd", SMALL, space=2.5), Span("ef", SMALL, glued=True)]
    ((first, second, third),) = _placed(spans, 100)
    assert (first.text, first.width) == ("ab ", 22.5)  # 2 × 5 and a space of 2.5 × 5
    assert (second.text, second.x) == ("cd", 22.5)
    assert (third.text, third.x) == ("ef", 32.5)


def test_glyphs_add_up_to_the_width_of_their_run() -> None:
    ((run, _),) = _placed([Span("ab cd", SMALL), Span("ef", LARGE)], 100)
    assert [glyph.text for glyph in glyphs_of(run)] == list("ab cd ")
    assert run.width == sum(glyph.advance for glyph in glyphs_of(run)) * 10 / 1000 == 35  # 5 × 5, and a space of 10


def test_text_ends_with_a_space_where_its_paragraph_goes_on() -> None:
    assert [[run.text for run in line] for line in _placed([Span("aa bb cc", SMALL)], 25)] == [["aa bb "], ["cc"]]


def test_whole_spans_never_break() -> None:
    # "Call" and the number make 14 characters, the column takes 12: all of the number goes to the next line.
    spans = [Span("Call", SMALL), Span("0800 1111", SMALL, whole=True)]
    assert [[run.text for run in line] for line in _placed(spans, 60)] == [["Call "], ["0800 1111"]]
    with pytest.raises(FitError):
        break_lines(spans, 40, FAKE, 1.35, AT)
    assert widest(spans, FAKE) == 45  # 9 characters


def test_addresses_break_after_a_slash_and_nowhere_else() -> None:
    address = "www.gov.uk/report/abuse-now"
    lines = break_lines([Span(address, SMALL, address="slash")], 20 * 5, FAKE, 1.35, AT)
    # Two lines by either slash: 11 + 16 characters, or 18 + 9. The first, with 45 % left and a last line of 80 %, costs
    # .2025; the second, with 10 % left and a last line of 45 %, .01.
    assert [_said(line).rstrip() for line in lines] == ["www.gov.uk/report/", "abuse-now"]
    with pytest.raises(FitError):  # not an address: it does not break
        break_lines([Span(address, SMALL)], 20 * 5, FAKE, 1.35, AT)
    with pytest.raises(FitError):  # neither after a hyphen nor a point
        break_lines([Span("www.gov-uk.org", SMALL, address="slash")], 10 * 5, FAKE, 1.35, AT)


@pytest.mark.parametrize(
    ("address", "characters", "wanted"),
    [
        ("www.getsafeonline.org", 20, ["www.getsafeonline", ".org"]),
        ("www.ceopeducation.co.uk", 20, ["www.ceopeducation", ".co.uk"]),
        ("saferinternet.org.uk", 16, ["saferinternet", ".org.uk"]),
        ("families.google/familylink", 20, ["families.google/", "familylink"]),
        ("takeitdown.ncmec.org", 18, ["takeitdown.ncmec", ".org"]),
        ("help@nspcc.org.uk", 14, ["help@nspcc", ".org.uk"]),
        ("www.iwf.org.uk/report", 14, ["www.iwf", ".org.uk/report"]),
        ("www.circlessoutheast.org.uk", 17, ["www", ".circlessoutheast", ".org.uk"]),
        ("www.childnet.com", 16, ["www.childnet.com"]),
    ],
)
def test_an_address_in_a_tile_breaks_before_a_dot_which_would_end_a_sentence(
    address: str, characters: int, wanted: list[str]
) -> None:
    lines = break_lines([Span(address, SMALL, address="dot")], characters * 5.0, FAKE, 1.35, AT)
    assert [_said(line) for line in lines] == wanted
    assert "".join(wanted) == address


def test_an_address_that_breaks_gets_no_space() -> None:
    address = "www.gov.uk/report/abuse-now"
    lines = break_lines([Span(address, SMALL, address="slash")], 20 * 5, FAKE, 1.35, AT)
    assert "".join(_said(line) for line in lines) == address


def test_a_double_slash_stays_together() -> None:
    lines = break_lines([Span("https://a.uk/b", SMALL, address="slash")], 8 * 5, FAKE, 1.35, AT)
    assert [_said(line).rstrip() for line in lines] == ["https://", "a.uk/b"]


def test_a_word_too_wide_is_refused_with_its_excess_and_its_place() -> None:
    with pytest.raises(FitError) as caught:
        break_lines([Span("a verylongword b", SMALL)], 40, FAKE, 1.35, AT)
    (problem,) = caught.value.problems
    assert caught.value.exit_code == ExitCode.FIT
    assert problem.code == "word-too-wide"
    assert problem.where == AT
    # 12 characters are 60 points, 20 more than the column: 20 / 72 × 25.4 = 7.06 mm.
    assert f"{20 / MM:.1f}" == "7.1"
    assert "“verylongword” is 7.1 mm wider" in problem.message


WORDS = st.lists(st.text(string.ascii_letters + "é’", min_size=1, max_size=12), min_size=1, max_size=40)


def _greedy(found: list[str], width: int) -> int:
    count, used = 1, -1
    for word in found:
        if used + 1 + len(word) > width:
            count, used = count + 1, -1
        used += 1 + len(word)
    return count


@given(WORDS, st.integers(12, 60), st.booleans())
def test_any_words_in_any_width(found: list[str], characters: int, even: bool) -> None:
    lines = break_lines([Span("  ".join(found), SMALL)], characters * 5.0, FAKE, 1.35, AT, even=even)
    assert all(line.width <= characters * 5 for line in lines)
    assert "".join(_said(line) for line in lines) == " ".join(found)
    assert len(lines) == _greedy(found, characters)
    for line in lines:
        assert line.width == 5 * len(_said(line).rstrip())


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(24, 60))
def test_any_spans_keep_their_order_style_and_element(texts: list[list[str]], characters: int) -> None:
    document = Element("Document", None)
    spans = [Span(" ".join(text), (SMALL, LARGE)[n % 2], document.add("Span")) for n, text in enumerate(texts)]
    placed = [run for line in _placed(spans, characters * 5.0) for run in line]
    by_span = [" ".join("".join(run.text for run in placed if run.element is span.element).split()) for span in spans]
    assert by_span == [span.text for span in spans]
    order = [document.children.index(run.element) for run in placed if run.element]
    assert order == sorted(order)
    assert {(run.element, run.size) for run in placed} == {(span.element, span.style.size) for span in spans}


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(24, 60), st.floats(0, 300))
def test_runs_of_a_line_are_side_by_side(texts: list[list[str]], characters: int, x: float) -> None:
    spans = [Span(" ".join(text), (SMALL, LARGE)[n % 2]) for n, text in enumerate(texts)]
    for line in break_lines(spans, characters * 5.0, FAKE, 1.35, AT):
        found = place_line(line, x, 0, FAKE)
        assert found[0].x == x
        for left, right in itertools.pairwise(found):
            assert right.x == pytest.approx(left.x + left.width)
        tail = 500 * found[-1].size / 1000 if line.more else 0.0
        assert found[-1].x + found[-1].width - tail == pytest.approx(x + line.width)


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=1, max_size=12), st.integers(10, 40))
def test_any_address_joins_to_itself_and_breaks_after_slashes(parts: list[str], characters: int) -> None:
    address = "/".join(parts)
    lines = break_lines([Span(address, SMALL, address="slash")], characters * 5.0, FAKE, 1.35, AT)
    assert "".join(_said(line) for line in lines) == address
    assert all(_said(line).endswith("/") for line in lines[:-1])


def test_kerning_draws_letters_together(fonts: FontBook) -> None:
    for font in fonts.fonts.values():
        word = font.shape("AVATAR")
        assert word.width < sum(font.advance(glyph.gid) for glyph in word.glyphs)
        assert font.shape("HHHH").width == 4 * font.shape("H").width


@given(text=st.text(string.printable[:95], min_size=1, max_size=30))
def test_one_glyph_for_each_character(fonts: FontBook, text: str) -> None:
    for font in fonts.fonts.values():
        glyphs = font.shape(text).glyphs
        assert [glyph.text for glyph in glyphs] == list(text)
        assert all(glyph.gid for glyph in glyphs)  # none is .notdef


def test_letters_that_fonts_like_to_join_stay_apart(fonts: FontBook) -> None:
    for font in fonts.fonts.values():
        for letters in ("fi", "fl", "ff", "ffi", "tt", "www", "->"):
            alone = [font.shape(letter).glyphs[0].gid for letter in letters]
            assert [glyph.gid for glyph in font.shape(letters).glyphs] == alone
