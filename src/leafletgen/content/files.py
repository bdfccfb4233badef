"""Files and folders as they stand on the disk: are they there, may they be read, what is their text?

In: a path and what messages call it. Out: bytes or text; or a Problem in plain words.
Why: a huge file, a device or another encoding must end in a sentence, never in a traceback or a full memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from leafletgen.content.characters import place_in
from leafletgen.errors import ContentError, Problem, ResourceError, Where

MAX_BYTES = 2_000_000


def is_folder(path: Path) -> bool:
    """Whether a folder is there and may be looked at."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def stands(path: Path) -> bool:
    """Whether anything has this name, be it a link that leads nowhere."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


NAME_THE_DATA = (
    "Say with --data which folder holds the data: agencies.yaml, areas.yaml, leaflets and editions; "
    "one whose settings.yaml extends another folder may have less."
)


def folder_missing(folder: Path, where: Where, hint: str = NAME_THE_DATA) -> Problem:
    """The Problem of a folder that is needed at `where`."""
    is_other = stands(folder) and not (is_folder(folder) or folder.is_symlink())
    message = f"{folder} is not a folder." if is_other else f"There is no folder {folder}, or it cannot be opened."
    return Problem("folder-missing", message, hint, where)


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file whose size was asked first, so that a huge one never enters memory; raise as `read_file` does."""
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
        hint = "Check that you may read it, and that it is not open in another program."
        message = f"The file cannot be read: {reason}."
        raise ResourceError(Problem("file-unreadable", message, hint, Where(name))) from None


def _file_missing(name: str) -> Problem:
    hint = "Put the file there, or say with --data which folder holds the data."
    return Problem("file-missing", "The file does not exist.", hint, Where(name))


def _not_a_file(name: str) -> Problem:
    hint = "Rename or remove it, and put a YAML file of this name there."
    return Problem("not-a-file", "This is a folder or a device, not a file.", hint, Where(name))


def _too_big(size: int, name: str) -> Problem:
    message = f"The file has {size / 1e6:.1f} MB; a data file has {MAX_BYTES / 1e6:.0f} MB at most."
    return Problem("file-too-big", message, "Check that this is the right file.", Where(name))


def decode(data: bytes, name: str) -> str:
    """Give the text of a file, its line ends all alike and without the mark that Windows puts before UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _with_plain_line_ends(error.object[: error.start].decode("utf-8", "replace"))
        message = f"The file is not written in UTF-8: here is the byte {error.object[error.start]:#04x}."
        hint = "Open it in your editor and save it again with the encoding UTF-8."
        raise ContentError(Problem("not-utf8", message, hint, Where(name, *place_in(before, len(before))))) from None
    return _with_plain_line_ends(text)


def _with_plain_line_ends(text: str) -> str:
    """Turn the line ends of Windows (CR LF) and of old spreadsheets (CR) into LF, as YAML counts lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
