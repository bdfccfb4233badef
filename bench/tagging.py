"""Measure the cost of the structure tree: the same leaflets with and without tags, side by side.

    python -m bench.tagging [ROUNDS]

One process composes, lays out and writes each office leaflet of the shipped data with tags and without, in alternating
order. The fastest of all rounds counts, to reduce the effect of other work on the machine. Reading and checking the
data, the same for both, is timed once and added. Without tags there are no links either: the difference is the cost of
everything that makes a file accessible. QR codes are made again each time.
"""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bench.measure import machine, table
from leafletgen.content.catalogue import Catalogue
from leafletgen.content.check import check
from leafletgen.content.compose import compose
from leafletgen.content.source import read_folder
from leafletgen.layout.fit import lay_out
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.qr import matrix
from leafletgen.pdf.profiles import OFFICE, Profile
from leafletgen.pdf.writer import write
from leafletgen.pipeline.plan import OutputFile, plan
from leafletgen.resources import data_folder, fonts_folder

ROUNDS = 15
MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
PLAIN = OFFICE._replace(standard="", tagged=False, links=False)

T = TypeVar("T")


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    read = min(timed(_read)[0] for _ in range(rounds))
    catalogue, fonts = _read()
    rows, tagged, plain = [], read, read
    for order in plan(catalogue, (), (), ()):
        (with_tags, size), (without, small) = side_by_side(catalogue, order, fonts, rounds)
        tagged, plain = tagged + with_tags, plain + without
        rows.append([order.name, *_pair(1000 * with_tags, 1000 * without), *_pair(size / 1000, small / 1000)])
    rows.append(["all, with reading", *_pair(1000 * tagged, 1000 * plain), "", ""])
    head = ("", "ms, tags", "ms, none", "kB, tags", "kB, none")
    print(f"{machine()}; fastest of {rounds} rounds, processor time.\n\n{table(head, rows)}\n")  # noqa: T201
    print(f"Tags cost {100 * (tagged / plain - 1):.0f} % more time.")  # noqa: T201


def _read() -> tuple[Catalogue, FontBook]:
    fonts = FontBook.load(fonts_folder())
    return check(read_folder(data_folder(None)), fonts.coverage()), fonts


def side_by_side(
    catalogue: Catalogue, order: OutputFile, fonts: FontBook, rounds: int
) -> tuple[tuple[float, int], tuple[float, int]]:
    """The least seconds and the bytes of one leaflet, with tags and without."""

    def make(profile: Profile) -> bytes:
        matrix.cache_clear()
        return write(
            lay_out(compose(catalogue, order.edition, order.variant), order.form, fonts), fonts, MOMENT, profile
        )

    found: dict[Profile, list[tuple[float, int]]] = {OFFICE: [], PLAIN: []}
    for profile in _in_turn(rounds):
        seconds, pdf = timed(lambda profile=profile: make(profile))  # type: ignore[misc]
        found[profile].append((seconds, len(pdf)))
    return min(found[OFFICE]), min(found[PLAIN])


def _in_turn(rounds: int) -> Iterator[Profile]:
    for number in range(rounds):
        yield from (OFFICE, PLAIN) if number % 2 else (PLAIN, OFFICE)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The processor seconds of a call, and its result."""
    began = time.process_time()
    given = work()
    return time.process_time() - began, given


def _pair(one: float, other: float) -> tuple[str, str]:
    return f"{one:.1f}", f"{other:.1f}"


if __name__ == "__main__":
    main()
