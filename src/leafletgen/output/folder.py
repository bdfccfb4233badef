"""The folder of finished files and its manifest: which files exist, and are they up to date?

In: the folder, and the fingerprints of the plan. Out: the FileState of each file; the manifest, written if it changed.
Why: build and --check must agree. The fingerprint shows whether the data, the fonts or the program changed; the hash of
a file's bytes shows whether somebody changed the file. Sizes and times are not used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from leafletgen.content.files import is_plain, read_plain
from leafletgen.errors import Problem, Where, WriteError
from leafletgen.output.atomic import MANIFEST_FILE, publish, remove
from leafletgen.output.hashes import hash_file
from leafletgen.output.manifest import MOST_MANIFEST, Entry, read_manifest, write_manifest

FileState = Literal["current", "missing", "unknown", "changed", "edited"]

_CODE_AND_MESSAGE: dict[FileState, tuple[str, str]] = {
    "missing": ("not-made", "This file is missing."),
    "unknown": ("not-in-manifest", "This file is not in the manifest, so nobody knows what it was made from."),
    "changed": ("out-of-date", "The data, the fonts or the program changed since this file was made."),
    "edited": ("file-changed", "This file was changed after leafletgen made it."),
}


def version_of(entry: Entry) -> str:
    """The version and date of a file in words."""
    day = f" of {entry.date.day} {entry.date:%B %Y}" if entry.date else ""
    return f"version {entry.version}{day}" if entry.version else f"no version{day}"


class Kept(NamedTuple):
    """The bytes and the manifest entry of a file, as they were before it was made again; None: there was none."""

    data: bytes | None
    entry: Entry | None


class Folder:
    """A folder of finished files with its manifest. Nothing is written before `save` or `prune`.

    `again` is the command that makes its files: hints repeat it.
    """

    def __init__(self, path: Path, again: str) -> None:
        self.path = path
        self.again = again
        self.manifest = path / MANIFEST_FILE
        self.read()

    def read(self) -> None:
        """Read the manifest (again). One that cannot be read, is damaged or not ours counts as empty."""
        self._written = b""
        entries: tuple[Entry, ...] | None = ()
        try:
            self._written = read_plain(self.manifest, MOST_MANIFEST)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError:
            entries = None
        if self._written:
            entries = read_manifest(self._written)
        self.damaged = entries is None
        self.entries = {entry.file: entry for entry in entries or ()}

    def kept(self, name: str) -> Kept:
        """A file as it is now, with its entry; without bytes if there is none."""
        path = self.path / name
        return Kept(path.read_bytes() if is_plain(path) else None, self.entries.get(name))

    def put_back(self, name: str, before: Kept) -> None:
        """Make a file what it was; remove it if there was none. Raises WriteError."""
        if before.data is None:
            remove(self.path / name)
        else:
            publish(before.data, self.path / name)
        self.entries.pop(name, None)
        if before.entry:
            self.entries[name] = before.entry

    def state(self, name: str, fingerprint: str) -> FileState:
        """The state of a file. An unreadable file counts as edited: making it again reports what is wrong with it."""
        entry = self.entries.get(name)
        if not is_plain(self.path / name):
            return "missing"
        if entry is None:
            return "unknown"
        if entry.fingerprint != fingerprint or entry.outdated:
            return "changed"
        return "current" if self.is_as_made(entry) else "edited"

    def unmarked(self, names: Iterable[str]) -> list[str]:
        """Those of the files that the manifest lists, and does not call outdated."""
        return [name for name in names if name in self.entries and not self.entries[name].outdated]

    def mark_outdated(self, names: Iterable[str]) -> None:
        """Say in the manifest of each of these files that a later build should have made it again, and did not."""
        for name in self.unmarked(names):
            self.entries[name] = replace(self.entries[name], outdated=True)

    def leftovers(self, planned: Collection[str]) -> list[Entry]:
        """The files in the manifest that still exist but are no longer planned."""
        found = (entry for entry in self.entries.values() if entry.file not in planned)
        return [entry for entry in found if is_plain(self.path / entry.file)]

    def prune(self, entry: Entry) -> bool:
        """Remove a leftover; if somebody changed it, leave it and return False. Raises WriteError."""
        if not self.is_as_made(entry):
            return False
        remove(self.path / entry.file)
        return True

    def save(self) -> None:
        """Write the manifest of the files that exist, if it changed. Raises WriteError."""
        here = [entry for entry in self.entries.values() if is_plain(self.path / entry.file)]
        data = write_manifest(here)
        if data != self._written and (here or self._written):
            publish(data, self.manifest)

    def refuse_if_foreign(self, name: str) -> None:
        """Raise WriteError if a file of this name stands in a folder in which leafletgen has made nothing yet."""
        if self.entries or not is_plain(self.path / name):
            return
        message = "This file would be replaced, and no manifest says that leafletgen made it."
        hint = "Name a folder for the site alone with -o; or remove the file, if nobody needs it."
        raise WriteError(Problem("foreign-file", message, hint, Where(str(self.path / name))))

    def ignored_manifest(self) -> Problem:
        """The warning that the manifest is not used."""
        message = "This manifest is not used: it cannot be read, is damaged or was not written by leafletgen."
        hint = "A build makes all files again, and writes a new one."
        return Problem("manifest-ignored", message, hint, Where(str(self.manifest)), "warning")

    def describe(self, name: str, state: FileState) -> Problem:
        """The problem of a file whose state is not "current"."""
        code, message = _CODE_AND_MESSAGE[state]
        return Problem(code, message, f"Make it again with: {self.again}", Where(str(self.path / name)))

    def earlier_file(self, name: str) -> Problem:
        """The warning about a file of an earlier build that this one should have made again."""
        entry = self.entries.get(name)
        which = f"; it has {version_of(entry)}" if entry else ""
        message = f"This file was not made again, and is still that of an earlier build{which}."
        hint = "Give it to nobody, and send it to no press: make it again once the errors are mended, or remove it."
        return Problem("older-file", message, hint, Where(str(self.path / name)), "warning")

    def removed_meanwhile(self, name: str) -> Problem:
        """The problem of a file that was removed during the build."""
        message = "This file was removed during the build."
        return Problem(
            "file-gone", message, "Find out what removes it, then build again.", Where(str(self.path / name))
        )

    def no_longer_made(self, name: str) -> Problem:
        """The warning about a leftover."""
        hint = f"Remove it, and all files like it, with: {self.again} --prune"
        where = Where(str(self.path / name))
        return Problem("no-longer-made", "The plan no longer makes this file.", hint, where, "warning")

    def changed_leftover(self, name: str) -> Problem:
        """The warning about a leftover that was not pruned because somebody changed it."""
        message = "The plan no longer makes this file, but somebody changed it, so it was not removed."
        where = Where(str(self.path / name))
        return Problem("not-pruned", message, "Remove it by hand if it is not needed.", where, "warning")

    def pruned(self, name: str) -> Problem:
        """The note that a leftover was removed."""
        message = "The plan no longer makes this file, so it was removed."
        where = Where(str(self.path / name))
        return Problem("pruned", message, "To have it again, build what it was made from.", where, "note")

    def is_as_made(self, entry: Entry) -> bool:
        """Whether a file has the bytes that the manifest says."""
        try:
            return hash_file(self.path / entry.file) == entry.sha256
        except OSError:
            return False
