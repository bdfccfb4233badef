"""A small data folder with several editions, and the program run on it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from leafletgen.pipeline.build import build
from leafletgen.pipeline.request import Request
from leafletgen.report import Report
from leafletgen.resources import fonts_folder, icc_folder
from tests.support.faults import FIXTURE

EDITIONS = {"dorset": "dorset", "hampshire": "hampshire", "wide": "uk"}
NAMES = [
    f"{name}-{variant}-{size}.pdf" for name in EDITIONS for variant in ("parent", "child") for size in ("a4", "a5")
]


def add_edition(data: Path, name: str, area: str, version: str = "1") -> None:
    """Write an edition that names no force."""
    text = f'id: {name}\nname: {name.title()}\nareas: [{area}]\ndate: 2026-11-24\nversion: "{version}"\n'
    (data / "editions" / f"{name}.yaml").write_text(text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Change a text file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


class Team:
    """Somebody with a data folder, an output folder and a cache."""

    def __init__(self, home: Path) -> None:
        self.data = Path(shutil.copytree(FIXTURE, home / "data"))
        self.output = home / "out"
        self.cache = home / "cache"
        for name, area in EDITIONS.items():
            add_edition(self.data, name, area)

    def settle(self) -> None:
        """Let the data get older than what the clock of a file system can tell from now."""
        time.sleep(0.15)

    def build(self, **asked: object) -> Report:
        """Build, with anything asked for that a Request knows; in this process, unless `jobs` says otherwise."""
        environment = {"LEAFLETGEN_CACHE_DIR": str(self.cache)}
        usual = {"fonts": fonts_folder(), "icc": icc_folder(), "environment": environment, "jobs": 1}
        return build(Request(**{"data": self.data, "output": self.output, **usual, **asked}))  # type: ignore[arg-type]

    def made(self, **asked: object) -> list[str]:
        """Build without an error and tell which files were made, not found good."""
        report = self.build(**asked)
        assert report.errors == ()
        return [str(item["file"]) for item in report.items if item["state"] == "made"]

    def forget(self) -> None:
        """Lose the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def files(self) -> dict[str, bytes]:
        """Everything in the output folder."""
        return {path.name: path.read_bytes() for path in sorted(self.output.iterdir())}
