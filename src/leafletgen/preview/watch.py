"""Notice that data files have changed, and wait until no program writes them any more.

In: folders with YAML files, single files beside them (logos), clocks. Out: what a look at them shows.
Why looking and not events of the system: none are sent for network drives and in containers, one save sends several of
them, and a file that an editor saves by renaming is lost to who watches it. Contents are compared, so a file that is
saved unchanged, or at a time that a coarse clock cannot tell from another, is judged rightly.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from leafletgen.content.files import read_plain

SETTLED = 0.025
"""For so many seconds nothing may change before a change counts: a program may still be writing."""

GONE = 0.3
"""A file that is missing for less is being replaced: some editors rename it before they write the new one."""

_RECENT = 3.0
"""For so many seconds after a file was written its content is compared, not its time, which FAT and network drives
store in steps of 2 s."""

_MOST_BYTES = 5_000_000
"""The program reads no larger file: of these only time and size are compared."""

Look = Literal["same", "changing", "changed", "away"]
"""What a look shows; "away": a folder that had files is empty or cannot be read, as a drive that has gone."""


class _File(NamedTuple):
    """What the system says of a file, and the hash of its content."""

    modified: int
    size: int
    number: int
    digest: bytes


class _Away(Exception):
    """A folder that had files is empty now, or cannot be read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class Watcher:
    """Looks at files; `away` is the folder that cannot be read, None if all can.

    `clock` measures how long something lasts; `wall` is the time of day, as files have it.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.clock = clock
        self.wall = wall
        self.folders = tuple(folders)
        self.files: tuple[Path, ...] = ()
        self.away: Path | None = None
        self._known: dict[Path, _File] = {}
        self._settled: dict[Path, bytes] = {}
        with suppress(_Away):  # Whoever reads the folder says what is wrong with it.
            self._settled = self._contents()
        self._pending: dict[Path, bytes] | None = None
        self._since = 0.0

    def follow(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        """Look at other files from now on. Those that are new to it count as changed."""
        self.folders, self.files = tuple(dict.fromkeys(folders)), tuple(dict.fromkeys(files))
        self._settled = {path: digest for path, digest in self._settled.items() if self._is_followed(path)}

    def look(self) -> Look:
        """Look once. "changed" is returned once for each change, when it is over."""
        try:
            found = self._contents()
        except _Away as error:
            self.away, self._pending = error.folder, None
            return "away"
        self.away = None
        if found == self._settled:
            self._pending = None
            return "same"
        now = self.clock()
        if found != self._pending:
            self._pending, self._since = found, now
            return "changing"
        has_gone = bool(self._settled.keys() - found.keys())
        if now - self._since < (GONE if has_gone else SETTLED):
            return "changing"
        self._settled, self._pending = found, None
        return "changed"

    def _is_followed(self, path: Path) -> bool:
        return path.parent in self.folders or path in self.files

    def _contents(self) -> dict[Path, bytes]:
        """The hash of each file. Raises _Away."""
        paths = dict.fromkeys([*(path for folder in self.folders for path in self._listed(folder)), *self.files])
        known = {path: file for path in paths if (file := self._file(path))}
        self._known = known
        return {path: file.digest for path, file in known.items()}

    def _listed(self, folder: Path) -> Iterator[Path]:
        """The YAML files of a folder; hidden ones and the copies that editors make beside a file are none."""
        try:
            found = sorted(path for path in folder.iterdir() if _is_yaml(path.name))
        except FileNotFoundError:
            found = []
        except OSError:
            raise _Away(folder) from None
        if not found and any(path.parent == folder for path in self._settled):
            raise _Away(folder)
        yield from found

    def _file(self, path: Path) -> _File | None:
        """What is known of a file; it is read if it may have changed. None if there is none."""
        try:
            about = path.stat()
        except OSError:
            return None
        known = self._known.get(path)
        said = about.st_mtime_ns, about.st_size, about.st_ino
        if known and known[:3] == said and self.wall() - about.st_mtime > _RECENT:
            return known
        digest = _digest(path, about)
        return None if digest is None else _File(*said, digest)


def _is_yaml(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))


def _digest(path: Path, about: os.stat_result) -> bytes | None:
    """The hash of a file's content; of what is known of it if it cannot be read; None if it is gone meanwhile."""
    try:
        return hashlib.sha256(read_plain(path, _MOST_BYTES)).digest()
    except FileNotFoundError:
        return None
    except OSError as error:
        kind = stat.S_IFMT(about.st_mode)
        return repr((error.errno, kind, about.st_mtime_ns, about.st_size)).encode()
