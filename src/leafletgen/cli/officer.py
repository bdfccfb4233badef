"""`leafletgen officer`: make an officer's copy step by step, or one for each row of a list.

In: answers, or a list. Out: files in the folder `personal`, and how to print them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli.console import Console
from leafletgen.cli.officer_options import closing_words
from leafletgen.cli.options import (
    Command,
    NamedPath,
    common_options,
    complete_edition,
    data_to_read,
    form_options,
    language_option,
    output_option,
)
from leafletgen.errors import ExitCode, FoundProblems, LeafletError, Problem, WriteError
from leafletgen.formats import sizes as sizes_of_paper
from leafletgen.report import Report
from leafletgen.resources import fonts_folder, icc_folder

if TYPE_CHECKING:
    from leafletgen.cli.officer_dialogue import Filled
    from leafletgen.officer.details import Details
    from leafletgen.pipeline.request import Request


@click.command("officer", cls=Command, short_help="Put an officer's details on a leaflet, asked step by step.")
@click.argument("edition", required=False, shell_complete=complete_edition)
@click.option(
    "--variant", type=click.Choice(["parent", "child"]), help="For parents or for the child. Asked for if not given."
)
@click.option(
    "--size",
    type=click.Choice(sizes_of_paper(), case_sensitive=False),
    help="The paper size, or card for a sheet of wallet cards. A4 by default.",
)
@form_options
@click.option("--full-details", "full", is_flag=True, help="Show all details on a child's leaflet.")
@click.option("--remember", is_flag=True, help="Save names, number and telephone in your configuration folder.")
@click.option("--forget", is_flag=True, help="Remove the saved details. No leaflet is made.")
@click.option(
    "--clean", is_flag=True, help="Delete the leaflets in the folder personal, after showing them. None is made."
)
@click.option("--open", "show", is_flag=True, help="Open the leaflet when it is made.")
@click.option(
    "--from",
    "people",
    type=NamedPath(),
    metavar="PEOPLE",
    help="Make one leaflet for each row of a list, .xlsx or .csv. docs/officers.md names its columns.",
)
@click.option("--keep-going", is_flag=True, help="With --from: if rows have faults, make the leaflets of the others.")
@language_option("The language, such as cy; may be given again. By default those of the edition.")
@output_option("The leaflet goes to the folder personal inside this one.")
@common_options
def command(
    edition: str | None,
    variant: str | None,
    size: str | None,
    large_print: bool,
    mono: bool,
    booklet: bool,
    full: bool,
    remember: bool,
    forget: bool,
    clean: bool,
    show: bool,
    people: Path | None,
    keep_going: bool,
    languages: tuple[str, ...],
    output_dir: Path,
    data: Path | None,
) -> Report:
    """Make a leaflet with an officer's details: asks one question at a time, then says how to print it.

    The leaflet goes to the folder personal inside the output folder; only you can read it, and it never replaces
    another file. No detail is saved anywhere else, unless you add --remember; the reference is never saved.

    \b
    Examples:
      leafletgen officer
      leafletgen officer hampshire --variant parent --remember --open
      leafletgen officer hampshire --variant parent --from team.csv --keep-going
      leafletgen officer --forget
      leafletgen officer --clean
    """
    from leafletgen.content.output_options import OutputOptions
    from leafletgen.pipeline.request import Request

    console = click.get_current_context().ensure_object(Console)
    console.discreet = True
    if clean and (forget or edition or people):
        raise click.UsageError("--clean deletes the leaflets of all editions, and does nothing else: give it alone.")
    if forget:
        return _forget()
    if clean:
        return _clean(console, output_dir)
    if keep_going and not people:
        raise click.UsageError("--keep-going needs --from.")
    if people and (remember or show):
        raise click.UsageError("--remember and --open are for one officer and cannot be combined with --from.")
    request = Request(
        data=data_to_read(data),
        fonts=fonts_folder(),
        icc=icc_folder(),
        output=output_dir,
        editions=(edition,) if edition else (),
        variants=(variant,) if variant else (),
        sizes=(size,) if size else () if booklet else sizes_of_paper()[:1],
        languages=languages,
        options=OutputOptions(large_print=large_print, mono=mono, booklet=booklet),
        environment=os.environ,
    )
    report = _from_list(request, people, full, keep_going) if people else _ask(console, request, full, remember, show)
    if report.errors and report.files:  # No summary is shown beside errors, but these files were made.
        console.progress(report.summary)
    return report


def _from_list(request: Request, people: Path, full: bool, keep_going: bool) -> Report:
    from leafletgen.content.files import read_named
    from leafletgen.officer.copies import Copies
    from leafletgen.officer.team_list import read_people

    persons = read_people(read_named(people), str(people))
    report = Copies(request, full=full).make(persons, keep_going=keep_going)
    return report._replace(summary=closing_words(report, request))


def _ask(console: Console, request: Request, full: bool, remember: bool, show: bool) -> Report:
    console.begin_dialogue()
    console.tell_warnings()
    with _questions(console, *_NOT_MADE):
        filled, warnings = _filled(console, request, full)
    filled, report = _make(console, filled)
    if remember and report.files:
        warnings += _remember(console, filled.details)
    words = closing_words(report, filled.copies.request)
    report = report._replace(warnings=(*report.warnings, *warnings), summary=words)
    return _open(report) if show else report


_NOT_MADE = ("no leaflet was made", "Your answers are not kept.")


@contextmanager
def _questions(console: Console, undone: str, hint: str) -> Iterator[None]:
    """Say what is `undone` if the questions of the block are interrupted; nothing typed ahead reaches the shell."""
    from leafletgen.cli.terminal import drop_typed_ahead

    try:
        yield
    except (KeyboardInterrupt, click.Abort) as stopped:
        if isinstance(stopped, KeyboardInterrupt):
            console.say("")  # The message begins on a line of its own.
        raise _Stopped(Problem("interrupted", f"Interrupted: {undone}.", hint)) from None
    finally:
        drop_typed_ahead()


def _filled(console: Console, request: Request, full: bool) -> tuple[Filled, tuple[Problem, ...]]:
    """Ask until a leaflet is to be made; gives it, and warnings about the saved details."""
    from leafletgen.cli import officer_dialogue
    from leafletgen.officer import saved
    from leafletgen.officer.copies import Copies

    copies = Copies(officer_dialogue.ask_printer(console, _complete(request, console)), full=full)
    known, warnings = saved.load()
    details = officer_dialogue.ask_details(console, copies, known)
    filled = officer_dialogue.confirm(console, officer_dialogue.Filled(copies, details))
    return _unless_stopped(filled), warnings


def _make(console: Console, filled: Filled) -> tuple[Filled, Report]:
    """Make the leaflet; on a terminal ask for another folder if it cannot be written, so that no answer is lost."""
    from leafletgen.cli.officer_dialogue import ask_folder
    from leafletgen.cli.terminal import is_terminal
    from leafletgen.officer.details import Person

    while True:
        try:
            return filled, filled.copies.make([Person(filled.details)])
        except WriteError as error:
            if not is_terminal(sys.stdin):
                raise
            console.reject(error)
        with _questions(console, *_NOT_MADE):
            filled = _unless_stopped(ask_folder(console, filled))


def _unless_stopped(filled: Filled | None) -> Filled:
    """The leaflet to make. Raises _Stopped if none is to be made."""
    if filled is None:
        raise _Stopped(Problem("nothing-made", "Nothing was made.", "Your answers are not kept.", severity="note"))
    return filled


def _remember(console: Console, details: Details) -> tuple[Problem, ...]:
    """Save the details; gives a warning if that fails, because the leaflet is made."""
    from leafletgen.officer import saved

    try:
        console.progress(f"Saved in {saved.save(details)}. To remove it: leafletgen officer --forget")
    except WriteError as error:
        message = "The leaflet is made, but your details could not be saved."
        hint = "Give them again the next time, or mend this first: "
        return tuple(
            Problem("not-remembered", message, f"{hint}{problem.message} {problem.hint}", problem.where, "warning")
            for problem in error.problems
        )
    return ()


def _complete(request: Request, console: Console) -> Request:
    """Ask for the edition and the variant if the command line does not give them.

    Raises LeafletError before the first question if the data are not valid, or no leaflet can be as it was asked for.
    """
    from msgspec.structs import replace

    from leafletgen.cli import officer_dialogue
    from leafletgen.content.check import check
    from leafletgen.content.source import read_folder
    from leafletgen.pipeline.plan import only_variant, plan

    catalogue = check(read_folder(request.data), None)
    variants = request.variants or only_variant(request.sizes)
    plan(catalogue, request.editions, variants, request.sizes, request.options, request.languages)
    if not request.editions:
        choices = {key: edition.name for key, edition in catalogue.editions.items()}
        request = replace(request, editions=(officer_dialogue.choose(console, "Which edition?", choices),))
    if not variants:
        choices = {"parent": "For parents and carers", "child": "For the child"}
        request = replace(request, variants=(officer_dialogue.choose(console, "For whom is the leaflet?", choices),))
    return request


def _open(report: Report) -> Report:
    """Open the leaflet in the system's PDF viewer; adds a warning if that fails."""
    if report.files and click.launch(str(report.files[0])):
        problem = Problem("not-opened", "The leaflet could not be opened.", "Open it by hand.", severity="warning")
        return report._replace(warnings=(*report.warnings, problem))
    return report


