"""Excel workbooks (.xlsx): read one as a table, as a CSV file is read, and write one.

In: the bytes of a workbook; or rows of texts. Out: a Table; or the bytes of a workbook, the same for the same rows.
Why: teams keep their lists in Excel, and a CSV file that Excel has opened has lost noughts and dates.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from xml.parsers import expat

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from leafletgen.content.spreadsheet import MOST_CELLS, Table, read_csv, table_of
from leafletgen.errors import ContentError, Problem, Where

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
"""How an old workbook (.xls) begins, and any that is locked with a password."""

_MOST_BYTES = 25_000_000
"""The most bytes of an unpacked workbook: openpyxl reads as many in some seconds."""

_MOST_ROWS = 1_048_576
"""The most rows in Excel. openpyxl accepts any row number in a file, and makes all rows above that row."""

_SAVE = "Open it in the spreadsheet and save it again as an Excel workbook (.xlsx), without a password."

_SAVE_AS = "Open it in the program that made it, and save or export it as an Excel workbook (.xlsx) or “CSV UTF-8”."


def read_table(data: bytes, name: str) -> Table:
    """Read the file `name`, a workbook or a CSV file, whatever its name ends in. Raises ContentError."""
    if data.startswith(_OLE):
        message = "This is a workbook of an old kind (.xls), or one that is locked with a password."
        raise ContentError(Problem("workbook-old", message, _SAVE, Where(name)))
    return read_workbook(data, name) if data.startswith(_ZIP) else read_csv(data, name)


def read_workbook(data: bytes, name: str) -> Table:
    """Read the only sheet with something in it. Raises ContentError, also for a formula or merged cells.

    A date becomes year-month-day, a number its digits: what a spreadsheet did to it is found by `damage`, as in CSV.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # It warns of looks and rules for typing that it does not keep.
            sheets = [sheet for sheet in _sheets(data) if any(any(texts) for texts in sheet.rows)]
            merged = _merged(data)
    except _Refused as refused:
        message = f"The workbook cannot be read: {refused}."
        raise ContentError(Problem("workbook-damaged", message, _SAVE, Where(name))) from None
    except Exception as error:  # The package raises its own exceptions, and those of all that it uses.
        if other := _other_format(data):
            message = f"This is {other}, not an Excel workbook (.xlsx)."
            raise ContentError(Problem("workbook-other", message, _SAVE_AS, Where(name))) from None
        message = f"The workbook cannot be read ({type(error).__name__})."
        raise ContentError(Problem("workbook-damaged", message, _SAVE, Where(name))) from error
    if len(sheets) > 1:
        titles = ", ".join(sheet.title for sheet in sheets)
        message = f"The workbook has {len(sheets)} sheets with something in them: {titles}."
        hint = "Keep the sheet to read, and delete the others or move them to another workbook."
        raise ContentError(Problem("workbook-sheets", message, hint, Where(name)))
    if not sheets:
        return Table((), ())
    if formulas := sheets[0].formulas:
        message = f"These cells have a formula: {_listed(formulas)}."
        raise ContentError(Problem("workbook-formula", message, "Copy them and paste them as values.", Where(name)))
    if merged:  # Only the first of them has the value, so the other rows would seem to be empty.
        message = f"These cells are merged: {_listed(merged)}."
        hint = "Unmerge them in the spreadsheet, and fill in each cell that should have the value."
        raise ContentError(Problem("workbook-merged", message, hint, Where(name)))
    return table_of((texts, Where(name)) for texts in sheets[0].rows)


def _listed(places: list[str]) -> str:
    return ", ".join(places[:9]) + (" …" if places[9:] else "")


class _Sheet(NamedTuple):
    title: str
    rows: list[list[str]]
    formulas: list[str]  # the places of cells


def _sheets(data: bytes) -> Iterator[_Sheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
            raise _Refused(f"it has more than {_MOST_BYTES / 1e6:g} MB without its compression")
        for part in archive.infolist():
            _refuse_declarations(archive.read(part))
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    count = 0
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # Some programs write them wrong, and openpyxl would cut rows off.
        made = _Sheet(sheet.title, [], [])
        for row in sheet.iter_rows():
            count += len(row)
            if count > MOST_CELLS or len(made.rows) > _MOST_ROWS:
                raise _Refused(f"it has more than {MOST_CELLS:,} cells, or {_MOST_ROWS:,} rows")
            made.rows.append([_text(cell.value) for cell in row])
            made.formulas.extend(cell.coordinate for cell in row if cell.data_type == "f")
        yield made


_MERGED = re.compile(rb"<(?:[a-z]+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)[\"']")


def _merged(data: bytes) -> list[str]:
    """The ranges of merged cells, of which openpyxl tells nothing if it does not load the whole workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return [place.decode() for part in parts for place in _MERGED.findall(part)]


_OTHER_FORMATS = {
    "content.xml": "an OpenDocument file, such as .ods",
    "Index/Document.iwa": "a file of Apple’s programs, such as .numbers",
    "Index.zip": "a file of Apple’s programs, such as .numbers",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "word/document.xml": "a Word document (.docx)",
}
"""Other formats that are ZIP archives too, by a file that each of them has."""


def _other_format(data: bytes) -> str:
    """The format of a file that is no workbook, in words; "" if it is none that is known."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((words for part, words in _OTHER_FORMATS.items() if part in parts), "")


class _Refused(Exception):
    """The workbook would take too much time or memory; the message says why."""


class _RootReached(Exception):
    """The first element of an XML file has begun, so no document type can follow."""


def _refuse_declarations(part: bytes) -> None:
    """Raise _Refused if a part of a workbook has a document type, which can make it grow without end."""

    def refuse(*_: object) -> None:
        raise _Refused("it has a document type, and spreadsheets write none")

    def stop(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    with suppress(_RootReached, expat.ExpatError):  # What is no XML is judged by openpyxl, if it reads that part.
        parser.Parse(part, True)


def _text(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


UNDATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The date of a workbook that has none: the same rows give the same bytes on any day."""


def write_workbook(
    rows: Sequence[Sequence[str]],
    moment: datetime.datetime,
    choices: Mapping[str, Sequence[str]],
    dates: Sequence[str] = (),
) -> bytes:
    """The bytes of a workbook with one sheet; the first row are its headings.

    All cells are text, so that Excel keeps what is typed, but those of the columns `dates`. `choices` are the words
    among which one chooses in a column. `moment` is the date of the file.
    """
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.number_format = "yyyy-mm-dd" if rows[0][column - 1] in dates and number > 1 else "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text:
                cell.value = text
                cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula.
            cell.font = Font(bold=number == 1)
    for column, heading in enumerate(rows[0], 1):
        letter = get_column_letter(column)
        longest = max(len(row[column - 1]) for row in rows)
        sheet.column_dimensions[letter].width = min(50, max(12, longest + 2))
        if heading in choices:
            words = DataValidation("list", formula1=f'"{",".join(choices[heading])}"', allow_blank=True)
            words.add(f"{letter}2:{letter}{max(2, len(rows))}")
            sheet.add_data_validation(words)
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    workbook.save(made)
    return _dated(made.getvalue(), moment)


def _dated(data: bytes, moment: datetime.datetime) -> bytes:
    """The same workbook without the time at which it was made, which openpyxl writes into it in two ways."""
    stamp = moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
