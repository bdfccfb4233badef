"""Read files and folders from disk, with plain messages if that fails.

In: a path, and its name in messages. Out: bytes or text; or a Problem in plain words.
Why: a huge file, a device or a wrong encoding must give a message, never a traceback or exhausted memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from leafletgen.content.characters import place_in
from leafletgen.errors import ContentError, Problem, ResourceError, Where

MAX_BYTES = 2_000_000


def is_folder(path: Path) -> bool:
    """Whether the path is a folder that can be accessed."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def exists(path: Path) -> bool:
    """Whether anything has this name, even a broken symlink."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


NAME_THE_DATA = (
    "Name with --data the folder that holds agencies.yaml, areas.yaml, leaflets and editions; "
    "a folder whose settings.yaml extends another one needs only some of them."
)


def folder_missing(folder: Path, where: Where, hint: str = NAME_THE_DATA) -> Problem:
    """The Problem that `folder`, which `where` needs, is missing."""
    is_other = exists(folder) and not (is_folder(folder) or folder.is_symlink())
    message = f"{folder} is not a folder." if is_other else f"There is no folder {folder}, or it cannot be opened."
    return Problem("folder-missing", message, hint, where)


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file after checking its size, so that a huge one is never loaded. Raises ContentError or ResourceError."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ResourceError(_not_a_file(name))
        if about.st_size > MAX_BYTES:
            raise ContentError(_too_big(about.st_size, name))
        return path.read_bytes()
    except FileNotFoundError:
        raise ResourceError(_file_missing(name)) from None
    except OSError as error:
        reason = error.strerror or "no reason given"
        hint = "Check that you have permission to read it, and that it is not open in another program."
        message = f"The file cannot be read: {reason}."
        raise ResourceError(Problem("file-unreadable", message, hint, Where(name))) from None


def _file_missing(name: str) -> Problem:
    hint = "Put the file there, or name the folder that holds the data with --data."
    return Problem("file-missing", "The file does not exist.", hint, Where(name))


def _not_a_file(name: str) -> Problem:
    hint = "Rename or remove it, and put a YAML file with this name there."
    return Problem("not-a-file", "This is a folder or a device, not a file.", hint, Where(name))


def _too_big(size: int, name: str) -> Problem:
    message = f"The file has {size / 1e6:.1f} MB; a data file must have at most {MAX_BYTES / 1e6:.0f} MB."
    return Problem("file-too-big", message, "Check that this is the right file.", Where(name))


def decode(data: bytes, name: str) -> str:
    """The text of a file, with LF as line ends and no byte order mark. Raises ContentError if it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _with_plain_line_ends(error.object[: error.start].decode("utf-8", "replace"))
        message = f"The file is not in UTF-8: the byte {error.object[error.start]:#04x} is not valid here."
        hint = "Open it in your text editor and save it again with the encoding UTF-8."
        raise ContentError(Problem("not-utf8", message, hint, Where(name, *place_in(before, len(before))))) from None
    return _with_plain_line_ends(text)


def _with_plain_line_ends(text: str) -> str:
    """Turn the line ends of Windows (CR LF) and of old spreadsheets (CR) into LF; YAML counts each as one line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
