"""Read plain files of limited size from disk, with plain messages if that fails.

In: a path, the most bytes that the file may have, and its name in messages. Out: bytes or text; or a Problem in plain
words.
Why: a huge file, a pipe, a device or a wrong encoding must give a message, never a traceback, a wait without end or
exhausted memory. Every command reads the files that it is given with these functions.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from io import BufferedReader
from pathlib import Path

from leafletgen.content.characters import place_in
from leafletgen.errors import ContentError, Problem, ResourceError, Where

MAX_BYTES = 2_000_000
"""The most that a data file may have."""

_PIECE = 65_536


def is_folder(path: Path) -> bool:
    """Whether the path is a folder that can be accessed; False for a name that the system cannot take."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


MARK_OF_OPEN = "~$"
"""How the names of files begin with which Office marks that a file is open."""


def is_plain(path: Path) -> bool:
    """Whether the path is a plain file that can be accessed; False for a name that the system cannot take."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether anything has this name, even a broken symlink."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def leads_nowhere(path: Path) -> bool:
    """Whether the path is a symlink whose target does not exist, or one of a circle."""
    try:
        path.stat()
    except (FileNotFoundError, RuntimeError):
        return exists(path)
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def resolved(path: Path) -> Path:
    """The path without symlinks, or just the absolute path if its symlinks lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: a circle, up to Python 3.12.
        return path.absolute()


NAME_THE_DATA = (
    "Name with --data the folder that holds agencies.yaml, areas.yaml, leaflets and editions; "
    "a folder whose settings.yaml extends another one needs only some of them."
)


def folder_missing(folder: Path, where: Where, hint: str = NAME_THE_DATA) -> Problem:
    """The Problem that `folder`, which `where` needs, is missing."""
    is_other = exists(folder) and not (is_folder(folder) or folder.is_symlink())
    message = f"{folder} is not a folder." if is_other else f"There is no folder {folder}, or it cannot be opened."
    return Problem("folder-missing", message, hint, where)


def open_plain(path: Path, most: int) -> BufferedReader:
    """Open a plain file of at most `most` bytes. Raises OSError: EINVAL for anything else than a file, EFBIG if longer.

    Nothing else is opened, and opening does not wait: a pipe or device in its place might never end.
    """

    def without_waiting(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is a folder, a pipe or a device, not a file", str(path))
    if about.st_size > most:
        raise OSError(errno.EFBIG, f"it has {about.st_size / 1e6:,.1f} MB, more than {most / 1e6:g} MB", str(path))
    return open(path, "rb", opener=without_waiting)


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a plain file of at most `most` bytes. Raises OSError as `open_plain` does.

    Some files of the system say that they are empty and have no end: they are read up to the limit.
    """
    pieces, length = [], 0
    with open_plain(path, most) as file:
        size = os.fstat(file.fileno()).st_size
        while piece := file.read(max(size + 1 - length, _PIECE)):
            pieces.append(piece)
            length += len(piece)
            if length > most:
                raise OSError(errno.EFBIG, f"it has more than {most / 1e6:g} MB", str(path))
    if piece is None:  # There is nothing to read yet.
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    return b"".join(pieces)


def read_start(path: Path, most: int) -> bytes:
    """The first bytes, at most `most`, of a plain file of any size. Raises ResourceError if it cannot be read."""
    try:
        with open_plain(path, sys.maxsize) as file:
            return file.read(most)
    except OSError as error:
        raise ResourceError(_problem_of(error, str(path))) from None


def read_bytes(path: Path, name: str) -> bytes:
    """Read a data file. Raises ContentError if it is too big, and ResourceError if it cannot be read."""
    try:
        return read_plain(path, MAX_BYTES)
    except FileNotFoundError:
        hint = "Put the file there, or name the folder that holds the data with --data."
        raise ResourceError(Problem("file-missing", "The file does not exist.", hint, Where(name))) from None
    except OSError as error:
        problem = _problem_of(error, name)
        raise (ContentError if error.errno == errno.EFBIG else ResourceError)(problem) from None


def refuse_too_big(data: bytes, name: str) -> None:
    """Raise ContentError if a data file with these bytes would be one that nobody can read again."""
    if len(data) > MAX_BYTES:
        message = (
            f"The file would have {len(data) / 1e6:,.1f} MB, more than {MAX_BYTES / 1e6:g} MB: nothing is written."
        )
        hint = "Divide it: a folder that this one extends can have some of it."
        raise ContentError(Problem("file-too-big", message, hint, Where(name)))


def read_named(path: Path, most: int = MAX_BYTES) -> bytes:
    """Read a file that the command line names, of at most `most` bytes. Raises ResourceError."""
    if is_folder(path):
        hint = "Name a file in it, or several with a pattern such as *.pdf if the command takes several."
        raise ResourceError(Problem("not-a-file", "This is a folder, not a file.", hint, Where(str(path))))
    if path.name.startswith(MARK_OF_OPEN):
        message = "With this file Office marks that another one is open; it has nothing of what that one holds."
        hint = f"Name that file, without {MARK_OF_OPEN}, and close it in Office before."
        raise ResourceError(Problem("not-a-file", message, hint, Where(str(path))))
    try:
        return read_plain(path, most)
    except FileNotFoundError:
        hint = "Check its name and folder."
        if "*" in path.name:
            hint = "No file has a name of this pattern: check the folder, or make the files first."
        raise ResourceError(Problem("file-missing", "The file does not exist.", hint, Where(str(path)))) from None
    except OSError as error:
        raise ResourceError(_problem_of(error, str(path))) from None


def _problem_of(error: OSError, name: str) -> Problem:
    where = Where(name)
    if error.errno == errno.EINVAL:
        message = "This is a folder, a pipe or a device, not a file."
        return Problem("not-a-file", message, "Rename or remove it, or name the file itself.", where)
    message = f"The file cannot be read: {error.strerror or 'no reason given'}."
    if error.errno == errno.EFBIG:
        return Problem("file-too-big", message, "Check that this is the right file.", where)
    hint = "Check that you have permission to read it, and that it is not open in another program."
    return Problem("file-unreadable", message, hint, where)


_OTHER_KINDS = {
    b"{\\rtf": "a text with typefaces and colours (RTF), as Word and TextEdit save it",
    b"pk\x03\x04": "a document of Word, Excel or LibreOffice",
    b"\xd0\xcf\x11\xe0": "a document of an old Word or Excel",
    b"%pdf-": "a PDF",
    b"\x89png": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}
"""How files that are no plain text begin, in small letters."""


def decode(data: bytes, name: str) -> str:
    """The text of a file, with LF as line ends and no byte order mark.

    Raises ContentError if it is not UTF-8, or a document of another program.
    """
    begins = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for mark, kind in _OTHER_KINDS.items():
        if begins.startswith(mark):
            hint = "Open it in the program that made it, and save it as plain text in UTF-8, with the name that it has."
            raise ContentError(Problem("not-plain-text", f"This is {kind}, not plain text.", hint, Where(name)))
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
