"""`leafletgen edition`: a new edition for a force.

In: the id of a force. Out: its files, and what to do next.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from leafletgen.cli.options import Group, common_options, warn_if_overlooked
from leafletgen.report import Report


@click.group("edition", cls=Group, short_help="Make a new regional edition.")
def command() -> None:
    """Make a new regional edition.

    \b
    Examples:
      leafletgen edition new kent
      leafletgen edition new kent --data our-data
    """


@command.command("new", short_help="Write the edition of a force, ready to build and to edit.")
@click.argument("force_id", metavar="FORCE-ID")
@click.option("--with-ci", is_flag=True, help="Also write .gitignore and a workflow for GitHub, for a repository.")
@common_options
def new(force_id: str, with_ci: bool, data: Path | None) -> Report:
    """Write the edition of a force, ready to build and to edit; `leafletgen list forces` shows the ids.

    It goes into ./data, or the folder that --data names, which is made if it does not exist. A new folder extends the
    data that ship with leafletgen: it holds only what you add or change. Existing files are not changed.

    --with-ci writes a .gitignore, which keeps finished and personal files out of version control, and the workflow
    .github/workflows/leaflets.yml into the repository that holds the folder, or into the current folder; also if the
    edition exists already.

    \b
    Examples:
      leafletgen edition new kent
      leafletgen edition new dyfed-powys --data our-data
      leafletgen edition new gwent --data our-data --with-ci
    """
    from leafletgen.editorial.new_edition import new_edition

    folder = data or Path("data")
    if not data:
        warn_if_overlooked(folder)
    report = new_edition(force_id, folder, datetime.date.today(), may_exist=with_ci)
    if not with_ci:
        return report
    from leafletgen.editorial.ci_files import write_ci_files

    written = write_ci_files(folder)
    return report._replace(files=(*report.files, *written.files), notes=(*report.notes, *written.notes))
