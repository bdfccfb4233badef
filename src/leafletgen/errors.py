"""Exit codes, the Problem record and the exceptions that carry Problems.

In: nothing. Out: the types that every stage uses to refuse its input.
Why: only cli/main.py turns an error into a message and an exit code; no stage prints or exits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Literal, NamedTuple


class ExitCode(IntEnum):
    """The exit codes of the command line. Scripts rely on them, so they must not change."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    CONTENT = 3
    FIT = 4
    RESOURCE = 5
    WRITE = 6
    PRODUCT = 7
    OUT_OF_DATE = 8
    INTERRUPTED = 130


def most_serious(codes: Iterable[ExitCode]) -> ExitCode:
    """The most serious of several exit codes: UNEXPECTED, else the highest; DONE if there are none.

    UNEXPECTED comes first, so that a script that handles "does not fit" does not overlook a crash.
    """
    return max(codes, key=lambda code: (code == ExitCode.UNEXPECTED, code), default=ExitCode.DONE)


class Where(NamedTuple):
    """A place in a data file. Lines and columns count from 1, columns in characters; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


Severity = Literal["error", "warning", "note"]
"""An error changes the exit code, a warning only with `validate --strict`, a note, which is for information, never."""


class Problem(NamedTuple):
    """One thing that is wrong: what (code, message), where, and how to mend it (hint)."""

    code: str
    message: str
    hint: str
    where: Where | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.severity}: {self.message} [{self.code}]\n  {self.hint}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort Problems by file, line, column and code, notes after all others; those without a place come first.

    Those of one code at one place are in the order of the numbers in them: cell N4 before cell N10. Exact repeats are
    dropped.
    """
    return tuple(sorted(set(problems), key=_order))


def _order(problem: Problem) -> tuple[bool, bool, Where, str, list[str], str]:
    is_last = problem.code == _MORE
    numbered = [part.zfill(_LONGEST_NUMBER) if part.isdigit() else part for part in _NUMBER.split(problem.message)]
    return problem.severity == "note", is_last, problem.where or Where(""), problem.code, numbered, problem.message


_NUMBER = re.compile(r"([0-9]+)")
_LONGEST_NUMBER = 12
"""Numbers of more digits are sorted as words are."""


MOST_PROBLEMS = 300
_MORE = "more-problems"


class FoundProblems:
    """Problems as they are found: the first MOST_PROBLEMS of each severity, and how many more there are.

    A broken file can have hundreds of thousands of them, which nobody reads.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._kept: list[Problem] = []
        self._counts: dict[Severity, int] = {}
        self._found = 0
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Keep a problem, or count it if there are enough of its severity."""
        if problem.code == _MORE:  # It counts those of one file.
            self._kept.append(problem)
            return
        self._found += 1
        count = self._counts[problem.severity] = self._counts.get(problem.severity, 0) + 1
        if count <= MOST_PROBLEMS:
            self._kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep or count each of several problems."""
        for problem in problems:
            self.append(problem)

    def __len__(self) -> int:
        """How many problems were found, those that were only counted included."""
        return self._found

    def __iter__(self) -> Iterator[Problem]:
        """The problems that were kept; then, for each severity, one that says how many more there are."""
        yield from self._kept
        for severity, count in self._counts.items():
            if count > MOST_PROBLEMS:
                more = count - MOST_PROBLEMS
                are = "problem of this kind is" if more == 1 else "problems of this kind are"
                message = f"{more:,} more {are} not listed."
                yield Problem(_MORE, message, "Mend those that are listed, then look again.", severity=severity)


class LeafletError(Exception):
    """The base class of all expected errors: has every Problem found, and the exit code for them."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems = in_order(found)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[LeafletError], tuple[tuple[Problem, ...]], dict[str, object]]:
        """Pickle the error with its Problems, because workers send it to the main process."""
        return type(self), (self.problems,), self.__dict__


def joined(errors: Sequence[LeafletError]) -> LeafletError:
    """One error with the Problems of several, with the class and the trace of the most serious one."""
    first = next(error for error in errors if error.exit_code == most_serious(one.exit_code for one in errors))
    made = type(first)(problem for error in errors for problem in error.problems)
    made.__dict__ |= {name: value for name, value in vars(first).items() if name != "problems"}
    return made


class UnexpectedError(LeafletError):
    """A fault of leafletgen itself; `trace` is its traceback as text."""

    trace = ""

    @classmethod
    def of(cls, error: Exception, where: Where | None = None, *, quote: bool = True) -> UnexpectedError:
        """Make one of any exception; without `quote` its message, which may hold personal data, is left out.

        If a library caught a KeyboardInterrupt and raised its own error instead, this raises KeyboardInterrupt again.
        """
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        import traceback  # Imported late: it is slow to load and seldom needed.

        hint = "This is a fault of leafletgen. Please report it, with what the same command prints with -v."
        message = f": {error}" if quote else ""
        made = cls(Problem("unexpected", f"{type(error).__name__}{message}", hint, where))
        trace = traceback.format_exception(error) if quote else traceback.format_tb(error.__traceback__)
        made.trace = "".join(trace).rstrip()
        return made


class UsageError(LeafletError):
    """The command line asks for something that does not exist, or for options that cannot be combined."""

    exit_code = ExitCode.USAGE


class ContentError(LeafletError):
    """The data are not valid."""

    exit_code = ExitCode.CONTENT


class FitError(LeafletError):
    """The content does not fit the pages that the format allows."""

    exit_code = ExitCode.FIT


class ResourceError(LeafletError):
    """A file or folder that is needed cannot be found or read."""

    exit_code = ExitCode.RESOURCE


class WriteError(LeafletError):
    """A file cannot be written."""

    exit_code = ExitCode.WRITE


class OutOfDateError(LeafletError):
    """The files in a folder are not up to date (--check)."""

    exit_code = ExitCode.OUT_OF_DATE


class ProductError(LeafletError):
    """A finished file failed its own check and was not published."""

    exit_code = ExitCode.PRODUCT
