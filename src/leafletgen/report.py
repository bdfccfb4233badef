"""The Report of a command: files, items, problems and timings, and the exit code that follows from them.

In: what the stages made and raised. Out: a Report, which the console prints as text or JSON.
Why: success and failure have one form, and the exit code is derived in one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from leafletgen.errors import ExitCode, LeafletError, Problem, in_order, most_serious

Item = Mapping[str, str | Sequence[str]]


class Report(NamedTuple):
    """The outcome of a command.

    `files` are the files made, `items` the facts asked for; `text` replaces the columns in which the console would show
    the items. `timings` are seconds by stage and `details` lines that only --verbose shows; `summary` is the closing
    line. `paper` names the paper sizes (a4, a5) for officers' copies.
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
    details: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """The most serious exit code of all errors; 0 if there are none."""
        return most_serious(error.exit_code for error in self.errors)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every error and the warnings, in order, then the notes."""
        of_errors = (problem for error in self.errors for problem in error.problems)
        return in_order([*self.warnings, *of_errors, *self.notes])
