"""A page as a picture: rendered by PDFium, with its QR codes read by ZXing.

In: a PDFium page. Out: whether it is blank, which sides have no bleed, and the properties of each QR code.
Why: some faults show only in the picture: a background that ends at the trim edge, a QR code that phones cannot read.
ZXing also decodes QR codes without quiet zone or in inverted colours, which phones may not, so both are measured here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import zxingcpp
from PIL import Image

from leafletgen import print_limits
from leafletgen.checks.preflight import guard
from leafletgen.units import MM, Rect, in_mm

DPI = 300
_SCALE = DPI / 72
_INKED = 250
"""Grey levels from here up count as bare paper (255 is white)."""

_STRIP = 64
"""Rows of pixels that are searched for ink together: most pages have some in the first."""

_SHORTEST_BARE = 5 * MM
"""A part of the bleed without ink is reported from this length: a shorter one is a letter or line at the trim edge."""

_SHADE = 0.15
"""How much a pixel of the quiet zone may differ from the light modules, as a fraction of the QR code's contrast."""

_STEPS = 4
"""Samples per module in the measurement of the quiet zone."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SeenQrCode:
    """A QR code in a picture: its text, its box and side in points, its polarity, and whether it has a quiet zone."""

    text: str
    readable: bool
    box: Rect
    side: float
    modules: int
    dark_on_light: bool
    quiet: bool

    def holds(self, box: Rect) -> bool:
        """Whether the centre of the QR code lies in a box."""
        x, y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]


class Picture:
    """A page rendered at 300 dpi in grey. `frame` is the part of the page that it shows, in points.

    `unit` is the unit of length of the page in points, which PDFium takes to be 1. Raises FileFault if it is too large.
    """

    def __init__(self, page: Any, frame: Rect, rotation: int, unit: float = 1.0) -> None:
        width, height = (unit * side for side in page.get_size())
        if not width * height > 0:
            raise guard.FileFault("pdf-damaged", "the page has no area")
        if width * height * _SCALE**2 > guard.PIXELS:
            raise guard.too_big(f"the page is {in_mm(width)} by {in_mm(height)}, more than {guard.PIXELS:,} pixels")
        bitmap = page.render(
            scale=_SCALE * unit,
            grayscale=True,
            rotation=-rotation % 360,
            draw_annots=False,
            may_draw_forms=False,
            optimize_mode="print",  # the layers that are printed, not those that are shown
        )
        self.image: Image.Image = bitmap.to_pil()
        self._size = self.image.size
        self._rows: Any = memoryview(bitmap.buffer).cast("B").cast("B", (bitmap.height, bitmap.stride))
        self.frame = frame

    def _pixel(self, across: float, down: float) -> int:
        width, height = self._size
        inside = 0 <= across < width and 0 <= down < height
        return int(self._rows[int(down), int(across)]) if inside else 255

    def blank(self, trim: Rect) -> bool:
        """Whether nothing is printed within the trim."""
        left, right = ((x - self.frame[0]) * _SCALE for x in (trim[0], trim[2]))
        top, bottom = ((self.frame[3] - y) * _SCALE for y in (trim[3], trim[1]))
        for row in range(round(top), max(round(bottom), round(top) + 1), _STRIP):
            strip = self.image.crop((round(left), row, round(right), min(row + _STRIP, round(bottom))))
            extrema: Any = strip.getextrema()
            if extrema[0] < _INKED:
                return False
        return True

    def bare_sides(self, trim: Rect, bleed: Rect) -> Iterator[str]:
        """The sides on which ink reaches the trim edge but not the edge of the bleed."""
        near = 0.4 * MM
        left, bottom, right, top = trim
        sides = {
            "left": (left + near, bleed[0] + near, True),
            "right": (right - near, bleed[2] - near, True),
            "lower": (bottom + near, bleed[1] + near, False),
            "upper": (top - near, bleed[3] - near, False),
        }
        for name, (inside, outside, upright) in sides.items():
            start, end = (bottom, top) if upright else (left, right)
            if self._longest_bare(inside, outside, start, end, upright) >= _SHORTEST_BARE:
                yield name

    def _longest_bare(self, inside: float, outside: float, start: float, end: float, upright: bool) -> float:
        step = 0.5 * MM
        longest = run = 0.0
        one, other = self._line(inside, upright), self._line(outside, upright)
        for index in range(int((end - start) / step)):
            along = start + (index + 0.5) * step
            place = ((self.frame[3] - along) if upright else (along - self.frame[0])) * _SCALE
            run = run + step if _level(one, place) < _INKED <= _level(other, place) else 0.0
            longest = max(longest, run)
        return longest

    def _line(self, place: float, upright: bool) -> bytes:
        """The grey levels of a column of pixels, from above, or of a row, from the left; none outside the picture."""
        width, height = self._size
        at = ((place - self.frame[0]) if upright else (self.frame[3] - place)) * _SCALE
        if not 0 <= at < (width if upright else height):
            return b""
        first = int(at)
        box = (first, 0, first + 1, height) if upright else (0, first, width, first + 1)
        return self.image.crop(box).tobytes()

    # --- QR codes ---

    def qr_codes(self) -> list[SeenQrCode]:
        """Every QR code found, including those that cannot be decoded."""
        # QRCode would include Micro QR and rMQR. Not a constant of the module: the package complains of one at the end.
        model2 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
        found = zxingcpp.read_barcodes(self._rows, formats=model2, try_invert=True, return_errors=True)
        return [self._qr_code(barcode) for barcode in found if _version(barcode).isdecimal()]

    def _qr_code(self, barcode: Any) -> SeenQrCode:
        place = barcode.position
        corners = [(p.x, p.y) for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
        side = sum(math.dist(corners[at], corners[at - 1]) for at in range(4)) / 4
        modules = 17 + 4 * int(_version(barcode))
        dark, ring = (self._pixel(*_at(corners, part / modules, part / modules)) for part in (3.5, 1.5))
        return SeenQrCode(
            barcode.text,
            bool(barcode.valid),
            self._box(corners),
            side / _SCALE,
            modules,
            dark < ring,
            self._quiet(corners, modules, ring, abs(ring - dark)),
        )

    def _box(self, corners: list[Point]) -> Rect:
        across, down = zip(*corners, strict=True)
        left, top = self.frame[0], self.frame[3]
        return (
            left + min(across) / _SCALE,
            top - max(down) / _SCALE,
            left + max(across) / _SCALE,
            top - min(down) / _SCALE,
        )

    def _quiet(self, corners: list[Point], modules: int, light: int, contrast: int) -> bool:
        """Whether the 4 modules around are as light as the light modules, with half a module of tolerance."""
        far = (print_limits.QR_QUIET - 0.4) / modules
        north_west, south_west, south_east, north_east = (
            _at(corners, across, down)
            for across, down in ((-far, -far), (-far, 1 + far), (1 + far, 1 + far), (1 + far, -far))
        )
        side = round(_STEPS * modules * (1 + 2 * far))
        quad = (*north_west, *south_west, *south_east, *north_east)
        upright = self.image.transform((side, side), Image.Transform.QUAD, quad, fillcolor=255)
        depth = round(_STEPS * (print_limits.QR_QUIET - 0.9))
        inner = (depth, depth, side - depth, side - depth)
        upright.paste(light, inner)
        levels = upright.histogram()
        return not any(count for level, count in enumerate(levels) if abs(level - light) > _SHADE * contrast)


def _level(line: bytes, place: float) -> int:
    """The grey level at a place of a line of pixels; white outside the picture."""
    return line[int(place)] if 0 <= place < len(line) else 255


def _version(barcode: Any) -> str:
    """The version of a QR code, or a name such as "M1" of what is a Micro QR code, read here as one with errors."""
    return str((barcode.extra or {}).get("Version", 1))


def _at(corners: list[Point], across: float, down: float) -> Point:
    """The pixel for a point in the QR code's own coordinates, in which its corners are 0 0, 1 0, 1 1 and 0 1."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    top = ax + (bx - ax) * across, ay + (by - ay) * across
    bottom = dx + (cx - dx) * across, dy + (cy - dy) * across
    return top[0] + (bottom[0] - top[0]) * down, top[1] + (bottom[1] - top[1]) * down
