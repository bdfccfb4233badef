"""What a build is asked for, as one immutable record.

In: options and the environment. Out: a Request, which the stages read.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from leafletgen.content.output_options import OFFICE, OutputOptions
from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.progress import ProgressListener

_EPOCH = "SOURCE_DATE_EPOCH"

ONE_PROCESS_UP_TO = 8
"""Files that are made in one process unless --jobs asks for more: starting workers takes longer than they save."""


class Request(Struct, frozen=True):
    """What to build. Empty `editions`, `variants` or `sizes` mean all; `environment` is os.environ or a part of it.

    Without `languages`, each edition is made in its own. `site` asks for web pages of all leaflets, with the PDF files
    that the settings list for them.

    `profile_given` says that the user typed --profile, even with its default. `intent` is the ICC profile of a printing
    condition other than FOGRA39, and `condition` its name (press only). `draft_unchecked` makes drafts of files for the
    press that would be refused because a contact was never checked. `checked_within` is the greatest age in days of
    a contact's last check; None asks for no check. `mode`: make files, check those that exist, or show the plan. `jobs`
    is the number of processes, 0 for one for each processor. `force` makes every file again; `prune` removes files that
    the plan no longer makes. `again` is the command that makes the same files, for hints. `verbose` says that somebody
    will read the details of the Report.
    """

    data: Path
    fonts: Path
    icc: Path
    output: Path
    editions: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    options: OutputOptions = OFFICE
    profile_given: bool = False
    intent: Path | None = None
    condition: str = ""
    draft_unchecked: bool = False
    checked_within: int | None = None
    environment: Mapping[str, str] = {}
    mode: Literal["build", "check", "plan"] = "build"
    jobs: int = 0
    force: bool = False
    prune: bool = False
    again: str = "leafletgen build"
    site: bool = False
    verbose: bool = False
    listener: ProgressListener = msgspec.field(default_factory=ProgressListener)

    @property
    def follows_settings(self) -> bool:
        """Whether the data folder's settings, and not the command's options, say what is made of each edition."""
        return not (self.variants or self.sizes or self.profile_given) and self.options == OFFICE

    def processes_for(self, files: int) -> int:
        """How many processes are used for this number of files."""
        return self.jobs or (1 if files <= ONE_PROCESS_UP_TO else _processors())

    @property
    def whole(self) -> bool:
        """Whether everything is asked for that the settings list, for all editions."""
        return self.follows_settings and not (self.editions or self.languages)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def build_moment(environment: Mapping[str, str]) -> datetime.datetime | None:
    """Read the date that SOURCE_DATE_EPOCH sets for the files; None if it is not set. Raises UsageError."""
    value = environment.get(_EPOCH)
    if value is None:
        return None
    try:
        if not (value.isascii() and value.isdigit()):
            raise ValueError(value)
        return datetime.datetime.fromtimestamp(int(value), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{_EPOCH} is {value!r}, which is not a number of seconds since 1970."
        hint = "Set it to a whole number such as 1795478400, or unset it to use the date of the edition."
        raise UsageError(Problem("bad-source-date-epoch", message, hint)) from None


def midnight(date: datetime.date) -> datetime.datetime:
    """The beginning of a day, which dates the files of an edition."""
    return datetime.datetime.combine(date, datetime.time(), datetime.UTC)
