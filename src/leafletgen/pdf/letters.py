"""Write each letter as one code, in scripts in which a glyph is not a letter.

In: the glyphs of a shaped word, each with its letters. Out: what its codes draw, the letter of each, and its advance.
Why: programs copy, find and read text by its codes, and take the order of letters and the spaces between words from
where the codes stand. In Arabic and Indic scripts a glyph shows several letters, or a part of one, or stands elsewhere
than its letter. So glyphs are composed into new ones (composed.py), and each letter has one code, in the order of
reading, with its share of the width. With a code for each glyph, poppler, PDFium and pdf.js lose letters, double them
and put spaces into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category

from leafletgen.layout.display_list import Glyph
from leafletgen.pdf.composed import Composed


def letter_by_letter(glyphs: Sequence[Glyph], *, rtl: bool) -> list[tuple[int | Composed, str, int]]:
    """The codes of a word from left to right: what each draws (the id of a glyph or a Composed), letter and advance."""
    groups = list(_groups(glyphs[::-1] if rtl else glyphs))
    if rtl:
        groups = [group[::-1] for group in reversed(groups)]
    return [code for group in groups for code in _codes(group, rtl)]


def _groups(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Glyphs in the order of reading, in groups that begin with a letter that has a width, and show whole letters.

    A group whose glyphs are one letter each is taken apart again.
    """
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        if groups and (glyph.advance <= 0 or all(map(_is_mark, glyph.text))):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    for group in groups:
        if all(len(glyph.text) == 1 and _is_mark(glyph.text) != (glyph.advance > 0) for glyph in group):
            yield from ([glyph] for glyph in group)
        else:
            yield group


def _codes(group: Sequence[Glyph], rtl: bool) -> Iterator[tuple[int | Composed, str, int]]:
    """One code for each letter of a group. The leftmost draws all its glyphs, and marks have no width of their own.

    (pdf.js takes no width from the code of a mark, and puts a space after one that has some.)
    """
    first = group[0]
    if len(group) == 1 and len(first.text) == 1 and first.advance > 0 and not first.dx and not first.dy:
        yield first.gid, first.text, first.advance
        return
    parts, pen = [], 0
    for glyph in group:
        parts.append((glyph.gid, pen + glyph.dx, glyph.dy))
        pen += glyph.advance
    letters = "".join(glyph.text[::-1] if rtl else glyph.text for glyph in group)
    spacing = [place for place, letter in enumerate(letters) if not _is_mark(letter)] or [0]
    for place, letter in enumerate(letters):
        share = 0
        if place in spacing:
            number = spacing.index(place)
            share = pen * (number + 1) // len(spacing) - pen * number // len(spacing)
        yield Composed(tuple(parts) if place == 0 else (), max(0, share)), letter, share


def _is_mark(letter: str) -> bool:
    """Whether a character has no width by nature: a mark on a letter, or one that only controls how letters join."""
    return category(letter) in ("Mn", "Me", "Cf")
