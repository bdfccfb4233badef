"""One process of one maker, for compare.py to time.

    python -m bench.worker cold MAKER FOLDER OUT made|reused
    python -m bench.worker warm MAKER FOLDER OUT made|reused

FOLDER has the files of bench.documents. `cold` writes its first leaflet into the file OUT. `warm` makes many in a loop
and prints the measurements as JSON. `made`: QR matrices are made for each leaflet; `reused`: they are made once for
all. A loop does not count the import and set-up of the maker, nor two leaflets to warm up.
"""

from __future__ import annotations

import importlib
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from leafletgen.layout.qr import matrix

SECONDS = 2.0
"""A loop ends after this many seconds of processor time, but not before the third leaflet."""

_WARM_UP, _LEAST = 2, 3


def main() -> None:
    """Make leaflets as the command line says."""
    mode, name, folder, out, how = sys.argv[1:]
    make: Callable[[Any], bytes] = importlib.import_module(f"bench.makers.by_{name}").Maker().make
    if mode == "cold":
        Path(out).write_bytes(make(next(_inputs(name, Path(folder)))))
    else:
        print(json.dumps(_loop(make, list(_inputs(name, Path(folder))), anew=how == "made")))  # noqa: T201


def _inputs(name: str, folder: Path) -> Iterator[Any]:
    """What the maker reads: leafletgen its composed Leaflets, the others the same words as documents."""
    if name != "leafletgen":
        with (folder / "documents.jsonl").open("rb") as file:
            yield from map(json.loads, file)
        return
    with (folder / "leaflets.pickle").open("rb") as file, suppress(EOFError):
        while True:
            yield pickle.load(file)


def _loop(make: Callable[[Any], bytes], inputs: list[Any], *, anew: bool) -> dict[str, float]:
    for each in inputs[:_WARM_UP]:
        make(each)
    count = 0
    began, cpu_began = time.perf_counter(), time.process_time()
    for each in inputs[_WARM_UP:]:
        if anew:
            matrix.cache_clear()
        make(each)
        count += 1
        if count >= _LEAST and time.process_time() - cpu_began >= SECONDS:
            break
    return {"count": count, "cpu": time.process_time() - cpu_began, "wall": time.perf_counter() - began}


if __name__ == "__main__":
    main()
