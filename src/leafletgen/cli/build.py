"""`leafletgen build`: make leaflets.

In: editions and options. Out: one call of build.run and its report.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from leafletgen.build.report import Report
from leafletgen.cli.options import common_options, complete_edition
from leafletgen.resources import data_folder, fonts_folder


@click.command("build", short_help="Make leaflets as PDF files.")
@click.argument("editions", metavar="[EDITION]...", nargs=-1, shell_complete=complete_edition)
@click.option(
    "--variant",
    "variants",
    type=click.Choice(["parent", "child"]),
    multiple=True,
    help="For parents or for children; may be given twice. Both by default.",
)
@click.option(
    "--size",
    "sizes",
    type=click.Choice(["a4", "a5"], case_sensitive=False),
    multiple=True,
    help="The paper size; may be given twice. Both by default.",
)
@click.option("--large-print", "large", is_flag=True, help="Set in 18 point type, in A4.")
@click.option("--mono", is_flag=True, help="Black and grey only.")
@click.option(
    "-o",
    "--output-dir",
    type=click.Path(readable=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    metavar="DIR",
    help="Where to put the files. The folder is made if there is none.",
)
@common_options
def command(
    editions: tuple[str, ...],
    variants: tuple[str, ...],
    sizes: tuple[str, ...],
    large: bool,
    mono: bool,
    output_dir: Path,
    data: Path | None,
) -> Report:
    """Make leaflets as PDF files: all editions when none is named.

    The files are called EDITION-VARIANT-SIZE.pdf, with -large or -mono where asked for, and their paths are printed. A
    file appears whole or not at all: where the data are not valid, or a leaflet does not fit, the last good file stays
    as it was.

    The dates in a file are the date of its edition, or the moment that SOURCE_DATE_EPOCH sets: the same data give the
    same bytes on any day.

    \b
    Examples:
      leafletgen build
      leafletgen build hampshire --size a5
      leafletgen build hampshire --variant child -o print
      leafletgen build hampshire --large-print --mono
      leafletgen build --data ../our-data --json
    """
    from leafletgen.build.run import Request, build

    report = build(
        Request(
            data=data_folder(data),
            fonts=fonts_folder(),
            output=output_dir,
            editions=editions,
            variants=variants,
            sizes=sizes,
            large=large,
            mono=mono,
            environment=os.environ,
        )
    )
    made = "1 leaflet" if len(report.files) == 1 else f"{len(report.files)} leaflets"
    return report._replace(summary=f"{made} in {output_dir}")
