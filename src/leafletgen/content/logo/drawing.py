"""A logo as pixels or as paths: the records that PNG and SVG files become.

In: nothing; content/logo/load.py and content/logo/svg.py make these. Out: frozen records inside the composed leaflet.
Why: the leaflet holds the logo itself, so its fingerprint changes with the logo; and paths stay sharp at every size.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

WIDTH = 1000.0
"""The width of every drawing, in its own units."""

NARROWEST_MM, WIDEST_MM = 10, 60
"""How wide a logo may be printed."""

Rgb = tuple[float, float, float]

Segment = tuple[Literal["m", "l", "c", "h"], tuple[float, ...]]
"""A PDF operator (ISO 32000-1, 8.5.2.1) and its coordinates: move, line, cubic curve, close."""


class Picture(Struct, frozen=True):
    """An image of `width` by `height` pixels, from the upper left: three bytes per pixel in sRGB, or one if `grey`."""

    width: int
    height: int
    grey: bool
    dots: bytes


class Stroke(Struct, frozen=True):
    """How a path is stroked: `colour` in sRGB; `cap` and `join` are PDF's numbers (ISO 32000-1, 8.4.3)."""

    colour: Rgb
    width: float
    cap: int
    join: int
    miter: float
    dashes: tuple[float, ...]
    phase: float


class Outline(Struct, frozen=True):
    """A path: filled (in sRGB, by the even-odd or the nonzero rule), stroked or both."""

    segments: tuple[Segment, ...]
    fill: Rgb | None
    even_odd: bool
    line: Stroke | None


class Drawing(Struct, frozen=True):
    """Paths in an area of `width` by `height`, in painting order; the origin is the lower left corner."""

    width: float
    height: float
    outlines: tuple[Outline, ...]


Artwork = Picture | Drawing
