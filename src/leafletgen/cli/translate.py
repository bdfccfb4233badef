"""`leafletgen translate`: translations and the work of translators.

In: a language, or a file that a translator filled in. Out: the state of a translation, files for translators, and the
files of the translation with what they filled in.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from leafletgen.cli.options import (
    Day,
    Group,
    NamedPath,
    common_options,
    data_to_change,
    data_to_read,
    output_option,
    replace_option,
)
from leafletgen.report import Report


@click.group("translate", cls=Group, short_help="Translate the leaflets: see what is missing, send texts out and back.")
def command() -> None:
    """Translate the leaflets: begin a translation, see its state, send its texts out and bring them back.

    \b
    Examples:
      leafletgen translate status
      leafletgen translate new pl
      leafletgen translate export pl --to xliff
      leafletgen translate import leaflets.pl.xlf --by "translator of an agency" --on 2026-11-24 --write
    """


@command.command("status", short_help="Show which texts are missing, out of date or not checked.")
@click.argument("tag", required=False)
@common_options
def status(tag: str | None, data: Path | None) -> Report:
    """Show which texts of the language TAG are missing, out of date or not checked; without TAG, count those of all.

    Each line has the file, the place, the state, the checks that it lacks, the English text of today, the one that was
    translated if it differs, and the words.

    \b
    Examples:
      leafletgen translate status
      leafletgen translate status cy
    """
    from leafletgen.editorial import translate

    folder = data_to_read(data)
    return translate.status_of_all(folder) if tag is None else translate.status(folder, tag)


@command.command("new", short_help="Begin a translation.")
@click.argument("tag")
@common_options
def new(tag: str, data: Path | None) -> Report:
    """Write the files of a translation into the language TAG, with every English text, to be translated.

    They go into translations/TAG of your data folder.

    \b
    Examples:
      leafletgen translate new es
    """
    from leafletgen.editorial import translate

    return translate.new(data_to_change(data), tag)


@command.command("export", short_help="Write the texts to a file for translators.")
@click.argument("tag")
@click.option(
    "--to",
    "form",
    type=click.Choice(["po", "xliff", "csv", "xlsx"]),
    required=True,
    help="po: gettext; xliff: XLIFF 1.2, for translation agencies; csv, xlsx: a spreadsheet.",
)
@output_option("The folder for the file leaflets.TAG.po, .xlf, .csv or .xlsx.", folder=".")
@replace_option
@common_options
def export(tag: str, form: str, output_dir: Path, replace: bool, data: Path | None) -> Report:
    """Write every English text with its translation into TAG to a file for translators.

    Texts that are out of date show the old English too. A text that is missing says in its note how the same English is
    translated elsewhere. A file that exists with other content stays; add --replace to write over it.

    \b
    Examples:
      leafletgen translate export cy --to xlsx
      leafletgen translate export pl --to xliff -o agency
    """
    from leafletgen.editorial import translate

    return translate.export(data_to_read(data), tag, form, output_dir, replace=replace)


@command.command("import", short_help="Bring back a file that translators filled in.")
@click.argument("file", type=NamedPath())
@click.option("--by", required=True, metavar="ROLE", help="Who translated, or checked, by role: force Welsh unit.")
@click.option("--on", type=Day(), required=True, metavar="DATE", help="The day: 2026-11-24.")
@click.option("--language", "tag", metavar="TAG", help="The language, if the file does not say it.")
@click.option("--checked", is_flag=True, help="ROLE has read every text of FILE: sign those that did not change.")
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
@common_options
def import_(
    file: Path, by: str, on: datetime.date, tag: str | None, checked: bool, write: bool, data: Path | None
) -> Report:
    """Show which texts FILE changes in the translation; with --write, write them into your data folder.

    A text with other digits or fields than its English is refused, and then nothing is changed. Marks of direction and
    printed forms of letters are removed. A changed text is signed as translated by ROLE, and must be checked again.

    With --checked, ROLE has read every text of FILE beside its English. The texts that did not change are signed as
    checked, those of the data that ship too; a second role signs them as checked again. Take rows out of FILE that
    nobody has read.

    \b
    Examples:
      leafletgen translate import leaflets.cy.xlsx --checked --by "Welsh language officer" --on 2026-11-28 --write
      leafletgen translate import leaflets.cy.xlsx --by "force Welsh unit" --on 2026-11-24
      leafletgen translate import leaflets.cy.xlsx --by "force Welsh unit" --on 2026-11-24 --write
    """
    from leafletgen.editorial import translate

    return translate.bring_back(
        data_to_change(data), file, tag, (by, on), datetime.date.today(), read_all=checked, save=write
    )


@command.command("pseudo", short_help="Translate every text into pseudo-English, to test leaflets.")
@common_options
def pseudo(data: Path | None) -> Report:
    """Write a translation into pseudo-English (qps): accents, brackets, 1.4 times the length.

    A leaflet of it shows which words no translation reaches, and what has no room for longer words.

    \b
    Examples:
      leafletgen translate pseudo --data test-data
      leafletgen build --language qps --draft --data test-data
    """
    from leafletgen.editorial import translate

    return translate.write_pseudo(data_to_change(data))
