"""Read a list of officers: a CSV file or an Excel workbook with a row for each officer of a team.

In: the bytes of the file. Out: a Person for each row, with the faults of the row; or a ContentError for the whole file.
Why: a team makes all its copies from one spreadsheet. The details have the same rules as those typed as options.
"""

from __future__ import annotations

from collections.abc import Sequence

from leafletgen.content.spreadsheet import Cell, Row, without_apostrophe
from leafletgen.content.workbook import read_table
from leafletgen.errors import ContentError, Problem, Where
from leafletgen.officer.details import GIVEN, Given, Person, Value, given, name_of

MOST_ROWS = 500
"""Many more officers than a team has: a longer list is probably the wrong file."""

_COLUMNS = f"The first row names the columns: {', '.join(GIVEN)}. Any of them may be missing, in any order."


def read_people(data: bytes, name: str) -> list[Person]:
    """Read the rows of the file `name`; empty rows are skipped. Raises ContentError; no message quotes a cell."""
    table = read_table(data, name)
    columns = _columns(table.headings)
    if len(table.rows) > MOST_ROWS:
        message = f"The list has {len(table.rows):,} rows; at most {MOST_ROWS} are allowed."
        raise ContentError(Problem("people-too-many", message, "Check the file, or split it.", Where(name)))
    if not table.rows:
        raise ContentError(Problem("people-empty", "The list has no officers.", _COLUMNS, Where(name)))
    return [_person(row, columns) for row in table.rows]


def _columns(headings: Sequence[Cell]) -> list[Given]:
    columns: list[Given] = []
    for cell in headings:
        detail = name_of(cell.text)
        if detail is None or detail in columns:
            what = "is not the name of a column" if detail is None else "names the same column as another cell"
            raise ContentError(Problem("people-column", f"Cell {cell.place} {what}.", _COLUMNS, cell.at))
        columns.append(detail)
    return columns


def _person(row: Row, columns: Sequence[Given]) -> Person:
    if row.surplus:
        message = f"Cell {row.surplus} has a text, but its column has no name."
        hint = "Name the column in the first row, or put a cell that contains a comma between quotation marks."
        return Person({}, row.number, row.at, (Problem("people-cells", message, hint, row.at),))
    cells = zip(columns, row.cells, strict=True)
    values = ((detail, Value(without_apostrophe(cell.text), cell.at, cell.place)) for detail, cell in cells)
    return Person(given(values), row.number, row.at)
