"""Read the rows of a table as agencies: what each says, and what is wrong with it, at its cell.

In: a Table, and the agencies of the data. Out: the texts of each agency that the table names, and its record.
Why: rows are checked by the same rules as records of a file, but people must read where in the spreadsheet to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from leafletgen.content.agency_table import (
    COLUMNS,
    OF_CONTACT,
    OWN,
    AgencyTexts,
    Texts,
    as_typed,
    defaults,
    key_of_contact,
    node_of,
    texts_of,
)
from leafletgen.content.catalogue import Agency, Contact
from leafletgen.content.characters import find_hidden_characters, normalised
from leafletgen.content.schema import Reader
from leafletgen.content.spreadsheet import Cell, Kind, Row, Table, damage, without_apostrophe
from leafletgen.content.values import Fault, quote, suggest
from leafletgen.errors import ContentError, FoundProblems, Problem, Where

_TO_CALL = ("call", "text", "whatsapp")


class Told(NamedTuple):
    """An agency as the table has it: all its texts, those of columns that the table lacks as they were.

    `row` is the number of its first row; `cells` has the cell of each text, by the id of its contact ("" for the
    agency's own) and its column.
    """

    id: str
    texts: AgencyTexts
    row: int
    cells: Mapping[tuple[str, str], Cell]


def read_rows(table: Table, known: Mapping[str, Agency], name: str) -> list[Told]:
    """The agencies of a table, in its order. Raises ContentError with the faults of all rows, each at its cell."""
    columns = _columns(table, name)
    rows: dict[str, list[Row]] = {}
    problems = FoundProblems()
    at = columns.index("id")
    for row in table.rows:
        if row.surplus:
            hint = "Name the column in the first row, or put a cell that contains a comma between quotation marks."
            fault = Fault("agency-cells", f"Cell {row.surplus} has a text, but its column has no name.", hint)
            problems.append(fault.at(row.at))
        if not row.cells[at].text:
            fault = Fault(
                "agency-id", f"Cell {row.cells[at].place} is empty.", "Write the id of the agency into each row."
            )
            problems.append(fault.at(row.at))
        else:
            rows.setdefault(row.cells[at].text, []).append(row)
    told = []
    for agency_id, same in rows.items():
        reader = _AgencyReader(columns, same, known.get(agency_id))
        told.append(Told(agency_id, reader.texts, same[0].number, reader.cells))
        problems.extend(reader.problems)
    if problems:
        raise ContentError(problems)
    return told


def _columns(table: Table, name: str) -> list[str]:
    """The column of each heading. Raises ContentError with the faults of all headings."""
    found: list[str] = []
    problems = FoundProblems()
    for cell in table.headings:
        column = " ".join(cell.text.lower().replace("_", " ").split())
        named = next((known for known in COLUMNS if known.replace("_", " ") == column), "")
        if not named or named in found:
            what = "names the same column as another cell" if named else f"is no column of agencies: {quote(cell.text)}"
            hint = f"{suggest(cell.text, COLUMNS)}`leafletgen agencies export FILE` writes a table with all columns."
            problems.append(Problem("agency-column", f"Cell {cell.place} {what}.", hint, cell.at))
        found.append(named)
    if "id" not in found:
        hint = "`leafletgen agencies export FILE` writes a table with all columns."
        problems.append(Problem("agency-column", "The table has no column “id”.", hint, Where(name)))
    if problems:
        raise ContentError(problems)
    return found


_BOOLEANS = {"yes": "true", "y": "true", "1": "true", "no": "false", "n": "false", "0": "false"}
"""How people and spreadsheets write true and false."""


class _AgencyReader:
    """Reads the rows of one agency: `texts` are what they say, `cells` where, `problems` what is wrong with them."""

    def __init__(self, columns: list[str], rows: list[Row], before: Agency | None) -> None:
        self.problems: list[Problem] = []
        self.cells: dict[tuple[str, str], Cell] = {}
        self._first = rows[0]
        old = texts_of(before) if before else AgencyTexts(defaults(Agency, OWN), {})
        own = dict(old.own)
        contacts: dict[str, Texts] = {} if any(map(key_of_contact, columns)) else old.contacts
        read = [{name: self._cell(name, cell) for name, cell in zip(columns, row.cells, strict=True)} for row in rows]
        for cells in read:
            self._read_contact(cells, contacts, old)
        for column in columns:
            if not key_of_contact(column):
                own[column] = self._read_own(column, [cells[column] for cells in read])
        self.texts = AgencyTexts(own, contacts)
        if before is None and not own["coverage"]:
            fault = Fault("agency-coverage", "A new agency has no coverage.", "Name the areas that it serves.")
            self.problems.append(
                fault.at(self._first.at)._replace(message=f"Row {self._first.number}: {fault.message}")
            )
        self._check()

    def _cell(self, column: str, cell: Cell) -> Cell:
        text = normalised("NFC", without_apostrophe(cell.text))
        if column in ("key", "card"):
            text = _BOOLEANS.get(text.lower(), text.lower())
        key = key_of_contact(column)
        text = as_typed(bool(key), key or column, text)
        for problem in find_hidden_characters(text, cell.at.file):
            self.problems.append(of_cell(problem, cell))
        return cell._replace(text=text)

    def _read_own(self, column: str, cells: list[Cell]) -> str:
        """The agency's own value: one of its rows has it, the first unless the list was sorted; another may repeat it.

        No row may contradict it.
        """
        filled = [cell for cell in cells if cell.text] or cells[:1]
        self._keep("", column, filled[0])
        for cell in filled[1:]:
            if cell.text != filled[0].text:
                message = f"Here is {quote(cell.text)}, but in cell {filled[0].place} {quote(filled[0].text)}."
                self._say(cell, Fault("agency-two-values", message, "Write it in one row of the agency alone."))
        return filled[0].text or defaults(Agency, [column])[column]

    def _read_contact(self, cells: Mapping[str, Cell], contacts: dict[str, Texts], old: AgencyTexts) -> None:
        mine = {key: cell for column, cell in cells.items() if (key := key_of_contact(column))}
        name = mine["id"].text if "id" in mine else ""
        filled = next((cell for cell in mine.values() if cell.text), None)
        if filled is None:
            return
        if not name or name in contacts:
            fault = (
                Fault("agency-contact", "The contact has no id.", "Write one into “contact id”, such as phone or web.")
                if not name
                else Fault("agency-contact", f"The agency has the contact {quote(name)} twice.", "Give one another id.")
            )
            self._say(mine.get("id", filled), fault)
            return
        texts = dict(old.contacts.get(name) or defaults(Contact, OF_CONTACT))
        for key, cell in mine.items():
            texts[key] = cell.text
            self._keep(name, key, cell)
        kind: Kind = "telephone" if texts["kind"] in _TO_CALL else "text"
        if (value := mine.get("value")) and (damaged := damage(value.text, kind)):
            self._say(value, damaged)
        contacts[name] = texts

    def _keep(self, contact: str, column: str, cell: Cell) -> None:
        """Keep the cell of a text, and say what a spreadsheet did to it."""
        self.cells[contact, column] = cell
        if (fault := damage(cell.text, "text")) and not (contact and column == "value"):
            self._say(cell, fault)

    def _check(self) -> None:
        """Read the texts as a record, by the rules of the data."""
        if self.problems:
            return
        reader = Reader()
        by_place = {Where(cell.place): cell for cell in self.cells.values()}  # No two cells have the same place.
        places = {name: Where(cell.place) for name, cell in self.cells.items()}
        reader.read(Agency, node_of(self.texts, places, Where("")), "The agency")
        for problem in reader.problems:
            cell = by_place.get(problem.where or Where(""))
            if cell:
                self.problems.append(of_cell(problem, cell))
            else:
                message = f"Row {self._first.number}: {problem.message}"
                hint = "Fill in its column." if problem.code == "missing-field" else problem.hint
                self.problems.append(problem._replace(message=message, hint=hint, where=self._first.at))

    def _say(self, cell: Cell, fault: Fault) -> None:
        self.problems.append(of_cell(fault.at(cell.at), cell))


def of_cell(problem: Problem, cell: Cell) -> Problem:
    """The Problem at a cell of the table."""
    return problem._replace(message=f"Cell {cell.place}: {problem.message}", where=cell.at)


def differences(old: AgencyTexts, new: AgencyTexts) -> Iterator[tuple[str, str, str, str]]:
    """What changes: the id of the contact ("" for the agency's own), the column, the text before and after.

    A contact that is new or gone has one difference, in the column "": its whole value, or "" if it has none.
    """
    for column in OWN:
        if old.own[column] != new.own[column]:
            yield "", column, old.own[column], new.own[column]
    for name in dict.fromkeys((*old.contacts, *new.contacts)):
        before, after = old.contacts.get(name), new.contacts.get(name)
        if before is None or after is None:
            yield name, "", _shown(before), _shown(after)
            continue
        for column in OF_CONTACT:
            if before[column] != after[column]:
                yield name, column, before[column], after[column]


def _shown(contact: Texts | None) -> str:
    return "" if contact is None else contact["value"] or contact["shown"] or contact["search_for"] or contact["id"]
