"""All output of leafletgen: results on stdout, problems and progress on stderr, or one JSON object on stdout.

In: Reports and lines of text. Out: characters, and the exit code.
Why: only this module prints, so --json, --quiet, colour and closed pipes work the same in every command.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import click

from leafletgen.cli.terminal import can_edit, is_terminal, wrapped
from leafletgen.errors import ExitCode, LeafletError, Problem, Severity, UnexpectedError, UsageError, most_serious
from leafletgen.pipeline.progress import ProgressListener
from leafletgen.report import Item, Report

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}

_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
"""The names of GitHub's workflow commands."""

_LONGEST_MESSAGE = 2_000
"""Longer messages are cut: they quote a file or an option of any length."""

_COMMAND = re.compile(
    r"\bleafletgen (?:build|links|list|site|validate|(?:agencies|contacts|edition|translate) [a-z]+)\b(?: overrides\b)?"
)
"""A command in a hint or a summary that reads data; `diff` names its folders itself."""

_LONGEST_ANSWER = 2_000
_MOST_QUESTIONS = 200
"""Limits for answers that come from a file or a program, which may have no end."""


class Console:
    """Prints Reports in the form that the user asked for."""

    def __init__(self, as_json: bool = False, typed: Sequence[str] = ()) -> None:
        self.as_json = as_json
        self.typed = tuple(typed)
        """The arguments of the command line."""
        self.data: Path | None = None
        """The data folder that the command line names; commands in hints name it too."""
        self.as_annotations = False
        self.quiet = False
        self.verbose = False
        self.discreet = False
        """Whether the command handles personal details: then messages of unexpected errors, which could quote them,
        are not shown."""
        self.how_to_answer = "Run it in a terminal, or give the details to leafletgen build with --officer-file."
        """The hint if a question gets no answer."""
        self._in_dialogue = False
        self._warnings: list[Problem] = []
        self._write_error = ""
        self._bar: _Bar | None = None
        self._asked = 0

    def show_as(self, form: Literal["text", "json", "github"]) -> None:
        """Choose the form of the report; github: annotations on the lines of a pull request."""
        self.as_json |= form == "json"
        self.as_annotations = form == "github"

    def warn(self, problem: Problem) -> None:
        """Keep a warning about the command line; `finish` shows it with the report."""
        self._warnings.append(problem)

    def take_warnings(self) -> tuple[Problem, ...]:
        """Return the warnings and forget them, for a command that reports them itself."""
        taken, self._warnings = self._warnings, []
        return tuple(taken)

    def tell_warnings(self) -> None:
        """Show the warnings about the command line now, before questions or a long run; JSON has them at its end."""
        if not self.as_json:
            for problem in self.take_warnings():
                self._problem(problem)

    def finish(self, report: Report) -> int:
        """Show the outcome of a command and return its exit code."""
        if self._bar:
            self._bar.close()
        report = report._replace(warnings=(*self.take_warnings(), *report.warnings))
        if self.as_json:
            import json  # Imported late: most commands print text.

            self._echo(json.dumps(self._json_object(report), indent=2))
        else:
            self._show(report)
        return self._leave(report.exit_code)

    def tell(self, text: str) -> int:
        """Print a text that was asked for, such as help, and return the exit code."""
        self._echo(text)
        return self._leave(ExitCode.DONE)

    def refuse(self, error: click.ClickException) -> int:
        """Show Click's message about a wrong command line, and return the exit code."""
        words = io.StringIO()
        error.show(words)
        self._echo(_short(words.getvalue().rstrip("\n")), err=True)
        return self._leave(ExitCode(error.exit_code))

    def _leave(self, code: ExitCode) -> int:
        """The exit code: at least WRITE if some output could not be printed."""
        if not self._write_error:
            return code
        message = f"The results could not be printed: {self._write_error}."
        self._problem(Problem("not-printed", message, "Redirect them to a disk that has room."))
        return most_serious([code, ExitCode.WRITE])

    def _show(self, report: Report) -> None:
        for problem in report.problems:
            if not (self.quiet and problem.severity == "note"):
                self._problem(problem)
        for file in report.files:
            self._echo(os.fsencode(file))
        for line in _results(report, headings=is_terminal(sys.stdout)):
            self._echo(_printable(line))
        if self.verbose:
            for error in report.errors:
                self._trace(error)
            for line in report.details:
                self.progress(line)
            for stage, seconds in report.timings.items():
                self.progress(f"{stage:10}{1000 * seconds:8.1f} ms")
        if report.summary and not report.errors:
            self.progress(self._of_this_data(report.summary))

    def announce(self, line: str) -> None:
        """Print the result of a command that goes on running: on stdout, or on stderr if stdout has JSON at the end."""
        self._echo(_printable(line), err=self.as_json)

    def progress(self, line: str) -> None:
        """Print a line about progress on stderr, unless --quiet or --json is given."""
        if not (self.quiet or self.as_json):
            self._echo(_printable(line), err=True)

    def progress_bar(self, label: str) -> ProgressListener:
        """A listener that draws a progress bar on a terminal, and nothing in a pipe."""
        self._bar = _Bar(self, label)
        return self._bar

    def begin_dialogue(self) -> None:
        """From now on, lines for the user are broken at words, and answers can be edited if the system allows it."""
        self._in_dialogue = True

    def say(self, line: str) -> None:
        """Print a line of a dialogue on stderr, even with --quiet."""
        self._echo(_printable(line), err=True)

    def ask(self, question: str, default: str = "") -> str:
        """Ask for one line; Enter alone gives the default. Raises UsageError if stdin has none that can be read."""
        self._asked += 1
        prompt = _printable(f"{question} [{default}]" if default else question)
        try:
            if is_terminal(sys.stdin):
                return (self._edited(prompt) if self._in_dialogue and can_edit() else self._typed(prompt)) or default
            click.echo(f"{prompt}: ", nl=False, err=True)
            line = sys.stdin.readline(_LONGEST_ANSWER) if sys.stdin is not None else ""
        except UnicodeDecodeError:
            raise UsageError(Problem("no-answer", "An answer is not text in UTF-8.", self.how_to_answer)) from None
        if not line:
            raise UsageError(Problem("no-answer", "A question got no answer.", self.how_to_answer))
        if self._asked > _MOST_QUESTIONS or len(line) == _LONGEST_ANSWER:
            raise UsageError(
                Problem("no-answer", "The answers on standard input are too many or too long.", self.how_to_answer)
            )
        return line.rstrip("\n") or default

    def _edited(self, prompt: str) -> str:
        """Ask in a terminal; the answer can be edited. The prompt is for readline too, which places the cursor."""
        *before, last = wrapped(f"{prompt}: ").split("\n")
        for line in before:
            self.say(line)
        try:
            return input(last + " " * (not last.endswith(" ")))
        except EOFError:
            self.say("")  # What follows begins on a line of its own.
            raise click.Abort from None

    def _typed(self, prompt: str) -> str:
        return str(click.prompt(prompt, default="", show_default=False, err=True))

    def reject(self, error: LeafletError) -> None:
        """Show what is wrong with an answer."""
        for problem in error.problems:
            self.mention(problem)

    def mention(self, problem: Problem) -> None:
        """Show a problem at once, in a dialogue, and not only at its end."""
        self._problem(problem)

    def _trace(self, error: LeafletError) -> None:
        """Show the traceback of an unexpected error."""
        if isinstance(error, UnexpectedError) and error.trace:
            self._echo(_printable(error.trace), err=True)

    def _readable(self, problem: Problem) -> Problem:
        """The Problem with a message and a hint that can be read, and with commands that read the same data."""
        return problem._replace(message=_short(problem.message), hint=_short(self._of_this_data(problem.hint)))

    def _of_this_data(self, text: str) -> str:
        """A hint or a summary, with the data folder that was named in each command that reads data."""
        if self.data is None or "--data" in text:
            return text
        option = f" --data {shlex.quote(str(self.data))}"
        return _COMMAND.sub(lambda found: found[0] + option, text)

    def _problem(self, problem: Problem) -> None:
        problem = self._readable(problem)
        if self.as_annotations:
            self._echo(_annotation(problem))
            return
        place = f"{problem.where}: " if problem.where else ""
        text = f"{place}{problem.severity}: {problem.message} [{problem.code}]"
        self._echo(_printable(text), err=True, severity=problem.severity)
        if problem.hint:
            self._echo(f"  {_printable(problem.hint)}", err=True)

    def _json_object(self, report: Report) -> dict[str, object]:
        return {
            "ok": not report.errors,
            "files": [str(file) for file in report.files],
            "items": list(report.items),
            "problems": [_json_problem(self._readable(problem)) for problem in report.problems],
            "timings": {stage: round(seconds, 6) for stage, seconds in report.timings.items()},
        }

    def _echo(self, text: str | bytes, err: bool = False, severity: Severity | None = None) -> None:
        if err and self._in_dialogue and isinstance(text, str):
            text = wrapped(text)
        if severity and isinstance(text, str):  # Coloured last: the signs for it have no width.
            word = f"{severity}:"
            text = text.replace(word, click.style(word, fg=_COLOURS[severity], bold=True), 1)
        try:
            click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)
        except OSError as error:
            sink = io.TextIOWrapper(io.BytesIO(), "utf-8")  # So that Python does not flush the broken stream at exit.
            setattr(sys, "stderr" if err else "stdout", sink)
            if not isinstance(error, BrokenPipeError):  # A closed pipe (e.g. `| head`) is not an error.
                self._write_error = error.strerror or str(error)


