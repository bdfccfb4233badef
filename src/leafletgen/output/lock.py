"""The lock of an output folder, which makes builds take turns, and the removal of temporary files.

In: the folder. Out: a locked folder without temporary files.
Why: two builds in one folder would overwrite each other's manifest.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from leafletgen.output.atomic import TEMPORARY_SUFFIX, as_problem

LOCK_FILE = ".leafletgen-lock"

_POLL = 0.05  # seconds between two attempts to take a lock that another build holds


@contextmanager
def locked(folder: Path, on_wait: Callable[[], None], option: str = "--output-dir") -> Iterator[None]:
    """Keep other builds out of `folder`, which is made if it does not exist. Calls `on_wait` once if it has to wait.

    The system releases the lock when the process ends. Raises WriteError if the folder cannot be written to;
    its hint says that `option` chooses another one.
    (The filelock package would leave its file behind, and takes as long to import as the whole program.)
    """
    path = folder / LOCK_FILE
    with as_problem(folder, "folder", option):
        folder.mkdir(parents=True, exist_ok=True)
        file = _take(path, on_wait)
    try:
        yield
    finally:
        if (
            sys.platform == "win32"
        ):  # Windows cannot remove an open file; elsewhere the lock is held till it is removed.
            file.close()
        with suppress(OSError):
            path.unlink()
        file.close()


def _take(path: Path, on_wait: Callable[[], None]) -> IO[bytes]:
    """Open and lock the file at `path`; start again if its last holder removed it meanwhile."""
    waited = False
    while True:
        with ExitStack() as opened:
            file = opened.enter_context(_open_lock(path))
            while not _try_lock(file.fileno()):
                if not waited:
                    on_wait()
                    waited = True
                time.sleep(_POLL)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    opened.pop_all()
                    return file


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


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl

    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


@contextmanager
def tidied(folder: Path, *below: Path, option: str = "--output-dir") -> Iterator[None]:
    """Lock a folder, which is made if it does not exist, without the temporary files that a stopped run left there.

    `below` are folders inside it that are tidied too.
    """
    with locked(folder, lambda: None, option):
        for place in (folder, *below):
            clear_litter(place)
        yield


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
