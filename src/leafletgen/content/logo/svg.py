"""Read an SVG logo as paths that can be printed.

In: the bytes of a file and its printed width. Out: a Drawing, or UnfitDrawing with all that cannot be printed.
Why: forces have their crests as SVG, and paths are sharper than pixels. Features that would print wrongly (text without
its font, transparency, gradients) are refused, never left out.
Source: SVG 1.1 (second edition), 5, 7, 8 and 9; svgelements computes the curves (svg_shapes.py).
"""

from __future__ import annotations

import math
from typing import Any

from leafletgen.content.logo.drawing import WIDTH, Drawing, Outline, Rgb, Segment, Stroke
from leafletgen.content.logo.svg_matrix import Matrix, read_transform, scaling, translation
from leafletgen.content.logo.svg_shapes import MOST_PARTS, is_shape, segments_of
from leafletgen.content.logo.svg_style import INITIAL, Cascade, Style, check_opaque, number, numbers, paint, unread
from leafletgen.content.logo.svg_tree import FLAT, SIMPLER, FoundFaults, Node, Unfit, UnfitDrawing, read_tree
from leafletgen.print_limits import THINNEST_RULE
from leafletgen.units import MM

_MOST_REFERENCES = 5  # nested <use> elements
_GRADIENTS = ("linearGradient", "radialGradient", "pattern")
_UNDRAWN = (*_GRADIENTS, "clipPath", "defs", "desc", "filter", "marker", "mask", "metadata", "style", "symbol", "title")
"""Elements that paint nothing themselves; references to them are checked at the element that refers."""

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def read_drawing(data: bytes, width_mm: int) -> Drawing:
    """Read an SVG file that is printed `width_mm` wide. Raises UnfitDrawing if it cannot be printed exactly."""
    faults = FoundFaults()
    drawing = None
    try:
        drawing = _read(data, width_mm, faults)
    except Unfit as unfit:  # nothing more can be read
        faults.kept.append(unfit)
    if drawing is None or faults.kept:
        raise UnfitDrawing(faults.kept)
    return drawing


def _read(data: bytes, width_mm: int, faults: FoundFaults) -> Drawing:
    root = read_tree(data, faults)
    view = _UNKNOWN
    with faults.keeping():
        view = _viewport(root)
    x, y, width, height = view
    scale = WIDTH / width
    place = translation(0, height * scale) @ scaling(scale, -scale) @ translation(-x, -y)
    # Of a drawing of unknown size nobody can say what is too thin.
    walker = _Walker(root, math.inf if view is _UNKNOWN else width_mm * MM / WIDTH, faults)
    style = walker.cascade.style_of(root, INITIAL)
    walker.children(root, style, place @ walker.transform(style, root), ())
    if not walker.outlines and not faults.kept:
        raise Unfit("logo-svg-empty", "it paints nothing", "Export it again, with its shapes.")
    return Drawing(WIDTH, round(height * scale, 3), tuple(walker.outlines))


