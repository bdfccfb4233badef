"""The logo of an edition: from its files to pictures that can be printed.

In: the path of a PNG or SVG file. Out: a Picture on white or a Drawing, or a Fault that says what the file lacks.
Why: a logo that prints blurred, lacks its black version or leads out of the data folder is found before anything is
made; and the composed leaflet holds the dots or paths themselves, so that a changed logo is a changed leaflet.
"""

from __future__ import annotations

import io
import math
import stat
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from leafletgen.content.logo.drawing import Artwork, Drawing, Picture
from leafletgen.content.values import Fault, quote
from leafletgen.print_limits import LOGO_PPI
from leafletgen.units import MM_PER_INCH, TOLERANCE

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_HEIGHT_MM = 20  # what the cover of A5 has room for
MAX_BYTES = {".png": 4_000_000, ".svg": 1_000_000}
MAX_DOTS = 4_000  # a side: 300 dots an inch over 34 cm
_ROUNDING = 8


def read_picture(folder: Path, name: str, width_mm: int, grey: bool) -> Artwork | Fault:
    """Read the picture `name` of a data folder, to be printed `width_mm` wide; `grey` forbids colour in it."""
    path = PurePath(name)
    if path.is_absolute() or ".." in path.parts:
        hint = "Copy it into the data folder and name it from there: logos/our-logo.png."
        return Fault("logo-outside", f"{quote(name)} is not a file inside the data folder.", hint)
    if any(part.startswith(".") for part in path.parts):
        hint = "Give it a name without a dot at its beginning, and its folder too: logos/our-logo.png."
        return Fault("logo-hidden", f"{quote(name)} is hidden.", hint)
    decode = {".png": _decode, ".svg": _trace}.get(path.suffix.lower())
    if not decode:
        hint = f"Export it as SVG, or as PNG with {LOGO_PPI} dots for each inch of its printed width."
        return Fault("logo-kind", f"{quote(name)} is no .png or .svg file; no other kind can be drawn.", hint)
    data = _read(folder / path, name, MAX_BYTES[path.suffix.lower()])
    return data if isinstance(data, Fault) else decode(data, name, width_mm, grey)


def _read(path: Path, name: str, most: int) -> bytes | Fault:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return Fault("logo-unreadable", f"{quote(name)} is not a file.", "Name the picture itself.")
        if about.st_size > most:
            message = f"{quote(name)} has {about.st_size / 1e6:.1f} MB; {most / 1e6:.0f} MB is the most."
            return Fault("logo-too-big", message, "Export it smaller: with fewer dots or simpler paths.")
        return path.read_bytes()
    except OSError as error:
        message = f"The picture {quote(name)} cannot be read: {error.strerror or error}."
        return Fault(
            "logo-unreadable", message, "Check its name, counted from the data folder, and that you may read it."
        )


def _decode(data: bytes, name: str, width_mm: int, grey: bool) -> Picture | Fault:
    from PIL import Image, UnidentifiedImageError  # 40 ms that only an edition with a logo needs

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            if fault := _judge_size(opened.size, name, width_mm):
                return fault
            coloured = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Fault("logo-damaged", f"{quote(name)} is no whole PNG picture.", "Export it again.")
    on_white = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")
    if grey and _has_colour(on_white):
        return _not_black(name)
    image = on_white.convert("L") if grey else on_white
    return Picture(image.width, image.height, grey, image.tobytes())


def _trace(data: bytes, name: str, width_mm: int, grey: bool) -> Drawing | Fault:
    from leafletgen.content.logo.svg import read_drawing
    from leafletgen.content.logo.svg_tree import Unfit

    try:
        drawing = read_drawing(data, width_mm)
    except Unfit as unfit:
        place = f", line {unfit.line}" if unfit.line else ""
        return Fault(unfit.code, f"{quote(name)}{place} cannot be printed: {unfit.what}.", unfit.hint)
    colours = {one for path in drawing.outlines for one in (path.fill, path.line and path.line.colour) if one}
    if grey and any(255 * (max(colour) - min(colour)) > _ROUNDING for colour in colours):
        return _not_black(name)
    return _judge_shape(drawing.width, drawing.height, name, width_mm) or drawing


def _has_colour(image: Image) -> bool:
    """Whether the red, green and blue of some dot differ by more than rounding does."""
    from PIL import ImageChops

    red, green, blue = image.split()
    pairs = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return any(max(pair.tobytes()) > _ROUNDING for pair in pairs)


def _not_black(name: str) -> Fault:
    hint = "Export the black version of the logo: black, white and greys alone."
    return Fault("logo-not-black", f"{quote(name)} has colour in it.", hint)


def _judge_size(size: tuple[int, int], name: str, width_mm: int) -> Fault | None:
    width, height = size
    needed = math.ceil(width_mm * LOGO_PPI / MM_PER_INCH)
    if max(width, height) > MAX_DOTS:
        message = f"{quote(name)} is {width} by {height} dots; {MAX_DOTS} a side are the most."
        return Fault("logo-too-big", message, "Export it with fewer dots.")
    if width < needed:
        message = f"{quote(name)} is {width} dots wide; {width_mm} mm at {LOGO_PPI} dots an inch need {needed}."
        return Fault("logo-resolution", message, "Export it larger, or print it smaller with `width_mm:`.")
    return _judge_shape(width, height, name, width_mm)


def _judge_shape(width: float, height: float, name: str, width_mm: int) -> Fault | None:
    if height * width_mm / width > MOST_HEIGHT_MM + TOLERANCE:  # the height of a Drawing is rounded
        message = (
            f"{quote(name)} would be {height * width_mm / width:.0f} mm high; the cover has room for {MOST_HEIGHT_MM}."
        )
        return Fault("logo-shape", message, "Print it smaller with `width_mm:`, or use a wider version of it.")
    return None
