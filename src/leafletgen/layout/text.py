"""Running text: break spans of styled words into lines, and make text runs of lines.

In: Spans and a width in points. Out: Lines with their height, and TextRuns when a line is given its position.
Lines break at spaces, but not between the groups of a number; and in an address after a slash, or before a dot. Nothing
is hyphenated, shrunk or justified.
Why: text is measured as it will be drawn, and a word that is too wide for its column is refused.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.errors import FitError, Problem, Where
from leafletgen.layout.display_list import Element, TextRun
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import Colour
from leafletgen.layout.tokens import (
    REMEMBERED,
    AddressBreaks,
    Mixed,
    Tokens,
    Words,
    latin_tokens,
    needs_more_faces,
    widened,
)
from leafletgen.units import TOLERANCE, fits, in_mm

_LAST_MAY_MISS = 0.67
"""How much of the measure a last line may leave empty without counting as uneven."""


class Style(Struct, frozen=True):
    """How text looks: face, size in points, colour."""

    font: str
    size: float
    colour: Colour


class Span(Struct, frozen=True):
    """Text of one style and one structure element.

    `whole` keeps it on one line (a telephone number), `address` lets it break after a slash, or before a dot too. A
    span begins after a space unless `glued` ties it to the one before; `space` widens that space, as a multiple.
    `isolates` are the numbers, addresses and names in it that the program put there: among words that are read from
    right to left, they still stand from left to right. All of a span whose element has a language of its own is one.
    """

    text: str
    style: Style
    element: Element | None = None
    whole: bool = False
    address: AddressBreaks | None = None
    glued: bool = False
    space: float = 1.0
    isolates: tuple[str, ...] = ()


class _Part(Struct, frozen=True):
    """The text of one line: tokens from `start` to `end`, their width, largest size and height.

    `spaced` says that a space and more text follow; `face` is the name of the one that its height depends on.
    """

    tokens: Tokens
    start: int
    end: int
    width: float
    size: float
    height: float
    spaced: bool
    face: str


class Line(Struct, frozen=True):
    """One line: its text, the spans it is from, its width and height, whether a space and more text follow.

    `at` is the position of its words in the data.
    """

    part: _Part
    spans: Sequence[Span]
    width: float
    height: float
    more: bool
    at: Where


class _TooWide(Exception):
    """A word is wider than its column: its text, and by how many points."""

    def __init__(self, word: str, excess: float) -> None:
        super().__init__(word)
        self.word = word
        self.excess = excess


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
    """Set spans in lines no wider than `width` points and as equal in width as possible.

    `leading` is the line height as a multiple of the largest size on the line, for the Latin face; `even` makes the
    last line as wide as the others, for headings; `more` says that the paragraph goes on after these lines. Raises
    FitError if a word is wider than the column.
    """
    try:
        parts = _parts(tuple([_words(span) for span in spans]), width, even, leading, fonts)
    except _TooWide as error:
        raise FitError(_too_wide(error.word, error.excess, at)) from None
    lines = [Line(part, spans, part.width, part.height, part.spaced, at) for part in parts]
    if more:
        lines[-1] = replace(lines[-1], more=True)
    return tuple(lines)


def widest(spans: Sequence[Span], fonts: FontBook) -> float:
    """The width of the widest part that cannot be broken, in points."""
    return _widest(tuple(map(_words, spans)), fonts)


def baseline_of(line: Line, fonts: FontBook) -> float:
    """The distance of a line's baseline from its top; capitals, or the ink of a script, are centred in its height."""
    return line.height / 2 + fonts[line.part.face].band * line.part.size / 2000


def place_line(line: Line, x: float, top: float, fonts: FontBook) -> list[TextRun]:
    """The text runs of a line whose box begins at `x`, `top`: one for each change of style, element or direction.

    Spaces belong to the run before them, so that the extracted text has them. Runs are in the order in which they are
    read. In a language that is written from right to left, `x` grows from the right edge: mirror.py turns the page.
    """
    part = line.part
    baseline = top - baseline_of(line, fonts)
    if part.tokens.mixed:
        return _mixed_runs(line, part.tokens.mixed, x, baseline)
    numbers = part.tokens.numbers
    runs: list[TextRun] = []
    start = part.start
    while start < part.end:
        end = bisect_right(numbers, numbers[start], start, part.end)
        runs.append(_run(line, start, end, x, baseline, fonts))
        x += runs[-1].width
        start = end
    return runs


def _words(span: Span) -> Words:
    style = span.style
    language = span.element.language if span.element else ""
    return Words(
        span.text,
        style.font,
        style.size,
        span.whole,
        span.address,
        span.glued,
        span.space,
        span.isolates,
        language,
    )


