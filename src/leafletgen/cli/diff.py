"""`leafletgen diff`: the changes between two versions of the data that a reader would see.

In: two data folders or git revisions. Out: Markdown.
"""

from __future__ import annotations

from pathlib import Path

import click

from leafletgen.cli.options import Command, NamedPath, common_options, data_to_read
from leafletgen.report import Report


@click.command("diff", cls=Command, short_help="List what readers would see change between two versions of the data.")
@click.argument("old", type=NamedPath(str))
@click.argument("new", type=NamedPath(str))
@common_options
def command(old: str, new: str, data: Path | None) -> Report:
    """List what readers would see change from OLD to NEW, leaflet by leaflet, in Markdown for a pull request.

    OLD and NEW are data folders, or git revisions of the data folder that --data names: branches, tags, commits.

    \b
    Examples:
      leafletgen diff main HEAD
      leafletgen diff HEAD data
      leafletgen diff ../last-year/data data
    """
    from leafletgen.content.files import is_folder
    from leafletgen.editorial.compare import diff

    both_folders = is_folder(Path(old)) and is_folder(Path(new))  # Then git and the data folder are not needed.
    return diff(old, new, Path() if both_folders else data_to_read(data))
