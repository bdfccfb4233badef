"""All that leafletgen prints: results on stdout, problems and progress on stderr, or one JSON object on stdout.

In: Reports and lines of text. Out: characters, and the exit code.
Why: when one module prints, --json, --quiet, colour and a closed pipe are right everywhere or nowhere.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import click

from leafletgen.errors import ExitCode, LeafletError, Problem, Severity, UnexpectedError, UsageError, gravest
from leafletgen.pipeline.progress import ProgressListener
from leafletgen.report import Item, Report

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}

_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
"""The names of GitHub's workflow commands."""


class Console:
    """What the user asked to see, and the ways to show it."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json
        self.as_annotations = False
        self.quiet = False
        self.verbose = False
        self.discreet = False
        """Whether personal details are at work: then nothing is shown of an unexpected error that could quote them."""
        self._warnings: list[Problem] = []
        self._lost = ""
        self._bar: _Bar | None = None

    def show_as(self, form: Literal["text", "json", "github"]) -> None:
        """Show the report in this form: github is for annotations on the lines of a pull request."""
        self.as_json |= form == "json"
        self.as_annotations = form == "github"

    def warn(self, problem: Problem) -> None:
        """Keep a warning about the command line; it is shown with the report, however the command ends."""
        self._warnings.append(problem)

    def take_warnings(self) -> tuple[Problem, ...]:
        """Give the warnings to a command that judges them itself."""
        taken, self._warnings = self._warnings, []
        return tuple(taken)

    def finish(self, report: Report) -> int:
        """Show the outcome of a command and return its exit code."""
        if self._bar:
            self._bar.close()
        report = report._replace(warnings=(*self.take_warnings(), *report.warnings))
        if self.as_json:
            import json  # Most people read text.

            self._echo(json.dumps(_json_object(report), indent=2))
        else:
            self._show(report)
        return self._leave(report.exit_code)

    def tell(self, text: str) -> int:
        """Print a text that was asked for, such as help, and return the exit code."""
        self._echo(text)
        return self._leave(ExitCode.DONE)

    def refuse(self, error: click.ClickException) -> int:
        """Say in Click's own words what is wrong with the command line, and return the exit code."""
        words = io.StringIO()
        error.show(words)
        self._echo(words.getvalue().rstrip("\n"), err=True)
        return self._leave(ExitCode(error.exit_code))

    def _leave(self, code: ExitCode) -> int:
        """Give the exit code, which is another one where what was said could not be printed."""
        if not self._lost:
            return code
        message = f"The results could not be printed: {self._lost}."
        self._problem(Problem("not-printed", message, "Send them to a place where there is room."))
        return gravest([code, ExitCode.WRITE])

    def _show(self, report: Report) -> None:
        for problem in report.problems:
            self._problem(problem)
        for file in report.files:
            self._echo(os.fsencode(file))
        for line in _results(report):
            self._echo(_printable(line))
        if self.verbose:
            for error in report.errors:
                self._trace(error)
            for stage, seconds in report.timings.items():
                self.progress(f"{stage:10}{1000 * seconds:8.1f} ms")
        if report.summary and not report.errors:
            self.progress(report.summary)

    def progress(self, line: str) -> None:
        """Say how things go, on stderr; nothing with --quiet or --json."""
        if not (self.quiet or self.as_json):
            self._echo(_printable(line), err=True)

    def progress_bar(self, label: str) -> ProgressListener:
        """What shows on a terminal how the work goes; in a pipe it shows nothing."""
        self._bar = _Bar(self, label)
        return self._bar

    def say(self, line: str) -> None:
        """Say a part of a dialogue, on stderr, whatever else is silenced."""
        self._echo(_printable(line), err=True)

    def ask(self, question: str, default: str = "") -> str:
        """Ask for one line; Enter alone gives the default. Raises UsageError where nobody can answer."""
        try:
            answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)
        except click.Abort:
            if sys.stdin is not None and sys.stdin.isatty():
                raise
            hint = "Run it in a terminal, or give the details to leafletgen build with --officer-file."
            raise UsageError(Problem("no-answer", "A question got no answer.", hint)) from None
        return answer

    def answer(self, error: LeafletError) -> None:
        """Say what is wrong with an answer."""
        for problem in error.problems:
            self._problem(problem)

    def _trace(self, error: LeafletError) -> None:
        """Show where in the program an unexpected error arose."""
        if isinstance(error, UnexpectedError) and error.trace:
            self._echo(_printable(error.trace), err=True)

    def _problem(self, problem: Problem) -> None:
        if self.as_annotations:
            self._echo(_annotation(problem))
            return
        place = f"{problem.where}: " if problem.where else ""
        severity = click.style(f"{problem.severity}:", fg=_COLOURS[problem.severity], bold=True)
        self._echo(f"{_printable(place)}{severity} {_printable(problem.message)} [{problem.code}]", err=True)
        if problem.hint:
            self._echo(f"  {_printable(problem.hint)}", err=True)

    def _echo(self, text: str | bytes, err: bool = False) -> None:
        try:
            click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)
        except OSError as error:
            nowhere = io.TextIOWrapper(io.BytesIO(), "utf-8")  # So that Python does not try again at its end.
            setattr(sys, "stderr" if err else "stdout", nowhere)
            if not isinstance(
                error, BrokenPipeError
            ):  # The reader may go, as `head` does: the work is done all the same.
                self._lost = error.strerror or str(error)


