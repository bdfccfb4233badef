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

from leafletgen.errors import LeafletError, Problem, UnexpectedError, Where
from leafletgen.gc_tuning import tune_gc
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.jobs import Done, Job, Result

MOST = 60
"""Processes at a time, whatever is asked for: Windows can wait for 63, macOS gives a process 256 files, 3 for each."""

_GRACE = 1.0  # seconds for a process to end that has closed its connection


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class WorkerPool:
    """At most `count` processes, which load the program when they start and then do jobs until they are stopped.

    They write nothing, so they can be stopped at any moment.
    """

    def __init__(self, context: RenderContext, count: int) -> None:
        self.context = context
        self.count = min(count, MOST)
        self.workers: list[_Worker] = []  # All that there are, from their first moment to their last.
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, Job]] = {}

    def start(self, jobs: int) -> None:
        """Have processes for so many jobs, or as many as the system has room for."""
        while len(self.idle) < jobs and self._more():
            pass

    def work(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Do the jobs, in no more processes than there are jobs for.

        Where the system has no room for a single one, this process does the work.
        """
        rest = iter(jobs)
        job = self._engage(next(rest, None), rest)
        while self.busy:
            for connection in wait(list(self.busy)):
                assert isinstance(connection, Connection)
                done = self._receive(connection)
                job = self._engage(job, rest)
                yield done
        if job:
            from leafletgen.pipeline.render import Renderer

            yield from map(Renderer(self.context).do, chain([job], rest))

    def stop(self) -> None:
        """End all processes at once, also those that are at work."""
        with _interrupts_held_back():
            for worker in self.workers:
                worker.process.kill()
            while self.workers:
                self._bury(self.workers[0])
        self.idle.clear()
        self.busy.clear()

    def _engage(self, job: Job | None, rest: Iterator[Job]) -> Job | None:
        """Give `job` and others of the `rest` to processes that have none; returns the first that is left.

        That one is composed already when the next process is free.
        """
        while job and (self.idle or self._more()):
            worker = self.idle.pop()
            if not worker.process.is_alive():  # Somebody ended it while it had nothing to do.
                self._bury(worker)
                continue
            with suppress(OSError):  # It may have died since: receiving from it will say so.
                worker.connection.send(job)
            self.busy[worker.connection] = worker, job
            job = next(rest, None)
        return job

    def _receive(self, connection: Connection) -> Done:
        """Take what a process has done, or learn that it is no more."""
        worker, job = self.busy.pop(connection)
        try:
            done: Done = connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return _lost(worker.process, job)
        self.idle.append(worker)
        return done

    def _bury(self, worker: _Worker) -> None:
        """Let go of a process that has come to its end, or is about to."""
        worker.process.join(_GRACE)
        worker.process.kill()  # One that only closed its connection would not end.
        worker.process.join()
        worker.connection.close()
        self.workers.remove(worker)

    def _more(self) -> bool:
        """Start a process; False where there are enough, or no room for another."""
        if len(self.workers) >= self.count:
            return False
        try:
            with _interrupts_held_back():
                worker = self._worker()
                self.workers.append(worker)
        except OSError:
            return False
        self.idle.append(worker)
        return True

    def _worker(self) -> _Worker:
        context: Any = multiprocessing.get_context(_start_method())
        ours, theirs = context.Pipe()
        inherited = ours if context.get_start_method() == "fork" else None
        process = context.Process(target=_serve, args=(self.context, theirs, inherited), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(context: RenderContext, connection: Connection, inherited: Connection | None) -> None:
    """What each process does: jobs, until it is stopped. An interrupt is for the parent to handle.

    `inherited` is the parent's end, of which a forked process has a copy: open, it would hide that the parent died.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tune_gc()
    if inherited:
        inherited.close()
    from leafletgen.pipeline.render import Renderer

    renderer = Renderer(context)
    with suppress(EOFError, OSError):  # The parent is no more.
        while True:
            connection.send(renderer.do(connection.recv()))


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let an interrupt wait while processes start or end: none may be lost sight of.

    One that starts would answer with a traceback, before it learns to ignore it.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lost(process: BaseProcess, job: Job) -> Done:
    code = process.exitcode or 0
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Done(tuple(Result(output_file, error=_ended(output_file.name, how)) for output_file in job.output_files), {})


def _ended(name: str, how: str) -> LeafletError:
    message = f"The process that was making this file ended too early ({how})."
    hint = "There may be too little memory for so many at a time: build again with -j 1."
    return UnexpectedError(Problem("worker-ended", message, hint, Where(name)))


def _start_method() -> str:
    """Forking takes no time, but is sound only in a process without threads, on Linux."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return "fork" if alone else "spawn"
