"""`contacts record --from`: the filled-in sheet is read back, and what a row has wrong is said at its cell."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from leafletgen.content.check import check
from leafletgen.content.contact_sheet import spreadsheet
from leafletgen.content.source import read_folder
from leafletgen.content.spreadsheet import write_csv
from leafletgen.pipeline.composer import Composer
from tests.support.faults import AG, FIXTURE, Row, edit
from tests.support.program import Outcome, Run, run_inside

TODAY = datetime.date.today()
DONE = {"right or wrong": "right", "checked on": "2026-11-24", "how": "rang it", "by (role)": "comms officer"}
WRONG = {"right or wrong": "wrong", "new value": "023 8090 9999"}

ORDER = (
    "childline phone", "childline web", "example-helpline phone", "example-helpline text", "example-helpline email",
    "example-helpline search",
)  # fmt: skip
"""The contacts of the sheet, from row 2 on."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "data"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of the fixture, as the program makes it."""
    output = tmp_path_factory.mktemp("sheet")
    outcome = run_inside("contacts", "sheet", "hampshire", "-o", output, "--data", FIXTURE)
    assert outcome.code == 0, outcome.stderr
    return output / "hampshire-contacts.xlsx"


@pytest.fixture
def sheet(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "filled.xlsx"))


def fill(sheet: Path, rows: dict[str, dict[str, Any]]) -> None:
    """Fill in cells by contact and heading."""
    workbook = openpyxl.load_workbook(sheet)
    cells: Any = workbook.active
    columns = {cell.value: cell.column for cell in cells[1]}
    for contact, values in rows.items():
        for heading, value in values.items():
            cells.cell(ORDER.index(contact) + 2, columns[heading]).value = value
    workbook.save(sheet)


def record(run: Run, folder: Path, sheet: Path, *more: str) -> Outcome:
    return run("contacts", "record", "--from", sheet, "--data", folder, *more)


def logged(folder: Path) -> list[tuple[str, str, str, str]]:
    path = folder / "checks.yaml"
    entries = yaml.load(path.read_bytes(), yaml.CBaseLoader)["checks"] if path.exists() else []
    return [(f"{entry['agency']} {entry['contact']}", entry["value"], entry["on"], entry["by"]) for entry in entries]


def test_the_sheet_comes_as_a_workbook_with_every_contact(made: Path) -> None:
    cells: Any = openpyxl.load_workbook(made).active
    headings, *rows = ([cell.value for cell in row] for row in cells.iter_rows())
    at = [headings.index(name) for name in ("agency", "contact")]
    assert tuple(f"{row[at[0]]} {row[at[1]]}" for row in rows) == ORDER


def test_right_rows_are_recorded_and_wrong_ones_are_listed_with_their_place(
    run: Run, folder: Path, sheet: Path
) -> None:
    fill(sheet, {"childline web": DONE, "example-helpline text": DONE, "example-helpline phone": WRONG})
    outcome = record(run, folder, sheet)
    assert outcome.code == 0, outcome.stderr
    assert logged(folder) == [
        (
            "childline web",
            "childline.org.uk, opens https://www.childline.org.uk/get-support/",
            "2026-11-24",
            "comms officer",
        ),
        ("example-helpline text", "HELP to 85258", "2026-11-24", "comms officer"),
    ]
    place = f"{folder / AG}:46:9: warning: example-helpline phone, “023 8090 1234”, is marked wrong"
    assert f"{place}; it should be “023 8090 9999”. [contact-wrong]" in outcome.stderr
    assert "Rows: 2 recorded, 1 marked wrong and not recorded, 3 not filled in." in outcome.stderr


