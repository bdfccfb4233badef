"""A pool of worker processes: each takes a Job, renders it, and takes the next.

In: a RenderContext, Jobs and the number of processes. Out: Done records, in the order in which they are finished.
Why not a pool of the standard library: multiprocessing.Pool waits for ever for a worker that was killed, and
ProcessPoolExecutor drops all work; here only the leaflets of one Job are lost. Ctrl-C ends all workers at once.
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

MAX_WORKERS = 60
"""The most workers, whatever --jobs asks for: Windows can wait for 63; macOS allows 256 open files, 3 for each."""

_JOIN_SECONDS = 1.0  # How long a worker that has closed its connection may take to exit.


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class WorkerPool:
    """At most `count` workers, which load the program when they start and then do jobs until they are stopped.

    Workers write no files, so they can be killed at any moment.
    """

    def __init__(self, context: RenderContext, count: int) -> None:
        self.context = context
        self.count = min(count, MAX_WORKERS)
        self.workers: list[_Worker] = []  # Every live worker, from start to join.
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, Job]] = {}

    def start(self, jobs: int) -> None:
        """Start a worker for each of so many jobs, up to `count` or to what the system allows."""
        while len(self.idle) < jobs and self._add_worker():
            pass

    def work(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Do the jobs in workers; no more workers are started than there are jobs.

        If the system cannot start a single worker, the main process does the work.
        """
        rest = iter(jobs)
        job = self._assign(next(rest, None), rest)
        while self.busy:
            for connection in wait(list(self.busy)):
                assert isinstance(connection, Connection)
                done = self._receive(connection)
                job = self._assign(job, rest)
                yield done
        if job:
            from leafletgen.pipeline.render import Renderer

            yield from map(Renderer(self.context).do, chain([job], rest))

    def stop(self) -> None:
        """Kill all workers, busy ones too."""
        with _sigint_blocked():
            for worker in self.workers:
                worker.process.kill()
            while self.workers:
                self._reap(self.workers[0])
        self.idle.clear()
        self.busy.clear()

    def _assign(self, job: Job | None, rest: Iterator[Job]) -> Job | None:
        """Send `job` and then jobs of `rest` to idle workers; returns the first job that found no worker.

        Taking that job from `rest` composed its leaflet, so it is ready when the next worker is idle.
        """
        while job and (self.idle or self._add_worker()):
            worker = self.idle.pop()
            if not worker.process.is_alive():  # It was killed from outside while idle.
                self._reap(worker)
                continue
            with suppress(OSError):  # The worker may have died just now: _receive reports it.
                worker.connection.send(job)
            self.busy[worker.connection] = worker, job
            job = next(rest, None)
        return job

    def _receive(self, connection: Connection) -> Done:
        """Receive a worker's result, or report that the worker died."""
        worker, job = self.busy.pop(connection)
        try:
            done: Done = connection.recv()
        except (EOFError, OSError):
            self._reap(worker)
            return _worker_died(worker.process, job)
        self.idle.append(worker)
        return done

    def _reap(self, worker: _Worker) -> None:
        """Join a worker that has ended or is about to end, and forget it."""
        worker.process.join(_JOIN_SECONDS)
        worker.process.kill()  # A worker that only closed its connection would not end by itself.
        worker.process.join()
        worker.connection.close()
        self.workers.remove(worker)

    def _add_worker(self) -> bool:
        """Start a worker; False if there are `count` already, or if the system cannot start another."""
        if len(self.workers) >= self.count:
            return False
        try:
            with _sigint_blocked():
                worker = self._spawn()
                self.workers.append(worker)
        except OSError:
            return False
        self.idle.append(worker)
        return True

    def _spawn(self) -> _Worker:
        context: Any = multiprocessing.get_context(_start_method())
        ours, theirs = context.Pipe()
        inherited = ours if context.get_start_method() == "fork" else None
        process = context.Process(target=_serve, args=(self.context, theirs, inherited), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(context: RenderContext, connection: Connection, inherited: Connection | None) -> None:
    """The main function of a worker: do jobs until stopped. Workers ignore SIGINT, which the parent handles.

    `inherited` is a forked worker's copy of the parent's end of the pipe; left open, it would hide the parent's death.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tune_gc()
    if inherited:
        inherited.close()
    from leafletgen.pipeline.render import Renderer

    renderer = Renderer(context)
    with suppress(EOFError, OSError):  # The parent has ended.
        while True:
            connection.send(renderer.do(connection.recv()))


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT while workers start or stop: no worker may be leaked.

    A worker that is just starting would print a traceback, because it does not ignore SIGINT yet.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _worker_died(process: BaseProcess, job: Job) -> Done:
    code = process.exitcode or 0
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Done(tuple(Result(file, error=_died(file.name, how)) for file in job.output_files), {})


def _died(name: str, how: str) -> LeafletError:
    message = f"The worker process that was making this file died ({how})."
    hint = "The machine may have too little memory for several workers: build again with -j 1."
    return UnexpectedError(Problem("worker-ended", message, hint, Where(name)))


def _start_method() -> str:
    """Choose fork, which is fast but safe only on Linux in a process without threads; otherwise spawn."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return "fork" if alone else "spawn"
