"""What the manifest beside a finished file says of it: whether it is as leafletgen made it, and of today's version.

In: the path of a file, and its bytes. Out: Problems; an error for a file that must not be given out.
Why: a build that is refused leaves older files beside new ones. Each of them is as sound as on its first day, so only
the manifest tells that its numbers may be old.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from leafletgen.errors import Problem, Where
from leafletgen.output.folder import Folder, version_of
from leafletgen.output.manifest import Entry

_NEWEST = (
    "Make the files of this edition again with leafletgen build, all from the same data, or remove the older ones."
)


class Manifests:
    """The manifests beside the files that are asked about; each is read once."""

    def __init__(self) -> None:
        self._folders: dict[Path, Folder] = {}

    def problems(self, path: Path, data: bytes, *, proof: bool = False) -> tuple[Problem, ...]:
        """What the manifest in the folder of a file says against it; nothing if there is none. It lists no `proof`."""
        folder = self._folders.get(path.parent)
        warnings = []
        if folder is None:
            folder = self._folders[path.parent] = Folder(path.parent, "leafletgen build")
            warnings = [folder.ignored_manifest()] if folder.damaged else []
        entry = folder.entries.get(path.name)
        if not folder.entries or (proof and entry is None):
            return tuple(warnings)
        if entry is None:
            return (*warnings, folder.describe(path.name, "unknown")._replace(severity="warning"))
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            return (*warnings, folder.describe(path.name, "edited"))
        reason = _why_older(entry, folder.entries.values())
        if not reason:
            return tuple(warnings)
        return (*warnings, Problem("older-file", reason, _NEWEST, Where(str(path))))


def _why_older(entry: Entry, entries: Iterable[Entry]) -> str:
    """Why a file may be older than others of its edition; empty if none is newer."""
    if entry.outdated:
        return f"a later build should have made this file again, and did not: it still has {version_of(entry)}"
    if entry.date is None:  # An earlier leafletgen wrote its entry.
        return ""
    for other in entries:
        if other.edition != entry.edition or other.outdated or other.date is None or other.date < entry.date:
            continue
        if other.date == entry.date and _is_lower(other.version, entry.version):
            continue
        if (other.version, other.date) != (entry.version, entry.date):
            return f"this file has {version_of(entry)}, and {other.file} beside it has {version_of(other)}"
        if _words(other) == _words(entry) and None not in (other.words, entry.words) and other.words != entry.words:
            return f"its words differ from those of {other.file} beside it, which has the same version and date"
    return ""


def _is_lower(version: str | None, other: str | None) -> bool:
    """Whether a version is surely lower than another one: both are numbers with full stops, as 1.9 and 1.10."""
    numbers = [
        re.findall("[0-9]+", one) for one in (version, other) if one and re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", one)
    ]
    return len(numbers) == 2 and [*map(int, numbers[0])] < [*map(int, numbers[1])]


def _words(entry: Entry) -> tuple[object, ...]:
    """What files have in common that are made of the same words."""
    draft = entry.draft and not entry.in_english
    return entry.edition, entry.variant, entry.language, entry.size == "card", draft
