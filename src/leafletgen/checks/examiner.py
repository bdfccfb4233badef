"""The examiner: a process that runs preflight on one file after another, with a limit on time and on memory.

In: the bytes of a file, and its profile. Out: Facts, whatever the file does to the process.
Why: the libraries that read PDF files are written in C++. They cannot be interrupted, may crash, and take all memory of
the machine for some files of a few hundred bytes: only a process of its own can be ended and leaves the others alone.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from leafletgen import processes
from leafletgen.checks.faults import Facts, Finding, ProfileName, problems
from leafletgen.errors import Problem, ResourceError

SECONDS = 18.0
"""How long a file may take; a file of many pages may take longer, as long as PAGES_A_SECOND are done."""

PAGES_A_SECOND = 1.0
MEMORY = 850 * 2**20
"""How much memory the process may take beside the program itself, in bytes. Only Linux limits it."""

Progress = Callable[[int, int], None]


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
        """Examine one file. Raises ResourceError if the system cannot start a process."""
        connection = self._started().connection
        pages = 0
        begun = time.monotonic()
        try:
            connection.send((data, file, profile))
            while connection.poll(max(0.0, begun + max(SECONDS, pages / PAGES_A_SECOND) - time.monotonic())):
                answer = connection.recv()
                if isinstance(answer, Facts):
                    if any(problem.code == "too-big-to-examine" for problem in answer.problems):
                        self._stop()  # It may not have given back all memory.
                    return answer
                pages, total = answer
                self._progress(pages, total)
        except (EOFError, OSError):
            how = self._stop(kill=False)
            what = f"reading it ended the process ({how}): it is damaged, or takes more than {MEMORY >> 20} MB"
            return _given_up(Finding("pdf-damaged", what, pages + 1), file, profile)
        self._stop()
        what = f"too big to examine: it was not done after {SECONDS:g} seconds"
        return _given_up(Finding("too-big-to-examine", what, pages + 1), file, profile)

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


def _given_up(finding: Finding, file: str, profile: ProfileName | None) -> Facts:
    return Facts({"file": file, "profile": profile or "unknown"}, problems([finding], file))


def _serve(connection: Connection) -> None:
    """The main function of the process."""
    with Path(os.devnull).open() as nowhere:
        for stream in (1, 2):  # Some libraries print to stdout and stderr, most of all when they end the process.
            os.dup2(nowhere.fileno(), stream)
    _limit_memory()
    from leafletgen.checks.preflight import preflight

    with suppress(EOFError, OSError):  # The program has ended.
        while True:
            data, file, profile = connection.recv()
            connection.send(preflight(data, file, profile, lambda done, total: connection.send((done, total))))


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
