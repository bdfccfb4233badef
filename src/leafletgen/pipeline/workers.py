"""A pool of worker processes: each takes a Job, renders it, and takes the next.

In: a RenderContext, Jobs and the number of processes. Out: Done records, in the order in which they are finished.
Why not a pool of the standard library: multiprocessing.Pool waits for ever for a worker that was killed, and
ProcessPoolExecutor drops all work; here only the leaflets of one Job are lost. Ctrl-C ends all workers at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from multiprocessing.connection import Connection, wait

from leafletgen import processes
from leafletgen.errors import LeafletError, Problem, UnexpectedError, Where
from leafletgen.gc_tuning import tune_gc
from leafletgen.pipeline.context import RenderContext
from leafletgen.pipeline.jobs import Done, Job, Result
from leafletgen.processes import Child

MAX_WORKERS = 60
"""The most workers, whatever --jobs asks for: Windows can wait for 63; macOS allows 256 open files, 3 for each."""


class WorkerPool:
    """At most `count` workers, which load the program when they start and then do jobs until they are stopped.

    Workers write no files, so they can be killed at any moment.
    """

    def __init__(self, context: RenderContext, count: int) -> None:
        self.context = context
        self.count = min(count, MAX_WORKERS)
        self.workers: list[Child] = []  # Every live worker, from start to join.
        self.idle: list[Child] = []
        self.busy: dict[Connection, tuple[Child, Job]] = {}

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
        with processes.sigint_blocked():
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
            return _worker_died(self._reap(worker), job)
        self.idle.append(worker)
        return done

    def _reap(self, worker: Child) -> str:
        """Join a worker that has ended or is about to end, and forget it; returns how it ended."""
        how = worker.reap()
        self.workers.remove(worker)
        return how

    def _add_worker(self) -> bool:
        """Start a worker; False if there are `count` already, or if the system cannot start another."""
        if len(self.workers) >= self.count:
            return False
        try:
            with processes.sigint_blocked():
                worker = processes.start(_serve, self.context)
                self.workers.append(worker)
        except OSError:
            return False
        self.idle.append(worker)
        return True


def _serve(connection: Connection, context: RenderContext) -> None:
    """The main function of a worker: do jobs until stopped."""
    tune_gc()
    from leafletgen.pipeline.render import Renderer

    renderer = Renderer(context)
    with suppress(EOFError, OSError):  # The parent has ended.
        while True:
            connection.send(renderer.do(connection.recv()))


def _worker_died(how: str, job: Job) -> Done:
    return Done(tuple(Result(file, error=_died(file.name, how)) for file in job.output_files), {})


def _died(name: str, how: str) -> LeafletError:
    message = f"The worker process that was making this file died ({how})."
    hint = "The machine may have too little memory for several workers: build again with -j 1."
    return UnexpectedError(Problem("worker-ended", message, hint, Where(name)))
