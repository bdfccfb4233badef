"""What an officer asked to be remembered: name, number and telephone, in the user's own configuration folder.

In: details. Out: the same ones, the next time. Never the reference, nor anything else of a case.
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

REMEMBERED: tuple[Detail, ...] = ("name", "number", "phone")


def file_of_memory() -> Path:
    """Where the details of this user are kept, if any are."""
    return platformdirs.user_config_path("leafletgen", appauthor=False) / "officer.json"


def load() -> tuple[Details, tuple[Problem, ...]]:
    """What was remembered: nothing, where there is none, and nothing with a warning where it cannot be read."""
    path = file_of_memory()
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[Detail, str])
        return {detail: Value(kept[detail]) for detail in REMEMBERED if detail in kept}, ()
    except FileNotFoundError:
        return {}, ()
    except (OSError, msgspec.DecodeError):
        message = "What was remembered cannot be read; it is left out."
        hint = "Remove it with: leafletgen officer --forget"
        return {}, (Problem("remembered-unreadable", message, hint, Where(str(path)), "warning"),)


def save(details: Details) -> Path:
    """Keep what may be kept of the details, for their owner's eyes alone. Raises WriteError."""
    kept = {detail: details[detail].text for detail in REMEMBERED if detail in details}
    publish(msgspec.json.encode(kept) + b"\n", file_of_memory(), private=True)
    return file_of_memory()


def forget() -> bool:
    """Remove what was remembered. Says whether there was anything. Raises WriteError."""
    path = file_of_memory()
    known = path.is_file()
    clear_litter(path.parent)
    remove(path)
    return known
