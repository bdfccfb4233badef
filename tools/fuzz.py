"""Feed the program inputs that were changed at random, and report each that it does not answer as it promises.

In: a seed and a number of inputs. Out: a line for each input that failed, and a table of time and memory by kind.
Why: every input must get a documented exit code, within 20 seconds and 1 GB, and never a traceback. An input is made
from the seed and its number alone, so `--only NUMBER` makes it again.

    .venv/bin/python -m tools.fuzz --count 20000 --seed 1
    .venv/bin/python -m tools.fuzz --seed 1 --only 4711 --keep folder
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from leafletgen.cli.main import main as program
from leafletgen.errors import ExitCode
from tools.fuzz_inputs import KINDS

SECONDS = 20
BYTES = 1_000_000_000
PROMISED = frozenset(ExitCode) - {ExitCode.UNEXPECTED, ExitCode.INTERRUPTED}
_PATIENCE = 10
"""How many times longer an input may take that waits for others who use the machine: SECONDS are processor time."""

TURNS = {"data": 8, "svg": 4, "csv": 1, "options": 5, "pdf": 2}
TURNS |= {"translation": 4, "po": 4, "xliff": 4, "table": 4, "workbook": 4}
"""How many of forty inputs are of each kind."""

_RESERVED = 700_000_000
"""Bytes of address space that Python and its libraries reserve without using them."""


class Outcome(NamedTuple):
    """What an input led to: its fault, if it has one; seconds of processor time; the most memory, in bytes."""

    number: int
    kind: str
    fault: str = ""
    seconds: float = 0.0
    memory: int = 0


def kind_of(number: int, kinds: Sequence[str]) -> str:
    """The kind of an input: the kinds take turns, those that are slow to try less often."""
    turns = [kind for kind in kinds for _ in range(TURNS[kind])]
    return turns[number % len(turns)]


def run_one(seed: int, number: int, kind: str, folder: Path) -> Outcome:
    """Make an input in an empty folder, and run the program on it, in this process."""
    arguments = KINDS[kind](random.Random(f"{seed} {number}"), folder)
    start = _seconds_used()
    result = CliRunner().invoke(program, arguments, prog_name="leafletgen", input="")
    seconds = _seconds_used() - start
    fault = ""
    if result.exit_code not in PROMISED or "Traceback" in result.stderr:
        fault = f"exit {result.exit_code}: {result.stderr.strip().splitlines()[-2:] or result.exception!r}"
    elif result.exit_code and "rror" not in result.stderr + result.stdout:
        fault = f"exit {result.exit_code} without a message"
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    memory = largest * (1 if sys.platform == "darwin" else 1024)
    return Outcome(number, kind, fault, seconds, memory)


def _seconds_used() -> float:
    """Processor time of this process and of those that it started, such as the examiner of PDF files."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _address_space() -> int:
    """Bytes of address space that this process has already, from the process that it was forked from; 0 if unknown."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except FileNotFoundError:  # Only Linux has it.
        return 0
    return pages * resource.getpagesize()


def _work(seed: int, numbers: Sequence[int], kinds: Sequence[str], root: str, connection: Connection) -> None:
    """Run inputs one after the other, in a folder inside `root`; a timer ends this process if one takes too long."""
    limit = BYTES + max(_RESERVED, _address_space())
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    warnings.simplefilter("ignore")
    place = tempfile.mkdtemp(dir=root)
    os.environ |= {"LEAFLETGEN_CACHE_DIR": f"{place}/cache", "XDG_CONFIG_HOME": f"{place}/config"}
    for number in numbers:
        folder = Path(place, str(number))
        folder.mkdir()
        os.chdir(folder)
        connection.send(Outcome(number, kind_of(number, kinds)))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE * SECONDS)
        outcome = run_one(seed, number, kind_of(number, kinds), folder)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.chdir(place)
        shutil.rmtree(folder, ignore_errors=True)
        connection.send(outcome)


def run(seed: int, numbers: Sequence[int], kinds: Sequence[str], workers: int) -> Iterator[Outcome]:
    """Run inputs in several processes; a process that ends at an input is replaced, and the input has failed."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as root:
        yield from _run_in(root, seed, numbers, kinds, workers)


def _run_in(root: str, seed: int, numbers: Sequence[int], kinds: Sequence[str], workers: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("fork")
    waiting = [list(numbers[first::workers]) for first in range(workers)]
    running: dict[Connection, tuple[Any, list[int]]] = {}

    def start(left: list[int]) -> None:
        if left:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(seed, left, kinds, root, theirs))
            process.start()
            theirs.close()
            running[ours] = process, left

    begun: dict[Connection, Outcome] = {}
    try:
        for left in waiting:
            start(left)
        yield from _outcomes(running, begun, start)
    finally:  # They are no daemons, because `preflight` starts processes of its own.
        for process, _ in running.values():
            process.kill()


def _outcomes(
    running: dict[Connection, tuple[Any, list[int]]],
    begun: dict[Connection, Outcome],
    start: Callable[[list[int]], None],
) -> Iterator[Outcome]:
    """What the processes send: each input twice, when it begins and when it is done."""
    while running:
        for connection in wait(list(running)):
            assert isinstance(connection, Connection)
            process, left = running[connection]
            try:
                outcome: Outcome = connection.recv()
            except EOFError:
                process.join()
                del running[connection]
                if last := begun.pop(connection, None):
                    yield last._replace(fault=f"ended by signal {-(process.exitcode or 0)}", seconds=SECONDS)
                    start(left[left.index(last.number) + 1 :])
                continue
            if connection in begun:
                del begun[connection]
                yield outcome
            else:
                begun[connection] = outcome


def _table(worst: dict[str, list[Outcome]]) -> Iterator[str]:
    yield f"{'kind':12}{'inputs':>8}{'failed':>8}{'mean s':>9}{'worst s':>9}{'number':>8}{'peak MB':>9}"
    for kind, outcomes in sorted(worst.items()):
        slowest = max(outcomes, key=lambda one: one.seconds)
        failed = sum(bool(one.fault) for one in outcomes)
        mean = sum(one.seconds for one in outcomes) / len(outcomes)
        peak = max(one.memory for one in outcomes) / 1e6
        yield (f"{kind:12}{len(outcomes):8}{failed:8}{mean:9.3f}{slowest.seconds:9.2f}{slowest.number:8}{peak:9.0f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 1 if an input failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--only", type=int, help="the number of one input, to run it alone")
    parser.add_argument("--keep", type=Path, help="with --only: make the input here, show its command, and run nothing")
    given = parser.parse_args(arguments)
    kinds = given.kinds.split(",")
    if given.keep and given.only is not None:
        given.keep.mkdir(parents=True)
        made = KINDS[kind_of(given.only, kinds)](random.Random(f"{given.seed} {given.only}"), given.keep.resolve())
        print("leafletgen", *map(repr, made))  # noqa: T201
        return 0
    numbers = range(given.count) if given.only is None else [given.only]
    found: dict[str, list[Outcome]] = {}
    with suppress(KeyboardInterrupt):  # Then the table is that of the inputs so far.
        for outcome in run(given.seed, numbers, kinds, given.workers):
            found.setdefault(outcome.kind, []).append(outcome)
            if outcome.fault:
                print(f"{outcome.number} ({outcome.kind}): {outcome.fault}", flush=True)  # noqa: T201
    print(f"seed {given.seed}, {sum(map(len, found.values()))} inputs", *_table(found), sep="\n")  # noqa: T201
    return int(any(one.fault for outcomes in found.values() for one in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())
