"""Notes of the sections that files lack because they are printed only if there is room.

In: files, each with the headings that it lacks. Out: one Problem for each section, however many files lack it.
Why: a leaflet that has lost words says so, and a build of all editions can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leafletgen.counts import counted
from leafletgen.errors import Problem
from leafletgen.pipeline.plan import OutputFile

_MOST_NAMED = 3


def notes_of_left_out(files: Iterable[tuple[OutputFile, Sequence[str]]]) -> Iterator[Problem]:
    """A note for each section, variant and set of editions, with the formats that lack it."""
    editions: dict[tuple[str, str, str], dict[str, None]] = {}
    for output_file, headings in files:
        for heading in headings:
            key = (heading, output_file.variant, output_file.form)
            editions.setdefault(key, {})[output_file.edition] = None
    forms: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (heading, variant, form), lacking in editions.items():
        forms.setdefault((heading, variant, tuple(lacking)), []).append(form)
    for (heading, variant, named), lacking_forms in forms.items():
        whose = ", ".join(named) if len(named) <= _MOST_NAMED else counted(len(named), "edition")
        message = (
            f"{whose}: the {variant} leaflet in {', '.join(lacking_forms)} is without “{heading}”, which is printed if "
            "a folded leaflet has room (`if_room`)"
        )
        yield Problem("left-out", message, "", severity="note")
