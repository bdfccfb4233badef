"""Find the ends of sentences in the scripts and languages of leaflets.

In: a text. Out: where its sentences end and begin, or its sentences.
Why: a paragraph that goes on on the next page, or a line on the cover, is parted between two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEHIND_MARK = re.compile(
    "(?:(?<=[.?!؟۔।])|(?<=[.?!؟۔।][”’»])) |(?:(?<=[。！？])|(?<=[。！？][”’」』）]))(?=[^\\s。！？”’」』）])"
)
"""A space behind a mark that can end a sentence; in Chinese, which has no spaces, the place behind the mark."""

_ABBREVIATED = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "st", "rd", "sgt", "insp", "e.g", "i.e", "etc", "cf", "tel", "ext", "vs"),
        *("a.m", "p.m", "approx", "pp", "h.y", "e.e"),
        *("ds", "np", "nr", "ul", "al", "pl", "św", "tzw", "tzn", "tj"),
        *("itd", "itp", "godz", "m.in", "str", "pkt", "bd"),
        *("ст", "вул", "ел", "див", "тел", "напр", "ім", "т.зв", "год", "хв", "грн", "обл", "буд", "рр"),
        *("art", "pag", "ex", "jud", "șos"),
    )
)
"""Words whose full stop ends no sentence, in the languages of leaflets: a number or a name often follows them."""

_BEFORE_NUMBER = frozenset(("no", "nos", "rhif", "ap", "bl"))
"""Words that are abbreviations before a number alone: No. 10."""


def between_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence but the last ends, and where the next one begins: behind a space, or in Chinese at once.

    None ends behind an abbreviation or a single letter, and none begins with a small letter.
    """
    for space in _BEHIND_MARK.finditer(text):
        before, after = text[: space.start()], text[space.end() :]
        word = before.rpartition(" ")[2].lstrip("(“„«\"'").removesuffix(".").lower()
        abbreviated = word in _ABBREVIATED or (word in _BEFORE_NUMBER and after[:1].isdigit())
        is_letter = len(word) == 1 and word.isalpha() and before.endswith(".")
        if not (abbreviated or is_letter or after[:1].islower()):
            yield space.span()


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the spaces between them; those without spaces between them stay together."""
    starts = [0, *(start for end, start in between_sentences(text) if start > end)]
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
