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
@click.argument("new", type=NamedPath(str), required=False)
@click.option(
    "--shipped",
    metavar="EARLIER",
    type=NamedPath(str),
    help="Read OLD over the data of an earlier leafletgen: its wheel, its environment or its data folder. Without NEW, "
    "see what an upgrade changes in the leaflets of OLD.",
)
@common_options
def command(old: str, new: str | None, shipped: str | None, data: Path | None) -> Report:
    """List what readers would see change from OLD to NEW, leaflet by leaflet, in Markdown for a pull request.

    OLD and NEW are data folders, or git revisions of a data folder: branches, tags, commits. The data folder of a
    revision is the one that --data names, else the folder that is given beside it.

    After an upgrade, --shipped shows what the data that ship with leafletgen change in your own leaflets.

    \b
    Examples:
      leafletgen diff --shipped leafletgen-1.0.0-py3-none-any.whl our-data
      leafletgen diff main HEAD
      leafletgen diff HEAD our-data
      leafletgen diff ../last-year/data data
    """
    from leafletgen.content.files import is_folder
    from leafletgen.editorial.compare import diff

    if new is None:
        if shipped is None:
            raise click.UsageError("Missing argument 'NEW'.")
        new = old
    given = [Path(name) for name in (new, old) if is_folder(Path(name))]
    beside = given[0] if given else None  # With two folders, nothing else is read.
    return diff(old, new, data or beside or data_to_read(None), shipped)
