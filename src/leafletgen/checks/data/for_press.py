"""Whether a press may print a leaflet: thousands of printed copies cannot be corrected.

In: a composed leaflet and its edition. Out: nothing, or a ContentError with each reason.
Why: an office may print such a leaflet, because an officer is there to ask; a press may not, except as a draft.
"""

from __future__ import annotations

from leafletgen.checks.data.freshness import contacts_unchecked
from leafletgen.content.catalogue import Edition
from leafletgen.content.composed import Composed
from leafletgen.errors import ContentError, Problem

_DRAFT = "To show a printer what is to come, add --draft: each page then says that it is a draft."


def require_for_press(leaflet: Composed, edition: Edition, *, elsewhere: bool) -> None:
    """Raise ContentError if nobody has checked a contact, or with `elsewhere`: the edition belongs to another place."""
    problems: list[Problem] = []
    if leaflet.unchecked:
        message = f"{leaflet.name}: {contacts_unchecked(leaflet.unchecked)}: not for the press"
        hint = (
            f"List them with: leafletgen contacts stale {leaflet.edition} and record each check with: "
            f"leafletgen contacts record. {_DRAFT}"
        )
        problems.append(Problem("unchecked-for-press", message, hint, edition.at))
    if elsewhere:
        message = f"{edition.id}: a part of this edition belongs to another place or force: not for the press"
        hint = f"Correct what the warnings other-place and other-force of this file name. {_DRAFT}"
        problems.append(Problem("elsewhere-for-press", message, hint, edition.at))
    if problems:
        raise ContentError(problems)
