"""The check for "nothing changed": if no input and no output changed since the last build, the data are not read.

In: a Request. Out: the Report of the same build if no byte of its inputs and outputs has changed since; else None.
Why: teams and CI build again and again, mostly without a change. The snapshot in the user's cache folder can only say
"nothing changed": every input and every finished file is hashed again, and a snapshot that disagrees is ignored.
--check does not use it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct

from leafletgen.content.files import is_plain, read_plain, resolved
from leafletgen.errors import Problem, ResourceError, WriteError
from leafletgen.output.atomic import MANIFEST_FILE, publish, remove
from leafletgen.output.hashes import MOST_BYTES, hash_file, hash_files, program
from leafletgen.output.lock import has_litter
from leafletgen.pipeline.cache_dir import cache_folder
from leafletgen.report import Report
from leafletgen.resources import shipped_phrases

if TYPE_CHECKING:
    from leafletgen.pipeline.request import Request

_MOST_FILES = 4000  # Inputs of one build; a folder with more holds more than data, and gets no snapshot.
_MOST_SNAPSHOTS = 100
_MOST_SNAPSHOT = 20_000_000  # bytes
_SETTLED = 0.1  # seconds: how coarse the clock of a file system may be


class Snapshot(NamedTuple):
    """What a build has read: its folders, one hash of all inputs of its files, and when the build began.

    `faces` are the files of faces that only some leaflets are drawn with.
    """

    folders: tuple[Path, ...]
    inputs: str
    started: float
    faces: tuple[Path, ...] = ()

    def with_faces(self, faces: Iterable[Path]) -> Snapshot:
        """The snapshot of a build that is known to need these faces too."""
        places = tuple(path.absolute() for path in faces)
        return self._replace(inputs=_joined(self.inputs, places), faces=places)


class _Record(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a snapshot file: the hash of the inputs, where they are, the hashes of files, what was said."""

    inputs: str
    folders: tuple[str, ...]
    faces: tuple[str, ...]
    files: dict[str, str]
    warnings: tuple[Problem, ...]
    notes: tuple[Problem, ...]


class _Sealed(Struct, frozen=True, forbid_unknown_fields=True):
    """A record with its hash, by which damage to the file is detected."""

    digest: str
    record: _Record

    @classmethod
    def of(cls, record: _Record) -> _Sealed:
        return cls(hashlib.sha256(msgspec.json.encode(record)).hexdigest(), record)


def report_if_unchanged(request: Request) -> Report | None:
    """The report of a build that has nothing to do; None if there may be something to do."""
    if not _uses_snapshot(request):
        return None
    start = time.perf_counter()
    try:
        sealed = msgspec.json.decode(read_plain(_snapshot_file(request), _MOST_SNAPSHOT), type=_Sealed)
        record = sealed.record
        inputs = _joined(_inputs(request, map(Path, record.folders)), map(Path, record.faces))
        if sealed != _Sealed.of(record) or record.inputs != inputs:
            return None
        if has_litter(request.output) or _differs(request.output, record.files):
            return None
    except (OSError, ValueError, ResourceError, msgspec.MsgspecError):
        return None
    names = [name for name in record.files if name != MANIFEST_FILE]
    items = tuple({"file": name, "state": "current"} for name in names)
    files = tuple(request.output / name for name in names)
    seconds = {"unchanged": time.perf_counter() - start}
    return Report(files, (), record.warnings, seconds, items, notes=record.notes)


def snapshot_inputs(request: Request, folders: Iterable[str], started: float) -> Snapshot | None:
    """What a build that began at the time `started` has read from these folders; None if no snapshot is to be saved."""
    if not _uses_snapshot(request):
        return None
    # Not resolved: a symlink may be repointed between builds.
    places = tuple(Path(folder).absolute() for folder in folders)
    with suppress(OSError, ValueError, ResourceError):
        return Snapshot(places, _inputs(request, places), started)
    return None


