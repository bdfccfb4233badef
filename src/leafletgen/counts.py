"""How many, in words: the noun agrees with the number.

In: a number and a noun. Out: "1 page", "2 pages".
"""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun; `many` is the noun for other numbers than one if it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
