"""Wrong hosts that look right: a letter replaced by a similar one, and a force's host guessed from its id.

In: a Draft. Out: Problems.
Why: an address with 1 instead of l leads a child to a stranger; and the hosts of forces do not follow from their ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem

# Characters that look alike: before hosts are compared, the first of each row is replaced by the second.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))
_POLICE = ".police.uk"


def hosts_do_not_look_alike(draft: Draft) -> Iterator[Problem]:
    """Warn if two hosts differ only in letters that look alike."""
    first: dict[str, str] = {}
    for record, field, host in _hosts(draft):
        known = first.setdefault(_as_seen(host), host)
        if known != host:
            message = f"{quote(host)} looks like {quote(known)}, which is also in the data."
            hint = "Open both, and correct the one that is mistyped. If both are right, ignore this warning."
            yield draft.say(Fault("web-near", message, hint, "warning"), record, field)


def _as_seen(host: str) -> str:
    for shape, seen in _ALIKE:
        host = host.replace(shape, seen)
    return host


def forces_have_their_own_hosts(draft: Draft) -> Iterator[Problem]:
    """Report an address of a force whose host was made from its id and is not the one in forces.yaml."""
    right = {force.id: bare_host(force.website) for force in draft.forces}
    made = {
        f"{name}{_POLICE}": host
        for force, host in right.items()
        for name in (force, force.replace("-", ""))
        if f"{name}{_POLICE}" not in right.values()
    }
    for record, field, host in _hosts(draft):
        if host in made:
            fault = Fault("police-host", f"No force has the host {quote(host)}.", f"Use {made[host]}, and test it.")
            yield draft.say(fault, record, field)


def _hosts(draft: Draft) -> Iterator[tuple[Record, str, str]]:
    """The host of every address that is printed, opened or used for email, with its record and field."""
    for agency in draft.agencies:
        for contact in printed_contacts(agency):
            for field, address in (("shown", contact.shown), ("opens", contact.opens)):
                if address and (host := bare_host(address)):
                    yield contact, field, host
            if contact.kind == "email" and contact.value:
                yield contact, "value", contact.value.rpartition("@")[2].lower()
    for force in draft.forces:
        if host := bare_host(force.website):
            yield force, "website", host
