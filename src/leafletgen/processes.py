"""Start processes of our own, which can be killed at any moment and never outlive the program.

In: a function, and what it is given. Out: a Child: its process and our end of the pipe to it.
Why: a pool of the standard library waits for ever for a killed process, or drops all work; here the caller decides.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

_JOIN_SECONDS = 1.0  # How long a process that has closed its connection may take to exit.


class Child(NamedTuple):
    """A process, and the connection on which to talk to it."""

    process: BaseProcess
    connection: Connection

    def reap(self) -> str:
        """Wait for a process that has ended or is about to end; returns how it ended, as words."""
        self.process.join(_JOIN_SECONDS)
        self.process.kill()  # One that only closed its connection would not end by itself.
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def start(serve: Callable[..., None], *given: Any) -> Child:
    """Start a process that calls `serve` with its end of the pipe and what it is given. Raises OSError if none starts.

    It ignores SIGINT, which this process handles. `serve` must return when the connection ends.
    """
    context: Any = multiprocessing.get_context(start_method())
    ours, theirs = context.Pipe()
    inherited = ours if context.get_start_method() == "fork" else None
    process = context.Process(target=_run, args=(serve, theirs, inherited, given), daemon=True)
    process.start()
    theirs.close()
    return Child(process, ours)


def _run(
    serve: Callable[..., None], connection: Connection, inherited: Connection | None, given: tuple[Any, ...]
) -> None:
    """The main function of a process.

    `inherited` is a forked process's copy of our end of the pipe; if it stayed open, the child would not notice that
    this process has ended.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if inherited:
        inherited.close()
    serve(connection, *given)


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block SIGINT while processes start or stop: none may be leaked.

    A process that is just starting would print a traceback, because it does not ignore SIGINT yet.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_method() -> str:
    """Choose fork, which is fast but safe only on Linux in a process without threads; otherwise spawn."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return "fork" if alone else "spawn"
