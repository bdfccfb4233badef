"""The state of each web address of the leaflets: alive, dead, moved and so on.

In: the Catalogue, and the Answer of each address. Out: a LinkFinding for each, and Problems with what to do.
Why: a QR code on paper cannot be corrected, so a dead, moved or sold address must be found before printing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args
from urllib.parse import SplitResult, urlsplit

from leafletgen.checks.links.failures import Obstacle
from leafletgen.checks.links.http import Answer
from leafletgen.content.catalogue import Catalogue, Contact, Edition
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.rules.draft import printed_contacts
from leafletgen.content.values import bare_host
from leafletgen.errors import Problem, Severity, Where

LinkState = Literal["dead", "private", "parked", "moved", "unclear", "expiring", "alive"]
STATES: tuple[LinkState, ...] = get_args(LinkState)
"""All states, the worst first. Only dead and private are errors."""

_REFUSES_PROGRAMS = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 999})
"""Statuses of a server that works but refuses programs; a person can probably open the page."""

_STATUS_WORDS = {
    404: "there is no such page",
    410: "the page was removed permanently",
    500: "the server has an error",
    502: "the server has an error",
    300: "the server offers several pages",
    503: "the server is out of service",
    504: "the server has an error",
}


_UNSURE = frozenset({300, *range(520, 531)})
"""Statuses that say nothing of the page: a choice, or what a service in front of a server says of it."""


class Target(NamedTuple):
    """An address to ask; `used_by` names the contacts with it; `typed`: it is only printed, so people type it."""

    address: str
    used_by: tuple[str, ...] = ()
    typed: bool = False
    at: Where | None = None


class LinkFinding(NamedTuple):
    """An address with its state, the state in words, and the address that it redirects to, if it does.

    `reached` is false if its host was not found or could not be reached; `obstacle` is what may be wrong here.
    """

    target: Target
    state: LinkState
    words: str
    leads_to: str = ""
    reached: bool = True
    obstacle: Obstacle = ""


def targets_of(catalogue: Catalogue, editions: Iterable[str] = ()) -> tuple[Target, ...]:
    """Every address that a leaflet prints, also inside a sentence, or that it or its web page opens, each once.

    With `editions`, only those that the leaflets and cards of these editions have.
    """
    found: dict[str, Target] = {}
    for address, user, typed, at in _addresses(catalogue, [catalogue.editions[name] for name in editions]):
        key = _plain(address)
        known = found.get(key, Target(address, (), typed, at))
        users = tuple(dict.fromkeys((*known.used_by, user)))
        found[key] = known._replace(used_by=users, typed=known.typed and typed)
    return tuple(found.values())


def _addresses(catalogue: Catalogue, only: Sequence[Edition]) -> Iterator[tuple[str, str, bool, Where]]:
    """Each address, who uses it, whether people type it, and its place."""
    for owner, contact in _contacts(catalogue, only):
        user = owner if " " in owner else f"{owner} {contact.id}"  # One in a sentence has no id of its own.
        if contact.opens:
            yield contact.opens, user, False, contact.at
        if contact.shown:
            yield f"https://{contact.shown}", user, True, contact.at
    if site := catalogue.settings.site:
        for field in ("exit", "accessibility_statement"):
            if address := getattr(site, field):
                yield address, f"site {field}", False, site.at


def _contacts(catalogue: Catalogue, only: Sequence[Edition]) -> Iterator[tuple[str, Contact]]:
    """Each contact of the editions, or of all data, with whose it is."""
    if only:
        yield from ((entry.owner, entry.contact) for edition in only for entry in contacts_of(catalogue, edition))
        return
    for agency in catalogue.agencies.values():
        yield from ((agency.id, contact) for contact in printed_contacts(agency))
    yield from ((one.owner, one.contact) for one in catalogue.in_sentences)


def assess(target: Target, answer: Answer, now: datetime.datetime, warn_days: int) -> LinkFinding:
    """The state of an address; it is "expiring" if a certificate expires in less than `warn_days` days."""
    leads_to = answer.ends_at if _plain(answer.ends_at) != _plain(target.address) else ""
    at_last = f", after redirecting to {leads_to}" if leads_to else ""
    asked = f" (asked {answer.tries} times)" if answer.tries > 1 else ""
    if answer.status is None:
        state: LinkState = "private" if answer.private else "unclear" if answer.keeps_out else "dead"
        return LinkFinding(target, state, answer.failure + at_last + asked, leads_to, answer.reached, answer.obstacle)
    if answer.status >= 300:
        unclear = answer.keeps_out or answer.status in _REFUSES_PROGRAMS | _UNSURE
        words = _words_of(answer.status, answer.keeps_out) + at_last + asked
        return LinkFinding(target, "unclear" if unclear else "dead", words, leads_to)
    ends = answer.expires.date() if answer.expires and (answer.expires - now).days < warn_days else None
    expiry = f"its certificate expires on {ends}" if ends else ""
    if leads_to and bare_host(leads_to) != bare_host(target.address):
        words = f"it redirects to another host, {bare_host(leads_to)}"
        return LinkFinding(target, "parked", "; ".join(filter(None, (words, expiry))), leads_to)
    if leads_to and answer.permanent and not target.typed:
        return LinkFinding(target, "moved", "; ".join(filter(None, ("it has moved permanently", expiry))), leads_to)
    return LinkFinding(target, "expiring" if ends else "alive", expiry or "it answers", leads_to)


def _words_of(status: int, keeps_out: bool) -> str:
    if status in range(520, 531):
        return f"the service in front of its server got no good answer from it (status {status})"
    if status in _REFUSES_PROGRAMS or keeps_out:
        return f"its server refuses programs (status {status})"
    return f"{_STATUS_WORDS.get(status, 'its server returns no page')} (status {status})"


def _plain(address: str) -> str:
    """An address in the form for comparisons: host in lower case, without fragment and without a lone slash."""
    parts = _split(address)
    path = "" if parts.path == "/" else parts.path
    return parts._replace(netloc=parts.netloc.lower(), path=path, fragment="").geturl()


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # Not an address, such as http://[ (the request will report it).
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
        "Readers outside cannot open it. Correct it; to check your own servers, add --allow-private.",
    ),
    "parked": (
        "link-parked",
        "warning",
        "Open it and look whose page it is. If it is the right one, print its new address: {leads_to}",
    ),
    "moved": (
        "link-moved",
        "warning",
        "Open it; if the page is the right one, write its new address into the data: {leads_to}",
    ),
    "unclear": ("link-unclear", "warning", "Open it in a browser and look: only a person can decide."),
    "expiring": (
        "link-expiring",
        "warning",
        "Check again in a few days; if the certificate was not renewed, tell those who run the site.",
    ),
}


_FEW = 3
"""Up to this many hosts may all be unreachable; if more are, this computer is probably offline."""


def obstacle_of(findings: Iterable[LinkFinding]) -> Problem | None:
    """What is wrong with this computer or its network, and not with the addresses; None if nothing seems to be."""
    found = list(findings)
    if found and all(finding.obstacle == "proxy" for finding in found):
        return _PROXY._replace(message=f"No address could be asked: {found[0].words}.")
    if _inspected(found):
        return _INSPECTED
    hosts = {bare_host(finding.target.address) for finding in found}
    silent = all(finding.state == "dead" and not finding.reached for finding in found)
    here = all(finding.obstacle == "offline" for finding in found)
    return _CUT_OFF if silent and found and (here or len(hosts) > _FEW) else None


def _inspected(findings: Iterable[LinkFinding]) -> bool:
    """Whether a proxy seems to open the secure connections: no host that was reached has a certificate to be trusted.

    A host that was not found says nothing of that. Some proxies let a few hosts through, so of many hosts most are
    enough.
    """
    reached = [one for one in findings if one.reached and one.target.address.lower().startswith("https:")]
    hosts = {bare_host(one.target.address) for one in reached}
    mistrusted = {bare_host(one.target.address) for one in reached if one.obstacle == "issuer"}
    return len(mistrusted) > 1 and (mistrusted == hosts or 2 * len(mistrusted) > len(hosts) > _FEW)


_CUT_OFF = Problem(
    "no-network",
    "None of the hosts can be reached.",
    "Check that this computer is connected to the internet. If only a proxy leads there, name it: HTTPS_PROXY=http://...",
)
_PROXY = Problem(
    "proxy-failed",
    "No address could be asked.",
    "Check the proxy of this computer: the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or the system's settings.",
)
_INSPECTED = Problem(
    "connections-inspected",
    "The certificates of all hosts, or of most, come from an issuer that this computer does not trust: probably a "
    "proxy inspects the connections, so nothing can be said of the addresses.",
    "Ask your IT department for its certificate, and name the file: SSL_CERT_FILE=certificate.pem leafletgen links",
)


def problems_of(findings: Iterable[LinkFinding]) -> Iterator[Problem]:
    """A Problem for each address that is not "alive": an error if it is dead or private, else a warning."""
    for target, state, words, leads_to, *_ in findings:
        if state != "alive":
            whose = f" ({', '.join(target.used_by)})" if target.used_by else ""
            message = f"{target.address}{whose}: {words}."
            code, severity, hint = _PROBLEMS[state]
            yield Problem(code, message, hint.format(leads_to=leads_to), target.at, severity)