@lru_cache(maxsize=REMEMBERED)
def _parts(words: tuple[Words, ...], width: float, even: bool, leading: float, fonts: FontBook) -> tuple[_Part, ...]:
    """Break a paragraph into lines. Raises _TooWide if a word is wider than `width`."""
    tokens = _tokens(words, fonts)
    if not fits(max(tokens.widths, default=0.0), width):
        word, wide = next(pair for pair in zip(tokens.words, tokens.widths, strict=True) if not fits(pair[1], width))
        raise _TooWide(word.text, wide - width)
    ends = _breaks(tokens.widths, tokens.spaces, width, even)
    return tuple(_part(tokens, start, end, leading, fonts) for start, end in zip([0, *ends], ends, strict=False))


def _part(tokens: Tokens, start: int, end: int, leading: float, fonts: FontBook) -> _Part:
    width = sum(tokens.widths[start:end]) + sum(tokens.spaces[start + 1 : end])
    spaced = end < len(tokens.words) and tokens.spaces[end] > 0
    face, size = "Regular", max(tokens.sizes[start:end])
    if tokens.mixed:
        face = max(dict.fromkeys(tokens.mixed.faces[start:end]), key=lambda name: fonts[name].leading(1.0))
    return _Part(tokens, start, end, width, size, size * fonts[face].leading(leading), spaced, face)


@lru_cache(maxsize=REMEMBERED)
def _widest(words: tuple[Words, ...], fonts: FontBook) -> float:
    return max(_tokens(words, fonts).widths, default=0.0)


@lru_cache(maxsize=REMEMBERED)
def _tokens(words: tuple[Words, ...], fonts: FontBook) -> Tokens:
    """The pieces of a paragraph; only one that needs more than the Latin face loads mixed.py."""
    if not fonts.language and not needs_more_faces(words):
        return latin_tokens(words, fonts)
    from leafletgen.layout.mixed import mixed_tokens

    return mixed_tokens(words, fonts)


def _breaks(widths: Sequence[float], spaces: Sequence[float], width: float, even: bool) -> list[int]:
    """The index after the last word of each line: the fewest lines, and of those the least sum of squared shortfalls.

    Each round adds a line: `first` to `last` are the indexes at which the lines so far can end.
    """
    count = len(widths)
    ends = [0.0, *accumulate(map(add, spaces, widths))]
    starts = list(map(add, ends, spaces))
    room = width + TOLERANCE
    if count and ends[count] - starts[0] <= room:
        return [count]
    least, came_from = [0.0] * (count + 1), [0] * (count + 1)
    first = last = 0
    while last < count:
        furthest = bisect_right(ends, starts[last] + room, last + 2) - 1
        for end in range(last + 1 if furthest < count else count, furthest + 1):
            least[end] = inf
            for start in range(last, first - 1, -1):
                short = width - ends[end] + starts[start]
                if short < -TOLERANCE and start < last:
                    break
                short /= width
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
    """Tokens of one span as a run. Its spaces have its own style; the last one is as wide as the next span says."""
    tokens, stop = line.part.tokens, line.part.end
    span = line.spans[tokens.numbers[start]]
    style = span.style
    space = fonts[style.font].shape(" ")
    words = [tokens.words[start]]
    for number in range(start + 1, end):
        if tokens.spaces[number]:
            words.append(space)
        words.append(tokens.words[number])
    if end < stop and tokens.spaces[end]:
        words.append(widened(space, round(tokens.spaces[end] * 1000 / style.size)))
    elif end == stop and line.more:
        words.append(space)
    width = sum([word.width for word in words]) * style.size / 1000
    text = "".join([word.text for word in words])
    return TextRun(x, y, style.font, style.size, style.colour, text, tuple(words), width, span.element, line.at)


def _mixed_runs(line: Line, mixed: Mixed, x: float, y: float) -> list[TextRun]:
    """Tokens of several faces or directions as runs: each of one face, size, direction and span."""
    from leafletgen.layout.mixed import stretches

    runs = []
    part = line.part
    found = stretches(mixed, part.start, part.end, more=line.more)
    any_rtl = any(pieces[0].level % 2 for _, pieces in found)
    for dx, pieces in found:
        first = pieces[0]
        span, rtl = line.spans[first.number], first.level % 2 == 1
        words = tuple(piece.word for piece in (reversed(pieces) if rtl else pieces))
        text = "".join([piece.word.text for piece in pieces])
        width = sum([piece.width for piece in pieces])
        colour, element = span.style.colour, span.element
        place = x + dx, y, first.font, first.size, colour
        runs.append(TextRun(*place, text, words, width, element, line.at, rtl, any_rtl and not rtl))
    return runs


def _too_wide(word: str, excess: float, at: Where) -> Problem:
    """Name the first word that is wider than its column."""
    return Problem(
        "word-too-wide",
        f"“{word[:60]}” is {in_mm(excess)} wider than its column",
        "Use a shorter word or address here: leafletgen never shrinks or hyphenates text.",
        at,
    )
