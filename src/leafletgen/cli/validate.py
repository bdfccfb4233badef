"""`leafletgen validate`: are the data right?

In: a data folder. Out: every problem and warning, or a line that says there is none.
"""

from __future__ import annotations

from pathlib import Path

import click

from leafletgen.build.report import Report
from leafletgen.cli.options import common_options
from leafletgen.resources import data_folder, fonts_folder


@click.command("validate", short_help="Check the data and list every problem.")
@common_options
def command(data: Path | None) -> Report:
    """Check the data and list every problem with its file, line and column, and how to mend it.

    Nothing is made. The exit code is 0 when there is no error; warnings do not change it.

    \b
    Examples:
      leafletgen validate
      leafletgen validate --data ../our-data
      leafletgen validate --json
    """
    from leafletgen.build.plan import whole_plan
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder
    from leafletgen.layout.fonts import FontBook

    source = read_folder(data_folder(data))
    catalogue = check(source, FontBook.load(fonts_folder()).coverage())
    whole_plan(catalogue)
    counts = f"{_count(len(catalogue.agencies), 'agency', 'agencies')}, {_count(len(catalogue.editions), 'edition')}"
    found = f"no errors, {_count(len(catalogue.warnings), 'warning')}" if catalogue.warnings else "no problems"
    return Report(warnings=catalogue.warnings, summary=f"{counts}: {found}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
