"""The geometry of SVG shapes: each becomes lines and cubic curves.

In: an element of a drawing. Out: its segments in user units, or the exception Unfit.
Why: svgelements computes curves, but ignores what it cannot read, and takes minutes for some short files; so what it is
given is checked and counted first.
Source: SVG 1.1 (second edition), 8 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from leafletgen.content.logo.drawing import Segment
from leafletgen.content.logo.svg_style import number, numbers, unread
from leafletgen.content.logo.svg_tree import SIMPLER, Node, Unfit

if TYPE_CHECKING:
    from svgelements import Path, Point

MOST_PARTS = 50_000
_MOST_CLOSES = 20
"""Closes of a path after which it goes on without a move: svgelements looks back over the path at each of them."""

_LONGEST_NUMBER = 40  # characters
# Possessive, so that nothing is tried twice.
_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([+-]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?+)|[\s,]++")
_NUMBERS_EACH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 1}
"""How many numbers make a segment; an arc is several curves."""


def segments_of(node: Node) -> tuple[Segment, ...]:
    """The segments of a shape in user units, with all curves as cubic ones. Raises Unfit."""
    try:
        segments = tuple(islice(_segments(_SHAPES[node.name](node)), MOST_PARTS + 1))
    except (ArithmeticError, ValueError, IndexError, AttributeError, TypeError):
        what = f"its <{node.name}> has numbers that are too large or too small, or too few"
        raise Unfit("logo-svg-value", what, "Export it again from the drawing program.", node.line) from None
    return segments


def is_shape(node: Node) -> bool:
    """Whether an element is a shape that can be drawn."""
    return node.name in _SHAPES


def _segments(path: Path) -> Iterator[Segment]:
    from svgelements import Arc, Close, CubicBezier, Move, QuadraticBezier

    for segment in path:
        if isinstance(segment, Close):
            yield "h", ()
        elif isinstance(segment, Move):
            yield "m", _flat(segment.end)
        elif isinstance(segment, CubicBezier):
            yield "c", _flat(segment.control1, segment.control2, segment.end)
        elif isinstance(segment, QuadraticBezier):
            start, middle, end = segment.start, segment.control, segment.end
            yield "c", _flat(start + (middle - start) * (2 / 3), end + (middle - end) * (2 / 3), end)
        elif isinstance(segment, Arc) and segment.rx and segment.ry:
            for curve in segment.as_cubic_curves():
                yield "c", _flat(curve.control1, curve.control2, curve.end)
        else:
            yield "l", _flat(segment.end)


def _flat(*points: Point) -> tuple[float, ...]:
    return tuple(float(at) for point in points for at in (point.x, point.y))


def _path(node: Node) -> Path:
    return _read_path(node.attributes.get("d", ""), "d", node)


def _read_path(data: str, name: str, node: Node) -> Path:
    """Read path data. svgelements ignores what it cannot read, so the syntax is checked first."""
    from svgelements import Path

    text = data.strip()
    if text in ("", "none"):
        return Path()
    if text[0] not in "Mm":
        raise unread(name, data, node)
    _check_path(text, name, node)
    path = Path(text)
    _join_smoothly(path)
    return path


def _join_smoothly(path: Path) -> None:
    """Set the first control point of each S and T: svgelements also reflects that of the other kind of curve.

    S reflects only a cubic curve before it, and T only a quadratic one; else it is where the curve begins
    (SVG 1.1, 8.3.6 and 8.3.7).
    """
    from svgelements import CubicBezier, Point, QuadraticBezier

    before: Any = None
    for segment in path:
        if isinstance(segment, CubicBezier) and segment.smooth:
            alike = isinstance(before, CubicBezier)
            segment.control1 = before.control2.reflected_across(segment.start) if alike else Point(segment.start)
        elif isinstance(segment, QuadraticBezier) and segment.smooth:
            alike = isinstance(before, QuadraticBezier)
            segment.control = before.control.reflected_across(segment.start) if alike else Point(segment.start)
        before = segment


def _check_path(text: str, name: str, node: Node) -> None:
    """Check each token of path data, and count the segments that they make."""
    at, command, parts, closes = 0, "", 0.0, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token[2] and len(token[2]) > _LONGEST_NUMBER):
            raise unread(name, text[at : at + 100], node)
        at = token.end()
        if token[1]:
            closes += command == "Z" and token[1] not in "Mm"
            command = token[1].upper()
            parts += command == "Z"
        elif token[2]:
            parts += 1 / _NUMBERS_EACH.get(command, 1)
        if parts > MOST_PARTS or closes > _MOST_CLOSES:
            raise Unfit(
                "logo-too-big",
                f"its <{node.name}> has more than {MOST_PARTS} segments, or closes too often",
                SIMPLER,
                node.line,
            )


def _polygon(node: Node) -> Path:
    return _points(node, "z")


def _polyline(node: Node) -> Path:
    return _points(node, "")


def _points(node: Node, end: str) -> Path:
    if len(node.attributes.get("points", "").replace(",", " ").split()) > 2 * MOST_PARTS:
        raise Unfit("logo-too-big", f"its <{node.name}> has more than {MOST_PARTS} points", SIMPLER, node.line)
    values = numbers(node.attributes.get("points", ""), "points", node)
    if len(values) % 2:
        raise unread("points", node.attributes["points"], node)
    return _read_path(f"M{' '.join(map(repr, values))}{end}" if values else "", "points", node)


def _straight(node: Node) -> Path:
    x1, y1, x2, y2 = _lengths(node, "x1", "y1", "x2", "y2")
    return _read_path(f"M{x1} {y1}L{x2} {y2}", "x1", node)


def _rect(node: Node) -> Path:
    from svgelements import Path, Rect

    x, y, width, height, rx, ry = _lengths(node, "x", "y", "width", "height", "rx", "ry")
    if width <= 0 or height <= 0:
        return Path()
    rx, ry = (rx or ry, ry or rx) if "rx" not in node.attributes or "ry" not in node.attributes else (rx, ry)
    if min(rx, ry) <= 0:
        rx = ry = 0.0
    return Path(Rect(x, y, width, height, min(rx, width / 2), min(ry, height / 2)))


def _ellipse(node: Node) -> Path:
    from svgelements import Ellipse, Path

    if node.name == "circle":
        x, y, rx = _lengths(node, "cx", "cy", "r")
        ry = rx
    else:
        x, y, rx, ry = _lengths(node, "cx", "cy", "rx", "ry")
    return Path(Ellipse(x, y, rx, ry)) if rx > 0 and ry > 0 else Path()


def _lengths(node: Node, *names: str) -> list[float]:
    return [number(node.attributes.get(name, "0"), name, node) for name in names]


_SHAPES = {
    "path": _path,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _straight,
    "polyline": _polyline,
    "polygon": _polygon,
}
