"""Running text: spans of styled words into lines, lines into text runs.

In: Spans and a width in points. Out: Lines with their height, and TextRuns when a line is given its place.
Lines break at spaces, and after a slash where a span is an address; nothing is hyphenated, shrunk or justified.
Why: what a leaflet needs of text is small, and has to be exact: shaped, measured, and refused when it is too wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from leafletgen.errors import FitError, Problem, Where
from leafletgen.layout.fonts import FontBook, Word
from leafletgen.layout.frames import Element, Glyph, TextRun
from leafletgen.layout.theme import Colour
from leafletgen.layout.units import TOLERANCE, fits, in_mm

_LAST_MAY_MISS = 0.67
"""How much of the measure a last line may leave empty without counting as uneven."""

_REMEMBERED = 4096
"""How many paragraphs are remembered with their words and their breaks: scales, formats and editions share most."""

_AFTER_SLASH = re.compile(r"(?<=/)(?=[^/])")


class Style(NamedTuple):
    """How text looks: face, size in points, colour."""

    font: str
    size: float
    colour: Colour


class Span(NamedTuple):
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


class _Words(NamedTuple):
    """All of a span that its lines depend on: what is remembered of it serves every leaflet that has the same words."""

    text: str
    font: str
    size: float
    whole: bool
    address: bool
    glued: bool
    space: float


class _Token(NamedTuple):
    """A word, its width, the space before it, and which of the paragraph's spans it is from."""

    word: Word
    width: float
    space: float
    number: int
    size: float


class _Part(NamedTuple):
    """What stands on one line: its tokens, width and largest size; `spaced` says that a space and more text follow."""

    tokens: tuple[_Token, ...]
    width: float
    size: float
    spaced: bool


class Line(NamedTuple):
    """One line: its tokens, the spans they are from, its width and height, whether a space and more text follow."""

    tokens: tuple[_Token, ...]
    spans: Sequence[Span]
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
    words = tuple(map(_words, spans))
    if not fits(_widest(words, fonts), width):
        raise FitError(_too_wide(words, width, fonts, at))
    parts = _parts(words, width, even, fonts)
    return tuple(
        Line(
            part.tokens, spans, part.width, part.size * leading, part.size, part.spaced or (more and part is parts[-1])
        )
        for part in parts
    )


def widest(spans: Sequence[Span], fonts: FontBook) -> float:
    """The width of the widest part that cannot be broken, in points."""
    return _widest(tuple(map(_words, spans)), fonts)


def place_line(line: Line, x: float, top: float, fonts: FontBook) -> list[TextRun]:
    """The text runs of a line whose box begins at `x`, `top`: one for each change of style or element.

    Capitals stand in the middle of the box. Spaces belong to the run before them, so that text extracts as it reads.
    """
    baseline = top - line.height / 2 - fonts["Regular"].cap_height * line.size / 2000
    tokens = line.tokens
    runs: list[TextRun] = []
    start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and tokens[end].number == tokens[start].number:
            continue
        run = _run(line, start, end, x, baseline, fonts)
        runs.append(run)
        x += run.width
        start = end
    return runs


def _words(span: Span) -> _Words:
    style = span.style
    return _Words(span.text, style.font, style.size, span.whole, span.address, span.glued, span.space)


@lru_cache(maxsize=_REMEMBERED)
def _parts(words: tuple[_Words, ...], width: float, even: bool, fonts: FontBook) -> tuple[_Part, ...]:
    """Break a paragraph into lines; each of its words must go into `width`."""
    tokens = _tokens(words, fonts)
    ends = _breaks(tokens, width, even)
    return tuple(_part(tokens, start, end) for start, end in zip([0, *ends], ends, strict=False))


def _part(tokens: Sequence[_Token], start: int, end: int) -> _Part:
    own = tuple(tokens[start:end])
    width = sum(token.width + token.space for token in own) - own[0].space
    return _Part(own, width, max(token.size for token in own), end < len(tokens) and tokens[end].space > 0)


@lru_cache(maxsize=_REMEMBERED)
def _widest(words: tuple[_Words, ...], fonts: FontBook) -> float:
    return max((token.width for token in _tokens(words, fonts)), default=0.0)


