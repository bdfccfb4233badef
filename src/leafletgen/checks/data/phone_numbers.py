"""Telephone numbers: ranges that are not in use, and one number written in two ways.

In: a Draft. Out: Problems.
Why: the build's table knows prefixes and lengths; Google's data of numbering plans (the package phonenumbers) know the
ranges in use. Importing it takes 65 ms, so only `validate` uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Contact
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.rules.printed_texts import printed_texts
from leafletgen.content.values import Fault, quote, uk_number
from leafletgen.errors import Problem, Where

_LONG = 6
"""Numbers with fewer digits are not grouped, and in a sentence they may be prices or ages."""
_IN_TEXT = re.compile(r"(?<![\w.,£])\d+(?: \d+)*(?![\w,])")


def numbers_are_in_use(draft: Draft) -> Iterator[Problem]:
    """Report printed numbers that are in no range in use, by the numbering plan of the United Kingdom."""
    import phonenumbers
    from phonenumbers import shortnumberinfo

    for record, field, number, texting in _numbers(draft):
        if uk_number(number, texting=texting):
            continue  # content/rules reports it
        parsed = phonenumbers.parse(number, "GB")
        whole = phonenumbers.is_valid_number_for_region(parsed, "GB")
        if not whole and not shortnumberinfo.is_valid_short_number_for_region(parsed, "GB"):
            message = f"{quote(number)} is in no range of numbers that is in use in the United Kingdom."
            hint = "Compare it digit by digit with the page it comes from, and call it."
            yield draft.say(Fault("phone-unused", message, hint), record, field)


def _numbers(draft: Draft) -> Iterator[tuple[Record, str, str, bool]]:
    for contact in _calls(draft):
        yield contact, "value", contact.value or "", contact.kind == "text"
    for leaflet in draft.leaflets:
        yield leaflet.emergency, "number", leaflet.emergency.number, False


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
