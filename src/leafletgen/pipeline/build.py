"""A whole build, from a Request to a Report.

In: a Request. Out: a Report of the files, every problem and the time of each stage.
Why: most builds find nothing to do, and that must take no time: only when anything changed are the data read at all.
"""

from __future__ import annotations

from leafletgen.errors import Problem, UsageError
from leafletgen.pipeline.request import Request
from leafletgen.pipeline.unchanged import report_if_unchanged
from leafletgen.report import Report


def build(request: Request) -> Report:
    """Make every leaflet asked for. Raises where nothing can be made; the Report has what befell single leaflets."""
    if request.prune and not request.whole:
        message = "--prune goes with a build of everything: a part does not tell what else is still made."
        raise UsageError(Problem("prune-part", message, "Leave out --prune, or all that names a part."))
    unchanged = report_if_unchanged(request)
    if unchanged:
        return unchanged
    from leafletgen.pipeline.stages import Stages

    return Stages(request).run()
