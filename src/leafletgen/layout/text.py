"""Running text: spans of styled words into lines, lines into text runs.

In: Spans and a width in points. Out: Lines with their height, and TextRuns when a line is given its place.
Lines break at spaces, and after a slash where a span is an address; nothing is hyphenated, shrunk or justified.
Why: what a leaflet needs of text is small, and has to be exact: shaped, measured, and refused when it is too wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leafletgen.errors import FitError, Problem, Where
from leafletgen.layout.fonts import Font, FontBook, Word
from leafletgen.layout.frames import Element, Glyph, TextRun
from leafletgen.layout.theme import Colour
from leafletgen.layout.units import fits, in_mm

_LAST_MAY_MISS = 0.67
"""How much of the measure a last line may leave empty without counting as uneven."""

_AFTER_SLASH = re.compile(r"(?<=/)(?=[^/])")


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: face, size in points, colour."""

    font: str
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one style and one structure element.

    `whole` keeps it on one line (a telephone number), `address` lets it break after a slash. A span begins after a
    space unless `glued` ties it to the one before; `space` widens that space, as a multiple.
    """

    text: str
    style: Style
    element: Element | None = None
    whole: bool = False
    address: bool = False
    glued: bool = False
    space: float = 1.0


class _Token(NamedTuple):
    word: Word
    width: float
    space: float
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its tokens, its width, its height and whether a space and more text of the paragraph follow."""

    tokens: tuple[_Token, ...]
    width: float
    height: float
    size: float
    more: bool


def break_lines(
    spans: Sequence[Span],
    width: float,
    fonts: FontBook,
    leading: float,
    at: Where,
    *,
    even: bool = False,
    more: bool = False,
) -> tuple[Line, ...]:
    """Set spans in lines no wider than `width` points, as evenly ragged as they go.

    `leading` is the line height as a multiple of the largest size on the line; `even` counts the last line too, as a
    heading wants; `more` says that the paragraph goes on after these lines. Raises FitError where a word is wider than
    the column.
    """
    tokens = [token for span in spans for token in _tokens(span, fonts)]
    for token in tokens:
        if not fits(token.width, width):
            raise FitError(_too_wide(token, width, at))
    ends = _breaks(tokens, width, even)
    starts = [0, *ends[:-1]]
    return tuple(
        _line(tokens[start:end], leading, more=tokens[end].space > 0 if end < len(tokens) else more)
        for start, end in zip(starts, ends, strict=True)
    )


def widest(spans: Sequence[Span], fonts: FontBook) -> float:
    """The width of the widest part that cannot be broken, in points."""
    return max(token.width for span in spans for token in _tokens(span, fonts))


def place_line(line: Line, x: float, top: float, fonts: FontBook) -> list[TextRun]:
    """The text runs of a line whose box begins at `x`, `top`: one for each change of style or element.

    Capitals stand in the middle of the box. Spaces belong to the run before them, so that text extracts as it reads.
    """
    baseline = top - line.height / 2 - fonts["Regular"].cap_height * line.size / 2000
    runs: list[TextRun] = []
    start = 0
    for end in range(1, len(line.tokens) + 1):
        if end < len(line.tokens) and line.tokens[end].span is line.tokens[start].span:
            continue
        run = _run(line, start, end, x, baseline, fonts)
        runs.append(run)
        x += run.width
        start = end
    return runs


def _tokens(span: Span, fonts: FontBook) -> list[_Token]:
    font = fonts[span.style.font]
    scale = span.style.size / 1000
    space = font.shape(" ").width * scale
    parts = [span.text] if span.whole else span.text.split()
    tokens = []
    for number, part in enumerate(parts):
        for piece_number, piece in enumerate(_AFTER_SLASH.split(part) if span.address else [part]):
            word = font.shape(piece)
            glued = piece_number > 0 or (number == 0 and span.glued)
            first = number == 0 and piece_number == 0
            room = 0.0 if glued else space * (span.space if first else 1.0)
            tokens.append(_Token(word, word.width * scale, room, span))
    return tokens


def _breaks(tokens: Sequence[_Token], width: float, even: bool) -> list[int]:
    """Where lines end: the fewest lines first, then the least sum of squared shortfalls."""
    count = len(tokens)
    best: list[tuple[int, float]] = [(0, 0.0)] + [(count + 1, 0.0)] * count
    came_from = [0] * (count + 1)
    for start in range(count):
        lines, cost = best[start]
        used = -tokens[start].space
        for end in range(start + 1, count + 1):
            used += tokens[end - 1].space + tokens[end - 1].width
            if not fits(used, width):
                break
            short = (width - used) / width
            if end == count and not even:
                short = max(0.0, short - _LAST_MAY_MISS)
            rank = (lines + 1, cost + short * short)
            if rank < best[end]:
                best[end], came_from[end] = rank, start
    ends = []
    at = count
    while at:
        ends.append(at)
        at = came_from[at]
    return ends[::-1]


def _line(tokens: Sequence[_Token], leading: float, *, more: bool) -> Line:
    size = max(token.span.style.size for token in tokens)
    width = sum(token.width + token.space for token in tokens) - tokens[0].space
    return Line(tuple(tokens), width, size * leading, size, more)


def _run(line: Line, start: int, end: int, x: float, y: float, fonts: FontBook) -> TextRun:
    span = line.tokens[start].span
    font = fonts[span.style.font]
    glyphs: list[Glyph] = []
    for number in range(start, end):
        glyphs.extend(line.tokens[number].word.glyphs)
        if _space_after(line, number):
            glyphs.append(_space(line, number, font))
    width = sum(glyph.advance for glyph in glyphs) * span.style.size / 1000
    text = "".join(glyph.text for glyph in glyphs)
    return TextRun(x, y, span.style.font, span.style.size, span.style.colour, text, tuple(glyphs), width, span.element)


def _space_after(line: Line, number: int) -> bool:
    if number + 1 < len(line.tokens):
        return line.tokens[number + 1].space > 0
    return line.more


def _space(line: Line, number: int, font: Font) -> Glyph:
    """The space behind a word, in the type of that word, as wide as the next word wants it."""
    space = font.shape(" ").glyphs[0]
    if number + 1 == len(line.tokens):
        return space
    wanted = line.tokens[number + 1].space
    return Glyph(space.gid, space.text, round(wanted * 1000 / line.tokens[number].span.style.size))


def _too_wide(token: _Token, width: float, at: Where) -> Problem:
    word = token.word.text
    excess = in_mm(token.width - width)
    return Problem(
        "word-too-wide",
        f"“{word[:60]}” is {excess} wider than its column",
        "Use a shorter word or address here: leafletgen never shrinks or hyphenates text.",
        at,
    )
