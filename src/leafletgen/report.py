"""What a command did or found: files, items, problems and timings, and the exit code that follows from them.

In: what the stages made and raised. Out: a Report, which the console shows as text or JSON.
Why: success and failure have one shape, and the exit code is derived in one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from leafletgen.errors import ExitCode, LeafletError, Problem, gravest, in_order

Item = Mapping[str, str | Sequence[str]]


class Report(NamedTuple):
    """The outcome of a command.

    `files` were made, `items` are what was asked for; `text` says the same for people, where lines in columns would not
    do. `timings` are seconds by stage; `summary` is a closing line. `paper` names the sizes of paper (a4, a5) that
    officers' copies are to be printed on.
    """

    files: tuple[Path, ...] = ()
    errors: tuple[LeafletError, ...] = ()
    warnings: tuple[Problem, ...] = ()
    timings: Mapping[str, float] = MappingProxyType({})
    items: tuple[Item, ...] = ()
    text: str = ""
    summary: str = ""
    paper: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """The gravest exit code of all errors; 0 if there is none."""
        return gravest(error.exit_code for error in self.errors)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every error and the warnings, in order, then the notes."""
        of_errors = (problem for error in self.errors for problem in error.problems)
        return in_order([*self.warnings, *of_errors, *self.notes])
