"""Who has reviewed the words of the leaflets.

In: the records. Out: a note for each leaflet whose words nobody has reviewed as they are, and one for the words that
editions have of their own.
Why: nothing is blocked by a missing review, but nobody should believe that there was one.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.layers import is_own
from leafletgen.content.leaflet_text import LeafletText
from leafletgen.content.records import VARIANTS
from leafletgen.content.reviews import digest_of, own_words, valid_reviews
from leafletgen.content.rules.draft import Draft
from leafletgen.counts import counted
from leafletgen.errors import Problem

_NAMED = 6
"""How many leaflets the note names at most, so that it stays one line."""


def words_are_reviewed(draft: Draft) -> Iterator[Problem]:
    """Note each leaflet whose words no qualified person has read as they are now.

    Words of a folder that this one extends have no position in this one, so that the note is not left out with other
    advice on that folder: this one prints them.
    """
    for text in draft.leaflets:
        if not any(valid_reviews(text)):
            yield _note(text, own=is_own(draft.folder, text.at))


def own_words_are_read(draft: Draft) -> Iterator[Problem]:
    """Note once which editions of this folder have words of their own: no review is of these."""
    own = [
        (edition, variant, len(own_words(edition, variant)))
        for edition in draft.editions
        for variant in VARIANTS
        if is_own(draft.folder, edition.at)
    ]
    counts = [f"{edition.id} {variant} ({counted(count, 'text')})" for edition, variant, count in own if count]
    if not counts:
        return
    named = ", ".join(counts[:_NAMED]) + (f" and {len(counts) - _NAMED} more" if len(counts) > _NAMED else "")
    message = f"Nobody has reviewed the words that an edition has of its own: {named}."
    hint = "Before you print, have them read by those who read the others: a child protection lead and a solicitor."
    first = next(edition for edition, _, count in own if count)
    yield Problem("not-reviewed", message, hint, first.at, "note")


def _note(text: LeafletText, *, own: bool) -> Problem:
    by, on = (text.reviewed[-1].by, text.reviewed[-1].on) if text.reviewed else ("", None)
    since = f"since the {by} reviewed them on {on}" if by else "yet"
    code = "review-lapsed" if by else "not-reviewed"
    which = "" if own else " (of the extended data)"
    message = f"Nobody has reviewed the words of the {text.variant} leaflet{which} {since}."
    readers = "Have them read by a child protection lead and a solicitor for youth crime"
    record = f"record it below `reviewed:` with on, by and digest: {digest_of(text)}"
    hint = f"{readers}, then {record}" if own else f"{readers} before you print; in a copy of its file, {record}"
    return Problem(code, message, hint, text.at if own else None, "note")
