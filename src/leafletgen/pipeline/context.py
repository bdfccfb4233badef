"""What all leaflets of a build are made with.

In: paths. Out: Tools, which go to every process at work, and the Profile of files that are made in some way.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec import Struct

from leafletgen.content.output_options import OutputOptions
from leafletgen.pdf import profiles


class RenderContext(Struct, frozen=True):
    """Where everything is that files are made with, and where they go; `moment` is that of SOURCE_DATE_EPOCH."""

    output: Path
    fonts: Path
    icc: Path
    intent: Path | None = None
    condition: str = ""
    moment: datetime.datetime | None = None


def profile_of(options: OutputOptions, context: RenderContext) -> profiles.Profile:
    """The output profile of files made so. Raises ResourceError where its ICC profile is unfit."""
    if options.booklet:
        return profiles.BOOKLET
    if options.fillable:
        return profiles.FILLABLE
    if not options.for_press:
        return profiles.OFFICE
    chosen = context.intent
    intent = profiles.chosen_intent(chosen, context.condition) if chosen else profiles.default_intent(context.icc)
    return profiles.press(options.standard, intent, marks=options.marks)
