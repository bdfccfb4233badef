"""What a build says of its data: that they have warnings, and what the editions of its files change.

In: the Catalogue and the files of the plan. Out: warnings and notes.
Why: a build goes on with them, so whoever made it must be told once, whichever files were made.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection

from leafletgen.checks.data.colours import inks_of_another_colour
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.edition_report import report_changes
from leafletgen.counts import counted
from leafletgen.errors import Problem
from leafletgen.pipeline.plan import OutputFile


def data_warnings(catalogue: Catalogue) -> tuple[Problem, ...]:
    """One warning for all warnings of the data, which `validate` shows in full."""
    count = len(catalogue.warnings)
    if not count:
        return ()
    message = f"the data have {counted(count, 'warning')}"
    shown = "" if catalogue.folder == "data" else f" --data {shlex.quote(catalogue.folder)}"
    return (Problem("data-warnings", message, f"See them with: leafletgen validate{shown}", severity="warning"),)


def said_of_editions(catalogue: Catalogue, output_files: Collection[OutputFile]) -> tuple[list[Problem], list[Problem]]:
    """Warnings and notes of what the editions of these files change, and of their inks if a file is for the press."""
    changes = list(report_changes(catalogue, {output_file.edition for output_file in output_files}))
    pressed = {output_file.edition for output_file in output_files if output_file.options.for_press}
    own = (catalogue.editions[name] for name in sorted(pressed))
    colours = (changed for edition in own for changed in (edition.parent, edition.child))
    warnings = [found for found in changes if found.severity == "warning"]
    warnings += inks_of_another_colour(colours, catalogue.places)
    return warnings, [found for found in changes if found.severity == "note"]
