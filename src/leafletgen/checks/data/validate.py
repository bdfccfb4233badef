"""All checks of `validate`, in one run.

In: a SourceDoc, the code points of the fonts, today's date. Out: the Catalogue if there is no error, and all Problems.
Why: editors of data want one list, not one fault after the other. A new check is a new row of RULES.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import PurePath

from leafletgen.checks.data import contrast, readability
from leafletgen.checks.data.hosts import forces_have_their_own_hosts, hosts_do_not_look_alike
from leafletgen.checks.data.phone_numbers import numbers_are_in_use, numbers_look_alike
from leafletgen.checks.data.reviews import words_are_reviewed
from leafletgen.checks.data.traps import find_traps
from leafletgen.checks.data.welsh import welsh_editions
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import examine
from leafletgen.content.compose import agencies_of, tints_of
from leafletgen.content.records import VARIANTS
from leafletgen.content.rules.checks import checks_in
from leafletgen.content.rules.draft import Draft, changes_in
from leafletgen.content.source import SourceDoc
from leafletgen.content.values import Fault, quote
from leafletgen.errors import ContentError, FoundProblems, Problem, in_order
from leafletgen.layout.theme import theme_of


def validate(
    source: SourceDoc, glyphs: Mapping[str, AbstractSet[int]], today: datetime.date
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Run the checks of `build`, and those that only editors of data need."""
    catalogue, problems = examine(source, glyphs, (*RULES, partial(dates_are_past, today=today)))
    more = agencies_are_printed(catalogue) if catalogue else ()
    return catalogue, in_order([*problems, *FoundProblems(more)])


def dates_are_past(draft: Draft, today: datetime.date) -> Iterator[Problem]:
    """Report checks and reviews dated in the future; warn about editions dated in the future, which may be meant."""
    for check in checks_in(draft):
        if check.on > today:
            message = f"{check.on} is in the future, so nobody can have checked this contact then."
            yield draft.say(Fault("future-check", message, "Write the date of the check."), check, "on")
    for leaflet in draft.leaflets:
        for review in leaflet.reviewed:
            if review.on > today:
                message = f"{review.on} is in the future, so nobody can have reviewed the words then."
                yield draft.say(Fault("future-review", message, "Write the date of the review."), review, "on")
    for edition in draft.editions:
        if edition.date > today:
            message = f"The edition is dated {edition.date}, which is in the future."
            fault = Fault("future-date", message, "Check the year and the month.", "warning")
            yield draft.say(fault, edition, "date")


def colours_can_be_read(draft: Draft) -> Iterator[Problem]:
    """Report an edition's own colours if the contrast of text is too low."""
    for _, variant, changes in changes_in(draft):
        if changes.colours:
            try:
                theme_of(variant, tints_of(changes.colours))
            except ContentError as error:
                yield from error.problems


def themes_can_be_read(_draft: Draft) -> Iterable[Problem]:
    """Report built-in themes whose contrast is too low."""
    return contrast.check_contrast()


def agencies_are_printed(catalogue: Catalogue) -> Iterator[Problem]:
    """Warn about agencies of this folder that no edition prints and that are not withheld."""
    printed = {
        agency.id
        for edition in catalogue.editions.values()
        for variant in VARIANTS
        for agency in agencies_of(catalogue, edition, variant)
    }
    for agency in catalogue.agencies.values():
        own = PurePath(agency.at.file).parent == PurePath(catalogue.folder)
        if own and not agency.withheld and agency.id not in printed:
            message = f"No edition prints {quote(agency.name)}: none is for an area that it serves."
            hint = "Correct `coverage:`, make an edition for its area, or give in `withheld:` why it is not printed."
            yield Problem("agency-unprinted", message, hint, agency.at, "warning")


RULES: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
    find_traps,
    numbers_are_in_use,
    numbers_look_alike,
    hosts_do_not_look_alike,
    forces_have_their_own_hosts,
    welsh_editions,
    colours_can_be_read,
    themes_can_be_read,
    readability.check_readability,
    words_are_reviewed,
)
