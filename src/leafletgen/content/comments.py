"""Comments of a YAML file that may be a part of a text: #7 of `does: Meet us at Unit #7, Mill Lane`; and the reverse.

In: the text of a file, and where its values are. Out: the index of each # that probably belongs to a text, and of each
# in a text that probably begins a comment.
Why: YAML leaves out what follows a # after a space, so half a sentence would be printed, and nobody told. Behind a
no-break space or a word it does not, so a comment would be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.content.characters import LIKE_A_SPACE

_COMMENT = re.compile(r"(?<=\S)[ \t\n]+#")
"""Spaces after something, and the # of a comment."""

_ID = re.compile(r"[a-z0-9./][a-z0-9._/-]*")

_LIKE_A_COMMENT = re.compile(
    rf"(?:://|www\.)[^\s{LIKE_A_SPACE}]*"  # An address may have a # of its own.
    rf"|(?P<comment>[{LIKE_A_SPACE}] *#|(?:[^\W\d_]{{2}}|[.,;:!?…)\]}}”’»])#(?=\s+[^\s\d])|[^\W\d_][^\W\d_A-Z]#$)"
)
"""A # behind what looks like a space, the end of a word or of a sentence; not that of C#, Press 1# or Flat# 2."""

_LONG_ENOUGH = 80  # characters of a comment that tell what it is


class Comments:
    """The comments of a file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._after = {found.start(): found for found in _COMMENT.finditer(text)}

    def that_cuts(self, value: str, end: int, column: int) -> int | None:
        """The # of a comment after a text without quotes that ends at `end`, if it may be the rest of the text.

        `column`, from 1, is that of the key or item to which the text belongs.
        """
        found = self._after.get(end)
        if found is None:
            return None
        gap, sign = found.group()[:-1], found.end() - 1
        words = self.text[sign : sign + _LONG_ENOUGH].partition("\n")[0].lstrip("#")
        glued = words.strip() != "" and not words[0].isspace()
        if "\n" in gap:  # Only a comment that is indented like the next line of the text can be part of it.
            return sign if glued and len(gap) - gap.rindex("\n") - 1 >= column else None
        if glued or gap not in {" ", "\t"}:
            return sign if glued else None
        says_nothing = not words.strip() and not _ID.fullmatch(value)  # C #
        is_part = " " in value or (len(value) == 1 and value.isalpha()) or words[1:2].isdigit() or says_nothing
        return sign if is_part else None

    def that_is_printed(self, start: int, end: int) -> int | None:
        """The # of what looks like a comment, but belongs to the text without quotes from `start` to `end`."""
        found = _LIKE_A_COMMENT.finditer(self.text, start, end)
        return next((match.end() - 1 for match in found if match["comment"]), None)

    def in_place_of_words(self, start: int, end: int, before_text: bool) -> Iterator[int]:
        """The # of each comment in place of an item of a list in brackets, or of the first words of a text.

        From `start` to `end` there are only spaces, comments and signs such as commas; with `before_text` a text
        follows.
        """
        at = start - (self.text[start - 1 : start] in {"[", "{"})
        for line in self.text[at:end].splitlines(keepends=True):
            before, _, comment = line.partition("#")
            sign = before.rstrip()[-1:]
            glued = comment[:1] not in {"", " ", "\t", "\n", "#"}
            if glued and (sign in {"[", "{", ","} or (before_text and sign in {":", "-"})):
                yield at + len(before)
            at += len(line)