class _Bar(ProgressListener):
    """A progress bar on stderr, there only while the work goes on."""

    def __init__(self, console: Console, label: str) -> None:
        self.console = console
        self.label = label
        open_ = sys.stderr is not None  # A program may be started without stderr, as some schedulers do.
        self.shown = open_ and sys.stderr.isatty() and not (console.quiet or console.as_json)
        self.bar: Any = None

    def progress(self, done: int, total: int) -> None:
        """Draw the bar; remove it when all is done."""
        if not self.shown:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=total, label=self.label, show_pos=True, file=sys.stderr)
            self.bar.render_progress()
        self.bar.update(done - self.bar.pos)
        if done == total:
            self.close()

    def close(self) -> None:
        """End the bar, whether or not all is done: while it shows, the terminal's cursor does not."""
        if self.bar is not None:
            self.bar.render_finish()
            self.bar = None

    def waiting(self, folder: Path) -> None:
        """Say why nothing happens."""
        self.console.progress(f"Another build is at work in {folder}; waiting until it is done.")


def _json_object(report: Report) -> dict[str, object]:
    return {
        "ok": not report.errors,
        "files": [str(file) for file in report.files],
        "items": list(report.items),
        "problems": [_json_problem(problem) for problem in report.problems],
        "timings": {stage: round(seconds, 6) for stage, seconds in report.timings.items()},
    }


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub, which marks the line; what it would read as its own marks is escaped."""
    where = problem.where
    named = [("file", where.file)] if where else []
    if where and where.line:
        named += [("line", str(where.line)), ("col", str(where.column))]
    named.append(("title", problem.code))
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in named)
    words = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_GITHUB[problem.severity]} {properties}::{_escaped(_printable(words))}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _json_problem(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": where.file if where else None,
        "line": (where.line or None) if where else None,
        "column": (where.column or None) if where else None,
    }


def _results(report: Report) -> list[str]:
    """What is printed of the items: nothing where files were made, else a text for people or columns."""
    if report.files:
        return []
    return [report.text] if report.text else _columns(report.items)


def _columns(items: Sequence[Item]) -> list[str]:
    """Set the values of the items in columns, each as wide as its widest value."""
    rows = [[value if isinstance(value, str) else ",".join(value) for value in item.values()] for item in items]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(f"{value:{width}}" for value, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _printable(text: str) -> str:
    """Show control, invisible and broken characters as escapes: a data file must not be able to steer a terminal."""
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else ascii(c)[1:-1] for c in text)
