"""Several workers: the same bytes, the same order; a failure of one leaflet or worker does not affect others."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from leafletgen import processes
from leafletgen.content.leaflet import Leaflet
from leafletgen.errors import ExitCode
from leafletgen.layout import fit, qr
from leafletgen.pipeline import workers
from leafletgen.pipeline.jobs import Done, Job
from leafletgen.pipeline.publishing import AT_A_TIME
from leafletgen.pipeline.render import Renderer
from leafletgen.pipeline.stages import Stages
from tests.support.pdf_checks import CheckPdf
from tests.support.project import SOURCE
from tests.support.team import NAMES, Team, add_edition

forking = pytest.mark.skipif(sys.platform != "linux", reason="what a test changes is seen only by forked processes")


@pytest.mark.parametrize("jobs", [2, 3, 99])
def test_bytes_and_order_do_not_depend_on_the_number_of_processes(
    team: Team, expected: dict[str, bytes], jobs: int, check_pdf: CheckPdf
) -> None:
    report = team.build(jobs=jobs)
    assert [path.name for path in report.files] == NAMES
    assert team.files() == expected
    for path in report.files:
        check_pdf(path)


def test_bytes_do_not_depend_on_how_processes_start(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "start_method", lambda: "spawn")
    assert team.made(jobs=2) == NAMES
    assert team.files() == expected


def test_bytes_do_not_depend_on_the_order_or_on_what_was_made_before(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Stages._jobs

    def shuffled(*arguments: Any) -> list[Job]:
        found = list(jobs(*arguments))
        random.Random(7).shuffle(found)
        return found

    monkeypatch.setattr(Stages, "_jobs", shuffled)
    qr.matrix.cache_clear()
    for force in (False, True):
        assert team.made(force=force) == NAMES
        assert team.files() == expected


def test_builds_of_parts_in_any_order_give_the_same_files(team: Team, expected: dict[str, bytes]) -> None:
    for editions, variants in ((("wide",), ()), (("hampshire",), ("child",)), ((), ("parent",))):
        team.build(editions=editions, variants=variants)
    assert team.made() == [name for name in NAMES if name.startswith("dorset-child")]
    assert team.files() == expected


@forking
def test_a_killed_worker_loses_only_its_own_leaflet(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    do = Renderer.do

    def dying(self: Renderer, job: Job) -> Done:
        if job.leaflet.edition == "hampshire" and job.leaflet.variant == "child":
            os.kill(os.getpid(), signal.SIGKILL)
        return do(self, job)

    monkeypatch.setattr(Renderer, "do", dying)
    report = team.build(jobs=2)
    lost = ["hampshire-child-a4.pdf", "hampshire-child-a5.pdf"]
    assert [str(problem.where) for problem in report.problems if problem.code == "worker-ended"] == lost
    assert [path.name for path in report.files] == [name for name in NAMES if name not in lost]
    monkeypatch.undo()
    assert team.made() == lost
    assert team.files() == expected


@forking
@pytest.mark.parametrize("room", [0, 1, 2])
def test_a_system_that_cannot_start_so_many_processes(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    fork = os.fork
    started: list[None] = []

    def refusing() -> int:
        if len(started) == room:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        started.append(None)
        return fork()

    monkeypatch.setattr(os, "fork", refusing)
    assert team.made(jobs=4) == NAMES
    assert team.files() == expected
    assert len(started) == room


@forking
def test_no_more_processes_than_a_system_can_wait_for(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_WORKERS", 2)
    fork = os.fork
    started: list[None] = []

    def counting() -> int:
        started.append(None)
        return fork()

    monkeypatch.setattr(os, "fork", counting)
    assert team.made(jobs=1000) == NAMES
    assert len(started) == 2


def test_windows_can_wait_for_the_most_processes() -> None:
    assert workers.MAX_WORKERS < 63  # WaitForMultipleObjects, less one


@forking
def test_an_interrupt_while_a_process_starts_is_for_the_parent(team: Team) -> None:
    script = (
        "import os, runpy, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from multiprocessing.process import BaseProcess\n"
        "bootstrap = BaseProcess._bootstrap\n"
        "def interrupted(self, *arguments, **more):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return bootstrap(self, *arguments, **more)\n"
        "BaseProcess._bootstrap = interrupted\n"
        "runpy.run_module('leafletgen', run_name='__main__', alter_sys=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LEAFLETGEN_CACHE_DIR": str(team.cache)}
    folders = ["--data", str(team.data), "-o", str(team.output)]
    done = subprocess.run(
        [sys.executable, "-c", script, "build", "-q", "-j", "2", *folders],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


# Ctrl-C at the moment when the parent first calls a function of that name; then no process may be there, dead or alive.
INTERRUPTED = """
import contextlib, os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a test run in the background has ignored
moment = sys.argv.pop(1)
parent = os.getpid()
came = []