class _Bar(ProgressListener):
    """A progress bar on stderr, removed when the work is done."""

    def __init__(self, console: Console, label: str) -> None:
        self.console = console
        self.label = label
        self.shown = is_terminal(sys.stderr) and not (console.quiet or console.as_json)
        self.bar: Any = None

    def progress(self, done: int, total: int) -> None:
        """Draw the bar; remove it if `done` is `total`."""
        if not self.shown:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=total, label=self.label, show_pos=True, file=sys.stderr)
            self.bar.render_progress()
        self.bar.update(done - self.bar.pos)
        if done == total:
            self.close()

    def close(self) -> None:
        """Remove the bar, even before all is done, because it hides the terminal's cursor."""
        if self.bar is not None:
            self.bar.render_finish()
            self.bar = None

    def waiting(self, folder: Path) -> None:
        """Tell the user that the build waits for another one."""
        self.console.progress(f"Another build is running in {folder}; waiting until it is done.")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _annotation(problem: Problem) -> str:
    """A GitHub workflow command that annotates the line; its special characters are escaped in the texts."""
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


def _results(report: Report, *, headings: bool) -> list[str]:
    """The lines for the items: none if files were made, else the report's text or columns."""
    if report.files:
        return []
    return [report.text] if report.text else _columns(report.items, headings=headings)


def _columns(items: Sequence[Item], *, headings: bool) -> list[str]:
    """The values of the items in columns, each as wide as its widest value; an item may have fewer than others.

    With `headings` the first line has their names, if they are those of all items.
    """
    rows = [[value if isinstance(value, str) else ",".join(value) for value in item.values()] for item in items]
    if headings and len(named := {tuple(item) for item in items}) == 1:
        rows.insert(0, [name.replace("_", " ").upper() for name in named.pop()])
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    return ["  ".join(f"{value:{width}}" for value, width in zip(row, widths, strict=False)).rstrip() for row in rows]


def _printable(text: str) -> str:
    """Escape control, invisible and surrogate characters: text from a data file must not control a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else ascii(c)[1:-1] for c in text)
