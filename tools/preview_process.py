"""A preview of a copy of the shipped data, and a browser that shows it: for pictures and measurements.

In: nothing. Out: the copy, and a page of Chromium with the preview. Needs the packages of requirements-dev.lock.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DATA = Path(__file__).resolve().parents[1] / "data"
UP_TO_DATE = "() => document.getElementById('state').textContent.endsWith('as they are now.')"


@contextmanager
def previewed(leaflet: str, *options: str) -> Iterator[tuple[Path, Page]]:
    """A copy of the data, and a page that shows the preview of a leaflet, such as hampshire-parent-a5, of it."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        data = Path(shutil.copytree(DATA, Path(home) / "data"))
        command = [sys.executable, "-m", "leafletgen", "preview", "--data", "data", "--no-open", "--quiet", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=home)
        assert process.stdout
        try:
            address = process.stdout.readline().split()[-1]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{address}#{leaflet}")
            page.wait_for_function(UP_TO_DATE)
            yield data, page
            browser.close()
        finally:
            process.terminate()
            process.wait()