_UNKNOWN = (0.0, 0.0, WIDTH, WIDTH)


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

    def __init__(self, root: Node, points: float, faults: FoundFaults) -> None:
        self.ids = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
        self.faults = faults
        self.cascade = Cascade(root, faults)
        self.points = points
        self.outlines: list[Outline] = []
        self.left = MOST_PARTS
        # A <use> can paint an element again and again, so each is read once.
        self.shapes: dict[Node, tuple[Segment, ...]] = {}
        self.transforms: dict[str, Matrix] = {"none": Matrix()}

    def transform(self, style: Style, node: Node) -> Matrix:
        """The matrix of an element's `transform`."""
        text = style["transform"]
        if text not in self.transforms:
            self.transforms[text] = read_transform(text, node)
        return self.transforms[text]

    def children(self, node: Node, style: Style, place: Matrix, used: tuple[Node, ...]) -> None:
        """Paint the children of an element; `used` are the <use> elements that led here."""
        if style["display"] != "none":
            for child in node.children:
                with self.faults.keeping():
                    self._element(child, style, place, used)

    def _element(self, node: Node, above: Style, place: Matrix, used: tuple[Node, ...]) -> None:
        self._count(1, node)
        if node.name in _UNDRAWN:
            return
        style = self.cascade.style_of(node, above)
        if style["display"] == "none":
            return
        place = place @ self.transform(style, node)
        if node.name == "g":
            self.children(node, style, place, used)
        elif node.name == "use":
            self._use(node, style, place, used)
        elif is_shape(node):
            self._shape(node, style, place)
        else:
            raise Unfit("logo-svg-element", f"it has a <{node.name}> element", FLAT, node.line)

    def _use(self, node: Node, style: Style, place: Matrix, used: tuple[Node, ...]) -> None:
        target = self.ids.get(node.attributes.get("href", "#").removeprefix("#"))
        if target is None or len(used) == _MOST_REFERENCES or target.name in _UNDRAWN or target.name == "svg":
            raise Unfit(
                "logo-svg-element",
                f"its <use> element does not refer to a shape or group, or is nested more than {_MOST_REFERENCES} deep",
                FLAT,
                node.line,
            )
        x, y = (number(node.attributes.get(name, "0"), name, node) for name in ("x", "y"))
        self._element(target, style, place @ translation(x, y), (*used, node))

    def _shape(self, node: Node, style: Style, place: Matrix) -> None:
        if style["visibility"] != "visible":
            return
        if node not in self.shapes:
            self.shapes[node] = segments_of(node)
        self._count(len(self.shapes[node]), node)
        segments = tuple((kind, _placed(place, node, where)) for kind, where in self.shapes[node])
        fill = line = None
        with self.faults.keeping():
            fill = self._paint(style, "fill", node)
            fill = fill if fill and self._has_area(segments, node) else None
        with self.faults.keeping():
            line = self._line(style, place, node)
        if (fill or line) and any(kind != "m" for kind, _ in segments):
            self.outlines.append(Outline(segments, fill, _choice(style, "fill-rule", _FILLS, node), line))

    def _paint(self, style: Style, name: str, node: Node) -> Rgb | None:
        """The colour of `name` (fill or stroke), None if it has none. Its opacity is a fault of its own."""
        if style[name].strip() == "none":
            return None
        with self.faults.keeping():
            check_opaque(style, f"{name}-opacity", node)
        return paint(style, name, node)

    def _count(self, count: int, node: Node) -> None:
        self.left -= count
        if self.left < 0:
            raise Unfit("logo-too-big", f"it has more than {MOST_PARTS} shapes and segments", SIMPLER, node.line)

    def _has_area(self, segments: tuple[Segment, ...], node: Node) -> bool:
        """Whether the box around a path has an area. Raises Unfit if it is too thin to print."""
        across, up = ([at for _, where in segments for at in where[axis::2]] for axis in (0, 1))
        size = min(max(across) - min(across), max(up) - min(up)) if across else 0.0
        if 0 < size * self.points < THINNEST_RULE:
            raise _thin("a shape", size * self.points, node)
        return size > 0

    def _line(self, style: Style, matrix: Matrix, node: Node) -> Stroke | None:
        colour = self._paint(style, "stroke", node)
        width = number(style["stroke-width"], "stroke-width", node)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        if colour is None or not width * scale:
            return None
        if width < 0:
            raise unread("stroke-width", style["stroke-width"], node)
        even = math.isclose(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d), rel_tol=1e-3)
        if not even or abs(matrix.a * matrix.c + matrix.b * matrix.d) > 1e-3 * scale * scale:
            message = "it scales a line differently in two directions"
            raise Unfit("logo-svg-stretched", message, "Convert its lines to outlines (paths).", node.line)
        if width * scale * self.points < THINNEST_RULE:
            raise _thin("a line", width * scale * self.points, node)
        dashes = [] if style["stroke-dasharray"] == "none" else numbers(style["stroke-dasharray"], "dashes", node)
        self._count(len(dashes), node)
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


def _placed(matrix: Matrix, node: Node, points: tuple[float, ...]) -> tuple[float, ...]:
    """Points in the units of the Drawing. Raises Unfit if they are far outside."""
    pairs = zip(points[::2], points[1::2], strict=True)
    placed = [at for x, y in pairs for at in matrix.place(x, y)]
    if not all(abs(at) < 100 * WIDTH for at in placed):  # Not a number is not less either.
        raise Unfit("logo-svg-value", f"its <{node.name}> goes far outside the drawing", FLAT, node.line)
    return tuple(round(at, 3) + 0.0 for at in placed)
