"""`leafletgen agencies`: the services of a data folder as a spreadsheet.

In: the file of a table. Out: the table; or what it changes in agencies.yaml, and agencies.yaml with the changes.
"""

from __future__ import annotations

from pathlib import Path

import click

from leafletgen.cli.options import Group, NamedPath, common_options, data_to_change, data_to_read, replace_option
from leafletgen.report import Report


@click.group("agencies", cls=Group, short_help="Write services to a spreadsheet, and read them from one.")
def command() -> None:
    """Write the services of your data folder to a spreadsheet, and bring what was changed there back.

    \b
    Examples:
      leafletgen agencies export services.xlsx
      leafletgen agencies import services.xlsx
      leafletgen agencies import services.xlsx --write
    """


@command.command("export", short_help="Write the services to a spreadsheet.")
@click.argument("file", type=NamedPath())
@click.option("--all", "everything", is_flag=True, help="Also the services of the data below your folder.")
@replace_option
@common_options
def export(file: Path, everything: bool, replace: bool, data: Path | None) -> Report:
    """Write the agencies of your data folder to FILE, an Excel workbook (.xlsx) or a CSV file (.csv).

    Each contact has a row; the first row of an agency has its other values too. A folder without agencies gives the
    headings alone, to fill in. A FILE that exists with other content stays; add --replace to write over it.

    \b
    Examples:
      leafletgen agencies export services.xlsx
      leafletgen agencies export --all everything.csv --data our-data
    """
    from leafletgen.editorial import agency_list

    return agency_list.export(data_to_read(data), file, everything, replace=replace)


@command.command("import", short_help="Bring changes from a spreadsheet into agencies.yaml.")
@click.argument("file", type=NamedPath())
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
@common_options
def import_(file: Path, write: bool, data: Path | None) -> Report:
    """Show what FILE, a table as `export` writes it, changes in your data; with --write, change agencies.yaml.

    Columns may be missing, in any order: what has no column stays. An agency that FILE does not name stays too. A
    changed agency of the data below your folder is copied whole into your agencies.yaml, where it replaces that one.
    All comments and the layout of the rest are kept.

    \b
    Examples:
      leafletgen agencies import services.xlsx
      leafletgen agencies import services.csv --write --data our-data
    """
    from leafletgen.editorial import agency_list

    return agency_list.import_list(data_to_change(data), file, write)
