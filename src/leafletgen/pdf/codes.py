"""The codes of one face in one document, and the operators that show words by them.

In: shaped words. Out: operators of text; and for each code what it draws and the letters that it stands for.
Why codes of our own: in many scripts a glyph stands for one letter here and for another there, and text is copied,
found and read aloud by its codes (ISO 32000-1, 9.10.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leafletgen.layout.display_list import Word
from leafletgen.layout.fonts import Font

if TYPE_CHECKING:  # Loaded at run time only for scripts that need it.
    from leafletgen.pdf.composed import Composed


_NO_BREAK = "\u00a0"


class Codes:
    """Gives each pair of a glyph and its letters a code, at its first use in the document.

    With its first letters, a glyph of the face has its id as its code; all else has the next code above the ids.
    `among_rtl` says that the document is read from right to left: a space inside a number is then a no-break space.
    Programs that put copied text in order by themselves, PDFium among them, turn the groups of 0808 800 5000 round if
    an ordinary space is between them, and do not with this one (UAX #9: it separates parts of a number).
    """

    def __init__(self, font: Font, *, among_rtl: bool = False) -> None:
        self.font = font
        self.among_rtl = among_rtl
        self.given: dict[tuple[int | Composed, str], int] = {}
        self.ids: set[int] = set()
        self.next = font.face.glyph_count
        self.operands: tuple[dict[Word, str], dict[Word, str]] = ({}, {})

    def show(self, words: Sequence[Word], *, rtl: bool) -> str:
        """The operators that show words of a run, which stand from left to right, as one string.

        If they are read from right to left, the string is marked as one whose codes are in reverse order (ISO 32000-1,
        14.8.2.3.3).
        """
        known = self.operands[rtl]
        codes = "".join([known.get(word) or self._operand(word, rtl) for word in words])
        shown = f"[<{codes}>]".replace("<>", "") + " TJ"
        return f"/ReversedChars BMC {shown} EMC" if rtl else shown

    def _operand(self, word: Word, rtl: bool) -> str:
        """The codes of a word; kerning closes the hexadecimal string and opens a new one."""
        plain = [
            (glyph.gid, glyph.text, glyph.advance)
            for glyph in word.glyphs
            if len(glyph.text) == 1 and glyph.advance > 0 and not glyph.dx and not glyph.dy
        ]
        drawn: Sequence[tuple[int | Composed, str, int]] = plain
        if len(plain) < len(word.glyphs):
            from leafletgen.pdf.letters import letter_by_letter

            drawn = letter_by_letter(word.glyphs, rtl=rtl)
        if self.among_rtl and not rtl and len(drawn) > 1:
            drawn = [(what, _NO_BREAK if letters == " " else letters, advance) for what, letters, advance in drawn]
        codes = []
        for what, letters, advance in drawn:
            kern = width_of(self.font, what) - advance
            codes.append(f"{self._code(what, letters):04X}>{kern}<" if kern else f"{self._code(what, letters):04X}")
        operand = self.operands[rtl][word] = "".join(codes)
        return operand

    def _code(self, drawn: int | Composed, letters: str) -> int:
        code = self.given.get((drawn, letters))
        if code is None:
            if isinstance(drawn, int) and drawn not in self.ids:
                code = drawn
                self.ids.add(drawn)
            else:
                code = self.next
                self.next += 1
            self.given[drawn, letters] = code
        return code


def width_of(font: Font, drawn: int | Composed) -> int:
    """How far a code moves the pen by itself, in 1/1000 of the type size."""
    return font.advance(drawn) if isinstance(drawn, int) else drawn.width
