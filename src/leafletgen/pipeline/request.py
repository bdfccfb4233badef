"""What a build is asked for, as one record.

In: options and the environment. Out: a Request, which the stages read and nobody changes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from leafletgen.content.output_options import OFFICE, OutputOptions
from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.progress import ProgressListener

_EPOCH = "SOURCE_DATE_EPOCH"


class Request(Struct, frozen=True):
    """What to build: nothing in `editions`, `variants` or `sizes` means all. `environment` is os.environ, or less.

    `checked_within` is how many days ago each contact must have been checked at most; None asks for no check.
    `named` says that `options` was asked for in so many words, even if it is the usual way.
    `intent` is the ICC profile of another printing condition than FOGRA39 and `condition` its name, for the press.
    `mode` says whether to make files, to check those that are there, or to show the plan. `jobs` is the number of
    processes, 0 for as many as there are processors. `force` makes all anew; `prune` removes what is no longer made.
    """

    data: Path
    fonts: Path
    icc: Path
    output: Path
    editions: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    options: OutputOptions = OFFICE
    named: bool = False
    intent: Path | None = None
    condition: str = ""
    checked_within: int | None = None
    environment: Mapping[str, str] = {}
    mode: Literal["build", "check", "plan"] = "build"
    jobs: int = 0
    force: bool = False
    prune: bool = False
    listener: ProgressListener = msgspec.field(default_factory=ProgressListener)

    @property
    def as_set(self) -> bool:
        """Whether the data folder's settings say what is made of each edition, and not the command."""
        return not (self.variants or self.sizes or self.named) and self.options == OFFICE

    @property
    def whole(self) -> bool:
        """Whether all is asked for that the settings say, not a part of it."""
        return self.as_set and not self.editions


def build_moment(environment: Mapping[str, str]) -> datetime.datetime | None:
    """Read the moment that SOURCE_DATE_EPOCH sets for the dates in the files; None where it is not set."""
    value = environment.get(_EPOCH)
    if value is None:
        return None
    try:
        if not (value.isascii() and value.isdigit()):
            raise ValueError(value)
        return datetime.datetime.fromtimestamp(int(value), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{_EPOCH} is {value!r}, which is not a number of seconds since 1970."
        hint = "Set it to a whole number such as 1795478400, or unset it: then the date of the edition is used."
        raise UsageError(Problem("bad-source-date-epoch", message, hint)) from None


def midnight(date: datetime.date) -> datetime.datetime:
    """The beginning of a day, which dates the files of an edition."""
    return datetime.datetime.combine(date, datetime.time(), datetime.UTC)
