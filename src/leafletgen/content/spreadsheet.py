"""Lists that people keep in spreadsheets: read and write CSV, and find values that the spreadsheet destroyed.

In: the bytes of a CSV file. Out: a Table of texts, each with its cell as people see it (C3) and its line in the file.
Why: spreadsheets write CSV in many ways, and change what looks like a number or a date. All the ways are read; a value
that was changed is refused, because nobody can tell what it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from leafletgen.content.files import decode
from leafletgen.content.values import Fault, uk_number
from leafletgen.errors import ContentError, Problem, Where

Kind = Literal["text", "number", "telephone"]
"""What a cell holds: words; digits that are not a quantity, such as a reference; or a telephone number."""


class Cell(NamedTuple):
    """One cell: its text without spaces around it, its place as spreadsheets name it, and its line in the file."""

    text: str
    place: str
    at: Where


class Row(NamedTuple):
    """A row with something in it: its number in the spreadsheet, and a cell for each heading of the Table.

    `surplus` is the place of the first cell that has a text but no heading; "" if there is none.
    """

    number: int
    at: Where
    cells: tuple[Cell, ...]
    surplus: str


class Table(NamedTuple):
    """The cells of the first row that have a text, and the rows below it; both empty if the file is."""

    headings: tuple[Cell, ...]
    rows: tuple[Row, ...]


# --- reading ---

MOST_CELLS = 400_000
"""Cells of a table, one for each heading in each row: five thousand services with all that can be said of each."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook of today (a ZIP archive), and an old or locked one, begin."""

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(.*?)"?(?:\n|$)', re.IGNORECASE)
"""The line that Excel reads, and does not show, before the first row."""

SAVE = "Save it again as “CSV UTF-8” from the spreadsheet."


def read_csv(data: bytes, name: str) -> Table:
    """Read the file `name`: UTF-8, or UTF-16 with a byte order mark; separated by , ; tab or |; empty rows are skipped.

    Raises ContentError if it is no CSV file. No message quotes a cell.
    """
    text = _text(data, name)
    separator, text, line = _separator(text, name)
    return table_of(_rows(text, separator, name, line))


def table_of(all_rows: Iterable[tuple[list[str], Where]]) -> Table:
    """The Table of all rows of a sheet, each with the stripped texts of its cells and its line in the file.

    Raises ContentError if it has more than `MOST_CELLS`.
    """
    rows = [(number, cells, at) for number, (cells, at) in enumerate(all_rows, 1) if any(cells)]
    if not rows:
        return Table((), ())
    number, first, at = rows[0]
    columns = {column: None for column, heading in enumerate(first) if heading}
    if len(rows) * len(columns) > MOST_CELLS:
        size = f"{len(rows):,} rows of {len(columns):,} columns"
        hint = "Divide it into several tables, and leave out columns that are not needed."
        message = f"The table has {size}: more than {MOST_CELLS:,} cells."
        raise ContentError(Problem("table-too-big", message, hint, Where(at.file)))
    headings = _row(number, first, at, columns).cells
    return Table(headings, tuple(_row(number, cells, at, columns) for number, cells, at in rows[1:]))


def _text(data: bytes, name: str) -> str:
    if data.startswith(_WORKBOOKS):
        raise ContentError(Problem("csv-workbook", "This is a workbook, not a CSV file.", SAVE, Where(name)))
    try:
        text = decode(data.decode("utf-16").encode() if data.startswith(_UTF_16) else data, name)
    except UnicodeError:
        raise ContentError(Problem("not-utf8", "The file is not whole UTF-16.", SAVE, Where(name))) from None
    except ContentError as error:
        raise ContentError(problem._replace(hint=SAVE) for problem in error.problems) from None
    if "\0" in text:
        message = "The file has bytes of 0, as UTF-16 has; but no byte order mark says so."
        raise ContentError(Problem("not-utf8", message, SAVE, Where(name)))
    return text


def _separator(text: str, name: str) -> tuple[str, str, int]:
    """What separates the cells, the text of the rows, and the line on which they begin."""
    told = _SEPARATOR_LINE.match(text)
    if told is None:
        unquoted = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
        return max(_SEPARATORS, key=unquoted.count), text, 1
    if len(told[1]) != 1 or told[1] not in _SEPARATORS:
        hint = "After sep= write one of , ; | or a tab; or remove the line."
        raise ContentError(
            Problem("csv-separator", "The separator is not one that can be read.", hint, Where(name, 1, 1))
        )
    return told[1], text[told.end() :], 2


def _rows(text: str, separator: str, name: str, line: int) -> Iterator[tuple[list[str], Where]]:
    """The stripped cells of each row, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = line
    try:
        for cells in reader:
            yield [cell.replace("\r\n", "\n").strip() for cell in cells], Where(name, begins, 1)
            begins = line + reader.line_num
    except csv.Error:
        hint = f"Put a cell that contains a quotation mark between two, and double the mark inside. {SAVE}"
        raise ContentError(Problem("csv-quotes", "The row cannot be read.", hint, Where(name, begins, 1))) from None


def _row(number: int, cells: Sequence[str], at: Where, columns: Mapping[int, None]) -> Row:
    found = tuple(Cell(cells[column] if column < len(cells) else "", _place(column, number), at) for column in columns)
    surplus = (_place(column, number) for column, text in enumerate(cells) if text and column not in columns)
    return Row(number, at, found, next(surplus, ""))


def _place(column: int, row: int) -> str:
    """The name of a cell; `column` counts from 0, `row` from 1: C3, AA12."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


