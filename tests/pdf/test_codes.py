"""Codes for pairs of a glyph and its letters, and the operators that show words by them."""

from __future__ import annotations

import pytest

from leafletgen.layout.display_list import Glyph, Word
from leafletgen.layout.fonts import Font, FontBook
from leafletgen.pdf.codes import Codes
from leafletgen.pdf.composed import Composed
from leafletgen.pdf.letters import letter_by_letter


@pytest.fixture
def latin(fonts: FontBook) -> Font:
    return fonts["Regular"]


def _word(font: Font, shown: str, says: str) -> Word:
    """A word that shows some letters of the Latin face, and stands for others."""
    glyphs = [Glyph(font.characters[s], t, font.advance(font.characters[s])) for s, t in zip(shown, says, strict=True)]
    return Word(says, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def test_a_letter_that_is_drawn_by_its_own_glyph_has_the_id_of_it_as_its_code(latin: Font) -> None:
    codes = Codes(latin)
    codes.show([latin.shape("Leaflet"), latin.shape(" "), latin.shape("0808")], rtl=False)
    assert all(code == drawn == latin.characters[letter] for code, drawn, letter in codes.used)
    assert {letter for _, _, letter in codes.used} == set("Leaflt 08")


def test_a_glyph_with_other_letters_has_a_code_above_all_ids(latin: Font) -> None:
    codes = Codes(latin)
    shown = codes.show([_word(latin, "aa", "xa"), _word(latin, "ab", "xb"), _word(latin, "aa", "yx")], rtl=False)
    a, b, above = latin.characters["a"], latin.characters["b"], latin.face.glyph_count
    assert set(codes.used) == {(a, a, "a"), (b, b, "b"), (above, a, "x"), (above + 1, a, "y")}
    written = [above, a, above, b, above + 1, above]
    assert shown == f"[<{''.join(f'{code:04X}' for code in written)}>] TJ"


def test_codes_of_letters_with_their_own_glyphs_do_not_depend_on_what_came_before(latin: Font) -> None:
    words = [_word(latin, "ab", "ab"), _word(latin, "ab", "xb")]
    first, second = Codes(latin), Codes(latin)
    in_order = [first.show([word], rtl=False) for word in words]
    in_reverse = [second.show([word], rtl=False) for word in reversed(words)]
    assert in_order == in_reverse[::-1]


def test_a_run_from_right_to_left_is_one_marked_string(latin: Font) -> None:
    words = [_word(latin, "cba", "cba"), latin.shape(" "), _word(latin, "fed", "fed")]
    shown = Codes(latin).show(words, rtl=True)
    assert shown.startswith("/ReversedChars BMC [<")
    assert shown.endswith(">] TJ EMC")
    assert shown.count("TJ") == 1


NUMBERS = ["0808 800 5000", "+44 20 7946 0018", "101", "0808 801 0711", "85258"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_among_words_from_right_to_left_has_no_break_spaces(latin: Font, number: str) -> None:
    """So that a program which puts copied words in order by itself leaves its groups in theirs."""
    for among_rtl in (False, True):
        codes = Codes(latin, among_rtl=among_rtl)
        codes.show([latin.shape("Childline"), latin.shape(" "), latin.shape(number)], rtl=False)
        said = {letters for _, _, letters in codes.used}
        assert ("\u00a0" in said) == (among_rtl and " " in number)
        assert " " in said  # between words it stays a space


LETTERS: dict[str, tuple[list[Glyph], bool, list[tuple[int | Composed, str, int]]]] = {
    "one glyph a letter": ([Glyph(1, "ك", 500), Glyph(2, "ت", 400)], True, [(1, "ك", 500), (2, "ت", 400)]),
    "a mark that is moved": (
        [Glyph(9, "ً", 0, 100, 80), Glyph(1, "ن", 500)],
        True,
        [(Composed(((9, 100, 80),), 0), "ً", 0), (1, "ن", 500)],
    ),
    "a glyph of two letters, from right to left": (
        [Glyph(1, "لا", 501)],
        True,
        [(Composed(((1, 0, 0),), 250), "ا", 250), (Composed((), 251), "ل", 251)],
    ),
    "a letter that is drawn by the glyph of the one before": (
        [Glyph(2, "ا", 0), Glyph(1, "ل", 500)],
        True,
        [(Composed(((2, 0, 0), (1, 0, 0)), 250), "ا", 250), (Composed((), 250), "ل", 250)],
    ),
    "dots that are drawn apart": (
        [Glyph(8, "", 0, 90, -60), Glyph(1, "ب", 300, 0, 40), Glyph(2, "ا", 200)],
        True,
        [(Composed(((8, 90, -60), (1, 0, 40)), 300), "ب", 300), (2, "ا", 200)],
    ),
    "a conjunct": (
        [Glyph(1, "স্ক", 901), Glyph(2, "ল", 600)],
        False,
        [
            (Composed(((1, 0, 0),), 450), "স", 450),
            (Composed((), 0), "্", 0),
            (Composed((), 451), "ক", 451),
            (2, "ল", 600),
        ],
    ),
    "a sign before its letter": ([Glyph(5, "ক", 300), Glyph(1, "ে", 600)], False, [(5, "ক", 300), (1, "ে", 600)]),
    "a sign around its letter": (
        [Glyph(5, "க", 300), Glyph(1, "ொ", 600), Glyph(6, "", 200)],
        False,
        [(5, "க", 300), (Composed(((1, 0, 0), (6, 600, 0)), 800), "ொ", 800)],
    ),
    "a mark with a width": (
        [Glyph(1, "ਤ", 500), Glyph(2, "ੁ", 40)],
        False,
        [(Composed(((1, 0, 0), (2, 500, 0)), 540), "ਤ", 540), (Composed((), 0), "ੁ", 0)],
    ),
    "a joiner": (
        [Glyph(3, "\u200c", 0), Glyph(1, "ب", 300)],
        True,
        [(Composed(((3, 0, 0),), 0), "\u200c", 0), (1, "ب", 300)],
    ),
    "a glyph that goes back": (
        [Glyph(2, "ا", -30), Glyph(1, "ر", 20)],
        True,
        [(Composed(((2, 0, 0), (1, -30, 0)), 0), "ا", -5), (Composed((), 0), "ر", -5)],
    ),
}


@pytest.mark.parametrize("case", LETTERS)
def test_each_letter_has_one_code_in_the_order_of_reading(case: str) -> None:
    glyphs, rtl, wanted = LETTERS[case]
    codes = letter_by_letter(glyphs, rtl=rtl)
    assert codes == wanted
    read = [letter for _, letter, _ in codes]
    assert "".join(read[::-1] if rtl else read) == "".join(
        glyph.text for glyph in (reversed(glyphs) if rtl else glyphs)
    )
    assert sum(advance for _, _, advance in codes) == sum(glyph.advance for glyph in glyphs)


def test_a_width_that_the_font_cannot_have_is_made_by_a_gap(latin: Font) -> None:
    """Advances in a font are not negative, so the pen is moved back by TJ."""
    a = latin.characters["a"]
    word = Word("xy", (Glyph(a, "x", 20), Glyph(a, "y", -30)), -10)
    assert Codes(latin).show([word], rtl=False).count(">5") == 2
