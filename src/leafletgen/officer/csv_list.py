"""Read a list of officers: a CSV file with a row for each officer of a team.

In: the bytes of the file. Out: a Person for each row, with the faults of the row; or a ContentError for the whole file.
Why: spreadsheets write CSV in many ways. The separator is found from the first line; anything ambiguous is refused with
its line, not guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from leafletgen.content.files import decode
from leafletgen.content.records import DETAILS, Detail
from leafletgen.errors import ContentError, Problem, Where
from leafletgen.officer.details import Person, Value, name_of, tidy

MOST_ROWS = 500
"""Many more officers than a team has: a longer list is probably the wrong file."""

_SEPARATORS = ",;\t"
_COLUMNS = f"The first row names the columns: {', '.join(DETAILS)}. Any of them may be missing, in any order."
_SAVE = "Save it again as “CSV UTF-8” from the spreadsheet."


def read_people(data: bytes, name: str) -> list[Person]:
    """Read the rows of the file `name`; empty rows are skipped. Raises ContentError; no message quotes a cell."""
    try:
        text = decode(data, name)
    except ContentError as error:
        raise ContentError(problem._replace(hint=_SAVE) for problem in error.problems) from None
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), name))
    columns = _columns(rows[0][0] if rows else [], Where(name, 1, 1))
    if len(rows) - 1 > MOST_ROWS:
        message = f"The list has {len(rows) - 1:,} rows; at most {MOST_ROWS} are allowed."
        raise ContentError(Problem("people-too-many", message, "Check the file, or split it.", Where(name)))
    full = [(row, cells, at) for row, (cells, at) in enumerate(rows[1:], 1) if any(map(str.strip, cells))]
    if not full:
        raise ContentError(Problem("people-empty", "The list has no officers.", _COLUMNS, Where(name)))
    return [_person(cells, columns, row, at) for row, cells, at in full]


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[tuple[list[str], Where]]:
    """Each row with the line on which it begins."""
    line = 1
    try:
        for cells in reader:
            yield cells, Where(name, line, 1)
            line = getattr(reader, "line_num", line) + 1
    except csv.Error:
        hint = f"Put a cell that contains a quotation mark between two, and double the mark inside. {_SAVE}"
        raise ContentError(Problem("people-quotes", "The row cannot be read.", hint, Where(name, line, 1))) from None


def _columns(cells: Sequence[str], at: Where) -> list[Detail]:
    columns: list[Detail] = []
    for number, cell in enumerate(cells, 1):
        detail = name_of(cell)
        if detail is None or detail in columns:
            what = "has an unknown name" if detail is None else "has the same name as another column"
            raise ContentError(Problem("people-column", f"Column {number} {what}.", _COLUMNS, at))
        columns.append(detail)
    return columns


def _person(cells: Sequence[str], columns: Sequence[Detail], row: int, at: Where) -> Person:
    if len(cells) != len(columns):
        message = f"The row has {len(cells)} cells, but there are {len(columns)} columns."
        hint = "Put a cell that contains a comma between quotation marks."
        return Person({}, row, at, (Problem("people-cells", message, hint, at),))
    return Person(
        {detail: Value(tidy(cell), at) for detail, cell in zip(columns, cells, strict=True) if tidy(cell)}, row, at
    )
