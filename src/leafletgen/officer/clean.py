"""Delete the leaflets with personal details: the files that leafletgen made in the folder `personal`.

In: the folder. Out: these files and what else is there; or a Report of their deletion.
Why: what lies elsewhere, was made by others or has changed must never be deleted with them.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from leafletgen.content.files import is_folder, read_plain, resolved
from leafletgen.errors import Problem, ResourceError, Where, WriteError
from leafletgen.output.atomic import TEMPORARY_SUFFIX, remove
from leafletgen.output.hashes import MOST_BYTES
from leafletgen.report import Report

_NAME = re.compile(r".+-officer(-[0-9]+)*\.pdf")
_LITTER = re.compile(rf"\..+\.[0-9a-f]{{8}}{re.escape(TEMPORARY_SUFFIX)}")
_MADE_BY = b"<xmp:CreatorTool>leafletgen "


class Made(NamedTuple):
    """A file that leafletgen made, as it was when it was found."""

    path: Path
    state: os.stat_result


class Contents(NamedTuple):
    """The files of the folder that leafletgen made, by name; and a Problem for each thing that stays there."""

    made: tuple[Made, ...]
    left: tuple[Problem, ...]


def contents(folder: Path) -> Contents:
    """What leafletgen made in the folder, also what a killed run left, and what else is there. Raises ResourceError."""
    where = Where(str(folder))
    if _leads_elsewhere(folder):
        message = "This folder is a link: the files are in another place, and nothing there is deleted."
        hint = "Delete the files in the place that it leads to, or remove the link."
        raise ResourceError(Problem("clean-link", message, hint, where))
    if not is_folder(folder):
        return Contents((), ())
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        message = f"This folder cannot be read: {error.strerror}."
        hint = "Check that you have permission to read it."
        raise ResourceError(Problem("folder-unreadable", message, hint, where)) from None
    looked_at = [_look_at(path) for path in found if path.name != ".gitignore"]
    made = tuple(one for one in looked_at if isinstance(one, Made))
    return Contents(made, tuple(one for one in looked_at if isinstance(one, Problem)))


def delete(folder: Path, made: Iterable[Made]) -> Report:
    """Delete files that are still as they were found; each of them alone, so that one that stays keeps no other."""
    gone, warnings, errors = 0, [], []
    for path, state in made:
        try:
            now = path.lstat()
            if _leads_elsewhere(folder) or not _is_same(now, state):
                warnings.append(_kept(path, "it was changed after it was listed"))
                continue
            remove(path)
        except FileNotFoundError:  # Somebody else deleted it.
            continue
        except WriteError as error:
            errors.append(error)
            continue
        except OSError as error:
            warnings.append(_kept(path, f"it cannot be reached any more ({error.strerror})"))
            continue
        gone += 1
        if now.st_nlink > 1:
            message = "This file was deleted, but its content has another name in another place."
            hint = "Whoever made that name, a hard link, must delete it: it shows the same details."
            warnings.append(Problem("clean-other-name", message, hint, Where(str(path)), "warning"))
    return Report(errors=tuple(errors), warnings=tuple(warnings), summary=f"Deleted: {gone}.")


def _leads_elsewhere(folder: Path) -> bool:
    """Whether the folder is a link or a junction of Windows, which `is_symlink` does not see."""
    return os.path.normcase(resolved(folder)) != os.path.normcase(resolved(folder.parent) / folder.name)


def _is_same(now: os.stat_result, before: os.stat_result) -> bool:
    return all(
        getattr(now, key) == getattr(before, key) for key in ("st_dev", "st_ino", "st_mode", "st_size", "st_mtime_ns")
    )


_KINDS = {
    stat.S_IFLNK: "it is a link, and the file or folder that it leads to was not looked at",
    stat.S_IFDIR: "it is a folder, and the files in it were not looked at",
}
_NO_FILE = "it is not a file that can be read"  # A pipe, a socket or a device.


def _look_at(path: Path) -> Made | Problem:
    """A file of ours, or why it stays where it is."""
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            return _kept(path, _KINDS.get(stat.S_IFMT(state.st_mode), _NO_FILE))
        if _LITTER.fullmatch(path.name):
            return Made(path, state)
        data = read_plain(path, MOST_BYTES)
        if _is_ours(data):
            if _NAME.fullmatch(path.name):
                return Made(path, state)
            return _kept(path, "leafletgen made it, but it has another name now")
        is_pdf = data.startswith(b"%PDF-")
    except OSError as error:
        if error.errno != errno.EFBIG:  # leafletgen makes no file so large.
            return _kept(path, f"it cannot be read ({error.strerror}), so nobody knows who made it")
        is_pdf = False
    if is_pdf or path.suffix.lower() == ".pdf":
        return _kept(path, "leafletgen did not make it, or another program changed it")
    return _left(path, "leafletgen did not make it")


def _is_ours(data: bytes) -> bool:
    """Whether leafletgen wrote a PDF file, and nothing was added to it since."""
    return data.startswith(b"%PDF-") and _MADE_BY in data and data.count(b"startxref") == 1


_BY_HAND = "Delete it by hand if it shows anybody’s details."


def _left(path: Path, reason: str) -> Problem:
    return Problem("clean-left", f"This was left: {reason}.", _BY_HAND, Where(str(path)), "note")


def _kept(path: Path, reason: str) -> Problem:
    return Problem("clean-kept", f"This was not deleted: {reason}.", _BY_HAND, Where(str(path)), "warning")
