"""How many, in words: nouns and verbs agree with the number.

In: a number and a noun. Out: "1 page", "2 pages"; "1 of 24 contacts is".
"""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun; `many` is the noun for other numbers than one if it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def part_of(part: int, whole: int, nouns: tuple[str, ...], one: str, many: str) -> str:
    """A part of a whole, with the verb that agrees with the part: "1 of 24 contacts is"; `nouns` as for counted()."""
    return f"{part:,} of {counted(whole, *nouns)} {one if 1 in (part, whole) else many}"
