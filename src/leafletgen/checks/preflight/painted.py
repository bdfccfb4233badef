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
from leafletgen.checks.preflight.layers import Layers
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

    `layers` are those of the file; `hidden` is how many marks around the next object are in a layer that is not
    printed: it is then not recorded. `work` is what reading it took so far.
    """

    layers: Layers
    hidden: int = 0
    painted: list[PaintedObject] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    faces: dict[tuple[int, int], Face] = field(default_factory=dict)
    work: Work = field(default_factory=Work)

    def record_group(self, holder: Any) -> None:
        """Record the transparency group of a page or form, and whether it blends in RGB."""
        group = holder.get("/Group")
        if group is not None and group.get("/S") == "/Transparency":
            self.record("group")
            if "/CS" in group and space_of(group.CS, holder.get("/Resources")).paint([]).red_green_blue:
                self.record("group in RGB")

    def record_state(self, found: Any) -> None:
        """Record the effects of a graphics state dictionary (ISO 32000-1, table 58)."""
        if float(found.get("/ca", 1)) != 1 or float(found.get("/CA", 1)) != 1:
            self.record("opacity")
        if str(found.get("/SMask", "/None")) != "/None":
            self.record("soft mask")
        if str(found.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
            self.record("blend mode")
        if "/TR" in found or str(found.get("/TR2", "/Default")) != "/Default":
            self.record("transfer curve")

    def record(self, *effects: str) -> None:
        """Record effects, unless they are in a layer that is not printed."""
        if not self.hidden:
            self.effects.update(effects)
