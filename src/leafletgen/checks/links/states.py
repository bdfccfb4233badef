"""Are the web addresses of the leaflets alive?

In: the Catalogue, and what each address answered. Out: a Finding for each: its state, and what to do about it.
Why: a QR code on paper cannot be mended. An address that has died, moved or got another owner must be known first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args
from urllib.parse import SplitResult, urlsplit

from leafletgen.checks.links.http import Answer
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.rules.draft import printed_contacts
from leafletgen.content.values import bare_host
from leafletgen.errors import Problem, Severity, Where

LinkState = Literal["dead", "private", "parked", "moved", "unclear", "expiring", "alive"]
STATES: tuple[LinkState, ...] = get_args(LinkState)
"""All states, the worst first. Only dead and private are errors."""

_SHUT = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 999})
"""Answers of a server that is there and does not let a program in; a person may well get in."""

_STATUS_WORDS = {
    404: "there is no such page",
    410: "the page was taken away for good",
    500: "the server has a fault",
    502: "the server has a fault",
    503: "the server is out of service",
    504: "the server has a fault",
}


class Target(NamedTuple):
    """An address to ask; `used_by` names the contacts that print or open it, `typed` says that people type it."""

    address: str
    used_by: tuple[str, ...] = ()
    typed: bool = False
    at: Where | None = None


class LinkFinding(NamedTuple):
    """What is known of an address now: its state, that in words, and the address that it leads to now, if another.

    `reached` is false where its host was not even found or did not let itself be reached.
    """

    target: Target
    state: LinkState
    words: str
    leads_to: str = ""
    reached: bool = True


def targets_of(catalogue: Catalogue) -> tuple[Target, ...]:
    """Every address that a leaflet may print or open with a QR code, each once."""
    found: dict[str, Target] = {}
    for agency in catalogue.agencies.values():
        for contact in printed_contacts(agency):
            shown = f"https://{contact.shown}" if contact.shown else None
            for address, typed in ((contact.opens, False), (shown, True)):
                if address is None:
                    continue
                key = _plain(address)
                name = f"{agency.id} {contact.id}"
                known = found.get(key, Target(address, (), typed, contact.at))
                users = tuple(dict.fromkeys((*known.used_by, name)))
                found[key] = known._replace(used_by=users, typed=known.typed and typed)
    return tuple(found.values())


def assess(target: Target, answer: Answer, now: datetime.datetime, warn_days: int) -> LinkFinding:
    """Say what state an address is in; a certificate that ends within `warn_days` days is one that expires."""
    leads_to = answer.ends_at if _plain(answer.ends_at) != _plain(target.address) else ""
    at_last = f", having led to {leads_to}" if leads_to else ""
    asked = f" (asked {answer.tries} times)" if answer.tries > 1 else ""
    if answer.status is None:
        state: LinkState = "private" if answer.private else "dead"
        return LinkFinding(target, state, answer.failure + at_last + asked, leads_to, answer.reached)
    if answer.status >= 300:
        state = "unclear" if answer.status in _SHUT else "dead"
        return LinkFinding(target, state, _words_of(answer.status) + at_last + asked, leads_to)
    ends = answer.expires.date() if answer.expires and (answer.expires - now).days < warn_days else None
    expiry = f"its certificate ends on {ends}" if ends else ""
    if leads_to and bare_host(leads_to) != bare_host(target.address):
        words = f"it leads to another host, {bare_host(leads_to)}"
        return LinkFinding(target, "parked", "; ".join(filter(None, (words, expiry))), leads_to)
    if leads_to and answer.permanent and not target.typed:
        return LinkFinding(target, "moved", "; ".join(filter(None, ("it has moved for good", expiry))), leads_to)
    return LinkFinding(target, "expiring" if ends else "alive", expiry or "it answers", leads_to)


def _words_of(status: int) -> str:
    if status in _SHUT:
        return f"it does not let a program in (status {status})"
    return f"{_STATUS_WORDS.get(status, 'it has no page to show')} (status {status})"


def _plain(address: str) -> str:
    """An address without what makes no difference to where it leads: the part behind #, and a lone closing slash."""
    parts = _split(address)
    path = "" if parts.path == "/" else parts.path
    return parts._replace(netloc=parts.netloc.lower(), path=path, fragment="").geturl()


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # no address at all, such as http://[ - asking it says so
        return SplitResult("", "", address, "", "")


_PROBLEMS: dict[LinkState, tuple[str, Severity, str]] = {
    "dead": (
        "link-dead",
        "error",
        "Open it in a browser. If that fails too, find the new address, or withhold the contact until it is known.",
    ),
    "private": (
        "link-private",
        "error",
        "A reader outside cannot open it. Correct it; to ask servers of your own, say --allow-private.",
    ),
    "parked": (
        "link-parked",
        "warning",
        "Open it and look whose page it is. If it is the right one, print its new address: {leads_to}",
    ),
    "moved": (
        "link-moved",
        "warning",
        "Open it, and if the page is the right one, write its new address into the data: {leads_to}",
    ),
    "unclear": ("link-unclear", "warning", "Open it in a browser and look: only a person can tell."),
    "expiring": (
        "link-expiring",
        "warning",
        "Look again in a few days; if it is not renewed, tell those who run the site.",
    ),
}


_FEW = 3
"""So few hosts may all be dead at once; more of them are a sign that it is we who are cut off."""


def is_cut_off(findings: Iterable[LinkFinding]) -> bool:
    """Whether this computer seems to have no way to the internet: of many hosts not one can be reached."""
    found = list(findings)
    hosts = {bare_host(finding.target.address) for finding in found}
    return len(hosts) > _FEW and all(finding.state == "dead" and not finding.reached for finding in found)


def problems_of(findings: Iterable[LinkFinding]) -> Iterator[Problem]:
    """Give a Problem for each address that is not simply alive: an error where it is dead or private."""
    for target, state, words, leads_to, _ in findings:
        if state != "alive":
            whose = f" ({', '.join(target.used_by)})" if target.used_by else ""
            message = f"{target.address}{whose}: {words}."
            code, severity, hint = _PROBLEMS[state]
            yield Problem(code, message, hint.format(leads_to=leads_to), target.at, severity)
