"""An interpreter for content streams: reads a page, and the forms in it, as a list of painted objects.

In: a page. Out: PaintedObjects (text, fills, strokes and images), each with its box, colour and size; and the effects
(such as transparency) that the page uses.
Why: rules about colour or type are then short statements about painted objects; only this module knows the operators.
Source: ISO 32000-1, 8 and 9 (operators in annex A).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

import pikepdf

from leafletgen.checks.preflight import guard
from leafletgen.checks.preflight.colour import CMYK, GRAY, RGB, Paint, Space, image_paint, shading_paint, space_of
from leafletgen.checks.preflight.geometry import (
    IDENTITY,
    Matrix,
    bounds,
    matrix_of,
    meet,
    multiply,
    placed,
    scale_of,
    transform,
)
from leafletgen.checks.preflight.layers import Layers
from leafletgen.checks.preflight.painted import Content, GraphicsState, Kind, PaintedObject
from leafletgen.checks.preflight.type import Face, face_of
from leafletgen.print_limits import TEXT_ASCENT, TEXT_DESCENT
from leafletgen.units import Rect


def read_page(page: pikepdf.Page, layers: Layers, unit: float = 1.0) -> Content:
    """Read what a page prints; its unit of length is `unit` points. Raises FileFault or an error of pikepdf."""
    content = Content(layers)
    content.record_group(page.obj)
    contents: Any = page.obj.get("/Contents", [])
    guard.check_length([contents] if isinstance(contents, pikepdf.Stream) else contents)
    _Reader(content, page.resources, GraphicsState(ctm=(unit, 0, 0, unit, 0, 0))).read(page)
    return content


class _Reader:
    """Interprets one content stream: that of a page, a form or a tiling pattern."""

    def __init__(self, content: Content, resources: Any, state: GraphicsState, within: tuple[Any, ...] = ()) -> None:
        self.content = content
        self.resources = resources
        self.state = state
        self.within = within  # the forms and patterns that it is in, from the outside
        self.saved: list[GraphicsState] = []
        self.points: list[tuple[float, float]] = []
        self.parts = 0
        self.clipping = False
        self.marks: list[bool] = []  # of each mark that is open: whether it is a layer that is not printed
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY

    def read(self, stream: Any) -> None:
        for instruction in pikepdf.parse_content_stream(stream):
            action = _ACTIONS.get(str(instruction.operator))
            try:
                if action:
                    action(self, list(instruction.operands))
                elif isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    self._inline_image(instruction)
            except Exception as error:
                raise guard.fault_of(f"its instruction “{guard.spelled(instruction)}”", error) from error

        self.content.hidden -= sum(self.marks)

    # --- marked content ---

    def _begin_mark(self, operands: list[Any]) -> None:
        in_layer = len(operands) == 2 and operands[0] == "/OC"
        layer = self.resources.get("/Properties", {}).get(str(operands[1])) if in_layer else None
        self.marks.append(not self.content.layers.print_it(layer))
        self.content.hidden += self.marks[-1]

    def _end_mark(self, _: list[Any]) -> None:
        if self.marks:
            self.content.hidden -= self.marks.pop()

    # --- state ---

    def _save(self, _: list[Any]) -> None:
        self.saved.append(copy(self.state))

    def _restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _concat(self, operands: list[Any]) -> None:
        self.state.ctm = multiply(matrix_of(operands), self.state.ctm)

    def _external_state(self, operands: list[Any]) -> None:
        found = self.resources.get("/ExtGState", {}).get(str(operands[0]))
        if found is None:
            return
        state = self.state
        state.line_width = float(found.get("/LW", state.line_width))
        state.stroke_overprints = bool(found.get("/OP", state.stroke_overprints))
        state.fill_overprints = bool(found.get("/op", found.get("/OP", state.fill_overprints)))
        state.overprint_mode = int(found.get("/OPM", state.overprint_mode))
        if "/Font" in found:
            self._use_font(found.Font[0], float(found.Font[1]))
        self.content.record_state(found)

    # --- colour ---

    def _set_space(self, operands: list[Any], stroke: bool) -> None:
        space = space_of(operands[0], self.resources)
        counts = {"DeviceCMYK": 4, "ICCBased CMYK": 4, "DeviceRGB": 3, "Pattern": 0}
        values = [1.0 if space.family in ("Separation", "DeviceN") else 0.0] * counts.get(space.family, 1)
        if space.family.endswith("CMYK"):
            values[-1] = 1.0
        self._set(space, values, stroke)

    def _set_colour(self, operands: list[Any], stroke: bool) -> None:
        space = self.state.stroke_space if stroke else self.state.fill_space
        if operands and isinstance(operands[-1], pikepdf.Name):
            paint = self._pattern(str(operands[-1]), space, [float(value) for value in operands[:-1]])
            self._use(paint, stroke)
        else:
            self._set(space, [float(value) for value in operands], stroke)

    def _set(self, space: Space, values: list[float], stroke: bool) -> None:
        setattr(self.state, "stroke_space" if stroke else "fill_space", space)
        self._use(space.paint(values), stroke)

    def _use(self, paint: Paint, stroke: bool) -> None:
        setattr(self.state, "stroke" if stroke else "fill", paint)

    def _pattern(self, name: str, space: Space, values: list[float]) -> Paint:
        """The colour of a shading or of an uncoloured tiling pattern, or the strongest one of a coloured pattern."""
        pattern = self.resources.get("/Pattern", {}).get(name)
        if pattern is None:
            return Paint("Pattern")
        if "/Shading" in pattern:
            return shading_paint(pattern.Shading, self.resources, self.content.work)
        if int(pattern.get("/PaintType", 1)) == 2 and space.base:
            return space.base.paint(values)
        tile = Content(self.content.layers, work=self.content.work)
        self._read_within(pattern, tile, GraphicsState())
        self.content.record(*tile.effects)
        inside = [item.paint for item in tile.painted]
        return max(inside, key=lambda paint: (paint.red_green_blue, paint.ink), default=Paint("Pattern"))

    # --- paths ---

    def _point(self, x: float, y: float) -> None:
        self.points.append(transform(self.state.ctm, x, y))

    def _move(self, operands: list[Any]) -> None:
        self.parts += 1
        self._point(float(operands[0]), float(operands[1]))

    def _curve(self, operands: list[Any]) -> None:
        """A line or a curve, which lies within the hull of its control points."""
        values = [float(value) for value in operands]
        for at in range(0, len(values), 2):
            self._point(values[at], values[at + 1])

    def _rectangle(self, operands: list[Any]) -> None:
        self.parts += 1
        x, y, width, height = (float(value) for value in operands)
        corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
        self.points += [transform(self.state.ctm, *corner) for corner in corners]

    def _paint(self, *, fill: bool = False, stroke: bool = False) -> None:
        state = self.state
        if self.points:
            box = bounds(self.points)
            if fill:
                size = min(box[2] - box[0], box[3] - box[1])
                self._add("fill", box, state.fill, size, state.fill_overprints)
            if stroke:
                width = state.line_width * scale_of(state.ctm)
                half = width / 2
                wide = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
                self._add("stroke", wide, state.stroke, width, state.stroke_overprints)
            if self.clipping:
                state.clip = meet(state.clip, box)
        self.points, self.parts, self.clipping = [], 0, False

    def _clip(self, _: list[Any]) -> None:
        self.clipping = True

    def _add(
        self, kind: Kind, box: Rect, paint: Paint, size: float, overprints: bool, face: Face | None = None
    ) -> None:
        """Record a painted object, unless it is wholly outside the clipping path or in a layer that is not printed."""
        seen = meet(box, self.state.clip)
        if seen[0] > seen[2] or seen[1] > seen[3] or self.content.hidden:
            return
        self.content.work.count("painted objects", guard.PAINTED)
        keeps_zero = self.state.overprint_mode == 1
        self.content.painted.append(
            PaintedObject(kind, seen, paint, size, max(1, self.parts), overprints, keeps_zero, face)
        )

    # --- images, forms, shadings ---

    def _shade(self, operands: list[Any]) -> None:
        shading = self.resources.get("/Shading", {}).get(str(operands[0]))
        if shading is not None:
            paint = shading_paint(shading, self.resources, self.content.work)
            left, bottom, right, top = self.state.clip
            self._add("fill", self.state.clip, paint, min(right - left, top - bottom), False)

    def _draw(self, operands: list[Any]) -> None:
        found = self.resources.get("/XObject", {}).get(str(operands[0]))
        if found is None or not self.content.layers.print_it(found.get("/OC")):
            return
        if found.get("/Subtype") == "/Image":
            self._image(found)
        else:
            self.content.record_group(found)
            inner = copy(self.state)
            inner.ctm = multiply(matrix_of(found.get("/Matrix", IDENTITY)), inner.ctm)
            if "/BBox" in found:
                inner.clip = meet(inner.clip, placed(inner.ctm, *map(float, found.BBox)))
            self._read_within(found, self.content, inner)

    def _read_within(self, stream: Any, content: Content, state: GraphicsState) -> None:
        """Read a form or pattern into `content`. Raises FileFault if it is inside itself, or takes too much work."""
        key = stream.objgen
        if key in self.within:
            raise guard.FileFault("pdf-damaged", "a form or pattern is drawn inside itself")
        if len(self.within) >= guard.NESTED:
            raise guard.too_big(f"it has forms within forms, more than {guard.NESTED} deep")
        content.work.count("forms and patterns drawn", guard.FORMS)
        guard.check_length([stream])
        _Reader(content, stream.get("/Resources", self.resources), state, (*self.within, key)).read(stream)

    def _image(self, image: Any) -> None:
        if "/SMask" in image:
            self.content.record("soft mask")
        mask = bool(image.get("/ImageMask", False))
        paint = self.state.fill if mask else image_paint(image, self.resources)
        self._place_image(paint, float(image.get("/Width", 1)))

    def _inline_image(self, instruction: Any) -> None:
        image = instruction.iimage.obj
        space = image.get("/ColorSpace", image.get("/CS"))
        paint = self.state.fill if space is None else Paint(space_of(space, self.resources).family)
        self._place_image(paint, float(image.get("/Width", image.get("/W", 1))))

    def _place_image(self, paint: Paint, pixels: float) -> None:
        ctm = self.state.ctm
        across = math.hypot(ctm[0], ctm[1])
        self._add(
            "image", placed(ctm, 0, 0, 1, 1), paint, 72 * pixels / across if across else 0.0, self.state.fill_overprints
        )

    # --- text ---

    def _begin_text(self, _: list[Any]) -> None:
        self.text = self.line = IDENTITY

    def _font(self, operands: list[Any]) -> None:
        font = self.resources.get("/Font", {}).get(str(operands[0]))
        if font is not None:
            self._use_font(font, float(operands[1]))

    def _use_font(self, font: Any, size: float) -> None:
        key = font.objgen
        face = self.content.faces.get(key)
        if face is None or key == (0, 0):
            face = self.content.faces[key] = face_of(font)
        self.state.face, self.state.size = face, size

    def _text_matrix(self, operands: list[Any]) -> None:
        self.text = self.line = matrix_of(operands)

    def _next_line(self, operands: list[Any]) -> None:
        self.text = self.line = multiply((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line)

    def _next_line_leading(self, operands: list[Any]) -> None:
        self.state.leading = -float(operands[1])
        self._next_line(operands)

    def _new_line(self, _: list[Any]) -> None:
        self._next_line([0, -self.state.leading])

    def _show_line(self, operands: list[Any]) -> None:
        if len(operands) == 3:
            self.state.word_spacing, self.state.spacing = float(operands[0]), float(operands[1])
        self._new_line([])
        self._show([operands[-1]])

    def _show(self, pieces: Iterable[Any]) -> None:
        """Show strings and the gaps between them; the box of the object has no spaces at its ends."""
        state = self.state
        if state.face is None:
            return
        at, start, end = 0.0, None, 0.0
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                at -= float(piece) / 1000 * state.size * state.stretch
                continue
            for code in state.face.codes(bytes(piece)):
                space = code in state.face.spaces
                start = at if start is None and not space else start
                width = state.face.width(code) / 1000 * state.size + state.spacing
                at += (width + (state.word_spacing if code == 32 and state.face.code_bytes == 1 else 0)) * state.stretch
                end = end if space else at
        if start is not None and state.render not in (3, 7):
            self._paint_text(start, end)
        self.text = multiply((1, 0, 0, 1, at, 0), self.text)

    def _paint_text(self, start: float, end: float) -> None:
        state = self.state
        whole = multiply(self.text, state.ctm)
        low, high = state.rise - TEXT_DESCENT * state.size, state.rise + TEXT_ASCENT * state.size
        stroked = state.render in (1, 5)
        paint = state.stroke if stroked else state.fill
        overprints = state.stroke_overprints if stroked else state.fill_overprints
        size = state.size * math.hypot(whole[2], whole[3])
        self._add("text", placed(whole, start, low, end, high), paint, size, overprints, state.face)


def _setter(name: str, scale: float = 1.0) -> Callable[[_Reader, list[Any]], None]:
    """The action of an operator that sets one number of the graphics state."""

    def set_number(reader: _Reader, operands: list[Any]) -> None:
        setattr(reader.state, name, type(getattr(reader.state, name))(float(operands[0]) * scale))

    return set_number


def _device(space: Space, stroke: bool) -> Callable[[_Reader, list[Any]], None]:
    return lambda reader, operands: reader._set(space, [float(value) for value in operands], stroke)


def _painter(fill: bool, stroke: bool) -> Callable[[_Reader, list[Any]], None]:
    return lambda reader, _: reader._paint(fill=fill, stroke=stroke)


_ACTIONS: dict[str, Callable[[_Reader, list[Any]], None]] = {
    "BMC": _Reader._begin_mark,
    "BDC": _Reader._begin_mark,
    "EMC": _Reader._end_mark,
    "q": _Reader._save,
    "Q": _Reader._restore,
    "cm": _Reader._concat,
    "gs": _Reader._external_state,
    "w": _setter("line_width"),
    "m": _Reader._move,
    "l": _Reader._curve,
    "c": _Reader._curve,
    "v": _Reader._curve,
    "y": _Reader._curve,
    "re": _Reader._rectangle,
    "W": _Reader._clip,
    "W*": _Reader._clip,
    "n": _painter(False, False),
    "g": _device(GRAY, False),
    "G": _device(GRAY, True),
    "rg": _device(RGB, False),
    "RG": _device(RGB, True),
    "k": _device(CMYK, False),
    "K": _device(CMYK, True),
    "cs": lambda reader, operands: reader._set_space(operands, False),
    "CS": lambda reader, operands: reader._set_space(operands, True),
    "sc": lambda reader, operands: reader._set_colour(operands, False),
    "scn": lambda reader, operands: reader._set_colour(operands, False),
    "SC": lambda reader, operands: reader._set_colour(operands, True),
    "SCN": lambda reader, operands: reader._set_colour(operands, True),
    "sh": _Reader._shade,
    "Do": _Reader._draw,
    "BT": _Reader._begin_text,
    "Tf": _Reader._font,
    "Tm": _Reader._text_matrix,
    "Td": _Reader._next_line,
    "TD": _Reader._next_line_leading,
    "T*": _Reader._new_line,
    "Tj": _Reader._show,
    "TJ": lambda reader, operands: reader._show(operands[0]),
    "'": _Reader._show_line,
    '"': _Reader._show_line,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "Tz": _setter("stretch", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": _setter("render"),
    **dict.fromkeys(("f", "F", "f*"), _painter(True, False)),
    **dict.fromkeys(("S", "s"), _painter(False, True)),
    **dict.fromkeys(("B", "B*", "b", "b*"), _painter(True, True)),
}
