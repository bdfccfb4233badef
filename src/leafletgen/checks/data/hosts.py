"""Hosts that are nearly right: one letter that looks like another, and a force's site made up from its id.

In: a Draft. Out: Problems.
Why: an address with 1 for l leads a child to a stranger; and hosts of forces do not follow from their ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem

# What the eye takes for the same: each is read as the last of its row.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))
_POLICE = ".police.uk"


def hosts_do_not_look_alike(draft: Draft) -> Iterator[Problem]:
    """No two hosts differ only in letters that the eye takes for one another."""
    first: dict[str, str] = {}
    for record, field, host in _hosts(draft):
        known = first.setdefault(_as_seen(host), host)
        if known != host:
            message = f"{quote(host)} can be taken for {quote(known)}, which stands elsewhere in the data."
            hint = "Open both. Correct the one that is mistyped; where both are right, say nothing."
            yield draft.say(Fault("web-near", message, hint, "warning"), record, field)


def _as_seen(host: str) -> str:
    for shape, seen in _ALIKE:
        host = host.replace(shape, seen)
    return host


def forces_have_their_own_hosts(draft: Draft) -> Iterator[Problem]:
    """An address of a force has the host that forces.yaml gives, not one made from its id."""
    right = {force.id: bare_host(force.website) for force in draft.forces}
    made = {
        f"{name}{_POLICE}": host
        for force, host in right.items()
        for name in (force, force.replace("-", ""))
        if f"{name}{_POLICE}" not in right.values()
    }
    for record, field, host in _hosts(draft):
        if host in made:
            fault = Fault("police-host", f"No force has the host {quote(host)}.", f"Use {made[host]}, and open it.")
            yield draft.say(fault, record, field)


def _hosts(draft: Draft) -> Iterator[tuple[Record, str, str]]:
    """Every host of an address that is printed, opened or written to."""
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