# --- writing ---

_FORMULA = ("=", "+", "-", "@")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV for spreadsheets, which recognise UTF-8 by the byte order mark.

    An apostrophe is put before a cell that a spreadsheet would take for a formula; `without_apostrophe` removes it.
    """
    text = io.StringIO()
    csv.writer(text).writerows([_protected(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _protected(cell: str) -> str:
    """The text of a cell so that `without_apostrophe` gives it back."""
    return f"'{cell}" if cell.startswith(_FORMULA) or without_apostrophe(cell) != cell else cell


def without_apostrophe(text: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being taken for a formula, a number or a date.

    One before words stays, also if they begin with digits: '24/7' help.
    """
    return text[1:] if _APART.fullmatch(text) else text


# --- damage ---

_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY_OR_MONTH = r"(0?[1-9]|[12][0-9]|3[01])"
_TIME = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
_DATE = (
    rf"({_DAY_OR_MONTH}[/.-]{_DAY_OR_MONTH}[/.-]([0-9]{{2}}|[0-9]{{4}})|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-9]{{1,2}}[-/ ]{_MONTH}([-/ ][0-9]{{2,4}})?|{_MONTH}[-/ ][0-9]{{2,4}})([ t]{_TIME})?|{_TIME}"
)

_APART = re.compile(rf"'+([=+@-].*|[0-9(][0-9 ().,/:-]*%?|[0-9.,]+e[+-]?[0-9]+|{_DATE})", re.IGNORECASE | re.DOTALL)
"""A formula, a number or a date behind an apostrophe, which spreadsheets take for text."""

DATE_SERIAL = r"[0-9]{5}(?:[.,][0-9]+)?"
"""The number with which a spreadsheet counts days, as a regular expression."""

_AS_TEXT = "Format the column as text in the spreadsheet, then type the value again."
_WIDER = "Make the column wider in the spreadsheet, then save the file again."
_VALUE = "Put the value itself into the cell in the spreadsheet."


class _Sign(NamedTuple):
    pattern: str  # of the whole text
    fault: Fault


_EVERYWHERE = (
    _Sign(
        r"[+-]?[0-9]+([.,][0-9]+)?e[+-][0-9]+",
        Fault("cell-scientific", "It is a number in scientific form: the spreadsheet has cut its digits.", _AS_TEXT),
    ),
    _Sign(
        r"#[# ]*#",
        Fault("cell-hashes", "It is hash signs: the column was too narrow for the value.", _WIDER),
    ),
    _Sign(
        r"#[a-z][a-z0-9/_]*[!?]|#N/A|#[a-z]+_data|err:[0-9]+",
        Fault("cell-error", "It is an error of the spreadsheet, not a value.", _VALUE),
    ),
)
_IN_NUMBERS = (
    _Sign(
        r"[0-9]+[.,]0+",
        Fault("cell-decimal", "It ends in a decimal nought, which the spreadsheet added.", _AS_TEXT),
    ),
    _Sign(
        _DATE,
        Fault("cell-date", "It is a date or a time, which the spreadsheet may have made of a number.", _AS_TEXT),
    ),
    _Sign(
        r"[0-9]{15}0+",
        Fault("cell-digits", "It ends in noughts after 15 digits: a spreadsheet keeps no more of a number.", _AS_TEXT),
    ),
    _Sign(
        r"[£$€] ?[0-9.,]+|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9.,]+ ?%",
        Fault("cell-amount", "It is written as an amount, with a comma, a currency or a percent sign.", _AS_TEXT),
    ),
)


def damage(text: str, kind: Kind) -> Fault | None:
    """What a spreadsheet did to the value of a cell; None if it did nothing that can be seen. No message quotes it."""
    for sign in _EVERYWHERE if kind == "text" else _EVERYWHERE + _IN_NUMBERS:
        if re.fullmatch(sign.pattern, text, re.IGNORECASE):
            return sign.fault
    return _lost_start(text) if kind == "telephone" else None


def _lost_start(text: str) -> Fault | None:
    """A telephone number without its first nought, or without the + before 44."""
    if not re.fullmatch(r"[0-9 ]+", text) or uk_number(text, texting=True) is None:
        return None
    if uk_number(f"0{text}") is None:
        return Fault("cell-zero", "Its first nought is missing: a spreadsheet drops it.", _AS_TEXT)
    abroad = re.sub(r"^44 ?", "0", text)
    if abroad != text and uk_number(abroad) is None:
        return Fault("cell-plus", "The + before 44 is missing: a spreadsheet drops it.", _AS_TEXT)
    return None
