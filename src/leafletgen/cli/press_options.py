"""The options of `leafletgen build` that are for a commercial printer.

In: what the user typed. Out: a PressChoice; a usage error if one of two options that belong together is missing.
Why: seven options that belong together reach the command as one argument.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import click

from leafletgen.cli.options import NamedPath
from leafletgen.report import Report

_profile = click.option(
    "--profile",
    type=click.Choice(["office", "press"]),
    default="office",
    show_default=True,
    help="office: for desktop printers and screens; press: for a commercial printer.",
)
_standard = click.option(
    "--standard",
    type=click.Choice(["x4", "x1a"]),
    default="x4",
    show_default=True,
    help="With press: PDF/X-4 or PDF/X-1a:2003.",
)
_marks = click.option("--marks", is_flag=True, help="With press: crop marks outside the bleed.")
_draft = click.option(
    "--draft",
    is_flag=True,
    help="Each page says that it is a draft. For the press, before a person has checked all contacts.",
)
_draft_unchecked = click.option(
    "--draft-unchecked",
    is_flag=True,
    help="Make a draft of each file for the press that prints an unchecked contact, instead of refusing it.",
)
_intent = click.option(
    "--output-intent",
    "intent",
    type=NamedPath(),
    metavar="FILE.icc",
    help="With press: the ICC profile of the printing condition. FOGRA39 by default.",
)
_condition = click.option(
    "--output-condition",
    "condition",
    metavar="NAME",
    default="",
    help="With --output-intent: its name, such as FOGRA51.",
)


class PressChoice(NamedTuple):
    """For whom the files are made, and whether as drafts. `intent` and `condition` are a printing condition."""

    profile: Literal["office", "press"]
    standard: Literal["x4", "x1a"]
    marks: bool
    intent: Path | None
    condition: str
    draft: bool
    draft_unchecked: bool

    def refuse_contradictions(self) -> None:
        """Raise UsageError unless an ICC profile and the name of its condition come together, and for the press."""
        if (self.intent is None) != (not self.condition):
            both = "--output-intent and --output-condition must be given together: the file and its name."
            raise click.UsageError(both)
        if self.intent and self.profile != "press":
            raise click.UsageError("--output-intent is for --profile press.")


def press_options(function: Callable[..., Report]) -> Callable[..., Report]:
    """Add the options; the function gets them as one argument, `press`."""

    @functools.wraps(function)
    def collect(**given: Any) -> Report:
        press = PressChoice(**{name: given.pop(name) for name in PressChoice._fields})
        return function(press=press, **given)

    return _profile(_standard(_marks(_intent(_condition(_draft(_draft_unchecked(collect)))))))
