"""The workers of a build: when they are started, that none is left over, and what happens if an idle one dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leafletgen.output.folder import Folder
from leafletgen.output.lock import locked
from leafletgen.pipeline import request as request_module
from leafletgen.pipeline.jobs import Job
from leafletgen.pipeline.progress import ProgressListener
from leafletgen.pipeline.stages import Stages
from leafletgen.pipeline.workers import WorkerPool
from tests.support.project import SOURCE
from tests.support.team import NAMES, Team

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts forks")


@pytest.fixture(autouse=True)
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in its order: processes that are forked, files that are judged."""
    happened: list[str] = []
    fork, state = os.fork, Folder.state

    def noted_fork() -> int:
        happened.append("fork")
        return fork()

    def noted_state(self: Folder, name: str, fingerprint: str) -> Any:
        happened.append("judge")
        return state(self, name, fingerprint)

    monkeypatch.setattr(os, "fork", noted_fork)
    monkeypatch.setattr(Folder, "state", noted_state)
    return happened


def test_workers_start_before_the_comparison_if_files_are_missing(team: Team, order: list[str]) -> None:
    assert team.made(jobs=2) == NAMES
    assert order[:3] == ["fork", "fork", "judge"]
    assert order.count("fork") == 2


def test_workers_start_before_the_comparison_with_force(team: Team, order: list[str]) -> None:
    team.build(jobs=1)
    order.clear()
    assert team.made(jobs=2, force=True) == NAMES
    assert order[:3] == ["fork", "fork", "judge"]


def test_each_processor_has_a_worker_if_nobody_says_how_many(
    team: Team, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for a few files, workers would take longer than they save."""
    monkeypatch.setattr(request_module, "_processors", lambda: 3)
    assert team.made(jobs=0, editions=("dorset", "hampshire")) == NAMES[:8]
    assert "fork" not in order
    order.clear()
    assert team.made(jobs=0, force=True) == NAMES
    assert order.count("fork") == 3


@pytest.mark.parametrize("mode", ["check", "plan"])
def test_check_and_dry_run_start_no_worker(team: Team, order: list[str], mode: str) -> None:
    team.build(jobs=2, mode=mode)
    assert set(order) == {"judge"}


def test_no_worker_starts_if_no_file_is_missing(team: Team, order: list[str]) -> None:
    team.build(jobs=1)
    team.forget()
    order.clear()
    assert team.made(jobs=2) == []
    assert set(order) == {"judge"}


def test_no_more_workers_start_than_there_are_leaflets_to_make(team: Team, order: list[str]) -> None:
    team.build(jobs=1)
    for name in NAMES[:2]:
        (team.output / name).unlink()
    order.clear()
    assert team.made(jobs=8) == NAMES[:2]
    assert order.count("fork") == 1


def test_no_process_is_left_behind(team: Team) -> None:
    team.build(jobs=3)
    assert multiprocessing.active_children() == []


def test_no_process_is_left_behind_by_a_build_that_fails(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        assert len(multiprocessing.active_children()) == 2
        raise ZeroDivisionError

    monkeypatch.setattr(Stages, "_tasks", failing)
    with pytest.raises(ZeroDivisionError):
        team.build(jobs=2)
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_before_it_has_work_costs_nothing(
    team: Team, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = Stages._tasks

    def deadly(self: Stages, *arguments: Any) -> Any:
        assert self.pool is not None
        for worker in self.pool.idle:
            os.kill(worker.process.pid or 0, signal.SIGKILL)
            os.waitid(os.P_PID, worker.process.pid or 0, os.WEXITED | os.WNOWAIT)
        return tasks(self, *arguments)

    monkeypatch.setattr(Stages, "_tasks", deadly)
    assert team.made(jobs=2) == NAMES
    assert team.files() == expected


def test_no_worker_is_started_while_another_build_has_the_lock(team: Team, expected: dict[str, bytes]) -> None:
    left: list[int] = []
    with locked(team.output, lambda: None):

        class Looking(ProgressListener):
            def waiting(self, _folder: Path) -> None:
                left.append(len(multiprocessing.active_children()))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            team.build(jobs=2, listener=Looking())
    assert left == [0]
    assert team.made(jobs=2) == NAMES
    assert team.files() == expected


def test_a_process_has_its_next_job_before_anybody_looks_at_what_it_did(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy: list[int] = []
    work = WorkerPool.work

    def looking(self: WorkerPool, jobs: Iterator[Job]) -> Iterator[Any]:
        for done in work(self, jobs):
            busy.append(len(self.busy))
            yield done

    monkeypatch.setattr(WorkerPool, "work", looking)
    assert team.made(jobs=2) == NAMES
    assert busy[:4] == [2, 2, 2, 2]  # Of six leaflets.
    assert busy[-1] == 0


def test_the_main_process_loads_neither_the_layout_nor_the_writer() -> None:
    script = (
        "import sys, leafletgen.pipeline.stages, leafletgen.pipeline.workers, leafletgen.pipeline.publishing\n"
        "heavy = {'reportlab', 'qrcode', 'leafletgen.layout.fit', 'leafletgen.pdf.writer', 'concurrent.futures'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
