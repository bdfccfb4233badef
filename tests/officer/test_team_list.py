"""`leafletgen officer --from`: a leaflet for each row; a clear message for each bad row and for a bad file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from leafletgen.officer.clean import contents
from leafletgen.officer.team_list import MOST_ROWS
from tests.support.officer import TRACES, text_of
from tests.support.pdf_checks import CheckPdf
from tests.support.program import Outcome, Run
from tests.support.translated import in_language, own_folder

HEADER = "name,number,phone,email,reference,next_contact\n"
GOOD = HEADER + (
    'Wilhelmina Quaife,XJ40917,07700 900417,w.quaife@example.police.uk,ZZ/44617/26,"Thursday, 4pm"\n'
    "\n"
    "Siân Other,,101 ext 12,,,\n"
    ",,,,,\n"
    "Third,3,07700 900003,,R3,\n"
)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return tmp_path / "team.csv"


def _run(run: Run, team: Path, *more: str) -> Outcome:
    command = ("officer", "hampshire", "--variant", "parent", "--size", "a5", "--from", team)
    return run(*command, "-o", team.parent / "out", *more)


def test_each_row_gives_a_leaflet(run: Run, team: Path, check_pdf: CheckPdf) -> None:
    team.write_text(GOOD, encoding="utf-8")
    outcome = _run(run, team)
    assert outcome.code == 0, outcome.stderr
    files = [Path(line) for line in outcome.stdout.splitlines()]
    assert [file.name for file in files] == [f"hampshire-parent-a5-officer-{row}.pdf" for row in ("002", "004", "006")]
    for file in files:
        check_pdf(file)
    first, second, third = map(text_of, files)
    assert "Wilhelmina Quaife, XJ40917 Phone 07700 900417" in first
    assert "Next contact Thursday, 4pm" in first
    assert "Name Siân Other Phone 101 ext 12" in second
    assert "Reference Email Next contact" in second
    assert "Name Third, 3 Phone 07700 900003" in third
    assert "Reference R3 Email Next contact" in third
    assert "Quaife" not in second + third
    warnings = re.findall(r"warning: .*\[(.+)\]", outcome.stderr)
    assert set(warnings) == {"officer-trial", "unchecked-contacts"}  # none about other data, which others keep
    assert warnings.count("unchecked-contacts") == 1
    assert "\n3 leaflets with officers' details" in outcome.stderr


def test_a_copy_can_be_in_another_language_once_its_words_are_checked(
    run: Run, tmp_path: Path, team: Path, check_pdf: CheckPdf
) -> None:
    team.write_text(HEADER + "Siân Other,,101 ext 12,,,\n", encoding="utf-8")
    folder = in_language(own_folder(tmp_path / "ours"), "cy")
    command = ("officer", "gwent", "--variant", "parent", "--size", "a5", "--from", team, "-o", tmp_path / "out")
    outcome = run(*command, "--language", "cy", "--data", folder)
    assert outcome.code == 0, outcome.stderr
    (file,) = map(Path, outcome.stdout.splitlines())
    assert file.name == "gwent-parent-a5.cy-officer-002.pdf"
    check_pdf(file)
    assert "Enw Name Siân Other" in text_of(file)
    assert run(*command, "--language", "pl", "--data", folder).code == 3  # nobody has checked the Polish
    assert len(contents(tmp_path / "out" / "personal").made) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(', 4pm"', '; 4pm"').replace(",", ";"),
        lambda text: text.replace('"Thursday, 4pm"', "Thursday; 4pm").replace(",", "\t"),
        lambda text: text.replace("next_contact", "Next Contact").replace("name", "NAME"),
        lambda text: text.rstrip("\n"),
        lambda text: "sep=,\n" + text,
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace("R3,", "R3"),
    ],
)
def test_the_ways_of_spreadsheets_are_read(run: Run, team: Path, change: object) -> None:
    assert callable(change)
    team.write_bytes(change(GOOD).encode())
    outcome = _run(run, team)
    assert outcome.code == 0, outcome.stderr
    first = text_of(Path(outcome.stdout.splitlines()[0]))
    assert "Wilhelmina Quaife, XJ40917 Phone 07700 900417" in first
    assert "Next contact Thursday" in first


BAD = (
    HEADER + "Good One,1,07700 900001,,,\n"
    'Wilhelmina Quaife,XJ40917,07700 9004,,"ZZ\n44617",\n'
    '=HYPERLINK("x"),,07700 900417,,,\n'
    "Quaife \N{GRINNING FACE},,07700 900417,,,\n"
    "Quaife,1,101,,,,07700 900417\n" + "W" * 300 + ",,,,,\n"
    "Quaife,,,,,\u202e17 December\n"
    "Quaife,,,,,Wednesday in the afternoon at the police station with the other officer\n"
    "Good Two,2,07700 900002,,,\n"
)
CODES = [
    (3, "officer-line-break"),
    (3, "officer-phone"),
    (5, "officer-formula"),
    (6, "officer-character"),
    (7, "people-cells"),
    (8, "officer-too-long"),
    (9, "bidi-control"),
    (10, "officer-too-wide"),
]


def _found(outcome: Outcome, team: Path) -> list[tuple[int, str]]:
    """Line and code of each error that stands in the list."""
    lines = [line for line in outcome.stderr.splitlines() if line.startswith(f"{team}:") and " error: " in line]
    return [(int(line[len(f"{team}:") :].split(":")[0]), line.rsplit("[", 1)[1].rstrip("]")) for line in lines]


def test_utf_16_with_a_byte_order_mark_is_read(run: Run, team: Path) -> None:
    team.write_bytes(GOOD.replace(",", "\t").replace('"Thursday\t', '"Thursday,').encode("utf-16"))
    outcome = _run(run, team)
    assert outcome.code == 0, outcome.stderr
    assert "Next contact Thursday, 4pm" in text_of(Path(outcome.stdout.splitlines()[0]))


def _workbook(path: Path, *rows: Sequence[object]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)


def test_a_list_can_be_a_workbook(run: Run, tmp_path: Path) -> None:
    team = tmp_path / "team.xlsx"
    heading = ["Name", "Number", "Phone", "Email", "Reference", "Next contact", None]
    _workbook(team, heading, [], ["Wilhelmina Quaife", 40917, "07700 900417", None, 44260012345, "Thursday, 4pm"])
    outcome = _run(run, team)
    assert outcome.code == 0, outcome.stderr
    (file,) = map(Path, outcome.stdout.splitlines())
    assert file.name == "hampshire-parent-a5-officer-003.pdf"
    assert "Wilhelmina Quaife, 40917 Phone 07700 900417" in text_of(file)
    assert "Reference 44260012345 Email Next contact Thursday, 4pm" in text_of(file)


def test_what_excel_destroyed_in_a_workbook_is_named_by_its_cell(run: Run, tmp_path: Path) -> None:
    team = tmp_path / "team.xlsx"
    heading = ["name", "number", "phone", "email", "reference", "next_contact"]
    _workbook(
        team,
        heading,
        ["Quaife One", "1234.0", "101", None, "4.426E+10", None],
        ["Quaife Two", None, 7700900417, None, "########", None],
        ["Quaife Three", None, "101", None, None, datetime.datetime(2026, 12, 17)],
        ["#REF!", datetime.date(2026, 3, 12), "101", None, None, None],
        ["Quaife Five", None, 447700900417, None, None, None],
        ["Quaife Six", True, 101, None, None, None],
    )
    outcome = _run(run, team, "--keep-going")
    assert outcome.code == 3
    found = [line.split("Cell ")[1].split(":")[0] for line in outcome.stderr.splitlines() if " error: " in line]
    assert sorted(found) == ["A5", "B2", "B5", "B7", "C3", "C6", "E2", "E3", "F4"], outcome.stderr
    assert not any(trace in outcome.stderr for trace in ("Quaife", "900417", "4.426", "1234", "12-17"))


def test_days_times_and_fractions_of_a_workbook_are_not_printed(run: Run, tmp_path: Path) -> None:
    cells = {
        "next contact": (
            datetime.datetime(2026, 12, 17, 16),
            datetime.datetime(2026, 12, 17, 16, 30, 15),
            datetime.time(16),
            0.6875,
            46373.66,
        ),
        "reference": (0.5, datetime.time(12), datetime.datetime(2026, 12, 17, 16)),
        "number": (1234.5, 0.25, datetime.time(9, 30)),
    }
    rows = [
        ["Alex Quaife", *(value if column == named else None for column in cells)]
        for named, values in cells.items()
        for value in values
    ]
    _workbook(tmp_path / "team.xlsx", ["name", *cells], *rows)
    outcome = _run(run, tmp_path / "team.xlsx")
    assert outcome.code == 3
    found = re.findall(r" error: Cell ([A-Z][0-9]+): .*\[(cell-date|cell-decimal)\]", outcome.stderr)
    assert sorted(cell for cell, _ in found) == sorted(
        f"{'BCD'[list(cells).index(named)]}{row}"
        for row, named in enumerate((named for named, values in cells.items() for _ in values), 2)
    )
    assert not list(tmp_path.rglob("*.pdf"))


def test_an_apostrophe_that_keeps_a_cell_a_text_is_not_printed(run: Run, team: Path) -> None:
    team.write_text(f"{HEADER}Alex Example,'0044,'07700 900417,,'0012,\n", encoding="utf-8")
    outcome = _run(run, team)
    assert outcome.code == 0, outcome.stderr
    text = text_of(Path(outcome.stdout.splitlines()[0]))
    assert "Alex Example, 0044 Phone 07700 900417" in text and "Reference 0012" in text


DAMAGED = """\
name,number,phone,email,reference,next_contact
One Quaife,1234.0,101,,,
Two Quaife,1,7700900417,,,
Three Quaife,1,101,,4.426E+10,
Four Quaife,Mar-12,101,,########,
#REF!,1,4.47701E+11,,,#N/A
Six Quaife,1,447700900417,,"44,260,012,345",
"Seven
Quaife",1,101,,,
Eight,,101,,,16.00
"""
CELLS = [
    ("B2", "cell-decimal"),
    ("C3", "cell-zero"),
    ("E4", "cell-scientific"),
    ("A6", "cell-error"),
    ("B5", "cell-date"),
    ("C6", "cell-scientific"),
    ("C7", "cell-plus"),
    ("E5", "cell-hashes"),
    ("E7", "cell-amount"),
    ("F6", "cell-error"),
    ("A8", "officer-line-break"),
]


def test_what_excel_destroyed_is_named_by_its_cell(run: Run, team: Path) -> None:
    team.write_text(DAMAGED, encoding="utf-8")
    outcome = _run(run, team, "--keep-going")
    assert outcome.code == 3
    found = [line for line in outcome.stderr.splitlines() if line.startswith(f"{team}:")]
    assert sorted((line.split("Cell ")[1].split(":")[0], line.rsplit("[", 1)[1][:-1]) for line in found) == sorted(
        CELLS
    )
    assert not any(trace in outcome.stderr for trace in (*TRACES, "4.426", "1234", "Mar-12"))
    assert [file[-7:] for file in outcome.stdout.splitlines()] == ["009.pdf"]
    assert "note: 1 of 8 made: 7 rows have faults. [people-made]" in outcome.stderr


@pytest.mark.parametrize("detail", ["reference=4.426E+10", "reference=########", "reference=#REF!", "number=1234.0"])
def test_options_have_the_same_rules_as_the_list(run: Run, team: Path, detail: str) -> None:
    name, text = detail.split("=")
    option = {"reference": "--reference", "number": "--officer-number"}[name]
    typed = run("build", "hampshire", "--variant", "parent", "--officer-name", "Alex", option, text, "-o", team.parent)
    team.write_text(f"name,{name}\nAlex,{text}\n", encoding="utf-8")
    listed = _run(run, team)
    codes = [outcome.stderr.split("error:")[1].split("[")[1].split("]")[0] for outcome in (typed, listed)]
    assert codes[0] == codes[1]
    assert codes[0].startswith("cell-")
    assert [typed.code, listed.code] == [2, 3]


CHILD = """\
name,first_name,phone
PC Wilhelmina Quaife,,07700 900417
DC Quaife,,07700 900417
DC Quaife,Mary-Ann,07700 900417
,Alex,
D/Sgt,,101
"""


def test_a_childs_list_has_a_column_for_the_first_name(run: Run, team: Path) -> None:
    team.write_text(CHILD, encoding="utf-8")
    command = ("officer", "hampshire", "--variant", "child", "--from", team, "--keep-going", "-o", team.parent / "out")
    outcome = run(*command)
    assert outcome.code == 3
    found = [line for line in outcome.stderr.splitlines() if "[officer-first-name]" in line]
    assert [line.split(" error: ")[1].split(":")[0] for line in found] == ["Cell A3", "Cell A6"]
    assert "would print its word 2 alone" in found[0]
    assert "Quaife" not in outcome.stderr
    first, third, fourth = (text_of(Path(line)) for line in outcome.stdout.splitlines())
    assert ["Wilhelmina" in first, "Mary-Ann" in third, "Alex" in fourth] == [True] * 3
    assert "Quaife" not in first + third + fourth


def test_a_row_is_called_as_the_spreadsheet_counts_it(run: Run, team: Path) -> None:
    wide = "Wednesday in the afternoon at the police station with the other officer"
    team.write_text(
        f'sep=,\nname,phone,next-contact\n\n"Alex",101,\nAlex,101,{wide}\nAlex,101,,more\n', encoding="utf-8"
    )
    outcome = _run(run, team)
    assert outcome.code == 4
    assert f"{team}:5:1: error: Row 4: " in outcome.stderr
    assert f"{team}:6:1: error: Cell D5 has a text, but its column has no name." in outcome.stderr
    assert "note: 0 of 3 made: some rows have faults. [people-made]" in outcome.stderr
    assert "--keep-going" in outcome.stderr


def test_one_bad_row_and_nothing_is_made_but_all_are_named(run: Run, team: Path) -> None:
    team.write_text(BAD, encoding="utf-8")
    outcome = _run(run, team)
    assert outcome.code == 4
    assert _found(outcome, team) == CODES
    assert not any(trace in outcome.stderr for trace in (*TRACES, "HYPERLINK", "WWW", "station"))
    assert outcome.stdout == ""
    assert not (team.parent / "out").exists()


def test_the_good_rows_are_made_where_that_is_asked_for(run: Run, team: Path, check_pdf: CheckPdf) -> None:
    team.write_text(BAD, encoding="utf-8")
    outcome = _run(run, team, "--keep-going")
    assert outcome.code == 4
    assert _found(outcome, team) == CODES
    files = [Path(line) for line in outcome.stdout.splitlines()]
    assert [file.name[-7:] for file in files] == ["002.pdf", "010.pdf"]
    assert [person in text_of(file) for person, file in zip(("Good One", "Good Two"), files, strict=True)] == [True] * 2
    for file in files:
        check_pdf(file)


WRONG = {
    "Latin-1": (GOOD.encode("latin-1"), "not-utf8", "CSV UTF-8"),
    "UTF-16": (GOOD.encode("utf-16-le"), "not-utf8", "CSV UTF-8"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "workbook-damaged", "without a password"),
    "an old or locked workbook": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), "workbook-old", "without a password"),
    "no header": (GOOD.replace(HEADER, "").encode(), "people-column", "The first row names the columns"),
    "an unknown column": (GOOD.replace("email", "Quaife").encode(), "people-column", "The first row names"),
    "surnames first": (b'"Surname, forename",phone\n"Quaife, W",101\n', "people-column", "The first row names"),
    "surnames apart": (b"surname,forename,phone\nQuaife,W,101\n", "people-column", "The first row names"),
    "a column twice": (GOOD.replace("email", "name").encode(), "people-column", "The first row names"),
    "nothing": (b"", "people-empty", "The first row names the columns"),
    "an open quotation mark": ((HEADER + '"Quaife,,,,,\n').encode(), "csv-quotes", "CSV UTF-8"),
    "a huge cell": ((HEADER + "Q" * 200_000 + ",,,,,\n").encode(), "csv-quotes", "CSV UTF-8"),
    "10,000 rows": ((HEADER + "Quaife,,07700 900417,,,\n" * 10_000).encode(), "people-too-many", "split it"),
    "3 MB": (b"Q" * 3_000_000, "file-too-big", "right file"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_is_no_such_list_gets_a_clear_answer(run: Run, team: Path, case: str) -> None:
    content, code, hint = WRONG[case]
    team.write_bytes(content)
    outcome = _run(run, team, "--keep-going")
    assert outcome.code == (5 if code == "file-too-big" else 3), outcome.stderr
    assert f"[{code}]" in outcome.stderr
    assert hint in outcome.stderr
    assert not any(trace in outcome.stderr for trace in TRACES)
    assert "Traceback" not in outcome.stderr
    assert not (team.parent / "out").exists()
    assert team.read_bytes() == content


def test_a_list_that_is_not_there(run: Run, team: Path) -> None:
    outcome = _run(run, team)
    assert outcome.code == 5
    assert "[file-missing]" in outcome.stderr


def test_a_row_without_a_detail_that_the_leaflet_shows(run: Run, team: Path) -> None:
    team.write_text(f"{HEADER}Wilhelmina Quaife,,07700 900417,,,\n,XJ40917,,,,\n", encoding="utf-8")
    outcome = run("officer", "hampshire", "--variant", "child", "--from", team, "-o", team.parent / "out")
    assert outcome.code == 3
    assert _found(outcome, team) == [(3, "officer-nothing")]
    assert not (team.parent / "out").exists()


def test_only_a_header_makes_nothing(run: Run, team: Path) -> None:
    team.write_text(HEADER, encoding="utf-8")
    outcome = _run(run, team)
    assert outcome.code == 3
    assert "[people-empty]" in outcome.stderr


def test_the_longest_list_is_read(run: Run, team: Path) -> None:
    team.write_text(HEADER + "Quaife,,0770,,,\n" * MOST_ROWS, encoding="utf-8")
    outcome = _run(run, team)
    assert outcome.code == 3
    assert len(_found(outcome, team)) == MOST_ROWS
    team.write_text(HEADER + "Quaife,,0770,,,\n" * (MOST_ROWS + 1), encoding="utf-8")
    assert "[people-too-many]" in _run(run, team).stderr


def test_a_second_run_replaces_nothing(run: Run, team: Path) -> None:
    team.write_text(HEADER + "One,,101,,,\n", encoding="utf-8")
    first = Path(_run(run, team).stdout.strip())
    before = first.read_bytes()
    team.write_text(HEADER + "Other,,101,,,\n", encoding="utf-8")
    second = Path(_run(run, team).stdout.strip())
    assert second.name == "hampshire-parent-a5-officer-002-2.pdf"
    assert first.read_bytes() == before
    assert "Other" in text_of(second)


def test_a_list_needs_an_edition_and_a_variant(run: Run, team: Path) -> None:
    team.write_text(GOOD, encoding="utf-8")
    outcome = run("officer", "--from", team, "-o", team.parent / "out")
    assert outcome.code == 2
    assert "[officer-one-leaflet]" in outcome.stderr


def test_the_first_name_on_each_childs_copy_is_said(run: Run, team: Path) -> None:
    """Only people see that "Quaife" is the surname; so it is said beside rows with faults too, and not if quiet."""
    team.write_text(
        "name,first_name,phone\nPC Wilhelmina Quaife,,101\nQuaife Wilhelmina,,101\nDC Quaife,Mary-Ann,101\n,,101\n"
        "DC Quaife,,101\n",
        encoding="utf-8",
    )
    command = ("officer", "hampshire", "--variant", "child", "--from", team, "--keep-going", "-o", team.parent / "out")
    outcome = run(*command)
    assert outcome.code == 3
    said = "The first name that is printed: row 2, Wilhelmina; row 3, Quaife; row 4, Mary-Ann."
    assert said in outcome.stderr.splitlines()
    assert "Delete the files after printing" in outcome.stderr
    for quiet in ("--quiet", "--json"):
        assert "The first name that" not in "".join(run(*command, quiet)[1:])
