"""Read the logo of an edition from its files.

In: the path of a PNG or SVG file. Out: a Picture on white or a Drawing, or all its Faults.
Why: a logo that would print blurred or not at all, or is outside the data folder, is reported before any file is made.
The composed leaflet holds the pixels or paths themselves, so a changed logo changes the leaflet's fingerprint.
"""

from __future__ import annotations

import errno
import math
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from leafletgen.content.files import read_plain
from leafletgen.content.logo.drawing import NARROWEST_MM, Artwork, Drawing, Picture
from leafletgen.content.logo.png import read_on_white
from leafletgen.content.logo.visible import can_be_seen
from leafletgen.content.logo.words import where_it_is
from leafletgen.content.values import Fault, quote
from leafletgen.print_limits import LOGO_PPI
from leafletgen.units import MM_PER_INCH, TOLERANCE

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_HEIGHT_MM = 20  # The room on the cover of A5.
MAX_BYTES = {".png": 4_000_000, ".svg": 1_000_000}
MAX_PIXELS = 4_000  # Per side: 300 pixels per inch over 34 cm.
_ROUNDING = 8
_MOST_DRAWN = 160_000_000
_PNG_BYTES = 3  # for each pixel
_SVG_BYTES = 30  # for each byte of the file

Faults = tuple[Fault, ...]
"""All that is wrong with a picture: at least one."""

_Asked = tuple[bytes, str, int, bool]
"""What a picture is made from: content and kind of its file, its width in mm, whether it must have no colour."""

Drawn = dict[_Asked, Artwork | Faults]
"""Pictures that were drawn, by what they were made from."""


class Pictures:
    """Reads the pictures of a data folder: each file is drawn once, however many editions have it.

    All of them together have a limit, because each stays in memory: `left` is what may still be drawn, in bytes.
    `drawn` has the pictures of an earlier reading, which are not drawn again, and then those of this one.
    """

    def __init__(self, folder: Path, drawn: Drawn | None = None) -> None:
        self.folder = folder
        self.left = _MOST_DRAWN
        self._read: dict[tuple[str, int, bool], Artwork | Faults] = {}
        self._drawn: Drawn = {} if drawn is None else drawn
        self._before = dict(self._drawn)
        self._drawn.clear()

    def read(self, name: str, width_mm: int, grey: bool) -> Artwork | Faults:
        """Read the picture `name`, printed `width_mm` wide; with `grey` it must have no colour."""
        asked = name, width_mm, grey
        if asked not in self._read:
            fault = _check_name(self.folder, name)
            self._read[asked] = (fault,) if fault else self._load(name, width_mm, grey)
        return self._read[asked]

    def _load(self, name: str, width_mm: int, grey: bool) -> Artwork | Faults:
        kind = PurePath(name).suffix.lower()
        data = _read(self.folder, name, MAX_BYTES[kind])
        if isinstance(data, Fault):
            return (data,)
        key = data, kind, width_mm, grey
        if key not in self._drawn:
            self._drawn[key] = self._draw(key, name)
        return self._drawn[key]

    def _draw(self, asked: _Asked, name: str) -> Artwork | Faults:
        data, kind, width_mm, grey = asked
        is_svg = kind == ".svg"
        self.left -= _SVG_BYTES * len(data) if is_svg else _PNG_BYTES * _pixels_of(data)
        if self.left < 0:
            message = f"The pictures of all editions together are too large: {quote(name)} is not read."
            hint = "Export them with fewer pixels or simpler paths, or share one file."
            return (Fault("logos-too-big", message, hint),)
        before = self._before.get(asked, ())
        if not isinstance(before, tuple):  # Faults quote the name of the file, which may be another one now.
            return before
        found = (_read_svg if is_svg else _read_png)(data, name, width_mm, grey)
        return found if isinstance(found, tuple) or can_be_seen(found) else (_unseen(name),)


def _check_name(folder: Path, name: str) -> Fault | None:
    path = PurePath(name)
    if path.is_absolute() or ".." in path.parts:
        hint = where_it_is(folder, name) or (
            "Copy it into the data folder and give its path from there: logos/our-logo.png."
        )
        return Fault("logo-outside", f"{quote(name)} is not a file inside the data folder.", hint)
    if any(part.startswith(".") for part in path.parts):
        hint = "Rename the file and its folders so that no name begins with a dot: logos/our-logo.png."
        return Fault("logo-hidden", f"{quote(name)} is hidden.", hint)
    if path.suffix.lower() not in MAX_BYTES:
        hint = f"Export it as SVG, or as PNG with {LOGO_PPI} pixels per inch of its printed width."
        return Fault("logo-kind", f"{quote(name)} is not a .png or .svg file, the only kinds that can be used.", hint)
    return None


