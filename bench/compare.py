"""The same leaflet by leafletgen and by its peers: one table.

    python -m bench.compare [ROUNDS]

Each round runs every maker once as a whole process (cold) and once in a loop (warm), one after the other, so that a
machine that grows slower does so for all. Figures are medians over the rounds; ratios are taken round by round.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import OWN, PEERS, Failed, machine, median, prepare, progress, run, table

DOCUMENTS = 150
ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Maker:
    """A row of the table: its name, the module bench.makers.by_*, the Python that runs it, whether it writes tags."""

    title: str
    module: str
    python: Path = PEERS
    tags: str = "yes"


OURS = Maker("leafletgen", "leafletgen", OWN)
MAKERS = (
    OURS,
    Maker("Typst", "typst"),
    Maker("Platypus", "platypus", tags="no"),
    Maker("WeasyPrint", "weasyprint"),
    Maker("fpdf2", "fpdf2", tags="no"),
)
COMMAND = "leafletgen build, from the YAML data"
TYPST_YAML = Maker("Typst, which parses the YAML data too", "typst_yaml")
"""It is in the cold table only: a loop reads the data once, so the result would be that of Typst."""

Samples = dict[str, list[float]]


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        figures = _Figures(Path(folder))
        for number in range(rounds):
            progress(f"round {number + 1} of {rounds}")
            figures.round()
    print(f"{machine()}; medians of {rounds} rounds.\n\n{figures.cold()}\n\n{figures.warm()}")  # noqa: T201
    for maker, reason in figures.skipped.items():
        print(f"\nSkipped {maker.title}: {reason}")  # noqa: T201


class _Figures:
    """What has been measured so far, a list for each maker and figure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.samples: defaultdict[str, Samples] = defaultdict(lambda: defaultdict(list))
        self.skipped: dict[Maker, str] = {}
        run([OWN, "-m", "bench.documents", folder, str(DOCUMENTS)])
        for maker in (*MAKERS, TYPST_YAML):
            self._warm_up(maker)

    def _warm_up(self, maker: Maker) -> None:
        """Make one leaflet, uncounted, to fill the system's caches; if a peer cannot run here, keep the reason."""
        try:
            run(self._worker(maker, "cold"))
        except Failed as error:
            if maker is OURS:
                raise
            self.skipped[maker] = str(error)

    def round(self) -> None:
        """Each maker once, cold and warm."""
        makers = [maker for maker in MAKERS if maker not in self.skipped]
        out = self.folder / "build"
        asked = ("hampshire", "--variant", "parent", "--size", "a5", "--output-dir", out, "--quiet", "--force")
        self._cold(COMMAND, (OWN, "-m", "leafletgen", "build", *asked), out / "hampshire-parent-a5.pdf")
        for maker in (TYPST_YAML, *makers):
            if maker not in self.skipped:
                self._cold(maker.title, self._worker(maker, "cold"), self._out(maker))
        for how in ("made", "reused"):
            for maker in makers:
                self._warm(maker, how)

    def _cold(self, title: str, command: Sequence[str | Path], made: Path) -> None:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        cost = run(command, LEAFLETGEN_CACHE_DIR=str(self.folder / "cache"))
        kept = self.samples[title]
        kept["wall"].append(cost.wall)
        kept["cpu"].append(cost.cpu)
        kept["peak"].append(cost.peak)
        kept["size"].append(made.stat().st_size / 1024)

    def _warm(self, maker: Maker, how: str) -> None:
        cost = run(self._worker(maker, "warm", how))
        said = json.loads(cost.said)
        kept = self.samples[maker.title]
        kept[how].append(said["count"] / said["cpu"])
        kept[f"peak {how}"].append(cost.peak)

    def _out(self, maker: Maker) -> Path:
        return self.folder / f"{maker.module}.pdf"

    def _worker(self, maker: Maker, mode: str, how: str = "made") -> list[str | Path]:
        return [maker.python, "-m", "bench.worker", mode, maker.module, self.folder, self._out(maker), how]

    def cold(self) -> str:
        """The table of whole processes: each has its QR matrices to make."""
        rows = []
        for title, kept in self._kept():
            ratio = self._ratio(title, "wall", "Typst")
            cells = [median(kept[name]) for name in ("wall", "cpu", "peak", "size")]
            rows.append([title, *(form.format(cell) for form, cell in zip(_COLD_FORMS, cells, strict=True)), ratio])
        return table(("cold: one leaflet, whole process", "s", "CPU s", "peak MB", "file kB", "time ÷ Typst"), rows)

    def warm(self) -> str:
        """The table of loops: leaflets a second of processor time, with QR matrices made and reused."""
        rows = []
        for maker in MAKERS:
            kept = self.samples[maker.title]
            if "made" in kept:
                speeds = [f"{median(kept[how]):.1f}" for how in ("made", "reused")]
                ratios = [self._ratio(OURS.title, how, maker.title) for how in ("made", "reused")]
                rows.append([maker.title, *speeds, *ratios, f"{median(kept['peak reused']):.0f}", maker.tags])
        return table(_WARM_HEAD, rows)

    def _kept(self) -> Iterator[tuple[str, Samples]]:
        return ((title, kept) for title, kept in list(self.samples.items()) if "wall" in kept)

    def _ratio(self, title: str, name: str, other: str) -> str:
        pairs = zip(self.samples[title][name], self.samples[other][name], strict=False)
        ratios = [one / two for one, two in pairs]
        return f"{median(ratios):.2f}" if ratios else ""


_COLD_FORMS = ("{:.2f}", "{:.2f}", "{:.0f}", "{:.0f}")
_WARM_HEAD = (
    "warm: leaflets a second, a core",
    "QR made",
    "QR reused",
    "leafletgen ÷ it, made",
    "leafletgen ÷ it, reused",
    "peak MB",
    "tags",
)

if __name__ == "__main__":
    main()
