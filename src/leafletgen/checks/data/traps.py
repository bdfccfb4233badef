"""Traps: known mistakes from real web pages, searched for in every printed text.

In: a Draft with the traps of its data. Out: a Problem at each occurrence.
Why: two real pages print the number of Childline one digit short, and others will copy such mistakes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from leafletgen.content.catalogue import Agency, Trap
from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.rules.printed_texts import PRINTED, printed_texts
from leafletgen.content.rules.records import pattern_fault
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem

_NUMBER = re.compile(r"(?<!\w)\d+(?: \d+)*(?!\w)")
_HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Not the field `was`: there a former name is right.
_FIELDS: Mapping[type[Record], tuple[str, ...]] = {**PRINTED, Agency: ("name", "cost")}


_SECONDS = 5
"""How long the search may take; for the shipped data it takes a tenth of one."""


def find_traps(draft: Draft) -> Iterator[Problem]:
    """Find each trap in printed texts and in the addresses that QR codes and links open."""
    agencies = {agency.id: list(printed_texts([agency], draft.places, _FIELDS)) for agency in draft.agencies}
    others = list(printed_texts([*draft.leaflets, *draft.editions], draft.places, _FIELDS))
    texts = list(chain(*agencies.values(), others))
    spent = 0.0
    for trap in draft.traps:
        start = time.perf_counter()
        found: list[Problem] = []
        for text, node in agencies.get(trap.agency, []) if trap.agency else texts:
            if part := _find(trap, text):
                found.append(_fault(trap, part).at(node.place_of(text.index(part))))
            if spent + time.perf_counter() - start > _SECONDS:
                yield _too_slow(trap)
                return
        spent += time.perf_counter() - start
        yield from found
        if trap.host:
            yield from _opened(trap, draft)


def _too_slow(trap: Trap) -> Problem:
    message = f"The search for traps took more than {_SECONDS} seconds; it ended at {quote(trap.id)}."
    hint = "Make the patterns simpler, with fewer of * and +, or use fewer traps."
    return Problem("traps-slow", message, hint, trap.at)


def _find(trap: Trap, text: str) -> str | None:
    """The part of a text that is the trap; None if there is none."""
    if trap.pattern:
        return next((match.group() for match in _matches(trap.pattern, text)), None)
    if trap.number:
        return next((n for n in _NUMBER.findall(text) if _digits(n) == _digits(trap.number)), None)
    return next((host for host in _HOST.findall(text) if _is_host(host, trap.host or "")), None)


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    compiled = _compiled(pattern)
    return compiled.finditer(text) if compiled else iter(())  # content/rules reports it


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """The compiled pattern; None if it is no regular expression, or one that takes too long."""
    return None if pattern_fault(pattern) else re.compile(pattern)


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
