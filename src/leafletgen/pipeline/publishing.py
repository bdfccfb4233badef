"""Results become files: one after the other, or several at a time while others are being made.

In: Results as they come, and the folder. Out: the same Results in the same order, each with its file in place or with
what kept it from there.
Why: a disk may take as long to say that a file is safe as a leaflet takes to be made.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from leafletgen.errors import LeafletError, UnexpectedError, Where
from leafletgen.output.atomic import publish
from leafletgen.pipeline.jobs import Result

if TYPE_CHECKING:  # It takes a while to load, and one file needs no thread.
    from concurrent.futures import Future

AT_A_TIME = 8
"""So many files are on their way to the disk at a time."""


class Published(NamedTuple):
    """A Result, with an error where there is no file of it, and the seconds that publishing took."""

    result: Result
    seconds: float


def publish_in_turn(results: Iterable[Result], folder: Path) -> Generator[Published]:
    """Publish each before the next is made."""
    for result in results:
        yield _published(result, folder)


def publish_meanwhile(results: Iterable[Result], folder: Path) -> Generator[Published]:
    """Publish up to AT_A_TIME in threads while the next are made. Closed early, it drops those that have not begun."""
    from concurrent.futures import ThreadPoolExecutor

    threads = ThreadPoolExecutor(AT_A_TIME)
    under_way: deque[Future[Published]] = deque()
    try:
        for result in results:
            under_way.append(threads.submit(_published, result, folder))
            while under_way and (under_way[0].done() or len(under_way) > AT_A_TIME):
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)


def _published(result: Result, folder: Path) -> Published:
    """Publish one; an error, even an unexpected one, is its own affair."""
    start = time.perf_counter()
    name = result.output_file.name
    try:
        if not result.error:
            publish(result.data, folder / name)
    except LeafletError as error:
        result = result._replace(error=error)
    except Exception as error:
        result = result._replace(error=UnexpectedError.of(error, Where(name)))
    return Published(result, time.perf_counter() - start)
