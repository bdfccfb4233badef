"""Traps: known mistakes from real web pages, searched for in every printed text.

In: a Draft with the traps of its data. Out: a Problem at each occurrence.
Why: two real pages print the number of Childline one digit short, and others will copy such mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from leafletgen.content.catalogue import Agency, Trap
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.rules.printed_texts import PRINTED, PrintedText, printed_texts
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem

_NUMBER = re.compile(r"(?<!\w)\d+(?: \d+)*(?!\w)")
_HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Not the field `was`: there a former name is right.
_FIELDS: Mapping[type[Record], tuple[str, ...]] = {**PRINTED, Agency: ("name", "cost")}


def find_traps(draft: Draft) -> Iterator[Problem]:
    """Find each trap in printed texts and in the addresses that QR codes and links open."""
    for trap in draft.traps:
        for text, node in _texts(trap, draft):
            if found := _find(trap, text):
                yield _fault(trap, found).at(node.place_of(text.index(found)))
        if trap.host:
            yield from _opened(trap, draft)


def _texts(trap: Trap, draft: Draft) -> Iterator[PrintedText]:
    agencies = [agency for agency in draft.agencies if trap.agency in (None, agency.id)]
    records = agencies if trap.agency else [*agencies, *draft.leaflets, *draft.editions]
    return printed_texts(records, draft.places, _FIELDS)


def _find(trap: Trap, text: str) -> str | None:
    """The part of a text that is the trap; None if there is none."""
    if trap.pattern:
        return next((match.group() for match in _matches(trap.pattern, text)), None)
    if trap.number:
        return next((n for n in _NUMBER.findall(text) if _digits(n) == _digits(trap.number)), None)
    return next((host for host in _HOST.findall(text) if _is_host(host, trap.host or "")), None)


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    try:
        return re.finditer(pattern, text)
    except re.error:  # content/rules reports it
        return iter(())


def _opened(trap: Trap, draft: Draft) -> Iterator[Problem]:
    agencies = (agency for agency in draft.agencies if trap.agency in (None, agency.id))
    for contact in (contact for agency in agencies for contact in printed_contacts(agency)):
        host = bare_host(contact.opens or "")
        if _is_host(host, trap.host or ""):
            yield draft.say(_fault(trap, host), contact, "opens")


def _is_host(host: str, trap: str) -> bool:
    return f".{host.lower()}".endswith(f".{bare_host(trap)}")


def _digits(number: str) -> str:
    return number.replace(" ", "")


def _fault(trap: Trap, found: str) -> Fault:
    return Fault("trap", f"{quote(found)}: {trap.says} ({trap.id})", trap.instead)
