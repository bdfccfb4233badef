"""Obstacles to a build: a full disk, folders that cannot be written, other builds, files in use."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from leafletgen.errors import ExitCode, WriteError
from leafletgen.output.atomic import TEMPORARY_SUFFIX, publish
from leafletgen.output.lock import LOCK_FILE, clear_litter, has_litter, locked
from leafletgen.pipeline.progress import ProgressListener
from leafletgen.report import Report
from tests.support.ordinary_user import ordinary_user
from tests.support.pdf_checks import CheckPdf
from tests.support.project import SOURCE
from tests.support.team import NAMES, Team

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for some files but not for all."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk(team: Team, small_disk: Path, expected: dict[str, bytes], jobs: int, check_pdf: CheckPdf) -> None:
    report = team.build(output=small_disk, jobs=jobs)
    assert report.exit_code == ExitCode.WRITE
    assert {problem.code for problem in report.problems if problem.severity == "error"} == {"disk-full"}
    assert 0 < len(report.files) < len(NAMES)
    assert {path.name for path in small_disk.iterdir()} <= {path.name for path in report.files} | {"manifest.json"}
    for path in report.files:
        assert path.read_bytes() == expected[path.name]
        check_pdf(path)
    subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
    assert team.build(output=small_disk).errors == ()
    assert {path.name: path.read_bytes() for path in small_disk.iterdir()} == expected


@posix
def test_a_write_that_fails_in_the_middle_keeps_the_old_files(team: Team, expected: dict[str, bytes]) -> None:
    team.build()
    sizes = sorted(len(expected[name]) for name in NAMES)
    limit = max((after - before, (after + before) // 2) for before, after in pairwise(sizes))[1]
    script = (
        "import resource, runpy, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit},) * 2)\n"
        "runpy.run_module('leafletgen', run_name='__main__', alter_sys=True)\n"
    )
    arguments = ["build", "--force", "--data", str(team.data), "-o", str(team.output)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "SOURCE_DATE_EPOCH": "1000000000"}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)  # What coverage has to write would fail too.
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, timeout=60
    )
    assert process.returncode == ExitCode.WRITE
    assert "[write-failed]" in process.stderr
    assert "Traceback" not in process.stderr
    found = team.files()
    assert set(found) == set(expected)
    kept = [name for name in NAMES if found[name] == expected[name]]
    assert kept == [name for name in NAMES if len(expected[name]) > limit]


@posix
def test_a_read_only_folder(team: Team, expected: dict[str, bytes]) -> None:
    team.build()
    team.output.chmod(0o555)
    try:
        with ordinary_user():
            assert team.made() == []
            report = _raised(team)
    finally:
        team.output.chmod(0o755)
    assert report.exit_code == ExitCode.WRITE
    assert team.files() == expected


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a file system that nobody can write to")
def test_a_folder_where_nobody_may_write(team: Team) -> None:
    report = _raised(team, output=Path("/proc/self"))
    assert report.exit_code == ExitCode.WRITE
    assert len(report.problems) == 1
    assert report.problems[0].hint


def _raised(team: Team, **asked: object) -> Report:
    try:
        return team.build(force=True, **asked)
    except WriteError as error:
        return Report(errors=(error,))


def test_a_folder_in_the_way_of_one_file_stops_that_file_only(team: Team) -> None:
    (team.output / NAMES[2]).mkdir(parents=True)
    report = team.build()
    assert [problem.code for problem in report.problems if problem.severity == "error"] == ["folder-in-the-way"]
    assert [path.name for path in report.files] == [name for name in NAMES if name != NAMES[2]]
    assert (team.output / NAMES[2]).is_dir()


def test_a_folder_in_the_way_of_the_manifest(team: Team) -> None:
    (team.output / "manifest.json").mkdir(parents=True)
    report = team.build()
    assert report.exit_code == ExitCode.WRITE
    assert [path.name for path in report.files] == NAMES
    (team.output / "manifest.json").rmdir()
    assert team.build().errors == ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_is_removed_in_the_middle(team: Team, expected: dict[str, bytes], jobs: int) -> None:
    class Removing(ProgressListener):
        def progress(self, done: int, total: int) -> None:
            if done == total - 2:
                team.output.rename(team.output.with_name("away"))  # at once, even under a writer

    team.build(editions=("dorset",))
    report = team.build(jobs=jobs, listener=Removing())
    assert report.exit_code == ExitCode.WRITE
    wrong = [problem for problem in report.problems if problem.severity == "error"]
    gone = {Path(str(problem.where)).name for problem in wrong}  # or was being written at that moment
    standing = [path.name for path in report.files]
    assert {name for name in NAMES if name.startswith("dorset")} < gone
    assert "file-gone" in {problem.code for problem in wrong}
    assert sorted([*gone, *standing]) == sorted(NAMES)
    assert set(team.files()) == {*standing, "manifest.json"}
    assert team.made() == [name for name in NAMES if name in gone]
    assert team.files() == expected


def test_two_builds_at_once_in_one_folder(team: Team, expected: dict[str, bytes]) -> None:
    command = [sys.executable, "-m", "leafletgen", "build", "-q", "--data", str(team.data), "-o", str(team.output)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LEAFLETGEN_CACHE_DIR": str(team.cache)}
    parts: tuple[list[str], ...] = ([], ["--force"], ["hampshire"], ["--variant", "child", "--force", "-j", "2"])
    running = [
        subprocess.Popen([*command, *part], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for part in parts
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert team.files() == expected
    assert team.build(mode="check").errors == ()


def test_a_build_waits_for_another_and_says_so(team: Team) -> None:
    told: list[Path] = []
    go_on = threading.Event()

    class Telling(ProgressListener):
        def waiting(self, folder: Path) -> None:
            told.append(folder)
            go_on.set()

    made: list[list[str]] = []
    with locked(team.output, lambda: None):
        builder = threading.Thread(target=lambda: made.append(team.made(listener=Telling())))
        builder.start()
        assert go_on.wait(30)
        assert not list(team.output.glob("*.pdf"))
    builder.join(60)
    assert made == [NAMES]
    assert told == [team.output]
    assert not has_litter(team.output)


def test_temporary_files_of_stopped_builds_are_removed_even_if_nothing_changed(team: Team) -> None:
    team.build()
    (team.output / f".{NAMES[0]}.0a1b2c3d{TEMPORARY_SUFFIX}").write_bytes(b"%PDF-1.7 half a fi")
    (team.output / LOCK_FILE).write_bytes(b"")
    (team.output / ".somebody.tmp").write_bytes(b"of somebody")
    assert team.made() == []
    assert set(team.files()) == {*NAMES, "manifest.json", ".somebody.tmp"}


@posix
@pytest.mark.parametrize("mode", [0o400, 0o444])
def test_a_lock_that_another_users_build_left_is_removed(tmp_path: Path, mode: int) -> None:
    (tmp_path / LOCK_FILE).touch(mode)
    with locked(tmp_path, lambda: pytest.fail("nobody holds it")):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes that have a name, which Windows has not")
@pytest.mark.parametrize("name", [NAMES[3], "manifest.json", LOCK_FILE, "record"])
@pytest.mark.parametrize("mode", ["build", "check"])
def test_a_pipe_in_place_of_a_file_does_not_block_a_build(
    team: Team, expected: dict[str, bytes], name: str, mode: str
) -> None:
    team.settle()
    team.build()
    path = next((team.cache / "builds").iterdir()) if name == "record" else team.output / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    command = [sys.executable, "-m", "leafletgen", "build", "-q", "--data", str(team.data), "-o", str(team.output)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LEAFLETGEN_CACHE_DIR": str(team.cache)}
    checking = ["--check"] if mode == "check" else []
    done = subprocess.run([*command, *checking], env=environment, capture_output=True, text=True, timeout=60)
    if mode == "check":
        assert done.returncode == (ExitCode.OUT_OF_DATE if name in {NAMES[3], "manifest.json"} else 0), done.stderr
        assert ("[manifest-ignored]" in done.stderr) is (name == "manifest.json")
    else:
        assert done.returncode == 0, done.stderr
        assert team.files() == expected


def test_a_lock_is_given_up_and_leaves_no_file(tmp_path: Path) -> None:
    for _ in range(3):
        with locked(tmp_path / "deep" / "er", lambda: pytest.fail("nobody holds it")):
            assert has_litter(tmp_path / "deep" / "er")
        assert list((tmp_path / "deep" / "er").iterdir()) == []
    clear_litter(tmp_path / "nowhere")


def test_on_windows_a_file_that_is_open_in_a_viewer_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    publish(b"good", path)

    def refuse(_self: Path, _target: Path) -> None:
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = 5  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError) as caught:
        publish(b"better", path)
    (problem,) = caught.value.problems
    assert problem.code == "file-open"
    assert problem.hint.startswith("Close it")
    assert caught.value.exit_code == ExitCode.WRITE
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_disk_does_not_give_back_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    publish(b"good", path)
    flush = os.fsync

    def lose_the_end(descriptor: int) -> None:
        os.ftruncate(descriptor, 3)
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", lose_the_end)
    with pytest.raises(WriteError):
        publish(b"better", path)
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]
