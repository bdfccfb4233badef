"""The services of a data folder as a spreadsheet: write one, and bring its changes into agencies.yaml.

In: a data folder and a file. Out: a Report; `export` makes the file, `import_list` changes agencies.yaml if asked.
Why: teams keep these lists in Excel. A list is shown as the changes that it makes before anything is written, and what
it does not mention stays as it is, comments and layout included.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from leafletgen.content.agency_table import Texts, rows_of, texts_of
from leafletgen.content.catalogue import Agency, Catalogue
from leafletgen.content.check import check
from leafletgen.content.files import exists, read_bytes, read_named, refuse_too_big
from leafletgen.content.parse import parse
from leafletgen.content.source import Document, SourceDoc, read_folder
from leafletgen.content.spreadsheet import write_csv
from leafletgen.content.workbook import UNDATED, read_table, write_workbook
from leafletgen.counts import counted
from leafletgen.editorial.agency_rows import Told, differences, of_cell, read_rows
from leafletgen.editorial.agency_text import NEW_FILE, KeyPlace, add_agencies, change_agencies, places_of_keys
from leafletgen.errors import ContentError, Problem, UsageError, Where
from leafletgen.output.atomic import publish, refuse_to_replace
from leafletgen.output.lock import clear_litter, tidied
from leafletgen.report import Item, Report

_FILE = "agencies.yaml"
_CHOICES = {"key": ("true", "false"), "card": ("true", "false")}


def export(folder: Path, file: Path, everything: bool, *, replace: bool = False) -> Report:
    """Write the agencies of the folder as a table; those of the data below too if `everything`.

    Raises UsageError if the name of the file ends neither in .csv nor in .xlsx; and if the file exists with other
    content, unless `replace` is true.
    """
    form = file.suffix.lower()
    if form not in (".csv", ".xlsx"):
        hint = "Give it a name that ends in .xlsx, for Excel, or in .csv."
        raise UsageError(Problem("table-name", f"{file.name} is not the name of a table.", hint, Where(str(file))))
    catalogue = check(read_folder(folder))
    agencies = [one for one in catalogue.agencies.values() if everything or _is_own(one, folder)]
    rows = list(rows_of(agencies))
    table = write_csv(rows) if form == ".csv" else write_workbook(rows, UNDATED, _CHOICES)
    if not replace:
        refuse_to_replace({file: table})
    publish(table, file, option="name another FILE")
    held = f"{counted(len(agencies), 'agency', 'agencies')} with {counted(len(rows) - 1, 'row')}"
    return Report(files=(file,), summary=f"{held} in {file}")


def _is_own(agency: Agency, folder: Path) -> bool:
    return PurePath(agency.at.file) == folder / _FILE


class _Change(NamedTuple):
    """What happens to an agency: it is new, changed, or a changed copy of one below; and the differences in words."""

    told: Told
    kind: str
    words: tuple[str, ...]


def import_list(folder: Path, file: Path, write: bool) -> Report:
    """Show what a table changes in the agencies of the folder; with `write`, write it into agencies.yaml.

    Raises ContentError with the faults of all rows, or if the data would not be valid with the changes; then, and
    without `write`, nothing is written.
    """
    name = str(file)
    source = read_folder(folder)
    catalogue = check(source)
    told = read_rows(read_table(read_named(file), name), catalogue.agencies, name)
    changes = [change for one in told if (change := _change(one, catalogue, folder))]
    path = folder / _FILE
    data = read_bytes(path, str(path)) if exists(path) else None
    made = _apply(changes, data, str(path))
    refuse_too_big(made, str(path))
    if changes:
        _check(_with_agencies(source, str(path), made), made, told, (str(path), name))
    items = tuple(_items(changes))
    counts = _summary(changes, told, catalogue, folder)
    if not (write and changes):
        more = "\nNothing is written. To write it: the same command with --write" if changes else ""
        return Report(items=items, summary=f"{counts}{more}")
    with tidied(folder, option="--data") as without_locks:
        clear_litter(path.resolve().parent)
        if (read_bytes(path, str(path)) if exists(path) else None) != data:
            message = "The file was changed by another program in the meantime."
            raise ContentError(Problem("file-changed", message, "Run the command again.", Where(str(path))))
        publish(made, path.resolve(), option="--data")
    return Report(files=(path,), items=items, warnings=without_locks, summary=counts)


def _change(told: Told, catalogue: Catalogue, folder: Path) -> _Change | None:
    before = catalogue.agencies.get(told.id)
    if before is None:
        contacts = ", ".join(f"{name} {_shown(one)}" for name, one in told.texts.contacts.items())
        return _Change(told, "new", (f"{told.texts.own['name']}: {contacts or 'no contact'}",))
    words = tuple(_in_words(*difference) for difference in differences(texts_of(before), told.texts))
    kind = "changed" if _is_own(before, folder) else "copied and changed"
    return _Change(told, kind, words) if words else None


def _shown(contact: Texts) -> str:
    return contact["value"] or contact["shown"] or contact["search_for"]


def _in_words(contact: str, column: str, before: str, after: str) -> str:
    if contact and not column:
        return f"contact {contact} is {'new: ' + after if after else 'removed: ' + before}"
    what = f"contact {contact}, {column}" if contact else column
    if not before:
        return f"{what}: “{after}” is new"
    return f"{what}: “{before}” becomes “{after}”" if after else f"{what}: “{before}” is removed"


def _items(changes: Iterable[_Change]) -> Iterator[Item]:
    for change in changes:
        for words in change.words:
            yield {"change": change.kind, "agency": change.told.id, "what": words}


def _summary(changes: list[_Change], told: list[Told], catalogue: Catalogue, folder: Path) -> str:
    named = {one.id for one in told}
    others = sum(_is_own(agency, folder) and agency.id not in named for agency in catalogue.agencies.values())
    kinds = [change.kind for change in changes]
    counts = (
        f"{kinds.count('new')} new, {len(kinds) - kinds.count('new')} changed, {len(told) - len(kinds)} as they were"
    )
    stay = "stays" if others == 1 else "stay"
    return f"{counts}; {others} of {_FILE} that the list does not name {stay}." if others else f"{counts}."


def _with_agencies(source: SourceDoc, name: str, data: bytes) -> SourceDoc:
    """The data with other bytes as agencies.yaml of the folder itself, to check them before they are written."""
    *below, own = source.layers
    return source._replace(layers=(*below, own._replace(agencies=Document(name, parse(data, name)))))


def _check(source: SourceDoc, made: bytes, told: list[Told], names: tuple[str, str]) -> None:
    """Check the data with the changes; a fault of an agency of the list is said at its cell, for it is not written yet.

    `names` are those of agencies.yaml and of the list. Raises ContentError.
    """
    try:
        check(source)
    except ContentError as error:
        path, name = names
        by_id = {one.id: one for one in told}
        keys = [*places_of_keys(made, path)]
        raise ContentError(_in_list(problem, keys, by_id, path, name) for problem in error.problems) from None


def _in_list(problem: Problem, keys: Sequence[KeyPlace], told: dict[str, Told], path: str, name: str) -> Problem:
    """The Problem at the cell of the list that has the value, or at the row of the agency; as it is if it has none."""
    at = problem.where
    if not at or at.file != path:
        return problem
    key = max((key for key in keys if key.at <= (at.line, at.column)), default=None)
    one = told.get(key.agency) if key else None
    if key is None or one is None:
        return problem
    if cell := one.cells.get((key.contact, key.column)):
        return of_cell(problem, cell)._replace(where=cell.at)
    return problem._replace(message=f"Row {one.row} ({one.id}): {problem.message}", where=Where(name))


def _apply(changes: Sequence[_Change], data: bytes | None, name: str) -> bytes:
    """The bytes of the file with the changes. Raises ContentError if the form of the file does not allow one."""
    mark = codecs.BOM_UTF8 if (data or b"").startswith(codecs.BOM_UTF8) else b""
    text = (data or b"").removeprefix(mark).decode() or NEW_FILE
    changed = [change.told.texts for change in changes if change.kind == "changed"]
    new = [change.told.texts for change in changes if change.kind != "changed"]
    return mark + add_agencies(change_agencies(text, changed, name), new, name).encode()
