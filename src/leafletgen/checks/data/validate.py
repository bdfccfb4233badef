"""All checks of `validate`, in one run.

In: a SourceDoc, the code points of the fonts, today's date. Out: the Catalogue if there is no error, and all Problems.
Why: editors of data want one list, not one fault after the other. A new check is a new row of RULES.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import PurePath

from leafletgen.checks.data import contrast, readability
from leafletgen.checks.data.colours import inks_of_another_colour
from leafletgen.checks.data.hosts import hosts_do_not_look_alike
from leafletgen.checks.data.phone_numbers import numbers_look_alike
from leafletgen.checks.data.reviews import own_words_are_read, words_are_reviewed
from leafletgen.checks.data.translations import check_translations, faces_can_be_read
from leafletgen.content.catalogue import Agency, Catalogue, Edition
from leafletgen.content.check import examine
from leafletgen.content.compose import compose, tints_of
from leafletgen.content.edition_report import report_changes
from leafletgen.content.logo.load import Drawn
from leafletgen.content.output_options import ENGLISH
from leafletgen.content.records import VARIANTS
from leafletgen.content.rules.draft import Draft, changes_in, versions_in
from leafletgen.content.rules.printed_texts import Coverage, words_of
from leafletgen.content.selection import agencies_of, areas_around, sections_of
from leafletgen.content.services import is_for
from leafletgen.content.source import SourceDoc
from leafletgen.content.values import quote
from leafletgen.errors import ContentError, FoundProblems, Problem, in_order
from leafletgen.layout.theme import theme_of


def validate(
    source: SourceDoc,
    coverage: Coverage,
    today: datetime.date,
    languages: Collection[str] = (),
    drawn: Drawn | None = None,
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Run the checks of `build`, and those that only editors of data need, also of translations into `languages`.

    `drawn` as in `examine`.
    What is an error here is one for `build` too: the rules of this package give advice. Only colours of an edition that
    cannot be read are refused when a leaflet in these colours is laid out.
    """
    catalogue, problems = examine(source, coverage(ENGLISH), RULES, today, drawn)
    more = FoundProblems()
    if catalogue:
        more.extend(agencies_are_printed(catalogue))
        more.extend(services_are_promised_truly(catalogue))
        more.extend(leaflets_can_be_composed(catalogue))
        more.extend(faces_can_be_read(catalogue, coverage))
        more.extend(check_translations(catalogue, coverage, languages))
        more.extend(report_changes(catalogue, catalogue.editions))
    return catalogue, in_order([*problems, *more])


def leaflets_can_be_composed(catalogue: Catalogue) -> Iterator[Problem]:
    """Report what `build` would find wrong with the words of each leaflet."""
    for edition in catalogue.editions:
        for variant in VARIANTS:
            try:
                compose(catalogue, edition, variant)
            except ContentError as error:
                yield from error.problems


def sites_have_a_statement(draft: Draft) -> Iterator[Problem]:
    """Warn about settings of a site that name no accessibility statement, which public bodies must publish."""
    if draft.site and not draft.site.accessibility_statement:
        message = "The web pages lead to no accessibility statement, which the law asks of public bodies."
        hint = "Add `accessibility_statement:` with the address of yours."
        yield Problem("site-statement", message, hint, draft.site.at, "warning")


def sites_are_printed(draft: Draft) -> Iterator[Problem]:
    """Warn about settings of a site whose address no edition prints: then no reader of paper finds it."""
    if draft.site and not any(version.shown for version in versions_in(draft)):
        message = "No leaflet prints the address of these web pages, so nobody comes from paper to the newest version."
        hint = "Once they are published, write `current_version:` with `shown:` and `opens:` into your editions."
        yield Problem("site-address", message, hint, draft.site.at, "warning")


def newest_versions_can_be_read(draft: Draft) -> Iterator[Problem]:
    """Warn about an address of the newest version whose page is not in English: English leaflets print it too."""
    for version in versions_in(draft):
        if version.opens and not is_for(version, ENGLISH):
            message = "The English leaflets print this address too, but its page is not in English."
            hint = "Give the address of a page in English, or add `en` to `speaks:` if the page is in both."
            yield Problem("version-language", message, hint, draft.places.of(version, "speaks"), "warning")


def colours_can_be_read(draft: Draft) -> Iterator[Problem]:
    """Report an edition's own colours if the contrast of text is too low."""
    for _, variant, changes in changes_in(draft):
        if changes.colours:
            try:
                theme_of(variant, tints_of(changes.colours))
            except ContentError as error:
                yield from error.problems


def inks_are_of_one_colour(draft: Draft) -> Iterator[Problem]:
    """Warn if the two values of a colour of an edition are different colours."""
    return inks_of_another_colour((changes for _, _, changes in changes_in(draft)), draft.places)


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
            reason, cure = _why_unprinted(catalogue, agency)
            message = f"No edition prints {quote(agency.name)}: {reason}."
            hint = f"{cure}, or give in `withheld:` why it is not printed."
            yield Problem("agency-unprinted", message, hint, agency.at, "warning")


def _why_unprinted(catalogue: Catalogue, agency: Agency) -> tuple[str, str]:
    """Why no edition prints an agency, and what would change that."""
    wide = {edition.id: _areas_of(catalogue, edition) for edition in catalogue.editions.values()}
    served = [name for name, areas in wide.items() if areas.intersection(agency.coverage)]
    if not served:
        return "none is for an area that it serves", "Correct `coverage:`, make an edition for its area"
    named = f"the section with its topic {agency.topic} is not in {', '.join(served)}"
    return f"{named}: removed, replaced, or for other areas", "Show the topic in a section of the edition"


def _areas_of(catalogue: Catalogue, edition: Edition) -> set[str]:
    return {area for own in edition.areas for area in areas_around(catalogue, own)}


def services_are_promised_truly(catalogue: Catalogue) -> Iterator[Problem]:
    """Warn about a section that has words, but has lost all services that it shows in the leaflets below."""
    for edition in catalogue.editions.values():
        for variant in VARIANTS:
            printed = [*agencies_of(catalogue, edition, variant)]
            for section in sections_of(catalogue, edition, variant):
                blocks = [block for block in (*section.blocks, *section.below) if not block.with_services]
                promised = [block for block in blocks if _PROMISE.search(" ".join(words_of(block)))]
                shown = any(agency.topic in section.topics for agency in printed)
                if section.topics and promised and not shown:
                    message = (
                        f"{edition.id} {variant}: the section {quote(section.heading)} prints no service, but words "
                        f"that promise some: {quote(next(words_of(promised[0])))}"
                    )
                    hint = "Give the block `with_services: true`, take its words out, or `remove:` the section."
                    yield Problem("services-missing", message, hint, promised[0].at, "warning")


_PROMISE = re.compile(
    r"\b(?:here (?:are|is)|(?:these|those|the following|the|our|some|all|both|two|three|four)(?: \w+)?"
    r" (?:services?|helplines?|organisations?|charit(?:y|ies)|people|numbers|lines|websites)"
    r"|(?:listed |named )?below|(?:in|from) (?:the|this) list|examples?|one of them"
    r"|can help (?:you|with)|who can help)\b",
    re.IGNORECASE,
)
"""Words that lead to services."""


RULES: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
    numbers_look_alike,
    hosts_do_not_look_alike,
    sites_have_a_statement,
    sites_are_printed,
    newest_versions_can_be_read,
    colours_can_be_read,
    inks_are_of_one_colour,
    themes_can_be_read,
    readability.check_readability,
    words_are_reviewed,
    own_words_are_read,
)
