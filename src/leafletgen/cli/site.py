"""`leafletgen site`: make web pages of all leaflets, with the files to print.

In: a data folder. Out: the Report of pipeline/build.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import (
    Command,
    command_to_make,
    common_options,
    data_to_read,
    jobs_option,
    language_option,
    output_option,
)
from leafletgen.counts import counted
from leafletgen.report import Report
from leafletgen.resources import fonts_folder, icc_folder


@click.command("site", cls=Command, short_help="Make web pages of all leaflets, with the files to print.")
@output_option(folder="site")
@language_option("The language, such as cy; may be given again. By default those of each edition.")
@jobs_option
@click.option("--check", is_flag=True, help="Write nothing; exit 8 if files are out of date.")
@click.option("--prune", is_flag=True, help="Also remove files that are no longer made.")
@common_options
@click.pass_obj
def command(
    console: Console,
    output_dir: Path,
    languages: tuple[str, ...],
    jobs: int | None,
    check: bool,
    prune: bool,
    data: Path | None,
) -> Report:
    """Make a folder with every leaflet as a web page and as PDF files, and with pages that lead to them.

    \b
    index.html            the editions; if there is only one, its page
    EDITION.html          the leaflets of an edition: what to print, what to send
    EDITION-VARIANT.html  a leaflet as one web page that asks for no other file
    EDITION-VARIANT.svg   the picture of its cover
    In another language   EDITION-VARIANT.LANGUAGE.html, EDITION.LANGUAGE.html, and so on
    and the PDF files that `site: build:` in settings.yaml asks for, otherwise A4, A5, booklet, large print, black and
    white, and a form to fill in on a screen

    The folder works on any web server, on a shared drive and from a stick. Only what changed is made again, as by
    leafletgen build.

    \b
    Examples:
      leafletgen site
      leafletgen site -o public --prune
      leafletgen site --check --data ../our-data
      leafletgen site --language cy --language en
    """
    from leafletgen.pipeline.build import build
    from leafletgen.pipeline.request import Request

    if check and prune:
        raise click.UsageError("--check writes nothing, so --prune cannot be added.")
    request = Request(
        data=data_to_read(data),
        fonts=fonts_folder(),
        icc=icc_folder(),
        output=output_dir,
        languages=languages,
        environment=os.environ,
        mode="check" if check else "build",
        jobs=jobs or 0,
        prune=prune,
        site=True,
        again=command_to_make(console.typed),
        verbose=console.verbose,
        listener=console.progress_bar("Making the site"),
    )
    report = build(request)
    return report._replace(summary=_summary(report, output_dir, check=check))


def _summary(report: Report, output: Path, *, check: bool) -> str:
    made = sum(item["state"] == "made" for item in report.items)
    outcome = "up to date" if check or not made else "all made" if made == len(report.files) else f"{made} made"
    return f"{counted(len(report.files), 'file')} in {output}: {outcome}"
