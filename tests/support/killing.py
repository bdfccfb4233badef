"""Kill builds with SIGKILL at random moments and look at what each leaves: run by test_kill.py as a process of its own.

In: a data folder, an output folder and the number of kills. Out: JSON with what was found.
The builds are children of one process that has imported the program, so that a round takes some hundredths of a second.
Each round makes the same leaflets with another date; each file on the disk must always be one of the two versions. To
make it likely that the kill comes while a file is being written, flushing is slowed down by up to 4 ms.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from leafletgen.output.atomic import TEMPORARY_SUFFIX
from leafletgen.pipeline.build import build
from leafletgen.pipeline.render import Renderer
from leafletgen.pipeline.request import Request
from leafletgen.pipeline.stages import Stages
from leafletgen.resources import fonts_folder, icc_folder

LOADED = (Stages, Renderer)  # here, once for all children
JOBS = (1, 1, 2)


def request(data: Path, output: Path, date: int, **more: object) -> Request:
    """A request for all leaflets, made anew, with `date` in the files."""
    environment = {"SOURCE_DATE_EPOCH": str(date), "LEAFLETGEN_CACHE_DIR": str(data.parent / "cache")}
    usual = {"data": data, "output": output, "fonts": fonts_folder(), "icc": icc_folder(), "environment": environment}
    return Request(**{**usual, **more})  # type: ignore[arg-type]


def hashes(output: Path) -> dict[str, str]:
    """The hash of each finished file."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in output.glob("*.pdf")}


def start(data: Path, output: Path, date: int, jobs: int) -> int:
    """Start a build in a process group of its own; returns its id."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    flush = os.fsync

    def slow_flush(descriptor: int) -> None:
        flush(descriptor)
        time.sleep(random.random() * 0.004)

    os.fsync = slow_flush  # type: ignore[assignment]
    random.seed()
    build(request(data, output, date, jobs=jobs, force=True))
    os._exit(0)


def kill(child: int, output: Path, chance: random.Random) -> bool:
    """Wait for a random moment, two times of three for a temporary file as well, and kill. True where it hit."""
    end = time.monotonic() + chance.random() * 0.15
    while time.monotonic() < end:
        time.sleep(0.0005)
    if chance.random() < 0.67:
        limit = time.monotonic() + 1
        while not any(output.glob(f".*{TEMPORARY_SUFFIX}")) and time.monotonic() < limit:
            time.sleep(0.0002)
    while True:
        try:
            os.killpg(child, signal.SIGKILL)
            break
        except ProcessLookupError:  # It has not yet come to have a group of its own.
            time.sleep(0.0005)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(data: Path, output: Path, kills: int) -> dict[str, object]:
    """Do it all."""
    dates = (1_000_000_000, 1_100_000_000)
    good = []
    for date in dates:
        assert not build(request(data, output, date)).errors
        good.append(hashes(output))
    chance = random.Random(20261124)
    hit = torn = while_writing = 0
    most_litter = 0
    while hit < kills:
        child = start(data, output, dates[hit % 2], chance.choice(JOBS))
        if not kill(child, output, chance):
            continue
        hit += 1
        found = hashes(output)
        torn += sum(found.get(name) not in (good[0][name], good[1][name]) for name in good[0]) + len(
            found.keys() - good[0]
        )
        litter = len(list(output.glob(f".*{TEMPORARY_SUFFIX}")))
        while_writing += litter > 0
        most_litter = max(most_litter, litter)
    errors = build(request(data, output, dates[0])).errors
    return {
        "kills": hit,
        "torn": torn,
        "while_writing": while_writing,
        "most_litter": most_litter,
        "whole_again": not errors and hashes(output) == good[0],
        "left": sorted(path.name for path in output.iterdir() if path.name not in good[0]),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
