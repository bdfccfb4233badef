"""An officer's details: which are valid; that no message quotes one; which of them a child's leaflet shows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.layout.fonts import FontBook
from leafletgen.officer.details import (
    GIVEN,
    Given,
    Value,
    check_detail,
    check_details,
    dialled,
    doubt_of_first_name,
    for_reader,
    name_of,
    tidy,
)
from tests.support.project import PROJECT

GLYPHS = FontBook.load(PROJECT / "fonts").coverage()

GOOD: tuple[tuple[Given, str], ...] = (
    ("name", "PC Wilhelmina O’Quaife-Smith"),
    ("name", "Siân Ŵyn-Ŷork"),
    ("name", "J. Müller"),
    ("number", "4417"),
    ("number", "HC 1234/B"),
    ("phone", "07700 900417"),
    ("phone", "101"),
    ("phone", "101 ext 1234"),
    ("phone", "101, extension 1234"),
    ("phone", "18001 101"),
    ("phone", "18001 07700 900417"),
    ("phone", "03000 111 999"),
    ("phone", "01632 960044"),
    ("phone", "07700 900441 ext 12"),
    ("phone", "0044 1632 960044"),
    ("phone", "+44 (0)1632 960044"),
    ("phone", "18001 +44 1632 960044"),
    ("number", "PC 999"),
    ("number", "1999"),
    ("phone", "01632 960 001 x12"),
    ("phone", "+44 7700 900417"),
    ("phone", "+44 (0) 1632 960001"),
    ("email", "w.quaife@example.police.uk"),
    ("reference", "44260012345"),
    ("reference", "ZZ/44617/26 - B"),
    ("next-contact", "Thursday 17 December 2026, 4:30pm"),
    ("next-contact", "17/12/2026"),
    ("next-contact", "2026-12-17 16:30"),
    ("next-contact", "I will call you tomorrow"),
    ("reference", "CR/123/24"),
)


@pytest.mark.parametrize(("detail", "text"), GOOD)
def test_a_good_detail_passes(detail: Given, text: str) -> None:
    assert check_detail(detail, Value(text), GLYPHS) is None


DIALLED = {
    "020 7946 0044": "02079460044",
    "+44 (0)20 7946 0044": "02079460044",
    "+44 020 7946 0044": "02079460044",
    "0044-20-7946-0044": "02079460044",
    "18001 +44 800 1111": "08001111",
    "+44 (0800) 1111": "08001111",
}


@pytest.mark.parametrize("typed", DIALLED)
def test_a_number_is_dialled_with_a_nought_for_the_code_of_the_country(typed: str) -> None:
    assert dialled(tidy("phone", typed)) == DIALLED[typed]


BAD: tuple[tuple[Given, str, str], ...] = (
    ("name", "...", "placeholder"),
    ("name", "TODO", "placeholder"),
    ("name", "[your name]", "placeholder"),
    ("name", "null", "placeholder"),
    ("reference", "<insert>", "placeholder"),
    ("number", "XXXX", "placeholder"),
    ("next-contact", "to follow", "placeholder"),
    ("next-contact", "TBC", "placeholder"),
    ("name", "PC <b>Alex</b> Quaife", "mark-up"),
    ("name", "PC **Alex** Quaife", "mark-up"),
    ("next-contact", "Monday &amp; Tuesday", "mark-up"),
    ("reference", "`4426`", "mark-up"),
    ("name", "W" * 61, "officer-too-long"),
    ("name", "Wilhelmina " * 27 + "Qua", "officer-too-long"),
    ("name", "Quaife \N{GRINNING FACE}", "officer-character"),
    ("name", "Quaife ✓", "officer-character"),
    ("name", "קוויף", "officer-character"),
    ("name", "Quaife\u0301x\u0332", "officer-character"),
    ("name", "\u09bf Quaife", "mark-alone"),
    ("name", "PC \u064b", "mark-alone"),
    ("name", "سارة (\u0654)", "mark-alone"),
    ("name", "\u202eefiauQ", "bidi-control"),
    ("name", "Qua\u200bife", "invisible-character"),
    ("name", "Qua\x07ife", "control-character"),
    ("name", "Qua\x00ife", "control-character"),
    ("name", "Qua\ufffdife", "lost-character"),
    ("name", "Wilhelmina\nQuaife", "officer-line-break"),
    ("name", "Wilhelmina\tQuaife", "officer-line-break"),
    ("name", '=HYPERLINK("https://example.org","Quaife")', "officer-formula"),
    ("reference", "@SUM(1)", "officer-formula"),
    ("reference", "+A1", "officer-formula"),
    ("number", "-Quaife", "officer-formula"),
    ("phone", "07700 90041", "officer-phone"),
    ("phone", "7700 900417", "cell-zero"),
    ("phone", "[01632] 960 001", "officer-phone"),
    ("phone", "01632  960001", "officer-phone"),
    ("phone", "999", "officer-service"),
    ("phone", "112", "officer-service"),
    ("phone", "9 9 9", "officer-service"),
    ("phone", "999 ext 12", "officer-service"),
    ("phone", "111", "officer-service"),
    ("phone", "116 123", "officer-service"),
    ("phone", "0800 1111", "officer-service"),
    ("phone", "18000", "officer-service"),
    ("phone", "18001 999", "officer-service"),
    ("phone", "18001999", "officer-service"),
    ("phone", "18001 112", "officer-service"),
    ("phone", "18001 0800 1111", "officer-service"),
    ("phone", "+44 800 1111", "officer-service"),
    ("phone", "999x1", "officer-service"),
    ("phone", "0999", "officer-phone"),
    ("phone", "+44 999", "officer-phone"),
    ("phone", "999 999", "officer-phone"),
    ("phone", "911", "officer-phone"),
    ("phone", "nine nine nine", "officer-phone"),
    ("number", "999", "officer-service"),
    ("number", "112", "officer-service"),
    ("phone", "7700900417", "cell-zero"),
    ("phone", "447700900417", "cell-plus"),
    ("phone", "4.426E+10", "cell-scientific"),
    ("number", "1234.0", "cell-decimal"),
    ("number", "Mar-12", "cell-date"),
    ("reference", "4.426E+10", "cell-scientific"),
    ("reference", "########", "cell-hashes"),
    ("reference", "#REF!", "cell-error"),
    ("reference", "12/03/2026", "cell-date"),
    ("name", "#N/A", "cell-error"),
    ("next-contact", "2026-03-12 00:00:00", "cell-date"),
    ("next-contact", "2026-12-17T00:00", "cell-date"),
    ("next-contact", "46373", "cell-date"),
    ("next-contact", "46373.6875", "cell-date"),
    ("phone", "07700 900417 or 101", "officer-phone"),
    ("phone", "0909 879 1234", "officer-phone"),
    ("phone", "+33 1 23 45 67 89", "officer-phone"),
    ("phone", "ext 1234", "officer-phone"),
    ("phone", "٠٧٧٠٠ ٩٠٠٤١٧", "officer-character"),
    ("phone", "07700 900417 ext ²", "officer-phone"),
    ("email", "w.quaife", "officer-email"),
    ("email", "w.quaife@police", "officer-email"),
    ("email", "W Quaife <w@example.org>", "officer-email"),
)


@pytest.mark.parametrize(("detail", "text", "code"), BAD)
def test_a_bad_detail_is_refused_and_not_quoted(detail: Given, text: str, code: str) -> None:
    problem = check_detail(detail, Value(text), GLYPHS)
    assert problem is not None
    assert problem.code == code
    assert problem.hint
    said = problem.message + problem.hint
    assert not any(
        part in said for part in ("Quaife", "900417", "90041", "HYPERLINK", "w.quaife", "879", "1234.0", "Mar-12")
    )


LACKING = {"Nguyễn": "ễ", "Adéọlá": "ọ", "عمر": "ع", "Георгий": "Г", "Σωκράτης": "Σ", "李": "李", "Vũ": "ũ"}


@pytest.mark.parametrize("name", LACKING)
def test_a_letter_that_the_font_lacks_is_shown_with_a_way_on(name: str) -> None:
    problem = check_detail("name", Value(name), GLYPHS)
    assert problem is not None
    assert problem.code == "officer-character"
    assert f"“{LACKING[name]}”" in problem.message
    assert "by hand" in problem.hint
    assert name not in problem.message + problem.hint or len(name) == 1


@given(st.sampled_from(GIVEN), st.text(max_size=100))
def test_whatever_is_typed_gets_an_answer_that_does_not_quote_it(detail: Given, typed: str) -> None:
    text = tidy(detail, typed)
    (problem,) = check_details({detail: Value(text)}, GLYPHS) or (None,)
    if problem is None:
        assert len(text) <= 80
        for points in GLYPHS.values():
            assert {ord(character) for character in text} <= points
        assert not any(unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zl", "Zp") for character in text)
    else:
        plain = check_detail(detail, Value("".join("Q" if c.isalnum() else c for c in text)), GLYPHS)
        assert len(text) < 12 or text not in problem.message + problem.hint
        assert plain is None or plain.hint


@given(st.dictionaries(st.sampled_from(GIVEN), st.text(min_size=1, max_size=40).map(Value)))
def test_a_child_never_gets_more_than_a_first_name_and_a_telephone_number(details: dict[Given, Value]) -> None:
    kept = for_reader(details, "child", full=False)
    assert set(kept) <= {"name", "phone"}
    assert kept.get("phone") == details.get("phone")
    if "name" in kept and "first-name" not in details:
        assert len(kept["name"].text.split()) <= 1
    shown = {detail: value for detail, value in details.items() if detail != "first-name"}
    if "name" in details or "first-name" not in details:
        assert for_reader(details, "child", full=True) == shown == for_reader(details, "parent", full=False)


DOUBTFUL: tuple[dict[Given, Value], ...] = (
    {"name": Value("Quaife, Wilhelmina")},
    {"name": Value("DC Quaife")},
    {"name": Value("W. Quaife")},
    {"name": Value("D/Sgt")},
    {"name": Value("Quaife Safeguarding Team")},
    {"name": Value("PC Wilhelmina Quaife"), "first-name": Value("DC Quaife")},
    {"first-name": Value("W.")},
)


@pytest.mark.parametrize("details", DOUBTFUL)
def test_a_first_name_that_cannot_be_told_is_a_fault(details: dict[Given, Value]) -> None:
    problem = doubt_of_first_name(details)
    assert problem is not None
    assert problem.code == "officer-first-name"
    assert problem.hint
    assert "Quaife" not in problem.message + problem.hint


def test_the_message_says_which_word_would_be_printed() -> None:
    problem = doubt_of_first_name({"name": Value("T/DC 4417 Quaife", cell="B3")})
    assert problem is not None
    assert "Cell B3: " in problem.message
    assert "A child’s leaflet would print its word 3 alone." in problem.message
    assert "--officer-first-name" in problem.hint


def test_a_first_name_by_itself_is_what_a_child_gets() -> None:
    details: dict[Given, Value] = {"name": Value("DC Quaife"), "first-name": Value("Mary-Ann"), "phone": Value("101")}
    assert doubt_of_first_name(details) is None
    assert for_reader(details, "child", full=False) == {"name": Value("Mary-Ann"), "phone": Value("101")}
    assert for_reader(details, "parent", full=False) == {"name": Value("DC Quaife"), "phone": Value("101")}
    assert for_reader({"first-name": Value("Mary")}, "parent", full=False) == {"name": Value("Mary")}


@pytest.mark.parametrize("written", ["next-contact", "next_contact", "Next contact", " NEXT  CONTACT "])
def test_a_detail_is_known_however_its_words_are_joined(written: str) -> None:
    assert name_of(written) == "next-contact"
    assert name_of("nextcontact") is None


@pytest.mark.parametrize(
    ("typed", "kept"), [("  a  b ", "a b"), ("a\u00a0b", "a b"), ("Sia\u0302n", "Siân"), ("a\nb", "a\nb"), (" ", "")]
)
def test_typed_spaces_and_accents_are_made_plain(typed: str, kept: str) -> None:
    assert tidy("name", typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(01632) 960 001", "01632 960 001"),
        ("(01632)960001", "01632 960001"),
        ("01632-960-001", "01632 960 001"),
        ("07700–900417", "07700 900417"),
        ("07700.900.417", "07700 900 417"),
        ("07700/900417", "07700 900417"),
        ("07700 — 900417", "07700 900417"),
        ("07700−900417", "07700 900417"),
        ("[01632]  960 001", "[01632] 960 001"),
        ("+44 (0)1632 960001", "+44 1632 960001"),
        ("+44(0) 1632-960001", "+44 1632 960001"),
        ("0044 1632 960001", "+44 1632 960001"),
        ("101 (ext. 12)", "101 ext. 12"),
        ("101, extension 12", "101, extension 12"),
    ],
)
def test_a_telephone_number_is_written_plainly(typed: str, kept: str) -> None:
    assert tidy("phone", typed) == kept
    assert (check_detail("phone", Value(kept), GLYPHS) is None) is ("[" not in kept)
