"""Notes of what files lack because it is printed only if there is room: sections, and the card to cut out.

In: files, each with the headings that it lacks. Out: one Problem for each heading, however many files lack it.
Why: a leaflet that has lost words says so, and a build of all editions can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leafletgen.counts import counted
from leafletgen.errors import Problem
from leafletgen.formats import FORMATS
from leafletgen.layout.display_list import CARD_TO_CUT_OUT
from leafletgen.pipeline.plan import OutputFile

_MOST_NAMED = 3


def notes_of_left_out(files: Iterable[tuple[OutputFile, Sequence[str]]]) -> Iterator[Problem]:
    """A note for each section, variant and set of editions, with the formats and languages that lack it.

    Formats that fold and those that do not, which never have such a section, get a note each.
    """
    editions: dict[tuple[str, str, bool, str], dict[str, None]] = {}
    for output_file, headings in files:
        form, folds = _named(output_file), FORMATS[output_file.form].folds
        for heading in headings:
            editions.setdefault((heading, output_file.variant, folds, form), {})[output_file.edition] = None
    forms: dict[tuple[str, str, bool, tuple[str, ...]], list[str]] = {}
    for (heading, variant, folds, form), lacking in editions.items():
        forms.setdefault((heading, variant, folds, tuple(lacking)), []).append(form)
    for (heading, variant, folds, named), lacking_forms in forms.items():
        whose = ", ".join(named) if len(named) <= _MOST_NAMED else counted(len(named), "edition")
        what = f"{whose}: the {variant} leaflet in {', '.join(lacking_forms)}"
        message = (
            f"{what} is without “{heading}”, which has no room there"
            if folds
            else f"{what} (not folded) is without “{heading}”, which only folded leaflets have room for"
        )
        hint = "Print it by itself with --size card." if heading == CARD_TO_CUT_OUT else ""
        yield Problem("left-out", message, hint, severity="note")


def _named(file: OutputFile) -> str:
    """The format of a file, and its language if that is not English."""
    return file.form if file.options.in_english else f"{file.form} in {file.options.language}"
