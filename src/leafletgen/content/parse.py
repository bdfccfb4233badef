"""One YAML file becomes untyped nodes, each with its position.

In: the bytes of a file. Out: its root Node, or a ContentError with all its Problems.
Why: an ordinary YAML loader reads 10:30 as 630 and NO as False. Here each value stays the text that was typed, and
everything misleading (aliases, tags, hidden characters, a key given twice) is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from leafletgen.content.characters import find_hidden_characters, find_odd_space, normalised, places_in
from leafletgen.content.comments import Comments
from leafletgen.content.files import decode, read_bytes
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.content.syntax import (
    ALIAS,
    CURLY,
    CUT,
    KEY,
    MANY_DOCUMENTS,
    MAX_DEPTH,
    MERGE,
    PRINTED,
    TAG,
    TOO_DEEP,
    UNCLOSED,
    describe_odd_space,
    describe_syntax,
    find_merge_marks,
    has_curly_quotes,
    swallows_lines,
)
from leafletgen.errors import ContentError, FoundProblems, Problem, Where

_EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
# CSafeLoader is missing if PyYAML was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Parser: TypeAlias = Callable[[bytes, str], Node]
"""Makes a node of the bytes of a file and its name, as `parse` does."""


def read_file(path: Path, name: str) -> Node:
    """Read one YAML file; `name` is its name in messages. Raises ContentError or ResourceError with all Problems."""
    return parse(read_bytes(path, name), name)


def parse(data: bytes, name: str) -> Node:
    """Read the bytes of one YAML file; `name` is its name in messages. Raises ContentError with all its Problems."""
    text = decode(data, name)
    if hidden := find_hidden_characters(text, name):
        raise ContentError(hidden)
    if marks := find_merge_marks(text):
        found = (MERGE._replace(where=Where(name, *place)) for place in places_in(text, marks))
        raise ContentError(FoundProblems(found))
    builder = _Builder(name, text)
    builder.build()
    if builder.problems:
        raise ContentError(builder.problems)
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.empty):
        hint = "Copy the file of another edition or an earlier version, or remove this one."
        raise ContentError(Problem("file-empty", "The file is empty.", hint, Where(name)))
    return builder.root


class _Open:
    """A list or mapping whose end event has not come yet."""

    def __init__(self, at: Where, is_mapping: bool, start: int) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.start = start
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, Where] = {}
        self.key: Scalar | None = None

    def close(self, raw: str) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.entries), self.at, raw)
        return Sequence(tuple(self.items), self.at, raw)


class _Builder:
    """Turns the events of the YAML parser into nodes, with a stack instead of recursion."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.root: Node | None = None
        self.problems = FoundProblems()
        self._cuts: list[int] = []  # each # that may belong to a text
        self._printed: list[int] = []  # each # that may begin a comment
        self._open: list[_Open] = []
        self._documents = 0
        self._end = 0  # of the last event
        self._comments = Comments(text)

    def build(self) -> None:
        """Read all events, or stop at a fault after which further problems would be misleading."""
        try:
            for event in yaml.parse(self.text, _Loader):
                if not self._take(event):
                    break
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax_problem(error))
        for problem, signs in ((CUT, self._cuts), (PRINTED, self._printed)):
            places = places_in(self.text, sorted(signs))
            self.problems.extend(problem._replace(where=Where(self.name, *place)) for place in places)

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        """The Problem at the bracket, quotation mark or key where the fault begins, else where the parser stopped."""
        words = f"{error.context} {error.problem}"
        lines = self.text.split("\n")
        marks = [mark for mark in (error.context_mark, error.problem_mark) if mark and mark.line < len(lines)]
        for number in sorted({near for mark in marks for near in (max(0, mark.line - 1), mark.line)}):
            if space := find_odd_space(lines[number]):
                where = Where(self.name, number + 1, space.start() + 1)
                return describe_odd_space(space.group())._replace(where=where)
        at = self._where(error.problem_mark)
        if ("quoted" in words or "simple key" in words) and error.context_mark:
            at = self._where(error.context_mark)
        elif "flow" in words and self._open:
            at = self._open[-1].at
        line = lines[marks[-1].line] if marks else ""
        return describe_syntax(words, line, at.column - 1)._replace(where=at)

    def _take(self, event: Any) -> bool:
        """Process one event; returns False if reading must stop."""
        begin, end = event.start_mark, event.end_mark
        at = self._where(begin)
        is_text = isinstance(event, yaml.ScalarEvent)
        if self.text.find("#", self._end, begin.index) >= 0:
            self._cuts.extend(self._comments.in_place_of_words(self._end, begin.index, is_text))
        self._end = max(self._end, end.index)
        if is_text:  # Most events are.
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event, at)
            over_lines = event.style in {'"', "'"} and end.line > begin.line
            if over_lines and swallows_lines(self._raw(event), self._key_column()):
                return self._say(UNCLOSED, at)
            self._add(self._scalar(event, at))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_extras(event, at)
            self._open.append(_Open(at, isinstance(event, yaml.MappingStartEvent), begin.index))
            return len(self._open) <= MAX_DEPTH or self._say(TOO_DEEP, at)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(end.index))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_extras(event, at)
            self._add(Scalar("", at, empty=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            return self._documents == 1 or self._say(MANY_DOCUMENTS, at)
        return True

    def _close(self, end: int) -> Node:
        """Close the innermost list or mapping; `raw` is kept only in flow style: in block style it has comments too."""
        opened = self._open.pop()
        raw = self.text[opened.start : end]
        return opened.close(raw if raw.startswith(("[", "{")) else "")

    def _refuse_extras(self, event: Any, at: Where) -> None:
        if event.anchor is not None:
            self._say(ALIAS, at)
        if getattr(event, "tag", None) is not None:
            self._say(TAG, at)

    def _scalar(self, event: Any, at: Where) -> Scalar:
        """Make a Scalar; hidden characters are looked for again, because an escape such as \\u200b can add one."""
        value: str = event.value
        raw = self._raw(event)
        if event.style == '"' and "\\" in raw:
            self.problems.extend(problem._replace(where=at) for problem in find_hidden_characters(value, self.name))
        elif event.style in {"|", ">"}:
            value = value.rstrip("\n")  # YAML adds it to a block; it is not part of the text.
        elif not event.style and has_curly_quotes(value):
            self._say(CURLY, at)
        self._look_for_comments(event)
        empty = event.implicit[0] and value in _EMPTY_WORDS
        return Scalar(value if value.isascii() else normalised("NFC", value), at, empty, raw)

    def _look_for_comments(self, event: Any) -> None:
        """Keep each # that cuts a text off, or that would be printed with a comment."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in {'"', "'"}:
            if self.text.startswith("#", end):
                self._cuts.append(end)
            return
        if event.style:
            end = start + len(self._raw(event).rstrip())
        elif "#" in event.value and (sign := self._comments.that_is_printed(start, end)) is not None:
            self._printed.append(sign)
        key = self._open[-1].key if self._open else None
        sign = self._comments.that_cuts(event.value, end, key.at.column if key else event.start_mark.column)
        if sign is not None:
            self._cuts.append(sign)

    def _key_column(self) -> int:
        """The column of the innermost key that is open, from 1."""
        keys = (opened.key for opened in reversed(self._open))
        return next((key.at.column for key in keys if key), 1)

    def _raw(self, event: Any) -> str:
        return self.text[event.start_mark.index : event.end_mark.index]

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            top.key = self._key(node, top)
        else:
            top.entries.append((top.key, node))
            top.key = None

    def _key(self, node: Node, top: _Open) -> Scalar:
        if not isinstance(node, Scalar) or node.empty:
            self._say(KEY, node.at)
            return Scalar("", node.at, empty=True)
        if first := top.seen.get(node.value):
            message = f"The key {node.value!r} is given twice; the first is at line {first.line}."
            self.problems.append(Problem("key-twice", message, "Keep one of the two.", node.at))
        top.seen.setdefault(node.value, node.at)
        return node

    def _say(self, problem: Problem, at: Where) -> bool:
        self.problems.append(problem._replace(where=at))
        return False

    def _where(self, mark: Any) -> Where:
        return Where(self.name, mark.line + 1, mark.column + 1)
