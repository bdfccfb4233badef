"""Hosts that look like others: a letter replaced by a similar one.

In: a Draft. Out: warnings.
Why: an address with 1 instead of l leads a child to a stranger.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.content.rules.draft import Draft
from leafletgen.content.rules.hosts import hosts_in
from leafletgen.content.values import Fault, quote
from leafletgen.errors import Problem

# Characters that look alike: before hosts are compared, the first of each row is replaced by the second.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))


def hosts_do_not_look_alike(draft: Draft) -> Iterator[Problem]:
    """Warn if two hosts differ only in letters that look alike."""
    first: dict[str, str] = {}
    for record, field, host in hosts_in(draft):
        known = first.setdefault(_as_seen(host), host)
        if known != host:
            message = f"{quote(host)} looks like {quote(known)}, which is also in the data."
            hint = "Open both, and correct the one that is mistyped. If both are right, ignore this warning."
            yield draft.say(Fault("web-near", message, hint, "warning"), record, field)


def _as_seen(host: str) -> str:
    for shape, seen in _ALIKE:
        host = host.replace(shape, seen)
    return host
