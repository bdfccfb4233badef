"""What the browser shows: made by one thread, sent to browsers by others.

In: Snapshots from the loop, and the names of the leaflets that browsers show. Out: the newest Snapshot.
Why: only what somebody looks at is made, and a browser hears of a change at once.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from msgspec import Struct

from leafletgen.errors import Problem, Where


class ShownPage(Struct, frozen=True):
    """A page: the name of its picture, its size in points, and the places that the elements of the picture lead to."""

    picture: str
    width: float
    height: float
    places: tuple[Where, ...]


class Shown(Struct, frozen=True):
    """A leaflet: its pages, the name of its HTML twin ("" if it has none), how it fits, and what is wrong with it.

    `faces` are the faces of other scripts that its pages name, each with the name of its file.
    `sound` is false if it could not be made, because it does not fit: then the pages are the last good ones, if any.
    """

    pages: tuple[ShownPage, ...] = ()
    twin: str = ""
    fit: str = ""
    problems: tuple[Problem, ...] = ()
    sound: bool = True
    faces: tuple[tuple[str, str], ...] = ()


class Snapshot(Struct, frozen=True):
    """All that browsers can show at one moment.

    `choices` are the leaflets that can be chosen, `shown` those that are made. `sound` says that these are the data as
    they are, not the last good ones; `complete` that `problems` has what all checks found. `files` are pictures,
    twins and faces by their names.
    """

    choices: tuple[tuple[str, str, str], ...] = ()
    shown: Mapping[str, Shown] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    sound: bool = False
    complete: bool = False
    files: Mapping[str, bytes] = MappingProxyType({})


class State:
    """The newest Snapshot and who looks at what, for threads. `wake` is set when a browser shows another leaflet."""

    def __init__(self) -> None:
        self.wake = threading.Event()
        self._changed = threading.Condition()
        self._snapshot = Snapshot()
        self._before = Snapshot()
        self._number = 0
        self._looking: Counter[str] = Counter()

    def publish(self, snapshot: Snapshot) -> None:
        """Let all browsers have a new Snapshot."""
        with self._changed:
            self._before, self._snapshot = self._snapshot, snapshot
            self._number += 1
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> tuple[int, Snapshot | None]:
        """The number of the newest Snapshot, and the Snapshot itself if its number is not `known`.

        If it is, wait for another one for so many seconds at most.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number != known, seconds)
            return self._number, self._snapshot if self._number != known else None

    def file(self, name: str) -> bytes | None:
        """A picture, a twin or a face of this Snapshot or the one before, which a browser may still be loading."""
        with self._changed:
            return self._snapshot.files.get(name) or self._before.files.get(name)

    @property
    def looking(self) -> frozenset[str]:
        """The names of the leaflets that browsers show."""
        with self._changed:
            return frozenset(self._looking)

    @contextmanager
    def looking_at(self, name: str) -> Iterator[None]:
        """Have a leaflet made for as long as somebody looks at it."""
        with self._changed:
            self._looking[name] += 1
        self.wake.set()
        try:
            yield
        finally:
            with self._changed:
                self._looking[name] -= 1
                self._looking = +self._looking
