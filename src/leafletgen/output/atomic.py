"""The last stage, `publish`: the only code that writes files.

In: the bytes of a finished file and its path. Out: the whole file at that path; on failure, the old file unchanged.
Why: an officer may open a leaflet at any moment. The bytes go to a temporary file in the same folder, are read back and
compared, and the file is renamed over the old one, which is atomic. A build that is stopped leaves the old file, and at
most a temporary file that the next build removes.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Literal

from leafletgen.content.files import exists, is_folder, is_plain, leads_nowhere
from leafletgen.errors import Problem, UsageError, Where, WriteError

TEMPORARY_SUFFIX = ".leafletgen-tmp"
MANIFEST_FILE = "manifest.json"

_AGAIN = "give the same command again"

_WINDOWS_IN_USE = (5, 32, 33)
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: what a viewer that shows a PDF causes."""


def publish(data: bytes, path: Path, *, private: bool = False, option: str = "--output-dir") -> None:
    """Write `data` to `path`; the folder is made if it does not exist.

    An existing file keeps its mode, but its owner can always read it.
    A `private` file, and a folder made for it, can be read by their owner only, if the system has file modes.
    Raises WriteError, and then nothing has changed; its hint says that `option` chooses another folder, or in words
    what does instead.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY_SUFFIX}")
    with as_problem(path, option=option):
        if leads_nowhere(path):
            raise WriteError(_link_in_the_way(path, option))
        path.parent.mkdir(0o700 if private else 0o777, parents=True, exist_ok=True)
        try:
            _write(data, temporary, 0o600 if private else 0o666)
            if is_plain(path) and not private:
                with suppress(OSError):  # Shares and Windows may refuse it; the file is whole without.
                    temporary.chmod(path.stat().st_mode & 0o777 | stat.S_IRUSR)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def refuse_to_replace(files: Mapping[Path, bytes]) -> None:
    """Refuse to write these files over ones with other content, which people may have filled in. Raises UsageError."""
    in_the_way = [path for path, data in files.items() if is_plain(path) and not _holds(path, data)]
    if in_the_way:
        raise UsageError(tuple(map(_filled_in, in_the_way)))


def _holds(path: Path, data: bytes) -> bool:
    with as_problem(path):
        return path.stat().st_size == len(data) and path.read_bytes() == data


def _filled_in(path: Path) -> Problem:
    message = "This file exists, with other content: somebody may have filled it in, so it stays as it is."
    hint = "Rename or move it, choose another place for the new one, or write over it with --replace."
    return Problem("file-exists", message, hint, Where(str(path)))


def publish_new(data: bytes, folder: Path, stem: str) -> Path:
    """Write `data` into `folder` under the first free name: STEM.pdf, else STEM-2.pdf and so on. Returns its path.

    For personal files: they never replace a file, only their owner can read them, and a .gitignore keeps them out of
    version control. On Linux the file has no name until it is whole, so a process that is killed leaves nothing.
    Raises WriteError.
    """
    with as_problem(folder / f"{stem}.pdf"):
        if not exists(folder / ".gitignore"):
            publish(b"*\n", folder / ".gitignore", private=True)
        nameless = _open_nameless(folder)
        if nameless is None:
            return _replace_reserved(data, folder, stem)
        with os.fdopen(nameless, "wb") as file:
            _flush(data, file)
            source = f"/proc/self/fd/{nameless}"
            with suppress(
                OSError
            ):  # No links on this disk, or no /proc. What prevents the other way too is said there.
                return _first_free(
                    folder, stem, lambda path: os.link(source, path, src_dir_fd=nameless, follow_symlinks=True)
                )
        return _replace_reserved(data, folder, stem)


def _open_nameless(folder: Path) -> int | None:
    """Open a new file that has no name yet (open(2), O_TMPFILE); None if the system or the disk has no such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:  # Each kind of share says it in its own way. What prevents a file with a name too is said there.
        return None


