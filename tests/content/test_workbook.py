"""Workbooks: what Excel stores is read as the text that people see, and what is written is the same each time."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from typing import Any

import openpyxl
import pytest

from leafletgen.content.spreadsheet import Table
from leafletgen.content.workbook import read_table, write_workbook
from leafletgen.errors import ContentError

MOMENT = datetime.datetime(2026, 11, 24, 12, 30, tzinfo=datetime.UTC)
ROWS = [("name", "result", "day"), ("=HYPERLINK(1)", "", ""), ("0800 1111", "right", "")]


def workbook(cells: dict[str, Any], **more: dict[str, Any]) -> bytes:
    """A workbook with these cells; `more` are the cells of further sheets."""
    made = openpyxl.Workbook()
    for name, values in {"Sheet": cells, **more}.items():
        sheet: Any = made[name] if name in made.sheetnames else made.create_sheet(name)
        for place, value in values.items():
            sheet[place] = value
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.headings], *([cell.text for cell in row.cells] for row in table.rows)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0800 1111", "0800 1111"),
        (" Siân\u00a0Ŵyn ", "Siân\u00a0Ŵyn"),
        (85258, "85258"),
        (1234.0, "1234"),
        (2380901234, "2380901234"),
        (4.426e10, "44260000000"),
        (0.5, "0.5"),
        (True, "true"),
        (datetime.date(2026, 11, 24), "2026-11-24"),
        (datetime.datetime(2026, 11, 24, 9, 5), "2026-11-24 09:05:00"),
        (datetime.time(9, 5), "09:05:00"),
        ("#REF!", "#REF!"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_cell_is_read_as_a_text(value: object, text: str) -> None:
    (row,) = read_table(workbook({"A1": "name", "A2": value}), "list.xlsx").rows
    assert [(cell.text, cell.place) for cell in row.cells] == [(text, "A2")]


def test_empty_rows_and_columns_are_passed_over_and_places_stay_right() -> None:
    cells = {"B2": "name", "D2": "phone", "B5": "One", "D9": "101", "E9": "more"}
    table = read_table(workbook(cells), "list.xlsx")
    assert texts(table) == [["name", "phone"], ["One", ""], ["", "101"]]
    assert [[cell.place for cell in row.cells] for row in table.rows] == [["B5", "D5"], ["B9", "D9"]]
    assert [row.surplus for row in table.rows] == ["", "E9"]


def test_other_sheets_may_be_there_if_they_are_empty() -> None:
    assert texts(read_table(workbook({}, Two={"A1": "name"}), "list.xlsx")) == [["name"]]
    assert read_table(workbook({}), "list.xlsx") == Table((), ())


def test_a_csv_file_is_read_too_whatever_its_name() -> None:
    assert texts(read_table(b"name;phone\r\nOne;101\r\n", "list.xlsx")) == [["name", "phone"], ["One", "101"]]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose sheet is this XML."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"A1": "name"}))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if "sheet1" in name else old.read(name))
    return made.getvalue()


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = {
    "attributes": "<!DOCTYPE a [<!ATTLIST c " + " ".join(f'b{n} CDATA "x"' for n in range(30_000)) + ">]>",
    "entities": '<!DOCTYPE a [<!ENTITY a "x">]>',
    "another file": '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("kind", TYPES)
def test_a_workbook_with_a_document_type_is_refused(kind: str, encoding: str) -> None:
    sheet = f"<worksheet {NAMESPACE}><sheetData><row>{'<c/>' * 30_000}</row></sheetData></worksheet>"
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!-- it -->{TYPES[kind]}{sheet}'
    with pytest.raises(ContentError, match="document type"):
        read_table(with_sheet(xml.encode(encoding)), "list.xlsx")


@pytest.mark.parametrize("row", [5_000, 999_999_999])
def test_a_row_that_is_too_far_down_is_refused(row: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.content.workbook._MOST_ROWS", 1_000)
    xml = f'<worksheet {NAMESPACE}><sheetData><row r="{row}"><c><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(ContentError, match="1,000 rows"):
        read_table(with_sheet(xml.encode()), "list.xlsx")


def without_sheet(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if "sheet1" in name else old.read(name))
    return made.getvalue()


def archive_of(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, b"<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (("mimetype", "content.xml", "META-INF/manifest.xml"), ".ods"),
        (("Index/Document.iwa", "preview.jpg"), ".numbers"),
        (("Index.zip",), ".numbers"),
        (("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
        (("[Content_Types].xml", "word/document.xml"), ".docx"),
    ],
)
def test_another_format_is_named(parts: tuple[str, ...], says: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_table(archive_of(*parts), "list.xlsx")
    (problem,) = caught.value.problems
    assert (problem.code, says in problem.message, "CSV UTF-8" in problem.hint) == ("workbook-other", True, True)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(26_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"\xd0\xcf\x11\xe0 and more", "workbook-old", "locked with a password"),
        (cut(workbook({"A1": "name"})), "workbook-damaged", "cannot be read"),
        (without_sheet(workbook({"A1": "name"})), "workbook-damaged", "cannot be read"),
        (b"PK\x03\x04", "workbook-damaged", "cannot be read"),
        (bomb(), "workbook-damaged", "25 MB without its compression"),
        (workbook({"A1": "name"}, Two={"A1": "name"}), "workbook-sheets", "Sheet, Two"),
        (workbook({"A1": "name", "A2": "=1+1", "C3": "=TODAY()"}), "workbook-formula", "A2, C3."),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, code: str, says: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_table(data, "list.xlsx")
    (problem,) = caught.value.problems
    assert (problem.code, says in problem.message, str(problem.where)) == (code, True, "list.xlsx")


def test_a_written_workbook_is_for_typing_texts() -> None:
    data = write_workbook(ROWS, MOMENT, {"result": ("right", "wrong")}, ("day",))
    assert texts(read_table(data, "sheet.xlsx")) == [list(row) for row in ROWS]
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet["A2"].data_type == "s"
    assert {cell.number_format for row in sheet["A2:B3"] for cell in row} == {"@"}
    assert sheet["C3"].number_format == "yyyy-mm-dd"
    (words,) = sheet.data_validations.dataValidation
    assert (str(words.sqref), words.formula1) == ("B2:B3", '"right,wrong"')
    assert sheet.freeze_panes == "A2"


def test_the_same_rows_give_the_same_bytes() -> None:
    first = write_workbook(ROWS, MOMENT, {})
    time.sleep(2.1)  # what an archive can tell of time
    assert write_workbook(ROWS, MOMENT, {}) == first
    about = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert about.created == about.modified == MOMENT.replace(tzinfo=None)
