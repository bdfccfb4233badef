"""Take docs/images/preview*.png: what the preview shows (`make pictures`).

In: the shipped data, through `leafletgen preview`, and the system's Chromium. Out: a picture of a chosen block, one
of faulty data, and one on a narrow screen.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tools.preview_process import UP_TO_DATE, previewed

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


def main() -> None:
    """Take all pictures."""
    with previewed("hampshire-parent-a5", "--editor", "vscode") as (data, page):
        page.locator("figure text", has_text="0800 1111").first.click()
        page.wait_for_timeout(1500)  # The frame of a changed page goes meanwhile.
        take(page, "preview")
        page.click("#close")
        path = data / "leaflets" / "parent.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("  - id: now\n", "  - id: now\n    colour: red\n"), encoding="utf-8")
        page.locator("#problems li.error").wait_for()
        take(page, "preview-problem")
        path.write_text(text, encoding="utf-8")
        page.wait_for_function(UP_TO_DATE)
        page.set_viewport_size({"width": 360, "height": 740})
        take(page, "preview-narrow")


def take(page: Page, name: str) -> None:
    """Save what the window shows, with few colours."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(160, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
