"""The paths of the shipped data, fonts and ICC profile, and the choice of the data folder that a command reads.

In: the folder chosen on the command line, if any. Out: paths.
Why: an installed wheel has them inside the package, a checkout at its root; only this module knows the difference.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from leafletgen.errors import Problem, ResourceError, Where

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE, _PACKAGE.parent.parent)


def data_folder(chosen: Path | None) -> Path:
    """Choose the data folder: the one asked for, else ./data if it holds data, else the shipped data."""
    if chosen is not None:
        return chosen
    here = Path("data")
    return here if any(_exists(here / name) for name in ("agencies.yaml", "settings.yaml")) else shipped_data()


def overlooked(taken: Path, command: str, rest: str | None) -> Problem | None:
    """Warn if the current folder is, holds or lies in a data folder, but `command` read another one without being told.

    `rest` is what was typed after the name of the command; None if it may hold personal details.
    leafletgen does not guess: the user may want either of the two. Folders inside it and around it count only if the
    shipped data were read.
    """
    here = Path()
    if here.resolve() == taken.resolve():
        return None
    found = [(here, "This folder holds data", "this folder", _marks(here))]
    if taken == shipped_data() and not here.resolve().is_relative_to(taken.parent):
        found += ((path, f"The folder {path} holds data", str(path), _own_marks(path)) for path in _near(here))
    for path, what, named, marks in found:
        if marks:
            from shlex import quote

            message = f"{what} ({marks[0]}), but --data was not given, so {taken} was read."
            option = f"--data {quote(str(path))}"
            other = f"To read {named}, add: {option}"
            if rest is not None:
                other = f"To read {named}: {f'{command} {option} {rest}'.rstrip()}"
            hint = f"To read {taken}, add --data {quote(str(taken))}. {other}"
            return Problem("folder-overlooked", message, hint, Where(str(path.resolve())), "warning")
    return None


_MOST_NEAR = 200


def _near(here: Path) -> list[Path]:
    """The folders in a folder, by name, then the two around it."""
    try:
        inside = sorted(path for path in islice(here.iterdir(), _MOST_NEAR) if path.name[0] != "." and path.is_dir())
    except OSError:
        inside = []
    return [*inside, Path(".."), Path("../..")]


def _marks(folder: Path) -> list[str]:
    """What shows that a folder holds data."""
    names = [name for name in ("settings.yaml", "agencies.yaml") if _exists(folder / name)]
    return names + ["editions" for _ in islice((folder / "editions").glob("*.yaml"), 1)]


def _own_marks(folder: Path) -> list[str]:
    """What shows that a folder is one of a force's own: its settings, beside its editions."""
    marks = _marks(folder)
    return marks if {"settings.yaml", "editions"} <= {*marks} else []


def shipped_data() -> Path:
    """The data folder that ships with leafletgen. Raises ResourceError."""
    return _shipped("data", "agencies.yaml")


def shipped_phrases() -> Path:
    """The words of the program for data folders that have none of their own. Raises ResourceError."""
    return shipped_data() / "phrases.yaml"


def fonts_folder() -> Path:
    """The folder of the shipped fonts. Raises ResourceError."""
    return _shipped("fonts", "OFL.txt")


def icc_folder() -> Path:
    """The folder of the shipped ICC profile. Raises ResourceError."""
    return _shipped("icc", "LICENCE.txt")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # No permission to look: take it as present, so that reading it reports what is wrong.
        return True


def _shipped(folder: str, landmark: str) -> Path:
    for root in _ROOTS:
        if (root / folder / landmark).is_file():
            return root / folder
    message = f"The folder {folder} that ships with leafletgen is missing or has no {landmark}."
    hint = "Install leafletgen again."
    if folder == "data":
        hint += " Or name the folder that holds the data with --data."
    raise ResourceError(Problem("shipped-folder-missing", message, hint, Where(str(_PACKAGE))))
