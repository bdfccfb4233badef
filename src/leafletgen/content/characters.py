"""Characters that must not be in a data file: invisible ones, and those that change the direction of text.

In: a text. Out: a Problem for each such character, with its line and column.
Why: an invisible character breaks searches, web addresses and pages, and nobody can see it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from leafletgen.errors import Problem, Where

MAX_REPORTED = 50  # A file with more of them is probably not a text file.


class _Rule(NamedTuple):
    code: str
    characters: str  # the inside of a regular expression's [...]
    what: str
    hint: str


BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\U000e0000-\U000e007f"
"""The inside of a regular expression's [...], as below."""

_RULES = (
    _Rule(
        "bidi-control",
        BIDI_CONTROLS,
        "a character that changes the direction of the text",
        "Delete it: type the text again instead of pasting it.",
    ),
    _Rule(
        "invisible-character",
        INVISIBLE,
        "an invisible character",
        "Delete it: remove the characters to its left and right too, and type them again.",
    ),
    _Rule(
        "lost-character",
        "\ufffd",
        "the replacement for a character that was lost in copying",
        "Type the right character.",
    ),
    _Rule(
        "control-character",
        "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff",
        "a control character",
        "Delete it; for a new line press Enter, for a space the space bar.",
    ),
)
_HIDDEN = "|".join(f"([{rule.characters}])" for rule in _RULES)  # Compiled at first use.
_ANY_HIDDEN = re.compile(f"[{''.join(rule.characters for rule in _RULES)}]")  # Fast check: most texts have none.


def find_hidden_characters(text: str, name: str) -> list[Problem]:
    """A Problem for each hidden character in the text of the file `name`; at most MAX_REPORTED."""
    if not _ANY_HIDDEN.search(text):
        return []
    found = (
        _problem(match, Where(name, line, match.start() + 1))
        for line, words in enumerate(text.split("\n"), start=1)
        for match in re.finditer(_HIDDEN, words)
    )
    return list(islice(found, MAX_REPORTED))


def _problem(match: re.Match[str], at: Where) -> Problem:
    rule = _RULES[(match.lastindex or 1) - 1]
    message = f"Here is {rule.what}: {describe_character(match.group())}."
    return Problem(rule.code, message, rule.hint, at)


def describe_character(character: str) -> str:
    """The code point and Unicode name of a character: U+2713 (CHECK MARK). Control characters have no name."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, '')})".removesuffix(" ()")


_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
LIKE_A_SPACE = f"{_ODD_SPACES}\u034f\u115f\u1160\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
"""The inside of a regular expression's [...]: characters in which nobody sees more than a space, or not even that."""


def find_odd_space(line: str) -> re.Match[str] | None:
    """An odd space, such as a no-break space, where YAML needs an ordinary one: as indent, after a colon or hyphen."""
    return re.search(rf"(?:(?<=[:,\[{{-])|(?<=^)|(?<=^ )|(?<=  ))[{_ODD_SPACES}]", line)


def with_named_spaces(text: str) -> str:
    """A text for a message, with the name of each odd space in its place: 0800<no-break space>1111."""
    return _ODD_SPACE.sub(lambda space: f"<{unicodedata.name(space.group()).lower()}>", text)


_MOST_MARKS = 1000
_JOINERS = "\u200c\u200d"


def mark_alone(text: str) -> str:
    """The first vowel sign or other mark of a text that stands on no letter; "" if there is none."""
    marks = {*filter(_is_mark, {*text})}
    if not marks:
        return ""
    return next((mark for before, mark in pairwise(f" {text}") if mark in marks and not _bears_marks(before)), "")


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _bears_marks(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character in _JOINERS


_MANY_MARKS = re.compile(rf"[^\x00-\u02ff\w\s]{{{_MOST_MARKS}}}")


def normalised(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """A text in a normal form of Unicode. No more than 1,000 marks on one letter are sorted together.

    The time for that grows with the square of their number: hundreds of thousands, which no word has, take minutes.
    """
    if len(text) <= _MOST_MARKS:
        return unicodedata.normalize(form, text)
    cuts = (0, *(marks.end() for marks in _MANY_MARKS.finditer(text)), len(text))
    return "".join(unicodedata.normalize(form, text[start:end]) for start, end in pairwise(cuts))


def plain(text: str) -> str:
    """A text in small letters without accents, with a space in place of hyphens, low lines, full stops and spaces."""
    letters = (letter for letter in normalised("NFKD", text).casefold() if not unicodedata.combining(letter))
    spaced = (" " if letter == "." or unicodedata.category(letter) in {"Pd", "Pc"} else letter for letter in letters)
    return " ".join("".join(spaced).split())


def place_in(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at an index of a text."""
    return next(places_in(text, (index,)))


def places_in(text: str, indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Line and column, both from 1, of the character at each index, in their order; the text is read once."""
    line = start = 0
    for index in indices:
        line += text.count("\n", start, index)
        start = index
        yield line + 1, index - text.rfind("\n", 0, index)
