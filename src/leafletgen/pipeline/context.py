"""The paths and settings that every leaflet of a build is rendered with.

In: paths. Out: a RenderContext, which is sent to every worker process, and the Profile for given output options.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from msgspec import Struct

from leafletgen.content.output_options import OutputOptions
from leafletgen.formats import Grid
from leafletgen.pdf import profiles


class RenderContext(Struct, frozen=True):
    """The folders of fonts, ICC profiles and output; `moment` is the date that SOURCE_DATE_EPOCH sets, if any.

    `intent` is the ICC profile of a printing condition chosen by the user, `condition` its name. `own_fonts` is the
    folder of faces that the settings of the data name. `measured` says that somebody will read by how much each leaflet
    misses the next lower page count.
    """

    output: Path
    fonts: Path
    icc: Path
    intent: Path | None = None
    condition: str = ""
    moment: datetime.datetime | None = None
    own_fonts: Path | None = None
    measured: bool = False


def profile_of(options: OutputOptions, grid: Grid | None, context: RenderContext) -> profiles.Profile:
    """The output profile for these options, and for pages that office printers put on a grid if there is one.

    Raises ResourceError if its ICC profile cannot be used.
    """
    if options.booklet:
        return profiles.BOOKLET
    if options.fillable:
        return profiles.FILLABLE
    if not options.for_press:
        return profiles.on_grid(grid) if grid else profiles.OFFICE
    chosen = context.intent
    intent = profiles.chosen_intent(chosen, context.condition) if chosen else profiles.default_intent(context.icc)
    return profiles.press(options.standard, intent, marks=options.marks)
