"""The examiner: a process that reads one PDF file after another, with a limit on time and on memory.

In: the bytes of a file, and the profile to check it for or what to find in it. Out: its Facts, or the pages that have
it, whatever the file does to the process.
Why: the libraries that read PDF files are written in C++. They cannot be interrupted, may crash, and take all memory of
the machine for some files of a few hundred bytes: only a process of its own can be ended and leaves the others alone.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from leafletgen import processes
from leafletgen.checks.faults import Facts, Finding, Places, ProfileName, problems
from leafletgen.errors import Problem, ResourceError

MOST_BYTES = 200_000_000
"""The most that a file may have: it is held in memory as a whole."""

SECONDS = 18.0
"""How long a file may take; one of many pages may take longer, if PAGES_A_SECOND are done and no step takes so long."""

PAGES_A_SECOND = 2.0
MEMORY = 850 * 2**20
"""How much memory the process may take beside the program itself, in bytes. Only Linux limits it."""

Progress = Callable[[int, int], None]


class _Done(NamedTuple):
    """How many pages of a file are done, and how many it has."""

    pages: int
    total: int


class Examiner:
    """Examines files in a process of its own, which is started again after a file that ended it.

    `progress` is called with the number of pages done and that of all pages of the file.
    """

    def __init__(self, progress: Progress = lambda done, total: None) -> None:
        self._progress = progress
        self._child: processes.Child | None = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def examine(self, data: bytes, file: str, profile: ProfileName | None) -> Facts:
        """Check a file for a profile. Raises ResourceError if the system cannot start a process."""
        answer = self._ask("check", data, file, profile)
        if isinstance(answer, Facts):
            return answer
        return Facts({"file": file, "profile": profile or "unknown"}, problems([answer], file))

    def search(self, data: bytes, text: re.Pattern[str], link: re.Pattern[str]) -> Places | Finding:
        """Find the pages of a file that print `text`, and those that open a whole address `link`.

        Returns the fault of a file that cannot be read. Raises ResourceError if the system cannot start a process.
        """
        answer: Places | Finding = self._ask("search", data, text, link)
        return answer

    def _ask(self, what: str, *given: Any) -> Any:
        """The answer of the process to a question about a file; a Finding if the file keeps it from answering."""
        connection = self._started().connection
        done = _Done(0, 0)
        begun = told = time.monotonic()
        try:
            connection.send((what, given))
            while connection.poll(max(0.0, _ends(begun, told, done.pages) - time.monotonic())):
                answer = connection.recv()
                if not isinstance(answer, _Done):
                    if _is_too_big(answer):
                        self._stop()  # It may not have given back all memory.
                    return answer
                done, told = answer, time.monotonic()
                self._progress(*done)
        except (EOFError, OSError):
            how = self._stop(kill=False)
            why = f"reading it ended the process ({how}): it is damaged, or takes more than {MEMORY >> 20} MB"
            return Finding("pdf-damaged", why, done.pages + 1)
        self._stop()
        why = f"too big to examine: it was not done after {time.monotonic() - begun:.0f} seconds"
        return Finding("too-big-to-examine", why, done.pages + 1)

    def _started(self) -> processes.Child:
        if self._child and not self._child.process.is_alive():  # It was ended from outside while idle.
            self._stop()
        if self._child is None:
            try:
                with processes.sigint_blocked():
                    self._child = processes.start(_serve)
            except OSError as error:
                message = f"The process that examines files cannot be started: {error.strerror or error}."
                raise ResourceError(Problem("examiner-not-started", message, "End other programs.")) from error
        return self._child

    def _stop(self, kill: bool = True) -> str:
        """Forget the process, if there is one, when it has ended; returns how it ended."""
        if self._child is None:
            return ""
        with processes.sigint_blocked():
            child, self._child = self._child, None
            if kill:
                child.process.kill()
            return child.reap()


def _ends(begun: float, told: float, pages: int) -> float:
    """When a file is given up that was begun then, and of which so many pages were done when it was last heard of."""
    return min(told + SECONDS, begun + max(SECONDS, pages / PAGES_A_SECOND))


def _is_too_big(answer: Facts | Places | Finding) -> bool:
    found = answer.problems if isinstance(answer, Facts) else (answer,)
    return any(isinstance(one, (Problem, Finding)) and one.code == "too-big-to-examine" for one in found)


def _serve(connection: Connection) -> None:
    """The main function of the process."""
    with Path(os.devnull).open() as nowhere:
        for stream in (1, 2):  # Some libraries print to stdout and stderr, most of all when they end the process.
            os.dup2(nowhere.fileno(), stream)
    _limit_memory()
    from leafletgen.checks.preflight import preflight
    from leafletgen.checks.preflight.readable import search

    questions: dict[str, Callable[..., object]] = {"check": preflight, "search": search}

    def progress(done: int, total: int) -> None:
        _end_after(2 * SECONDS)
        connection.send(_Done(done, total))

    with suppress(EOFError, OSError):  # The program has ended.
        while True:
            what, given = connection.recv()
            _end_after(2 * SECONDS)
            answer = questions[what](*given, progress)
            _end_after(0)
            connection.send(answer)


def _end_after(seconds: float) -> None:
    """Let the system end this process after a time, 0 for never: the program, which ends it sooner, may be killed."""
    if sys.platform != "win32":
        signal.alarm(round(seconds))


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
