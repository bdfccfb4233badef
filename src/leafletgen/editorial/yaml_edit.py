"""Write a person's check of a contact into the text of its data file; every other byte stays the same.

In: the bytes of a data file, the position of the contact in it, and the check. Out: the bytes with the check.
Why: a library that writes YAML reformats the whole file: comments would be lost, and a review could not see what
changed. Here the parser gives positions, and only the characters of the check are inserted.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from leafletgen.content.catalogue import Checked
from leafletgen.content.characters import find_hidden_characters, place_in
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.content.schema import Reader
from leafletgen.content.source import parse
from leafletgen.content.values import role
from leafletgen.errors import UsageError, Where

_LINE_END = re.compile(r"\r\n|\r|\n")

_Place: TypeAlias = tuple[int, int]


class _Edit(NamedTuple):
    """Replace the characters from `start` up to `end` by `text`; positions are line and column, both from 1."""

    start: _Place
    end: _Place
    text: str


def check_of(on: str, how: str, by: str) -> Checked:
    """Make a Checked from command-line values, by the same rules as for one in a data file. Raises UsageError."""
    typed = {"on": on, "how": how, "by": by}
    at = Where("the check")
    entries = tuple((Scalar(key, at), Scalar(text, Where(f"--{key}"), not text)) for key, text in typed.items())
    reader = Reader()
    record = reader.read(Checked, Mapping(entries, at))
    problems = [*reader.problems]
    for key, text in typed.items():
        problems += [hidden._replace(where=Where(f"--{key}")) for hidden in find_hidden_characters(text, key)]
    if fault := role(by):
        problems.append(fault.at(Where("--by")))
    if problems or record is None:
        raise UsageError(problems)
    return record


def write_check(data: bytes, contact: Where, check: Checked) -> bytes:
    """Write `check` into the contact at the position `contact` of the file `data`; returns the new bytes.

    If the contact has a check, its values are replaced; otherwise the key `checked` is added after the last key, in the
    contact's YAML style and with the line ends of the file.
    """
    node = next(node for node in _mappings(parse(data, contact.file)) if node.at == contact)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(bom).decode("utf-8")
    before = next((value for key, value in node.entries if key.value == "checked"), None)
    if isinstance(before, Mapping):
        edits = list(_replace_values(before, check))
    elif node.raw:
        edits = [_in_brackets(node, check)]
    else:
        edits = [_on_lines(node, check, text)]
    return bom + _apply(edits, text).encode("utf-8")


def _mappings(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        yield node
        for _, value in node.entries:
            yield from _mappings(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _mappings(item)


def _typed(check: Checked) -> dict[str, str]:
    """The values in double quotes, which JSON and YAML write alike."""
    values = {"on": check.on.isoformat(), "how": check.how, "by": check.by}
    return {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}


def _replace_values(before: Mapping, check: Checked) -> Iterator[_Edit]:
    typed = _typed(check)
    for key, value in before.entries:
        yield _Edit((value.at.line, value.at.column), _end_of(value), typed[key.value])


def _in_brackets(contact: Mapping, check: Checked) -> _Edit:
    end = _end_of(contact.entries[-1][1])
    values = ", ".join(f"{key}: {value}" for key, value in _typed(check).items())
    return _Edit(end, end, f", checked: {{{values}}}")


def _on_lines(contact: Mapping, check: Checked, text: str) -> _Edit:
    """Add the check below the line on which the contact's last value ends, and after a comment on that line."""
    line, _ = _end_of(contact.entries[-1][1])
    ends = [match.group() for match in _LINE_END.finditer(text)]
    line_end = ends[line - 1] if line <= len(ends) else (ends[-1] if ends else "\n")
    column = len(_LINE_END.split(text)[line - 1]) + 1
    indent = " " * (contact.at.column - 1)
    lines = [f"{indent}checked:", *(f"{indent}  {key}: {value}" for key, value in _typed(check).items())]
    return _Edit((line, column), (line, column), "".join(line_end + added for added in lines))


def _end_of(node: Node) -> _Place:
    """Line and column just after the last character of a value, without comments and empty lines that follow it."""
    if isinstance(node, Mapping) and not node.raw:
        return _end_of(node.entries[-1][1])
    if isinstance(node, Sequence) and not node.raw:
        return _end_of(node.items[-1])
    raw = node.raw.rstrip()
    line, column = place_in(raw, len(raw))
    return node.at.line + line - 1, column if line > 1 else node.at.column + column - 1


def _apply(edits: list[_Edit], text: str) -> str:
    """Make the edits from last to first, so that the positions of the others stay valid."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def index(place: _Place) -> int:
        return starts[place[0] - 1] + place[1] - 1

    for edit in sorted(edits, reverse=True):
        text = text[: index(edit.start)] + edit.text + text[index(edit.end) :]
    return text
