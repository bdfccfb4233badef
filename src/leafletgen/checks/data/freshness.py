"""Whether a person checked the contacts of a leaflet recently enough.

In: the Catalogue, the leaflets to make, how long a check is valid. Out: nothing, or a ContentError that names each
contact.
Why: with `build --require-checked DAYS` a team makes sure that no unchecked number is printed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.composed import Composed
from leafletgen.content.printed_contacts import Printed, contacts_of, is_due
from leafletgen.content.records import Variant
from leafletgen.counts import counted
from leafletgen.errors import ContentError, Problem


def require_checked(
    catalogue: Catalogue, leaflets: Iterable[tuple[str, Variant, str]], days: int, today: datetime.date
) -> None:
    """Raise ContentError if a leaflet (edition, variant, language) prints a contact not checked in `days` days.

    ContentError (exit code 3), because the content must not be printed; it is raised before any file is made.
    """
    problems = [_problem(entry, days, today) for entry in _due(catalogue, leaflets, days, today)]
    if problems:
        raise ContentError(problems)


def unchecked_contacts(leaflet: Composed) -> tuple[Problem, ...]:
    """A warning that says how many contacts of the leaflet no person has checked; none if all are checked."""
    if not leaflet.unchecked:
        return ()
    message = f"{leaflet.name}: {contacts_unchecked(leaflet.unchecked)}"
    hint = f"List them with: leafletgen contacts stale {leaflet.edition}"
    return (Problem("unchecked-contacts", message, hint, severity="warning"),)


def contacts_unchecked(count: int) -> str:
    """So many contacts have not been checked, in words."""
    return f"{counted(count, 'contact has', 'contacts have')} not been checked by a person"


def _due(
    catalogue: Catalogue, leaflets: Iterable[tuple[str, Variant, str]], days: int, today: datetime.date
) -> Iterator[Printed]:
    tags: dict[tuple[str, Variant], list[str]] = {}
    for edition, variant, tag in sorted(set(leaflets)):
        tags.setdefault((edition, variant), []).append(tag)
    for (edition, variant), languages in tags.items():
        for entry in contacts_of(catalogue, catalogue.editions[edition], languages):
            if variant in entry.variants and is_due(entry.contact, today, days):
                yield entry


def _problem(entry: Printed, days: int, today: datetime.date) -> Problem:
    contact = entry.contact
    if contact.checked is None:
        code, when = "not-checked", "nobody has checked it"
    else:
        code, when = (
            "check-too-old",
            f"it was last checked on {contact.checked.on}, more than {counted(days, 'day')} ago",
        )
    hint = f"Check it, then: {entry.record_command} --on DATE --how TEXT --by ROLE"
    return Problem(code, f"{entry.name}, {entry.text}: {when}.", hint, contact.at)
