"""What all leaflets of a build are made with.

In: paths. Out: Tools, which go to every process at work, and the Profile of files that are made in some way.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec import Struct

from leafletgen.pdf import profiles
from leafletgen.pipeline.plan import Make


class Tools(Struct, frozen=True):
    """Where everything is that files are made with, and where they go; `moment` is that of SOURCE_DATE_EPOCH."""

    output: Path
    fonts: Path
    icc: Path
    intent: Path | None = None
    condition: str = ""
    moment: datetime.datetime | None = None


def profile_of(make: Make, tools: Tools) -> profiles.Profile:
    """The output profile of files made so. Raises ResourceError where its ICC profile is unfit."""
    if make.booklet:
        return profiles.BOOKLET
    if make.fillable:
        return profiles.FILLABLE
    if not make.for_press:
        return profiles.OFFICE
    chosen = tools.intent
    intent = profiles.chosen_intent(chosen, tools.condition) if chosen else profiles.default_intent(tools.icc)
    return profiles.press(make.standard, intent, marks=make.marks)
