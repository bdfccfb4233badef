"""Details that an officer saved with --remember: names, number and telephone, in the user's configuration folder.

In: details. Out: the same details in the next run. The reference and other details of a case are never saved.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import platformdirs

from leafletgen.content.files import exists, read_plain
from leafletgen.errors import Problem, Where, WriteError
from leafletgen.officer.details import Details, Given, Value
from leafletgen.output.atomic import publish, remove
from leafletgen.output.lock import clear_litter

SAVED: tuple[Given, ...] = ("name", "first-name", "number", "phone")


_MOST_BYTES = 10_000


def saved_file() -> Path | None:
    """The path of the file for this user's saved details, which need not exist; None if the user has no home folder."""
    try:
        return platformdirs.user_config_path("leafletgen", appauthor=False) / "officer.json"
    except RuntimeError:
        return None


def load() -> tuple[Details, tuple[Problem, ...]]:
    """The saved details: empty if there are none, and empty with a warning if the file cannot be read."""
    path = saved_file()
    if path is None:
        return {}, ()
    try:
        kept = msgspec.json.decode(read_plain(path, _MOST_BYTES), type=dict[Given, str])
        return {detail: Value(kept[detail]) for detail in SAVED if detail in kept}, ()
    except (FileNotFoundError, NotADirectoryError):
        return {}, ()
    except (OSError, ValueError, RecursionError, msgspec.DecodeError):
        message = "The saved details cannot be read, so they are not used."
        hint = "Remove it with: leafletgen officer --forget"
        return {}, (Problem("remembered-unreadable", message, hint, Where(str(path)), "warning"),)


def save(details: Details) -> Path:
    """Save names, number and telephone in a file that only its owner can read; what is not given stays as it was.

    Raises WriteError.
    """
    path = saved_file()
    if path is None:
        message = "The details were not saved: this account has no home folder."
        raise WriteError(Problem("not-remembered", message, "Leave out --remember, or set the variable HOME."))
    known = {**load()[0], **details}
    kept = {detail: known[detail].text for detail in SAVED if detail in known}
    clear_litter(path.parent)
    publish(msgspec.json.encode(kept) + b"\n", path, private=True, option="leave --remember out")
    return path


def forget() -> bool:
    """Remove the saved details. Returns whether there were any. Raises WriteError."""
    path = saved_file()
    if path is None:
        return False
    known = exists(path)
    clear_litter(path.parent)
    remove(path)
    return known
