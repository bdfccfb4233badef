"""Checks of contacts by people: list those that are due, make the sheet to tick them off, record a check.

In: a data folder and names. Out: a Report; `sheet` makes three files, `record` adds to the log of checks.
Why: a number that nobody has called may be wrong, and a wrong number on a leaflet can harm a child.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path

from leafletgen.checks.pdf_bytes import check_product
from leafletgen.content.catalogue import Catalogue, Checked, Contact
from leafletgen.content.check import check
from leafletgen.content.contact_sheet import CHOICES, DATES, compose_sheet, spreadsheet
from leafletgen.content.dates import misdated
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.printed_contacts import Printed, contacts_by_owner, contacts_of, is_due
from leafletgen.content.source import read_folder
from leafletgen.content.spreadsheet import write_csv
from leafletgen.content.values import quote, suggest
from leafletgen.counts import counted, part_of
from leafletgen.editorial.check_file import check_of, entry_for, log, not_logged
from leafletgen.errors import Problem, UsageError, Where
from leafletgen.layout.contact_sheet import lay_out_sheet
from leafletgen.layout.fonts import FontBook
from leafletgen.output.atomic import publish, refuse_to_replace
from leafletgen.output.lock import tidied
from leafletgen.pdf.writer import write
from leafletgen.pipeline.composer import Composer
from leafletgen.pipeline.plan import refuse_unknown_editions
from leafletgen.pipeline.request import build_moment, midnight
from leafletgen.report import Item, Report


def stale(folder: Path, editions: Collection[str], days: int, today: datetime.date) -> Report:
    """List the contacts of each edition that were not checked in the last `days` days; never checked ones come first.

    An empty `editions` means all. Raises UsageError for an unknown edition.
    """
    catalogue = check(read_folder(folder))
    refuse_unknown_editions(editions, catalogue.editions)
    items: list[Item] = []
    counts: list[str] = []
    for edition in catalogue.editions.values():
        if editions and edition.id not in editions:
            continue
        printed = list(contacts_of(catalogue, edition))
        due = [entry for entry in printed if is_due(entry.contact, today, days)]
        items += [_item(edition.id, entry) for entry in sorted(due, key=_last_check)]
        counts.append(f"{edition.id}: {part_of(len(due), len(printed), ('contact',), 'is', 'are')} due")
    return Report(items=tuple(items), summary="\n".join(counts))


def _last_check(entry: Printed) -> datetime.date:
    return entry.contact.checked.on if entry.contact.checked else datetime.date.min


def _item(edition: str, entry: Printed) -> Item:
    contact = entry.contact
    last = contact.checked.on.isoformat() if contact.checked else "never"
    return {
        "edition": edition,
        "checked": last,
        "agency": entry.owner,
        "contact": contact.id,
        "value": entry.text,
        "level": contact.level,
    }


def sheet(
    folder: Path,
    edition_id: str,
    fonts_folder: Path,
    output: Path,
    environment: Mapping[str, str],
    language: str = ENGLISH,
    *,
    replace: bool = False,
) -> Report:
    """Make the sheet to check an edition's contacts with: EDITION-contacts.pdf and, for spreadsheets, .csv and .xlsx.

    Its date is that of SOURCE_DATE_EPOCH in `environment`, or else that of the edition, as in leaflets. The contacts
    are as the leaflets in the language print them. Raises UsageError for an unknown edition or language; and if a
    spreadsheet exists with other content, unless `replace` is true.
    """
    from leafletgen.content.workbook import write_workbook  # Loaded late: openpyxl is slow.

    moment = build_moment(environment)
    source = read_folder(folder)
    fonts = FontBook.load(fonts_folder, source.own_fonts)
    catalogue = check(source, fonts.coverage())
    refuse_unknown_editions([edition_id], catalogue.editions)
    catalogue = Composer(catalogue, fonts.coverage).in_language(language)
    edition = catalogue.editions[edition_id]
    laid_out = lay_out_sheet(compose_sheet(catalogue, edition), fonts)
    name = f"{edition.id}-contacts" + ("" if catalogue.language == ENGLISH else f".{catalogue.language}")
    pdf, table, workbook = (output / f"{name}.{ending}" for ending in ("pdf", "csv", "xlsx"))
    data = write(laid_out, fonts, moment or midnight(edition.date))
    check_product(data, len(laid_out.pages), str(pdf))
    rows = list(spreadsheet(catalogue, edition))
    sheets = {table: write_csv(rows), workbook: write_workbook(rows, moment or midnight(edition.date), CHOICES, DATES)}
    if not replace:
        refuse_to_replace(sheets)
    with tidied(output) as without_locks:
        for path, content in ({pdf: data} | sheets).items():
            publish(content, path)
    return Report(
        (pdf, table, workbook),
        warnings=without_locks,
        summary=f"{counted(len(rows) - 1, 'contact')} on {counted(len(laid_out.pages), 'page')} in {output}",
    )


def record(folder: Path, agency_id: str, contact_id: str, typed: tuple[str, str, str], today: datetime.date) -> Report:
    """Record in checks.yaml of the folder that a contact was checked, in whichever data folder the contact is.

    `typed` is the date, what was done, and the checker's role. Raises UsageError if there is no such contact, the date
    cannot be right or the check is malformed, and ContentError if the file has a form to which nothing can be added.
    """
    new = check_of(*typed)
    if fault := misdated(new.on, today, "checked this contact"):
        raise UsageError(fault.at(Where("--on")))
    catalogue = check(read_folder(folder))
    contact = _find_contact(catalogue, agency_id, contact_id)
    entry = entry_for(agency_id, contact, new)
    if _say(contact.checked) == _say(new) or not not_logged(folder, [entry]):
        return Report(summary=f"{agency_id} {contact.id}: {_say(new)}. That is recorded already; nothing was written.")
    path, without_locks = log(folder, [entry])
    words = f"{agency_id} {contact.id}: {_say(new)}. Before: {_say(contact.checked)}."
    return Report((path,), warnings=without_locks, summary=words)


def _say(checked: Checked | None) -> str:
    return f"checked {checked.on} by {checked.by}, {checked.how}" if checked else "not checked"


def _find_contact(catalogue: Catalogue, owner: str, name: str) -> Contact:
    owners = contacts_by_owner(catalogue)
    of_sentences = " " in owner  # Such as "edition kent".
    if owner not in owners:
        message = f"There is no agency {owner!r}."
        listed = "List the agencies with: leafletgen list agencies"
        if of_sentences:
            message = f"No sentence of {quote(owner)} has a number or an address to check."
            listed = "Those in sentences are at the end of the sheet: leafletgen contacts sheet"
        raise UsageError(Problem("unknown-agency", message, f"{suggest(owner, owners)}{listed}"))
    known = owners[owner]
    if name in known:
        return known[name]
    whose = f"No sentence of {quote(owner)} has the" if of_sentences else f"The agency {owner} has no"
    hint = f"{suggest(name, known)}Its contacts are: {', '.join(known) or 'none'}."
    raise UsageError(Problem("unknown-contact", f"{whose} contact {name!r}.", hint))
