"""Measure the throughput of two independent processes on this machine: the upper bound for two workers.

    python -m bench.scaling [ROUNDS]

In each round one process makes leaflets in a loop, alone, and then two do at the same time; the gain is the leaflets
per second of the two together, divided by those of the one. Processors that share caches, memory or a clock give less
than 2.
"""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.compare import DOCUMENTS, ROUNDS
from bench.measure import OWN, machine, median, prepare, run


def main() -> None:
    """Measure and print the gain."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    prepare()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([OWN, "-m", "bench.documents", folder, str(DOCUMENTS)])
        gain = median(_together(folder, 2) / _together(folder, 1) for _ in range(rounds))
    print(f"{machine()}: two processes make {gain:.2f} times what one does; median of {rounds} rounds.")  # noqa: T201


def _together(folder: Path, count: int) -> float:
    """Leaflets per second of this number of processes at the same time."""
    command = [OWN, "-m", "bench.worker", "warm", "leafletgen", folder, folder / "none.pdf", "reused"]
    with ThreadPoolExecutor(count) as threads:
        said = [json.loads(cost.said) for cost in threads.map(run, [command] * count)]
    return float(sum(each["count"] / each["wall"] for each in said))


if __name__ == "__main__":
    main()
