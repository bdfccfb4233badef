"""The last stage, `publish`: the only code that writes files.

In: the bytes of a finished file and its path. Out: the file, whole; where that cannot be, the old file as it was.
Why: an officer may pick up a leaflet at any moment. A file is written beside its place and then renamed over it, which
the system does in one step; a build that is stopped leaves the old file, and at most a temporary one that says so.
"""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from leafletgen.errors import Problem, Where, WriteError

TEMPORARY_SUFFIX = ".leafletgen-tmp"


def publish(data: bytes, path: Path) -> None:
    """Put `data` at `path`, making the folder where there is none; a file that is there already keeps its mode.

    Raises WriteError and then has changed nothing.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(data, temporary)
            if path.is_file():
                temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(_problem(error, path)) from error


def _write(data: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _problem(error: OSError, path: Path) -> Problem:
    where = Where(str(path))
    if isinstance(error, IsADirectoryError):
        message = "A folder stands where this file belongs."
        return Problem("folder-in-the-way", message, "Rename the folder, or choose another with --output-dir.", where)
    if isinstance(error, FileExistsError | NotADirectoryError):
        message = f"{path.parent} is not a folder, or something above it is not."
        return Problem("not-a-folder", message, "Choose another folder with --output-dir.", where)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = "Close the file if it is open, and ask for the right to write here; or use --output-dir."
        return Problem("no-permission", "The system does not allow this file to be written.", hint, where)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem("disk-full", "There is no room left for this file.", "Make room, then build again.", where)
    message = f"This file cannot be written: {error.strerror or error}."
    return Problem("write-failed", message, "Mend that, or choose another folder with --output-dir.", where)