def test_a_sheet_that_is_read_again_records_nothing_twice(run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": DONE})
    record(run, folder, sheet)
    before = (folder / "checks.yaml").read_bytes()
    fill(sheet, {"example-helpline email": DONE})
    outcome = record(run, folder, sheet)
    assert "Rows: 1 recorded, 1 recorded before, 4 not filled in." in outcome.stderr
    assert (folder / "checks.yaml").read_bytes().startswith(before)
    assert [name for name, *_ in logged(folder)] == ["childline web", "example-helpline email"]


def test_an_empty_sheet_records_nothing(run: Run, folder: Path, sheet: Path) -> None:
    outcome = record(run, folder, sheet)
    assert (outcome.code, logged(folder)) == (0, [])
    assert "Rows: 0 recorded, 6 not filled in." in outcome.stderr


def test_options_fill_in_what_a_row_leaves_empty(run: Run, folder: Path, sheet: Path) -> None:
    fill(
        sheet,
        {"childline web": {"right or wrong": "RIGHT", "by (role)": "web editor"}, "childline phone": {"how": "rang"}},
    )
    fill(sheet, {"childline phone": {"right or wrong": "ok"}})
    outcome = record(run, folder, sheet, "--on", "2026-11-23", "--how", "looked", "--by", "comms officer")
    assert outcome.code == 0, outcome.stderr
    assert [(name, on, by) for name, _, on, by in logged(folder)] == [
        ("childline phone", "2026-11-23", "comms officer"),
        ("childline web", "2026-11-23", "web editor"),
    ]


@pytest.mark.parametrize(
    "day",
    [
        datetime.date(2026, 11, 24), datetime.datetime(2026, 11, 24), datetime.datetime(2026, 11, 24, 14, 30),
        "2026-11-24", "24/11/2026", "24.11.2026", "24-11-2026", " 24/11/2026 9:05 ",
    ],
)  # fmt: skip
def test_a_day_may_be_typed_in_the_ways_of_spreadsheets(day: object, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "checked on": day}})
    assert record(run, folder, sheet).code == 0
    assert [on for _, _, on, _ in logged(folder)] == ["2026-11-24"]


def as_csv(sheet: Path, delimiter: str = ",", line_end: str = "\r\n") -> str:
    cells: Any = openpyxl.load_workbook(sheet).active
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([["" if cell.value is None else cell.value for cell in row] for row in cells.iter_rows()])
    return text.getvalue()


WAYS: dict[str, Callable[[Path], bytes]] = {
    "UTF-8": lambda sheet: as_csv(sheet).encode(),
    "a byte order mark": lambda sheet: as_csv(sheet).encode("utf-8-sig"),
    "semicolons": lambda sheet: as_csv(sheet, ";").encode("utf-8-sig"),
    "sep=": lambda sheet: ("sep=;\r\n" + as_csv(sheet, ";")).encode(),
    "Unicode text": lambda sheet: as_csv(sheet, "\t").encode("utf-16"),
    "empty columns": lambda sheet: as_csv(sheet).replace("\r\n", ",,,\r\n").encode(),
    "old line ends": lambda sheet: as_csv(sheet, line_end="\r").encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_csv_file_of_excel_is_read_too(way: str, run: Run, folder: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "checked on": "24/11/2026"}, "example-helpline text": DONE})
    table = tmp_path / "filled.csv"
    table.write_bytes(WAYS[way](sheet))
    outcome = record(run, folder, table)
    assert outcome.code == 0, outcome.stderr
    assert [name for name, *_ in logged(folder)] == ["childline web", "example-helpline text"]


FAULTS = (
    ({"right or wrong": "maybe"}, "L4", "sheet-result"),
    ({"right or wrong": ""}, "L4", "sheet-result"),
    ({"new value": "023 8090 9999"}, "M4", "sheet-result"),
    ({"checked on": ""}, "N4", "empty-text"),
    ({"checked on": "24 November"}, "N4", "bad-date"),
    ({"checked on": "31/02/2026"}, "N4", "bad-date"),
    ({"checked on": "11/24/2026"}, "N4", "bad-date"),
    ({"checked on": "24/11/26"}, "N4", "bad-date"),
    ({"checked on": "46350"}, "N4", "bad-date"),
    ({"checked on": "46350.5"}, "N4", "bad-date"),
    ({"checked on": datetime.datetime(1900, 1, 24)}, "N4", "old-date"),
    ({"checked on": "24/11/1926"}, "N4", "old-date"),
    ({"checked on": "########"}, "N4", "cell-hashes"),
    ({"checked on": TODAY + datetime.timedelta(days=1)}, "N4", "future-date"),
    ({"how": ""}, "O4", "empty-text"),
    ({"how": "#NAME?"}, "O4", "cell-error"),
    ({"how": "rang\nit"}, "O4", "line-break"),
    ({"by (role)": "Jane Smith"}, "P4", "not-a-role"),
    ({"by (role)": "PC 1234"}, "P4", "not-a-role"),
    ({"by (role)": "machine"}, "P4", "checked-by-machine"),
    ({"by (role)": "someone"}, "P4", "not-a-role"),
    ({"how": "no answer"}, "O4", "not-a-check"),
    ({"by (role)": ""}, "P4", "empty-text"),
    ({"agency": "example-helplin"}, "B4", "sheet-contact"),
    ({"contact": "fone"}, "D4", "sheet-contact"),
    ({"printed": "023 8090 1235"}, "G4", "sheet-outdated"),
    ({"printed": 2380901234}, "G4", "cell-zero"),
    ({"printed": "2.38E+09"}, "G4", "cell-scientific"),
    ({"opens": "https://example.org"}, "H4", "sheet-outdated"),
    ({"agency": "childline"}, "row 2", "sheet-row-twice"),
)


