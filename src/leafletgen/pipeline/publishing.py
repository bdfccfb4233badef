"""Write the files of Results: one after the other, or several at a time in threads while others are being made.

In: Results as they come, and the folder. Out: the same Results in the same order, each with its file published or with
the error that prevented it.
Why: flushing a file to a slow disk may take as long as making the leaflet.
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

if TYPE_CHECKING:  # Not imported at run time: it takes a while to load, and one file needs no thread.
    from concurrent.futures import Future

AT_A_TIME = 8
"""How many files are written at the same time."""


class Published(NamedTuple):
    """A Result, with an error if its file could not be published, and the seconds that publishing took."""

    result: Result
    seconds: float


def publish_in_turn(results: Iterable[Result], folder: Path) -> Generator[Published]:
    """Publish each before the next is made."""
    for result in results:
        yield _published(result, folder)


def publish_meanwhile(results: Iterable[Result], folder: Path) -> Generator[Published]:
    """Publish up to AT_A_TIME files in threads while the next are made. If closed early, it drops those not begun."""
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
    """Publish one Result. An error, even an unexpected one, goes into this Result and does not stop the others."""
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
