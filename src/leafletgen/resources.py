"""Where the data, the fonts and the ICC profile are that ship with leafletgen, and which data folder a command reads.

In: the folder chosen on the command line, if any. Out: paths.
Why: an installed wheel holds them inside the package, a checkout at its root; nothing else needs to know which it is.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from leafletgen.errors import Problem, ResourceError, Where

_PACKAGE = Path(__file__).resolve().parent
_HOMES = (_PACKAGE, _PACKAGE.parent.parent)


def data_folder(chosen: Path | None) -> Path:
    """Choose the data: the folder asked for, else ./data when it holds data, else what ships with us."""
    if chosen is not None:
        return chosen
    here = Path("data")
    return here if any(_stands(here / name) for name in ("agencies.yaml", "settings.yaml")) else shipped_data()


def overlooked(taken: Path, command: str) -> Problem | None:
    """Warn where the current folder is a data folder and `command` took another, which nobody named.

    Nothing is guessed: who stands in a folder of their own may want either.
    """
    here = Path()
    names = [name for name in ("settings.yaml", "agencies.yaml") if _stands(here / name)]
    names += ["editions" for _ in islice((here / "editions").glob("*.yaml"), 1)]
    if not names or here.resolve() == taken.resolve():
        return None
    from shlex import quote

    message = f"This folder holds data ({names[0]}), but no --data was given, so {taken} was taken."
    hint = f"To take {taken}, add --data {quote(str(taken))}. To take this folder: {command} --data ."
    return Problem("folder-overlooked", message, hint, Where(str(here.resolve())), "warning")


def shipped_data() -> Path:
    """Find the data that ship with leafletgen."""
    return _shipped("data", "agencies.yaml")


def fonts_folder() -> Path:
    """Find the fonts that ship with leafletgen."""
    return _shipped("fonts", "OFL.txt")


def icc_folder() -> Path:
    """Find the ICC profile that ships with leafletgen."""
    return _shipped("icc", "LICENCE.txt")


def _stands(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # It may not be looked at. It is meant all the same, and reading it will say what is wrong.
        return True


def _shipped(folder: str, landmark: str) -> Path:
    for home in _HOMES:
        if (home / folder / landmark).is_file():
            return home / folder
    message = f"The folder {folder} that ships with leafletgen is missing or has no {landmark}."
    hint = "Install leafletgen again."
    if folder == "data":
        hint += " Or say with --data which folder holds the data."
    raise ResourceError(Problem("shipped-folder-missing", message, hint, Where(str(_PACKAGE))))
