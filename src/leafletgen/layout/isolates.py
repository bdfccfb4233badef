"""Find what stands from left to right among words that are read from right to left.

In: a text, and the values in it that the program put there. Out: the ranges of its characters that are isolates.
Why: without isolates, 0808 800 5000 between Arabic words is printed as 5000 800 0808. Translators type numbers,
addresses and Latin names into their sentences too, so each stretch of Latin letters and digits is one, data or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Range = tuple[int, int]

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
FROM_THE_RIGHT = re.compile(f"[{_RIGHT_TO_LEFT}]")
"""A letter or mark of a script that is written from right to left."""

_LATIN_LETTER = re.compile("[A-Za-z]")
_STRETCH = re.compile(rf"[^{_RIGHT_TO_LEFT}]+")
_SHORTENED = ("Dr", "Mr", "Ms", "Mx", "St", "No", "Mrs", "Sgt", "Rev", "Ref", "Tel", "Ext", "Prof", "Insp")
_AFTER_SHORTENED = "|".join(
    [rf"(?<=(?<![A-Za-z]){word}\.)" for word in ("[A-WYZa-z]", *(f"(?i:{word})" for word in _SHORTENED))]
)
"""After a word that a full stop shortens, or a letter with one, but for X, which is the name of a service."""

_PART = re.compile(rf"(?:\S|(?:(?<![.,;:!?…])|{_AFTER_SHORTENED})\s)+")
"""What ends at a mark before a space: "CEOP. Childline" are two names, each with its own place in the order."""

_CORE = re.compile(
    r"(?:(?<![^\s(\[“«])[-−~±≈≥≤](?=[£€$]?[0-9]))?[+£€$#@*]*[^\W_](?:.*[^\W_])?"
    r"(?:[/%°+#*®™]+|(?<=[^\W\d_])!|(?<=\.[A-Za-z])\.(?=[\s)\]»”]))?",
    re.DOTALL,
)
"""From the first letter or digit to the last, with the signs that belong to a number, an address or a name."""
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
_STRAIGHT = re.compile(r"""(?<!\w)["']|["'](?!\w)""")
"""A straight quotation mark, which does not say whether it opens or closes; no apostrophe."""

_IN_WORD = re.compile("[0-9A-Za-z]")
"""What stands beside a value only if it is a part of a longer number or name."""

_SENTENCE = 4
"""A text of so many words is a sentence, and no name or number before a colon."""

_QUOTED = re.compile(
    rf"“[^{_RIGHT_TO_LEFT}“”]+”|«[^{_RIGHT_TO_LEFT}«»]+»|‘[^{_RIGHT_TO_LEFT}‘]+?’(?!\w)|\"[^{_RIGHT_TO_LEFT}\"]+\""
)
"""Latin words in quotation marks, whatever marks are among them: “Arabic, please.”"""


def isolates_in(text: str, values: Sequence[str], *, latin: bool) -> list[Range]:
    """The ranges of a text that its surroundings must not reorder: the values, and `latin` text.

    None overlap, but those of numbers and Latin text within a value that has words from the right come after it.
    """
    found = sorted([*_places_of(values, text), *(_latin_in(text) if latin else [])])
    joined: list[Range] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return [each for outer in joined for each in (outer, *_inside(text, *outer))]


def _inside(text: str, start: int, end: int) -> Iterator[Range]:
    """Latin text and numbers in a range that has words from the right too, such as a day and a time.

    Latin letters at its start need no range: all of it is read from the left then.
    """
    own = text[start:end]
    for first, last in _latin_in(own) if FROM_THE_RIGHT.search(own) else ():
        if first or not _LATIN_LETTER.search(own, first, last):
            yield start + first, start + last


def _places_of(values: Sequence[str], text: str) -> Iterator[Range]:
    """Where the values are in the text, but for those inside a longer number or name."""
    for value in {" ".join(value.split()) for value in values} - {""}:
        end = 0
        while (start := text.find(value, end)) >= 0:
            end = start + len(value)
            if _IN_WORD.search(text[max(0, start - 1) : start] + text[end : end + 1]):
                end = start + 1
            else:
                yield start, end


def _latin_in(text: str) -> Iterator[Range]:
    """Stretches of Latin letters, digits and what is between them; brackets and quotation marks stay in pairs.

    A text without any letter from the right is one, whatever marks it has; with its last mark, if it is a sentence.
    """
    if not FROM_THE_RIGHT.search(text) and (core := _CORE.search(text)):
        whole = (0, len(text))
        yield whole if len(text.split()) >= _SENTENCE else _with_pairs(text, core.span(), whole)
        return
    for quoted in _QUOTED.finditer(text):
        yield quoted.span()
    for stretch in _STRETCH.finditer(text):
        for part in _PART.finditer(text, *stretch.span()):
            if core := _CORE.search(text, *part.span()):
                yield _with_pairs(text, core.span(), stretch.span())


def _with_pairs(text: str, core: Range, limits: Range) -> Range:
    """The range with each bracket beside it whose other half is in it, and with the pairs around it."""
    start, end = core
    while True:
        inside = text[start:end]
        before = text[start - 1] if start > limits[0] else ""
        after = text[end] if end < limits[1] else ""
        closing = _PAIRS.get(before, "")
        quote = _half_of_straight(inside)
        if closing and after == closing:
            start, end = start - 1, end + 1
        elif closing and inside.count(closing) > inside.count(before):
            start -= 1
        elif any(after == last and inside.count(first) > inside.count(last) for first, last in _PAIRS.items()):
            end += 1
        elif quote and before == quote:
            start -= 1
        elif quote and after == quote:
            end += 1
        else:
            return start, end


def _half_of_straight(text: str) -> str:
    """The straight quotation mark whose other half is not in the text; "" if there is none."""
    marks = _STRAIGHT.findall(text)
    return next((mark for mark in marks if marks.count(mark) % 2), "")
