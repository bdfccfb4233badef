"""Take docs/images/site-*.png: what officers and families see of a site (`make pictures`).

In: the shipped data, through `leafletgen site`, and the system's Chromium. Out: the page of an edition, and the first
screens of its two leaflets on a telephone, in light and in dark colours.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
TELEPHONE = (400, 780)
GAP = 24
BACKGROUND = (222, 224, 226)


def main() -> None:
    """Take all pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "leafletgen", "site", "--output-dir", folder, "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        site = Path(folder)
        save(shot(browser, site / "hampshire.html", (1280, 860)), "site-edition")
        pages = [
            shot(browser, site / f"hampshire-{variant}.html", TELEPHONE, dark=dark)
            for variant, dark in (("parent", False), ("child", False), ("child", True))
        ]
        save(beside(pages), "site-leaflet")
        browser.close()


def shot(browser: Browser, path: Path, size: tuple[int, int], *, dark: bool = False) -> Image.Image:
    """What a window of this size shows of a page."""
    width, height = size
    window: ViewportSize = {"width": width, "height": height}
    with browser.new_page(viewport=window, color_scheme="dark" if dark else "light") as page:
        page.goto(path.as_uri())
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Pictures of one size side by side."""
    width, height = pictures[0].size
    whole = Image.new("RGB", (len(pictures) * (width + GAP) + GAP, height + 2 * GAP), BACKGROUND)
    for number, picture in enumerate(pictures):
        whole.paste(picture, (GAP + number * (width + GAP), GAP))
    return whole


def save(picture: Image.Image, name: str) -> None:
    """Save a picture with few colours."""
    picture.quantize(160, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