@pytest.mark.parametrize(("values", "place", "code"), FAULTS)
def test_a_row_with_a_fault_is_said_at_its_cell_and_nothing_is_written(
    values: dict[str, Any], place: str, code: str, run: Run, folder: Path, sheet: Path
) -> None:
    fill(sheet, {"childline phone": DONE, "example-helpline phone": {**DONE, **values}, "example-helpline email": DONE})
    outcome = record(run, folder, sheet, "--json")
    problems = json.loads(outcome.stdout)["problems"]
    assert [problem["code"] for problem in problems] == [code]
    assert outcome.code == 3
    assert place in problems[0]["message"]
    assert problems[0]["hint"]
    assert logged(folder) == []


@pytest.mark.parametrize("typed", ["11/24/2026", "24 November", "24/11/26", "2026-31-12"])
def test_a_day_that_is_none_is_quoted_as_it_was_typed(typed: str, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "checked on": typed}})
    assert f"“{typed}”" in record(run, folder, sheet).stderr


def test_faults_of_rows_come_in_their_order_with_the_heading(run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {contact: DONE | {"checked on": "soon"} for contact in ORDER[:4]})
    workbook = openpyxl.load_workbook(sheet)
    cells: Any = workbook.active
    cells.insert_rows(3, 7)
    workbook.save(sheet)
    told = record(run, folder, sheet).stderr
    assert re.findall(r"Cell N([0-9]+), “checked on”, is not a date: “soon”", told) == ["2", "10", "11", "12"]


@pytest.mark.parametrize(
    ("column", "option", "cells"), [("checked on", "--on", "N"), ("how", "--how", "O"), ("by (role)", "--by", "P")]
)
def test_what_is_empty_in_marked_rows_is_said_once(
    column: str, option: str, cells: str, run: Run, folder: Path, sheet: Path
) -> None:
    fill(sheet, {contact: DONE | {column: None} for contact in ORDER})
    refused = record(run, folder, sheet)
    assert refused.code == 3
    named = ", ".join(f"{cells}{row}" for row in range(2, 7))
    assert f"Cells {named} and 1 more: “{column}” of a marked row is empty. [empty-text]" in refused.stderr
    assert option in refused.stderr and refused.stderr.count("error") == 1
    assert logged(folder) == []
    given = {"--on": "2026-11-24", "--how": "rang it", "--by": "comms officer"}[option]
    assert record(run, folder, sheet, option, given).code == 0
    assert len(logged(folder)) == len(ORDER)


@pytest.mark.parametrize("tag", ["cy", "pl", "ur", "bn"])
def test_a_sheet_in_another_language_is_read_back(tag: str, run: Run, data: Path, tmp_path: Path) -> None:
    catalogue = Composer(check(read_folder(data)), lambda _: {}).in_language(tag)
    headings, *rows = spreadsheet(catalogue, catalogue.editions["hampshire"])
    done = DONE | {"how": "rang it and opened it"}
    filled = [tuple(done.get(name, text) for name, text in zip(headings, row, strict=True)) for row in rows]
    path = tmp_path / "filled.csv"
    path.write_bytes(write_csv([headings, *filled]))
    outcome = record(run, data, path)
    assert outcome.code == 0, outcome.stderr
    assert f"{len(rows)} recorded" in outcome.stderr


