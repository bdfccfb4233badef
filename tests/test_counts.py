"""How many, in words."""

from __future__ import annotations

import pytest

from leafletgen.counts import counted, part_of


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (0, ("page",), "0 pages"),
        (1, ("page",), "1 page"),
        (2, ("page",), "2 pages"),
        (1, ("agency", "agencies"), "1 agency"),
        (3, ("agency", "agencies"), "3 agencies"),
        (1, ("text is", "texts are"), "1 text is"),
        (1800, ("file",), "1,800 files"),
    ],
)
def test_the_noun_agrees_with_its_number(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert counted(number, *nouns) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 24, "0 of 24 contacts are"),
        (1, 24, "1 of 24 contacts is"),
        (2, 24, "2 of 24 contacts are"),
        (1, 1, "1 of 1 contact is"),
        (0, 1, "0 of 1 contact is"),
        (1200, 1800, "1,200 of 1,800 contacts are"),
    ],
)
def test_the_verb_agrees_with_the_part(part: int, whole: int, said: str) -> None:
    assert part_of(part, whole, ("contact",), "is", "are") == said
