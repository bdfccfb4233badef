"""One telephone number written in two ways.

In: a Draft. Out: warnings.
Why: a reader who compares two places takes them for two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Contact
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.rules.printed_texts import printed_texts
from leafletgen.content.values import quote
from leafletgen.errors import Problem, Where

_LONG = 6
"""Numbers with fewer digits are not grouped, and in a sentence they may be prices or ages."""
_IN_TEXT = re.compile(r"(?<![\w.,£])\d+(?: \d+)*(?![\w,])")


def _calls(draft: Draft) -> Iterator[Contact]:
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            if contact.value and contact.kind in ("call", "text", "whatsapp"):
                yield contact


class _Seen(NamedTuple):
    text: str
    at: Where


def numbers_look_alike(draft: Draft) -> Iterator[Problem]:
    """Warn if a number is grouped in two ways, in contacts or in sentences."""
    first: dict[str, _Seen] = {}
    for seen in _groupings(draft):
        digits = seen.text.replace(" ", "")
        known = first.setdefault(digits, seen)
        if known.text != seen.text:
            message = f"{quote(seen.text)} is also printed as {quote(known.text)}, at {known.at}."
            yield Problem("number-two-ways", message, "Group it the same way everywhere.", seen.at, "warning")


def _groupings(draft: Draft) -> Iterator[_Seen]:
    known = {(contact.value or "").replace(" ", "") for contact in _calls(draft)}
    for contact in _calls(draft):
        yield _Seen(contact.value or "", draft.places.of(contact, "value"))
    for text, node in printed_texts([*draft.agencies, *draft.leaflets, *draft.editions], draft.places):
        for match in _IN_TEXT.finditer(text):
            digits = match.group().replace(" ", "")
            if match.group() != text and digits in known and len(digits) >= _LONG:
                yield _Seen(match.group(), node.place_of(match.start()))
