"""Plain nodes: what a YAML file says before it has a meaning, each value with its place.

In: nothing; source.py makes these. Out: what schema.py reads as records, and recording.py finds its places by.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from leafletgen.content.characters import place_in
from leafletgen.errors import Where


class Scalar(NamedTuple):
    """A text; `empty` where nothing, null or ~ stands. `raw` is what was typed, with quotes and line breaks."""

    value: str
    at: Where
    empty: bool = False
    raw: str = ""

    def place_of(self, index: int) -> Where:
        """Find where the character value[index] was typed; where that cannot be told, the place of the whole text."""
        character = self.value[index]
        if self.raw.count(character) != self.value.count(character):
            return self.at
        spot = -1
        for _ in range(self.value.count(character, 0, index) + 1):
            spot = self.raw.index(character, spot + 1)
        line, column = place_in(self.raw, spot)
        return Where(self.at.file, self.at.line + line - 1, column if line > 1 else self.at.column + column - 1)


class Sequence(NamedTuple):
    """A list. `raw` is what was typed where it stands in brackets, else empty."""

    items: tuple[Node, ...]
    at: Where
    raw: str = ""


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file; no key stands twice. `raw` is as that of a list."""

    entries: tuple[tuple[Scalar, Node], ...]
    at: Where
    raw: str = ""


Node: TypeAlias = Scalar | Sequence | Mapping
