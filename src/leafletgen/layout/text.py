"""Running text: break spans of styled words into lines, and make text runs of lines.

In: Spans and a width in points. Out: Lines with their height, and TextRuns when a line is given its position.
Lines break at spaces, but not between the groups of a number, and after a slash in an address; nothing is hyphenated,
shrunk or justified.
Why: text is measured as it will be drawn, and a word that is too wide for its column is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from operator import add
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.errors import FitError, Problem, Where
from leafletgen.layout.display_list import Element, TextRun, Word
from leafletgen.layout.fonts import FontBook
from leafletgen.layout.theme import Colour
from leafletgen.units import TOLERANCE, fits, in_mm

_LAST_MAY_MISS = 0.67
"""How much of the measure a last line may leave empty without counting as uneven."""

_REMEMBERED = 2048
"""The size of the caches of words and of breaks, in paragraphs: scales, formats and editions share most of them."""

_NO_BREAK = "\u00a0"
_HELD_TOGETHER = re.compile(rf"\S+(?:(?:{_NO_BREAK}|(?<=[0-9]) (?:to )?(?=[0-9])|(?<=[0-9]\)) (?=[0-9]))\S+)*")
"""What no line breaks: a word, words with no-break spaces between them, a telephone number, a range as "13 to 18"."""

_MAY_HOLD = re.compile(rf"{_NO_BREAK}|[0-9]\)? (?:to )?[0-9]")
"""What only a text with more than single words of these has."""

AddressBreaks = Literal["slash", "dot"]

_BREAKS: dict[AddressBreaks, re.Pattern[str]] = {
    "slash": re.compile(r"(?<=/)(?=[^/])"),
    "dot": re.compile(r"(?<=[./])(?=[^./])"),
}
"""Where an address may be broken."""


class Style(Struct, frozen=True):
    """How text looks: face, size in points, colour."""

    font: str
    size: float
    colour: Colour


class Span(Struct, frozen=True):
    """Text of one style and one structure element.

    `whole` keeps it on one line (a telephone number), `address` lets it break after a slash, or after a dot too. A span
    begins after a space unless `glued` ties it to the one before; `space` widens that space, as a multiple.
    """

    text: str
    style: Style
    element: Element | None = None
    whole: bool = False
    address: AddressBreaks | None = None
    glued: bool = False
    space: float = 1.0


class _Words(Struct, frozen=True):
    """All of a span that its lines depend on: a key of the caches, which leaflets with the same words share."""

    text: str
    font: str
    size: float
    whole: bool
    address: AddressBreaks | None
    glued: bool
    space: float


class _Tokens(Struct, frozen=True):
    """The pieces of a paragraph between which lines may break, as tuples of equal length.

    The words, their widths and the spaces before them in points, their sizes, and which span each is from.
    """

    words: tuple[Word, ...]
    widths: tuple[float, ...]
    spaces: tuple[float, ...]
    sizes: tuple[float, ...]
    numbers: tuple[int, ...]


class _Part(Struct, frozen=True):
    """The text of one line: tokens from `start` to `end`, their width and largest size.

    `spaced` says that a space and more text follow.
    """

    tokens: _Tokens
    start: int
    end: int
    width: float
    size: float
    spaced: bool


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

    `leading` is the line height as a multiple of the largest size on the line; `even` makes the last line as wide as
    the others, for headings; `more` says that the paragraph goes on after these lines. Raises FitError if a word is
    wider than the column.
    """
    try:
        parts = _parts(tuple([_words(span) for span in spans]), width, even, fonts)
    except _TooWide as error:
        raise FitError(_too_wide(error.word, error.excess, at)) from None
    lines = [Line(part, spans, part.width, part.size * leading, part.spaced, at) for part in parts]
    if more:
        lines[-1] = replace(lines[-1], more=True)
    return tuple(lines)


def widest(spans: Sequence[Span], fonts: FontBook) -> float:
    """The width of the widest part that cannot be broken, in points."""
    return _widest(tuple(map(_words, spans)), fonts)


def baseline_of(line: Line, fonts: FontBook) -> float:
    """The distance of a line's baseline from its top; capitals are centred in the height of the line."""
    return line.height / 2 + fonts["Regular"].cap_height * line.part.size / 2000


def place_line(line: Line, x: float, top: float, fonts: FontBook) -> list[TextRun]:
    """The text runs of a line whose box begins at `x`, `top`: one for each change of style or element.

    Capitals are centred in the height of the box. Spaces belong to the run before them, so that the extracted text has
    them.
    """
    part = line.part
    baseline = top - baseline_of(line, fonts)
    numbers = part.tokens.numbers
    runs: list[TextRun] = []
    start = part.start
    while start < part.end:
        end = bisect_right(numbers, numbers[start], start, part.end)
        runs.append(_run(line, start, end, x, baseline, fonts))
        x += runs[-1].width
        start = end
    return runs


