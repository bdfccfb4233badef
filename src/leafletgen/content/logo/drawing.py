"""A logo as dots or as paths: what a PNG or SVG file becomes, and all that the writer needs of it.

In: nothing; content/logo/load.py and content/logo/svg.py make these. Out: frozen records inside the composed leaflet.
Why: a leaflet that holds its logo changes with it; and paths stay sharp at every size.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

WIDTH = 1000.0
"""How wide every drawing is, in its own units."""

Rgb = tuple[float, float, float]

Segment = tuple[Literal["m", "l", "c", "h"], tuple[float, ...]]
"""A PDF operator (ISO 32000-1, 8.5.2.1) and its coordinates: move, line, cubic curve, close."""


class Picture(Struct, frozen=True):
    """An image of `width` by `height` dots, from the upper left: three bytes a dot in sRGB, or one of `grey`."""

    width: int
    height: int
    grey: bool
    dots: bytes


class Stroke(Struct, frozen=True):
    """How a path is stroked: in sRGB; `cap` and `join` as PDF counts them (ISO 32000-1, 8.4.3)."""

    colour: Rgb
    width: float
    cap: int
    join: int
    miter: float
    dashes: tuple[float, ...]
    phase: float


class Outline(Struct, frozen=True):
    """A path: filled (in sRGB, by the even-odd rule or the other), stroked or both."""

    segments: tuple[Segment, ...]
    fill: Rgb | None
    even_odd: bool
    line: Stroke | None


class Drawing(Struct, frozen=True):
    """Paths on a ground of `width` by `height`, in the order that they are painted; the origin is the lower left."""

    width: float
    height: float
    outlines: tuple[Outline, ...]


Artwork = Picture | Drawing
