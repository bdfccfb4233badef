"""The command `leafletgen`: finds the subcommand, and turns every error into a message and an exit code.

In: the command line. Out: an exit code.
Why: errors are handled in one place. Commands load fast, because each imports the stages that it needs when called.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from leafletgen.cli.console import Console
from leafletgen.cli.options import Group
from leafletgen.cli.terminal import use_utf8
from leafletgen.errors import ExitCode, LeafletError, Problem, ResourceError, UnexpectedError, UsageError
from leafletgen.report import Report
from leafletgen.version import __version__

_COMPLETE = "_LEAFLETGEN_COMPLETE"
"""The variable by which a shell asks for completions; Click makes its name from that of the program."""

_COMMANDS = (
    "build",
    "officer",
    "list",
    "validate",
    "agencies",
    "contacts",
    "links",
    "diff",
    "edition",
    "preflight",
    "preview",
    "schema",
    "translate",
    "site",
)


class Program(Group):
    """The group of all commands. A command's module is imported when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted for the help text."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name. If there is none, all are imported, because Click suggests similar names."""
        for name in (cmd_name,) if cmd_name in _COMMANDS else _COMMANDS:
            if name not in self.commands:
                self.add_command(import_module(f"leafletgen.cli.{name}").command)
        return self.commands.get(cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line and exit. Unlike Click's, Ctrl-C while options are parsed exits with 130, not 1."""
        use_utf8()
        if os.environ.get(_COMPLETE):
            self._complete(*args, **kwargs)
        try:
            code = super().main(*args, **(kwargs | {"standalone_mode": False}))
        except click.Abort:
            code = ExitCode.INTERRUPTED
        except click.ClickException as error:
            code = Console().refuse(error)
        raise SystemExit(code)

    def _complete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Answer a shell that asks for completions; a question that makes no sense gets no answer, and no error."""
        with suppress(Exception, SystemExit):
            super().main(*args, **kwargs)
        raise SystemExit(ExitCode.DONE)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Look for --json before anything else, so that a mistyped option is reported in JSON too."""
        ctx.obj = Console(as_json="--json" in args, typed=args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command, show its report, and exit with the report's exit code."""
        console = ctx.ensure_object(Console)
        ctx.exit(console.finish(self._report(ctx, console)))

    def _report(self, ctx: click.Context, console: Console) -> Report:
        """Run the command; every exception becomes a Report with an error."""
        try:
            _check_current_folder()
            report = super().invoke(ctx)
            assert isinstance(report, Report)
        except LeafletError as error:
            return Report(errors=(error,))
        except click.UsageError as error:
            if not console.as_json:
                raise
            return Report(errors=(_usage_error(error),))
        except (KeyboardInterrupt, click.Abort):
            return Report(errors=(_Interrupted(_INTERRUPTED),))
        except click.exceptions.Exit:  # --help was given.
            raise
        except Exception as error:
            return Report(errors=(UnexpectedError.of(error, quote=not console.discreet),))
        return report


def _check_current_folder() -> None:
    """Raise ResourceError if there is no current folder: names are read from there, also by the libraries."""
    try:
        Path.cwd()
    except OSError:
        problem = Problem("no-current-folder", "The current folder was removed.", "Change to a folder that exists.")
        raise ResourceError(problem) from None


class _Interrupted(LeafletError):
    exit_code = ExitCode.INTERRUPTED


_INTERRUPTED = Problem("interrupted", "Interrupted.", "Finished files are whole; the others are unchanged.")


def _usage_error(error: click.UsageError) -> UsageError:
    help_command = f"{error.ctx.command_path if error.ctx else 'leafletgen'} --help"
    return UsageError(Problem("usage", error.format_message(), f"Try: {help_command}"))


def _version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        context.exit(context.ensure_object(Console).tell(f"leafletgen, version {__version__}"))


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Make leaflets for families about a child's online activity, from YAML to print-ready PDF.

    Problems and progress go to stderr, results to stdout.

    \b
    Examples:
      leafletgen list                      list the editions
      leafletgen validate                  check the data
      leafletgen preview                   see the leaflets in a browser while you edit the data
      leafletgen build hampshire           make the leaflets of an edition
      leafletgen officer                   make a leaflet with your name and number, step by step
      leafletgen preflight dist/*.pdf      check PDF files before they are printed

    \b
    Exit codes:
      0 done                   5 a file or folder is missing
      1 unexpected             6 a file cannot be written
      2 wrong usage            7 a finished file failed its check
      3 the data are invalid   8 out of date (--check)
      4 does not fit           130 interrupted

    \b
    Shell completion, in the start-up file of your shell:
      bash   eval "$(_LEAFLETGEN_COMPLETE=bash_source leafletgen)"
      zsh    eval "$(_LEAFLETGEN_COMPLETE=zsh_source leafletgen)"
      fish   _LEAFLETGEN_COMPLETE=fish_source leafletgen | source
    """
