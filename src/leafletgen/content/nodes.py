"""Nodes: the untyped content of a YAML file, each value with its position.

In: nothing; source.py makes them. Out: types that schema.py reads as records, and in which editorial/ finds positions.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from leafletgen.content.characters import place_in
from leafletgen.errors import Where


class Scalar(NamedTuple):
    """A text; `empty` if there is no value, null or ~. `raw` is what was typed, with quotes and line breaks."""

    value: str
    at: Where
    empty: bool = False
    raw: str = ""

    def place_of(self, index: int) -> Where:
        """The position at which value[index] was typed; if it cannot be found, the position of the whole text."""
        character = self.value[index]
        if self.raw.count(character) != self.value.count(character):
            return self.at
        spot = -1
        for _ in range(self.value.count(character, 0, index) + 1):
            spot = self.raw.index(character, spot + 1)
        line, column = place_in(self.raw, spot)
        return Where(self.at.file, self.at.line + line - 1, column if line > 1 else self.at.column + column - 1)


class Sequence(NamedTuple):
    """A list. `raw` is what was typed if it is in brackets (flow style), else empty."""

    items: tuple[Node, ...]
    at: Where
    raw: str = ""


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file; no key occurs twice. `raw` as in Sequence."""

    entries: tuple[tuple[Scalar, Node], ...]
    at: Where
    raw: str = ""


Node: TypeAlias = Scalar | Sequence | Mapping


def value_of(node: Node | None, key: str) -> Node | None:
    """The value of a key; None if it is not there, or if the node has no keys."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((value for name, value in entries if name.value == key), None)
