"""`publish`: files are whole, or unchanged if writing fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from leafletgen.errors import WriteError
from leafletgen.output import atomic
from leafletgen.output.atomic import publish, publish_new, remove
from tests.support.ordinary_user import ordinary_user


def _code(caught: pytest.ExceptionInfo[WriteError]) -> str:
    (problem,) = caught.value.problems
    assert problem.where is not None
    return problem.code


def test_writes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.pdf"
    publish(b"one", path)
    publish(b"two", path)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_modes_follow_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish(b"", tmp_path / "x.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "x.pdf").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    publish(b"one", path)
    path.chmod(0o664)
    publish(b"two", path)
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o664, b"two")


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_file_that_nobody_could_read_can_be_read_by_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    publish(b"one", path)
    path.chmod(0)
    publish(b"two", path)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.read_bytes() == b"two"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
@pytest.mark.parametrize("mode", [0o644, 0o666, 0o640, 0])
def test_a_private_file_is_for_its_owner_alone_whatever_it_was(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "x.json"
    publish(b"one", path)
    path.chmod(mode)
    publish(b"two", path, private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == b"two"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
@pytest.mark.parametrize("nameless", [True, False])
def test_a_private_file_is_never_open_to_others_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.setattr(atomic, "_open_nameless", lambda folder: None)
    seen = []
    flush = os.fsync

    def look(descriptor: int) -> None:
        seen.append(os.fstat(descriptor).st_mode & 0o777)
        seen.extend(path.stat().st_mode & 0o777 for path in tmp_path.rglob("*.pdf"))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    publish(b"one", tmp_path / "folder" / "x.json", private=True)
    publish_new(b"one", tmp_path / "folder", "x")
    assert set(seen) == {0o600}
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700


def test_a_folder_in_the_way_is_left(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(WriteError) as caught:
        publish(b"", tmp_path / "x.pdf")
    assert _code(caught) == "folder-in-the-way"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize("place", ["out/x.pdf", "out/deeper/x.pdf"])
def test_a_folder_that_is_a_file(tmp_path: Path, place: str) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(WriteError) as caught:
        publish(b"", tmp_path / place)
    assert _code(caught) == "not-a-folder"
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EIO, "write-failed"),
        (errno.EROFS, "no-permission"),
        (errno.EFBIG, "write-failed"),
    ],
)
def test_a_failing_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "x.pdf"
    publish(b"good", path)

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError) as caught:
        publish(b"better", path)
    assert _code(caught) == code
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("option", "cure"),
    [("-o", "or choose another folder with -o."), ("name another FILE", "or name another FILE.")],
)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EFBIG])
def test_the_hint_says_what_this_command_can_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, option: str, cure: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError) as caught:
        publish(b"", tmp_path / "x.pdf", option=option)
    hint = caught.value.problems[0].hint
    assert hint.endswith(cure) and "build again" not in hint


def test_what_cannot_be_deleted_is_not_said_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(WriteError) as caught:
        remove(tmp_path / "x.pdf")
    (problem,) = caught.value.problems
    assert problem.message.startswith("This file cannot be deleted: ")
    assert "--output-dir" not in problem.hint


def test_a_disk_that_loses_what_was_written_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    publish(b"good", path)
    monkeypatch.setattr(os, "fsync", lambda descriptor: os.ftruncate(descriptor, 3))
    with pytest.raises(WriteError) as caught:
        publish(b"better", path)
    assert _code(caught) == "write-failed"
    assert "differ from those written" in caught.value.problems[0].message
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(b"", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o555)
    with ordinary_user(), pytest.raises(WriteError) as caught:
        publish(b"", folder / "x.pdf")
    assert _code(caught) == "no-permission"


def test_a_permission_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    publish(b"good", path)

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "open in a viewer")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError) as caught:
        publish(b"better", path)
    assert _code(caught) == "no-permission"
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]
