"""A new edition: the first files of a force's edition, and JSON Schemas for the text editor.

In: the id of a force and a data folder, which may be new. Out: a Report of the files written and what to do next.
Why: a comms officer who is new to the project gets a leaflet for their force in ten minutes, and files to change.
"""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterator
from pathlib import Path

from leafletgen.content.catalogue import Catalogue, Force
from leafletgen.content.check import check
from leafletgen.content.extends import BUILTIN, data_around
from leafletgen.content.file_names import FOLDERS, OF_LANGUAGES
from leafletgen.content.files import exists, leads_nowhere
from leafletgen.content.rules.outer_pages import telling_names
from leafletgen.content.rules.records import meant_force
from leafletgen.content.schema import as_id
from leafletgen.content.source import read_folder
from leafletgen.content.values import quote
from leafletgen.content.welsh import duty_fault
from leafletgen.editorial.schemas import write_schemas
from leafletgen.errors import Problem, UsageError, Where
from leafletgen.output.atomic import publish
from leafletgen.output.lock import tidied
from leafletgen.report import Report
from leafletgen.resources import shipped_data

_OPTION = "--data"
_PARTS = (*FOLDERS, *OF_LANGUAGES, "schemas")

_SETTINGS = f"""\
# yaml-language-server: $schema=schemas/settings.json
# This folder holds only what you change or add. All else comes from the data that ship with leafletgen.
extends: {BUILTIN}
"""

_EDITION = """\
# yaml-language-server: $schema=../schemas/edition.json
# The edition of {name}. It says only what differs; lines that start with # are examples and have no effect.
id: {id}
name: {place}
force: {id}
{welsh}areas: [{areas}]
date: {today}
version: "1"

# To use an example, take away its # and the space after it, and write your words in place of ... (which is refused).

# Where to get other formats and the newest version. Without these lines the leaflet says: ask the officer.
# other_formats: To get this leaflet in large print or another language, write to ...
# current_version: The newest version is at ...

# Your logo, on the cover for parents. SVG, or PNG of at least 300 dots per inch; `black` uses black only.
# logo:
#   colour: logos/colour.svg
#   black: logos/black.svg
#   alt: The crest of ...
#   width_mm: 25

# What differs in one of the two leaflets. The outer pages of the child's leaflet must not mention the police.
# parent:
#   contact_lines: ["To reach us: ..."]
#   imprint: Published by ...
#   remove: [...]
# child:
#   other_formats: For bigger print, ask ...

# Services of your area go into agencies.yaml, in the folder above this file: docs/editions.md has an example.
"""


def new_edition(force_id: str, folder: Path, today: datetime.date, *, may_exist: bool = False) -> Report:
    """Write the edition of a force into a data folder, which is made if it does not exist.

    Raises UsageError if there is no such force or the edition exists; with `may_exist` a note says that it stays.
    """
    if folder.name in _PARTS and (around := data_around(folder)):
        message = f"{folder} is only a part of the data folder {around}."
        hint = f"Name that one: leafletgen edition new {shlex.quote(force_id)} --data {shlex.quote(str(around))}"
        raise UsageError(Problem("not-data-folder", message, hint, Where(str(folder))))
    begun = any(exists(folder / name) for name in ("settings.yaml", "agencies.yaml"))
    catalogue = check(read_folder(folder if begun else shipped_data(), editions=False))
    force = _find(force_id, catalogue, folder if begun else shipped_data())
    path = folder / "editions" / f"{force.id}.yaml"
    if exists(path) and not leads_nowhere(path):
        data = shlex.quote(str(folder))
        hint = f"Edit it, or remove it first. Make its leaflets with: leafletgen build {force.id} --data {data}"
        known = Problem("edition-exists", "This edition exists already.", hint, Where(str(path)))
        if may_exist:
            return Report(notes=(known._replace(message="This edition exists already; it stays.", severity="note"),))
        raise UsageError(known)
    areas = ", ".join(force.areas)
    text = _EDITION.format(
        id=force.id,
        name=force.name,
        place=force.place,
        welsh=f"name_cy: {force.place_cy}\n" if force.place_cy else "",
        areas=areas,
        today=today.isoformat(),
    )
    files = {path: text} if begun else {folder / "settings.yaml": _SETTINGS, path: text}
    with tidied(folder, path.parent, option=_OPTION):
        schemas = write_schemas(folder / "schemas", _OPTION)  # First: an edition that exists is not made again.
        for file, content in files.items():
            publish(content.encode(), file, option=_OPTION)
    duty = [duty_fault(force).at(Where(str(path), 5, 8))] if force.welsh_duty else []
    return Report(
        files=(*files, *schemas.files),
        warnings=(*schemas.warnings, *duty),
        notes=tuple(_told_by_name(force, catalogue, path)),
        summary=_next_steps(force, folder, path),
    )


def _told_by_name(force: Force, catalogue: Catalogue, path: Path) -> Iterator[Problem]:
    """A note if `site` would refuse the edition, because the names of its pages tell the subject."""
    for variant, word in telling_names(force.id, catalogue.leaflets.values()):
        place = as_id(force.place)
        message = f"{force.id}-{variant}.html would tell a passer-by the subject by {quote(word)}: `site` refuses that."
        hint = f"If you will make a site, rename {path.name} to {place}.yaml now, and write `id: {place}` in it."
        yield Problem("site-name-tells", message, hint, Where(str(path), 3, 1), "note")


def _find(force_id: str, catalogue: Catalogue, read: Path) -> Force:
    force = catalogue.forces.get(force_id)
    if force is None:
        meant = meant_force(force_id, catalogue.forces.values())
        near = f"Did you mean {meant}? " if meant else ""
        hint = f"{near}See the forces with: leafletgen list forces --data {shlex.quote(str(read))}"
        raise UsageError(Problem("unknown-force", f"There is no force {force_id!r}.", hint))
    return force


def _next_steps(force: Force, folder: Path, path: Path) -> str:
    data = shlex.quote(str(folder))
    return "\n".join(
        [
            f"The edition of {force.name} is ready. What to do next:",
            f"  1. Make its leaflets:       leafletgen build {force.id} --data {data}",
            f"  2. Change its words:        {path}",
            f"  3. Check what you wrote:    leafletgen validate --data {data}",
            f"  4. Check the contacts:      leafletgen contacts sheet {force.id} --data {data}",
        ]
    )
