"""The folder of the files with personal details, and what is unsafe about it.

In: the folder. Out: warnings.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from leafletgen.errors import Problem, Where

FOLDER = "personal"
"""The name of the folder, inside the output folder."""


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