def _forget() -> Report:
    from leafletgen.officer import saved

    return Report(summary="The saved details were removed." if saved.forget() else "No details were saved.")


def _clean(console: Console, output: Path) -> Report:
    """Delete the leaflets with officers' details in the output folder, if the user agrees to the list of them."""
    from leafletgen.cli.officer_dialogue import agrees
    from leafletgen.cli.terminal import drop_typed_ahead
    from leafletgen.officer.clean import contents, delete
    from leafletgen.officer.personal import FOLDER

    console.how_to_answer = "Run it in a terminal, or send the answer in: echo yes | leafletgen officer --clean"
    made, found = contents(output / FOLDER)
    left = tuple(FoundProblems(found))
    warnings = tuple(problem for problem in left if problem.severity == "warning")
    notes = tuple(problem for problem in left if problem.severity == "note")
    if not made:
        place, hint = output / FOLDER, f"If some are elsewhere, name with -o what holds their folder {FOLDER}."
        nothing = "" if warnings else f"There is no leaflet with an officer's details in {place}. {hint}"
        return Report(summary=nothing, warnings=warnings, notes=notes)
    for file in made:
        console.say(f"  {file.path}")
    drop_typed_ahead()
    with _questions(console, "nothing was deleted", "To delete the files, give the same command again."):
        agreed = agrees(console, f"Delete {'this file' if len(made) == 1 else f'these {len(made)} files'}?", "no")
    if not agreed:
        return Report(summary="Nothing was deleted.")
    report = delete(output / FOLDER, made)
    if report.errors:  # No summary is shown beside errors.
        console.progress(report.summary)
    return report._replace(warnings=(*report.warnings, *warnings), notes=notes)


class _Stopped(LeafletError):
    exit_code = ExitCode.INTERRUPTED
