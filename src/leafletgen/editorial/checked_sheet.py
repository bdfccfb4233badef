"""Read the contacts sheet that people have filled in, and record which contacts they found right or wrong.

In: a CSV file or workbook, and a data folder. Out: a Report; checks.yaml of the folder has an entry for each check.
Why: a team rings fifty numbers in a morning. Nobody should have to type fifty commands afterwards, or take a number for
checked that a spreadsheet has changed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from leafletgen.content.catalogue import Catalogue, Checked, Contact
from leafletgen.content.check import check
from leafletgen.content.check_log import LoggedCheck
from leafletgen.content.dates import misdated
from leafletgen.content.files import read_named
from leafletgen.content.languages import LANGUAGES
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.phrases import Phrases
from leafletgen.content.printed_contacts import contacts_by_owner
from leafletgen.content.services import contact_row
from leafletgen.content.source import read_folder
from leafletgen.content.spreadsheet import DATE_SERIAL, Cell, Row, Table, damage, without_apostrophe
from leafletgen.content.values import Fault, quote, suggest
from leafletgen.content.workbook import read_table
from leafletgen.editorial.check_file import check_of, entry_for, log, not_logged
from leafletgen.errors import ContentError, FoundProblems, LeafletError, Problem, UsageError, Where
from leafletgen.pipeline.composer import Composer
from leafletgen.report import Report

_IDENTIFY = ("agency", "contact", "printed", "opens")
_FILLED = ("right or wrong", "new value", "checked on", "how", "by (role)")
_OPTIONS = {"--on": "checked on", "--how": "how", "--by": "by (role)"}
"""The column of each value of a check; an option gives it to the rows in which the column is empty."""

_NAMED = 5
"""How many empty cells of a column are named; the others are counted."""

_RIGHT = frozenset({"right", "r", "ok", "yes", "y", "true", "correct", "✓", "✔"})
_WRONG = frozenset({"wrong", "w", "no", "n", "false", "incorrect", "✗", "✘"})


class _Sorted(NamedTuple):
    """What the rows say: checks to record, warnings of what is wrong, the faults of rows, and the numbers of others.

    `missing` has, by the option that could give their value, the empty cells of rows that are marked.
    """

    checks: list[LoggedCheck]
    wrong: list[Problem]
    faults: FoundProblems
    bad_rows: set[int]
    known: list[int]
    empty: list[int]
    missing: dict[str, list[Cell]]


def record_sheet(
    folder: Path, file: Path, options: Mapping[str, str], keep_going: bool, today: datetime.date
) -> Report:
    """Record the checks of the rows marked right; those marked wrong become warnings at their places in the data.

    `options` has what --on, --how and --by give to rows in which they are empty. Raises ContentError, and writes
    nothing, if a row is bad; with `keep_going` the good rows are recorded and the others are errors of the Report.
    """
    catalogue = check(read_folder(folder))
    name = str(file)
    table = read_table(read_named(file), name)
    columns = _columns(table, name)
    found = _sort(table, columns, catalogue, options, today)
    if found.faults and not keep_going:
        raise ContentError(found.faults)
    new = not_logged(folder, found.checks)
    path, without_locks = log(folder, new) if new else (None, ())
    return Report(
        files=(path,) if path else (),
        errors=(ContentError(found.faults),) if found.faults else (),
        warnings=(*without_locks, *found.wrong),
        notes=(_left_out(found, new, name),) if found.faults else (),
        summary=_summary(found, new),
    )


def _summary(found: _Sorted, new: list[LoggedCheck]) -> str:
    wrong = sum(entry.wrong for entry in new)
    counts = [
        (len(new) - wrong, "recorded"),
        (len(found.known) + len(found.checks) - len(new), "recorded before"),
        (wrong, "recorded as wrong"),
        (len(found.wrong) - sum(entry.wrong for entry in found.checks), "marked wrong and not recorded"),
        (len(found.bad_rows), "with a fault and not recorded"),
        (len(found.empty), "not filled in"),
    ]
    return "Rows: " + ", ".join(f"{number} {words}" for number, words in counts if number or words == "recorded") + "."


def _left_out(found: _Sorted, new: list[LoggedCheck], name: str) -> Problem:
    hint = "Correct the rows with a fault, and read the file again: what is recorded is not recorded twice."
    return Problem("sheet-partly", _summary(found, new), hint, Where(name), "note")


def _columns(table: Table, name: str) -> dict[str, int]:
    """The number of each column that is read, by its heading; other columns are for whoever keeps the sheet."""
    headings: dict[str, int] = {}
    for number, cell in enumerate(table.headings):
        heading = " ".join(cell.text.lower().split())
        if headings.setdefault(heading, number) != number and heading in (*_IDENTIFY, *_FILLED):
            message = f"Cell {cell.place} names the same column as another cell."
            hint = "Remove one of the two columns, so that it is clear which one counts."
            raise ContentError(Problem("sheet-column", message, hint, cell.at))
    missing = [column for column in (*_IDENTIFY, *_FILLED) if column not in headings]
    if missing:
        message = f"The sheet has no column {', '.join(map(quote, missing))}."
        hint = "Fill in the file that `leafletgen contacts sheet EDITION` makes, and keep the names in its first row."
        raise ContentError(Problem("sheet-column", message, hint, Where(name)))
    return {column: headings[column] for column in (*_IDENTIFY, *_FILLED)}


def _sort(
    table: Table, columns: Mapping[str, int], catalogue: Catalogue, options: Mapping[str, str], today: datetime.date
) -> _Sorted:
    found = _Sorted([], [], FoundProblems(), set(), [], [], {option: [] for option in _OPTIONS})
    seen: dict[tuple[str, str], int] = {}
    known = contacts_by_owner(catalogue)
    others = _OtherLanguages(catalogue)
    for row in table.rows:
        reader = _RowReader(row, columns, known, catalogue.phrases, others, options, today)
        try:
            reader.read(found, seen)
        except LeafletError as error:
            found.faults.extend(error.problems)
            found.bad_rows.add(row.number)
    found.faults.extend(_not_filled_in(option, cells) for option, cells in found.missing.items() if cells)
    return found


def _not_filled_in(option: str, cells: list[Cell]) -> Problem:
    """One Problem for all empty cells of a column, in rows that are marked."""
    more = f" and {len(cells) - _NAMED} more" if len(cells) > _NAMED else ""
    places = ", ".join(cell.place for cell in cells[:_NAMED]) + more
    message = f"{'Cell' if len(cells) == 1 else 'Cells'} {places}: {quote(_OPTIONS[option])} of a marked row is empty."
    hint = f"Fill it in, or add {option}, which gives a value to all rows in which it is empty."
    return Problem("empty-text", message, hint, cells[0].at)


class _OtherLanguages:
    """What leaflets in other languages than English print; read only if a sheet has a text that is not in the data."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def printed(self) -> dict[tuple[str, str], set[str]]:
        """By owner and id of each contact: its text in each language of the data, without spaces."""
        composer = Composer(self.catalogue, lambda _: {})
        found: dict[tuple[str, str], set[str]] = {}
        for tag in (tag for tag in LANGUAGES if composer.translation(tag).exists):
            words = composer.in_language(tag)
            for owner, contacts in contacts_by_owner(words).items():
                for contact in contacts.values():
                    text = contact_row("", contact, words.phrases, tag).text
                    found.setdefault((owner, contact.id), set()).add(_without_spaces(text))
        return found


