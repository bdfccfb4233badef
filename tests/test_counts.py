"""How many, in words."""

from __future__ import annotations

import pytest

from leafletgen.counts import counted


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
