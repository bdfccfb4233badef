"""`leafletgen list`: the editions, agencies, forces, leaflets or overrides of the data.

In: which of them to list. Out: one line, or one JSON item, for each.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from leafletgen.cli.options import Command, common_options, data_to_read
from leafletgen.report import Item, Report

if TYPE_CHECKING:
    from leafletgen.content.catalogue import Agency, Catalogue, Override


@click.command("list", cls=Command, short_help="List the editions, agencies, forces or leaflets.")
@click.argument(
    "kind", type=click.Choice(["editions", "agencies", "forces", "leaflets", "overrides"]), default="editions"
)
@common_options
def command(kind: str, data: Path | None) -> Report:
    """List the editions (the default), the agencies, the forces, the overrides or the leaflets that `build` makes.

    \b
    Editions:  id, name, date, version
    Agencies:  id, name, audience, areas that it serves, status or "withheld", the folder that it comes from
    Forces:    id, name, nation
    Leaflets:  file name, edition, variant, size, digest of its words, who has reviewed these words
    Overrides: records of the extended folder that this one replaces: kind, id, position here, position there

    If the folder extends another one, the last line says what it adds and replaces.

    \b
    Examples:
      leafletgen list
      leafletgen list agencies
      leafletgen list overrides --data our-data
      leafletgen list leaflets --json
    """
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder

    catalogue = check(read_folder(data_to_read(data)), None)
    return Report(items=tuple(_LISTS[kind](catalogue)), summary=_layers(catalogue))


def _layers(catalogue: Catalogue) -> str:
    """A line on what the folder adds to and replaces in the one that it extends; empty if it extends none."""
    if not catalogue.settings.extends:
        return ""
    replaced = ", ".join(f"{found.kind} {found.id}" for found in catalogue.overrides)
    own = [agency for agency in catalogue.agencies.values() if _folder_of(agency) == catalogue.folder]
    new = len(own) - sum(
        found.kind == "agency" and _folder_of(found) == catalogue.folder for found in catalogue.overrides
    )
    return (
        f"{catalogue.folder} extends {catalogue.settings.extends}; "
        f"it adds {new} {'agency' if new == 1 else 'agencies'} and replaces {replaced or 'nothing'}."
    )


def _folder_of(record: Agency | Override) -> str:
    return str(PurePath(record.at.file).parent)


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
            "from": _folder_of(agency),
        }
        for agency in catalogue.agencies.values()
    ]


def _forces(catalogue: Catalogue) -> list[Item]:
    return [{"id": force.id, "name": force.name, "nation": force.nation} for force in catalogue.forces.values()]


def _overrides(catalogue: Catalogue) -> list[Item]:
    return [
        {"kind": found.kind, "id": found.id, "at": str(found.at), "over": str(found.over)}
        for found in catalogue.overrides
    ]


def _leaflets(catalogue: Catalogue) -> list[Item]:
    from leafletgen.content.reviews import digest_of, said_of_reviews
    from leafletgen.pipeline.plan import whole_plan

    digests = {variant: digest_of(text) for variant, text in catalogue.leaflets.items()}
    reviews = {variant: said_of_reviews(text) for variant, text in catalogue.leaflets.items()}
    return [
        {
            "file": output_file.name,
            "edition": output_file.edition,
            "variant": output_file.variant,
            "size": output_file.size,
            "words": digests[output_file.variant],
            "review": reviews[output_file.variant],
        }
        for output_file in whole_plan(catalogue)
    ]


_LISTS = {
    "editions": _editions,
    "agencies": _agencies,
    "forces": _forces,
    "leaflets": _leaflets,
    "overrides": _overrides,
}
