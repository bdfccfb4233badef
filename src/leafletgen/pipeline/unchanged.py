"""Recall: a build that finds everything as the last one left it need not read the data at all.

In: a Request. Out: the Report of the same build, if no byte of what went in or came out has changed since; else None.
Why: teams and CI build again and again, mostly for nothing. What is kept in the user's cache folder can only ever say
"nothing changed": every input and every finished file is hashed anew, and whatever else it says is not used. --check
does without it.
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

from leafletgen.errors import Problem, WriteError
from leafletgen.output.atomic import MANIFEST_FILE, publish, remove
from leafletgen.output.hashes import hash_file, hash_files, open_plain, program
from leafletgen.output.lock import has_litter
from leafletgen.pipeline.cache_dir import cache_folder
from leafletgen.report import Report

if TYPE_CHECKING:
    from leafletgen.pipeline.request import Request

_MOST_FILES = 4000  # Inputs of one build; a data folder with more is something else as well, and is not recalled.
_MOST_RECORDS = 100
_SETTLED = 0.1  # seconds: how coarse the clock of a file system may be


class Snapshot(NamedTuple):
    """What a build has read: from which folders, one hash of all that goes into its files, and when it began."""

    folders: tuple[Path, ...]
    inputs: str
    started: float


class _Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a build: the hash of its inputs, its data folders, its files with their hashes, its warnings."""

    inputs: str
    folders: tuple[str, ...]
    files: dict[str, str]
    warnings: tuple[Problem, ...]


class _Sealed(Struct, frozen=True, forbid_unknown_fields=True):
    """A record as it is written, with a hash that tells when the file was damaged."""

    digest: str
    record: _Record

    @classmethod
    def of(cls, record: _Record) -> _Sealed:
        return cls(hashlib.sha256(msgspec.json.encode(record)).hexdigest(), record)


def report_if_unchanged(request: Request) -> Report | None:
    """The report of a build that has nothing to do; None where something may have to be done."""
    if not _may_recall(request):
        return None
    start = time.perf_counter()
    try:
        with open_plain(_path(request)) as file:
            sealed = msgspec.json.decode(file.read(), type=_Sealed)
        record = sealed.record
        if sealed != _Sealed.of(record) or record.inputs != _inputs(request, map(Path, record.folders)):
            return None
        if has_litter(request.output) or _differ(request.output, record.files):
            return None
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    names = [name for name in record.files if name != MANIFEST_FILE]
    items = tuple({"file": name, "state": "current"} for name in names)
    files = tuple(request.output / name for name in names)
    return Report(files, (), record.warnings, {"recall": time.perf_counter() - start}, items)


def snapshot_inputs(request: Request, folders: Iterable[str], started: float) -> Snapshot | None:
    """What a build that began at the time `started` has read from these folders; None where it is not remembered."""
    if not _may_recall(request):
        return None
    places = tuple(Path(folder).absolute() for folder in folders)  # Not resolved: a link may lead elsewhere by and by.
    with suppress(OSError, ValueError):
        return Snapshot(places, _inputs(request, places), started)
    return None


def save_snapshot(request: Request, report: Report, hashes: Mapping[str, str], snapshot: Snapshot | None) -> None:
    """Keep what a build found, if all went well.

    `hashes` has each file as it was made, whatever stands in its place by now; `snapshot` is what it was made from. If
    the inputs have changed since, nothing is kept.
    """
    if not snapshot or report.errors or not report.files:
        return
    with suppress(OSError, WriteError, ValueError):  # Without it the next build takes a little longer, and that is all.
        places, inputs, started = snapshot
        if _inputs(request, places) != inputs:
            return
        seen = [part for folder in places for here, files in _walk(folder, request.output) for part in (here, *files)]
        if any(_touched(path) > started - _SETTLED for path in seen):  # A folder is, when a file of it goes.
            return
        files = {**hashes, MANIFEST_FILE: hash_file(request.output / MANIFEST_FILE)}
        record = _Record(inputs, tuple(map(str, places)), files, report.warnings)
        _make_room(_path(request))
        publish(msgspec.json.encode(_Sealed.of(record)), _path(request))


def _differ(folder: Path, hashes: dict[str, str]) -> bool:
    return any(hash_file(folder / name) != known for name, known in hashes.items())


def _may_recall(request: Request) -> bool:
    """What depends on the day, or asks for work, is done in full."""
    return request.mode == "build" and not (request.force or request.prune or request.checked_within is not None)


def _path(request: Request) -> Path:
    """Where the record of this request is kept: one for each data folder, output folder and set of options."""
    asked = (request.data.resolve(), request.data, request.output.resolve(), request.editions, request.variants)
    how = (request.sizes, request.options, request.named, request.intent, request.condition)
    name = hashlib.sha256(repr([str(part) for part in (*asked, *how)]).encode()).hexdigest()[:32]
    return cache_folder(request.environment) / "builds" / f"{name}.json"


def _make_room(record: Path) -> None:
    kept = list(record.parent.glob("*.json"))
    if len(kept) > _MOST_RECORDS:
        for path in kept:
            remove(path)


def _inputs(request: Request, folders: Iterable[Path]) -> str:
    """One hash of all that goes into the files: the program, the fonts, the printing condition, the data, the date.

    The name of the record is in it, so that one of another folder or other options is of no use here.
    """
    digest = hashlib.sha256(f"{program()}\0{_path(request).name}".encode())
    digest.update(repr(request.environment.get("SOURCE_DATE_EPOCH")).encode())
    printing = [request.intent] if request.intent else sorted(request.icc.glob("*.icc"))
    parts = [sorted(request.fonts.glob("*.ttf")), printing]
    for folder in folders:
        files = sorted(file for _, found in _walk(folder, request.output) for file in found)
        digest.update(repr([path.relative_to(folder).as_posix() for path in files]).encode())
        parts.append(files)
    for part in parts:
        digest.update(hash_files(part).encode())
    return digest.hexdigest()


def _walk(folder: Path, output: Path) -> Iterator[tuple[Path, list[Path]]]:
    """A data folder and all below it, each with its files, but for hidden and finished ones.

    `read` follows links to folders, so this does too. Raises ValueError where there are too many files, as where a link
    leads round in a circle.
    """
    finished = output.resolve()
    count = 0
    for root, below, names in os.walk(folder, followlinks=True):
        here = Path(root)
        below[:] = [name for name in below if not name.startswith(".") and (here / name).resolve() != finished]
        shown = (here / name for name in names if not name.startswith("."))
        files = [path for path in shown if path.is_file()]  # a pipe would never come to its end
        count += len(files)
        if count > _MOST_FILES:
            raise ValueError(folder)
        yield here, files


def _touched(path: Path) -> float:
    status = path.stat()
    return max(status.st_mtime, status.st_ctime)
