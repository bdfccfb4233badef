"""How long a save takes to reach the screen, in a real browser: `python -m bench.preview [SAVES]`.

In: a copy of the shipped data, `leafletgen preview` as a process, Chromium by Playwright. Out: for each way of saving
the median and the largest time, from just before the file is written to the second frame after the page was changed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tools.preview_process import UP_TO_DATE, previewed

PAUSE = 0.2
"""Seconds between the end of all checks after a save and the next save."""

WATCH = """
() => {
  window.seen = [];
  new MutationObserver(() => {
    const at = () => window.seen.push(performance.timeOrigin + performance.now());
    requestAnimationFrame(() => requestAnimationFrame(at));
  }).observe(document.getElementById("wall"), { childList: true, subtree: true });
}
"""


def in_place(path: Path, text: str) -> None:
    """Write into the file."""
    path.write_text(text, encoding="utf-8")


def rename_over(path: Path, text: str) -> None:
    """Write another file, and give it the name, as VS Code does on some systems and most tools do."""
    other = path.with_name(f".{path.name}.new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def as_vim(path: Path, text: str) -> None:
    """Rename the file to a backup, write it anew, and remove the backup."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


WAYS: tuple[Callable[[Path, str], None], ...] = (in_place, rename_over, as_vim)


def main(saves: int) -> None:
    """Print a line for each way of saving."""
    with previewed("hampshire-parent-a5") as (data, page):
        page.evaluate(WATCH)
        for way in WAYS:
            took = [saved(page, data / "leaflets" / "parent.yaml", way, number) for number in range(saves)]
            line = f"{way.__name__:12} median {statistics.median(took):3.0f} ms, largest {max(took):3.0f} ms"
            sys.stdout.write(f"{line}\n")


def saved(page: Page, path: Path, way: Callable[[Path, str], None], number: int) -> float:
    """Milliseconds from a save to the second frame after the page has its words."""
    page.wait_for_function(UP_TO_DATE)
    time.sleep(PAUSE + 0.01 * number)  # Not always at the same moment between two looks.
    page.evaluate("() => { window.seen = []; }")
    text = path.read_text(encoding="utf-8")
    words = f"This can be a shock{'!' * (number % 2 + 1)}"
    start = text.index("This can be a shock")
    end = text.index(" You are not alone", start)
    began = time.time()
    way(path, text[:start] + words + text[end:])
    page.wait_for_function("() => window.seen.length")
    assert words in page.inner_text("#wall figure")
    seen: float = page.evaluate("() => window.seen[0]")
    return seen - 1000 * began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
