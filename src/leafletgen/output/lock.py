"""The lock of an output folder, which makes builds take turns, and the removal of temporary files.

In: the folder. Out: a locked folder without temporary files.
Why: two builds in one folder would overwrite each other's manifest.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from leafletgen.errors import Problem, Where
from leafletgen.output.atomic import TEMPORARY_SUFFIX, as_problem

LOCK_FILE = ".leafletgen-lock"

_POLL = 0.05  # seconds between two attempts to take a lock that another build holds


@contextmanager
def locked(folder: Path, on_wait: Callable[[], None], option: str = "--output-dir") -> Iterator[tuple[Problem, ...]]:
    """Keep other builds out of `folder`, which is made if it does not exist. Calls `on_wait` once if it has to wait.

    Yields a warning if the file system has no locks, as some shares have none: then nothing is kept out.
    The system releases the lock when the process ends. Raises WriteError if the folder cannot be written to;
    its hint says that `option` chooses another one.
    (The filelock package would leave its file behind, and takes as long to import as the whole program.)
    """
    path = folder / LOCK_FILE
    with as_problem(folder, "folder", option):
        folder.mkdir(parents=True, exist_ok=True)
        file, has_locks = _take(path, on_wait)
    try:
        yield () if has_locks else (_without_locks(folder, option),)
    finally:
        # Windows cannot remove an open file; elsewhere the lock is held until it is removed.
        if sys.platform == "win32":
            file.close()
        with suppress(OSError):
            path.unlink()
        file.close()


def _without_locks(folder: Path, option: str) -> Problem:
    message = "The file system of this folder has no locks, so two commands that run at once could mix their files."
    hint = f"Run one at a time, or choose a folder on a disk of this computer with {option}."
    return Problem("no-locks", message, hint, Where(str(folder)), "warning")


def _take(path: Path, on_wait: Callable[[], None]) -> tuple[IO[bytes], bool]:
    """Open and lock the file at `path`; start again if its last holder removed it meanwhile.

    Returns False beside it if the file system has no locks.
    """
    waited = False
    while True:
        with ExitStack() as opened:
            file = opened.enter_context(_open_lock(path))
            while not (got := _try_lock(file.fileno())):
                if got is None:
                    opened.pop_all()
                    return file, False
                if not waited:
                    on_wait()
                    waited = True
                time.sleep(_POLL)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    opened.pop_all()
                    return file, True


def _open_lock(path: Path) -> IO[bytes]:
    """Open the lock file, for reading only if another user's stopped build left it: that is enough to lock it.

    O_NONBLOCK: if the path is a named pipe, opening it must not wait.
    """
    flags = getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except PermissionError:
        descriptor = os.open(path, os.O_RDONLY | flags)
    return os.fdopen(descriptor, "rb", buffering=0)


_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What the system says if another process has the lock; EACCES and EDEADLK on Windows."""


def _try_lock(descriptor: int) -> bool | None:
    """Whether the file is locked now; None if the file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


@contextmanager
def tidied(folder: Path, *below: Path, option: str = "--output-dir") -> Iterator[tuple[Problem, ...]]:
    """Lock a folder, which is made if it does not exist, without the temporary files that a stopped run left there.

    `below` are folders inside it that are tidied too. Yields what `locked` does.
    """
    with locked(folder, lambda: None, option) as without:
        for place in (folder, *below):
            clear_litter(place)
        yield without


def has_litter(folder: Path) -> bool:
    """Whether a build that was stopped left temporary files or its lock file in `folder`."""
    try:
        return any(path.name == LOCK_FILE or path.name.endswith(TEMPORARY_SUFFIX) for path in folder.iterdir())
    except OSError:
        return False


def clear_litter(folder: Path) -> None:
    """Remove the temporary files of builds that were stopped. The caller must hold the lock of the folder."""
    for path in folder.glob(f".*{TEMPORARY_SUFFIX}"):
        with suppress(OSError):  # Whatever prevents this prevents writing too, which reports it.
            path.unlink()
