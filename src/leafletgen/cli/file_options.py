"""The argument and the options of `leafletgen build` that choose files: which leaflets, on which paper, in which form.

In: what the user typed. Out: a FileChoice.
Why: what belongs together reaches the command as one argument.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from leafletgen.cli.options import complete_edition, form_options, language_option
from leafletgen.cli.press_options import PressChoice
from leafletgen.formats import sizes as sizes_of_paper
from leafletgen.report import Report

if TYPE_CHECKING:  # Not imported at run time: `--help` needs no options of files.
    from leafletgen.content.output_options import OutputOptions

_editions = click.argument("editions", metavar="[EDITION]...", nargs=-1, shell_complete=complete_edition)
_variants = click.option(
    "--variant",
    "variants",
    type=click.Choice(["parent", "child"]),
    multiple=True,
    help="For parents or for children; may be given twice. Both by default.",
)
_sizes = click.option(
    "--size",
    "sizes",
    type=click.Choice(sizes_of_paper(), case_sensitive=False),
    multiple=True,
    help="The paper size, or card for a wallet card; may be given again. A4 and A5 by default.",
)
_languages = language_option(
    "The language: cy, pl, cy+en for cy and English in one file; may be given again. By default those of each edition."
)
_fillable = click.option("--fillable", is_flag=True, help="The officer panel as a form to fill in on a screen.")


class FileChoice(NamedTuple):
    """Which files are made: empty `editions`, `variants` and `sizes` mean all, no `languages` those of each edition."""

    editions: tuple[str, ...]
    variants: tuple[str, ...]
    sizes: tuple[str, ...]
    languages: tuple[str, ...]
    large_print: bool
    mono: bool
    booklet: bool
    fillable: bool

    def options(self, press: PressChoice) -> OutputOptions:
        """How the files are made, with what was chosen for a printer."""
        from leafletgen.content.output_options import OutputOptions

        return OutputOptions(
            large_print=self.large_print,
            mono=self.mono,
            booklet=self.booklet,
            fillable=self.fillable,
            profile=press.profile,
            standard=press.standard,
            marks=press.marks,
            draft=press.draft,
        )


def file_options(function: Callable[..., Report]) -> Callable[..., Report]:
    """Add the argument and the options; the function gets them as one argument, `files`."""

    @functools.wraps(function)
    def collect(**given: Any) -> Report:
        files = FileChoice(**{name: given.pop(name) for name in FileChoice._fields})
        return function(files=files, **given)

    return _editions(_variants(_sizes(_languages(form_options(_fillable(collect))))))
