"""Reviews of the words of a leaflet by people: which words were read, and whether they are still the same.

In: a LeafletText. Out: the digest of its words, and in words who has reviewed them.
Why: words for a frightened family need a reader who is qualified. A review lapses when a word changes, so the program
can say at any time that nobody has read the words as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from leafletgen.content.catalogue import Edition
from leafletgen.content.leaflet_text import LeafletText, Review
from leafletgen.content.records import Variant
from leafletgen.content.rules.printed_texts import words_of
from leafletgen.content.selection import changes_of

_DIGITS = 12
_ADDRESS = re.compile(r"\S+\.\w\S*")


def digest_of(text: LeafletText) -> str:
    """12 hexadecimal digits that change if any word of the leaflet changes, and the order of its words too."""
    return hashlib.sha256("\0".join(words_of(text)).encode()).hexdigest()[:_DIGITS]


def valid_reviews(text: LeafletText) -> Iterator[Review]:
    """The reviews of the words as they are now."""
    digest = digest_of(text)
    return (review for review in text.reviewed if review.digest == digest)


def own_words(edition: Edition, variant: Variant) -> list[str]:
    """The texts that an edition has of its own in a leaflet, which no review is of; an address alone is no text."""
    return [text for text in words_of(changes_of(edition, variant)) if not _ADDRESS.fullmatch(text)]


def said_of_reviews(text: LeafletText, edition: Edition) -> str:
    """Who has reviewed the words as they are now, by role and day; or that nobody has, or not since they changed.

    A review is of the words that all editions share: those that an edition has of its own are not among them.
    """
    valid = [f"{review.by} on {review.on}" for review in valid_reviews(text)]
    if valid:
        own = ", but not the edition’s own words" if own_words(edition, text.variant) else ""
        return f"reviewed: {', '.join(valid)}{own}"
    return "changed since the review" if text.reviewed else "not reviewed"
