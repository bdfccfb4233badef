"""Are the contacts of an edition checked, and recently enough?

In: the Catalogue, the leaflets to be made, how long a check holds. Out: nothing, or a ContentError that names each.
Why: a team that must not print what nobody has rung can have the build refuse it (`build --require-checked DAYS`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.printed_contacts import Printed, contacts_of, is_due
from leafletgen.content.records import Variant
from leafletgen.errors import ContentError, Problem


def require_checked(
    catalogue: Catalogue, leaflets: Iterable[tuple[str, Variant]], days: int, today: datetime.date
) -> None:
    """Refuse where a leaflet (its edition and variant) prints a contact not checked in the last `days` days.

    It is the content that is not fit to print, so this is a ContentError (exit code 3), before anything is made.
    """
    problems = [_problem(entry, days, today) for entry in _due(catalogue, leaflets, days, today)]
    if problems:
        raise ContentError(problems)


def _due(
    catalogue: Catalogue, leaflets: Iterable[tuple[str, Variant]], days: int, today: datetime.date
) -> Iterator[Printed]:
    for edition, variant in sorted(set(leaflets)):
        for entry in contacts_of(catalogue, catalogue.editions[edition]):
            if variant in entry.variants and is_due(entry.contact, today, days):
                yield entry


def _problem(entry: Printed, days: int, today: datetime.date) -> Problem:
    agency, contact = entry.agency, entry.contact
    if contact.checked is None:
        code, when = "not-checked", "nobody has checked it"
    else:
        code, when = "check-too-old", f"it was last checked on {contact.checked.on}, more than {days} days ago"
    hint = f"Ring or open it, then: leafletgen contacts record {agency.id} {contact.id} --on DATE --how TEXT --by ROLE"
    return Problem(code, f"{agency.name}, {entry.says}: {when}.", hint, contact.at)
