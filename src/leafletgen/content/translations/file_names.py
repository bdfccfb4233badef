"""Files of translations and glossaries that have a name that nobody reads.

In: a data folder. Out: a Problem for each of them.
Why: a leaflet in Welsh would lack the words of translations/cy/parent.yml, and nobody would be told why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leafletgen.content.file_names import (
    entries,
    has_yaml,
    is_backup,
    is_same,
    is_yaml,
    misnamed,
    nearest,
    to_be_renamed,
)
from leafletgen.content.files import is_folder
from leafletgen.content.languages import language_fault
from leafletgen.content.translations.records import FILE_KINDS
from leafletgen.errors import Problem

_TABLE = re.compile(r"\.(?:csv|tsv|txt|ods|xlsx?)$", re.IGNORECASE)
_NAMES = ", ".join(f"{kind}.yaml" for kind in FILE_KINDS)


def find_unread_words(folder: Path) -> Iterator[Problem]:
    """What in the folders translations and glossary of a data folder looks meant for us, and is not read."""
    for path in entries(folder / "translations"):
        if is_backup(path):
            continue
        if not is_folder(path):
            if is_yaml(path.name):
                yield misnamed(path, f"Move it into the folder of its language, such as cy, as one of {_NAMES}.")
        elif not (fault := language_fault(path.name)):
            yield from _in_language(path)
        elif has_yaml(path):
            yield misnamed(path, f"Give the folder the tag of its language, or move it elsewhere. {fault.hint}")
    for path in entries(folder / "glossary"):
        fault = language_fault(path.name.partition(".")[0])
        if _TABLE.search(path.name) and (fault or path.suffix != ".csv") and not is_backup(path):
            tags = f" {fault.hint}" if fault else ""
            yield misnamed(path, f"Save it as CSV with the tag of its language: cy.csv, or move it elsewhere.{tags}")


def _in_language(folder: Path) -> Iterator[Problem]:
    renamed: list[tuple[Path, str]] = []
    for path in entries(folder):
        if (path.suffix == ".yaml" and path.stem in FILE_KINDS) or is_backup(path):
            continue
        if is_folder(path):
            if has_yaml(path):
                yield misnamed(path, f"Move its files up into {folder.name}: folders within it are not read.")
        elif is_yaml(path.name):
            near = nearest(path.name.lower(), FILE_KINDS)
            if near and is_same(path, folder / f"{near}.yaml"):
                continue
            if near:
                renamed.append((path, f"{near}.yaml"))
            else:
                yield misnamed(path, f"Put what is in it into {_NAMES}, or move it elsewhere.")
    yield from to_be_renamed(renamed)
