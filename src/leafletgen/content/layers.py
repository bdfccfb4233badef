"""Layers of data folders: a record replaces the record with the same id in the folder that its own folder extends.

In: the records of each folder, the lowest first. Out: the resulting records, and which record replaced which.
Why: a force's folder holds only its own records, and a national number is corrected in one place for every force. A
record is replaced as a whole, so nobody has to guess which of its parts come from where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TypeVar

from leafletgen.content.catalogue import Override
from leafletgen.content.records import Record
from leafletgen.errors import Where

R = TypeVar("R", bound=Record)


def overlay(layers: Iterable[Sequence[R]], name: Callable[[R], str]) -> tuple[R, ...]:
    """The resulting records. A replacement takes the position of the record that it replaces; new ones come last.

    An id that occurs twice in one folder is kept twice, even if a higher folder replaces it: the rules report it.
    """
    result: list[R] = []
    for records in layers:
        first = {name(record): record for record in reversed(records)}
        below = Counter(name(record) for record in result)
        replaced = (record if below[name(record)] > 1 else first.get(name(record), record) for record in result)
        added = (record for record in records if name(record) not in below or record is not first[name(record)])
        result = [*replaced, *added]
    return tuple(result)


def find_overrides(kind: str, layers: Iterable[Sequence[R]], name: Callable[[R], str]) -> Iterator[Override]:
    """An Override for each record that replaces one of a lower folder."""
    below: dict[str, R] = {}
    for records in layers:
        for record in records:
            if lower := below.get(name(record)):
                yield Override(kind, name(record), record, lower)
        below |= {name(record): record for record in records}


def is_own(folder: str, at: Where) -> bool:
    """Whether a record is in the data folder itself, not in one that it extends, such as FOLDER/../data."""
    file, own = PurePath(at.file), PurePath(folder)
    return own in file.parents and ".." not in file.relative_to(own).parts
