"""A date that cannot be right is refused wherever a date stands, and the message tells how to write one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from leafletgen.content.check import examine
from leafletgen.content.dates import misdated, misdated_edition, why_no_date
from leafletgen.content.source import read_folder
from leafletgen.resources import shipped_data
from tests.support.own_folder import AGENCIES, EDITION, own_folder
from tests.support.program import Run

TODAY = datetime.date(2026, 11, 24)
DAY = "2026-11-20"

MEANT = {
    "24/11/2026": "2026-11-24",
    "24.11.2026": "2026-11-24",
    "24-11-2026": "2026-11-24",
    "5/6/2026": "2026-06-05",
    "2026/11/24": "2026-11-24",
    "20261124": "2026-11-24",
    "24 November 2026": "2026-11-24",
    "24th Nov 2026": "2026-11-24",
    "11/24/2026": "",
    "31/11/2026": "",
    "24/11/26": "",
    "24 Movember 2026": "",
    "2026-2-3": "2026-02-03",
    "2026.1.2": "2026-01-02",
    "202611": "",
    "2026111": "",
    "2026.111": "",
    "soon": "",
}
"""Days of other forms, and which one is meant: in the United Kingdom the day comes first."""

CANNOT_BE = {
    "0026-11-01": "old-date",
    "1926-11-01": "old-date",
    "1900-01-24": "old-date",
    "1970-01-01": "old-date",
    "2006-11-01": "old-date",
    "0001-01-01": "old-date",
    "2062-11-01": "future-date",
    "2226-11-01": "future-date",
    "9999-12-31": "future-date",
    "26-11-01": "bad-date",
    "1/11/26": "bad-date",
    "01/11/2026": "bad-date",
    "01.11.2026": "bad-date",
    "1 November 2026": "bad-date",
    "2026-11": "bad-date",
    "2026-13-01": "bad-date",
    "2026-02-30": "bad-date",
    "2026/11/01": "bad-date",
    "20261101": "bad-date",
    "46350": "bad-date",
    "2026-11-01T00:00": "bad-date",
    "today": "bad-date",
    "tbc": "bad-date",
}

CHECKED = f"        checked: {{on: {DAY}, how: rang it, by: comms officer}}\n"
LOGGED = (
    f'- {{agency: kent-families, contact: phone, value: "023 8090 1201", on: {DAY}, how: rang it, by: web editor}}\n'
)
REVIEW = f"reviewed: [{{on: {DAY}, by: solicitor, digest: '{'0' * 12}'}}]\n"
PLACES = ("edition", "check of an agency", "check in the log", "review")


def folder_with(tmp_path: Path, place: str, day: str) -> Path:
    """The folder of a force with a date at this place."""
    agencies = AGENCIES + CHECKED.replace(DAY, day) if place == "check of an agency" else AGENCIES
    data = own_folder(tmp_path, agencies=agencies)
    if place == "edition":
        (data / "editions" / "kent.yaml").write_text(EDITION.replace("2026-11-24", day), encoding="utf-8")
    elif place == "check in the log":
        (data / "checks.yaml").write_text("checks:\n" + LOGGED.replace(DAY, day), encoding="utf-8")
    elif place == "review":
        words = (shipped_data() / "leaflets" / "child.yaml").read_text(encoding="utf-8")
        (data / "leaflets").mkdir()
        (data / "leaflets" / "child.yaml").write_text(words + REVIEW.replace(DAY, day), encoding="utf-8")
    return data


def said(folder: Path) -> list[tuple[str, str, str]]:
    """Code, severity and hint of what is said of dates."""
    _, problems = examine(read_folder(folder), today=TODAY)
    return [(one.code, one.severity, one.hint) for one in problems if one.code.endswith("-date")]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", CANNOT_BE)
def test_a_date_that_cannot_be_right_is_refused_wherever_it_stands(day: str, place: str, tmp_path: Path) -> None:
    ((code, severity, hint),) = said(folder_with(tmp_path, place, day))
    assert (code, severity) == (CANNOT_BE[day], "error")
    assert "YYYY-MM-DD" in hint and "2026-11-24" in hint


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        ("2026-11-31", "November has 30 days."),
        ("2026-04-31", "April has 30 days."),
        ("2026-12-32", "December has 31 days."),
        ("2026-11-00", "November has 30 days."),
        ("2026-02-29", "February 2026 has 28 days."),
        ("2024-02-30", "February 2024 has 29 days."),
        ("2026-13-01", "There is no month 13. Did you mean 2026-01-13?"),
        ("2026-31-11", "There is no month 31. Write"),
        ("2026-00-20", "There is no month 00. Write"),
        ("0000-11-01", "There was no year 0."),
        ("31/11/2026", "Write the day as"),
    ],
)
def test_the_hint_says_which_day_or_month_there_is_not(day: str, begins: str, run: Run, tmp_path: Path) -> None:
    ((code, _, hint),) = said(folder_with(tmp_path, "edition", day))
    assert (code, hint.startswith(begins)) == ("bad-date", True), hint
    signed = ("--by", "translator", "--on", day, "--data", tmp_path)
    assert begins in run("translate", "import", tmp_path / "leaflets.cy.csv", *signed).stderr.replace("\n", " ")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", ["2020-01-01", "2025-02-28", DAY, "2026-11-24"])
def test_a_date_that_can_be_right_passes(day: str, place: str, tmp_path: Path) -> None:
    assert said(folder_with(tmp_path, place, day)) == []


def test_an_edition_of_next_year_is_a_warning_and_a_check_of_tomorrow_an_error(tmp_path: Path) -> None:
    ((code, severity, _),) = said(folder_with(tmp_path / "a", "edition", "2027-11-25"))
    assert (code, severity) == ("future-date", "warning")
    ((code, severity, _),) = said(folder_with(tmp_path / "b", "check in the log", "2026-11-25"))
    assert (code, severity) == ("future-date", "error")


def test_a_clock_that_is_wrong_makes_no_edition_wrong() -> None:
    dead = datetime.date(1970, 1, 1)
    fault = misdated_edition(TODAY, dead)
    assert fault and fault.severity == "warning"
    for wrong in (fault, misdated(TODAY, dead, "checked this contact")):
        assert wrong and "1970-01-01" in wrong.message and "clock" in wrong.hint


@pytest.mark.parametrize("day", ["2019-12-31", "2006-11-01", "1926-11-01", "1900-01-24", "0026-11-01"])
def test_only_a_short_year_is_told_that_it_has_four_digits(day: str) -> None:
    fault = misdated(datetime.date.fromisoformat(day), TODAY, "checked this contact")
    assert fault and ("four digits" in fault.hint) == day.startswith("00")


@pytest.mark.parametrize("day", ["0026-11-01", "1926-11-01", "2062-11-01", "26-11-01"])
def test_the_options_of_commands_are_judged_alike(day: str, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path)
    signed = ("--on", day, "--by", "comms officer", "--data", data)
    recorded = run("contacts", "record", "kent-families", "phone", "--how", "rang it", *signed)
    assert (recorded.code, f"[{CANNOT_BE[day]}]" in recorded.stderr, "YYYY-MM-DD" in recorded.stderr) == (2, True, True)
    (tmp_path / "leaflets.cy.csv").write_text("key,English,Welsh\n", encoding="utf-8")
    brought = run("translate", "import", tmp_path / "leaflets.cy.csv", *signed)
    assert brought.code == 2 and "YYYY-MM-DD" in brought.stderr


@pytest.mark.parametrize("day", ["0026-11-01", "1926-11-01", "2062-11-01", "26-11-01", "1/11/26"])
@pytest.mark.parametrize("what", ["translated", "checked"])
def test_the_days_of_translations_are_judged_alike(day: str, what: str, run: Run, tmp_path: Path) -> None:
    data = own_folder(tmp_path, agencies="", edition="languages: [cy]\n")
    words = (shipped_data() / "translations" / "cy" / "phrases.yaml").read_text(encoding="utf-8")
    folder = data / "translations" / "cy"
    folder.mkdir(parents=True)
    begin, rest = words.split("\nstatus:")[0], words.split("\nsegments:")[1]
    signed = f"\nstatus:\n  {what}: {{by: web editor, on: {day}}}\nsegments:"
    (folder / "phrases.yaml").write_text(begin + signed + rest, encoding="utf-8")
    stderr = run("validate", "--data", data).stderr
    assert f"[{CANNOT_BE[day]}]" in stderr and "YYYY-MM-DD" in stderr


@pytest.mark.parametrize("text", MEANT)
def test_it_is_said_which_day_is_meant(text: str) -> None:
    assert why_no_date(text) == (f"Did you mean {MEANT[text]}? " if MEANT[text] else "")
