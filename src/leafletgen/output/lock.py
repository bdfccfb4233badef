"""Builds take turns in an output folder: the lock, and clearing away what a stopped build left.

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

_POLL = 0.05  # seconds between two looks at a lock that another build holds


@contextmanager
def locked(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Keep other builds out of `folder`, which is made where there is none; calls `on_wait` once if one is at work.

    The lock goes with its process, however that ends. Raises WriteError where the folder cannot be written to.
    (The filelock package would leave its file behind, and costs as much time to load as all of this program.)
    """
    path = folder / LOCK_FILE
    with as_problem(folder, "folder"):
        folder.mkdir(parents=True, exist_ok=True)
        file = _take(path, on_wait)
    try:
        yield
    finally:
        if (
            sys.platform == "win32"
        ):  # There, an open file cannot be removed; elsewhere, a lock must not be given up first.
            file.close()
        with suppress(OSError):
            path.unlink()
        file.close()


def _take(path: Path, on_wait: Callable[[], None]) -> IO[bytes]:
    """Open and lock the file at `path`, and make sure that it still stands there when we have it."""
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
    """Open the lock file; reading will do for one that a build of somebody else left, for it to be cleared away.

    Not to wait (O_NONBLOCK) matters where a pipe has its name.
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


def has_litter(folder: Path) -> bool:
    """Whether a build that was stopped left temporary files or its lock in `folder`."""
    try:
        return any(path.name == LOCK_FILE or path.name.endswith(TEMPORARY_SUFFIX) for path in folder.iterdir())
    except OSError:
        return False


def clear_litter(folder: Path) -> None:
    """Remove the temporary files of builds that were stopped. The folder must be locked: no other build is at work."""
    for path in folder.glob(f".*{TEMPORARY_SUFFIX}"):
        with suppress(OSError):  # Whatever hinders this will hinder the writing too, and is reported there.
            path.unlink()
