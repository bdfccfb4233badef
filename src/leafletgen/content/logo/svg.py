"""Read an SVG logo as paths that can be printed.

In: the bytes of a file and its printed width. Out: a Drawing, or the exception Unfit with what cannot be printed.
Why: forces have their crests as SVG, and paths are sharper than pixels. Features that would print wrongly (text without
its font, transparency, gradients) are refused, never left out.
Source: SVG 1.1 (second edition), 5, 7, 8 and 9; svgelements computes the geometry.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leafletgen.content.logo.drawing import WIDTH, Drawing, Outline, Segment, Stroke
from leafletgen.content.logo.svg_style import (
    INITIAL,
    CssRule,
    Style,
    number,
    numbers,
    paint,
    read_rules,
    style_of,
    unread,
)
from leafletgen.content.logo.svg_tree import FLAT, Node, Unfit, read_tree
from leafletgen.print_limits import THINNEST_RULE
from leafletgen.units import MM

if TYPE_CHECKING:
    from svgelements import Matrix, Path

_MOST_PARTS = 50_000
_MOST_REFERENCES = 5  # nested <use> elements
_GRADIENTS = ("linearGradient", "radialGradient", "pattern")
_UNDRAWN = (*_GRADIENTS, "clipPath", "defs", "desc", "filter", "marker", "mask", "metadata", "style", "symbol", "title")
"""Elements that paint nothing themselves; references to them are checked at the element that refers."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_PATH_TOKEN = re.compile(rf"[MmZzLlHhVvCcSsQqTtAa]|{_NUMBER}|[\s,]+")
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def read_drawing(data: bytes, width_mm: int) -> Drawing:
    """Read an SVG file that is printed `width_mm` wide. Raises Unfit if it cannot be printed exactly."""
    root = read_tree(data)
    x, y, width, height = _viewport(root)
    scale = WIDTH / width
    view = f"translate(0 {height * scale}) scale({scale} {-scale}) translate({-x} {-y})"
    walker = _Walker(root, width_mm * MM / WIDTH)
    style = style_of(root, INITIAL, walker.rules)
    walker.children(root, style, f"{view} {_transform(style, root)}", ())
    if not walker.outlines:
        raise Unfit("logo-svg-empty", "it paints nothing", "Export it again, with its shapes.")
    return Drawing(WIDTH, round(height * scale, 3), tuple(walker.outlines))


def _viewport(root: Node) -> tuple[float, float, float, float]:
    """The visible area (x, y, width, height): the viewBox, or else width and height of the drawing."""
    box = numbers(root.attributes.get("viewBox", ""), "viewBox", root)
    if not box:
        box = [0.0, 0.0, *(number(root.attributes.get(side, "0"), side, root) for side in ("width", "height"))]
    if len(box) != 4 or min(box[2:]) <= 0 or max(box[2:]) > 1000 * min(box[2:]):
        hint = 'Export it again with a viewBox: viewBox="0 0 300 200".'
        raise Unfit("logo-svg-size", "it does not state its width and height", hint, root.line)
    x, y, width, height = box
    return x, y, width, height


class _Walker:
    """Walks through a drawing in painting order and collects Outlines; `points` is the printed size of a unit."""

    def __init__(self, root: Node, points: float) -> None:
        self.ids = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
        self.rules: list[CssRule] = read_rules(root)
        self.points = points
        self.outlines: list[Outline] = []
        self.left = _MOST_PARTS

    def children(self, node: Node, style: Style, place: str, used: tuple[Node, ...]) -> None:
        """Paint the children of an element; `used` are the <use> elements that led here."""
        if style["display"] != "none":
            for child in node.children:
                self._element(child, style, place, used)

    def _element(self, node: Node, above: Style, place: str, used: tuple[Node, ...]) -> None:
        if node.name in _UNDRAWN:
            return
        self._count(1, node)
        style = style_of(node, above, self.rules)
        if style["display"] == "none":
            return
        place = f"{place} {_transform(style, node)}"
        if node.name == "g":
            self.children(node, style, place, used)
        elif node.name == "use":
            self._use(node, style, place, used)
        elif node.name in _SHAPES:
            self._shape(node, style, place)
        else:
            raise Unfit("logo-svg-element", f"it has a <{node.name}> element", FLAT, node.line)

    def _use(self, node: Node, style: Style, place: str, used: tuple[Node, ...]) -> None:
        target = self.ids.get(node.attributes.get("href", "#").removeprefix("#"))
        if target is None or len(used) == _MOST_REFERENCES or target.name in _UNDRAWN or target.name == "svg":
            raise Unfit(
                "logo-svg-element",
                f"its <use> element does not refer to a shape or group, or is nested more than {_MOST_REFERENCES} deep",
                FLAT,
                node.line,
            )
        x, y = (number(node.attributes.get(name, "0"), name, node) for name in ("x", "y"))
        self._element(target, style, f"{place} translate({x} {y})", (*used, node))

    def _shape(self, node: Node, style: Style, place: str) -> None:
        from svgelements import Matrix

        if style["visibility"] != "visible":
            return
        matrix = Matrix(place)
        segments = tuple(_segments(_SHAPES[node.name](node), matrix, node))
        self._count(len(segments), node)
        fill = paint(style, "fill", node)
        fill = fill if fill and self._has_area(segments, node) else None
        line = self._line(style, matrix, node)
        if (fill or line) and any(kind != "m" for kind, _ in segments):
            self.outlines.append(Outline(segments, fill, _choice(style, "fill-rule", _FILLS, node), line))

    def _count(self, count: int, node: Node) -> None:
        self.left -= count
        if self.left < 0:
            message = f"it has more than {_MOST_PARTS} shapes and segments"
            raise Unfit("logo-too-big", message, "Simplify the drawing, or export the logo as PNG.", node.line)

    def _has_area(self, segments: tuple[Segment, ...], node: Node) -> bool:
        """Whether the box around a path has an area. Raises Unfit if it is too thin to print."""
        across, up = ([at for _, where in segments for at in where[axis::2]] for axis in (0, 1))
        size = min(max(across) - min(across), max(up) - min(up)) if across else 0.0
        if 0 < size * self.points < THINNEST_RULE:
            raise _thin("a shape", size * self.points, node)
        return size > 0

    def _line(self, style: Style, matrix: Matrix, node: Node) -> Stroke | None:
        colour = paint(style, "stroke", node)
        width = number(style["stroke-width"], "stroke-width", node)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        if colour is None or not width * scale:
            return None
        if width < 0:
            raise unread("stroke-width", style["stroke-width"], node)
        even = math.isclose(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d), rel_tol=1e-3)
        if not even or abs(matrix.a * matrix.c + matrix.b * matrix.d) > 1e-3 * scale**2:
            message = "it scales a line differently in two directions"
            raise Unfit("logo-svg-stretched", message, "Convert its lines to outlines (paths).", node.line)
        if width * scale * self.points < THINNEST_RULE:
            raise _thin("a line", width * scale * self.points, node)
        dashes = [] if style["stroke-dasharray"] == "none" else numbers(style["stroke-dasharray"], "dashes", node)
        offset = number(style["stroke-dashoffset"], "stroke-dashoffset", node)
        if min(dashes, default=0) < 0:
            raise unread("stroke-dasharray", style["stroke-dasharray"], node)
        return Stroke(
            colour,
            round(width * scale, 3),
            _choice(style, "stroke-linecap", _CAPS, node),
            _choice(style, "stroke-linejoin", _JOINS, node),
            max(1.0, number(style["stroke-miterlimit"], "stroke-miterlimit", node)),
            tuple(round(dash * scale, 3) for dash in dashes) if sum(dashes) else (),
            round(offset % (2 * sum(dashes)) * scale, 3) if sum(dashes) else 0.0,
        )