def _replace_reserved(data: bytes, folder: Path, stem: str) -> Path:
    """Reserve the first free name with an empty file, then replace that with the whole file."""
    path = _first_free(folder, stem, lambda path: os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600)))
    try:
        publish(data, path, private=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _first_free(folder: Path, stem: str, take: Callable[[Path], None]) -> Path:
    """Call `take` with STEM.pdf, STEM-2.pdf and so on until it raises no FileExistsError; returns that path."""
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.pdf"
        with suppress(FileExistsError):
            take(path)
            return path
    raise AssertionError("there is always another name")


def remove(path: Path) -> None:
    """Remove a file that is no longer made. Raises WriteError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(_not_deleted(error, path)) from error


def _write(data: bytes, path: Path, mode: int) -> None:
    """Write, flush to the disk, read back and compare."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        _flush(data, file)
    if path.read_bytes() != data:
        raise OSError(errno.EIO, "the bytes read back differ from those written")


_NO_FSYNC = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
"""What a file system that cannot flush to its disk says; the bytes are read back in any case."""


def _flush(data: bytes, file: IO[bytes]) -> None:
    file.write(data)
    file.flush()
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in _NO_FSYNC:
            raise


@contextmanager
def as_problem(path: Path, what: Literal["file", "folder"] = "file", option: str = "--output-dir") -> Iterator[None]:
    """Turn an OSError of the block into a WriteError that says how to mend it; `option` chooses another folder."""
    try:
        yield
    except OSError as error:
        raise WriteError(_problem(error, path, what, option)) from error


def _elsewhere(option: str) -> str:
    return f"choose another folder with {option}" if option.startswith("-") else option


def _link_in_the_way(path: Path, option: str) -> Problem:
    message = "There is a link with the name of this file, and it leads nowhere."
    return Problem("link-in-the-way", message, f"Remove the link, or {_elsewhere(option)}.", Where(str(path)))


def _not_deleted(error: OSError, path: Path) -> Problem:
    where = Where(str(path))
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        message = "Another program has this file open, so it cannot be deleted."
        return Problem("file-open", message, f"Close it, then {_AGAIN}.", where)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = f"Ask whoever may change the folder {path.parent} to delete it, or for that permission; then {_AGAIN}."
        return Problem("no-permission", "The system does not allow this file to be deleted.", hint, where)
    message = f"This file cannot be deleted: {error.strerror or error}."
    return Problem("write-failed", message, f"Mend that, then {_AGAIN}.", where)


def _problem(error: OSError, path: Path, what: str, option: str) -> Problem:
    where, elsewhere = Where(str(path)), _elsewhere(option)
    if what == "file" and (isinstance(error, IsADirectoryError) or is_folder(path)):
        message = "There is a folder with the name of this file."
        return Problem("folder-in-the-way", message, f"Rename the folder, or {elsewhere}.", where)
    if isinstance(error, FileExistsError | NotADirectoryError):
        message = f"{path if what == 'folder' else path.parent} is not a folder, or one of its parents is not."
        return Problem("not-a-folder", message, f"{elsewhere[0].upper()}{elsewhere[1:]}.", where)
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE and what == "file" and exists(path):
        message = "Another program has this file open, so it cannot be replaced; it is unchanged."
        return Problem("file-open", message, f"Close it, then {_AGAIN}.", where)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = f"Close the file if it is open, ask for permission to write here, or {elsewhere}."
        return Problem("no-permission", f"The system does not allow this {what} to be written.", hint, where)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        message = f"The disk has no room left for this {what}."
        return Problem("disk-full", message, f"Free some space, then {_AGAIN}; or {elsewhere}.", where)
    if error.errno == errno.EFBIG:
        message = f"This {what} is larger than the system allows here."
        return Problem("write-failed", message, f"Raise the limit (in a shell: ulimit -f), or {elsewhere}.", where)
    message = f"This {what} cannot be written: {error.strerror or error}."
    return Problem("write-failed", message, f"Mend that, or {elsewhere}.", where)