@lru_cache(maxsize=_REMEMBERED)
def _tokens(words: tuple[_Words, ...], fonts: FontBook) -> tuple[_Token, ...]:
    return tuple(token for number, each in enumerate(words) for token in _tokens_of(each, number, fonts))


def _tokens_of(words: _Words, number: int, fonts: FontBook) -> Iterator[_Token]:
    scale = words.size / 1000
    space = fonts[words.font].shape(" ").width * scale
    room = 0.0 if words.glued else space * words.space
    for pieces in _shaped(words.text, words.font, words.whole, words.address, fonts):
        for word in pieces:
            yield _Token(word, word.width * scale, room, number, words.size)
            room = 0.0
        room = space


@lru_cache(maxsize=_REMEMBERED)
def _shaped(text: str, font: str, whole: bool, address: bool, fonts: FontBook) -> tuple[tuple[Word, ...], ...]:
    """The words of a text, each in the pieces that it may be broken into."""
    shape = fonts[font].shape
    parts = [text] if whole else text.split()
    return tuple(tuple(map(shape, _AFTER_SLASH.split(part) if address else [part])) for part in parts)


def _breaks(tokens: Sequence[_Token], width: float, even: bool) -> list[int]:
    """Where lines end: the fewest lines first, then the least sum of squared shortfalls.

    Line by line: `first` to `last` are the places where the lines so far may end, if they are as few as can be.
    """
    count = len(tokens)
    ends = [0.0, *accumulate(token.space + token.width for token in tokens)]
    starts = [end + token.space for end, token in zip(ends, tokens, strict=False)]
    least, came_from = [0.0] * (count + 1), [0] * (count + 1)
    first = last = 0
    while last < count:
        furthest = last + 1
        while furthest < count and fits(ends[furthest + 1] - starts[last], width):
            furthest += 1
        for end in range(last + 1 if furthest < count else count, furthest + 1):
            least[end] = inf
            for start in range(last, first - 1, -1):
                short = (width - ends[end] + starts[start]) / width
                if short < -TOLERANCE / width and start < last:
                    break
                if end == count and not even:
                    short = max(0.0, short - _LAST_MAY_MISS)
                total = least[start] + short * short
                if total <= least[end]:
                    least[end], came_from[end] = total, start
        first, last = last + 1, furthest
    broken = []
    while count:
        broken.append(count)
        count = came_from[count]
    return broken[::-1]


def _run(line: Line, start: int, end: int, x: float, y: float, fonts: FontBook) -> TextRun:
    span = line.spans[line.tokens[start].number]
    style = span.style
    space = fonts[style.font].shape(" ").glyphs[0]
    glyphs: list[Glyph] = []
    width = 0
    text: list[str] = []
    for number in range(start, end):
        word = line.tokens[number].word
        glyphs += word.glyphs
        width += word.width
        text.append(word.text)
        if _space_after(line, number):
            gap = _space(line, number, space, style.size)
            glyphs.append(gap)
            width += gap.advance
            text.append(gap.text)
    points = width * style.size / 1000
    return TextRun(x, y, style.font, style.size, style.colour, "".join(text), tuple(glyphs), points, span.element)


def _space_after(line: Line, number: int) -> bool:
    if number + 1 < len(line.tokens):
        return line.tokens[number + 1].space > 0
    return line.more


def _space(line: Line, number: int, space: Glyph, size: float) -> Glyph:
    """The space behind a word, in the type of that word, as wide as the next word wants it."""
    if number + 1 == len(line.tokens):
        return space
    return Glyph(space.gid, space.text, round(line.tokens[number + 1].space * 1000 / size))


def _too_wide(words: tuple[_Words, ...], width: float, fonts: FontBook, at: Where) -> Problem:
    """Name the first word that is wider than its column."""
    token = next(token for token in _tokens(words, fonts) if not fits(token.width, width))
    word = token.word.text
    excess = in_mm(token.width - width)
    return Problem(
        "word-too-wide",
        f"“{word[:60]}” is {excess} wider than its column",
        "Use a shorter word or address here: leafletgen never shrinks or hyphenates text.",
        at,
    )
