"""YAML files, each parsed once for all tests of a process, however many copies of a folder they read."""

from __future__ import annotations

from functools import lru_cache

from leafletgen.content import parse
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.errors import Where

_parse = parse.parse


def parse_once(data: bytes, name: str) -> Node:
    """What `parse` makes of the bytes of a file, with its name in each position. A file with faults is parsed again."""
    return _named(data, name, parse._Loader)


@lru_cache(maxsize=300)
def _named(data: bytes, name: str, loader: type) -> Node:
    known = _known(data, loader)
    if known:
        return _renamed(known[0], name)
    known.append(_parse(data, name))
    return known[0]


@lru_cache(maxsize=300)
def _known(_data: bytes, _loader: type) -> list[Node]:
    """What was made of the same bytes under the first name that they had; empty until then."""
    return []


def _renamed(node: Node, name: str) -> Node:
    """The same nodes in a file of another name."""
    at = Where(name, node.at.line, node.at.column)
    if isinstance(node, Scalar):
        return Scalar(node.value, at, node.empty, node.raw)
    if isinstance(node, Mapping):
        entries = ((_renamed(key, name), _renamed(value, name)) for key, value in node.entries)
        return Mapping(tuple(entries), at, node.raw)  # type: ignore[arg-type]  # A key stays a Scalar.
    return Sequence(tuple(_renamed(item, name) for item in node.items), at, node.raw)
