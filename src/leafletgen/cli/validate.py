"""`leafletgen validate`: check the data.

In: a data folder. Out: every error, warning and note, or a line that says there are none.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal, get_args

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import Command, common_options, data_to_read, language_option, output_option
from leafletgen.counts import counted
from leafletgen.errors import ContentError, Severity
from leafletgen.report import Report
from leafletgen.resources import fonts_folder


@click.command("validate", cls=Command, short_help="Check the data and list every problem.")
@click.option("--strict", is_flag=True, help="Treat every warning as an error.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="text: for people; json: the same as --json; github: annotations on the lines of a pull request.",
)
@language_option("Also check the translation into this language; may be given again.")
@output_option("The folder whose manifest.json says what was made last.")
@common_options
@click.pass_obj
def command(
    console: Console,
    strict: bool,
    form: Literal["text", "json", "github"],
    languages: tuple[str, ...],
    output_dir: Path,
    data: Path | None,
) -> Report:
    """Check the data and list every problem with its file, line and column, and how to mend it.

    An error here is one for every command: what is refused here is never printed. Besides, it warns about the words
    (sentence length, reading grade, capitals, long words), the colours (contrast under 7:1), numbers written in two
    ways, hosts that look alike, agencies that no edition prints, editions dated in the future, and words that changed
    since the leaflets in the output folder were made while version and date stayed. The exit code is 0 if there is no
    error; warnings count only with --strict, and notes, such as one on a long address, never. No file is written.

    \b
    Examples:
      leafletgen validate
      leafletgen validate --data ../our-data --strict
      leafletgen validate --format github
      leafletgen validate --language cy
    """
    from leafletgen.checks.data.validate import validate
    from leafletgen.content.source import read_folder
    from leafletgen.layout.fonts import FontBook
    from leafletgen.pipeline.plan import whole_plan
    from leafletgen.pipeline.version_guard import find_in_folder

    console.show_as(form)
    source = read_folder(data_to_read(data))
    fonts = FontBook.load(fonts_folder(), source.own_fonts)
    catalogue, problems = validate(source, fonts.coverage, datetime.date.today(), languages)
    if catalogue and not any(problem.severity == "error" for problem in problems):
        try:
            whole_plan(catalogue)
        except ContentError as error:
            problems += error.problems
        else:
            problems += tuple(find_in_folder(catalogue, fonts, output_dir))
    errors, warnings, notes = (
        [problem for problem in problems if problem.severity == severity] for severity in get_args(Severity)
    )
    if strict:
        errors += [warning._replace(severity="error") for warning in (*console.take_warnings(), *warnings)]
        warnings = []
    report = Report(warnings=tuple(warnings), notes=tuple(notes))
    if errors:
        return report._replace(errors=(ContentError(errors),))
    assert catalogue is not None
    counts = f"{counted(len(catalogue.agencies), 'agency', 'agencies')}, {counted(len(catalogue.editions), 'edition')}"
    return report._replace(summary=f"{counts}: {_found(len(warnings), len(notes))}")


def _found(warnings: int, notes: int) -> str:
    """The summary if there are no errors: the counts of warnings and notes."""
    if not (warnings or notes):
        return "no problems"
    found = f"no errors, {counted(warnings, 'warning') if warnings else 'no warnings'}"
    return f"{found}, {counted(notes, 'note')}" if notes else found
