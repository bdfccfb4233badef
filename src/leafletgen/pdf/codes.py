"""The codes of one face in one document, and the operators that show words by them.

In: shaped words. Out: operators of text; and for each code what it draws and the letters that it stands for.
Why codes of our own: in many scripts a glyph stands for one letter here and for another there, and text is copied,
found and read aloud by its codes (ISO 32000-1, 9.10.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from leafletgen.layout.display_list import Word
from leafletgen.layout.fonts import Font

if TYPE_CHECKING:  # Loaded at run time only for scripts that need it.
    from leafletgen.pdf.composed import Composed


_HELD = {" ": "\u00a0", "–": "-"}
"""What a space and a dash in a number are in a document from right to left: see Codes."""

_IN_NUMBERS = frozenset("0123456789+-–/.,: ")
"""Digits, and what UAX #9 lets separate the parts of a number, or what is written as that (_HELD)."""


class Codes:
    """Gives each pair of what is drawn and its letters a code in one document.

    A glyph has its id as its code for its own letter in the face; all else has the next code above the ids.
    `among_rtl` says that the document is read from right to left: in numbers a space is then a no-break space, and a
    dash a hyphen. Programs that put copied text in order by themselves, PDFium among them, else turn 0808 800 5000,
    999 / 101 and 10:30–12:00 round; they do not with these, which separate parts of a number (UAX #9: CS and ES).
    """

    def __init__(self, font: Font, *, among_rtl: bool = False) -> None:
        self.font = font
        self.among_rtl = among_rtl
        self.given = _Given(font)
        self.plain, self.held = _Operands(self.given), _Operands(self.given, held=True)
        self.reverse = _Operands(self.given, rtl=True)

    def show(self, words: Sequence[Word], *, rtl: bool, among_rtl: bool = False) -> str:
        """The operators that show words of a run, which stand from left to right, as one string.

        If they are read from right to left, the string is marked as one whose codes are in reverse order (ISO 32000-1,
        14.8.2.3.3). `among_rtl` says that other words of their line are.
        """
        if (self.among_rtl or among_rtl) and not rtl:
            codes = "".join([self.held[word] for word in _with_whole_numbers(words)])
        else:
            codes = "".join(map((self.reverse if rtl else self.plain).__getitem__, words))
        shown = f"[<{codes}>]".replace("<>", "") + " TJ"
        return f"/ReversedChars BMC {shown} EMC" if rtl else shown

    @property
    def any(self) -> bool:
        """Whether anything has been shown."""
        return bool(self.plain or self.held or self.reverse)

    @property
    def used(self) -> tuple[tuple[int, int | Composed, str], ...]:
        """Each code, what it draws and its letters, in the order of the codes."""
        letters = self.plain.letters | self.held.letters | self.reverse.letters
        own = {(self.font.characters[letter], self.font.characters[letter], letter) for letter in letters}
        return tuple(sorted(own.union((code, *pair) for pair, code in self.given.items())))


class _Given(dict[tuple["int | Composed", str], int]):
    """The codes of pairs, but for letters that are drawn by their own glyphs alone."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font
        self.next = font.face.glyph_count

    def __missing__(self, pair: tuple[int | Composed, str]) -> int:
        drawn, letters = pair
        if isinstance(drawn, int) and self.font.letters.get(drawn) == letters:
            code = drawn
        else:
            code = self.next
            self.next += 1
        self[pair] = code
        return code


class _Operands(dict[Word, str]):
    """The codes of words, by which they are shown; kerning closes the hexadecimal string and opens a new one.

    `letters` are those that are drawn by their own glyphs; `held` makes a space inside a word a no-break space.
    """

    def __init__(self, given: _Given, *, rtl: bool = False, held: bool = False) -> None:
        super().__init__()
        self.given = given
        self.rtl = rtl
        self.held = held
        self.letters: set[str] = set()

    def __missing__(self, word: Word) -> str:
        codes = "" if self.held and not _HELD.keys().isdisjoint(word.text) else _by_ids(self.given.font, word)
        if codes:
            self.letters.update(word.text)
        else:
            codes = "".join([_shown(self.given[what, letters], kern) for what, letters, kern in self._drawn(word)])
        self[word] = codes
        return codes

    def _drawn(self, word: Word) -> Iterator[tuple[int | Composed, str, int]]:
        """What each code of a word draws, its letters, and how far the pen is to go back behind it."""
        drawn: Sequence[tuple[int | Composed, str, int]] = _plain(word)
        if len(drawn) < len(word.glyphs):
            from leafletgen.pdf.letters import letter_by_letter

            drawn = letter_by_letter(word.glyphs, rtl=self.rtl)
        for place, (what, letters, advance) in enumerate(drawn):
            if self.held and letters in _HELD and _is_in_number(drawn, place):
                letters = _HELD[letters]
            yield what, letters, width_of(self.given.font, what) - advance


def _is_in_number(drawn: Sequence[tuple[int | Composed, str, int]], place: int) -> bool:
    """Whether what stands beside a code of a word belongs to a number; a code by itself has nothing beside it."""
    beside = {drawn[near][1] for near in (place - 1, place + 1) if 0 <= near < len(drawn)}
    return bool(beside) and beside <= _IN_NUMBERS


def _with_whole_numbers(words: Sequence[Word]) -> Iterator[Word]:
    """The words of a run from left to right; numbers with only spaces and separators between them are one word."""
    for is_number, part in groupby(words, _is_number):
        found = list(part)
        inner = [place for place, word in enumerate(found) if any(map(str.isdigit, word.text))]
        if is_number and len(inner) > 1:
            first, last = inner[0], inner[-1] + 1
            found[first:last] = [_joined(tuple(found[first:last]))]
        yield from found


def _is_number(word: Word) -> bool:
    """Whether a word has only digits and what separates parts of a number."""
    return _IN_NUMBERS.issuperset(word.text)


@lru_cache(maxsize=1024)
def _joined(words: tuple[Word, ...]) -> Word:
    """Words as one; cached, because it is compared by identity."""
    glyphs = tuple(glyph for word in words for glyph in word.glyphs)
    return Word("".join([word.text for word in words]), glyphs, sum([word.width for word in words]))


def width_of(font: Font, drawn: int | Composed) -> int:
    """How far a code moves the pen by itself, in 1/1000 of the type size."""
    return font.advance(drawn) if isinstance(drawn, int) else drawn.width


def _plain(word: Word) -> list[tuple[int, str, int]]:
    """The id, the letter and the advance of each glyph that shows one letter at the place of its code."""
    return [
        (glyph.gid, glyph.text, glyph.advance)
        for glyph in word.glyphs
        if len(glyph.text) == 1 and glyph.advance > 0 and not glyph.dx and not glyph.dy
    ]


@lru_cache(maxsize=8192)
def _by_ids(font: Font, word: Word) -> str:
    """The codes of a word each of whose letters is drawn by its own glyph; "" if one is not.

    Cached, because documents share words.
    """
    codes = []
    for gid, letter, advance in _plain(word):
        if font.letters.get(gid) != letter:
            return ""
        codes.append(_shown(gid, font.advance(gid) - advance))
    return "".join(codes) if len(codes) == len(word.glyphs) else ""


def _shown(code: int, kern: int) -> str:
    return f"{code:04X}>{kern}<" if kern else f"{code:04X}"