def save_snapshot(request: Request, report: Report, hashes: Mapping[str, str], snapshot: Snapshot | None) -> None:
    """Save a snapshot and the warnings of a build without errors.

    `hashes` has the hash of each file as it was made, even if somebody has changed it since; `snapshot` is what it was
    made from. Nothing is saved if the inputs have changed since.
    """
    if not snapshot or report.errors or not report.files:
        return
    with suppress(
        OSError, WriteError, ValueError, ResourceError
    ):  # Without a snapshot the next build only takes a little longer.
        places, inputs, started, faces = snapshot
        if _joined(_inputs(request, places), faces) != inputs:
            return
        seen = [part for folder in places for here, files in _walk(folder, request.output) for part in (here, *files)]
        if any(_changed_at(path) > started - _SETTLED for path in seen):  # Removing a file changes its folder.
            return
        files = {**hashes, MANIFEST_FILE: hash_file(request.output / MANIFEST_FILE)}
        folders, more = tuple(map(str, places)), tuple(map(str, faces))
        record = _Record(inputs, folders, more, files, report.warnings, report.notes)
        _make_room(_snapshot_file(request))
        publish(msgspec.json.encode(_Sealed.of(record)), _snapshot_file(request))


def _differs(folder: Path, hashes: dict[str, str]) -> bool:
    return any(hash_file(folder / name) != known for name, known in hashes.items())


def _uses_snapshot(request: Request) -> bool:
    """Whether a snapshot can answer the request: not if its result depends on today's date, or if it forces work."""
    return request.mode == "build" and not (request.force or request.prune or request.checked_within is not None)


def _snapshot_file(request: Request) -> Path:
    """The snapshot file of this request: one for each data folder, output folder and set of options."""
    data, output = resolved(request.data), resolved(request.output)
    asked = (data, request.data, output, request.editions, request.variants)
    press = (request.profile_given, request.intent, request.condition, request.draft_unchecked)
    how = (request.sizes, request.languages, request.options, *press, request.site)
    name = hashlib.sha256(repr([str(part) for part in (*asked, *how)]).encode()).hexdigest()[:32]
    return cache_folder(request.environment) / "builds" / f"{name}.json"


def _make_room(snapshot_file: Path) -> None:
    kept = list(snapshot_file.parent.glob("*.json"))
    if len(kept) > _MOST_SNAPSHOTS:
        for path in kept:
            remove(path)


def _inputs(request: Request, folders: Iterable[Path]) -> str:
    """One hash of all inputs of the files: the program, the fonts, the printing condition, the data, the date.

    The name of the snapshot file is hashed too: a snapshot copied from another folder or other options never matches.
    """
    digest = hashlib.sha256(f"{program()}\0{_snapshot_file(request).name}".encode())
    digest.update(repr(request.environment.get("SOURCE_DATE_EPOCH")).encode())
    printing = [request.intent] if request.intent else sorted(request.icc.glob("*.icc"))
    # A folder without phrases of its own has those that ship with leafletgen.
    parts = [sorted(request.fonts.glob("*.ttf")), printing, [shipped_phrases()]]
    for folder in folders:
        files = sorted(file for _, found in _walk(folder, request.output) for file in found)
        digest.update(repr([path.relative_to(folder).as_posix() for path in files]).encode())
        parts.append(files)
    for part in parts:
        digest.update(hash_files(part).encode())
    return digest.hexdigest()


def _joined(inputs: str, faces: Iterable[Path]) -> str:
    """The hash of all inputs, if leaflets in other scripts add these faces to it; English ones add none."""
    files = tuple(faces)
    return hashlib.sha256(f"{inputs} {hash_files(files)}".encode()).hexdigest() if files else inputs


def _walk(folder: Path, output: Path) -> Iterator[tuple[Path, list[Path]]]:
    """A data folder and all folders below it, each with its files; without hidden ones and without the output folder.

    It follows symlinks to folders, as content/source.py does. Raises ValueError if there are too many files, for
    example because a symlink leads in a circle, or too many bytes.
    """
    finished = resolved(output)
    count = size = 0
    for root, below, names in os.walk(folder, followlinks=True):
        here = Path(root)
        below[:] = [name for name in below if not name.startswith(".") and resolved(here / name) != finished]
        shown = (here / name for name in names if not name.startswith("."))
        files = [path for path in shown if is_plain(path)]  # Reading a named pipe might never end.
        count += len(files)
        size += sum(path.stat().st_size for path in files)
        if count > _MOST_FILES or size > MOST_BYTES:
            raise ValueError(folder)
        yield here, files


def _changed_at(path: Path) -> float:
    status = path.stat()
    return max(status.st_mtime, status.st_ctime)