@pytest.mark.parametrize("printed", ["HELPED to 85258", "HELP to 85259", "HELP to 852580", "HELP", "85258"])
def test_another_keyword_or_number_is_outdated(printed: str, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"example-helpline text": DONE | {"printed": printed}})
    outcome = record(run, folder, sheet)
    assert (outcome.code, "sheet-outdated" in outcome.stderr) == (3, True)


@pytest.mark.parametrize("word", ["Right.", "Y", "TRUE", True, "correct", "✓", "OK!"])
def test_right_may_be_said_in_other_words(word: object, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "right or wrong": word}})
    assert record(run, folder, sheet).code == 0
    assert [name for name, *_ in logged(folder)] == ["childline web"]


@pytest.mark.parametrize("word", ["Wrong.", "N", "FALSE", False, "incorrect", "✗"])
def test_wrong_may_be_said_in_other_words(word: object, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "right or wrong": word}})
    outcome = record(run, folder, sheet)
    assert "[contact-wrong]" in outcome.stderr and "0 recorded, 1 recorded as wrong" in outcome.stderr


def test_what_was_found_wrong_is_not_printed_on_the_strength_of_an_earlier_check(
    run: Run, folder: Path, sheet: Path, tmp_path: Path
) -> None:
    """The number stays as it is in the data until somebody knows the right one."""
    today = TODAY.isoformat()
    everything = {name: {**DONE, "checked on": "2026-11-20"} for name in ORDER}
    fill(sheet, everything)
    assert record(run, folder, sheet).code == 0
    press = ("build", "--size", "a5", "--profile", "press", "-o", tmp_path / "out", "--data", folder)
    assert "[unchecked-for-press]" not in run(*press).stderr
    fill(sheet, {"example-helpline phone": {**DONE, **WRONG, "checked on": today}})
    outcome = record(run, folder, sheet)
    assert "Rows: 0 recorded, 5 recorded before, 1 recorded as wrong." in outcome.stderr
    before = (folder / "checks.yaml").read_bytes()
    assert before.endswith(b'    by: "comms officer"\n    wrong: true\n')
    old = Path(shutil.copy(sheet, tmp_path / "old.xlsx"))
    fill(old, {"example-helpline phone": {**DONE, "new value": "", "checked on": "2026-11-20"}})
    for again in (sheet, old):  # The sheet of before counts no more than it did.
        assert "Rows: 0 recorded, 6 recorded before." in record(run, folder, again).stderr
        assert (folder / "checks.yaml").read_bytes() == before
    assert "example-helpline phone, “023 8090 1234”, was found wrong on" in run("validate", "--data", folder).stderr
    assert "[unchecked-for-press]" in run(*press).stderr
    assert "[not-checked]" in run(*press, "--require-checked", "999").stderr
    fill(sheet, {"example-helpline phone": {**DONE, "new value": "", "checked on": today}})
    assert record(run, folder, sheet).code == 0
    assert "[unchecked-for-press]" not in run(*press).stderr


@pytest.mark.parametrize(
    "said", [("right", "wrong"), ("wrong", "right"), ("right", "wrong", "right"), ("wrong", "right", "wrong", "right")]
)
def test_of_the_checks_of_one_day_the_last_sheet_counts(
    said: tuple[str, ...], run: Run, folder: Path, sheet: Path
) -> None:
    words = {"right": "1 recorded, 5 not", "wrong": "0 recorded, 1 recorded as wrong, 5 not"}
    for verdict in said:
        fill(sheet, {"childline phone": {**DONE, "right or wrong": verdict}})
        assert f"Rows: {words[verdict]} filled in." in record(run, folder, sheet).stderr
        assert "Rows: 0 recorded, 1 recorded before, 5 not filled in." in record(run, folder, sheet).stderr
        told = run("validate", "--data", folder).stderr
        assert ("childline phone, “0800 1111”, was found wrong on" in told) is (verdict == "wrong")
    assert len(logged(folder)) == len(said)


