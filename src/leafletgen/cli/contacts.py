"""`leafletgen contacts`: checks of telephone numbers and addresses by people.

In: editions, a contact and its check, or a number. Out: the contacts that are due, a sheet to tick off, a new entry in
checks.yaml, or where the number is.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import (
    Group,
    NamedPath,
    common_options,
    complete_edition,
    data_to_change,
    data_to_read,
    one_language_option,
    output_option,
    replace_option,
)
from leafletgen.report import Report
from leafletgen.resources import fonts_folder


@click.group("contacts", cls=Group, short_help="Check telephone numbers and addresses.")
def command() -> None:
    """Check telephone numbers and addresses: list what is due, make a sheet to tick off, record a check, find leaflets.

    \b
    Examples:
      leafletgen contacts stale hampshire
      leafletgen contacts sheet hampshire
      leafletgen contacts record childline phone --on 2026-11-24 --how "rang it" --by "comms officer"
      leafletgen contacts where "0800 1111" dist
    """


@command.command("stale", short_help="List the contacts that are due for a check.")
@click.argument("editions", metavar="[EDITION]...", nargs=-1, shell_complete=complete_edition)
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="How long a check is valid.",
)
@common_options
def stale(editions: tuple[str, ...], days: int, data: Path | None) -> Report:
    """List the contacts that nobody has checked in the last DAYS days, by edition; all editions if none is named.

    Each line has the edition, the date of the last check or "never", the agency, the contact, what is printed, and the
    kind of its source (own, 2nd, repo, seed; none for one in a sentence). The contacts that were never checked come
    first.

    \b
    Examples:
      leafletgen contacts stale
      leafletgen contacts stale hampshire --days 90
      leafletgen contacts stale --json
    """
    from leafletgen.editorial import contact_checks

    return contact_checks.stale(data_to_read(data), editions, days, datetime.date.today())


@command.command("sheet", short_help="Make a sheet to check contacts with.")
@click.argument("edition", shell_complete=complete_edition)
@one_language_option("The contacts as the leaflets in this language print them, such as cy.")
@output_option()
@replace_option
@common_options
def sheet(edition: str, language: str, output_dir: Path, replace: bool, data: Path | None) -> Report:
    """Make a sheet of all contacts of an EDITION: call each number, open each address, and tick it off.

    EDITION-contacts.pdf is for paper; EDITION-contacts.xlsx, for Excel, and EDITION-contacts.csv, for any spreadsheet,
    are the same with columns to fill in, which `contacts record --from` reads. In another language they are called
    EDITION-contacts.LANGUAGE.pdf, and so on. A sheet that people have filled in stays; add --replace to write over it.

    \b
    Examples:
      leafletgen contacts sheet hampshire
      leafletgen contacts sheet hampshire -o print
      leafletgen contacts sheet hampshire --language cy
    """
    from leafletgen.editorial import contact_checks

    folder = data_to_read(data)
    return contact_checks.sheet(folder, edition, fonts_folder(), output_dir, os.environ, language, replace=replace)


@command.command("record", short_help="Record that contacts were checked.")
@click.argument("agency", required=False)
@click.argument("contact", required=False)
@click.option("--on", metavar="DATE", help="The day of the check, such as 2026-11-24.")
@click.option("--how", metavar="TEXT", help='What was done, such as "rang it".')
@click.option("--by", metavar="ROLE", help='The role of the person who did it, such as "comms officer".')
@click.option("--from", "sheet_file", type=NamedPath(), metavar="FILE", help="Read a filled-in sheet: .xlsx or .csv.")
@click.option("--keep-going", is_flag=True, help="With --from: record the good rows, even if others have faults.")
@common_options
def record(
    agency: str | None,
    contact: str | None,
    on: str | None,
    how: str | None,
    by: str | None,
    sheet_file: Path | None,
    keep_going: bool,
    data: Path | None,
) -> Report:
    """Record that a CONTACT of an AGENCY was checked and is right, also if the agency is in data below your folder.

    It adds an entry to checks.yaml in your data folder; the entry counts until the number or the address changes. If a
    contact is wrong, correct it in the data by hand first. Give a role, never a person's name. AGENCY is an id, or
    whose sentence the contact is in ("edition kent"); then CONTACT is the number or address itself.

    With --from it reads the sheet of `contacts sheet` that people have filled in: "right or wrong", "checked on", "how"
    and "by (role)"; what is empty in a row is taken from --on, --how and --by. Contacts marked wrong are listed with
    their places in the data. If a row has a fault, nothing is written.

    \b
    Examples:
      leafletgen contacts record childline phone --on 2026-11-24 --how "rang it" --by "comms officer"
      leafletgen contacts record childline web --on 2026-11-24 --how "opened it" --by "web editor" --data ../our-data
      leafletgen contacts record "edition kent" "01622 690690" --on 2026-11-24 --how "rang it" --by "comms officer"
      leafletgen contacts record --from hampshire-contacts.xlsx --by "comms officer"
    """
    _refuse_mixture(agency, contact, {"--on": on, "--how": how, "--by": by}, sheet_file, keep_going)
    folder = data_to_change(data)
    today = datetime.date.today()
    if sheet_file:
        from leafletgen.editorial import checked_sheet

        options = {"--on": on or "", "--how": how or "", "--by": by or ""}
        return checked_sheet.record_sheet(folder, sheet_file, options, keep_going, today)
    from leafletgen.editorial import contact_checks

    return contact_checks.record(folder, agency or "", contact or "", (on or "", how or "", by or ""), today)


def _refuse_mixture(
    agency: str | None, contact: str | None, check: dict[str, str | None], sheet_file: Path | None, keep_going: bool
) -> None:
    """Refuse a contact beside a sheet, and a contact without all that a check needs."""
    if sheet_file:
        if agency:
            raise click.UsageError("Name a contact, or a sheet with --from, but not both.")
        return
    if not contact:
        raise click.UsageError("Name an AGENCY and a CONTACT, or a filled-in sheet with --from.")
    if missing := [option for option, value in check.items() if value is None]:
        raise click.UsageError(f"Missing option {', '.join(missing)}.")
    if keep_going:
        raise click.UsageError("--keep-going needs --from.")


@command.command("where", short_help="Find the leaflets and files that have a number or address.")
@click.argument("contact", metavar="NUMBER|ADDRESS")
@click.argument("paths", metavar="[PATH]...", type=NamedPath(), nargs=-1)
@one_language_option("The leaflets in this language, such as cy.")
@common_options
@click.pass_obj
def where(console: Console, contact: str, paths: tuple[Path, ...], language: str, data: Path | None) -> Report:
    """Find a NUMBER or ADDRESS that turned out wrong: what to take back from the shelves.

    It lists the contacts of the data, the leaflets of all editions, and, of each PATH, the PDF files that print or open
    it. A PATH is a PDF, a folder, or a manifest.json with the files beside it. In what way a number is grouped makes no
    difference, nor +44 for 0; an address may be without https://, www. and the last slash. A host alone stands for all
    its pages.

    \b
    Examples:
      leafletgen contacts where "0800 1111"
      leafletgen contacts where +442380901234 dist ../last-year/dist
      leafletgen contacts where www.example.org/help printed/kent-parent-a5-press.pdf
      leafletgen contacts where "0800 1111" --language cy
    """
    from leafletgen.editorial import contact_search

    progress = console.progress_bar("Searching").progress
    return contact_search.find(data_to_read(data), contact, paths, language, progress)