def _words(span: Span) -> _Words:
    style = span.style
    return _Words(span.text, style.font, style.size, span.whole, span.address, span.glued, span.space)


@lru_cache(maxsize=_REMEMBERED)
def _parts(words: tuple[_Words, ...], width: float, even: bool, fonts: FontBook) -> tuple[_Part, ...]:
    """Break a paragraph into lines. Raises _TooWide if a word is wider than `width`."""
    tokens = _tokens(words, fonts)
    if not fits(max(tokens.widths, default=0.0), width):
        word, wide = next(pair for pair in zip(tokens.words, tokens.widths, strict=True) if not fits(pair[1], width))
        raise _TooWide(word.text, wide - width)
    ends = _breaks(tokens.widths, tokens.spaces, width, even)
    return tuple(_part(tokens, start, end) for start, end in zip([0, *ends], ends, strict=False))


def _part(tokens: _Tokens, start: int, end: int) -> _Part:
    width = sum(tokens.widths[start:end]) + sum(tokens.spaces[start + 1 : end])
    spaced = end < len(tokens.words) and tokens.spaces[end] > 0
    return _Part(tokens, start, end, width, max(tokens.sizes[start:end]), spaced)


@lru_cache(maxsize=_REMEMBERED)
def _widest(words: tuple[_Words, ...], fonts: FontBook) -> float:
    return max(_tokens(words, fonts).widths, default=0.0)


@lru_cache(maxsize=_REMEMBERED)
def _tokens(words: tuple[_Words, ...], fonts: FontBook) -> _Tokens:
    pieces: list[Word] = []
    widths: list[float] = []
    spaces: list[float] = []
    sizes: list[float] = []
    numbers: list[int] = []
    for number, each in enumerate(words):
        shaped, after_space = _shaped(each.text, each.font, each.whole, each.address, fonts)
        scale = each.size / 1000
        space = fonts[each.font].shape(" ").width * scale
        pieces += shaped
        widths += [word.width * scale for word in shaped]
        spaces += [space if is_after else 0.0 for is_after in after_space]
        if shaped:
            spaces[len(sizes)] = 0.0 if each.glued else space * each.space
        sizes += [each.size] * len(shaped)
        numbers += [number] * len(shaped)
    return _Tokens(tuple(pieces), tuple(widths), tuple(spaces), tuple(sizes), tuple(numbers))


@lru_cache(maxsize=_REMEMBERED)
def _shaped(
    text: str, font: str, whole: bool, address: AddressBreaks | None, fonts: FontBook
) -> tuple[tuple[Word, ...], tuple[bool, ...]]:
    """The words of a text, or the pieces that they may be broken into; and which of them come after a space."""
    shape = fonts[font].shape
    parts = [text] if whole else _split(text)
    if not address:
        return tuple(map(shape, parts)), (True,) * len(parts)
    pieces = [_BREAKS[address].split(part) for part in parts]
    first = (number == 0 for part in pieces for number in range(len(part)))
    return tuple(shape(piece) for part in pieces for piece in part), tuple(first)


def _split(text: str) -> list[str]:
    """The words of a text; words and groups of a number that must stay together are one piece."""
    if not _MAY_HOLD.search(text):  # Nearly every text: split() takes an eighth of the time.
        return text.split()
    return [part.replace(_NO_BREAK, " ") for part in _HELD_TOGETHER.findall(text)]


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
        words.append(_wide(space, round(tokens.spaces[end] * 1000 / style.size)))
    elif end == stop and line.more:
        words.append(space)
    width = sum([word.width for word in words]) * style.size / 1000
    text = "".join([word.text for word in words])
    return TextRun(x, y, style.font, style.size, style.colour, text, tuple(words), width, span.element, line.at)


@lru_cache(maxsize=64)
def _wide(space: Word, width: int) -> Word:
    """A space of another width."""
    return space if width == space.width else Word(space.text, (replace(space.glyphs[0], advance=width),), width)


def _too_wide(word: str, excess: float, at: Where) -> Problem:
    """Name the first word that is wider than its column."""
    return Problem(
        "word-too-wide",
        f"“{word[:60]}” is {in_mm(excess)} wider than its column",
        "Use a shorter word or address here: leafletgen never shrinks or hyphenates text.",
        at,
    )
