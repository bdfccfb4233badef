"""Read a PNG picture as it looks on white paper.

In: the bytes of a file. Out: an image in RGB, or a Fault.
Why: Pillow clips grey of 16 bits to white, and compares a transparent grey of 2 or 4 bits with values of 8 bits.
Source: PNG specification, third edition, 11.2.1 (IHDR) and 11.3.1.1 (tRNS).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from leafletgen.content.values import Fault

if TYPE_CHECKING:
    from PIL.Image import Image

_DEPTH_AT, _COLOUR_AT = 24, 25  # the bytes of IHDR
_GREY, _PALETTE = 0, 3
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_on_white(data: bytes, check_size: Callable[[tuple[int, int]], Fault | None], quoted: str) -> Image | Fault:
    """The picture on white; `quoted` names it in messages. It is drawn only if `check_size` has no fault."""
    from PIL import Image, UnidentifiedImageError  # 40 ms that only an edition with a logo needs

    if not data.startswith(_SIGNATURE):
        hint = "Export it as PNG: another ending of the name does not change the kind of a picture."
        return Fault("logo-kind", f"{quoted} is called PNG, but is no PNG picture.", hint)

    try:
        # A size at which Pillow warns is refused here.
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(data), formats=["PNG"]) as opened,
        ):
            if fault := check_size(opened.size) or _check_clear_colour(data, opened, quoted):
                return fault
            if data[_COLOUR_AT] == _PALETTE and max(opened.tobytes()) >= len(opened.getpalette() or ()) // 3:
                raise ValueError("a pixel has a colour that is not in the palette")  # Pillow paints it black.
            coloured = _eight_bits(data, opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Fault("logo-damaged", f"{quoted} is not a complete PNG picture.", "Export it again.")
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")


def _check_clear_colour(data: bytes, opened: Image, quoted: str) -> Fault | None:
    if data[_DEPTH_AT] != 16 or "transparency" not in opened.info:
        return None
    message = f"{quoted} has 16 bits for each colour and names one colour as transparent, which cannot be read exactly."
    return Fault("logo-depth", message, "Export it with 8 bits for each colour.")


def _eight_bits(data: bytes, opened: Image) -> Image:
    """The picture with 8 bits for each channel, and its transparent colour in the same values."""
    from PIL import Image

    depth = data[_DEPTH_AT]
    if data[_COLOUR_AT] != _GREY:
        return opened
    if depth == 16:
        return Image.frombytes("L", opened.size, opened.convert("I;16").tobytes()[1::2])  # the upper byte of each
    if depth in (2, 4) and "transparency" in opened.info:
        opened.info["transparency"] = opened.info["transparency"] * 255 // (2**depth - 1)
    return opened