def interrupt(frame, event, _argument):
    code = frame.f_code
    if event == "call" and code.co_name == moment and "multiprocessing" in code.co_filename:
        if not came and os.getpid() == parent:
            came.append(moment)
            signal.raise_signal(signal.SIGINT)

sys.setprofile(interrupt)
try:
    runpy.run_module("leafletgen", run_name="__main__", alter_sys=True)
finally:
    sys.setprofile(None)
    assert came, f"the moment {moment} never came"
    with contextlib.suppress(ChildProcessError):
        raise AssertionError(f"a process was left: {os.waitpid(-1, os.WNOHANG)}")
"""


@pytest.mark.slow
@forking
@pytest.mark.parametrize("moment", ["_launch", "send", "recv", "kill", "join"])
def test_an_interrupt_at_any_moment_leaves_no_process(team: Team, moment: str) -> None:
    """Python joins remaining children at exit: it would wait for ever for one that is stopped."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LEAFLETGEN_CACHE_DIR": str(team.cache)}
    folders = ["--data", str(team.data), "-o", str(team.output)]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, moment, "build", "-q", "-j", "2", *folders],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == ExitCode.INTERRUPTED, done.stderr
    assert "Traceback" not in done.stderr


@forking
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_program_loses_only_its_own_leaflet(
    team: Team, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    lay_out: Callable[..., Any] = fit.lay_out

    def failing(leaflet: Leaflet, *arguments: Any, **more: Any) -> Any:
        if leaflet.edition == "dorset":
            raise ZeroDivisionError("by nought")
        return lay_out(leaflet, *arguments, **more)

    monkeypatch.setattr("leafletgen.pipeline.render.lay_out", failing)
    report = team.build(jobs=jobs)
    assert report.exit_code == ExitCode.UNEXPECTED
    assert [path.name for path in report.files] == [name for name in NAMES if not name.startswith("dorset")]
    assert {problem.message for problem in report.problems if problem.severity == "error"} == {
        "ZeroDivisionError: by nought"
    }
    assert all("failing" in error.trace for error in report.errors if hasattr(error, "trace"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_all_at_once_and_keeps_what_is_done(
    team: Team, expected: dict[str, bytes], jobs: str, check_pdf: CheckPdf
) -> None:
    for number in range(60):
        add_edition(team.data, f"more-{number:02}", "uk")
    process = _started(team, jobs)
    while process.poll() is None and len(list(team.output.glob("*.pdf"))) < 3:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED, said
    assert "Traceback" not in said
    found = team.files()
    manifest = json.loads(found.pop("manifest.json", b'{"files": []}'))  # Perhaps none was reported as done so far.
    entries = {entry["file"] for entry in manifest["files"]}
    assert all(name.endswith(".pdf") for name in found)
    assert 3 <= len(found) < 4 * 63
    assert entries <= set(found)
    assert len(set(found) - entries) <= AT_A_TIME  # Those that were on their way.
    for name in found:
        check_pdf(team.output / name)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    for number in range(60):
        (team.data / "editions" / f"more-{number:02}.yaml").unlink()
    assert not set(team.made()) & entries
    assert {name: content for name, content in team.files().items() if name in NAMES} == {
        name: expected[name] for name in NAMES
    }


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_processes_end_when_the_one_that_started_them_is_killed(team: Team) -> None:
    """A worker that outlives its parent could keep the folder locked, so that the next build waits for ever."""
    for number in range(20):
        add_edition(team.data, f"more-{number:02}", "uk")
    process = _started(team, "2")
    while process.poll() is None and len(list(team.output.glob("*.pdf"))) < 3:
        time.sleep(0.002)
    process.kill()
    process.wait()
    waited = 0
    while (left := _stands(process.pid)) and waited < 200:
        time.sleep(0.05)
        waited += 1
    if left:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not left
    assert len(team.made(jobs=2)) > 4


def _started(team: Team, jobs: str) -> subprocess.Popen[str]:
    """A build as a process of its own, and the first of a group."""
    folders = ["--data", str(team.data), "-o", str(team.output)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LEAFLETGEN_CACHE_DIR": str(team.cache)}
    return subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "build", *folders, "-j", jobs],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


def _stands(group: int) -> bool:
    """Whether a process of the group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
