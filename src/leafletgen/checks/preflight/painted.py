"""Painted objects, and the graphics state that decides how they are painted.

In: nothing. Out: the types that content.py makes and the rules read.
Source: ISO 32000-1, 8.4 and 9.3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from leafletgen.checks.preflight.colour import GRAY, Paint, Space, space_of
from leafletgen.checks.preflight.geometry import EVERYWHERE, IDENTITY, Matrix
from leafletgen.checks.preflight.guard import Work
from leafletgen.checks.preflight.type import Face
from leafletgen.units import Rect

Kind = Literal["text", "fill", "stroke", "image"]

BLACK = GRAY.paint([0.0])


@dataclass(frozen=True, slots=True)
class PaintedObject:
    """One thing painted on a page, at `box` in points.

    `size` is the size of text, the thickness of a stroke or the shorter side of a fill in points, or the resolution of
    an image in pixels per inch. `parts` counts the subpaths of a path. `face` is the font of text. `keeps_zero`: inks
    of 0 do not erase what is below (overprint mode 1).
    """

    kind: Kind
    box: Rect
    paint: Paint
    size: float
    parts: int = 1
    overprints: bool = False
    keeps_zero: bool = False
    face: Face | None = None


@dataclass(slots=True)
class GraphicsState:
    """The graphics state (ISO 32000-1, 8.4), as far as painted objects depend on it."""

    ctm: Matrix = IDENTITY
    clip: Rect = EVERYWHERE
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: Space = GRAY
    stroke_space: Space = GRAY
    line_width: float = 1.0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    overprint_mode: int = 0
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0


@dataclass(slots=True)
class Content:
    """The painted objects of a page in order, the effects that it uses (such as transparency), and its fonts.

    `work` is what reading it took so far.
    """

    painted: list[PaintedObject] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    faces: dict[tuple[int, int], Face] = field(default_factory=dict)
    work: Work = field(default_factory=Work)

    def record_group(self, holder: Any) -> None:
        """Record the transparency group of a page or form, and whether it blends in RGB."""
        group = holder.get("/Group")
        if group is not None and group.get("/S") == "/Transparency":
            self.effects.add("group")
            if "/CS" in group and space_of(group.CS, holder.get("/Resources")).paint([]).red_green_blue:
                self.effects.add("group in RGB")
