"""Time and memory of `leafletgen build` for 1, 45, 180 and 1,800 leaflets: one table.

    python -m bench.amounts [AMOUNT]...

Each amount is built cold (no cache, no files) with one and with two workers in turn, then after its files are removed,
after one edition has changed, and without a change. The editions are copies of Hampshire with other names; figures are
medians of 9 builds, of 1 for 1,800 leaflets.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measure import OWN, ROOT, Cost, machine, median, prepare, progress, run, table

AMOUNTS = (1, 45, 180, 1800)
RUNS, MANY = 9, 1000
_HEAD = (
    "leaflets",
    "cold, 1 worker",
    "cold, 2 workers",
    "1 ÷ 2",
    "files gone",
    "one edition changed",
    "nothing changed",
    "peak",
)
_PARENT_A5 = ("--variant", "parent", "--size", "a5")


def main() -> None:
    """Measure and print the table."""
    amounts = [int(amount) for amount in sys.argv[1:]] or AMOUNTS
    prepare()
    rows = []
    for amount in amounts:
        progress(f"{amount} leaflets")
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_Builds(Path(folder), amount).row())
    note = "Seconds of the whole process; peak: memory of the largest process, in MB."
    print(f"{machine()}. {note}\n\n{table(_HEAD, rows)}")  # noqa: T201


class _Builds:
    """The builds of one amount, in a folder of their own."""

    def __init__(self, folder: Path, amount: int) -> None:
        self.amount = amount
        self.data, self.out, self.cache = folder / "data", folder / "out", folder / "cache"
        self.runs = RUNS if amount < MANY else 1
        self.count = 0
        self.peaks: list[float] = []
        alone = amount < 180
        self.selection = _PARENT_A5 if alone else ()
        _write_data(self.data, amount if alone else amount // 4)

    def row(self) -> list[str]:
        """The row of the table."""
        cold = [[self._build(self._forget, workers).wall for workers in (1, 2)] for _ in range(self.runs)]
        alone, together = (median(pair[number] for pair in cold) for number in (0, 1))
        gain = median(one / two for one, two in cold)
        steps: list[Callable[[], None]] = [self._delete, self._change, lambda: None]
        others = [median(self._build(before, 2).wall for _ in range(self.runs)) for before in steps]
        figures = (alone, together, gain, *others)
        return [f"{self.amount:,}", *(f"{each:.2f}" for each in figures), f"{max(self.peaks):.0f}"]

    def _build(self, before: Callable[[], None], workers: int) -> Cost:
        before()
        options = ("--data", self.data, "--output-dir", self.out, "--jobs", str(workers), "--quiet")
        cost = run([OWN, "-m", "leafletgen", "build", *self.selection, *options], LEAFLETGEN_CACHE_DIR=str(self.cache))
        assert len(list(self.out.glob("*.pdf"))) == self.amount
        self.peaks.append(cost.peak)
        return cost

    def _forget(self) -> None:
        self._delete()
        shutil.rmtree(self.cache, ignore_errors=True)

    def _delete(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)

    def _change(self) -> None:
        """Give the first edition another version."""
        self.count += 1
        file = self.data / "editions/force-1.yaml"
        file.write_text(re.sub("(?m)^version: .*", f'version: "{self.count + 1}"', file.read_text()))


def _write_data(folder: Path, editions: int) -> None:
    """The data of the checkout with `editions` editions."""
    shutil.copytree(ROOT / "data", folder)
    hampshire = (folder / "editions/hampshire.yaml").read_text()
    shutil.rmtree(folder / "editions")
    (folder / "editions").mkdir()
    for number in range(1, editions + 1):
        text = hampshire.replace("id: hampshire", f"id: force-{number}")
        text = re.sub("(?m)^name: (.*)$", rf"name: \1 {number}", text)
        (folder / f"editions/force-{number}.yaml").write_text(text)


if __name__ == "__main__":
    main()
