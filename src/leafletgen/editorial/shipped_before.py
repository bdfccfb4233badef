"""The data that shipped with an earlier version of leafletgen, from where somebody still has it.

In: a wheel of that version, an environment that it is installed in, or its data folder. Out: a folder with a copy.
Why: a team asks after an upgrade what the new data change in its own leaflets, and has the old file or environment.
"""

from __future__ import annotations

import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from leafletgen.content.files import is_folder, is_plain
from leafletgen.content.values import quote
from leafletgen.errors import Problem, ResourceError, UsageError, Where
from leafletgen.resources import shipped_phrases

_IN_WHEEL = "leafletgen/data/"
_IN_ENVIRONMENT = ("lib/python3*/site-packages/leafletgen/data", "Lib/site-packages/leafletgen/data")
_NEEDED = "agencies.yaml"
_MOST_FILES = 4_000
_MOST_BYTES = 100_000_000

_DAMAGED = (
    OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, lzma.LZMAError
)  # fmt: skip
"""What `zipfile` raises for an archive that is damaged, protected by a password or compressed in an unknown way."""

_HINT = (
    "Name the wheel of the earlier version (leafletgen-….whl), the environment in which it is installed, or its "
    "folder leafletgen/data."
)


@contextmanager
def opened_shipped(name: str) -> Iterator[Path]:
    """Yield a temporary copy of the data that shipped with an earlier version. Raises UsageError or ResourceError."""
    given = Path(name)
    with tempfile.TemporaryDirectory(prefix="leafletgen-") as place:
        copy = Path(place, "data")
        if is_folder(given):
            _copy(_found_in(given), copy)
        elif is_plain(given) and zipfile.is_zipfile(given):
            copy = _unpacked(given, Path(place))
        else:
            raise _unknown(given, "it is neither a folder nor a wheel")
        yield copy


def take_phrases_of_today(copy: Path) -> None:
    """Put the words of the program of this version into the copy, which lacks some that this version needs."""
    shutil.copyfile(shipped_phrases(), copy / shipped_phrases().name)


def _found_in(folder: Path) -> Path:
    """The data folder in a folder, an installed package or an environment."""
    inside = (found for pattern in _IN_ENVIRONMENT for found in sorted(folder.glob(pattern)))
    for candidate in (folder, folder / "data", folder / _IN_WHEEL, *inside):
        if is_plain(candidate / _NEEDED):
            return candidate
    if not os.access(folder, os.R_OK | os.X_OK):
        raise _not_copied(folder, "you may not read it")
    raise _unknown(folder, f"it has no {_NEEDED}, and no package leafletgen")


def _copy(folder: Path, copy: Path) -> None:
    """Copy a data folder, with what links in it lead to. Raises ResourceError, or UsageError if it has too much."""
    count = size = 0

    def inspect(place: str, names: list[str]) -> Iterable[str]:
        """Refuse pipes, devices and too much data before they are copied; leave out nothing."""
        nonlocal count, size
        for path in (Path(place, name) for name in names):
            if not is_plain(path) and not is_folder(path):
                raise _not_copied(path, "it is a link that leads nowhere, or neither a plain file nor a folder")
            count, size = count + 1, size + path.stat().st_size
        _refuse_too_much(folder, count, size)
        return ()

    try:
        shutil.copytree(folder, copy, ignore=inspect)
    except shutil.Error as error:
        source, _, why = error.args[0][0]
        raise _not_copied(Path(source), why) from None
    except OSError as error:
        raise _not_copied(Path(error.filename or folder), error.strerror or str(error)) from None


def _unpacked(wheel: Path, place: Path) -> Path:
    try:
        with zipfile.ZipFile(wheel) as packed:
            files = [file for file in packed.infolist() if file.filename.startswith(_IN_WHEEL) and not file.is_dir()]
            _refuse_too_much(wheel, len(files), sum(file.file_size for file in files))
            for file in files:
                if ".." in file.filename.split("/"):
                    raise _unknown(wheel, "a file in it has a name with ..")
                packed.extract(file, place)
    except _DAMAGED as error:
        damaged = f"The wheel {wheel} cannot be read: {error}."
        raise ResourceError(Problem("wheel-damaged", damaged, "Download it again.", Where(str(wheel)))) from None
    if not is_plain(place / _IN_WHEEL / _NEEDED):
        raise _unknown(wheel, "it has no data of leafletgen")
    return place / _IN_WHEEL


def _refuse_too_much(given: Path, files: int, size: int) -> None:
    if files > _MOST_FILES or size > _MOST_BYTES:
        raise _unknown(given, f"it has more than {_MOST_FILES:,} files or {_MOST_BYTES / 1e6:.0f} MB of data")


def _not_copied(path: Path, why: str) -> ResourceError:
    message = f"{quote(str(path))} cannot be copied to a temporary folder: {why}."
    hint = "Mend or remove it, and make room on the disk if it is full; or name the wheel of the earlier version."
    return ResourceError(Problem("data-not-copied", message, hint, Where(str(path))))


def _unknown(given: Path, why: str) -> UsageError:
    message = f"{quote(str(given))} is no earlier version of leafletgen: {why}."
    return UsageError(Problem("unknown-version", message, _HINT, Where(str(given))))
