"""Check that every letter has a glyph in the face that draws it, and that every vowel sign or mark has a letter.

In: laid-out pages, and their fonts. Out: Problems.
Why: a letter that a face lacks is drawn as a box or not at all, and a vowel sign without a letter on a dotted circle;
no library reports either. Texts are checked before they are laid out, but names of languages stand beside words in
other scripts, and only the pages show in which face.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.errors import Problem, Where
from leafletgen.layout.display_list import LaidOut, TextRun
from leafletgen.layout.fonts import FontBook

_HINT = "Write it in other letters, or report this: leafletgen must set each text in a face that has its letters."
_ALONE = "Type the word again: a vowel sign or another mark comes after the letter that it stands on."
_CIRCLE = "\u25cc"


def letters_not_drawn(laid_out: LaidOut, fonts: FontBook, file: str) -> Iterator[Problem]:
    """A Problem for each run of text with a letter that its face lacks, or with a mark that stands on no letter."""
    for number, page in enumerate(laid_out.pages, 1):
        for run in page.items:
            if not isinstance(run, TextRun):
                continue
            drawn = {glyph.gid for word in run.words for glyph in word.glyphs}
            if 0 in drawn:
                message = f"page {number}: the face {run.font} lacks a letter of “{run.text}”."
                yield Problem("letter-not-drawn", message, _HINT, Where(file))
            elif fonts[run.font].dotted_circle in drawn and _CIRCLE not in run.text:
                message = f"page {number}: a mark in “{run.text}” stands on no letter."
                yield Problem("mark-alone", message, _ALONE, Where(file))
