"""Details that an officer saved with --remember: name, number and telephone, in the user's configuration folder.

In: details. Out: the same details in the next run. The reference and other details of a case are never saved.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import platformdirs

from leafletgen.content.records import Detail
from leafletgen.errors import Problem, Where
from leafletgen.officer.details import Details, Value
from leafletgen.output.atomic import publish, remove
from leafletgen.output.lock import clear_litter

SAVED: tuple[Detail, ...] = ("name", "number", "phone")


def saved_file() -> Path:
    """The path of the file for this user's saved details; it need not exist."""
    return platformdirs.user_config_path("leafletgen", appauthor=False) / "officer.json"


def load() -> tuple[Details, tuple[Problem, ...]]:
    """The saved details: empty if there are none, and empty with a warning if the file cannot be read."""
    path = saved_file()
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[Detail, str])
        return {detail: Value(kept[detail]) for detail in SAVED if detail in kept}, ()
    except FileNotFoundError:
        return {}, ()
    except (OSError, msgspec.DecodeError):
        message = "The saved details cannot be read, so they are not used."
        hint = "Remove it with: leafletgen officer --forget"
        return {}, (Problem("remembered-unreadable", message, hint, Where(str(path)), "warning"),)


def save(details: Details) -> Path:
    """Save name, number and telephone in a file that only its owner can read. Raises WriteError."""
    kept = {detail: details[detail].text for detail in SAVED if detail in details}
    publish(msgspec.json.encode(kept) + b"\n", saved_file(), private=True)
    return saved_file()


def forget() -> bool:
    """Remove the saved details. Returns whether there were any. Raises WriteError."""
    path = saved_file()
    known = path.is_file()
    clear_litter(path.parent)
    remove(path)
    return known
