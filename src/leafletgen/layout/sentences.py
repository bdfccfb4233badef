"""Find the ends of sentences in the scripts and languages of leaflets.

In: a text. Out: its sentences, or the spaces between them.
Why: a paragraph that goes on on the next page, or a line on the cover, is parted between two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEHIND_MARK = re.compile("(?:(?<=[.?!؟۔।])|(?<=[.?!؟۔।][”’»])) ")
"""A space behind a mark that can end a sentence."""

_ABBREVIATED = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "cf", "tel", "ext", "vs"),
        *("ds", "np", "nr", "ul", "tzw", "tzn", "m.in", "str", "pkt", "bd"),
        *("ст", "вул", "ел", "див", "тел", "напр", "ім", "т.зв"),
    )
)
"""Words whose full stop ends no sentence, in the languages of leaflets: a number or a name often follows them."""


def spaces_between_sentences(text: str) -> Iterator[int]:
    """The index of each space between two sentences: not behind an abbreviation, and not before a small letter."""
    for space in _BEHIND_MARK.finditer(text):
        before, after = text[: space.start()], text[space.end() :]
        word = before.rpartition(" ")[2].lstrip("(“„«\"'").removesuffix(".")
        is_initial = len(word) == 1 and word.isupper()
        if not (is_initial or word.lower() in _ABBREVIATED or after[:1].islower()):
            yield space.start()


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the spaces between them."""
    starts = [0, *(space + 1 for space in spaces_between_sentences(text))]
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
