"""`leafletgen list`: what the data hold.

In: a kind of thing. Out: one line, or one JSON item, for each.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.build.report import Item, Report
from leafletgen.cli.options import common_options
from leafletgen.resources import data_folder

if TYPE_CHECKING:
    from leafletgen.content.catalogue import Catalogue


@click.command("list", short_help="List the editions, agencies or leaflets.")
@click.argument("kind", type=click.Choice(["editions", "agencies", "leaflets"]), default="editions")
@common_options
def command(kind: str, data: Path | None) -> Report:
    """List the editions (as is the default), the agencies or the leaflets that `build` would make.

    \b
    Editions:  id, name, date, version
    Agencies:  id, name, whom it is for, areas that it serves, status or "withheld"
    Leaflets:  file name, edition, variant, size

    \b
    Examples:
      leafletgen list
      leafletgen list agencies
      leafletgen list leaflets --json
    """
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder

    catalogue = check(read_folder(data_folder(data)), None)
    return Report(items=tuple(_LISTS[kind](catalogue)))


def _editions(catalogue: Catalogue) -> list[Item]:
    return [
        {"id": edition.id, "name": edition.name, "date": edition.date.isoformat(), "version": edition.version}
        for edition in catalogue.editions.values()
    ]


def _agencies(catalogue: Catalogue) -> list[Item]:
    return [
        {
            "id": agency.id,
            "name": agency.name,
            "audience": agency.audience,
            "coverage": agency.coverage,
            "status": "withheld" if agency.withheld else agency.status,
        }
        for agency in catalogue.agencies.values()
    ]


def _leaflets(catalogue: Catalogue) -> list[Item]:
    from leafletgen.build.plan import plan

    return [
        {"file": order.file_name, "edition": order.edition, "variant": order.variant, "size": order.size}
        for order in plan(catalogue, (), (), ())
    ]


_LISTS = {"editions": _editions, "agencies": _agencies, "leaflets": _leaflets}