def _thin(what: str, points: float, node: Node) -> Unfit:
    message = f"{what} is {points:.2f} points thick in print; at least {THINNEST_RULE} are needed"
    return Unfit("logo-svg-thin", message, "Draw it thicker, leave it out, or print the logo wider.", node.line)


_FILLS = {"nonzero": False, "evenodd": True}


def _choice(style: Style, name: str, choices: dict[str, Any], node: Node) -> Any:
    if style[name] not in choices:
        raise unread(name, style[name], node)
    return choices[style[name]]


def _transform(style: Style, node: Node) -> str:
    """The `transform` of an element. Raises Unfit if it cannot be understood."""
    text = "" if style["transform"] == "none" else style["transform"]
    for name, inside in _TRANSFORM.findall(text):
        given = inside.replace(",", " ").split()
        if len(given) not in _COUNTS[name] or not all(re.fullmatch(_NUMBER, one) for one in given):
            raise unread("transform", text, node)
    if _TRANSFORM.sub("", text).strip():
        raise unread("transform", text, node)
    return text


def _segments(path: Path, matrix: Matrix, node: Node) -> Iterator[Segment]:
    """The segments of a path in coordinates of the Drawing, with all curves as cubic ones."""
    from svgelements import Arc, Close, CubicBezier, Move, QuadraticBezier

    for segment in path:
        if isinstance(segment, Close):
            yield "h", ()
        elif isinstance(segment, Move):
            yield "m", _placed(matrix, node, segment.end)
        elif isinstance(segment, CubicBezier):
            yield "c", _placed(matrix, node, segment.control1, segment.control2, segment.end)
        elif isinstance(segment, QuadraticBezier):
            start, middle, end = segment.start, segment.control, segment.end
            yield "c", _placed(matrix, node, start + (middle - start) * (2 / 3), end + (middle - end) * (2 / 3), end)
        elif isinstance(segment, Arc) and segment.rx and segment.ry:
            for curve in segment.as_cubic_curves():
                yield "c", _placed(matrix, node, curve.control1, curve.control2, curve.end)
        else:
            yield "l", _placed(matrix, node, segment.end)


def _placed(matrix: Matrix, node: Node, *points: Any) -> tuple[float, ...]:
    placed = [at for point in points for at in matrix.point_in_matrix_space(point)]
    if not all(math.isfinite(at) and abs(at) < 100 * WIDTH for at in placed):
        raise Unfit("logo-svg-value", f"its <{node.name}> goes far outside the drawing", FLAT, node.line)
    return tuple(round(at, 3) + 0.0 for at in placed)


# --- shapes ---


def _path(node: Node) -> Path:
    return _read_path(node.attributes.get("d", ""), "d", node)


def _read_path(data: str, name: str, node: Node) -> Path:
    """Read path data. svgelements ignores what it cannot read, so the syntax is checked first."""
    from svgelements import Path

    text = data.strip()
    if text in ("", "none"):
        return Path()
    if _PATH_TOKEN.sub("", text) or text[0] not in "Mm":
        raise unread(name, data, node)
    try:
        return Path(text)
    except (ValueError, IndexError, AttributeError, TypeError):
        raise unread(name, data, node) from None


def _polygon(node: Node) -> Path:
    return _points(node, "z")


def _polyline(node: Node) -> Path:
    return _points(node, "")


def _points(node: Node, end: str) -> Path:
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
