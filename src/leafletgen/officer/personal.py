"""The folder of the files with personal details: what is unsafe about it, and which files in it leafletgen made.

In: the folder. Out: Problems, or paths. It only looks; leafletgen.output writes and removes.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from leafletgen.content.files import is_folder, read_plain
from leafletgen.errors import Problem, ResourceError, Where
from leafletgen.output.atomic import TEMPORARY_SUFFIX
from leafletgen.output.hashes import MOST_BYTES

FOLDER = "personal"
"""The name of the folder, inside the output folder."""

_NAME = re.compile(r".+-officer(-[0-9]+)*\.pdf")
_MADE_BY = b"<xmp:CreatorTool>leafletgen "


def unsafe(folder: Path) -> Iterator[Problem]:
    """A warning if the folder is a link to another place, and one if other accounts can look into it."""
    where = Where(str(folder))
    if folder.is_symlink():
        message = "This folder is a link: the files are in the place that it leads to."
        hint = "Make sure that nobody else can read that place, or remove the link."
        yield Problem("personal-link", message, hint, where, "warning")
    if os.name == "posix" and folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        message = "Other accounts of this computer can look into this folder, or change it."
        hint = f"They cannot read the files in it, but can see their names. To close it: chmod 700 {folder}"
        yield Problem("personal-open", message, hint, where, "warning")


def made_files(folder: Path) -> list[Path]:
    """The files in the folder that leafletgen made, and what a killed run left, by name. Raises ResourceError."""
    if not is_folder(folder):
        return []
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        message = f"This folder cannot be read: {error.strerror}."
        hint = "Check that you have permission to read it."
        raise ResourceError(Problem("folder-unreadable", message, hint, Where(str(folder)))) from None
    return [path for path in found if path.is_file() and not path.is_symlink() and _is_ours(path)]


def _is_ours(path: Path) -> bool:
    if path.name.startswith(".") and path.name.endswith(TEMPORARY_SUFFIX):
        return True
    try:
        return _NAME.fullmatch(path.name) is not None and _MADE_BY in read_plain(path, MOST_BYTES)
    except OSError:  # leafletgen makes no file so large, and none that its user cannot read.
        return False
