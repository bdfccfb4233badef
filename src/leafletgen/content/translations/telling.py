"""Telling words in another language: those that would show a passer-by what the child's leaflet is about.

In: the beginnings that a translation lists, and its language. Out: the first word of a text that has one of them.
Why: the same word can be written with and without vowel signs, with letters that look alike, together with the word
before it, or without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from leafletgen.content.characters import normalised
from leafletgen.content.languages import Language

_OPTIONAL = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c\u200d]"
)
"""What may stand in a word or not: Arabic vowel signs and hamza above another letter, the stroke that lengthens a word,
and what only changes how letters join."""

_IN_WORD = "[\\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]"
"""A character of a word. Python's \\w has no vowel signs of the scripts of India: a letter after one begins no word."""

_APOSTROPHES = dict.fromkeys("'\u02bc", "’")
"""For the straight apostrophe, and the one that Unicode counts as a letter, the curly one."""


class TellingWords:
    """Finds words that begin with one of some beginnings; in Arabic also after particles that join it."""

    def __init__(self, beginnings: Iterable[str], language: Language) -> None:
        capitals = {mistyped.upper(): right.upper() for mistyped, right in language.letters}
        self._meant = str.maketrans(_APOSTROPHES | capitals | dict(language.letters))
        words = "|".join(re.escape(self._plain(word)) for word in beginnings)
        particles = "|".join(map(re.escape, language.particles))
        before = f"(?<!{_IN_WORD})(?:{particles})*" if language.spaced else ""
        self._pattern = re.compile(f"{before}(?:{words}){_IN_WORD}*", re.IGNORECASE)

    def first(self, text: str) -> str | None:
        """The first telling word of a text; None if there is none."""
        match = self._pattern.search(self._plain(text))
        return match.group() if match else None

    def _plain(self, text: str) -> str:
        """A text without what does not change which word it is, and with the right letters for mistyped ones."""
        meant = normalised("NFC", text).translate(self._meant)
        return normalised("NFC", _OPTIONAL.sub("", normalised("NFD", meant)))
