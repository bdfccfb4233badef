"""`leafletgen schema`: JSON Schemas of the data files, for editors.

In: a folder. Out: one file for each kind of data file.
"""

from __future__ import annotations

from pathlib import Path

import click

from leafletgen.cli.options import Command, output_option, output_options
from leafletgen.report import Report


@click.command("schema", cls=Command, short_help="Write JSON Schemas of the data files, for editors.")
@output_option(folder="schemas")
@output_options
def command(output_dir: Path) -> Report:
    """Write a JSON Schema for each kind of data file, so that a text editor completes and checks as you type.

    A data file names its schema in its first line: # yaml-language-server: $schema=../schemas/edition.json

    \b
    Examples:
      leafletgen schema
      leafletgen schema --output-dir our-data/schemas
    """
    from leafletgen.editorial.schemas import write_schemas

    return write_schemas(output_dir)
