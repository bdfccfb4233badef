"""Small outline glyphs for the kinds of contact: telephone, speech bubble, globe, envelope, magnifying glass, person.

In: the kind of a contact, a position, a size and a colour. Out: a Glyphlet; it is an artifact, which screen readers
skip, because the word beside it ("Call") says the same. Each is one path in a square whose side is 1, drawn for
leafletgen.
"""

from __future__ import annotations

from leafletgen.content.logo.drawing import Segment
from leafletgen.content.records import ContactKind
from leafletgen.layout.display_list import Glyphlet
from leafletgen.layout.theme import Colour
from leafletgen.units import MM

SIZE = 4 * MM
"""The side of a glyph at 12 points of text; it grows with the text."""

_LINE = 0.075
"""The thickness of the outline, in parts of the side."""

_ARC = 0.5523
"""The distance of the control points of a quarter circle from its ends, as a part of the radius."""


def _path(text: str) -> tuple[Segment, ...]:
    """Segments from operands and operators as PDF writes them, in hundredths of the side."""
    segments: list[Segment] = []
    operands: list[float] = []
    for word in text.split():
        if word in ("m", "l", "c", "h"):
            segments.append((word, tuple(operands)))  # type: ignore[arg-type]
            operands = []
        else:
            operands.append(int(word) / 100)
    return tuple(segments)


def _ellipse(across: int, up: int) -> str:
    """An ellipse around the middle of the square, by its radii in hundredths."""
    near, high = round(across * _ARC), round(up * _ARC)
    left, right, low, top = 50 - across, 50 + across, 50 - up, 50 + up
    return (
        f"{right} 50 m {right} {50 + high} {50 + near} {top} 50 {top} c "
        f"{50 - near} {top} {left} {50 + high} {left} 50 c {left} {50 - high} {50 - near} {low} 50 {low} c "
        f"{50 + near} {low} {right} {50 - high} {right} 50 c h"
    )


_HANDSET = (
    "32 90 m 40 72 l 31 63 l 36 47 47 36 63 31 c 72 40 l 90 32 l 90 18 l 90 13 86 10 81 10 c "
    "42 12 12 42 10 81 c 10 86 13 90 18 90 c h"
)
_BUBBLE = "12 82 m 88 82 l 88 34 l 52 34 l 32 15 l 32 34 l 12 34 l h 28 58 m 72 58 l"
_GLOBE = f"{_ellipse(40, 40)} {_ellipse(17, 40)} 10 50 m 90 50 l"
_ENVELOPE = "10 80 m 90 80 l 90 20 l 10 20 l h 10 78 m 50 45 l 90 78 l"
_LENS = "68 60 m 68 75 57 86 42 86 c 27 86 16 75 16 60 c 16 45 27 34 42 34 c 57 34 68 45 68 60 c h 62 40 m 88 14 l"
_TWO_BUBBLES = (
    "8 88 m 66 88 l 66 52 l 38 52 l 22 38 l 22 52 l 8 52 l h 52 40 m 52 30 "
    "l 70 30 l 82 16 l 82 30 l 92 30 l 92 62 l 76 62 l"
)

_PERSON = (
    "66 70 m 66 79 59 86 50 86 c 41 86 34 79 34 70 c 34 61 41 54 50 54 c 59 54 66 61 66 70 c h "
    "18 14 m 18 32 32 42 50 42 c 68 42 82 32 82 14 c h"
)

PATHS: dict[ContactKind, tuple[Segment, ...]] = {
    "call": _path(_HANDSET),
    "text": _path(_BUBBLE),
    "whatsapp": _path(_TWO_BUBBLES),
    "web": _path(_GLOBE),
    "email": _path(_ENVELOPE),
    "search": _path(_LENS),
    "ask": _path(_PERSON),
}


def glyph(kind: ContactKind, x: float, middle: float, size: float, colour: Colour) -> Glyphlet:
    """The glyph of a kind at the left edge `x`, around the height `middle`."""
    return Glyphlet(x, middle - size / 2, size, PATHS[kind], colour, _LINE * size)
