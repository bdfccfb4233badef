"""Disks that lack what a Linux disk has: modes, locks, files without a name, links, flushing. Files are written whole.

No such disk is here, so the calls fail as they do there: with each number that a system or a share is known to give.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leafletgen.errors import ExitCode, WriteError
from leafletgen.output.atomic import publish, publish_new
from leafletgen.output.lock import has_litter, locked
from tests.support.program import run_inside


def failing(number: int, only: Callable[..., bool] = lambda *_: True, real: Any = None) -> Callable[..., Any]:
    """A call that fails with this number if its arguments are the ones meant, and works otherwise."""

    def call(*arguments: Any, **named: Any) -> Any:
        if only(*arguments):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    return call


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EIO])
def test_a_refused_mode_does_not_matter(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(b"old", tmp_path / "x.pdf")
    monkeypatch.setattr(os, "chmod", failing(number))
    publish(b"new", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_that_cannot_flush_is_read_back(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))
    publish(b"new", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes() == b"new"


NUMBERS = [errno.ENOSYS, errno.ENOENT, errno.EPERM, errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.EACCES]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux has files without a name")
@pytest.mark.parametrize("number", NUMBERS)
def test_no_files_without_a_name(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = os.O_TMPFILE
    monkeypatch.setattr(
        os, "open", failing(number, lambda _path, flags, *_: flags & nameless == nameless, real=os.open)
    )
    _personal_files_are_written(tmp_path)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux links files without a name")
@pytest.mark.parametrize("number", [*NUMBERS, errno.EXDEV, errno.EMLINK])
def test_no_links(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(number))
    _personal_files_are_written(tmp_path)


def _personal_files_are_written(folder: Path) -> None:
    made = [publish_new(data, folder, "mine") for data in (b"one", b"two")]
    assert [path.name for path in made] == ["mine.pdf", "mine-2.pdf"]
    assert [path.read_bytes() for path in made] == [b"one", b"two"]
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "mine-2.pdf", "mine.pdf"]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_what_no_way_can_write_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_new(b"one", tmp_path, "mine")
    monkeypatch.setattr(os, "open", failing(errno.ENOSPC))
    with pytest.raises(WriteError) as caught:
        publish_new(b"two", tmp_path, "mine")
    assert [problem.code for problem in caught.value.problems] == ["disk-full"]


WITHOUT = [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF, errno.EIO]


@pytest.mark.skipif(os.name != "posix", reason="Windows locks in another way")
@pytest.mark.parametrize("number", WITHOUT)
def test_a_disk_without_locks_is_said_and_written_to(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(fcntl, "flock", failing(number))
    with locked(tmp_path, lambda: pytest.fail("nobody holds it")) as problems:
        assert [(problem.code, problem.severity) for problem in problems] == [("no-locks", "warning")]
    assert not has_litter(tmp_path)
    found = run_inside("schema", "-o", tmp_path / "schemas")
    assert (found.code, "[no-locks]" in found.stderr) == (ExitCode.DONE, True)


@pytest.mark.skipif(os.name != "posix", reason="Windows locks in another way")
@pytest.mark.parametrize("number", [errno.EAGAIN, errno.EACCES])
def test_a_lock_that_another_has_is_waited_for(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    held = [number] * 3
    take, waits = fcntl.flock, []

    def flock(descriptor: int, how: int) -> None:
        if held:
            raise OSError(held.pop(), "held")
        take(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tmp_path, lambda: waits.append("wait")) as problems:
        assert problems == ()
    assert (held, waits) == ([], ["wait"])  # It is said once, not at every attempt.
