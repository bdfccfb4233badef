"""`leafletgen validate`: are the data right?

In: a data folder. Out: every problem and warning, or a line that says there is none.
"""

from __future__ import annotations

from pathlib import Path

import click

from leafletgen.build.report import Report
from leafletgen.cli.options import common_options
from leafletgen.errors import ContentError, in_order
from leafletgen.resources import data_folder, fonts_folder


@click.command("validate", short_help="Check the data and list every problem.")
@common_options
def command(data: Path | None) -> Report:
    """Check the data and list every problem with its file, line and column, and how to mend it.

    Besides what a build checks, the words are held to the limits of their leaflet (sentence length, reading grade,
    capitals, long words) and the colours to a contrast of 7:1. The exit code is 0 when there is no error; warnings do
    not change it. Nothing is made.

    \b
    Examples:
      leafletgen validate
      leafletgen validate --data ../our-data
      leafletgen validate --json
    """
    from leafletgen.build.plan import whole_plan
    from leafletgen.checks import contrast, readability
    from leafletgen.content.check import check, read_records
    from leafletgen.content.schema import Reader
    from leafletgen.content.source import read_folder
    from leafletgen.layout.fonts import FontBook

    source = read_folder(data_folder(data))
    catalogue = check(source, FontBook.load(fonts_folder()).coverage())
    whole_plan(catalogue)
    problems = [*catalogue.warnings, *readability.judge(read_records(source, Reader())), *contrast.judge()]
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = in_order(problem for problem in problems if problem.severity == "warning")
    counts = f"{_count(len(catalogue.agencies), 'agency', 'agencies')}, {_count(len(catalogue.editions), 'edition')}"
    if errors:
        return Report(errors=(ContentError(errors),), warnings=warnings)
    found = f"no errors, {_count(len(warnings), 'warning')}" if warnings else "no problems"
    return Report(warnings=warnings, summary=f"{counts}: {found}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
