"""Change values in the text of a YAML file; comments, layout and all other bytes stay the same.

In: the text of a file, a mapping or list in it as nodes, and what to change. Out: the changed text.
Why: a library that writes YAML reformats the whole file: comments would be lost, and a review could not see what
changed. Here the parser gives positions, and only the characters of the change are replaced. The caller reads the new
text again, and uses it only if it says what it should.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

from leafletgen.content.characters import place_in
from leafletgen.content.nodes import Mapping, Node, Scalar
from leafletgen.content.nodes import Sequence as List

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_MISREAD = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def inline(value: str | Sequence[str]) -> str:
    """A value in one line: a word as it is, a text in double quotes, as JSON and YAML write it, a list in brackets."""
    if not isinstance(value, str):
        return f"[{', '.join(map(inline, value))}]"
    if _PLAIN.fullmatch(value) and (value not in _MISREAD or value in ("true", "false")):
        return value
    return json.dumps(value, ensure_ascii=False)


class TextFile:
    """The text of a file with its lines, in which each change gives a new text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        ends = _LINE_END.findall(text)
        self.line_end = ends[-1] if ends else "\n"

    @property
    def lines(self) -> list[str]:
        """Its lines, each with its end."""
        return [self.text[start:end] for start, end in pairwise([*self._starts, len(self.text)])]

    def set_key(self, mapping: Mapping, key: str, value: str) -> str:
        """Give a key of a mapping the value, which is text in one line.

        A key that is not there is added at the end, but above `contacts`, which would hide it.
        """
        for name, node in mapping.entries:
            if name.value == key:
                return self._replaced(self._index(node.at.line, node.at.column), self._end_of(node), value)
        end = self._end_of([node for name, node in mapping.entries if name.value != "contacts"][-1])
        if mapping.raw:
            return self._replaced(end, end, f", {key}: {value}")
        indent = " " * (mapping.at.column - 1)
        return self._insert_lines(end, [f"{indent}{key}: {value}"])

    def add_lines(self, after: Node, lines: Sequence[str]) -> str:
        """Add lines below the line on which a value ends."""
        return self._insert_lines(self._end_of(after), lines)

    def remove_key(self, mapping: Mapping, key: str) -> str:
        """Remove a key with its value, and a comment on the line on which it ends; another key must stay."""
        place = next(number for number, (name, _) in enumerate(mapping.entries) if name.value == key)
        name, node = mapping.entries[place]
        if mapping.raw and place:
            return self._replaced(self._end_of(mapping.entries[place - 1][1]), self._end_of(node), "")
        if mapping.raw:
            following = mapping.entries[1][0].at
            return self._replaced(
                self._index(name.at.line, name.at.column), self._index(following.line, following.column), ""
            )
        return self._without_lines(name.at.line, node)

    def remove_item(self, items: List, number: int) -> str:
        """Remove an item of a list of which each item begins on a line of its own."""
        return self._without_lines(items.items[number].at.line, items.items[number])

    def _without_lines(self, first: int, last: Node) -> str:
        return self._replaced(self._starts[first - 1], self._line_after(self._end_of(last)), "")

    def _insert_lines(self, index: int, lines: Sequence[str]) -> str:
        at = self._line_after(index)
        before = "" if self.text[:at].endswith(("\n", "\r")) else self.line_end
        return self._replaced(at, at, before + "".join(line + self.line_end for line in lines))

    def _line_after(self, index: int) -> int:
        """Where the line after that of an index begins."""
        return next((start for start in self._starts if start > index), len(self.text))

    def _replaced(self, start: int, end: int, text: str) -> str:
        return self.text[:start] + text + self.text[end:]

    def _index(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _end_of(self, node: Node) -> int:
        """Just after the last character of a value, without comments and empty lines that follow it."""
        if isinstance(node, Mapping) and not node.raw:
            return self._end_of(node.entries[-1][1])
        if isinstance(node, List) and not node.raw:
            return self._end_of(node.items[-1])
        raw = node.raw.rstrip()
        line, column = place_in(raw, len(raw))
        last = node.at.line + line - 1
        return self._index(last, column if line > 1 else node.at.column + column - 1)


def value_of(mapping: Mapping, key: str) -> Node | None:
    """The value of a key; None if the mapping does not have it."""
    return next((node for name, node in mapping.entries if name.value == key), None)


def text_of(mapping: Mapping, key: str) -> str:
    """The text of a key; "" if it has none."""
    node = value_of(mapping, key)
    return node.value if isinstance(node, Scalar) else ""
