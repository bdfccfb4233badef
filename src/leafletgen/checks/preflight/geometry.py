"""Rectangles and transformation matrices (ISO 32000-1, 8.3).

In and out: points, rectangles (left, bottom, right, top) and matrices as tuples of numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from leafletgen.units import Rect

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Rect = (-1e9, -1e9, 1e9, 1e9)


def matrix_of(operands: Iterable[Any]) -> Matrix:
    """A matrix from six PDF numbers."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transform(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point, transformed by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """The factor by which a matrix scales lengths (geometric mean of both directions)."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def bounds(points: Iterable[tuple[float, float]]) -> Rect:
    """The smallest rectangle around some points."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def placed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Rect:
    """The rectangle around a box that a matrix transforms."""
    return bounds(transform(matrix, x, y) for x in (left, right) for y in (bottom, top))


def meet(one: Rect, other: Rect) -> Rect:
    """The intersection of two rectangles; if it is empty, left > right or bottom > top."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
