"""The options that put an officer's details on a leaflet.

In: what the user typed, and the file or stdin that --officer-file names. Out: an OfficerChoice, which joins the two.
Why: eight options that belong together reach a command as one argument.
"""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import DEFAULT_OUTPUT, NamedPath
from leafletgen.counts import counted
from leafletgen.errors import Problem, UsageError
from leafletgen.report import Report

if TYPE_CHECKING:
    from leafletgen.officer.details import Details
    from leafletgen.pipeline.request import Request

_STDIN = "-"

_Decorator = Callable[[Callable[..., Report]], Callable[..., Report]]

_OPTIONS: dict[str, _Decorator] = {
    "name": click.option("--officer-name", "name", metavar="TEXT", help="Your name, on the officer panel."),
    "first-name": click.option(
        "--officer-first-name", "first_name", metavar="TEXT", help="Your first name, for a child's leaflet."
    ),
    "number": click.option("--officer-number", "number", metavar="TEXT", help="Your collar or warrant number."),
    "phone": click.option("--officer-phone", "phone", metavar="TEXT", help="Your telephone number."),
    "email": click.option("--officer-email", "email", metavar="TEXT", help="Your email address."),
    "reference": click.option("--reference", metavar="TEXT", help="The reference of the case."),
    "next-contact": click.option("--next-contact", metavar="TEXT", help="When you will be in touch next."),
}
_FILE: _Decorator = click.option(
    "--officer-file",
    type=NamedPath(str),
    metavar="FILE|-",
    help="Read the details from a YAML file, or from stdin with -, so that none is left in the shell's history.",
)
_FULL: _Decorator = click.option(
    "--full-details",
    "full",
    is_flag=True,
    help="Show all details on a child's leaflet; without it, only first name and telephone.",
)


class OfficerChoice(NamedTuple):
    """Details typed as options, the file of details, and whether a child's leaflet shows all of them."""

    typed: dict[str, str]
    file: str | None
    full: bool

    def __bool__(self) -> bool:
        return bool(self.typed) or self.file is not None

    def make(self, request: Request) -> Report:
        """Make the officer's copy with these details."""
        from leafletgen.officer.copies import Copies
        from leafletgen.officer.details import Person

        click.get_current_context().ensure_object(Console).discreet = True
        copies = Copies(request, full=self.full)
        report = copies.make([Person(self._details())])
        report = report._replace(warnings=(*copies.data_warnings, *report.warnings))
        return report._replace(summary=closing_words(report, request))

    def _details(self) -> Details:
        """The details of the file, replaced by those of the options."""
        from leafletgen.content.files import MAX_BYTES, read_named
        from leafletgen.officer.details import Given, Value, given, name_of, read_details

        details: dict[Given, Value] = {}
        if self.file == _STDIN:
            details |= read_details(_read_stdin(MAX_BYTES), "standard input")
        elif self.file is not None:
            details |= read_details(read_named(Path(self.file)), self.file)
        typed = ((name_of(name), Value(text)) for name, text in self.typed.items())
        return details | given((detail, value) for detail, value in typed if detail)


def _read_stdin(most: int) -> bytes:
    """Read standard input to its end. Raises UsageError if it is closed, or has no end within `most` bytes."""
    data = sys.stdin.buffer.read(most + 1) if sys.stdin else None
    if data is None or len(data) > most:
        what = "is closed" if data is None else f"has more than {most / 1e6:g} MB"
        hint = "Send the details to it, a line for each, or name a file with --officer-file."
        raise UsageError(Problem("bad-stdin", f"Standard input {what}.", hint))
    return data


def officer_options(function: Callable[..., Report]) -> Callable[..., Report]:
    """Add the options; the function gets them as one argument, `officer`."""

    @functools.wraps(function)
    def collect(*, officer_file: str | None, full: bool, **others: Any) -> Report:
        typed = {name: others.pop(name.replace("-", "_")) for name in _OPTIONS}
        given = {name: text for name, text in typed.items() if text is not None}
        return function(officer=OfficerChoice(given, officer_file, full), **others)

    decorated: Callable[..., Report] = collect
    options: list[_Decorator] = [_FULL, _FILE, *reversed(_OPTIONS.values())]
    for option in options:
        decorated = option(decorated)
    return decorated


def closing_words(report: Report, request: Request) -> str:
    """The summary after officers' copies were made: how many, the first names on them, how to print and delete them.

    `request` is that of these copies: answers in the dialogue can differ from the command line.
    """
    made = counted(len(report.files), "leaflet with an officer's details", "leaflets with officers' details")
    paper = " and ".join(size.upper() for size in report.paper)
    edge = "short" if request.options.booklet else "long"
    settings = f"Print on {paper} paper at actual size (100 %), on both sides, flipped on the {edge} edge."
    names = f"{report.summary}\n" if report.summary else ""
    folder = "" if request.output == Path(DEFAULT_OUTPUT) else f" -o {shlex.quote(str(request.output))}"
    delete = f"Delete the files after printing: leafletgen officer --clean{folder}"
    return f"{made}. {settings}\n{names}Only your own account can read them. {delete}"
