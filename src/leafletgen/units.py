"""Lengths: points in the code, millimetres in messages.

In and out: floats in points of 1/72 inch. Why: one place for the factor, and one tolerance for "it fits".
"""

from __future__ import annotations

MM_PER_INCH = 25.4
"""Millimetres in an inch, exactly."""

MM = 72 / MM_PER_INCH
"""Points in a millimetre."""

TOLERANCE = 0.01
"""The allowed rounding error of a sum of floats, in points: far less than can be seen or printed."""


def fits(length: float, room: float) -> bool:
    """Whether `length` is at most `room` (points), with TOLERANCE for rounding."""
    return length <= room + TOLERANCE


def in_mm(points: float) -> str:
    """A length as text in millimetres: 12.3 mm."""
    return f"{points / MM:.1f} mm"


Rect = tuple[float, float, float, float]
"""A rectangle in points: left, bottom, right, top."""
