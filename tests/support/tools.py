"""Commands and files of others that some tests need. A test that lacks one is skipped, or fails if it must not be.

LEAFLETGEN_REQUIRE_TOOLS=1 says that all of them are installed, as on a machine that decides what goes in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.project import PROJECT

PACKAGES = {
    "chromium": "Chromium",
    "gs": "Ghostscript",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "verapdf": "veraPDF",
}
"""Each command, and the name of what brings it."""


def tool(command: str) -> str:
    """The path of one of PACKAGES. Skips the running test if it is not on PATH, or fails it if tools are required."""
    found = shutil.which(command)
    if not found:
        _lacking(f"no `{command}` command on PATH: install {PACKAGES[command]}")
    return found


def _lacking(missing: str) -> NoReturn:
    if os.environ.get("LEAFLETGEN_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{missing}, or unset LEAFLETGEN_REQUIRE_TOOLS")
    pytest.skip(missing)


def cases(name: str) -> list[Path]:
    """The files of a folder of cases beside the checkout. Skips the running test if there is none, or fails it."""
    folder = PROJECT.parent / "shared" / "cases" / name
    found = sorted(folder.glob("*.*"))
    if not found:
        _lacking(f"no files in {folder}")
    return found


def verapdf(paths: Iterable[Path]) -> subprocess.CompletedProcess[str]:
    """Have veraPDF judge files by PDF/UA-1. It starts slowly, so give it all files in one call."""
    command = [tool("verapdf"), "--flavour", "ua1", *map(str, paths)]
    # Java is made for longer runs: it optimizes for half the time, and collects garbage in threads.
    brief = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    return subprocess.run(command, capture_output=True, text=True, timeout=900, env={**os.environ, **brief})
