"""The pieces of a paragraph between which lines may break, shaped.

In: the texts of its spans, and the fonts. Out: Tokens, with the width of each in points.
Lines break at spaces, but not between the groups of a number; and in an address after a slash, or before a dot. Nothing
is hyphenated.
Text that needs more than the Latin face becomes Tokens in mixed.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from leafletgen.layout.display_list import Word
from leafletgen.layout.fonts import FontBook

REMEMBERED = 2048
"""The size of the caches of words and of breaks, in paragraphs: scales, formats and editions share most of them."""

_NO_BREAK = "\u00a0"
_HELD_TOGETHER = re.compile(rf"\S+(?:(?:{_NO_BREAK}|(?<=[0-9]) (?:to )?(?=[0-9])|(?<=[0-9]\)) (?=[0-9]))\S+)*")
"""What no line breaks: a word, words with no-break spaces between them, a telephone number, a range as "13 to 18"."""

_MAY_HOLD = re.compile(rf"{_NO_BREAK}|[0-9]\)? (?:to )?[0-9]")
"""What only a text with more than single words of these has."""

AddressBreaks = Literal["slash", "dot"]

_BREAKS: dict[AddressBreaks, re.Pattern[str]] = {
    "slash": re.compile(r"(?<=/)(?=[^/])"),
    "dot": re.compile(r"(?<=/)(?=[^/])|(?<=[^./])(?=\.(?!\w\w(?:/|$)))"),
}
"""Where an address may be broken: after a slash, and before a dot, because a dot at the end of a line would look like
the end of a sentence. A country stays with what is before it: ".org.uk"."""

_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u1ea0-\u1ef1\u1ef4-\u1ef9\u2c00-\uffff\U00010000-\U0010ffff]")
"""A letter that the Latin face does not have: of another script, or of Vietnamese."""


class Words(Struct, frozen=True):
    """All of a span that its lines depend on: a key of the caches, which leaflets with the same words share.

    `isolates` are texts in it that words around them must not reorder; all of it is one if it has a `language` of its
    own.
    """

    text: str
    font: str
    size: float
    whole: bool
    address: AddressBreaks | None
    glued: bool
    space: float
    isolates: tuple[str, ...] = ()
    language: str = ""


class Piece(Struct, frozen=True):
    """Shaped text in one face and one direction: its level (UAX #9), and the number of the span that it is from."""

    word: Word
    font: str
    size: float
    level: int
    number: int

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.word.width * self.size / 1000


class Mixed(Struct, frozen=True):
    """What tokens in several faces are made of: the pieces of each, the space before it if it has one.

    `ends` has a space for each token that ends a line; `faces` has the name of the face of each token that the height
    of its line depends on; `base` is the level of the paragraph.
    """

    pieces: tuple[tuple[Piece, ...], ...]
    gaps: tuple[Piece | None, ...]
    ends: tuple[Piece, ...]
    faces: tuple[str, ...]
    base: int


class Tokens(Struct, frozen=True):
    """The pieces of a paragraph between which lines may break, as tuples of equal length.

    The words, their widths and the spaces before them in points, their sizes, and which span each is from. `mixed` has
    what they are made of if the Latin face alone does not do; then their words have no glyphs.
    """

    words: tuple[Word, ...]
    widths: tuple[float, ...]
    spaces: tuple[float, ...]
    sizes: tuple[float, ...]
    numbers: tuple[int, ...]
    mixed: Mixed | None = None


def needs_more_faces(words: tuple[Words, ...]) -> bool:
    """Whether a paragraph has letters that the Latin face does not have."""
    return any(_BEYOND_LATIN.search(each.text) for each in words)


def latin_tokens(words: tuple[Words, ...], fonts: FontBook) -> Tokens:
    """The pieces of a paragraph that the Latin face sets, from left to right."""
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
    return Tokens(tuple(pieces), tuple(widths), tuple(spaces), tuple(sizes), tuple(numbers))


@lru_cache(maxsize=REMEMBERED)
def _shaped(
    text: str, font: str, whole: bool, address: AddressBreaks | None, fonts: FontBook
) -> tuple[tuple[Word, ...], tuple[bool, ...]]:
    """The words of a text, or the pieces that they may be broken into; and which of them come after a space."""
    parts, after_space = split(text, whole, address)
    return tuple(map(fonts[font].shape, parts)), after_space


def split(text: str, whole: bool, address: AddressBreaks | None) -> tuple[list[str], tuple[bool, ...]]:
    """The parts of a text between which lines may break; and which of them come after a space."""
    parts = [text] if whole else _words(text)
    if not address:
        return parts, (True,) * len(parts)
    pieces = [_BREAKS[address].split(part) for part in parts]
    return [piece for part in pieces for piece in part], tuple(
        number == 0 for part in pieces for number in range(len(part))
    )


def address_parts(address: str) -> list[str]:
    """The parts of an address between which a narrow column may break it."""
    return _BREAKS["dot"].split(address)


def _words(text: str) -> list[str]:
    """The words of a text; words and groups of a number that must stay together are one piece."""
    if not _MAY_HOLD.search(text):  # Nearly every text: split() takes an eighth of the time.
        return text.split()
    return [part.replace(_NO_BREAK, " ") for part in _HELD_TOGETHER.findall(text)]


@lru_cache(maxsize=64)
def widened(space: Word, width: int) -> Word:
    """A space of another width."""
    return space if width == space.width else Word(space.text, (replace(space.glyphs[0], advance=width),), width)
