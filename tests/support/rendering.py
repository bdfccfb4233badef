"""Pages as pictures."""

from __future__ import annotations

import pypdfium2
from PIL import Image


def rendered(pdf: bytes, dpi: int = 72, pages: slice = slice(None)) -> list[Image.Image]:
    """Every page, or those of a slice, as a picture in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in list(document)[pages]]
    finally:
        document.close()


def darkest(image: Image.Image) -> int:
    """The level of the darkest pixel: 255 where all is white."""
    return next(level for level, count in enumerate(image.histogram()) if count)
