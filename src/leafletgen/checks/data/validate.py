"""All checks of `validate`, in one run.

In: a SourceDoc, the code points of the fonts, today's date. Out: the Catalogue if there is no error, and all Problems.
Why: editors of data want one list, not one fault after the other. A new check is a new row of RULES.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from leafletgen.checks.data import contrast, readability
from leafletgen.checks.data.hosts import hosts_do_not_look_alike
from leafletgen.checks.data.phone_numbers import numbers_look_alike
from leafletgen.checks.data.reviews import words_are_reviewed
from leafletgen.checks.data.translations import check_translations
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import examine
from leafletgen.content.compose import agencies_of, compose, tints_of
from leafletgen.content.logo.load import Drawn
from leafletgen.content.records import VARIANTS
from leafletgen.content.rules.draft import Draft, changes_in
from leafletgen.content.source import SourceDoc
from leafletgen.content.values import Fault, quote
from leafletgen.errors import ContentError, FoundProblems, Problem, in_order
from leafletgen.layout.theme import theme_of


def validate(
    source: SourceDoc,
    glyphs: Mapping[str, AbstractSet[int]],
    today: datetime.date,
    languages: Collection[str] = (),
    drawn: Drawn | None = None,
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Run the checks of `build`, and those that only editors of data need, also of translations into `languages`.

    `drawn` as in `examine`.
    What is an error here is one for `build` too: the rules of this package give advice. Only colours of an edition that
    cannot be read are refused when a leaflet in these colours is laid out.
    """
    catalogue, problems = examine(source, glyphs, RULES, today, drawn)
    more = FoundProblems()
    if catalogue:
        more.extend(agencies_are_printed(catalogue))
        more.extend(leaflets_can_be_composed(catalogue))
        more.extend(check_translations(catalogue, glyphs, languages))
    return catalogue, in_order([*problems, *more])


def leaflets_can_be_composed(catalogue: Catalogue) -> Iterator[Problem]:
    """Report what `build` would find wrong with the words of each leaflet."""
    for edition in catalogue.editions:
        for variant in VARIANTS:
            try:
                compose(catalogue, edition, variant)
            except ContentError as error:
                yield from error.problems


def editions_are_of_today(draft: Draft) -> Iterator[Problem]:
    """Warn about editions dated in the future, which may be meant."""
    for edition in draft.editions:
        if edition.date > draft.today:
            message = f"The edition is dated {edition.date}, which is in the future."
            fault = Fault("future-date", message, "Check the year and the month.", "warning")
            yield draft.say(fault, edition, "date")


def sites_have_a_statement(draft: Draft) -> Iterator[Problem]:
    """Warn about settings of a site that name no accessibility statement, which public bodies must publish."""
    if draft.site and not draft.site.accessibility_statement:
        message = "The web pages lead to no accessibility statement, which the law asks of public bodies."
        hint = "Add `accessibility_statement:` with the address of yours."
        yield Problem("site-statement", message, hint, draft.site.at, "warning")


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
    numbers_look_alike,
    hosts_do_not_look_alike,
    editions_are_of_today,
    sites_have_a_statement,
    colours_can_be_read,
    themes_can_be_read,
    readability.check_readability,
    words_are_reviewed,
)
