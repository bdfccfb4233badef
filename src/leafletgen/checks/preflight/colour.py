"""Colour spaces of a PDF, and the ink of a colour in them.

In: a colour space object and operands. Out: a Paint: the family of the space, and its ink if known.
Source: ISO 32000-1, 8.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from leafletgen.checks.preflight import guard

_RGB = {"DeviceRGB", "CalRGB", "Lab", "ICCBased RGB"}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_BY_COMPONENTS = {1: "ICCBased Gray", 3: "ICCBased RGB", 4: "ICCBased CMYK"}


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour: its space, its ink (cyan, magenta, yellow, black; None if unknown), and that of spot colours."""

    space: str
    cmyk: tuple[float, ...] | None = None
    spot: float = 0.0
    all_plates: bool = False

    @property
    def red_green_blue(self) -> bool:
        """Whether it is a colour for screens, not for ink."""
        return self.space in _RGB

    @property
    def white(self) -> bool:
        """Whether it has no ink."""
        return self.cmyk is not None and sum(self.cmyk) + self.spot == 0

    @property
    def ink(self) -> float:
        """The sum of its inks, each from 0 to 1; 0 if unknown."""
        return sum(self.cmyk or ()) + self.spot


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, the names of its inks (Separation, DeviceN), and its alternate or base space."""

    family: str
    names: tuple[str, ...] = ()
    base: Space | None = None

    def paint(self, values: list[float]) -> Paint:
        """The colour with these component values in this space."""
        if self.family in ("DeviceCMYK", "ICCBased CMYK") and len(values) == 4:
            return Paint(self.family, tuple(values))
        if self.family in ("DeviceGray", "CalGray", "ICCBased Gray") and values:
            return Paint(self.family, (0.0, 0.0, 0.0, 1 - values[0]))
        if self.family in ("Separation", "DeviceN"):
            return self._tint(values)
        return Paint(self.family)

    def _tint(self, values: list[float]) -> Paint:
        if self.names == ("All",):
            return Paint(self.family, (values[0],) * 4 if values else None, all_plates=True)
        process = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
        inks, spot = [0.0] * 4, 0.0
        for name, value in zip(self.names, values, strict=False):
            if name in process:
                inks[process[name]] = value
            elif name != "None":
                spot += value
        return Paint(self.family, tuple(inks), spot)


GRAY, RGB, CMYK = Space("DeviceGray"), Space("DeviceRGB"), Space("DeviceCMYK")


def space_of(value: Any, resources: Any) -> Space:
    """The colour space for a name or an array; names are looked up in the resources of the page."""
    if isinstance(value, pikepdf.Name):
        name = str(value)[1:]
        named = resources.get("/ColorSpace", {}).get(str(value)) if resources is not None else None
        return space_of(named, None) if named is not None else Space(_SHORT.get(name, name))
    if not isinstance(value, pikepdf.Array) or not len(value):
        return Space("unknown")
    family = str(value[0])[1:]
    if family == "ICCBased":
        return Space(_BY_COMPONENTS.get(int(value[1].get("/N", 0)), "unknown"))
    if family in ("Indexed", "I"):
        return Space(space_of(value[1], resources).family)
    if family == "Separation":
        return Space(family, (str(value[1])[1:],), space_of(value[2], resources))
    if family == "DeviceN":
        return Space(family, tuple(str(name)[1:] for name in value[1]), space_of(value[2], resources))
    if family == "Pattern" and len(value) > 1:
        return Space(family, (), space_of(value[1], resources))
    return Space(_SHORT.get(family, family))


def shading_paint(shading: Any, resources: Any, work: guard.Work) -> Paint:
    """The colour of a shading at the end that has more ink."""
    space = space_of(shading.get("/ColorSpace"), resources)
    ends = [space.paint(values) for values in _ends(shading.get("/Function"), work)]
    return max(ends, key=lambda paint: paint.ink, default=Paint(space.family))


def _ends(function: Any, work: guard.Work) -> list[list[float]]:
    work.count("parts of functions", guard.FUNCTIONS)
    if isinstance(function, pikepdf.Array):
        columns = [_ends(part, work) for part in function]
        return [[value[0] for value in row] for row in zip(*columns, strict=False)]
    if function is None:
        return []
    if "/Functions" in function:
        return [end for part in function.Functions for end in _ends(part, work)]
    return [[float(value) for value in function[key]] for key in ("/C0", "/C1") if key in function]


def image_paint(image: Any, resources: Any) -> Paint:
    """The colour space of an image and, if it is CMYK, the ink of its darkest part."""
    if "/ColorSpace" not in image:
        return Paint("JPXDecode")
    space = space_of(image.ColorSpace, resources)
    return Paint(space.family, _darkest(image) if space.family in ("DeviceCMYK", "ICCBased CMYK") else None)


def _darkest(image: Any) -> tuple[float, ...] | None:
    """The ink of the pixel with most ink, in the image reduced to at most 128 by 128 pixels; None if unreadable."""
    width, height = int(image.Width), int(image.Height)
    if 4 * width * height > guard.UNPACKED:
        raise guard.too_big(f"it has a picture of {width} by {height} pixels")
    try:
        picture = pikepdf.PdfImage(image).as_pil_image(apply_mask=False)
    except (pikepdf.PdfError, pikepdf.DependencyError, NotImplementedError, ValueError, OSError):
        return None
    if picture.mode != "CMYK":
        return None
    picture.thumbnail((128, 128))
    data = picture.tobytes()
    pixels = zip(data[0::4], data[1::4], data[2::4], data[3::4], strict=True)
    return tuple(ink / 255 for ink in max(pixels, key=sum))
