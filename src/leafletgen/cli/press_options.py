"""The options of `leafletgen build` that are for a commercial printer.

In: what the user typed. Out: values; a usage error if one of two options that belong together is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from leafletgen.cli.options import NamedPath

_Function = TypeVar("_Function", bound=Callable[..., Any])

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


def press_options(function: _Function) -> _Function:
    """Add --profile, the options for the press (standard, marks, output intent and its condition) and for drafts."""
    return _profile(_standard(_marks(_intent(_condition(_draft(_draft_unchecked(function)))))))


def refuse_half_an_intent(profile: str, intent: Path | None, condition: str) -> None:
    """Raise UsageError unless an ICC profile and the name of its condition come together, and for the press."""
    if (intent is None) != (not condition):
        raise click.UsageError("--output-intent and --output-condition must be given together: the file and its name.")
    if intent and profile != "press":
        raise click.UsageError("--output-intent is for --profile press.")
