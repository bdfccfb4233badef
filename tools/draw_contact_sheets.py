"""Draw docs/images/EDITION-VARIANT-SIZE.png: all pages of a leaflet on one picture, for the documentation.

In: finished leaflets. Out: one PNG for each, with its pages side by side on a grey background.
Why: reviews of a change should show how it changes the look of the leaflets (`make pictures`).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

PAGE_HEIGHT = 460
GAP = 12
BACKGROUND = (222, 224, 226)
COLUMNS = 4


def contact_sheet(pdf: Path) -> Image.Image:
    """All pages of `pdf`, four in a row, each PAGE_HEIGHT pixels high."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=PAGE_HEIGHT / page.get_height()).to_pil().convert("RGB") for page in document]
    width, height = pages[0].size
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), BACKGROUND)
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet.quantize(160, dither=Image.Dither.NONE)


def main(names: list[str]) -> None:
    """Draw the leaflets at these paths."""
    images = Path(__file__).parent.parent / "docs" / "images"
    images.mkdir(parents=True, exist_ok=True)
    for name in names:
        contact_sheet(Path(name)).save(images / Path(name).with_suffix(".png").name, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
