"""A whole build, from a Request to a Report.

In: a Request. Out: a Report of the files, every problem and the time of each stage.
Why: most builds find nothing to do, and that must take no time: only when anything changed are the data read at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.plan import OFFICE, Make
from leafletgen.pipeline.recall import recall
from leafletgen.pipeline.report import Report
from leafletgen.pipeline.watch import Watch

_EPOCH = "SOURCE_DATE_EPOCH"


class Request(Struct, frozen=True):
    """What to build: nothing in `editions`, `variants` or `sizes` means all. `environment` is os.environ, or less.

    `checked_within` is how many days ago each contact must have been checked at most; None asks for no check.
    `named` says that `make` was asked for in so many words, even if it is the usual way.
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
    make: Make = OFFICE
    named: bool = False
    intent: Path | None = None
    condition: str = ""
    checked_within: int | None = None
    environment: Mapping[str, str] = {}
    mode: Literal["build", "check", "plan"] = "build"
    jobs: int = 0
    force: bool = False
    prune: bool = False
    watch: Watch = msgspec.field(default_factory=Watch)

    @property
    def as_set(self) -> bool:
        """Whether the data folder's settings say what is made of each edition, and not the command."""
        return not (self.variants or self.sizes or self.named) and self.make == OFFICE

    @property
    def whole(self) -> bool:
        """Whether all is asked for that the settings say, not a part of it."""
        return self.as_set and not self.editions


def build(request: Request) -> Report:
    """Make every leaflet asked for. Raises where nothing can be made; the Report has what befell single leaflets."""
    if request.prune and not request.whole:
        message = "--prune goes with a build of everything: a part does not tell what else is still made."
        raise UsageError(Problem("prune-part", message, "Leave out --prune, or all that names a part."))
    recalled = recall(request)
    if recalled:
        return recalled
    from leafletgen.pipeline.stages import Stages

    return Stages(request).run()


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
