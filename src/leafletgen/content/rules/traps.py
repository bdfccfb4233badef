"""Traps: known mistakes from real web pages, searched for in every printed text.

In: a Draft with the traps of its data, and its printed texts. Out: a Problem at each occurrence.
Why: two real pages print the number of Childline one digit short, and others will copy such mistakes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import NamedTuple

from leafletgen.content.catalogue import Agency, MergedRow, Trap
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.rules.patterns import compiled
from leafletgen.content.rules.printed_texts import PrintedText, TextsOfRecords
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem, Where

_NUMBER = re.compile(r"(?<!\w)\d+(?: \d+)*(?!\w)")
_HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)

_SECONDS = 5
"""How long the search may take; for the shipped data it takes a hundredth of one."""


class _Part(NamedTuple):
    """A number, in digits alone, or a host in a text; `agency` is the id of the agency whose text it is."""

    agency: str
    text: PrintedText
    words: str
    value: str


def find_traps(draft: Draft, printed: TextsOfRecords) -> Iterator[Problem]:
    """Find each trap in printed texts and in the addresses that QR codes and links open."""
    texts = list(_searched(draft, printed))
    numbers = [part for part in _parts(texts, _NUMBER) if part.value.isdigit()]
    hosts = list(_parts(texts, _HOST))
    spent = 0.0
    for trap in draft.traps:
        if [trap.number, trap.host, trap.pattern].count(None) != 2:
            continue  # A rule refuses a trap that is not one thing.
        if trap.number:
            digits = _digits(trap.number)
            yield from _said(trap, (part for part in numbers if part.value == digits))
        if trap.host:
            yield from _said(trap, (part for part in hosts if _is_host(part.value, trap.host)))
            yield from _opened(trap, draft)
        if trap.pattern and (pattern := compiled(trap.pattern)):  # A rule refuses one that cannot be compiled.
            start = time.perf_counter()
            for agency, text in texts:
                if trap.agency in (None, agency) and (match := pattern.search(text.text)):
                    yield _fault(trap, match.group()).at(text.node.place_of(match.start()))
                if spent + time.perf_counter() - start > _SECONDS:
                    yield _too_slow(trap)
                    return
            spent += time.perf_counter() - start


def _searched(draft: Draft, printed: TextsOfRecords) -> Iterator[tuple[str, PrintedText]]:
    """Each printed text with the id of its agency; not the field `was`: there a former name is right."""
    for record, texts in printed:
        former: Where | None = None
        if isinstance(record, Agency | MergedRow) and record.was:
            former = draft.places.of(record, "was")
        agency = record.id if isinstance(record, Agency) else ""
        yield from ((agency, text) for text in texts if text.node.at != former)


def _parts(texts: list[tuple[str, PrintedText]], kind: re.Pattern[str]) -> Iterator[_Part]:
    for agency, text in texts:
        for words in kind.findall(text.text):
            yield _Part(agency, text, words, _digits(words))


def _said(trap: Trap, parts: Iterator[_Part]) -> Iterator[Problem]:
    """The Problem of a trap at its first place in each text."""
    seen: set[Where] = set()
    for part in parts:
        if trap.agency in (None, part.agency) and part.text.node.at not in seen:
            seen.add(part.text.node.at)
            yield _fault(trap, part.words).at(part.text.node.place_of(part.text.text.index(part.words)))


def _too_slow(trap: Trap) -> Problem:
    message = f"The search for traps took more than {_SECONDS} seconds; it ended at {quote(trap.id)}."
    hint = "Make the patterns simpler, with fewer of * and +, or use fewer traps."
    return Problem("traps-slow", message, hint, trap.at)


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
