"""Lengths: points inside, millimetres where people speak.

In and out: plain floats in points of 1/72 inch. Why: one place for the factor, and one tolerance for "it fits".
"""

from __future__ import annotations

MM_PER_INCH = 25.4
"""Millimetres in an inch, exactly."""

MM = 72 / MM_PER_INCH
"""Points in a millimetre."""

TOLERANCE = 0.01
"""Points by which a sum of floats may miss: far below what can be seen or printed."""


def fits(length: float, room: float) -> bool:
    """Whether `length` points go into `room` points, a rounding error allowed."""
    return length <= room + TOLERANCE


def in_mm(points: float) -> str:
    """Say a length for people: 12.3 mm."""
    return f"{points / MM:.1f} mm"


Rect = tuple[float, float, float, float]
"""A rectangle in points: left, bottom, right, top."""
