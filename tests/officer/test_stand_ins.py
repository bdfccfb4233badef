"""What stands in for an officer's detail: what is still to be written is refused, what is kept for trials is said."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from leafletgen.officer.details import Given, Value, check_detail, for_trial, tidy
from tests.support.officer import text_of
from tests.support.program import Run, run_inside

GLYPHS = {"regular": frozenset(range(0x20, 0x3000))}

UNWRITTEN: dict[Given, tuple[str, ...]] = {
    "name": (
        "Your name", "YOUR NAME", "name here", "Name", "(name)", "Enter your name", "insert name", "Type name here",
        "put your name here", "Full name", "Officer’s name", "officer name", "Name of officer", "First name Surname",
        "Firstname Lastname", "Forename Surname", "Rank Name", "Rank and name", "Rank/Name", "PC Name", "DC Surname",
        "PC 1234 Name", "Christian name", "Officer", "PC Officer", "Police officer", "Your officer", "The officer",
        "Officer in case", "OIC", "eich enw", "Enw yma", "Enw’r swyddog", "Rhowch eich enw", "x", "X", "xx", "X X",
        "X. Y.", "PC X", "PC XX", "Mr X", "xyz", "abc", "aaa", ".", "?", "_", "???", "A. N. Other", "A N Other",
        "AN Other", "A.N.Other", "PC A. N. Other", "Joe Bloggs", "PC John Doe", "Jane Doe", "tbc", "T.B.A.", "N/A",
        "none", "None", "nil", "Unknown", "not known", "not yet known", "as above", "ditto", "pending", "leave blank",
        "to follow", "Test", "PC Test", "test officer", "Lorem ipsum", "<name>", "[rank and name]", "somebody",
        "Unallocated", "To be allocated", "unassigned", "Awaiting allocation", "Test Test", "PC asdf", "N.A.", "NA",
        "Nobody", "PC Nobody", "No one", "Anon", "anonymous", "undefined", "NaN", "I’w gadarnhau", "I'w gadarnhau",
        "Not allocated yet", "Yet to be allocated", "nobody yet", "Vacant", "None allocated", "unnamed", "N/K", "Dienw",
        "heb ei benodi", "Heb ei phenodi",
    ),
    "first-name": ("Your first name", "First name", "Firstname", "name", "x", "xx", "enw cyntaf", "insert", "here"),
    "number": (
        "your number", "Your collar number", "number", "collar number", "Warrant no.", "No.", "enter number", "x", "xx",
        "xxx", "PCXXXX", "NNNN", "0000", "000", "PC 0000", "none", "n/a", "tbc", "TRUE", "eich rhif", "rhif",
        "ID number", "here", "PC number",
    ),
    "reference": (
        "your reference", "reference", "Ref no", "case number", "crime reference number", "Crime ref here", "x", "xx",
        "xxxxx", "44xxxxxxxxx", "44/XX/26", "00/00000/00", "none", "N/A", "tbc", "enter reference", "cyfeirnod",
    ),
    "next-contact": (
        "date", "Date and time", "day and time", "Date/time", "your date", "enter date", "When", "when?", "x", "xx",
        "date of next contact", "next contact", "dd/mm/yyyy", "tbc", "to be agreed", "none", "dyddiad", "Date here",
        "not yet arranged", "none arranged", "to be scheduled", "not yet", "Invalid Date",
        "to be arranged", "To be set", "00/00/0000", "00-00-00", "When you will be in touch next", "undefined", "NaN",
        "i’w drefnu",
    ),
    "email": (
        "your.name@kent.police.uk", "yourname@kent.police.uk", "name@kent.police.uk", "x@kent.police.uk",
        "xx@kent.police.uk", "x.y@kent.police.uk", "firstname.lastname@kent.police.uk", "first.last@kent.police.uk",
        "forename_surname@kent.police.uk", "email@kent.police.uk", "your-email@kent.police.uk",
        "john.doe@kent.police.uk", "jo@yourforce.police.uk", "jo@xxx.police.uk", "jo@domain.com", "enw@kent.police.uk",
        "tbc@kent.police.uk", "TBA@kent.police.uk", "nobody@kent.police.uk", "anon@kent.police.uk",
        "a.n.other@kent.police.uk", "a.name@kent.police.uk",
    ),
    "phone": ("01234 567890", "07123 456789", "0800 000 0000", "08000 000000", "01622 000000", "0300 000 0000"),
}  # fmt: skip

WRITTEN: dict[Given, tuple[str, ...]] = {
    "name": (
        "Xi", "Jo", "Bo", "Ng", "PC Ng", "PC Xu", "DC Yi", "Xi Li", "Li Na", "Ann Other", "Anna Other",
        "PC Alex Example", "PC 1234", "DC 4455", "Officer 1234", "Sgt", "Front Desk", "Duty Officer",
        "Safeguarding Team", "May Day", "PC Day", "Don Case", "PC Field", "Rosie Last", "PC Given", "Christian Ng",
        "PC Christian", "Terry Rank", "Oo", "U Ba", "Nil Quaife", "Tel Quaife", "Will Call", "Don Blank",
        "Ida Nameth", "Enid Enwright", "Joan Bloggs", "Xavier Yx", "Police Staff Investigator", "Abcde Quaife",
        "Yourie Herefield", "Mark Insertson",
        "PC Tester", "Phone Myint", "Text Dolan", "Y Rhingyll Siân Quaife", "Mailer Quaife", "Nona None",
        "PC Null", "DC True", "PC Fill",
        "Officer A", "Officer B", "PC Nan", "Nan Quaife", "PC Na", "PC None", "PC Foo", "Test Tester", "Neba Quaife",
    ),
    "first-name": ("Xi", "Jo", "Bo", "Ng", "Di", "Christian", "Given", "Oo", "Xx-Li"),
    "number": ("1234", "XX1234", "0007", "C1234", "PC 1000", "No. 1234", "Number 44", "A", "ID 44", "XJ40917", "X123",
        "Officer A", "NA 1234"),
    "reference": ("44260012345", "ZZ/44617/26", "Log 0123", "CRN 100000", "ref 7", "A-000-1", "no crime", "No crime"),
    "next-contact": (
        "Thursday", "next day", "soon", "On Thursday, at 4pm", "When school ends", "I will ring", "within 3 days",
        "Date of the panel: 4 May", "phone 1630 Thursday",
        "call 0930 to 1700", "Thursday 17 December, 4pm", "17/12/2026 at 16:00", "Tue 10.30-11.30", "in 24-48 hours",
        "ring 101 and ask for PC 4455", "call 01622 690690 ext 4455", "see www.kent.police.uk", "at St. Mary’s, 9.a.m.",
        "I will ring on 8", "Call on 17", "phone 14 or 15", "Text on 14 12 2026 0900", "call 7-12-26 1600",
        "ring 1700 on 17 12", "ring 081226", "call 17122026", "ring 17.12.26", "call 2026-12-17", "ring 3 or 4 12",
        "call 1600 17 12", "call 14-16 12", "call on 17 1600-1700", "call 17 12 26 1600-1700", "call 17 12 26 16 00",
        "arranged", "agreed with you on the phone",
        "set for Thursday", "visit to be arranged with school", "call 14 and 15",
        "by phone", "at your next visit", "at the time we agreed",
    ),
    "email": ("jo@kent.police.uk", "xi.ng@kent.police.uk", "x.quaife@kent.police.uk", "officer@kent.police.uk",
              "names.quaife@kent.police.uk", "ann.other@kent.police.uk"),
    "phone": ("101", "01622 690690", "101 extension 0000", "+44 1622 690690"),
}  # fmt: skip


def _rows(table: dict[Given, tuple[str, ...]]) -> list[tuple[Given, str]]:
    return [(detail, text) for detail, texts in table.items() for text in texts]


@pytest.mark.parametrize(("detail", "text"), _rows(UNWRITTEN))
def test_what_is_still_to_be_written_is_refused(detail: Given, text: str) -> None:
    problem = check_detail(detail, Value(tidy(detail, text)), GLYPHS)
    assert problem is not None
    assert problem.code == "placeholder"


@pytest.mark.parametrize(("detail", "text"), _rows(WRITTEN))
def test_what_is_written_is_taken(detail: Given, text: str) -> None:
    assert check_detail(detail, Value(tidy(detail, text)), GLYPHS) is None
    assert for_trial({detail: Value(tidy(detail, text))}) == []


TRIALS: dict[Given, tuple[str, ...]] = {
    "phone": (
        "01632 960 001", "01632 960123", "07700 900123", "+44 7700 900123", "(0117) 496-0123", "0117 496 0123",
        "0113 496 0000", "020 7946 0999", "0191 498 0123", "028 9649 6123", "029 2018 0123", "0808 157 0123",
        "0306 999 0123", "18001 07700 900123", "07700 900123 ext. 4", "0044 1632 960001",
    ),
    "email": ("jo@example.org", "jo.quaife@example.police.uk", "jo@mail.example.com", "jo@kent.test", "jo@a.invalid"),
    "next-contact": (
        "Ring 07700 900123", "Thursday, on 01632 960001", "by mail: jo@example.org", "see www.example.org",
        "see example.com/times",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("detail", "text"), _rows(TRIALS))
def test_what_is_kept_for_examples_is_for_a_trial(detail: Given, text: str) -> None:
    value = Value(tidy(detail, text))
    assert check_detail(detail, value, GLYPHS) is None
    (problem,) = for_trial({detail: value})
    assert (problem.code, problem.severity) == ("officer-trial", "warning")
    assert "reaches nobody" in problem.message
    assert not any(part in problem.message for part in ("900", "960", "496", "example.", "jo"))


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0800 111 11",
        "Ring 07700 9001",
        "Ring 01999 123456",
        "by mail: jo@kent,police.uk",
        "call O1622 690690",
        "call 4455",
        "call 99",
        "ring 690 690",
        "ring 321326",
        "call 16222",
        "ring 0300 12 12",
        "ring 0117 12 12",
        "ring 0121 30",
        "ring 0808 12",
    ],
)
def test_a_wrong_contact_in_the_words_of_a_detail_is_refused(text: str) -> None:
    problem = check_detail("next-contact", Value(text), GLYPHS)
    assert problem is not None
    assert problem.code == "officer-contact"


def test_a_number_of_no_range_in_use_is_refused() -> None:
    for number in ("01999 123456", "01222 222222", "0111 1111111", "07000 123456"):
        problem = check_detail("phone", Value(number), GLYPHS)
        assert problem is not None
        assert problem.code == "officer-phone"


# --- every way in ---

FILM, REAL = "07700 900123", "101 extension 1234"
SAID = "[officer-trial]"
MADE = ("hampshire", "--variant", "parent", "--size", "a5")


def _ways(folder: Path, phone: str) -> dict[str, tuple[str | Path, ...]]:
    (folder / "me.yaml").write_text(f"name: Alex Quaife\nphone: {phone}\n", encoding="utf-8")
    (folder / "team.csv").write_text(
        f"name,phone\nAlex Quaife,{phone}\nBo Quaife,{REAL}\nSam Quaife,{phone}\n", encoding="utf-8"
    )
    named = ("--officer-name", "Alex Quaife")
    return {
        "options": ("build", *MADE, *named, "--officer-phone", phone),
        "a file": ("build", *MADE, "--officer-file", folder / "me.yaml"),
        "a list": ("officer", *MADE, "--from", folder / "team.csv"),
        "answers": ("officer", *MADE, "--mono"),
        "a card": ("build", "hampshire", "--size", "card", *named, "--officer-phone", phone),
    }


@pytest.mark.parametrize("way", ["options", "a file", "a list", "answers", "a card"])
def test_a_film_number_is_said_once_whatever_way_it_comes_in(tmp_path: Path, way: str) -> None:
    """At normal verbosity and beside the leaflet, which is made: who tries the program has no other number."""
    answers = "\n".join(["Alex Quaife", "", FILM, "", "", "", "y", ""]) if way == "answers" else ""
    outcome = run_inside(*_ways(tmp_path, FILM)[way], "-o", tmp_path, stdin=answers)
    assert outcome.code == 0, outcome.stderr
    assert text_of(Path(outcome.stdout.splitlines()[0])).count(FILM)
    assert outcome.stderr.count(SAID) == (2 if way == "answers" else 1)  # before the question and at the end
    assert "warning: " in outcome.stderr
    if way != "answers":
        assert "900123" not in outcome.stderr


def test_a_list_names_the_cells_of_all(tmp_path: Path) -> None:
    outcome = run_inside(*_ways(tmp_path, FILM)["a list"], "-o", tmp_path)
    assert "Cells B2 and B4: " in outcome.stderr


def test_it_is_said_before_the_leaflet_is_agreed_to(tmp_path: Path) -> None:
    answers = "\n".join(["Alex Quaife", "", FILM, "", "", "", "2", "101", "y", ""])
    outcome = run_inside(*_ways(tmp_path, FILM)["answers"], "-o", tmp_path, stdin=answers)
    assert outcome.code == 0, outcome.stderr
    first, second = (found.start() for found in re.finditer(re.escape("Make it?"), outcome.stderr))
    assert 0 < outcome.stderr.index(SAID) < first < second
    assert outcome.stderr.count(SAID) == 1  # the number was changed


def test_a_remembered_number_is_said_again(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home" / "config")}
    command = (*_ways(tmp_path, FILM)["answers"], "-o", tmp_path)
    first = "\n".join(["Alex Quaife", "", FILM, "", "", "", "y", ""])
    assert run_inside(*command, "--remember", env={**os.environ, **home}, stdin=first).code == 0
    again = run_inside(*command, env={**os.environ, **home}, stdin="\n\n\n\n\n\ny\n")
    assert again.code == 0, again.stderr
    assert again.stderr.count(SAID) == 2


@pytest.mark.parametrize("way", ["options", "a file", "a list", "a card"])
def test_a_number_that_rings_is_not_spoken_of(tmp_path: Path, way: str) -> None:
    phone = "01962 846665" if way == "a card" else REAL
    outcome = run_inside(*_ways(tmp_path, phone)[way], "-o", tmp_path)
    assert outcome.code == 0, outcome.stderr
    assert SAID not in outcome.stderr


def test_what_is_not_printed_is_not_spoken_of(run: Run, tmp_path: Path) -> None:
    command = ("build", "hampshire", "--variant", "child", "--size", "a5", "--officer-name", "Alex Quaife")
    outcome = run(*command, "--officer-email", "alex@example.org", "-o", tmp_path)
    assert outcome.code == 0, outcome.stderr
    assert SAID not in outcome.stderr