@pytest.mark.parametrize("bad", [{"checked on": "31/12/2099"}, {"checked on": "46350"}, {"by (role)": "PC Ann Smith"}])
def test_a_wrong_row_with_a_fault_is_counted_once(bad: dict[str, str], run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline phone": {**DONE, **WRONG, **bad}})
    outcome = record(run, folder, sheet, "--keep-going")
    assert "Rows: 0 recorded, 1 with a fault and not recorded, 5 not filled in." in outcome.stderr
    assert "[contact-wrong]" not in outcome.stderr


@pytest.mark.parametrize("column", ["how", "checked on", "right or wrong", "printed", "agency"])
def test_a_column_that_is_there_twice_is_refused(column: str, run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": DONE})
    workbook = openpyxl.load_workbook(sheet)
    cells: Any = workbook.active
    cells.cell(1, cells.max_column + 1).value = f" {column.upper()}"
    workbook.save(sheet)
    outcome = record(run, folder, sheet)
    assert (outcome.code, "Cell R1" in outcome.stderr, "[sheet-column]" in outcome.stderr) == (3, True, True)
    assert logged(folder) == []


def test_merged_cells_are_refused_because_only_the_first_has_the_value(run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"childline web": DONE})
    workbook = openpyxl.load_workbook(sheet)
    cells: Any = workbook.active
    cells.merge_cells("L3:L5")
    workbook.save(sheet)
    outcome = record(run, folder, sheet)
    assert (outcome.code, "L3:L5" in outcome.stderr, "[workbook-merged]" in outcome.stderr) == (3, True, True)
    assert logged(folder) == []


def test_a_no_break_space_in_what_was_printed_changes_nothing(run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"example-helpline phone": {**DONE, "printed": "023\u00a08090\u00a01234"}})
    assert record(run, folder, sheet).code == 0
    assert [name for name, *_ in logged(folder)] == ["example-helpline phone"]


def test_the_good_rows_are_recorded_when_asked(run: Run, folder: Path, sheet: Path) -> None:
    bad = {**DONE, "by (role)": "Jane Smith", "checked on": "soon"}
    fill(sheet, {"childline web": DONE, "example-helpline phone": bad, "example-helpline email": WRONG})
    outcome = record(run, folder, sheet, "--keep-going")
    assert outcome.code == 3
    assert [name for name, *_ in logged(folder)] == ["childline web"]
    assert "[bad-date]" in outcome.stderr and "[not-a-role]" in outcome.stderr and "[contact-wrong]" in outcome.stderr
    counts = "Rows: 1 recorded, 1 marked wrong and not recorded, 1 with a fault and not recorded, 3 not filled in."
    assert f"note: {counts} [sheet-partly]" in outcome.stderr


def test_a_number_that_changed_since_the_sheet_was_made_is_not_recorded(run: Run, folder: Path, sheet: Path) -> None:
    fill(sheet, {"example-helpline phone": DONE})
    edit(folder, Row(AG, "value: 023 8090 1234", "value: 023 8090 1235", ()))
    outcome = record(run, folder, sheet)
    assert (outcome.code, "[sheet-outdated]" in outcome.stderr, logged(folder)) == (3, True, [])


def test_a_csv_row_with_a_comma_too_many_is_refused(run: Run, folder: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"childline web": {**DONE, "notes": "a note"}})
    table = tmp_path / "filled.csv"
    table.write_text(as_csv(sheet).replace("rang it", "rang it, twice"), encoding="utf-8")
    table.write_text(table.read_text(encoding="utf-8").replace('"rang it, twice"', "rang it, twice"), encoding="utf-8")
    outcome = record(run, folder, table)
    assert (outcome.code, "[sheet-cells]" in outcome.stderr, logged(folder)) == (3, True, [])


def test_a_table_that_is_no_sheet_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("agency,contact,how\nchildline,phone,rang it\n", encoding="utf-8")
    outcome = record(run, folder, table)
    assert (outcome.code, "[sheet-column]" in outcome.stderr) == (3, True)
    assert "“checked on”" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["childline", "phone", "--from", "x.csv"], "but not both"),
        (["childline"], "AGENCY and a CONTACT"),
        ([], "AGENCY and a CONTACT"),
        (["childline", "phone", "--on", "2026-01-01", "--how", "a", "--by", "b", "--keep-going"], "needs --from"),
        (["childline", "phone", "--how", "rang it"], "--on, --by"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: list[str], says: str, run: Run, folder: Path) -> None:
    outcome = run("contacts", "record", *arguments, "--data", folder)
    assert (outcome.code, says in outcome.stderr) == (2, True)
