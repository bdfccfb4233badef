"""An officer's details: which are valid; that no message quotes one; which of them a child's leaflet shows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.content.records import DETAILS, Detail
from leafletgen.layout.fonts import FontBook
from leafletgen.officer.details import Value, check_detail, check_details, first_name, for_reader, name_of, tidy
from tests.support.project import PROJECT

GLYPHS = FontBook.load(PROJECT / "fonts").coverage()

GOOD: tuple[tuple[Detail, str], ...] = (
    ("name", "PC Wilhelmina O’Quaife-Smith"),
    ("name", "Siân Ŵyn-Ŷork"),
    ("name", "J. Müller"),
    ("number", "4417"),
    ("number", "HC 1234/B"),
    ("phone", "07700 900417"),
    ("phone", "101"),
    ("phone", "101 ext 1234"),
    ("phone", "101, extension 1234"),
    ("phone", "01632 960 001 x12"),
    ("phone", "+44 7700 900417"),
    ("phone", "+44 (0) 1632 960001"),
    ("email", "w.quaife@example.police.uk"),
    ("reference", "44260012345"),
    ("reference", "ZZ/44617/26 - B"),
    ("next-contact", "Thursday 17 December 2026, 4:30pm"),
)


@pytest.mark.parametrize(("detail", "text"), GOOD)
def test_a_good_detail_passes(detail: Detail, text: str) -> None:
    assert check_detail(detail, Value(text), GLYPHS) is None


BAD: tuple[tuple[Detail, str, str], ...] = (
    ("name", "W" * 61, "officer-too-long"),
    ("name", "Wilhelmina " * 27 + "Qua", "officer-too-long"),
    ("name", "Quaife \N{GRINNING FACE}", "officer-character"),
    ("name", "Quaife ✓", "officer-character"),
    ("name", "קוויף", "officer-character"),
    ("name", "Quaife\u0301x\u0332", "officer-character"),
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
    ("phone", "7700 900417", "officer-phone"),
    ("phone", "(01632) 960 001", "officer-phone"),
    ("phone", "01632  960001", "officer-phone"),
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
def test_a_bad_detail_is_refused_and_not_quoted(detail: Detail, text: str, code: str) -> None:
    problem = check_detail(detail, Value(text), GLYPHS)
    assert problem is not None
    assert problem.code == code
    assert problem.hint
    said = problem.message + problem.hint
    assert not any(part in said for part in ("Quaife", "900417", "90041", "HYPERLINK", "w.quaife", "879"))


@given(st.sampled_from(DETAILS), st.text(max_size=100))
def test_whatever_is_typed_gets_an_answer_that_does_not_quote_it(detail: Detail, typed: str) -> None:
    text = tidy(typed)
    (problem,) = check_details({detail: Value(text)}, GLYPHS) or (None,)
    if problem is None:
        assert 0 < len(text) <= 80
        for points in GLYPHS.values():
            assert {ord(character) for character in text} <= points
        assert not any(unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zl", "Zp") for character in text)
    else:
        plain = check_detail(detail, Value("".join("Q" if c.isalnum() else c for c in text)), GLYPHS)
        assert len(text) < 12 or text not in problem.message + problem.hint
        assert plain is None or plain.hint


@given(st.dictionaries(st.sampled_from(DETAILS), st.text(min_size=1, max_size=40).map(Value)))
def test_a_child_never_gets_more_than_a_first_name_and_a_telephone_number(details: dict[Detail, Value]) -> None:
    kept = for_reader(details, "child", full=False)
    assert set(kept) <= {"name", "phone"}
    assert kept.get("phone") == details.get("phone")
    if "name" in kept:
        assert len(kept["name"].text.split()) <= 1
    assert for_reader(details, "child", full=True) == details == for_reader(details, "parent", full=False)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Wilhelmina", "Wilhelmina"),
        ("Wilhelmina Quaife", "Wilhelmina"),
        ("PC Wilhelmina Quaife", "Wilhelmina"),
        ("PC 4417 Wilhelmina Quaife", "Wilhelmina"),
        ("Det. Sgt. Wilhelmina Quaife", "Wilhelmina"),
        ("T/DC Wilhelmina Quaife", "Wilhelmina"),
        ("Detective Constable Mary-Ann Quaife", "Mary-Ann"),
        ("Police Staff Investigator", "Investigator"),
        ("Ms. W. Quaife", "W."),
        ("Quaife, Wilhelmina", ""),
        ("PC", ""),
        ("DS 4417", ""),
    ],
)
def test_the_first_name_is_found_or_not_guessed(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_first_name_that_cannot_be_told_is_a_fault() -> None:
    kept = for_reader({"name": Value("Quaife, Wilhelmina")}, "child", full=False)
    (problem,) = check_details(kept, GLYPHS)
    assert problem.code == "officer-first-name"
    assert "Quaife" not in problem.message + problem.hint


@pytest.mark.parametrize("written", ["next-contact", "next_contact", "Next contact", " NEXT  CONTACT "])
def test_a_detail_is_known_however_its_words_are_joined(written: str) -> None:
    assert name_of(written) == "next-contact"
    assert name_of("nextcontact") is None


@pytest.mark.parametrize(
    ("typed", "kept"), [("  a  b ", "a b"), ("a\u00a0b", "a b"), ("Sia\u0302n", "Siân"), ("a\nb", "a\nb"), (" ", "")]
)
def test_typed_spaces_and_accents_are_made_plain(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
