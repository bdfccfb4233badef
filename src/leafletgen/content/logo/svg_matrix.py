"""The transforms of SVG elements as matrices.

In: the text of a `transform`. Out: a Matrix; matrices are multiplied on the way down the drawing.
Source: SVG 1.1 (second edition), 7.4 to 7.6.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from leafletgen.content.logo.svg_style import unread
from leafletgen.content.logo.svg_tree import Node

_NUMBER = re.compile(r"[+-]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?+")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*+\(([^()]*+)\)[\s,]*+")
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}
_LARGEST = 1e9


class Matrix(NamedTuple):
    """A point (x, y) goes to (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Matrix) -> Matrix:
        """The matrix that applies `inner` first, and then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def translation(x: float, y: float) -> Matrix:
    """The matrix that moves a point."""
    return Matrix(e=x, f=y)


def scaling(x: float, y: float) -> Matrix:
    """The matrix that moves a point away from the origin."""
    return Matrix(a=x, d=y)


def read_transform(text: str, node: Node) -> Matrix:
    """The matrix of a `transform`. Raises Unfit if it cannot be understood."""
    matrix, at = Matrix(), 0
    text = text.strip()
    while at < len(text):
        found = _TRANSFORM.match(text, at)
        given = found[2].replace(",", " ").split() if found else []
        if not found or len(given) not in _COUNTS[found[1]] or not all(map(_NUMBER.fullmatch, given)):
            raise unread("transform", text, node)
        values = [float(one) for one in given]
        if max(map(abs, values)) > _LARGEST:
            raise unread("transform", text, node)
        matrix @= _matrix(found[1], *values)
        at = found.end()
    return matrix


def _matrix(name: str, first: float, *more: float) -> Matrix:
    if name == "matrix":
        return Matrix(first, *more)
    if name == "translate":
        return translation(first, *(more or (0.0,)))
    if name == "scale":
        return scaling(first, *(more or (first,)))
    slope = math.radians(first)
    if name == "skewX":
        return Matrix(c=math.tan(slope))
    if name == "skewY":
        return Matrix(b=math.tan(slope))
    turn = Matrix(math.cos(slope), math.sin(slope), -math.sin(slope), math.cos(slope))
    x, y = more or (0.0, 0.0)
    return translation(x, y) @ turn @ translation(-x, -y)
