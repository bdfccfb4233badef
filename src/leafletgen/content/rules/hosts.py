"""The hosts of addresses: a force's host that was guessed from its id is refused.

In: a Draft. Out: Problems; and each host of the data.
Why: the hosts of forces do not follow from their ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.records import Record
from leafletgen.content.rules.draft import Draft, printed_contacts
from leafletgen.content.values import Fault, bare_host, quote
from leafletgen.errors import Problem

_POLICE = ".police.uk"


def forces_have_their_own_hosts(draft: Draft) -> Iterator[Problem]:
    """Report an address of a force whose host was made from its id and is not the one in forces.yaml."""
    right = {force.id: bare_host(force.website) for force in draft.forces}
    made = {
        f"{name}{_POLICE}": host
        for force, host in right.items()
        for name in (force, force.replace("-", ""))
        if f"{name}{_POLICE}" not in right.values()
    }
    for record, field, host in hosts_in(draft):
        if host in made:
            fault = Fault("police-host", f"No force has the host {quote(host)}.", f"Use {made[host]}, and test it.")
            yield draft.say(fault, record, field)


def hosts_in(draft: Draft) -> Iterator[tuple[Record, str, str]]:
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
