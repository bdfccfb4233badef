"""Several processes at work: each takes a Job, does it, and asks for the next.

In: Tools, Jobs and how many processes. Out: Done records, in the order in which they are finished.
Why not the pools of the standard library: one waits for ever for a process that was killed, the other drops all work
when one was; here it costs the leaflets of one Job. And an interrupt ends all processes at once.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from leafletgen.build.tools import Tools
from leafletgen.build.work import Done, Job, Result, Workshop
from leafletgen.errors import LeafletError, Problem, UnexpectedError, Where
from leafletgen.memory import let_garbage_wait

MOST = 60
"""Processes at a time, whatever is asked for: Windows can wait for 63, macOS gives a process 256 files, 3 for each."""


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection
    job: Job


def work_in_parallel(tools: Tools, jobs: Iterable[Job], count: int) -> Iterator[Done]:
    """Do the jobs in `count` processes at most. Each is taken from `jobs` only when a process is free for it."""
    crew = _Crew(tools, iter(jobs))
    try:
        yield from crew.work(min(count, MOST))
    finally:
        crew.stop()


class _Crew:
    """The processes, by the connections to them."""

    def __init__(self, tools: Tools, jobs: Iterator[Job]) -> None:
        self.tools = tools
        self.jobs = jobs
        self.context: Any = multiprocessing.get_context(_start_method())
        self.busy: dict[Connection, _Worker] = {}

    def work(self, count: int) -> Iterator[Done]:
        """Keep `count` processes busy until there are no more jobs, or as many of them as the system has room for."""
        while len(self.busy) < count and self._start():
            pass
        while self.busy:
            for connection in wait(list(self.busy)):
                assert isinstance(connection, Connection)
                worker = self.busy.pop(connection)
                try:
                    done = connection.recv()
                except (EOFError, OSError):
                    yield _lost(worker)
                    self._start()
                else:
                    self._give(worker, next(self.jobs, None))
                    yield done  # While it waits for the disk, all processes are at work.
        left = next(self.jobs, None)
        if left:  # There was no room for even one process, so this one does the work.
            yield from map(Workshop(self.tools).do, chain([left], self.jobs))

    def stop(self) -> None:
        """End the processes that are still at work, at once."""
        for worker in self.busy.values():
            worker.process.kill()
            worker.process.join()
            worker.connection.close()

    def _start(self) -> bool:
        """Start a process for the next job; False where there is none, or no room for another process."""
        job = next(self.jobs, None)
        if job is None:
            return False
        try:
            worker = self._worker(job)
        except OSError:
            self.jobs = chain([job], self.jobs)
            return False
        self._give(worker, job)
        return True

    def _worker(self, job: Job) -> _Worker:
        ours, theirs = self.context.Pipe()
        inherited = ours if self.context.get_start_method() == "fork" else None
        work = (self.tools, theirs, inherited)
        process = self.context.Process(target=_serve, args=work, daemon=True)
        with _interrupts_held_back():
            process.start()
        theirs.close()
        return _Worker(process, ours, job)

    def _give(self, worker: _Worker, job: Job | None) -> None:
        """Hand over the next job, or None, which ends the process."""
        with suppress(OSError):  # It may have died since: receiving from it will say so.
            worker.connection.send(job)
        if job is None:
            worker.connection.close()
            worker.process.join()
        else:
            self.busy[worker.connection] = worker._replace(job=job)


def _serve(tools: Tools, connection: Connection, inherited: Connection | None) -> None:
    """What each process does: jobs, until there are no more. An interrupt is for the parent to handle.

    `inherited` is the parent's end, of which a forked process has a copy: open, it would hide that the parent died.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    let_garbage_wait()
    if inherited:
        inherited.close()
    workshop = Workshop(tools)
    with suppress(EOFError, OSError):  # The parent is no more.
        while (job := connection.recv()) is not None:
            connection.send(workshop.do(job))


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let an interrupt wait while a process starts: it would answer with a traceback before it learns to ignore it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lost(worker: _Worker) -> Done:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Done(tuple(Result(order, error=_ended(order.file_name, how)) for order in worker.job.orders), {})


def _ended(name: str, how: str) -> LeafletError:
    message = f"The process that was making this file ended too early ({how})."
    hint = "There may be too little memory for so many at a time: build again with -j 1."
    return UnexpectedError(Problem("worker-ended", message, hint, Where(name)))


def _start_method() -> str:
    """Forking takes no time, but is sound only in a process without threads, on Linux."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return "fork" if alone else "spawn"