def _pixels_of(data: bytes) -> int:
    """How many pixels a PNG picture has: width and height stand at its beginning (PNG, 11.2.2)."""
    pixels = int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big")
    return pixels if pixels <= MAX_PIXELS**2 else 0  # A larger one is refused, and not drawn.


def _read(folder: Path, name: str, most: int) -> bytes | Fault:
    try:
        return read_plain(folder / name, most)
    except (FileNotFoundError, NotADirectoryError):
        message = f"The picture {quote(name)} cannot be read: there is no such file in {folder}."
        hint = where_it_is(folder, name) or "Put it there, or write its path from the data folder: logos/our-logo.png."
        return Fault("logo-unreadable", message, hint)
    except OSError as error:
        if error.errno == errno.EFBIG:
            message = f"The picture {quote(name)} cannot be read: {error.strerror}."
            return Fault("logo-too-big", message, "Export it smaller, with fewer pixels or simpler paths.")
        message = f"The picture {quote(name)} cannot be read: {error.strerror or error}."
        return Fault(
            "logo-unreadable", message, "Check its path from the data folder, and that you have permission to read it."
        )


def _read_png(data: bytes, name: str, width_mm: int, grey: bool) -> Picture | Faults:
    on_white = read_on_white(data, lambda size: _check_size(size, name, width_mm), quote(name))
    if isinstance(on_white, Fault):
        return (on_white,)
    if grey and _has_colour(on_white):
        return (_not_black(name),)
    image = on_white.convert("L") if grey else on_white
    return Picture(image.width, image.height, grey, image.tobytes())


def _read_svg(data: bytes, name: str, width_mm: int, grey: bool) -> Drawing | Faults:
    from leafletgen.content.logo.svg import read_drawing
    from leafletgen.content.logo.svg_tree import UnfitDrawing

    try:
        drawing = read_drawing(data, width_mm)
    except UnfitDrawing as unfit:
        return tuple(
            Fault(found.code, f"{quote(name)}{found.place} cannot be printed: {found.what}.", found.hint)
            for found in unfit.grouped()
        )
    colours = {one for path in drawing.outlines for one in (path.fill, path.line and path.line.colour) if one}
    coloured = grey and any(255 * (max(colour) - min(colour)) > _ROUNDING for colour in colours)
    found = (_not_black(name) if coloured else None, _check_shape(drawing.width, drawing.height, name, width_mm))
    return tuple(fault for fault in found if fault) or drawing


def _has_colour(image: Image) -> bool:
    """Whether red, green and blue of some pixel differ by more than a rounding error."""
    from PIL import ImageChops

    red, green, blue = image.split()
    pairs = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return any(max(pair.tobytes()) > _ROUNDING for pair in pairs)


def _not_black(name: str) -> Fault:
    hint = "Export the black version of the logo, with only black, white and greys."
    return Fault("logo-not-black", f"{quote(name)} contains colour.", hint)


def _unseen(name: str) -> Fault:
    message = f"{quote(name)} has next to nothing that is darker than paper, so it would print as an empty box."
    return Fault("logo-unseen", message, "Use the dark version of the logo, the one for white backgrounds.")


def _check_size(size: tuple[int, int], name: str, width_mm: int) -> Fault | None:
    width, height = size
    needed = math.ceil(width_mm * LOGO_PPI / MM_PER_INCH)
    if max(width, height) > MAX_PIXELS:
        message = f"{quote(name)} has {width} by {height} pixels; at most {MAX_PIXELS} per side are allowed."
        return Fault("logo-too-big", message, "Export it with fewer pixels.")
    if width < needed:
        message = f"{quote(name)} is {width} pixels wide; {width_mm} mm at {LOGO_PPI} pixels per inch need {needed}."
        return Fault("logo-resolution", message, f"Export it larger{_narrower(width * MM_PER_INCH / LOGO_PPI)}.")
    return _check_shape(width, height, name, width_mm)


def _check_shape(width: float, height: float, name: str, width_mm: int) -> Fault | None:
    if height * width_mm / width > MAX_HEIGHT_MM + TOLERANCE:  # The height of a Drawing is rounded.
        printed = f"{height * width_mm / width:.0f} mm"
        message = f"{quote(name)} would be {printed} high; the cover has room for {MAX_HEIGHT_MM} mm."
        fits = _narrower(width * (MAX_HEIGHT_MM + TOLERANCE) / height)
        return Fault("logo-shape", message, f"Use a wider version of the logo{fits}.")
    return None


def _narrower(most: float) -> str:
    """The end of a hint: the widest `width_mm:` that fits; empty if `width_mm:` cannot be so small."""
    return f", or print it at most {int(most)} mm wide: `width_mm: {int(most)}`" if most >= NARROWEST_MM else ""
