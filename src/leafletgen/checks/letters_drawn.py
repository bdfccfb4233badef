"""No empty box: every letter on the pages has a glyph in the face that draws it.

In: laid-out pages. Out: Problems.
Why: a face draws a letter that it lacks as a box or as nothing, without a word. Texts are checked before they are laid
out, but names of languages stand beside words in other scripts, and only the pages show in which face.
"""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.errors import Problem, Where
from leafletgen.layout.display_list import LaidOut, TextRun

_HINT = "Write it in other letters, or report this: leafletgen must set each text in a face that has its letters."


def letters_not_drawn(laid_out: LaidOut, file: str) -> Iterator[Problem]:
    """A Problem for each run of text with a letter that its face lacks."""
    for number, page in enumerate(laid_out.pages, 1):
        for item in page.items:
            if isinstance(item, TextRun) and any(not glyph.gid for word in item.words for glyph in word.glyphs):
                message = f"page {number}: the face {item.font} lacks a letter of “{item.text}”."
                yield Problem("letter-not-drawn", message, _HINT, Where(file))
