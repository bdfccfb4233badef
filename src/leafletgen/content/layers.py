"""Data folders over one another: a record of the upper folder stands in place of the one with its id below.

In: the records of each folder, the lowest first. Out: the records that hold, and which replaced which.
Why: a force keeps only what is its own, and a national number that is mended once is mended for every force. A record
is replaced whole, so that nobody has to guess which of its parts come from where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from leafletgen.content.catalogue import Override
from leafletgen.content.records import Record

R = TypeVar("R", bound=Record)


def overlay(layers: Iterable[Sequence[R]], name: Callable[[R], str]) -> tuple[R, ...]:
    """The records that hold. One that replaces another has its place in the order; new ones follow at the end.

    An id that stands twice in one folder stays twice, and no folder above hides that: the rules refuse it.
    """
    holding: list[R] = []
    for records in layers:
        first = {name(record): record for record in reversed(records)}
        below = Counter(name(record) for record in holding)
        replaced = (record if below[name(record)] > 1 else first.get(name(record), record) for record in holding)
        added = (record for record in records if name(record) not in below or record is not first[name(record)])
        holding = [*replaced, *added]
    return tuple(holding)


def find_overrides(kind: str, layers: Iterable[Sequence[R]], name: Callable[[R], str]) -> Iterator[Override]:
    """Say which record of each folder replaces which of a lower one."""
    below: dict[str, R] = {}
    for records in layers:
        for record in records:
            if lower := below.get(name(record)):
                yield Override(kind, name(record), record.at, lower.at)
        below |= {name(record): record for record in records}
