"""How long a leaflet takes in each language, beside the same one in English: `python -m bench.languages [ROUNDS]`.

In: the shipped data. Out: a table of processor seconds of whole processes, each of which makes one draft: Hampshire,
for parents, A5. Each round makes one in every language, in turn.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator

from bench.measure import OWN, ROOT, machine, median, prepare, run, table

ROUNDS = 9
ENGLISH = "en"
BUILD = (OWN, "-m", "leafletgen", "build", "hampshire", "--data", ROOT / "data", "--force", "--jobs", "1", "--quiet")
DRAFT = ("--variant", "parent", "--size", "a5", "--draft")


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    prepare()
    tags = [ENGLISH, *sorted(folder.name for folder in (ROOT / "data" / "translations").iterdir())]
    with tempfile.TemporaryDirectory() as name:
        took = [{tag: _seconds(tag, name) for tag in tags} for _ in range(rounds)]
    print(f"{machine()}; {rounds} rounds\n")  # noqa: T201
    print(table(("draft in", "CPU s, least", "÷ English, of the least", "÷ English, median"), _rows(took)))  # noqa: T201


def _seconds(tag: str, output: str) -> float:
    return run([*BUILD, *DRAFT, "--language", tag, "--output-dir", output]).cpu


def _rows(took: list[dict[str, float]]) -> Iterator[tuple[str, ...]]:
    least = {tag: min(one[tag] for one in took) for tag in took[0]}
    for tag, seconds in least.items():
        ratio = median(one[tag] / one[ENGLISH] for one in took)
        yield tag, f"{seconds:.2f}", f"{seconds / least[ENGLISH]:.2f}", f"{ratio:.2f}"


if __name__ == "__main__":
    main()