def _without_spaces(text: str) -> str:
    """A text to compare: a no-break space changes nothing."""
    return "".join(text.split())


class _RowReader:
    """Reads one row; a fault is said at its cell, which people see in the spreadsheet."""

    def __init__(
        self,
        row: Row,
        columns: Mapping[str, int],
        known: Mapping[str, Mapping[str, Contact]],
        phrases: Phrases,
        others: _OtherLanguages,
        options: Mapping[str, str],
        today: datetime.date,
    ) -> None:
        self.row = row
        self.cells = {
            column: row.cells[number]._replace(text=without_apostrophe(row.cells[number].text))
            for column, number in columns.items()
        }
        self.known = known
        self.phrases = phrases
        self.others = others
        self.options = options
        self.today = today

    def read(self, found: _Sorted, seen: dict[tuple[str, str], int]) -> None:
        """Add what the row says to `found`. Raises ContentError with all its faults."""
        if not any(self.cells[column].text for column in _FILLED):
            found.empty.append(self.row.number)
            return
        if self.row.surplus:
            hint = "Put a cell that contains a comma between quotation marks, or name the column in the first row."
            fault = Fault("sheet-cells", f"Cell {self.row.surplus} has a text without a column.", hint)
            raise ContentError(self._of_row(fault))
        owner, contact = self._find()
        earlier = seen.setdefault((owner, contact.id), self.row.number)
        if earlier != self.row.number:
            fault = Fault("sheet-row-twice", f"This contact is in row {earlier} too.", "Keep one of the two rows.")
            raise ContentError(self._of_row(fault))
        self._compare(owner, contact)
        if self._is_right():
            entry = entry_for(owner, contact, self._check(found))
            checked = contact.checked
            if checked and (checked.on, checked.how, checked.by) == (entry.on, entry.how, entry.by):
                found.known.append(self.row.number)
            else:
                found.checks.append(entry)
        else:
            if all(self._typed().values()):
                found.checks.append(entry_for(owner, contact, self._check(found, wrong=True), wrong=True))
            found.wrong.append(self._wrong(owner, contact))

    def _find(self) -> tuple[str, Contact]:
        owner, name = self.cells["agency"].text, self.cells["contact"].text
        if owner not in self.known:
            raise ContentError(self._unknown("agency", self.known))
        if name not in self.known[owner]:
            raise ContentError(self._unknown("contact", self.known[owner]))
        return owner, self.known[owner][name]

    def _unknown(self, column: str, known: Mapping[str, object]) -> Problem:
        text = self.cells[column].text
        hint = f"{suggest(text, known)}Keep the first columns as `leafletgen contacts sheet` made them."
        return self._at(column, Fault("sheet-contact", f"The data have no {column} {quote(text)}.", hint))

    def _compare(self, owner: str, contact: Contact) -> None:
        """Refuse a check of something else than the data say now."""
        now = {"printed": contact_row("", contact, self.phrases, ENGLISH).text, "opens": contact.opens or ""}
        for column, value in now.items():
            text = self.cells[column].text
            if _without_spaces(text) == _without_spaces(value):
                continue
            if column == "printed" and _without_spaces(text) in self.others.printed.get((owner, contact.id), ()):
                continue
            if column == "printed" and (fault := damage(text, "telephone")):
                raise ContentError(self._at(column, fault))
            hint = "Make the sheet again, and check what is printed now."
            message = f"The row is a check of “{text}”, but the data now say “{value}”."
            raise ContentError(self._at(column, Fault("sheet-outdated", message, hint)))

    def _is_right(self) -> bool:
        text = self.cells["right or wrong"].text.lower().rstrip(".! ")
        if text not in _RIGHT | _WRONG:
            message = (
                f"Here is {quote(text)}." if text else "The row is filled in, but nothing says whether it is right."
            )
            raise ContentError(self._at("right or wrong", Fault("sheet-result", message, "Write right or wrong.")))
        if text in _RIGHT and self.cells["new value"].text:
            message = "The row is marked right, but it has a new value."
            raise ContentError(
                self._at("new value", Fault("sheet-result", message, "Mark it wrong, or empty this cell."))
            )
        return text in _RIGHT

    def _typed(self) -> dict[str, str]:
        """When, how and by whom it was checked: of the row, or else of the options."""
        return {option: self.cells[column].text or self.options[option] for option, column in _OPTIONS.items()}

    def _check(self, found: _Sorted, *, wrong: bool = False) -> Checked:
        """The check that the row tells of, by the same rules as one that is typed; adds what is empty to `found`."""
        typed = self._typed()
        faults = [
            self._at(column, fault)
            for column in _OPTIONS.values()
            if (fault := damage(self.cells[column].text, "text"))
        ]
        if re.fullmatch(DATE_SERIAL, self.cells["checked on"].text):
            faults.append(self._at("checked on", _A_SERIAL))
        if faults:
            raise ContentError(faults)
        try:
            made = check_of(_day(typed["--on"]), typed["--how"], typed["--by"], wrong=wrong)
        except UsageError as error:
            for option in (option for option, text in typed.items() if not text):
                found.missing[option].append(self.cells[_OPTIONS[option]])
            raise ContentError(self._of_option(one) for one in error.problems if typed[_option_of(one)]) from None
        if fault := misdated(made.on, self.today, "checked this contact"):
            raise ContentError(self._at("checked on", fault))
        return made

    def _of_option(self, problem: Problem) -> Problem:
        """The Problem of a value, at the cell that it comes from."""
        option = _option_of(problem)
        column = _OPTIONS[option]
        cell = self.cells[column]
        told = f": {problem.message}".replace(f": `{option.removeprefix('--')}` ", f", {quote(column)}, ")
        return problem._replace(message=f"Cell {cell.place}{told}", where=cell.at)

    def _wrong(self, owner: str, contact: Contact) -> Problem:
        new = self.cells["new value"].text
        should = f"; it should be {quote(new)}" if new else ""
        message = f"{owner} {contact.id}, {quote(self.cells['printed'].text)}, is marked wrong{should}."
        hint = (
            "Correct it here or in a copy of the agency in your own agencies.yaml, or withhold it there; then check it "
            f"again. What to take back: leafletgen contacts where {self.cells['printed'].text!r} FOLDER"
        )
        return Problem("contact-wrong", message, hint, contact.at, "warning")

    def _at(self, column: str, fault: Fault) -> Problem:
        cell = self.cells[column]
        return fault.at(cell.at)._replace(message=f"Cell {cell.place}: {fault.message}")

    def _of_row(self, fault: Fault) -> Problem:
        return fault.at(self.row.at)._replace(message=f"Row {self.row.number}: {fault.message}")


def _option_of(problem: Problem) -> str:
    return problem.where.file if problem.where else "--how"


_A_SERIAL = Fault(
    "bad-date",
    "It is the number with which a spreadsheet counts days, not a date.",
    "Format the cell as a date in the spreadsheet, or write the day as 2026-11-24.",
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?$")


def _day(text: str) -> str:
    """A date as year-month-day; spreadsheets in the UK write 24/11/2026, the day first, some with a time.

    A text that is no such date is given back, to be refused as it was typed.
    """
    day = _TIME.sub("", text)
    told = _DAY_FIRST.fullmatch(day)
    if told and int(told[2]) > 12:
        return text
    return f"{told[3]}-{int(told[2]):02}-{int(told[1]):02}" if told else day
