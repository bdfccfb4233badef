"""The data that shipped with an earlier version of leafletgen, from where somebody still has it.

In: a wheel of that version, an environment that it is installed in, or its data folder. Out: a folder with a copy.
Why: a team asks after an upgrade what the new data change in its own leaflets, and has the old file or environment.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
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
            shutil.copytree(_found_in(given), copy)
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
    raise _unknown(folder, f"it has no {_NEEDED}, and no package leafletgen")


def _unpacked(wheel: Path, place: Path) -> Path:
    try:
        with zipfile.ZipFile(wheel) as packed:
            files = [file for file in packed.infolist() if file.filename.startswith(_IN_WHEEL) and not file.is_dir()]
            if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _MOST_BYTES:
                raise _unknown(wheel, f"it has more than {_MOST_FILES:,} files or {_MOST_BYTES / 1e6:.0f} MB of data")
            for file in files:
                packed.extract(file, place)  # Inside `place`, whatever its name.
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        damaged = f"The wheel {wheel} cannot be read: {error}."
        raise ResourceError(Problem("wheel-damaged", damaged, "Download it again.", Where(str(wheel)))) from None
    if not is_plain(place / _IN_WHEEL / _NEEDED):
        raise _unknown(wheel, "it has no data of leafletgen")
    return place / _IN_WHEEL


def _unknown(given: Path, why: str) -> UsageError:
    message = f"{quote(str(given))} is no earlier version of leafletgen: {why}."
    return UsageError(Problem("unknown-version", message, _HINT, Where(str(given))))
