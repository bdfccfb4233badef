"""Open a data folder, or the data folder as it was at a git revision.

In: a name from the command line. Out: a folder to read; that of a revision is removed at the end of the `with` block.
Why: "what does this branch change?" is a question about revisions, but content/source.py reads a folder. Only the data
folder is taken from a revision, and the data folders in the same repository that it extends. A repository is untrusted:
git lists names and gives bytes, and runs no filter, hook or other command that the repository's configuration names.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from leafletgen.content.extends import BUILTIN
from leafletgen.content.files import is_folder, is_plain, resolved
from leafletgen.content.nodes import Scalar, value_of
from leafletgen.content.parse import read_file
from leafletgen.content.values import quote
from leafletgen.errors import LeafletError, Problem, ResourceError, UsageError, Where

_LONGEST_NAME = 500
_LONGEST_REASON = 400
"""How many characters of what git says are shown."""

_SECONDS = 9
"""How long git may take for one revision, all its calls together."""

_MOST_LISTED = 1_000_000
_MOST_FILES = 4_000
_MOST_BYTES = 100_000_000
_MOST_FOLDERS = 10
"""How many folders, each extending the next one, are taken from a revision."""

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_HIDDEN = re.compile(r"(^|/)\.(?!\.)")
_LINK = "120000"
_SETTINGS = "settings.yaml"

_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # What a partial clone lacks is not fetched by a program that its settings name.
    "GIT_NO_REPLACE_OBJECTS": "1",
}


_ELSEWHERE = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "COMMON_DIR", "WORK_TREE", "NAMESPACE", "OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES"),
        *("INDEX_FILE", "PREFIX", "SHALLOW_FILE", "GRAFT_FILE"),
        *("LITERAL_PATHSPECS", "GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "ICASE_PATHSPECS"),
    )
)
"""Variables that lead git to another repository than that of the data folder, as in a hook, or change what it names."""


class _File(NamedTuple):
    """A file of a revision: its path in the repository, its object, and its size in bytes."""

    path: PurePosixPath
    object: str
    size: int


@contextmanager
def opened(name: str, data: Path) -> Iterator[Path]:
    """Yield the folder `name`, or else a temporary copy of `data` at the git revision `name`.

    Raises UsageError if `name` is neither, and ResourceError if git is missing or cannot read the revision. A
    LeafletError raised in the block names `name:` and the path in the repository instead of the temporary path.
    """
    if is_folder(Path(name)):
        yield Path(name)
        return
    revision = _Revision(name, data)
    with tempfile.TemporaryDirectory(prefix="leafletgen-") as place:
        try:
            yield revision.write(Path(place))
        except LeafletError as error:
            raise type(error)(_renamed(problem, place, name) for problem in error.problems) from error


def commit_of(name: str, data: Path) -> str:
    """The commit that a git revision names, in 12 digits; empty for a folder, and for a revision that is no commit."""
    if is_folder(Path(name)):
        return ""
    revision = _Revision(name, data)
    try:
        found = revision._run(revision.top, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except _GitError:
        return ""
    return os.fsdecode(found).strip()[:12]


def _renamed(problem: Problem, place: str, name: str) -> Problem:
    def rename(text: str) -> str:
        return text.replace(f"{place}/", f"{name}:")

    where = problem.where and problem.where._replace(file=rename(problem.where.file))
    return problem._replace(message=rename(problem.message), hint=rename(problem.hint), where=where)


class _Revision:
    """The tree of a revision, in the repository that holds the data folder."""

    def __init__(self, name: str, data: Path) -> None:
        self.name, self.data = name, data
        self.ends = time.monotonic() + _SECONDS
        if len(name) > _LONGEST_NAME:
            raise self._unknown(f"it has {len(name):,} characters")
        try:
            self.top = Path(os.fsdecode(self._run(data, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
            self.folder = PurePosixPath(resolved(data).relative_to(resolved(self.top)).as_posix())
            asked = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{tree}}")
            self.tree = os.fsdecode(self._run(self.top, *asked)).strip()
        except _GitError as error:
            raise self._unknown(*self._why(str(error))) from None
        except ValueError:
            raise self._unknown(f"the repository at {self.top} does not hold {data}") from None
        if not _OBJECT.fullmatch(self.tree):
            raise self._unknown("it does not name one version")

    def _unknown(self, why: str, cure: str = "") -> UsageError:
        message = f"{quote(self.name)} is neither a folder nor a git revision: {why}."
        hint = (
            f"Name an existing folder, or a revision of the repository that holds {self.data}, such as main or HEAD~1."
        )
        return UsageError(Problem("unknown-revision", message, cure or hint, Where(str(self.data))))

    def _why(self, said: str) -> tuple[str, str]:
        """Why there is no such revision, from what git says, and how to mend that; else the usual hint."""
        if "not a git repository" in said:
            why = f"{self.data} is not in a git repository, so it has no revisions"
            return why, "Name a folder that holds the version to compare with."
        if "single revision" in said:
            try:
                self._run(self.data, "rev-parse", "--verify", "HEAD^{commit}")
            except _GitError:
                cure = "Commit the data first, or name a folder that holds the version to compare with."
                return f"the repository of {self.data} has no commit yet", cure
            cure = self._cure(said) or (
                "Name one of the versions that this lists, by the letters and digits at its beginning: "
                f"git -C {shlex.quote(str(self.data))} log --oneline -- ."
            )
            return said, cure
        return said, self._cure(said)

    def _cure(self, why: str) -> str:
        """The hint if git refuses a name that may be right: another owner, or an incomplete history."""
        if found := re.search("dubious ownership in repository at '(.*?)'", why):
            return (
                "The repository belongs to another account. If you trust what is in it, "
                f"say so to git: git config --global --add safe.directory {shlex.quote(found[1])}"
            )
        with suppress(_GitError):
            if self._run(self.data, "rev-parse", "--is-shallow-repository").strip() == b"true":
                return (
                    "This clone has only the newest commits. Get the others with git fetch --unshallow; "
                    "in a workflow, give actions/checkout the input fetch-depth: 0."
                )
        return ""

    def write(self, place: Path) -> Path:
        """Write the data folder, and those that it extends, below `place`; returns its path there."""
        step: PurePosixPath | None = self.folder
        written: set[PurePosixPath] = set()
        for _ in range(_MOST_FOLDERS):
            if step is None or step in written:
                break
            written.add(step)
            (place / step).mkdir(
                parents=True, exist_ok=True
            )  # It may be empty in the revision: reading it says what is missing.
            files = self._list(step)
            for file, content in zip(files, self._contents(files), strict=True):
                self._write(place / file.path, content)
            step = self._extended(place, step)
        return place / self.folder

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise self._refused(f"{path.name} cannot be written here: {error.strerror}") from None

    def _list(self, folder: PurePosixPath) -> list[_File]:
        """The files of a folder of the revision and of the folders in it; not those with hidden names."""
        inside = "" if folder == PurePosixPath() else f"{folder}/"
        command = ("--literal-pathspecs", "ls-tree", "-r", "-z", "--long", "--full-tree", self.tree, "--")
        listed = self._read(*command, *filter(None, [inside]), most=_MOST_LISTED)
        files = []
        for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = entry.partition("\t")
            mode, kind, object_, size = about.split()
            if kind != "blob" or _HIDDEN.search(path.removeprefix(inside)):
                continue
            if not size.isdigit():
                raise self._refused(f"the content of {quote(path)} is missing or damaged")
            files.append(_File(self._sound(path, mode), object_, int(size)))
        if len(files) > _MOST_FILES or sum(file.size for file in files) > _MOST_BYTES:
            limits = f"{_MOST_FILES:,} files or {_MOST_BYTES / 1e6:.0f} MB"
            raise self._refused(f"the folder {quote(str(folder))} has more than {limits}")
        return files

    def _sound(self, path: str, mode: str) -> PurePosixPath:
        """The path of a file, if it stays inside its folder and is no link."""
        parts = path.split("/")
        if not set(parts).isdisjoint({"", ".", ".."}) or "\\" in path or ":" in path:
            raise self._refused(f"the path {quote(path)} does not name a file inside the repository")
        if mode == _LINK:
            raise self._refused(f"{quote(path)} is a symbolic link, which cannot be followed there")
        return PurePosixPath(path)

    def _contents(self, files: list[_File]) -> list[bytes]:
        """The bytes of the files, as they are stored: no filter runs."""
        asked = "".join(f"{file.object}\n" for file in files).encode()
        answer = self._read("cat-file", "--batch", given=asked, most=_MOST_BYTES + 200 * (len(files) + 1))
        contents, at = [], 0
        for file in files:
            start = answer.find(b"\n", at) + 1
            if not start or answer[at:start].split() != f"{file.object} blob {file.size}".encode().split():
                raise self._refused(f"the content of {quote(str(file.path))} is missing or damaged")
            at = start + file.size + 1
            contents.append(answer[start : at - 1])
        return contents

    def _extended(self, place: Path, folder: PurePosixPath) -> PurePosixPath | None:
        """The folder of the repository that a folder extends; None if it extends none, or one elsewhere."""
        path = place / folder / _SETTINGS
        try:
            root = read_file(path, str(path)) if is_plain(path) else None
        except LeafletError:  # Reading the data reports it.
            return None
        named = value_of(root, "extends")
        if not isinstance(named, Scalar) or named.value in ("", BUILTIN) or Path(named.value).is_absolute():
            return None
        found = PurePosixPath(os.path.normpath(str(folder / named.value)).replace("\\", "/"))
        return None if ".." in found.parts else found

    def _read(self, *arguments: str, given: bytes = b"", most: int) -> bytes:
        """What git answers. Raises ResourceError if it fails, or answers more than `most` bytes."""
        try:
            answer = self._run(self.top, *arguments, given=given, most=most)
        except _GitError as error:
            raise self._refused(str(error)) from None
        if len(answer) > most:
            raise self._refused(f"it has more than {_MOST_FILES:,} files or {_MOST_BYTES / 1e6:.0f} MB")
        return answer

    def _refused(self, why: str) -> ResourceError:
        hint = "Look at it with git, or write the two versions into two folders and name those."
        message = f"The revision {quote(self.name)} cannot be read: {why}."
        return ResourceError(Problem("bad-revision", message, hint, Where(str(self.data))))

    def _run(self, folder: Path, *arguments: str, given: bytes = b"", most: int = 10_000) -> bytes:
        """The output of git, up to one byte more than `most`. Raises _GitError, or ResourceError if git is missing."""
        command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
            asked.write(given)
            asked.seek(0)
            try:
                process = subprocess.Popen(
                    command,
                    stdin=asked,
                    stdout=subprocess.PIPE,
                    stderr=said,
                    env={name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _QUIET,
                    start_new_session=True,
                )
            except FileNotFoundError:
                hint = "Install git, or name two folders."
                missing = Problem("git-missing", "Reading a revision needs git, which was not found.", hint)
                raise ResourceError(missing) from None
            except OSError as error:
                raise _GitError(f"git cannot be started: {error.strerror}") from None
            answer = _answer_of(process, most, self.ends - time.monotonic())
            if process.returncode and len(answer) <= most:
                said.seek(0)
                raise _GitError(_words_of(said.read(4 * _LONGEST_REASON), process.returncode))
        return answer


class _GitError(Exception):
    """Git failed; the message says why."""


def _answer_of(process: subprocess.Popen[bytes], most: int, seconds: float) -> bytes:
    """What git writes, up to one byte more than `most`; then, or when its time is over, git is ended."""
    from threading import Timer

    over = Timer(max(0.0, seconds), _end, [process])
    over.start()
    try:
        assert process.stdout is not None
        with process.stdout as output:
            answer = output.read(most + 1)
        if len(answer) > most:
            _end(process)
        process.wait()
    finally:
        over.cancel()
        _end(process)
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git, and what it has started: that could hold its output open."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):  # All have ended.
        os.killpg(process.pid, signal.SIGKILL)


def _words_of(said: bytes, code: int) -> str:
    """Why git failed: its own words, up to an empty line, or how it ended."""
    if code < 0:
        return f"git did not end within {_SECONDS} seconds, or was stopped (signal {-code})"
    words = " ".join(said.decode("utf-8", "replace").partition("\n\n")[0].split()).rstrip(".")
    if not words:
        return f"git ended with exit code {code}"
    return f"git says “{words if len(words) <= _LONGEST_REASON else words[: _LONGEST_REASON - 1] + '…'}”"
