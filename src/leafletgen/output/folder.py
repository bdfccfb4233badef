"""The folder of finished files and its manifest: what stands there, and is it what the data say?

In: the folder, and the fingerprints of the plan. Out: the State of each file; the manifest, written when it changed.
Why: build and --check must judge alike. The fingerprint tells whether the data, the fonts or the program changed; the
hash of a file's bytes tells whether it is still the file that was made, whatever its size and time say.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

from leafletgen.errors import Problem, Where
from leafletgen.output.atomic import MANIFEST_FILE, publish, remove
from leafletgen.output.hashes import hash_file, open_plain
from leafletgen.output.manifest import Entry, read_manifest, write_manifest

FileState = Literal["current", "missing", "unknown", "changed", "edited"]

_SAID: dict[FileState, tuple[str, str]] = {
    "missing": ("not-made", "This file is missing."),
    "unknown": ("not-in-manifest", "This file is not in the manifest: it cannot be told what it was made from."),
    "changed": ("out-of-date", "The data, the fonts or the program changed since this file was made."),
    "edited": ("file-changed", "This file is not as leafletgen made it: its bytes were changed."),
}


class Folder:
    """A folder of finished files with its manifest. Nothing is written before `save` or `prune`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest = path / MANIFEST_FILE
        self.read()

    def read(self) -> None:
        """Read the manifest (again). One that cannot be read, is damaged or not ours counts as empty."""
        self._written = b""
        entries: tuple[Entry, ...] | None = ()
        try:
            with open_plain(self.manifest) as file:
                self._written = file.read()
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError:
            entries = None
        if self._written:
            entries = read_manifest(self._written)
        self.damaged = entries is None
        self.entries = {entry.file: entry for entry in entries or ()}

    def state(self, name: str, fingerprint: str) -> FileState:
        """Judge a file. One that cannot be read counts as edited: making it again will say what is wrong with it."""
        entry = self.entries.get(name)
        if not (self.path / name).is_file():
            return "missing"
        if entry is None:
            return "unknown"
        if entry.fingerprint != fingerprint:
            return "changed"
        return "current" if self._is_as_made(entry) else "edited"

    def leftovers(self, planned: Collection[str]) -> list[Entry]:
        """What was once made and stands here still, but is not planned any more."""
        found = (entry for entry in self.entries.values() if entry.file not in planned)
        return [entry for entry in found if (self.path / entry.file).is_file()]

    def prune(self, entry: Entry) -> bool:
        """Remove a leftover; False, and nothing is removed, where somebody changed it since. Raises WriteError."""
        if not self._is_as_made(entry):
            return False
        remove(self.path / entry.file)
        return True

    def save(self) -> None:
        """Write the manifest of the files that stand here, if it changed. Raises WriteError."""
        here = [entry for entry in self.entries.values() if (self.path / entry.file).is_file()]
        data = write_manifest(here)
        if data != self._written and (here or self._written):
            publish(data, self.manifest)

    def ignored_manifest(self) -> Problem:
        """Say that the manifest could not be used."""
        message = "This manifest cannot be read, is damaged or was not written by this program, so it is not used."
        return Problem("manifest-ignored", message, "", Where(str(self.manifest)), "warning")

    def describe(self, name: str, state: FileState) -> Problem:
        """Say what is wrong with a file that is not current."""
        code, message = _SAID[state]
        return Problem(code, message, "Make it again with: leafletgen build", Where(str(self.path / name)))

    def taken_away(self, name: str) -> Problem:
        """Say that a file has gone since it was made."""
        message = "This file was removed while the build was at work."
        return Problem(
            "file-gone", message, "Find out what removes it, then build again.", Where(str(self.path / name))
        )

    def no_longer_made(self, name: str) -> Problem:
        """Say that the plan no longer makes a file of ours."""
        hint = "Remove it, and all others like it, with: leafletgen build --prune"
        where = Where(str(self.path / name))
        return Problem("no-longer-made", "The plan no longer makes this file.", hint, where, "warning")

    def changed_leftover(self, name: str) -> Problem:
        """Say why a file of ours was not pruned."""
        message = "The plan no longer makes this file, but somebody changed it, so it was left."
        where = Where(str(self.path / name))
        return Problem("not-pruned", message, "Remove it by hand if it is not needed.", where, "warning")

    def _is_as_made(self, entry: Entry) -> bool:
        try:
            return hash_file(self.path / entry.file) == entry.sha256
        except OSError:
            return False
