"""Shared by the commands: their class, common options, the choice of the data folder, shell completion.

In: what the user typed. Out: values, or settings of the Console.
Why: an option has the same meaning and help text in every command.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from leafletgen.cli.console import Console
from leafletgen.errors import ContentError, Problem, ResourceError, Where
from leafletgen.resources import data_folder, overlooked, shipped_data

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help is printed by the Console."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's --help option with our callback."""
        option = super().get_help_option(ctx)
        if option:
            option.callback = _help
        return option


class Group(Command, click.Group):
    """A group of Commands."""

    command_class = Command


def _help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        context.exit(context.ensure_object(Console).tell(context.get_help()))


def _be_quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.ensure_object(Console).quiet |= value


def _be_verbose(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.ensure_object(Console).verbose |= value


def _keep_data(context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    context.ensure_object(Console).data = value
    return value


class NamedPath(click.Path):
    """A path that was typed. An empty one is refused, because Path("") means the current folder."""

    def __init__(self, path_type: type[Path | str] = Path) -> None:
        super().__init__(readable=False, path_type=path_type)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty name, for example from a shell variable that is not set."""
        if value == "":
            self.fail("The name is empty. The current folder is called '.'.", param, ctx)
        return super().convert(value, param, ctx)


class Day(click.DateTime):
    """A day that was typed as YYYY-MM-DD, in no other of the ways in which people write one."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day; any other text is refused with the form."""
        from leafletgen.content.dates import FORM, why_no_date  # Imported late: few commands take a day.

        try:
            return super().convert(value, param, ctx).date()
        except click.BadParameter:
            self.fail(f"{value!r} is not a date. {why_no_date(value)}{FORM}", param, ctx)


# main.py looks for --json in the raw command line, so that a mistyped option is reported in JSON too.
_json = click.option(
    "--json", is_flag=True, expose_value=False, help="Print one JSON object: ok, files, items, problems, timings."
)
_quiet = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_be_quiet,
    help="No progress and no notes; errors and warnings are still shown.",
)
_verbose = click.option(
    "-v", "--verbose", is_flag=True, expose_value=False, callback=_be_verbose, help="Show the time of each stage."
)
_data = click.option(
    "--data",
    type=NamedPath(),
    callback=_keep_data,
    metavar="DIR",
    help="The data folder. Default: ./data if it holds agencies.yaml or settings.yaml, else the data of leafletgen.",
)
_large = click.option("--large-print", is_flag=True, help="Set in 18 point type, in A4.")
_mono = click.option("--mono", is_flag=True, help="Black and grey only.")
_booklet = click.option("--booklet", is_flag=True, help="Two A5 pages on each side of A4, to print, fold and staple.")


def output_options(function: _Function) -> _Function:
    """Add the options of every command: --json, --quiet and --verbose."""
    return _json(_quiet(_verbose(function)))


def common_options(function: _Function) -> _Function:
    """Add the options of every command that reads data: --data, --json, --quiet and --verbose."""
    return _data(output_options(function))


def form_options(function: _Function) -> _Function:
    """Add the options for print size, colour and folding: --large-print, --mono and --booklet."""
    return _large(_mono(_booklet(function)))


def one_language_option(words: str) -> Callable[[_Function], _Function]:
    """The option for one language by its tag, English if it is not given; `words` is its help text."""
    return click.option("--language", metavar="TAG", default="en", help=f"{words} Default: English.")


jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of processes. Default: one for each processor, or only one if there are few files.",
)
"""The option for the number of processes."""


def language_option(words: str) -> Callable[[_Function], _Function]:
    """The option for languages by their tags, which may be given several times; `words` is its help text."""
    return click.option("--language", "languages", metavar="TAG", multiple=True, help=words)


DEFAULT_OUTPUT = "dist"


def output_option(
    words: str = "The folder for the files; it is made if it does not exist.", folder: str = DEFAULT_OUTPUT
) -> Callable[[_Function], _Function]:
    """The option for the output folder; `folder` is its default, `words` its help text."""
    return click.option(
        "-o",
        "--output-dir",
        type=NamedPath(),
        default=Path(folder),
        show_default=True,
        metavar="DIR",
        help=words,
    )


replace_option = click.option(
    "--replace", is_flag=True, help="Write over a file that exists, even if somebody has filled it in."
)
"""The option of commands that write files for people to fill in."""

_ONLY_LOOKING = ("--check", "--dry-run", "--prune", "--json", "-q", "--quiet", "-v", "--verbose")
"""Options that a hint leaves out when it repeats a command line so that files are made."""


def command_to_make(typed: Sequence[str]) -> str:
    """The command for a hint: it makes the files that the command line `typed` only checks or lists."""
    return shlex.join(["leafletgen", *(word for word in typed if word not in _ONLY_LOOKING)])


def data_to_read(chosen: Path | None) -> Path:
    """Choose the data folder (see resources.data_folder); warn if the current folder looks like one but is not used."""
    taken = data_folder(chosen)
    if chosen is None:
        warn_if_overlooked(taken)
    return taken


def data_to_change(chosen: Path | None) -> Path:
    """Choose the data folder. Raises ContentError for the one that ships with leafletgen, unless it is named."""
    folder = data_to_read(chosen)
    if chosen is None and folder == shipped_data():
        raise ContentError(_SHIPPED._replace(where=Where(str(folder))))
    return folder


_SHIPPED = Problem(
    "not-own-data",
    "This data folder ships with leafletgen, and an update would undo the change.",
    "Name your own data folder: --data our-data. Only one called `data` is found by itself.",
)


def warn_if_overlooked(taken: Path) -> None:
    """Warn if the current folder holds data, but the folder `taken` is read without being named."""
    context = click.get_current_context()
    console = context.ensure_object(Console)
    words = context.command_path.split()[1:]
    rest = console.typed[len(words) :] if [*console.typed[: len(words)]] == words else None
    if rest is not None and ("officer" in words or any(word.startswith("--officer") for word in rest)):
        rest = None
    if problem := overlooked(taken, context.command_path, None if rest is None else shlex.join(rest)):
        console.warn(problem)


def complete_edition(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion: the editions of the data folder, by their file names."""
    try:
        folder = data_folder(context.params.get("data"))
        names = sorted(path.stem for path in (folder / "editions").glob("*.yaml"))
    except (ResourceError, OSError):
        return []
    return [name for name in names if name.startswith(incomplete)]
