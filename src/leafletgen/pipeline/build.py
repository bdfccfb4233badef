"""A whole build, from a Request to a Report.

In: a Request. Out: a Report of the files, every problem and the time of each stage.
Why: most builds find nothing to do and must end at once, so the data are read only if something changed.
"""

from __future__ import annotations

from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.request import Request
from leafletgen.pipeline.unchanged import report_if_unchanged
from leafletgen.report import Report


def build(request: Request) -> Report:
    """Make every leaflet asked for. Raises LeafletError if none can be made; single failures are in the Report."""
    if request.prune and not request.whole:
        message = "--prune works only when everything is built: a partial build does not know which files to keep."
        hint = "Leave out --prune, or leave out the edition, --variant, --size and the options that choose a part."
        raise UsageError(Problem("prune-part", message, hint))
    unchanged = report_if_unchanged(request)
    if unchanged:
        return unchanged
    from leafletgen.pipeline.stages import Stages

    return Stages(request).run()
